/* training - an event at which people are taught: its list, its sheets, what it
 * cost, and what that comes to. */
#include "core/books.h"
#include "core/learn.h"

#include <stdlib.h>

struct training_cost_line {
    int32_t what;
    paisa amount;
};
static const struct field training_cost_line_field[] = {
    CHOICE(training_cost_line, what,
           "boarding|travel|material|trainer_fee|venue_hire|stipend|other",
           FIELD_NEED),
    MONEY(training_cost_line, amount, 1, MONEY_MOST, FIELD_NEED),
};

struct training_participant {
    struct id person, staff, body;
    struct str office;
    int32_t sex;
    int64_t days, test_before, test_after; /* of the marks: percent */
};
static const struct field training_participant_field[] = {
    REF(training_participant, person, "person", FIELD_FIND),
    REF(training_participant, staff, "staff", FIELD_FIND),
    REF(training_participant, body, "body", FIELD_FIND),
    CODE(training_participant, office, "office", 0),
    CHOICE(training_participant, sex, "women|men", FIELD_NEED),
    COUNT(training_participant, days, 0, 400, 0),
    COUNT(training_participant, test_before, 0, 10000, FIELD_POINTS),
    COUNT(training_participant, test_after, 0, 10000, FIELD_POINTS),
};

struct training {
    struct str code, kind, title;
    int32_t level;
    struct str venue;
    struct id place;
    day since, until;
    int64_t days;
    struct id staff, crp;
    struct str trainer, organiser;
    struct id rsp, project, agreement;
    struct str line;
    struct id fund, need, body, resolution;
    struct str goal;
    struct list costs, participants;
    int64_t women, men; /* beside those on the list and the sheets */
    day called_off;
    struct str note;
};
static const struct field training_field[] = {
    TEXT(training, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CODE(training, kind, "training_kind", FIELD_NEED | FIELD_FIND),
    TEXT(training, title, 200, FIELD_NEED),
    CHOICE(training, level, "co|vo|lso|group|crp|staff|any_level", 0),
    TEXT(training, venue, 160, 0),
    REF(training, place, "place", FIELD_NEED | FIELD_FIND),
    DAY(training, since, FIELD_NEED | FIELD_FIND),
    DAY(training, until, 0),
    COUNT(training, days, 1, 400, FIELD_NEED),
    REF(training, staff, "staff", 0),
    REF(training, crp, "crp", FIELD_FIND),
    TEXT(training, trainer, 160, 0),
    TEXT(training, organiser, 160, 0),
    REF(training, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(training, project, "project", FIELD_FIND),
    REF(training, agreement, "agreement", FIELD_FIND),
    TEXT(training, line, 30, 0),
    REF(training, fund, "fund", 0),
    REF(training, need, "training_need", FIELD_FIND),
    REF(training, body, "body", FIELD_FIND),
    REF(training, resolution, "resolution", 0),
    CODE(training, goal, "goal", 0),
    ROWS(training, costs, training_cost_line, 40, 0),
    ROWS(training, participants, training_participant, 400, 0),
    COUNT(training, women, 0, 100000, 0),
    COUNT(training, men, 0, 100000, 0),
    DAY(training, called_off, 0),
    TEXT(training, note, 2000, 0),
};

struct training_view {
    int64_t today;
    int64_t usual, lines; /* of its kind; of the agreement, with that code */
    day assessed;
};
static const struct field training_view_field[] = {
    COUNT(training_view, today, 0, 0, 0),
    COUNT(training_view, usual, 0, 0, 0),
    COUNT(training_view, lines, 0, 0, 0),
    DAY(training_view, assessed, 0),
};

static struct id row_who(const struct training_participant *p)
{
    return id_none(p->person) ? p->staff : p->person;
}

static void list_judge(const struct training *x, struct findings *f)
{
    const struct training_participant *p = x->participants.at;

    for (size_t i = 0; i < x->participants.n; i++) {
        if (!id_none(p[i].person) && !id_none(p[i].staff))
            tell_row(f, STOP, "training.person_or_staff", "participants", i,
                     "staff");
        if (p[i].days != INT_NONE && x->days != INT_NONE && p[i].days > x->days)
            tell_row(f, STOP, "training.more_days", "participants", i, "days");
        for (size_t j = 0; j < i; j++)
            if (!id_none(row_who(&p[i])) &&
                id_same(row_who(&p[i]), row_who(&p[j]))) {
                tell_row(f, STOP, "training.twice", "participants", i,
                         "person");
                break;
            }
    }
}

static bool somebody_came(const struct training *x)
{
    const struct training_participant *p = x->participants.at;

    for (size_t i = 0; i < x->participants.n; i++)
        if (p[i].days != INT_NONE && p[i].days > 0)
            return true;
    return (x->women != INT_NONE && x->women > 0) ||
           (x->men != INT_NONE && x->men > 0);
}

/* A training may be planned ahead; nobody has come to it before it began. */
static void days_judge(const struct training *x, const struct training_view *v,
                       struct findings *f)
{
    int64_t span;

    if (x->since == DAY_NONE)
        return;
    if (x->until != DAY_NONE && x->until < x->since) {
        tell(f, STOP, "date.ends_before_start", "until");
        return;
    }
    span = (x->until == DAY_NONE ? x->since : x->until) - x->since + 1;
    if (x->days != INT_NONE && x->days > span)
        tell_ab(f, STOP, "training.days_beyond", "days", x->days, span);
    if (v->today != INT_NONE && x->since > v->today && somebody_came(x))
        tell(f, STOP, "training.came_before", "participants");
    if (x->called_off != DAY_NONE && somebody_came(x))
        tell(f, STOP, "training.held_and_called_off", "called_off");
    if (v->assessed != DAY_NONE && v->assessed > x->since)
        tell(f, WARN, "training.before_need", "need");
    if (v->usual != INT_NONE && x->days != INT_NONE && x->days * 2 < v->usual)
        tell_ab(f, WARN, "training.short", "days", x->days, v->usual);
}

static void training_rule(const struct training *x,
                          const struct training_view *v, struct findings *f)
{
    days_judge(x, v, f);
    list_judge(x, f);
    if (id_none(x->staff) && id_none(x->crp) && !x->trainer.n)
        tell(f, WARN, "training.who_taught", "trainer");
    if (!id_none(x->agreement) && !x->line.n)
        tell(f, WARN, "training.which_line", "line");
    if (x->line.n && id_none(x->agreement))
        tell(f, WARN, "expense.line_of_nothing", "line");
    if (!id_none(x->agreement) && x->line.n && v->lines == 0)
        tell(f, WARN, "expense.no_such_line", "line");
}

/* The training, the rows of its list, of its sheets, and what it cost. */
enum what { WHAT_TRAINING, WHAT_LIST, WHAT_SHEET, WHAT_COST };

struct training_fact {
    int64_t what;
    struct id entry;
    int64_t n;
    struct id who;
    int32_t sex, present;
    int64_t said, pre, post;
    day on_day; /* it begins; of the sheet; of the cost */
    day ended;
    int64_t days, women, men, attend;
    int64_t trained, tba;
    int64_t off;         /* 1: called off */
    paisa planned, paid; /* of the list of costs; of one cost */
    struct id place, rsp, project;
    month cutover, trained_cutover, tba_cutover;
};
static const struct field training_fact_field[] = {
    COUNT(training_fact, what, 0, 0, 0),
    REF(training_fact, entry, NULL, 0),
    COUNT(training_fact, n, 0, 0, 0),
    REF(training_fact, who, NULL, 0),
    CHOICE(training_fact, sex, "women|men", 0),
    CHOICE(training_fact, present, "present|absent|leave", 0),
    COUNT(training_fact, said, 0, 0, 0),
    COUNT(training_fact, pre, 0, 0, 0),
    COUNT(training_fact, post, 0, 0, 0),
    DAY(training_fact, on_day, 0),
    DAY(training_fact, ended, 0),
    COUNT(training_fact, days, 0, 0, 0),
    COUNT(training_fact, women, 0, 0, 0),
    COUNT(training_fact, men, 0, 0, 0),
    COUNT(training_fact, attend, 0, 0, 0),
    COUNT(training_fact, trained, 0, 0, 0),
    COUNT(training_fact, tba, 0, 0, 0),
    COUNT(training_fact, off, 0, 0, 0),
    MONEY(training_fact, planned, 0, 0, 0),
    MONEY(training_fact, paid, 0, 0, 0),
    REF(training_fact, place, "place", 0),
    REF(training_fact, rsp, "rsp", 0),
    REF(training_fact, project, "project", 0),
    MONTH(training_fact, cutover, 0),
    MONTH(training_fact, trained_cutover, 0),
    MONTH(training_fact, tba_cutover, 0),
};

/* What stands of a training. */
struct training_kept {
    int64_t state;      /* 0 planned, 1 held, 2 called off */
    int64_t women, men; /* who came, a day at least */
    int64_t taught_women, taught_men;
    int64_t days_women, days_men; /* days attended, all together */
    int64_t sheets;
    int64_t tested;    /* with a mark before and one after */
    int64_t pre, post; /* sums of these, hundredths of a percent */
    paisa cost;        /* what was paid; while nothing was, what was planned */
    int64_t costs;     /* how many payments say so */
    month held;        /* of its last day */
};
static const struct field training_kept_field[] = {
    COUNT(training_kept, state, 0, 0, FIELD_FIND),
    COUNT(training_kept, women, 0, 0, 0),
    COUNT(training_kept, men, 0, 0, 0),
    COUNT(training_kept, taught_women, 0, 0, 0),
    COUNT(training_kept, taught_men, 0, 0, 0),
    COUNT(training_kept, days_women, 0, 0, 0),
    COUNT(training_kept, days_men, 0, 0, 0),
    COUNT(training_kept, sheets, 0, 0, 0),
    COUNT(training_kept, tested, 0, 0, 0),
    COUNT(training_kept, pre, 0, 0, 0),
    COUNT(training_kept, post, 0, 0, 0),
    MONEY(training_kept, cost, 0, 0, 0),
    COUNT(training_kept, costs, 0, 0, 0),
    MONTH(training_kept, held, FIELD_FIND),
};
enum { PLANNED, HELD, CALLED_OFF };

static int64_t or_nothing(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

static void seat_count(const struct training_fact *t,
                       const struct learn_seat *s, struct training_kept *k)
{
    bool taught = learn_taught(s->days, t->days, t->attend);

    if (s->days > 0) {
        k->women += s->sex == 0;
        k->men += s->sex == 1;
        k->taught_women += taught && s->sex == 0;
        k->taught_men += taught && s->sex == 1;
        k->days_women += s->sex == 0 ? s->days : 0;
        k->days_men += s->sex == 1 ? s->days : 0;
    }
    if (s->pre != INT_NONE && s->post != INT_NONE) {
        k->tested++;
        k->pre += s->pre;
        k->post += s->post;
    }
}

/* Those of whom only the number is known were there all days. */
static void totals_count(const struct training_fact *t, struct training_kept *k)
{
    int64_t women = or_nothing(t->women), men = or_nothing(t->men);

    k->women += women;
    k->men += men;
    k->taught_women += women;
    k->taught_men += men;
    k->days_women += women * or_nothing(t->days);
    k->days_men += men * or_nothing(t->days);
}

static struct training_kept kept_of(const struct training_fact *t,
                                    const struct training_fact *f, size_t n,
                                    struct arena *a)
{
    struct training_kept k = {
        .held = month_of(t->ended == DAY_NONE ? t->on_day : t->ended)
    };
    struct learn_row *row = arena_many(a, struct learn_row, n + 1);
    struct learn_seat *seat;
    size_t rows = 0, seats;

    for (size_t i = 0; i < n; i++) {
        if (f[i].what == WHAT_SHEET && f[i].n == 0)
            k.sheets++;
        if (f[i].what == WHAT_COST && f[i].paid != INT_NONE) {
            k.cost += f[i].paid;
            k.costs++;
        }
        if (f[i].what != WHAT_LIST && f[i].what != WHAT_SHEET)
            continue;
        row[rows++] = (struct learn_row){ .entry = f[i].entry,
                                          .n = f[i].n,
                                          .who = f[i].who,
                                          .sex = f[i].sex,
                                          .on = f[i].what == WHAT_SHEET ?
                                                    f[i].on_day :
                                                    DAY_NONE,
                                          .said = f[i].said,
                                          .present = f[i].present == 0,
                                          .pre = f[i].pre,
                                          .post = f[i].post };
    }
    seats = learn_seats(row, rows, a, &seat);
    for (size_t i = 0; i < seats; i++)
        seat_count(t, &seat[i], &k);
    totals_count(t, &k);
    if (!k.costs)
        k.cost = or_nothing(t->planned);
    k.state = t->off == 1 ? CALLED_OFF : k.women + k.men > 0 ? HELD : PLANNED;
    return k;
}

static void flow_post(const struct training_fact *t, month held,
                      const char *indicator, int64_t amount, month cutover,
                      struct postings *out)
{
    if (amount)
        post_kept(out,
                  &(struct posting){ .entry = t->entry,
                                     .indicator = str_of(indicator),
                                     .place = t->place,
                                     .rsp = t->rsp,
                                     .project = t->project,
                                     .month = held,
                                     .amount = amount },
                  cutover, true);
}

/* Counted once for each training: who came to two is two participations. */
static void figures_post(const struct training_fact *t,
                         const struct training_kept *k, struct postings *out)
{
    const struct {
        const char *all, *women, *men;
        int64_t of_women, of_men;
        month cutover;
        bool counts;
    } by[] = {
        { "training.days", "training.days.women", "training.days.men",
          k->days_women, k->days_men, t->cutover, true },
        { "trained", "trained.women", "trained.men", k->taught_women,
          k->taught_men, t->trained_cutover, t->trained == 1 },
        { "tba", "tba.women", "tba.men", k->taught_women, k->taught_men,
          t->tba_cutover, t->tba == 1 },
    };

    flow_post(t, k->held, "training", 1, t->cutover, out);
    flow_post(t, k->held, "training.cost", k->cost, t->cutover, out);
    for (size_t i = 0; i < LEN(by); i++) {
        if (!by[i].counts)
            continue;
        flow_post(t, k->held, by[i].all, by[i].of_women + by[i].of_men,
                  by[i].cutover, out);
        flow_post(t, k->held, by[i].women, by[i].of_women, by[i].cutover, out);
        flow_post(t, k->held, by[i].men, by[i].of_men, by[i].cutover, out);
    }
}

static int sheet_order(const void *a, const void *b)
{
    const struct training_fact *const *x = a, *const *y = b;
    int order = id_order((*x)->who, (*y)->who);

    if (!order)
        order = ((*x)->on_day > (*y)->on_day) - ((*x)->on_day < (*y)->on_day);
    return order ? order : id_order((*x)->entry, (*y)->entry);
}

/* Two sheets of one day may both name somebody; she was there once. */
static void again_remark(const struct training_fact *f, size_t n,
                         struct postings *out)
{
    const struct training_fact **row =
        arena_many(out->arena, const struct training_fact *, n + 1);
    size_t rows = 0;

    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_SHEET && !id_none(f[i].who))
            row[rows++] = &f[i];
    if (rows)
        qsort(row, rows, sizeof *row, sheet_order);
    for (size_t i = 1; i < rows; i++) {
        struct buf path = buf_start(out->arena);

        if (!id_same(row[i]->who, row[i - 1]->who) ||
            row[i]->on_day != row[i - 1]->on_day ||
            id_same(row[i]->entry, row[i - 1]->entry))
            continue;
        buf_fmt(&path, "attendance[%lld].person", (long long)row[i]->n);
        remark(out, row[i]->entry, WARN, "attendance_sheet.again",
               arena_z(out->arena, buf_str(&path)), 0, 0);
    }
}

static bool training_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct training_fact *f = facts, *t = NULL;
    struct training_kept k;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n && !t; i++)
        t = f[i].what == WHAT_TRAINING ? &f[i] : NULL;
    if (!t)
        return true;
    k = kept_of(t, f, n, out->arena);
    keep(out, &k, sizeof k);
    if (k.state == HELD)
        figures_post(t, &k, out);
    again_remark(f, n, out);
    for (size_t i = 0; i < n && t->off == 1; i++)
        if (f[i].what == WHAT_SHEET && f[i].n == 0)
            remark(out, f[i].entry, WARN, "training.sheet_of_called_off",
                   "training", 0, 0);
    return true;
}

/* A training: its kind, where and when, who taught, who came for how many days,
 * marks before and after, what it was to cost and from which line. It may be
 * planned ahead; who came is then told by its attendance sheets. */
RECORD(training, .view = COLUMNS(training_view), .fact = COLUMNS(training_fact),
       .posts = training_posts, .kept = COLUMNS(training_kept), .code = "code",
       .title = "title", .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .group = "learn");
