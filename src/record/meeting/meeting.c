#include "core/books.h"

#define SAVED_MOST INT64_C(100000000000) /* 1 billion rupees */

struct meeting_member {
    struct id member;
    int32_t present; /* -1: not marked */
    paisa saved, voluntary, special;
    bool late;
    paisa fined, repaid; /* repaid: an instalment on what she owes */
    struct id loan;      /* on which loan */
};
static const struct field meeting_member_field[] = {
    REF(meeting_member, member, "member", FIELD_NEED | FIELD_FIND),
    CHOICE(meeting_member, present, "present|absent|leave", 0),
    MONEY(meeting_member, saved, 0, SAVED_MOST, 0),
    MONEY(meeting_member, voluntary, 0, SAVED_MOST, 0),
    MONEY(meeting_member, special, 0, SAVED_MOST, 0),
    FLAG(meeting_member, late, 0),
    MONEY(meeting_member, fined, 0, SAVED_MOST, 0),
    MONEY(meeting_member, repaid, 0, SAVED_MOST, 0),
    REF(meeting_member, loan, "loan", FIELD_FIND),
};

struct meeting_visitor {
    struct str name, office;
};
static const struct field meeting_visitor_field[] = {
    TEXT(meeting_visitor, name, 120, FIELD_NEED),
    TEXT(meeting_visitor, office, 120, 0),
};

struct meeting {
    struct id body;
    day held;
    int32_t nature, not_held;
    int64_t number;
    struct list attendance;
    int64_t women, men; /* present */
    paisa total;        /* saved, all together */
    struct list visitors;
    struct str agenda;
    day next_on;
    int64_t quorum_needed;          /* present, by the by-law of that day */
    paisa box_before, spent, boxed; /* boxed: counted when it closed */
    struct str difference_why;
    struct id chaired, bylaw;
};
static const struct field meeting_field[] = {
    REF(meeting, body, "body",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(meeting, held, FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    CHOICE(meeting, nature, "ordinary|special|general|formation|revival|joint",
           0),
    CHOICE(meeting, not_held,
           "rain|flood|death|wedding|festival|harvest|no_quorum"
           "|organiser_absent|other",
           0),
    COUNT(meeting, number, 1, 100000, 0),
    ROWS(meeting, attendance, meeting_member, 600, 0),
    COUNT(meeting, women, 0, 10000, 0),
    COUNT(meeting, men, 0, 10000, 0),
    MONEY(meeting, total, 0, SAVED_MOST, 0),
    ROWS(meeting, visitors, meeting_visitor, 50, 0),
    TEXT(meeting, agenda, 4000, 0),
    DAY(meeting, next_on, 0),
    COUNT(meeting, quorum_needed, 0, 10000, 0),
    MONEY(meeting, box_before, 0, SAVED_MOST, 0),
    MONEY(meeting, spent, 0, SAVED_MOST, 0),
    MONEY(meeting, boxed, 0, SAVED_MOST, 0),
    TEXT(meeting, difference_why, 300, 0),
    REF(meeting, chaired, "person", 0),
    REF(meeting, bylaw, "bylaw", 0),
};

struct meeting_view {
    int64_t today;
    day formed;
};
static const struct field meeting_view_field[] = {
    COUNT(meeting_view, today, 0, 0, 0),
    DAY(meeting_view, formed, 0),
};

enum { PRESENT };

/* What the rows say, all together; INT_NONE what none of them says. Saved is
 * savings of every sort. */
struct rollcall {
    int64_t present;
    paisa saved, fined, repaid;
};

static void add_said(int64_t *sum, int64_t amount)
{
    if (amount != INT_NONE)
        *sum = (*sum == INT_NONE ? 0 : *sum) + amount;
}

/* An instalment of which nobody said the loan lies with what was received and
 * is not shared out yet. */
static void loan_judge(const struct meeting_member *row, size_t i,
                       struct findings *f)
{
    if (row->repaid != INT_NONE && row->repaid > 0 && id_none(row->loan))
        tell_row(f, WARN, "meeting.which_loan", "attendance", i, "loan");
}

static struct rollcall rollcall_of(const struct list *attendance,
                                   struct findings *f)
{
    const struct meeting_member *row = attendance->at;
    struct rollcall all = { INT_NONE, INT_NONE, INT_NONE, INT_NONE };

    for (size_t i = 0; i < attendance->n; i++) {
        if (row[i].present >= 0)
            add_said(&all.present, row[i].present == PRESENT);
        add_said(&all.saved, row[i].saved);
        add_said(&all.saved, row[i].voluntary);
        add_said(&all.saved, row[i].special);
        add_said(&all.fined, row[i].fined);
        add_said(&all.repaid, row[i].repaid);
        loan_judge(&row[i], i, f);
        if (row[i].late && row[i].present >= 0 && row[i].present != PRESENT)
            tell_row(f, WARN, "meeting.late_and_away", "attendance", i, "late");
        for (size_t j = 0; j < i; j++)
            if (id_same(row[i].member, row[j].member)) {
                tell_row(f, STOP, "meeting.twice", "attendance", i, "member");
                break;
            }
    }
    return all;
}

/* Rows and totals may both be said; where they differ the rows count. */
static void totals_judge(const struct meeting *x, const struct rollcall *all,
                         struct findings *f)
{
    bool counted = x->women != INT_NONE || x->men != INT_NONE;
    int64_t came = (x->women == INT_NONE ? 0 : x->women) +
                   (x->men == INT_NONE ? 0 : x->men);

    if (all->saved != INT_NONE && x->total != INT_NONE &&
        all->saved != x->total)
        tell_ab(f, WARN, "meeting.total_differs", "total", all->saved / 100,
                x->total / 100);
    if (all->present != INT_NONE && counted && all->present != came)
        tell_ab(f, WARN, "meeting.present_differs", "women", all->present,
                came);
    if (x->not_held < 0 && !x->attendance.n && !counted && x->total == INT_NONE)
        tell(f, WARN, "meeting.nothing", "attendance");
    if (x->not_held >= 0 && (x->attendance.n || counted ||
                             x->total != INT_NONE || x->boxed != INT_NONE))
        tell(f, STOP, "meeting.held_or_not", "not_held");
}

static int64_t said_or_nothing(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

/* A meeting closes when what the sheet says lies in the box, or the difference
 * has a name: cash and books agree (institutions.md 14.2, 7). Without a count
 * of the box it stays open, which no rule can mend. */
static void box_judge(const struct meeting *x, const struct rollcall *all,
                      struct findings *f)
{
    paisa saved = all->saved == INT_NONE ? x->total : all->saved;
    paisa sheet = said_or_nothing(x->box_before) + said_or_nothing(saved) +
                  said_or_nothing(all->fined) + said_or_nothing(all->repaid) -
                  said_or_nothing(x->spent);

    if (x->boxed == INT_NONE) {
        if (x->spent != INT_NONE || x->difference_why.n)
            tell(f, WARN, "meeting.box_not_counted", "boxed");
        return;
    }
    if (sheet != x->boxed && !x->difference_why.n)
        tell_ab(f, STOP, "meeting.box_differs", "boxed", sheet, x->boxed);
    if (sheet == x->boxed && x->difference_why.n)
        tell(f, WARN, "meeting.no_difference", "difference_why");
}

/* Quorum is recorded, and whether it was met (14.2, 10). */
static void quorum_judge(const struct meeting *x, const struct rollcall *all,
                         struct findings *f)
{
    int64_t came = all->present;

    if (came == INT_NONE && (x->women != INT_NONE || x->men != INT_NONE))
        came = said_or_nothing(x->women) + said_or_nothing(x->men);
    if (x->not_held < 0 && came != INT_NONE && x->quorum_needed != INT_NONE &&
        came < x->quorum_needed)
        tell_ab(f, WARN, "meeting.no_quorum", "quorum_needed", came,
                x->quorum_needed);
}

/* Formation comes before the first meeting (institutions.md 14.2, 5); savings
 * are the sum of the members' (14.2, 7). */
static void meeting_rule(const struct meeting *x, const struct meeting_view *v,
                         struct findings *f)
{
    struct rollcall all = rollcall_of(&x->attendance, f);

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, WARN, "meeting.before_formation", "held");
    if (x->held != DAY_NONE && x->next_on != DAY_NONE && x->next_on <= x->held)
        tell(f, WARN, "meeting.next_before", "next_on");
    totals_judge(x, &all, f);
    box_judge(x, &all, f);
    quorum_judge(x, &all, f);
}

/* One row of the attendance, or the meeting alone where it has none. All that
 * one body held on one day are one thing, by entry, then row. */
struct meeting_fact {
    struct id entry;
    int64_t counts; /* 0: its body does not */
    struct id body, rsp, project, place;
    int32_t body_sex;
    day held;
    int32_t not_held;
    int64_t women, men;
    paisa total;
    int64_t n; /* of the row; INT_NONE: no rows */
    int32_t present;
    struct id who; /* the row's member */
    paisa saved, voluntary, special, fined, repaid;
    struct id loan;
    paisa spent;    /* of the meeting */
    int32_t sex;    /* of the member; -1 not known */
    int64_t member; /* 1: an entry of this body */
    struct date joined, ended;
    month saving_cutover, meeting_cutover; /* of the RSP, here */
    int64_t after_end;                     /* 1: the body had ended by then */
    paisa box_before, left_there; /* in the box by the meeting before */
    int64_t unlawful;             /* 1: the by-law it cites was not in force */
};
static const struct field meeting_fact_field[] = {
    REF(meeting_fact, entry, "meeting", 0),
    COUNT(meeting_fact, counts, 0, 0, 0),
    REF(meeting_fact, body, "body", 0),
    REF(meeting_fact, rsp, "rsp", 0),
    REF(meeting_fact, project, "project", 0),
    REF(meeting_fact, place, "place", 0),
    CHOICE(meeting_fact, body_sex, "women|men|mixed", 0),
    DAY(meeting_fact, held, 0),
    CHOICE(meeting_fact, not_held, "", 0),
    COUNT(meeting_fact, women, 0, 0, 0),
    COUNT(meeting_fact, men, 0, 0, 0),
    MONEY(meeting_fact, total, 0, 0, 0),
    COUNT(meeting_fact, n, 0, 0, 0),
    CHOICE(meeting_fact, present, "present|absent|leave", 0),
    REF(meeting_fact, who, "member", 0),
    MONEY(meeting_fact, saved, 0, 0, 0),
    MONEY(meeting_fact, voluntary, 0, 0, 0),
    MONEY(meeting_fact, special, 0, 0, 0),
    MONEY(meeting_fact, fined, 0, 0, 0),
    MONEY(meeting_fact, repaid, 0, 0, 0),
    REF(meeting_fact, loan, "loan", 0),
    MONEY(meeting_fact, spent, 0, 0, 0),
    CHOICE(meeting_fact, sex, "women|men", 0),
    COUNT(meeting_fact, member, 0, 0, 0),
    DATE(meeting_fact, joined, 0),
    DATE(meeting_fact, ended, 0),
    MONTH(meeting_fact, saving_cutover, 0),
    MONTH(meeting_fact, meeting_cutover, 0),
    COUNT(meeting_fact, after_end, 0, 0, 0),
    MONEY(meeting_fact, box_before, 0, 0, 0),
    MONEY(meeting_fact, left_there, 0, 0, 0),
    COUNT(meeting_fact, unlawful, 0, 0, 0),
};

/* Who came, by the rows, else by the totals; INT_NONE: nobody said. */
static int64_t present_of(const struct meeting_fact *f, size_t n)
{
    int64_t present = INT_NONE;

    for (size_t i = 0; i < n; i++)
        if (f[i].n != INT_NONE && f[i].present >= 0)
            add_said(&present, f[i].present == PRESENT);
    if (present == INT_NONE) {
        add_said(&present, f->women);
        add_said(&present, f->men);
    }
    return present;
}

static void flow_post(const struct meeting_fact *f, const char *indicator,
                      int64_t amount, struct postings *out)
{
    struct posting one = { .entry = f->entry,
                           .indicator = str_of(indicator),
                           .place = f->place,
                           .rsp = f->rsp,
                           .project = f->project,
                           .month = month_of(f->held),
                           .amount = amount };

    if (amount != 0 && amount != INT_NONE)
        post_kept(out, &one, f->meeting_cutover, true);
}

/* Money of this meeting that went into the body's box, or came out of it. */
static struct movement moved(const struct meeting_fact *f, const char *event,
                             paisa amount)
{
    return (struct movement){ .entry = f->entry,
                              .event = event,
                              .book = f->body,
                              .on = f->held,
                              .amount = amount == INT_NONE ? 0 : amount,
                              .place = f->place,
                              .rsp = f->rsp,
                              .project = f->project,
                              .sex = -1,
                              .cutover = f->saving_cutover };
}

static void saved_post(const struct meeting_fact *f, const char *event,
                       paisa amount, struct postings *out)
{
    struct movement m = moved(f, event, amount);

    m.credit_party = f->who;
    m.sex = f->sex;
    money(out, &m);
}

/* An instalment is held for its loan, whose timeline shares it out over charge
 * and principal; for the member, while nobody says which loan. */
static void repaid_post(const struct meeting_fact *f, struct postings *out)
{
    struct movement m = moved(f, "meeting.repaid", f->repaid);

    m.credit_party = id_none(f->loan) ? f->who : f->loan;
    money(out, &m);
}

static void row_post(const struct meeting_fact *f, struct postings *out)
{
    struct movement fined = moved(f, "meeting.fined", f->fined);

    saved_post(f, "meeting.saved", f->saved, out);
    saved_post(f, "meeting.voluntary", f->voluntary, out);
    saved_post(f, "meeting.special", f->special, out);
    money(out, &fined);
    repaid_post(f, out);
}

/* Of a meeting whose rows say nothing of savings, what all saved together. */
static void total_post(const struct meeting_fact *f, struct postings *out)
{
    struct movement m = moved(f, "meeting.saved_all", f->total);

    if (f->body_sex >= 0 && f->body_sex < 2)
        m.sex = f->body_sex;
    money(out, &m);
}

static void one_post(const struct meeting_fact *f, size_t n,
                     struct postings *out)
{
    struct movement spent = moved(f, "meeting.spent", f->spent);
    bool said = false;

    if (f->not_held >= 0)
        return;
    flow_post(f, "meeting", 1, out);
    flow_post(f, "meeting.present", present_of(f, n), out);
    for (size_t i = 0; i < n; i++) {
        if (f[i].n == INT_NONE)
            continue;
        said |= f[i].saved != INT_NONE || f[i].voluntary != INT_NONE ||
                f[i].special != INT_NONE;
        row_post(&f[i], out);
    }
    if (!said)
        total_post(f, out);
    money(out, &spent);
}

/* Who is no member of this body on that day: the row is marked, what she saved
 * was saved all the same. */
static void row_remark(const struct meeting_fact *f, struct postings *out)
{
    struct buf path = buf_start(out->arena);

    if (f->n == INT_NONE ||
        (f->member == 1 && f->joined.on <= f->held &&
         (f->ended.on == DAY_NONE || date_end(f->ended) >= f->held)))
        return;
    buf_fmt(&path, "attendance[%lld].member", (long long)f->n);
    remark(out, f->entry, WARN, "meeting.not_member",
           arena_z(out->arena, buf_str(&path)), 0, 0);
}

static bool meeting_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct meeting_fact *f = facts;
    size_t to;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (n && f->counts != 1)
        return true;
    for (size_t i = 0; i < n; i = to) {
        for (to = i; to < n && id_same(f[to].entry, f[i].entry); to++)
            row_remark(&f[to], out);
        one_post(&f[i], to - i, out);
        if (f[i].after_end == 1)
            remark(out, f[i].entry, WARN, "standing.after_end", "held", 0, 0);
        if (f[i].box_before != INT_NONE && f[i].left_there != INT_NONE &&
            f[i].box_before != f[i].left_there)
            remark(out, f[i].entry, WARN, "meeting.box_not_as_left",
                   "box_before", f[i].left_there, f[i].box_before);
        if (f[i].unlawful == 1)
            remark(out, f[i].entry, WARN, "bylaw.not_in_force", "bylaw", 0, 0);
        if (i > 0 || to < n)
            remark(out, f[i].entry, WARN, "meeting.two_in_a_day", "held", 0, 0);
    }
    return true;
}

/* A meeting of a body: who came, what each saved, paid and was fined, what was
 * talked of, what lay in the box; or totals only; or not held, and why. */
RECORD(meeting, .view = COLUMNS(meeting_view), .fact = COLUMNS(meeting_fact),
       .posts = meeting_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .along = "body, held, not_held, counts", .amount = "total",
       .group = "body");
