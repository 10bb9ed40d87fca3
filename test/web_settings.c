/* web_settings - digits, grouping, colours and keys as a browser wants them; the
 * day's end told before it comes. */
#include "web_site.h"

static void look_is(struct browser *b, const char *cookie)
{
    snprintf(b->cookie, sizeof b->cookie, "%s", cookie);
    CHECK_INT(get(b, "/settings"), 200);
}

TEST(a_cookie_that_says_nothing_is_as_it_begins)
{
    static const char *const none[] = {
        "", ".", "...", "latin", "OWN.LAKH.DARK.SILENT", "own2.x.y.z"
    };
    struct look l = look_read(S("own.lakh.dark.silent"));

    CHECK(l.own && l.lakh && l.silent && l.theme == THEME_DARK);
    l = look_read(S("own.thousand.light"));
    CHECK(l.own && !l.lakh && !l.silent && l.theme == THEME_LIGHT);
    for (size_t i = 0; i < LEN(none); i++) {
        l = look_read(str_of(none[i]));
        CHECK(!l.own && !l.lakh && !l.silent && l.theme == THEME_SYSTEM);
    }
}

SITE(numbers_are_shown_as_chosen)
{
    struct browser b;

    browser_start(&b, db);
    look_is(&b, "lang=en");
    CHECK(has(&b, "<span class=\"n\">12,345,678.25</span>"));
    CHECK(has(&b, "<dd>1,234,567</dd>"));
    look_is(&b, "lang=en; look=latin.lakh");
    CHECK(has(&b, "<span class=\"n\">1,23,45,678.25</span>"));
    CHECK(has(&b, "<dd>12,34,567</dd>"));
    CHECK(has(&b, "data-group=\"lakh\""));
    look_is(&b, "lang=ur; look=own.lakh");
    CHECK(has(&b, "<dd>۱۲,۳۴,۵۶۷</dd>"));
    CHECK(has(&b, "data-zero=\"1776\""));
    look_is(&b, "lang=sd; look=own.thousand");
    CHECK(has(&b, "<dd>١,٢٣٤,٥٦٧</dd>"));
    look_is(&b, "lang=en; look=own"); /* English has no others */
    CHECK(has(&b, "<dd>1,234,567</dd>"));
    look_is(&b, "lang=ur; look=own"); /* programs read 0 to 9 */
    CHECK(has(&b, "initial-scale=1"));
    browser_end(&b);
}

/* A sentence about what was typed is read in the same digits as the rest. */
SITE(findings_and_labels_take_the_digits)
{
    struct rq rq = { 0 };
    struct findings f;
    struct arena a = { 0 };
    struct web web = { 0 };

    rq = (struct rq){ .web = &web, .db = db, .arena = &a, .lang = LANG_UR };
    rq.body = buf_start(&a);
    rq.look.own = true;
    f = findings_start(&a);
    tell_ab(&f, WARN, "meeting.box_differs", "boxed", 125050, 99);
    finding_draw(&rq, &f.at[0]);
    CHECK(buf_str(&rq.body).n > 0);
    for (size_t i = 0, tag = 0; i < rq.body.n; i++) {
        char c = rq.body.p[i];

        tag = c == '<' ? 1 : c == '>' ? 0 : tag;
        CHECK(tag || c < '0' || c > '9');
    }
    CHECK_STR(str_of(digits_text(&rq, S("55 to 64"))), S("۵۵ to ۶۴"));
    rq.json = true; /* programs read 0 to 9 */
    CHECK_STR(str_of(digits_text(&rq, S("55 to 64"))), S("55 to 64"));
    arena_free(&a);
}

SITE(a_number_between_tags_takes_the_digits_and_an_attribute_does_not)
{
    struct browser b;
    struct rq rq = { .web = &b.web, .db = db, .lang = LANG_UR };
    struct str said;

    browser_start(&b, db);
    rq.arena = &b.arena;
    rq.body = buf_start(&b.arena);
    rq.look.own = true;
    html(&rq, "<td colspan=\"%d\"", 12);
    html(&rq, " data-row=\"%lld\">%d</td>%zu", 34LL, 56, (size_t)78);
    said = buf_str(&rq.body);
    if (!CHECK(
            str_same(said, S("<td colspan=\"12\" data-row=\"34\">۵۶</td>۷۸"))))
        tap_quote("markup", said);
    browser_end(&b);
}

SITE(what_is_chosen_is_kept_in_the_browser_and_nothing_else)
{
    struct browser b;

    browser_start(&b, db);
    CHECK_INT(send_form(&b, "/settings",
                        "digits=own&group=lakh&theme=dark&keys=silent"),
              303);
    CHECK(str_starts(answer_header(&b, "Set-Cookie"),
                     S("look=own.lakh.dark.silent; Path=/")));
    CHECK_INT(send_form(&b, "/settings", "digits=own%3b+x&theme=%0d%0a"), 303);
    CHECK(str_starts(answer_header(&b, "Set-Cookie"),
                     S("look=latin.thousand.system.keys; Path=/")));
    look_is(&b, "look=own.lakh.dark.silent");
    CHECK(has(&b, "data-theme=\"dark\""));
    CHECK(has(&b, "data-keys=\"silent\""));
    CHECK(has(&b, "value=\"dark\" checked>"));
    CHECK(has(&b, "value=\"lakh\" checked>"));
    browser_end(&b);
}

SITE(the_end_of_the_day_is_told_and_somebody_may_sign_in_anew)
{
    struct browser b;
    char ends[40];

    browser_start(&b, db);
    browser_login(&b, "clerk");
    snprintf(ends, sizeof ends, "data-ends=\"%lld\"",
             (long long)b.site.now + SESSION_SECONDS);
    CHECK_INT(get(&b, "/settings"), 200);
    CHECK(has(&b, ends));
    b.site.now += SESSION_SECONDS - 500;
    CHECK_INT(get(&b, "/settings"), 200);
    CHECK(has(&b, ends));
    CHECK_INT(get_json(&b, "/session"), 200);
    CHECK(has(&b, "\"ends\":500"));
    CHECK_INT(get(&b, "/login"), 303);
    CHECK_INT(get(&b, "/login?again=1"), 200);
    CHECK(has(&b, b.csrf)); /* or its own form would be refused */
    b.site.now += 501;
    CHECK_INT(get(&b, "/settings"), 200);
    CHECK(!has(&b, "data-ends"));
    browser_end(&b);
}
