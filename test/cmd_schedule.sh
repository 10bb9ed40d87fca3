#!/usr/bin/env bash
# What a loan on given terms is to pay back, without a site: of one loan as
# options, of many as a file; and what is no loan.
. "$(dirname "$0")/walk_lib.sh"

run schedule --principal 1250 --rate 15 --method flat --instalments 4 \
    --unit 1 --paid 2023-09-01 --format csv
is "a schedule is printed" "$status" 0
is "half to the even paisa, the last one takes the remainders" "$(csv)" \
    'name,n,due,days,principal,charge,total,left,apr,apr_all
,1,2023-10-01,30,312.38,15.62,328,937.62,,
,2,2023-11-01,31,312.38,15.62,328,625.24,,
,3,2023-12-01,30,312.38,15.62,328,312.86,,
,4,2024-01-01,31,312.86,15.64,328.5,0,,
,,In all,,1250,62.5,1312.5,,23.76,23.76'
run schedule --principal 10000 --method murabaha --charge 1500 \
    --instalments 3 --paid 2024-01-31 --fee 200 --format csv
csv | grep -q '^,1,2024-02-29,29,3333.33,500,3833.33,6666.67,,$'
ok $? "a murabaha's profit is what was said, the month ends where it must"
run schedule --principal 1000 --method irregular --rate 18 --paid 2024-01-31 \
    --list '2024-05-01:300 2024-10-31:700:50' --format csv
csv | grep -q '^,2,2024-10-31,183,700,50,750,0,,$'
ok $? "instalments of a list"

run schedule --rate 15 --help
is "a verb that is asked for help tells it" "$status" 0
is "as help does" "$(cat out)" "$("$SAATH" help schedule)"

cat >loans.csv <<'CSV'
name,principal,rate,method,instalments,paid,day_count,unit
F03,5000,12,declining,18,2022-11-01,actual_365,1
none,10,1,flat,0,2024-01-01,,
weekly,100,9.4822,declining,6,2024-01-01,,
CSV
run schedule --file loans.csv --format csv
is "a loan that is none is refused, the others are printed" "$status" 1
csv | grep -q '^F03,18,2024-05-01,30,299.38,2.95,302.33,0,,$'
ok $? "actual days over 365, in a leap year too"
told "which row, and why" '^loans.csv:3: instalments: '
printf 'principal,colour\n1,red\n' >odd.csv
run schedule --file odd.csv
told "a column that is none" '^odd.csv:1: colour: '

run schedule --principal 100 --method flat --paid 2024-01-01 --rate 12.12345
is "a rate beyond four decimals" "$status" 1
run schedule --principal x --method flat --paid 2024-01-01
is "what is no amount is misuse" "$status" 2
run schedule
is "nothing asked is misuse" "$status" 2

done_testing
