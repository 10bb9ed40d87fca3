-- joint_committee_view(today)
SELECT CAST($1 AS BIGINT) AS today;
