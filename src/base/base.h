/* base - the bricks: slice, arena, buffer, each, utf8, day, decimal, id, hash,
 * json.
 *
 * Pure: nothing here opens, waits, asks the clock or keeps state between
 * calls. Every string is a slice, every allocation belongs to an arena, but for
 * heap_room's. */
#ifndef SAATH_BASE_H
#define SAATH_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEN(a) (sizeof(a) / sizeof *(a))

/* The six letters that mkstemp(3) and mkdtemp(3) write their own over: a
 * template ends with them. */
#define TEMPLATE_END                                                           \
    "XX"                                                                       \
    "XX"                                                                       \
    "XX"

/* A claim about our own code. When it is false the process stops and says
 * where; the parent starts another. Never used for what a user, a disk or a
 * wire may say. */
#define MUST(claim)                                                            \
    ((claim) ? (void)0 : must_failed(__FILE__, __LINE__, #claim))
_Noreturn void must_failed(const char *file, int line, const char *claim);

/* ---- str: bytes that somebody else keeps --------------------------------*/

struct str {
    const char *p;
    size_t n;
};
#define S(literal) ((struct str){ "" literal, sizeof(literal) - 1 })

struct str str_of(const char *z); /* NULL gives the empty one */
bool str_same(struct str a, struct str b);
int str_order(struct str a, struct str b); /* bytewise: <0, 0, >0 */
bool str_starts(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);
struct str str_trim(struct str s); /* ASCII blanks and U+00A0 */
/* What stands before the first `at`, or all; *rest is what follows it. */
struct str str_cut(struct str *rest, char at);
struct str str_from(struct str s, size_t first); /* empty beyond the end */

/* ---- arena: memory with one owner and one end ---------------------------*/

struct arena {
    struct arena_chunk *chunk;
    size_t chunk_bytes; /* size of the next chunk; 0 means 64 KiB; they
                                 double up to 4 MiB */
};
struct arena_mark {
    struct arena_chunk *chunk;
    size_t used;
};

/* Zeroed memory, aligned for any type, until arena_back or arena_free.
 * Never NULL: a machine without memory stops the process. */
void *arena_take(struct arena *a, size_t bytes);
#define arena_new(a, type) ((type *)arena_take((a), sizeof(type)))
#define arena_many(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))
void *arena_array(struct arena *a, size_t n, size_t each);
/* Room for one more behind the n of an array: `at` moves when it is full, to a
 * place for twice as many, zeroed behind the n. It begins as NULL; `room` says
 * then how many to begin with, 0 for a few. What lay at the old place stays
 * there as long as the arena. */
#define arena_room(a, at, n, room)                                             \
    ((at) = arena_more((a), (at), (n), &(room), sizeof *(at)))
void *arena_more(struct arena *a, void *at, size_t n, size_t *room,
                 size_t each);
struct str arena_str(struct arena *a, struct str s); /* a copy */
const char *arena_z(struct arena *a, struct str s);  /* 0-terminated */
struct arena_mark arena_mark(const struct arena *a);
void arena_back(struct arena *a, struct arena_mark m); /* all taken since */
void arena_free(struct arena *a);                      /* empty again */
/* The same for an array that is too large to leave its old places behind, or
 * outlives every arena: free(3) is the caller's, and nothing is zeroed. */
#define heap_room(at, n, room)                                                 \
    ((at) = heap_more((at), (n), &(room), sizeof *(at)))
void *heap_more(void *at, size_t n, size_t *room, size_t each);

/* ---- buf: text being built in an arena ----------------------------------*/

/* It moves as it grows: one that grew after a mark does not outlive going back
 * to that mark. */
struct buf {
    struct arena *arena;
    char *p;
    size_t n, room;
};

struct buf buf_start(struct arena *a);
struct str buf_str(const struct buf *b); /* what it holds */
void buf_add(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t v);
void buf_hex(struct buf *b, const void *bytes, size_t n); /* lower case */
/* %s %c %d %u %x %%, the last numbers also with l and ll, and %zu. No widths:
 * anything else is a bug and stops. */
void buf_fmt(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Quoted, canonical escapes. Good UTF-8 in, or no reader takes what is out. */
void buf_json(struct buf *b, struct str s);

/* Bytes as letters, with padding, and back; in the arena. False: it is none. */
struct str base64(struct arena *a, struct str s);
bool base64_read(struct str s, struct arena *a, struct str *out);

/* ---- each: what came, each once -----------------------------------------*/

struct each_slot {
    uint32_t number, tag; /* number from 1; 0: empty */
};
/* Bytes of any kind; copies of them lie in the arena. Begins as { .arena = a }.
 * For keys of one size with values, on the heap, there is base/map.h. */
struct each {
    struct arena *arena;
    struct str *at; /* in the order in which they came first */
    size_t n, room;
    struct each_slot *slot;
    size_t slots;
};
/* Its number, from 0; what had not come yet is put behind the others. */
size_t each_put(struct each *e, struct str s);
size_t each_find(const struct each *e, struct str s); /* SIZE_MAX: not there */

/* ---- utf8 ---------------------------------------------------------------*/

bool utf8_good(struct str s); /* shortest forms, no surrogates, no NUL */
/* Bytes of the code point at `at`; 0 for a bad byte or at the end. */
size_t utf8_size(struct str s, size_t at);
/* The code point at *at, which moves past it; U+FFFD for a bad byte. */
uint32_t utf8_next(struct str s, size_t *at);
void utf8_put(struct buf *b, uint32_t point);
/* Folded for searching and for comparing names: lower case, blanks and
 * punctuation to one space, Arabic/Urdu/Sindhi forms of heh, yeh, kaf, alef
 * and all marks made one. Arabic and Urdu digits become Latin. */
struct str utf8_fold(struct str s, struct arena *a);
/* Edit distance of two folded names, counted up to `most`, at most 15
 * (beyond it: most + 1). No memory; time is length times `most`. */
int utf8_distance(struct str a, struct str b, int most);

/* ---- numbers ------------------------------------------------------------*/

#define INT_NONE INT64_MIN /* "not said", for an optional count */
typedef int64_t paisa;     /* 100 paisa = 1 rupee */

/* -?digits, the whole of s. INT_NONE is never read: one less is the least. */
bool int_read(struct str s, int64_t *out);
/* A decimal such as "1,234.5" or "٤٥.٢" times 10^scale as an integer.
 * Digits beyond the scale are rounded half away from zero and *inexact is set
 * when what they say is more than noise of a binary double (1e-9 relative).
 * Takes blanks around it, a sign, .5, 1.5E-3, and commas as in 1,234,567 or
 * 12,34,567. False for anything else, beyond +-INT64_MAX or 96 digits; then
 * *out is as it was. `scale` is 0..18, here and below. */
bool decimal_read(struct str s, int scale, int64_t *out, bool *inexact);
void decimal_put(struct buf *b, int64_t v, int scale); /* "-12.50" */
bool int_add(int64_t a, int64_t b, int64_t *sum);      /* false: overflow */

/* ---- day: whole days since 1970-01-01 -----------------------------------*/

typedef int32_t day;
#define DAY_NONE INT32_MIN
#define DAY_FIRST (-25567) /* 1900-01-01 */
#define DAY_LAST 47481     /* 2099-12-31 */

/* A date somebody remembers to the day, the month or the year. `on` is the
 * first day of what is known. */
struct date {
    day on;
    int8_t grain; /* one of the three below */
};
enum { GRAIN_DAY, GRAIN_MONTH, GRAIN_YEAR };
#define DATE_NONE ((struct date){ DAY_NONE, 0 })

typedef int32_t month; /* months since 1970-01, which is 0 */
#define MONTH_NONE INT32_MIN

/* Outside 1900..2099 there are no days: reading refuses, and a day that is
 * not there stops day_split. The NONEs give NONEs and print as nothing. */
day day_of(int year, int mon, int mday); /* DAY_NONE if there is no such day */
void day_split(day d, int *year, int *mon, int *mday);
month month_of(day d);
day month_first(month m);
day month_end(month m);      /* its last day */
day date_end(struct date d); /* last day it may mean */
/* ISO only: YYYY-MM-DD, YYYY-MM, YYYY. Free-form dates are the importer's. */
bool date_read(struct str s, struct date *out);
bool day_read(struct str s, day *out);
bool month_read(struct str s, month *out);
void date_put(struct buf *b, struct date d);
void day_put(struct buf *b, day d);
void month_put(struct buf *b, month m);

/* ---- id and hash --------------------------------------------------------*/

struct id {
    uint8_t b[16];
};
struct hash {
    uint8_t b[32];
};
#define ID_NONE ((struct id){ { 0 } })

/* Here, since a report compares a million of them. */
static inline bool id_same(struct id a, struct id b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}
static inline bool id_none(struct id a)
{
    return id_same(a, ID_NONE);
}
static inline uint64_t id_half(const uint8_t b[8])
{
    return (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 | (uint64_t)b[2] << 40 |
           (uint64_t)b[3] << 32 | (uint64_t)b[4] << 24 | (uint64_t)b[5] << 16 |
           (uint64_t)b[6] << 8 | b[7];
}
/* Bytewise: <0, 0, >0. */
static inline int id_order(struct id a, struct id b)
{
    uint64_t x = id_half(a.b), y = id_half(b.b);

    if (x == y) {
        x = id_half(a.b + 8);
        y = id_half(b.b + 8);
    }
    return (x > y) - (x < y);
}
bool id_read(struct str s, struct id *out); /* 32 hex digits */
void id_put(struct buf *b, struct id i);
bool hash_same(struct hash a, struct hash b);
bool hash_none(struct hash h);
int hash_order(struct hash a, struct hash b);
bool hash_read(struct str s, struct hash *out); /* 64 hex digits */
void hash_put(struct buf *b, struct hash h);
bool hex_read(struct str s, void *out, size_t n); /* exactly 2n digits */

/* SHA-256 (FIPS 180-4), so that log, browser and paper can agree. */
struct sha {
    uint32_t h[8];
    uint64_t bytes;
    uint8_t block[64];
};
void sha_start(struct sha *s);
void sha_add(struct sha *s, const void *p, size_t n);
struct hash sha_end(struct sha *s);
struct hash sha_of(struct str s);

/* ---- json: strict reader over flat tokens --------------------------------*/

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_INT,
    JSON_TEXT,
    JSON_LIST,
    JSON_OBJECT,
    JSON_DECIMAL
};
struct json {
    enum json_type type;
    uint32_t n;     /* members of a list or object */
    uint32_t skip;  /* tokens of this value with all inside it */
    struct str raw; /* its bytes; for text, between the quotes */
};
#define JSON_DEEP 32 /* deepest nesting that is read */

/* Tokens of one value that fills `text`; an object's members lie as key,
 * value, key, value. They point into `text`. Refuses bad UTF-8, \u0000, lone
 * surrogates, doubled keys, 01, 1e999 and anything after the value; then NULL,
 * and *at is the byte where it went wrong. Integers must be what int_read
 * takes; other numbers, below 1e19, come as JSON_DECIMAL for decimal_read. */
const struct json *json_read(struct str text, struct arena *a, size_t *at);
/* The value, or NULL: no such member, not an object, or NULL. */
const struct json *json_member(const struct json *object, const char *key);
const struct json *json_next(const struct json *value); /* the one after it */
/* Unescaped: a slice of the text read, or of the arena if it had escapes.
 * Empty for what is no text, and for NULL. */
struct str json_text(const struct json *j, struct arena *a);
bool json_int(const struct json *j, int64_t *out); /* false for NULL too */
/* Canonical: keys sorted by their unescaped bytes, no blanks, integers only
 * and no -0, and of escapes only \" \\ \b \f \n \r \t and, for the other
 * controls, \u00xx in lower case. What is not canonical cannot be an entry.
 * Canonical text is always good for json_read. The arena stays as it was. */
bool json_canonical(struct str text, struct arena *a);

#endif
