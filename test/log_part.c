/* Sealed parts: apart from their entries, in any order, and destroyed for
 * good. */
#include "log_site.h"

#define ZARINA "Zarina Solangi"
#define CNIC "41303-1234567-2"

/* ---- a site with one household and one person ----------------------------*/

struct village {
    struct site s;
    struct id household, person;
};

static struct id pk723(void)
{
    return id_named(S("place"), S("pk723"));
}

static const char *person_body(struct site *s, struct id household,
                               const char *rest)
{
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"household\":\"");
    id_put(&b, household);
    buf_z(&b, "\",\"sex\":\"women\"");
    buf_z(&b, rest);
    buf_char(&b, '}');
    return arena_z(&s->arena, buf_str(&b));
}

static void village_start(struct village *v, struct db *db)
{
    struct site *s = &v->s;

    site_start(s, db, 1);
    v->household = draft(s, "household",
                         with(s, "{\"number\":\"17\",\"place\":\"%1\"}",
                              pk723(), ID_NONE, ID_NONE));
    v->person = draft(s, "person",
                      person_body(s, v->household,
                                  ",\"name\":\"" ZARINA "\",\"cnic\":\"" CNIC
                                  "\",\"father\":\"Allah Dino\""));
}

static struct id fix(struct site *s, struct id answers, const char *body)
{
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"answers\":\"");
    id_put(&b, answers);
    buf_z(&b, "\",\"body\":");
    buf_z(&b, body);
    buf_z(&b, ",\"why\":\"as she says it\"}");
    return draft_as(s, "admin", "fix", arena_z(&s->arena, buf_str(&b)));
}

/* Name and CNIC as a reader with the key gets them, "" where not here. */
static struct str sealed_text(struct site *s, struct id person,
                              const char *field)
{
    const struct kind *k = kind_find(S("person"));
    char *record = arena_take(&s->arena, k->bytes);

    if (!row_find(s->db, k, person, &s->arena, record) ||
        !row_secrets(s->db, &s->host, k, &s->arena, record))
        return S("");
    return *(struct str *)(void *)(record + kind_field(k, str_of(field))->at);
}

static struct str name_shown(struct site *s, struct id person)
{
    const struct kind *k = kind_find(S("person"));
    char *record = arena_take(&s->arena, k->bytes);

    record_blank(k->field, k->fields, record);
    if (!row_names(s->db, k, person, &s->arena, record))
        return S("");
    CHECK(field_none(kind_field(k, S("cnic")), record)); /* never there */
    return *(struct str *)(void *)(record + kind_field(k, S("name"))->at);
}

static struct lines *parts(struct site *s)
{
    struct lines *l = calloc(1, sizeof *l);

    CHECK(log_export_parts(s->db, &s->host, 0, line_take, l));
    return l;
}

static int64_t count(struct site *s, const char *table)
{
    char sql[80];

    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    return both_ask(s->db, sql);
}

/* ---- where what is said lies ---------------------------------------------*/

SITE(a_draft_is_split_into_entry_and_part)
{
    struct village v;
    struct lines *l, *p;

    village_start(&v, db);
    l = export(&v.s, 0);
    p = parts(&v.s);
    for (size_t i = 0; i < l->n; i++)
        CHECK(!memmem(l->line[i].p, l->line[i].n, "Zarina", 6) &&
              !memmem(l->line[i].p, l->line[i].n, "41303", 5));
    if (CHECK_INT(p->n, 1)) {
        struct buf hash = buf_start(&v.s.arena);
        struct seen seen;
        struct str part;

        CHECK(part_line_read(p->line[0], &v.s.arena, &part));
        buf_z(&hash, "\"sealed\":\"");
        hash_put(&hash, part_hash(part));
        CHECK(log_see(db, v.person, &v.s.arena, &seen));
        CHECK(memmem(seen.entry.bytes.p, seen.entry.bytes.n, hash.p, hash.n));
    }
    CHECK_STR(name_shown(&v.s, v.person), S(ZARINA));
    CHECK_STR(sealed_text(&v.s, v.person, "cnic"), S(CNIC));
    lines_free(l);
    lines_free(p);
    site_end(&v.s);
}

SITE(a_draft_that_is_refused_leaves_no_part)
{
    struct village v;
    struct draft d = { .kind = S("person"),
                       .author = S("admin"),
                       .strict = true };
    struct id id;

    village_start(&v, db);
    d.body = str_of(person_body(&v.s, id_named(S("household"), S("none")),
                                ",\"name\":\"Nobody\""));
    keeper_begin(v.s.keeper);
    v.s.said = findings_start(&v.s.arena);
    CHECK_INT(keeper_draft(v.s.keeper, &d, &v.s.said, &id), KEPT_REFUSED);
    CHECK(keeper_commit(v.s.keeper));
    CHECK_INT(count(&v.s, "part"), 1);
    site_end(&v.s);
}

/* Else whoever may write in one village could read the names of another. */
SITE(a_draft_cannot_name_the_part_of_another)
{
    struct village v;
    struct seen seen;
    struct buf b = buf_start(&v.s.arena);
    struct lines *p;
    struct str part;
    struct id thief;

    village_start(&v, db);
    b = buf_start(&v.s.arena);
    p = parts(&v.s);
    CHECK(part_line_read(p->line[0], &v.s.arena, &part));
    buf_z(&b, ",\"sealed\":\"");
    hash_put(&b, part_hash(part));
    buf_char(&b, '"');
    thief = draft(&v.s, "person",
                  person_body(&v.s, v.household,
                              arena_z(&v.s.arena, buf_str(&b))));
    CHECK_STR(name_shown(&v.s, thief), S(""));
    buf_z(&b, ",\"name\":\"Bakhtawar\"");
    fix(&v.s, thief,
        person_body(&v.s, v.household, arena_z(&v.s.arena, buf_str(&b))));
    CHECK_STR(name_shown(&v.s, thief), S("Bakhtawar"));
    CHECK_STR(sealed_text(&v.s, thief, "cnic"), S(""));
    CHECK(log_see(db, thief, &v.s.arena, &seen));
    lines_free(p);
    site_end(&v.s);
}

/* ---- fixes --------------------------------------------------------------*/

SITE(a_fix_changes_what_it_says_and_keeps_the_rest)
{
    struct village v;
    struct id first;

    village_start(&v, db);
    first = fix(&v.s, v.person,
                person_body(&v.s, v.household, ",\"name\":\"Zareena\""));
    CHECK_INT(v.s.kept, KEPT);
    CHECK_STR(name_shown(&v.s, v.person), S("Zareena"));
    CHECK_STR(sealed_text(&v.s, v.person, "cnic"), S(CNIC));
    CHECK_STR(sealed_text(&v.s, v.person, "father"), S("Allah Dino"));
    CHECK_INT(count(&v.s, "part"), 2);
    /* The open part alone: no new part, and nothing sealed is lost. */
    fix(&v.s, first, person_body(&v.s, v.household, ",\"born\":\"1980\""));
    CHECK_INT(v.s.kept, KEPT);
    CHECK_STR(name_shown(&v.s, v.person), S("Zareena"));
    CHECK_STR(sealed_text(&v.s, v.person, "cnic"), S(CNIC));
    CHECK_INT(count(&v.s, "part"), 2);
    site_end(&v.s);
}

SITE(a_fix_that_says_nothing_new_is_known)
{
    struct village v;
    const char *same;

    village_start(&v, db);
    same = person_body(&v.s, v.household,
                       ",\"name\":\"" ZARINA "\",\"cnic\":\"" CNIC "\"");
    fix(&v.s, v.person, same);
    CHECK_INT(v.s.kept, KEPT_KNOWN);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM fix WHERE author <> 'saath'"),
              0);
    CHECK_INT(count(&v.s, "part"), 1);
    fix(&v.s, v.person,
        person_body(&v.s, v.household, ",\"cnic\":\"41303-1234567-4\""));
    CHECK_INT(v.s.kept, KEPT);
    CHECK_STR(sealed_text(&v.s, v.person, "cnic"), S("41303-1234567-4"));
    CHECK_STR(name_shown(&v.s, v.person), S(ZARINA));
    site_end(&v.s);
}

/* ---- with and without ----------------------------------------------------*/

/* Lines of a village told in memory: entries and stamps, then parts. */
struct told {
    struct lines *l, *p;
    struct id person;
    const char *digest;
    struct arena arena;
};

static struct told told_of(bool erased)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct told t = { 0 };
    struct village v;
    struct id first;

    village_start(&v, memory);
    first = fix(&v.s, v.person,
                person_body(&v.s, v.household, ",\"name\":\"Zareena\""));
    fix(&v.s, first,
        person_body(&v.s, v.household, ",\"phone\":\"0300-1234567\""));
    t.p = parts(&v.s);
    CHECK_INT(t.p->n, 3);
    if (erased) {
        draft(&v.s, "erasure",
              with(&v.s, "{\"about\":\"%1\",\"why\":\"she asked for it\"}",
                   v.person, ID_NONE, ID_NONE));
        CHECK_INT(count(&v.s, "part"), 0);
    }
    t.l = export(&v.s, 0);
    t.person = v.person;
    t.digest = arena_z(&t.arena, str_of(digest(&v.s)));
    site_end(&v.s);
    db_close(memory);
    return t;
}

static void told_free(struct told *t)
{
    lines_free(t->l);
    lines_free(t->p);
    arena_free(&t->arena);
}

SITE(the_digest_is_the_same_with_and_without_parts)
{
    struct told t = told_of(false);
    struct site s;

    site_start(&s, db, 2);
    load(&s, t.l, 100000);
    CHECK_STR(str_of(digest(&s)), str_of(t.digest)); /* findings too */
    CHECK_STR(name_shown(&s, t.person), S(""));
    load(&s, t.p, 1);
    CHECK_STR(str_of(digest(&s)), str_of(t.digest));
    CHECK_STR(name_shown(&s, t.person), S("Zareena"));
    CHECK_STR(sealed_text(&s, t.person, "cnic"), S(CNIC));
    load(&s, t.p, 2); /* again */
    CHECK_INT(count(&s, "part"), 3);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(t.digest));
    CHECK_STR(name_shown(&s, t.person), S("Zareena"));
    site_end(&s);
    told_free(&t);
}

SITE(a_part_may_come_before_its_entry)
{
    struct told t = told_of(false);
    struct site s;

    site_start(&s, db, 2);
    keeper_begin(s.keeper);
    for (size_t i = 0; i < t.p->n; i++) {
        struct findings f = findings_start(&s.arena);

        CHECK_INT(keeper_line(s.keeper, t.p->line[i], &f), KEPT);
    }
    CHECK(keeper_commit(s.keeper));
    load(&s, t.l, 100000);
    CHECK_STR(name_shown(&s, t.person), S("Zareena"));
    CHECK_STR(str_of(digest(&s)), str_of(t.digest));
    site_end(&s);
    told_free(&t);
}

/* What a line that lies is taken for. */
static const struct {
    const char *line;
    enum kept want;
} lies[] = {
    { "{\"part\":{\"name\":\"X\"}}", KEPT_REFUSED },
    { "{\"part\":{\"name\":\"X\",\"salt\":\"00\"}}", KEPT_REFUSED },
    { "{\"part\":{\"name\":\"X\",\"salt\":7}}", KEPT_REFUSED },
    { "{\"part\":{\"name\":7,\"salt\":\"00112233445566778899aabbccddeeff\"}}",
      KEPT_REFUSED },
    { "{\"part\":{\"salt\":\"00112233445566778899aabbccddeeff\","
      "\"name\":\"X\"}}",
      KEPT_REFUSED }, /* not in canonical order */
    { "{\"part\":{\"name\":\"X\", "
      "\"salt\":\"00112233445566778899aabbccddeeff\"}}",
      KEPT_REFUSED },
    { "{\"part\":{\"name\":\"X\",\"name\":\"Y\","
      "\"salt\":\"00112233445566778899aabbccddeeff\"}}",
      KEPT_REFUSED },
    { "{\"also\":1,\"part\":{\"name\":\"X\","
      "\"salt\":\"00112233445566778899aabbccddeeff\"}}",
      KEPT_REFUSED },
    { "{\"part\":[]}", KEPT_REFUSED },
    { "{\"part\":{}}", KEPT_REFUSED },
    /* Well made, and of nobody: no entry has its hash. */
    { "{\"part\":{\"name\":\"X\","
      "\"salt\":\"00112233445566778899aabbccddeeff\"}}",
      KEPT },
};

SITE(parts_that_lie_are_refused_or_change_nothing)
{
    struct told t = told_of(false);
    struct buf big;
    struct site s;
    struct findings f;

    site_start(&s, db, 2);
    load(&s, t.l, 100000);
    keeper_begin(s.keeper);
    for (size_t i = 0; i < LEN(lies); i++) {
        f = findings_start(&s.arena);
        if (!CHECK_INT(keeper_line(s.keeper, str_of(lies[i].line), &f),
                       lies[i].want))
            printf("# %s\n", lies[i].line);
    }
    big = buf_start(&s.arena);
    buf_z(&big, "{\"part\":{\"name\":\"");
    for (int i = 0; i < 20000; i++)
        buf_char(&big, 'x');
    buf_z(&big, "\",\"salt\":\"00112233445566778899aabbccddeeff\"}}");
    f = findings_start(&s.arena);
    CHECK_INT(keeper_line(s.keeper, buf_str(&big), &f), KEPT_REFUSED);
    CHECK(keeper_commit(s.keeper));
    CHECK_STR(str_of(digest(&s)), str_of(t.digest));
    CHECK_STR(name_shown(&s, t.person), S(""));
    CHECK_INT(count(&s, "person_sealed"), 0);
    site_end(&s);
    told_free(&t);
}

/* ---- keys ---------------------------------------------------------------*/

static bool veil(void *self, struct str plain, struct arena *a,
                 struct str *hidden)
{
    struct buf b = buf_start(a);

    buf_char(&b, *(const char *)self);
    for (size_t i = 0; i < plain.n; i++)
        buf_char(&b, (char)(plain.p[i] ^ *(const char *)self));
    *hidden = buf_str(&b);
    return true;
}

static bool unveil(void *self, struct str hidden, struct arena *a,
                   struct str *plain)
{
    struct str was;

    if (!hidden.n || hidden.p[0] != *(const char *)self)
        return false;
    if (!veil(self, str_from(hidden, 1), a, &was))
        return false;
    *plain = str_from(was, 1);
    return true;
}

static void marked(void *self, struct str said, uint8_t mark[32])
{
    struct hash h = sha_of(said);

    (void)self;
    memcpy(mark, h.b, 32);
}

/* The keeper anew, with another key of sealed parts; 0: with none. The host's
 * self is the site, whose first byte then is no key: one byte of its own. */
static char key_now;
static bool veil_now(void *self, struct str p, struct arena *a, struct str *h)
{
    (void)self;
    return veil(&key_now, p, a, h);
}
static bool unveil_now(void *self, struct str h, struct arena *a, struct str *p)
{
    (void)self;
    return unveil(&key_now, h, a, p);
}

static void key_take(struct site *s, char key)
{
    key_now = key;
    keeper_close(s->keeper);
    s->host.hide = key ? veil_now : NULL;
    s->host.reveal = key ? unveil_now : NULL;
    s->host.mark = key ? marked : NULL;
    site_keeper(s);
}

SITE(without_its_key_names_are_sealed_and_come_again)
{
    struct told t = told_of(false);
    struct site s;

    site_start(&s, db, 2);
    key_take(&s, 'k');
    load(&s, t.l, 100000);
    load(&s, t.p, 10);
    CHECK_STR(name_shown(&s, t.person), S("Zareena"));
    CHECK_STR(sealed_text(&s, t.person, "cnic"), S(CNIC));
    key_take(&s, 'x'); /* the key was lost */
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(t.digest));
    CHECK_STR(name_shown(&s, t.person), S(""));
    CHECK_STR(sealed_text(&s, t.person, "cnic"), S(""));
    load(&s, t.p, 10); /* head office still has them */
    CHECK_STR(name_shown(&s, t.person), S("Zareena"));
    CHECK_STR(sealed_text(&s, t.person, "cnic"), S(CNIC));
    CHECK_INT(count(&s, "part"), 3);
    CHECK_STR(str_of(digest(&s)), str_of(t.digest));
    site_end(&s);
    told_free(&t);
}

/* ---- erasure ------------------------------------------------------------*/

/* All lines in one list, so that one seed shuffles the lot. */
static struct lines *together(const struct told *t)
{
    struct lines *all = calloc(1, sizeof *all);

    for (size_t i = 0; i < t->l->n; i++)
        line_take(all, t->l->line[i]);
    for (size_t i = 0; i < t->p->n; i++)
        line_take(all, t->p->line[i]);
    return all;
}

static void gone(struct site *s, const struct told *t, uint64_t seed)
{
    bool good = CHECK_INT(count(s, "part"), 0) &&
                CHECK_INT(count(s, "person_sealed"), 0) &&
                CHECK_STR(name_shown(s, t->person), S("")) &&
                CHECK_STR(str_of(digest(s)), str_of(t->digest));

    if (!good)
        printf("# seed %llu\n", (unsigned long long)seed);
}

SITE(erasure_destroys_in_whatever_order_it_comes)
{
    struct told t = told_of(true);
    struct db *memory;

    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct lines *all = together(&t);
        struct site s;

        memory = db_open(":memory:", DB_MAKE);
        shuffle(all, seed);
        site_start(&s, seed == 1 ? db : memory, 2);
        load(&s, all, 1 + seed * 97);
        gone(&s, &t, seed);
        load(&s, t.p, 1); /* they come once more */
        gone(&s, &t, seed);
        CHECK(keeper_rebuild(s.keeper, NULL, NULL));
        load(&s, t.p, 1);
        gone(&s, &t, seed);
        CHECK(keeper_shred(s.keeper));
        site_end(&s);
        lines_free(all);
        db_close(memory);
    }
    told_free(&t);
}

/* A new fix of hers after that is erased too; its draft leaves nothing. */
SITE(nothing_sealed_comes_back_by_a_later_fix)
{
    struct village v;

    village_start(&v, db);
    draft(&v.s, "erasure",
          with(&v.s, "{\"about\":\"%1\",\"why\":\"she asked for it\"}",
               v.person, ID_NONE, ID_NONE));
    CHECK_INT(count(&v.s, "part"), 0);
    fix(&v.s, v.person, person_body(&v.s, v.household, ",\"name\":\"Z.\""));
    CHECK_INT(v.s.kept, KEPT);
    CHECK_INT(count(&v.s, "part"), 0);
    CHECK_STR(name_shown(&v.s, v.person), S(""));
    site_end(&v.s);
}

static bool file_holds(const char *path, const char *what)
{
    FILE *f = fopen(path, "rb");
    char *all = malloc(64 << 20);
    size_t n = f && all ? fread(all, 1, 64 << 20, f) : 0;
    bool holds = n && memmem(all, n, what, strlen(what));

    if (f)
        fclose(f);
    free(all);
    return holds;
}

static bool disk_holds(const char *what)
{
    char path[600];
    bool holds = false;

    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s%s", both_address, i ? "-wal" : "");
        holds |= file_holds(path, what);
    }
    return holds;
}

/* Pages that were split or freed hold old bytes too: many persons, so that
 * there are such, and a rebuild that frees them all. */
SITE(what_was_erased_is_gone_from_the_disk)
{
    struct village v;
    const char *kept = "Name of somebody 1234";
    bool file = !db_is_postgres(db);

    village_start(&v, db);
    for (int i = 0; i < 400; i++) {
        char rest[80];

        snprintf(rest, sizeof rest, ",\"name\":\"Name of somebody %d\"",
                 1000 + i);
        draft(&v.s, "person", person_body(&v.s, v.household, rest));
    }
    CHECK(keeper_rebuild(v.s.keeper, NULL, NULL));
    draft(&v.s, "erasure",
          with(&v.s, "{\"about\":\"%1\",\"why\":\"she asked for it\"}",
               v.person, ID_NONE, ID_NONE));
    CHECK(!file || disk_holds(ZARINA)); /* else this test shows nothing */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM meta WHERE name = 'shred'"),
              1);
    CHECK(keeper_shred(v.s.keeper));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM meta WHERE name = 'shred'"),
              0);
    CHECK(!file || !disk_holds(ZARINA));
    CHECK(!file || disk_holds(kept));
    CHECK_INT(count(&v.s, "person_sealed"), 400);
    site_end(&v.s);
}

/* A reader of the old state holds it back; the mark stays until it is done. */
SITE(a_reader_holds_destruction_back_and_it_is_tried_again)
{
    struct village v;
    struct db *reader;

    village_start(&v, db);
    reader = db_open(both_address, DB_READ);
    db_begin(reader);
    CHECK_INT(both_ask(reader, "SELECT count(*) FROM person_sealed"), 1);
    draft(&v.s, "erasure",
          with(&v.s, "{\"about\":\"%1\",\"why\":\"she asked for it\"}",
               v.person, ID_NONE, ID_NONE));
    CHECK(!keeper_shred(v.s.keeper));
    both_fine(db);
    keeper_close(v.s.keeper); /* the process ends before it could */
    site_keeper(&v.s);
    CHECK(!keeper_shred(v.s.keeper));
    db_rollback(reader);
    db_close(reader);
    CHECK(keeper_shred(v.s.keeper));
    CHECK(db_is_postgres(db) || !disk_holds(ZARINA));
    site_end(&v.s);
}
