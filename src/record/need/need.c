/* need - one thing that a household or a body wants, and how it stands. */
#include "core/books.h"
#include "core/need_stand.h"

static const struct field need_share_field[] = {
    CHOICE(need_share, source, SHARE_CHOICES, FIELD_NEED),
    MONEY(need_share, amount, 0, MONEY_MOST, FIELD_NEED),
};
static const struct field need_band_field[] = {
    TEXT(need_band, band, 20, FIELD_NEED),
    COUNT(need_band, households, 0, 1000000, FIELD_NEED),
};
static const struct field need_field[] = {
    TEXT(need, number, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(need, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(need, household, "household", FIELD_FIND),
    REF(need, mip, "mip", FIELD_FIND),
    REF(need, person, "person", FIELD_FIND),
    REF(need, resolution, "resolution", FIELD_FIND),
    DAY(need, raised, FIELD_NEED),
    TEXT(need, title, 200, FIELD_NEED),
    CHOICE(need, sector, SECTOR_CHOICES, FIELD_NEED | FIELD_FIND),
    CHOICE(need, nature, NEED_NATURES, FIELD_NEED),
    FLAG(need, non_project, 0),
    CHOICE(need, who, WHO_CHOICES, FIELD_NEED),
    FLAG(need, women_first, 0),
    COUNT(need, households, 0, 1000000, 0),
    COUNT(need, women, 0, 10000000, 0),
    COUNT(need, men, 0, 10000000, 0),
    COUNT(need, poorest, 0, 1000000, 0),
    MONEY(need, cost, 0, MONEY_MOST, 0),
    COUNT(need, quantity, 0, 1000000000, 0),
    TEXT(need, unit, 40, 0),
    REF(need, place, "place", FIELD_FIND),
    CODE(need, goal, "goal", 0),
    ROWS(need, share, need_share, SHARES, 0),
    ROWS(need, band, need_band, NEED_BANDS, 0),
    TEXT(need, note, 1000, 0),
};

struct need_view {
    int64_t today;
    int32_t nature;           /* of the body */
    struct id lives, planned; /* households: of the person, of the plan */
    struct id resolved_by;
    day passed;
    int64_t lost; /* 1: the resolution did not pass, or was taken back */
};
static const struct field need_view_field[] = {
    COUNT(need_view, today, 0, 0, 0),
    CHOICE(need_view, nature, "co|vo|lso|group|network", 0),
    REF(need_view, lives, "household", 0),
    REF(need_view, planned, "household", 0),
    REF(need_view, resolved_by, "body", 0),
    DAY(need_view, passed, 0),
    COUNT(need_view, lost, 0, 0, 0),
};
enum { WHO_SELF, WHO_HELPED, WHO_STATE };
enum { PRIVATE, PUBLIC };

/* ---- the rule -----------------------------------------------------------*/

/* What the sources give makes up the cost; what people do themselves has no
 * help in it (institutions.md 8.3). */
static void shares_judge(const struct need *x, struct findings *f)
{
    const struct need_share *s = x->share.at;
    paisa sum = 0, help = 0;

    for (size_t i = 0; i < x->share.n; i++) {
        paisa amount = s[i].amount == INT_NONE ? 0 : s[i].amount;

        sum += amount;
        help += s[i].source >= SHARES_OWN ? amount : 0;
        for (size_t j = 0; j < i; j++)
            if (s[j].source == s[i].source) {
                tell_row(f, STOP, "need.source_twice", "share", i, "source");
                break;
            }
    }
    if (x->cost == INT_NONE)
        tell(f, WARN, "need.no_cost", "cost");
    else if (x->share.n && sum != x->cost)
        tell_ab(f, WARN, "need.not_the_cost", "share", sum, x->cost);
    if (x->who == WHO_SELF && help > 0)
        tell_ab(f, WARN, "need.self_has_help", "who", help, 0);
}

static void people_judge(const struct need *x, struct findings *f)
{
    need_bands_judge(&x->band, x->households, f);
    if (x->band.n && !id_none(x->household))
        tell(f, WARN, "need.band_of_score", "band");
    if (x->poorest != INT_NONE && x->households != INT_NONE &&
        x->poorest > x->households)
        tell_ab(f, STOP, "need.more_poorest", "poorest", x->poorest,
                x->households);
    if (id_none(x->household)) {
        if (x->households == INT_NONE)
            tell(f, WARN, "need.how_many", "households");
        return;
    }
    if (x->households != INT_NONE && x->households != 1)
        tell_ab(f, WARN, "need.one_household", "households", x->households, 0);
    if (x->nature == PUBLIC)
        tell(f, WARN, "need.public_of_one", "nature");
}

static void need_rule(const struct need *x, const struct need_view *v,
                      struct findings *f)
{
    if (v->today != INT_NONE && x->raised != DAY_NONE && x->raised > v->today)
        tell(f, STOP, "date.in_future", "raised");
    if (v->nature > 2)
        tell(f, WARN, "need.body_of_no_tier", "body");
    if (!id_none(v->lives) && !id_none(x->household) &&
        !id_same(v->lives, x->household))
        tell(f, WARN, "mip.lives_elsewhere", "person");
    if (!id_none(v->planned) && !id_none(x->household) &&
        !id_same(v->planned, x->household))
        tell(f, STOP, "need.plan_of_another", "mip");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    if (!id_none(v->resolved_by) && !id_same(v->resolved_by, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    if (id_none(x->household) && id_none(x->resolution))
        tell(f, WARN, "need.no_resolution", "resolution");
    if ((x->quantity == INT_NONE) != (x->unit.n == 0))
        tell(f, WARN, "need.of_what_unit", "unit");
    people_judge(x, f);
    shares_judge(x, f);
}

/* ---- its timeline -------------------------------------------------------*/

const struct field need_fact_field[] = {
    REF(need_fact, entry, NULL, 0),
    COUNT(need_fact, aside, 0, 0, 0),
    COUNT(need_fact, what, 0, 0, 0),
    COUNT(need_fact, steps, 0, 0, 0),
    REF(need_fact, need, "need", 0),
    REF(need_fact, above, "need", 0),
    DAY(need_fact, on_day, 0),
    CHOICE(need_fact, says, ANSWER_SAYS, 0),
    REF(need_fact, staff, "staff", 0),
    REF(need_fact, body, "body", 0),
    REF(need_fact, household, "household", 0),
    REF(need_fact, person, "person", 0),
    REF(need_fact, mip, "mip", 0),
    REF(need_fact, place, "place", 0),
    REF(need_fact, rsp, "rsp", 0),
    REF(need_fact, project, "project", 0),
    CHOICE(need_fact, sector, SECTOR_CHOICES, 0),
    CHOICE(need_fact, nature, NEED_NATURES, 0),
    CHOICE(need_fact, who, WHO_CHOICES, 0),
    CHOICE(need_fact, tier, NEED_TIERS, 0),
    COUNT(need_fact, non_project, 0, 0, 0),
    COUNT(need_fact, women_first, 0, 0, 0),
    COUNT(need_fact, children, 0, 0, 0),
    COUNT(need_fact, households, 0, 0, 0),
    COUNT(need_fact, women, 0, 0, 0),
    COUNT(need_fact, men, 0, 0, 0),
    COUNT(need_fact, poorest, 0, 0, 0),
    MONEY(need_fact, cost, 0, 0, 0),
    CHOICE(need_fact, source, SHARE_CHOICES, 0),
    DAY(need_fact, until, 0),
    DAY(need_fact, begun, 0),
    DAY(need_fact, done, 0),
    TEXT(need_fact, band, 20, 0),
};

const struct field need_kept_field[] = {
    REF(need_kept, body, "body", FIELD_FIND),
    REF(need_kept, household, "household", 0),
    REF(need_kept, person, "person", 0),
    REF(need_kept, mip, "mip", 0),
    REF(need_kept, place, "place", FIELD_FIND),
    REF(need_kept, rsp, "rsp", 0),
    REF(need_kept, project, "project", 0),
    REF(need_kept, above, "need", FIELD_FIND),
    REF(need_kept, root, "need", FIELD_FIND),
    COUNT(need_kept, depth, 0, 0, 0),
    COUNT(need_kept, leaf, 0, 0, 0),
    CHOICE(need_kept, sector, SECTOR_CHOICES, 0),
    CHOICE(need_kept, nature, NEED_NATURES, 0),
    CHOICE(need_kept, who, WHO_CHOICES, 0),
    CHOICE(need_kept, tier, NEED_TIERS, 0),
    COUNT(need_kept, non_project, 0, 0, 0),
    COUNT(need_kept, women_first, 0, 0, 0),
    DAY(need_kept, raised, 0),
    CHOICE(need_kept, state, NEED_STATES, 0),
    DAY(need_kept, stood, 0),
    REF(need_kept, answer, NULL, 0),
    REF(need_kept, answered, "need", 0),
    REF(need_kept, scheme, "scheme", 0),
    REF(need_kept, score, "score", 0),
    TEXT(need_kept, bands, 2000, 0),
    DAY(need_kept, turned, 0),
    TEXT(need_kept, past, 1000000, 0),
    COUNT(need_kept, households, 0, 0, 0),
    COUNT(need_kept, women, 0, 0, 0),
    COUNT(need_kept, men, 0, 0, 0),
    COUNT(need_kept, poorest, 0, 0, 0),
    MONEY(need_kept, cost, 0, 0, 0),
    MONEY(need_kept, own_cash, 0, 0, 0),
    MONEY(need_kept, own_labour, 0, 0, 0),
    MONEY(need_kept, own_kind, 0, 0, 0),
    MONEY(need_kept, granted, 0, 0, 0),
    MONEY(need_kept, fund, 0, 0, 0),
    MONEY(need_kept, credit, 0, 0, 0),
    MONEY(need_kept, government, 0, 0, 0),
    MONEY(need_kept, donor, 0, 0, 0),
    MONEY(need_kept, private, 0, 0, 0),
};

static void share_add(struct need_kept *k, const struct need_fact *f)
{
    paisa *const part[SHARES] = { &k->own_cash,   &k->own_labour, &k->own_kind,
                                  &k->granted,    &k->fund,       &k->credit,
                                  &k->government, &k->donor,      &k->private };

    if (f->source >= 0 && f->source < SHARES && f->cost != INT_NONE)
        *part[f->source] = f->cost;
}

static void itself_put(struct need_kept *k, const struct need_fact *f)
{
    k->body = f->body;
    k->household = f->household;
    k->person = f->person;
    k->mip = f->mip;
    k->place = f->place;
    k->rsp = f->rsp;
    k->project = f->project;
    k->sector = f->sector;
    k->nature = f->nature;
    k->who = f->who;
    k->tier = f->tier;
    k->non_project = f->non_project;
    k->women_first = f->women_first;
    k->raised = f->on_day;
}

static void chain_put(struct need_kept *k, const struct need_line *l)
{
    const struct need_chain *c = &l->chain;

    k->depth = (int64_t)c->n;
    k->root = l->own->entry;
    k->above = ID_NONE;
    if (c->n) {
        k->above = c->link[0]->above;
        k->root = c->link[c->n - 1]->above;
    }
}

static bool same_but_day(const struct need_stand *a, const struct need_stand *b)
{
    return a->leaf == b->leaf && a->state == b->state && a->cost == b->cost &&
           a->households == b->households && a->women == b->women &&
           a->men == b->men && a->poorest == b->poorest &&
           str_same(a->bands, b->bands);
}

static bool is_done(int32_t state)
{
    return state == NEED_COMPLETED || state == NEED_VERIFIED;
}

static void stand_put(struct need_kept *k, const struct need_stand *s)
{
    k->leaf = s->leaf;
    k->state = s->state;
    k->stood = s->stood;
    k->cost = s->cost;
    k->households = s->households;
    k->women = s->women;
    k->men = s->men;
    k->poorest = s->poorest;
    k->bands = s->bands;
    k->scheme = s->works ? s->works->entry : ID_NONE;
    k->answered = s->by ? s->by->need : ID_NONE;
    k->answer = s->by && s->by->what == NEED_ANSWER ? s->by->entry : ID_NONE;
}

/* How it stands, and how it stood before each change. Returns the first day on
 * which it was done; DAY_NONE: never. */
static day history_put(struct need_kept *k, const struct need_line *l,
                       struct arena *a)
{
    struct need_stand was = { .leaf = -1 };
    struct buf past = buf_start(a);
    day *at, done = DAY_NONE;
    size_t n = need_days(l, a, &at);

    for (size_t i = 0; i < n; i++) {
        struct need_stand s = need_stand(l, at[i], a);

        if (done == DAY_NONE && is_done(s.state))
            done = s.stood > at[i] ? at[i] : s.stood;
        if (i && !same_but_day(&s, &was)) {
            need_past_put(&past, k->turned, &was);
            k->turned = at[i];
        } else if (!i) {
            k->turned = at[i];
        }
        was = s;
    }
    stand_put(k, &was);
    k->past = buf_str(&past);
    return done;
}

/* ---- what is wrong with what was said -----------------------------------*/

static bool stands_refused(int32_t state)
{
    return state == NEED_REJECTED || state == NEED_DROPPED ||
           state == NEED_DEFERRED;
}

/* Nothing is funded or begun that nobody approved, nothing verified that was not
 * completed (8.2), and not by the one who said it is complete. */
static void order_remark(const struct need_fact *f, bool approved,
                         const struct need_fact *done, bool work_done,
                         int32_t before, struct postings *out)
{
    int32_t state = f->says + 1;

    if (state >= NEED_FUNDED && state <= NEED_COMPLETED) {
        if (before == NEED_REJECTED || before == NEED_DROPPED)
            remark(out, f->entry, WARN, "need_answer.was_refused", "says", 0,
                   0);
        else if (!approved)
            remark(out, f->entry, WARN, "need_answer.not_approved", "says", 0,
                   0);
    }
    if (state != NEED_VERIFIED || work_done)
        return;
    if (!done)
        remark(out, f->entry, WARN, "need_answer.not_completed", "says", 0, 0);
    else if (!id_none(f->staff) && id_same(f->staff, done->staff))
        remark(out, f->entry, WARN, "need_answer.verifies_own", "staff", 0, 0);
}

/* A scheme for it that is there on that day and has not begun; or begins after it
 * (`later`). */
static bool works_ahead(const struct need_line *l, day on, bool later)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];

        if (f->what != NEED_WORKS || (f->until != DAY_NONE && f->until <= on))
            continue;
        if (later ? f->begun != DAY_NONE && f->begun > on :
                    f->on_day <= on && (f->begun == DAY_NONE || f->begun > on))
            return true;
    }
    return false;
}

/* Did the work begin, or go on, while this refusal was the last word. */
static bool refusal_passed_over(const struct need_line *l,
                                const struct need_fact *a)
{
    int32_t state;
    day since;

    if (need_works(l, a->on_day, &state, &since))
        return true;
    for (size_t i = 0; i < l->n; i++)
        if (l->f[i].what == NEED_WORKS && l->f[i].begun != DAY_NONE &&
            l->f[i].begun > a->on_day && need_said(l, l->f[i].begun) == a)
            return true;
    return false;
}

/* Where an answer and the work do not say the same: see core/need_stand.h. */
static void works_remark(const struct need_line *l, const struct need_fact *a,
                         struct postings *out)
{
    int32_t state = a->says + 1, work;
    const char *what = NULL;
    day since;
    bool speaks = need_works(l, a->on_day, &work, &since) != NULL;

    if (stands_refused(state)) {
        if (refusal_passed_over(l, a))
            what = "need_answer.work_goes_on";
    } else if (state == NEED_COMPLETED || state == NEED_STARTED) {
        if (speaks && state == NEED_COMPLETED && work != NEED_COMPLETED)
            what = "need_answer.work_not_done";
        else if (!speaks && works_ahead(l, a->on_day, false))
            what = "need_answer.work_not_begun";
        else if (!speaks && state == NEED_COMPLETED &&
                 works_ahead(l, a->on_day, true))
            what = "need_answer.work_began_after";
    }
    if (what)
        remark(out, a->entry, WARN, what, "says", 0, 0);
}

static void answers_remark(const struct need_line *l, struct postings *out)
{
    const struct need_fact *done = NULL, *before;
    bool approved = false;
    int32_t state = NEED_ASKED, work;
    day since;

    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];

        if (f->what != NEED_ANSWER)
            continue;
        if (!f->aside) {
            bool work_done = need_works(l, f->on_day, &work, &since) &&
                             work == NEED_COMPLETED;

            order_remark(f, approved, done, work_done, state, out);
            works_remark(l, f, out);
        }
        before = need_said(l, f->on_day);
        state = before ? before->says + 1 : NEED_ASKED;
        approved |= f->says + 1 == NEED_APPROVED;
        if (f->says + 1 == NEED_COMPLETED)
            done = f;
    }
}

static void merging_remark(const struct need_line *l, struct postings *out)
{
    const struct need_fact *cut = l->chain.cut;

    for (size_t i = 0; i < l->n; i++) {
        const struct need_fact *f = &l->f[i];

        if (f->what == NEED_BAND && !f->aside && f->children == 0)
            remark(out, f->entry, WARN, "need.unknown_band", "band", 0, 0);
        if (f->aside || f->steps > 0 ||
            (f->what != NEED_CHAIN && f->what != NEED_MERGED &&
             f->what != NEED_CHANGE))
            continue; /* in a circle its own merging comes again, further up */
        if (f->on_day < l->own->on_day)
            remark(out, f->entry, WARN,
                   f->what == NEED_CHANGE ? "need_change.before_raised" :
                                            "need_join.before_raised",
                   "held", 0, 0);
        if (cut && id_same(f->entry, cut->entry))
            remark(out, f->entry, WARN, "need_join.circle", "wider", 0, 0);
    }
}

/* ---- figures ------------------------------------------------------------*/

/* Leaves are counted, in the month in which they were raised; what was done of
 * them in the month in which it first stood so, by the scheme or by an answer.
 * Nobody ever filed these, so they count at once. */
static void figures_post(const struct need_kept *k, struct id entry, day done,
                         struct postings *out)
{
    struct posting one = { .entry = entry,
                           .place = k->place,
                           .rsp = k->rsp,
                           .project = k->project,
                           .month = month_of(k->raised),
                           .amount = 1 };

    if (!k->leaf || k->raised == DAY_NONE)
        return;
    one.indicator = S("need");
    post(out, &one);
    if (k->women_first == 1) {
        one.indicator = S("need.women_first");
        post(out, &one);
    }
    if (k->cost != INT_NONE && k->cost > 0) {
        one.indicator = S("need.cost");
        one.amount = k->cost;
        post(out, &one);
    }
    if (done != DAY_NONE) {
        one.indicator = S("need.done");
        one.month = month_of(done);
        one.amount = 1;
        post(out, &one);
    }
}

bool need_posts(const void *facts, size_t n, month since, struct postings *out)
{
    struct need_kept *k = arena_new(out->arena, struct need_kept);
    struct need_line l;
    day done;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!need_line(&l, facts, n) || l.own->on_day == DAY_NONE)
        return true; /* told of a need that does not count */
    record_blank(need_kept_field, NEED_KEPT, k);
    itself_put(k, l.own);
    for (size_t i = 0; i < n; i++)
        if (l.f[i].what == NEED_SHARE)
            share_add(k, &l.f[i]);
        else if (l.f[i].what == NEED_SCORED)
            k->score = l.f[i].entry;
    done = history_put(k, &l, out->arena);
    chain_put(k, &l);
    answers_remark(&l, out);
    merging_remark(&l, out);
    figures_post(k, l.own->entry, done, out);
    out->kept = k;
    return true;
}

/* One thing that is wanted: by whom, for whom, what it costs and who is to pay,
 * who is to do it. It is merged into wider needs and answered by facts of its
 * own; a total adds up the needs into which nothing was merged. */
RECORD(need, .view = COLUMNS(need_view), .fact = COLUMNS(need_fact),
       .posts = need_posts, .kept = COLUMNS(need_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "title", .amount = "cost",
       .group = "need");
