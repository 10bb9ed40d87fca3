/* report_learn - participations and persons, leaders in office who were trained,
 * promises, the roster; and the law in C beside the same law in SQL. */
#include "../src/report/report.h"

#include "register_site.h"

struct college {
    struct village v;
    struct id co, home, sassi, noori, moomal, him;
};

static void term_put(struct college *c, struct id who, const char *office,
                     const char *since, const char *until)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b,
            "{\"basis\":\"elected\",\"body\":\"%%1\",\"office\":\"%s\","
            "\"person\":\"%%2\",\"since\":\"%s\",\"until\":\"%s\"}",
            office, since, until);
    say_that(&c->v, "term", arena_z(b.arena, buf_str(&b)), c->co, who, ID_NONE);
}

/* Sassi presides over the CO until June 2014, Moomal after her; Noori keeps its
 * books. */
static void college_start(struct college *c, struct db *db)
{
    memset(c, 0, sizeof *c);
    village_start(&c->v, db);
    c->co = body_put(&c->v, "co", "mixed", c->v.srso, c->v.goth);
    c->home = household_put(&c->v, c->v.goth);
    c->sassi = person_put(&c->v, c->home, "women");
    c->noori = person_put(&c->v, c->home, "women");
    c->moomal = person_put(&c->v, c->home, "women");
    c->him = person_put(&c->v, c->home, "men");
    member_put(&c->v, c->co, c->sassi, "2012-02", "");
    member_put(&c->v, c->co, c->noori, "2012-02", "");
    member_put(&c->v, c->co, c->moomal, "2012-02", "");
    term_put(c, c->sassi, "president", "2012-03-01", "2014-06-15");
    term_put(c, c->moomal, "president", "2014-06-15", "2016-06-15");
    term_put(c, c->noori, "manager", "2012-03-01", "2016-03-01");
}

static struct id training_put(struct college *c, const char *code,
                              const char *kind, const char *on,
                              const char *more, struct id a)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"days\":1,\"kind\":\"%s\",\"place\":\"%%1\","
            "\"rsp\":\"%%2\",\"since\":\"%s\",\"title\":\"%s\",\"trainer\":"
            "\"H\"%s}",
            code, kind, on, code, more);
    return say_that(&c->v, "training", arena_z(b.arena, buf_str(&b)), c->v.goth,
                    c->v.srso, a);
}

#define CAME                                                                   \
    ",\"participants\":[{\"days\":1,\"person\":\"%3\",\"sex\":\"women\"}]"

static const char *csv(struct college *c, int n, const char *from,
                       const char *as_of)
{
    const struct report *r = report_find(S("trainings"));
    struct question q = { .from = MONTH_NONE,
                          .place = c->v.district,
                          .by = BY_UC };
    struct sheet sheet[REPORT_SHEETS];
    struct findings f = findings_start(&c->v.s.arena);
    struct buf b = buf_start(&c->v.s.arena);

    CHECK(month_read(str_of(as_of), &q.as_of));
    if (*from)
        CHECK(month_read(str_of(from), &q.from));
    CHECK(r != NULL);
    CHECK(n < r->make(c->v.s.db, &q, &c->v.s.arena, sheet, &f));
    CHECK(!findings_stop(&f));
    sheet_csv(&b, &sheet[n]);
    both_fine(c->v.s.db);
    return arena_z(&c->v.s.arena, buf_str(&b));
}

static bool says(const char *got, const char *line)
{
    bool said = strstr(got, line) != NULL;

    if (!said)
        printf("# %s\n# has no %s\n", got, line);
    return said;
}

/* She took part twice and is one; the ten of whom only the number is known are
 * ten. */
SITE(participations_are_more_than_persons)
{
    struct college c;
    const char *got;

    college_start(&c, db);
    training_put(&c, "T-1", "CMST", "2014-02-01", CAME, c.sassi);
    training_put(&c, "T-2", "GENDER", "2014-05-01", CAME, c.sassi);
    training_put(&c, "T-3", "CMST", "2014-05-20",
                 ",\"costs\":[{\"amount\":500000,\"what\":\"boarding\"}],"
                 "\"men\":4,\"women\":6",
                 c.sassi);
    got = csv(&c, 0, "", "2014-12");
    CHECK(says(got, "\nSangi,3,8,4,8,4,7,4,12,5000,500\n"));
    CHECK(says(got, "\nTotal,3,8,4,8,4,7,4,12,5000,500\n"));
    got = csv(&c, 0, "2014-05", "2014-12");
    CHECK(says(got, "\nTotal,2,7,4,7,4,7,4,11,5000,500\n"));
    got = csv(&c, 1, "", "2014-12");
    CHECK(says(got, "\nGender,1,1,0,1,0,1,0,1,0,\n"));
    got = csv(&c, 0, "", "2014-01");
    CHECK(says(got, "\nTotal,0,0,0,0,0,0,0,0,0,\n"));
    site_end(&c.v.s);
}

/* Two records that were found to be one person are one. */
SITE(a_merged_person_is_one)
{
    struct college c;

    college_start(&c, db);
    training_put(&c, "T-1", "CMST", "2014-02-01", CAME, c.sassi);
    training_put(&c, "T-2", "CMST", "2014-05-01", CAME, c.noori);
    CHECK(says(csv(&c, 0, "", "2014-12"), "\nTotal,2,2,0,2,0,2,0,2,0,\n"));
    say_that(&c.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-06-01\","
             "\"why\":\"x\"}",
             c.sassi, c.noori, ID_NONE);
    CHECK(says(csv(&c, 0, "", "2014-12"), "\nTotal,2,2,0,2,0,1,0,2,0,\n"));
    site_end(&c.v.s);
}

/* Who was trained and left her office is no trained leader any more. */
SITE(only_leaders_in_office_count)
{
    struct college c;

    college_start(&c, db);
    training_put(&c, "T-1", "CMST", "2014-02-01", CAME, c.sassi);
    training_put(&c, "T-2", "GENDER", "2014-02-10", CAME, c.noori);
    CHECK(says(csv(&c, 2, "", "2014-02"), "\nSangi,1,0,0,2,1,50,2,1\n"));
    training_put(&c, "T-3", "CMST", "2014-03-10", CAME, c.noori);
    CHECK(says(csv(&c, 2, "", "2014-02"), "\nSangi,1,0,0,2,1,50,2,1\n"));
    CHECK(says(csv(&c, 2, "", "2014-03"), "\nSangi,1,1,100,2,2,100,2,2\n"));
    CHECK(says(csv(&c, 2, "", "2014-06"), "\nSangi,1,0,0,2,1,50,2,1\n"));
    training_put(&c, "T-4", "LMST", "2014-08-10", CAME, c.moomal);
    CHECK(says(csv(&c, 3, "", "2014-08"), ",1,1,100,2,2,100,2,2\n"));
    site_end(&c.v.s);
}

static struct id crp_put(struct college *c)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"body\":\"%1\",\"cadre\":\"clew\",\"person\":\"%2\",\"place\":"
              "\"%3\",\"rsp\":\"");
    id_put(&b, c->v.srso);
    buf_z(&b, "\",\"since\":\"2013-05-10\"}");
    return say_that(&c->v, "crp", arena_z(b.arena, buf_str(&b)), c->co, c->him,
                    c->v.goth);
}

SITE(promises_and_the_roster)
{
    struct college c;
    struct id s, crp, task;

    college_start(&c, db);
    s = say_that(&c.v, "awareness",
                 "{\"commitments\":[{\"what\":\"a\"},{\"what\":\"b\"}],"
                 "\"girls\":2,\"held\":\"2014-03-01\",\"men\":1,\"place\":"
                 "\"%1\",\"rsp\":\"%2\",\"toolkit\":\"CAT\",\"topic\":"
                 "\"health\",\"women\":20}",
                 c.v.goth, c.v.srso, ID_NONE);
    say_that(&c.v, "commitment_check",
             "{\"awareness\":\"%1\",\"held\":\"2014-04-01\",\"kept\":\"yes\","
             "\"number\":1}",
             s, ID_NONE, ID_NONE);
    CHECK(says(csv(&c, 4, "", "2014-12"), "\nHealth,1,20,1,2,2,1,0,0,50\n"));
    CHECK(says(csv(&c, 4, "2014-04", "2014-12"), "\nTotal,0,0,0,0,0,0,0,0,\n"));
    crp = crp_put(&c);
    task = say_that(&c.v, "crp_task",
                    "{\"crp\":\"%1\",\"fee\":70000,\"held\":\"2014-02-01\","
                    "\"nature\":\"animals_treated\",\"what\":\"x\"}",
                    crp, ID_NONE, ID_NONE);
    say_that(&c.v, "crp_task",
             "{\"crp\":\"%1\",\"held\":\"2014-02-02\",\"nature\":\"other\","
             "\"what\":\"x\"}",
             crp, ID_NONE, ID_NONE);
    say_that(&c.v, "crp_check",
             "{\"held\":\"2014-02-03\",\"quality\":\"good\",\"task\":\"%1\"}",
             task, ID_NONE, ID_NONE);
    say_that(&c.v, "crp_fee",
             "{\"amount\":20000,\"crp\":\"%1\",\"held\":\"2014-02-10\","
             "\"payer\":\"%2\",\"task\":\"%3\",\"way\":\"box\"}",
             crp, c.co, task);
    CHECK(says(csv(&c, 5, "", "2014-12"), ",0,1,2,1,100,700,200\n"));
    CHECK(says(csv(&c, 5, "2014-03", "2014-12"), ",0,1,0,0,,0,0\n"));
    site_end(&c.v.s);
}

static int64_t sum_of(struct college *c, const char *sql, struct id training)
{
    struct rows r = db_text_rows(c->v.s.db, str_of(sql));
    int64_t n;

    db_bind_id(&r, 1, training);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(c->v.s.db);
    return n;
}

/* Lists and sheets by a seed: the figures' law (core/learn.h) and the view that
 * reports read say the same of days, of who was taught, and of marks. */
SITE(the_law_and_the_view_agree)
{
    struct college c;
    struct id who[4], t;
    uint32_t seed = 7;

    college_start(&c, db);
    who[0] = c.sassi;
    who[1] = c.noori;
    who[2] = c.moomal;
    who[3] = c.him;
    t = say_that(
        &c.v, "training",
        "{\"code\":\"T\",\"days\":5,\"kind\":\"CMST\",\"participants\":"
        "[{\"days\":4,\"person\":\"%3\",\"sex\":\"women\",\"test_after\":"
        "5000}],\"place\":\"%1\",\"rsp\":\"%2\",\"since\":"
        "\"2014-03-10\",\"title\":\"T\",\"until\":\"2014-03-14\"}",
        c.v.goth, c.v.srso, c.noori);
    for (int i = 0; i < 24; i++) {
        struct buf b = buf_start(&c.v.s.arena);
        int one = (int)((seed = seed * 1103515245u + 12345u) >> 16) & 3;
        int on = 10 + (int)((seed = seed * 1103515245u + 12345u) >> 16) % 5;
        int mark = (int)((seed = seed * 1103515245u + 12345u) >> 16) % 100;

        buf_fmt(&b,
                "{\"attendance\":[{\"person\":\"%%1\",\"present\":\"%s\","
                "\"sex\":\"%s\",\"test_%s\":%d}],\"held\":\"2014-03-%d\","
                "\"hall\":\"%d\",\"training\":\"%%2\"}",
                mark % 3 ? "present" : "absent", one == 3 ? "men" : "women",
                mark % 2 ? "before" : "after", mark * 100, on, i);
        say_that(&c.v, "attendance_sheet", arena_z(b.arena, buf_str(&b)),
                 who[one], t, ID_NONE);
        CHECK_INT(
            sum_of(&c,
                   "SELECT days_women + days_men FROM training_kept WHERE "
                   "thing = $1",
                   t),
            sum_of(&c,
                   "SELECT CAST(sum(attended) AS BIGINT) FROM taught "
                   "WHERE training = $1",
                   t));
        CHECK_INT(sum_of(&c,
                         "SELECT taught_women + taught_men FROM training_kept "
                         "WHERE thing = $1",
                         t),
                  sum_of(&c,
                         "SELECT CAST(sum(taught) AS BIGINT) FROM taught WHERE "
                         "training = $1",
                         t));
        CHECK_INT(sum_of(&c,
                         "SELECT pre + post FROM training_kept WHERE "
                         "thing = $1",
                         t),
                  sum_of(&c,
                         "SELECT CAST(coalesce(sum(pre + post), 0) AS BIGINT) "
                         "FROM taught WHERE training = $1",
                         t));
    }
    CHECK(sum_of(&c, "SELECT taught_women FROM training_kept WHERE thing = $1",
                 t) > 0);
    any_order(&c.v.s, db_open(":memory:", DB_MAKE));
    site_end(&c.v.s);
}
