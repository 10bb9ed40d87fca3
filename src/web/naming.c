/* naming - names of places that nobody knows yet, and saying which they are. */
#include "sql.h"
#include "web/web.h"

enum { SHOWN = 100, OFFERED = 6 };

static void name_form(struct rq *rq, const struct web_name *w)
{
    html(rq, "<li class=\"card\" id=\"n%lld\"><h2><bdi>%s</bdi></h2><p><small>"
         "%s · <b class=\"n\">%lld</b> %s · <bdi>%s</bdi></small></p>",
         (long long)w->n, zstr(rq, w->said), zstr(rq, w->within_name),
         (long long)w->waits, word(rq, "naming.rows"), zstr(rq, w->source));
    html(rq, "<form method=\"post\" action=\"/naming/%lld\" class=\"stack\">"
         "<input type=\"hidden\" name=\"_csrf\" value=\"%s\">",
         (long long)w->n, rq->csrf);
    for (size_t i = 0; i < w->offers; i++)
        html(rq, "<label class=\"pick\"><input type=\"radio\" "
             "name=\"place.pick\" value=\"%s\"> %s <small>%s</small></label>",
             id_text(rq, w->offer[i].id), zstr(rq, w->offer[i].name),
             zstr(rq, w->offer[i].hint));
    html(rq, "<label>%s<span class=\"find\" data-find=\"place\"><input "
         "name=\"place.said\" autocomplete=\"off\"><input type=\"hidden\" "
         "name=\"place.was\"><input type=\"hidden\" name=\"place\"></span>"
         "</label><button class=\"main\">%s</button></form></li>",
         word(rq, "naming.other"), word(rq, "naming.settle"));
}

/* The queue "place this name": a name from a sheet that fits no place, with
 * the nearest ones. Settle it once and it is remembered; what waited moves. */
PAGE(naming, GET, "/naming", RIGHT_IMPORT)
{
    const struct web_importer *i = rq->web->importer;
    struct web_name *w = NULL;
    size_t n = i ? i->names(i->self, rq->db, SHOWN, OFFERED, rq->arena, &w)
                 : 0;

    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"names\":[");
        for (size_t k = 0; k < n; k++) {
            buf_fmt(&rq->body, "%s{\"n\":%lld,\"said\":", k ? "," : "",
                    (long long)w[k].n);
            buf_json(&rq->body, w[k].said);
            buf_fmt(&rq->body, ",\"waits\":%lld}", (long long)w[k].waits);
        }
        buf_z(&rq->body, "]}\n");
        return;
    }
    frame_open(rq, word(rq, "naming.title"));
    html(rq, "<p class=\"lead\">%s</p>",
         word(rq, n ? "naming.lead" : "naming.none"));
    html(rq, "<ul class=\"cards plain\">");
    for (size_t k = 0; k < n; k++)
        name_form(rq, &w[k]);
    html(rq, "</ul>");
    frame_close(rq);
}

struct settling {
    struct ask_named named;
    size_t drafts;
};

static void settled(struct rq *rq, void *memo, bool told, struct str reply)
{
    (void)memo;
    (void)reply;
    if (told)
        rq_goto(rq, "/naming");
    else
        refuse(rq, 503, "refuse.again");
}

static void drafted(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct settling *s = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, s->drafts + 1);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, s->drafts)) {
        refuse(rq, 503, "refuse.again");
        return;
    }
    for (size_t i = 0; i < s->drafts; i++)
        if (o[i].kept == KEPT_REFUSED) {
            rq->status = 422;
            frame_open(rq, word(rq, "naming.title"));
            for (size_t j = 0; j < o[i].found.n; j++)
                finding_draw(rq, &o[i].found.at[j]);
            frame_close(rq);
            return;
        }
    rq_ask(rq, ASK_KEEPER, ASK_NAMED, ask_named(rq->arena, &s->named),
           settled, s);
}

static bool place_said(struct rq *rq, struct id *out)
{
    struct str said = str_trim(rq_part(rq, "place.said"));
    struct found *f;

    if (id_read(rq_part(rq, "place.pick"), out))
        return true;
    if (said.n && str_same(said, rq_part(rq, "place.was")) &&
        id_read(rq_part(rq, "place"), out))
        return true;
    if (thing_find(rq, kind_find(S("place")), said, 2, &f) != 1)
        return false;
    *out = f[0].id;
    return true;
}

/* Says which place a name of the queue means. */
PAGE(naming_go, POST, "/naming/*", RIGHT_IMPORT)
{
    const struct web_importer *i = rq->web->importer;
    struct settling *s = arena_new(rq->arena, struct settling);
    struct draft *d;

    s->named.login = rq->who.login;
    if (!i || !int_read(rq->step[0], &s->named.n)) {
        not_here(rq);
        return;
    }
    if (!place_said(rq, &s->named.place)) {
        refuse(rq, 422, "naming.which");
        return;
    }
    s->drafts = i->name(i->self, rq->db, s->named.n, s->named.place,
                        rq->who.login, rq->arena, &d);
    if (!s->drafts || s->drafts > ASK_DRAFTS_MOST) {
        refuse(rq, 409, "naming.gone");
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, s->drafts), drafted, s);
}
