/* demo_meeting - two years of meetings and savings, as organisers and operators
 * of the sample write them, and what the managers who check them say. */
#include <string.h>

#include "cmd/demo.h"

enum {
    ROWS_FROM = 2,      /* months until organisers had the grid */
    VERDICT_MOST = 400, /* entries in one check */
    CHECK_DAY = 10,
    MEND_DAY = 17
};

/* ---- when ---------------------------------------------------------------*/

static struct luck meeting_luck(const struct demo *d, const char *what,
                                int body, int nth)
{
    return luck_of(d->seed, what, (int64_t)body * 64 + nth + 8);
}

/* On her day of the month, or a day or two after it. */
day meeting_day(const struct demo *d, const struct body *b, int body, int nth)
{
    struct luck l = meeting_luck(d, "held", body, nth);

    if (nth == MEETING_FIRST)
        return b->formed;
    if (nth == MEETING_TOO_EARLY)
        return b->formed - 14;
    return month_first(d->since + nth) + b->meets_on - 1 + luck_below(&l, 3);
}

/* Why one was not held: rain and flood in July and August, wheat in April,
 * cotton in October, weddings in winter, and what may happen at any time. */
static const char *not_held(const struct body *b, int mon, struct luck *l)
{
    static const struct {
        const char *why;
        int from, to, of_thousand;
    } cause[] = {
        { "rain", 7, 8, 110 },      { "flood", 8, 9, 25 },
        { "harvest", 4, 4, 60 },    { "harvest", 10, 11, 25 },
        { "wedding", 11, 12, 30 },  { "wedding", 1, 2, 25 },
        { "festival", 1, 12, 12 },  { "death", 1, 12, 8 },
        { "no_quorum", 1, 12, 10 }, { "organiser_absent", 1, 12, 6 }
    };

    if (b->nature != NATURE_CO)
        return NULL;
    if (b->mood == MOOD_IRREGULAR && luck_in(l, 330))
        return luck_in(l, 700) ? "no_quorum" : "organiser_absent";
    for (size_t i = 0; i < LEN(cause); i++)
        if (mon >= cause[i].from && mon <= cause[i].to &&
            luck_in(l, cause[i].of_thousand))
            return cause[i].why;
    return NULL;
}

/* Is anything said of that month at all? */
static bool meets(const struct demo *d, const struct body *b, int body, int nth)
{
    struct luck l = meeting_luck(d, "meets", body, nth);

    if (meeting_day(d, b, body, nth) < b->formed + 15)
        return false;
    if (b->stops < DEMO_MONTHS && nth >= b->stops &&
        (nth < b->revives || b->revives == DEMO_MONTHS))
        return false;
    if (b->nature == NATURE_GROUP)
        return nth % 3 == 0 && luck_in(&l, 800);
    if (b->mood == MOOD_IRREGULAR)
        return luck_in(&l, 620);
    return luck_in(&l, 965);
}

static void meeting_plan(struct diary *y, int body, int nth)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct luck l = meeting_luck(d, "signed", body, nth);
    day held = meeting_day(d, b, body, nth);
    int days = luck_between(&l, 1, 4);
    int64_t at;

    if (b->late ? luck_in(&l, 500) : luck_in(&l, 20))
        days += luck_between(&l, 14, 45);
    at = diary_moment(d, &l, held + days);
    if (at && at <= b->kept_at + 3600)
        at = diary_moment(d, &l, (day)(b->kept_at / 86400) + 1);
    diary_put(y, at, EVENT_MEETING, body, nth);
}

static void body_meetings(struct diary *y, int body)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];

    if (!b->kept_at)
        return;
    if (b->formed >= month_first(d->since) && b->nature == NATURE_CO) {
        meeting_plan(y, body, MEETING_FIRST);
        if (body % 7 == 5)
            meeting_plan(y, body, MEETING_TOO_EARLY);
    }
    for (int nth = 0; nth <= DEMO_MONTHS; nth++) /* the last until today */
        if (meets(d, b, body, nth))
            meeting_plan(y, body, nth);
}

void meetings_plan(struct diary *y)
{
    struct demo *d = y->d;
    struct luck l = luck_of(d->seed, "checks", 0);

    for (int i = 0; i < y->p->bodies; i++)
        body_meetings(y, i);
    for (int i = 0; i < (int)LEN(y->checks); i++) {
        y->checks[i].manager = demo_user(d, "manager", y->checks[i].rsp);
        for (int nth = 1; nth <= DEMO_MONTHS; nth++) {
            day first = month_first(d->since + nth);

            diary_put(y, diary_moment(d, &l, first + CHECK_DAY - 1),
                      EVENT_CHECK, i, nth);
            diary_put(y, diary_moment(d, &l, first + MEND_DAY - 1), EVENT_MEND,
                      i, nth);
        }
    }
}

/* ---- who came and what they saved ---------------------------------------*/

struct tally {
    struct buf rows;
    int64_t women, men;
    paisa total;
};

struct paid { /* on a loan; amount 0: nothing */
    struct id loan;
    paisa amount;
};

static void row_put(struct buf *b, const struct member *m, const char *present,
                    paisa saved, const struct paid *paid)
{
    buf_z(b, b->n > 1 ? ",{\"member\":\"" : "{\"member\":\"");
    id_put(b, m->id);
    buf_z(b, "\",\"present\":\"");
    buf_z(b, present);
    buf_char(b, '"');
    if (saved) {
        buf_z(b, ",\"saved\":");
        buf_int(b, saved);
    }
    if (paid->amount) {
        buf_z(b, ",\"repaid\":");
        buf_int(b, paid->amount);
        buf_z(b, ",\"loan\":\"");
        id_put(b, paid->loan);
        buf_char(b, '"');
    }
    buf_char(b, '}');
}

/* Most come and save what was agreed; of the absent some send it along, and
 * before a festival some bring double or nothing. */
static void member_tally(const struct diary *y, const struct body *b,
                         const struct member *m, day held, bool rows,
                         struct tally *t, struct luck *l)
{
    struct paid paid = { ID_NONE, 0 };
    int come = b->mood == MOOD_STEADY ? 870 : 740, roll = luck_below(l, 1000);
    bool present = roll < come;
    paisa agreed = m->saving != INT_NONE ? m->saving : b->saving, saved = 0;

    if (agreed != INT_NONE && luck_in(l, present ? 925 : 180))
        saved = luck_in(l, 25) ? 2 * agreed : agreed;
    if (present && y->p->person[m->person].sex == SEX_WOMEN)
        t->women++;
    else if (present)
        t->men++;
    t->total += saved;
    if (rows && present)
        money_due(y, (int)(m - y->p->member), held, &paid.loan, &paid.amount);
    if (rows)
        row_put(&t->rows, m,
                present          ? "present" :
                roll < come + 45 ? "leave" :
                                   "absent",
                saved, &paid);
}

static struct tally tally_make(struct diary *y, int body, int nth, day held,
                               bool rows)
{
    const struct body *b = &y->p->body[body];
    struct luck l = meeting_luck(y->d, "tally", body, nth);
    struct tally t = { .rows = buf_start(&y->d->arena) };

    buf_char(&t.rows, '[');
    for (int i = 0; i < b->members; i++) {
        const struct member *m = &y->p->member[b->first + i];

        if (m->kept_at && m->kept_at < y->d->at && m->joined <= held &&
            (m->ended == DAY_NONE || m->ended > held))
            member_tally(y, b, m, held, rows, &t, &l);
    }
    buf_char(&t.rows, ']');
    return t;
}

/* ---- one meeting --------------------------------------------------------*/

static int script_of(const struct diary *y, const struct body *b)
{
    return y->p->area[b->area].among == AMONG_PUNJAB ? NAME_UR : NAME_SD;
}

static void talk_said(struct diary *y, const struct body *b, struct buf *out,
                      struct luck *l)
{
    static const char *const agenda[] = { "agenda", "agenda_vo", "agenda_lso",
                                          "agenda" };
    int script = script_of(y, b);

    if (luck_in(l, b->nature == NATURE_CO ? 350 : 800))
        fact_text(out, "agenda",
                  phrase_pick(y->phrases, agenda[b->nature], script, l));
    if (luck_in(l, 45)) {
        struct buf row = buf_start(&y->d->arena);
        enum among among = y->p->area[b->area].among;
        const struct spelt *name =
            &y->p->names->all[name_pick(y->p->names, l, POOL_WOMAN, among)];

        buf_z(&row, "[{\"name\":");
        buf_json(&row, name->in[script]);
        buf_z(&row, ",\"office\":");
        buf_json(&row, phrase_pick(y->phrases, "visitor", script, l));
        buf_z(&row, "}]");
        fact_raw(out, "visitors", arena_z(&y->d->arena, buf_str(&row)));
    }
}

/* Totals as an old register gives them; in a few the sum is wrong, or more
 * came than are members. */
static void totals_said(const struct body *b, const struct tally *t,
                        struct buf *out, struct luck *l)
{
    int64_t more = luck_in(l, 2) ? b->members : 0;

    if (t->women || b->sex != SEX_MEN)
        fact_int(out, "women", t->women + more);
    if (t->men || b->sex != SEX_WOMEN)
        fact_int(out, "men", t->men);
}

static struct str meeting_said(struct diary *y, int body, int nth, bool mended)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct luck l = meeting_luck(d, "meeting", body, nth);
    day held = meeting_day(d, b, body, nth);
    bool rows = b->rows && (nth >= ROWS_FROM || nth == MEETING_FIRST);
    struct buf out = fact_start(&d->arena);
    const char *why = NULL;
    struct tally t;
    int year, mon, mday;

    day_split(held, &year, &mon, &mday);
    if (nth >= 0 && nth != b->revives)
        why = not_held(b, mon, &l);
    fact_id(&out, "body", b->id);
    fact_day(&out, "held", held);
    fact_text(&out, "nature",
              nth < 0           ? S("formation") :
              nth == b->revives ? S("revival") :
                                  S("ordinary"));
    if (why) {
        fact_text(&out, "not_held", str_of(why));
        return fact_end(&out);
    }
    t = tally_make(y, body, nth, held, rows);
    fact_int(&out, "number",
             held > b->formed ? (held - b->formed) / 30 + 1 : 1);
    if (rows && t.rows.n > 2)
        fact_raw(&out, "attendance", arena_z(&d->arena, buf_str(&t.rows)));
    else
        totals_said(b, &t, &out, &l);
    if (t.total)
        fact_int(&out, "total",
                 t.total + (mended || !luck_in(&l, 1) ? 0 : 10000));
    talk_said(y, b, &out, &l);
    return fact_end(&out);
}

static struct id meeting_id(const struct demo *d, int body, int nth)
{
    return demo_number(d, "meeting", body * 64 + nth + 8);
}

static void mark_add(struct meeting_mark **at, size_t *n, size_t *room,
                     struct meeting_mark m)
{
    heap_room(*at, *n, *room);
    (*at)[(*n)++] = m;
}

/* The organiser who has the grid writes herself; what comes on paper is typed
 * by the operator, who names her. */
void meeting_keep(struct diary *y, int body, int nth)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct str organiser = staff_of(y->p, b, (day)(d->at / 86400))->login;
    struct checks *c =
        &y->checks[!str_same(y->p->area[b->area].rsp, y->checks[0].rsp)];

    demo_keep(d, "meeting", meeting_id(d, body, nth),
              b->rows ? organiser : diary_operator(y, b->area),
              b->rows ? S("") : organiser, meeting_said(y, body, nth, false));
    mark_add(&c->open, &c->n, &c->room, (struct meeting_mark){ body, nth });
}

/* ---- the second person --------------------------------------------------*/

static void verdict_row(const struct demo *d, struct buf *rows,
                        const struct meeting_mark *m)
{
    buf_z(rows, rows->n > 1 ? ",{\"entry_id\":\"" : "{\"entry_id\":\"");
    id_put(rows, meeting_id(d, m->body, m->month));
    buf_z(rows, "\"}");
}

static void verdict_keep(struct diary *y, const struct checks *c,
                         struct buf *rows, const struct meeting_mark *first,
                         bool yes, struct luck *l)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    if (rows->n <= 1)
        return;
    buf_char(rows, ']');
    fact_raw(&out, "entries", arena_z(&d->arena, buf_str(rows)));
    fact_text(&out, "says", yes ? S("yes") : S("no"));
    if (!yes)
        fact_text(&out, "why", phrase_pick(y->phrases, "no", NAME_EN, l));
    demo_keep(d, "verdict",
              demo_number(d, yes ? "yes" : "no",
                          first->body * 64 + first->month + 8),
              c->manager, S(""), fact_end(&out));
    *rows = buf_start(&d->arena);
    buf_char(rows, '[');
}

/* Once a month, all that came since: most are good, one in some hundreds goes
 * back to who wrote it, some are passed over. */
void meetings_check(struct diary *y, int rsp)
{
    struct demo *d = y->d;
    struct checks *c = &y->checks[rsp];
    struct luck l = luck_of(d->seed, "check", d->at);
    struct buf yes = buf_start(&d->arena), no = buf_start(&d->arena);
    size_t from = 0;

    buf_char(&yes, '[');
    buf_char(&no, '[');
    for (size_t i = 0; i < c->n; i++) {
        if (luck_in(&l, 15))
            continue;
        if (luck_in(&l, 4)) {
            verdict_row(d, &no, &c->open[i]);
            verdict_keep(y, c, &no, &c->open[i], false, &l);
            mark_add(&c->returned, &c->returned_n, &c->returned_room,
                     c->open[i]);
            continue;
        }
        verdict_row(d, &yes, &c->open[i]);
        if (i - from >= VERDICT_MOST) {
            verdict_keep(y, c, &yes, &c->open[i], true, &l);
            from = i;
        }
    }
    if (c->n)
        verdict_keep(y, c, &yes, &c->open[c->n - 1], true, &l);
    c->n = 0;
}

/* A week later most of what came back has been mended. */
void meetings_mend(struct diary *y, int rsp)
{
    struct demo *d = y->d;
    struct checks *c = &y->checks[rsp];
    struct luck l = luck_of(d->seed, "mend", d->at);

    for (size_t i = 0; i < c->returned_n; i++) {
        const struct meeting_mark *m = &c->returned[i];
        const struct body *b = &y->p->body[m->body];
        struct buf out = fact_start(&d->arena);

        if (!luck_in(&l, 600))
            continue;
        fact_id(&out, "answers", meeting_id(d, m->body, m->month));
        fact_raw(&out, "body",
                 arena_z(&d->arena, meeting_said(y, m->body, m->month, true)));
        fact_text(&out, "why", S("read again from the register"));
        demo_keep(d, "fix", demo_number(d, "mend", m->body * 64 + m->month + 8),
                  b->rows ? staff_of(y->p, b, (day)(d->at / 86400))->login :
                            diary_operator(y, b->area),
                  S(""), fact_end(&out));
    }
    c->returned_n = 0;
}
