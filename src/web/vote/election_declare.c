/* election_declare - a result is declared as two keyers counted it: nobody types
 * who won. */
#include "election.sql.h"
#include "web/form.h"
#include "web/vote/election.h"

enum { CASTINGS_MOST = 20 };

struct declaring {
    struct election_page *e;
    struct id casting[CASTINGS_MOST];
    size_t castings;
    struct vote_winner *winner; /* of the count, and who is co-opted */
    size_t winners;
    struct id id;
    struct str note;
    struct findings found;
};

static void casting_add(struct declaring *d, struct str said)
{
    struct id id;

    if (d->castings < CASTINGS_MOST && id_read(said, &id) && !id_none(id))
        d->casting[d->castings++] = id;
}

/* Casting votes that were given on this page, in their order. */
static void castings_take(struct rq *rq, struct declaring *d)
{
    bool posted = rq->page->method == PAGE_POST;

    for (int i = 0; posted && i < rq->q->parts; i++)
        if (str_same(rq->q->part[i].name, S("casting")))
            casting_add(d, rq->q->part[i].bytes);
    for (int i = 0; !posted && i < rq->q->args; i++)
        if (str_same(rq->q->arg[i].name, S("casting")))
            casting_add(d, rq->q->arg[i].value);
}

static const char *seat_left(struct rq *rq, const struct vote_race *r, size_t i)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "co_opt.");
    buf_add(&b, r->office);
    buf_fmt(&b, ".%zu", i);
    return zstr(rq, buf_str(&b));
}

static struct vote_person person_is(struct rq *rq, struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ELECTION_PERSON);
    struct vote_person is = { .born = DAY_NONE };

    db_bind_id(&r, 1, person);
    if (db_next(&r))
        is = (struct vote_person){ .woman = !db_null(&r, 0) && !db_int(&r, 0),
                                   .minority = db_int(&r, 1) == 1,
                                   .disability = db_int(&r, 2) == 1,
                                   .born = DAY_NONE };
    db_done(&r);
    return is;
}

/* A seat for which nobody stood may be filled by co-option: by somebody who may
 * vote. */
static void winners_take(struct rq *rq, struct declaring *d)
{
    const struct vote *v = d->e->v;
    size_t most = v->winners;

    for (size_t i = 0; i < v->races; i++)
        most += v->race[i].open;
    d->winner = arena_many(rq->arena, struct vote_winner, most + 1);
    for (; d->winners < v->winners; d->winners++)
        d->winner[d->winners] = v->winner[d->winners];
    for (size_t i = 0; i < v->races; i++)
        for (size_t j = 0; j < v->race[i].open; j++) {
            struct id who;
            const struct vote_voter *voter;

            if (v->race[i].state != RACE_DECIDED ||
                !id_read(rq_part(rq, seat_left(rq, &v->race[i], j)), &who))
                continue;
            voter = vote_voter(v, who);
            if (!voter || !voter->eligible) {
                tell(&d->found, STOP, "election.co_opt_whom", "");
                continue;
            }
            d->winner[d->winners++] =
                (struct vote_winner){ .office = v->race[i].office,
                                      .person = who,
                                      .from = voter->body,
                                      .is = person_is(rq, who),
                                      .votes = INT_NONE,
                                      .rule = WON_CO_OPTED };
        }
}

/* NULL when it has answered. */
static struct declaring *declaring_start(struct rq *rq)
{
    struct declaring *d = arena_new(rq->arena, struct declaring);

    d->e = election_open_to_write(rq);
    if (!d->e)
        return NULL;
    d->found = findings_start(rq->arena);
    d->note = str_trim(rq_part(rq, "note"));
    castings_take(rq, d);
    if (d->castings) {
        d->e->v->casting = d->casting;
        d->e->v->castings = d->castings;
        vote_judge(d->e->v, rq->today);
    }
    winners_take(rq, d);
    if (d->winners > d->e->v->winners) { /* the slate again, with them */
        d->e->v->co_opted = d->winner + d->e->v->winners;
        d->e->v->co_opteds = d->winners - d->e->v->winners;
        vote_judge(d->e->v, rq->today);
    }
    if (!id_read(rq_part(rq, "_id"), &d->id) || id_none(d->id))
        d->id = form_id(rq);
    return d;
}

/* Who ties for a seat: one of them gets the casting vote. */
static void casting_form(struct rq *rq, const struct declaring *d,
                         const struct vote_race *r)
{
    html(rq,
         "<form method=\"get\" class=\"fact\"><fieldset class=\"rows\">"
         "<legend>%s: %s</legend><div class=\"choices\">",
         election_office(rq, d->e, r->office), word(rq, "election.casting"));
    for (size_t i = 0; i < d->castings; i++)
        html(rq, "<input type=\"hidden\" name=\"casting\" value=\"%s\">",
             id_text(rq, d->casting[i]));
    for (size_t i = 0; i < r->result.n; i++) {
        const struct poll_place *p = &r->result.place[i];

        if (p->tied)
            html(rq,
                 "<label><input type=\"radio\" name=\"casting\" value=\"%s\" "
                 "required> <bdi>%s</bdi></label>",
                 id_text(rq, r->standing[p->candidate]->person),
                 election_who(rq, d->e, r->standing[p->candidate]->person));
    }
    html(rq,
         "</div></fieldset><div class=\"tools\"><button>%s</button></div>"
         "</form>",
         word(rq, "election.cast"));
}

static void co_options(struct rq *rq, const struct declaring *d)
{
    const struct vote *v = d->e->v;

    for (size_t i = 0; i < v->races; i++)
        for (size_t j = 0;
             v->race[i].state == RACE_DECIDED && j < v->race[i].open; j++) {
            const char *name = seat_left(rq, &v->race[i], j);
            struct id now = ID_NONE;

            id_read(rq_part(rq, name), &now);
            html(rq,
                 "<div class=\"field\"><label><span>%s: %s</span><select "
                 "name=\"%s\">",
                 election_office(rq, d->e, v->race[i].office),
                 word(rq, "election.co_opt"), name);
            voters_options(rq, d->e, now);
            html(rq, "</select></label></div>");
        }
}

static void declare_form(struct rq *rq, const struct declaring *d)
{
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         rq->csrf, id_text(rq, d->id));
    for (size_t i = 0; i < d->castings; i++)
        html(rq, "<input type=\"hidden\" name=\"casting\" value=\"%s\">",
             id_text(rq, d->casting[i]));
    co_options(rq, d);
    html(rq,
         "<div class=\"field\"><label><span>%s</span><input name=\"note\" "
         "value=\"%s\" maxlength=\"1000\" dir=\"auto\"></label></div><p>"
         "<small>%s</small></p><div class=\"tools\"><button class=\"main\">%s"
         "</button> <a href=\"%s\">%s</a></div></form>",
         word(rq, "field.note"), zstr(rq, d->note),
         word(rq, "election.declare_lead"), word(rq, "election.declare"),
         election_path(rq, d->e, ""), word(rq, "election.back"));
}

/* By the call, or by the by-law once enough was polled again. */
static bool casting_decides(const struct vote *v)
{
    return v->tie == TIE_CASTING ||
           (v->tie == TIE_REPOLL &&
            str_same(v->said[CLAUSE_TIE_LAST], S("casting")));
}

static void declaring_draw(struct rq *rq, const struct declaring *d)
{
    const struct vote *v = d->e->v;

    frame_open(rq, word(rq, "election.declare"));
    election_line(rq, d->e);
    for (size_t i = 0; i < d->found.n; i++)
        finding_draw(rq, &d->found.at[i]);
    if (v->winners)
        winners_draw(rq, d->e, v->winner, v->winners);
    for (size_t i = 0; i < v->troubles; i++)
        if ((v->trouble[i].blocks & ACT_DECLARE) ||
            str_starts(str_of(v->trouble[i].what), S("slate.")))
            trouble_draw(rq, &v->trouble[i]);
    for (size_t i = 0; i < v->races; i++)
        if (v->race[i].state == RACE_TIED && v->race[i].counted &&
            casting_decides(v))
            casting_form(rq, d, &v->race[i]);
    if ((v->may & ACT_DECLARE) || vote_wants_co_option(v))
        declare_form(rq, d);
    else
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "finding.election.not_now"));
    frame_close(rq);
}

/* Who would be declared, and whether the slate is lawful, before it is. */
PAGE(election_declare, GET, "/election/*/declare", RIGHT_KEEP)
{
    struct declaring *d = declaring_start(rq);
    struct keys k;

    if (!d)
        return;
    if (!rq->json) {
        declaring_draw(rq, d);
        return;
    }
    k = keys_open(rq);
    key_int(&k, "may", (d->e->v->may & ACT_DECLARE) != 0);
    key_int(&k, "winners", (int64_t)d->e->v->winners);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Canonical: keys in their order. */
static struct str declaration_body(struct rq *rq, const struct declaring *d)
{
    const struct vote *v = d->e->v;
    struct buf b = buf_start(rq->arena);
    int64_t round = 1;

    for (size_t i = 0; i < v->races; i++)
        round = v->race[i].round > round ? v->race[i].round : round;
    buf_z(&b, "{\"digest\":\"");
    hash_put(&b, vote_result_digest(v, d->winner, d->winners));
    buf_fmt(&b, "\",\"election\":\"%s\",\"held\":\"", id_text(rq, d->e->id));
    day_put(&b, rq->today);
    buf_char(&b, '"');
    if (d->note.n) {
        buf_z(&b, ",\"note\":");
        buf_json(&b, d->note);
    }
    buf_fmt(&b, ",\"round\":%lld,\"winner\":[", (long long)round);
    for (size_t i = 0; i < d->winners; i++) {
        const struct vote_winner *w = &d->winner[i];

        buf_z(&b, i ? ",{\"office\":" : "{\"office\":");
        buf_json(&b, w->office);
        if (!id_none(w->outgoing))
            buf_fmt(&b, ",\"outgoing\":\"%s\"", id_text(rq, w->outgoing));
        buf_fmt(&b, ",\"person\":\"%s\",\"rule\":", id_text(rq, w->person));
        buf_json(&b, choice_name(WINNER_RULES, (int)w->rule));
        if (w->votes != INT_NONE)
            buf_fmt(&b, ",\"votes\":%lld", (long long)w->votes);
        buf_char(&b, '}');
    }
    buf_z(&b, "]}");
    return buf_str(&b);
}

static void declaring_again(struct rq *rq, void *self, const struct findings *f)
{
    struct declaring *d = self;

    if (rq->status == 200)
        rq->status = 422;
    d->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        declaring_draw(rq, d);
}

/* Declares the result as it was counted: nobody types who won. */
PAGE(election_declare_go, POST, "/election/*/declare", RIGHT_KEEP)
{
    struct declaring *d = declaring_start(rq);
    struct draft *draft;

    if (!d)
        return;
    if (!(d->e->v->may & ACT_DECLARE) || !d->e->v->winners)
        tell(&d->found, STOP, "election.not_now", "");
    if (d->found.n) {
        declaring_again(rq, d, &d->found);
        return;
    }
    draft = arena_new(rq->arena, struct draft);
    *draft = (struct draft){ .kind = S("declaration"),
                             .id = d->id,
                             .body = declaration_body(rq, d),
                             .strict = true };
    election_keep(rq, d->e, draft, 1, declaring_again, d);
}
