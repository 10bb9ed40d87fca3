/* settle - one id: which entry counts for it, what it says after its fixes,
 * whether everything it names is here; then its row, findings and things.
 *
 * An entry is admissible when its device is trusted and it is covered; that
 * does not depend on what it names. It is projected when what it names is
 * admissible and its author had the right. */
#include <string.h>

#include "fix.sql.h"
#include "log.sql.h"
#include "log/inside.h"

#define SCOPE_DEEP 32 /* a fix of a fix of an attachment of ... */

void work_put(struct keeper *k, struct id id)
{
    bool fresh;
    struct work *w = map_at(&k->work, id.b, &fresh);

    if (w->queued || k->quiet || map_find(&k->ahead, id.b))
        return;
    w->queued = true;
    arena_room(&k->batch, k->queue, k->queue_n, k->queue_room);
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
void wait_wake(struct keeper *k, struct id want)
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
void wait_gone(struct keeper *k, struct id gone)
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

static const struct kind *kind_written(struct keeper *k,
                                       const struct kind *kind,
                                       const void *record);

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
    size_t room = 1; /* few ids have two entries */

    if (only)
        return (struct candidates){ *only, 1 };
    r = db_rows(k->db, SQL_ENTRY_BY_ID);
    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        arena_room(&k->batch, c.at, c.n, room);
        if (entry_read(arena_str(&k->batch, db_str(&r, 1)), &k->batch,
                       &c.at[c.n]) &&
            hash_same(c.at[c.n].hash, db_hash(&r, 0)))
            c.n++; /* one that is rotten is as one that has not come */
    }
    return c;
}

/* May its author say such a thing anywhere? Of grants alone: who may say it of
 * this place is judged once one of them stands. */
static bool claim_good(struct keeper *k, const struct entry *e)
{
    const struct kind *kind = kind_find(e->kind);
    struct findings none = findings_start(&k->batch);
    const struct json *body;
    void *record;
    size_t at;

    if (!kind)
        return false;
    record = arena_take(&k->batch, kind->bytes);
    body = json_read(e->body, &k->batch, &at);
    if (!body || body->type != JSON_OBJECT)
        return false;
    record_read(kind, body, &k->batch, record, &none);
    return trust_somewhere(k, e->author, kind_written(k, kind, record),
                           entry_day(e));
}

/* The admissible entry of least hash, and they come in that order; of several
 * the first whose author may say such things, so that nobody takes another's
 * fact out of the count by claiming its id. */
static const struct entry *candidate_pick(struct keeper *k,
                                          const struct candidates *c)
{
    const struct entry *first = NULL;

    for (size_t i = 0; i < c->n; i++) {
        if (!admissible(k, &c->at[i]))
            continue;
        if (c->n == 1 || claim_good(k, &c->at[i]))
            return &c->at[i];
        if (!first)
            first = &c->at[i];
    }
    return first;
}

/* Where several claim an id, those who may not say such things wait for a right
 * beside whoever stands. */
static void claims_wait(struct keeper *k, const struct candidates *c)
{
    for (size_t i = 0; c->n > 1 && i < c->n; i++)
        if (admissible(k, &c->at[i]) && !claim_good(k, &c->at[i]))
            wait_put(k, c->at[i].id, id_named(S("login"), c->at[i].author),
                     "claim");
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

static bool fixed_at_all(struct keeper *k, struct id id)
{
    struct rows r = fixes_of(k->db, id);
    bool any = !id_none(id) && db_next(&r);

    db_done(&r);
    return any;
}

/* Beside a fix that holds: did anybody else say something, here or in answer to
 * what the program ships? */
static bool disputed(struct keeper *k, struct rows *r)
{
    struct id shipped = ID_NONE;
    bool others = false;

    while (!others && db_next(r)) {
        others = !db_int(r, FIX_SHIPPED);
        shipped = db_id(r, 0);
    }
    return others || fixed_at_all(k, shipped);
}

/* What the entry says after its fixes. Between two that answer the same, the
 * one that holds (fixes.c), and a warning asks for a third. */
static struct effect effect_of(struct keeper *k, const struct entry *e)
{
    struct effect x = { .body = e->body, .at = e->at };
    struct id now = e->id;
    struct walk w = walk_start(now);

    for (;;) {
        struct rows r = fixes_of(k->db, now);
        bool found = db_next(&r);

        if (found) {
            bool shipped = db_int(&r, FIX_SHIPPED) != 0;

            now = db_id(&r, 0);
            x.withdrawn = db_int(&r, 3) != 0;
            if (db_int(&r, 4) > x.at)
                x.at = db_int(&r, 4);
            if (!db_null(&r, 2))
                x.body = arena_str(&k->batch, db_str(&r, 2));
            x.disputed |= !shipped && disputed(k, &r);
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

struct id ref_of(const struct kind *kind, const void *record, const char *name)
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

/* The day and the book that a record says; false when it says none. */
static bool booked_in(const struct kind *of, const void *record, day *on,
                      struct id *book)
{
    const struct field *held = kind_field(of, S("held"));
    const struct field *body = kind_field(of, S("body"));

    if (!held || held->type != FIELD_DAY || !body || body->type != FIELD_REF)
        return false;
    *on = *(const day *)(const void *)((const char *)record + held->at);
    *book = *(const struct id *)(const void *)((const char *)record + body->at);
    return *on != DAY_NONE;
}

/* Money that was paid is taken back, not restated; and nothing is restated
 * that was booked in a month which is closed (design section 7). What stands
 * under the answered id decides, so fix_view reads it. */
void books_judge(struct keeper *k, const struct kind *kind,
                 const struct entry *e, const void *record, struct findings *f)
{
    struct findings unsaid = findings_start(&k->batch);
    const struct json *body;
    const struct kind *of;
    struct entry root;
    struct id book;
    void *said;
    size_t at;
    day on;

    if (strcmp(kind->name, "fix") != 0 ||
        id_same(e->device, reference_device()) ||
        !entry_standing(k, fix_root(k, ref_of(kind, record, "answers")), &root))
        return;
    of = kind_find(root.kind);
    if (of && of->posted)
        tell(f, STOP, "fix.posted", "answers");
    if (!of || !books_kind(k, of) || !k->books.closings)
        return;
    said = arena_take(&k->batch, of->bytes);
    body = json_read(root.body, &k->batch, &at);
    record_read(of, body, &k->batch, said, &unsaid);
    if (booked_in(of, said, &on, &book) && books_shut(k, e, book, month_of(on)))
        tell(f, STOP, "fix.closed", "answers");
}

void record_judge(struct keeper *k, const struct kind *kind,
                  const struct entry *e, const void *record, struct findings *f)
{
    void *view = view_read(k->db, keeper_manner(k, kind), kind, record, e->id,
                           entry_day(e), &k->batch);

    cards_view(k, kind, view);
    kind->rule(record, view, f);
    books_judge(k, kind, e, record, f);
    final_judge(k, kind, record, f);
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

static void entry_settle(struct keeper *k, const struct entry *e,
                         const struct kind *kind)
{
    struct findings f = findings_start(&k->batch);
    struct head was = project_head(k, kind, e->id);
    void *record = arena_take(&k->batch, kind->bytes);
    bool answers = !strcmp(kind->name, "fix"); /* it stands as it was said */
    struct effect x = (k->fixes || reference_fixes(kind)) && !answers ?
                          effect_of(k, e) :
                          (struct effect){ .body = e->body, .at = e->at };
    struct entry said = *e; /* what it says, on the day it was last said */
    const struct json *body;
    bool same, waits, shipped = id_same(e->device, reference_device());
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
    if (!waits && !shipped) /* before all it names is here, nobody can say */
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
    k->fixes |= answers && !shipped;
    if (!same) {
        if (!map_find(&k->ahead, e->id.b))
            answered_again(k, kind, record);
        dependents_put(k, kind, e->id, false);
        coded_put(k, kind, e->id);
    }
    if (was.there && keeper_manner(k, kind)->scope >= 0) {
        judged_again(k, kind, e->id);
        scoped_again(k, kind, e->id);
    }
    if (!waits && (!was.there || !same))
        scope_came(k, kind, e->id);
}

/* Where several say one id, who stands may change without a row that does: what
 * the law of money says of fixes of it hangs on that. */
static void fixes_again(struct keeper *k, struct id id, const struct entry *e,
                        int deep)
{
    struct hash none = { { 0 } };
    struct hash now = e ? e->hash : none;
    bool fresh;
    struct hash *was = map_at(&k->picked, id.b, &fresh);
    struct id fix[64]; /* of so many, more than anybody means */
    size_t n = 0;
    struct rows r;

    if (!deep || (!fresh && hash_same(*was, now)))
        return;
    *was = now;
    r = db_rows(k->db, SQL_FIX_OF);
    db_bind_id(&r, 1, id);
    while (n < LEN(fix) && db_next(&r))
        fix[n++] = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        work_put(k, fix[i]);
        fixes_again(k, fix[i], e, deep - 1);
    }
}

/* Of several that claim an id: whoever asks what the id is, asks for this. */
static void stands_write(struct keeper *k, struct id id, const struct entry *e)
{
    struct rows r = db_rows(k->db, e ? SQL_STANDS_PUT : SQL_STANDS_CLEAR);

    db_bind_id(&r, 1, id);
    if (e)
        db_bind_blob(&r, 2, e->hash.b, sizeof e->hash.b);
    db_run(&r);
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
    if (c.n > 1) {
        stands_write(k, id, e);
        if (k->fixes)
            fixes_again(k, id, e, SCOPE_DEEP);
        reversals_again(k, id);
    }
    wait_clear(k, id);
    claims_wait(k, &c);
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
    k->fixes |= !strcmp(kind->name, "fix");
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

/* ---- for who believes nothing --------------------------------------------*/

bool settle_stands(struct keeper *k, const struct kind *kind, struct id id)
{
    struct findings none = findings_start(&k->batch);
    struct candidates c = entries_of(k, id);
    const struct entry *e = candidate_pick(k, &c);
    const struct json *body;
    struct effect x;
    void *record;
    size_t at;

    if (!e || kind_find(e->kind) != kind)
        return false;
    record = arena_take(&k->batch, kind->bytes);
    x = strcmp(kind->name, "fix") ?
            effect_of(k, e) :
            (struct effect){ .body = e->body, .at = e->at };
    body = json_read(x.body, &k->batch, &at);
    if (!body || body->type != JSON_OBJECT)
        return false;
    record_read(kind, body, &k->batch, record, &none);
    record_close(kind, record);
    return row_stands(k, kind, e, record);
}
