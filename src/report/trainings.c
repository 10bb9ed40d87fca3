/* trainings - what people were taught and by whom: events, participations and
 * persons, days, cost; leaders in office who were trained; sessions with what
 * was promised; the roster. */
#include "report/ground.h"
#include "trainings.sql.h"

enum { KINDS_MOST = 200, NATURES = 5, CADRES = 6 };
enum { BY_PLACE, BY_KIND, BY_NOTHING };

/* Participations are counted by events, persons once. */
struct held {
    int64_t events, women, men, taught_women, taught_men, days;
    paisa cost;
    int64_t cost_days;          /* of trainings whose cost is known */
    int64_t times[2], named[2]; /* women, men: who is in a register */
};
struct led {
    int64_t bodies, leaders, women, trained, trained_women, both;
};
struct course {
    struct str code, title;
    struct held h;
};
struct trainings {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct ground g;
    struct held *spot;
    struct led *lead; /* of each of spots: its COs */
    struct held all;
    struct led all_led, nature[NATURES];
    struct course course[KINDS_MOST];
    size_t courses;
};

/* ---- reading ------------------------------------------------------------*/

static struct held *course_row(struct trainings *t, struct str code)
{
    for (size_t i = 0; i < t->courses; i++)
        if (str_same(t->course[i].code, code))
            return &t->course[i].h;
    return NULL;
}

static void courses_read(struct trainings *t)
{
    struct rows r = db_rows(t->db, SQL_TRAININGS_KINDS);

    while (t->courses < KINDS_MOST && db_next(&r))
        t->course[t->courses++] = (struct course){
            .code = arena_str(t->a, db_str(&r, 0)),
            .title = name_in(&r, 1, t->q->lang, t->a),
        };
    db_done(&r);
}

/* The months asked for; without a beginning, all up to as_of. */
static month months_from(const struct question *q)
{
    return q->from == MONTH_NONE ? -100000 : q->from;
}

static struct rows ask(struct trainings *t, int sql)
{
    struct rows r = db_rows(t->db, sql);

    db_bind_id(&r, 1, t->g.place);
    db_bind_int(&r, 2, t->g.level);
    db_bind_int(&r, 3, t->g.on);
    db_bind_id(&r, 4, t->q->rsp);
    return r;
}

static void held_add(struct held *h, const struct rows *r)
{
    h->events += db_int(r, 2);
    h->women += db_int(r, 3);
    h->men += db_int(r, 4);
    h->taught_women += db_int(r, 5);
    h->taught_men += db_int(r, 6);
    h->days += db_int(r, 7);
    h->cost += db_int(r, 8);
    h->cost_days += db_int(r, 9);
}

static void held_read(struct trainings *t)
{
    struct rows r = ask(t, SQL_TRAININGS_HELD);

    db_bind_id(&r, 5, t->q->project);
    db_bind_int(&r, 6, months_from(t->q));
    db_bind_int(&r, 7, t->q->as_of);
    while (db_next(&r)) {
        size_t at = ground_spot(&t->g, db_id(&r, 0));
        struct held *course = course_row(t, db_str(&r, 1));

        held_add(&t->all, &r);
        if (at < t->g.spots.n)
            held_add(&t->spot[at], &r);
        if (course)
            held_add(course, &r);
    }
    db_done(&r);
}

static void persons_read(struct trainings *t, int by)
{
    struct rows r = ask(t, SQL_TRAININGS_PERSONS);

    db_bind_id(&r, 5, t->q->project);
    db_bind_int(&r, 6, months_from(t->q));
    db_bind_int(&r, 7, t->q->as_of);
    db_bind_int(&r, 8, by);
    while (db_next(&r)) {
        size_t at = by == BY_PLACE ? ground_spot(&t->g, db_id(&r, 0)) :
                                     t->g.spots.n;
        struct held *h = by == BY_NOTHING  ? &t->all :
                         by == BY_KIND     ? course_row(t, db_str(&r, 1)) :
                         at < t->g.spots.n ? &t->spot[at] :
                                             NULL;
        int64_t sex = db_int(&r, 2);

        if (!h || sex < 0 || sex > 1)
            continue;
        h->times[sex] += db_int(&r, 3);
        h->named[sex] += db_int(&r, 4);
    }
    db_done(&r);
}

static void led_add(struct led *l, const struct rows *r)
{
    l->bodies += db_int(r, 2);
    l->leaders += db_int(r, 3);
    l->women += db_int(r, 4);
    l->trained += db_int(r, 5);
    l->trained_women += db_int(r, 6);
    l->both += db_int(r, 7);
}

static void leaders_read(struct trainings *t)
{
    struct rows r = ask(t, SQL_TRAININGS_LEADERS);

    while (db_next(&r)) {
        size_t at = ground_spot(&t->g, db_id(&r, 0));
        int64_t nature = db_int(&r, 1);

        if (nature >= 0 && nature < NATURES)
            led_add(&t->nature[nature], &r);
        if (nature != 0)
            continue;
        led_add(&t->all_led, &r);
        if (at < t->g.spots.n)
            led_add(&t->lead[at], &r);
    }
    db_done(&r);
}

/* ---- sheets -------------------------------------------------------------*/

static struct sheet sheet_of(struct trainings *t, const struct column *c, int n,
                             const char *title)
{
    struct sheet s = sheet_start(t->a, c, n);

    s.title = say(t->q->lang, title);
    s.subtitle = question_caption(t->db, t->q, t->a);
    s.lakh = t->q->lakh;
    return s;
}

static struct str place_path(struct arena *a, const char *before,
                             struct id place, const char *after)
{
    struct buf b = buf_start(a);

    buf_z(&b, before);
    id_put(&b, place);
    buf_z(&b, after);
    return buf_str(&b);
}

enum {
    H_WHAT,
    H_EVENTS,
    H_WOMEN,
    H_MEN,
    H_TRAINED_WOMEN,
    H_TRAINED_MEN,
    H_PERSONS_WOMEN,
    H_PERSONS_MEN,
    H_DAYS,
    H_COST,
    H_DAY_COST,
    H_COLS
};
#define HELD_COLUMNS(key, word)                                                \
    { key, word, NULL, COLUMN_TEXT, 0 },                                       \
        { "events", "trainings.events", NULL, COLUMN_NUMBER, 0 },              \
        { "women", "training.women", "trainings.participations",               \
          COLUMN_NUMBER, 0 },                                                  \
        { "men", "training.men", "trainings.participations", COLUMN_NUMBER,    \
          0 },                                                                 \
        { "trained_women", "training.women", "training.taught", COLUMN_NUMBER, \
          0 },                                                                 \
        { "trained_men", "training.men", "training.taught", COLUMN_NUMBER,     \
          0 },                                                                 \
        { "persons_women", "training.women", "trainings.persons",              \
          COLUMN_NUMBER, 0 },                                                  \
        { "persons_men", "training.men", "trainings.persons", COLUMN_NUMBER,   \
          0 },                                                                 \
        { "person_days", "trainings.days", NULL, COLUMN_NUMBER, 0 },           \
        { "cost", "training.cost", NULL, COLUMN_NUMBER, 2 },                   \
    {                                                                          \
        "day_cost", "trainings.day_cost", NULL, COLUMN_NUMBER, 2               \
    }
static const struct column place_column[H_COLS] = {
    HELD_COLUMNS("place", "outreach.place")
};
static const struct column kind_column[H_COLS] = {
    HELD_COLUMNS("training_kind", "kind.training_kind")
};

static void held_put(struct sheet_row *row, const struct held *h)
{
    cell_number(row, H_EVENTS, h->events);
    cell_number(row, H_WOMEN, h->women);
    cell_number(row, H_MEN, h->men);
    cell_number(row, H_TRAINED_WOMEN, h->taught_women);
    cell_number(row, H_TRAINED_MEN, h->taught_men);
    /* Of whom only the number is known, each is one. */
    cell_number(row, H_PERSONS_WOMEN, h->named[0] + h->women - h->times[0]);
    cell_number(row, H_PERSONS_MEN, h->named[1] + h->men - h->times[1]);
    cell_number(row, H_DAYS, h->days);
    cell_number(row, H_COST, h->cost);
    if (h->cost_days > 0)
        cell_number(row, H_DAY_COST,
                    (h->cost + h->cost_days / 2) / h->cost_days);
}

static void places_sheet(struct trainings *t, struct sheet *out)
{
    struct sheet_row *row;

    *out = sheet_of(t, place_column, H_COLS, "trainings.title");
    for (size_t i = 0; i < t->g.spots.n; i++) {
        if (!t->spot[i].events)
            continue;
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, H_WHAT, t->g.spots.at[i].name);
        cell_link(row, H_WHAT,
                  place_path(t->a, "/trainings?place=", t->g.spots.at[i].id,
                             "&step=held"));
        held_put(row, &t->spot[i]);
    }
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, H_WHAT, say(t->q->lang, "report.grand_total"));
    held_put(row, &t->all);
    sheet_note(out, say(t->q->lang, "trainings.note"));
}

static void kinds_sheet(struct trainings *t, struct sheet *out)
{
    struct sheet_row *row;

    *out = sheet_of(t, kind_column, H_COLS, "trainings.by_kind");
    for (size_t i = 0; i < t->courses; i++) {
        if (!t->course[i].h.events)
            continue;
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, H_WHAT, t->course[i].title);
        held_put(row, &t->course[i].h);
    }
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, H_WHAT, say(t->q->lang, "report.grand_total"));
    held_put(row, &t->all);
}

/* ---- leaders ------------------------------------------------------------*/

enum {
    L_WHAT,
    L_BODIES,
    L_BOTH,
    L_BOTH_PCT,
    L_LEADERS,
    L_TRAINED,
    L_TRAINED_PCT,
    L_WOMEN,
    L_TRAINED_WOMEN,
    L_COLS
};
#define LED_COLUMNS(key, word)                                                 \
    { key, word, NULL, COLUMN_TEXT, 0 },                                       \
        { "bodies", "leaders.bodies", NULL, COLUMN_NUMBER, 0 },                \
        { "both", "trainings.both", NULL, COLUMN_NUMBER, 0 },                  \
        { "both_pct", "trainings.both_pct", NULL, COLUMN_RATIO, 0 },           \
        { "leaders", "trainings.leaders", NULL, COLUMN_NUMBER, 0 },            \
        { "leaders_trained", "trainings.leaders_trained", NULL, COLUMN_NUMBER, \
          0 },                                                                 \
        { "leaders_pct", "trainings.leaders_pct", NULL, COLUMN_RATIO, 0 },     \
        { "women", "training.women", NULL, COLUMN_NUMBER, 0 },                 \
    {                                                                          \
        "women_trained", "trainings.women_trained", NULL, COLUMN_NUMBER, 0     \
    }
static const struct column led_place_column[L_COLS] = {
    LED_COLUMNS("place", "outreach.place")
};
static const struct column led_nature_column[L_COLS] = {
    LED_COLUMNS("nature", "leaders.nature")
};

static void led_put(struct sheet *s, enum row_nature how, struct str what,
                    const struct led *l, bool pairs)
{
    struct sheet_row *row = sheet_add(s, how);

    cell_text(row, L_WHAT, what);
    cell_number(row, L_BODIES, l->bodies);
    if (pairs) {
        cell_number(row, L_BOTH, l->both);
        cell_ratio(row, L_BOTH_PCT, l->both, l->bodies);
    }
    cell_number(row, L_LEADERS, l->leaders);
    cell_number(row, L_TRAINED, l->trained);
    cell_ratio(row, L_TRAINED_PCT, l->trained, l->leaders);
    cell_number(row, L_WOMEN, l->women);
    cell_number(row, L_TRAINED_WOMEN, l->trained_women);
}

static void leaders_sheet(struct trainings *t, struct sheet *out)
{
    *out = sheet_of(t, led_place_column, L_COLS, "trainings.led");
    for (size_t i = 0; i < t->g.spots.n; i++)
        if (t->lead[i].bodies)
            led_put(out, ROW_PLAIN, t->g.spots.at[i].name, &t->lead[i], true);
    led_put(out, ROW_TOTAL, say(t->q->lang, "report.grand_total"), &t->all_led,
            true);
    sheet_note(out, say(t->q->lang, "trainings.led_note"));
}

static void natures_sheet(struct trainings *t, struct sheet *out)
{
    static const char *const word[NATURES] = { "choice.co", "choice.vo",
                                               "choice.lso", "choice.group",
                                               "choice.network" };

    *out = sheet_of(t, led_nature_column, L_COLS, "trainings.led_by");
    for (int i = 0; i < NATURES; i++)
        if (t->nature[i].bodies)
            led_put(out, ROW_PLAIN, say(t->q->lang, word[i]), &t->nature[i],
                    i < 2);
}

/* ---- sessions -----------------------------------------------------------*/

enum {
    S_TOPIC,
    S_SESSIONS,
    S_WOMEN,
    S_MEN,
    S_CHILDREN,
    S_PROMISED,
    S_KEPT,
    S_PARTLY,
    S_BROKEN,
    S_KEPT_PCT,
    S_COLS
};
static const struct column session_column[S_COLS] = {
    { "topic", "field.topic", NULL, COLUMN_TEXT, 0 },
    { "sessions", "kinds.awareness", NULL, COLUMN_NUMBER, 0 },
    { "women", "training.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "training.men", NULL, COLUMN_NUMBER, 0 },
    { "children", "trainings.children", NULL, COLUMN_NUMBER, 0 },
    { "commitments", "field.commitments", NULL, COLUMN_NUMBER, 0 },
    { "kept", "awareness.kept", NULL, COLUMN_NUMBER, 0 },
    { "partly", "trainings.partly", NULL, COLUMN_NUMBER, 0 },
    { "not_kept", "trainings.broken", NULL, COLUMN_NUMBER, 0 },
    { "kept_pct", "trainings.kept_pct", NULL, COLUMN_RATIO, 0 },
};

static struct str topic_of(struct trainings *t, struct str toolkit,
                           struct str topic)
{
    struct rows r = db_rows(t->db, SQL_TRAININGS_TOPIC);
    struct str said = arena_str(t->a, topic);

    db_bind_text(&r, 1, toolkit);
    db_bind_text(&r, 2, topic);
    if (db_next(&r))
        said = name_in(&r, 0, t->q->lang, t->a);
    db_done(&r);
    return said;
}

static struct rows ask_days(struct trainings *t, int sql)
{
    struct rows r = db_rows(t->db, sql);

    db_bind_id(&r, 1, t->g.place);
    db_bind_int(&r, 2, t->g.on);
    db_bind_id(&r, 3, t->q->rsp);
    db_bind_id(&r, 4, t->q->project);
    db_bind_int(&r, 5,
                t->q->from == MONTH_NONE ? -1000000 : month_first(t->q->from));
    db_bind_int(&r, 6, t->g.on);
    return r;
}

static void session_put(struct sheet *s, enum row_nature how, struct str what,
                        const int64_t n[S_COLS])
{
    struct sheet_row *row = sheet_add(s, how);

    cell_text(row, S_TOPIC, what);
    for (int i = S_SESSIONS; i < S_KEPT_PCT; i++)
        cell_number(row, i, n[i]);
    cell_ratio(row, S_KEPT_PCT, n[S_KEPT], n[S_PROMISED]);
}

static void sessions_sheet(struct trainings *t, struct sheet *out)
{
    struct rows r = ask_days(t, SQL_TRAININGS_SESSIONS);
    int64_t all[S_COLS] = { 0 };

    *out = sheet_of(t, session_column, S_COLS, "trainings.sessions");
    while (db_next(&r)) {
        int64_t n[S_COLS] = { 0 };

        for (int i = S_SESSIONS; i < S_KEPT_PCT; i++) {
            n[i] = db_int(&r, i + 1);
            all[i] += n[i];
        }
        session_put(out, ROW_PLAIN,
                    topic_of(t, arena_str(t->a, db_str(&r, 0)), db_str(&r, 1)),
                    n);
    }
    db_done(&r);
    session_put(out, ROW_TOTAL, say(t->q->lang, "report.grand_total"), all);
}

/* ---- the roster ---------------------------------------------------------*/

enum {
    R_CADRE,
    R_WOMEN,
    R_MEN,
    R_TASKS,
    R_LOOKED,
    R_GOOD_PCT,
    R_DUE,
    R_PAID,
    R_COLS
};
static const struct column roster_column[R_COLS] = {
    { "cadre", "field.cadre", NULL, COLUMN_TEXT, 0 },
    { "women", "training.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "training.men", NULL, COLUMN_NUMBER, 0 },
    { "tasks", "kinds.crp_task", NULL, COLUMN_NUMBER, 0 },
    { "checked", "trainings.looked", NULL, COLUMN_NUMBER, 0 },
    { "good_pct", "trainings.good_pct", NULL, COLUMN_RATIO, 0 },
    { "due", "crp.due", NULL, COLUMN_NUMBER, 2 },
    { "paid", "crp.paid", NULL, COLUMN_NUMBER, 2 },
};
struct cadre {
    bool any;
    int64_t sex[2], tasks, good, looked, due, paid;
};

static void cadres_read(struct trainings *t, struct cadre *c)
{
    struct rows r = ask_days(t, SQL_TRAININGS_ROSTER);

    while (db_next(&r)) {
        int64_t cadre = db_int(&r, 0),
                sex = db_null(&r, 1) ? -1 : db_int(&r, 1);

        if (cadre < 0 || cadre >= CADRES)
            continue;
        c[cadre].any = true;
        if (sex == 0 || sex == 1)
            c[cadre].sex[sex] += db_int(&r, 3);
        c[cadre].tasks += db_int(&r, 4);
        c[cadre].good += db_int(&r, 5);
        c[cadre].looked += db_int(&r, 6);
        c[cadre].due += db_int(&r, 7);
        c[cadre].paid += db_int(&r, 8);
    }
    db_done(&r);
}

static void roster_sheet(struct trainings *t, struct sheet *out)
{
    static const char *const word[CADRES] = {
        "choice.cadre_crp", "choice.book_keeper",   "choice.clew",
        "choice.tba",       "choice.health_worker", "choice.master"
    };
    struct cadre c[CADRES] = { 0 };

    *out = sheet_of(t, roster_column, R_COLS, "trainings.roster");
    cadres_read(t, c);
    for (int i = 0; i < CADRES; i++) {
        struct sheet_row *row;

        if (!c[i].any)
            continue;
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, R_CADRE, say(t->q->lang, word[i]));
        cell_number(row, R_WOMEN, c[i].sex[0]);
        cell_number(row, R_MEN, c[i].sex[1]);
        cell_number(row, R_TASKS, c[i].tasks);
        cell_number(row, R_LOOKED, c[i].looked);
        cell_ratio(row, R_GOOD_PCT, c[i].good, c[i].looked);
        cell_number(row, R_DUE, c[i].due);
        cell_number(row, R_PAID, c[i].paid);
    }
}

/* What people were taught: trainings, participations and distinct persons, days,
 * cost of a day; by place and by kind. COs whose president and manager in office
 * were both trained; sessions and what was promised there; the roster with its
 * tasks and fees. --by province, district, taluka or uc. */
REPORT(trainings, RIGHT_SEE)
{
    struct trainings *t = arena_new(a, struct trainings);

    if (!question_good(db, q, a, f))
        return 0;
    *t = (struct trainings){ .db = db, .a = a, .q = q };
    t->g = ground_read(db, q, a);
    t->spot = arena_many(a, struct held, t->g.spots.n + 1);
    t->lead = arena_many(a, struct led, t->g.spots.n + 1);
    courses_read(t);
    held_read(t);
    for (int by = BY_PLACE; by <= BY_NOTHING; by++)
        persons_read(t, by);
    leaders_read(t);
    places_sheet(t, &out[0]);
    kinds_sheet(t, &out[1]);
    leaders_sheet(t, &out[2]);
    natures_sheet(t, &out[3]);
    sessions_sheet(t, &out[4]);
    roster_sheet(t, &out[5]);
    return 6;
}
