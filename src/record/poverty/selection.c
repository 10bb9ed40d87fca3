#include <stdlib.h>

#include "core/core.h"

struct chosen {
    struct id household, score;
    int64_t rank;
    bool waiting;
};
static const struct field chosen_field[] = {
    REF(chosen, household, "household", FIELD_NEED | FIELD_FIND),
    REF(chosen, score, "score", FIELD_NEED),
    COUNT(chosen, rank, 1, 100000, FIELD_NEED),
    FLAG(chosen, waiting, 0),
};

struct selection {
    struct id product, place, follows;
    day made;
    int64_t places, ranked;
    struct str note;
    struct list chosen;
};
static const struct field selection_field[] = {
    REF(selection, product, "product", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(selection, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(selection, made, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(selection, follows, "selection", FIELD_KEY | FIELD_FIND),
    COUNT(selection, places, 1, 100000, FIELD_NEED),
    COUNT(selection, ranked, 1, 100000, FIELD_NEED),
    TEXT(selection, note, 300, 0),
    ROWS(selection, chosen, chosen, 1500, FIELD_NEED),
};

struct selection_view {
    int64_t today;
    int64_t places; /* of the list that it goes on; INT_NONE */
};
static const struct field selection_view_field[] = {
    COUNT(selection_view, today, 0, 0, 0),
    COUNT(selection_view, places, 0, 0, 0),
};

static int household_order(const void *p, const void *q)
{
    return id_order(*(const struct id *)p, *(const struct id *)q);
}

static bool household_twice(const struct selection *x, struct arena *a)
{
    const struct chosen *c = x->chosen.at;
    struct id *id = arena_many(a, struct id, x->chosen.n + 1);

    for (size_t i = 0; i < x->chosen.n; i++)
        id[i] = c[i].household;
    if (x->chosen.n)
        qsort(id, x->chosen.n, sizeof *id, household_order);
    for (size_t i = 1; i < x->chosen.n; i++)
        if (id_same(id[i - 1], id[i]))
            return true;
    return false;
}

/* Ranks follow each other; who stands within the places does not wait. */
static void selection_rule(const struct selection *x,
                           const struct selection_view *v, struct findings *f)
{
    const struct chosen *c = x->chosen.at;

    if (v->today != INT_NONE && x->made != DAY_NONE && x->made > v->today)
        tell(f, STOP, "date.in_future", "made");
    if (v->places != INT_NONE && v->places != x->places)
        tell(f, STOP, "selection.other_places", "places");
    if (id_none(x->follows) && x->chosen.n && c[0].rank != 1)
        tell_row(f, STOP, "selection.order", "chosen", 0, "rank");
    for (size_t i = 1; i < x->chosen.n; i++)
        if (c[i].rank != c[i - 1].rank + 1) {
            tell_row(f, STOP, "selection.order", "chosen", i, "rank");
            break;
        }
    for (size_t i = 0; i < x->chosen.n; i++)
        if (c[i].waiting != (c[i].rank > x->places)) {
            tell_row(f, STOP, "selection.waiting", "chosen", i, "waiting");
            break;
        }
    if (household_twice(x, f->arena))
        tell(f, STOP, "selection.twice", "chosen");
}

/* Who is to have a product in a place, lowest score first, frozen as it was on
 * that day; after the places comes the waiting list. A long list goes on in an
 * entry that names the one before it. */
RECORD(selection, .view = COLUMNS(selection_view), .right = RIGHT_MANAGE,
       .reads = RIGHT_REGISTER, .title = "note", .group = "poverty");
