/* portfolio - the best set of needs that a budget can carry, why each of them is
 * in it or not, and how much better any other set could be at the most.
 *
 * Pure, and a function of the set of needs: their order does not matter, and of
 * equally good sets it is always the same one. The method stands in
 * core/knapsack.h. */
#ifndef SAATH_CORE_PORTFOLIO_H
#define SAATH_CORE_PORTFOLIO_H

#include "core/core.h"

enum portfolio_must { PORTFOLIO_MAY, PORTFOLIO_MUST, PORTFOLIO_NEVER };
#define PORTFOLIO_MUST_SAYS "may|must|must_not"

#define PORTFOLIO_COST INT64_C(10000000000000) /* paisa: of one, of all */
#define PORTFOLIO_VALUE INT64_C(1000000000)    /* of one */
enum {
    PORTFOLIO_ITEMS = 2000,
    PORTFOLIO_EITHERS = 50, /* needs that only one of may be taken */
    PORTFOLIO_STATES = 2048 /* effort, see core/knapsack.h */
};

/* Why a need is taken, and why it is not; word "portfolio.NAME". */
enum portfolio_why {
    WHY_MUST,   /* it was said that it must be */
    WHY_WORTH,  /* without it every set is worth less, by `loses` at least */
    WHY_TAKEN,  /* it is in the set; another without it may be worth as much */
    WHY_NEVER,  /* it was said that it must not be */
    WHY_EITHER, /* another one of the same choice is taken */
    WHY_DEAR,   /* it costs more than the budget leaves after those that must */
    WHY_NOTHING, /* it is worth nothing */
    WHY_LOSES,   /* with it every set is worth less, by `loses` at least */
    WHY_CLOSE    /* another set, with it, may be worth as much */
};
#define PORTFOLIO_WHYS "must|worth|taken|never|either|dear|nothing|loses|close"

struct portfolio_item {
    struct id need;
    paisa cost;      /* 0..PORTFOLIO_COST */
    int64_t value;   /* 0..PORTFOLIO_VALUE */
    paisa for_women; /* of the cost, for what women put first: 0..cost */
    int32_t must;    /* enum portfolio_must */
    int64_t either;  /* of those with the same number one at the most; 0 none */
    /* set by portfolio_choose */
    bool taken_up;
    enum portfolio_why why;
    int64_t loses; /* in values */
};
struct portfolio_ask {
    paisa budget;  /* 0..PORTFOLIO_COST */
    int64_t share; /* percent of what is spent, for women's needs, at least */
    size_t states; /* effort; 0: PORTFOLIO_STATES */
};
/* What a need is worth, in a portfolio that is kept. */
#define PORTFOLIO_BASES "households|poorest|people|ranked_by|said"
enum portfolio_basis {
    BASIS_HOUSEHOLDS, /* that it serves */
    BASIS_POOREST,    /* of these the poorest */
    BASIS_PEOPLE,     /* women and men */
    BASIS_PLACE,      /* how many stand below it in the ranking */
    BASIS_SAID        /* as somebody said */
};
enum portfolio_end {
    PORTFOLIO_BEST,  /* no set is worth more: proven */
    PORTFOLIO_GOOD,  /* none is worth more than the bound: proven */
    PORTFOLIO_MUSTS, /* those that must be cost more than the budget */
    PORTFOLIO_CLASH, /* two of one choice must be */
    PORTFOLIO_SHARE, /* no set holds the women's share: proven */
    PORTFOLIO_LOST   /* none was found that holds it, in so much effort */
};
#define PORTFOLIO_ENDS "best|good|musts|clash|share|lost"
struct portfolio_choice {
    enum portfolio_end end;
    int64_t value; /* of what is taken */
    int64_t bound; /* no set is worth more */
    paisa cost, women;
    size_t taken;
    int64_t greedy; /* value of the usual way, see portfolio_greedy */
    size_t seen;    /* effort that was needed */
};
/* Needs are each named once. Nothing is taken unless the end is BEST or GOOD. */
struct portfolio_choice portfolio_choose(const struct portfolio_ask *ask,
                                         struct portfolio_item *item, size_t n,
                                         struct arena *a);
/* What goes wrong with `ask` and items as somebody said them; false: nothing
 * may be chosen of them. */
bool portfolio_tell(const struct portfolio_ask *ask,
                    const struct portfolio_item *item, size_t n,
                    struct findings *f);
/* Rows of a record as the choice takes them: what was not said is nothing. A
 * copy in the arena. */
struct portfolio_item *portfolio_rows(const struct list *rows, struct arena *a);
/* What is taken, added up; of items that portfolio_tell has nothing to say of. */
struct portfolio_sum {
    paisa cost, women;
    int64_t value;
    size_t taken;
    size_t against; /* the first that is taken and must not be, or the contrary;
                       n: none */
    size_t both;    /* the first of two of one choice that are taken; n: none */
};
struct portfolio_sum portfolio_sum(const struct portfolio_item *item, size_t n);
/* How much of the bound is missing, in hundredths of a percent, rounded up. */
int64_t portfolio_gap(const struct portfolio_choice *c);
/* The usual way, to compare with: musts first, then by value for cost as long as
 * it fits, without the women's share. Returns the value; -1: the musts do not
 * fit. */
int64_t portfolio_greedy(const struct portfolio_ask *ask,
                         const struct portfolio_item *item, size_t n,
                         struct arena *a);

#endif
