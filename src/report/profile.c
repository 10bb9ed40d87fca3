/* profile - one LSO on one sheet, as RSPN publishes it (institutions.md 5.5).
 *
 * What the register holds is counted; what it does not hold yet stands as the
 * body's last cut-off sheet says it. Of loans, grants, insurance and trades
 * learnt the sheet holds the years before its day, the register what came after: they are
 * added. Each line names what it is from. */
#include "log/log.h"
#include "profile.sql.h"
#include "report/inside.h"
#include "report/spread.h"

enum {
    P_ITEM,
    P_NUMBER,
    P_WOMEN,
    P_MEN,
    P_HOUSEHOLDS,
    P_OF,
    P_PERCENT,
    P_AMOUNT,
    P_TIMES,
    P_SOURCE,
    P_COLS
};
static const struct column profile_column[P_COLS] = {
    { "item", "profile.item", NULL, COLUMN_TEXT, 0 },
    { "number", "profile.number", NULL, COLUMN_NUMBER, 0 },
    { "women", "profile.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "profile.men", NULL, COLUMN_NUMBER, 0 },
    { "households", "profile.households", NULL, COLUMN_NUMBER, 0 },
    { "of", "profile.of", NULL, COLUMN_NUMBER, 0 },
    { "pct", "profile.percent", NULL, COLUMN_NUMBER, 0 },
    { "amount", "profile.amount", NULL, COLUMN_NUMBER, 2 },
    { "times", "profile.turned", NULL, COLUMN_TEXT, 0 },
    { "source", "profile.source", NULL, COLUMN_TEXT, 0 },
};

/* Rows of a cut-off sheet that the profile reads, by the code of the service.
 */
#define SERVICES                                                               \
    "household|co|vo|general_body|executive|cif_capital|cif_loan|cif_eligible" \
    "|igg|igg_eligible|insurance|training|cpi"
enum service_at {
    AT_HOUSEHOLD,
    AT_CO,
    AT_VO,
    AT_GENERAL,
    AT_EXECUTIVE,
    AT_CAPITAL,
    AT_LOAN,
    AT_LOAN_ELIGIBLE,
    AT_GRANT,
    AT_GRANT_ELIGIBLE,
    AT_INSURANCE,
    AT_TRAINING,
    AT_SCHEME,
    SERVICES_N
};
static const char *const service_word[SERVICES_N] = {
    [AT_HOUSEHOLD] = "profile.organised",
    [AT_CO] = "profile.co",
    [AT_VO] = "profile.vo",
    [AT_GENERAL] = "profile.general_body",
    [AT_EXECUTIVE] = "profile.executive",
    [AT_CAPITAL] = "profile.cif_capital",
    [AT_LOAN] = "profile.cif_loan",
    [AT_GRANT] = "profile.igg",
    [AT_INSURANCE] = "profile.insurance",
    [AT_TRAINING] = "profile.training",
    [AT_SCHEME] = "profile.cpi",
};

struct service { /* INT_NONE: not said */
    int64_t number, amount, households, women, men;
    bool counted; /* by the register */
    bool both;    /* and the sheet before it */
};
static const struct service no_service = { INT_NONE, INT_NONE, INT_NONE,
                                           INT_NONE, INT_NONE, false,
                                           false };

struct lso {
    struct id id, place, rsp;
    struct str name;
    day formed;
    struct service at[SERVICES_N];
    int64_t known; /* households of its place; INT_NONE */
    day opened;    /* of its cut-off sheet */
    struct id opening;
};
struct profile {
    struct db *db;
    struct arena *a;
    const struct question *q;
    day on;
};

/* ---- reading ------------------------------------------------------------*/

static void services_read(const struct profile *p, struct lso *l)
{
    struct rows r = db_rows(p->db, SQL_PROFILE_SERVICES);

    db_bind_id(&r, 1, l->id);
    db_bind_int(&r, 2, p->on);
    while (db_next(&r)) {
        int at = choice_find(SERVICES, db_str(&r, 0));

        l->opened = (day)db_int(&r, 6);
        l->opening = db_id(&r, 7);
        if (at >= 0)
            l->at[at] = (struct service){ .number = int_in(&r, 1),
                                          .amount = int_in(&r, 2),
                                          .households = int_in(&r, 3),
                                          .women = int_in(&r, 4),
                                          .men = int_in(&r, 5) };
    }
    db_done(&r);
    l->known = l->at[AT_HOUSEHOLD].number;
}

/* A count of the register stands before what a sheet says. */
static void counted_put(struct rows *r, struct service *to)
{
    if (db_next(r) && db_int(r, 0) > 0)
        *to = (struct service){ .number = db_int(r, 0),
                                .women = int_in(r, 1),
                                .amount = INT_NONE,
                                .households = INT_NONE,
                                .men = INT_NONE,
                                .counted = true };
    db_done(r);
}

static void bodies_count(const struct profile *p, struct lso *l)
{
    static const struct {
        int at, nature;
    } below[] = { { AT_CO, 0 }, { AT_VO, 1 } };
    static const struct {
        int at, sql;
    } people[] = { { AT_GENERAL, SQL_PROFILE_GENERAL },
                   { AT_EXECUTIVE, SQL_PROFILE_EXECUTIVE } };
    struct rows r;

    for (size_t i = 0; i < LEN(below); i++) {
        r = db_rows(p->db, SQL_PROFILE_BELOW);
        db_bind_id(&r, 1, l->id);
        db_bind_int(&r, 2, below[i].nature);
        db_bind_int(&r, 3, p->on);
        counted_put(&r, &l->at[below[i].at]);
    }
    for (size_t i = 0; i < LEN(people); i++) {
        r = db_rows(p->db, people[i].sql);
        db_bind_id(&r, 1, l->id);
        db_bind_int(&r, 2, p->on);
        counted_put(&r, &l->at[people[i].at]);
    }
}

static int64_t figure_of(const struct profile *p, const struct lso *l,
                         const char *indicator, bool own)
{
    struct question q = *p->q;
    int64_t n = 0;

    q.place = l->place;
    q.rsp = own ? l->rsp : ID_NONE;
    q.project = ID_NONE;
    q.from = MONTH_NONE;
    return figure_total(p->db, &q, str_of(indicator), &q.as_of, 1, &n) ? n : 0;
}

/* Distinct households of its place: known, and in any CO of its RSP (14.2, 1).
 */
static void households_count(const struct profile *p, struct lso *l)
{
    int64_t known = figure_of(p, l, HH_KNOWN, false),
            organised = figure_of(p, l, HH, true);

    if (!organised)
        organised = figure_of(p, l, KEPT HH, true);
    if (known <= 0 || organised <= 0)
        return;
    l->known = known;
    l->at[AT_HOUSEHOLD] = no_service;
    l->at[AT_HOUSEHOLD].households = organised;
    l->at[AT_HOUSEHOLD].counted = true;
}

static int64_t both_said(int64_t a, int64_t b)
{
    return a == INT_NONE ? b : b == INT_NONE ? a : a + b;
}

/* What was given in its place by its RSP since the day of its sheet, where that
 * says something of it: number, amount, households, women, men. */
static void given_count(const struct profile *p, struct lso *l)
{
    static const struct {
        int at, sql;
    } given[] = { { AT_LOAN, SQL_PROFILE_LENT },
                  { AT_GRANT, SQL_PROFILE_AWARDS },
                  { AT_INSURANCE, SQL_PROFILE_INSURED },
                  { AT_TRAINING, SQL_PROFILE_TRAINEES } };

    for (size_t i = 0; i < LEN(given); i++) {
        struct service *s = &l->at[given[i].at];
        struct service was = *s;
        bool sheet = was.number != INT_NONE || was.amount != INT_NONE ||
                     was.households != INT_NONE;
        struct rows r = db_rows(p->db, given[i].sql);

        db_bind_id(&r, 1, l->place);
        db_bind_id(&r, 2, l->rsp);
        db_bind_int(&r, 3, sheet ? l->opened : DAY_NONE);
        db_bind_int(&r, 4, p->on);
        if (db_next(&r) && db_int(&r, 0) > 0)
            *s = (struct service){
                .number = both_said(was.number, db_int(&r, 0)),
                .amount = both_said(was.amount, int_in(&r, 1)),
                .households = both_said(was.households, db_int(&r, 2)),
                .women = both_said(was.women, int_in(&r, 3)),
                .men = both_said(was.men, int_in(&r, 4)),
                .counted = true,
                .both = sheet
            };
        db_done(&r);
    }
}

/* ---- lines --------------------------------------------------------------*/

static void cell_said(struct sheet_row *row, int col, int64_t n)
{
    if (n != INT_NONE)
        cell_number(row, col, n);
}

static struct sheet_row *line(const struct profile *p, const struct lso *l,
                              int at, struct sheet *out)
{
    const struct service *s = &l->at[at];
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    bool any = s->counted || s->number != INT_NONE || s->amount != INT_NONE ||
               s->households != INT_NONE || s->women != INT_NONE ||
               s->men != INT_NONE;
    struct buf link = buf_start(p->a);

    cell_text(row, P_ITEM, say(p->q->lang, service_word[at]));
    cell_said(row, P_NUMBER, s->number);
    cell_said(row, P_WOMEN, s->women);
    cell_said(row, P_MEN, s->men);
    cell_said(row, P_HOUSEHOLDS, s->households);
    cell_said(row, P_AMOUNT, s->amount);
    if (!any)
        return row;
    cell_text(row, P_SOURCE,
              say(p->q->lang, s->both    ? "profile.both" :
                              s->counted ? "profile.register" :
                                           "profile.opening"));
    if (!s->counted || s->both) {
        buf_z(&link, "/entry/");
        id_put(&link, l->opening);
        cell_link(row, P_SOURCE, buf_str(&link));
    }
    return row;
}

/* Whole percents, a half upwards: as the sheets are published (5.5). Both
 * parts stand beside it. */
static void share_put(struct sheet_row *row, int64_t part, int64_t of)
{
    cell_said(row, P_OF, of);
    if (part != INT_NONE && of != INT_NONE && of > 0)
        cell_number(row, P_PERCENT, (200 * part + of) / (2 * of));
}

/* Lent in all, to the capital it was lent from: "2.37". */
static void turned_put(const struct profile *p, const struct lso *l,
                       struct sheet_row *row)
{
    int64_t lent = l->at[AT_LOAN].amount, capital = l->at[AT_CAPITAL].amount;
    struct buf b = buf_start(p->a);

    if (lent == INT_NONE || capital == INT_NONE || capital <= 0)
        return;
    decimal_put(&b, (200 * lent + capital) / (2 * capital), 2);
    cell_text(row, P_TIMES, buf_str(&b));
}

static void head(const struct profile *p, const struct lso *l,
                 struct sheet *out)
{
    struct sheet_row *row = sheet_add(out, ROW_HEADING);
    struct buf b = buf_start(p->a), link = buf_start(p->a);
    struct str place;

    buf_add(&b, l->name);
    if (place_level(p->db, l->place, p->a, p->q->lang, &place) >= 0) {
        buf_z(&b, lang_comma(p->q->lang));
        buf_add(&b, place);
    }
    buf_z(&b, " | ");
    buf_add(&b, say(p->q->lang, "body.formed"));
    buf_char(&b, ' ');
    words_day(&b, p->q->lang, l->formed);
    cell_text(row, P_ITEM, buf_str(&b));
    buf_z(&link, "/body/");
    id_put(&link, l->id);
    cell_link(row, P_ITEM, buf_str(&link));
}

static void lso_rows(const struct profile *p, const struct lso *l,
                     struct sheet *out)
{
    struct sheet_row *row;

    head(p, l, out);
    row = line(p, l, AT_HOUSEHOLD, out);
    if (l->at[AT_HOUSEHOLD].number != INT_NONE)
        row->cell[P_NUMBER].said = false; /* it is what they are of */
    share_put(row, l->at[AT_HOUSEHOLD].households, l->known);
    for (int at = AT_CO; at <= AT_CAPITAL; at++)
        line(p, l, at, out);
    row = line(p, l, AT_LOAN, out);
    share_put(row, l->at[AT_LOAN].households,
              l->at[AT_LOAN_ELIGIBLE].households);
    turned_put(p, l, row);
    row = line(p, l, AT_GRANT, out);
    share_put(row, l->at[AT_GRANT].households,
              l->at[AT_GRANT_ELIGIBLE].households);
    for (int at = AT_INSURANCE; at <= AT_SCHEME; at++)
        line(p, l, at, out);
}

static size_t lsos_read(const struct profile *p, struct lso *l, size_t most)
{
    struct rows r = db_rows(p->db, SQL_PROFILE_BODIES);
    size_t n = 0;

    db_bind_id(&r, 1, scope_place(p->db, p->q));
    db_bind_int(&r, 2, p->on);
    if (id_none(p->q->rsp))
        db_bind_null(&r, 3);
    else
        db_bind_id(&r, 3, p->q->rsp);
    if (id_none(p->q->project))
        db_bind_null(&r, 4);
    else
        db_bind_id(&r, 4, p->q->project);
    while (n < most && db_next(&r)) {
        struct lso *one = &l[n++];

        *one = (struct lso){
            .id = db_id(&r, 0),
            .name = arena_str(p->a, own_text(p->q->lang, db_str(&r, 1),
                                             db_str(&r, 6), db_str(&r, 7))),
            .place = db_id(&r, 2),
            .rsp = db_id(&r, 3),
            .formed = (day)db_int(&r, 4),
            .known = INT_NONE,
            .opened = DAY_NONE
        };
        for (int i = 0; i < SERVICES_N; i++)
            one->at[i] = no_service;
    }
    db_done(&r);
    return n;
}

/* The profile of each LSO of a place as RSPN publishes it: households, bodies
 * below it, its general body and executive, community investment fund, grants,
 * insurance, training and schemes. */
REPORT(profile, RIGHT_REGISTER)
{
    enum { LSOS_MOST = 200 };
    struct profile p = { .db = db, .a = a, .q = q };
    struct lso *l = arena_many(a, struct lso, LSOS_MOST);
    size_t n;

    if (!question_good(db, q, a, f))
        return 0;
    p.on = month_end(q->as_of);
    n = lsos_read(&p, l, LSOS_MOST);
    out[0] = sheet_start(a, profile_column, P_COLS);
    out[0].title = say(q->lang, "profile.title");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    for (size_t i = 0; i < n; i++) {
        services_read(&p, &l[i]);
        bodies_count(&p, &l[i]);
        households_count(&p, &l[i]);
        given_count(&p, &l[i]);
        lso_rows(&p, &l[i], &out[0]);
    }
    sheet_note(&out[0], say(q->lang, "profile.note"));
    return 1;
}
