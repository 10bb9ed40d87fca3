/* import_answers - responses out of a sheet whose columns are questions. */
#include "import_site.h"

static struct import_count run(struct import_told *t, const char *kind,
                               const char *bytes)
{
    struct import_file f = { S("sheet.csv"), str_of(bytes) };
    struct import_count n;

    import_records(&t->import, kind_find(str_of(kind)), f, &n);
    return n;
}

#define FORM                                                                   \
    "{\"about\":\"place\",\"access\":\"open\",\"code\":\"P-1\",\"most\":500,"  \
    "\"purpose\":\"maturity\",\"title\":\"Of a place\",\"questions\":["        \
    "{\"code\":\"road\",\"text\":\"Road?\",\"type\":\"one\"},"                 \
    "{\"code\":\"wells\",\"text\":\"Wells\",\"type\":\"count\"},"              \
    "{\"code\":\"crop\",\"text\":\"Crops\",\"type\":\"many\"}],\"choices\":["  \
    "{\"code\":\"1\",\"points\":500,\"question\":\"road\",\"text\":"           \
    "\"Metalled\"},"                                                           \
    "{\"code\":\"2\",\"points\":0,\"question\":\"road\",\"text\":\"Track\"},"  \
    "{\"code\":\"w\",\"question\":\"crop\",\"text\":\"Wheat\"},"               \
    "{\"code\":\"c\",\"question\":\"crop\",\"text\":\"Cotton\"}]}"

static void open_form(struct import_told *t, struct db *db)
{
    struct draft d = { .kind = S("questionnaire"),
                       .author = S("office"),
                       .body = S(FORM),
                       .strict = true };
    struct outcome o;

    told_open(t, db);
    CHECK(t->import.writer.keep(t->import.writer.self, &d, 1, &t->arena, &o));
    CHECK_INT(o.kept, KEPT);
}

static struct str answers_of(struct import_told *t, const char *round)
{
    struct rows r = db_text_rows(t->db, S("SELECT answers FROM response WHERE "
                                          "round = $1 AND counts = 1"));
    struct str out = S("");

    db_bind_text(&r, 1, str_of(round));
    if (db_next(&r))
        out = arena_str(&t->arena, db_str(&r, 0));
    db_done(&r);
    return out;
}

#define HEAD                                                                   \
    "questionnaire,place,held,round,answers.road,answers.wells,answers.crop\n"

/* Choices by code or in words; a code that looks like a number stays one of the
 * choices; the result is the keeper's to add up. */
SITE(columns_are_questions)
{
    struct import_told t;
    struct import_count n;

    open_form(&t, db);
    n = run(&t, "response",
            HEAD "P-1,pk723,2026-01-05,a,1,12,Wheat; c\n"
                 "P-1,pk723,2026-02-05,b,Track,,\n");
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 2);
    CHECK_STR(answers_of(&t, "a"),
              S("{\"crop\":[\"w\",\"c\"],\"road\":\"1\",\"wells\":12}"));
    CHECK_STR(answers_of(&t, "b"), S("{\"road\":\"2\"}"));
    CHECK_INT(both_ask(db, "SELECT result FROM response WHERE round = 'a'"),
              500);
    n = run(&t, "response", HEAD "P-1,pk723,2026-01-05,a,1,12,Wheat; c\n");
    CHECK_INT(n.kept + n.fixed + n.bad, 0);
    CHECK_INT(n.known, 1);
    n = run(&t, "response", HEAD "P-1,pk723,2026-01-05,a,2,12,Wheat; c\n");
    CHECK_INT(n.fixed, 1);
    CHECK_INT(both_ask(db, "SELECT result FROM response WHERE round = 'a'"), 0);
    told_close(&t);
}

SITE(what_the_card_does_not_know_is_refused)
{
    struct import_told t;
    struct import_count n;

    open_form(&t, db);
    n = run(&t, "response",
            HEAD "P-1,pk723,2026-01-05,a,7,12,\n"
                 "P-1,pk723,2026-01-06,b,1,many,\n"
                 "NONE,pk723,2026-01-07,c,1,1,\n"
                 "P-1,pk723,2026-01-08,d,1,1,\n");
    CHECK_INT(n.bad, 3);
    CHECK_INT(n.kept, 1);
    n = run(&t, "response",
            "questionnaire,place,held,answers.colour\n"
            "P-1,pk723,2026-01-09,red\n");
    CHECK_INT(n.bad, 1);
    told_close(&t);
}
