/* listen - the TCP door: an address in words, a socket, and back. */
#include "sys/sys.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ADDR and PORT of "ADDR:PORT" or "[ADDR]:PORT"; only numbers, so that no
 * name server is asked. */
static bool split(struct str s, struct str *host, struct str *port)
{
    size_t at = s.n;

    while (at > 0 && s.p[at - 1] != ':')
        at--;
    if (at == 0 || at == s.n)
        return false;
    *host = (struct str){ s.p, at - 1 };
    *port = str_from(s, at);
    if (host->n > 2 && host->p[0] == '[' && host->p[host->n - 1] == ']')
        *host = (struct str){ host->p + 1, host->n - 2 };
    return host->n > 0;
}

static int open_one(const struct addrinfo *i)
{
    int on = 1, why;
    int fd = socket(i->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                    0);

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, i->ai_addr, i->ai_addrlen) == 0 && listen(fd, 1024) == 0)
        return fd;
    why = errno;
    close(fd);
    errno = why;
    return -1;
}

int listen_open(const char *address)
{
    struct addrinfo want = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV |
                                         AI_PASSIVE,
                             .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    struct arena a = { 0 };
    struct str host, port;
    int fd = -1;

    if (!split(str_of(address), &host, &port) ||
        getaddrinfo(arena_z(&a, host), arena_z(&a, port), &want, &found)) {
        sys_note("listen %s: not ADDR:PORT in numbers", address);
    } else {
        fd = open_one(found);
        if (fd < 0)
            sys_note("listen %s: %s", address, strerror(errno));
    }
    if (found)
        freeaddrinfo(found);
    arena_free(&a);
    return fd;
}

const char *listen_address(int listen_fd, struct arena *a)
{
    struct sockaddr_storage at;
    socklen_t n = sizeof at;
    char host[64], port[8];
    struct buf b = buf_start(a);

    if (getsockname(listen_fd, (struct sockaddr *)&at, &n) != 0 ||
        getnameinfo((struct sockaddr *)&at, n, host, sizeof host, port,
                    sizeof port, NI_NUMERICHOST | NI_NUMERICSERV))
        return "http://?";
    buf_fmt(&b, at.ss_family == AF_INET6 ? "http://[%s]:%s" : "http://%s:%s",
            host, port);
    return arena_z(a, buf_str(&b));
}
