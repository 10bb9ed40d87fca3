#include "core/core.h"

#define FILED_MOST INT64_C(1000000000000000) /* 10 trillion rupees */

struct filing_value {
    struct str indicator;
    int64_t amount; /* in the indicator's own scale */
};
static const struct field filing_value_field[] = {
    CODE(filing_value, indicator, "indicator", FIELD_NEED),
    COUNT(filing_value, amount, 0, FILED_MOST, FIELD_NEED),
};

struct filing {
    struct id rsp, project, place;
    struct str named; /* as printed, until it is named */
    month as_of, issue;
    struct list values;
    struct str source;
};
static const struct field filing_field[] = {
    REF(filing, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_THING),
    REF(filing, project, "project", FIELD_KEY | FIELD_THING),
    REF(filing, place, "place",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    TEXT(filing, named, 120, FIELD_KEY | FIELD_THING),
    MONTH(filing, as_of, FIELD_NEED | FIELD_KEY),
    MONTH(filing, issue, FIELD_KEY),
    ROWS(filing, values, filing_value, 400, FIELD_NEED),
    TEXT(filing, source, 300, 0),
};

struct filing_view {
    int64_t today;
};
static const struct field filing_view_field[] = {
    COUNT(filing_view, today, 0, 0, 0),
};

static void filing_rule(const struct filing *g, const struct filing_view *v,
                        struct findings *f)
{
    const struct filing_value *value = g->values.at;

    if (v->today != INT_NONE && g->as_of != MONTH_NONE &&
        month_first(g->as_of) > v->today)
        tell(f, STOP, "filing.in_future", "as_of");
    if (g->issue != MONTH_NONE && g->issue < g->as_of)
        tell(f, STOP, "filing.issued_before", "issue");
    for (size_t i = 0; i < g->values.n; i++)
        for (size_t j = 0; j < i; j++)
            if (str_same(value[i].indicator, value[j].indicator)) {
                tell_row(f, STOP, "filing.said_twice", "values", i,
                         "indicator");
                break;
            }
}

/* One value of one filing, along the timeline of (rsp, project, place): rows
 * come by indicator, then as_of, issue, entry. */
struct filing_fact {
    struct id entry, rsp, project, place;
    struct str indicator;
    month as_of;
    int64_t amount;
    int64_t flow;    /* 1: a quarter's own flow */
    int64_t finer;   /* sum of finer filings, or none */
    int64_t earlier; /* 1: the timeline has more before */
    month until;     /* from then registers count; MONTH_NONE: never */
    struct id cutover;
    int64_t ledger; /* 0: they hold the level, 1: what is new */
};
static const struct field filing_fact_field[] = {
    REF(filing_fact, entry, "filing", 0),
    REF(filing_fact, rsp, "rsp", 0),
    REF(filing_fact, project, "project", 0),
    REF(filing_fact, place, "place", 0),
    TEXT(filing_fact, indicator, 60, 0),
    MONTH(filing_fact, as_of, 0),
    COUNT(filing_fact, amount, 0, 0, 0),
    COUNT(filing_fact, flow, 0, 0, 0),
    COUNT(filing_fact, finer, 0, 0, 0),
    COUNT(filing_fact, earlier, 0, 0, 0),
    MONTH(filing_fact, until, 0),
    REF(filing_fact, cutover, "cutover", 0),
    COUNT(filing_fact, ledger, 0, 0, 0),
};

/* The level of one indicator along the timeline, as far as it was posted. */
struct stand {
    int64_t level;
    bool any;
    month since; /* of what is asked for */
};

static void stand_post(const struct filing_fact *f, struct id entry, month m,
                       int64_t amount, struct stand *s, struct postings *out)
{
    if (s->since == MONTH_NONE || m >= s->since)
        post(out, &(struct posting){ .entry = entry,
                                     .indicator = f->indicator,
                                     .place = f->place,
                                     .rsp = f->rsp,
                                     .project = f->project,
                                     .month = m,
                                     .amount = amount });
}

/* What the filing says of the level. False: nothing, registers count there by
 * then. A coarser total of what registers add to gives way to finer filings
 * all the same. */
static bool fact_level(const struct filing_fact *f, int64_t *level,
                       struct postings *out)
{
    bool ended = f->until != MONTH_NONE && f->as_of >= f->until;

    *level = f->finer == INT_NONE ? f->amount : 0;
    if (ended && f->finer == INT_NONE)
        remark(out, f->entry, WARN, "filing.after_cutover", "values", 0, 0);
    else if (!ended && f->finer != INT_NONE && f->finer != f->amount)
        remark(out, f->entry, WARN, "filing.control_differs", "values",
               f->amount, f->finer);
    return !ended || (f->ledger == 1 && f->finer != INT_NONE);
}

static void fact_take(const struct filing_fact *f, struct stand *s,
                      struct postings *out)
{
    int64_t level;

    if (!fact_level(f, &level, out))
        return;
    if (f->flow == 1) {
        if (f->finer == INT_NONE)
            stand_post(f, f->entry, f->as_of, level, s, out);
        return;
    }
    if (level != s->level || (!s->any && f->finer == INT_NONE))
        stand_post(f, f->entry, f->as_of, level - s->level, s, out);
    s->level = level;
    s->any = true;
}

/* What the filing adds to the level: the step from what was filed before. A
 * filing for a coarser place counts only where no finer one exists. Where
 * registers take over a level, what stood goes in that month. */
static bool filing_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    const struct filing_fact *f = facts;
    struct stand s = { .since = since };

    for (size_t i = 0; i < n; i++) {
        bool first = i == 0 || !str_same(f[i].indicator, f[i - 1].indicator);
        bool last = i + 1 == n || !str_same(f[i + 1].indicator, f[i].indicator);

        if (first) {
            s = (struct stand){ .since = since };
            if (since != MONTH_NONE && f[i].as_of >= since && f[i].earlier)
                return false; /* it began before our window */
        }
        if (last || f[i + 1].as_of != f[i].as_of)
            fact_take(&f[i], &s, out); /* no later issue restates it */
        if (last && f[i].until != MONTH_NONE && f[i].ledger == 0 && s.level)
            stand_post(&f[i], f[i].cutover, f[i].until, -s.level, &s, out);
    }
    return true;
}

/* An RSP's own totals for a place as of the end of a month, as it sends them
 * to the network every quarter. A later issue may restate an earlier month. */
RECORD(filing, .view = COLUMNS(filing_view), .fact = COLUMNS(filing_fact),
       .posts = filing_posts, .dated = "as_of", .title = "source",
       .group = "network");
