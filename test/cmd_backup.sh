#!/usr/bin/env bash
# Backup while serving, restore elsewhere, and what neither may do.
. "$(dirname "$0")/walk_lib.sh"
db=$(site a)
served=
trap 'if [ -n "$served" ]; then kill -9 -- -$served 2>/dev/null; fi' EXIT

# The digest that a backup says of its site.
digest_of() {
    local text
    text=$(head -1 "$1/manifest" | sed 's/.*"digest":"\([^"]*\)".*/\1/')
    printf '%b' "$text"
}
# Whether a site of that name came into being.
made() {
    if postgres; then
        psql -qAt "$SAATH_TEST_PG" -c "SELECT count(*) FROM pg_tables
            WHERE schemaname = '$1'" | grep -qv '^0$'
    else
        [ -e "$1.db" ] || [ -e "$1.db.key" ] || [ -e "$1.db.seal" ]
    fi
}
key_file() {    # key_file NAME SUFFIX: where its key lies
    if postgres; then
        printf %s "$(site "$1")" | sha256sum | cut -c1-24 |
            sed "s|.*|$PWD/state/saath/&.$2|"
    else
        echo "$PWD/$1.db.$2"
    fi
}

# ---- a site with something to lose -------------------------------------------

fresh a --holder amina --name "Sukkur office"
run -d "$db" add place level=settlement name="Goth Abad" lg=pk723
village=$(cat out)
run -d "$db" add household number=17 "place=$village"
household=$(cat out)
run -d "$db" add person "household=$household" sex=women \
    name="Zarina Solangi" cnic=41303-1234567-2 cnic_state=held
is "a person" "$status" 0
person=$(cat out)
printf '\xff\xd8\xff\xe0 page 17 of the register' > page.jpg
run -d "$db" attach "$person" page.jpg --title "page 17" --people
is "with a picture" "$status" 0
attachment=$(cat out)
printf 'MZ no picture' > trick.jpg
run -d "$db" attach "$person" trick.jpg
is "a file that only its name makes a picture is refused" "$status" 1
file_hh a 2014-12 37757
feed 'long enough' -d "$db" user add bashir --role manager --rsp SRSO
is "and a user" "$status" 0

# ---- while it is served and written to ---------------------------------------

: > served
setsid "$SAATH" -d "$db" serve --listen 127.0.0.1:0 >served 2>served.err &
served=$!
for _ in $(seq 300); do grep -q http served && break; sleep 0.05; done
grep -q http served
ok $? "the site is served"
(
    for n in $(seq 40); do
        "$SAATH" -d "$db" add filing rsp=SRSO place=pk723 as_of=2015-03 \
            "$(values hh $((38000 + n)))" "source=load $n"
    done >load.out 2>&1
) &
load=$!
run -d "$db" backup bk
is "backup under load" "$status" 0
told "says that no key is in it" "No key is in it"
wait "$load"
is "all that was written meanwhile was kept" "$(grep -c '^[0-9a-f]\{32\}$' \
    load.out)" 40
run -d "$(site b)" restore bk --seal "$(key_file a seal)"
is "restore elsewhere" "$status" 0
is "gives the digest of that moment" "$(digest b)" "$(digest_of bk)"
run -d "$db" backup bk
is "a second backup" "$status" 0
is "is of all that was written" "$(digest_of bk)" "$(digest a)"
run -d "$db" backup bk
told "a third, with nothing new, writes nothing" "^0 pieces and files were new"
kill "$served"
wait "$served" 2>/dev/null
served=
is "pieces of old manifests are gone" "$(ls bk/pieces | wc -l)" \
    "$(head -1 bk/manifest | grep -o '"what"' | wc -l)"

# ---- what is in it, and what is not ------------------------------------------

for which in key seal; do
    if grep -rqaF "$(head -c 64 "$(key_file a $which)")" bk; then found=1
    else found=0; fi
    is "the $which is not in it" "$found" 0
done
if grep -rqa 'Zarina\|41303' bk; then found=1; else found=0; fi
is "and nobody's name" "$found" 0
run -d "$db" --as bashir backup other
is "a manager makes none" "$status" 1
if [ "$(id -u)" != 0 ]; then
    mkdir -m 500 locked
    run -d "$db" backup locked/bk
    is "a folder that cannot be written is a fault" "$status" 3
else
    : > locked
    run -d "$db" backup locked
    is "a file in place of the folder is a fault" "$status" 3
fi

# ---- a new site ---------------------------------------------------------------

run -d "$(site c)" restore bk --seal "$(key_file a seal)"
is "restore of the last" "$status" 0
end=$(grep -o 'saath device end .*' err)
accept=$(grep -o 'saath device accept .*' err)
is "its digest" "$(digest c)" "$(digest a)"
run -d "$(site c)" verify
is "it verifies" "$status" 0
if grep -q 'not here' out; then found=1; else found=0; fi
is "and has its files" "$found" 0
run -d "$(site c)" export person --sealed --format csv
csv | grep -q 'Zarina Solangi'
ok $? "names are there with the seal"
is "passwords came along" \
    "$("$SAATH" -d "$(site c)" user list --format csv)" \
    "$("$SAATH" -d "$db" user list --format csv)"
if cmp -s "$(key_file a key)" "$(key_file c key)"; then same=1; else same=0; fi
is "its key is another" "$same" 0
run -d "$(site c)" rebuild
is "rebuild: the same" "$status:$(digest c)" "0:$(digest a)"
old=$(grep -o '"device":"[0-9a-f]*"' bk/manifest | head -1 | cut -d'"' -f4)
file_hh c 2015-06 39000
is "it signs" "$status" 0
run -d "$(site c)" show "$(cat out)" --format json
if grep -q "$old" out; then same=1; else same=0; fi
is "in a chain of its own" "$same" 0
run -d "$(site c)" restore bk
is "a database that is there is left alone" "$status" 3
told "and told so" "already"

# Head office knows the old site: it ends its device and accepts the new one.
"$SAATH" -d "$db" log > a.log 2>/dev/null
fresh head --holder asad
run -d "$(site head)" load a.log
# shellcheck disable=SC2086
run -d "$(site head)" ${end#saath }
is "head office ends the old device" "$status" 0
echo "${end##* }" | grep -qx '[0-9]*'
ok $? "at the last entry of the backup"
before=$("$SAATH" -d "$(site head)" list filing --format csv | wc -l)
file_hh a 2015-09 40000     # whoever has the old key goes on
"$SAATH" -d "$db" log > late.log 2>/dev/null
run -d "$(site head)" load late.log
is "what the old key signs later does not count there" \
    "$("$SAATH" -d "$(site head)" list filing --format csv | wc -l)" "$before"
eval "run -d '$(site head)' ${accept#saath }"
is "and accepts the new" "$status" 0
"$SAATH" -d "$(site c)" log > c.log 2>/dev/null
run -d "$(site head)" load c.log
is "whose facts count" \
    "$("$SAATH" -d "$(site head)" list filing --format csv | wc -l)" \
    $((before + 1))

# ---- without the seal ----------------------------------------------------------

run -d "$(site d)" restore bk
is "restore without the seal" "$status" 0
told "says that names stay sealed" "1 sealed parts stay closed"
is "the digest is the same" "$(digest d)" "$(digest_of bk)"
run -d "$(site d)" verify
is "it verifies" "$status" 0
run -d "$(site d)" export person --sealed --format csv
if grep -q Zarina out; then found=1; else found=0; fi
is "and names nobody" "$found" 0
"$SAATH" -d "$db" log --sealed > sealed.log 2>/dev/null
run -d "$(site d)" load sealed.log
run -d "$(site d)" export person --sealed --format csv
csv | grep -q 'Zarina Solangi'
ok $? "until another office sends the part again"
run -d "$(site x)" restore bk --seal "$(key_file d seal)"
is "a seal of another site is refused" "$status" 3
told "and told so" "does not open"
if made x; then found=1; else found=0; fi
is "nothing was made" "$found" 0

# One digest on both databases.
if postgres; then
    run -d "$PWD/lite.db" restore bk --seal "$(key_file a seal)"
    is "the same backup on SQLite" "$("$SAATH" -d "$PWD/lite.db" digest)" \
        "$(digest_of bk)"
    "$SAATH" -d "$PWD/lite.db" backup lite.bk >/dev/null 2>&1
    run -d "$(site e)" restore lite.bk --seal "$PWD/lite.db.seal"
    is "and one of SQLite on PostgreSQL" "$(digest e)" "$(digest_of bk)"
fi

# ---- damage ---------------------------------------------------------------------

# hurt WHAT FILE COMMAND: the restore must name the file and make nothing.
hurt() {
    local what=$1 file=$2
    shift 2
    rm -rf hurt
    cp -r bk hurt
    "$@" "hurt/$file"
    run -d "$(site x)" restore hurt --seal "$(key_file a seal)"
    is "$what: refused" "$status" 3
    told "$what: the file is named" "$(basename "$file")"
    if made x; then found=1; else found=0; fi
    is "$what: nothing was made" "$found" 0
}
flip() {
    perl -e 'open(my $f, "+<", $ARGV[0]) or die; my $at = int((-s $f) / 2);
        seek($f, $at, 0); read($f, my $c, 1); seek($f, $at, 0);
        print $f chr(ord($c) ^ 1)' "$1"
}
cut_short() { truncate -s -5 "$1"; }
for what in log stamps roots parts local files; do
    piece=pieces/$(head -1 bk/manifest | grep -o "\"hash\":\"[0-9a-f]*\",\
\"lines\":[0-9]*,\"what\":\"$what\"" | head -1 | cut -d'"' -f4)
    hurt "a byte of $what changed" "$piece" flip
    hurt "$what is not there" "$piece" rm
done
hurt "the log is cut short" "$(cd bk && ls -S pieces/* | head -1)" cut_short
hurt "a byte of the manifest changed" manifest flip
hurt "the manifest is not there" manifest rm
file=$(cd bk && find files -type f | head -1)
hurt "a byte of a file changed" "$file" flip
hurt "a file is not there" "$file" rm
run -d "$(site x)" restore nowhere
is "a folder that is not there" "$status" 3

# ---- files -----------------------------------------------------------------------

run -d "$(site c)" verify
is "all files are here" "$status" 0
store=$(if postgres; then key_file c files; else echo "$PWD/c.db.files"; fi)
file=$(find "$store" -type f | head -1)
cp "$file" kept
flip "$file"
run -d "$(site c)" verify
is "a changed file is found" "$status" 1
grep -q "$attachment" out
ok $? "and named"
rm "$file"
run -d "$(site c)" verify
is "one that is not here is no fault" "$status" 0
grep -q "is not here.*$attachment" out
ok $? "and is listed"

# ---- erasure, upgrade -------------------------------------------------------------

run -d "$db" add erasure "about=$person" why="she asked for it"
is "her name is erased" "$status" 0
if ! postgres; then
    if grep -qa 'Zarina Solangi' a.db a.db-wal; then found=1; else found=0; fi
    is "and gone from the disk" "$found" 0
fi
was=$(digest a)
run -d "$db" load sealed.log
run -d "$db" export person --sealed --format csv
if grep -q Zarina out; then found=1; else found=0; fi
is "also when her part comes again" "$found:$(digest a)" "0:$was"
run -d "$db" verify
is "all agrees" "$status" 0
if postgres; then
    psql -q "$SAATH_TEST_PG" -c "UPDATE a.meta SET value = 'older'
        WHERE name = 'derived'" -c 'DELETE FROM a.figure'
else
    perl -e 'local $/; open(my $f, "+<", $ARGV[0]) or die; my $all = <$f>;
        my $n = 0;
        while ($all =~ /derived([0-9a-f]{64})/g) {
            seek($f, $-[1], 0); print $f "0" x 64; $n++;
        }
        die "no shape" if !$n' a.db
fi
run -d "$db" list rsp --format csv
is "an older database is opened" "$status" 0
is "and made anew from its log" "$(digest a)" "$was"
done_testing
