/* exchange_site - sites that exchange, in one process, over a line that may
 * lose, cut, double or delay what is said. */
#ifndef SAATH_EXCHANGE_SITE_H
#define SAATH_EXCHANGE_SITE_H

#include "../src/log/exchange.h"
#include "../src/sys/sys.h"
#include "log_site.h"

/* A site with the doors that an exchange needs. */
struct office {
    struct site s;
    struct key *key;
    struct seal *seal;
    struct exchange_site us;
    struct id device;
};

static inline struct office *office_of(void *self)
{
    return self;
}

static inline bool office_pack(void *self, struct str plain, struct arena *a,
                               struct str *packed)
{
    (void)self;
    return deflate_pack(plain, a, packed);
}

static inline bool office_unpack(void *self, struct str packed, size_t size,
                                 struct arena *a, struct str *plain)
{
    (void)self;
    return deflate_unpack(packed, size, a, plain);
}

static inline bool office_enclose(void *self, const uint8_t key[32],
                                  struct str plain, struct arena *a,
                                  struct str *closed)
{
    (void)self;
    return key_enclose(key, plain, a, closed);
}

static inline bool office_disclose(void *self, struct str closed,
                                   struct arena *a, struct str *plain)
{
    return key_disclose(office_of(self)->key, closed, a, plain);
}

static inline bool office_hide(void *self, struct str plain, struct arena *a,
                               struct str *hidden)
{
    *hidden = seal_hide(office_of(self)->seal, plain, a);
    return true;
}

static inline bool office_reveal(void *self, struct str hidden, struct arena *a,
                                 struct str *plain)
{
    return seal_reveal(office_of(self)->seal, hidden, a, plain);
}

static inline void office_mark(void *self, struct str said, uint8_t mark[32])
{
    seal_mark(office_of(self)->seal, said, mark);
}

static inline bool office_take(void *self, const struct str *line, size_t n,
                               struct exchange_counts *c)
{
    struct office *o = self;
    struct exchange_counts now = { 0 };
    struct arena a = { 0 };

    keeper_begin(o->s.keeper);
    for (size_t i = 0; i < n; i++) {
        struct findings f = findings_start(&a);
        enum kept kept = keeper_line(o->s.keeper, line[i], &f);

        now.kept += kept == KEPT;
        now.known += kept == KEPT_KNOWN;
        now.refused += kept == KEPT_REFUSED;
    }
    arena_free(&a);
    if (!keeper_commit(o->s.keeper))
        return false;
    *c = now;
    return true;
}

/* The keeper again, on the same tables: as after a kill. */
static inline void office_again(struct office *o)
{
    keeper_close(o->s.keeper);
    db_rollback(o->s.db);
    db_forgive(o->s.db);
    site_keeper(&o->s);
}

static inline void office_start(struct office *o, struct db *db, uint8_t n)
{
    uint8_t seed[32] = { n };
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    memset(o, 0, sizeof *o);
    site_start(&o->s, db, n);
    keeper_close(o->s.keeper);
    o->key = key_of(seed);
    o->seal = seal_of(seed);
    o->s.host.pack = office_pack;
    o->s.host.unpack = office_unpack;
    o->s.host.enclose = office_enclose;
    o->s.host.disclose = office_disclose;
    o->s.host.hide = office_hide;
    o->s.host.reveal = office_reveal;
    o->s.host.mark = office_mark;
    site_keeper(&o->s); /* struct site is the office's first member */
    o->us = (struct exchange_site){
        .db = db, .host = &o->s.host, .self = o, .take = office_take
    };
    memcpy(o->us.key, o->s.public, sizeof o->us.key);
    buf_hex(&b, o->us.key, sizeof o->us.key);
    o->device = id_named(S("device"), buf_str(&b));
    arena_free(&a);
}

static inline void office_end(struct office *o)
{
    site_end(&o->s);
    key_close(o->key);
    seal_close(o->seal);
}

/* Accepts the other's device in the log, and enrols it as a peer. */
static inline struct peer office_meets(struct office *o,
                                       const struct office *other,
                                       struct id place, bool names)
{
    struct peer p = { .device = other->device,
                      .name = S("the other"),
                      .url = S(""),
                      .pin = S(""),
                      .scope = { .place = place },
                      .names = names };

    memcpy(p.key, other->us.key, sizeof p.key);
    db_begin(o->s.db);
    peer_put(o->s.db, &p);
    CHECK(db_commit(o->s.db));
    both_fine(o->s.db);
    return p;
}

static inline void office_accepts(struct office *o, const struct office *other)
{
    struct buf b = buf_start(&o->s.arena);

    buf_z(&b, "{\"holder\":\"nadia\",\"key\":\"");
    buf_hex(&b, other->us.key, 32);
    buf_z(&b, "\",\"name\":\"laptop\"}");
    draft(&o->s, "device", arena_z(&o->s.arena, buf_str(&b)));
}

/* ---- a line -------------------------------------------------------------*/

struct wire {
    struct arena arena;
    struct buf text;
    size_t cut; /* bytes that come through; SIZE_MAX: all */
};

static inline bool wire_put(void *self, struct str bytes)
{
    struct wire *w = self;

    if (!w->text.arena)
        w->text = buf_start(&w->arena);
    buf_add(&w->text, bytes);
    return true;
}

static inline struct str wire_str(struct wire *w)
{
    struct str s = buf_str(&w->text);

    return w->cut < s.n ? (struct str){ s.p, w->cut } : s;
}

static inline void wire_free(struct wire *w)
{
    arena_free(&w->arena);
}

static inline struct id turn_id(struct office *o)
{
    struct id id;

    site_random(&o->s, id.b, sizeof id.b);
    return id;
}

/* What the served site does with one message: nothing is remembered but the
 * peer's row. */
static inline const char *office_answers(struct office *o, struct id peer,
                                         struct str request, size_t most,
                                         struct wire *reply)
{
    struct arena a = { 0 };
    struct peer p;
    struct talk t;
    const char *why;

    MUST(peer_find(o->s.db, peer, &a, &p));
    talk_start(&t, &o->us, &p, ID_NONE);
    talk_hear(&t, request);
    if (!t.ended && !t.trouble)
        t.trouble = "exchange.cut";
    if (!t.trouble)
        talk_say(&t, false, most, wire_put, reply);
    why = t.trouble;
    talk_end(&t);
    arena_free(&a);
    return why;
}

/* A whole exchange on a good line; how many messages, or -1 and *why. */
static inline int office_syncs(struct office *o, struct office *with,
                               const struct peer *p, size_t most,
                               const char **why)
{
    struct talk t;
    int n = 0;

    talk_start(&t, &o->us, p, turn_id(o));
    do {
        struct wire there = { .cut = SIZE_MAX }, back = { .cut = SIZE_MAX };

        talk_say(&t, n == 0, n ? most : 0, wire_put, &there);
        talk_turn(&t);
        *why = office_answers(with, o->device, wire_str(&there), most, &back);
        if (!*why)
            talk_hear(&t, wire_str(&back));
        if (!*why)
            *why = t.trouble;
        wire_free(&there);
        wire_free(&back);
        n++;
    } while (!*why && talk_goes_on(&t) && n < 10000);
    talk_end(&t);
    return *why ? -1 : n;
}

#endif
