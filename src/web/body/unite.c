/* unite - a body merges into another, or part of it becomes one of its own: one
 * act, all of whose entries are kept together. Members, the bodies that stand in
 * it and its accounts go over; its papers are shown with the other from then on,
 * and its code still finds both. */
#include "web/body/unite.h"
#include "unite.sql.h"
#include "web/form.h"

enum { PEOPLE_MOST = 600, CHILDREN_MOST = 300, ACCOUNTS_MOST = 20 };

/* ---- what may go ---------------------------------------------------------*/

static void going_make(struct rq *rq, struct going *g, size_t most)
{
    g->id = arena_many(rq->arena, struct id, most);
    g->name = arena_many(rq->arena, const char *, most);
    g->chosen = arena_many(rq->arena, bool, most);
}

static void people_read(struct rq *rq, struct unite *u)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_MEMBERS);

    going_make(rq, &u->people, PEOPLE_MOST);
    u->person = arena_many(rq->arena, struct id, PEOPLE_MOST);
    db_bind_id(&r, 1, u->id);
    db_bind_int(&r, 2, u->since);
    while (u->people.n < PEOPLE_MOST && db_next(&r)) {
        u->people.id[u->people.n] = db_id(&r, 0);
        u->person[u->people.n++] = db_id(&r, 1);
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), u->person, u->people.n,
                u->people.name);
}

static void children_read(struct rq *rq, struct unite *u)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_CHILDREN);

    going_make(rq, &u->children, CHILDREN_MOST);
    db_bind_id(&r, 1, u->id);
    db_bind_int(&r, 2, u->since);
    while (u->children.n < CHILDREN_MOST && db_next(&r))
        u->children.id[u->children.n++] = db_id(&r, 0);
    db_done(&r);
    thing_names(rq, u->body, u->children.id, u->children.n, u->children.name);
}

static void accounts_read(struct rq *rq, struct unite *u)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_ACCOUNTS);

    going_make(rq, &u->accounts, ACCOUNTS_MOST);
    db_bind_id(&r, 1, u->id);
    while (u->accounts.n < ACCOUNTS_MOST && db_next(&r)) {
        u->accounts.id[u->accounts.n] = db_id(&r, 0);
        u->accounts.name[u->accounts.n++] = zstr(rq, db_str(&r, 1));
    }
    db_done(&r);
}

/* Who merges goes whole; who splits says who and what goes. */
static void chosen_take(struct rq *rq, struct going *g, const char *name,
                        bool all)
{
    for (size_t i = 0; i < g->n; i++)
        g->chosen[i] = all;
    for (int i = 0; !all && i < rq->q->parts; i++) {
        struct id id;

        if (!str_same(rq->q->part[i].name, str_of(name)) ||
            !id_read(rq->q->part[i].bytes, &id))
            continue;
        for (size_t j = 0; j < g->n; j++)
            if (id_same(g->id[j], id))
                g->chosen[j] = true;
    }
    for (size_t i = 0; i < g->n; i++)
        g->count += g->chosen[i];
}

static void day_take(struct rq *rq, struct unite *u)
{
    struct str said = str_trim(rq_part(rq, "since"));

    u->since = rq->today;
    if (said.n && !day_read(said, &u->since)) {
        u->trouble = "act.no_day";
        u->since = rq->today;
    } else if (u->since > rq->today) {
        u->trouble = "act.later";
    }
}

/* No more goes than lay there. */
static void box_take(struct rq *rq, struct unite *u)
{
    struct str said = str_trim(rq_part(rq, "box"));
    bool inexact = false;

    u->box = INT_NONE;
    if (u->merges)
        return;
    u->in_box = unite_box(rq, u);
    if (said.n && (!decimal_read(said, 2, &u->box, &inexact) || inexact ||
                   u->box < 0 || u->box > u->in_box))
        u->trouble = "unite.box_short";
}

/* NULL when it has answered. */
static struct unite *unite_start(struct rq *rq, bool merges)
{
    struct unite *u = arena_new(rq->arena, struct unite);

    u->body = kind_find(S("body"));
    u->member = kind_find(S("member"));
    u->merges = merges;
    u->found = findings_start(rq->arena);
    u->record = register_open(rq, u->body, &u->id);
    if (!u->record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, u->body, u->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    day_take(rq, u);
    u->code = str_trim(rq_part(rq, "code"));
    u->name = str_trim(rq_part(rq, "name"));
    u->why = str_trim(rq_part(rq, "why"));
    if (!id_read(rq_part(rq, "_id"), &u->made_of) || id_none(u->made_of))
        u->made_of = form_id(rq);
    people_read(rq, u);
    children_read(rq, u);
    accounts_read(rq, u);
    box_take(rq, u);
    chosen_take(rq, &u->people, "member", merges);
    chosen_take(rq, &u->children, "child", merges);
    chosen_take(rq, &u->accounts, "account", merges);
    return u;
}

/* Bodies of one RSP and nature are told apart by their code. */
static bool other_find(struct rq *rq, struct unite *u)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_OTHER);
    int n = 0;

    db_bind_text(&r, 1, u->code);
    db_bind_id(&r, 2, said_id(u->body, u->record, "rsp"));
    db_bind_int(&r, 3, said_choice(u->body, u->record, "nature"));
    while (db_next(&r)) {
        u->other = db_id(&r, 0);
        n++;
    }
    return n == 1;
}

enum { STATE_DORMANT = 2 };

static bool has_ended(struct rq *rq, struct id body, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_ENDED);
    bool ended;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, on);
    ended = db_next(&r) && db_int(&r, 0) > STATE_DORMANT;
    db_done(&r);
    return ended;
}

/* What is wrong with it, said at once; a word key, or NULL. */
static const char *unite_wrong(struct rq *rq, struct unite *u)
{
    bool there = u->code.n && other_find(rq, u);

    if (u->trouble)
        return u->trouble;
    if (has_ended(rq, u->id, u->since))
        return "unite.ended";
    if (!u->code.n)
        return u->merges ? "unite.which" : "unite.no_code";
    if (u->merges && (!there || id_same(u->other, u->id) ||
                      !register_may(rq, RIGHT_KEEP, u->body, u->other)))
        return "unite.not_there";
    if (u->merges && has_ended(rq, u->other, u->since))
        return "unite.other_ended";
    if (!u->merges && !id_none(u->other))
        return "unite.code_taken";
    if (!u->merges && !u->name.n)
        return "unite.no_name";
    if (!u->merges && !u->people.count && !u->children.count)
        return "unite.nobody";
    if (2 * u->people.count + u->children.count + u->accounts.count + 4 >
        ASK_DRAFTS_MOST)
        return "unite.too_many";
    return NULL;
}

/* ---- the form ------------------------------------------------------------*/

static void going_draw(struct rq *rq, const struct unite *u,
                       const struct going *g, const char *name, const char *key)
{
    if (!g->n)
        return;
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend><ul class=\"%s\">",
         word(rq, key), u->merges ? "links" : "ticks");
    for (size_t i = 0; i < g->n; i++)
        if (u->merges)
            html(rq, "<li><bdi>%s</bdi></li>", g->name[i]);
        else
            html(rq,
                 g->chosen[i] ?
                     "<li><label><input type=\"checkbox\" name=\"%s\" "
                     "value=\"%s\" checked> <span><bdi>%s</bdi></span></label>"
                     "</li>" :
                     "<li><label><input type=\"checkbox\" name=\"%s\" "
                     "value=\"%s\"> <span><bdi>%s</bdi></span></label></li>",
                 name, id_text(rq, g->id[i]), g->name[i]);
    html(rq, "</ul></fieldset>");
}

static void inputs_draw(struct rq *rq, const struct unite *u)
{
    struct buf since = buf_start(rq->arena);

    day_put(&since, u->since);
    html(rq,
         "<div class=\"grid\"><div class=\"field need\"><label><span>%s</span>"
         "<input name=\"code\" value=\"%s\" maxlength=\"40\" dir=\"auto\">"
         "</label></div>",
         word(rq, u->merges ? "unite.other_code" : "unite.new_code"),
         zstr(rq, u->code));
    if (!u->merges)
        html(rq,
             "<div class=\"field need\"><label><span>%s</span><input "
             "name=\"name\" value=\"%s\" maxlength=\"160\" dir=\"auto\">"
             "</label></div>",
             word(rq, "unite.new_name"), zstr(rq, u->name));
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><input "
         "type=\"date\" name=\"since\" value=\"%s\"></label></div>"
         "<div class=\"field\"><label><span>%s</span><input name=\"why\" "
         "value=\"%s\" maxlength=\"300\" dir=\"auto\"></label></div></div>",
         word(rq, "field.since"), zstr(rq, buf_str(&since)),
         word(rq, "field.why"), zstr(rq, u->why));
}

static void unite_draw(struct rq *rq, const struct unite *u)
{
    frame_open(rq, word(rq, u->merges ? "unite.merge" : "unite.split"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", u->id);
    html(rq, " · ");
    place_line(rq, said_id(u->body, u->record, "place"));
    html(rq, "</p>");
    if (u->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, u->trouble));
    for (size_t i = 0; i < u->found.n; i++)
        finding_draw(rq, &u->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         rq->csrf, id_text(rq, u->made_of));
    inputs_draw(rq, u);
    going_draw(rq, u, &u->people, "member",
               u->merges ? "unite.go_over" : "unite.who_goes");
    going_draw(rq, u, &u->children, "child",
               u->merges ? "unite.bodies_go" : "unite.which_bodies");
    going_draw(rq, u, &u->accounts, "account",
               u->merges ? "unite.accounts_go" : "unite.which_accounts");
    if (!u->merges && u->in_box > 0)
        html(rq,
             "<div class=\"field\"><label><span>%s</span><input name=\"box\" "
             "value=\"%s\" inputmode=\"decimal\" dir=\"ltr\"></label> "
             "<small>%s %s</small></div>",
             word(rq, "unite.box"), zstr(rq, rq_part(rq, "box")),
             word(rq, "unite.in_box"), number_all(rq, u->in_box, 2));
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, u->merges ? "unite.merge_now" : "unite.split_now"));
    frame_close(rq);
}

static void going_json(struct keys *k, const char *key, const struct going *g)
{
    struct buf *b = &k->rq->body;

    key_any(k, key);
    buf_char(b, '[');
    for (size_t i = 0; i < g->n; i++)
        buf_fmt(b, "%s\"%s\"", i ? "," : "", id_text(k->rq, g->id[i]));
    buf_char(b, ']');
}

static void unite_get(struct rq *rq, bool merges)
{
    struct unite *u = unite_start(rq, merges);
    struct keys k;

    if (!u)
        return;
    if (!rq->json) {
        unite_draw(rq, u);
        return;
    }
    k = keys_open(rq);
    going_json(&k, "accounts", &u->accounts);
    going_json(&k, "bodies", &u->children);
    key_id(&k, "body", u->id);
    going_json(&k, "members", &u->people);
    key_day(&k, "since", u->since);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Part of a body that becomes one of its own: which members, which bodies that
 * stand in it, which accounts, under what code and name. */
PAGE(body_split, GET, "/body/*/split", RIGHT_KEEP)
{
    unite_get(rq, false);
}

/* A body that goes over into another of its RSP and nature, with all that is
 * its own. */
PAGE(body_merge, GET, "/body/*/merge", RIGHT_KEEP)
{
    unite_get(rq, true);
}

/* ---- sending it ----------------------------------------------------------*/

static void unite_again(struct rq *rq, const struct unite *u, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &u->found);
    else
        unite_draw(rq, u);
}

static void other_goto(struct rq *rq, const struct unite *u)
{
    struct buf to = buf_start(rq->arena);

    buf_fmt(&to, "/body/%s", id_text(rq, u->other));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static void unite_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct unite *u = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, u->drafts);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, (int)u->drafts)) {
        u->trouble = "act.unsure";
        unite_again(rq, u, 503);
        return;
    }
    for (size_t i = 0; i < u->drafts; i++)
        if (o[i].kept == KEPT_REFUSED) {
            u->found = o[i].found;
            unite_again(rq, u, 422);
            return;
        }
    if (form_answered(rq, &o[0], u->other))
        return;
    other_goto(rq, u);
}

static bool among_new(void *self, struct id id)
{
    const struct unite *u = self;

    return id_same(id, u->other);
}

/* What the keeper would refuse is said before any of it is sent. */
static bool drafts_good(struct rq *rq, struct unite *u)
{
    const struct drafted among = { u, among_new };

    for (size_t i = 0; i < u->drafts; i++) {
        if (str_same(u->draft[i].kind, S("fix")))
            continue; /* an end of a membership that stands */
        draft_judge_among(rq->db, &u->draft[i], rq->today, &among, &u->found);
        if (findings_stop(&u->found))
            return false;
        u->found = findings_start(rq->arena);
    }
    return true;
}

/* Sent before: the body that this form makes, or made, is there. */
static bool sent_before(struct rq *rq, struct unite *u)
{
    const struct kind *descent = kind_find(S("descent"));
    void *d = arena_take(rq->arena, descent->bytes);

    if (!row_find(rq->db, descent, unite_id(rq, u, "descent", u->id), rq->arena,
                  d))
        return false;
    u->other = said_id(descent, d, "body");
    return true;
}

static void unite_post(struct rq *rq, bool merges)
{
    struct unite *u = unite_start(rq, merges);

    if (!u)
        return;
    if (sent_before(rq, u)) {
        if (rq->json)
            form_answer_json(rq, "known", u->other, &u->found);
        else
            other_goto(rq, u);
        return;
    }
    u->trouble = unite_wrong(rq, u);
    if (!u->trouble) {
        unite_drafts(rq, u);
        if (drafts_good(rq, u)) {
            rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
                   ask_drafts(rq->arena, rq->who.login, u->draft, u->drafts),
                   unite_told, u);
            return;
        }
    }
    unite_again(rq, u, 422);
}

/* Makes the new body and moves the chosen there, in one act; when nobody is left
 * behind the old one has split up. */
PAGE(body_split_go, POST, "/body/*/split", RIGHT_KEEP)
{
    unite_post(rq, false);
}

/* Moves all that the body has into the other one, which it merges into. */
PAGE(body_merge_go, POST, "/body/*/merge", RIGHT_KEEP)
{
    unite_post(rq, true);
}
