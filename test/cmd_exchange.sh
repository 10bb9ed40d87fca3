#!/usr/bin/env bash
# Logs between sites: any order, any database, any clock; and bytes that lie.
. "$(dirname "$0")/walk_lib.sh"

# A year of filings by two people, one of them fixed.
fresh a --holder amina --name "District office"
echo 'long enough' | "$SAATH" -d "$(site a)" user add bashir \
    --role manager --rsp SRSO >/dev/null
for month in 03 06 09 12; do
    author=amina
    if [ "$month" -gt 06 ]; then author=bashir; fi
    file_hh a "2014-$month" $((37000 + 10#$month)) --as $author
    ids+=("$(cat out)")
done
body=$("$SAATH" -d "$(site a)" show "${ids[1]}" --format json |
    sed 's/.*"record":\(.*\),"seen".*/\1/; s/37006/36999/')
run -d "$(site a)" --as amina add fix "answers=${ids[1]}" "body=$body" why=typo
is "a site with facts and a fix" "$status" 0
"$SAATH" -d "$(site a)" log > a.log
want=$(digest a)

# ---- into new sites ---------------------------------------------------------

load_same() {
    local what=$1 name=$2 file=$3
    fresh "$name" --holder someone
    run -d "$(site "$name")" load "$file"
    is "load: $what" "$status" 0
    is "the same digest: $what" "$(digest "$name")" "$want"
}
load_same "in order" b a.log
told "a new site trusts the log's device" "1 devices of this log are now trusted"
for seed in 1 2 3; do
    shuf --random-source=<(yes $seed) a.log > s.log
    load_same "shuffled, $seed" "s$seed" s.log
done
tac a.log > r.log
load_same "backwards" back r.log
cat a.log a.log r.log > twice.log
load_same "three times over" thrice twice.log
SAATH_NOW=86400 load_same "in 1970" past a.log
SAATH_NOW=4000000000 load_same "in 2096" future a.log
run -d "$(site b)" rebuild
is "rebuild: the same digest" "$status:$(digest b)" "0:$want"
run -d "$(site b)" load a.log
is "again: nothing is new" "$(digest b)" "$want"
run -d "$(site b)" verify
is "it verifies there" "$status" 0

# One digest on both databases.
if postgres; then
    run -d "$PWD/lite.db" init
    run -d "$PWD/lite.db" load a.log
    is "the same on SQLite" "$("$SAATH" -d "$PWD/lite.db" digest)" "$want"
fi

# ---- what waits -------------------------------------------------------------

fresh w --holder warda
grep -v '"stamp":' a.log > bare.log
run -d "$(site w)" load bare.log
is "without stamps" "$status" 0
told "entries wait for one" "entries wait for"
run -d "$(site w)" list filing --format csv
is "and count for nothing" "$(wc -l < out)" 1
run -d "$(site w)" show "${ids[0]}"
grep -q 'waits for' out
ok $? "which show says"
run -d "$(site w)" load a.log
is "with them the digest is the same" "$(digest w)" "$want"

# Two sites with facts of their own come to trust each other.
fresh x --holder xavier
file_hh x 2015-03 41000
"$SAATH" -d "$(site x)" log > x.log
run -d "$(site x)" load a.log
is "a log from strangers is kept" "$status" 0
told "and waits for its device" "wait for their device"
key=$("$SAATH" -d "$(site a)" device list --format csv | tr -d '\r' |
    grep 'District office' | cut -d, -f4)
run -d "$(site x)" device accept "$key" --name "District office" --holder amina
is "accepting the device" "$status" 0
run -d "$(site x)" list filing --format csv
is "does not make its people welcome" "$(wc -l < out)" 2
echo 'long enough' | "$SAATH" -d "$(site x)" user add amina \
    --role manager --since 2020-01-01 >/dev/null 2>&1
run -d "$(site x)" list filing --format csv
is "a grant does, each for its own" "$(wc -l < out)" 4
# Who may let people in, lets them in here too: amina had granted bashir his.
echo 'long enough' | "$SAATH" -d "$(site x)" user add amina \
    --role administrator --since 2020-01-01 >/dev/null 2>&1
run -d "$(site x)" list filing --format csv
is "an administrator's grants welcome whom she let in" "$(wc -l < out)" 6
run -d "$(site x)" device list --format csv
grep -q "$key" out
ok $? "devices are listed"
dev=$(tr -d '\r' < out | grep "$key" | cut -d, -f1)
run -d "$(site x)" device end "$dev" --last 4
is "ending the device after its fourth entry" "$status" 0
run -d "$(site x)" list filing --format csv
is "leaves what came later out" "$(wc -l < out)" 4
run -d "$(site x)" verify
is "and all verifies" "$status" 0
"$SAATH" -d "$(site x)" log > x.log
fresh y
shuf --random-source=<(yes 7) x.log > xs.log
run -d "$(site y)" load xs.log
run -d "$(site y)" rebuild
is "rebuild after all this" "$status" 0

# ---- bad lines --------------------------------------------------------------

{
    echo 'not a line of ours'
    head -1045 a.log | tail -1 | sed 's/2014/2O14/'
    echo '{"at":1}'
    printf '\377\376\n'
    head -c 300000 /dev/zero | tr '\0' x
    echo
    head -2 a.log
} > bad.log
run -d "$(site b)" load bad.log
is "bad lines are refused" "$status" 1
told "by number and reason" '^bad.log:1: This line is neither'
grep -q 'not a line of ours' bad.log.reject
ok $? "and put aside"
is "the good ones are known, a changed one has no stamp and waits" \
    "$("$SAATH" -d "$(site b)" list filing --format csv | wc -l)" 5
run -d "$(site b)" load nothere.log
is "a file that is not there" "$status" 3
run -d "$(site b)" load .
is "a folder" "$status" 3

# ---- a byte that was changed ------------------------------------------------

line=$(grep "\"id\":\"${ids[2]}\"" a.log)
id=${ids[2]}
if postgres; then
    flip() {    # flip SITE OFFSET: one byte of that entry
        psql -q "$SAATH_TEST_PG" -c "UPDATE $1.entry SET bytes =
            set_byte(bytes, $2, get_byte(bytes, $2) # 1)
            WHERE id = decode('$id', 'hex')"
    }
else
    flip() {
        perl -e '
            my ($file, $line, $at) = @ARGV;
            local $/; open(my $f, "+<", $file) or die; my $all = <$f>;
            my $from = index($all, $line); die "no entry" if $from < 0;
            my $byte = substr($all, $from + $at, 1);
            seek($f, $from + $at, 0); print $f chr(ord($byte) ^ 1); close $f
        ' "$1.db" "$line" "$2" && mv "$1.db" "$1.flip" && cp "$1.flip" "$1.db"
    }
fi
n=${#line}
for at in 0 7 $((n / 4)) $((n / 3)) $((n / 2)) $((n * 2 / 3)) $((n - 20)) \
    $((n - 1)); do
    if postgres; then flip back "$at"; else
        cp back.db kept.db
        flip back "$at"
    fi
    run -d "$(site back)" verify
    is "byte $at of $n changed: verify says so" "$status" 1
    grep -q "entry $id" out
    ok $? "and names the entry"
    if postgres; then flip back "$at"; else cp kept.db back.db; fi
done
run -d "$(site back)" verify
is "put back, it verifies" "$status" 0
if postgres; then
    psql -q "$SAATH_TEST_PG" -c "UPDATE thrice.stamp SET sig =
        set_byte(sig, 5, get_byte(sig, 5) # 1)"
else
    perl -e '
        my ($file, $hex) = @ARGV; my $sig = pack("H*", $hex);
        local $/; open(my $f, "+<", $file) or die; my $all = <$f>;
        my $at = index($all, $sig); my $n = 0;
        while ($at >= 0) {
            seek($f, $at + 5, 0);
            print $f chr(ord(substr($sig, 5, 1)) ^ 1); $n++;
            $at = index($all, $sig, $at + 1);
        }
        die "no stamp" if !$n; close $f' thrice.db \
        "$(grep '"stamp":' a.log | tail -1 | sed 's/.*"stamp":"\([0-9a-f]*\)".*/\1/')"
fi
run -d "$(site thrice)" verify
is "a changed signature is found" "$status" 1
grep -q "stamp" out
ok $? "and called a stamp"
done_testing
