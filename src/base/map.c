/* map - open addressing. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

static uint64_t map_hash(const void *key, size_t n)
{
    const uint8_t *p = key;
    uint64_t h = 1469598103934665603u, w;

    for (; n >= 8; p += 8, n -= 8) {
        memcpy(&w, p, 8);
        h = (h ^ w) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    for (; n; n--)
        h = (h ^ *p++) * 1099511628211u;
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93u;
    return h ^ (h >> 32);
}

/* Keys and values both lie where any type may. */
static size_t rounded(size_t bytes)
{
    return (bytes + 7) & ~(size_t)7;
}

static size_t item_bytes(const struct map *m)
{
    return rounded(m->key_bytes) + rounded(m->value_bytes);
}

struct map map_of(size_t key_bytes, size_t value_bytes)
{
    return (struct map){ .key_bytes = key_bytes, .value_bytes = value_bytes };
}

static void map_link(struct map *m, uint32_t item, uint64_t hash)
{
    size_t i = hash & (m->slots - 1);

    while (m->slot[i])
        i = (i + 1) & (m->slots - 1);
    m->slot[i] = item + 1;
}

static void map_grow(struct map *m)
{
    size_t each = item_bytes(m);
    size_t slots = m->slots ? 2 * m->slots : 64;
    void *item = realloc(m->item, slots / 2 * each);

    MUST(item);
    m->item = item;
    free(m->slot);
    m->slot = calloc(slots, sizeof *m->slot);
    MUST(m->slot);
    m->slots = slots;
    for (size_t i = 0; i < m->n; i++)
        map_link(m, (uint32_t)i, map_hash(m->item + i * each, m->key_bytes));
}

static uint32_t map_look(const struct map *m, const void *key, uint64_t hash)
{
    size_t each = item_bytes(m);

    if (!m->slots)
        return 0;
    for (size_t i = hash & (m->slots - 1); m->slot[i];
         i = (i + 1) & (m->slots - 1))
        if (!memcmp(m->item + (m->slot[i] - 1) * each, key, m->key_bytes))
            return m->slot[i];
    return 0;
}

void *map_find(const struct map *m, const void *key)
{
    uint32_t at = map_look(m, key, map_hash(key, m->key_bytes));

    return at ? map_value(m, at - 1) : NULL;
}

void *map_at(struct map *m, const void *key, bool *fresh)
{
    uint64_t hash = map_hash(key, m->key_bytes);
    uint32_t at = map_look(m, key, hash);
    size_t each = item_bytes(m);

    *fresh = !at;
    if (at)
        return map_value(m, at - 1);
    if (2 * (m->n + 1) > m->slots)
        map_grow(m);
    memcpy(m->item + m->n * each, key, m->key_bytes);
    memset(m->item + m->n * each + rounded(m->key_bytes), 0, m->value_bytes);
    map_link(m, (uint32_t)m->n, hash);
    return map_value(m, m->n++);
}

const void *map_key(const struct map *m, size_t i)
{
    return m->item + i * item_bytes(m);
}

void *map_value(const struct map *m, size_t i)
{
    return m->item + i * item_bytes(m) + rounded(m->key_bytes);
}

void map_clear(struct map *m)
{
    if (m->n && m->slot)
        memset(m->slot, 0, m->slots * sizeof *m->slot);
    m->n = 0;
}

void map_free(struct map *m)
{
    free(m->slot);
    free(m->item);
    *m = map_of(m->key_bytes, m->value_bytes);
}
