/* goals - what is asked for, built and counted, by the goal it serves.
 *
 * A need or a scheme serves one goal: the one it names, else that of its sector;
 * so sums over goals count each once. An indicator or a project may serve
 * several. */
#include <stdlib.h>

#include "core/need_stand.h"
#include "goals.sql.h"
#include "report/progress.h"

/* The numbers of needs, of schemes, of trainings, of work with land and animals,
 * of linkages, as the statements give them. */
enum {
    N_NEEDS,
    N_DONE,
    N_COST,
    N_HOUSEHOLDS,
    N_WOMEN,
    N_MEN,
    S_SCHEMES,
    S_DONE,
    S_PAID,
    S_SHARE,
    S_HOUSEHOLDS,
    S_WOMEN,
    S_MEN,
    T_TRAININGS,
    T_WOMEN,
    T_MEN,
    R_TIMES,
    R_WOMEN,
    R_MEN,
    L_LINKAGES,
    L_DELIVERED,
    L_WORTH,
    NUMBERS
};

struct aimed_goal {
    struct str code, title, framework, part_of;
    int64_t family;       /* 0: the Sustainable Development Goals */
    int64_t year, amount; /* of an ADP line; INT_NONE */
    int64_t number[NUMBERS];
    int64_t projects, indicators;
    bool any; /* there is something to show */
};
enum { FAMILY_SDG = 0 };
struct goal_tie {
    struct str goal, indicator, project;
    int64_t sector; /* -1: none */
};
struct goals {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct aimed_goal *goal;
    size_t n, room;
    struct goal_tie *tie;
    size_t ties, tie_room;
    struct aimed_goal none; /* what serves no goal */
};

/* ---- order of codes -----------------------------------------------------*/

static bool digits_cut(struct str *s, int64_t *out)
{
    size_t n = 0;
    struct str head;

    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    head = (struct str){ s->p, n };
    if (!n || !int_read(head, out))
        return false;
    *s = str_from(*s, n);
    return true;
}

/* Numbers by their value: 1.2 before 1.10, and both before 1.a. */
static int code_order(struct str a, struct str b)
{
    while (a.n && b.n) {
        int64_t x, y;
        struct str s = a, t = b;
        bool one = digits_cut(&s, &x), two = digits_cut(&t, &y);

        if (one && two && x != y)
            return x < y ? -1 : 1;
        if (one != two)
            return one ? -1 : 1;
        if (!one) {
            if (*a.p != *b.p)
                return (unsigned char)*a.p < (unsigned char)*b.p ? -1 : 1;
            s = str_from(a, 1);
            t = str_from(b, 1);
        }
        a = s;
        b = t;
    }
    return a.n ? 1 : b.n ? -1 : 0;
}

/* The families in their order, the frameworks of one by name. */
static int goal_order(const void *a, const void *b)
{
    const struct aimed_goal *x = a, *y = b;
    int order;

    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    order = str_order(x->framework, y->framework);
    return order ? order : code_order(x->code, y->code);
}

/* ---- reading ------------------------------------------------------------*/

static void goals_read(struct goals *g)
{
    struct rows r = db_rows(g->db, SQL_GOALS_ALL);

    while (db_next(&r)) {
        arena_room(g->a, g->goal, g->n, g->room);
        g->goal[g->n++] = (struct aimed_goal){
            .code = arena_str(g->a, db_str(&r, 0)),
            .title = name_in(&r, 1, g->q->lang, g->a),
            .family = db_int(&r, 4),
            .framework = arena_str(g->a, db_str(&r, 5)),
            .part_of = arena_str(g->a, db_str(&r, 6)),
            .year = db_null(&r, 7) ? INT_NONE : db_int(&r, 7),
            .amount = db_null(&r, 8) ? INT_NONE : db_int(&r, 8)
        };
    }
    if (g->n)
        qsort(g->goal, g->n, sizeof *g->goal, goal_order);
}

static void ties_read(struct goals *g)
{
    struct rows r = db_rows(g->db, SQL_GOALS_LINKS);

    while (db_next(&r)) {
        arena_room(g->a, g->tie, g->ties, g->tie_room);
        g->tie[g->ties++] =
            (struct goal_tie){ .goal = arena_str(g->a, db_str(&r, 0)),
                               .indicator = arena_str(g->a, db_str(&r, 1)),
                               .project = arena_str(g->a, db_str(&r, 2)),
                               .sector = db_null(&r, 3) ? -1 : db_int(&r, 3) };
    }
}

static struct aimed_goal *goal_find(struct goals *g, struct str code)
{
    for (size_t i = 0; code.n && i < g->n; i++)
        if (str_same(g->goal[i].code, code))
            return &g->goal[i];
    return NULL;
}

/* The goal that is named, if we know it; else the sector's first by code. */
static struct aimed_goal *goal_served(struct goals *g, struct str named,
                                      int64_t sector)
{
    struct aimed_goal *best = goal_find(g, named);

    if (best)
        return best;
    for (size_t i = 0; sector >= 0 && i < g->ties; i++) {
        struct aimed_goal *of = g->tie[i].sector == sector ?
                                    goal_find(g, g->tie[i].goal) :
                                    NULL;

        if (of && (!best || code_order(of->code, best->code) < 0))
            best = of;
    }
    return best ? best : &g->none;
}

static void scope_bind(const struct goals *g, struct rows *r)
{
    const struct id said[] = { g->q->place, g->q->rsp, g->q->project };

    for (int i = 0; i < (int)LEN(said); i++)
        if (id_none(said[i]))
            db_bind_null(r, i + 1);
        else
            db_bind_id(r, i + 1, said[i]);
    db_bind_int(r, 4, month_end(g->q->as_of));
}

/* Rows of (goal, sector, numbers ...). */
static void rows_take(struct goals *g, struct rows *r, int first, int numbers)
{
    while (db_next(r)) {
        struct aimed_goal *of = goal_served(g, db_str(r, 0),
                                            db_null(r, 1) ? -1 : db_int(r, 1));

        of->any = true;
        for (int i = 0; i < numbers; i++)
            of->number[first + i] += db_int(r, 2 + i);
    }
}

/* So many needs that are alike, as they stood on that day: goal, sector, state,
 * how many, cost, households, women, men, past. False: not of it. */
static bool needs_then(const struct goals *g, const struct rows *r,
                       struct need_stand *s)
{
    int64_t n = db_int(r, 3);

    if (db_null(r, 8)) {
        *s = (struct need_stand){ .leaf = 1,
                                  .state = (int32_t)db_int(r, 2),
                                  .cost = db_int(r, 4),
                                  .households = db_int(r, 5),
                                  .women = db_int(r, 6),
                                  .men = db_int(r, 7) };
    } else {
        int64_t *const of[] = { &s->cost, &s->households, &s->women, &s->men };

        if (!need_past_on(db_str(r, 8), month_end(g->q->as_of), s))
            return false;
        for (size_t i = 0; i < LEN(of); i++)
            *of[i] = *of[i] == INT_NONE ? 0 : *of[i] * n;
    }
    return s->leaf == 1 && s->state != NEED_DROPPED;
}

static void needs_read(struct goals *g)
{
    struct rows r = db_rows(g->db, SQL_GOALS_NEEDS);

    scope_bind(g, &r);
    while (db_next(&r)) {
        struct aimed_goal *of;
        struct need_stand s;

        if (!needs_then(g, &r, &s))
            continue;
        of = goal_served(g, db_str(&r, 0), db_null(&r, 1) ? -1 : db_int(&r, 1));
        of->any = true;
        of->number[N_NEEDS] += db_int(&r, 3);
        of->number[N_DONE] += s.state == NEED_COMPLETED ||
                                      s.state == NEED_VERIFIED ?
                                  db_int(&r, 3) :
                                  0;
        of->number[N_COST] += s.cost;
        of->number[N_HOUSEHOLDS] += s.households;
        of->number[N_WOMEN] += s.women;
        of->number[N_MEN] += s.men;
    }
    db_done(&r);
}

/* Schemes, and what is taught, planted and asked of others. */
static void others_read(struct goals *g)
{
    static const struct {
        int sql, first, numbers;
    } of[] = { { SQL_GOALS_SCHEMES, S_SCHEMES, T_TRAININGS - S_SCHEMES },
               { SQL_GOALS_TRAININGS, T_TRAININGS, R_TIMES - T_TRAININGS },
               { SQL_GOALS_NRM, R_TIMES, L_LINKAGES - R_TIMES },
               { SQL_GOALS_LINKAGES, L_LINKAGES, NUMBERS - L_LINKAGES } };

    for (size_t i = 0; i < LEN(of); i++) {
        struct rows r = db_rows(g->db, of[i].sql);

        scope_bind(g, &r);
        rows_take(g, &r, of[i].first, of[i].numbers);
        db_done(&r);
    }
}

/* Projects of the RSP asked for, each once for a goal. */
static void projects_read(struct goals *g)
{
    struct rows r = db_rows(g->db, SQL_GOALS_PROJECTS);

    if (id_none(g->q->rsp))
        db_bind_null(&r, 1);
    else
        db_bind_id(&r, 1, g->q->rsp);
    while (db_next(&r))
        for (size_t i = 0; i < g->ties; i++) {
            struct aimed_goal *of = str_same(g->tie[i].project, db_str(&r, 0)) ?
                                        goal_find(g, g->tie[i].goal) :
                                        NULL;
            bool twice = false;

            for (size_t j = 0; j < i; j++)
                twice |= str_same(g->tie[j].goal, g->tie[i].goal) &&
                         str_same(g->tie[j].project, g->tie[i].project);
            if (!of || twice)
                continue;
            of->projects++;
            of->any = true;
        }
}

static void indicators_count(struct goals *g)
{
    for (size_t i = 0; i < g->ties; i++) {
        struct aimed_goal *of = g->tie[i].indicator.n ?
                                    goal_find(g, g->tie[i].goal) :
                                    NULL;

        if (!of)
            continue;
        of->indicators++;
        of->any = true;
    }
}

/* ---- by goal ------------------------------------------------------------*/

enum {
    C_CODE,
    C_TITLE,
    C_SET,
    C_PROJECTS,
    C_INDICATORS,
    C_FIRST,
    C_COLS = C_FIRST + NUMBERS
};
static const struct column goals_column[C_COLS] = {
    { "goal", "report.code", NULL, COLUMN_TEXT, 0 },
    { "title", "goals.goal", NULL, COLUMN_TEXT, 0 },
    { "set_aside", "goals.set_aside", NULL, COLUMN_NUMBER, 2 },
    { "projects", "goals.projects", NULL, COLUMN_NUMBER, 0 },
    { "indicators", "goals.indicators", NULL, COLUMN_NUMBER, 0 },
    { "needs", "goals.number", "goals.needs", COLUMN_NUMBER, 0 },
    { "needs_done", "goals.done", "goals.needs", COLUMN_NUMBER, 0 },
    { "needs_cost", "goals.cost", "goals.needs", COLUMN_NUMBER, 2 },
    { "households", "goals.households", "goals.needs", COLUMN_NUMBER, 0 },
    { "women", "report.women", "goals.needs", COLUMN_NUMBER, 0 },
    { "men", "report.men", "goals.needs", COLUMN_NUMBER, 0 },
    { "schemes", "goals.number", "goals.schemes", COLUMN_NUMBER, 0 },
    { "schemes_done", "goals.done", "goals.schemes", COLUMN_NUMBER, 0 },
    { "schemes_paid", "goals.paid", "goals.schemes", COLUMN_NUMBER, 2 },
    { "schemes_share", "goals.share", "goals.schemes", COLUMN_NUMBER, 2 },
    { "scheme_households", "goals.households", "goals.schemes", COLUMN_NUMBER,
      0 },
    { "scheme_women", "report.women", "goals.schemes", COLUMN_NUMBER, 0 },
    { "scheme_men", "report.men", "goals.schemes", COLUMN_NUMBER, 0 },
    { "trainings", "goals.number", "goals.trainings", COLUMN_NUMBER, 0 },
    { "training_women", "report.women", "goals.trainings", COLUMN_NUMBER, 0 },
    { "training_men", "report.men", "goals.trainings", COLUMN_NUMBER, 0 },
    { "nrm", "goals.number", "goals.nrm", COLUMN_NUMBER, 0 },
    { "nrm_women", "report.women", "goals.nrm", COLUMN_NUMBER, 0 },
    { "nrm_men", "report.men", "goals.nrm", COLUMN_NUMBER, 0 },
    { "linkages", "goals.number", "goals.linkages", COLUMN_NUMBER, 0 },
    { "linkages_delivered", "goals.delivered", "goals.linkages", COLUMN_NUMBER,
      0 },
    { "linkages_worth", "goals.worth", "goals.linkages", COLUMN_NUMBER, 2 },
};

static void numbers_put(struct sheet_row *row, const struct aimed_goal *g)
{
    static const int first[] = { N_NEEDS, S_SCHEMES,  T_TRAININGS,
                                 R_TIMES, L_LINKAGES, NUMBERS };

    for (size_t f = 0; f + 1 < LEN(first); f++)
        for (int i = first[f]; g->number[first[f]] && i < first[f + 1]; i++)
            cell_number(row, C_FIRST + i, g->number[i]);
}

static void goal_row(struct sheet *out, const struct aimed_goal *g)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);

    cell_text(row, C_CODE, g->code);
    cell_text(row, C_TITLE, g->title);
    if (g->amount != INT_NONE)
        cell_number(row, C_SET, g->amount);
    if (g->projects)
        cell_number(row, C_PROJECTS, g->projects);
    if (g->indicators)
        cell_number(row, C_INDICATORS, g->indicators);
    numbers_put(row, g);
}

/* Under the goal it is a part of, or the paper it stands in. */
static void heading_row(struct goals *g, struct sheet *out,
                        const struct aimed_goal *of)
{
    const struct aimed_goal *whole = goal_find(g, of->part_of);
    struct sheet_row *row = sheet_add(out, ROW_HEADING);
    struct buf b = buf_start(g->a);

    buf_add(&b,
            of->framework.n ? of->framework : say(g->q->lang, "goals.other"));
    if (whole) {
        buf_z(&b, ": ");
        buf_add(&b, whole->code);
        buf_char(&b, ' ');
        buf_add(&b, whole->title);
    }
    cell_text(row, C_CODE, buf_str(&b));
}

static bool same_heading(const struct aimed_goal *a, const struct aimed_goal *b)
{
    return a && a->family == b->family &&
           str_same(a->framework, b->framework) &&
           str_same(a->part_of, b->part_of);
}

/* Of the shipped goals those that something serves; what an office loaded always,
 * so that it sees what nothing serves yet. */
static bool shown(const struct aimed_goal *g)
{
    return g->any || g->family != FAMILY_SDG;
}

static void total_row(struct goals *g, struct sheet *out)
{
    struct aimed_goal sum = g->none;
    struct sheet_row *row;

    for (size_t i = 0; i < g->n; i++)
        for (int j = 0; j < NUMBERS; j++)
            sum.number[j] += g->goal[i].number[j];
    if (g->none.any) {
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, C_TITLE, say(g->q->lang, "goals.none"));
        numbers_put(row, &g->none);
    }
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, C_TITLE, say(g->q->lang, "report.grand_total"));
    numbers_put(row, &sum);
}

static void goals_sheet(struct goals *g, struct sheet *out)
{
    const struct aimed_goal *last = NULL;

    *out = sheet_start(g->a, goals_column, C_COLS);
    out->title = say(g->q->lang, "report.goals");
    out->subtitle = question_caption(g->db, g->q, g->a);
    out->lakh = g->q->lakh;
    for (size_t i = 0; i < g->n; i++) {
        if (!shown(&g->goal[i]))
            continue;
        if (!same_heading(last, &g->goal[i]))
            heading_row(g, out, &g->goal[i]);
        goal_row(out, &g->goal[i]);
        last = &g->goal[i];
    }
    total_row(g, out);
    sheet_note(out, say(g->q->lang, "goals.note.one"));
    sheet_note(out, say(g->q->lang, "goals.note.now"));
    sheet_note(out, say(g->q->lang, "report.note.rupees"));
}

/* ---- indicators by goal -------------------------------------------------*/

enum {
    I_GOAL,
    I_TITLE,
    I_CODE,
    I_NAME,
    I_MONTH,
    I_YEAR,
    I_AIM,
    I_PCT,
    I_ALL,
    I_COLS
};
static const struct column served_column[I_COLS] = {
    { "goal", "report.code", NULL, COLUMN_TEXT, 0 },
    { "title", "goals.goal", NULL, COLUMN_TEXT, 0 },
    { "indicator", "goals.indicator_code", NULL, COLUMN_TEXT, 0 },
    { "name", "report.indicator", NULL, COLUMN_TEXT, 0 },
    { "month", "progress.this_month", NULL, COLUMN_NUMBER, 0 },
    { "year", "progress.this_year", NULL, COLUMN_NUMBER, 0 },
    { "year_target", "progress.year_target", NULL, COLUMN_NUMBER, 0 },
    { "achieved_pct", "progress.achieved_pct", NULL, COLUMN_RATIO, 0 },
    { "cumulative", "progress.cumulative", NULL, COLUMN_NUMBER, 0 },
};

/* What is read once for all indicators. */
struct served {
    struct progress p;
    struct sheet *out;
};

static void served_row(struct served *s, const struct aimed_goal *g,
                       const struct measure *m)
{
    struct progress *p = &s->p;
    struct number n = number_read(p->db, p->a, &p->ref, &p->scope, p->q, m,
                                  p->at, PROGRESS_POINTS);
    struct sheet_row *row = sheet_add(s->out, ROW_PLAIN);
    int64_t year = n.total[PROGRESS_NOW] - n.total[PROGRESS_JUNE];
    struct progress_aim aim;

    cell_text(row, I_GOAL, g->code);
    cell_text(row, I_TITLE, g->title);
    cell_text(row, I_CODE, m->code);
    cell_text(row, I_NAME, m->name);
    if (n.said) {
        cell_scaled(row, I_MONTH,
                    n.total[PROGRESS_NOW] - n.total[PROGRESS_BEFORE], m->scale);
        cell_scaled(row, I_YEAR, year, m->scale);
        cell_scaled(row, I_ALL, n.total[PROGRESS_NOW], m->scale);
        cell_link(row, I_ALL,
                  postings_link(p->a, p->q, arena_z(p->a, m->code), p->q->place,
                                p->q->rsp, p->q->as_of, false));
    }
    if (!progress_aim(p, m, p->place, &aim))
        return;
    cell_scaled(row, I_AIM, aim.in_year, m->scale);
    cell_ratio_scaled(row, I_PCT, aim.done, aim.in_year, m->scale);
}

static void served_sheet(struct goals *g, struct sheet *out)
{
    struct served s = { .p = progress_of(g->db, g->q, g->a), .out = out };

    *out = sheet_start(g->a, served_column, I_COLS);
    out->title = say(g->q->lang, "goals.by_indicator");
    out->subtitle = question_caption(g->db, g->q, g->a);
    out->lakh = g->q->lakh;
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < g->ties; j++) {
            const struct measure *m =
                g->tie[j].indicator.n &&
                        str_same(g->tie[j].goal, g->goal[i].code) ?
                    measure_find(&s.p.ref, g->tie[j].indicator) :
                    NULL;

            if (m)
                served_row(&s, &g->goal[i], m);
        }
    sheet_note(out, say(g->q->lang, "goals.note.several"));
    sheet_note(out, say(g->q->lang, "progress.note.target"));
    sheet_note(out, say(g->q->lang, "report.note.rupees"));
}

/* What is asked for, built and counted by the goal it serves: the Sustainable
 * Development Goals, government strategies, lines of development programmes. */
REPORT(goals, RIGHT_SEE)
{
    struct goals g = { .db = db, .a = a, .q = q };
    int n = 0;

    if (!question_good(db, q, a, f))
        return 0;
    goals_read(&g);
    ties_read(&g);
    needs_read(&g);
    others_read(&g);
    projects_read(&g);
    indicators_count(&g);
    if (!q->sheet || q->sheet == 1)
        goals_sheet(&g, &out[n++]);
    if (!q->sheet || q->sheet == 2)
        served_sheet(&g, &out[n++]);
    if (!n)
        tell(f, STOP, "report.no_sheet", "sheet");
    return n;
}
