/* handover - bodies from one of the staff to another, in one act, and the
 * list that both sign. */
#include <string.h>

#include "staff.sql.h"
#include "web/form.h"
#include "web/portfolio.h"

struct handover {
    const struct kind *staff, *charge;
    struct id giver, taker, id; /* id: of the charge that will be */
    day since;
    struct str why;
    struct portfolio has; /* on that day */
    bool *chosen;
    size_t count;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- what is asked ------------------------------------------------------*/

/* Her bodies on the day of the hand-over: what she gives is hers then. */
static void chosen_take(struct rq *rq, struct handover *h)
{
    bool all = rq_part(rq, "all").n > 0;

    h->chosen = arena_many(rq->arena, bool, h->has.n + 1);
    for (size_t i = 0; all && i < h->has.now; i++)
        h->chosen[i] = true;
    for (int i = 0; !all && i < rq->q->parts; i++) {
        struct id id;

        if (!str_same(rq->q->part[i].name, S("body")) ||
            !id_read(rq->q->part[i].bytes, &id))
            continue;
        for (size_t j = 0; j < h->has.now; j++)
            if (id_same(h->has.at[j].body, id))
                h->chosen[j] = true;
    }
    for (size_t i = 0; i < h->has.now; i++)
        h->count += h->chosen[i];
}

/* NULL when it has answered. */
static struct handover *handover_start(struct rq *rq)
{
    struct handover *h = arena_new(rq->arena, struct handover);
    bool posted = rq->page->method == PAGE_POST;
    struct str said = posted ? rq_part(rq, "since") : rq_arg(rq, "since");

    h->staff = kind_find(S("staff"));
    h->charge = kind_find(S("charge"));
    h->found = findings_start(rq->arena);
    if (!register_open(rq, h->staff, &h->giver))
        return NULL;
    if (!register_may(rq, RIGHT_MANAGE, h->staff, h->giver)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    h->since = rq->today;
    if (str_trim(said).n && !day_read(str_trim(said), &h->since)) {
        h->trouble = "handover.no_day";
        h->since = rq->today;
    }
    h->has = portfolio_read(rq, h->giver, h->since);
    if (!posted || !id_read(rq_part(rq, "_id"), &h->id) || id_none(h->id))
        h->id = form_id(rq);
    id_read(rq_part(rq, "taker"), &h->taker);
    h->why = str_trim(rq_part(rq, "why"));
    chosen_take(rq, h);
    return h;
}

/* ---- the form -----------------------------------------------------------*/

static void takers(struct rq *rq, const struct handover *h)
{
    struct rows r = db_rows(rq->db, SQL_WEB_STAFF_NEAR);

    db_bind_id(&r, 1, h->giver);
    db_bind_int(&r, 2, h->since);
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><select "
         "name=\"taker\"><option value=\"\"></option>",
         word(rq, "field.taker"));
    while (db_next(&r)) {
        struct id id = db_id(&r, 0);

        if (rq_sees(rq, h->staff, id))
            html(rq,
                 id_same(id, h->taker) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 id_text(rq, id), thing_name(rq, h->staff, id));
    }
    html(rq, "</select></label></div>");
}

static void choices(struct rq *rq, const struct handover *h)
{
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend><ul class=\"ticks\">",
         word(rq, "handover.which"));
    for (size_t i = 0; i < h->has.now; i++) {
        const struct charged *c = &h->has.at[i];

        html(rq,
             h->chosen[i] ?
                 "<li><label><input type=\"checkbox\" name=\"body\" "
                 "value=\"%s\" checked> <span>%s <small>%s · %s</small></span>"
                 "</label></li>" :
                 "<li><label><input type=\"checkbox\" name=\"body\" "
                 "value=\"%s\"> <span>%s <small>%s · %s</small></span>"
                 "</label></li>",
             id_text(rq, c->body), c->name, body_short(rq, c->nature, c->sex),
             c->lies);
    }
    html(rq, "</ul></fieldset>");
}

static void handover_draw(struct rq *rq, const struct handover *h)
{
    struct buf since = buf_start(rq->arena);

    day_put(&since, h->since);
    frame_open(rq, word(rq, "handover.title"));
    html(rq, "<p class=\"lead\">%s ", word(rq, "handover.lead"));
    thing_link(rq, "staff", h->giver);
    html(rq, "</p>");
    if (h->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, h->trouble));
    for (size_t i = 0; i < h->found.n; i++)
        finding_draw(rq, &h->found.at[i]);
    if (!h->has.now) {
        html(rq, "<p>%s</p>", word(rq, "staff.none"));
        frame_close(rq);
        return;
    }
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\">",
         rq->csrf, id_text(rq, h->id));
    takers(rq, h);
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><input type=\"date\""
         " name=\"since\" value=\"%s\"></label></div><div class=\"field\">"
         "<label><span>%s</span><input name=\"why\" value=\"%s\" "
         "maxlength=\"300\" dir=\"auto\"></label></div></div>",
         word(rq, "field.since"), zstr(rq, buf_str(&since)),
         word(rq, "field.why"), zstr(rq, h->why));
    choices(rq, h);
    html(rq,
         "<p class=\"tools\"><button class=\"main\">%s</button> <button "
         "name=\"all\" value=\"1\">%s</button></p></form>",
         word(rq, "handover.some"), word(rq, "handover.all"));
    frame_close(rq);
}

/* The bodies of one of the staff, to be handed to another: some or all, from a
 * day on. */
PAGE(handover, GET, "/handover/*", RIGHT_MANAGE)
{
    struct handover *h = handover_start(rq);
    struct keys k;

    if (!h)
        return;
    if (!rq->json) {
        handover_draw(rq, h);
        return;
    }
    k = keys_open(rq);
    key_list(&k, "bodies");
    for (size_t i = 0; i < h->has.now; i++)
        buf_fmt(&rq->body, "%s\"%s\"", i ? "," : "",
                id_text(rq, h->has.at[i].body));
    key_list_end(&k);
    key_id(&k, "giver", h->giver);
    key_day(&k, "since", h->since);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* ---- sending it ---------------------------------------------------------*/

/* Canonical: keys in their order. */
static struct str charge_body(struct rq *rq, const struct handover *h)
{
    struct buf b = buf_start(rq->arena);
    const char *comma = "";

    buf_z(&b, "{\"bodies\":[");
    for (size_t i = 0; i < h->has.now; i++)
        if (h->chosen[i]) {
            buf_fmt(&b, "%s{\"body\":\"%s\"}", comma,
                    id_text(rq, h->has.at[i].body));
            comma = ",";
        }
    buf_fmt(&b, "],\"giver\":\"%s\",\"since\":\"", id_text(rq, h->giver));
    day_put(&b, h->since);
    buf_fmt(&b, "\",\"taker\":\"%s\"", id_text(rq, h->taker));
    if (h->why.n) {
        buf_z(&b, ",\"why\":");
        buf_json(&b, h->why);
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

static void handover_again(struct rq *rq, const struct handover *h, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &h->found);
    else
        handover_draw(rq, h);
}

static void handover_told(struct rq *rq, void *memo, bool told,
                          struct str reply)
{
    struct handover *h = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        h->trouble = "handover.unsure";
        handover_again(rq, h, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        h->found = o.found;
        handover_again(rq, h, 422);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    buf_fmt(&to, "/handed/%s", id_text(rq, o.id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Hands the chosen bodies over: one entry moves them all, from its day on. */
PAGE(handover_go, POST, "/handover/*", RIGHT_MANAGE)
{
    struct handover *h = handover_start(rq);
    struct draft d = { .kind = S("charge"),
                       .author = rq->who.login,
                       .strict = true };

    if (!h)
        return;
    if (!h->trouble && !h->count)
        h->trouble = "handover.no_body";
    if (!h->trouble && (id_none(h->taker) || id_same(h->taker, h->giver) ||
                        !rq_sees(rq, h->staff, h->taker)))
        h->trouble = "handover.no_taker";
    if (h->trouble) {
        handover_again(rq, h, 422);
        return;
    }
    d.id = h->id;
    d.body = charge_body(rq, h);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), handover_told, h);
}

/* ---- the list that both sign --------------------------------------------*/

static void signature(struct rq *rq, const char *key, struct id staff)
{
    html(rq, "<div><p class=\"line\"></p><p>%s", word(rq, key));
    if (!id_none(staff))
        html(rq, ": <b>%s</b>", thing_name(rq, kind_find(S("staff")), staff));
    html(rq, "<br><small>%s</small></p></div>", word(rq, "handed.date"));
}

static void handed_rows(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CHARGE_BODIES);
    const struct kind *body = kind_find(S("body"));
    int n = 0;

    html(rq,
         "<table class=\"paper\"><thead><tr><th class=\"n\">%s</th><th>%s</th>"
         "<th>%s</th><th>%s</th><th>%s</th><th class=\"n\">%s</th></tr></thead>"
         "<tbody>",
         word(rq, "body.no"), word(rq, "field.code"), word(rq, "field.name"),
         word(rq, "field.nature"), word(rq, "field.place"),
         word(rq, "body.members"));
    db_bind_id(&r, 1, id);
    while (db_next(&r))
        html(rq,
             "<tr><td class=\"n\">%d</td><td><bdi>%s</bdi></td><td>"
             "<a href=\"/body/%s\">%s</a></td><td>%s</td><td>%s</td><td "
             "class=\"n\">%s</td></tr>",
             ++n, zstr(rq, db_str(&r, 4)), id_text(rq, db_id(&r, 0)),
             thing_name(rq, body, db_id(&r, 0)),
             body_short(rq, db_int(&r, 1), db_int(&r, 2)),
             place_name(rq, db_id(&r, 3)), number_text(rq, db_int(&r, 5), 0));
    html(rq, "</tbody></table>");
}

/* The list of a hand-over, with a line for each to sign: print it on A4. */
PAGE(handed, GET, "/handed/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("charge"));
    struct id id, giver;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        struct keys keys = keys_open(rq);

        key_any(&keys, "charge");
        buf_add(&rq->body, record_body(k, record, rq->arena));
        key_id(&keys, "id", id);
        keys_close(&keys);
        buf_char(&rq->body, '\n');
        return;
    }
    giver = said_id(k, record, "giver");
    frame_open(rq, word(rq, "handover.title"));
    html(rq, "<p class=\"lead\">");
    if (!id_none(giver)) {
        html(rq, "%s ", word(rq, "field.giver"));
        thing_link(rq, "staff", giver);
        html(rq, " · ");
    }
    html(rq, "%s ", word(rq, "field.taker"));
    thing_link(rq, "staff", said_id(k, record, "taker"));
    html(rq, " · %s %s</p><p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         word(rq, "field.since"), day_text(rq, said_day(k, record, "since")),
         id_text(rq, id), word(rq, "place.entry"));
    if (said_text(k, record, "why").n)
        html(rq, "<p><bdi>%s</bdi></p>", zstr(rq, said_text(k, record, "why")));
    handed_rows(rq, id);
    html(rq, "<div class=\"signatures\">");
    signature(rq, "handed.gives", giver);
    signature(rq, "handed.takes", said_id(k, record, "taker"));
    html(rq, "</div><p class=\"note\">%s</p>", word(rq, "handed.print"));
    frame_close(rq);
}
