/* insured - a household's card under a policy, and who of it is covered. */
#include "core/award.h"
#include "core/choice.h"

struct insured_member {
    struct id person;
};
static const struct field insured_member_field[] = {
    REF(insured_member, person, "person", FIELD_NEED | FIELD_FIND),
};

struct insured {
    struct id policy, household;
    struct str number;
    day held, since;
    struct list members;
    struct id decision, score, body;
    paisa subsidy, collected;
    struct id payer, rsp, fund, project;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
};
static const struct field insured_field[] = {
    REF(insured, policy, "policy",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(insured, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    TEXT(insured, number, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(insured, held, FIELD_NEED | FIELD_FIND),
    DAY(insured, since, 0),
    ROWS(insured, members, insured_member, 60, FIELD_NEED),
    REF(insured, decision, "decision", FIELD_FIND),
    REF(insured, score, "score", 0),
    REF(insured, body, "body", FIELD_NEED | FIELD_FIND),
    MONEY(insured, subsidy, 0, MONEY_MOST, 0),
    MONEY(insured, collected, 0, MONEY_MOST, 0),
    REF(insured, payer, "body", 0),
    REF(insured, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(insured, fund, "fund", 0),
    REF(insured, project, "project", 0),
    CHOICE(insured, way, WAY_CHOICES, 0),
    REF(insured, account, "account", 0),
    REF(insured, taker, "person", 0),
    TEXT(insured, reference, 80, 0),
    TEXT(insured, leaf, 40, FIELD_FIND),
};

struct insured_view {
    int64_t today;
    day since, until; /* of the policy */
    struct id decided_home;
    int32_t verdict;
};
static const struct field insured_view_field[] = {
    COUNT(insured_view, today, 0, 0, 0),
    DAY(insured_view, since, 0),
    DAY(insured_view, until, 0),
    REF(insured_view, decided_home, "household", 0),
    CHOICE(insured_view, verdict, VERDICTS, 0),
};

static void when_judge(const struct insured *x, const struct insured_view *v,
                       struct findings *f)
{
    day since = x->since == DAY_NONE ? x->held : x->since;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (since == DAY_NONE)
        return;
    if (v->since != DAY_NONE && since < v->since)
        tell(f, WARN, "insured.before_policy", "since");
    if (v->until != DAY_NONE && since > v->until)
        tell(f, STOP, "insured.after_policy", "since");
}

static void insured_rule(const struct insured *x, const struct insured_view *v,
                         struct findings *f)
{
    const struct insured_member *m = x->members.at;

    when_judge(x, v, f);
    if (x->collected != INT_NONE && x->collected > 0)
        way_rule(x->way, x->account, x->taker, f);
    for (size_t i = 0; i < x->members.n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(m[i].person, m[j].person)) {
                tell_row(f, STOP, "insured.member_twice", "members", i,
                         "person");
                break;
            }
    if (id_none(x->decision))
        tell(f, WARN, "award.no_decision", "decision");
    if (!id_none(v->decided_home) && !id_same(v->decided_home, x->household))
        tell(f, STOP, "award.other_household", "decision");
    if (v->verdict >= 0 && v->verdict != ELIGIBLE)
        tell(f, STOP, "award.decided_no", "decision");
}

/* The cards of one household under one policy, who is on each, and the claims
 * made on them; by day, then entry, then row. */
enum what { WHAT_CARD, WHAT_MEMBER, WHAT_CLAIM };

struct insured_fact {
    int64_t what;
    struct id entry, person;
    day on_day; /* covered from, admitted on */
    int64_t n;
    int64_t lives; /* 1: she lived in this household on that day */
    int32_t sex;
    day booked, since, until; /* of the card; of the policy */
    paisa premium, ceiling;
    int64_t most;
    paisa subsidy, collected;
    struct id policy, place, rsp, project, book, fund;
    int32_t way;
    struct id account, taker;
    paisa paid;
    day paid_on;
    month cutover, claim_cutover, amount_cutover;
};
static const struct field insured_fact_field[] = {
    COUNT(insured_fact, what, 0, 0, 0),
    REF(insured_fact, entry, NULL, 0),
    REF(insured_fact, person, "person", 0),
    DAY(insured_fact, on_day, 0),
    COUNT(insured_fact, n, 0, 0, 0),
    COUNT(insured_fact, lives, 0, 0, 0),
    CHOICE(insured_fact, sex, "women|men", 0),
    DAY(insured_fact, booked, 0),
    DAY(insured_fact, since, 0),
    DAY(insured_fact, until, 0),
    MONEY(insured_fact, premium, 0, 0, 0),
    MONEY(insured_fact, ceiling, 0, 0, 0),
    COUNT(insured_fact, most, 0, 0, 0),
    MONEY(insured_fact, subsidy, 0, 0, 0),
    MONEY(insured_fact, collected, 0, 0, 0),
    REF(insured_fact, policy, "policy", 0),
    REF(insured_fact, place, "place", 0),
    REF(insured_fact, rsp, "rsp", 0),
    REF(insured_fact, project, "project", 0),
    REF(insured_fact, book, NULL, 0),
    REF(insured_fact, fund, "fund", 0),
    CHOICE(insured_fact, way, WAY_CHOICES, 0),
    REF(insured_fact, account, "account", 0),
    REF(insured_fact, taker, "person", 0),
    MONEY(insured_fact, paid, 0, 0, 0),
    DAY(insured_fact, paid_on, 0),
    MONTH(insured_fact, cutover, 0),
    MONTH(insured_fact, claim_cutover, 0),
    MONTH(insured_fact, amount_cutover, 0),
};

static const struct insured_fact *card_of(const struct insured_fact *f,
                                          size_t n, struct id entry)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_CARD && id_same(f[i].entry, entry))
            return &f[i];
    return NULL;
}

/* A claim, in the indicator and in that of her sex. */
static void claim_figure(const struct insured_fact *at,
                         const struct insured_fact *card, int64_t amount,
                         const char *const by[3], month when, month cutover,
                         struct postings *out)
{
    for (int sex = -1; sex <= 1; sex++)
        if (sex < 0 || sex == at->sex)
            post_kept(out,
                      &(struct posting){ .entry = at->entry,
                                         .indicator = str_of(by[sex + 1]),
                                         .place = card->place,
                                         .rsp = card->rsp,
                                         .project = card->project,
                                         .month = when,
                                         .amount = amount },
                      cutover, true);
}

/* What the programme gives for her household, and what it pays itself, is due
 * to the insurer. */
static void card_money(const struct insured_fact *c, struct postings *out)
{
    struct movement m = { .entry = c->entry,
                          .event = "insured.given",
                          .book = c->book,
                          .fund = c->fund,
                          .debit_party = c->policy,
                          .credit_party = c->policy,
                          .on = c->booked,
                          .amount = c->subsidy,
                          .sex = -1,
                          .cutover = MONTH_NONE };
    struct side side = way_side(c->way, c->account, c->taker);

    money(out, &m);
    m.event = "insured.collected";
    m.debit = side.head;
    m.debit_party = side.party;
    m.amount = c->collected;
    money(out, &m);
}

struct covered { /* what the cards before come to */
    paisa premium;
    int64_t persons;
};

static bool covered_before(const struct insured_fact *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (f[i].what == WHAT_MEMBER && id_same(f[i].person, f[at].person))
            return true;
    return false;
}

/* False: she counts already, or the card is gone. */
static bool member_counts(const struct insured_fact *f, size_t n, size_t at,
                          struct covered *all, struct postings *out)
{
    const struct insured_fact *card = card_of(f, n, f[at].entry);
    struct buf path = buf_start(out->arena);
    const char *to;

    if (!card)
        return false;
    buf_fmt(&path, "members[%lld].person", (long long)f[at].n);
    to = arena_z(out->arena, buf_str(&path));
    if (f[at].lives != 1)
        remark(out, f[at].entry, WARN, "insured.other_household", to, 0, 0);
    if (covered_before(f, at)) {
        remark(out, f[at].entry, WARN, "insured.twice", to, 0, 0);
        return false;
    }
    if (card->most != INT_NONE && ++all->persons > card->most)
        remark(out, f[at].entry, WARN, "insured.too_many", to, all->persons,
               card->most);
    return true;
}

/* A card counts the persons on it, each a whole scheme in hundredths. */
static void card_count(const struct insured_fact *card, const int64_t number[3],
                       struct postings *out)
{
    static const char *const by[] = { "insured", "insured.women",
                                      "insured.men" };

    for (int i = 0; i < 3; i++)
        if (number[i])
            post_kept(out,
                      &(struct posting){ .entry = card->entry,
                                         .indicator = str_of(by[i]),
                                         .place = card->place,
                                         .rsp = card->rsp,
                                         .project = card->project,
                                         .month = month_of(card->booked),
                                         .amount = 100 * number[i] },
                      card->cutover, true);
}

/* ---- claims -------------------------------------------------------------*/

static bool covered_on(const struct insured_fact *f, size_t n,
                       const struct insured_fact *claim)
{
    for (size_t i = 0; i < n; i++) {
        const struct insured_fact *card;

        if (f[i].what != WHAT_MEMBER || !id_same(f[i].person, claim->person) ||
            f[i].on_day > claim->on_day)
            continue;
        card = card_of(f, n, f[i].entry);
        if (card && (card->since == DAY_NONE || card->since <= claim->on_day) &&
            (card->until == DAY_NONE || card->until >= claim->on_day))
            return true;
    }
    return false;
}

/* What was paid for her before is taken off the limit of that policy year. */
static paisa left_before(const struct insured_fact *f, size_t at,
                         const struct insured_fact *card, struct postings *out)
{
    struct claimed *c = arena_many(out->arena, struct claimed, at + 1);
    size_t n = 0;

    for (size_t i = 0; i < at; i++)
        if (f[i].what == WHAT_CLAIM && id_same(f[i].person, f[at].person))
            c[n++] = (struct claimed){ f[i].on_day, f[i].paid };
    return limit_left(card->ceiling, card->since, f[at].on_day, c, n);
}

static void claim_post(const struct insured_fact *f, size_t n, size_t at,
                       const struct insured_fact *card, struct postings *out)
{
    static const char *const by[] = { "claim", "claim.women", "claim.men" };
    static const char *const sums[] = { "claim.amount", "claim.amount.women",
                                        "claim.amount.men" };
    paisa left = left_before(f, at, card, out);
    month when;

    if (!covered_on(f, n, &f[at]))
        remark(out, f[at].entry, WARN, "claim.not_insured", "admitted", 0, 0);
    if (f[at].lives != 1)
        remark(out, f[at].entry, WARN, "claim.other_household", "person", 0, 0);
    if (f[at].paid == INT_NONE || f[at].paid == 0)
        return;
    if (left != INT_NONE && f[at].paid > left)
        remark(out, f[at].entry, WARN, "claim.above_limit", "paid",
               f[at].paid / 100, left / 100);
    when = month_of(f[at].paid_on == DAY_NONE ? f[at].on_day : f[at].paid_on);
    claim_figure(&f[at], card, 1, by, when, card->claim_cutover, out);
    claim_figure(&f[at], card, f[at].paid, sums, when, card->amount_cutover,
                 out);
}

static void card_post(const struct insured_fact *c, struct covered *all,
                      struct postings *out)
{
    all->premium += (c->subsidy == INT_NONE ? 0 : c->subsidy) +
                    (c->collected == INT_NONE ? 0 : c->collected);
    if (c->premium != INT_NONE && all->premium != c->premium)
        remark(out, c->entry, WARN, "insured.premium_differs", "subsidy",
               all->premium / 100, c->premium / 100);
    card_money(c, out);
}

/* Members of all cards come by day; each is counted on her first. */
static void members_post(const struct insured_fact *f, size_t n,
                         struct postings *out)
{
    struct covered all = { 0, 0 };
    int64_t(*number)[3] = arena_array(out->arena, n + 1, sizeof *number);

    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WHAT_MEMBER || !member_counts(f, n, i, &all, out))
            continue;
        for (size_t j = 0; j < n; j++)
            if (f[j].what == WHAT_CARD && id_same(f[j].entry, f[i].entry)) {
                number[j][0]++;
                if (f[i].sex >= 0)
                    number[j][1 + f[i].sex]++;
            }
    }
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_CARD)
            card_count(&f[i], number[i], out);
}

static bool insured_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct insured_fact *f = facts;
    const struct insured_fact *card = NULL;
    struct covered all = { 0, 0 };

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n && !card; i++)
        card = f[i].what == WHAT_CARD ? &f[i] : NULL;
    for (size_t i = 0; i < n; i++) {
        if (card && f[i].what == WHAT_CARD)
            card_post(&f[i], &all, out);
        else if (card && f[i].what == WHAT_CLAIM)
            claim_post(f, n, i, card, out);
        else if (f[i].what == WHAT_CLAIM) /* the cards were taken back */
            remark(out, f[i].entry, WARN, "claim.not_insured", "admitted", 0,
                   0);
    }
    if (card)
        members_post(f, n, out);
    return true;
}

/* A form gives nobody a second card: a row for each who has one. */
static void insured_limit(const void *facts, size_t n, struct findings *f)
{
    const struct insured_fact *has = facts;

    for (size_t i = 0; i < n; i++)
        tell_row(f, STOP, "insured.twice", "members", (size_t)has[i].n,
                 "person");
}

/* A card that covers persons of a household under a policy, through the body that
 * it is organised in: from when, what the programme gave of the premium and what
 * the household paid. Somebody born later is covered by another. */
RECORD(insured, .view = COLUMNS(insured_view), .fact = COLUMNS(insured_fact),
       .posts = insured_posts, .limit = insured_limit, .posted = true,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "number",
       .group = "award");
