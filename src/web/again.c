/* again - a ring of bytes, and a table that says whose answer lies where. */
#include "web/again.h"

#include <string.h>

enum {
    PACK_LEAST = 1400, /* what goes into one packet need not be packed */
    PART = 4,          /* of the ring: no answer takes more of it */
    WAYS = 4           /* places that a key may have */
};

static void add_part(struct sha *s, struct str part)
{
    uint64_t n = part.n; /* so that no part runs into the next */

    sha_add(s, &n, sizeof n);
    sha_add(s, part.p, part.n);
}

static struct hash key_of(struct rq *rq)
{
    const struct http_request *q = rq->q;
    const int64_t how[] = { rq->lang, rq->json, request_takes(q, "gzip"),
                            rq->today };
    struct hash version = db_version(rq->db);
    struct sha s;

    sha_start(&s);
    sha_add(&s, version.b, sizeof version.b);
    sha_add(&s, rq->who.name.b, sizeof rq->who.name.b);
    sha_add(&s, how, sizeof how);
    add_part(&s, rq->who.login);
    add_part(&s, q->path);
    add_part(&s, q->query);
    add_part(&s, request_cookie(q, "look"));
    return sha_end(&s);
}

/* Bytes that newer ones were laid over are gone. */
static bool still_there(const struct web_again *w, const struct web_given *g)
{
    return g->n && w->put - g->at <= w->room;
}

/* The places of a key: WAYS of them. */
static struct web_given *given_at(struct web_again *w, const struct hash *key)
{
    uint32_t at;

    memcpy(&at, key->b, sizeof at);
    return &w->given[at % (LEN(w->given) / WAYS) * WAYS];
}

static const struct web_given *given_find(struct web_again *w,
                                          const struct hash *key)
{
    const struct web_given *g = given_at(w, key);

    for (int i = 0; i < WAYS; i++)
        if (still_there(w, &g[i]) && hash_same(g[i].key, *key))
            return &g[i];
    return NULL;
}

/* A place that is free, or the one that was put first. */
static struct web_given *given_free(struct web_again *w, const struct hash *key)
{
    struct web_given *g = given_at(w, key), *oldest = g;

    for (int i = 0; i < WAYS; i++) {
        if (!still_there(w, &g[i]))
            return &g[i];
        if (g[i].at < oldest->at)
            oldest = &g[i];
    }
    return oldest;
}

static bool stands(const struct rq *rq)
{
    return rq->page && rq->page->method == PAGE_GET && !rq->fresh;
}

bool again_may(const struct rq *rq)
{
    return stands(rq) && rq->status == 200 && !rq->headers && !rq->compiles;
}

static void tag_put(struct rq *rq, struct str tag)
{
    if (!tag.n)
        return;
    tag = arena_str(rq->arena, tag);
    rq_header(rq, "ETag", tag);
    rq_header(rq, "Cache-Control", S("private, no-cache"));
    if (!str_same(request_header(rq->q, "if-none-match"), tag))
        return;
    rq->status = 304;
    rq->packed = false;
    rq->body = buf_start(rq->arena);
}

static void packed_say(struct rq *rq)
{
    if (!rq->packed)
        return;
    rq_header(rq, "Content-Encoding", S("gzip"));
    rq_header(rq, "Vary", S("Accept-Encoding"));
}

/* The bytes are copied: newer ones may be laid over them before a slow line has
 * taken them all. */
bool again_find(struct rq *rq)
{
    struct web_again *w = rq->web->again;
    const struct web_given *g;
    size_t from, first;

    if (!w || !stands(rq))
        return false;
    rq->again = key_of(rq);
    g = given_find(w, &rq->again);
    if (!g)
        return false;
    from = (size_t)(g->at % w->room);
    first = g->n < w->room - from ? g->n : w->room - from;
    buf_add(&rq->body, (struct str){ w->bytes + from, first });
    buf_add(&rq->body, (struct str){ w->bytes, g->n - first });
    rq->type = arena_z(rq->arena, str_of(g->type));
    rq->packed = g->packed;
    rq->private = g->private;
    tag_put(rq, str_of(g->tag));
    packed_say(rq);
    return true;
}

static void pack(struct rq *rq)
{
    struct str plain = buf_str(&rq->body), packed;

    if (!rq->web->gzip || plain.n < PACK_LEAST ||
        !request_takes(rq->q, "gzip") ||
        !rq->web->gzip(plain, rq->arena, &packed))
        return;
    rq->body = buf_start(rq->arena);
    buf_add(&rq->body, packed);
    rq->packed = true;
}

static void lay_down(struct rq *rq, const char *tag)
{
    struct web_again *w = rq->web->again;
    struct web_given *g = given_free(w, &rq->again);
    struct str body = buf_str(&rq->body);
    size_t from = (size_t)(w->put % w->room);
    size_t first = body.n < w->room - from ? body.n : w->room - from;

    if (!body.n || body.n > w->room / PART ||
        strlen(rq->type) >= sizeof g->type)
        return;
    memcpy(w->bytes + from, body.p, first);
    memcpy(w->bytes, body.p + first, body.n - first);
    *g = (struct web_given){ .key = rq->again,
                             .at = w->put,
                             .n = (uint32_t)body.n,
                             .packed = rq->packed,
                             .private = rq->private };
    memcpy(g->type, rq->type, strlen(rq->type));
    memcpy(g->tag, tag, strlen(tag));
    w->put += body.n;
}

/* A tag is of the bytes, so it stays when what was committed changed nothing
 * here. What names a person, or was drawn from registers, has none: a browser
 * would lay it on its disk. */
static void tag_make(struct rq *rq, char tag[36])
{
    struct buf b = buf_start(rq->arena);
    struct hash h;

    *tag = '\0';
    if (rq->private)
        return;
    h = sha_of(buf_str(&rq->body));
    buf_char(&b, '"');
    buf_hex(&b, h.b, 16);
    buf_char(&b, '"');
    memcpy(tag, b.p, b.n);
    tag[b.n] = '\0';
}

void again_put(struct rq *rq)
{
    char tag[36];

    if (!rq->web->again || !again_may(rq))
        return;
    rq->private |= db_sealed(rq->db);
    pack(rq);
    tag_make(rq, tag);
    lay_down(rq, tag);
    tag_put(rq, str_of(tag));
    packed_say(rq);
}
