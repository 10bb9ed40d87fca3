-- standing_scope(body)
SELECT place, rsp, project FROM body WHERE entry = $1;
