/* answer - a questionnaire as a form, and what was typed into it. */
#include "web/poverty/answer.h"

#include <stdlib.h>
#include <string.h>

#include "web/form.h"

enum {
    RADIOS_MOST = 12, /* more choices are drawn as a select */
    LINE_MOST = 200   /* bytes of a text that fits one line */
};
#define PREFIX "answers."

/* ---- the card and its words ---------------------------------------------*/

struct card *answer_card(struct rq *rq, struct str code)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct id id = id_named(S("questionnaire"), code);
    void *q = arena_take(rq->arena, k->bytes);
    struct seen seen;

    if (!log_see(rq->db, id, rq->arena, &seen) || !seen.counts ||
        !row_find(rq->db, k, id, rq->arena, q))
        return NULL;
    return card_of(q, rq->arena);
}

const char *answer_text(struct rq *rq, struct str en, struct str ur,
                        struct str sd)
{
    return zstr(rq, own_text(rq->lang, en, ur, sd));
}

const char *answer_title(struct rq *rq, const struct questionnaire *q)
{
    return answer_text(rq, q->title, q->title_ur, q->title_sd);
}

static const char *inquiry_text(struct rq *rq, const struct card_question *q)
{
    return answer_text(rq, q->is->text, q->is->text_ur, q->is->text_sd);
}

/* A choice in words; yes and no need no text of their own. */
static const char *code_text(struct rq *rq, const struct card_question *q,
                             struct str code)
{
    for (size_t i = 0; i < q->choices; i++)
        if (str_same(q->choice[i]->code, code))
            return answer_text(rq, q->choice[i]->text, q->choice[i]->text_ur,
                               q->choice[i]->text_sd);
    if (q->is->type == QUESTION_YES_NO)
        return word_of(rq, "answer", code);
    return zstr(rq, code);
}

static const char *input_name(struct rq *rq, const struct card_question *q)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, PREFIX);
    buf_add(&b, q->is->code);
    return zstr(rq, buf_str(&b));
}

bool answer_shows(const struct card *c, struct str path)
{
    return str_starts(path, S(PREFIX)) &&
           card_find(c, str_from(path, sizeof PREFIX - 1)) >= 0;
}

/* ---- reading what was posted --------------------------------------------*/

/* All that was typed under a name, blanks cut off, empty ones left out. */
static size_t typed(struct rq *rq, const char *name, struct str **out)
{
    struct str want = str_of(name);
    size_t n = 0, room = 0;

    for (int i = 0; i < rq->q->parts; i++)
        room += str_same(rq->q->part[i].name, want);
    *out = arena_many(rq->arena, struct str, room);
    for (int i = 0; i < rq->q->parts; i++) {
        const struct http_part *p = &rq->q->part[i];
        struct str said = str_trim(p->bytes);

        if (str_same(p->name, want) && !p->filename.n && said.n)
            (*out)[n++] = utf8_good(said) ? said : S("\xef\xbf\xbd");
    }
    return n;
}

static void count_put(struct buf *b, struct str said)
{
    bool inexact = false;
    int64_t n;

    if (decimal_read(said, 0, &n, &inexact) && !inexact)
        buf_int(b, n);
    else
        buf_json(b, said);
}

/* The order of the card, so that the same ticks are the same text; what it does
 * not know stands behind, as it came. */
static void many_put(struct buf *b, const struct card_question *q,
                     struct str *said, size_t n)
{
    const char *comma = "";

    buf_char(b, '[');
    for (size_t i = 0; i < q->choices; i++)
        for (size_t j = 0; j < n; j++)
            if (str_same(said[j], q->choice[i]->code)) {
                buf_z(b, comma);
                buf_json(b, said[j]);
                said[j] = S("");
                comma = ",";
            }
    for (size_t j = 0; j < n; j++)
        if (said[j].n) {
            buf_z(b, comma);
            buf_json(b, said[j]);
            comma = ",";
        }
    buf_char(b, ']');
}

static struct str value_of(struct rq *rq, const struct card_question *q)
{
    struct buf b = buf_start(rq->arena);
    struct str *said;
    size_t n = typed(rq, input_name(rq, q), &said);

    if (!n)
        return S("");
    if (n > 1 || q->is->type == QUESTION_MANY)
        many_put(&b, q, said, n);
    else if (q->is->type == QUESTION_COUNT)
        count_put(&b, said[0]);
    else
        buf_json(&b, said[0]);
    return buf_str(&b);
}

static int by_code(const void *x, const void *y)
{
    const struct card_question *const *p = x, *const *q = y;

    return str_order((*p)->is->code, (*q)->is->code);
}

struct str answer_take(struct rq *rq, const struct card *c)
{
    const struct card_question **q =
        arena_many(rq->arena, const struct card_question *, c->n + 1);
    struct buf b = buf_start(rq->arena);
    const char *comma = "";

    for (size_t i = 0; i < c->n; i++)
        q[i] = &c->at[i];
    if (c->n)
        qsort(q, c->n, sizeof *q, by_code);
    buf_char(&b, '{');
    for (size_t i = 0; i < c->n; i++) {
        struct str value = value_of(rq, q[i]);

        if (!value.n || (i && str_same(q[i]->is->code, q[i - 1]->is->code)))
            continue;
        buf_z(&b, comma);
        buf_json(&b, q[i]->is->code);
        buf_char(&b, ':');
        buf_add(&b, value);
        comma = ",";
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

bool answer_strange(struct rq *rq, const struct card *c)
{
    for (int i = 0; i < rq->q->parts; i++) {
        const struct http_part *p = &rq->q->part[i];

        if (str_starts(p->name, S(PREFIX)) && str_trim(p->bytes).n &&
            card_find(c, str_from(p->name, sizeof PREFIX - 1)) < 0)
            return true;
    }
    return false;
}

/* ---- what stands in an input --------------------------------------------*/

/* The values of one question, each as its input has it. */
struct values {
    struct str *at;
    size_t n;
};

static struct str plain(const struct json *j, struct arena *a)
{
    return j->type == JSON_TEXT ? json_text(j, a) :
           j->type == JSON_INT  ? j->raw :
                                  S("");
}

static struct values values_of(struct rq *rq, const struct json *j)
{
    struct values v = { arena_many(rq->arena, struct str, j ? j->n + 1 : 1),
                        0 };
    const struct json *one = j ? j + 1 : NULL;

    if (j && j->type != JSON_LIST)
        v.at[v.n++] = plain(j, rq->arena);
    for (uint32_t i = 0; j && j->type == JSON_LIST && i < j->n;
         i++, one = json_next(one))
        v.at[v.n++] = plain(one, rq->arena);
    return v;
}

static const struct json *json_of(const struct json *object, struct str code,
                                  struct arena *a)
{
    const struct json *one = object ? object + 1 : NULL;

    for (uint32_t i = 0; object && i < object->n; i++, one = json_next(one + 1))
        if (str_same(json_text(one, a), code))
            return one + 1;
    return NULL;
}

struct drawing {
    const struct answer_form *form;
    const struct json *said; /* answers as an object, or NULL */
};

static struct values standing(struct rq *rq, const struct drawing *d,
                              const struct card_question *q)
{
    struct values v;

    if (d->form->posted) {
        v.n = typed(rq, input_name(rq, q), &v.at);
        return v;
    }
    return values_of(rq, json_of(d->said, q->is->code, rq->arena));
}

static bool among(const struct values *v, struct str code)
{
    for (size_t i = 0; i < v->n; i++)
        if (str_same(v->at[i], code))
            return true;
    return false;
}

/* ---- one question -------------------------------------------------------*/

static void bound_put(struct buf *b, int64_t v)
{
    if (v == INT_NONE)
        buf_z(b, "\"\"");
    else
        buf_fmt(b, "\"%lld\"", (long long)v);
}

/* Classes of a count, for a question that is asked after some of them: code,
 * least, most, as texts, since they may be beyond a script's numbers. */
static const char *classes(struct rq *rq, const struct card_question *q)
{
    struct buf b = buf_start(rq->arena);

    buf_char(&b, '[');
    for (size_t i = 0; i < q->choices; i++) {
        buf_z(&b, i ? ",[" : "[");
        buf_json(&b, q->choice[i]->code);
        buf_char(&b, ',');
        bound_put(&b, q->choice[i]->least);
        buf_char(&b, ',');
        bound_put(&b, q->choice[i]->upto);
        buf_char(&b, ']');
    }
    buf_char(&b, ']');
    return zstr(rq, buf_str(&b));
}

/* What the script reads: which question this is, when it is asked. */
static void marks(struct rq *rq, const struct card *c,
                  const struct card_question *q)
{
    html(rq, " data-ask=\"%s\"", zstr(rq, q->is->code));
    if (q->when >= 0)
        html(rq, " data-when=\"%s\" data-is=\"%s\"",
             zstr(rq, c->at[q->when].is->code), zstr(rq, q->when_codes));
    if (q->is->type == QUESTION_COUNT && q->choices)
        html(rq, " data-classes=\"%s\"", classes(rq, q));
    if (q->is->type == QUESTION_COUNT && q->per >= 0)
        html(rq, " data-per=\"%s\"", zstr(rq, c->at[q->per].is->code));
}

/* "Asked only if: has the household a toilet? Yes, shared". */
static void condition(struct rq *rq, const struct card *c,
                      const struct card_question *q)
{
    const struct card_question *by;
    struct str rest = q->when_codes;

    if (q->when < 0)
        return;
    by = &c->at[q->when];
    html(rq, "<p class=\"lead when\">%s <bdi>%s</bdi>",
         word(rq, "answer.only_if"), inquiry_text(rq, by));
    for (const char *comma = " – "; rest.n; comma = ", ")
        html(rq, "%s<bdi>%s</bdi>", comma,
             code_text(rq, by, str_trim(str_cut(&rest, ','))));
    html(rq, "</p>");
}

static void tick(struct rq *rq, const struct card_question *q, bool many,
                 struct str code, const char *text, bool now)
{
    const char *name = input_name(rq, q);

    html(rq,
         many ? "<label><input type=\"checkbox\" name=\"%s\" value=\"%s\"" :
                "<label><input type=\"radio\" name=\"%s\" value=\"%s\"",
         name, zstr(rq, code));
    html(rq,
         now ? " checked> <span dir=\"auto\">%s</span></label>" :
               "> <span dir=\"auto\">%s</span></label>",
         text);
}

static void ticks(struct rq *rq, const struct card_question *q,
                  const struct values *v)
{
    bool many = q->is->type == QUESTION_MANY;

    html(rq, "<div class=\"choices\">");
    if (q->is->type == QUESTION_YES_NO) {
        tick(rq, q, false, S("yes"), code_text(rq, q, S("yes")),
             among(v, S("yes")));
        tick(rq, q, false, S("no"), code_text(rq, q, S("no")),
             among(v, S("no")));
    }
    for (size_t i = 0; q->is->type != QUESTION_YES_NO && i < q->choices; i++)
        tick(rq, q, many, q->choice[i]->code,
             code_text(rq, q, q->choice[i]->code),
             among(v, q->choice[i]->code));
    if (!many && !q->is->need) /* the way back from a slip of the finger */
        tick(rq, q, false, S(""), word(rq, "answer.none"), v->n == 0);
    html(rq, "</div>");
}

static void choice_select(struct rq *rq, const struct card_question *q,
                          const struct values *v)
{
    html(rq, "<select name=\"%s\"><option value=\"\"></option>",
         input_name(rq, q));
    for (size_t i = 0; i < q->choices; i++)
        html(rq,
             among(v, q->choice[i]->code) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, q->choice[i]->code),
             code_text(rq, q, q->choice[i]->code));
    html(rq, "</select>");
}

/* "0 – 20", "at least 1", "at most 20" of a count. */
static void bounds(struct rq *rq, const struct card_question *q)
{
    bool least = q->is->least != INT_NONE, most = q->is->most != INT_NONE;

    if (q->is->type != QUESTION_COUNT || (!least && !most))
        return;
    html(rq, " <small>");
    if (least && most)
        html(rq, "<bdi>%s – %s</bdi>", number_all(rq, q->is->least, 0),
             number_all(rq, q->is->most, 0));
    else
        html(rq, "%s %s", word(rq, least ? "answer.least" : "answer.most"),
             number_all(rq, least ? q->is->least : q->is->most, 0));
    html(rq, "</small>");
}

static void text_input(struct rq *rq, const struct card_question *q,
                       const struct values *v)
{
    const char *name = input_name(rq, q);
    const char *value = v->n ? zstr(rq, v->at[0]) : "";

    if (q->is->type == QUESTION_COUNT)
        html(rq,
             "<input name=\"%s\" value=\"%s\" inputmode=\"numeric\" "
             "dir=\"ltr\" class=\"n\" autocomplete=\"off\">",
             name, value);
    else if (q->is->type == QUESTION_DAY)
        html(rq,
             "<input type=\"date\" name=\"%s\" value=\"%s\" "
             "placeholder=\"2014-12-31\">",
             name, value);
    else
        html(rq,
             q->is->most != INT_NONE && q->is->most <= LINE_MOST ?
                 "<input name=\"%s\" value=\"%s\" dir=\"auto\" "
                 "autocomplete=\"off\">" :
                 "<textarea name=\"%s\" rows=\"2\" dir=\"auto\">%s"
                 "</textarea>",
             name, value);
}

static bool is_group(const struct card_question *q)
{
    return q->is->type == QUESTION_YES_NO || q->is->type == QUESTION_MANY ||
           (q->is->type == QUESTION_ONE && q->choices <= RADIOS_MOST);
}

/* A group of ticks is a fieldset with its legend, all else a label. */
static void question_draw(struct rq *rq, const struct drawing *d, size_t at)
{
    const struct card *c = d->form->card;
    const struct card_question *q = &c->at[at];
    struct values v = standing(rq, d, q);
    bool group = is_group(q);

    html(rq,
         group ? "<fieldset class=\"ask field%s\"" :
                 "<div class=\"ask field%s\"",
         q->is->need ? " need" : "");
    marks(rq, c, q);
    html(rq,
         group ? "><legend><span><bdi>%zu. %s</bdi></span></legend>" :
                 "><label><span><bdi>%zu. %s</bdi></span>",
         at + 1, inquiry_text(rq, q));
    if (group) {
        condition(rq, c, q);
        ticks(rq, q, &v);
    } else {
        bounds(rq, q);
        if (q->is->type == QUESTION_ONE)
            choice_select(rq, q, &v);
        else
            text_input(rq, q, &v);
        html(rq, "</label>");
        condition(rq, c, q);
    }
    if (d->form->found)
        form_findings(rq, d->form->found, input_name(rq, q));
    html(rq, group ? "</fieldset>" : "</div>");
}

static const struct json *object_of(struct rq *rq, struct str answers)
{
    return answers.n ? answers_read(answers, rq->arena).object : NULL;
}

void answer_draw(struct rq *rq, const struct answer_form *f)
{
    struct drawing d = { f, object_of(rq, f->answers) };

    html(rq, "<div class=\"asks\" data-asks>");
    for (size_t i = 0; i < f->card->n; i++)
        question_draw(rq, &d, i);
    html(rq, "</div>");
}

/* ---- read only ----------------------------------------------------------*/

void answer_show(struct rq *rq, const struct card *c, struct str answers)
{
    const struct json *said = object_of(rq, answers);

    html(rq, "<dl class=\"fields answers\">");
    for (size_t i = 0; i < c->n; i++) {
        const struct card_question *q = &c->at[i];
        const struct json *j = json_of(said, q->is->code, rq->arena);
        struct values v = values_of(rq, j);

        if (!j)
            continue;
        html(rq, "<dt dir=\"auto\">%zu. %s</dt><dd>", i + 1,
             inquiry_text(rq, q));
        for (size_t n = 0; n < v.n; n++)
            html(rq, "%s<bdi>%s</bdi>", n ? lang_comma(rq->lang) : "",
                 code_text(rq, q, v.at[n]));
        html(rq, "</dd>");
    }
    html(rq, "</dl>");
}

/* ---- around it ----------------------------------------------------------*/

void answer_open(struct rq *rq, const char *path, const char *title,
                 struct id id)
{
    form_open(rq, "fact questions", path, title, id);
}
