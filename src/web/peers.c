/* peers - sites we exchange with, what waits for each, and the door where they
 * knock. */
#include "log/exchange.h"
#include "web/web.h"

static void peer_row(struct rq *rq, const struct peer *p)
{
    struct have theirs;
    int64_t since, n;

    peer_has(p, rq->arena, &theirs);
    n = have_waits(rq->db, &theirs, &since);
    html(rq, "<tr><td>%s<br><small>%s</small><td>", zstr(rq, p->name),
         zstr(rq, p->url));
    if (id_none(p->scope.place))
        html(rq, "%s", word(rq, "peers.everywhere"));
    else
        html(rq, "%s", place_name(rq, p->scope.place));
    if (!id_none(p->scope.rsp))
        html(rq, " · %s", rsp_name(rq, p->scope.rsp));
    html(rq, "<br><small>%s</small>",
         word(rq, p->names ? "peers.with_names" : "peers.no_names"));
    html(rq, "<td class=\"n\">%s<td>%s<td>%s<td>", number_text(rq, n, 0),
         since ? time_text(rq, since) : "",
         p->met ? time_text(rq, p->met) : word(rq, "peers.never"));
    if (p->trouble.n)
        html(rq, "<strong>%s</strong> %s", word(rq, zstr(rq, p->trouble)),
             time_text(rq, p->tried));
}

static void peers_json(struct rq *rq, const struct peer *peer, size_t n)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"peers\":[");
    for (size_t i = 0; i < n; i++) {
        const struct peer *p = &peer[i];
        struct have theirs;
        int64_t since, waits;

        peer_has(p, rq->arena, &theirs);
        waits = have_waits(rq->db, &theirs, &since);
        buf_fmt(&rq->body,
                "%s{\"id\":\"%s\",\"met\":%lld,\"name\":", i ? "," : "",
                id_text(rq, p->device), (long long)p->met);
        buf_json(&rq->body, p->name);
        buf_fmt(&rq->body, ",\"since\":%lld,\"trouble\":", (long long)since);
        buf_json(&rq->body, p->trouble);
        buf_z(&rq->body, ",\"url\":");
        buf_json(&rq->body, p->url);
        buf_fmt(&rq->body, ",\"waits\":%lld}", (long long)waits);
    }
    buf_z(&rq->body, "]}\n");
}

/* The sites that this one exchanges with: what waits for each, since when, and
 * why. */
PAGE(peers, GET, "/peers", RIGHT_ADMIN)
{
    struct peer *peer;
    size_t n = peer_all(rq->db, rq->arena, &peer);

    if (rq->json) {
        peers_json(rq, peer, n);
        return;
    }
    frame_open(rq, word(rq, "peers.title"));
    if (!n) {
        html(rq, "<p>%s</p>", word(rq, "peers.none"));
    } else {
        listing_open(rq, "peers.name peers.reach n:peers.waits peers.since "
                         "peers.met peers.trouble");
        for (size_t i = 0; i < n; i++)
            peer_row(rq, &peer[i]);
        listing_close(rq);
    }
    html(rq, "<p>%s</p>", word(rq, "peers.how"));
    frame_close(rq);
}

static void exchange_told(struct rq *rq, void *memo, bool told,
                          struct str reply)
{
    (void)memo;
    if (!told || !reply.n)
        refuse(rq, 503, "exchange.not_kept");
    else
        rq_bytes(rq, "application/octet-stream", reply);
}

/* Where another site's exchange comes in: signed pieces, which the keeper alone
 * judges. */
PAGE(exchange, POST, "/exchange", RIGHT_NONE)
{
    rq_ask(rq, ASK_KEEPER, ASK_EXCHANGE | ASK_BULK, rq->q->body, exchange_told,
           NULL);
}
