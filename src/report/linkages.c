/* linkages - which departments answer, what they promised and delivered, and
 * what the people did by themselves beside it. */
#include <string.h>

#include "core/linkage.h"
#include "linkages.sql.h"
#include "report/ground.h"

enum { SECTORS_MOST = 30, STANDS_ALL = STANDS_REFUSED + 1 };

struct tallied {
    int64_t asked, answered, waited, promised, reminders, households;
    int64_t stands[STANDS_ALL];
    paisa value, paid;
};
struct both {
    struct tallied linkage, own; /* asked of others; self-help */
};
struct of_agency {
    struct id id;
    struct str name;
    struct tallied t;
};
struct linkages {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct ground g;
    struct both *spot; /* of each of spots */
    struct both elsewhere, sector[SECTORS_MOST], all;
    struct of_agency *agency;
    size_t agencies;
    struct tallied unlisted; /* offices that are on no list */
};

/* ---- reading ------------------------------------------------------------*/

static void agencies_read(struct linkages *l)
{
    struct rows r = db_rows(l->db, SQL_LINKAGES_AGENCIES);
    size_t room = 2000;

    l->agency = arena_many(l->a, struct of_agency, room);
    db_bind_id(&r, 1, l->g.place);
    while (l->agencies < room && db_next(&r)) {
        struct of_agency *to = &l->agency[l->agencies++];

        memset(to, 0, sizeof *to);
        to->id = db_id(&r, 0);
        to->name = name_in(&r, 1, l->q->lang, l->a);
    }
    db_done(&r);
}

static struct tallied *agency_of(struct linkages *l, struct id id)
{
    for (size_t i = 0; i < l->agencies; i++)
        if (id_same(l->agency[i].id, id))
            return &l->agency[i].t;
    return &l->unlisted;
}

static struct both *spot_of(struct linkages *l, struct id place)
{
    size_t i = ground_spot(&l->g, place);

    return i < l->g.spots.n ? &l->spot[i] : &l->elsewhere;
}

/* So many that are alike, as they stood on that day. */
static void then_add(struct tallied *to, const struct rows *r, day on)
{
    int64_t n = db_int(r, 5);
    struct linkage_state s;
    enum linkage_stands stands;

    if (!linkage_past_on(db_str(r, 13), on, &s))
        return;
    s.asked = (day)db_int(r, 14);
    stands = linkage_stands(&s, on);
    to->asked += n;
    to->stands[stands] += n;
    if (s.answered != DAY_NONE && s.answered <= on) {
        to->answered += n;
        to->waited += n * (s.answered - s.asked);
    }
    to->promised += s.promised != DAY_NONE && s.promised <= on ? n : 0;
    to->reminders += n * s.reminders;
    if (stands != STANDS_DELIVERED)
        return;
    to->value += s.value == INT_NONE ? 0 : n * s.value;
    to->paid += s.paid == INT_NONE ? 0 : n * s.paid;
    to->households += db_int(r, 12);
}

static void tally_add(struct tallied *to, const struct rows *r, day on)
{
    int64_t n = db_int(r, 5), stands = db_int(r, 4);

    if (!db_null(r, 13)) {
        then_add(to, r, on);
        return;
    }
    to->asked += n;
    to->stands[stands] += n;
    to->answered += db_int(r, 6);
    to->waited += db_int(r, 7);
    to->promised += db_int(r, 8);
    to->reminders += db_int(r, 9);
    to->value += db_int(r, 10);
    to->paid += db_int(r, 11);
    to->households += db_int(r, 12);
}

static void tallied_read(struct linkages *l)
{
    struct rows r = db_rows(l->db, SQL_LINKAGES_TALLIED);

    db_bind_id(&r, 1, l->g.place);
    db_bind_int(&r, 2, l->g.level);
    db_bind_int(&r, 3, l->g.on);
    db_bind_id(&r, 4, l->q->rsp);
    db_bind_int(&r, 5, l->g.from);
    while (db_next(&r)) {
        int64_t sector = db_int(&r, 2);
        bool own = db_int(&r, 3) == 1;
        struct both *to[3] = { spot_of(l, db_id(&r, 0)), &l->all,
                               sector >= 0 && sector < SECTORS_MOST ?
                                   &l->sector[sector] :
                                   NULL };

        for (size_t i = 0; i < LEN(to); i++)
            if (to[i])
                tally_add(own ? &to[i]->own : &to[i]->linkage, &r, l->g.on);
        if (!own)
            tally_add(agency_of(l, db_id(&r, 1)), &r, l->g.on);
    }
    db_done(&r);
}

/* ---- sheets -------------------------------------------------------------*/

enum {
    C_AGENCY,
    C_ASKED,
    C_ANSWERED,
    C_ANSWERED_PCT,
    C_DAYS,
    C_SILENT,
    C_REMINDERS,
    C_PROMISED,
    C_DELIVERED,
    C_DELIVERED_PCT,
    C_OVERDUE,
    C_LAPSED,
    C_REFUSED,
    C_VALUE,
    C_PAID,
    C_COLS
};
static const struct column agency_column[C_COLS] = {
    { "agency", "field.agency", NULL, COLUMN_TEXT, 0 },
    { "asked", "linkages.asked", NULL, COLUMN_NUMBER, 0 },
    { "answered", "linkages.answered", NULL, COLUMN_NUMBER, 0 },
    { "answered_pct", "linkages.answered_pct", NULL, COLUMN_RATIO, 0 },
    { "days_to_answer", "linkage.days_to_answer", NULL, COLUMN_NUMBER, 1 },
    { "silent", "linkage.stands.silent", NULL, COLUMN_NUMBER, 0 },
    { "reminders", "linkage.reminders", NULL, COLUMN_NUMBER, 0 },
    { "promised", "linkages.promised", NULL, COLUMN_NUMBER, 0 },
    { "delivered", "linkage.stands.delivered", NULL, COLUMN_NUMBER, 0 },
    { "delivered_pct", "linkages.delivered_pct", NULL, COLUMN_RATIO, 0 },
    { "overdue", "linkage.stands.overdue", NULL, COLUMN_NUMBER, 0 },
    { "lapsed", "linkage.stands.lapsed", NULL, COLUMN_NUMBER, 0 },
    { "refused", "linkage.stands.refused", NULL, COLUMN_NUMBER, 0 },
    { "value", "linkages.value", NULL, COLUMN_NUMBER, 2 },
    { "paid", "linkage.paid", NULL, COLUMN_NUMBER, 2 },
};

static struct sheet sheet_of(struct linkages *l, const struct column *c, int n,
                             const char *title)
{
    struct sheet s = sheet_start(l->a, c, n);

    s.title = say(l->q->lang, title);
    s.subtitle = question_caption(l->db, l->q, l->a);
    s.lakh = l->q->lakh;
    return s;
}

static void agency_put(struct sheet *s, enum row_nature nature, struct str name,
                       struct id id, const struct tallied *t)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, C_AGENCY, name);
    if (!id_none(id)) {
        struct buf link = buf_start(s->arena);

        buf_z(&link, "/linkages?agency=");
        id_put(&link, id);
        cell_link(row, C_AGENCY, buf_str(&link));
    }
    cell_number(row, C_ASKED, t->asked);
    cell_number(row, C_ANSWERED, t->answered);
    cell_ratio(row, C_ANSWERED_PCT, t->answered, t->asked);
    if (t->answered)
        cell_number(row, C_DAYS,
                    (20 * t->waited + t->answered) / (2 * t->answered));
    cell_number(row, C_SILENT, t->stands[STANDS_SILENT]);
    cell_number(row, C_REMINDERS, t->reminders);
    cell_number(row, C_PROMISED, t->promised);
    cell_number(row, C_DELIVERED, t->stands[STANDS_DELIVERED]);
    cell_ratio(row, C_DELIVERED_PCT, t->stands[STANDS_DELIVERED], t->asked);
    cell_number(row, C_OVERDUE, t->stands[STANDS_OVERDUE]);
    cell_number(row, C_LAPSED, t->stands[STANDS_LAPSED]);
    cell_number(row, C_REFUSED, t->stands[STANDS_REFUSED]);
    cell_number(row, C_VALUE, t->value);
    cell_number(row, C_PAID, t->paid);
}

static void agencies_sheet(struct linkages *l, struct sheet *out)
{
    struct buf note = buf_start(l->a);

    *out = sheet_of(l, agency_column, C_COLS, "report.linkages");
    for (size_t i = 0; i < l->agencies; i++)
        if (l->agency[i].t.asked)
            agency_put(out, ROW_PLAIN, l->agency[i].name, l->agency[i].id,
                       &l->agency[i].t);
    if (l->unlisted.asked)
        agency_put(out, ROW_PLAIN, say(l->q->lang, "linkages.unlisted"),
                   ID_NONE, &l->unlisted);
    agency_put(out, ROW_TOTAL, say(l->q->lang, "linkages.all"), ID_NONE,
               &l->all.linkage);
    buf_add(&note, say(l->q->lang, "linkages.days_note"));
    sheet_note(out, buf_str(&note));
}

enum {
    B_WHAT,
    B_ASKED,
    B_DELIVERED,
    B_VALUE,
    B_PAID,
    B_HOUSEHOLDS,
    B_OWN,
    B_OWN_DONE,
    B_OWN_VALUE,
    B_OWN_HOUSEHOLDS,
    B_COLS
};
#define BESIDE(key, word)                                                      \
    { key, word, NULL, COLUMN_TEXT, 0 },                                       \
        { "asked", "linkages.asked", "kinds.linkage", COLUMN_NUMBER, 0 },      \
        { "delivered", "linkage.stands.delivered", "kinds.linkage",            \
          COLUMN_NUMBER, 0 },                                                  \
        { "value", "linkages.value", "kinds.linkage", COLUMN_NUMBER, 2 },      \
        { "paid", "linkage.paid", "kinds.linkage", COLUMN_NUMBER, 2 },         \
        { "households", "field.households", "kinds.linkage", COLUMN_NUMBER,    \
          0 },                                                                 \
        { "self_help", "linkages.begun", "linkage.self_help", COLUMN_NUMBER,   \
          0 },                                                                 \
        { "self_help_done", "linkages.done", "linkage.self_help",              \
          COLUMN_NUMBER, 0 },                                                  \
        { "self_help_value", "linkages.value", "linkage.self_help",            \
          COLUMN_NUMBER, 2 },                                                  \
    {                                                                          \
        "self_help_households", "field.households", "linkage.self_help",       \
            COLUMN_NUMBER, 0                                                   \
    }
static const struct column sector_column[B_COLS] = { BESIDE("sector",
                                                            "field.sector") };
static const struct column place_column[B_COLS] = { BESIDE("place",
                                                           "outreach.place") };

static void both_put(struct sheet *s, enum row_nature nature, struct str name,
                     const struct both *b)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, B_WHAT, name);
    cell_number(row, B_ASKED, b->linkage.asked);
    cell_number(row, B_DELIVERED, b->linkage.stands[STANDS_DELIVERED]);
    cell_number(row, B_VALUE, b->linkage.value);
    cell_number(row, B_PAID, b->linkage.paid);
    cell_number(row, B_HOUSEHOLDS, b->linkage.households);
    cell_number(row, B_OWN, b->own.asked);
    cell_number(row, B_OWN_DONE, b->own.stands[STANDS_DELIVERED]);
    cell_number(row, B_OWN_VALUE, b->own.value);
    cell_number(row, B_OWN_HOUSEHOLDS, b->own.households);
}

static bool any_of(const struct both *b)
{
    return b->linkage.asked || b->own.asked;
}

static void sectors_sheet(struct linkages *l, struct sheet *out)
{
    struct str rest = str_of(SECTOR_CHOICES);

    *out = sheet_of(l, sector_column, B_COLS, "linkages.by_sector");
    for (size_t i = 0; rest.n && i < SECTORS_MOST; i++) {
        struct buf key = buf_start(l->a);

        buf_z(&key, "choice.");
        buf_add(&key, str_cut(&rest, '|'));
        if (any_of(&l->sector[i]))
            both_put(out, ROW_PLAIN, say_str(l->q->lang, buf_str(&key)),
                     &l->sector[i]);
    }
    both_put(out, ROW_TOTAL, say(l->q->lang, "linkages.all"), &l->all);
}

static void places_sheet(struct linkages *l, struct sheet *out)
{
    *out = sheet_of(l, place_column, B_COLS, "linkages.by_place");
    for (size_t i = 0; i < l->g.spots.n; i++)
        if (any_of(&l->spot[i]))
            both_put(out, ROW_PLAIN, l->g.spots.at[i].name, &l->spot[i]);
    if (any_of(&l->elsewhere))
        both_put(out, ROW_PLAIN, say(l->q->lang, "linkages.elsewhere"),
                 &l->elsewhere);
    both_put(out, ROW_TOTAL, say(l->q->lang, "linkages.all"), &l->all);
}

/* Which departments answer: of all that bodies asked for up to the end of the
 * month (or within the period), how much was answered and after how many days,
 * promised, delivered, is overdue; by agency, by sector and by place, with
 * self-help initiatives beside. */
REPORT(linkages, RIGHT_SEE)
{
    struct linkages *l = arena_new(a, struct linkages);

    if (!question_good(db, q, a, f))
        return 0;
    memset(l, 0, sizeof *l);
    l->db = db;
    l->a = a;
    l->q = q;
    l->g = ground_read(db, q, a);
    l->spot = arena_many(a, struct both, l->g.spots.n + 1);
    memset(l->spot, 0, (l->g.spots.n + 1) * sizeof *l->spot);
    agencies_read(l);
    tallied_read(l);
    agencies_sheet(l, &out[0]);
    sectors_sheet(l, &out[1]);
    places_sheet(l, &out[2]);
    return 3;
}
