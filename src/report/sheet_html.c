/* sheet_html - a table as markup. All that is data is escaped. */
#include <string.h>

#include "report/inside.h"

/* Bytes of a sign at the head of s that turns the order of the text behind
 * it: U+202A-202E, U+2066-2069. 0: there is none. */
static size_t turning_sign(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;

    if (s.n < 3 || p[0] != 0xe2)
        return 0;
    return (p[1] == 0x80 && p[2] >= 0xaa && p[2] <= 0xae) ||
                   (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9) ?
               3 :
               0;
}

void html_escaped(struct buf *b, struct str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.n; i++) {
        size_t sign = turning_sign(str_from(s, i));
        char c = s.p[i];
        const char *as = sign      ? "" :
                         c == '&'  ? "&amp;" :
                         c == '<'  ? "&lt;" :
                         c == '>'  ? "&gt;" :
                         c == '"'  ? "&quot;" :
                         c == '\'' ? "&#39;" :
                                     NULL;

        if (!as)
            continue;
        buf_add(b, (struct str){ s.p + from, i - from });
        buf_z(b, as);
        i += sign ? sign - 1 : 0;
        from = i + 1;
    }
    buf_add(b, str_from(s, from));
}

bool turns_round(struct str token)
{
    bool digit = false, sign = false;

    if (str_ends(token, S(".")) || str_ends(token, S(":")))
        token.n--; /* of the sentence */
    if (str_starts(token, S("-")) && str_ends(token, S("%")))
        token.n--;
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];

        if (c >= '0' && c <= '9')
            digit = true;
        else if (c && strchr("+-/.:", c))
            sign = true;
        else
            return false;
    }
    return digit && sign;
}

static void words_put(struct buf *b, struct str s)
{
    bool first = true;

    while (s.n) {
        struct str token = str_cut(&s, ' ');
        bool alone = turns_round(token);

        buf_z(b, first ? "" : " ");
        buf_z(b, alone ? "<bdi dir=\"ltr\">" : "");
        html_escaped(b, token);
        buf_z(b, alone ? "</bdi>" : "");
        first = false;
    }
}

static bool same_over(const struct column *a, const struct column *b)
{
    return a->over && b->over && str_same(str_of(a->over), str_of(b->over));
}

static int over_span(const struct sheet *s, int from)
{
    int n = 1;

    while (from + n < s->columns &&
           same_over(&s->column[from], &s->column[from + n]))
        n++;
    return n;
}

static const char *column_class(const struct column *c)
{
    return column_words(c->type) ? "t" : "n";
}

static void cols_put(struct buf *b, const struct sheet *s)
{
    for (int i = 0; i < s->columns;) {
        int n = over_span(s, i);

        buf_z(b, "<colgroup>");
        for (int j = i; j < i + n; j++)
            buf_fmt(b, "<col class=\"%s\">", column_class(&s->column[j]));
        buf_z(b, "</colgroup>");
        i += n;
    }
    buf_char(b, '\n');
}

static void overs_put(struct buf *b, const struct sheet *s, enum lang lang)
{
    bool any = false;

    for (int i = 0; i < s->columns; i++)
        any |= s->column[i].over != NULL;
    if (!any)
        return;
    buf_z(b, "<tr>");
    for (int i = 0; i < s->columns;) {
        int n = over_span(s, i);

        if (s->column[i].over) {
            buf_fmt(b, "<th scope=\"colgroup\" colspan=\"%d\">", n);
            html_escaped(b, say(lang, s->column[i].over));
            buf_z(b, "</th>");
        } else {
            buf_z(b, "<td></td>");
        }
        i += n;
    }
    buf_z(b, "</tr>\n");
}

static void head_put(struct buf *b, const struct sheet *s, enum lang lang)
{
    buf_z(b, "<thead>\n");
    overs_put(b, s, lang);
    buf_z(b, "<tr>");
    for (int i = 0; i < s->columns; i++) {
        buf_fmt(b, "<th scope=\"col\" class=\"%s\">",
                column_class(&s->column[i]));
        html_escaped(b, sheet_heading(s, i, lang));
        buf_z(b, "</th>");
    }
    buf_z(b, "</tr>\n</thead>\n");
}

/* A day or a year, "2014-06-03", "2013–14": it stays on one line, and from left to
 * right among words that run the other way. */
static bool is_day(struct str s)
{
    size_t digits = 0, dashes = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9')
            digits++;
        else if (s.p[i] == '-')
            dashes++;
        else if (str_starts(str_from(s, i), S("–")))
            dashes++, i += strlen("–") - 1;
        else
            return false;
    }
    return dashes && digits >= 6 && s.n <= 12;
}

static void cell_number_words(struct buf *b, const struct sheet *s,
                              const struct sheet_cell *c, enum column_type type)
{
    struct buf said = buf_start(s->arena);
    bool some = true;
    int64_t percent;

    if (type == COLUMN_NUMBER) {
        number_shown(&said, s, c);
    } else {
        percent = ratio_percent(c->number, c->of, &some);
        if (!some)
            return;
        number_exact(&said, (percent + (percent < 0 ? -5 : 5)) / 10, 1);
        buf_char(&said, '%');
    }
    digits_put(b, buf_str(&said), s->zero);
}

static void cell_words(struct buf *b, const struct sheet *s,
                       const struct sheet_cell *c, enum column_type type,
                       enum lang lang)
{
    if (!c->said)
        return;
    if (!column_words(type)) {
        cell_number_words(b, s, c, type);
    } else if (type == COLUMN_DAY) {
        buf_z(b, "<span class=\"when\">");
        digits_put(b, day_shown(s->arena, lang, c->text), s->zero);
        buf_z(b, "</span>");
    } else if (is_day(c->text)) {
        buf_z(b, "<bdi dir=\"ltr\" class=\"when\">");
        digits_put(b, c->text, s->zero);
        buf_z(b, "</bdi>");
    } else {
        words_put(b, c->text);
    }
}

/* A link only within this site: what is data cannot make another of it. */
static void cell_put(struct buf *b, const struct sheet *s,
                     const struct sheet_row *r, int col, enum lang lang)
{
    const struct sheet_cell *c = &r->cell[col];
    bool text = column_words(s->column[col].type), first = col == 0;
    bool link = c->said && c->link.n > 1 && c->link.p[0] == '/' &&
                c->link.p[1] != '/';

    first = first && c->said && (!text || c->text.n); /* no heading is empty */
    buf_z(b, first ? "<th scope=\"row\">" : text ? "<td>" : "<td class=n>");
    if (link) {
        buf_z(b, "<a href=\"");
        html_escaped(b, c->link);
        buf_z(b, "\">");
    }
    cell_words(b, s, c, s->column[col].type, lang);
    buf_z(b, link ? "</a>" : "");
    buf_z(b, first ? "</th>" : "</td>");
}

static void heading_put(struct buf *b, const struct sheet *s,
                        const struct sheet_row *r, enum lang lang)
{
    buf_fmt(b, "<tr class=\"heading\"><th scope=\"rowgroup\" colspan=\"%d\">",
            s->columns);
    for (int i = 0; i < s->columns; i++)
        if (r->cell[i].said) {
            if (i)
                buf_char(b, ' ');
            cell_words(b, s, &r->cell[i], s->column[i].type, lang);
        }
    buf_z(b, "</th></tr>\n");
}

static void row_put(struct buf *b, const struct sheet *s,
                    const struct sheet_row *r, enum lang lang)
{
    buf_z(b, r->nature == ROW_TOTAL ? "<tr class=\"total\">" : "<tr>");
    for (int i = 0; i < s->columns; i++)
        cell_put(b, s, r, i, lang);
    buf_z(b, "</tr>\n");
}

void sheet_html(struct buf *b, const struct sheet *s, enum lang lang)
{
    buf_z(b, "<table class=\"sheet\">\n<caption>");
    words_put(b, s->title);
    if (s->subtitle.n) {
        buf_z(b, " <small>");
        words_put(b, s->subtitle);
        buf_z(b, "</small>");
    }
    buf_z(b, "</caption>\n");
    cols_put(b, s);
    head_put(b, s, lang);
    buf_z(b, "<tbody>\n");
    for (size_t r = 0; r < s->rows; r++) {
        if (s->row[r].nature != ROW_HEADING) {
            row_put(b, s, &s->row[r], lang);
            continue;
        }
        if (r)
            buf_z(b, "</tbody>\n<tbody>\n");
        heading_put(b, s, &s->row[r], lang);
    }
    buf_z(b, "</tbody>\n</table>\n");
    if (!s->notes)
        return;
    buf_z(b, "<ul class=\"notes\">\n");
    for (int i = 0; i < s->notes; i++) {
        buf_z(b, "<li>");
        words_put(b, s->note[i]);
        buf_z(b, "</li>\n");
    }
    buf_z(b, "</ul>\n");
}

static const char page_style[] =
    "body{font:15px/1.5 'Noto Sans','Noto Naskh Arabic',sans-serif;"
    "margin:1.5rem}\n"
    "table{border-collapse:collapse;margin:0 0 2rem}\n"
    "caption{text-align:start;font-weight:bold;margin:0 0 .5rem}\n"
    "small{font-weight:normal}\n"
    "th,td{border:1px solid #999;padding:.15rem .5rem;text-align:start;"
    "font-weight:normal}\n"
    "thead th{background:#eee}\n"
    ".n{text-align:end;font-variant-numeric:tabular-nums}\n"
    ".heading th,.total>*{font-weight:bold}\n"
    "a{color:inherit}\n";

void report_page_html(struct buf *b, const struct sheet *s, int n,
                      enum lang lang)
{
    buf_fmt(b,
            "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
            "<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n"
            "<title>",
            lang_name(lang), lang_right_to_left(lang) ? "rtl" : "ltr");
    html_escaped(b, n > 0 ? s[0].title : S("Saath"));
    buf_fmt(b, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", page_style);
    for (int i = 0; i < n; i++)
        sheet_html(b, &s[i], lang);
    buf_z(b, "</body>\n</html>\n");
}
