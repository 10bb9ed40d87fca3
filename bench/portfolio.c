/* portfolio - the best set of 2,000 needs under a budget, and how good it is
 * proven to be.
 *
 * Needs of six shapes: as a district's plans have them (round costs, households
 * as the value), with choices of two designs, with a women's share, and the
 * hard ones of the books (values that follow the cost). Peers: greedy by value
 * for cost, as a spreadsheet is sorted; and the textbook's table over every
 * thousand rupees, which is exact but knows neither choices nor shares. */
#include "bench.h"

#include "core/portfolio.h"

enum { UNIT = 100000, ROUNDS = 5 }; /* Rs 1,000 in paisa */

enum shape { PLANS, DESIGNS, WOMEN, ALL_OF_IT, LOOSE, TIGHT, SHAPES };
static const char *const title[] = {
    "as plans have them", "with choices of designs",  "with a women's share",
    "with both",          "values near to the costs", "values that follow costs"
};

struct case_of {
    struct portfolio_ask ask;
    struct portfolio_item *item;
    size_t n;
};

static struct portfolio_item invent(struct chance *c, enum shape shape,
                                    size_t i)
{
    int64_t units = 1 + chance_below(c, 2500);
    int64_t homes = 1 + units / 25 + chance_below(c, 1 + units / 8);
    struct portfolio_item x = {
        .cost = (shape >= LOOSE ? units : (units + 4) / 5 * 5) * UNIT,
        .value = shape == TIGHT ? units + 100 :
                 shape == LOOSE ? units + chance_below(c, 40) :
                                  homes
    };

    memcpy(x.need.b, &i, sizeof i);
    if ((shape == DESIGNS || shape == ALL_OF_IT) && chance_below(c, 3) == 0)
        x.either = 1 + (int64_t)(i / 12);
    if ((shape == WOMEN || shape == ALL_OF_IT) && chance_below(c, 5) == 0)
        x.for_women = x.cost;
    return x;
}

static void case_make(struct case_of *o, enum shape shape, struct chance *c)
{
    paisa sum = 0;

    for (size_t i = 0; i < o->n; i++) {
        o->item[i] = invent(c, shape, i);
        sum += o->item[i].cost;
    }
    o->ask = (struct portfolio_ask){
        .budget = sum / 4 / UNIT * UNIT,
        .share = shape == WOMEN || shape == ALL_OF_IT ? 30 : 0
    };
}

static int64_t table_best(const struct case_of *o)
{
    size_t units = (size_t)(o->ask.budget / UNIT);
    int64_t *best = calloc(units + 1, sizeof *best), got;

    MUST(best);
    for (size_t i = 0; i < o->n; i++) {
        size_t cost = (size_t)(o->item[i].cost / UNIT);

        for (size_t u = units + 1; u-- > cost;)
            if (best[u - cost] + o->item[i].value > best[u])
                best[u] = best[u - cost] + o->item[i].value;
    }
    got = best[units];
    free(best);
    return got;
}

struct took {
    double ours, greedy, table; /* the longest of the rounds, s */
    int64_t gap;                /* the widest, hundredths of a percent */
    int64_t short_of;           /* what greedy misses of ours, the same */
};

static void round_run(struct case_of *o, enum shape shape, struct took *t)
{
    struct arena a = { 0 };
    double began = bench_clock(), ours, greedy, table = 0;
    struct portfolio_choice c = portfolio_choose(&o->ask, o->item, o->n, &a);
    int64_t gap = portfolio_gap(&c), best;

    ours = bench_clock() - began;
    MUST(c.end == PORTFOLIO_BEST || c.end == PORTFOLIO_GOOD);
    began = bench_clock();
    portfolio_greedy(&o->ask, o->item, o->n, &a);
    greedy = bench_clock() - began;
    if (shape == PLANS || shape >= LOOSE) {
        began = bench_clock();
        best = table_best(o);
        table = bench_clock() - began;
        MUST(c.value <= best && best <= c.bound);
    }
    bench_note("%-26s %8" PRId64 " of at most %8" PRId64 ", greedy %8" PRId64
               ", %4zu taken, %8zu states, %.3f s, table %.3f s\n",
               title[shape], c.value, c.bound, c.greedy, c.taken, c.seen, ours,
               table);
    t->ours = ours > t->ours ? ours : t->ours;
    t->greedy = greedy > t->greedy ? greedy : t->greedy;
    t->table = table > t->table ? table : t->table;
    t->gap = gap > t->gap ? gap : t->gap;
    best = c.value ? (c.value - c.greedy) * 10000 / c.value : 0;
    t->short_of = best > t->short_of ? best : t->short_of;
    arena_free(&a);
}

static void row_print(enum shape shape, const struct took *t, size_t n)
{
    char text[4][140];

    snprintf(text[0], sizeof text[0],
             "The best of %zu needs under a budget, %s", n, title[shape]);
    snprintf(text[1], sizeof text[1],
             "%.3f s, gap to the bound %" PRId64 ".%02d %%", t->ours,
             t->gap / 100, (int)(t->gap % 100));
    if (shape == WOMEN || shape == ALL_OF_IT)
        snprintf(text[2], sizeof text[2], "greedy %.4f s, without the share",
                 t->greedy);
    else
        snprintf(text[2], sizeof text[2],
                 "greedy %.4f s, up to %" PRId64 ".%02d %% less", t->greedy,
                 t->short_of / 100, (int)(t->short_of % 100));
    text[3][0] = 0;
    if (t->table > 0)
        snprintf(text[3], sizeof text[3], "%.2f of a table's",
                 t->ours / t->table);
    bench_row(text[0], text[1], text[2], text[3], "under 1 s", t->ours < 1);
}

int main(void)
{
    struct case_of o = { .n = (size_t)bench_size(2000, 50) };
    struct chance chance = { 20260701 };

    o.item = calloc(o.n, sizeof *o.item);
    MUST(o.item);
    for (int shape = 0; shape < SHAPES; shape++) {
        struct took t = { 0 };

        for (int round = 0; round < ROUNDS; round++) {
            case_make(&o, (enum shape)shape, &chance);
            round_run(&o, (enum shape)shape, &t);
        }
        row_print((enum shape)shape, &t, o.n);
    }
    free(o.item);
    return 0;
}
