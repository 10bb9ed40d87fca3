/* saving - what a member holds, may draw, and gets of a profit. */
#include "core/saving.h"

#include <stdlib.h>
#include <string.h>

struct str saving_head(int32_t of)
{
    switch (of) {
    case SAVING_VOLUNTARY: return S("saving_voluntary");
    case SAVING_SPECIAL: return S("saving_special");
    case SAVING_LEFT: return S("saving_left");
    default: return S("saving_regular");
    }
}

/* ---- along a member's days ----------------------------------------------*/

/* In, moved, out. */
static int turn_of(const struct saving_act *x)
{
    return x->amount >= 0 ? 0 : x->moves ? 1 : 2;
}

static int act_order(const void *a, const void *b)
{
    const struct saving_act *x = a, *y = b;
    int order = (x->on > y->on) - (x->on < y->on);

    if (!order)
        order = turn_of(x) - turn_of(y);
    if (!order)
        order = id_order(x->entry, y->entry);
    return order ? order : (x->n > y->n) - (x->n < y->n);
}

void saving_sort(struct saving_act *act, size_t n)
{
    if (n)
        qsort(act, n, sizeof *act, act_order);
}

static int32_t sort_of(int32_t of)
{
    return of < 0 || of >= SAVINGS ? SAVING_REGULAR : of;
}

paisa saving_covered(const struct saving_act *act, const paisa held[SAVINGS])
{
    paisa have = held[sort_of(act->of)];

    if (act->amount >= 0)
        return 0;
    return have < -act->amount ? have : -act->amount;
}

void saving_put(const struct saving_act *act, paisa held[SAVINGS])
{
    paisa covered = saving_covered(act, held);

    held[sort_of(act->of)] += act->amount < 0 ? -covered : act->amount;
    if (act->moves)
        held[SAVING_LEFT] += covered;
}

/* ---- whose money it is --------------------------------------------------*/

const struct field saving_member_field[5] = {
    COUNT(saving_member, today, 0, 0, 0),
    REF(saving_member, whose, "body", 0),
    DATE(saving_member, joined, 0),
    DATE(saving_member, ended, 0),
    REF(saving_member, account_of, "body", 0),
};

void saving_member_rule(const struct saving_member *v, struct id body, day held,
                        struct findings *f)
{
    if (v->today != INT_NONE && held != DAY_NONE && held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(v->whose) && !id_same(v->whose, body))
        tell(f, STOP, "saving.other_body", "member");
    if (v->joined.on != DAY_NONE && held != DAY_NONE && held < v->joined.on)
        tell(f, WARN, "saving.before_joined", "held");
    if (!id_none(v->account_of) && !id_same(v->account_of, body))
        tell(f, STOP, "saving.other_account", "account");
}

/* ---- what is pledged ----------------------------------------------------*/

paisa saving_pledged(paisa owed, int64_t multiple)
{
    if (owed <= 0)
        return 0;
    if (multiple == INT_NONE || multiple <= 0)
        return owed;
    return (paisa)(((__int128)owed * 100 + multiple - 1) / multiple);
}

paisa saving_limit(paisa held, int64_t multiple)
{
    __int128 most;

    if (multiple == INT_NONE)
        return INT64_MAX;
    most = held <= 0 ? 0 : (__int128)held * multiple / 100;
    return most > INT64_MAX ? INT64_MAX : (paisa)most;
}

paisa saving_free(paisa held, paisa pledged)
{
    return held <= pledged ? 0 : held - pledged;
}

/* ---- a profit shared ----------------------------------------------------*/

/* The whole parts; what they leave of the total. */
static paisa whole_parts(paisa total, const int64_t *weight, size_t n,
                         __int128 all, paisa *part)
{
    paisa left = total;

    for (size_t i = 0; i < n; i++) {
        part[i] = (paisa)((__int128)total * weight[i] / all);
        left -= part[i];
    }
    return left;
}

struct remainder {
    __int128 left;
    size_t at;
};

static int remainder_order(const void *a, const void *b)
{
    const struct remainder *x = a, *y = b;

    if (x->left != y->left)
        return x->left < y->left ? 1 : -1;
    return (x->at > y->at) - (x->at < y->at);
}

/* One paisa more for each of the largest remainders. They are fewer than there
 * are parts, for each remainder is less than a paisa. */
static void left_put(struct arena *a, paisa total, const int64_t *weight,
                     size_t n, __int128 all, paisa left, paisa *part)
{
    struct remainder *r = arena_many(a, struct remainder, n);

    MUST(left >= 0 && (size_t)left < n);
    for (size_t i = 0; i < n; i++)
        r[i] = (struct remainder){ (__int128)total * weight[i] % all, i };
    qsort(r, n, sizeof *r, remainder_order);
    for (size_t i = 0; i < (size_t)left; i++)
        part[r[i].at]++;
}

bool saving_share(struct arena *a, paisa total, const int64_t *weight, size_t n,
                  paisa *part)
{
    __int128 all = 0;
    paisa left;

    MUST(total >= 0);
    for (size_t i = 0; i < n; i++) {
        MUST(weight[i] >= 0);
        all += weight[i];
        part[i] = 0;
    }
    if (!all)
        return false;
    left = whole_parts(total, weight, n, all, part);
    if (left)
        left_put(a, total, weight, n, all, left, part);
    return true;
}

/* Paisa times days: each act holds from its own day on. */
static __int128 paisa_days(const struct saving_act *act, size_t n, day from,
                           day until)
{
    paisa held[SAVINGS] = { 0 };
    __int128 sum = 0;

    for (size_t i = 0; i < n && act[i].on <= until; i++) {
        paisa moved = act[i].amount < 0 ? -saving_covered(&act[i], held) :
                                          act[i].amount;
        day since = act[i].on < from ? from : act[i].on;

        saving_put(&act[i], held);
        if (act[i].of != SAVING_LEFT)
            sum += (__int128)moved * (until - since + 1);
    }
    return sum;
}

int64_t saving_days(const struct saving_act *act, size_t n, day from, day until)
{
    __int128 sum = from <= until ? paisa_days(act, n, from, until) / 100 : 0;

    return sum > INT64_MAX ? INT64_MAX : (int64_t)sum;
}

/* ---- interest on a daily balance ----------------------------------------*/

/* Hundredths of a percent in the whole. */
#define RATE_WHOLE 10000

static __int128 nearest(__int128 a, __int128 b)
{
    return a < 0 ? -((-a + b / 2) / b) : (a + b / 2) / b;
}

saving_fine saving_interest(saving_fine balance, int64_t rate, int64_t year)
{
    return (saving_fine)nearest((__int128)balance * rate,
                                (__int128)RATE_WHOLE * year);
}

saving_fine saving_compound(saving_fine balance, int64_t rate, int64_t year,
                            int64_t days)
{
    const __int128 finer = 100000000;
    __int128 held = balance * finer;

    for (int64_t i = 0; i < days; i++)
        held += nearest(held * rate, (__int128)RATE_WHOLE * year);
    return (saving_fine)nearest(held - balance * finer, finer);
}

paisa saving_at_rate(const struct saving_act *act, size_t n, day from,
                     day until, int64_t rate, int64_t year)
{
    if (from > until)
        return 0;
    return (paisa)(paisa_days(act, n, from, until) * rate /
                   ((__int128)RATE_WHOLE * year));
}
