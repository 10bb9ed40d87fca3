/* contrast - two rankings of the same needs laid side by side, and why they
 * differ. */
#include "core/priority.h"

static const struct field contrast_row_field[] = {
    REF(contrast_row, need, "need", FIELD_NEED | FIELD_FIND),
    COUNT(contrast_row, here, 1, PRIORITY_NEEDS, FIELD_NEED),
    COUNT(contrast_row, there, 1, PRIORITY_NEEDS, FIELD_NEED),
    CHOICE(contrast_row, why, CONTRAST_WHYS, FIELD_NEED),
    REF(contrast_row, other, "need", 0),
    CHOICE(contrast_row, side, "here|there", 0),
    COUNT(contrast_row, a, -1000000, 1000000, 0),
    COUNT(contrast_row, b, -1000000, 1000000, 0),
    TEXT(contrast_row, text, 160, 0),
};

struct contrast {
    struct id ranking, against;
    day held;
    int64_t pairs, swapped;
    struct list row;
    struct str note;
    struct id staff;
};
static const struct field contrast_field[] = {
    REF(contrast, ranking, "ranking", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(contrast, against, "ranking", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(contrast, held, FIELD_NEED | FIELD_KEY),
    COUNT(contrast, pairs, 0, PRIORITY_PAIRS, FIELD_NEED),
    COUNT(contrast, swapped, 0, PRIORITY_PAIRS, FIELD_NEED),
    ROWS(contrast, row, contrast_row, PRIORITY_NEEDS, FIELD_NEED),
    TEXT(contrast, note, 2000, 0),
    REF(contrast, staff, "staff", FIELD_FIND),
};

struct contrast_view {
    int64_t today;
    struct id here, there; /* bodies that ranked */
};
static const struct field contrast_view_field[] = {
    COUNT(contrast_view, today, 0, 0, 0),
    REF(contrast_view, here, "body", 0),
    REF(contrast_view, there, "body", 0),
};

/* Pairs of which the places say that they are the other way round. */
static int64_t swapped_count(const struct contrast *x)
{
    const struct contrast_row *r = x->row.at;
    int64_t n = 0;

    for (size_t i = 0; i < x->row.n; i++)
        for (size_t j = 0; j < i; j++)
            n += (r[i].here < r[j].here && r[i].there > r[j].there) ||
                 (r[i].here > r[j].here && r[i].there < r[j].there);
    return n;
}

static void rows_judge(const struct contrast *x, struct findings *f)
{
    const struct contrast_row *r = x->row.at;
    int64_t n = (int64_t)x->row.n;

    for (size_t i = 0; i < x->row.n; i++) {
        for (size_t j = 0; j < i; j++)
            if (id_same(r[i].need, r[j].need)) {
                tell_row(f, STOP, "ranking.need_twice", "row", i, "need");
                break;
            }
        if ((r[i].why == CONTRAST_SAME) != (r[i].here == r[i].there) &&
            id_none(r[i].other) && r[i].why != CONTRAST_PUSHED)
            tell_row(f, STOP, "contrast.same", "row", i, "why");
    }
    if (x->pairs != n * (n - 1) / 2)
        tell_ab(f, STOP, "contrast.pairs", "pairs", x->pairs, n * (n - 1) / 2);
    if (x->swapped != swapped_count(x))
        tell_ab(f, STOP, "contrast.swapped", "swapped", x->swapped,
                swapped_count(x));
}

static void contrast_rule(const struct contrast *x,
                          const struct contrast_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (id_same(x->ranking, x->against) && !id_none(x->ranking))
        tell(f, STOP, "contrast.itself", "against");
    if (!id_none(v->here) && !id_none(v->there) && !id_same(v->here, v->there))
        tell(f, WARN, "contrast.other_body", "against");
    rows_judge(x, f);
}

/* What two rankings of the same needs differ in: the place of each need in both
 * and, where it moved, the reason. */
RECORD(contrast, .view = COLUMNS(contrast_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "need");
