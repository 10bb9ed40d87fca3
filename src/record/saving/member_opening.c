/* member_opening - what a member had saved on the day the books were opened. */
#include "core/books.h"
#include "core/saving.h"

struct member_opening {
    struct id member, body;
    day held;
    paisa regular, voluntary, special;
};
static const struct field member_opening_field[] = {
    REF(member_opening, member, "member",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(member_opening, body, "body", FIELD_NEED | FIELD_FIND),
    DAY(member_opening, held, FIELD_NEED | FIELD_KEY),
    MONEY(member_opening, regular, 0, MONEY_MOST, 0),
    MONEY(member_opening, voluntary, 0, MONEY_MOST, 0),
    MONEY(member_opening, special, 0, MONEY_MOST, 0),
};

struct member_opening_view {
    struct saving_member who;
};

static void member_opening_rule(const struct member_opening *x,
                                const struct member_opening_view *v,
                                struct findings *f)
{
    saving_member_rule(&v->who, x->body, x->held, f);
    if (x->regular == INT_NONE && x->voluntary == INT_NONE &&
        x->special == INT_NONE)
        tell(f, WARN, "member_opening.nothing", "regular");
}

/* A member's openings, by day, then entry. */
struct member_opening_fact {
    struct id entry, member, body;
    day held;
    paisa regular, voluntary, special;
};
static const struct field member_opening_fact_field[] = {
    REF(member_opening_fact, entry, "member_opening", 0),
    REF(member_opening_fact, member, "member", 0),
    REF(member_opening_fact, body, "body", 0),
    DAY(member_opening_fact, held, 0),
    MONEY(member_opening_fact, regular, 0, 0, 0),
    MONEY(member_opening_fact, voluntary, 0, 0, 0),
    MONEY(member_opening_fact, special, 0, 0, 0),
};

static void carried(const struct member_opening_fact *f, int32_t of,
                    paisa amount, struct postings *out)
{
    money(out, &(struct movement){ .entry = f->entry,
                                   .event = "member_opening.carried",
                                   .book = f->body,
                                   .credit = saving_head(of),
                                   .credit_party = f->member,
                                   .on = f->held,
                                   .amount = amount,
                                   .sex = -1 });
}

/* It adds to no figure: what was before the switch to registers was filed. The
 * first one of a member counts, every other one is marked. */
static bool member_opening_posts(const void *facts, size_t n, month since,
                                 struct postings *out)
{
    const struct member_opening_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 1; i < n; i++)
        remark(out, f[i].entry, WARN, "member_opening.two", "member",
               (int64_t)n, 0);
    if (n) {
        carried(f, SAVING_REGULAR, f->regular, out);
        carried(f, SAVING_VOLUNTARY, f->voluntary, out);
        carried(f, SAVING_SPECIAL, f->special, out);
    }
    return true;
}

/* The cut-off sheet of a member: what she had saved of each sort on the day on
 * which her body's books are opened. It is told apart from the body's savings. */
RECORD(member_opening,
       .view = { saving_member_field, (int)LEN(saving_member_field),
                 (uint32_t)sizeof(struct member_opening_view) },
       .fact = COLUMNS(member_opening_fact), .posts = member_opening_posts,
       .posted = true, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .amount = "regular", .group = "money");
