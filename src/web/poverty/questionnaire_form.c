/* questionnaire_form - a questionnaire being made, as a form. */
#include <string.h>

#include "web/form.h"
#include "web/poverty/questionnaire.h"

/* ---- drawing ------------------------------------------------------------*/

static const char *value_text(struct rq *rq, const struct field *f,
                              const void *record)
{
    struct buf b = buf_start(rq->arena);

    if (field_none(f, record))
        return "";
    if (!strcmp(f->name, "points") ||
        (!strcmp(f->name, "most") && f->most == SCORE_MOST))
        decimal_put(&b,
                    *(const int64_t *)(const void *)((const char *)record +
                                                     f->at),
                    2);
    else
        field_print(f, record, &b);
    return zstr(rq, buf_str(&b));
}

/* Some fields are called otherwise here than where other kinds have them. */
static const char *label_of(struct rq *rq, const struct field *f, bool head)
{
    struct buf key = buf_start(rq->arena);
    struct str said;

    buf_fmt(&key, head ? "make.head.%s" : "make.field.%s", f->name);
    said = say_str(rq->lang, buf_str(&key));
    return str_same(said, buf_str(&key)) ? field_word(rq, f) : zstr(rq, said);
}

static void input(struct rq *rq, const struct make *m, const struct field *f,
                  const char *name, const char *path, const void *record)
{
    struct str typed = m->posted ? rq_part(rq, name) : S("");
    const char *value = typed.n ? zstr(rq, typed) : value_text(rq, f, record);

    html(rq,
         f->flags & FIELD_NEED ?
             "<div class=\"field need\"><label><span>%s</span>" :
             "<div class=\"field\"><label><span>%s</span>",
         label_of(rq, f, record == &m->q));
    if (!strcmp(f->name, "asked_when"))
        html(rq,
             "<input name=\"%s\" value=\"%s\" dir=\"ltr\" list=\"whens\" "
             "autocomplete=\"off\" placeholder=\"q1=yes\">",
             name, value);
    else
        form_input(rq, f, name, value);
    html(rq, "</label>");
    form_findings(rq, &m->found, path);
    html(rq, "</div>");
}

static void row_inputs(struct rq *rq, const struct make *m,
                       const struct made_row *r, const char *const *names,
                       size_t n)
{
    const struct field *rows = r->of < 0 ? m->question : m->choice;

    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < n; i++) {
        const struct field *f = field_find(rows->child, rows->children,
                                           str_of(names[i]));

        input(rq, m, f, make_name(rq, r, names[i]),
              make_path(rq, m, r, names[i]), r->record);
    }
    html(rq, "</div>");
}

static void step_button(struct rq *rq, const char *what,
                        const struct made_row *r, const char *sign,
                        const char *key)
{
    if (r->of < 0)
        html(rq,
             "<button name=\"_do.%s.%d\" value=\"1\" title=\"%s\" "
             "aria-label=\"%s\" formaction=\"/questionnaires/new#q%d\">%s"
             "</button>",
             what, r->key, word(rq, key), word(rq, key), r->key, sign);
    else
        html(rq,
             "<button name=\"_do.c%s.%d.%d\" value=\"1\" title=\"%s\" "
             "aria-label=\"%s\" formaction=\"/questionnaires/new#q%d\">%s"
             "</button>",
             what, r->of, r->key, word(rq, key), word(rq, key), r->of, sign);
}

static void steps(struct rq *rq, const struct made_row *r)
{
    html(rq, "<p class=\"tools\">");
    step_button(rq, "up", r, "\xe2\x86\x91", "make.up");
    step_button(rq, "down", r, "\xe2\x86\x93", "make.down");
    step_button(rq, "drop", r, "\xc3\x97", "make.drop");
}

static void choice_draw(struct rq *rq, const struct make *m,
                        const struct made_row *r, const struct inquiry *of)
{
    static const char *const words[] = { "text", "text_ur", "text_sd", "code" };
    static const char *const points[] = { "points" };
    static const char *const bounds[] = { "least", "upto" };

    html(rq, "<fieldset class=\"row choice\"><legend>%s</legend>",
         word(rq, "make.choice"));
    row_inputs(rq, m, r, words, LEN(words));
    if (of->type == QUESTION_COUNT)
        row_inputs(rq, m, r, bounds, LEN(bounds));
    if (m->q.access != CARD_BLIND)
        row_inputs(rq, m, r, points, LEN(points));
    form_findings(rq, &m->found, make_path(rq, m, r, "question"));
    steps(rq, r);
    html(rq, "</p></fieldset>");
}

/* Is anything said in these, or of them? */
static bool row_says(struct rq *rq, const struct make *m,
                     const struct made_row *r, const char *const *names,
                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!field_none(field_find(m->question->child, m->question->children,
                                   str_of(names[i])),
                        r->record) ||
            (m->posted && rq_part(rq, make_name(rq, r, names[i])).n))
            return true;
    return false;
}

static void question_draw(struct rq *rq, const struct make *m, int at)
{
    static const char *const first[] = { "text", "text_ur", "text_sd",
                                         "type", "code",    "need" };
    static const char *const more[] = { "least", "most",    "asked_when",
                                        "per",   "at_most", "feeds" };
    const struct made_row *r = &m->questions.at[at];

    html(rq, "<fieldset class=\"rows\" id=\"q%d\"><legend>%s %d</legend>",
         r->key, word(rq, "make.question"), at + 1);
    row_inputs(rq, m, r, first, LEN(first));
    html(rq,
         row_says(rq, m, r, more, LEN(more)) ?
             "<details open><summary>%s</summary>" :
             "<details><summary>%s</summary>",
         word(rq, "make.more"));
    row_inputs(rq, m, r, more, LEN(more));
    html(rq, "</details>");
    for (int i = 0; i < m->choices.n; i++)
        if (m->choices.at[i].of == r->key)
            choice_draw(rq, m, &m->choices.at[i], made_inquiry(r));
    steps(rq, r);
    html(rq,
         "<button name=\"_do.choice.%d\" value=\"1\" "
         "formaction=\"/questionnaires/new#q%d\">%s</button>",
         r->key, r->key, word(rq, "make.add_choice"));
    html(rq, "</p></fieldset>");
}

/* What a question may wait for: each question with each of its choices. */
static void whens(struct rq *rq, const struct make *m)
{
    const struct card *c = card_of(&m->q, rq->arena);

    html(rq, "<datalist id=\"whens\">");
    for (size_t i = 0; i < c->n; i++) {
        const char *code = zstr(rq, c->at[i].is->code);

        if (c->at[i].is->type == QUESTION_YES_NO)
            html(rq,
                 "<option value=\"%s=yes\"></option>"
                 "<option value=\"%s=no\"></option>",
                 code, code);
        for (size_t j = 0;
             c->at[i].is->type != QUESTION_YES_NO && j < c->at[i].choices; j++)
            html(rq, "<option value=\"%s=%s\"></option>", code,
                 zstr(rq, c->at[i].choice[j]->code));
    }
    html(rq, "</datalist>");
}

/* Is it a finding of some row, or of an input at the top? */
static bool beside(const struct make *m, struct str path)
{
    struct str rest = path, field = str_cut(&rest, '[');

    return field.n < path.n ? kind_field(m->kind, field) != NULL :
                              kind_field(m->kind, path) &&
                                  kind_field(m->kind, path)->type != FIELD_ROWS;
}

static void head_inputs(struct rq *rq, const struct make *m)
{
    html(rq, "<div class=\"grid\">");
    for (int i = 0; i < m->kind->fields; i++) {
        const struct field *f = &m->kind->field[i];

        if (f->type != FIELD_ROWS)
            input(rq, m, f, f->name, f->name, &m->q);
    }
    html(rq, "</div>");
}

static void look(struct rq *rq, const struct make *m)
{
    if (!m->look)
        return;
    html(rq,
         "<section class=\"card\"><h2>%s</h2><form class=\"fact questions\">",
         word(rq, "make.looks"));
    answer_draw(rq, &(struct answer_form){ .card = card_of(&m->q, rq->arena) });
    html(rq, "</form></section>");
}

void make_draw(struct rq *rq, const struct make *m)
{
    frame_open(rq, word(rq, "questionnaires.new"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "make.lead"));
    if (findings_stop(&m->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < m->found.n; i++)
        if (!beside(m, m->found.at[i].path))
            finding_draw(rq, &m->found.at[i]);
    look(rq, m);
    html(rq,
         "<form method=\"post\" action=\"/questionnaires/new\" "
         "class=\"fact make\"><input type=\"hidden\" name=\"_csrf\" "
         "value=\"%s\"><button name=\"_do.show\" value=\"1\">%s</button>",
         rq->csrf, word(rq, "make.show"));
    head_inputs(rq, m);
    whens(rq, m);
    for (int i = 0; i < m->questions.n; i++)
        question_draw(rq, m, i);
    html(
        rq,
        "<p class=\"tools\"><button name=\"_do.add\" value=\"1\" "
        "formaction=\"/questionnaires/new#q%d\">%s</button> <button class=\"main\" name=\"_keep\" value=\"1\">%s</button></p>"
        "</form>",
        make_key_free(&m->questions, -1), word(rq, "make.add"),
        word(rq, "form.keep"));
    frame_close(rq);
}
