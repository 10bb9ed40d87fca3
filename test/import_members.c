/* A register of members, as an office keeps it: one row a member, with her
 * household; three facts of each. */
#include "import_site.h"

static struct import_count members(struct import_told *t, const char *bytes)
{
    struct import_file file = { S("members.csv"), str_of(bytes) };
    struct import_count n;

    t->notes.n = 0;
    import_members(&t->import, file, &n);
    return n;
}

static int64_t ask(struct import_told *t, const char *sql)
{
    return both_ask(t->db, sql);
}

/* Two COs of women and one mixed, in a goth of Sukkur. */
static void bodies(struct import_told *t, struct db *db)
{
    static const char places[] = "level,name,lg\n"
                                 "settlement,Goth Sample,place:pk723\n";
    static const char cos[] =
        "nature,sex,code,name,rsp,place,formed\n"
        "co,women,CO-1,Roshni,SRSO,Goth Sample,2019-03-05\n"
        "co,women,CO-2,Umeed,SRSO,Goth Sample,2019-04\n"
        "co,mixed,CO-3,Saath,SRSO,Goth Sample,2020\n";
    struct import_file file[] = { { S("places.csv"), str_of(places) },
                                  { S("cos.csv"), str_of(cos) } };
    struct import_count n;

    told_open(t, db);
    import_records(&t->import, kind_find(S("place")), file[0], &n);
    CHECK_STR(told_bads(t), S(""));
    import_records(&t->import, kind_find(S("body")), file[1], &n);
    CHECK_STR(told_bads(t), S(""));
    CHECK_INT(n.kept, 3);
}

/* As offices head it, in two languages at once. */
SITE(an_offices_own_headings_are_understood)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    n = members(&t, "CO Code,S#,HH No.,نام,Father/Husband Name,Gender,"
                    "Date of Joining,گاؤں,Remarks\n"
                    "CO-1,1,H-7,Hajran,Allah Bux,F,5/3/2019,Goth Sample,x\n"
                    "CO-1,2,H-8,زینب,امام بخش,خاتون,25/3/2019,,\n"
                    "CO-3,1,H-9,Punhal,Ghulam,M,,,\n"
                    "CO-3,2,H-9,Someone,Ghulam,Q,,,\n");
    CHECK_INT(n.rows, 4);
    CHECK_STR(told_bads(&t), S(":5:Gender:import.choice_unknown:Q\n"));
    CHECK_INT(ask(&t, "SELECT count(*) FROM person WHERE sex = 1"), 1);
    told_close(&t);
}

#define SHEET                                                                  \
    "body,number,household,name,father,Father or husband in Sindhi,father_ur," \
    "sex,cnic_state,joined\n"                                                  \
    "CO-1,1,H-7,Hajran,Allah Bux,,,,held,2019-03-05\n"                         \
    "CO-1,2,H-8,Zainab,Imam Bux,امام بخش,امام بخش,,none,\n"      \
    "CO-2,1,H-7,Sakina,Allah Bux,,,,,2019-05-01\n"                             \
    "CO-3,1,,Ghulam Rasool,Punhal,,,men,,\n"

SITE(a_row_makes_household_person_and_membership)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    n = members(&t, SHEET);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.rows, 4);
    CHECK_INT(n.kept, 11); /* three households, four persons, four members */
    CHECK_INT(ask(&t, "SELECT count(*) FROM household"), 3);
    CHECK_INT(ask(&t, "SELECT count(*) FROM member m JOIN person p ON "
                      "p.entry = m.person JOIN household h ON "
                      "h.entry = p.household WHERE h.number = 'H-7'"),
              2);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person WHERE sex = 0"), 3);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person_sealed WHERE "
                      "name = 'Zainab' AND father = 'Imam Bux' AND "
                      "father_sd = 'امام بخش' AND father_ur = father_sd"),
              1);
    /* not said: since her body was formed */
    CHECK_INT(ask(&t, "SELECT count(*) FROM member m JOIN person p ON "
                      "p.entry = m.person WHERE p.code = 'CO-1-2' AND "
                      "m.joined = 17960"),
              1);
    /* without a number of its own the household is named after her */
    CHECK_INT(ask(&t, "SELECT count(*) FROM household WHERE "
                      "number = 'CO-3-1'"),
              1);
    told_close(&t);
}

SITE(the_same_register_again_says_nothing_new)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    members(&t, SHEET);
    n = members(&t, SHEET);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept + n.fixed + n.bad, 0);
    n = members(&t, SHEET "CO-2,2,H-9,Marvi,Jumo,,,,,2021-01-01\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 3);
    CHECK_INT(n.fixed, 0);
    CHECK_INT(ask(&t, "SELECT count(*) FROM member"), 5);
    told_close(&t);
}

SITE(who_left_and_why_corrects_the_membership_alone)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    members(&t, SHEET);
    n = members(&t, "body,number,household,name,father,cnic_state,joined,"
                    "ended,why\n"
                    "CO-1,1,H-7,Hajran,Allah Bux,held,2019-03-05,"
                    "2022-08-01,moved\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(n.kept, 0);
    CHECK_INT(ask(&t, "SELECT count(*) FROM member WHERE why = 0"), 1);
    told_close(&t);
}

SITE(rows_that_cannot_be_are_told_and_the_others_go_in)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    n = members(&t, "body,number,name,joined\n"
                    "CO-9,1,Nobody,2019-01-01\n"
                    "CO-1,1,,2019-01-01\n"
                    "CO-1,x,Sassui,2019-01-01\n"
                    "CO-1,4,Noori,2019-13-01\n"
                    "CO-1,5,Momal,2019-06-01\n");
    CHECK_INT(n.bad, 4);
    CHECK_STR(told_bads(&t), S(":2:body:import.code_unknown:CO-9\n"
                               ":3:name:field.missing:\n"
                               ":4:number:number.not:x\n"
                               ":5:joined:date.no_such_day:2019-13-01\n"));
    CHECK_INT(ask(&t, "SELECT count(*) FROM member"), 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person"), 1);
    told_close(&t);
}

/* Ids of one sheet lie side by side, so that a million rows do not touch every
 * page of every index; other sheets lie elsewhere. */
SITE(a_large_register_keeps_its_order)
{
    struct import_told t;
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct import_count n;

    bodies(&t, db);
    buf_z(&b, "body,number,household,name\n");
    for (int i = 1; i <= 1500; i++)
        buf_fmt(&b, "CO-%d,%d,%d,Name %d\n", 1 + i % 2, i, i / 2, i);
    t.import.alone = true;
    n = members(&t, arena_z(&a, buf_str(&b)));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1500 * 2 + 751);
    CHECK_INT(ask(&t, "SELECT count(*) FROM (SELECT number, row_number() OVER "
                      "(ORDER BY entry) AS at FROM member) m "
                      "WHERE m.number <> m.at"),
              0);
    arena_free(&a);
    told_close(&t);
}

/* What a row makes may name what it makes: the person her household. */
SITE(a_look_at_a_register_writes_nothing_and_finds_nothing_missing)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    t.import.dry = true;
    n = members(&t, SHEET "CO-1,9,H-9,,Imam Bux,,,,,\n");
    CHECK_STR(told_bads(&t), S(":6:name:field.missing:\n"));
    CHECK_INT(n.kept, 11);
    CHECK_INT(ask(&t, "SELECT count(*) FROM household"), 0);
    told_close(&t);
}

/* An office's sheet has few columns: the rest of what is known stays. */
SITE(what_a_register_does_not_say_stays)
{
    struct import_told t;
    struct import_count n;

    bodies(&t, db);
    members(&t, "body,number,household,name,father,sex,cnic_state,born\n"
                "CO-1,1,H-7,Hajran,Allah Bux,,held,1975\n");
    n = members(&t, "body,number,household,name,phone\n"
                    "CO-1,1,H-7,Hajran,03001234567\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person WHERE born IS NOT NULL AND "
                      "cnic_state = 2"),
              1);
    told_close(&t);
}
