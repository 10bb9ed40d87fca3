/* chart - a picture of a sheet: which of its cells, as app/chart.ts takes
 * them. */
#include "web/chart/chart.h"

#include <stdlib.h>
#include <string.h>

#include "core/data.h"

static const char *const kind_name[] = { "line", "bar", "stack", "rows",
                                         "pyramid" };

struct drawn {
    const struct sheet *sheet;
    const struct chart *chart;
    int column[CHART_SERIES];
    int columns;
    size_t row[CHART_POINTS];
    size_t rows;
    int name; /* the column that names them */
};

void chart_parts(struct rq *rq)
{
    if (rq->charted)
        return;
    rq->charted = true;
    html(rq, "<link rel=\"stylesheet\" href=\"%s\">",
         asset_path(rq, "chart.css"));
    if (asset_here(rq, "chart.js"))
        html(rq, "<script src=\"%s\" defer></script>",
             asset_path(rq, "chart.js"));
}

/* ---- which cells --------------------------------------------------------*/

static void columns_find(struct drawn *d)
{
    for (int c = 0; d->chart->name && c < d->sheet->columns; c++)
        if (!strcmp(d->sheet->column[c].key, d->chart->name))
            d->name = c;
    for (int i = 0; i < CHART_SERIES && d->chart->column[i]; i++)
        for (int c = 0; c < d->sheet->columns; c++)
            if (!strcmp(d->sheet->column[c].key, d->chart->column[i]) &&
                !column_words(d->sheet->column[c].type)) {
                d->column[d->columns++] = c;
                break;
            }
}

static bool says(const struct drawn *d, size_t row)
{
    bool any = false;

    for (int i = 0; i < d->columns; i++)
        any |= d->sheet->row[row].cell[d->column[i]].said;
    return any;
}

/* What a cell is worth in a picture, in its own scale: a ratio is its percent. */
static bool worth(const struct drawn *d, size_t row, int series, int64_t *out,
                  int *scale)
{
    const struct sheet_cell *c = &d->sheet->row[row].cell[d->column[series]];
    bool said = c->said;

    *scale = c->scale;
    *out = c->number;
    if (said && d->sheet->column[d->column[series]].type == COLUMN_RATIO) {
        *scale = 2;
        *out = ratio_percent(c->number, c->of, &said);
    }
    return said;
}

struct placed {
    size_t row;
    int64_t v;
};

static int greatest_first(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;

    if (x->v != y->v)
        return x->v < y->v ? 1 : -1;
    return x->row < y->row ? -1 : 1;
}

static void rows_rank(struct drawn *d)
{
    struct placed at[CHART_POINTS];
    int scale;

    for (size_t i = 0; i < d->rows; i++) {
        at[i].row = d->row[i];
        if (!worth(d, d->row[i], 0, &at[i].v, &scale))
            at[i].v = INT64_MIN;
    }
    if (d->rows)
        qsort(at, d->rows, sizeof *at, greatest_first);
    d->rows = d->rows < CHART_RANKED ? d->rows : CHART_RANKED;
    for (size_t i = 0; i < d->rows; i++)
        d->row[i] = at[i].row;
}

/* Is anything there to be seen? */
static bool shows(const struct drawn *d)
{
    bool any = false;
    int64_t v;
    int scale;

    for (size_t i = 0; i < d->rows; i++)
        for (int k = 0; k < d->columns; k++)
            any |= worth(d, d->row[i], k, &v, &scale) && v;
    return any;
}

static void cells_find(struct drawn *d)
{
    columns_find(d);
    for (size_t i = 0; i < d->sheet->rows && d->rows < CHART_POINTS; i++)
        if (d->sheet->row[i].nature == ROW_PLAIN && says(d, i))
            d->row[d->rows++] = i;
    if (d->chart->kind == CHART_ROWS)
        rows_rank(d);
}

/* ---- as the script takes them -------------------------------------------*/

static void names_put(struct rq *rq, struct buf *b, const struct drawn *d)
{
    buf_z(b, ",\"names\":[");
    for (size_t i = 0; i < d->rows; i++) {
        size_t row = d->row[i];

        /* A place of several lines is named on the first of them. */
        while (row > 0 && !d->sheet->row[row].cell[d->name].text.n &&
               d->sheet->row[row - 1].nature == ROW_PLAIN)
            row--;
        buf_z(b, i ? "," : "");
        buf_json(b, str_of(digits_text(rq,
                                       d->sheet->row[row].cell[d->name].text)));
    }
    buf_z(b, "],\"row\":[");
    for (size_t i = 0; i < d->rows; i++)
        buf_fmt(b, "%s%zu", i ? "," : "", d->row[i]);
    buf_char(b, ']');
}

static void series_put(struct buf *b, const struct drawn *d, int series,
                       enum lang lang)
{
    const struct column *c = &d->sheet->column[d->column[series]];
    int64_t v;
    int scale;

    buf_fmt(b, "%s{\"col\":%d,\"percent\":%s,\"name\":", series ? "," : "",
            d->column[series], c->type == COLUMN_RATIO ? "true" : "false");
    buf_json(b, sheet_heading(d->sheet, d->column[series], lang));
    buf_z(b, ",\"at\":[");
    for (size_t i = 0; i < d->rows; i++) {
        buf_z(b, i ? "," : "");
        if (worth(d, d->row[i], series, &v, &scale))
            number_exact(b, v, scale);
        else
            buf_z(b, "null");
    }
    buf_z(b, "]}");
}

static const char *drawn_text(struct rq *rq, const struct drawn *d,
                              const char *id)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"kind\":\"%s\",\"lakh\":%s,\"title\":",
            kind_name[d->chart->kind], d->sheet->lakh ? "true" : "false");
    buf_json(&b, d->sheet->title);
    if (id) {
        buf_z(&b, ",\"of\":");
        buf_json(&b, str_of(id));
    }
    names_put(rq, &b, d);
    buf_z(&b, ",\"series\":[");
    for (int i = 0; i < d->columns; i++)
        series_put(&b, d, i, rq->lang);
    buf_z(&b, "]}");
    return zstr(rq, buf_str(&b));
}

/* ---- on the page --------------------------------------------------------*/

static bool figure_open(struct rq *rq, const struct sheet *s,
                        const struct chart *c, const char *id)
{
    struct drawn *d = arena_new(rq->arena, struct drawn);

    *d = (struct drawn){ .sheet = s, .chart = c };
    cells_find(d);
    if (!shows(d))
        return false;
    chart_parts(rq);
    html(rq, "<figure class=\"chart\" data-chart=\"%s\">",
         drawn_text(rq, d, id));
    return true;
}

bool chart_of(struct rq *rq, const struct sheet *s, const struct chart *c,
              const char *id)
{
    bool any = figure_open(rq, s, c, id);

    if (any)
        html(rq, "</figure>");
    return any;
}

void chart_draw(struct rq *rq, const struct sheet *s, const struct chart *c)
{
    bool any = figure_open(rq, s, c, NULL), folded = any && c->folded;

    if (folded)
        html(rq, "<details open><summary>%s</summary>",
             word(rq, "chart.table"));
    sheet_draw(rq, s);
    if (folded)
        html(rq, "</details>");
    if (any)
        html(rq, "</figure>");
}
