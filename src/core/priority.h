/* priority - needs put in an order by those whose needs they are: as a meeting
 * agreed, two by two, by stones, or by marks that are weighted; and what two
 * such orders of the same needs differ in, and why.
 *
 * Pure integers. What women said and what the poorest members said is counted
 * apart and ranked apart. The rule for equals is one and is named: of needs
 * with equal scores that one comes first which
 *     won more among the equals (two by two only),
 *     then has more of the women's tally,
 *     then more of the poorest members' tally;
 * what is equal in all of that shares its place. */
#ifndef SAATH_PRIORITY_H
#define SAATH_PRIORITY_H

#include "core/core.h"

enum priority_method {
    PRIORITY_MEETING, /* the meeting agreed on the places */
    PRIORITY_PAIRWISE,
    PRIORITY_STONES, /* so many stones, or one raised hand, for each present */
    PRIORITY_WEIGHTED
};
#define PRIORITY_METHODS "meeting|pairwise|stones|weighted"
enum {
    PRIORITY_NEEDS = 40,
    PRIORITY_PAIRS = PRIORITY_NEEDS * (PRIORITY_NEEDS - 1) / 2,
    PRIORITY_CRITERIA = 12,
    PRIORITY_MARKS = PRIORITY_NEEDS * PRIORITY_CRITERIA,
    PRIORITY_HEADS = 5000, /* present at a meeting */
    PRIORITY_TALLY = 1000000
};
enum pair_won { PAIR_ONE, PAIR_OTHER, PAIR_LEVEL };
#define PAIR_WON "former|latter|alike"

/* One need: stones or hands, and its place (from 1; equals share it). */
struct ranking_option {
    struct id need;
    int64_t women, men, poorest, place;
};
/* Two needs: which is put first by all, by the women, by the poorest; -1: not
 * asked. */
struct ranking_pair {
    struct id need_a, need_b;
    int32_t won, women, poorest;
};
struct ranking_criterion {
    struct str code, title;
    int64_t weight; /* of 100, together */
};
/* 0..100: of all, of the women, of the poorest. */
struct ranking_mark {
    struct id need;
    struct str criterion;
    int64_t mark, women, poorest;
};
/* The record of that name (record/need/ranking.c). */
struct ranking {
    struct id body, meeting, plan;
    day held;
    int32_t method;
    int64_t stones; /* that each had; INT_NONE: not said, nothing is checked */
    int64_t women_present, men_present, poorest_present;
    struct list option, pair, criterion, mark;
    struct str note;
    struct id staff;
};

enum priority_voice { VOICE_ALL, VOICE_WOMEN, VOICE_MEN, VOICE_POOREST };
enum { VOICES = 4 };

/* What parts it from the one above. */
enum priority_by {
    BY_FIRST,
    BY_SCORE,
    BY_AMONG,
    BY_WOMEN,
    BY_POOREST,
    BY_LEVEL
};
#define PRIORITY_BY "first|score|among|women|poorest|level"

/* Scores, of each voice: stones or hands; of pairs 2 for one that was won and 1
 * for a level one; of marks hundredths of a point of 100; of a meeting how many
 * places stand below it. INT_NONE: that voice was not heard. */
struct priority_row {
    struct id need;
    size_t option; /* row of ranking.option */
    int64_t score[VOICES];
    int64_t rank[VOICES]; /* by that voice alone; INT_NONE: not heard */
    int64_t among;
    enum priority_by by;
};
/* In order of rank, equals by id. */
struct priority {
    struct priority_row *row;
    size_t n;
    bool circle; /* of three needs each is put before the next: no order holds
                    all that was said */
    size_t asked, missing; /* pairs, or marks, that should be there */
};
struct priority priority_of(const struct ranking *r, struct arena *a);
/* What is wrong with what was said; false: there is no order of it. */
bool priority_tell(const struct ranking *r, struct findings *f);
/* Was this voice heard at all? */
bool priority_heard(const struct priority *p, enum priority_voice voice);
/* Sets option.place of each to its rank. For one that a meeting agreed on
 * nothing changes but that equal places are parted by the rule. */
void priority_place(struct ranking *r, struct arena *a);

/* ---- two orders of the same needs ---------------------------------------*/

/* Why one need stands elsewhere in the other order, told by the need that it
 * changed sides with; word "contrast.NAME". */
enum contrast_why {
    CONTRAST_SAME,   /* it stands where it stood */
    CONTRAST_PUSHED, /* it changed sides with none: others came or went */
    CONTRAST_TIE,    /* level in one of them: the rule for equals decided */
    CONTRAST_WOMEN,  /* women and men wanted the contrary; there theirs told */
    CONTRAST_CRITERION, /* one of weight `a` parts them by `b` hundredths */
    CONTRAST_DIRECT,    /* it won when the two were laid side by side */
    CONTRAST_WINS,      /* it won more often: `a` against `b` */
    CONTRAST_COUNT,     /* it had more stones: `a` against `b` */
    CONTRAST_AGREED     /* the meeting agreed so */
};
#define CONTRAST_WHYS                                                           \
    "unmoved|pushed|tie|womens|by_criterion|side_by_side|more_wins|more_stones" \
    "|agreed"
enum contrast_side { SIDE_HERE, SIDE_THERE };

struct contrast_row {
    struct id need, other; /* other: that it changed sides with */
    int64_t here, there;   /* places among the needs of both */
    int32_t why, side;     /* in which of the two the reason lies */
    int64_t a, b;          /* of `other`: b */
    struct str text;       /* title of a criterion */
};
struct contrast_of {
    struct contrast_row *row; /* in the order of `here`, then id */
    size_t n;
    size_t here_only, there_only; /* needs that only one of them has */
    int64_t pairs, swapped;       /* of two needs: in the contrary order */
};
struct contrast_of priority_contrast(const struct ranking *here,
                                     const struct ranking *there,
                                     struct arena *a);

#endif
