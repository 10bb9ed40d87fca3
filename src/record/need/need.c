/* need - one thing that a household or a body wants, and how it stands. */
#include "core/books.h"
#include "core/need_fact.h"
#include <string.h>

static const struct field need_share_field[] = {
    CHOICE(need_share, source, SHARE_CHOICES, FIELD_NEED),
    MONEY(need_share, amount, 0, MONEY_MOST, FIELD_NEED),
};
static const struct field need_field[] = {
    TEXT(need, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(need, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(need, household, "household", FIELD_FIND),
    REF(need, mip, "mip", FIELD_FIND),
    REF(need, person, "person", FIELD_FIND),
    REF(need, resolution, "resolution", FIELD_FIND),
    DAY(need, raised, FIELD_NEED),
    TEXT(need, title, 200, FIELD_NEED),
    CHOICE(need, sector, SECTOR_CHOICES, FIELD_NEED | FIELD_FIND),
    CHOICE(need, nature, NEED_NATURES, FIELD_NEED),
    FLAG(need, non_project, 0),
    CHOICE(need, who, WHO_CHOICES, FIELD_NEED),
    FLAG(need, women_first, 0),
    COUNT(need, households, 0, 1000000, 0),
    COUNT(need, women, 0, 10000000, 0),
    COUNT(need, men, 0, 10000000, 0),
    COUNT(need, poorest, 0, 1000000, 0),
    MONEY(need, cost, 0, MONEY_MOST, 0),
    COUNT(need, quantity, 0, 1000000000, 0),
    TEXT(need, unit, 40, 0),
    REF(need, place, "place", FIELD_FIND),
    CODE(need, goal, "goal", 0),
    ROWS(need, share, need_share, SHARES, 0),
    TEXT(need, note, 1000, 0),
};

struct need_view {
    int64_t today;
    int32_t nature;           /* of the body */
    struct id lives, planned; /* households: of the person, of the plan */
    struct id resolved_by;
    day passed;
    int64_t lost; /* 1: the resolution did not pass, or was taken back */
};
static const struct field need_view_field[] = {
    COUNT(need_view, today, 0, 0, 0),
    CHOICE(need_view, nature, "co|vo|lso|group|network", 0),
    REF(need_view, lives, "household", 0),
    REF(need_view, planned, "household", 0),
    REF(need_view, resolved_by, "body", 0),
    DAY(need_view, passed, 0),
    COUNT(need_view, lost, 0, 0, 0),
};
enum { WHO_SELF, WHO_HELPED, WHO_STATE };
enum { PRIVATE, PUBLIC };

/* ---- the rule -----------------------------------------------------------*/

/* What the sources give makes up the cost; what people do themselves has no
 * help in it (institutions.md 8.3). */
static void shares_judge(const struct need *x, struct findings *f)
{
    const struct need_share *s = x->share.at;
    paisa sum = 0, help = 0;

    for (size_t i = 0; i < x->share.n; i++) {
        paisa amount = s[i].amount == INT_NONE ? 0 : s[i].amount;

        sum += amount;
        help += s[i].source >= SHARES_OWN ? amount : 0;
        for (size_t j = 0; j < i; j++)
            if (s[j].source == s[i].source) {
                tell_row(f, STOP, "need.source_twice", "share", i, "source");
                break;
            }
    }
    if (x->cost == INT_NONE)
        tell(f, WARN, "need.no_cost", "cost");
    else if (x->share.n && sum != x->cost)
        tell_ab(f, WARN, "need.not_the_cost", "share", sum, x->cost);
    if (x->who == WHO_SELF && help > 0)
        tell_ab(f, WARN, "need.self_has_help", "who", help, 0);
}

static void people_judge(const struct need *x, struct findings *f)
{
    if (x->poorest != INT_NONE && x->households != INT_NONE &&
        x->poorest > x->households)
        tell_ab(f, STOP, "need.more_poorest", "poorest", x->poorest,
                x->households);
    if (id_none(x->household)) {
        if (x->households == INT_NONE)
            tell(f, WARN, "need.how_many", "households");
        return;
    }
    if (x->households != INT_NONE && x->households != 1)
        tell_ab(f, WARN, "need.one_household", "households", x->households, 0);
    if (x->nature == PUBLIC)
        tell(f, WARN, "need.public_of_one", "nature");
}

static void need_rule(const struct need *x, const struct need_view *v,
                      struct findings *f)
{
    if (v->today != INT_NONE && x->raised != DAY_NONE && x->raised > v->today)
        tell(f, STOP, "date.in_future", "raised");
    if (v->nature > 2)
        tell(f, WARN, "need.body_of_no_tier", "body");
    if (!id_none(v->lives) && !id_none(x->household) &&
        !id_same(v->lives, x->household))
        tell(f, WARN, "mip.lives_elsewhere", "person");
    if (!id_none(v->planned) && !id_none(x->household) &&
        !id_same(v->planned, x->household))
        tell(f, STOP, "need.plan_of_another", "mip");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    if (!id_none(v->resolved_by) && !id_same(v->resolved_by, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    if (id_none(x->household) && id_none(x->resolution))
        tell(f, WARN, "need.no_resolution", "resolution");
    if ((x->quantity == INT_NONE) != (x->unit.n == 0))
        tell(f, WARN, "need.of_what_unit", "unit");
    people_judge(x, f);
    shares_judge(x, f);
}

/* ---- its timeline -------------------------------------------------------*/

const struct field need_fact_field[] = {
    REF(need_fact, entry, NULL, 0),
    COUNT(need_fact, aside, 0, 0, 0),
    COUNT(need_fact, what, 0, 0, 0),
    COUNT(need_fact, steps, 0, 0, 0),
    REF(need_fact, need, "need", 0),
    REF(need_fact, above, "need", 0),
    DAY(need_fact, on_day, 0),
    CHOICE(need_fact, says, ANSWER_SAYS, 0),
    REF(need_fact, staff, "staff", 0),
    REF(need_fact, body, "body", 0),
    REF(need_fact, household, "household", 0),
    REF(need_fact, person, "person", 0),
    REF(need_fact, mip, "mip", 0),
    REF(need_fact, place, "place", 0),
    REF(need_fact, rsp, "rsp", 0),
    REF(need_fact, project, "project", 0),
    CHOICE(need_fact, sector, SECTOR_CHOICES, 0),
    CHOICE(need_fact, nature, NEED_NATURES, 0),
    CHOICE(need_fact, who, WHO_CHOICES, 0),
    CHOICE(need_fact, tier, NEED_TIERS, 0),
    COUNT(need_fact, non_project, 0, 0, 0),
    COUNT(need_fact, women_first, 0, 0, 0),
    COUNT(need_fact, children, 0, 0, 0),
    COUNT(need_fact, households, 0, 0, 0),
    COUNT(need_fact, women, 0, 0, 0),
    COUNT(need_fact, men, 0, 0, 0),
    COUNT(need_fact, poorest, 0, 0, 0),
    MONEY(need_fact, cost, 0, 0, 0),
    CHOICE(need_fact, source, SHARE_CHOICES, 0),
};

const struct field need_kept_field[] = {
    REF(need_kept, body, "body", FIELD_FIND),
    REF(need_kept, household, "household", 0),
    REF(need_kept, person, "person", 0),
    REF(need_kept, mip, "mip", 0),
    REF(need_kept, place, "place", FIELD_FIND),
    REF(need_kept, rsp, "rsp", 0),
    REF(need_kept, project, "project", 0),
    REF(need_kept, above, "need", FIELD_FIND),
    REF(need_kept, root, "need", FIELD_FIND),
    COUNT(need_kept, depth, 0, 0, 0),
    COUNT(need_kept, leaf, 0, 0, 0),
    CHOICE(need_kept, sector, SECTOR_CHOICES, 0),
    CHOICE(need_kept, nature, NEED_NATURES, 0),
    CHOICE(need_kept, who, WHO_CHOICES, 0),
    CHOICE(need_kept, tier, NEED_TIERS, 0),
    COUNT(need_kept, non_project, 0, 0, 0),
    COUNT(need_kept, women_first, 0, 0, 0),
    DAY(need_kept, raised, 0),
    CHOICE(need_kept, state, NEED_STATES, 0),
    DAY(need_kept, stood, 0),
    REF(need_kept, answer, NULL, 0),
    REF(need_kept, answered, "need", 0),
    COUNT(need_kept, households, 0, 0, 0),
    COUNT(need_kept, women, 0, 0, 0),
    COUNT(need_kept, men, 0, 0, 0),
    COUNT(need_kept, poorest, 0, 0, 0),
    MONEY(need_kept, cost, 0, 0, 0),
    MONEY(need_kept, own_cash, 0, 0, 0),
    MONEY(need_kept, own_labour, 0, 0, 0),
    MONEY(need_kept, own_kind, 0, 0, 0),
    MONEY(need_kept, granted, 0, 0, 0),
    MONEY(need_kept, fund, 0, 0, 0),
    MONEY(need_kept, credit, 0, 0, 0),
    MONEY(need_kept, government, 0, 0, 0),
    MONEY(need_kept, donor, 0, 0, 0),
    MONEY(need_kept, private, 0, 0, 0),
};

/* The chain from the need upwards, where no merging closes a circle. */
struct chain {
    const struct need_fact *link[NEED_STEPS];
    size_t n;
};

/* Of two mergings the one that was said later; of one day the greater entry. */
static bool later(const struct need_fact *a, const struct need_fact *b)
{
    if (a->on_day != b->on_day)
        return a->on_day > b->on_day;
    return memcmp(a->entry.b, b->entry.b, sizeof a->entry.b) > 0;
}

/* Where a chain comes back to a need that it has been at, the latest merging of
 * the circle does not count; which one that is does not hang on where the chain
 * was entered. NULL: it never comes back. */
static const struct need_fact *circle_cut(const struct chain *c)
{
    for (size_t end = 0; end < c->n; end++)
        for (size_t from = 0; from <= end; from++) {
            const struct need_fact *cut = c->link[from];

            if (!id_same(c->link[end]->above, c->link[from]->need))
                continue;
            for (size_t i = from + 1; i <= end; i++)
                if (later(c->link[i], cut))
                    cut = c->link[i];
            return cut;
        }
    return NULL;
}

/* *cut is the merging that was left out, or NULL. */
static struct chain chain_of(const struct need_fact *f, size_t n,
                             const struct need_fact **cut)
{
    struct chain c = { .n = 0 };

    for (size_t i = 0; i < n; i++)
        if (f[i].what == NEED_CHAIN && c.n < NEED_STEPS)
            c.link[c.n++] = &f[i];
    *cut = circle_cut(&c);
    for (size_t i = 0; *cut && i < c.n; i++)
        if (id_same(c.link[i]->entry, (*cut)->entry)) {
            c.n = i;
            break;
        }
    return c;
}

static bool in_chain(const struct chain *c, struct id own, struct id need)
{
    if (id_same(own, need))
        return true;
    for (size_t i = 0; i < c->n; i++)
        if (id_same(c->link[i]->above, need))
            return true;
    return false;
}

/* Which of two answers of one day came later: what was put off and approved on
 * one day is approved. */
static int reach_of(int32_t says)
{
    static const int8_t reach[] = { 1, 3, 2, 4, 5, 6, 7, 8, 9 };

    return says >= 0 && says < (int)LEN(reach) ? reach[says] : 0;
}

/* The answer that stands: the last by day, of one day the furthest. */
static bool answers_over(const struct need_fact *a, const struct need_fact *b)
{
    if (!b || a->on_day != b->on_day)
        return !b || a->on_day > b->on_day;
    if (a->says != b->says)
        return reach_of(a->says) > reach_of(b->says);
    return memcmp(a->entry.b, b->entry.b, sizeof a->entry.b) > 0;
}

static void share_add(struct need_kept *k, const struct need_fact *f)
{
    paisa *const part[SHARES] = { &k->own_cash,   &k->own_labour, &k->own_kind,
                                  &k->granted,    &k->fund,       &k->credit,
                                  &k->government, &k->donor,      &k->private };

    if (f->source >= 0 && f->source < SHARES && f->cost != INT_NONE)
        *part[f->source] = f->cost;
}

static void restate(int64_t *was, int64_t said)
{
    if (said != INT_NONE)
        *was = said;
}

/* A revision restates what it says and leaves the rest as it was. */
static void change_put(struct need_kept *k, const struct need_fact *f)
{
    restate(&k->cost, f->cost);
    restate(&k->households, f->households);
    restate(&k->women, f->women);
    restate(&k->men, f->men);
    restate(&k->poorest, f->poorest);
}

static void itself_put(struct need_kept *k, const struct need_fact *f)
{
    k->body = f->body;
    k->household = f->household;
    k->person = f->person;
    k->mip = f->mip;
    k->place = f->place;
    k->rsp = f->rsp;
    k->project = f->project;
    k->sector = f->sector;
    k->nature = f->nature;
    k->who = f->who;
    k->tier = f->tier;
    k->non_project = f->non_project;
    k->women_first = f->women_first;
    k->raised = k->stood = f->on_day;
    k->state = NEED_ASKED;
    change_put(k, f);
    if (k->households == INT_NONE && !id_none(f->household))
        k->households = 1;
}

static void chain_put(struct need_kept *k, const struct need_fact *own,
                      const struct chain *c, const struct need_fact *cut)
{
    bool last = cut && id_same(cut->above, own->entry);

    k->leaf = own->children - last <= 0;
    k->depth = (int64_t)c->n;
    k->root = own->entry;
    k->above = ID_NONE;
    if (c->n) {
        k->above = c->link[0]->above;
        k->root = c->link[c->n - 1]->above;
    }
}

/* ---- what is wrong with what was said -----------------------------------*/

static bool stands_refused(int32_t state)
{
    return state == NEED_REJECTED || state == NEED_DROPPED;
}

/* Nothing is funded or begun that nobody approved, nothing verified that was not
 * completed (8.2), and not by the one who said it is complete. */
static void order_remark(const struct need_fact *f, bool approved,
                         const struct need_fact *done, int32_t before,
                         struct postings *out)
{
    int32_t state = f->says + 1;

    if (state >= NEED_FUNDED && state <= NEED_COMPLETED) {
        if (stands_refused(before))
            remark(out, f->entry, WARN, "need_answer.was_refused", "says", 0,
                   0);
        else if (!approved)
            remark(out, f->entry, WARN, "need_answer.not_approved", "says", 0,
                   0);
    }
    if (state != NEED_VERIFIED)
        return;
    if (!done)
        remark(out, f->entry, WARN, "need_answer.not_completed", "says", 0, 0);
    else if (!id_none(f->staff) && id_same(f->staff, done->staff))
        remark(out, f->entry, WARN, "need_answer.verifies_own", "staff", 0, 0);
}

/* The answers to it and to what it is part of, in order; what stands. */
static const struct need_fact *answers_put(const struct need_fact *f, size_t n,
                                           const struct chain *c,
                                           struct need_kept *k,
                                           struct postings *out)
{
    const struct need_fact *stands = NULL, *done = NULL, *first_done = NULL;
    bool approved = false;

    for (size_t i = 0; i < n; i++) {
        if (f[i].what != NEED_ANSWER || !in_chain(c, k->root, f[i].need))
            continue;
        if (!f[i].aside)
            order_remark(&f[i], approved, done, k->state, out);
        if (answers_over(&f[i], stands))
            stands = &f[i];
        k->state = stands->says + 1;
        approved |= f[i].says + 1 == NEED_APPROVED;
        if (f[i].says + 1 == NEED_COMPLETED) {
            done = &f[i];
            first_done = first_done ? first_done : done;
        }
    }
    if (stands) {
        k->stood = stands->on_day;
        k->answer = stands->entry;
        k->answered = stands->need;
    }
    return first_done;
}

static void merging_remark(const struct need_fact *f, size_t n,
                           const struct need_fact *own,
                           const struct need_fact *cut, struct postings *out)
{
    for (size_t i = 0; i < n; i++) {
        if (f[i].aside || f[i].steps > 0 ||
            (f[i].what != NEED_CHAIN && f[i].what != NEED_MERGED &&
             f[i].what != NEED_CHANGE))
            continue; /* in a circle its own merging comes again, further up */
        if (f[i].on_day < own->on_day)
            remark(out, f[i].entry, WARN,
                   f[i].what == NEED_CHANGE ? "need_change.before_raised" :
                                              "need_join.before_raised",
                   "held", 0, 0);
        if (cut && id_same(f[i].entry, cut->entry))
            remark(out, f[i].entry, WARN, "need_join.circle", "wider", 0, 0);
    }
}

/* ---- figures ------------------------------------------------------------*/

/* Leaves are counted, in the month in which they were raised; what was done of
 * them in the month of the first answer that says so. Nobody ever filed these,
 * so they count at once. */
static void figures_post(const struct need_kept *k, struct id entry,
                         const struct need_fact *done, struct postings *out)
{
    struct posting one = { .entry = entry,
                           .place = k->place,
                           .rsp = k->rsp,
                           .project = k->project,
                           .month = month_of(k->raised),
                           .amount = 1 };

    if (!k->leaf || k->raised == DAY_NONE)
        return;
    one.indicator = S("need");
    post(out, &one);
    if (k->women_first == 1) {
        one.indicator = S("need.women_first");
        post(out, &one);
    }
    if (k->cost != INT_NONE && k->cost > 0) {
        one.indicator = S("need.cost");
        one.amount = k->cost;
        post(out, &one);
    }
    if (done) {
        one.indicator = S("need.done");
        one.month = month_of(done->on_day);
        one.amount = 1;
        post(out, &one);
    }
}

bool need_posts(const void *facts, size_t n, month since, struct postings *out)
{
    const struct need_fact *f = facts, *own = NULL, *cut, *done;
    struct need_kept *k = arena_new(out->arena, struct need_kept);
    struct chain c;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (f[i].what == NEED_ITSELF)
            own = &f[i];
    if (!own)
        return true; /* told of a need that does not count */
    record_blank(need_kept_field, NEED_KEPT, k);
    itself_put(k, own);
    c = chain_of(f, n, &cut);
    for (size_t i = 0; i < n; i++)
        if (f[i].what == NEED_SHARE)
            share_add(k, &f[i]);
        else if (f[i].what == NEED_CHANGE)
            change_put(k, &f[i]);
    k->root = own->entry; /* in_chain asks for the need itself by it */
    done = answers_put(f, n, &c, k, out);
    chain_put(k, own, &c, cut);
    merging_remark(f, n, own, cut, out);
    figures_post(k, own->entry, done, out);
    out->kept = k;
    return true;
}

/* One thing that is wanted: by whom, for whom, what it costs and who is to pay,
 * who is to do it. It is merged into wider needs and answered by facts of its
 * own; a total adds up the needs into which nothing was merged. */
RECORD(need, .view = COLUMNS(need_view), .fact = COLUMNS(need_fact),
       .posts = need_posts, .kept = COLUMNS(need_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "title", .amount = "cost",
       .group = "need");
