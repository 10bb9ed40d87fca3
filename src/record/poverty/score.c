#include "core/card.h"

struct score {
    struct id household, survey;
    struct str card;
    day held;
    struct str answers;
    int64_t score;
    int32_t source;
    struct str origin;
    struct id enumerator, respondent;
    int64_t lat, lon, began, ended;
    struct id supersedes;
};
#define MICRO INT64_C(1000000) /* of a degree */
static const struct field score_field[] = {
    REF(score, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(score, survey, "survey", FIELD_KEY | FIELD_FIND),
    CODE(score, card, "questionnaire", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(score, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    OBJECT(score, answers, 0),
    COUNT(score, score, 0, SCORE_MOST, FIELD_FIND | FIELD_POINTS),
    CHOICE(score, source, "computed|imported", FIELD_NEED),
    TEXT(score, origin, 200, 0),
    REF(score, enumerator, "staff", FIELD_FIND),
    REF(score, respondent, "person", 0),
    COUNT(score, lat, -90 * MICRO, 90 * MICRO, FIELD_DEGREES),
    COUNT(score, lon, -180 * MICRO, 180 * MICRO, FIELD_DEGREES),
    COUNT(score, began, 0, INT64_C(4102444800), 0),
    COUNT(score, ended, 0, INT64_C(4102444800), 0),
    REF(score, supersedes, "score", FIELD_FIND),
};
enum { SCORE_COMPUTED, SCORE_IMPORTED };

struct score_view {
    int64_t today;
    struct str card;
    struct id earlier;     /* household of what it supersedes */
    struct str planned;    /* the card of its survey */
    day opens, closes;     /* of its survey */
    const struct card *of; /* NULL: it does not count */
};
static const struct field score_view_field[] = {
    COUNT(score_view, today, 0, 0, 0),
    CODE(score_view, card, "questionnaire", 0),
    REF(score_view, earlier, "household", 0),
    CODE(score_view, planned, "questionnaire", 0),
    DAY(score_view, opens, 0),
    DAY(score_view, closes, 0),
};

static void score_when(const struct score *x, const struct score_view *v,
                       struct findings *f)
{
    const struct questionnaire *q = v->of ? v->of->is : NULL;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (q && x->held != DAY_NONE &&
        ((q->since != DAY_NONE && x->held < q->since) ||
         (q->until != DAY_NONE && x->held > q->until)))
        tell(f, WARN, "score.outside_card", "held");
    if (x->began != INT_NONE && x->ended != INT_NONE && x->ended < x->began)
        tell(f, WARN, "score.ends_before_begin", "ended");
    if (x->held != DAY_NONE && ((v->opens != DAY_NONE && x->held < v->opens) ||
                                (v->closes != DAY_NONE && x->held > v->closes)))
        tell(f, WARN, "score.outside_survey", "held");
    if (v->planned.n && !str_same(v->planned, x->card))
        tell(f, WARN, "score.other_card", "card");
    if (!id_none(v->earlier) && !id_same(v->earlier, x->household))
        tell(f, STOP, "score.of_another", "supersedes");
}

/* A computed score is exactly what its answers add up to, where the card is
 * open; of a blind card only the keeper knows (log/card.c). An imported one is
 * taken as it is, from where it says; its answers must still be the card's. */
static void score_adds(const struct score *x, const struct card *c,
                       struct findings *f)
{
    struct answers said = answers_read(x->answers, f->arena);
    int64_t adds = INT_NONE;

    if (c && x->answers.n) {
        card_answers(c, &said, f);
        adds = card_score(c, &said);
    }
    if (x->source == SCORE_IMPORTED) {
        if (!x->origin.n)
            tell(f, STOP, "score.no_origin", "origin");
        if (x->score == INT_NONE)
            tell(f, STOP, "field.missing", "score");
        else if (adds != INT_NONE && adds != x->score)
            tell_ab(f, WARN, "score.not_the_answers", "score", x->score, adds);
        return;
    }
    if (!x->answers.n)
        tell(f, STOP, "field.missing", "answers");
    else if (x->score == INT_NONE)
        tell(f, WARN, "score.not_computed", "score");
    else if (adds != INT_NONE && adds != x->score)
        tell_ab(f, STOP, "score.not_the_answers", "score", x->score, adds);
    else if (adds == INT_NONE && c && c->is->access == CARD_OPEN)
        tell(f, STOP, "score.cannot_be", "score");
}

static void score_rule(const struct score *x, const struct score_view *v,
                       struct findings *f)
{
    const struct questionnaire *q = v->of ? v->of->is : NULL;

    if (!q)
        tell(f, STOP, "score.no_card", "card");
    else if (q->purpose != PURPOSE_POVERTY || q->about != ABOUT_HOUSEHOLD)
        tell(f, STOP, "score.not_a_scorecard", "card");
    score_when(x, v, f);
    score_adds(x, v->of, f);
}

/* One score of a household, in the order of (held, entry). */
struct score_fact {
    struct id entry, survey;
    int64_t stands; /* it counts, and nothing supersedes it */
    int64_t stage;  /* of its survey on that day; INT_NONE: none */
    int64_t fate;   /* of the household on that day; INT_NONE: present */
};
static const struct field score_fact_field[] = {
    REF(score_fact, entry, "score", 0), REF(score_fact, survey, "survey", 0),
    COUNT(score_fact, stands, 0, 0, 0), COUNT(score_fact, stage, 0, 0, 0),
    COUNT(score_fact, fate, 0, 0, 0),
};

/* Its figures are the household's to post (household.c). Here its timeline says
 * of each score what its day says against it: the survey was not open any more,
 * the household was gone, the same survey had scored it already. */
static bool score_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct score_fact *s = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        bool second = false;

        for (size_t j = 0; j < i && !id_none(s[i].survey); j++)
            second |= s[i].stands == 1 && s[j].stands == 1 &&
                      id_same(s[i].survey, s[j].survey);
        if (second)
            remark(out, s[i].entry, WARN, "score.second", "survey", 0, 0);
        if (s[i].stage != INT_NONE && s[i].stage > 0)
            remark(out, s[i].entry, WARN, "score.survey_closed", "held", 0, 0);
        if (s[i].fate != INT_NONE && s[i].fate > 0)
            remark(out, s[i].entry, WARN, "score.household_gone", "household",
                   0, 0);
    }
    return true;
}

/* What a household scored on a card: with the answers it was computed from, or
 * with where it was imported from. The latest one stands, until its card's
 * validity ends. */
RECORD(score, .view = COLUMNS(score_view), .fact = COLUMNS(score_fact),
       .posts = score_posts, .card = offsetof(struct score_view, of),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "score",
       .along = "survey, score, counts, household, held, card",
       .group = "poverty");
