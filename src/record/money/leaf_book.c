/* leaf_book - a book of numbered leaves, issued to one person who answers for
 * each of them. */
#include "core/leaf.h"

struct leaf_book {
    struct id body, rsp;
    int32_t what;
    struct str prefix;
    int64_t from_serial, upto_serial, digits;
    struct id account;
    day issued_on;
    struct id person, staff;
    day returned;
    struct str note;
};
static const struct field leaf_book_field[] = {
    REF(leaf_book, body, "body", FIELD_KEY | FIELD_FIND),
    REF(leaf_book, rsp, "rsp", FIELD_KEY | FIELD_FIND),
    CHOICE(leaf_book, what, LEAF_WHAT, FIELD_NEED | FIELD_KEY),
    TEXT(leaf_book, prefix, LEAF_PREFIX_BYTES, FIELD_KEY | FIELD_FIND),
    COUNT(leaf_book, from_serial, 1, LEAF_SERIAL_MOST, FIELD_NEED | FIELD_KEY),
    COUNT(leaf_book, upto_serial, 1, LEAF_SERIAL_MOST, FIELD_NEED),
    COUNT(leaf_book, digits, 1, 9, 0),
    REF(leaf_book, account, "account", 0),
    DAY(leaf_book, issued_on, FIELD_NEED),
    REF(leaf_book, person, "person", FIELD_FIND),
    REF(leaf_book, staff, "staff", FIELD_FIND),
    DAY(leaf_book, returned, 0),
    TEXT(leaf_book, note, 300, 0),
};

struct leaf_book_view {
    int64_t today;
    struct id account_of; /* whose account the cheques are drawn on */
};
static const struct field leaf_book_view_field[] = {
    COUNT(leaf_book_view, today, 0, 0, 0),
    REF(leaf_book_view, account_of, NULL, 0),
};

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static void serials_judge(const struct leaf_book *x, struct findings *f)
{
    int64_t n = x->upto_serial - x->from_serial + 1;

    if (x->prefix.n && digit(x->prefix.p[x->prefix.n - 1]))
        tell(f, STOP, "leaf_book.prefix_digit", "prefix");
    if (x->from_serial == INT_NONE || x->upto_serial == INT_NONE)
        return;
    if (n < 1)
        tell(f, STOP, "leaf_book.ends_before_start", "upto_serial");
    if (n > LEAF_BOOK_MOST)
        tell_ab(f, STOP, "leaf_book.too_many", "upto_serial", n,
                LEAF_BOOK_MOST);
}

static void leaf_book_rule(const struct leaf_book *x,
                           const struct leaf_book_view *v, struct findings *f)
{
    if (id_none(x->body) == id_none(x->rsp))
        tell(f, STOP, "leaf_book.whose", "body");
    if (id_none(x->person) == id_none(x->staff))
        tell(f, STOP, "leaf_book.whom", "person");
    serials_judge(x, f);
    if (v->today != INT_NONE && x->issued_on != DAY_NONE &&
        x->issued_on > v->today)
        tell(f, STOP, "date.in_future", "issued_on");
    if (v->today != INT_NONE && x->returned != DAY_NONE &&
        x->returned > v->today)
        tell(f, STOP, "date.in_future", "returned");
    if (x->issued_on != DAY_NONE && x->returned != DAY_NONE &&
        x->returned < x->issued_on)
        tell(f, STOP, "date.ends_before_start", "returned");
    if (x->what == LEAF_CHEQUE && id_none(x->account))
        tell(f, WARN, "leaf_book.no_account", "account");
    if (!id_none(x->account) && !id_none(v->account_of) &&
        !id_same(v->account_of, id_none(x->body) ? x->rsp : x->body))
        tell(f, STOP, "leaf_book.account_elsewhere", "account");
}

/* How many of its leaves stand in other books of the same owner, sort and
 * letters. */
struct leaf_book_fact {
    struct id entry;
    int64_t shared;
};
static const struct field leaf_book_fact_field[] = {
    REF(leaf_book_fact, entry, "leaf_book", 0),
    COUNT(leaf_book_fact, shared, 0, 0, 0),
};

static bool leaf_book_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct leaf_book_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++)
        if (f[i].shared > 0)
            remark(out, f[i].entry, WARN, "leaf_book.overlaps", "from_serial",
                   f[i].shared, 0);
    return true;
}

/* A book of receipts, cheques or vouchers, its leaves numbered from one serial
 * to another behind the same letters, issued to one person or one of the staff
 * and given back by them. A leaf is used by the money entry that names it. */
RECORD(leaf_book, .view = COLUMNS(leaf_book_view),
       .fact = COLUMNS(leaf_book_fact), .posts = leaf_book_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "prefix",
       .group = "money");
