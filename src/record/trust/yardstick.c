/* yardstick - an index of maturity, as data. */
#include "core/maturity.h"

static const struct field yard_dimension_field[] = {
    TEXT(yard_dimension, code, 20, FIELD_NEED),
    TEXT(yard_dimension, title, 120, FIELD_NEED),
    TEXT(yard_dimension, title_ur, 200, 0),
    TEXT(yard_dimension, title_sd, 200, 0),
    COUNT(yard_dimension, weight, 0, YARD_WHOLE, FIELD_NEED | FIELD_POINTS),
};
static const struct field yard_indicator_field[] = {
    TEXT(yard_indicator, code, 20, FIELD_NEED),
    TEXT(yard_indicator, dimension, 20, FIELD_NEED),
    TEXT(yard_indicator, title, 200, FIELD_NEED),
    TEXT(yard_indicator, title_ur, 300, 0),
    TEXT(yard_indicator, title_sd, 300, 0),
    COUNT(yard_indicator, weight, 1, 1000, FIELD_NEED),
    COUNT(yard_indicator, scale, 1, 100, FIELD_NEED),
    CHOICE(yard_indicator, way, "computed|marked", FIELD_NEED),
    TEXT(yard_indicator, query, 20, 0),
};
static const struct field yard_grade_field[] = {
    TEXT(yard_grade, code, 10, FIELD_NEED),
    COUNT(yard_grade, least, 0, YARD_WHOLE, FIELD_NEED | FIELD_POINTS),
    TEXT(yard_grade, title, 120, FIELD_NEED),
    TEXT(yard_grade, title_ur, 200, 0),
    TEXT(yard_grade, title_sd, 200, 0),
};
static const struct field yardstick_field[] = {
    TEXT(yardstick, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(yardstick, version, 1, 1000, FIELD_NEED),
    CHOICE(yardstick, nature, "co|vo|lso|group|network",
           FIELD_NEED | FIELD_FIND),
    TEXT(yardstick, title, 160, FIELD_NEED),
    TEXT(yardstick, title_ur, 250, 0),
    TEXT(yardstick, title_sd, 250, 0),
    DAY(yardstick, since, FIELD_NEED),
    DAY(yardstick, until, 0),
    FLAG(yardstick, illustrative, 0),
    TEXT(yardstick, source, 300, 0),
    ROWS(yardstick, dimensions, yard_dimension, YARD_DIMENSIONS, FIELD_NEED),
    ROWS(yardstick, indicators, yard_indicator, YARD_INDICATORS, FIELD_NEED),
    ROWS(yardstick, grades, yard_grade, YARD_GRADES, FIELD_NEED),
};

struct yardstick_view; /* its rule needs no view */

static void weights_judge(const struct yardstick *x, struct findings *f)
{
    const struct yard_dimension *d = x->dimensions.at;
    const struct yard_indicator *n = x->indicators.at;
    int64_t sum = 0;

    for (size_t i = 0; i < x->dimensions.n; i++) {
        bool any = false;

        sum += d[i].weight == INT_NONE ? 0 : d[i].weight;
        for (size_t j = 0; j < x->indicators.n; j++)
            any |= str_same(n[j].dimension, d[i].code);
        if (!any)
            tell_row(f, STOP, "yardstick.empty_dimension", "dimensions", i,
                     "code");
        for (size_t j = 0; j < i; j++)
            if (str_same(d[i].code, d[j].code)) {
                tell_row(f, STOP, "yardstick.said_twice", "dimensions", i,
                         "code");
                break;
            }
    }
    if (sum != YARD_WHOLE)
        tell_ab(f, STOP, "yardstick.weights", "dimensions", sum, YARD_WHOLE);
}

static void indicators_judge(const struct yardstick *x, struct findings *f)
{
    const struct yard_dimension *d = x->dimensions.at;
    const struct yard_indicator *n = x->indicators.at;

    for (size_t i = 0; i < x->indicators.n; i++) {
        bool known = false;

        for (size_t j = 0; j < x->dimensions.n; j++)
            known |= str_same(n[i].dimension, d[j].code);
        if (!known)
            tell_row(f, STOP, "yardstick.no_dimension", "indicators", i,
                     "dimension");
        if (n[i].way == YARD_COMPUTED && !gauge_known(n[i].query))
            tell_row(f, STOP, "yardstick.no_query", "indicators", i, "query");
        for (size_t j = 0; j < i; j++)
            if (str_same(n[i].code, n[j].code)) {
                tell_row(f, STOP, "yardstick.said_twice", "indicators", i,
                         "code");
                break;
            }
    }
}

/* The weights of the dimensions are 100 together (institutions.md 14.2, 14);
 * grades begin at nought and rise. */
static void yardstick_rule(const struct yardstick *x,
                           const struct yardstick_view *v, struct findings *f)
{
    const struct yard_grade *g = x->grades.at;

    (void)v;
    if (x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    weights_judge(x, f);
    indicators_judge(x, f);
    if (x->grades.n && g[0].least != 0)
        tell_row(f, STOP, "yardstick.not_from_nought", "grades", 0, "least");
    for (size_t i = 1; i < x->grades.n; i++)
        if (g[i].least <= g[i - 1].least)
            tell_row(f, STOP, "yardstick.not_rising", "grades", i, "least");
}

/* An index of maturity: dimensions, their indicators, weights and grades. A
 * changed index is another code: what was assessed by this one stays. */
RECORD(yardstick, .code = "code", .right = RIGHT_ADMIN, .title = "title",
       .group = "trust");
