/* relief_list - whom an agency means to help, by what criteria. */
#include "core/relief.h"

#include <stdlib.h>

struct relief_listed {
    struct id household;
    int64_t quantity;
};
static const struct field relief_listed_field[] = {
    REF(relief_listed, household, "household", FIELD_NEED | FIELD_FIND),
    COUNT(relief_listed, quantity, 1, 1000000, 0),
};

struct relief_list {
    struct id disaster, agency, place;
    day held;
    int32_t what;
    struct str goods, criteria, approved_by;
    struct list households;
};
static const struct field relief_list_field[] = {
    REF(relief_list, disaster, "disaster", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(relief_list, agency, "agency", FIELD_KEY | FIELD_FIND),
    REF(relief_list, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(relief_list, held, FIELD_NEED | FIELD_KEY),
    CHOICE(relief_list, what, RELIEF_CHOICES, FIELD_NEED | FIELD_KEY),
    TEXT(relief_list, goods, 160, 0),
    TEXT(relief_list, criteria, 600, 0),
    TEXT(relief_list, approved_by, 160, 0),
    ROWS(relief_list, households, relief_listed, 2000, FIELD_NEED),
};

struct relief_list_view {
    int64_t today;
    day since;
};
static const struct field relief_list_view_field[] = {
    COUNT(relief_list_view, today, 0, 0, 0),
    DAY(relief_list_view, since, 0),
};

static int ids(const void *x, const void *y)
{
    const struct id *p = x, *q = y;

    return id_order(*p, *q);
}

/* A household stands on a list once. */
static void twice_judge(const struct relief_list *x, struct findings *f)
{
    const struct relief_listed *l = x->households.at;
    struct id *sorted = arena_many(f->arena, struct id, x->households.n + 1);

    for (size_t i = 0; i < x->households.n; i++)
        sorted[i] = l[i].household;
    if (x->households.n)
        qsort(sorted, x->households.n, sizeof *sorted, ids);
    for (size_t i = 1; i < x->households.n; i++)
        if (id_same(sorted[i], sorted[i - 1])) {
            tell(f, STOP, "relief_list.twice", "households");
            return;
        }
}

static void relief_list_rule(const struct relief_list *x,
                             const struct relief_list_view *v,
                             struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->since != DAY_NONE && x->held != DAY_NONE && x->held < v->since)
        tell(f, STOP, "disaster.before", "held");
    if (!x->criteria.n)
        tell(f, WARN, "relief_list.no_criteria", "criteria");
    if (id_none(x->agency))
        tell(f, WARN, "relief.no_agency", "agency");
    twice_judge(x, f);
}

/* Whom an agency means to help after a disaster at a place, with what, by which
 * criteria. Lists of several agencies are laid side by side. */
RECORD(relief_list, .view = COLUMNS(relief_list_view), .title = "criteria",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "relief");
