/* assessment - a body measured by a yardstick. */
#include "core/maturity.h"

struct assessment_assessor {
    struct id staff;
};
static const struct field assessment_assessor_field[] = {
    REF(assessment_assessor, staff, "staff", FIELD_NEED | FIELD_FIND),
};

struct assessment_mark {
    struct str indicator;
    int64_t mark, computed; /* computed: what the registers gave that day */
    struct str why;
};
static const struct field assessment_mark_field[] = {
    TEXT(assessment_mark, indicator, 20, FIELD_NEED),
    COUNT(assessment_mark, mark, 0, 100, 0),
    COUNT(assessment_mark, computed, 0, 100, 0),
    TEXT(assessment_mark, why, 300, 0),
};

struct assessment {
    struct id body;
    struct str yardstick;
    day made;
    int32_t state;
    struct list assessors, marks;
    int64_t score;
    struct str grade, strengths, improvement;
    day next_due;
};
static const struct field assessment_field[] = {
    REF(assessment, body, "body",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    CODE(assessment, yardstick, "yardstick",
         FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(assessment, made, FIELD_NEED | FIELD_KEY),
    CHOICE(assessment, state, "draft|validated|published", FIELD_NEED),
    ROWS(assessment, assessors, assessment_assessor, 10, FIELD_NEED),
    ROWS(assessment, marks, assessment_mark, YARD_INDICATORS, 0),
    COUNT(assessment, score, 0, YARD_WHOLE, FIELD_POINTS),
    TEXT(assessment, grade, 10, 0),
    TEXT(assessment, strengths, 1000, 0),
    TEXT(assessment, improvement, 2000, 0),
    DAY(assessment, next_due, 0),
};

enum { STATE_PUBLISHED = 2 };

struct assessment_view {
    int64_t today, nature, yard_nature; /* of the body, the yardstick */
    day since, until;                   /* of the yardstick */
};
static const struct field assessment_view_field[] = {
    COUNT(assessment_view, today, 0, 0, 0),
    COUNT(assessment_view, nature, 0, 0, 0),
    COUNT(assessment_view, yard_nature, 0, 0, 0),
    DAY(assessment_view, since, 0),
    DAY(assessment_view, until, 0),
};

/* Where the assessors give another mark than the registers they say why
 * (institutions.md 10). */
static void marks_judge(const struct assessment *x, struct findings *f)
{
    const struct assessment_mark *m = x->marks.at;

    for (size_t i = 0; i < x->marks.n; i++) {
        if (m[i].mark != INT_NONE && m[i].computed != INT_NONE &&
            m[i].mark != m[i].computed && !m[i].why.n)
            tell_row(f, WARN, "assessment.differs", "marks", i, "why");
        for (size_t j = 0; j < i; j++)
            if (str_same(m[i].indicator, m[j].indicator)) {
                tell_row(f, STOP, "assessment.marked_twice", "marks", i,
                         "indicator");
                break;
            }
    }
}

static void assessment_rule(const struct assessment *x,
                            const struct assessment_view *v, struct findings *f)
{
    const struct assessment_assessor *a = x->assessors.at;

    if (v->today != INT_NONE && x->made != DAY_NONE && x->made > v->today)
        tell(f, STOP, "date.in_future", "made");
    if (v->nature != INT_NONE && v->yard_nature != INT_NONE &&
        v->nature != v->yard_nature)
        tell(f, STOP, "assessment.other_nature", "yardstick");
    if (x->made != DAY_NONE && ((v->since != DAY_NONE && x->made < v->since) ||
                                (v->until != DAY_NONE && x->made > v->until)))
        tell(f, WARN, "assessment.not_in_force", "yardstick");
    for (size_t i = 0; i < x->assessors.n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(a[i].staff, a[j].staff)) {
                tell_row(f, STOP, "assessment.assessor_twice", "assessors", i,
                         "staff");
                break;
            }
    marks_judge(x, f);
    if (x->state == STATE_PUBLISHED && x->score == INT_NONE)
        tell(f, STOP, "assessment.no_total", "score");
}

/* One indicator of the yardstick of one assessment of the body, and the mark it
 * got, in the order of (made, entry, indicator). */
struct assessment_fact {
    struct id entry;
    int32_t state;
    int64_t score;    /* as stored; INT_NONE: not said */
    int64_t graded;   /* 1: the grade is that of the stored total */
    int64_t own_team; /* assessors of the body's own team */
    struct str dimension;
    int64_t dimension_weight, weight, scale, mark;
    int64_t strangers; /* marks of no indicator */
};
static const struct field assessment_fact_field[] = {
    REF(assessment_fact, entry, "assessment", 0),
    CHOICE(assessment_fact, state, "draft|validated|published", 0),
    COUNT(assessment_fact, score, 0, 0, 0),
    COUNT(assessment_fact, graded, 0, 0, 0),
    COUNT(assessment_fact, own_team, 0, 0, 0),
    TEXT(assessment_fact, dimension, 20, 0),
    COUNT(assessment_fact, dimension_weight, 0, 0, 0),
    COUNT(assessment_fact, weight, 0, 0, 0),
    COUNT(assessment_fact, scale, 0, 0, 0),
    COUNT(assessment_fact, mark, 0, 0, 0),
    COUNT(assessment_fact, strangers, 0, 0, 0),
};

/* The total that stored marks and the yardstick give: both as rows. */
static struct maturity score_of(const struct assessment_fact *f, size_t n,
                                struct arena *a)
{
    struct yard_dimension *d = arena_many(a, struct yard_dimension, n + 1);
    struct yard_indicator *in = arena_many(a, struct yard_indicator, n + 1);
    int64_t *mark = arena_many(a, int64_t, n + 1);
    struct yardstick y = { .indicators = { in, n } };

    for (size_t i = 0; i < n; i++) {
        bool known = false;

        in[i] = (struct yard_indicator){ .dimension = f[i].dimension,
                                         .weight = f[i].weight,
                                         .scale = f[i].scale };
        mark[i] = f[i].mark;
        for (size_t j = 0; j < y.dimensions.n; j++)
            known |= str_same(d[j].code, f[i].dimension);
        if (!known)
            d[y.dimensions.n++] = (struct yard_dimension){
                .code = f[i].dimension, .weight = f[i].dimension_weight
            };
    }
    y.dimensions.at = d;
    return maturity_of(&y, mark);
}

static void one_remark(const struct assessment_fact *f, size_t n,
                       struct postings *out)
{
    struct maturity m = score_of(f, n, out->arena);

    if (f->score != INT_NONE && m.total != INT_NONE && f->score != m.total)
        remark(out, f->entry, WARN, "assessment.total_differs", "score",
               f->score, m.total);
    if (f->score != INT_NONE && f->graded != 1)
        remark(out, f->entry, WARN, "assessment.grade_differs", "grade", 0, 0);
    if (f->own_team > 0)
        remark(out, f->entry, WARN, "assessment.own_team", "assessors",
               f->own_team, 0);
    if (f->strangers > 0)
        remark(out, f->entry, WARN, "assessment.no_indicator", "marks",
               f->strangers, 0);
    if (f->state == STATE_PUBLISHED && m.unmarked > 0)
        remark(out, f->entry, WARN, "assessment.unmarked", "marks", m.unmarked,
               0);
}

/* The stored answers give the stored score and grade; what was published is not
 * restated (14.2, 14). */
static bool assessment_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct assessment_fact *f = facts;
    size_t to;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i = to) {
        for (to = i + 1; to < n && id_same(f[to].entry, f[i].entry);)
            to++;
        one_remark(f + i, to - i, out);
    }
    return true;
}

/* A body measured by a yardstick: a mark for each indicator, beside it what the
 * registers gave; assessors are not of the body's own team. */
RECORD(assessment, .view = COLUMNS(assessment_view),
       .fact = COLUMNS(assessment_fact), .posts = assessment_posts,
       .right = RIGHT_CHECK, .reads = RIGHT_REGISTER,
       .final = "state=published", .title = "grade", .group = "trust");
