/* crp - the roster of community resource persons, book-keepers, livestock
 * workers and birth attendants, and what each did, was paid and how well. */
#include "core/award.h"

struct crp_topic {
    struct str topic;
};
static const struct field crp_topic_field[] = {
    TEXT(crp_topic, topic, 80, FIELD_NEED | FIELD_FIND),
};
struct crp_village {
    struct id village;
};
static const struct field crp_village_field[] = {
    REF(crp_village, village, "place", FIELD_NEED | FIELD_FIND),
};
struct crp_body {
    struct id serves;
};
static const struct field crp_body_field[] = {
    REF(crp_body, serves, "body", FIELD_NEED | FIELD_FIND),
};

struct crp {
    struct id person, body;
    int32_t cadre;
    struct id place, rsp, project;
    day since, ended;
    struct id activist, meeting, training;
    struct list topics, villages, bodies;
    paisa fee;
    int32_t fee_per;
    struct id payer;
    struct str note;
};
static const struct field crp_field[] = {
    REF(crp, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(crp, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(crp, cadre, "cadre_crp|book_keeper|clew|tba|health_worker|master",
           FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(crp, place, "place", FIELD_NEED | FIELD_FIND),
    REF(crp, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(crp, project, "project", 0),
    DAY(crp, since, FIELD_NEED | FIELD_KEY),
    DAY(crp, ended, 0),
    REF(crp, activist, "activist", FIELD_FIND),
    REF(crp, meeting, "meeting", 0),
    REF(crp, training, "training", 0),
    ROWS(crp, topics, crp_topic, 30, 0),
    ROWS(crp, villages, crp_village, 60, 0),
    ROWS(crp, bodies, crp_body, 100, 0),
    MONEY(crp, fee, 0, MONEY_MOST, 0),
    CHOICE(crp, fee_per, "per_day|per_session|per_month|per_task|per_head", 0),
    REF(crp, payer, "body", 0),
    TEXT(crp, note, 600, 0),
};
enum { CADRE_CRP };

struct crp_view {
    int64_t today;
    day formed;
    struct id named; /* whom the activist record names */
    int32_t nature;  /* of that record */
};
static const struct field crp_view_field[] = {
    COUNT(crp_view, today, 0, 0, 0),
    DAY(crp_view, formed, 0),
    REF(crp_view, named, "person", 0),
    CHOICE(crp_view, nature, "activist|crp", 0),
};

/* The naming by her organisation is a record of its own (activist); the roster
 * refers to it and does not say it again. */
static void crp_rule(const struct crp *x, const struct crp_view *v,
                     struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->today != INT_NONE && x->ended != DAY_NONE && x->ended > v->today)
        tell(f, STOP, "date.in_future", "ended");
    if (x->since != DAY_NONE && x->ended != DAY_NONE && x->ended < x->since)
        tell(f, STOP, "date.ends_before_start", "ended");
    if (v->formed != DAY_NONE && x->since != DAY_NONE && x->since < v->formed)
        tell(f, WARN, "term.before_formation", "since");
    if (!id_none(v->named) && !id_same(v->named, x->person))
        tell(f, STOP, "crp.another_person", "activist");
    if (x->cadre == CADRE_CRP && id_none(x->activist) && id_none(x->meeting))
        tell(f, WARN, "crp.named_by_whom", "activist");
    if (x->cadre == CADRE_CRP && !x->topics.n)
        tell(f, WARN, "activist.no_topics", "topics");
    if (x->fee != INT_NONE && x->fee > 0 && x->fee_per < 0)
        tell(f, WARN, "crp.per_what", "fee_per");
}

/* She, her tasks, what was found of them, and what she was paid. */
enum what { WHAT_CRP, WHAT_TASK, WHAT_CHECK, WHAT_FEE };

struct crp_fact {
    int64_t what;
    struct id entry, task; /* task: of a check, of a fee */
    day on_day, ended;
    int32_t sex, cadre;
    int64_t women, men;
    paisa amount; /* due of a task; paid by a fee */
    int32_t quality;
    int64_t booked; /* 1: an expense of the RSP books it */
    int64_t undone; /* 1: the payment was taken back */
    struct id place, rsp, project, book, fund;
    int32_t way;
    struct id account, taker;
    month cutover;
};
static const struct field crp_fact_field[] = {
    COUNT(crp_fact, what, 0, 0, 0),
    REF(crp_fact, entry, NULL, 0),
    REF(crp_fact, task, "crp_task", 0),
    DAY(crp_fact, on_day, 0),
    DAY(crp_fact, ended, 0),
    CHOICE(crp_fact, sex, "women|men", 0),
    CHOICE(crp_fact, cadre,
           "cadre_crp|book_keeper|clew|tba|health_worker|master", 0),
    COUNT(crp_fact, women, 0, 0, 0),
    COUNT(crp_fact, men, 0, 0, 0),
    MONEY(crp_fact, amount, 0, 0, 0),
    CHOICE(crp_fact, quality, "good|fair|poor|not_done", 0),
    COUNT(crp_fact, booked, 0, 0, 0),
    COUNT(crp_fact, undone, 0, 0, 0),
    REF(crp_fact, place, "place", 0),
    REF(crp_fact, rsp, "rsp", 0),
    REF(crp_fact, project, "project", 0),
    REF(crp_fact, book, NULL, 0),
    REF(crp_fact, fund, "fund", 0),
    CHOICE(crp_fact, way, WAY_CHOICES, 0),
    REF(crp_fact, account, "account", 0),
    REF(crp_fact, taker, "person", 0),
    MONTH(crp_fact, cutover, 0),
};

/* What stands of her. */
struct crp_kept {
    int64_t tasks, good, fair, poor, undone;
    int64_t women, men; /* reached */
    paisa due, paid;
    day last; /* task */
};
static const struct field crp_kept_field[] = {
    COUNT(crp_kept, tasks, 0, 0, 0),  COUNT(crp_kept, good, 0, 0, 0),
    COUNT(crp_kept, fair, 0, 0, 0),   COUNT(crp_kept, poor, 0, 0, 0),
    COUNT(crp_kept, undone, 0, 0, 0), COUNT(crp_kept, women, 0, 0, 0),
    COUNT(crp_kept, men, 0, 0, 0),    MONEY(crp_kept, due, 0, 0, 0),
    MONEY(crp_kept, paid, 0, 0, 0),   DAY(crp_kept, last, 0),
};

static void stands_post(const struct crp_fact *c, struct postings *out)
{
    static const char *const by[] = { "crp", "crp.women", "crp.men" };
    struct hold h = hold_of(c->entry, (struct date){ c->on_day, GRAIN_DAY },
                            (struct date){ c->ended, GRAIN_DAY }, DAY_NONE);

    h.rsp = c->rsp;
    h.project = c->project;
    h.cutover = c->cutover;
    for (int sex = -1; sex <= 1; sex++) {
        struct hold one = h;

        if (sex < 0 || sex == c->sex)
            post_holds(out,
                       &(struct posting){ .indicator = str_of(by[sex + 1]),
                                          .place = c->place },
                       &one, 1);
    }
}

/* What was found of a task: the last check by day, then entry. */
static int32_t quality_of(const struct crp_fact *f, size_t n, struct id task)
{
    const struct crp_fact *last = NULL;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_CHECK && id_same(f[i].task, task) &&
            (!last || f[i].on_day > last->on_day ||
             (f[i].on_day == last->on_day &&
              id_order(f[i].entry, last->entry) > 0)))
            last = &f[i];
    return last ? last->quality : -1;
}

static void task_count(const struct crp_fact *c, const struct crp_fact *f,
                       size_t n, size_t at, struct crp_kept *k,
                       struct postings *out)
{
    int32_t quality = quality_of(f, n, f[at].entry);

    k->tasks++;
    k->good += quality == 0;
    k->fair += quality == 1;
    k->poor += quality == 2;
    k->undone += quality == 3;
    k->women += f[at].women == INT_NONE ? 0 : f[at].women;
    k->men += f[at].men == INT_NONE ? 0 : f[at].men;
    k->due += f[at].amount == INT_NONE ? 0 : f[at].amount;
    if (k->last == DAY_NONE || f[at].on_day > k->last)
        k->last = f[at].on_day;
    if (f[at].on_day < c->on_day)
        remark(out, f[at].entry, WARN, "crp_task.before", "held", 0, 0);
    if (c->ended != DAY_NONE && f[at].on_day > c->ended)
        remark(out, f[at].entry, WARN, "crp_task.after", "held", 0, 0);
}

static paisa due_of(const struct crp_fact *f, size_t n, struct id task)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_TASK && id_same(f[i].entry, task))
            return f[i].amount;
    return INT_NONE;
}

static paisa paid_for(const struct crp_fact *f, size_t n, struct id task)
{
    paisa sum = 0;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_FEE && f[i].undone != 1 &&
            id_same(f[i].task, task))
            sum += f[i].amount;
    return sum;
}

static void fee_post(const struct crp_fact *c, const struct crp_fact *p,
                     struct postings *out)
{
    struct movement m = { .entry = p->entry,
                          .event = "crp.fee",
                          .book = p->book,
                          .fund = p->fund,
                          .on = p->on_day,
                          .amount = p->amount,
                          .place = c->place,
                          .rsp = c->rsp,
                          .project = c->project,
                          .sex = -1,
                          .cutover = c->cutover };

    paid_by(&m, p->way, p->account, p->taker);
    if (p->booked != 1)
        money(out, &m);
}

static void fee_remark(const struct crp_fact *f, size_t n, size_t at,
                       struct postings *out)
{
    paisa due = id_none(f[at].task) ? INT_NONE : due_of(f, n, f[at].task);
    paisa paid = paid_for(f, n, f[at].task);

    if (due != INT_NONE && paid > due)
        remark(out, f[at].entry, WARN, "crp_fee.beyond", "amount", paid / 100,
               due / 100);
    if (!id_none(f[at].task) && quality_of(f, n, f[at].task) == 3)
        remark(out, f[at].entry, WARN, "crp_fee.not_done", "task", 0, 0);
}

static bool crp_posts(const void *facts, size_t n, month since,
                      struct postings *out)
{
    const struct crp_fact *f = facts, *c = NULL;
    struct crp_kept k = { .last = DAY_NONE };

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n && !c; i++)
        c = f[i].what == WHAT_CRP ? &f[i] : NULL;
    if (!c)
        return true;
    stands_post(c, out);
    for (size_t i = 0; i < n; i++) {
        if (f[i].what == WHAT_TASK)
            task_count(c, f, n, i, &k, out);
        if (f[i].what != WHAT_FEE)
            continue;
        k.paid += f[i].undone == 1 ? 0 : f[i].amount;
        fee_post(c, &f[i], out);
        fee_remark(f, n, i, out);
    }
    keep(out, &k, sizeof k);
    return true;
}

/* Somebody on the roster: a community resource person, a book-keeper, a
 * livestock worker, a birth attendant; for which topics, villages and bodies,
 * from when to when, for what fee. Tasks, checks and fees name her. */
RECORD(crp, .view = COLUMNS(crp_view), .fact = COLUMNS(crp_fact),
       .posts = crp_posts, .kept = COLUMNS(crp_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .amount = "fee",
       .group = "learn");
