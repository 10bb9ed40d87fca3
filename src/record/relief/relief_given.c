/* relief_given - what a household was given after a disaster. */
#include "core/books.h"
#include "core/relief.h"

struct relief_given {
    struct id disaster, household, agency, rsp;
    day held;
    int32_t what;
    struct str goods;
    int64_t quantity;
    struct str unit;
    paisa amount;
    struct id on_list, receiver;
    struct str token;
    bool thumb;
    struct str note;
};
static const struct field relief_given_field[] = {
    REF(relief_given, disaster, "disaster",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(relief_given, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(relief_given, agency, "agency", FIELD_KEY | FIELD_FIND),
    DAY(relief_given, held, FIELD_NEED | FIELD_KEY),
    CHOICE(relief_given, what, RELIEF_CHOICES, FIELD_NEED | FIELD_KEY),
    TEXT(relief_given, goods, 160, 0),
    COUNT(relief_given, quantity, 1, 1000000, 0),
    TEXT(relief_given, unit, 40, 0),
    MONEY(relief_given, amount, 0, MONEY_MOST, 0),
    REF(relief_given, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(relief_given, on_list, "relief_list", FIELD_FIND),
    REF(relief_given, receiver, "person", FIELD_FIND),
    TEXT(relief_given, token, 40, FIELD_KEY),
    FLAG(relief_given, thumb, 0),
    TEXT(relief_given, note, 400, 0),
};

struct relief_given_view {
    int64_t today, inside, stands; /* stands: 1 or 0; INT_NONE: names none */
    day since, ended;
    struct id list_disaster;
};
static const struct field relief_given_view_field[] = {
    COUNT(relief_given_view, today, 0, 0, 0),
    COUNT(relief_given_view, inside, 0, 0, 0),
    COUNT(relief_given_view, stands, 0, 0, 0),
    DAY(relief_given_view, since, 0),
    DAY(relief_given_view, ended, 0),
    REF(relief_given_view, list_disaster, "disaster", 0),
};

static void relief_given_rule(const struct relief_given *x,
                              const struct relief_given_view *v,
                              struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->since != DAY_NONE && x->held != DAY_NONE && x->held < v->since)
        tell(f, STOP, "disaster.before", "held");
    if (v->ended != DAY_NONE && x->held != DAY_NONE && x->held > v->ended)
        tell(f, WARN, "disaster.over", "held");
    if (v->inside == 0)
        tell(f, WARN, "disaster.outside", "household");
    if (id_none(x->agency))
        tell(f, WARN, "relief.no_agency", "agency");
    if (!id_none(v->list_disaster) && !id_same(v->list_disaster, x->disaster))
        tell(f, STOP, "relief_given.list_of_another", "on_list");
    else if (v->stands == 0)
        tell(f, WARN, "relief_given.not_listed", "on_list");
    if (x->quantity == INT_NONE && x->amount == INT_NONE)
        tell(f, WARN, "damage.how_much", "quantity");
}

struct relief_given_fact {
    struct id entry, agency, place, rsp;
    day held;
    int32_t what;
    int64_t every; /* by the package; 0: once; INT_NONE: not in it */
    paisa amount;
    month cutover;
    int64_t aside; /* 1: to another household, of another timeline */
    int64_t kin;   /* 1: to this one, or one that is the same by now */
};
static const struct field relief_given_fact_field[] = {
    REF(relief_given_fact, entry, "relief_given", 0),
    REF(relief_given_fact, agency, "agency", 0),
    REF(relief_given_fact, place, "place", 0),
    REF(relief_given_fact, rsp, "rsp", 0),
    DAY(relief_given_fact, held, 0),
    CHOICE(relief_given_fact, what, RELIEF_CHOICES, 0),
    COUNT(relief_given_fact, every, 0, 0, 0),
    MONEY(relief_given_fact, amount, 0, 0, 0),
    MONTH(relief_given_fact, cutover, 0),
    COUNT(relief_given_fact, aside, 0, 0, 0),
    COUNT(relief_given_fact, kin, 0, 0, 0),
};

static void gift_post(const struct relief_given_fact *x, bool first,
                      struct postings *out)
{
    struct posting one = { .entry = x->entry,
                           .indicator = S("relief.household"),
                           .place = x->place,
                           .rsp = x->rsp,
                           .month = month_of(x->held),
                           .amount = 1 };

    if (first)
        post_kept(out, &one, x->cutover, true);
    if (x->amount == INT_NONE)
        return;
    one.indicator = S("relief.value");
    one.amount = x->amount;
    post_kept(out, &one, x->cutover, true);
}

static bool is_aside(const struct relief_given_fact *f, size_t n,
                     struct id entry)
{
    for (size_t i = 0; i < n; i++)
        if (id_same(f[i].entry, entry))
            return f[i].aside == 1;
    return true;
}

/* All that one household was given in one disaster, by whomever, in whichever of
 * its records: two that are the same are relieved once. */
static bool relief_given_posts(const void *facts, size_t n, month since,
                               struct postings *out)
{
    const struct relief_given_fact *f = facts;
    struct relief_gift *g = arena_many(out->arena, struct relief_gift, n + 1);
    bool first = true;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        g[i] = (struct relief_gift){
            f[i].entry, f[i].agency, f[i].held, f[i].what,
            f[i].every == INT_NONE ? RELIEF_EVERY_DAYS : f[i].every
        };
        if (f[i].aside != 1)
            gift_post(&f[i], first, out);
        if (f[i].kin == 1)
            first = false;
    }
    relief_sort(g, n);
    for (size_t i = 0; i < n; i++) {
        size_t of = relief_repeats(g, i);

        if (of == i || is_aside(f, n, g[i].entry))
            continue;
        remark(out, g[i].entry, WARN,
               id_same(g[i].agency, g[of].agency) ? "relief_given.again" :
                                                    "relief_given.other_agency",
               "what", g[i].on - g[of].on, g[i].every);
    }
    return true;
}

/* What a household was given after a disaster: by which agency, on which day,
 * what and how much, against which list and token. What comes again before its
 * time is told beside it, whoever gave first. */
RECORD(relief_given, .view = COLUMNS(relief_given_view),
       .fact = COLUMNS(relief_given_fact), .posts = relief_given_posts,
       .title = "goods", .amount = "amount", .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "relief");
