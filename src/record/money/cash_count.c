/* cash_count - what lay in the box when it was counted. */
#include "core/books.h"

struct cash_count_counter {
    struct id person, staff;
};
static const struct field cash_count_counter_field[] = {
    REF(cash_count_counter, person, "person", FIELD_FIND),
    REF(cash_count_counter, staff, "staff", FIELD_FIND),
};

struct cash_count_piece {
    int64_t rupees, number;
};
static const struct field cash_count_piece_field[] = {
    COUNT(cash_count_piece, rupees, 1, 10000, FIELD_NEED),
    COUNT(cash_count_piece, number, 0, 1000000, FIELD_NEED),
};

struct cash_count {
    struct id book;
    day held;
    paisa amount;
    struct list piece, counter;
    struct str note;
};
static const struct field cash_count_field[] = {
    REF(cash_count, book, NULL, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(cash_count, held, FIELD_NEED | FIELD_KEY),
    MONEY(cash_count, amount, 0, MONEY_MOST, FIELD_NEED),
    ROWS(cash_count, piece, cash_count_piece, 20, 0),
    ROWS(cash_count, counter, cash_count_counter, 20, 0),
    TEXT(cash_count, note, 300, 0),
};

struct cash_count_view {
    int64_t today;
    int64_t book; /* 1: a body or an RSP */
};
static const struct field cash_count_view_field[] = {
    COUNT(cash_count_view, today, 0, 0, 0),
    COUNT(cash_count_view, book, 0, 0, 0),
};

/* Notes and coins, where they are written down, make the amount; coins of less
 * than a rupee are not in use. */
static void pieces_judge(const struct cash_count *x, struct findings *f)
{
    const struct cash_count_piece *row = x->piece.at;
    int64_t rupees = 0;

    for (size_t i = 0; i < x->piece.n; i++) {
        if (row[i].rupees != INT_NONE && row[i].number != INT_NONE)
            rupees += row[i].rupees * row[i].number;
        for (size_t j = 0; j < i; j++)
            if (row[i].rupees == row[j].rupees) {
                tell_row(f, STOP, "cash_count.piece_twice", "piece", i,
                         "rupees");
                break;
            }
    }
    if (x->piece.n && x->amount != INT_NONE && rupees * 100 != x->amount)
        tell_ab(f, STOP, "cash_count.pieces_differ", "amount", rupees * 100,
                x->amount);
}

static void cash_count_rule(const struct cash_count *x,
                            const struct cash_count_view *v, struct findings *f)
{
    const struct cash_count_counter *row = x->counter.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->book != 1)
        tell(f, STOP, "closing.no_book", "book");
    pieces_judge(x, f);
    if (x->counter.n < 2)
        tell(f, WARN, "cash_count.alone", "counter");
    for (size_t i = 0; i < x->counter.n; i++)
        if (id_none(row[i].person) == id_none(row[i].staff))
            tell_row(f, STOP, "cash_count.who", "counter", i, "person");
}

/* The box was counted: at the end of that day so much lay in it. It books
 * nothing; where the books say otherwise, the day is named. */
RECORD(cash_count, .view = COLUMNS(cash_count_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .along = "book, held",
       .amount = "amount", .group = "money");
