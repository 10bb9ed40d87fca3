/* backchecks - how often the second answer is another one: by enumerator and
 * by question. The first answers themselves are in no report. */
#include <stdlib.h>

#include "backchecks.sql.h"
#include "report/inside.h"
#include "report/need.h"

enum { ROWS_MOST = 4000 };

struct error_row {
    struct id survey, enumerator;
    struct str card, question;
    int64_t households, answers, differ;
};
struct error_rows {
    struct error_row *at;
    size_t n;
    bool by_question;
};

static bool row_is(const struct error_row *row, const struct checked *c,
                   const struct str *question)
{
    if (!id_same(row->survey, c->survey))
        return false;
    return question ? str_same(row->card, c->card) &&
                          str_same(row->question, *question) :
                      id_same(row->enumerator, c->enumerator);
}

static struct error_row *row_for(struct error_rows *rows,
                                 const struct checked *c,
                                 const struct str *question)
{
    for (size_t i = rows->n; i-- > 0;)
        if (row_is(&rows->at[i], c, question))
            return &rows->at[i];
    if (rows->n == ROWS_MOST)
        return NULL;
    rows->at[rows->n] =
        (struct error_row){ .survey = c->survey,
                            .enumerator = question ? ID_NONE : c->enumerator,
                            .card = c->card,
                            .question = question ? *question : S("") };
    return &rows->at[rows->n++];
}

static void one_add(struct error_rows *rows, const struct checked *c)
{
    struct error_row *row = NULL;

    for (size_t i = 0; i < c->questions; i++) {
        row = row_for(rows, c,
                      rows->by_question ? &c->question[i].question : NULL);
        if (!row)
            return;
        row->answers++;
        row->differ += !c->question[i].same;
        row->households += rows->by_question || i == 0;
    }
}

/* Most errors first: rates compared without dividing. */
static int row_order(const void *p, const void *q)
{
    const struct error_row *x = p, *y = q;
    int64_t a = x->differ * y->answers, b = y->differ * x->answers;
    int order = id_order(x->survey, y->survey);

    if (!order)
        order = (a < b) - (a > b);
    if (!order)
        order = id_order(x->enumerator, y->enumerator);
    return order ? order : str_order(x->question, y->question);
}

static struct error_rows rows_make(struct arena *a, const struct checked *c,
                                   size_t n, bool by_question)
{
    struct error_rows rows = { .at = arena_many(a, struct error_row, ROWS_MOST),
                               .by_question = by_question };

    for (size_t i = 0; i < n; i++)
        one_add(&rows, &c[i]);
    if (rows.n)
        qsort(rows.at, rows.n, sizeof *rows.at, row_order);
    return rows;
}

/* ---- the sheets ---------------------------------------------------------*/

enum {
    COL_SURVEY,
    COL_WHAT,
    COL_HOUSEHOLDS,
    COL_ANSWERS,
    COL_DIFFER,
    COL_RATE,
    COLS
};
static const struct column who_column[COLS] = {
    { "survey", "kind.survey", NULL, COLUMN_TEXT, 0 },
    { "enumerator", "field.enumerator", NULL, COLUMN_TEXT, 0 },
    { "households", "backchecks.households", NULL, COLUMN_NUMBER, 0 },
    { "answers", "backchecks.answers", NULL, COLUMN_NUMBER, 0 },
    { "differ", "backchecks.differ", NULL, COLUMN_NUMBER, 0 },
    { "error_pct", "backchecks.rate", NULL, COLUMN_RATIO, 0 },
};
static const struct column question_column[COLS] = {
    { "survey", "kind.survey", NULL, COLUMN_TEXT, 0 },
    { "question", "field.question", NULL, COLUMN_TEXT, 0 },
    { "households", "backchecks.households", NULL, COLUMN_NUMBER, 0 },
    { "answers", "backchecks.answers", NULL, COLUMN_NUMBER, 0 },
    { "differ", "backchecks.differ", NULL, COLUMN_NUMBER, 0 },
    { "error_pct", "backchecks.rate", NULL, COLUMN_RATIO, 0 },
};

static struct str text_of(struct db *db, int sql, struct id id, struct arena *a)
{
    struct rows r = db_rows(db, sql);
    struct str s = S("");

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        s = arena_str(a, db_str(&r, 0));
    db_done(&r);
    return s;
}

static struct str who_text(struct db *db, const struct question *q,
                           const struct error_row *row, struct arena *a)
{
    if (id_none(row->enumerator))
        return say(q->lang, "backchecks.nobody");
    return text_of(db, SQL_BACKCHECK_STAFF, row->enumerator, a);
}

static struct str question_words(struct db *db, const struct question *q,
                                 const struct error_row *row, struct arena *a)
{
    struct rows r = db_rows(db, SQL_BACKCHECK_QUESTION);
    struct str s = row->question;

    db_bind_text(&r, 1, row->card);
    db_bind_text(&r, 2, row->question);
    if (db_next(&r) && name_in(&r, 0, q->lang, a).n)
        s = name_in(&r, 0, q->lang, a);
    db_done(&r);
    return s;
}

static void sheet_fill(struct db *db, const struct question *q,
                       const struct error_rows *rows, struct sheet *out)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct error_row *e = &rows->at[i];
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);
        struct buf link = buf_start(out->arena);

        buf_z(&link, "/survey/");
        id_put(&link, e->survey);
        cell_text(row, COL_SURVEY,
                  text_of(db, SQL_BACKCHECK_SURVEY, e->survey, out->arena));
        cell_link(row, COL_SURVEY, buf_str(&link));
        cell_text(row, COL_WHAT,
                  rows->by_question ? question_words(db, q, e, out->arena) :
                                      who_text(db, q, e, out->arena));
        cell_number(row, COL_HOUSEHOLDS, e->households);
        cell_number(row, COL_ANSWERS, e->answers);
        cell_number(row, COL_DIFFER, e->differ);
        cell_ratio(row, COL_RATE, e->differ, e->answers);
    }
}

static struct sheet sheet_make(struct db *db, const struct question *q,
                               struct arena *a, const struct checked *c,
                               size_t n, bool by_question)
{
    struct error_rows rows = rows_make(a, c, n, by_question);
    struct sheet s = sheet_start(a, by_question ? question_column : who_column,
                                 COLS);

    s.title = say(q->lang,
                  by_question ? "backchecks.by_question" : "backchecks.title");
    s.subtitle = question_caption(db, q, a);
    s.lakh = q->lakh;
    sheet_fill(db, q, &rows, &s);
    sheet_note(&s, say(q->lang, "backchecks.note"));
    if (rows.n == ROWS_MOST)
        sheet_note(&s, say(q->lang, "backchecks.note_more"));
    return s;
}

/* The random tenth of each survey that was asked again by somebody else: of
 * the answers checked, how many were other ones, by the enumerator who asked
 * first and by question. */
REPORT(backchecks, RIGHT_REGISTER)
{
    struct checked *c;
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    n = checked_read(db, ID_NONE, q->place, a, &c);
    out[0] = sheet_make(db, q, a, c, n, false);
    out[1] = sheet_make(db, q, a, c, n, true);
    return 2;
}
