/* cutover - filings and registers of a district side by side, until head
 * office signs that the registers count, and what the switch changed then. */
#include "cutover.sql.h"
#include "report/inside.h"

/* Figures of all districts as of a month, read once for all the pairs. */
struct shelf {
    struct str code;
    month at;
    struct figures of;
};
struct cutovers {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
    struct shelf *shelf;
    size_t shelves, room;
    struct cutover_pair *pair;
    size_t pairs, pair_room;
};

static const struct figures *shelf_at(struct cutovers *c, struct str code,
                                      month at)
{
    struct figure_ask ask = { .indicator = code,
                              .level = LEVEL_DISTRICT,
                              .project = c->q->project,
                              .on = month_end(c->q->as_of),
                              .at = &at,
                              .points = 1,
                              .figures = c->q->figures };
    struct shelf *s;

    for (size_t i = 0; i < c->shelves; i++)
        if (c->shelf[i].at == at && str_same(c->shelf[i].code, code))
            return &c->shelf[i].of;
    arena_room(c->a, c->shelf, c->shelves, c->room);
    s = &c->shelf[c->shelves++];
    *s = (struct shelf){ code, at, figures_read(c->db, c->a, &ask) };
    return &s->of;
}

static struct place_total number_of(struct cutovers *c,
                                    const struct cutover_pair *p,
                                    struct str code, month at)
{
    const struct figure *f = figures_find(shelf_at(c, code, at), p->place,
                                          p->rsp);

    return f ? (struct place_total){ f->said, f->at[0] } :
               (struct place_total){ .said = false };
}

static struct str kept_code(struct arena *a, struct str code)
{
    struct buf b = buf_start(a);

    buf_z(&b, KEPT);
    buf_add(&b, code);
    return buf_str(&b);
}

/* Before anybody signed, both as of the last filing; after it, the level of
 * the month before and of the month from which registers count. */
static void line_fill(struct cutovers *c, const struct cutover_pair *p,
                      struct cutover_line *l)
{
    bool signed_off = l->until != MONTH_NONE;

    l->kept_code = signed_off ? l->code : kept_code(c->a, l->code);
    l->filed_at = signed_off             ? l->until - 1 :
                  p->filed != MONTH_NONE ? p->filed :
                                           c->q->as_of;
    l->kept_at = signed_off ? l->until : l->filed_at;
    l->filed = number_of(c, p, l->code, l->filed_at);
    l->kept = number_of(c, p, l->kept_code, l->kept_at);
    l->now = number_of(c, p, l->kept_code, c->q->as_of);
}

static void line_take(struct cutovers *c, struct cutover_pair *p,
                      const struct rows *r)
{
    const struct measure *m = measure_find(&c->ref, db_str(r, 0));
    struct cutover_line *l = &p->line[p->lines];

    if (!m || (p->lines && str_same(p->line[p->lines - 1].code, m->code)))
        return; /* two ledgers of one indicator */
    *l = (struct cutover_line){ .code = m->code,
                                .name = m->name,
                                .scale = m->scale,
                                .rank = m->rank,
                                .flow = db_int(r, 1) == 1,
                                .until = db_null(r, 2) ? MONTH_NONE :
                                                         (month)db_int(r, 2),
                                .cutover = db_id(r, 3) };
    p->lines++;
}

static void lines_read(struct cutovers *c, struct cutover_pair *p)
{
    struct rows r = db_rows(c->db, SQL_CUTOVERS_ENDS);
    size_t n = 0;

    p->line = arena_many(c->a, struct cutover_line, c->ref.measures);
    db_bind_id(&r, 1, p->place);
    db_bind_id(&r, 2, p->rsp);
    while (p->lines < c->ref.measures && db_next(&r))
        line_take(c, p, &r);
    db_done(&r);
    for (size_t i = 0; i < p->lines; i++) {
        struct cutover_line l = p->line[i];
        size_t at = n;

        line_fill(c, p, &l);
        p->waits |= l.until == MONTH_NONE;
        if (!l.filed.said && !l.kept.said && !l.now.said)
            continue;
        for (; at && p->line[at - 1].rank > l.rank; at--)
            p->line[at] = p->line[at - 1];
        p->line[at] = l;
        n++;
    }
    p->lines = n;
}

static bool asked_for(const struct cutovers *c, const struct asked_place *s,
                      const struct rows *r)
{
    struct id place = db_id(r, 0);

    if (!id_none(c->q->rsp) && !id_same(c->q->rsp, db_id(r, 1)))
        return false;
    if (id_none(c->q->place) || id_same(c->q->place, place))
        return true;
    for (size_t i = 0; i < s->district.n; i++)
        if (id_same(s->district.at[i].id, place))
            return true;
    return false;
}

static void pairs_read(struct cutovers *c)
{
    struct asked_place s = scope_open(c->db, c->q, NULL, c->a);
    struct rows r = db_rows(c->db, SQL_CUTOVERS_PAIRS);

    db_bind_int(&r, 1, c->q->as_of);
    while (db_next(&r)) {
        if (!asked_for(c, &s, &r))
            continue;
        arena_room(c->a, c->pair, c->pairs, c->pair_room);
        c->pair[c->pairs++] = (struct cutover_pair){
            .place = db_id(&r, 0),
            .rsp = db_id(&r, 1),
            .place_name = name_in(&r, 2, c->q->lang, c->a),
            .rsp_code = arena_str(c->a, db_str(&r, 5)),
            .filed = db_null(&r, 6) ? MONTH_NONE : (month)db_int(&r, 6)
        };
    }
}

size_t cutovers_read(struct db *db, const struct question *q, struct arena *a,
                     struct cutover_pair **out)
{
    struct cutovers c = {
        .db = db, .a = a, .q = q, .ref = reference_read(db, a, q->lang)
    };

    pairs_read(&c);
    for (size_t i = 0; i < c.pairs; i++)
        lines_read(&c, &c.pair[i]);
    *out = c.pair;
    return c.pairs;
}

/* ---- the sheet ----------------------------------------------------------*/

enum {
    CUT_PLACE,
    CUT_RSP,
    CUT_CODE,
    CUT_NAME,
    CUT_SINCE,
    CUT_AS_OF,
    CUT_FILED,
    CUT_KEPT,
    CUT_DIFFERENCE,
    CUT_PERCENT,
    CUT_NOW,
    CUT_COLS
};
static const struct column cutover_column[CUT_COLS] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "rsp", "outreach.rsp", NULL, COLUMN_TEXT, 0 },
    { "indicator", "report.code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "since", "cutover.since", NULL, COLUMN_DAY, 0 },
    { "as_of", "report.as_of", NULL, COLUMN_TEXT, 0 },
    { "filed", "cutover.filed", NULL, COLUMN_NUMBER, 0 },
    { "registers", "cutover.kept", NULL, COLUMN_NUMBER, 0 },
    { "difference", "cutover.difference", NULL, COLUMN_NUMBER, 0 },
    { "difference_pct", "cutover.percent", NULL, COLUMN_RATIO, 0 },
    { "registers_now", "cutover.now", NULL, COLUMN_NUMBER, 0 },
};

static void total_cell(struct arena *a, const struct question *q,
                       struct sheet_row *row, int col,
                       const struct cutover_pair *p,
                       const struct cutover_line *l,
                       const struct place_total *t, struct str code, month at)
{
    if (!t->said)
        return;
    cell_scaled(row, col, t->amount, l->scale);
    cell_link(row, col,
              postings_link(a, q, arena_z(a, code), p->place, p->rsp, at,
                            false));
}

static void cutover_row(struct sheet *out, const struct question *q,
                        const struct cutover_pair *p,
                        const struct cutover_line *l)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    struct arena *a = out->arena;

    cell_text(row, CUT_PLACE, p->place_name);
    cell_text(row, CUT_RSP, p->rsp_code);
    cell_text(row, CUT_CODE, l->code);
    cell_text(row, CUT_NAME, l->name);
    if (l->until != MONTH_NONE)
        cell_text(row, CUT_SINCE, month_said(a, l->until));
    cell_text(row, CUT_AS_OF, month_said(a, l->filed_at));
    total_cell(a, q, row, CUT_FILED, p, l, &l->filed, l->code, l->filed_at);
    total_cell(a, q, row, CUT_KEPT, p, l, &l->kept, l->kept_code, l->kept_at);
    total_cell(a, q, row, CUT_NOW, p, l, &l->now, l->kept_code, q->as_of);
    if (!l->filed.said || !l->kept.said)
        return;
    cell_scaled(row, CUT_DIFFERENCE, l->kept.amount - l->filed.amount,
                l->scale);
    cell_ratio_scaled(row, CUT_PERCENT, l->kept.amount - l->filed.amount,
                      l->filed.amount, l->scale);
}

/* Filings and registers side by side, for each district where an RSP keeps
 * registers: until somebody signs, as of the last filing; then the month before
 * and the first month in which the registers count. */
REPORT(cutover, RIGHT_SEE)
{
    struct cutover_pair *pair;
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    n = cutovers_read(db, q, a, &pair);
    *out = sheet_start(a, cutover_column, CUT_COLS);
    out->title = say(q->lang, "cutover.title");
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < pair[i].lines; j++)
            cutover_row(out, q, &pair[i], &pair[i].line[j]);
    sheet_note(out, say(q->lang, "cutover.note"));
    sheet_note(out, say(q->lang, "cutover.note.flow"));
    sheet_note(out, say(q->lang, "report.note.rupees"));
    return 1;
}
