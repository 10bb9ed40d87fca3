/* pivot - a filtered list as rows, columns and a number in each cell. */
#ifndef SAATH_PIVOT_H
#define SAATH_PIVOT_H

#include "web/list/list.h"

enum { PIVOT_DIMS = 160 };

/* How a field is read as a heading: itself, the place above it of one level,
 * or the month, the year or the financial year that a day lies in. */
enum pivot_step {
    PIVOT_SELF,
    PIVOT_LEVEL,
    PIVOT_MONTH,
    PIVOT_YEAR,
    PIVOT_FISCAL /* July to June; named by the year it begins in */
};
struct pivot_dim {
    const struct field *f; /* NULL: all in one */
    const struct field *by;
    enum pivot_step step;
    int level;        /* of PIVOT_LEVEL */
    const char *name; /* "body.place@district" */
    const char *base; /* "body.place" */
};

enum pivot_of { PIVOT_COUNT, PIVOT_SUM, PIVOT_DISTINCT };
struct pivot_ask {
    const struct kind *kind;
    struct pivot_dim dim[PIVOT_DIMS];
    int dims;
    struct pivot_dim side[2]; /* rows, columns */
    enum pivot_of of;
    const struct field *value; /* of SUM and DISTINCT */
    struct seek seek;
    char sign[2];  /* of the filters of its cells */
    bool state_in; /* rows that do not count are left out */
    bool good;     /* what was asked is there */
};

/* A heading: what a row has there. */
struct pivot_key {
    enum { PIVOT_NONE, PIVOT_INT, PIVOT_ID, PIVOT_TEXT } type;
    int64_t n;
    struct id id;
    struct str text;
};

void pivot_read(struct rq *rq, const struct kind *k, struct pivot_ask *out);
/* A field that may be added up, or whose values may be counted once each. */
bool pivot_sums(const struct field *f);
bool pivot_counts(const struct field *f);
/* "Place: Taluka", "Formed: month". */
const char *pivot_dim_word(struct rq *rq, const struct pivot_ask *a,
                           const struct pivot_dim *d);
/* What heads the table: "Members", "Amount: sum". */
const char *pivot_value_word(struct rq *rq, const struct pivot_ask *a);
/* What a heading is called. */
const char *pivot_key_word(struct rq *rq, const struct pivot_dim *d,
                           const struct pivot_key *key);
/* The list behind a cell; NULL for a side: all of it. */
struct str pivot_path(struct rq *rq, const struct pivot_ask *a,
                      const struct pivot_key *row, const struct pivot_key *col);
/* What was asked, as it stands behind the "?": with `words` what is searched
 * for too. Filters first, then what the table is. */
struct str pivot_asked(struct rq *rq, bool words);

#endif
