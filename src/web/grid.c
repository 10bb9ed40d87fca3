/* grid - a sheet of many rows typed at once: what was typed, and its sums. */
#include "web/grid.h"

#include "web/grid_cell.h"

/* ---- cells --------------------------------------------------------------*/

static const void *in(const void *record, const struct field *f)
{
    return (const char *)record + f->at;
}

const char *grid_cell(struct rq *rq, const struct grid *g, int row,
                      const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%d.%s", g->rows->name, row, field);
    return zstr(rq, buf_str(&b));
}

const char *grid_path(struct rq *rq, const struct grid *g,
                      const struct grid_row *row, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s[%d].%s", g->rows->name, row->at, field);
    return zstr(rq, buf_str(&b));
}

static struct str typed(struct rq *rq, const struct grid *g,
                        const struct grid_row *row, const char *field)
{
    if (row->from < 0)
        return S("");
    return str_trim(rq_part(rq, grid_cell(rq, g, row->from, field)));
}

/* The grey amount as it was shown: the row's own, else that of every row. */
static struct str shown_grey(struct rq *rq, const struct grid *g,
                             const struct grid_row *row)
{
    struct str own = typed(rq, g, row, "_agreed");
    struct buf b = buf_start(rq->arena);

    if (own.n)
        return own;
    buf_fmt(&b, "%s._agreed", g->rows->name);
    return str_trim(rq_part(rq, zstr(rq, buf_str(&b))));
}

bool grid_choice(const struct grid_column *c)
{
    return c->field->type == FIELD_CHOICE;
}

bool grid_flag(const struct grid_column *c)
{
    return c->field->type == FIELD_FLAG;
}

struct str grid_said(struct rq *rq, const struct grid *g,
                     const struct grid_row *row, const struct grid_column *c)
{
    struct str s = typed(rq, g, row, c->field->name);

    if (!s.n && g->all && grid_choice(c) && c->confirms >= 0 && row->label &&
        !row->off)
        return choice_name(c->field->of, c->confirms);
    return s;
}

/* ---- what was posted ----------------------------------------------------*/

static struct grid_row *row_of(struct grid *g, struct str key)
{
    for (int i = 0; i < g->n; i++)
        if (str_same(key, str_of(g->row[i].key)))
            return &g->row[i];
    return NULL;
}

static bool row_says(struct rq *rq, const struct grid *g,
                     const struct grid_row *row)
{
    for (int i = 0; row->from >= 0 && i < g->columns; i++)
        if (grid_said(rq, g, row, &g->column[i]).n)
            return true;
    return false;
}

/* "attendance.3.member" says which row the cells "attendance.3.…" are about. */
static void numbers_find(struct rq *rq, struct grid *g, struct findings *f)
{
    bool strange = false;

    for (int i = 0; i < g->n; i++)
        g->row[i].from = g->row[i].at = -1;
    for (int i = 0; i < rq->q->parts; i++) {
        struct str rest = rq->q->part[i].name;
        struct grid_row *row;
        int64_t number;

        if (!str_same(str_cut(&rest, '.'), str_of(g->rows->name)) ||
            !int_read(str_cut(&rest, '.'), &number) || number < 0 ||
            number > INT32_MAX || !str_same(rest, str_of(g->key->name)))
            continue;
        row = row_of(g, rq->q->part[i].bytes);
        if (row && row->from < 0)
            row->from = (int)number;
        else if (!row)
            strange |= row_says(rq, g,
                                &(struct grid_row){ .from = (int)number });
    }
    if (strange)
        tell(f, STOP, "grid.not_on_the_list", g->rows->name);
}

static bool confirmed(const struct grid *g, const void *record)
{
    for (int i = 0; i < g->columns; i++)
        if (grid_choice(&g->column[i]) && g->column[i].confirms >= 0 &&
            *(const int32_t *)in(record, g->column[i].field) ==
                g->column[i].confirms)
            return true;
    return false;
}

static void row_take(struct rq *rq, const struct grid *g,
                     const struct grid_row *row, void *record,
                     struct findings *f)
{
    struct str grey = shown_grey(rq, g, row);

    record_blank(g->rows->child, g->rows->children, record);
    *(struct id *)(void *)((char *)record + g->key->at) = row->id;
    for (int i = 0; i < g->columns; i++) {
        const struct field *c = g->column[i].field;
        struct str cell = grid_said(rq, g, row, &g->column[i]);

        if (grid_flag(&g->column[i]))
            *(bool *)((char *)record + c->at) = cell.n > 0;
        else if (!field_parse(c, cell, rq->arena, record))
            tell_row(f, STOP, "field.not_understood", g->rows->name,
                     (size_t)row->at, c->name);
    }
    if (!grey.n || !confirmed(g, record))
        return;
    for (int i = 0; i < g->columns; i++) {
        const struct field *c = g->column[i].field;

        if (g->column[i].agreed && !typed(rq, g, row, c->name).n &&
            !field_parse(c, grey, rq->arena, record))
            tell_row(f, STOP, "field.not_understood", g->rows->name,
                     (size_t)row->at, c->name);
    }
}

void grid_take(struct rq *rq, struct grid *g, struct list *out,
               struct findings *f)
{
    g->posted = true;
    g->all = str_same(rq_part(rq, "_all"), str_of(g->rows->name));
    numbers_find(rq, g, f);
    *out = (struct list){
        arena_array(rq->arena, (size_t)g->n + 1, g->rows->child_bytes), 0
    };
    for (int i = 0; i < g->n; i++) {
        struct grid_row *row = &g->row[i];
        void *record = (char *)out->at + out->n * g->rows->child_bytes;

        if (!row_says(rq, g, row))
            continue;
        row->at = (int)out->n++;
        row->record = record;
        row_take(rq, g, row, record, f);
    }
}

void grid_fill(struct grid *g, const struct list *list)
{
    for (int i = 0; i < g->n; i++) {
        struct grid_row *row = &g->row[i];

        row->from = row->at = -1;
        for (size_t k = 0; k < list->n; k++) {
            const char *record = (const char *)list->at +
                                 k * g->rows->child_bytes;

            if (!id_same(*(const struct id *)in(record, g->key), row->id))
                continue;
            row->at = (int)k;
            row->record = record;
            row->agreed = INT_NONE; /* what was left open stays open */
        }
    }
}

/* ---- sums ---------------------------------------------------------------*/

static void row_sum(const struct grid *g, const struct grid_row *row,
                    const void *record, struct grid_sums *s)
{
    bool marked = false;

    if (confirmed(g, record)) {
        s->women += row->sex == 0;
        s->men += row->sex == 1;
        s->unknown += row->sex != 0 && row->sex != 1;
    }
    for (int i = 0; i < g->columns; i++) {
        const struct field *c = g->column[i].field;
        int64_t sum;

        marked |= grid_choice(&g->column[i]) && !field_none(c, record);
        if (c->type == FIELD_MONEY && !field_none(c, record) &&
            int_add(s->sum[i], *(const int64_t *)in(record, c), &sum))
            s->sum[i] = sum;
        if (g->column[i].agreed)
            s->amount = s->sum[i];
    }
    s->marked += marked;
}

struct grid_sums grid_sums(const struct grid *g, const struct list *list)
{
    struct grid_sums s = { 0 };

    for (int i = 0; i < g->n; i++)
        if (g->row[i].at >= 0 && (size_t)g->row[i].at < list->n)
            row_sum(g, &g->row[i],
                    (const char *)list->at +
                        (size_t)g->row[i].at * g->rows->child_bytes,
                    &s);
    return s;
}

struct grid_sums grid_sums_drawn(const struct grid *g)
{
    struct grid_sums s = { 0 };

    for (int i = 0; i < g->n; i++)
        if (g->row[i].record)
            row_sum(g, &g->row[i], g->row[i].record, &s);
    return s;
}
