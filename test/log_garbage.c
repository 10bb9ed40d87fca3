/* log_garbage - a trusted device may sign anything at all: values of the wrong
 * type, numbers at the ends of their range, places that lie in each other,
 * fixes of themselves, kinds nobody knows. All of it is kept; nothing stops
 * the keeper, nothing breaks the sums, and a rebuild says the same. */
#include "log_site.h"

#define LINES 1500

struct garbage {
    struct site *from; /* whose key signs */
    struct id device, id[LINES];
    struct hash head;
    int64_t seq;
    uint64_t seed;
    struct arena arena;
};

static uint64_t roll(struct garbage *g, uint64_t sides)
{
    g->seed = g->seed * 6364136223846793005u + 1442695040888963407u;
    return (g->seed >> 33) % sides;
}

static struct id some_id(struct garbage *g)
{
    static const char *const named[] = { "pk", "sindh", "pk723", "nowhere" };

    if (g->seq > 1 && roll(g, 2))
        return g->id[roll(g, (uint64_t)g->seq - 1)];
    return roll(g, 2) ? id_named(S("place"), str_of(named[roll(g, 4)])) :
                        id_named(S("rsp"), roll(g, 2) ? S("SRSO") : S("X"));
}

static void value_put(struct garbage *g, struct buf *b, const struct field *f,
                      int deep);

static void object_put(struct garbage *g, struct buf *b, const struct field *f,
                       int n, int deep)
{
    const char *last = "";
    bool first = true;

    buf_char(b, '{');
    for (int done = 0; done < n; done++) {
        const struct field *next = NULL;

        for (int i = 0; i < n; i++) /* keys sorted, as canon wants */
            if (strcmp(f[i].name, last) > 0 &&
                (!next || strcmp(f[i].name, next->name) < 0))
                next = &f[i];
        last = next->name;
        if (roll(g, 20) == 0)
            continue;
        if (!first)
            buf_char(b, ',');
        first = false;
        buf_json(b, str_of(next->name));
        buf_char(b, ':');
        value_put(g, b, next, deep);
    }
    buf_char(b, '}');
}

static void odd_put(struct garbage *g, struct buf *b)
{
    static const char *const odd[] = { "0",
                                       "-1",
                                       "9223372036854775807",
                                       "-9223372036854775807",
                                       "\"\"",
                                       "\"x\"",
                                       "true",
                                       "false",
                                       "null",
                                       "[]",
                                       "{}",
                                       "[[]]",
                                       "\"9999-99\"",
                                       "\"2099-12\"",
                                       "\"1900-01-01\"",
                                       "\"%s%n'; DROP TABLE entry; --\"",
                                       "[{}]",
                                       "\"\\u0001\"" };

    buf_z(b, odd[roll(g, LEN(odd))]);
}

static void good_put(struct garbage *g, struct buf *b, const struct field *f)
{
    static const char *const codes[] = { "hh", "co", "uc", "hh_base", "none" };

    switch (f->type) {
    case FIELD_CHOICE: {
        struct str rest = str_of(f->of), one = str_cut(&rest, '|');

        while (rest.n && roll(g, 3))
            one = str_cut(&rest, '|');
        buf_json(b, one);
        return;
    }
    case FIELD_COUNT:
    case FIELD_MONEY: buf_int(b, (int64_t)roll(g, 99)); return;
    case FIELD_DAY: buf_z(b, "\"2014-02-28\""); return;
    case FIELD_DATE: buf_z(b, roll(g, 2) ? "\"2014\"" : "\"2013-07\""); return;
    case FIELD_MONTH:
        buf_z(b, roll(g, 2) ? "\"2014-06\"" : "\"2013-03\"");
        return;
    case FIELD_FLAG: buf_z(b, "true"); return;
    case FIELD_CODE: buf_json(b, str_of(codes[roll(g, LEN(codes))])); return;
    default: buf_z(b, "\"words\""); return;
    }
}

static void value_put(struct garbage *g, struct buf *b, const struct field *f,
                      int deep)
{
    if (roll(g, 40) == 0) {
        odd_put(g, b);
    } else if (f->type == FIELD_REF) {
        buf_char(b, '"');
        id_put(b, some_id(g));
        buf_char(b, '"');
    } else if (f->type == FIELD_HASH) {
        buf_char(b, '"');
        hash_put(b, sha_of((struct str){ (char *)&g->seed, 8 }));
        buf_char(b, '"');
    } else if (f->type == FIELD_OBJECT) {
        const struct kind *k = kind_index[roll(g, (uint64_t)kind_count)];

        object_put(g, b, k->field, deep > 2 ? 0 : k->fields, deep + 1);
    } else if (f->type == FIELD_ROWS) {
        buf_char(b, '[');
        for (uint64_t i = roll(g, 4), n = i; i > 0; i--) {
            if (i < n)
                buf_char(b, ',');
            object_put(g, b, f->child, f->children, deep + 1);
        }
        buf_char(b, ']');
    } else {
        good_put(g, b, f);
    }
}

/* The next link of the chain, signed or not as the stamp later says. */
static struct str line_make(struct garbage *g)
{
    const struct kind *k = roll(g, 3) ?
                               kind_index[roll(g, (uint64_t)kind_count)] :
                               kind_find(S("filing"));
    struct entry e = { .device = g->device,
                       .seq = g->seq + 1,
                       .prev = g->head,
                       .author = roll(g, 5) ? S("admin") : S("nobody"),
                       .at = (int64_t)roll(g, 3) * 1420113600 - 7,
                       .kind = roll(g, 30) ? str_of(k->name) : S("dragon") };
    struct buf body = buf_start(&g->arena);

    if (roll(g, 15) == 0)
        e.at = roll(g, 2) ? INT64_MAX : -INT64_MAX;
    if (roll(g, 10) == 0)
        e.id = some_id(g);
    else
        e.id = id_named(S("garbage"), (struct str){ (char *)&g->seed, 8 });
    object_put(g, &body, k->field, k->fields, 0);
    e.body = buf_str(&body);
    entry_seal(&e, &g->arena);
    g->id[g->seq++] = e.id;
    g->head = e.hash;
    return e.bytes;
}

static struct str stamp_make(struct garbage *g)
{
    struct stamp s = { .device = g->device, .seq = g->seq, .head = g->head };
    struct str text = stamp_text(&s, &g->arena);

    crypto_sign_detached(s.sig, NULL, (const uint8_t *)text.p, text.n,
                         g->from->secret);
    return stamp_line(&s, &g->arena);
}

static bool trouble_say(void *self, struct str line)
{
    (void)self;
    printf("# %.*s\n", (int)line.n, line.p);
    return true;
}

static void garbage_told(struct db *db, uint64_t seed)
{
    struct garbage *g = calloc(1, sizeof *g);
    struct site s, o;
    struct db *other = db_open(":memory:", DB_MAKE);
    struct lines *all = calloc(1, sizeof *all);
    struct buf hex, b;
    const char *want;

    site_start(&s, db, 1);
    site_start(&o, other, 2);
    g->from = &o;
    g->seed = seed;
    hex = buf_start(&s.arena);
    buf_hex(&hex, o.public, 32);
    g->device = id_named(S("device"), buf_str(&hex));
    b = buf_start(&s.arena);
    buf_z(&b, "{\"holder\":\"nadia\",\"key\":\"");
    buf_add(&b, buf_str(&hex));
    buf_z(&b, "\",\"name\":\"laptop\"}");
    draft(&s, "device", arena_z(&s.arena, buf_str(&b)));
    while (g->seq < LINES) {
        all->line[all->n++] = line_make(g);
        if (g->seq % 25 == 0)
            all->line[all->n++] = stamp_make(g);
    }
    load(&s, all, 40);
    CHECK(both_ask(db, "SELECT count(*) FROM finding WHERE level = 1") > 100);
    CHECK(both_ask(db, "SELECT count(*) FROM waiting") > 20);
    CHECK(both_ask(db, "SELECT count(*) FROM filing WHERE counts = 1") > 0);
    CHECK_INT(log_verify(db, &s.host, trouble_say, NULL), 0);
    want = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(want));
    arena_free(&all->arena);
    free(all);
    site_end(&o);
    db_close(other);
    site_end(&s);
    arena_free(&g->arena);
    free(g);
}

SITE(a_trusted_device_may_sign_garbage)
{
    garbage_told(db, 7);
}

TEST(other_garbage_too)
{
    const char *seeds = getenv("SAATH_STORM");
    uint64_t most = seeds ? (uint64_t)atoi(seeds) : 3;

    for (uint64_t seed = 100; seed < 100 + most; seed++) {
        struct db *db = db_open(":memory:", DB_MAKE);

        garbage_told(db, seed);
        db_close(db);
    }
}
