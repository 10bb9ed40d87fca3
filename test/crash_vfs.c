/* crash_vfs - the power goes at a random moment, and with it every write that
 * was not synced (disk.h). Half of the rounds lose all unsynced writes, in the
 * others each sector of them is kept or lost by chance, as disks do. What
 * keeper_commit said is there must be there, and nothing by halves.
 *
 * SAATH_TEST_ROUNDS (default 100) and SAATH_TEST_SEED (default 1). */
#include "disk.h"
#include "log_site.h"

/* ---- rounds -------------------------------------------------------------*/

enum { KEPT_MOST = 4000, BATCH_MOST = 6, FRESH_EVERY = 10 };

struct round {
    struct site s;
    struct db *db;
    struct id kept[KEPT_MOST], flying[BATCH_MOST];
    int n, flying_n;
    long made;
};

static void round_open(struct round *r, bool make)
{
    r->db = db_open("power.db", make ? DB_MAKE : DB_WRITE);
    both_fine(r->db);
    if (make)
        site_start(&r->s, r->db, 1);
    else
        site_again(&r->s, r->db, 1);
    r->s.chance += (uint64_t)r->made * 977 + 1; /* ids never made before */
    r->s.now += r->made;
    both_ask(r->db, "PRAGMA wal_autocheckpoint=40");
}

static void round_close(struct round *r)
{
    site_end(&r->s);
    db_close(r->db);
}

static struct id one_draft(struct round *r)
{
    struct buf b = buf_start(&r->s.arena);
    struct draft d = { .kind = S("place"), .author = S("admin") };
    struct findings f = findings_start(&r->s.arena);
    struct id id;

    r->made++;
    if (chance(3) == 0) {
        buf_fmt(&b, "{\"level\":\"district\",\"name\":\"D%ld\",\"lg\":\"",
                r->made);
        id_put(&b, id_named(S("place"), S("sindh")));
    } else {
        d.kind = S("filing");
        buf_z(&b, "{\"as_of\":\"");
        month_put(&b, 480 + (month)chance(48));
        buf_z(&b, "\",\"rsp\":\"");
        id_put(&b, id_named(S("rsp"), S("SRSO")));
        buf_fmt(&b,
                "\",\"values\":[{\"indicator\":\"hh\",\"amount\":%u}],"
                "\"place\":\"",
                chance(9000));
        id_put(&b, id_named(S("place"), S("sindh")));
    }
    buf_z(&b, "\"}");
    d.body = buf_str(&b);
    keeper_draft(r->s.keeper, &d, &f, &id);
    return id;
}

/* Batches until the power goes; the last one may be in flight. */
static void write_until_dark(struct round *r)
{
    for (;;) {
        int n = 1 + (int)chance(BATCH_MOST - 1);

        keeper_begin(r->s.keeper);
        for (int i = 0; i < n; i++)
            r->flying[i] = one_draft(r);
        r->flying_n = n;
        if (!keeper_commit(r->s.keeper))
            return;
        for (int i = 0; i < n && r->n < KEPT_MOST; i++)
            r->kept[r->n++] = r->flying[i];
        r->flying_n = 0;
        if (fuse == 0)
            return;
    }
}

static bool there(struct round *r, struct id id)
{
    struct seen seen;

    return !id_none(id) && log_see(r->db, id, &r->s.arena, &seen) &&
           seen.covered;
}

static bool tell_line(void *self, struct str line)
{
    (void)self;
    printf("# %.*s\n", (int)line.n, line.p);
    return true;
}

static void look(struct round *r)
{
    int lost = 0, landed = 0;
    struct str before, after;

    for (int i = 0; i < r->n; i++)
        lost += !there(r, r->kept[i]);
    CHECK_INT(lost, 0);
    for (int i = 0; i < r->flying_n; i++)
        landed += there(r, r->flying[i]);
    CHECK(landed == 0 || landed == r->flying_n);
    for (int i = 0; landed && i < r->flying_n && r->n < KEPT_MOST; i++)
        r->kept[r->n++] = r->flying[i];
    r->flying_n = 0;
    CHECK_INT(both_ask(r->db, "SELECT count(*) FROM pragma_integrity_check "
                              "WHERE integrity_check <> 'ok'"),
              0);
    CHECK_INT(log_verify(r->db, &r->s.host, tell_line, NULL), 0);
    before = str_of(digest(&r->s));
    if (!CHECK(keeper_rebuild(r->s.keeper, NULL, NULL)))
        printf("# %s\n", keeper_trouble(r->s.keeper));
    after = str_of(digest(&r->s));
    CHECK_STR(after, before);
}

static long number_said(const char *name, long otherwise)
{
    const char *said = getenv(name);

    return said && atol(said) > 0 ? atol(said) : otherwise;
}

TEST(what_was_committed_survives_a_power_cut)
{
    long rounds = number_said("SAATH_TEST_ROUNDS", 100), cut = 0;
    struct round *r = calloc(1, sizeof *r);

    MUST(r);
    vfs_install();
    chance_state = (uint64_t)number_said("SAATH_TEST_SEED", 1);
    for (long i = 0; i < rounds && !tap_failed; i++) {
        if (i % FRESH_EVERY == 0) {
            disk_empty();
            r->n = r->flying_n = 0;
        }
        round_open(r, i % FRESH_EVERY == 0);
        sectors = chance(2);
        fuse = 1 + (long)chance(chance(2) ? 60 : 900);
        steps = 0;
        write_until_dark(r);
        cut += fuse == 0;
        round_close(r);
        power_again();
        round_open(r, false);
        look(r);
        if (tap_failed)
            printf("# round %ld, after %ld steps\n", i, steps);
        round_close(r);
        power_again();
    }
    CHECK_INT(cut, rounds);
    printf("# %ld rounds, %ld drafts\n", rounds, r->made);
    free(r);
}

/* The disk of this test would show it if somebody forgot to sync. */
TEST(a_write_that_was_not_synced_is_lost)
{
    struct round *r = calloc(1, sizeof *r);

    MUST(r);
    vfs_install();
    disk_empty();
    round_open(r, true);
    both_ask(r->db, "PRAGMA synchronous=OFF");
    keeper_begin(r->s.keeper);
    r->kept[r->n++] = one_draft(r);
    CHECK(keeper_commit(r->s.keeper));
    fuse = 0;
    sectors = false;
    round_close(r);
    power_again();
    round_open(r, false);
    CHECK(!there(r, r->kept[0]));
    round_close(r);
    free(r);
}
