/* book_bank - a bank account laid beside what the bank says of it.
 *
 * Items of statements are the entries that they name; the rest are found by
 * their amount, the nearest day first. What is left on either side is what
 * explains a difference: cheques not yet drawn, charges not yet booked. */
#include "report/book.h"

#include <string.h>

#include "book.sql.h"

enum {
    ITEMS_MOST = 20000,
    BEFORE_DAYS = 7, /* the bank may be ahead of the books by so much */
    AFTER_DAYS = 180 /* a cheque is good for six months */
};

struct booked_item {
    struct bank_item is;
    bool met;
};

static size_t items_read(struct db *db, struct id account, day held,
                         struct arena *a, struct booked_item **out)
{
    struct rows r = db_rows(db, SQL_BANK_ITEMS);
    size_t n = 0;

    *out = arena_many(a, struct booked_item, ITEMS_MOST);
    db_bind_id(&r, 1, account);
    db_bind_int(&r, 2, held);
    while (n < ITEMS_MOST && db_next(&r)) {
        struct bank_item i = { .on = (day)db_int(&r, 0),
                               .amount = db_int(&r, 1),
                               .reference = arena_str(a, db_str(&r, 2)),
                               .entry = db_id(&r, 3) };

        i.said = !id_none(i.entry);
        (*out)[n++] = (struct booked_item){ i, false };
    }
    db_done(&r);
    return n;
}

static size_t lines_read(struct db *db, struct id account, day held,
                         struct arena *a, struct booked_item **out)
{
    struct rows r = db_rows(db, SQL_BANK_BOOKED);
    size_t n = 0;

    *out = arena_many(a, struct booked_item, ITEMS_MOST);
    db_bind_id(&r, 1, account);
    db_bind_int(&r, 2, held);
    while (n < ITEMS_MOST && db_next(&r))
        if (db_int(&r, 2))
            (*out)[n++] = (struct booked_item){ { .entry = db_id(&r, 0),
                                                  .on = (day)db_int(&r, 1),
                                                  .amount = db_int(&r, 2),
                                                  .reference = { "", 0 } },
                                                false };
    db_done(&r);
    return n;
}

/* An item that names an entry is that entry, whatever their amounts: where they
 * differ, the rest stays as an item of the bank alone. */
static void meet_named(struct booked_item *item, size_t items,
                       struct booked_item *line, size_t lines)
{
    for (size_t i = 0; i < items; i++)
        for (size_t j = 0; item[i].is.said && j < lines; j++)
            if (!line[j].met && !item[i].met &&
                id_same(line[j].is.entry, item[i].is.entry)) {
                line[j].met = true;
                item[i].is.amount -= line[j].is.amount;
                item[i].met = item[i].is.amount == 0;
                break;
            }
}

static day days_apart(day bank, day booked)
{
    day apart = bank - booked;

    if (apart < -BEFORE_DAYS || apart > AFTER_DAYS)
        return INT32_MAX;
    return apart < 0 ? -apart : apart;
}

static void meet_others(struct booked_item *item, size_t items,
                        struct booked_item *line, size_t lines)
{
    for (size_t i = 0; i < items; i++) {
        struct booked_item *best = NULL;
        day apart = INT32_MAX;

        for (size_t j = 0; !item[i].met && !item[i].is.said && j < lines; j++) {
            day d = days_apart(item[i].is.on, line[j].is.on);

            if (!line[j].met && line[j].is.amount == item[i].is.amount &&
                d < apart) {
                best = &line[j];
                apart = d;
            }
        }
        if (best)
            best->met = item[i].met = true;
    }
}

/* The balance with which the first statement begins has no items: it is met by
 * all that was booked before and not met since; a rest is the bank's alone. */
static size_t meet_carried(struct db *db, const struct bank_check *c,
                           struct booked_item *item, size_t items,
                           struct booked_item *line, size_t lines)
{
    struct rows r = db_rows(db, SQL_BANK_FIRST);
    day since = DAY_NONE;
    paisa carried = 0;

    db_bind_id(&r, 1, c->account);
    db_bind_int(&r, 2, c->held);
    if (db_next(&r) && !db_null(&r, 1)) {
        since = (day)db_int(&r, 0);
        carried = db_int(&r, 1);
    }
    db_done(&r);
    if (since == DAY_NONE)
        return items;
    for (size_t j = 0; j < lines; j++)
        if (!line[j].met && line[j].is.on < since) {
            carried -= line[j].is.amount;
            line[j].met = true;
        }
    if (carried && items < ITEMS_MOST)
        item[items++] = (struct booked_item){
            { .on = since, .amount = carried, .reference = { "", 0 } }, false
        };
    return items;
}

static size_t left_over(const struct booked_item *at, size_t n, struct arena *a,
                        struct bank_item **out, paisa *sum)
{
    size_t left = 0;

    *out = arena_many(a, struct bank_item, n + 1);
    *sum = 0;
    for (size_t i = 0; i < n; i++)
        if (!at[i].met) {
            (*out)[left++] = at[i].is;
            *sum += at[i].is.amount;
        }
    return left;
}

static bool statement_read(struct db *db, struct id account, day on,
                           struct bank_check *out)
{
    struct rows r = db_rows(db, SQL_BANK_STATEMENT_LAST);
    bool there;

    db_bind_id(&r, 1, account);
    db_bind_int(&r, 2, on);
    there = db_next(&r);
    if (there) {
        out->statement = db_id(&r, 0);
        out->held = (day)db_int(&r, 1);
        out->balance = db_int(&r, 2);
    }
    db_done(&r);
    return there;
}

void bank_check(struct db *db, struct id account, day on, struct arena *a,
                struct bank_check *out)
{
    struct booked_item *item, *line;
    size_t items, lines;

    *out = (struct bank_check){ .account = account, .held = on };
    if (!statement_read(db, account, on, out))
        out->balance = INT_NONE;
    lines = lines_read(db, account, out->held, a, &line);
    for (size_t i = 0; i < lines; i++)
        out->booked += line[i].is.amount;
    if (id_none(out->statement))
        return;
    items = items_read(db, account, out->held, a, &item);
    meet_named(item, items, line, lines);
    meet_others(item, items, line, lines);
    items = meet_carried(db, out, item, items, line, lines);
    out->bank_items = left_over(item, items, a, &out->only_bank,
                                &out->bank_sum);
    out->book_items = left_over(line, lines, a, &out->only_books,
                                &out->book_sum);
    out->difference = (out->balance - out->bank_sum) -
                      (out->booked - out->book_sum);
}
