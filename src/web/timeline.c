/* timeline - where the facts of a household or a person are found, and in what
 * order they stand. How one is drawn is in moment.c.
 *
 * Statements are composed from constant field tables only. */
#include "web/timeline.h"

#include <stdlib.h>
#include <string.h>

/* ---- ways from a kind to the subject ------------------------------------*/

enum through { OF_HOUSEHOLD, OF_PERSON, OF_MEMBER };

struct path {
    const struct kind *kind;
    const struct field *rows; /* NULL: the reference is the kind's own */
    const struct field *ref, *date, *money;
    enum through through;
    bool ends;
    bool plain; /* its rows are held back by the statement */
};

enum { PATHS_MOST = 250, DEEP = 3 /* references to what judges it */ };

struct paths {
    struct path at[PATHS_MOST];
    int n;
};

static bool is_date(const struct field *f)
{
    return f->type == FIELD_DAY || f->type == FIELD_DATE ||
           f->type == FIELD_MONTH;
}

/* The day a kind is of: the first that must be said, else the first. */
static const struct field *date_of(const struct kind *k)
{
    const struct field *first = NULL;

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!is_date(f))
            continue;
        if (f->flags & FIELD_NEED)
            return f;
        first = first ? first : f;
    }
    return first;
}

static const struct field *end_of(const struct kind *k)
{
    const struct field *f = kind_field(k, S("ended"));

    return f && is_date(f) ? f : NULL;
}

static const struct field *money_of(const struct field *rows)
{
    for (int i = 0; rows && i < rows->children; i++)
        if (rows->child[i].type == FIELD_MONEY)
            return &rows->child[i];
    return NULL;
}

static bool leads(const struct field *f, bool household, enum through *out)
{
    if (f->type != FIELD_REF || !(f->flags & FIELD_FIND) || !f->of)
        return false;
    *out = !strcmp(f->of, "household") ? OF_HOUSEHOLD :
           !strcmp(f->of, "person")    ? OF_PERSON :
                                         OF_MEMBER;
    return *out == OF_HOUSEHOLD ? household :
           *out == OF_PERSON    ? true :
                                  !strcmp(f->of, "member");
}

/* Do lists know by what rows of it are judged, so that a condition holds others
 * back? Else each is asked for by itself. */
static bool scope_plain(const struct kind *k, int deep)
{
    int sql = db_named_find(k->name, "_scope");
    const struct field *f;

    if (sql < 0)
        return true;
    f = kind_field(k, str_of(db_named_get(sql)->args));
    return f && f->type == FIELD_REF && f->of && deep < DEEP &&
           scope_plain(kind_find(str_of(f->of)), deep + 1);
}

static void path_add(struct paths *p, struct path one)
{
    MUST(p->n + 2 <= PATHS_MOST);
    p->at[p->n++] = one;
    one.date = one.rows ? NULL : end_of(one.kind);
    one.ends = true;
    if (one.date && one.date != p->at[p->n - 1].date)
        p->at[p->n++] = one;
}

/* Those of one kind. Households and persons are what it is about, and what is
 * said about other entries stands on their pages. */
static void paths_of_kind(struct paths *p, const struct kind *k, bool household)
{
    struct path one = { .kind = k,
                        .date = date_of(k),
                        .plain = scope_plain(k, 0) };

    if (!one.date || scope_about(k) || scope_rows(k) ||
        !strcmp(k->name, "household") || !strcmp(k->name, "person"))
        return;
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        one.rows = NULL;
        one.money = NULL;
        one.ref = f;
        if (leads(f, household, &one.through))
            path_add(p, one);
        for (int c = 0; f->type == FIELD_ROWS && c < f->children; c++) {
            one.rows = f;
            one.ref = &f->child[c];
            if (!leads(one.ref, household, &one.through))
                continue;
            one.money = one.through == OF_MEMBER ? money_of(f) : NULL;
            path_add(p, one);
        }
    }
}

/* ---- the statement ------------------------------------------------------*/

/* Who is meant: `self` is a record of `person`, hers in that time. */
static const char lives_in[] =
    "WITH RECURSIVE lives AS MATERIALIZED (SELECT r.person, r.person AS self, "
    "r.since, r.until FROM resident r WHERE r.household = $1 AND NOT EXISTS ("
    "SELECT 1 FROM same s WHERE s.person = r.person AND s.root <> s.person) "
    "UNION SELECT l.person, x.person, l.since, l.until FROM lives l JOIN "
    "merged x ON x.same_as = l.self) ";
static const char is_herself[] =
    "WITH RECURSIVE lives AS MATERIALIZED (SELECT p.entry AS person, p.entry "
    "AS self, CAST(NULL AS BIGINT) AS since, CAST(NULL AS BIGINT) AS until "
    "FROM person p WHERE p.entry = $1 UNION SELECT l.person, x.person, l.since,"
    " l.until FROM lives l JOIN merged x ON x.same_as = l.self) ";

static void select_put(const struct path *p, int at, struct buf *b)
{
    buf_fmt(b, "SELECT t.%s AS on_day, ", p->date->name);
    if (p->date->type == FIELD_DATE)
        buf_fmt(b, "t.%s_grain", p->date->name);
    else
        buf_int(b, GRAIN_DAY);
    buf_fmt(b, " AS grain, %d AS path, t.entry, %s AS person, ", at,
            p->through == OF_HOUSEHOLD ? "CAST(NULL AS BYTEA)" : "l.person");
    if (p->money)
        buf_fmt(b, "r.%s AS amount, m.body", p->money->name);
    else
        buf_z(b, "CAST(NULL AS BIGINT) AS amount, CAST(NULL AS BYTEA) AS body");
}

static void from_put(struct rq *rq, const struct path *p, struct buf *b)
{
    const char *side = p->rows ? "r" : "t";

    buf_z(b,
          p->through == OF_HOUSEHOLD ? " FROM " : " FROM lives l CROSS JOIN ");
    if (p->through == OF_MEMBER)
        buf_z(b, "member m CROSS JOIN ");
    if (p->rows) {
        buf_add(b, rows_table(p->kind, p->rows, rq->arena));
        buf_z(b, " r CROSS JOIN ");
    }
    buf_fmt(b, "%s t WHERE %s.%s = ", p->kind->name, side, p->ref->name);
    buf_z(b, p->through == OF_HOUSEHOLD ? "$1" :
             p->through == OF_PERSON    ? "l.self" :
                                          "m.entry AND m.person = l.self AND "
                                          "m.counts = 1");
    if (p->rows)
        buf_z(b, " AND t.entry = r.entry");
    if (p->money)
        buf_fmt(b, " AND r.%s > 0", p->money->name);
    buf_fmt(b, " AND t.counts = 1 AND t.%s IS NOT NULL", p->date->name);
    if (p->through != OF_HOUSEHOLD && p->date->type != FIELD_MONTH)
        buf_fmt(b,
                " AND (l.since IS NULL OR t.%s >= l.since) AND (l.until IS "
                "NULL OR t.%s <= l.until)",
                p->date->name, p->date->name);
}

static struct str heads_sql(struct rq *rq, const struct paths *p,
                            bool household)
{
    struct buf b = buf_start(rq->arena);
    const char *all = "";

    buf_z(&b, household ? lives_in : is_herself);
    for (int i = 0; i < p->n; i++) {
        if (!rq_sees_kind(rq, p->at[i].kind))
            continue;
        buf_z(&b, all);
        select_put(&p->at[i], i, &b);
        from_put(rq, &p->at[i], &b);
        reach_kind(rq, p->at[i].kind, &b, 2);
        all = " UNION ALL ";
    }
    if (!all[0])
        return S("");
    buf_fmt(&b, " ORDER BY 1 DESC, 3, 4, 5, 6 LIMIT %d", TIMELINE_MOST + 1);
    return buf_str(&b);
}

/* ---- the moments --------------------------------------------------------*/

static struct moment moment_read(struct rows *r, const struct path *p)
{
    struct moment m = { .kind = p->kind,
                        .entry = db_id(r, 3),
                        .person = db_null(r, 4) ? ID_NONE : db_id(r, 4),
                        .on = { (day)db_int(r, 0), (int8_t)db_int(r, 1) },
                        .ends = p->ends,
                        .rows = p->rows,
                        .money = p->money,
                        .n = 1 };

    if (p->date->type == FIELD_MONTH)
        m.on = (struct date){ month_first((month)db_int(r, 0)), GRAIN_MONTH };
    if (p->money) {
        m.sum = db_int(r, 5);
        m.body = db_id(r, 6);
    }
    return m;
}

static bool same_sum(const struct moment *a, const struct moment *b)
{
    return a->kind == b->kind && a->money == b->money &&
           month_of(a->on.on) == month_of(b->on.on) &&
           id_same(a->person, b->person) && id_same(a->body, b->body);
}

/* One line for what she saved in a month in one body. They come in the order
 * of their days, so the same month is near. */
static bool summed(struct timeline *t, const struct moment *m)
{
    for (size_t i = t->n; m->money && i-- > 0;) {
        struct moment *at = &t->at[i];

        if (month_of(at->on.on) > month_of(m->on.on) + 1)
            return false;
        if (!same_sum(at, m))
            continue;
        at->sum += m->sum;
        at->n++;
        return true;
    }
    return false;
}

/* Newest first; of one entry that is found by two ways the one that says whose
 * it is. */
static int by_day(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;
    int order = (x->on.on < y->on.on) - (x->on.on > y->on.on);

    if (!order)
        order = strcmp(x->kind->name, y->kind->name);
    if (!order)
        order = memcmp(x->entry.b, y->entry.b, sizeof x->entry.b);
    if (!order)
        order = x->ends - y->ends;
    return order ? order : memcmp(y->person.b, x->person.b, sizeof x->person.b);
}

static bool same_moment(const struct moment *a, const struct moment *b)
{
    return id_same(a->entry, b->entry) && a->ends == b->ends && !a->rows &&
           !b->rows;
}

static void in_order(struct timeline *t)
{
    size_t kept = 0;

    if (!t->n)
        return;
    qsort(t->at, t->n, sizeof *t->at, by_day);
    for (size_t i = 0; i < t->n; i++)
        if (!kept || !same_moment(&t->at[kept - 1], &t->at[i]))
            t->at[kept++] = t->at[i];
    t->n = kept;
}

struct timeline timeline_of(struct rq *rq, const struct kind *subject,
                            struct id id)
{
    struct paths *p = arena_new(rq->arena, struct paths);
    bool household = !strcmp(subject->name, "household");
    struct timeline t = { .n = 0 };
    size_t read = 0;
    struct str sql;
    struct rows r;

    for (int i = 0; i < kind_count; i++)
        paths_of_kind(p, kind_index[i], household);
    sql = heads_sql(rq, p, household);
    t.at = arena_many(rq->arena, struct moment, TIMELINE_MOST + 1);
    if (!sql.n)
        return t;
    r = db_text_rows(rq->db, sql);
    db_bind_id(&r, 1, id);
    reach_bind(rq, RIGHT_REGISTER, &r, 2);
    while (db_next(&r) && read++ < TIMELINE_MOST) {
        struct moment m = moment_read(&r, &p->at[db_int(&r, 2)]);

        if ((p->at[db_int(&r, 2)].plain || rq_sees(rq, m.kind, m.entry)) &&
            !summed(&t, &m))
            t.at[t.n++] = m;
    }
    t.more = read > TIMELINE_MOST;
    db_done(&r);
    in_order(&t);
    return t;
}
