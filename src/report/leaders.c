/* leaders - offices of the organisations: held, about to end, run out, vacant;
 * by place, by nature and by office. */
#include "leaders.sql.h"
#include "report/ground.h"

enum { NATURES = 5, OFFICES_MOST = 60 };
enum { HELD, ENDING, RUN_OUT, VACANT, STATES };
#define NATURE_NAMES "co|vo|lso|group|network"

struct tally_row {
    int64_t bodies, state[STATES], sex[2];
};
struct office_row {
    struct str code, title, natures; /* "co|vo" */
    bool bearer;
    struct tally_row t;
};
struct leaders {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct ground g;
    struct tally_row *spot; /* of each of spots */
    struct tally_row nature[NATURES], all;
    struct office_row office[OFFICES_MOST];
    size_t offices;
};

/* ---- reading ------------------------------------------------------------*/

static struct tally_row *spot_row(struct leaders *l, struct id place)
{
    size_t i = ground_spot(&l->g, place);

    return i < l->g.spots.n ? &l->spot[i] : NULL;
}

static struct office_row *office_row(struct leaders *l, struct str code)
{
    for (size_t i = 0; i < l->offices; i++)
        if (str_same(l->office[i].code, code))
            return &l->office[i];
    return NULL;
}

static void offices_read(struct leaders *l)
{
    struct rows r = db_rows(l->db, SQL_LEADERS_OFFICES);

    while (l->offices < OFFICES_MOST && db_next(&r))
        l->office[l->offices++] = (struct office_row){
            .code = arena_str(l->a, db_str(&r, 0)),
            .title = name_in(&r, 1, l->q->lang, l->a),
            .natures = arena_str(l->a, db_str(&r, 4)),
            .bearer = db_int(&r, 5) == 1,
        };
    db_done(&r);
}

/* Has a body of that nature this office, and an office bearer in it? */
static bool office_stands(const struct office_row *o, int64_t nature)
{
    struct str rest = o->natures;

    while (o->bearer && rest.n)
        if (choice_find(NATURE_NAMES, str_cut(&rest, '|')) == nature)
            return true;
    return false;
}

/* The rows to which one line of the answer adds, apart from its office's. */
struct into {
    struct tally_row *row[3];
};

static struct into into_of(struct leaders *l, struct id spot, int64_t nature)
{
    return (struct into){
        { spot_row(l, spot),
          nature >= 0 && nature < NATURES ? &l->nature[nature] : NULL, &l->all }
    };
}

static void state_add(const struct into *to, struct office_row *office,
                      int state, int64_t n)
{
    for (size_t i = 0; i < LEN(to->row); i++)
        if (to->row[i])
            to->row[i]->state[state] += n;
    if (office)
        office->t.state[state] += n;
}

/* Each body has all offices of its nature, vacant until somebody fills them. */
static void bodies_add(struct leaders *l, const struct into *to, int64_t nature,
                       int64_t n)
{
    for (size_t i = 0; i < LEN(to->row); i++)
        if (to->row[i])
            to->row[i]->bodies += n;
    for (size_t i = 0; i < l->offices; i++)
        if (office_stands(&l->office[i], nature))
            state_add(to, &l->office[i], VACANT, n);
}

static void holders_add(const struct into *to, struct office_row *office,
                        int64_t sex, int state, int64_t n)
{
    state_add(to, office, state, n);
    if (sex != 0 && sex != 1)
        return;
    for (size_t i = 0; i < LEN(to->row); i++)
        if (to->row[i])
            to->row[i]->sex[sex] += n;
    if (office)
        office->t.sex[sex] += n;
}

static void leaders_read(struct leaders *l)
{
    struct rows r = db_rows(l->db, SQL_LEADERS_ALL);

    db_bind_id(&r, 1, l->g.place);
    db_bind_int(&r, 2, l->g.level);
    db_bind_int(&r, 3, l->g.on);
    db_bind_id(&r, 4, l->q->rsp);
    while (db_next(&r)) {
        int64_t nature = db_int(&r, 1), n = db_int(&r, 5);
        struct into to = into_of(l, db_id(&r, 0), nature);
        struct office_row *office;

        if (db_null(&r, 2)) {
            bodies_add(l, &to, nature, n);
            continue;
        }
        office = office_row(l, db_str(&r, 2));
        holders_add(&to, office, db_null(&r, 3) ? -1 : db_int(&r, 3),
                    (int)db_int(&r, 4), n);
        if (office && office_stands(office, nature))
            state_add(&to, office, VACANT, -db_int(&r, 6));
    }
    db_done(&r);
}

/* ---- the sheets ---------------------------------------------------------*/

enum {
    C_WHAT,
    C_BODIES,
    C_HELD,
    C_ENDING,
    C_RUN_OUT,
    C_VACANT,
    C_VACANT_PCT,
    C_WOMEN,
    C_MEN,
    C_WOMEN_PCT,
    C_COLS
};
#define COLUMNS_FROM(key, word)                                                \
    { key, word, NULL, COLUMN_TEXT, 0 },                                       \
        { "bodies", "leaders.bodies", NULL, COLUMN_NUMBER, 0 },                \
        { "held", "leaders.held", NULL, COLUMN_NUMBER, 0 },                    \
        { "ending", "leaders.ending", NULL, COLUMN_NUMBER, 0 },                \
        { "caretaker", "leaders.caretaker", NULL, COLUMN_NUMBER, 0 },          \
        { "vacant", "leaders.vacant", NULL, COLUMN_NUMBER, 0 },                \
        { "vacant_pct", "leaders.vacant_pct", NULL, COLUMN_RATIO, 0 },         \
        { "women", "coverage.woman", NULL, COLUMN_NUMBER, 0 },                 \
        { "men", "coverage.man", NULL, COLUMN_NUMBER, 0 },                     \
    {                                                                          \
        "women_pct", "leaders.women_pct", NULL, COLUMN_RATIO, 0                \
    }
static const struct column place_column[C_COLS] = {
    COLUMNS_FROM("place", "outreach.place")
};
static const struct column nature_column[C_COLS] = {
    COLUMNS_FROM("nature", "leaders.nature")
};
static const struct column office_column[C_COLS] = {
    COLUMNS_FROM("office", "leaders.office")
};

static void tally_put(struct sheet *s, enum row_nature how, struct str what,
                      const struct tally_row *t)
{
    struct sheet_row *row = sheet_add(s, how);
    int64_t holders = t->state[HELD] + t->state[ENDING] + t->state[RUN_OUT];

    cell_text(row, C_WHAT, what);
    if (t->bodies)
        cell_number(row, C_BODIES, t->bodies);
    cell_number(row, C_HELD, t->state[HELD]);
    cell_number(row, C_ENDING, t->state[ENDING]);
    cell_number(row, C_RUN_OUT, t->state[RUN_OUT]);
    cell_number(row, C_VACANT, t->state[VACANT]);
    cell_ratio(row, C_VACANT_PCT, t->state[VACANT], holders + t->state[VACANT]);
    cell_number(row, C_WOMEN, t->sex[0]);
    cell_number(row, C_MEN, t->sex[1]);
    cell_ratio(row, C_WOMEN_PCT, t->sex[0], t->sex[0] + t->sex[1]);
}

static struct sheet sheet_of(struct leaders *l, const struct column *column,
                             const char *title)
{
    struct sheet s = sheet_start(l->a, column, C_COLS);

    s.title = say(l->q->lang, title);
    s.subtitle = question_caption(l->db, l->q, l->a);
    s.lakh = l->q->lakh;
    return s;
}

static bool any_of(const struct tally_row *t)
{
    return t->bodies || t->state[VACANT] || t->sex[0] || t->sex[1];
}

static void places_sheet(struct leaders *l, struct sheet *out)
{
    *out = sheet_of(l, place_column, "leaders.title");
    for (size_t i = 0; i < l->g.spots.n; i++)
        if (any_of(&l->spot[i]))
            tally_put(out, ROW_PLAIN, l->g.spots.at[i].name, &l->spot[i]);
    tally_put(out, ROW_TOTAL, say(l->q->lang, "report.grand_total"), &l->all);
    sheet_note(out, say(l->q->lang, "leaders.note"));
}

static void natures_sheet(struct leaders *l, struct sheet *out)
{
    static const char *const word[NATURES] = { "choice.co", "choice.vo",
                                               "choice.lso", "choice.group",
                                               "choice.network" };

    *out = sheet_of(l, nature_column, "leaders.by_nature");
    for (int i = 0; i < NATURES; i++)
        if (any_of(&l->nature[i]))
            tally_put(out, ROW_PLAIN, say(l->q->lang, word[i]), &l->nature[i]);
}

static void offices_sheet(struct leaders *l, struct sheet *out)
{
    *out = sheet_of(l, office_column, "leaders.by_office");
    for (size_t i = 0; i < l->offices; i++)
        if (any_of(&l->office[i].t))
            tally_put(out, ROW_PLAIN, l->office[i].title, &l->office[i].t);
}

/* Who leads: offices of COs, VOs, LSOs and networks that are held, that end
 * soon, that ran out and that are vacant, women and men, at the end of the
 * month; --by province, district, taluka or uc. */
REPORT(leaders, RIGHT_SEE)
{
    struct leaders *l = arena_new(a, struct leaders);

    if (!question_good(db, q, a, f))
        return 0;
    *l = (struct leaders){ .db = db, .a = a, .q = q };
    l->g = ground_read(db, q, a);
    l->spot = arena_many(a, struct tally_row, l->g.spots.n + 1);
    offices_read(l);
    leaders_read(l);
    places_sheet(l, &out[0]);
    natures_sheet(l, &out[1]);
    offices_sheet(l, &out[2]);
    return 3;
}
