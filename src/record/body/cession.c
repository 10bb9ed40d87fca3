/* cession - what a body had and owed goes over to another one. */
#include "core/books.h"
#include "core/saving.h"

struct cession_part {
    struct id member, member_to;
    paisa regular, voluntary, special;
};
static const struct field cession_part_field[] = {
    REF(cession_part, member, "member", FIELD_NEED | FIELD_FIND),
    REF(cession_part, member_to, "member", FIELD_NEED | FIELD_FIND),
    MONEY(cession_part, regular, 0, MONEY_MOST, 0),
    MONEY(cession_part, voluntary, 0, MONEY_MOST, 0),
    MONEY(cession_part, special, 0, MONEY_MOST, 0),
};

/* A balance: what it had is more than 0, what it owed less. */
struct cession_line {
    struct str head;
    paisa amount;
    struct id party, fund;
};
static const struct field cession_line_field[] = {
    CODE(cession_line, head, "account_head", FIELD_NEED),
    MONEY(cession_line, amount, -MONEY_MOST, MONEY_MOST, FIELD_NEED),
    REF(cession_line, party, NULL, 0),
    REF(cession_line, fund, "fund", 0),
};

/* A CO that goes with a part of its VO: what its women still owe the VO goes
 * along. */
struct cession_branch {
    struct id branch;
};
static const struct field cession_branch_field[] = {
    REF(cession_branch, branch, "body", FIELD_NEED | FIELD_FIND),
};

struct cession {
    struct id body, successor;
    day held;
    bool whole; /* all its loans go with it, also those nobody knows of yet */
    struct list part, line, branch;
    struct id resolution;
    struct str why;
};
static const struct field cession_field[] = {
    REF(cession, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(cession, successor, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(cession, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    FLAG(cession, whole, 0),
    ROWS(cession, part, cession_part, 600, 0),
    ROWS(cession, line, cession_line, 400, 0),
    ROWS(cession, branch, cession_branch, 200, 0),
    REF(cession, resolution, "resolution", FIELD_FIND),
    TEXT(cession, why, 300, 0),
};

struct cession_view {
    int64_t today;
    day formed; /* the successor */
};
static const struct field cession_view_field[] = {
    COUNT(cession_view, today, 0, 0, 0),
    DAY(cession_view, formed, 0),
};

static void parts_judge(const struct list *part, struct findings *f)
{
    const struct cession_part *p = part->at;

    for (size_t i = 0; i < part->n; i++) {
        if (id_same(p[i].member, p[i].member_to))
            tell_row(f, STOP, "cession.member_to_herself", "part", i,
                     "member_to");
        for (size_t j = 0; j < i; j++)
            if (id_same(p[i].member, p[j].member)) {
                tell_row(f, STOP, "cession.member_twice", "part", i, "member");
                break;
            }
    }
}

/* What is told apart goes over by its own rows; a line that no side has is
 * none. */
static void lines_judge(const struct list *line, struct findings *f)
{
    const struct cession_line *l = line->at;

    for (size_t i = 0; i < line->n; i++) {
        if (l[i].amount == 0)
            tell_row(f, WARN, "cession.nothing", "line", i, "amount");
        for (size_t j = 0; j < i; j++)
            if (str_same(l[i].head, l[j].head) &&
                id_same(l[i].party, l[j].party) &&
                id_same(l[i].fund, l[j].fund)) {
                tell_row(f, STOP, "cession.line_twice", "line", i, "head");
                break;
            }
    }
}

static void branches_judge(const struct cession *x, struct findings *f)
{
    const struct cession_branch *b = x->branch.at;

    for (size_t i = 0; i < x->branch.n; i++) {
        if (id_same(b[i].branch, x->body) || id_same(b[i].branch, x->successor))
            tell_row(f, STOP, "cession.branch_itself", "branch", i, "branch");
        for (size_t j = 0; j < i; j++)
            if (id_same(b[i].branch, b[j].branch)) {
                tell_row(f, STOP, "cession.branch_twice", "branch", i,
                         "branch");
                break;
            }
    }
}

static void cession_rule(const struct cession *x, const struct cession_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, STOP, "cession.before_formation", "held");
    if (!id_none(x->body) && id_same(x->body, x->successor))
        tell(f, STOP, "cession.to_itself", "successor");
    parts_judge(&x->part, f);
    lines_judge(&x->line, f);
    branches_judge(x, f);
}

/* ---- books --------------------------------------------------------------*/

enum { FACT_LINE, FACT_PART };
struct cession_fact {
    struct id entry, body, successor;
    day held;
    int64_t what, n;
    struct str head; /* of a line */
    struct id party, fund;
    paisa amount;
    struct id member_to; /* of a part */
    paisa regular, voluntary, special;
};
static const struct field cession_fact_field[] = {
    REF(cession_fact, entry, "cession", 0),
    REF(cession_fact, body, "body", 0),
    REF(cession_fact, successor, "body", 0),
    DAY(cession_fact, held, 0),
    COUNT(cession_fact, what, 0, 0, 0),
    COUNT(cession_fact, n, 0, 0, 0),
    TEXT(cession_fact, head, 60, 0),
    REF(cession_fact, party, NULL, 0),
    REF(cession_fact, fund, "fund", 0),
    MONEY(cession_fact, amount, 0, 0, 0),
    REF(cession_fact, member_to, "member", 0),
    MONEY(cession_fact, regular, 0, 0, 0),
    MONEY(cession_fact, voluntary, 0, 0, 0),
    MONEY(cession_fact, special, 0, 0, 0),
};

static struct movement moved(const struct cession_fact *f, const char *event,
                             struct id book, paisa amount)
{
    return (struct movement){ .entry = f->entry,
                              .event = event,
                              .book = book,
                              .fund = f->fund,
                              .on = f->held,
                              .amount = amount,
                              .sex = -1,
                              .cutover = MONTH_NONE };
}

/* The head that the other side of a debt has; none: it is no debt of two. */
static struct str mirror_of(struct str head)
{
    if (str_same(head, S("due_to")))
        return S("due_from");
    if (str_same(head, S("due_from")))
        return S("due_to");
    return (struct str){ "", 0 };
}

/* Whom it owed, or who owed it, has the successor in the same place from now
 * on. */
static void mirror_post(const struct cession_fact *f, struct str head,
                        struct postings *out)
{
    struct movement m = moved(f, "cession.renamed", f->party, -f->amount);

    m.fund = ID_NONE;
    m.debit = m.credit = head;
    m.debit_party = f->successor;
    m.credit_party = f->body;
    money(out, &m);
}

static void line_post(const struct cession_fact *f, struct postings *out)
{
    struct movement gone = moved(f, "cession.gone", f->body, f->amount);
    struct movement come = moved(f, "cession.come", f->successor, f->amount);
    struct str mirror = mirror_of(f->head);
    bool own = mirror.n && id_same(f->party, f->successor);

    gone.credit = come.debit = f->head;
    gone.debit_party = f->successor;
    gone.credit_party = come.debit_party = f->party;
    come.credit_party = f->body;
    if (own) { /* what the two owed each other is nothing any more */
        come.debit = mirror;
        come.debit_party = f->body;
    }
    money(out, &gone);
    money(out, &come);
    if (mirror.n && !own && !id_none(f->party))
        mirror_post(f, mirror, out);
}

/* What left her old account stands on that member's own timeline. */
static void part_post(const struct cession_fact *f, struct postings *out)
{
    const paisa amount[] = { f->regular, f->voluntary, f->special };

    for (int i = 0; i < (int)LEN(amount); i++) {
        struct movement m = moved(f, "cession.saved_in", f->successor,
                                  amount[i]);

        m.debit_party = f->body;
        m.credit = saving_head(i);
        m.credit_party = f->member_to;
        money(out, &m);
    }
}

static bool cession_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct cession_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++)
        if (f[i].what == FACT_LINE)
            line_post(&f[i], out);
        else
            part_post(&f[i], out);
    return true;
}

/* What a body that merges or splits hands over to the other one: its box and
 * bank, what it owed and was owed, and the savings of the members who go. Loans
 * go with it, each as much as is still out: they are booked by their own
 * timelines, and in the successor's books from that day on. */
RECORD(cession, .view = COLUMNS(cession_view), .fact = COLUMNS(cession_fact),
       .posts = cession_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "why", .posted = true, .group = "body");
