/* fund - money kept apart for a purpose, inside the books of a body or an RSP.
 */
#include "core/core.h"

struct fund {
    struct id body, rsp;
    struct str code, title, title_ur, title_sd;
    int32_t class;
    struct id project;
    struct str programme, donor, agreement;
    day since, until;
    struct id resolution;
    struct str note;
};
static const struct field fund_field[] = {
    REF(fund, body, "body", FIELD_KEY | FIELD_FIND),
    REF(fund, rsp, "rsp", FIELD_KEY | FIELD_FIND),
    TEXT(fund, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(fund, title, 160, FIELD_NEED),
    TEXT(fund, title_ur, 250, 0),
    TEXT(fund, title_sd, 250, 0),
    CHOICE(fund, class, "endowment|core|donor|credit_pool|emergency|community",
           FIELD_NEED),
    REF(fund, project, "project", FIELD_FIND),
    TEXT(fund, programme, 120, 0),
    TEXT(fund, donor, 120, 0),
    TEXT(fund, agreement, 80, 0),
    DAY(fund, since, FIELD_NEED),
    DAY(fund, until, 0),
    REF(fund, resolution, "resolution", 0),
    TEXT(fund, note, 600, 0),
};
enum { CLASS_ENDOWMENT, CLASS_CORE, CLASS_DONOR, CLASS_COMMUNITY = 5 };

struct fund_view; /* its rule needs no view */
/* Money held for a community is never an RSP's income (finance.md 8). */
static void fund_rule(const struct fund *x, const struct fund_view *v,
                      struct findings *f)
{
    (void)v;
    if (id_none(x->body) == id_none(x->rsp))
        tell(f, STOP, "fund.whose", "body");
    if (!id_none(x->body) && x->class >= 0 && x->class != CLASS_COMMUNITY)
        tell(f, STOP, "fund.body_holds_community", "class");
    if (!id_none(x->rsp) && x->class == CLASS_COMMUNITY)
        tell(f, STOP, "fund.rsp_holds_no_community", "class");
    if (x->class == CLASS_DONOR && !x->donor.n)
        tell(f, WARN, "fund.no_donor", "donor");
    if (x->until != DAY_NONE && x->since != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* Money kept apart: an endowment, core money, a donor's, a credit pool, an
 * emergency's, or a community's own such as its community investment fund. A
 * book without a fund is the body's or the RSP's own money. */
RECORD(fund, .title = "title", .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .group = "money");
