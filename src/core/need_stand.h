/* need_stand - how a need stands on a day: merged or not, as it was answered, as
 * the scheme that meets it goes, as it was last revised. Pure.
 *
 * Whose word stands. People answer a need (need_answer). Once a scheme that names
 * the need, or one that it was merged into, has begun and as long as that goes
 * on, the work itself says how far it is: begun from its first tranche, completed
 * from the day on which its completion stands. People then still say that they
 * have verified it; what else they say meanwhile moves nothing, and what
 * contradicts the work is remarked on the answer. A scheme that is rejected or
 * cancelled says nothing from that day on: people's word stands again. The scheme
 * nearest to the need speaks for it; where there are two, both must be done. */
#ifndef SAATH_NEED_STAND_H
#define SAATH_NEED_STAND_H

#include "core/need_fact.h"

/* The chain from the need upwards, where no merging closes a circle. */
struct need_chain {
    const struct need_fact *link[NEED_STEPS];
    size_t n;
    const struct need_fact *cut; /* the merging that was left out, or NULL */
};
struct need_line {
    const struct need_fact *f; /* in the order of need_facts */
    size_t n;
    const struct need_fact *own;
    struct need_chain chain;
};
/* False where the need itself does not count. Borrows the facts. */
bool need_line(struct need_line *l, const struct need_fact *f, size_t n);

/* What changes of a need in time; the rest of it does not. */
struct need_stand {
    int64_t leaf; /* 1: nothing is merged into it */
    int32_t state;
    day stood; /* since when the state stands */
    paisa cost;
    int64_t households, women, men, poorest;
    struct str bands;              /* see need_bands_next */
    const struct need_fact *by;    /* the answer or the scheme; NULL none */
    const struct need_fact *works; /* the scheme that speaks; NULL: people do */
};
/* At the end of a day. */
struct need_stand need_stand(const struct need_line *l, day on,
                             struct arena *a);
/* The days on which anything may change, rising, each once, the first the one it
 * was raised; in the arena. */
size_t need_days(const struct need_line *l, struct arena *a, day **out);
/* What people had last said by the end of a day; NULL: nothing. */
const struct need_fact *need_said(const struct need_line *l, day on);
/* The scheme that speaks for it at the end of a day, its latest where there are
 * two; *state is begun or completed. NULL: none. */
const struct need_fact *need_works(const struct need_line *l, day on,
                                   int32_t *state, day *since);

/* ---- as texts of need_kept ----------------------------------------------*/

/* Households by poverty band as one text, "+0-11=3+12-18=5+", rising by code;
 * empty: nobody knows. A code with one of "+=,;" in it is left out. */
bool need_bands_next(struct str *rest, struct str *band, int64_t *households);
/* What rules say of rows of bands: none twice, together no more than `households`
 * (INT_NONE: not said). */
void need_bands_judge(const struct list *band, int64_t households,
                      struct findings *f);
/* How it stood before, one piece a change; a report asks for a day of it. */
void need_past_put(struct buf *b, day on, const struct need_stand *s);
/* The piece that stands on a day; false: it was not raised yet. `bands` borrows
 * from the text; `stood`, `by`, `works` are not told. */
bool need_past_on(struct str past, day on, struct need_stand *out);

#endif
