/* phone_site - a phone in one process with its home site, for tests. */
#ifndef SAATH_PHONE_SITE_H
#define SAATH_PHONE_SITE_H

#include "exchange_site.h"

#define SAME_Z(got, want) CHECK_STR(str_of(got), str_of(want))

static inline bool text_has(struct str text, const char *what)
{
    return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

static inline bool wire_line(void *self, struct str line)
{
    return wire_put(self, line) && wire_put(self, S("\n"));
}

/* A phone is opened without a holder: what its people may follows from the log. */
static inline void phone_opens(struct office *phone)
{
    struct own own = { .name = S("a phone"), .holder = S("") };

    memcpy(own.key, phone->s.public, sizeof own.key);
    phone->s.keeper = keeper_open(phone->s.db, &phone->s.host, &own);
}

/* A phone with a key of its own that has nothing yet. */
static inline void phone_make(struct office *phone, uint8_t key)
{
    uint8_t seed[32] = { key };

    memset(phone, 0, sizeof *phone);
    phone->s.now = 1420200000;
    phone->s.chance = 77;
    crypto_sign_seed_keypair(phone->s.public, phone->s.secret, seed);
    phone->key = key_of(seed);
    phone->seal = seal_of(seed);
    phone->s.host = (struct host){ .self = phone,
                                   .now = site_now,
                                   .random = site_random,
                                   .sign = site_sign,
                                   .verify = site_verify };
    memcpy(phone->us.key, phone->s.public, sizeof phone->us.key);
    {
        struct buf b = buf_start(&phone->s.arena);

        buf_hex(&b, phone->us.key, sizeof phone->us.key);
        phone->device = id_named(S("device"), buf_str(&b));
    }
}

/* Its kernel opens an empty site in `db`, and knows its home. */
static inline void phone_begins(struct office *phone, struct db *db,
                                const uint8_t home[32])
{
    phone->s.db = db;
    phone_opens(phone);
    keeper_begin(phone->s.keeper);
    CHECK(keeper_home(phone->s.keeper, home));
    CHECK(keeper_commit(phone->s.keeper));
}

static inline void phone_start(struct office *phone, struct db *db,
                               const struct office *home)
{
    phone_make(phone, 9);
    site_make(db);
    phone_begins(phone, db, home->us.key);
}

/* All pieces in front, as far as they are good; how the last of them ended. */
static inline struct heard hears(struct office *phone, struct str in)
{
    struct heard h = { .trouble = NULL }, last = h;
    size_t used;

    while (in.n && (used = keeper_hear(phone->s.keeper, in, &h)) > 0) {
        in = str_from(in, used);
        last = h;
    }
    return h.trouble ? h : last;
}

static inline int64_t here_of(struct db *db, const char *kind)
{
    struct buf b;
    struct arena a = { 0 };
    struct rows r;
    int64_t n;

    b = buf_start(&a);
    buf_fmt(&b, "SELECT count(*) FROM %s", kind);
    r = db_text_rows(db, buf_str(&b));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    arena_free(&a);
    return n;
}

static inline bool told(void *self, struct str line)
{
    printf("# %.*s\n", (int)line.n, line.p);
    (void)self;
    return true;
}

/* The state is what a rebuild of the same entries gives, and proves. */
static inline void sound(struct office *o)
{
    const char *now = digest(&o->s);

    CHECK(keeper_rebuild(o->s.keeper, NULL, NULL));
    SAME_Z(digest(&o->s), now);
    CHECK_INT(log_verify(o->s.db, &o->s.host, told, NULL), 0);
}

/* "%1" and "%2" are two texts, "%%" is "%". */
static inline struct str compose_text(struct arena *a, const char *format,
                                      const char *one, const char *two)
{
    struct buf b = buf_start(a);

    for (; *format; format++)
        if (*format == '%' && format[1] == '%') {
            buf_char(&b, *format++);
        } else if (*format == '%' && (format[1] == '1' || format[1] == '2')) {
            buf_z(&b, *++format == '1' ? one : two);
        } else {
            buf_char(&b, *format);
        }
    return buf_str(&b);
}

static inline int64_t waiting(struct office *o)
{
    struct rows r = db_text_rows(o->s.db, S("SELECT count(*) FROM waiting"));
    int64_t n = db_next(&r) ? db_int(&r, 0) : -1;

    db_done(&r);
    return n;
}

#endif
