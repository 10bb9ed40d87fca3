#!/usr/bin/env bash
# Reports and lists as PDF, in three languages.
. "$(dirname "$0")/walk_lib.sh"
db=$(site paper)
fresh paper

for lang in en ur sd; do
    run -d "$db" --lang $lang report outreach --format pdf -o outreach.pdf
    is "the outreach report as PDF in $lang" "$status" 0
    is "it is one" "$(head -c 5 outreach.pdf)" "%PDF-"
done
run -d "$db" list indicator --format pdf
is "a list as PDF" "$status" 0
is "on standard output too" "$(head -c 5 out)" "%PDF-"
if command -v pdftotext >/dev/null; then
    cp out list.pdf
    pdftotext -layout list.pdf list.txt
    grep -q "Page 1 of" list.txt
    ok $? "with its pages counted"
    grep -q "hh" list.txt
    ok $? "and an indicator on it"
else
    skip "with its pages counted" "no pdftotext"
    skip "and an indicator on it" "no pdftotext"
fi
run -d "$db" report outreach --format papyrus
is "another form there is not" "$status" 2
done_testing
