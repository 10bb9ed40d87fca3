# walk_lib - what the walks of the command line share. Sourced, never run.
#
#     run ARGS...        runs saath; its status is in $status, what it said in
#                        the files out and err
#     is WHAT GOT WANT   one test: two texts are the same
#     told WHAT PATTERN  one test: standard error has a line with this
#     site NAME          the address of a database of this walk's own
#     fresh NAME [ARGS]  makes it
set -u
export LC_ALL=C.UTF-8
export XDG_STATE_HOME=$PWD/state XDG_RUNTIME_DIR=$PWD/run
mkdir -p state run
chmod 700 run
unset SAATH_DB SAATH_NOW
tests=0

ok() {
    tests=$((tests + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tests - $2"
    else
        echo "not ok $tests - $2"
        sed 's/^/# /' out err 2>/dev/null | head -40
    fi
}

skip() {
    tests=$((tests + 1))
    echo "ok $tests - $1 # SKIP $2"
}

is() {
    local good=0
    [ "$2" = "$3" ] || good=1
    ok $good "$1"
    if [ $good != 0 ]; then
        printf '%s\n' "$2" | sed 's/^/# got  /' | head -20
        printf '%s\n' "$3" | sed 's/^/# want /' | head -20
    fi
}

told() {
    grep -q -- "$2" err
    ok $? "$1"
}

run() {
    status=0
    "$SAATH" "$@" >out 2>err </dev/null || status=$?
}

# A csv without the carriage returns that its standard wants.
csv() { tr -d '\r' < out; }

# The same with something on standard input: feed TEXT ARGS...
feed() {
    local text=$1
    shift
    status=0
    printf '%s\n' "$text" | "$SAATH" "$@" >out 2>err || status=$?
}

postgres() { [ "${SAATH_TEST_DB:-sqlite}" = postgres ]; }

site() {
    if postgres; then
        psql -q "$SAATH_TEST_PG" -c "SET client_min_messages = error" \
            -c "CREATE SCHEMA IF NOT EXISTS $1" >/dev/null
        echo "$SAATH_TEST_PG&options=-csearch_path%3D$1"
    else
        echo "$PWD/$1.db"
    fi
}

fresh() {
    local name=$1
    shift
    run -d "$(site "$name")" init "$@"
    if [ "$status" != 0 ]; then
        cat err >&2
        echo "Bail out! init of $name"
        exit 1
    fi
}

digest() { "$SAATH" -d "$(site "$1")" digest; }

values() { printf 'values=[{"indicator":"%s","amount":%d}]' "$1" "$2"; }

# A filing of SRSO in Sukkur: file_hh SITE MONTH HOUSEHOLDS [ARGS...]
file_hh() {
    local name=$1 month=$2 n=$3
    shift 3
    run -d "$(site "$name")" "$@" add filing rsp=SRSO place=pk723 \
        "as_of=$month" "$(values hh "$n")" "source=walk $month"
}

done_testing() { echo "1..$tests"; }
