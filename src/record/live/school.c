/* school - a school that a community keeps. */
#include "core/books.h"
#include "core/live.h"

struct school {
    struct id body;
    struct str code, name;
    int32_t pupils, level;
    day opened, closed;
    struct str supported_by;
    int64_t rooms, teachers_women, teachers_men;
    struct id project, resolution;
    struct str note;
};
static const struct field school_field[] = {
    REF(school, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(school, code, 40, FIELD_KEY | FIELD_FIND),
    TEXT(school, name, 160, FIELD_NEED | FIELD_KEY),
    CHOICE(school, pupils, "girls|boys|mixed", FIELD_NEED),
    CHOICE(school, level, "early|primary|middle|secondary|informal",
           FIELD_NEED),
    DAY(school, opened, FIELD_NEED),
    DAY(school, closed, 0),
    TEXT(school, supported_by, 160, 0),
    COUNT(school, rooms, 0, 200, 0),
    COUNT(school, teachers_women, 0, 500, 0),
    COUNT(school, teachers_men, 0, 500, 0),
    REF(school, project, "project", 0),
    REF(school, resolution, "resolution", 0),
    TEXT(school, note, 600, 0),
};

struct school_view {
    int64_t today;
};
static const struct field school_view_field[] = {
    COUNT(school_view, today, 0, 0, 0),
};
enum { WHOSE_GIRLS };

static void school_rule(const struct school *x, const struct school_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->opened != DAY_NONE && x->opened > v->today)
        tell(f, STOP, "date.in_future", "opened");
    if (v->today != INT_NONE && x->closed != DAY_NONE && x->closed > v->today)
        tell(f, STOP, "date.in_future", "closed");
    if (x->opened != DAY_NONE && x->closed != DAY_NONE && x->closed < x->opened)
        tell(f, STOP, "date.ends_before_start", "closed");
    if ((x->teachers_women == INT_NONE || x->teachers_women == 0) &&
        (x->teachers_men == INT_NONE || x->teachers_men == 0))
        tell(f, WARN, "school.who_teaches", "teachers_women");
}

/* The school, then its enrolments by day and entry. */
enum what { WHAT_SCHOOL, WHAT_ENROLMENT };

struct school_fact {
    int64_t what;
    struct id entry;
    day on_day, closed;
    int32_t pupils;
    int64_t girls, boys;
    struct id body, place, rsp, project;
    month cutover;
};
static const struct field school_fact_field[] = {
    COUNT(school_fact, what, 0, 0, 0),
    REF(school_fact, entry, NULL, 0),
    DAY(school_fact, on_day, 0),
    DAY(school_fact, closed, 0),
    CHOICE(school_fact, pupils, "girls|boys|mixed", 0),
    COUNT(school_fact, girls, 0, 0, 0),
    COUNT(school_fact, boys, 0, 0, 0),
    REF(school_fact, body, "body", 0),
    REF(school_fact, place, "place", 0),
    REF(school_fact, rsp, "rsp", 0),
    REF(school_fact, project, "project", 0),
    MONTH(school_fact, cutover, 0),
};

struct school_kept {
    struct id body, place;
    day opened, closed;
    int64_t girls, boys; /* who are enrolled now; INT_NONE: never counted */
    day counted_on;
};
static const struct field school_kept_field[] = {
    REF(school_kept, body, "body", FIELD_FIND),
    REF(school_kept, place, "place", FIELD_FIND),
    DAY(school_kept, opened, 0),
    DAY(school_kept, closed, 0),
    COUNT(school_kept, girls, 0, 0, 0),
    COUNT(school_kept, boys, 0, 0, 0),
    DAY(school_kept, counted_on, 0),
};

static void pupils_post(struct postings *out, const struct posting *like,
                        int64_t girls, int64_t boys, month cutover)
{
    live_post(out, like, "pupil", girls + boys, cutover);
    live_post(out, like, "pupil.girls", girls, cutover);
    live_post(out, like, "pupil.boys", boys, cutover);
}

static int64_t said(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

/* Schools established are counted once, also those that closed; pupils are those
 * of the last count, and none when it has closed. */
static bool school_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    const struct school_fact *f = facts;
    struct posting like;
    struct school_kept kept;
    int64_t girls = 0, boys = 0;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->what != WHAT_SCHOOL || f->on_day == DAY_NONE)
        return true;
    like = (struct posting){ .entry = f->entry,
                             .place = f->place,
                             .rsp = f->rsp,
                             .project = f->project,
                             .month = month_of(f->on_day) };
    kept = (struct school_kept){ .body = f->body,
                                 .place = f->place,
                                 .opened = f->on_day,
                                 .closed = f->closed,
                                 .girls = INT_NONE,
                                 .boys = INT_NONE,
                                 .counted_on = DAY_NONE };
    live_post(out, &like, "school", 1, f->cutover);
    if (f->pupils == WHOSE_GIRLS)
        live_post(out, &like, "school.girls", 1, f->cutover);
    for (size_t i = 1; i < n; i++) {
        if (f->closed != DAY_NONE && f[i].on_day > f->closed) {
            remark(out, f[i].entry, WARN, "enrolment.school_closed", "held", 0,
                   0);
            continue;
        }
        like.entry = f[i].entry;
        like.month = month_of(f[i].on_day);
        pupils_post(out, &like, said(f[i].girls) - girls,
                    said(f[i].boys) - boys, f->cutover);
        girls = said(f[i].girls);
        boys = said(f[i].boys);
        kept.girls = girls;
        kept.boys = boys;
        kept.counted_on = f[i].on_day;
    }
    if (f->closed != DAY_NONE) {
        like.entry = f->entry;
        like.month = month_of(f->closed);
        pupils_post(out, &like, -girls, -boys, f->cutover);
    }
    keep(out, &kept, sizeof kept);
    return true;
}

/* A school that a community opened: for girls, boys or both, which level, who
 * supports it. Enrolments are records of their own that name it. */
RECORD(school, .view = COLUMNS(school_view), .fact = COLUMNS(school_fact),
       .posts = school_posts, .kept = COLUMNS(school_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "name", .group = "live");
