/* A misspelt district waits at its province, is proposed, named, and moves. */
#include "import_site.h"

#define SHEET(name)                                                            \
    "S. No.,Name of District,Total rural UCs,Union Councils Having RSPs "      \
    "Presence,Total rural HHs in the District,Households Organised,"           \
    "Community Organisations Formed,RSP\n"                                     \
    ",,,# as of June 2011,,# as of June 2011,# as of June 2011,\n"             \
    "SINDH,,,,,,,\n"                                                           \
    "1," name ",46,20,1000,600,60,NRSP\n"                                      \
    "2,Ghotki,40,1,2000,5,1,SRSO\n"

static int64_t hh_below(struct db *db, struct str key)
{
    struct rows r = db_text_rows(
        db,
        S("SELECT CAST(coalesce(sum(p.amount), 0) AS BIGINT) FROM posting p "
          "JOIN area a ON a.place = p.place AND a.above = $1 "
          "WHERE p.indicator = 'hh' AND a.since <= 15155 AND a.until > 15155"));
    int64_t n;

    db_bind_id(&r, 1, id_named(S("place"), key));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

static struct import_file sheet(const char *bytes)
{
    return (struct import_file){ S("june.csv"), str_of(bytes) };
}

/* The key of a district by its name, by way of the finder. */
static struct id place(struct import_told *t, const char *name, int level)
{
    struct finder *f = finder_open(t->db, &t->arena);
    struct id id;

    CHECK_INT(finder_place(f, str_of(name), level, ID_NONE, DAY_NONE, &id), 1);
    return id;
}

SITE(a_misspelt_district_waits_and_moves)
{
    struct import_told t;
    struct import_count n;
    struct naming_row *row;
    struct findings f;
    struct id badin;
    int64_t moved;

    told_open(&t, db);
    f = findings_start(&t.arena);
    badin = place(&t, "Badin", 3);
    CHECK(import_outreach(&t.import, sheet(SHEET("Baddiin")), &n));
    CHECK_INT(n.bad, 0);
    CHECK_INT(n.queued, 2);                   /* the base and the filing */
    CHECK_INT(hh_below(db, S("sindh")), 605); /* counts there */
    if (!CHECK_INT(naming_list(db, &t.arena, &row), 1))
        return;
    CHECK_STR(row[0].said, S("Baddiin"));
    CHECK_STR(row[0].within_name, S("Sindh"));
    CHECK_INT(row[0].n, 1);
    CHECK_INT(row[0].rows_waiting, 2);
    CHECK(naming_settle(db, t.import.writer, &row[0], badin, S("office"),
                        &t.arena, &f, &moved));
    CHECK_INT(f.n, 0);
    CHECK_INT(moved, 2);
    told_local(&t, naming_strike, &(struct naming_mark){ &row[0], badin });
    CHECK_INT(naming_list(db, &t.arena, &row), 0);
    CHECK_INT(hh_below(db, S("sindh")), 605);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM filing WHERE named IS NOT "
                           "NULL"),
              0);
    /* The same file again, and the same misspelling in another. */
    CHECK(import_outreach(&t.import, sheet(SHEET("Baddiin")), &n));
    CHECK_INT(n.kept + n.fixed + n.queued + n.bad, 0);
    CHECK(
        import_outreach(&t.import, sheet(SHEET("BADDIIN (overlapping)")), &n));
    CHECK_INT(n.kept + n.fixed + n.queued + n.bad, 0);
    CHECK_INT(hh_below(db, S("sindh")), 605);
    told_close(&t);
}

SITE(proposals_are_the_near_names)
{
    struct import_told t;
    struct proposal p[3];
    struct finder *f;
    struct id badin;
    size_t n;

    told_open(&t, db);
    f = finder_open(db, &t.arena);
    badin = place(&t, "Badin", 3);
    n = finder_propose(f, S("Baddiin"), 3, id_named(S("place"), S("sindh")),
                       &t.arena, LEN(p), p);
    CHECK(n >= 1 && id_same(p[0].place, badin));
    n = finder_propose(f, S("Baddiin"), 3, id_named(S("place"), S("punjab")),
                       &t.arena, LEN(p), p);
    for (size_t i = 0; i < n; i++)
        CHECK(!id_same(p[i].place, badin));
    n = finder_propose(f, S("T M Khan"), 3, id_named(S("place"), S("sindh")),
                       &t.arena, LEN(p), p);
    CHECK(n <= LEN(p));
    CHECK_INT(finder_propose(f, S("qqqqqqqqqq"), 3, ID_NONE, &t.arena, LEN(p),
                             p),
              0);
    told_close(&t);
}

SITE(a_name_is_not_settled_outside)
{
    struct import_told t;
    struct import_count n;
    struct naming_row *row;
    struct findings f;
    int64_t moved;

    told_open(&t, db);
    f = findings_start(&t.arena);
    CHECK(import_outreach(&t.import, sheet(SHEET("Baddiin")), &n));
    if (!CHECK_INT(naming_list(db, &t.arena, &row), 1))
        return;
    CHECK(!naming_settle(db, t.import.writer, &row[0], place(&t, "Attock", 3),
                         S("office"), &t.arena, &f, &moved));
    CHECK(f.n == 1 && !strcmp(f.at[0].what, "naming.not_within"));
    CHECK(!naming_settle(db, t.import.writer, &row[0],
                         id_named(S("place"), S("sindh")), S("office"),
                         &t.arena, &f, &moved));
    CHECK_INT(naming_list(db, &t.arena, &row), 1);
    told_close(&t);
}

SITE(the_queue_is_found_again_from_the_filings)
{
    struct import_told t;
    struct import_count n;
    struct naming_row row;

    told_open(&t, db);
    t.import.local = NULL; /* as if nobody took local work */
    CHECK(import_outreach(&t.import, sheet(SHEET("Baddiin")), &n));
    CHECK(!naming_find(db, 1, &t.arena, &row));
    CHECK(naming_read(db, S("baddiin"), &t.arena, &row));
    CHECK_INT(row.n, 0);
    told_local(&t, naming_refresh, NULL);
    told_local(&t, naming_refresh, NULL);
    CHECK(naming_find(db, 1, &t.arena, &row));
    CHECK_STR(row.said, S("Baddiin"));
    CHECK(!naming_read(db, S("Badin"), &t.arena, &row));
    told_close(&t);
}
