/* report_outreach - a small invented country, filed and reported: two
 * provinces, districts that programmes share, one that changes its province,
 * one that nobody works in, and one whose name nobody has settled. */
#include "../src/report/report.h"
#include "log_site.h"

struct land {
    struct site s;
    struct id kohsar, thal, aab, bagh, chashma, dasht, uc[3];
};

static struct id rsp(const char *code)
{
    return id_named(S("rsp"), str_of(code));
}

static month m(const char *text)
{
    month out = MONTH_NONE;

    CHECK(month_read(str_of(text), &out));
    return out;
}

static struct id place(struct site *s, const char *level, const char *name,
                       struct id above)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"level\":\"%s\",\"name\":\"%s\",\"lg\":\"%%1\"}", level,
            name);
    return draft(s, "place",
                 with(s, arena_z(&s->arena, buf_str(&b)), above, above, above));
}

/* values: `"uc":12,"hh":400` */
static struct id file(struct site *s, const char *code, struct id at,
                      const char *named, const char *as_of, const char *values)
{
    struct buf b = buf_start(&s->arena);
    struct str rest = str_of(values);

    buf_fmt(&b, "{\"rsp\":\"%%1\",\"place\":\"%%2\",\"as_of\":\"%s\",", as_of);
    if (*named)
        buf_fmt(&b, "\"named\":\"%s\",", named);
    buf_z(&b, "\"values\":[");
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
                 with(s, arena_z(&s->arena, buf_str(&b)), rsp(code), at, at));
}

static void bases_file(struct land *l)
{
    struct site *s = &l->s;

    file(s, "RSPN", l->aab, "", "2013-03",
         "\"uc_base\":20,\"hh_base\":1000500000");
    file(s, "RSPN", l->bagh, "", "2013-03",
         "\"uc_base\":10,\"hh_base\":2000000000");
    file(s, "RSPN", l->chashma, "", "2013-03",
         "\"uc_base\":30,\"hh_base\":3000000000");
    file(s, "RSPN", l->dasht, "", "2013-03",
         "\"uc_base\":5,\"hh_base\":500000000");
    /* Another word about the base: the network's counts. */
    file(s, "SRSO", l->aab, "", "2013-03", "\"uc_base\":99");
}

static void land_make(struct land *l, struct db *db)
{
    struct site *s = &l->s;

    site_start(s, db, 1);
    l->kohsar = place(s, "province", "Kohsar", id_named(S("place"), S("pk")));
    l->thal = place(s, "province", "Thal", id_named(S("place"), S("pk")));
    l->aab = place(s, "district", "Aab", l->kohsar);
    l->bagh = place(s, "district", "Bagh", l->kohsar);
    l->chashma = place(s, "district", "Chashma", l->thal);
    l->dasht = place(s, "district", "Dasht", l->thal);
    l->uc[0] = place(s, "uc", "One", l->bagh);
    l->uc[1] = place(s, "uc", "Two", l->bagh);
    l->uc[2] = place(s, "uc", "Three", l->bagh);
    draft(s, "move",
          with(s,
               "{\"place\":\"%1\",\"since\":\"2014-01-01\","
               "\"lg\":\"%2\"}",
               l->bagh, l->thal, l->thal));
    bases_file(l);
    file(s, "NRSP", l->chashma, "", "2013-03",
         "\"uc\":4,\"hh\":3300,\"co\":100");
    file(s, "SRSO", l->aab, "", "2014-06", "\"uc\":12,\"hh\":400,\"co\":20");
    file(s, "SRSO", l->aab, "", "2014-07", "\"uc\":12,\"hh\":420,\"co\":21");
    file(s, "SRSO", l->aab, "", "2014-12", "\"uc\":13,\"hh\":500,\"co\":25");
    file(s, "NRSP", l->aab, "", "2014-12", "\"uc\":8,\"hh\":100,\"co\":5");
    file(s, "SRSO", l->uc[0], "", "2014-09", "\"uc\":1,\"hh\":30");
    file(s, "SRSO", l->uc[1], "", "2014-09", "\"uc\":1,\"hh\":30");
    file(s, "NRSP", l->uc[1], "", "2014-09", "\"uc\":1,\"hh\":40");
    file(s, "NRSP", l->uc[2], "", "2014-09", "\"uc\":1,\"hh\":40");
    file(s, "NRSP", l->thal, "Chasma Kot", "2014-12",
         "\"uc\":2,\"hh\":77,\"co\":7");
    both_fine(db);
}

static struct question asked(const char *as_of, int by)
{
    return (struct question){
        .as_of = m(as_of), .from = MONTH_NONE, .by = by, .sheet = 1
    };
}

static int made(struct land *l, const char *name, const struct question *q,
                struct sheet *out)
{
    struct findings f = findings_start(&l->s.arena);
    const struct report *r = report_find(str_of(name));
    int n = CHECK(r) ? r->make(l->s.db, q, &l->s.arena, out, &f) : 0;

    for (size_t i = 0; i < f.n; i++)
        printf("# %s\n", f.at[i].what);
    both_fine(l->s.db);
    return n;
}

static struct str csv_of(struct land *l, const char *name,
                         const struct question *q)
{
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(&l->s.arena);

    if (CHECK(made(l, name, q, out) > 0))
        sheet_csv(&b, &out[0]);
    return buf_str(&b);
}

#define HEAD                                                                   \
    "place,rsp,ucs,ucs_prev,ucs_now,ucs_incr_pct,ucs_cov_pct,hh,"              \
    "hh_prev,hh_now,hh_incr_pct,hh_cov_pct,co_prev,co_now,"                    \
    "co_incr_pct\n"
#define KOHSAR "20,12,13,8.33,65,1000.5,420,600,42.86,59.97,21,30,42.86\n"
#define THAL "45,7,9,28.57,20,5500,3440,3517,2.24,63.95,100,107,7\n"
#define TOTAL                                                                  \
    "Total,,65,19,22,15.79,33.85,6500.5,3860,4117,6.66,63.33,"                 \
    "121,137,13.22\n"

SITE(by_province_shared_places_count_once)
{
    struct land l;
    struct question q = asked("2014-12", BY_PROVINCE);

    land_make(&l, db);
    CHECK_STR(csv_of(&l, "outreach", &q),
              S(HEAD "Kohsar,," KOHSAR "Thal,," THAL TOTAL));
    /* Before 2014 Bagh, and its base, lay in the other province. */
    q = asked("2013-12", BY_PROVINCE);
    CHECK_STR(csv_of(&l, "outreach", &q),
              S(HEAD "Kohsar,,30,,,,,3000.5,,,,,,,\n"
                     "Thal,,35,4,4,0,11.43,3500,3300,3300,0,94.29,100,100,0\n"
                     "Total,,65,4,4,0,6.15,6500.5,3300,3300,0,50.77,100,100,0"
                     "\n"));
    site_end(&l.s);
}

SITE(the_district_table_is_the_networks)
{
    struct land l;
    struct question q = asked("2014-12", BY_DEFAULT);

    land_make(&l, db);
    CHECK_STR(csv_of(&l, "outreach", &q),
              S(HEAD
                "Kohsar,,,,,,,,,,,,,,\n"
                "Aab,NRSP,20,0,8,,40,1000.5,0,100,,10,0,5,\n"
                "Aab,SRSO,20,12,13,8.33,65,1000.5,420,500,19.05,49.98,21,25,"
                "19.05\n"
                "Kohsar total,," KOHSAR "Thal,,,,,,,,,,,,,,\n"
                "Bagh,NRSP,10,2,2,0,20,2000,80,80,0,4,,,\n"
                "Bagh,SRSO,10,2,2,0,20,2000,60,60,0,3,,,\n"
                "Chashma,NRSP,30,4,4,0,13.33,3000,3300,3300,0,110,100,100,0"
                "\n"
                "Dasht,,5,,,,,500,,,,,,,\n"
                "(place not settled),NRSP,,0,2,,,,0,77,,,0,7,\n"
                "Thal total,," THAL TOTAL));
    site_end(&l.s);
}

SITE(by_rsp_the_base_is_of_where_it_works)
{
    struct land l;
    struct question q = asked("2014-12", BY_RSP);

    land_make(&l, db);
    CHECK_STR(csv_of(&l, "outreach", &q),
              S(HEAD
                ",NRSP,60,6,16,166.67,26.67,6000.5,3380,3557,5.24,59.28,100,"
                "112,12\n"
                ",SRSO,30,14,15,7.14,50,3000.5,480,560,16.67,18.66,21,25,"
                "19.05\n" TOTAL));
    site_end(&l.s);
}

SITE(a_place_alone_is_its_own_total)
{
    struct land l;
    struct question q = asked("2014-12", BY_DEFAULT);

    land_make(&l, db);
    q.place = l.aab;
    CHECK_STR(csv_of(&l, "outreach", &q),
              S(HEAD
                "Kohsar,,,,,,,,,,,,,,\n"
                "Aab,NRSP,20,0,8,,40,1000.5,0,100,,10,0,5,\n"
                "Aab,SRSO,20,12,13,8.33,65,1000.5,420,500,19.05,49.98,21,25,"
                "19.05\n"
                "Kohsar total,," KOHSAR "Total,," KOHSAR));
    q.place = l.bagh;
    q.by = BY_UC;
    CHECK_STR(csv_of(&l, "outreach", &q),
              S(HEAD "Bagh,,,,,,,,,,,,,,\n"
                     "One,SRSO,,1,1,0,,,30,30,0,,,,\n"
                     "Three,NRSP,,1,1,0,,,40,40,0,,,,\n"
                     "Two,NRSP,,1,1,0,,,40,40,0,,,,\n"
                     "Two,SRSO,,1,1,0,,,30,30,0,,,,\n"
                     "Bagh total,,10,3,3,0,30,2000,140,140,0,7,,,\n"
                     "Total,,10,3,3,0,30,2000,140,140,0,7,,,\n"));
    site_end(&l.s);
}

SITE(any_month_is_read_by_its_july)
{
    static const struct {
        const char *as_of;
        int64_t hh;
    } row[] = {
        { "2013-02", 0 },    { "2013-03", 3300 }, { "2013-06", 3300 },
        { "2013-07", 3300 }, { "2014-05", 3300 }, { "2014-06", 3700 },
        { "2014-07", 3720 }, { "2014-08", 3720 }, { "2014-09", 3860 },
        { "2014-12", 4117 }, { "2015-07", 4117 }, { "2019-01", 4117 },
    };
    struct land l;
    month at[LEN(row)];
    int64_t got[LEN(row)], one;

    land_make(&l, db);
    for (size_t i = 0; i < LEN(row); i++)
        at[i] = m(row[i].as_of);
    for (size_t i = 0; i < LEN(row); i++) {
        struct question q = asked("2014-12", BY_DEFAULT);

        figure_total(db, &q, S("hh"), at, LEN(row), got);
        CHECK_INT(got[i], row[i].hh); /* all together, and alone */
        q.as_of = at[i];
        figure_total(db, &q, S("hh"), &at[i], 1, &one);
        CHECK_INT(one, row[i].hh);
    }
    site_end(&l.s);
}

static void postings_are(struct land *l, struct id at, struct id of,
                         bool unplaced, int64_t n, int64_t sum)
{
    struct question q = asked("2014-12", BY_DEFAULT);
    struct postings_page p = postings_list(l->s.db, &q, S("hh"), at, of,
                                           unplaced, 0, 50, &l->s.arena);
    int64_t added = 0;

    both_fine(l->s.db);
    CHECK_INT(p.n, n);
    CHECK_INT((int64_t)p.rows, n);
    CHECK_INT(p.sum, sum);
    CHECK_INT(p.figure, sum);
    for (size_t i = 0; i < p.rows; i++)
        added += p.at[i].amount;
    CHECK_INT(added, sum);
}

SITE(every_figure_leads_to_its_postings)
{
    struct land l;
    struct question q = asked("2014-12", BY_DEFAULT);
    struct postings_page p;

    land_make(&l, db);
    postings_are(&l, ID_NONE, ID_NONE, false, 10, 4117);
    postings_are(&l, l.aab, ID_NONE, false, 4, 600);
    postings_are(&l, l.aab, rsp("SRSO"), false, 3, 500);
    postings_are(&l, l.thal, ID_NONE, true, 1, 77);
    p = postings_list(db, &q, S("hh"), l.aab, ID_NONE, false, 1, 2, &l.s.arena);
    CHECK_INT(p.n, 4);
    if (!CHECK_INT((int64_t)p.rows, 2))
        return;
    CHECK_INT(p.at[0].month, m("2014-07"));
    CHECK_INT(p.at[0].amount, 20);
    CHECK_STR(p.at[0].place_name, S("Aab"));
    CHECK_STR(p.at[0].rsp_code, S("SRSO"));
    /* Two programmes state 13 and 8 union councils: once, the larger. */
    p = postings_list(db, &q, S("uc"), l.aab, ID_NONE, false, 0, 9, &l.s.arena);
    CHECK_INT(p.sum, 21);
    CHECK_INT(p.figure, 13);
    site_end(&l.s);
}

static int64_t number_at(const struct sheet *s, const char *text,
                         const char *key)
{
    for (size_t i = 0; i < s->rows; i++)
        for (int j = 0; j < s->columns; j++)
            if (str_same(s->row[i].cell[0].text, str_of(text)) &&
                str_same(str_of(s->column[j].key), str_of(key)))
                return s->row[i].cell[j].said ? s->row[i].cell[j].number :
                                                INT_NONE;
    return INT_NONE;
}

SITE(a_period_stands_beside_the_one_before_and_last_years)
{
    struct land l;
    struct question q = asked("2014-12", BY_PROVINCE);
    struct sheet out[REPORT_SHEETS];

    land_make(&l, db);
    CHECK(question_period(&q, S("quarter"), 0));
    q.sheet = 0;
    CHECK_INT(made(&l, "outreach", &q, out), 4);
    CHECK_INT(number_at(&out[3], "hh", "stock"), 4117);
    CHECK_INT(number_at(&out[3], "hh", "stock_prev"), 3860);
    CHECK_INT(number_at(&out[3], "hh", "stock_year"), 3300);
    CHECK_INT(number_at(&out[3], "hh", "flow"), 257);
    CHECK_INT(number_at(&out[3], "hh", "flow_prev"), 160);
    CHECK_INT(number_at(&out[3], "hh", "flow_year"), 0);
    CHECK_INT(number_at(&out[1], "hh", "NRSP"), 3557);
    CHECK_INT(number_at(&out[1], "hh", "total"), 4117);
    CHECK_INT(number_at(&out[1], "uc", "total"), 22);
    CHECK_INT(number_at(&out[1], "district", "total"), 3);
    CHECK_INT(number_at(&out[1], "lso", "total"), INT_NONE);
    CHECK_INT(number_at(&out[2], "uc", "now"), 22);
    CHECK_INT(number_at(&out[2], "co_group", "prev"), 121);
    site_end(&l.s);
}

SITE(a_target_is_met_by_what_came_in_its_time)
{
    struct land l;
    struct question q = asked("2014-12", BY_DEFAULT);
    struct sheet out[REPORT_SHEETS];

    land_make(&l, db);
    draft(&l.s, "target",
          with(&l.s,
               "{\"indicator\":\"hh\",\"rsp\":\"%1\",\"place\":\"%2\","
               "\"begins\":\"2014-07\",\"ends\":\"2015-06\",\"amount\":200}",
               rsp("SRSO"), l.aab, l.aab));
    CHECK_INT(made(&l, "targets", &q, out), 1);
    CHECK_INT((int64_t)out[0].rows, 1);
    CHECK_INT(number_at(&out[0], "Aab", "achieved"), 100);
    CHECK_INT(number_at(&out[0], "Aab", "target"), 200);
    q.place = l.thal;
    CHECK_INT(made(&l, "targets", &q, out), 1);
    CHECK_INT((int64_t)out[0].rows, 0);
    site_end(&l.s);
}

/* As NRSP publishes them; the other reports keep them apart unless asked. */
SITE(groups_count_with_cos_where_that_is_asked)
{
    struct land l;
    struct question q = asked("2014-12", BY_RSP);
    struct sheet out[REPORT_SHEETS];
    struct postings_page p;

    land_make(&l, db);
    file(&l.s, "SRSO", l.aab, "", "2014-11",
         "\"group\":6,\"member.women\":50,\"member.group.women\":40,"
         "\"member.group.men\":3");
    q.sheet = 0;
    CHECK_INT(made(&l, "outreach", &q, out), 3);
    CHECK_INT(number_at(&out[1], "co", "SRSO"), 25);
    CHECK_INT(number_at(&out[1], "member.women", "SRSO"), 50);
    CHECK_INT(number_at(&out[2], "co_group", "now"), 143);
    CHECK_INT(number_at(&out[2], "member.women", "now"), 90);
    CHECK_INT(number_at(&out[2], "member.men", "now"), 3);
    q.groups = true;
    CHECK_INT(made(&l, "outreach", &q, out), 3);
    CHECK_INT(number_at(&out[0], "Total", "co_now"), 143);
    CHECK_INT(number_at(&out[1], "co", "SRSO"), 31);
    CHECK_INT(number_at(&out[1], "member.women", "SRSO"), 90);
    CHECK_INT(number_at(&out[1], "group", "SRSO"), 6);
    p = postings_list(db, &q, S("co"), ID_NONE, ID_NONE, false, 0, 50,
                      &l.s.arena);
    CHECK_INT(p.sum, 143);
    CHECK_INT(p.figure, 143);
    q.groups = false;
    p = postings_list(db, &q, S("co"), ID_NONE, ID_NONE, false, 0, 50,
                      &l.s.arena);
    CHECK_INT(p.sum, 137);
    q.groups = true;
    CHECK(question_read(question_text(&q, &l.s.arena), &q));
    CHECK(q.groups);
    site_end(&l.s);
}

static void issue(struct land *l, const struct question *q)
{
    struct buf b = buf_start(&l->s.arena);

    buf_z(&b,
          "{\"report\":\"outreach\",\"as_of\":\"2014-12\",\"title\":"
          "\"Outreach 24\",\"format\":\"csv\",\"heads\":[{\"device\":\"%1\","
          "\"seq\":1,\"head\":\"");
    hash_put(&b, sha_of(S("head")));
    buf_z(&b, "\"}],\"arguments\":");
    buf_json(&b, question_text(q, &l->s.arena));
    buf_z(&b, ",\"content\":");
    buf_json(&b, csv_of(l, "outreach", q));
    buf_char(&b, '}');
    draft(&l->s, "publication",
          with(&l->s, arena_z(&l->s.arena, buf_str(&b)), l->aab, l->aab,
               l->aab));
}

SITE(changes_since_an_issue_are_listed)
{
    struct land l;
    struct question q = asked("2014-12", BY_PROVINCE);

    land_make(&l, db);
    issue(&l, &q);
    CHECK_STR(csv_of(&l, "changes", &q), S("row,column,issued,now\n"));
    file(&l.s, "NRSP", l.dasht, "", "2014-11", "\"co\":3");
    CHECK_STR(csv_of(&l, "changes", &q),
              S("row,column,issued,now\n"
                "Thal,co_now,107,110\nThal,co_incr_pct,7,10\n"
                "Total,co_now,137,140\nTotal,co_incr_pct,13.22,15.7\n"));
    site_end(&l.s);
}

SITE(what_is_not_there_is_refused)
{
    struct land l;
    struct question q = asked("2014-12", BY_DEFAULT);
    struct findings f;
    struct sheet out[REPORT_SHEETS];

    land_make(&l, db);
    f = findings_start(&l.s.arena);
    q.place = id_named(S("place"), S("nowhere"));
    q.rsp = id_named(S("rsp"), S("nobody"));
    CHECK_INT(report_find(S("outreach"))->make(db, &q, &l.s.arena, out, &f), 0);
    CHECK_INT((int64_t)f.n, 2);
    CHECK(findings_stop(&f));
    site_end(&l.s);
}
