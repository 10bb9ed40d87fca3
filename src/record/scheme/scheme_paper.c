/* scheme_paper - a paper of a scheme is there. */
#include "core/works.h"

struct scheme_paper {
    struct id scheme;
    struct str paper;
    day held;
    struct str number;
    struct id attachment;
    struct id staff;
    int64_t lat;
    int64_t lon;
    struct str taken;
    struct str note;
};
static const struct field scheme_paper_field[] = {
    REF(scheme_paper, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CODE(scheme_paper, paper, "scheme_document",
         FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(scheme_paper, held, FIELD_NEED | FIELD_KEY),
    TEXT(scheme_paper, number, 40, FIELD_KEY),
    REF(scheme_paper, attachment, "attachment", 0),
    REF(scheme_paper, staff, "staff", 0),
    COUNT(scheme_paper, lat, -90000000, 90000000, FIELD_DEGREES),
    COUNT(scheme_paper, lon, -180000000, 180000000, FIELD_DEGREES),
    TEXT(scheme_paper, taken, 40, 0),
    TEXT(scheme_paper, note, 600, 0),
};

struct scheme_paper_view {
    int64_t today;
    day begun;
};
static const struct field scheme_paper_view_field[] = {
    COUNT(scheme_paper_view, today, 0, 0, 0),
    DAY(scheme_paper_view, begun, 0),
};

static void scheme_paper_rule(const struct scheme_paper *x,
                              const struct scheme_paper_view *v,
                              struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    if (id_none(x->attachment))
        tell(f, WARN, "scheme_paper.no_file", "attachment");
    if ((x->lat == INT_NONE) != (x->lon == INT_NONE))
        tell(f, STOP, "scheme.half_a_point", "lat");
}

/* A paper or photograph of a scheme: which, of what day, the file, and of a
 * photograph where and at what time it was taken. */
RECORD(scheme_paper, .view = COLUMNS(scheme_paper_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "number", .group = "scheme");
