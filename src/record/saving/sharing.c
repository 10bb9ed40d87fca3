/* sharing - a body shares its profit, or all it holds at the end of a cycle. */
#include "core/books.h"
#include "core/saving.h"
#include "core/way.h"

struct sharing_part {
    struct id member;
    paisa amount;                      /* of the profit */
    paisa regular, voluntary, special; /* savings given back with it */
};
static const struct field sharing_part_field[] = {
    REF(sharing_part, member, "member", FIELD_NEED | FIELD_FIND),
    MONEY(sharing_part, amount, 0, MONEY_MOST, 0),
    MONEY(sharing_part, regular, 0, MONEY_MOST, 0),
    MONEY(sharing_part, voluntary, 0, MONEY_MOST, 0),
    MONEY(sharing_part, special, 0, MONEY_MOST, 0),
};

struct sharing {
    struct id body;
    day since, held;
    int32_t what, shared_by;
    int64_t yearly_rate;
    paisa amount; /* of the profit */
    int32_t given_as;
    struct list part;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id resolution;
};
static const struct field sharing_field[] = {
    REF(sharing, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(sharing, since, 0),
    DAY(sharing, held, FIELD_NEED | FIELD_KEY),
    CHOICE(sharing, what, "profit|share_out", FIELD_NEED | FIELD_KEY),
    CHOICE(sharing, shared_by, "equal|by_saving|by_days|at_rate", 0),
    COUNT(sharing, yearly_rate, 0, 10000, FIELD_POINTS),
    MONEY(sharing, amount, 0, MONEY_MOST, FIELD_NEED),
    CHOICE(sharing, given_as, "regular|voluntary|special|cash", 0),
    ROWS(sharing, part, sharing_part, 600, FIELD_NEED),
    CHOICE(sharing, way, WAY_CHOICES, 0),
    REF(sharing, account, "account", 0),
    REF(sharing, taker, "person", 0),
    TEXT(sharing, reference, 80, 0),
    TEXT(sharing, leaf, 40, FIELD_FIND),
    REF(sharing, resolution, "resolution", 0),
};
enum { WHAT_PROFIT, WHAT_SHARE_OUT };
enum { GIVEN_CASH = 3 };

struct sharing_view {
    int64_t today;
    struct id account_of, resolved; /* the body of the account, of the vote */
};
static const struct field sharing_view_field[] = {
    COUNT(sharing_view, today, 0, 0, 0),
    REF(sharing_view, account_of, "body", 0),
    REF(sharing_view, resolved, "body", 0),
};

static bool gives_back(const struct sharing_part *row)
{
    return (row->regular != INT_NONE && row->regular > 0) ||
           (row->voluntary != INT_NONE && row->voluntary > 0) ||
           (row->special != INT_NONE && row->special > 0);
}

static void parts_judge(const struct sharing *x, struct findings *f)
{
    const struct sharing_part *row = x->part.at;
    paisa sum = 0;

    for (size_t i = 0; i < x->part.n; i++) {
        sum += row[i].amount == INT_NONE ? 0 : row[i].amount;
        if (x->what == WHAT_PROFIT && gives_back(&row[i]))
            tell_row(f, STOP, "sharing.gives_back", "part", i, "regular");
        for (size_t j = 0; j < i; j++)
            if (id_same(row[i].member, row[j].member)) {
                tell_row(f, STOP, "sharing.twice", "part", i, "member");
                break;
            }
    }
    if (x->amount != INT_NONE && sum != x->amount)
        tell_ab(f, STOP, "sharing.parts_differ", "amount", sum, x->amount);
}

static void sharing_rule(const struct sharing *x, const struct sharing_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->since != DAY_NONE && x->held != DAY_NONE && x->since > x->held)
        tell(f, STOP, "date.ends_before_start", "since");
    if (!id_none(v->account_of) && !id_same(v->account_of, x->body))
        tell(f, STOP, "saving.other_account", "account");
    if (id_none(x->resolution))
        tell(f, WARN, "sharing.no_resolution", "resolution");
    else if (!id_none(v->resolved) && !id_same(v->resolved, x->body))
        tell(f, STOP, "sharing.of_other_body", "resolution");
    if (x->way == WAY_GOODS)
        tell(f, STOP, "saving.in_goods", "way");
    way_rule(x->way, x->account, x->taker, f);
    parts_judge(x, f);
}

/* A row of it, by its number. */
struct sharing_fact {
    struct id entry, member, body, rsp, project, place;
    day held;
    int32_t what, given_as;
    paisa amount;
    int32_t way;
    struct id account, taker;
    int32_t sex;
    month cutover;
    int64_t other; /* 1: she is a member of another body */
    int64_t n;
};
static const struct field sharing_fact_field[] = {
    REF(sharing_fact, entry, "sharing", 0),
    REF(sharing_fact, member, "member", 0),
    REF(sharing_fact, body, "body", 0),
    REF(sharing_fact, rsp, "rsp", 0),
    REF(sharing_fact, project, "project", 0),
    REF(sharing_fact, place, "place", 0),
    DAY(sharing_fact, held, 0),
    CHOICE(sharing_fact, what, "", 0),
    CHOICE(sharing_fact, given_as, "", 0),
    MONEY(sharing_fact, amount, 0, 0, 0),
    CHOICE(sharing_fact, way, WAY_CHOICES, 0),
    REF(sharing_fact, account, "account", 0),
    REF(sharing_fact, taker, "person", 0),
    CHOICE(sharing_fact, sex, "women|men", 0),
    MONTH(sharing_fact, cutover, 0),
    COUNT(sharing_fact, other, 0, 0, 0),
    COUNT(sharing_fact, n, 0, 0, 0),
};

/* Her part of the profit: kept with her savings, or given into her hand. What
 * is given back of her savings stands on her own timeline: member.c. */
static void part_post(const struct sharing_fact *f, struct postings *out)
{
    bool cash = f->what == WHAT_SHARE_OUT || f->given_as == GIVEN_CASH;
    struct side side = way_side(f->way, f->account, f->taker);
    struct movement m = { .entry = f->entry,
                          .event = cash ? "sharing.paid" : "sharing.profit",
                          .book = f->body,
                          .credit = cash ? side.head : saving_head(f->given_as),
                          .credit_party = cash ? side.party : f->member,
                          .on = f->held,
                          .amount = f->amount,
                          .place = f->place,
                          .rsp = f->rsp,
                          .project = f->project,
                          .sex = f->sex,
                          .cutover = f->cutover };

    if (!cash && f->given_as < 0)
        m.credit = saving_head(SAVING_VOLUNTARY);
    money(out, &m);
}

static bool sharing_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct sharing_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++) {
        struct buf path = buf_start(out->arena);

        part_post(&f[i], out);
        if (f[i].other != 1)
            continue;
        buf_fmt(&path, "part[%lld].member", (long long)f[i].n);
        remark(out, f[i].entry, WARN, "meeting.not_member",
               arena_z(out->arena, buf_str(&path)), 0, 0);
    }
    return true;
}

/* A profit shared among the members, by equal parts, by what each saved, by what
 * was saved and for how long, or at a rate; or, at the end of a cycle, all their
 * savings given back with it. */
RECORD(sharing, .view = COLUMNS(sharing_view), .fact = COLUMNS(sharing_fact),
       .posts = sharing_posts, .posted = true, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .amount = "amount", .title = "reference",
       .group = "money");
