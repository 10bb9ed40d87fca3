-- web_frame_latest(project)
SELECT entry FROM logframe WHERE project = $1 AND counts = 1
ORDER BY version DESC, entry DESC LIMIT 1;

-- web_frame_versions(project)
SELECT entry, version, since, title FROM logframe
WHERE project = $1 AND counts = 1
ORDER BY version DESC, entry DESC LIMIT 100;
