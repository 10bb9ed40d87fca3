#!/usr/bin/env bash
# Making a site and opening it, and what is said when that cannot be.
. "$(dirname "$0")/walk_lib.sh"
db=$(site a)

run
is "no verb is wrong usage" "$status" 2
run nonsense
is "an unknown verb is wrong usage" "$status" 2
told "and is named" nonsense
run --lang xx list rsp
is "an unknown language is wrong usage" "$status" 2
run help
is "help is fine" "$status" 0
grep -q '^  add  *Keeps one fact' out
ok $? "help lists verbs with their first sentence"
run help add
grep -q 'saath .*add KIND field=value' out
ok $? "help of a verb says how it is used"

# ---- missing, made, made again ----------------------------------------------

if ! postgres; then
    run -d none.db list rsp
    is "a missing database is a fault" "$status" 3
    told "that says so" "none.db: there is no such database"
    run -d none.db add rsp code=X
    is "for writing too" "$status" 3
    [ ! -e none.db ] && [ ! -e none.db.lock ] && [ ! -e none.db.key ]
    ok $? "and leaves nothing behind"
fi

run -d "$db" init --holder 'Not A Login'
is "a holder must be a login" "$status" 2
run -d "$db" init --name "Sukkur office" --holder shahida
is "init makes a site" "$status" 0
run -d "$db" init
is "init leaves what is there" "$status" 3
run -d "$db" list rsp code=SRSO --format csv
is "it holds the reference data" "$(csv | sed 1d | cut -d, -f2)" SRSO
key=$(find . -name '*.key')
is "its key is for its owner alone" "$(stat -c %a "$key")" 600
fresh b --holder somebody --name "Another"
is "two new sites have one digest" "$(digest a)" "$(digest b)"
run -d "$db" verify
is "a new site verifies" "$status" 0

cp "$key" kept.key
chmod 644 "$key"
run -d "$db" add project code=X
is "a key that others may read is not used" "$status" 3
chmod 600 "$key"
rm "$key"
run -d "$db" list rsp
is "reading needs no key" "$status" 0
run -d "$db" add project code=X name=x nature=core rsp=SRSO since=2014
is "writing does" "$status" 3
told "and says which" "signing key"
mv kept.key "$key"

# ---- not ours ---------------------------------------------------------------

if ! postgres; then
    echo "just some text, not a database at all, but long enough" > text.db
    run -d text.db list rsp
    is "a text file is not ours" "$status" 3
    told "that is said" "text.db: this is not a database of Saath"
    run -d text.db add rsp code=X
    is "it is not written" "$status" 3
    is "and stays as it was" "$(cat text.db)" \
        "just some text, not a database at all, but long enough"
    run -d text.db init
    is "nor made a site" "$status" 3
    : > empty.db
    run -d empty.db list rsp
    is "an empty file is no site" "$status" 3
    mkdir folder.db
    run -d folder.db list rsp
    is "a folder is no site" "$status" 3
else
    strange=$(site strange)
    psql -q "$SAATH_TEST_PG" -c 'CREATE TABLE strange.theirs (x bigint)'
    run -d "$strange" list rsp
    is "somebody's schema is not ours" "$status" 3
    run -d "$strange" init
    is "and no site is made in it" "$status" 3
    run -d "postgresql:///nowhere?host=$PWD" list rsp
    is "no server there is a fault" "$status" 3
fi

# ---- of another version -----------------------------------------------------

# Changes the table meta behind the program's back.
meta() {
    if postgres; then
        psql -q "$SAATH_TEST_PG" -c \
            "UPDATE $1.meta SET value = '$3' WHERE name = '$2'"
    else
        perl -e '
            my ($file, $old, $new) = @ARGV;
            local $/; open(my $f, "+<", $file) or die; my $all = <$f>;
            my $at = index($all, $old); die if $at < 0 || length($old) != length($new);
            seek($f, $at, 0); print $f $new; close $f' "$1.db" "$4" "$5"
    fi
}
before=$(digest b)
shape=$("$SAATH" -d "$(site b)" sql \
    "SELECT value FROM meta WHERE name = 'derived'" --format csv |
    tail -1 | tr -d '\r')
meta b derived "0${shape:1}" "$shape" "0${shape:1}"
run -d "$(site b)" list rsp code=SRSO --format csv
is "an older database is brought up to date by itself" "$status" 0
is "and says the same" "$(digest b)" "$before"
meta b log 9 "log1" "log9"
run -d "$(site b)" list rsp
is "a newer one is refused" "$status" 3
told "and says why" "later version"

# ---- wrong usage of verbs ---------------------------------------------------

for words in "list" "list nokind" "list rsp nofield=1" "list rsp --limit x" \
    "add" "add nokind a=b" "add rsp nofield=1" "show" "show 1 2" \
    "log --since x" "load" "verify now" "digest --loud" "report nothing" \
    "report outreach --as-of yesterday" "report outreach --by moon" \
    "report outreach --period sometimes" "report outreach --format doc" \
    "sql" "sql DELETE" "user" "user add x" "user add x --role king" \
    "device accept 12" "device end x --last 1" "issue" "serve --web 0"; do
    # shellcheck disable=SC2086
    run -d "$db" $words
    is "wrong usage: $words" "$status" 2
done
done_testing
