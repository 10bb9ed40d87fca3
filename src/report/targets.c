/* targets - what was meant to be reached, and how far it got. */
#include "network.sql.h"
#include "report/inside.h"

enum {
    T_PLACE,
    T_RSP,
    T_CODE,
    T_NAME,
    T_BEGINS,
    T_ENDS,
    T_TARGET,
    T_DONE,
    T_PERCENT,
    T_COLS
};
static const struct column targets_column[T_COLS] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "rsp", "outreach.rsp", NULL, COLUMN_TEXT, 0 },
    { "indicator", "report.code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "begins", "targets.begins", NULL, COLUMN_DAY, 0 },
    { "ends", "targets.ends", NULL, COLUMN_DAY, 0 },
    { "target", "targets.target", NULL, COLUMN_NUMBER, 0 },
    { "achieved", "targets.achieved", NULL, COLUMN_NUMBER, 0 },
    { "achieved_pct", "targets.percent", NULL, COLUMN_RATIO, 0 },
};

struct aim {
    struct str code, place_name, rsp_code;
    struct id place, rsp, project;
    month begins, ends;
    int64_t amount;
};

static bool aim_next(struct rows *r, struct arena *a, enum lang lang,
                     struct aim *t)
{
    int name = 8 + (int)lang;

    if (!db_next(r))
        return false;
    *t = (struct aim){
        .code = arena_str(a, db_str(r, 1)),
        .place_name = arena_str(a, db_str(r, db_str(r, name).n ? name : 8)),
        .rsp_code = arena_str(a, db_str(r, 11)),
        .place = db_id(r, 2),
        .rsp = db_id(r, 3),
        .project = db_id(r, 4),
        .begins = (month)db_int(r, 5),
        .ends = (month)db_int(r, 6),
        .amount = db_int(r, 7)
    };
    return true;
}

static bool within(struct db *db, const struct question *q, struct id place)
{
    struct rows r;
    bool in;

    if (id_none(q->place))
        return true;
    r = db_rows(db, SQL_TARGETS_WITHIN);
    db_bind_id(&r, 1, place);
    db_bind_id(&r, 2, q->place);
    db_bind_int(&r, 3, month_end(q->as_of));
    in = db_next(&r);
    db_done(&r);
    return in;
}

/* What came about from the beginning until its end or the as-of month. */
static bool achieved(struct db *db, const struct question *q, struct arena *a,
                     const struct reference *ref, const struct measure *m,
                     const struct aim *t, int64_t *out)
{
    const month at[] = { t->ends < q->as_of ? t->ends : q->as_of,
                         t->begins - 1 };
    int64_t v[LEN(at)];
    bool said;

    if (t->begins > q->as_of)
        return false;
    said = number_whose(db, a, ref, q, m,
                        &(struct whose){ t->place, t->rsp, t->project }, at,
                        LEN(at), v);
    *out = v[0] - v[1];
    return said;
}

static void aim_row(struct db *db, const struct question *q, struct arena *a,
                    const struct reference *ref, const struct aim *t,
                    struct sheet *out)
{
    const struct measure *m = measure_find(ref, t->code);
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    int scale = m ? m->scale : 0;
    int64_t done;

    cell_text(row, T_PLACE, t->place_name);
    cell_text(row, T_RSP, t->rsp_code);
    cell_text(row, T_CODE, t->code);
    cell_text(row, T_NAME, m ? m->name : t->code);
    cell_text(row, T_BEGINS, month_said(a, t->begins));
    cell_text(row, T_ENDS, month_said(a, t->ends));
    cell_scaled(row, T_TARGET, t->amount, scale);
    if (!m || !achieved(db, q, a, ref, m, t, &done))
        return;
    cell_scaled(row, T_DONE, done, scale);
    cell_ratio_scaled(row, T_PERCENT, done, t->amount, scale);
}

/* Targets of places and programmes: meant, achieved in their time up to the
 * month asked for, and percent. */
REPORT(targets, RIGHT_SEE)
{
    struct reference ref;
    struct rows r;
    struct aim *aim = NULL, t;
    size_t n = 0, room = 0;

    if (!question_good(db, q, a, f))
        return 0;
    ref = reference_read(db, a, q->lang);
    *out = sheet_start(a, targets_column, T_COLS);
    out->title = say(q->lang, "targets.title");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    r = db_rows(db, SQL_TARGETS_ALL);
    while (aim_next(&r, a, q->lang, &t)) {
        if ((!id_none(q->rsp) && !id_same(q->rsp, t.rsp)) ||
            (!id_none(q->project) && !id_same(q->project, t.project)))
            continue;
        arena_room(a, aim, n, room);
        aim[n++] = t;
    }
    for (size_t i = 0; i < n; i++)
        if (within(db, q, aim[i].place))
            aim_row(db, q, a, &ref, &aim[i], out);
    sheet_note(out, say(q->lang, "targets.note.period"));
    return 1;
}
