#!/usr/bin/env bash
# database: none
# Files of ballots, counted without a site.
. "$(dirname "$0")/walk_lib.sh"

cat >ward.blt <<'BLT'
4 2
30 1 2 0
25 2 3 0
20 3 4 0
20 4 3 0
0
"Amina"
"Bano"
"Hajra"
"Zainab"
"A ward"
BLT
run count ward.blt --method plurality
is "the two with most first choices, but one seat ends in no tie" "$status" 0
is "every candidate's votes and a line for each seat" "$(cat out)" \
    'Amina: 30
Bano: 25
Hajra: 20
Zainab: 20
elected: Amina
elected: Bano'
told "how many ballots count" 'count: 95'
run count ward.blt --method block
is "block takes as many choices as there are seats" "$(tail -2 out)" \
    'elected: Hajra
elected: Bano'
run count ward.blt --method approval --seats 1
is "approval takes all, seats may be said" "$(cat out)" \
    'Amina: 30
Bano: 55
Hajra: 65
Zainab: 40
elected: Hajra'
run count ward.blt --method two-round --seats 1
is "nobody has more than half: the two highest are counted again" "$(cat out)" \
    'Amina: 30
Bano: 25
Hajra: 20
Zainab: 20
round: 2
Amina: 30
Bano: 25
elected: Amina'

run count ward.blt --method plurality --seats 3
is "a seat that a tie leaves open ends with 1" "$status" 1
is "who ties is named" "$(tail -4 out)" \
    'elected: Amina
elected: Bano
tied: Hajra
tied: Zainab'
told "and that a rule is wanted" 'open.*: 1;'
run count ward.blt --method plurality --seats 3 --tie lot --seed '6 2 5' --about poll
least=$(for n in 3 4; do
    printf 'saath lot 1\n6 2 5\npoll\n%s\n' $n | sha256sum | sed "s/ .*/ $n/"
done | sort | head -1 | cut -d' ' -f2)
is "a lot is drawn as sha256sum draws it" "$(tail -1 out)" \
    "elected: $(sed -n "$((least + 6))p" ward.blt | tr -d '"')"
is "and fills the seat" "$status" 0
run count ward.blt --method plurality --seats 3 --tie casting --order 4
is "a casting vote" "$(tail -1 out)" 'elected: Zainab'
sed '1a [tie 4 3 2 1]' ward.blt >own.blt
run count own.blt --method plurality --seats 3
is "the file's own order of ties" "$(tail -1 out)" 'elected: Zainab'
run count own.blt --method plurality --seats 3 --tie repoll
is "goes after what is asked for" "$status" 1

printf 'count,approved\n3,1 2\n2,2\n1,\n' >paper.csv
run count paper.csv --method approval
is "approvals as csv, candidates by number" "$(cat out)" \
    '1: 3
2: 5
elected: 2'

for bad in '' '--method borda' '--method plurality --tie lot' \
    '--method plurality --tie casting' '--method plurality --order 1' \
    '--method plurality --seats 0' '--method plurality --tie toss' \
    '--method plurality --tie casting --order 5' '--method plurality --more'; do
    # shellcheck disable=SC2086
    run count ward.blt $bad
    is "usage: $bad" "$status" 2
done
printf '2 1\n1 3 0\n0\nA\nB\nT\n' >bad.blt
run count bad.blt --method plurality
is "a file that is none ends with 1" "$status" 1
told "with its line" '^bad.blt:2: '
is "and counts nothing" "$(cat out)" ''
run count nowhere.blt --method plurality
is "a file that is not there ends with 3" "$status" 3
done_testing
