/* app - where phones knock: enrolment, people, what they bring. Each question
 * is signed by the phone's key, which the keeper judges; no cookie is looked
 * at. The pack is in pack.c. */
#include <string.h>

#include "web/field/field.h"
#include "web/field/phones.h"

void app_refuse(struct rq *rq, const char *key)
{
    static const struct {
        const char *key;
        int status;
    } of[] = {
        { "app.token", 401 }, { "app.bad", 401 },     { "app.later", 429 },
        { "app.again", 503 }, { "app.code", 403 },    { "app.refused", 403 },
        { "app.waits", 403 }, { "app.revoked", 403 }, { "app.file", 404 },
    };

    rq->status = 400;
    for (size_t i = 0; i < LEN(of); i++)
        if (!strcmp(of[i].key, key))
            rq->status = of[i].status;
    rq->body = buf_start(rq->arena);
    rq->type = "application/json";
    buf_z(&rq->body, "{\"error\":");
    buf_json(&rq->body, str_of(key));
    buf_z(&rq->body, ",\"text\":");
    buf_json(&rq->body, say(rq->lang, key));
    buf_z(&rq->body, "}\n");
}

bool app_told(struct rq *rq, bool told, struct str reply)
{
    if (!told || !reply.n)
        app_refuse(rq, "app.again");
    else if (reply.p[0] == '!')
        app_refuse(rq, zstr(rq, str_from(reply, 1)));
    else
        return true;
    return false;
}

static void json_answer(struct rq *rq, struct str text)
{
    rq->type = "application/json";
    buf_add(&rq->body, text);
}

static struct str question(struct rq *rq, const char *what)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s\n", what);
    buf_add(&b, rq->q->body);
    return buf_str(&b);
}

enum { SHORT = 8192 }; /* bytes of a question that brings nothing */

static bool short_read(struct rq *rq, struct phone_asks *q)
{
    if (rq->q->body.n <= SHORT && phone_asks_read(rq->q->body, rq->arena, q))
        return true;
    app_refuse(rq, "app.forged");
    return false;
}

static void answered(struct rq *rq, void *memo, bool told, struct str reply)
{
    (void)memo;
    if (app_told(rq, told, reply))
        json_answer(rq, reply);
}

/* A phone asks to be let in, with a code that the page /phones showed; later it
 * asks how that stands. */
PAGE(app_enrol, POST, "/app/enrol", RIGHT_NONE)
{
    struct phone_asks q;

    if (short_read(rq, &q))
        rq_ask(rq, ASK_KEEPER, ASK_PHONE, question(rq, "enrol"), answered,
               NULL);
}

/* ---- people ----------------------------------------------------------------*/

static void password_judged(struct rq *rq, void *memo, bool told,
                            struct str reply)
{
    struct buf wait = buf_start(rq->arena);
    int wait_s = 0;

    (void)memo;
    switch (told ? rq->web->password_told(reply, &wait_s) : WEB_LOGIN_BROKEN) {
    case WEB_LOGIN_GOOD:
        rq_ask(rq, ASK_KEEPER, ASK_PHONE, question(rq, "person"), answered,
               NULL);
        return;
    case WEB_LOGIN_BAD: app_refuse(rq, "app.bad"); return;
    case WEB_LOGIN_LATER:
        buf_int(&wait, wait_s);
        rq_header(rq, "Retry-After", buf_str(&wait));
        app_refuse(rq, "app.later");
        return;
    case WEB_LOGIN_BROKEN: app_refuse(rq, "app.again"); return;
    }
}

/* Somebody signs in on a phone for the first time: what the site says of her,
 * and a word by which the phone asks for her from then on. Counted as any
 * signing in is. */
PAGE(app_person, POST, "/app/person", RIGHT_NONE)
{
    struct str login, password;
    struct phone_asks q;
    struct id member;

    if (!short_read(rq, &q))
        return;
    login = phone_said(&q, "login", rq->arena);
    password = phone_said(&q, "password", rq->arena);
    if (!rq->web->password_ask)
        app_refuse(rq, "app.again");
    else if (!login.n || login.n > 40 || !password.n || password.n > 1024 ||
             login_is_member(login, &member))
        app_refuse(rq, "app.bad");
    else
        rq_ask(rq, ASK_LOGIN, ASK_PASSWORD,
               rq->web->password_ask(rq->arena, login, password, rq->q->remote),
               password_judged, NULL);
}

/* ---- what a phone brings -----------------------------------------------------*/

static void receipt_made(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct buf b = buf_start(rq->arena);
    struct str *took = memo;

    if (!app_told(rq, told, reply))
        return;
    buf_char(&b, '{');
    buf_add(&b, reply);
    buf_char(&b, ',');
    buf_add(&b, *took);
    buf_z(&b, "}\n");
    json_answer(rq, buf_str(&b));
}

static void lines_taken(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct str *took = arena_new(rq->arena, struct str);
    struct buf b = buf_start(rq->arena);
    struct phone_asks q;
    struct id device;

    (void)memo;
    if (!app_told(rq, told, reply))
        return;
    *took = arena_str(rq->arena, reply);
    buf_z(&b, "receipt\n");
    if (phone_asks_read(rq->q->body, rq->arena, &q) &&
        phone_said_id(&q, "device", &device))
        id_put(&b, device);
    rq_ask(rq, ASK_KEEPER, ASK_PHONE, buf_str(&b), receipt_made, took);
}

/* Lines of a phone's own chain, any of them; the answer is the site's word for
 * how far the chain stands here now. Sent twice they are kept once. */
PAGE(app_send, POST, "/app/send", RIGHT_NONE)
{
    struct phone_asks q;

    if (!phone_asks_read(rq->q->body, rq->arena, &q))
        app_refuse(rq, "app.forged");
    else
        rq_ask(rq, ASK_KEEPER, ASK_PHONE | ASK_BULK, question(rq, "send"),
               lines_taken, NULL);
}

/* A part of a photo, in bytes from a place of it on, after the entry that it
 * belongs to; the answer says how much of it is here. */
PAGE(app_file, POST, "/app/file", RIGHT_NONE)
{
    struct phone_asks q;

    if (!phone_asks_read(rq->q->body, rq->arena, &q))
        app_refuse(rq, "app.forged");
    else
        rq_ask(rq, ASK_KEEPER, ASK_PHONE | ASK_BULK, question(rq, "file"),
               answered, NULL);
}
