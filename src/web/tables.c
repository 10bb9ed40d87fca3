/* tables - a walk over our own markup: headings, rows, cells. */
#include "web/tables.h"

#include <string.h>

enum { WIDE = 120, HEADS = 4 }; /* columns; lines of headings */

struct cell {
    struct str text;
    bool number; /* of class "n": people read it as one */
};
struct line {
    struct cell *cell; /* WIDE of them */
    bool head;
};
struct table {
    struct str title;
    struct line *line;
    size_t lines, room;
    int columns;
    bool typed; /* it has a control: it is a form, and no table to take home */
};

/* ---- the markup ---------------------------------------------------------*/

struct walk {
    struct arena *arena;
    struct str left; /* of the page */
    struct str tag;  /* "td class=\"n\"", "/td" */
    struct buf text; /* since it was last taken */
};

/* The next tag; what stands before it is added to the text. False: none. */
static bool next_tag(struct walk *w)
{
    const char *from = memchr(w->left.p, '<', w->left.n), *to;

    if (!from)
        return false;
    to = memchr(from, '>', w->left.n - (size_t)(from - w->left.p));
    if (!to)
        return false;
    buf_add(&w->text, (struct str){ w->left.p, (size_t)(from - w->left.p) });
    w->tag = (struct str){ from + 1, (size_t)(to - from) - 1 };
    w->left = str_from(w->left, (size_t)(to - w->left.p) + 1);
    return true;
}

static bool is_tag(struct str tag, const char *name)
{
    struct str rest = tag;

    return str_same(str_cut(&rest, ' '), str_of(name));
}

/* What an attribute says; "" where it is not there. */
static struct str attribute(struct str tag, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n + 2 < tag.n; i++) {
        struct str here = str_from(tag, i);

        if (here.p[0] == ' ' && !memcmp(here.p + 1, name, n) &&
            !memcmp(here.p + 1 + n, "=\"", 2)) {
            here = str_from(here, n + 3);
            return str_cut(&here, '"');
        }
    }
    return S("");
}

static bool of_class(struct str tag, const char *name)
{
    struct str all = attribute(tag, "class");

    while (all.n)
        if (str_same(str_cut(&all, ' '), str_of(name)))
            return true;
    return false;
}

/* As html_escaped made it, read again; blanks become one. */
static struct str text_take(struct walk *w)
{
    static const struct {
        const char *as, *is;
    } sign[] = { { "&amp;", "&" },
                 { "&lt;", "<" },
                 { "&gt;", ">" },
                 { "&quot;", "\"" },
                 { "&#39;", "'" } };
    struct str s = str_trim(buf_str(&w->text));
    struct buf b = buf_start(w->arena);

    for (size_t i = 0; i < s.n; i++) {
        const char *is = NULL;

        for (size_t k = 0; s.p[i] == '&' && !is && k < LEN(sign); k++)
            if (str_starts(str_from(s, i), str_of(sign[k].as))) {
                is = sign[k].is;
                i += strlen(sign[k].as) - 1;
            }
        if (is)
            buf_z(&b, is);
        else if ((unsigned char)s.p[i] > ' ')
            buf_char(&b, s.p[i]);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    w->text = buf_start(w->arena);
    return str_trim(buf_str(&b));
}

/* A picture's own texts are no text of the cell. */
static void skip_to(struct walk *w, const char *end)
{
    struct buf was = w->text;

    while (next_tag(w) && !is_tag(w->tag, end))
        continue;
    w->text = was;
}

/* ---- one table ----------------------------------------------------------*/

static struct line *line_add(struct table *t, struct arena *a, bool head)
{
    arena_room(a, t->line, t->lines, t->room);
    t->line[t->lines] = (struct line){ arena_many(a, struct cell, WIDE), head };
    return &t->line[t->lines++];
}

/* A heading over several columns stands over each of them. */
static int cell_add(struct table *t, struct line *l, int at, struct str tag,
                    struct str text)
{
    int64_t span = 1;

    if (!int_read(attribute(tag, "colspan"), &span) || span < 1)
        span = 1;
    for (int64_t i = 0; i < span && at < WIDE; i++, at++)
        if (!i || l->head)
            l->cell[at] = (struct cell){ text, of_class(tag, "n") };
    t->columns = at > t->columns ? at : t->columns;
    return at;
}

static bool is_control(struct str tag)
{
    return is_tag(tag, "input") || is_tag(tag, "select") ||
           is_tag(tag, "textarea");
}

/* These part words though no blank stands there. */
static bool parts_words(struct str tag)
{
    static const char *const name[] = { "br",  "p",  "/p", "li",
                                        "div", "dd", "dt", "small" };

    for (size_t i = 0; i < LEN(name); i++)
        if (is_tag(tag, name[i]))
            return true;
    return false;
}

static void table_read(struct walk *w, struct table *t)
{
    struct line *l = NULL;
    struct str cell = S("");
    bool head = false;
    int at = 0;

    while (next_tag(w) && !is_tag(w->tag, "/table")) {
        t->typed |= is_control(w->tag);
        if (is_tag(w->tag, "caption")) {
            w->text = buf_start(w->arena);
        } else if (is_tag(w->tag, "/caption")) {
            t->title = text_take(w);
        } else if (is_tag(w->tag, "thead") || is_tag(w->tag, "/thead")) {
            head = w->tag.p[0] != '/';
        } else if (is_tag(w->tag, "tr")) {
            l = line_add(t, w->arena, head);
            at = 0;
        } else if (is_tag(w->tag, "td") || is_tag(w->tag, "th")) {
            if (l && cell.n) /* an end tag may be left out */
                at = cell_add(t, l, at, cell, text_take(w));
            cell = w->tag;
            w->text = buf_start(w->arena);
        } else if (is_tag(w->tag, "/td") || is_tag(w->tag, "/th") ||
                   is_tag(w->tag, "/tr")) {
            if (l && cell.n)
                at = cell_add(t, l, at, cell, text_take(w));
            cell = S("");
        } else if (is_tag(w->tag, "svg")) {
            skip_to(w, "/svg");
        } else if (parts_words(w->tag)) {
            buf_char(&w->text, ' ');
        }
    }
}

/* Those of a page that may be taken home, in their order. */
static int tables_read(struct arena *a, struct str page, struct table *out)
{
    struct walk w = { .arena = a, .left = page, .text = buf_start(a) };
    struct str title = S("");
    int n = 0;

    while (n < TABLES_MOST && next_tag(&w)) {
        struct table t = { .title = title };

        if (is_tag(w.tag, "h1") || is_tag(w.tag, "h2") || is_tag(w.tag, "h3")) {
            w.text = buf_start(a);
        } else if (is_tag(w.tag, "/h1") || is_tag(w.tag, "/h2") ||
                   is_tag(w.tag, "/h3")) {
            title = text_take(&w);
        } else if (is_tag(w.tag, "table")) {
            table_read(&w, &t);
            if (!t.typed && t.columns && t.lines)
                out[n++] = t;
        }
    }
    return n;
}

/* ---- as sheets ----------------------------------------------------------*/

/* "1,234.50", "-3", "12.5%"; digits are 0 to 9, since a file was asked for. */
static bool number_of(struct str s, int64_t *v, int *scale, bool *percent)
{
    char digits[24];
    size_t n = 0;
    bool point = false;

    *scale = 0;
    *percent = str_ends(s, S("%"));
    s.n -= *percent;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (n + 1 >= sizeof digits)
            return false;
        if (c == ',' && n)
            continue;
        if (c == '+' && !i)
            continue;
        if (c == '.' && n && !point) {
            point = true;
            continue;
        }
        if (!(c >= '0' && c <= '9') && !(c == '-' && !i))
            return false;
        digits[n++] = c;
        *scale += point;
    }
    return n && int_read((struct str){ digits, n }, v);
}

static bool nothing(struct str s)
{
    return !s.n || str_same(s, S("\xe2\x80\x93")) || str_same(s, S("-"));
}

/* Of numbers is a column whose cells are numbers, all of one sort. */
static enum column_type type_of(const struct table *t, int col)
{
    size_t numbers = 0, percents = 0, all = 0;
    bool class = false;

    for (size_t i = 0; i < t->lines; i++) {
        const struct cell *c = &t->line[i].cell[col];
        bool percent;
        int64_t v;
        int scale;

        class |= c->number;
        if (t->line[i].head || nothing(c->text))
            continue;
        all++;
        if (number_of(c->text, &v, &scale, &percent)) {
            numbers += !percent;
            percents += percent;
        }
    }
    return !all || !class  ? COLUMN_TEXT :
           numbers == all  ? COLUMN_NUMBER :
           percents == all ? COLUMN_RATIO :
                             COLUMN_TEXT;
}

/* What the lines of headings say over a column, from above. */
static struct str heading_of(struct arena *a, const struct table *t, int col)
{
    struct buf b = buf_start(a);
    struct str last = S("");
    int n = 0;

    for (size_t i = 0; i < t->lines && n < HEADS; i++) {
        struct str said = t->line[i].cell[col].text;

        if (!t->line[i].head)
            continue;
        n++;
        if (!said.n || str_same(said, last))
            continue;
        buf_z(&b, b.n ? ": " : "");
        buf_add(&b, said);
        last = said;
    }
    return buf_str(&b);
}

static void cell_put(struct sheet_row *r, int col, enum column_type type,
                     struct str said)
{
    static const int64_t hundred[] = { 100, 1000, 10000, 100000, 1000000 };
    bool percent;
    int64_t v;
    int scale;

    if (type == COLUMN_TEXT) {
        if (said.n)
            cell_text(r, col, said);
    } else if (!nothing(said) && number_of(said, &v, &scale, &percent)) {
        if (type == COLUMN_NUMBER)
            cell_scaled(r, col, v, scale);
        else if (scale < (int)LEN(hundred))
            cell_ratio(r, col, v, hundred[scale]);
    }
}

static struct sheet sheet_of(struct rq *rq, const struct table *t)
{
    struct arena *a = rq->arena;
    struct column *c = arena_many(a, struct column, t->columns);
    struct str *label = arena_many(a, struct str, t->columns);
    struct sheet s;

    for (int i = 0; i < t->columns; i++) {
        label[i] = heading_of(a, t, i);
        if (!label[i].n)
            label[i] = S(" ");
        c[i] = (struct column){ .key = arena_z(a, label[i]),
                                .word = "saath", /* label says it */
                                .type = type_of(t, i) };
    }
    s = sheet_start(a, c, t->columns);
    s.label = label;
    s.title = t->title;
    s.lakh = rq_lakh(rq);
    for (size_t i = 0; i < t->lines; i++) {
        struct sheet_row *r;

        if (t->line[i].head)
            continue;
        r = sheet_add(&s, ROW_PLAIN);
        for (int k = 0; k < t->columns; k++)
            cell_put(r, k, c[k].type, t->line[i].cell[k].text);
    }
    return s;
}

/* ---- for the page -------------------------------------------------------*/

/* "list-person" out of "/list/person"; ids are left out. */
static const char *file_name(struct rq *rq)
{
    struct str path = str_from(rq->q->path, 1);
    struct buf b = buf_start(rq->arena);
    struct id id;

    while (path.n) {
        struct str step = str_cut(&path, '/');

        if (id_read(step, &id))
            continue;
        buf_z(&b, b.n ? "-" : "");
        for (size_t i = 0; i < step.n; i++)
            if (strchr("abcdefghijklmnopqrstuvwxyz0123456789_-", step.p[i]))
                buf_char(&b, step.p[i]);
    }
    return b.n ? zstr(rq, buf_str(&b)) : "saath";
}

void tables_file(struct rq *rq)
{
    struct str format = rq_arg(rq, "file");
    bool book = str_same(format, S("xlsx")) && rq->web->xlsx;
    struct table *t;
    struct sheet *s;
    int64_t one;
    int n;

    if ((!book && !str_same(format, S("csv"))) || rq->status != 200 ||
        !rq->page || rq->page->method != PAGE_GET || rq->asked ||
        !str_starts(str_of(rq->type), S("text/html")))
        return;
    t = arena_many(rq->arena, struct table, TABLES_MOST);
    n = tables_read(rq->arena, buf_str(&rq->body), t);
    one = rq_int(rq, "table", 1, TABLES_MOST, 1);
    if (!n || (!book && one > n))
        return;
    s = arena_many(rq->arena, struct sheet, n);
    for (int i = 0; i < n; i++)
        s[i] = sheet_of(rq, &t[i]);
    rq->body = buf_start(rq->arena);
    rq->headers = 0;
    sheets_file(rq, file_name(rq), format, book ? s : &s[one - 1],
                book ? n : 1);
}

static bool holds(struct str part, const char *what)
{
    return memmem(part.p, part.n, what, strlen(what)) != NULL;
}

/* What stands in the last `tag` of a part, where it is plain text. */
static bool last_in(struct str part, const char *tag, struct str *said)
{
    struct str found = S("");

    for (const char *at; (at = memmem(part.p, part.n, tag, strlen(tag)));) {
        part = str_from(part, (size_t)(at - part.p));
        str_cut(&part, '>');
        found = part;
    }
    *said = str_cut(&found, '<');
    return said->n && str_starts(found, S("/"));
}

/* How many tables_read will find, and what each is called, as markup: its
 * caption or the heading above it; nothing is taken apart for that. */
static int tables_count(struct str page, struct str *title)
{
    struct str above = S("");
    int n = 0;

    while (n < TABLES_MOST) {
        const char *from = memmem(page.p, page.n, "<table", 6), *to;
        struct str one, said;

        if (!from)
            return n;
        said = (struct str){ page.p, (size_t)(from - page.p) };
        if (last_in(said, "<h2", &one) || last_in(said, "<h3", &one))
            above = one;
        page = str_from(page, said.n);
        to = memmem(page.p, page.n, "</table>", 8);
        one = (struct str){ page.p, to ? (size_t)(to - page.p) : page.n };
        page = str_from(page, one.n);
        if (!holds(one, "<tr") || (!holds(one, "<td") && !holds(one, "<th ")) ||
            holds(one, "<input") || holds(one, "<select") ||
            holds(one, "<textarea"))
            continue;
        title[n++] = last_in(one, "<caption", &said) ? said : above;
    }
    return n;
}

/* Of several tables each says which it is; those of one name are counted. */
static void table_link(struct rq *rq, const struct str *title, int n, int i)
{
    int same = 0, before = 0;

    html(rq, "<a href=\"?%s%sfile=csv&amp;table=%d\">CSV",
         zstr(rq, rq->q->query), rq->q->query.n ? "&" : "", i + 1);
    for (int k = 0; k < n; k++)
        if (str_same(title[k], title[i])) {
            same++;
            before += k <= i;
        }
    if (n > 1 && title[i].n) {
        html(rq, ": ");
        buf_add(&rq->body, title[i]);
    }
    if (n > 1 && (same > 1 || !title[i].n))
        html(rq, " %s", number_text(rq, before, 0));
    html(rq, "</a> ");
}

void tables_links(struct rq *rq)
{
    struct str page = buf_str(&rq->body);
    struct str title[TABLES_MOST];
    int n;

    if (rq->status != 200 || !rq->page || rq->page->method != PAGE_GET)
        return;
    n = tables_count(page, title);
    if (!n || rq->files >= n)
        return;
    html(rq, "<p class=\"forms\">");
    for (int i = 0; i < n; i++)
        table_link(rq, title, n, i);
    if (rq->web->xlsx)
        html(rq, "<a href=\"?%s%sfile=xlsx\">XLSX</a>", zstr(rq, rq->q->query),
             rq->q->query.n ? "&" : "");
    html(rq, "</p>");
}
