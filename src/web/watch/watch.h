/* watch - what the calendar and the radar share: whose bodies are looked at, by
 * place, by who is in charge or by unit, and how many of each group. */
#ifndef SAATH_WATCH_H
#define SAATH_WATCH_H

#include "web/register.h"

enum { WATCH_SHOWN = 50, WATCH_GROUPS = 4000 };

enum watch_by { WATCH_PLACE, WATCH_STAFF, WATCH_UNIT };
#define WATCH_BY "place|staff|unit"
#define WATCH_NATURES "co|vo|lso"

struct watch_group {
    struct id id;       /* none: in no such place, in nobody's charge */
    int64_t few, among; /* those that are listed, and all of them */
};
struct watch {
    const char *path; /* "/radar" */
    struct id place, staff, unit;
    int level; /* of the places that are groups */
    int nature;
    enum watch_by by;
    month month;
    int64_t page; /* from 1 */
    struct watch_group *group;
    size_t groups, last; /* last: the one counted before */
    int16_t *seen;       /* a group's number by its id */
};

/* The condition of index posting_state, word for word, on postings `p`. */
#define POSTING_STATES                                                         \
    "p.indicator IN ('co.irregular', 'co.dormant', 'vo.irregular', "           \
    "'vo.dormant', 'lso.irregular', 'lso.dormant')"

/* Reads place, staff, unit, nature, by, month and page from the query. Without
 * a place the asker's whole reach is looked at. False: it has answered. */
bool watch_read(struct rq *rq, const char *path, struct watch *w);
/* Is there such a one of the staff, or such a unit, that the asker may see;
 * none: yes. */
bool watch_sees(struct rq *rq, const char *kind, struct id id);
/* SQL of the group of a body `t`: a column expression, the join that it may
 * need, and conditions of the place, staff and unit asked for, on day $1. The
 * level is $2; place, staff and unit are $3, $4, $5; watch_bind binds these
 * five, and reach from `first` on. */
void watch_group_sql(const struct watch *w, struct buf *sql);
void watch_join_sql(const struct watch *w, struct buf *sql);
void watch_where_sql(struct rq *rq, const struct watch *w, struct buf *sql,
                     int first);
void watch_bind(struct rq *rq, const struct watch *w, struct rows *r,
                int first);
/* One more body of the group; `few`: it is listed. */
void watch_count(struct rq *rq, struct watch *w, struct id group, bool few);

/* What the lists begin their rows with. */
struct watched {
    struct id body, place;
};
/* Names of bodies and of the places where they lie, all asked together: of n
 * rows of `each` bytes, from `at` on, that begin with a struct watched. */
struct watched_names {
    const char **name, **lies;
};
struct watched_names watched_names(struct rq *rq, const void *at, size_t n,
                                   size_t each);
/* What of the question stands in the address, for files of the same. */
#define WATCH_ARGS "nature month place staff unit by show"

/* The form above, and links to the groups with their numbers. */
void watch_form(struct rq *rq, const struct watch *w);
void watch_groups(struct rq *rq, const struct watch *w, const char *few);
/* This page with another argument: "&by=staff". */
const char *watch_link(struct rq *rq, const struct watch *w, const char *more);
void watch_groups_json(struct keys *k, const struct watch *w);

#endif
