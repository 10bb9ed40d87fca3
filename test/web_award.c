/* web_award - pages of grants and protection: what a form refuses beside what is
 * kept already, what comes next, what is left of a limit. */
#include "web_site.h"

struct fields {
    struct browser b;
    struct id body, house, neighbour, woman, man, product, house_product;
};

static struct id srso(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

static const char *text(struct fields *w, struct buf *b)
{
    return arena_z(&w->b.site.arena, buf_str(b));
}

static struct id household_at(struct fields *w, const char *number)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "{\"number\":\"%s\",\"place\":\"%%1\"}", number);
    return draft(&w->b.site, "household",
                 with(&w->b.site, text(w, &b), id_named(S("place"), S("pk723")),
                      ID_NONE, ID_NONE));
}

static struct id person_of(struct fields *w, struct id house, const char *name,
                           const char *sex)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"%s\"}", name,
            sex);
    return draft(&w->b.site, "person",
                 with(&w->b.site, text(w, &b), house, ID_NONE, ID_NONE));
}

static struct id product_of(struct fields *w, const char *code)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"once\":true,\"since\":\"2013-01-01\",\"title\":"
            "\"%s\",\"whom\":\"household\"}",
            code, code);
    return draft(&w->b.site, "product", text(w, &b));
}

/* Today is 1 January 2015. */
static void fields_start(struct fields *w, struct db *db)
{
    struct site *s = &w->b.site;

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    w->house = household_at(w, "H-1");
    w->neighbour = household_at(w, "H-2");
    w->woman = person_of(w, w->house, "Zohra Bibi", "women");
    w->man = person_of(w, w->neighbour, "Allah Dino", "men");
    w->product = product_of(w, "GOATS");
    w->house_product = product_of(w, "HOUSE");
    w->body = draft(s, "body",
                    with(s,
                         "{\"code\":\"CO-1\",\"formed\":\"2013-05-01\","
                         "\"name\":\"Roshni\",\"nature\":\"co\",\"place\":"
                         "\"%1\",\"rsp\":\"%2\",\"sex\":\"women\"}",
                         id_named(S("place"), S("pk723")), srso(), ID_NONE));
    draft(s, "access",
          with(s,
               "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\","
               "\"since\":\"2014-01-01\"}",
               id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    browser_login(&w->b, "hina");
}

/* A path or a form in which "%1" to "%3" are ids. */
static const char *path(struct fields *w, const char *of, struct id a,
                        struct id b, struct id c)
{
    return with(&w->b.site, of, a, b, c);
}

static int sent(struct fields *w, const char *kind, const char *form,
                struct id a, struct id b, struct id c)
{
    struct buf to = buf_start(&w->b.site.arena);

    buf_fmt(&to, "/new/%s", kind);
    return send_form(&w->b, text(w, &to), path(w, form, a, b, c));
}

static struct id award_of(struct fields *w, struct id house)
{
    return draft(&w->b.site, "award",
                 with(&w->b.site,
                      "{\"amount\":3000000,\"held\":\"2014-03-01\","
                      "\"household\":\"%1\",\"nature\":\"in_kind\","
                      "\"product\":\"%2\",\"rsp\":\"%3\",\"what\":\"Two "
                      "goats\"}",
                      house, w->product, srso()));
}

/* Invariant 36: a form stops what a log would only mark. */
SITE(a_form_gives_once)
{
    struct fields w;
    const char *form = "household=%1&product=%2&rsp=%3&held=2014-06-01&"
                       "amount=30000&nature=in_kind&what=Goats";

    fields_start(&w, db);
    CHECK_INT(sent(&w, "award", form, w.house, w.product, srso()), 303);
    CHECK_INT(sent(&w, "award", form, w.house, w.product, srso()), 422);
    CHECK(has(&w.b, "This household had it before"));
    CHECK_INT(sent(&w, "award", form, w.neighbour, w.product, srso()), 303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM award"), 2);
    browser_end(&w.b);
}

static int sent_json(struct fields *w, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    struct buf to = buf_start(&w->b.site.arena);

    buf_fmt(&to, "/new/%s", kind);
    browser_header(&w->b, "X-CSRF", w->b.csrf);
    browser_header(&w->b, "Accept", "application/json");
    return request(&w->b, "POST", text(w, &to), str_of(path(w, body, a, b, c)),
                   "application/json");
}

/* A program is refused what a form is refused, and so is a fix that restates. */
SITE(json_gives_once)
{
    struct fields w;
    struct id other;
    const char *body = "{\"amount\":3000000,\"held\":\"2014-06-01\","
                       "\"household\":\"%1\",\"nature\":\"in_kind\","
                       "\"product\":\"%2\",\"rsp\":\"%3\",\"what\":"
                       "\"Goats\"}";
    const char *fix = "{\"answers\":\"%1\",\"body\":{\"amount\":3000000,"
                      "\"held\":\"2014-06-01\",\"household\":\"%2\","
                      "\"nature\":\"in_kind\",\"product\":\"%3\",\"what\":"
                      "\"Goats\"},\"why\":\"slip\"}";

    fields_start(&w, db);
    CHECK_INT(sent_json(&w, "award", body, w.house, w.product, srso()), 201);
    CHECK_INT(sent_json(&w, "award", body, w.house, w.product, srso()), 422);
    CHECK(has(&w.b, "award.twice"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM award"), 1);
    other = award_of(&w, w.neighbour);
    CHECK_INT(sent_json(&w, "fix", fix, other, w.house, w.product), 422);
    CHECK(has(&w.b, "award.twice"));
    CHECK_INT(sent_json(&w, "fix", fix, other, w.neighbour, w.product), 201);
    CHECK_INT(sent_json(&w, "award", "[]", ID_NONE, ID_NONE, ID_NONE), 422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM award"), 2);
    browser_end(&w.b);
}

SITE(no_more_is_handed_over_than_was_granted)
{
    struct fields w;
    struct id award;
    const char *form = "award=%1&held=2014-04-01&goods=Goats&amount=";
    char full[120];

    fields_start(&w, db);
    award = award_of(&w, w.house);
    snprintf(full, sizeof full, "%s20000", form);
    CHECK_INT(sent(&w, "delivery", full, award, ID_NONE, ID_NONE), 303);
    snprintf(full, sizeof full, "%s10000.01", form);
    CHECK_INT(sent(&w, "delivery", full, award, ID_NONE, ID_NONE), 422);
    CHECK(has(&w.b, "were handed over in all"));
    snprintf(full, sizeof full, "%s10000", form);
    CHECK_INT(sent(&w, "delivery", full, award, ID_NONE, ID_NONE), 303);
    browser_end(&w.b);
}

/* What comes next, along its way. */
SITE(an_award_says_what_comes_next)
{
    struct fields w;
    struct id award;

    fields_start(&w, db);
    award = award_of(&w, w.house);
    CHECK_INT(get(&w.b, "/awards?step=resolve"), 200);
    CHECK(has(&w.b, "Two goats"));
    CHECK_INT(get(&w.b, "/awards?step=deliver"), 200);
    CHECK(!has(&w.b, "Two goats"));
    CHECK_INT(get(&w.b, path(&w, "/award/%1", award, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "Needs a resolution"));
    draft(&w.b.site, "delivery",
          path(&w,
               "{\"amount\":3000000,\"award\":\"%1\",\"goods\":\"Goats\","
               "\"held\":\"2014-08-31\"}",
               award, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/award/%1", award, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "30 November 2014"));
    CHECK(has(&w.b, "chip stop"));
    CHECK_INT(get(&w.b, "/awards?step=visit&place=pk723"), 200);
    CHECK(has(&w.b, "Two goats"));
    CHECK_INT(get(&w.b, "/awards?place=pk702"), 200);
    CHECK(!has(&w.b, "Two goats"));
    browser_header(&w.b, "Accept", "application/json");
    CHECK_INT(get(&w.b, "/awards"), 200);
    CHECK(has(&w.b, "\"due\":\"2014-11-30\""));
    CHECK(has(&w.b, "\"next\":\"visit\""));
    browser_end(&w.b);
}

SITE(a_stage_is_paid_when_it_was_seen)
{
    struct fields w;
    struct id house;

    fields_start(&w, db);
    house = draft(&w.b.site, "house",
                  path(&w,
                       "{\"approved\":11000000,\"held\":\"2014-01-05\","
                       "\"household\":\"%1\",\"plan\":\"HOUSE-4\",\"product\":"
                       "\"%2\",\"rsp\":\"%3\"}",
                       w.house, w.house_product, srso()));
    CHECK_INT(sent(&w, "house_stage",
                   "house=%1&stage=plinth&held=2014-02-03&amount=27500", house,
                   ID_NONE, ID_NONE),
              422);
    CHECK(has(&w.b, "Nobody had inspected this stage"));
    CHECK_INT(sent(&w, "house_stage",
                   "house=%1&stage=plinth&held=2014-02-01&inspected="
                   "2014-02-01&good=1&person=%2",
                   house, w.man, ID_NONE),
              303);
    CHECK_INT(get(&w.b, path(&w, "/house/%1", house, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "amount=27500.00"));
    CHECK(has(&w.b, "stage=lintel"));
    CHECK_INT(sent(&w, "house_stage",
                   "house=%1&stage=plinth&held=2014-02-03&amount=27500", house,
                   ID_NONE, ID_NONE),
              303);
    CHECK_INT(sent(&w, "house_stage",
                   "house=%1&stage=plinth&held=2014-02-04&amount=82500.01",
                   house, ID_NONE, ID_NONE),
              422);
    CHECK(has(&w.b, "are the approved cost"));
    browser_end(&w.b);
}

static struct id policy_of(struct fields *w)
{
    return draft(
        &w->b.site, "policy",
        path(w,
             "{\"insurer\":\"Jubilee\",\"member_limit\":2500000,"
             "\"nature\":\"health\",\"number\":\"J-1\",\"premium\":"
             "100000,\"rsp\":\"%1\",\"since\":\"2014-02-01\",\"until\":"
             "\"2016-01-31\"}",
             srso(), ID_NONE, ID_NONE));
}

static struct id card_of(struct fields *w, struct id policy)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, w->body);
    buf_z(&b, "\",\"held\":\"2014-02-01\",\"household\":\"%1\",\"members\":[{"
              "\"person\":\"%2\"}],\"number\":\"K-0001\",\"policy\":\"%3\","
              "\"rsp\":\"");
    id_put(&b, srso());
    buf_z(&b, "\",\"subsidy\":100000}");
    return draft(&w->b.site, "insured",
                 path(w, text(w, &b), w->house, w->woman, policy));
}

/* Invariants 34 and 35. */
SITE(a_claim_over_the_limit_is_refused)
{
    struct fields w;
    struct id policy, card;
    const char *form = "policy=%1&insured=%2&person=%3&hospital=Civil&billed="
                       "30000&";
    char full[200];

    fields_start(&w, db);
    policy = policy_of(&w);
    card = card_of(&w, policy);
    snprintf(full, sizeof full,
             "%sadmitted=2014-03-01&approved=20000&paid=20000&paid_on="
             "2014-03-09",
             form);
    CHECK_INT(sent(&w, "claim", full, policy, card, w.woman), 303);
    CHECK_INT(get(&w.b, path(&w, "/insured/%1", card, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK_INT(get(&w.b, "/claim/new?number=K-0001"), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    snprintf(full, sizeof full,
             "%sadmitted=2014-05-01&approved=5001&paid=5001&paid_on="
             "2014-05-09",
             form);
    CHECK_INT(sent(&w, "claim", full, policy, card, w.woman), 422);
    CHECK(has(&w.b, "were left of the limit"));
    snprintf(full, sizeof full, "%sadmitted=2014-01-31", form);
    CHECK_INT(sent(&w, "claim", full, policy, card, w.woman), 422);
    CHECK(has(&w.b, "The policy did not stand on that day"));
    snprintf(full, sizeof full, "%sadmitted=2014-05-01", form);
    CHECK_INT(sent(&w, "claim", full, policy, card, w.man), 422);
    CHECK(has(&w.b, "was not insured on that day"));
    CHECK_INT(sent(&w, "claim", full, policy, card, w.woman), 303);
    browser_header(&w.b, "Accept", "application/json");
    CHECK_INT(get(&w.b, path(&w, "/insured/%1", card, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "\"left\":500000"));
    browser_end(&w.b);
}

/* Nobody is insured twice under one policy, nor in two households. */
SITE(a_person_has_one_card)
{
    struct fields w;
    struct id policy;
    struct buf form;

    fields_start(&w, db);
    policy = policy_of(&w);
    card_of(&w, policy);
    form = buf_start(&w.b.site.arena);
    buf_z(&form, "policy=%1&household=%2&members.0.person=%3&number=K-2&held="
                 "2014-02-02&rsp=");
    id_put(&form, srso());
    buf_z(&form, "&body=");
    id_put(&form, w.body);
    CHECK_INT(sent(&w, "insured", text(&w, &form), policy, w.neighbour,
                   w.woman),
              422);
    CHECK(has(&w.b, "another card"));
    CHECK_INT(sent(&w, "insured", text(&w, &form), policy, w.neighbour, w.man),
              303);
    browser_end(&w.b);
}

SITE(a_household_shows_what_it_was_given)
{
    struct fields w;

    fields_start(&w, db);
    award_of(&w, w.house);
    CHECK_INT(get(&w.b, path(&w, "/household/%1", w.house, ID_NONE, ID_NONE)),
              200);
    CHECK(has(&w.b, "GOATS"));
    CHECK(has(&w.b, "/award/"));
    CHECK_INT(get(&w.b,
                  path(&w, "/household/%1", w.neighbour, ID_NONE, ID_NONE)),
              200);
    CHECK(!has(&w.b, "/award/"));
    browser_end(&w.b);
}
