/* keeper - the loop around the only writer: collect, take, commit, answer.
 *
 * While one batch is being committed the next ones queue in the sockets, so
 * a batch grows with the load by itself; an added wait would only cost. No
 * frame is copied: payloads lie in their connection's reader, which is not
 * filled again before the batch has ended. */
#include "sys/sys.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNS = 256,
    BATCH_FRAMES = 4096,    /* most frames of one transaction */
    BULK_MS = 100,          /* bulk frames join until then */
    READ_AHEAD = 1 << 20,   /* unread bytes of a connection, then it waits */
    UNREAD_BYTES = 4 << 20, /* replies a client leaves lying, then it waits */
    UNREAD_MS = 30000,      /* and after that long it is dropped */
    LEAVE_MS = 1000         /* to bring out the last replies at the end */
};

struct keeper_conn {
    struct loop *loop;
    struct keeper_conn *next;
    int fd;
    uint32_t events;     /* what epoll watches for */
    bool gone;           /* closed after the batch */
    int64_t stuck_since; /* clock_ticks when its replies piled up; 0 */
    struct frame_reader in;
    struct frame_writer out;
};

/* One frame that was taken, or one reply that waits for the commit. */
struct owed {
    struct keeper_conn *conn;
    uint64_t ticket;
    struct str payload;
};
struct owed_list {
    struct owed *at;
    size_t n, room;
};

struct loop {
    const struct keeper_host *host;
    int epoll, listen_fd, stop_fd;
    struct keeper_conn *first;
    int conns;
    struct arena arena; /* of the batch */
    struct owed_list taken, replies;
};

static void owed_add(struct owed_list *l, struct owed o)
{
    heap_room(l->at, l->n, l->room);
    l->at[l->n++] = o;
}

void keeper_reply(struct keeper_conn *c, uint64_t ticket, struct str payload)
{
    MUST(payload.n <= FRAME_LARGE);
    if (ticket)
        owed_add(&c->loop->replies,
                 (struct owed){ c, ticket,
                                arena_str(&c->loop->arena, payload) });
}

/* ---- connections --------------------------------------------------------*/

static bool piled(const struct keeper_conn *c)
{
    return c->out.n > UNREAD_BYTES;
}

/* Enough whole frames are here; the rest may wait in the socket. */
static bool full(struct keeper_conn *c)
{
    struct frame f;
    bool bad;

    return c->in.n - c->in.at >= READ_AHEAD &&
           (frame_peek(&c->in, &f, &bad) || bad);
}

/* A client that does not read its replies is not read from either. */
static void conn_watch(struct keeper_conn *c)
{
    uint32_t want = (piled(c) || full(c) ? 0 : EPOLLIN) |
                    (c->out.n ? EPOLLOUT : 0);
    struct epoll_event e = { .events = want, .data.ptr = c };

    if (want != c->events)
        epoll_ctl(c->loop->epoll, EPOLL_CTL_MOD, c->fd, &e);
    c->events = want;
}

static void conn_free(struct keeper_conn *c)
{
    close(c->fd);
    frame_reader_free(&c->in);
    frame_writer_free(&c->out);
    free(c);
}

/* Only between batches: a batch may still point at its connections. */
static void conns_sweep(struct loop *l)
{
    int64_t now = clock_ticks();

    for (struct keeper_conn **at = &l->first; *at;) {
        struct keeper_conn *c = *at;

        if (!piled(c))
            c->stuck_since = 0;
        else if (!c->stuck_since)
            c->stuck_since = now;
        else if (now - c->stuck_since > UNREAD_MS)
            c->gone = true;
        if (!c->gone) {
            conn_watch(c);
            at = &c->next;
            continue;
        }
        *at = c->next;
        l->conns--;
        conn_free(c);
    }
}

static void conn_event(struct keeper_conn *c, uint32_t events)
{
    if (events & EPOLLOUT && !frame_flush(&c->out, c->fd))
        c->gone = true;
    if (events & EPOLLHUP && piled(c))
        c->gone = true;
    while (!piled(c) && !full(c)) {
        enum frame_came came = frame_fill(&c->in, c->fd);

        if (came == FRAME_END)
            c->gone = true;
        if (came != FRAME_SOME)
            break;
    }
}

/* False when nobody is at the door. */
static bool conn_open(struct loop *l)
{
    int fd = accept4(l->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    struct ucred who;
    socklen_t n = sizeof who;
    struct keeper_conn *c;
    struct epoll_event e = { .events = EPOLLIN };

    if (fd < 0)
        return errno == EINTR || errno == ECONNABORTED;
    if (l->conns == CONNS ||
        getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) != 0 ||
        (who.uid != geteuid() && who.uid != 0)) {
        close(fd);
        return true;
    }
    c = calloc(1, sizeof *c);
    MUST(c);
    *c = (struct keeper_conn){
        .loop = l, .next = l->first, .fd = fd, .events = EPOLLIN
    };
    e.data.ptr = c;
    l->first = c;
    l->conns++;
    epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &e);
    conn_event(c, EPOLLIN); /* what came with it joins this batch */
    return true;
}

/* ---- a batch ------------------------------------------------------------*/

/* The next frame of that kind at the connection's front. */
static bool front(struct keeper_conn *c, bool bulk, struct frame *f)
{
    bool bad;

    if (piled(c))
        return false;
    if (frame_peek(&c->in, f, &bad) && !!(f->type & FRAME_BULK) == bulk)
        return frame_next(&c->in, f, &bad);
    if (bad) {
        sys_note("keeper: a broken frame; connection closed");
        c->gone = true;
        c->in.at = c->in.n;
    }
    return false;
}

static void take(struct loop *l, struct keeper_conn *c, const struct frame *f)
{
    owed_add(&l->taken, (struct owed){ .conn = c, .ticket = f->ticket });
    l->host->take(l->host->self, c, f);
}

static void take_interactive(struct loop *l)
{
    struct frame f;

    for (struct keeper_conn *c = l->first; c; c = c->next)
        while (l->taken.n < BATCH_FRAMES && front(c, false, &f))
            take(l, c, &f);
}

/* One of each connection in turn, so that two imports share the time. */
static void take_bulk(struct loop *l, int64_t since)
{
    struct frame f;
    bool more = true;

    while (more) {
        more = false;
        for (struct keeper_conn *c = l->first; c; c = c->next) {
            if (!front(c, true, &f))
                continue;
            take(l, c, &f);
            more = true;
            if (clock_ticks() - since >= BULK_MS)
                return;
        }
    }
}

static void answer(struct loop *l, bool good)
{
    struct owed_list *out = good ? &l->replies : &l->taken;

    for (size_t i = 0; i < out->n; i++) {
        struct owed *o = &out->at[i];

        if (o->ticket)
            frame_put(&o->conn->out, o->ticket,
                      good ? FRAME_REPLY : FRAME_AGAIN,
                      good ? o->payload : S(""));
    }
    for (struct keeper_conn *c = l->first; c; c = c->next)
        if (c->out.n && !frame_flush(&c->out, c->fd))
            c->gone = true;
    l->taken.n = l->replies.n = 0;
    arena_free(&l->arena);
}

/* False when nothing waited. */
static bool batch(struct loop *l)
{
    int64_t since = clock_ticks();

    take_interactive(l);
    take_bulk(l, since);
    if (l->taken.n == 0)
        return false;
    answer(l, l->host->commit(l->host->self));
    return true;
}

/* ---- the loop -----------------------------------------------------------*/

/* False once we were asked to stop. */
static bool collect(struct loop *l, int wait_ms)
{
    struct epoll_event e[64];
    int n = epoll_wait(l->epoll, e, LEN(e), wait_ms);
    bool stop = false;

    for (int i = 0; i < n; i++) {
        if (e[i].data.ptr == &l->listen_fd)
            while (conn_open(l))
                ;
        else if (e[i].data.ptr == &l->stop_fd)
            stop = true;
        else
            conn_event(e[i].data.ptr, e[i].events);
    }
    return !stop;
}

static bool unsent(const struct loop *l)
{
    for (const struct keeper_conn *c = l->first; c; c = c->next)
        if (c->out.n)
            return true;
    return false;
}

/* What had come is still done; then the replies get a moment to leave. */
static void leave(struct loop *l)
{
    int64_t end = clock_ticks() + LEAVE_MS;
    struct epoll_event none = { 0 };

    epoll_ctl(l->epoll, EPOLL_CTL_DEL, l->stop_fd, &none);
    epoll_ctl(l->epoll, EPOLL_CTL_DEL, l->listen_fd, &none);
    while (batch(l))
        conns_sweep(l);
    while (unsent(l) && clock_ticks() < end) {
        collect(l, 50);
        conns_sweep(l);
    }
    while (l->first) {
        struct keeper_conn *c = l->first;

        l->first = c->next;
        conn_free(c);
    }
}

static void watch(struct loop *l, int *fd)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = fd };

    MUST(epoll_ctl(l->epoll, EPOLL_CTL_ADD, *fd, &e) == 0);
}

/* How long to wait when nothing is there to do. */
static int pause_ms(const struct loop *l)
{
    int wait = l->host->idle ? l->host->idle(l->host->self) : -1;

    for (const struct keeper_conn *c = l->first; c; c = c->next)
        if (piled(c) && (wait < 0 || wait > 1000))
            wait = 1000;
    return wait;
}

void keeper_serve(int listen_fd, int stop_fd, const struct keeper_host *h)
{
    struct loop l = { .host = h, .listen_fd = listen_fd, .stop_fd = stop_fd };
    int wait = 0;

    l.epoll = epoll_create1(EPOLL_CLOEXEC);
    MUST(l.epoll >= 0);
    watch(&l, &l.listen_fd);
    watch(&l, &l.stop_fd);
    while (collect(&l, wait)) {
        bool busy = batch(&l);

        conns_sweep(&l);
        wait = busy ? 0 : pause_ms(&l);
    }
    leave(&l);
    close(l.epoll);
    free(l.taken.at);
    free(l.replies.at);
    if (h->close)
        h->close(h->self);
}
