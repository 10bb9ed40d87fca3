/* welfare_gift - what is given out of a body's welfare fund, and put into it. */
#include "core/books.h"
#include "core/way.h"

struct welfare_gift {
    struct id body, member;
    day held;
    int32_t what;
    paisa amount;
    struct str why;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id resolution;
};
static const struct field welfare_gift_field[] = {
    REF(welfare_gift, body, "body",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(welfare_gift, member, "member", FIELD_KEY | FIELD_FIND),
    DAY(welfare_gift, held, FIELD_NEED | FIELD_KEY),
    CHOICE(welfare_gift, what, "given|paid_in|from_fines",
           FIELD_NEED | FIELD_KEY),
    MONEY(welfare_gift, amount, 1, MONEY_MOST, FIELD_NEED),
    TEXT(welfare_gift, why, 300, 0),
    CHOICE(welfare_gift, way, WAY_CHOICES, 0),
    REF(welfare_gift, account, "account", 0),
    REF(welfare_gift, taker, "person", 0),
    TEXT(welfare_gift, reference, 80, 0),
    TEXT(welfare_gift, leaf, 40, FIELD_FIND),
    REF(welfare_gift, resolution, "resolution", 0),
};
enum { WHAT_GIVEN, WHAT_PAID_IN, WHAT_FROM_FINES };

struct welfare_gift_view {
    int64_t today;
    struct id whose, account_of; /* the bodies of the member, of the account */
};
static const struct field welfare_gift_view_field[] = {
    COUNT(welfare_gift_view, today, 0, 0, 0),
    REF(welfare_gift_view, whose, "body", 0),
    REF(welfare_gift_view, account_of, "body", 0),
};

static void welfare_gift_rule(const struct welfare_gift *x,
                              const struct welfare_gift_view *v,
                              struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(v->whose) && !id_same(v->whose, x->body))
        tell(f, STOP, "saving.other_body", "member");
    if (!id_none(v->account_of) && !id_same(v->account_of, x->body))
        tell(f, STOP, "saving.other_account", "account");
    if (x->what == WHAT_GIVEN && id_none(x->member))
        tell(f, WARN, "welfare_gift.to_whom", "member");
    if (x->what == WHAT_GIVEN && id_none(x->resolution))
        tell(f, WARN, "welfare_gift.no_resolution", "resolution");
    if (x->what == WHAT_FROM_FINES && x->way >= 0)
        tell(f, WARN, "welfare_gift.no_way", "way");
    if (x->what != WHAT_FROM_FINES)
        way_rule(x->way, x->account, x->taker, f);
}

/* All that a body did with its welfare fund, by day, what came in first. */
struct welfare_gift_fact {
    struct id entry, body;
    day held;
    int32_t what;
    paisa amount;
    int32_t way;
    struct id account, taker;
};
static const struct field welfare_gift_fact_field[] = {
    REF(welfare_gift_fact, entry, "welfare_gift", 0),
    REF(welfare_gift_fact, body, "body", 0),
    DAY(welfare_gift_fact, held, 0),
    CHOICE(welfare_gift_fact, what, "", 0),
    MONEY(welfare_gift_fact, amount, 0, 0, 0),
    CHOICE(welfare_gift_fact, way, WAY_CHOICES, 0),
    REF(welfare_gift_fact, account, "account", 0),
    REF(welfare_gift_fact, taker, "person", 0),
};

static void welfare_post(const struct welfare_gift_fact *f,
                         struct postings *out)
{
    static const char *const event[] = { "welfare_gift.given",
                                         "welfare_gift.paid_in",
                                         "welfare_gift.from_fines" };
    struct side side = way_side(f->way, f->account, f->taker);
    struct movement m = { .entry = f->entry,
                          .event = event[f->what],
                          .book = f->body,
                          .on = f->held,
                          .amount = f->amount,
                          .sex = -1 };

    if (f->what == WHAT_GIVEN) {
        m.credit = side.head;
        m.credit_party = side.party;
    } else if (f->what == WHAT_PAID_IN) {
        m.debit = side.head;
        m.debit_party = side.party;
    }
    money(out, &m);
}

/* What was in the fund when the books were opened is not known here: the books
 * themselves say it, the mark says only what was given beyond what came in. */
static bool welfare_gift_posts(const void *facts, size_t n, month since,
                               struct postings *out)
{
    const struct welfare_gift_fact *f = facts;
    paisa held = 0;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (f[i].what < 0)
            continue;
        welfare_post(&f[i], out);
        if (f[i].what == WHAT_GIVEN && f[i].amount > held)
            remark(out, f[i].entry, WARN, "welfare_gift.beyond", "amount",
                   f[i].amount / 100, held / 100);
        held += f[i].what == WHAT_GIVEN ? -f[i].amount : f[i].amount;
    }
    return true;
}

/* A member in need is given something out of the welfare fund; or it is filled:
 * by what somebody pays in, or by fines that are set aside. */
RECORD(welfare_gift, .view = COLUMNS(welfare_gift_view),
       .fact = COLUMNS(welfare_gift_fact), .posts = welfare_gift_posts,
       .posted = true, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .amount = "amount", .title = "why", .group = "money");
