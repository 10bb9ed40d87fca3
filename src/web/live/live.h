/* live - what the pages of livelihood share. */
#ifndef SAATH_WEB_LIVE_H
#define SAATH_WEB_LIVE_H

#include "web/list/within.h"

/* A statement that within_where ended, with what it asks bound; `tail` is its
 * order. With `limit` $1 and $2 are those of the page. */
struct rows live_rows(struct rq *rq, const struct kind *k,
                      const struct within *w, struct buf *sql, const char *tail,
                      bool limit);

/* Where somebody keeps the register: a button to a new record. */
void live_new(struct rq *rq, const char *kind, const char *word_key, bool main);
/* For a program: the thing as its record says it, {"id","record"}; what else is
 * to be said goes before keys_close. */
struct keys live_keys(struct rq *rq, const struct kind *k, const void *record,
                      struct id id);
/* "87 %", or "" of nothing. */
const char *share_text(struct rq *rq, int64_t part, int64_t of);
/* A chip: red with a day that is over. */
void due_chip(struct rq *rq, const char *text, day due);
void number_cell(struct rq *rq, int64_t n);
void rupees_cell(struct rq *rq, paisa n);

#endif
