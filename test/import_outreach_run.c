/* The network's workbooks into filings: real ones, drifted ones, bad ones. */
#include "../src/import/book.h"
#include "import_site.h"

static const char *const issue[] = { "outreach-issue-15-2012-09.xlsx",
                                     "outreach-issue-20-2013-12.xlsx",
                                     "outreach-issue-22-2014-06.xlsx",
                                     "outreach-issue-24-2014-12.xlsx" };

/* What figures say of a place as of a month: all postings below it. */
static int64_t level_of(struct db *db, const char *place, const char *indicator,
                        month as_of)
{
    struct rows r = db_text_rows(
        db,
        S("SELECT CAST(coalesce(sum(p.amount), 0) AS BIGINT) FROM posting p "
          "JOIN area a ON a.place = p.place AND a.above = $1 "
          "WHERE p.indicator = $2 AND p.month <= $3 AND a.since <= $4 AND "
          "a.until > $4"));
    int64_t n;

    db_bind_id(&r, 1, id_named(S("place"), str_of(place)));
    db_bind_text(&r, 2, str_of(indicator));
    db_bind_int(&r, 3, as_of);
    db_bind_int(&r, 4, month_end(as_of));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

static int64_t filings(struct db *db)
{
    return both_ask(db, "SELECT count(*) FROM filing");
}

static const char *place_of(const struct book_row *r)
{
    static const struct {
        const char *begins, *key;
    } all[] = { { "ISLAM", "ict" },     { "BALOCH", "balochistan" },
                { "KHYBER", "kp" },     { "SINDH", "sindh" },
                { "PUNJAB", "punjab" }, { "AZAD", "ajk" },
                { "GILGIT", "gb" },     { "FEDER", "fata" } };

    if (r->nature == BOOK_GRAND)
        return "pk";
    for (size_t i = 0; i < LEN(all); i++)
        if (str_starts(r->province, str_of(all[i].begins)))
            return all[i].key;
    return "";
}

/* Every printed total of households and COs is the sum of what was posted. */
static void totals_agree(struct db *db, const struct book *b)
{
    static const struct {
        const char *code;
        int now, prev;
    } what[] = { { "hh", HH_NOW, HH_PREV }, { "co", CO_NOW, CO_PREV } };
    int totals = 0;

    for (size_t i = 0; i < b->rows; i++) {
        const struct book_row *r = &b->row[i];

        if (r->nature != BOOK_PROVINCE && r->nature != BOOK_GRAND)
            continue;
        totals++;
        for (size_t k = 0; k < LEN(what); k++) {
            CHECK_INT(level_of(db, place_of(r), what[k].code, b->now),
                      r->value[what[k].now]);
            CHECK_INT(level_of(db, place_of(r), what[k].code, b->prev),
                      r->value[what[k].prev]);
        }
    }
    CHECK_INT(totals, 9);
}

SITE(the_published_workbooks)
{
    struct import_told t;
    struct import_count n;
    struct import_file f;
    struct finding why;

    told_open(&t, db);
    for (size_t i = 0; i < LEN(issue); i++) {
        struct book b;

        if (!workbook_read(&t.arena, issue[i], &f)) {
            skip("no workbooks here; SAATH_SHARED says where they are");
            break;
        }
        CHECK(import_outreach(&t.import, f, &n));
        CHECK_INT(n.bad, 0);
        CHECK_INT(n.queued, 0);
        CHECK(n.kept > 400);
        CHECK_STR(told_bads(&t), S(""));
        CHECK(book_read(f, &t.arena, &b, &why));
        totals_agree(db, &b);
    }
    for (size_t i = 0; i < LEN(issue) && f.bytes.n; i++) {
        int64_t before = filings(db);

        if (!workbook_read(&t.arena, issue[i], &f))
            break;
        CHECK(import_outreach(&t.import, f, &n));
        CHECK_INT(n.kept + n.fixed + n.bad, 0); /* nothing new */
        CHECK(n.known > 400);
        CHECK_INT(filings(db), before);
    }
    told_close(&t);
}

/* ---- a small one of our own ---------------------------------------------*/

#define HEAD                                                                   \
    ",As of June 2011,,,,,,,,,,\n"                                             \
    "Sr. No,Name of District,Total Rural UCs in the District,"                 \
    "Union Councils having RSP Presence,,,Total Rural Households,"             \
    "Households Organized,,Community Organizations Formed,,RSPs\n"             \
    ",,,as on March 2011,as on June 2011,% increase,,as on March 2011,"        \
    "as on June 2011,as on March 2011,as on June 2011,\n"

static struct import_file csv(const char *rows)
{
    return (struct import_file){ S("small.csv"), str_of(rows) };
}

#define GOOD                                                                   \
    HEAD "SINDH,,,,,,,,,,,\n"                                                  \
         "1,Badin,46,10,20,100,1000,500,600,50,60,NRSP\n"                      \
         "1,Badin (overlapping),46,5,5,0,1100,10,20,1,2,SRSO\n"                \
         "2,Ghotki,40,-,,,2000,,0,,,SRSO\n"                                    \
         "3,Sukkur,46,,,,999.5,,,,,0\n"                                        \
         "3,Sub Total,132,15,25,,3999.5,510,620,51,62,\n"

SITE(a_drifted_workbook)
{
    struct import_told t;
    struct import_count n;
    month june = month_of(day_of(2011, 6, 1));

    told_open(&t, db);
    CHECK(import_outreach(&t.import, csv(GOOD), &n));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.rows, 4);
    CHECK_INT(n.bad, 0);
    CHECK_INT(level_of(db, "sindh", "hh", june), 620);
    CHECK_INT(level_of(db, "sindh", "hh", june - 3), 510);
    CHECK_INT(level_of(db, "sindh", "co", june), 62);
    CHECK_INT(level_of(db, "sindh", "hh_base", june), 3999500000);
    CHECK_INT(level_of(db, "sindh", "uc_base", june), 132);
    CHECK(memmem(t.notes.p, t.notes.n, "note.base_differs", 17) != NULL);
    told_close(&t);
}

SITE(rows_in_any_order_give_the_same)
{
    static const char shuffled[] = HEAD
        "SINDH,,,,,,,,,,,\n"
        "3,Sukkur,46,,,,999.5,,,,,0\n"
        "1,Badin (overlapping),46,5,5,0,1100,10,20,1,2,SRSO\n"
        "2,Ghotki,40,-,,,2000,,0,,,SRSO\n"
        "1,Badin,46,10,20,100,1000,500,600,50,60,NRSP\n";
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    CHECK(import_outreach(&t.import, csv(GOOD), &n));
    CHECK(n.kept > 0);
    CHECK(import_outreach(&t.import, csv(shuffled), &n));
    CHECK_INT(n.kept, 0); /* known by their natural key */
    CHECK_INT(n.fixed, 0);
    CHECK(n.known > 0);
    told_close(&t);
}

SITE(a_corrected_file_makes_fixes)
{
    static const char corrected[] = HEAD
        "SINDH,,,,,,,,,,,\n"
        "1,Badin,46,10,20,100,1000,500,700,50,60,NRSP\n";
    struct import_told t;
    struct import_count n;
    month june = month_of(day_of(2011, 6, 1));

    told_open(&t, db);
    CHECK(import_outreach(&t.import, csv(GOOD), &n));
    t.import.dry = true;
    CHECK(import_outreach(&t.import, csv(corrected), &n));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(level_of(db, "sindh", "hh", june), 620);
    t.import.dry = false;
    CHECK(import_outreach(&t.import, csv(corrected), &n));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(n.kept, 0);
    CHECK_INT(level_of(db, "sindh", "hh", june), 720);
    CHECK(import_outreach(&t.import, csv(corrected), &n));
    CHECK_INT(n.fixed + n.kept, 0);
    CHECK(import_outreach(&t.import, csv(GOOD), &n)); /* the older one again */
    CHECK_INT(n.fixed + n.kept, 0);
    CHECK_INT(level_of(db, "sindh", "hh", june), 720);
    told_close(&t);
}

SITE(bad_rows_are_told_and_the_rest_goes_in)
{
    static const char mixed[] = HEAD
        "SINDH,,,,,,,,,,,\n"
        "1,Badin,46,10,20,100,1000,500,abc,50,60,NRSP\n"
        "2,Ghotki,40,1,2,,2000,5,6,1,1,XRSP\n"
        "3,Sukkur,46,1,2,,999.5,5,-7,1,1,SRSO\n"
        "4,Khairpur,46,1,2,,999.5,5,70%,1,1,SRSO\n"
        "5,,46,1,2,,999.5,5,7,1,1,SRSO\n"
        "6,Jacobabad,46,1,2,,100,5,7,1,1,SRSO\n"
        "6,Jacobabad,46,1,2,,100,5,8,1,1,SRSO\n";
    struct import_told t;
    struct import_count n;
    month june = month_of(day_of(2011, 6, 1));

    told_open(&t, db);
    CHECK(import_outreach(&t.import, csv(mixed), &n));
    CHECK_INT(n.bad, 6);
    CHECK_STR(told_bads(&t), S("1:5:hh_now:number.not:abc\n"
                               "1:6:rsp:import.rsp_unknown:XRSP\n"
                               "1:7:hh_now:number.negative:-7\n"
                               "1:8:hh_now:number.percent:70%\n"
                               "1:9:place:outreach.no_name:\n"
                               "1:11:rsp:import.said_twice:SRSO\n"));
    CHECK_INT(level_of(db, "sindh", "hh", june), 7);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM import_reject"), 6);
    CHECK_INT(both_ask(db, "SELECT bad FROM import_run"), 6);
    told_close(&t);
}

SITE(what_is_no_workbook_is_refused)
{
    static const struct {
        const char *bytes, *what;
    } hostile[] = { { "", "file.empty" },
                    { "a,b\n1,2\n", "outreach.not_a_workbook" },
                    { "PK\003\004rubbish", "file." },
                    { "Indicators,,NRSP,SRSO,Total\n# of loans,Total,1,2,3\n",
                      "outreach.no_months" } };
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    for (size_t i = 0; i < LEN(hostile); i++) {
        struct str told;

        CHECK(!import_outreach(&t.import, csv(hostile[i].bytes), &n));
        CHECK_INT(n.bad, 1);
        told = told_bads(&t);
        if (!CHECK(memmem(told.p, told.n, hostile[i].what,
                          strlen(hostile[i].what)) != NULL))
            printf("# %zu: %.*s\n", i, (int)told.n, told.p);
    }
    CHECK_INT(filings(db), 0);
    told_close(&t);
}

SITE(the_cumulative_table_is_in_paisa)
{
    static const char sums[] =
        "\"RSPs in Pakistan, Cumulative Progress as of June 2011\",,,,,\n"
        "Indicators,,NRSP,SRSO,Total,USD\n"
        "Amount of savings of COs (Rs. Million),Women,24.064,-,24.064,9\n"
        ",Men,11.8510000000000009,0,11.851,9\n"
        "# of loans,Women,74813.44,,74813.44,\n"
        "# of something new,,1,2,3,\n";
    struct import_told t;
    struct import_count n;
    month june = month_of(day_of(2011, 6, 1));

    told_open(&t, db);
    CHECK(import_outreach(&t.import, csv(sums), &n));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 2);
    CHECK_INT(level_of(db, "pk", "saving.women", june), 2406400000);
    CHECK_INT(level_of(db, "pk", "saving.men", june), 1185100000);
    CHECK_INT(level_of(db, "pk", "loan.women", june), 7481344);
    CHECK(memmem(t.notes.p, t.notes.n, "note.row_unknown", 16) != NULL);
    CHECK(memmem(t.notes.p, t.notes.n, "USD", 3) != NULL);
    told_close(&t);
}
