/* naming - names of places that nobody knows yet, and saying which they are. */
#include "web.sql.h"
#include "web/web.h"

enum { SHOWN = 100, OFFERED = 6, FAR = 4, NEAR_MOST = 4000 };

struct name {
    int64_t n, waits, level;
    struct id within;
    struct str said, source;
};

static size_t names_read(struct rq *rq, struct name *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NAMING);
    size_t n = 0;

    db_bind_int(&r, 1, SHOWN);
    for (; n < SHOWN && db_next(&r); n++)
        out[n] = (struct name){ .n = db_int(&r, 0),
                                .said = arena_str(rq->arena, db_str(&r, 1)),
                                .within = db_id(&r, 2),
                                .level = db_int(&r, 3),
                                .source = arena_str(rq->arena, db_str(&r, 4)),
                                .waits = db_int(&r, 5) };
    db_done(&r);
    return n;
}

struct near {
    struct id id;
    struct str name;
    int apart;
};

/* The nearest by spelling of the places it may be; at most OFFERED. */
static size_t nearest(struct rq *rq, const struct name *w, struct near *out)
{
    struct str said = utf8_fold(w->said, rq->arena);
    struct rows r = db_rows(rq->db, SQL_WEB_NAMING_NEAR);
    size_t n = 0;

    db_bind_id(&r, 1, w->within);
    db_bind_int(&r, 2, w->level);
    db_bind_int(&r, 3, rq->today);
    db_bind_int(&r, 4, NEAR_MOST);
    while (db_next(&r)) {
        struct near one = { db_id(&r, 0), arena_str(rq->arena, db_str(&r, 1)),
                            0 };
        size_t at;

        one.apart = utf8_distance(said, utf8_fold(one.name, rq->arena), FAR);
        if (one.apart > FAR)
            continue;
        for (at = n; at > 0 && out[at - 1].apart > one.apart; at--)
            if (at < OFFERED)
                out[at] = out[at - 1];
        if (at < OFFERED) {
            out[at] = one;
            n += n < OFFERED;
        }
    }
    return n;
}

static void name_form(struct rq *rq, const struct name *w)
{
    struct near near[OFFERED];
    size_t n = nearest(rq, w, near);

    html(rq,
         "<li class=\"card\" id=\"n%lld\"><h2><bdi>%s</bdi></h2><p><small>"
         "%s · <b class=\"n\">%lld</b> %s · <bdi>%s</bdi></small></p>",
         (long long)w->n, zstr(rq, w->said), place_name(rq, w->within),
         (long long)w->waits, word(rq, "queue.rows"), zstr(rq, w->source));
    html(rq,
         "<form method=\"post\" action=\"/naming/%lld\" class=\"stack\">"
         "<input type=\"hidden\" name=\"_csrf\" value=\"%s\">",
         (long long)w->n, rq->csrf);
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<label class=\"pick\"><input type=\"radio\" "
             "name=\"place.pick\" value=\"%s\"> %s</label>",
             id_text(rq, near[i].id), place_name(rq, near[i].id));
    html(rq,
         "<label>%s<span class=\"find\" data-find=\"place\"><input "
         "name=\"place.said\" autocomplete=\"off\"><input type=\"hidden\" "
         "name=\"place.was\"><input type=\"hidden\" name=\"place\"></span>"
         "</label><button class=\"main\">%s</button></form></li>",
         word(rq, "queue.other"), word(rq, "queue.settle"));
}

/* The queue "place this name": a name from a sheet that fits no place, with
 * the nearest ones. Settle it once and it is remembered; what waited moves. */
PAGE(naming, GET, "/naming", RIGHT_IMPORT)
{
    struct name *w = arena_many(rq->arena, struct name, SHOWN);
    size_t n = names_read(rq, w);

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
    frame_open(rq, word(rq, "queue.title"));
    html(rq, "<p class=\"lead\">%s</p>",
         word(rq, n ? "queue.lead" : "queue.none"));
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
            frame_open(rq, word(rq, "queue.title"));
            for (size_t j = 0; j < o[i].found.n; j++)
                finding_draw(rq, &o[i].found.at[j]);
            frame_close(rq);
            return;
        }
    rq_ask(rq, ASK_KEEPER, ASK_NAMED, ask_named(rq->arena, &s->named), settled,
           s);
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
        refuse(rq, 422, "queue.which");
        return;
    }
    s->drafts = i->name(i->self, rq->db, s->named.n, s->named.place, rq->arena,
                        &d);
    if (!s->drafts || s->drafts > ASK_DRAFTS_MOST) {
        refuse(rq, 409, "queue.gone");
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, s->drafts), drafted, s);
}
