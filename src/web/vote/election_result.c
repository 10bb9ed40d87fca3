/* election_result - the result as the page of the election shows it, and, in one
 * act, turned into offices, signatories and logins. */
#include <string.h>

#include "election.sql.h"
#include "web/form.h"
#include "web/typed.h"
#include "web/vote/election.h"
#include "web/vote/seating.h"

/* ---- winners ------------------------------------------------------------*/

static void winner_row(struct rq *rq, const struct election_page *e,
                       const struct vote_winner *w)
{
    html(rq,
         "<tr><th scope=\"row\">%s</th><td><b><bdi>%s</bdi></b></td><td "
         "class=\"n\">%s</td><td>%s</td></tr>",
         election_office(rq, e, w->office), election_who(rq, e, w->person),
         w->votes == INT_NONE ? "–" : number_text(rq, w->votes, 0),
         word_of(rq, "choice", choice_name(WINNER_RULES, (int)w->rule)));
}

void winners_draw(struct rq *rq, const struct election_page *e,
                  const struct vote_winner *w, size_t n)
{
    listing_open(rq,
                 "election.office election.elected n:field.votes election.by");
    for (size_t i = 0; i < n; i++)
        winner_row(rq, e, &w[i]);
    listing_close(rq);
}

/* ---- on the page of the election ----------------------------------------*/

static const struct vote_declaration *declared(const struct vote *v)
{
    return v->declarations ? &v->declaration[0] : NULL; /* the first counts */
}

static void link_draw(struct rq *rq, const struct election_page *e,
                      const char *more, const char *key, bool main)
{
    html(rq,
         main ? "<a class=\"button main\" href=\"%s\">%s</a> " :
                "<a class=\"button\" href=\"%s\">%s</a> ",
         election_path(rq, e, more), word(rq, key));
}

static bool left_to_undo(struct rq *rq, const struct vote *v)
{
    struct draft *d;

    return seating_undo(rq, v, &d) > 0;
}

static void after_draw(struct rq *rq, const struct election_page *e)
{
    const struct vote *v = e->v;

    html(rq, "<p class=\"tools\">");
    link_draw(rq, e, "/notice", "election.notice", false);
    if (e->keeps && (v->may & ACT_SEAT))
        link_draw(rq, e, "/seat", "election.seat", true);
    if (e->keeps && (v->may & ACT_HANDOVER))
        link_draw(rq, e, "/do/handover", "election.hand_over", false);
    if (e->checks && v->state == VOTE_ANNULLED && left_to_undo(rq, v))
        link_draw(rq, e, "/seat", "election.unseat", true);
    html(rq, "</p>");
}

static void tied_draw(struct rq *rq, const struct election_page *e)
{
    for (size_t i = 0; i < e->v->races; i++) {
        const struct vote_race *r = &e->v->race[i];

        if (r->state != RACE_TIED)
            continue;
        html(rq, "<p class=\"note stop\">%s: %s",
             election_round(rq, e, r->office, r->round),
             word(rq,
                  r->seedless ? "election.wants_seed" : "election.is_tied"));
        for (size_t j = 0; r->counted && j < r->result.n; j++)
            if (r->result.place[j].tied)
                html(rq, " · <bdi>%s</bdi>",
                     election_who(
                         rq, e,
                         r->standing[r->result.place[j].candidate]->person));
        html(rq, "</p>");
        if (e->keeps && r->seedless)
            html(rq,
                 "<p class=\"tools\"><a class=\"button\" "
                 "href=\"/edit/election/%s\">%s</a></p>",
                 id_text(rq, e->id), word(rq, "election.name_seed"));
    }
}

void election_result(struct rq *rq, const struct election_page *e)
{
    const struct vote *v = e->v;
    const struct vote_declaration *d = declared(v);

    if (!d && v->state < VOTE_TIED && !(v->may & ACT_DECLARE))
        return;
    html(rq, "<h2>%s</h2>", word(rq, "election.result"));
    tied_draw(rq, e);
    if (d) {
        html(rq, "<p>%s <a href=\"/entry/%s\">%s</a> · ",
             word(rq, "election.declared_on"), id_text(rq, d->entry),
             day_text(rq, d->held));
        digest_draw(rq, d->digest);
        html(rq, "</p>");
        winners_draw(rq, e, d->winner, d->winners);
        after_draw(rq, e);
        return;
    }
    if (v->winners)
        winners_draw(rq, e, v->winner, v->winners);
    if (e->keeps && (v->state == VOTE_TIED || v->winners))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"%s\">%s</a>"
             "</p>",
             election_path(rq, e, "/declare"), word(rq, "election.declare"));
}

/* ---- the result into offices --------------------------------------------*/

struct seat_page {
    struct election_page *e;
    struct seating seating;
    struct seating_leaver *leaver;
    size_t leavers;
    bool undo; /* it was annulled after the offices were filled */
    struct findings found;
};

/* "login.3" as it was typed */
static struct str numbered(struct rq *rq, const char *name, size_t i)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%zu", name, i);
    return str_trim(rq_part(rq, zstr(rq, buf_str(&b))));
}

static void logins_take(struct rq *rq, struct seat_page *s,
                        const struct vote_declaration *d)
{
    size_t winners = d ? d->winners : 0;
    struct seating_login *to = arena_many(rq->arena, struct seating_login,
                                          SEATING_LOGINS);

    s->seating.login = to;
    for (size_t i = 0; i < winners && s->seating.logins < SEATING_LOGINS; i++) {
        struct str login = numbered(rq, "login", i);
        struct str role = numbered(rq, "role", i);

        if (login.n && role.n)
            to[s->seating.logins++] =
                (struct seating_login){ login, role, d->winner[i].person };
    }
    for (size_t i = 0; i < s->leavers && s->seating.logins < SEATING_LOGINS;
         i++) {
        struct str login = numbered(rq, "end", i);

        if (login.n)
            to[s->seating.logins++] = (struct seating_login){ login, S(""),
                                                              ID_NONE };
    }
}

/* NULL when it has answered. */
static struct seat_page *seat_start(struct rq *rq)
{
    struct seat_page *s = arena_new(rq->arena, struct seat_page);
    struct str since = str_trim(rq_part(rq, "since"));
    const struct vote_declaration *d;

    s->e = election_open(rq);
    if (!s->e)
        return NULL;
    d = declared(s->e->v);
    s->undo = s->e->v->state == VOTE_ANNULLED;
    if (s->undo ? !s->e->checks : !s->e->keeps) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    s->found = findings_start(rq->arena);
    s->seating = (struct seating){ .v = s->e->v,
                                   .since = rq->today,
                                   .signs = rq_part(rq, "signs").n > 0 };
    if (since.n && !day_read(since, &s->seating.since))
        tell(&s->found, STOP, "field.not_understood", "since");
    if (s->seating.since > rq->today)
        tell(&s->found, STOP, "date.in_future", "since");
    if (!s->undo)
        s->leavers = seating_leavers(rq, s->e->v, s->seating.since, &s->leaver);
    logins_take(rq, s, d);
    return s;
}

static void role_select(struct rq *rq, size_t i)
{
    const struct kind *k = kind_find(S("role"));
    struct rows r = db_rows(rq->db, SQL_WEB_ELECTION_ROLES);

    html(rq, "<select name=\"role.%zu\"><option value=\"\"></option>", i);
    while (db_next(&r))
        html(rq, "<option value=\"%s\">%s</option>", zstr(rq, db_str(&r, 1)),
             thing_name(rq, k, db_id(&r, 0)));
    db_done(&r);
    html(rq, "</select>");
}

static void taker_row(struct rq *rq, const struct seat_page *s,
                      const struct vote_winner *w, size_t i)
{
    html(rq, "<tr><th scope=\"row\">%s</th><td><bdi>%s</bdi></td>",
         election_office(rq, s->e, w->office),
         election_who(rq, s->e, w->person));
    if (rq_may(rq, RIGHT_ADMIN)) {
        html(rq,
             "<td><input name=\"login.%zu\" dir=\"ltr\" autocomplete=\"off\" "
             "aria-label=\"%s\"> ",
             i, word(rq, "field.login"));
        role_select(rq, i);
        html(rq, "</td>");
    }
    html(rq, "</tr>");
}

static void leaver_row(struct rq *rq, const struct seat_page *s, size_t i)
{
    const struct seating_leaver *l = &s->leaver[i];

    html(rq,
         "<tr class=\"off\"><th scope=\"row\">%s</th><td><bdi>%s</bdi> <small>"
         "%s</small></td>",
         election_office(rq, s->e, l->office),
         election_who(rq, s->e, l->person),
         word(rq, l->stays ? "election.stays" : "election.leaves"));
    if (rq_may(rq, RIGHT_ADMIN))
        html(rq,
             l->stays ? "<td></td>" :
                        "<td><input name=\"end.%zu\" dir=\"ltr\" "
                        "autocomplete=\"off\" placeholder=\"%s\"></td>",
             i, word(rq, "election.login_ends"));
    html(rq, "</tr>");
}

static void seat_form(struct rq *rq, const struct seat_page *s)
{
    const struct vote_declaration *d = declared(s->e->v);
    struct buf since = buf_start(rq->arena);

    day_put(&since, s->seating.since);
    html(rq,
         "<p class=\"lead\">%s</p><form method=\"post\" class=\"fact\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><div class=\"grid\"><div "
         "class=\"field need\"><label><span>%s</span><input type=\"date\" "
         "name=\"since\" value=\"%s\"></label></div></div>",
         word(rq, "election.seat_lead"), rq->csrf, word(rq, "field.since"),
         zstr(rq, buf_str(&since)));
    html(rq, "<table><tbody>");
    for (size_t i = 0; d && i < d->winners; i++)
        taker_row(rq, s, &d->winner[i], i);
    for (size_t i = 0; i < s->leavers; i++)
        leaver_row(rq, s, i);
    html(rq,
         "</tbody></table><p><label><input type=\"checkbox\" name=\"signs\" "
         "value=\"1\" checked> %s</label></p><div class=\"tools\"><button "
         "class=\"main\">%s</button> <a href=\"%s\">%s</a></div></form>",
         word(rq, "election.signs"), word(rq, "election.seat"),
         election_path(rq, s->e, ""), word(rq, "election.back"));
}

static void undo_form(struct rq *rq, const struct seat_page *s)
{
    html(rq,
         "<p class=\"lead\">%s</p><form method=\"post\" class=\"fact\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><div class=\"tools\">"
         "<button class=\"danger\">%s</button> <a href=\"%s\">%s</a></div>"
         "</form>",
         word(rq, "election.unseat_lead"), rq->csrf,
         word(rq, "election.unseat"), election_path(rq, s->e, ""),
         word(rq, "election.back"));
}

static void seat_draw(struct rq *rq, const struct seat_page *s)
{
    frame_open(rq, word(rq, s->undo ? "election.unseat" : "election.seat"));
    election_line(rq, s->e);
    for (size_t i = 0; i < s->found.n; i++)
        finding_draw(rq, &s->found.at[i]);
    if (s->undo && left_to_undo(rq, s->e->v))
        undo_form(rq, s);
    else if (!s->undo && seating_done(rq, s->e->v))
        html(rq, "<p class=\"note good\">%s</p>", word(rq, "election.seated"));
    else if (!s->undo && election_may(rq, s->e, ACT_SEAT))
        seat_form(rq, s);
    frame_close(rq);
}

/* Who takes which office, who leaves, who signs from then on: one act. */
PAGE(election_seat, GET, "/election/*/seat", RIGHT_REGISTER)
{
    struct seat_page *s = seat_start(rq);
    struct keys k;

    if (!s)
        return;
    if (!rq->json) {
        seat_draw(rq, s);
        return;
    }
    k = keys_open(rq);
    key_int(&k, "done", seating_done(rq, s->e->v));
    key_int(&k, "leavers", (int64_t)s->leavers);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void seat_again(struct rq *rq, void *self, const struct findings *f)
{
    struct seat_page *s = self;

    if (rq->status == 200)
        rq->status = 422;
    s->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        seat_draw(rq, s);
}

/* Fills the offices from the result, or takes them back after an annulment: all
 * of it is kept, or nothing. */
PAGE(election_seat_go, POST, "/election/*/seat", RIGHT_REGISTER)
{
    struct seat_page *s = seat_start(rq);
    struct draft *d = NULL;
    size_t n = 0;

    if (!s)
        return;
    if (!s->undo && !(s->e->v->may & ACT_SEAT))
        tell(&s->found, STOP, "election.not_now", "");
    if (!s->found.n)
        n = s->undo ? seating_undo(rq, s->e->v, &d) :
                      seating_drafts(rq, &s->seating, &d);
    if (!s->found.n && !n)
        tell(&s->found, STOP, "election.nothing_to_do", "");
    if (s->found.n) {
        seat_again(rq, s, &s->found);
        return;
    }
    election_keep(rq, s->e, d, n, seat_again, s);
}
