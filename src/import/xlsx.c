/* xlsx - a workbook's sheets, row by row, by expat out of a zip.
 *
 * The parser is fed a block at a time and pauses after each row, so nothing
 * but the shared strings is held. A DOCTYPE stops it: no workbook has one. */
#include "reader.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

#define SHEET_BYTES (512L * 1024 * 1024) /* unzipped, one sheet */
#define ALL_BYTES (1024L * 1024 * 1024)  /* all sheets together */
#define SMALL_BYTES (32L * 1024 * 1024)  /* any other part */
#define SHARED_BYTES (64L * 1024 * 1024) /* shared strings with their list */
#define SHARED_PART (256L * 1024 * 1024) /* their part, with its markup */
enum {
    SHEETS_MAX = 256,
    RELS_MAX = 1024,
    FORMATS_MAX = 4096,
    STYLES_MAX = 65536,
    COLUMNS_MAX = 16384,
    DEEP = 64,
    BLOCK = 32768,
    UNREAD_MAX = 1024 * 1024
};

enum style { STYLE_PLAIN, STYLE_DATE, STYLE_TIME };
enum part { PART_RELS, PART_BOOK, PART_STYLES, PART_SHARED, PART_SHEET };

struct rel {
    struct str id, type, target;
};
struct format {
    int id;
    enum style style;
};

struct xlsx {
    struct table *t;
    struct zip *zip;
    /* the part being read */
    XML_Parser xml;
    const char *name;
    int64_t fed;
    char *text; /* what <t> or <v> says, to TABLE_ROW_BYTES */
    size_t n;
    enum part part;
    int depth;
    int phonetic;      /* inside <rPh>: how to say it, not what it is */
    bool keep;         /* character data belongs to `text` */
    bool paused, last; /* last: all its bytes are with the parser */
    bool in_formats, in_styles, in_data, in_row, in_cell;
    /* the workbook */
    bool is_book, from_1904;
    int rels, sheets, formats, styles;
    struct rel rel[RELS_MAX];
    struct sheet sheet[SHEETS_MAX];
    struct format format[FORMATS_MAX];
    uint8_t *style; /* of each cell style: an enum style */
    struct str *shared;
    size_t shareds, shared_room, shared_bytes;
    /* the row and the cell being read */
    const char *bad;
    int row, given; /* given: the last row that went out */
    int column, cell_style;
    char type; /* s n b e d, S for str, i for inlineStr */
    bool row_due, hidden, formula, has_value;
};

/* ---- small helpers ------------------------------------------------------*/

static void stop(struct xlsx *x, const char *code, const char *detail)
{
    trouble(&x->t->trouble, code, x->part == PART_SHEET ? x->row : 0, detail);
    XML_StopParser(x->xml, XML_FALSE);
}

/* Prefixes are the writer's choice: <x:row> is a row. */
static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? colon + 1 : name;
}

static bool is(const char *name, const char *wanted)
{
    return strcmp(name, wanted) == 0;
}

static const char *attribute(const char **attr, const char *name)
{
    for (; *attr; attr += 2)
        if (is(attr[0], name))
            return attr[1];
    return NULL;
}

/* The one with a prefix: r:id, whatever the writer calls r. */
static const char *foreign(const char **attr, const char *name)
{
    for (; *attr; attr += 2)
        if (strchr(attr[0], ':') && is(local(attr[0]), name))
            return attr[1];
    return NULL;
}

static bool truth(const char *s)
{
    return s && (is(s, "1") || is(s, "true"));
}

/* Digits only, at most `most`; -1 for anything else. */
static int whole(const char *s, int most)
{
    int v = 0;

    if (!s || !*s)
        return -1;
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return -1;
        v = v * 10 + (*s - '0');
        if (v > most)
            return -1;
    }
    return v;
}

static struct str text_of(const struct xlsx *x)
{
    return (struct str){ x->text, x->n };
}

/* _x000D_ is how the format writes what XML cannot; in place. */
static size_t unescape(char *s, size_t n)
{
    size_t to = 0;

    for (size_t i = 0; i < n; i++) {
        uint8_t code[2];

        if (s[i] == '_' && i + 7 <= n && s[i + 1] == 'x' && s[i + 6] == '_' &&
            hex_read((struct str){ s + i + 2, 4 }, code, 2) && code[0] == 0 &&
            code[1] > 0 && code[1] < 128) {
            s[to++] = (char)code[1];
            i += 6;
        } else
            s[to++] = s[i];
    }
    return to;
}

/* ---- relations and the book ---------------------------------------------*/

static void rels_start(struct xlsx *x, const char *name, const char **attr)
{
    const char *id = attribute(attr, "Id"), *type = attribute(attr, "Type");
    const char *target = attribute(attr, "Target");
    struct arena *a = &x->t->memory;

    if (!is(name, "Relationship") || !id || !type || !target)
        return;
    if (x->rels == RELS_MAX) {
        stop(x, "file.too_large", "1024 relations");
        return;
    }
    x->rel[x->rels++] = (struct rel){ arena_str(a, str_of(id)),
                                      arena_str(a, str_of(type)),
                                      arena_str(a, str_of(target)) };
}

static const struct rel *rel_of_type(const struct xlsx *x, struct str tail)
{
    for (int i = 0; i < x->rels; i++)
        if (str_ends(x->rel[i].type, tail))
            return &x->rel[i];
    return NULL;
}

static const struct rel *rel_of_id(const struct xlsx *x, struct str id)
{
    for (int i = 0; i < x->rels; i++)
        if (str_same(x->rel[i].id, id))
            return &x->rel[i];
    return NULL;
}

/* The part that `target` names when it stands in `folder` ("xl/"): steps up
 * are taken within the zip and stop at its root. */
static const char *resolve(struct arena *a, struct str folder,
                           struct str target)
{
    struct buf b = buf_start(a);

    if (target.n && target.p[0] == '/')
        target = str_from(target, 1);
    else
        buf_add(&b, folder);
    while (target.n) {
        bool more = memchr(target.p, '/', target.n) != NULL;
        struct str step = str_cut(&target, '/');

        if (str_same(step, S("..")) && b.n) {
            for (b.n--; b.n && b.p[b.n - 1] != '/'; b.n--)
                ;
        } else if (step.n && !str_same(step, S(".")) &&
                   !str_same(step, S(".."))) {
            buf_add(&b, step);
            if (more)
                buf_char(&b, '/');
        }
    }
    return arena_z(a, buf_str(&b));
}

static void book_start(struct xlsx *x, const char *name, const char **attr)
{
    const char *id = foreign(attr, "id"), *called = attribute(attr, "name");
    const char *state = attribute(attr, "state");
    const struct rel *r;

    if (is(name, "workbook"))
        x->is_book = true;
    if (is(name, "workbookPr"))
        x->from_1904 = truth(attribute(attr, "date1904"));
    if (!is(name, "sheet") || !id || !called)
        return;
    r = rel_of_id(x, str_of(id));
    if (!r || !str_ends(r->type, S("/worksheet")))
        return; /* a chart on a sheet of its own */
    if (x->sheets == SHEETS_MAX) {
        stop(x, "file.too_large", "256 sheets");
        return;
    }
    x->sheet[x->sheets++] =
        (struct sheet){ arena_str(&x->t->memory, str_of(called)), r->target.p,
                        state && !is(state, "visible") };
}

/* ---- styles: which numbers are dates ------------------------------------*/

/* 27 to 36 and 50 to 58 differ by language; all are dates or times. */
static enum style built_in(int id)
{
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
        return STYLE_TIME;
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
                   (id >= 50 && id <= 58) ?
               STYLE_DATE :
               STYLE_PLAIN;
}

/* By the letters outside quotes and brackets. An m beside an h or s is a
 * minute, else a month. */
static enum style format_style(const char *f)
{
    bool date = false, m = false, time = false;

    for (; *f; f++) {
        if (*f == '"') {
            for (f++; *f && *f != '"'; f++)
                ;
        } else if (*f == '[') {
            for (f++; *f && *f != ']'; f++)
                time |= *f == 'h' && (f[1] == ']' || f[1] == 'h');
        } else if ((*f == '\\' || *f == '_' || *f == '*') && f[1])
            f++;
        else if (strncmp(f, "General", 7) == 0)
            f += 6;
        else {
            date |= *f == 'd' || *f == 'y' || *f == 'D' || *f == 'Y';
            m |= *f == 'm' || *f == 'M';
            time |= *f == 'h' || *f == 's' || *f == 'H' || *f == 'S';
        }
        if (!*f)
            break;
    }
    return date || (m && !time) ? STYLE_DATE : time ? STYLE_TIME : STYLE_PLAIN;
}

static enum style style_of_format(const struct xlsx *x, int id)
{
    for (int i = 0; i < x->formats; i++)
        if (x->format[i].id == id)
            return x->format[i].style;
    return built_in(id);
}

static void styles_start(struct xlsx *x, const char *name, const char **attr)
{
    const char *code = attribute(attr, "formatCode");
    int id = whole(attribute(attr, "numFmtId"), 1 << 20);

    if (is(name, "numFmts") || is(name, "cellXfs")) {
        x->in_formats = is(name, "numFmts");
        x->in_styles = is(name, "cellXfs");
    } else if (is(name, "numFmt") && x->in_formats && code && id >= 0) {
        if (x->formats < FORMATS_MAX)
            x->format[x->formats++] = (struct format){ id, format_style(code) };
        else
            stop(x, "file.too_large", "4096 formats");
    } else if (is(name, "xf") && x->in_styles) {
        if (x->styles < STYLES_MAX)
            x->style[x->styles++] = (uint8_t)style_of_format(x, id);
        else
            stop(x, "file.too_large", "65536 styles");
    }
}

static void styles_end(struct xlsx *x, const char *name)
{
    if (is(name, "numFmts"))
        x->in_formats = false;
    if (is(name, "cellXfs"))
        x->in_styles = false;
}

/* ---- shared strings -----------------------------------------------------*/

static void shared_start(struct xlsx *x, const char *name)
{
    if (is(name, "rPh"))
        x->phonetic++;
    else if (is(name, "si"))
        x->n = 0;
    else if (is(name, "t"))
        x->keep = x->phonetic == 0;
}

static void shared_end(struct xlsx *x, const char *name)
{
    if (is(name, "rPh"))
        x->phonetic--;
    else if (is(name, "t"))
        x->keep = false;
    if (!is(name, "si"))
        return;
    x->n = unescape(x->text, x->n);
    x->shared_bytes += x->n + sizeof(struct str);
    if (x->shared_bytes > (size_t)SHARED_BYTES) {
        stop(x, "file.too_large", "shared strings, 64 MB");
        return;
    }
    arena_room(&x->t->memory, x->shared, x->shareds, x->shared_room);
    x->shared[x->shareds++] = x->n ? arena_str(&x->t->memory, text_of(x)) :
                                     S("");
}

/* ---- cells --------------------------------------------------------------*/

/* "AB80" is column 27; -1 when it is no reference. */
static int column_of(const char *ref)
{
    int column = 0;

    for (; *ref >= 'A' && *ref <= 'Z'; ref++) {
        column = column * 26 + (*ref - 'A' + 1);
        if (column > COLUMNS_MAX)
            return -1;
    }
    return whole(ref, TABLE_ROWS) < 1 ? -1 : column - 1;
}

/* Excel counts days from 1900-01-01 as 1 and believes in a 29 February 1900;
 * on an early Mac from 1904-01-01 as 0. */
static day serial_day(int64_t serial, bool from_1904)
{
    int64_t days = serial - (from_1904 ? 24107 : serial > 60 ? 25569 : 25568);

    if (!from_1904 && (serial == 0 || serial == 60))
        return DAY_NONE;
    return days < DAY_FIRST || days > DAY_LAST ? DAY_NONE : (day)days;
}

/* A number shown as a date, as ISO text in `out`; 0 when it is none. */
static int serial_text(struct str number, enum style style, bool from_1904,
                       char *out, size_t room)
{
    const int64_t one = 1000000000;
    int64_t v, days, second;
    int y, m, d, n = 0;
    bool inexact;
    day on;

    if (!decimal_read(number, 9, &v, &inexact) || v < 0)
        return 0;
    days = v / one;
    second = (v % one * 86400 + one / 2) / one;
    days += second / 86400;
    second %= 86400;
    on = serial_day(days, from_1904);
    if (style == STYLE_TIME ? days > 0 : on == DAY_NONE)
        return 0;
    if (style == STYLE_DATE) {
        day_split(on, &y, &m, &d);
        n = snprintf(out, room, "%04d-%02d-%02d", y, m, d);
        if (second == 0)
            return n;
        out[n++] = 'T';
    }
    return n + snprintf(out + n, room - (size_t)n, "%02d:%02d:%02d",
                        (int)(second / 3600), (int)(second / 60 % 60),
                        (int)(second % 60));
}

static bool numeric(struct str s)
{
    bool digit = false;

    for (size_t i = 0; i < s.n; i++) {
        if (!s.p[i] || !strchr("0123456789+-.eE", s.p[i]))
            return false;
        digit |= s.p[i] >= '0' && s.p[i] <= '9';
    }
    return digit;
}

static bool put(struct xlsx *x, enum cell_kind kind, struct str text)
{
    if (text.n)
        tray_add(&x->t->tray, text.p, text.n);
    return tray_close(&x->t->tray, x->column, kind, x->formula);
}

static bool put_number(struct xlsx *x, struct str s)
{
    enum style style = x->cell_style >= 0 && x->cell_style < x->styles ?
                           x->style[x->cell_style] :
                           STYLE_PLAIN;
    char iso[64];
    int n = 0;

    if (!numeric(s))
        return put(x, CELL_TEXT, s);
    if (style != STYLE_PLAIN)
        n = serial_text(s, style, x->from_1904, iso, sizeof iso);
    if (n > 0)
        return put(x, CELL_DATE, (struct str){ iso, (size_t)n });
    return put(x, CELL_NUMBER, s);
}

static bool put_shared(struct xlsx *x, struct str s)
{
    int64_t i;

    if (int_read(s, &i) && i >= 0 && (size_t)i < x->shareds)
        return tray_put(&x->t->tray, x->column, CELL_TEXT, x->formula,
                        x->shared[i]);
    x->bad = "xlsx.shared_string";
    return put(x, CELL_ERROR, s);
}

static bool put_iso(struct xlsx *x, struct str s)
{
    if (str_ends(s, S("T00:00:00")))
        s.n -= 9;
    return put(x, CELL_DATE, s);
}

static bool put_cell(struct xlsx *x)
{
    struct str s = str_trim(text_of(x));

    switch (x->has_value ? x->type : 'n') {
    case 's': return put_shared(x, s);
    case 'b':
        return put(x, CELL_BOOL, str_same(s, S("0")) ? S("false") : S("true"));
    case 'e': return put(x, CELL_ERROR, s);
    case 'd': return put_iso(x, s);
    case 'S':
    case 'i':
        x->n = unescape(x->text, x->n);
        return put(x, CELL_TEXT, text_of(x));
    default: return s.n ? put_number(x, s) : put(x, CELL_EMPTY, s);
    }
}

static char type_of(const char *t)
{
    if (!t)
        return 'n';
    if (is(t, "str"))
        return 'S';
    if (is(t, "inlineStr"))
        return 'i';
    return t[0] && !t[1] && strchr("snbed", t[0]) ? t[0] : 'n';
}

/* ---- rows ---------------------------------------------------------------*/

/* Rows and columns must rise: a number that came twice would be taken for a
 * row already imported. */
static void row_start(struct xlsx *x, const char **attr)
{
    const char *r = attribute(attr, "r");
    int number = r ? whole(r, TABLE_ROWS) : x->row + 1;

    if (x->in_row || number <= x->row || number > TABLE_ROWS) {
        stop(x, "xlsx.order", "row");
        return;
    }
    tray_clear(&x->t->tray);
    x->row = number;
    x->in_row = true;
    x->hidden = truth(attribute(attr, "hidden"));
    x->column = -1;
    x->bad = NULL;
}

static void cell_start(struct xlsx *x, const char **attr)
{
    const char *r = attribute(attr, "r"), *s = attribute(attr, "s");
    int column = r ? column_of(r) : x->column + 1;

    if (x->in_cell || column <= x->column || column >= COLUMNS_MAX) {
        stop(x, "xlsx.order", "column");
        return;
    }
    x->column = column;
    x->in_cell = true;
    x->type = type_of(attribute(attr, "t"));
    x->cell_style = s ? whole(s, STYLES_MAX) : 0;
    x->formula = x->has_value = false;
    x->n = 0;
}

static void sheet_start(struct xlsx *x, const char *name, const char **attr)
{
    if (is(name, "sheetData"))
        x->in_data = true;
    else if (is(name, "row") && x->in_data)
        row_start(x, attr);
    else if (is(name, "c") && x->in_row)
        cell_start(x, attr);
    else if (!x->in_cell)
        return;
    else if (is(name, "f"))
        x->formula = true;
    else if (is(name, "rPh"))
        x->phonetic++;
    else if (is(name, "v") || (is(name, "t") && x->phonetic == 0)) {
        /* inlineStr has runs of <t>; any other kind one <v> */
        x->keep = (x->type == 'i') == is(name, "t");
        x->has_value |= x->keep;
    }
}

static void sheet_end(struct xlsx *x, const char *name)
{
    if (is(name, "sheetData"))
        x->in_data = false;
    else if (is(name, "rPh") && x->in_cell)
        x->phonetic--;
    else if (is(name, "v") || is(name, "t"))
        x->keep = false;
    else if (is(name, "c") && x->in_cell) {
        x->in_cell = false;
        if (!put_cell(x))
            stop(x, "file.too_wide", "1024 cells");
        else if (x->t->tray.n > TABLE_ROW_BYTES)
            stop(x, "file.too_large", "row, 1 MB");
    } else if (is(name, "row") && x->in_row) {
        x->in_row = false;
        x->row_due = true;
        XML_StopParser(x->xml, XML_TRUE);
    }
}

/* ---- one part through the parser ----------------------------------------*/

static void on_start(void *user, const char *name, const char **attr)
{
    struct xlsx *x = user;

    if (x->t->trouble.code)
        return;
    if (++x->depth > DEEP) {
        stop(x, "file.damaged", "nesting");
        return;
    }
    name = local(name);
    if (x->part == PART_SHEET)
        sheet_start(x, name, attr);
    else if (x->part == PART_SHARED)
        shared_start(x, name);
    else if (x->part == PART_STYLES)
        styles_start(x, name, attr);
    else if (x->part == PART_BOOK)
        book_start(x, name, attr);
    else
        rels_start(x, name, attr);
}

static void on_end(void *user, const char *name)
{
    struct xlsx *x = user;

    x->depth--;
    if (x->t->trouble.code)
        return;
    name = local(name);
    if (x->part == PART_SHEET)
        sheet_end(x, name);
    else if (x->part == PART_SHARED)
        shared_end(x, name);
    else if (x->part == PART_STYLES)
        styles_end(x, name);
}

static void on_text(void *user, const char *p, int n)
{
    struct xlsx *x = user;

    if (!x->keep || x->t->trouble.code)
        return;
    if ((size_t)n > TABLE_ROW_BYTES - x->n) {
        stop(x, "file.too_large", "cell, 1 MB");
        return;
    }
    memcpy(x->text + x->n, p, (size_t)n);
    x->n += (size_t)n;
}

static void on_doctype(void *user, const char *name, const char *system,
                       const char *public, int has_internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_internal;
    stop(user, "file.doctype", ((struct xlsx *)user)->name);
}

static void part_close(struct xlsx *x)
{
    if (x->xml)
        XML_ParserFree(x->xml);
    x->xml = NULL;
}

static bool part_open(struct xlsx *x, enum part part, const char *name,
                      long most)
{
    part_close(x);
    x->part = part;
    x->name = name;
    x->depth = x->phonetic = 0;
    x->paused = x->last = x->keep = false;
    x->in_formats = x->in_styles = x->in_data = x->in_row = x->in_cell = false;
    x->n = 0;
    x->fed = 0;
    if (!zip_start(x->zip, name, most, &x->t->trouble))
        return false;
    x->xml = XML_ParserCreate(NULL);
    MUST(x->xml != NULL);
    XML_SetUserData(x->xml, x);
    XML_SetElementHandler(x->xml, on_start, on_end);
    XML_SetCharacterDataHandler(x->xml, on_text);
    XML_SetStartDoctypeDeclHandler(x->xml, on_doctype);
    return true;
}

/* A tag must end within a megabyte: expat holds it whole until then. */
static bool part_unread(const struct xlsx *x)
{
    XML_Index at = XML_GetCurrentByteIndex(x->xml);

    return x->fed - (at > 0 ? at : 0) > UNREAD_MAX;
}

/* Feed a block, or go on after a pause. False at the end and after trouble. */
static bool part_step(struct xlsx *x)
{
    enum XML_Status s;
    int n;

    if (x->paused)
        s = XML_ResumeParser(x->xml);
    else {
        void *to = XML_GetBuffer(x->xml, BLOCK);

        MUST(to != NULL);
        n = zip_read(x->zip, to, BLOCK, &x->t->trouble);
        if (n < 0)
            return false;
        x->last = n == 0;
        x->fed += n;
        s = XML_ParseBuffer(x->xml, n, x->last);
    }
    x->paused = s == XML_STATUS_SUSPENDED;
    if (s == XML_STATUS_ERROR)
        return trouble(&x->t->trouble, "file.damaged",
                       x->part == PART_SHEET ? x->row : 0, x->name);
    if (part_unread(x))
        return trouble(&x->t->trouble, "file.too_large", 0, "tag, 1 MB");
    return x->paused || !x->last;
}

static bool part_read(struct xlsx *x, enum part part, const char *name,
                      long most)
{
    if (!part_open(x, part, name, most))
        return false;
    while (part_step(x))
        ;
    part_close(x);
    return x->t->trouble.code == NULL;
}

/* ---- opening ------------------------------------------------------------*/

/* The relations of "xl/workbook.xml" are in "xl/_rels/workbook.xml.rels". */
static const char *rels_of(struct arena *a, const char *part)
{
    const char *slash = strrchr(part, '/');
    struct buf b = buf_start(a);
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;

    buf_add(&b, (struct str){ part, folder });
    buf_z(&b, "_rels/");
    buf_z(&b, part + folder);
    buf_z(&b, ".rels");
    return arena_z(a, buf_str(&b));
}

static struct str folder_of(const char *part)
{
    const char *slash = strrchr(part, '/');

    return (struct str){ part, slash ? (size_t)(slash - part) + 1 : 0 };
}

/* Where the workbook is, as the package says; else where everybody puts it. */
static const char *find_book(struct xlsx *x)
{
    const struct rel *r = NULL;

    if (zip_find(x->zip, "_rels/.rels") >= 0) {
        if (!part_read(x, PART_RELS, "_rels/.rels", SMALL_BYTES))
            return NULL;
        r = rel_of_type(x, S("/officeDocument"));
    }
    return r ? resolve(&x->t->memory, S(""), r->target) : "xl/workbook.xml";
}

static bool read_book(struct xlsx *x, const char *book)
{
    const char *rels = rels_of(&x->t->memory, book);

    if (zip_find(x->zip, book) < 0)
        return trouble(&x->t->trouble, "file.not_a_workbook", 0,
                       zip_find(x->zip, "mimetype") >= 0 ? "ods" : book);
    if (str_ends(str_of(book), S(".bin")))
        return trouble(&x->t->trouble, "file.not_a_workbook", 0, "xlsb");
    x->rels = 0;
    return part_read(x, PART_RELS, rels, SMALL_BYTES) &&
           part_read(x, PART_BOOK, book, SMALL_BYTES);
}

static bool read_common(struct xlsx *x, struct str folder)
{
    const struct rel *styles = rel_of_type(x, S("/styles"));
    const struct rel *shared = rel_of_type(x, S("/sharedStrings"));
    struct arena *a = &x->t->memory;

    x->style = arena_many(a, uint8_t, STYLES_MAX);
    if (styles && !part_read(x, PART_STYLES, resolve(a, folder, styles->target),
                             SMALL_BYTES))
        return false;
    return !shared ||
           part_read(x, PART_SHARED, resolve(a, folder, shared->target),
                     SHARED_PART);
}

/* Every sheet must be there, and all together have an end: one part of the
 * zip may be stated as two hundred sheets. */
static bool find_sheets(struct xlsx *x, struct str folder)
{
    int64_t all = 0;

    for (int i = 0; i < x->sheets; i++) {
        struct sheet *s = &x->sheet[i];
        int64_t bytes;

        s->part = resolve(&x->t->memory, folder, str_of(s->part));
        bytes = zip_find(x->zip, s->part);
        if (bytes < 0)
            return trouble(&x->t->trouble, "xlsx.no_sheet", 0, s->part);
        if (bytes > ALL_BYTES - all)
            return trouble(&x->t->trouble, "file.too_large", 0, "1 GB");
        all += bytes;
    }
    return x->sheets > 0 ||
           trouble(&x->t->trouble,
                   x->is_book ? "xlsx.no_sheet" : "file.not_a_workbook", 0,
                   NULL);
}

bool xlsx_open(struct table *t)
{
    struct xlsx *x = arena_new(&t->memory, struct xlsx);
    const char *book;

    t->own = x;
    x->t = t;
    x->text = arena_take(&t->memory, TABLE_ROW_BYTES);
    x->zip = zip_open(t->bytes, &t->memory, &t->trouble);
    if (!x->zip)
        return false;
    book = find_book(x);
    if (!book || !read_book(x, book) || !find_sheets(x, folder_of(book)) ||
        !read_common(x, folder_of(book)))
        return false;
    t->sheets = x->sheets;
    t->sheet = x->sheet;
    return true;
}

void xlsx_close(struct table *t)
{
    struct xlsx *x = t->own;

    if (!x)
        return;
    part_close(x);
    zip_close(x->zip);
}

/* ---- reading ------------------------------------------------------------*/

bool xlsx_rows(struct table *t, int sheet)
{
    struct xlsx *x = t->own;

    x->row = x->given = 0;
    x->row_due = false;
    return part_open(x, PART_SHEET, x->sheet[sheet].part, SHEET_BYTES);
}

bool xlsx_next(struct table *t, struct row *out)
{
    struct xlsx *x = t->own;

    while (!x->row_due)
        if (!part_step(x))
            return false;
    if (t->trouble.code)
        return false;
    out->number = ++x->given;
    out->cell = t->tray.cell;
    if (out->number < x->row)
        return true; /* a row between, that the file leaves out */
    x->row_due = false;
    out->hidden = x->hidden;
    out->bad = x->bad;
    tray_row(&t->tray, out);
    return true;
}

int xlsx_progress(const struct table *t)
{
    return zip_progress(((const struct xlsx *)t->own)->zip);
}
