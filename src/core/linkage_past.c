/* linkage_past - how a promise stood on an earlier day, and all of its days as one
 * text: twelve numbers a day, each ended by a comma, days by a semicolon. */
#include <stdlib.h>

#include "core/linkage.h"

struct linkage_state linkage_then(const struct linkage_start *start,
                                  const struct linkage_act *act, size_t n,
                                  day on, struct arena *a)
{
    struct linkage_act *until = arena_many(a, struct linkage_act, n + 1);
    struct linkage_start begun = *start;
    size_t m = 0;

    for (size_t i = 0; i < n; i++)
        if (act[i].on <= on)
            until[m++] = act[i];
    if (begun.promised != DAY_NONE && begun.promised > on)
        begun.promised = begun.due = DAY_NONE;
    return linkage_replay(&begun, until, m);
}

static int day_order(const void *x, const void *y)
{
    day a = *(const day *)x, b = *(const day *)y;

    return (a > b) - (a < b);
}

static void number_put(struct buf *b, int64_t n)
{
    if (n != INT_NONE && n != DAY_NONE)
        buf_int(b, n);
    buf_char(b, ',');
}

static void piece_put(struct buf *b, day on, const struct linkage_state *s)
{
    const int64_t of[] = { on,           s->stage, s->answered,  s->promised,
                           s->due,       s->ended, s->silent_on, s->late_on,
                           s->lapsed_on, s->value, s->paid,      s->reminders };

    for (size_t i = 0; i < LEN(of); i++)
        number_put(b, of[i]);
    buf_char(b, ';');
}

struct str linkage_past(const struct linkage_start *start,
                        const struct linkage_act *act, size_t n, day *turned,
                        struct arena *a)
{
    day *at = arena_many(a, day, n + 2);
    struct buf b = buf_start(a);
    size_t days = 0;

    if (start->requested != DAY_NONE)
        at[days++] = start->requested;
    if (start->promised != DAY_NONE)
        at[days++] = start->promised;
    for (size_t i = 0; i < n; i++)
        at[days++] = act[i].on;
    *turned = DAY_NONE;
    if (!days)
        return buf_str(&b);
    qsort(at, days, sizeof *at, day_order);
    *turned = at[days - 1];
    for (size_t i = 0; i + 1 < days; i++) {
        struct linkage_state s;

        if (at[i] == at[i + 1] || at[i] == *turned)
            continue;
        s = linkage_then(start, act, n, at[i], a);
        piece_put(&b, at[i], &s);
    }
    return buf_str(&b);
}

static int64_t number_take(struct str *rest, int64_t none)
{
    int64_t n;

    return int_read(str_cut(rest, ','), &n) ? n : none;
}

bool linkage_past_on(struct str past, day on, struct linkage_state *out)
{
    bool there = false;

    while (past.n) {
        struct str one = str_cut(&past, ';');
        struct linkage_state s = { .asked = DAY_NONE };

        if (number_take(&one, INT64_MAX) > on)
            break;
        there = true;
        s.stage = (int32_t)number_take(&one, 0);
        s.answered = (day)number_take(&one, DAY_NONE);
        s.promised = (day)number_take(&one, DAY_NONE);
        s.due = (day)number_take(&one, DAY_NONE);
        s.ended = (day)number_take(&one, DAY_NONE);
        s.silent_on = (day)number_take(&one, DAY_NONE);
        s.late_on = (day)number_take(&one, DAY_NONE);
        s.lapsed_on = (day)number_take(&one, DAY_NONE);
        s.value = number_take(&one, INT_NONE);
        s.paid = number_take(&one, INT_NONE);
        s.reminders = number_take(&one, 0);
        *out = s;
    }
    return there;
}
