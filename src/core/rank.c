/* rank - many households in one order; some of many scores, drawn at random. */
#include <stdlib.h>
#include <string.h>

#include "core/choice.h"

static int before(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static enum rank_by parted_by(const struct rank_row *x,
                              const struct rank_row *y)
{
    return x->score != y->score           ? RANK_SCORE :
           x->dependants != y->dependants ? RANK_DEPENDANTS :
           x->taken != y->taken           ? RANK_TAKEN :
                                            RANK_ID;
}

static int rank_order(const void *p, const void *q)
{
    const struct rank_row *x = p, *y = q;

    switch (parted_by(x, y)) {
    case RANK_SCORE: return before(x->score, y->score);
    case RANK_DEPENDANTS: return before(y->dependants, x->dependants);
    case RANK_TAKEN: return before(x->taken, y->taken);
    default: return id_order(x->household, y->household);
    }
}

void rank_sort(struct rank_row *row, size_t n, int64_t places)
{
    if (n)
        qsort(row, n, sizeof *row, rank_order);
    for (size_t i = 0; i < n; i++) {
        row[i].rank = (int64_t)i + 1;
        row[i].waiting = row[i].rank > places;
        row[i].by = i ? parted_by(&row[i - 1], &row[i]) : RANK_FIRST;
    }
}

/* ---- a random part ------------------------------------------------------*/

struct ticket {
    struct hash number;
    struct draw_row row;
};

static struct hash ticket_number(struct id survey, struct hash seed,
                                 struct id score)
{
    struct sha s;

    sha_start(&s);
    sha_add(&s, survey.b, sizeof survey.b);
    sha_add(&s, seed.b, sizeof seed.b);
    sha_add(&s, score.b, sizeof score.b);
    return sha_end(&s);
}

static int ticket_order(const void *p, const void *q)
{
    const struct ticket *x = p, *y = q;
    int order = hash_order(x->number, y->number);

    return order ? order : id_order(x->row.score, y->row.score);
}

/* By enumerator, the least number of each first. */
static int enumerator_order(const void *p, const void *q)
{
    const struct ticket *x = p, *y = q;
    int order = id_order(x->row.enumerator, y->row.enumerator);

    return order ? order : ticket_order(p, q);
}

static size_t first_of_each(struct ticket *t, size_t n, size_t most)
{
    size_t drawn = 0;

    qsort(t, n, sizeof *t, enumerator_order);
    for (size_t i = 0; i < n; i++) {
        bool first = i == 0 ||
                     !id_same(t[i].row.enumerator, t[i - 1].row.enumerator);

        t[i].row.drawn = first && drawn < most;
        drawn += t[i].row.drawn;
    }
    return drawn;
}

size_t draw_sample(struct draw_row *row, size_t n, struct id survey,
                   struct hash seed, int64_t permille, size_t most,
                   struct arena *a)
{
    struct ticket *t = arena_many(a, struct ticket, n + 1);
    size_t want, drawn;

    MUST(permille >= 0 && permille <= 1000);
    if (!n)
        return 0;
    want = (n * (size_t)permille + 999) / 1000;
    if (want > most)
        want = most;
    for (size_t i = 0; i < n; i++) {
        t[i].row = row[i];
        t[i].number = ticket_number(survey, seed, row[i].score);
    }
    drawn = first_of_each(t, n, most);
    qsort(t, n, sizeof *t, ticket_order);
    for (size_t i = 0; i < n && drawn < want; i++) {
        drawn += !t[i].row.drawn;
        t[i].row.drawn = true;
    }
    for (size_t i = 0; i < n; i++)
        row[i] = t[i].row;
    return drawn;
}
