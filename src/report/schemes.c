/* schemes - the report of community infrastructure: begun, finished, working, by
 * type; what both sides paid, for how many; labour of the poor; upkeep
 * (finance.md 6.3). */
#include <string.h>

#include "core/card.h"
#include "core/works.h"
#include "log/log.h"
#include "report/inside.h"
#include "report/spread.h"
#include "report/works_read.h"
#include "schemes.sql.h"

enum { TYPES_MOST = 500, LISTED_MOST = 5000 };

struct of_type {
    struct str code;
    struct str title;
    int64_t identified, initiated, completed, handed, functional, broken;
    int64_t households;
    paisa programme, community, finished; /* finished: of completed ones */
    int64_t days, poor_days;
    paisa wages, poor_wages, collected, upkeep, due;
};

struct works_report {
    struct db *db;
    struct arena *a;
    const struct question *q;
    day on;
    struct of_type *type;
    size_t n;
};

static void asked_bind(const struct works_report *w, struct rows *r)
{
    db_bind_id(r, 1, scope_place(w->db, w->q));
    db_bind_int(r, 2, w->on);
    if (id_none(w->q->rsp))
        db_bind_null(r, 3);
    else
        db_bind_id(r, 3, w->q->rsp);
    if (id_none(w->q->project))
        db_bind_null(r, 4);
    else
        db_bind_id(r, 4, w->q->project);
}

static struct of_type *type_find(const struct works_report *w, struct str code)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_same(w->type[i].code, code))
            return &w->type[i];
    return NULL;
}

static void titles_read(const struct works_report *w)
{
    struct rows r = db_rows(w->db, SQL_SCHEMES_TITLES);

    while (db_next(&r)) {
        struct of_type *t = type_find(w, db_str(&r, 0));

        if (t)
            t->title = arena_str(w->a, own_text(w->q->lang, db_str(&r, 1),
                                                db_str(&r, 2), db_str(&r, 3)));
    }
    db_done(&r);
}

/* What households were to bring since hand-over, whole months. */
static void fees_read(const struct works_report *w)
{
    struct rows r = db_rows(w->db, SQL_SCHEMES_FEES);

    asked_bind(w, &r);
    while (db_next(&r)) {
        struct of_type *t = type_find(w, db_str(&r, 0));
        int64_t months = month_of(w->on) - month_of((day)db_int(&r, 1));

        if (t && months > 0)
            t->due += months * db_int(&r, 2);
    }
    db_done(&r);
}

static void types_read(struct works_report *w)
{
    struct rows r = db_rows(w->db, SQL_SCHEMES_BY_TYPE);

    asked_bind(w, &r);
    while (w->n < TYPES_MOST && db_next(&r))
        w->type[w->n++] =
            (struct of_type){ .code = arena_str(w->a, db_str(&r, 0)),
                              .title = arena_str(w->a, db_str(&r, 0)),
                              .identified = db_int(&r, 1),
                              .initiated = db_int(&r, 2),
                              .completed = db_int(&r, 3),
                              .handed = db_int(&r, 4),
                              .functional = db_int(&r, 5),
                              .broken = db_int(&r, 6),
                              .households = db_int(&r, 7),
                              .programme = db_int(&r, 8),
                              .community = db_int(&r, 9),
                              .finished = db_int(&r, 10),
                              .days = db_int(&r, 11),
                              .poor_days = db_int(&r, 12),
                              .wages = db_int(&r, 13),
                              .poor_wages = db_int(&r, 14),
                              .collected = db_int(&r, 15),
                              .upkeep = db_int(&r, 16) };
    db_done(&r);
    titles_read(w);
    fees_read(w);
}

static struct of_type all_of(const struct works_report *w)
{
    struct of_type all = { .title = say(w->q->lang, "report.total") };

    for (size_t i = 0; i < w->n; i++) {
        const struct of_type *t = &w->type[i];

        all.identified += t->identified;
        all.initiated += t->initiated;
        all.completed += t->completed;
        all.handed += t->handed;
        all.functional += t->functional;
        all.broken += t->broken;
        all.households += t->households;
        all.programme += t->programme;
        all.community += t->community;
        all.finished += t->finished;
        all.days += t->days;
        all.poor_days += t->poor_days;
        all.wages += t->wages;
        all.poor_wages += t->poor_wages;
        all.collected += t->collected;
        all.upkeep += t->upkeep;
        all.due += t->due;
    }
    return all;
}

static void sheet_open(const struct works_report *w, struct sheet *s,
                       const struct column *c, int columns, const char *title)
{
    *s = sheet_start(w->a, c, columns);
    s->title = say(w->q->lang, title);
    s->subtitle = question_caption(w->db, w->q, w->a);
    s->lakh = w->q->lakh;
}

/* ---- built, and what it cost --------------------------------------------*/

enum {
    B_TYPE,
    B_IDENTIFIED,
    B_INITIATED,
    B_COMPLETED,
    B_HANDED,
    B_FUNCTIONAL,
    B_BROKEN,
    B_HOUSEHOLDS,
    B_PROGRAMME,
    B_COMMUNITY,
    B_SHARE,
    B_COST,
    B_EACH,
    B_HOME,
    B_COLS
};
static const struct column built_column[B_COLS] = {
    { "type", "field.type", NULL, COLUMN_TEXT, 0 },
    { "identified", "works.stage.identified", "works.how_many", COLUMN_NUMBER,
      0 },
    { "initiated", "works.stage.initiated", "works.how_many", COLUMN_NUMBER,
      0 },
    { "completed", "works.stage.completed", "works.how_many", COLUMN_NUMBER,
      0 },
    { "handed_over", "works.stage.handed_over", "works.how_many", COLUMN_NUMBER,
      0 },
    { "functional", "choice.functional", "works.how_many", COLUMN_NUMBER, 0 },
    { "not_functional", "works.not_whole", "works.how_many", COLUMN_NUMBER, 0 },
    { "households", "field.households", NULL, COLUMN_NUMBER, 0 },
    { "programme", "works.programme", NULL, COLUMN_NUMBER, 2 },
    { "community", "works.community", NULL, COLUMN_NUMBER, 2 },
    { "community_pct", "works.share_pct", NULL, COLUMN_RATIO, 0 },
    { "cost_completed", "works.cost_completed", NULL, COLUMN_NUMBER, 2 },
    { "cost_each", "works.cost_each", NULL, COLUMN_NUMBER, 2 },
    { "cost_household", "works.cost_household", NULL, COLUMN_NUMBER, 2 },
};

static int64_t each(int64_t sum, int64_t of)
{
    return (sum + of / 2) / of;
}

static void built_row(struct sheet *s, enum row_nature nature,
                      const struct of_type *t)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, B_TYPE, t->title);
    cell_number(row, B_IDENTIFIED, t->identified);
    cell_number(row, B_INITIATED, t->initiated);
    cell_number(row, B_COMPLETED, t->completed);
    cell_number(row, B_HANDED, t->handed);
    cell_number(row, B_FUNCTIONAL, t->functional);
    cell_number(row, B_BROKEN, t->broken);
    cell_number(row, B_HOUSEHOLDS, t->households);
    cell_number(row, B_PROGRAMME, t->programme);
    cell_number(row, B_COMMUNITY, t->community);
    cell_ratio(row, B_SHARE, t->community, t->programme + t->community);
    cell_number(row, B_COST, t->finished);
    if (t->completed)
        cell_number(row, B_EACH, each(t->finished, t->completed));
    if (t->households)
        cell_number(row, B_HOME, each(t->finished, t->households));
}

static struct str list_path(const struct works_report *w, struct str code)
{
    struct buf b = buf_start(w->a);

    buf_z(&b, "/schemes?type=");
    buf_add(&b, code);
    if (!id_none(w->q->place)) {
        buf_z(&b, "&place=");
        id_put(&b, w->q->place);
    }
    return buf_str(&b);
}

static void built_sheet(const struct works_report *w, struct sheet *s)
{
    struct of_type all = all_of(w);

    sheet_open(w, s, built_column, B_COLS, "report.schemes");
    for (size_t i = 0; i < w->n; i++) {
        built_row(s, ROW_PLAIN, &w->type[i]);
        cell_link(&s->row[s->rows - 1], B_TYPE, list_path(w, w->type[i].code));
    }
    built_row(s, ROW_TOTAL, &all);
    sheet_note(s, say(w->q->lang, "works.note_cost"));
}

/* ---- labour and upkeep --------------------------------------------------*/

enum {
    L_TYPE,
    L_DAYS,
    L_POOR,
    L_PART,
    L_WAGES,
    L_POOR_WAGES,
    L_DUE,
    L_IN,
    L_RATE,
    L_UPKEEP,
    L_COLS
};
static const struct column labour_column[L_COLS] = {
    { "type", "field.type", NULL, COLUMN_TEXT, 0 },
    { "days", "works.days", "works.labour", COLUMN_NUMBER, 2 },
    { "poor_days", "works.poor_days", "works.labour", COLUMN_NUMBER, 2 },
    { "poor_pct", "works.poor_pct", "works.labour", COLUMN_RATIO, 0 },
    { "wages", "works.wages", "works.labour", COLUMN_NUMBER, 2 },
    { "poor_wages", "works.poor_wages", "works.labour", COLUMN_NUMBER, 2 },
    { "fees_due", "works.fees_due", "works.upkeep", COLUMN_NUMBER, 2 },
    { "fees_in", "works.fees_in", "works.upkeep", COLUMN_NUMBER, 2 },
    { "fees_pct", "works.fees_pct", "works.upkeep", COLUMN_RATIO, 0 },
    { "upkeep", "works.upkeep_spent", "works.upkeep", COLUMN_NUMBER, 2 },
};

static void labour_row(struct sheet *s, enum row_nature nature,
                       const struct of_type *t)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, L_TYPE, t->title);
    cell_number(row, L_DAYS, t->days);
    cell_number(row, L_POOR, t->poor_days);
    cell_ratio(row, L_PART, t->poor_days, t->days);
    cell_number(row, L_WAGES, t->wages);
    cell_number(row, L_POOR_WAGES, t->poor_wages);
    cell_number(row, L_DUE, t->due);
    cell_number(row, L_IN, t->collected);
    cell_ratio(row, L_RATE, t->collected, t->due);
    cell_number(row, L_UPKEEP, t->upkeep);
}

static void labour_sheet(const struct works_report *w, struct sheet *s)
{
    struct of_type all = all_of(w);

    sheet_open(w, s, labour_column, L_COLS, "works.labour_title");
    for (size_t i = 0; i < w->n; i++)
        labour_row(s, ROW_PLAIN, &w->type[i]);
    labour_row(s, ROW_TOTAL, &all);
}

/* ---- each scheme, as the standard for infrastructure data names it ------*/

enum {
    S_NUMBER,
    S_TITLE,
    S_TYPE,
    S_BODY,
    S_STAGE,
    S_STATUS,
    S_COST,
    S_COMMUNITY,
    S_PAID,
    S_DONE,
    S_HOUSEHOLDS,
    S_LAT,
    S_LON,
    S_COLS
};
static const struct column scheme_column[S_COLS] = {
    { "number", "field.number", NULL, COLUMN_TEXT, 0 },
    { "title", "kind.scheme", NULL, COLUMN_TEXT, 0 },
    { "type", "field.type", NULL, COLUMN_TEXT, 0 },
    { "body", "kind.body", NULL, COLUMN_TEXT, 0 },
    { "stage", "field.stage", NULL, COLUMN_TEXT, 0 },
    { "oc4ids_status", "works.oc4ids", NULL, COLUMN_TEXT, 0 },
    { "programme", "works.programme", NULL, COLUMN_NUMBER, 2 },
    { "community", "works.community", NULL, COLUMN_NUMBER, 2 },
    { "paid", "works.paid", NULL, COLUMN_NUMBER, 2 },
    { "done_pct", "works.done", NULL, COLUMN_NUMBER, 2 },
    { "households", "field.households", NULL, COLUMN_NUMBER, 0 },
    { "lat", "works.lat", NULL, COLUMN_NUMBER, 6 },
    { "lon", "works.lon", NULL, COLUMN_NUMBER, 6 },
};

static struct str stage_word(const struct works_report *w, int stage)
{
    struct buf b = buf_start(w->a);

    buf_z(&b, "works.stage.");
    buf_add(&b, choice_name(WORKS_STAGES, stage));
    return say_str(w->q->lang, buf_str(&b));
}

/* One of the list: as it stands now, until `back` has told how it stood. */
struct listed {
    struct id id;
    struct str number, title, type, body;
    int64_t stage, road, households, lat, lon;
    paisa programme, community, paid;
    int64_t progress; /* hundredths of a percent */
    day turned;
};

static void listed_read(const struct works_report *w, struct rows *r,
                        struct listed *x)
{
    const struct of_type *t = type_find(w, db_str(r, 3));

    *x = (struct listed){
        .id = db_id(r, 0),
        .number = arena_str(w->a, db_str(r, 1)),
        .title = arena_str(w->a, db_str(r, 2)),
        .type = t ? t->title : S(""),
        .body = arena_str(w->a, own_text(w->q->lang, db_str(r, 6),
                                         db_str(r, 17), db_str(r, 18))),
        .stage = db_int(r, 7),
        .programme = db_int(r, 8),
        .community = db_int(r, 9),
        .paid = db_int(r, 10),
        .progress = db_int(r, 11),
        .households = int_in(r, 12),
        .lat = int_in(r, 13),
        .lon = int_in(r, 14),
        .road = db_int(r, 15),
        .turned = day_in(r, 16)
    };
}

/* How it stood at the end of the month asked for, where more was said of it
 * since. */
static void listed_back(const struct works_report *w, struct listed *x)
{
    struct works_said said;
    struct works_state s;

    if (x->turned == DAY_NONE || x->turned <= w->on)
        return;
    said = works_read(w->db, w->a, x->id);
    s = works_state(said.f, said.n, w->on);
    x->stage = s.stage;
    x->road = s.road;
    x->programme = s.programme;
    x->community = s.community;
    x->paid = s.paid;
    x->progress = s.progress;
}

static void scheme_row(const struct works_report *w, struct sheet *s,
                       const struct listed *x)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct buf path = buf_start(w->a);

    buf_z(&path, "/scheme/");
    id_put(&path, x->id);
    cell_text(row, S_NUMBER, x->number);
    cell_text(row, S_TITLE, x->title);
    cell_link(row, S_TITLE, buf_str(&path));
    cell_text(row, S_TYPE, x->type);
    cell_text(row, S_BODY, x->body);
    cell_text(row, S_STAGE, stage_word(w, (int)x->stage));
    cell_text(row, S_STATUS, str_of(works_oc4ids((int)x->stage, (int)x->road)));
    cell_number(row, S_COST, x->programme);
    cell_number(row, S_COMMUNITY, x->community);
    cell_number(row, S_PAID, x->paid);
    cell_number(row, S_DONE, x->progress);
    if (x->households != INT_NONE)
        cell_number(row, S_HOUSEHOLDS, x->households);
    if (x->lat != INT_NONE && x->lon != INT_NONE) {
        cell_number(row, S_LAT, x->lat);
        cell_number(row, S_LON, x->lon);
    }
}

/* All first: a statement stays open no longer than it is read. */
static void scheme_sheet(const struct works_report *w, struct sheet *s)
{
    struct rows r = db_rows(w->db, SQL_SCHEMES_LISTED);
    struct listed *at = arena_many(w->a, struct listed, LISTED_MOST);
    size_t n = 0;

    sheet_open(w, s, scheme_column, S_COLS, "works.each");
    s->exact = true; /* a point is nothing when it is rounded */
    asked_bind(w, &r);
    while (n < LISTED_MOST && db_next(&r))
        listed_read(w, &r, &at[n++]);
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        listed_back(w, &at[i]);
        scheme_row(w, s, &at[i]);
    }
}

/* Community infrastructure at the end of a month: of each type how many schemes
 * are identified, initiated, completed, handed over and found working, what both
 * sides paid, cost of a scheme and of a household, days and wages of the poor,
 * O&M fees due and collected; then every scheme as it stood that day, with its
 * stage and the status that the Open Contracting for Infrastructure Data Standard gives it. */
REPORT(schemes, RIGHT_REGISTER)
{
    struct works_report w = { .db = db, .a = a, .q = q };

    if (!question_good(db, q, a, f))
        return 0;
    w.on = question_day(q);
    w.type = arena_many(a, struct of_type, TYPES_MOST);
    types_read(&w);
    built_sheet(&w, &out[0]);
    labour_sheet(&w, &out[1]);
    scheme_sheet(&w, &out[2]);
    return 3;
}
