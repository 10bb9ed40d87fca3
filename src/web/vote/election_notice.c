/* election_notice - the result as it hangs on a wall: what was counted, who was
 * elected, the committee's lines to sign, and the code that anyone can check. */
#include "web/vote/election.h"

static const struct vote_winner *won(const struct vote_declaration *d,
                                     struct str office, struct id person)
{
    for (size_t i = 0; i < d->winners; i++)
        if (id_same(d->winner[i].person, person) &&
            str_same(d->winner[i].office, office))
            return &d->winner[i];
    return NULL;
}

static void row_draw(struct rq *rq, const struct election_page *e,
                     struct id person, int64_t votes,
                     const struct vote_winner *w)
{
    html(rq,
         w ? "<tr><th scope=\"row\"><b><bdi>%s</bdi></b></th><td "
             "class=\"n\">%s</td><td>%s</td></tr>" :
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s</td>"
             "<td>%s</td></tr>",
         election_who(rq, e, person),
         votes == INT_NONE ? "–" : number_text(rq, votes, 0),
         w ? word_of(rq, "choice", choice_name(WINNER_RULES, (int)w->rule)) :
             "");
}

/* Everybody who stood in the last round that was counted; else, where nobody
 * voted, whom the declaration names. */
static void office_draw(struct rq *rq, const struct election_page *e,
                        const struct vote_declaration *d,
                        const struct vote_race *race)
{
    const struct vote_sheet *one = NULL, *other;
    bool counted = vote_sheets(e->v, race->office, race->round, &one, &other) ==
                   SHEETS_AGREE;

    html(rq,
         "<h2>%s</h2><table class=\"paper\"><thead><tr><th>%s</th><th "
         "class=\"n\">%s</th><th>%s</th></tr></thead><tbody>",
         election_round(rq, e, race->office, race->round),
         word(rq, "kind.nomination"), word(rq, "field.votes"),
         word(rq, "election.elected"));
    for (size_t i = 0; counted && i < one->tally.rows; i++)
        row_draw(rq, e, one->tally.row[i].person, one->tally.row[i].votes,
                 won(d, race->office, one->tally.row[i].person));
    for (size_t i = 0; i < d->winners; i++) {
        bool drawn = !str_same(d->winner[i].office, race->office);

        for (size_t j = 0; counted && j < one->tally.rows; j++)
            drawn |= id_same(d->winner[i].person, one->tally.row[j].person);
        if (!drawn)
            row_draw(rq, e, d->winner[i].person, d->winner[i].votes,
                     &d->winner[i]);
    }
    html(rq, "</tbody></table>");
}

static void signers_draw(struct rq *rq, const struct election_page *e)
{
    html(rq, "<div class=\"signatures\">");
    for (size_t i = 0; i < e->v->wardens; i++) {
        const struct vote_warden *w = &e->v->warden[i];

        if (w->role != WARDEN_OBSERVER && !id_none(w->person))
            html(rq, "<div><p class=\"line\"></p><p><bdi>%s</bdi></p></div>",
                 election_who(rq, e, w->person));
    }
    html(rq, "</div>");
}

static void notice_draw(struct rq *rq, const struct election_page *e,
                        const struct vote_declaration *d)
{
    int64_t days = vote_number(e->v, CLAUSE_APPEAL_DAYS, INT_NONE);

    html(rq, "<p>%s %s", word(rq, "election.declared_on"),
         day_text(rq, d->held));
    if (days != INT_NONE && days >= 0 && days < 3660)
        html(rq, " · %s %s", word(rq, "election.appeal_until"),
             day_text(rq, d->held + (day)days));
    html(rq, "</p>");
    for (size_t i = 0; i < e->v->races; i++)
        office_draw(rq, e, d, &e->v->race[i]);
    html(rq, "<p>%s: ", word(rq, "result.code"));
    digest_draw(rq, d->digest);
    html(rq, "</p><p><small>%s</small></p>", word(rq, "result.lead"));
    signers_draw(rq, e);
}

static void notice_json(struct rq *rq, const struct vote_declaration *d)
{
    struct keys k = keys_open(rq);

    key_text(&k, "code", d ? vote_short(d->digest, rq->arena) : S(""));
    key_day(&k, "held", d ? d->held : DAY_NONE);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The notice of a result, with its code; before it is declared it says so. */
PAGE(election_notice, GET, "/election/*/notice", RIGHT_REGISTER)
{
    struct election_page *e = election_open(rq);
    const struct vote_declaration *d;

    if (!e)
        return;
    d = e->v->declarations ? &e->v->declaration[0] :
                             NULL; /* the first counts */
    if (rq->json) {
        notice_json(rq, d);
        return;
    }
    frame_open(rq, word(rq, "election.notice"));
    election_line(rq, e);
    if (d)
        notice_draw(rq, e, d);
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "election.undeclared"));
    frame_close(rq);
}
