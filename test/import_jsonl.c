/* Reading json lines: the union of keys heads the columns. */
#include "import_show.h"
#include "tap.h"

static void check(struct str bytes, struct str want)
{
    struct arena a = { 0 };

    CHECK_STR(show(&a, bytes, "x.jsonl"), want);
    arena_free(&a);
}

TEST(keys_in_the_order_they_first_appear)
{
    check(S("{\"name\":\"Badin\",\"hh\":114797}\n"
            "\n"
            "{\"hh\":12.50,\"uc\":null,\"open\":true,\"name\":\"\"}\r\n"
            "{\"name\":\"a\\u0633\\n\",\"list\":[1, {\"b\":2}]}"),
          S("0: name | hh | uc | open | list\n"
            "1: Badin | #114797\n"
            "3:  | #12.50 |  | ?true\n"
            "4: aس\n |  |  |  | [1, {\"b\":2}]\n"));
}

TEST(an_empty_key_is_an_empty_heading)
{
    check(S("{\"\":1,\"a\":2}"), S("0:  | a\n1: #1 | #2\n"));
}

TEST(a_bad_line_does_not_spoil_the_others)
{
    check(S("\xef\xbb\xbf{\"a\":1}\n{\"a\":2\n[3]\n\"x\"\n{\"b\":4}\n"),
          S("0: a | b\n1: #1\n2 json.not_an_object:\n"
            "3 json.not_an_object:\n4 json.not_an_object:\n5:  | #4\n"));
}

TEST(what_is_not_lines_is_refused)
{
    check(S("[{\"a\":1}]"), S("! json.not_lines 0\n"));
    check(S("{\n  \"a\": 1\n}\n"), S("! json.not_lines 0\n"));
    check(S("{\"a\":1}\n{\"a\":\"\0\"}\n"), S("! file.nul 2\n"));
}

TEST(limits_hold)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    for (int i = 0; i < 1030; i++)
        buf_fmt(&b, "{\"k%d\":1}\n", i);
    CHECK_STR(show(&a, buf_str(&b), ""), S("! file.too_wide 1025 1024 keys\n"));
    b = buf_start(&a);
    buf_z(&b, "{\"a\":1}\n{\"a\":\"");
    for (int i = 0; i < 300000; i++)
        buf_z(&b, "word ");
    buf_z(&b, "\"}\n");
    CHECK_STR(show(&a, buf_str(&b), ""), S("! json.long_line 2 1 MB\n"));
    b = buf_start(&a);
    buf_z(&b, "{\"a\":1}\n{\"a\":");
    for (int i = 0; i < 500000; i++)
        buf_z(&b, "[");
    CHECK_STR(show(&a, buf_str(&b), ""),
              S("0: a\n1: #1\n2 json.not_an_object:\n"));
    arena_free(&a);
}

/* The first list of objects is a row for each, under the line's own number. */
TEST(a_list_of_objects_is_a_row_for_each)
{
    check(S("{\"a\":1,\"p\":[{\"n\":\"x\",\"m\":2},{\"n\":\"y\"}],\"b\":3}\n"
            "{\"a\":2,\"p\":[]}\n"
            "{\"p\":[{\"m\":4}],\"q\":[{\"z\":1}],\"a\":5}\n"
            "{\"p\":[{\"m\":6},7]}\n"),
          S("0: a | p.n | p.m | b | p | q\n"
            "1: #1 | x | #2 | #3\n"
            "1:  | y\n"
            "2: #2 |  |  |  | []\n"
            "3: #5 |  | #4 |  |  | [{\"z\":1}]\n"
            "4:  |  |  |  | [{\"m\":6},7]\n"));
}
