/* reach - how far the asker's grants go: rights, limited to places, RSPs and
 * projects, as a question about one thing and as a condition on a list.
 *
 * The conditions are composed from constant field tables; the ids of the
 * grants are bound. Both ways say the same, test/web_rights.c holds them to it. */
#include <string.h>

#include "log.sql.h"
#include "reach.sql.h"
#include "web/web.h"

#define DEEP 4 /* charge, staff, unit */

/* ---- the asker's grants -------------------------------------------------*/

/* Those that stand today, read once for a request. */
static void grants_load(struct rq *rq)
{
    size_t n, kept = 0;

    if (rq->granted)
        return;
    rq->granted = true;
    if (!rq->who.login.n)
        return;
    rq->root = log_holds_root(rq->db, rq->who.login);
    n = log_grants(rq->db, rq->who.login, rq->arena, &rq->grant);
    for (size_t i = 0; i < n; i++)
        if (grant_open(&rq->grant[i], rq->today))
            rq->grant[kept++] = rq->grant[i];
    rq->grants = kept;
}

bool rq_may_in(struct rq *rq, enum right right, const struct scope *scope)
{
    rq->private |= scope != NULL;
    if (right == RIGHT_NONE)
        return true;
    grants_load(rq);
    if (rq->root)
        return true;
    for (size_t i = 0; i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, right) &&
            (!scope || grant_covers(rq->db, &rq->grant[i], scope)))
            return true;
    return false;
}

bool rq_may(struct rq *rq, enum right right)
{
    return rq_may_in(rq, right, NULL);
}

struct id rq_place(struct rq *rq, enum right right)
{
    struct id place = ID_NONE;

    grants_load(rq);
    for (size_t i = 0; i < rq->grants && !rq->root; i++) {
        const struct grant *g = &rq->grant[i];

        if (!rights_hold(g->rights, right))
            continue;
        if (id_none(g->scope.place) ||
            (!id_none(place) && !id_same(place, g->scope.place)))
            return ID_NONE;
        place = g->scope.place;
    }
    return place;
}

bool rq_writes(struct rq *rq, const struct kind *k)
{
    return rq_may(rq, kind_right(k));
}

/* ---- one thing ----------------------------------------------------------*/

bool kind_scoped(const struct kind *k)
{
    enum right writes = kind_right(k);

    return kind_reads(k) == RIGHT_REGISTER || writes == RIGHT_KEEP ||
           writes == RIGHT_CHECK || writes == RIGHT_MANAGE ||
           writes == RIGHT_REVEAL || writes == RIGHT_HEAR ||
           writes == RIGHT_SHIELD || scope_about(k) ||
           !strcmp(k->name, "access");
}

struct scope thing_scope(struct rq *rq, const struct kind *k, struct id id)
{
    return log_scope(rq->db, k, id, NULL);
}

/* Does one of these name the asker; none: any of them. */
static bool barred(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BARRED);
    bool is;

    db_bind_text(&r, 1, rq->who.login);
    if (id_none(id))
        db_bind_null(&r, 2);
    else
        db_bind_id(&r, 2, id);
    is = db_next(&r);
    db_done(&r);
    return is;
}

/* Is what it is about closed to the asker, because it names them? */
static bool closed(struct rq *rq, const struct kind *k, struct id id)
{
    id = log_about(rq->db, &k, id);
    return k && k->bars && barred(rq, id);
}

bool rq_sees_kind(struct rq *rq, const struct kind *k)
{
    return rq_may(rq, kind_reads(k));
}

bool rq_sees(struct rq *rq, const struct kind *k, struct id id)
{
    struct scope s;

    if (!rq_sees_kind(rq, k))
        return false;
    if (!kind_scoped(k))
        return true;
    if (closed(rq, k, id))
        return false;
    s = log_scope(rq->db, k, id, &k);
    return rq_may_in(rq, kind_reads(k), kind_scoped(k) ? &s : NULL);
}

/* Money that went from one body to another stands in both their books: who reads
 * the register of one of them finds it in the list and may open it. */
static bool two_books(const struct kind *k)
{
    int bodies = 0;

    for (int i = 0; i < k->fields; i++)
        bodies += k->field[i].type == FIELD_REF && k->field[i].of &&
                  !strcmp(k->field[i].of, "body");
    return k->posted && bodies > 1;
}

static bool sees_side(struct rq *rq, const struct kind *k, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ENTRY_BOOKS);
    struct id book[8];
    bool of_rsp[8], sees = false;
    size_t n = 0;

    db_bind_id(&r, 1, id);
    while (n < LEN(book) && db_next(&r)) {
        book[n] = db_id(&r, 0);
        of_rsp[n++] = db_int(&r, 1) == 1;
    }
    db_done(&r);
    for (size_t i = 0; i < n && !sees && !closed(rq, k, id); i++) {
        struct scope s = { .rsp = book[i] };

        if (!of_rsp[i])
            s = thing_scope(rq, kind_find(S("body")), book[i]);
        sees = rq_may_in(rq, kind_reads(k), &s);
    }
    return sees;
}

bool rq_sees_entry(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    if (!k)
        return rq_may_in(rq, RIGHT_SEE_LOG, NULL);
    return rq_sees(rq, k, id) || (two_books(k) && sees_side(rq, k, id));
}

bool rq_writes_it(struct rq *rq, const struct kind *k, struct id id)
{
    struct scope s;

    if (closed(rq, k, id))
        return false;
    s = log_scope(rq->db, k, id, &k);
    return rq_may_in(rq, kind_right(k), &s);
}

bool rq_names(struct rq *rq, const struct kind *k, struct id id)
{
    struct scope s;

    if (!rq_may(rq, RIGHT_NAMES) || closed(rq, k, id))
        return false;
    if (rq_may_in(rq, RIGHT_NAMES, &(struct scope){ 0 }))
        return true; /* wherever it lies */
    s = log_scope(rq->db, k, id, NULL);
    return rq_may_in(rq, RIGHT_NAMES, &s);
}

/* ---- lists --------------------------------------------------------------*/

/* The ids that limit the asker's grants, each a parameter of its own. */
struct limits {
    int first, next;
    bool *used;
    bool shared; /* what is of no RSP is within each's (log/scope.c) */
    bool no_rsp; /* and some of the rows at hand are of none */
};

static int limit_param(struct limits *l, int *at)
{
    int n = (*at)++;

    l->used[n - l->first] = true;
    return n;
}

static bool grant_limited(const struct grant *g)
{
    return !id_none(g->scope.place) || !id_none(g->scope.rsp) ||
           !id_none(g->scope.project);
}

static int params_of(const struct grant *g)
{
    return !id_none(g->scope.place) + !id_none(g->scope.rsp) +
           !id_none(g->scope.project);
}

static int params_all(struct rq *rq)
{
    int n = 0;

    grants_load(rq);
    for (size_t i = 0; !rq->root && i < rq->grants; i++)
        n += params_of(&rq->grant[i]);
    return n;
}

static struct limits limits_start(struct rq *rq, int first)
{
    int n = params_all(rq);
    struct limits l = { .first = first,
                        .next = first + n,
                        .used = arena_many(rq->arena, bool, (size_t)n + 1) };

    memset(l.used, 0, (size_t)n + 1);
    return l;
}

/* A parameter that no condition has named is named here: PostgreSQL asks what
 * type it has. */
static int limits_end(const struct limits *l, struct buf *sql)
{
    for (int n = l->first; n < l->next; n++)
        if (!l->used[n - l->first])
            buf_fmt(sql, " AND (CAST($%d AS BYTEA) IS NULL OR 1 = 1)", n);
    return l->next;
}

static void rsp_put(const char *rsp, const char *and, int n, bool none,
                    struct buf *sql)
{
    if (none)
        buf_fmt(sql, "%s(%s IS NULL OR %s = $%d)", and, rsp, rsp, n);
    else
        buf_fmt(sql, "%s%s = $%d", and, rsp, n);
}

static void grant_put(const struct grant *g, const struct reach_columns *c,
                      struct limits *l, int at, struct buf *sql)
{
    const char *and = "";

    buf_char(sql, '(');
    if (!id_none(g->scope.place)) {
        if (c->place)
            buf_fmt(sql, "%s IN (SELECT place FROM area WHERE above = $%d)",
                    c->place, limit_param(l, &at));
        else
            buf_z(sql, "1 = 0");
        at += !c->place;
        and = " AND ";
    }
    if (!id_none(g->scope.rsp)) {
        if (c->rsp)
            rsp_put(c->rsp, and, limit_param(l, &at), l->no_rsp, sql);
        else
            buf_fmt(sql, "%s1 = 1", and);
        at += !c->rsp;
        and = " AND ";
    }
    if (!id_none(g->scope.project)) {
        if (c->project)
            buf_fmt(sql, "%s%s = $%d", and, c->project, limit_param(l, &at));
        else
            buf_fmt(sql, "%s1 = 0", and);
    }
    buf_char(sql, ')');
}

/* A condition without its AND; "1 = 1" where nothing limits. */
static void condition(struct rq *rq, enum right right,
                      const struct reach_columns *c, struct limits *l,
                      struct buf *sql)
{
    const char * or = "";
    int at = l->first;

    if (rq->root || right == RIGHT_NONE) {
        buf_z(sql, "1 = 1");
        return;
    }
    for (size_t i = 0; i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, right) &&
            !grant_limited(&rq->grant[i])) {
            buf_z(sql, "1 = 1");
            return;
        }
    buf_char(sql, '(');
    for (size_t i = 0; i < rq->grants; i++) {
        const struct grant *g = &rq->grant[i];

        if (rights_hold(g->rights, right)) {
            buf_z(sql, or);
            grant_put(g, c, l, at, sql);
            or = " OR ";
        }
        at += params_of(g);
    }
    buf_z(sql, or [0] ? ")" : "1 = 0)");
}

static void and_condition(struct rq *rq, struct buf *one, struct buf *sql)
{
    (void)rq;
    if (str_same(buf_str(one), S("1 = 1")))
        return;
    buf_z(sql, " AND ");
    buf_add(sql, buf_str(one));
}

int reach_where(struct rq *rq, enum right right, const struct reach_columns *c,
                struct buf *sql, int first)
{
    struct limits l = limits_start(rq, first);
    struct buf one = buf_start(rq->arena);

    rq->private = true;
    condition(rq, right, c, &l, &one);
    and_condition(rq, &one, sql);
    return limits_end(&l, sql);
}

int reach_bind(struct rq *rq, enum right right, struct rows *r, int first)
{
    (void)right; /* the same numbers for every right */
    grants_load(rq);
    for (size_t i = 0; !rq->root && i < rq->grants; i++) {
        const struct scope *s = &rq->grant[i].scope;

        if (!id_none(s->place))
            db_bind_id(r, first++, s->place);
        if (!id_none(s->rsp))
            db_bind_id(r, first++, s->rsp);
        if (!id_none(s->project))
            db_bind_id(r, first++, s->project);
    }
    return first;
}

/* ---- the rows of a kind -------------------------------------------------*/

/* Does a grant without limits hold the right? */
static bool everywhere(struct rq *rq, enum right right)
{
    grants_load(rq);
    if (rq->root)
        return true;
    for (size_t i = 0; i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, right) &&
            !grant_limited(&rq->grant[i]))
            return true;
    return false;
}

static const char *alias(struct rq *rq, int deep)
{
    struct buf b = buf_start(rq->arena);

    buf_char(&b, 't');
    if (deep)
        buf_int(&b, deep);
    return zstr(rq, buf_str(&b));
}

static const char *column_named(struct rq *rq, const char *name, int deep)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%s", alias(rq, deep), name);
    return zstr(rq, buf_str(&b));
}

static const char *column(struct rq *rq, const struct kind *k, const char *name,
                          int deep)
{
    const struct field *f = kind_field(k, str_of(name));

    return f && f->type == FIELD_REF ? column_named(rq, name, deep) : NULL;
}

/* The references that x_scope looks through, which are its arguments: the
 * first one said decides (core.h). */
enum { THROUGH_MOST = 8 };
struct through {
    const struct field *at[THROUGH_MOST];
    int n;
    bool has; /* the kind has such a statement */
};

static struct through scope_through(const struct kind *k)
{
    struct through t = { .n = 0 };
    int sql = db_named_find(k->name, "_scope");
    struct str rest = sql < 0 ? S("") : str_of(db_named_get(sql)->args);

    t.has = sql >= 0;
    while (rest.n) {
        const struct field *f = kind_field(k, str_trim(str_cut(&rest, ',')));

        MUST(f && f->type == FIELD_REF && f->of && t.n < THROUGH_MOST);
        t.at[t.n++] = f;
    }
    return t;
}

bool reach_through(const struct kind *k, const struct field *by)
{
    struct through t = scope_through(k);

    return t.has ? t.n == 1 && t.at[0] == by : !by;
}

static void rows_condition(struct rq *rq, const struct kind *k,
                           enum right right, int deep, struct limits *l,
                           struct buf *sql);

/* The rows whose reference `f` decides. A place is judged as itself. */
static void through_condition(struct rq *rq, const struct field *f,
                              enum right right, int deep, struct limits *l,
                              struct buf *sql)
{
    const char *to = alias(rq, deep + 1);
    struct buf one = buf_start(rq->arena), self = buf_start(rq->arena);

    buf_fmt(&self, "%s.entry", to);
    if (!strcmp(f->of, "place"))
        condition(rq, right,
                  &(struct reach_columns){ .place = zstr(rq, buf_str(&self)) },
                  l, &one);
    else
        rows_condition(rq, kind_find(str_of(f->of)), right, deep + 1, l, &one);
    buf_fmt(sql, "EXISTS (SELECT 1 FROM %s %s WHERE %s.entry = %s.%s AND ",
            f->of, to, to, alias(rq, deep), f->name);
    buf_add(sql, buf_str(&one));
    buf_char(sql, ')');
}

static bool field_needed(const struct kind *k, const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    return f && f->flags & FIELD_NEED;
}

/* What the rows of a kind are judged by, `deep` references from the list. */
static void rows_condition(struct rq *rq, const struct kind *k,
                           enum right right, int deep, struct limits *l,
                           struct buf *sql)
{
    struct through t = scope_through(k);
    struct reach_columns c = { column(rq, k, "place", deep),
                               column(rq, k, "rsp", deep),
                               column(rq, k, "project", deep) };

    if (t.has)
        c = (struct reach_columns){ NULL, NULL, NULL };
    if (!strcmp(k->name, "rsp")) /* is judged as itself: its own books */
        c.rsp = column_named(rq, "entry", deep);
    if (k->bars && barred(rq, ID_NONE)) { /* their own page leaves it out */
        buf_z(sql, "1 = 0");
        return;
    }
    l->no_rsp = l->shared && c.rsp && !field_needed(k, "rsp");
    if (!t.has || everywhere(rq, right) || right == RIGHT_NONE ||
        deep >= DEEP) {
        condition(rq, right, &c, l, sql);
        return;
    }
    buf_char(sql, '(');
    for (int i = 0; i < t.n; i++) {
        buf_z(sql, i ? " OR " : "");
        for (int before = 0; before < i; before++)
            buf_fmt(sql, "%s.%s IS NULL AND ", alias(rq, deep),
                    t.at[before]->name);
        through_condition(rq, t.at[i], right, deep, l, sql);
    }
    buf_char(sql, ')');
}

/* `what` is an entry of a table that says whose book it is in: a body's or an
 * RSP's. */
static void book_condition(struct rq *rq, const char *table, const char *what,
                           enum right right, struct limits *l, struct buf *sql)
{
    static const char *const whose[] = { "body", "rsp" };

    buf_fmt(sql, " OR EXISTS (SELECT 1 FROM %s t1 WHERE t1.entry = %s AND (",
            table, what);
    for (size_t i = 0; i < LEN(whose); i++) {
        const struct kind *book = kind_find(str_of(whose[i]));

        l->shared = kind_reads(book) == RIGHT_REGISTER;
        buf_fmt(sql,
                "%sEXISTS (SELECT 1 FROM %s t2 WHERE t2.entry = t1.book AND ",
                i ? " OR " : "", whose[i]);
        rows_condition(rq, book, right, 2, l, sql);
        buf_char(sql, ')');
    }
    buf_z(sql, "))");
}

/* `what` names an entry that the asker may see: one of any kind that stands by
 * itself, or that is in a book. */
static void about_condition(struct rq *rq, const char *what, enum right right,
                            struct limits *l, struct buf *sql)
{
    buf_z(sql, "(1 = 0");
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];
        enum right reads = right == RIGHT_NONE ? kind_reads(k) : right;
        struct buf one = buf_start(rq->arena);

        if (scope_about(k) && !strcmp(scope_about(k)->name, "book")) {
            book_condition(rq, k->name, what, reads, l, sql);
            continue;
        }
        if (scope_about(k) || scope_rows(k))
            continue;
        l->shared = kind_reads(k) == RIGHT_REGISTER;
        if (right == RIGHT_NONE && !kind_scoped(k))
            buf_z(&one, rq_may(rq, reads) ? "1 = 1" : "1 = 0");
        else
            rows_condition(rq, k, reads, 1, l, &one);
        if (str_same(buf_str(&one), S("1 = 0")))
            continue;
        buf_fmt(sql, " OR EXISTS (SELECT 1 FROM %s t1 WHERE t1.entry = %s AND ",
                k->name, what);
        buf_add(sql, buf_str(&one));
        buf_char(sql, ')');
    }
    buf_char(sql, ')');
}

static void about_rows_condition(struct rq *rq, const struct kind *k,
                                 const struct field *rows, enum right right,
                                 struct limits *l, struct buf *sql)
{
    buf_z(sql, "EXISTS (SELECT 1 FROM ");
    buf_add(sql, rows_table(k, rows, rq->arena));
    buf_z(sql, " v WHERE v.entry = t.entry AND v.n = 0 AND ");
    about_condition(rq, "v.entry_id", right, l, sql);
    buf_char(sql, ')');
}

/* Lists of files and verdicts leave out those about a complaint, but for who
 * reads all of them. */
static void closed_condition(struct rq *rq, const struct kind *k,
                             const struct field *about,
                             const struct field *rows, struct buf *sql)
{
    for (int i = 0; i < kind_count; i++) {
        const struct kind *c = kind_index[i];

        if (!c->bars || (everywhere(rq, kind_reads(c)) && !barred(rq, ID_NONE)))
            continue;
        if (about) {
            buf_fmt(sql,
                    " AND NOT EXISTS (SELECT 1 FROM %s c WHERE c.entry = "
                    "t.%s)",
                    c->name, about->name);
            continue;
        }
        buf_fmt(sql, " AND NOT EXISTS (SELECT 1 FROM %s c JOIN ", c->name);
        buf_add(sql, rows_table(k, rows, rq->arena));
        buf_fmt(sql, " v ON v.%s = c.entry WHERE v.entry = t.entry)",
                rows->child[0].name);
    }
}

/* As rq_sees_entry: by what it is judged by itself, or by either book. */
static void sides_condition(struct rq *rq, const struct kind *k,
                            enum right right, struct limits *l, struct buf *sql)
{
    buf_char(sql, '(');
    rows_condition(rq, k, right, 0, l, sql);
    book_condition(rq, "book_line", "t.entry", right, l, sql);
    buf_char(sql, ')');
}

int reach_kind(struct rq *rq, const struct kind *k, struct buf *sql, int first)
{
    struct limits l = limits_start(rq, first);
    const struct field *about = scope_about(k), *rows = scope_rows(k);
    enum right right = kind_reads(k);
    bool fix = !strcmp(k->name, "fix");
    struct buf one = buf_start(rq->arena);

    if (fix) /* what came with the program corrects nobody here */
        buf_z(sql, " AND t.author <> '" REFERENCE_HOLDER "'");
    l.shared = right == RIGHT_REGISTER;
    rq->private |= kind_scoped(k);
    if (!kind_scoped(k))
        buf_z(&one, rq_may(rq, right) ? "1 = 1" : "(1 = 0)");
    else if (!fix && !k->bars && everywhere(rq, right))
        buf_z(&one, "1 = 1");
    else if (about)
        about_condition(rq, column(rq, k, about->name, 0),
                        fix ? RIGHT_NONE : right, &l, &one);
    else if (rows)
        about_rows_condition(rq, k, rows, right, &l, &one);
    else if (two_books(k))
        sides_condition(rq, k, right, &l, &one);
    else
        rows_condition(rq, k, right, 0, &l, &one);
    and_condition(rq, &one, sql);
    if (!fix && (about || rows))
        closed_condition(rq, k, about, rows, sql);
    return limits_end(&l, sql);
}
