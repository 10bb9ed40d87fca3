#!/usr/bin/env bash
# A sample population of a district: its answers as frequent as they are there,
# and it comes in as a census.
. "$(dirname "$0")/walk_lib.sh"
shares=$(dirname "$0")/../data/demo/shares.csv
run population pk723 --households 6000 --seed 7 -o p.csv
is "it is written" "$status" 0
is "so many households" "$(tail -n +2 p.csv | wc -l)" 6000
is "each with a number of its own" "$(tail -n +2 p.csv | cut -d, -f1,2 | sort -u |
    wc -l)" 6000
run population PK723 --households 6000 --seed 7
cmp -s out p.csv
ok $? "the same by code, seed and without a file"
run population pk723 --households 6000 --seed 8
if cmp -s out p.csv; then false; fi
ok $? "another seed, others"

# Each answer of each question within two points of a hundred of what the file
# of shares says of the district: its talukas by their rural households.
awk -F, -v OFS=, '
NR == FNR {
    if ($1 ~ /^pk723/ && $2 == "households") { weight[$1] = $4; all += $4 }
    share[$1, $2, $3] = $4 / 100
    if ($1 == "sindh" && $2 ~ /^q/) ask[$2, $3] = 1
    next
}
FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
{ rows++; for (i = 8; i <= NF; i++) got[name[i], $i]++ }
END {
    for (key in ask) {
        split(key, part, SUBSEP)
        want = 0
        for (t in weight)
            want += weight[t] / all * ((t, part[1], part[2]) in share ? \
                share[t, part[1], part[2]] : share["sindh", part[1], part[2]])
        is = 100 * got[part[1], part[2]] / rows
        far = is > want ? is - want : want - is
        if (far > 2) print part[1], part[2], want, is
        n++
    }
    print n > "asked"
}' "$shares" p.csv >far
is "every answer is as frequent as there, to two points" "$(cat far)" ""
is "of eight questions, 23 answers" "$(cat asked)" 23
school=$(awk -F, '$1 == "sindh" && $2 == "school" && ($3 == "none" || $3 == "some") {
    n += $4 } END { print n / 100 }' "$shares")
is "and as many children are not at school" "$(tail -n +2 p.csv | awk -F, \
    -v want="$school" '$10 == "A" { n++ } END { d = 100 * n / NR - want
    print (d < 2 && d > -2) }')" 1
is "talukas are dealt theirs" "$(awk -F, 'NR > 1 { n[$1]++ }
    END { print (n["PK72302"] > 2800 && n["PK72302"] < 2950) }' p.csv)" 1

# What the poor lack they lack together: with a motorcycle more have a
# refrigerator than without.
is "answers go together" "$(tail -n +2 p.csv | awk -F, '{ n[$17]++
    if ($15 == "B") f[$17]++ } END { print (f["B"] / n["B"] > 2 * f["A"] / n["A"]) }')" 1

run population pk999
is "a place that is none" "$status" 2
run population quetta
is "or of which no shares are known" "$status" 2
run population
is "or none at all" "$status" 2
for bad in "--households 0" "--seed x" "--held 2023-02-30" "--households 9999999"
do
    # shellcheck disable=SC2086 # two words
    run population pk723 $bad
    is "refused: $bad" "$status" 2
done

fresh census
db=$(site census)
run population pk72304 --households 40 -o few.csv
run -d "$db" import census few.csv
is "it comes in as a census" "$status" 0
run -d "$db" sql "SELECT count(*) AS n FROM score WHERE counts = 1" --format csv
is "with its scores" "$(csv | tail -1)" 40
run -d "$db" import census few.csv
run -d "$db" sql "SELECT count(*) AS n FROM score WHERE counts = 1" --format csv
is "once" "$(csv | tail -1)" 40
done_testing
