/* house - a low-cost house that a household is helped to build. */
#include "core/award.h"
#include "core/choice.h"

struct house {
    struct id household, person, product;
    day held;
    struct str plan;
    struct id decision, score;
    struct id body, resolution, approver;
    struct id payer, rsp, fund, project;
    paisa approved;
    int32_t land;
    struct str land_proof, design;
    struct id titled;
    int64_t rooms;
    struct str note;
};
static const struct field house_field[] = {
    REF(house, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(house, person, "person", FIELD_KEY | FIELD_FIND),
    REF(house, product, "product", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(house, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CODE(house, plan, "house_plan", FIELD_NEED),
    REF(house, decision, "decision", FIELD_FIND),
    REF(house, score, "score", 0),
    REF(house, body, "body", FIELD_FIND),
    REF(house, resolution, "resolution", FIELD_FIND),
    REF(house, approver, "person", 0),
    REF(house, payer, "body", 0),
    REF(house, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(house, fund, "fund", FIELD_FIND),
    REF(house, project, "project", 0),
    MONEY(house, approved, 1, MONEY_MOST, FIELD_NEED),
    CHOICE(house, land, "own|deed|gift|government|lease|none", 0),
    TEXT(house, land_proof, 200, 0),
    TEXT(house, design, 200, 0),
    REF(house, titled, "person", FIELD_FIND),
    COUNT(house, rooms, 1, 20, 0),
    TEXT(house, note, 600, 0),
};
enum { LAND_NONE = 5, MEN = 1, LOST = 1 };

struct house_view {
    int64_t today;
    day since, until;
    paisa ceiling;
    struct id decided_home;
    int32_t verdict;
    struct id scored, resolved_by;
    day passed;
    int64_t resolved;
    int32_t title_sex;
    struct id title_home;
};
static const struct field house_view_field[] = {
    COUNT(house_view, today, 0, 0, 0),
    DAY(house_view, since, 0),
    DAY(house_view, until, 0),
    MONEY(house_view, ceiling, 0, 0, 0),
    REF(house_view, decided_home, "household", 0),
    CHOICE(house_view, verdict, VERDICTS, 0),
    REF(house_view, scored, "household", 0),
    REF(house_view, resolved_by, "body", 0),
    DAY(house_view, passed, 0),
    COUNT(house_view, resolved, 0, 0, 0),
    CHOICE(house_view, title_sex, "women|men", 0),
    REF(house_view, title_home, "household", 0),
};

static void decision_judge(const struct house *x, const struct house_view *v,
                           struct findings *f)
{
    if (id_none(x->decision))
        tell(f, WARN, "award.no_decision", "decision");
    if (!id_none(v->decided_home) && !id_same(v->decided_home, x->household))
        tell(f, STOP, "award.other_household", "decision");
    if (v->verdict >= 0 && v->verdict != ELIGIBLE)
        tell(f, STOP, "award.decided_no", "decision");
    if (!id_none(v->scored) && !id_same(v->scored, x->household))
        tell(f, STOP, "decision.other_household", "score");
    if (x->held != DAY_NONE && v->since != DAY_NONE && x->held < v->since)
        tell(f, STOP, "decision.too_early", "held");
    if (x->held != DAY_NONE && v->until != DAY_NONE && x->held > v->until)
        tell(f, STOP, "decision.too_late", "held");
    if (x->approved != INT_NONE && v->ceiling != INT_NONE &&
        x->approved > v->ceiling)
        tell_ab(f, WARN, "decision.above_ceiling", "approved", v->ceiling / 100,
                0);
}

static void resolution_judge(const struct house *x, const struct house_view *v,
                             struct findings *f)
{
    if (id_none(x->resolution))
        tell(f, WARN, "award.no_resolution", "resolution");
    if (!id_none(x->body) && !id_none(v->resolved_by) &&
        !id_same(x->body, v->resolved_by))
        tell(f, STOP, "formation.of_another", "resolution");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && v->passed > x->held)
        tell(f, STOP, "award.before_resolution", "held");
    if (v->resolved == LOST)
        tell(f, STOP, "award.resolution_lost", "resolution");
    if (!id_none(x->approver) && id_same(x->approver, x->person))
        tell(f, STOP, "award.approves_own", "approver");
}

/* Proof of land, a design, and the title goes to a woman (finance.md 5). */
static void land_judge(const struct house *x, const struct house_view *v,
                       struct findings *f)
{
    if (x->land < 0 || x->land == LAND_NONE || !x->land_proof.n)
        tell(f, WARN, "house.no_land_proof",
             x->land < 0 || x->land == LAND_NONE ? "land" : "land_proof");
    if (!x->design.n)
        tell(f, WARN, "house.no_design", "design");
    if (id_none(x->titled) || v->title_sex == MEN)
        tell(f, WARN, "house.title_to_a_woman", "titled");
    if (!id_none(v->title_home) && !id_same(v->title_home, x->household))
        tell(f, WARN, "house.titled_elsewhere", "titled");
}

static void house_rule(const struct house *x, const struct house_view *v,
                       struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    decision_judge(x, v, f);
    resolution_judge(x, v, f);
    land_judge(x, v, f);
}

/* All houses of one household (0), the stages of their plans in order (1) and
 * what was seen and paid of each (2); by day, then entry. */
enum what { WHAT_HOUSE, WHAT_PLAN, WHAT_STAGE };

struct house_fact {
    int64_t what;
    struct id entry, house;
    day on_day, inspected;
    paisa amount;
    struct str code; /* of the product, of the stage */
    int64_t once, percent, good;
    struct id place, rsp, project, book, fund;
    int32_t way;
    struct id account, taker;
    month cutover, amount_cutover;
};
static const struct field house_fact_field[] = {
    COUNT(house_fact, what, 0, 0, 0),
    REF(house_fact, entry, NULL, 0),
    REF(house_fact, house, "house", 0),
    DAY(house_fact, on_day, 0),
    DAY(house_fact, inspected, 0),
    MONEY(house_fact, amount, 0, 0, 0),
    TEXT(house_fact, code, 60, 0),
    COUNT(house_fact, once, 0, 0, 0),
    COUNT(house_fact, percent, 0, 0, 0),
    COUNT(house_fact, good, 0, 0, 0),
    REF(house_fact, place, "place", 0),
    REF(house_fact, rsp, "rsp", 0),
    REF(house_fact, project, "project", 0),
    REF(house_fact, book, NULL, 0),
    REF(house_fact, fund, "fund", 0),
    CHOICE(house_fact, way, WAY_CHOICES, 0),
    REF(house_fact, account, "account", 0),
    REF(house_fact, taker, "person", 0),
    MONTH(house_fact, cutover, 0),
    MONTH(house_fact, amount_cutover, 0),
};

struct stages { /* of one plan, in order */
    const struct house_fact *at[20];
    int64_t percent[20];
    size_t n;
};

static struct stages stages_of(const struct house_fact *f, size_t n,
                               struct id house)
{
    struct stages s = { .n = 0 };

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_PLAN && id_same(f[i].house, house) &&
            s.n < LEN(s.at)) {
            s.at[s.n] = &f[i];
            s.percent[s.n++] = f[i].percent;
        }
    return s;
}

static size_t stage_at(const struct stages *s, struct str code)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_same(s->at[i]->code, code))
            return i;
    return s->n;
}

static bool inspected_before(const struct house_fact *f, size_t n,
                             const struct house_fact *paid)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_STAGE && id_same(f[i].house, paid->house) &&
            str_same(f[i].code, paid->code) && f[i].good == 1 &&
            f[i].inspected != DAY_NONE && f[i].inspected <= paid->on_day)
            return true;
    return false;
}

static void stage_money(const struct house_fact *h, const struct house_fact *s,
                        struct postings *out)
{
    struct movement m = { .entry = s->entry,
                          .event = "house.stage",
                          .book = h->book,
                          .fund = h->fund,
                          .debit_party = h->entry,
                          .on = s->on_day,
                          .amount = s->amount,
                          .place = h->place,
                          .rsp = h->rsp,
                          .project = h->project,
                          .sex = -1,
                          .cutover = h->amount_cutover };

    paid_by(&m, s->way, s->account, s->taker);
    money(out, &m);
}

/* Stands when the last stage of its plan was seen and found good. */
static void finished_post(const struct house_fact *h,
                          const struct house_fact *s, struct postings *out)
{
    post_kept(out,
              &(struct posting){ .entry = s->entry,
                                 .indicator = S("house"),
                                 .place = h->place,
                                 .rsp = h->rsp,
                                 .project = h->project,
                                 .month = month_of(s->inspected),
                                 .amount = 1 },
              h->cutover, true);
}

struct paying { /* one house, as its stages go by */
    paisa sum;
    bool finished;
};

/* The sum of payments stays within the approved cost (finance.md 5), each after
 * its inspection, and no stage is paid ahead of its part. */
static void stage_remark(const struct house_fact *f, size_t n,
                         const struct house_fact *h, const struct house_fact *s,
                         const struct stages *plan, struct paying *p,
                         struct postings *out)
{
    size_t at = stage_at(plan, s->code);
    paisa most;

    if (at == plan->n && plan->n)
        remark(out, s->entry, WARN, "house_stage.not_of_plan", "stage", 0, 0);
    if (s->amount == INT_NONE)
        return;
    p->sum += s->amount;
    if (!inspected_before(f, n, s))
        remark(out, s->entry, WARN, "house_stage.not_inspected", "inspected", 0,
               0);
    most = at < plan->n ? stages_cost(h->amount, plan->percent, at + 1) :
                          h->amount;
    if (p->sum > h->amount)
        remark(out, s->entry, WARN, "house_stage.above_cost", "amount",
               p->sum / 100, h->amount / 100);
    else if (p->sum > most)
        remark(out, s->entry, WARN, "house_stage.ahead", "amount", p->sum / 100,
               most / 100);
}

static void stages_post(const struct house_fact *f, size_t n,
                        const struct house_fact *h, struct postings *out)
{
    struct stages plan = stages_of(f, n, h->entry);
    struct paying p = { .sum = 0 };

    for (size_t i = 0; i < n; i++) {
        const struct house_fact *s = &f[i];

        if (s->what != WHAT_STAGE || !id_same(s->house, h->entry))
            continue;
        stage_remark(f, n, h, s, &plan, &p, out);
        stage_money(h, s, out);
        if (!p.finished && s->good == 1 && s->inspected != DAY_NONE && plan.n &&
            stage_at(&plan, s->code) == plan.n - 1) {
            finished_post(h, s, out);
            p.finished = true;
        }
    }
}

static bool house_before(const struct house_fact *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (f[i].what == WHAT_HOUSE && str_same(f[i].code, f[at].code))
            return true;
    return false;
}

static bool house_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct house_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WHAT_HOUSE)
            continue;
        if (f[i].once > 0 && house_before(f, i))
            remark(out, f[i].entry, WARN, "award.twice", "product", 0, 0);
        stages_post(f, n, &f[i], out);
    }
    return true;
}

/* A form does not give again what comes once. */
static void house_limit(const void *facts, size_t n, struct findings *f)
{
    const struct house_fact *before = facts;

    if (n && before->once == 1)
        tell(f, STOP, "award.twice", "product");
}

/* A low-cost house for a household: by which plan, at what approved cost, on
 * whose land, in whose name. */
RECORD(house, .view = COLUMNS(house_view), .fact = COLUMNS(house_fact),
       .posts = house_posts, .limit = house_limit, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "plan", .amount = "approved",
       .group = "award");
