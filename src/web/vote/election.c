/* election - one election: how far it is, what may be done next, and what
 * stands in the way. */
#include "web/vote/election.h"

#include <string.h>

#include "web/poverty/survey.h"

/* ---- words --------------------------------------------------------------*/

const char *election_office(struct rq *rq, const struct election_page *e,
                            struct str code)
{
    const struct office_kind *k = office_find(e->offices, code);

    return k ? k->title : zstr(rq, code);
}

const char *election_state(struct rq *rq, enum vote_state state)
{
    return word_of(rq, "vote_state", choice_name(VOTE_STATES, (int)state));
}

const char *election_round(struct rq *rq, const struct election_page *e,
                           struct str office, int64_t round)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, office.n ? election_office(rq, e, office) :
                         word(rq, "election.all_offices"));
    if (round > 1)
        buf_fmt(&b, " · %s %s", word(rq, "field.round"),
                number_text(rq, round, 0));
    return zstr(rq, buf_str(&b));
}

void trouble_draw(struct rq *rq, const struct vote_trouble *t)
{
    struct finding f = { .what = t->what,
                         .level = t->waits ? WARN : STOP,
                         .path = str_of(t->path),
                         .a = t->a,
                         .b = t->b };

    finding_draw(rq, &f);
}

/* ---- pieces -------------------------------------------------------------*/

const char *election_path(struct rq *rq, const struct election_page *e,
                          const char *more)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/election/%s%s", id_text(rq, e->id), more);
    return zstr(rq, buf_str(&b));
}

const char *election_class(enum vote_state s)
{
    return s == VOTE_ANNULLED || s == VOTE_TIED ? "stop" :
           s >= VOTE_DECLARED                   ? "good" :
                                                  "warn";
}

void election_line(struct rq *rq, const struct election_page *e)
{
    html(rq, "<p class=\"lead\"><a href=\"%s\">%s</a> · ",
         election_path(rq, e, ""), word(rq, "kind.election"));
    thing_link(rq, "body", e->body);
    html(rq, " <span class=\"chip %s\">%s</span></p>",
         election_class(e->v->state), election_state(rq, e->v->state));
}

bool election_may(struct rq *rq, const struct election_page *e,
                  enum vote_act act)
{
    const struct vote_trouble *t = vote_blocks(e->v, act);

    if (e->v->may & act)
        return true;
    if (t)
        trouble_draw(rq, t);
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "election.not_now"));
    return false;
}

void voters_options(struct rq *rq, const struct election_page *e, struct id now)
{
    const struct vote_roll *roll = e->v->final ? e->v->final :
                                   e->v->rolls ? &e->v->roll[e->v->rolls - 1] :
                                                 NULL;

    html(rq, "<option value=\"\"></option>");
    for (size_t i = 0; roll && i < roll->voters; i++)
        if (roll->voter[i].eligible)
            html(rq,
                 id_same(roll->voter[i].person, now) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 id_text(rq, roll->voter[i].person),
                 election_who(rq, e, roll->voter[i].person));
}

void digest_draw(struct rq *rq, struct hash digest)
{
    const char *code = zstr(rq, vote_short(digest, rq->arena));

    html(rq, "<a href=\"/result/%s\"><bdi class=\"code\">%s</bdi></a>", code,
         code);
}

/* ---- sending ------------------------------------------------------------*/

void election_keep(struct rq *rq, const struct election_page *e,
                   struct draft *d, size_t n, election_again *again, void *self)
{
    survey_keep(rq, d, n,
                &(struct survey_send){ .to = election_path(rq, e, "?kept=1"),
                                       .again = again,
                                       .self = self });
}

/* ---- the call and the committee -----------------------------------------*/

static void term_open(struct rq *rq, const char *key)
{
    html(rq, "<dt>%s</dt><dd>", word(rq, key));
}

static void offices_draw(struct rq *rq, const struct election_page *e)
{
    for (size_t i = 0; i < e->v->races; i++)
        html(rq, "%s%s <b class=\"n\">%s</b>", i ? " · " : "",
             election_office(rq, e, e->v->race[i].office),
             number_text(rq, (int64_t)e->v->race[i].seats, 0));
}

static void call_draw(struct rq *rq, const struct election_page *e)
{
    const struct vote *v = e->v;

    card_open(rq, "election.call");
    html(rq, "<dl class=\"fields\">");
    term_open(rq, "field.called");
    html(rq, "%s</dd>", day_text(rq, v->called));
    term_open(rq, "field.reason");
    html(rq, "%s</dd>", choice_text(rq, e->kind, "reason", v->reason));
    term_open(rq, "kind.bylaw");
    thing_link(rq, "bylaw", v->bylaw);
    html(rq, "</dd>");
    term_open(rq, "field.seat");
    offices_draw(rq, e);
    html(rq, "</dd>");
    term_open(rq, "field.method");
    html(rq, "%s", choice_text(rq, e->kind, "method", v->method));
    if (v->method != METHOD_CONSENSUS)
        html(rq, " · %s", choice_text(rq, e->kind, "counting", v->way));
    html(rq, "</dd>");
    if (v->poll_on != DAY_NONE) {
        term_open(rq, "field.poll_on");
        html(rq, "%s", day_text(rq, v->poll_on));
        if (said_text(e->kind, e->record, "venue").n)
            html(rq, " · <bdi>%s</bdi>",
                 zstr(rq, said_text(e->kind, e->record, "venue")));
        html(rq, "</dd>");
    }
    if (v->seed.n) {
        term_open(rq, "field.seed");
        html(rq, "<bdi>%s</bdi></dd>", zstr(rq, v->seed));
    }
    html(rq, "</dl><p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, e->id), word(rq, "place.entry"));
    card_close(rq);
}

static void committee_draw(struct rq *rq, const struct election_page *e)
{
    static const char *const role[] = { "head", "member", "observer" };
    const struct vote *v = e->v;

    card_open(rq, "election.committee");
    html(rq, v->wardens ? "<ul class=\"links\">" : "<p>%s</p>",
         word(rq, "election.nobody_yet"));
    for (size_t i = 0; i < v->wardens; i++) {
        const struct vote_warden *w = &v->warden[i];

        html(rq, "<li>");
        thing_link(rq, id_none(w->person) ? "staff" : "person",
                   id_none(w->person) ? w->staff : w->person);
        html(rq, " <small>%s%s%s</small></li>",
             w->role >= 0 && w->role < (int64_t)LEN(role) ?
                 word_of(rq, "choice", str_of(role[w->role])) :
                 "",
             w->outside ? " · " : "",
             w->outside ? word(rq, "field.outside") : "");
    }
    html(rq, v->wardens ? "</ul>" : "");
    if (e->keeps && (v->may & ACT_COMMITTEE))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a></p>",
             election_path(rq, e, "/committee"),
             word(rq, "election.committee_form"));
    card_close(rq);
}

/* ---- the roll and the orientation ---------------------------------------*/

static void act_link(struct rq *rq, const struct election_page *e,
                     enum vote_act act, const char *kind, const char *key)
{
    struct buf b = buf_start(rq->arena);

    if (!e->keeps || !(e->v->may & act))
        return;
    buf_fmt(&b, "/do/%s", kind);
    html(rq, "<a class=\"button\" href=\"%s\">%s</a> ",
         election_path(rq, e, zstr(rq, buf_str(&b))), word(rq, key));
}

static void objection_line(struct rq *rq, const struct election_page *e,
                           const struct vote_objection *o, const char *kind)
{
    html(rq, "<li><a href=\"/entry/%s\">%s</a> %s <small>%s%s",
         id_text(rq, o->entry), day_text(rq, o->held),
         election_who(rq, e, o->person),
         word(rq, o->decided == 0 ? "choice.upheld" :
                  o->decided == 1 ? "choice.dismissed" :
                                    "election.undecided"),
         o->decided >= 0 ? " · " : "");
    if (o->decided >= 0 && o->decided_on != DAY_NONE)
        html(rq, "%s", day_text(rq, o->decided_on));
    html(rq, "</small>");
    if (e->keeps && o->decided < 0)
        html(rq, " <a href=\"%s?entry=%s\">%s</a>",
             election_path(rq, e,
                           !strcmp(kind, "protest") ? "/do/protest" :
                                                      "/do/appeal"),
             id_text(rq, o->entry), word(rq, "election.decide"));
    html(rq, "</li>");
}

static void objections_draw(struct rq *rq, const struct election_page *e,
                            const struct vote_objection *o, size_t n,
                            const char *kind)
{
    html(rq, n ? "<ul class=\"links\">" : "");
    for (size_t i = 0; i < n; i++)
        objection_line(rq, e, &o[i], kind);
    html(rq, n ? "</ul>" : "");
}

static void roll_draw(struct rq *rq, const struct election_page *e)
{
    const struct vote *v = e->v;

    card_open(rq, "kind.roll");
    if (!v->rolls)
        html(rq, "<p>%s</p>", word(rq, "election.no_roll"));
    for (size_t i = 0; i < v->rolls; i++)
        html(rq,
             "<p><a href=\"%s\">%s</a> <small>%s · <b class=\"n\">%s</b> %s"
             "</small></p>",
             election_path(rq, e, "/roll"),
             word(rq, v->roll[i].final ? "election.roll_final" :
                                         "election.roll_draft"),
             day_text(rq, v->roll[i].drawn),
             number_text(rq, (int64_t)v->roll[i].voters, 0),
             word(rq, "election.on_roll"));
    if (v->final)
        html(rq, "<p>%s <b class=\"n\">%s</b> · %s <b class=\"n\">%s</b></p>",
             word(rq, "election.eligible"), number_text(rq, v->eligible, 0),
             word(rq, "election.quorum"), number_text(rq, v->quorum, 0));
    objections_draw(rq, e, v->protest, v->protests, "protest");
    html(rq, "<p class=\"tools\">");
    if (e->keeps && (v->may & (ACT_ROLL | ACT_FREEZE)))
        html(rq, "<a class=\"button\" href=\"%s\">%s</a> ",
             election_path(rq, e, "/roll"),
             word(rq, v->may & ACT_FREEZE ? "election.freeze" :
                                            "election.draw_roll"));
    act_link(rq, e, ACT_PROTEST, "protest", "election.object");
    html(rq, "</p>");
    if (v->briefings)
        html(rq, "<p>%s <small>%s</small></p>", word(rq, "kind.briefing"),
             day_text(rq, v->briefed));
    html(rq, "<p class=\"tools\">");
    act_link(rq, e, ACT_BRIEF, "briefing", "election.brief");
    html(rq, "</p>");
    card_close(rq);
}

/* ---- how far it is ------------------------------------------------------*/

static void steps_draw(struct rq *rq, const struct election_page *e)
{
    enum vote_state last = e->v->state == VOTE_ANNULLED ? VOTE_ANNULLED :
                                                          VOTE_HANDED_OVER;

    html(rq, "<ol class=\"way\" aria-label=\"%s\">", word(rq, "election.way"));
    for (enum vote_state s = VOTE_CALLED; s <= last; s++) {
        if ((s == VOTE_ANNULLED) != (last == VOTE_ANNULLED) &&
            s == VOTE_ANNULLED)
            continue;
        if (s == VOTE_TIED && e->v->state != VOTE_TIED)
            continue;
        html(rq,
             s == e->v->state ? "<li aria-current=\"step\">%s</li>" :
             s < e->v->state  ? "<li class=\"done\">%s</li>" :
                                "<li>%s</li>",
             election_state(rq, s));
    }
    html(rq, "</ol>");
}

/* One sentence a trouble, whatever number of entries has it. */
static bool trouble_before(const struct vote *v, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (!strcmp(v->trouble[j].what, v->trouble[i].what) &&
            v->trouble[j].a == v->trouble[i].a &&
            v->trouble[j].b == v->trouble[i].b)
            return true;
    return false;
}

static void troubles_draw(struct rq *rq, const struct election_page *e)
{
    for (size_t i = 0; i < e->v->troubles; i++)
        if (!trouble_before(e->v, i))
            trouble_draw(rq, &e->v->trouble[i]);
}

static void heading_draw(struct rq *rq, const struct election_page *e)
{
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", e->body);
    html(rq, " · %s <span class=\"chip %s\">%s</span></p>",
         day_text(rq, e->v->called), election_class(e->v->state),
         election_state(rq, e->v->state));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "election.kept"));
}

static void election_json(struct rq *rq, const struct election_page *e)
{
    const struct vote *v = e->v;
    struct keys k = keys_open(rq);
    struct buf *b = &rq->body;

    key_id(&k, "body", e->body);
    key_day(&k, "called", v->called);
    key_int(&k, "candidates", (int64_t)v->nominations);
    key_int(&k, "eligible", v->final ? v->eligible : INT_NONE);
    key_id(&k, "id", e->id);
    key_int(&k, "may", v->may);
    key_int(&k, "quorum", v->final ? v->quorum : INT_NONE);
    key_text(&k, "state", choice_name(VOTE_STATES, (int)v->state));
    key_any(&k, "troubles");
    buf_char(b, '[');
    for (size_t i = 0; i < v->troubles; i++) {
        struct keys one;

        buf_z(b, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "entry", v->trouble[i].entry);
        key_int(&one, "waits", v->trouble[i].waits);
        key_text(&one, "what", str_of(v->trouble[i].what));
        keys_close(&one);
    }
    buf_char(b, ']');
    key_any(&k, "winners");
    buf_char(b, '[');
    for (size_t i = 0; i < v->winners; i++) {
        struct keys one;

        buf_z(b, i ? "," : "");
        one = keys_open(rq);
        key_text(&one, "office", v->winner[i].office);
        key_id(&one, "person", v->winner[i].person);
        key_int(&one, "votes", v->winner[i].votes);
        keys_close(&one);
    }
    buf_char(b, ']');
    keys_close(&k);
    buf_char(b, '\n');
}

/* Against the result: who appeals, and the annulment. */
static void appeals_draw(struct rq *rq, const struct election_page *e)
{
    bool annul = e->checks && (e->v->may & ACT_ANNUL);

    if (!e->v->appeals && !e->v->declarations && !annul)
        return;
    card_open(rq, "kinds.appeal");
    objections_draw(rq, e, e->v->appeal, e->v->appeals, "appeal");
    html(rq, "<p class=\"tools\">");
    act_link(rq, e, ACT_APPEAL, "appeal", "election.appeal");
    if (annul)
        html(rq, "<a class=\"button\" href=\"%s\">%s</a>",
             election_path(rq, e, "/do/annulment"), word(rq, "election.annul"));
    html(rq, "</p>");
    card_close(rq);
}

/* One election: how far it is, its roll, candidates, counts and result, what
 * may be done next and what stands in the way. */
PAGE(election, GET, "/election/*", RIGHT_REGISTER)
{
    struct election_page *e = election_open(rq);

    if (!e)
        return;
    if (rq->json) {
        election_json(rq, e);
        return;
    }
    frame_open(rq, word(rq, "kind.election"));
    heading_draw(rq, e);
    steps_draw(rq, e);
    troubles_draw(rq, e);
    html(rq, "<div class=\"sides\"><div>");
    election_result(rq, e);
    election_counts(rq, e);
    election_papers(rq, e);
    html(rq, "</div><div class=\"stack-cards\">");
    call_draw(rq, e);
    committee_draw(rq, e);
    roll_draw(rq, e);
    election_prints(rq, e);
    appeals_draw(rq, e);
    attachments_card(rq, e->kind, e->id);
    html(rq, "</div></div>");
    frame_close(rq);
}
