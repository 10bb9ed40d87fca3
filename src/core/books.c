/* books - the list of what one thing moved, and what stands of it. */
#include <string.h>

#include "core/books.h"

void money(struct postings *p, const struct movement *m)
{
    if (m->on == DAY_NONE || m->amount == INT_NONE || m->amount == 0)
        return;
    arena_room(p->arena, p->movement, p->movements, p->movement_room);
    p->movement[p->movements++] = *m;
}

void keep(struct postings *p, const void *row, size_t bytes)
{
    void *copy = arena_take(p->arena, bytes);

    memcpy(copy, row, bytes);
    keep_each(p, copy, 1);
}

void keep_each(struct postings *p, const void *rows, size_t n)
{
    p->kept = n ? rows : NULL;
    p->kepts = n;
}
