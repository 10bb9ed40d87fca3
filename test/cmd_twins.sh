#!/usr/bin/env bash
# People who are kept twice, found by the verb in the whole base.
. "$(dirname "$0")/walk_lib.sh"
fresh a
db=$(site a)

person() { run -d "$db" add person "household=$household" "$@"; }

run -d "$db" add place level=settlement "name=Goth Sanwal" lg=pk72302
village=$(cat out)
run -d "$db" add household number=17 "place=$village"
household=$(cat out)
person sex=women "name=Zainab Bibi" "father=Ghulam Nabi" born=1980
run -d "$db" twins
is "one person is nobody twice" "$status" 0
told "which is said" "^1 people .* 0 pairs"
person sex=women "name=زينب" "father=غلام نبي" born=1981
person sex=men "name=Zain" "father=Ghulam Nabi" born=1981
run -d "$db" twins
is "the other script is seen through" "$status" 0
told "and counted" "^3 people .* 1 pairs"
run -d "$db" twins
told "a second search finds the same" "^3 people .* 1 pairs"
run -d "$db" --as nobody twins
is "who may not read names may not search" "$status" 1
run -d "$db" twins now
is "it takes no words" "$status" 2
done_testing
