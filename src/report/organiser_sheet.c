/* organiser_sheet - the work plans of a year by unit and organiser: what each
 * meant to do, what each did, and what others did beside them. */
#include "core/fiscal.h"
#include "organiser.sql.h"
#include "report/inside.h"
#include "report/organiser.h"

enum { YEAR = ORGANISER_MONTHS, SHOWN_MOST = 400 };

/* Columns of the statement. */
enum {
    Q_PLAN,
    Q_TITLE,
    Q_RSP_CODE,
    Q_PLACE,
    Q_RSP,
    Q_PROJECT,
    Q_INDICATOR,
    Q_UNIT,
    Q_UNIT_NAME,
    Q_STAFF = Q_UNIT_NAME + 3,
    Q_STAFF_NAME,
    Q_JULY = Q_STAFF_NAME + 3
};

/* Columns of the sheet: months only where they are asked for. */
enum { C_WHO, C_UNIT, C_INDICATOR, C_FIRST };
enum { C_YEAR, C_DATE_AIM, C_DATE_PCT, C_YEAR_AIM, C_YEAR_PCT, C_AFTER };
enum { COLS_MOST = C_FIRST + YEAR + C_AFTER };

static const struct column first_column[C_FIRST] = {
    { "organiser", "workplan.organiser", NULL, COLUMN_TEXT, 0 },
    { "unit", "kind.unit", NULL, COLUMN_TEXT, 0 },
    { "indicator", "report.indicator", NULL, COLUMN_TEXT, 0 },
};
static const struct column month_column[YEAR] = {
    { "m07", "month.7", "progress.done", COLUMN_NUMBER, 0 },
    { "m08", "month.8", "progress.done", COLUMN_NUMBER, 0 },
    { "m09", "month.9", "progress.done", COLUMN_NUMBER, 0 },
    { "m10", "month.10", "progress.done", COLUMN_NUMBER, 0 },
    { "m11", "month.11", "progress.done", COLUMN_NUMBER, 0 },
    { "m12", "month.12", "progress.done", COLUMN_NUMBER, 0 },
    { "m01", "month.1", "progress.done", COLUMN_NUMBER, 0 },
    { "m02", "month.2", "progress.done", COLUMN_NUMBER, 0 },
    { "m03", "month.3", "progress.done", COLUMN_NUMBER, 0 },
    { "m04", "month.4", "progress.done", COLUMN_NUMBER, 0 },
    { "m05", "month.5", "progress.done", COLUMN_NUMBER, 0 },
    { "m06", "month.6", "progress.done", COLUMN_NUMBER, 0 },
};
static const struct column this_month = { "month", "progress.this_month",
                                          "progress.done", COLUMN_NUMBER, 0 };
static const struct column after_column[C_AFTER] = {
    { "achieved", "progress.this_year", "progress.done", COLUMN_NUMBER, 0 },
    { "target_to_date", "progress.to_date", "targets.target", COLUMN_NUMBER,
      0 },
    { "to_date_pct", "targets.percent", "targets.target", COLUMN_RATIO, 0 },
    { "year_target", "progress.year_target", "targets.target", COLUMN_NUMBER,
      0 },
    { "achieved_pct", "progress.achieved_pct", "targets.target", COLUMN_RATIO,
      0 },
};

struct line {
    struct id plan, place, rsp, project, unit, staff;
    struct str title, rsp_code, indicator, unit_name, staff_name;
    int64_t to_date, in_year;
};
/* What a row says. */
struct did {
    int64_t month[YEAR], sum;
};
struct organisers {
    struct db *db;
    struct arena *a;
    const struct question *q;
    const struct reference *ref;
    struct doers *doers;
    month july;
    bool months;
    struct sheet *out;
    struct id shown[SHOWN_MOST]; /* staff whose credit stands in a row */
    size_t shown_n;
};

static int after_at(const struct organisers *x, int col)
{
    return C_FIRST + (x->months ? YEAR : 1) + col;
}

/* ---- lines --------------------------------------------------------------*/

static bool line_next(struct organisers *x, struct rows *r, struct line *l)
{
    enum lang lang = x->q->lang;

    if (!db_next(r))
        return false;
    *l = (struct line){ .plan = db_id(r, Q_PLAN),
                        .place = db_id(r, Q_PLACE),
                        .rsp = db_id(r, Q_RSP),
                        .project = db_id(r, Q_PROJECT),
                        .unit = db_id(r, Q_UNIT),
                        .staff = db_id(r, Q_STAFF),
                        .title = arena_str(x->a, db_str(r, Q_TITLE)),
                        .rsp_code = arena_str(x->a, db_str(r, Q_RSP_CODE)),
                        .indicator = arena_str(x->a, db_str(r, Q_INDICATOR)),
                        .unit_name = name_in(r, Q_UNIT_NAME, lang, x->a),
                        .staff_name = name_in(r, Q_STAFF_NAME, lang, x->a) };
    for (int i = 0; i < YEAR; i++) {
        int64_t v = db_null(r, Q_JULY + i) ? 0 : db_int(r, Q_JULY + i);

        l->in_year += v;
        if (x->july + i <= x->q->as_of)
            l->to_date += v;
    }
    return true;
}

static size_t lines_read(struct organisers *x, struct line **out)
{
    struct rows r = db_rows(x->db, SQL_ORGANISER_LINES);
    struct line *line = NULL, l;
    size_t n = 0, room = 0;
    int year, mon, mday;

    day_split(month_first(x->july), &year, &mon, &mday);
    db_bind_int(&r, 1, year);
    db_bind_id(&r, 2, x->q->place);
    db_bind_id(&r, 3, x->q->rsp);
    db_bind_id(&r, 4, x->q->project);
    db_bind_int(&r, 5, month_end(x->q->as_of));
    while (line_next(x, &r, &l)) {
        arena_room(x->a, line, n, room);
        line[n++] = l;
    }
    *out = line;
    return n;
}

/* ---- rows ---------------------------------------------------------------*/

static void aim_put(struct organisers *x, struct sheet_row *row,
                    const struct measure *m, const struct did *d,
                    const struct line *sum)
{
    int scale = m->scale;

    cell_scaled(row, after_at(x, C_DATE_AIM), sum->to_date, scale);
    cell_ratio_scaled(row, after_at(x, C_DATE_PCT), d->sum, sum->to_date,
                      scale);
    cell_scaled(row, after_at(x, C_YEAR_AIM), sum->in_year, scale);
    cell_ratio_scaled(row, after_at(x, C_YEAR_PCT), d->sum, sum->in_year,
                      scale);
}

static struct sheet_row *did_row(struct organisers *x, const struct measure *m,
                                 enum row_nature nature, struct str who,
                                 struct str unit, const struct did *d)
{
    struct sheet_row *row = sheet_add(x->out, nature);

    cell_text(row, C_WHO, who);
    cell_text(row, C_UNIT, unit);
    cell_text(row, C_INDICATOR, m->name);
    if (x->months)
        for (int i = 0; i < YEAR && x->july + i <= x->q->as_of; i++)
            cell_scaled(row, C_FIRST + i, d->month[i], m->scale);
    else
        cell_scaled(row, C_FIRST, d->month[x->q->as_of - x->july], m->scale);
    cell_scaled(row, after_at(x, C_YEAR), d->sum, m->scale);
    return row;
}

/* "/workplan/entries?indicator=co&staff=...": what stands behind a row. */
static void entries_link(struct organisers *x, struct sheet_row *row,
                         const struct line *l, struct id staff, struct id unit)
{
    const struct {
        const char *name;
        struct id id;
    } said[] = { { "place", l->place },
                 { "rsp", l->rsp },
                 { "project", l->project },
                 { "staff", staff },
                 { "unit", unit } };
    struct buf b = buf_start(x->a);

    buf_z(&b, "/workplan/entries?indicator=");
    buf_add(&b, l->indicator);
    buf_z(&b, "&as_of=");
    month_put(&b, x->q->as_of);
    for (size_t i = 0; i < LEN(said); i++)
        if (!id_none(said[i].id)) {
            buf_fmt(&b, "&%s=", said[i].name);
            id_put(&b, said[i].id);
        }
    if (x->q->figures == FIGURES_CHECKED)
        buf_z(&b, "&figures=checked");
    if (measure_also(x->q, l->indicator).n)
        buf_z(&b, "&groups=1");
    cell_link(row, after_at(x, C_YEAR), buf_str(&b));
}

static bool is_shown(const struct organisers *x, struct id staff)
{
    for (size_t i = 0; i < x->shown_n; i++)
        if (id_same(x->shown[i], staff))
            return true;
    return false;
}

static void did_add(struct did *to, const struct credit *c)
{
    for (int i = 0; i < YEAR; i++)
        to->month[i] += c->month[i];
    to->sum += c->sum;
}

/* What one of the staff did, or all of a unit; from now on it is shown. */
static struct did did_of(struct organisers *x, const struct credits *c,
                         struct id staff, struct id unit)
{
    struct did d = { .sum = 0 };

    for (size_t i = 0; i < c->n; i++) {
        bool theirs = id_none(staff) ? id_same(c->at[i].unit, unit) :
                                       id_same(c->at[i].staff, staff);

        if (!theirs || id_none(c->at[i].staff))
            continue;
        did_add(&d, &c->at[i]);
        if (x->shown_n < SHOWN_MOST && !is_shown(x, c->at[i].staff))
            x->shown[x->shown_n++] = c->at[i].staff;
    }
    return d;
}

/* Lines of one unit and organiser, from `n` of them; the sum of their aims. */
static void whose_row(struct organisers *x, const struct measure *m,
                      const struct credits *c, const struct line *l, size_t n)
{
    struct line sum = *l;
    struct did d;
    struct sheet_row *row;

    if (id_none(l->staff) && id_none(l->unit))
        return; /* of the place: in the row of all */
    for (size_t i = 1; i < n; i++) {
        sum.to_date += l[i].to_date;
        sum.in_year += l[i].in_year;
    }
    d = did_of(x, c, l->staff, l->unit);
    row = did_row(x, m, ROW_PLAIN,
                  id_none(l->staff) ? say(x->q->lang, "organiser.unit") :
                                      l->staff_name,
                  l->unit_name, &d);
    aim_put(x, row, m, &d, &sum);
    entries_link(x, row, l, l->staff, id_none(l->staff) ? l->unit : ID_NONE);
}

/* What the figure says for the place since July. */
static bool figure_of(struct organisers *x, const struct measure *m,
                      const struct line *l, int64_t *out)
{
    const month at[] = { x->q->as_of, x->july - 1 };
    int64_t v[LEN(at)];
    bool said = number_whose(x->db, x->a, x->ref, x->q, m,
                             &(struct whose){ l->place, l->rsp, l->project },
                             at, LEN(at), v);

    *out = v[0] - v[1];
    return said;
}

static void rest_rows(struct organisers *x, const struct measure *m,
                      const struct credits *c, const struct line *l, size_t n)
{
    struct did other = { .sum = 0 }, nobody = { .sum = 0 }, all = { .sum = 0 };
    struct line sum = *l;
    struct sheet_row *row;
    int64_t figure;

    for (size_t i = 0; i < c->n; i++) {
        did_add(&all, &c->at[i]);
        if (id_none(c->at[i].staff))
            did_add(&nobody, &c->at[i]);
        else if (!is_shown(x, c->at[i].staff))
            did_add(&other, &c->at[i]);
    }
    for (size_t i = 1; i < n; i++) {
        sum.to_date += l[i].to_date;
        sum.in_year += l[i].in_year;
    }
    if (other.sum)
        did_row(x, m, ROW_PLAIN, say(x->q->lang, "organiser.others"), S(""),
                &other);
    if (figure_of(x, m, l, &figure))
        nobody.sum += figure - all.sum, all.sum = figure;
    if (nobody.sum) {
        row = did_row(x, m, ROW_PLAIN, say(x->q->lang, "organiser.nobody"),
                      S(""), &nobody);
        entries_link(x, row, l, ID_NONE, ID_NONE);
    }
    row = did_row(x, m, ROW_TOTAL, say(x->q->lang, "report.all"), S(""), &all);
    aim_put(x, row, m, &all, &sum);
    cell_link(row, after_at(x, C_YEAR),
              postings_link(x->a, x->q, arena_z(x->a, l->indicator), l->place,
                            l->rsp, x->q->as_of, false));
}

static bool whose_same(const struct line *a, const struct line *b)
{
    return id_same(a->unit, b->unit) && id_same(a->staff, b->staff);
}

/* All lines of a plan for one indicator. */
static void indicator_rows(struct organisers *x, const struct line *l, size_t n)
{
    const struct measure *m = measure_find(x->ref, l->indicator);
    struct question q = *x->q;
    struct credits c;

    if (!m)
        return;
    q.place = l->place;
    q.rsp = l->rsp;
    q.project = l->project;
    c = credits_read(x->doers, &q, l->indicator, x->july);
    x->shown_n = 0;
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && whose_same(&l[i], &l[j]); j++)
            ;
        whose_row(x, m, &c, &l[i], j - i);
    }
    rest_rows(x, m, &c, l, n);
}

static void plan_heading(struct organisers *x, const struct line *l)
{
    struct str name, place;

    place_level(x->db, l->place, x->a, x->q->lang, &place);
    name = words_join(x->a, l->rsp_code, place);
    cell_text(sheet_add(x->out, ROW_HEADING), C_WHO,
              words_join(x->a, name, l->title));
}

static void sheet_open(struct organisers *x)
{
    struct column *col = arena_many(x->a, struct column, COLS_MOST);
    int n = 0;

    for (int i = 0; i < C_FIRST; i++)
        col[n++] = first_column[i];
    for (int i = 0; i < (x->months ? YEAR : 1); i++)
        col[n++] = x->months ? month_column[i] : this_month;
    for (int i = 0; i < C_AFTER; i++)
        col[n++] = after_column[i];
    *x->out = sheet_start(x->a, col, n);
    x->out->title = say(x->q->lang, "organiser.title");
    x->out->subtitle = question_caption(x->db, x->q, x->a);
    x->out->lakh = x->q->lakh;
    x->out->exact = true;
}

void organisers_sheet(struct db *db, const struct question *q,
                      const struct reference *ref, struct arena *a, bool months,
                      struct sheet *out)
{
    struct organisers *x = arena_new(a, struct organisers);
    struct line *line;
    size_t n;

    *x = (struct organisers){ .db = db,
                              .a = a,
                              .q = q,
                              .ref = ref,
                              .doers = doers_open(db, a),
                              .july = fiscal_july(q->as_of),
                              .months = months,
                              .out = out };
    sheet_open(x);
    n = lines_read(x, &line);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && id_same(line[i].plan, line[j].plan) &&
                        str_same(line[i].indicator, line[j].indicator);
             j++)
            ;
        if (!i || !id_same(line[i].plan, line[i - 1].plan))
            plan_heading(x, &line[i]);
        indicator_rows(x, &line[i], j - i);
    }
    doers_close(x->doers);
    sheet_note(out, say(q->lang, "organiser.note"));
    sheet_note(out, say(q->lang, "report.note.rupees"));
}
