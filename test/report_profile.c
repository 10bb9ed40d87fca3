/* report_profile - the profile of an LSO as RSPN publishes it, from entries
 * that came in as sheets: LSO Sindhu of UC Mangwani, taluka Mehar, Dadu, as of
 * 31 March 2021 (RSPN, LSO Initiatives 68). People, villages and the houses'
 * numbers are made up; the published figures are not. */
#include "../src/report/report.h"
#include "import_site.h"

enum {
    HOUSEHOLDS = 2659,
    ORGANISED = 2248,
    TWICE = 40, /* households with two members */
    COS = 130,
    VOS = 13,
    DELEGATES = 41,
    EXECUTIVE = 6
};

static void sheet_in(struct import_told *t, const char *kind, struct buf *b,
                     const char *name, int64_t kept)
{
    struct import_file file = { str_of(name), buf_str(b) };
    struct import_count n;

    CHECK(import_records(&t->import, kind_find(str_of(kind)), file, &n));
    CHECK_STR(told_bads(t), S(""));
    CHECK_INT(n.kept, kept);
}

static void places_in(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);

    buf_z(&b, "level,name,lg\nuc,Mangwani,place:pk70304\n");
    sheet_in(t, "place", &b, "uc.csv", 1);
    b = buf_start(&t->arena);
    buf_z(&b, "level,name,lg\n");
    for (int i = 0; i < VOS; i++)
        buf_fmt(&b, "settlement,Sindhu village %d,Mangwani\n", i);
    sheet_in(t, "place", &b, "villages.csv", VOS);
}

static void bodies_in(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);

    buf_z(&b, "nature,sex,code,name,rsp,place,formed,parent\n"
              "lso,women,LSO-S,LSO Sindhu,TRDP,Mangwani,2017-01-30,\n");
    sheet_in(t, "body", &b, "lso.csv", 1);
    b = buf_start(&t->arena);
    buf_z(&b, "nature,sex,code,name,rsp,place,formed,parent\n");
    for (int i = 0; i < VOS; i++)
        buf_fmt(&b,
                "vo,women,VO-%d,VO of village %d,TRDP,Sindhu village %d,"
                "2016-11-10,LSO-S\n",
                i, i, i);
    sheet_in(t, "body", &b, "vos.csv", VOS);
    b = buf_start(&t->arena);
    buf_z(&b, "nature,sex,code,name,rsp,place,formed,parent\n");
    for (int i = 0; i < COS; i++)
        buf_fmt(&b,
                "co,women,CO-%d,CO %d,TRDP,Sindhu village %d,2016-09-10,"
                "VO-%d\n",
                i, i, i % VOS, i % VOS);
    sheet_in(t, "body", &b, "cos.csv", COS);
}

static void homes_in(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);

    buf_z(&b, "number,place,since\n");
    for (int i = 0; i < HOUSEHOLDS; i++)
        buf_fmt(&b, "H-%d,Sindhu village %d,2016-06-01\n", i, i % VOS);
    sheet_in(t, "household", &b, "homes.csv", HOUSEHOLDS);
}

/* Some households have two members; each counts once. */
static void members_in(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);
    int in[COS] = { 0 };
    struct import_file file;
    struct import_count n;

    buf_z(&b, "body,number,household,name,sex,joined\n");
    for (int i = 0; i < ORGANISED + TWICE; i++) {
        int home = i < ORGANISED ? i : i - ORGANISED,
            co = home % VOS + VOS * (i / VOS % (COS / VOS));

        buf_fmt(&b, "CO-%d,%d,H-%d,Member %d,women,2016-09-10\n", co, ++in[co],
                home, i);
    }
    file = (struct import_file){ S("members.csv"), buf_str(&b) };
    CHECK(import_members(&t->import, file, &n));
    CHECK_STR(told_bads(t), S(""));
    CHECK_INT(n.kept, 2 * (ORGANISED + TWICE));
}

/* Delegates and the executive are members of COs: "CO-3-1" is her code. */
static void leaders_in(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);

    buf_z(&b, "body,parent,person,since\n");
    for (int i = 0; i < DELEGATES; i++)
        buf_fmt(&b, "VO-%d,LSO-S,CO-%d-%d,2020-01-15\n", i % VOS, i % VOS,
                1 + i / VOS);
    sheet_in(t, "delegate", &b, "delegates.csv", DELEGATES);
    b = buf_start(&t->arena);
    buf_z(&b, "body,office,person,basis,since,until\n");
    for (int i = 0; i < EXECUTIVE; i++)
        buf_fmt(&b, "LSO-S,%s,CO-%d-1,elected,2020-01-30,2022-01-30\n",
                i == 0 ? "chairperson" :
                i == 1 ? "general_secretary" :
                         "executive_member",
                i);
    sheet_in(t, "term", &b, "terms.csv", EXECUTIVE);
}

/* Loans, grants, insurance, training and schemes are no register yet: they come
 * as the body's cut-off sheet. */
static void services_in(struct import_told *t)
{
    struct buf b = buf_start(&t->arena);

    buf_z(&b,
          "{\"body\":\"LSO-S\",\"held\":\"2021-03-31\",\"service\":["
          "{\"code\":\"cif_capital\",\"amount\":6500000},"
          "{\"code\":\"cif_loan\",\"number\":653,\"amount\":15431000,"
          "\"households\":379},"
          "{\"code\":\"cif_eligible\",\"households\":1273},"
          "{\"code\":\"igg\",\"number\":133,\"amount\":2448000,\"households\":"
          "133},"
          "{\"code\":\"igg_eligible\",\"households\":165},"
          "{\"code\":\"insurance\",\"number\":2514,\"households\":449},"
          "{\"code\":\"training\",\"women\":57,\"men\":8},"
          "{\"code\":\"cpi\",\"number\":8,\"amount\":4668945,\"households\":"
          "1070,\"women\":2681,\"men\":2847}]}\n");
    sheet_in(t, "opening", &b, "opening.jsonl", 1);
}

static struct id mangwani(struct import_told *t)
{
    struct rows r =
        db_text_rows(t->db,
                     S("SELECT entry FROM place WHERE name = 'Mangwani'"));
    struct id id = ID_NONE;

    if (CHECK(db_next(&r)))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

static const char *profile(struct import_told *t, const char *format, int year,
                           int mon)
{
    struct question q = { .as_of = month_of(day_of(year, mon, 1)),
                          .from = MONTH_NONE,
                          .place = mangwani(t) };
    struct findings f = findings_start(&t->arena);
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(&t->arena);

    CHECK_INT(report_find(S("profile"))->make(t->db, &q, &t->arena, out, &f),
              1);
    CHECK(report_write(&b, out, 1, str_of(format), LANG_EN));
    both_fine(t->db);
    return arena_z(&t->arena, buf_str(&b));
}

static void line_is(const char *csv, const char *line)
{
    if (!CHECK(strstr(csv, line)))
        printf("# no line %s in\n%s", line, csv);
}

/* Columns: item, number, women, men, households, of, percent, amount, times,
 * source. */
SITE(the_published_profile_comes_out_of_entries)
{
    struct import_told *t = calloc(1, sizeof *t);
    const char *csv, *text;

    told_open(t, db);
    places_in(t);
    bodies_in(t);
    homes_in(t);
    members_in(t);
    leaders_in(t);
    services_in(t);
    csv = profile(t, "csv", 2021, 3);
    line_is(csv, "Organised households,,,,2248,2659,85,,,Register");
    line_is(csv, "\nCOs,130,130,,,,,,,Register");
    line_is(csv, "\nVOs,13,13,,,,,,,Register");
    line_is(csv, "\nGeneral body members,41,41,,,,,,,Register");
    line_is(csv, "\nExecutive committee members,6,6,,,,,,,Register");
    line_is(csv, "fund,,,,,,,6500000,,Cut-off sheet");
    line_is(csv, "fund,653,,,379,1273,30,15431000,2.37,Cut-off sheet");
    line_is(csv, "grants,133,,,133,165,81,2448000,,Cut-off sheet");
    line_is(csv, "people,2514,,,449,,,,,Cut-off sheet");
    line_is(csv, "training,,57,8,,,,,,Cut-off sheet");
    line_is(csv, "infrastructure,8,2681,2847,1070,,,4668945,,Cut-off sheet");
    text = profile(t, "text", 2021, 3); /* as people read it */
    line_is(text, "2,248  2,659       85");
    line_is(text, "  379  1,273       30");
    line_is(text, "  133    165       81");
    line_is(text, "15,431,000  2.37");
    /* before it was formed there is no LSO; before the sheet no loans */
    CHECK(!strstr(profile(t, "csv", 2016, 12), "LSO Sindhu"));
    csv = profile(t, "csv", 2019, 12);
    line_is(csv, "Organised households,,,,2248,2659,85,,,Register");
    CHECK(!strstr(csv, "15431000"));
    CHECK(!strstr(csv, "\nGeneral body members,41"));
    told_close(t);
    free(t);
}

/* Of a body whose register is not begun the cut-off sheet alone speaks. */
SITE(a_cut_off_sheet_alone_makes_a_profile)
{
    struct import_told *t = calloc(1, sizeof *t);
    struct buf b;
    const char *csv;

    told_open(t, db);
    places_in(t);
    b = buf_start(&t->arena);
    buf_z(&b, "nature,sex,code,name,rsp,place,formed\n"
              "lso,women,LSO-S,LSO Sindhu,TRDP,Mangwani,2017-01-30\n");
    sheet_in(t, "body", &b, "lso.csv", 1);
    b = buf_start(&t->arena);
    buf_z(&b, "{\"body\":\"LSO-S\",\"held\":\"2021-03-31\",\"service\":["
              "{\"code\":\"household\",\"number\":2659,\"households\":2248},"
              "{\"code\":\"co\",\"number\":130},"
              "{\"code\":\"vo\",\"number\":13},"
              "{\"code\":\"general_body\",\"number\":41,\"women\":41},"
              "{\"code\":\"cif_loan\",\"amount\":100},"
              "{\"code\":\"cif_capital\",\"amount\":0}]}\n");
    sheet_in(t, "opening", &b, "opening.jsonl", 1);
    csv = profile(t, "csv", 2021, 3);
    line_is(csv, "Organised households,,,,2248,2659,85,,,Cut-off sheet");
    line_is(csv, "\nCOs,130,,,,,,,,Cut-off sheet");
    line_is(csv, "\nGeneral body members,41,41,,,,,,,Cut-off sheet");
    line_is(csv, "fund,,,,,,,100,,Cut-off sheet"); /* nothing to divide by */
    told_close(t);
    free(t);
}
