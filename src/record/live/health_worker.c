/* health_worker - who looks after births and health in a village. */
#include "core/books.h"
#include "core/live.h"

#define HEALTH_CADRES "tba|lhw|midwife|chw"

struct health_worker {
    struct id person, body;
    int32_t cadre;
    day since, until, trained;
    struct id training;
    struct str registered;
    int64_t households;
    struct id project;
    struct str note;
};
static const struct field health_worker_field[] = {
    REF(health_worker, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(health_worker, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(health_worker, cadre, HEALTH_CADRES, FIELD_NEED | FIELD_KEY),
    DAY(health_worker, since, FIELD_NEED | FIELD_KEY),
    DAY(health_worker, until, 0),
    DAY(health_worker, trained, 0),
    REF(health_worker, training, "training", 0),
    TEXT(health_worker, registered, 80, 0),
    COUNT(health_worker, households, 0, 20000, 0),
    REF(health_worker, project, "project", 0),
    TEXT(health_worker, note, 600, 0),
};

struct health_worker_view {
    int64_t today;
};
static const struct field health_worker_view_field[] = {
    COUNT(health_worker_view, today, 0, 0, 0),
};

static void health_worker_rule(const struct health_worker *x,
                               const struct health_worker_view *v,
                               struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->today != INT_NONE && x->trained != DAY_NONE && x->trained > v->today)
        tell(f, STOP, "date.in_future", "trained");
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->trained != DAY_NONE && !id_none(x->training))
        tell(f, STOP, "health_worker.trained_twice", "trained");
}

/* The worker, then what was reported of her work, by month and entry. */
enum what { WHAT_WORKER, WHAT_REPORT };

struct health_worker_fact {
    int64_t what;
    struct id entry;
    day on_day, until, trained;
    int32_t sex;
    month month;
    int64_t births, referrals, mothers_seen, children_seen;
    struct id body, place, rsp, project;
    month cutover, tba_cutover;
};
static const struct field health_worker_fact_field[] = {
    COUNT(health_worker_fact, what, 0, 0, 0),
    REF(health_worker_fact, entry, NULL, 0),
    DAY(health_worker_fact, on_day, 0),
    DAY(health_worker_fact, until, 0),
    DAY(health_worker_fact, trained, 0),
    CHOICE(health_worker_fact, sex, "women|men", 0),
    MONTH(health_worker_fact, month, 0),
    COUNT(health_worker_fact, births, 0, 0, 0),
    COUNT(health_worker_fact, referrals, 0, 0, 0),
    COUNT(health_worker_fact, mothers_seen, 0, 0, 0),
    COUNT(health_worker_fact, children_seen, 0, 0, 0),
    REF(health_worker_fact, body, "body", 0),
    REF(health_worker_fact, place, "place", 0),
    REF(health_worker_fact, rsp, "rsp", 0),
    REF(health_worker_fact, project, "project", 0),
    MONTH(health_worker_fact, cutover, 0),
    MONTH(health_worker_fact, tba_cutover, 0),
};

struct health_worker_kept {
    struct id body;
    int64_t births, referrals;
    month last_report; /* MONTH_NONE: none */
};
static const struct field health_worker_kept_field[] = {
    REF(health_worker_kept, body, "body", FIELD_FIND),
    COUNT(health_worker_kept, births, 0, 0, 0),
    COUNT(health_worker_kept, referrals, 0, 0, 0),
    MONTH(health_worker_kept, last_report, 0),
};

static void worker_post(const struct health_worker_fact *x,
                        struct posting *like, struct postings *out)
{
    live_post_one(out, like, "health", x->sex, 1, x->cutover);
    if (x->until != DAY_NONE) {
        like->month = month_of(x->until);
        live_post_one(out, like, "health", x->sex, -1, x->cutover);
    }
    if (x->trained == DAY_NONE)
        return;
    like->month = month_of(x->trained);
    live_post_one(out, like, "tba", x->sex, 1, x->tba_cutover);
}

static int64_t said(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static void report_post(const struct health_worker_fact *w,
                        const struct health_worker_fact *r,
                        struct posting *like, struct postings *out)
{
    like->entry = r->entry;
    like->month = r->month;
    live_post(out, like, "birth", r->births, w->cutover);
    live_post(out, like, "referral", r->referrals, w->cutover);
    if (r->month < month_of(w->on_day) ||
        (w->until != DAY_NONE && r->month > month_of(w->until)))
        remark(out, r->entry, WARN, "health_report.not_at_work", "month", 0, 0);
}

static bool health_worker_posts(const void *facts, size_t n, month since,
                                struct postings *out)
{
    const struct health_worker_fact *f = facts;
    struct health_worker_kept kept;
    struct posting like;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->what != WHAT_WORKER || f->on_day == DAY_NONE)
        return true;
    like = (struct posting){ .entry = f->entry,
                             .place = f->place,
                             .rsp = f->rsp,
                             .project = f->project,
                             .month = month_of(f->on_day) };
    kept = (struct health_worker_kept){ .body = f->body,
                                        .last_report = MONTH_NONE };
    worker_post(f, &like, out);
    for (size_t i = 1; i < n; i++) {
        report_post(f, &f[i], &like, out);
        kept.births += said(f[i].births);
        kept.referrals += said(f[i].referrals);
        kept.last_report = f[i].month;
    }
    keep(out, &kept, sizeof kept);
    return true;
}

/* A traditional birth attendant, lady health worker, midwife or other health
 * worker of a community: since when, for how many households. `trained` is the
 * day of a training elsewhere; one that is kept here counts its people itself. */
RECORD(health_worker, .view = COLUMNS(health_worker_view),
       .fact = COLUMNS(health_worker_fact), .posts = health_worker_posts,
       .kept = COLUMNS(health_worker_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "registered", .group = "live");
