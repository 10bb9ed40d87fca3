/* inside - what the files of log/ share with each other and with nobody else.
 *
 *   keep      lines and drafts into the log, begin and commit of a batch
 *   chain     which entries of a device are covered by its stamps; forks
 *   trust     which devices and grants count
 *   settle    one entry: may it count, what replaces it, its row, findings
 *   project   rows of projections, made from field tables
 *   geo       place -> all places above it, dated
 *   part      what is sealed, beside the log
 *   derive    one thing's postings, written as the difference
 *   figure    sums of postings over places and months */
#ifndef SAATH_LOG_INSIDE_H
#define SAATH_LOG_INSIDE_H

#include "log/log.h"
#include "sql.h"

/* ---- map ----------------------------------------------------------------*/

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

/* ---- what each kind's statements are ------------------------------------*/

struct naming {
    struct str sql;
    const struct kind *by;
    struct naming *next;
};
struct manner {
    int view, facts, touch, moved;       /* numbers of named SQL; -1 none */
    struct str insert, delete, head;     /* composed; live with the keeper */
    struct str *row_insert, *row_delete; /* one for each ROWS field */
    int stir, scope;
    bool sealed; /* has a sealed part */
    struct str sealed_insert, sealed_delete, sealed_find;
    int things;                  /* how many THING fields */
    struct naming *named, *read; /* who names it; whose view reads it */
};

/* ---- trust --------------------------------------------------------------*/

struct trusted {
    struct id device;
    uint8_t key[32];
    int64_t last;      /* INT64_MAX while open */
    struct hash head;  /* of a built-in log, instead of a key */
    struct str holder; /* of a root, else empty */
};
struct trust {
    struct arena arena;
    struct trusted *device;
    size_t devices;
    struct grant *grant;
    size_t grants, grant_room, device_room;
};

/* ---- the keeper ---------------------------------------------------------*/

struct keeper {
    struct db *db;
    const struct host *host;
    struct arena life, batch;
    struct manner *manner; /* beside kind_index */
    struct trust trust;
    bool trust_changed;

    bool has_own, in_batch;
    struct own own;
    struct id own_device;
    int64_t own_seq; /* of the last entry in the log */
    struct hash own_head;
    bool own_moved;   /* something to stamp */
    int64_t arrivals; /* number of the last entry kept */
    int64_t waiting;  /* rows in that table */
    size_t batch_n;
    char trouble[300];

    struct map work;  /* id -> struct work: to settle */
    struct id *queue; /* in the order they came */
    size_t queue_n, queue_room;
    bool fixes;           /* has any fix ever counted here */
    bool erasures;        /* has any erasure */
    bool remarks;         /* does any timeline remark stand */
    struct map touched;   /* device -> TOUCH bits: to trace */
    bool untraced;        /* some of them not yet */
    bool quiet;           /* put nothing on the work list */
    bool anew;            /* a rebuild: derive at its end */
    struct map page;      /* then: id -> struct entry *, if said once */
    struct map thing;     /* struct thing_key -> struct thing */
    struct map moved;     /* place -> nothing: parents changed */
    struct map newborn;   /* ids nobody can have named before */
    struct map touching;  /* struct touch_key -> nothing */
    struct map near;      /* place -> struct above[] (cache) */
    struct map known;     /* id -> bool: admissible (cache) */
    struct map indicator; /* code (60) -> its number (batch) */
    struct map figure;    /* struct figure_key -> struct sum */
    struct map months;    /* month -> int64: postings */
};
struct work {
    bool queued;
};
enum { TOUCH_CONTESTED = 1, TOUCH_TRACED = 2 };
struct touch_key {
    struct id entry;
    int64_t sql;
};
struct thing_key {
    struct id thing;
    int64_t kind;
};
struct thing {
    month since;
    bool whole;
};
struct above {
    struct id place;
    int32_t level;
    day since, until;
};
struct aboves {
    struct above *at;
    size_t n;
};

struct manner *keeper_manner(struct keeper *k, const struct kind *kind);
int sql_find(const char *a, const char *b); /* named a followed by b */

/* ---- chain --------------------------------------------------------------*/

/* Bring the covered part of a device's chain up to date; entries that became
 * covered, or ceased to be, go to the work list. */
void chain_trace(struct keeper *k, struct id device);
int64_t chain_covered(struct keeper *k, struct id device);
bool chain_outcast(struct keeper *k, struct hash entry);

/* ---- keep ---------------------------------------------------------------*/

/* A keeper that has read nothing yet, and what it then reads. */
struct keeper *keeper_new(struct db *db, const struct host *host,
                          const struct own *own);
void keeper_read(struct keeper *k);
void entry_append(struct keeper *k, const struct entry *e);
void device_touch(struct keeper *k, struct id device, bool contested);
void settle_batch(struct keeper *k);
void batch_forget(struct keeper *k);
/* The device that stands for the data the program ships; see reference.c. */
struct id reference_device(void);
void reference_put(struct db *db);

/* ---- trust --------------------------------------------------------------*/

void trust_load(struct keeper *k);
const struct trusted *trust_device(const struct keeper *k, struct id device);
/* May this author write this kind on that day, somewhere in this scope?
 * -1: no grant, 0: a grant, but not for this place; 1 yes. */
int trust_writes(struct keeper *k, struct str author, const struct kind *kind,
                 day on, const struct scope *scope);
/* Recompute after device or access entries; re-settles whom it changes. */
void trust_renew(struct keeper *k);
void charter_put(struct keeper *k, const struct entry *e, struct id answers);

/* ---- settle -------------------------------------------------------------*/

void work_put(struct keeper *k, struct id id);
void settle_all(struct keeper *k); /* until the list is empty */
/* The same for a draft, judged already, that nobody can have heard of yet. */
void settle_fresh(struct keeper *k, const struct entry *e,
                  const struct kind *kind, const void *record,
                  struct findings *f);
void record_judge(struct keeper *k, const struct kind *kind,
                  const struct entry *e, const void *record,
                  struct findings *f);
void refs_judge(struct keeper *k, const struct kind *kind, const void *record,
                struct findings *f);
/* -1 no grant, 0 a grant for elsewhere, 1 yes. */
int right_judge(struct keeper *k, const struct entry *e,
                const struct kind *kind, const void *record);
void touch_all(struct keeper *k); /* once geography is settled */
void wait_put(struct keeper *k, struct id entry, struct id want,
              const char *why);
/* Around a change of what lies above a place: before it, other things that
 * facts at this place have a part in are touched as they stand; after it, all
 * that names the place is settled again. */
void place_before(struct keeper *k, struct id place);
void place_again(struct keeper *k, struct id place);
bool id_admissible(struct keeper *k, struct id id);
struct id code_id(const struct kind *kind, const void *record);
/* Fixes may answer each other in a circle, when their ids were chosen so. A
 * walk remembers one place and sees whether it comes by again (Brent). */
struct walk {
    struct id mark;
    int64_t steps, until;
};
struct walk walk_start(struct id id);
bool walk_circles(struct walk *w, struct id at);
/* The entry at the root of a fix; none when fixes answer in a circle. */
struct id fix_root(struct keeper *k, struct id id);

/* ---- part ---------------------------------------------------------------*/

void sealed_create(struct buf *b, const struct kind *k); /* CREATE TABLE */
void part_manner(struct keeper *k, const struct kind *kind, struct manner *m);
/* Takes what a draft says sealed into a part of its own and puts its hash into
 * the record; the texts stay in the record. */
void part_split(struct keeper *k, const struct kind *kind, void *record);
/* The same for the fact that a fix of `root` restates. */
void part_split_fix(struct keeper *k, struct id root, struct str *body);
bool part_open(struct db *db, const struct host *host, struct hash hash,
               struct arena *a, struct str *part);
/* False when it was here already. */
bool part_keep(struct keeper *k, struct str part, struct hash hash);
bool part_arrive(struct keeper *k, struct str part);
/* What lies open of an entry's part, for reading. */
void sealed_put(struct keeper *k, const struct kind *kind, struct id entry,
                const void *record, bool fresh);
void sealed_remove(struct keeper *k, const struct kind *kind, struct id entry);
void parts_erase(struct keeper *k, struct id about);
int64_t parts_verify(struct db *db, const struct host *host, log_put *put,
                     void *self);

/* ---- project ------------------------------------------------------------*/

void project_script(struct buf *b); /* all CREATE TABLE */
void project_drop(struct buf *b);
void project_manner(struct keeper *k);
struct head {
    bool there, counts;
    struct id thing;
    month dated;
};
struct head project_head(struct keeper *k, const struct kind *kind,
                         struct id entry);
void project_put(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct id thing,
                 bool counts, bool fresh);
void project_remove(struct keeper *k, const struct kind *kind, struct id entry);
void findings_put(struct db *db, struct id entry, const char *origin,
                  const struct findings *f, bool fresh);
/* The view of a rule, with arguments from the record. NULL: no view. */
void *view_read(struct db *db, const struct manner *m, const struct kind *kind,
                const void *record, struct id entry, day today,
                struct arena *a);
/* Place, RSP and project by a kind's x_scope; what it does not know stays. */
void scope_read(struct db *db, int sql, const struct kind *kind,
                const void *record, struct scope *s);
month record_dated(const struct kind *kind, const void *record);

/* ---- geo, derive, figure ------------------------------------------------*/

void geo_renew(struct keeper *k); /* places in `moved` */
const struct aboves *geo_above(struct keeper *k, struct id place);
void thing_put(struct keeper *k, const struct kind *kind, struct id thing,
               month since);
void derive_all(struct keeper *k);
void figure_add(struct keeper *k, const struct posting *p, int64_t amount,
                int64_t n);
/* So many postings more, or fewer, in a month. */
void figure_month_add(struct keeper *k, month m, int64_t n);
void figure_flush(struct keeper *k);
void figure_forget(struct keeper *k);

#endif
