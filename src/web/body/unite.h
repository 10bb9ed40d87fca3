/* unite - what the act of merging or splitting a body is made of; private to
 * unite.c, which asks and sends, unite_act.c, which makes its entries, and
 * unite_books.c, which says what money goes. */
#ifndef SAATH_UNITE_H
#define SAATH_UNITE_H

#include "web/register.h"

/* What may go over, and what of it does. */
struct going {
    struct id *id;
    const char **name;
    bool *chosen;
    size_t n, count;
};
struct unite {
    const struct kind *body, *member;
    const void *record;
    bool merges;
    struct id id, made_of, other; /* made_of: what ids of its entries are */
    struct going people, children, accounts;
    struct id *person; /* of people.id, memberships */
    struct id *there;  /* their memberships in the other body, from that day */
    paisa box;    /* of the box that goes with a part; INT_NONE: nothing said */
    paisa in_box; /* what lay there */
    day since;
    struct str code, name, why; /* of the other body */
    struct draft *draft;
    size_t drafts;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
};

/* All entries of the act, in an order in which each may name those before it.
 * At most ASK_DRAFTS_MOST: the form has counted them. */
void unite_drafts(struct rq *rq, struct unite *u);
/* The same form sent twice is the same entries: the id of a `kind` that it
 * makes of a thing. */
struct id unite_id(struct rq *rq, const struct unite *u, const char *kind,
                   struct id of);
/* Text of the entry `cession`: what the books of the body say it had and owed
 * at the end of the day before, and what of it goes over. After unite_drafts
 * has said where members go. */
struct str unite_cession(struct rq *rq, const struct unite *u);
/* What lay in its box at the end of the day before. */
paisa unite_box(struct rq *rq, const struct unite *u);
/* ,"why":... where something was said. */
void unite_why(struct buf *b, const struct unite *u);

#endif
