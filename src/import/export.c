/* export - records out, in a form that comes in again.
 *
 * Headings are the fields' own names and `id` comes first, so an edited export
 * that is imported changes exactly those records. A row of a ROWS field is a
 * line of its own under the repeated record. References to what has a code
 * are codes; others are ids, with the title beside them for the reader. */
#include <stdlib.h>
#include <string.h>

#include "import/booklet.h"
#include "import/column.h"

enum { TABLE_COLUMNS = 200, PIECE = 64 << 10, SAFE_DIGITS = 15 };

struct cell_of {                       /* a column of the export */
    const struct field *field, *child; /* both NULL: the id */
    bool title;                        /* of what the reference names */
};
struct writer_of { /* where lines go */
    enum export_form form;
    bool (*put)(void *self, struct str piece);
    void *self;
    struct buf piece;
    struct arena arena;
    struct booklet book;
    lxw_worksheet *sheet;
    uint32_t line;
    bool good;
};
struct exporting {
    struct db *db;
    const struct kind *k;
    bool sealed; /* with names */
    struct columns_of *indicators;
    struct cell_of column[TABLE_COLUMNS];
    int columns;
    struct str cell[TABLE_COLUMNS];
    bool number[TABLE_COLUMNS];
    struct arena row;
    struct writer_of w;
};

/* ---- columns ------------------------------------------------------------*/

static bool titled(const struct field *f)
{
    const struct kind *of = f->type == FIELD_REF && f->of ?
                                kind_find(str_of(f->of)) :
                                NULL;

    return of && !of->code && of->title;
}

static void column_add(struct exporting *x, const struct field *f,
                       const struct field *child)
{
    const struct field *leaf = child ? child : f;

    MUST(x->columns + 2 <= TABLE_COLUMNS);
    x->column[x->columns++] = (struct cell_of){ f, child, false };
    if (leaf && titled(leaf))
        x->column[x->columns++] = (struct cell_of){ f, child, true };
}

/* What is sealed, and the hash of it, which says nothing to anybody. CNIC and
 * phone are in no export: what is not said comes back unchanged. */
static bool hidden(const struct exporting *x, const struct field *f)
{
    if (kind_sealed(x->k) && !strcmp(f->name, "sealed"))
        return true;
    return (f->flags & FIELD_SEALED) &&
           (!x->sealed || (f->flags & FIELD_SECRET));
}

static void columns_make(struct exporting *x)
{
    column_add(x, NULL, NULL);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < x->k->fields; i++) {
            const struct field *f = &x->k->field[i];

            if ((f->type == FIELD_ROWS) != (pass == 1) || hidden(x, f))
                continue;
            if (f->type != FIELD_ROWS)
                column_add(x, f, NULL);
            for (int c = 0; c < f->children; c++)
                column_add(x, f, &f->child[c]);
        }
}

static struct str column_head(const struct cell_of *c, struct arena *a)
{
    struct buf b = buf_start(a);

    if (!c->field)
        return S("id");
    buf_z(&b, c->field->name);
    if (c->child)
        buf_fmt(&b, ".%s", c->child->name);
    if (c->title)
        buf_z(&b, ".title");
    return buf_str(&b);
}

/* ---- values -------------------------------------------------------------*/

/* The code or the title of what an id names. */
static struct str named_text(struct exporting *x, const char *of, struct id id,
                             bool title)
{
    const struct kind *k = of ? kind_find(str_of(of)) : NULL;
    const char *name = k ? title || !k->code ? k->title : k->code : NULL;
    const struct field *f = name ? kind_field(k, str_of(name)) : NULL;
    struct buf b = buf_start(&x->row);
    char *record;

    if (f && f->type == FIELD_TEXT && (title || k->code)) {
        record = arena_take(&x->row, k->bytes);
        if (row_find(x->db, k, id, &x->row, record))
            return *(struct str *)(void *)(record + f->at);
    }
    if (!title)
        id_put(&b, id);
    return buf_str(&b);
}

static int scale_of(struct exporting *x, const struct field *f, int n,
                    const char *record)
{
    for (int i = 0; i < n; i++)
        if (f[i].type == FIELD_CODE && f[i].of &&
            !strcmp(f[i].of, "indicator")) {
            int at = columns_indicator(
                x->indicators,
                *(const struct str *)(const void *)(record + f[i].at));

            return at < 0 ? 0 : x->indicators->indicator[at].scale;
        }
    return 0;
}

static struct str value_text(struct exporting *x, const struct field *f,
                             const char *record, int scale, bool title)
{
    struct buf b = buf_start(&x->row);
    const void *at = record + f->at;

    if (field_none(f, record))
        return S("");
    if (f->type == FIELD_REF)
        return named_text(x, f->of, *(const struct id *)at, title);
    if (f->type == FIELD_COUNT)
        decimal_put(&b, *(const int64_t *)at,
                    field_decimals(f) ? field_decimals(f) : scale);
    else
        field_print(f, record, &b);
    return buf_str(&b);
}

/* ---- lines --------------------------------------------------------------*/

static void piece_flush(struct writer_of *w)
{
    if (w->good && w->piece.n)
        w->good = w->put(w->self, buf_str(&w->piece));
    arena_free(&w->arena);
    w->piece = buf_start(&w->arena);
}

static void json_line(struct exporting *x)
{
    struct buf *b = &x->w.piece;
    bool any = false;

    buf_char(b, '{');
    for (int i = 0; i < x->columns; i++) {
        if (!x->cell[i].n)
            continue;
        if (any)
            buf_char(b, ',');
        any = true;
        buf_json(b, column_head(&x->column[i], &x->row));
        buf_char(b, ':');
        buf_json(b, x->cell[i]);
    }
    buf_z(b, "}\n");
}

static void xlsx_line(struct exporting *x)
{
    struct writer_of *w = &x->w;

    for (int i = 0; i < x->columns; i++) {
        const char *z = arena_z(&x->row, x->cell[i]);

        if (!x->cell[i].n)
            continue;
        if (x->number[i] && x->cell[i].n <= SAFE_DIGITS)
            worksheet_write_number(w->sheet, w->line, (lxw_col_t)i,
                                   strtod(z, NULL), NULL);
        else if (worksheet_write_string(w->sheet, w->line, (lxw_col_t)i, z,
                                        NULL) != LXW_NO_ERROR)
            w->good = false;
    }
    w->good &= ++w->line < LXW_ROW_MAX;
}

static void line_put(struct exporting *x)
{
    struct writer_of *w = &x->w;

    if (w->form == EXPORT_XLSX) {
        xlsx_line(x);
        return;
    }
    if (w->form == EXPORT_JSON)
        json_line(x);
    for (int i = 0; w->form == EXPORT_CSV && i < x->columns; i++) {
        if (i)
            buf_char(&w->piece, ',');
        csv_put(&w->piece, x->cell[i]);
    }
    if (w->form == EXPORT_CSV)
        buf_char(&w->piece, '\n');
    if (w->piece.n >= PIECE)
        piece_flush(w);
}

static void head_put(struct exporting *x)
{
    for (int i = 0; i < x->columns; i++) {
        x->cell[i] = column_head(&x->column[i], &x->row);
        x->number[i] = false;
    }
    if (x->w.form != EXPORT_JSON)
        line_put(x);
    if (x->w.form == EXPORT_XLSX)
        worksheet_freeze_panes(x->w.sheet, 1, 0);
}

/* ---- records ------------------------------------------------------------*/

/* Line `n` of a record: the n-th row of each of its ROWS fields. */
static void record_line(struct exporting *x, struct id id, const char *record,
                        size_t n)
{
    struct buf b = buf_start(&x->row);

    id_put(&b, id);
    for (int i = 0; i < x->columns; i++) {
        const struct cell_of *c = &x->column[i];
        const struct field *f = c->child ? c->child : c->field;
        const char *at = record;
        const struct field *all = x->k->field;
        int of = x->k->fields;

        x->cell[i] = c->field ? S("") : buf_str(&b);
        x->number[i] = f && (f->type == FIELD_COUNT || f->type == FIELD_MONEY);
        if (!c->field)
            continue;
        if (c->child) {
            const struct list *list = (const void *)(record + c->field->at);

            if (n >= list->n)
                continue;
            at = (const char *)list->at + n * c->field->child_bytes;
            all = c->field->child;
            of = c->field->children;
        }
        x->cell[i] = value_text(x, f, at, scale_of(x, all, of, at), c->title);
    }
    line_put(x);
}

static void record_put(struct exporting *x, struct id id)
{
    char *record = arena_take(&x->row, x->k->bytes);
    size_t lines = 1;

    if (!row_find(x->db, x->k, id, &x->row, record))
        return;
    if (x->sealed)
        row_names(x->db, x->k, id, &x->row, record);
    for (int i = 0; i < x->k->fields; i++)
        if (x->k->field[i].type == FIELD_ROWS) {
            const struct list *list = (const void *)(record +
                                                     x->k->field[i].at);

            if (list->n > lines)
                lines = list->n;
        }
    for (size_t n = 0; n < lines && x->w.good; n++)
        record_line(x, id, record, n);
}

static void records_put(struct exporting *x)
{
    struct arena names = { 0 };
    struct buf sql = buf_start(&names);
    struct rows r;

    buf_fmt(&sql, "SELECT entry FROM %s WHERE counts = 1 ORDER BY entry",
            x->k->name);
    r = db_text_rows(x->db, buf_str(&sql));
    while (x->w.good && db_next(&r)) {
        record_put(x, db_id(&r, 0));
        arena_free(&x->row);
    }
    db_done(&r);
    arena_free(&names);
}

/* Adds a sheet to a new workbook. */
static bool book_start(struct exporting *x)
{
    if (!booklet_open(&x->w.book, true))
        return false;
    x->w.sheet = workbook_add_worksheet(x->w.book.book, x->k->name);
    MUST(x->w.sheet);
    return true;
}

bool export_records(struct db *db, const struct kind *k, enum export_form form,
                    enum lang lang, bool sealed,
                    bool (*put)(void *self, struct str piece), void *self)
{
    struct arena life = { 0 };
    struct exporting *x = arena_new(&life, struct exporting);
    bool good;

    (void)lang; /* fields have one name in a file */
    x->db = db;
    x->k = k;
    x->sealed = sealed && kind_sealed(k);
    x->w = (struct writer_of){
        .form = form, .put = put, .self = self, .good = true
    };
    x->w.piece = buf_start(&x->w.arena);
    x->indicators = arena_new(&life, struct columns_of);
    columns_start(x->indicators, db, k, &life);
    columns_make(x);
    if (form != EXPORT_XLSX || (x->w.good = book_start(x))) {
        head_put(x);
        arena_free(&x->row);
        records_put(x);
        if (form == EXPORT_XLSX)
            x->w.good &= booklet_close(&x->w.book, put, self);
        else
            piece_flush(&x->w);
    }
    good = x->w.good && db_fault(db) == DB_FINE;
    arena_free(&x->w.arena);
    arena_free(&x->row);
    arena_free(&life);
    return good;
}
