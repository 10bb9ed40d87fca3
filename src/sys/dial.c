/* dial - a small HTTP/1.1 client: one line, one question at a time. */
#include "sys/dial.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "sys/sys.h"

enum {
    WAIT_S = 60, /* for the next byte */
    HEAD_BYTES = 16 << 10,
    READ_BYTES = 16 << 10,
    TEXT = 256
};
static const int64_t body_most = (int64_t)256 << 20;

struct dial {
    int fd;
    char host[TEXT], port[16];
    bool tls;
    gnutls_session_t session;
    gnutls_certificate_credentials_t trust;
    char in[HEAD_BYTES];
    size_t n; /* bytes of `in` that were not read yet */
};

/* ---- bytes --------------------------------------------------------------*/

static ssize_t get(struct dial *d, char *p, size_t n)
{
    ssize_t got;

    do
        got = d->tls ? gnutls_record_recv(d->session, p, n) :
                       recv(d->fd, p, n, 0);
    while (d->tls ? got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_REHANDSHAKE :
                    got < 0 && errno == EINTR);
    return got;
}

static bool put(struct dial *d, struct str s)
{
    while (s.n) {
        ssize_t done = d->tls ? gnutls_record_send(d->session, s.p, s.n) :
                                send(d->fd, s.p, s.n, MSG_NOSIGNAL);

        if (d->tls ? done == GNUTLS_E_INTERRUPTED : done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        s = str_from(s, (size_t)done);
    }
    return true;
}

/* ---- opening ------------------------------------------------------------*/

static bool part_copy(char *to, size_t room, struct str from)
{
    if (!from.n || from.n >= room)
        return false;
    memcpy(to, from.p, from.n);
    to[from.n] = 0;
    return true;
}

static bool url_read(struct dial *d, const char *url)
{
    struct str rest = str_of(url), host, port;

    d->tls = str_starts(rest, S("https://"));
    rest = str_from(rest, d->tls ? 8 : 7);
    rest = str_cut(&rest, '/');
    if (rest.n && rest.p[0] == '[') {
        rest = str_from(rest, 1);
        host = str_cut(&rest, ']');
        port = str_from(rest, 1);
    } else {
        port = rest;
        host = str_cut(&port, ':');
    }
    if (!port.n)
        port = d->tls ? S("443") : S("80");
    return part_copy(d->host, sizeof d->host, host) &&
           part_copy(d->port, sizeof d->port, port);
}

static bool tcp_open(struct dial *d)
{
    struct addrinfo want = { .ai_socktype = SOCK_STREAM }, *all = NULL;
    struct timeval wait = { .tv_sec = WAIT_S };

    if (getaddrinfo(d->host, d->port, &want, &all) != 0)
        return false;
    for (struct addrinfo *a = all; a && d->fd < 0; a = a->ai_next) {
        d->fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC,
                       a->ai_protocol);
        if (d->fd < 0)
            continue;
        setsockopt(d->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        setsockopt(d->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
        if (connect(d->fd, a->ai_addr, a->ai_addrlen) == 0)
            break;
        close(d->fd);
        d->fd = -1;
    }
    freeaddrinfo(all);
    return d->fd >= 0;
}

/* The certificate that was shown is the one whose hash we were told. */
static bool pinned(struct dial *d, const char *pin)
{
    const gnutls_datum_t *list;
    unsigned n = 0;
    struct hash want, is;

    list = gnutls_certificate_get_peers(d->session, &n);
    if (!n || !list || !hash_read(str_of(pin), &want))
        return false;
    is = sha_of((struct str){ (const char *)list[0].data, list[0].size });
    return hash_same(is, want);
}

static bool vouched(struct dial *d)
{
    unsigned status = 1;

    return gnutls_certificate_verify_peers3(d->session, d->host, &status) ==
               0 &&
           status == 0;
}

static const char *tls_open(struct dial *d, const char *pin)
{
    int rc;

    if (gnutls_certificate_allocate_credentials(&d->trust) != 0 ||
        gnutls_init(&d->session, GNUTLS_CLIENT) != 0 ||
        gnutls_set_default_priority(d->session) != 0 ||
        gnutls_credentials_set(d->session, GNUTLS_CRD_CERTIFICATE, d->trust) !=
            0)
        return "exchange.line";
    gnutls_certificate_set_x509_system_trust(d->trust);
    gnutls_server_name_set(d->session, GNUTLS_NAME_DNS, d->host,
                           strlen(d->host));
    gnutls_transport_set_int(d->session, d->fd);
    do
        rc = gnutls_handshake(d->session);
    while (rc < 0 && !gnutls_error_is_fatal(rc));
    if (rc < 0)
        return "exchange.line";
    return (*pin ? pinned(d, pin) : vouched(d)) ? NULL : "exchange.certificate";
}

struct dial *dial_open(const char *url, const char *pin, const char **why)
{
    struct dial *d = calloc(1, sizeof *d);

    MUST(d);
    d->fd = -1;
    *why = "exchange.line";
    if (!url_read(d, url) || !tcp_open(d) ||
        (d->tls && (*why = tls_open(d, pin)))) {
        dial_close(d);
        return NULL;
    }
    *why = NULL;
    return d;
}

void dial_close(struct dial *d)
{
    if (!d)
        return;
    if (d->session)
        gnutls_deinit(d->session);
    if (d->trust)
        gnutls_certificate_free_credentials(d->trust);
    if (d->fd >= 0)
        close(d->fd);
    free(d);
}

/* ---- an answer ----------------------------------------------------------*/

static bool fill(struct dial *d)
{
    ssize_t got;

    if (d->n == sizeof d->in)
        return false;
    got = get(d, d->in + d->n, sizeof d->in - d->n);
    if (got <= 0)
        return false;
    d->n += (size_t)got;
    return true;
}

static void drop(struct dial *d, size_t n)
{
    memmove(d->in, d->in + n, d->n - n);
    d->n -= n;
}

/* A line without its end, which is dropped with the next call of drop. */
static bool line_next(struct dial *d, struct str *line, size_t *used)
{
    const char *end;

    while (!(end = memchr(d->in, '\n', d->n)))
        if (!fill(d))
            return false;
    *used = (size_t)(end - d->in) + 1;
    *line = str_trim((struct str){ d->in, *used - 1 });
    return true;
}

struct answer {
    int status;
    int64_t length; /* -1: in chunks */
};

static bool header_is(struct str line, const char *name, struct str *value)
{
    size_t n = strlen(name);

    if (line.n <= n || line.p[n] != ':' || strncasecmp(line.p, name, n) != 0)
        return false;
    *value = str_trim(str_from(line, n + 1));
    return true;
}

static bool head_next(struct dial *d, struct answer *a)
{
    struct str line, value;
    int64_t status;
    size_t used;
    bool first = true;

    *a = (struct answer){ .length = 0 };
    for (;;) {
        if (!line_next(d, &line, &used))
            return false;
        if (!line.n) {
            drop(d, used);
            return !first;
        }
        if (first) {
            str_cut(&line, ' ');
            if (!int_read(str_cut(&line, ' '), &status))
                return false;
            a->status = (int)status;
        } else if (header_is(line, "content-length", &value)) {
            if (!int_read(value, &a->length) || a->length < 0)
                return false;
        } else if (header_is(line, "transfer-encoding", &value)) {
            a->length = -1;
        }
        first = false;
        drop(d, used);
    }
}

static bool body_next(struct dial *d, int64_t n, dial_came *came, void *self)
{
    while (n > 0) {
        size_t take;

        if (!d->n && !fill(d))
            return false;
        take = (int64_t)d->n < n ? d->n : (size_t)n;
        if (!came(self, (struct str){ d->in, take }))
            return false;
        drop(d, take);
        n -= (int64_t)take;
    }
    return true;
}

bool dial_post(struct dial *d, const char *path, struct str body,
               dial_came *came, void *self)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct answer answer;
    bool good;

    buf_fmt(&b,
            "POST %s HTTP/1.1\r\nHost: %s:%s\r\nAccept: */*\r\n"
            "Content-Type: application/octet-stream\r\n"
            "Content-Length: %zu\r\n\r\n",
            path, d->host, d->port, body.n);
    good = put(d, buf_str(&b)) && put(d, body) && head_next(d, &answer) &&
           (answer.status == 200 || answer.status == 403) &&
           answer.length >= 0 && answer.length <= body_most &&
           body_next(d, answer.length, came, self);
    arena_free(&a);
    return good;
}

void dial_wait(int tries)
{
    int ms = 200 << (tries < 6 ? tries : 6);

    poll(NULL, 0, ms);
}
