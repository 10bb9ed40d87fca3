/* book_check - what was asserted of a book: that nothing is below nought, what
 * lay in the box when it was counted; and the digest of a month. */
#include "report/book.h"

#include "book.sql.h"

/* ---- less than nothing ----------------------------------------------------*/

/* Community cash is never below nought after any event in the order of days
 * (finance.md 12, 4). Within a day nobody knows the order. */
struct book_negative book_negative(struct db *db, struct id book,
                                   struct arena *a)
{
    struct book_negative first = { .head = { "", 0 }, .on = DAY_NONE };
    struct rows r = db_rows(db, SQL_BOOK_DAYS);
    struct str head = S("");
    struct id party = ID_NONE;
    paisa left = 0;

    db_bind_id(&r, 1, book);
    while (db_next(&r)) {
        day on = (day)db_int(&r, 2);

        if (!str_same(head, db_str(&r, 0)) || !id_same(party, db_id(&r, 1))) {
            head = arena_str(a, db_str(&r, 0));
            party = db_id(&r, 1);
            left = 0;
        }
        left += db_int(&r, 3);
        if (left < 0 && (first.on == DAY_NONE || on < first.on))
            first = (struct book_negative){ head, party, on, left };
    }
    db_done(&r);
    return first;
}

/* ---- counts -----------------------------------------------------------------*/

struct box_day {
    day on;
    paisa moved;
};
struct box {
    struct box_day *at;
    size_t n, room;
};

static struct box box_read(struct db *db, struct id book, struct arena *a)
{
    struct rows r = db_rows(db, SQL_BOOK_BOX_DAYS);
    struct box b = { 0 };

    db_bind_id(&r, 1, book);
    while (db_next(&r)) {
        arena_room(a, b.at, b.n, b.room);
        b.at[b.n++] = (struct box_day){ (day)db_int(&r, 0), db_int(&r, 1) };
    }
    db_done(&r);
    return b;
}

static paisa box_by(struct db *db, struct id book, struct id entry, day on)
{
    struct rows r = db_rows(db, SQL_BOOK_BOX_BY);
    paisa n = 0;

    db_bind_id(&r, 1, book);
    db_bind_id(&r, 2, entry);
    db_bind_int(&r, 3, on);
    if (db_next(&r) && !db_null(&r, 0))
        n = db_int(&r, 0);
    db_done(&r);
    return n;
}

/* A meeting counts the box when it closes, which may be before something else
 * that happened on its day: either is true of it. */
static void count_judge(struct db *db, struct id book, struct book_count *c,
                        paisa before, paisa after)
{
    c->booked = after;
    c->good = c->counted == after;
    if (!c->good && c->meeting) {
        paisa then = before + box_by(db, book, c->entry, c->on);

        if (c->counted == then) {
            c->booked = then;
            c->good = true;
        }
    }
}

size_t book_counts(struct db *db, struct id book, day since, day until,
                   struct arena *a, struct book_count **out)
{
    struct rows r = db_rows(db, SQL_BOOK_COUNTED);
    struct box box = box_read(db, book, a);
    size_t n = 0, room = 0, at = 0;
    paisa before = 0;

    *out = NULL;
    db_bind_id(&r, 1, book);
    db_bind_int(&r, 2, since);
    db_bind_int(&r, 3, until);
    while (db_next(&r)) {
        arena_room(a, *out, n, room);
        (*out)[n++] = (struct book_count){ .entry = db_id(&r, 0),
                                           .meeting = db_int(&r, 1) == 1,
                                           .on = (day)db_int(&r, 2),
                                           .counted = db_int(&r, 3) };
    }
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        struct book_count *c = &(*out)[i];
        paisa after;

        while (at < box.n && box.at[at].on < c->on)
            before += box.at[at++].moved;
        after = before +
                (at < box.n && box.at[at].on == c->on ? box.at[at].moved : 0);
        count_judge(db, book, c, before, after);
    }
    return n;
}

const struct book_count *book_first_false(const struct book_count *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!c[i].good)
            return &c[i];
    return NULL;
}

paisa book_box(struct db *db, struct id book, day on)
{
    struct arena a = { 0 };
    struct box box = box_read(db, book, &a);
    paisa left = 0;

    for (size_t i = 0; i < box.n && box.at[i].on <= on; i++)
        left += box.at[i].moved;
    arena_free(&a);
    return left;
}

/* ---- the digest of a month --------------------------------------------------*/

static void sha_line(struct sha *sha, struct buf *b)
{
    buf_char(b, '\n');
    sha_add(sha, b->p, b->n);
    b->n = 0;
}

static void id_word(struct buf *b, struct id id)
{
    buf_char(b, ' ');
    if (id_none(id))
        buf_char(b, '-');
    else
        id_put(b, id);
}

struct hash book_digest(struct db *db, struct id book, month m)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct sha sha;
    struct rows r;

    sha_start(&sha);
    buf_z(&b, "saath book 1");
    id_word(&b, book);
    buf_char(&b, ' ');
    month_put(&b, m);
    sha_line(&sha, &b);
    r = db_rows(db, SQL_BOOK_MONTH_LINES);
    db_bind_id(&r, 1, book);
    db_bind_int(&r, 2, m);
    while (db_next(&r)) {
        buf_z(&b, "line");
        id_word(&b, db_id(&r, 0));
        buf_char(&b, ' ');
        buf_add(&b, db_str(&r, 1));
        buf_char(&b, ' ');
        buf_add(&b, db_str(&r, 2));
        id_word(&b, db_id(&r, 3));
        id_word(&b, db_id(&r, 4));
        buf_char(&b, ' ');
        day_put(&b, (day)db_int(&r, 5));
        buf_char(&b, ' ');
        buf_int(&b, db_int(&r, 6));
        sha_line(&sha, &b);
    }
    db_done(&r);
    r = db_rows(db, SQL_BOOK_MONTH_BALANCES);
    db_bind_id(&r, 1, book);
    db_bind_int(&r, 2, m);
    while (db_next(&r)) {
        if (!db_int(&r, 2)) /* nothing is left of it, or never was */
            continue;
        buf_z(&b, "balance ");
        buf_add(&b, db_str(&r, 0));
        id_word(&b, db_id(&r, 1));
        buf_char(&b, ' ');
        buf_int(&b, db_int(&r, 2));
        sha_line(&sha, &b);
    }
    db_done(&r);
    arena_free(&a);
    return sha_end(&sha);
}
