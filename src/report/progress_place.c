/* progress_place - the month by place, from districts down to union councils,
 * and the network's table. */
#include <string.h>

#include "report/progress.h"

/* What a place is measured by, each with a group of columns. */
static const struct measured {
    const char *code, *key, *word;
} measured[] = {
    { "hh", "hh", "progress.households" },
    { "co", "co", "progress.cos" },
    { "member.women", "women", "counters.women" },
    { "member.men", "men", "counters.men" },
    { "saving", "savings", "progress.savings" },
    { "trained.women", "trained_women", "progress.trained_women" },
    { "trained.men", "trained_men", "progress.trained_men" },
    { "cpi", "cpi", "progress.cpi" },
};
enum { MEASURED = LEN(measured) };
enum { G_MONTH, G_ALL, G_AIM, G_PCT, GROUP };
enum { COL_PLACE, COL_FIRST, COLS = COL_FIRST + MEASURED * GROUP };

static const struct {
    const char *key, *word;
    enum column_type type;
} group[GROUP] = {
    { "month", "progress.this_month", COLUMN_NUMBER },
    { "cumulative", "progress.cumulative", COLUMN_NUMBER },
    { "year_target", "progress.year_target", COLUMN_NUMBER },
    { "achieved_pct", "progress.achieved_pct", COLUMN_RATIO },
};

struct places {
    struct progress *p;
    const struct measure *measure[MEASURED];
    struct tally tally[MEASURED];
    int level; /* of the rows */
    struct spots spot;
    int64_t sum[MEASURED][PROGRESS_POINTS];
    struct sheet *out;
};

/* A row's numbers of one measure. */
struct cells {
    bool said;
    int64_t at[PROGRESS_POINTS];
};

static const struct column *columns_make(struct arena *a)
{
    struct column *col = arena_many(a, struct column, COLS);

    col[COL_PLACE] = (struct column){ "place", "outreach.place", NULL,
                                      COLUMN_TEXT, 0 };
    for (int i = 0; i < COLS - COL_FIRST; i++) {
        const struct measured *m = &measured[i / GROUP];
        struct buf key = buf_start(a);

        buf_fmt(&key, "%s_%s", m->key, group[i % GROUP].key);
        col[COL_FIRST + i] = (struct column){ arena_z(a, buf_str(&key)),
                                              group[i % GROUP].word, m->word,
                                              group[i % GROUP].type, 0 };
    }
    return col;
}

static int rows_level(const struct progress *p)
{
    int scope = p->scope.level;
    int level = p->q->by == BY_TALUKA  ? LEVEL_TALUKA :
                p->q->by == BY_UC      ? LEVEL_UC :
                scope < LEVEL_DISTRICT ? LEVEL_DISTRICT :
                                         LEVEL_UC;

    return scope > level ? scope : level;
}

static void places_read(struct places *x)
{
    struct progress *p = x->p;

    for (int i = 0; i < MEASURED; i++) {
        struct figure_ask ask = { .level = x->level,
                                  .project = p->q->project,
                                  .on = p->scope.on,
                                  .at = p->at,
                                  .points = PROGRESS_POINTS,
                                  .figures = p->q->figures };

        x->measure[i] = measure_find(&p->ref, str_of(measured[i].code));
        if (!x->measure[i])
            continue;
        ask.indicator = x->measure[i]->code;
        ask.also = measure_also(p->q, ask.indicator);
        x->tally[i] = tally_read(p->db, p->a, &p->ref, x->measure[i], &ask);
    }
    x->spot = spots_read(p->db, p->a, x->level,
                         x->level > LEVEL_DISTRICT ? LEVEL_DISTRICT :
                                                     LEVEL_PROVINCE,
                         p->q->place, p->scope.on, p->q->lang);
}

/* The same report of one place. */
static struct str place_link(struct progress *p, struct id place)
{
    struct buf b = buf_start(p->a);

    buf_z(&b, "/progress?as_of=");
    month_put(&b, p->q->as_of);
    buf_z(&b, "&place=");
    id_put(&b, place);
    if (!id_none(p->q->rsp)) {
        buf_z(&b, "&rsp=");
        id_put(&b, p->q->rsp);
    }
    if (!id_none(p->q->project)) {
        buf_z(&b, "&project=");
        id_put(&b, p->q->project);
    }
    return buf_str(&b);
}

static void group_cells(struct places *x, struct sheet_row *row, int i,
                        struct id place, const struct cells *c)
{
    const struct measure *m = x->measure[i];
    struct progress *p = x->p;
    int col = COL_FIRST + i * GROUP;
    struct progress_aim aim;

    if (c->said) {
        progress_cell(row, col + G_MONTH, m,
                      c->at[PROGRESS_NOW] - c->at[PROGRESS_BEFORE]);
        progress_cell(row, col + G_ALL, m, c->at[PROGRESS_NOW]);
        cell_link(row, col + G_ALL,
                  postings_link(p->a, p->q, measured[i].code, place, p->q->rsp,
                                p->q->as_of, false));
    }
    if (id_none(place) || !progress_aim(p, m, place, &aim))
        return;
    progress_cell(row, col + G_AIM, m, aim.in_year);
    cell_ratio_scaled(row, col + G_PCT, aim.done, aim.in_year, m->scale);
}

static void note_place(struct places *x, const struct spot *s,
                       const struct cells *c)
{
    struct progress_place *seen = &x->p->story->place[x->p->story->places++];

    *seen = (struct progress_place){ .name = s->name };
    for (int i = 0; i < MEASURED; i++)
        seen->moved |= c[i].at[PROGRESS_NOW] != c[i].at[PROGRESS_BEFORE];
    seen->households = c[0].at[PROGRESS_NOW] - c[0].at[PROGRESS_BEFORE];
}

/* A place where nothing was ever posted and nothing is planned has no row. */
static void place_row(struct places *x, const struct spot *s)
{
    struct cells c[MEASURED] = { { .said = false } };
    struct sheet_row *row;
    bool any = false;

    for (int i = 0; i < MEASURED; i++) {
        struct progress_aim aim;

        if (!x->measure[i])
            continue;
        for (int j = 0; j < PROGRESS_POINTS; j++) {
            c[i].said |= tally_place(&x->tally[i], s->id, x->p->q->rsp, j,
                                     &c[i].at[j]);
            x->sum[i][j] += c[i].at[j];
        }
        any |= c[i].said || progress_aim(x->p, x->measure[i], s->id, &aim);
    }
    if (!any)
        return;
    row = sheet_add(x->out, ROW_PLAIN);
    cell_text(row, COL_PLACE, s->name);
    if (!id_same(s->id, x->p->q->place))
        cell_link(row, COL_PLACE, place_link(x->p, s->id));
    for (int i = 0; i < MEASURED; i++)
        if (x->measure[i])
            group_cells(x, row, i, s->id, &c[i]);
    note_place(x, s, c);
}

static void heading_row(struct places *x, struct str name)
{
    cell_text(sheet_add(x->out, ROW_HEADING), COL_PLACE, name);
}

/* Rows under what they lie in. */
static void grouped_rows(struct places *x, const struct spots *homes)
{
    for (size_t i = 0; i < homes->n; i++) {
        size_t first = x->out->rows;

        heading_row(x, homes->at[i].name);
        for (size_t j = 0; j < x->spot.n; j++)
            if (id_same(x->spot.at[j].home, homes->at[i].id))
                place_row(x, &x->spot.at[j]);
        if (x->out->rows == first + 1)
            x->out->rows = first;
    }
}

/* The whole of the place asked for, as the sheet by heading has it; and what of
 * that stands in none of its rows. */
static const struct progress_line *line_of(const struct progress *p,
                                           const struct measure *m)
{
    for (size_t i = 0; i < p->lines; i++)
        if (p->line[i].measure == m && !p->line[i].sum)
            return &p->line[i];
    return NULL;
}

static void total_rows(struct places *x)
{
    struct cells all[MEASURED] = { { .said = false } },
                 left[MEASURED] = { { .said = false } };
    bool any = false;

    for (int i = 0; i < MEASURED; i++) {
        const struct progress_line *l = x->measure[i] ?
                                            line_of(x->p, x->measure[i]) :
                                            NULL;

        if (!l)
            continue;
        all[i].said = l->said;
        for (int j = 0; j < PROGRESS_POINTS; j++) {
            all[i].at[j] = l->at[j];
            left[i].at[j] = l->at[j] - x->sum[i][j];
            left[i].said |= left[i].at[j] != 0;
        }
        any |= left[i].said;
    }
    for (int last = !any; last < 2; last++) {
        struct sheet_row *row = sheet_add(x->out, last ? ROW_TOTAL : ROW_PLAIN);

        cell_text(row, COL_PLACE,
                  say(x->p->q->lang,
                      last ? "report.grand_total" : "progress.elsewhere"));
        for (int i = 0; i < MEASURED; i++) {
            if (!x->measure[i])
                continue;
            group_cells(x, row, i, last ? x->p->place : ID_NONE,
                        last ? &all[i] : &left[i]);
            if (!last)
                cell_link(row, COL_FIRST + i * GROUP + G_ALL, S(""));
        }
    }
}

void progress_places(struct progress *p, struct sheet *out)
{
    struct places x = { .p = p, .level = rows_level(p), .out = out };

    places_read(&x);
    p->story->place = arena_many(p->a, struct progress_place, x.spot.n + 1);
    p->story->places = 0;
    *out = sheet_start(p->a, columns_make(p->a), COLS);
    out->title = say(p->q->lang, "progress.by_place");
    out->subtitle = question_caption(p->db, p->q, p->a);
    out->lakh = p->q->lakh;
    out->exact = true;
    if (p->scope.level >= LEVEL_DISTRICT) {
        for (size_t i = 0; i < x.spot.n; i++)
            place_row(&x, &x.spot.at[i]);
    } else {
        struct spots homes = x.level > LEVEL_DISTRICT ?
                                 p->scope.district :
                                 spots_read(p->db, p->a, LEVEL_PROVINCE,
                                            LEVEL_COUNTRY, ID_NONE, p->scope.on,
                                            p->q->lang);

        grouped_rows(&x, &homes);
    }
    total_rows(&x);
    sheet_note(out, say(p->q->lang, "progress.note.year"));
    sheet_note(out, say(p->q->lang, "progress.note.target"));
}

/* ---- the network's table ------------------------------------------------*/

static const struct column table_column[] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "ucs", "progress.total", "progress.table.ucs", COLUMN_NUMBER, 0 },
    { "ucs_prev", "progress.prev_quarter", "progress.table.uc", COLUMN_NUMBER,
      0 },
    { "ucs_now", "progress.this_quarter", "progress.table.uc", COLUMN_NUMBER,
      0 },
    { "ucs_incr_pct", "progress.incr", "progress.table.uc", COLUMN_RATIO, 0 },
    { "ucs_cov_pct", "progress.cov", "progress.table.uc", COLUMN_RATIO, 0 },
    { "hh", "progress.total", "progress.table.hhs", COLUMN_NUMBER, 0 },
    { "hh_prev", "progress.prev_quarter", "progress.table.hh", COLUMN_NUMBER,
      0 },
    { "hh_now", "progress.this_quarter", "progress.table.hh", COLUMN_NUMBER,
      0 },
    { "hh_incr_pct", "progress.incr", "progress.table.hh", COLUMN_RATIO, 0 },
    { "hh_cov_pct", "progress.cov", "progress.table.hh", COLUMN_RATIO, 0 },
    { "co_prev", "progress.prev_quarter", "progress.table.co", COLUMN_NUMBER,
      0 },
    { "co_now", "progress.this_quarter", "progress.table.co", COLUMN_NUMBER,
      0 },
    { "co_incr_pct", "progress.incr", "progress.table.co", COLUMN_RATIO, 0 },
    { "rsp", "outreach.rsp", NULL, COLUMN_TEXT, 0 },
};

static int column_of(const struct sheet *s, const char *key)
{
    for (int i = 0; i < s->columns; i++)
        if (!strcmp(s->column[i].key, key))
            return i;
    MUST(!"a column of the outreach table");
    return 0;
}

/* The rows are those of the outreach report, made by it. */
bool progress_table(struct progress *p, struct sheet *out, struct findings *f)
{
    const struct report *r = report_find(S("outreach"));
    struct question q = *p->q;
    struct sheet from;

    q.sheet = 1;
    if (q.by == BY_DEFAULT && p->scope.level >= LEVEL_DISTRICT)
        q.by = BY_UC;
    if (!r || r->make(p->db, &q, p->a, &from, f) != 1)
        return false;
    *out = sheet_start(p->a, table_column, LEN(table_column));
    out->title = say(q.lang, "progress.table");
    out->subtitle = from.subtitle;
    out->lakh = from.lakh;
    for (size_t i = 0; i < from.rows; i++) {
        struct sheet_row *row = sheet_add(out, from.row[i].nature);

        for (int j = 0; j < out->columns; j++)
            row->cell[j] =
                from.row[i].cell[column_of(&from, table_column[j].key)];
    }
    sheet_note(out, say(q.lang, "progress.note.quarter"));
    for (int i = 1; i < from.notes; i++)
        sheet_note(out, from.note[i]);
    return true;
}
