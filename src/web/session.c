/* session - whose browser this is, and whether this site made it ask. */
#include <string.h>

#include "web.sql.h"
#include "web/web.h"

/* The table keeps a hash, so who reads a backup cannot become a user. */
static struct hash token_name(struct str token)
{
    return sha_of(token);
}

bool session_find(struct rq *rq, struct str token, struct session *out)
{
    struct hash shape;
    struct rows r;
    bool found;

    memset(out, 0, sizeof *out);
    if (rq->web->session)
        return rq->web->session(rq->web->self, token, rq->arena, out);
    if (!hash_read(token, &shape))
        return false;
    out->name = token_name(token);
    r = db_rows(rq->db, SQL_WEB_SESSION);
    db_bind_blob(&r, 1, out->name.b, sizeof out->name.b);
    db_bind_int(&r, 2, rq->now - SESSION_SECONDS);
    found = db_next(&r);
    if (found) {
        out->login = arena_str(rq->arena, db_str(&r, 0));
        if (!lang_read(db_str(&r, 1), &out->lang))
            out->lang = LANG_EN;
        out->ends = db_int(&r, 2) + SESSION_SECONDS;
    }
    db_done(&r);
    return found && out->login.n > 0;
}

/* Another hash than the table's, so that neither gives the other away. */
const char *session_csrf(struct arena *a, struct str token)
{
    struct buf b = buf_start(a);
    struct sha s;

    sha_start(&s);
    sha_add(&s, "saath csrf 1\n", 13);
    sha_add(&s, token.p, token.n);
    hash_put(&b, sha_end(&s));
    return arena_z(a, buf_str(&b));
}

/* Every byte is looked at, so that time says nothing. */
static bool same_secret(struct str a, struct str b)
{
    unsigned differs = a.n != b.n;

    for (size_t i = 0; i < a.n && i < b.n; i++)
        differs |= (unsigned char)a.p[i] ^ (unsigned char)b.p[i];
    return !differs;
}

bool session_csrf_good(struct rq *rq)
{
    struct str said = request_header(rq->q, "x-csrf");

    if (!said.n)
        said = rq_part(rq, "_csrf");
    return rq->csrf[0] && same_secret(said, str_of(rq->csrf));
}

bool session_same_site(struct rq *rq)
{
    struct str site = request_header(rq->q, "sec-fetch-site");
    struct str origin = request_header(rq->q, "origin");
    struct str host = request_header(rq->q, "host");

    if (site.n && !str_same(site, S("same-origin")) &&
        !str_same(site, S("none")))
        return false;
    if (!origin.n || str_same(origin, S("null")))
        return !origin.n;
    if (str_starts(origin, S("https://")))
        origin = str_from(origin, 8);
    else if (str_starts(origin, S("http://")))
        origin = str_from(origin, 7);
    return str_same(origin, host);
}
