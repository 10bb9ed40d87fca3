/* web_walk - every page there is: by every role, as JSON, and with ids and
 * names that somebody made up. A page without a row here fails. */
#include "web_site.h"

/* ---- what is known of each page -----------------------------------------*/

/* In paths, {filing}, {alias} and {place} stand for ids. */
struct row {
    const char *name;
    enum right right;
    const char *good;    /* a path that leads to something */
    int status;          /* of it, for who may; a form is sent empty */
    int outside;         /* the same for nobody, where it is open to all */
    const char *made_up; /* one that leads to nothing: 404. NULL: none */
};

#define NOT "00112233445566778899aabbccddeeff"
static const struct row row[] = {
    { "app", RIGHT_NONE, "/app/saath.css", 200, 200, "/app/passwords.css" },
    { "devices", RIGHT_SEE_LOG, "/devices", 200, 0, NULL },
    { "edit", RIGHT_WRITE, "/edit/filing/{filing}", 200, 0,
      "/edit/filing/" NOT },
    { "edit_go", RIGHT_WRITE, "/edit/filing/{filing}", 422, 0,
      "/edit/filing/" NOT },
    { "entry", RIGHT_SEE, "/entry/{filing}", 200, 0, "/entry/" NOT },
    { "find", RIGHT_SEE, "/find/place?q=suk", 200, 0, "/find/nothing" },
    { "health", RIGHT_NONE, "/health", 200, 200, NULL },
    { "help", RIGHT_NONE, "/help", 200, 200, NULL },
    { "help_one", RIGHT_NONE, "/help/place", 200, 200, "/help/nothing" },
    { "home", RIGHT_SEE, "/", 200, 0, NULL },
    { "import", RIGHT_IMPORT, "/import", 200, 0, NULL },
    { "import_go", RIGHT_IMPORT, "/import", 404, 0, NULL }, /* no importer */
    { "import_run", RIGHT_IMPORT, "/import/3", 200, 0, "/import/99" },
    { "lang", RIGHT_NONE, "/lang/ur", 303, 303, "/lang/fr" },
    { "list", RIGHT_SEE, "/list/place", 200, 0, "/list/nothing" },
    { "lists", RIGHT_SEE, "/list", 200, 0, NULL },
    { "login", RIGHT_NONE, "/login", 303, 200, NULL },
    { "login_go", RIGHT_NONE, "/login", 401, 401, NULL },
    { "logout", RIGHT_NONE, "/logout", 303, 303, NULL },
    { "marked", RIGHT_SEE, "/marked", 200, 0, NULL },
    { "naming", RIGHT_IMPORT, "/naming", 200, 0, NULL },
    { "naming_go", RIGHT_IMPORT, "/naming/7", 404, 0, "/naming/99" },
    { "new", RIGHT_WRITE, "/new/filing", 200, 0, "/new/nothing" },
    { "new_go", RIGHT_WRITE, "/new/filing", 422, 0, "/new/nothing" },
    { "outreach", RIGHT_SEE, "/outreach", 200, 0, NULL },
    { "place", RIGHT_SEE, "/place/pk723", 200, 0, "/place/nowhere" },
    { "postings", RIGHT_SEE, "/postings?indicator=hh", 200, 0,
      "/postings?indicator=none" },
    { "report", RIGHT_SEE, "/report/outreach", 200, 0, "/report/nothing" },
    { "reports", RIGHT_SEE, "/reports", 200, 0, NULL },
    { "session", RIGHT_NONE, "/session", 200, 200, NULL },
    { "users", RIGHT_ADMIN, "/users", 200, 0, NULL },
    { "waiting", RIGHT_SEE, "/waiting", 200, 0, NULL },
};

static const struct row *row_of(const struct page *p)
{
    for (size_t i = 0; i < LEN(row); i++)
        if (!strcmp(row[i].name, p->name))
            return &row[i];
    printf("# page %s has no row in test/web_walk.c\n", p->name);
    (void)CHECK(!"each page has its row");
    return NULL;
}

/* Said once more, so that who widens a role has to say it twice. */
static const struct post {
    const char *login, *role, *may;
} posted_as[] = {
    { "p1", "administrator", "see log write import admin" },
    { "p2", "head_office", "see log write import issue" },
    { "p3", "monitor", "see log write import issue" },
    { "p4", "manager", "see log write import" },
    { "p5", "operator", "see write import" },
    { "p6", "auditor", "see log" },
    { "p7", "viewer", "see" },
    { "p8", "public", "" },
    { "p9", NULL, "" }, /* signed in, and no access at all */
};

static bool post_may(const struct post *p, enum right right)
{
    static const char *const word[] = {
        [RIGHT_SEE] = "see",     [RIGHT_SEE_LOG] = "log",
        [RIGHT_WRITE] = "write", [RIGHT_IMPORT] = "import",
        [RIGHT_ISSUE] = "issue", [RIGHT_ADMIN] = "admin",
    };

    return right == RIGHT_NONE || strstr(p->may, word[right]);
}

/* ---- a site with something to show --------------------------------------*/

struct walk {
    struct browser b;
    struct id filing, alias, place;
};

static void run_put(struct db *db)
{
    both_script(db, "INSERT INTO import_run (n, file, hash, kind, login, at, "
                    "good, known, bad, queued) SELECT 3, 'a <b>.csv', token, "
                    "'alias', 'p2', 1420113600, 1, 0, 1, 0 FROM session "
                    "ORDER BY token LIMIT 1;\n"
                    "INSERT INTO import_reject (run, n, sheet, line, field, "
                    "reason, cells) VALUES (3, 1, '', 2, 'place', 'no \"such\" "
                    "place', 'Nowhere\\;<b>');\n");
}

static void posts_put(struct site *s)
{
    for (size_t i = 0; i < LEN(posted_as); i++) {
        struct buf b = buf_start(&s->arena);

        if (!posted_as[i].role)
            continue;
        buf_fmt(&b,
                "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
                posted_as[i].login, posted_as[i].role);
        draft(s, "access", arena_z(&s->arena, buf_str(&b)));
    }
}

static void walk_start(struct walk *w, struct db *db)
{
    struct site *s = &w->b.site;

    browser_start(&w->b, db);
    posts_put(s);
    w->place = id_named(S("place"), S("pk723"));
    w->alias = draft(s, "alias",
                     with(s, "{\"name\":\"Sakkhar\",\"place\":\"%1\"}",
                          w->place, ID_NONE, ID_NONE));
    w->filing = draft(s, "filing",
                      with(s,
                           "{\"as_of\":\"2014-12\",\"place\":\"%1\",\"rsp\":"
                           "\"%2\",\"values\":[{\"amount\":9,\"indicator\":"
                           "\"uc\"},{\"amount\":1200,\"indicator\":\"hh\"}]}",
                           w->place, id_named(S("rsp"), S("SRSO")), ID_NONE));
    browser_login(&w->b, "p1");
    run_put(db);
}

/* A path with its ids filled in. */
static const char *path_of(struct walk *w, const char *pattern)
{
    struct buf b = buf_start(&w->b.site.arena);

    for (const char *p = pattern; *p; p++) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;

        if (!end) {
            buf_char(&b, *p);
            continue;
        }
        id_put(&b, p[1] == 'f' ? w->filing : p[1] == 'a' ? w->alias : w->place);
        p = end;
    }
    return arena_z(&w->b.site.arena, buf_str(&b));
}

static int ask(struct walk *w, const struct page *p, const char *pattern)
{
    const char *path = path_of(w, pattern);

    return p->method == PAGE_POST ? send_form(&w->b, path, "x=") :
                                    get(&w->b, path);
}

/* ---- every page by every role -------------------------------------------*/

static void page_by(struct walk *w, const struct page *p, const struct post *by)
{
    const struct row *r = row_of(p);
    bool may = by && post_may(by, p->right);
    int refused = by ? 403 : p->method == PAGE_POST ? 401 : 303;
    int want = p->right == RIGHT_NONE ? (by ? r->status : r->outside) :
               may                    ? r->status :
                                        refused;

    if (!CHECK_INT(ask(w, p, r->good), want))
        printf("# %s by %s\n", p->name, by ? by->login : "nobody");
    if (!by && p->right != RIGHT_NONE && p->method == PAGE_GET)
        CHECK(str_starts(answer_header(&w->b, "Location"), S("/login")));
    if (!may && p->right != RIGHT_NONE)
        CHECK(!has(&w->b, "Sakkhar") && !has(&w->b, "1,200"));
    if (by && !strcmp(p->name, "logout"))
        browser_login(&w->b, by->login);
    if (!r->made_up)
        return;
    want = may || p->right == RIGHT_NONE ? 404 : refused;
    if (!CHECK_INT(ask(w, p, r->made_up), want))
        printf("# %s made up, by %s\n", p->name, by ? by->login : "nobody");
}

static void pages_by(struct walk *w, const struct post *by)
{
    w->b.cookie[0] = w->b.csrf[0] = 0;
    if (by)
        browser_login(&w->b, by->login);
    for (int i = 0; i < page_count; i++)
        page_by(w, page_index[i], by);
}

BOTH(every_page_by_every_role)
{
    struct walk w;

    walk_start(&w, db);
    CHECK_INT(page_count, LEN(row));
    CHECK_INT(LEN(posted_as), ROLES + 1);
    for (int i = 0; i < page_count; i++) {
        const struct row *r = row_of(page_index[i]);

        if (!r)
            goto end;
        CHECK_INT(page_index[i]->right, r->right);
        CHECK((strchr(page_index[i]->path, '*') == NULL) || r->made_up != NULL);
    }
    pages_by(&w, NULL);
    for (size_t i = 0; i < LEN(posted_as); i++)
        pages_by(&w, &posted_as[i]);
end:
    browser_end(&w.b);
}

/* ---- every kind by every role -------------------------------------------*/

static const struct {
    const char *kind, *right;
} right_of_kinds[] = {
    { "access", "admin" },      { "alias", "write" },
    { "coverage", "write" },    { "device", "admin" },
    { "filing", "write" },      { "fix", "write" },
    { "indicator", "admin" },   { "move", "write" },
    { "place", "write" },       { "project", "write" },
    { "publication", "issue" }, { "rsp", "admin" },
    { "target", "write" },
};

static bool kind_may(const struct post *by, const struct kind *k)
{
    for (size_t i = 0; i < LEN(right_of_kinds); i++)
        if (!strcmp(right_of_kinds[i].kind, k->name))
            return strstr(by->may, right_of_kinds[i].right) != NULL;
    printf("# kind %s has no row in test/web_walk.c\n", k->name);
    return CHECK(!"each kind has its row");
}

/* Every kind is written through the same page; the page's right is only half
 * of the answer. */
BOTH(every_kind_by_every_role)
{
    struct walk w;
    char at[64];

    walk_start(&w, db);
    for (size_t p = 0; p < LEN(posted_as); p++) {
        browser_login(&w.b, posted_as[p].login);
        for (int i = 0; i < kind_count; i++) {
            bool may = kind_may(&posted_as[p], kind_index[i]) &&
                       post_may(&posted_as[p], RIGHT_WRITE);

            snprintf(at, sizeof at, "/new/%s", kind_index[i]->name);
            if (!CHECK_INT(get(&w.b, at), may ? 200 : 403) ||
                !CHECK_INT(send_form(&w.b, at, "x="), may ? 422 : 403))
                printf("# %s by %s\n", at, posted_as[p].role);
        }
    }
    browser_end(&w.b);
}

/* ---- every page as JSON -------------------------------------------------*/

/* A file and a redirection are what they are. */
static bool no_json(const struct page *p)
{
    return p->method != PAGE_GET || !strcmp(p->name, "app") ||
           !strcmp(p->name, "lang");
}

static const struct json *answered(struct browser *b)
{
    size_t at;

    return json_read(str_trim(b->answer.body), &b->arena, &at);
}

BOTH(every_page_as_json)
{
    struct walk w;

    walk_start(&w, db);
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];
        const struct row *r = row_of(p);
        const struct json *j;

        if (!r || no_json(p))
            continue;
        CHECK_INT(get_json(&w.b, path_of(&w, r->good)), 200);
        CHECK_STR(w.b.answer.type, S("application/json"));
        j = answered(&w.b);
        if (!CHECK(j && j->type == JSON_OBJECT && j->n > 0))
            printf("# %s\n", p->name);
        if (!r->made_up)
            continue;
        CHECK_INT(get_json(&w.b, path_of(&w, r->made_up)), 404);
        CHECK_STR(w.b.answer.type, S("application/json"));
    }
    w.b.cookie[0] = 0;
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];
        const struct row *r = row_of(p);

        if (!r || no_json(p))
            continue;
        CHECK_INT(get_json(&w.b, path_of(&w, r->good)),
                  p->right == RIGHT_NONE ? 200 : 401);
        CHECK_STR(w.b.answer.type, S("application/json"));
    }
    browser_end(&w.b);
}

/* The field tables that forms are drawn from, and what a record says now. */
BOTH(a_form_as_json_is_its_field_table)
{
    const struct json *j, *f;
    struct walk w;
    char at[64];

    walk_start(&w, db);
    browser_login(&w.b, "p1");
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        snprintf(at, sizeof at, "/new/%s", k->name);
        if (get_json(&w.b, at) == 403)
            continue;
        j = answered(&w.b);
        CHECK_STR(json_text(json_member(j, "kind"), &w.b.arena),
                  str_of(k->name));
        f = json_member(j, "fields");
        CHECK_INT(f ? f->n : 0, k->fields);
        f = f ? f + 1 : NULL;
        for (int c = 0; f && c < k->fields; c++, f = json_next(f)) {
            CHECK_STR(json_text(json_member(f, "name"), &w.b.arena),
                      str_of(k->field[c].name));
            CHECK_INT(json_member(f, "needed")->type == JSON_TRUE,
                      (k->field[c].flags & FIELD_NEED) != 0);
            CHECK(json_text(json_member(f, "word"), &w.b.arena).n > 0);
            CHECK_INT(json_member(f, "children") != NULL,
                      k->field[c].type == FIELD_ROWS);
            CHECK_INT(json_member(f, "choices") != NULL,
                      k->field[c].type == FIELD_CHOICE);
        }
    }
    CHECK_INT(get_json(&w.b, path_of(&w, "/edit/filing/{filing}")), 200);
    j = answered(&w.b);
    f = json_member(json_member(j, "record"), "values");
    CHECK_INT(f ? f->n : 0, 2);
    CHECK(has(&w.b, "\"amount\":1200"));
    CHECK_STR(json_text(json_member(j, "tip"), &w.b.arena),
              str_of(path_of(&w, "{filing}")));
    CHECK_INT(get_json(&w.b, "/help/place"), 200);
    CHECK(json_member(answered(&w.b), "kind"));
    CHECK(json_member(answered(&w.b), "page"));
    CHECK_INT(get_json(&w.b, "/import/3"), 200);
    CHECK(has(&w.b, "\"file\":\"a <b>.csv\""));
    CHECK(has(&w.b, "\"line\":2,\"reason\":\"no \\\"such\\\" place\""));
    CHECK_INT(get_json(&w.b, "/login"), 200);
    CHECK(has(&w.b, "\"csrf\":false"));
    browser_end(&w.b);
}

/* ---- steps that somebody made up ----------------------------------------*/

#define HOSTILE(s)                                                             \
    {                                                                          \
        s, sizeof s - 1                                                        \
    }
static const struct str hostile[] = {
    HOSTILE(NOT),
    HOSTILE("00112233"),
    HOSTILE("00112233445566778899aabbccddeefg"),
    HOSTILE("-1"),
    HOSTILE("99999999999999999999999"),
    HOSTILE("1 OR 1=1"),
    HOSTILE("' OR '1'='1"),
    HOSTILE("x'; DROP TABLE place;--"),
    HOSTILE("\"><img src=x onerror=alert(1)>"),
    HOSTILE("<script>alert(1)<\\script>"),
    HOSTILE("</title><script>alert(1)</script>"),
    HOSTILE("a\r\nSet-Cookie: evil=1"),
    HOSTILE("a\nb"),
    HOSTILE("."),
    HOSTILE(".."),
    HOSTILE("../../etc/passwd"),
    HOSTILE("..\\..\\windows"),
    HOSTILE("place\0.css"),
    HOSTILE("\xc0\xaf"),
    HOSTILE("\xff\xfe"),
    HOSTILE("\xf0\x9f\x98\x80"),
    HOSTILE("\xe2\x80\xae"
            "cod.exe"),
    HOSTILE("%s%n%x"),
    HOSTILE("*"),
    HOSTILE("~"),
    HOSTILE(" "),
    HOSTILE("{}"),
};

/* The page's pattern with `bad` at its star number `at`, and at the others
 * what would be good. */
static const char *bad_path(struct walk *w, const struct page *p, int at,
                            struct str bad)
{
    struct str good = str_of(path_of(w, row_of(p)->good));
    struct str pattern = str_of(p->path);
    struct buf b = buf_start(&w->b.site.arena);
    int star = 0;

    str_cut(&good, '/');
    str_cut(&pattern, '/');
    good = str_cut(&good, '?');
    while (pattern.n) {
        struct str step = str_cut(&pattern, '/'), now = str_cut(&good, '/');
        bool here = str_same(step, S("*")) && star++ == at;

        buf_char(&b, '/');
        for (size_t i = 0; here && i < bad.n; i++) {
            buf_char(&b, '%');
            buf_hex(&b, bad.p + i, 1);
        }
        if (!here)
            buf_add(&b, now);
    }
    return arena_z(&w->b.site.arena, buf_str(&b));
}

static void refused(struct walk *w, const struct page *p, int at,
                    struct str bad)
{
    const char *path = bad_path(w, p, at, bad);
    int status = ask(w, p, path);

    if (!CHECK(status == 404 || status == 400)) {
        printf("# %s: %d\n", p->name, status);
        tap_quote("step", bad);
    }
    CHECK(!has(&w->b, "<script>alert") && !has(&w->b, "<img src=x"));
    CHECK(!answer_header(&w->b, "Set-Cookie").n);
    CHECK(!answer_header(&w->b, "Location").n);
}

static int stars(const char *path)
{
    int n = 0;

    for (; *path; path++)
        n += *path == '*';
    return n;
}

BOTH(made_up_steps_lead_nowhere)
{
    static char long_step[6000];
    struct str very_long = { long_step, sizeof long_step };
    struct walk w;
    int tried = 0;

    walk_start(&w, db);
    memset(long_step, 'a', sizeof long_step);
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];

        if (!row_of(p))
            break;
        for (int at = 0; at < stars(p->path); at++) {
            for (size_t h = 0; h < LEN(hostile); h++)
                refused(&w, p, at, hostile[h]);
            refused(&w, p, at, very_long);
            tried++;
        }
    }
    CHECK(tried > 10);
    CHECK_INT(get(&w.b, "/place/pk723"), 200);
    browser_end(&w.b);
}

/* An id that is there, but of another kind. */
BOTH(an_id_of_another_kind_is_nothing)
{
    static const char *const path[] = {
        "/place/{filing}",
        "/place/{alias}",
        "/edit/filing/{alias}",
        "/edit/alias/{filing}",
        "/edit/place/{filing}",
        "/edit/filing/{place}",
        "/edit/fix/{filing}",
        "/edit/access/{filing}",
        "/import/{filing}",
        "/list/{place}",
        "/find/{filing}",
        "/help/{filing}",
        "/report/{filing}",
        "/new/{alias}",
        "/postings?indicator=hh&place={filing}",
        "/postings?indicator=hh&rsp={place}",
    };
    struct walk w;

    walk_start(&w, db);
    for (size_t i = 0; i < LEN(path); i++)
        if (!CHECK_INT(get(&w.b, path_of(&w, path[i])), 404))
            printf("# %s\n", path[i]);
    CHECK_INT(send_form(&w.b, path_of(&w, "/edit/filing/{alias}"), "_why=x"),
              404);
    CHECK_INT(get(&w.b, path_of(&w, "/outreach?place={filing}")), 400);
    CHECK_INT(get(&w.b, path_of(&w, "/outreach?rsp={place}")), 400);
    browser_end(&w.b);
}

/* ---- many places at once ------------------------------------------------*/

/* What a page of children shows is what each of them shows itself. */
BOTH(figures_of_many_places_are_those_of_each)
{
    static const char *const code[] = { "uc",       "hh",      "lso",
                                        "district", "uc_base", "none" };
    struct question q = { .from = MONTH_NONE };
    struct id place[2000];
    struct place_total all[2000];
    struct walk w;

    walk_start(&w, db);
    draft(&w.b.site, "filing",
          with(&w.b.site,
               "{\"as_of\":\"2014-11\",\"place\":\"%1\",\"rsp\":\"%2\","
               "\"values\":[{\"amount\":30,\"indicator\":\"uc\"},"
               "{\"amount\":7,\"indicator\":\"hh\"}]}",
               w.place, id_named(S("rsp"), S("NRSP")), ID_NONE));
    CHECK(month_read(S("2014-12"), &q.as_of));
    for (int level = 0; level <= 3; level++) {
        struct rows r = db_text_rows(
            db, S("SELECT entry FROM place WHERE level = $1 ORDER BY entry"));
        size_t n = 0;

        db_bind_int(&r, 1, level);
        while (n < LEN(place) && db_next(&r))
            place[n++] = db_id(&r, 0);
        db_done(&r);
        CHECK(n > 0 || level == 2); /* no divisions yet */
        for (size_t c = 0; c < LEN(code); c++) {
            figure_totals(db, &q, str_of(code[c]), level, place, n, all);
            for (size_t i = 0; i < n; i += 1 + n / 40) {
                int64_t one;

                q.place = place[i];
                CHECK_INT(figure_total(db, &q, str_of(code[c]), &q.as_of, 1,
                                       &one),
                          all[i].said);
                CHECK_INT(one, all[i].amount);
            }
        }
    }
    q.place = w.place;
    figure_totals(db, &q, S("uc"), 3, &w.place, 1, all);
    CHECK(all[0].said);
    CHECK_INT(all[0].amount, 30); /* the larger of two, not their sum */
    browser_end(&w.b);
}
