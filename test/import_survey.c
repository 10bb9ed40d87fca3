/* The 5,591 rural households of the survey of 2015-16 (PBS, HIES/PSLM; Sindh
 * and Punjab) as a census: scored on SPS-PAK-2009-002, banded, and how many of
 * them are poor. Skipped where the survey is not at hand: it is not shipped.
 *
 * How its columns answer the card:
 *   q1   the province
 *   q2   age_0_13, five and more together
 *   q3   all of age_5_13 at school (or none of that age), or not all
 *   q4   the survey says only what the head does: one, where that is of the
 *        elementary occupations (ISCO-08, major group 9), else none
 *   q5   no female head or spouse; class 1 or higher; below or not known
 *   q6   hand pump, pump or tube well, piped, closed well; or other
 *   q7   flush to a sewer; flush to pit or open drain; dry or none
 *   q8 to q10  durable assets are not in the survey. They are drawn: a household
 *        has one when the first 32 bits of SHA-256 of "HHCODE asset", modulo
 *        1000, are below the share of its province.
 * Its place is the province and its day the first of the month it was asked in:
 * the survey tells neither district nor day. What is wanted below was computed
 * apart, from the survey and the published card alone. */
#include "../src/core/card.h"
#include "../src/import/table.h"
#include "import_site.h"

/* Per thousand rural households. Default: assumed round numbers, from no
 * published table. */
static const struct share_of {
    const char *asset;
    int sindh, punjab;
} durable[] = {
    { "refrigerator", 180, 480 },
    { "television", 430, 650 },
    { "vehicle", 300, 480 },
};

static const char *const elementary[] = {
    "labourer",          "Freight handlers",   "Cleaners and helpers",
    "Domestic cleaners", "Vehicle cleaners",   "Sweepers",
    "street vendors",    "Street and related", "Garbage",
    "Odd job",           "Messengers",         "Elementary workers",
    "Shelf fillers",     "Hand packers",       "Hand launderers",
    "Kitchen helpers",   "animal-drawn",       "Hand and pedal",
    "Meter readers",
};

/* ---- the survey ---------------------------------------------------------*/

struct survey_file {
    struct table *table;
    struct row row;
    struct str head[80];
    int heads;
};

static bool survey_read(struct arena *a, struct str *out)
{
    static const char *const near[] = { NULL, "../shared", "../../shared" };
    char *room = arena_take(a, 4 << 20);
    FILE *f = NULL;

    for (size_t i = 0; i < LEN(near) && !f; i++) {
        const char *at = i ? near[i] : getenv("SAATH_SHARED");
        struct buf b = buf_start(a);

        if (!at)
            continue;
        buf_fmt(&b, "%s/data/households/rural_households.csv", at);
        f = fopen(arena_z(a, buf_str(&b)), "rb");
    }
    if (!f)
        return false;
    *out = (struct str){ room, fread(room, 1, 4 << 20, f) };
    fclose(f);
    return out->n > 0;
}

static struct str cell_of(const struct survey_file *s, const char *name)
{
    for (int i = 0; i < s->heads; i++)
        if (str_same(s->head[i], str_of(name)))
            return i < s->row.n ? s->row.cell[i].text : S("");
    CHECK_STR(str_of(name), S("a column of the survey"));
    return S("");
}

static int64_t count_of(const struct survey_file *s, const char *name)
{
    int64_t n;

    return int_read(cell_of(s, name), &n) ? n : 0;
}

static bool cell_is(const struct survey_file *s, const char *name,
                    const char *const *of)
{
    for (; *of; of++)
        if (str_same(cell_of(s, name), str_of(*of)))
            return true;
    return false;
}

/* ---- its answers --------------------------------------------------------*/

static bool is_elementary(const struct survey_file *s)
{
    struct str does = cell_of(s, "head_occupation");

    for (size_t i = 0; i < LEN(elementary); i++)
        if (memmem(does.p, does.n, elementary[i], strlen(elementary[i])))
            return true;
    return false;
}

static bool is_drawn(const struct survey_file *s, const struct share_of *of,
                     bool sindh)
{
    struct sha sha;
    struct hash h;
    struct str code = cell_of(s, "hhcode");
    uint32_t n;

    sha_start(&sha);
    sha_add(&sha, code.p, code.n);
    sha_add(&sha, " ", 1);
    sha_add(&sha, of->asset, strlen(of->asset));
    h = sha_end(&sha);
    n = (uint32_t)h.b[0] << 24 | (uint32_t)h.b[1] << 16 |
        (uint32_t)h.b[2] << 8 | h.b[3];
    return n % 1000 < (uint32_t)(sindh ? of->sindh : of->punjab);
}

static void answers_say(const struct survey_file *s, bool sindh, struct buf *b)
{
    static const char *const good[] = { "hand pump",
                                        "motorized pumping/tubewell",
                                        "piped water", "closed well", NULL };
    static const char *const sewer[] = { "flush connected to public sewerage",
                                         NULL };
    static const char *const flush[] = { "flush connected to pit",
                                         "flush connected to open drain",
                                         NULL };
    int64_t young = count_of(s, "age_0_13");

    buf_fmt(b, ",%s", sindh ? "C" : "D");
    buf_fmt(b, ",%c", young > 4 ? 'A' : 'F' - (int)young);
    buf_fmt(b, ",%s",
            count_of(s, "age_5_13_at_school") >= count_of(s, "age_5_13") ? "B" :
                                                                           "A");
    buf_fmt(b, ",%s", is_elementary(s) ? "B" : "C");
    buf_fmt(b, ",%s",
            count_of(s, "female_head_or_spouse") == 0    ? "B" :
            count_of(s, "female_head_spouse_class") >= 1 ? "C" :
                                                           "A");
    buf_fmt(b, ",%s", cell_is(s, "water_source", good) ? "B" : "A");
    buf_fmt(b, ",%s",
            cell_is(s, "toilet", sewer) ? "C" :
            cell_is(s, "toilet", flush) ? "B" :
                                          "A");
    for (size_t i = 0; i < LEN(durable); i++)
        buf_fmt(b, ",%s", is_drawn(s, &durable[i], sindh) ? "B" : "A");
}

static int census_write(struct str bytes, struct buf *b, struct arena *a)
{
    struct survey_file s = { 0 };
    struct table_trouble why;
    int n = 0;

    s.table = table_open(bytes, S("rural_households.csv"), a, &why);
    if (!CHECK(s.table && table_rows(s.table, 0) &&
               table_next(s.table, &s.row)))
        return 0;
    s.heads = s.row.n;
    for (int i = 0; i < s.heads; i++)
        s.head[i] = arena_str(a, s.row.cell[i].text);
    buf_z(b, "province,number,card,held,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\n");
    for (; table_next(s.table, &s.row); n++) {
        struct str province = cell_of(&s, "province");

        buf_add(b, province);
        buf_char(b, ',');
        buf_add(b, cell_of(&s, "hhcode"));
        buf_z(b, ",SPS-PAK-2009-002,");
        buf_add(b, cell_of(&s, "interview_ym"));
        buf_z(b, "-01");
        answers_say(&s, str_same(province, S("Sindh")), b);
        buf_char(b, '\n');
    }
    table_close(s.table);
    return n;
}

/* ---- what came of it ----------------------------------------------------*/

static int64_t banded(struct import_told *t, const char *province,
                      const char *band)
{
    struct rows r = db_text_rows(
        t->db, S("SELECT count(*) FROM scored s JOIN household h ON "
                 "h.entry = s.household JOIN place p ON p.entry = h.place "
                 "WHERE p.name = $1 AND s.band = $2"));
    int64_t n;

    db_bind_text(&r, 1, str_of(province));
    db_bind_text(&r, 2, str_of(band));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

static struct likelihood *line_read(struct import_told *t, struct arena *a)
{
    const struct kind *k = kind_find(S("likelihood"));
    struct likelihood *l = arena_take(a, k->bytes);
    struct rows r = db_text_rows(
        t->db, S("SELECT entry FROM likelihood WHERE line = 'nl100' AND "
                 "card = 'SPS-PAK-2009-002' AND counts = 1 ORDER BY entry"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    CHECK(row_find(t->db, k, id, a, l));
    return l;
}

static struct group poor(struct import_told *t, const struct likelihood *l,
                         const char *province)
{
    struct rows r = db_text_rows(
        t->db, S("SELECT s.score FROM score s JOIN household h ON "
                 "h.entry = s.household JOIN place p ON p.entry = h.place "
                 "WHERE p.name = $1 AND s.counts = 1 ORDER BY s.entry"));
    struct group g = { 0 };

    db_bind_text(&r, 1, str_of(province));
    while (db_next(&r)) {
        g.n++;
        g.sum += likelihood_of(l, db_int(&r, 0));
    }
    db_done(&r);
    return g;
}

SITE(rural_households_of_2015_are_scored_and_banded)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct import_told t;
    struct import_count n;
    struct str survey;
    struct group sindh, punjab;

    if (!survey_read(&a, &survey)) {
        skip("the survey of 2015-16 is not at hand (SAATH_SHARED)");
        arena_free(&a);
        return;
    }
    told_open(&t, db);
    CHECK_INT(census_write(survey, &b, &a), 5591);
    t.import.alone = true;
    import_census(&t.import, S(""),
                  (struct import_file){ S("survey.csv"), buf_str(&b) }, &n);
    CHECK_STR(told_bads(&t), S(""));
    CHECK_INT(n.kept, 2 * 5591);
    CHECK_INT(banded(&t, "Sindh", "b0"), 0);
    CHECK_INT(banded(&t, "Sindh", "b12"), 10);
    CHECK_INT(banded(&t, "Sindh", "b19"), 55);
    CHECK_INT(banded(&t, "Sindh", "b24"), 2199);
    CHECK_INT(banded(&t, "Punjab", "b0"), 0);
    CHECK_INT(banded(&t, "Punjab", "b12"), 1);
    CHECK_INT(banded(&t, "Punjab", "b19"), 14);
    CHECK_INT(banded(&t, "Punjab", "b24"), 3312);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(score) AS BIGINT) FROM score"),
              100 * (110701 + 207164));
    sindh = poor(&t, line_read(&t, &a), "Sindh");
    punjab = poor(&t, line_read(&t, &a), "Punjab");
    CHECK_INT(sindh.n, 2264);
    CHECK_INT(punjab.n, 3327);
    CHECK_INT(group_rate(sindh), 1867); /* 18.67 % below the national line */
    CHECK_INT(group_rate(punjab), 789);
    arena_free(&a);
    told_close(&t);
}
