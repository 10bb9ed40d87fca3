/* list - what the list of a kind and its pivot share: the filters. */
#ifndef SAATH_LIST_H
#define SAATH_LIST_H

#include "web/list/seek.h"

enum { LIST_FILTERS = 48 };
#define LIST_LEVELS                                                            \
    "country|province|division|district|taluka|uc|tapa|deh|settlement"
/* Filters are named "f.FIELD"; the cells of a pivot that lead to a list name
 * theirs by the other signs, so that they only ever narrow. */
#define LIST_SIGNS "fghjk"

/* One filter: a field of the kind, or of what its field `by` refers to. */
struct filter {
    const struct field *f, *by;
    const char *arg; /* "f.place", "f.body.place" */
};
/* All there are for a kind; returns how many. */
int list_filters(struct rq *rq, const struct kind *k, char sign,
                 struct filter *out, int most);
bool list_cell_arg(struct str name); /* is it one of a cell? */
/* The rows that the request's filters and words ask for. */
void list_seek(struct rq *rq, const struct kind *k, struct seek *out);
/* The kind in the path; NULL when it has answered: there is no such, or none of
 * it is theirs to see. */
const struct kind *list_kind(struct rq *rq);
/* What is asked by filters of these signs, in words. */
void pivot_chips(struct rq *rq, const struct kind *k, const char *signs);

#endif
