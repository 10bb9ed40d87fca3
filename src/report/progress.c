/* progress - the monthly progress report, in the layout that RSPs use.
 *
 * Sheets: the month by heading (this month, this year, since the beginning,
 * against the plan); the same by place; the network's table by place; its table
 * by RSP; the month told in sentences; who has not reported; each organiser
 * against the work plan. Numbers are read the way the outreach report reads
 * them. */
#include "report/progress.h"
#include <string.h>

#include "core/fiscal.h"
#include "figure_read.sql.h"
#include "report/organiser.h"

enum { UNIT_RUPEES = 4, SHOWN = 3, SPLIT_MIXED = 2 };

const struct progress_heading progress_heading[] = {
    { "districts", "progress.districts", "district", "" },
    { "ucs", "progress.ucs", "uc", "" },
    { "households", "progress.households", "hh", "" },
    { "lsos", "progress.lsos", "lso", "" },
    { "vos", "progress.vos", "vo", "" },
    { "cos", "progress.cos", "co", "co.women|co.men|co.mixed" },
    { "members", "progress.members", "member", "member.women|member.men" },
    { "savings", "progress.savings", "saving", "saving.women|saving.men" },
    { "trained", "progress.trained", "trained", "trained.women|trained.men" },
    { "cif_bodies", "progress.cif_bodies", NULL, "cif.lso|cif.vo" },
    { "cif_disbursed", "progress.cif_disbursed", "cif.amount", "" },
    { "cif_borrowers", "progress.cif_borrowers", "cif.borrower", "" },
    { "credit", "progress.credit", "credit", "credit.women|credit.men" },
    { "loans", "progress.loans", "loan", "loan.women|loan.men" },
    { "insurance", "progress.insurance", "insured",
      "insured.women|insured.men" },
    { "cpi", "progress.cpi", "cpi", "" },
    { "cpi_households", "progress.cpi_households", "cpi.household", "" },
    { "cpi_cost", "progress.cpi_cost", "cpi.cost", "" },
    { "schools", "progress.schools", "school.girls", "" },
    { "students", "progress.students", "pupil", "pupil.girls|pupil.boys" },
    { "literate", "progress.literate", "literate",
      "literate.women|literate.men" },
    { "health_workers", "progress.health_workers", "tba", "tba.women|tba.men" },
};
const int progress_headings = (int)LEN(progress_heading);

/* ---- numbers ------------------------------------------------------------*/

int progress_shown(const struct measure *m, int64_t *v)
{
    int scale = m->scale;

    if (m->unit == UNIT_RUPEES) {
        int64_t cut = 1;

        for (int i = scale + 6; i > SHOWN; i--)
            cut *= 10;
        *v = (*v + (*v < 0 ? -cut : cut) / 2) / cut;
        return SHOWN;
    }
    while (scale && *v % 10 == 0) {
        *v /= 10;
        scale--;
    }
    return scale;
}

void progress_cell(struct sheet_row *row, int col, const struct measure *m,
                   int64_t v)
{
    int scale = progress_shown(m, &v);

    cell_scaled(row, col, v, scale);
}

static void aim_sum(struct progress_aim *to, const struct progress_aim *a)
{
    to->in_month += a->in_month;
    to->to_date += a->to_date;
    to->in_year += a->in_year;
    to->done += a->done;
    to->monthly &= a->monthly;
    to->said |= a->said;
}

/* What is said of this very indicator. */
static bool own_aim(const struct progress *p, const struct measure *m,
                    struct id place, struct progress_aim *out)
{
    const struct aim *a = aims_find(&p->aims, m->code, place);

    if (!a)
        return false;
    *out = (struct progress_aim){ .in_month = a->in_month,
                                  .to_date = a->to_date,
                                  .in_year = a->in_year,
                                  .monthly = a->monthly };
    out->said = aim_done(p->db, p->a, &p->ref, p->q, m, &p->aims, a,
                         &out->done);
    return true;
}

/* Of mixed bodies nobody need plan any; of every other part somebody must. */
bool progress_aim(const struct progress *p, const struct measure *m,
                  struct id place, struct progress_aim *out)
{
    bool any = false, lacks = false;

    if (own_aim(p, m, place, out))
        return true;
    *out = (struct progress_aim){ .monthly = true };
    for (size_t i = 0; i < p->ref.measures; i++) {
        const struct measure *part = &p->ref.measure[i];
        struct progress_aim own;
        bool meant;

        if (!str_same(part->split_of, m->code))
            continue;
        meant = own_aim(p, part, place, &own);
        if (meant)
            aim_sum(out, &own);
        any |= meant;
        lacks |= !meant && part->split != SPLIT_MIXED;
    }
    return any && !lacks;
}

/* ---- lines --------------------------------------------------------------*/

static const char *who_of(const struct measure *m)
{
    static const char *const split[] = { "report.women", "report.men",
                                         "report.mixed", "report.girls",
                                         "report.boys" };

    if (m->split >= 0 && m->split < (int)LEN(split))
        return split[m->split];
    return str_same(m->code, S("cif.lso")) ? "progress.lsos" : "progress.vos";
}

static struct progress_line *line_add(struct progress *p,
                                      const struct progress_heading *of,
                                      const struct measure *m)
{
    struct progress_line *line = &p->line[p->lines++];
    struct number n = number_read(p->db, p->a, &p->ref, &p->scope, p->q, m,
                                  p->at, PROGRESS_POINTS);

    *line = (struct progress_line){
        .of = of, .measure = m, .by_rsp = n.by_rsp, .said = n.said
    };
    memcpy(line->at, n.total, sizeof line->at);
    line->aimed = progress_aim(p, m, p->place, &line->aim);
    return line;
}

static void sum_add(struct progress *p, const struct progress_heading *of,
                    size_t parts)
{
    struct progress_line *line = &p->line[p->lines++];
    const struct progress_line *part = line - parts;
    size_t planned = 0;

    *line = (struct progress_line){ .of = of,
                                    .measure = part->measure,
                                    .whole = true,
                                    .sum = true,
                                    .who = "report.all",
                                    .aim = { .monthly = true } };
    for (size_t i = 0; i < parts; i++) {
        line->said |= part[i].said;
        for (int j = 0; j < PROGRESS_POINTS; j++)
            line->at[j] += part[i].at[j];
        planned += part[i].aimed;
        if (part[i].aimed)
            aim_sum(&line->aim, &part[i].aim);
    }
    line->aimed = planned == parts;
}

static void lines_read(struct progress *p)
{
    p->line = arena_many(p->a, struct progress_line, LEN(progress_heading) * 4);
    for (size_t i = 0; i < LEN(progress_heading); i++) {
        const struct progress_heading *h = &progress_heading[i];
        struct str rest = str_of(h->parts);
        const struct measure *m;
        size_t parts = 0;

        while (rest.n)
            if ((m = measure_find(&p->ref, str_cut(&rest, '|')))) {
                line_add(p, h, m)->who = who_of(m);
                parts++;
            }
        if (!h->code && parts)
            sum_add(p, h, parts);
        m = h->code ? measure_find(&p->ref, str_of(h->code)) : NULL;
        if (m) {
            struct progress_line *line = line_add(p, h, m);

            line->whole = parts > 0;
            line->who = parts ? "report.all" : NULL;
        }
    }
}

/* ---- the month by heading -----------------------------------------------*/

enum {
    M_WHAT,
    M_WHO,
    M_MONTH,
    M_MONTH_AIM,
    M_YEAR,
    M_MEANT,
    M_DATE_AIM,
    M_DATE_PCT,
    M_YEAR_AIM,
    M_YEAR_PCT,
    M_ALL,
    M_COLS
};
static const struct column month_column[M_COLS] = {
    { "heading", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "who", "report.split", NULL, COLUMN_TEXT, 0 },
    { "month", "progress.done", "progress.this_month", COLUMN_NUMBER, 0 },
    { "month_target", "targets.target", "progress.this_month", COLUMN_NUMBER,
      0 },
    { "year", "progress.done", "progress.this_year", COLUMN_NUMBER, 0 },
    { "year_of_target", "progress.of_target", "progress.this_year",
      COLUMN_NUMBER, 0 },
    { "target_to_date", "progress.to_date", "progress.this_year", COLUMN_NUMBER,
      0 },
    { "to_date_pct", "targets.percent", "progress.this_year", COLUMN_RATIO, 0 },
    { "year_target", "progress.year_target", "progress.this_year",
      COLUMN_NUMBER, 0 },
    { "achieved_pct", "progress.achieved_pct", "progress.this_year",
      COLUMN_RATIO, 0 },
    { "cumulative", "progress.cumulative", NULL, COLUMN_NUMBER, 0 },
};

static void aim_cells(struct sheet_row *row, const struct progress_line *l)
{
    const struct measure *m = l->measure;

    if (l->aim.said)
        progress_cell(row, M_MEANT, m, l->aim.done);
    progress_cell(row, M_YEAR_AIM, m, l->aim.in_year);
    cell_ratio_scaled(row, M_YEAR_PCT, l->aim.done, l->aim.in_year, m->scale);
    if (!l->aim.monthly)
        return;
    progress_cell(row, M_MONTH_AIM, m, l->aim.in_month);
    progress_cell(row, M_DATE_AIM, m, l->aim.to_date);
    cell_ratio_scaled(row, M_DATE_PCT, l->aim.done, l->aim.to_date, m->scale);
}

static void month_row(struct progress *p, const struct progress_line *l,
                      struct sheet *out)
{
    struct sheet_row *row = sheet_add(out, l->whole ? ROW_TOTAL : ROW_PLAIN);
    const struct measure *m = l->measure;
    int64_t in_year = l->at[PROGRESS_NOW] - l->at[PROGRESS_JUNE];

    cell_text(row, M_WHAT, say(p->q->lang, l->of->word));
    if (l->who)
        cell_text(row, M_WHO, say(p->q->lang, l->who));
    if (l->said) {
        progress_cell(row, M_MONTH, m,
                      l->at[PROGRESS_NOW] - l->at[PROGRESS_BEFORE]);
        progress_cell(row, M_YEAR, m, in_year);
        progress_cell(row, M_ALL, m, l->at[PROGRESS_NOW]);
        if (!l->sum)
            cell_link(row, M_ALL,
                      postings_link(p->a, p->q, arena_z(p->a, m->code),
                                    p->q->place, p->q->rsp, p->q->as_of,
                                    false));
    }
    if (l->aimed)
        aim_cells(row, l);
}

static struct sheet sheet_of(struct progress *p, const struct column *c,
                             int columns, const char *title)
{
    struct sheet s = sheet_start(p->a, c, columns);

    s.title = say(p->q->lang, title);
    s.subtitle = question_caption(p->db, p->q, p->a);
    s.lakh = p->q->lakh;
    s.exact = true;
    return s;
}

static void month_sheet(struct progress *p, struct sheet *out)
{
    *out = sheet_of(p, month_column, M_COLS, "progress.title");
    for (size_t i = 0; i < p->lines; i++)
        month_row(p, &p->line[i], out);
    sheet_note(out, say(p->q->lang, "progress.note.year"));
    sheet_note(out, say(p->q->lang, "progress.note.target"));
    sheet_note(out, say(p->q->lang, "outreach.note.once"));
    if (p->q->groups)
        sheet_note(out, say(p->q->lang, "report.note.groups"));
}

/* ---- the network's table by RSP -----------------------------------------*/

enum { R_WHAT, R_WHO, R_RSPS };

static int runners_of(struct progress *p, const struct runner **of)
{
    int n = 0;

    for (size_t i = 0; i < p->ref.runners; i++) {
        const struct runner *r = &p->ref.runner[i];

        if (!r->network && (id_none(p->q->rsp) || id_same(p->q->rsp, r->id)))
            of[n++] = r;
    }
    return n;
}

static struct sheet rsp_start(struct progress *p, const struct runner **of,
                              int n)
{
    int cols = R_RSPS + n + 1;
    struct column *col = arena_many(p->a, struct column, (size_t)cols);
    struct str *label = arena_many(p->a, struct str, (size_t)cols);
    struct sheet s;

    col[R_WHAT] = month_column[M_WHAT];
    col[R_WHO] = month_column[M_WHO];
    for (int i = 0; i < n; i++) {
        col[R_RSPS + i] = (struct column){ .key = arena_z(p->a, of[i]->code),
                                           .word = "outreach.rsp",
                                           .type = COLUMN_NUMBER };
        label[R_RSPS + i] = of[i]->code;
    }
    col[R_RSPS + n] = (struct column){ .key = "total",
                                       .word = "report.all",
                                       .type = COLUMN_NUMBER };
    s = sheet_of(p, col, cols, "progress.by_rsp");
    s.label = label;
    return s;
}

static void rsp_cells(struct progress *p, struct sheet_row *row,
                      const struct progress_line *l, const struct runner **of,
                      int n)
{
    for (int i = 0; i < n; i++)
        for (size_t j = 0; j < l->by_rsp.n; j++) {
            const struct figure *f = &l->by_rsp.at[j];

            if (!f->said || !id_same(f->rsp, of[i]->id))
                continue;
            progress_cell(row, R_RSPS + i, l->measure, f->at[PROGRESS_NOW]);
            cell_link(row, R_RSPS + i,
                      postings_link(p->a, p->q, arena_z(p->a, l->measure->code),
                                    p->q->place, of[i]->id, p->q->as_of,
                                    false));
        }
}

/* What the parts of a sum have, RSP by RSP. */
static void rsp_sums(struct sheet_row *row, const struct progress_line *l,
                     const struct runner **of, int n)
{
    for (int i = 0; i < n; i++) {
        int64_t sum = 0;
        bool said = false;

        for (const struct progress_line *part = l - 1; part->of == l->of;
             part--)
            for (size_t j = 0; j < part->by_rsp.n; j++)
                if (id_same(part->by_rsp.at[j].rsp, of[i]->id)) {
                    sum += part->by_rsp.at[j].at[PROGRESS_NOW];
                    said |= part->by_rsp.at[j].said;
                }
        if (said)
            progress_cell(row, R_RSPS + i, l->measure, sum);
    }
}

static void rsp_sheet(struct progress *p, struct sheet *out)
{
    const struct runner **of = arena_many(p->a, const struct runner *,
                                          p->ref.runners + 1);
    int n = runners_of(p, of);

    *out = rsp_start(p, of, n);
    for (size_t i = 0; i < p->lines; i++) {
        const struct progress_line *l = &p->line[i];
        struct sheet_row *row = sheet_add(out,
                                          l->whole ? ROW_TOTAL : ROW_PLAIN);

        cell_text(row, R_WHAT, say(p->q->lang, l->of->word));
        if (l->who)
            cell_text(row, R_WHO, say(p->q->lang, l->who));
        if (l->sum)
            rsp_sums(row, l, of, n);
        else
            rsp_cells(p, row, l, of, n);
        if (l->said)
            progress_cell(row, R_RSPS + n, l->measure, l->at[PROGRESS_NOW]);
    }
    sheet_note(out, say(p->q->lang, "outreach.note.once"));
}

/* ---- the report ---------------------------------------------------------*/

static struct id asked_or_country(struct db *db, const struct question *q)
{
    struct id place = q->place;
    struct rows r;

    if (!id_none(place))
        return place;
    r = db_rows(db, SQL_REPORT_COUNTRY);
    if (db_next(&r))
        place = db_id(&r, 0);
    db_done(&r);
    return place;
}

struct progress progress_of(struct db *db, const struct question *q,
                            struct arena *a)
{
    return (struct progress){
        .db = db,
        .a = a,
        .q = q,
        .ref = reference_read(db, a, q->lang),
        .scope = scope_open(db, q, NULL, a),
        .at = { q->as_of, q->as_of - 1, fiscal_july(q->as_of) - 1 },
        .aims = aims_read(db, a, q->as_of, q->rsp, q->project),
        .place = asked_or_country(db, q),
        .story = arena_new(a, struct story)
    };
}

enum {
    SHEET_MONTH = 1,
    SHEET_PLACES,
    SHEET_TABLE,
    SHEET_RSPS,
    SHEET_STORY,
    SHEET_REPORTERS,
    SHEET_ORGANISERS,
    SHEETS = SHEET_ORGANISERS
};
#define TITLES                                                                 \
    "progress.title|progress.by_place|progress.table|progress.by_rsp|"         \
    "progress.story|progress.reporters|organiser.title"

/* Of the sheets that are asked for, or 0 for all, is any made of the lines? */
static bool has_lines(int sheet)
{
    return sheet != SHEET_TABLE && sheet != SHEET_REPORTERS &&
           sheet != SHEET_ORGANISERS;
}

static bool sheet_make(struct progress *p, int which, struct sheet *out,
                       struct findings *f)
{
    switch (which) {
    case SHEET_MONTH: month_sheet(p, out); break;
    case SHEET_PLACES: progress_places(p, out); break;
    case SHEET_TABLE: return progress_table(p, out, f);
    case SHEET_RSPS: rsp_sheet(p, out); break;
    case SHEET_STORY: progress_story(p, out); break;
    case SHEET_ORGANISERS:
        organisers_sheet(p->db, p->q, &p->ref, p->a, false, out);
        break;
    default: progress_reporters(p, out); break;
    }
    return true;
}

/* The monthly progress report: what came about this month and since July, by
 * women and men, against the plan; by place down to union councils (--by uc), by
 * RSP, told in sentences; who has not reported; and by unit and organiser against
 * the work plan. */
REPORT(progress, RIGHT_REGISTER, .apart = TITLES)
{
    struct question month_only;
    struct progress p;
    struct sheet all[SHEETS + 1];
    int n = 0;

    if (!question_good(db, q, a, f))
        return 0;
    if (q->sheet > SHEETS) {
        tell(f, STOP, "report.no_sheet", "sheet");
        return 0;
    }
    month_only = *q;
    month_only.from = MONTH_NONE; /* it is of one month, whatever the period */
    p = progress_of(db, &month_only, a);
    if (has_lines(q->sheet))
        lines_read(&p);
    for (int i = 1; i <= SHEETS; i++) {
        bool told = i == SHEET_PLACES || i == SHEET_REPORTERS;

        if (q->sheet && q->sheet != i && !(q->sheet == SHEET_STORY && told))
            continue;
        if (i != SHEET_STORY && !sheet_make(&p, i, &all[i], f))
            return 0;
    }
    if (!q->sheet || q->sheet == SHEET_STORY) /* it tells what the others saw */
        sheet_make(&p, SHEET_STORY, &all[SHEET_STORY], f);
    for (int i = 1; i <= SHEETS; i++)
        if (!q->sheet || q->sheet == i)
            out[n++] = all[i];
    return n;
}
