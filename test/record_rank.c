/* record_rank - needs put in an order, looked at gate by gate, taken up under a
 * budget: what a form refuses and what is only marked. Today is 1 January
 * 2015. */
#include "register_site.h"

struct world {
    struct village v;
    struct id vo, co, need[3], staff;
};

static struct id need_put(struct world *w, int n)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cost\":%d,\"households\":%d,\"nature\":"
            "\"public\",\"number\":\"N-%d\",\"raised\":\"2014-02-10\","
            "\"sector\":\"water\",\"title\":\"Pump %d\",\"who\":\"helped\"}",
            n * 1000000, n * 10, n, n);
    return say_that(&w->v, "need", arena_z(b.arena, buf_str(&b)), w->vo,
                    ID_NONE, ID_NONE);
}

static void world_start(struct world *w, struct db *db)
{
    memset(w, 0, sizeof *w);
    village_start(&w->v, db);
    w->co = body_put(&w->v, "co", "women", w->v.srso, w->v.goth);
    w->vo = body_put(&w->v, "vo", "women", w->v.srso, w->v.deh);
    for (int i = 0; i < 3; i++)
        w->need[i] = need_put(w, i + 1);
}

/* "%1" to "%3" are the needs, "%v" the VO, "%c" the CO, "%x" an id more. */
static const char *filled(struct world *w, const char *of, struct id more)
{
    struct buf b = buf_start(&w->v.s.arena);

    for (; *of; of++)
        if (*of != '%')
            buf_char(&b, *of);
        else if (*++of == 'v')
            id_put(&b, w->vo);
        else if (*of == 'c')
            id_put(&b, w->co);
        else if (*of == 'x')
            id_put(&b, more);
        else
            id_put(&b, w->need[*of - '1']);
    return arena_z(b.arena, buf_str(&b));
}

/* "!what" where a form refuses, "what" where it only marks; the first STOP, else
 * the first that is said; "" nothing. */
static struct str said(struct world *w, const char *kind, const char *of,
                       struct id more)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(filled(w, of, more)) };
    struct findings f = findings_start(&w->v.s.arena);
    struct buf b = buf_start(&w->v.s.arena);
    size_t at = 0;

    draft_judge(w->v.s.db, &d, day_of(2015, 1, 1), &f);
    both_fine(w->v.s.db);
    while (at < f.n && f.at[at].level != STOP)
        at++;
    if (at < f.n)
        buf_fmt(&b, "!%s", f.at[at].what);
    else if (f.n)
        buf_z(&b, f.at[0].what);
    return buf_str(&b);
}

#define STONES                                                                  \
    "{\"body\":\"%v\",\"held\":\"2014-03-01\",\"men_present\":10,\"method\":"   \
    "\"stones\",\"option\":[{\"men\":6,\"need\":\"%1\",\"place\":2,\"poorest\"" \
    ":1,\"women\":3},{\"men\":4,\"need\":\"%2\",\"place\":1,\"poorest\":4,"     \
    "\"women\":7}],\"poorest_present\":5,\"stones\":1,\"women_present\":10"

SITE(a_ranking_is_what_was_counted)
{
    struct world w;
    struct id met;

    world_start(&w, db);
    met = say_that(&w.v, "meeting",
                   "{\"body\":\"%1\",\"held\":\"2014-03-01\",\"number\":1}",
                   w.vo, ID_NONE, ID_NONE);
    CHECK_STR(said(&w, "ranking", STONES ",\"meeting\":\"%x\"}", met), S(""));
    CHECK_STR(said(&w, "ranking", STONES "}", met), S("ranking.no_meeting"));
    CHECK_STR(said(&w, "ranking",
                   "{\"body\":\"%v\",\"held\":\"2014-03-01\",\"men_present\":"
                   "10,\"method\":\"stones\",\"option\":[{\"men\":6,\"need\":"
                   "\"%1\",\"place\":1,\"women\":3},{\"men\":4,\"need\":\"%2\","
                   "\"place\":2,\"women\":7}],\"women_present\":10}",
                   met),
              S("!ranking.other_place"));
    met = say_that(&w.v, "meeting",
                   "{\"body\":\"%1\",\"held\":\"2014-03-01\",\"number\":1}",
                   w.co, ID_NONE, ID_NONE);
    CHECK_STR(said(&w, "ranking", STONES ",\"meeting\":\"%x\"}", met),
              S("!ranking.other_meeting"));
    site_end(&w.v.s);
}

SITE(a_ranking_is_kept_with_its_rows)
{
    struct world w;

    world_start(&w, db);
    draft(&w.v.s, "ranking", filled(&w, STONES "}", ID_NONE));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM ranking_option"), 2);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(women) AS BIGINT) FROM "
                           "ranking_option WHERE place = 1"),
              7);
    site_end(&w.v.s);
}

/* In the first the second need came first, in the other the first. */
static struct str contrast_said(struct world *w, struct id here,
                                struct id there, int pairs, int swapped)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_z(&b, "{\"against\":\"");
    id_put(&b, there);
    buf_fmt(&b,
            "\",\"held\":\"2014-05-01\",\"pairs\":%d,\"ranking\":\"%%x\","
            "\"row\":[{\"here\":2,\"need\":\"%%1\",\"other\":\"%%2\",\"there\":"
            "1,\"why\":\"agreed\"},{\"here\":1,\"need\":\"%%2\",\"other\":"
            "\"%%1\",\"there\":2,\"why\":\"agreed\"}],\"swapped\":%d}",
            pairs, swapped);
    return said(w, "contrast", arena_z(b.arena, buf_str(&b)), here);
}

SITE(two_rankings_are_laid_side_by_side)
{
    struct world w;
    struct id here, there;
    world_start(&w, db);
    here = draft(&w.v.s, "ranking", filled(&w, STONES "}", ID_NONE));
    there = draft(&w.v.s, "ranking",
                  filled(&w,
                         "{\"body\":\"%v\",\"held\":\"2014-04-01\","
                         "\"men_present\":4,\"method\":\"meeting\",\"option\":"
                         "[{\"need\":\"%1\",\"place\":1},{\"need\":\"%2\","
                         "\"place\":2}],\"women_present\":1}",
                         ID_NONE));
    CHECK_STR(contrast_said(&w, here, there, 1, 1), S(""));
    CHECK_STR(contrast_said(&w, here, there, 2, 1), S("!contrast.pairs"));
    CHECK_STR(contrast_said(&w, here, there, 1, 0), S("!contrast.swapped"));
    CHECK_STR(contrast_said(&w, here, here, 1, 1), S("!contrast.itself"));
    site_end(&w.v.s);
}

/* ---- gates --------------------------------------------------------------*/

SITE(a_gate_says_why_and_what_would_change_it)
{
    static const struct {
        const char *result, *more, *what;
    } told[] = {
        { "pass", "", "feasibility.who" },
        { "fail", "", "!feasibility.no_reason" },
        { "fail", ",\"note\":\"no sweet water\"",
          "feasibility.what_would_change" },
        { "fail",
          ",\"note\":\"no sweet water\",\"would_change\":\"a second bore\"",
          "feasibility.who" },
        { "conditional", ",\"note\":\"if land is given\"",
          "!feasibility.what_condition" },
        { "conditional", ",\"would_change\":\"a deed of the land\"",
          "feasibility.who" },
    };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(told); i++) {
        struct buf b = buf_start(&w.v.s.arena);

        buf_fmt(&b,
                "{\"gate\":\"technical\",\"held\":\"2014-06-01\",\"need\":"
                "\"%%1\",\"result\":\"%s\"%s}",
                told[i].result, told[i].more);
        CHECK_STR(said(&w, "feasibility", arena_z(b.arena, buf_str(&b)),
                       ID_NONE),
                  str_of(told[i].what));
    }
    CHECK_STR(said(&w, "feasibility",
                   "{\"gate\":\"social\",\"held\":\"2014-02-09\",\"need\":"
                   "\"%1\",\"result\":\"pass\"}",
                   ID_NONE),
              S("!need_answer.before_raised"));
    CHECK_STR(said(&w, "feasibility",
                   "{\"gate\":\"social\",\"held\":\"2015-01-02\",\"need\":"
                   "\"%1\",\"result\":\"pass\"}",
                   ID_NONE),
              S("!date.in_future"));
    site_end(&w.v.s);
}

SITE(the_gates_are_shipped)
{
    struct world w;

    world_start(&w, db);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM feasible_gate WHERE sector = 0"
                           " AND needed = 1"),
              8);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM feasible_gate WHERE sector > 0"
                           " AND needed = 1"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM feasible_gate WHERE "
                           "illustrative = 0 OR title_sd IS NULL OR title_ur "
                           "IS NULL"),
              0);
    site_end(&w.v.s);
}

/* ---- a choice -----------------------------------------------------------*/

/* Pumps for Rs 10,000, 20,000 and 30,000, worth 10, 20 and 30 households. */
#define CHOICE_OF                                                              \
    "{\"body\":\"%v\",\"held\":\"2014-07-01\",\"title\":\"2014\",\"worth_by\"" \
    ":\"households\","
#define CANDIDATES(one, two, three)                                            \
    "\"candidate\":[{\"cost\":1000000," one                                    \
    "\"need\":\"%1\",\"value\":10},{\"cost\":2000000," two                     \
    "\"need\":\"%2\",\"value\":20},{\"cost\":3000000," three                   \
    "\"need\":\"%3\",\"value\":30}]}"
#define TAKEN "\"taken_up\":true,"

SITE(what_is_taken_up_may_be_taken_up)
{
    static const struct {
        const char *form, *what;
    } told[] = {
        { CHOICE_OF
          "\"bound\":50,\"budget\":5000000,\"value\":50," CANDIDATES("", TAKEN,
                                                                     TAKEN),
          "portfolio.no_resolution" },
        { CHOICE_OF
          "\"bound\":50,\"budget\":4999999,\"value\":50," CANDIDATES("", TAKEN,
                                                                     TAKEN),
          "!portfolio.beyond_budget" },
        { CHOICE_OF
          "\"bound\":50,\"budget\":5000000,\"value\":40," CANDIDATES("", TAKEN,
                                                                     TAKEN),
          "!portfolio.other_value" },
        { CHOICE_OF
          "\"bound\":49,\"budget\":5000000,\"value\":50," CANDIDATES("", TAKEN,
                                                                     TAKEN),
          "!portfolio.bound" },
        { CHOICE_OF "\"bound\":60,\"budget\":5000000,\"value\":50," CANDIDATES(
              "\"must\":\"must\",", TAKEN, TAKEN),
          "!portfolio.against" },
        { CHOICE_OF "\"bound\":60,\"budget\":5000000,\"value\":20," CANDIDATES(
              "", "\"must\":\"must_not\"," TAKEN, ""),
          "!portfolio.against" },
        { CHOICE_OF "\"bound\":60,\"budget\":5000000,\"value\":50," CANDIDATES(
              "", "\"either\":4," TAKEN, "\"either\":4," TAKEN),
          "!portfolio.both" },
        { CHOICE_OF
          "\"bound\":60,\"budget\":5000000,\"value\":50,"
          "\"women_share\":41," CANDIDATES("", "\"for_women\":2000000," TAKEN,
                                           TAKEN),
          "!portfolio.below_share" },
        { CHOICE_OF
          "\"bound\":60,\"budget\":5000000,\"value\":50,"
          "\"women_share\":40," CANDIDATES("", "\"for_women\":2000000," TAKEN,
                                           TAKEN),
          "portfolio.no_resolution" },
        { CHOICE_OF "\"bound\":60,\"budget\":5000000,\"value\":0," CANDIDATES(
              "\"for_women\":1000001,", "", ""),
          "!portfolio.women" },
    };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(told); i++)
        if (!CHECK_STR(said(&w, "portfolio", told[i].form, ID_NONE),
                       str_of(told[i].what)))
            printf("# row %zu\n", i);
    draft(&w.v.s, "portfolio", filled(&w, told[0].form, ID_NONE));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM portfolio_candidate WHERE "
                           "taken_up = 1"),
              2);
    site_end(&w.v.s);
}
