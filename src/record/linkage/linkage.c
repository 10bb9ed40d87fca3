/* linkage - what a body asked of somebody outside and was promised; without an
 * agency, what its people did by themselves. */
#include "core/linkage.h"
#include "core/books.h"

#define HELP_CHOICES                                                           \
    "cash|kind|service|price_cut|permission|posting|training|work"
#define PEOPLE_MOST 10000000

struct linkage {
    struct id body, agency;
    struct str office, issue;
    int32_t sector, started_by;
    struct id resolution, meeting, need;
    struct str goal;
    day requested, promised, due;
    int32_t help;
    struct str what;
    int64_t quantity;
    struct str unit;
    paisa value, people_paid;
    int32_t value_basis;
    struct str post;
    struct id place;
    int64_t households, women, men, children, disabled, minority, poorest;
    struct str note;
};
static const struct field linkage_field[] = {
    REF(linkage, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(linkage, agency, "agency", FIELD_KEY | FIELD_FIND),
    TEXT(linkage, office, 160, 0),
    TEXT(linkage, post, 160, 0),
    TEXT(linkage, issue, 200, FIELD_NEED | FIELD_KEY),
    CHOICE(linkage, sector, SECTOR_CHOICES, FIELD_NEED),
    CHOICE(linkage, started_by,
           "resolution|letter|meeting|joint_meeting|visit|other", 0),
    REF(linkage, resolution, "resolution", FIELD_FIND),
    REF(linkage, meeting, "meeting", 0),
    REF(linkage, need, "need", FIELD_FIND),
    CODE(linkage, goal, "goal", 0),
    DAY(linkage, requested, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(linkage, promised, 0),
    DAY(linkage, due, 0),
    CHOICE(linkage, help, HELP_CHOICES, 0),
    TEXT(linkage, what, 300, 0),
    COUNT(linkage, quantity, 0, INT64_C(1000000000), 0),
    TEXT(linkage, unit, 40, 0),
    MONEY(linkage, value, 0, MONEY_MOST, 0),
    CHOICE(linkage, value_basis, "invoice|market|agency", 0),
    MONEY(linkage, people_paid, 0, MONEY_MOST, 0),
    REF(linkage, place, "place", 0),
    COUNT(linkage, households, 0, PEOPLE_MOST, 0),
    COUNT(linkage, women, 0, PEOPLE_MOST, 0),
    COUNT(linkage, men, 0, PEOPLE_MOST, 0),
    COUNT(linkage, children, 0, PEOPLE_MOST, 0),
    COUNT(linkage, disabled, 0, PEOPLE_MOST, 0),
    COUNT(linkage, minority, 0, PEOPLE_MOST, 0),
    COUNT(linkage, poorest, 0, PEOPLE_MOST, 0),
    TEXT(linkage, note, 1000, 0),
};

struct linkage_view {
    int64_t today;
    day formed;
    struct id resolved_by, met_body;
};
static const struct field linkage_view_field[] = {
    COUNT(linkage_view, today, 0, 0, 0),
    DAY(linkage_view, formed, 0),
    REF(linkage_view, resolved_by, "body", 0),
    REF(linkage_view, met_body, "body", 0),
};

/* What was given and what people paid for it are two amounts: 1,800 saplings at
 * 10 rupees each are 18,000 paid, and not what they are worth
 * (institutions.md 11). */
static void value_judge(const struct linkage *x, struct findings *f)
{
    if (x->value != INT_NONE && x->value > 0 && x->value_basis < 0)
        tell(f, WARN, "linkage.no_basis", "value_basis");
    if (x->value != INT_NONE && x->people_paid != INT_NONE &&
        x->people_paid > x->value)
        tell_ab(f, WARN, "linkage.paid_more", "people_paid",
                x->people_paid / 100, x->value / 100);
    if (x->quantity != INT_NONE && !x->unit.n)
        tell(f, WARN, "linkage.no_unit", "unit");
    if (x->households != INT_NONE && x->poorest != INT_NONE &&
        x->poorest > x->households)
        tell(f, STOP, "linkage.more_poorest", "poorest");
}

static void linkage_rule(const struct linkage *x, const struct linkage_view *v,
                         struct findings *f)
{
    bool self_help = id_none(x->agency) && !x->office.n;

    if (v->today != INT_NONE && x->requested != DAY_NONE &&
        x->requested > v->today)
        tell(f, STOP, "date.in_future", "requested");
    if (v->today != INT_NONE && x->promised != DAY_NONE &&
        x->promised > v->today)
        tell(f, STOP, "date.in_future", "promised");
    if (v->formed != DAY_NONE && x->requested != DAY_NONE &&
        x->requested < v->formed)
        tell(f, WARN, "linkage.before_formation", "requested");
    if (x->promised != DAY_NONE && x->requested != DAY_NONE &&
        x->promised < x->requested)
        tell(f, STOP, "linkage.promised_first", "promised");
    if (x->due != DAY_NONE && x->requested != DAY_NONE && x->due < x->requested)
        tell(f, STOP, "linkage.due_first", "due");
    if (x->promised != DAY_NONE && x->due == DAY_NONE)
        tell(f, WARN, "linkage.no_due", "due");
    if (self_help && x->promised != DAY_NONE)
        tell(f, STOP, "linkage.promised_by_nobody", "promised");
    if (!self_help && !x->post.n)
        tell(f, WARN, "linkage.no_post", "post");
    if (!id_none(v->resolved_by) && !id_same(v->resolved_by, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    if (!id_none(v->met_body) && !id_same(v->met_body, x->body))
        tell(f, STOP, "resolution.other_body", "meeting");
    value_judge(x, f);
}

/* The record itself (what 0), then its steps (1). */
struct linkage_fact {
    int64_t what;
    struct id entry;
    day on_day;
    int32_t stage;
    day promised, due;
    paisa value, paid;
    int64_t self_help, answer_days, lapse_days, households, women, men;
    struct id body, agency, place, rsp, project;
    int32_t sector, help;
    month cutover;
};
static const struct field linkage_fact_field[] = {
    COUNT(linkage_fact, what, 0, 0, 0),
    REF(linkage_fact, entry, NULL, 0),
    DAY(linkage_fact, on_day, 0),
    CHOICE(linkage_fact, stage, LINKAGE_STAGES, 0),
    DAY(linkage_fact, promised, 0),
    DAY(linkage_fact, due, 0),
    MONEY(linkage_fact, value, 0, 0, 0),
    MONEY(linkage_fact, paid, 0, 0, 0),
    COUNT(linkage_fact, self_help, 0, 0, 0),
    COUNT(linkage_fact, answer_days, 0, 0, 0),
    COUNT(linkage_fact, lapse_days, 0, 0, 0),
    COUNT(linkage_fact, households, 0, 0, 0),
    COUNT(linkage_fact, women, 0, 0, 0),
    COUNT(linkage_fact, men, 0, 0, 0),
    REF(linkage_fact, body, "body", 0),
    REF(linkage_fact, agency, "agency", 0),
    REF(linkage_fact, place, "place", 0),
    REF(linkage_fact, rsp, "rsp", 0),
    REF(linkage_fact, project, "project", 0),
    CHOICE(linkage_fact, sector, SECTOR_CHOICES, 0),
    CHOICE(linkage_fact, help, HELP_CHOICES, 0),
    MONTH(linkage_fact, cutover, 0),
};

/* A linkage as it stands: table linkage_kept. What hangs on the day of whoever
 * looks follows from silent_on, late_on and lapsed_on. */
struct linkage_kept {
    struct id body, agency, place, rsp, project;
    int64_t self_help;
    int32_t sector, help, stage;
    day asked, answered, promised, due, ended, last;
    day silent_on, late_on, lapsed_on;
    paisa value, paid;
    int64_t reminders, moved, households, women, men;
    day turned;      /* the last day on which anything was said of it */
    struct str past; /* how it stood before that day: core/linkage.h */
};
static const struct field linkage_kept_field[] = {
    REF(linkage_kept, body, "body", FIELD_FIND),
    REF(linkage_kept, agency, "agency", FIELD_FIND),
    REF(linkage_kept, place, "place", 0),
    REF(linkage_kept, rsp, "rsp", 0),
    REF(linkage_kept, project, "project", 0),
    COUNT(linkage_kept, self_help, 0, 0, 0),
    CHOICE(linkage_kept, sector, SECTOR_CHOICES, 0),
    CHOICE(linkage_kept, help, HELP_CHOICES, 0),
    CHOICE(linkage_kept, stage, LINKAGE_STAGES, 0),
    DAY(linkage_kept, asked, 0),
    DAY(linkage_kept, answered, 0),
    DAY(linkage_kept, promised, 0),
    DAY(linkage_kept, due, 0),
    DAY(linkage_kept, ended, 0),
    DAY(linkage_kept, last, 0),
    DAY(linkage_kept, silent_on, 0),
    DAY(linkage_kept, late_on, FIELD_FIND),
    DAY(linkage_kept, lapsed_on, 0),
    MONEY(linkage_kept, value, 0, 0, 0),
    MONEY(linkage_kept, paid, 0, 0, 0),
    COUNT(linkage_kept, reminders, 0, 0, 0),
    COUNT(linkage_kept, moved, 0, 0, 0),
    COUNT(linkage_kept, households, 0, 0, 0),
    COUNT(linkage_kept, women, 0, 0, 0),
    COUNT(linkage_kept, men, 0, 0, 0),
    DAY(linkage_kept, turned, 0),
    TEXT(linkage_kept, past, 1000000, 0),
};

static void row_keep(const struct linkage_fact *l,
                     const struct linkage_state *s, day turned, struct str past,
                     struct postings *out)
{
    struct linkage_kept k = { .body = l->body,
                              .agency = l->agency,
                              .place = l->place,
                              .rsp = l->rsp,
                              .project = l->project,
                              .self_help = l->self_help,
                              .sector = l->sector,
                              .help = l->help,
                              .stage = s->stage,
                              .asked = s->asked,
                              .answered = s->answered,
                              .promised = s->promised,
                              .due = s->due,
                              .ended = s->ended,
                              .last = s->last,
                              .silent_on = s->silent_on,
                              .late_on = s->late_on,
                              .lapsed_on = s->lapsed_on,
                              .value = s->value,
                              .paid = s->paid,
                              .reminders = s->reminders,
                              .moved = s->moved,
                              .households = l->households,
                              .women = l->women,
                              .men = l->men,
                              .turned = turned,
                              .past = past };

    keep(out, &k, sizeof k);
}

/* It counts on the day it was delivered, by the step that says so. */
static void delivered_post(const struct linkage_fact *l,
                           const struct linkage_state *s, struct id by,
                           struct postings *out)
{
    static const char *const code[2][3] = {
        { "linkage", "linkage.value", "linkage.household" },
        { "selfhelp", "selfhelp.value", "selfhelp.household" }
    };
    const int64_t amount[3] = { 1, s->value, l->households };
    struct posting one = { .entry = by,
                           .place = l->place,
                           .rsp = l->rsp,
                           .project = l->project,
                           .month = month_of(s->ended) };

    for (int i = 0; i < 3; i++) {
        one.indicator = str_of(code[l->self_help == 1][i]);
        one.amount = amount[i];
        if (amount[i] != INT_NONE)
            post_kept(out, &one, l->cutover, true);
    }
}

static bool linkage_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct linkage_fact *f = facts;
    struct linkage_act *act = arena_many(out->arena, struct linkage_act, n + 1);
    struct linkage_start start;
    struct linkage_state s;
    size_t acts = 0;
    struct str past;
    day turned;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->what != 0)
        return true; /* said of one that does not count */
    start = (struct linkage_start){ f->self_help == 1, f->on_day,
                                    f->promised,       f->due,
                                    f->value,          f->paid,
                                    f->answer_days,    f->lapse_days };
    for (size_t i = 1; i < n; i++)
        act[acts++] = (struct linkage_act){
            f[i].entry, f[i].on_day, f[i].stage, f[i].due, f[i].value, f[i].paid
        };
    s = linkage_replay(&start, act, acts);
    for (size_t i = 0; i < acts; i++) {
        if (act[i].on < f->on_day)
            remark(out, act[i].entry, WARN, "linkage_step.before_request",
                   "held", 0, 0);
        if (linkage_after_end(act, acts, i))
            remark(out, act[i].entry, WARN, "linkage_step.after_end", "stage",
                   0, 0);
        else if (act[i].stage == LINKAGE_DELIVERED)
            delivered_post(f, &s, act[i].entry, out);
    }
    past = linkage_past(&start, act, acts, &turned, out->arena);
    row_keep(f, &s, turned, past, out);
    return true;
}

/* What a body asked of somebody outside: which office and post, for what, since
 * when, promised for when, worth what by whose reckoning, what people paid, who
 * is served. Without an agency it is a self-help initiative, begun on that day.
 * What became of it are its steps. */
RECORD(linkage, .view = COLUMNS(linkage_view), .fact = COLUMNS(linkage_fact),
       .posts = linkage_posts, .kept = COLUMNS(linkage_kept), .title = "issue",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "linkage");
