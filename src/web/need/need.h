/* need - what the pages of needs and plans share. */
#ifndef SAATH_WEB_NEED_H
#define SAATH_WEB_NEED_H

#include "core/need_stand.h"
#include "core/plan_fact.h"
#include "web/list/within.h"

enum { NEEDS_SHOWN = 100, NEED_PARTS = 500 };

/* A row of need_kept, or of plan_kept; false: it is not there. */
bool need_kept_read(struct rq *rq, struct id need, struct need_kept *k);
bool plan_kept_read(struct rq *rq, struct id plan, struct plan_kept *k);

/* How it stands as a word, coloured: nothing wrong, waiting, refused. */
void need_chip(struct rq *rq, int64_t state);
const char *need_choice(struct rq *rq, const char *choices, int64_t at);
/* Rupees, "–" for INT_NONE. */
const char *need_rupees(struct rq *rq, paisa amount);
const char *need_number(struct rq *rq, int64_t n); /* "–" for INT_NONE */

/* Leaves behind a need, or a plan, each counted once. */
struct need_sum {
    int64_t needs, households, women, men, poorest, women_first;
    paisa cost;
    paisa part[SHARES]; /* of plans only */
};
bool need_sum(struct rq *rq, struct id need, struct need_sum *out);
bool plan_sum(struct rq *rq, struct id plan, struct need_sum *out);

/* The bands of the figures, in the reader's language; and households in each. */
struct need_bands {
    struct str code[NEED_BANDS], title[NEED_BANDS];
    int64_t households[NEED_BANDS];
    size_t n;
    int64_t known; /* in any of them */
};
/* Of the leaves behind a need, or behind a plan, each counted once. */
struct need_bands need_bands(struct rq *rq, struct id need);
struct need_bands plan_bands(struct rq *rq, struct id plan);
/* A table of them; nothing where nobody knows any. `households` is of how many. */
void need_bands_draw(struct rq *rq, const struct need_bands *b,
                     int64_t households);
void need_bands_json(struct rq *rq, struct keys *all,
                     const struct need_bands *b);
struct str need_band_title(struct rq *rq, struct str code); /* or the code */

/* One item of a plan, with the sums behind it; texts in the arena. */
struct plan_line {
    struct id need, body;
    int64_t position, needs, households, women, men, poorest;
    struct str title, number, who_does;
    int64_t tier, sector, nature, who, state;
    bool women_first, non_project;
    day starts, ends;
    paisa cost, own, estimate;
};
/* All of them in their order; their number. */
size_t plan_lines(struct rq *rq, struct id plan, struct plan_line **out);

#endif
