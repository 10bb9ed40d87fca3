/* advocacy - an issue that bodies carry to whoever can settle it, and how far
 * they came. */
#include "core/books.h"

#define SECTORS                                                                \
    "water|irrigation|road|drainage|sanitation|energy|flood|health|education"  \
    "|livestock|crop|forest|enterprise|skill|finance|registration|housing"     \
    "|social|other"
#define ANSWERS "no_answer|listened|promised|partly|granted|refused"

struct advocacy_body {
    struct id backs;
};
static const struct field advocacy_body_field[] = {
    REF(advocacy_body, backs, "body", FIELD_NEED | FIELD_FIND),
};

struct advocacy {
    struct str title, issue;
    int32_t sector;
    struct id body, place, rsp, project;
    struct list bodies;
    struct str whom, post, wanted;
    day since, until;
    int64_t households, women, men;
    struct id resolution, staff;
};
static const struct field advocacy_field[] = {
    TEXT(advocacy, title, 160, FIELD_NEED | FIELD_KEY),
    TEXT(advocacy, issue, 2000, FIELD_NEED),
    CHOICE(advocacy, sector, SECTORS, FIELD_NEED),
    REF(advocacy, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(advocacy, place, "place", FIELD_NEED | FIELD_FIND),
    REF(advocacy, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(advocacy, project, "project", 0),
    ROWS(advocacy, bodies, advocacy_body, 200, 0),
    TEXT(advocacy, whom, 160, FIELD_NEED),
    TEXT(advocacy, post, 160, 0),
    TEXT(advocacy, wanted, 600, 0),
    DAY(advocacy, since, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(advocacy, until, 0),
    COUNT(advocacy, households, 0, 10000000, 0),
    COUNT(advocacy, women, 0, 10000000, 0),
    COUNT(advocacy, men, 0, 10000000, 0),
    REF(advocacy, resolution, "resolution", FIELD_FIND),
    REF(advocacy, staff, "staff", 0),
};

struct advocacy_view {
    int64_t today;
    struct id resolved_by;
};
static const struct field advocacy_view_field[] = {
    COUNT(advocacy_view, today, 0, 0, 0),
    REF(advocacy_view, resolved_by, "body", 0),
};

static void advocacy_rule(const struct advocacy *x,
                          const struct advocacy_view *v, struct findings *f)
{
    const struct advocacy_body *b = x->bodies.at;

    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (id_none(x->resolution))
        tell(f, WARN, "advocacy.no_resolution", "resolution");
    if (!id_none(v->resolved_by) && !id_same(v->resolved_by, x->body))
        tell(f, WARN, "formation.of_another", "resolution");
    for (size_t i = 0; i < x->bodies.n; i++) {
        if (id_same(b[i].backs, x->body))
            tell_row(f, WARN, "advocacy.backs_itself", "bodies", i, "backs");
        for (size_t j = 0; j < i; j++)
            if (id_same(b[i].backs, b[j].backs)) {
                tell_row(f, STOP, "advocacy.backs_twice", "bodies", i, "backs");
                break;
            }
    }
}

enum what { WHAT_ISSUE, WHAT_STEP };

struct advocacy_fact {
    int64_t what;
    struct id entry;
    day on_day;
    int32_t answer;
    day answered, next_on;
    int64_t changed; /* 1: something was said to have changed */
    struct id place, rsp, project;
    month cutover;
};
static const struct field advocacy_fact_field[] = {
    COUNT(advocacy_fact, what, 0, 0, 0),
    REF(advocacy_fact, entry, NULL, 0),
    DAY(advocacy_fact, on_day, 0),
    CHOICE(advocacy_fact, answer, ANSWERS, 0),
    DAY(advocacy_fact, answered, 0),
    DAY(advocacy_fact, next_on, 0),
    COUNT(advocacy_fact, changed, 0, 0, 0),
    REF(advocacy_fact, place, "place", 0),
    REF(advocacy_fact, rsp, "rsp", 0),
    REF(advocacy_fact, project, "project", 0),
    MONTH(advocacy_fact, cutover, 0),
};
enum { ANSWER_GRANTED = 4, ANSWER_REFUSED };

/* What stands of an issue: the last answer, by the day it came, and what is to
 * be done next. */
struct advocacy_kept {
    int64_t steps;
    int32_t answer;
    day last, next_on;
    int64_t changed;
};
static const struct field advocacy_kept_field[] = {
    COUNT(advocacy_kept, steps, 0, 0, 0),
    CHOICE(advocacy_kept, answer, ANSWERS, 0),
    DAY(advocacy_kept, last, 0),
    DAY(advocacy_kept, next_on, FIELD_FIND),
    COUNT(advocacy_kept, changed, 0, 0, 0),
};

static void issue_post(const struct advocacy_fact *a, struct id entry, day on,
                       const char *indicator, struct postings *out)
{
    post_kept(out,
              &(struct posting){ .entry = entry,
                                 .indicator = str_of(indicator),
                                 .place = a->place,
                                 .rsp = a->rsp,
                                 .project = a->project,
                                 .month = month_of(on),
                                 .amount = 1 },
              a->cutover, true);
}

/* Steps come by day, then entry. What was asked for is granted once. */
static bool advocacy_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct advocacy_fact *f = facts, *a = NULL;
    struct advocacy_kept k = { .answer = -1,
                               .last = DAY_NONE,
                               .next_on = DAY_NONE };
    bool won = false;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n && !a; i++)
        a = f[i].what == WHAT_ISSUE ? &f[i] : NULL;
    if (!a)
        return true;
    issue_post(a, a->entry, a->on_day, "advocacy", out);
    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WHAT_STEP)
            continue;
        k.steps++;
        k.last = f[i].on_day;
        k.next_on = f[i].next_on;
        if (f[i].answer >= 0)
            k.answer = f[i].answer;
        k.changed += f[i].changed == 1;
        if (f[i].on_day < a->on_day)
            remark(out, f[i].entry, WARN, "advocacy_step.before", "held", 0, 0);
        if (f[i].answer == ANSWER_GRANTED && !won)
            issue_post(a, f[i].entry,
                       f[i].answered == DAY_NONE ? f[i].on_day : f[i].answered,
                       "advocacy.granted", out);
        won |= f[i].answer == ANSWER_GRANTED;
    }
    keep(out, &k, sizeof k);
    return true;
}

/* An issue that bodies carry to somebody who can settle it: what is wanted, from
 * whom, which bodies stand behind it. Its steps say what was done and answered. */
RECORD(advocacy, .view = COLUMNS(advocacy_view), .fact = COLUMNS(advocacy_fact),
       .posts = advocacy_posts, .kept = COLUMNS(advocacy_kept),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "title",
       .group = "learn");
