/* seek - a page of the rows of a kind, however many there are.
 *
 * SQL is composed from constant field tables only; what people typed is
 * bound. In every statement the rows tested are `t`. */
#include "web/seek.h"

#include <string.h>

#include "core/name.h"

/* How many rows of an index a walk looks through, one step after the other. */
static const int step_rows[] = { 120, 1000, 5000, 9000 };
/* Above so many rows words are looked for at the beginning of a text only. */
#define HOLDS_MOST 60000

struct query {
    struct rq *rq;
    struct buf sql;
    struct bind bind[SEEK_BINDS];
    int binds;
    int reach[2]; /* first parameters of what reaches add; 0: none */
    enum right right[2];
    int reaches;
};

static struct query query_start(struct rq *rq)
{
    return (struct query){ .rq = rq, .sql = buf_start(rq->arena) };
}

static void put(struct query *q, const char *sql)
{
    buf_z(&q->sql, sql);
}

/* A value where the statement stands. */
static void said(struct query *q, struct bind b)
{
    MUST(q->binds < SEEK_BINDS);
    q->bind[q->binds++] = b;
    buf_fmt(&q->sql, "$%d", q->binds);
}

static void said_int(struct query *q, int64_t n)
{
    said(q, (struct bind){ .type = BIND_INT, .n = n });
}

static void said_text(struct query *q, struct str text)
{
    said(q, (struct bind){ .type = BIND_TEXT, .text = text });
}

static struct rows query_rows(struct query *q)
{
    struct rows r = db_text_rows(q->rq->db, buf_str(&q->sql));

    for (int i = 0; i < q->binds; i++) {
        const struct bind *b = &q->bind[i];

        if (b->type == BIND_TEXT)
            db_bind_text(&r, i + 1, b->text);
        else if (b->type == BIND_INT)
            db_bind_int(&r, i + 1, b->n);
        else if (b->type == BIND_ID)
            db_bind_id(&r, i + 1, b->id);
    } /* what is not bound is NULL, or said by a reach */
    for (int i = 0; i < q->reaches; i++)
        reach_bind(q->rq, q->right[i], &r, q->reach[i]);
    return r;
}

static int64_t query_int(struct query *q)
{
    struct rows r = query_rows(q);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

/* ---- conditions ---------------------------------------------------------*/

void seek_cond(struct seek *s, struct cond c)
{
    MUST(s->conds < SEEK_CONDS);
    s->cond[s->conds++] = c;
}

static bool indexed(const struct field *f)
{
    return (f->flags & FIELD_FIND) && !(f->flags & FIELD_SEALED) &&
           f->type != FIELD_ROWS;
}

static bool is(const struct kind *k, const char *name)
{
    return !strcmp(k->name, name);
}

/* Today's geography: a place lies once in each place above it. A grant also
 * reaches what lay there before. */
static void within(struct query *q, const char *column, const struct cond *c)
{
    buf_fmt(&q->sql, "a.place = %s AND a.above = ", column);
    said(q, c->a);
    if (c->type == COND_REACH)
        return;
    put(q, " AND a.since <= ");
    said_int(q, q->rq->today);
    put(q, " AND a.until > ");
    said_int(q, q->rq->today);
}

static bool of_place(const struct cond *c)
{
    return c->type == COND_WITHIN || c->type == COND_REACH;
}

static const char *cond_column(struct query *q, const struct cond *c,
                               const char *table)
{
    struct buf b = buf_start(q->rq->arena);

    buf_fmt(&b, "%s.%s", table, c->f->name);
    return zstr(q->rq, buf_str(&b));
}

/* "t.f = $1": what `column` must be. */
static void compared(struct query *q, const struct cond *c, const char *column)
{
    if (c->type == COND_IS) {
        buf_fmt(&q->sql, "%s = ", column);
        said(q, c->a);
        return;
    }
    put(q, "1 = 1");
    if (c->a.type != BIND_NULL) {
        buf_fmt(&q->sql, " AND %s >= ", column);
        said(q, c->a);
    }
    if (c->type == COND_BEGINS || c->b.type != BIND_NULL) {
        buf_fmt(&q->sql,
                c->type == COND_BEGINS ? " AND %s < " : " AND %s <= ", column);
        if (c->type == COND_BEGINS)
            said_text(q, thing_beyond(q->rq, c->a.text));
        else
            said(q, c->b);
    }
}

/* A condition on what a field of the row refers to. */
static void over_test(struct query *q, const struct cond *c)
{
    buf_fmt(&q->sql, " AND EXISTS (SELECT 1 FROM %s o", c->by->of);
    if (of_place(c)) {
        put(q, " JOIN area a ON ");
        within(q, cond_column(q, c, "o"), c);
    }
    buf_fmt(&q->sql, " WHERE o.entry = t.%s", c->by->name);
    if (!of_place(c)) {
        put(q, " AND ");
        compared(q, c, cond_column(q, c, "o"));
    }
    put(q, ")");
}

/* ---- words --------------------------------------------------------------*/

/* A text may be written small, Capital or LARGE; the index knows bytes. */
static struct str cased(struct query *q, struct str s, int how)
{
    struct buf b = buf_start(q->rq->arena);
    bool first = true;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c >= 'a' && c <= 'z' && (how == 2 || (how == 1 && first)))
            c = (char)(c - 32);
        else if (c >= 'A' && c <= 'Z' && how == 1 && !first)
            c = (char)(c + 32);
        first = s.p[i] == ' ';
        buf_char(&b, c);
    }
    return buf_str(&b);
}

static void begins(struct query *q, const char *column, struct str text)
{
    buf_fmt(&q->sql, "(%s >= ", column);
    said_text(q, text);
    buf_fmt(&q->sql, " AND %s < ", column);
    said_text(q, thing_beyond(q->rq, text));
    put(q, ")");
}

/* Where a person's texts lie, seen from a row. */
static const struct people {
    const char *kind, *sealed, *plain; /* rows by name; rows by code */
    const char *own;                   /* the person of row t */
} people[] = {
    { "person", "SELECT s.entry FROM person_sealed s WHERE ",
      "SELECT p.entry FROM person p WHERE ", "t.entry" },
    { "member",
      "SELECT m.entry FROM person_sealed s JOIN member m ON m.person = s.entry "
      "WHERE ",
      "SELECT m.entry FROM person p JOIN member m ON m.person = p.entry WHERE ",
      "t.person" },
};
static const char *const script[] = { "s.name_folded", "s.name_ur_folded",
                                      "s.name_sd_folded" };

static const char *const sound[] = { "s.name_skeleton", "s.name_ur_skeleton",
                                     "s.name_sd_skeleton" };

/* Whoever's name begins with these words as they sound, in this order or the
 * other way round, whatever script either is written in. */
static void sounds(struct query *q, const char *column, struct str skeleton)
{
    struct str turn[NAME_TURNS];
    size_t n = name_turns(skeleton, q->rq->arena, turn);

    for (size_t i = 0; i<n; i += n> 1 ? n - 1 : 1) {
        struct buf beyond = buf_start(q->rq->arena);

        buf_add(&beyond, turn[i]);
        buf_char(&beyond, ' ' + 1); /* after "znb" and "znb smr" */
        put(q, i ? " OR (" : "((");
        buf_fmt(&q->sql, "%s >= ", column);
        said_text(q, turn[i]);
        buf_fmt(&q->sql, " AND %s < ", column);
        said_text(q, buf_str(&beyond));
        put(q, ")");
    }
    put(q, ")");
}

static const struct people *people_of(const struct kind *k)
{
    for (size_t i = 0; i < LEN(people); i++)
        if (is(k, people[i].kind))
            return &people[i];
    return NULL;
}

static void people_drive(struct query *q, const struct people *p,
                         const struct cond *c, bool names)
{
    struct str folded = utf8_fold(c->a.text, q->rq->arena);
    struct str skeleton = name_skeleton(c->a.text, q->rq->arena);

    put(q, p->plain);
    begins(q, "p.code", c->a.text);
    for (size_t i = 0; names && folded.n && i < LEN(script); i++) {
        put(q, " UNION ALL ");
        put(q, p->sealed);
        begins(q, script[i], folded);
    }
    for (size_t i = 0; names && skeleton.n && i < LEN(sound); i++) {
        put(q, " UNION ALL ");
        put(q, p->sealed);
        sounds(q, sound[i], skeleton);
    }
}

static void people_test(struct query *q, const struct people *p,
                        const struct cond *c, bool names)
{
    struct str folded = utf8_fold(c->a.text, q->rq->arena);
    struct str skeleton = name_skeleton(c->a.text, q->rq->arena);

    put(q, " AND (EXISTS (SELECT 1 FROM person p WHERE p.entry = ");
    put(q, p->own);
    put(q, " AND ");
    begins(q, "p.code", c->a.text);
    put(q, ")");
    if (names && folded.n) {
        put(q, " OR EXISTS (SELECT 1 FROM person_sealed s WHERE s.entry = ");
        put(q, p->own);
        for (size_t i = 0; i < LEN(script); i++) {
            put(q, i ? " OR " : " AND (");
            begins(q, script[i], folded);
        }
        for (size_t i = 0; skeleton.n && i < LEN(sound); i++) {
            put(q, " OR ");
            sounds(q, sound[i], skeleton);
        }
        put(q, "))");
    }
    put(q, ")");
}

/* Texts that name a thing: its title and its code, where an index has them. */
static bool names_it(const struct kind *k, const struct field *f)
{
    return f->type == FIELD_TEXT && indexed(f) &&
           ((k->title && !strcmp(f->name, k->title)) ||
            (k->code && !strcmp(f->name, k->code)) || !strcmp(f->name, "code"));
}

/* As alternatives of one condition, or as statements one after the other. */
static int words_begin(struct query *q, const struct kind *k,
                       const struct cond *c, bool drive)
{
    int n = 0;

    for (int i = 0; i < k->fields; i++)
        for (int how = 0; names_it(k, &k->field[i]) && how < 3; how++) {
            struct buf column = buf_start(q->rq->arena);

            buf_fmt(&column, "t.%s", k->field[i].name);
            put(q, !n++ ? "" : drive ? " UNION ALL " : " OR ");
            if (drive)
                buf_fmt(&q->sql, "SELECT t.entry FROM %s t WHERE ", k->name);
            begins(q, zstr(q->rq, buf_str(&column)), cased(q, c->a.text, how));
        }
    return n;
}

/* thing_where takes $1 and $2: so words of this kind are said first. */
static void words_hold(struct query *q, const struct kind *k,
                       const struct cond *c)
{
    struct rq *rq = q->rq;
    struct buf b = buf_start(rq->arena);

    MUST(q->binds == 0);
    q->bind[q->binds++] = (struct bind){
        .type = BIND_TEXT, .text = thing_pattern(rq, c->a.text, "", "")
    };
    q->bind[q->binds++] = (struct bind){
        .type = BIND_TEXT, .text = thing_pattern(rq, c->a.text, "%", "%")
    };
    put(q, " AND (");
    if (thing_where(&b, k))
        buf_add(&q->sql, buf_str(&b));
    else
        put(q, "1 = 0");
    /* One of them may not occur; both databases want it to. */
    put(q, ") AND $1 <= $1 AND $2 <= $2");
}

/* Is this the condition whose words may stand anywhere in a text? */
static bool holds(struct rq *rq, const struct seek *s, const struct cond *c)
{
    struct query q = query_start(rq);

    return c->type == COND_WORDS && !people_of(s->kind) &&
           (!words_begin(&q, s->kind, c, false) ||
            thing_count(rq, s->kind, HOLDS_MOST + 1) <= HOLDS_MOST);
}

/* ---- a condition as a test and as a way in ------------------------------*/

static void words_test(struct query *q, const struct seek *s,
                       const struct cond *c)
{
    const struct people *p = people_of(s->kind);

    if (p) {
        people_test(q, p, c, s->names);
        return;
    }
    put(q, " AND (");
    words_begin(q, s->kind, c, false);
    put(q, ")");
}

/* "(SELECT ...)": the place above this one, of a level, as of today. */
static void above_put(struct query *q, const char *place, int64_t level)
{
    buf_fmt(&q->sql,
            "(SELECT a.above FROM area a WHERE a.place = %s AND a.level = ",
            place);
    said_int(q, level);
    put(q, " AND a.since <= ");
    said_int(q, q->rq->today);
    put(q, " AND a.until > ");
    said_int(q, q->rq->today);
    put(q, " ORDER BY a.above LIMIT 1)");
}

/* A field of the row, or of what it refers to, as an expression. */
static const char *value_of(struct query *q, const struct field *f,
                            const struct field *by)
{
    struct buf b = buf_start(q->rq->arena);

    if (by)
        buf_fmt(&b, "(SELECT o.%s FROM %s o WHERE o.entry = t.%s)", f->name,
                by->of, by->name);
    else
        buf_fmt(&b, "t.%s", f->name);
    return zstr(q->rq, buf_str(&b));
}

static void unsaid_test(struct query *q, const struct cond *c)
{
    const char *value = value_of(q, c->f, c->by);

    put(q, " AND ");
    if (c->a.type == BIND_INT && c->a.n >= 0)
        above_put(q, value, c->a.n);
    else
        put(q, value);
    put(q, " IS NULL");
}

static void cond_test(struct query *q, const struct seek *s,
                      const struct cond *c)
{
    if (c->type == COND_WORDS) {
        words_test(q, s, c);
    } else if (c->type == COND_MARKED) {
        put(q, " AND EXISTS (SELECT 1 FROM finding f WHERE f.entry = t.entry)");
    } else if (c->type == COND_OUT) {
        put(q, " AND t.counts = 0");
    } else if (c->type == COND_COUNTS) {
        put(q, " AND t.counts = 1");
    } else if (c->type == COND_UNSAID) {
        unsaid_test(q, c);
    } else if (c->type == COND_NOTHING) {
        put(q, " AND 1 = 0");
    } else if (c->by) {
        over_test(q, c);
    } else if (of_place(c)) {
        put(q, " AND EXISTS (SELECT 1 FROM area a WHERE ");
        within(q, cond_column(q, c, "t"), c);
        put(q, ")");
    } else {
        put(q, " AND ");
        compared(q, c, cond_column(q, c, "t"));
    }
}

/* Can an index give the rows of this one alone? */
static bool drives(const struct cond *c)
{
    if (c->type == COND_WORDS || c->type == COND_NOTHING)
        return true;
    if (c->type == COND_MARKED || c->type == COND_OUT ||
        c->type == COND_COUNTS || c->type == COND_UNSAID)
        return false;
    return indexed(c->f) && (!c->by || indexed(c->by));
}

/* "SELECT entry ...": all rows of a condition, and perhaps one twice. */
static void cond_drive(struct query *q, const struct seek *s,
                       const struct cond *c)
{
    const struct kind *k = s->kind;
    const struct people *p = people_of(k);

    if (c->type == COND_WORDS && p) {
        people_drive(q, p, c, s->names);
        return;
    }
    if (c->type == COND_WORDS) {
        words_begin(q, k, c, true);
        return;
    }
    put(q, "SELECT t.entry FROM ");
    if (c->type == COND_NOTHING) {
        buf_fmt(&q->sql, "%s t WHERE 1 = 0", k->name);
        return;
    }
    if (c->by)
        buf_fmt(&q->sql, "%s o JOIN %s t ON t.%s = o.entry", c->by->of, k->name,
                c->by->name);
    else
        buf_fmt(&q->sql, "%s t", k->name);
    if (of_place(c))
        put(q, " JOIN area a ON ");
    else
        put(q, " WHERE ");
    if (of_place(c))
        within(q, cond_column(q, c, c->by ? "o" : "t"), c);
    else
        compared(q, c, cond_column(q, c, c->by ? "o" : "t"));
}

/* ---- who may see them ---------------------------------------------------*/

static void reach_add(struct query *q, enum right right, int next)
{
    if (next == q->binds + 1)
        return; /* it has no parameters of its own */
    q->right[q->reaches] = right;
    q->reach[q->reaches++] = q->binds + 1;
    q->binds = next - 1; /* reach_bind says these */
    MUST(q->binds <= SEEK_BINDS);
}

/* After all else: rows outside the asker's reach are as if they were not. */
static void reach_test(struct query *q, const struct seek *s)
{
    static const struct reach_columns
        home = { "(SELECT h.place FROM household h WHERE h.entry = t.household)",
                 NULL, NULL },
        home_of = { "(SELECT h.place FROM person p JOIN household h ON h.entry "
                    "= p.household WHERE p.entry = t.person)",
                    NULL, NULL };
    const struct kind *k = s->kind;
    int first = q->binds + 1;

    if (kind_scoped(k) && !s->reached)
        reach_add(q, kind_reads(k), reach_kind(q->rq, k, &q->sql, first));
    first = q->binds + 1;
    if (s->names && people_of(k))
        reach_add(q, RIGHT_NAMES,
                  reach_where(q->rq, RIGHT_NAMES,
                              is(k, "person") ? &home : &home_of, &q->sql,
                              first));
}

/* All conditions but the one that drives, words that stand anywhere first. */
static void tests(struct query *q, const struct seek *s, const struct cond *but)
{
    for (int i = 0; i < s->conds; i++)
        if (&s->cond[i] != but && !holds(q->rq, s, &s->cond[i]))
            cond_test(q, s, &s->cond[i]);
    reach_test(q, s);
}

/* Words that may stand anywhere take $1 and $2: before anything else. */
static struct str tests_first(struct query *q, const struct seek *s)
{
    struct buf whole = q->sql;
    struct str first;

    q->sql = buf_start(q->rq->arena);
    for (int i = 0; i < s->conds; i++)
        if (holds(q->rq, s, &s->cond[i]))
            words_hold(q, s->kind, &s->cond[i]);
    first = buf_str(&q->sql);
    q->sql = whole;
    return first;
}

/* ---- few rows -----------------------------------------------------------*/

static int64_t drive_count(struct rq *rq, const struct seek *s,
                           const struct cond *c)
{
    struct query q = query_start(rq);

    put(&q, "SELECT count(*) FROM (SELECT entry FROM (");
    cond_drive(&q, s, c);
    buf_fmt(&q.sql, ") AS way LIMIT %d) AS few", SEEK_LEFT + 1);
    return query_int(&q);
}

/* The condition that leaves fewest rows, if it leaves few. */
static const struct cond *driver_find(struct rq *rq, const struct seek *s,
                                      bool *wide)
{
    const struct cond *best = NULL;
    int64_t least = SEEK_LEFT + 1;

    *wide = false;
    for (int i = 0; i < s->conds; i++) {
        int64_t n;

        if (!drives(&s->cond[i]) || holds(rq, s, &s->cond[i]))
            continue;
        n = drive_count(rq, s, &s->cond[i]);
        *wide |= n > SEEK_LEFT;
        if (n < least) {
            least = n;
            best = &s->cond[i];
        }
    }
    return best;
}

bool seek_many(struct rq *rq, const struct kind *k)
{
    struct query q = query_start(rq);

    buf_fmt(&q.sql, "SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d) AS few",
            k->name, SEEK_FEW + 1);
    return query_int(&q) > SEEK_FEW;
}

/* "FROM ... WHERE ...": the rows that are left, from a driver or all. */
static void few_from(struct query *q, const struct seek *s,
                     const struct cond *driver)
{
    struct str first = tests_first(q, s);

    if (driver) {
        put(q, " FROM (SELECT DISTINCT entry FROM (SELECT entry FROM (");
        cond_drive(q, s, driver);
        buf_fmt(&q->sql,
                ") AS way LIMIT %d) AS firsts) AS d CROSS JOIN %s t WHERE "
                "t.entry = d.entry",
                SEEK_LEFT + 1, s->kind->name);
    } else {
        buf_fmt(&q->sql, " FROM %s t WHERE 1 = 1", s->kind->name);
    }
    buf_add(&q->sql, first);
    tests(q, s, driver);
}

/* What a row is sorted by: a name that may be read, what a reference is
 * called, or the field itself. */
static void few_key(struct query *q, const struct seek *s)
{
    const struct field *f = s->sort;
    const struct kind *of = f->type == FIELD_REF && f->of ?
                                kind_find(str_of(f->of)) :
                                NULL;
    const struct field *title = of && of->title ?
                                    kind_field(of, str_of(of->title)) :
                                    NULL;

    if (f->flags & FIELD_SEALED || (title && title->flags & FIELD_SEALED))
        buf_fmt(&q->sql,
                "(SELECT o.%s_folded FROM %s_sealed o WHERE o.entry = t.%s)",
                title ? title->name : f->name, title ? of->name : s->kind->name,
                title ? f->name : "entry");
    else if (title)
        buf_fmt(&q->sql, "(SELECT o.%s FROM %s o WHERE o.entry = t.%s)",
                title->name, of->name, f->name);
    else
        buf_fmt(&q->sql, "t.%s", f->name);
}

static void few_order(struct query *q, const struct seek *s)
{
    const char *way = s->down ? " DESC NULLS LAST, " : " NULLS LAST, ";
    const struct field *title =
        s->kind->title ? kind_field(s->kind, str_of(s->kind->title)) : NULL;

    put(q, " ORDER BY ");
    if (s->sort) {
        few_key(q, s);
        put(q, way);
    }
    if (s->sort && title && title != s->sort && !(title->flags & FIELD_SEALED))
        buf_fmt(&q->sql, "t.%s NULLS LAST, ", title->name);
    put(q, s->sort && s->down ? "t.entry DESC" : "t.entry");
}

/* ---- a row --------------------------------------------------------------*/

static void row_take(struct rq *rq, const struct kind *k, struct rows *r,
                     struct sought *out)
{
    struct columns c = { k->field, k->fields, k->bytes };

    *out = (struct sought){ .id = db_id(r, 0),
                            .counts = db_int(r, 1) != 0,
                            .record = arena_take(rq->arena, k->bytes) };
    columns_read(r, &c, rq->arena, out->record);
}

/* The rows of a page by their ids, in the order of these. */
static void rows_fetch(struct rq *rq, const struct seek *s, const struct id *id,
                       size_t n, struct seek_page *out)
{
    struct query q = query_start(rq);
    struct rows r;

    buf_fmt(&q.sql,
            "SELECT t.entry, t.counts, t.* FROM %s t WHERE t.entry IN (",
            s->kind->name);
    for (int i = 1; i <= SEEK_ROWS; i++)
        buf_fmt(&q.sql, i == 1 ? "$%d" : ", $%d", i);
    put(&q, ")");
    r = db_text_rows(rq->db, buf_str(&q.sql));
    for (size_t i = 0; i < n; i++)
        db_bind_id(&r, (int)i + 1, id[i]);
    while (db_next(&r))
        for (size_t i = 0; i < n; i++)
            if (id_same(id[i], db_id(&r, 0)))
                row_take(rq, s->kind, &r, &out->row[i]);
    db_done(&r);
    out->n = db_fault(rq->db) ? 0 : n; /* what could not be read is no row */
}

/* All that are left, sorted, in one go: counted, and those of the page. */
static void few_run(struct rq *rq, const struct seek *s,
                    const struct cond *driver, struct seek_page *out)
{
    int64_t from = (s->page - 1) * SEEK_ROWS, at = 0;
    struct query q = query_start(rq);
    struct id id[SEEK_ROWS];
    size_t n = 0;
    struct rows r;

    put(&q, "SELECT t.entry");
    few_from(&q, s, driver);
    few_order(&q, s);
    r = query_rows(&q);
    for (; db_next(&r); at++)
        if (at >= from && n < SEEK_ROWS)
            id[n++] = db_id(&r, 0);
    db_done(&r);
    out->few = true;
    out->count = at;
    rows_fetch(rq, s, id, n, out);
}

/* ---- a walk -------------------------------------------------------------*/

/* Where a walk stands: behind one row of the index, among the rows that have
 * something to sort by, or, after them, among those that have none. */
struct spot {
    bool bare;  /* among those without */
    bool begun; /* behind `key` and `entry`; else at the beginning */
    struct bind key;
    struct id entry;
};

static bool by_number(const struct field *f)
{
    return f->type != FIELD_TEXT && f->type != FIELD_CODE;
}

bool seek_sorts(const struct kind *k, const struct field *f)
{
    if (f->flags & FIELD_SEALED)
        return is(k, "person") && !strcmp(f->name, "name");
    return indexed(f) && f->type != FIELD_REF && f->type != FIELD_HASH;
}

/* "k" or "b", the id, and the key as it is: "k0123...ab.Bismillah". */
static struct str spot_put(struct rq *rq, const struct seek *s,
                           const struct spot *at)
{
    struct buf b = buf_start(rq->arena);
    struct id entry = at->entry;

    if (!at->begun) /* before all of them, whichever way it goes */
        memset(entry.b, s->down ? 0xff : 0, sizeof entry.b);
    buf_char(&b, at->bare ? 'b' : 'k');
    id_put(&b, entry);
    buf_char(&b, '.');
    if (!at->bare && by_number(s->sort))
        buf_int(&b, at->key.n);
    else if (!at->bare)
        buf_add(&b, at->key.text);
    return buf_str(&b);
}

/* A mark that nobody gave begins at the beginning. */
static struct spot spot_read(const struct seek *s)
{
    struct spot at = { .bare = !s->sort };
    struct str rest = s->after, head = str_cut(&rest, '.');

    if (head.n != 33 || (head.p[0] != 'k' && head.p[0] != 'b') ||
        !id_read(str_from(head, 1), &at.entry) ||
        (!s->sort && head.p[0] == 'k'))
        return (struct spot){ .bare = !s->sort };
    at.bare = head.p[0] == 'b';
    at.key.type = at.bare || by_number(s->sort) ? BIND_INT : BIND_TEXT;
    at.key.text = rest;
    at.begun = at.bare ? !id_none(at.entry) :
                         !by_number(s->sort) || int_read(rest, &at.key.n);
    return at;
}

/* The column walked along, and the table it lies in. */
struct path {
    const char *table, *column;
};

static struct path path_of(struct rq *rq, const struct seek *s)
{
    struct buf b = buf_start(rq->arena);

    if (s->sort && s->sort->flags & FIELD_SEALED) {
        buf_fmt(&b, "%s_sealed", s->kind->name);
        return (struct path){ zstr(rq, buf_str(&b)), "name_folded" };
    }
    return (struct path){ s->kind->name, s->sort ? s->sort->name : NULL };
}

/* What is asked of the column itself narrows the walk. */
static bool on_path(const struct seek *s, const struct cond *c)
{
    if (c->type == COND_WORDS && s->sort)
        return (s->sort->flags & FIELD_SEALED) != 0;
    return !c->by && c->f && c->f == s->sort &&
           (c->type == COND_IS || c->type == COND_RANGE ||
            c->type == COND_BEGINS);
}

static bool any_on_path(const struct seek *s)
{
    for (int i = 0; i < s->conds; i++)
        if (on_path(s, &s->cond[i]))
            return true;
    return false;
}

static void path_conds(struct query *q, const struct seek *s,
                       const struct path *p)
{
    for (int i = 0; i < s->conds; i++) {
        const struct cond *c = &s->cond[i];

        if (!on_path(s, c))
            continue;
        put(q, " AND ");
        if (c->type == COND_WORDS)
            begins(q, p->column, utf8_fold(c->a.text, q->rq->arena));
        else
            compared(q, c, p->column);
    }
}

/* "FROM ... WHERE ... ORDER BY ...": the index from the spot on. */
static void path_from(struct query *q, const struct seek *s,
                      const struct spot *at)
{
    struct path p = path_of(q->rq, s);
    bool sealed = s->sort && s->sort->flags & FIELD_SEALED;

    buf_fmt(&q->sql, " FROM %s WHERE 1 = 1",
            at->bare && sealed ? s->kind->name : p.table);
    if (at->bare) {
        if (p.column && !sealed)
            buf_fmt(&q->sql, " AND %s IS NULL", p.column);
        if (at->begun) {
            put(q, s->down ? " AND entry < " : " AND entry > ");
            said(q, (struct bind){ .type = BIND_ID, .id = at->entry });
        }
        put(q, s->down ? " ORDER BY entry DESC" : " ORDER BY entry");
        return;
    }
    buf_fmt(&q->sql, " AND %s IS NOT NULL", p.column);
    if (at->begun) {
        buf_fmt(&q->sql, " AND (%s, entry) %s (", p.column,
                s->down ? "<" : ">");
        said(q, at->key);
        put(q, ", ");
        said(q, (struct bind){ .type = BIND_ID, .id = at->entry });
        put(q, ")");
    }
    path_conds(q, s, &p);
    buf_fmt(&q->sql,
            s->down ? " ORDER BY %s DESC, entry DESC" : " ORDER BY %s, entry",
            p.column);
}

static void key_take(struct rq *rq, const struct seek *s, struct rows *r,
                     int col, struct spot *at)
{
    at->begun = true;
    if (at->bare)
        return;
    at->key = by_number(s->sort) ?
                  (struct bind){ .type = BIND_INT, .n = db_int(r, col) } :
                  (struct bind){ .type = BIND_TEXT,
                                 .text = arena_str(rq->arena, db_str(r, col)) };
}

/* Moves the spot to the last row of a step; false: the step is not full. */
static bool step_end(struct rq *rq, const struct seek *s, int rows,
                     struct spot *at)
{
    struct path p = path_of(rq, s);
    struct query q = query_start(rq);
    struct spot end = *at;
    struct rows r;
    bool full;

    buf_fmt(&q.sql, "SELECT entry, %s", at->bare ? "0" : p.column);
    path_from(&q, s, at);
    put(&q, " LIMIT 1 OFFSET ");
    said_int(&q, rows - 1);
    r = query_rows(&q);
    full = db_next(&r);
    if (full) {
        end.entry = db_id(&r, 0);
        key_take(rq, s, &r, 1, &end);
    }
    db_done(&r);
    *at = end;
    return full;
}

/* Adds the rows of one step that pass; the spot moves behind the last added
 * when the page is full. True: it is full, and there is another. */
static bool step_take(struct rq *rq, const struct seek *s, int rows,
                      struct spot *at, struct seek_page *out)
{
    struct path p = path_of(rq, s);
    struct query q = query_start(rq);
    bool sealed = s->sort && s->sort->flags & FIELD_SEALED, full = false;
    struct spot last = *at;
    struct rows r;

    buf_fmt(&q.sql,
            "SELECT t.entry, t.counts, w.along, t.* FROM (SELECT entry, "
            "%s AS along",
            at->bare ? "0" : p.column);
    path_from(&q, s, at);
    put(&q, " LIMIT ");
    said_int(&q, rows);
    buf_fmt(&q.sql, ") AS w CROSS JOIN %s t WHERE t.entry = w.entry",
            s->kind->name);
    if (at->bare && sealed)
        buf_fmt(&q.sql,
                " AND NOT EXISTS (SELECT 1 FROM %s n WHERE n.entry = t.entry "
                "AND n.%s IS NOT NULL)",
                p.table, p.column);
    tests(&q, s, NULL);
    put(&q, s->down ? " ORDER BY w.along DESC, w.entry DESC LIMIT " :
                      " ORDER BY w.along, w.entry LIMIT ");
    said_int(&q, (int64_t)(SEEK_ROWS - out->n) + 1);
    r = query_rows(&q);
    while (!full && db_next(&r)) {
        full = out->n == SEEK_ROWS;
        if (full)
            break;
        row_take(rq, s->kind, &r, &out->row[out->n++]);
        last.entry = db_id(&r, 0);
        key_take(rq, s, &r, 2, &last);
    }
    db_done(&r);
    if (full)
        *at = last;
    return full;
}

static void walk_next(struct rq *rq, const struct seek *s,
                      const struct spot *at, struct seek_page *out)
{
    out->next = spot_put(rq, s, at);
    out->tired = out->n < SEEK_ROWS;
}

static bool holds_any(struct rq *rq, const struct seek *s)
{
    for (int i = 0; i < s->conds; i++)
        if (holds(rq, s, &s->cond[i]))
            return true;
    return false;
}

/* What testing one row costs, about: names lie in two tables more. */
static int weight(const struct seek *s)
{
    int n = 1;

    for (int i = 1; i < s->conds; i++)
        n++;
    for (int i = 0; i < s->conds; i++)
        n += s->cond[i].type == COND_WORDS ? 2 : 0;
    return n;
}

static void walk_run(struct rq *rq, const struct seek *s, struct seek_page *out)
{
    struct spot at = spot_read(s);

    for (size_t step = 0; step < LEN(step_rows); step++) {
        int rows = step < 2 ? step_rows[step] : step_rows[step] / weight(s);
        struct spot from = at;
        bool more = step_end(rq, s, rows, &at);

        if (step_take(rq, s, rows, &from, out)) {
            walk_next(rq, s, &from, out);
            return;
        }
        if (more)
            continue;
        if (from.bare || any_on_path(s))
            return; /* there is no more */
        at = (struct spot){ .bare = true };
    }
    walk_next(rq, s, &at, out);
}

bool seek_place(const struct kind *k, const struct field **by,
                const struct field **place)
{
    static const char *const way[] = { "body", "household" };

    *by = NULL;
    *place = kind_field(k, S("place"));
    for (size_t i = 0; !*place && i < LEN(way); i++) {
        *by = kind_field(k, str_of(way[i]));
        if (*by && (*by)->type == FIELD_REF && (*by)->of)
            *place = kind_field(kind_find(str_of((*by)->of)), S("place"));
    }
    return *place && (*place)->type == FIELD_REF;
}

/* Who reaches one place only finds its rows by that place; where that is all
 * that limits them, it stands for the reach itself. */
static void reach_drive(struct rq *rq, struct seek *s)
{
    enum right right = kind_reads(s->kind);
    struct cond c = { .type = COND_REACH };
    struct scope of = { 0 };
    size_t n = 0;

    if (!kind_scoped(s->kind) || rq_may_in(rq, right, &(struct scope){ 0 }) ||
        s->conds == SEEK_CONDS || !seek_place(s->kind, &c.by, &c.f) ||
        !reach_through(s->kind, c.by))
        return;
    for (size_t i = 0; i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, right)) {
            of = rq->grant[i].scope;
            n++;
        }
    if (n != 1 || id_none(of.place))
        return;
    c.a = (struct bind){ .type = BIND_ID, .id = of.place };
    s->reached = id_none(of.rsp) && id_none(of.project);
    seek_cond(s, c);
}

/* ---- groups -------------------------------------------------------------*/

static void key_put(struct query *q, const struct seek_key *key)
{
    const char *value;

    if (!key->f) {
        put(q, "CAST(0 AS BIGINT)");
        return;
    }
    value = value_of(q, key->f, key->by);
    if (key->level >= 0)
        above_put(q, value, key->level);
    else
        put(q, value);
}

/* The rows come first, for their words take the first parameters. */
struct rows seek_groups(struct rq *rq, const struct seek *asked,
                        const struct seek_key key[2],
                        const struct seek_value *value, int64_t most)
{
    struct seek own = *asked, *s = &own;
    struct query q = query_start(rq);
    const struct cond *driver = NULL;
    bool wide = false;
    struct str from;

    reach_drive(rq, s);
    if (seek_many(rq, s->kind))
        driver = driver_find(rq, s, &wide);
    few_from(&q, s, driver);
    from = buf_str(&q.sql);
    q.sql = buf_start(rq->arena);
    put(&q, "SELECT w.a, w.b, count(*) AS n, ");
    put(&q, !value->f    ? "CAST(0 AS BIGINT) AS v" :
            value->apart ? "w.v" :
                           "CAST(sum(w.v) AS BIGINT) AS v");
    put(&q, " FROM (SELECT ");
    key_put(&q, &key[0]);
    put(&q, " AS a, ");
    key_put(&q, &key[1]);
    put(&q, " AS b, ");
    put(&q, value->f ? value_of(&q, value->f, NULL) : "CAST(0 AS BIGINT)");
    put(&q, " AS v");
    buf_add(&q.sql, from);
    put(&q, " LIMIT ");
    said_int(&q, most);
    put(&q, value->apart ? ") AS w GROUP BY w.a, w.b, w.v ORDER BY w.a, w.b, "
                           "w.v" :
                           ") AS w GROUP BY w.a, w.b ORDER BY w.a, w.b");
    return query_rows(&q);
}

/* Sealed orders and orders without an index are for few rows only. */
void seek_run(struct rq *rq, const struct seek *asked, struct seek_page *out)
{
    struct seek own = *asked, *s = &own;
    bool many = seek_many(rq, s->kind), wide = false;
    const struct cond *driver = NULL;

    reach_drive(rq, s);
    if (many)
        driver = driver_find(rq, s, &wide);
    *out = (struct seek_page){ .count = -1 };
    if (!many || driver || holds_any(rq, s)) {
        few_run(rq, s, driver, out);
        return;
    }
    out->over = s->conds == 0         ? SEEK_FEW :
                s->conds == 1 && wide ? SEEK_LEFT :
                                        0;
    if (s->sort && !seek_sorts(s->kind, s->sort))
        s->sort = NULL;
    walk_run(rq, s, out);
}
