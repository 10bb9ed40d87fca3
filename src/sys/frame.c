/* frame - what processes of one site say to each other over unix sockets.
 *
 * A length that is a lie ends the connection: both ends are our own code, so
 * a wrong one means that the stream has lost its step. */
#include "sys/sys.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    READ_BYTES = 64 << 10, /* room kept for one read */
    KEEP_BYTES = 256 << 10 /* an empty buffer above this is given back */
};

static void grow(char **p, size_t *room, size_t need)
{
    size_t wider = *room ? *room : READ_BYTES;

    while (wider < need)
        wider *= 2;
    if (wider == *room)
        return;
    *p = realloc(*p, wider);
    MUST(*p);
    *room = wider;
}

/* ---- bytes --------------------------------------------------------------*/

static void put_le(uint8_t *p, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        p[i] = (uint8_t)(v >> (8 * i));
}

static uint64_t take_le(const uint8_t *p, int bytes)
{
    uint64_t v = 0;

    for (int i = 0; i < bytes; i++)
        v |= (uint64_t)p[i] << (8 * i);
    return v;
}

static void head_put(uint8_t head[FRAME_HEAD], uint64_t ticket, uint32_t type,
                     struct str payload)
{
    MUST(payload.n <= FRAME_LARGE);
    put_le(head, payload.n, 4);
    put_le(head + 4, type, 4);
    put_le(head + 8, ticket, 8);
}

/* ---- reading ------------------------------------------------------------*/

/* The frame at the front, if it is whole. *need is what it takes. */
static bool look(const struct frame_reader *r, struct frame *f, size_t *need,
                 bool *bad)
{
    const uint8_t *p = (const uint8_t *)r->p + r->at;
    size_t have = r->n - r->at, bytes;

    *need = FRAME_HEAD;
    if (have < FRAME_HEAD)
        return false;
    bytes = (size_t)take_le(p, 4);
    f->type = (uint32_t)take_le(p + 4, 4);
    f->ticket = take_le(p + 8, 8);
    if (bytes >
        (r->replies || f->type & FRAME_BULK ? FRAME_LARGE : FRAME_SMALL)) {
        *bad = true;
        return false;
    }
    *need = FRAME_HEAD + bytes;
    f->payload = (struct str){ (const char *)p + FRAME_HEAD, bytes };
    return have >= *need;
}

/* Moves what is left to the front and makes room for one more read, or for
 * the rest of a frame that has begun. */
static void make_room(struct frame_reader *r)
{
    size_t left = r->n - r->at, need;
    struct frame f;
    bool bad = false;

    look(r, &f, &need, &bad);
    if (left == 0 && r->room > KEEP_BYTES) {
        frame_reader_free(r);
    } else if (r->at) {
        memmove(r->p, r->p + r->at, left);
        r->n = left;
        r->at = 0;
    }
    if (need < left + READ_BYTES)
        need = left + READ_BYTES;
    grow(&r->p, &r->room, need);
}

enum frame_came frame_fill(struct frame_reader *r, int fd)
{
    ssize_t got;

    make_room(r);
    do
        got = recv(fd, r->p + r->n, r->room - r->n, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return FRAME_NOTHING;
    if (got <= 0)
        return FRAME_END;
    r->n += (size_t)got;
    return FRAME_SOME;
}

bool frame_peek(struct frame_reader *r, struct frame *f, bool *bad)
{
    size_t need;

    *bad = false;
    return look(r, f, &need, bad);
}

bool frame_next(struct frame_reader *r, struct frame *f, bool *bad)
{
    if (!frame_peek(r, f, bad))
        return false;
    r->at += FRAME_HEAD + f->payload.n;
    return true;
}

void frame_reader_free(struct frame_reader *r)
{
    bool replies = r->replies;

    free(r->p);
    *r = (struct frame_reader){ .replies = replies };
}

/* ---- writing ------------------------------------------------------------*/

static void writer_add(struct frame_writer *w, const void *p, size_t n)
{
    if (n == 0)
        return;
    memcpy(w->p + w->n, p, n);
    w->n += n;
}

void frame_put(struct frame_writer *w, uint64_t ticket, uint32_t type,
               struct str payload)
{
    uint8_t head[FRAME_HEAD];

    head_put(head, ticket, type, payload);
    grow(&w->p, &w->room, w->n + sizeof head + payload.n);
    writer_add(w, head, sizeof head);
    writer_add(w, payload.p, payload.n);
}

bool frame_flush(struct frame_writer *w, int fd)
{
    while (w->at < w->n) {
        ssize_t done = send(fd, w->p + w->at, w->n - w->at,
                            MSG_NOSIGNAL | MSG_DONTWAIT);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (done < 0)
            return false;
        w->at += (size_t)done;
    }
    if (w->at)
        memmove(w->p, w->p + w->at, w->n - w->at);
    w->n -= w->at;
    w->at = 0;
    if (w->n == 0 && w->room > KEEP_BYTES)
        frame_writer_free(w);
    return true;
}

void frame_writer_free(struct frame_writer *w)
{
    free(w->p);
    *w = (struct frame_writer){ 0 };
}

/* ---- the command line's end ---------------------------------------------*/

static bool wait_for(int fd, short what, int wait_ms)
{
    struct pollfd p = { .fd = fd, .events = what };
    int64_t end = clock_ticks() + wait_ms;

    for (;;) {
        int left = wait_ms < 0 ? -1 : (int)(end - clock_ticks());
        int n = poll(&p, 1, wait_ms >= 0 && left < 0 ? 0 : left);

        if (n >= 0)
            return n > 0;
        if (errno != EINTR)
            return false;
    }
}

bool frame_send(int fd, uint64_t ticket, uint32_t type, struct str payload)
{
    struct frame_writer w = { 0 };
    bool good;

    frame_put(&w, ticket, type, payload);
    while ((good = frame_flush(&w, fd)) && w.n)
        if (!wait_for(fd, POLLOUT, -1))
            break;
    frame_writer_free(&w);
    return good;
}

bool frame_wait(struct frame_reader *r, int fd, int wait_ms, struct frame *f)
{
    int64_t end = clock_ticks() + wait_ms;
    bool bad;

    while (!frame_next(r, f, &bad)) {
        int left = wait_ms < 0 ? -1 : (int)(end - clock_ticks());

        if (bad || (wait_ms >= 0 && left <= 0) || !wait_for(fd, POLLIN, left) ||
            frame_fill(r, fd) == FRAME_END)
            return false;
    }
    return true;
}

/* ---- sockets ------------------------------------------------------------*/

static bool name_of(const char *path, struct sockaddr_un *un)
{
    *un = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof un->sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(un->sun_path, path, strlen(path) + 1);
    return true;
}

/* The caller holds the database's lock, so what lies there is a leftover. */
int frame_listen(const char *path)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_un un;
    mode_t old;
    bool good;

    if (fd < 0)
        return -1;
    old = umask(0177);
    good = name_of(path, &un) && (unlink(path) == 0 || errno == ENOENT) &&
           bind(fd, (struct sockaddr *)&un, sizeof un) == 0 &&
           listen(fd, 128) == 0;
    umask(old);
    if (good)
        return fd;
    close(fd);
    return -1;
}

static bool peer_ours(int fd)
{
    struct ucred who;
    socklen_t n = sizeof who;

    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) != 0)
        return false;
    errno = EPERM;
    return who.uid == geteuid() || who.uid == 0;
}

static int dial_once(const struct sockaddr_un *un)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), why;

    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)un, sizeof *un) == 0 &&
        peer_ours(fd))
        return fd;
    why = errno;
    close(fd);
    errno = why;
    return -1;
}

int frame_dial(const char *path, int wait_ms)
{
    int64_t end = clock_ticks() + wait_ms;
    struct sockaddr_un un;
    int fd;

    if (!name_of(path, &un))
        return -1;
    while ((fd = dial_once(&un)) < 0) {
        if ((errno != ENOENT && errno != ECONNREFUSED && errno != EAGAIN) ||
            clock_ticks() >= end)
            return -1;
        poll(NULL, 0, 20);
    }
    return fd;
}
