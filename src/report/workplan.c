/* workplan - the plan of a year, July to June, by unit and organiser, beside
 * what came about in its places. */
#include "core/fiscal.h"
#include "report/inside.h"
#include "report/organiser.h"
#include "workplan.sql.h"

enum { YEAR = 12 };
enum { SHEET_ORGANISERS = 2, SHEETS = SHEET_ORGANISERS };
enum {
    W_WHO,
    W_PLACE,
    W_INDICATOR,
    W_ACTIVITY,
    W_JULY,
    W_YEAR = W_JULY + YEAR,
    W_DATE,
    W_DONE,
    W_PCT,
    W_COLS
};
/* Columns of the statement. */
enum {
    Q_PLAN,
    Q_TITLE,
    Q_RSP,
    Q_UNIT,
    Q_STAFF = Q_UNIT + 3,
    Q_PLACE = Q_STAFF + 3,
    Q_PLACE_NAME,
    Q_INDICATOR = Q_PLACE_NAME + 3,
    Q_RSP_ID,
    Q_PROJECT,
    Q_JULY,
    Q_INSIDE = Q_JULY + YEAR,
    Q_ACTIVITY
};

static const struct column workplan_column[W_COLS] = {
    { "organiser", "workplan.organiser", NULL, COLUMN_TEXT, 0 },
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "indicator", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "activity", "field.activity", NULL, COLUMN_TEXT, 0 },
    { "m07", "month.7", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m08", "month.8", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m09", "month.9", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m10", "month.10", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m11", "month.11", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m12", "month.12", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m01", "month.1", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m02", "month.2", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m03", "month.3", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m04", "month.4", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m05", "month.5", "workplan.planned", COLUMN_NUMBER, 0 },
    { "m06", "month.6", "workplan.planned", COLUMN_NUMBER, 0 },
    { "year_target", "progress.year_target", NULL, COLUMN_NUMBER, 0 },
    { "target_to_date", "progress.to_date", NULL, COLUMN_NUMBER, 0 },
    { "achieved", "workplan.in_place", NULL, COLUMN_NUMBER, 0 },
    { "achieved_pct", "progress.achieved_pct", NULL, COLUMN_RATIO, 0 },
};

struct workplan_line {
    struct id plan, place, rsp, project;
    struct str title, rsp_code, unit, staff, place_name, indicator, activity;
    int64_t month[YEAR]; /* INT_NONE: nothing planned */
    bool inside;
};
struct workplans {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
    month july;
    struct sheet *out;
};

static bool line_next(struct workplans *x, struct rows *r,
                      struct workplan_line *l)
{
    enum lang lang = x->q->lang;

    if (!db_next(r))
        return false;
    *l = (struct workplan_line){
        .plan = db_id(r, Q_PLAN),
        .place = db_id(r, Q_PLACE),
        .rsp = db_id(r, Q_RSP_ID),
        .project = db_id(r, Q_PROJECT),
        .title = arena_str(x->a, db_str(r, Q_TITLE)),
        .rsp_code = arena_str(x->a, db_str(r, Q_RSP)),
        .unit = name_in(r, Q_UNIT, lang, x->a),
        .staff = name_in(r, Q_STAFF, lang, x->a),
        .place_name = name_in(r, Q_PLACE_NAME, lang, x->a),
        .indicator = arena_str(x->a, db_str(r, Q_INDICATOR)),
        .activity = arena_str(x->a, db_str(r, Q_ACTIVITY)),
        .inside = db_int(r, Q_INSIDE) == 1
    };
    for (int i = 0; i < YEAR; i++)
        l->month[i] = db_null(r, Q_JULY + i) ? INT_NONE : db_int(r, Q_JULY + i);
    return true;
}

/* What came about in the line's place since July: by whomever, for that RSP and
 * project. */
static bool line_done(struct workplans *x, const struct workplan_line *l,
                      const struct measure *m, int64_t *out)
{
    const month at[] = { x->q->as_of, x->july - 1 };
    int64_t v[LEN(at)];
    bool said = number_whose(x->db, x->a, &x->ref, x->q, m,
                             &(struct whose){ l->place, l->rsp, l->project },
                             at, LEN(at), v);

    *out = v[0] - v[1];
    return said;
}

static void plan_heading(struct workplans *x, const struct workplan_line *l)
{
    struct sheet_row *row = sheet_add(x->out, ROW_HEADING);
    struct str name = words_join(x->a, l->rsp_code, l->unit);

    cell_text(row, W_WHO, words_join(x->a, name, l->title));
}

static void line_row(struct workplans *x, const struct workplan_line *l)
{
    const struct measure *m = measure_find(&x->ref, l->indicator);
    struct sheet_row *row = sheet_add(x->out, ROW_PLAIN);
    int scale = m ? m->scale : 0;
    int64_t year = 0, to_date = 0, done;

    cell_text(row, W_WHO, l->staff);
    cell_text(row, W_PLACE,
              l->inside ? l->place_name :
                          words_join(x->a, l->place_name,
                                     say(x->q->lang, "workplan.outside")));
    cell_text(row, W_INDICATOR, m ? m->name : l->indicator);
    cell_text(row, W_ACTIVITY, l->activity);
    for (int i = 0; i < YEAR; i++) {
        if (l->month[i] == INT_NONE)
            continue;
        cell_scaled(row, W_JULY + i, l->month[i], scale);
        year += l->month[i];
        if (x->july + i <= x->q->as_of)
            to_date += l->month[i];
    }
    cell_scaled(row, W_YEAR, year, scale);
    cell_scaled(row, W_DATE, to_date, scale);
    if (!m || !line_done(x, l, m, &done))
        return;
    cell_scaled(row, W_DONE, done, scale);
    cell_ratio_scaled(row, W_PCT, done, year, scale);
}

static void asked_bind(const struct question *q, struct rows *r, int first)
{
    const struct id said[] = { q->place, q->rsp, q->project };

    for (int i = 0; i < (int)LEN(said); i++)
        if (id_none(said[i]))
            db_bind_null(r, first + i);
        else
            db_bind_id(r, first + i, said[i]);
    db_bind_int(r, first + (int)LEN(said), month_end(q->as_of));
}

/* All lines first: a statement stays open no longer than it is read. */
static size_t lines_read(struct workplans *x, struct workplan_line **out)
{
    struct rows r = db_rows(x->db, SQL_WORKPLAN_ROWS);
    struct workplan_line *line = NULL, l;
    size_t n = 0, room = 0;
    int year, mon, mday;

    day_split(month_first(x->july), &year, &mon, &mday);
    db_bind_int(&r, 1, year);
    asked_bind(x->q, &r, 2);
    while (line_next(x, &r, &l)) {
        arena_room(x->a, line, n, room);
        line[n++] = l;
    }
    *out = line;
    return n;
}

/* The work plans of the year in which the month lies: what each unit and
 * organiser means to do where, month by month from July to June, and what came
 * about there; and by unit and organiser what each did in every month. */
REPORT(workplan, RIGHT_REGISTER)
{
    struct workplans x = { .db = db, .a = a, .q = q, .out = out };
    struct workplan_line *line;
    int sheets = 0;
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    if (q->sheet > SHEETS) {
        tell(f, STOP, "report.no_sheet", "sheet");
        return 0;
    }
    x.july = fiscal_july(q->as_of);
    x.ref = reference_read(db, a, q->lang);
    if (q->sheet == SHEET_ORGANISERS) {
        organisers_sheet(db, q, &x.ref, a, true, out);
        return 1;
    }
    *out = sheet_start(a, workplan_column, W_COLS);
    out->title = say(q->lang, "report.workplan");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    n = lines_read(&x, &line);
    for (size_t i = 0; i < n; i++) {
        if (!i || !id_same(line[i].plan, line[i - 1].plan) ||
            !str_same(line[i].unit, line[i - 1].unit))
            plan_heading(&x, &line[i]);
        line_row(&x, &line[i]);
    }
    sheet_note(out, say(q->lang, "workplan.note.place"));
    sheet_note(out, say(q->lang, "report.note.rupees"));
    sheets = 1;
    if (!q->sheet)
        organisers_sheet(db, q, &x.ref, a, true, &out[sheets++]);
    return sheets;
}
