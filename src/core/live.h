/* live - words that the records of livelihood share. */
#ifndef SAATH_LIVE_H
#define SAATH_LIVE_H

#include "core/core.h"

#define NRM_CHOICES                                                            \
    "plants|vaccination|treatment|demo_plot|kitchen_garden|seed|water|soil|"   \
    "fodder|other"
enum nrm_nature {
    NRM_PLANTS,
    NRM_VACCINATION,
    NRM_TREATMENT,
    NRM_DEMO_PLOT,
    NRM_KITCHEN_GARDEN,
    NRM_SEED,
    NRM_WATER,
    NRM_SOIL,
    NRM_FODDER,
    NRM_OTHER
};

/* Adds to `indicator` and, of women or men, to "indicator.women" or ".men";
 * `like` says the rest. Nothing of an amount that is 0 or not said. A flow. */
void live_post(struct postings *out, const struct posting *like,
               const char *indicator, int64_t amount, month cutover);
void live_post_sexes(struct postings *out, const struct posting *like,
                     const char *indicator, int64_t women, int64_t men,
                     month cutover);
/* The same of one person, +1 or -1: sex 0 women, 1 men, -1 not known. */
void live_post_one(struct postings *out, const struct posting *like,
                   const char *indicator, int32_t sex, int64_t amount,
                   month cutover);

#endif
