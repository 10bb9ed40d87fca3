/* pivot - a filtered list as rows, columns and a number in each cell: counted,
 * added up, or each value counted once. Every cell opens the list behind it. */
#include "web/list/pivot.h"

#include <stdlib.h>
#include <string.h>

#include "pivot.sql.h"
#include "web/paper.h"
#include "web/register.h"

enum {
    ROWS_READ = 250000, /* of the list */
    GROUPS_MOST = 60000,
    LINES_MOST = 1000,
    COLUMNS_MOST = 40
};

/* What one group of rows says. */
struct group {
    struct pivot_key key[2], value;
    int at[2]; /* which line, which column */
    int64_t n, sum;
};
/* The headings of a side, in their order. */
struct side {
    struct heading {
        struct pivot_key key;
        const char *name;
    } * at;
    int n;
};
struct pivot {
    struct rq *rq;
    struct pivot_ask ask;
    struct group *group;
    size_t groups;
    struct side side[2];
    int64_t *cell; /* (lines + 1) x (columns + 1): the last are the totals */
    bool *said;
    const char *trouble; /* a word: there is no table */
};

/* ---- headings -----------------------------------------------------------*/

static int compared(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int text_order(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    return order ? order : compared((int64_t)a.n, (int64_t)b.n);
}

/* What says nothing comes last. */
static int key_order(const struct pivot_key *a, const struct pivot_key *b)
{
    if ((a->type == PIVOT_NONE) != (b->type == PIVOT_NONE))
        return a->type == PIVOT_NONE ? 1 : -1;
    if (a->type == PIVOT_ID)
        return memcmp(a->id.b, b->id.b, sizeof a->id.b);
    if (a->type == PIVOT_TEXT)
        return text_order(a->text, b->text);
    return compared(a->n, b->n);
}

static int64_t year_of(day d, bool fiscal)
{
    int year, mon, mday;

    day_split(d, &year, &mon, &mday);
    return fiscal && mon < 7 ? year - 1 : year;
}

/* A day or a month as the month or the year it lies in. */
static int64_t folded(const struct pivot_dim *d, int64_t n)
{
    day on = d->f->type == FIELD_MONTH ? month_first((month)n) : (day)n;

    return d->step == PIVOT_MONTH ? month_of(on) :
                                    year_of(on, d->step == PIVOT_FISCAL);
}

/* A heading out of what the database holds. */
static struct pivot_key key_of(const struct pivot_dim *d, struct str told)
{
    struct pivot_key key = { .type = PIVOT_INT };

    if (d->f->type == FIELD_REF) {
        key.type = PIVOT_ID;
        memcpy(key.id.b, told.p, sizeof key.id.b);
    } else if (d->f->type == FIELD_CODE) {
        key.type = PIVOT_TEXT;
        key.text = told;
    } else {
        key.n = seek_number(told);
        if (d->step != PIVOT_SELF)
            key.n = folded(d, key.n);
    }
    return key;
}

/* ---- reading ------------------------------------------------------------*/

/* Everything that is said, as headings; behind them the one of nothing said. */
static struct pivot_key *keys_of(struct pivot *p, const struct pivot_dim *d,
                                 const struct each *told)
{
    struct pivot_key *key = arena_many(p->rq->arena, struct pivot_key,
                                       told->n + 1);

    for (size_t i = 0; i < told->n; i++)
        key[i] = key_of(d, told->at[i]);
    key[told->n] = (struct pivot_key){ .type = PIVOT_NONE };
    return key;
}

static struct pivot_key key_at(const struct pivot_key *key,
                               const struct each *told, int32_t at)
{
    return key[at < 0 ? told->n : (size_t)at];
}

static void groups_take(struct pivot *p, const struct seek_groups *all)
{
    const struct pivot_ask *a = &p->ask;
    struct pivot_dim value = { .f = a->value };
    struct pivot_key *key[3];

    for (int i = 0; i < 3; i++)
        key[i] = keys_of(p, i < 2 ? &a->side[i] : &value, &all->told[i]);
    p->group = arena_many(p->rq->arena, struct group, all->n + 1);
    for (p->groups = 0; p->groups < all->n; p->groups++) {
        const struct seek_group *of = &all->at[p->groups];
        struct group *g = &p->group[p->groups];

        for (int i = 0; i < 2; i++)
            g->key[i] = key_at(key[i], &all->told[i], of->at[i]);
        g->n = of->n;
        g->sum = a->of == PIVOT_SUM ? of->sum : of->n;
        if (a->of == PIVOT_DISTINCT)
            g->value = key_at(key[2], &all->told[2], of->at[2]);
        else
            g->value.type = a->of == PIVOT_SUM && !of->said ? PIVOT_NONE :
                                                              PIVOT_INT;
    }
}

static void groups_read(struct pivot *p)
{
    const struct pivot_ask *a = &p->ask;
    struct seek_key key[2];
    struct seek_value value = { a->value, a->of == PIVOT_DISTINCT };
    struct seek_groups all;

    for (int i = 0; i < 2; i++)
        key[i] = (struct seek_key){ a->side[i].f, a->side[i].by,
                                    a->side[i].step == PIVOT_LEVEL ?
                                        a->side[i].level :
                                        -1 };
    if (!seek_groups(p->rq, &a->seek, key, &value, ROWS_READ, &all) ||
        all.n > GROUPS_MOST)
        p->trouble = "pivot.too_much";
    else if (all.large)
        p->trouble = "pivot.too_large";
    else
        groups_take(p, &all);
}

/* ---- lines and columns --------------------------------------------------*/

static int heading_order(const void *a, const void *b)
{
    return key_order(&((const struct heading *)a)->key,
                     &((const struct heading *)b)->key);
}

static int name_order(const void *a, const void *b)
{
    const struct heading *x = a, *y = b;
    int order;

    if ((x->key.type == PIVOT_NONE) != (y->key.type == PIVOT_NONE))
        return x->key.type == PIVOT_NONE ? 1 : -1;
    order = strcmp(x->name, y->name);
    return order ? order : key_order(&x->key, &y->key);
}

/* Names of things all at once; then in the order of what people read. */
static void side_name(struct pivot *p, int which)
{
    const struct pivot_dim *d = &p->ask.side[which];
    struct side *s = &p->side[which];
    struct rq *rq = p->rq;
    const char **name = arena_many(rq->arena, const char *, s->n + 1);
    struct id *id = arena_many(rq->arena, struct id, s->n + 1);
    bool ids = d->f && d->f->type == FIELD_REF;

    for (int i = 0; i < s->n; i++)
        id[i] = ids && s->at[i].key.type == PIVOT_ID ? s->at[i].key.id :
                                                       ID_NONE;
    if (ids)
        thing_names(rq, kind_find(str_of(d->f->of)), id, (size_t)s->n, name);
    for (int i = 0; i < s->n; i++)
        s->at[i].name = ids && !id_none(id[i]) ?
                            name[i] :
                            pivot_key_word(rq, d, &s->at[i].key);
    if (ids)
        qsort(s->at, (size_t)s->n, sizeof *s->at, name_order);
}

static void side_make(struct pivot *p, int which, int most)
{
    struct side *s = &p->side[which];
    struct heading *all = arena_many(p->rq->arena, struct heading,
                                     p->groups + 1);
    size_t n = 0;

    for (size_t i = 0; i < p->groups; i++)
        all[i] = (struct heading){ p->group[i].key[which], "" };
    qsort(all, p->groups, sizeof *all, heading_order);
    for (size_t i = 0; i < p->groups; i++)
        if (!n || key_order(&all[n - 1].key, &all[i].key))
            all[n++] = all[i];
    if (n > (size_t)most) {
        p->trouble = which ? "pivot.too_wide" : "pivot.too_long";
        return;
    }
    *s = (struct side){ all, (int)n };
    side_name(p, which);
}

static int heading_at(const struct side *s, const struct pivot_key *key)
{
    for (int i = 0; i < s->n; i++)
        if (!key_order(&s->at[i].key, key))
            return i;
    return s->n;
}

/* Groups lie beside others of their line: looked for once for each run. */
static void groups_place(struct pivot *p)
{
    for (size_t i = 0; i < p->groups; i++) {
        struct group *g = &p->group[i];

        for (int which = 0; which < 2; which++)
            g->at[which] = i && !key_order(&g->key[which], &g[-1].key[which]) ?
                               g[-1].at[which] :
                               heading_at(&p->side[which], &g->key[which]);
    }
}

/* ---- cells --------------------------------------------------------------*/

static size_t cell_at(const struct pivot *p, int line, int column)
{
    return (size_t)line * (size_t)(p->side[1].n + 1) + (size_t)column;
}

/* A sum beyond what a number holds is no sum. */
static void cell_add(struct pivot *p, int line, int column, int64_t n)
{
    size_t at = cell_at(p, line, column);

    if (!int_add(p->cell[at], n, &p->cell[at]))
        p->trouble = "pivot.too_large";
    p->said[at] = true;
}

static void cells_add(struct pivot *p)
{
    for (size_t i = 0; i < p->groups; i++) {
        const struct group *g = &p->group[i];

        if (g->value.type == PIVOT_NONE)
            continue;
        cell_add(p, g->at[0], g->at[1], g->sum);
        cell_add(p, g->at[0], p->side[1].n, g->sum);
        cell_add(p, p->side[0].n, g->at[1], g->sum);
        cell_add(p, p->side[0].n, p->side[1].n, g->sum);
    }
}

static int value_order(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    int order = key_order(&x->value, &y->value);

    order = order ? order : x->at[0] - y->at[0];
    return order ? order : x->at[1] - y->at[1];
}

/* One value after the other: what has it in a line, in a column, and at all is
 * counted once there. Totals are no sums of their cells. */
static void cells_count(struct pivot *p)
{
    int lines = p->side[0].n, columns = p->side[1].n;
    size_t *seen = arena_many(p->rq->arena, size_t, columns + 1), run = 0;

    memset(seen, 0, (size_t)(columns + 1) * sizeof *seen);
    qsort(p->group, p->groups, sizeof *p->group, value_order);
    for (size_t i = 0; i < p->groups; i++) {
        const struct group *g = &p->group[i], *last = i ? g - 1 : NULL;
        bool fresh = !last || key_order(&last->value, &g->value);

        if (g->value.type == PIVOT_NONE)
            continue;
        run += fresh;
        if (fresh)
            cell_add(p, lines, columns, 1);
        if (fresh || last->at[0] != g->at[0])
            cell_add(p, g->at[0], columns, 1);
        if (fresh || last->at[0] != g->at[0] || last->at[1] != g->at[1])
            cell_add(p, g->at[0], g->at[1], 1);
        if (seen[g->at[1]] != run)
            cell_add(p, lines, g->at[1], 1);
        seen[g->at[1]] = run;
    }
}

static void pivot_make(struct rq *rq, struct pivot *p)
{
    size_t cells;

    p->rq = rq;
    groups_read(p);
    if (!p->trouble)
        side_make(p, 0, LINES_MOST);
    if (!p->trouble)
        side_make(p, 1, COLUMNS_MOST);
    if (p->trouble)
        return;
    groups_place(p);
    cells = cell_at(p, p->side[0].n + 1, 0);
    p->cell = arena_many(rq->arena, int64_t, cells);
    p->said = arena_many(rq->arena, bool, cells);
    memset(p->cell, 0, cells * sizeof *p->cell);
    memset(p->said, 0, cells * sizeof *p->said);
    if (p->ask.of == PIVOT_DISTINCT)
        cells_count(p);
    else
        cells_add(p);
}

/* ---- as a sheet ---------------------------------------------------------*/

static void line_add(struct pivot *p, struct sheet *s, int line)
{
    const struct side *rows = &p->side[0], *cols = &p->side[1];
    bool total = line == rows->n, wide = p->ask.side[1].f != NULL;
    struct sheet_row *r = sheet_add(s, total ? ROW_TOTAL : ROW_PLAIN);
    const struct pivot_key *row = total ? NULL : &rows->at[line].key;

    cell_text(r, 0,
              total ? say(p->rq->lang, "pivot.total") :
                      str_of(rows->at[line].name));
    for (int i = 0; i <= cols->n; i++) {
        int col = wide ? i + 1 : 1;
        size_t at = cell_at(p, line, i);

        if ((!wide && i < cols->n) || !p->said[at])
            continue;
        cell_number(r, col, p->cell[at]);
        cell_link(r, col,
                  pivot_path(p->rq, &p->ask, row,
                             i < cols->n ? &cols->at[i].key : NULL));
    }
}

/* The first column is the heading of its line; the last the total. */
static void sheet_make(struct pivot *p, struct sheet *s)
{
    bool wide = p->ask.side[1].f != NULL;
    int n = (wide ? p->side[1].n : 0) + 2;
    struct column *c = arena_many(p->rq->arena, struct column, n);
    struct str *label = arena_many(p->rq->arena, struct str, n);
    int scale = p->ask.of == PIVOT_SUM ? field_decimals(p->ask.value) : 0;

    for (int i = 0; i < n; i++) {
        struct buf key = buf_start(p->rq->arena);

        if (i == 0)
            buf_z(&key, p->ask.side[0].f ? p->ask.side[0].name : "all");
        else
            buf_fmt(&key, i == n - 1 ? "total" : "c%d", i);
        c[i] = (struct column){ .key = zstr(p->rq, buf_str(&key)),
                                .word = "pivot.total",
                                .type = i ? COLUMN_NUMBER : COLUMN_TEXT,
                                .scale = i ? scale : 0 };
        label[i] = i == 0 ?
                       str_of(pivot_dim_word(p->rq, &p->ask, &p->ask.side[0])) :
                   i == n - 1 ?
                       str_of(wide ? word(p->rq, "pivot.total") :
                                     pivot_value_word(p->rq, &p->ask)) :
                       str_of(p->side[1].at[i - 1].name);
    }
    *s = sheet_start(p->rq->arena, c, n);
    s->label = label;
    s->title = str_of(kind_words(p->rq, p->ask.kind));
    s->subtitle = str_of(pivot_value_word(p->rq, &p->ask));
    s->exact = true;
    for (int line = 0; line <= p->side[0].n; line++)
        line_add(p, s, line);
    if (p->ask.of == PIVOT_DISTINCT)
        sheet_note(s, say(p->rq->lang, "pivot.once"));
}

/* ---- as a page ----------------------------------------------------------*/

static void dims_draw(struct rq *rq, const struct pivot_ask *a, int side)
{
    const char *name = side ? "cols" : "rows";

    html(rq, "<label>%s<select name=\"%s\">",
         word(rq, side ? "pivot.cols" : "pivot.rows"), name);
    if (side)
        html(rq, "<option value=\"\">%s</option>", word(rq, "pivot.all"));
    for (int i = 0; i < a->dims; i++)
        html(rq,
             a->side[side].f && !strcmp(a->dim[i].name, a->side[side].name) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             a->dim[i].name, pivot_dim_word(rq, a, &a->dim[i]));
    html(rq, "</select></label>");
}

static void value_option(struct rq *rq, const struct pivot_ask *a,
                         enum pivot_of of, const struct field *f)
{
    struct pivot_ask one = { .kind = a->kind, .of = of, .value = f };

    html(rq,
         a->of == of && a->value == f ?
             "<option value=\"%s:%s\" selected>%s</option>" :
             "<option value=\"%s:%s\">%s</option>",
         of == PIVOT_SUM ? "sum" : "distinct", f->name,
         pivot_value_word(rq, &one));
}

static void values_draw(struct rq *rq, const struct pivot_ask *a)
{
    html(rq, "<label>%s<select name=\"of\"><option value=\"\">%s</option>",
         word(rq, "pivot.of"), word(rq, "pivot.count"));
    for (int i = 0; i < a->kind->fields; i++) {
        const struct field *f = &a->kind->field[i];

        if (pivot_sums(f))
            value_option(rq, a, PIVOT_SUM, f);
        if (pivot_counts(f))
            value_option(rq, a, PIVOT_DISTINCT, f);
    }
    html(rq, "</select></label>");
}

static void form_draw(struct rq *rq, const struct pivot_ask *a)
{
    html(rq, "<form class=\"filter\">");
    for (int i = 0; i < rq->q->args; i++) {
        const struct http_pair *p = &rq->q->arg[i];

        if (p->value.n && !str_same(p->name, S("rows")) &&
            !str_same(p->name, S("cols")) && !str_same(p->name, S("of")))
            html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
                 zstr(rq, p->name), zstr(rq, p->value));
    }
    dims_draw(rq, a, 0);
    dims_draw(rq, a, 1);
    values_draw(rq, a);
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
}

/* Files of it; the list it is made of; and a name to find it by again. */
static void tools_draw(struct rq *rq, const struct pivot *p)
{
    struct buf asked = buf_start(rq->arena);
    const char *kept = zstr(rq, pivot_asked(rq, false));

    buf_char(&asked, '&');
    buf_add(&asked, pivot_asked(rq, true));
    html(rq, "<p class=\"forms\">");
    file_links(rq, "", "csv xlsx pdf json", 0, zstr(rq, buf_str(&asked)));
    html(rq, "</p>");
    html(rq, "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a> ",
         zstr(rq, pivot_path(rq, &p->ask, NULL, NULL)),
         word(rq, "pivot.to_list"));
    if (rq_writes(rq, kind_find(S("pivot"))))
        html(rq,
             "<a class=\"button\" href=\"/new/pivot?list=%s&amp;asked=%s\">%s"
             "</a> ",
             p->ask.kind->name, url_part(rq, str_of(kept)),
             word(rq, "pivot.save"));
    html(rq, "<a class=\"button\" href=\"/pivots\">%s</a></p>",
         word(rq, "pivot.saved"));
}

static void page_draw(struct rq *rq, const struct pivot *p,
                      const struct sheet *s)
{
    struct buf title = buf_start(rq->arena);

    buf_fmt(&title, "%s: %s", kind_words(rq, p->ask.kind),
            word(rq, "pivot.title"));
    frame_open(rq, zstr(rq, buf_str(&title)));
    form_draw(rq, &p->ask);
    pivot_chips(rq, p->ask.kind, LIST_SIGNS);
    if (p->trouble)
        html(rq, "<p class=\"note\">%s</p>", word(rq, p->trouble));
    else
        sheet_draw(rq, s);
    tools_draw(rq, p);
    frame_close(rq);
}

/* A filtered list as a table: what its rows are, what its columns, and what is
 * counted (?rows=, ?cols=, ?of=count, sum:FIELD, distinct:FIELD), with the
 * list's own filters. Every number opens the records behind it. */
PAGE(pivot, GET, "/pivot/*", RIGHT_SEE)
{
    const struct kind *k = list_kind(rq);
    struct pivot *p;
    struct sheet s;

    if (!k)
        return;
    p = arena_new(rq->arena, struct pivot);
    *p = (struct pivot){ 0 };
    pivot_read(rq, k, &p->ask);
    if (!p->ask.good) {
        refuse(rq, 400, "pivot.unknown");
        return;
    }
    pivot_make(rq, p);
    if (p->trouble && (rq->json || rq_arg(rq, "format").n)) {
        refuse(rq, 422, p->trouble);
        return;
    }
    if (!p->trouble)
        sheet_make(p, &s);
    if (!p->trouble && sheets_file(rq, "pivot", rq_arg(rq, "format"), &s, 1))
        return;
    page_draw(rq, p, &s);
}

static void pivots_json(struct rq *rq, struct rows *r)
{
    struct keys k = keys_open(rq);
    size_t n = 0;

    key_list(&k, "tables");
    while (db_next(r)) {
        const struct kind *of = kind_find(db_str(r, 2));
        struct keys one;

        if (!of || !rq_sees_kind(rq, of))
            continue;
        one = key_item(rq, n++);
        key_text(&one, "asked", db_str(r, 3));
        key_id(&one, "entry", db_id(r, 0));
        key_text(&one, "list", db_str(r, 2));
        key_text(&one, "name", db_str(r, 1));
        keys_close(&one);
    }
    db_done(r);
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Tables that somebody gave a name: the question is kept, and each who opens it
 * sees what is theirs to see. */
PAGE(pivots, GET, "/pivots", RIGHT_SEE)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PIVOTS);
    bool any = false;

    db_bind_int(&r, 1, LINES_MOST);
    if (rq->json) {
        pivots_json(rq, &r);
        return;
    }
    frame_open(rq, word(rq, "kinds.pivot"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "pivots.lead"));
    listing_open(rq, "field.name field.list -");
    while (db_next(&r)) {
        const struct kind *k = kind_find(db_str(&r, 2));

        if (!k || !rq_sees_kind(rq, k))
            continue;
        any = true;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/pivot/%s?%s\"><bdi>%s</bdi></a>"
             "</th><td>%s</td><td><a href=\"/entry/%s\">%s</a></td></tr>",
             k->name, zstr(rq, db_str(&r, 3)), zstr(rq, db_str(&r, 1)),
             kind_words(rq, k), id_text(rq, db_id(&r, 0)),
             word(rq, "postings.open"));
    }
    db_done(&r);
    listing_close(rq);
    if (!any)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "pivots.none"));
    frame_close(rq);
}
