#!/usr/bin/env bash
# Files of answers, scored on a card without a site; and the points of a blind
# card, loaded sealed.
. "$(dirname "$0")/walk_lib.sh"

cat >answers.csv <<'CSV'
id,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10,village
1,C,C,B,B,A,B,A,A,B,A,Goth Ali
2,Z,C,B,B,A,B,A,A,B,A,Goth Ali
3,A,A,A,A,A,A,A,A,A,A,"Goth, Umar"
4,D,F,B,C,C,B,C,B,B,B,Goth Ali
5,D,F,B,C,C,B,C,,B,B,Goth Ali
CSV
run score --card SPS-PAK-2009-002 --line nl100 --format csv answers.csv
is "a file with bad rows ends with 1" "$status" 1
is "good rows are scored, what is no question is carried through" "$(cat out)" \
    'id,village,score,band,class,nl100
1,Goth Ali,38.00,b24,35-39,29.8
3,"Goth, Umar",0.00,b0,0-4,95.4
4,Goth Ali,100.00,b24,95-100,0.0'
told "a choice that is not the card's" '^answers.csv:3: answers.q1: '
told "an answer that is missing" '^answers.csv:6: answers.q8: '
told "how many" '^3 rows were scored, 2 refused'
told "the group's rate with its interval" '^nl100: 41.73 ± 42.0'

printf 'id,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\n' >three.csv
# 20, 30 and 40 points
cat >>three.csv <<'CSV'
a,C,A,B,A,B,A,A,A,A,A
b,A,C,A,B,A,A,B,B,A,A
c,C,B,B,B,A,B,C,A,A,A
CSV
run score --card SPS-PAK-2009-002 --line nl100 three.csv
grep -q '20.00' out && grep -q '30.00' out
ok $? "scores of 20 and 30"

cat >more.csv <<'CSV'
id,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10
1,C,C,B,B,A,B,A,A,B,A
CSV
run score --card SPS-PAK-2009-002 --format json --line nl100 more.csv
is "JSON" "$status" 0
grep -q '"score":38.00,"band":"b24","class":"35-39","nl100":29.8' out
ok $? "says the same"
run score --card SPS-PAK-2009-002 --banding SUCCESS --format csv --line nl50 \
    more.csv
is "another banding, another line" "$(tail -1 out)" '1,38.00,b24,35-39,0.1'

# ---- cards that are wrong ----------------------------------------------------

cat >card.csv <<'CSV'
question,choice,points
a,yes,60
a,no,0
b,yes,39.5
b,no,0
CSV
printf 'a,b\nyes,yes\n' >ab.csv
run score --card card.csv ab.csv
is "a card that does not add to its maximum is refused" "$status" 1
told "with both numbers" 'most: .*99.50 .*100.00'
is "and scores nothing" "$(cat out)" ''
sed 's/39.5/40/' card.csv >whole.csv
run score --card whole.csv --format csv ab.csv
is "one that does is taken" "$(tail -1 out)" '100.00,b24,'
sed 's/39.5/40.005/' card.csv >finer.csv
run score --card finer.csv ab.csv
is "less than a hundredth of a point is no point" "$status" 1
told "where it stands" '^finer.csv:4: points: '
run score --card nowhere.csv ab.csv
is "no such card is wrong usage" "$status" 2
run score --card card.csv
is "so is no file" "$status" 2
run score --card whole.csv nowhere.csv
is "a file that is not there" "$status" 3
printf 'a\nyes\n' >a.csv
run score --card whole.csv a.csv
is "a file without a needed question is refused" "$status" 1
told "once, by its name" '^a.csv:1: b: '
run score --card SPS-PAK-2009-002 --line nl101 more.csv
is "no such line is wrong usage" "$status" 2

# ---- the blind card ----------------------------------------------------------

run score --card BISP-PMT-2009 more.csv
is "a blind card computes nothing" "$status" 1
{
    echo question,choice,points
    for q in 2 3 4 5 6 7 8 9 10 11 12 13; do
        for c in 1 2 3 4; do
            case $q-$c in
            6-4 | 13-4 | 7-[34] | 8-[34] | 9-[34] | 11-[34]) ;; # no such one
            5-4) echo "q5,4,75.31" ;;
            13-3) echo "q13,3,24.69" ;;
            *) echo "q$q,$c,0" ;;
            esac
        done
    done
} >points.csv
{
    echo q1,q2,q3,q4,q5,q6,q7,q8,q9,q10,q11,q12,q13
    echo 2,1,1,1,1,1,1,1,1,1,1,1,1
} >blind.csv
run score --card BISP-PMT-2009 --points points.csv --format csv blind.csv
is "with its points it does" "$(tail -1 out)" '75.31,b24,'

db=$(site a)
fresh a
run -d "$db" weigh BISP-PMT-2009 points.csv --since 2014-01-01
is "points need an authority" "$status" 2
sed 's/75.31/75/' points.csv >short.csv
run -d "$db" weigh BISP-PMT-2009 short.csv --since 2014-01-01 \
    --authority 'BISP letter 7'
is "points that do not add are refused" "$status" 1
told "with both numbers" '99.69 .*100.00'
run -d "$db" weigh BISP-PMT-2009 points.csv --since 2014-01-01 \
    --authority 'BISP letter 7'
is "points that do are loaded" "$status" 0
id=$(cat out)
run -d "$db" show "$id"
! grep -q '7531\|75.31' out
ok $? "and not shown"
run -d "$db" list weights
! grep -q '7531\|75.31' out
ok $? "nor listed"
run -d "$db" log
! grep -q ':7531' out
ok $? "nor in the log"
run -d "$db" log --sealed
grep -q ':7531' out
ok $? "but with its seal"

done_testing
