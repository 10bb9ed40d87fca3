/* score - a file of answers, scored without a site. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/card.h"
#include "import/import.h"
#include "import/table.h"
#include "sys/sys.h"

struct scoring {
    struct cmd *cmd;
    const char *path;
    enum format format;
    struct deck deck;
    const struct banding *banding; /* or NULL */
    int *question;                 /* of each column; -1: carried through */
    struct str *head;
    int columns;
    struct group group[LINES_MOST];
    int64_t scored, refused;
    int64_t z;
    struct arena row;
};

/* ---- what is said of it -------------------------------------------------*/

static void row_refused(struct scoring *s, int row, const struct findings *f)
{
    struct buf where = buf_start(&s->row);

    buf_fmt(&where, "%s:%d", s->path, row);
    findings_show(s->cmd, buf_str(&where), f);
    s->refused++;
    s->cmd->status = EXIT_REFUSED;
}

static void file_refused(struct scoring *s, int row, const char *what,
                         const char *field)
{
    struct findings f = findings_start(&s->row);

    tell(&f, STOP, what, field);
    row_refused(s, row, &f);
}

/* ---- columns ------------------------------------------------------------*/

static bool head_read(struct scoring *s, const struct row *row)
{
    const struct card *card = s->deck.card;
    struct arena *a = &s->cmd->arena;
    bool good = true;

    s->columns = row->n;
    s->question = arena_many(a, int, (size_t)row->n);
    s->head = arena_many(a, struct str, (size_t)row->n);
    for (int i = 0; i < row->n; i++) {
        s->head[i] = arena_str(a, str_trim(row->cell[i].text));
        s->question[i] = card_find(card, s->head[i]);
        for (int j = 0; j < i; j++)
            if (s->question[i] >= 0 && s->question[j] == s->question[i]) {
                file_refused(s, row->number, "score.column_twice",
                             arena_z(a, s->head[i]));
                good = false;
            }
    }
    for (size_t q = 0; q < card->n; q++) {
        bool here = !card->at[q].is->need;

        for (int i = 0; i < row->n; i++)
            here |= s->question[i] == (int)q;
        if (!here)
            file_refused(s, row->number, "score.no_column",
                         arena_z(a, card->at[q].is->code));
        good &= here;
    }
    return good;
}

/* ---- one row ------------------------------------------------------------*/

static void many_put(struct buf *b, struct str said)
{
    bool first = true;

    buf_char(b, '[');
    while (said.n) {
        if (!first)
            buf_char(b, ',');
        first = false;
        buf_json(b, str_trim(str_cut(&said, '|')));
    }
    buf_char(b, ']');
}

/* What a cell says, as the JSON of an answer. */
static void answer_put(struct buf *b, const struct card_question *q,
                       struct str said)
{
    int64_t n;
    bool inexact = false;

    if (b->n > 1)
        buf_char(b, ',');
    buf_json(b, q->is->code);
    buf_char(b, ':');
    if (q->is->type == QUESTION_MANY)
        many_put(b, said);
    else if (q->is->type == QUESTION_COUNT &&
             decimal_read(said, 0, &n, &inexact) && !inexact)
        buf_int(b, n);
    else
        buf_json(b, said);
}

static struct str row_answers(struct scoring *s, const struct row *row)
{
    struct buf b = buf_start(&s->row);

    buf_char(&b, '{');
    for (int i = 0; i < row->n && i < s->columns; i++) {
        struct str said = str_trim(row->cell[i].text);

        if (s->question[i] >= 0 && said.n)
            answer_put(&b, &s->deck.card->at[s->question[i]], said);
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

static struct str band_code(const struct scoring *s, int64_t score)
{
    const struct band *b = s->banding ? band_of(s->banding, score) : NULL;

    return b ? b->code : (struct str){ "", 0 };
}

/* The class of scores whose likelihood it has: "35-39". */
static void class_put(const struct scoring *s, struct buf *b, int64_t score)
{
    const struct likelihood *l = s->deck.lines ? s->deck.line[0] : NULL;
    const struct share *at = l ? l->shares.at : NULL;
    size_t i = 0;

    if (!at || score < at[0].least)
        return;
    while (i + 1 < l->shares.n && at[i + 1].least <= score)
        i++;
    buf_int(b, at[i].least / POINT);
    buf_char(b, '-');
    buf_int(b, i + 1 < l->shares.n ? at[i + 1].least / POINT - 1 :
                                     SCORE_MOST / POINT);
}

/* A likelihood as people read it: 29.8. */
static void rate_put(struct buf *b, int64_t rate)
{
    if (rate != INT_NONE)
        decimal_put(b, rate, 1);
}

static void row_json(const struct scoring *s, struct buf *b,
                     const struct row *row, int64_t score)
{
    buf_z(b, s->scored ? ",\n  {" : "\n  {");
    for (int i = 0; i < s->columns; i++)
        if (s->question[i] < 0 && s->head[i].n) {
            buf_json(b, s->head[i]);
            buf_char(b, ':');
            buf_json(b, i < row->n ? str_trim(row->cell[i].text) : S(""));
            buf_char(b, ',');
        }
    buf_z(b, "\"score\":");
    decimal_put(b, score, 2);
    buf_z(b, ",\"band\":");
    buf_json(b, band_code(s, score));
    buf_z(b, ",\"class\":\"");
    class_put(s, b, score);
    buf_char(b, '"');
    for (int i = 0; i < s->deck.lines; i++) {
        buf_char(b, ',');
        buf_json(b, s->deck.line[i]->line);
        buf_char(b, ':');
        rate_put(b, likelihood_of(s->deck.line[i], score));
    }
    buf_char(b, '}');
}

/* What came from a file cannot steer the terminal, or part a line in two. */
static void cell_put(const struct scoring *s, struct buf *b, struct str said)
{
    if (s->format == FORMAT_CSV)
        csv_put(b, said);
    for (size_t i = 0; s->format != FORMAT_CSV && i < said.n; i++)
        buf_char(b, (unsigned char)said.p[i] < ' ' || said.p[i] == 127 ?
                        ' ' :
                        said.p[i]);
}

/* csv, and text with tabs: the columns are the same. */
static void row_text(const struct scoring *s, struct buf *b,
                     const struct row *row, int64_t score)
{
    char by = s->format == FORMAT_CSV ? ',' : '\t';

    for (int i = 0; i < s->columns; i++)
        if (s->question[i] < 0) {
            if (i < row->n)
                cell_put(s, b, str_trim(row->cell[i].text));
            buf_char(b, by);
        }
    decimal_put(b, score, 2);
    buf_char(b, by);
    buf_add(b, band_code(s, score));
    buf_char(b, by);
    class_put(s, b, score);
    for (int i = 0; i < s->deck.lines; i++) {
        buf_char(b, by);
        rate_put(b, likelihood_of(s->deck.line[i], score));
    }
    buf_char(b, '\n');
}

static void head_text(const struct scoring *s)
{
    struct buf b = buf_start(&s->cmd->arena);
    char by = s->format == FORMAT_CSV ? ',' : '\t';

    for (int i = 0; i < s->columns; i++)
        if (s->question[i] < 0) {
            cell_put(s, &b, s->head[i]);
            buf_char(&b, by);
        }
    buf_z(&b, "score");
    buf_char(&b, by);
    buf_z(&b, "band");
    buf_char(&b, by);
    buf_z(&b, "class");
    for (int i = 0; i < s->deck.lines; i++) {
        buf_char(&b, by);
        buf_add(&b, s->deck.line[i]->line);
    }
    buf_char(&b, '\n');
    out_str(buf_str(&b));
}

static void row_score(struct scoring *s, const struct row *row)
{
    struct findings f = findings_start(&s->row);
    struct buf b = buf_start(&s->row);
    struct answers said;
    int64_t score;

    if (row->bad)
        tell(&f, STOP, row->bad, "");
    said = answers_read(row_answers(s, row), &s->row);
    card_answers(s->deck.card, &said, &f);
    score = findings_stop(&f) ? INT_NONE : card_score(s->deck.card, &said);
    if (score == INT_NONE && !findings_stop(&f))
        tell(&f, STOP, "score.cannot_be", "score");
    if (score == INT_NONE) {
        row_refused(s, row->number, &f);
        return;
    }
    if (s->format == FORMAT_JSON)
        row_json(s, &b, row, score);
    else
        row_text(s, &b, row, score);
    out_str(buf_str(&b));
    s->scored++;
    for (int i = 0; i < s->deck.lines; i++) {
        int64_t rate = likelihood_of(s->deck.line[i], score);

        if (rate != INT_NONE) {
            s->group[i].sum += rate;
            s->group[i].n++;
        }
    }
}

/* ---- the group ----------------------------------------------------------*/

static int64_t half_width(const struct scoring *s, int line)
{
    int64_t alpha = s->deck.line[line]->alpha;

    return rate_half_width(group_rate(s->group[line]), s->group[line].n,
                           alpha == INT_NONE ? ALPHA_DIRECT : alpha, s->z);
}

static void group_json(const struct scoring *s)
{
    struct buf b = buf_start(&s->cmd->arena);

    buf_fmt(&b, "\n],\"scored\":%lld,\"refused\":%lld,\"group\":{",
            (long long)s->scored, (long long)s->refused);
    for (int i = 0; i < s->deck.lines && s->scored; i++) {
        if (i)
            buf_char(&b, ',');
        buf_json(&b, s->deck.line[i]->line);
        buf_z(&b, ":{\"rate\":");
        decimal_put(&b, group_rate(s->group[i]), 2);
        buf_z(&b, ",\"half_width\":");
        decimal_put(&b, half_width(s, i), 3);
        buf_char(&b, '}');
    }
    buf_z(&b, "}}\n");
    out_str(buf_str(&b));
}

/* After text on the same side; after csv on standard error, so that the file
 * is nothing but rows. */
static void group_text(const struct scoring *s)
{
    struct buf n = buf_start(&s->cmd->arena), bad = buf_start(&s->cmd->arena);

    fflush(stdout);
    buf_int(&n, s->scored);
    buf_int(&bad, s->refused);
    note(s->cmd, "cmd.score.rows", arena_z(n.arena, buf_str(&n)),
         arena_z(n.arena, buf_str(&bad)));
    for (int i = 0; i < s->deck.lines && s->scored; i++) {
        struct buf line = buf_start(&s->cmd->arena);
        struct buf rate = buf_start(&s->cmd->arena);

        buf_add(&line, s->deck.line[i]->line);
        decimal_put(&rate, group_rate(s->group[i]), 2);
        buf_z(&rate, " ± ");
        decimal_put(&rate, half_width(s, i), 3);
        note(s->cmd, "cmd.score.group", arena_z(n.arena, buf_str(&line)),
             arena_z(n.arena, buf_str(&rate)));
    }
}

/* ---- the file -----------------------------------------------------------*/

static void rows_score(struct scoring *s, struct table *t)
{
    struct row row;
    bool head = false;

    while (table_next(t, &row)) {
        struct arena_mark m = arena_mark(&s->row);

        if (row.n && !head) {
            head = true;
            if (!head_read(s, &row))
                return;
            if (s->format == FORMAT_JSON)
                out_str(S("{\"rows\":["));
            else
                head_text(s);
        } else if (row.n) {
            row_score(s, &row);
        }
        arena_back(&s->row, m);
    }
    if (!head)
        file_refused(s, 0, "file.empty", "");
    else if (s->format == FORMAT_JSON)
        group_json(s);
    else
        group_text(s);
}

static void file_score(struct scoring *s)
{
    struct table_trouble why = { 0 };
    const struct table_trouble *bad;
    struct str bytes;
    struct table *t;
    enum file_trouble trouble = file_read(s->path, TABLE_BYTES, &s->cmd->arena,
                                          &bytes);

    if (trouble) {
        fault(s->cmd, "import.unreadable", s->path, file_trouble_text(trouble));
        return;
    }
    t = table_open(bytes, str_of(s->path), &s->cmd->arena, &why);
    if (t && table_rows(t, 0))
        rows_score(s, t);
    bad = t ? table_trouble(t) : &why;
    if (bad && bad->code)
        file_refused(s, bad->row, bad->code, "");
    table_close(t);
}

/* ---- the verb -----------------------------------------------------------*/

static bool line_choose(struct scoring *s, const char *line)
{
    for (int i = 0; line && i < s->deck.lines; i++)
        if (str_same(s->deck.line[i]->line, str_of(line))) {
            s->deck.line[0] = s->deck.line[i];
            s->deck.lines = 1;
            return true;
        }
    if (line)
        misused(s->cmd, "--line", "cmd.score.no_line", line);
    return !line;
}

static bool banding_choose(struct scoring *s, const char *banding)
{
    for (int i = 0; i < s->deck.bandings; i++) {
        const struct banding *b = s->deck.banding[i];

        if (banding ? str_same(b->code, str_of(banding)) : b->counted) {
            s->banding = b;
            return true;
        }
    }
    if (banding)
        misused(s->cmd, "--banding", "cmd.score.no_banding", banding);
    return !banding;
}

/* Scores a file of answers on a card.
 *
 *     saath score --card CARD [--points FILE] [--line LINE] [--banding CODE]
 *                 [--format text|csv|json] FILE
 *
 * CARD is the code of a card that the program ships, or a file: a
 * questionnaire as JSON, or csv with the columns question, choice and points.
 * A card whose points do not add to its maximum (100, or its column "most") is
 * refused. --points gives a blind card its points. In FILE (csv, xlsx or json
 * lines) each question has a column by its code, "a|b" where many may be
 * chosen; every other column is carried through. Bad rows are told and left
 * out, exit status 1. At the end comes the group's rate by each poverty line
 * with half of its 90 % interval. Needs no database. */
COMMAND(score)
{
    struct scoring s = { .cmd = c, .z = Z_90 };
    const char *card = arg_value(c, "--card");
    const char *points = arg_value(c, "--points");
    const char *line = arg_value(c, "--line");
    const char *banding = arg_value(c, "--banding");
    struct output out;

    if (!output_read(c, &out) || !args_end(c, "score", 1, 1))
        return EXIT_USAGE;
    if (!card || out.file || out.format > FORMAT_JSON)
        return usage(c, "score");
    s.path = c->argv[0];
    s.format = out.format;
    if (!deck_open(c, card, points, &s.deck) || !line_choose(&s, line) ||
        !banding_choose(&s, banding))
        return c->status;
    file_score(&s);
    arena_free(&s.row);
    return out_end(c) ? c->status : EXIT_FAULT;
}
