/* frame_new - a project's logical framework is written, or its next version: step
 * by step in the order of the field, each with its own milestones below it. */
#include <stdlib.h>
#include <string.h>

#include "core/logframe.h"
#include "frame.sql.h"
#include "report/frames.h"
#include "web/batch.h"
#include "web/poverty/survey.h"
#include "web/register.h"
#include "web/typed.h"

enum { STONES_BLANK = 1, STEPS_MOST = 200, STONES_MOST = 600 };
/* Steps are called by their level and a number: nobody types a code. */
static const char *const code_of[FRAME_LEVELS] = { "G", "OC", "OP", "A" };

struct writing {
    struct form form;
    struct logframe *is; /* form.record */
    const struct field *steps, *stones;
    int step_from[STEPS_MOST]; /* the row in which each was typed; -1 none */
    int stone_from[STONES_MOST];
    int more[FRAME_LEVELS];      /* blank ones that were asked for */
    int drawn, drawn_stones;     /* numbers of rows given out */
    int more_stones;             /* below each step */
    int step_hints, stone_hints; /* where what belongs in them is said */
    struct id of;                /* the version before */
};

static struct logframe_step *step_at(const struct writing *w, size_t i)
{
    return (struct logframe_step *)w->is->steps.at + i;
}

static struct logframe_milestone *stone_at(const struct writing *w, size_t i)
{
    return (struct logframe_milestone *)w->is->milestones.at + i;
}

static struct str typed_at(struct rq *rq, const char *rows, int row,
                           const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%d.%s", rows, row, field);
    return str_trim(rq_part(rq, zstr(rq, buf_str(&b))));
}

/* ---- what was typed -----------------------------------------------------*/

/* Level and code stand there by themselves. */
static bool step_typed(struct rq *rq, const struct field *steps, int row)
{
    for (int i = 0; i < steps->children; i++)
        if (strcmp(steps->child[i].name, "level") != 0 &&
            strcmp(steps->child[i].name, "code") != 0 &&
            typed_at(rq, steps->name, row, steps->child[i].name).n)
            return true;
    return false;
}

struct level_row {
    struct logframe_step step;
    int from;
};

static int level_order(const void *a, const void *b)
{
    const struct level_row *x = a, *y = b;

    return x->step.level != y->step.level ? x->step.level - y->step.level :
                                            x->from - y->from;
}

/* By level: what was added to one of them later stands with it. */
static void steps_sort(struct rq *rq, struct writing *w)
{
    size_t n = w->is->steps.n;
    struct level_row *row = arena_many(rq->arena, struct level_row, n + 1);

    for (size_t i = 0; i < n; i++)
        row[i] = (struct level_row){ *step_at(w, i), w->step_from[i] };
    if (n)
        qsort(row, n, sizeof *row, level_order);
    for (size_t i = 0; i < n; i++) {
        *step_at(w, i) = row[i].step;
        w->step_from[i] = row[i].from;
    }
}

static void steps_take(struct rq *rq, struct writing *w)
{
    const struct field *f = w->steps;
    int rows = form_rows_typed(rq, f);

    for (int row = 0; row < rows && w->is->steps.n < STEPS_MOST; row++) {
        struct spot at = { f, row, (int)w->is->steps.n };

        if (!step_typed(rq, f, row))
            continue;
        w->step_from[w->is->steps.n] = row;
        form_take(rq, &w->form, f->child, f->children, &at,
                  step_at(w, w->is->steps.n));
        w->is->steps.n++;
    }
    steps_sort(rq, w);
}

/* A milestone's amount is in the scale of its step's indicator: form_take finds
 * that by the code. */
static void stones_take(struct rq *rq, struct writing *w)
{
    const struct field *f = w->stones;
    int rows = form_rows_typed(rq, f);

    for (int row = 0; row < rows && w->is->milestones.n < STONES_MOST; row++) {
        struct spot at = { f, row, (int)w->is->milestones.n };

        if (!typed_at(rq, f->name, row, "by_month").n &&
            !typed_at(rq, f->name, row, "amount").n)
            continue;
        w->stone_from[w->is->milestones.n] = row;
        form_take(rq, &w->form, f->child, f->children, &at,
                  stone_at(w, w->is->milestones.n));
        w->is->milestones.n++;
    }
}

static void typed_take(struct rq *rq, struct writing *w)
{
    const struct kind *k = w->form.kind;
    const struct spot top = { NULL, 0, 0 };
    int plain = 0;

    while (plain < k->fields && k->field[plain].type != FIELD_ROWS)
        plain++;
    form_take(rq, &w->form, k->field, plain, &top, w->is);
    steps_take(rq, w);
    stones_take(rq, w);
    w->more_stones = str_same(rq_part(rq, "_add"), S("milestones")) ? 2 : 0;
    for (int i = 0; i < FRAME_LEVELS; i++)
        w->more[i] = str_same(rq_part(rq, "_add"),
                              choice_name(w->steps->child[0].of, i));
}

/* ---- what it begins with ------------------------------------------------*/

static struct id latest_of(struct rq *rq, struct id project)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FRAME_LATEST);
    struct id id = ID_NONE;

    db_bind_id(&r, 1, project);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

/* The version before, to be changed; it must be one that the asker may see. */
static void before_take(struct rq *rq, struct writing *w)
{
    const struct kind *k = w->form.kind;
    struct logframe *was = arena_take(rq->arena, k->bytes);
    struct id project;

    if (thing_read(rq, "project", rq_arg(rq, "project"), &project) &&
        !id_none(project)) {
        w->is->project = project;
        w->of = latest_of(rq, project);
    }
    if (rq_arg(rq, "of").n && !id_read(rq_arg(rq, "of"), &w->of))
        w->of = ID_NONE;
    if (id_none(w->of) || !rq_sees(rq, k, w->of) ||
        !row_find(rq->db, k, w->of, rq->arena, was))
        return;
    w->is->project = was->project;
    w->is->rsp = was->rsp;
    w->is->place = was->place;
    w->is->since = was->since;
    w->is->title = was->title;
    w->is->version = was->version + 1;
    for (; w->is->steps.n < was->steps.n; w->is->steps.n++)
        *step_at(w, w->is->steps.n) =
            ((struct logframe_step *)was->steps.at)[w->is->steps.n];
    for (; w->is->milestones.n < was->milestones.n; w->is->milestones.n++)
        *stone_at(w, w->is->milestones.n) =
            ((struct logframe_milestone *)
                 was->milestones.at)[w->is->milestones.n];
    steps_sort(rq, w);
}

static struct writing *writing_start(struct rq *rq)
{
    struct writing *w = arena_new(rq->arena, struct writing);
    const struct kind *k = kind_find(S("logframe"));

    memset(w, 0, sizeof *w);
    w->form.kind = k;
    w->is = w->form.record = arena_take(rq->arena, k->bytes);
    w->form.found = findings_start(rq->arena);
    w->form.posted = rq->page->method == PAGE_POST;
    w->steps = kind_field(k, S("steps"));
    w->stones = kind_field(k, S("milestones"));
    record_blank(k->field, k->fields, w->is);
    w->is->steps.at = arena_many(rq->arena, struct logframe_step, STEPS_MOST);
    w->is->milestones.at = arena_many(rq->arena, struct logframe_milestone,
                                      STONES_MOST);
    for (int i = 0; i < STEPS_MOST; i++)
        w->step_from[i] = -1;
    for (int i = 0; i < STONES_MOST; i++)
        w->stone_from[i] = -1;
    if (!w->form.posted || !id_read(rq_part(rq, "_id"), &w->form.id) ||
        id_none(w->form.id))
        w->form.id = form_id(rq);
    if (w->form.posted) {
        typed_take(rq, w);
    } else {
        w->is->version = 1;
        before_take(rq, w);
    }
    return w;
}

/* ---- the form -----------------------------------------------------------*/

static void hidden(struct rq *rq, const char *rows, int row, const char *field,
                   const char *value)
{
    html(rq, "<input type=\"hidden\" name=\"%s.%d.%s\" value=\"%s\">", rows,
         row, field, value);
}

static void stone_draw(struct rq *rq, struct writing *w, const char *code,
                       const struct spot *at,
                       const struct logframe_milestone *m)
{
    const struct field *f = w->stones;
    const char *const name[] = { "by_month", "amount" };
    const char *const key[] = { "logframe.milestone", "frame.planned" };

    rq->hint_rows = w->stone_hints;
    hidden(rq, f->name, at->to, "code", code);
    for (size_t i = 0; i < LEN(name); i++)
        form_labelled_as(rq, key[i], &w->form,
                         field_find(f->child, f->children, str_of(name[i])),
                         f->child, f->children, at,
                         m ? row_gauged(rq, w->form.kind, w->is, f, m) : NULL);
    w->drawn_stones++;
}

static void stones_draw(struct rq *rq, struct writing *w, struct str code)
{
    html(rq, "<div class=\"grid stones\">");
    for (size_t i = 0; i < w->is->milestones.n; i++)
        if (str_same(stone_at(w, i)->code, code))
            stone_draw(rq, w, zstr(rq, code),
                       &(struct spot){ w->stones, w->stone_from[i], (int)i },
                       stone_at(w, i));
    for (int i = 0; i < STONES_BLANK + w->more_stones; i++)
        stone_draw(rq, w, zstr(rq, code),
                   &(struct spot){ w->stones, -1, w->drawn_stones }, NULL);
    html(rq, "</div>");
}

struct step_input {
    const char *name, *key; /* of the label; NULL: the field's own */
};

static void step_inputs(struct rq *rq, struct writing *w,
                        const struct step_input *in, size_t n,
                        const struct spot *at, const struct logframe_step *s)
{
    const struct field *f = w->steps;

    rq->hint_rows = w->step_hints;
    for (size_t i = 0; i < n; i++)
        form_labelled_as(rq, in[i].key, &w->form,
                         field_find(f->child, f->children, str_of(in[i].name)),
                         f->child, f->children, at, s);
}

/* In the order in which one thinks of it: what is to come about, how one will
 * know (folded where nothing measures it, as a goal), by what it is shown. */
static void step_draw(struct rq *rq, struct writing *w, int level,
                      struct str code, const struct spot *at,
                      const struct logframe_step *s)
{
    static const struct step_input what[] = { { "statement", NULL } };
    static const struct step_input how[] = { { "indicator", NULL },
                                             { "measure", NULL },
                                             { "baseline", NULL },
                                             { "amount", "logframe.target" },
                                             { "ends", "field.by_month" } };
    static const struct step_input shown[] = { { "evidence", NULL },
                                               { "assumption", NULL },
                                               { "goal", NULL } };
    bool open = level == FRAME_OUTCOME || level == FRAME_OUTPUT ||
                (s && s->indicator.n) || findings_stop(&w->form.found);

    html(rq, "<fieldset class=\"row\"><legend>%s <bdi>%s</bdi></legend>",
         word(rq, frame_level[level]), zstr(rq, code));
    hidden(rq, w->steps->name, at->to, "level",
           zstr(rq, choice_name(w->steps->child[0].of, level)));
    hidden(rq, w->steps->name, at->to, "code", zstr(rq, code));
    step_inputs(rq, w, what, LEN(what), at, s);
    html(rq,
         open ? "<details open><summary>%s</summary><div class=\"grid\">" :
                "<details><summary>%s</summary><div class=\"grid\">",
         word(rq, "frame.how"));
    step_inputs(rq, w, how, LEN(how), at, s);
    html(rq, "</div>");
    stones_draw(rq, w, code);
    html(rq, "</details>");
    step_inputs(rq, w, shown, LEN(shown), at, s);
    html(rq, "</fieldset>");
    w->drawn++;
}

/* "OP3": the first of its level that no step has. */
static struct str code_next(struct rq *rq, const struct writing *w, int level,
                            int *nth)
{
    for (;;) {
        struct buf b = buf_start(rq->arena);
        bool taken = false;

        buf_fmt(&b, "%s%d", code_of[level], ++*nth);
        for (size_t i = 0; i < w->is->steps.n; i++)
            taken |= str_same(step_at(w, i)->code, buf_str(&b));
        if (!taken)
            return buf_str(&b);
    }
}

static void level_draw(struct rq *rq, struct writing *w, int level)
{
    int n = 0, nth = 0, blank;

    html(rq, "<fieldset class=\"rows\"><legend>%s</legend>",
         word(rq, frame_level[level]));
    for (size_t i = 0; i < w->is->steps.n; i++)
        if (step_at(w, i)->level == level) {
            step_draw(rq, w, level, step_at(w, i)->code,
                      &(struct spot){ w->steps, w->step_from[i], (int)i },
                      step_at(w, i));
            n++;
        }
    blank = (n == 0) + w->more[level];
    for (int i = 0; i < blank && w->drawn < STEPS_MOST; i++)
        step_draw(rq, w, level, code_next(rq, w, level, &nth),
                  &(struct spot){ w->steps, -1, w->drawn }, NULL);
    html(rq,
         "<button name=\"_add\" value=\"%s\" formnovalidate>%s</button>"
         "</fieldset>",
         zstr(rq, choice_name(w->steps->child[0].of, level)),
         word(rq, "form.more_rows"));
}

/* Of no field that is drawn. */
static void general_draw(struct rq *rq, const struct writing *w)
{
    if (findings_stop(&w->form.found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < w->form.found.n; i++) {
        struct str path = w->form.found.at[i].path, rest = path,
                   name = str_cut(&rest, '[');

        if (!kind_field(w->form.kind, name) || str_ends(path, S("].code")) ||
            str_ends(path, S("].indicator")))
            finding_draw(rq, &w->form.found.at[i]);
    }
}

static void writing_draw(struct rq *rq, struct writing *w)
{
    static const char *const top[] = { "project", "rsp",     "place",
                                       "since",   "version", "title" };
    const struct kind *k = w->form.kind;
    const struct spot at = { NULL, w->form.posted ? 0 : -1, 0 };

    w->drawn = (int)w->is->steps.n;
    w->drawn_stones = (int)w->is->milestones.n;
    frame_open(rq, word(rq, id_none(w->of) ? "logframe.write" : "frame.next"));
    general_draw(rq, w);
    form_open(rq, "fact", "logframe", kind_word(rq, k), w->form.id);
    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < LEN(top); i++)
        form_labelled(rq, &w->form, kind_field(k, str_of(top[i])), k->field,
                      k->fields, &at, w->is);
    html(rq, "</div><p class=\"note\">%s</p>", word(rq, "frame.hint"));
    form_findings(rq, &w->form.found, "steps");
    hint_rows(rq, w->steps, NULL);
    w->step_hints = rq->hint_rows;
    hint_rows(rq, w->stones, NULL);
    w->stone_hints = rq->hint_rows;
    for (int i = 0; i < FRAME_LEVELS; i++)
        level_draw(rq, w, i);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button> <button "
         "name=\"_add\" value=\"milestones\" formnovalidate>%s</button></div>"
         "</form>",
         word(rq, "form.keep"), word(rq, "frame.more_stones"));
    frame_close(rq);
}

/* A project's logical framework is written (?project=CODE), or the next version
 * of one (?of=ID): what stands there already is what was said last. */
PAGE(frame_new, GET, "/logframe/new", RIGHT_WRITE)
{
    struct writing *w = writing_start(rq);

    if (rq->json)
        form_show(rq, &w->form);
    else
        writing_draw(rq, w);
}

static void writing_again(struct rq *rq, void *self, const struct findings *f)
{
    struct writing *w = self;

    if (rq->status == 200)
        rq->status = 422;
    w->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        writing_draw(rq, w);
}

/* Keeps it as a version of its own. */
PAGE(frame_new_go, POST, "/logframe/new", RIGHT_WRITE)
{
    struct writing *w = writing_start(rq);
    struct batch b = batch_start(rq, 1);
    struct buf to = buf_start(rq->arena);

    if (rq_part(rq, "_add").n) {
        writing_draw(rq, w);
        return;
    }
    form_judge(rq, &w->form);
    batch_add(rq, &b, w->form.kind, w->form.id, w->is, "");
    if (findings_stop(&w->form.found)) {
        writing_again(rq, w, &w->form.found);
        return;
    }
    buf_fmt(&to, "/logframe/%s?kept=1", id_text(rq, w->form.id));
    survey_keep(rq, b.at, b.n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = writing_again,
                                       .self = w });
}
