/* table - which reader a file needs, and what all readers share. */
#include "reader.h"

#include <string.h>
#include <strings.h>

bool trouble(struct table_trouble *t, const char *code, int row,
             const char *detail)
{
    size_t n = 0;

    if (t->code)
        return false;
    t->code = code;
    t->row = row;
    for (; detail && *detail && n + 1 < sizeof t->detail; detail++)
        if (*detail >= ' ' && *detail < 127)
            t->detail[n++] = *detail;
    t->detail[n] = 0;
    return false;
}

/* ---- tray ---------------------------------------------------------------*/

void tray_clear(struct tray *y)
{
    y->n = y->from = 0;
    y->cells = 0;
}

void tray_add(struct tray *y, const char *p, size_t n)
{
    if (n > y->room - y->n) {
        size_t room = y->room ? y->room : 4096;
        char *text;

        while (room - y->n < n)
            room *= 2;
        text = arena_take(y->arena, room);
        if (y->n)
            memcpy(text, y->text, y->n);
        y->text = text;
        y->room = room;
    }
    if (n)
        memcpy(y->text + y->n, p, n);
    y->n += n;
}

static bool tray_cell(struct tray *y, int column, struct cell c, size_t start)
{
    if (column >= TABLE_CELLS)
        return false;
    MUST(column >= y->cells);
    while (y->cells < column)
        y->cell[y->cells++] = (struct cell){ .kind = CELL_EMPTY };
    y->cell[y->cells] = c;
    y->start[y->cells++] = start;
    return true;
}

bool tray_close(struct tray *y, int column, enum cell_kind kind, bool formula)
{
    size_t start = y->from;
    struct cell c = { { NULL, y->n - start }, kind, formula };

    y->from = y->n;
    if (c.text.n == 0)
        c.kind = CELL_EMPTY;
    if (c.kind == CELL_EMPTY && !formula)
        return true;
    return tray_cell(y, column, c, start);
}

bool tray_put(struct tray *y, int column, enum cell_kind kind, bool formula,
              struct str text)
{
    struct cell c = { text, text.n ? kind : CELL_EMPTY, formula };

    if (c.kind == CELL_EMPTY && !formula)
        return true;
    return tray_cell(y, column, c, 0);
}

/* Only now, because the text may have moved while it grew. */
void tray_row(struct tray *y, struct row *out)
{
    for (int i = 0; i < y->cells; i++) {
        struct cell *c = &y->cell[i];

        if (c->text.n && !c->text.p)
            c->text.p = y->text + y->start[i];
        else if (!c->text.n)
            c->text.p = "";
    }
    out->n = y->cells;
    out->cell = y->cell;
}

/* ---- what a file is -----------------------------------------------------*/

/* What offices send when they mean a table. Said by name, since "not a table"
 * alone helps nobody. */
static const struct {
    struct str head;
    const char *what;
} known[] = {
    { { "\xff\xd8\xff", 3 }, "jpeg" },
    { { "\x89PNG", 4 }, "png" },
    { { "GIF8", 4 }, "gif" },
    { { "%PDF", 4 }, "pdf" },
    { { "\x1f\x8b", 2 }, "gzip" },
    { { "Rar!", 4 }, "rar" },
    { { "7z\xbc\xaf", 4 }, "7z" },
    { { "{\\rtf", 5 }, "rtf" },
    { { "SQLite format 3", 15 }, "sqlite" },
    { { "\x7f"
        "ELF",
        4 },
      "program" },
    { { "MZ\x90", 3 }, "program" },
    { { "<?xml", 5 }, "xml" },
    { { "<html", 5 }, "html" },
    { { "<!doctype", 9 }, "html" },
    { { "<table", 6 }, "html" },
};

static const char *known_as(struct str s)
{
    for (size_t i = 0; i < LEN(known); i++)
        if (s.n >= known[i].head.n &&
            strncasecmp(s.p, known[i].head.p, known[i].head.n) == 0)
            return known[i].what;
    return NULL;
}

/* An OLE compound file: an old .xls, or a new one behind a password. Names in
 * its directory are UTF-16. */
static const char *compound(struct str s)
{
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k";
    static const char book[] = "B\0o\0o\0k\0\0";
    static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k\0\0";

    if (memmem(s.p, s.n, locked, sizeof locked - 1))
        return "file.encrypted";
    if (memmem(s.p, s.n, workbook, sizeof workbook - 1) ||
        memmem(s.p, s.n, book, sizeof book - 1))
        return "file.old_excel";
    return "file.not_a_workbook";
}

static bool name_ends(struct str name, const char *tail)
{
    size_t n = strlen(tail);

    return name.n >= n && strncasecmp(name.p + name.n - n, tail, n) == 0;
}

static struct str skip_blank(struct str s)
{
    if (str_starts(s, S("\xef\xbb\xbf")))
        s = str_from(s, 3);
    while (s.n && strchr(" \t\r\n", s.p[0]) && s.p[0])
        s = str_from(s, 1);
    return s;
}

static bool sniff(struct str bytes, struct str name, enum table_form *form,
                  struct table_trouble *why)
{
    struct str s = skip_blank(bytes);
    const char *what = known_as(s);

    if (s.n == 0)
        return trouble(why, "file.empty", 0, NULL);
    if (bytes.n > (size_t)TABLE_BYTES)
        return trouble(why, "file.too_large", 0, "1 GB");
    if (str_starts(bytes, S("\xd0\xcf\x11\xe0")))
        return trouble(why, compound(bytes), 0, NULL);
    if (str_starts(bytes, S("PK\003\004"))) {
        *form = TABLE_XLSX;
        return true;
    }
    if (name_ends(name, ".xlsx") || name_ends(name, ".xlsm") ||
        str_starts(bytes, S("PK\005\006")))
        return trouble(why, "file.not_a_workbook", 0, what);
    if (what)
        return trouble(why, "file.not_a_table", 0, what);
    *form = s.p[0] == '{' && !name_ends(name, ".csv") ? TABLE_JSON : TABLE_CSV;
    if (s.p[0] == '[' &&
        (name_ends(name, ".json") || name_ends(name, ".jsonl")))
        return trouble(why, "json.not_lines", 0, NULL);
    return true;
}

struct table *table_open(struct str bytes, struct str name, struct arena *a,
                         struct table_trouble *why)
{
    enum table_form form = TABLE_CSV;
    struct table *t;
    bool fine;

    memset(why, 0, sizeof *why);
    if (!sniff(bytes, name, &form, why))
        return NULL;
    t = arena_new(a, struct table);
    t->form = form;
    t->bytes = bytes;
    t->tray.arena = &t->memory;
    t->encoding = encoding_name(ENCODING_UTF8);
    t->sheets = 1;
    fine = form == TABLE_XLSX ? xlsx_open(t) :
           form == TABLE_JSON ? jsonl_open(t) :
                                csv_open(t, name);
    if (fine)
        return t;
    *why = t->trouble;
    table_close(t);
    return NULL;
}

void table_close(struct table *t)
{
    if (!t)
        return;
    if (t->form == TABLE_XLSX)
        xlsx_close(t);
    if (t->form == TABLE_JSON)
        jsonl_close(t);
    arena_free(&t->memory);
}

/* ---- reading ------------------------------------------------------------*/

enum table_form table_form(const struct table *t)
{
    return t->form;
}

const char *table_encoding(const struct table *t)
{
    return t->encoding;
}

char table_delimiter(const struct table *t)
{
    return t->delimiter;
}

int table_sheets(const struct table *t)
{
    return t->sheets;
}

struct str table_sheet_name(const struct table *t, int sheet)
{
    MUST(sheet >= 0 && sheet < t->sheets);
    return t->sheet ? t->sheet[sheet].name : S("");
}

bool table_sheet_hidden(const struct table *t, int sheet)
{
    MUST(sheet >= 0 && sheet < t->sheets);
    return t->sheet && t->sheet[sheet].hidden;
}

bool table_rows(struct table *t, int sheet)
{
    MUST(sheet >= 0 && sheet < t->sheets);
    memset(&t->trouble, 0, sizeof t->trouble);
    t->reading = t->form == TABLE_XLSX ? xlsx_rows(t, sheet) :
                 t->form == TABLE_JSON ? jsonl_rows(t) :
                                         csv_rows(t);
    return t->reading;
}

bool table_next(struct table *t, struct row *out)
{
    memset(out, 0, sizeof *out);
    if (t->reading)
        t->reading = t->form == TABLE_XLSX ? xlsx_next(t, out) :
                     t->form == TABLE_JSON ? jsonl_next(t, out) :
                                             csv_next(t, out);
    return t->reading;
}

int table_progress(const struct table *t)
{
    return t->form == TABLE_XLSX ? xlsx_progress(t) :
           t->form == TABLE_JSON ? jsonl_progress(t) :
                                   csv_progress(t);
}

const struct table_trouble *table_trouble(const struct table *t)
{
    return t->trouble.code ? &t->trouble : NULL;
}
