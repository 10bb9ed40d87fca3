/* web_rank - pages of rankings, gates and choices: a form puts needs in an order
 * and says what is wrong, two orders explain themselves, a refusal reaches who
 * asked, a choice is looked for and kept. Today is 1 January 2015. */
#include "web_site.h"

struct village {
    struct browser b;
    struct id vo, pump, road, school;
};

static struct id srso(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

static struct id need_of(struct village *v, const char *number,
                         const char *title, int rupees, int households,
                         const char *more)
{
    struct buf b = buf_start(&v->b.site.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cost\":%d,\"households\":%d,\"nature\":"
            "\"public\",\"number\":\"%s\",\"raised\":\"2014-02-10\",\"sector\":"
            "\"water\",\"title\":\"%s\",\"who\":\"helped\"%s}",
            rupees * 100, households, number, title, more);
    return draft(&v->b.site, "need",
                 with(&v->b.site, arena_z(b.arena, buf_str(&b)), v->vo, ID_NONE,
                      ID_NONE));
}

static void village_start(struct village *v, struct db *db)
{
    struct site *s = &v->b.site;

    memset(v, 0, sizeof *v);
    browser_start(&v->b, db);
    v->vo = draft(s, "body",
                  with(s,
                       "{\"code\":\"VO-1\",\"formed\":\"2013-05-01\",\"name\":"
                       "\"Roshni\",\"nature\":\"vo\",\"place\":\"%1\",\"rsp\":"
                       "\"%2\",\"sex\":\"women\"}",
                       id_named(S("place"), S("pk723")), srso(), ID_NONE));
    v->pump = need_of(v, "N-1", "Hand pump", 40000, 12,
                      ",\"women_first\":true");
    v->road = need_of(v, "N-2", "Link road", 90000, 30, "");
    v->school = need_of(v, "N-3", "School roof", 60000, 25, "");
    draft(s, "access",
          with(s,
               "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\","
               "\"since\":\"2014-01-01\"}",
               id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    browser_login(&v->b, "hina");
}

/* "%1" to "%3" are ids; of forms: pump, road, school, and "%v" the VO. */
static const char *filled(struct village *v, const char *of)
{
    struct buf b = buf_start(&v->b.site.arena);

    for (; *of; of++)
        if (of[0] == '%' && of[1] == 'v')
            id_put(&b, v->vo), of++;
        else if (of[0] == '%' && of[1] >= '1' && of[1] <= '3')
            id_put(&b, of[1] == '1' ? v->pump :
                       of[1] == '2' ? v->road :
                                      v->school),
                of++;
        else
            buf_char(&b, *of);
    return arena_z(b.arena, buf_str(&b));
}

#define THREE "body=%v&need.%1=1&need.%2=1&need.%3=1&held=2014-06-01&"
/* Rows of the form stand in the order of the needs' numbers. */
#define STONES                                                                 \
    THREE "method=stones&women_present=10&men_present=10&poorest_present=4&"   \
          "stones=1&women.0=7&men.0=1&poorest.0=3&women.1=2&men.1=9&"          \
          "poorest.1=0&women.2=1&men.2=0&poorest.2=1"

SITE(stones_are_put_in_an_order)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, filled(&v, "/ranking/new?body=%v")), 200);
    CHECK(has(&v.b, "Link road"));
    CHECK_INT(get(&v.b, filled(&v, "/ranking/new?step=2&method=stones&" THREE)),
              200);
    CHECK(has(&v.b, "name=\"women.2\""));
    CHECK_INT(send_form(&v.b, "/ranking/new", filled(&v, STONES)), 303);
    CHECK_INT(both_ask(db, "SELECT CAST(o.place AS BIGINT) FROM ranking_option "
                           "o JOIN need n ON n.entry = o.need WHERE n.number = "
                           "'N-2'"),
              1);
    CHECK_INT(both_ask(db, "SELECT CAST(o.place AS BIGINT) FROM ranking_option "
                           "o JOIN need n ON n.entry = o.need WHERE n.number = "
                           "'N-1'"),
              2);
    browser_end(&v.b);
}

SITE(what_cannot_be_is_refused_and_stays_typed)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(send_form(&v.b, "/ranking/new",
                        filled(&v, THREE
                               "method=stones&women_present=3&men_present=2&"
                               "stones=1&women.0=4&men.0=1&women.1=0&men.1=1&"
                               "women.2=0&men.2=0")),
              422);
    CHECK(has(&v.b, "4 stones were put down; those present had 3"));
    CHECK(has(&v.b, "name=\"women.0\" value=\"4\""));
    CHECK_INT(send_form(&v.b, "/ranking/new",
                        filled(&v, THREE "method=stones&women_present=x")),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM ranking"), 0);
    browser_end(&v.b);
}

/* Where to after it was kept: "/ranking/ID". */
static const char *kept_at(struct village *v)
{
    struct str to = answer_header(&v->b, "Location");

    return arena_z(&v->b.site.arena, str_cut(&to, '?'));
}

SITE(two_orders_explain_themselves)
{
    struct village v;
    const char *stones, *pairs;
    struct buf to;

    village_start(&v, db);
    CHECK_INT(send_form(&v.b, "/ranking/new", filled(&v, STONES)), 303);
    stones = kept_at(&v);
    CHECK_INT(get(&v.b, stones), 200);
    CHECK(has(&v.b, "Link road"));
    CHECK_INT(send_form(&v.b, "/ranking/new",
                        filled(&v, THREE
                               "method=pairwise&women_present=9&men_present=1&"
                               "won.0.1=former&won.0.2=former&won.1.2=latter")),
              303);
    pairs = kept_at(&v);
    to = buf_start(&v.b.site.arena);
    buf_fmt(&to, "%s/against/%s", stones, pairs + strlen("/ranking/"));
    CHECK_INT(get(&v.b, arena_z(to.arena, buf_str(&to))), 200);
    CHECK(has(&v.b, "women put it at 1, all at 2"));
    CHECK_INT(send_form(&v.b, arena_z(to.arena, buf_str(&to)),
                        "note=Fewer+men+came"),
              303);
    CHECK_INT(both_ask(db, "SELECT CAST(swapped AS BIGINT) FROM contrast"), 2);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM contrast_row"), 3);
    browser_end(&v.b);
}

#define GATE(gate, result)                                                     \
    "held=2014-06-01&gate=" gate "&result=" result "&note=seen"

SITE(a_need_passes_its_gates)
{
    static const char *const gate[] = { "capacity",      "willingness",
                                        "own_resources", "outside_resources",
                                        "technical",     "social",
                                        "environmental", "financial" };
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, filled(&v, "/need/%1/gates")), 200);
    CHECK(has(&v.b, "Not all gates looked at"));
    for (size_t i = 0; i < LEN(gate); i++) {
        struct buf form = buf_start(&v.b.site.arena);

        buf_fmt(&form, "held=2014-06-01&gate=%s&result=pass&note=seen",
                gate[i]);
        CHECK_INT(send_form(&v.b, filled(&v, "/need/%1/gates"),
                            arena_z(form.arena, buf_str(&form))),
                  303);
    }
    CHECK_INT(get(&v.b, filled(&v, "/need/%1")), 200);
    CHECK(has(&v.b, "chip good\">Feasible"));
    CHECK_INT(get(&v.b, filled(&v, "/need/%1/refusal.pdf")), 404);
    browser_end(&v.b);
}

SITE(a_refusal_goes_back_in_words)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(send_form(&v.b, filled(&v, "/need/%2/gates"),
                        GATE("technical", "conditional")),
              422);
    CHECK(has(&v.b, "A condition that nobody named cannot be met"));
    CHECK_INT(send_form(&v.b, filled(&v, "/need/%2/gates"),
                        "held=2014-06-01&gate=environmental&result=fail&"
                        "note=It+drains+the+wetland&would_change=Another+way"),
              303);
    CHECK_INT(get(&v.b, filled(&v, "/need/%2/gates")), 200);
    CHECK(has(&v.b, "Not feasible now"));
    CHECK(has(&v.b, "It drains the wetland"));
    CHECK(has(&v.b, "says=rejected"));
    CHECK(has(&v.b, "refusal.pdf?lang=sd"));
    CHECK_INT(get(&v.b, filled(&v, "/need/%2")), 200);
    CHECK(has(&v.b, "Another way"));
    browser_end(&v.b);
}

/* Rs 100,000: the road alone serves 30, the pump and the school 37. */
SITE(the_best_choice_is_found_and_kept)
{
    struct village v;
    const char *form = "_see=1&body=%v&title=2014&budget=100000&worth_by="
                       "households&of=every";

    village_start(&v, db);
    CHECK_INT(get(&v.b, filled(&v, "/portfolio/new?body=%v")), 200);
    CHECK_INT(send_form(&v.b, "/portfolio/new", filled(&v, form)), 200);
    CHECK(has(&v.b, "No other choice is worth more: proven."));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM portfolio"), 0);
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=2014&budget=100000&"
                                   "worth_by=households&of=every")),
              303);
    CHECK_INT(both_ask(db, "SELECT CAST(value AS BIGINT) FROM portfolio"), 37);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM portfolio_candidate WHERE "
                           "taken_up = 1"),
              2);
    CHECK_INT(get(&v.b, kept_at(&v)), 200);
    CHECK(has(&v.b, "Link road"));
    CHECK_INT(get(&v.b, "/report/portfolio"), 200);
    CHECK(has(&v.b, "2014"));
    browser_end(&v.b);
}

static size_t at_of(const struct village *v, const char *what)
{
    struct str text = v->b.answer.body;
    const char *p = memmem(text.p, text.n, what, strlen(what));

    return p ? (size_t)(p - text.p) : SIZE_MAX;
}

/* Three hundred needs: what is taken is read from the most useful down, what is
 * left out from what came nearest; what has its money is not chosen again, and a
 * merged need is worth what its parts are. */
SITE(a_choice_out_of_three_hundred_is_read_from_the_top)
{
    struct village v;
    struct id built, wide, part;

    village_start(&v, db);
    for (int i = 0; i < 295; i++) {
        struct buf b = buf_start(&v.b.site.arena);

        buf_fmt(&b, "W-0%d", 100 + i);
        need_of(&v, arena_z(b.arena, buf_str(&b)), "A wish",
                5000 + 37 * (i % 100), 1 + i % 23, "");
    }
    need_of(&v, "BIG", "The greatest", 9000, 900, "");
    built = need_of(&v, "BUILT", "Half built", 10, 800, "");
    draft(&v.b.site, "need_answer",
          with(&v.b.site,
               "{\"body\":\"%2\",\"held\":\"2014-05-01\",\"need\":\"%1\","
               "\"says\":\"started\",\"tier\":\"vo\"}",
               built, v.vo, ID_NONE));
    part = need_of(&v, "PART", "A part", 8000, 700, "");
    wide = draft(&v.b.site, "need",
                 with(&v.b.site,
                      "{\"body\":\"%1\",\"nature\":\"public\",\"number\":"
                      "\"WIDE\",\"raised\":\"2014-02-10\",\"sector\":"
                      "\"water\",\"title\":\"The whole\",\"who\":"
                      "\"helped\"}",
                      v.vo, ID_NONE, ID_NONE));
    draft(&v.b.site, "need_join",
          with(&v.b.site,
               "{\"held\":\"2014-03-01\",\"need\":\"%1\",\"wider\":\"%2\"}",
               part, wide, ID_NONE));
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "_see=1&body=%v&title=2014&budget=200000&"
                                   "worth_by=households&of=every")),
              200);
    CHECK(has(&v.b, "Funded or under way, left out: 1"));
    CHECK(has(&v.b, "Half built"));
    CHECK(!has(&v.b, ">A part<"));
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=2014&budget=200000&"
                                   "worth_by=households&of=every")),
              303);
    CHECK_INT(get(&v.b, kept_at(&v)), 200);
    CHECK(!has(&v.b, "Half built"));
    CHECK(has(&v.b, "proven")); /* how good it is, whatever the end */
    CHECK(at_of(&v, "BIG") < at_of(&v, "WIDE"));
    CHECK(at_of(&v, "WIDE") < at_of(&v, "W-0"));
    CHECK(at_of(&v, "W-0") < SIZE_MAX);
    browser_end(&v.b);
}

SITE(what_must_be_is_taken_and_what_was_refused_is_not)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=a&budget=100000&"
                                   "worth_by=households&of=every&must.%2="
                                   "must")),
              303);
    CHECK_INT(both_ask(db, "SELECT CAST(value AS BIGINT) FROM portfolio"), 30);
    CHECK_INT(send_form(&v.b, filled(&v, "/need/%3/gates"),
                        "held=2014-06-01&gate=social&result=fail&note=land&"
                        "would_change=deed"),
              303);
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=b&budget=100000&"
                                   "worth_by=households&of=not_refused")),
              303);
    CHECK_INT(both_ask(db, "SELECT CAST(value AS BIGINT) FROM portfolio WHERE "
                           "title = 'b'"),
              30);
    CHECK_INT(get(&v.b, filled(&v, "/portfolio/new?body=%v")), 200);
    CHECK(has(&v.b, "chip stop\">Not feasible now"));
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=c&budget=100000&"
                                   "worth_by=households&of=feasible")),
              422);
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=d&budget=80000&"
                                   "worth_by=households&of=every&must.%2="
                                   "must")),
              200);
    CHECK(has(&v.b, "cost more than the budget"));
    CHECK_INT(send_form(&v.b, "/portfolio/new",
                        filled(&v, "body=%v&title=e&budget=x")),
              422);
    browser_end(&v.b);
}
