/* population - a sample population of a district that nobody is: households'
 * answers on a scorecard, each answer as frequent as it is there. */
#include <stdio.h>
#include <string.h>

#include "cmd/demo_people.h"

enum { TALUKAS_MOST = 700, HOUSEHOLDS_MOST = 1000000, DEEP = 8 };

struct quarter { /* a taluka, or a place whose talukas are not known */
    struct str key, code, province;
    int64_t weight, households;
    struct shares *shares;
};
struct population {
    struct cmd *cmd;
    struct quarter *at;
    int n;
    int64_t households, seed;
    struct str held;
    FILE *out;
};

/* ---- where --------------------------------------------------------------*/

struct spot_row {
    struct str key, level, lg, code;
};
struct spots_all {
    struct spot_row *at;
    int n;
};

static struct spots_all spots_all_read(struct arena *a)
{
    struct data *s = data_open("reference/places.csv");
    struct spots_all all = { arena_many(a, struct spot_row, 2000), 0 };

    while (data_next(s)) {
        MUST(all.n < 2000);
        all.at[all.n++] = (struct spot_row){
            arena_str(a, data_cell(s, "key")),
            arena_str(a, data_cell(s, "level")),
            arena_str(a, data_cell(s, "lg")), arena_str(a, data_cell(s, "code"))
        };
    }
    data_close(s);
    return all;
}

/* By key or by code. */
static const struct spot_row *spot_find(const struct spots_all *all,
                                        struct str said)
{
    for (int i = 0; i < all->n; i++)
        if (said.n &&
            (str_same(all->at[i].key, said) || str_same(all->at[i].code, said)))
            return &all->at[i];
    return NULL;
}

static struct str province_of(const struct spots_all *all,
                              const struct spot_row *s)
{
    for (int i = 0; s && i < DEEP; i++) {
        if (str_same(s->level, S("province")))
            return s->key;
        s = spot_find(all, s->lg);
    }
    return S("");
}

static bool lies_in(const struct spots_all *all, const struct spot_row *s,
                    struct str key)
{
    for (int i = 0; s && i < DEEP; i++) {
        if (str_same(s->key, key))
            return true;
        s = spot_find(all, s->lg);
    }
    return false;
}

static void quarter_add(struct population *p, const struct spot_row *s,
                        struct str province, const struct shares *shares)
{
    MUST(p->n < TALUKAS_MOST);
    p->at[p->n] = (struct quarter){ .key = s->key,
                                    .code = s->code.n ? s->code : s->key,
                                    .province = province,
                                    .weight = shares->households };
    p->at[p->n].shares = arena_new(&p->cmd->arena, struct shares);
    *p->at[p->n++].shares = *shares;
}

/* The talukas in it whose rural households the census counted; else itself,
 * with its province's shares. */
static bool quarters_add(struct population *p, const struct spots_all *all,
                         struct str said)
{
    const struct spot_row *s = spot_find(all, said);
    struct str province = province_of(all, s);
    struct arena *a = &p->cmd->arena;
    struct shares shares;
    int before = p->n;

    if (!shares_read(a, province, S(""), &shares))
        return false;
    for (int i = 0; i < all->n; i++)
        if (str_same(all->at[i].level, S("taluka")) &&
            lies_in(all, &all->at[i], s->key) &&
            shares_read(a, province, all->at[i].key, &shares) &&
            shares.households > 0)
            quarter_add(p, &all->at[i], province, &shares);
    if (p->n == before) {
        shares_read(a, province, S(""), &shares);
        shares.households = 1;
        quarter_add(p, s, province, &shares);
    }
    return true;
}

/* As many as its part of all rural households; what rounding leaves goes to the
 * first ones. */
static void households_share_out(struct population *p)
{
    int64_t all = 0, given = 0;

    MUST(p->n > 0);
    for (int i = 0; i < p->n; i++)
        all += p->at[i].weight;
    for (int i = 0; i < p->n; i++) {
        p->at[i].households = p->households * p->at[i].weight / all;
        given += p->at[i].households;
    }
    for (int i = 0; given < p->households; i = (i + 1) % p->n, given++)
        p->at[i].households++;
}

/* ---- the file -----------------------------------------------------------*/

static int64_t divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* Steps that visit every one of n, far from the one before. */
static int64_t stride_of(int64_t n)
{
    int64_t step = n * 618 / 1000 + 1;

    while (divisor(n, step) != 1)
        step++;
    return step;
}

static void household_write(const struct population *p, const struct quarter *q,
                            int64_t number, const struct home *h)
{
    const struct shares *s = q->shares;
    struct arena a = { .chunk_bytes = 1024 };
    struct buf b = buf_start(&a);

    buf_add(&b, q->code);
    buf_fmt(&b, ",%lld,", (long long)number);
    buf_add(&b, p->held);
    buf_z(&b, "," CARD_ASKED ",");
    buf_add(&b, s->of[OF_HEADED].answer[h->headed]);
    buf_char(&b, ',');
    buf_add(&b, s->of[OF_LANDLESS].answer[h->landless]);
    buf_char(&b, ',');
    buf_add(&b, s->of[OF_HOME].answer[h->home]);
    for (int i = 0; i < QUESTIONS; i++) {
        buf_char(&b, ',');
        buf_add(&b, s->of[i].answer[h->answer[i]]);
    }
    buf_char(&b, '\n');
    fwrite(b.p, 1, b.n, p->out);
    arena_free(&a);
}

/* Ranks of a taluka's households lie evenly from the poorest to the richest:
 * shares come out closer than by chance alone. */
static void quarter_write(const struct population *p, int at, int64_t number)
{
    const struct quarter *q = &p->at[at];
    int64_t n = q->households, step = n ? stride_of(n) : 1;

    for (int64_t i = 0; i < n; i++) {
        struct luck l = luck_of(p->seed, "population",
                                at * (int64_t)HOUSEHOLDS_MOST + i);
        int64_t rank = i * step % n;
        int wealth = (int)((rank * RANKS + luck_below(&l, RANKS)) / n);
        struct home h;

        home_draw(q->shares, wealth, &l, &h);
        household_write(p, q, number + i, &h);
    }
}

static bool all_write(const struct population *p)
{
    int64_t number = 1;

    fputs("place,number,held,card,headed,landless,home", p->out);
    for (int i = 1; i <= QUESTIONS; i++)
        fprintf(p->out, ",q%d", i);
    fputc('\n', p->out);
    for (int i = 0; i < p->n; i++) {
        quarter_write(p, i, number);
        number += p->at[i].households;
    }
    return !ferror(p->out);
}

static int population_write(struct population *p, const char *file)
{
    bool good;

    p->out = file ? fopen(file, "wb") : stdout;
    if (!p->out)
        return fault(p->cmd, "cmd.population.file", file, "");
    good = all_write(p);
    if (file)
        good &= fclose(p->out) == 0;
    else
        good &= fflush(stdout) == 0;
    return good ? EXIT_DONE :
                  fault(p->cmd, "cmd.population.file", file ? file : "-", "");
}

/* Writes a sample population: a census of a district that nobody is.
 *
 *     saath population PLACE... [--households N] [--seed N] [--held DAY]
 *                      [-o FILE.csv]
 *
 * PLACE is a district, a taluka or a province of Sindh or Punjab, by key or
 * code: pk723, PK72302, sindh. Answers on the card SPS-PAK-2009-002 are drawn
 * so that each is as frequent as it is there: water and toilet by taluka
 * (census of 2023, rural), the others by province (PSLM 2015-16, rural);
 * refrigerator, television, vehicle and labourers were found in no table and
 * have stated shares (data/demo/shares.csv says of each where it is from).
 * Households are dealt to talukas as the census counted them. The same seed
 * gives the same file; without -o it goes to standard output. `saath import
 * census FILE.csv` takes it. */
COMMAND(population)
{
    const char *file = arg_value(c, "-o"), *seed = arg_value(c, "--seed"),
               *households = arg_value(c, "--households"),
               *held = arg_value(c, "--held");
    struct population *p = arena_new(&c->arena, struct population);
    struct spots_all all;
    day on;

    if (!args_end(c, "population", 1, 100))
        return EXIT_USAGE;
    *p = (struct population){ .cmd = c, .households = 5000, .seed = 1 };
    p->held = held ? str_of(held) : S("2023-05-22");
    if (seed && (!int_read(str_of(seed), &p->seed) || p->seed < 0))
        return misused(c, "--seed", "cmd.number", seed);
    if (households && (!int_read(str_of(households), &p->households) ||
                       p->households < 1 || p->households > HOUSEHOLDS_MOST))
        return misused(c, "--households", "cmd.number", households);
    if (!day_read(p->held, &on))
        return misused(c, "--held", "cmd.population.day", held);
    p->at = arena_many(&c->arena, struct quarter, TALUKAS_MOST);
    all = spots_all_read(&c->arena);
    for (int i = 0; i < c->argc; i++)
        if (!quarters_add(p, &all, str_of(c->argv[i])))
            return misused(c, c->argv[i], "cmd.population.place", "");
    households_share_out(p);
    return population_write(p, file);
}
