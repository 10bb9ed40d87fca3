/* leaves_read - which entries name which leaves.
 *
 * The statements are composed of one part for each kind with a text field
 * `leaf`, from the constant field tables: a new kind joins by itself. */
#include <stdlib.h>
#include <string.h>

#include "core/way.h"
#include "leaves.sql.h"
#include "web/money/leaves.h"

/* ---- parts for each kind ------------------------------------------------*/

static bool has(const struct kind *k, const char *name, enum field_type type,
                const char *of)
{
    const struct field *f = kind_field(k, str_of(name));

    return f && f->type == type && (!of || (f->of && !strcmp(f->of, of)));
}

static bool names_leaf(const struct kind *k)
{
    const struct field *f = kind_field(k, S("leaf"));

    return f && f->type == FIELD_TEXT && !(f->flags & FIELD_SEALED);
}

static void column(struct buf *sql, bool there, const char *name,
                   const char *type)
{
    if (there)
        buf_fmt(sql, ", t.%s", name);
    else
        buf_fmt(sql, ", CAST(NULL AS %s)", type);
}

/* entry, leaf, kind, day, person, staff, author, way, back. */
static void select_part(struct buf *sql, int at)
{
    const struct kind *k = kind_index[at];
    bool taker = has(k, "taker", FIELD_REF, "person");

    buf_fmt(sql, "SELECT t.entry AS entry, t.leaf AS leaf, %d AS kind", at);
    column(sql, has(k, "held", FIELD_DAY, NULL), "held", "BIGINT");
    buf_z(sql, " AS on_day");
    if (taker)
        buf_z(sql, ", coalesce((SELECT s.root FROM same s WHERE s.person = "
                   "t.taker), t.taker)");
    else
        buf_z(sql, ", CAST(NULL AS BYTEA)");
    buf_z(sql, " AS person");
    column(sql, has(k, "staff", FIELD_REF, "staff"), "staff", "BYTEA");
    buf_z(sql, " AS staff, t.author AS author");
    column(sql, has(k, "way", FIELD_CHOICE, WAY_CHOICES), "way", "BIGINT");
    buf_z(sql, " AS way, CASE WHEN EXISTS (SELECT 1 FROM taken_back r WHERE "
               "r.entry = t.entry) THEN 1 ELSE 0 END AS back");
}

/* All parts, each with the same end. */
static bool select_all(struct rq *rq, const char *from, const char *where,
                       struct buf *sql)
{
    bool any = false;

    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        if (!names_leaf(k) || !rq_sees_kind(rq, k))
            continue;
        buf_z(sql, any ? " UNION ALL " : "");
        select_part(sql, i);
        buf_fmt(sql,
                " FROM %s%s t%s WHERE t.leaf IS NOT NULL AND "
                "t.counts = 1%s",
                from, k->name, *from ? " ON t.entry = e.entry" : "", where);
        any = true;
    }
    buf_fmt(sql, " ORDER BY 4, 1 LIMIT %d", LEAVES_USED_MOST + 1);
    return any;
}

/* ---- what they say ------------------------------------------------------*/

/* Who took the fact, where the entry says another than who signed it. */
static struct str login_of(struct rq *rq, struct id entry, struct str author)
{
    struct seen seen;

    if (log_see(rq->db, entry, rq->arena, &seen) && seen.entry.took.n)
        return seen.entry.took;
    return arena_str(rq->arena, author);
}

static void used_read(struct rq *rq, struct rows *r, struct leaf_used *u)
{
    const struct kind *k = kind_index[db_int(r, 2)];

    *u = (struct leaf_used){ .said = arena_str(rq->arena, db_str(r, 1)),
                             .kind = k,
                             .back = db_int(r, 8) == 1 };
    u->use = (struct leaf_use){
        .entry = db_id(r, 0),
        .on = db_null(r, 3) ? DAY_NONE : (day)db_int(r, 3),
        .person = db_id(r, 4),
        .staff = db_id(r, 5),
        .login = arena_str(rq->arena, db_str(r, 6)),
        .what = !strcmp(k->name, "voucher")                  ? LEAF_VOUCHER :
                !db_null(r, 7) && db_int(r, 7) == WAY_CHEQUE ? LEAF_CHEQUE :
                                                               LEAF_RECEIPT
    };
    leaf_read(u->said, &u->use.prefix, &u->use.serial);
}

static struct leaves_used all_read(struct rq *rq, struct rows *r)
{
    struct leaves_used used = { NULL, 0, false };
    size_t room = 0;

    while (db_next(r)) {
        if (used.n == LEAVES_USED_MOST) {
            used.more = true;
            continue;
        }
        arena_room(rq->arena, used.at, used.n, room);
        used_read(rq, r, &used.at[used.n++]);
    }
    db_done(r);
    return used;
}

struct leaves_used leaves_of_days(struct rq *rq, struct id owner, day from,
                                  day upto)
{
    struct leaves_used none = { NULL, 0, false };
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_z(&sql, "WITH e AS (SELECT DISTINCT entry FROM book_line WHERE book = "
                "$1 AND on_day >= $2 AND on_day <= $3) ");
    if (!select_all(rq, "e JOIN ", "", &sql))
        return none;
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_id(&r, 1, owner);
    db_bind_int(&r, 2, from);
    db_bind_int(&r, 3, upto);
    return all_read(rq, &r);
}

/* ---- by the letters of a book -------------------------------------------*/

/* How a text must begin: the letters and digits before anything else, in
 * capitals or small. */
struct begin {
    char capital[LEAF_PREFIX_BYTES + 1], small[LEAF_PREFIX_BYTES + 1];
    size_t n;
};

static struct begin begin_of(struct str prefix)
{
    struct begin b = { .n = 0 };

    prefix = str_trim(prefix);
    for (; b.n < prefix.n && b.n < LEAF_PREFIX_BYTES; b.n++) {
        char c = prefix.p[b.n];
        bool small = c >= 'a' && c <= 'z', capital = c >= 'A' && c <= 'Z';

        if (!small && !capital && !(c >= '0' && c <= '9') &&
            (unsigned char)c < 128)
            break;
        b.capital[b.n] = (char)(small ? c - 32 : c);
        b.small[b.n] = (char)(capital ? c + 32 : c);
    }
    return b;
}

/* Without letters a leaf is a number. */
static void range_bind(struct rq *rq, struct rows *r, int first,
                       const char *begin, size_t n)
{
    struct str s = { begin, n };

    db_bind_text(r, first, n ? s : S("0"));
    db_bind_text(r, first + 1, n ? thing_beyond(rq, s) : S(":"));
}

struct leaves_used leaves_of_book(struct rq *rq, const struct leaf_issued *b)
{
    struct leaves_used none = { NULL, 0, false };
    struct begin begin = begin_of(b->is.prefix);
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    if (!select_all(rq, "",
                    " AND ((t.leaf >= $2 AND t.leaf < $3) OR (t.leaf >= $4 "
                    "AND t.leaf < $5)) AND EXISTS (SELECT 1 FROM book_line l "
                    "WHERE l.entry = t.entry AND l.book = $1)",
                    &sql))
        return none;
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_id(&r, 1, b->owner);
    range_bind(rq, &r, 2, begin.capital, begin.n);
    range_bind(rq, &r, 4, begin.small, begin.n);
    return all_read(rq, &r);
}

/* ---- books and what was said of their leaves ------------------------------*/

struct leaves_issued leaves_issued(struct rq *rq, struct id owner)
{
    struct leaves_issued all = { NULL, 0 };
    struct rows r = db_rows(rq->db, SQL_WEB_LEAF_BOOKS);

    all.at = arena_many(rq->arena, struct leaf_issued, LEAVES_BOOKS_MOST);
    db_bind_id(&r, 1, owner);
    while (db_next(&r) && all.n < LEAVES_BOOKS_MOST)
        all.at[all.n++] = (struct leaf_issued){
            .is = { .prefix = arena_str(rq->arena, db_str(&r, 2)),
                    .from = db_int(&r, 3),
                    .upto = db_int(&r, 4),
                    .issued = (day)db_int(&r, 6),
                    .returned = db_null(&r, 7) ? DAY_NONE : (day)db_int(&r, 7),
                    .person = db_id(&r, 8),
                    .staff = db_id(&r, 9),
                    .login = arena_str(rq->arena, db_str(&r, 10)),
                    .what = (enum leaf_what)db_int(&r, 1) },
            .entry = db_id(&r, 0),
            .owner = owner,
            .what = (int32_t)db_int(&r, 1),
            .digits = db_null(&r, 5) ? INT_NONE : db_int(&r, 5)
        };
    db_done(&r);
    return all;
}

void leaves_lost(struct rq *rq, struct leaf_issued *b)
{
    struct rows r;

    if (b->lost)
        return;
    b->lost = arena_many(rq->arena, struct leaf_lost, LEAF_BOOK_MOST);
    r = db_rows(rq->db, SQL_WEB_LEAF_LOST);
    db_bind_id(&r, 1, b->entry);
    while (db_next(&r) && b->losts < LEAF_BOOK_MOST)
        b->lost[b->losts++] =
            (struct leaf_lost){ .serial = db_int(&r, 0),
                                .what = (int32_t)db_int(&r, 1),
                                .on = (day)db_int(&r, 2),
                                .why = arena_str(rq->arena, db_str(&r, 3)) };
    db_done(&r);
}

static struct leaf_issued *book_of(const struct leaves_issued *all,
                                   const struct leaf_use *use)
{
    struct leaf_issued *found = NULL;

    for (size_t i = 0; i < all->n; i++) {
        struct leaf_issued *b = &all->at[i];

        if (leaf_in(&b->is, use) &&
            (!found || leaf_nearer(&b->is, &found->is, use)))
            found = b;
    }
    return found;
}

/* Books in their order, those of none first; then by number. */
static int leaf_order(const void *a, const void *b)
{
    const struct leaf_used *x = *(const struct leaf_used *const *)a;
    const struct leaf_used *y = *(const struct leaf_used *const *)b;

    if (x->in != y->in)
        return !x->in || (y->in && x->in < y->in) ? -1 : 1;
    if (x->use.serial != y->use.serial)
        return x->use.serial < y->use.serial ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool same_leaf(const struct leaf_used *a, const struct leaf_used *b)
{
    return a->in == b->in && a->use.serial == b->use.serial &&
           leaf_prefix_same(a->use.prefix, b->use.prefix);
}

void leaves_match(struct rq *rq, const struct leaves_issued *all,
                  struct leaves_used *used)
{
    struct arena a = { 0 };
    struct leaf_used **by = arena_many(&a, struct leaf_used *, used->n + 1);

    for (size_t i = 0; i < used->n; i++) {
        by[i] = &used->at[i];
        by[i]->in = book_of(all, &by[i]->use);
        by[i]->uses = 0;
        if (by[i]->in)
            leaves_lost(rq, by[i]->in);
    }
    if (used->n)
        qsort(by, used->n, sizeof(struct leaf_used *), leaf_order);
    for (size_t i = 0; i < used->n; i++)
        for (size_t j = i; j < used->n && by[j]->in == by[i]->in &&
                           by[j]->use.serial == by[i]->use.serial;
             j++)
            if (same_leaf(by[i], by[j])) {
                by[i]->uses += !by[j]->back;
                by[j]->uses += j > i && !by[i]->back;
            }
    arena_free(&a);
}

struct findings leaf_found(struct rq *rq, const struct leaf_used *u)
{
    struct findings f = findings_start(rq->arena);
    struct leaf_use use = u->use;
    bool said = false;

    for (size_t i = 0; u->in && i < u->in->losts; i++)
        said = said || u->in->lost[i].serial == use.serial;
    if (u->in && u->in->is.login.n && id_none(use.person) && id_none(use.staff))
        use.login = login_of(rq, use.entry, use.login);
    leaf_judge(u->in ? &u->in->is : NULL, &use, u->back ? 0 : u->uses,
               said && !u->back, &f);
    return f;
}
