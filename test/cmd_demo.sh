#!/usr/bin/env bash
# The sample: made, made again, served, and what its figures say.
# runs: early
. "$(dirname "$0")/walk_lib.sh"
db=$(site demo)

run -d "$db" demo --size 2 --no-serve
is "the demo is made" "$status" 0
is "it prints a login for each sample user" "$(grep -c '^  [a-z]' out)" \
    "$(($(wc -l <"$(dirname "$0")/../data/demo/users.csv") - 1))"
cp out logins
for role in administrator head_office monitor manager operator auditor \
    viewer complaint_officer safeguarding_officer
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

run -d "$db" report outreach --format pdf -o sample.pdf
is "a paper by the command line" "$status" 0
pdftotext -raw sample.pdf - | grep -q 'not real' # the rest is turned
ok $? "says that it is a sample"

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

# ---- two years of a programme -----------------------------------------------

count() { # of a table, with a condition
    run -d "$db" sql "SELECT count(*) AS n FROM $1" --format csv
    csv | tail -1
}
least() { # what, number, least of it
    [ "$2" -ge "$3" ]
    ok $? "$1: $2, at least $3"
}
number() { # SQL of one number
    run -d "$db" sql "$1" --format csv
    csv | tail -1
}
least "COs of a fiftieth" "$(count "body WHERE nature = 0 AND counts = 1")" 80
least "VOs" "$(count "body WHERE nature = 1 AND counts = 1")" 10
is "LSOs, one for each union council" \
    "$(count "body WHERE nature = 2 AND counts = 1")" \
    "$(number "SELECT count(DISTINCT place) AS n FROM body WHERE nature = 2")"
least "groups" "$(count "body WHERE nature = 3 AND counts = 1")" 3
least "members" "$(count "member WHERE counts = 1")" 1800
least "meetings" "$(count "meeting WHERE counts = 1")" 1800
least "of them not held" "$(count "meeting WHERE not_held IS NOT NULL")" 100
least "rows of attendance" "$(count meeting_attendance)" 8000
kept="meeting m JOIN body b ON b.entry = m.body AND b.nature = 0
    WHERE m.counts = 1 AND m.not_held IS NULL
    AND m.held > (SELECT max(held) FROM meeting) - 365"
least "of the last year's, those with rows, in hundredths" "$(number \
    "SELECT 100 * count(CASE WHEN EXISTS (SELECT 1 FROM meeting_attendance r
    WHERE r.entry = m.entry) THEN 1 END) / count(*) AS n FROM $kept")" 40
least "who left" "$(count "member WHERE ended IS NOT NULL")" 100
least "dormant, irregular, dissolved" "$(number \
    "SELECT count(DISTINCT state) AS n FROM standing")" 3
least "hand-overs" "$(count "charge WHERE giver IS NOT NULL")" 1
least "returned by a checker" "$(count "verdict WHERE says = 1")" 1
is "each settlement hangs on a union council and on a deh" "$(count \
    "place WHERE level = 8 AND (lg IS NULL OR revenue IS NULL)")" 0
is "each CO has members" "$(count "body b WHERE nature = 0 AND NOT EXISTS
    (SELECT 1 FROM member m WHERE m.body = b.entry)")" 0
is "names in three scripts" "$(count "body WHERE nature = 0 AND
    (name_ur IS NULL OR name_sd IS NULL OR name = name_ur)")" 0
is "and of each member's father" "$(number "SELECT count(*) AS n
    FROM member m JOIN person_sealed s ON s.entry = m.person
    WHERE s.name_ur IS NOT NULL AND (s.father_ur IS NULL OR
        s.father_sd IS NULL OR s.father = s.father_ur)")" 0
is "and of every settlement" "$(count "place WHERE level = 8 AND
    (name_ur IS NULL OR name_sd IS NULL)")" 0
least "women and men in one household" "$(count "household h WHERE
    (SELECT count(*) FROM person p WHERE p.household = h.entry) > 1")" 50
most=$(number "SELECT max(n) AS n FROM (SELECT count(*) AS n FROM member
    WHERE ended IS NULL GROUP BY body, person) x")
is "nobody twice in a body" "$most" 1
is "nothing is signed after today" "$(count "entry WHERE at >
    $(date +%s)")" 0
is "nor before it was held" "$(count "meeting m JOIN entry e
    ON e.id = m.entry WHERE m.held > (e.at + 18000) / 86400")" 0
least "a size, date or sum that a reader should see" "$(count \
    "finding WHERE level = 0 AND what <> 'filing.control_differs'")" 5
for what in meeting.before_formation meeting.total_differs \
    member.of_other_sex; do
    least "warned of: $what" "$(count "finding WHERE what = '$what'")" 1
done

# ---- the census of some union councils ----------------------------------------

last=$(number "SELECT max(held) AS n FROM meeting")
asked="household h WHERE EXISTS (SELECT 1 FROM score s
    WHERE s.household = h.entry)"
organised="EXISTS (SELECT 1 FROM person p JOIN member m ON m.person = p.entry
    WHERE p.household = h.entry)"
least "households asked" "$(count "$asked")" 300
out=$(number "SELECT 1000 * count(CASE WHEN $organised THEN NULL ELSE 1 END)
    / count(*) AS n FROM $asked")
[ "$out" -ge 300 ] && [ "$out" -le 450 ]
ok $? "of them in no CO, of a thousand: $out"
is "each of them has a head" "$(count "$asked AND NOT EXISTS (SELECT 1
    FROM person p WHERE p.household = h.entry AND p.relation = 0)")" 0
is "and nobody two" "$(count "(SELECT household FROM person
    WHERE relation = 0 GROUP BY household HAVING count(*) > 1) x")" 0
is "each says who heads it and whether it has land" "$(count "$asked
    AND (h.headed IS NULL OR h.landless IS NULL OR h.faith IS NULL)")" 0
least "persons of a household, in tenths" "$(number "SELECT 10 * count(*) / (
    SELECT count(*) FROM $asked) AS n FROM person p WHERE p.relation >= 0")" 45
for who in "p.disability > 0" "p.faith > 0" "p.occupation = 4" \
    "p.education = 3" "p.relation = 3"; do
    least "persons: $who" "$(count "person p WHERE $who")" 1
done
least "headed by women" "$(count "household WHERE headed = 0")" 3
poor="(SELECT CAST(max(CASE WHEN s.score < 2400 THEN 1000 ELSE 0 END) AS BIGINT)
    FROM score s WHERE s.household = h.entry)"
left=$(number "SELECT CAST(sum($poor) AS BIGINT) / count(*) AS n FROM $asked
    AND NOT $organised")
in=$(number "SELECT CAST(sum($poor) AS BIGINT) / count(*) AS n FROM $asked
    AND $organised")
[ "$left" -gt "$in" ]
ok $? "below 24, of a thousand: $left of those in no CO, $in of those in one"
least "scored twice" "$(count "(SELECT household FROM score GROUP BY household
    HAVING count(*) > 1) x")" 100
least "better the second time" "$(count "score a JOIN score b
    ON b.household = a.household AND b.held > a.held
    WHERE b.score > a.score")" 30
least "worse" "$(count "score a JOIN score b
    ON b.household = a.household AND b.held > a.held
    WHERE b.score < a.score")" 10
is "a tenth was drawn to be asked again" "$(count "sample s WHERE
    (SELECT count(*) FROM sample_drawn d WHERE d.entry = s.entry) * 9
    < s.scores AND (SELECT count(*) FROM sample_drawn d
    WHERE d.entry = s.entry) * 10 >= s.scores")" "$(count sample)"
least "asked again" "$(count "backcheck WHERE counts = 1")" 30
least "with other answers" "$(count "backcheck b JOIN score s
    ON s.entry = b.score WHERE b.answers <> s.answers")" 5
least "stages of surveys" "$(number "SELECT count(DISTINCT state) AS n
    FROM stage")" 4
least "disputed in a meeting" "$(count "objection WHERE says = 1")" 1
least "decided" "$(count "decision WHERE verdict = 0")" 1
least "not eligible" "$(count "decision WHERE verdict = 1")" 1
is "moved, split and merged" "$(number "SELECT count(DISTINCT state) AS n
    FROM fate")" 3
is "one woman written twice is one again" "$(count merger)" 1
least "consents" "$(count consent)" 3
least "answers to a donor's form" "$(count "response WHERE counts = 1")" 1
run -d "$db" report coverage --as-of "$(date -u -d "@$((last * 86400))" \
    +%Y-%m)" --place pk723 --format csv
is "and coverage knows the households of Pano Aqil" \
    "$(csv | awk -F, '$1 == "Pano Aqil" { print ($2 > 100) }')" 1

# Registers count from the month of the cutover, at every level the same.
last=$(number "SELECT max(held) AS n FROM meeting")
month=$(date -u -d "@$((last * 86400))" +%Y-%m)
run -d "$db" report outreach --as-of "$month" --by district --format csv
csv >outreach.csv
standing="SELECT count(*) AS n FROM body b JOIN area a ON a.place = b.place
    JOIN place p ON p.entry = a.above AND p.level = 3 AND p.name = '%s'
    WHERE b.nature = 0 AND b.formed < $((last + 1)) AND NOT EXISTS (
        SELECT 1 FROM standing s WHERE s.body = b.entry AND s.state > 2
        AND s.since < $((last + 1)))"
for district in "Sukkur,SRSO" "Rahim Yar Khan,NRSP"; do
    is "the COs of $district in $month are those that stand" \
        "$(awk -F, -v d="$district" 'index($0, d ",") == 1 { print $(NF - 1) }' \
            outreach.csv)" \
        "$(number "$(printf "$standing" "${district%,*}")")"
done

# Interrupted half-way, it goes on where it stopped. What a seed gives does not
# hang on the database; a far one takes its time.
if ! postgres; then
    half=$(site half)
    "$SAATH" -d "$half" demo --size 2 --no-serve >/dev/null 2>&1 &
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

    # The same seed gives the same facts, another seed others.
    "$SAATH" -d "$half" digest >half
    "$SAATH" -d "$db" digest >whole
    for table in body member meeting standing score figure; do
        is "the same seed, the same $table" "$(grep "^$table " half)" \
            "$(grep "^$table " whole)"
    done
    # On whatever day it is made: at night, at a month's end, in a leap year.
    for now in 2026-11-22T23:50Z 2026-12-31T19:10Z 2028-02-29T12:00Z; do
        SAATH_NOW=$(date -u -d "$now" +%s) \
            run -d "$(site "at$now")" demo --size 2 --no-serve
        is "it is made at $now" "$status $(cat err)" "0 "
    done
    other=$(site other)
    run -d "$other" demo --size 1 --seed 2 --no-serve
    is "another seed is made too" "$status" 0
    [ "$("$SAATH" -d "$other" digest | grep '^body ')" != \
        "$(grep '^body ' whole)" ]
    ok $? "with other bodies"
fi

# ---- held to account ---------------------------------------------------------

least "complaints" "$(count "complaint WHERE counts = 1")" 5
least "of them closed" "$(count "handling WHERE counts = 1 AND stage = 6")" 2
is "sensitive ones go a path of their own" \
    "$(count "safeguard WHERE counts = 1")" 2
least "with steps" "$(count "inquiry WHERE counts = 1")" 5
is "a social audit was held" "$(count "socialaudit WHERE counts = 1")" 1
least "sheets hang on the wall" "$(count "disclosure WHERE counts = 1")" 4
least "assessments of two rounds" \
    "$(count "assessment WHERE counts = 1 AND state = 2")" 20
is "whose totals their marks give" "$(count "finding f JOIN entry e \
    ON e.id = f.entry WHERE e.kind = 'assessment'")" 0
is "acts cite the by-law that was in force" \
    "$(count "finding WHERE what = 'bylaw.not_in_force'")" 0
least "terms that cite one" "$(count "term WHERE bylaw IS NOT NULL")" 100

# ---- the people's money ------------------------------------------------------

is "every line has its other side" "$(count "(SELECT book, fund, entry
    FROM book_line GROUP BY book, fund, entry HAVING sum(amount) <> 0) x")" 0
is "what a month's sums say is what its lines say" "$(number \
    "SELECT count(*) AS n FROM (SELECT book, head, month, sum(amount) AS s
    FROM book_line GROUP BY book, head, month) l JOIN (SELECT book, head,
    month, sum(amount) AS s FROM book_balance GROUP BY book, head, month) b
    ON b.book = l.book AND b.head = l.head AND b.month = l.month
    WHERE b.s <> l.s")" 0
is "no box is below nothing" "$(count "(SELECT book FROM book_balance
    WHERE head = 'box' GROUP BY book HAVING sum(amount) < 0) x")" 0
is "what one body owes another has" "$(number "SELECT CAST(coalesce(sum(amount),
    0) AS BIGINT) AS n FROM book_line WHERE head IN ('due_to', 'due_from')")" 0
while read -r kind most; do
    least "of $kind" "$(count "$kind")" "$most"
done <<KEPT
repayment 15
collection 15
banking 5
leaf_book 3
leaf_void 1
cash_count 40
voucher 8
bank_statement 2
closing 6
reversal 1
deposit 3
withdrawal 1
sharing 1
settlement 1
award 3
procurement 1
delivery 3
house_stage 4
insured 15
claim 2
trainee 4
stipend 4
KEPT
box="(SELECT CAST(sum(l.amount) AS BIGINT) FROM book_line l
    WHERE l.book = c.book AND l.head = 'box' AND l.on_day <= c.held)"
is "of the boxes that were counted one was short" \
    "$(count "cash_count c WHERE c.amount <> $box")" 1
is "the bank has one item that nobody booked" "$(count "bank_statement_item i
    JOIN bank_statement s ON s.entry = i.entry WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT entry, party, on_day, sum(amount) AS amount
        FROM book_line WHERE head = 'bank' GROUP BY entry, party, on_day) l
    WHERE l.party = s.account AND l.on_day = i.on_day
    AND l.amount = i.amount)")" 1
is "what was taken back was taken back by another" "$(count "reversal r
    JOIN entry a ON a.id = r.entry JOIN entry b ON b.id = r.reverses
    WHERE a.author = b.author")" 0
least "instalments in the grid of a meeting" "$(count "meeting_attendance
    WHERE repaid > 0 AND loan IS NOT NULL")" 1
least "somebody has collected cash in hand" "$(number "SELECT
    CAST(sum(amount) AS BIGINT) AS n FROM book_balance WHERE head = 'hand'")" 1
run -d "$db" report par --as-of "$month" --format csv
least "in micro-credit two are late" "$(csv |
    awk -F, '$1 == "SRSO enterprise" { print $4 }')" 1
least "but not all that is out" "$(csv | awk -F, '$1 == "SRSO enterprise" {
    print ($5 < $3) }')" 1
run -d "$db" report cif --as-of "$month" --format csv
least "a community fund has lent" "$(csv | awk -F, 'NR == 2 {
    print ($4 > 0) }')" 1
goods=$(number "SELECT CAST(sum(amount) AS BIGINT) AS n FROM delivery")
is "goats that were bought were handed over" "$(number "SELECT
    CAST(sum(amount) AS BIGINT) AS n FROM book_line WHERE head = 'award_cost'
    AND event = 'award.delivered'")" "$goods"
is "a house was paid for in whole" "$(number "SELECT CAST(sum(amount) AS BIGINT)
    - (SELECT approved FROM house) AS n FROM house_stage")" 0
is "who learns, lives and is insured is known to be poor enough" "$(count \
    "finding f JOIN entry e ON e.id = f.entry WHERE e.kind IN ('award',
    'house', 'insured', 'trainee', 'claim', 'delivery', 'followup_visit')")" 0

# ---- livelihood, relief, plans -------------------------------------------------

while read -r kind most; do
    least "of $kind" "$(count "$kind WHERE counts = 1")" "$most"
done <<KEPT
enterprise 1
sale_order 3
production 3
quality_check 2
sale 2
joint_trade 2
nrm 4
survival 2
school 1
enrolment 3
literacy 2
health_report 10
frozen_roster 1
damage 15
relief_list 3
relief_given 15
workplan 2
logframe 1
narrative 3
KEPT
least "some were helped twice" \
    "$(count "finding WHERE what = 'relief_given.other_agency'")" 1
is "what is remarked is late, made again or given twice" "$(count "finding f JOIN entry e
    ON e.id = f.entry WHERE e.kind IN ('enterprise', 'sale', 'sale_order',
    'production', 'quality_check', 'joint_trade', 'nrm', 'survival', 'school',
    'enrolment', 'literacy', 'health_worker', 'health_report', 'damage',
    'frozen_roster', 'relief_list', 'relief_given', 'workplan', 'logframe')
    AND f.what NOT IN ('sale_order.late', 'production.beyond_order',
    'relief_given.other_agency')")" 0
run -d "$db" report workplan --as-of "$month" --sheet 2 --format csv
least "organisers have done some of their plan" "$(csv |
    awk -F, '$2 != "" && $3 ~ /Savings/ { n += $(NF - 4) > 0 } END { print n }')" 1

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
for page in awards houses insurance trainees livelihood enterprises trades \
    schools relief "workplan?as_of=$month" "logframe?as_of=$month" \
    "progress?as_of=$month"; do
    curl -s -b jar "$address/$page" >page
    grep -q '<td' page
    ok $? "and has something to look at on /$page"
done
saver=$(number "SELECT member AS n FROM deposit ORDER BY entry LIMIT 1")
is "a member who saved has a passbook" "$(curl -s -b jar -o page \
    -w '%{http_code}' "$address/passbook/$saver")" 200
grep -q '500\|600\|800' page
ok $? "with what she brought"
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
