/* gate - who, may they, really them; then the page, and one look for faults
 * before a byte leaves. */
#include <string.h>

#include "web/again.h"
#include "web/tables.h"

#define FORM_BYTES (1 << 20)
#define UPLOAD_BYTES (24 << 20)
#define FILE_BYTES ((8 << 20) + (64 << 10)) /* an attachment and its form */
#define EXCHANGE_BYTES (8 << 20)            /* a message of another site */
#define POLICY_WORKER                                                          \
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "               \
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
#define POLICY                                                                 \
    "default-src 'none'; style-src 'self'; "                                   \
    "script-src 'self' 'inline-speculation-rules'; "                           \
    "img-src 'self' data:; font-src 'self'; media-src 'self'; "                \
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "             \
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/* What sleeps while another process is asked. */
struct pending {
    const struct page *page;
    rq_then *then;
    void *memo;
};

/* ---- finding the page ---------------------------------------------------*/

/* Does the path fit the pattern? Fills what its stars stand for. */
static bool path_fits(const char *pattern, struct str path, struct str *step)
{
    struct str want = str_from(str_of(pattern), 1), got = str_from(path, 1);
    int n = 0;

    while (want.n && got.n) {
        struct str w = str_cut(&want, '/'), g = str_cut(&got, '/');

        if (str_same(w, S("*")))
            step[n++] = g;
        else if (!str_same(w, g))
            return false;
        MUST(n <= RQ_STEPS);
    }
    return !want.n && !got.n &&
           (path.n == 1 || !str_ends(path, S("/")) ||
            str_ends(str_of(pattern), S("/")));
}

/* Is a path said without stars better met by it than by `other`? "/body/old" is
 * a page of its own, not the body "old". */
static bool plainer(const struct page *p, const struct page *other)
{
    return !other || (!strchr(p->path, '*') && strchr(other->path, '*'));
}

/* NULL and 404 or 405. */
static const struct page *page_find(struct rq *rq)
{
    bool post = str_same(rq->q->method, S("POST"));
    const struct page *found = NULL;

    rq->status = 404;
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];
        struct str step[RQ_STEPS];

        if (!path_fits(p->path, rq->q->path, step))
            continue;
        if ((p->method == PAGE_POST) != post) {
            rq->status = found ? rq->status : 405;
        } else if (plainer(p, found)) {
            rq->status = 200;
            found = p;
            memcpy(rq->step, step, sizeof step);
        }
    }
    return found;
}

/* ---- who asks, and how --------------------------------------------------*/

static bool wants_json(const struct http_request *q)
{
    struct str accept = request_header(q, "accept");
    struct str first = str_trim(str_cut(&accept, ','));

    return str_same(request_arg(q, "format"), S("json")) ||
           str_starts(request_header(q, "content-type"),
                      S("application/json")) ||
           str_same(str_trim(str_cut(&first, ';')), S("application/json"));
}

static enum lang lang_of(struct rq *rq)
{
    struct str accept = request_header(rq->q, "accept-language");
    enum lang lang = LANG_EN;

    if (lang_read(request_arg(rq->q, "lang"), &lang) ||
        lang_read(request_cookie(rq->q, "lang"), &lang))
        return lang;
    if (rq->who.login.n)
        return rq->who.lang;
    while (accept.n) {
        struct str one = str_trim(str_cut(&accept, ','));
        struct str tag = str_cut(&one, ';');

        if (lang_read(str_cut(&tag, '-'), &lang))
            return lang;
    }
    return LANG_EN;
}

static void rq_start(struct rq *rq, struct web *w, const struct http_request *q,
                     struct http_answer *out)
{
    struct str token = request_cookie(q, "saath");

    *rq = (struct rq){ .web = w,
                       .db = w->db,
                       .arena = q->arena,
                       .q = q,
                       .out = out,
                       .body = buf_start(q->arena),
                       .status = 200,
                       .csrf = "",
                       .type = "text/html; charset=utf-8",
                       .now = w->now(w->self) };
    rq->today = (day)((rq->now + PAKISTAN_SECONDS) / 86400);
    rq->json = wants_json(q);
    if (!session_find(rq, token, &rq->who))
        rq->who = (struct session){ .login = S("") };
    else
        rq->csrf = session_csrf(rq->arena, token);
    rq->lang = lang_of(rq);
    rq->look = look_read(request_cookie(q, "look"));
    if (request_arg(q, "file").n) /* files keep 0 to 9 */
        rq->look.own = false;
}

/* ---- leaving ------------------------------------------------------------*/

/* The page's own type of content tells whether anybody may keep it. */
static void headers_put(struct rq *rq)
{
    bool kept = false;

    for (int i = 0; i < rq->headers; i++)
        kept |= str_same(rq->header[i].name, S("Cache-Control"));
    if (!kept)
        rq_header(rq, "Cache-Control", S("no-store"));
    rq_header(rq, "Content-Security-Policy",
              rq->compiles ? S(POLICY_WORKER) : S(POLICY));
    rq_header(rq, "Cross-Origin-Opener-Policy", S("same-origin"));
}

/* The words of the fault go to nobody but the log; here only "try again". The
 * connection may be gone, so nothing is read for this answer. */
static void fault_answer(struct rq *rq)
{
    if (rq->web->note)
        rq->web->note(rq->web->self, zstr(rq, rq->q->path),
                      db_fault_text(rq->db));
    db_forgive(rq->db);
    rq->body = buf_start(rq->arena);
    rq->headers = 0;
    rq->asked = false;
    rq->out->ask.whom = ASK_NOBODY;
    rq->status = 500;
    rq->type = "text/plain; charset=utf-8";
    buf_add(&rq->body, say(rq->lang, "refuse.fault"));
    buf_char(&rq->body, '\n');
}

static void rq_end(struct rq *rq)
{
    if (db_fault(rq->db) != DB_FINE)
        fault_answer(rq);
    if (rq->asked)
        return;
    headers_put(rq);
    rq->out->status = rq->status;
    rq->out->type = str_of(rq->type);
    rq->out->body = buf_str(&rq->body);
    rq->out->header = arena_many(rq->arena, struct http_pair, rq->headers);
    memcpy((void *)rq->out->header, rq->header,
           (size_t)rq->headers * sizeof *rq->header);
    rq->out->headers = rq->headers;
}

/* ---- the gate -----------------------------------------------------------*/

static void send_to_login(struct rq *rq)
{
    struct buf b = buf_start(rq->arena);

    if (rq->json || rq->page->method == PAGE_POST) {
        refuse(rq, 401, "refuse.login");
        return;
    }
    buf_z(&b, "/login");
    if (rq->q->path.n > 1) {
        buf_z(&b, "?then=");
        buf_z(&b, url_part(rq, rq->q->path));
        if (rq->q->query.n) {
            buf_z(&b, "%3f");
            buf_z(&b, url_part(rq, rq->q->query));
        }
    }
    rq_goto(rq, zstr(rq, buf_str(&b)));
}

/* False when it has answered already. */
static bool gate(struct rq *rq)
{
    const struct page *p = rq->page;

    if (!p) {
        refuse(rq, rq->status,
               rq->status == 405 ? "refuse.method" : "refuse.not_here");
        return false;
    }
    if (p->right != RIGHT_NONE && !rq->who.login.n) {
        send_to_login(rq);
        return false;
    }
    if (p->right != RIGHT_NONE && !rq_may(rq, p->right)) {
        refuse(rq, 403, "refuse.right");
        return false;
    }
    if (p->method == PAGE_POST &&
        (!session_same_site(rq) ||
         (rq->who.login.n && !session_csrf_good(rq)))) {
        refuse(rq, 403, "refuse.csrf");
        return false;
    }
    return true;
}

/* One snapshot for all a page reads: a figure and the postings behind it are
 * of the same moment. */
static void draw(struct rq *rq, const struct pending *p, bool told,
                 struct str reply)
{
    if (p)
        p->then(rq, p->memo, told, reply);
    else if (gate(rq))
        rq->page->draw(rq);
}

static void answer(struct web *w, const struct http_request *q,
                   const struct pending *p, bool told, struct str reply,
                   struct http_answer *out)
{
    struct rq rq;

    db_begin(w->db);
    rq_start(&rq, w, q, out);
    rq.page = page_find(&rq);
    if (p || !again_find(&rq)) {
        draw(&rq, p, told, reply);
        if (!p && db_fault(w->db) == DB_FINE)
            tables_file(&rq);
        if (!p && !rq.asked && db_fault(w->db) == DB_FINE) {
            out->stands = again_may(&rq);
            again_put(&rq);
        }
    }
    db_rollback(w->db);
    rq_end(&rq);
}

void web_answer(void *self, const struct http_request *q,
                struct http_answer *out)
{
    answer(self, q, NULL, false, S(""), out);
}

void web_resume(void *self, const struct http_request *q, void *memo, bool told,
                uint32_t type, struct str reply, struct http_answer *out)
{
    (void)type;
    answer(self, q, memo, told, reply, out);
}

int64_t web_room(void *self, const struct http_request *q)
{
    (void)self;
    return str_same(q->path, S("/import"))    ? UPLOAD_BYTES :
           str_starts(q->path, S("/attach/")) ? FILE_BYTES :
           str_same(q->path, S("/exchange")) ||
                   str_same(q->path, S("/app/send")) ||
                   str_same(q->path, S("/app/file")) ?
                                                EXCHANGE_BYTES :
                                                FORM_BYTES;
}

/* ---- answers ------------------------------------------------------------*/

void rq_header(struct rq *rq, const char *name, struct str value)
{
    MUST(rq->headers < RQ_HEADERS);
    MUST(request_header_good(str_of(name), value));
    rq->header[rq->headers++] = (struct http_pair){ str_of(name), value };
}

void rq_cookie(struct rq *rq, const char *name, const char *value,
               int64_t seconds, bool hidden)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s=%s; Path=/; Max-Age=%lld; SameSite=Lax%s%s", name, value,
            (long long)seconds, hidden ? "; HttpOnly" : "",
            rq->web->secure ? "; Secure" : "");
    rq_header(rq, "Set-Cookie", buf_str(&b));
}

/* Only what a path and query of ours is made of: no scheme, no host. */
static bool path_ours(struct str s)
{
    if (!s.n || s.p[0] != '/' || (s.n > 1 && strchr("/\\", s.p[1])))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
              (s.p[i] >= 'a' && s.p[i] <= 'z') ||
              (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
              (s.p[i] && strchr("-._~/?&=%+#", s.p[i]))))
            return false;
    return true;
}

void rq_goto(struct rq *rq, const char *path)
{
    struct str to = path_ours(str_of(path)) ? str_of(path) : S("/");

    rq->status = 303;
    rq_header(rq, "Location", to);
}

void rq_bytes(struct rq *rq, const char *type, struct str bytes)
{
    rq->type = type;
    buf_add(&rq->body, bytes);
}

void rq_download(struct rq *rq, const char *type, const char *file,
                 struct str bytes)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "attachment; filename=\"%s\"", file);
    rq_header(rq, "Content-Disposition", buf_str(&b));
    rq_bytes(rq, type, bytes);
}

void refuse(struct rq *rq, int status, const char *key)
{
    rq->status = status;
    if (status == 405)
        rq_header(rq, "Allow",
                  str_same(rq->q->method, S("POST")) ? S("GET, HEAD") :
                                                       S("POST"));
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"error\":");
        buf_json(&rq->body, str_of(key));
        buf_z(&rq->body, ",\"message\":");
        buf_json(&rq->body, say(rq->lang, key));
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, key));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "refuse.what_now"));
    html(rq, "<p><a class=\"button\" href=\"/\">%s</a></p>",
         word(rq, "nav.home"));
    frame_close(rq);
}

void not_here(struct rq *rq)
{
    refuse(rq, 404, "refuse.not_here");
}

void rq_ask(struct rq *rq, enum http_whom whom, uint32_t type,
            struct str payload, rq_then *then, void *memo)
{
    struct pending *p = arena_new(rq->arena, struct pending);

    *p = (struct pending){ rq->page, then, memo };
    rq->asked = true;
    rq->out->ask = (struct http_ask){ whom, type, payload, p };
}

/* ---- what was asked -----------------------------------------------------*/

struct str rq_arg(struct rq *rq, const char *name)
{
    return request_arg(rq->q, name);
}

struct str rq_part(struct rq *rq, const char *name)
{
    const struct http_part *p = request_part(rq->q, name);

    return p ? p->bytes : S("");
}

bool rq_id(struct rq *rq, int step, struct id *out)
{
    return id_read(rq->step[step], out) && !id_none(*out);
}

month rq_month(struct rq *rq, const char *name, month otherwise)
{
    month m;

    return month_read(str_trim(rq_arg(rq, name)), &m) ? m : otherwise;
}

int64_t rq_int(struct rq *rq, const char *name, int64_t least, int64_t most,
               int64_t otherwise)
{
    int64_t v;

    if (!int_read(rq_arg(rq, name), &v) || v < least || v > most)
        return otherwise;
    return v;
}
