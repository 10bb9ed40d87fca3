/* log_reference - the facts the program ships grow by editions: a site of an
 * older one gets what it lacks, and is then like a fresh one. */
#include "../src/log/inside.h"
#include "log.sql.h"
#include "log_site.h"

enum { FIRST = 1040 }; /* entries of the first edition, with its device */

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
SITE(the_first_edition_is_as_it_went_out)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct hash head;

    head = head_at(db, FIRST);
    hash_put(&b, head);
    CHECK_STR(
        buf_str(&b),
        S("4315facb33a426d49557bbac0d880a7e7fb8b321decca680ca2de030033aa5db"));
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
