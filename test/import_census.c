/* A census as survey teams send it: households with their persons and what they
 * answered on a scorecard, in three formats. */
#include <xlsxwriter.h>

#include "import_site.h"

static struct import_count census(struct import_told *t, const char *name,
                                  struct str bytes)
{
    struct import_file file = { str_of(name), bytes };
    struct import_count n;

    t->notes.n = 0;
    import_census(&t->import, S(""), file, &n);
    return n;
}

static struct import_count sheet(struct import_told *t, const char *bytes)
{
    return census(t, "census.csv", str_of(bytes));
}

static int64_t ask(struct import_told *t, const char *sql)
{
    return both_ask(t->db, sql);
}

/* Two settlements of Pano Aqil, Sukkur. */
static void places(struct import_told *t, struct db *db)
{
    static const char said[] = "level,name,lg\n"
                               "settlement,Goth Sample,place:pk72302\n"
                               "settlement,Goth Umeed,place:pk72302\n";
    struct import_file file = { S("places.csv"), str_of(said) };
    struct import_count n;

    told_open(t, db);
    import_records(&t->import, kind_find(S("place")), file, &n);
    CHECK_STR(told_bads(t), S(""));
    CHECK_INT(n.kept, 2);
}

#define CARD "SPS-PAK-2009-002"
#define HEADS                                                                  \
    "place,number,lat,lon,head,name,name_ur,father,sex,born,relation,card,"    \
    "held,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\n"
/* 11+11+5+5+0+3+0+0+3+0 = 38, the example of the card's own paper. */
#define ANSWERS CARD ",2016-05-03,C,C,B,B,A,B,A,A,B,A"
#define PEOPLE                                                                 \
    HEADS "Goth Sample,H-1,27.8491,69.1,Allah Bux,Allah Bux,,Jumo,men,1970,"   \
          "head," ANSWERS "\n"                                                 \
          "Goth Sample,H-1,,,,Hajran,\xd8\xad\xd8\xa7\xd8\xac\xd8\xb1\xd8\xa7" \
          "\xda\xba,Allah Bux,women,1975-03,spouse,,,,,,,,,,,,\n"              \
          "Goth Sample,H-1,,,,Zainab,,Allah Bux,women,2005-01-02,child"        \
          ",,,,,,,,,,,,\n"                                                     \
          "Goth Umeed,H-1,,,,Punhal,,Imam Bux,men,1982,head"                   \
          ",,,,,,,,,,,,\n"

SITE(a_row_a_person_makes_household_persons_and_score)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, PEOPLE);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.rows, 4);
    CHECK_INT(n.kept, 7); /* two households, four persons, one score */
    CHECK_INT(ask(&t, "SELECT count(*) FROM household"), 2);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person p JOIN household h ON "
                      "h.entry = p.household WHERE h.lat = 27849100"),
              3);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person WHERE code = 'H-1-1'"), 2);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person_sealed WHERE "
                      "name = 'Hajran' AND name_ur IS NOT NULL"),
              1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM household_sealed WHERE "
                      "head = 'Allah Bux'"),
              1);
    CHECK_INT(ask(&t, "SELECT score FROM score WHERE source = 0"), 3800);
    told_close(&t);
}

SITE(a_row_a_household_needs_no_persons)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, "place,number,head,card,held,score,origin\n"
                  "Goth Sample,1,Jumo," CARD ",2011-03-01,16.17,BISP 2011\n"
                  "Goth Sample,2,Punhal," CARD ",2011-03-01,8,BISP 2011\n"
                  "Goth Umeed,1,Noor," CARD ",2011-03-02,11.5,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 6);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person"), 0);
    CHECK_INT(ask(&t, "SELECT count(*) FROM score WHERE source = 1 AND "
                      "score = 1617 AND origin = 'BISP 2011'"),
              1);
    /* where it came from is the file, when nothing says so */
    CHECK_INT(ask(&t, "SELECT count(*) FROM score WHERE score = 1150 AND "
                      "origin = 'census.csv'"),
              1);
    told_close(&t);
}

#define LINE                                                                   \
    "{\"place\":\"Goth Sample\",\"number\":\"H-1\",\"lat\":27.8491,\"lon\":"   \
    "69.1,\"head\":\"Allah Bux\",\"card\":\"" CARD "\",\"held\":\"2016-05-03"  \
    "\",\"answers\":{\"q1\":\"Sindh\",\"q2\":\"C\",\"q3\":\"B\",\"q4\":\"B\"," \
    "\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\",\"q8\":\"A\",\"q9\":\"Yes\","      \
    "\"q10\":\"A\"},\"persons\":[{\"name\":\"Allah Bux\",\"father\":\"Jumo\"," \
    "\"sex\":\"men\",\"born\":\"1970\",\"relation\":\"head\"},{\"name\":\""    \
    "Hajran\",\"name_ur\":\"\xd8\xad\xd8\xa7\xd8\xac\xd8\xb1\xd8\xa7\xda\xba"  \
    "\",\"father\":\"Allah Bux\",\"sex\":\"women\",\"born\":\"1975-03\","      \
    "\"relation\":\"spouse\"},{\"name\":\"Zainab\",\"father\":\"Allah Bux\","  \
    "\"sex\":\"women\",\"born\":\"2005-01-02\",\"relation\":\"child\"}]}\n"

/* What stands, without the salts and times that differ. */
static struct str standing(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);
    struct rows r = db_text_rows(
        t->db, S("SELECT p.code, n.name, n.father, p.sex, p.born, p.relation, "
                 "h.number, h.lat, s.score, s.answers FROM person p "
                 "JOIN person_sealed n ON n.entry = p.entry "
                 "JOIN household h ON h.entry = p.household "
                 "LEFT JOIN score s ON s.household = h.entry "
                 "WHERE h.lat IS NOT NULL ORDER BY p.code, p.entry"));

    while (db_next(&r)) {
        for (int i = 0; i < 10; i++) {
            buf_add(&b, db_str(&r, i));
            buf_char(&b, '|');
        }
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

SITE(json_lines_bring_households_with_their_persons)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = census(&t, "census.jsonl", S(LINE));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 5);
    CHECK_STR(standing(&t),
              S("H-1-1|Allah Bux|Jumo|1|0|0|H-1|27849100|3800|"
                "{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":\"B\","
                "\"q4\":\"B\",\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\","
                "\"q8\":\"A\",\"q9\":\"B\"}|\n"
                "H-1-2|Hajran|Allah Bux|0|1885|1|H-1|27849100|3800|"
                "{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":\"B\","
                "\"q4\":\"B\",\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\","
                "\"q8\":\"A\",\"q9\":\"B\"}|\n"
                "H-1-3|Zainab|Allah Bux|0|12785|2|H-1|27849100|3800|"
                "{\"q1\":\"C\",\"q10\":\"A\",\"q2\":\"C\",\"q3\":\"B\","
                "\"q4\":\"B\",\"q5\":\"A\",\"q6\":\"B\",\"q7\":\"A\","
                "\"q8\":\"A\",\"q9\":\"B\"}|\n"));
    /* the same households in another format are known by their keys */
    n = sheet(&t, PEOPLE);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.known, 5);
    CHECK_INT(n.kept, 2);
    CHECK_INT(n.fixed, 0);
    told_close(&t);
}

SITE(the_same_census_again_says_nothing_new)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    sheet(&t, PEOPLE);
    n = sheet(&t, PEOPLE);
    CHECK_INT(n.kept + n.fixed + n.bad, 0);
    CHECK_INT(n.known, 7);
    n = sheet(&t, PEOPLE "Goth Umeed,H-1,,,,Sassui,,Punhal,women,1990,spouse"
                         ",,,,,,,,,,,,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1);
    CHECK_INT(n.known, 7);
    CHECK_INT(n.fixed, 0);
    told_close(&t);
}

SITE(a_corrected_sheet_makes_fixes_and_keeps_what_it_does_not_say)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    sheet(&t, PEOPLE);
    n = sheet(&t, "place,number,headed,name,sex,card,held,q1,q2,q3,q4,q5,q6,q7,"
                  "q8,q9,q10\n"
                  "Goth Sample,H-1,man,Allah Bukhsh,men," CARD
                  ",2016-05-03,C,C,B,B,A,B,C,A,B,A\n"
                  "Goth Sample,H-1,,Hajran,women,,,,,,,,,,,,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.fixed, 3); /* the household, its head's name, the score */
    CHECK_INT(n.known, 1);
    CHECK_INT(n.kept, 0);
    CHECK_INT(ask(&t, "SELECT score FROM score WHERE counts = 1"), 4200);
    CHECK_INT(ask(&t, "SELECT count(*) FROM household WHERE headed = 1 AND "
                      "lat = 27849100"),
              1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person p JOIN person_sealed n ON "
                      "n.entry = p.entry WHERE n.name = 'Allah Bukhsh' AND "
                      "n.father = 'Jumo' AND p.born = 0"),
              1);
    told_close(&t);
}

/* ---- bad rows -----------------------------------------------------------*/

SITE(a_bad_person_is_refused_alone)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, "place,number,name,sex,born,cnic\n"
                  "Goth Sample,1,Jumo,men,1970,\n"
                  "Goth Sample,1,Hajran,neither,1975,\n"
                  "Goth Sample,1,,women,1976,\n"
                  "Goth Sample,1,Zainab,women,1999-13-01,\n"
                  "Goth Sample,1,Sassui,women,1980,12345\n"
                  "Goth Sample,1,Marvi,women,2044,\n"
                  "Goth Sample,1,Noori,women,2001,\n");
    CHECK_STR(told_bads(&t), S(":3:sex:import.choice_unknown:neither\n"
                               ":3:person:census.person_refused:\n"
                               ":4:name:field.missing:\n"
                               ":5:born:date.no_such_day:1999-13-01\n"
                               ":5:person:census.person_refused:\n"
                               ":6:cnic:person.cnic_format:\n"
                               ":7:born:date.in_future:\n"));
    CHECK_INT(n.bad, 5);
    CHECK_INT(n.kept, 3);
    /* each keeps the number of its line */
    CHECK_INT(ask(&t, "SELECT count(*) FROM person WHERE code = '1-7'"), 1);
    told_close(&t);
}

SITE(bad_answers_refuse_the_score_alone)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, "place,number,name,sex,card,held,q1,q2,q3,q4,q5,q6,q7,q8,q9,"
                  "q10\n"
                  "Goth Sample,1,Jumo,men," ANSWERS "\n"
                  "Goth Sample,2,Noor,men," CARD ",2016-05-03,C,C,B,B,A,B,A,A,"
                  "B,Q\n"
                  "Goth Sample,3,Imam,men," CARD ",,C,C,B,B,A,B,A,A,B,A\n"
                  "Goth Sample,4,Umar,men,,2016-05-03,C,C,B,B,A,B,A,A,B,A\n"
                  "Goth Sample,5,Ali,men,NO-CARD,2016-05-03,C,C,B,B,A,B,A,A,B,"
                  "A\n"
                  "Goth Sample,6,Dad,men," CARD ",2016-05-03,C,C,B,B,A,B,A,A,B,"
                  "\n");
    CHECK_STR(told_bads(&t), S(":3:q10:census.answer_unknown:Q\n"
                               ":3:score:census.score_refused:\n"
                               ":4:held:field.missing:\n"
                               ":4:score:census.score_refused:\n"
                               ":5:card:census.which_card:\n"
                               ":5:score:census.score_refused:\n"
                               ":6:card:import.code_unknown:NO-CARD\n"
                               ":6:score:census.score_refused:\n"
                               ":7:answers.q10:answer.missing:\n"));
    CHECK_INT(n.bad, 5);
    CHECK_INT(ask(&t, "SELECT count(*) FROM household"), 6);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person"), 6);
    CHECK_INT(ask(&t, "SELECT count(*) FROM score"), 1);
    told_close(&t);
}

SITE(a_household_that_cannot_be_takes_its_rows_with_it)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, "place,number,landless,name,sex\n"
                  "Goth Nowhere,1,,Jumo,men\n"
                  "Goth Nowhere,1,,Noor,women\n"
                  "Goth Sample,,,Ali,men\n"
                  "Goth Sample,2,perhaps,Umar,men\n"
                  "Goth Sample,3,yes,Imam,men\n"
                  "Goth Sample,3,no,Marvi,women\n");
    CHECK_STR(told_bads(&t), S(":2:place:import.place_unknown:Goth Nowhere\n"
                               ":2:household:census.household_refused:1\n"
                               ":3:place:import.place_unknown:Goth Nowhere\n"
                               ":3:household:census.household_refused:1\n"
                               ":4:number:field.missing:\n"
                               ":4:household:census.household_refused:\n"
                               ":5:landless:import.choice_unknown:perhaps\n"
                               ":5:household:census.household_refused:2\n"
                               ":7:landless:census.said_otherwise:\n"));
    CHECK_INT(n.bad, 5);
    CHECK_INT(n.kept, 3); /* household 3 as first said, with both persons */
    CHECK_INT(ask(&t, "SELECT landless FROM household"), 0);
    told_close(&t);
}

SITE(a_household_may_come_back_later_in_the_file)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, "place,number,name,sex\n"
                  "Goth Sample,1,Jumo,men\n"
                  "Goth Sample,2,Ali,men\n"
                  "Goth Sample,1,Hajran,women\n"
                  "Goth Umeed,1,Noor,women\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 7);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person p JOIN household h ON "
                      "h.entry = p.household JOIN place g ON g.entry = h.place "
                      "WHERE h.number = '1' AND g.name = 'Goth Sample'"),
              2);
    CHECK_INT(ask(&t, "SELECT count(DISTINCT code) FROM person p JOIN "
                      "household h ON h.entry = p.household WHERE "
                      "h.number = '1'"),
              2); /* 1-1 in each, 1-2 in one */
    told_close(&t);
}

SITE(a_person_said_twice_counts_once)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = sheet(&t, "place,number,person,name,sex\n"
                  "Goth Sample,1,P-1,Jumo,men\n"
                  "Goth Sample,1,P-1,Jumo,men\n"
                  "Goth Sample,1,P-1,Jumo,women\n"
                  "Goth Sample,2,P-9,Ali,men\n"
                  "Goth Sample,1,P-1,Jumo,men\n");
    CHECK_STR(told_bads(&t), S(":4::import.said_twice:\n"));
    CHECK_INT(ask(&t, "SELECT count(*) FROM person"), 2);
    CHECK_INT(n.kept, 4);
    told_close(&t);
}

SITE(answers_stand_on_the_first_row_or_on_all_alike)
{
    struct import_told t;

    places(&t, db);
    sheet(&t,
          "place,number,name,sex,card,held,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\n"
          "Goth Sample,1,Jumo,men," ANSWERS "\n"
          "Goth Sample,1,Hajran,women," ANSWERS "\n"
          "Goth Sample,1,Ali,men," CARD ",2016-05-03,C,C,B,B,A,B,A,A,B,B\n");
    CHECK_STR(told_bads(&t), S(":4:answers:census.said_otherwise:\n"));
    CHECK_INT(ask(&t, "SELECT count(*) FROM score"), 1);
    CHECK_INT(ask(&t, "SELECT count(*) FROM person"), 3);
    told_close(&t);
}

/* A blind card has no points here: the answers are kept, without a score. */
SITE(a_blind_card_without_its_points_keeps_the_answers)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    n = census(
        &t, "blind.jsonl",
        S("{\"place\":\"Goth Sample\",\"number\":1,\"card\":"
          "\"BISP-PMT-2009\",\"held\":\"2011-02-03\",\"answers\":"
          "{\"q1\":6,\"q2\":3,\"q3\":\"1\",\"q4\":\"2\",\"q5\":2,"
          "\"q6\":\"1\",\"q7\":\"2\",\"q8\":\"2\",\"q9\":\"2\","
          "\"q10\":\"4\",\"q11\":\"2\",\"q12\":\"4\",\"q13\":\"1\"}}\n"));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 2);
    CHECK_INT(n.marked, 1); /* score.not_computed */
    CHECK_INT(ask(&t, "SELECT count(*) FROM score WHERE score IS NULL AND "
                      "answers IS NOT NULL"),
              1);
    told_close(&t);
}

/* Invented points: nothing but rooms (for the last class) and land. */
static void weights_put(struct import_told *t)
{
    static const char choices[] = { 4, 4, 4, 4, 3, 2, 2, 2, 4, 2, 4, 3 };
    struct buf points = buf_start(&t->arena), body = buf_start(&t->arena);
    struct draft d = { .kind = S("weights"), .author = S("office") };
    struct outcome out;

    buf_char(&points, '{');
    for (size_t q = 0; q < LEN(choices); q++) {
        buf_fmt(&points, "%s\"q%zu\":{", q ? "," : "", q + 2);
        for (int c = 1; c <= choices[q]; c++)
            buf_fmt(&points, "%s\"%d\":%d", c > 1 ? "," : "", c,
                    q + 2 == 5 && c == 4  ? 7531 :
                    q + 2 == 13 && c == 3 ? 2469 :
                                            0);
        buf_char(&points, '}');
    }
    buf_char(&points, '}');
    buf_z(&body, "{\"authority\":\"BISP letter 7\",\"card\":"
                 "\"BISP-PMT-2009\",\"since\":\"2010-01-01\",\"points\":");
    buf_json(&body, buf_str(&points));
    buf_char(&body, '}');
    d.body = buf_str(&body);
    CHECK(t->import.writer.keep(t->import.writer.self, &d, 1, &t->arena, &out));
    CHECK_INT(out.kept, KEPT);
}

#define BLIND(rooms, land)                                                     \
    "{\"place\":\"Goth Sample\",\"number\":1,\"card\":\"BISP-PMT-2009\","      \
    "\"held\":\"2011-02-03\",\"answers\":{\"q1\":2,\"q2\":1,\"q3\":\"1\","     \
    "\"q4\":\"1\",\"q5\":" #rooms ",\"q6\":\"1\",\"q7\":\"1\",\"q8\":\"1\","   \
    "\"q9\":\"1\",\"q10\":\"1\",\"q11\":\"1\",\"q12\":\"1\",\"q13\":\"" #land  \
    "\"}}\n"

/* The keeper adds it up; a corrected sheet as well. */
SITE(a_blind_card_is_added_up_by_the_keeper)
{
    struct import_told t;
    struct import_count n;

    places(&t, db);
    weights_put(&t);
    n = census(&t, "blind.jsonl", S(BLIND(1, 1)));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 2);
    CHECK_INT(ask(&t, "SELECT score FROM score"), 7531);
    n = census(&t, "blind2.jsonl", S(BLIND(1, 1) "\n"));
    CHECK_INT(n.known, 2);
    n = census(&t, "blind.jsonl", S(BLIND(1, 3)));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.fixed, 1);
    CHECK_INT(ask(&t, "SELECT score FROM score"), 10000);
    told_close(&t);
}

/* ---- chunks -------------------------------------------------------------*/

/* A keeper that looks at what it is handed: of which kinds, how often. */
struct watched {
    struct writer writer;
    size_t chunks, split; /* chunks; those without a score to a household */
};

static size_t kind_n(const struct draft *d, size_t n, const char *kind)
{
    size_t many = 0;

    for (size_t i = 0; i < n; i++)
        many += str_same(d[i].kind, str_of(kind));
    return many;
}

static bool watched_keep(void *self, const struct draft *d, size_t n,
                         struct arena *a, struct outcome *out)
{
    struct watched *w = self;
    size_t homes = kind_n(d, n, "household");

    w->chunks++;
    w->split += homes != kind_n(d, n, "score") ||
                5 * homes != kind_n(d, n, "person");
    return w->writer.keep(w->writer.self, d, n, a, out);
}

SITE(a_household_comes_in_one_chunk)
{
    struct import_told t;
    struct watched w = { 0 };
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct import_count n;

    places(&t, db);
    w.writer = t.import.writer;
    t.import.writer = (struct writer){ &w, watched_keep };
    buf_z(&b, HEADS);
    for (int i = 0; i < 120 * 5; i++)
        buf_fmt(&b, "Goth Sample,H-%d,,,,Name %d,,Father,women,1975,other,%s\n",
                i / 5, i, i % 5 ? ",,,,,,,,,,," : ANSWERS);
    n = census(&t, "census.csv", buf_str(&b));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 120 * 7);
    CHECK(w.chunks > 2);
    CHECK_INT(w.split, 0);
    arena_free(&a);
    told_close(&t);
}

/* ---- hostile files ------------------------------------------------------*/

SITE(a_thousand_persons_in_one_household)
{
    struct import_told t;
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct import_count n;

    places(&t, db);
    buf_z(&b, "{\"place\":\"Goth Sample\",\"number\":\"1\",\"persons\":[");
    for (int i = 0; i < 1000; i++)
        buf_fmt(&b, "%s{\"name\":\"Name %d\",\"sex\":\"%s\"}", i ? "," : "", i,
                i % 2 ? "men" : "women");
    buf_z(&b, "]}\n");
    n = census(&t, "x.jsonl", buf_str(&b));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 1001);
    CHECK_INT(ask(&t, "SELECT count(DISTINCT code) FROM person"), 1000);
    n = census(&t, "x.jsonl", buf_str(&b));
    CHECK_INT(n.known, 1001);
    CHECK_INT(n.kept + n.fixed + n.bad, 0);
    arena_free(&a);
    told_close(&t);
}

SITE(huge_cells_and_bad_bytes_are_told_and_the_rest_goes_in)
{
    struct import_told t;
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct import_count n;

    places(&t, db);
    buf_z(&b, "place,number,name,sex\nGoth Sample,1,");
    for (int i = 0; i < 90000; i++)
        buf_char(&b, 'x');
    buf_z(&b, ",men\nGoth Sample,2,Ali,men\n");
    n = sheet(&t, arena_z(&a, buf_str(&b)));
    CHECK_STR(told_bads(&t), S(":2:name:field.out_of_bounds:\n"));
    CHECK_INT(n.kept, 3);
    n = census(&t, "x.csv",
               S("place,number,name,sex\nGoth Sample,3,\xff\xfe"
                 "\xfd\x81,men\n"));
    CHECK(ask(&t, "SELECT count(*) FROM person") <= 2);
    told_bads(&t);
    n = census(&t, "x.jsonl",
               S("{\"place\":\"Goth Sample\",\"number\":\"4\","
                 "\"persons\":[{\"name\":\"\xff\"}]}\n"
                 "{\"place\":\"Goth Sample\",\"number\":\"5\","
                 "\"persons\":[[]],\"answers\":[1,2]}\n"
                 "{\"number\":\"6\"}\n[]\n"));
    CHECK(n.bad >= 3);
    CHECK_INT(ask(&t, "SELECT count(*) FROM household WHERE number = '6'"), 0);
    arena_free(&a);
    told_close(&t);
}

/* ---- looking only -------------------------------------------------------*/

SITE(a_dry_run_says_what_would_be_and_writes_nothing)
{
    struct import_told t;
    struct import_count n;
    int64_t before;

    places(&t, db);
    before = ask(&t, "SELECT count(*) FROM entry");
    t.import.dry = true;
    n = sheet(&t, PEOPLE "Goth Umeed,H-2,,,,,,Imam Bux,men,1982,head"
                         ",,,,,,,,,,,,\n");
    CHECK_STR(told_bads(&t), S(":6:name:field.missing:\n"));
    CHECK_INT(n.kept, 8);
    CHECK_INT(ask(&t, "SELECT count(*) FROM entry"), before);
    CHECK_INT(ask(&t, "SELECT count(*) FROM import_run WHERE kind = 'census'"),
              0);
    told_close(&t);
}

/* ---- workbooks ----------------------------------------------------------*/

struct book_sheet {
    const char *name, *csv;
};

static void cells_write(lxw_worksheet *to, struct arena *a, struct str csv)
{
    for (uint32_t row = 0; csv.n; row++) {
        struct str line = str_cut(&csv, '\n');

        for (uint16_t col = 0; line.n; col++)
            worksheet_write_string(to, row, col,
                                   arena_z(a, str_cut(&line, ',')), NULL);
    }
}

static struct str file_take(const char *name, struct arena *a)
{
    static char room[1 << 16];
    FILE *f = fopen(name, "rb");
    size_t n = f ? fread(room, 1, sizeof room, f) : 0;

    CHECK(f && n > 0);
    if (f)
        fclose(f);
    return arena_str(a, (struct str){ room, n });
}

static struct str book_make(struct arena *a, const struct book_sheet *sheet,
                            size_t n)
{
    char name[] = "/tmp/saath-census-" TEMPLATE_END;
    int fd = mkstemp(name);
    lxw_workbook *book;
    struct str out;

    CHECK(fd >= 0 && close(fd) == 0);
    book = workbook_new(name);
    for (size_t i = 0; i < n; i++)
        cells_write(workbook_add_worksheet(book, sheet[i].name), a,
                    str_of(sheet[i].csv));
    CHECK(workbook_close(book) == LXW_NO_ERROR);
    out = file_take(name, a);
    unlink(name);
    return out;
}

SITE(households_and_persons_may_be_two_sheets)
{
    struct import_told t;
    struct arena a = { 0 };
    struct import_count n;
    static const struct book_sheet sheets[] = {
        { "Households", "place,number,card,held,score\n"
                        "Goth Sample,1," CARD ",2016-05-03,38\n"
                        "Goth Umeed,1," CARD ",2016-05-03,12\n" },
        { "Persons", "place,number,name,sex\n"
                     "Goth Sample,1,Jumo,men\n"
                     "Goth Sample,1,Hajran,women\n"
                     "Goth Umeed,1,Noor,women\n" },
    };

    places(&t, db);
    n = census(&t, "census.xlsx", book_make(&a, sheets, LEN(sheets)));
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 7);
    CHECK_INT(ask(&t, "SELECT count(*) FROM household"), 2);
    CHECK_INT(ask(&t, "SELECT count(*) FROM score WHERE source = 1"), 2);
    arena_free(&a);
    told_close(&t);
}
