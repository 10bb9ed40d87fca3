#!/usr/bin/env bash
# One person's sealed part is destroyed: chain, figures and everything derived
# stay, and her name, its skeleton and her numbers lie nowhere any more.
# runs: alone
. "$(dirname "$0")/walk_lib.sh"
db=$(site a)
name='Qurratulain Bhirkani'
urdu='قرۃ العین بھیرکانی'
cnic=45203-7654329-8
phone=0333-7654320
secret=$PWD/secret # what is searched for, and its sheets: not a file of the site
mkdir "$secret"

# ---- where it could lie -----------------------------------------------------------

# The same text as bytes and as hexadecimal digits, for PostgreSQL's dumps.
forms() {
    printf '%s\n' "$1"
    printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'
    echo
}
# All bytes of the site in one file: database, WAL, keys, locks, state; of
# PostgreSQL a dump, its samples of columns, and the files of the cluster that
# are this database's or were written ahead, where this user may read them.
gather() {
    if postgres; then pg_gather; else
        find . -path ./secret -prune -o -type f ! -name out ! -name err \
            -exec cat {} +
    fi > "$secret/all" 2>/dev/null
}
pg_gather() {
    local oid
    psql -qAt "$SAATH_TEST_PG" -c CHECKPOINT >/dev/null 2>&1
    pg_dump -n a "$SAATH_TEST_PG"
    psql -qAt "$SAATH_TEST_PG" -c "SELECT stavalues1::text, stavalues2::text,
        stavalues3::text FROM pg_statistic"
    if [ -n "$heap" ]; then
        oid=$(psql -qAt "$SAATH_TEST_PG" -c "SELECT oid FROM pg_database
            WHERE datname = current_database()")
        find "$heap/base/$oid" "$heap/pg_wal" -type f -exec cat {} +
    fi
}
holds() {       # holds TEXT: is it in what was gathered, 1 or 0
    if forms "$1" | grep -qaiFf - "$secret/all"; then echo 1; else echo 0; fi
}
heap=
if postgres; then
    heap=$(psql -qAt "$SAATH_TEST_PG" -c 'SHOW data_directory' 2>/dev/null)
    if [ -z "$heap" ] || [ ! -r "$heap/base" ] ||
        [ "$(psql -qAt "$SAATH_TEST_PG" -c 'SHOW wal_recycle')" = on ]; then
        heap= # old segments are used again as they are
    fi
fi

# ---- a site, and she in every corner of it ----------------------------------------

fresh a --holder amina --name "Sukkur office"
run -d "$db" add place level=settlement name="Goth Abad" lg=pk723
village=$(cat out)
run -d "$db" add household number=17 "place=$village" "head=$name"
household=$(cat out)
run -d "$db" add person "household=$household" sex=women code=P-1 \
    "name=Kurat ul Ain" cnic=$cnic cnic_state=held
person=$(cat out)
run -d "$db" add fix "answers=$person" why="as she writes it" \
    "body={\"household\":\"$household\",\"sex\":\"women\",\"code\":\"P-1\",\"name\":\"$name\",\"name_ur\":\"$urdu\",\"phone\":\"$phone\"}"
is "she is there, and was put right" "$status" 0
for n in $(seq 1 60); do
    echo "P-$((n + 100)),$household,women,Sister $n"
done | { echo 'code,household,sex,name'; cat; } > "$secret/people.csv"
run -d "$db" import person "$secret/people.csv"
is "so are others" "$status" 0
run -d "$db" add body nature=co sex=women code=CO-1 name=Mehran rsp=SRSO \
    "place=$village" formed=2014-01-05
body=$(cat out)
run -d "$db" add member "body=$body" "person=$person" joined=2014-02-03
member=$(cat out)
run -d "$db" add meeting "body=$body" held=2014-03-04 \
    "attendance=[{\"member\":\"$member\",\"present\":\"present\",\"saved\":10000}]"
is "she saves" "$status" 0
run -d "$db" add consent "person=$person" since=2014-02-03 purpose=enrolment \
    given=withdrawn way=spoken
is "and takes her consent back" "$status" 0

# A sheet with her in a line that cannot be taken.
printf 'code,household,sex,name,cnic\nP-9,%s,nobody,%s,%s\n' "$household" \
    "$name" "$cnic" > "$secret/bad.csv"
run -d "$db" import person "$secret/bad.csv"
grep -q "$cnic" "$secret/bad.csv.reject.csv"
ok $? "what was refused lies beside the sheet, for whoever sent it"
run -d "$db" sql "SELECT count(*) AS n, max(length(cells)) AS most
    FROM import_reject" --format csv
is "the site keeps its line and nothing of it" "$(csv | tail -1)" 1,0

run -d "$db" sql "SELECT name_skeleton FROM person_sealed WHERE entry IN
    (SELECT entry FROM person WHERE code = 'P-1')" --format csv
bones=$(csv | tail -1)
[ "${#bones}" -ge 5 ]
ok $? "her name has a skeleton"
if postgres; then psql -q "$SAATH_TEST_PG" -c 'ANALYZE a.person_sealed'; fi
gather
[ "$(holds "$name")" = 1 ] && [ "$(holds "$bones")" = 1 ]
ok $? "she is found, or the search shows nothing"
is "her numbers never lie open" "$(holds "$cnic"):$(holds 4520376543298)" 0:0
is "nor her phone" "$(holds "$phone"):$(holds 03337654320)" 0:0
run -d "$db" export person --format csv
was=$(csv | grep -v '^id' | sort)
figures=$(digest a | grep '^figure\|^posting')

# ---- destroyed --------------------------------------------------------------------

run -d "$db" add erasure "about=$person" why="she asked for it"
is "her part is destroyed" "$status" 0
run -d "$db" add erasure "about=$household" why="she is its head"
is "and her name as head" "$status" 0
gather
for what in "$name" "Kurat ul Ain" "$urdu" "$bones" "$cnic" 4520376543298 \
    "$phone" 03337654320 3337654320; do
    is "nowhere: $what" "$(holds "$what")" 0
done
[ "$(holds "Sister 7")" = 1 ]
ok $? "her sisters are still there"
run -d "$db" verify
is "all agrees" "$status" 0
is "figures are what they were" "$(digest a | grep '^figure\|^posting')" \
    "$figures"
run -d "$db" export person --format csv
is "so is all that is said in the open" "$(csv | grep -v '^id' | sort)" "$was"
want=$(digest a)
run -d "$db" rebuild
is "a rebuild is the same" "$status:$(digest a)" "0:$want"
gather
is "and brings nothing back" "$(holds "$name"):$(holds "$bones")" 0:0
"$SAATH" -d "$db" log --sealed > "$secret/sealed.log"
grep -qF "$name" "$secret/sealed.log"
is "nor does a log with names" $? 1
if [ -n "$heap" ]; then
    ok 0 "searched in the files of the cluster"
elif postgres; then
    skip "searched in the files of the cluster" "they cannot be read here, or old WAL is used again"
fi
done_testing
