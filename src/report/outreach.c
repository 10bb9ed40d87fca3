/* outreach - how far the programmes reach: the network's own tables.
 *
 * The first sheet has a row for each organisation in each place, with what it
 * was a quarter ago; the second all indicators by organisation; the third the
 * six counters; with a period, the fourth what happened in it. */
#include "figure_read.sql.h"
#include "report/inside.h"

enum { NOW, PREV, POINTS };
enum { UC_BASE, HH_BASE, UC, HH, CO, COUNTED };
static const char *const counted_code[COUNTED] = { "uc_base", "hh_base", "uc",
                                                   "hh", "co" };

enum {
    COL_PLACE,
    COL_RSP,
    COL_UCS,
    COL_UCS_PREV,
    COL_UCS_NOW,
    COL_UCS_INCR,
    COL_UCS_COV,
    COL_HH,
    COL_HH_PREV,
    COL_HH_NOW,
    COL_HH_INCR,
    COL_HH_COV,
    COL_CO_PREV,
    COL_CO_NOW,
    COL_CO_INCR,
    COLS
};
static const struct column outreach_column[COLS] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "rsp", "outreach.rsp", NULL, COLUMN_TEXT, 0 },
    { "ucs", "outreach.base", "outreach.ucs", COLUMN_NUMBER, 0 },
    { "ucs_prev", "outreach.prev", "outreach.ucs", COLUMN_NUMBER, 0 },
    { "ucs_now", "outreach.now", "outreach.ucs", COLUMN_NUMBER, 0 },
    { "ucs_incr_pct", "outreach.incr", "outreach.ucs", COLUMN_RATIO, 0 },
    { "ucs_cov_pct", "outreach.cov", "outreach.ucs", COLUMN_RATIO, 0 },
    { "hh", "outreach.base", "outreach.hh", COLUMN_NUMBER, 0 },
    { "hh_prev", "outreach.prev", "outreach.hh", COLUMN_NUMBER, 0 },
    { "hh_now", "outreach.now", "outreach.hh", COLUMN_NUMBER, 0 },
    { "hh_incr_pct", "outreach.incr", "outreach.hh", COLUMN_RATIO, 0 },
    { "hh_cov_pct", "outreach.cov", "outreach.hh", COLUMN_RATIO, 0 },
    { "co_prev", "outreach.prev", "outreach.co", COLUMN_NUMBER, 0 },
    { "co_now", "outreach.now", "outreach.co", COLUMN_NUMBER, 0 },
    { "co_incr_pct", "outreach.incr", "outreach.co", COLUMN_RATIO, 0 },
};

struct value {
    bool said;
    int64_t at[POINTS];
};
struct values {
    struct value of[COUNTED];
};

/* All that is read for the table, once. */
struct outreach {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
    struct measure absent;
    const struct measure *measure[COUNTED];
    month at[POINTS + 1];
    int points; /* of them, to read */
    day on;
    struct spots district, province, fine;
    int level;       /* of the rows */
    int scope_level; /* of the place asked for; 0 */
    struct tally at_district[COUNTED], at_fine[COUNTED], at_top[COUNTED];
    struct figures at_province[COUNTED], at_scope[COUNTED];
    struct sheet *sheet;
};

static month before(const struct question *q)
{
    return q->from != MONTH_NONE ? q->from - 1 : q->as_of - 3;
}

static struct figure_ask ask_of(const struct outreach *o, int i, int level)
{
    return (
        struct figure_ask){ .indicator = o->measure[i]->code,
                            .level = level,
                            .project = o->q->project,
                            .on = o->on,
                            .at = o->at,
                            .points = o->points,
                            .figures = o->q->figures,
                            .also = measure_also(o->q, o->measure[i]->code) };
}

/* The base of a place is not any project's. */
static struct figure_ask ask_base(const struct outreach *o, int i, int level)
{
    struct figure_ask ask = ask_of(o, i, level);

    if (i == UC_BASE || i == HH_BASE)
        ask.project = ID_NONE;
    return ask;
}

static void figures_load(struct outreach *o)
{
    for (int i = 0; i < COUNTED; i++) {
        struct figure_ask ask = ask_base(o, i, LEVEL_DISTRICT);

        o->at_district[i] = tally_read(o->db, o->a, &o->ref, o->measure[i],
                                       &ask);
        if (o->level > LEVEL_DISTRICT) {
            ask.level = o->level;
            o->at_fine[i] = tally_read(o->db, o->a, &o->ref, o->measure[i],
                                       &ask);
        } else {
            o->at_fine[i] = o->at_district[i];
        }
        o->at_top[i] = o->at_fine[i];
        if (o->scope_level > LEVEL_DISTRICT && o->scope_level != o->level) {
            ask.level = o->scope_level;
            o->at_top[i] = tally_read(o->db, o->a, &o->ref, o->measure[i],
                                      &ask);
        }
        ask.level = LEVEL_PROVINCE;
        o->at_province[i] = figures_read(o->db, o->a, &ask);
        ask.level = o->scope_level;
        ask.place = o->scope_level < LEVEL_DISTRICT ? o->q->place : ID_NONE;
        if (o->scope_level == LEVEL_PROVINCE)
            o->at_scope[i] = o->at_province[i];
        else if (o->scope_level < LEVEL_DISTRICT)
            o->at_scope[i] = figures_read(o->db, o->a, &ask);
    }
}

static int rows_level(const struct question *q, int scope)
{
    int level = q->by == BY_TALUKA ? LEVEL_TALUKA :
                q->by == BY_UC     ? LEVEL_UC :
                                     LEVEL_DISTRICT;

    return scope > level ? scope : level;
}

static struct outreach outreach_open(struct db *db, const struct question *q,
                                     struct arena *a)
{
    struct outreach o = { .db = db,
                          .a = a,
                          .q = q,
                          .on = month_end(q->as_of),
                          .at = { q->as_of, before(q), q->as_of - 12 },
                          .points = q->sheet == 1 ? POINTS : POINTS + 1 };
    struct str name;

    o.ref = reference_read(db, a, q->lang);
    o.scope_level = id_none(q->place) ?
                        LEVEL_COUNTRY :
                        place_level(db, q->place, a, q->lang, &name);
    o.level = rows_level(q, o.scope_level);
    o.district = spots_read(db, a, LEVEL_DISTRICT, LEVEL_PROVINCE,
                            o.scope_level <= LEVEL_DISTRICT ? q->place :
                                                              ID_NONE,
                            o.on, q->lang);
    o.province = spots_read(db, a, LEVEL_PROVINCE, LEVEL_COUNTRY, ID_NONE, o.on,
                            q->lang);
    o.fine = o.level > LEVEL_DISTRICT ?
                 spots_read(db, a, o.level, LEVEL_DISTRICT, q->place, o.on,
                            q->lang) :
                 o.district;
    return o;
}

/* False where an indicator of the table is not known here. */
static bool measures_find(struct outreach *o)
{
    for (int i = 0; i < COUNTED; i++)
        if (!(o->measure[i] = measure_find(&o->ref, str_of(counted_code[i]))))
            return false;
    return true;
}

/* ---- the numbers of a place, a scope, an organisation -------------------*/

static struct values of_place(struct tally *t, struct id place, struct id rsp)
{
    struct values v = { 0 };

    for (int i = 0; i < COUNTED; i++)
        for (int p = 0; p < POINTS; p++)
            v.of[i].said |= tally_place(&t[i], place, rsp, p, &v.of[i].at[p]);
    return v;
}

static struct values of_scope(const struct outreach *o, const struct figures *f,
                              int level, struct id place, struct id rsp)
{
    struct scope_ask s = { level, place, &o->district };
    struct values v = { 0 };

    for (int i = 0; i < COUNTED; i++)
        for (int p = 0; p < POINTS; p++)
            v.of[i].said |= tally_scope(&o->at_district[i], &f[i], &s, rsp, p,
                                        &v.of[i].at[p]);
    return v;
}

static void values_add(struct values *sum, const struct values *v)
{
    for (int i = 0; i < COUNTED; i++) {
        sum->of[i].said |= v->of[i].said;
        for (int p = 0; p < POINTS; p++)
            sum->of[i].at[p] += v->of[i].at[p];
    }
}

/* ---- rows ---------------------------------------------------------------*/

static int64_t rescaled(int64_t v, int from, int to)
{
    for (; from < to; from++)
        v *= 10;
    return v;
}

struct place_of_row {
    struct str name, rsp_code;
    struct id place, rsp;
    bool unplaced;
};

static void number_cell(const struct outreach *o, struct sheet_row *row,
                        int col, int i, int point, const struct values *v,
                        const struct place_of_row *at)
{
    const struct measure *m = o->measure[i];

    if (!v->of[i].said)
        return;
    cell_scaled(row, col, v->of[i].at[point], m->scale);
    cell_link(row, col,
              postings_link(o->a, o->q, counted_code[i], at->place,
                            m->across == ACROSS_SAME ? ID_NONE : at->rsp,
                            o->at[point], at->unplaced));
}

/* Before, now, and by how much more; the columns lie side by side. */
static void steps_cells(const struct outreach *o, struct sheet_row *row,
                        int col, int i, const struct values *v,
                        const struct place_of_row *at)
{
    number_cell(o, row, col, i, PREV, v, at);
    number_cell(o, row, col + 1, i, NOW, v, at);
    if (v->of[i].said)
        cell_ratio_scaled(row, col + 2, v->of[i].at[NOW] - v->of[i].at[PREV],
                          v->of[i].at[PREV], o->measure[i]->scale);
}

static void cover_cell(const struct outreach *o, struct sheet_row *row, int col,
                       int part, int base, const struct values *v)
{
    int s = o->measure[part]->scale, t = o->measure[base]->scale,
        scale = s > t ? s : t;

    if (!v->of[part].said || !v->of[base].said)
        return;
    cell_ratio_scaled(row, col, rescaled(v->of[part].at[NOW], s, scale),
                      rescaled(v->of[base].at[NOW], t, scale), scale);
}

static void outreach_row(struct outreach *o, enum row_nature nature,
                         const struct place_of_row *at, const struct values *v)
{
    struct sheet_row *row = sheet_add(o->sheet, nature);

    cell_text(row, COL_PLACE, at->name);
    if (at->rsp_code.n)
        cell_text(row, COL_RSP, at->rsp_code);
    number_cell(o, row, COL_UCS, UC_BASE, NOW, v, at);
    number_cell(o, row, COL_HH, HH_BASE, NOW, v, at);
    steps_cells(o, row, COL_UCS_PREV, UC, v, at);
    steps_cells(o, row, COL_HH_PREV, HH, v, at);
    steps_cells(o, row, COL_CO_PREV, CO, v, at);
    cover_cell(o, row, COL_UCS_COV, UC, UC_BASE, v);
    cover_cell(o, row, COL_HH_COV, HH, HH_BASE, v);
}

static bool works(const struct values *v)
{
    return v->of[UC].said || v->of[HH].said || v->of[CO].said;
}

static bool any_number(const struct values *v)
{
    for (int i = UC; i < COUNTED; i++)
        if (v->of[i].at[NOW] || v->of[i].at[PREV])
            return true;
    return false;
}

static bool wanted(const struct outreach *o, const struct runner *r)
{
    return id_none(o->q->rsp) || id_same(o->q->rsp, r->id);
}

/* A row for each organisation there; the place alone where there is none. */
static void place_rows(struct outreach *o, const struct spot *s)
{
    struct values base = of_place(o->at_fine, s->id, ID_NONE);
    bool any = false;

    for (size_t i = 0; i < o->ref.runners; i++) {
        const struct runner *r = &o->ref.runner[i];
        struct values v;

        if (!wanted(o, r))
            continue;
        v = of_place(o->at_fine, s->id, r->id);
        if (!works(&v) || (r->network && !any_number(&v)))
            continue;
        any = true;
        outreach_row(o, ROW_PLAIN,
                     &(struct place_of_row){ s->name, r->code, s->id, r->id,
                                             false },
                     &v);
    }
    if (!any && id_none(o->q->rsp) &&
        (base.of[UC_BASE].said || base.of[HH_BASE].said))
        outreach_row(o, ROW_PLAIN,
                     &(struct place_of_row){ s->name, S(""), s->id, ID_NONE,
                                             false },
                     &base);
}

/* What an organisation has in a group but in none of its places: filed under
 * a name that nobody has settled yet, or for the group as a whole. */
static struct values left_over(const struct outreach *o,
                               const struct values *all, struct id home,
                               struct id rsp)
{
    struct values left = *all;

    for (int i = 0; i < COUNTED; i++)
        left.of[i].said = false;
    for (size_t j = 0; j < o->fine.n; j++) {
        if (!id_none(home) && !id_same(o->fine.at[j].home, home))
            continue;
        for (int i = UC; i < COUNTED; i++) {
            const struct figure *f = figures_find(&o->at_fine[i].own,
                                                  o->fine.at[j].id, rsp);

            for (int p = 0; f && p < POINTS; p++)
                left.of[i].at[p] -= f->at[p];
        }
    }
    for (int i = UC; i < COUNTED; i++)
        left.of[i].said = left.of[i].at[NOW] || left.of[i].at[PREV];
    return left;
}

static struct values own_of(const struct figures *f, struct id place,
                            struct id rsp)
{
    struct values v = { 0 };

    for (int i = 0; i < COUNTED; i++) {
        const struct figure *own = figures_find(&f[i], place, rsp);

        for (int p = 0; own && p < POINTS; p++)
            v.of[i].at[p] = own->at[p];
        v.of[i].said = own && own->said;
    }
    return v;
}

static void left_rows(struct outreach *o, const struct figures *f,
                      const struct spot *group)
{
    for (size_t i = 0; i < o->ref.runners; i++) {
        const struct runner *r = &o->ref.runner[i];
        struct values v;

        if (!wanted(o, r))
            continue;
        v = own_of(f, group->id, r->id);
        if (!works(&v))
            continue;
        v = left_over(o, &v, group->id, r->id);
        if (works(&v))
            outreach_row(o, ROW_PLAIN,
                         &(struct place_of_row){
                             say(o->q->lang, "outreach.unplaced"), r->code,
                             group->id, r->id, o->level == LEVEL_DISTRICT },
                         &v);
    }
}

/* ---- totals -------------------------------------------------------------*/

/* The base of an organisation's total is of the places where it works. */
static void base_where_works(struct outreach *o, struct id home, struct id rsp,
                             struct values *v)
{
    struct values sum = { 0 };

    for (size_t i = 0; i < o->district.n; i++) {
        const struct spot *d = &o->district.at[i];
        struct values one;

        if (!id_none(home) && !id_same(d->home, home))
            continue;
        one = of_place(o->at_district, d->id, rsp);
        if (works(&one))
            values_add(&sum, &one);
    }
    v->of[UC_BASE] = sum.of[UC_BASE];
    v->of[HH_BASE] = sum.of[HH_BASE];
}

static struct values province_total(struct outreach *o, struct id province)
{
    struct values v = of_scope(o, o->at_province, LEVEL_PROVINCE, province,
                               o->q->rsp);

    if (!id_none(o->q->rsp))
        base_where_works(o, province, o->q->rsp, &v);
    return v;
}

static struct values grand_total(struct outreach *o, struct id rsp)
{
    struct values v;

    if (o->scope_level >= LEVEL_DISTRICT) {
        struct tally *t = o->scope_level == LEVEL_DISTRICT ? o->at_district :
                                                             o->at_top;

        return of_place(t, o->q->place, rsp);
    }
    v = of_scope(o, o->at_scope, o->scope_level, o->q->place, rsp);
    if (!id_none(rsp))
        base_where_works(o, ID_NONE, rsp, &v);
    return v;
}

static void total_row(struct outreach *o, enum row_nature nature,
                      struct str name, struct id place, const struct values *v)
{
    outreach_row(o, nature,
                 &(struct place_of_row){ name, S(""), place, o->q->rsp, false },
                 v);
}

static void grand_row(struct outreach *o)
{
    struct values v = grand_total(o, o->q->rsp);

    total_row(o, ROW_TOTAL, say(o->q->lang, "report.grand_total"), o->q->place,
              &v);
}

static bool any_said(const struct values *v)
{
    for (int i = 0; i < COUNTED; i++)
        if (v->of[i].said)
            return true;
    return false;
}

/* ---- the table, by province, by organisation ----------------------------*/

static void group_rows(struct outreach *o, const struct spot *group,
                       const struct figures *f, const struct values *total)
{
    size_t first = o->sheet->rows;
    struct sheet_row *head = sheet_add(o->sheet, ROW_HEADING);

    cell_text(head, COL_PLACE, group->name);
    for (size_t i = 0; i < o->fine.n; i++)
        if (id_same(o->fine.at[i].home, group->id))
            place_rows(o, &o->fine.at[i]);
    if (f)
        left_rows(o, f, group);
    if (o->sheet->rows == first + 1) {
        o->sheet->rows = first;
        return;
    }
    total_row(o, ROW_TOTAL,
              words_join(o->a, group->name, say(o->q->lang, "report.total")),
              group->id, total);
}

static bool in_scope(const struct outreach *o, struct id province)
{
    if (o->scope_level == LEVEL_COUNTRY)
        return true;
    if (o->scope_level == LEVEL_PROVINCE)
        return id_same(o->q->place, province);
    for (size_t i = 0; i < o->district.n; i++)
        if (id_same(o->district.at[i].home, province))
            return true;
    return false;
}

/* Where a scope is smaller than a province, its province has no row of its
 * own: nothing of the rest of it was asked for. */
static struct values province_part(struct outreach *o, struct id province)
{
    return o->scope_level > LEVEL_PROVINCE ? grand_total(o, o->q->rsp) :
                                             province_total(o, province);
}

static void district_table(struct outreach *o)
{
    for (size_t i = 0; i < o->province.n; i++) {
        const struct spot *p = &o->province.at[i];
        struct values v;

        if (!in_scope(o, p->id))
            continue;
        v = province_part(o, p->id);
        group_rows(o, p,
                   o->scope_level > LEVEL_PROVINCE ? NULL : o->at_province, &v);
    }
}

/* Talukas or union councils, under their districts. */
static void fine_table(struct outreach *o)
{
    struct figures own[COUNTED];

    for (int i = 0; i < COUNTED; i++)
        own[i] = o->at_district[i].own;
    for (size_t i = 0; i < o->district.n; i++) {
        const struct spot *d = &o->district.at[i];
        struct values v = of_place(o->at_district, d->id, o->q->rsp);

        if (o->scope_level <= LEVEL_DISTRICT)
            group_rows(o, d, own, &v);
    }
    for (size_t i = 0; o->scope_level > LEVEL_DISTRICT && i < o->fine.n; i++)
        place_rows(o, &o->fine.at[i]);
}

static void province_table(struct outreach *o)
{
    for (size_t i = 0; i < o->province.n; i++) {
        const struct spot *p = &o->province.at[i];
        struct values v;

        if (!in_scope(o, p->id))
            continue;
        v = province_part(o, p->id);
        if (any_said(&v))
            total_row(o, ROW_PLAIN, p->name, p->id, &v);
    }
}

static void rsp_table(struct outreach *o)
{
    for (size_t i = 0; i < o->ref.runners; i++) {
        const struct runner *r = &o->ref.runner[i];
        struct values v;

        if (!wanted(o, r))
            continue;
        v = grand_total(o, r->id);
        if (!works(&v) || (r->network && !any_number(&v)))
            continue;
        outreach_row(o, ROW_PLAIN,
                     &(struct place_of_row){ S(""), r->code, o->q->place, r->id,
                                             false },
                     &v);
    }
}

/* What stands at the country alone, in no province. */
static void country_rows(struct outreach *o)
{
    struct spot country = { ID_NONE, ID_NONE, S("") };
    struct rows r = db_rows(o->db, SQL_REPORT_COUNTRY);

    if (db_next(&r))
        country.id = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < o->ref.runners; i++) {
        const struct runner *run = &o->ref.runner[i];
        struct values v = own_of(o->at_scope, country.id, run->id);

        if (!wanted(o, run))
            continue;
        for (size_t j = 0; j < o->province.n; j++) {
            struct values p = own_of(o->at_province, o->province.at[j].id,
                                     run->id);

            for (int k = UC; k < COUNTED; k++)
                for (int n = 0; n < POINTS; n++)
                    v.of[k].at[n] -= p.of[k].at[n];
        }
        v.of[UC_BASE].said = v.of[HH_BASE].said = false;
        if (any_number(&v))
            outreach_row(o, ROW_PLAIN,
                         &(struct place_of_row){
                             say(o->q->lang, "outreach.unplaced"), run->code,
                             country.id, run->id, true },
                         &v);
    }
}

static void table_make(struct outreach *o, struct sheet *out)
{
    *out = sheet_start(o->a, outreach_column, COLS);
    out->title = say(o->q->lang, "outreach.title");
    out->subtitle = question_caption(o->db, o->q, o->a);
    out->lakh = o->q->lakh;
    o->sheet = out;
    if (o->q->by == BY_PROVINCE)
        province_table(o);
    else if (o->q->by == BY_RSP)
        rsp_table(o);
    else if (o->level > LEVEL_DISTRICT)
        fine_table(o);
    else
        district_table(o);
    if (o->scope_level == LEVEL_COUNTRY && o->q->by != BY_RSP &&
        o->level == LEVEL_DISTRICT)
        country_rows(o);
    grand_row(o);
    sheet_note(out, say(o->q->lang, "outreach.note.prev"));
    sheet_note(out, say(o->q->lang, "outreach.note.once"));
    sheet_note(out, say(o->q->lang, "outreach.note.cover"));
    if (o->q->groups)
        sheet_note(out, say(o->q->lang, "report.note.groups"));
}

/* The network's outreach: union councils, households and community
 * organisations by place and programme, all indicators by programme, and the
 * six counters. --by province, district, taluka, uc or rsp. */
REPORT(outreach, RIGHT_NONE)
{
    struct outreach o;
    int n = 0;

    if (!question_good(db, q, a, f))
        return 0;
    o = outreach_open(db, q, a);
    if (!measures_find(&o)) {
        tell(f, STOP, "report.no_indicator", "");
        return 0;
    }
    if (!q->sheet || q->sheet == 1) {
        figures_load(&o);
        table_make(&o, &out[n++]);
    }
    if (!q->sheet || q->sheet == 2)
        cumulative_sheet(db, q, &o.ref, a, &out[n++]);
    if (!q->sheet || q->sheet == 3)
        counters_sheet(db, q, &o.ref, a, &out[n++]);
    if (q->from != MONTH_NONE && (!q->sheet || q->sheet == 4))
        period_sheet(db, q, &o.ref, a, &out[n++]);
    if (!n)
        tell(f, STOP, "report.no_sheet", "sheet");
    return n;
}
