/* seek_cond - conditions: each a test of a row, some also a way to its rows. */
#include "web/list/seek_inside.h"

#include <string.h>

#include "core/name.h"

/* Above so many rows words are looked for at the beginning of a text only. */
#define HOLDS_MOST 60000

void seek_cond(struct seek *s, struct cond c)
{
    MUST(s->conds < SEEK_CONDS);
    s->cond[s->conds++] = c;
}

bool seek_indexed(const struct field *f)
{
    return (f->flags & FIELD_FIND) && !(f->flags & FIELD_SEALED) &&
           f->type != FIELD_ROWS;
}

bool seek_is(const struct kind *k, const char *name)
{
    return !strcmp(k->name, name);
}

/* Today's geography: a place lies once in each place above it. A grant also
 * reaches what lay there before. */
static void within(struct query *q, const char *column, const struct cond *c)
{
    buf_fmt(&q->sql, "a.place = %s AND a.above = ", column);
    query_said(q, c->a);
    if (c->type == COND_REACH)
        return;
    query_put(q, " AND a.since <= ");
    query_said_int(q, q->rq->today);
    query_put(q, " AND a.until > ");
    query_said_int(q, q->rq->today);
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
void cond_compared(struct query *q, const struct cond *c, const char *column)
{
    if (c->type == COND_IS) {
        buf_fmt(&q->sql, "%s = ", column);
        query_said(q, c->a);
        return;
    }
    query_put(q, "1 = 1");
    if (c->a.type != BIND_NULL) {
        buf_fmt(&q->sql, " AND %s >= ", column);
        query_said(q, c->a);
    }
    if (c->type == COND_BEGINS || c->b.type != BIND_NULL) {
        buf_fmt(&q->sql,
                c->type == COND_BEGINS ? " AND %s < " : " AND %s <= ", column);
        if (c->type == COND_BEGINS)
            query_said_text(q, thing_beyond(q->rq, c->a.text));
        else
            query_said(q, c->b);
    }
}

/* A condition on what a field of the row refers to. */
static void over_test(struct query *q, const struct cond *c)
{
    buf_fmt(&q->sql, " AND EXISTS (SELECT 1 FROM %s o", c->by->of);
    if (of_place(c)) {
        query_put(q, " JOIN area a ON ");
        within(q, cond_column(q, c, "o"), c);
    }
    buf_fmt(&q->sql, " WHERE o.entry = t.%s", c->by->name);
    if (!of_place(c)) {
        query_put(q, " AND ");
        cond_compared(q, c, cond_column(q, c, "o"));
    }
    query_put(q, ")");
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

void cond_begins(struct query *q, const char *column, struct str text)
{
    buf_fmt(&q->sql, "(%s >= ", column);
    query_said_text(q, text);
    buf_fmt(&q->sql, " AND %s < ", column);
    query_said_text(q, thing_beyond(q->rq, text));
    query_put(q, ")");
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
        query_put(q, i ? " OR (" : "((");
        buf_fmt(&q->sql, "%s >= ", column);
        query_said_text(q, turn[i]);
        buf_fmt(&q->sql, " AND %s < ", column);
        query_said_text(q, buf_str(&beyond));
        query_put(q, ")");
    }
    query_put(q, ")");
}

static const struct people *people_of(const struct kind *k)
{
    for (size_t i = 0; i < LEN(people); i++)
        if (seek_is(k, people[i].kind))
            return &people[i];
    return NULL;
}

static void people_drive(struct query *q, const struct people *p,
                         const struct cond *c, bool names)
{
    struct str folded = utf8_fold(c->a.text, q->rq->arena);
    struct str skeleton = name_skeleton(c->a.text, q->rq->arena);

    query_put(q, p->plain);
    cond_begins(q, "p.code", c->a.text);
    for (size_t i = 0; names && folded.n && i < LEN(script); i++) {
        query_put(q, " UNION ALL ");
        query_put(q, p->sealed);
        cond_begins(q, script[i], folded);
    }
    for (size_t i = 0; names && skeleton.n && i < LEN(sound); i++) {
        query_put(q, " UNION ALL ");
        query_put(q, p->sealed);
        sounds(q, sound[i], skeleton);
    }
}

static void people_test(struct query *q, const struct people *p,
                        const struct cond *c, bool names)
{
    struct str folded = utf8_fold(c->a.text, q->rq->arena);
    struct str skeleton = name_skeleton(c->a.text, q->rq->arena);

    query_put(q, " AND (EXISTS (SELECT 1 FROM person p WHERE p.entry = ");
    query_put(q, p->own);
    query_put(q, " AND ");
    cond_begins(q, "p.code", c->a.text);
    query_put(q, ")");
    if (names && folded.n) {
        query_put(q,
                  " OR EXISTS (SELECT 1 FROM person_sealed s WHERE s.entry = ");
        query_put(q, p->own);
        for (size_t i = 0; i < LEN(script); i++) {
            query_put(q, i ? " OR " : " AND (");
            cond_begins(q, script[i], folded);
        }
        for (size_t i = 0; skeleton.n && i < LEN(sound); i++) {
            query_put(q, " OR ");
            sounds(q, sound[i], skeleton);
        }
        query_put(q, "))");
    }
    query_put(q, ")");
}

/* Texts that name a thing: its title and its code, where an index has them. */
static bool names_it(const struct kind *k, const struct field *f)
{
    return f->type == FIELD_TEXT && seek_indexed(f) &&
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
            query_put(q, !n++ ? "" : drive ? " UNION ALL " : " OR ");
            if (drive)
                buf_fmt(&q->sql, "SELECT t.entry FROM %s t WHERE ", k->name);
            cond_begins(q, zstr(q->rq, buf_str(&column)),
                        cased(q, c->a.text, how));
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
    query_put(q, " AND (");
    if (thing_where(&b, k))
        buf_add(&q->sql, buf_str(&b));
    else
        query_put(q, "1 = 0");
    /* One of them may not occur; both databases want it to. */
    query_put(q, ") AND $1 <= $1 AND $2 <= $2");
}

/* Is this the condition whose words may stand anywhere in a text? */
bool cond_holds(struct rq *rq, const struct seek *s, const struct cond *c)
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
    query_put(q, " AND (");
    words_begin(q, s->kind, c, false);
    query_put(q, ")");
}

/* Of several places of that level above one, the first is meant. */
static void above_today(struct query *q, int64_t level)
{
    query_put(q, " AND a.level = ");
    query_said_int(q, level);
    query_put(q, " AND a.since <= ");
    query_said_int(q, q->rq->today);
    query_put(q, " AND a.until > ");
    query_said_int(q, q->rq->today);
    query_put(q, " ORDER BY a.place, a.above");
}

/* "(SELECT ...)": the place above this one, of a level, as of today. */
static void above(struct query *q, const char *place, int64_t level)
{
    buf_fmt(&q->sql, "(SELECT a.above FROM area a WHERE a.place = %s", place);
    above_today(q, level);
    query_put(q, " LIMIT 1)");
}

struct rows query_above(struct rq *rq, const struct str *place, size_t n,
                        int64_t level)
{
    struct query q = query_start(rq);
    struct rows r;

    query_put(&q, "SELECT a.place, a.above FROM area a WHERE a.place IN (");
    for (int i = 0; i < SEEK_ABOVE; i++) { /* one text for any number */
        if (i)
            query_put(&q, ", ");
        query_said(&q, (struct bind){ .type = BIND_NULL });
    }
    query_put(&q, ")");
    above_today(&q, level);
    r = query_rows(&q);
    for (size_t i = 0; i < n; i++)
        db_bind_blob(&r, (int)i + 1, place[i].p, place[i].n);
    return r;
}

/* A field of the row, or of what it refers to, as an expression. */
const char *query_value(struct query *q, const struct field *f,
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
    const char *value = query_value(q, c->f, c->by);

    query_put(q, " AND ");
    if (c->a.type == BIND_INT && c->a.n >= 0)
        above(q, value, c->a.n);
    else
        query_put(q, value);
    query_put(q, " IS NULL");
}

static void cond_test(struct query *q, const struct seek *s,
                      const struct cond *c)
{
    if (c->type == COND_WORDS) {
        words_test(q, s, c);
    } else if (c->type == COND_MARKED) {
        query_put(
            q, " AND EXISTS (SELECT 1 FROM finding f WHERE f.entry = t.entry)");
    } else if (c->type == COND_OUT) {
        query_put(q, " AND t.counts = 0");
    } else if (c->type == COND_COUNTS) {
        query_put(q, " AND t.counts = 1");
    } else if (c->type == COND_UNSAID) {
        unsaid_test(q, c);
    } else if (c->type == COND_NOTHING) {
        query_put(q, " AND 1 = 0");
    } else if (c->by) {
        over_test(q, c);
    } else if (of_place(c)) {
        query_put(q, " AND EXISTS (SELECT 1 FROM area a WHERE ");
        within(q, cond_column(q, c, "t"), c);
        query_put(q, ")");
    } else {
        query_put(q, " AND ");
        cond_compared(q, c, cond_column(q, c, "t"));
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
    return seek_indexed(c->f) && (!c->by || seek_indexed(c->by));
}

/* "SELECT entry ...": all rows of a condition, and perhaps one twice. */
void cond_drive(struct query *q, const struct seek *s, const struct cond *c)
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
    query_put(q, "SELECT t.entry FROM ");
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
        query_put(q, " JOIN area a ON ");
    else
        query_put(q, " WHERE ");
    if (of_place(c))
        within(q, cond_column(q, c, c->by ? "o" : "t"), c);
    else
        cond_compared(q, c, cond_column(q, c, c->by ? "o" : "t"));
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
                              seek_is(k, "person") ? &home : &home_of, &q->sql,
                              first));
}

/* All conditions but the one that drives, words that stand anywhere first. */
void cond_tests(struct query *q, const struct seek *s, const struct cond *but)
{
    for (int i = 0; i < s->conds; i++)
        if (&s->cond[i] != but && !cond_holds(q->rq, s, &s->cond[i]))
            cond_test(q, s, &s->cond[i]);
    reach_test(q, s);
}

/* Words that may stand anywhere take $1 and $2: before anything else. */
struct str cond_tests_first(struct query *q, const struct seek *s)
{
    struct buf whole = q->sql;
    struct str first;

    q->sql = buf_start(q->rq->arena);
    for (int i = 0; i < s->conds; i++)
        if (cond_holds(q->rq, s, &s->cond[i]))
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

    query_put(&q, "SELECT count(*) FROM (SELECT entry FROM (");
    cond_drive(&q, s, c);
    buf_fmt(&q.sql, ") AS way LIMIT %d) AS few", SEEK_LEFT + 1);
    return query_int(&q);
}

/* The condition that leaves fewest rows, if it leaves few. */
const struct cond *cond_driver(struct rq *rq, const struct seek *s, bool *wide)
{
    const struct cond *best = NULL;
    int64_t least = SEEK_LEFT + 1;

    *wide = false;
    for (int i = 0; i < s->conds; i++) {
        int64_t n;

        if (!drives(&s->cond[i]) || cond_holds(rq, s, &s->cond[i]))
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
