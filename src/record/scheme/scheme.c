/* scheme - a work that a community builds and keeps: from a resolution to its
 * upkeep. All that is said of it is judged along its timeline (core/works.h). */
#include "core/works_fact.h"

struct scheme {
    struct str number, title, type, sub_type;
    struct id body, rsp, project, place;
    struct id fund, agreement, account;
    day held;
    struct id resolution, need;
    struct str goal;
    int64_t lat, lon, lat_end, lon_end;
    int64_t quantity;
    struct str unit;
    int64_t households, women, men, poorest;
    day starts, ends; /* as planned */
    struct str note;
};
static const struct field scheme_field[] = {
    TEXT(scheme, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(scheme, title, 200, FIELD_NEED),
    CODE(scheme, type, "scheme_type", FIELD_NEED | FIELD_FIND),
    TEXT(scheme, sub_type, 80, 0),
    REF(scheme, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(scheme, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(scheme, project, "project", FIELD_FIND),
    REF(scheme, place, "place", FIELD_NEED | FIELD_FIND),
    REF(scheme, fund, "fund", 0),
    REF(scheme, agreement, "agreement", FIELD_FIND),
    REF(scheme, account, "account", 0),
    DAY(scheme, held, FIELD_NEED),
    REF(scheme, resolution, "resolution", FIELD_FIND),
    REF(scheme, need, "need", FIELD_FIND),
    CODE(scheme, goal, "goal", FIELD_FIND),
    COUNT(scheme, lat, -90000000, 90000000, FIELD_DEGREES),
    COUNT(scheme, lon, -180000000, 180000000, FIELD_DEGREES),
    COUNT(scheme, lat_end, -90000000, 90000000, FIELD_DEGREES),
    COUNT(scheme, lon_end, -180000000, 180000000, FIELD_DEGREES),
    COUNT(scheme, quantity, 1, 1000000000, FIELD_POINTS),
    TEXT(scheme, unit, 40, 0),
    COUNT(scheme, households, 0, 1000000, 0),
    COUNT(scheme, women, 0, 10000000, 0),
    COUNT(scheme, men, 0, 10000000, 0),
    COUNT(scheme, poorest, 0, 1000000, 0),
    DAY(scheme, starts, 0),
    DAY(scheme, ends, 0),
    TEXT(scheme, note, 600, 0),
};

struct scheme_view {
    int64_t today;
    struct id resolved_by, account_of, fund_rsp;
    day passed;
    int32_t resolved;
    int64_t yes, members, quorum;
};
static const struct field scheme_view_field[] = {
    COUNT(scheme_view, today, 0, 0, 0),
    REF(scheme_view, resolved_by, "body", 0),
    REF(scheme_view, account_of, "body", 0),
    REF(scheme_view, fund_rsp, "rsp", 0),
    DAY(scheme_view, passed, 0),
    CHOICE(scheme_view, resolved, "passed|lost", 0),
    COUNT(scheme_view, yes, 0, 0, 0),
    COUNT(scheme_view, members, 0, 0, 0),
    COUNT(scheme_view, quorum, 0, 0, 0),
};

/* The community itself identifies it, by so many of its members (6.1). */
static void resolution_judge(const struct scheme *x,
                             const struct scheme_view *v, struct findings *f)
{
    if (id_none(x->resolution)) {
        tell(f, WARN, "scheme.no_resolution", "resolution");
        return;
    }
    if (!id_none(v->resolved_by) && !id_same(v->resolved_by, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    if (v->passed != DAY_NONE && x->held != DAY_NONE && v->passed > x->held)
        tell(f, STOP, "scheme.before_resolution", "held");
    if (v->resolved == 1)
        tell(f, WARN, "scheme.resolution_lost", "resolution");
    if (v->yes != INT_NONE && v->quorum != INT_NONE && v->members != INT_NONE &&
        v->yes * 100 < v->quorum * v->members)
        tell_ab(f, WARN, "scheme.few_agreed", "resolution", v->yes, v->members);
}

static void where_judge(const struct scheme *x, struct findings *f)
{
    if ((x->lat == INT_NONE) != (x->lon == INT_NONE))
        tell(f, STOP, "scheme.half_a_point", "lat");
    else if (x->lat == INT_NONE)
        tell(f, WARN, "scheme.no_point", "lat");
    if ((x->lat_end == INT_NONE) != (x->lon_end == INT_NONE))
        tell(f, STOP, "scheme.half_a_point", "lat_end");
    if (x->starts != DAY_NONE && x->ends != DAY_NONE && x->ends < x->starts)
        tell(f, STOP, "date.ends_before_start", "ends");
    if (x->poorest != INT_NONE && x->households != INT_NONE &&
        x->poorest > x->households)
        tell_ab(f, STOP, "scheme.more_poor_than_all", "poorest", x->poorest,
                x->households);
    if (x->households == INT_NONE)
        tell(f, WARN, "scheme.for_how_many", "households");
}

static void scheme_rule(const struct scheme *x, const struct scheme_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(v->account_of) && !id_same(v->account_of, x->body))
        tell(f, STOP, "scheme.account_of_another", "account");
    if (!id_none(v->fund_rsp) && !id_same(v->fund_rsp, x->rsp))
        tell(f, STOP, "expense.fund_of_another_rsp", "fund");
    resolution_judge(x, v, f);
    where_judge(x, f);
}

/* ---- what stands of it, for lists that read thousands ------------------*/

struct scheme_kept {
    struct id body, place, rsp, project;
    int64_t stage, road;
    day identified, initiated, completed, handed, ended;
    day turned; /* the last of which anything is said of it */
    paisa programme, community, paid, contributed, unspent;
    int64_t progress, households, days, poor_days;
    paisa wages, poor_wages;
    int64_t works; /* as found by the last check; INT_NONE: nobody looked */
    day checked, due;
    int64_t objections;
    paisa fee, collected, upkeep; /* fee: of all households, a month */
};
static const struct field scheme_kept_field[] = {
    REF(scheme_kept, body, "body", FIELD_FIND),
    REF(scheme_kept, place, "place", FIELD_FIND),
    REF(scheme_kept, rsp, "rsp", 0),
    REF(scheme_kept, project, "project", 0),
    COUNT(scheme_kept, stage, 0, 0, FIELD_FIND),
    COUNT(scheme_kept, road, 0, 0, 0),
    DAY(scheme_kept, identified, 0),
    DAY(scheme_kept, initiated, 0),
    DAY(scheme_kept, completed, 0),
    DAY(scheme_kept, handed, 0),
    DAY(scheme_kept, ended, 0),
    DAY(scheme_kept, turned, 0),
    MONEY(scheme_kept, programme, 0, 0, 0),
    MONEY(scheme_kept, community, 0, 0, 0),
    MONEY(scheme_kept, paid, 0, 0, 0),
    MONEY(scheme_kept, contributed, 0, 0, 0),
    MONEY(scheme_kept, unspent, 0, 0, 0),
    COUNT(scheme_kept, progress, 0, 0, 0),
    COUNT(scheme_kept, households, 0, 0, 0),
    COUNT(scheme_kept, days, 0, 0, 0),
    COUNT(scheme_kept, poor_days, 0, 0, 0),
    MONEY(scheme_kept, wages, 0, 0, 0),
    MONEY(scheme_kept, poor_wages, 0, 0, 0),
    COUNT(scheme_kept, works, 0, 0, 0),
    DAY(scheme_kept, checked, 0),
    DAY(scheme_kept, due, FIELD_FIND),
    COUNT(scheme_kept, objections, 0, 0, 0),
    MONEY(scheme_kept, fee, 0, 0, 0),
    MONEY(scheme_kept, collected, 0, 0, 0),
    MONEY(scheme_kept, upkeep, 0, 0, 0),
};

static int64_t said(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

struct works { /* one scheme */
    const struct works_fact *f;
    size_t n;
    const struct works_fact *self, *purse, *handed;
    struct works_state s;
};

static day turned(const struct works *w)
{
    day last = DAY_NONE;

    for (size_t i = 0; i < w->n; i++) {
        if (w->f[i].on_day > last)
            last = w->f[i].on_day;
        if (w->f[i].also > last)
            last = w->f[i].also;
    }
    return last;
}

static void scheme_keep(const struct works *w, struct postings *out)
{
    const struct works_fact *self = w->self, *handed = w->handed;
    const struct works_state *s = &w->s;
    struct scheme_kept k = {
        .place = self->one,
        .rsp = self->two,
        .project = self->three,
        .stage = s->stage,
        .road = s->road,
        .identified = s->since[AT_IDENTIFIED],
        .initiated = s->since[AT_INITIATED],
        .completed = s->since[AT_COMPLETED],
        .handed = s->since[AT_HANDED_OVER],
        .ended = s->ended,
        .turned = turned(w),
        .programme = s->programme,
        .community = s->community,
        .paid = s->paid,
        .contributed = s->contributed,
        .unspent = works_unspent(s),
        .progress = s->progress,
        .households = self->a,
        .days = s->days,
        .poor_days = s->poor_days,
        .wages = s->wages,
        .poor_wages = s->poor_wages,
        .works = s->function < 0 ? INT_NONE : s->function,
        .checked = s->checked,
        .due = works_clock(s).due,
        .objections = s->open,
        .fee = handed ? said(handed->a) * said(handed->b) : 0,
        .collected = s->om_collected,
        .upkeep = s->om_spent,
        .body = self[1].what == WORKS_PURSE ? self[1].one : ID_NONE,
    };
    keep(out, &k, sizeof k);
}

/* ---- figures and money --------------------------------------------------*/

static month cutover_of(const struct works *w, const char *indicator)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->f[i].what == WORKS_CUTOVER &&
            str_same(w->f[i].code, str_of(indicator)))
            return w->f[i].a == INT_NONE ? MONTH_NONE : (month)w->f[i].a;
    return MONTH_NONE;
}

/* Stands from the month in which its completion stands: one scheme, the
 * households it serves, what it cost both sides. */
static void completed_post(const struct works *w, struct postings *out)
{
    paisa cost = w->s.paid - w->s.returned + w->s.contributed;
    const struct {
        const char *indicator;
        int64_t amount;
    } one[] = { { "cpi", 1 },
                { "cpi.household", said(w->self->a) },
                { "cpi.cost", cost > 0 ? cost : 0 } };

    if (w->s.since[AT_COMPLETED] == DAY_NONE)
        return;
    for (size_t i = 0; i < LEN(one); i++)
        if (one[i].amount)
            post_kept(out,
                      &(struct posting){
                          .entry = w->self->entry,
                          .indicator = str_of(one[i].indicator),
                          .place = w->self->one,
                          .rsp = w->self->two,
                          .project = w->self->three,
                          .month = month_of(w->s.since[AT_COMPLETED]),
                          .amount = one[i].amount },
                      cutover_of(w, one[i].indicator), true);
}

static struct movement move_of(const struct works *w,
                               const struct works_fact *f, const char *event,
                               bool of_rsp)
{
    return (struct movement){ .entry = f->entry,
                              .event = event,
                              .book = of_rsp ? w->self->two : w->purse->one,
                              .fund = of_rsp ? w->purse->two : ID_NONE,
                              .on = f->on_day,
                              .amount = f->amount,
                              .sex = -1,
                              .cutover = MONTH_NONE };
}

static void out_by(struct movement *m, int32_t way, struct id account,
                   struct id taker)
{
    struct side side = way_side(way, account, taker);

    m->credit = side.head;
    m->credit_party = side.party;
}

static void in_by(struct movement *m, int32_t way, struct id account,
                  struct id taker)
{
    struct side side = way_side(way, account, taker);

    m->debit = side.head;
    m->debit_party = side.party;
}

/* What came to the community's account went out of the RSP's; a donor's money is
 * earned by it. `back` turns all of it round. */
static void handed_money(const struct works *w, const struct works_fact *f,
                         bool back, struct postings *out)
{
    bool earned = w->self->choice == 2 || w->self->choice == 4;
    struct movement rsp =
        move_of(w, f, back ? "scheme.returned_in" : "scheme.given", true);
    struct movement body =
        move_of(w, f, back ? "scheme.returned" : "scheme.received", false);
    struct movement released =
        move_of(w, f, back ? "scheme.held_again" : "scheme.released", true);

    if (back) {
        rsp.credit_party = w->purse->one;
        in_by(&rsp, id_none(f->two) ? -1 : WAY_BANK, f->two, ID_NONE);
        out_by(&body, f->way, f->account, f->taker);
    } else {
        rsp.debit_party = w->purse->one;
        out_by(&rsp, f->way, f->account, f->taker);
        in_by(&body, id_none(f->two) ? -1 : WAY_BANK, f->two, ID_NONE);
    }
    money(out, &rsp);
    money(out, &body);
    if (earned)
        money(out, &released);
}

static void share_money(const struct works *w, const struct works_fact *f,
                        struct postings *out)
{
    struct movement m =
        move_of(w, f, f->choice == 0 ? "scheme.share" : "scheme.share_kind",
                false);

    if (f->choice == 0)
        in_by(&m, f->way, f->account, f->taker);
    money(out, &m);
}

static void collected_money(const struct works *w, const struct works_fact *f,
                            struct postings *out)
{
    struct movement m = move_of(w, f, "scheme.fee", false);

    money(out, &m);
    m.event = "scheme.upkeep";
    m.amount = f->a;
    if (said(f->a) > 0)
        money(out, &m);
}

static void money_post(const struct works *w, const struct works_fact *f,
                       struct postings *out)
{
    struct movement m;

    switch (f->what) {
    case WORKS_TRANCHE:
    case WORKS_RETURNED:
        handed_money(w, f, f->what == WORKS_RETURNED, out);
        break;
    case WORKS_SHARE: share_money(w, f, out); break;
    case WORKS_COLLECTED: collected_money(w, f, out); break;
    case WORKS_SPENT:
    case WORKS_WAGE:
        m = move_of(w, f,
                    f->what == WORKS_WAGE ? "scheme.wage" : "scheme.spent",
                    false);
        out_by(&m, f->way, f->account, f->taker);
        money(out, &m);
        break;
    default: break;
    }
}

/* ---- what its timeline says of each -------------------------------------*/

/* All that a form would have refused, said of what was signed elsewhere. */
static void judged_remark(const struct works *w, const struct works_fact *f,
                          struct postings *out)
{
    struct findings told = findings_start(out->arena);

    works_judge(w->f, w->n, f, &told);
    for (size_t i = 0; i < told.n; i++)
        remark(out, f->entry, WARN, told.at[i].what,
               arena_z(out->arena, told.at[i].path), told.at[i].a,
               told.at[i].b);
}

/* Done goes up, and never beyond what the book measured of a line (12, 32). */
static void done_remark(const struct works *w, const struct works_fact *d,
                        struct postings *out)
{
    int64_t measured = 0, planned = INT_NONE;
    bool booked = false;

    for (size_t i = 0; i < w->n; i++) {
        const struct works_fact *f = &w->f[i];

        if (!str_same(f->code, d->code) || f->on_day > d->on_day)
            continue;
        if (f->what == WORKS_LINE)
            planned = f->a;
        if (f->what == WORKS_MEASURED) {
            measured += said(f->a);
            booked = true;
        }
        if (f < d && f->what == WORKS_DONE && said(f->a) > said(d->a))
            remark(out, d->entry, WARN, "certificate.less_than_before", "work",
                   said(d->a), f->a);
    }
    if (planned == INT_NONE || planned <= 0)
        return;
    if (!booked)
        remark(out, d->entry, WARN, "certificate.not_measured", "work", 0, 0);
    else if (measured < planned * said(d->a) / 10000)
        remark(out, d->entry, WARN, "certificate.beyond_measured", "work",
               said(d->a), measured * 10000 / planned);
}

static bool line_known(const struct works *w, struct str code)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->f[i].what == WORKS_LINE && str_same(w->f[i].code, code))
            return true;
    return false;
}

static void near_remark(const struct works *w, const struct works_fact *f,
                        struct postings *out)
{
    int64_t m = works_metres(w->purse->a, w->purse->b, f->a, f->b);

    if (m != INT_NONE && w->purse->c != INT_NONE && m <= w->purse->c)
        remark(out, w->self->entry, WARN, "scheme.near_another", "lat", m,
               w->purse->c);
}

static void fact_remark(const struct works *w, const struct works_fact *f,
                        struct postings *out)
{
    judged_remark(w, f, out);
    if (f->what == WORKS_DONE && line_known(w, f->code))
        done_remark(w, f, out);
    else if (f->what == WORKS_DONE || f->what == WORKS_MEASURED) {
        if (!line_known(w, f->code))
            remark(out, f->entry, WARN, "scheme.no_such_line",
                   f->what == WORKS_DONE ? "work" : "line", 0, 0);
    }
    if (f->what == WORKS_NEAR)
        near_remark(w, f, out);
}

/* What the community brings is at least its share when all is built (12, 31). */
static void share_remark(const struct works *w, struct postings *out)
{
    paisa cost = w->s.paid - w->s.returned + w->s.contributed;
    const struct works_state *s = &w->s;
    int64_t percent;

    if (s->since[AT_COMPLETED] == DAY_NONE || w->self->c == INT_NONE ||
        cost <= 0)
        return;
    percent = cost > INT64_MAX / 10000 ? s->contributed / (cost / 10000) :
                                         s->contributed * 10000 / cost;
    if (percent < w->self->c)
        remark(out, w->self->entry, WARN, "scheme.share_too_small", "", percent,
               w->self->c);
}

static bool scheme_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    struct works w = { .f = facts, .n = n };

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        if (w.f[i].what == WORKS_SELF)
            w.self = &w.f[i];
        if (w.f[i].what == WORKS_PURSE)
            w.purse = &w.f[i];
        if (w.f[i].what == WORKS_HANDED)
            w.handed = &w.f[i];
    }
    if (!w.self || !w.purse)
        return true;
    w.s = works_state(w.f, n, DAY_NONE);
    for (size_t i = 0; i < n; i++) {
        money_post(&w, &w.f[i], out);
        fact_remark(&w, &w.f[i], out);
    }
    share_remark(&w, out);
    completed_post(&w, out);
    scheme_keep(&w, out);
    return true;
}

/* Another of its type near by: the same asset twice (6.1). The draft itself is
 * the row WORKS_PURSE. */
static void scheme_limit(const void *rows, size_t n, struct findings *f)
{
    const struct works_fact *r = rows, *own = rows;

    for (size_t i = 0; i < n; i++)
        own = r[i].what == WORKS_PURSE ? &r[i] : own;
    for (size_t i = 0; i < n; i++) {
        int64_t m = works_metres(own->a, own->b, r[i].a, r[i].b);

        if (r[i].what == WORKS_NEAR && m != INT_NONE && own->c != INT_NONE &&
            m <= own->c)
            tell_ab(f, WARN, "scheme.near_another", "lat", m, own->c);
    }
}

/* A scheme of community infrastructure: what is to be built, by which body,
 * where from and to, how much of it, for how many households, by which
 * resolution, from whose money. */
RECORD(scheme, .view = COLUMNS(scheme_view), .fact = COLUMNS(works_fact),
       .posts = scheme_posts, .limit = scheme_limit,
       .kept = COLUMNS(scheme_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "title", .group = "scheme");
