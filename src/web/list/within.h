/* within - a list of things within reach, narrowed by place, body and step, and
 * the page that shows it a hundred at a time. */
#ifndef SAATH_WEB_WITHIN_H
#define SAATH_WEB_WITHIN_H

#include "web/term.h"

enum { WITHIN_SHOWN = 100 };
enum within_by { /* how a row `t` lies in a place */
                 WITHIN_PLACE,
                 WITHIN_HOUSEHOLD,
                 WITHIN_BODY /* such a list is narrowed to one body too */
};

/* What is asked of a list: ?place= (or its name in place.said), ?body=, ?step=
 * and ?page=. */
struct within {
    enum within_by by;
    struct id place, body;
    struct str step;
    int64_t page;
};
/* False: it has answered. */
bool within_read(struct rq *rq, enum within_by by, struct within *w);
/* Only the place. */
bool place_asked(struct rq *rq, struct id *place);

/* Appends to a statement on rows `t` of a kind how far the asker reaches, the
 * place and the body; then binds from `first` on. Both return the next number. */
int within_where(struct rq *rq, const struct kind *k, const struct within *w,
                 struct buf *sql, int first);
int within_bind(struct rq *rq, const struct kind *k, const struct within *w,
                struct rows *r, int first);

/* Which steps a list is narrowed to: "a|b|c" ("" none), each the word
 * "GROUP.NAME"; `label` stands before them. */
struct within_steps {
    const char *label, *group, *names;
};
/* The form above a list. */
void within_filter(struct rq *rq, const struct within *w,
                   const struct within_steps *s);
/* A label and where a place is typed, for a form of one's own. */
void place_input(struct rq *rq, struct id place);
/* The way to the page before and after; `n` of WITHIN_SHOWN are on this one. */
void within_pager(struct rq *rq, const struct within *w, size_t n);

/* A page that is nothing but such a list. */
struct within_list {
    const char *kind; /* titles the page */
    enum within_by by;
    struct within_steps steps;
    const char *sql; /* to its WHERE; further conditions follow: $3 is today */
    const char *order; /* "t.held DESC, t.entry" */
    const char *heads; /* as of listing_open */
    const char *many;  /* names the list in JSON */
    /* The condition of a step, "" for all. */
    void (*where)(struct str step, struct buf *sql);
    void (*tools)(struct rq *rq); /* draws what can be done */
    void (*row)(struct rq *rq, const struct rows *r);
    void (*json)(struct keys *k, const struct rows *r);
};
void within_page(struct rq *rq, const struct within_list *l);

#endif
