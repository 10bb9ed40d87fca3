/* log_site - a keeper on a new site, with a clock and a key of its own,
 * for tests that tell what happens in a village.
 *
 *     struct site s;
 *     site_start(&s, db, 1);                    1: which key
 *     struct id co = draft(&s, "place", "{...}");
 */
#ifndef SAATH_LOG_SITE_H
#define SAATH_LOG_SITE_H

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/log/log.h"
#include "db_copy.h"

struct site {
    struct db *db;
    struct keeper *keeper;
    struct arena arena;
    struct host host;
    int64_t now;
    uint64_t chance;
    uint8_t public[32], secret[64];
    struct findings said; /* of the last draft */
    enum kept kept;
};

static inline int64_t site_now(void *self)
{
    return ((struct site *)self)->now++;
}

static inline void site_random(void *self, void *p, size_t n)
{
    struct site *s = self;
    uint8_t *to = p;

    for (size_t i = 0; i < n; i++) {
        s->chance = s->chance * 6364136223846793005u + 1442695040888963407u;
        to[i] = (uint8_t)(s->chance >> 56);
    }
}

static inline bool site_sign(void *self, struct str m, uint8_t sig[64])
{
    return crypto_sign_detached(sig, NULL, (const uint8_t *)m.p, m.n,
                                ((struct site *)self)->secret) == 0;
}

static inline bool site_verify(void *self, const uint8_t key[32], struct str m,
                               const uint8_t sig[64])
{
    (void)self;
    return crypto_sign_verify_detached(sig, (const uint8_t *)m.p, m.n, key) ==
           0;
}

static inline void site_keeper(struct site *s)
{
    struct own own = { .name = S("a laptop"), .holder = S("admin") };

    memcpy(own.key, s->public, sizeof own.key);
    s->keeper = keeper_open(s->db, &s->host, &own);
}

/* On tables that are there already. */
static inline void site_again(struct site *s, struct db *db, uint8_t key)
{
    uint8_t seed[32] = { key };

    CHECK(sodium_init() >= 0);
    memset(s, 0, sizeof *s);
    s->db = db;
    db_composed_most(db, 2000); /* a digest alone asks some four hundred */
    s->now = 1420113600;        /* 1 January 2015, noon UTC */
    s->chance = key;
    crypto_sign_seed_keypair(s->public, s->secret, seed);
    s->host = (struct host){ .self = s,
                             .now = site_now,
                             .random = site_random,
                             .sign = site_sign,
                             .verify = site_verify };
    site_keeper(s);
    both_fine(db);
}

static inline void site_start(struct site *s, struct db *db, uint8_t key)
{
    site_make(db);
    site_again(s, db, key);
}

static inline void site_end(struct site *s)
{
    keeper_close(s->keeper);
    arena_free(&s->arena);
}

static inline struct id draft_as(struct site *s, const char *author,
                                 const char *kind, const char *body)
{
    struct draft d = { .kind = str_of(kind),
                       .author = str_of(author),
                       .body = str_of(body) };
    struct id id;

    s->said = findings_start(&s->arena);
    keeper_begin(s->keeper);
    s->kept = keeper_draft(s->keeper, &d, &s->said, &id);
    if (!CHECK(keeper_commit(s->keeper)))
        printf("# %s\n", keeper_trouble(s->keeper));
    return id;
}

static inline struct id draft(struct site *s, const char *kind,
                              const char *body)
{
    struct id id = draft_as(s, "admin", kind, body);

    if (s->kept != KEPT)
        for (size_t i = 0; i < s->said.n; i++)
            printf("# %s at %.*s\n", s->said.at[i].what,
                   (int)s->said.at[i].path.n, s->said.at[i].path.p);
    CHECK_INT(s->kept, KEPT);
    return id;
}

/* "%1" to "%3" in a body are ids. */
static inline const char *with(struct site *s, const char *body, struct id a,
                               struct id b, struct id c)
{
    const struct id *ids[] = { &a, &b, &c };
    struct buf out = buf_start(&s->arena);

    for (; *body; body++)
        if (*body == '%' && body[1] >= '1' && body[1] <= '3')
            id_put(&out, *ids[*++body - '1']);
        else
            buf_char(&out, *body);
    return arena_z(&s->arena, buf_str(&out));
}

static inline const char *digest(struct site *s)
{
    struct buf out = buf_start(&s->arena);

    log_digest(s->db, &out);
    both_fine(s->db);
    return arena_z(&s->arena, buf_str(&out));
}

/* ---- logs as lists of lines ---------------------------------------------*/

struct lines {
    struct arena arena;
    struct str line[20000];
    size_t n;
};

/* The tables whose digests differ. */
static inline void differences(const char *got, const char *want)
{
    struct str g = str_of(got), x = str_of(want);

    while (g.n && x.n) {
        struct str a = str_cut(&g, '\n'), b = str_cut(&x, '\n');

        if (!str_same(a, b))
            printf("# got  %.*s\n# want %.*s\n", (int)a.n, a.p, (int)b.n, b.p);
    }
}

static inline bool line_take(void *self, struct str line)
{
    struct lines *l = self;

    l->line[l->n++] = arena_str(&l->arena, line);
    return true;
}

static inline struct lines *export(struct site *s, int64_t since)
{
    struct lines *l = calloc(1, sizeof *l);
    int64_t rotten;

    CHECK(log_export(s->db, since, &rotten, line_take, l) && !rotten);
    return l;
}

static inline void lines_free(struct lines *l)
{
    arena_free(&l->arena);
    free(l);
}

static inline void shuffle(struct lines *l, uint64_t seed)
{
    for (size_t i = l->n; i > 1; i--) {
        size_t j;
        struct str t;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        j = (size_t)(seed >> 33) % i;
        t = l->line[i - 1];
        l->line[i - 1] = l->line[j];
        l->line[j] = t;
    }
}

/* In batches of so many lines; a new database trusts the first log. */
static inline void load(struct site *s, const struct lines *l, size_t batch)
{
    bool new = keeper_is_new(s->keeper);

    for (size_t i = 0; i < l->n; i += batch) {
        keeper_begin(s->keeper);
        for (size_t j = i; j < l->n && j < i + batch; j++) {
            struct findings f = findings_start(&s->arena);

            CHECK(keeper_line(s->keeper, l->line[j], &f) != KEPT_REFUSED);
        }
        CHECK(keeper_commit(s->keeper));
    }
    if (new) {
        keeper_begin(s->keeper);
        keeper_adopt(s->keeper);
        CHECK(keeper_commit(s->keeper));
    }
    both_fine(s->db);
}

/* Is this test told to PostgreSQL? */
static inline bool on_postgres(void)
{
    return !strncmp(both_address, "postgres", 8);
}

static inline int64_t findings_of(struct db *db)
{
    return both_ask(db, "SELECT count(*) FROM finding WHERE origin = 'thing'");
}

/* One more time what was told, in another order, in a database that may be on
 * disk; with seed 5 also made anew from its log. */
static inline void told_again(struct lines *all, struct db *db, uint64_t seed,
                              const char *want, int64_t findings)
{
    struct site t;

    shuffle(all, seed + 77);
    site_start(&t, db, 99);
    load(&t, all, seed % 3 ? seed * 7 : 1);
    if (!CHECK(!strcmp(digest(&t), want)))
        printf("# seed %d\n%s# want\n%s", (int)seed, digest(&t), want);
    CHECK_INT(findings_of(db), findings);
    if (seed == 5) {
        CHECK(keeper_rebuild(t.keeper, NULL, NULL));
        CHECK(!strcmp(digest(&t), want));
    }
    site_end(&t);
}

/* All that `home` has heard is one state, and one set of findings, in whatever
 * order and batches it comes: here in `db`, which is empty, and in five more;
 * PostgreSQL's log, which SQLite takes in too, in one. */
static inline void any_order(struct site *home, struct db *db)
{
    const char *want = digest(home);
    int64_t findings = findings_of(home->db);
    struct lines *all = export(home, 0);

    for (uint64_t seed = 0; seed <= 5; seed += on_postgres() ? 5 : 1) {
        struct db *fresh = seed ? db_open(":memory:", DB_MAKE) : db;

        told_again(all, fresh, seed, want, findings);
        if (seed)
            db_close(fresh);
    }
    lines_free(all);
}

#endif
