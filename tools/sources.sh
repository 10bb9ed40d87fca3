#!/usr/bin/env bash
# sources - what belongs to which build, by place and name, so that a new file
# is built without an edit anywhere.
#
#     tools/sources.sh main|kernel|native|rooms|wasm|office|sql|words|english|data|app|test|test_told|test_both|test_none|fuzz|bench|all
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

kernel=(src/base src/core src/record src/db src/log src/report src/web)

# Files of some folders, those missing left out; the rest goes to find.
files() {
    local dirs=()
    while [ "$1" != -- ]; do
        if [ -d "$1" ]; then dirs+=("$1"); fi
        shift
    done
    shift
    if [ ${#dirs[@]} -gt 0 ]; then find "${dirs[@]}" -type f "$@" | sort; fi
}

# C tests that name this variable, themselves or by a header they include.
naming() {
    local found more headers
    found=$(grep -l "$1" test/*.[ch] || true)
    while :; do
        headers=$(sed -n 's/^test\/\(.*\)\.h$/\1/p' <<< "$found" | paste -sd'|')
        more=$({ echo "$found"; [ -z "$headers" ] ||
            grep -lE "^#include \"($headers)\.h\"" test/*.[ch] || true
        } | sort -u)
        if [ "$more" = "$found" ]; then break; fi
        found=$more
    done
    grep '\.c$' <<< "$found"
}

# Tests by the database they want: `told` which (SAATH_TEST_DB), `both`, that is
# a PostgreSQL beside SQLite (SAATH_TEST_PG), or `none`.
tests_of() {
    local told both
    told=$(naming SAATH_TEST_DB)
    both=$(naming SAATH_TEST_PG)
    case $1 in
    told) echo "$told" ;;
    both) comm -13 <(echo "$told") <(echo "$both") ;;
    none) comm -23 <(list test) <(printf '%s\n' "$told" "$both" | sort -u) ;;
    esac
}

list() {
    case $1 in
    main) files src/cmd -- -path src/cmd/main.c ;;
    kernel)     # portable: native and wasm
        files "${kernel[@]}" -- -name '*.c' ! -name 'native_*' \
            ! -path 'src/db/pg*.c' ! -path 'src/db/drivers*.c' ;;
    native)     # needs an operating system
        files src/db -- -path 'src/db/pg*.c' -o -path src/db/drivers.c
        files "${kernel[@]}" -- -name 'native_*.c'
        files src/import src/sys src/cmd -- -name '*.c' ! -path src/cmd/main.c ;;
    rooms)      # of these two, what few tests below them want: pages and verbs
        files src/web src/cmd -- -name '*.c' \
            \( -path 'src/web/*/*' -o -path 'src/cmd/*' \) \
            ! -path src/cmd/main.c ;;
    wasm)
        files src/db -- -path src/db/drivers_wasm.c
        files src/wasm -- -name '*.c' ;;
    sql) files src -- -name '*.sql' ;;
    office)     # rules of tools/mkindex.c: what the field app leaves to the site
        # Papers are drawn by the site's helper; a phone draws pictures itself.
        echo -.pdf
        # Rights that nobody has who works in villages (roles.csv).
        echo -ADMIN -BOOK -CHECK -HEAR -IMPORT -ISSUE -MANAGE -PASSWORD \
            -REVEAL -SEE_LOG
        # Figures of the whole, money of donors, the site's own affairs.
        echo -src/report/ -src/web/chart/ -src/web/fund/ -src/web/target/
        for page in cutover glossary guide help import lso peers postings \
            report staff start unit list/pivot people/people vote/result \
            money/paid money/leaves saving/mine saving/telling trust/disclosure \
            trust/maturity trust/socialaudit watch/habits watch/radar; do
            echo "-src/web/$page.c"
        done ;;
    words) files words -- -name '*.po' ;;
    english) files words -- -name '*.en.po' ;;
    data) files data -- -name '*.csv' ;;
    app) files app -- -type f ;;
    test) files test -- -name '*.c' ! -name 'fuzz_*' ;;
    test_told) tests_of told ;;
    test_both) tests_of both ;;
    test_none) tests_of none ;;
    fuzz) files test -- -name 'fuzz_*.c' ;;
    bench) files bench -- -name '*.c' ;;
    all)
        for what in main kernel native wasm sql words data app test fuzz bench; do
            list $what
        done ;;
    *)
        sed -n 's/^#     //p' "$0" >&2
        exit 2 ;;
    esac
}
list "${1:-}"
