#!/usr/bin/env bash
# sqlite - the SQLite that is compiled in: fetched once, checked, built once.
#
#     tools/sqlite.sh DIR native|wasm|both
#
# Leaves DIR/sqlite3.c, DIR/sqlite3.h and DIR/native/libsqlite3.a (or wasm/).
# `both` compiles the two beside each other: each is one long file.
# It stands outside of meson so that the sanitizer, clang and fuzz builds do
# not each spend a minute on the same file; it changes only with this script.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$1 host=$2

if [ "$host" = both ]; then
    "$0" "$dir" fetch
    "$0" "$dir" wasm &
    "$0" "$dir" native
    wait $!
    exit
fi

options=(
    -DSQLITE_DEFAULT_MEMSTATUS=0
    -DSQLITE_DEFAULT_WAL_SYNCHRONOUS=2
    -DSQLITE_DQS=0
    -DSQLITE_LIKE_DOESNT_MATCH_BLOBS
    -DSQLITE_OMIT_DEPRECATED
    -DSQLITE_OMIT_LOAD_EXTENSION
    -DSQLITE_OMIT_SHARED_CACHE
    -DSQLITE_USE_ALLOCA
)
case $host in
native)     # 2: a connection belongs to one thread at a time
    cc=gcc ar=ar
    options+=(-O2 -g -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2
        -DSQLITE_THREADSAFE=2 -DHAVE_FDATASYNC=1 -DHAVE_USLEEP=1) ;;
wasm)
    cc=clang-14 ar=llvm-ar-14
    # It travels to phones, so it is small, and lacks what no statement asks
    # for and what its few pragmas do not.
    options+=(--target=wasm32-wasi --sysroot=/usr -Oz
        -DSQLITE_THREADSAFE=0 -DSQLITE_OS_OTHER -DSQLITE_UNTESTABLE)
    for what in AUTHORIZATION AUTOVACUUM COMPILEOPTION_DIAGS COMPLETE \
        DECLTYPE GET_TABLE INCRBLOB INTEGRITY_CHECK \
        INTROSPECTION_PRAGMAS JSON LOCALTIME PROGRESS_CALLBACK \
        TCL_VARIABLE TRACE UTF16 WAL XFER_OPT; do
        options+=("-DSQLITE_OMIT_$what")
    done ;;
fetch) cc=none ar=none ;;
*)
    echo "usage: tools/sqlite.sh DIR native|wasm|both" >&2
    exit 2 ;;
esac

made=$(cat "$here/sqlite.sum" - <<<"$cc ${options[*]}" | sha256sum)
[ "$(cat "$dir/$host/made" 2>/dev/null)" = "$made" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

integrity='
const file = require("fs").readFileSync(process.argv[1]);
const sum = require("crypto").createHash("sha512").update(file);
console.log("sha512-" + sum.digest("base64"));
'
fetch() {
    local package sum got
    read -r package sum < "$here/sqlite.sum"
    echo "sqlite: fetching $package"
    (cd "$work" && npm pack --loglevel=error --ignore-scripts "$package" >/dev/null)
    got=$(node -e "$integrity" "$work"/*.tgz)
    if [ "$got" != "$sum" ]; then
        echo "sqlite: $package is not the package we know: $got" >&2
        exit 1
    fi
    tar -xzf "$work"/*.tgz -C "$work" --strip-components=3 \
        package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
    mkdir -p "$dir"
    mv "$work/sqlite3.h" "$work/sqlite3.c" "$dir/"
    cp "$here/sqlite.sum" "$dir/fetched"
}

cmp -s "$here/sqlite.sum" "$dir/fetched" || fetch
if [ "$host" = fetch ]; then exit; fi
echo "sqlite: compiling for $host (about a minute)"
"$cc" "${options[@]}" -w -c "$dir/sqlite3.c" -o "$work/sqlite3.o"
"$ar" rcs "$work/libsqlite3.a" "$work/sqlite3.o"
mkdir -p "$dir/$host"
mv "$work/libsqlite3.a" "$dir/$host/"
echo "$made" > "$dir/$host/made"
