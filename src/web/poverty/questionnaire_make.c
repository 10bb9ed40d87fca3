/* questionnaire_make - a questionnaire made on a page, or a new version of one.
 *
 * All of it is one form, posted again for each step: a question more, one up,
 * one down, one gone, the same of its choices, a look at it as it will be
 * asked. Inputs are named by a number that a question keeps wherever it moves:
 * "q.3.text", "c.3.1.text"; the order of the form is the order of questions. No
 * script is needed, and none does anything here. What was answered under a code
 * stays as it was: here only new codes are made. */
#include <string.h>

#include "questionnaire.sql.h"
#include "web/form.h"
#include "web/poverty/questionnaire.h"

/* ---- names --------------------------------------------------------------*/

const char *make_name(struct rq *rq, const struct made_row *r,
                      const char *field)
{
    struct buf b = buf_start(rq->arena);

    if (r->of < 0)
        buf_fmt(&b, "q.%d.%s", r->key, field);
    else
        buf_fmt(&b, "c.%d.%d.%s", r->of, r->key, field);
    return zstr(rq, buf_str(&b));
}

const char *make_path(struct rq *rq, const struct make *m,
                      const struct made_row *r, const char *field)
{
    const struct rows_made *all = r->of < 0 ? &m->questions : &m->choices;
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s[%d].%s", r->of < 0 ? "questions" : "choices",
            r->of < 0 ? (int)(r - all->at) : r->at, field);
    return zstr(rq, buf_str(&b));
}

int make_key_free(const struct rows_made *all, int of)
{
    int most = -1;

    for (int i = 0; i < all->n; i++)
        if (all->at[i].of == of && all->at[i].key > most)
            most = all->at[i].key;
    return most + 1;
}

/* "3" of "3.text"; -1: no number. */
static int key_cut(struct str *rest)
{
    int64_t n;

    return int_read(str_cut(rest, '.'), &n) && n >= 0 && n <= KEY_MOST ?
               (int)n :
               -1;
}

static struct made_row *row_find_key(const struct rows_made *all, int of,
                                     int key)
{
    for (int i = 0; i < all->n; i++)
        if (all->at[i].of == of && all->at[i].key == key)
            return &all->at[i];
    return NULL;
}

static struct made_row *row_add(struct rq *rq, struct make *m, int of, int key)
{
    struct rows_made *all = of < 0 ? &m->questions : &m->choices;
    const struct field *rows = of < 0 ? m->question : m->choice;
    struct made_row *r;

    if (all->n == (of < 0 ? MAKE_QUESTIONS : MAKE_QUESTIONS * MAKE_CHOICES))
        return NULL;
    r = &all->at[all->n++];
    *r = (struct made_row){
        .key = key, .of = of, .record = arena_take(rq->arena, rows->child_bytes)
    };
    record_blank(rows->child, rows->children, r->record);
    return r;
}

/* ---- reading what was typed ---------------------------------------------*/

static void field_take(struct rq *rq, struct make *m, const struct field *f,
                       const char *name, const char *path, void *record)
{
    struct str said = str_trim(rq_part(rq, name));
    bool inexact = false, good;

    if (f->type == FIELD_FLAG)
        *(bool *)((char *)record + f->at) = said.n > 0;
    else if (!said.n)
        return;
    else if (!strcmp(f->name, "points") ||
             (!strcmp(f->name, "most") && f->most == SCORE_MOST)) {
        good = decimal_read(said, 2, (void *)((char *)record + f->at),
                            &inexact);
        if (!good || inexact)
            tell(&m->found, STOP, "field.not_understood", path);
    } else if (!field_parse(f, said, rq->arena, record))
        tell(&m->found, STOP, "field.not_understood", path);
}

static void row_take(struct rq *rq, struct make *m, struct made_row *r)
{
    const struct field *rows = r->of < 0 ? m->question : m->choice;

    for (int i = 0; i < rows->children; i++)
        field_take(rq, m, &rows->child[i],
                   make_name(rq, r, rows->child[i].name),
                   make_path(rq, m, r, rows->child[i].name), r->record);
}

/* Rows as they stand in the form: each where its first input is. */
static void rows_find(struct rq *rq, struct make *m)
{
    for (int i = 0; i < rq->q->parts; i++) {
        struct str rest = rq->q->part[i].name;
        struct str what = str_cut(&rest, '.');
        bool choice = str_same(what, S("c"));
        int of = choice ? key_cut(&rest) : -1, key;

        if (!choice && !str_same(what, S("q")))
            continue;
        key = key_cut(&rest);
        if (key < 0 || (choice && of < 0) ||
            row_find_key(choice ? &m->choices : &m->questions, of, key) ||
            (choice && !row_find_key(&m->questions, -1, of)))
            continue;
        row_add(rq, m, of, key);
    }
}

/* Choices lie together as their questions stand. */
static void choices_order(struct rq *rq, struct make *m)
{
    struct made_row *sorted = arena_many(rq->arena, struct made_row,
                                         m->choices.n + 1);
    int n = 0;

    for (int i = 0; i < m->questions.n; i++)
        for (int j = 0; j < m->choices.n; j++)
            if (m->choices.at[j].of == m->questions.at[i].key) {
                sorted[n] = m->choices.at[j];
                sorted[n].at = n;
                n++;
            }
    if (n)
        memcpy(m->choices.at, sorted, (size_t)n * sizeof *sorted);
    m->choices.n = n;
}

static void take(struct rq *rq, struct make *m)
{
    for (int i = 0; i < m->kind->fields; i++) {
        const struct field *f = &m->kind->field[i];

        if (f->type != FIELD_ROWS)
            field_take(rq, m, f, f->name, f->name, &m->q);
    }
    rows_find(rq, m);
    choices_order(rq, m);
    for (int i = 0; i < m->questions.n; i++)
        row_take(rq, m, &m->questions.at[i]);
    for (int i = 0; i < m->choices.n; i++)
        row_take(rq, m, &m->choices.at[i]);
}

/* ---- one that is there already ------------------------------------------*/

static bool same_code(const struct inquiry *q, const struct choice *c)
{
    return str_same(q->code, c->question);
}

static void copy_from(struct rq *rq, struct make *m, const struct card *c)
{
    const struct inquiry *q = c->is->questions.at;
    const struct choice *x = c->is->choices.at;

    m->q = *c->is;
    m->q.code = str_of(version_next(rq, c->is->code));
    m->q.since = rq->today;
    m->q.until = DAY_NONE;
    for (size_t i = 0; i < c->n && i < MAKE_QUESTIONS; i++) {
        *made_inquiry(row_add(rq, m, -1, (int)i)) = q[i];
        for (size_t j = 0; j < c->is->choices.n; j++) {
            struct made_row *r = same_code(&q[i], &x[j]) ?
                                     row_add(rq, m, (int)i, (int)j) :
                                     NULL;

            if (r)
                *made_choice(r) = x[j];
        }
    }
    choices_order(rq, m);
}

/* ---- steps --------------------------------------------------------------*/

static void rows_swap(struct made_row *a, struct made_row *b)
{
    struct made_row was = *a;

    *a = *b;
    *b = was;
}

static void row_move(struct rows_made *all, int of, int key, int by)
{
    struct made_row *r = row_find_key(all, of, key);
    struct made_row *to = r ? r + by : NULL;

    if (to && to >= all->at && to < all->at + all->n && to->of == of)
        rows_swap(r, to);
}

static void row_drop(struct rows_made *all, int of, int key)
{
    struct made_row *r = row_find_key(all, of, key);

    if (!r)
        return;
    memmove(r, r + 1, (size_t)(all->at + all->n - r - 1) * sizeof *r);
    all->n--;
}

static void question_add(struct rq *rq, struct make *m)
{
    struct made_row *r = row_add(rq, m, -1, make_key_free(&m->questions, -1));

    if (!r)
        return;
    r->bare = true;
}

static void choice_add(struct rq *rq, struct make *m, int of)
{
    int mine = 0;
    struct made_row *r;

    for (int i = 0; i < m->choices.n; i++)
        mine += m->choices.at[i].of == of;
    if (mine >= MAKE_CHOICES || !row_find_key(&m->questions, -1, of))
        return;
    r = row_add(rq, m, of, make_key_free(&m->choices, of));
    if (r)
        r->bare = true;
}

/* "_do.up.3", "_do.cdrop.3.1". False: no step was asked for. */
static bool step_take(struct rq *rq, struct make *m)
{
    for (int i = 0; i < rq->q->parts; i++) {
        struct str rest = rq->q->part[i].name, what;
        int one, two;

        if (!str_same(str_cut(&rest, '.'), S("_do")))
            continue;
        what = str_cut(&rest, '.');
        one = key_cut(&rest);
        two = key_cut(&rest);
        if (str_same(what, S("add")))
            question_add(rq, m);
        else if (str_same(what, S("choice")))
            choice_add(rq, m, one);
        else if (str_same(what, S("up")) || str_same(what, S("down")))
            row_move(&m->questions, -1, one, what.n == 2 ? -1 : 1);
        else if (str_same(what, S("drop")))
            row_drop(&m->questions, -1, one);
        else if (str_same(what, S("cup")) || str_same(what, S("cdown")))
            row_move(&m->choices, one, two, what.n == 3 ? -1 : 1);
        else if (str_same(what, S("cdrop")))
            row_drop(&m->choices, one, two);
        m->look = str_same(what, S("show"));
        choices_order(rq, m);
        return true;
    }
    return false;
}

/* ---- as a record --------------------------------------------------------*/

/* Nobody need think of codes: "q1", "q2"; "1", "2" for choices. A code that
 * another one has is not given. */
static struct str free_code(struct rq *rq, const struct rows_made *all, int of,
                            const char *head)
{
    for (int n = 1;; n++) {
        struct buf b = buf_start(rq->arena);
        bool taken = false;

        buf_fmt(&b, "%s%d", head, n);
        for (int i = 0; i < all->n; i++)
            taken |= all->at[i].of == of &&
                     str_same(of < 0 ? made_inquiry(&all->at[i])->code :
                                       made_choice(&all->at[i])->code,
                              buf_str(&b));
        if (!taken)
            return buf_str(&b);
    }
}

static void record_make(struct rq *rq, struct make *m)
{
    struct inquiry *q = arena_many(rq->arena, struct inquiry,
                                   m->questions.n + 1);
    struct choice *c = arena_many(rq->arena, struct choice, m->choices.n + 1);

    for (int i = 0; i < m->questions.n; i++) {
        struct inquiry *one = made_inquiry(&m->questions.at[i]);

        if (!one->code.n && !m->questions.at[i].bare)
            one->code = free_code(rq, &m->questions, -1, "q");
        q[i] = *one;
    }
    for (int i = 0; i < m->choices.n; i++) {
        struct choice *one = made_choice(&m->choices.at[i]);
        const struct made_row *of = row_find_key(&m->questions, -1,
                                                 m->choices.at[i].of);

        if (!one->code.n && !m->choices.at[i].bare)
            one->code = free_code(rq, &m->choices, m->choices.at[i].of, "");
        one->question = made_inquiry(of)->code;
        c[i] = *one;
    }
    m->q.questions = (struct list){ q, (size_t)m->questions.n };
    m->q.choices = (struct list){ c, (size_t)m->choices.n };
}

static bool indicator_known(struct rq *rq, struct str feeds)
{
    struct rows r = db_rows(rq->db, SQL_WEB_QUESTIONNAIRE_INDICATOR);
    bool known;

    db_bind_text(&r, 1, str_cut(&feeds, '='));
    known = db_next(&r);
    db_done(&r);
    return known;
}

static void make_judge(struct rq *rq, struct make *m)
{
    struct draft d = { .kind = S("questionnaire"),
                       .author = rq->who.login,
                       .body = record_body(m->kind, &m->q, rq->arena) };
    const struct inquiry *q = m->q.questions.at;
    struct seen seen;

    draft_judge(rq->db, &d, rq->today, &m->found);
    if (m->q.code.n && log_see(rq->db, id_named(S("questionnaire"), m->q.code),
                               rq->arena, &seen))
        tell(&m->found, STOP, "questionnaire.code_taken", "code");
    for (size_t i = 0; i < m->q.questions.n; i++)
        if (q[i].feeds.n && !indicator_known(rq, q[i].feeds))
            tell_row(&m->found, WARN, "questionnaire.no_indicator", "questions",
                     i, "feeds");
}

/* ---- pages --------------------------------------------------------------*/

static struct make *make_start(struct rq *rq)
{
    struct make *m = arena_new(rq->arena, struct make);

    m->kind = kind_find(S("questionnaire"));
    m->question = kind_field(m->kind, S("questions"));
    m->choice = kind_field(m->kind, S("choices"));
    m->found = findings_start(rq->arena);
    m->posted = rq->page->method == PAGE_POST;
    m->questions.at = arena_many(rq->arena, struct made_row,
                                 MAKE_QUESTIONS + 1);
    m->choices.at = arena_many(rq->arena, struct made_row,
                               MAKE_QUESTIONS * MAKE_CHOICES + 1);
    record_blank(m->kind->field, m->kind->fields, &m->q);
    return m;
}

/* A new questionnaire, or the next version of the one that ?from= names. */
PAGE(questionnaire_new, GET, "/questionnaires/new", RIGHT_ISSUE)
{
    struct make *m = make_start(rq);
    struct str from = str_trim(rq_arg(rq, "from"));
    const struct card *c = from.n ? answer_card(rq, from) : NULL;

    if (from.n && !c) {
        not_here(rq);
        return;
    }
    if (c)
        copy_from(rq, m, c);
    else
        question_add(rq, m);
    record_make(rq, m);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"fields\":");
        fields_json(rq, m->kind->field, m->kind->fields);
        buf_z(&rq->body, ",\"record\":");
        buf_add(&rq->body, record_body(m->kind, &m->q, rq->arena));
        buf_z(&rq->body, "}\n");
        return;
    }
    make_draw(rq, m);
}

static void make_again(struct rq *rq, const struct make *m, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &m->found);
    else
        make_draw(rq, m);
}

static void make_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct make *m = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&m->found, STOP, "form.unsure", "");
        make_again(rq, m, 503);
    } else if (o.kept == KEPT_REFUSED) {
        m->found = o.found;
        make_again(rq, m, 422);
    } else if (rq->json) {
        rq->status = 201;
        form_answer_json(rq, "kept", o.id, &o.found);
    } else {
        buf_fmt(&to, "/questionnaire/%s?kept=1", url_part(rq, m->q.code));
        rq_goto(rq, zstr(rq, buf_str(&to)));
    }
}

/* One step of making it, or keeps it: a new code each time, so that what was
 * answered under another stays what it was. */
PAGE(questionnaire_new_go, POST, "/questionnaires/new", RIGHT_ISSUE)
{
    struct make *m = make_start(rq);
    struct draft d = { .kind = S("questionnaire"),
                       .author = rq->who.login,
                       .strict = true };
    bool step;

    take(rq, m);
    step = step_take(rq, m);
    record_make(rq, m);
    if (step) {
        m->found = findings_start(rq->arena);
        if (m->look)
            make_judge(rq, m);
        make_draw(rq, m);
        return;
    }
    make_judge(rq, m);
    if (findings_stop(&m->found)) {
        make_again(rq, m, 422);
        return;
    }
    d.body = record_body(m->kind, &m->q, rq->arena);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), make_told, m);
}
