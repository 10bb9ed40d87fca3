/* record_cutover - a district goes over from filings to registers: nobody is
 * counted twice, what is cumulative goes on, in whatever order it is told. */
#include "../src/report/report.h"
#include "log_site.h"

struct land {
    struct site s;
    struct id sindh, sukkur, khairpur, rohri, uc[2];
};

static struct id named(const char *kind, const char *code)
{
    return id_named(str_of(kind), str_of(code));
}

static void land_make(struct land *l, struct db *db)
{
    struct site *s = &l->s;

    site_start(s, db, 1);
    l->sindh =
        draft(s, "place",
              with(s,
                   "{\"level\":\"province\",\"name\":\"Mehran\",\"lg\":\"%1\"}",
                   named("place", "pk"), ID_NONE, ID_NONE));
    l->sukkur =
        draft(s, "place",
              with(s,
                   "{\"level\":\"district\",\"name\":\"Bukkur\",\"lg\":\"%1\"}",
                   l->sindh, ID_NONE, ID_NONE));
    l->khairpur =
        draft(s, "place",
              with(s,
                   "{\"level\":\"district\",\"name\":\"Talpur\",\"lg\":\"%1\"}",
                   l->sindh, ID_NONE, ID_NONE));
    l->rohri =
        draft(s, "place",
              with(s, "{\"level\":\"taluka\",\"name\":\"Lohri\",\"lg\":\"%1\"}",
                   l->sukkur, ID_NONE, ID_NONE));
    for (int i = 0; i < 2; i++)
        l->uc[i] =
            draft(s, "place",
                  with(s,
                       i ? "{\"level\":\"uc\",\"name\":\"Two\",\"lg\":\"%1\"}" :
                           "{\"level\":\"uc\",\"name\":\"One\",\"lg\":\"%1\"}",
                       l->rohri, ID_NONE, ID_NONE));
}

/* values: `"uc":12,"hh":400` */
static struct id file_as(struct land *l, const char *rsp, struct id at,
                         const char *as_of, const char *values)
{
    struct site *s = &l->s;
    struct buf b = buf_start(&s->arena);
    struct str rest = str_of(values);

    buf_fmt(&b,
            "{\"rsp\":\"%%1\",\"place\":\"%%2\",\"as_of\":\"%s\",\"values\":[",
            as_of);
    while (rest.n) {
        struct str amount = str_cut(&rest, ','), name = str_cut(&amount, ':');

        buf_z(&b, "{\"indicator\":");
        buf_add(&b, name);
        buf_z(&b, ",\"amount\":");
        buf_add(&b, amount);
        buf_z(&b, rest.n ? "}," : "}");
    }
    buf_z(&b, "]}");
    return draft(s, "filing",
                 with(s, arena_z(&s->arena, buf_str(&b)), named("rsp", rsp), at,
                      ID_NONE));
}

static struct id file(struct land *l, struct id at, const char *as_of,
                      const char *values)
{
    return file_as(l, "SRSO", at, as_of, values);
}

static struct id sign(struct land *l, struct id at, const char *since,
                      const char *indicators)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b, "{\"rsp\":\"%%1\",\"place\":\"%%2\",\"since\":\"%s\"%s}", since,
            indicators);
    return draft(&l->s, "cutover",
                 with(&l->s, arena_z(&l->s.arena, buf_str(&b)),
                      named("rsp", "SRSO"), at, ID_NONE));
}

static void answer(struct land *l, struct id id, const char *says)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b, "{\"answers\":\"%%1\",%s,\"why\":\"second thoughts\"}", says);
    draft(&l->s, "fix",
          with(&l->s, arena_z(&l->s.arena, buf_str(&b)), id,
               named("rsp", "SRSO"), l->sukkur));
}

static int64_t figure(struct land *l, const char *indicator, struct id at,
                      const char *as_of)
{
    struct question q = { .from = MONTH_NONE, .place = at };
    int64_t out = 0;

    CHECK(month_read(str_of(as_of), &q.as_of));
    figure_total(l->s.db, &q, str_of(indicator), &q.as_of, 1, &out);
    both_fine(l->s.db);
    return out;
}

static int64_t findings(struct land *l, struct id entry, const char *what)
{
    struct rows r = db_text_rows(
        l->s.db,
        S("SELECT count(*) FROM finding WHERE entry = $1 AND what = $2"));
    int64_t n;

    db_bind_id(&r, 1, entry);
    db_bind_text(&r, 2, str_of(what));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

/* Every order of the same entries, and a rebuild, are the same state. The
 * orders are tried in memory, whichever database began: PostgreSQL's state has
 * to be like one of them, and it is rebuilt once, which takes seconds there. */
static void shuffled(struct land *l)
{
    static bool rebuilt;
    bool postgres = db_is_postgres(l->s.db);
    struct lines *all = export(&l->s, 0);
    const char *want = digest(&l->s);

    if (!postgres || !rebuilt) {
        rebuilt |= postgres;
        CHECK(keeper_rebuild(l->s.keeper, NULL, NULL));
        CHECK_STR(str_of(digest(&l->s)), str_of(want));
    }
    for (uint64_t seed = 1; seed <= (postgres ? 1 : 3); seed++) {
        struct site other;
        struct db *memory = db_open(":memory:", DB_MAKE);

        site_start(&other, memory, 2);
        shuffle(all, seed);
        load(&other, all, seed == 1 ? 1 : 7);
        CHECK_STR(str_of(digest(&other)), str_of(want));
        site_end(&other);
        db_close(memory);
    }
    lines_free(all);
}

SITE(what_was_filed_goes_when_registers_come)
{
    struct land l;
    struct id late;

    land_make(&l, db);
    file(&l, l.sukkur, "2014-03",
         "\"hh\":900,\"saving\":500000,\"borrower\":7");
    file(&l, l.sukkur, "2014-06",
         "\"hh\":1000,\"saving\":800000,\"borrower\":9");
    file(&l, l.khairpur, "2014-06", "\"hh\":50");
    sign(&l, l.sukkur, "2014-09", "");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-08"), 1000);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 0);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-08"), 1050);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-12"), 50);
    CHECK_INT(figure(&l, "saving", l.sukkur, "2014-12"), 800000);
    CHECK_INT(figure(&l, "borrower", l.sukkur, "2014-12"), 9);
    late = file(&l, l.sukkur, "2014-12",
                "\"hh\":1200,\"saving\":900000,\"borrower\":11");
    CHECK_INT(findings(&l, late, "filing.after_cutover"), 2);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 0);
    CHECK_INT(figure(&l, "saving", l.sukkur, "2014-12"), 800000);
    CHECK_INT(figure(&l, "borrower", l.sukkur, "2014-12"), 11);
    /* Somebody finds a sheet of before the switch. */
    file(&l, l.sukkur, "2014-08", "\"hh\":1010");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-08"), 1010);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 0);
    CHECK_INT(figure(&l, "saving", l.sukkur, "2014-09"), 800000);
    shuffled(&l);
    site_end(&l.s);
}

SITE(a_switch_that_is_moved_or_withdrawn)
{
    struct land l;
    struct id late, signed_at, second;

    land_make(&l, db);
    late = file(&l, l.sukkur, "2014-12", "\"hh\":1200,\"lso\":3");
    signed_at = sign(&l, l.sukkur, "2014-09", "");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 0);
    CHECK_INT(findings(&l, late, "filing.after_cutover"), 2);
    file(&l, l.sukkur, "2014-06", "\"hh\":1000,\"lso\":2");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-06"), 1000);
    CHECK_INT(figure(&l, "lso", l.sukkur, "2014-12"), 0);
    answer(&l, signed_at,
           "\"body\":{\"rsp\":\"%2\",\"place\":\"%3\",\"since\":\"2015-03\"}");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 1200);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2015-02"), 1200);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2015-03"), 0);
    CHECK_INT(findings(&l, late, "filing.after_cutover"), 0);
    /* Of two the earlier counts, and of one indicator only that is said. */
    second = sign(&l, l.sukkur, "2014-10",
                  ",\"indicators\":[{\"indicator\":\"lso\"}]");
    CHECK_INT(figure(&l, "lso", l.sukkur, "2014-09"), 2);
    CHECK_INT(figure(&l, "lso", l.sukkur, "2014-10"), 0);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 1200);
    answer(&l, second, "\"withdraw\":true");
    CHECK_INT(figure(&l, "lso", l.sukkur, "2014-12"), 3);
    CHECK_INT(figure(&l, "lso", l.sukkur, "2015-03"), 0);
    shuffled(&l);
    site_end(&l.s);
}

SITE(a_control_total_stays_one)
{
    struct land l;

    land_make(&l, db);
    file(&l, l.sindh, "2014-06", "\"hh\":1050,\"saving\":90");
    file(&l, l.sukkur, "2014-06", "\"hh\":1000,\"saving\":80");
    file(&l, l.khairpur, "2014-06", "\"hh\":50,\"saving\":10");
    sign(&l, l.sukkur, "2014-09", "");
    sign(&l, l.khairpur, "2014-11", "");
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-06"), 1050);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-09"), 50);
    file(&l, l.sindh, "2014-12", "\"hh\":1300,\"saving\":120");
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-12"), 0);
    CHECK_INT(figure(&l, "saving", l.sindh, "2014-12"), 90);
    shuffled(&l);
    site_end(&l.s);
}

/* Nothing finer was ever filed: what the province stated goes all the same,
 * for registers of a part of it count from then. */
SITE(a_total_of_the_province_alone_goes_too)
{
    struct land l;
    struct id late;

    land_make(&l, db);
    file(&l, l.sindh, "2014-06", "\"hh\":1050,\"saving\":90,\"borrower\":4");
    sign(&l, l.sukkur, "2014-09", "");
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-08"), 1050);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-09"), 0);
    CHECK_INT(figure(&l, "saving", l.sindh, "2014-12"), 90);
    late = file(&l, l.sindh, "2014-12",
                "\"hh\":1300,\"saving\":120,\"borrower\":5");
    CHECK_INT(findings(&l, late, "filing.after_cutover"), 2);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-12"), 0);
    CHECK_INT(figure(&l, "saving", l.sindh, "2014-12"), 90);
    CHECK_INT(figure(&l, "borrower", l.sindh, "2014-12"), 5);
    /* The other district says what it has: the rest is not twice there. */
    file(&l, l.khairpur, "2014-12", "\"hh\":60,\"saving\":15");
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-12"), 60);
    CHECK_INT(figure(&l, "saving", l.sindh, "2014-12"), 15);
    CHECK_INT(findings(&l, late, "filing.after_cutover"), 0);
    shuffled(&l);
    site_end(&l.s);
}

SITE(what_lies_in_the_district_stops_and_others_go_on)
{
    struct land l;
    struct id named_one;

    land_make(&l, db);
    file(&l, l.rohri, "2014-06", "\"hh\":40");
    file_as(&l, "NRSP", l.sukkur, "2014-06", "\"hh\":5");
    named_one =
        draft(&l.s, "filing",
              with(&l.s,
                   "{\"rsp\":\"%1\",\"place\":\"%2\",\"named\":\"Bukkur Old\","
                   "\"as_of\":\"2014-06\",\"values\":[{\"indicator\":\"hh\","
                   "\"amount\":300}]}",
                   named("rsp", "SRSO"), l.sindh, ID_NONE));
    sign(&l, l.sukkur, "2014-09", "");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-06"), 45);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 5);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-09"), 305);
    /* Once it is known which district that was, it stops there too. */
    answer(&l, named_one,
           "\"body\":{\"rsp\":\"%2\",\"place\":\"%3\",\"as_of\":\"2014-06\","
           "\"values\":[{\"indicator\":\"hh\",\"amount\":300}]}");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-08"), 345);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-09"), 5);
    shuffled(&l);
    site_end(&l.s);
}

SITE(which_indicators_registers_give_is_data)
{
    struct land l;
    struct id ledger;

    land_make(&l, db);
    file(&l, l.sukkur, "2014-06", "\"borrower\":9,\"hh\":4");
    sign(&l, l.sukkur, "2014-09", "");
    CHECK_INT(figure(&l, "borrower", l.sukkur, "2014-09"), 9);
    ledger = draft(&l.s, "ledger",
                   "{\"indicator\":\"borrower\",\"nature\":\"level\"}");
    CHECK_INT(figure(&l, "borrower", l.sukkur, "2014-09"), 0);
    answer(&l, ledger, "\"withdraw\":true");
    CHECK_INT(figure(&l, "borrower", l.sukkur, "2014-09"), 9);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 0);
    shuffled(&l);
    site_end(&l.s);
}

/* A quarter's own flow that is filed stops, and what was filed stays. */
SITE(a_filed_flow_stays)
{
    struct land l;

    land_make(&l, db);
    file(&l, l.sukkur, "2014-03", "\"meeting\":10");
    file(&l, l.sukkur, "2014-06", "\"meeting\":12");
    file(&l, l.sukkur, "2014-08", "\"meeting\":3");
    CHECK_INT(figure(&l, "meeting", l.sukkur, "2014-08"), 25);
    sign(&l, l.sukkur, "2014-09", "");
    file(&l, l.sukkur, "2014-09", "\"meeting\":5");
    CHECK_INT(figure(&l, "meeting", l.sukkur, "2014-12"), 25);
    shuffled(&l);
    site_end(&l.s);
}

SITE(a_switch_is_of_a_district)
{
    struct land l;
    struct id id;

    land_make(&l, db);
    file(&l, l.sukkur, "2014-06", "\"hh\":4");
    id = sign(&l, l.rohri, "2014-09", "");
    CHECK_INT(findings(&l, id, "cutover.not_a_district"), 1);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 4);
    site_end(&l.s);
}

/* ---- with registers -----------------------------------------------------*/

static struct id body_make(struct land *l, const char *rsp, const char *name,
                           const char *nature, struct id at)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b,
            "{\"nature\":\"%s\",\"sex\":\"women\",\"name\":\"%s\","
            "\"rsp\":\"%%1\",\"place\":\"%%2\",\"formed\":\"2013-05-10\"}",
            nature, name);
    return draft(&l->s, "body",
                 with(&l->s, arena_z(&l->s.arena, buf_str(&b)),
                      named("rsp", rsp), at, ID_NONE));
}

/* One woman of each of n households. */
static void members_make(struct land *l, struct id body, struct id at,
                         const char *prefix, int n)
{
    struct site *s = &l->s;

    for (int i = 0; i < n; i++) {
        struct buf b = buf_start(&s->arena);
        struct id home, person;

        buf_fmt(&b, "{\"number\":\"%s%d\",\"place\":\"%%1\"}", prefix, i);
        home = draft(s, "household",
                     with(s, arena_z(&s->arena, buf_str(&b)), at, at, at));
        person = draft(s, "person",
                       with(s,
                            "{\"household\":\"%1\",\"sex\":\"women\","
                            "\"name\":\"Sample\"}",
                            home, home, home));
        draft(s, "member",
              with(s,
                   "{\"body\":\"%1\",\"person\":\"%2\","
                   "\"joined\":\"2013-06-01\"}",
                   body, person, person));
    }
}

static void meeting_make(struct land *l, struct id body, const char *held,
                         int rupees)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"held\":\"%s\",\"women\":5,"
            "\"total\":%d}",
            held, rupees * 100);
    draft(&l->s, "meeting",
          with(&l->s, arena_z(&l->s.arena, buf_str(&b)), body, body, body));
}

/* Filed: ten households, two COs, 8,000 rupees; in the registers nine, one,
 * and a meeting each before and after September 2014. */
static void both_kept(struct land *l, struct db *db)
{
    struct id co;

    land_make(l, db);
    file(l, l->sukkur, "2014-06",
         "\"hh\":10,\"co\":2,\"uc\":1,\"saving\":800000");
    file(l, l->khairpur, "2014-06", "\"hh\":5");
    co = body_make(l, "SRSO", "Roshan", "co", l->uc[0]);
    members_make(l, co, l->uc[0], "H", 9);
    meeting_make(l, co, "2014-05-20", 700);
    meeting_make(l, co, "2014-10-20", 300);
}

static const struct cutover_line *line_of(struct land *l,
                                          struct cutover_pair **pair,
                                          const char *code)
{
    struct question q = { .from = MONTH_NONE };

    CHECK(month_read(S("2014-12"), &q.as_of));
    if (!CHECK_INT((int64_t)cutovers_read(l->s.db, &q, &l->s.arena, pair), 1))
        return NULL;
    for (size_t i = 0; i < (*pair)->lines; i++)
        if (str_same((*pair)->line[i].code, str_of(code)))
            return &(*pair)->line[i];
    CHECK_STR(S("no line of"), str_of(code));
    return NULL;
}

static void line_is(struct land *l, const char *code, int64_t filed,
                    int64_t kept, int64_t now)
{
    struct cutover_pair *pair;
    const struct cutover_line *line = line_of(l, &pair, code);

    if (!line)
        return;
    CHECK_INT(line->filed.amount, filed);
    CHECK_INT(line->kept.amount, kept);
    CHECK_INT(line->now.amount, now);
    CHECK_INT(figure(l, arena_z(&l->s.arena, line->kept_code), l->sukkur,
                     "2014-12"),
              now); /* what the link opens */
}

SITE(both_stand_side_by_side_until_somebody_signs)
{
    struct land l;
    struct id signed_at;

    both_kept(&l, db);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 10);
    CHECK_INT(figure(&l, "kept.hh", l.sukkur, "2014-12"), 9);
    line_is(&l, "hh", 10, 9, 9);
    line_is(&l, "co", 2, 1, 1);
    line_is(&l, "saving", 800000, 70000, 100000);
    signed_at = sign(&l, l.sukkur, "2014-09", "");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-08"), 10);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 9);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-08"), 15);
    CHECK_INT(figure(&l, "hh", l.sindh, "2014-09"), 14);
    CHECK_INT(figure(&l, "hh", ID_NONE, "2014-09"), 14);
    CHECK_INT(figure(&l, "hh", l.rohri, "2014-09"), 9);
    CHECK_INT(figure(&l, "co", l.sukkur, "2014-09"), 1);
    CHECK_INT(figure(&l, "member.women", l.uc[0], "2014-09"), 9);
    CHECK_INT(figure(&l, "kept.hh", l.sukkur, "2014-12"), 0);
    /* What is cumulative goes on from the last filing. */
    CHECK_INT(figure(&l, "saving", l.sukkur, "2014-09"), 800000);
    CHECK_INT(figure(&l, "saving", l.sukkur, "2014-10"), 830000);
    line_is(&l, "hh", 10, 9, 9);
    line_is(&l, "saving", 800000, 800000, 830000);
    shuffled(&l);
    answer(&l, signed_at, "\"withdraw\":true");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 10);
    CHECK_INT(figure(&l, "saving", l.sukkur, "2014-12"), 800000);
    line_is(&l, "hh", 10, 9, 9);
    shuffled(&l);
    site_end(&l.s);
}

/* Some indicators go over, with their parts; the others go on as filed. */
SITE(some_indicators_go_over)
{
    struct land l;

    both_kept(&l, db);
    file(&l, l.sukkur, "2014-07", "\"co.women\":2,\"co.men\":1");
    sign(&l, l.sukkur, "2014-09", ",\"indicators\":[{\"indicator\":\"co\"}]");
    CHECK_INT(figure(&l, "co", l.sukkur, "2014-09"), 1);
    CHECK_INT(figure(&l, "co.women", l.sukkur, "2014-09"), 1);
    CHECK_INT(figure(&l, "co.men", l.sukkur, "2014-08"), 1);
    CHECK_INT(figure(&l, "co.men", l.sukkur, "2014-09"), 0);
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-09"), 10);
    file(&l, l.sukkur, "2014-12", "\"hh\":12,\"co\":7");
    CHECK_INT(figure(&l, "hh", l.sukkur, "2014-12"), 12);
    CHECK_INT(figure(&l, "co", l.sukkur, "2014-12"), 1);
    CHECK_INT(findings(&l,
                       sign(&l, l.sukkur, "2014-07",
                            ",\"indicators\":[{\"indicator\":\"co.women\"}]"),
                       "cutover.of_a_part"),
              1);
    CHECK_INT(figure(&l, "co.women", l.sukkur, "2014-08"), 2);
    site_end(&l.s);
}

SITE(a_union_council_that_two_programmes_share_counts_once)
{
    struct land l;
    struct question q = { .from = MONTH_NONE };
    struct place_total out[2];
    int64_t own = 0;

    land_make(&l, db);
    file(&l, l.sukkur, "2014-06", "\"uc\":1");
    file_as(&l, "NRSP", l.sukkur, "2014-06", "\"uc\":1");
    body_make(&l, "SRSO", "Roshan", "co", l.uc[0]);
    body_make(&l, "NRSP", "Umeed", "co", l.uc[0]);
    body_make(&l, "NRSP", "Sahar", "vo", l.uc[1]);
    sign(&l, l.sukkur, "2014-09", "");
    draft(&l.s, "cutover",
          with(&l.s, "{\"rsp\":\"%1\",\"place\":\"%2\",\"since\":\"2014-09\"}",
               named("rsp", "NRSP"), l.sukkur, ID_NONE));
    CHECK_INT(figure(&l, "uc", l.sukkur, "2014-08"), 1);
    CHECK_INT(figure(&l, "uc", l.sukkur, "2014-09"), 2); /* not three */
    CHECK_INT(figure(&l, "uc", l.sindh, "2014-09"), 2);
    CHECK_INT(figure(&l, "uc", ID_NONE, "2014-09"), 2);
    CHECK_INT(figure(&l, "uc", l.rohri, "2014-09"), 2);
    CHECK_INT(figure(&l, "uc", l.uc[0], "2014-09"), 1);
    CHECK_INT(figure(&l, "district", ID_NONE, "2014-09"), 1);
    CHECK(month_read(S("2014-09"), &q.as_of));
    q.place = l.sukkur;
    q.rsp = named("rsp", "NRSP");
    figure_total(db, &q, S("uc"), &q.as_of, 1, &own);
    CHECK_INT(own, 2);
    q.rsp = named("rsp", "SRSO");
    figure_total(db, &q, S("uc"), &q.as_of, 1, &own);
    CHECK_INT(own, 1);
    q.rsp = q.place = ID_NONE;
    figure_totals(db, &q, S("uc"), 5, l.uc, 2, out);
    CHECK_INT(out[0].amount, 1);
    CHECK_INT(out[1].amount, 1);
    shuffled(&l);
    site_end(&l.s);
}
