/* award - what a household is given once: an asset, or money to earn by. */
#include "core/award.h"
#include "core/choice.h"

struct award {
    struct id household, person, product;
    day held;
    struct id decision, score;
    struct id body, resolution, approver;
    struct id payer, rsp, fund, project;
    paisa amount;
    int32_t nature;
    struct str what, note;
};
static const struct field award_field[] = {
    REF(award, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(award, person, "person", FIELD_KEY | FIELD_FIND),
    REF(award, product, "product", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(award, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(award, decision, "decision", FIELD_FIND),
    REF(award, score, "score", 0),
    REF(award, body, "body", FIELD_FIND),
    REF(award, resolution, "resolution", FIELD_FIND),
    REF(award, approver, "person", 0),
    REF(award, payer, "body", 0),
    REF(award, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(award, fund, "fund", FIELD_FIND),
    REF(award, project, "project", 0),
    MONEY(award, amount, 1, MONEY_MOST, FIELD_NEED),
    CHOICE(award, nature, "in_kind|cash", FIELD_NEED),
    TEXT(award, what, 200, FIELD_NEED),
    TEXT(award, note, 600, 0),
};
enum { IN_KIND };

struct award_view {
    int64_t today;
    day since, until; /* of the product's version */
    int64_t whom;
    paisa ceiling;
    int32_t sex;
    struct id decided_home, decided_product;
    int32_t verdict;
    day decided;
    struct id scored;
    day scored_on;
    struct id resolved_by;
    day passed;
    int64_t resolved; /* its state */
};
static const struct field award_view_field[] = {
    COUNT(award_view, today, 0, 0, 0),
    DAY(award_view, since, 0),
    DAY(award_view, until, 0),
    COUNT(award_view, whom, 0, 0, 0),
    MONEY(award_view, ceiling, 0, 0, 0),
    CHOICE(award_view, sex, "women|men", 0),
    REF(award_view, decided_home, "household", 0),
    REF(award_view, decided_product, "product", 0),
    CHOICE(award_view, verdict, VERDICTS, 0),
    DAY(award_view, decided, 0),
    REF(award_view, scored, "household", 0),
    DAY(award_view, scored_on, 0),
    REF(award_view, resolved_by, "body", 0),
    DAY(award_view, passed, 0),
    COUNT(award_view, resolved, 0, 0, 0),
};

/* It rests on a decision about this household, and so on the score that was
 * current then (finance.md 12, 26). */
static void decision_judge(const struct award *x, const struct award_view *v,
                           struct findings *f)
{
    if (id_none(x->decision)) {
        tell(f, WARN, "award.no_decision", "decision");
    } else {
        if (!id_none(v->decided_home) &&
            !id_same(v->decided_home, x->household))
            tell(f, STOP, "award.other_household", "decision");
        if (!id_none(v->decided_product) &&
            !id_same(v->decided_product, x->product))
            tell(f, WARN, "award.other_product", "decision");
        if (v->verdict >= 0 && v->verdict != ELIGIBLE)
            tell(f, STOP, "award.decided_no", "decision");
        if (v->decided != DAY_NONE && x->held != DAY_NONE &&
            v->decided > x->held)
            tell(f, WARN, "award.before_decision", "held");
    }
    if (!id_none(v->scored) && !id_same(v->scored, x->household))
        tell(f, STOP, "decision.other_household", "score");
    if (v->scored_on != DAY_NONE && x->held != DAY_NONE &&
        v->scored_on > x->held)
        tell(f, WARN, "decision.score_later", "score");
}

/* By a resolution, which comes first, of the body that is named (12, 24). */
static void resolution_judge(const struct award *x, const struct award_view *v,
                             struct findings *f)
{
    if (id_none(x->resolution)) {
        tell(f, WARN, "award.no_resolution", "resolution");
        return;
    }
    if (!id_none(x->body) && !id_none(v->resolved_by) &&
        !id_same(x->body, v->resolved_by))
        tell(f, STOP, "formation.of_another", "resolution");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && v->passed > x->held)
        tell(f, STOP, "award.before_resolution", "held");
    if (v->resolved == 1)
        tell(f, STOP, "award.resolution_lost", "resolution");
}

static void product_judge(const struct award *x, const struct award_view *v,
                          struct findings *f)
{
    if (x->held != DAY_NONE && v->since != DAY_NONE && x->held < v->since)
        tell(f, STOP, "decision.too_early", "held");
    if (x->held != DAY_NONE && v->until != DAY_NONE && x->held > v->until)
        tell(f, STOP, "decision.too_late", "held");
    if (x->amount != INT_NONE && v->ceiling != INT_NONE &&
        x->amount > v->ceiling)
        tell_ab(f, WARN, "decision.above_ceiling", "amount", v->ceiling / 100,
                0);
    if (v->whom != INT_NONE && v->whom != WHOM_HOUSEHOLD && id_none(x->person))
        tell(f, WARN, "decision.no_person", "person");
    if (v->whom == WHOM_WOMAN && v->sex == 1)
        tell(f, WARN, "award.for_women", "person");
}

static void award_rule(const struct award *x, const struct award_view *v,
                       struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    decision_judge(x, v, f);
    resolution_judge(x, v, f);
    product_judge(x, v, f);
    if (!id_none(x->approver) && id_same(x->approver, x->person))
        tell(f, STOP, "award.approves_own", "approver");
}

/* All awards of one household, what was delivered of each and how it fared; by
 * day, then entry. */
enum what { WHAT_AWARD, WHAT_DELIVERY, WHAT_VISIT };

struct award_fact {
    int64_t what;
    struct id entry, award;
    day on_day;
    paisa amount;
    int32_t nature, sex;
    struct str code; /* of the product */
    int64_t once;
    struct id place, rsp, project, book, fund;
    int32_t way;
    struct id account, taker;
    month cutover, amount_cutover; /* of the RSP, there */
};
static const struct field award_fact_field[] = {
    COUNT(award_fact, what, 0, 0, 0),
    REF(award_fact, entry, NULL, 0),
    REF(award_fact, award, "award", 0),
    DAY(award_fact, on_day, 0),
    MONEY(award_fact, amount, 0, 0, 0),
    CHOICE(award_fact, nature, "in_kind|cash", 0),
    CHOICE(award_fact, sex, "women|men", 0),
    TEXT(award_fact, code, 60, 0),
    COUNT(award_fact, once, 0, 0, 0),
    REF(award_fact, place, "place", 0),
    REF(award_fact, rsp, "rsp", 0),
    REF(award_fact, project, "project", 0),
    REF(award_fact, book, NULL, 0),
    REF(award_fact, fund, "fund", 0),
    CHOICE(award_fact, way, WAY_CHOICES, 0),
    REF(award_fact, account, "account", 0),
    REF(award_fact, taker, "person", 0),
    MONTH(award_fact, cutover, 0),
    MONTH(award_fact, amount_cutover, 0),
};

static void count_post(const struct award_fact *a, const struct award_fact *at,
                       struct postings *out)
{
    static const char *const by[] = { "igg", "igg.women", "igg.men" };
    struct posting one = { .entry = at->entry,
                           .place = a->place,
                           .rsp = a->rsp,
                           .project = a->project,
                           .month = month_of(at->on_day),
                           .amount = 1 };

    for (int sex = -1; sex <= 1; sex++) {
        one.indicator = str_of(by[sex + 1]);
        if (sex < 0 || sex == a->sex)
            post_kept(out, &one, a->cutover, true);
    }
}

/* What was handed over: goods out of the store, or money. */
static void delivery_money(const struct award_fact *a,
                           const struct award_fact *d, struct postings *out)
{
    bool cash = a->nature != IN_KIND;
    struct movement m = { .entry = d->entry,
                          .event = cash ? "award.paid" : "award.delivered",
                          .book = a->book,
                          .fund = a->fund,
                          .debit_party = a->entry,
                          .on = d->on_day,
                          .amount = d->amount,
                          .place = a->place,
                          .rsp = a->rsp,
                          .project = a->project,
                          .sex = -1,
                          .cutover = a->amount_cutover };

    if (cash)
        paid_by(&m, d->way, d->account, d->taker);
    money(out, &m);
}

static void deliveries_post(const struct award_fact *f, size_t n, size_t at,
                            struct postings *out)
{
    const struct award_fact *a = &f[at];
    paisa sum = 0;
    day first = DAY_NONE;

    for (size_t i = 0; i < n; i++) {
        const struct award_fact *d = &f[i];

        if (!id_same(d->award, a->entry) || d->what == WHAT_AWARD)
            continue;
        if (d->what == WHAT_VISIT) {
            if (first == DAY_NONE || d->on_day < first)
                remark(out, d->entry, WARN, "followup_visit.before_delivery",
                       "held", 0, 0);
            continue;
        }
        if (d->on_day < a->on_day)
            remark(out, d->entry, WARN, "delivery.before_award", "held", 0, 0);
        if (first == DAY_NONE) {
            count_post(a, d, out);
            first = d->on_day;
        }
        sum += d->amount == INT_NONE ? 0 : d->amount;
        if (sum > a->amount)
            remark(out, d->entry, WARN, "delivery.beyond_award", "amount",
                   sum / 100, a->amount / 100);
        delivery_money(a, d, out);
    }
}

/* A grant that comes once comes once to a household, ever (12, 36). */
static bool awarded_before(const struct award_fact *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (f[i].what == WHAT_AWARD && str_same(f[i].code, f[at].code))
            return true;
    return false;
}

static bool award_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct award_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WHAT_AWARD)
            continue;
        if (f[i].once > 0 && awarded_before(f, i))
            remark(out, f[i].entry, WARN, "award.twice", "product", 0, 0);
        deliveries_post(f, n, i, out);
    }
    return true;
}

/* A form does not give again what comes once. */
static void award_limit(const void *facts, size_t n, struct findings *f)
{
    const struct award_fact *before = facts;

    if (n && before->once == 1)
        tell(f, STOP, "award.twice", "product");
}

/* An income generating grant or another asset, awarded to a household by a
 * resolution: for which product, on which decision and score, from whose money,
 * in kind or in cash. */
RECORD(award, .view = COLUMNS(award_view), .fact = COLUMNS(award_fact),
       .posts = award_posts, .limit = award_limit, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .amount = "amount",
       .group = "award");
