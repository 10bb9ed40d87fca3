/* sheet - a table for people while it is built, and its forms for machines. */
#include <string.h>

#include "report/report.h"

struct sheet sheet_start(struct arena *a, const struct column *c, int columns)
{
    return (struct sheet){ .arena = a, .column = c, .columns = columns };
}

struct sheet_row *sheet_add(struct sheet *s, enum row_nature nature)
{
    struct sheet_row *r;

    arena_room(s->arena, s->row, s->rows, s->room);
    r = &s->row[s->rows++];
    r->nature = nature;
    r->key = (struct str){ 0 };
    r->cell = arena_many(s->arena, struct sheet_cell, (size_t)s->columns);
    for (int i = 0; i < s->columns; i++)
        r->cell[i].scale = s->column[i].scale;
    return r;
}

void sheet_note(struct sheet *s, struct str note)
{
    if (s->notes < (int)LEN(s->note))
        s->note[s->notes++] = note;
}

struct str sheet_heading(const struct sheet *s, int col, enum lang lang)
{
    if (s->label && s->label[col].n)
        return s->label[col];
    return say(lang, s->column[col].word);
}

void cell_text(struct sheet_row *r, int col, struct str text)
{
    r->cell[col].said = true;
    r->cell[col].text = text;
}

void cell_number(struct sheet_row *r, int col, int64_t v)
{
    r->cell[col].said = true;
    r->cell[col].number = v;
}

void cell_scaled(struct sheet_row *r, int col, int64_t v, int scale)
{
    cell_number(r, col, v);
    r->cell[col].scale = scale;
}

void cell_ratio(struct sheet_row *r, int col, int64_t part, int64_t of)
{
    cell_number(r, col, part);
    r->cell[col].of = of;
}

void cell_ratio_scaled(struct sheet_row *r, int col, int64_t part, int64_t of,
                       int scale)
{
    cell_ratio(r, col, part, of);
    r->cell[col].scale = scale;
}

void cell_link(struct sheet_row *r, int col, struct str link)
{
    r->cell[col].link = link;
}

/* ---- numbers ------------------------------------------------------------*/

#define RATIO_MOST INT64_C(100000000000000) /* 10^14 times over */

int64_t ratio_percent(int64_t part, int64_t of, bool *said)
{
    bool minus = (part < 0) != (of < 0);
    uint64_t p = part < 0 ? 0 - (uint64_t)part : (uint64_t)part;
    uint64_t d = of < 0 ? 0 - (uint64_t)of : (uint64_t)of;
    uint64_t whole, percent;

    *said = of != 0;
    if (!of)
        return 0;
    while (d > INT64_MAX / 20000) { /* room for four digits more */
        d /= 2;
        p /= 2;
    }
    whole = p / d;
    if (whole > RATIO_MOST)
        whole = RATIO_MOST;
    percent = whole * 10000 + (p % d * 10000 + d / 2) / d;
    return minus ? -(int64_t)percent : (int64_t)percent;
}

static int64_t power_of_ten(int n)
{
    int64_t p = 1;

    while (n-- > 0)
        p *= 10;
    return p;
}

/* Is a comma due before the digit that has `left` digits to its right? */
static bool comma_due(int left, bool lakh)
{
    if (left == 0 || left < 3)
        return false;
    return lakh ? left == 3 || (left > 3 && (left - 3) % 2 == 0) :
                  left % 3 == 0;
}

void number_put(struct buf *b, int64_t v, int scale, bool lakh)
{
    int64_t unit = power_of_ten(scale);
    uint64_t whole = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    char digit[24];
    int n = 0;

    if (v && whole < (uint64_t)unit && scale > 1) {
        int64_t cut = power_of_ten(scale - 2), half = v < 0 ? -cut : cut;

        number_exact(b, (v + half / 2) / cut, 2);
        return;
    }
    whole = whole / (uint64_t)unit +
            (whole % (uint64_t)unit * 2 >= (uint64_t)unit && scale > 0);
    if (v < 0 && whole)
        buf_char(b, '-');
    do {
        digit[n++] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    while (n--) {
        buf_char(b, digit[n]);
        if (comma_due(n, lakh))
            buf_char(b, ',');
    }
}

void number_full(struct buf *b, int64_t v, int scale, bool lakh)
{
    int64_t unit = power_of_ten(scale);
    uint64_t all = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    int64_t whole = (int64_t)(all / (uint64_t)unit);

    if (v < 0)
        buf_char(b, '-');
    number_put(b, whole, 0, lakh);
    if (!scale)
        return;
    buf_char(b, '.');
    for (int64_t at = unit / 10; at > 0; at /= 10)
        buf_char(b, (char)('0' + all / (uint64_t)at % 10));
}

void digits_put(struct buf *b, struct str said, uint32_t zero)
{
    for (size_t i = 0; i < said.n; i++)
        if (zero > 0x7f && said.p[i] >= '0' && said.p[i] <= '9')
            utf8_put(b, zero + (uint32_t)(said.p[i] - '0'));
        else
            buf_char(b, said.p[i]);
}

void number_shown(struct buf *b, const struct sheet *s,
                  const struct sheet_cell *c)
{
    if (s->exact)
        number_full(b, c->number, c->scale, s->lakh);
    else
        number_put(b, c->number, c->scale, s->lakh);
}

void number_exact(struct buf *b, int64_t v, int scale)
{
    decimal_put(b, v, scale);
    if (!scale)
        return;
    while (b->n && b->p[b->n - 1] == '0')
        b->n--;
    if (b->n && b->p[b->n - 1] == '.')
        b->n--;
}

/* ---- csv ----------------------------------------------------------------*/

static void csv_text(struct buf *b, struct str s)
{
    bool quoted = false;

    for (size_t i = 0; i < s.n; i++)
        quoted |= strchr(",\"\r\n", s.p[i]) != NULL && s.p[i];
    if (quoted)
        buf_char(b, '"');
    if (s.n && strchr("=+-@\t\r", s.p[0]) && s.p[0])
        buf_char(b, '\''); /* no formula in a spreadsheet */
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.p[i]);
    }
    if (quoted)
        buf_char(b, '"');
}

bool column_words(enum column_type type)
{
    return type == COLUMN_TEXT || type == COLUMN_DAY;
}

bool cell_day_read(struct str text, day *d, bool *whole)
{
    month m;

    *whole = day_read(text, d);
    if (*whole)
        return true;
    if (!month_read(text, &m))
        return false;
    *d = month_first(m);
    return true;
}

/* What stands behind it, as the mark of a late entry, is kept. */
struct str day_shown(struct arena *a, enum lang lang, struct str text)
{
    struct buf b = buf_start(a);
    struct str rest = text, first = str_cut(&rest, ' ');
    bool whole;
    day d;

    if (!cell_day_read(first, &d, &whole))
        return text;
    if (whole)
        words_day(&b, lang, d);
    else
        words_month(&b, lang, month_of(d));
    if (rest.n)
        buf_char(&b, ' ');
    buf_add(&b, rest);
    return buf_str(&b);
}

static void csv_cell(struct buf *b, const struct sheet_cell *c,
                     enum column_type type)
{
    bool said;
    int64_t percent;

    if (!c->said)
        return;
    switch (type) {
    case COLUMN_TEXT:
    case COLUMN_DAY: csv_text(b, c->text); break;
    case COLUMN_NUMBER: number_exact(b, c->number, c->scale); break;
    case COLUMN_RATIO:
        percent = ratio_percent(c->number, c->of, &said);
        if (said)
            number_exact(b, percent, 2);
        break;
    }
}

/* Every row has every column; headings and totals are rows like the others. */
void sheet_csv(struct buf *b, const struct sheet *s)
{
    for (int i = 0; i < s->columns; i++) {
        if (i)
            buf_char(b, ',');
        csv_text(b, str_of(s->column[i].key));
    }
    buf_char(b, '\n');
    for (size_t r = 0; r < s->rows; r++) {
        for (int i = 0; i < s->columns; i++) {
            if (i)
                buf_char(b, ',');
            csv_cell(b, &s->row[r].cell[i], s->column[i].type);
        }
        buf_char(b, '\n');
    }
}

/* ---- json ---------------------------------------------------------------*/

static void json_columns(struct buf *b, const struct sheet *s, enum lang lang)
{
    static const char *const types[] = { "text", "number", "ratio", "day" };

    for (int i = 0; i < s->columns; i++) {
        buf_z(b, i ? ",{\"key\":" : "{\"key\":");
        buf_json(b, str_of(s->column[i].key));
        buf_z(b, ",\"heading\":");
        buf_json(b, sheet_heading(s, i, lang));
        if (s->column[i].over) {
            buf_z(b, ",\"over\":");
            buf_json(b, say(lang, s->column[i].over));
        }
        buf_fmt(b, ",\"type\":\"%s\"}", types[s->column[i].type]);
    }
}

static void json_cell(struct buf *b, const struct sheet_cell *c,
                      enum column_type type)
{
    bool said;
    int64_t percent;

    if (!c->said) {
        buf_z(b, "null");
    } else if (column_words(type)) {
        buf_json(b, c->text);
    } else if (type == COLUMN_NUMBER) {
        number_exact(b, c->number, c->scale);
    } else {
        buf_z(b, "{\"part\":");
        number_exact(b, c->number, c->scale);
        buf_z(b, ",\"of\":");
        number_exact(b, c->of, c->scale);
        buf_z(b, ",\"percent\":");
        percent = ratio_percent(c->number, c->of, &said);
        if (said)
            number_exact(b, percent, 2);
        else
            buf_z(b, "null");
        buf_char(b, '}');
    }
}

static void json_links(struct buf *b, const struct sheet *s,
                       const struct sheet_row *r)
{
    bool any = false;

    for (int i = 0; i < s->columns; i++) {
        if (!r->cell[i].link.n)
            continue;
        buf_z(b, any ? "," : ",\"_links\":{");
        any = true;
        buf_json(b, str_of(s->column[i].key));
        buf_char(b, ':');
        buf_json(b, r->cell[i].link);
    }
    if (any)
        buf_char(b, '}');
}

void sheet_json(struct buf *b, const struct sheet *s, enum lang lang)
{
    static const char *const natures[] = { "plain", "heading", "total" };

    buf_z(b, "{\"title\":");
    buf_json(b, s->title);
    buf_z(b, ",\"subtitle\":");
    buf_json(b, s->subtitle);
    buf_z(b, ",\"columns\":[");
    json_columns(b, s, lang);
    buf_z(b, "],\"rows\":[");
    for (size_t r = 0; r < s->rows; r++) {
        buf_fmt(b, "%s\n{\"_row\":\"%s\"", r ? "," : "",
                natures[s->row[r].nature]);
        for (int i = 0; i < s->columns; i++) {
            buf_char(b, ',');
            buf_json(b, str_of(s->column[i].key));
            buf_char(b, ':');
            json_cell(b, &s->row[r].cell[i], s->column[i].type);
        }
        json_links(b, s, &s->row[r]);
        buf_char(b, '}');
    }
    buf_z(b, "],\"notes\":[");
    for (int i = 0; i < s->notes; i++) {
        if (i)
            buf_char(b, ',');
        buf_json(b, s->note[i]);
    }
    buf_z(b, "]}");
}

/* ---- any of them --------------------------------------------------------*/

bool report_write(struct buf *b, const struct sheet *s, int n,
                  struct str format, enum lang lang)
{
    if (str_same(format, S("csv"))) {
        if (n > 0)
            sheet_csv(b, s);
    } else if (str_same(format, S("html"))) {
        report_page_html(b, s, n, lang);
    } else if (str_same(format, S("text"))) {
        for (int i = 0; i < n; i++) {
            if (i)
                buf_char(b, '\n');
            sheet_text(b, &s[i], lang);
        }
    } else if (str_same(format, S("json"))) {
        buf_z(b, "{\"sheets\":[");
        for (int i = 0; i < n; i++) {
            if (i)
                buf_char(b, ',');
            sheet_json(b, &s[i], lang);
        }
        buf_z(b, "]}\n");
    } else {
        return false;
    }
    return true;
}
