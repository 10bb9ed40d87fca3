/* mine_door - whose code stands in the address, and whether the PIN is hers.
 *
 * Who has the PIN alone, or the code alone, learns nothing: a code that is not
 * known is answered as one whose PIN was wrong, after as long. */
#include "core/data.h"
#include "passkey.sql.h"
#include "web/saving/mine.h"

enum { PIN_LEAST = 4, PIN_MOST = 12 };

bool mine_token_good(struct str token)
{
    for (size_t i = 0; i < token.n; i++)
        if (!((token.p[i] >= '0' && token.p[i] <= '9') ||
              (token.p[i] >= 'a' && token.p[i] <= 'f')))
            return false;
    return token.n == MINE_TOKEN;
}

struct id mine_member(struct rq *rq)
{
    struct str token = rq->step[0];
    struct hash mark = sha_of(token);
    struct id member = ID_NONE;
    struct rows r;

    if (!mine_token_good(token))
        return member;
    r = db_rows(rq->db, SQL_PASSKEY_OPENS);
    db_bind_blob(&r, 1, mark.b, sizeof mark.b);
    if (db_next(&r))
        member = db_id(&r, 0);
    db_done(&r);
    return member;
}

/* Western digits, whatever her telephone types. */
static struct str pin_of(struct rq *rq)
{
    return utf8_fold(str_trim(rq_part(rq, "pin")), rq->arena);
}

void mine_private(struct rq *rq)
{
    rq_header(rq, "Cache-Control", S("no-store"));
    rq_header(rq, "Clear-Site-Data", S("\"cache\""));
}

void mine_spoken(struct rq *rq, const char *what)
{
    struct buf name = buf_start(rq->arena);

    buf_fmt(&name, "app/say-%s-%s.ogg", what, lang_name(rq->lang));
    if (data_find(zstr(rq, buf_str(&name))).n)
        html(rq, "<audio controls preload=\"none\" src=\"/%s\"></audio>",
             zstr(rq, buf_str(&name)));
}

void mine_picture(struct rq *rq, const char *path)
{
    html(rq,
         "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"%s\"/>"
         "</svg>",
         path);
}

struct door {
    mine_open *open;
    mine_shut *shut;
    void *memo;
};

static void judged(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct door *d = memo;
    int wait_s = 0;
    enum web_login v = told ? rq->web->password_told(reply, &wait_s) :
                              WEB_LOGIN_BROKEN;
    struct id member = mine_member(rq); /* it may be revoked now */
    struct buf wait = buf_start(rq->arena);

    if (v == WEB_LOGIN_LATER) {
        buf_int(&wait, wait_s);
        rq_header(rq, "Retry-After", buf_str(&wait));
        d->shut(rq, d->memo, 429, "mine.later");
    } else if (v == WEB_LOGIN_BROKEN) {
        d->shut(rq, d->memo, 503, "login.broken");
    } else if (v != WEB_LOGIN_GOOD || id_none(member)) {
        d->shut(rq, d->memo, 401, "mine.wrong");
    } else {
        d->open(rq, d->memo, member);
    }
}

void mine_ask(struct rq *rq, mine_open *open, mine_shut *shut, void *memo)
{
    struct door *d = arena_new(rq->arena, struct door);
    struct str pin = pin_of(rq);
    struct id member = mine_member(rq);
    struct str who = id_none(member) ? S("m-nobody") :
                                       member_login(rq->arena, member);

    *d = (struct door){ open, shut, memo };
    if (!rq->web->password_ask) {
        shut(rq, memo, 503, "login.broken");
    } else if (pin.n < PIN_LEAST || pin.n > PIN_MOST) {
        shut(rq, memo, 401, "mine.wrong");
    } else {
        rq_ask(rq, ASK_LOGIN, ASK_PASSWORD,
               rq->web->password_ask(rq->arena, who, pin, rq->q->remote),
               judged, d);
    }
}
