/* spread - households of places by the whole points of their scores: what
 * coverage, poverty rates, bands and cut-offs are made of. */
#ifndef SAATH_REPORT_SPREAD_H
#define SAATH_REPORT_SPREAD_H

#include "core/card.h"
#include "report/inside.h"

#define HH "hh"             /* households organised */
#define HH_KNOWN "hh.known" /* households of the base */

/* ---- bands --------------------------------------------------------------*/

#define SCHEME_BANDS 30
struct scheme_band {
    struct str code, title;
    int64_t least; /* hundredths */
};
struct scheme { /* a banding, in the reader's language */
    struct str code, card, programme;
    struct scheme_band *band; /* rising */
    size_t bands;
};
/* The banding that the question names, else the one that figures use, as it
 * stands at the end of q->as_of; on the question's card, else its own, else the
 * one most households are scored on. False: there is none. In the arena. */
bool scheme_read(struct db *db, const struct question *q, struct arena *a,
                 struct scheme *out);
/* Hundredths, not with them; of the last, above all scores. */
int64_t scheme_ends(const struct scheme *s, size_t band);
/* Begins and ends on a whole point. Figures know whole points only: a band that
 * does not (BISP's 16.17) has no count here. */
bool scheme_whole(const struct scheme *s, size_t band);

/* ---- lines --------------------------------------------------------------*/

/* A card's likelihoods by a poverty line, the first by code when none is named.
 * False: not known. In the arena. */
bool line_read(struct db *db, struct str card, struct str line, struct arena *a,
               struct likelihood *out);

/* ---- spreads ------------------------------------------------------------*/

#define SPREAD_POINTS 101 /* 0..100 */
struct spread {
    struct id place;
    int64_t known[SPREAD_POINTS], organised[SPREAD_POINTS];
};
struct spreads {
    struct spread *at; /* by place */
    size_t n;
};
/* Of all places of a level (or of one), at the end of a month, by the geography
 * of the end of q->as_of; organised by q's rsp and in its project. */
struct spreads spreads_read(struct db *db, const struct question *q,
                            struct str card, int level, struct id place,
                            month at, struct arena *a);
const struct spread *spread_of(const struct spreads *s, struct id place);
/* Of the whole that was asked for. */
struct spread spread_scope(struct db *db, const struct question *q,
                           struct str card, const struct asked_place *scope,
                           month at, struct arena *a);
/* What an indicator is of in the scope at the end of q->as_of, of q's RSP, in
 * its project: persons of "organised.women", or of a point of it. */
int64_t spread_heads(struct db *db, const struct question *q,
                     const struct asked_place *scope, struct str indicator,
                     struct arena *a);
/* Households from `least` up to `ends` hundredths, not with it. */
int64_t spread_between(const int64_t *of, int64_t least, int64_t ends);
/* Those scored as a group of likelihoods. A whole point stands for all that
 * begins with it: classes of shipped cards are whole. */
struct group spread_group(const struct likelihood *l, const int64_t *of);
/* "hh.known@SPS-PAK-2009-002.23" */
struct str spread_code(struct arena *a, const char *whole, struct str card,
                       int point);
/* The households of a place that are in a figure of spreads_read, at the end of
 * q->as_of. */
struct spread_ask {
    struct str card;
    struct id place;
    int64_t least, ends; /* hundredths, not with `ends` */
    bool organised;
};
void spread_behind(struct db *db, const struct question *q,
                   const struct spread_ask *ask, struct arena *a,
                   struct opened *out);
/* The place that was asked for, or the country. */
struct id scope_place(struct db *db, const struct question *q);
/* Level of the rows: as asked, else the one below the scope's. */
int spread_level(const struct question *q, int scope);

#endif
