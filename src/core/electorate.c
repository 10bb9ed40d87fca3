/* electorate - who may vote and who may stand: the roll as it was drawn, shown
 * and frozen, and the papers that name candidates. */
#include "core/judge.h"

/* ---- the roll -----------------------------------------------------------*/

/* The first final one counts: it is frozen. */
void roll_pick(struct vote *v)
{
    v->final = NULL;
    v->eligible = 0;
    for (size_t i = 0; i < v->rolls && !v->final; i++)
        if (v->roll[i].final)
            v->final = &v->roll[i];
    for (size_t i = 0; v->final && i < v->final->voters; i++)
        v->eligible += v->final->voter[i].eligible;
    v->quorum = v->number[CLAUSE_QUORUM_PERCENT] == INT_NONE ?
                    0 :
                    (v->eligible * v->number[CLAUSE_QUORUM_PERCENT] + 99) / 100;
}

/* The first day on which the roll was displayed. */
static day shown_since(const struct vote *v)
{
    for (size_t i = 0; i < v->rolls; i++)
        if (!v->roll[i].final)
            return v->roll[i].drawn;
    return DAY_NONE;
}

static int64_t shown_days(const struct vote *v)
{
    return vote_number(v, CLAUSE_DISPLAY_DAYS, 0) +
           vote_number(v, CLAUSE_OBJECTION_DAYS, 0);
}

static int64_t eligible_from(const struct vote_roll *r, size_t to,
                             struct id body)
{
    int64_t n = 0;

    for (size_t i = 0; i <= to; i++)
        n += r->voter[i].eligible && id_same(r->voter[i].body, body);
    return n;
}

/* Voters are current delegates, and members still of who sends them (6.2; 14.2,
 * 3); no more of a body than the by-law gives it. */
static void voters_judge(struct vote *v, const struct vote_roll *r,
                         unsigned blocks)
{
    int64_t most = str_same(v->said[CLAUSE_GENERAL_BODY], S("delegates")) ?
                       v->number[CLAUSE_PER_MEMBER_BODY] :
                       INT_NONE;
    int64_t fallen = 0, many = 0;

    for (size_t i = 0; i < r->voters; i++) {
        const struct vote_voter *x = &r->voter[i];

        if (!x->eligible)
            continue;
        fallen += x->stands == 0;
        many += most != INT_NONE && !id_none(x->body) &&
                eligible_from(r, i, x->body) > most;
    }
    if (fallen)
        wrong_ab(v, r->entry, "roll.seat_fallen", "voter", fallen, 0, blocks);
    if (many)
        wrong_ab(v, r->entry, "roll.too_many", "voter", many, most, blocks);
}

static void final_judge(struct vote *v)
{
    day since = shown_since(v);

    if (since == DAY_NONE || since > v->final->drawn)
        wrong(v, v->final->entry, "roll.not_shown", "final", 0);
    else if (v->final->drawn - since < shown_days(v))
        wrong_ab(v, v->final->entry, "roll.shown_short", "drawn",
                 v->final->drawn - since, shown_days(v), 0);
    for (size_t i = 0; i < v->protests; i++) {
        const struct vote_objection *p = &v->protest[i];

        if (p->about == 0 && p->held <= v->final->drawn &&
            (p->decided_on == DAY_NONE || p->decided_on > v->final->drawn))
            wrong(v, p->entry, "protest.roll_was_frozen", "decided_on", 0);
    }
}

void roll_judge(struct vote *v, day on)
{
    day since = shown_since(v);
    int64_t open = 0;

    for (size_t i = 0; i < v->rolls; i++) {
        const struct vote_roll *r = &v->roll[i];

        if (v->final && r != v->final && r->drawn >= v->final->drawn &&
            (r->final || r->drawn > v->final->drawn))
            wrong(v, r->entry, "roll.after_final", "drawn", 0);
        else if (v->final ? r == v->final : i + 1 == v->rolls)
            voters_judge(v, r, v->final ? ACT_POLL | ACT_DECLARE : ACT_FREEZE);
    }
    if (v->final) {
        final_judge(v);
        return;
    }
    waits(v, v->rolls ? "roll.not_final" : "roll.not_drawn", 0, 0,
          ACT_NOMINATE | ACT_SCRUTINY | ACT_POLL | ACT_SHEET | ACT_COUNTED);
    for (size_t i = 0; i < v->protests; i++)
        open += v->protest[i].about == 0 && v->protest[i].decided < 0;
    if (open)
        waits(v, "roll.protests_open", open, 0, ACT_FREEZE);
    if (since != DAY_NONE && on != DAY_NONE && on - since < shown_days(v))
        waits(v, "roll.still_shown", on - since, shown_days(v), ACT_FREEZE);
}

/* ---- papers -------------------------------------------------------------*/

static bool is_warden(const struct vote *v, struct id person)
{
    for (size_t i = 0; i < v->wardens; i++)
        if (!id_none(person) && id_same(v->warden[i].person, person))
            return true;
    return false;
}

static bool office_is_up(const struct vote *v, struct str office)
{
    for (size_t i = 0; i < v->races; i++)
        if (str_same(v->race[i].office, office))
            return true;
    return false;
}

/* Proposer and seconder are voters, of different bodies where the voters come
 * from several (6.2). */
static void names_judge(struct vote *v, struct vote_nomination *n)
{
    const struct vote_voter *p = vote_voter(v, n->proposer);
    const struct vote_voter *s = vote_voter(v, n->seconder);
    const struct vote_voter *c = vote_voter(v, n->person);
    size_t before = v->troubles;

    if (!c || !c->eligible)
        wrong(v, n->entry, "nomination.no_voter", "person", 0);
    if (!p || !p->eligible)
        wrong(v, n->entry, "nomination.proposer_no_voter", "proposer", 0);
    if (!s || !s->eligible)
        wrong(v, n->entry, "nomination.seconder_no_voter", "seconder", 0);
    if (p && s && !id_none(p->body) && id_same(p->body, s->body))
        wrong(v, n->entry, "nomination.one_body", "seconder", 0);
    n->barred |= v->troubles > before;
}

/* Years somebody has lived by a day, from the first day she may be born on. */
static int64_t years_on(day born, day on)
{
    int y, m, d, y2, m2, d2;

    if (born < DAY_FIRST || on < born || on > DAY_LAST)
        return INT_NONE;
    day_split(born, &y, &m, &d);
    day_split(on, &y2, &m2, &d2);
    return y2 - y - (m2 < m || (m2 == m && d2 < d));
}

static void bars_judge(struct vote *v, struct vote_nomination *n)
{
    int64_t least = v->number[CLAUSE_AGE_LEAST];
    int64_t most = v->number[CLAUSE_TERMS_MOST];
    int64_t age = years_on(n->is.born,
                           v->poll_on != DAY_NONE ? v->poll_on : v->called);
    size_t before = v->troubles;

    if (least != INT_NONE && age != INT_NONE && age < least)
        wrong_ab(v, n->entry, "nomination.too_young", "person", age, least, 0);
    if (most != INT_NONE && n->terms >= most)
        wrong_ab(v, n->entry, "nomination.too_many_terms", "person", n->terms,
                 most, 0);
    if (n->owes && v->number[CLAUSE_BAR_DEFAULT] == 1)
        wrong(v, n->entry, "nomination.owes", "owes", 0);
    if (n->public_office && v->number[CLAUSE_BAR_PUBLIC_OFFICE] == 1)
        wrong(v, n->entry, "nomination.public_office", "public_office", 0);
    if (!office_is_up(v, n->office))
        wrong(v, n->entry, "nomination.other_office", "office", 0);
    if (is_warden(v, n->person))
        wrong(v, n->entry, "nomination.of_the_committee", "person", 0);
    n->barred |= v->troubles > before || !n->consent;
}

static bool named_before(const struct vote *v, size_t at)
{
    const struct vote_nomination *n = v->nomination;

    for (size_t i = 0; i < at; i++)
        if (id_same(n[i].person, n[at].person) &&
            str_same(n[i].office, n[at].office) &&
            n[i].verdict <= SCRUTINY_ACCEPTED)
            return true;
    return false;
}

/* A paper that was rejected or withdrawn is told nothing any more. */
void papers_judge(struct vote *v)
{
    int64_t open = 0;

    for (size_t i = 0; i < v->nominations; i++) {
        struct vote_nomination *n = &v->nomination[i];

        n->barred = false;
        open += n->verdict == SCRUTINY_NONE;
        if (n->verdict > SCRUTINY_ACCEPTED)
            continue;
        if (v->final && v->final->drawn > n->filed)
            wrong(v, n->entry, "nomination.before_roll", "filed", 0);
        if (v->final)
            names_judge(v, n);
        bars_judge(v, n);
        if (named_before(v, i))
            wrong(v, n->entry, "nomination.twice", "person", 0);
        if (n->barred && n->verdict == SCRUTINY_ACCEPTED)
            wrong(v, n->scrutiny, "scrutiny.barred", "verdict", ACT_COUNTED);
    }
    if (!v->nominations)
        waits(v, "nomination.none", 0, 0, ACT_POLL | ACT_SHEET | ACT_COUNTED);
    if (open)
        waits(v, "nomination.not_judged", open, 0,
              ACT_POLL | ACT_SHEET | ACT_COUNTED);
    for (size_t i = 0; i < v->protests; i++)
        if (v->protest[i].about == 1 && v->protest[i].decided < 0)
            waits(v, "nomination.protests_open", 0, 0, ACT_POLL | ACT_DECLARE);
}
