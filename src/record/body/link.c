#include "core/core.h"

struct link {
    struct id body, parent;
    day since;
    struct str why;
};
static const struct field link_field[] = {
    REF(link, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(link, parent, "body", FIELD_FIND),
    DAY(link, since, FIELD_NEED | FIELD_KEY),
    TEXT(link, why, 300, 0),
};

struct link_view {
    int64_t today;
    day formed;
    int32_t nature, sex, parent_nature, parent_sex; /* -1: not known */
    int64_t elsewhere; /* 1: the parent is another RSP's */
};
static const struct field link_view_field[] = {
    COUNT(link_view, today, 0, 0, 0),
    DAY(link_view, formed, 0),
    CHOICE(link_view, nature, "co|vo|lso|group|network", 0),
    CHOICE(link_view, sex, "women|men|mixed", 0),
    CHOICE(link_view, parent_nature, "co|vo|lso|group|network", 0),
    CHOICE(link_view, parent_sex, "women|men|mixed", 0),
    COUNT(link_view, elsewhere, 0, 0, 0),
};

enum { SEX_WOMEN, SEX_MEN };
enum { NATURE_NETWORK = 4 };

/* As of a body's first parent: see body.c. */
static void link_rule(const struct link *x, const struct link_view *v,
                      struct findings *f)
{
    static const int8_t tier[] = { 1, 2, 3, 0, 4 };

    if (id_same(x->body, x->parent))
        tell(f, STOP, "link.to_itself", "parent");
    else if (v->nature >= 0 && v->parent_nature >= 0 &&
             tier[v->parent_nature] <
                 tier[v->nature] + (v->nature != NATURE_NETWORK))
        tell(f, STOP, "body.parent_not_above", "parent");
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->formed != DAY_NONE && x->since != DAY_NONE && x->since < v->formed)
        tell(f, WARN, "link.before_formation", "since");
    if (v->elsewhere == 1)
        tell(f, WARN, "body.parent_elsewhere", "parent");
    if (v->sex == SEX_WOMEN && v->parent_sex == SEX_MEN)
        tell(f, WARN, "body.parent_of_men", "parent");
}

/* A body joins the body above it from a day on: a CO its VO, a VO its LSO.
 * Without a parent it stands alone from then. */
RECORD(link, .view = COLUMNS(link_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "body");
