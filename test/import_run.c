/* Any office's sheet as records of one kind: headings, cells, references,
 * rows inside records, exports that come back. */
#include "../src/import/table.h"
#include "import_site.h"

static struct import_file file(const char *bytes)
{
    return (struct import_file){ S("sheet.csv"), str_of(bytes) };
}

static struct import_count run(struct import_told *t, const char *kind,
                               const char *bytes)
{
    struct import_count n;

    t->notes.n = 0;
    import_records(&t->import, kind_find(str_of(kind)), file(bytes), &n);
    return n;
}

static bool noted(const struct import_told *t, const char *what)
{
    return memmem(t->notes.p, t->notes.n, what, strlen(what)) != NULL;
}

static int64_t ask(struct import_told *t, const char *sql)
{
    return both_ask(t->db, sql);
}

SITE(names_and_words_in_three_languages_are_headings)
{
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    n = run(&t, "project",
            "code,name,nature,donor,rsp,since,Budget line\n"
            "PPR,Poverty reduction,donor,EU,SRSO,2015-07-01,77\n"
            "CORE,Core,core,,Sindh Rural Support Organisation,2003,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 2);
    CHECK(noted(&t, "note.column_ignored:"));
    CHECK(noted(&t, "Budget line"));
    CHECK_INT(ask(&t, "SELECT count(*) FROM project WHERE code = 'PPR' AND "
                      "donor = 'EU' AND nature = 1"),
              1);
    n = run(&t, "project",
            "code,name,nature,donor,rsp,since,Budget line\n"
            "PPR,Poverty reduction,donor,EU,SRSO,2015-07-01,77\n"
            "CORE,Core,core,,Sindh Rural Support Organisation,2003,\n");
    CHECK_INT(n.kept + n.fixed + n.bad, 0);
    CHECK_INT(n.known, 2);
    told_close(&t);
}

SITE(a_heading_is_matched_once_and_remembered)
{
    static const char sheet[] = "Kod,Title of work,nature,rsp,since\n"
                                "P1,One,core,SRSO,2010\n";
    const struct column_said said[] = { { S("project"), S("Kod"), S("code") },
                                        { S("project"), S("TITLE of  work"),
                                          S("name") } };
    struct import_told t;
    struct import_count n;
    struct column_seen *seen;

    told_open(&t, db);
    n = run(&t, "project", sheet);
    CHECK_INT(n.kept, 0); /* nothing is guessed */
    CHECK(n.bad == 1 && noted(&t, "Kod"));
    told_bads(&t);
    db_begin(db);
    for (size_t i = 0; i < LEN(said); i++)
        column_remember(db, &said[i]);
    db_commit(db);
    n = run(&t, "project", sheet);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1);
    CHECK_INT(columns_see(db, kind_find(S("project")), file(sheet), &t.arena,
                          &seen),
              5);
    CHECK_STR(seen[1].field, S("name"));
    told_close(&t);
}

/* What a bad cell is refused with. */
static const struct {
    const char *rows, *want;
} bad_cells[] = {
    { "P1,One,other,SRSO,2010\n", "2:nature:import.choice_unknown:other" },
    { "P1,One,core,NOBODY,2010\n", "2:rsp:import.rsp_unknown:NOBODY" },
    { "P1,One,core,SRSO,03/04/2014\n", "2:since:date.ambiguous:03/04/2014" },
    { "P1,One,core,SRSO,31 June 2014\n",
      "2:since:date.no_such_day:31 June 2014" },
    { "P1,One,core,SRSO,soon\n", "2:since:date.not:soon" },
    { "P1,,core,SRSO,2010\n", "2:name:field.missing:" },
    { "\"P1,One,core,SRSO,2010\n", "csv.open_quote" },
};

SITE(bad_cells_are_told_with_row_and_field)
{
    struct import_told t;

    told_open(&t, db);
    for (size_t i = 0; i < LEN(bad_cells); i++) {
        struct buf b = buf_start(&t.arena);
        struct import_count n;
        struct str told;

        buf_z(&b, "code,name,nature,rsp,since\n");
        buf_z(&b, bad_cells[i].rows);
        n = run(&t, "project", arena_z(&t.arena, buf_str(&b)));
        CHECK_INT(n.kept, 0);
        told = told_bads(&t);
        if (!CHECK(memmem(told.p, told.n, bad_cells[i].want,
                          strlen(bad_cells[i].want)) != NULL))
            printf("# %zu: %.*s\n", i, (int)told.n, told.p);
    }
    told_close(&t);
}

SITE(one_row_proves_the_order_of_a_column_of_dates)
{
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    n = run(&t, "project",
            "code,name,nature,rsp,since\n"
            "A,A,core,SRSO,03/04/2014\nB,B,core,SRSO,25/04/2014\n");
    CHECK_INT(n.kept, 2);
    CHECK(noted(&t, "note.order_dmy"));
    CHECK_INT(ask(&t, "SELECT since FROM project WHERE code = 'A'"),
              day_of(2014, 4, 3));
    told_close(&t);
}

SITE(places_by_code_by_name_within_and_by_old_code)
{
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    n = run(&t, "place",
            "level,name,lg,codes.scheme,codes.code\n"
            "uc,Old Town,PK723,mis,SUK-0017\n"
            "uc,Sahiwal East,pk622,mis,X-1\n");
    told_bads(&t);
    n = run(&t, "alias", "place,name\nSUK-0017,Purana Shahr\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1);
    /* Two tehsils are called Sahiwal. */
    n = run(&t, "alias", "taluka,name\nSahiwal,Sahiwaal\n");
    CHECK_INT(n.bad, 1);
    CHECK_STR(told_bads(&t), S(":2:taluka:import.name_many:Sahiwal\n"));
    n = run(&t, "alias",
            "province,district,taluka,name\n"
            "Punjab,Sargodha,Sahiwal,Sahiwaal\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1);
    n = run(&t, "alias", "province,district,name\nSindh,Nowhere,N\n");
    CHECK(n.bad == 1);
    told_close(&t);
}

SITE(rows_of_a_filing_long_and_wide)
{
    static const char wide[] =
        "rsp,province,district,as_of,hh,co,"
        "\"Savings of COs\",saving.women\n"
        "SRSO,Sindh,Ghotki,2011-06,\"1,234\",56,7.50,2\n";
    static const char other[] =
        "rsp,province,district,as_of,"
        "values.indicator,values.amount\n"
        "SRSO,Sindh,Ghotki,2011-06,hh,1234\n"
        ",,,,co,56\n,,,,saving,7.5\n,,,,saving.women,2\n"
        "SRSO,Sindh,Badin,2011-06,hh,5\n"
        "SRSO,Sindh,Badin,2011-06,co,x\n";
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    n = run(&t, "filing", wide);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1);
    CHECK_INT(ask(&t, "SELECT amount FROM filing_values WHERE indicator = "
                      "'saving'"),
              750);
    n = run(&t, "filing", other); /* the same, row by row */
    CHECK_INT(n.known, 1);
    CHECK_INT(n.kept, 0); /* never half a record */
    CHECK_INT(n.bad, 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM filing"), 1);
    told_close(&t);
}

SITE(an_unknown_district_of_a_filing_waits)
{
    struct import_told t;
    struct import_count n;
    struct naming_row *row;

    told_open(&t, db);
    n = run(&t, "filing",
            "rsp,province,district,as_of,hh\n"
            "SRSO,Sindh,Ghotkee X,2011-06,5\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1);
    CHECK_INT(n.queued, 1);
    if (CHECK_INT(naming_list(db, &t.arena, &row), 1))
        CHECK_STR(row[0].said, S("Ghotkee X"));
    told_close(&t);
}

SITE(the_same_thing_twice_in_a_file_is_told)
{
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    n = run(&t, "project",
            "code,name,nature,rsp,since\n"
            "A,One,core,SRSO,2010\nA,Two,core,SRSO,2010\n"
            "A,One,core,SRSO,2010\n");
    CHECK_INT(n.kept, 1);
    CHECK_INT(n.bad, 1);
    CHECK_INT(n.known, 1);
    CHECK_STR(told_bads(&t), S(":3::import.said_twice:\n"));
    told_close(&t);
}

SITE(hostile_cells_stay_cells)
{
    struct import_told t;
    struct import_count n;
    struct buf b;

    told_open(&t, db);
    n = run(&t, "project",
            "code,name,nature,rsp,since\n"
            "A,\"'); DROP TABLE filing; --\",core,SRSO,2010\n"
            "B,<script>alert(1)</script>,core,SRSO,2010\n"
            "C,\"=HYPERLINK(\"\"x\"\")\",core,SRSO,2010\n");
    CHECK_INT(n.kept, 3);
    CHECK_INT(ask(&t, "SELECT count(*) FROM filing"), 0);
    b = buf_start(&t.arena);
    reject_line(&b, LANG_EN,
                &(struct import_bad){ .file = S("a,b.csv"),
                                      .row = 3,
                                      .field = S("x"),
                                      .why = { .what = "number.not" },
                                      .said = S("say \"no\"\n") });
    CHECK(str_starts(buf_str(&b), S("\"a,b.csv\",,3,x,\"")));
    told_close(&t);
}

SITE(no_rows_is_said)
{
    struct import_told t;
    struct import_count n;

    told_open(&t, db);
    n = run(&t, "project", "foo,bar\n1,2\n");
    CHECK_INT(n.bad, 1);
    CHECK_STR(told_bads(&t), S(":0::import.no_rows:\n"));
    n = run(&t, "project", "");
    CHECK_STR(told_bads(&t), S(":0::file.empty:\n"));
    n = run(&t, "project", "code,name\n"); /* but headings are fine */
    CHECK_INT(n.bad, 0);
    told_close(&t);
}

/* ---- out and in again ---------------------------------------------------*/

static bool gather(void *self, struct str piece)
{
    buf_add(self, piece);
    return true;
}

static struct str exported(struct import_told *t, const char *kind,
                           enum export_form form)
{
    struct buf b = buf_start(&t->arena);

    CHECK(export_records(t->db, kind_find(str_of(kind)), form, LANG_EN, false,
                         gather, &b));
    return buf_str(&b);
}

SITE(an_export_comes_in_again_as_nothing_new)
{
    static const enum export_form form[] = { EXPORT_CSV, EXPORT_XLSX,
                                             EXPORT_JSON };
    static const char *const kind[] = { "rsp",   "project",   "filing",
                                        "alias", "indicator", "coverage" };
    struct import_told t;

    told_open(&t, db);
    run(&t, "project", "code,name,nature,rsp,since\nA,One,core,SRSO,2010\n");
    run(&t, "filing",
        "rsp,province,district,as_of,hh,saving\n"
        "SRSO,Sindh,Ghotki,2011-06,5,7.55\n");
    told_bads(&t);
    for (size_t i = 0; i < LEN(form); i++)
        for (size_t k = 0; k < LEN(kind); k++) {
            struct import_file f = { S("back"),
                                     exported(&t, kind[k], form[i]) };
            struct import_count n;

            CHECK(import_records(&t.import, kind_find(str_of(kind[k])), f, &n));
            CHECK_STR(told_bads(&t), S(""));
            CHECK_INT(n.kept + n.fixed, 0);
            CHECK(n.known > 0);
        }
    told_close(&t);
}

/* ---- persons -------------------------------------------------------------*/

static const char *household_id(struct import_told *t)
{
    struct rows r = db_text_rows(t->db, S("SELECT entry FROM household "
                                          "ORDER BY entry LIMIT 1"));
    struct buf b = buf_start(&t->arena);

    if (CHECK(db_next(&r)))
        id_put(&b, db_id(&r, 0));
    db_done(&r);
    return arena_z(&t->arena, buf_str(&b));
}

/* "%" in the rows stands for the household. */
static struct import_count persons(struct import_told *t, const char *rows)
{
    const char *household = household_id(t);
    struct buf b = buf_start(&t->arena);

    for (; *rows; rows++)
        if (*rows == '%')
            buf_z(&b, household);
        else
            buf_char(&b, *rows);
    return run(t, "person", arena_z(&t->arena, buf_str(&b)));
}

static void household_make(struct import_told *t)
{
    told_open(t, t->db);
    CHECK_INT(run(t, "household", "number,place\n17,pk723\n").kept, 1);
    CHECK_STR(told_bads(t), S(""));
}

/* Sealed texts are not in the row, and their hash is salted. */
SITE(a_corrected_sheet_of_persons_fixes_those_it_corrects)
{
    struct import_told t = { .db = db };
    struct import_count n;

    household_make(&t);
    n = persons(&t, "code,household,sex,name,cnic\n"
                    "1,%,women,Zarina,41303-1234567-2\n"
                    "2,%,men,Bachal,41303-1234567-1\n"
                    "3,%,women,Hajra,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 3);
    n = persons(&t, "code,household,sex,name,cnic\n"
                    "1,%,women,Zareena,41303-1234567-2\n"
                    "2,%,men,Bachal,41303-1234567-1\n"
                    "3,%,women,Hajra,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(n.known, 2);
    CHECK_INT(ask(&t, "SELECT count(*) FROM fix WHERE author <> 'saath'"), 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person_sealed WHERE name = "
                      "'Zareena' AND cnic_mark IS NULL"),
              1); /* this keeper has no key to mark with */
    n = persons(&t, "code,household,sex,name,cnic\n"
                    "1,%,women,Zareena,41303-1234567-4\n"
                    "3,%,women,Hajra,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(n.known, 1);
    /* Without the columns, what they said stays. */
    n = persons(&t, "code,household,sex,name\n"
                    "1,%,women,Zareena\n2,%,men,Bachal\n");
    CHECK_INT(n.known, 2);
    CHECK_INT(n.fixed + n.kept + n.bad, 0);
    told_close(&t);
}

SITE(an_export_of_persons_names_nobody_and_changes_nobody)
{
    struct import_told t = { .db = db };
    struct import_count n;
    struct str open;

    household_make(&t);
    persons(&t, "code,household,sex,name,cnic\n"
                "1,%,women,Zarina,41303-1234567-2\n");
    open = exported(&t, "person", EXPORT_CSV);
    CHECK(!memmem(open.p, open.n, "name", 4));
    CHECK(!memmem(open.p, open.n, "Zarina", 6));
    CHECK(!memmem(open.p, open.n, "41303", 5));
    CHECK(!memmem(open.p, open.n, "sealed", 6));
    CHECK(import_records(&t.import, kind_find(S("person")),
                         (struct import_file){ S("back"), open }, &n));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.known, 1);
    {
        struct buf b = buf_start(&t.arena);

        CHECK(export_records(db, kind_find(S("person")), EXPORT_CSV, LANG_EN,
                             true, gather, &b));
        CHECK(memmem(b.p, b.n, "Zarina", 6));
        CHECK(!memmem(b.p, b.n, "41303", 5));
        CHECK(import_records(&t.import, kind_find(S("person")),
                             (struct import_file){ S("named"), buf_str(&b) },
                             &n));
        CHECK_STR(told_bads(&t), S(""));
        CHECK_INT(n.known, 1);
    }
    told_close(&t);
}

SITE(an_edited_export_makes_fixes)
{
    struct import_told t;
    struct import_count n;
    struct import_file f;
    char *at;

    told_open(&t, db);
    run(&t, "project",
        "code,name,nature,rsp,since\nA,One,core,SRSO,2010\n"
        "B,Two,core,SRSO,2010\n");
    f = (struct import_file){ S("back.csv"),
                              exported(&t, "project", EXPORT_CSV) };
    at = memmem(f.bytes.p, f.bytes.n, "One", 3);
    if (!CHECK(at != NULL))
        return;
    memcpy(at, "New", 3);
    t.import.dry = true;
    CHECK(import_records(&t.import, kind_find(S("project")), f, &n));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM project WHERE name = 'New'"), 0);
    t.import.dry = false;
    CHECK(import_records(&t.import, kind_find(S("project")), f, &n));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(n.known, 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM project WHERE name = 'New'"), 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM project"), 2);
    /* And once more, on top of the fix. */
    memcpy(at, "Now", 3);
    CHECK(import_records(&t.import, kind_find(S("project")), f, &n));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM project WHERE name = 'Now'"), 1);
    told_close(&t);
}

SITE(a_template_that_was_filled_in_comes_in)
{
    struct import_told t;

    told_open(&t, db);
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct str x = template_xlsx(kind_find(S("project")), (enum lang)lang,
                                     &t.arena);
        struct import_file f = { S("t.xlsx"), x };
        struct column_seen *seen;
        struct import_count n;
        size_t columns = columns_see(db, kind_find(S("project")), f, &t.arena,
                                     &seen);

        CHECK_INT(columns, kind_find(S("project"))->fields);
        for (size_t i = 0; i < columns; i++)
            CHECK_STR(seen[i].field,
                      str_of(kind_find(S("project"))->field[i].name));
        CHECK(import_records(&t.import, kind_find(S("project")), f, &n));
        CHECK_INT(n.bad + n.kept, 0);
    }
    told_close(&t);
}

TEST(templates_of_all_kinds_in_all_languages)
{
    struct arena a = { 0 };

    for (int k = 0; k < kind_count; k++)
        for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
            struct str x = template_xlsx(kind_index[k], (enum lang)lang, &a);
            struct buf page = buf_start(&a);
            struct table_trouble why;
            struct table *t = table_open(x, S("t.xlsx"), &a, &why);
            struct row r;

            if (!CHECK(t != NULL))
                continue;
            CHECK(table_rows(t, 0) && table_next(t, &r));
            CHECK(r.n > 0);
            table_close(t);
            template_blank(&page, kind_index[k], (enum lang)lang);
            CHECK(str_starts(buf_str(&page), S("<!doctype html>")));
            CHECK(utf8_good(buf_str(&page)));
        }
    arena_free(&a);
}
