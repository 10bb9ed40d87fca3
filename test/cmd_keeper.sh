#!/usr/bin/env bash
# A keeper that runs: verbs through its socket, batches, and sudden deaths.
. "$(dirname "$0")/walk_lib.sh"
fresh a --holder amina
db=$(site a)

# serve_start: the address goes into $address, the process into $served. It
# leads a group of its own, so that all of it can be killed at once.
serve_start() {
    : > served
    setsid "$SAATH" -d "$db" serve --listen 127.0.0.1:0 >served 2>served.err &
    served=$!
    for _ in $(seq 300); do
        address=$(grep -m1 http served) && return 0
        kill -0 "$served" 2>/dev/null || break
        sleep 0.05
    done
    cat served.err >&2
    return 1
}
serve_stop() {
    kill "$served"
    wait "$served"
}
trap 'kill -9 -- -$served 2>/dev/null' EXIT

serve_start
ok $? "the site is served"
is "and answers" "$(curl -s -o /dev/null -w '%{http_code}' "$address/login")" 200

# ---- verbs through the socket -----------------------------------------------

file_hh a 2014-12 37757
is "add" "$status" 0
run -d "$db" show "$(cat out)"
grep -q 'good: a stamp' out
ok $? "is stamped and can be read"
file_hh a 2014-12 1 --as nobody
is "a refusal comes back" "$status" 1
told "with its finding" "may not write this"
feed 'long enough' -d "$db" user add bashir --role manager --rsp SRSO
is "a user with a password" "$status" 0
file_hh a 2015-03 38000 --as bashir
is "who may write at once" "$status" 0
run -d "$db" issue outreach --as-of 2014-12
is "a report is issued" "$status" 0
"$SAATH" -d "$db" log > a.log
fresh other --holder olga
file_hh other 2013-12 33000
"$SAATH" -d "$(site other)" log > other.log
echo "no line" >> other.log
run -d "$db" load other.log
is "load, with a bad line" "$status" 1
told "which is named" "^other.log:$(wc -l < other.log): "
told "and strangers wait" "wait for their device"
run -d "$db" rebuild
is "rebuild wants the keeper gone" "$status" 3
run -d "$db" serve --listen 127.0.0.1:0
is "a second keeper is refused" "$status" 3
told "and told why" "another keeper"
run -d "$db" verify
is "verify reads beside it" "$status" 0
for i in 1 2 3 4 5 6 7 8; do
    "$SAATH" -d "$db" add filing rsp=SRSO place=pk717 "as_of=2013-0$i" \
        "$(values hh $((1000 + i)))" >"add.$i" 2>&1 &
    adds[i]=$!
done
failed=0
for i in 1 2 3 4 5 6 7 8; do wait "${adds[i]}" || failed=1; done
is "eight at a time" "$failed" 0
is "are eight facts" "$("$SAATH" -d "$db" sql "SELECT count(*) AS n FROM filing
    WHERE as_of BETWEEN 516 AND 523" --format csv | tail -1 | tr -d '\r')" 8
before=$(digest a)
serve_stop
is "it stops when told" "$?" 0
is "and all is there" "$(digest a)" "$before"
[ ! -e a.db.sock ]
ok $? "its socket is gone"
fresh copy
"$SAATH" -d "$db" log > a.log
run -d "$(site copy)" load a.log
run -d "$db" rebuild
is "rebuild makes what the batches made" "$(digest a)" "$before"

# ---- two verbs without a keeper ---------------------------------------------

for i in 1 2 3 4; do
    "$SAATH" -d "$db" add filing rsp=SRSO place=pk705 "as_of=2013-0$i" \
        "$(values hh $((2000 + i)))" >"add.$i" 2>&1 &
    adds[i]=$!
done
failed=0
for i in 1 2 3 4; do wait "${adds[i]}" || failed=1; done
is "verbs that write wait for each other" "$failed" 0

# ---- sudden death -----------------------------------------------------------

# What add has promised, in `kept`; each line is an id.
writer() {
    local i
    for i in $(seq 1 400); do
        [ ! -e stop ] || return 0
        "$SAATH" -d "$db" add filing rsp=SRSO place="$1" \
            "as_of=20$((i % 12 + 10))-0$((i % 9 + 1))" \
            "$(values hh "$i")" 2>>killed.err >>"kept.$1" || return 0
    done
}
rm -f kept.*
rounds=${SAATH_TEST_KILLS:-6}
for round in $(seq "$rounds"); do
    serve_start || break
    writer pk723 & one=$!
    writer pk717 & two=$!
    sleep "0.$((RANDOM % 6 + 1))"
    kill -9 -- "-$served"
    wait "$served" 2>/dev/null
    touch stop
    wait $one $two
    rm stop
done
is "killed $rounds times while writing" "$round" "$rounds"
cat kept.* | grep -E '^[0-9a-f]{32}$' | sort > kept
[ "$(wc -l < kept)" -gt "$rounds" ]
ok $? "and some had been kept each time"
run -d "$db" verify
is "afterwards it verifies" "$status" 0
"$SAATH" -d "$db" sql "SELECT id FROM entry" --format csv | tr -d '\r' |
    sort > there
is "nothing that was promised is lost" "$(comm -23 kept there)" ""
before=$(digest a)
run -d "$db" rebuild
is "nor half applied" "$status:$(digest a)" "0:$before"
file_hh a 2016-03 50000
is "and it goes on" "$status" 0
done_testing
