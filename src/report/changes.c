/* changes - what a report says today that it did not say when it was issued.
 *
 * A publication keeps the bytes that were issued and the words of its
 * question. The same question is asked again, and both are compared cell by
 * cell; a row is known by its texts. */
#include <string.h>

#include "network.sql.h"
#include "report/inside.h"

enum { CH_ROW, CH_COLUMN, CH_THEN, CH_NOW, CH_COLS };
static const struct column changes_column[CH_COLS] = {
    { "row", "changes.row", NULL, COLUMN_TEXT, 0 },
    { "column", "changes.column", NULL, COLUMN_TEXT, 0 },
    { "issued", "changes.issued", NULL, COLUMN_TEXT, 0 },
    { "now", "changes.now", NULL, COLUMN_TEXT, 0 },
};

/* ---- csv as we wrote it -------------------------------------------------*/

struct grid_row {
    struct str *cell;
    struct str key; /* its texts */
    bool met;
};
struct grid {
    struct str *head;
    int columns;
    struct grid_row *row;
    size_t rows;
};

static struct str cell_next(struct str *rest, struct arena *a, bool *last)
{
    struct buf b = buf_start(a);
    bool quoted = rest->n && rest->p[0] == '"';
    size_t i = quoted;

    for (; i < rest->n; i++) {
        char c = rest->p[i];

        if (quoted && c == '"') {
            if (i + 1 < rest->n && rest->p[i + 1] == '"')
                i++;
            else {
                quoted = false;
                continue;
            }
        } else if (!quoted && (c == ',' || c == '\n')) {
            break;
        } else if (!quoted && c == '\r') {
            continue;
        }
        buf_char(&b, c);
    }
    *last = i >= rest->n || rest->p[i] == '\n';
    *rest = str_from(*rest, i + 1);
    return buf_str(&b);
}

static struct str *row_next(struct str *rest, struct arena *a, int *columns)
{
    struct str *cell = arena_many(a, struct str, 64);
    bool last = false;

    *columns = 0;
    while (!last) {
        struct str s = cell_next(rest, a, &last);

        if (*columns < 64)
            cell[(*columns)++] = s;
    }
    return cell;
}

/* Text columns are those that today's sheet says are text. */
static struct str row_key(const struct sheet *s, const struct grid *g,
                          const struct str *cell, struct arena *a)
{
    struct buf b = buf_start(a);

    for (int i = 0; i < g->columns; i++)
        for (int j = 0; j < s->columns; j++)
            if (s->column[j].type == COLUMN_TEXT && cell[i].n &&
                str_same(g->head[i], str_of(s->column[j].key))) {
                buf_z(&b, b.n ? ", " : "");
                buf_add(&b, cell[i]);
            }
    return buf_str(&b);
}

/* One sheet; an empty line parts it from the next. */
static struct grid grid_read(struct str *rest, const struct sheet *s,
                             struct arena *a)
{
    struct grid g = { NULL, 0, NULL, 0 };
    size_t lines = 1;

    for (size_t i = 0; i < rest->n; i++)
        lines += rest->p[i] == '\n';
    g.row = arena_many(a, struct grid_row, lines);
    g.head = row_next(rest, a, &g.columns);
    while (rest->n && rest->p[0] != '\n') {
        int n;
        struct grid_row *row = &g.row[g.rows];

        row->cell = row_next(rest, a, &n);
        if (n != g.columns)
            continue;
        row->key = row_key(s, &g, row->cell, a);
        g.rows++;
    }
    str_cut(rest, '\n');
    return g;
}

static struct grid_row *row_find(struct grid *g, struct str key)
{
    for (size_t i = 0; i < g->rows; i++)
        if (!g->row[i].met && str_same(g->row[i].key, key))
            return &g->row[i];
    return NULL;
}

static int head_find(const struct grid *g, struct str name)
{
    for (int i = 0; i < g->columns; i++)
        if (str_same(g->head[i], name))
            return i;
    return -1;
}

static void change_row(struct sheet *out, struct str key, struct str column,
                       struct str then, struct str now)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);

    cell_text(row, CH_ROW, key);
    cell_text(row, CH_COLUMN, column);
    cell_text(row, CH_THEN, then);
    cell_text(row, CH_NOW, now);
}

static void rows_compare(struct sheet *out, const struct grid *then,
                         const struct grid_row *a, const struct grid *now,
                         const struct grid_row *b)
{
    for (int i = 0; i < then->columns; i++) {
        int j = head_find(now, then->head[i]);
        struct str today = b && j >= 0 ? b->cell[j] : S("");

        if (!str_same(a->cell[i], today) &&
            (b || !str_same(a->cell[i], a->key)))
            change_row(out, a->key, then->head[i], a->cell[i], today);
    }
}

static void grids_compare(struct sheet *out, struct grid *then,
                          struct grid *now)
{
    static const struct str nothing = { "", 0 };

    for (size_t i = 0; i < then->rows; i++) {
        struct grid_row *b = row_find(now, then->row[i].key);

        if (b)
            b->met = true;
        rows_compare(out, then, &then->row[i], now, b);
    }
    for (size_t i = 0; i < now->rows; i++)
        for (int j = 0; !now->row[i].met && j < now->columns; j++)
            if (now->row[i].cell[j].n)
                change_row(out, now->row[i].key, now->head[j], nothing,
                           now->row[i].cell[j]);
}

/* ---- the publication ----------------------------------------------------*/

struct issued {
    struct str report, arguments, title, format, content;
    month as_of;
};

static bool issued_find(struct db *db, struct id id, struct arena *a,
                        struct issued *p)
{
    struct rows r;
    bool found;

    if (id_none(id)) {
        r = db_rows(db, SQL_CHANGES_LATEST);
        id = db_next(&r) ? db_id(&r, 0) : ID_NONE;
        db_done(&r);
    }
    r = db_rows(db, SQL_CHANGES_PUBLICATION);
    db_bind_id(&r, 1, id);
    found = db_next(&r);
    if (found)
        *p = (struct issued){
            arena_str(a, db_str(&r, 0)), arena_str(a, db_str(&r, 1)),
            arena_str(a, db_str(&r, 2)), arena_str(a, db_str(&r, 4)),
            arena_str(a, db_str(&r, 5)), (month)db_int(&r, 3)
        };
    db_done(&r);
    return found;
}

static int issued_again(struct db *db, const struct issued *p, struct arena *a,
                        struct sheet *made, struct findings *f)
{
    const struct report *again = report_find(p->report);
    struct question q = { .as_of = p->as_of, .from = MONTH_NONE };

    if (!again || str_same(p->report, S("changes")) ||
        !str_same(p->format, S("csv")) ||
        (p->arguments.n && !question_read(p->arguments, &q))) {
        tell(f, STOP, "changes.cannot", "publication");
        return 0;
    }
    return again->make(db, &q, a, made, f);
}

/* What has changed since a report was issued: each cell that reads otherwise
 * today. Of the publication named, or of the latest. */
REPORT(changes, RIGHT_NONE)
{
    struct sheet made[REPORT_SHEETS];
    struct issued p;
    struct str rest;
    int n;

    if (!issued_find(db, q->publication, a, &p)) {
        tell(f, STOP, "changes.no_publication", "publication");
        return 0;
    }
    n = issued_again(db, &p, a, made, f);
    if (!n)
        return 0;
    *out = sheet_start(a, changes_column, CH_COLS);
    out->title = say(q->lang, "changes.title");
    out->subtitle = p.title;
    rest = p.content;
    for (int i = 0; i < n && rest.n; i++) {
        struct buf b = buf_start(a);
        struct grid then = grid_read(&rest, &made[i], a), now;
        struct str today;

        sheet_csv(&b, &made[i]);
        today = buf_str(&b);
        now = grid_read(&today, &made[i], a);
        grids_compare(out, &then, &now);
    }
    sheet_note(out, say(q->lang, out->rows ? "changes.note" : "changes.none"));
    return 1;
}
