/* web_ask - questions to the keeper and their replies, there and back, and
 * what is no such text. */
#include "../src/web/ask.h"
#include "tap.h"

static struct arena arena;

TEST(drafts_come_back_as_they_were)
{
    struct draft d[2] = {
        { .kind = S("alias"),
          .took = S("Zainab \"Z\" \n<b>"),
          .body = S("{\"name\":\"a\"}"),
          .strict = true,
          .id = id_named(S("x"), S("1")) },
        { .kind = S("place"), .took = S(""), .body = S("{}") },
    };
    struct draft *back;
    struct str login;
    size_t n;

    if (!CHECK(ask_drafts_read(ask_drafts(&arena, S("hina"), d, 2), &arena,
                               &login, &back, &n)))
        return;
    CHECK_INT(n, 2);
    CHECK_STR(login, S("hina"));
    for (size_t i = 0; i < n; i++) {
        CHECK_STR(back[i].kind, d[i].kind);
        CHECK_STR(back[i].took, d[i].took);
        CHECK_STR(back[i].body, d[i].body);
        CHECK_STR(back[i].author, S("hina"));
        CHECK(back[i].strict == d[i].strict);
        CHECK(id_same(back[i].id, d[i].id));
    }
}

TEST(outcomes_come_back_with_their_findings)
{
    struct outcome o[2] = { { .kept = KEPT_REFUSED },
                            { .kept = KEPT, .id = id_named(S("x"), S("2")) } };
    struct outcome back[2];
    struct str text;

    o[0].found = o[1].found = findings_start(&arena);
    tell_ab(&o[0].found, STOP, "filing.in_future", "values[3].amount", -5, 7);
    tell(&o[0].found, WARN, "field.unknown", "");
    text = ask_outcomes(&arena, o, 2);
    if (!CHECK(ask_outcomes_read(text, &arena, back, 2)))
        return;
    CHECK_INT(back[0].kept, KEPT_REFUSED);
    CHECK_INT(back[0].found.n, 2);
    CHECK_STR(str_of(back[0].found.at[0].what), S("filing.in_future"));
    CHECK_STR(back[0].found.at[0].path, S("values[3].amount"));
    CHECK_INT(back[0].found.at[0].a, -5);
    CHECK_INT(back[0].found.at[0].level, STOP);
    CHECK_INT(back[0].found.at[1].level, WARN);
    CHECK_INT(back[1].kept, KEPT);
    CHECK(id_same(back[1].id, o[1].id));
    CHECK(!ask_outcomes_read(text, &arena, back, 1));
}

TEST(sessions_and_names_come_back)
{
    struct hash token = sha_of(S("t")), back;
    struct buf hex = buf_start(&arena);
    struct ask_named named = { .login = S("hina"),
                               .n = 12,
                               .place = id_named(S("place"), S("pk723")) };
    struct str login, said;
    enum lang lang;

    hash_put(&hex, token);
    CHECK(ask_session_make_read(ask_session_make(&arena, S("hina"), LANG_SD),
                                &arena, &login, &lang));
    CHECK_STR(login, S("hina"));
    CHECK_INT(lang, LANG_SD);
    CHECK(ask_session_made_read(ask_session_made(&arena, buf_str(&hex)), &arena,
                                &said));
    CHECK_STR(said, buf_str(&hex));
    CHECK(!ask_session_made_read(ask_session_made(&arena, S("short")), &arena,
                                 &said));
    CHECK(ask_session_end_read(ask_session_end(&arena, token), &arena, &back));
    CHECK(hash_same(back, token));
    CHECK(ask_named_read(ask_named(&arena, &named), &arena, &named));
    CHECK_INT(named.n, 12);
}

TEST(a_run_comes_back_with_its_rejects)
{
    struct ask_reject r = { S("Sheet 1"), 7, S("place"), S("why\n"),
                            S("=cmd|' /C calc'!A0") };
    struct ask_run run = { .login = S("hina"),
                           .file = S("a.xlsx"),
                           .kind = S("outreach"),
                           .good = 1,
                           .known = 2,
                           .bad = 3,
                           .queued = 4,
                           .hash = sha_of(S("f")),
                           .reject = &r,
                           .rejects = 1 },
                   back;

    if (!CHECK(ask_run_read(ask_run(&arena, &run), &arena, &back)))
        return;
    CHECK_INT(back.queued, 4);
    CHECK(hash_same(back.hash, run.hash));
    CHECK_INT(back.rejects, 1);
    CHECK_STR(back.reject[0].cells, r.cells);
    CHECK_INT(back.reject[0].line, 7);
}

TEST(what_is_no_question_is_refused)
{
    static const char *const no[] = {
        "",
        "{}",
        "[]",
        "null",
        "{\"drafts\":[],\"login\":\"\"}",
        "{\"drafts\":{},\"login\":\"a\"}",
        "{\"drafts\":[1],\"login\":\"a\"}",
        "{\"drafts\":[{\"body\":1,\"id\":\"\",\"kind\":\"a\",\"strict\":true,"
        "\"took\":\"\"}],\"login\":\"a\"}",
        "{\"drafts\":[{\"body\":{},\"id\":\"xyz\",\"kind\":\"a\",\"strict\":"
        "true,\"took\":\"\"}],\"login\":\"a\"}",
        "{\"outcomes\":[{\"findings\":[],\"id\":\"\",\"kept\":\"lost\"}]}",
        "{\"n\":\"1\",\"login\":\"a\",\"place\":\"\"}",
    };

    for (size_t i = 0; i < LEN(no); i++) {
        struct str text = str_of(no[i]), login;
        struct ask_named named;
        struct ask_run run;
        struct outcome o;
        struct draft *d;
        struct hash h;
        enum lang lang;
        size_t n;

        CHECK(!ask_drafts_read(text, &arena, &login, &d, &n));
        CHECK(!ask_outcomes_read(text, &arena, &o, 1));
        CHECK(!ask_run_read(text, &arena, &run));
        CHECK(!ask_named_read(text, &arena, &named));
        CHECK(!ask_session_end_read(text, &arena, &h));
        CHECK(!ask_session_make_read(text, &arena, &login, &lang));
        CHECK(!ask_session_made_read(text, &arena, &login));
    }
}
