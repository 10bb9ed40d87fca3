/* member - somebody in a body, and what she draws of her savings there. */
#include "core/books.h"
#include "core/saving.h"
#include "core/way.h"

struct member {
    struct id body, person;
    int64_t number; /* in the register of the body */
    struct date joined, ended;
    int32_t why;
    paisa saving; /* her own agreed saving, where it is another */
};
static const struct field member_field[] = {
    REF(member, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(member, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(member, number, 1, 100000, 0),
    DATE(member, joined, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(member, ended, 0),
    CHOICE(member, why,
           "moved|died|resigned|expelled|married|other|merged|split", 0),
    MONEY(member, saving, 0, 100000000, 0),
};

struct member_view {
    int64_t today;
    day formed;
    int32_t body_sex, sex; /* -1: not known */
    struct date born;
};
static const struct field member_view_field[] = {
    COUNT(member_view, today, 0, 0, 0),
    DAY(member_view, formed, 0),
    CHOICE(member_view, body_sex, "women|men|mixed", 0),
    CHOICE(member_view, sex, "women|men", 0),
    DATE(member_view, born, 0),
};

enum { SEX_MIXED = 2 };

/* What hangs on her other memberships stands in person.c. */
static void member_rule(const struct member *x, const struct member_view *v,
                        struct findings *f)
{
    day joined = x->joined.on, ended = x->ended.on;

    if (v->today != INT_NONE && joined != DAY_NONE && joined > v->today)
        tell(f, STOP, "date.in_future", "joined");
    if (v->today != INT_NONE && ended != DAY_NONE && ended > v->today)
        tell(f, STOP, "date.in_future", "ended");
    if (joined != DAY_NONE && ended != DAY_NONE && date_end(x->ended) < joined)
        tell(f, STOP, "date.ends_before_start", "ended");
    if (joined != DAY_NONE && v->born.on != DAY_NONE &&
        date_end(x->joined) < v->born.on)
        tell(f, STOP, "member.before_birth", "joined");
    if (joined != DAY_NONE && v->formed != DAY_NONE &&
        date_end(x->joined) < v->formed)
        tell(f, WARN, "member.before_formation", "joined");
    if (v->sex >= 0 && v->body_sex >= 0 && v->body_sex != SEX_MIXED &&
        v->sex != v->body_sex)
        tell(f, WARN, "member.of_other_sex", "person");
    if (ended != DAY_NONE && x->why < 0)
        tell(f, WARN, "member.no_reason", "why");
}

/* ---- what she draws -----------------------------------------------------*/

/* All that came to her savings and went out of them, and what she borrowed of
 * others' savings and paid back. What comes in is booked where it is said (a
 * meeting, a deposit); what goes out here, for it hangs on all the rest. */
struct member_fact {
    struct id entry;
    int64_t aside; /* 1: of another timeline */
    struct id member, body, rsp, project, place;
    int32_t sex;
    month cutover;
    day on_day;
    int64_t n;
    int32_t sort; /* enum saving_of */
    int64_t moves;
    paisa amount;
    struct str kind;
    int32_t way;
    struct id account, taker, loan;
    paisa owes; /* lent to her, or less than 0 paid back; then no savings */
    int64_t multiple;
    struct id successor; /* of a cession: where her savings went */
};
static const struct field member_fact_field[] = {
    REF(member_fact, entry, "member", 0),
    COUNT(member_fact, aside, 0, 0, 0),
    REF(member_fact, member, "member", 0),
    REF(member_fact, body, "body", 0),
    REF(member_fact, rsp, "rsp", 0),
    REF(member_fact, project, "project", 0),
    REF(member_fact, place, "place", 0),
    CHOICE(member_fact, sex, "women|men", 0),
    MONTH(member_fact, cutover, 0),
    DAY(member_fact, on_day, 0),
    COUNT(member_fact, n, 0, 0, 0),
    CHOICE(member_fact, sort, SAVING_CHOICES, 0),
    COUNT(member_fact, moves, 0, 0, 0),
    MONEY(member_fact, amount, 0, 0, 0),
    TEXT(member_fact, kind, 40, 0),
    CHOICE(member_fact, way, WAY_CHOICES, 0),
    REF(member_fact, account, "account", 0),
    REF(member_fact, taker, "person", 0),
    REF(member_fact, loan, "loan", 0),
    MONEY(member_fact, owes, 0, 0, 0),
    COUNT(member_fact, multiple, 0, 0, 0),
    REF(member_fact, successor, "body", 0),
};

/* In the order in which they count. */
static void drawn_sort(const struct member_fact *f, size_t n,
                       struct saving_act *act, size_t *from)
{
    for (size_t i = 0; i < n; i++) {
        act[i] = (struct saving_act){ .on = f[i].on_day,
                                      .entry = f[i].entry,
                                      .n = f[i].n,
                                      .of = f[i].sort,
                                      .amount = f[i].amount,
                                      .moves = f[i].moves == 1,
                                      .from = i };
    }
    saving_sort(act, n);
    for (size_t i = 0; i < n; i++)
        from[i] = act[i].from;
}

static struct movement drawn(const struct member_fact *f, const char *event,
                             paisa amount)
{
    return (struct movement){ .entry = f->entry,
                              .event = event,
                              .book = f->body,
                              .debit = saving_head(f->sort),
                              .debit_party = f->member,
                              .on = f->on_day,
                              .amount = amount,
                              .place = f->place,
                              .rsp = f->rsp,
                              .project = f->project,
                              .sex = f->sex,
                              .cutover = f->cutover };
}

/* Money that goes out: as much as lies there out of her savings, what is more
 * is owed by her. */
static void paid_post(const struct member_fact *f, const char *event,
                      struct side to, paisa covered, struct postings *out)
{
    struct movement m = drawn(f, event, covered);
    struct movement over = drawn(f, "member.overdrawn", -f->amount - covered);

    m.credit = over.credit = to.head;
    m.credit_party = over.credit_party = to.party;
    over.debit = S("saving_over");
    money(out, &m);
    money(out, &over);
}

static void settled_post(const struct member_fact *f, paisa covered,
                         struct postings *out)
{
    struct movement m = drawn(f, "settlement.moved", covered);
    struct side side = way_side(f->way, f->account, f->taker);

    if (f->moves == 1) {
        m.credit_party = f->member;
        money(out, &m);
    } else if (f->amount > 0) {
        m.event = "settlement.insured";
        m.debit = side.head;
        m.debit_party = side.party;
        m.credit_party = f->member;
        m.amount = f->amount;
        money(out, &m);
    } else if (!id_none(f->loan)) {
        side = (struct side){ S("collected"), f->loan };
        paid_post(f, "settlement.netted", side, covered, out);
    } else {
        paid_post(f, "settlement.paid", side, covered, out);
    }
}

/* Savings that go over stay savings: they are in no figure twice. */
static void handed_post(const struct member_fact *f, paisa covered,
                        struct postings *out)
{
    struct member_fact other = *f;

    other.place = ID_NONE;
    paid_post(&other, "cession.saved_out",
              (struct side){ S("ceded"), f->successor }, covered, out);
}

static void drawn_post(const struct member_fact *f, paisa covered,
                       struct postings *out)
{
    struct side side = way_side(f->way, f->account, f->taker);

    if (str_same(f->kind, S("settlement")))
        settled_post(f, covered, out);
    else if (f->amount < 0 && str_same(f->kind, S("withdrawal")))
        paid_post(f,
                  f->sort == SAVING_LEFT ? "withdrawal.of_left" :
                                           "withdrawal.paid",
                  side, covered, out);
    else if (f->amount < 0 && str_same(f->kind, S("cession")))
        handed_post(f, covered, out);
    else if (f->amount < 0)
        paid_post(f, "sharing.returned", side, covered, out);
}

/* What she has pledged: what is out of each loan from savings. What she paid
 * back is taken as principal, so it is never more than that. */
struct pledge {
    struct id loan;
    paisa owed;
    int64_t multiple;
};

static paisa pledged(const struct pledge *p, size_t n)
{
    paisa sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += saving_pledged(p[i].owed, p[i].multiple);
    return sum;
}

static size_t pledge_add(struct pledge *p, size_t n,
                         const struct member_fact *f)
{
    size_t i = 0;

    while (i < n && !id_same(p[i].loan, f->loan))
        i++;
    if (i == n)
        p[n++] = (struct pledge){ f->loan, 0, f->multiple };
    p[i].owed += f->owes;
    return n;
}

/* Of a withdrawal: what was free, in rupees, where it took more. */
static void drawn_remark(const struct member_fact *f, const paisa *held,
                         paisa pledge, paisa covered, struct postings *out)
{
    paisa all = held[SAVING_REGULAR] + held[SAVING_VOLUNTARY] +
                held[SAVING_SPECIAL];
    paisa want = -f->amount;

    if (f->amount >= 0 || str_same(f->kind, S("sharing")))
        return;
    if (covered < want)
        remark(out, f->entry, WARN, "saving.beyond", "amount", want / 100,
               covered / 100);
    else if (str_same(f->kind, S("withdrawal")) && f->sort != SAVING_LEFT &&
             want > saving_free(all, pledge))
        remark(out, f->entry, WARN, "saving.pledged", "amount", want / 100,
               saving_free(all, pledge) / 100);
}

static bool member_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    const struct member_fact *f = facts;
    struct saving_act *act = arena_many(out->arena, struct saving_act, n + 1);
    struct pledge *pledge = arena_many(out->arena, struct pledge, n + 1);
    size_t *from = arena_many(out->arena, size_t, n + 1), pledges = 0;
    paisa held[SAVINGS] = { 0 };

    if (since != MONTH_NONE)
        return false;
    drawn_sort(f, n, act, from);
    for (size_t i = 0; i < n; i++) {
        const struct member_fact *one = &f[from[i]];
        paisa covered;

        if (one->owes != INT_NONE) {
            pledges = pledge_add(pledge, pledges, one);
            continue;
        }
        covered = saving_covered(&act[i], held);
        drawn_remark(one, held, pledged(pledge, pledges), covered, out);
        saving_put(&act[i], held);
        drawn_post(one, covered, out);
    }
    return true;
}

/* A person in a body: joined, left, why. Who leaves is restated with the day
 * and the reason. */
RECORD(member, .view = COLUMNS(member_view), .fact = COLUMNS(member_fact),
       .posts = member_posts, .bare = true, .via = "person",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "body");
