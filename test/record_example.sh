#!/usr/bin/env bash
# record_example - the worked example of doc/record.md is true: two files, no
# edit elsewhere, and the record is kept, listed and exported.
# database: none
# runs: early
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
n=0
ok() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
block() {       # the code of doc/record.md in that language, the only one
    sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$root/doc/record.md" | sed '/^```/d'
}

echo "1..5"
mkdir tree
(cd "$root" && tar cf - --exclude=./build --exclude=./.git \
    --exclude=./node_modules .) | tar xf - -C tree
ln -s "$root/node_modules" tree/node_modules      # the bundler, nothing else
block c > tree/src/record/network/visitor.c
block sql > tree/src/record/network/visitor.sql
deps=${SAATH_DEPS:-$root/build/deps}
(cd tree && SAATH_BUILD=$PWD/build SAATH_DEPS=$deps ./dev build saath) > build.log 2>&1
ok $? "it builds with two new files"
saath=$PWD/tree/build/saath
"$saath" -d new.db init --name Office --holder admin > /dev/null 2>&1
"$saath" -d new.db add visitor place=place:pk723 came=2015-03-01 \
    name="A guest" persons=4 > kept.txt 2>&1
ok $? "a visitor is kept"
"$saath" -d new.db list visitor --format csv | grep -q "A guest"
ok $? "and listed"
"$saath" -d new.db add visitor place=place:pk723 came=2015-03-01 \
    name="A crowd" persons=501 > refused.txt 2>&1
[ $? = 1 ]
ok $? "501 persons are out of bounds"
"$saath" -d new.db digest | grep -q '^visitor 1 '
ok $? "and its table is in the digest"
