/* core_linkage - how a promise stands on a day, and which gift came before its
 * time: functions of what was told, never of the order it came in. */
#include <string.h>

#include "../src/core/linkage.h"
#include "../src/core/relief.h"
#include "tap.h"

static struct id numbered(int n)
{
    struct id id = ID_NONE;

    id.b[0] = (uint8_t)n;
    id.b[15] = 1;
    return id;
}

static struct linkage_act act(int n, day on, int32_t stage, day due)
{
    return (
        struct linkage_act){ numbered(n), on, stage, due, INT_NONE, INT_NONE };
}

static const struct linkage_start asked = { .requested = 16000,
                                            .promised = DAY_NONE,
                                            .due = DAY_NONE,
                                            .value = INT_NONE,
                                            .paid = INT_NONE,
                                            .answer = INT_NONE,
                                            .lapse = INT_NONE };

static const struct {
    const char *what;
    day on;
    enum linkage_stands want;
} silence[] = {
    { "on the day itself there is time", 16000, STANDS_WAITS },
    { "on the last day too", 16030, STANDS_WAITS },
    { "then it is unanswered", 16031, STANDS_SILENT },
    { "for a year", 16395, STANDS_SILENT },
    { "and then it has lapsed", 16396, STANDS_LAPSED },
};

TEST(a_request_is_unanswered_and_then_lapses_by_days_alone)
{
    struct linkage_state s = linkage_replay(&asked, NULL, 0);

    for (size_t i = 0; i < LEN(silence); i++)
        if (!CHECK_INT(linkage_stands(&s, silence[i].on), silence[i].want))
            printf("# %s\n", silence[i].what);
}

TEST(an_office_may_have_days_of_its_own)
{
    struct linkage_start slow = asked;
    struct linkage_state s;

    slow.answer = 90;
    slow.lapse = 100;
    s = linkage_replay(&slow, NULL, 0);
    CHECK_INT(linkage_stands(&s, 16090), STANDS_WAITS);
    CHECK_INT(linkage_stands(&s, 16091), STANDS_SILENT);
    CHECK_INT(linkage_stands(&s, 16190), STANDS_SILENT);
    CHECK_INT(linkage_stands(&s, 16191), STANDS_LAPSED);
}

TEST(a_promise_is_overdue_from_the_day_after_it_was_due)
{
    struct linkage_act a[] = { act(1, 16010, LINKAGE_PROMISED, 16100) };
    struct linkage_state s = linkage_replay(&asked, a, 1);

    CHECK_INT(s.answered, 16010);
    CHECK_INT(linkage_stands(&s, 16100), STANDS_OPEN);
    CHECK_INT(linkage_stands(&s, 16101), STANDS_OVERDUE);
    CHECK_INT(linkage_stands(&s, 16465), STANDS_OVERDUE);
    CHECK_INT(linkage_stands(&s, 16466), STANDS_LAPSED);
}

/* A reminder answers nothing, and keeps a promise from lapsing. */
TEST(a_reminder_keeps_it_alive)
{
    struct linkage_act a[] = { act(1, 16010, LINKAGE_PROMISED, 16100),
                               act(2, 16300, LINKAGE_REMINDED, DAY_NONE) };
    struct linkage_state s = linkage_replay(&asked, a, 2);

    CHECK_INT(s.reminders, 1);
    CHECK_INT(s.stage, LINKAGE_PROMISED);
    CHECK_INT(linkage_stands(&s, 16466), STANDS_OVERDUE);
    CHECK_INT(linkage_stands(&s, 16666), STANDS_LAPSED);
    a[0] = act(1, 16200, LINKAGE_REMINDED, DAY_NONE);
    s = linkage_replay(&asked, a, 1);
    CHECK_INT(s.answered, DAY_NONE);
    CHECK_INT(linkage_stands(&s, 16200), STANDS_SILENT);
}

TEST(a_promise_put_off_is_counted_and_due_on_the_later_day)
{
    struct linkage_act a[] = { act(1, 16010, LINKAGE_PROMISED, 16100),
                               act(2, 16101, LINKAGE_ANSWERED, 16200) };
    struct linkage_state s = linkage_replay(&asked, a, 2);

    CHECK_INT(s.moved, 1);
    CHECK_INT(s.due, 16200);
    CHECK_INT(linkage_stands(&s, 16200), STANDS_OPEN);
    CHECK_INT(linkage_stands(&s, 16201), STANDS_OVERDUE);
}

/* What was refused may yet be given; what was given is given. */
TEST(only_what_was_delivered_is_the_end)
{
    struct linkage_act a[] = { act(1, 16010, LINKAGE_REFUSED, DAY_NONE),
                               act(2, 16020, LINKAGE_PROMISED, 16100),
                               act(3, 16090, LINKAGE_DELIVERED, DAY_NONE),
                               act(4, 16095, LINKAGE_REFUSED, DAY_NONE) };
    struct linkage_state s = linkage_replay(&asked, a, 1);

    CHECK_INT(linkage_stands(&s, 16500), STANDS_REFUSED);
    s = linkage_replay(&asked, a, 4);
    CHECK_INT(linkage_stands(&s, 16500), STANDS_DELIVERED);
    CHECK_INT(s.ended, 16090);
    CHECK(!linkage_after_end(a, 4, 2));
    CHECK(linkage_after_end(a, 4, 3));
}

TEST(nobody_need_answer_who_helps_themselves)
{
    struct linkage_start own = asked;
    struct linkage_state s;

    own.self_help = true;
    s = linkage_replay(&own, NULL, 0);
    CHECK_INT(linkage_stands(&s, 16100), STANDS_OPEN);
    CHECK_INT(linkage_stands(&s, 16395), STANDS_OPEN);
    CHECK_INT(linkage_stands(&s, 16396), STANDS_LAPSED);
}

/* In every order of entry it is one state. */
TEST(the_order_in_which_steps_came_is_nothing)
{
    const struct linkage_act all[] = {
        { numbered(1), 16010, LINKAGE_ANSWERED, DAY_NONE, INT_NONE, INT_NONE },
        { numbered(2), 16020, LINKAGE_PROMISED, 16100, 500000, INT_NONE },
        { numbered(3), 16020, LINKAGE_PROMISED, 16120, 600000, INT_NONE },
        { numbered(4), 16121, LINKAGE_REMINDED, DAY_NONE, INT_NONE, INT_NONE },
        { numbered(5), 16150, LINKAGE_IN_PROGRESS, 16160, INT_NONE, 1000 },
    };
    int order[] = { 0, 1, 2, 3, 4 };
    struct linkage_act a[LEN(all)];
    struct linkage_state want, s;
    int tried = 0;

    memcpy(a, all, sizeof a);
    want = linkage_replay(&asked, a, LEN(all));
    CHECK_INT(want.value, 600000);
    CHECK_INT(want.moved, 2);
    for (int n = 0; n < 3125; n++) {
        unsigned used = 0;

        for (int i = 0, m = n; i < 5; i++, m /= 5)
            used |= 1u << (order[i] = m % 5);
        if (used != 31)
            continue;
        tried++;
        for (int i = 0; i < 5; i++)
            a[i] = all[order[i]];
        s = linkage_replay(&asked, a, LEN(all));
        CHECK(s.stage == want.stage && s.due == want.due &&
              s.value == want.value && s.paid == want.paid &&
              s.moved == want.moved && s.answered == want.answered &&
              s.lapsed_on == want.lapsed_on);
    }
    CHECK_INT(tried, 120);
}

/* ---- relief -------------------------------------------------------------*/

static struct relief_gift gift(int n, int agency, day on, int32_t what,
                               int64_t every)
{
    return (struct relief_gift){ numbered(n), numbered(agency), on, what,
                                 every };
}

TEST(what_comes_once_repeats_for_ever)
{
    struct relief_gift g[] = { gift(1, 9, 16000, 2, 0), gift(2, 8, 16900, 2, 0),
                               gift(3, 8, 16901, 0, 0) };

    relief_sort(g, 3);
    CHECK_INT(relief_repeats(g, 0), 0);
    CHECK_INT(relief_repeats(g, 1), 0);
    CHECK_INT(relief_repeats(g, 2), 2);
}

/* Food every 30 days: the gift on day 10 repeats, and does not put off the one
 * of day 30. */
TEST(a_repeat_puts_nothing_off)
{
    struct relief_gift g[] = { gift(3, 9, 16030, 0, 30),
                               gift(2, 8, 16010, 0, 30),
                               gift(1, 9, 16000, 0, 30),
                               gift(4, 8, 16059, 0, 30) };

    relief_sort(g, 4);
    CHECK_INT(relief_repeats(g, 0), 0);
    CHECK_INT(relief_repeats(g, 1), 0);
    CHECK_INT(relief_repeats(g, 2), 2);
    CHECK_INT(relief_repeats(g, 3), 2);
}

/* The text says of each day what was known at its end. */
TEST(its_past_is_what_stood_on_each_day)
{
    struct linkage_act told[] = {
        act(1, 16010, LINKAGE_REMINDED, DAY_NONE),
        act(2, 16020, LINKAGE_PROMISED, 16040),
        act(3, 16060, LINKAGE_REFUSED, DAY_NONE),
        act(4, 16070, LINKAGE_PROMISED, 16100),
        act(5, 16090, LINKAGE_DELIVERED, DAY_NONE),
    };
    struct linkage_start start = asked;
    struct arena a = { 0 };
    struct str past;
    day turned;

    start.promised = 16015;
    start.due = 16018;
    linkage_replay(&start, told, LEN(told));
    past = linkage_past(&start, told, LEN(told), &turned, &a);
    CHECK_INT(turned, 16090);
    for (day on = 15990; on < turned; on++) {
        struct linkage_state was = linkage_then(&start, told, LEN(told), on,
                                                &a);
        struct linkage_state said = { .stage = -1 };

        if (on < 16000) {
            CHECK(!linkage_past_on(past, on, &said));
            continue;
        }
        CHECK(linkage_past_on(past, on, &said));
        CHECK_INT(linkage_stands(&said, on), linkage_stands(&was, on));
        CHECK_INT(said.answered, was.answered);
        CHECK_INT(said.due, was.due);
        CHECK_INT(said.reminders, was.reminders);
        CHECK_INT(said.ended, was.ended);
    }
    arena_free(&a);
}
