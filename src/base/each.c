/* each - what came, each once, numbered in the order in which it came first. */
#include "base.h"

enum { FIRST_SLOTS = 64 };

/* Eight bytes after the other, each multiplied into what was there; ids are
 * hashes already. Who makes many of one slot makes one page slow, nothing else. */
static uint64_t mixed(struct str s)
{
    uint64_t h = s.n, part;

    for (size_t i = 0; i < s.n; i += sizeof part) {
        size_t n = s.n - i < sizeof part ? s.n - i : sizeof part;

        part = 0;
        memcpy(&part, s.p + i, n);
        h = (h ^ part) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    return h;
}

/* Most of what is looked for is an id: two numbers, and no call. */
static bool same(struct str a, struct str b)
{
    uint64_t x[2], y[2];

    if (a.n != sizeof x || b.n != sizeof y)
        return str_same(a, b);
    memcpy(x, a.p, sizeof x);
    memcpy(y, b.p, sizeof y);
    return x[0] == y[0] && x[1] == y[1];
}

/* The slot that has it, or the empty one where it would stand. A slot says part
 * of what it mixed to, so that others are not looked at. */
static struct each_slot *slot_of(const struct each *e, struct str s, uint64_t h)
{
    size_t i = (size_t)h & (e->slots - 1);
    uint32_t tag = (uint32_t)(h >> 32);

    while (e->slot[i].number &&
           (e->slot[i].tag != tag || !same(e->at[e->slot[i].number - 1], s)))
        i = (i + 1) & (e->slots - 1);
    return &e->slot[i];
}

static void slots_grow(struct each *e)
{
    const struct each_slot *old = e->slot;
    size_t n = e->slots;

    e->slots = n ? n * 2 : FIRST_SLOTS;
    e->slot = arena_many(e->arena, struct each_slot, e->slots);
    for (size_t i = 0; i < n; i++)
        if (old[i].number) {
            struct str s = e->at[old[i].number - 1];

            *slot_of(e, s, mixed(s)) = old[i];
        }
}

size_t each_find(const struct each *e, struct str s)
{
    uint32_t found = e->n ? slot_of(e, s, mixed(s))->number : 0;

    return found ? found - 1 : SIZE_MAX;
}

size_t each_put(struct each *e, struct str s)
{
    uint64_t h = mixed(s);
    struct each_slot *slot;

    if (e->n * 2 >= e->slots)
        slots_grow(e);
    slot = slot_of(e, s, h);
    if (slot->number)
        return slot->number - 1;
    MUST(e->n < UINT32_MAX - 1);
    arena_room(e->arena, e->at, e->n, e->room);
    e->at[e->n] = arena_str(e->arena, s);
    *slot = (struct each_slot){ (uint32_t)++e->n, (uint32_t)(h >> 32) };
    return e->n - 1;
}
