/* arena - memory with one owner and one end. */
#include "base.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISON_ROOM 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISON_ROOM 1
#endif
#endif

#ifdef POISON_ROOM
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum {
    ALIGNED = alignof(max_align_t),
    FIRST_CHUNK = 64 << 10,
    LAST_CHUNK = 4 << 20,
    FEW = 8 /* first room of an array that doubles */
};

struct arena_chunk {
    struct arena_chunk *before;
    size_t chunk_bytes; /* of the arena, before this one */
    size_t room, used;
    alignas(max_align_t) char bytes[];
};

/* Chunks double up to 4 MiB: few calls for the large, little waste for the
 * small. One that asks for more than a chunk gets one of its own size. */
static void arena_grow(struct arena *a, size_t bytes)
{
    size_t usual = a->chunk_bytes ? a->chunk_bytes : FIRST_CHUNK;
    size_t room = usual < bytes ? bytes : usual;
    struct arena_chunk *c;

    MUST(room <= SIZE_MAX - sizeof *c);
    c = malloc(sizeof *c + room);
    MUST(c != NULL);
    *c = (struct arena_chunk){ .before = a->chunk,
                               .room = room,
                               .chunk_bytes = a->chunk_bytes };
    ASAN_POISON_MEMORY_REGION(c->bytes, room);
    a->chunk = c;
    a->chunk_bytes = usual < LAST_CHUNK ? usual * 2 : usual;
}

/* Under the address sanitizer a byte between neighbours is never handed out,
 * so that running over an end is seen. */
static void *arena_raw(struct arena *a, size_t bytes)
{
    size_t take = bytes;
    void *p;

#ifdef POISON_ROOM
    take++;
#endif
    MUST(bytes <= SIZE_MAX / 2 - 2 * ALIGNED);
    take = (take + ALIGNED - 1) / ALIGNED * ALIGNED;
    if (!a->chunk || a->chunk->room - a->chunk->used < take)
        arena_grow(a, take);
    p = a->chunk->bytes + a->chunk->used;
    a->chunk->used += take;
    ASAN_UNPOISON_MEMORY_REGION(p, bytes);
    return p;
}

void *arena_take(struct arena *a, size_t bytes)
{
    return memset(arena_raw(a, bytes), 0, bytes);
}

void *arena_array(struct arena *a, size_t n, size_t each)
{
    MUST(each == 0 || n <= SIZE_MAX / 2 / each);
    return arena_take(a, n * each);
}

/* Whether n leave no room; *room is then that of the place to move to. */
static bool room_doubles(const void *at, size_t n, size_t *room)
{
    MUST(at ? n <= *room : n == 0);
    if (at && n < *room)
        return false;
    if (*room == 0)
        *room = FEW;
    else if (at)
        *room *= 2;
    return true;
}

void *arena_more(struct arena *a, void *at, size_t n, size_t *room, size_t each)
{
    void *more;

    if (!room_doubles(at, n, room))
        return at;
    more = arena_array(a, *room, each);
    if (n)
        memcpy(more, at, n * each);
    return more;
}

void *heap_more(void *at, size_t n, size_t *room, size_t each)
{
    if (!room_doubles(at, n, room))
        return at;
    MUST(*room <= SIZE_MAX / 2 / each);
    at = realloc(at, *room * each);
    MUST(at != NULL);
    return at;
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){ arena_z(a, s), s.n };
}

const char *arena_z(struct arena *a, struct str s)
{
    char *p = arena_raw(a, s.n + 1);

    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){ a->chunk, a->chunk ? a->chunk->used : 0 };
}

static void arena_drop(struct arena *a)
{
    struct arena_chunk *c = a->chunk;

    ASAN_UNPOISON_MEMORY_REGION(c->bytes, c->room);
    a->chunk = c->before;
    a->chunk_bytes = c->chunk_bytes; /* a loop does not make it grow */
    free(c);
}

void arena_back(struct arena *a, struct arena_mark m)
{
    while (a->chunk != m.chunk) {
        MUST(a->chunk != NULL);
        arena_drop(a);
    }
    if (!a->chunk)
        return;
    MUST(m.used <= a->chunk->used);
    a->chunk->used = m.used;
    ASAN_POISON_MEMORY_REGION(a->chunk->bytes + m.used,
                              a->chunk->room - m.used);
}

void arena_free(struct arena *a)
{
    while (a->chunk)
        arena_drop(a);
}
