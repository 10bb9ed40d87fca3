/* karwai - what the papers of a body share: the body, its members and what
 * each of them saved. */
#ifndef SAATH_KARWAI_H
#define SAATH_KARWAI_H

#include "web/paper.h"

enum { KARWAI_MEMBERS = 600 };
struct karwai_member {
    struct id entry;
    int64_t number, saved, came, repaid; /* INT_NONE: not said */
    struct date joined;
    const char *name, *father, *house; /* "" where they may not be read */
};
struct karwai {
    struct id id;
    const struct kind *kind;
    const void *record;
    const char *name, *place, *rsp;
    struct str code;
    struct karwai_member *member;
    size_t members;
    struct { /* the last meeting that was held */
        day held, next_on;
        int64_t boxed, number, meetings; /* number: the highest so far */
    } last;
    struct { /* what an old book carried over; DAY_NONE: nothing */
        day held;
        int64_t savings, meetings;
    } carried;
};
/* The body that the path names, with its members on that day. False when it has
 * answered. */
bool karwai_open(struct rq *rq, struct karwai *k, day on);
/* The same of a body that is known to be seen; false: it is not there. */
bool karwai_read(struct rq *rq, struct karwai *k, struct id body, day on);
/* A card with the ways to the papers of a body. */
void karwai_card(struct rq *rq, struct id body);
/* A paper of the body: its name and code on every page. */
struct paper karwai_start(struct rq *rq, const struct karwai *k,
                          enum paper_size size, const char *title);
/* Title, square code with the body's code, what body it is and where. */
void karwai_head(struct rq *rq, const struct karwai *k, struct paper *p,
                 const char *title);
/* As on a page; "" for INT_NONE. */
struct str karwai_rupees(struct rq *rq, int64_t amount);
struct str karwai_number(struct rq *rq, int64_t n);

#endif
