#include "core/choice.h"

struct decision {
    struct id product, household, person;
    day made;
    struct id score;
    int32_t verdict;
    struct str why;
    paisa amount;
    struct str note;
};
static const struct field decision_field[] = {
    REF(decision, product, "product", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(decision, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(decision, person, "person", FIELD_KEY | FIELD_FIND),
    DAY(decision, made, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(decision, score, "score", FIELD_FIND),
    CHOICE(decision, verdict, VERDICTS, FIELD_NEED),
    OBJECT(decision, why, FIELD_NEED),
    MONEY(decision, amount, 0, INT64_C(100000000000), 0),
    TEXT(decision, note, 300, 0),
};

struct decision_view {
    int64_t today;
    day since, until; /* of the product's version */
    int64_t whom;
    paisa ceiling;
    struct id scored; /* the household whose score it is */
    day held;         /* of the score */
};
static const struct field decision_view_field[] = {
    COUNT(decision_view, today, 0, 0, 0),
    DAY(decision_view, since, 0),
    DAY(decision_view, until, 0),
    COUNT(decision_view, whom, 0, 0, 0),
    MONEY(decision_view, ceiling, 0, 0, 0),
    REF(decision_view, scored, NULL, 0),
    DAY(decision_view, held, 0),
};

/* The explanation is kept with the decision: the score it rests on and the
 * version of the rule. */
static void why_judge(const struct decision *x, struct findings *f)
{
    struct choice_answer why;

    if (!x->why.n)
        return;
    if (!choice_read(x->why, f->arena, &why))
        tell(f, STOP, "decision.why_incomplete", "why");
    else if (!id_same(why.score, x->score))
        tell(f, STOP, "decision.why_other_score", "why");
    else if (x->verdict == ELIGIBLE && why.verdict == NOT_ELIGIBLE)
        tell(f, STOP, "decision.why_says_no", "verdict");
    else if (x->made != why.on)
        tell(f, STOP, "decision.why_other_day", "why");
}

static void product_judge(const struct decision *x,
                          const struct decision_view *v, struct findings *f)
{
    if (x->made != DAY_NONE && v->since != DAY_NONE && x->made < v->since)
        tell(f, STOP, "decision.too_early", "made");
    if (x->made != DAY_NONE && v->until != DAY_NONE && x->made > v->until)
        tell(f, STOP, "decision.too_late", "made");
    if (v->whom != INT_NONE && v->whom != WHOM_HOUSEHOLD &&
        x->verdict == ELIGIBLE && id_none(x->person))
        tell(f, WARN, "decision.no_person", "person");
    if (x->amount != INT_NONE && v->ceiling != INT_NONE &&
        x->amount > v->ceiling)
        tell_ab(f, WARN, "decision.above_ceiling", "amount", v->ceiling / 100,
                0);
}

static void decision_rule(const struct decision *x,
                          const struct decision_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->made != DAY_NONE && x->made > v->today)
        tell(f, STOP, "date.in_future", "made");
    why_judge(x, f);
    product_judge(x, v, f);
    if (!id_none(x->score) && !id_none(v->scored) &&
        !id_same(v->scored, x->household))
        tell(f, STOP, "decision.other_household", "score");
    if (v->held != DAY_NONE && x->made != DAY_NONE && v->held > x->made)
        tell(f, WARN, "decision.score_later", "score");
}

/* One decision about the household, in the order of (made, entry). */
struct decision_fact {
    struct id entry;
    struct str code; /* of the product */
    int32_t verdict;
    int64_t once, newer; /* newer: a later version stood on that day */
    struct id score, current;
};
static const struct field decision_fact_field[] = {
    REF(decision_fact, entry, "decision", 0),
    TEXT(decision_fact, code, 60, 0),
    CHOICE(decision_fact, verdict, VERDICTS, 0),
    COUNT(decision_fact, once, 0, 0, 0),
    COUNT(decision_fact, newer, 0, 0, 0),
    REF(decision_fact, score, "score", 0),
    REF(decision_fact, current, "score", 0),
};

static bool given_before(const struct decision_fact *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (f[i].verdict == ELIGIBLE && str_same(f[i].code, f[at].code))
            return true;
    return false;
}

/* Eligibility is judged on the score that was current on that day (finance.md
 * 1.4, 3; 12, 26); a grant comes once (12, 36). */
static bool decision_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct decision_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (!id_same(f[i].score, f[i].current))
            remark(out, f[i].entry, WARN, "decision.not_current", "score", 0,
                   0);
        if (f[i].newer > 0)
            remark(out, f[i].entry, WARN, "decision.rule_replaced", "product",
                   0, 0);
        if (f[i].once > 0 && f[i].verdict == ELIGIBLE && given_before(f, i))
            remark(out, f[i].entry, WARN, "decision.twice", "product", 0, 0);
    }
    return true;
}

/* A product was given to a household, or not: with the score and the version of
 * the rule that it rests on, in words that can be read years later. */
RECORD(decision, .view = COLUMNS(decision_view), .fact = COLUMNS(decision_fact),
       .posts = decision_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "note", .group = "poverty", .amount = "amount");
