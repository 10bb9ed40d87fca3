/* page - a page request of a service worker, answered by the same gate and
 * the same pages as on a server. */
#include <string.h>

#include "wasm/wasm.h"
#include "web/web.h"

static int64_t page_now(void *self)
{
    (void)self;
    return kernel_host.now(kernel_host.self);
}

/* Who stands at this device is the host's to know; it says so in the request.
 * `self` is that login. */
static bool page_session(void *self, struct str token, struct arena *a,
                         struct session *out)
{
    struct str *login = self;

    (void)token, (void)a;
    out->login = *login;
    out->lang = LANG_EN;
    return login->n > 0;
}

/* ---- the request --------------------------------------------------------*/

static bool text_of(const struct json *object, const char *key, struct arena *a,
                    struct str *out)
{
    const struct json *j = json_member(object, key);

    *out = json_text(j, a);
    return j && j->type == JSON_TEXT;
}

static bool headers_read(const struct json *object, struct http_request *q)
{
    const struct json *all = json_member(object, "headers"), *j;
    struct http_pair *pair;

    if (!all || all->type != JSON_OBJECT)
        return false;
    pair = arena_many(q->arena, struct http_pair, all->n + 1);
    j = all + 1;
    for (q->headers = 0; q->headers < (int)all->n; q->headers++) {
        pair[q->headers].name = json_text(j, q->arena);
        j = json_next(j);
        pair[q->headers].value = json_text(j, q->arena);
        j = json_next(j);
    }
    q->header = pair;
    return true;
}

/* "unsent":[3,"2026-11-20"]: of a phone. False: it is not said. */
static bool unsent_read(const struct json *head, struct arena *a,
                        struct web_unsent *out)
{
    const struct json *j = json_member(head, "unsent");

    *out = (struct web_unsent){ .oldest = DAY_NONE };
    if (!j || j->type != JSON_LIST || j->n != 2 || !json_int(j + 1, &out->n))
        return false;
    if (!day_read(json_text(json_next(j + 1), a), &out->oldest))
        out->oldest = DAY_NONE;
    return true;
}

static bool request_read(struct str text, struct http_request *q,
                         struct str *login, struct web *w,
                         struct web_unsent *unsent)
{
    struct str head = str_cut(&text, '\n'), target;
    const struct json *j;
    size_t at;

    j = json_read(head, q->arena, &at);
    if (j && unsent_read(j, q->arena, unsent))
        w->unsent = unsent;
    q->body = text;
    q->remote = S("local");
    return j && text_of(j, "login", q->arena, login) &&
           text_of(j, "method", q->arena, &q->method) &&
           text_of(j, "target", q->arena, &target) && headers_read(j, q) &&
           request_target(q, target) && request_form(q);
}

/* ---- what a page asks ---------------------------------------------------*/

/* Facts are kept at once. Anything else is for a server: nothing is told, and
 * the page says so. */
static void ask_answer(struct kernel *k, struct web *w,
                       const struct http_request *q, struct http_answer *out)
{
    struct http_ask ask = out->ask;
    struct str login, reply = S("");
    struct outcome *o;
    struct draft *d;
    bool told = false;
    size_t n;

    if (ask.whom == ASK_KEEPER && (ask.type & ~ASK_BULK) == ASK_DRAFTS &&
        k->may_write &&
        ask_drafts_read(ask.payload, q->arena, &login, &d, &n)) {
        struct writer writer = keeper_writer(k->keeper);

        o = arena_many(q->arena, struct outcome, n + 1);
        told = writer.keep(writer.self, d, n, q->arena, o);
        if (told)
            reply = ask_outcomes(q->arena, o, n);
    }
    *out = (struct http_answer){ 0 };
    web_resume(w, q, ask.memo, told, ask.type, reply, out);
}

/* ---- the answer ---------------------------------------------------------*/

static void answer_put(struct buf *b, const struct http_answer *out)
{
    buf_z(b, "{\"headers\":[");
    for (int i = 0; i < out->headers; i++) {
        buf_z(b, i ? ",[" : "[");
        buf_json(b, out->header[i].name);
        buf_char(b, ',');
        buf_json(b, out->header[i].value);
        buf_char(b, ']');
    }
    buf_fmt(b, "],\"status\":%d,\"type\":", out->status);
    buf_json(b, out->type);
    buf_z(b, "}\n");
    buf_add(b, out->body);
}

bool kernel_page(const char *request, size_t n)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    struct str login;
    struct http_request q = { .arena = b.arena };
    struct web w = { .db = k->db,
                     .self = &login,
                     .now = page_now,
                     .session = page_session,
                     .serial = k->serial };
    struct http_answer out = { 0 };
    struct web_unsent unsent;

    if (!request_read((struct str){ request, n }, &q, &login, &w, &unsent))
        return false;
    web_answer(&w, &q, &out);
    if (out.ask.whom != ASK_NOBODY)
        ask_answer(k, &w, &q, &out);
    k->serial = w.serial;
    b = buf_start(b.arena);
    answer_put(&b, &out);
    while (out.more && out.more(&w, out.memo, &b))
        ;
    told_end(&b);
    return true;
}
