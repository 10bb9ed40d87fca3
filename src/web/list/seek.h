/* seek - a page of the rows of a kind, however many there are.
 *
 * What is asked is a set of conditions and an order. Every condition that an
 * index answers is counted, up to SEEK_LEFT. When one of them leaves no more
 * than that, its rows are taken, tested and sorted by anything. Otherwise the
 * rows are walked along the index of the order and tested, SEEK_WALK of them
 * at most; whoever asks goes on from there. So a page costs the same over a
 * thousand rows and over a million. */
#ifndef SAATH_SEEK_H
#define SAATH_SEEK_H

#include "web/web.h"

enum {
    SEEK_ROWS = 50,   /* of one page */
    SEEK_FEW = 10000, /* rows of a kind that are counted and sorted anyhow */
    SEEK_LEFT = 5000, /* the same, of what a condition leaves of more */
    SEEK_CONDS = 24,
    SEEK_BINDS = 64
};

struct bind {
    enum { BIND_NULL, BIND_TEXT, BIND_INT, BIND_ID } type;
    struct str text;
    int64_t n;
    struct id id;
};

struct cond {
    enum {
        COND_IS,     /* the field is a */
        COND_RANGE,  /* it is not below a, not above b */
        COND_BEGINS, /* its text begins with a */
        COND_WITHIN, /* the place lies in a */
        COND_REACH,  /* it lies in a, or once did: how far a grant goes */
        COND_WORDS,  /* a text that names it begins so, or holds it */
        COND_MARKED, /* a rule has said something of it */
        COND_OUT,    /* it does not count */
        COND_COUNTS, /* it does */
        COND_UNSAID, /* the field says nothing; of a place: nothing that lies
                        in one of level a.n (below 0: no place at all) */
        COND_NOTHING /* what was asked cannot be */
    } type;
    const struct field *f;  /* of the kind, or of what `by` refers to */
    const struct field *by; /* NULL: the field is the kind's own */
    struct bind a, b;
};

struct seek {
    const struct kind *kind;
    struct cond cond[SEEK_CONDS];
    int conds;
    const struct field *sort; /* NULL: in the order of their ids */
    bool down;
    bool names;       /* it searches or sorts by what is sealed */
    bool reached;     /* a condition is all that the asker's grants say */
    int64_t page;     /* from 1; for few rows */
    struct str after; /* where a walk goes on, as `next` said */
};

struct sought {
    struct id id;
    bool counts;
    void *record; /* sealed texts blank */
};
struct seek_page {
    struct sought row[SEEK_ROWS];
    size_t n;
    int64_t count;   /* -1: nobody has counted */
    int64_t over;    /* then: there are more than that; 0: who knows */
    struct str next; /* empty: there is no more */
    bool few;        /* all are counted: pages have numbers */
    bool tired;      /* the walk ended before the page was full */
};

void seek_cond(struct seek *s, struct cond c);
/* May a list of many rows be sorted by this: is it indexed, and an order that
 * people read? */
bool seek_sorts(const struct kind *k, const struct field *f);
/* The field that says where a thing of this kind lies: its own, or that of
 * what `by` refers to. False: nothing says it. */
bool seek_place(const struct kind *k, const struct field **by,
                const struct field **place);
void seek_run(struct rq *rq, const struct seek *s, struct seek_page *out);

/* One way to group rows: by a field of the kind, or of what `by` refers to; by
 * the place of that level that it lies in, today. */
struct seek_key {
    const struct field *f; /* NULL: all are one group */
    const struct field *by;
    int level; /* of places; below 0: the field as it is */
};
/* What is added up in each group: nothing, a number, or each value apart. */
struct seek_value {
    const struct field *f; /* of the kind; NULL: rows are counted alone */
    bool apart;            /* a group for each value of it */
};
/* All rows that are asked for, read once and counted in groups. What keys 0 and 1
 * and the value apart are is said once each, as it lies in the database: an id's
 * bytes, a text, eight bytes of a number (seek_number). */
struct seek_groups {
    struct each told[3];
    struct seek_group {
        int32_t at[3]; /* which of `told`; -1: nothing is said */
        int64_t n, sum;
        bool said; /* something was added to the sum */
    } * at;
    size_t n;
    int64_t rows;
    bool large; /* a sum is beyond what a number holds */
};
/* In the order of the first key, then of the second, as they came. False: there
 * are more rows than `most`. */
bool seek_groups(struct rq *rq, const struct seek *s,
                 const struct seek_key key[2], const struct seek_value *value,
                 int64_t most, struct seek_groups *out);
int64_t seek_number(struct str told);
/* Are there more than SEEK_FEW rows of it, within reach or not? */
bool seek_many(struct rq *rq, const struct kind *k);

#endif
