/* base_json - what is read, what is refused and where, what is canonical. */
#include "../src/base/base.h"
#include "tap.h"

#include <stdlib.h>

TEST(json_read_gives_flat_tokens)
{
    struct arena a = { 0 };
    struct str text = S(" {\"a\": [1, -20, {}], \"b\" :\"x\\ny\",\n"
                        "\t\"c\":null, \"d\":1.50e1, \"e\":true,\"f\":false} ");
    size_t at = 0;
    const struct json *j = json_read(text, &a, &at), *list;
    int64_t v;

    if (!CHECK(j))
        return;
    CHECK_INT(j->type, JSON_OBJECT);
    CHECK_INT(j->n, 6);
    CHECK_INT(j->skip, 16);
    CHECK_STR(j->raw, str_trim(text));
    list = json_member(j, "a");
    CHECK_INT(list->type, JSON_LIST);
    CHECK_INT(list->n, 3);
    CHECK_INT(list->skip, 4);
    CHECK_STR(list->raw, S("[1, -20, {}]"));
    CHECK(json_int(list + 1, &v));
    CHECK_INT(v, 1);
    CHECK(json_int(json_next(list + 1), &v));
    CHECK_INT(v, -20);
    CHECK_INT(json_next(list + 2)->type, JSON_OBJECT);
    CHECK_INT(json_next(list + 2)->n, 0);
    CHECK_STR(json_next(list)->raw, S("b"));
    CHECK_STR(json_text(json_member(j, "b"), &a), S("x\ny"));
    CHECK_STR(json_member(j, "b")->raw, S("x\\ny"));
    CHECK_INT(json_member(j, "c")->type, JSON_NULL);
    CHECK_INT(json_member(j, "d")->type, JSON_DECIMAL);
    CHECK_STR(json_member(j, "d")->raw, S("1.50e1"));
    CHECK_INT(json_member(j, "e")->type, JSON_TRUE);
    CHECK_INT(json_member(j, "f")->type, JSON_FALSE);
    CHECK(!json_member(j, "g"));
    CHECK(!json_member(list, "a"));
    CHECK(!json_member(NULL, "a"));
    CHECK(!json_int(json_member(j, "b"), &v));
    CHECK(!json_int(json_member(j, "d"), &v));
    CHECK(!json_int(NULL, &v));
    CHECK_STR(json_text(NULL, &a), S(""));
    CHECK_STR(json_text(list, &a), S(""));
    arena_free(&a);
}

static const struct {
    struct str in, want;
} texts[] = {
    { S("\"\""), S("") },
    { S("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), S("\"\\/\b\f\n\r\t") },
    { S("\"\\u0041\\u00e9\\u0633\\u20AC\""), S("Aéس€") },
    { S("\"\\ud83c\\udf3e\""), S("\xf0\x9f\x8c\xbe") },
    { S("\"\\uDBFF\\uDFFF\""), S("\xf4\x8f\xbf\xbf") },
    { S("\"\\ud7ff\\ue000\\uffff\""),
      S("\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf") },
    { S("\"سکر \x7f\""), S("سکر \x7f") },
};

TEST(json_text_undoes_every_escape)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(texts); i++) {
        size_t at;
        const struct json *j = json_read(texts[i].in, &a, &at);

        if (CHECK(j))
            CHECK_STR(json_text(j, &a), texts[i].want);
    }
    arena_free(&a);
}

static const struct {
    struct str text;
    enum json_type type;
} good[] = {
    { S("null"), JSON_NULL },
    { S(" true "), JSON_TRUE },
    { S("\r\n\tfalse"), JSON_FALSE },
    { S("0"), JSON_INT },
    { S("-0"), JSON_INT },
    { S("9223372036854775807"), JSON_INT },
    { S("-9223372036854775807"), JSON_INT },
    { S("0.5"), JSON_DECIMAL },
    { S("-0.0"), JSON_DECIMAL },
    { S("1e5"), JSON_DECIMAL },
    { S("1E+05"), JSON_DECIMAL },
    { S("1e-308"), JSON_DECIMAL },
    { S("0e0"), JSON_DECIMAL },
    { S("1e18"), JSON_DECIMAL },
    { S("\"\""), JSON_TEXT },
    { S("[]"), JSON_LIST },
    { S("[ ]"), JSON_LIST },
    { S("{ }"), JSON_OBJECT },
    { S("[[],{}]"), JSON_LIST },
    { S("{\"\":0}"), JSON_OBJECT },
};

TEST(json_read_takes_any_good_value)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(good); i++) {
        size_t at;
        const struct json *j = json_read(good[i].text, &a, &at);

        if (!CHECK(j))
            tap_quote("for", good[i].text);
        else
            CHECK_INT(j->type, good[i].type);
    }
    arena_free(&a);
}

static const struct {
    struct str text;
    size_t at;
} bad[] = {
    { S(""), 0 },
    { S(" "), 1 },
    { S("nul"), 0 },
    { S("NULL"), 0 },
    { S("truex"), 4 },
    { S("1 2"), 2 },
    { S("[1] ]"), 4 },
    { S("{}{}"), 2 },
    { S("'a'"), 0 },
    { S("a"), 0 },
    { S("\xef\xbb\xbf{}"), 0 },
    { S("// no\n1"), 0 },
    { S("NaN"), 0 },
    { S("Infinity"), 0 },
    /* numbers */
    { S("01"), 2 },
    { S("-01"), 3 },
    { S("00"), 2 },
    { S("-"), 1 },
    { S("+1"), 0 },
    { S(".5"), 0 },
    { S("1."), 2 },
    { S("1.e5"), 2 },
    { S("1e"), 2 },
    { S("1e+"), 3 },
    { S("1e+-5"), 3 },
    { S("1e-+5"), 3 },
    { S("1e999"), 5 },
    { S("1e-999"), 6 },
    { S("1e19"), 4 },
    { S("1e99999999999999999999"), 22 },
    { S("0x10"), 1 },
    { S("1_000"), 1 },
    { S("9223372036854775808"), 19 },
    { S("-9223372036854775808"), 20 },
    { S("100000000000000000000"), 21 },
    { S("1.5.2"), 3 },
    { S("- 1"), 1 },
    /* text */
    { S("\""), 1 },
    { S("\"a"), 2 },
    { S("\"\\\""), 3 },
    { S("\"\\"), 1 },
    { S("\"\\x41\""), 1 },
    { S("\"\\u12\""), 1 },
    { S("\"\\u12g4\""), 1 },
    { S("\"\\U0041\""), 1 },
    { S("\"\\u0000\""), 1 },
    { S("\"a\0b\""), 2 },
    { S("\"a\nb\""), 2 },
    { S("\"\x1f\""), 1 },
    { S("\"\\ud83c\""), 1 },
    { S("\"\\ud83cx\""), 1 },
    { S("\"\\ud83c\\n\""), 1 },
    { S("\"\\ud83c\\u0041\""), 1 },
    { S("\"\\udf3e\""), 1 },
    { S("\"\\ud83c\\ud83c\""), 1 },
    { S("\"\xff\""), 1 },
    { S("\"a\xc0\x80\""), 2 },
    { S("\"\xed\xa0\x80\""), 1 },
    { S("\"\xe2\x82\""), 1 },
    { S("\"\xc3"), 1 },
    /* lists and objects */
    { S("["), 1 },
    { S("[1"), 2 },
    { S("[1,"), 3 },
    { S("[1,]"), 3 },
    { S("[,1]"), 1 },
    { S("[1 2]"), 3 },
    { S("[1}"), 2 },
    { S("]"), 0 },
    { S("{"), 1 },
    { S("{1:2}"), 1 },
    { S("{a:1}"), 1 },
    { S("{\"a\"}"), 4 },
    { S("{\"a\":}"), 5 },
    { S("{\"a\":1,}"), 7 },
    { S("{\"a\" 1}"), 5 },
    { S("{\"a\":1]"), 6 },
    { S("{,}"), 1 },
    { S("{\"a\":1 \"b\":2}"), 7 },
    { S("[\v1]"), 1 },
    { S("[\xc2\xa0]"), 1 },
    { S("[\0]"), 1 },
    /* doubled keys */
    { S("{\"a\":1,\"a\":2}"), 7 },
    { S("{\"a\":1,\"\\u0061\":2}"), 7 },
    { S("{\"b\":1,\"a\":2,\"b\":3}"), 18 },
    { S("{\"b\":1,\"a\":2,\"\\u0062\":3}"), 23 },
    { S("[{\"\":1,\"\":2}]"), 7 },
};

TEST(json_read_refuses_and_says_where)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(bad); i++) {
        /* A copy of exactly its size, so that a sanitizer sees a byte read
         * beyond it. */
        char *exact = malloc(bad[i].text.n + !bad[i].text.n);
        struct str text = { exact, bad[i].text.n };
        size_t at = 999;

        memcpy(exact, bad[i].text.p, text.n);
        if (!CHECK(!json_read(text, &a, &at)) || !CHECK_INT(at, bad[i].at))
            tap_quote("for", text);
        CHECK(!json_canonical(text, &a));
        free(exact);
    }
    CHECK(a.chunk == NULL); /* a refusal leaves no memory behind */
}

static struct str repeat(struct arena *a, const char *z, size_t times)
{
    struct buf b = buf_start(a);

    while (times-- > 0)
        buf_z(&b, z);
    return buf_str(&b);
}

TEST(json_read_goes_so_deep_and_no_deeper)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    size_t at = 0;

    buf_add(&b, repeat(&a, "[", JSON_DEEP));
    buf_add(&b, repeat(&a, "]", JSON_DEEP));
    CHECK(json_read(buf_str(&b), &a, &at));
    b = buf_start(&a);
    buf_add(&b, repeat(&a, "[", JSON_DEEP + 1));
    buf_add(&b, repeat(&a, "]", JSON_DEEP + 1));
    CHECK(!json_read(buf_str(&b), &a, &at));
    CHECK_INT(at, JSON_DEEP);
    CHECK(!json_read(repeat(&a, "[", 1000000), &a, &at));
    CHECK_INT(at, JSON_DEEP);
    CHECK(!json_read(repeat(&a, "{\"a\":", 1000000), &a, &at));
    arena_free(&a);
}

/* `count` keys, falling, so that none comes in order. */
static struct str many_keys(struct arena *a, int count, int doubled)
{
    struct buf b = buf_start(a);

    buf_char(&b, '{');
    for (int i = count; i > 0; i--)
        buf_fmt(&b, "\"key%d\":%d,", i + 1000000, i);
    buf_fmt(&b, "\"key%d\":0}", doubled);
    return buf_str(&b);
}

TEST(json_read_finds_a_doubled_key_among_any_number)
{
    struct arena a = { 0 };
    static const int counts[] = { 1, 2, 31, 32, 33, 1000, 100000 };
    size_t at;

    for (size_t i = 0; i < LEN(counts); i++) {
        int n = counts[i];

        CHECK(json_read(many_keys(&a, n, 5), &a, &at));
        CHECK(!json_read(many_keys(&a, n, 1000001), &a, &at));
        CHECK(!json_read(many_keys(&a, n, 1000000 + n), &a, &at));
        CHECK(!json_read(many_keys(&a, n, 1000000 + (n + 1) / 2), &a, &at));
    }
    arena_free(&a);
}

TEST(json_read_of_many_tokens_keeps_them_in_place)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    const struct json *j, *t;
    int64_t sum = 0, v;
    size_t at;

    buf_char(&b, '[');
    for (int i = 0; i < 50000; i++)
        buf_z(&b, i % 2 ? "1," : "[],");
    buf_z(&b, "7]");
    j = json_read(buf_str(&b), &a, &at);
    if (!CHECK(j))
        return;
    CHECK_INT(j->n, 50001);
    CHECK_INT(j->skip, 50002);
    t = j + 1;
    for (uint32_t i = 0; i < j->n; i++, t = json_next(t))
        if (json_int(t, &v))
            sum += v;
    CHECK_INT(sum, 25007);
    arena_free(&a);
}

TEST(json_member_sees_through_escapes)
{
    struct arena a = { 0 };
    size_t at;
    const struct json *j = json_read(S("{\"\\u0062ody\":1,\"x\\n\":2}"), &a,
                                     &at);
    int64_t v = 0;

    CHECK(json_int(json_member(j, "body"), &v));
    CHECK_INT(v, 1);
    CHECK(json_int(json_member(j, "x\n"), &v));
    CHECK_INT(v, 2);
    CHECK(!json_member(j, "bod"));
    CHECK(!json_member(j, "bodyx"));
    CHECK(!json_member(j, "\\u0062ody"));
    arena_free(&a);
}

static const struct {
    struct str text;
    bool want;
} canon[] = {
    { S("{}"), true },
    { S("[]"), true },
    { S("0"), true },
    { S("-1"), true },
    { S("{\"a\":[1,null,true,false,\"x\"],\"b\":{\"c\":-5}}"), true },
    { S("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u000b\\u001f/\x7f\""), true },
    { S("\"سکر\""), true },
    { S("{\"\":0,\"A\":0,\"a\":0,\"aa\":0,\"é\":0}"), true },
    { S("{\"\\n\":0,\"!\":0}"), true }, /* unescaped, 0a sorts before 21 */
    { S("{\"!\":0,\"\\n\":0}"), false },
    { S("{\"\\\\\":0,\"a\":0}"), true },
    { S("{\"b\":0,\"a\":0}"), false },
    { S("{\"a\":0,\"A\":0}"), false },
    { S("{\"a\":0,\"a\":0}"), false },
    { S("{\"b\":{\"z\":0},\"a\":0}"), false },
    { S(" {}"), false },
    { S("{} "), false },
    { S("[1, 2]"), false },
    { S("{\"a\": 1}"), false },
    { S("{\"a\":1}\n"), false },
    { S("-0"), false },
    { S("[-0]"), false },
    { S("1.0"), false },
    { S("1e2"), false },
    { S("0.5"), false },
    { S("01"), false },
    { S("\"\\/\""), false },
    { S("\"\\u000a\""), false },
    { S("\"\\u001F\""), false },
    { S("\"\\u0041\""), false },
    { S("\"\\u0022\""), false },
    { S("\"\\u007f\""), false },
    { S("\"\\u0633\""), false },
    { S("\"\\ud83c\\udf3e\""), false },
    { S("\"\\u000B\""), false },
    { S("\"\\u0008\""), false },
};

TEST(json_canonical_allows_one_way_of_writing)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(canon); i++) {
        size_t at;

        if (!CHECK_INT(json_canonical(canon[i].text, &a), canon[i].want))
            tap_quote("for", canon[i].text);
        if (canon[i].want)
            CHECK(json_read(canon[i].text, &a, &at));
    }
    arena_free(&a);
}
