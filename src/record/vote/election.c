#include "core/vote.h"

struct election_seat {
    struct str office;
    int64_t seats;
};
static const struct field election_seat_field[] = {
    CODE(election_seat, office, "office", FIELD_NEED),
    COUNT(election_seat, seats, 1, 100, FIELD_NEED),
};

struct election_warden {
    struct id person, staff;
    int32_t role;
    bool outside; /* comes from outside the body */
};
static const struct field election_warden_field[] = {
    REF(election_warden, person, "person", FIELD_FIND),
    REF(election_warden, staff, "staff", FIELD_FIND),
    CHOICE(election_warden, role, WARDEN_ROLES, FIELD_NEED),
    FLAG(election_warden, outside, 0),
};

struct election {
    struct id body, bylaw;
    int32_t reason;
    day called, poll_on;
    struct str venue;
    struct id meeting, reruns;
    int32_t method, counting, tie;
    struct str seed;
    struct list seat, warden;
};
static const struct field election_field[] = {
    REF(election, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(election, bylaw, "bylaw", FIELD_NEED | FIELD_FIND),
    CHOICE(election, reason, "founding|term|vacancy|no_confidence|annulled",
           FIELD_NEED),
    DAY(election, called, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(election, poll_on, 0),
    TEXT(election, venue, 200, 0),
    REF(election, meeting, "meeting", 0),
    REF(election, reruns, "election", FIELD_FIND),
    CHOICE(election, method, VOTE_METHODS, FIELD_NEED),
    CHOICE(election, counting, POLL_WAYS, FIELD_NEED),
    CHOICE(election, tie, POLL_TIES, 0),
    TEXT(election, seed, 200, 0),
    ROWS(election, seat, election_seat, 20, 0),
    ROWS(election, warden, election_warden, 20, 0),
};

struct election_view {
    int64_t today;
    int32_t nature; /* of the body */
    day formed;
    struct id bylaw_body;
    int32_t bylaw_nature;
    day adopted;
    struct id meeting_body;
    day met;
    struct id reruns_body;
};
static const struct field election_view_field[] = {
    COUNT(election_view, today, 0, 0, 0),
    CHOICE(election_view, nature, "co|vo|lso|group|network", 0),
    DAY(election_view, formed, 0),
    REF(election_view, bylaw_body, "body", 0),
    CHOICE(election_view, bylaw_nature, "co|vo|lso|group|network", 0),
    DAY(election_view, adopted, 0),
    REF(election_view, meeting_body, "body", 0),
    DAY(election_view, met, 0),
    REF(election_view, reruns_body, "body", 0),
};

static void seats_judge(const struct list *seats, struct findings *f)
{
    const struct election_seat *s = seats->at;

    if (!seats->n)
        tell(f, STOP, "election.no_seats", "seat");
    for (size_t i = 0; i < seats->n; i++)
        for (size_t j = 0; j < i; j++)
            if (s[i].office.n && str_same(s[i].office, s[j].office)) {
                tell_row(f, STOP, "election.office_twice", "seat", i, "office");
                break;
            }
}

static bool warden_same(const struct election_warden *x,
                        const struct election_warden *y)
{
    return (!id_none(x->person) && id_same(x->person, y->person)) ||
           (!id_none(x->staff) && id_same(x->staff, y->staff));
}

static void wardens_judge(const struct list *wardens, struct findings *f)
{
    const struct election_warden *w = wardens->at;

    for (size_t i = 0; i < wardens->n; i++) {
        if (id_none(w[i].person) == id_none(w[i].staff))
            tell_row(f, STOP, "election.warden_who", "warden", i, "person");
        if (!id_none(w[i].staff) && w[i].role >= 0 &&
            w[i].role != WARDEN_OBSERVER)
            tell_row(f, WARN, "election.staff_observes", "warden", i, "role");
        for (size_t j = 0; j < i; j++)
            if (warden_same(&w[i], &w[j])) {
                tell_row(f, STOP, "election.warden_twice", "warden", i,
                         "person");
                break;
            }
    }
}

/* The version of the by-law is fixed when it is called (institutions.md 6.2;
 * 14.2, 9): one of this body, or the template of its nature, adopted by then. */
static void bylaw_judge(const struct election *x, const struct election_view *v,
                        struct findings *f)
{
    if (!id_none(v->bylaw_body) && !id_same(v->bylaw_body, x->body))
        tell(f, STOP, "election.bylaw_elsewhere", "bylaw");
    if (id_none(v->bylaw_body) && v->bylaw_nature >= 0 && v->nature >= 0 &&
        v->bylaw_nature != v->nature)
        tell(f, STOP, "election.bylaw_of_other_nature", "bylaw");
    if (v->adopted != DAY_NONE && x->called != DAY_NONE &&
        v->adopted > x->called)
        tell(f, WARN, "election.bylaw_later", "bylaw");
}

static void days_judge(const struct election *x, const struct election_view *v,
                       struct findings *f)
{
    if (x->called == DAY_NONE)
        return;
    if (v->today != INT_NONE && x->called > v->today)
        tell(f, STOP, "date.in_future", "called");
    if (v->formed != DAY_NONE && x->called < v->formed)
        tell(f, WARN, "election.before_formation", "called");
    if (x->poll_on != DAY_NONE && x->poll_on < x->called)
        tell(f, STOP, "election.poll_before_call", "poll_on");
    if (v->met != DAY_NONE && v->met > x->called)
        tell(f, WARN, "election.meeting_later", "meeting");
}

static void election_rule(const struct election *x,
                          const struct election_view *v, struct findings *f)
{
    days_judge(x, v, f);
    bylaw_judge(x, v, f);
    seats_judge(&x->seat, f);
    wardens_judge(&x->warden, f);
    if (!id_none(v->meeting_body) && !id_same(v->meeting_body, x->body))
        tell(f, WARN, "election.meeting_elsewhere", "meeting");
    if (!id_none(v->reruns_body) && !id_same(v->reruns_body, x->body))
        tell(f, STOP, "election.reruns_elsewhere", "reruns");
    if (x->tie == TIE_LOT && !x->seed.n)
        tell(f, WARN, "election.no_seed", "seed");
}

/* All that is said of one election, judged together: what each entry of it is
 * told depends on the others, not on which came first. */
static bool election_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    struct vote *v;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    v = vote_read(facts, n, out->arena);
    if (!v)
        return true; /* said of an election that does not count */
    vote_judge(v, DAY_NONE);
    for (size_t i = 0; i < v->troubles; i++) {
        const struct vote_trouble *t = &v->trouble[i];

        if (!t->waits)
            remark(out, t->entry, WARN, t->what, t->path, t->a, t->b);
    }
    return true;
}

/* An election of a body's office bearers: called when, by whom, for which
 * offices, under which version of the by-law, by which method. What follows, from
 * the roll to the hand-over, is said of it by entries of their own. */
RECORD(election, .view = COLUMNS(election_view),
       .fact = { vote_fact_field, VOTE_FACT_FIELDS, sizeof(struct vote_fact) },
       .posts = election_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "venue", .group = "vote");
