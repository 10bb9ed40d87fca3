/* native_xlsx - sheets as a workbook: numbers typed, percents as fractions
 * with a percent format, headings frozen, from right to left where people
 * read so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "report/report.h"

#define COLUMN_WIDE 14
#define TEXT_WIDE 30
#define SHEET_NAME_MOST 31

struct book {
    lxw_workbook *book;
    struct arena *arena;
    lxw_format *head, *whole, *percent, *bold, *bold_whole, *bold_percent;
    lxw_format *day, *month, *bold_day, *bold_month;
    enum lang lang;
};

static lxw_format *format_of(lxw_workbook *book, const char *num, bool bold)
{
    lxw_format *f = workbook_add_format(book);

    if (num)
        format_set_num_format(f, num);
    if (bold)
        format_set_bold(f);
    return f;
}

static void formats_make(struct book *k, bool lakh)
{
    const char *whole = lakh ? "[>=10000000]##\\,##\\,##\\,##0;"
                               "[>=100000]##\\,##\\,##0;#,##0" :
                               "#,##0";

    k->head = format_of(k->book, NULL, true);
    format_set_text_wrap(k->head);
    format_set_bottom(k->head, LXW_BORDER_THIN);
    k->whole = format_of(k->book, whole, false);
    k->percent = format_of(k->book, "0.0%", false);
    k->bold = format_of(k->book, NULL, true);
    k->bold_whole = format_of(k->book, whole, true);
    k->bold_percent = format_of(k->book, "0.0%", true);
    k->day = format_of(k->book, "d mmm yyyy", false);
    k->bold_day = format_of(k->book, "d mmm yyyy", true);
    k->month = format_of(k->book, "mmm yyyy", false);
    k->bold_month = format_of(k->book, "mmm yyyy", true);
}

static double unscaled(int64_t v, int scale)
{
    double d = (double)v;

    while (scale-- > 0)
        d /= 10;
    return d;
}

/* Text that would be a formula is written as text all the same; the mark is
 * for whoever saves the sheet as csv afterwards. */
static const char *safe_text(struct book *k, struct str s)
{
    struct buf b = buf_start(k->arena);

    if (s.n && strchr("=+-@\t\r", s.p[0]))
        buf_char(&b, '\'');
    buf_add(&b, s);
    return arena_z(k->arena, buf_str(&b));
}

static void text_write(struct book *k, lxw_worksheet *w, uint32_t row, int col,
                       struct str s, lxw_format *f)
{
    if (s.n)
        worksheet_write_string(w, row, (lxw_col_t)col, safe_text(k, s), f);
}

/* A date is one for the workbook, too: it sorts and counts. */
static void day_write(struct book *k, lxw_worksheet *w, uint32_t row, int col,
                      struct str s, bool bold)
{
    lxw_datetime at = { 0 };
    bool whole;
    day d;

    if (!cell_day_read(s, &d, &whole)) {
        text_write(k, w, row, col, s, bold ? k->bold : NULL);
        return;
    }
    day_split(d, &at.year, &at.month, &at.day);
    worksheet_write_datetime(w, row, (lxw_col_t)col, &at,
                             whole ? (bold ? k->bold_day : k->day) :
                                     (bold ? k->bold_month : k->month));
}

static void cell_write(struct book *k, lxw_worksheet *w, uint32_t row, int col,
                       const struct column *c, const struct sheet_cell *v,
                       bool bold)
{
    if (!v->said)
        return;
    switch (c->type) {
    case COLUMN_TEXT:
        text_write(k, w, row, col, v->text, bold ? k->bold : NULL);
        break;
    case COLUMN_DAY: day_write(k, w, row, col, v->text, bold); break;
    case COLUMN_NUMBER:
        worksheet_write_number(w, row, (lxw_col_t)col,
                               unscaled(v->number, v->scale),
                               bold ? k->bold_whole : k->whole);
        break;
    case COLUMN_RATIO:
        if (v->of)
            worksheet_write_number(w, row, (lxw_col_t)col,
                                   (double)v->number / (double)v->of,
                                   bold ? k->bold_percent : k->percent);
        break;
    }
}

static uint32_t head_write(struct book *k, lxw_worksheet *w,
                           const struct sheet *s)
{
    uint32_t row = 0;

    text_write(k, w, row++, 0, s->title, k->bold);
    text_write(k, w, row++, 0, s->subtitle, NULL);
    for (int i = 0; i < s->columns; i++)
        if (s->column[i].over && (!i || !s->column[i - 1].over ||
                                  !str_same(str_of(s->column[i].over),
                                            str_of(s->column[i - 1].over))))
            text_write(k, w, row, i, say(k->lang, s->column[i].over), k->head);
    row++;
    for (int i = 0; i < s->columns; i++)
        text_write(k, w, row, i, sheet_heading(s, i, k->lang), k->head);
    return row + 1;
}

static void sheet_write(struct book *k, lxw_worksheet *w, const struct sheet *s)
{
    uint32_t row;

    if (lang_right_to_left(k->lang))
        worksheet_right_to_left(w);
    for (int i = 0; i < s->columns; i++)
        worksheet_set_column(w, (lxw_col_t)i, (lxw_col_t)i,
                             s->column[i].type == COLUMN_TEXT ? TEXT_WIDE :
                                                                COLUMN_WIDE,
                             NULL);
    row = head_write(k, w, s);
    worksheet_freeze_panes(w, row, 1);
    for (size_t r = 0; r < s->rows; r++, row++)
        for (int i = 0; i < s->columns; i++)
            cell_write(k, w, row, i, &s->column[i], &s->row[r].cell[i],
                       s->row[r].nature != ROW_PLAIN);
    row++;
    for (int i = 0; i < s->notes; i++)
        text_write(k, w, row++, 0, s->note[i], NULL);
}

/* Names of sheets: no signs that Excel refuses, at most 31 code points, none
 * twice. */
static const char *sheet_name(struct book *k, struct str title, int n)
{
    struct buf b = buf_start(k->arena);
    size_t at = 0;

    buf_fmt(&b, "%d ", n);
    for (int i = 4; at < title.n && i < SHEET_NAME_MOST; i++) {
        uint32_t c = utf8_next(title, &at);

        utf8_put(&b, c < 128 && strchr("[]:*?/\\'", (int)c) ? ' ' : c);
    }
    return arena_z(k->arena, buf_str(&b));
}

static struct str file_read(int fd, struct arena *a)
{
    off_t size = lseek(fd, 0, SEEK_END);
    struct str s = { "", 0 };
    char *p;

    if (size <= 0)
        return s;
    p = arena_take(a, (size_t)size);
    while (s.n < (size_t)size) {
        ssize_t got = pread(fd, p + s.n, (size_t)size - s.n, (off_t)s.n);

        if (got <= 0)
            return (struct str){ "", 0 };
        s.n += (size_t)got;
    }
    s.p = p;
    return s;
}

static bool book_write(const struct sheet *const *s, int n, enum lang lang,
                       struct arena *a, const char *path, char *folder)
{
    lxw_workbook_options options = { .constant_memory = LXW_TRUE,
                                     .tmpdir = folder };
    struct book k = { .arena = a,
                      .lang = lang,
                      .book = workbook_new_opt(path, &options) };

    if (!k.book)
        return false;
    formats_make(&k, n > 0 && s[0]->lakh);
    for (int i = 0; i < n; i++) {
        lxw_worksheet *w =
            workbook_add_worksheet(k.book, sheet_name(&k, s[i]->title, i + 1));

        if (w)
            sheet_write(&k, w, s[i]);
    }
    return workbook_close(k.book) == LXW_NO_ERROR;
}

struct str sheet_xlsx(const struct sheet *const *s, int n, enum lang lang,
                      struct arena *a)
{
    const char *folder = getenv("TMPDIR");
    struct buf b = buf_start(a);
    struct str bytes = { "", 0 };
    char *path;
    int fd;

    if (!folder || !*folder)
        folder = "/tmp";
    buf_fmt(&b, "%s/saath-" TEMPLATE_END "%c", folder, 0);
    path = b.p;
    fd = mkstemp(path);
    if (fd < 0)
        return bytes;
    if (book_write(s, n, lang, a, path, (char *)arena_z(a, str_of(folder))))
        bytes = file_read(fd, a);
    close(fd);
    unlink(path);
    return bytes;
}
