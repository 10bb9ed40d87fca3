#include "core/books.h"

struct term {
    struct id body;
    struct str office; /* code */
    struct id person, member;
    int32_t basis;
    day since, until, ended;
    int32_t why;
    struct id election, meeting, bylaw;
    struct str note;
};
#define BASES "elected|consensus|ex_officio|acting|founding"
static const struct field term_field[] = {
    REF(term, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    CODE(term, office, "office", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(term, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(term, member, "member", FIELD_FIND),
    CHOICE(term, basis, BASES, FIELD_NEED),
    DAY(term, since, FIELD_NEED | FIELD_KEY),
    DAY(term, until, FIELD_FIND),
    DAY(term, ended, 0),
    CHOICE(term, why,
           "term|resigned|died|removed|recalled|membership|handed_over|other",
           0),
    REF(term, election, "election", FIELD_FIND),
    REF(term, meeting, "meeting", 0),
    REF(term, bylaw, "bylaw", 0),
    TEXT(term, note, 300, 0),
};

struct term_view {
    int64_t today;
    day formed;
    struct date born;
    struct id whose; /* the person of the membership that was named */
};
static const struct field term_view_field[] = {
    COUNT(term_view, today, 0, 0, 0),
    DAY(term_view, formed, 0),
    DATE(term_view, born, 0),
    REF(term_view, whose, "person", 0),
};

enum { BASIS_EX_OFFICIO = 2, BASIS_ACTING };
enum { AHEAD_DAYS = 366 }; /* nobody is named longer before it begins */

/* From `since` on, until the day before `until` or `ended`. */
static void days_judge(const struct term *x, const struct term_view *v,
                       struct findings *f)
{
    if (x->since == DAY_NONE)
        return;
    if (v->today != INT_NONE && x->since > v->today + AHEAD_DAYS)
        tell(f, STOP, "term.far_ahead", "since");
    if (x->until != DAY_NONE && x->until <= x->since)
        tell(f, STOP, "term.empty", "until");
    if (x->ended != DAY_NONE && x->ended < x->since)
        tell(f, STOP, "date.ends_before_start", "ended");
    if (x->ended != DAY_NONE && v->today != INT_NONE && x->ended > v->today)
        tell(f, STOP, "date.in_future", "ended");
    if (v->formed != DAY_NONE && x->since < v->formed)
        tell(f, WARN, "term.before_formation", "since");
    if (v->born.on != DAY_NONE && x->since < v->born.on)
        tell(f, STOP, "term.before_birth", "since");
}

static void term_rule(const struct term *x, const struct term_view *v,
                      struct findings *f)
{
    days_judge(x, v, f);
    if (!id_none(v->whose) && !id_same(v->whose, x->person))
        tell(f, STOP, "term.membership_of_another", "member");
    if (x->ended != DAY_NONE && x->why < 0)
        tell(f, WARN, "term.no_reason", "why");
    if (x->ended == DAY_NONE && x->why >= 0)
        tell(f, WARN, "term.not_ended", "ended");
}

/* One term of a body, in the order of (since, entry). The days are those of the
 * view `holder`. */
struct term_fact {
    struct id entry, body;
    struct str office;
    struct id named;     /* as it was said */
    struct id person;    /* who she is in the end, see view `same` */
    int64_t sex;         /* INT_NONE: it is not known */
    struct id household; /* hers, while who was named counts */
    int64_t nature;      /* of the body */
    int32_t basis;
    day since, said;      /* said: `until` as it was said, or none */
    int64_t holds;        /* first day on which she no longer holds it */
    int64_t due;          /* when the term runs out by itself */
    int64_t fits;         /* 0: bodies of this nature have no such office */
    int64_t seats;        /* INT_NONE: any number */
    struct str not_with;  /* "manager|..." */
    int64_t months, most; /* of the by-law; INT_NONE: it says nothing */
    int64_t rests;        /* 0: the membership did not stand when it began */
    int64_t dead;         /* 1: the body had ended when it began */
    int64_t unlawful;     /* 1: the by-law it cites was not in force */
};
static const struct field term_fact_field[] = {
    REF(term_fact, entry, "term", 0),
    REF(term_fact, body, "body", 0),
    TEXT(term_fact, office, 0, 0),
    REF(term_fact, named, "person", 0),
    REF(term_fact, person, "person", 0),
    COUNT(term_fact, sex, 0, 0, 0),
    REF(term_fact, household, "household", 0),
    COUNT(term_fact, nature, 0, 0, 0),
    CHOICE(term_fact, basis, BASES, 0),
    DAY(term_fact, since, 0),
    DAY(term_fact, said, 0),
    COUNT(term_fact, holds, 0, 0, 0),
    COUNT(term_fact, due, 0, 0, 0),
    COUNT(term_fact, fits, 0, 0, 0),
    COUNT(term_fact, seats, 0, 0, 0),
    TEXT(term_fact, not_with, 0, 0),
    COUNT(term_fact, months, 0, 0, 0),
    COUNT(term_fact, most, 0, 0, 0),
    COUNT(term_fact, rests, 0, 0, 0),
    COUNT(term_fact, dead, 0, 0, 0),
    COUNT(term_fact, unlawful, 0, 0, 0),
};

/* Who holds which office when, as the view `holder` has it: what reports count of
 * all bodies together. From `since` until the day before `until`; from `due` on
 * she is a caretaker. */
struct term_kept {
    struct id body, term;
    struct str office;
    struct id person, root; /* as it was said; who she is in the end */
    int64_t sex;
    struct id household; /* as who was named says, while she counts */
    int64_t nature;      /* of the body */
    day since;
    int64_t until, due; /* 2147483647: no such day */
};
static const struct field term_kept_field[] = {
    REF(term_kept, body, "body", FIELD_KEY),
    REF(term_kept, term, "term", FIELD_KEY),
    TEXT(term_kept, office, 0, 0),
    REF(term_kept, person, "person", FIELD_FIND),
    REF(term_kept, root, "person", 0),
    COUNT(term_kept, sex, 0, 0, 0),
    REF(term_kept, household, "household", FIELD_FIND),
    COUNT(term_kept, nature, 0, 0, 0),
    DAY(term_kept, since, 0),
    COUNT(term_kept, until, 0, 0, 0),
    COUNT(term_kept, due, 0, 0, 0),
};

static void terms_keep(const struct term_fact *f, size_t n,
                       struct postings *out)
{
    struct term_kept *row = arena_many(out->arena, struct term_kept, n + 1);

    for (size_t i = 0; i < n; i++)
        row[i] = (struct term_kept){ .body = f[i].body,
                                     .term = f[i].entry,
                                     .office = f[i].office,
                                     .person = f[i].named,
                                     .root = f[i].person,
                                     .sex = f[i].sex,
                                     .household = f[i].household,
                                     .nature = f[i].nature,
                                     .since = f[i].since,
                                     .until = f[i].holds,
                                     .due = f[i].due };
    keep_each(out, row, n);
}

static bool named_in(struct str codes, struct str code)
{
    while (codes.n)
        if (str_same(str_cut(&codes, '|'), code))
            return true;
    return false;
}

/* One holder for each seat at any instant, and who is President is not Manager
 * of the same body (institutions.md 14.2, 4): said of the later of two. */
static void seat_remark(const struct term_fact *f, size_t at,
                        struct postings *out)
{
    const struct term_fact *x = &f[at];
    int64_t holders = 1;
    bool twice = false, apart = false;

    for (size_t i = 0; i < at; i++) {
        bool same = id_same(f[i].person, x->person);

        if (f[i].holds <= x->since || x->holds <= x->since)
            continue;
        if (str_same(f[i].office, x->office)) {
            holders += !same;
            twice |= same;
        } else if (same) {
            apart |= named_in(f[i].not_with, x->office) ||
                     named_in(x->not_with, f[i].office);
        }
    }
    if (x->seats != INT_NONE && holders > x->seats)
        remark(out, x->entry, WARN, "term.two_holders", "office", holders,
               x->seats);
    if (twice)
        remark(out, x->entry, WARN, "term.twice", "person", 0, 0);
    if (apart)
        remark(out, x->entry, WARN, "term.apart", "person", 0, 0);
}

/* Days of so many months, as the calendar has them on average. */
static int64_t months_days(int64_t months)
{
    return months == INT_NONE ? 0 : months * 146097 / 4800;
}

/* Which of her terms in this office without a break it is: while she stays out
 * for a whole term the count begins anew. Who only acts has no term. */
static int64_t term_number(const struct term_fact *f, size_t at)
{
    const struct term_fact *x = &f[at];
    int64_t n = 1, begins = x->since;

    for (size_t i = at; i-- > 0;) {
        if (f[i].basis == BASIS_ACTING || !id_same(f[i].person, x->person) ||
            !str_same(f[i].office, x->office))
            continue;
        if (f[i].holds <= begins && begins - f[i].holds > 0 &&
            begins - f[i].holds >= months_days(x->months))
            break;
        n++;
        begins = f[i].since;
    }
    return n;
}

/* What the by-law in force says of its length and of how many (5.4, 14.1, 10).
 * A term of so many months may end a month later: meetings are not daily. */
static void length_remark(const struct term_fact *f, size_t at,
                          struct postings *out)
{
    const struct term_fact *x = &f[at];
    int64_t n;

    if (x->basis == BASIS_EX_OFFICIO || x->basis == BASIS_ACTING)
        return;
    if (x->said != DAY_NONE && x->months != INT_NONE &&
        x->said - x->since > months_days(x->months + 1))
        remark(out, x->entry, WARN, "term.too_long", "until",
               ((int64_t)x->said - x->since) * 4800 / 146097, x->months);
    if (x->most == INT_NONE || x->most == 0)
        return;
    n = term_number(f, at);
    if (n > x->most)
        remark(out, x->entry, WARN, "term.too_many", "person", n, x->most);
}

static bool term_posts(const void *facts, size_t n, month since,
                       struct postings *out)
{
    const struct term_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    terms_keep(f, n, out);
    for (size_t i = 0; i < n; i++) {
        seat_remark(f, i, out);
        length_remark(f, i, out);
        if (f[i].fits == 0)
            remark(out, f[i].entry, WARN, "term.no_such_office", "office", 0,
                   0);
        if (f[i].rests == 0)
            remark(out, f[i].entry, WARN, "term.no_membership", "member", 0, 0);
        if (f[i].dead == 1)
            remark(out, f[i].entry, WARN, "standing.after_end", "since", 0, 0);
        if (f[i].unlawful == 1)
            remark(out, f[i].entry, WARN, "bylaw.not_in_force", "bylaw", 0, 0);
    }
    return true;
}

/* Somebody holds an office of a body from a day on. It ends when she hands it
 * over, when its time runs out, or with the membership it rests on. */
RECORD(term, .view = COLUMNS(term_view), .fact = COLUMNS(term_fact),
       .posts = term_posts, .kept = COLUMNS(term_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "body");
