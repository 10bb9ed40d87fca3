/* html - markup that is literal, data that is escaped. */
#include <stdarg.h>
#include <string.h>

#include "web.sql.h"
#include "web/web.h"

/* A whole number: between tags people read it, in an attribute programs do. */
static void whole(struct rq *rq, int64_t v)
{
    struct buf said = buf_start(rq->arena);

    if (rq->in_tag || digit_zero(rq) == '0') {
        buf_int(&rq->body, v);
        return;
    }
    buf_int(&said, v);
    digits_put(&rq->body, buf_str(&said), digit_zero(rq));
}

/* What stands behind a '%'; returns the last byte that belongs to it. */
static const char *directive(struct rq *rq, const char *f, va_list *args)
{
    if (*f == 's')
        html_escaped(&rq->body, str_of(va_arg(*args, const char *)));
    else if (*f == 'd')
        whole(rq, va_arg(*args, int));
    else if (*f == 'u')
        whole(rq, va_arg(*args, unsigned));
    else if (!strncmp(f, "lld", 3))
        whole(rq, va_arg(*args, long long)), f += 2;
    else if (!strncmp(f, "ld", 2))
        whole(rq, va_arg(*args, long)), f += 1;
    else if (!strncmp(f, "zu", 2))
        whole(rq, (int64_t)va_arg(*args, size_t)), f += 1;
    else if (*f == '%')
        buf_char(&rq->body, '%');
    else
        MUST(!"a directive that html() knows");
    return f;
}

/* The bytes of "<input" where a control begins, else 0. */
static size_t control(const char *markup)
{
    static const char *const name[] = { "<input", "<select", "<textarea" };

    for (size_t i = 0; i < LEN(name); i++) {
        size_t n = strlen(name[i]);

        if (!strncmp(markup, name[i], n))
            return n;
    }
    return 0;
}

/* What describes a control stands before it: the control names it. Returns
 * where the markup goes on that was not drawn yet. */
static const char *described(struct rq *rq, const char *from, const char *p)
{
    size_t n = control(p);

    if (!n)
        return from;
    buf_add(&rq->body, (struct str){ from, (size_t)(p - from) + n });
    buf_fmt(&rq->body, " aria-describedby=\"h%d\"", rq->hint);
    rq->hint = 0;
    return p + n;
}

void html(struct rq *rq, const char *markup, ...)
{
    const char *from = markup, *p = markup;
    va_list args;

    if (db_fault(rq->db) != DB_FINE)
        return;
    va_start(args, markup);
    for (; *p; p++) {
        if (*p == '<' || *p == '>')
            rq->in_tag = *p == '<';
        if (*p == '<' && rq->hint)
            from = described(rq, from, p);
        if (*p != '%')
            continue;
        buf_add(&rq->body, (struct str){ from, (size_t)(p - from) });
        p = directive(rq, p + 1, &args);
        from = p + 1;
    }
    buf_add(&rq->body, (struct str){ from, (size_t)(p - from) });
    va_end(args);
}

/* ---- pieces for a %s ----------------------------------------------------*/

const char *zstr(struct rq *rq, struct str s)
{
    return arena_z(rq->arena, s);
}

static const char *taken(const struct buf *b)
{
    return arena_z(b->arena, buf_str(b));
}

/* Sindhi writes the Arabic digits, Urdu the eastern ones. */
uint32_t digit_zero(const struct rq *rq)
{
    if (!rq->look.own || rq->json || rq->lang == LANG_EN)
        return '0';
    return rq->lang == LANG_UR ? 0x6f0 : 0x660;
}

bool rq_lakh(struct rq *rq)
{
    struct str said = rq_arg(rq, "digits");

    return said.n ? str_same(said, S("lakh")) : rq->look.lakh;
}

const char *digits_text(struct rq *rq, struct str said)
{
    struct buf b = buf_start(rq->arena);

    if (digit_zero(rq) == '0')
        return zstr(rq, said);
    digits_put(&b, said, digit_zero(rq));
    return taken(&b);
}

static const char *shown(struct rq *rq, const struct buf *said)
{
    return digits_text(rq, buf_str(said));
}

const char *word(struct rq *rq, const char *key)
{
    return zstr(rq, say(rq->lang, key));
}

const char *word_of(struct rq *rq, const char *group, struct str name)
{
    struct buf key = buf_start(rq->arena);
    struct str said;

    buf_z(&key, group);
    buf_char(&key, '.');
    buf_add(&key, name);
    said = say_str(rq->lang, buf_str(&key));
    return zstr(rq, str_same(said, buf_str(&key)) ? name : said);
}

static bool url_plain(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c && strchr("-._~", c));
}

const char *url_part(struct rq *rq, struct str s)
{
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < s.n; i++) {
        if (url_plain((unsigned char)s.p[i])) {
            buf_char(&b, s.p[i]);
            continue;
        }
        buf_char(&b, '%');
        buf_hex(&b, s.p + i, 1);
    }
    return taken(&b);
}

const char *id_text(struct rq *rq, struct id id)
{
    struct buf b = buf_start(rq->arena);

    id_put(&b, id);
    return taken(&b);
}

const char *day_text(struct rq *rq, day d)
{
    struct buf b = buf_start(rq->arena);

    if (d < DAY_FIRST || d > DAY_LAST)
        return "";
    words_day(&b, rq->lang, d);
    return shown(rq, &b);
}

const char *month_text(struct rq *rq, month m)
{
    struct buf b = buf_start(rq->arena);

    if (m == MONTH_NONE)
        return "";
    words_month(&b, rq->lang, m);
    return shown(rq, &b);
}

const char *month_iso(struct rq *rq, month m)
{
    struct buf b = buf_start(rq->arena);

    month_put(&b, m);
    return taken(&b);
}

const char *time_text(struct rq *rq, int64_t at)
{
    struct buf b = buf_start(rq->arena);
    int64_t there = at + PAKISTAN_SECONDS;
    int minutes = (int)((there % 86400 + 86400) % 86400 / 60);

    if (there / 86400 < DAY_FIRST || there / 86400 > DAY_LAST)
        return "";
    buf_z(&b, day_text(rq, (day)(there / 86400)));
    buf_fmt(&b, "%s%s%d:%s%d", lang_comma(rq->lang),
            minutes / 60 < 10 ? "0" : "", minutes / 60,
            minutes % 60 < 10 ? "0" : "", minutes % 60);
    return shown(rq, &b);
}

const char *number_text(struct rq *rq, int64_t v, int scale)
{
    struct buf b = buf_start(rq->arena);

    number_put(&b, v, scale, rq->look.lakh);
    return shown(rq, &b);
}

/* "-1234567.50" with its commas; what follows the point stays. */
static const char *grouped(struct rq *rq, struct str s)
{
    struct buf b = buf_start(rq->arena);
    size_t ends = 0;

    while (ends < s.n && s.p[ends] != '.')
        ends++;
    for (size_t i = 0; i < s.n; i++) {
        size_t left = i < ends ? ends - i : 0;
        bool due = rq->look.lakh && left > 3 ? (left - 3) % 2 == 0 :
                                               left && left % 3 == 0;

        if (i && due && s.p[i - 1] != '-')
            buf_char(&b, ',');
        buf_char(&b, s.p[i]);
    }
    return shown(rq, &b);
}

/* What is counted in whole things is grouped; money keeps its paisa. */
const char *number_all(struct rq *rq, int64_t v, int scale)
{
    struct buf b = buf_start(rq->arena);

    if (scale == 0)
        return number_text(rq, v, 0);
    number_exact(&b, v, scale);
    return grouped(rq, buf_str(&b));
}

const char *word_with(struct rq *rq, const char *key, const char *a,
                      const char *b)
{
    struct buf out = buf_start(rq->arena);
    struct str words = say(rq->lang, key);

    for (size_t i = 0; i < words.n; i++) {
        struct str rest = str_from(words, i);
        bool first = str_starts(rest, S("{a}"));

        if (first || str_starts(rest, S("{b}"))) {
            buf_z(&out, first ? a : b);
            i += 2;
        } else {
            buf_char(&out, words.p[i]);
        }
    }
    return zstr(rq, buf_str(&out));
}

const char *rupees_text(struct rq *rq, paisa amount)
{
    return word_with(rq, "money.said", number_all(rq, amount, 2), "");
}

month month_last(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MONTHS);
    month last = month_of(rq->today);

    if (db_next(&r) && !db_null(&r, 1) && db_int(&r, 1) < last)
        last = (month)db_int(&r, 1);
    db_done(&r);
    return last;
}

void sheet_draw(struct rq *rq, const struct sheet *s)
{
    struct sheet here = *s;

    here.zero = digit_zero(rq);
    here.lakh = s->lakh || rq_lakh(rq);
    html(rq,
         "<div class=\"box\" tabindex=\"0\" role=\"group\" "
         "aria-label=\"%s\">",
         zstr(rq, s->title));
    if (db_fault(rq->db) == DB_FINE)
        sheet_html(&rq->body, &here, rq->lang);
    html(rq, "</div>");
}

void listing_open(struct rq *rq, const char *heads)
{
    struct str rest = str_of(heads);

    html(rq, "<div class=\"box\" tabindex=\"0\"><table><thead><tr>");
    for (rq->listing_columns = 0; rest.n; rq->listing_columns++) {
        struct str key = str_cut(&rest, ' ');
        bool number = str_starts(key, S("n:"));

        if (str_same(key, S("-")))
            html(rq, "<td></td>");
        else
            html(rq,
                 number ? "<th scope=\"col\" class=\"n\">%s</th>" :
                          "<th scope=\"col\">%s</th>",
                 word(rq, zstr(rq, str_from(key, number ? 2 : 0))));
    }
    html(rq, "</tr></thead><tbody>");
    rq->listing_from = rq->body.n;
}

void listing_close(struct rq *rq)
{
    if (rq->body.n == rq->listing_from)
        html(rq, "<tr><td class=\"none\" colspan=\"%d\">%s</td></tr>",
             rq->listing_columns, word(rq, "list.nothing_yet"));
    html(rq, "</tbody></table></div>");
}
