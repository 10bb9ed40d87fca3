/* wasm_site - what the native kernel says, for the wasm kernel to say too.
 *
 * By itself a test of a table of drafts on both databases. For the walk of
 * test/wasm_smoke.mjs:
 *
 *     wasm_site write KEY     the same site with the device of that key, into
 *                             the files log, digest, page.0 and on (a target,
 *                             a newline, the body) and drafts (for each its
 *                             question, its outcome and how it was judged),
 *                             words.ur, words.sd
 *     wasm_site pack KEY      the same site's pack for that phone, in the file
 *                             pack; the site's key, in hex, in home
 *     wasm_site load FILE...  these logs in a new database; its digest */
int tap_main(int argc, char **argv);
#define main tap_main
#include "log_site.h"
#undef main

#include "../src/log/exchange.h"
#include "../src/web/web.h"

/* In a body %1 is Sindh, %2 SRSO, %3 the district of the site. */
static const struct row {
    const char *login, *kind, *body;
    bool strict;
    const char *want;
} rows[] = {
    { "nadia", "alias", "{\"name\":\"Mitri\",\"place\":\"%3\"}", true, "kept" },
    { "nadia", "alias", "{\"name\":\"مٺي\",\"place\":\"%3\"}", true, "kept" },
    { "nadia", "alias", "{\"place\":\"%3\"}", true,
      "refused field.missing@name" },
    { "nadia", "alias", "{\"name\":7,\"place\":\"%3\"}", true,
      "refused field.not_understood@name" },
    { "nadia", "alias", "{\"colour\":\"red\",\"name\":\"M\",\"place\":\"%3\"}",
      true, "kept field.unknown@" },
    { "nadia", "alias",
      "{\"name\":\"M\",\"place\":\"0123456789abcdef0123456789abcdef\"}", true,
      "refused field.not_here@place" },
    { "nobody", "alias", "{\"name\":\"M\",\"place\":\"%3\"}", true,
      "refused entry.no_right@" },
    { "nadia", "aliases", "{}", true, "refused entry.kind_unknown@" },
    { "nadia", "place",
      "{\"level\":\"district\",\"lg\":\"%3\",\"name\":\"Upper\"}", true,
      "refused place.parent_not_above@lg" },
    { "nadia", "place", "{\"level\":\"taluka\",\"name\":\"Lost\"}", true,
      "refused place.no_parent@lg" },
    { "nadia", "place",
      "{\"level\":\"taluka\",\"lg\":\"%3\",\"name\":\"Diplo\"}", true, "kept" },
    { "nadia", "move", "{\"place\":\"%3\",\"since\":\"2014-02\"}", true,
      "refused move.nowhere@lg" },
    { "nadia", "filing",
      "{\"as_of\":\"2014-12\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":150,\"indicator\":\"hh\"}]}",
      true, "kept" },
    { "nadia", "filing",
      "{\"as_of\":\"2019-03\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":150,\"indicator\":\"hh\"}]}",
      true, "refused filing.in_future@as_of" },
    { "nadia", "filing",
      "{\"as_of\":\"2014-13\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":1,\"indicator\":\"hh\"}]}",
      true, "refused field.not_understood@as_of" },
    { "nadia", "filing",
      "{\"as_of\":\"2014-09\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":-1,\"indicator\":\"hh\"},{\"amount\":"
      "9000000000000000,\"indicator\":\"co\"}]}",
      true,
      "refused field.out_of_bounds@values[0].amount "
      "field.out_of_bounds@values[1].amount" },
    { "nadia", "filing",
      "{\"as_of\":\"2014-09\",\"issue\":\"2014-06\","
      "\"place\":\"%3\",\"rsp\":\"%2\",\"values\":[{\"amount\":1,\"indicator\":"
      "\"hh\"},{\"amount\":2,\"indicator\":\"hh\"}]}",
      true,
      "refused filing.issued_before@issue "
      "filing.said_twice@values[1].indicator" },
    { "nadia", "filing",
      "{\"as_of\":\"2014-09\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":1,\"indicator\":\"unheard\"}]}",
      true, "refused field.not_here@values[0].indicator" },
    { "karim", "filing",
      "{\"as_of\":\"2014-11\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":151,\"indicator\":\"hh\"}]}",
      true, "kept" },
    { "karim", "filing",
      "{\"as_of\":\"2014-11\",\"place\":\"%1\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":151,\"indicator\":\"hh\"}]}",
      true, "refused entry.no_right@" },
    { "nadia", "access",
      "{\"login\":\"me\",\"role\":\"administrator\","
      "\"since\":\"2015-01-01\"}",
      true, "refused entry.no_right@" },
    { "admin", "access",
      "{\"login\":\"A B\",\"role\":\"auditor\",\"since\":"
      "\"2015-01-01\",\"until\":\"2014-01-01\"}",
      true, "refused access.login@login date.ends_before_start@until" },
    { "admin", "access",
      "{\"login\":\"zara\",\"role\":\"auditor\",\"since\":"
      "\"2015-01-01\"}",
      true, "kept access.auditor_expires@until" },
    { "nadia", "fix", "{\"why\":\"nothing said\"}", true,
      "refused entry.no_right@" },
    { "admin", "fix", "{\"why\":\"nothing said\"}", true,
      "refused fix.says_one_thing@body field.missing@answers" },
    /* Typed in from paper: kept as it was said, and marked. */
    { "nadia", "filing",
      "{\"as_of\":\"2016-03\",\"place\":\"%3\",\"rsp\":"
      "\"%2\",\"values\":[{\"amount\":9,\"indicator\":\"hh\"}]}",
      false, "kept filing.in_future@as_of" },
    { "nadia", "alias",
      "{\"name\":\"L\",\"place\":\"00000000000000000000000000000001\"}", false,
      "kept" },
};

/* ---- the site -----------------------------------------------------------*/

static struct id district(struct site *s)
{
    struct id sindh = id_named(S("place"), S("sindh"));
    struct id srso = id_named(S("rsp"), S("SRSO"));
    struct id d = draft(s, "place",
                        with(s,
                             "{\"level\":\"district\","
                             "\"lg\":\"%1\",\"name\":\"Mithri\"}",
                             sindh, srso, srso));

    draft(
        s, "filing",
        with(s,
             "{\"as_of\":\"2013-12\",\"place\":\"%1\","
             "\"rsp\":\"%2\",\"values\":[{\"amount\":100,\"indicator\":\"hh\"},"
             "{\"amount\":7,\"indicator\":\"co\"}]}",
             d, srso, srso));
    draft(
        s, "filing",
        with(
            s,
            "{\"as_of\":\"2014-03\",\"place\":\"%1\","
            "\"rsp\":\"%2\",\"values\":[{\"amount\":90,\"indicator\":\"hh\"}]}",
            d, srso, srso));
    return d;
}

static struct id people(struct site *s, const char *key)
{
    struct id d = district(s);
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"holder\":\"nadia\",\"key\":\"%s\",\"name\":\"A phone\"}",
            key);
    draft(s, "device", arena_z(&s->arena, buf_str(&b)));
    draft(s, "access",
          "{\"login\":\"nadia\",\"role\":\"operator\","
          "\"since\":\"2014-01-01\"}");
    draft(s, "access",
          with(s,
               "{\"login\":\"karim\",\"place\":\"%1\","
               "\"role\":\"operator\",\"since\":\"2014-01-01\"}",
               d, d, d));
    return d;
}

/* The n-th draft; its id is given, so that both kernels name it alike. */
static struct draft draft_of(struct site *s, size_t n, struct id place)
{
    const struct row *row = &rows[n];
    struct draft d = { .kind = str_of(row->kind),
                       .author = str_of(row->login),
                       .took = S(""),
                       .strict = row->strict,
                       .id = { { 0xee, (uint8_t)n } } };

    d.body = str_of(with(s, row->body, id_named(S("place"), S("sindh")),
                         id_named(S("rsp"), S("SRSO")), place));
    return d;
}

static struct outcome outcome_of(struct site *s, const struct draft *d)
{
    struct outcome o = { .found = findings_start(&s->arena) };

    keeper_begin(s->keeper);
    o.kept = keeper_draft(s->keeper, d, &o.found, &o.id);
    CHECK(keeper_commit(s->keeper));
    return o;
}

static struct str in_short(struct site *s, const struct outcome *o)
{
    static const char *const kept[] = { "kept", "known", "refused" };
    struct buf b = buf_start(&s->arena);

    buf_z(&b, kept[o->kept]);
    for (size_t i = 0; i < o->found.n; i++) {
        buf_fmt(&b, " %s@", o->found.at[i].what);
        buf_add(&b, o->found.at[i].path);
    }
    return buf_str(&b);
}

SITE(a_draft_is_told_everything_that_is_wrong)
{
    struct site s;
    struct id d;
    const char *before;

    site_start(&s, db, 1);
    d = people(&s, "0000000000000000000000000000000000000000000000000000"
                   "000000000001");
    for (size_t i = 0; i < LEN(rows); i++) {
        struct draft one = draft_of(&s, i, d);
        struct outcome o = outcome_of(&s, &one);

        CHECK_STR(in_short(&s, &o), str_of(rows[i].want));
    }
    /* What was said of a draft that is no part of its entry is not kept. */
    before = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(before));
    site_end(&s);
}

/* ---- for the walk -------------------------------------------------------*/

static FILE *out(const char *name)
{
    FILE *f = fopen(name, "w");

    MUST(f);
    return f;
}

static void line(FILE *f, struct str s)
{
    fwrite(s.p, 1, s.n, f);
    putc('\n', f);
}

static void log_write(struct site *s)
{
    struct lines *all = export(s, 0);
    FILE *f = out("log");

    for (size_t i = 0; i < all->n; i++)
        line(f, all->line[i]);
    MUST(fclose(f) == 0);
    lines_free(all);
    f = out("digest");
    fputs(digest(s), f);
    MUST(fclose(f) == 0);
}

static void drafts_write(struct site *s, struct id place)
{
    FILE *f = out("drafts");

    for (size_t i = 0; i < LEN(rows); i++) {
        struct draft d = draft_of(s, i, place);
        struct entry now = { .at = s->now };
        struct outcome judged = { .id = d.id,
                                  .found = findings_start(&s->arena) },
                       o;

        draft_judge(s->db, &d, entry_day(&now), &judged.found);
        judged.kept = findings_stop(&judged.found) ? KEPT_REFUSED : KEPT;
        o = outcome_of(s, &d);
        line(f, ask_drafts(&s->arena, d.author, &d, 1));
        line(f, ask_outcomes(&s->arena, &o, 1));
        line(f, ask_outcomes(&s->arena, &judged, 1));
    }
    MUST(fclose(f) == 0);
}

static int64_t page_now(void *self)
{
    return ((struct site *)self)->now;
}

static bool page_session(void *self, struct str token, struct arena *a,
                         struct session *who)
{
    (void)self, (void)token, (void)a;
    who->login = S("nadia");
    return true;
}

static void page_write(struct site *s, int number, const char *target)
{
    struct web w = {
        .db = s->db, .self = s, .now = page_now, .session = page_session
    };
    struct http_request q = { .method = S("GET"),
                              .remote = S("local"),
                              .arena = &s->arena };
    struct http_answer got = { 0 };
    char name[32];
    FILE *f;

    MUST(request_target(&q, str_of(target)));
    web_answer(&w, &q, &got);
    CHECK_INT(got.status, 200);
    snprintf(name, sizeof name, "page.%d", number);
    f = out(name);
    line(f, str_of(target));
    fwrite(got.body.p, 1, got.body.n, f);
    MUST(fclose(f) == 0);
}

static void pages_write(struct site *s, struct id place)
{
    static const char *const target[] = {
        "/",
        "/place/%1?lang=sd",
        "/place/%1?format=json",
        "/list/filing",
        "/list/indicator?lang=ur",
        "/list/alias?format=json",
        "/elections?lang=sd",
    };

    for (int i = 0; i < (int)LEN(target); i++)
        page_write(s, i, with(s, target[i], place, place, place));
}

static int write_site(const char *key)
{
    struct db *db = db_open(":memory:", DB_MAKE);
    struct site s;
    struct id d;

    site_start(&s, db, 1);
    d = people(&s, key);
    log_write(&s);
    pages_write(&s, d);
    drafts_write(&s, d);
    site_end(&s);
    db_close(db);
    return tap_failed;
}

static bool pack_put(void *self, struct str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, self) == bytes.n;
}

/* All that came after what every site has, as far as it is a phone's to know. */
static int write_pack(const char *key)
{
    struct db *db = db_open(":memory:", DB_MAKE);
    struct pack_sums sums = { .n = 0 };
    struct exchange_site us;
    struct pack pack = { .scope = S("all"),
                         .most = SIZE_MAX,
                         .sums = &sums,
                         .root = true,
                         .login = S("nadia") };
    int64_t n[100], shipped = 0;
    struct site s;
    struct rows r;
    FILE *f;

    site_start(&s, db, 1);
    r = db_text_rows(db, S("SELECT max(n) FROM entry"));
    if (db_next(&r))
        shipped = db_int(&r, 0);
    db_done(&r);
    people(&s, key);
    r = db_text_rows(db,
                     S("SELECT n, hash FROM entry WHERE n > $1 ORDER BY n"));
    db_bind_int(&r, 1, shipped);
    while (pack.count < LEN(n) && db_next(&r)) {
        n[pack.count++] = pack.upto = db_int(&r, 0);
        pack_sum(&sums, db_hash(&r, 1));
    }
    db_done(&r);
    pack.n = n;
    pack.to = id_named(S("device"), str_of(key));
    us = (struct exchange_site){ .db = db, .host = &s.host };
    memcpy(us.key, s.public, sizeof us.key);
    f = out("pack");
    CHECK(pack_say(&us, &pack, pack_put, f));
    MUST(fclose(f) == 0);
    f = out("home");
    for (size_t i = 0; i < sizeof us.key; i++)
        fprintf(f, "%02x", us.key[i]);
    MUST(fclose(f) == 0);
    site_end(&s);
    db_close(db);
    return tap_failed;
}

static struct lines *lines_read(const char *name)
{
    struct lines *l = calloc(1, sizeof *l);
    FILE *f = fopen(name, "r");
    char *p = NULL;
    size_t room = 0;
    ssize_t n;

    MUST(l && f);
    while ((n = getline(&p, &room, f)) > 1)
        line_take(l, (struct str){ p, (size_t)n - 1 });
    free(p);
    fclose(f);
    return l;
}

static bool complain(void *self, struct str text)
{
    (void)self;
    fprintf(stderr, "%.*s\n", (int)text.n, text.p);
    return true;
}

static int load_logs(char **names)
{
    struct db *db = db_open(":memory:", DB_MAKE);
    struct site s;

    site_start(&s, db, 2);
    for (; *names; names++) {
        struct lines *l = lines_read(*names);

        load(&s, l, 100);
        lines_free(l);
    }
    tap_failed |= log_verify(db, &s.host, complain, NULL) != 0;
    fputs(digest(&s), stdout);
    site_end(&s);
    db_close(db);
    return tap_failed;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "write"))
        return write_site(argv[2]);
    if (argc == 3 && !strcmp(argv[1], "pack"))
        return write_pack(argv[2]);
    if (argc > 2 && !strcmp(argv[1], "load"))
        return load_logs(argv + 2);
    return tap_main(argc, argv);
}
