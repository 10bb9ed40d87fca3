/* find - places and organisations by what people call them.
 *
 * All names are held in memory, folded, in one table of chains: a sheet asks
 * the same few hundred names a million times. */
#include <string.h>

#include "import.sql.h"
#include "import/import.h"

enum {
    PLACE_HEADS = 1 << 14,
    SMALL_HEADS = 1 << 8,
    ANSWERS = 1 << 12,
    ANSWER_BYTES = 80
}; /* longer names are asked anew */

struct called {
    struct called *next;
    struct str folded, name;
    struct id id;
    int level;
    bool own; /* its own name, no alias or code */
};
struct answer { /* of one question, kept */
    char folded[ANSWER_BYTES];
    size_t bytes; /* 0: nothing kept here */
    struct id within, found;
    int level, n;
    day on;
};
struct finder {
    struct db *db;
    struct arena *arena;
    struct called *place[PLACE_HEADS], *rsp[SMALL_HEADS];
    struct answer answer[ANSWERS];
};

static uint32_t hash_of(struct str s)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h;
}

struct str place_fold(struct str said, struct arena *a)
{
    static const char *const drop[] = { "overlapping", "over lapping",
                                        "overlaping" };
    struct str folded = utf8_fold(said, a);

    for (size_t i = 0; i < LEN(drop); i++) {
        struct str tail = str_of(drop[i]);

        if (folded.n > tail.n && str_ends(folded, tail))
            folded.n -= tail.n;
    }
    return str_trim(folded);
}

static void called_add(struct finder *f, struct called **heads, size_t n,
                       struct str name, struct id id, int level, bool own)
{
    struct called *c;
    struct called **head;
    struct str folded = place_fold(name, f->arena);

    if (!folded.n)
        return;
    c = arena_new(f->arena, struct called);
    head = &heads[hash_of(folded) & (n - 1)];
    *c = (struct called){ *head, folded, arena_str(f->arena, name),
                          id,    level,  own };
    *head = c;
}

static void places_load(struct finder *f)
{
    static const int more[] = { SQL_FINDER_ALIASES, SQL_FINDER_CODES };
    struct rows r = db_rows(f->db, SQL_FINDER_PLACES);

    while (db_next(&r))
        for (int col = 2; col <= 4; col++)
            called_add(f, f->place, PLACE_HEADS, db_str(&r, col), db_id(&r, 0),
                       (int)db_int(&r, 1), true);
    db_done(&r);
    for (size_t i = 0; i < LEN(more); i++) {
        r = db_rows(f->db, more[i]);
        while (db_next(&r))
            called_add(f, f->place, PLACE_HEADS, db_str(&r, 2), db_id(&r, 0),
                       (int)db_int(&r, 1), false);
        db_done(&r);
    }
}

static void rsps_load(struct finder *f)
{
    struct rows r = db_rows(f->db, SQL_FINDER_RSPS);

    while (db_next(&r))
        for (int col = 1; col <= 4; col++)
            called_add(f, f->rsp, SMALL_HEADS, db_str(&r, col), db_id(&r, 0),
                       -1, true);
    db_done(&r);
    r = db_rows(f->db, SQL_FINDER_RSP_NAMES);
    while (db_next(&r))
        called_add(f, f->rsp, SMALL_HEADS, db_str(&r, 1), db_id(&r, 0), -1,
                   false);
    db_done(&r);
}

struct finder *finder_open(struct db *db, struct arena *a)
{
    struct finder *f = arena_new(a, struct finder);

    f->db = db;
    f->arena = a;
    places_load(f);
    rsps_load(f);
    return f;
}

/* ---- asking -------------------------------------------------------------*/

/* Within: 2 on that day, 1 on another, 0 never. */
static int place_within(struct finder *f, struct id place, struct id within,
                        day on)
{
    struct rows r;
    int how = 0;

    if (id_none(within))
        return 2;
    r = db_rows(f->db, SQL_FINDER_WITHIN);
    db_bind_id(&r, 1, place);
    db_bind_id(&r, 2, within);
    db_bind_int(&r, 3, on == DAY_NONE ? INT32_MAX - 1 : on);
    if (db_next(&r))
        how = db_int(&r, 0) ? 2 : 1;
    db_done(&r);
    return how;
}

/* The best fits only: own name before alias, that day before another. */
static int place_look(struct finder *f, struct str folded, int level,
                      struct id within, day on, struct id *out)
{
    int best = 0, n = 0;

    for (const struct called *c = f->place[hash_of(folded) & (PLACE_HEADS - 1)];
         c; c = c->next) {
        int fit;

        if ((level >= 0 && c->level != level) || !str_same(c->folded, folded))
            continue;
        fit = place_within(f, c->id, within, on);
        if (!fit)
            continue;
        fit = fit * 2 + c->own;
        if (fit > best || (n == 1 && fit == best && id_same(c->id, *out))) {
            best = fit;
            n = 1;
            *out = c->id;
        } else if (fit == best && !id_same(c->id, *out)) {
            n++;
        }
    }
    return n;
}

static bool answer_fits(const struct answer *k, struct str folded, int level,
                        struct id within, day on)
{
    return k->level == level && k->on == on && id_same(k->within, within) &&
           str_same((struct str){ k->folded, k->bytes }, folded);
}

static int place_ask(struct finder *f, struct str folded, int level,
                     struct id within, day on, struct id *out)
{
    struct answer *kept =
        &f->answer[(hash_of(folded) ^ within.b[0] ^ (uint32_t)level * 31u) &
                   (ANSWERS - 1)];
    struct answer fresh = {
        .bytes = folded.n, .within = within, .level = level, .on = on
    };

    if (folded.n > ANSWER_BYTES)
        return place_look(f, folded, level, within, on, out);
    if (!answer_fits(kept, folded, level, within, on)) {
        memcpy(fresh.folded, folded.p, folded.n);
        fresh.n = place_look(f, folded, level, within, on, &fresh.found);
        *kept = fresh;
    }
    *out = kept->found;
    return kept->n;
}

int finder_place(struct finder *f, struct str said, int level, struct id within,
                 day on, struct id *out)
{
    struct arena_mark mark = arena_mark(f->arena);
    struct str folded = place_fold(said, f->arena);
    int n = folded.n ? place_ask(f, folded, level, within, on, out) : 0;

    if (n != 1)
        *out = ID_NONE;
    arena_back(f->arena, mark);
    return n;
}

int finder_rsp(struct finder *f, struct str said, struct id *out)
{
    struct arena_mark mark = arena_mark(f->arena);
    struct str folded = place_fold(said, f->arena);
    int n = 0;

    *out = ID_NONE;
    for (const struct called *c = f->rsp[hash_of(folded) & (SMALL_HEADS - 1)];
         folded.n && c; c = c->next)
        if (str_same(c->folded, folded) && !(n && id_same(c->id, *out))) {
            *out = c->id;
            n++;
        }
    arena_back(f->arena, mark);
    if (n != 1)
        *out = ID_NONE;
    return n;
}

int finder_level(struct finder *f, struct id place)
{
    for (size_t i = 0; i < PLACE_HEADS; i++)
        for (const struct called *c = f->place[i]; c; c = c->next)
            if (id_same(c->id, place))
                return c->level;
    return -1;
}

/* ---- proposals ----------------------------------------------------------*/

/* Does the one name hold the other, as "Tando Muhammad Khan" holds "T M
 * Khan"? Whole words only. */
static bool name_holds(struct str longer, struct str shorter)
{
    for (size_t i = 0; i + shorter.n <= longer.n; i++)
        if (!memcmp(longer.p + i, shorter.p, shorter.n) &&
            (i == 0 || longer.p[i - 1] == ' ') &&
            (i + shorter.n == longer.n || longer.p[i + shorter.n] == ' '))
            return true;
    return false;
}

static int name_apart(struct str a, struct str b)
{
    int most = a.n > 12 ? 5 : 4;
    int apart = utf8_distance(a, b, most);

    if (apart > most && (a.n > b.n ? name_holds(a, b) : name_holds(b, a)))
        return most;
    return apart > most ? -1 : apart;
}

static void proposal_put(struct proposal *out, size_t *n, size_t most,
                         struct proposal p)
{
    size_t at = 0;

    for (size_t i = 0; i < *n; i++)
        if (id_same(out[i].place, p.place)) {
            if (out[i].apart <= p.apart)
                return;
            memmove(out + i, out + i + 1, (*n - i - 1) * sizeof *out);
            (*n)--;
            break;
        }
    while (at < *n &&
           (out[at].apart < p.apart ||
            (out[at].apart == p.apart && id_order(out[at].place, p.place) < 0)))
        at++;
    if (at == most)
        return;
    if (*n < most)
        (*n)++;
    memmove(out + at + 1, out + at, (*n - at - 1) * sizeof *out);
    out[at] = p;
}

size_t finder_propose(struct finder *f, struct str said, int level,
                      struct id within, struct arena *a, size_t most,
                      struct proposal *out)
{
    struct str folded = place_fold(said, a);
    size_t n = 0;

    for (size_t i = 0; i < PLACE_HEADS; i++)
        for (const struct called *c = f->place[i]; c; c = c->next) {
            int apart;

            if (level >= 0 && c->level != level)
                continue;
            apart = name_apart(folded, c->folded);
            if (apart < 0 || !place_within(f, c->id, within, DAY_NONE))
                continue;
            proposal_put(out, &n, most,
                         (struct proposal){ c->id, c->name, apart });
        }
    return n;
}
