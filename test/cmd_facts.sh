#!/usr/bin/env bash
# Facts from the command line: added, refused, shown, fixed, listed, reported.
. "$(dirname "$0")/walk_lib.sh"
db=$(site a)
fresh a

file_hh a 2014-12 37757
is "a fact is kept" "$status" 0
id=$(cat out)
[[ $id =~ ^[0-9a-f]{32}$ ]]
ok $? "and its id is printed"
run -d "$db" show "$id"
grep -q '^  as_of  *2014-12' out && grep -q '^  rsp  *SRSO' out
ok $? "show says what it says"
grep -q 'good: a stamp of this device covers it' out
ok $? "and that it is stamped"
grep -Eq '^  hh .*2014-12  Sukkur  SRSO  37757' out
ok $? "and what it counts for"
run -d "$db" show "$id" --format json
grep -q '"counts":true,"covered":true' out
ok $? "also as JSON"
run -d "$db" show place:pk723
grep -q '^  name  *Sukkur' out
ok $? "a thing is shown by its code"
run -d "$db" show 00000000000000000000000000000001
is "what is not there is refused" "$status" 1

# ---- refusals ---------------------------------------------------------------

run -d "$db" add filing rsp=SRSO place=nowhere as_of=2014-13 'values=x'
is "bad fields are refused" "$status" 1
told "a reference by name" "^place: Nothing of that name"
told "a month that is none" "^as_of: This is not understood"
run -d "$db" add filing rsp=SRSO place=pk723 as_of=2090-01 "$(values hh 1)"
is "the rule refuses" "$status" 1
told "with its field" "^as_of: "
run -d "$db" add filing rsp=SRSO place=pk723 as_of=2014-12 \
    'values=[{"indicator":"nonsense","amount":1}]'
is "an unknown code in a row is refused" "$status" 1
run -d "$db" add filing rsp=SRSO place=pk723 as_of=2014-12 \
    'values=[{"indicator":"hh","amount":-5}]'
is "a negative count is refused" "$status" 1
feed '{"as_of":"2014-12","nonsense' -d "$db" add filing -
is "JSON that is broken is refused" "$status" 1
feed '{"indicator":"hh","rsp":"78c1209318690edbb66446ee4871fdc3","place":"cd17443122a36c7674ee1098297a57e5","begins":"2014-07","ends":"2015-06","amount":40000}' \
    -d "$db" add target -
is "JSON that is whole is kept" "$status" 0
for evil in "'; DROP TABLE entry; --" '<script>alert(1)</script>' \
    $'line\nbreak' '$(reboot)' '"},{"x":"' '%s%n'; do
    run -d "$db" add project "code=P$RANDOM" "name=$evil" nature=core rsp=SRSO \
        since=2014
    is "text stays text: ${evil%%$'\n'*}" "$status" 0
    "$SAATH" -d "$db" show "$(cat out)" --format json >shown
    grep -qF "$(printf '%s' "$evil" | sed 's/"/\\"/g' | head -1)" shown
    ok $? "and is shown as it was"
done

# ---- rights -----------------------------------------------------------------

feed 'long enough' -d "$db" user add manzoor --role manager --place pk723 \
    --rsp SRSO
is "a user is added" "$status" 0
file_hh a 2015-03 38000 --as manzoor
is "who may write, writes" "$status" 0
run -d "$db" --as manzoor add filing rsp=SRSO place=pk717 as_of=2015-03 \
    "$(values hh 1)"
is "but not for another district" "$status" 1
told "and is told" "may not write this"
run -d "$db" --as manzoor add rsp code=NEW name=new nature=rsp
is "nor what administrators write" "$status" 1
file_hh a 2015-03 38000 --as nobody
is "nobody may nothing" "$status" 1
run -d "$db" --as nobody list filing
is "not even look" "$status" 1
run -d "$db" --as manzoor issue outreach
is "a manager issues no report" "$status" 1
feed 'short' -d "$db" user passwd manzoor
is "a short password is refused" "$status" 1
feed 'long enough' -d "$db" user passwd ghost
is "a password for nobody is refused" "$status" 1
run -d "$db" user list --format csv
grep -q '^manzoor,,manager,Sukkur,SRSO,' out
ok $? "users are listed"
run -d "$db" sql "SELECT hash FROM credential" --format csv
grep -qF '$argon2id$v=19$m=32768,t=2,p=1$' out
ok $? "a password is kept as argon2id"

# ---- a fix ------------------------------------------------------------------

body=$("$SAATH" -d "$db" show "$id" --format json |
    sed 's/.*"record":\(.*\),"seen".*/\1/; s/37757/37000/')
run -d "$db" add fix "answers=$id" "body=$body" "why=typed wrong"
is "a fix is kept" "$status" 0
run -d "$db" show "$id"
grep -q '^  values  *hh  37000' out && grep -q '^Fixes' out
ok $? "the fact stands as the fix says"
run -d "$db" sql "SELECT amount FROM posting WHERE month = 539" --format csv
is "and counts so" "$(csv | sed -n 2p)" 37000

# ---- lists and reports ------------------------------------------------------

run -d "$db" list place level=district lg=sindh --limit 5 --format csv
is "a list has a limit" "$(wc -l < out)" 6
told "and says that there is more" "--limit"
run -d "$db" list filing place=pk723 --format csv
is "a list is filtered by a reference" "$(wc -l < out)" 3
run -d "$db" report
grep -q '^outreach ' out
ok $? "reports are listed"
run -d "$db" report outreach --as-of 2014-12 --by province --format csv
is "the report's header is a contract" "$(csv | head -1)" "place,rsp,ucs,ucs_prev,ucs_now,ucs_incr_pct,ucs_cov_pct,hh,hh_prev,hh_now,hh_incr_pct,hh_cov_pct,co_prev,co_now,co_incr_pct"
grep -q '^Sindh,.*,37000,' out
ok $? "and counts the fact"
for form in text json html; do
    run -d "$db" report outreach --as-of 2014-12 --format $form
    is "a report as $form" "$status" 0
    grep -q '37,\?000' out
    ok $? "has the number"
done
run -d "$db" report outreach --as-of 2014-12 --format xlsx -o r.xlsx
is "a report as a workbook" "$status:$(head -c 2 r.xlsx)" "0:PK"
run -d "$db" report outreach --as-of 2014-12-31
is "a day is more than there is" "$status" 1
for period in month quarter fy 2014-07..2014-12; do
    run -d "$db" report outreach --as-of 2014-12 --period $period --format csv
    is "period $period" "$status" 0
done
run -d "$db" report outreach --as-of 2014-12 --period 2014-12..2014-07
is "a period that ends before it begins" "$status" 2
run -d "$db" report outreach --as-of 2014-12 --period project
is "a project's year wants a project" "$status" 1
for lang in en ur sd; do
    run -d "$db" --lang $lang report outreach --as-of 2014-12
    is "in $lang" "$status" 0
done
run -d "$db" issue outreach --as-of 2014-12 --by district
is "a report is issued" "$status" 0
pub=$(cat out)
"$SAATH" -d "$db" show "$pub" --format json | grep -q '"heads":\[{"device"'
ok $? "and names the heads it covers"
run -d "$db" report changes --publication "$pub" --format csv
is "nothing has changed since" "$status:$(wc -l < out)" "0:1"
run -d "$db" add filing rsp=SRSO place=pk723 as_of=2014-12 issue=2015-03 \
    "$(values hh 36000)"
run -d "$db" report changes --publication "$pub" --format csv
[ "$(wc -l < out)" -gt 1 ]
ok $? "now something has"

# ---- sql --------------------------------------------------------------------

for text in "DELETE FROM entry" "UPDATE entry SET n = 0" \
    "PRAGMA writable_schema=1" "DROP TABLE entry" \
    "SELECT 1; DELETE FROM entry"; do
    run -d "$db" sql "$text"
    is "no question: $text" "$status" 2
done
for text in "SELECT nonsense" \
    "WITH x AS (DELETE FROM entry RETURNING n) SELECT n FROM x"; do
    run -d "$db" sql "$text"
    is "refused: $text" "$status" 1
done
run -d "$db" verify
is "all of it verifies" "$status" 0
before=$(digest a)
run -d "$db" rebuild
is "rebuild" "$status" 0
is "makes the same" "$(digest a)" "$before"
done_testing
