/* mip - a household's micro investment plan: what she means to do, what it
 * costs, and what of it she asks for. */
#include "core/books.h"

struct mip {
    struct id household, person, member;
    day made;
    int32_t activity;
    struct str what;
    paisa cost, own_share, wanted;
    paisa yearly; /* what it brings in a year, its costs taken off */
    struct str risk, assets, skills;
    struct id resolution;
};
static const struct field mip_field[] = {
    REF(mip, household, "household", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(mip, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(mip, member, "member", FIELD_FIND),
    DAY(mip, made, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(mip, activity, "livestock|agriculture|enterprise|other",
           FIELD_NEED | FIELD_FIND),
    TEXT(mip, what, 200, FIELD_NEED | FIELD_KEY),
    MONEY(mip, cost, 0, MONEY_MOST, FIELD_NEED),
    MONEY(mip, own_share, 0, MONEY_MOST, 0),
    MONEY(mip, wanted, 0, MONEY_MOST, FIELD_NEED),
    MONEY(mip, yearly, 0, MONEY_MOST, 0),
    TEXT(mip, risk, 300, 0),
    TEXT(mip, assets, 300, 0),
    TEXT(mip, skills, 300, 0),
    REF(mip, resolution, "resolution", FIELD_FIND),
};

struct mip_view {
    int64_t today;
    struct id whose; /* of the membership */
    struct id lives; /* where the person was entered */
    day passed;      /* the resolution */
    int64_t lost;    /* 1: it did not pass, or was taken back */
};
static const struct field mip_view_field[] = {
    COUNT(mip_view, today, 0, 0, 0),      REF(mip_view, whose, "person", 0),
    REF(mip_view, lives, "household", 0), DAY(mip_view, passed, 0),
    COUNT(mip_view, lost, 0, 0, 0),
};

/* What she asks for and what she gives herself make up the cost. */
static void sums_judge(const struct mip *x, struct findings *f)
{
    paisa own = x->own_share == INT_NONE ? 0 : x->own_share;

    if (x->cost == INT_NONE || x->wanted == INT_NONE)
        return;
    if (x->wanted > x->cost)
        tell_ab(f, STOP, "mip.wants_more", "wanted", x->wanted, x->cost);
    else if (x->own_share != INT_NONE && own + x->wanted != x->cost)
        tell_ab(f, WARN, "mip.not_the_cost", "own_share", own + x->wanted,
                x->cost);
    if (x->yearly == INT_NONE)
        tell(f, WARN, "mip.no_yearly", "yearly");
    else if (x->yearly < x->wanted / 10)
        tell_ab(f, WARN, "mip.brings_little", "yearly", x->yearly, x->wanted);
}

static void mip_rule(const struct mip *x, const struct mip_view *v,
                     struct findings *f)
{
    if (v->today != INT_NONE && x->made != DAY_NONE && x->made > v->today)
        tell(f, STOP, "date.in_future", "made");
    if (!id_none(v->whose) && !id_same(v->whose, x->person))
        tell(f, STOP, "chain.other_member", "member");
    if (!id_none(v->lives) && !id_same(v->lives, x->household))
        tell(f, WARN, "mip.lives_elsewhere", "household");
    if (v->passed != DAY_NONE && x->made != DAY_NONE && v->passed < x->made)
        tell(f, WARN, "mip.resolved_before", "resolution");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    sums_judge(x, f);
}

/* A micro investment plan: every CO member makes one, and what she is lent or
 * given is chosen from it. */
RECORD(mip, .view = COLUMNS(mip_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .amount = "wanted",
       .group = "money");
