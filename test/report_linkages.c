/* report_linkages - which departments answer, self-help beside, and what
 * disasters did and who was helped. */
#include "../src/report/report.h"

#include "register_site.h"

struct told {
    struct village v;
    struct id lso, home, next, flood;
};

static void told_start(struct told *w, struct db *db)
{
    memset(w, 0, sizeof *w);
    village_start(&w->v, db);
    w->lso = body_put(&w->v, "lso", "mixed", w->v.srso, w->v.uc);
    w->home = household_put(&w->v, w->v.goth);
    w->next = household_put(&w->v, w->v.hamlet);
    w->flood = say_that(&w->v, "disaster",
                        "{\"code\":\"F\",\"nature\":\"flood\",\"place\":\"%1\","
                        "\"since\":\"2014-08-10\",\"title\":\"Flood\"}",
                        w->v.district, ID_NONE, ID_NONE);
}

static struct id ask(struct told *w, const char *agency, const char *sector,
                     const char *requested, const char *more)
{
    struct buf b = buf_start(&w->v.s.arena);

    if (*agency)
        buf_z(&b, "{\"agency\":\"%2\",");
    else
        buf_z(&b, "{");
    buf_fmt(&b,
            "\"body\":\"%%1\",\"issue\":\"I\",\"requested\":\"%s\",\"sector\":"
            "\"%s\"%s}",
            requested, sector, more);
    return say_that(&w->v, "linkage", arena_z(b.arena, buf_str(&b)), w->lso,
                    named("agency", agency), ID_NONE);
}

static void step(struct told *w, struct id linkage, const char *stage,
                 const char *held, const char *more)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b, "{\"held\":\"%s\",\"linkage\":\"%%1\",\"stage\":\"%s\"%s}",
            held, stage, more);
    say_that(&w->v, "linkage_step", arena_z(b.arena, buf_str(&b)), linkage,
             ID_NONE, ID_NONE);
}

static const char *csv(struct told *w, const char *name, int n,
                       const char *as_of)
{
    const struct report *r = report_find(str_of(name));
    struct question q = { .from = MONTH_NONE,
                          .place = w->v.district,
                          .by = BY_UC };
    struct sheet sheet[REPORT_SHEETS];
    struct findings f = findings_start(&w->v.s.arena);
    struct buf b = buf_start(&w->v.s.arena);

    CHECK(month_read(str_of(as_of), &q.as_of));
    CHECK_INT(r->make(w->v.s.db, &q, &w->v.s.arena, sheet, &f), 3);
    CHECK(!findings_stop(&f));
    sheet_csv(&b, &sheet[n]);
    both_fine(w->v.s.db);
    return arena_z(&w->v.s.arena, buf_str(&b));
}

static bool says(const char *csv, const char *line)
{
    bool said = strstr(csv, line) != NULL;

    if (!said)
        printf("# %s\n# has no %s\n", csv, line);
    return said;
}

/* Of Forest: one delivered after 10 days to the answer, one refused after 20,
 * one silent. Of NADRA one promised and overdue. */
static void asked_all(struct told *w)
{
    struct id l;

    l = ask(w, "FOREST", "forest", "2014-01-10", ",\"households\":90");
    step(w, l, "promised", "2014-01-20", ",\"due\":\"2014-03-31\"");
    step(w, l, "delivered", "2014-04-20",
         ",\"people_paid\":1800000,\"value\":9000000");
    l = ask(w, "FOREST", "forest", "2014-01-11", "");
    step(w, l, "refused", "2014-01-31", "");
    ask(w, "FOREST", "water", "2014-01-12", "");
    l = ask(w, "NADRA", "registration", "2014-02-01", "");
    step(w, l, "reminded", "2014-02-20", "");
    step(w, l, "promised", "2014-03-01", ",\"due\":\"2014-06-30\"");
    l = ask(w, "", "road", "2014-02-01", ",\"value\":400000");
    step(w, l, "delivered", "2014-03-01", "");
}

SITE(departments_are_told_by_how_they_answer)
{
    struct told w;
    const char *got;

    told_start(&w, db);
    asked_all(&w);
    got = csv(&w, "linkages", 0, "2014-12");
    CHECK(says(got, "\nForest and Wildlife Department,3,2,"));
    CHECK(says(got, ",15,1,0,1,1,"));
    CHECK(says(got, ",0,0,1,90000,18000\n"));
    CHECK(says(got,
               "\nNational Database and Registration Authority (NADRA),1,1,"));
    CHECK(says(got, "28,0,1,1,0,0,1,0,0,0,0\n"));
    CHECK(says(got, "\nAll,4,3,"));
    CHECK(strstr(got, "A bank") == NULL);
    site_end(&w.v.s);
}

/* As of a day before, what came later is not known. */
SITE(a_month_is_told_as_it_was_at_its_end)
{
    struct told w;
    const char *got;

    told_start(&w, db);
    asked_all(&w);
    got = csv(&w, "linkages", 0, "2014-03");
    CHECK(says(got, ",0,0,1,0,0\n")); /* Forest: nothing delivered yet */
    got = csv(&w, "linkages", 0, "2014-01");
    CHECK(says(got, "\nForest and Wildlife Department,3,2,"));
    CHECK(strstr(got, "NADRA") == NULL);
    got = csv(&w, "linkages", 0, "2013-12");
    CHECK(says(got, "\nAll,0,0,"));
    site_end(&w.v.s);
}

/* What was overdue then stays so, whatever was promised since. */
SITE(a_promise_put_off_later_was_overdue_before)
{
    struct told w;
    struct id l;

    told_start(&w, db);
    l = ask(&w, "NADRA", "registration", "2014-01-05", "");
    step(&w, l, "promised", "2014-01-10", ",\"due\":\"2014-02-28\"");
    step(&w, l, "reminded", "2014-03-10", "");
    step(&w, l, "promised", "2014-04-10", ",\"due\":\"2014-11-30\"");
    /* days, silent, reminders, promised, delivered, %, overdue ... */
    CHECK(says(csv(&w, "linkages", 0, "2014-01"), ",5,0,0,1,0,0,0,0,0,0,0\n"));
    CHECK(says(csv(&w, "linkages", 0, "2014-03"), ",5,0,1,1,0,0,1,0,0,0,0\n"));
    CHECK(says(csv(&w, "linkages", 0, "2014-04"), ",5,0,1,1,0,0,0,0,0,0,0\n"));
    CHECK(says(csv(&w, "linkages", 0, "2014-12"), ",5,0,1,1,0,0,1,0,0,0,0\n"));
    step(&w, l, "delivered", "2014-12-20", ",\"value\":50000");
    CHECK(says(csv(&w, "linkages", 0, "2014-03"), ",5,0,1,1,0,0,1,0,0,0,0\n"));
    CHECK(says(csv(&w, "linkages", 0, "2014-12"),
               ",5,0,1,1,1,100,0,0,0,500,0\n"));
    site_end(&w.v.s);
}

SITE(self_help_stands_beside)
{
    struct told w;
    const char *got;

    told_start(&w, db);
    asked_all(&w);
    got = csv(&w, "linkages", 1, "2014-12");
    CHECK(says(got, ",0,0,0,0,0,1,1,4000,0\n"));
    CHECK(says(got, "forest,2,1,90000,18000,90,0,0,0,0\n"));
    got = csv(&w, "linkages", 2, "2014-12");
    CHECK(says(got, "\nSangi,4,1,90000,18000,90,1,1,4000,0\n"));
    CHECK(says(got, "\nAll,4,1,90000,18000,90,1,1,4000,0\n"));
    site_end(&w.v.s);
}

static void gift(struct told *w, struct id household, const char *agency,
                 const char *held)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"agency\":\"%%3\",\"amount\":250000,\"disaster\":\"%%1\","
            "\"held\":\"%s\",\"household\":\"%%2\",\"rsp\":\"",
            held);
    id_put(&b, w->v.srso);
    buf_z(&b, "\",\"what\":\"food\"}");
    say_that(&w->v, "relief_given", arena_z(b.arena, buf_str(&b)), w->flood,
             household, named("agency", agency));
}

SITE(damage_and_relief_are_told_by_place_and_agency)
{
    struct told w;
    const char *got;

    told_start(&w, db);
    say_that(&w.v, "damage",
             "{\"dead\":1,\"disaster\":\"%1\",\"held\":\"2014-08-15\","
             "\"house\":\"fully\",\"household\":\"%2\",\"living\":\"camp\","
             "\"losses\":[{\"value\":500000,\"what\":\"crop\"}]}",
             w.flood, w.home, ID_NONE);
    say_that(&w.v, "damage",
             "{\"disaster\":\"%1\",\"held\":\"2014-09-15\",\"house\":"
             "\"partly\",\"household\":\"%2\"}",
             w.flood, w.next, ID_NONE);
    gift(&w, w.home, "PDMA", "2014-08-16");
    gift(&w, w.home, "RED-CRESCENT", "2014-08-20");
    got = csv(&w, "relief", 0, "2014-12");
    CHECK(says(got, "\nFlood,2,1,1,1,1,0,0,5000,1,2,5000,1,1\n"));
    got = csv(&w, "relief", 0, "2014-08");
    CHECK(says(got, "\nFlood,1,1,0,1,1,0,0,5000,1,2,5000,1,0\n"));
    got = csv(&w, "relief", 1, "2014-12");
    CHECK(says(got, "\nSangi,1,1,0,1,1,0,0,5000,1,2,5000,1,0\n"));
    CHECK(says(got, "\nHingoro,1,0,1,0,0,0,0,0,0,0,0,0,1\n"));
    got = csv(&w, "relief", 2, "2014-12");
    CHECK(says(got, "(PDMA),Food,1,1,2500,0\n"));
    CHECK(says(got, "\nRed Crescent society,Food,1,1,2500,1\n"));
    say_that(&w.v, "fate",
             "{\"household\":\"%1\",\"since\":\"2014-10-01\",\"state\":"
             "\"merged\",\"successor\":\"%2\"}",
             w.next, w.home, ID_NONE); /* one house, seen last in September */
    gift(&w, w.next, "PDMA", "2014-12-20");
    got = csv(&w, "relief", 0, "2014-12");
    CHECK(says(got, "\nFlood,1,0,1,0,0,0,0,0,1,3,7500,1,0\n"));
    got = csv(&w, "relief", 1, "2014-12");
    CHECK(says(got, "\nSangi,0,0,0,0,0,0,0,0,1,2,5000,1,0\n"));
    CHECK(says(got, "\nHingoro,1,0,1,0,0,0,0,0,0,1,2500,0,0\n"));
    got = csv(&w, "relief", 2, "2014-12");
    CHECK(says(got, "(PDMA),Food,2,1,5000,0\n"));
    site_end(&w.v.s);
}
