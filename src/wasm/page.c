/* page - a page request of a service worker, answered by the same gate and
 * the same pages as on a server. */
#include <string.h>

#include "core/attachment.h"
#include "wasm/wasm.h"
#include "web/web.h"

static int64_t page_now(void *self)
{
    (void)self;
    return kernel_host.now(kernel_host.self);
}

/* Who asks, and which file the host is to keep or to look for. */
struct asker {
    struct str login;
    const struct http_request *q;
    struct hash file;
    bool filed;
};

/* Who stands at this device is the host's to know; it says so in the request. */
static bool page_session(void *self, struct str token, struct arena *a,
                         struct session *out)
{
    const struct asker *s = self;

    (void)token, (void)a;
    out->login = s->login;
    out->lang = LANG_EN;
    return s->login.n > 0;
}

/* The host keeps the files; it gives one as the body of a second request. */
static enum host_file page_file(void *self, struct hash name, struct arena *a,
                                struct str *out)
{
    struct asker *s = self;

    (void)a;
    s->file = name;
    s->filed = true;
    *out = s->q->body;
    return hash_same(sha_of(*out), name) ? HOST_FILE_HERE : HOST_FILE_MISSING;
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

/* A file's draft, with what its bytes say of it. */
static bool filed_read(struct asker *s, struct str payload, struct draft **d)
{
    struct str bytes;

    if (!ask_file_read(payload, s->q->arena, d, &bytes) ||
        attachment_fill(bytes, s->q->arena, &(*d)->body))
        return false;
    s->file = sha_of(bytes);
    return true;
}

/* A document that the host draws as a picture comes to it as it is. */
static void picture_give(const struct http_ask *ask, struct http_answer *out)
{
    *out = (struct http_answer){ .status = 200,
                                 .type = S("application/x-saath-paper"),
                                 .body = ask->payload };
}

/* Facts are kept at once, of a file what belongs to the log. Anything else is
 * for a server: nothing is told, and the page says so. */
static void ask_answer(struct kernel *k, struct web *w,
                       const struct http_request *q, struct http_answer *out)
{
    struct http_ask ask = out->ask;
    struct asker *s = w->self;
    struct str login, reply = S("");
    struct outcome *o;
    struct draft *d;
    bool told = false, file = ask.type == (ASK_FILE | ASK_BULK);
    size_t n = 1;

    if (ask.whom == ASK_PAPER) {
        picture_give(&ask, out);
        return;
    }
    if (ask.whom == ASK_KEEPER && k->may_write &&
        (file ? filed_read(s, ask.payload, &d) :
                (ask.type & ~ASK_BULK) == ASK_DRAFTS &&
                    ask_drafts_read(ask.payload, q->arena, &login, &d, &n))) {
        struct writer writer = keeper_writer(k->keeper);

        o = arena_many(q->arena, struct outcome, n + 1);
        told = writer.keep(writer.self, d, n, q->arena, o);
        if (told)
            reply = ask_outcomes(q->arena, o, n);
        s->filed = file && told && o->kept == KEPT;
    }
    *out = (struct http_answer){ 0 };
    web_resume(w, q, ask.memo, told, ask.type, reply, out);
}

/* ---- the answer ---------------------------------------------------------*/

static void answer_put(struct buf *b, const struct http_answer *out,
                       const struct asker *s)
{
    buf_z(b, "{");
    if (s->filed) {
        buf_z(b, "\"file\":\"");
        hash_put(b, s->file);
        buf_z(b, "\",");
    }
    if (out->stands)
        buf_z(b, "\"stands\":true,");
    buf_z(b, "\"headers\":[");
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
    struct http_request q = { .arena = b.arena };
    struct asker s = { .q = &q };
    struct web w = { .db = k->db,
                     .self = &s,
                     .now = page_now,
                     .session = page_session,
                     .file = page_file,
                     .picture = true,
                     .serial = k->serial };
    struct http_answer out = { 0 };
    struct web_unsent unsent;

    if (!request_read((struct str){ request, n }, &q, &s.login, &w, &unsent))
        return false;
    web_answer(&w, &q, &out);
    if (out.ask.whom != ASK_NOBODY)
        ask_answer(k, &w, &q, &out);
    k->serial = w.serial;
    b = buf_start(b.arena);
    answer_put(&b, &out, &s);
    while (out.more && out.more(&w, out.memo, &b))
        ;
    told_end(&b);
    return true;
}
