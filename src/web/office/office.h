/* office - who holds which office of a body, as pages show it. */
#ifndef SAATH_WEB_OFFICE_H
#define SAATH_WEB_OFFICE_H

#include "web/web.h"

/* ---- the offices there are ----------------------------------------------*/

enum { OFFICES_MOST = 60 };
struct office_kind {
    struct str code;
    const char *title; /* in the reader's language */
    struct str natures;
    bool bearer;
    int64_t seats; /* INT_NONE: any number */
};
struct office_kinds {
    struct office_kind at[OFFICES_MOST];
    size_t n;
};
/* All that count, by rank and code; in the arena. */
const struct office_kinds *office_kinds(struct rq *rq);
/* Is there such an office in bodies of this nature? */
bool office_of(const struct office_kind *k, int64_t nature);
const struct office_kind *office_find(const struct office_kinds *all,
                                      struct str code); /* or NULL */

/* ---- posts: a body and one of its offices -------------------------------*/

enum post_state {
    POST_VACANT,
    POST_CARETAKER, /* the term ran out and nobody followed */
    POST_ENDING,    /* it runs out within the by-law's lead_days */
    POST_HELD,
    POST_STATES
};
#define POST_STATE_NAMES "vacant|caretaker|ending|held"
struct post_row {
    struct id body, place;
    const struct office_kind *office;
    enum post_state state;
    struct id term, person; /* none: vacant */
    day since, due;         /* DAY_NONE: open; of a vacant one none */
};
struct posts_ask {
    struct id place;     /* within it; none: everywhere */
    struct id staff;     /* bodies in her charge; none: all in reach */
    struct id body;      /* only this one; none: all */
    int64_t nature;      /* -1: all */
    enum right right;    /* by which the asker reaches them */
    int64_t bodies_most; /* how many are looked at */
};
struct post_list {
    struct post_row *at; /* most urgent first */
    size_t n;
    int64_t count[POST_STATES], bodies;
    bool more; /* there are more bodies than were looked at */
};
/* As of today, of bodies that stand; offices of bearers only. In the arena. */
struct post_list posts_read(struct rq *rq, const struct posts_ask *ask);
const char *post_class(enum post_state state); /* of its chip */

/* ---- who may be chosen --------------------------------------------------*/

enum { OFFICE_CANDIDATES = 1000 };
struct candidate {
    struct id person, member, from; /* member: on which it rests; from: the
                                       body she comes from */
    const char *name;
};
/* Members of a body on a day, and who sits in its general body; by name. */
size_t candidates_read(struct rq *rq, struct id body, day on,
                       struct candidate **out);

/* ---- on other pages -----------------------------------------------------*/

/* Office bearers, past ones, activists and the way to more, on a body's page. */
void offices_card(struct rq *rq, struct id body, int64_t nature, bool keeps);
/* "offices":[...] of the page's JSON. */
struct keys;
void offices_json(struct keys *k, struct id body, int64_t nature);
/* On the page of today's work: vacant posts, caretakers, terms that end. */
void offices_alarm(struct rq *rq, struct id staff);

#endif
