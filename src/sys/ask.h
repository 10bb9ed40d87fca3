/* ask - questions of a web process to the keeper and the two helpers.
 *
 * Inside src/sys only. Many questions are under way at once on one socket;
 * each has a ticket, and the ticket finds whoever waits for it. */
#ifndef SAATH_ASK_H
#define SAATH_ASK_H

#include "sys/sys.h"

struct ask_wire {
    const char *path; /* NULL: nobody there */
    int fd;           /* -1: not connected */
    uint32_t events;
    struct frame_reader in;
    struct frame_writer out;
};
struct ask_slot {
    void *who; /* NULL: free */
    enum http_whom whom;
    uint64_t ticket;
};
struct asks {
    int epoll;
    struct ask_wire wire[4]; /* by enum http_whom */
    struct ask_slot *slot;
    int slots;
    uint64_t serial;
    void (*told)(void *who, bool good, uint32_t type, struct str reply);
};

/* `told` is called once for each question that was put: with its reply, or
 * with good = false when the wire broke. Not from within ask_put. */
void ask_open(struct asks *a, int epoll, int slots, const char *keeper,
              const char *login, const char *paper);
void ask_close(struct asks *a);
/* The ticket; 0 when the other side cannot be reached, or the question is too
 * long for a frame. */
uint64_t ask_put(struct asks *a, void *who, const struct http_ask *ask);
void ask_forget(struct asks *a, uint64_t ticket); /* nobody waits now */
/* Is this epoll_event's data one of ours? Then it is dealt with. */
bool ask_event(struct asks *a, void *data, uint32_t events);

#endif
