#!/usr/bin/env bash
# sources - what belongs to which build, by place and name, so that a new file
# is built without an edit anywhere.
#
#     tools/sources.sh main|kernel|native|wasm|sql|words|data|app|test|fuzz|bench|all
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
    wasm)
        files src/db -- -path src/db/drivers_wasm.c
        files src/wasm -- -name '*.c' ;;
    sql) files src -- -name '*.sql' ;;
    words) files words -- -name '*.po' ;;
    data) files data -- -name '*.csv' ;;
    app) files app -- -type f ;;
    test) files test -- -name '*.c' ! -name 'fuzz_*' ;;
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
