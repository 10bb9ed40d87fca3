/* learn - what attendance comes to. */
#include "core/learn.h"

#include <stdlib.h>

static int row_order(const void *a, const void *b)
{
    const struct learn_row *x = a, *y = b;
    int order = id_order(x->who, y->who);

    if (!order)
        order = id_order(x->entry, y->entry);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

static int day_order(const void *a, const void *b)
{
    const day *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* On how many different days the sheets saw her. */
static int64_t days_seen(const struct learn_row *row, size_t n, struct arena *a)
{
    day *on = arena_many(a, day, n + 1);
    size_t seen = 0;
    int64_t days = 0;

    for (size_t i = 0; i < n; i++)
        if (row[i].present && row[i].on != DAY_NONE)
            on[seen++] = row[i].on;
    qsort(on, seen, sizeof *on, day_order);
    for (size_t i = 0; i < seen; i++)
        days += !i || on[i] != on[i - 1];
    return days;
}

static struct learn_seat seat_of(const struct learn_row *row, size_t n,
                                 struct arena *a)
{
    struct learn_seat s = {
        .who = row->who, .sex = -1, .pre = INT_NONE, .post = INT_NONE
    };
    int64_t said = INT_NONE;

    for (size_t i = 0; i < n; i++) {
        if (s.sex < 0)
            s.sex = row[i].sex;
        if (row[i].said != INT_NONE && (said == INT_NONE || row[i].said > said))
            said = row[i].said;
        if (row[i].pre != INT_NONE && (s.pre == INT_NONE || row[i].pre < s.pre))
            s.pre = row[i].pre;
        if (row[i].post != INT_NONE &&
            (s.post == INT_NONE || row[i].post > s.post))
            s.post = row[i].post;
    }
    s.days = said == INT_NONE ? days_seen(row, n, a) : said;
    return s;
}

size_t learn_seats(struct learn_row *row, size_t n, struct arena *a,
                   struct learn_seat **out)
{
    struct learn_seat *seat = arena_many(a, struct learn_seat, n + 1);
    size_t seats = 0, to;

    if (n)
        qsort(row, n, sizeof *row, row_order);
    for (size_t i = 0; i < n; i = to) {
        to = i + 1;
        while (to < n && !id_none(row[i].who) &&
               id_same(row[to].who, row[i].who))
            to++;
        seat[seats++] = seat_of(&row[i], to - i, a);
    }
    *out = seat;
    return seats;
}

bool learn_taught(int64_t attended, int64_t days, int64_t least)
{
    if (attended == INT_NONE || attended < 1)
        return false;
    if (days == INT_NONE || days < 1 || least == INT_NONE)
        return true;
    return attended * 100 >= least * days;
}
