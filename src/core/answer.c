/* answer - what was answered, against the card that asked. */
#include <string.h>

#include "core/card.h"

struct answers answers_read(struct str answers, struct arena *a)
{
    size_t at;
    const struct json *object = json_read(answers, a, &at);

    if (object && object->type != JSON_OBJECT)
        object = NULL;
    return (struct answers){ object, a };
}

/* The answer to a question; NULL none. Codes are compared as bytes. */
static const struct json *answer_of(const struct answers *x,
                                    const struct card_question *q)
{
    const struct json *one = x->object ? x->object + 1 : NULL;

    for (uint32_t i = 0; one && i < x->object->n; i++, one = json_next(one + 1))
        if (str_same(json_text(one, x->arena), q->is->code))
            return one + 1;
    return NULL;
}

/* Number of the choice of that code; -1 none. */
static int choice_number(const struct card_question *q, struct str code)
{
    for (size_t i = 0; i < q->choices; i++)
        if (str_same(q->choice[i]->code, code))
            return (int)i;
    return -1;
}

static bool says_yes_or_no(struct str s)
{
    return str_same(s, S("yes")) || str_same(s, S("no"));
}

/* Is the choice among "a,b". */
static bool code_among(struct str list, struct str code)
{
    while (list.n)
        if (str_same(str_trim(str_cut(&list, ',')), code))
            return true;
    return false;
}

static bool chosen_among(const struct answers *x, const struct json *j,
                         struct str codes)
{
    const struct json *one = j + 1;

    if (j->type == JSON_TEXT)
        return code_among(codes, json_text(j, x->arena));
    for (uint32_t i = 0; j->type == JSON_LIST && i < j->n;
         i++, one = json_next(one))
        if (code_among(codes, json_text(one, x->arena)))
            return true;
    return false;
}

/* The class of a count, by its number; -1 none. With `per` the count is
 * compared as a ratio without dividing: a*100 against upto*b. */
static int class_of(const struct card *c, const struct answers *x, size_t at,
                    int64_t count)
{
    const struct card_question *q = &c->at[at];
    int64_t unit = 1, by = 1;

    if (q->per >= 0) {
        const struct json *j = answer_of(x, &c->at[q->per]);

        if (!j || !json_int(j, &by) || by < 1)
            return -1;
        unit = POINT;
    }
    for (size_t i = 0; i < q->choices; i++) {
        __int128 v = (__int128)count * unit;
        const struct choice *y = q->choice[i];

        if (y->least != INT_NONE &&
            (q->per >= 0 ? v <= (__int128)y->least * by : v < y->least))
            continue;
        if (y->upto == INT_NONE || v <= (__int128)y->upto * by)
            return (int)i;
    }
    return -1;
}

bool card_asked(const struct card *c, const struct answers *x, size_t at)
{
    const struct card_question *q = &c->at[at];

    while (q->when >= 0) {
        const struct card_question *by = &c->at[q->when];
        const struct json *j = answer_of(x, by);
        int64_t count;
        int class;

        if (!j)
            return false;
        if (json_int(j, &count)) {
            class = class_of(c, x, (size_t)q->when, count);
            if (class < 0 ||
                !code_among(q->when_codes, by->choice[class]->code))
                return false;
        } else if (!chosen_among(x, j, q->when_codes)) {
            return false;
        }
        q = by;
    }
    return true;
}

/* ---- points -------------------------------------------------------------*/

static int64_t choice_points(const struct card_question *q, int at)
{
    return at < 0 ? INT_NONE : q->points[at];
}

static int64_t many_points(const struct card_question *q,
                           const struct answers *x, const struct json *j)
{
    const struct json *one = j + 1;
    int64_t sum = 0;

    if (j->type != JSON_LIST)
        return INT_NONE;
    for (uint32_t i = 0; i < j->n; i++, one = json_next(one)) {
        int64_t more =
            choice_points(q, choice_number(q, json_text(one, x->arena)));

        if (more == INT_NONE)
            return INT_NONE;
        sum += more;
    }
    return sum;
}

/* INT_NONE: it has points, is asked, and is not answered with any of them. */
static int64_t question_points(const struct card *c, const struct answers *x,
                               size_t at)
{
    const struct card_question *q = &c->at[at];
    const struct json *j;
    int64_t count;

    if (q->best == INT_NONE || !card_asked(c, x, at))
        return 0;
    j = answer_of(x, q);
    if (!j)
        return q->is->need || q->is->type != QUESTION_MANY ? INT_NONE : 0;
    if (q->is->type == QUESTION_MANY)
        return many_points(q, x, j);
    if (q->is->type == QUESTION_COUNT && json_int(j, &count))
        return choice_points(q, class_of(c, x, at, count));
    if (j->type != JSON_TEXT)
        return INT_NONE;
    return choice_points(q, choice_number(q, json_text(j, x->arena)));
}

int64_t card_points(const struct card *c, const struct answers *x, size_t at)
{
    int64_t points = question_points(c, x, at);

    return points == INT_NONE ? 0 : points;
}

int64_t card_score(const struct card *c, const struct answers *x)
{
    int64_t sum = 0;

    if (!c->computes || !x->object)
        return INT_NONE;
    for (size_t i = 0; i < c->n; i++) {
        int64_t points = question_points(c, x, i);

        if (points == INT_NONE)
            return INT_NONE;
        sum += points;
    }
    return sum;
}

/* ---- are they right -----------------------------------------------------*/

static void tell_answer(struct findings *f, enum level level, const char *what,
                        struct str code)
{
    struct buf b = buf_start(f->arena);

    buf_z(&b, "answers.");
    buf_add(&b, code);
    tell(f, level, what, arena_z(f->arena, buf_str(&b)));
}

static void tell_bounds(struct findings *f, const struct card_question *q)
{
    struct buf b = buf_start(f->arena);

    buf_z(&b, "answers.");
    buf_add(&b, q->is->code);
    tell_ab(f, STOP, "answer.out_of_bounds", arena_z(f->arena, buf_str(&b)),
            q->is->least, q->is->most);
}

static void many_judge(const struct card_question *q, const struct answers *x,
                       const struct json *j, struct findings *f)
{
    const struct json *one = j + 1;

    if (j->type != JSON_LIST) {
        tell_answer(f, STOP, "answer.not_understood", q->is->code);
        return;
    }
    for (uint32_t i = 0; i < j->n; i++, one = json_next(one)) {
        const struct json *other = j + 1;
        struct str code = json_text(one, x->arena);

        if (one->type != JSON_TEXT || choice_number(q, code) < 0) {
            tell_answer(f, STOP, "answer.choice_unknown", q->is->code);
            return;
        }
        for (uint32_t k = 0; k < i; k++, other = json_next(other))
            if (str_same(json_text(other, x->arena), code)) {
                tell_answer(f, STOP, "answer.choice_twice", q->is->code);
                return;
            }
    }
}

static void count_judge(const struct card *c, const struct answers *x,
                        size_t at, const struct json *j, struct findings *f)
{
    const struct card_question *q = &c->at[at];
    int64_t count;

    if (j->type == JSON_TEXT && q->choices) { /* put in its class already */
        if (choice_number(q, json_text(j, x->arena)) < 0)
            tell_answer(f, STOP, "answer.choice_unknown", q->is->code);
        return;
    }
    if (!json_int(j, &count)) {
        tell_answer(f, STOP, "answer.not_understood", q->is->code);
        return;
    }
    if ((q->is->least != INT_NONE && count < q->is->least) ||
        (q->is->most != INT_NONE && count > q->is->most))
        tell_bounds(f, q);
    else if (q->choices && class_of(c, x, at, count) < 0)
        tell_answer(f, STOP, "answer.no_class", q->is->code);
}

static void text_judge(const struct answers *x, const struct card_question *q,
                       const struct json *j, struct findings *f)
{
    struct str s = json_text(j, x->arena);
    day d;

    if (j->type != JSON_TEXT) {
        tell_answer(f, STOP, "answer.not_understood", q->is->code);
    } else if (q->is->type == QUESTION_DAY) {
        if (!day_read(s, &d))
            tell_answer(f, STOP, "answer.not_understood", q->is->code);
    } else if (q->is->type == QUESTION_TEXT) {
        if (q->is->most != INT_NONE && (int64_t)s.n > q->is->most)
            tell_bounds(f, q);
    } else if (q->is->type == QUESTION_YES_NO ? !says_yes_or_no(s) :
                                                choice_number(q, s) < 0) {
        tell_answer(f, STOP, "answer.choice_unknown", q->is->code);
    }
}

/* The least count that an answer can mean; INT_NONE unknown. */
static int64_t least_count(const struct card_question *q,
                           const struct answers *x, const struct json *j)
{
    int64_t count;
    int at;

    if (json_int(j, &count))
        return count;
    at = choice_number(q, json_text(j, x->arena));
    return at < 0 ? INT_NONE : q->choice[at]->least;
}

/* No more dependants than people, no more at school than there are children
 * (finance.md 1.5): what cannot be by the card's own word is a warning, since
 * which of the two is wrong nobody here can tell. */
static void at_most_judge(const struct card *c, const struct answers *x,
                          size_t at, const struct json *j, struct findings *f)
{
    const struct card_question *q = &c->at[at];
    const struct json *whole;
    int64_t part, all;

    if (q->at_most < 0)
        return;
    whole = answer_of(x, &c->at[q->at_most]);
    part = least_count(q, x, j);
    if (whole && json_int(whole, &all) && part != INT_NONE && part > all)
        tell_answer(f, WARN, "answer.more_than", q->is->code);
}

static void answer_judge(const struct card *c, const struct answers *x,
                         size_t at, struct findings *f)
{
    const struct card_question *q = &c->at[at];
    const struct json *j = answer_of(x, q);
    bool asked = card_asked(c, x, at);

    if (!j) {
        if (asked && q->is->need)
            tell_answer(f, STOP, "answer.missing", q->is->code);
        return;
    }
    if (!asked)
        tell_answer(f, STOP, "answer.skipped", q->is->code);
    else if (q->is->type == QUESTION_MANY)
        many_judge(q, x, j, f);
    else if (q->is->type == QUESTION_COUNT)
        count_judge(c, x, at, j, f);
    else
        text_judge(x, q, j, f);
    at_most_judge(c, x, at, j, f);
}

void card_answers(const struct card *c, const struct answers *x,
                  struct findings *f)
{
    const struct json *one;

    if (!x->object) {
        tell(f, STOP, "answer.not_understood", "answers");
        return;
    }
    one = x->object + 1;
    for (uint32_t i = 0; i < x->object->n; i++, one = json_next(one + 1)) {
        struct str code = json_text(one, x->arena);

        if (card_find(c, code) < 0)
            tell_answer(f, STOP, "answer.question_unknown", code);
    }
    for (size_t i = 0; i < c->n; i++)
        answer_judge(c, x, i, f);
}
