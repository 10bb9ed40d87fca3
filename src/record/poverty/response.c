#include "core/card.h"

struct response {
    struct str questionnaire;
    struct id household, person, body, place;
    day held;
    struct str round;
    struct str answers;
    int64_t result;
    struct id enumerator;
};
static const struct field response_field[] = {
    CODE(response, questionnaire, "questionnaire",
         FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(response, household, "household", FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(response, person, "person", FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(response, body, "body", FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(response, place, "place", FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(response, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(response, round, 40, FIELD_KEY | FIELD_THING),
    OBJECT(response, answers, FIELD_NEED),
    COUNT(response, result, 0, SCORE_MOST, 0),
    REF(response, enumerator, "staff", FIELD_FIND),
};

struct response_view {
    int64_t today;
    struct str card;
    day begun;             /* when its body was formed, or its person born */
    int64_t stands;        /* 0: what it is about counts no more */
    const struct card *of; /* NULL: it does not count */
};
static const struct field response_view_field[] = {
    COUNT(response_view, today, 0, 0, 0),
    CODE(response_view, card, "questionnaire", 0),
    DAY(response_view, begun, 0),
    COUNT(response_view, stands, 0, 0, 0),
};

/* One thing, and of the kind that the questionnaire is about. */
static void thing_judge(const struct response *x, const struct questionnaire *q,
                        struct findings *f)
{
    static const char *const name[] = { "household", "person", "body",
                                        "place" };
    const struct id id[] = { x->household, x->person, x->body, x->place };
    int said = 0;

    for (size_t i = 0; i < LEN(id); i++)
        said += !id_none(id[i]);
    for (size_t i = 0; i < LEN(id); i++) {
        if (said > 1 && !id_none(id[i]))
            tell(f, STOP, "response.more_than_one", name[i]);
        else if (q && q->about == (int32_t)i && id_none(id[i]))
            tell(f, STOP, "field.missing", name[i]);
        else if (q && q->about != (int32_t)i && !id_none(id[i]))
            tell(f, STOP, "response.about_another", name[i]);
    }
    if (!q && !said)
        tell(f, STOP, "response.about_nothing", "");
}

static void when_judge(const struct response *x, const struct response_view *v,
                       const struct questionnaire *q, struct findings *f)
{
    if (x->held == DAY_NONE)
        return;
    if (v->today != INT_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (q && ((q->since != DAY_NONE && x->held < q->since) ||
              (q->until != DAY_NONE && x->held > q->until)))
        tell(f, WARN, "response.outside_card", "held");
    if (v->begun != DAY_NONE && x->held < v->begun)
        tell(f, WARN, "response.before_it_was", "held");
}

/* What the points add to is computed, never typed: a result is what its answers
 * say. Of a blind one only the keeper knows. */
static void answers_judge(const struct response *x, const struct card *c,
                          struct findings *f)
{
    struct answers said = answers_read(x->answers, f->arena);
    int64_t adds;

    if (!x->answers.n)
        return; /* field.missing says so */
    card_answers(c, &said, f);
    adds = card_score(c, &said);
    if (c->is->access == CARD_BLIND)
        return;
    if (adds == INT_NONE && x->result != INT_NONE)
        tell(f, STOP, "response.no_result", "result");
    else if (adds != INT_NONE && x->result == INT_NONE)
        tell(f, WARN, "response.not_computed", "result");
    else if (adds != x->result)
        tell_ab(f, STOP, "response.not_the_answers", "result", x->result, adds);
}

static void response_rule(const struct response *x,
                          const struct response_view *v, struct findings *f)
{
    const struct questionnaire *q = v->of ? v->of->is : NULL;

    if (x->questionnaire.n && !q)
        tell(f, STOP, "response.no_card", "questionnaire");
    else if (q && q->purpose == PURPOSE_POVERTY)
        tell(f, STOP, "response.is_a_score", "questionnaire");
    thing_judge(x, q, f);
    when_judge(x, v, q, f);
    if (v->stands == 0)
        tell(f, WARN, "response.of_none", "");
    if (q)
        answers_judge(x, v->of, f);
}

/* Of the last response of a thing in a round: each question that feeds an
 * indicator, and from which month registers count there. */
struct response_fact {
    int64_t what;
    struct id entry, place, rsp, project;
    day held;
    struct str answers;
    struct str question, feeds;
    int32_t type;
    int64_t scale;        /* of the indicator */
    struct str indicator; /* of a cutover; empty: all */
    month since;          /* of a cutover */
};
static const struct field response_fact_field[] = {
    COUNT(response_fact, what, 0, 0, 0),
    REF(response_fact, entry, "response", 0),
    REF(response_fact, place, "place", 0),
    REF(response_fact, rsp, "rsp", 0),
    REF(response_fact, project, "project", 0),
    DAY(response_fact, held, 0),
    OBJECT(response_fact, answers, 0),
    TEXT(response_fact, question, 0, 0),
    TEXT(response_fact, feeds, 0, 0),
    CHOICE(response_fact, type, QUESTION_TYPES, 0),
    COUNT(response_fact, scale, 0, 0, 0),
    TEXT(response_fact, indicator, 0, 0),
    MONTH(response_fact, since, 0),
};
enum { FACT_FEED, FACT_CUTOVER };

static const struct json *answer_to(const struct json *object,
                                    struct str question, struct arena *a)
{
    const struct json *one = object + 1;

    for (uint32_t i = 0; i < object->n; i++, one = json_next(one + 1))
        if (str_same(json_text(one, a), question))
            return one + 1;
    return NULL;
}

static bool chosen(const struct json *j, struct str choice, struct arena *a)
{
    const struct json *one = j + 1;

    if (j->type == JSON_TEXT)
        return str_same(json_text(j, a), choice);
    for (uint32_t i = 0; j->type == JSON_LIST && i < j->n;
         i++, one = json_next(one))
        if (str_same(json_text(one, a), choice))
            return true;
    return false;
}

/* What one answer adds: a count itself, 1 for yes, and of "indicator=choice" 1
 * where that was chosen; in the indicator's scale. Of a count typed as a class,
 * of a text or a day: nothing. */
static int64_t fed(const struct response_fact *f, struct str choice,
                   struct arena *a)
{
    const struct json *object = answers_read(f->answers, a).object;
    const struct json *j = object ? answer_to(object, f->question, a) : NULL;
    int64_t n = 0;

    if (!j)
        return 0;
    if (choice.n)
        n = chosen(j, choice, a);
    else if (f->type == QUESTION_YES_NO)
        n = chosen(j, S("yes"), a);
    else if (f->type != QUESTION_COUNT || !json_int(j, &n))
        return 0;
    for (int64_t i = 0; i < f->scale; i++)
        n *= 10;
    return n;
}

/* The least month of those that speak of it, or of what it is a part of;
 * MONTH_NONE: nobody signed. */
static month cutover_of(const struct response_fact *f, size_t n,
                        struct str indicator)
{
    struct str rest = indicator, whole = str_cut(&rest, '.');
    month least = MONTH_NONE;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == FACT_CUTOVER &&
            (!f[i].indicator.n || str_same(f[i].indicator, whole)) &&
            (least == MONTH_NONE || f[i].since < least))
            least = f[i].since;
    return least;
}

static bool response_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct response_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct str choice = f[i].feeds;
        struct str indicator = str_trim(str_cut(&choice, '='));
        struct posting one = { .entry = f[i].entry,
                               .indicator = indicator,
                               .place = f[i].place,
                               .rsp = f[i].rsp,
                               .project = f[i].project,
                               .month = month_of(f[i].held) };

        if (f[i].what != FACT_FEED)
            continue;
        one.amount = fed(&f[i], str_trim(choice), out->arena);
        if (one.amount != 0)
            post_kept(out, &one, cutover_of(f, n, indicator), true);
    }
    return true;
}

/* What was answered to a questionnaire about one household, person, body or
 * place: a maturity index, a utilisation check, a test, a donor's form. Of one
 * round the last one stands. */
RECORD(response, .view = COLUMNS(response_view),
       .card = offsetof(struct response_view, of),
       .fact = COLUMNS(response_fact), .posts = response_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "questionnaire",
       .group = "poverty");
