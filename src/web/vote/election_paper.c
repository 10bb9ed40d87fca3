/* election_paper - an election on paper: ballots, count sheet, roll, notice of
 * the result. */
#include "report/polling.h"
#include "web/paper.h"
#include "web/vote/election.h"

enum { POLLED_MOST = 20, SPARE_PERCENT = 10 };

/* ---- what all of them say -------------------------------------------------*/

/* NULL when it has answered; from now on the page speaks the paper's language.*/
static struct election_page *paper_open_election(struct rq *rq)
{
    rq->lang = rq_paper_lang(rq);
    return election_open(rq);
}

/* "Hajra Bibi\nHead of the election committee" */
static struct str signer_said(struct rq *rq, const struct election_page *e,
                              const struct vote_warden *w)
{
    static const char *const role[] = { "paper.committee_head",
                                        "paper.committee_member",
                                        "paper.observer" };
    struct buf b = buf_start(rq->arena);

    if (!id_none(w->person))
        buf_z(&b, election_who(rq, e, w->person));
    else if (!id_none(w->staff))
        buf_z(&b, thing_name(rq, kind_find(S("staff")), w->staff));
    if (w->role >= 0 && w->role < (int64_t)LEN(role))
        buf_fmt(&b, "\n%s", word(rq, role[w->role]));
    return buf_str(&b);
}

static void signers_read(struct rq *rq, const struct election_page *e,
                         struct polling_held *h)
{
    struct str *signer = arena_many(rq->arena, struct str, PAPER_SIGNERS);

    h->signer = signer;
    for (size_t i = 0; i < e->v->wardens && h->signers < PAPER_SIGNERS; i++)
        signer[h->signers++] = signer_said(rq, e, &e->v->warden[i]);
}

static struct polling_held held_of(struct rq *rq, const struct election_page *e)
{
    const struct kind *k = kind_find(S("body"));
    void *body = arena_take(rq->arena, k->bytes);
    struct polling_held h = { .on = e->v->poll_on, .appeal_until = DAY_NONE };

    h.body = str_of(thing_name(rq, k, e->body));
    if (row_find(rq->db, k, e->body, rq->arena, body)) {
        h.code = said_text(k, body, "code");
        h.place = str_of(place_name(rq, said_id(k, body, "place")));
    }
    h.venue = said_text(e->kind, e->record, "venue");
    h.reason = str_of(choice_text(rq, e->kind, "reason",
                                  said_choice(e->kind, e->record, "reason")));
    signers_read(rq, e, &h);
    return h;
}

/* The body that sends her, by the final roll. */
static struct str sent_by(struct rq *rq, const struct election_page *e,
                          struct id person)
{
    const struct vote_voter *v = vote_voter(e->v, person);

    return v && !id_none(v->body) ?
               str_of(thing_name(rq, kind_find(S("body")), v->body)) :
               S("");
}

/* Who she is; nothing is counted. */
static struct polling_candidate person_of(struct rq *rq,
                                          struct election_page *e,
                                          struct id person)
{
    return (struct polling_candidate){
        .name = str_of(election_who(rq, e, person)),
        .father = str_of(election_father(rq, e, person)),
        .from = sent_by(rq, e, person),
        .votes = INT_NONE
    };
}

static struct polling_candidate candidate_of(struct rq *rq,
                                             struct election_page *e,
                                             const struct vote_nomination *n)
{
    struct polling_candidate c = person_of(rq, e, n->person);

    c.symbol = election_symbol(e, n->entry);
    return c;
}

static struct polling_account account_of(const struct vote *v,
                                         const struct vote_race *r)
{
    const struct vote_account *a = vote_account(v, r->office, r->round);

    return (struct polling_account){ .present = a ? a->present : INT_NONE,
                                     .printed = a ? a->printed : INT_NONE,
                                     .issued = a ? a->issued : INT_NONE,
                                     .unused = INT_NONE,
                                     .valid = INT_NONE,
                                     .rejected = INT_NONE,
                                     .spoiled = INT_NONE,
                                     .not_returned = INT_NONE };
}

/* Those who stand in the round that is to be polled, nothing counted. */
static void office_standing(struct rq *rq, struct election_page *e,
                            const struct vote_race *r,
                            struct polling_office *out)
{
    struct polling_candidate *c =
        arena_many(rq->arena, struct polling_candidate, r->stands + 1);
    struct polling_account *a = arena_new(rq->arena, struct polling_account);

    *a = account_of(e->v, r);
    *out = (struct polling_office){ .office = str_of(
                                        election_office(rq, e, r->office)),
                                    .seats = (int64_t)r->open,
                                    .round = r->round,
                                    .approval = e->v->way == POLL_APPROVAL,
                                    .candidate = c,
                                    .candidates = r->stands,
                                    .account = a };
    for (size_t i = 0; i < r->stands; i++)
        c[i] = candidate_of(rq, e, r->standing[i]);
}

/* ---- ballots and count sheets ---------------------------------------------*/

/* The offices that go to a poll, or the one of ?office=. */
static size_t offices_polled(struct rq *rq, struct election_page *e,
                             struct polling_office *out)
{
    struct str only = rq_arg(rq, "office");
    size_t n = 0;

    for (size_t i = 0; i < e->v->races && n < POLLED_MOST; i++) {
        const struct vote_race *r = &e->v->race[i];

        if (election_polled(r) && (!only.n || str_same(only, r->office)))
            office_standing(rq, e, r, &out[n++]);
    }
    return n;
}

/* Ballot papers to cut apart, of one office (?office=) or the first, as many as
 * there are voters and a tenth to spare (?copies=). With pictures for those who
 * do not read; none of them bears a number. */
PAGE(ballots_paper, GET, "/election/*/ballots.pdf", RIGHT_KEEP)
{
    struct election_page *e = paper_open_election(rq);
    struct polling_office office[POLLED_MOST];
    struct polling_held h;
    struct paper p;
    int64_t copies;

    if (!e)
        return;
    if (!e->keeps) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (!offices_polled(rq, e, office)) {
        refuse(rq, 409, "paper.nobody_stands");
        return;
    }
    copies = e->v->eligible + (e->v->eligible * SPARE_PERCENT + 99) / 100;
    copies = rq_int(rq, "copies", 1, POLLING_BALLOTS,
                    copies < 1               ? 1 :
                    copies > POLLING_BALLOTS ? POLLING_BALLOTS :
                                               copies);
    h = held_of(rq, e);
    p = polling_ballots(rq->arena, rq->lang, &h, &office[0], copies);
    rq_paper(rq, "ballots.pdf", &p);
}

/* The sheet on which votes are counted in the open, and from which two people
 * key them, each alone. What they keyed does not stand on it. */
PAGE(count_paper, GET, "/election/*/count.pdf", RIGHT_REGISTER)
{
    struct election_page *e = paper_open_election(rq);
    struct polling_office office[POLLED_MOST];
    struct polling_held h;
    struct paper p;
    size_t n;

    if (!e)
        return;
    n = offices_polled(rq, e, office);
    if (!n) {
        refuse(rq, 409, "paper.nobody_stands");
        return;
    }
    h = held_of(rq, e);
    p = polling_count_sheet(rq->arena, rq->lang, &h, office, n);
    rq_paper(rq, "count.pdf", &p);
}

/* ---- roll -----------------------------------------------------------------*/

static struct str voter_why(struct rq *rq, const struct vote_voter *v)
{
    if (v->eligible || v->bar == INT_NONE)
        return S("");
    return str_of(word_of(rq, "choice", choice_name(VOTE_BARS, (int)v->bar)));
}

/* The roll of voters to hang out, and to tick off who has come; the final one,
 * else the last that was drawn. */
PAGE(roll_paper, GET, "/election/*/roll.pdf", RIGHT_REGISTER)
{
    struct election_page *e = paper_open_election(rq);
    const struct vote_roll *roll;
    struct polling_voter *row;
    struct polling_held h;
    struct paper p;

    if (!e)
        return;
    roll = e->v->final ? e->v->final :
           e->v->rolls ? &e->v->roll[e->v->rolls - 1] :
                         NULL;
    if (!roll) {
        refuse(rq, 409, "paper.no_roll");
        return;
    }
    row = arena_many(rq->arena, struct polling_voter, roll->voters + 1);
    for (size_t i = 0; i < roll->voters; i++) {
        const struct vote_voter *v = &roll->voter[i];

        row[i] = (struct polling_voter){
            .number = str_of(number_text(rq, (int64_t)i + 1, 0)),
            .name = str_of(election_who(rq, e, v->person)),
            .father = str_of(election_father(rq, e, v->person)),
            .from = id_none(v->body) ?
                        S("") :
                        str_of(thing_name(rq, kind_find(S("body")), v->body)),
            .eligible = v->eligible,
            .why = voter_why(rq, v)
        };
    }
    h = held_of(rq, e);
    p = polling_roll(rq->arena, rq->lang, &h, row, roll->voters);
    rq_paper(rq, "roll.pdf", &p);
}

/* ---- notice ---------------------------------------------------------------*/

static const struct vote_winner *won(const struct vote_declaration *d,
                                     struct str office, struct id person)
{
    for (size_t i = 0; i < d->winners; i++)
        if (str_same(d->winner[i].office, office) &&
            id_same(d->winner[i].person, person))
            return &d->winner[i];
    return NULL;
}

static void winner_mark(struct rq *rq, const struct vote_winner *w,
                        struct polling_candidate *c)
{
    if (!w)
        return;
    c->elected = true;
    c->votes = w->votes;
    c->rule = str_of(
        word_of(rq, "choice", choice_name(WINNER_RULES, (int)w->rule)));
}

static bool sheet_account(const struct vote *v, const struct vote_race *r,
                          struct polling_account *a)
{
    const struct vote_sheet *one, *other;

    if (vote_sheets(v, r->office, r->round, &one, &other) != SHEETS_AGREE)
        return false;
    a->unused = one->tally.unused;
    a->valid = one->tally.valid;
    a->rejected = one->tally.rejected;
    a->spoiled = one->tally.spoiled;
    a->not_returned = one->tally.not_returned;
    return true;
}

/* All who stood, with what was counted last; then who won without standing
 * (co-opted). */
static void office_result(struct rq *rq, struct election_page *e,
                          const struct vote_declaration *d,
                          const struct vote_race *r, struct polling_office *out)
{
    struct polling_candidate *c = arena_many(rq->arena,
                                             struct polling_candidate,
                                             r->candidates + d->winners + 1);
    struct polling_account *a = arena_new(rq->arena, struct polling_account);
    size_t n = 0;

    for (; n < r->candidates; n++) {
        c[n] = candidate_of(rq, e, r->candidate[n]);
        for (size_t i = 0; r->counted && i < r->result.n; i++)
            if (r->standing[r->result.place[i].candidate] == r->candidate[n])
                c[n].votes = r->result.place[i].votes;
        winner_mark(rq, won(d, r->office, r->candidate[n]->person), &c[n]);
    }
    for (size_t i = 0; i < d->winners; i++) {
        const struct vote_winner *w = &d->winner[i];
        bool stood = !str_same(w->office, r->office);

        for (size_t j = 0; j < r->candidates; j++)
            stood |= id_same(w->person, r->candidate[j]->person);
        if (stood)
            continue;
        c[n] = person_of(rq, e, w->person);
        winner_mark(rq, w, &c[n++]);
    }
    *a = account_of(e->v, r);
    *out = (struct polling_office){
        .office = str_of(election_office(rq, e, r->office)),
        .seats = (int64_t)r->seats,
        .round = r->round,
        .candidate = c,
        .candidates = n,
        .account = r->counted && sheet_account(e->v, r, a) ? a : NULL
    };
}

/* The notice of a declared result, to hang out: votes and who was elected, the
 * account of ballot papers, the code with which anybody can check it. */
PAGE(notice_paper, GET, "/election/*/notice.pdf", RIGHT_REGISTER)
{
    struct election_page *e = paper_open_election(rq);
    const struct vote_declaration *d;
    struct polling_office office[POLLED_MOST];
    struct polling_held h;
    struct paper p;
    size_t n = 0;
    int64_t days;

    if (!e)
        return;
    if (!e->v->declarations) {
        refuse(rq, 409, "paper.not_declared");
        return;
    }
    d = &e->v->declaration[0]; /* the first counts */
    for (size_t i = 0; i < e->v->races && n < POLLED_MOST; i++)
        office_result(rq, e, d, &e->v->race[i], &office[n++]);
    h = held_of(rq, e);
    h.digest = vote_short(d->digest, rq->arena);
    h.check = paper_address(rq, "/result/", h.digest);
    days = vote_number(e->v, CLAUSE_APPEAL_DAYS, INT_NONE);
    if (days != INT_NONE && days >= 0 && days < 3660)
        h.appeal_until = d->held + (day)days;
    p = polling_notice(rq->arena, rq->lang, &h, office, n);
    rq_paper(rq, "notice.pdf", &p);
}

void election_prints(struct rq *rq, const struct election_page *e)
{
    bool stands = false;

    for (size_t i = 0; i < e->v->races; i++)
        stands |= election_polled(&e->v->race[i]);
    if (!rq_prints(rq) || (!stands && !e->v->rolls && !e->v->declarations))
        return;
    card_open(rq, "paper.print");
    if (e->v->rolls)
        paper_links(rq, "paper.print_roll", "election", e->id, "roll.pdf");
    if (stands && e->keeps)
        paper_links(rq, "paper.print_ballots", "election", e->id,
                    "ballots.pdf");
    if (stands)
        paper_links(rq, "paper.print_count", "election", e->id, "count.pdf");
    if (e->v->declarations)
        paper_links(rq, "paper.print_notice", "election", e->id, "notice.pdf");
    card_close(rq);
}
