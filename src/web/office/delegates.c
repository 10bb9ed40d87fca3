/* delegates - the general body of a VO, an LSO or a network: who sits in it for
 * which of its member bodies, and the naming of delegates. */
#include <string.h>

#include "office.sql.h"
#include "web/body/law.h"
#include "web/form.h"
#include "web/office/office.h"
#include "web/register.h"

enum {
    SENDERS_MOST = 500,
    SEATED_MOST = 2000,
    CHOSEN_MOST = 50,
    STILL = 2147483647
};

struct sender {
    struct id body;
    int64_t nature, sex;
    day since;
    const char *name;
    int64_t sits; /* how many do for it */
};
struct seat {
    struct id from, person, delegate, term;
    day since, until; /* DAY_NONE: open */
    const char *name;
};
struct council {
    const struct kind *body, *delegate;
    const void *record; /* of the body */
    struct id id;
    struct sender *sender;
    size_t senders;
    struct seat *seat;
    size_t seats;
    int64_t sends;      /* from each body; INT_NONE: no such clause */
    struct str general; /* "delegates", "leaders", "members" or "" */
    bool keeps;
    /* the naming */
    const struct sender *from; /* NULL: nothing is being named */
    struct candidate *candidate;
    bool *chosen;
    size_t candidates, named;
    day since, until;
    struct id made_of;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* ---- reading ------------------------------------------------------------*/

static void senders_read(struct rq *rq, struct council *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SENDERS);
    struct id *body = arena_many(rq->arena, struct id, SENDERS_MOST);
    const char **name = arena_many(rq->arena, const char *, SENDERS_MOST);

    c->sender = arena_many(rq->arena, struct sender, SENDERS_MOST);
    db_bind_id(&r, 1, c->id);
    db_bind_int(&r, 2, rq->today);
    while (c->senders < SENDERS_MOST && db_next(&r)) {
        body[c->senders] = db_id(&r, 0);
        c->sender[c->senders++] = (struct sender){
            .body = db_id(&r, 0),
            .nature = db_int(&r, 1),
            .sex = db_int(&r, 2),
            .since = (day)db_int(&r, 3),
        };
    }
    db_done(&r);
    thing_names(rq, c->body, body, c->senders, name);
    for (size_t i = 0; i < c->senders; i++)
        c->sender[i].name = name[i];
}

static void seat_count(struct council *c, struct id from)
{
    for (size_t i = 0; i < c->senders; i++)
        if (id_same(c->sender[i].body, from))
            c->sender[i].sits++;
}

static void seats_read(struct rq *rq, struct council *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SEATED);
    struct id *person = arena_many(rq->arena, struct id, SEATED_MOST);
    const char **name = arena_many(rq->arena, const char *, SEATED_MOST);

    c->seat = arena_many(rq->arena, struct seat, SEATED_MOST);
    db_bind_id(&r, 1, c->id);
    db_bind_int(&r, 2, rq->today);
    while (c->seats < SEATED_MOST && db_next(&r)) {
        int64_t until = db_int(&r, 3);

        person[c->seats] = db_id(&r, 1);
        c->seat[c->seats++] = (struct seat){
            .from = db_id(&r, 0),
            .person = db_id(&r, 1),
            .since = (day)db_int(&r, 2),
            .until = until >= STILL ? DAY_NONE : (day)until,
            .delegate = db_id(&r, 4),
            .term = db_id(&r, 5),
        };
        seat_count(c, db_id(&r, 0));
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), person, c->seats, name);
    for (size_t i = 0; i < c->seats; i++)
        c->seat[i].name = name[i];
}

static void clauses_read(struct rq *rq, struct council *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SENDS);

    c->sends = INT_NONE;
    db_bind_id(&r, 1, c->id);
    if (db_next(&r) && !db_null(&r, 0))
        c->sends = db_int(&r, 0);
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_GENERAL_BODY);
    db_bind_id(&r, 1, c->id);
    if (db_next(&r))
        c->general = arena_str(rq->arena, db_str(&r, 0));
    db_done(&r);
}

/* NULL when it has answered. */
static struct council *council_open(struct rq *rq)
{
    struct council *c = arena_new(rq->arena, struct council);

    c->body = kind_find(S("body"));
    c->delegate = kind_find(S("delegate"));
    c->found = findings_start(rq->arena);
    c->record = register_open(rq, c->body, &c->id);
    if (!c->record)
        return NULL;
    c->keeps = register_may(rq, RIGHT_KEEP, c->body, c->id);
    senders_read(rq, c);
    seats_read(rq, c);
    clauses_read(rq, c);
    return c;
}

/* ---- what is being named ------------------------------------------------*/

static void chosen_take(struct rq *rq, struct council *c)
{
    c->chosen = arena_many(rq->arena, bool, c->candidates + 1);
    for (int i = 0; i < rq->q->parts; i++) {
        struct id id;

        if (!str_same(rq->q->part[i].name, S("person")) ||
            !id_read(rq->q->part[i].bytes, &id))
            continue;
        for (size_t j = 0; j < c->candidates; j++)
            if (id_same(c->candidate[j].person, id) && !c->chosen[j]) {
                c->chosen[j] = true;
                c->named++;
            }
    }
}

static void day_take(struct rq *rq, struct council *c, const char *part,
                     day *out)
{
    struct str said = str_trim(rq_part(rq, part));

    if (said.n && !day_read(said, out))
        c->trouble = "act.no_day";
}

static void naming_take(struct rq *rq, struct council *c)
{
    struct str said = rq_part(rq, "from");
    struct id from;

    if (!id_read(said.n ? said : rq_arg(rq, "from"), &from))
        return;
    for (size_t i = 0; i < c->senders; i++)
        if (id_same(c->sender[i].body, from))
            c->from = &c->sender[i];
    if (!c->from)
        return;
    c->since = rq->today;
    c->until = DAY_NONE;
    day_take(rq, c, "since", &c->since);
    day_take(rq, c, "until", &c->until);
    if (c->since > rq->today && !c->trouble)
        c->trouble = "act.later";
    if (!id_read(rq_part(rq, "_id"), &c->made_of) || id_none(c->made_of))
        c->made_of = form_id(rq);
    c->candidates = candidates_read(rq, from, c->since, &c->candidate);
    chosen_take(rq, c);
}

/* ---- drawing ------------------------------------------------------------*/

static void naming_draw(struct rq *rq, const struct council *c)
{
    struct buf since = buf_start(rq->arena), until = buf_start(rq->arena);

    day_put(&since, c->since);
    if (c->until != DAY_NONE)
        day_put(&until, c->until);
    html(rq, "<h2>%s: %s</h2>", word(rq, "delegate.new"), c->from->name);
    if (c->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, c->trouble));
    for (size_t i = 0; i < c->found.n; i++)
        finding_draw(rq, &c->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><input type=\"hidden\" name=\"from\" value=\"%s\"><div "
         "class=\"grid\"><div class=\"field need\"><label><span>%s</span>"
         "<input type=\"date\" name=\"since\" value=\"%s\"></label></div><div "
         "class=\"field\"><label><span>%s</span><input type=\"date\" "
         "name=\"until\" value=\"%s\"></label></div></div>",
         rq->csrf, id_text(rq, c->made_of), id_text(rq, c->from->body),
         word(rq, "field.since"), zstr(rq, buf_str(&since)),
         word(rq, "field.until"), zstr(rq, buf_str(&until)));
    html(rq, "<fieldset class=\"rows\"><legend>%s</legend><ul class=\"ticks\">",
         word(rq, "delegate.who"));
    for (size_t i = 0; i < c->candidates; i++)
        html(
            rq,
            c->chosen[i] ?
                "<li><label><input type=\"checkbox\" name=\"person\" "
                "value=\"%s\" checked> <span><bdi>%s</bdi></span></label></li>" :
                "<li><label><input type=\"checkbox\" name=\"person\" "
                "value=\"%s\"> <span><bdi>%s</bdi></span></label></li>",
            id_text(rq, c->candidate[i].person), c->candidate[i].name);
    html(rq, "</ul></fieldset>");
    if (!c->candidates)
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "office.no_members"));
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "delegate.keep"));
}

static void seat_draw(struct rq *rq, const struct council *c,
                      const struct seat *s)
{
    bool ex_officio = id_none(s->delegate);
    struct buf today = buf_start(rq->arena);

    day_put(&today, rq->today);
    html(rq, "<li><a href=\"/person/%s\"><bdi>%s</bdi></a> <small>%s %s",
         id_text(rq, s->person), s->name, word(rq, "place.since"),
         day_text(rq, s->since));
    if (s->until != DAY_NONE)
        html(rq, " · %s %s", word(rq, "office.until"), day_text(rq, s->until));
    if (ex_officio)
        html(rq, " · %s",
             word(rq, id_none(s->term) ? "delegate.member" :
                                         "delegate.ex_officio"));
    else
        html(rq, " · <a href=\"/entry/%s\">%s</a>", id_text(rq, s->delegate),
             word(rq, "delegate.named"));
    if (!ex_officio && c->keeps)
        html(rq,
             " · <a class=\"act\" href=\"/edit/delegate/%s?ended=%s\">%s</a>",
             id_text(rq, s->delegate), zstr(rq, buf_str(&today)),
             word(rq, "office.ends"));
    html(rq, "</small></li>");
}

static void sender_draw(struct rq *rq, const struct council *c,
                        const struct sender *s)
{
    bool few = c->sends != INT_NONE && s->sits < c->sends;

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/body/%s\">%s</a> <small>%s"
         "</small></th><td class=\"n\">",
         id_text(rq, s->body), s->name, body_short(rq, s->nature, s->sex));
    if (c->sends == INT_NONE)
        html(rq, "%s", number_text(rq, s->sits, 0));
    else
        html(rq,
             few ? "<span class=\"chip warn\" dir=\"ltr\">%s / %s</span>" :
                   "<span dir=\"ltr\">%s / %s</span>",
             number_text(rq, s->sits, 0), number_text(rq, c->sends, 0));
    html(rq, "</td><td><ul class=\"links\">");
    for (size_t i = 0; i < c->seats; i++)
        if (id_same(c->seat[i].from, s->body))
            seat_draw(rq, c, &c->seat[i]);
    html(rq, "</ul></td>");
    if (c->keeps)
        html(rq,
             "<td><a class=\"button\" href=\"/body/%s/delegates?from=%s\">%s"
             "</a></td>",
             id_text(rq, c->id), id_text(rq, s->body),
             word(rq, "delegate.name_one"));
    html(rq, "</tr>");
}

static void senders_draw(struct rq *rq, const struct council *c)
{
    if (!c->senders) {
        html(rq, "<p>%s</p>", word(rq, "delegate.no_bodies"));
        return;
    }
    html(rq,
         "<h2>%s</h2><div class=\"box\" tabindex=\"0\"><table><thead><tr><th "
         "scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th><th "
         "scope=\"col\">%s</th>",
         word(rq, "delegate.bodies"), word(rq, "delegate.from"),
         word(rq, "delegate.seats"), word(rq, "delegate.sits"));
    if (c->keeps)
        html(rq, "<td></td>");
    html(rq, "</tr></thead><tbody>");
    for (size_t i = 0; i < c->senders; i++)
        sender_draw(rq, c, &c->sender[i]);
    html(rq, "</tbody></table></div>");
}

/* Who sits for no body that belongs to it now: its own members. */
static void others_draw(struct rq *rq, const struct council *c)
{
    bool any = false;

    for (size_t i = 0; i < c->seats; i++) {
        bool of_sender = false;

        for (size_t j = 0; j < c->senders; j++)
            of_sender |= id_same(c->sender[j].body, c->seat[i].from);
        if (of_sender)
            continue;
        if (!any)
            html(rq, "<h2>%s</h2><ul class=\"links\">",
                 word(rq, "delegate.own"));
        any = true;
        seat_draw(rq, c, &c->seat[i]);
    }
    if (any)
        html(rq, "</ul>");
}

static void council_draw(struct rq *rq, const struct council *c)
{
    frame_open(rq, word(rq, "delegate.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", c->id);
    html(rq, " · %s <b class=\"n\">%s</b>", word(rq, "delegate.sits"),
         number_text(rq, (int64_t)c->seats, 0));
    if (c->general.n)
        html(rq, "<br>%s", word_of(rq, "delegate.general", c->general));
    html(rq, "</p>");
    if (c->from && c->keeps)
        naming_draw(rq, c);
    senders_draw(rq, c);
    others_draw(rq, c);
    frame_close(rq);
}

static void council_json(struct rq *rq, const struct council *c)
{
    struct keys k = keys_open(rq);

    key_text(&k, "general_body", c->general);
    key_list(&k, "seated");
    for (size_t i = 0; i < c->seats; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "delegate", c->seat[i].delegate);
        key_id(&one, "from", c->seat[i].from);
        key_id(&one, "person", c->seat[i].person);
        key_day(&one, "since", c->seat[i].since);
        key_id(&one, "term", c->seat[i].term);
        key_day(&one, "until", c->seat[i].until);
        keys_close(&one);
    }
    key_list_end(&k);
    key_int(&k, "sends", c->sends);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The general body of an organisation: for which of its member bodies who sits
 * in it, named or by her office, and which send fewer than the by-law says. */
PAGE(delegates, GET, "/body/*/delegates", RIGHT_REGISTER)
{
    struct council *c = council_open(rq);

    if (!c)
        return;
    naming_take(rq, c);
    if (rq->json)
        council_json(rq, c);
    else
        council_draw(rq, c);
}

/* ---- naming -------------------------------------------------------------*/

/* Sent twice by an impatient finger they are the same entries. */
static struct id delegate_id(struct rq *rq, const struct council *c,
                             struct id person)
{
    struct buf b = buf_start(rq->arena);

    id_put(&b, c->made_of);
    buf_char(&b, '|');
    id_put(&b, person);
    return id_named(S("delegate"), buf_str(&b));
}

static struct draft delegate_draft(struct rq *rq, const struct council *c,
                                   const struct candidate *who)
{
    struct buf b = buf_start(rq->arena);
    struct id law = law_on(rq, c->id, c->since);

    buf_fmt(&b, "{\"body\":\"%s\"", id_text(rq, c->from->body));
    if (!id_none(law))
        buf_fmt(&b, ",\"bylaw\":\"%s\"", id_text(rq, law));
    if (!id_none(who->member))
        buf_fmt(&b, ",\"member\":\"%s\"", id_text(rq, who->member));
    buf_fmt(&b, ",\"parent\":\"%s\"", id_text(rq, c->id));
    buf_fmt(&b, ",\"person\":\"%s\",\"since\":\"", id_text(rq, who->person));
    day_put(&b, c->since);
    if (c->until != DAY_NONE) {
        buf_z(&b, "\",\"until\":\"");
        day_put(&b, c->until);
    }
    buf_z(&b, "\"}");
    return (struct draft){ .kind = S("delegate"),
                           .author = rq->who.login,
                           .id = delegate_id(rq, c, who->person),
                           .body = buf_str(&b),
                           .strict = true };
}

static void naming_again(struct rq *rq, const struct council *c, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &c->found);
    else
        council_draw(rq, c);
}

static void naming_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct council *c = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, c->named);
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, c->named)) {
        c->trouble = "act.unsure";
        naming_again(rq, c, 503);
        return;
    }
    for (size_t i = 0; i < c->named; i++)
        if (o[i].kept == KEPT_REFUSED) {
            c->found = o[i].found;
            naming_again(rq, c, 422);
            return;
        }
    if (form_answered(rq, &o[0], o[0].id))
        return;
    buf_fmt(&to, "/body/%s/delegates", id_text(rq, c->id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Delegates of one body, all in one act. */
PAGE(delegates_go, POST, "/body/*/delegates", RIGHT_KEEP)
{
    struct council *c = council_open(rq);
    struct draft *d;
    size_t n = 0;

    if (!c)
        return;
    if (!c->keeps) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    naming_take(rq, c);
    if (!c->from)
        c->trouble = "delegate.which";
    else if (!c->trouble && !c->named)
        c->trouble = "delegate.whom";
    else if (!c->trouble && c->named > CHOSEN_MOST)
        c->trouble = "delegate.so_many";
    if (c->trouble) {
        naming_again(rq, c, 422);
        return;
    }
    d = arena_many(rq->arena, struct draft, c->named);
    for (size_t i = 0; i < c->candidates; i++)
        if (c->chosen[i])
            d[n++] = delegate_draft(rq, c, &c->candidate[i]);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, n), naming_told, c);
}
