/* demo_names - luck, and names in three scripts. */
#include "cmd/demo.h"

/* ---- luck ---------------------------------------------------------------*/

/* Splitmix64: small, and the same everywhere. */
static uint64_t luck_next(struct luck *l)
{
    uint64_t x = l->state += UINT64_C(0x9e3779b97f4a7c15);

    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

struct luck luck_of(int64_t seed, const char *what, int64_t number)
{
    struct luck l = { (uint64_t)seed };

    for (; *what; what++)
        l.state = luck_next(&l) ^ (uint8_t)*what;
    l.state = luck_next(&l) ^ (uint64_t)number;
    luck_next(&l);
    return l;
}

int luck_below(struct luck *l, int n)
{
    MUST(n > 0);
    return (int)(luck_next(l) % (uint64_t)n);
}

int luck_between(struct luck *l, int least, int most)
{
    return least + luck_below(l, most - least + 1);
}

bool luck_in(struct luck *l, int of_thousand)
{
    return luck_below(l, 1000) < of_thousand;
}

/* ---- names --------------------------------------------------------------*/

static void pool_add(struct names *n, enum pool pool, enum among among,
                     uint16_t at)
{
    MUST(n->pools[pool][among] < (int)LEN(n->pool[pool][among]));
    n->pool[pool][among][n->pools[pool][among]++] = at;
}

/* What both provinces use is in the pools of both. */
struct names *names_read(struct arena *a)
{
    static const char pools[] = "woman|man|clan|word";
    static const char amongs[] = "sindh|punjab|thar";
    struct data *s = data_open("demo/names.csv");
    struct names *n = arena_new(a, struct names);

    while (data_next(s)) {
        int pool = choice_find(pools, data_cell(s, "use"));
        int among = choice_find(amongs, data_cell(s, "among"));

        MUST(pool >= 0 && n->n < LEN(n->all));
        n->all[n->n] =
            (struct spelt){ { arena_str(a, data_cell(s, "name")),
                              arena_str(a, data_cell(s, "name_ur")),
                              arena_str(a, data_cell(s, "name_sd")) } };
        if (among >= 0)
            pool_add(n, (enum pool)pool, (enum among)among, n->n);
        else
            for (int i = 0; i < AMONG_THAR; i++)
                pool_add(n, (enum pool)pool, (enum among)i, n->n);
        n->n++;
    }
    data_close(s);
    return n;
}

uint16_t name_pick(const struct names *n, struct luck *l, enum pool pool,
                   enum among among)
{
    int many = n->pools[pool][among];

    if (!many) { /* words are of a province */
        among = AMONG_SINDH;
        many = n->pools[pool][among];
    }
    return n->pool[pool][among][luck_below(l, many)];
}

struct spelt spelt_of(const char *en, const char *ur, const char *sd)
{
    return (struct spelt){ { str_of(en), str_of(ur), str_of(sd) } };
}

struct spelt spelt_join(struct arena *a, const struct spelt *word, int n,
                        const char *between)
{
    struct spelt all;

    for (int i = 0; i < SCRIPTS; i++) {
        struct buf b = buf_start(a);

        for (int j = 0; j < n; j++) {
            if (!word[j].in[i].n)
                continue;
            if (b.n)
                buf_z(&b, between);
            buf_add(&b, word[j].in[i]);
        }
        all.in[i] = buf_str(&b);
    }
    return all;
}
