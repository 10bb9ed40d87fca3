/* log_reference - the facts the program ships grow by editions: a site of an
 * older one gets what it lacks, and is then like a fresh one. */
#include "../src/log/inside.h"
#include "log.sql.h"
#include "log_site.h"

enum { FIRST = 1040 }; /* entries of the first edition, with its device */

static const struct {
    int64_t last;
    const char *head;
} out[] = {
    /* editions that sites hold */
    { FIRST,
      "4315facb33a426d49557bbac0d880a7e7fb8b321decca680ca2de030033aa5db" },
    { 1912, /* the last one before places had their names */
      "b013a359aa2f95b66cc69ea3fff8b45c95466d04f6c1a1641e70efbb22f6302f" },
};

static struct hash head_at(struct db *db, int64_t seq)
{
    struct rows r = db_text_rows(
        db, S("SELECT hash FROM entry WHERE device = $1 AND seq = $2"));
    struct hash h = { { 0 } };

    db_bind_id(&r, 1, reference_device());
    db_bind_int(&r, 2, seq);
    if (CHECK(db_next(&r)))
        h = db_hash(&r, 0);
    db_done(&r);
    return h;
}

static void reference_cut(struct db *db, int64_t after)
{
    struct rows r =
        db_text_rows(db, S("DELETE FROM entry WHERE device = $1 AND seq > $2"));

    db_bind_id(&r, 1, reference_device());
    db_bind_int(&r, 2, after);
    db_run(&r);
}

static void root_set(struct db *db, int64_t last, struct hash head)
{
    struct rows r = db_rows(db, SQL_ROOT_HEAD);

    db_bind_id(&r, 1, reference_device());
    db_bind_int(&r, 2, last);
    db_bind_blob(&r, 3, head.b, sizeof head.b);
    db_run(&r);
}

/* A site as the first edition left it, with a fact of its own. */
static void older_make(struct site *s, struct db *db)
{
    struct hash head;

    head = head_at(db, FIRST);
    reference_cut(db, FIRST);
    root_set(db, FIRST, head);
    both_script(db,
                "UPDATE meta SET value = 'older' WHERE name = 'derived';\n");
    site_again(s, db, 1);
    CHECK(log_state(db) == LOG_OLDER);
    CHECK(keeper_rebuild(s->keeper, NULL, NULL));
}

static void told(struct site *s)
{
    draft(s, "filing",
          with(s,
               "{\"rsp\":\"%1\",\"place\":\"%2\",\"as_of\":\"2014-06\","
               "\"values\":[{\"indicator\":\"hh\",\"amount\":7}]}",
               id_named(S("rsp"), S("SRSO")), id_named(S("place"), S("pk723")),
               ID_NONE));
}

static bool said(void *self, struct str line)
{
    printf("# %.*s\n", (int)line.n, line.p);
    *(int *)self += 1;
    return true;
}

static int troubles(struct site *s)
{
    int n = 0;
    int64_t all = log_verify(s->db, &s->host, said, &n);

    CHECK_INT(all, n);
    return n;
}

/* What a fresh database of another file would say; kept beside the first. */
static const char *fresh_digest(struct site *s)
{
    const char *tmp = getenv("TMPDIR"), *text;
    char path[80];
    struct db *db;
    struct site fresh;

    snprintf(path, sizeof path, "%.40s/saath-fresh-%d", tmp ? tmp : "/tmp",
             getpid());
    db = db_open(path, DB_MAKE);
    site_start(&fresh, db, 1);
    told(&fresh);
    text = arena_z(&s->arena, str_of(digest(&fresh)));
    site_end(&fresh);
    db_close(db);
    unlink(path);
    return text;
}

/* The bytes of an edition that is out are never made otherwise. */
SITE(editions_are_as_they_went_out)
{
    struct arena a = { 0 };

    for (size_t i = 0; i < LEN(out); i++) {
        struct buf b = buf_start(&a);
        struct hash head = head_at(db, out[i].last);

        hash_put(&b, head);
        CHECK_STR(buf_str(&b), str_of(out[i].head));
    }
    arena_free(&a);
}

SITE(an_older_site_becomes_like_a_fresh_one)
{
    struct site s;

    older_make(&s, db);
    CHECK(log_state(db) == LOG_OURS);
    told(&s);
    CHECK_STR(str_of(digest(&s)), str_of(fresh_digest(&s)));
    CHECK_INT(troubles(&s), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM waiting"), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM indicator WHERE code = "
                           "'member.group' AND counts = 1"),
              1);
    site_end(&s);
}

static struct str place_name(struct site *s, const char *key,
                             const char *column)
{
    struct buf sql = buf_start(&s->arena);
    struct str name = S("");
    struct rows r;

    buf_fmt(&sql, "SELECT %s FROM place WHERE entry = $1 AND counts = 1",
            column);
    r = db_text_rows(s->db, buf_str(&sql));
    db_bind_id(&r, 1, id_named(S("place"), str_of(key)));
    if (CHECK(db_next(&r)))
        name = arena_str(&s->arena, db_str(&r, 0));
    db_done(&r);
    return name;
}

/* An office names the district of Dadu, in answer to `answers`. */
static struct id dadu_named(struct site *s, struct id answers, const char *ur)
{
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"answers\":\"%1\",\"body\":{\"level\":\"district\","
              "\"lg\":\"%2\",\"name\":\"Dadu\",\"name_ur\":\"");
    buf_z(&b, ur);
    buf_z(&b, "\"},\"why\":\"as we write it\"}");
    return draft(s, "fix",
                 with(s, arena_z(&s->arena, buf_str(&b)), answers,
                      id_named(S("place"), S("sindh")), ID_NONE));
}

static int64_t disputes(struct db *db)
{
    return both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                        "'fix.two_answers'");
}

/* What the program says of a place yields to an office, whenever each of them
 * said it: before the edition that has names, or after. */
SITE(a_name_of_an_office_stands_over_the_shipped_one)
{
    struct site s;
    struct id dadu = id_named(S("place"), S("pk703"));

    site_start(&s, db, 1);
    CHECK_STR(place_name(&s, "pk703", "name_ur"), S("دادو"));
    CHECK_STR(place_name(&s, "pk703", "name_sd"), S("دادو"));
    CHECK(id_same(log_tip(db, dadu), dadu)); /* the shipped fix is no tip */
    dadu_named(&s, dadu, "ضلع دادو");
    CHECK_STR(place_name(&s, "pk703", "name_ur"), S("ضلع دادو"));
    CHECK_STR(place_name(&s, "pk703", "name_sd"), S(""));
    CHECK(!id_same(log_tip(db, dadu), dadu));
    site_end(&s);
    older_make(&s, db); /* the same log, at a site of the first edition */
    CHECK_STR(place_name(&s, "pk703", "name_ur"), S("ضلع دادو"));
    CHECK_STR(place_name(&s, "pk704", "name_ur"), S("کراچی شرقی"));
    CHECK_STR(place_name(&s, "pk704", "name_sd"), S("ڪراچي اوڀر"));
    CHECK_STR(place_name(&s, "pk70302", "name_ur"), S("جوہی"));
    CHECK_INT(disputes(db), 0);
    CHECK_INT(troubles(&s), 0);
    s.chance = 2;                 /* it began again, and ids with it */
    dadu_named(&s, dadu, "دادُو"); /* but two offices ask for a third word */
    CHECK_INT(disputes(db), 1);
    site_end(&s);
}

/* Whoever answered the shipped fix itself is followed; and told, where another
 * office had answered the place. */
SITE(an_answer_to_the_shipped_name_is_not_lost_in_silence)
{
    struct site s;
    struct id dadu = id_named(S("place"), S("pk703")), shipped;
    struct rows r;

    site_start(&s, db, 1);
    r = fixes_of(db, dadu);
    if (CHECK(db_next(&r)))
        CHECK_INT(db_int(&r, FIX_SHIPPED), 1);
    shipped = db_id(&r, 0);
    db_done(&r);
    dadu_named(&s, shipped, "دادو شہر");
    CHECK_STR(place_name(&s, "pk703", "name_ur"), S("دادو شہر"));
    CHECK_INT(disputes(db), 0);
    dadu_named(&s, dadu, "ضلع دادو");
    CHECK_STR(place_name(&s, "pk703", "name_ur"), S("ضلع دادو"));
    CHECK_INT(disputes(db), 1);
    site_end(&s);
}

/* Letters as each language writes them; Urdu's and Sindhi's kaf, yeh and heh
 * look alike and are not the same. Marks that join a letter are none of them,
 * so that each name is in the one form that searches expect. */
#define URDU "ابتثجحخدذرزسشصضطظعغفقلمنوآئؤءپٹچڈڑژکگںہھیےۂٰ"
#define SINDHI "ابتثجچحخدذرزسشصضطظعغفقلمنوآئءپژگيهٻڀٿٽٺڄڃڇڏڌڊڍڙڦڪکڳڱڻٰ۽َ"

static bool letters_of(struct str name, struct str alphabet)
{
    while (name.n) {
        size_t n = 1;

        while (n < name.n && ((unsigned char)name.p[n] & 0xc0) == 0x80)
            n++;
        if (!(n == 1 && memchr(" ()", name.p[0], 3)) &&
            !memmem(alphabet.p, alphabet.n, name.p, n))
            return false;
        name = str_from(name, n);
    }
    return true;
}

SITE(every_district_has_its_name_in_urdu_and_sindhi)
{
    struct rows r = db_text_rows(
        db, S("SELECT name, name_ur, name_sd, level FROM place WHERE level IN "
              "(0, 1, 3, 4) AND counts = 1"));
    int64_t places = 0, unnamed = 0;

    while (db_next(&r)) {
        struct str ur = db_str(&r, 1), sd = db_str(&r, 2);

        places++;
        unnamed += !ur.n;
        if (!CHECK(letters_of(ur, S(URDU)) && letters_of(sd, S(SINDHI))) ||
            !CHECK(!ur.n == !sd.n && (ur.n || db_int(&r, 3) == 4)))
            printf("# %.*s\n", (int)db_str(&r, 0).n, db_str(&r, 0).p);
    }
    db_done(&r);
    CHECK_INT(places, 756);
    CHECK_INT(unnamed, 10); /* talukas whose names nobody here was sure of */
    CHECK(!letters_of(S("Dadu"), S(URDU)));
    CHECK(!letters_of(S("ڪراچي"), S(URDU)));
    CHECK(!letters_of(S("کراچی"), S(SINDHI)));
}

#define ALIKE(column)                                                          \
    "SELECT count(*) FROM place a JOIN place b ON b." column " = a." column    \
    " AND b.level = a.level AND b.name <> a.name "                             \
    "LEFT JOIN place c ON c.entry = a.lg LEFT JOIN place d ON d.entry = b.lg " \
    "WHERE a.level IN (3, 4) AND CASE a.level WHEN 3 THEN a.lg ELSE c.lg END " \
    "= CASE b.level WHEN 3 THEN b.lg ELSE d.lg END"

/* Who chooses a place by its name must not find two of them. */
SITE(places_of_a_province_that_differ_differ_in_every_language)
{
    CHECK_INT(both_ask(db, ALIKE("name_ur")), 0);
    CHECK_INT(both_ask(db, ALIKE("name_sd")), 0);
}

SITE(rows_that_came_with_a_log_are_not_put_again)
{
    struct site s;
    struct lines *all;
    struct hash head;
    struct rows r;
    int64_t n;

    n = both_ask(db, "SELECT count(*) FROM entry");
    head = head_at(db, FIRST);
    site_again(&s, db, 1);
    all = export(&s, FIRST + 2); /* but for two of the new ones */
    site_end(&s);
    reference_cut(db, FIRST);
    root_set(db, FIRST, head);
    r = db_rows(db, SQL_CHAIN_PUT);
    db_bind_id(&r, 1, reference_device());
    db_bind_int(&r, 2, FIRST);
    db_bind_blob(&r, 3, head.b, sizeof head.b);
    db_bind_int(&r, 4, 0);
    db_run(&r);
    site_again(&s, db, 1); /* trusts the first edition alone */
    load(&s, all, 50);
    CHECK(both_ask(db, "SELECT count(*) FROM waiting") > 0);
    CHECK(!reference_stands(db));
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry"), n);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM waiting"), 0);
    CHECK_INT(troubles(&s), 0);
    lines_free(all);
    site_end(&s);
}

SITE(another_chain_is_left_alone_and_said)
{
    struct site s;
    struct hash other = sha_of(S("another chain"));
    int64_t n;

    reference_cut(db, FIRST);
    n = both_ask(db, "SELECT count(*) FROM entry");
    root_set(db, FIRST, other);
    site_again(&s, db, 1);
    CHECK(!reference_put(db));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry"), n);
    CHECK(troubles(&s) > 0);
    site_end(&s);
}

/* A site that knows more than this program does has all that this one ships. */
SITE(a_newer_edition_lacks_nothing)
{
    struct site s;
    struct hash newer = sha_of(S("a later row"));
    int64_t n;

    site_start(&s, db, 1);
    n = both_ask(db, "SELECT count(*) FROM entry");
    root_set(db, n + 1, newer);
    CHECK(reference_put(db));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry"), n);
    CHECK(reference_stands(db));
    site_end(&s);
}

/* Anybody can write a line in the name of the device without a key. */
SITE(a_forged_line_takes_nothing_away)
{
    struct site s;
    struct entry e = { .id = id_named(S("place"), S("forged")),
                       .device = reference_device(),
                       .seq = 2,
                       .prev = head_at((site_start(&s, db, 1), db), 1),
                       .kind = S("place"),
                       .author = S("saath"),
                       .at = 1793491200,
                       .body = S(
                           "{\"level\":\"country\",\"name\":\"Forged\"}") };
    struct findings f = findings_start(&s.arena);
    int64_t n = both_ask(db, "SELECT count(*) FROM place WHERE counts = 1");

    entry_seal(&e, &s.arena);
    keeper_begin(s.keeper);
    CHECK(keeper_line(s.keeper, e.bytes, &f) == KEPT);
    CHECK(keeper_commit(s.keeper));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM place WHERE counts = 1"), n);
    told(&s);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM filing WHERE counts = 1"), 1);
    site_end(&s);
}
