/* polling - papers of an election: ballots, count sheet, roll, result. */
#include "report/polling.h"

#include <string.h>

enum { BALLOT_ROW_MM = 17, TALLY_ROW_MM = 13, BALLOT_POINTS = 130 };

static struct str number_said(struct arena *a, int64_t n)
{
    struct buf b = buf_start(a);

    if (n != INT_NONE)
        buf_int(&b, n);
    return buf_str(&b);
}

/* A sentence with {a} in it. */
static struct str with_number(struct arena *a, struct str s, int64_t n)
{
    struct buf b = buf_start(a);

    while (s.n) {
        bool here = str_starts(s, S("{a}"));

        if (here)
            buf_int(&b, n);
        else
            buf_char(&b, s.p[0]);
        s = str_from(s, here ? 3 : 1);
    }
    return buf_str(&b);
}

static struct paper begun(struct arena *a, enum lang lang,
                          const struct polling_held *h, const char *title)
{
    struct buf head = buf_start(a);
    struct paper_plan plan = { .size = PAPER_A4,
                               .title = say(lang, title),
                               .on = h->on };

    buf_add(&head, h->body);
    if (h->code.n)
        buf_fmt(&head, " (%s)", arena_z(a, h->code));
    plan.head = buf_str(&head);
    return paper_start(a, lang, &plan);
}

static void held_put(struct paper *p, struct arena *a,
                     const struct polling_held *h)
{
    paper_pair_word(p, "paper.body", h->body);
    if (h->code.n)
        paper_pair_word(p, "paper.code", h->code);
    if (h->place.n)
        paper_pair_word(p, "paper.place", h->place);
    paper_pair_word(p, "paper.poll_on", paper_day(a, p->lang, h->on));
    paper_pair_word(p, "paper.venue", h->venue);
    if (h->reason.n)
        paper_pair_word(p, "paper.reason", h->reason);
}

static void committee_sign(struct paper *p, const struct polling_held *h)
{
    const struct str who[] = { say(p->lang, "paper.committee_head"),
                               say(p->lang, "paper.committee_member"),
                               say(p->lang, "paper.committee_member"),
                               say(p->lang, "paper.observer") };

    if (h->signers)
        paper_sign(p, h->signer,
                   h->signers < PAPER_SIGNERS ? h->signers : PAPER_SIGNERS);
    else
        paper_sign(p, who, (int)LEN(who));
}

/* "President, round 2" */
static struct str polling_said(struct paper *p, struct arena *a,
                               const struct polling_office *poll)
{
    struct buf b = buf_start(a);

    buf_add(&b, poll->office);
    if (poll->round > 1) {
        buf_z(&b, " – ");
        buf_add(&b, with_number(a, say(p->lang, "paper.round"), poll->round));
    }
    return buf_str(&b);
}

static struct paper_cell symbol_cell(const struct polling_candidate *c)
{
    return (struct paper_cell){ CELL_SYMBOL, c->symbol };
}

/* ---- ballots ------------------------------------------------------------*/

static void ballot_put(struct paper *p, struct arena *a,
                       const struct polling_held *h,
                       const struct polling_office *poll)
{
    const struct paper_column column[] = {
        { say(p->lang, "paper.symbol"), S(""), 20, ALIGN_CENTRE },
        { say(p->lang, "paper.candidate"), S(""), 60, ALIGN_START },
        { say(p->lang, "paper.mark"), S(""), 20, ALIGN_CENTRE }
    };
    const char *how = poll->approval   ? "paper.mark_any" :
                      poll->seats == 1 ? "paper.mark_one" :
                                         "paper.mark_most";

    paper_together(p);
    paper_bold(p, h->body);
    paper_heading(p, polling_said(p, a, poll));
    paper_text(p, with_number(a, say(p->lang, how), poll->seats));
    paper_table(p, column, (int)LEN(column), BALLOT_ROW_MM, BALLOT_POINTS);
    for (size_t i = 0; i < poll->candidates && i < POLLING_CANDIDATES; i++) {
        const struct paper_cell cell[] = { symbol_cell(&poll->candidate[i]),
                                           { CELL_TEXT,
                                             poll->candidate[i].name },
                                           { CELL_BOX, S("") } };

        paper_cells(p, cell);
    }
    paper_table_end(p);
    paper_cut(p);
    paper_apart(p);
}

struct paper polling_ballots(struct arena *a, enum lang lang,
                             const struct polling_held *h,
                             const struct polling_office *poll, int64_t copies)
{
    struct paper p = begun(a, lang, h, "paper.ballot");

    for (int64_t i = 0; i < copies && i < POLLING_BALLOTS; i++)
        ballot_put(&p, a, h, poll);
    return p;
}

/* ---- count sheet ----------------------------------------------------------*/

static void tally_put(struct paper *p, struct arena *a,
                      const struct polling_office *poll)
{
    const struct paper_column column[] = {
        { say(p->lang, "paper.symbol"), S(""), 14, ALIGN_CENTRE },
        { say(p->lang, "paper.candidate"), S(""), 34, ALIGN_START },
        { say(p->lang, "paper.strokes"), S(""), 40, ALIGN_START },
        { say(p->lang, "paper.votes"), S(""), 14, ALIGN_CENTRE },
        { say(p->lang, "paper.votes_in_words"), S(""), 26, ALIGN_START }
    };

    paper_heading(p, polling_said(p, a, poll));
    paper_table(p, column, (int)LEN(column), TALLY_ROW_MM, 0);
    for (size_t i = 0; i < poll->candidates; i++) {
        const struct polling_candidate *c = &poll->candidate[i];
        const struct paper_cell cell[] = { symbol_cell(c),
                                           { CELL_TEXT, c->name },
                                           { CELL_TEXT, S("") },
                                           { CELL_TEXT,
                                             number_said(a, c->votes) },
                                           { CELL_TEXT, S("") } };

        paper_cells(p, cell);
    }
    paper_table_end(p);
}

enum { ACCOUNT_LINES = 8 };
static const char *const account_word[ACCOUNT_LINES] = {
    "paper.present",         "paper.ballots_printed",
    "paper.ballots_issued",  "paper.ballots_unused",
    "paper.ballots_valid",   "paper.ballots_rejected",
    "paper.ballots_spoiled", "paper.ballots_not_returned"
};

static void account_numbers(const struct polling_account *x,
                            int64_t n[ACCOUNT_LINES])
{
    const int64_t all[ACCOUNT_LINES] = { x->present, x->printed,
                                         x->issued,  x->unused,
                                         x->valid,   x->rejected,
                                         x->spoiled, x->not_returned };

    memcpy(n, all, sizeof all);
}

/* What must come out even is said beside it, so that it is checked on paper
 * before anybody keys it. */
static void account_lines(struct paper *p, struct arena *a,
                          const struct polling_account *x)
{
    int64_t n[ACCOUNT_LINES];

    account_numbers(x, n);
    paper_together(p);
    paper_bold(p, say(p->lang, "paper.ballot_account"));
    for (int i = 0; i < ACCOUNT_LINES; i++)
        paper_pair_word(p, account_word[i], number_said(a, n[i]));
    paper_small(p, say(p->lang, "paper.account_even"));
    paper_apart(p);
}

static void account_row(struct paper *p, struct arena *a,
                        const struct polling_account *x)
{
    struct paper_column c[ACCOUNT_LINES];
    struct str cell[ACCOUNT_LINES];
    int64_t n[ACCOUNT_LINES];

    account_numbers(x, n);
    for (int i = 0; i < ACCOUNT_LINES; i++) {
        c[i] = (struct paper_column){ .title = say(p->lang, account_word[i]),
                                      .wide = 10,
                                      .align = ALIGN_CENTRE };
        cell[i] = number_said(a, n[i]);
    }
    paper_table(p, c, ACCOUNT_LINES, 0, 75);
    paper_row(p, ROW_PLAIN, cell);
    paper_table_end(p);
}

struct paper polling_count_sheet(struct arena *a, enum lang lang,
                                 const struct polling_held *h,
                                 const struct polling_office *poll,
                                 size_t polls)
{
    static const struct polling_account blank = { INT_NONE, INT_NONE, INT_NONE,
                                                  INT_NONE, INT_NONE, INT_NONE,
                                                  INT_NONE, INT_NONE };
    struct paper p = begun(a, lang, h, "paper.count_sheet");

    paper_title(&p, say(lang, "paper.count_sheet"));
    held_put(&p, a, h);
    for (size_t i = 0; i < polls; i++) {
        tally_put(&p, a, &poll[i]);
        account_lines(&p, a, poll[i].account ? poll[i].account : &blank);
    }
    paper_pair_word(&p, "paper.keyed_by", S(""));
    committee_sign(&p, h);
    return p;
}

/* ---- roll ---------------------------------------------------------------*/

struct paper polling_roll(struct arena *a, enum lang lang,
                          const struct polling_held *h,
                          const struct polling_voter *voter, size_t n)
{
    struct paper p = begun(a, lang, h, "paper.roll");
    const struct paper_column column[] = {
        { say(lang, "paper.number"), S(""), 6, ALIGN_END },
        { say(lang, "paper.name"), S(""), 24, ALIGN_START },
        { say(lang, "paper.father"), S(""), 22, ALIGN_START },
        { say(lang, "paper.sent_by"), S(""), 24, ALIGN_START },
        { say(lang, "paper.may_vote"), S(""), 20, ALIGN_START },
        { say(lang, "paper.came"), S(""), 18, ALIGN_START }
    };

    paper_title(&p, say(lang, "paper.roll"));
    held_put(&p, a, h);
    paper_small(&p, say(lang, "paper.roll_secret"));
    paper_table(&p, column, (int)LEN(column), 9, 0);
    for (size_t i = 0; i < n; i++) {
        const struct polling_voter *v = &voter[i];
        const struct str cell[] = { v->number,
                                    v->name,
                                    v->father,
                                    v->from,
                                    v->eligible ? say(lang, "paper.yes") :
                                    v->why.n    ? v->why :
                                                  say(lang, "paper.no"),
                                    S("") };

        paper_row(&p, ROW_PLAIN, cell);
    }
    paper_table_end(&p);
    committee_sign(&p, h);
    return p;
}

/* ---- result ---------------------------------------------------------------*/

static struct str elected_said(struct paper *p, struct arena *a,
                               const struct polling_candidate *c)
{
    struct buf b = buf_start(a);

    if (c->elected)
        buf_add(&b, say(p->lang, "paper.elected"));
    if (c->elected && c->rule.n) {
        buf_z(&b, " – ");
        buf_add(&b, c->rule);
    }
    return buf_str(&b);
}

/* Who was elected stands out: her row is set like a total. */
static void result_put(struct paper *p, struct arena *a,
                       const struct polling_office *poll)
{
    const struct paper_column column[] = {
        { say(p->lang, "paper.candidate"), S(""), 30, ALIGN_START },
        { say(p->lang, "paper.father"), S(""), 26, ALIGN_START },
        { say(p->lang, "paper.sent_by"), S(""), 26, ALIGN_START },
        { say(p->lang, "paper.votes"), S(""), 12, ALIGN_END },
        { say(p->lang, "paper.result"), S(""), 26, ALIGN_START }
    };

    paper_heading(p, polling_said(p, a, poll));
    paper_table(p, column, (int)LEN(column), 0, 100);
    for (size_t i = 0; i < poll->candidates; i++) {
        const struct polling_candidate *c = &poll->candidate[i];
        const struct str cell[] = { c->name, c->father, c->from,
                                    number_said(a, c->votes),
                                    elected_said(p, a, c) };

        paper_row(p, c->elected ? ROW_TOTAL : ROW_PLAIN, cell);
    }
    paper_table_end(p);
    if (poll->account)
        account_row(p, a, poll->account);
}

static void digest_put(struct paper *p, struct arena *a,
                       const struct polling_held *h)
{
    if (h->digest.n) {
        paper_pair_word(p, "paper.digest", h->digest);
        if (h->check.n)
            paper_pair_word(p, "paper.check_at", h->check);
        paper_small(p, say(p->lang, "paper.digest_what"));
    }
    if (h->appeal_until != DAY_NONE)
        paper_pair_word(p, "paper.appeal_until",
                        paper_day(a, p->lang, h->appeal_until));
}

struct paper polling_notice(struct arena *a, enum lang lang,
                            const struct polling_held *h,
                            const struct polling_office *poll, size_t polls)
{
    struct paper p = begun(a, lang, h, "paper.result_notice");

    if (h->check.n || h->digest.n)
        paper_qr(&p, h->check.n ? h->check : h->digest, h->digest);
    paper_title(&p, say(lang, "paper.result_notice"));
    held_put(&p, a, h);
    for (size_t i = 0; i < polls; i++)
        result_put(&p, a, &poll[i]);
    digest_put(&p, a, h);
    committee_sign(&p, h);
    return p;
}
