/* damage - what a disaster did to a household, as somebody saw it. */
#include "core/books.h"
#include "core/core.h"

#define LOSS_CHOICES                                                           \
    "crop|stored_grain|buffalo|cow|goat|sheep|donkey|poultry|tools|shop|"      \
    "vehicle|trees|other"
#define HOUSE_CHOICES "none|partly|fully"
#define LIVING_CHOICES "home|kin|camp|roadside|school|left"

struct loss {
    int32_t what;
    int64_t quantity;
    struct str unit;
    paisa value;
};
static const struct field loss_field[] = {
    CHOICE(loss, what, LOSS_CHOICES, FIELD_NEED),
    COUNT(loss, quantity, 0, 100000000, 0),
    TEXT(loss, unit, 30, 0),
    MONEY(loss, value, 0, MONEY_MOST, 0),
};

struct damage {
    struct id disaster, household;
    day held;
    int32_t house, living;
    int64_t rooms, dead, hurt, missing, ill;
    struct list losses;
    bool food, water, shelter, medicine;
    int64_t lat, lon;
    struct id staff, person;
    struct str note;
};
static const struct field damage_field[] = {
    REF(damage, disaster, "disaster",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(damage, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(damage, held, FIELD_NEED | FIELD_KEY),
    CHOICE(damage, house, HOUSE_CHOICES, FIELD_NEED),
    COUNT(damage, rooms, 0, 100, 0),
    CHOICE(damage, living, LIVING_CHOICES, 0),
    COUNT(damage, dead, 0, 100, 0),
    COUNT(damage, hurt, 0, 100, 0),
    COUNT(damage, missing, 0, 100, 0),
    COUNT(damage, ill, 0, 100, 0),
    FLAG(damage, food, 0),
    FLAG(damage, water, 0),
    FLAG(damage, shelter, 0),
    FLAG(damage, medicine, 0),
    ROWS(damage, losses, loss, 30, 0),
    COUNT(damage, lat, -90000000, 90000000, FIELD_DEGREES),
    COUNT(damage, lon, -180000000, 180000000, FIELD_DEGREES),
    REF(damage, staff, "staff", 0),
    REF(damage, person, "person", 0),
    TEXT(damage, note, 600, 0),
};
enum { HOUSE_NONE, LIVING_HOME = 0 };

struct damage_view {
    int64_t today, inside;
    day since, ended;
};
static const struct field damage_view_field[] = {
    COUNT(damage_view, today, 0, 0, 0),
    COUNT(damage_view, inside, 0, 0, 0),
    DAY(damage_view, since, 0),
    DAY(damage_view, ended, 0),
};

static void damage_rule(const struct damage *x, const struct damage_view *v,
                        struct findings *f)
{
    const struct loss *l = x->losses.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->since != DAY_NONE && x->held != DAY_NONE && x->held < v->since)
        tell(f, STOP, "disaster.before", "held");
    if (v->ended != DAY_NONE && x->held != DAY_NONE && x->held > v->ended)
        tell(f, WARN, "disaster.over", "held");
    if (v->inside == 0)
        tell(f, WARN, "disaster.outside", "household");
    if (x->house == HOUSE_NONE && x->rooms != INT_NONE && x->rooms > 0)
        tell(f, WARN, "damage.rooms_of_whole", "rooms");
    if (id_none(x->staff) && id_none(x->person))
        tell(f, WARN, "damage.who_saw_it", "staff");
    for (size_t i = 0; i < x->losses.n; i++)
        if (l[i].quantity == INT_NONE && l[i].value == INT_NONE)
            tell_row(f, WARN, "damage.how_much", "losses", i, "quantity");
}

struct damage_fact {
    struct id entry, disaster, household, place;
    day held;
    int32_t house, living;
    int64_t dead, hurt, missing, ill;
    paisa lost;
    int64_t food, water, shelter, medicine;
};
static const struct field damage_fact_field[] = {
    REF(damage_fact, entry, "damage", 0),
    REF(damage_fact, disaster, "disaster", 0),
    REF(damage_fact, household, "household", 0),
    REF(damage_fact, place, "place", 0),
    DAY(damage_fact, held, 0),
    CHOICE(damage_fact, house, HOUSE_CHOICES, 0),
    CHOICE(damage_fact, living, LIVING_CHOICES, 0),
    COUNT(damage_fact, dead, 0, 0, 0),
    COUNT(damage_fact, hurt, 0, 0, 0),
    COUNT(damage_fact, missing, 0, 0, 0),
    COUNT(damage_fact, ill, 0, 0, 0),
    MONEY(damage_fact, lost, 0, 0, 0),
    COUNT(damage_fact, food, 0, 0, 0),
    COUNT(damage_fact, water, 0, 0, 0),
    COUNT(damage_fact, shelter, 0, 0, 0),
    COUNT(damage_fact, medicine, 0, 0, 0),
};

/* A household's damage in one disaster as it was last seen: table damage_kept.
 */
struct damage_kept {
    struct id disaster, household, place, entry_of;
    day held;
    int32_t house, living;
    int64_t dead, hurt, missing, ill;
    paisa lost;
    int64_t food, water, shelter, medicine, seen;
};
static const struct field damage_kept_field[] = {
    REF(damage_kept, disaster, "disaster", FIELD_FIND),
    REF(damage_kept, household, "household", FIELD_FIND),
    REF(damage_kept, place, "place", 0),
    REF(damage_kept, entry_of, "damage", 0),
    DAY(damage_kept, held, 0),
    CHOICE(damage_kept, house, HOUSE_CHOICES, 0),
    CHOICE(damage_kept, living, LIVING_CHOICES, 0),
    COUNT(damage_kept, dead, 0, 0, 0),
    COUNT(damage_kept, hurt, 0, 0, 0),
    COUNT(damage_kept, missing, 0, 0, 0),
    COUNT(damage_kept, ill, 0, 0, 0),
    MONEY(damage_kept, lost, 0, 0, 0),
    COUNT(damage_kept, food, 0, 0, 0),
    COUNT(damage_kept, water, 0, 0, 0),
    COUNT(damage_kept, shelter, 0, 0, 0),
    COUNT(damage_kept, medicine, 0, 0, 0),
    COUNT(damage_kept, seen, 0, 0, 0),
};

static int64_t none_is_0(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static void damage_keep(const struct damage_fact *x, size_t seen,
                        struct postings *out)
{
    struct damage_kept k = { .disaster = x->disaster,
                             .household = x->household,
                             .place = x->place,
                             .entry_of = x->entry,
                             .held = x->held,
                             .house = x->house,
                             .living = x->living,
                             .dead = none_is_0(x->dead),
                             .hurt = none_is_0(x->hurt),
                             .missing = none_is_0(x->missing),
                             .ill = none_is_0(x->ill),
                             .lost = none_is_0(x->lost),
                             .food = x->food,
                             .water = x->water,
                             .shelter = x->shelter,
                             .medicine = x->medicine,
                             .seen = (int64_t)seen };

    keep(out, &k, sizeof k);
}

/* By day and entry: what was seen last stands. */
static bool damage_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    const struct damage_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 1; i < n; i++) {
        if (f[i].house < f[i - 1].house)
            remark(out, f[i].entry, WARN, "damage.less_than_before", "house", 0,
                   0);
        if (f[i].held == f[i - 1].held)
            remark(out, f[i].entry, WARN, "damage.twice_a_day", "held", 0, 0);
    }
    if (n)
        damage_keep(&f[n - 1], n, out);
    return true;
}

/* What a disaster did to a household, as somebody saw it on a day: its house,
 * where it lives now, dead and hurt, what it lost, what it needs at once. Seen
 * once more, the later stands and the earlier is kept. */
RECORD(damage, .view = COLUMNS(damage_view), .fact = COLUMNS(damage_fact),
       .posts = damage_posts, .kept = COLUMNS(damage_kept), .title = "note",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "relief");
