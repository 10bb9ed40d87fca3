/* keying - the poll as two people keyed it: ballot accounts, count sheets, and
 * whether they agree. */
#include "core/judge.h"

/* ---- the poll -----------------------------------------------------------*/

const struct vote_account *vote_account(const struct vote *v, struct str office,
                                        int64_t round)
{
    const struct vote_account *all = NULL;

    for (size_t i = 0; i < v->accounts; i++) {
        const struct vote_account *a = &v->account[i];

        if (a->round != round)
            continue;
        if (str_same(a->office, office))
            return a;
        if (!a->office.n && !all)
            all = a;
    }
    return all;
}

static void account_judge(struct vote *v, size_t at)
{
    const struct vote_account *a = &v->account[at], *first;
    bool paper = v->method == METHOD_BALLOT;

    first = vote_account(v, a->office, a->round);
    if (first != a)
        wrong(v, a->entry, "ballot_account.twice", "round", ACT_DECLARE);
    if (!v->final || a->held < v->final->drawn)
        wrong(v, a->entry, "ballot_account.before_roll", "held", ACT_DECLARE);
    if (v->final && a->present > v->eligible)
        wrong_ab(v, a->entry, "tally.roll", "present", a->present, v->eligible,
                 ACT_DECLARE);
    if (v->quorum > 0 && a->present < v->quorum)
        wrong_ab(v, a->entry, "ballot_account.no_quorum", "present", a->present,
                 v->quorum, ACT_DECLARE);
    if (paper && (a->printed == INT_NONE || a->issued == INT_NONE))
        wrong(v, a->entry, "ballot_account.no_ballots", "printed", ACT_DECLARE);
    if (v->poll_on != DAY_NONE && a->round == 1 && a->held != v->poll_on)
        wrong(v, a->entry, "ballot_account.other_day", "held", 0);
}

/* Papers that came after the first day of the poll. */
static void late_judge(struct vote *v)
{
    day polled = DAY_LAST;

    for (size_t i = 0; i < v->accounts; i++)
        if (v->account[i].round == 1 && v->account[i].held < polled)
            polled = v->account[i].held;
    for (size_t i = 0; i < v->nominations; i++)
        if (v->nomination[i].filed > polled)
            wrong(v, v->nomination[i].entry, "nomination.after_poll", "filed",
                  0);
}

/* ---- two who count ------------------------------------------------------*/

static bool sheet_of(const struct vote_sheet *s, struct str office,
                     int64_t round)
{
    return s->round == round && str_same(s->office, office);
}

static bool sheets_same(const struct vote *v, const struct vote_sheet *x,
                        const struct vote_sheet *y)
{
    size_t most = 9 + x->tally.rows + y->tally.rows;
    struct tally_difference *d = arena_many(v->arena, struct tally_difference,
                                            most + 1);

    return tally_differ(&x->tally, &y->tally, d) == 0;
}

/* One whom another has restated is no second pair of eyes; but where it says
 * something else it still is a difference. */
enum sheets_are vote_sheets(const struct vote *v, struct str office,
                            int64_t round, const struct vote_sheet **one,
                            const struct vote_sheet **other)
{
    *one = *other = NULL;
    for (size_t i = 0; i < v->sheets; i++) {
        const struct vote_sheet *s = &v->sheet[i];

        if (!sheet_of(s, office, round))
            continue;
        if (*one && !sheets_same(v, *one, s)) {
            *other = s;
            return SHEETS_DIFFER;
        }
        if (!*one || ((*one)->foreign && !s->foreign))
            *one = s;
        else if (!s->foreign && !str_same(s->author, (*one)->author) && !*other)
            *other = s;
    }
    if (!*one)
        return SHEETS_MISSING;
    return *other && !(*one)->foreign ? SHEETS_AGREE : SHEETS_ONE;
}

static void differences_judge(struct vote *v, const struct vote_sheet *s)
{
    const struct vote_sheet *first = s;

    for (size_t i = 0; i < v->sheets; i++)
        if (sheet_of(&v->sheet[i], s->office, s->round)) {
            first = &v->sheet[i];
            break;
        }
    if (first != s && !sheets_same(v, first, s)) {
        struct tally_difference *d =
            arena_many(v->arena, struct tally_difference,
                       10 + first->tally.rows + s->tally.rows);
        size_t n = tally_differ(&first->tally, &s->tally, d);

        wrong_ab(v, first->entry, "sheet.differs", "", (int64_t)n, 0,
                 ACT_DECLARE);
        wrong_ab(v, s->entry, "sheet.differs", "", (int64_t)n, 0, ACT_DECLARE);
    }
    if (first != s && str_same(first->author, s->author))
        wrong(v, s->entry, "sheet.same_keyer", "", 0);
    if (s->foreign)
        wrong(v, s->entry, "sheet.not_by_itself", "", 0);
}

static const char *row_path(struct vote *v, const char *rows, size_t row,
                            const char *path)
{
    struct buf b = buf_start(v->arena);

    buf_fmt(&b, "%s[%zu].%s", rows, row, path);
    return arena_z(v->arena, buf_str(&b));
}

/* Which identity of 6.2 its numbers break, with those of the ballot account;
 * of the round that is held. An earlier one was settled on its own numbers. */
static void identities_judge(struct vote *v, const struct vote_sheet *s,
                             const struct vote_race *r)
{
    struct findings f = findings_start(v->arena);
    struct tally t = race_tally(v, s, r);

    if (s->round != r->round || r->state == RACE_OPEN ||
        !vote_account(v, s->office, s->round))
        return;
    if (r->state == RACE_COUNT)
        tally_tell(&t, &f);
    for (size_t i = 0; i < f.n; i++)
        wrong_ab(v, s->entry, f.at[i].what, arena_z(v->arena, f.at[i].path),
                 f.at[i].a, f.at[i].b, ACT_DECLARE);
    for (size_t i = 0; i < t.rows; i++) {
        bool stands = false;

        for (size_t j = 0; j < r->stands; j++)
            stands |= id_same(r->standing[j]->person, t.row[i].person);
        if (!stands && r->state == RACE_COUNT)
            wrong(v, s->entry, "sheet.not_standing",
                  row_path(v, "tally", i, "person"), ACT_DECLARE);
    }
    if (r->state == RACE_COUNT && t.rows < r->stands)
        wrong_ab(v, s->entry, "sheet.rows_missing", "tally", (int64_t)t.rows,
                 (int64_t)r->stands, ACT_DECLARE);
}

static void sheets_judge(struct vote *v)
{
    for (size_t i = 0; i < v->sheets; i++) {
        const struct vote_sheet *s = &v->sheet[i];
        const struct vote_race *r = vote_race(v, s->office);

        if (!r || s->round > r->round) {
            wrong(v, s->entry, "sheet.other_round", r ? "round" : "office", 0);
            continue;
        }
        differences_judge(v, s);
        identities_judge(v, s, r);
    }
}

void poll_judge(struct vote *v)
{
    for (size_t i = 0; i < v->accounts; i++)
        account_judge(v, i);
    late_judge(v);
    for (size_t i = 0; i < v->races; i++)
        race_run(v, &v->race[i]);
    sheets_judge(v);
    for (size_t i = 0; i < v->races; i++) {
        const struct vote_race *r = &v->race[i];

        if (r->state == RACE_POLL)
            waits(v, r->round > 1 ? "election.again" : "election.not_polled",
                  r->round, 0, ACT_COUNTED);
        else if (r->state == RACE_COUNT)
            waits(v, "sheet.not_agreed", r->round, 0, ACT_COUNTED);
        else if (r->state == RACE_TIED)
            waits(v, r->seedless ? "election.no_seed" : "election.tied",
                  (int64_t)r->open, 0, ACT_COUNTED);
        else if (r->state == RACE_OPEN && v->method == METHOD_CONSENSUS &&
                 r->candidates > r->seats)
            waits(v, "election.no_consensus", (int64_t)r->candidates,
                  (int64_t)r->seats, ACT_COUNTED);
        else if (r->state == RACE_DECIDED && r->open > 0)
            waits(v, "election.seat_open", (int64_t)r->open, 0, 0);
    }
}
