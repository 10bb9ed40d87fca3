/* trainee - somebody of a poor household learns a trade. */
#include "core/award.h"
#include "core/choice.h"

struct trainee {
    struct id household, person, product;
    day held;
    struct str trade, institute;
    day finished;
    int64_t days, attended;
    int32_t result;
    struct str certificate;
    struct id decision, score, body, resolution;
    struct id payer, rsp, fund, project;
    paisa stipend_total, toolkit_cost;
    struct str assessed;
};
static const struct field trainee_field[] = {
    REF(trainee, household, "household", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(trainee, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(trainee, product, "product", FIELD_FIND),
    DAY(trainee, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(trainee, trade, 120, FIELD_NEED | FIELD_KEY),
    TEXT(trainee, institute, 160, FIELD_NEED),
    DAY(trainee, finished, 0),
    COUNT(trainee, days, 1, 1500, FIELD_NEED),
    COUNT(trainee, attended, 0, 1500, 0),
    CHOICE(trainee, result, "completed|left|failed", 0),
    TEXT(trainee, certificate, 80, FIELD_FIND),
    REF(trainee, decision, "decision", FIELD_FIND),
    REF(trainee, score, "score", 0),
    REF(trainee, body, "body", FIELD_FIND),
    REF(trainee, resolution, "resolution", 0),
    REF(trainee, payer, "body", 0),
    REF(trainee, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(trainee, fund, "fund", 0),
    REF(trainee, project, "project", 0),
    MONEY(trainee, stipend_total, 0, MONEY_MOST, 0),
    MONEY(trainee, toolkit_cost, 0, MONEY_MOST, 0),
    TEXT(trainee, assessed, 400, 0),
};
enum { COMPLETED };

struct trainee_view {
    int64_t today;
    struct id decided_home;
    int32_t verdict;
    day passed;
};
static const struct field trainee_view_field[] = {
    COUNT(trainee_view, today, 0, 0, 0),
    REF(trainee_view, decided_home, "household", 0),
    CHOICE(trainee_view, verdict, VERDICTS, 0),
    DAY(trainee_view, passed, 0),
};

static void course_judge(const struct trainee *x, const struct trainee_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->today != INT_NONE && x->finished != DAY_NONE &&
        x->finished > v->today)
        tell(f, STOP, "date.in_future", "finished");
    if (x->held != DAY_NONE && x->finished != DAY_NONE && x->finished < x->held)
        tell(f, STOP, "date.ends_before_start", "finished");
    if (x->attended != INT_NONE && x->days != INT_NONE && x->attended > x->days)
        tell_ab(f, STOP, "trainee.more_days", "attended", x->attended, x->days);
    if (x->result >= 0 && x->finished == DAY_NONE)
        tell(f, WARN, "trainee.ended_when", "finished");
    if (x->result == COMPLETED && !x->certificate.n)
        tell(f, WARN, "trainee.no_certificate", "certificate");
    if (x->result != COMPLETED && x->certificate.n)
        tell(f, WARN, "trainee.certificate_for_what", "certificate");
    if (!x->assessed.n)
        tell(f, WARN, "trainee.no_need", "assessed");
}

static void trainee_rule(const struct trainee *x, const struct trainee_view *v,
                         struct findings *f)
{
    course_judge(x, v, f);
    if (id_none(x->decision))
        tell(f, WARN, "award.no_decision", "decision");
    if (!id_none(v->decided_home) && !id_same(v->decided_home, x->household))
        tell(f, STOP, "award.other_household", "decision");
    if (v->verdict >= 0 && v->verdict != ELIGIBLE)
        tell(f, STOP, "award.decided_no", "decision");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && v->passed > x->held)
        tell(f, STOP, "award.before_resolution", "held");
}

/* The course, what was paid for it and how she fared; by day, then entry. */
enum what { WHAT_COURSE, WHAT_PAID, WHAT_VISIT };

struct trainee_fact {
    int64_t what;
    struct id entry;
    day on_day, ended;
    int32_t result, sex, work;
    int64_t nature; /* of what was paid */
    paisa amount, stipend, toolkit;
    struct id place, rsp, project, book, fund;
    int32_t way;
    struct id account, taker;
    month cutover, trained_cutover;
};
static const struct field trainee_fact_field[] = {
    COUNT(trainee_fact, what, 0, 0, 0),
    REF(trainee_fact, entry, NULL, 0),
    DAY(trainee_fact, on_day, 0),
    DAY(trainee_fact, ended, 0),
    CHOICE(trainee_fact, result, "completed|left|failed", 0),
    CHOICE(trainee_fact, sex, "women|men", 0),
    CHOICE(trainee_fact, work, "employed|self_employed", 0),
    COUNT(trainee_fact, nature, 0, 0, 0),
    MONEY(trainee_fact, amount, 0, 0, 0),
    MONEY(trainee_fact, stipend, 0, 0, 0),
    MONEY(trainee_fact, toolkit, 0, 0, 0),
    REF(trainee_fact, place, "place", 0),
    REF(trainee_fact, rsp, "rsp", 0),
    REF(trainee_fact, project, "project", 0),
    REF(trainee_fact, book, NULL, 0),
    REF(trainee_fact, fund, "fund", 0),
    CHOICE(trainee_fact, way, WAY_CHOICES, 0),
    REF(trainee_fact, account, "account", 0),
    REF(trainee_fact, taker, "person", 0),
    MONTH(trainee_fact, cutover, 0),
    MONTH(trainee_fact, trained_cutover, 0),
};
enum { NATURE_STIPEND, NATURE_TOOLKIT };

/* Who completed it is trained. `trained` counts other trainings too: until a
 * ledger gives it, it goes on by filings and this beside it. */
static void trained_post(const struct trainee_fact *t, struct postings *out)
{
    static const char *const by[2][3] = {
        { "trainee", "trainee.women", "trainee.men" },
        { "trained", "trained.women", "trained.men" }
    };

    if (t->result != COMPLETED || t->ended == DAY_NONE)
        return;
    for (int which = 0; which < 2; which++)
        for (int sex = -1; sex <= 1; sex++)
            if (sex < 0 || sex == t->sex)
                post_kept(out,
                          &(struct posting){
                              .entry = t->entry,
                              .indicator = str_of(by[which][sex + 1]),
                              .place = t->place,
                              .rsp = t->rsp,
                              .project = t->project,
                              .month = month_of(t->ended),
                              .amount = 1 },
                          which ? t->trained_cutover : t->cutover, true);
}

static void paid_money(const struct trainee_fact *t,
                       const struct trainee_fact *p, struct postings *out)
{
    struct movement m = { .entry = p->entry,
                          .event = p->nature == NATURE_TOOLKIT ?
                                       "trainee.toolkit" :
                                       "trainee.stipend",
                          .book = t->book,
                          .fund = t->fund,
                          .on = p->on_day,
                          .amount = p->amount,
                          .sex = -1,
                          .cutover = MONTH_NONE };

    paid_by(&m, p->way, p->account, p->taker);
    money(out, &m);
}

static bool trainee_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct trainee_fact *f = facts, *t = NULL;
    paisa sum[2] = { 0, 0 };

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n && !t; i++)
        t = f[i].what == WHAT_COURSE ? &f[i] : NULL;
    for (size_t i = 0; i < n && t; i++) {
        paisa most;

        if (f[i].what == WHAT_COURSE)
            trained_post(&f[i], out);
        if (f[i].what == WHAT_VISIT && t->ended != DAY_NONE &&
            f[i].on_day < t->ended)
            remark(out, f[i].entry, WARN, "followup_visit.before_end", "held",
                   0, 0);
        if (f[i].what != WHAT_PAID)
            continue;
        paid_money(t, &f[i], out);
        if (f[i].on_day < t->on_day)
            remark(out, f[i].entry, WARN, "stipend.before_course", "held", 0,
                   0);
        if (f[i].nature > NATURE_TOOLKIT || f[i].amount == INT_NONE)
            continue;
        sum[f[i].nature] += f[i].amount;
        most = f[i].nature == NATURE_TOOLKIT ? t->toolkit : t->stipend;
        if (most != INT_NONE && sum[f[i].nature] > most)
            remark(out, f[i].entry, WARN, "stipend.beyond", "amount",
                   sum[f[i].nature] / 100, most / 100);
    }
    return true;
}

/* A person of a household who learns a trade at an institute: for how many days,
 * with what stipend and toolkit, and whether she completed it. */
RECORD(trainee, .view = COLUMNS(trainee_view), .fact = COLUMNS(trainee_fact),
       .posts = trainee_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "trade", .group = "award");
