/* election_roll - who may vote, as it hangs out and as it is frozen; and the
 * papers of the candidates. */
#include <string.h>

#include "web/form.h"
#include "web/vote/election.h"

struct roll_page {
    struct election_page *e;
    const struct vote_roll *roll; /* the last one that was drawn, or NULL */
    struct vote_voter *now;       /* what would be drawn today */
    size_t voters;
    const char **name, **father; /* of these */
    struct id id;
    struct findings found;
};

/* ---- opening ------------------------------------------------------------*/

static void now_names(struct rq *rq, struct roll_page *p)
{
    struct id *id = arena_many(rq->arena, struct id, p->voters + 1);

    p->name = arena_many(rq->arena, const char *, p->voters + 1);
    for (size_t i = 0; i < p->voters; i++)
        id[i] = p->now[i].person;
    p->father = arena_many(rq->arena, const char *, p->voters + 1);
    thing_names(rq, kind_find(S("person")), id, p->voters, p->name);
    father_names(rq, id, p->voters, p->father);
}

/* NULL when it has answered. */
static struct roll_page *roll_start(struct rq *rq)
{
    struct roll_page *p = arena_new(rq->arena, struct roll_page);
    const struct vote *v;

    p->e = rq->page->method == PAGE_POST ? election_open_to_write(rq) :
                                           election_open(rq);
    if (!p->e)
        return NULL;
    v = p->e->v;
    p->found = findings_start(rq->arena);
    p->roll = v->final ? v->final : v->rolls ? &v->roll[v->rolls - 1] : NULL;
    if (v->may & (ACT_ROLL | ACT_FREEZE)) {
        p->voters = vote_draw(rq->db, v, rq->today, rq->arena, &p->now);
        now_names(rq, p);
    }
    if (!id_read(rq_part(rq, "_id"), &p->id) || id_none(p->id))
        p->id = form_id(rq);
    return p;
}

/* ---- the list -----------------------------------------------------------*/

static void voters_head(struct rq *rq)
{
    listing_open(rq, "n:body.no kind.person paper.father kind.body "
                     "field.eligible");
}

static void voter_draw(struct rq *rq, const struct vote_voter *v, size_t n,
                       const char *name, const char *father)
{
    html(rq,
         "<tr><td class=\"n\">%zu</td><th scope=\"row\"><a "
         "href=\"/person/%s\"><bdi>%s</bdi></a></th><td><bdi>%s</bdi></td><td>",
         n, id_text(rq, v->person), name, father);
    if (!id_none(v->body))
        thing_link(rq, "body", v->body);
    html(rq, "</td><td>");
    if (v->eligible)
        html(rq, "%s", word(rq, "flag.yes"));
    else
        html(rq, "<span class=\"chip warn\">%s</span> %s",
             word(rq, "election.not_eligible"),
             v->bar == INT_NONE ?
                 "" :
                 word_of(rq, "choice", choice_name(VOTE_BARS, (int)v->bar)));
    html(rq, "</td></tr>");
}

static void roll_list(struct rq *rq, const struct roll_page *p)
{
    html(rq, "<h2>%s <small>%s</small></h2>",
         word(rq,
              p->roll->final ? "election.roll_final" : "election.roll_draft"),
         day_text(rq, p->roll->drawn));
    if (p->roll->final && !hash_none(p->roll->digest))
        html(rq, "<p>%s <bdi class=\"code\">%s</bdi></p>",
             word(rq, "election.roll_code"),
             zstr(rq, vote_short(p->roll->digest, rq->arena)));
    voters_head(rq);
    for (size_t i = 0; i < p->roll->voters; i++)
        voter_draw(rq, &p->roll->voter[i], i + 1,
                   election_who(rq, p->e, p->roll->voter[i].person),
                   election_father(rq, p->e, p->roll->voter[i].person));
    listing_close(rq);
}

static void now_list(struct rq *rq, const struct roll_page *p)
{
    html(rq, "<h2>%s</h2>", word(rq, "election.sits_now"));
    voters_head(rq);
    for (size_t i = 0; i < p->voters; i++)
        voter_draw(rq, &p->now[i], i + 1, p->name[i], p->father[i]);
    listing_close(rq);
}

static void button_draw(struct rq *rq, const char *key, const char *lead)
{
    html(rq,
         "<p><small>%s</small></p><div class=\"tools\"><button class=\"main\">"
         "%s</button></div>",
         word(rq, lead), word(rq, key));
}

static void roll_form(struct rq *rq, const struct roll_page *p)
{
    const struct vote *v = p->e->v;
    bool freeze = v->rolls > 0 && (v->may & ACT_FREEZE);

    if (!p->e->keeps || !(v->may & (ACT_ROLL | ACT_FREEZE)))
        return;
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         rq->csrf, id_text(rq, p->id));
    if (freeze)
        html(rq, "<input type=\"hidden\" name=\"final\" value=\"1\">");
    if (freeze)
        button_draw(rq, "election.freeze", "election.freeze_lead");
    else
        button_draw(rq, "election.draw_roll", "election.draw_lead");
    html(rq, "</form>");
}

static void roll_page_draw(struct rq *rq, const struct roll_page *p)
{
    frame_open(rq, word(rq, "kind.roll"));
    election_line(rq, p->e);
    for (size_t i = 0; i < p->found.n; i++)
        finding_draw(rq, &p->found.at[i]);
    if (p->e->v->rolls && !p->e->v->final && !(p->e->v->may & ACT_FREEZE))
        election_may(rq, p->e, ACT_FREEZE);
    roll_form(rq, p);
    if (p->roll)
        roll_list(rq, p);
    if (p->voters && p->e->keeps)
        now_list(rq, p);
    frame_close(rq);
}

static void roll_json(struct rq *rq, const struct roll_page *p)
{
    struct keys k = keys_open(rq);
    size_t n = p->roll ? p->roll->voters : 0;

    key_int(&k, "final", p->roll && p->roll->final);
    key_list(&k, "voters");
    for (size_t i = 0; i < n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", p->roll->voter[i].body);
        key_int(&one, "eligible", p->roll->voter[i].eligible);
        key_id(&one, "person", p->roll->voter[i].person);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The roll of an election: who may vote, and why others may not. It is drawn
 * from who sits in the general body, hangs out, and is frozen. */
PAGE(election_roll, GET, "/election/*/roll", RIGHT_REGISTER)
{
    struct roll_page *p = roll_start(rq);

    if (!p)
        return;
    if (rq->json)
        roll_json(rq, p);
    else
        roll_page_draw(rq, p);
}

/* ---- drawing and freezing -----------------------------------------------*/

/* Canonical: keys in their order. */
static void voter_put(struct rq *rq, struct buf *b, const struct vote_voter *v)
{
    buf_char(b, '{');
    if (!id_none(v->body))
        buf_fmt(b, "\"body\":\"%s\",", id_text(rq, v->body));
    if (!id_none(v->delegate))
        buf_fmt(b, "\"delegate\":\"%s\",", id_text(rq, v->delegate));
    if (v->eligible)
        buf_z(b, "\"eligible\":true,");
    if (!id_none(v->member))
        buf_fmt(b, "\"member\":\"%s\",", id_text(rq, v->member));
    buf_fmt(b, "\"person\":\"%s\"", id_text(rq, v->person));
    if (!v->eligible && v->bar != INT_NONE) {
        buf_z(b, ",\"why\":");
        buf_json(b, choice_name(VOTE_BARS, (int)v->bar));
    }
    buf_char(b, '}');
}

static struct str roll_body(struct rq *rq, const struct roll_page *p,
                            const struct vote_voter *v, size_t n, bool final)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "{\"digest\":\"");
    hash_put(&b, vote_roll_digest(p->e->id, v, n, rq->arena));
    buf_fmt(&b, "\",\"drawn\":\"");
    day_put(&b, rq->today);
    buf_fmt(&b, "\",\"election\":\"%s\",", id_text(rq, p->e->id));
    if (final)
        buf_z(&b, "\"final\":true,");
    buf_z(&b, "\"voter\":[");
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? "," : "");
        voter_put(rq, &b, &v[i]);
    }
    buf_z(&b, "]}");
    return buf_str(&b);
}

static void roll_again(struct rq *rq, void *self, const struct findings *f)
{
    struct roll_page *p = self;

    if (rq->status == 200)
        rq->status = 422;
    p->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        roll_page_draw(rq, p);
}

/* Draws the roll, or freezes it as it is now. */
PAGE(election_roll_go, POST, "/election/*/roll", RIGHT_REGISTER)
{
    struct roll_page *p = roll_start(rq);
    bool final = rq_part(rq, "final").n > 0;
    struct draft *d;

    if (!p)
        return;
    if (!(p->e->v->may & (final ? ACT_FREEZE : ACT_ROLL)))
        tell(&p->found, STOP, "election.not_now", "");
    else if (!p->voters)
        tell(&p->found, STOP, "roll.nobody", "");
    if (p->found.n) {
        roll_again(rq, p, &p->found);
        return;
    }
    d = arena_new(rq->arena, struct draft);
    *d = (struct draft){ .kind = S("roll"),
                         .id = p->id,
                         .body = roll_body(rq, p, p->now, p->voters, final),
                         .strict = true };
    election_keep(rq, p->e, d, 1, roll_again, p);
}

/* ---- papers -------------------------------------------------------------*/

static const char *verdict_class(int verdict)
{
    return verdict == SCRUTINY_ACCEPTED ? "good" :
           verdict == SCRUTINY_NONE     ? "warn" :
                                          "stop";
}

static void verdict_links(struct rq *rq, const struct election_page *e,
                          const struct vote_nomination *n)
{
    struct str rest = S(SCRUTINY_VERDICTS);

    if (!e->keeps || !(e->v->may & ACT_SCRUTINY))
        return;
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        if (i != n->verdict)
            html(rq, " <a href=\"%s?nomination=%s&amp;verdict=%s\">%s</a>",
                 election_path(rq, e, "/do/scrutiny"), id_text(rq, n->entry),
                 zstr(rq, one), word_of(rq, "choice", one));
    }
}

static void paper_row_draw(struct rq *rq, const struct election_page *e,
                           const struct vote_nomination *n)
{
    html(rq, "<tr><th scope=\"row\">");
    symbol_draw(rq, election_symbol(e, n->entry));
    html(rq,
         " <a href=\"/entry/%s\"><bdi>%s</bdi></a></th><td><bdi>%s</bdi><br>"
         "<bdi>%s</bdi></td><td><span class=\"chip %s\">%s</span>",
         id_text(rq, n->entry), election_who(rq, e, n->person),
         election_who(rq, e, n->proposer), election_who(rq, e, n->seconder),
         verdict_class(n->verdict),
         n->verdict == SCRUTINY_NONE ?
             word(rq, "election.to_judge") :
             word_of(rq, "choice", choice_name(SCRUTINY_VERDICTS, n->verdict)));
    verdict_links(rq, e, n);
    html(rq, "</td></tr>");
}

static void race_draw(struct rq *rq, const struct election_page *e,
                      struct str office)
{
    bool any = false;

    html(rq, "<h3>%s</h3>", election_office(rq, e, office));
    for (size_t i = 0; i < e->v->nominations; i++) {
        if (!str_same(e->v->nomination[i].office, office))
            continue;
        if (!any)
            html(rq,
                 "<div class=\"box\" tabindex=\"0\"><table><thead><tr><th "
                 "scope=\"col\">%s</th><th scope=\"col\">%s, %s</th><th "
                 "scope=\"col\">%s</th></tr></thead><tbody>",
                 word(rq, "kind.nomination"), word(rq, "field.proposer"),
                 word(rq, "field.seconder"), word(rq, "field.verdict"));
        any = true;
        paper_row_draw(rq, e, &e->v->nomination[i]);
    }
    html(rq, any ? "</tbody></table></div>" : "<p>%s</p>",
         word(rq, "election.no_papers"));
}

void election_papers(struct rq *rq, const struct election_page *e)
{
    if (e->v->state < VOTE_ROLL_FINAL && !e->v->nominations)
        return;
    html(rq, "<h2>%s</h2>", word(rq, "kinds.nomination"));
    for (size_t i = 0; i < e->v->races; i++)
        race_draw(rq, e, e->v->race[i].office);
    if (e->keeps && (e->v->may & ACT_NOMINATE))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a></p>",
             election_path(rq, e, "/do/nomination"),
             word(rq, "election.nominate"));
}
