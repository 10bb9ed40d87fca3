/* seek_inside - what the files of seek share: a statement while it is composed,
 * conditions as tests and as ways in, and the two ways to a page.
 *
 * SQL is composed from constant field tables only; what people typed is bound.
 * In every statement the rows tested are `t`. */
#ifndef SAATH_SEEK_INSIDE_H
#define SAATH_SEEK_INSIDE_H

#include "web/list/seek.h"

/* ---- a statement (seek_query.c) -----------------------------------------*/

struct query {
    struct rq *rq;
    struct buf sql;
    struct bind bind[SEEK_BINDS];
    int binds;
    int reach[2]; /* first parameters of what reaches add; 0: none */
    enum right right[2];
    int reaches;
};

struct query query_start(struct rq *rq);
void query_put(struct query *q, const char *sql);
/* A value where the statement stands. */
void query_said(struct query *q, struct bind b);
void query_said_int(struct query *q, int64_t n);
void query_said_text(struct query *q, struct str text);
struct rows query_rows(struct query *q);
/* Its first number; 0: it has no row. */
int64_t query_int(struct query *q);

/* ---- conditions (seek_cond.c) -------------------------------------------*/

bool seek_indexed(const struct field *f);
bool seek_is(const struct kind *k, const char *name);
/* Tests, each after " AND "; of a column, or of the rows `t`. */
void cond_compared(struct query *q, const struct cond *c, const char *column);
void cond_begins(struct query *q, const char *column, struct str text);
/* All of them but one. */
void cond_tests(struct query *q, const struct seek *s, const struct cond *but);
struct str cond_tests_first(struct query *q, const struct seek *s);
/* May its words stand anywhere in a text? */
bool cond_holds(struct rq *rq, const struct seek *s, const struct cond *c);
/* The entries that one of them leaves, by an index; which leaves few enough. */
void cond_drive(struct query *q, const struct seek *s, const struct cond *c);
const struct cond *cond_driver(struct rq *rq, const struct seek *s, bool *wide);
/* What lies above up to SEEK_ABOVE places, of a level, as of today: rows of a
 * place and the one above it, of which the first of each place is meant. */
enum { SEEK_ABOVE = 50 };
struct rows query_above(struct rq *rq, const struct str *place, size_t n,
                        int64_t level);
/* A field of the row, or of what it refers to, as an expression. */
const char *query_value(struct query *q, const struct field *f,
                        const struct field *by);

/* ---- a page (seek_few.c, seek_walk.c) -----------------------------------*/

void seek_row_take(struct rq *rq, const struct kind *k, struct rows *r,
                   struct sought *out);
void seek_few_from(struct query *q, const struct seek *s,
                   const struct cond *driver);
/* Narrows it to the place that the asker's only grant says. */
void seek_reach(struct rq *rq, struct seek *s);
void seek_few_run(struct rq *rq, const struct seek *s,
                  const struct cond *driver, struct seek_page *out);
bool seek_holds_any(struct rq *rq, const struct seek *s);
void seek_walk_run(struct rq *rq, const struct seek *s, struct seek_page *out);

#endif
