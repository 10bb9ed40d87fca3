/* literacy - a centre where grown people learn to read, write and reckon. */
#include "core/live.h"

#define LEARNER_RESULTS "passed|failed|dropped"

struct literacy_learner {
    struct id person;
    int32_t result;
};
static const struct field literacy_learner_field[] = {
    REF(literacy_learner, person, "person", FIELD_NEED | FIELD_FIND),
    CHOICE(literacy_learner, result, LEARNER_RESULTS, 0),
};

struct literacy {
    struct id body;
    struct str code, name;
    day held, until;
    int64_t months;
    struct id person; /* who teaches */
    int64_t women, men;
    day assessed;
    int64_t women_passed, men_passed;
    struct list learners;
    struct id project;
    struct str note;
};
static const struct field literacy_field[] = {
    REF(literacy, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(literacy, code, 40, FIELD_KEY | FIELD_FIND),
    TEXT(literacy, name, 160, FIELD_NEED | FIELD_KEY),
    DAY(literacy, held, FIELD_NEED | FIELD_KEY),
    DAY(literacy, until, 0),
    COUNT(literacy, months, 1, 36, 0),
    REF(literacy, person, "person", 0),
    COUNT(literacy, women, 0, 2000, 0),
    COUNT(literacy, men, 0, 2000, 0),
    DAY(literacy, assessed, 0),
    COUNT(literacy, women_passed, 0, 2000, 0),
    COUNT(literacy, men_passed, 0, 2000, 0),
    ROWS(literacy, learners, literacy_learner, 200, 0),
    REF(literacy, project, "project", 0),
    TEXT(literacy, note, 600, 0),
};

struct literacy_view {
    int64_t today;
};
static const struct field literacy_view_field[] = {
    COUNT(literacy_view, today, 0, 0, 0),
};

static int64_t said(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

/* Names need not be kept of all; who is named is one of the learners. */
static void learners_judge(const struct literacy *x, struct findings *f)
{
    const struct literacy_learner *l = x->learners.at;
    int64_t all = said(x->women) + said(x->men), passed = 0;

    for (size_t i = 0; i < x->learners.n; i++) {
        passed += l[i].result == 0;
        for (size_t j = 0; j < i; j++)
            if (id_same(l[i].person, l[j].person)) {
                tell_row(f, STOP, "literacy.learner_twice", "learners", i,
                         "person");
                break;
            }
    }
    if ((int64_t)x->learners.n > all)
        tell_ab(f, STOP, "literacy.more_named", "learners",
                (int64_t)x->learners.n, all);
    if (passed > said(x->women_passed) + said(x->men_passed))
        tell_ab(f, STOP, "literacy.more_named_passed", "learners", passed,
                said(x->women_passed) + said(x->men_passed));
}

static void literacy_rule(const struct literacy *x,
                          const struct literacy_view *v, struct findings *f)
{
    bool passes = said(x->women_passed) + said(x->men_passed) > 0;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->today != INT_NONE && x->assessed != DAY_NONE &&
        x->assessed > v->today)
        tell(f, STOP, "date.in_future", "assessed");
    if (x->held != DAY_NONE && x->until != DAY_NONE && x->until < x->held)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->held != DAY_NONE && x->assessed != DAY_NONE && x->assessed < x->held)
        tell(f, STOP, "literacy.assessed_before", "assessed");
    if (said(x->women) + said(x->men) == 0)
        tell(f, WARN, "literacy.nobody", "women");
    if (said(x->women_passed) > said(x->women))
        tell_ab(f, STOP, "literacy.more_passed", "women_passed",
                x->women_passed, said(x->women));
    if (said(x->men_passed) > said(x->men))
        tell_ab(f, STOP, "literacy.more_passed", "men_passed", x->men_passed,
                said(x->men));
    if (passes && x->assessed == DAY_NONE)
        tell(f, STOP, "literacy.passed_when", "assessed");
    learners_judge(x, f);
}

/* The centre; and how many women and men of its learners are named. */
struct literacy_fact {
    struct id entry;
    day on_day, assessed;
    int64_t women, men, women_passed, men_passed, women_named, men_named;
    struct id place, rsp, project;
    month cutover;
};
static const struct field literacy_fact_field[] = {
    REF(literacy_fact, entry, "literacy", 0),
    DAY(literacy_fact, on_day, 0),
    DAY(literacy_fact, assessed, 0),
    COUNT(literacy_fact, women, 0, 0, 0),
    COUNT(literacy_fact, men, 0, 0, 0),
    COUNT(literacy_fact, women_passed, 0, 0, 0),
    COUNT(literacy_fact, men_passed, 0, 0, 0),
    COUNT(literacy_fact, women_named, 0, 0, 0),
    COUNT(literacy_fact, men_named, 0, 0, 0),
    REF(literacy_fact, place, "place", 0),
    REF(literacy_fact, rsp, "rsp", 0),
    REF(literacy_fact, project, "project", 0),
    MONTH(literacy_fact, cutover, 0),
};

static bool literacy_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct literacy_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct posting like = { .entry = f[i].entry,
                                .place = f[i].place,
                                .rsp = f[i].rsp,
                                .project = f[i].project,
                                .month = month_of(f[i].on_day) };

        live_post(out, &like, "literacy", 1, f[i].cutover);
        live_post_sexes(out, &like, "learner", f[i].women, f[i].men,
                        f[i].cutover);
        if (said(f[i].women_named) > said(f[i].women))
            remark(out, f[i].entry, WARN, "literacy.sexes_differ", "women",
                   f[i].women_named, said(f[i].women));
        if (said(f[i].men_named) > said(f[i].men))
            remark(out, f[i].entry, WARN, "literacy.sexes_differ", "men",
                   f[i].men_named, said(f[i].men));
        if (f[i].assessed == DAY_NONE)
            continue;
        like.month = month_of(f[i].assessed);
        live_post_sexes(out, &like, "literate", f[i].women_passed,
                        f[i].men_passed, f[i].cutover);
    }
    return true;
}

/* A centre of adult literacy: how many women and men learn there, and how many
 * passed the test at its end. */
RECORD(literacy, .view = COLUMNS(literacy_view), .fact = COLUMNS(literacy_fact),
       .posts = literacy_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "name", .group = "live");
