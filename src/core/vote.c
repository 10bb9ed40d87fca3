/* vote - what is said of an election, gathered: every part of it in an order
 * of its own, so that neither arrival nor a database's order matters. */
#include "core/vote.h"

#include <stdlib.h>
#include <string.h>

const struct field vote_fact_field[VOTE_FACT_FIELDS] = {
    REF(vote_fact, entry, NULL, 0),    COUNT(vote_fact, says, 0, 0, 0),
    COUNT(vote_fact, on_day, 0, 0, 0), COUNT(vote_fact, round, 0, 0, 0),
    TEXT(vote_fact, office, 0, 0),     TEXT(vote_fact, words, 0, 0),
    REF(vote_fact, person, NULL, 0),   REF(vote_fact, body, NULL, 0),
    REF(vote_fact, other, NULL, 0),    REF(vote_fact, third, NULL, 0),
    HASH(vote_fact, digest, 0),        COUNT(vote_fact, a, 0, 0, 0),
    COUNT(vote_fact, b, 0, 0, 0),      COUNT(vote_fact, c, 0, 0, 0),
    COUNT(vote_fact, d, 0, 0, 0),      COUNT(vote_fact, e, 0, 0, 0),
    COUNT(vote_fact, g, 0, 0, 0),      COUNT(vote_fact, h, 0, 0, 0),
};

static day day_said(int64_t n)
{
    return n == INT_NONE ? DAY_NONE : (day)n;
}

static int int_order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* ---- the order of each part ---------------------------------------------*/

static int by_day(day a, day b, struct id x, struct id y)
{
    return a != b ? int_order(a, b) : id_order(x, y);
}

static int warden_order(const void *p, const void *q)
{
    const struct vote_warden *x = p, *y = q;
    int order = id_order(x->person, y->person);

    return order ? order : id_order(x->staff, y->staff);
}

static int roll_order(const void *p, const void *q)
{
    const struct vote_roll *x = p, *y = q;

    return by_day(x->drawn, y->drawn, x->entry, y->entry);
}

static int voter_order(const void *p, const void *q)
{
    const struct vote_voter *x = p, *y = q;

    return id_order(x->person, y->person);
}

static int objection_order(const void *p, const void *q)
{
    const struct vote_objection *x = p, *y = q;

    return by_day(x->held, y->held, x->entry, y->entry);
}

static int nomination_order(const void *p, const void *q)
{
    const struct vote_nomination *x = p, *y = q;

    return id_order(x->entry, y->entry);
}

static int account_order(const void *p, const void *q)
{
    const struct vote_account *x = p, *y = q;
    int order = int_order(x->round, y->round);

    if (!order)
        order = str_order(x->office, y->office);
    return order ? order : by_day(x->held, y->held, x->entry, y->entry);
}

static int sheet_order(const void *p, const void *q)
{
    const struct vote_sheet *x = p, *y = q;
    int order = int_order(x->round, y->round);

    if (!order)
        order = str_order(x->office, y->office);
    return order ? order : id_order(x->entry, y->entry);
}

static int declaration_order(const void *p, const void *q)
{
    const struct vote_declaration *x = p, *y = q;

    return by_day(x->held, y->held, x->entry, y->entry);
}

static int sitting_order(const void *p, const void *q)
{
    const struct vote_winner *x = p, *y = q;
    int order = str_order(x->office, y->office);

    return order ? order : id_order(x->person, y->person);
}

static void sort(void *at, size_t n, size_t each,
                 int (*order)(const void *, const void *))
{
    if (n)
        qsort(at, n, each, order);
}

/* ---- from facts ---------------------------------------------------------*/

struct facts {
    const struct vote_fact *at;
    size_t n;
    struct arena *arena;
};

static size_t says_count(const struct facts *f, enum vote_says says)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++)
        n += f->at[i].says == (int64_t)says;
    return n;
}

/* The next fact of one sort from *i on; NULL at the end. */
static const struct vote_fact *says_next(const struct facts *f,
                                         enum vote_says says, size_t *i)
{
    while (*i < f->n)
        if (f->at[(*i)++].says == (int64_t)says)
            return &f->at[*i - 1];
    return NULL;
}

static struct vote_person person_said(const struct vote_fact *x)
{
    return (struct vote_person){ .woman = x->d == 0,
                                 .minority = x->g == 1,
                                 .disability = x->h == 1,
                                 .born = day_said(x->e) };
}

/* Of two clauses on one matter: the body's own, the newer, the later version. */
static bool clause_before(const struct vote_fact *x, const struct vote_fact *y)
{
    int order = int_order(x->c, y->c);

    if (!order)
        order = int_order(x->d, y->d);
    if (!order)
        order = int_order(x->e, y->e);
    return (order ? order : id_order(x->other, y->other)) > 0;
}

static void law_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *best[CLAUSES] = { 0 }, *x;

    for (size_t i = 0; (x = says_next(f, SAYS_CLAUSE, &i));)
        if (x->a >= 0 && x->a < CLAUSES &&
            (!best[x->a] || clause_before(x, best[x->a])))
            best[x->a] = x;
    for (int i = 0; i < CLAUSES; i++) {
        v->number[i] = best[i] ? best[i]->b : INT_NONE;
        v->said[i] = best[i] ? best[i]->words : S("");
    }
}

static void wardens_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->warden = arena_many(f->arena, struct vote_warden,
                           says_count(f, SAYS_WARDEN) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_WARDEN, &i));)
        v->warden[v->wardens++] = (struct vote_warden){ x->person, x->other,
                                                        x->a, x->b == 1, x->c };
    sort(v->warden, v->wardens, sizeof *v->warden, warden_order);
}

static void voters_read(const struct facts *f, struct vote_roll *r)
{
    const struct vote_fact *x;
    size_t n = 0;

    for (size_t i = 0; (x = says_next(f, SAYS_VOTER, &i));)
        n += id_same(x->entry, r->entry);
    r->voter = arena_many(f->arena, struct vote_voter, n + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_VOTER, &i));)
        if (id_same(x->entry, r->entry))
            r->voter[r->voters++] = (struct vote_voter){ .person = x->person,
                                                         .body = x->body,
                                                         .delegate = x->other,
                                                         .member = x->third,
                                                         .eligible = x->a == 1,
                                                         .bar = x->b,
                                                         .stands = x->c };
    sort(r->voter, r->voters, sizeof *r->voter, voter_order);
}

static void rolls_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->roll = arena_many(f->arena, struct vote_roll,
                         says_count(f, SAYS_ROLL) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_ROLL, &i));) {
        struct vote_roll *r = &v->roll[v->rolls++];

        *r = (struct vote_roll){ .entry = x->entry,
                                 .drawn = day_said(x->on_day),
                                 .final = x->a == 1,
                                 .digest = x->digest };
        voters_read(f, r);
    }
    sort(v->roll, v->rolls, sizeof *v->roll, roll_order);
}

static size_t objections_read(const struct facts *f, enum vote_says says,
                              struct vote_objection **out)
{
    struct vote_objection *at = arena_many(f->arena, struct vote_objection,
                                           says_count(f, says) + 1);
    const struct vote_fact *x;
    size_t n = 0;

    for (size_t i = 0; (x = says_next(f, says, &i));)
        at[n++] = (struct vote_objection){ .entry = x->entry,
                                           .person = x->person,
                                           .nomination = x->other,
                                           .held = day_said(x->on_day),
                                           .about = x->a,
                                           .decided = x->b,
                                           .decided_on = day_said(x->c) };
    sort(at, n, sizeof *at, objection_order);
    *out = at;
    return n;
}

/* ---- papers -------------------------------------------------------------*/

/* Of one paper the last scrutiny counts; of one day the greater id. */
static void scrutiny_read(const struct facts *f, struct vote_nomination *n)
{
    const struct vote_fact *x;

    n->verdict = SCRUTINY_NONE;
    n->judged = DAY_NONE;
    for (size_t i = 0; (x = says_next(f, SAYS_SCRUTINY, &i));) {
        day on = day_said(x->on_day);

        if (!id_same(x->other, n->entry) ||
            (n->verdict != SCRUTINY_NONE &&
             by_day(on, n->judged, x->entry, n->scrutiny) < 0))
            continue;
        n->verdict = (int)x->a;
        n->judged = on;
        n->scrutiny = x->entry;
    }
}

/* Days of a term, as the calendar has months on average. */
static int64_t term_days(const struct vote *v)
{
    int64_t months = vote_number(v, CLAUSE_TERM_MONTHS, 0);

    return months * 146097 / 4800;
}

/* The first day on which a term she had no longer ran. */
static int64_t term_over(const struct vote *v, const struct vote_fact *x)
{
    return x->a != INT_NONE ? x->a :
           x->b != INT_NONE ? x->b :
                              x->on_day + term_days(v);
}

/* Her terms in that office that lead up to this election without a break: who
 * stayed out for a whole term begins anew (14.1, 10). */
static int64_t terms_running(const struct facts *f, const struct vote *v,
                             const struct vote_nomination *n)
{
    int64_t begins = v->called, terms = 0;

    for (;;) {
        const struct vote_fact *x, *last = NULL;

        for (size_t i = 0; (x = says_next(f, SAYS_HELD, &i));)
            if (id_same(x->person, n->person) &&
                str_same(x->office, n->office) && x->on_day < begins &&
                (!last || x->on_day > last->on_day))
                last = x;
        if (!last)
            return terms;
        if (begins - term_over(v, last) > 0 &&
            begins - term_over(v, last) >= term_days(v))
            return terms;
        terms++;
        begins = last->on_day;
    }
}

static void nominations_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->nomination = arena_many(f->arena, struct vote_nomination,
                               says_count(f, SAYS_NOMINATION) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_NOMINATION, &i));) {
        struct vote_nomination *n = &v->nomination[v->nominations++];

        *n = (struct vote_nomination){ .entry = x->entry,
                                       .person = x->person,
                                       .proposer = x->other,
                                       .seconder = x->third,
                                       .office = x->office,
                                       .filed = day_said(x->on_day),
                                       .consent = x->a == 1,
                                       .owes = x->b == 1,
                                       .public_office = x->c == 1,
                                       .is = person_said(x) };
        scrutiny_read(f, n);
        n->terms = terms_running(f, v, n);
    }
    sort(v->nomination, v->nominations, sizeof *v->nomination,
         nomination_order);
}

/* ---- the poll -----------------------------------------------------------*/

static void accounts_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->account = arena_many(f->arena, struct vote_account,
                            says_count(f, SAYS_ACCOUNT) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_ACCOUNT, &i));)
        v->account[v->accounts++] =
            (struct vote_account){ .entry = x->entry,
                                   .office = x->office,
                                   .round = x->round,
                                   .held = day_said(x->on_day),
                                   .present = x->a,
                                   .printed = x->b,
                                   .issued = x->c };
    sort(v->account, v->accounts, sizeof *v->account, account_order);
}

/* Rows in the order in which they stand on the sheet. */
static void tally_read(const struct facts *f, struct id sheet, struct tally *t)
{
    const struct vote_fact *x;
    struct tally_row *row;
    size_t n = 0;

    for (size_t i = 0; (x = says_next(f, SAYS_TALLY, &i));)
        n += id_same(x->entry, sheet);
    row = arena_many(f->arena, struct tally_row, n + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_TALLY, &i));)
        if (id_same(x->entry, sheet) && x->b >= 0 && (size_t)x->b < n) {
            row[x->b] = (struct tally_row){ x->person, x->a };
        }
    t->row = row;
    t->rows = n;
}

static void sheets_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->sheet = arena_many(f->arena, struct vote_sheet,
                          says_count(f, SAYS_SHEET) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_SHEET, &i));) {
        struct vote_sheet *s = &v->sheet[v->sheets++];

        *s = (struct vote_sheet){ .entry = x->entry,
                                  .office = x->office,
                                  .author = x->words,
                                  .foreign = x->h == 1,
                                  .round = x->round,
                                  .held = day_said(x->on_day) };
        s->tally = (struct tally){ .roll = INT_NONE,
                                   .present = INT_NONE,
                                   .printed = INT_NONE,
                                   .issued = INT_NONE,
                                   .unused = x->d,
                                   .valid = x->a,
                                   .rejected = x->b,
                                   .spoiled = x->c,
                                   .not_returned = x->e,
                                   .undervotes = x->g };
        tally_read(f, x->entry, &s->tally);
    }
    sort(v->sheet, v->sheets, sizeof *v->sheet, sheet_order);
}

static void winners_read(const struct facts *f, struct vote_declaration *d)
{
    const struct vote_fact *x;
    size_t n = 0;

    for (size_t i = 0; (x = says_next(f, SAYS_WINNER, &i));)
        n += id_same(x->entry, d->entry);
    d->winner = arena_many(f->arena, struct vote_winner, n + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_WINNER, &i));)
        if (id_same(x->entry, d->entry) && x->c >= 0 && (size_t)x->c < n)
            d->winner[x->c] =
                (struct vote_winner){ .office = x->office,
                                      .person = x->person,
                                      .outgoing = x->other,
                                      .votes = x->a,
                                      .rule = (enum winner_rule)x->b,
                                      .is = person_said(x) };
    d->winners = n;
}

static void declarations_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->declaration = arena_many(f->arena, struct vote_declaration,
                                says_count(f, SAYS_DECLARATION) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_DECLARATION, &i));) {
        struct vote_declaration *d = &v->declaration[v->declarations++];

        *d = (struct vote_declaration){ .entry = x->entry,
                                        .meeting = x->other,
                                        .held = day_said(x->on_day),
                                        .round = x->round,
                                        .digest = x->digest };
        winners_read(f, d);
    }
    sort(v->declaration, v->declarations, sizeof *v->declaration,
         declaration_order);
}

static void sittings_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->sitting = arena_many(f->arena, struct vote_winner,
                            says_count(f, SAYS_SITTING) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_SITTING, &i));)
        v->sitting[v->sittings++] =
            (struct vote_winner){ .office = x->office,
                                  .person = x->person,
                                  .votes = INT_NONE,
                                  .is = person_said(x) };
    sort(v->sitting, v->sittings, sizeof *v->sitting, sitting_order);
}

/* The first of them by day, then id; how many there are. */
static size_t first_read(const struct facts *f, enum vote_says says, day *on,
                         struct id *entry)
{
    const struct vote_fact *x;
    size_t n = 0;

    *on = DAY_NONE;
    *entry = ID_NONE;
    for (size_t i = 0; (x = says_next(f, says, &i));)
        if (!n++ || by_day(day_said(x->on_day), *on, x->entry, *entry) < 0) {
            *on = day_said(x->on_day);
            *entry = x->entry;
        }
    return n;
}

/* ---- all of it ----------------------------------------------------------*/

static void seats_read(const struct facts *f, struct vote *v)
{
    const struct vote_fact *x;

    v->race = arena_many(f->arena, struct vote_race,
                         says_count(f, SAYS_SEAT) + 1);
    for (size_t i = 0; (x = says_next(f, SAYS_SEAT, &i));)
        v->race[v->races++] = (struct vote_race){
            .office = x->office, .seats = (size_t)(x->a > 0 ? x->a : 0)
        };
}

static int race_order(const void *p, const void *q)
{
    const struct vote_race *x = p, *y = q;

    return str_order(x->office, y->office);
}

/* What the by-law says in words, where the call says nothing. */
static int law_choice(const struct vote *v, enum clause c, const char *choices,
                      int otherwise)
{
    int at = v->said[c].n ? choice_find(choices, v->said[c]) : -1;

    return at < 0 ? otherwise : at;
}

static void call_read(const struct vote_fact *x, struct vote *v)
{
    v->entry = x->entry;
    v->body = x->body;
    v->bylaw = x->other;
    v->reruns = x->third;
    v->called = day_said(x->on_day);
    v->poll_on = day_said(x->a);
    v->reason = x->e;
    v->seed = x->words;
    v->method = (enum vote_method)(x->b < 0 ? METHOD_BALLOT : x->b);
    v->way = (enum poll_way)(x->c < 0 ? POLL_PLURALITY : x->c);
    v->tie = (enum poll_tie)(
        x->d >= 0 ? (int)x->d :
                    law_choice(v, CLAUSE_TIE_RULE, POLL_TIES, TIE_REPOLL));
    v->bylaw_stands = x->g != 1;
}

struct vote *vote_read(const struct vote_fact *at, size_t n, struct arena *a)
{
    struct facts f = { at, n, a };
    struct vote *v = arena_new(a, struct vote);
    size_t i = 0;
    const struct vote_fact *call = says_next(&f, SAYS_CALL, &i);
    struct id briefing;

    if (!call)
        return NULL;
    v->arena = a;
    law_read(&f, v);
    call_read(call, v);
    seats_read(&f, v);
    sort(v->race, v->races, sizeof *v->race, race_order);
    wardens_read(&f, v);
    rolls_read(&f, v);
    v->protests = objections_read(&f, SAYS_PROTEST, &v->protest);
    v->appeals = objections_read(&f, SAYS_APPEAL, &v->appeal);
    nominations_read(&f, v);
    accounts_read(&f, v);
    sheets_read(&f, v);
    declarations_read(&f, v);
    sittings_read(&f, v);
    v->briefings = first_read(&f, SAYS_BRIEFING, &v->briefed, &briefing);
    first_read(&f, SAYS_ANNULMENT, &v->annulled, &v->annulment);
    v->handovers = first_read(&f, SAYS_HANDOVER, &v->handed, &v->handover);
    return v;
}

int64_t vote_number(const struct vote *v, enum clause c, int64_t otherwise)
{
    return v->number[c] == INT_NONE ? otherwise : v->number[c];
}

const struct vote_voter *vote_voter(const struct vote *v, struct id person)
{
    for (size_t i = 0; v->final && i < v->final->voters; i++)
        if (id_same(v->final->voter[i].person, person))
            return &v->final->voter[i];
    return NULL;
}

const struct vote_race *vote_race(const struct vote *v, struct str office)
{
    for (size_t i = 0; i < v->races; i++)
        if (str_same(v->race[i].office, office))
            return &v->race[i];
    return NULL;
}
