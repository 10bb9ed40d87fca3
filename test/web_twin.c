/* web_twin - one person, once: who a new person may be, pairs of the whole
 * base, what people say of them, and the box that finds anybody in any script.
 *
 * Two union councils of Sukkur, a settlement in each, and an operator who keeps
 * the register in one of them. Today is 1 January 2015. */
#include "../src/report/twin.h"
#include "web_site.h"

struct town {
    struct browser b;
    struct id uc, far, goth, hamlet, house, far_house;
    int64_t people;
};

/* Not the real one, but as one-way. */
static void town_mark(void *self, struct str said, uint8_t mark[32])
{
    struct hash h = sha_of(said);

    (void)self;
    memcpy(mark, h.b, sizeof h.b);
}

static struct id place_of(struct site *s, const char *level, const char *name,
                          struct id above)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"level\":\"%s\",\"lg\":\"%%1\",\"name\":\"%s\"}", level,
            name);
    return draft(s, "place",
                 with(s, arena_z(&s->arena, buf_str(&b)), above, ID_NONE,
                      ID_NONE));
}

static struct id house_of(struct site *s, const char *number, struct id place)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"number\":\"%s\",\"place\":\"%%1\"}", number);
    return draft(s, "household",
                 with(s, arena_z(&s->arena, buf_str(&b)), place, ID_NONE,
                      ID_NONE));
}

static void grant(struct site *s, const char *login, const char *role,
                  struct id place)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"place\":\"%%1\",\"role\":\"%s\","
            "\"since\":\"2014-01-01\"}",
            login, role);
    draft(s, "access",
          with(s, arena_z(&s->arena, buf_str(&b)), place, ID_NONE, ID_NONE));
}

static void town_start(struct town *t, struct db *db)
{
    struct id taluka = id_named(S("place"), S("pk72302"));
    struct site *s = &t->b.site;

    memset(t, 0, sizeof *t);
    browser_start(&t->b, db);
    s->host.mark = town_mark;
    t->uc = place_of(s, "uc", "Sangi", taluka);
    t->far = place_of(s, "uc", "Hingoro", taluka);
    t->goth = place_of(s, "settlement", "Goth Ali", t->uc);
    t->hamlet = place_of(s, "settlement", "Goth Umar", t->far);
    t->house = house_of(s, "H-1", t->goth);
    t->far_house = house_of(s, "H-2", t->hamlet);
    grant(s, "clerk", "manager", id_named(S("place"), S("pk723")));
    grant(s, "near", "operator", t->uc);
    grant(s, "away", "operator", t->far);
    grant(s, "donor", "donor", id_named(S("place"), S("pk723")));
    grant(s, "viewer", "viewer", id_named(S("place"), S("pk723")));
}

/* `more` is the rest of the body: ",\"name\":...". */
static struct id person(struct town *t, struct id house, const char *sex,
                        const char *more)
{
    struct site *s = &t->b.site;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"code\":\"T-%lld\",\"household\":\"%%1\",\"sex\":\"%s\"%s}",
            (long long)++t->people, sex, more);
    return draft(s, "person",
                 with(s, arena_z(&s->arena, buf_str(&b)), house, ID_NONE,
                      ID_NONE));
}

/* A form for a woman of the first village; `more` is encoded. */
static int send_person(struct town *t, const char *more)
{
    char form[2000], house[40];
    struct buf b = buf_start(&t->b.site.arena);

    id_put(&b, t->house);
    snprintf(house, sizeof house, "%.*s", (int)b.n, b.p);
    snprintf(form, sizeof form, "household=%s&sex=women%s", house, more);
    return send_form(&t->b, "/new/person", form);
}

static bool warned(const struct town *t)
{
    return has(&t->b, "Perhaps this person is here already");
}

/* ---- how names lie in the database ---------------------------------------*/

static struct str column(struct town *t, struct id id, const char *name)
{
    struct buf sql = buf_start(&t->b.site.arena);
    struct str s = { "", 0 };
    struct rows r;

    buf_fmt(&sql, "SELECT %s FROM person_sealed WHERE entry = $1", name);
    r = db_text_rows(t->b.site.db, buf_str(&sql));
    db_bind_id(&r, 1, id);
    if (db_next(&r))
        s = arena_str(&t->b.site.arena, db_str(&r, 0));
    db_done(&r);
    return s;
}

SITE(a_name_lies_with_its_skeleton_and_goes_with_it)
{
    struct town t;
    struct id id, other;
    const char *before;

    town_start(&t, db);
    id = person(&t, t.house, "women",
                ",\"name\":\"Zainab Bibi\",\"name_sd\":\"زينب\",\"father\":"
                "\"غلام حسین\"");
    other = person(&t, t.house, "women",
                   ",\"name\":\"Zebi\",\"name_ur\":\"زینب\"");
    CHECK_STR(column(&t, id, "name_skeleton"), S("znb"));
    CHECK_STR(column(&t, id, "name_sd_skeleton"), S("")); /* says no more */
    CHECK_STR(column(&t, id, "father_skeleton"), S("glm hsyn"));
    CHECK_STR(column(&t, other, "name_skeleton"), S("zb"));
    CHECK_STR(column(&t, other, "name_ur_skeleton"), S("znb"));
    {
        struct buf d = buf_start(&t.b.site.arena);

        log_digest(db, &d);
        before = arena_z(&t.b.site.arena, buf_str(&d));
    }
    draft(&t.b.site, "erasure",
          with(&t.b.site, "{\"about\":\"%1\",\"why\":\"she asked for it\"}", id,
               ID_NONE, ID_NONE));
    CHECK_STR(column(&t, id, "name_skeleton"), S(""));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person_sealed"), 1);
    CHECK(keeper_rebuild(t.b.site.keeper, NULL, NULL));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person_sealed"), 1);
    CHECK_STR(column(&t, other, "name_ur_skeleton"), S("znb"));
    CHECK(strstr(before, "person") && !strstr(before, "sealed"));
    browser_end(&t.b);
}

static bool file_holds(const char *tail, const char *what)
{
    char path[600];
    FILE *f;
    char *all = malloc(64 << 20);
    size_t n;
    bool holds;

    snprintf(path, sizeof path, "%s%s", both_address, tail);
    f = fopen(path, "rb");
    n = f && all ? fread(all, 1, 64 << 20, f) : 0;
    holds = n && memmem(all, n, what, strlen(what));
    if (f)
        fclose(f);
    free(all);
    return holds;
}

SITE(an_erased_skeleton_is_gone_from_the_disk)
{
    struct town t;
    struct id id;
    bool file = !db_is_postgres(db);

    town_start(&t, db);
    id = person(&t, t.house, "women",
                ",\"name\":\"Bakhtrang Julghan\",\"father\":\"Qaswar Fazlit\"");
    for (int i = 0; i < 200; i++)
        person(&t, t.house, "women", ",\"name\":\"Shazmeen Torwal\"");
    CHECK(keeper_rebuild(t.b.site.keeper, NULL, NULL));
    CHECK_STR(column(&t, id, "name_skeleton"), S("bktrng jlgn"));
    CHECK(!file || file_holds("", "bktrng jlgn") ||
          file_holds("-wal", "bktrng jlgn")); /* else this shows nothing */
    draft(&t.b.site, "erasure",
          with(&t.b.site, "{\"about\":\"%1\",\"why\":\"she asked for it\"}", id,
               ID_NONE, ID_NONE));
    CHECK(keeper_shred(t.b.site.keeper));
    for (int i = 0; file && i < 2; i++) {
        CHECK(!file_holds(i ? "-wal" : "", "bktrng jlgn"));
        CHECK(!file_holds(i ? "-wal" : "", "kr fzlt"));
    }
    CHECK(!file || file_holds("", "xzmn trl"));
    browser_end(&t.b);
}

/* ---- before she is kept --------------------------------------------------*/

SITE(a_new_person_is_compared_across_scripts_and_kept_all_the_same)
{
    struct town t;
    int64_t n;

    town_start(&t, db);
    person(&t, t.house, "women",
           ",\"born\":\"1980\",\"father\":\"محمد علي\",\"name\":\"زينب\"");
    n = both_ask(db, "SELECT count(*) FROM person");
    browser_login(&t.b, "near");
    CHECK_INT(send_person(&t, "&name=Zainab+Bibi&father=Mohd.+Ali&born=1981"),
              200);
    CHECK(warned(&t) && has(&t.b, "زينب"));
    CHECK(has(&t.b, "same name, same father or husband, same household, born "
                    "within two years"));
    CHECK(has(&t.b, "name=\"_twins\"") && has(&t.b, "value=\"Zainab Bibi\""));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person"), n);
    CHECK_INT(send_person(&t, "&name=Zainab+Bibi&born=1981&father_ur="
                              "%D9%85%D8%AD%D9%85%D8%AF+%D8%B9%D9%84%DB%8C"),
              200);
    CHECK(has(&t.b, "same name, same father or husband, same household"));
    CHECK_INT(send_person(&t, "&name=Zainab+Bibi&father=Mohd.+Ali&born=1981"
                              "&_twins=seen"),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person"), n + 1);
    browser_end(&t.b);
}

static const struct {
    const char *what, *form;
    bool warns;
} newcomer[] = {
    { "the words in another order",
      "&name=Soomro+Zainab&father=Ali+Muhammad&born=1979", true },
    { "without the clan", "&name=Zainab&father=Muhammad+Ali&born=1980", true },
    { "one letter apart", "&name=Zainad+Soomro&father=Muhammad+Ali&born=1980",
      true },
    { "no father said, same year", "&name=Zainab+Soomro&born=1980", true },
    { "another name", "&name=Zahida+Soomro&father=Muhammad+Ali&born=1980",
      false },
    { "another father and year",
      "&name=Zainab+Soomro&father=Khuda+Bux&born=1999", false },
    { "her grandmother of the same name",
      "&name=Zainab+Soomro&father=Khuda+Bux&born=1920", false },
    { "quotes and signs", "&name=%27%22%25_%3B--%3Cb%3E&father=%27", false },
    { "only marks of direction", "&name=%E2%80%8F%E2%80%AE&father=%E2%80%8F",
      false },
};

SITE(a_name_alone_warns_of_nobody)
{
    struct town t;

    town_start(&t, db);
    t.house = house_of(&t.b.site, "H-3", t.goth);
    person(&t, house_of(&t.b.site, "H-4", t.goth), "women",
           ",\"born\":\"1980\",\"father\":\"Muhammad Ali\",\"name\":\"Zainab "
           "Soomro\"");
    browser_login(&t.b, "near");
    for (size_t i = 0; i < LEN(newcomer); i++) {
        int64_t n = both_ask(db, "SELECT count(*) FROM person");

        send_person(&t, newcomer[i].form);
        if (!CHECK_INT(warned(&t), newcomer[i].warns))
            printf("# %s: %d\n", newcomer[i].what, t.b.answer.status);
        if (both_ask(db, "SELECT count(*) FROM person") > n)
            both_script(db, "DELETE FROM person_sealed WHERE name_skeleton "
                            "<> 'znb smr';\n");
    }
    browser_end(&t.b);
}

SITE(who_is_out_of_reach_is_told_by_union_council_only)
{
    struct town t;
    struct buf hidden;
    struct id id;

    town_start(&t, db);
    id = person(&t, t.far_house, "women",
                ",\"born\":\"1980\",\"cnic\":\"45504-1234567-2\",\"father\":"
                "\"Muhammad Ali\",\"name\":\"زينب سومرو\"");
    browser_login(&t.b, "near");
    CHECK_INT(send_person(&t, "&name=Zainab+Soomro&father=Muhammad+Ali"
                              "&born=1980"),
              200);
    hidden = buf_start(&t.b.site.arena);
    id_put(&hidden, id);
    CHECK(warned(&t) && has(&t.b, "There is one elsewhere"));
    CHECK(has(&t.b, "Hingoro") && !has(&t.b, "Goth Umar"));
    CHECK(!has(&t.b, "زينب") && !has(&t.b, "same father"));
    CHECK(!has(&t.b, arena_z(&t.b.site.arena, buf_str(&hidden))));
    browser_login(&t.b, "clerk"); /* all of the district */
    CHECK_INT(send_person(&t, "&name=Zainab+Soomro&father=Muhammad+Ali"
                              "&born=1980"),
              200);
    CHECK(has(&t.b, "زينب") && has(&t.b, "Goth Umar"));
    browser_end(&t.b);
}

SITE(a_cnic_is_found_however_it_is_typed_and_nobody_else_has_it)
{
    struct town t;

    town_start(&t, db);
    person(&t, t.house, "women",
           ",\"cnic\":\"45504-1234567-2\",\"name\":\"Sughra\"");
    browser_login(&t.b, "near");
    CHECK_INT(send_person(&t, "&name=Amina&cnic=4550412345672"), 200);
    CHECK_INT(t.b.asks, 1);
    CHECK(warned(&t) && has(&t.b, "same CNIC") && has(&t.b, "Sughra"));
    /* same name and household, but both have a CNIC, and another */
    CHECK_INT(send_person(&t, "&name=Sughra&cnic=45504-1234567-4"), 303);
    CHECK_INT(send_person(&t, "&name=Sughra"), 200);
    CHECK(warned(&t));
    t.b.keeper_down = true; /* then nothing is known, and nothing is kept */
    CHECK_INT(send_person(&t, "&name=Hajra&cnic=4550412345672"), 503);
    browser_end(&t.b);
}

/* ---- the whole base ------------------------------------------------------*/

/* As the verb `saath twins` writes them. */
static size_t searched(struct town *t)
{
    struct twin_pair *pair;
    int64_t persons;
    size_t n;

    CHECK(twins_search(t->b.site.db, &pair, &n, &persons));
    both_script(t->b.site.db, "DELETE FROM twin");
    for (size_t i = 0; i < n; i++) {
        struct rows r =
            db_text_rows(t->b.site.db,
                         S("INSERT INTO twin (one, other, score, why) VALUES "
                           "($1, $2, $3, $4)"));

        db_bind_id(&r, 1, pair[i].one);
        db_bind_id(&r, 2, pair[i].other);
        db_bind_int(&r, 3, pair[i].score);
        db_bind_int(&r, 4, (int64_t)pair[i].why);
        db_run(&r);
    }
    free(pair);
    return n;
}

/* How many pairs the asker's list has. */
static int listed(struct town *t, const char *target)
{
    const char *at = "\"score\":";
    int n = 0;

    CHECK_INT(get_json(&t->b, target), 200);
    for (size_t i = 0; i + 8 <= t->b.answer.body.n; i++)
        n += memcmp(t->b.answer.body.p + i, at, 8) == 0;
    return n;
}

static const char *path_of(struct town *t, const char *before, struct id a,
                           struct id b)
{
    struct buf p = buf_start(&t->b.site.arena);

    buf_z(&p, before);
    id_put(&p, a);
    if (!id_none(b)) {
        buf_char(&p, '/');
        id_put(&p, b);
    }
    return arena_z(&t->b.site.arena, buf_str(&p));
}

static const char *decision(struct town *t, const char *say, struct id stays)
{
    struct buf f = buf_start(&t->b.site.arena);

    buf_fmt(&f, "say=%s&why=seen+both&stays=", say);
    id_put(&f, stays);
    return arena_z(&t->b.site.arena, buf_str(&f));
}

struct trio {
    struct town t;
    struct id a, b, c;
};

/* One woman three times: in the village twice, and once beyond. */
static void trio_start(struct trio *x, struct db *db)
{
    static const char *const same =
        ",\"born\":\"1980\",\"father\":\"Muhammad Ali\",\"name\":\"%s\"";
    static const char *const name[] = { "Zainab Soomro", "زينب سومرو",
                                        "Soomro Zenab" };
    struct id id[3];

    town_start(&x->t, db);
    for (int i = 0; i < 3; i++) {
        char more[200];

        snprintf(more, sizeof more, same, name[i]);
        id[i] = person(&x->t, i == 2 ? x->t.far_house : x->t.house, "women",
                       more);
    }
    x->a = id[0];
    x->b = id[1];
    x->c = id[2];
    person(&x->t, x->t.house, "men",
           ",\"born\":\"1980\",\"father\":\"Muhammad Ali\",\"name\":\"Zain\"");
    CHECK_INT(searched(&x->t), 3);
}

SITE(pairs_are_listed_within_reach_and_merging_shortens_the_list)
{
    struct trio x;

    trio_start(&x, db);
    browser_login(&x.t.b, "clerk");
    CHECK_INT(listed(&x.t, "/twins"), 3);
    CHECK_INT(listed(&x.t, path_of(&x.t, "/twins?place=", x.t.far, ID_NONE)),
              2);
    CHECK_INT(get(&x.t.b, "/twins"), 200);
    CHECK(has(&x.t.b, "زينب سومرو") && has(&x.t.b, "same father or husband"));
    CHECK_INT(get(&x.t.b, path_of(&x.t, "/twins/", x.a, x.b)), 200);
    CHECK(has(&x.t.b, "Zainab Soomro") && has(&x.t.b, "One person: merge"));
    CHECK_INT(send_form(&x.t.b, path_of(&x.t, "/twins/", x.a, x.b),
                        "say=merge&why="),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM merger"), 0);
    CHECK_INT(send_form(&x.t.b, path_of(&x.t, "/twins/", x.a, x.b),
                        decision(&x.t, "merge", x.b)),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM merged"), 1);
    CHECK_INT(listed(&x.t, "/twins"), 1); /* b and c are left */
    CHECK_INT(searched(&x.t), 1);
    CHECK_INT(get(&x.t.b, path_of(&x.t, "/person/", x.a, ID_NONE)), 200);
    CHECK(has(&x.t.b, "This record is one person with"));
    CHECK_INT(get(&x.t.b, path_of(&x.t, "/person/", x.b, ID_NONE)), 200);
    CHECK(has(&x.t.b, "Counts with this record"));
    browser_end(&x.t.b);
}

SITE(what_was_merged_is_two_again_and_not_listed)
{
    struct trio x;
    struct buf from;

    trio_start(&x, db);
    browser_login(&x.t.b, "clerk");
    CHECK_INT(send_form(&x.t.b, path_of(&x.t, "/twins/", x.a, x.b),
                        decision(&x.t, "merge", x.b)),
              303);
    from = buf_start(&x.t.b.site.arena);
    buf_z(&from, "why=two+sisters&from=");
    id_put(&from, x.b);
    {
        struct buf p = buf_start(&x.t.b.site.arena);

        buf_z(&p, path_of(&x.t, "/person/", x.a, ID_NONE));
        buf_z(&p, "/apart");
        CHECK_INT(send_form(&x.t.b, arena_z(&x.t.b.site.arena, buf_str(&p)),
                            "why=&from="),
                  422);
        CHECK_INT(send_form(&x.t.b, arena_z(&x.t.b.site.arena, buf_str(&p)),
                            arena_z(&x.t.b.site.arena, buf_str(&from))),
                  303);
    }
    CHECK_INT(both_ask(db, "SELECT count(*) FROM merged"), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM merger"), 2);
    CHECK_INT(searched(&x.t), 3);
    CHECK_INT(listed(&x.t, "/twins"), 2); /* all but a and b */
    CHECK_INT(get(&x.t.b, path_of(&x.t, "/person/", x.a, ID_NONE)), 200);
    CHECK(!has(&x.t.b, "This record is one person with"));
    CHECK(has(&x.t.b, "May be the same person")); /* c is left */
    browser_end(&x.t.b);
}

/* That she is not the one says nothing of the other. */
SITE(not_the_same_takes_back_no_merger)
{
    struct trio x;

    trio_start(&x, db);
    browser_login(&x.t.b, "clerk");
    CHECK_INT(send_form(&x.t.b, path_of(&x.t, "/twins/", x.a, x.c),
                        decision(&x.t, "apart", x.c)),
              303);
    CHECK_INT(send_form(&x.t.b, path_of(&x.t, "/twins/", x.a, x.b),
                        decision(&x.t, "merge", x.b)),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM merged"), 1);
    CHECK_INT(listed(&x.t, "/twins"), 1); /* b and c: nobody said */
    browser_end(&x.t.b);
}

SITE(who_reaches_one_of_two_sees_where_the_other_is_and_decides_nothing)
{
    struct trio x;
    const char *path;

    trio_start(&x, db);
    path = path_of(&x.t, "/twins/", x.a, x.c);
    browser_login(&x.t.b, "away");
    CHECK_INT(listed(&x.t, "/twins"), 2);
    CHECK_INT(get(&x.t.b, path), 200);
    CHECK(has(&x.t.b, "There is one elsewhere") && has(&x.t.b, "Sangi"));
    CHECK(has(&x.t.b, "Soomro Zenab") && !has(&x.t.b, "Zainab Soomro"));
    CHECK(!has(&x.t.b, "One person: merge"));
    CHECK_INT(send_form(&x.t.b, path, decision(&x.t, "merge", x.c)), 403);
    CHECK_INT(get(&x.t.b, path_of(&x.t, "/twins/", x.a, x.b)), 404);
    CHECK_INT(get(&x.t.b, path_of(&x.t, "/twins/", x.a, x.a)), 404);
    browser_login(&x.t.b, "donor");
    CHECK_INT(get(&x.t.b, "/twins"), 403);
    CHECK_INT(get(&x.t.b, path), 403);
    browser_login(&x.t.b, "near");
    CHECK_INT(get(&x.t.b, "/twins?after=1.zz.%27&place=%27%3B--"), 200);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM merger"), 0);
    browser_end(&x.t.b);
}

SITE(an_erased_person_leaves_the_list)
{
    struct trio x;

    trio_start(&x, db);
    browser_login(&x.t.b, "clerk");
    draft(&x.t.b.site, "erasure",
          with(&x.t.b.site, "{\"about\":\"%1\",\"why\":\"asked\"}", x.b,
               ID_NONE, ID_NONE));
    CHECK_INT(listed(&x.t, "/twins"), 1);
    CHECK_INT(searched(&x.t), 1);
    browser_end(&x.t.b);
}

/* The search by sorted keys finds what comparing each with each finds. */
SITE(all_pairs_are_found_and_weighed_alike)
{
    static const char *const name[] = { "Zainab",     "زينب",  "Amina Soomro",
                                        "سومرو آمنہ", "Hajra", "Muhammad Ali",
                                        "علی محمد",   "Noor" };
    static const char *const father[] = { "Khuda Bux", "خدا بخش", "Allah Dino",
                                          "" };
    struct town t;
    struct twin_person p[60];
    struct twin_pair *pair;
    size_t pairs, n = 0, want = 0;
    int64_t persons;
    uint64_t c = 12345;

    town_start(&t, db);
    for (int i = 0; i < 60; i++) {
        char more[300], born[30] = "", cnic[40] = "";

        c = c * 6364136223846793005u + 1442695040888963407u;
        if (c >> 40 & 3)
            snprintf(born, sizeof born, ",\"born\":\"%d\"",
                     1970 + (int)(c >> 44 & 7));
        if ((c >> 48 & 7) == 0)
            snprintf(cnic, sizeof cnic, ",\"cnic\":\"45504-123456%d-2\"",
                     (int)(c >> 52 & 1));
        snprintf(more, sizeof more, ",\"name\":\"%s\",\"father\":\"%s\"%s%s",
                 name[c >> 33 & 7], father[c >> 37 & 3], born, cnic);
        CHECK(twin_person_read(db,
                               person(&t, c >> 56 & 1 ? t.house : t.far_house,
                                      c >> 57 & 3 ? "women" : "men", more),
                               &t.b.site.arena, &p[n++]));
    }
    CHECK(twins_search(db, &pair, &pairs, &persons));
    CHECK_INT(persons, 60);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            bool there = false;
            unsigned why;
            int score = twin_of(&p[i], &p[j], &why);

            want += score >= TWIN_LEAST;
            for (size_t k = 0; k < pairs; k++)
                if ((id_same(pair[k].one, p[i].entry) &&
                     id_same(pair[k].other, p[j].entry)) ||
                    (id_same(pair[k].one, p[j].entry) &&
                     id_same(pair[k].other, p[i].entry))) {
                    there = true;
                    CHECK_INT(pair[k].score, score);
                    CHECK_INT(pair[k].why, why);
                }
            CHECK_INT(there, score >= TWIN_LEAST);
        }
    CHECK_INT(pairs, want);
    CHECK(want > 20 && want < 1000); /* else this shows nothing */
    free(pair);
    browser_end(&t.b);
}

/* ---- the box -------------------------------------------------------------*/

static bool finds(struct town *t, const char *q, const char *what)
{
    char target[400];

    snprintf(target, sizeof target, "/find?q=%s", q);
    return CHECK_INT(get(&t->b, target), 200) && has(&t->b, what);
}

SITE(the_box_finds_across_scripts_what_may_be_seen)
{
    struct town t;

    town_start(&t, db);
    person(&t, t.house, "women",
           ",\"cnic\":\"45504-1234567-2\",\"name\":\"زينب سومرو\",\"phone\":"
           "\"0300-1234567\"");
    browser_login(&t.b, "near");
    CHECK(finds(&t, "Zainab", "زينب سومرو"));
    CHECK(finds(&t, "soomro+zainab", "زينب سومرو"));
    CHECK(finds(&t, "%D8%B2%DB%8C%D9%86%D8%A8", "زينب سومرو")); /* Urdu yeh */
    CHECK(finds(&t, "%D8%B2%D9%8A", "زينب سومرو")); /* two letters of it */
    CHECK(finds(&t, "H-1", "/household/"));
    CHECK(finds(&t, "goth", "Goth Ali"));
    CHECK(finds(&t, "T-1", "/person/"));
    CHECK(!finds(&t, "Zahida", "زينب سومرو"));
    CHECK(!finds(&t, "4550412345672", "زينب سومرو")); /* may not read CNICs */
    CHECK_INT(t.b.asks, 0);
    browser_login(&t.b, "clerk");
    CHECK(finds(&t, "45504+1234567+2", "زينب سومرو"));
    CHECK_INT(t.b.asks, 1);
    CHECK(finds(&t, "%2B92+300+1234567", "زينب سومرو"));
    CHECK(!finds(&t, "4550412345673", "زينب سومرو"));
    browser_login(&t.b, "away");
    CHECK(!finds(&t, "Zainab", "زينب") && !has(&t.b, "/person/"));
    browser_login(&t.b, "donor"); /* the register, and no names */
    CHECK(!finds(&t, "Zainab", "/person/"));
    CHECK(finds(&t, "T-1", "/person/") && !has(&t.b, "زينب"));
    browser_login(&t.b, "viewer");
    CHECK(!finds(&t, "Zainab", "/person/") && finds(&t, "goth", "Goth Ali"));
    CHECK(!finds(&t, "H-1", "/household/"));
    browser_end(&t.b);
}

SITE(the_box_takes_whatever_is_typed)
{
    static const char *const odd[] = {
        "",
        "%27",
        "%25",
        "_",
        "%22%3E%3Cb%3E",
        "%27%3B+DROP+TABLE+person%3B--",
        "%E2%80%AE%E2%80%8F%D8%B9",
        "%F0%9F%99%82",
        "a+b+c+d+e+f",
        "a+b+c+d+e+f+g+h+i+j+k+l",
        "abd",
        "....",
        "0000000000000000000000000000",
    };
    struct town t;
    char *big = malloc(20000);

    town_start(&t, db);
    person(&t, t.house, "women", ",\"name\":\"Zainab\"");
    browser_login(&t.b, "clerk");
    for (size_t i = 0; i < LEN(odd); i++) {
        if (!CHECK(!finds(&t, odd[i], "Zainab</bdi>")))
            printf("# %s\n", odd[i]);
        CHECK(!has(&t.b, "<b>") || !has(&t.b, "\"><b>"));
    }
    strcpy(big, "/find?q=");
    for (int i = 0; i < 10000; i++)
        big[8 + i] = (char)('a' + i % 26);
    big[10008] = 0;
    CHECK_INT(get(&t.b, big), 200);
    big[8 + 130] = 0; /* no more of it than a name may have */
    memcpy(big + 1, "value=\"", 7);
    CHECK(!has(&t.b, big + 1));
    big[8 + 100] = 0;
    CHECK(has(&t.b, big + 1));
    CHECK_INT(get(&t.b, "/find?q=Zainab%25%5F%27"), 200);
    CHECK_INT(get_json(&t.b, "/find?q=zainab"), 200);
    CHECK(has(&t.b, "\"kind\":\"person\""));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person"), 1);
    free(big);
    browser_end(&t.b);
}
