/* map - values found by keys of one fixed size, which are compared byte by byte. */
#ifndef SAATH_MAP_H
#define SAATH_MAP_H

#include "base/base.h"

/* On the heap, since it is emptied and filled again: map_free gives it back. */
struct map {
    size_t key_bytes, value_bytes, n, slots;
    uint32_t *slot; /* item + 1; 0 is free */
    uint8_t *item;  /* in the order they came */
};
struct map map_of(size_t key_bytes, size_t value_bytes);
void *map_find(const struct map *m, const void *key);      /* NULL if absent */
void *map_at(struct map *m, const void *key, bool *fresh); /* zeroed */
const void *map_key(const struct map *m, size_t i);
void *map_value(const struct map *m, size_t i); /* until the next map_at */
void map_clear(struct map *m);
void map_free(struct map *m);

#endif
