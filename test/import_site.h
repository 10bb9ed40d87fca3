/* import_site - a site in memory for the tests of imports: a real keeper, and
 * what an import told, gathered. */
#ifndef SAATH_IMPORT_SITE_H
#define SAATH_IMPORT_SITE_H

#include <stdlib.h>

#include "../src/import/import.h"
#include "db_copy.h"

static inline int64_t site_now(void *self)
{
    (void)self;
    return 1795305600; /* 2026-11-22 */
}

static inline void site_random(void *self, void *p, size_t n)
{
    static uint64_t state = 88172645463325252u;

    (void)self;
    for (size_t i = 0; i < n; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((uint8_t *)p)[i] = (uint8_t)(state >> 24);
    }
}

static inline bool site_sign(void *self, struct str m, uint8_t sig[64])
{
    struct hash h = sha_of(m);

    (void)self;
    for (int i = 0; i < 64; i++)
        sig[i] = h.b[i % 32];
    return true;
}

static inline bool site_verify(void *self, const uint8_t key[32], struct str m,
                               const uint8_t sig[64])
{
    uint8_t want[64];

    (void)key;
    return site_sign(self, m, want) && !memcmp(want, sig, sizeof want);
}

struct import_told {
    struct db *db;
    struct keeper *keeper;
    struct import import;
    struct arena arena;
    struct buf bad, notes; /* a line each */
    int bads;
};

static inline void told_bad(void *self, const struct import_bad *b)
{
    struct import_told *t = self;

    t->bads++;
    buf_add(&t->bad, b->sheet);
    buf_fmt(&t->bad, ":%d:", b->row);
    buf_add(&t->bad, b->field);
    buf_fmt(&t->bad, ":%s:", b->why.what);
    buf_add(&t->bad, b->said);
    buf_char(&t->bad, '\n');
}

static inline void told_note(void *self, const struct import_note *n)
{
    struct import_told *t = self;

    buf_fmt(&t->notes, "%s:", n->what);
    buf_add(&t->notes, n->sheet);
    buf_fmt(&t->notes, ":%d:", n->row);
    buf_add(&t->notes, n->text);
    buf_char(&t->notes, '\n');
}

static inline bool told_local(void *self,
                              void (*work)(void *memo, struct db *db),
                              void *memo)
{
    struct import_told *t = self;

    db_begin(t->db);
    work(memo, t->db);
    return db_commit(t->db);
}

/* In a new site; the keeper's own login is "office". */
static inline void told_open(struct import_told *t, struct db *db)
{
    static const struct host host = { .now = site_now,
                                      .random = site_random,
                                      .sign = site_sign,
                                      .verify = site_verify };
    static const struct own own = { .key = { 7 },
                                    .name = { "test", 4 },
                                    .holder = { "office", 6 } };

    *t = (struct import_told){ .db = db };
    t->bad = buf_start(&t->arena);
    t->notes = buf_start(&t->arena);
    site_make(db);
    t->keeper = keeper_open(db, &host, &own);
    t->import = (struct import){ .db = db,
                                 .writer = keeper_writer(t->keeper),
                                 .login = { "office", 6 },
                                 .today = day_of(2026, 11, 22),
                                 .now = site_now(NULL),
                                 .self = t,
                                 .bad = told_bad,
                                 .note = told_note,
                                 .local_self = t,
                                 .local = told_local };
}

static inline void told_close(struct import_told *t)
{
    both_fine(t->db);
    keeper_close(t->keeper);
    arena_free(&t->arena);
}

/* What was told so far, and forget it. */
static inline struct str told_bads(struct import_told *t)
{
    struct str s = arena_str(&t->arena, buf_str(&t->bad));

    t->bad.n = 0;
    t->bads = 0;
    return s;
}

/* A workbook as the network published it, when it is at hand. */
static inline bool workbook_read(struct arena *a, const char *name,
                                 struct import_file *out)
{
    static const char *const near[] = { NULL, "../shared", "../../shared" };
    FILE *f = NULL;
    char *room = arena_take(a, 1 << 20);

    for (size_t i = 0; i < LEN(near) && !f; i++) {
        const char *at = i ? near[i] : getenv("SAATH_SHARED");
        struct buf b = buf_start(a);

        if (!at)
            continue;
        buf_fmt(&b, "%s/data/outreach/%s", at, name);
        f = fopen(arena_z(a, buf_str(&b)), "rb");
    }
    if (!f)
        return false;
    *out = (struct import_file){ str_of(name),
                                 { room, fread(room, 1, 1 << 20, f) } };
    fclose(f);
    return out->bytes.n > 0;
}

#endif
