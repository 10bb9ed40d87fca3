/* sheet_text - a table in lines of equal places, for a terminal.
 *
 * A place is a code point that is no mark: Urdu and Sindhi carry marks on
 * their letters, and bytes would make their columns crooked. */
#include "report/report.h"

#define GAP 2 /* blanks between columns */

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x610 && c <= 0x61A) ||
           (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
           (c >= 0x6D6 && c <= 0x6DC) || (c >= 0x6DF && c <= 0x6E4) ||
           c == 0x6E7 || c == 0x6E8 || (c >= 0x6EA && c <= 0x6ED) ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static int text_width(struct str s)
{
    size_t at = 0;
    int n = 0;

    while (at < s.n)
        n += !is_mark(utf8_next(s, &at));
    return n;
}

static void blanks(struct buf *b, int n)
{
    while (n-- > 0)
        buf_char(b, ' ');
}

/* Control bytes would move the cursor: a blank instead. */
static void padded(struct buf *b, struct str s, int width, bool right)
{
    int room = width - text_width(s);

    if (right)
        blanks(b, room);
    for (size_t i = 0; i < s.n; i++)
        buf_char(b,
                 (unsigned char)s.p[i] < ' ' || s.p[i] == 127 ? ' ' : s.p[i]);
    if (!right)
        blanks(b, room);
}

static struct str cell_words(const struct sheet *s, const struct sheet_cell *c,
                             enum column_type type)
{
    struct buf b = buf_start(s->arena);
    int64_t percent;
    bool said;

    if (!c->said)
        return S("");
    if (column_words(type))
        return c->text;
    if (type == COLUMN_NUMBER) {
        number_shown(&b, s, c);
        return buf_str(&b);
    }
    percent = ratio_percent(c->number, c->of, &said);
    if (!said)
        return S("-");
    number_exact(&b, (percent + (percent < 0 ? -5 : 5)) / 10, 1);
    buf_char(&b, '%');
    return buf_str(&b);
}

static bool same_over(const struct column *a, const struct column *b)
{
    return a->over && b->over && str_same(str_of(a->over), str_of(b->over));
}

/* Columns under the same heading over them: how many from here. */
static int over_span(const struct sheet *s, int from)
{
    int n = 1;

    while (from + n < s->columns &&
           same_over(&s->column[from], &s->column[from + n]))
        n++;
    return n;
}

static int span_width(const int *width, int from, int n)
{
    int sum = GAP * (n - 1);

    for (int i = from; i < from + n; i++)
        sum += width[i];
    return sum;
}

static void widths_find(const struct sheet *s, enum lang lang, int *width)
{
    for (int i = 0; i < s->columns; i++)
        width[i] = text_width(sheet_heading(s, i, lang));
    for (size_t r = 0; r < s->rows; r++)
        for (int i = 0; i < s->columns; i++) {
            int w = text_width(
                cell_words(s, &s->row[r].cell[i], s->column[i].type));

            if (s->row[r].nature == ROW_HEADING)
                continue; /* it may run over its neighbours */
            if (w > width[i])
                width[i] = w;
        }
    for (int i = 0; i < s->columns; i += over_span(s, i)) {
        int n = over_span(s, i), lack;

        if (!s->column[i].over)
            continue;
        lack = text_width(say(lang, s->column[i].over)) -
               span_width(width, i, n);
        if (lack > 0)
            width[i + n - 1] += lack;
    }
}

static void line_end(struct buf *b)
{
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    buf_char(b, '\n');
}

static void overs_put(struct buf *b, const struct sheet *s, const int *width,
                      enum lang lang)
{
    bool any = false;

    for (int i = 0; i < s->columns; i++)
        any |= s->column[i].over != NULL;
    if (!any)
        return;
    for (int i = 0; i < s->columns; i += over_span(s, i)) {
        int n = over_span(s, i);

        padded(b, s->column[i].over ? say(lang, s->column[i].over) : S(""),
               span_width(width, i, n) + GAP, false);
    }
    line_end(b);
}

static void head_put(struct buf *b, const struct sheet *s, const int *width,
                     enum lang lang)
{
    overs_put(b, s, width, lang);
    for (int i = 0; i < s->columns; i++) {
        padded(b, sheet_heading(s, i, lang), width[i],
               !column_words(s->column[i].type));
        blanks(b, GAP);
    }
    line_end(b);
    for (int i = 0; i < s->columns; i++) {
        for (int j = 0; j < width[i]; j++)
            buf_char(b, '-');
        blanks(b, GAP);
    }
    line_end(b);
}

static void row_put(struct buf *b, const struct sheet *s, const int *width,
                    const struct sheet_row *r)
{
    for (int i = 0; i < s->columns; i++) {
        padded(b, cell_words(s, &r->cell[i], s->column[i].type), width[i],
               !column_words(s->column[i].type));
        blanks(b, GAP);
    }
    line_end(b);
}

void sheet_text(struct buf *b, const struct sheet *s, enum lang lang)
{
    int *width = arena_many(s->arena, int, (size_t)s->columns);

    widths_find(s, lang, width);
    if (s->title.n) {
        padded(b, s->title, 0, false);
        line_end(b);
    }
    if (s->subtitle.n) {
        padded(b, s->subtitle, 0, false);
        line_end(b);
    }
    if (s->title.n || s->subtitle.n)
        buf_char(b, '\n');
    head_put(b, s, width, lang);
    for (size_t r = 0; r < s->rows; r++) {
        if (s->row[r].nature == ROW_HEADING && r)
            buf_char(b, '\n');
        row_put(b, s, width, &s->row[r]);
    }
    for (int i = 0; i < s->notes; i++) {
        buf_z(b, i ? "* " : "\n* ");
        padded(b, s->note[i], 0, false);
        line_end(b);
    }
}
