/* choice - whom a product is for: one household judged by a product's rule,
 * many of them ranked, and a random part of a survey drawn.
 *
 * Pure. What it says of a household is a list of parts that explains itself in
 * three languages (words "eligible.WHAT") and is kept with the decision as
 * canonical JSON. Scores are hundredths of a point. Struct `product` is the
 * record of that name (record/poverty/product.c). */
#ifndef SAATH_CHOICE_H
#define SAATH_CHOICE_H

#include "core/core.h"

/* ---- a product's rule ---------------------------------------------------*/

enum term_need {
    TERM_SEEN,         /* whoever decides has to see it: the text says what */
    TERM_MEMBER,       /* somebody of the household is in a CO */
    TERM_WOMAN,        /* a woman of 18 or more lives in it */
    TERM_WOMAN_HEADED, /* a woman heads it */
    TERM_CNIC,         /* a grown-up of it holds a CNIC */
    TERM_AGE,          /* somebody of that age lives in it: least..most years */
    TERM_DISABILITY,   /* somebody in it has a disability */
    TERM_LANDLESS
};
#define TERM_NEEDS "seen|member|woman|woman_headed|cnic|age|disability|landless"
struct term {
    int32_t need;
    int64_t least, most;
    struct str text, text_ur, text_sd;
};
enum { TERMS_MOST = 20 };
enum whom { WHOM_HOUSEHOLD, WHOM_PERSON, WHOM_WOMAN };
struct product {
    struct str code, programme;
    struct id rsp, project;
    struct str title, title_ur, title_sd;
    struct str card;     /* scores of this one only; empty: of any */
    int64_t least, upto; /* as window_holds (core/card.h) takes them */
    day since, until;    /* of this version of the rule */
    int32_t whom;
    bool once;     /* a household receives it once */
    paisa ceiling; /* of one decision; INT_NONE */
    bool ranked;   /* who gets it is decided by a selection */
    struct str source;
    struct list terms; /* struct term */
};
/* "CIF-PPRP 2009-02-01": the code of the product and the day since which this
 * version of its rule stands. */
struct str product_rule_name(const struct product *p, struct arena *a);

/* ---- one household ------------------------------------------------------*/

/* What the registers know of a household on a day; -1: they do not know. */
struct choice_home {
    int64_t women;        /* of 18 or more */
    int64_t cnic;         /* grown-ups who hold one */
    int64_t members;      /* of COs */
    int64_t disabled;     /* persons */
    int64_t woman_headed; /* 0, 1 */
    int64_t landless;     /* 0, 1 */
    int64_t ages;         /* how many ages follow */
    const int64_t *age;   /* of its persons, in whole years */
};
/* Its score that is current on the day; an id of none: there is none. */
struct choice_score {
    struct id id;
    struct str card;
    int64_t score;
    day taken;
};
/* How it stands in the selection that holds on the day. */
struct choice_place {
    enum { PLACE_NONE, PLACE_CHOSEN, PLACE_WAITING } state;
    int64_t rank;
};
struct choice_ask {
    const struct product *product;
    struct choice_home home;
    struct choice_score score;
    struct choice_place place;
    day on;
    day received;      /* when it was given this product; DAY_NONE: never */
    unsigned seen;     /* bit i: term i was seen to hold */
    unsigned not_seen; /* bit i: it was seen not to hold */
};

enum verdict_says { ELIGIBLE, NOT_ELIGIBLE, WAITING, REFUSED };
#define VERDICTS "eligible|not_eligible|waiting|refused"
enum part_says {
    PART_TOLD,    /* what the answer rests on */
    PART_MET,     /* a condition that holds */
    PART_NOT_MET, /* one that does not: not eligible */
    PART_TO_SEE   /* nobody knows yet */
};
struct choice_part {
    enum part_says says;
    struct str what; /* word "eligible.WHAT" */
    int64_t a, b;    /* {a} {b} as numbers, {x} {y} as scores, {d} a as a day */
    struct str text, text_ur, text_sd; /* {text} */
};
struct choice_answer {
    enum verdict_says verdict;
    struct str rule;  /* product_rule_name */
    struct id score;  /* the one it rests on; none */
    int64_t points;   /* of that score; INT_NONE */
    struct str title; /* of the product, in English */
    day on;
    struct choice_part *part;
    size_t parts;
};
/* Never stops at the first: all that holds and all that does not is said. Not
 * eligible when a part is not met; else waiting while one is still to be seen,
 * or where a ranked selection has not chosen it; else eligible. */
struct choice_answer choice_judge(const struct choice_ask *ask,
                                  struct arena *a);
/* A part as a sentence. */
void choice_explain(struct buf *b, enum lang lang, const struct choice_part *p);
/* What decision.why holds: canonical JSON, and back. False: it is no such
 * text; what it lacks is empty. */
struct str choice_json(const struct choice_answer *c, struct arena *a);
bool choice_read(struct str json, struct arena *a, struct choice_answer *out);

/* ---- many households ----------------------------------------------------*/

struct rank_row {
    struct id household, score_id;
    int64_t score;      /* hundredths */
    int64_t dependants; /* persons under 18 or over 65 */
    day taken;          /* of the score */
    int64_t rank;       /* set by rank_sort: from 1 */
    bool waiting;       /* set by rank_sort: beyond the places */
    enum rank_by {      /* what parts it from the row above */
                   RANK_FIRST,
                   RANK_SCORE,
                   RANK_DEPENDANTS,
                   RANK_TAKEN,
                   RANK_ID
    } by;
};
/* Lowest score first; of equal scores who has more dependants, then who was
 * surveyed first, then the id of the household (finance.md 1.4, rule 4). Every
 * row has a rank of its own, whatever the order they came in. */
void rank_sort(struct rank_row *row, size_t n, int64_t places);

/* ---- a random part ------------------------------------------------------*/

struct draw_row {
    struct id score, enumerator; /* none: not said */
    bool drawn;                  /* set by draw_sample */
};
/* Draws ceil(n * permille / 1000) of n scores, without putting back. Each score
 * has a number, SHA-256 over the survey's id, the seed and its own id; least
 * numbers are drawn. First of each enumerator the least one, so that nobody's
 * work is left out (more are drawn when there are more enumerators than that);
 * then the least of all that are left. At most `most`. The rows come back in
 * the order of their numbers: whoever has the seed can draw again. Returns how
 * many were drawn. */
size_t draw_sample(struct draw_row *row, size_t n, struct id survey,
                   struct hash seed, int64_t permille, size_t most,
                   struct arena *a);

/* ---- asked twice --------------------------------------------------------*/

/* One question of a back-check. */
struct recheck {
    struct str question;
    bool same;
};
/* Questions that either of two `answers` says, by code: the first ones and
 * those of the back-check; an answer that only one of them has differs. Lists
 * are compared as sets. Returns how many. */
size_t recheck_compare(struct str first, struct str second, struct arena *a,
                       struct recheck **out);

#endif
