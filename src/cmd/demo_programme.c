/* demo_programme - the sample programme written down: settlements, offices and
 * staff, then everything else in the order of the days on which it is signed. */
#include <stdlib.h>
#include <string.h>

#include "cmd/demo_people.h"

enum { DAY_SECONDS = 86400, PAKISTAN = 5 * 3600, TAKE_OVER_DAYS = 60 };

/* ---- the diary ----------------------------------------------------------*/

int64_t diary_moment(const struct demo *d, struct luck *l, day on)
{
    bool sunday = ((int64_t)on + 4) % 7 == 0; /* day 0 was a Thursday */
    int seconds = luck_between(l, 9 * 3600, 16 * 3600);

    if (on + sunday > d->today)
        return 0;
    return (int64_t)(on + sunday) * DAY_SECONDS - PAKISTAN + seconds;
}

void diary_put(struct diary *y, int64_t at, enum event_what what, int which,
               int nth)
{
    if (!at)
        return;
    heap_room(y->event, y->n, y->room);
    y->event[y->n++] = (struct event){ at, what, which, nth };
}

/* A total order, so that the same seed gives the same log. */
static int event_order(const void *one, const void *two)
{
    const struct event *a = one, *b = two;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->what != b->what)
        return a->what < b->what ? -1 : 1;
    if (a->which != b->which)
        return a->which < b->which ? -1 : 1;
    return a->month < b->month ? -1 : a->month > b->month;
}

struct str diary_operator(const struct diary *y, int area)
{
    return demo_user(y->d, "operator", y->p->area[area].rsp);
}

static void event_do(struct diary *y, const struct event *e)
{
    switch (e->what) {
    case EVENT_BODY: body_keep(y, e->which); break;
    case EVENT_LINK: link_keep(y, e->which); break;
    case EVENT_MEMBER: member_keep(y, e->which); break;
    case EVENT_LEFT: member_leave(y, e->which); break;
    case EVENT_MEETING: meeting_keep(y, e->which, e->month); break;
    case EVENT_STANDING: standing_keep(y, e->which, e->month); break;
    case EVENT_CHARGE: charge_keep(y, e->which, e->month); break;
    case EVENT_HANDOVER: handover_keep(y, e->which); break;
    case EVENT_CHECK: meetings_check(y, e->which); break;
    case EVENT_MEND: meetings_mend(y, e->which); break;
    case EVENT_CENSUS: census_keep(y, e->which, e->month); break;
    case EVENT_SURVEY: step_keep(y, e->which, e->month); break;
    case EVENT_LIFE: life_keep(y, e->which, e->month); break;
    case EVENT_OFFICE:
        offices_keep(y, e->which);
        activists_keep(y, e->which);
        break;
    case EVENT_VOTE: vote_keep(y, e->which, e->month); break;
    case EVENT_TRUST: trust_keep(y, e->which, e->month); break;
    case EVENT_MONEY: money_keep(y, e->which, e->month); break;
    }
}

/* ---- what is there before -----------------------------------------------*/

static void settlements_make(struct diary *y)
{
    struct demo *d = y->d;

    for (int i = 0; i < y->p->settlements; i++) {
        const struct settlement *s = &y->p->settlement[i];
        const struct area *x = &y->p->area[s->area];
        struct buf b = fact_start(&d->arena);

        fact_text(&b, "level", S("settlement"));
        fact_text(&b, "name", s->name.in[NAME_EN]);
        fact_text(&b, "name_ur", s->name.in[NAME_UR]);
        fact_text(&b, "name_sd", s->name.in[NAME_SD]);
        fact_id(&b, "lg", id_named(S("place"), x->uc));
        fact_id(&b, "revenue", id_named(S("place"), x->deh[s->deh]));
        demo_keep(d, "place", s->id, S("hina"), S(""), fact_end(&b));
        demo_step(d);
    }
}

/* Meetings want a second person: the district manager up to Rs 10,000, above
 * that head office. */
static void oversight_make(struct demo *d)
{
    static const struct {
        const char *role;
        paisa most;
    } by[] = { { "manager", 1000000 }, { "head_office", INT_NONE } };

    for (size_t i = 0; i < LEN(by); i++) {
        struct buf b = fact_start(&d->arena);

        fact_text(&b, "record", S("meeting"));
        fact_text(&b, "role", str_of(by[i].role));
        if (by[i].most != INT_NONE)
            fact_int(&b, "most", by[i].most);
        fact_day(&b, "since", month_first(d->since));
        demo_keep(d, "oversight",
                  demo_id("oversight", S("meeting"), str_of(by[i].role)),
                  S("admin"), S(""), fact_end(&b));
    }
}

/* Head office signs that registers count there from now on. */
static void cutovers_make(struct demo *d)
{
    static const char *const where[][2] = { { "SRSO", "pk723" },
                                            { "NRSP", "pk628" } };

    for (size_t i = 0; i < LEN(where); i++) {
        struct buf b = fact_start(&d->arena);

        fact_id(&b, "rsp", id_named(S("rsp"), str_of(where[i][0])));
        fact_id(&b, "place", id_named(S("place"), str_of(where[i][1])));
        fact_month(&b, "since", d->since);
        fact_text(&b, "why",
                  S("Only bodies whose registers were found and entered count "
                    "from now on; the last table still had many that no "
                    "longer meet."));
        demo_keep(d, "cutover",
                  demo_id("cutover", str_of(where[i][0]), str_of(where[i][1])),
                  S("hina"), S(""), fact_end(&b));
    }
}

/* ---- all of it ----------------------------------------------------------*/

static void diary_do(struct diary *y)
{
    struct demo *d = y->d;
    int64_t signed_on = (int64_t)(month_first(d->since) - 2) * DAY_SECONDS;
    struct arena_mark said;
    int64_t done;
    bool over = false;

    for (size_t i = 0; i < y->n && !d->failed; i++) {
        if (!over && y->event[i].at > signed_on) {
            d->at = signed_on;
            cutovers_make(d);
            over = true;
        }
        d->at = y->event[i].at;
        said = arena_mark(&d->arena);
        done = d->done;
        event_do(y, &y->event[i]);
        if (d->done == done) /* what it committed itself lives no more */
            arena_back(&d->arena, said); /* it is in the log by now */
        demo_step(d);
    }
    demo_commit(d);
}

void programme_make(struct demo *d)
{
    struct diary y = { .d = d };

    if (d->failed)
        return;
    y.p = plan_make(d);
    census_plan(d, y.p);
    y.phrases = phrases_read(&d->cmd->arena);
    y.checks[0].rsp = S("SRSO");
    y.checks[1].rsp = S("NRSP");
    settlements_make(&y);
    staff_make(d, y.p);
    oversight_make(d);
    demo_commit(d);
    register_plan(&y);
    meetings_plan(&y);
    census_days(&y);
    surveys_plan(&y);
    lives_plan(&y);
    votes_plan(&y);
    trust_plan(&y);
    money_plan(&y);
    qsort(y.event, y.n, sizeof *y.event, event_order);
    diary_do(&y);
    free(y.event);
    for (size_t i = 0; i < LEN(y.checks); i++) {
        free(y.checks[i].open);
        free(y.checks[i].returned);
    }
}
