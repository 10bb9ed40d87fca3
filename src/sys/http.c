/* http - one web process's server: libmicrohttpd, held on a short lead.
 *
 * The library parses and writes; we hold the clock, the limits and the
 * judgement of what is a request. What it lets through and we do not: a
 * header that drips in, Content-Length beside Transfer-Encoding, two Hosts,
 * a NUL in the URL, a body without end. One thread, one loop: pages answer
 * at once or ask another process and sleep. */
#include "sys/ask.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    TICK_MS = 1000,
    DROP_MS = 2000, /* to read our refusal before the line is cut */
    LEAVE_MS = 3000,
    YIELD_MS = 5,       /* for a process with fewer connections to take one */
    ACCEPTS = 16,       /* in one round */
    HEADERS = 100,      /* header lines of one request */
    PIECE_BYTES = 4096, /* body that counts as progress */
    BLOCK_BYTES = 32 << 10, /* of a body that is made piece by piece */
    PACK_BYTES = 1400       /* what goes into one packet need not be packed */
};

struct http {
    struct http_plan plan;
    struct MHD_Daemon *daemon;
    int epoll, listen_fd;
    struct line *first;
    int lines;       /* how many they are */
    bool open;       /* we watch for new ones */
    int64_t yielded; /* until then others may take what came; 0: nothing came */
    struct asks asks;
    int spools;
    bool leaving;
};

/* One connection. While `now` is NULL it waits for the next request. */
struct line {
    struct http *h;
    struct line *next, **at;
    int fd;
    bool used; /* it had a request already */
    int64_t since;
    struct exchange *now;
};

enum phase {
    PHASE_HEAD,
    PHASE_BODY,
    PHASE_ASK,
    PHASE_TOLD,
    PHASE_SEND,
    PHASE_DROP
};

/* One request and its answer. */
struct exchange {
    struct http *h;
    struct line *line;
    struct MHD_Connection *conn;
    struct arena arena;
    struct http_request q;
    struct http_answer out;
    enum phase phase;
    int64_t since;              /* of the phase, or of the last progress */
    struct str target;          /* as sent, before the library splits it */
    const char *target_end;     /* where it ends in the library's buffer */
    int64_t room, came, judged; /* of the body: allowed, here, and here
                                         when progress was last seen */
    char *body;
    size_t body_room;
    int spool; /* -1: the body is in memory */
    uint64_t ticket;
    bool asked_in_vain;
    struct buf piece; /* of out.more: made and not yet sent */
    size_t piece_at;
    struct arena piece_arena;
    bool piece_last;
};

/* ---- refusals -----------------------------------------------------------*/

static const char *reason(int status)
{
    switch (status) {
    case 400: return "Bad Request";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 413: return "Content Too Large";
    case 417: return "Expectation Failed";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 507: return "Insufficient Storage";
    default: return "Error";
    }
}

/* Written past the library, which has sent nothing on this request yet and
 * cannot answer in the middle of a body. */
static void cut_off(const struct line *l, int status)
{
    char text[300];
    int n = snprintf(text, sizeof text,
                     "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\n"
                     "X-Content-Type-Options: nosniff\r\n"
                     "Connection: close\r\nContent-Length: %zu\r\n\r\n%s\n",
                     status, reason(status), strlen(reason(status)) + 1,
                     reason(status));

    if (l->h->plan.cert) /* what is not encrypted is no answer there */
        return;
    if (send(l->fd, text, (size_t)n, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        return; /* nobody reads it any more */
}

/* The answer is out; what still comes is thrown away for a moment, so that
 * the peer reads the refusal before it sees a reset. */
static enum MHD_Result drop(struct exchange *x, int status)
{
    cut_off(x->line, status);
    shutdown(x->line->fd, SHUT_WR);
    x->phase = PHASE_DROP;
    x->since = clock_ticks();
    return MHD_YES;
}

/* ---- the header ---------------------------------------------------------*/

struct head {
    struct exchange *x;
    struct http_pair *pair;
    int n, hosts, lengths, encodings;
    bool bad;
    struct str length, encoding, host, expect;
};

static bool named(struct str name, const char *z)
{
    return name.n == strlen(z) && strncasecmp(name.p, z, name.n) == 0;
}

static enum MHD_Result head_line(void *cls, enum MHD_ValueKind kind,
                                 const char *key, const char *value)
{
    struct head *h = cls;
    struct http_pair p = { str_of(key), str_of(value) };

    (void)kind;
    if (!request_header_good(p.name, p.value))
        h->bad = true;
    if (named(p.name, "host")) {
        h->hosts++;
        h->host = p.value;
    } else if (named(p.name, "content-length")) {
        h->lengths++;
        h->length = p.value;
    } else if (named(p.name, "transfer-encoding")) {
        h->encodings++;
        h->encoding = p.value;
    } else if (named(p.name, "expect")) {
        h->expect = p.value;
    }
    if (h->n < HEADERS)
        h->pair[h->n] = p;
    h->n++;
    return MHD_YES;
}

static bool host_good(struct str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    "0123456789.-_:[]",
                    host.p[i]))
            return false;
    return host.n > 0 && host.n < 256;
}

/* Where one message ends must be beyond doubt. 0, or the status. */
static int framing_wrong(const struct head *h, const char *version,
                         int64_t *length)
{
    bool old = strcmp(version, "HTTP/1.0") == 0;

    if (h->bad || h->hosts > 1 || (h->hosts == 0 && !old) ||
        (h->hosts && !host_good(h->host)))
        return 400;
    if (h->lengths > 1 || h->encodings > 1 || (h->lengths && h->encodings))
        return 400;
    if (h->encodings && old)
        return 400;
    if (h->encodings && !named(h->encoding, "chunked"))
        return 501;
    for (size_t i = 0; i < h->length.n; i++)
        if (h->length.p[i] < '0' || h->length.p[i] > '9')
            return 400;
    if (h->lengths && !int_read(h->length, length))
        return 400;
    return h->expect.n && !named(h->expect, "100-continue") ? 417 : 0;
}

static int method_wrong(const char *method)
{
    static const char *const known[] = { "PUT",     "DELETE", "PATCH",
                                         "OPTIONS", "TRACE",  "CONNECT" };

    if (!strcmp(method, "GET") || !strcmp(method, "HEAD") ||
        !strcmp(method, "POST"))
        return 0;
    for (size_t i = 0; i < LEN(known); i++)
        if (!strcmp(method, known[i]))
            return 405;
    return 501;
}

/* How much body the page takes, now that it can see the header. */
static int64_t room_for(struct exchange *x)
{
    const struct http_plan *p = &x->h->plan;

    if (!str_same(x->q.method, S("POST")))
        return 0;
    if (!p->room)
        return p->body_bytes;
    return p->room(p->self, &x->q);
}

static int judge_head(struct exchange *x, const char *method,
                      const char *version, bool *body)
{
    struct head h = { .x = x };
    int64_t length = 0;
    int status;

    h.pair = arena_many(&x->arena, struct http_pair, HEADERS);
    MHD_get_connection_values(x->conn, MHD_HEADER_KIND, head_line, &h);
    *body = h.encodings || h.lengths;
    if (h.n > HEADERS)
        return 431;
    x->q.header = h.pair;
    x->q.headers = h.n;
    status = framing_wrong(&h, version, &length);
    *body = h.encodings || length > 0 || status;
    if (!status)
        status = method_wrong(method);
    /* The version stands right behind the target; if not, a NUL is between. */
    if (!status &&
        (version != x->target_end + 1 || !request_target(&x->q, x->target)))
        status = 400;
    if (status)
        return status;
    x->q.method = strcmp(method, "POST") ? S("GET") : S("POST");
    x->room = room_for(x);
    return length > x->room ? 413 : 0;
}

/* ---- the body -----------------------------------------------------------*/

static int body_to_file(struct exchange *x)
{
    struct http *h = x->h;

    if (!h->plan.spool)
        return 413;
    if (h->spools >= HTTP_SPOOLS)
        return 503;
    x->spool = file_spool(h->plan.spool);
    if (x->spool < 0) {
        sys_note("spool %s: %s", h->plan.spool, strerror(errno));
        return 503;
    }
    h->spools++;
    if (x->came && pwrite(x->spool, x->body, (size_t)x->came, 0) != x->came)
        return 507;
    free(x->body);
    x->body = NULL;
    return 0;
}

/* One more piece. 0, or the status to refuse with. */
static int body_add(struct exchange *x, const char *p, size_t n)
{
    int64_t all = x->came + (int64_t)n;
    int status;

    if (all > x->room)
        return 413;
    if (all > HTTP_BODY_SMALL && x->spool < 0 && (status = body_to_file(x)))
        return status;
    if (x->spool >= 0) {
        if (pwrite(x->spool, p, n, x->came) != (ssize_t)n)
            return 507;
    } else {
        if ((size_t)all > x->body_room) {
            x->body_room = (size_t)all * 2;
            x->body = realloc(x->body, x->body_room);
            MUST(x->body);
        }
        memcpy(x->body + x->came, p, n);
    }
    x->came = all;
    if (all - x->judged >= PIECE_BYTES) {
        x->judged = all;
        x->since = clock_ticks();
    }
    return 0;
}

/* The whole body as one slice; a form's fields are taken apart. */
static int body_done(struct exchange *x)
{
    struct http_request *q = &x->q;
    size_t n = (size_t)x->came;
    void *map;

    if (x->spool >= 0) {
        map = mmap(NULL, n, PROT_READ, MAP_PRIVATE, x->spool, 0);
        if (map == MAP_FAILED)
            return 503;
        q->body = (struct str){ map, n };
        /* Decoding would bring all of it into memory. */
        if (str_starts(request_header(q, "content-type"),
                       S("application/x-www-form-urlencoded")))
            return 413;
    } else {
        q->body = (struct str){ x->body ? x->body : "", n };
    }
    return request_form(q) ? 0 : 400;
}

/* ---- the answer ---------------------------------------------------------*/

static bool answer_good(const struct http_answer *out)
{
    for (int i = 0; i < out->headers; i++)
        if (!request_header_good(out->header[i].name, out->header[i].value))
            return false;
    return out->status >= 200 && out->status <= 599 &&
           (!out->type.n || request_header_good(S("x"), out->type));
}

static void add_header(struct exchange *x, struct MHD_Response *r,
                       struct http_pair p)
{
    MHD_add_response_header(r, arena_z(&x->arena, p.name),
                            arena_z(&x->arena, p.value));
}

static void add_headers(struct exchange *x, struct MHD_Response *r)
{
    static const struct http_pair always[] = {
        { { "X-Content-Type-Options", 22 }, { "nosniff", 7 } },
        { { "Referrer-Policy", 15 }, { "same-origin", 11 } },
        { { "X-Frame-Options", 15 }, { "DENY", 4 } },
    };
    const struct http_answer *out = &x->out;
    bool cache = false;

    for (size_t i = 0; i < LEN(always); i++)
        add_header(x, r, always[i]);
    for (int i = 0; i < out->headers; i++) {
        cache |= named(out->header[i].name, "cache-control");
        add_header(x, r, out->header[i]);
    }
    if (!cache)
        add_header(x, r,
                   (struct http_pair){ S("Cache-Control"), S("no-store") });
    if (out->type.n)
        add_header(x, r, (struct http_pair){ S("Content-Type"), out->type });
    if (x->h->leaving)
        add_header(x, r, (struct http_pair){ S("Connection"), S("close") });
}

/* The library asks for more of a body that is made as it goes. */
static ssize_t next_block(void *cls, uint64_t at, char *p, size_t most)
{
    struct exchange *x = cls;
    size_t n;

    (void)at;
    while (x->piece_at == x->piece.n) {
        if (x->piece_last)
            return MHD_CONTENT_READER_END_OF_STREAM;
        arena_free(&x->piece_arena);
        x->piece = buf_start(&x->piece_arena);
        x->piece_at = 0;
        x->piece_last = !x->out.more(x->h->plan.self, x->out.memo, &x->piece);
    }
    n = x->piece.n - x->piece_at;
    if (n > most)
        n = most;
    memcpy(p, x->piece.p + x->piece_at, n);
    x->piece_at += n;
    return (ssize_t)n;
}

static struct MHD_Response *response_of(struct exchange *x)
{
    struct str body = x->out.body;

    if (!x->out.more)
        return MHD_create_response_from_buffer(body.n, (void *)body.p,
                                               MHD_RESPMEM_PERSISTENT);
    x->piece = buf_start(&x->piece_arena);
    buf_add(&x->piece, body);
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES,
                                             next_block, x, NULL);
}

/* Text and what a phone takes go packed to whoever takes them so: a page of
 * 350 KB is then 30 on the line, for a few milliseconds. What a stranger could
 * learn of a secret from how well it packs beside words of his own he cannot ask
 * for: the session's cookie comes with no request that another site makes by
 * itself (SameSite). */
static void pack(struct exchange *x)
{
    static const char *const loose[] = { "text/", "application/json",
                                         "application/vnd.saath.pack",
                                         "image/svg" };
    struct http_answer *out = &x->out;
    struct http_pair *header;
    struct str packed;
    bool good = false;

    for (size_t i = 0; i < LEN(loose); i++)
        good |= str_starts(out->type, str_of(loose[i]));
    for (int i = 0; i < out->headers; i++)
        good &= !named(out->header[i].name, "content-encoding");
    if (!good || out->more || out->body.n < PACK_BYTES ||
        !request_takes(&x->q, "gzip") ||
        !deflate_gzip(out->body, &x->arena, &packed))
        return;
    header = arena_take(&x->arena, sizeof *header * ((size_t)out->headers + 2));
    if (out->headers)
        memcpy(header, out->header, sizeof *header * (size_t)out->headers);
    header[out->headers] = (struct http_pair){ S("Content-Encoding"),
                                               S("gzip") };
    header[out->headers + 1] = (struct http_pair){ S("Vary"),
                                                   S("Accept-Encoding") };
    out->body = packed;
    out->header = header;
    out->headers += 2;
}

static enum MHD_Result respond(struct exchange *x)
{
    struct MHD_Response *r;
    enum MHD_Result done;

    if (!answer_good(&x->out)) {
        sys_note("http: a page gave a header or status that cannot be sent");
        x->out = (struct http_answer){ .status = 500,
                                       .type = S("text/plain"),
                                       .body = S("Internal Server Error\n") };
    }
    pack(x);
    r = response_of(x);
    MUST(r);
    add_headers(x, r);
    x->phase = PHASE_SEND;
    done = MHD_queue_response(x->conn, (unsigned)x->out.status, r);
    MHD_destroy_response(r);
    return done;
}

/* A refusal that goes out in good order, because no body is on its way. */
static enum MHD_Result refuse(struct exchange *x, int status)
{
    static const struct http_pair close_it[] = {
        { { "Connection", 10 }, { "close", 5 } },
        { { "Allow", 5 }, { "GET, HEAD, POST", 15 } },
    };

    x->out = (struct http_answer){ .status = status,
                                   .type = S("text/plain"),
                                   .body = str_of(reason(status)),
                                   .header = close_it,
                                   .headers = status == 405 ? 2 : 1 };
    return respond(x);
}

/* ---- asking -------------------------------------------------------------*/

/* Puts the page's question. When that fails the page is told once, and if it
 * insists, the answer is 503. True while the page has to sleep. */
static bool asks(struct exchange *x)
{
    const struct http_plan *p = &x->h->plan;

    while (x->out.ask.whom != ASK_NOBODY) {
        struct http_ask ask = x->out.ask;

        if (!x->asked_in_vain)
            x->ticket = ask_put(&x->h->asks, x, &ask);
        if (x->ticket) {
            x->since = clock_ticks();
            return true;
        }
        memset(&x->out, 0, sizeof x->out);
        if (x->asked_in_vain) {
            x->out.status = 503;
            x->out.type = S("text/plain");
            x->out.body = S("Service Unavailable\n");
            break;
        }
        x->asked_in_vain = true;
        p->resume(p->self, &x->q, ask.memo, false, FRAME_AGAIN, S(""), &x->out);
    }
    return false;
}

/* The reply is here, or will not come. */
static void told(void *who, bool good, uint32_t type, struct str reply)
{
    struct exchange *x = who;
    const struct http_plan *p = &x->h->plan;
    void *memo = x->out.ask.memo;

    MUST(x->phase == PHASE_ASK);
    x->ticket = 0;
    x->asked_in_vain = !good;
    memset(&x->out, 0, sizeof x->out);
    p->resume(p->self, &x->q, memo, good, type, arena_str(&x->arena, reply),
              &x->out);
    if (asks(x))
        return;
    x->phase = PHASE_TOLD;
    MHD_resume_connection(x->conn);
}

/* ---- what the library calls ---------------------------------------------*/

static enum MHD_Result handle(struct exchange *x)
{
    const struct http_plan *p = &x->h->plan;
    int status = body_done(x);

    if (status)
        return refuse(x, status);
    p->handle(p->self, &x->q, &x->out);
    if (!asks(x))
        return respond(x);
    x->phase = PHASE_ASK;
    MHD_suspend_connection(x->conn);
    return MHD_YES;
}

/* Called when the header is here, for each piece of body, at its end, and
 * once more after a sleep. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *conn,
                                  const char *url, const char *method,
                                  const char *version, const char *piece,
                                  size_t *piece_bytes, void **ctx)
{
    struct exchange *x = *ctx;
    bool body;
    int status;

    (void)cls, (void)conn, (void)url;
    if (!x)
        return MHD_NO;
    if (x->phase == PHASE_HEAD) {
        status = judge_head(x, method, version, &body);
        x->phase = PHASE_BODY;
        x->since = clock_ticks();
        if (status)
            return body ? drop(x, status) : refuse(x, status);
        return MHD_YES;
    }
    if (x->phase == PHASE_DROP && *piece_bytes == 0)
        return MHD_NO;
    if (*piece_bytes) {
        status = x->phase == PHASE_BODY ? body_add(x, piece, *piece_bytes) : 0;
        *piece_bytes = 0;
        return status ? drop(x, status) : MHD_YES;
    }
    return x->phase == PHASE_TOLD ? respond(x) : handle(x);
}

static struct line *line_of(struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return i->socket_context;
}

static struct str remote_of(struct MHD_Connection *conn, struct arena *a)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    const struct sockaddr *sa = i->client_addr;

    if (sa->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)sa)->sin_addr, text,
                  sizeof text);
    else if (sa->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)sa)->sin6_addr, text,
                  sizeof text);
    return arena_str(a, str_starts(str_of(text), S("::ffff:")) ?
                            str_from(str_of(text), 7) :
                            str_of(text));
}

/* The request line has been read: the first we hear of a request. */
static void *on_target(void *cls, const char *target,
                       struct MHD_Connection *conn)
{
    struct exchange *x = calloc(1, sizeof *x);

    MUST(x);
    x->h = cls;
    x->line = line_of(conn);
    x->conn = conn;
    x->spool = -1;
    x->since = x->line->used ? clock_ticks() : x->line->since;
    x->arena.chunk_bytes = 8 << 10;
    x->target = arena_str(&x->arena, str_of(target));
    x->target_end = target + x->target.n;
    x->piece_arena.chunk_bytes = BLOCK_BYTES;
    x->q.arena = &x->arena;
    x->q.remote = remote_of(conn, &x->arena);
    x->line->now = x;
    x->line->used = true;
    return x;
}

static void on_completed(void *cls, struct MHD_Connection *conn, void **ctx,
                         enum MHD_RequestTerminationCode why)
{
    struct exchange *x = *ctx;

    (void)cls, (void)conn, (void)why;
    if (!x)
        return;
    ask_forget(&x->h->asks, x->ticket);
    x->line->now = NULL;
    x->line->since = clock_ticks();
    if (x->spool >= 0) {
        if (x->q.body.n)
            munmap((void *)x->q.body.p, x->q.body.n);
        close(x->spool);
        x->h->spools--;
    }
    free(x->body);
    arena_free(&x->piece_arena);
    arena_free(&x->arena);
    free(x);
    *ctx = NULL;
}

/* How many connections we hold, also for those that share them with us. */
static void lines_say(struct http *h, int n)
{
    h->lines = n;
    if (h->plan.share)
        h->plan.share->lines[h->plan.own] = h->leaving ? HTTP_AWAY : n;
}

static void on_connection(void *cls, struct MHD_Connection *conn, void **ctx,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = cls;
    struct line *l = *ctx;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        l = calloc(1, sizeof *l);
        MUST(l);
        *l = (struct line){ .h = h,
                            .next = h->first,
                            .at = &h->first,
                            .since = clock_ticks(),
                            .fd = MHD_get_connection_info(
                                      conn, MHD_CONNECTION_INFO_CONNECTION_FD)
                                      ->connect_fd };
        if (l->next)
            l->next->at = &l->next;
        h->first = l;
        *ctx = l;
        lines_say(h, h->lines + 1);
    } else if (l) {
        lines_say(h, h->lines - 1);
        *l->at = l->next;
        if (l->next)
            l->next->at = l->at;
        free(l);
        *ctx = NULL;
    }
}

/* We decode the target ourselves, from the bytes that were sent. */
static size_t leave_escaped(void *cls, struct MHD_Connection *conn, char *s)
{
    (void)cls, (void)conn;
    return strlen(s);
}

static void on_log(void *cls, const char *format, va_list ap)
{
    (void)cls, (void)format, (void)ap; /* what peers do wrong is no news */
}

/* ---- deadlines ----------------------------------------------------------*/

static void line_tick(struct line *l, int64_t now)
{
    const struct http_plan *p = &l->h->plan;
    struct exchange *x = l->now;
    int64_t age = now - (x ? x->since : l->since);
    bool late;

    if (!x) {
        late = age > (l->used ? p->idle_ms : p->head_ms);
        if (late && !l->used)
            cut_off(l, 408);
    } else if (x->phase == PHASE_HEAD || x->phase == PHASE_BODY) {
        late = age > (x->phase == PHASE_HEAD ? p->head_ms : p->body_ms);
        if (late)
            cut_off(l, 408);
    } else {
        late = x->phase == PHASE_DROP && age > DROP_MS;
    }
    if (late)
        shutdown(l->fd, SHUT_RDWR);
    if (x && x->phase == PHASE_ASK && age > p->ask_ms) {
        ask_forget(&l->h->asks, x->ticket);
        told(x, false, FRAME_AGAIN, S(""));
    }
}

static void tick(struct http *h)
{
    int64_t now = clock_ticks();

    for (struct line *l = h->first, *next; l; l = next) {
        next = l->next;
        line_tick(l, now);
    }
}

/* ---- the loop -----------------------------------------------------------*/

static void usual(struct http_plan *p)
{
    struct http_plan d = { .conns = 256,
                           .conns_each = 64,
                           .body_bytes = 1 << 20,
                           .head_ms = 5000,
                           .idle_ms = 20000,
                           .body_ms = 30000,
                           .ask_ms = 20000 };

    p->conns = p->conns ? p->conns : d.conns;
    p->conns_each = p->conns_each ? p->conns_each : d.conns_each;
    p->body_bytes = p->body_bytes ? p->body_bytes : d.body_bytes;
    p->head_ms = p->head_ms ? p->head_ms : d.head_ms;
    p->idle_ms = p->idle_ms ? p->idle_ms : d.idle_ms;
    p->body_ms = p->body_ms ? p->body_ms : d.body_ms;
    p->ask_ms = p->ask_ms ? p->ask_ms : d.ask_ms;
}

static bool daemon_start(struct http *h)
{
    const struct http_plan *p = &h->plan;
    unsigned each = p->conns_each > 0 ? (unsigned)p->conns_each : 0;

    const struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)p->cert },
        { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)p->cert_key },
        { MHD_OPTION_END, 0, NULL }
    };

    h->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME |
            MHD_USE_ERROR_LOG | (p->cert ? MHD_USE_TLS : 0),
        0, NULL, NULL, on_request, h, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
        MHD_OPTION_ARRAY, p->cert ? tls : tls + 2, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_CONNECTION_LIMIT, (unsigned)p->conns,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, each, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)p->body_ms / 1000 + 5, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HTTP_HEAD_BYTES, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped,
        NULL, MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_END);
    return h->daemon != NULL;
}

static void watch(struct http *h, int fd, void *data)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = data };

    MUST(epoll_ctl(h->epoll, EPOLL_CTL_ADD, fd, &e) == 0);
}

/* Who has been woken for a connection takes it at once, and is asleep again
 * before the others look: one process would hold them all, on one processor.
 * So whoever holds more than another leaves it to that one, for a moment: it
 * may be busy, or be gone. */
static bool others_first(const struct http *h)
{
    const struct http_share *s = h->plan.share;

    if (s)
        for (int i = 0; i < HTTP_SHARES; i++)
            if (s->lines[i] < h->lines)
                return true;
    return false;
}

struct http_share *http_share_make(void)
{
    struct http_share *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    MUST(s != MAP_FAILED);
    for (int i = 0; i < HTTP_SHARES; i++)
        s->lines[i] = HTTP_AWAY;
    return s;
}

/* What waits at the door stays there while we hold as many as we may. */
static void accept_some(struct http *h)
{
    bool waited = h->yielded != 0; /* and nobody took it */

    h->yielded = 0;
    for (int i = 0; i < ACCEPTS && h->lines < h->plan.conns; i++) {
        struct sockaddr_storage at;
        socklen_t n = sizeof at;
        int fd;

        if (others_first(h) && (!waited || i > 0)) {
            h->yielded = clock_ticks() + YIELD_MS;
            return;
        }
        fd = accept4(h->listen_fd, (struct sockaddr *)&at, &n,
                     SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        /* It closes what it does not want. */
        MHD_add_connection(h->daemon, fd, (struct sockaddr *)&at, n);
    }
}

static void door(struct http *h)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = &h->listen_fd };
    bool open = !h->leaving && h->lines < h->plan.conns &&
                h->yielded <= clock_ticks();

    if (open != h->open)
        MUST(epoll_ctl(h->epoll, open ? EPOLL_CTL_ADD : EPOLL_CTL_DEL,
                       h->listen_fd, &e) == 0);
    h->open = open;
}

/* Without a connection there is nothing to watch, and the process sleeps. */
static int pause_ms(struct http *h, int64_t next_tick)
{
    int64_t wait = next_tick - clock_ticks();
    MHD_UNSIGNED_LONG_LONG theirs;

    if (wait < 0)
        wait = 0;
    if (!h->first)
        wait = -1;
    if (MHD_get_timeout(h->daemon, &theirs) == MHD_YES &&
        (wait < 0 || theirs < (MHD_UNSIGNED_LONG_LONG)wait))
        wait = theirs > TICK_MS ? TICK_MS : (int64_t)theirs;
    if (!h->open && h->yielded && (wait < 0 || wait > YIELD_MS))
        wait = YIELD_MS;
    return (int)wait;
}

/* One round. False once stop_fd could be read. */
static bool turn(struct http *h, int64_t *next_tick, void *stop)
{
    struct epoll_event e[16];
    bool on = true, came = false;
    int n;

    door(h);
    n = epoll_wait(h->epoll, e, LEN(e), pause_ms(h, *next_tick));
    for (int i = 0; i < n; i++)
        if (e[i].data.ptr == stop)
            on = false;
        else if (e[i].data.ptr == &h->listen_fd)
            came = true;
        else
            ask_event(&h->asks, e[i].data.ptr, e[i].events);
    if (came)
        accept_some(h);
    else if (h->open)
        h->yielded = 0; /* another took it */
    MHD_run(h->daemon);
    if (clock_ticks() >= *next_tick) {
        tick(h);
        *next_tick = clock_ticks() + TICK_MS;
    }
    return on;
}

static bool busy(const struct http *h)
{
    for (const struct line *l = h->first; l; l = l->next)
        if (l->now)
            return true;
    return false;
}

/* What has begun is ended; who still waits for a reply is told. */
static void leave(struct http *h, int stop_fd)
{
    int64_t end = clock_ticks() + LEAVE_MS, next_tick = end;
    struct epoll_event none = { 0 };

    h->leaving = true;
    lines_say(h, h->lines);
    epoll_ctl(h->epoll, EPOLL_CTL_DEL, stop_fd, &none);
    while (busy(h) && clock_ticks() < end) {
        if (next_tick > clock_ticks() + 50)
            next_tick = clock_ticks() + 50;
        turn(h, &next_tick, NULL);
    }
    for (struct line *l = h->first; l; l = l->next)
        if (l->now && l->now->phase == PHASE_ASK) {
            ask_forget(&h->asks, l->now->ticket);
            l->now->asked_in_vain = true;
            told(l->now, false, FRAME_AGAIN, S(""));
        }
    MHD_run(h->daemon);
    MHD_stop_daemon(h->daemon);
}

bool http_serve(const struct http_plan *p, int listen_fd, int stop_fd)
{
    struct http h = { .plan = *p,
                      .listen_fd = listen_fd,
                      .asks = { .told = told } };
    const union MHD_DaemonInfo *info;
    int64_t next_tick = 0;

    usual(&h.plan);
    if (!daemon_start(&h)) {
        sys_note("http: cannot start: %s", strerror(errno));
        return false;
    }
    h.epoll = epoll_create1(EPOLL_CLOEXEC);
    MUST(h.epoll >= 0);
    info = MHD_get_daemon_info(h.daemon, MHD_DAEMON_INFO_EPOLL_FD);
    watch(&h, info->epoll_fd, &h.daemon);
    watch(&h, stop_fd, &stop_fd);
    ask_open(&h.asks, h.epoll, h.plan.conns, p->keeper, p->login, p->paper);
    lines_say(&h, 0);
    while (turn(&h, &next_tick, &stop_fd))
        ;
    leave(&h, stop_fd);
    ask_close(&h.asks);
    close(h.epoll);
    return true;
}
