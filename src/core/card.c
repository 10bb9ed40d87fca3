/* card - a questionnaire made ready: what is wrong with it, what an answer may
 * be, what the answers add up to. */
#include <string.h>

#include "core/card.h"

/* ---- made ready ---------------------------------------------------------*/

static size_t inquiries(const struct questionnaire *q)
{
    return q->questions.n;
}

static const struct inquiry *inquiry_at(const struct questionnaire *q, size_t i)
{
    return (const struct inquiry *)q->questions.at + i;
}

static const struct choice *choice_at(const struct questionnaire *q, size_t i)
{
    return (const struct choice *)q->choices.at + i;
}

/* The first question of that code; -1 none. */
static int inquiry_find(const struct questionnaire *q, struct str code)
{
    for (size_t i = 0; code.n && i < inquiries(q); i++)
        if (str_same(inquiry_at(q, i)->code, code))
            return (int)i;
    return -1;
}

int card_find(const struct card *c, struct str question)
{
    return inquiry_find(c->is, question);
}

static bool has_choices(int32_t type)
{
    return type == QUESTION_ONE || type == QUESTION_MANY ||
           type == QUESTION_YES_NO || type == QUESTION_COUNT;
}

/* The most a question can give: its best choice, or all of them where many may
 * be chosen. INT_NONE: none has points. */
static int64_t question_best(const struct card_question *q)
{
    int64_t best = INT_NONE;

    for (size_t i = 0; i < q->choices; i++) {
        if (q->points[i] == INT_NONE)
            continue;
        if (q->is->type == QUESTION_MANY && best != INT_NONE)
            best += q->points[i];
        else if (q->points[i] > best)
            best = q->points[i];
    }
    return best;
}

/* Some of its choices have points and some have none. */
static bool question_half_weighed(const struct card_question *q)
{
    size_t weighed = 0;

    for (size_t i = 0; i < q->choices; i++)
        weighed += q->points[i] != INT_NONE;
    return weighed > 0 && weighed < q->choices;
}

static void card_sum(struct card *c)
{
    c->best = INT_NONE;
    c->computes = true;
    for (size_t i = 0; i < c->n; i++) {
        struct card_question *q = &c->at[i];

        q->best = question_best(q);
        if (q->best != INT_NONE)
            c->best = (c->best == INT_NONE ? 0 : c->best) + q->best;
        if (question_half_weighed(q))
            c->computes = false;
    }
    if (c->best == INT_NONE || c->best != c->is->most)
        c->computes = false;
}

/* "q=a,b": the question before it, and the choices that ask this one. */
static void when_read(const struct card *c, struct card_question *q, size_t at)
{
    struct str rest = q->is->asked_when;
    struct str name = str_cut(&rest, '=');
    int when = inquiry_find(c->is, str_trim(name));

    q->when = when >= 0 && (size_t)when < at ? when : -1;
    q->when_codes = rest;
}

static void question_make(struct card *c, size_t at, struct arena *a)
{
    struct card_question *q = &c->at[at];
    const struct questionnaire *is = c->is;
    size_t n = 0;

    q->is = inquiry_at(is, at);
    for (size_t i = 0; i < is->choices.n; i++)
        n += str_same(choice_at(is, i)->question, q->is->code);
    q->choice = arena_many(a, const struct choice *, n);
    q->points = arena_many(a, int64_t, n);
    for (size_t i = 0; i < is->choices.n; i++)
        if (str_same(choice_at(is, i)->question, q->is->code)) {
            q->points[q->choices] = is->access == CARD_BLIND ?
                                        INT_NONE :
                                        choice_at(is, i)->points;
            q->choice[q->choices++] = choice_at(is, i);
        }
    when_read(c, q, at);
    q->per = inquiry_find(is, q->is->per);
    q->at_most = inquiry_find(is, q->is->at_most);
}

struct card *card_of(const struct questionnaire *q, struct arena *a)
{
    struct card *c = arena_new(a, struct card);

    c->is = q;
    c->at = arena_many(a, struct card_question, inquiries(q));
    c->n = inquiries(q);
    for (size_t i = 0; i < c->n; i++)
        question_make(c, i, a);
    card_sum(c);
    return c;
}

/* ---- is it right --------------------------------------------------------*/

static void codes_judge(const struct questionnaire *q, struct findings *f)
{
    for (size_t i = 0; i < inquiries(q); i++)
        if (inquiry_find(q, inquiry_at(q, i)->code) < (int)i)
            tell_row(f, STOP, "card.question_twice", "questions", i, "code");
    for (size_t i = 0; i < q->choices.n; i++) {
        const struct choice *x = choice_at(q, i);
        int of = inquiry_find(q, x->question);

        if (of < 0)
            tell_row(f, STOP, "card.choice_of_none", "choices", i, "question");
        else if (!has_choices(inquiry_at(q, (size_t)of)->type))
            tell_row(f, STOP, "card.choice_of_text", "choices", i, "question");
        for (size_t j = 0; j < i; j++)
            if (str_same(choice_at(q, j)->question, x->question) &&
                str_same(choice_at(q, j)->code, x->code)) {
                tell_row(f, STOP, "card.choice_twice", "choices", i, "code");
                break;
            }
    }
}

static const struct choice *choice_of(const struct card_question *q,
                                      struct str code)
{
    for (size_t i = 0; i < q->choices; i++)
        if (str_same(q->choice[i]->code, code))
            return q->choice[i];
    return NULL;
}

/* yes_no needs no choices of its own to be answered. */
static bool choice_known(const struct card_question *q, struct str code)
{
    if (q->is->type == QUESTION_YES_NO)
        return str_same(code, S("yes")) || str_same(code, S("no"));
    return choice_of(q, code) != NULL;
}

static void when_judge(const struct card *c, size_t i, struct findings *f)
{
    const struct card_question *q = &c->at[i];
    struct str rest = q->when_codes;

    if (!q->is->asked_when.n)
        return;
    if (q->when < 0 || !rest.n) {
        tell_row(f, STOP, "card.when_unknown", "questions", i, "asked_when");
        return;
    }
    while (rest.n)
        if (!choice_known(&c->at[q->when], str_trim(str_cut(&rest, ',')))) {
            tell_row(f, STOP, "card.when_unknown", "questions", i,
                     "asked_when");
            return;
        }
}

/* What `per` and `at_most` name is a count before it, or for `at_most` one
 * whose choices stand for counts. */
static void other_judge(const struct card *c, size_t i, struct findings *f)
{
    const struct card_question *q = &c->at[i];

    if (q->is->per.n &&
        (q->per < 0 || q->per >= (int)i || q->is->type != QUESTION_COUNT ||
         c->at[q->per].is->type != QUESTION_COUNT))
        tell_row(f, STOP, "card.per_unknown", "questions", i, "per");
    if (q->is->at_most.n &&
        (q->at_most < 0 || c->at[q->at_most].is->type != QUESTION_COUNT))
        tell_row(f, STOP, "card.at_most_unknown", "questions", i, "at_most");
}

/* Classes of a count, in the order they stand: each begins after the one
 * before, only the last is open above. With `per` a class begins where the one
 * before ends, since it takes what is above its least. */
static void classes_judge(const struct card *c, size_t i, struct findings *f)
{
    const struct card_question *q = &c->at[i];
    int64_t step = q->is->per.n ? 0 : 1;

    if (q->is->type != QUESTION_COUNT)
        return;
    for (size_t j = 0; j < q->choices; j++) {
        const struct choice *x = q->choice[j];
        const struct choice *before = j ? q->choice[j - 1] : NULL;
        size_t row = (size_t)(x - choice_at(c->is, 0));

        if (x->least == INT_NONE || (x->upto == INT_NONE && j + 1 < q->choices))
            tell_row(f, STOP, "card.class_open", "choices", row, "upto");
        else if (x->upto != INT_NONE && x->upto < x->least)
            tell_row(f, STOP, "card.class_backwards", "choices", row, "upto");
        if (before && before->upto != INT_NONE &&
            x->least <= before->upto - 1 + step)
            tell_row(f, STOP, "card.class_overlap", "choices", row, "least");
        else if (before && before->upto != INT_NONE &&
                 x->least > before->upto + step)
            tell_row(f, STOP, "card.class_gap", "choices", row, "least");
    }
}

static void question_judge(const struct card *c, size_t i, struct findings *f)
{
    const struct card_question *q = &c->at[i];

    if ((q->is->type == QUESTION_ONE || q->is->type == QUESTION_MANY) &&
        !q->choices)
        tell_row(f, STOP, "card.no_choices", "questions", i, "type");
    if (q->is->type == QUESTION_YES_NO)
        for (size_t j = 0; j < q->choices; j++)
            if (!choice_known(q, q->choice[j]->code))
                tell_row(f, STOP, "card.not_yes_or_no", "choices",
                         (size_t)(q->choice[j] - choice_at(c->is, 0)), "code");
    if (q->is->least != INT_NONE && q->is->most != INT_NONE &&
        q->is->least > q->is->most)
        tell_row(f, STOP, "card.bounds_backwards", "questions", i, "most");
    when_judge(c, i, f);
    other_judge(c, i, f);
    classes_judge(c, i, f);
}

/* The points of a card add to what it says is the most. A blind card says its
 * most and nothing else; without points there is nothing to say. */
static void points_judge(const struct card *c, struct findings *f)
{
    const struct questionnaire *q = c->is;

    if (q->access == CARD_BLIND) {
        for (size_t i = 0; i < q->choices.n; i++)
            if (choice_at(q, i)->points != INT_NONE)
                tell_row(f, STOP, "card.points_in_the_open", "choices", i,
                         "points");
        return;
    }
    for (size_t i = 0; i < c->n; i++)
        if (question_half_weighed(&c->at[i]))
            tell_row(f, STOP, "card.half_weighed", "questions", i, "code");
    if (c->best == INT_NONE) {
        if (q->purpose == PURPOSE_POVERTY || q->most != INT_NONE)
            tell(f, STOP, "card.no_points", "most");
    } else if (q->most == INT_NONE) {
        tell(f, STOP, "card.most_unsaid", "most");
    } else if (c->best != q->most) {
        tell_ab(f, STOP, "card.does_not_add", "most", c->best, q->most);
    }
}

void card_judge(const struct questionnaire *q, struct findings *f)
{
    const struct card *c = card_of(q, f->arena);

    if (!c->n)
        tell(f, WARN, "card.no_questions", "questions");
    codes_judge(q, f);
    for (size_t i = 0; i < c->n; i++)
        question_judge(c, i, f);
    points_judge(c, f);
}

/* ---- points from a file -------------------------------------------------*/

static bool weigh_one(struct card *c, struct str question, struct str code,
                      int64_t points)
{
    int at = card_find(c, question);
    struct card_question *q = at < 0 ? NULL : &c->at[at];

    if (!q || points < 0 || points > SCORE_MOST)
        return false;
    for (size_t i = 0; i < q->choices; i++)
        if (str_same(q->choice[i]->code, code)) {
            q->points[i] = points;
            return true;
        }
    return false;
}

static bool weigh_question(struct card *c, struct str question,
                           const struct json *object, struct arena *a)
{
    const struct json *one = object + 1;
    bool good = object->type == JSON_OBJECT;

    for (uint32_t i = 0; good && i < object->n; i++, one = json_next(one + 1)) {
        int64_t points;

        good = json_int(one + 1, &points) &&
               weigh_one(c, question, json_text(one, a), points);
    }
    return good;
}

bool card_weigh(struct card *c, struct str points, struct findings *f)
{
    size_t at;
    const struct json *object = json_read(points, f->arena, &at);
    bool good = object && object->type == JSON_OBJECT;
    const struct json *one = good ? object + 1 : NULL;

    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->at[i].choices; j++)
            c->at[i].points[j] = INT_NONE;
    for (uint32_t i = 0; good && i < object->n; i++, one = json_next(one + 1))
        good = weigh_question(c, json_text(one, f->arena), one + 1, f->arena);
    card_sum(c);
    if (!good)
        tell(f, STOP, "weights.not_of_card", "points");
    else if (c->best == INT_NONE || c->is->most == INT_NONE)
        tell(f, STOP, "weights.no_most", "points");
    else if (c->best != c->is->most)
        tell_ab(f, STOP, "card.does_not_add", "points", c->best, c->is->most);
    else if (!c->computes)
        tell(f, STOP, "weights.half_weighed", "points");
    c->computes &= good;
    return c->computes;
}
