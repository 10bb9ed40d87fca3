/* card - scorecards for verbs that need no site: shipped, or out of a file. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/card.h"
#include "import/table.h"
#include "log/log.h"
#include "sys/sys.h"

/* ---- csv: a line for each choice ----------------------------------------*/

enum { COL_QUESTION, COL_CHOICE, COL_POINTS, COL_TEXT, COL_MOST, COLS };

/* The headings of our own files, and of the published ones. */
static const char *const heading[COLS] = {
    "|question|q|", "|choice|option|code|", "|points|", "|text|response|",
    "|most|",
};

struct line {
    struct str cell[COLS];
    int number;
    int64_t points; /* hundredths; INT_NONE: none */
};
struct lines {
    struct cmd *cmd;
    const char *path;
    struct line *at;
    size_t n, room;
    int column[COLS];
};

static bool refused(struct lines *l, int row, const char *what,
                    const char *field)
{
    struct findings f = findings_start(&l->cmd->arena);
    struct buf where = buf_start(&l->cmd->arena);

    tell(&f, STOP, what, field);
    buf_z(&where, l->path);
    if (row)
        buf_fmt(&where, ":%d", row);
    findings_show(l->cmd, buf_str(&where), &f);
    l->cmd->status = EXIT_REFUSED;
    return false;
}

static bool head_read(struct lines *l, const struct row *row)
{
    for (int i = 0; i < COLS; i++)
        l->column[i] = -1;
    for (int i = row->n - 1; i >= 0; i--) {
        struct buf b = buf_start(&l->cmd->arena);

        buf_char(&b, '|');
        buf_add(&b, utf8_fold(str_trim(row->cell[i].text), b.arena));
        buf_z(&b, "|");
        for (int c = 0; c < COLS && b.n > 2; c++)
            if (strstr(heading[c], arena_z(b.arena, buf_str(&b))))
                l->column[c] = i;
    }
    for (int c = COL_QUESTION; c <= COL_POINTS; c++)
        if (l->column[c] < 0)
            return refused(l, row->number, "score.no_column",
                           c == COL_QUESTION ? "question" :
                           c == COL_CHOICE   ? "choice" :
                                               "points");
    return true;
}

static bool line_read(struct lines *l, const struct row *row)
{
    struct line *line;
    bool inexact = false;

    arena_room(&l->cmd->arena, l->at, l->n, l->room);
    line = &l->at[l->n++];
    *line = (struct line){ .number = row->number, .points = INT_NONE };
    for (int c = 0; c < COLS; c++)
        if (l->column[c] >= 0 && l->column[c] < row->n)
            line->cell[c] = arena_str(&l->cmd->arena,
                                      str_trim(row->cell[l->column[c]].text));
    if (row->bad)
        return refused(l, row->number, row->bad, "");
    if (line->cell[COL_POINTS].n &&
        (!decimal_read(line->cell[COL_POINTS], 2, &line->points, &inexact) ||
         inexact))
        return refused(l, row->number, "field.not_understood", "points");
    return true;
}

static bool file_take(struct cmd *c, const char *path, struct str *bytes)
{
    enum file_trouble t = file_read(path, TABLE_BYTES, &c->arena, bytes);

    if (t)
        fault(c, "import.unreadable", path, file_trouble_text(t));
    return !t;
}

static bool lines_read(struct lines *l, struct str bytes)
{
    struct table_trouble why = { 0 };
    struct table *t = table_open(bytes, str_of(l->path), &l->cmd->arena, &why);
    const struct table_trouble *bad;
    struct row row;
    bool good = t && table_rows(t, 0), head = false;

    while (good && table_next(t, &row)) {
        if (row.n == 0)
            continue;
        good = head ? line_read(l, &row) : head_read(l, &row);
        head = true;
    }
    bad = t ? table_trouble(t) : &why;
    if (good && bad && bad->code)
        good = refused(l, bad->row, bad->code, "");
    else if (!t)
        good = refused(l, why.row, why.code, "");
    else if (good && !head)
        good = refused(l, 0, "file.empty", "");
    table_close(t);
    return good;
}

/* ---- points -------------------------------------------------------------*/

static bool question_first(const struct lines *l, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (str_same(l->at[j].cell[COL_QUESTION], l->at[i].cell[COL_QUESTION]))
            return false;
    return l->at[i].cell[COL_QUESTION].n > 0;
}

static void question_points_put(struct buf *b, const struct lines *l, size_t of)
{
    bool first = true;

    buf_json(b, l->at[of].cell[COL_QUESTION]);
    buf_z(b, ":{");
    for (size_t i = of; i < l->n; i++) {
        if (!str_same(l->at[i].cell[COL_QUESTION],
                      l->at[of].cell[COL_QUESTION]) ||
            l->at[i].points == INT_NONE)
            continue;
        if (!first)
            buf_char(b, ',');
        first = false;
        buf_json(b, l->at[i].cell[COL_CHOICE]);
        buf_char(b, ':');
        buf_int(b, l->at[i].points);
    }
    buf_char(b, '}');
}

bool points_read(struct cmd *c, const char *path, struct str *json)
{
    struct lines l = { .cmd = c, .path = path };
    struct buf b = buf_start(&c->arena);
    struct str bytes;
    size_t at;

    if (!file_take(c, path, &bytes) || !lines_read(&l, bytes))
        return false;
    buf_char(&b, '{');
    for (size_t i = 0; i < l.n; i++)
        if (question_first(&l, i)) {
            if (b.n > 1)
                buf_char(&b, ',');
            question_points_put(&b, &l, i);
        }
    buf_char(&b, '}');
    *json = buf_str(&b);
    return json_read(*json, &c->arena, &at) || /* a choice said twice */
           refused(&l, 0, "card.choice_twice", "choice");
}

/* ---- a card -------------------------------------------------------------*/

static struct questionnaire *questionnaire_blank(struct cmd *c)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct questionnaire *q = arena_take(&c->arena, k->bytes);

    record_blank(k->field, k->fields, q);
    return q;
}

static void row_blank(const char *field, void *row)
{
    const struct field *f = kind_field(kind_find(S("questionnaire")),
                                       str_of(field));

    record_blank(f->child, f->children, row);
}

/* What the lines do not say: a scorecard of households, whose questions all
 * need one choice, and whose maximum is 100 points. */
static struct questionnaire *questionnaire_of(const struct lines *l)
{
    struct cmd *c = l->cmd;
    struct questionnaire *q = questionnaire_blank(c);
    struct inquiry *inquiry = arena_many(&c->arena, struct inquiry, l->n);
    struct choice *choice = arena_many(&c->arena, struct choice, l->n);
    bool inexact = false;

    q->code = q->title = str_of(l->path);
    q->purpose = PURPOSE_POVERTY;
    q->about = ABOUT_HOUSEHOLD;
    q->access = CARD_OPEN;
    q->most = SCORE_MOST;
    for (size_t i = 0; i < l->n; i++) {
        const struct line *line = &l->at[i];
        struct inquiry *asks = &inquiry[q->questions.n];

        row_blank("choices", &choice[i]);
        choice[i].question = line->cell[COL_QUESTION];
        choice[i].code = line->cell[COL_CHOICE];
        choice[i].text = line->cell[COL_TEXT];
        choice[i].points = line->points;
        if (line->cell[COL_MOST].n)
            decimal_read(line->cell[COL_MOST], 2, &q->most, &inexact);
        if (!question_first(l, i))
            continue;
        row_blank("questions", asks);
        asks->code = asks->text = line->cell[COL_QUESTION];
        asks->type = QUESTION_ONE;
        asks->need = true;
        q->questions.n++;
    }
    q->questions.at = inquiry;
    q->choices = (struct list){ choice, l->n };
    return q;
}

/* A record, or a line of a log around it. */
static struct questionnaire *questionnaire_read(struct lines *l,
                                                struct str bytes)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct findings f = findings_start(&l->cmd->arena);
    size_t at;
    const struct json *j = json_read(str_trim(bytes), &l->cmd->arena, &at);
    const struct json *body = json_member(j, "body");
    struct questionnaire *q;

    if (body)
        j = body;
    if (!j || j->type != JSON_OBJECT) {
        refused(l, 0, "entry.not_an_object", "");
        return NULL;
    }
    q = questionnaire_blank(l->cmd);
    record_read(k, j, &l->cmd->arena, q, &f);
    findings_show(l->cmd, str_of(l->path), &f);
    if (!findings_stop(&f))
        return q;
    l->cmd->status = EXIT_REFUSED;
    return NULL;
}

static struct questionnaire *file_card(struct cmd *c, const char *path)
{
    struct lines l = { .cmd = c, .path = path };
    struct str bytes;

    if (!file_take(c, path, &bytes))
        return NULL;
    if (str_starts(str_trim(bytes), S("{")))
        return questionnaire_read(&l, bytes);
    return lines_read(&l, bytes) ? questionnaire_of(&l) : NULL;
}

/* ---- what is shipped ----------------------------------------------------*/

struct seeking {
    struct str code;
    const struct questionnaire *found;
    struct deck *deck;
};

static void shipped_see(void *self, const struct kind *k, const void *record)
{
    struct seeking *s = self;
    struct deck *d = s->deck;
    struct str kind = str_of(k->name);

    if (str_same(kind, S("questionnaire"))) {
        const struct questionnaire *q = record;

        if (str_same(q->code, s->code))
            s->found = q;
    } else if (str_same(kind, S("likelihood"))) {
        const struct likelihood *l = record;

        if (str_same(l->card, s->code) && d->lines < LINES_MOST)
            d->line[d->lines++] = l;
    } else if (str_same(kind, S("banding"))) {
        const struct banding *b = record;

        if ((!b->card.n || str_same(b->card, s->code)) &&
            d->bandings < BANDINGS_MOST)
            d->banding[d->bandings++] = b;
    }
}

static bool deck_judge(struct cmd *c, const struct questionnaire *q,
                       const char *points, struct deck *out)
{
    struct findings f = findings_start(&c->arena);
    struct str json;

    card_judge(q, &f);
    out->card = card_of(q, &c->arena);
    if (!findings_stop(&f) && points) {
        if (!points_read(c, points, &json))
            return false;
        card_weigh(out->card, json, &f);
    } else if (!findings_stop(&f) && !out->card->computes) {
        tell(&f, STOP, "score.needs_points", "points");
    }
    findings_show(c, q->code, &f);
    if (findings_stop(&f))
        c->status = EXIT_REFUSED;
    return !findings_stop(&f);
}

bool deck_open(struct cmd *c, const char *said, const char *points,
               struct deck *out)
{
    struct seeking s = { .code = str_of(said), .deck = out };
    const struct questionnaire *q;

    *out = (struct deck){ 0 };
    reference_each(&c->arena, shipped_see, &s);
    q = s.found;
    if (!q && access(said, F_OK) != 0) {
        misused(c, "--card", "cmd.score.no_card", said);
        return false;
    }
    if (!q)
        q = file_card(c, said);
    return q && deck_judge(c, q, points, out);
}
