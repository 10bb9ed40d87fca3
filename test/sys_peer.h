/* sys_peer - the other end of a socket, for tests: it sends bytes as they
 * are, whole, in drips or broken, and keeps what comes back. */
#ifndef SAATH_SYS_PEER_H
#define SAATH_SYS_PEER_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../src/sys/sys.h"
#include "tap.h"

struct peer {
    int fd;
    char text[1 << 16]; /* all that came, 0-terminated */
    size_t n;
    bool closed;
};

static inline int port_of(int listen_fd)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    socklen_t n = sizeof at;

    getsockname(listen_fd, (struct sockaddr *)&at, &n);
    return ntohs(at.sin_port);
}

static inline struct peer *peer_open(int port)
{
    struct peer *p = calloc(1, sizeof *p);
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(p->fd, (struct sockaddr *)&at, sizeof at) != 0)
        p->closed = true;
    return p;
}

static inline bool peer_bytes(struct peer *p, const void *bytes, size_t n)
{
    const char *at = bytes;

    while (n) {
        ssize_t done = send(p->fd, at, n, MSG_NOSIGNAL);

        if (done <= 0)
            return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static inline bool peer_say(struct peer *p, const char *z)
{
    return peer_bytes(p, z, strlen(z));
}

/* Reads for at most wait_ms; true when something came. */
static inline bool peer_hear(struct peer *p, int wait_ms)
{
    struct pollfd w = { .fd = p->fd, .events = POLLIN };
    ssize_t got;

    if (p->closed || poll(&w, 1, wait_ms) <= 0)
        return false;
    got = recv(p->fd, p->text + p->n, sizeof p->text - 1 - p->n, 0);
    if (got <= 0)
        p->closed = true;
    else
        p->n += (size_t)got;
    p->text[p->n] = 0;
    return got > 0;
}

/* Status of the one answer that has come within wait_ms, body and all; 0 for
 * none. The answer is taken away from `text` only by the next call. */
static inline int peer_status(struct peer *p, int wait_ms)
{
    int64_t end = clock_ticks() + wait_ms;
    int status = 0;

    p->n = 0;
    p->text[0] = 0;
    for (;;) {
        char *body = strstr(p->text, "\r\n\r\n");
        char *length = strcasestr(p->text, "content-length:");

        if (body && sscanf(p->text, "HTTP/1.%*d %d", &status) != 1)
            return -1;
        if (body && status / 100 == 1) {
            p->n -= (size_t)(body + 4 - p->text);
            memmove(p->text, body + 4, p->n + 1);
            continue;
        }
        if (body && (strstr(p->text, "0\r\n\r\n") > body ||
                     (length && length < body &&
                      strlen(body + 4) >= (size_t)atol(length + 15))))
            return status;
        if (p->closed || clock_ticks() >= end)
            return status;
        peer_hear(p, (int)(end - clock_ticks()));
    }
}

/* Has the other side hung up within wait_ms? */
static inline bool peer_cut(struct peer *p, int wait_ms)
{
    int64_t end = clock_ticks() + wait_ms;

    while (!p->closed && clock_ticks() < end) {
        p->n = 0;
        peer_hear(p, (int)(end - clock_ticks()));
    }
    return p->closed;
}

static inline void peer_close(struct peer *p)
{
    close(p->fd);
    free(p);
}

/* A child that ends when a byte is written to `stop`. */
struct server {
    pid_t pid;
    int stop, port;
};

static inline int server_end(struct server *s)
{
    int status = 0;

    signal(SIGPIPE, SIG_IGN); /* it may have ended already, as it was told */
    if (write(s->stop, "x", 1) < 0)
        CHECK_INT(errno, EPIPE);
    close(s->stop);
    waitpid(s->pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A folder of this test alone, taken away by dir_end. */
static inline const char *dir_start(char path[64])
{
    memcpy(path, "/tmp/saath-test-" TEMPLATE_END, 23);
    return mkdtemp(path);
}

static inline void dir_end(const char *path)
{
    char command[96];

    snprintf(command, sizeof command, "rm -rf '%s'", path);
    if (system(command) != 0)
        printf("# %s stays\n", path);
}

#endif
