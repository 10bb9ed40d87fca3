/* drafts - entries of one act while they are put together: private to the files
 * that seat the elected and unseat them. */
#ifndef SAATH_WEB_DRAFTS_H
#define SAATH_WEB_DRAFTS_H

#include "web/vote/seating.h"

struct drafts {
    struct rq *rq;
    struct draft *at; /* room for SEATING_MOST */
    size_t n;
};
void drafts_add(struct drafts *to, const char *kind, struct id id,
                struct str body);
/* The record as it should stand, or, of NULL, withdrawn; `why` is a word. What
 * is sealed stays as it is. */
void drafts_fix(struct drafts *to, const struct kind *k, struct id of,
                const void *record, const char *why);
void drafts_fix_as(struct drafts *to, struct id id, const struct kind *k,
                   struct id of, const void *record, const char *why);
/* A record as it stands; NULL when there is none. */
void *drafts_stands(struct rq *rq, const struct kind *k, struct id id);

/* ---- its fields: a name that it does not have is a bug --------------------*/

void *drafts_member(const struct kind *k, void *record, const char *name,
                    enum field_type type);
void drafts_day(const struct kind *k, void *record, const char *name, day on);
void drafts_id(const struct kind *k, void *record, const char *name,
               struct id id);
/* "": none of them */
void drafts_choice(const struct kind *k, void *record, const char *name,
                   const char *to);

/* ---- ids by which an act is found again -----------------------------------*/

struct id seating_login_id(struct rq *rq, const struct vote *v,
                           struct str login);
struct id seating_fix_id(struct rq *rq, const struct vote *v, struct id of);

#endif
