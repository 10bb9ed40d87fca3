#include "core/card.h"

static const struct field share_field[] = {
    COUNT(share, least, 0, SCORE_MOST, FIELD_NEED | FIELD_POINTS),
    COUNT(share, rate, 0, 1000, FIELD_NEED),
};
static const struct field targeting_field[] = {
    COUNT(targeting, upto, 0, SCORE_MOST + POINT, FIELD_NEED | FIELD_POINTS),
    COUNT(targeting, inclusion, 0, 1000, FIELD_NEED),
    COUNT(targeting, undercoverage, 0, 1000, FIELD_NEED),
    COUNT(targeting, leakage, 0, 1000, FIELD_NEED),
    COUNT(targeting, exclusion, 0, 1000, FIELD_NEED),
};
static const struct field likelihood_field[] = {
    CODE(likelihood, card, "questionnaire",
         FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    TEXT(likelihood, line, 40, FIELD_NEED | FIELD_KEY | FIELD_THING),
    COUNT(likelihood, alpha, 1, 10000, 0),
    TEXT(likelihood, source, 500, 0),
    ROWS(likelihood, shares, share, 101, FIELD_NEED),
    ROWS(likelihood, targets, targeting, 101, 0),
};

#define ROUNDED 2 /* thousandths that four printed numbers may be off by */

static void targets_judge(const struct likelihood *x, struct findings *f)
{
    const struct targeting *t = x->targets.at;

    for (size_t i = 0; i < x->targets.n; i++) {
        int64_t sum = t[i].inclusion + t[i].undercoverage + t[i].leakage +
                      t[i].exclusion;

        if (i && t[i].upto <= t[i - 1].upto)
            tell_row(f, STOP, "likelihood.not_rising", "targets", i, "upto");
        if (sum < 1000 - ROUNDED || sum > 1000 + ROUNDED)
            tell_row(f, WARN, "likelihood.not_whole", "targets", i,
                     "exclusion");
    }
}

struct likelihood_view; /* its rule needs no view */
/* Classes rise from nought. Rates need not fall: a published table may rise a
 * little from one class to the next, and stays as it was published. */
static void likelihood_rule(const struct likelihood *x,
                            const struct likelihood_view *v, struct findings *f)
{
    const struct share *s = x->shares.at;

    (void)v;
    if (x->shares.n && s[0].least != 0)
        tell_row(f, STOP, "likelihood.not_from_nought", "shares", 0, "least");
    for (size_t i = 1; i < x->shares.n; i++)
        if (s[i].least <= s[i - 1].least)
            tell_row(f, STOP, "likelihood.not_rising", "shares", i, "least");
    targets_judge(x, f);
}

/* How many of a hundred households of a score are poor, by one poverty line;
 * and whom a cut-off reaches. */
RECORD(likelihood, .title = "line", .group = "poverty", .right = RIGHT_ADMIN);
