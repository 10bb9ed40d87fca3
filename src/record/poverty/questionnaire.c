#include "core/card.h"

static const struct field inquiry_field[] = {
    TEXT(inquiry, code, 40, FIELD_NEED),
    TEXT(inquiry, text, 300, FIELD_NEED),
    TEXT(inquiry, text_ur, 500, 0),
    TEXT(inquiry, text_sd, 500, 0),
    CHOICE(inquiry, type, QUESTION_TYPES, FIELD_NEED),
    FLAG(inquiry, need, 0),
    COUNT(inquiry, least, -INT64_C(1000000000000), INT64_C(1000000000000), 0),
    COUNT(inquiry, most, -INT64_C(1000000000000), INT64_C(1000000000000), 0),
    TEXT(inquiry, asked_when, 300, 0),
    TEXT(inquiry, per, 40, 0),
    TEXT(inquiry, at_most, 40, 0),
    TEXT(inquiry, feeds, 100, 0),
};
static const struct field choice_field[] = {
    TEXT(choice, question, 40, FIELD_NEED),
    TEXT(choice, code, 40, FIELD_NEED),
    TEXT(choice, text, 300, FIELD_NEED),
    TEXT(choice, text_ur, 500, 0),
    TEXT(choice, text_sd, 500, 0),
    COUNT(choice, points, 0, SCORE_MOST, FIELD_POINTS),
    COUNT(choice, least, 0, INT64_C(1000000000000), 0),
    COUNT(choice, upto, 0, INT64_C(1000000000000), 0),
};
static const struct field questionnaire_field[] = {
    TEXT(questionnaire, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(questionnaire, title, 160, FIELD_NEED),
    TEXT(questionnaire, title_ur, 250, 0),
    TEXT(questionnaire, title_sd, 250, 0),
    CHOICE(questionnaire, purpose, "poverty|maturity|utilisation|test|form",
           FIELD_NEED),
    CHOICE(questionnaire, about, "household|person|body|place", FIELD_NEED),
    DAY(questionnaire, since, 0),
    DAY(questionnaire, until, 0),
    COUNT(questionnaire, valid_months, 1, 1200, 0),
    COUNT(questionnaire, most, 0, SCORE_MOST, FIELD_POINTS),
    CHOICE(questionnaire, access, "open|blind", FIELD_NEED),
    TEXT(questionnaire, source, 500, 0),
    ROWS(questionnaire, questions, inquiry, QUESTIONS_MOST, 0),
    ROWS(questionnaire, choices, choice, 1500, 0),
};

struct questionnaire_view; /* its rule needs no view */
/* A card whose points do not add to its stated maximum computes nothing, so it
 * does not count. */
static void questionnaire_rule(const struct questionnaire *x,
                               const struct questionnaire_view *v,
                               struct findings *f)
{
    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    card_judge(x, f);
}

/* Questions with their choices: a scorecard, a maturity index, a test, a form.
 * Its version is part of its code; what was answered under it stays as it was.
 * Made by monitoring and evaluation, whose right to issue it is. */
RECORD(questionnaire, .code = "code", .title = "title", .group = "poverty",
       .right = RIGHT_ISSUE);
