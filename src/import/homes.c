/* homes - the households of one file, by place and number. */
#include "import/homes.h"

#include <stdlib.h>
#include <string.h>

static struct home *slot_of(const struct homes *h, uint64_t mark)
{
    struct home *at = &h->at[mark & (h->slots - 1)];

    while (at->mark && at->mark != mark)
        at = at + 1 == h->at + h->slots ? h->at : at + 1;
    return at;
}

static void homes_grow(struct homes *h)
{
    struct homes more = { NULL, h->n, h->slots ? 2 * h->slots : 1024 };

    more.at = calloc(more.slots, sizeof *more.at);
    MUST(more.at);
    for (size_t i = 0; i < h->slots; i++)
        if (h->at[i].mark)
            *slot_of(&more, h->at[i].mark) = h->at[i];
    free(h->at);
    *h = more;
}

struct home *homes_at(struct homes *h, struct id place, struct str number)
{
    struct sha s;
    struct hash hash;
    struct home *at;
    uint64_t mark;

    sha_start(&s);
    sha_add(&s, place.b, sizeof place.b);
    sha_add(&s, number.p, number.n);
    hash = sha_end(&s);
    memcpy(&mark, hash.b, sizeof mark);
    mark += mark == 0;
    if (2 * h->n >= h->slots)
        homes_grow(h);
    at = slot_of(h, mark);
    h->n += !at->mark;
    at->mark = mark;
    return at;
}

void homes_free(struct homes *h)
{
    free(h->at);
    *h = (struct homes){ 0 };
}
