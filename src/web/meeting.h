/* meeting - what the pages of a meeting share: the body, its roster as rows of
 * a grid, and the form. */
#ifndef SAATH_MEETING_H
#define SAATH_MEETING_H

#include "web/form.h"
#include "web/grid.h"

enum { NEW_ROWS = 3, NEW_MOST = 20, THERE_MOST = 120 };

/* The body that meets. */
struct hall {
    struct id id;
    const char *name;
    struct scope scope;
    int32_t sex;    /* 0 women, 1 men, 2 mixed */
    int64_t saving; /* agreed; INT_NONE */
    bool names;     /* may the asker read names here */
};
/* Somebody who joins at this meeting. */
struct fresh {
    struct id household, person, member;
    struct str name, father, house;
    int32_t sex;
    bool said, house_new;
};
struct sitting {
    const struct kind *kind;
    struct hall hall;
    void *record;
    struct grid grid;
    struct fresh fresh[NEW_MOST];
    int freshes; /* drawn, the blank ones too */
    struct findings found;
    struct id id; /* of the new entry: a meeting or a fix of one */
    bool posted, fixing;
    struct id meeting, tip; /* of a fix: what it is about, its last word */
    struct id answers;      /* the word that was the last when it was drawn */
    struct str why, took;
    struct id there; /* what stands in the way */
    size_t drafts;
    int whose[3 * NEW_MOST + 1]; /* which fresh row a draft is of; -1 */
};

/* False: no such body, or it does not count. */
bool hall_find(struct rq *rq, struct id body, struct hall *out);
/* One field of the record, which must be of that type. */
void *meeting_at(const struct sitting *s, const char *field,
                 enum field_type type);
/* The body's members as rows; those not in force on that day are `off`. One
 * query, names and all. */
void roster_read(struct rq *rq, struct sitting *s, day held);
/* The form, with what was found. */
void meeting_draw(struct rq *rq, struct sitting *s);

#endif
