/* awareness - a session with a toolkit: who came, what they said they would do,
 * and whether they did. */
#include "core/books.h"

struct awareness_commitment {
    struct str what;
    day due;
    int64_t households;
};
static const struct field awareness_commitment_field[] = {
    TEXT(awareness_commitment, what, 200, FIELD_NEED),
    DAY(awareness_commitment, due, 0),
    COUNT(awareness_commitment, households, 1, 10000, 0),
};

struct awareness {
    struct str toolkit, topic;
    struct id crp, staff, body, place, rsp, project;
    day held;
    int64_t women, men, girls, boys, minutes;
    struct str materials, note;
    struct list commitments;
};
static const struct field awareness_field[] = {
    CODE(awareness, toolkit, "toolkit", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(awareness, topic, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(awareness, crp, "crp", FIELD_KEY | FIELD_FIND),
    REF(awareness, staff, "staff", 0),
    REF(awareness, body, "body", FIELD_KEY | FIELD_FIND),
    REF(awareness, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(awareness, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(awareness, project, "project", 0),
    DAY(awareness, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(awareness, women, 0, 10000, 0),
    COUNT(awareness, men, 0, 10000, 0),
    COUNT(awareness, girls, 0, 10000, 0),
    COUNT(awareness, boys, 0, 10000, 0),
    COUNT(awareness, minutes, 1, 1440, 0),
    TEXT(awareness, materials, 200, 0),
    TEXT(awareness, note, 2000, 0),
    ROWS(awareness, commitments, awareness_commitment, 40, 0),
};

struct awareness_view {
    int64_t today;
    int64_t topics;   /* of that code in the toolkit */
    day since, ended; /* of the CRP */
};
static const struct field awareness_view_field[] = {
    COUNT(awareness_view, today, 0, 0, 0),
    COUNT(awareness_view, topics, 0, 0, 0),
    DAY(awareness_view, since, 0),
    DAY(awareness_view, ended, 0),
};

static void awareness_rule(const struct awareness *x,
                           const struct awareness_view *v, struct findings *f)
{
    const struct awareness_commitment *c = x->commitments.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->topics == 0)
        tell(f, WARN, "awareness.no_such_topic", "topic");
    if (id_none(x->crp) && id_none(x->staff))
        tell(f, WARN, "awareness.who_held", "crp");
    if (x->held != DAY_NONE && ((v->since != DAY_NONE && x->held < v->since) ||
                                (v->ended != DAY_NONE && x->held > v->ended)))
        tell(f, WARN, "awareness.crp_not_then", "crp");
    if ((x->women == INT_NONE || !x->women) && (x->men == INT_NONE || !x->men))
        tell(f, WARN, "awareness.nobody", "women");
    for (size_t i = 0; i < x->commitments.n; i++)
        if (c[i].due != DAY_NONE && x->held != DAY_NONE && c[i].due < x->held)
            tell_row(f, STOP, "awareness.due_before", "commitments", i, "due");
}

/* The session, what they committed themselves to, and what was found of it. */
enum what { WHAT_SESSION, WHAT_COMMITMENT, WHAT_CHECK };

struct awareness_fact {
    int64_t what;
    struct id entry;
    int64_t n; /* of the commitment, from 1; a check names it so */
    day on_day;
    int64_t women, men, girls, boys;
    int32_t kept;
    struct id place, rsp, project;
    month cutover;
};
static const struct field awareness_fact_field[] = {
    COUNT(awareness_fact, what, 0, 0, 0),
    REF(awareness_fact, entry, NULL, 0),
    COUNT(awareness_fact, n, 0, 0, 0),
    DAY(awareness_fact, on_day, 0),
    COUNT(awareness_fact, women, 0, 0, 0),
    COUNT(awareness_fact, men, 0, 0, 0),
    COUNT(awareness_fact, girls, 0, 0, 0),
    COUNT(awareness_fact, boys, 0, 0, 0),
    CHOICE(awareness_fact, kept, "yes|partly|no", 0),
    REF(awareness_fact, place, "place", 0),
    REF(awareness_fact, rsp, "rsp", 0),
    REF(awareness_fact, project, "project", 0),
    MONTH(awareness_fact, cutover, 0),
};

/* What stands of a session. */
struct awareness_kept {
    int64_t commitments, done, partly, not_done, open;
    day due; /* the next one of those that are open */
};
static const struct field awareness_kept_field[] = {
    COUNT(awareness_kept, commitments, 0, 0, 0),
    COUNT(awareness_kept, done, 0, 0, 0),
    COUNT(awareness_kept, partly, 0, 0, 0),
    COUNT(awareness_kept, not_done, 0, 0, 0),
    COUNT(awareness_kept, open, 0, 0, FIELD_FIND),
    DAY(awareness_kept, due, FIELD_FIND),
};
enum { KEPT_YES, KEPT_PARTLY, KEPT_NO };

static void flow_post(const struct awareness_fact *s, struct id entry, day on,
                      const char *indicator, int64_t amount,
                      struct postings *out)
{
    if (amount && amount != INT_NONE)
        post_kept(out,
                  &(struct posting){ .entry = entry,
                                     .indicator = str_of(indicator),
                                     .place = s->place,
                                     .rsp = s->rsp,
                                     .project = s->project,
                                     .month = month_of(on),
                                     .amount = amount },
                  s->cutover, true);
}

static int64_t sum_of(int64_t a, int64_t b)
{
    return (a == INT_NONE ? 0 : a) + (b == INT_NONE ? 0 : b);
}

static void session_post(const struct awareness_fact *s, struct postings *out)
{
    flow_post(s, s->entry, s->on_day, "awareness", 1, out);
    flow_post(s, s->entry, s->on_day, "awareness.present",
              sum_of(s->women, s->men), out);
    flow_post(s, s->entry, s->on_day, "awareness.present.women", s->women, out);
    flow_post(s, s->entry, s->on_day, "awareness.present.men", s->men, out);
    flow_post(s, s->entry, s->on_day, "awareness.children",
              sum_of(s->girls, s->boys), out);
}

/* The last check of a commitment, by day, then entry. */
static const struct awareness_fact *check_of(const struct awareness_fact *f,
                                             size_t n, int64_t number)
{
    const struct awareness_fact *last = NULL;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_CHECK && f[i].n == number &&
            (!last || f[i].on_day > last->on_day ||
             (f[i].on_day == last->on_day &&
              id_order(f[i].entry, last->entry) > 0)))
            last = &f[i];
    return last;
}

/* It was kept in the month in which somebody found it so. */
static void commitment_count(const struct awareness_fact *s,
                             const struct awareness_fact *c,
                             const struct awareness_fact *check,
                             struct awareness_kept *k, struct postings *out)
{
    k->commitments++;
    if (!check) {
        k->open++;
        if (c->on_day != DAY_NONE && (k->due == DAY_NONE || c->on_day < k->due))
            k->due = c->on_day;
        return;
    }
    k->done += check->kept == KEPT_YES;
    k->partly += check->kept == KEPT_PARTLY;
    k->not_done += check->kept == KEPT_NO;
    if (check->kept == KEPT_YES)
        flow_post(s, check->entry, check->on_day, "promise.kept", 1, out);
}

static bool awareness_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct awareness_fact *f = facts, *s = NULL;
    struct awareness_kept k = { .due = DAY_NONE };

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n && !s; i++)
        s = f[i].what == WHAT_SESSION ? &f[i] : NULL;
    if (!s)
        return true;
    session_post(s, out);
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_COMMITMENT)
            commitment_count(s, &f[i], check_of(f, n, f[i].n), &k, out);
    flow_post(s, s->entry, s->on_day, "promise", k.commitments, out);
    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WHAT_CHECK)
            continue;
        if (f[i].n > k.commitments)
            remark(out, f[i].entry, WARN, "commitment_check.no_such", "number",
                   f[i].n, k.commitments);
        if (f[i].on_day < s->on_day)
            remark(out, f[i].entry, WARN, "commitment_check.before", "held", 0,
                   0);
    }
    keep(out, &k, sizeof k);
    return true;
}

/* An awareness session: with which toolkit on which topic, who held it, who came,
 * and what they said they would do until when. */
RECORD(awareness, .view = COLUMNS(awareness_view),
       .fact = COLUMNS(awareness_fact), .posts = awareness_posts,
       .kept = COLUMNS(awareness_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "topic", .group = "learn");
