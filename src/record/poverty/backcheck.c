#include "core/card.h"

struct backcheck {
    struct id score, survey;
    day held;
    struct str answers;
    struct id enumerator;
    struct str note;
};
static const struct field backcheck_field[] = {
    REF(backcheck, score, "score",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(backcheck, survey, "survey", FIELD_NEED | FIELD_FIND),
    DAY(backcheck, held, FIELD_NEED | FIELD_KEY),
    OBJECT(backcheck, answers, FIELD_NEED),
    REF(backcheck, enumerator, "staff", FIELD_FIND),
    TEXT(backcheck, note, 300, 0),
};

struct backcheck_view {
    int64_t today;
    struct id enumerator, survey; /* of the first interview */
    day held;                     /* and its day */
    struct str card;
    const struct card *of; /* NULL: it is not here, or does not count */
};
static const struct field backcheck_view_field[] = {
    COUNT(backcheck_view, today, 0, 0, 0),
    REF(backcheck_view, enumerator, "staff", 0),
    REF(backcheck_view, survey, "survey", 0),
    DAY(backcheck_view, held, 0),
    CODE(backcheck_view, card, "questionnaire", 0),
};

/* The second answers are judged by the same card. Whoever asked first does not
 * check herself. */
static void backcheck_rule(const struct backcheck *x,
                           const struct backcheck_view *v, struct findings *f)
{
    struct answers said;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->held != DAY_NONE && x->held != DAY_NONE && x->held < v->held)
        tell(f, WARN, "backcheck.before_score", "held");
    if (!id_none(x->enumerator) && id_same(x->enumerator, v->enumerator))
        tell(f, WARN, "backcheck.same_enumerator", "enumerator");
    if (!id_none(x->survey) && !id_same(x->survey, v->survey))
        tell(f, WARN, "backcheck.other_survey", "survey");
    if (!v->of || !x->answers.n)
        return;
    said = answers_read(x->answers, f->arena);
    card_answers(v->of, &said, f);
}

/* A household that was drawn is asked again by somebody else, who does not see
 * the first answers. */
RECORD(backcheck, .view = COLUMNS(backcheck_view),
       .card = offsetof(struct backcheck_view, of), .right = RIGHT_CHECK,
       .reads = RIGHT_REGISTER, .title = "note", .group = "poverty");
