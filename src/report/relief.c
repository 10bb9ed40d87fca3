/* relief - what disasters did and who was helped: by disaster, by place, and by
 * agency with what came twice. */
#include "core/relief.h"

#include <string.h>

#include "relief.sql.h"
#include "report/ground.h"

enum { DISASTERS_MOST = 500 };

struct hurt {
    int64_t seen, fully, partly, away, dead, hurt, missing, unrelieved;
    int64_t households, gifts, repeats;
    paisa lost, given;
};
struct of_disaster {
    struct id id;
    struct str title;
    struct hurt h;
};
struct relief {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct ground g;
    struct hurt *spot, elsewhere, all;
    struct of_disaster *disaster;
    size_t disasters;
};

/* ---- reading ------------------------------------------------------------*/

static void disasters_read(struct relief *l)
{
    struct rows r = db_rows(l->db, SQL_RELIEF_DISASTERS);

    l->disaster = arena_many(l->a, struct of_disaster, DISASTERS_MOST);
    db_bind_int(&r, 1, l->g.on);
    while (l->disasters < DISASTERS_MOST && db_next(&r)) {
        struct of_disaster *d = &l->disaster[l->disasters++];

        memset(d, 0, sizeof *d);
        d->id = db_id(&r, 0);
        d->title = name_in(&r, 1, l->q->lang, l->a);
    }
    db_done(&r);
}

/* A row's sums lie in its disaster, its place and the whole. */
struct into {
    struct hurt *to[3];
};
static struct into into_of(struct relief *l, struct id disaster, struct id spot)
{
    struct into to = { { NULL, &l->elsewhere, &l->all } };
    size_t at = ground_spot(&l->g, spot);

    for (size_t i = 0; i < l->disasters; i++)
        if (id_same(l->disaster[i].id, disaster))
            to.to[0] = &l->disaster[i].h;
    if (at < l->g.spots.n)
        to.to[1] = &l->spot[at];
    return to;
}

static void seen_read(struct relief *l)
{
    struct rows r = db_rows(l->db, SQL_RELIEF_SEEN);

    db_bind_id(&r, 1, l->g.place);
    db_bind_int(&r, 2, l->g.level);
    db_bind_int(&r, 3, l->g.on);
    db_bind_int(&r, 4, l->g.from);
    while (db_next(&r)) {
        struct into to = into_of(l, db_id(&r, 0), db_id(&r, 1));

        for (size_t i = 0; i < LEN(to.to); i++) {
            struct hurt *h = to.to[i];

            if (!h)
                continue;
            h->seen += db_int(&r, 2);
            h->fully += db_int(&r, 3);
            h->partly += db_int(&r, 4);
            h->away += db_int(&r, 5);
            h->dead += db_int(&r, 6);
            h->hurt += db_int(&r, 7);
            h->missing += db_int(&r, 8);
            h->lost += db_int(&r, 9);
            h->unrelieved += db_int(&r, 10);
        }
    }
    db_done(&r);
}

static void gave_read(struct relief *l)
{
    struct rows r = db_rows(l->db, SQL_RELIEF_GAVE);

    db_bind_id(&r, 1, l->g.place);
    db_bind_int(&r, 2, l->g.level);
    db_bind_int(&r, 3, l->g.on);
    db_bind_id(&r, 4, l->q->rsp);
    db_bind_int(&r, 5, l->g.from);
    while (db_next(&r)) {
        struct into to = into_of(l, db_id(&r, 0), db_id(&r, 1));

        for (size_t i = 0; i < LEN(to.to); i++) {
            struct hurt *h = to.to[i];

            if (!h)
                continue;
            h->households += db_int(&r, 2);
            h->gifts += db_int(&r, 3);
            h->given += db_int(&r, 4);
            h->repeats += db_int(&r, 5);
        }
    }
    db_done(&r);
}

/* ---- sheets -------------------------------------------------------------*/

enum {
    C_WHAT,
    C_SEEN,
    C_FULLY,
    C_PARTLY,
    C_AWAY,
    C_DEAD,
    C_HURT,
    C_MISSING,
    C_LOST,
    C_RELIEVED,
    C_GIFTS,
    C_GIVEN,
    C_REPEATS,
    C_UNRELIEVED,
    C_COLS
};
#define COLUMNS_FROM(key, word)                                                \
    { key, word, NULL, COLUMN_TEXT, 0 },                                       \
        { "seen", "relief.seen", NULL, COLUMN_NUMBER, 0 },                     \
        { "fully", "relief.fully", NULL, COLUMN_NUMBER, 0 },                   \
        { "partly", "relief.partly", NULL, COLUMN_NUMBER, 0 },                 \
        { "away", "relief.away", NULL, COLUMN_NUMBER, 0 },                     \
        { "dead", "field.dead", NULL, COLUMN_NUMBER, 0 },                      \
        { "hurt", "field.hurt", NULL, COLUMN_NUMBER, 0 },                      \
        { "missing", "field.missing", NULL, COLUMN_NUMBER, 0 },                \
        { "lost", "relief.lost", NULL, COLUMN_NUMBER, 2 },                     \
        { "relieved", "relief.relieved", NULL, COLUMN_NUMBER, 0 },             \
        { "gifts", "relief.gifts", NULL, COLUMN_NUMBER, 0 },                   \
        { "given", "relief.given", NULL, COLUMN_NUMBER, 2 },                   \
        { "repeats", "relief.repeats", NULL, COLUMN_NUMBER, 0 },               \
    {                                                                          \
        "unrelieved", "relief.unrelieved", NULL, COLUMN_NUMBER, 0              \
    }
static const struct column disaster_column[C_COLS] = {
    COLUMNS_FROM("disaster", "kind.disaster")
};
static const struct column place_column[C_COLS] = {
    COLUMNS_FROM("place", "outreach.place")
};

static struct sheet sheet_of(struct relief *l, const struct column *c, int n,
                             const char *title)
{
    struct sheet s = sheet_start(l->a, c, n);

    s.title = say(l->q->lang, title);
    s.subtitle = question_caption(l->db, l->q, l->a);
    s.lakh = l->q->lakh;
    return s;
}

static bool any_of(const struct hurt *h)
{
    return h->seen || h->gifts;
}

static struct sheet_row *hurt_put(struct sheet *s, enum row_nature nature,
                                  struct str name, const struct hurt *h)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, C_WHAT, name);
    cell_number(row, C_SEEN, h->seen);
    cell_number(row, C_FULLY, h->fully);
    cell_number(row, C_PARTLY, h->partly);
    cell_number(row, C_AWAY, h->away);
    cell_number(row, C_DEAD, h->dead);
    cell_number(row, C_HURT, h->hurt);
    cell_number(row, C_MISSING, h->missing);
    cell_number(row, C_LOST, h->lost);
    cell_number(row, C_RELIEVED, h->households);
    cell_number(row, C_GIFTS, h->gifts);
    cell_number(row, C_GIVEN, h->given);
    cell_number(row, C_REPEATS, h->repeats);
    cell_number(row, C_UNRELIEVED, h->unrelieved);
    return row;
}

static void disasters_sheet(struct relief *l, struct sheet *out)
{
    *out = sheet_of(l, disaster_column, C_COLS, "relief.by_disaster");
    for (size_t i = 0; i < l->disasters; i++) {
        struct buf link = buf_start(l->a);

        if (!any_of(&l->disaster[i].h))
            continue;
        buf_z(&link, "/relief/");
        id_put(&link, l->disaster[i].id);
        cell_link(hurt_put(out, ROW_PLAIN, l->disaster[i].title,
                           &l->disaster[i].h),
                  C_WHAT, buf_str(&link));
    }
    hurt_put(out, ROW_TOTAL, say(l->q->lang, "linkages.all"), &l->all);
}

static void places_sheet(struct relief *l, struct sheet *out)
{
    *out = sheet_of(l, place_column, C_COLS, "report.relief");
    for (size_t i = 0; i < l->g.spots.n; i++)
        if (any_of(&l->spot[i]))
            hurt_put(out, ROW_PLAIN, l->g.spots.at[i].name, &l->spot[i]);
    if (any_of(&l->elsewhere))
        hurt_put(out, ROW_PLAIN, say(l->q->lang, "linkages.elsewhere"),
                 &l->elsewhere);
    hurt_put(out, ROW_TOTAL, say(l->q->lang, "linkages.all"), &l->all);
}

enum { A_AGENCY, A_WHAT, A_GIFTS, A_HOUSEHOLDS, A_GIVEN, A_REPEATS, A_COLS };
static const struct column agency_column[A_COLS] = {
    { "agency", "field.agency", NULL, COLUMN_TEXT, 0 },
    { "what", "field.what", NULL, COLUMN_TEXT, 0 },
    { "gifts", "relief.gifts", NULL, COLUMN_NUMBER, 0 },
    { "households", "relief.relieved", NULL, COLUMN_NUMBER, 0 },
    { "given", "relief.given", NULL, COLUMN_NUMBER, 2 },
    { "repeats", "relief.repeats", NULL, COLUMN_NUMBER, 0 },
};

static void agencies_sheet(struct relief *l, struct sheet *out)
{
    struct rows r = db_rows(l->db, SQL_RELIEF_BY_AGENCY);

    *out = sheet_of(l, agency_column, A_COLS, "relief.by_agency");
    db_bind_id(&r, 1, l->g.place);
    db_bind_int(&r, 2, l->g.on);
    db_bind_id(&r, 3, l->q->rsp);
    db_bind_int(&r, 4, l->g.from);
    while (db_next(&r)) {
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);
        struct buf key = buf_start(l->a);

        buf_z(&key, "choice.");
        buf_add(&key, choice_name(RELIEF_CHOICES, (int)db_int(&r, 1)));
        cell_text(row, A_AGENCY,
                  db_null(&r, 0) ? say(l->q->lang, "linkages.unlisted") :
                                   name_in(&r, 6, l->q->lang, l->a));
        cell_text(row, A_WHAT, say_str(l->q->lang, buf_str(&key)));
        cell_number(row, A_GIFTS, db_int(&r, 2));
        cell_number(row, A_HOUSEHOLDS, db_int(&r, 3));
        cell_number(row, A_GIVEN, db_int(&r, 4));
        cell_number(row, A_REPEATS, db_int(&r, 5));
    }
    db_done(&r);
}

/* What disasters did and who was helped, up to the end of the month or within
 * the period: by disaster, by place, and by agency with what came before its
 * time. Damage counts as it was last seen. */
REPORT(relief, RIGHT_REGISTER)
{
    struct relief *l = arena_new(a, struct relief);

    if (!question_good(db, q, a, f))
        return 0;
    memset(l, 0, sizeof *l);
    l->db = db;
    l->a = a;
    l->q = q;
    l->g = ground_read(db, q, a);
    l->spot = arena_many(a, struct hurt, l->g.spots.n + 1);
    memset(l->spot, 0, (l->g.spots.n + 1) * sizeof *l->spot);
    disasters_read(l);
    seen_read(l);
    gave_read(l);
    disasters_sheet(l, &out[0]);
    places_sheet(l, &out[1]);
    agencies_sheet(l, &out[2]);
    return 3;
}
