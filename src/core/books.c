/* books - the list of what one thing moved, and what stands of it. */
#include <string.h>

#include "core/books.h"

void money(struct postings *p, const struct movement *m)
{
    if (m->on == DAY_NONE || m->amount == INT_NONE || m->amount == 0)
        return;
    if (p->movements == p->movement_room) {
        size_t room = p->movement_room ? 2 * p->movement_room : 8;
        struct movement *at = arena_many(p->arena, struct movement, room);

        if (p->movements)
            memcpy(at, p->movement, p->movements * sizeof *at);
        p->movement = at;
        p->movement_room = room;
    }
    p->movement[p->movements++] = *m;
}

void keep(struct postings *p, const void *row, size_t bytes)
{
    void *copy = arena_take(p->arena, bytes);

    memcpy(copy, row, bytes);
    p->kept = copy;
}
