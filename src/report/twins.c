/* twins - all pairs of the base that may be one person.
 *
 * One walk over the people, each as some numbers; then, for each way in which
 * two may be one, those of an equal key stand side by side once sorted:
 *
 *   - the CNIC;
 *   - a word of the name, the father, the village;
 *   - the name, the father, four years of birth (two rows of them, one shifted
 *     by two, so that who is two years apart shares one);
 *   - the name, the village, four years of birth;
 *   - the name, the household.
 *
 * So it costs the sorting of a few keys a person, not of pairs. */
#include <stdlib.h>
#include <string.h>

#include "report/twin.h"
#include "twin.sql.h"

enum {
    PAGE = 20000,  /* people read at a time */
    SIDE = 100,    /* how many of one key each is compared with */
    WORDS = 4,     /* of a name */
    FOUND = 400000 /* pairs, before the best are taken */
};

/* Somebody, as hashes: 0 for what is not said. */
struct who {
    uint64_t father, mark;
    uint32_t word[WORDS], home, place;
    uint32_t row; /* whose: a name in another script has a `who` of its own */
    int16_t year;
    int8_t sex, father_is, words;
};
struct key {
    uint64_t hash;
    uint32_t at;
};
struct found {
    uint32_t one, other; /* rows, one < other */
    int16_t score;
    uint16_t why;
};

struct all {
    struct db *db;
    struct id *id; /* of each row */
    struct who *who;
    struct key *key;
    struct found *found;
    size_t rows, row_room, n, room, keys, key_room, pairs, pair_room;
};

/* ---- numbers -------------------------------------------------------------*/

static uint64_t mixed(uint64_t h, uint64_t with)
{
    h ^= with + UINT64_C(0x9e3779b97f4a7c15) + (h << 6) + (h >> 2);
    h ^= h >> 31;
    h *= UINT64_C(0x7fb5d329728ea185);
    h ^= h >> 27;
    return h ? h : 1;
}

static uint64_t bytes_hash(const void *p, size_t n)
{
    const uint8_t *at = p;
    uint64_t h = n + 1;

    for (size_t i = 0; i < n; i++)
        h = (h ^ at[i]) * UINT64_C(0x100000001b3);
    return mixed(h, n);
}

static uint32_t id_hash(struct id id)
{
    return id_none(id) ? 0 : (uint32_t)bytes_hash(id.b, sizeof id.b) | 1;
}

static int word_order(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* The words of a name as a set, in one order; returns how many. */
static int words_hash(struct str skeleton, uint32_t word[WORDS])
{
    int n = 0;

    while (skeleton.n && n < WORDS) {
        struct str w = str_cut(&skeleton, ' ');

        word[n++] = (uint32_t)bytes_hash(w.p, w.n) | 1;
    }
    qsort(word, (size_t)n, sizeof *word, word_order);
    return n;
}

static uint64_t set_hash(struct str skeleton)
{
    uint32_t word[WORDS] = { 0 };
    int n = words_hash(skeleton, word);
    uint64_t h = n ? 7 : 0;

    for (int i = 0; i < n; i++)
        h = mixed(h, word[i]);
    return h;
}

/* ---- people --------------------------------------------------------------*/

static int16_t year_of(struct rows *r)
{
    int year, mon, mday;

    if (db_null(r, 8))
        return 0;
    day_split((day)db_int(r, 8), &year, &mon, &mday);
    return (int16_t)year;
}

static void name_add(struct all *all, const struct who *like, struct str name)
{
    struct who w = *like;

    if (!name.n)
        return;
    memset(w.word, 0, sizeof w.word);
    w.words = (int8_t)words_hash(name, w.word);
    heap_room(all->who, all->n, all->room);
    all->who[all->n++] = w;
}

static void person_add(struct all *all, struct rows *r)
{
    struct hash mark = db_hash(r, 11);
    struct who w = { .father = set_hash(db_str(r, 6)),
                     .mark = db_null(r, 11) ? 0 :
                                              bytes_hash(mark.b, sizeof mark.b),
                     .home = id_hash(db_id(r, 1)),
                     .place = id_hash(db_id(r, 2)),
                     .row = (uint32_t)all->rows,
                     .year = year_of(r),
                     .sex = db_null(r, 7) ? -1 : (int8_t)db_int(r, 7),
                     .father_is = db_null(r, 10) ? -1 : (int8_t)db_int(r, 10) };
    size_t before = all->n;

    heap_room(all->id, all->rows, all->row_room);
    all->id[all->rows++] = db_id(r, 0);
    for (int i = 3; i <= 5; i++)
        name_add(all, &w, db_str(r, i));
    if (all->n == before && w.mark) { /* found by the CNIC alone */
        heap_room(all->who, all->n, all->room);
        all->who[all->n++] = w;
    }
}

static bool people_read(struct all *all)
{
    struct id after = ID_NONE;
    size_t page = PAGE;

    while (page == PAGE) {
        struct rows r = db_rows(all->db, SQL_TWIN_PAGE);

        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, PAGE);
        for (page = 0; db_next(&r); page++)
            person_add(all, &r);
        db_done(&r);
        if (page)
            after = all->id[all->rows - 1];
    }
    return !db_fault(all->db);
}

/* ---- two of them ---------------------------------------------------------*/

static enum name_like words_like(const struct who *x, const struct who *y)
{
    const struct who *few = x->words < y->words ? x : y;
    const struct who *many = few == x ? y : x;
    int same = 0;

    for (int i = 0, j = 0; i < few->words && j < many->words;) {
        same += few->word[i] == many->word[j];
        if (few->word[i] == many->word[j])
            i++, j++;
        else if (few->word[i] > many->word[j])
            j++;
        else
            break; /* this word is not in the other */
    }
    if (!few->words || same < few->words)
        return NAME_OTHER;
    return few->words == many->words ? NAME_SAME : NAME_PART;
}

static struct twin_seen who_seen(const struct who *x, const struct who *y)
{
    bool relation = x->father_is >= 0 && y->father_is >= 0 &&
                    x->father_is != y->father_is;

    return (struct twin_seen){
        .name = words_like(x, y),
        .father = x->father == y->father ? NAME_SAME : NAME_OTHER,
        .fathers = x->father && y->father && !relation,
        .cnic = !x->mark || !y->mark ? 0 :
                x->mark == y->mark   ? 1 :
                                       -1,
        .home = x->home && x->home == y->home,
        .village = x->place && x->place == y->place,
        .other_sex = x->sex >= 0 && y->sex >= 0 && x->sex != y->sex,
        .years = x->year && y->year ? abs(x->year - y->year) : -1
    };
}

static void pair_look(struct all *all, const struct who *x, const struct who *y)
{
    struct twin_seen seen;
    unsigned why;
    int score;

    if (x->row == y->row || all->pairs >= FOUND)
        return;
    seen = who_seen(x, y);
    score = twin_weigh(&seen, &why);
    if (score < TWIN_LEAST)
        return;
    heap_room(all->found, all->pairs, all->pair_room);
    all->found[all->pairs++] =
        (struct found){ .one = x->row < y->row ? x->row : y->row,
                        .other = x->row < y->row ? y->row : x->row,
                        .score = (int16_t)score,
                        .why = (uint16_t)why };
}

/* ---- keys ----------------------------------------------------------------*/

static void key_put(struct all *all, uint64_t hash, size_t at)
{
    heap_room(all->key, all->keys, all->key_room);
    all->key[all->keys++] = (struct key){ hash, (uint32_t)at };
}

static uint64_t name_hash(const struct who *w)
{
    uint64_t h = 11;

    for (int i = 0; i < w->words; i++)
        h = mixed(h, w->word[i]);
    return h;
}

/* In both rows of four years. */
static void years_put(struct all *all, uint64_t h, const struct who *w,
                      size_t at)
{
    for (int shift = 0; shift <= 2 && w->year; shift += 2) {
        int64_t four = ((int64_t)w->year + shift) / 4;

        key_put(all, mixed(h, (uint64_t)(four * 4 + shift)), at);
    }
}

enum way { WAY_CNIC, WAY_WORD, WAY_FATHER, WAY_VILLAGE, WAY_HOME, WAYS };

static void keys_of(struct all *all, enum way way, const struct who *w,
                    size_t at)
{
    uint64_t name = name_hash(w);

    if (way == WAY_CNIC && w->mark)
        key_put(all, w->mark, at);
    for (int i = 0; way == WAY_WORD && w->father && w->place && i < w->words;
         i++)
        key_put(all, mixed(mixed(w->father, w->place), w->word[i]), at);
    if (!w->words)
        return;
    if (way == WAY_FATHER && w->father)
        years_put(all, mixed(name, w->father), w, at);
    if (way == WAY_VILLAGE && w->place)
        years_put(all, mixed(name, w->place), w, at);
    if (way == WAY_HOME && w->home)
        key_put(all, mixed(name, w->home), at);
}

static int key_order(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void way_walk(struct all *all, enum way way)
{
    all->keys = 0;
    for (size_t i = 0; i < all->n; i++)
        keys_of(all, way, &all->who[i], i);
    if (all->keys)
        qsort(all->key, all->keys, sizeof *all->key, key_order);
    for (size_t i = 0; i < all->keys; i++)
        for (size_t j = i + 1; j < all->keys && j <= i + SIDE &&
                               all->key[j].hash == all->key[i].hash;
             j++)
            pair_look(all, &all->who[all->key[i].at],
                      &all->who[all->key[j].at]);
}

/* ---- the best of them ----------------------------------------------------*/

static int pair_order(const void *a, const void *b)
{
    const struct found *x = a, *y = b;

    if (x->one != y->one)
        return x->one < y->one ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return y->score - x->score;
}

static int score_order(const void *a, const void *b)
{
    const struct found *x = a, *y = b;

    return x->score != y->score ? y->score - x->score : pair_order(a, b);
}

/* Each pair once, with the best that any script of its names says. */
static void pairs_once(struct all *all)
{
    size_t kept = 0;

    if (!all->pairs)
        return;
    qsort(all->found, all->pairs, sizeof *all->found, pair_order);
    for (size_t i = 0; i < all->pairs; i++)
        if (!kept || all->found[kept - 1].one != all->found[i].one ||
            all->found[kept - 1].other != all->found[i].other)
            all->found[kept++] = all->found[i];
    all->pairs = kept;
    qsort(all->found, all->pairs, sizeof *all->found, score_order);
    if (all->pairs > TWINS_MOST)
        all->pairs = TWINS_MOST;
}

bool twins_search(struct db *db, struct twin_pair **out, size_t *n,
                  int64_t *persons)
{
    struct all all = { .db = db };
    bool good = people_read(&all);

    for (enum way way = 0; good && way < WAYS; way++)
        way_walk(&all, way);
    pairs_once(&all);
    *out = calloc(all.pairs + 1, sizeof **out);
    MUST(*out);
    for (size_t i = 0; i < all.pairs; i++) {
        const struct found *f = &all.found[i];

        (*out)[i] = (struct twin_pair){ .one = all.id[f->one],
                                        .other = all.id[f->other],
                                        .score = f->score,
                                        .why = f->why };
    }
    *n = all.pairs;
    *persons = (int64_t)all.rows;
    free(all.id);
    free(all.who);
    free(all.key);
    free(all.found);
    return good;
}
