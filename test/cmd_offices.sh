#!/usr/bin/env bash
# Two offices by USB stick: Sukkur and Rahim Yar Khan, whose clocks are a month
# apart, write the same register and exchange files, twice, in odd order.
. "$(dirname "$0")/walk_lib.sh"

sukkur() { SAATH_NOW=$((1430000000 + 60 * tick)) run -d "$(site sukkur)" "$@"; }
ryk() { SAATH_NOW=$((1432600000 + 60 * tick)) run -d "$(site ryk)" "$@"; }
tick=0
count() {   # count SITE KIND: how many of them count there
    "$SAATH" -d "$(site "$1")" list "$2" --format csv | sed 1d | wc -l
}
out_of() {  # out_of SITE FILE ARGS: its log into a file
    local name=$1 file=$2
    shift 2
    "$SAATH" -d "$(site "$name")" log "$@" >"$file" 2>log.err
}
store() {
    if postgres; then
        printf %s "$(site "$1")" | sha256sum | cut -c1-24 |
            sed "s|.*|$PWD/state/saath/&.files|"
    else
        echo "$PWD/$1.db.files"
    fi
}
welcome() { # welcome SITE LOGIN: the other office's keeper may write here
    local role
    for role in manager administrator; do
        feed 'long enough' -d "$(site "$1")" user add "$2" --role $role \
            --since 2015-01-01
        ok "$status" "$1: $2 is welcome as $role"
    done
}
files() { find "$(store "$1")" -type f 2>/dev/null | wc -l; }
names() { "$SAATH" -d "$(site "$1")" export person --sealed --format csv; }

# village OFFICE CODE PLACE: a CO with two members and a meeting there.
village() {
    local office=$1 code=$2 place=$3 rsp=$4 person member who
    tick=$((tick + 1))
    "$office" add place level=settlement "name=Goth $code" "lg=$place"
    settlement=$(cat out)
    "$office" add body "code=$code" "name=CO $code" nature=co sex=women \
        "place=$settlement" "rsp=$rsp" formed=2015-01-05
    body=$(cat out)
    ok "$status" "$office: a body"
    members=
    for who in "Zarina $code" "Hajra $code"; do
        tick=$((tick + 1))
        "$office" add household "number=$tick" "place=$settlement"
        "$office" add person "household=$(cat out)" sex=women "name=$who"
        person=$(cat out)
        "$office" add member "person=$person" "body=$body" joined=2015-01-05
        member=$(cat out)
        ok "$status" "$office: a member"
        members="$members $member"
    done
    set -- $members
    "$office" add meeting "body=$body" held=2015-02-10 \
        "attendance=[{\"member\":\"$1\",\"present\":\"present\",\"saved\":10000},\
{\"member\":\"$2\",\"present\":\"present\",\"saved\":5000}]"
    ok "$status" "$office: a meeting"
    meeting=$(cat out)
    printf '\xff\xd8\xff\xe0 page of %s' "$code" > page.jpg
    "$office" attach "$meeting" page.jpg --title "register $code"
    ok "$status" "$office: its page"
    printf '\xff\xd8\xff\xe0 women of %s' "$code" > people.jpg
    "$office" attach "$meeting" people.jpg --people
    ok "$status" "$office: a picture of the women"
}

fresh sukkur --holder amina --name Sukkur
fresh ryk --holder rashid --name "Rahim Yar Khan"
village sukkur SK-1 pk723 SRSO
village ryk RY-1 pk622 NRSP
key() {
    "$SAATH" -d "$(site "$1")" device list --format csv | tr -d '\r' |
        grep "$2" | cut -d, -f4
}

# ---- the first exchange: strangers ---------------------------------------------

out_of sukkur s1.log
grep -q "2 sealed parts.*left out" log.err
ok $? "what is sealed is left out, and told so"
since=$(grep -o 'since [0-9]*' log.err | cut -d' ' -f2)
out_of ryk r1.log --files stick
grep -q "1 files that show people were left out" log.err
ok $? "so are pictures of people"
if grep -q 'Zarina\|Hajra' s1.log r1.log; then found=1; else found=0; fi
is "nobody is named" "$found" 0
ryk load s1.log
is "the other's log is kept" "$status" 0
told "and waits for its device" "wait for their device"
is "nothing of it counts yet" "$(count ryk body)" 1
sukkur device accept "$(key ryk 'Rahim')" --name "Rahim Yar Khan" \
    --holder rashid
is "Sukkur accepts the other device" "$status" 0
welcome sukkur rashid
sukkur load r1.log --files stick
is "and takes its log with files" "$status" 0
told "one file came" "1 files were copied"
is "its body counts" "$(count sukkur body)" 2
is "its meeting too" "$(count sukkur meeting)" 2
is "its open file is here" "$(files sukkur)" 3
ryk device accept "$(key sukkur Sukkur)" --name Sukkur --holder amina
welcome ryk amina
is "after acceptance the other way, what waited counts" "$(count ryk body)" 2

# ---- the second: a month of work, in odd order -----------------------------------

village sukkur SK-2 pk723 SRSO
sukkur add erasure "about=$(sed -n 's/.*"id":"\([0-9a-f]*\)","kind":"person".*/\1/p' \
    s1.log | head -1)" why="she asked for it"
is "one of Sukkur's is erased" "$status" 0
village ryk RY-2 pk622 NRSP
out_of sukkur s2.log --since "$since" --sealed --files stick2
out_of ryk r2.log
is "a later log begins where the first ended" \
    "$(grep -c '"code":"SK-1"' s2.log):$(grep -c '"code":"SK-2"' s2.log)" 0:1
grep -q '"part":{' s2.log
ok $? "with --sealed parts are in it"
head -c $(($(wc -c < s2.log) / 2)) s2.log > cut.log
ryk load cut.log
is "a file that was cut off" "$status" 1
told "its last line is refused" "^cut.log:"
shuf --random-source=<(yes 3) s2.log > shuffled.log
ryk load shuffled.log --files stick2
is "all of it, shuffled" "$status" 0
ryk load s1.log
ryk load shuffled.log --files stick2
is "and again" "$status" 0
told "with nothing new" "^0 "
tac r2.log > back.log
sukkur load back.log
is "the other way, backwards" "$status" 0
out_of ryk r3.log           # what Sukkur told, told back, and the acceptances
sukkur load r3.log
out_of sukkur s3.log
ryk load s3.log
is "both know the same" "$(digest ryk)" "$(digest sukkur)"
for kind in body household person member meeting attachment; do
    is "as many of $kind" "$(count ryk $kind)" "$(count sukkur $kind)"
done
figures() {
    "$SAATH" -d "$(site "$1")" report outreach --as-of 2015-06 --format csv
}
is "and the same figures" "$(figures ryk)" "$(figures sukkur)"
for name in sukkur ryk; do
    run -d "$(site $name)" verify
    is "$name verifies" "$status" 0
    was=$(digest $name)
    run -d "$(site $name)" rebuild
    is "$name: rebuilt, the same" "$status:$(digest $name)" "0:$was"
done

# ---- names and files only where they went ----------------------------------------

names ryk > ryk.csv
names sukkur > sukkur.csv
is "Sukkur's later names went with --sealed" \
    "$(grep -c 'SK-2' ryk.csv)" 2
is "its first ones did not" "$(grep -c 'SK-1' ryk.csv)" 0
is "Rahim Yar Khan's went nowhere" "$(grep -c 'RY-' sukkur.csv)" 0
is "and the erased name is nowhere" \
    "$(cat ryk.csv sukkur.csv | grep -c 'Zarina SK-1')" 0
is "the other of that household's village still is at home" \
    "$(grep -c 'Hajra SK-1' sukkur.csv)" 1
is "Sukkur has its files, and the one that came" "$(files sukkur)" 5
is "Rahim Yar Khan all of both" "$(files ryk)" 8
run -d "$(site sukkur)" verify
is "those that are not here are listed" "$(grep -c 'is not here' out)" 3
cp -r "$(store ryk)" usb
printf 'X' >> "$(find usb -type f | sort | head -1)"
mkdir -p usb/00
printf 'garbage' > "usb/00/$(printf '0%.0s' $(seq 64))"
run -d "$(site sukkur)" load r2.log --files usb
if [ "$(files sukkur)" -ge 7 ] && [ "$(files sukkur)" -le 8 ]; then good=0
else good=1; fi
ok $good "good files of a stick are taken, others not"
run -d "$(site sukkur)" load r2.log --files "$(store ryk)"
is "until they come whole" "$status:$(files sukkur)" "0:8"
run -d "$(site sukkur)" verify
is "and nothing is missing" "$(grep -c 'is not here' out)" 0
done_testing
