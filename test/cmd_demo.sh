#!/usr/bin/env bash
# The sample: made, made again, served, and what its figures say.
. "$(dirname "$0")/walk_lib.sh"
db=$(site demo)

start=$SECONDS
run -d "$db" demo --no-serve
is "the demo is made" "$status" 0
[ $((SECONDS - start)) -lt 60 ]
ok $? "within a minute"
is "it prints seven logins" "$(grep -c '^  [a-z]' out)" 7
cp out logins
for role in administrator head_office monitor manager operator auditor viewer
do
    grep -q " $role " logins
    ok $? "one is $role"
done
before=$(digest demo)
run -d "$db" demo --no-serve
is "again: it is there" "$status" 0
is "with the same passwords" "$(cat out)" "$(cat logins)"
is "and nothing is added" "$(digest demo)" "$before"
run -d "$db" verify
is "it verifies" "$status" 0
run -d "$db" sql "SELECT count(*) AS n FROM finding WHERE level = 1" \
    --format csv
is "nothing in it is stopped" "$(csv | tail -1)" 0
run -d "$db" sql "SELECT count(*) AS n FROM waiting" --format csv
is "and nothing waits" "$(csv | tail -1)" 0

# The grand totals that the network printed: households organised and COs.
while read -r month hh co; do
    run -d "$db" report outreach --as-of "$month" --by province --format csv
    is "households and COs of $month as printed" \
        "$(csv | awk -F, '/^Total/ { print $10, $14 }')" "$hh $co"
done <<PRINTED
2012-09 5071737 305561
2013-12 5516750 333354
2014-06 5847177 349967
2014-12 5993888 359085
PRINTED

# Interrupted half-way, it goes on where it stopped.
half=$(site half)
"$SAATH" -d "$half" demo --no-serve >/dev/null 2>&1 &
filling=$!
for _ in $(seq 600); do
    run -d "$half" sql "SELECT 1 AS n FROM entry WHERE kind = 'access'"
    if grep -q 1 out; then break; fi
    sleep 0.02
done
kill -9 $filling
wait $filling 2>/dev/null
run -d "$half" list target --format csv
is "one is broken off before its targets" "$status:$(wc -l < out)" 0:1
run -d "$half" demo --no-serve
is "one that was broken off is finished" "$status" 0
counts="SELECT kind, count(*) AS n FROM entry GROUP BY kind ORDER BY kind"
is "with the same records" \
    "$("$SAATH" -d "$half" sql "$counts" --format csv)" \
    "$("$SAATH" -d "$db" sql "$counts" --format csv)"

# ---- served -----------------------------------------------------------------

setsid "$SAATH" -d "$db" demo --listen 127.0.0.1:0 >served 2>served.err &
served=$!
trap 'kill -9 -- -$served 2>/dev/null' EXIT
for _ in $(seq 200); do
    address=$(grep -m1 -o 'http://[0-9.:]*' served) && break
    sleep 0.05
done
is "it is served" "$(curl -s -o /dev/null -w '%{http_code}' "$address/login")" 200
password=$(awk '$1 == "hina" { print $2 }' logins)
code=$(curl -s -c jar -o page -w '%{http_code}' -H "Origin: $address" \
    --data-urlencode "user=hina" --data-urlencode "password=$password" \
    "$address/login")
is "a sample login signs in" "$code" 303
curl -s -b jar "$address/outreach?as_of=2014-12" >page
grep -q 'Sukkur' page && grep -q '37,757' page
ok $? "and sees the outreach table with its numbers"
code=$(curl -s -o page -w '%{http_code}' -H "Origin: $address" \
    --data-urlencode "user=hina" --data-urlencode "password=wrong" \
    "$address/login")
is "a wrong password does not" "$code" 401
is "nor does nobody see it" "$(curl -s -o page -w '%{http_code}' \
    "$address/outreach")" 303
nadia=$(awk '$1 == "nadia" { print $2 }' logins)
curl -s -c viewer -o page -H "Origin: $address" \
    --data-urlencode "user=nadia" --data-urlencode "password=$nadia" \
    "$address/login"
code=$(curl -s -b viewer -o page -w '%{http_code}' "$address/import")
is "a viewer does not import" "$code" 403
kill "$served"
wait "$served"
is "it stops when told" "$?" 0
done_testing
