/* phones_page - the phones of this site: who works on them, what waits there and
 * since when; letting one in. One that was lost is ended on /devices. */
#include <string.h>

#include "field.sql.h"
#include "report/paper.h"
#include "web/field/field.h"
#include "web/field/phones.h"
#include "web/paper.h"

static const char *const state_word[] = {
    [PHONE_UNKNOWN] = "phones.unknown", [PHONE_WAITS] = "phones.waits",
    [PHONE_IN] = "phones.in",           [PHONE_REFUSED] = "phones.refused",
    [PHONE_ENDED] = "phones.ended",
};

/* ---- the list --------------------------------------------------------------*/

static void people_draw(struct rq *rq, struct id device)
{
    struct rows r = db_rows(rq->db, SQL_PHONE_PEOPLE);
    bool any = false;

    db_bind_id(&r, 1, device);
    for (; db_next(&r); any = true)
        html(rq,
             any ? "<br><bdi>%s</bdi> <small>%s</small>" :
                   "<bdi>%s</bdi> <small>%s</small>",
             zstr(rq, db_str(&r, db_null(&r, 2) ? 0 : 2)),
             time_text(rq, db_int(&r, 1)));
}

static void button(struct rq *rq, const struct phone *p, const char *act,
                   const char *key, const char *class)
{
    html(rq,
         "<form method=\"post\" action=\"/phones/%s/%s\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><button class=\"%s\">%s"
         "</button></form>",
         id_text(rq, p->device), act, rq->csrf, class, word(rq, key));
}

static void phone_row(struct rq *rq, const struct phone *p)
{
    html(rq, "<tr><td><bdi>%s</bdi><br><small dir=\"ltr\">%s</small><td>",
         zstr(rq, p->name), zstr(rq, phone_number(p->key, rq->arena)));
    people_draw(rq, p->device);
    html(rq, "<td>%s<td>%s<td class=\"n\">%s<td>%s<td>",
         word(rq, state_word[p->state]), p->seen ? time_text(rq, p->seen) : "",
         number_text(rq, p->unsent, 0),
         p->unsent && p->oldest ? time_text(rq, p->oldest) : "");
    if (p->state == PHONE_IN)
        html(rq, "<a href=\"/devices\">%s</a>", word(rq, "devices.end"));
}

/* One that asks stands above all: somebody holds it in her hand, and waits. */
static void asking_draw(struct rq *rq, const struct phone *p)
{
    html(rq,
         "<section class=\"card asking\"><h2><bdi>%s</bdi></h2><p>%s · %s</p>"
         "<p class=\"pin\"><bdi dir=\"ltr\">%s</bdi></p><div class=\"acts\">",
         zstr(rq, p->name), word(rq, state_word[p->state]),
         time_text(rq, p->asked), zstr(rq, phone_number(p->key, rq->arena)));
    button(rq, p, "accept", "phones.accept", "main");
    button(rq, p, "refuse", "phones.refuse", "plain");
    html(rq, "</div></section>");
}

static void phones_json(struct rq *rq, const struct phone *p, size_t n)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"phones\":[");
    for (size_t i = 0; i < n; i++, p++) {
        buf_fmt(&rq->body, "%s{\"id\":\"%s\",\"name\":", i ? "," : "",
                id_text(rq, p->device));
        buf_json(&rq->body, p->name);
        buf_fmt(&rq->body, ",\"number\":\"%s\",\"oldest\":%lld,\"seen\":%lld",
                zstr(rq, phone_number(p->key, rq->arena)), (long long)p->oldest,
                (long long)p->seen);
        buf_fmt(&rq->body, ",\"seq\":%lld,\"state\":\"%s\",\"unsent\":%lld}",
                (long long)p->seq, state_word[p->state] + strlen("phones."),
                (long long)p->unsent);
    }
    buf_z(&rq->body, "]}\n");
}

/* The phones of this site: who works on each, when it was last here, what it
 * still keeps and since when; which ask to be let in. */
PAGE(phones, GET, "/phones", RIGHT_ADMIN)
{
    struct phone *p;
    size_t n = phone_all(rq->db, rq->arena, &p), asking = 0;

    if (rq->json) {
        phones_json(rq, p, n);
        return;
    }
    frame_open(rq, word(rq, "phones.title"));
    html(rq, "<p>%s</p>", word(rq, "phones.lead"));
    html(rq,
         "<form method=\"post\" action=\"/phones/code\"><input type=\"hidden\""
         " name=\"_csrf\" value=\"%s\"><p class=\"tools\"><button "
         "class=\"main\">%s</button></p></form>",
         rq->csrf, word(rq, "phones.new"));
    for (size_t i = 0; i < n; i++)
        if (p[i].state == PHONE_WAITS) {
            asking_draw(rq, &p[i]);
            asking++;
        }
    if (!n) {
        html(rq, "<p>%s</p>", word(rq, "phones.none"));
    } else if (asking < n) {
        listing_open(rq, "phones.name phones.people phones.state "
                         "phones.seen n:phones.unsent phones.oldest -");
        for (size_t i = 0; i < n; i++)
            if (p[i].state != PHONE_WAITS)
                phone_row(rq, &p[i]);
        listing_close(rq);
    }
    frame_close(rq);
}

/* ---- a code, and its picture -------------------------------------------------*/

/* No page can see the certificate that its browser was shown. So the print of
 * ours goes along with the code, for people to compare on both screens. */
static struct str link_of(struct rq *rq, struct str code)
{
    struct buf b = buf_start(rq->arena);

    buf_add(&b, code);
    if (rq->web->print.n) {
        buf_char(&b, '.');
        buf_add(&b, rq->web->print);
    }
    return paper_address(rq, "/app/#enrol=", buf_str(&b));
}

/* As browsers show it: pairs of digits. */
static void print_draw(struct rq *rq)
{
    struct str p = rq->web->print;

    if (!p.n)
        return;
    html(rq, "<p>%s</p><p dir=\"ltr\"><code>", word(rq, "phones.print"));
    for (size_t i = 0; i + 1 < p.n; i += 2)
        html(rq, i ? " %s" : "%s", zstr(rq, (struct str){ p.p + i, 2 }));
    html(rq, "</code></p>");
}

static void code_draw(struct rq *rq, struct str code, struct str picture)
{
    struct str shown = code;

    frame_open(rq, word(rq, "phones.new"));
    html(rq, "<div class=\"card narrow\"><p class=\"lead\">%s</p>",
         word(rq, "phones.scan"));
    if (picture.n)
        html(rq, "<p><img alt=\"%s\" src=\"data:image/png;base64,%s\"></p>",
             word(rq, "phones.picture"), zstr(rq, picture));
    html(rq, "<p class=\"shown\" dir=\"ltr\">%s</p>",
         zstr(rq, str_cut(&shown, '.')));
    html(rq, "<p><small dir=\"ltr\"><code>%s</code></small></p><p>%s</p>",
         zstr(rq, link_of(rq, code)), word(rq, "phones.then"));
    print_draw(rq);
    html(rq, "<p><a class=\"button\" href=\"/phones\">%s</a></p></div>",
         word(rq, "phones.title"));
    frame_close(rq);
}

static void code_printed(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct str *code = memo;
    struct paper_told t;

    if (told && paper_reply_read(reply, &t) && t.made == PAPER_MADE)
        code_draw(rq, *code, base64(rq->arena, t.file));
    else
        code_draw(rq, *code, S(""));
}

static void code_made(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct paper_plan plan = { .size = PAPER_ROLL58, .form = PAPER_PNG };
    struct str *code = arena_new(rq->arena, struct str);
    struct paper p;

    (void)memo;
    if (!told || !reply.n || reply.p[0] == '!') {
        refuse(rq, told && reply.n ? 403 : 503,
               told && reply.n ? zstr(rq, str_from(reply, 1)) : "refuse.again");
        return;
    }
    *code = arena_str(rq->arena, reply);
    plan.title = say(rq->lang, "phones.new");
    plan.on = rq->today;
    p = paper_start(rq->arena, rq->lang, &plan);
    paper_qr(&p, link_of(rq, *code), S(""));
    if (!rq_prints(rq) || p.full)
        code_draw(rq, *code, S(""));
    else
        rq_ask(rq, ASK_PAPER, ASK_PRINT | ASK_BULK, paper_bytes(&p),
               code_printed, code);
}

static struct str ask_line(struct rq *rq, const char *what, struct id device)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s\n", what);
    buf_add(&b, rq->who.login);
    if (!id_none(device)) {
        buf_char(&b, ' ');
        id_put(&b, device);
    }
    return buf_str(&b);
}

/* A code by which one phone may ask to be let in, for ten minutes, with its
 * picture for the phone's camera. */
PAGE(phones_code, POST, "/phones/code", RIGHT_ADMIN)
{
    rq_ask(rq, ASK_KEEPER, ASK_PHONE, ask_line(rq, "code", ID_NONE), code_made,
           NULL);
}

/* ---- letting in ----------------------------------------------------*/

static void went_back(struct rq *rq, void *memo, bool told, struct str reply)
{
    (void)memo;
    if (!told || !reply.n || reply.p[0] == '!')
        refuse(rq, 503, "refuse.again");
    else
        rq_goto(rq, "/phones");
}

static void fact_kept(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct outcome out;

    (void)memo;
    if (!told || !ask_outcomes_read(reply, rq->arena, &out, 1))
        refuse(rq, 503, "refuse.again");
    else if (out.kept == KEPT_REFUSED)
        refuse(rq, 403, "refuse.right");
    else
        rq_goto(rq, "/phones");
}

static void fact_keep(struct rq *rq, const char *kind, struct str body)
{
    struct draft d = { .kind = str_of(kind), .body = body, .strict = true };

    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), fact_kept, NULL);
}

static bool phone_of(struct rq *rq, enum phone_state state, struct phone *p)
{
    struct id id;

    if (rq_id(rq, 0, &id) && phone_find(rq->db, id, rq->arena, p) &&
        p->state == state)
        return true;
    not_here(rq);
    return false;
}

/* Lets a phone in: its key signs from now on. */
PAGE(phones_accept, POST, "/phones/*/accept", RIGHT_ADMIN)
{
    struct buf b = buf_start(rq->arena);
    struct phone p;

    if (!phone_of(rq, PHONE_WAITS, &p))
        return;
    buf_z(&b, "{\"holder\":");
    buf_json(&b, rq->who.login);
    buf_z(&b, ",\"key\":\"");
    buf_hex(&b, p.key, sizeof p.key);
    buf_z(&b, "\",\"name\":");
    buf_json(&b, p.name);
    buf_char(&b, '}');
    fact_keep(rq, "device", buf_str(&b));
}

/* Does not let it in. */
PAGE(phones_refuse, POST, "/phones/*/refuse", RIGHT_ADMIN)
{
    struct phone p;

    if (phone_of(rq, PHONE_WAITS, &p))
        rq_ask(rq, ASK_KEEPER, ASK_PHONE, ask_line(rq, "refuse", p.device),
               went_back, NULL);
}
