/* touch - what a change reaches: the things whose postings it may alter, the
 * entries that were judged by what it said, the rights that hang on it. */
#include <string.h>

#include "log/inside.h"
#include "reversal.sql.h"

#define TOUCH_AHEAD 32768 /* entries whose touch is asked for together */
#define SCOPED_DEEP 3     /* a hand-over, its staff, their unit, its place */

/* ---- things -------------------------------------------------------------*/

static void touch_rows(struct keeper *k, int sql, struct id entry)
{
    struct rows r = db_rows(k->db, sql);

    db_bind_id(&r, 1, entry);
    while (db_next(&r)) {
        const struct kind *kind = kind_find(db_str(&r, 2));

        MUST(kind);
        thing_touched(k, kind, db_id(&r, 0),
                      db_null(&r, 1) ? MONTH_NONE : (month)db_int(&r, 1), sql);
    }
}

static void moved_rows(struct keeper *k, int sql, struct id entry)
{
    struct rows r = db_rows(k->db, sql);
    bool fresh;

    db_bind_id(&r, 1, entry);
    while (db_next(&r)) {
        struct id place = db_id(&r, 0);

        map_at(&k->moved, place.b, &fresh);
    }
}

/* What a row that is about to go, or to change, had a part in. */
void touch_before(struct keeper *k, const struct kind *kind, struct id entry,
                  const struct head *h)
{
    struct manner *m = keeper_manner(k, kind);

    check_touch(k, kind, entry);
    if (m->moved >= 0)
        moved_rows(k, m->moved, entry);
    if (m->touch >= 0)
        touch_rows(k, m->touch, entry);
    if (m->stir >= 0)
        touch_rows(k, m->stir, entry);
    if (m->beyond >= 0)
        touch_rows(k, m->beyond, entry);
    if (kind->posts)
        thing_put(k, kind, h->thing, h->dated);
    if (k->remarks) { /* the timelines it is on will say them anew */
        struct findings none = findings_start(&k->batch);

        findings_put(k->db, entry, "thing", &none, false);
    }
}

/* Can anything be said of what it names beyond this batch. */
static bool is_beyond(struct keeper *k, const struct kind *kind,
                      const void *record)
{
    return kind->via &&
           !map_find(&k->newborn, ref_of(kind, record, kind->via).b);
}

/* Entries that are judged anew when this one comes. */
static void again_rows(struct keeper *k, int sql, struct id entry)
{
    struct rows r = db_rows(k->db, sql);

    db_bind_id(&r, 1, entry);
    while (db_next(&r))
        work_put(k, db_id(&r, 0));
}

/* What a row that has come has a part in. Other things wait until geography is
 * settled (touch_all). */
void touch_after(struct keeper *k, const struct kind *kind, struct id entry,
                 const void *record)
{
    struct manner *m = keeper_manner(k, kind);
    struct id thing = record_thing(kind, record, entry);
    month dated = record_dated(kind, record);
    struct touch_key key = { entry, m->touch };
    bool fresh;

    check_touch(k, kind, entry);
    if (m->moved >= 0)
        moved_rows(k, m->moved, entry);
    if (m->again >= 0)
        again_rows(k, m->again, entry);
    if (m->touch >= 0 && !k->anew) /* anew everything is derived */
        map_at(&k->touching, &key, &fresh);
    if (m->stir >= 0 && !k->anew && !map_find(&k->newborn, entry.b)) {
        key.sql = m->stir;
        map_at(&k->touching, &key, &fresh);
    }
    if (!k->anew && is_beyond(k, kind, record)) {
        key.sql = m->beyond;
        map_at(&k->touching, &key, &fresh);
    }
    if (!kind->posts)
        return;
    if (id_same(thing, entry) && map_find(&k->newborn, entry.b))
        thing_born(k, kind, thing, dated);
    else
        thing_put(k, kind, thing, dated);
}

void entry_touch(struct keeper *k, const struct kind *kind, struct id entry)
{
    struct manner *m = keeper_manner(k, kind);
    struct head h = project_head(k, kind, entry);

    if (!h.there) /* touched when it went */
        return;
    if (m->touch >= 0)
        touch_rows(k, m->touch, entry);
    if (m->stir >= 0)
        touch_rows(k, m->stir, entry);
    if (m->beyond >= 0)
        touch_rows(k, m->beyond, entry);
    if (kind->posts)
        thing_put(k, kind, h.thing, h.dated);
}

/* What was taken back is asked who signed it, of all that say its id: one that
 * says it anew may be somebody else's. */
void reversals_again(struct keeper *k, struct id id)
{
    const struct kind *kind = kind_find(S("reversal"));
    struct manner *m = keeper_manner(k, kind);
    struct rows r = db_rows(k->db, SQL_REVERSAL_NAMING);

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        struct touch_key key = { db_id(&r, 0), m->touch };
        bool fresh;

        if (!k->anew)
            map_at(&k->touching, &key, &fresh);
        thing_put(k, kind, key.entry, MONTH_NONE);
    }
    db_done(&r);
}

static void touches_ahead(struct keeper *k, size_t i)
{
    db_ahead_end(k->db);
    for (size_t end = i + TOUCH_AHEAD; i < k->touching.n && i < end; i++) {
        struct touch_key key;
        struct rows r;

        memcpy(&key, map_key(&k->touching, i), sizeof key);
        r = db_rows(k->db, (int)key.sql);
        db_bind_id(&r, 1, key.entry);
        db_ahead(&r);
    }
}

void touch_all(struct keeper *k)
{
    for (size_t i = 0; i < k->touching.n; i++) {
        struct touch_key key;

        if (i % TOUCH_AHEAD == 0 && db_is_far(k->db))
            touches_ahead(k, i);
        memcpy(&key, map_key(&k->touching, i), sizeof key);
        touch_rows(k, (int)key.sql, key.entry);
    }
    map_clear(&k->touching);
}

/* Entries that name this id: those whose rule read what it says, or, when it
 * is gone, all. */
void dependents_put(struct keeper *k, const struct kind *of, struct id id,
                    bool gone)
{
    struct manner *m = keeper_manner(k, of);
    const struct naming *n = gone ? m->named : m->read;

    for (; n; n = n->next) {
        struct rows r = db_text_rows(k->db, n->sql);

        db_bind_id(&r, 1, id);
        while (db_next(&r))
            work_put(k, db_id(&r, 0));
    }
}

/* Entries that name a thing by the code that its row still has: asked before
 * the row changes, and after. */
void coded_put(struct keeper *k, const struct kind *of, struct id id)
{
    const struct naming *n = keeper_manner(k, of)->coded;

    for (; n; n = n->next) {
        struct rows r = db_text_rows(k->db, n->sql);

        db_bind_id(&r, 1, id);
        while (db_next(&r))
            work_put(k, db_id(&r, 0));
    }
}

void place_before(struct keeper *k, struct id place)
{
    const struct naming *n = keeper_manner(k, kind_find(S("place")))->named;

    for (; n; n = n->next) {
        int touch = keeper_manner(k, n->by)->touch;
        struct rows r;

        if (touch < 0)
            continue;
        r = db_text_rows(k->db, n->sql);
        db_bind_id(&r, 1, place);
        while (db_next(&r))
            touch_rows(k, touch, db_id(&r, 0));
    }
}

struct id_list {
    struct id *at;
    size_t n;
};

/* In the batch's arena. */
static struct id_list ids_naming(struct keeper *k, const struct naming *n,
                                 struct id id)
{
    struct id_list by = { 0 };
    struct rows r = db_text_rows(k->db, n->sql);
    size_t room = 0;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        arena_room(&k->batch, by.at, by.n, room);
        by.at[by.n++] = db_id(&r, 0);
    }
    return by;
}

/* Entries that are judged by where something else lies, which names `id`: a
 * meeting by its body, a hand-over by the staff it names, they by their unit. */
static void scoped_of(struct keeper *k, const struct naming *n, struct id id,
                      int deep)
{
    struct id_list by = ids_naming(k, n, id);

    for (size_t i = 0; i < by.n; i++) {
        work_put(k, by.at[i]);
        for (const struct naming *m = keeper_manner(k, n->by)->scoped;
             m && deep; m = m->next)
            scoped_of(k, m, by.at[i], deep - 1);
    }
}

/* Rights for an area may have come or gone with it, and levels with it. */
void place_again(struct keeper *k, struct id place)
{
    const struct naming *n;

    wait_wake(k, place);
    if (map_find(&k->newborn, place.b))
        return;
    dependents_put(k, kind_find(S("place")), place, true);
    for (n = keeper_manner(k, kind_find(S("place")))->named; n; n = n->next)
        if (keeper_manner(k, n->by)->scoped)
            scoped_of(k, n, place, SCOPED_DEEP);
}

/* ---- rights -------------------------------------------------------------*/

/* Rights on what reads its place through this one (a count sheet through its
 * election, that through its body) are judged again with it. */
void scoped_again(struct keeper *k, const struct kind *kind, struct id id)
{
    for (const struct naming *n = keeper_manner(k, kind)->scoped; n;
         n = n->next) {
        struct rows r = db_text_rows(k->db, n->sql);

        db_bind_id(&r, 1, id);
        while (db_next(&r))
            work_put(k, db_id(&r, 0));
    }
}

static void came(struct keeper *k, const struct kind *kind, struct id id,
                 int deep)
{
    const struct naming *n = keeper_manner(k, kind)->scoped;

    wait_gone(k, id);
    for (; n && deep; n = n->next) {
        struct id_list by = ids_naming(k, n, id);

        for (size_t i = 0; i < by.n; i++)
            came(k, n->by, by.at[i], deep - 1);
    }
}

void scope_came(struct keeper *k, const struct kind *kind, struct id id)
{
    if (k->waiting)
        came(k, kind, id, SCOPED_DEEP);
}

static void judged_find(struct keeper *k, struct map *about, size_t i)
{
    struct id id = *(const struct id *)map_key(about, i);
    const struct kind *kind = *(const struct kind **)map_value(about, i);
    const struct naming *n = keeper_manner(k, kind)->named;

    for (; n; n = n->next) {
        struct rows r;

        if (!scope_about(n->by))
            continue;
        r = db_text_rows(k->db, n->sql);
        db_bind_id(&r, 1, id);
        while (db_next(&r)) {
            struct id other = db_id(&r, 0);
            bool fresh;

            *(const struct kind **)map_at(about, other.b, &fresh) = n->by;
            if (fresh)
                work_put(k, other);
        }
    }
}

/* Rights on fixes, attachments and reveals hang on what they are about. When
 * that reads its own place through another row (a member through her body),
 * they are judged again with it; whatever is about them too. */
void judged_again(struct keeper *k, const struct kind *kind, struct id id)
{
    struct map about = map_of(sizeof(struct id), sizeof(const struct kind *));
    bool fresh;

    *(const struct kind **)map_at(&about, id.b, &fresh) = kind;
    for (size_t i = 0; i < about.n; i++)
        judged_find(k, &about, i);
    map_free(&about);
}
