/* audit - the books read again: every line balances, every balance is the sum
 * of its lines, every amount is what its entry says. */
#include <string.h>

#include "audit.sql.h"
#include "core/books.h"
#include "log/inside.h"

enum { PAGE = 500 };

struct audit {
    struct keeper *k; /* reads; nothing is written with it */
    struct db *db;
    log_put *put;
    void *self;
    struct arena arena;
    int64_t troubles, lines;
};

static void told(struct audit *v, struct buf *b)
{
    v->put(v->self, buf_str(b));
    v->troubles++;
}

static void amount_put(struct buf *b, paisa n)
{
    decimal_put(b, n, 2);
}

/* ---- sums -----------------------------------------------------------------*/

static void balance_verify(struct audit *v)
{
    struct rows r = db_rows(v->db, SQL_AUDIT_UNBALANCED);

    while (db_next(&r)) {
        struct buf b = buf_start(&v->arena);

        buf_z(&b, "lines of an entry do not balance: entry ");
        id_put(&b, db_id(&r, 0));
        buf_z(&b, " in the book ");
        id_put(&b, db_id(&r, 1));
        buf_z(&b, ", by ");
        amount_put(&b, db_int(&r, 3));
        told(v, &b);
    }
    db_done(&r);
}

static void sum_told(struct audit *v, const struct rows *r, paisa stands,
                     paisa right)
{
    struct buf b = buf_start(&v->arena);

    buf_z(&b, "balance is not the sum of its lines: ");
    buf_add(&b, db_str(r, 1));
    buf_z(&b, " of the book ");
    id_put(&b, db_id(r, 0));
    buf_z(&b, " in ");
    month_put(&b, (month)db_int(r, 2));
    buf_z(&b, ": ");
    amount_put(&b, stands);
    buf_z(&b, " stands, its lines make ");
    amount_put(&b, right);
    told(v, &b);
}

static void sums_verify(struct audit *v)
{
    struct rows r = db_rows(v->db, SQL_AUDIT_BALANCES);

    db_bind_blob(&r, 1, ID_NONE.b, sizeof ID_NONE.b);
    while (db_next(&r))
        sum_told(v, &r, db_int(&r, 3), db_int(&r, 4));
    db_done(&r);
    r = db_rows(v->db, SQL_AUDIT_NO_BALANCE);
    db_bind_blob(&r, 1, ID_NONE.b, sizeof ID_NONE.b);
    while (db_next(&r))
        sum_told(v, &r, 0, db_int(&r, 3));
    db_done(&r);
}

/* ---- lines ----------------------------------------------------------------*/

static bool line_same(const struct line *a, const struct line *b)
{
    return id_same(a->entry, b->entry) && str_same(a->event, b->event) &&
           id_same(a->book, b->book) && str_same(a->head, b->head) &&
           id_same(a->party, b->party) && id_same(a->fund, b->fund) &&
           a->on == b->on && a->month == b->month && a->amount == b->amount;
}

static void line_put(struct buf *b, const struct line *l)
{
    if (!l) {
        buf_z(b, "nothing");
        return;
    }
    amount_put(b, l->amount);
    buf_char(b, ' ');
    buf_add(b, l->head);
    buf_char(b, ' ');
    buf_add(b, l->event);
    buf_char(b, ' ');
    day_put(b, l->on);
}

/* The first line of a thing that is not what its entries say. */
static void lines_told(struct audit *v, const struct line *stands,
                       const struct line *right)
{
    struct buf b = buf_start(&v->arena);

    buf_z(&b, "line of the books is not what its entry says: entry ");
    id_put(&b, right ? right->entry : stands->entry);
    buf_z(&b, ": ");
    line_put(&b, stands);
    buf_z(&b, " stands, right is ");
    line_put(&b, right);
    told(v, &b);
}

static void thing_verify(struct audit *v, const struct kind *kind,
                         struct id thing)
{
    struct book_lines stands = books_standing(v->k, thing);
    struct book_lines right = derive_lines(v->k, kind, thing);
    size_t most = stands.n > right.n ? stands.n : right.n;

    v->lines += (int64_t)stands.n;
    for (size_t i = 0; i < most; i++)
        if (i >= stands.n || i >= right.n ||
            !line_same(&stands.at[i], &right.at[i])) {
            lines_told(v, i < stands.n ? &stands.at[i] : NULL,
                       i < right.n ? &right.at[i] : NULL);
            break;
        }
    arena_free(&v->k->one);
    arena_free(&v->k->batch);
}

/* ---- rows -----------------------------------------------------------------*/

static bool has_money(const struct field *f, int n)
{
    for (int i = 0; i < n; i++)
        if (f[i].type == FIELD_MONEY ||
            (f[i].type == FIELD_ROWS && has_money(f[i].child, f[i].children)))
            return true;
    return false;
}

static void row_verify(struct audit *v, const struct kind *kind, struct id id)
{
    if (!settle_stands(v->k, kind, id)) {
        struct buf b = buf_start(&v->arena);

        buf_fmt(&b, "row of %s is not what its entry says: entry ", kind->name);
        id_put(&b, id);
        told(v, &b);
    }
    arena_free(&v->k->batch);
}

/* The ids of a column of a kind's table, a page at a time. */
static void each(struct audit *v, const struct kind *kind, const char *column,
                 void (*look)(struct audit *, const struct kind *, struct id))
{
    struct id at[PAGE], after = ID_NONE;
    size_t n = PAGE;

    while (n == PAGE && db_fault(v->db) == DB_FINE) {
        struct buf sql = buf_start(&v->arena);
        struct rows r;

        buf_fmt(&sql,
                "SELECT DISTINCT %s FROM %s WHERE %s > $1 ORDER BY %s "
                "LIMIT %d",
                column, kind->name, column, column, PAGE);
        r = db_text_rows(v->db, buf_str(&sql));
        db_bind_blob(&r, 1, after.b, sizeof after.b);
        for (n = 0; n < PAGE && db_next(&r); n++)
            at[n] = db_id(&r, 0);
        db_done(&r);
        for (size_t i = 0; i < n; i++)
            look(v, kind, at[i]);
        if (n)
            after = at[n - 1];
    }
}

/* Each line lies on the timeline of one thing: those of no thing that there is
 * would not have been looked at. */
static void none_left(struct audit *v)
{
    struct rows r = db_rows(v->db, SQL_AUDIT_LINES);
    struct buf b = buf_start(&v->arena);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    if (n == v->lines)
        return;
    buf_fmt(&b, "lines of the books that nothing made: %lld",
            (long long)(n - v->lines));
    told(v, &b);
}

int64_t audit_verify(struct db *db, const struct host *host, log_put *put,
                     void *self)
{
    struct audit v = { .db = db, .put = put, .self = self };

    balance_verify(&v);
    sums_verify(&v);
    v.k = keeper_new(db, host, NULL);
    keeper_read(v.k);
    for (int i = 0; i < kind_count; i++) {
        const struct kind *k = kind_index[i];

        if (has_money(k->field, k->fields) || !strcmp(k->name, "fix"))
            each(&v, k, "entry", row_verify);
        if (books_kind(v.k, k))
            each(&v, k, "thing", thing_verify);
    }
    none_left(&v);
    keeper_close(v.k);
    arena_free(&v.arena);
    return v.troubles;
}
