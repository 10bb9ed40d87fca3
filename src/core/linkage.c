/* linkage - how a promise stands, out of the steps that were told of it. */
#include "core/linkage.h"

#include <stdlib.h>

static int act_order(const void *x, const void *y)
{
    const struct linkage_act *p = x, *q = y;
    int order = (p->on > q->on) - (p->on < q->on);

    if (!order)
        order = (p->stage > q->stage) - (p->stage < q->stage);
    return order ? order : id_order(p->entry, q->entry);
}

static bool answers(int32_t stage)
{
    return stage >= LINKAGE_PROMISED && stage != LINKAGE_LAPSED &&
           stage != LINKAGE_REMINDED;
}

static bool ends(int32_t stage)
{
    return stage >= LINKAGE_DELIVERED && stage <= LINKAGE_LAPSED;
}

static struct linkage_state begin(const struct linkage_start *start)
{
    return (struct linkage_state){
        .stage = start->self_help            ? LINKAGE_IN_PROGRESS :
                 start->promised != DAY_NONE ? LINKAGE_PROMISED :
                                               LINKAGE_REQUESTED,
        .asked = start->requested,
        .answered = start->promised,
        .promised = start->promised,
        .due = start->due,
        .ended = DAY_NONE,
        .last = start->promised != DAY_NONE ? start->promised :
                                              start->requested,
        .value = start->value,
        .paid = start->paid,
    };
}

/* What was delivered stays so; what was refused or given up may yet come. */
static void act_add(struct linkage_state *s, const struct linkage_act *a)
{
    s->last = a->on;
    if (a->stage == LINKAGE_REMINDED)
        s->reminders++;
    if (answers(a->stage) && (s->answered == DAY_NONE || a->on < s->answered))
        s->answered = a->on;
    if (a->stage == LINKAGE_PROMISED)
        s->promised = a->on;
    if (a->due != DAY_NONE) {
        s->moved += s->due != DAY_NONE && a->due > s->due;
        s->due = a->due;
    }
    if (a->value != INT_NONE)
        s->value = a->value;
    if (a->paid != INT_NONE)
        s->paid = a->paid;
    if (a->stage >= LINKAGE_REMINDED)
        return;
    s->stage = a->stage;
    s->ended = ends(a->stage) ? a->on : DAY_NONE;
}

static void clocks_set(struct linkage_state *s,
                       const struct linkage_start *start)
{
    int64_t answer = start->answer == INT_NONE ? LINKAGE_ANSWER_DAYS :
                                                 start->answer;
    int64_t lapse = start->lapse == INT_NONE ? LINKAGE_LAPSE_DAYS :
                                               start->lapse;
    day from;

    s->silent_on = s->late_on = s->lapsed_on = DAY_NONE;
    if (ends(s->stage) || s->asked == DAY_NONE)
        return;
    if (s->answered == DAY_NONE && !start->self_help)
        s->silent_on = (day)(s->asked + answer + 1);
    if (s->due != DAY_NONE)
        s->late_on = s->due + 1;
    from = s->due != DAY_NONE ? s->due : (day)(s->asked + answer);
    if (s->last > from)
        from = s->last;
    s->lapsed_on = (day)(from + lapse + 1);
}

struct linkage_state linkage_replay(const struct linkage_start *start,
                                    struct linkage_act *act, size_t n)
{
    struct linkage_state s = begin(start);

    if (n)
        qsort(act, n, sizeof *act, act_order);
    for (size_t i = 0; i < n && s.stage != LINKAGE_DELIVERED; i++)
        act_add(&s, &act[i]);
    clocks_set(&s, start);
    return s;
}

bool linkage_after_end(const struct linkage_act *act, size_t n, size_t at)
{
    for (size_t i = 0; i < n && i < at; i++)
        if (act[i].stage == LINKAGE_DELIVERED)
            return true;
    return false;
}

static bool reached(day from, day on)
{
    return from != DAY_NONE && on >= from;
}

enum linkage_stands linkage_stands(const struct linkage_state *s, day on)
{
    if (s->stage == LINKAGE_DELIVERED)
        return STANDS_DELIVERED;
    if (s->stage == LINKAGE_REFUSED)
        return STANDS_REFUSED;
    if (s->stage == LINKAGE_LAPSED || reached(s->lapsed_on, on))
        return STANDS_LAPSED;
    if (reached(s->late_on, on))
        return STANDS_OVERDUE;
    if (reached(s->silent_on, on))
        return STANDS_SILENT;
    return s->answered == DAY_NONE && s->stage <= LINKAGE_REQUESTED ?
               STANDS_WAITS :
               STANDS_OPEN;
}
