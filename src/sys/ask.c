/* ask - many questions under way on one socket, each found by its ticket. */
#include "sys/ask.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { SLOT_BITS = 16 }; /* a ticket: serial above, slot below */

void ask_open(struct asks *a, int epoll, int slots, const char *keeper,
              const char *login, const char *paper)
{
    MUST(slots > 0 && slots < 1 << SLOT_BITS);
    a->epoll = epoll;
    a->slots = slots;
    a->slot = calloc((size_t)slots, sizeof *a->slot);
    MUST(a->slot);
    for (size_t i = 0; i < LEN(a->wire); i++) {
        a->wire[i].fd = -1;
        a->wire[i].in.replies = true;
    }
    a->wire[ASK_KEEPER].path = keeper;
    a->wire[ASK_LOGIN].path = login;
    a->wire[ASK_PAPER].path = paper;
}

static void wire_shut(struct ask_wire *w)
{
    if (w->fd >= 0)
        close(w->fd);
    w->fd = -1;
    frame_reader_free(&w->in);
    frame_writer_free(&w->out);
}

void ask_close(struct asks *a)
{
    for (size_t i = 0; i < LEN(a->wire); i++)
        wire_shut(&a->wire[i]);
    free(a->slot);
}

static bool wire_open(struct asks *a, struct ask_wire *w)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = w };

    if (w->fd >= 0)
        return true;
    if (!w->path || (w->fd = frame_dial(w->path, 0)) < 0)
        return false;
    w->events = EPOLLIN;
    MUST(epoll_ctl(a->epoll, EPOLL_CTL_ADD, w->fd, &e) == 0);
    return true;
}

static void wire_watch(struct asks *a, struct ask_wire *w)
{
    uint32_t want = EPOLLIN | (w->out.n ? EPOLLOUT : 0u);
    struct epoll_event e = { .events = want, .data.ptr = w };

    if (w->fd >= 0 && want != w->events)
        epoll_ctl(a->epoll, EPOLL_CTL_MOD, w->fd, &e);
    w->events = want;
}

/* A broken wire is noticed here only as "not now"; ask_event tells those who
 * already wait. */
uint64_t ask_put(struct asks *a, void *who, const struct http_ask *ask)
{
    struct ask_wire *w = &a->wire[ask->whom];
    int i = 0;

    if (ask->payload.n > (ask->type & FRAME_BULK ? FRAME_LARGE : FRAME_SMALL)) {
        sys_note("a page asks with %zu bytes; too many", ask->payload.n);
        return 0;
    }
    while (i < a->slots && a->slot[i].who)
        i++;
    if (i == a->slots || !wire_open(a, w))
        return 0;
    a->slot[i] = (struct ask_slot){ .who = who,
                                    .whom = ask->whom,
                                    .ticket = ++a->serial << SLOT_BITS |
                                              (uint64_t)i };
    frame_put(&w->out, a->slot[i].ticket, ask->type, ask->payload);
    frame_flush(&w->out, w->fd);
    wire_watch(a, w);
    return a->slot[i].ticket;
}

static struct ask_slot *slot_find(struct asks *a, uint64_t ticket)
{
    size_t i = ticket & ((1u << SLOT_BITS) - 1);

    if (i >= (size_t)a->slots || a->slot[i].ticket != ticket || !a->slot[i].who)
        return NULL;
    return &a->slot[i];
}

void ask_forget(struct asks *a, uint64_t ticket)
{
    struct ask_slot *s = slot_find(a, ticket);

    if (s)
        s->who = NULL;
}

static void hand_over(struct asks *a, const struct frame *f)
{
    struct ask_slot *s = slot_find(a, f->ticket);
    void *who;

    if (!s)
        return; /* the page did not wait so long */
    who = s->who;
    s->who = NULL;
    a->told(who, f->type != FRAME_AGAIN, f->type, f->payload);
}

/* Whoever waits on that wire learns that there will be no reply. A page that
 * asks again at once gets a new slot and a new wire: not told here again. */
static void wire_broke(struct asks *a, struct ask_wire *w)
{
    uint64_t last = a->serial;

    wire_shut(w);
    for (int i = 0; i < a->slots; i++) {
        struct ask_slot *s = &a->slot[i];
        void *who = s->who;

        if (!who || &a->wire[s->whom] != w || s->ticket >> SLOT_BITS > last)
            continue;
        s->who = NULL;
        a->told(who, false, FRAME_AGAIN, S(""));
    }
}

bool ask_event(struct asks *a, void *data, uint32_t events)
{
    struct ask_wire *w = data;
    enum frame_came came;
    struct frame f;
    bool bad = false;

    if (w < a->wire || w >= a->wire + LEN(a->wire))
        return false;
    if (w->fd < 0)
        return true; /* shut by an earlier event of this round */
    if (events & EPOLLOUT)
        frame_flush(&w->out, w->fd);
    came = frame_fill(&w->in, w->fd);
    while (w->fd >= 0 && frame_next(&w->in, &f, &bad))
        hand_over(a, &f);
    if (came == FRAME_END || bad)
        wire_broke(a, w);
    else
        wire_watch(a, w);
    return true;
}
