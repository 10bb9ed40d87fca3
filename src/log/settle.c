/* settle - one id: which entry counts for it, what it says after its fixes,
 * whether everything it names is here; then its row, findings and things.
 *
 * An entry is admissible when its device is trusted and it is covered; that
 * does not depend on what it names. It is projected when what it names is
 * admissible and its author had the right. */
#include <string.h>

#include "log/inside.h"

#define TOUCH_AHEAD 32768 /* entries whose touch is asked for together */
#define SCOPE_DEEP 32     /* a fix of a fix of an attachment of ... */
#define SCOPED_DEEP 3     /* a hand-over, its staff, their unit, its place */

void work_put(struct keeper *k, struct id id)
{
    bool fresh;
    struct work *w = map_at(&k->work, id.b, &fresh);

    if (w->queued || k->quiet)
        return;
    w->queued = true;
    if (k->queue_n == k->queue_room) {
        struct id *more = arena_many(&k->batch, struct id,
                                     k->queue_room = 2 * k->queue_room + 256);

        if (k->queue_n)
            memcpy(more, k->queue, k->queue_n * sizeof *more);
        k->queue = more;
    }
    k->queue[k->queue_n++] = id;
}

void wait_put(struct keeper *k, struct id entry, struct id want,
              const char *why)
{
    struct rows r = db_rows(k->db, SQL_WAITING_PUT);

    db_bind_id(&r, 1, entry);
    db_bind_id(&r, 2, want);
    db_bind_text(&r, 3, str_of(why));
    db_run(&r);
    k->waiting++;
}

static void wait_clear(struct keeper *k, struct id entry)
{
    struct rows r;

    if (!k->waiting)
        return;
    r = db_rows(k->db, SQL_WAITING_CLEAR);
    db_bind_id(&r, 1, entry);
    db_run(&r);
}

/* Everybody who waits for this id goes to the work list. */
static void wait_wake(struct keeper *k, struct id want)
{
    struct rows r;

    if (!k->waiting)
        return;
    r = db_rows(k->db, SQL_WAITING_FOR);
    db_bind_id(&r, 1, want);
    while (db_next(&r))
        work_put(k, db_id(&r, 0));
}

/* Everybody who waits for something else, but names this id, that was here. */
static void wait_gone(struct keeper *k, struct id gone)
{
    struct rows r;

    if (!k->waiting)
        return;
    r = db_rows(k->db, SQL_WAITING_THERE);
    db_bind_id(&r, 1, gone);
    while (db_next(&r))
        work_put(k, db_id(&r, 0));
}

/* ---- which entry --------------------------------------------------------*/

static bool admissible(struct keeper *k, const struct entry *e)
{
    const struct trusted *t = trust_device(k, e->device);

    if (!t || e->seq > t->last)
        return false;
    if (id_same(e->device, k->own_device) && e->seq > k->own_seq)
        return false;
    return e->seq <= chain_covered(k, e->device) && !chain_outcast(k, e->hash);
}

struct candidates {
    struct entry *at;
    size_t n;
};

static struct candidates entries_of(struct keeper *k, struct id id)
{
    struct candidates c = { 0 };
    struct entry **only = k->anew ? map_find(&k->page, id.b) : NULL;
    struct rows r;
    size_t room = 0;

    if (only)
        return (struct candidates){ *only, 1 };
    r = db_rows(k->db, SQL_ENTRY_BY_ID);
    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        if (c.n == room) {
            struct entry *more = arena_many(&k->batch, struct entry,
                                            room = room ? 2 * room : 1);

            if (c.n)
                memcpy(more, c.at, c.n * sizeof *more);
            c.at = more;
        }
        if (entry_read(arena_str(&k->batch, db_str(&r, 1)), &k->batch,
                       &c.at[c.n]))
            c.n++;
    }
    return c;
}

/* The admissible entry of least hash; they come in that order. */
static const struct entry *candidate_pick(struct keeper *k,
                                          const struct candidates *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (admissible(k, &c->at[i]))
            return &c->at[i];
    return NULL;
}

bool entry_standing(struct keeper *k, struct id id, struct entry *e)
{
    struct candidates c = entries_of(k, id);
    const struct entry *picked = candidate_pick(k, &c);

    if (picked)
        *e = *picked;
    return picked != NULL;
}

bool id_admissible(struct keeper *k, struct id id)
{
    bool fresh;
    bool *known = map_find(&k->known, id.b);
    struct candidates c;
    struct arena_mark m;
    bool here;

    if (known && *known)
        return true;
    m = arena_mark(&k->batch);
    c = entries_of(k, id);
    here = candidate_pick(k, &c) != NULL;
    arena_back(&k->batch, m);
    if (here)
        *(bool *)map_at(&k->known, id.b, &fresh) = true;
    return here;
}

/* ---- fixes --------------------------------------------------------------*/

struct walk walk_start(struct id id)
{
    return (struct walk){ id, 0, 1 };
}

bool walk_circles(struct walk *w, struct id at)
{
    if (id_same(at, w->mark))
        return true;
    if (++w->steps == w->until) {
        w->mark = at;
        w->steps = 0;
        w->until *= 2;
    }
    return false;
}

struct id fix_root(struct keeper *k, struct id id)
{
    struct walk w = walk_start(id);

    for (;;) {
        struct rows r = db_rows(k->db, SQL_ENTRY_KIND);
        struct id up = ID_NONE;

        db_bind_id(&r, 1, id);
        if (db_next(&r) && str_same(db_str(&r, 0), S("fix")))
            up = db_id(&r, 1);
        db_done(&r);
        if (id_none(up))
            return id;
        if (walk_circles(&w, up))
            return ID_NONE;
        id = up;
    }
}

struct effect {
    struct str body;
    int64_t at; /* when the last of them was signed */
    bool withdrawn, disputed;
};

/* What the entry says after its fixes. Between two that answer the same, the
 * greater hash, and a warning asks for a third. */
static struct effect effect_of(struct keeper *k, const struct entry *e)
{
    struct effect x = { .body = e->body, .at = e->at };
    struct id now = e->id;
    struct walk w = walk_start(now);

    for (;;) {
        struct rows r = db_rows(k->db, SQL_FIX_ANSWERING);
        bool found;

        db_bind_id(&r, 1, now);
        found = db_next(&r);
        if (found) {
            now = db_id(&r, 0);
            x.withdrawn = db_int(&r, 3) != 0;
            if (db_int(&r, 4) > x.at)
                x.at = db_int(&r, 4);
            if (!db_null(&r, 2))
                x.body = arena_str(&k->batch, db_str(&r, 2));
            x.disputed = db_next(&r) || x.disputed;
        }
        db_done(&r);
        if (!found || walk_circles(&w, now))
            break;
    }
    return x;
}

/* ---- references and rights ----------------------------------------------*/

static bool ref_wait(struct keeper *k, struct id entry, struct id want)
{
    if (id_none(want) || id_admissible(k, want))
        return false;
    wait_put(k, entry, want, "reference");
    return true;
}

static bool fields_wait(struct keeper *k, struct id entry,
                        const struct field *f, int n, const void *record)
{
    bool waits = false;

    for (int i = 0; i < n; i++) {
        const void *at = (const char *)record + f[i].at;

        if (f[i].type == FIELD_REF) {
            waits |= ref_wait(k, entry, *(const struct id *)at);
        } else if (f[i].type == FIELD_CODE) {
            const struct str *code = at;

            if (code->n)
                waits |= ref_wait(k, entry, id_named(str_of(f[i].of), *code));
        } else if (f[i].type == FIELD_ROWS) {
            const struct list *list = at;

            for (size_t j = 0; j < list->n; j++)
                waits |= fields_wait(k, entry, f[i].child, f[i].children,
                                     (const char *)list->at +
                                         j * f[i].child_bytes);
        }
    }
    return waits;
}

/* An entry that waits has no row by which it could be found when something it
 * names, and that is here, goes again: its device ended, its chain forked. So
 * what it does not wait for is written down too, as "there". */
static void fields_there(struct keeper *k, struct id entry,
                         const struct field *f, int n, const void *record)
{
    for (int i = 0; i < n; i++) {
        const void *at = (const char *)record + f[i].at;
        const struct str *code = at;
        const struct list *list = at;
        struct id want = ID_NONE;

        if (f[i].type == FIELD_REF)
            want = *(const struct id *)at;
        else if (f[i].type == FIELD_CODE && code->n)
            want = id_named(str_of(f[i].of), *code);
        if (!id_none(want) && id_admissible(k, want))
            wait_put(k, entry, want, "there");
        for (size_t j = 0; f[i].type == FIELD_ROWS && j < list->n; j++)
            fields_there(k, entry, f[i].child, f[i].children,
                         (const char *)list->at + j * f[i].child_bytes);
    }
}

static struct id ref_of(const struct kind *kind, const void *record,
                        const char *name)
{
    const struct field *f = kind_field(kind, str_of(name));

    if (!f || f->type != FIELD_REF)
        return ID_NONE;
    return *(const struct id *)(const void *)((const char *)record + f->at);
}

static struct scope about_scope(struct keeper *k, const struct kind *kind,
                                const void *record);

/* What an entry was about, as first said. */
static struct scope root_scope(struct keeper *k, struct id root)
{
    struct candidates c = entries_of(k, root);
    const struct kind *kind = c.n ? kind_find(c.at[0].kind) : NULL;
    struct findings f = findings_start(&k->batch);
    const struct json *body;
    void *record;
    size_t at;

    if (!kind)
        return (struct scope){ 0 };
    record = arena_take(&k->batch, kind->bytes);
    body = json_read(c.at[0].body, &k->batch, &at);
    record_read(kind, body, &k->batch, record, &f);
    return about_scope(k, kind, record);
}

/* What it is about decides: a fix by what it answers, an attachment or a reveal
 * by the entry it names, anything else by its own fields and x_scope. */
static struct scope about_scope(struct keeper *k, const struct kind *kind,
                                const void *record)
{
    const struct field *about = scope_about(kind);
    struct id id = about ? ref_of(kind, record, about->name) : ID_NONE;

    if (id_none(id))
        return scope_fields(k->db, kind, record);
    id = fix_root(k, id);
    return k->deep++ < SCOPE_DEEP ? root_scope(k, id) : (struct scope){ 0 };
}

static struct scope scope_judged(struct keeper *k, const struct kind *kind,
                                 const void *record)
{
    k->deep = 0;
    return about_scope(k, kind, record);
}

/* A fix is written by whoever may write what it answers. */
static const struct kind *kind_written(struct keeper *k,
                                       const struct kind *kind,
                                       const void *record)
{
    const struct kind *of;
    struct rows r;
    struct id root;

    if (strcmp(kind->name, "fix") != 0)
        return kind;
    root = ref_of(kind, record, "answers");
    if (id_none(root))
        return kind_find(S("device")); /* choosing a branch: administrators */
    root = fix_root(k, root);
    r = db_rows(k->db, SQL_ENTRY_KIND);
    db_bind_id(&r, 1, root);
    of = db_next(&r) ? kind_find(db_str(&r, 0)) : NULL;
    db_done(&r);
    return of ? of : kind;
}

/* A verdict is about many: each is judged where the verdict counts. To take
 * one back, or to say it otherwise, is for whoever gave it. */
int right_judge(struct keeper *k, const struct entry *e,
                const struct kind *kind, const void *record)
{
    const struct kind *of = kind_written(k, kind, record);
    struct scope scope;
    int may;

    if (of == kind && trust_anywhere(k, e->author, kind, entry_day(e)))
        return 1;
    scope = scope_judged(k, kind, record);
    may = trust_writes(k, e->author, of, entry_day(e), &scope);
    if (!scope_rows(of))
        return may;
    if (of != kind) {
        struct id root = fix_root(k, ref_of(kind, record, "answers"));
        struct candidates c = entries_of(k, root);

        if (!c.n || !str_same(c.at[0].author, e->author))
            return -1;
    }
    return may == 0 ? 1 : may;
}

static bool right_waits(struct keeper *k, const struct entry *e,
                        const struct kind *kind, const void *record)
{
    int may = right_judge(k, e, kind, record);
    const struct field *about = scope_about(kind);
    struct scope scope;

    if (may == 1)
        return false;
    scope = scope_judged(k, kind, record);
    wait_put(k, e->id, id_named(S("login"), e->author), "right");
    if (may == 0 && !id_none(scope.place))
        wait_put(k, e->id, scope.place, "right");
    if (may == 0 && about && !id_none(ref_of(kind, record, about->name)))
        wait_put(k, e->id, ref_of(kind, record, about->name), "right");
    return true;
}

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
static void touch_before(struct keeper *k, const struct kind *kind,
                         struct id entry, const struct head *h)
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

/* What a row that has come has a part in. Other things wait until geography is
 * settled (touch_all). */
static void touch_after(struct keeper *k, const struct kind *kind,
                        struct id entry, const void *record)
{
    struct manner *m = keeper_manner(k, kind);
    struct id thing = record_thing(kind, record, entry);
    month dated = record_dated(kind, record);
    struct touch_key key = { entry, m->touch };
    bool fresh;

    check_touch(k, kind, entry);
    if (m->moved >= 0)
        moved_rows(k, m->moved, entry);
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
static void dependents_put(struct keeper *k, const struct kind *of,
                           struct id id, bool gone)
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
static void coded_put(struct keeper *k, const struct kind *of, struct id id)
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
        if (by.n == room) {
            struct id *more = arena_many(&k->batch, struct id,
                                         room = 2 * room + 16);

            if (by.n)
                memcpy(more, by.at, by.n * sizeof *more);
            by.at = more;
        }
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

/* ---- one id -------------------------------------------------------------*/

/* Why nothing of this id counts: its device, its stamp, a fork. */
static void wait_why(struct keeper *k, const struct entry *e)
{
    const struct trusted *t = trust_device(k, e->device);

    if (!t)
        wait_put(k, e->id, e->device, "device");
    else if (e->seq > t->last)
        wait_put(k, e->id, e->device, "ended");
    else if (e->seq > chain_covered(k, e->device))
        wait_put(k, e->id, e->device, "stamp");
    else
        wait_put(k, e->id, e->device, "fork");
}

/* After a fix was written or went: what it answers reads otherwise now. */
static void answered_again(struct keeper *k, const struct kind *kind,
                           const void *record)
{
    const struct field *branch;
    struct id answers;

    if (strcmp(kind->name, "fix") != 0)
        return;
    k->fixes = true;
    answers = ref_of(kind, record, "answers");
    if (!id_none(answers))
        answers = fix_root(k, answers);
    if (!id_none(answers))
        work_put(k, answers);
    branch = kind_field(kind, S("branch"));
    if (!field_none(branch, record)) {
        struct rows r = db_rows(k->db, SQL_ENTRY_DEVICE_OF_HASH);

        db_bind_blob(&r, 1, (const char *)record + branch->at,
                     sizeof(struct hash));
        if (db_next(&r))
            device_touch(k, db_id(&r, 0), true);
        db_done(&r);
    }
}

static void kind_clear(struct keeper *k, const struct kind *kind, struct id id)
{
    struct head h = project_head(k, kind, id);
    struct findings none = findings_start(&k->batch);

    if (!h.there)
        return;
    touch_before(k, kind, id, &h);
    if (strcmp(kind->name, "fix") == 0) {
        void *was = arena_take(&k->batch, kind->bytes);

        if (row_find(k->db, kind, id, &k->batch, was))
            answered_again(k, kind, was);
    }
    coded_put(k, kind, id);
    project_remove(k, kind, id);
    findings_put(k->db, id, "rule", &none, false);
    findings_put(k->db, id, "thing", &none, false);
    dependents_put(k, kind, id, false);
}

/* Rows of this id in every table but the one where it stands. */
static void elsewhere_clear(struct keeper *k, const struct candidates *c,
                            const struct kind *stands)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct kind *kind = kind_find(c->at[i].kind);

        if (kind && kind != stands)
            kind_clear(k, kind, c->at[i].id);
    }
}

/* The record as it stands goes into its table, marked with what was found. */
static void entry_project(struct keeper *k, const struct kind *kind,
                          const struct entry *e, const void *record,
                          struct findings *f, bool withdrawn, bool fresh)
{
    struct id thing = record_thing(kind, record, e->id);
    bool counts = !withdrawn && !findings_stop(f);

    if (withdrawn)
        tell(f, WARN, "entry.withdrawn", "");
    project_put(k, kind, e, record, thing, counts, fresh);
    if (counts && !strcmp(kind->name, "erasure"))
        parts_erase(k, ref_of(kind, record, "about"));
    findings_put(k->db, e->id, "rule", f, fresh);
    touch_after(k, kind, e->id, record);
}

void record_judge(struct keeper *k, const struct kind *kind,
                  const struct entry *e, const void *record, struct findings *f)
{
    void *view = view_read(k->db, keeper_manner(k, kind), kind, record, e->id,
                           entry_day(e), &k->batch);

    cards_view(k, kind, view);
    kind->rule(record, view, f);
}

/* Nothing of this id is admissible, or its kind is not known here. */
static void id_unsettle(struct keeper *k, const struct candidates *c,
                        const struct entry *e)
{
    const struct kind *kind;

    if (!c->n)
        return;
    map_clear(&k->known);
    if (e) { /* here all the same, for others */
        wait_put(k, e->id, id_named(S("kind"), e->kind), "kind");
        wait_wake(k, e->id);
        return;
    }
    wait_why(k, &c->at[0]);
    wait_gone(k, c->at[0].id);
    kind = kind_find(c->at[0].kind);
    if (kind)
        dependents_put(k, kind, c->at[0].id, true);
}

/* Does the row that stands say the same as this one will? */
static bool row_stands(struct keeper *k, const struct kind *kind,
                       const struct entry *e, const void *record)
{
    void *was = arena_take(&k->batch, kind->bytes);

    return row_find(k->db, kind, e->id, &k->batch, was) &&
           str_same(record_open(kind, was, &k->batch),
                    record_open(kind, record, &k->batch));
}

struct id code_id(const struct kind *kind, const void *record)
{
    const struct field *f = kind_field(kind, str_of(kind->code));

    MUST(f && f->type == FIELD_TEXT);
    return id_named(str_of(kind->name),
                    *(const struct str *)(const void *)((const char *)record +
                                                        f->at));
}

/* Rights on what reads its place through this one (a count sheet through its
 * election, that through its body) are judged again with it. */
static void scoped_again(struct keeper *k, const struct kind *kind,
                         struct id id)
{
    for (const struct naming *n = keeper_manner(k, kind)->scoped; n;
         n = n->next) {
        struct rows r = db_text_rows(k->db, n->sql);

        db_bind_id(&r, 1, id);
        while (db_next(&r))
            work_put(k, db_id(&r, 0));
    }
}

/* Its row is here for the first time, or says something else: who waited for a
 * right that hangs on it, or on what hangs on it, may have it now. */
static void scope_came(struct keeper *k, const struct kind *kind, struct id id,
                       int deep)
{
    const struct naming *n = keeper_manner(k, kind)->scoped;

    if (!k->waiting)
        return;
    wait_gone(k, id);
    for (; n && deep; n = n->next) {
        struct id_list by = ids_naming(k, n, id);

        for (size_t i = 0; i < by.n; i++)
            scope_came(k, n->by, by.at[i], deep - 1);
    }
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
static void judged_again(struct keeper *k, const struct kind *kind,
                         struct id id)
{
    struct map about = map_of(sizeof(struct id), sizeof(const struct kind *));
    bool fresh;

    *(const struct kind **)map_at(&about, id.b, &fresh) = kind;
    for (size_t i = 0; i < about.n; i++)
        judged_find(k, &about, i);
    map_free(&about);
}

static void entry_settle(struct keeper *k, const struct entry *e,
                         const struct kind *kind)
{
    struct findings f = findings_start(&k->batch);
    struct head was = project_head(k, kind, e->id);
    void *record = arena_take(&k->batch, kind->bytes);
    bool answers = !strcmp(kind->name, "fix"); /* it stands as it was said */
    struct effect x = k->fixes && !answers ?
                          effect_of(k, e) :
                          (struct effect){ .body = e->body, .at = e->at };
    struct entry said = *e; /* what it says, on the day it was last said */
    const struct json *body;
    bool same, waits;
    size_t at;

    body = json_read(x.body, &k->batch, &at);
    MUST(body && body->type == JSON_OBJECT);
    record_read(kind, body, &k->batch, record, &f);
    record_close(kind, record);
    if (kind->code && !id_same(e->id, code_id(kind, record)))
        tell(&f, STOP, "entry.id_not_code", kind->code);
    same = was.there && row_stands(k, kind, e, record);
    if (was.there)
        touch_before(k, kind, e->id, &was);
    if (was.there && !same)
        coded_put(k, kind, e->id);
    wait_wake(k, e->id);
    waits = fields_wait(k, e->id, kind->field, kind->fields, record);
    if (!waits) /* before all it names is here, nobody can say for sure */
        waits = right_waits(k, e, kind, record);
    if (waits) {
        fields_there(k, e->id, kind->field, kind->fields, record);
        if (was.there)
            kind_clear(k, kind, e->id);
        same = !was.there;
    } else {
        said.at = x.at;
        record_judge(k, kind, &said, record, &f);
        if (x.disputed)
            tell(&f, WARN, "fix.two_answers", "");
        same &= was.counts == (!x.withdrawn && !findings_stop(&f));
        entry_project(k, kind, e, record, &f, x.withdrawn, !was.there);
    }
    if (!same) {
        answered_again(k, kind, record);
        dependents_put(k, kind, e->id, false);
        coded_put(k, kind, e->id);
    }
    if (was.there && keeper_manner(k, kind)->scope >= 0) {
        judged_again(k, kind, e->id);
        scoped_again(k, kind, e->id);
    }
    if (!waits && (!was.there || !same))
        scope_came(k, kind, e->id, SCOPED_DEEP);
}

static void id_settle(struct keeper *k, struct id id)
{
    struct candidates c = entries_of(k, id);
    const struct entry *e = candidate_pick(k, &c);
    const struct kind *kind = e ? kind_find(e->kind) : NULL;

    if (e) {
        bool fresh;

        *(bool *)map_at(&k->known, id.b, &fresh) = true;
    }
    wait_clear(k, id);
    elsewhere_clear(k, &c, kind);
    if (kind)
        entry_settle(k, e, kind);
    else
        id_unsettle(k, &c, e);
}

void settle_all(struct keeper *k)
{
    for (size_t i = 0; i < k->queue_n; i++) {
        struct id id = k->queue[i];

        ((struct work *)map_find(&k->work, id.b))->queued = false;
        id_settle(k, id);
    }
    k->queue_n = 0;
    map_clear(&k->work);
}

void settle_fresh(struct keeper *k, const struct entry *e,
                  const struct kind *kind, const void *record,
                  struct findings *f)
{
    bool fresh;

    map_at(&k->newborn, e->id.b, &fresh);
    entry_project(k, kind, e, record, f, false, true);
    answered_again(k, kind, record);
    wait_wake(k, e->id);
}

/* ---- before it is an entry ----------------------------------------------*/

static void row_refs_judge(struct keeper *k, const struct field *rows,
                           const void *row, size_t n, struct findings *f)
{
    for (int i = 0; i < rows->children; i++) {
        const struct field *g = &rows->child[i];
        const void *at = (const char *)row + g->at;
        struct id want = ID_NONE;

        if (g->type == FIELD_REF)
            want = *(const struct id *)at;
        else if (g->type == FIELD_CODE && ((const struct str *)at)->n)
            want = id_named(str_of(g->of), *(const struct str *)at);
        if (!id_none(want) && !id_admissible(k, want))
            tell_row(f, STOP, "field.not_here", rows->name, n, g->name);
    }
}

/* Says which references are not here. */
void refs_judge(struct keeper *k, const struct kind *kind, const void *record,
                struct findings *f)
{
    for (int i = 0; i < kind->fields; i++) {
        const struct field *g = &kind->field[i];
        const void *at = (const char *)record + g->at;
        const struct list *list = at;

        if (g->type == FIELD_REF && !id_none(*(const struct id *)at) &&
            !id_admissible(k, *(const struct id *)at))
            tell(f, STOP, "field.not_here", g->name);
        if (g->type == FIELD_CODE && ((const struct str *)at)->n &&
            !id_admissible(k, id_named(str_of(g->of), *(const struct str *)at)))
            tell(f, STOP, "field.not_here", g->name);
        for (size_t j = 0; g->type == FIELD_ROWS && j < list->n; j++)
            row_refs_judge(k, g, (const char *)list->at + j * g->child_bytes, j,
                           f);
    }
}
