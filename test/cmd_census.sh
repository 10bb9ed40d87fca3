#!/usr/bin/env bash
# A census from the command line: looked at, taken, its rejects in a file,
# corrected, and scored.
. "$(dirname "$0")/walk_lib.sh"
db=$(site a)
fresh a

count() { run -d "$db" sql "SELECT count(*) AS n FROM $1" --format csv; csv | tail -1; }

cat > places.csv <<'CSV'
level,name,lg
settlement,Goth Sample,place:pk72302
CSV
run -d "$db" import place places.csv
is "the settlement is there" "$status" 0

heads=place,number,name,sex,card,held,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10
card=SPS-PAK-2009-002,2016-05-03
cat > census.csv <<CSV
$heads
Goth Sample,H-1,Allah Bux,men,$card,C,C,B,B,A,B,A,A,B,A
Goth Sample,H-1,Hajran,women,,,,,,,,,,,,
Goth Sample,H-2,Punhal,men,$card,C,C,B,B,A,B,A,A,B,Q
Goth Sample,H-2,,women,,,,,,,,,,,,
CSV

run -d "$db" import census census.csv --dry-run
is "a look finds what is bad" "$status" 1
told "with file, row, field and message" \
    "^census.csv:4: q10: .*choices: Q"
told "and what becomes of the rest" "^census.csv:4: score: .*household and its persons stand"
told "a person without a name" "^census.csv:5: name: "
is "and writes nothing" "$(count household)" 0
[ ! -e census.csv.reject.csv ]
ok $? "no reject file either"

run -d "$db" import census census.csv
is "bad rows leave the status" "$status" 1
is "households" "$(count household)" 2
is "persons" "$(count person)" 3
is "scores" "$(count score)" 1
grep -q 'census.csv,,4,q10,' census.csv.reject.csv
ok $? "the reject file names file, row and field"

run -d "$db" import census census.csv
is "again: the same rows are bad" "$status" 1
is "and nothing is there twice" "$(count person)" 3

sed -e 's/,B,Q$/,B,A/' -e 's/H-2,,women/H-2,Zainab,women/' census.csv > again.csv
run -d "$db" import census again.csv
is "a corrected sheet goes in" "$status" 0
is "with the person" "$(count person)" 4
is "and the score" "$(count "score WHERE score = 3800")" 2

cat > blind.jsonl <<'JSON'
{"place":"Goth Sample","number":"H-3","held":"2016-05-04","answers":{"q1":"C","q2":"C","q3":"B","q4":"B","q5":"A","q6":"B","q7":"A","q8":"A","q9":"B","q10":"A"},"persons":[{"name":"Noor","sex":"women"},{"name":"Ali","sex":"men"}]}
JSON
run -d "$db" import census blind.jsonl
is "answers of no card are refused" "$status" 1
told "with the reason" "^blind.jsonl:1: card: "
run -d "$db" import census blind.jsonl --card SPS-PAK-2009-002
is "the card may be said beside" "$status" 0
is "persons of a json line" "$(count person)" 6
is "and its score" "$(count "score WHERE score = 3800")" 3
run -d "$db" verify
is "the log is whole" "$status" 0

done_testing
