/* card - questionnaires as law: what may be answered, what it adds up to, and
 * what a score says of a household and of a group.
 *
 * Pure and whole: a score is an integer in hundredths of a point (0..10000), a
 * likelihood in thousandths (476 is 47.6 %), a group's rate in hundredths of a
 * percent. Nothing here is rounded before its last step. Field tables of the
 * kinds `questionnaire`, `likelihood` and `banding` stand in record/poverty/;
 * their structs are here, since rules, `saath score`, importer and pages all
 * read them. Kind `score` and `response` hold `answers` as a canonical JSON
 * object (FIELD_OBJECT): {"toilet":"pit"}, for `many` a list of choices, for
 * `count` an integer (or a choice, where the count is put into classes), for
 * `text` and `day` a text, for `yes_no` "yes" or "no". */
#ifndef SAATH_CARD_H
#define SAATH_CARD_H

#include "core/core.h"

#define POINT 100          /* of a score: hundredths */
#define SCORE_MOST 10000   /* 100.00 */
#define QUESTIONS_MOST 300 /* of one questionnaire */

/* ---- what a questionnaire says ------------------------------------------*/

enum question_type {
    QUESTION_ONE,  /* one of its choices */
    QUESTION_MANY, /* any of its choices, each once */
    QUESTION_COUNT,
    QUESTION_TEXT,
    QUESTION_DAY,
    QUESTION_YES_NO /* "yes" or "no"; its choices, if any, give the points */
};
#define QUESTION_TYPES "one|many|count|text|day|yes_no"
enum purpose {
    PURPOSE_POVERTY,
    PURPOSE_MATURITY,
    PURPOSE_UTILISATION,
    PURPOSE_TEST,
    PURPOSE_FORM
};
enum about { ABOUT_HOUSEHOLD, ABOUT_PERSON, ABOUT_BODY, ABOUT_PLACE };
enum card_access { CARD_OPEN, CARD_BLIND };

struct inquiry { /* one question */
    struct str code, text, text_ur, text_sd;
    int32_t type;
    bool need;             /* must be answered, where it is asked */
    int64_t least, most;   /* of a count; of a text its longest, in bytes */
    struct str asked_when; /* "q=choice[,choice]"; empty: always */
    struct str per;        /* a count: divided by this count before it is put
                              into a class, whose bounds are hundredths then */
    struct str at_most;    /* a question whose count this one cannot exceed */
    struct str feeds;      /* code of an indicator; optional */
};
struct choice {
    struct str question, code, text, text_ur, text_sd;
    int64_t points;      /* hundredths; INT_NONE on a blind card */
    int64_t least, upto; /* the counts it stands for, both included; with `per`
                           above `least` up to and with `upto` */
};
struct questionnaire {
    struct str code, title, title_ur, title_sd;
    int32_t purpose, about, access;
    day since, until;
    int64_t valid_months; /* how long a result stands; INT_NONE: until the
                             next one */
    int64_t most;         /* hundredths: the stated maximum */
    struct str source;
    struct list questions; /* struct inquiry, in the order they are asked */
    struct list choices;   /* struct choice, in the order they are shown */
};

/* ---- a card: a questionnaire made ready ---------------------------------*/

struct card_question {
    const struct inquiry *is;
    const struct choice **choice; /* its choices */
    int64_t *points;              /* beside them; INT_NONE: none */
    size_t choices;
    int64_t best; /* the most it can give; INT_NONE: it gives no points */
    int when;     /* which earlier question decides; -1 none */
    int per, at_most;
    struct str when_codes; /* "a,b" */
};
struct card {
    const struct questionnaire *is;
    struct card_question *at;
    size_t n;
    int64_t best;  /* sum of what its questions can give; INT_NONE: no points */
    bool computes; /* all points are there and add to the stated maximum */
};
/* Never NULL, whatever the questionnaire says: a card that is wrong computes
 * nothing. Borrows from `q`; the rest lives in the arena. A blind card computes
 * once card_weigh gave it its points. */
struct card *card_of(const struct questionnaire *q, struct arena *a);
/* What is wrong with a questionnaire, in paths of its own. */
void card_judge(const struct questionnaire *q, struct findings *f);
/* Points of kind `weights`, {"question":{"choice":hundredths}}, into a card.
 * False: they are not for this card, or do not add to its maximum; findings
 * say why, about the field `points`, and the card computes nothing. Answers
 * and points are JSON texts; what is read lives in f->arena. */
bool card_weigh(struct card *c, struct str points, struct findings *f);
int card_find(const struct card *c, struct str question); /* -1 none */

/* ---- answers ------------------------------------------------------------*/

/* A reading of one `answers`; json_member by question code. NULL object: they
 * are no JSON object. */
struct answers {
    const struct json *object;
    struct arena *arena;
};
struct answers answers_read(struct str answers, struct arena *a);
/* Is question number `at` asked, given what was answered before it. */
bool card_asked(const struct card *c, const struct answers *x, size_t at);
/* Unknown question or choice, missing where needed, out of bounds, answered
 * though it was skipped, more dependants than people ...: path "answers.q".
 * STOP for what the card does not know, WARN for what contradicts itself. */
void card_answers(const struct card *c, const struct answers *x,
                  struct findings *f);
/* Hundredths of a point, or INT_NONE: the card does not compute, or a question
 * with points that is asked is not answered so that the card knows it. */
int64_t card_score(const struct card *c, const struct answers *x);
/* The same of one question; 0 where it is not asked or has no points. */
int64_t card_points(const struct card *c, const struct answers *x, size_t at);

/* ---- bands and windows --------------------------------------------------*/

struct band {
    struct str code;
    int64_t least; /* hundredths; up to the next one's, not with it */
    struct str title, title_ur, title_sd;
};
struct banding {
    struct str code, programme, card;
    day since, until;
    bool counted; /* the one that figures use */
    struct str source;
    struct list bands; /* struct band, rising */
};
/* The band of a score: 11.50 is in 0-11, 18.99 in 12-18. NULL: below all. */
const struct band *band_of(const struct banding *b, int64_t score);
/* Does a product's window hold a score (finance.md 1.4, rule 1): a whole upper
 * number takes all that begins with it (18 takes 18.99), one with decimals is
 * the last that is in (16.17). INT_NONE: no bound on that side. */
bool window_holds(int64_t least, int64_t upto, int64_t score);

/* ---- likelihoods and groups ---------------------------------------------*/

struct share {
    int64_t least; /* hundredths: class of scores up to the next one's */
    int64_t rate;  /* thousandths that are poor */
};
struct targeting { /* of all households, in thousandths, when those below `upto`
                   are chosen */
    int64_t upto;  /* hundredths, not with it */
    int64_t inclusion, undercoverage, leakage, exclusion;
};
struct likelihood {
    struct str card, line;
    int64_t alpha; /* thousandths: the spread of this card's estimate to that of
                      a direct one; INT_NONE: 1000 */
    struct str source;
    struct list shares;  /* struct share, rising */
    struct list targets; /* struct targeting, rising */
};
/* Thousandths; INT_NONE below the first class. Never smoothed: a published
 * table need not fall. */
int64_t likelihood_of(const struct likelihood *l, int64_t score);

/* A group is its members' likelihoods added up (finance.md 1.3). */
struct group {
    int64_t n, sum; /* thousandths */
};
/* Mean of the likelihoods, in hundredths of a percent, half away from nought;
 * INT_NONE of nobody. Not the likelihood of the mean score. */
int64_t group_rate(struct group g);
/* Change from one round to the next, hundredths of a percent point; and as a
 * share of those who were poor at first, hundredths of a percent (below nought:
 * fewer are poor). INT_NONE where a group is empty, or nobody was poor. */
int64_t group_change(struct group then, struct group now);
int64_t group_change_share(struct group then, struct group now);

#define Z_90 164 /* hundredths of standard deviations: 90 % of the time */
#define Z_95 196
#define ALPHA_DIRECT 1000
/* Half of the interval around a rate (hundredths of a percent, 0..10000) of n
 * households: alpha z sqrt(p (1-p) / n), in thousandths of a percent point,
 * rounded to the nearest. INT_NONE when n < 1. */
int64_t rate_half_width(int64_t rate, int64_t n, int64_t alpha, int64_t z);
/* The same of a change between two groups asked apart. */
int64_t change_half_width(struct group then, struct group now, int64_t alpha,
                          int64_t z);
/* Households to ask for a half interval `c` (thousandths of a percent point):
 * (alpha z / c)^2 p (1-p), rounded up. INT_NONE when c < 1. */
int64_t sample_size(int64_t rate, int64_t c, int64_t alpha, int64_t z);

/* What a cut-off reaches, in thousandths of: all households; those reached; the
 * poor. From figures rounded in print: the last digit is uncertain. */
struct reached {
    int64_t households, poor, of_poor;
};
struct reached target_reach(const struct targeting *t);
/* The row whose classes all lie below `upto` hundredths; NULL: none. */
const struct targeting *target_of(const struct likelihood *l, int64_t upto);

#endif
