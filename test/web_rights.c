/* web_rights - how far somebody reaches: every role, limited to another
 * district, another RSP or another project, tries every page with every id; and
 * what is told once. */
#include "rights_site.h"

/* ---- who walks ----------------------------------------------------------*/

/* Where their grants lie: nothing of the ward does. */
static const struct elsewhere {
    const char *name, *limit;
    bool shared; /* households and persons are of no RSP: they may show */
    bool json;   /* ids are tried as JSON too */
    int every;   /* so many roles further: the limit is what differs */
} elsewhere[] = {
    { "there", ",\"place\":\"%1\"", false, true, 1 },
    { "other", ",\"rsp\":\"%2\"", true, false, 1 },
    { "two", ",\"project\":\"%3\"", false, false, 3 },
    { "both", ",\"place\":\"%1\",\"rsp\":\"%2\"", false, false, 5 },
};

static const char *limit_text(struct ward *w, const struct elsewhere *e)
{
    return with(&w->b.site, e->limit, id_named(S("place"), S("pk101")),
                id_named(S("rsp"), S("NRSP")),
                id_named(S("project"), S("P-TWO")));
}

static void walk_as(struct ward *w, const char *role, const struct elsewhere *e)
{
    char login[40];

    snprintf(login, sizeof login, "%s.%s", role, e->name);
    ward_grant(w, login, role, limit_text(w, e));
    browser_login(&w->b, login);
}

/* ---- what may not be read -----------------------------------------------*/

/* Households, persons and what belongs to them whoever works with them. */
static bool is_shared(const char *thing)
{
    static const char *const shared[] = {
        "household",      "person",    "consent",     "reveal",
        "objection",      "backcheck", "decision",    "selection",
        "score",          "fate",      "residence",   "merger",
        "response",       "award",     "delivery",    "erasure",
        "house",          "trainee",   "stipend",     "house_stage",
        "followup_visit", "damage",    "relief_list", "relief_given",
        "frozen_roster"
    };

    for (size_t i = 0; i < LEN(shared); i++)
        if (!strcmp(thing, shared[i]))
            return true;
    return false;
}

/* Which two bytes follow each other in an answer: of hundreds of texts that it
 * must not hold, nearly all are ruled out by that. */
struct pairs {
    uint64_t bit[1024];
};

static void pairs_read(const struct browser *b, struct pairs *p)
{
    const unsigned char *c = (const unsigned char *)b->answer.body.p;

    memset(p, 0, sizeof *p);
    for (size_t i = 1; i < b->answer.body.n; i++) {
        unsigned pair = (unsigned)c[i - 1] << 8 | c[i];

        p->bit[pair / 64] |= UINT64_C(1) << pair % 64;
    }
}

static bool told(const struct browser *b, const struct pairs *p,
                 const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; c[0] && c[1];
         c++) {
        unsigned pair = (unsigned)c[0] << 8 | c[1];

        if (!(p->bit[pair / 64] >> pair % 64 & 1))
            return false;
    }
    return has(b, text);
}

static void nothing_told(struct ward *w, const struct post *p,
                         const struct elsewhere *e, const char *path)
{
    bool names = e->shared && post_may(p, RIGHT_NAMES);
    struct pairs pairs;

    pairs_read(&w->b, &pairs);
    for (size_t i = 0; i < LEN(ward_name); i++)
        if (told(&w->b, &pairs, ward_name[i]) &&
            !(names && !strchr("0123456789", ward_name[i][0])))
            printf("# %s.%s reads %s at %s\n", p->role, e->name, ward_name[i],
                   path),
                (void)CHECK(!"a name is not told");
    for (size_t i = 0; i < LEN(ward_called); i++)
        if (told(&w->b, &pairs, ward_called[i]) &&
            !CHECK(!"a name is not told"))
            printf("# %s.%s reads %s at %s\n", p->role, e->name, ward_called[i],
                   path);
    for (size_t i = 0; i < w->secrets; i++)
        if (told(&w->b, &pairs, w->secret[i].text) &&
            !(e->shared && is_shared(w->secret[i].thing)))
            printf("# %s.%s reads %s at %s\n", p->role, e->name,
                   w->secret[i].text, path),
                (void)CHECK(!"what lies elsewhere is not told");
}

/* ---- every path ---------------------------------------------------------*/

/* A thing of the ward that is seen within grants only. */
static bool is_scoped(const char *thing)
{
    const struct kind *k = kind_find(str_of(thing));

    return k && kind_scoped(k);
}

/* The page's path with `id` for its last star, and the kind before it. */
static const char *filled(struct ward *w, const struct page *p,
                          const char *kind, struct id id)
{
    struct buf b = buf_start(&w->b.site.arena);
    int stars = 0;

    for (const char *c = p->path; *c; c++)
        stars += *c == '*';
    for (const char *c = p->path; *c; c++) {
        if (*c != '*')
            buf_char(&b, *c);
        else if (--stars)
            buf_z(&b, kind);
        else
            id_put(&b, id);
    }
    return arena_z(&w->b.site.arena, buf_str(&b));
}

static int asked(struct ward *w, const struct page *p, const char *path,
                 bool json)
{
    int status;

    if (json)
        browser_header(&w->b, "Accept", "application/json");
    status = p->method == PAGE_POST ? send_form(&w->b, path, "why=x&_why=x") :
                                      get(&w->b, path);
    if (!CHECK(status < 500))
        printf("# %s: %d\n", path, status);
    return status;
}

/* Their session ends at the log-out; what is for everybody tells nothing. */
static bool walked(const struct page *p)
{
    return p->right != RIGHT_NONE;
}

/* Which page opens which thing of the ward to somebody who may see it all:
 * those pairs are tried by everybody. All wards are alike, so it is found once,
 * on the first; [page][thing]. */
static char *doors;

static bool door(const struct ward *w, int page, size_t thing)
{
    const struct page *p = page_index[page];

    for (int i = 0; i < page_count && p->method == PAGE_POST; i++)
        if (page_index[i]->method != PAGE_POST &&
            !strcmp(page_index[i]->path, p->path))
            return door(w, i, thing);
    return p->method == PAGE_POST || /* nobody looked what it would do */
           doors[(size_t)page * LEN(w->thing) + thing];
}

static void doors_end(void)
{
    free(doors);
}

static void doors_find(struct ward *w, const char *login)
{
    int found = 0;

    if (doors)
        return;
    doors = calloc((size_t)page_count, LEN(w->thing));
    MUST(doors);
    atexit(doors_end);
    browser_login(&w->b, login);
    for (int i = 0; i < page_count; i++)
        for (size_t t = 0; t < w->things; t++) {
            const struct page *p = page_index[i];
            const char *name = w->thing[t].name;
            bool opens;

            if (!walked(p) || p->method == PAGE_POST || !is_scoped(name) ||
                !strchr(p->path, '*'))
                continue;
            opens = asked(w, p, filled(w, p, name, w->thing[t].id), false) !=
                    404;
            doors[(size_t)i * LEN(w->thing) + t] = opens;
            found += opens;
        }
    CHECK(found > 400);
}

/* Ids that a page shows to nobody at all are tried by turns. */
static bool by_turns(int page, size_t thing, size_t post)
{
    return ((size_t)page + 5 * thing + post) % 64 == 0;
}

static void id_tried(struct ward *w, const struct post *by,
                     const struct elsewhere *e, const struct page *p,
                     size_t thing)
{
    const char *name = w->thing[thing].name;
    const char *path = filled(w, p, name, w->thing[thing].id);

    for (int json = 0; json < 1 + e->json; json++) {
        int status = asked(w, p, path, json);

        nothing_told(w, by, e, path);
        if (e->shared && is_shared(name))
            continue;
        if (!CHECK(status == 404 || status == 403))
            printf("# %s %s by %s.%s: %d\n",
                   p->method == PAGE_POST ? "POST" : "GET", path, by->role,
                   e->name, status);
    }
}

static void page_tried(struct ward *w, int post, const struct elsewhere *e,
                       int page)
{
    const struct page *p = page_index[page];
    const struct post *by = &posted_as[post];

    if (!walked(p))
        return;
    if (!strchr(p->path, '*')) {
        for (int json = 0; json < 2; json++) {
            asked(w, p, p->path, json);
            nothing_told(w, by, e, p->path);
        }
        return;
    }
    for (size_t i = 0; i < w->things; i++)
        if (is_scoped(w->thing[i].name) &&
            (door(w, page, i) || by_turns(page, i, (size_t)post)))
            id_tried(w, by, e, p, i);
}

/* Lists, searches and figures that name the ward. */
static void asked_about(struct ward *w, const struct post *by,
                        const struct elsewhere *e)
{
    static const char *const path[] = {
        "/find/body?q=Roshni",
        "/find/person?q=Zohra",
        "/find/person?q=PX",
        "/find/person?q=4550412345678",
        "/find/household?q=HH",
        "/find/staff?q=Kamran",
        "/find/unit?q=Pano",
        "/list/body?q=Roshni",
        "/list/body?f.place=pk723",
        "/list/body?f.rsp=SRSO",
        "/list/body?f.project=P-ONE",
        "/list/body?sort=name&dir=down",
        "/list/person?q=Zohra",
        "/list/person?sort=name",
        "/list/person?f.cnic=4550412345678",
        "/list/person?f.name=Zohra%20Bibi",
        "/list/member?f.body={body}",
        "/list/member?f.person={person}",
        "/list/meeting?f.body={body}",
        "/list/standing?f.body={body}",
        "/list/attachment?state=marked",
        "/list/fix?state=marked",
        "/place/{place}",
        "/postings?indicator=co",
        "/postings?indicator=kept.co&place={place}",
        "/postings?indicator=kept.saving.women",
        "/postings?indicator=kept.member.women",
        "/cutover?rsp=SRSO&place={place}",
        "/outreach?place={place}",
        "/import/9",
        "/entry/00112233445566778899aabbccddeeff",
        "/body/00112233445566778899aabbccddeeff",
        "/edit/body/' OR 1=1",
        "/check?place={place}",
        "/check?kind=meeting",
    };
    char at[64];

    for (size_t i = 0; i < LEN(path); i++)
        for (int json = 0; json < 2; json++) {
            const char *to = ward_said(w, path[i]);

            if (json)
                browser_header(&w->b, "Accept", "application/json");
            get(&w->b, to);
            nothing_told(w, by, e, to);
        }
    for (int i = 0; i < kind_count; i++)
        for (int json = 0; json < 2; json++) {
            snprintf(at, sizeof at, "/list/%s", kind_index[i]->name);
            if (json)
                browser_header(&w->b, "Accept", "application/json");
            get(&w->b, at);
            nothing_told(w, by, e, at);
        }
}

/* A run of an import whose rejects hold names; whose it is, is not here. */
static void rejects_put(struct db *db)
{
    both_script(
        db, "INSERT INTO import_run (n, file, hash, kind, login, at, good, "
            "known, bad, queued) SELECT 9, 'p.csv', token, 'person', "
            "'somebody', 1420113600, 0, 0, 1, 0 FROM session "
            "ORDER BY token LIMIT 1;\n"
            "INSERT INTO import_reject (run, n, sheet, line, field, reason, "
            "cells) VALUES (9, 1, '', 2, 'cnic', 'bad', "
            "'Zohra Bibi;45504-1234567');\n");
}

/* Every role walks on SQLite; on PostgreSQL, where the same questions take
 * several times as long, one of six, another for each test. */
static bool walks_here(struct db *db, size_t post, int every)
{
    size_t e = (size_t)every;

    return post % e == 0 && (!db_is_far(db) || (post / e + e) % 6 == 1);
}

static void walk_elsewhere(struct db *db, size_t which)
{
    struct ward w;

    ward_start(&w, db);
    doors_find(&w, "admin");
    browser_login(&w.b, "somebody");
    rejects_put(db);
    for (size_t p = 0; p < LEN(posted_as); p++) {
        if (!posted_as[p].role || !walks_here(db, p, elsewhere[which].every))
            continue;
        walk_as(&w, posted_as[p].role, &elsewhere[which]);
        for (int i = 0; i < page_count; i++)
            page_tried(&w, (int)p, &elsewhere[which], i);
        asked_about(&w, &posted_as[p], &elsewhere[which]);
    }
    /* It all is still there for who may: the walk changed nothing. */
    browser_login(&w.b, "admin");
    CHECK_INT(get(&w.b, ward_said(&w, "/entry/{body}")), 200);
    CHECK(has(&w.b, "Roshni Tanzeem"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM reveal"), 1);
    browser_end(&w.b);
}

/* Whoever adds a register adds one of it to the ward. */
SITE(every_register_lies_in_the_ward)
{
    struct ward w;

    ward_start(&w, db);
    for (int i = 0; i < kind_count; i++) {
        bool there = false;

        for (size_t t = 0; t < w.things; t++)
            there |= !strcmp(w.thing[t].name, kind_index[i]->name);
        if (!CHECK(there || !kind_scoped(kind_index[i])))
            printf("# no %s\n", kind_index[i]->name);
    }
    browser_end(&w.b);
}

SITE(nobody_of_another_district_reads_anything)
{
    walk_elsewhere(db, 0);
}

SITE(nobody_of_another_rsp_reads_what_is_of_an_rsp)
{
    walk_elsewhere(db, 1);
}

SITE(nobody_of_another_project_reads_anything)
{
    walk_elsewhere(db, 2);
}

SITE(two_limits_hold_together)
{
    walk_elsewhere(db, 3);
}

/* ---- names --------------------------------------------------------------*/

/* How often the page told a name to who may read it; nobody else reads one. */
static int names_looked(struct ward *w, size_t post, int page)
{
    const struct post *by = &posted_as[post];
    const struct page *p = page_index[page];
    bool any = strchr(p->path, '*');
    int seen = 0;

    if (!walked(p) || p->method == PAGE_POST)
        return 0;
    for (size_t t = 0; t < w->things; t++)
        for (int json = 0; json < 2; json++) {
            const char *path = filled(w, p, w->thing[t].name, w->thing[t].id);

            if (any ? !is_scoped(w->thing[t].name) ||
                          !(door(w, page, t) || by_turns(page, t, post)) :
                      t > 0)
                continue;
            asked(w, p, path, json);
            for (size_t n = 0; n < LEN(ward_name); n++) {
                bool told = has(&w->b, ward_name[n]);
                bool may = post_may(by, RIGHT_NAMES) &&
                           !strchr("0123456789", ward_name[n][0]);

                seen += told && may;
                if (told && !may && !CHECK(!"a name is not told"))
                    printf("# %s reads %s at %s\n", by->role, ward_name[n],
                           path);
            }
        }
    return seen;
}

/* Here, in the ward itself: who may read the register but no names reads none,
 * on any page. */
SITE(names_are_for_who_may_read_names)
{
    struct ward w;
    int seen = 0;

    ward_start(&w, db);
    doors_find(&w, "admin");
    for (size_t p = 0; p < LEN(posted_as); p++) {
        /* Far: the head office, which may read them, an engineer, anybody. */
        if (!posted_as[p].role || !walks_here(db, p + 5, 1))
            continue;
        ward_grant(&w, posted_as[p].role, posted_as[p].role, "");
        browser_login(&w.b, posted_as[p].role);
        for (int i = 0; i < page_count; i++)
            seen += names_looked(&w, p, i);
    }
    CHECK(seen > 3); /* those who may, do */
    browser_end(&w.b);
}

/* ---- a list shows what its pages open -----------------------------------*/

static const struct limited {
    const char *name, *limit;
} limited[] = {
    { "all", "" },
    { "here", ",\"place\":\"%1\"" },
    { "above", ",\"place\":\"%2\"" },
    { "srso", ",\"rsp\":\"%3\"" },
    { "here.srso", ",\"place\":\"%1\",\"rsp\":\"%3\"" },
};

static void second_ward(struct ward *w)
{
    struct site *s = &w->b.site;
    struct id there = id_named(S("place"), S("pk101"));
    struct id house = draft(s, "household",
                            with(s, "{\"number\":\"2\",\"place\":\"%1\"}",
                                 there, there, there));
    struct id co = draft(
        s, "body",
        with(s,
             "{\"code\":\"X\",\"formed\":\"2013-05-01\",\"name\":\"Other\","
             "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":\"%2\",\"sex\":"
             "\"women\"}",
             there, id_named(S("rsp"), S("NRSP")), there));
    struct id person = draft(
        s, "person",
        with(s, "{\"household\":\"%1\",\"name\":\"Amina\",\"sex\":\"women\"}",
             house, house, house));

    draft(s, "member",
          with(s,
               "{\"body\":\"%1\",\"joined\":\"2013-06-01\",\"person\":\"%2\"}",
               co, person, co));
    /* The ward's body is lent by one of another district and RSP. */
    draft(s, "transfer",
          with(s,
               "{\"amount\":300,\"giver\":\"%1\",\"held\":\"2014-06-07\","
               "\"nature\":\"loan\",\"taker\":\"%2\"}",
               co, ward_id(w, "body", 4), co));
    draft(s, "verdict",
          with(s, "{\"entries\":[{\"entry_id\":\"%1\"}],\"says\":\"yes\"}", co,
               co, co));
    draft(s, "attachment",
          with(s,
               "{\"about\":\"%1\",\"bytes\":5,\"file\":\"001122334455667788"
               "99aabbccddeeff00112233445566778899aabbccddee00\",\"type\":"
               "\"pdf\"}",
               co, co, co));
    draft(s, "reveal",
          with(s, "{\"about\":\"%1\",\"why\":\"asked\"}", person, co, co));
    ward_response(w, "household", house);
    ward_response(w, "person", person);
    ward_response(w, "body", co);
    ward_response(w, "place", there);
    draft(s, "survey",
          with(s,
               "{\"card\":\"SPS-PAK-2009-002\",\"code\":\"SV-2\",\"place\":"
               "\"%1\",\"since\":\"2014-01-01\"}", /* of no RSP */
               there, there, there));
    draft(s, "score",
          with(s,
               "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"2014-02-01\","
               "\"household\":\"%1\",\"origin\":\"a list\",\"score\":900,"
               "\"source\":\"imported\"}",
               house, house, house));
}

static size_t ids_of(struct ward *w, const struct kind *k, struct id *out,
                     size_t most)
{
    struct buf sql = buf_start(&w->b.site.arena);
    struct rows r;
    size_t n = 0;

    buf_fmt(&sql, "SELECT entry FROM %s%s ORDER BY entry LIMIT 30", k->name,
            strcmp(k->name, "fix") == 0 ? " WHERE author <> 'saath'" : "");
    r = db_text_rows(w->b.site.db, buf_str(&sql));
    while (n < most && db_next(&r))
        out[n++] = db_id(&r, 0);
    db_done(&r);
    return n;
}

static void list_is_pages(struct ward *w, const struct kind *k,
                          const char *login)
{
    struct id id[30];
    size_t n = ids_of(w, k, id, LEN(id));
    char at[80];

    for (size_t i = 0; i < n; i++) {
        const char *hex;
        bool opens, listed;

        snprintf(at, sizeof at, "/entry/%s",
                 hex = with(&w->b.site, "%1", id[i], id[i], id[i]));
        opens = get(&w->b, at) == 200;
        snprintf(at, sizeof at, "/list/%s", k->name);
        listed = get_json(&w->b, at) == 200 && has(&w->b, hex);
        if (!CHECK_INT(listed, opens))
            printf("# %s: %s %s\n", login, k->name, hex);
    }
}

SITE(a_list_shows_what_its_pages_open)
{
    struct ward w;
    char login[60];
    struct site *s = &w.b.site;

    ward_start(&w, db);
    second_ward(&w);
    for (size_t p = 0; p < LEN(posted_as); p += db_is_far(db) ? 9 : 3)
        for (size_t l = 0; l < LEN(limited); l++) {
            if (!posted_as[p].role)
                continue;
            snprintf(login, sizeof login, "%s.%s", posted_as[p].role,
                     limited[l].name);
            ward_grant(&w, login, posted_as[p].role,
                       with(s, limited[l].limit,
                            id_named(S("place"), S("pk723")),
                            id_named(S("place"), S("sindh")),
                            id_named(S("rsp"), S("SRSO"))));
            browser_login(&w.b, login);
            for (int i = 0; i < kind_count; i++)
                if (kind_scoped(kind_index[i]) &&
                    strcmp(kind_index[i]->name, "access") != 0)
                    list_is_pages(&w, kind_index[i], login);
        }
    browser_end(&w.b);
}

/* Every x_scope looks through references to one kind each, as lists suppose,
 * and theirs has the same shape. */
TEST(every_scope_has_the_shape_that_lists_know)
{
    int scopes = 0;

    for (int i = 0; i < db_named_count; i++) {
        struct str name = str_of(db_named[i].name);
        struct str rest = str_of(db_named[i].args);
        const struct kind *k;

        if (!str_ends(name, S("_scope")))
            continue;
        k = kind_find((struct str){ name.p, name.n - 6 });
        CHECK(k && rest.n);
        while (k && rest.n) {
            struct str arg = str_trim(str_cut(&rest, ','));
            const struct field *f = kind_field(k, arg);

            if (!CHECK(f && f->type == FIELD_REF && f->of))
                printf("# %s\n", db_named[i].name);
        }
        scopes++;
    }
    CHECK(scopes > 10);
}

/* A donor's project has surveys; their households are of no project, so neither
 * their numbers nor their scores are the donor's to see. */
SITE(a_donor_sees_the_survey_and_none_of_its_households)
{
    static const char *const open[] = { "/survey/{survey}",
                                        "/survey/{survey}/checks",
                                        "/body/{body}" };
    static const char *const shut[] = { "/survey/{survey}/list",
                                        "/survey/{survey}/list?place=pk723",
                                        "/household/{household}",
                                        "/person/{person}",
                                        "/entry/{score}",
                                        "/answered/{score}",
                                        "/decision/{decision}",
                                        "/selection/{selection}",
                                        "/eligible/{household}",
                                        "/entry/{backcheck}",
                                        "/left-out?place=pk723",
                                        "/entry/{objection}",
                                        "/left-out?place=pk723&format=csv" };
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "donor", "donor",
               with(&w.b.site, ",\"project\":\"%1\"",
                    id_named(S("project"), S("P-ONE")), ID_NONE, ID_NONE));
    browser_login(&w.b, "donor");
    for (size_t i = 0; i < LEN(open); i++)
        for (int json = 0; json < 2; json++) {
            if (json)
                browser_header(&w.b, "Accept", "application/json");
            if (!CHECK_INT(get(&w.b, ward_said(&w, open[i])), 200) ||
                !CHECK(!has(&w.b, "HH-7731") && !has(&w.b, "Allah Dino")))
                printf("# %s\n", open[i]);
        }
    CHECK_INT(get(&w.b, ward_said(&w, open[0])), 200);
    CHECK(has(&w.b, "SV-7744"));
    CHECK(!has(&w.b, ward_said(&w, "{score}")));
    for (size_t i = 0; i < LEN(shut); i++)
        if (!CHECK_INT(get(&w.b, ward_said(&w, shut[i])), 404))
            printf("# %s\n", shut[i]);
    CHECK_INT(get_json(&w.b, "/list/score"), 200);
    CHECK(has(&w.b, "\"count\":0,"));
    browser_end(&w.b);
}

/* What names a score names its day, never its points. */
SITE(a_score_is_called_by_its_day)
{
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "boss", "manager", "");
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, ward_said(&w, "/entry/{backcheck}")), 200);
    CHECK(has(&w.b, ward_said(&w, "/entry/{score}\"")));
    CHECK(!has(&w.b, ">1100<"));
    CHECK_INT(get(&w.b, "/find/score?q=11"), 200);
    CHECK(!has(&w.b, ward_said(&w, "{score}")));
    browser_end(&w.b);
}

/* ---- who approved it is not what it is about ----------------------------*/

/* Somebody else's loan is not written off by naming an approver of one's own. */
SITE(an_approver_opens_no_loan)
{
    struct ward w;
    struct site *s = &w.b.site;
    struct id there = id_named(S("place"), S("pk101"));
    const char *off = "loan=%1&held=2014-12-05&amount=1&approver=%2&why=x";
    struct id unit, staff;

    ward_start(&w, db);
    unit = draft(s, "unit",
                 with(s,
                      "{\"code\":\"U9\",\"name\":\"N\",\"nature\":"
                      "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                      there, id_named(S("rsp"), S("NRSP")), ID_NONE));
    staff = draft(s, "staff",
                  with(s,
                       "{\"code\":\"S9\",\"name\":\"N\",\"post\":"
                       "\"social_organiser\",\"rsp\":\"%2\",\"since\":"
                       "\"2014-01-01\",\"unit\":\"%1\"}",
                       unit, id_named(S("rsp"), S("NRSP")), ID_NONE));
    ward_grant(&w, "away", "manager",
               with(s, ",\"place\":\"%1\"", there, ID_NONE, ID_NONE));
    ward_grant(&w, "near", "manager",
               with(s, ",\"place\":\"%1\"", id_named(S("place"), S("pk723")),
                    ID_NONE, ID_NONE));
    browser_login(&w.b, "away");
    CHECK_INT(send_form(&w.b, "/new/writeoff",
                        with(s, off, ward_id(&w, "loan", 4), staff, ID_NONE)),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM writeoff"), 1);
    browser_login(&w.b, "near");
    CHECK_INT(send_form(&w.b, "/new/writeoff",
                        with(s, off, ward_id(&w, "loan", 4), staff, ID_NONE)),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM writeoff WHERE counts = 1"),
              2);
    CHECK_INT(get(&w.b, ward_said(&w, "/entry/{rescheduling}")), 200);
    CHECK(has(&w.b, "Anew 7833"));
    browser_end(&w.b);
}

/* ---- CNIC and phone, once -----------------------------------------------*/

static const char *form_id_of(struct ward *w)
{
    struct str page = w->b.answer.body;
    const char *hit = memmem(page.p, page.n, "name=\"_id\" value=\"", 18);

    return hit ? arena_z(&w->b.site.arena, (struct str){ hit + 18, 32 }) : "";
}

SITE(a_reveal_is_kept_before_it_is_shown)
{
    struct ward w;
    char form[120];
    const char *at;

    ward_start(&w, db);
    ward_grant(&w, "aslam", "auditor",
               with(&w.b.site, ",\"place\":\"%1\",\"until\":\"2015-06-30\"",
                    id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    browser_login(&w.b, "aslam");
    at = ward_said(&w, "/person/{person}/reveal");
    CHECK_INT(get(&w.b, at), 200);
    CHECK(!has(&w.b, "45504") && !has(&w.b, "Zohra"));
    snprintf(form, sizeof form, "_id=%s", form_id_of(&w));
    CHECK_INT(send_form(&w.b, at, form), 422); /* no reason */
    CHECK(!has(&w.b, "45504") && !has(&w.b, "Zohra"));
    snprintf(form, sizeof form, "why=a+complaint&_id=%s", form_id_of(&w));
    CHECK_INT(send_form(&w.b, at, form), 200);
    CHECK(has(&w.b, "45504-1234567-8") && has(&w.b, "0300-7654321"));
    CHECK(has(&w.b, "Zohra Bibi") && has(&w.b, "Ghulam Nabi"));
    CHECK_STR(answer_header(&w.b, "Cache-Control"), S("no-store"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM reveal WHERE why = "
                           "'a complaint' AND counts = 1"),
              1);
    /* Sent again by the browser's back: logged once, so not shown twice. */
    CHECK_INT(send_form(&w.b, at, form), 409);
    CHECK(!has(&w.b, "45504") && !has(&w.b, "Zohra"));
    CHECK_INT(get(&w.b, "/reveals"), 200);
    CHECK(has(&w.b, "a complaint") && has(&w.b, "aslam"));
    CHECK(!has(&w.b, "45504"));
    w.b.keeper_down = true;
    CHECK_INT(get(&w.b, at), 200);
    snprintf(form, sizeof form, "why=x&_id=%s", form_id_of(&w));
    CHECK_INT(send_form(&w.b, at, form), 503);
    CHECK(!has(&w.b, "45504"));
    browser_end(&w.b);
}

SITE(a_reveal_needs_the_right_there)
{
    struct ward w;
    char form[120];
    const char *at;

    ward_start(&w, db);
    at = ward_said(&w, "/person/{person}/reveal");
    snprintf(form, sizeof form, "why=x&_id=00112233445566778899aabbccddee01");
    ward_grant(&w, "away", "auditor",
               with(&w.b.site, ",\"place\":\"%1\"",
                    id_named(S("place"), S("pk101")), ID_NONE, ID_NONE));
    ward_grant(&w, "clerk", "operator", "");
    ward_grant(&w, "late", "auditor", ",\"until\":\"2014-12-31\"");
    browser_login(&w.b, "away");
    CHECK_INT(send_form(&w.b, at, form), 404);
    browser_login(&w.b, "clerk");
    CHECK_INT(send_form(&w.b, at, form), 403);
    browser_login(&w.b, "late");
    CHECK_INT(send_form(&w.b, at, form), 403);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM reveal"), 1); /* the ward's */
    browser_end(&w.b);
}

/* ---- users, devices, passwords ------------------------------------------*/

SITE(a_password_is_made_for_who_stands_there)
{
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "boss", "manager",
               with(&w.b.site, ",\"place\":\"%1\"",
                    id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
    ward_grant(&w, "far", "organiser",
               with(&w.b.site, ",\"place\":\"%1\"",
                    id_named(S("place"), S("pk101")), ID_NONE, ID_NONE));
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, "/users"), 200);
    CHECK(has(&w.b, "hers") && has(&w.b, "/password/hers"));
    CHECK(!has(&w.b, "far"));
    CHECK_INT(get(&w.b, "/password/hers"), 200);
    CHECK(!has(&w.b, "tarobika"));
    CHECK_INT(send_form(&w.b, "/password/hers", "x="), 200);
    CHECK(has(&w.b, "tarobika"));
    CHECK_STR(answer_header(&w.b, "Cache-Control"), S("no-store"));
    CHECK_INT(get(&w.b, "/password/far"), 404);
    CHECK_INT(send_form(&w.b, "/password/far", "x="), 404);
    CHECK_INT(send_form(&w.b, "/password/boss", "x="), 404);
    CHECK_INT(send_form(&w.b, "/password/admin", "x="), 404);
    CHECK_INT(send_form(&w.b, ward_said(&w, "/access/{access}/end"), "why=x"),
              403);
    browser_end(&w.b);
}

SITE(an_access_ends_today)
{
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "system", "administrator", "");
    ward_grant(&w, "system.far", "administrator",
               with(&w.b.site, ",\"place\":\"%1\"",
                    id_named(S("place"), S("pk101")), ID_NONE, ID_NONE));
    browser_login(&w.b, "system.far");
    CHECK_INT(send_form(&w.b, ward_said(&w, "/access/{access}/end"), "why=x"),
              404);
    browser_login(&w.b, "system");
    CHECK_INT(send_form(&w.b, ward_said(&w, "/access/{access}/end"), "why="),
              422);
    CHECK_INT(send_form(&w.b, ward_said(&w, "/access/{access}/end"),
                        "why=left"),
              303);
    CHECK(log_may(db, S("hers"), RIGHT_KEEP, 16436, NULL));
    CHECK(!log_may(db, S("hers"), RIGHT_KEEP, 16437, NULL));
    browser_end(&w.b);
}

SITE(a_lost_device_ends_at_its_last_entry)
{
    struct ward w;
    struct site o;
    struct db *o_db = db_open(":memory:", DB_MAKE);
    struct lines *theirs;
    struct buf b, at;

    ward_start(&w, db);
    site_start(&o, o_db, 2);
    b = buf_start(&w.b.site.arena);
    buf_z(&b, "{\"holder\":\"nadia\",\"key\":\"");
    buf_hex(&b, o.public, 32);
    buf_z(&b, "\",\"name\":\"Nadia's laptop\"}");
    draft(&w.b.site, "device", arena_z(&w.b.site.arena, buf_str(&b)));
    draft(&o, "alias",
          with(&o, "{\"name\":\"First\",\"place\":\"%1\"}",
               id_named(S("place"), S("sindh")), ID_NONE, ID_NONE));
    theirs = export(&o, 0);
    load(&w.b.site, theirs, 100);
    lines_free(theirs);
    b = buf_start(&w.b.site.arena);
    buf_hex(&b, o.public, 32);
    at = buf_start(&w.b.site.arena);
    buf_z(&at, "/device/");
    id_put(&at, id_named(S("device"), buf_str(&b)));
    buf_z(&at, "/end");
    ward_grant(&w, "system", "administrator", "");
    browser_login(&w.b, "system");
    CHECK_INT(get(&w.b, "/devices"), 200);
    CHECK(has(&w.b, "laptop") && has(&w.b, "/end\""));
    CHECK_INT(send_form(&w.b, arena_z(&w.b.site.arena, buf_str(&at)),
                        "why=stolen"),
              303);
    /* Its own site told of it too, under the same id: whose word for its holder
     * counts is the hash's to say, that it ended is not. */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM device WHERE last = 2"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM device WHERE last >= 0"), 1);
    /* What it signs from now on counts nowhere. */
    draft(&o, "alias",
          with(&o, "{\"name\":\"Thief\",\"place\":\"%1\"}",
               id_named(S("place"), S("sindh")), ID_NONE, ID_NONE));
    theirs = export(&o, 0);
    load(&w.b.site, theirs, 100);
    lines_free(theirs);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM alias WHERE name IN ('First', "
                           "'Thief') AND counts = 1"),
              1);
    site_end(&o);
    db_close(o_db);
    browser_end(&w.b);
}
