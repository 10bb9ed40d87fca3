#!/usr/bin/env bash
# What the build's own tools make of good input, and how they refuse bad.
# database: none
set -u
tools=$(dirname "$SAATH")
n=0

ok() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        sed 's/^/# /' said
    fi
}

# told WHAT PATTERN COMMAND...: succeeds, and the file `made` holds the line.
told() {
    local what=$1 line=$2
    shift 2
    rm -f made
    "$@" >said 2>&1 && grep -qxF -- "$line" made
    ok $? "$what"
}

# refused WHAT LINE COMMAND...: fails, and says exactly this.
refused() {
    local what=$1 line=$2
    shift 2
    ! "$@" >said 2>&1 && grep -qxF -- "$line" said
    ok $? "$what"
}

sql() {
    printf '%s\n' "$1" > in.sql
    "$tools/mksql" made in.sql
}
index() {
    printf '%s\n' "$1" > in.c
    "$tools/mkindex" record made in.c
}
words() {
    cat > en.po <<'PO'
msgid ""
msgstr ""
"Language: en\n"

msgid "outreach.title"
msgstr "Outreach of %s"

msgid "Households"
msgstr ""
PO
    printf '%s\n' "$1" > sd.po
    "$tools/mkwords" made en.po sd.po
}

told 'a statement keeps its text, without comment and semicolon' \
    '        "FROM b WHERE c = $1 AND d = '"'x;'"'", 41 }, false },' \
    sql '-- Why.
-- first(c)
SELECT a
-- inside
FROM b WHERE c = $1 AND d = '"'x;'"';'
told 'a long head may take two lines' 'const int db_named_count = 1;' \
    sql '-- two(a,
--     b)
SELECT $1, $2'
told 'ids that are asked together are spelt out' \
    '        "SELECT thing FROM asked", 296 }, false },' \
    sql '-- of(things)
WITH RECURSIVE @asked
SELECT thing FROM asked'
refused 'but once' 'in.sql:1: error: of says @asked twice' \
    sql '-- of(things)
WITH RECURSIVE @asked, @asked
SELECT 1'
told 'the households of a place, or one, are spelt out' \
    '        "SELECT household FROM home", 258 }, false },' \
    sql '-- of(place, day, household)
WITH @homes
SELECT household FROM home'
refused 'with the three that they are asked by' \
    'in.sql:1: error: of names 1 arguments, its text has $3' \
    sql '-- of(place)
WITH @homes
SELECT household FROM home'
told 'a script keeps its semicolons' '        "SELECT 2;", 19 }, true },' \
    sql '-- script both
SELECT 1;
SELECT 2;'
told 'no statement at all is a table too' 'const int db_named_count = 0;' \
    sql '-- nothing here'
printf -- '-- one()\nSELECT 1\n' > in.sql
told 'its key is in the header of its file' '#define SQL_ONE 0x3a2719ee' \
    sh -c "\"$tools/mksql\" sql.c in.sql && mv in.sql.h made"
sql '-- one()
SELECT 1'
touch -d 2001-01-01 in.sql.h
sql '-- one()
SELECT 2'
[ "$(date -r in.sql.h +%Y)" = 2001 ]
ok $? 'a header that would say the same is left alone'
refused 'an argument nobody uses' \
    'in.sql:1: error: a names 1 arguments, its text has $0' \
    sql '-- a(x)
SELECT 1'
refused 'a parameter nobody named' \
    'in.sql:1: error: a names 1 arguments, its text has $2' \
    sql '-- a(x)
SELECT $1, $2'
refused 'a parameter left out' 'in.sql:1: error: a never uses $1' \
    sql '-- a(x, y)
SELECT $2'
refused 'an empty statement' 'in.sql:1: error: a is empty' sql '-- a()'
refused 'two statements under one name' \
    'in.sql:1: error: a is more than one statement' \
    sql '-- a()
SELECT 1; SELECT 2;'
refused 'SQL without a name' \
    'in.sql:1: error: SQL before the first "-- name(...)"' sql 'SELECT 1'
refused 'a name twice' 'in.sql:3: error: a stands already at in.sql:1' \
    sql '-- a()
SELECT 1
-- a()
SELECT 2'
refused 'a quote without an end' \
    'in.sql:1: error: a: quote without an end' sql "-- a()
SELECT 'x"

told 'what registers stands in the index, by name' '    &kind_meeting,' \
    index '/* An organisation met. */
RECORD(meeting);'
told 'its comment is the help' '    "An organisation met:\n"' \
    index '/* An organisation met:
 * who came. */
RECORD(meeting, .x = 1);'
told 'a comment or a string is no record' 'const int kind_count = 0;' \
    index '/*
RECORD(a);
*/
static const char *b = "/*";
  RECORD(c);'
refused 'a record without a comment' \
    'in.c:3: error: meeting has no comment directly above it; it is the help' \
    index '/* Far away. */

RECORD(meeting);'
refused 'a record twice' 'in.c:4: error: a stands already at in.c:2' \
    index '/* One. */
RECORD(a);
/* Two. */
RECORD(a);'

told 'an English sentence is its own text' '      { "Households",' \
    words ''
told 'a translation stands third' '        "\331\207" } },' \
    words 'msgid "Households"
msgstr "ه"'
told 'a fuzzy translation counts as none' 'const int word_count = 2;' \
    words '#, fuzzy
msgid "outreach.title"
msgstr "no mark"'
refused 'a key that English lacks' 'sd.po:1: error: English has no "q"' \
    words 'msgid "q"
msgstr "x"'
refused 'a translation that lost its mark' \
    'sd.po:1: error: "outreach.title" has other % marks than in English' \
    words 'msgid "outreach.title"
msgstr "x"'
refused 'an escape nobody knows' 'sd.po:2: error: \q is not an escape we know' \
    words 'msgid "Households"
msgstr "\q"'
refused 'a word twice' 'sd.po:3: error: "Households" stands already at line 1' \
    words 'msgid "Households"
msgstr ""
msgid "Households"
msgstr ""'
refused 'a quote that does not end' 'sd.po:2: error: quote without an end' \
    words 'msgid "Households"
msgstr "x'

# What a program names travels with it, by key (0x3a2719ee as the compiler writes it
# into code), as kind and end, as a whole word or in its parts; nothing else does.
printf '\0A\356\263\234\321\003\0meeting\0_view\0refined\0choice\0field.age\0' > image
printf -- '-- one()\nSELECT  1,\n '"' '"'\n-- meeting_view()\nSELECT 2
-- fine_view()\nSELECT 3\n-- two()\nSELECT 4\n' > in.sql
told 'what is named travels, without margins' '    "SELECT 1, '"' '"'" "\0"' \
    "$tools/mksql" made -live image in.sql
cp made laid
told 'a kind with its end is named' '    "meeting_view" "\0"' cp laid made
told 'what is not named stays' 'const int db_named_count = 2;' cp laid made
cat > en.po <<'PO'
msgid "field.age"
msgstr "Age"
msgid "choice.refined"
msgstr "Fine"
msgid "choice.fined"
msgstr "Fined"
msgid "choice.7"
msgstr "Seven"
PO
printf 'msgid "field.age"\nmsgstr "عمر"\n' > sd.po
told 'words too, by whole key and by parts' 'const int word_count = 3;' \
    "$tools/mkwords" made -live image in.sql en.po sd.po
tr '\0' '\n' < words.sd > laid
told 'another language is a text of the same words' 'عمر' cp laid made
[ "$(wc -l < laid)" = 4 ]
ok $? 'and empty where it has none'

printf 'x\0y\377??"\\' > odd
told 'any bytes can be carried' '      "x\000y\377\077\077\"\\",' \
    "$tools/mkdata" made b=en.po a=odd
refused 'two files under one name' 'odd:1: error: its name a is en.po already' \
    "$tools/mkdata" made a=en.po a=odd
refused 'a file that is not there' 'none:1: error: No such file or directory' \
    "$tools/mkdata" made a=none
echo "1..$n"
