/* measurement - a page of the measurement book. */
#include "core/works.h"

struct measurement_line {
    struct str code;
    int64_t pieces, length, width, depth, quantity;
    struct str note;
};
static const struct field measurement_line_field[] = {
    TEXT(measurement_line, code, 30, FIELD_NEED),
    COUNT(measurement_line, pieces, 1, 100000, 0),
    COUNT(measurement_line, length, 1, 10000000, FIELD_POINTS),
    COUNT(measurement_line, width, 1, 10000000, FIELD_POINTS),
    COUNT(measurement_line, depth, 1, 10000000, FIELD_POINTS),
    COUNT(measurement_line, quantity, -1000000000, 1000000000,
          FIELD_NEED | FIELD_POINTS),
    TEXT(measurement_line, note, 200, 0),
};

struct measurement {
    struct id scheme;
    day held;
    struct str page;
    struct id staff;
    struct id person;
    struct list line;
    struct str note;
};
static const struct field measurement_field[] = {
    REF(measurement, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(measurement, held, FIELD_NEED | FIELD_KEY),
    TEXT(measurement, page, 20, FIELD_KEY),
    REF(measurement, staff, "staff", 0),
    REF(measurement, person, "person", 0),
    ROWS(measurement, line, measurement_line, 200, FIELD_NEED),
    TEXT(measurement, note, 600, 0),
};

struct measurement_view {
    int64_t today;
    day begun;
};
static const struct field measurement_view_field[] = {
    COUNT(measurement_view, today, 0, 0, 0),
    DAY(measurement_view, begun, 0),
};

/* Pieces x length x width x depth, as far as they are said, in hundredths; a
 * quantity that is taken back is not worked out anew. */
static void worked_out(const struct measurement_line *l, size_t i,
                       struct findings *f)
{
    const int64_t side[] = { l->length, l->width, l->depth };
    int64_t q = 100 * (l->pieces == INT_NONE ? 1 : l->pieces);
    bool any = false;

    for (size_t k = 0; k < LEN(side); k++) {
        if (side[k] == INT_NONE)
            continue;
        if (side[k] > 0 && q > INT64_MAX / side[k])
            return;
        q = q * side[k] / 100;
        any = true;
    }
    if (any && l->quantity > 0 &&
        (q - l->quantity > 1 + q / 1000 || l->quantity - q > 1 + q / 1000))
        tell_row(f, WARN, "measurement.other_product", "line", i, "quantity");
}

static void measurement_rule(const struct measurement *x,
                             const struct measurement_view *v,
                             struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    for (size_t i = 0; i < x->line.n; i++)
        worked_out((const struct measurement_line *)x->line.at + i, i, f);
    if (id_none(x->staff))
        tell(f, WARN, "scheme_step.by_whom", "staff");
}

/* Lines of the measurement book: how much of which line of the estimate was found
 * done on that day, beyond what was measured before. */
RECORD(measurement, .view = COLUMNS(measurement_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "page", .group = "scheme");
