/* derive - what one thing adds to figures, written as the difference. */
#include <stdlib.h>
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

enum {
    AHEAD = 32768, /* things whose facts are asked for together */
    WRITE = 1024,  /* whose postings a far database is given together */
    MANY = 512     /* whose facts are read together, where they can be */
};

static struct thing *thing_at(struct keeper *k, const struct kind *kind,
                              struct id thing, month since)
{
    struct thing_key key = { .thing = thing };
    struct thing *t;
    bool fresh;

    for (int i = 0; i < kind_count; i++)
        if (kind_index[i] == kind)
            key.kind = i;
    t = map_at(&k->thing, &key, &fresh);
    if (fresh || since < t->since) /* MONTH_NONE is before them all */
        t->since = since;
    return t;
}

void thing_put(struct keeper *k, const struct kind *kind, struct id thing,
               month since)
{
    struct thing *t = thing_at(k, kind, thing, since);

    t->spoken = t->own = t->old = true;
}

/* Is it the x_touch of a kind that may speak of a young thing of this one. */
static bool touch_is_young(struct keeper *k, const struct kind *kind, int sql)
{
    struct str rest = str_of(kind->young ? kind->young : "");

    while (rest.n) {
        const struct kind *by = kind_find(str_cut(&rest, '|'));

        if (by && keeper_manner(k, by)->touch == sql)
            return true;
    }
    return false;
}

void thing_touched(struct keeper *k, const struct kind *kind, struct id thing,
                   month since, int sql)
{
    struct thing *t = thing_at(k, kind, thing, since);

    t->spoken = true;
    t->old |= !map_find(&k->newborn, thing.b) || !touch_is_young(k, kind, sql);
}

void thing_born(struct keeper *k, const struct kind *kind, struct id thing,
                month since)
{
    thing_at(k, kind, thing, since)->own = true;
}

static int facts_sql(struct keeper *k, const struct kind *kind,
                     const struct thing *t)
{
    const struct manner *m = keeper_manner(k, kind);

    return !t->spoken ? m->alone : t->old ? m->facts : m->young;
}

/* The rows of an answer, until its end. */
static struct facts facts_take(struct rows *r, const struct kind *kind,
                               struct arena *a)
{
    struct facts f = { 0 };
    size_t room = 0;
    uint32_t each = kind->fact.bytes;

    while (db_next(r)) {
        f.at = arena_more(a, f.at, f.n, &room, each);
        columns_read(r, &kind->fact, a, (char *)f.at + f.n++ * each);
    }
    return f;
}

static struct facts facts_read(struct keeper *k, const struct kind *kind,
                               struct id thing, const struct thing *t,
                               month since)
{
    struct rows r;

    if (t->read)
        return t->facts;
    r = db_rows(k->db, facts_sql(k, kind, t));
    db_bind_id(&r, 1, thing);
    db_bind_int(&r, 2, since); /* MONTH_NONE is before them all */
    return facts_take(&r, kind, &k->one);
}

int posting_order(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    int order = (x->month > y->month) - (x->month < y->month);

    if (!order)
        order = str_order(x->indicator, y->indicator);
    if (!order)
        order = id_order(x->entry, y->entry);
    if (!order)
        order = id_order(x->place, y->place);
    if (!order)
        order = id_order(x->rsp, y->rsp);
    return order ? order : id_order(x->project, y->project);
}

static struct id id_of_column(struct rows *r, int col)
{
    struct id id = ID_NONE;
    struct str s = db_str(r, col);

    if (s.n == sizeof id.b)
        memcpy(id.b, s.p, sizeof id.b);
    return id;
}

/* Nothing stands yet when all is made anew, nor of a thing that nobody can have
 * named before this batch. */
static bool stands_nothing(struct keeper *k, struct id thing)
{
    return k->anew || map_find(&k->newborn, thing.b);
}

static struct postings standing(struct keeper *k, struct id thing, month since)
{
    struct postings p = { .arena = &k->one };
    struct rows r;

    if (stands_nothing(k, thing))
        return p;
    r = db_rows(k->db, SQL_POSTING_OF_THING);
    db_bind_id(&r, 1, thing);
    db_bind_int(&r, 2, since);
    while (db_next(&r))
        post(&p,
             &(struct posting){ .month = (month)db_int(&r, 0),
                                .indicator = arena_str(&k->one, db_str(&r, 1)),
                                .entry = id_of_column(&r, 2),
                                .place = id_of_column(&r, 3),
                                .rsp = id_of_column(&r, 4),
                                .project = id_of_column(&r, 5),
                                .amount = db_int(&r, 6) });
    return p;
}

/* None is sixteen zeros: a key may not hold NULL. */
static void bind_key(struct rows *r, int n, struct id id)
{
    db_bind_blob(r, n, id.b, sizeof id.b);
}

struct writing {
    struct id thing;
    struct posting posting;
};

static void posting_write(struct keeper *k, struct id thing,
                          const struct posting *p)
{
    struct rows r = db_rows(k->db, SQL_POSTING_PUT);

    bind_key(&r, 1, thing);
    db_bind_int(&r, 2, p->month);
    db_bind_text(&r, 3, p->indicator);
    bind_key(&r, 4, p->entry);
    bind_key(&r, 5, p->place);
    bind_key(&r, 6, p->rsp);
    bind_key(&r, 7, p->project);
    db_bind_int(&r, 8, p->amount);
    db_run(&r);
    figure_put(k, p, p->amount, 1);
    figure_month_add(k, p->month, 1);
}

static void posting_remove(struct keeper *k, struct id thing,
                           const struct posting *p)
{
    struct rows r = db_rows(k->db, SQL_POSTING_DELETE);

    bind_key(&r, 1, thing);
    db_bind_int(&r, 2, p->month);
    db_bind_text(&r, 3, p->indicator);
    bind_key(&r, 4, p->entry);
    bind_key(&r, 5, p->place);
    bind_key(&r, 6, p->rsp);
    bind_key(&r, 7, p->project);
    db_run(&r);
    figure_put(k, p, -p->amount, -1);
    figure_month_add(k, p->month, -1);
}

/* Two postings with one key would overwrite each other: a bug of the kind. */
static void postings_sort(struct postings *p)
{
    if (p->n)
        qsort(p->at, p->n, sizeof *p->at, posting_order);
    for (size_t i = 1; i < p->n; i++)
        MUST(posting_order(&p->at[i - 1], &p->at[i]) != 0);
}

static void writing_put(struct keeper *k, struct id thing,
                        const struct posting *p)
{
    struct writings *w = &k->writings;

    arena_room(&k->one, w->at, w->n, w->room);
    w->at[w->n++] = (struct writing){ thing, *p };
}

/* What goes is deleted at once, what comes is put down: a far database takes
 * many of one sort together. */
static void difference(struct keeper *k, struct id thing,
                       const struct postings *was, const struct postings *now)
{
    size_t i = 0, j = 0;

    while (i < was->n || j < now->n) {
        int order = i == was->n ? 1 :
                    j == now->n ? -1 :
                                  posting_order(&was->at[i], &now->at[j]);

        if (order == 0 && was->at[i].amount == now->at[j].amount) {
            i++;
            j++;
            continue;
        }
        if (order <= 0)
            posting_remove(k, thing, &was->at[i++]);
        if (order >= 0)
            writing_put(k, thing, &now->at[j++]);
    }
}

/* ---- what the timeline says of its entries ------------------------------*/

/* A fact whose entry lies on another timeline bears no remark of this one: its
 * column `aside` is 1. */
static bool is_aside(const struct kind *kind, const void *fact)
{
    const struct field *f = field_find(kind->fact.field, kind->fact.fields,
                                       S("aside"));

    return f &&
           *(const int64_t *)(const void *)((const char *)fact + f->at) == 1;
}

static void remarks_write(struct keeper *k, const struct postings *p,
                          const struct facts *facts, const struct kind *kind)
{
    const struct field *entry = field_find(kind->fact.field, kind->fact.fields,
                                           S("entry"));
    struct map seen = map_of(sizeof(struct id), 0);

    for (size_t i = 0; i < facts->n; i++) {
        struct findings f = findings_start(&k->one);
        const char *fact = (const char *)facts->at + i * kind->fact.bytes;
        struct id of = *(const struct id *)(const void *)(fact + entry->at);
        bool fresh;

        if (is_aside(kind, fact))
            continue;
        map_at(&seen, of.b, &fresh);
        if (!fresh)
            continue;
        for (size_t j = 0; j < p->remarks; j++)
            if (id_same(p->remark[j].entry, of))
                tell_ab(&f, p->remark[j].finding.level,
                        p->remark[j].finding.what,
                        arena_z(&k->one, p->remark[j].finding.path),
                        p->remark[j].finding.a, p->remark[j].finding.b);
        findings_put(k->db, of, "thing", &f, false);
    }
    map_free(&seen);
}

/* ---- what nobody has checked --------------------------------------------*/

/* The facts without those whose entries wait for a check; false: all of them
 * stand in it. */
static bool facts_checked(struct keeper *k, const struct kind *kind,
                          const struct facts *all, struct facts *checked)
{
    const struct field *entry = field_find(kind->fact.field, kind->fact.fields,
                                           S("entry"));
    uint32_t each = kind->fact.bytes;
    struct id last = ID_NONE;
    bool open = false;

    *checked = *all;
    if (!k->check.states || !all->n)
        return false;
    checked->at = arena_array(&k->one, all->n, each);
    checked->n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const char *from = (const char *)all->at + i * each;
        struct id of = *(const struct id *)(const void *)(from + entry->at);

        if (i == 0 || !id_same(of, last))
            open = check_is_open(k, of);
        last = of;
        if (!open)
            memcpy((char *)checked->at + checked->n++ * each, from, each);
    }
    return checked->n < all->n;
}

static void twin_post(const struct posting *of, int64_t amount,
                      struct postings *twins)
{
    struct posting twin = *of;
    struct buf b = buf_start(twins->arena);

    if (!amount || str_starts(of->indicator, S("kept.")))
        return;
    buf_z(&b, CHECK_OPEN);
    buf_add(&b, of->indicator);
    twin.indicator = buf_str(&b);
    twin.amount = amount;
    post(twins, &twin);
}

/* What stands only because of entries that nobody has checked: all postings
 * less those of the checked facts, under names of their own. */
static void twins_post(struct postings *all, struct postings *checked)
{
    struct postings twins = { .arena = all->arena };
    size_t i = 0, j = 0;

    postings_sort(all);
    postings_sort(checked);
    while (i < all->n || j < checked->n) {
        int order = i == all->n ? 1 :
                    j == checked->n ?
                                  -1 :
                                  posting_order(&all->at[i], &checked->at[j]);

        twin_post(order > 0 ? &checked->at[j] : &all->at[i],
                  (order <= 0 ? all->at[i].amount : 0) -
                      (order >= 0 ? checked->at[j].amount : 0),
                  &twins);
        i += order <= 0;
        j += order >= 0;
    }
    for (i = 0; i < twins.n; i++)
        post(all, &twins.at[i]);
}

/* An entry may name one of another kind where it should name one of this: what
 * stands under that id is not this kind's to take away. */
static bool thing_is(struct keeper *k, const struct kind *kind, struct id thing)
{
    for (int i = 0; i < kind->fields; i++)
        if (kind->field[i].flags & FIELD_THING)
            return true; /* its kind is in the hash */
    return row_find(k->db, kind, thing, &k->one,
                    arena_take(&k->one, kind->bytes));
}

/* Money is always booked from all that is known of a thing. */
static month derive_since(struct keeper *k, const struct kind *kind,
                          const struct thing *t)
{
    return books_kind(k, kind) ? MONTH_NONE : t->since;
}

/* Where some are open the whole timeline is asked: what a checked fact adds
 * may depend on the last checked one before it. */
static void thing_derive(struct keeper *k, const struct kind *kind,
                         struct id thing, const struct thing *t)
{
    bool books = books_kind(k, kind);
    month since = derive_since(k, kind, t);
    struct postings was, now = { .arena = &k->one };
    struct postings sure = { .arena = &k->one };
    struct facts facts = facts_read(k, kind, thing, t, since), checked;
    struct book_lines lines = { 0 }, stood = { 0 };
    bool open = facts_checked(k, kind, &facts, &checked);

    if ((open && since != MONTH_NONE) ||
        !kind->posts(facts.at, facts.n, since, &now)) {
        since = MONTH_NONE;
        facts = facts_read(k, kind, thing, t, since);
        open = facts_checked(k, kind, &facts, &checked);
        now = (struct postings){ .arena = &k->one };
        MUST(kind->posts(facts.at, facts.n, since, &now));
    }
    if (open) {
        MUST(kind->posts(checked.at, checked.n, since, &sure));
    }
    if (books)
        lines = books_lines(k, kind, &facts, &now);
    if (open && books)
        books_lines(k, kind, &checked, &sure);
    if (open)
        twins_post(&now, &sure);
    was = standing(k, thing, since);
    if (books && !stands_nothing(k, thing))
        stood = books_standing(k, thing);
    if (!now.n && !lines.n && (was.n || stood.n) && !t->own &&
        !thing_is(k, kind, thing))
        return;
    postings_sort(&now);
    difference(k, thing, &was, &now);
    books_difference(k, thing, &stood, &lines);
    kept_write(k, kind, thing, &now, stands_nothing(k, thing));
    if (now.remarks || k->remarks) {
        k->remarks = true;
        remarks_write(k, &now, &facts, kind);
    }
}

struct book_lines derive_lines(struct keeper *k, const struct kind *kind,
                               struct id thing)
{
    struct thing t = { .since = MONTH_NONE, .spoken = true, .old = true };
    struct facts facts = facts_read(k, kind, thing, &t, MONTH_NONE);
    struct postings now = { .arena = &k->one };

    MUST(kind->posts(facts.at, facts.n, MONTH_NONE, &now));
    return books_lines(k, kind, &facts, &now);
}

static bool has_facts(const struct kind *kind, const struct thing *t)
{
    return t->spoken || !kind->bare;
}

/* The things that are derived now: first all the rest, then those whose facts
 * read what others keep. */
static size_t things_order(struct keeper *k, uint32_t *order, bool after)
{
    size_t n = 0;

    for (size_t i = 0; i < k->thing.n; i++) {
        struct thing_key key;

        memcpy(&key, map_key(&k->thing, i), sizeof key);
        if (keeper_manner(k, kind_index[key.kind])->after == after)
            order[n++] = (uint32_t)i;
    }
    return n;
}

/* Whose facts read what this thing keeps: they are derived after it (x_follow).
 * A rebuild derives them all in any case. */
static void things_follow(struct keeper *k, const struct kind *kind,
                          struct id thing)
{
    int sql = keeper_manner(k, kind)->follow;
    struct rows r;

    if (sql < 0 || k->anew)
        return;
    r = db_rows(k->db, sql);
    db_bind_id(&r, 1, thing);
    while (db_next(&r)) {
        const struct kind *by = kind_find(db_str(&r, 1));

        MUST(by && keeper_manner(k, by)->after);
        thing_touched(k, by, db_id(&r, 0), MONTH_NONE, sql);
    }
    db_done(&r);
}

/* May its facts be read with those of others. */
static bool reads_many(struct keeper *k, const struct kind *kind,
                       const struct thing *t)
{
    const struct manner *m = keeper_manner(k, kind);

    return m->many && has_facts(kind, t) && facts_sql(k, kind, t) == m->facts &&
           derive_since(k, kind, t) == MONTH_NONE;
}

/* Facts and postings of the things from the i-th on. */
static void things_ahead(struct keeper *k, const uint32_t *order, size_t i,
                         size_t n)
{
    db_ahead_end(k->db);
    for (size_t end = i + AHEAD; i < n && i < end; i++) {
        struct thing_key key;
        struct thing t;
        struct rows r;
        month since;

        memcpy(&key, map_key(&k->thing, order[i]), sizeof key);
        memcpy(&t, map_value(&k->thing, order[i]), sizeof t);
        if (!has_facts(kind_index[key.kind], &t))
            continue;
        since = derive_since(k, kind_index[key.kind], &t);
        if (!reads_many(k, kind_index[key.kind], &t)) {
            r = db_rows(k->db, facts_sql(k, kind_index[key.kind], &t));
            db_bind_id(&r, 1, key.thing);
            db_bind_int(&r, 2, since);
            db_ahead(&r);
        }
        if (stands_nothing(k, key.thing))
            continue;
        r = db_rows(k->db, SQL_POSTING_OF_THING);
        db_bind_id(&r, 1, key.thing);
        db_bind_int(&r, 2, since);
        db_ahead(&r);
        books_ahead(k, kind_index[key.kind], key.thing);
    }
}

/* The thing at order[i], if its facts are still to be read with others. */
static struct thing *thing_of_many(struct keeper *k, uint32_t at,
                                   struct thing_key *key)
{
    struct thing *t = map_value(&k->thing, at);

    memcpy(key, map_key(&k->thing, at), sizeof *key);
    return !t->read && reads_many(k, kind_index[key->kind], t) ? t : NULL;
}

/* Each thing gets its part of what was read of them together. */
static void facts_share(struct keeper *k, const struct kind *kind,
                        struct thing_key key, struct facts all)
{
    size_t at = field_find(kind->fact.field, kind->fact.fields, S("thing"))->at;
    uint32_t each = kind->fact.bytes;

    for (size_t i = 0; i < all.n; i++) {
        char *fact = (char *)all.at + i * each;
        struct thing *t;

        memcpy(&key.thing, fact + at, sizeof key.thing);
        t = map_find(&k->thing, &key);
        MUST(t && t->read);
        if (!t->facts.n)
            t->facts.at = fact;
        t->facts.n++;
    }
}

/* Facts of the next things, one question for all of a kind that allows it: what
 * it costs to ask is paid once for a meeting and not for each of its loans. */
static void things_together(struct keeper *k, const uint32_t *order, size_t n)
{
    struct thing_key first, key;

    arena_free(&k->many);
    for (size_t i = 0; i < n; i++) {
        struct buf ids = buf_start(&k->many);
        struct rows r;

        if (!thing_of_many(k, order[i], &first))
            continue;
        for (size_t j = i; j < n; j++) {
            struct thing *t = thing_of_many(k, order[j], &key);

            if (!t || key.kind != first.kind)
                continue;
            buf_add(&ids, (struct str){ (const char *)key.thing.b,
                                        sizeof key.thing.b });
            t->read = true;
        }
        r = db_rows(k->db, keeper_manner(k, kind_index[first.kind])->facts);
        db_bind_blob(&r, 1, buf_str(&ids).p, buf_str(&ids).n);
        db_bind_int(&r, 2, MONTH_NONE);
        facts_share(k, kind_index[first.kind], first,
                    facts_take(&r, kind_index[first.kind], &k->many));
    }
}

static void writings_write(struct keeper *k)
{
    for (size_t i = 0; i < k->writings.n; i++)
        posting_write(k, k->writings.at[i].thing, &k->writings.at[i].posting);
    k->writings = (struct writings){ 0 };
    arena_free(&k->one); /* a cutover derives all that a district has */
}

static void things_derive(struct keeper *k, const uint32_t *order, size_t n)
{
    size_t derived = 0;

    for (size_t i = 0; i < n; i++) {
        struct thing_key key;
        struct thing t;

        if (i % AHEAD == 0 && db_is_far(k->db))
            things_ahead(k, order, i, n);
        if (i % MANY == 0)
            things_together(k, order + i, n - i < MANY ? n - i : MANY);
        memcpy(&key, map_key(&k->thing, order[i]), sizeof key);
        memcpy(&t, map_value(&k->thing, order[i]), sizeof t);
        if (!has_facts(kind_index[key.kind], &t))
            continue;
        thing_derive(k, kind_index[key.kind], key.thing, &t);
        things_follow(k, kind_index[key.kind], key.thing);
        if (!db_is_far(k->db) || ++derived % WRITE == 0)
            writings_write(k);
    }
}

/* Puts those whose id came before, as a thing of another kind, at the end; how
 * many come first. */
static size_t ids_once(struct keeper *k, uint32_t *order, size_t n,
                       struct arena *a)
{
    struct map seen = map_of(sizeof(struct id), 0);
    uint32_t *again = arena_many(a, uint32_t, n + 1);
    size_t first = 0, later = 0;

    for (size_t i = 0; i < n; i++) {
        struct thing_key key;
        bool fresh;

        memcpy(&key, map_key(&k->thing, order[i]), sizeof key);
        map_at(&seen, key.thing.b, &fresh);
        if (fresh)
            order[first++] = order[i];
        else
            again[later++] = order[i];
    }
    if (later)
        memcpy(order + first, again, later * sizeof *again);
    map_free(&seen);
    return first;
}

/* What stands of a thing is read ahead and written late where the database is
 * far. Only a hostile device says one id of two kinds: the second of them is
 * read when the first is written. */
void derive_all(struct keeper *k)
{
    struct arena own = { 0 };

    for (int after = 0; after < 2; after++) {
        uint32_t *order = arena_many(&own, uint32_t, k->thing.n + 1);
        size_t n = things_order(k, order, after == 1);

        while (n) {
            size_t first = db_is_far(k->db) ? ids_once(k, order, n, &own) : n;

            things_derive(k, order, first);
            writings_write(k);
            order += first;
            n -= first;
        }
    }
    map_clear(&k->thing);
    arena_free(&own);
}
