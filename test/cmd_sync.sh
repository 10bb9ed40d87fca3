#!/usr/bin/env bash
# Two offices that exchange: by a file carried to and fro, and over a line to a
# served site, also when that is cut in the middle.
. "$(dirname "$0")/walk_lib.sh"

sukkur() { SAATH_NOW=$((1430000000 + 60 * tick)) run -d "$(site sukkur)" "$@"; }
ryk() { SAATH_NOW=$((1432600000 + 60 * tick)) run -d "$(site ryk)" "$@"; }
tick=0
count() { "$SAATH" -d "$(site "$1")" list "$2" --format csv | sed 1d | wc -l; }
key() { "$SAATH" -d "$(site "$1")" peer key; }
names() { "$SAATH" -d "$(site "$1")" export person --sealed --format csv; }

# family OFFICE CODE PLACE: a household with one woman in a new settlement.
family() {
    tick=$((tick + 1))
    "$1" add place level=settlement "name=Goth $2" "lg=$3"
    "$1" add household "number=$tick" "place=$(cat out)"
    "$1" add person "household=$(cat out)" sex=women "name=Zarina $2"
    ok "$status" "$1: a person of $2"
}
welcome() { # welcome SITE LOGIN: the other office's keeper may write here
    local role
    for role in manager administrator; do
        feed 'long enough' -d "$(site "$1")" user add "$2" --role $role \
            --since 2015-01-01
    done
}

fresh sukkur --holder amina --name Sukkur
fresh ryk --holder rashid --name "Rahim Yar Khan"
family sukkur SK-1 pk723
family sukkur SK-2 pk705
family ryk RY-1 pk622

# ---- who is who ----------------------------------------------------------------

sukkur sync stick
is "nobody is known yet: nothing is written" "$status:$(ls stick 2>&1 | wc -l)" \
    "1:1"
sukkur peer add "$(key ryk)" --name ryk --names --place pk723
is "Sukkur enrols the other office for one district" "$status" 0
ryk peer add "$(key sukkur)" --name sukkur --names
is "and is enrolled" "$status" 0
for pair in "sukkur ryk rashid" "ryk sukkur amina"; do
    set -- $pair
    "$1" device accept "$(key "$2")" --name "$2" --holder "$3"
    ok "$status" "$1 accepts the device of $2"
    welcome "$1" "$3"
done

# ---- a file, to and fro --------------------------------------------------------

sukkur sync stick
is "Sukkur writes the first file" "$status" 0
if grep -aq 'Zarina' stick; then found=1; else found=0; fi
is "it names nobody to who finds it" "$found" 0
cp stick first
ryk sync stick
is "Rahim Yar Khan takes it and answers" "$status" 0
told "and says how much came" "lines came"
cp stick second
sukkur sync stick
is "Sukkur takes the answer" "$status" 0
ryk sync stick
is "and the stick goes back once more" "$status" 0
is "both know the same" "$(digest ryk)" "$(digest sukkur)"
is "all households are at both" "$(count sukkur household):$(count ryk household)" \
    "3:3"
names ryk > ryk.csv
names sukkur > sukkur.csv
is "names of that district went along" "$(grep -c 'SK-1' ryk.csv)" 1
is "those of another did not" "$(grep -c 'SK-2' ryk.csv)" 0
is "all went the other way" "$(grep -c 'RY-1' sukkur.csv)" 1
for name in sukkur ryk; do
    run -d "$(site $name)" verify
    is "$name verifies" "$status" 0
done
"$SAATH" -d "$(site ryk)" device list --format csv | tr -d '\r' > devices
is "each office tells what came from which device" \
    "$(cut -d, -f2 devices | grep -c 'Sukkur\|sukkur')" 1

# ---- what is not as it should be -----------------------------------------------

was=$(digest sukkur)
cp first again
ryk sync again
is "an old file again says nothing new" "$status:$(grep -c '^0 lines came' err)" \
    "0:1"
cp first theirs
sum=$(sha256sum < theirs)
fresh third --holder omar --name Third
run -d "$(site third)" sync theirs
is "another office cannot read it" "$status" 1
told "and is told" "not known here"
is "and leaves it as it was" "$(sha256sum < theirs)" "$sum"
run -d "$(site third)" peer add "$(key sukkur)" --name sukkur
run -d "$(site third)" sync theirs
is "also when it knows who wrote it" "$status" 1
told "it is meant for another" "meant for another"
head -c $(($(wc -c < second) - 40)) second > cut
sukkur sync cut
is "a file that was cut" "$status" 1
told "is named" "end is missing"
sed 's/"n":2,/"n":3,/' second > forged
sukkur sync forged
is "a file that was changed" "$status" 1
told "is named too" "signature is false"
printf 'PK\003\004 not one of ours\n' > zip
sukkur sync zip
told "and what is none" "no exchange"
is "nothing of all that changed anything" "$(digest sukkur)" "$was"

# ---- over a line ---------------------------------------------------------------

serve() {
    rm -f address
    "$SAATH" -d "$(site sukkur)" serve --listen 127.0.0.1:0 --web 1 "$@" \
        >address 2>serve.err &
    server=$!
    for _ in $(seq 300); do
        [ -s address ] && break
        sleep 0.1
    done
    url=$(head -1 address)
}
family ryk RY-2 pk622
family sukkur SK-3 pk723
serve
ryk sync "$url" --to sukkur
is "over a line" "$status" 0
is "both know the same again" "$(digest ryk)" "$(digest sukkur)"
ryk sync "$url" --to sukkur
is "a second time there is nothing" "$status:$(grep -c '^0 lines came' err)" "0:1"
run -d "$(site third)" sync "$url" --to sukkur
is "a stranger is turned away" "$status" 1
told "by name" "not known here"
run -d "$(site sukkur)" peer list --format csv
is "nothing waits" "$(csv | grep '^[0-9a-f]' | cut -d, -f6)" 0
kill "$server"
wait "$server" 2>/dev/null
family ryk RY-3 pk622
ryk sync "$url" --to sukkur
ryk peer list --format csv
is "a line that is dead is told, with what waits" \
    "$(csv | grep -c 'could not be reached')" 1
serve
ryk sync "$url" --to sukkur
is "and the next try brings it" "$status:$(digest ryk)" "0:$(digest sukkur)"
kill "$server"
wait "$server" 2>/dev/null

# ---- by the clock ----------------------------------------------------------------

serve
ryk peer add "$(key sukkur)" --name sukkur --names --url "$url"
is "an address that is kept" "$status" 0
run -d "$(site ryk)" serve --sync soon
is "EVERY is a span of time" "$status" 2
told "and it says which" "15m"
family sukkur SK-5 pk723
family ryk RY-5 pk622
"$SAATH" -d "$(site ryk)" serve --listen 127.0.0.1:0 --web 1 --sync 1s \
    >visits 2>visits.err &
visitor=$!
for _ in $(seq 300); do
    [ "$(digest ryk)" = "$(digest sukkur)" ] && break
    sleep 0.1
done
is "two sites that are served meet by themselves" "$(digest ryk)" \
    "$(digest sukkur)"
family ryk RY-6 pk622
for _ in $(seq 300); do
    [ "$(digest ryk)" = "$(digest sukkur)" ] && break
    sleep 0.1
done
is "again and again" "$(digest ryk)" "$(digest sukkur)"
kill "$visitor" "$server"
wait "$visitor"
is "and end when they are told to" "$?" 0
wait "$server" 2>/dev/null

# ---- over a line that nobody reads -----------------------------------------------

family sukkur SK-4 pk723
serve --tls
is "its address says so" "$(cut -c1-8 address)" "https://"
pin=$(grep -o '[0-9a-f]\{64\}' serve.err)
ryk sync "$url" --to sukkur
is "a certificate that nobody vouches for" "$status" 1
told "is not taken" "certificate"
ryk peer add "$(key sukkur)" --name sukkur --names --url "$url" --pin "$pin"
ryk sync
is "unless its print was told" "$status:$(digest ryk)" "0:$(digest sukkur)"
ryk peer add "$(key sukkur)" --name sukkur --names --url "$url" \
    --pin "$(printf '0%.0s' $(seq 64))"
ryk sync
is "another print is refused" "$status" 1
kill "$server"
wait "$server" 2>/dev/null
serve --tls
is "the certificate stays the same" "$(grep -o '[0-9a-f]\{64\}' serve.err)" "$pin"
kill "$server"
wait "$server" 2>/dev/null
done_testing
