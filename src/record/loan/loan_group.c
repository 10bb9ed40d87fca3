/* loan_group - a few members of a body who stand for one another's loans. */
#include "core/core.h"

struct loan_group_one {
    struct id member, person;
};
static const struct field loan_group_one_field[] = {
    REF(loan_group_one, member, "member", FIELD_NEED | FIELD_FIND),
    REF(loan_group_one, person, "person", FIELD_FIND),
};

struct loan_group {
    struct id body;
    struct str code, name;
    day formed, dissolved;
    struct list one;
};
static const struct field loan_group_field[] = {
    REF(loan_group, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(loan_group, code, 40, FIELD_KEY | FIELD_FIND),
    TEXT(loan_group, name, 120, FIELD_NEED | FIELD_KEY),
    DAY(loan_group, formed, FIELD_NEED),
    DAY(loan_group, dissolved, 0),
    ROWS(loan_group, one, loan_group_one, 100, FIELD_NEED),
};

struct loan_group_view {
    int64_t today;
    day body_formed;
};
static const struct field loan_group_view_field[] = {
    COUNT(loan_group_view, today, 0, 0, 0),
    DAY(loan_group_view, body_formed, 0),
};

/* Three to ten (finance.md 3.3): custom, so it is marked and no more. */
enum { GROUP_LEAST = 3, GROUP_MOST = 10 };

static void ones_judge(const struct list *one, struct findings *f)
{
    const struct loan_group_one *row = one->at;

    for (size_t i = 0; i < one->n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(row[i].member, row[j].member) ||
                (!id_none(row[i].person) &&
                 id_same(row[i].person, row[j].person))) {
                tell_row(f, STOP, "loan_group.twice", "one", i, "member");
                break;
            }
    if (one->n && (one->n < GROUP_LEAST || one->n > GROUP_MOST))
        tell_ab(f, WARN, "loan_group.size", "one", GROUP_LEAST, GROUP_MOST);
}

static void loan_group_rule(const struct loan_group *x,
                            const struct loan_group_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->formed != DAY_NONE && x->formed > v->today)
        tell(f, STOP, "date.in_future", "formed");
    if (x->formed != DAY_NONE && x->dissolved != DAY_NONE &&
        x->dissolved < x->formed)
        tell(f, STOP, "date.ends_before_start", "dissolved");
    if (v->body_formed != DAY_NONE && x->formed != DAY_NONE &&
        x->formed < v->body_formed)
        tell(f, WARN, "loan_group.before_body", "formed");
    ones_judge(&x->one, f);
}

/* One who stands in it: of which body and person, and in how many other groups
 * at the same time. */
struct loan_group_fact {
    struct id entry;
    int64_t n;
    struct id body, of_body, person, of_person;
    int64_t others;
};
static const struct field loan_group_fact_field[] = {
    REF(loan_group_fact, entry, "loan_group", 0),
    COUNT(loan_group_fact, n, 0, 0, 0),
    REF(loan_group_fact, body, "body", 0),
    REF(loan_group_fact, of_body, "body", 0),
    REF(loan_group_fact, person, "person", 0),
    REF(loan_group_fact, of_person, "person", 0),
    COUNT(loan_group_fact, others, 0, 0, 0),
};

static void one_remark(const struct loan_group_fact *f, const char *what,
                       struct postings *out)
{
    struct buf path = buf_start(out->arena);

    buf_fmt(&path, "one[%lld].member", (long long)f->n);
    remark(out, f->entry, WARN, what, arena_z(out->arena, buf_str(&path)), 0,
           0);
}

static bool loan_group_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct loan_group_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (!id_none(f[i].of_body) && !id_same(f[i].of_body, f[i].body))
            one_remark(&f[i], "loan_group.of_other_body", out);
        if (!id_none(f[i].person) && !id_none(f[i].of_person) &&
            !id_same(f[i].person, f[i].of_person))
            one_remark(&f[i], "chain.other_member", out);
        if (f[i].others > 0)
            one_remark(&f[i], "loan_group.in_two", out);
    }
    return true;
}

/* A solidarity group: its members guarantee one another, and where the product
 * says so none of them is lent anew while one is in arrears. */
RECORD(loan_group, .view = COLUMNS(loan_group_view),
       .fact = COLUMNS(loan_group_fact), .posts = loan_group_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "name",
       .group = "money");
