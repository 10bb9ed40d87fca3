/* sys_http - the web process's door under bad manners: dripped, doubled,
 * contradictory, oversized and endless requests, each over a real socket. */
#include "sys_peer.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <zlib.h>

/* Says back what it was given, so that a test sees what a page would see. */
static void page(void *self, const struct http_request *q,
                 struct http_answer *out)
{
    struct buf b = buf_start(q->arena);

    (void)self;
    buf_fmt(&b, "%s %s args %d body %ld", arena_z(q->arena, q->method),
            arena_z(q->arena, q->path), q->args, (long)q->body.n);
    if (q->body.n)
        buf_fmt(&b, " first %s last %s",
                arena_z(q->arena, (struct str){ q->body.p, 1 }),
                arena_z(q->arena, str_from(q->body, q->body.n - 1)));
    for (int i = 0; i < q->parts; i++)
        buf_fmt(&b, " part %s %ld", arena_z(q->arena, q->part[i].name),
                (long)q->part[i].bytes.n);
    buf_fmt(&b, " from %s\n", arena_z(q->arena, q->remote));
    out->status = 200;
    out->type = S("text/plain; charset=utf-8");
    out->body = buf_str(&b);
}

enum { PAGE_LINES = 500 };

static bool count_down(void *self, void *memo, struct buf *piece)
{
    int *left = memo;

    (void)self;
    for (int i = 0; i < 1000; i++)
        buf_z(piece, "0123456789");
    return --*left > 0;
}

static void route(void *self, const struct http_request *q,
                  struct http_answer *out)
{
    static const struct http_pair evil[] = {
        { { "X-Name", 6 }, { "a\r\nSet-Cookie: b=c", 18 } },
    };
    static const struct http_pair kept[] = {
        { { "Cache-Control", 13 }, { "max-age=60", 10 } },
    };

    page(self, q, out);
    if (str_same(q->path, S("/evil"))) {
        out->header = evil;
        out->headers = 1;
    } else if (str_same(q->path, S("/kept"))) {
        out->header = kept;
        out->headers = 1;
    } else if (str_same(q->path, S("/nostatus"))) {
        out->status = 0;
    } else if (str_same(q->path, S("/page"))) {
        struct buf b = buf_start(q->arena);

        for (int i = 0; i < PAGE_LINES; i++)
            buf_fmt(&b, "%d of the page\n", i);
        out->body = buf_str(&b);
    } else if (str_same(q->path, S("/long"))) {
        int *left = arena_new(q->arena, int);

        *left = 300;
        out->memo = left;
        out->more = count_down;
    }
}

static int64_t room(void *self, const struct http_request *q)
{
    (void)self;
    return str_same(q->path, S("/upload")) ? 4 << 20 : 10000;
}

static struct server serve_at(struct http_plan plan, int listen_fd)
{
    struct server s = { 0 };
    int ends[2];

    MUST(listen_fd >= 0 && pipe(ends) == 0);
    plan.handle = route;
    plan.room = room;
    s.port = port_of(listen_fd);
    s.pid = fork();
    if (s.pid == 0) {
        close(ends[1]);
        exit(http_serve(&plan, listen_fd, ends[0]) ? 0 : 1);
    }
    close(ends[0]);
    s.stop = ends[1];
    return s;
}

static struct server serve(struct http_plan plan)
{
    int listen_fd = listen_open("127.0.0.1:0");
    struct server s = serve_at(plan, listen_fd);

    close(listen_fd);
    return s;
}

static struct server quick(void)
{
    return serve((struct http_plan){ .head_ms = 1500,
                                     .idle_ms = 1500,
                                     .body_ms = 1500,
                                     .conns_each = 8,
                                     .conns = 12 });
}

/* ---- one request each ---------------------------------------------------*/

#define GET11(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"
#define POST11(more) "POST /p HTTP/1.1\r\nHost: x\r\n" more

static const struct {
    const char *say;
    int status;
    const char *text; /* must be in the answer; NULL: no matter */
} probe[] = {
    { GET11("/a?b=1&c=2"), 200, "GET /a args 2 body 0 from 127.0.0.1\n" },
    { "GET / HTTP/1.0\r\n\r\n", 200, "GET / args 0" },
    { "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200,
      "Content-Length: 35" },
    { POST11("Content-Length: 3\r\n\r\nabc"), 200,
      "POST /p args 0 body 3 first a last c" },
    { POST11("\r\n"), 200, "POST /p args 0 body 0" },
    { POST11("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n"
             "0\r\n\r\n"),
      200, "body 5 first a last e" },
    { POST11("Content-Type: application/x-www-form-urlencoded\r\n"
             "Content-Length: 7\r\n\r\na=12&b="),
      200, "part a 2 part b 0" },
    { POST11("Content-Type: application/x-www-form-urlencoded\r\n"
             "Content-Length: 5\r\n\r\na=%00"),
      400, NULL },
    /* A lone LF may end a line (RFC 9112, 2.2); it is still one request. */
    { "GET /lf HTTP/1.1\nHost: x\nConnection: close\n\n", 200, "GET /lf" },
    /* whose request is it */
    { "GET / HTTP/1.1\r\n\r\n", 400, NULL },
    { "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, NULL },
    { "GET / HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n", 400, NULL },
    { "GET / HTTP/1.1\r\nHost: x y\r\n\r\n", 400, NULL },
    { "GET / HTTP/1.1\r\nHost: x\"><b>\r\n\r\n", 400, NULL },
    { "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, NULL },
    { "GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n", 400, NULL },
    /* where does it end */
    { POST11("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
             "0\r\n\r\n"),
      400, NULL },
    { POST11("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
             "0\r\n\r\n"),
      400, NULL },
    { POST11("Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 400, NULL },
    { POST11("Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"), 400, NULL },
    { POST11("Content-Length: 3, 3\r\n\r\nabc"), 400, NULL },
    { POST11("Content-Length: -1\r\n\r\n"), 400, NULL },
    { POST11("Content-Length: +3\r\n\r\nabc"), 400, NULL },
    { POST11("Content-Length: 0x3\r\n\r\nabc"), 400, NULL },
    { POST11("Content-Length: 3a\r\n\r\nabc"), 400, NULL },
    { POST11("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
             "\r\n0\r\n\r\n"),
      400, NULL },
    { POST11("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 501, NULL },
    { POST11("Transfer-Encoding: identity\r\n\r\n"), 501, NULL },
    { POST11("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 501, NULL },
    { "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
      NULL },
    { POST11("Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\nabc"),
      400, NULL },
    { POST11("Expect: 200-ok\r\nContent-Length: 3\r\n\r\n"), 417, NULL },
    /* how much of it */
    { POST11("Content-Length: 10001\r\n\r\n"), 413, NULL },
    { POST11("Content-Length: 99999999999999\r\n\r\n"), 413, NULL },
    { POST11("Expect: 100-continue\r\nContent-Length: 10001\r\n\r\n"), 413,
      NULL },
    { "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 413, NULL },
    { "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "1\r\na\r\n0\r\n\r\n",
      413, NULL },
    /* what it names */
    { GET11("/a%00b"), 400, NULL },
    { GET11("/a%0d%0ab"), 400, NULL },
    { GET11("/a\x01"
            "b"),
      400, NULL },
    { GET11("/a\x7f"
            "b"),
      400, NULL },
    { GET11("/a%zz"), 400, NULL },
    { GET11("/a%"), 400, NULL },
    { GET11("/../etc/passwd"), 400, NULL },
    { GET11("/%2e%2e/etc/passwd"), 400, NULL },
    { GET11("/a\\b"), 400, NULL },
    { GET11("/a?b=%00"), 400, NULL },
    { GET11("http://x/a"), 400, NULL },
    { GET11("/\xd8\xb3"), 400, NULL },
    /* what it wants */
    { "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405, "Allow: GET, HEAD, POST" },
    { "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", 405, NULL },
    { "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 405, NULL },
    { "PUT /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 405, NULL },
    { "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", 501, NULL },
    { "get / HTTP/1.1\r\nHost: x\r\n\r\n", 501, NULL },
    /* what a page must not do */
    { GET11("/evil"), 500, NULL },
    { GET11("/nostatus"), 500, NULL },
};

TEST(each_probe_has_its_answer)
{
    struct server s = quick();

    for (size_t i = 0; i < LEN(probe); i++) {
        struct peer *p = peer_open(s.port);
        bool good;

        peer_say(p, probe[i].say);
        good = CHECK_INT(peer_status(p, 3000), probe[i].status);
        if (probe[i].text && !CHECK(strstr(p->text, probe[i].text)))
            good = false;
        if (!good)
            printf("# probe %zu: %.60s\n# said: %s\n", i, probe[i].say,
                   p->text);
        if (probe[i].status >= 400)
            CHECK(!strstr(p->text, "Set-Cookie"));
        if (probe[i].status >= 400 && probe[i].status != 500 &&
            !CHECK(peer_cut(p, 4000)))
            printf("# probe %zu: still open\n", i);
        peer_close(p);
    }
    CHECK_INT(server_end(&s), 0);
}

/* What cannot stand in a C string. */
static const struct {
    const char *say;
    size_t n;
} raw[] = {
#define RAW(z)                                                                 \
    {                                                                          \
        z, sizeof z - 1                                                        \
    }
    RAW("GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n"),
    RAW("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"),
    RAW("GET /a?b=\0 HTTP/1.1\r\nHost: x\r\n\r\n"),
    RAW("GET /a\0 HTTP/1.1\r\nHost: x\r\n\r\n"),
};

TEST(a_raw_nul_in_the_url_is_400)
{
    struct server s = quick();

    for (size_t i = 0; i < LEN(raw); i++) {
        struct peer *p = peer_open(s.port);

        peer_bytes(p, raw[i].say, raw[i].n);
        if (!CHECK_INT(peer_status(p, 3000), 400))
            printf("# row %zu\n", i);
        peer_close(p);
    }
    CHECK_INT(server_end(&s), 0);
}

/* Noise may be cut or refused, but the process goes on. */
TEST(noise_does_no_harm)
{
    static const char *const noise[] = {
        "\r\n\r\n\r\n",
        "GET\r\n\r\n",
        "\x16\x03\x01\x02\x01\x01\xfc\x03\x03",
        "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / \r\n\r\n",
        "GET /\r\n\r\n",
        ": x\r\n\r\n",
        "GET / HTTP/1.1\r\n: x\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nNo colon here\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        GET11("/a b"),
        POST11("Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        POST11("Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"),
        POST11("Transfer-Encoding: chunked\r\n\r\n-1\r\n"),
    };
    struct server s = quick();
    struct peer *p;

    for (size_t i = 0; i < LEN(noise); i++) {
        p = peer_open(s.port);
        peer_say(p, noise[i]);
        shutdown(p->fd, SHUT_WR);
        peer_status(p, 2500);
        if (!CHECK(!strstr(p->text, " 200 ")))
            printf("# row %zu: %s\n", i, p->text);
        peer_close(p);
    }
    p = peer_open(s.port);
    peer_say(p, GET11("/"));
    CHECK_INT(peer_status(p, 2000), 200);
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

TEST(every_answer_carries_the_guarding_headers)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);

    peer_say(p, GET11("/"));
    CHECK_INT(peer_status(p, 2000), 200);
    CHECK(strstr(p->text, "X-Content-Type-Options: nosniff\r\n"));
    CHECK(strstr(p->text, "Referrer-Policy: same-origin\r\n"));
    CHECK(strstr(p->text, "X-Frame-Options: DENY\r\n"));
    CHECK(strstr(p->text, "Cache-Control: no-store\r\n"));
    CHECK(strstr(p->text, "Content-Type: text/plain; charset=utf-8\r\n"));
    peer_say(p, GET11("/kept"));
    CHECK_INT(peer_status(p, 2000), 200);
    CHECK(strstr(p->text, "Cache-Control: max-age=60\r\n"));
    CHECK(!strstr(p->text, "no-store"));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

/* Asks for PATH; true when the body came packed. Then *plain is what it says. */
static bool packed_comes(int port, const char *path, const char *more,
                         char *plain, size_t most)
{
    struct peer *p = peer_open(port);
    char ask[200], *body;
    z_stream z = { .avail_out = (uInt)most, .next_out = (Bytef *)plain };
    bool packed;

    snprintf(ask, sizeof ask,
             "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", path,
             more);
    peer_say(p, ask);
    CHECK_INT(peer_status(p, 3000), 200);
    body = strstr(p->text, "\r\n\r\n");
    packed = body && strstr(p->text, "Content-Encoding: gzip\r\n") &&
             CHECK(strstr(p->text, "Vary: Accept-Encoding\r\n"));
    if (packed) {
        body += 4;
        z.next_in = (Bytef *)body;
        z.avail_in = (uInt)(p->n - (size_t)(body - p->text));
        CHECK(z.avail_in < most / 2);
        CHECK(inflateInit2(&z, 31) == Z_OK);
        CHECK_INT(inflate(&z, Z_FINISH), Z_STREAM_END);
        plain[z.total_out] = 0;
        inflateEnd(&z);
    }
    peer_close(p);
    return packed;
}

TEST(a_page_goes_packed_to_whoever_unpacks_it)
{
    static char plain[20000];
    struct server s = quick();

    CHECK(packed_comes(s.port, "/page", "Accept-Encoding: br, gzip\r\n", plain,
                       sizeof plain - 1));
    CHECK(str_starts(str_of(plain), S("0 of the page\n1 of the page\n")));
    CHECK(str_ends(str_of(plain), S("499 of the page\n")));
    CHECK(!packed_comes(s.port, "/page", "", plain, sizeof plain - 1));
    CHECK(!packed_comes(s.port, "/page", "Accept-Encoding: gzip;q=0\r\n", plain,
                        sizeof plain - 1));
    /* A short one would not be shorter. */
    CHECK(!packed_comes(s.port, "/", "Accept-Encoding: gzip\r\n", plain,
                        sizeof plain - 1));
    CHECK_INT(server_end(&s), 0);
}

/* ---- time ---------------------------------------------------------------*/

/* Sends z a byte at a time; ms until the other side hung up. */
static int64_t drip(struct peer *p, const char *z, int each_ms)
{
    int64_t since = clock_ticks();

    for (; *z && !p->closed && clock_ticks() - since < 8000; z++) {
        peer_bytes(p, z, 1);
        peer_hear(p, each_ms);
    }
    return clock_ticks() - since;
}

TEST(a_dripping_header_is_cut_at_its_deadline)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);
    int64_t ms = drip(p,
                      "GET / HTTP/1.1\r\nHost: x\r\nX-A: bbbbbbbbbbbbbbbbbbb"
                      "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                      200);

    CHECK(p->closed);
    CHECK(ms >= 1400 && ms < 4000);
    CHECK(strstr(p->text, " 408 "));
    peer_close(p);
    p = peer_open(s.port); /* and before the request line has ended */
    drip(p, "GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 200);
    CHECK(p->closed);
    peer_close(p);
    p = peer_open(s.port); /* and when nothing is said at all */
    CHECK(peer_cut(p, 4000));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

TEST(a_kept_connection_is_cut_when_idle_or_dripping)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);

    peer_say(p, GET11("/"));
    CHECK_INT(peer_status(p, 2000), 200);
    poll(NULL, 0, 500);
    peer_say(p, GET11("/again"));
    CHECK_INT(peer_status(p, 2000), 200);
    drip(p, "GET / HTTP/1.1\r\nHost: x\r\nX-A: bbbbbbbbbbbbbbbbbb", 200);
    CHECK(p->closed);
    peer_close(p);
    p = peer_open(s.port);
    peer_say(p, GET11("/"));
    CHECK_INT(peer_status(p, 2000), 200);
    CHECK(peer_cut(p, 4000));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

TEST(a_body_that_stops_or_drips_is_cut)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);

    peer_say(p, POST11("Content-Length: 5000\r\n\r\nabc"));
    CHECK_INT(peer_status(p, 5000), 408);
    CHECK(peer_cut(p, 1000));
    peer_close(p);
    p = peer_open(s.port);
    peer_say(p, POST11("Content-Length: 5000\r\n\r\n"));
    drip(p, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 200);
    CHECK(p->closed);
    CHECK(strstr(p->text, " 408 "));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

/* 4 KiB each second is slow, but it is progress. */
TEST(a_slow_body_that_goes_on_is_let_through)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);
    static char some[4096];

    memset(some, 'a', sizeof some);
    peer_say(p, "POST /upload HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 16384\r\n\r\n");
    for (int i = 0; i < 4; i++) {
        peer_bytes(p, some, sizeof some);
        poll(NULL, 0, 1000);
    }
    CHECK_INT(peer_status(p, 2000), 200);
    CHECK(strstr(p->text, "body 16384"));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

/* ---- size ---------------------------------------------------------------*/

TEST(an_endless_chunked_body_is_cut_at_the_limit)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);
    char chunk[1032];
    int sent = 0;

    memcpy(chunk, "400\r\n", 5);
    memset(chunk + 5, 'a', 1024);
    memcpy(chunk + 1029, "\r\n", 2);
    peer_say(p, POST11("Transfer-Encoding: chunked\r\n\r\n"));
    while (sent < 100000 && peer_bytes(p, chunk, 1031)) {
        sent++;
        if (peer_hear(p, 0))
            break;
    }
    CHECK(sent < 100000);
    CHECK_INT(atoi(p->text + 9), 413);
    CHECK(peer_cut(p, 4000));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

TEST(a_header_without_end_is_431)
{
    static char big[HTTP_HEAD_BYTES + 1000];
    struct server s = quick();
    struct peer *p = peer_open(s.port);
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    memset(big, 'a', sizeof big);
    peer_say(p, "GET / HTTP/1.1\r\nHost: x\r\nX-A: ");
    peer_bytes(p, big, sizeof big);
    CHECK_INT(peer_status(p, 3000), 431);
    CHECK(peer_cut(p, 3000));
    peer_close(p);
    p = peer_open(s.port); /* many small ones */
    buf_z(&b, "GET / HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 101; i++)
        buf_z(&b, "A: b\r\n");
    buf_z(&b, "\r\n");
    peer_bytes(p, b.p, b.n);
    CHECK_INT(peer_status(p, 3000), 431);
    peer_close(p);
    p = peer_open(s.port); /* a target without end */
    peer_say(p, "GET /");
    peer_bytes(p, big, sizeof big);
    CHECK_INT(peer_status(p, 3000), 414);
    peer_close(p);
    arena_free(&a);
    CHECK_INT(server_end(&s), 0);
}

TEST(a_big_body_goes_through_a_file_and_leaves_none)
{
    char dir[64];
    struct server s = serve((struct http_plan){ .spool = dir_start(dir) });
    struct peer *p = peer_open(s.port);
    char *body = malloc(3 << 20), left[96];
    struct stat st;

    memset(body, 'm', 3 << 20);
    body[0] = 'f';
    body[(3 << 20) - 1] = 'l';
    peer_say(p, "POST /upload HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 3145728\r\n\r\n");
    peer_bytes(p, body, 3 << 20);
    CHECK_INT(peer_status(p, 5000), 200);
    CHECK(strstr(p->text, "body 3145728 first f last l"));
    /* the same connection, chunked, beginning in memory */
    peer_say(p, "POST /upload HTTP/1.1\r\nHost: x\r\n"
                "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 48; i++) {
        peer_say(p, "10000\r\n");
        peer_bytes(p, body + i * 65536, 65536);
        peer_say(p, "\r\n");
    }
    peer_say(p, "0\r\n\r\n");
    CHECK_INT(peer_status(p, 5000), 200);
    CHECK(strstr(p->text, "body 3145728 first f last l"));
    peer_say(p, "POST /upload HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 4194305\r\n\r\n");
    CHECK_INT(peer_status(p, 5000), 413);
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
    snprintf(left, sizeof left, "%s/.", dir);
    CHECK(stat(left, &st) == 0 && st.st_nlink == 2);
    dir_end(dir);
    CHECK(stat(left, &st) != 0);
    free(body);
}

/* A limit on file size stands for the full disk. */
TEST(a_full_disk_refuses_the_body_and_serves_on)
{
    static char body[700000];
    char dir[64];
    struct rlimit old, few;
    struct server s;
    struct peer *p;

    getrlimit(RLIMIT_FSIZE, &old);
    few = (struct rlimit){ 500000, old.rlim_max };
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &few);
    s = serve((struct http_plan){ .spool = dir_start(dir) });
    setrlimit(RLIMIT_FSIZE, &old);
    memset(body, 'a', sizeof body);
    p = peer_open(s.port);
    peer_say(p, "POST /upload HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 700000\r\n\r\n");
    peer_bytes(p, body, sizeof body);
    CHECK_INT(peer_status(p, 5000), 507);
    peer_close(p);
    p = peer_open(s.port);
    peer_say(p, GET11("/"));
    CHECK_INT(peer_status(p, 2000), 200);
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
    s = serve((struct http_plan){ .spool = NULL });
    p = peer_open(s.port);
    peer_say(p, "POST /upload HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 700000\r\n\r\n");
    peer_bytes(p, body, sizeof body);
    CHECK_INT(peer_status(p, 5000), 413);
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
    dir_end(dir);
}

TEST(only_so_many_big_bodies_at_a_time)
{
    static char body[HTTP_BODY_SMALL + 1];
    char dir[64];
    struct server s = serve((struct http_plan){ .spool = dir_start(dir) });
    struct peer *p[HTTP_SPOOLS + 1];

    for (int i = 0; i <= HTTP_SPOOLS; i++) {
        p[i] = peer_open(s.port);
        peer_say(p[i], "POST /upload HTTP/1.1\r\nHost: x\r\n"
                       "Content-Length: 262147\r\n\r\n");
        peer_bytes(p[i], body, sizeof body);
        CHECK_INT(peer_status(p[i], i < HTTP_SPOOLS ? 100 : 3000),
                  i < HTTP_SPOOLS ? 0 : 503);
    }
    for (int i = 0; i < HTTP_SPOOLS; i++) {
        peer_say(p[i], "ab");
        CHECK_INT(peer_status(p[i], 3000), 200);
        CHECK(strstr(p[i]->text, "body 262147"));
    }
    peer_say(p[0], "POST /upload HTTP/1.1\r\nHost: x\r\n"
                   "Content-Length: 262147\r\n\r\nab");
    peer_bytes(p[0], body, sizeof body);
    CHECK_INT(peer_status(p[0], 3000), 200);
    for (int i = 0; i <= HTTP_SPOOLS; i++)
        peer_close(p[i]);
    CHECK_INT(server_end(&s), 0);
    dir_end(dir);
}

TEST(a_long_answer_comes_in_pieces)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);
    size_t all = 0, zeros = 0;

    peer_say(p, "GET /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    while (!p->closed) {
        p->n = 0;
        if (!peer_hear(p, 3000))
            break;
        all += p->n;
        for (size_t i = 0; i < p->n; i++)
            zeros += p->text[i] == '9';
    }
    CHECK(p->closed);
    CHECK(all > 3000000);
    CHECK(zeros >= 300000 && zeros < 300200); /* chunk heads have some too */
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}

/* ---- number -------------------------------------------------------------*/

/* Connections that are answered, of `n` opened together. */
static int admitted(int port, int n, struct peer **p)
{
    int good = 0;

    for (int i = 0; i < n; i++) {
        p[i] = peer_open(port);
        peer_say(p[i], GET11("/"));
    }
    for (int i = 0; i < n; i++)
        good += peer_status(p[i], 300) == 200;
    return good;
}

TEST(one_address_has_only_so_many_connections)
{
    struct server s = quick();
    struct peer *p[20];

    CHECK_INT(admitted(s.port, 20, p), 8);
    for (int i = 0; i < 20; i++)
        peer_close(p[i]);
    poll(NULL, 0, 100);
    CHECK_INT(admitted(s.port, 3, p), 3);
    for (int i = 0; i < 3; i++)
        peer_close(p[i]);
    CHECK_INT(server_end(&s), 0);
}

TEST(a_process_has_only_so_many_connections)
{
    struct server s = serve(
        (struct http_plan){ .conns = 12, .conns_each = -1 });
    struct peer *p[20];

    CHECK_INT(admitted(s.port, 20, p), 12);
    for (int i = 0; i < 20; i++)
        peer_close(p[i]);
    CHECK_INT(server_end(&s), 0);
}

/* Until the site holds so many; one by one, as people come. */
static void share_holds(const struct http_share *all, int n)
{
    for (int i = 0; i < 5000 && all->lines[0] + all->lines[1] != n; i++)
        poll(NULL, 0, 1);
    CHECK_INT(all->lines[0] + all->lines[1], n);
}

/* Whoever is woken first would take every connection, and one processor would
 * draw all pages. */
TEST(processes_share_the_connections)
{
    enum { ENOUGH = 6, MOST = 120 };
    struct http_share *all = http_share_make();
    struct http_plan plan = { .conns_each = -1, .share = all };
    int listen_fd = listen_open("127.0.0.1:0"), n = 0;
    struct server one = serve_at(plan, listen_fd), two;
    struct peer *p[MOST];

    plan.own = 1;
    two = serve_at(plan, listen_fd);
    close(listen_fd);
    share_holds(all, 0);
    while (n < MOST && (all->lines[0] < ENOUGH || all->lines[1] < ENOUGH)) {
        p[n++] = peer_open(one.port);
        share_holds(all, n);
    }
    CHECK(all->lines[0] >= ENOUGH && all->lines[1] >= ENOUGH);
    for (int i = 0; i < n; i++) {
        peer_say(p[i], GET11("/mine"));
        while (!strstr(p[i]->text, "GET /mine") && peer_hear(p[i], 1000))
            ;
        CHECK(strstr(p[i]->text, "GET /mine"));
        peer_close(p[i]);
    }
    share_holds(all, 0);
    CHECK_INT(server_end(&one), 0);
    CHECK_INT(all->lines[0], HTTP_AWAY);
    CHECK_INT(server_end(&two), 0);
}

/* The other holds none, and does not answer: nobody waits for it. */
TEST(a_process_that_hangs_keeps_nobody_waiting)
{
    struct http_share *all = http_share_make();
    struct server s;
    struct peer *p[8];

    all->lines[1] = 0;
    s = serve((struct http_plan){ .conns_each = -1, .share = all });
    CHECK_INT(admitted(s.port, 8, p), 8);
    CHECK_INT(all->lines[0], 8);
    for (int i = 0; i < 8; i++)
        peer_close(p[i]);
    CHECK_INT(server_end(&s), 0);
}

/* Requests sent in one go are answered one after the other, and a refusal in
 * between ends the line: what follows is never taken for a request. */
TEST(pipelined_requests_keep_their_order)
{
    struct server s = quick();
    struct peer *p = peer_open(s.port);

    peer_say(p, GET11("/one") GET11("/two") GET11("/%00") GET11("/four"));
    while (peer_hear(p, 1000))
        ;
    CHECK(strstr(p->text, "GET /one") && strstr(p->text, "GET /two"));
    CHECK(strstr(p->text, "GET /one") < strstr(p->text, "GET /two"));
    CHECK(strstr(p->text, " 400 "));
    CHECK(!strstr(p->text, "/four"));
    CHECK(p->closed);
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
}
