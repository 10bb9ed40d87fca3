/* deposit - money that a member brings outside a meeting. */
#include "core/books.h"
#include "core/saving.h"
#include "core/way.h"

struct deposit {
    struct id member, body;
    day held;
    int32_t what;
    paisa amount;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id resolution;
};
static const struct field deposit_field[] = {
    REF(deposit, member, "member", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(deposit, body, "body", FIELD_NEED | FIELD_FIND),
    DAY(deposit, held, FIELD_NEED | FIELD_KEY),
    CHOICE(deposit, what, "regular|voluntary|special", FIELD_NEED | FIELD_KEY),
    MONEY(deposit, amount, 1, MONEY_MOST, FIELD_NEED),
    CHOICE(deposit, way, WAY_CHOICES, 0),
    REF(deposit, account, "account", 0),
    REF(deposit, taker, "person", 0),
    TEXT(deposit, reference, 80, 0),
    TEXT(deposit, leaf, 40, FIELD_FIND),
    REF(deposit, resolution, "resolution", 0),
};

struct deposit_view {
    struct saving_member who;
};

static void deposit_rule(const struct deposit *x, const struct deposit_view *v,
                         struct findings *f)
{
    saving_member_rule(&v->who, x->body, x->held, f);
    if (v->who.ended.on != DAY_NONE && x->held != DAY_NONE &&
        date_end(v->who.ended) < x->held)
        tell(f, WARN, "saving.after_end", "held");
    if (x->way == WAY_GOODS)
        tell(f, STOP, "saving.in_goods", "way");
    way_rule(x->way, x->account, x->taker, f);
}

struct deposit_fact {
    struct id entry, member, body, rsp, project, place;
    day held;
    int32_t what;
    paisa amount;
    int32_t way;
    struct id account, taker;
    int32_t sex;
    month cutover;
};
static const struct field deposit_fact_field[] = {
    REF(deposit_fact, entry, "deposit", 0),
    REF(deposit_fact, member, "member", 0),
    REF(deposit_fact, body, "body", 0),
    REF(deposit_fact, rsp, "rsp", 0),
    REF(deposit_fact, project, "project", 0),
    REF(deposit_fact, place, "place", 0),
    DAY(deposit_fact, held, 0),
    CHOICE(deposit_fact, what, "regular|voluntary|special", 0),
    MONEY(deposit_fact, amount, 0, 0, 0),
    CHOICE(deposit_fact, way, WAY_CHOICES, 0),
    REF(deposit_fact, account, "account", 0),
    REF(deposit_fact, taker, "person", 0),
    CHOICE(deposit_fact, sex, "women|men", 0),
    MONTH(deposit_fact, cutover, 0),
};

static bool deposit_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct deposit_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct side side = way_side(f[i].way, f[i].account, f[i].taker);

        money(out, &(struct movement){ .entry = f[i].entry,
                                       .event = "deposit.made",
                                       .book = f[i].body,
                                       .debit = side.head,
                                       .debit_party = side.party,
                                       .credit = saving_head(f[i].what),
                                       .credit_party = f[i].member,
                                       .on = f[i].held,
                                       .amount = f[i].amount,
                                       .place = f[i].place,
                                       .rsp = f[i].rsp,
                                       .project = f[i].project,
                                       .sex = f[i].sex,
                                       .cutover = f[i].cutover });
    }
    return true;
}

/* A member brings savings outside a meeting: regular, voluntary or special. */
RECORD(deposit,
       .view = { saving_member_field, (int)LEN(saving_member_field),
                 (uint32_t)sizeof(struct deposit_view) },
       .fact = COLUMNS(deposit_fact), .posts = deposit_posts, .posted = true,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .amount = "amount",
       .title = "reference", .group = "money");
