/* priority_tell - what is wrong with what a meeting said about its needs. */
#include "core/priority.h"

static bool known(const struct ranking *r, struct id need)
{
    const struct ranking_option *o = r->option.at;

    for (size_t i = 0; i < r->option.n; i++)
        if (id_same(o[i].need, need))
            return true;
    return false;
}

static void options_tell(const struct ranking *r, struct findings *f)
{
    const struct ranking_option *o = r->option.at;

    if (r->option.n < 2)
        tell(f, STOP, "ranking.one_need", "option");
    for (size_t i = 0; i < r->option.n; i++) {
        for (size_t j = 0; j < i; j++)
            if (id_same(o[i].need, o[j].need)) {
                tell_row(f, STOP, "ranking.need_twice", "option", i, "need");
                break;
            }
        if (o[i].place != INT_NONE && o[i].place > (int64_t)r->option.n)
            tell_row(f, STOP, "ranking.place_beyond", "option", i, "place");
        if (r->method == PRIORITY_MEETING && o[i].place == INT_NONE)
            tell_row(f, STOP, "ranking.no_place", "option", i, "place");
    }
}

/* ---- stones and hands ---------------------------------------------------*/

static int64_t said(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

/* Nobody can have put down more stones than she had. */
static void heads_tell(const char *field, int64_t put, int64_t present,
                       int64_t each, struct findings *f)
{
    if (present != INT_NONE && each != INT_NONE && put > present * each)
        tell_ab(f, STOP, "ranking.too_many_stones", field, put, present * each);
}

static void stones_tell(const struct ranking *r, struct findings *f)
{
    const struct ranking_option *o = r->option.at;
    int64_t women = 0, men = 0, poorest = 0;

    for (size_t i = 0; i < r->option.n; i++) {
        women += said(o[i].women);
        men += said(o[i].men);
        poorest += said(o[i].poorest);
        if (r->method == PRIORITY_STONES && o[i].women == INT_NONE &&
            o[i].men == INT_NONE)
            tell_row(f, WARN, "ranking.no_tally", "option", i, "women");
        if ((o[i].women != INT_NONE || o[i].men != INT_NONE) &&
            said(o[i].poorest) > said(o[i].women) + said(o[i].men))
            tell_row(f, STOP, "ranking.poorest_beyond", "option", i, "poorest");
    }
    heads_tell("women_present", women, r->women_present, r->stones, f);
    heads_tell("men_present", men, r->men_present, r->stones, f);
    heads_tell("poorest_present", poorest, r->poorest_present, r->stones, f);
}

/* ---- two by two ---------------------------------------------------------*/

static bool pair_before(const struct ranking_pair *x, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if ((id_same(x[i].need_a, x[j].need_a) &&
             id_same(x[i].need_b, x[j].need_b)) ||
            (id_same(x[i].need_a, x[j].need_b) &&
             id_same(x[i].need_b, x[j].need_a)))
            return true;
    return false;
}

static void pairs_tell(const struct ranking *r, struct findings *f)
{
    const struct ranking_pair *x = r->pair.at;

    for (size_t i = 0; i < r->pair.n; i++) {
        if (!known(r, x[i].need_a))
            tell_row(f, STOP, "ranking.not_an_option", "pair", i, "need_a");
        if (!known(r, x[i].need_b))
            tell_row(f, STOP, "ranking.not_an_option", "pair", i, "need_b");
        if (id_same(x[i].need_a, x[i].need_b))
            tell_row(f, STOP, "ranking.with_itself", "pair", i, "need_b");
        if (x[i].won < 0)
            tell_row(f, STOP, "ranking.nothing_won", "pair", i, "won");
        if (pair_before(x, i))
            tell_row(f, STOP, "ranking.pair_twice", "pair", i, "need_b");
    }
}

/* ---- marks --------------------------------------------------------------*/

static bool criterion_known(const struct ranking *r, struct str code, size_t n)
{
    const struct ranking_criterion *c = r->criterion.at;

    for (size_t i = 0; i < n; i++)
        if (str_same(c[i].code, code))
            return true;
    return false;
}

static void weights_tell(const struct ranking *r, struct findings *f)
{
    const struct ranking_criterion *c = r->criterion.at;
    int64_t sum = 0;

    for (size_t i = 0; i < r->criterion.n; i++) {
        sum += said(c[i].weight);
        if (criterion_known(r, c[i].code, i))
            tell_row(f, STOP, "ranking.criterion_twice", "criterion", i,
                     "code");
    }
    if (sum != 100)
        tell_ab(f, STOP, "ranking.weights", "criterion", sum, 100);
}

static bool mark_before(const struct ranking_mark *m, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (id_same(m[i].need, m[j].need) &&
            str_same(m[i].criterion, m[j].criterion))
            return true;
    return false;
}

static void marks_tell(const struct ranking *r, struct findings *f)
{
    const struct ranking_mark *m = r->mark.at;

    weights_tell(r, f);
    for (size_t i = 0; i < r->mark.n; i++) {
        if (!known(r, m[i].need))
            tell_row(f, STOP, "ranking.not_an_option", "mark", i, "need");
        if (!criterion_known(r, m[i].criterion, r->criterion.n))
            tell_row(f, STOP, "ranking.no_criterion", "mark", i, "criterion");
        if (mark_before(m, i))
            tell_row(f, STOP, "ranking.mark_twice", "mark", i, "criterion");
    }
}

/* ---- all of it ----------------------------------------------------------*/

static void present_tell(const struct ranking *r, struct findings *f)
{
    int64_t heads = said(r->women_present) + said(r->men_present);

    if (said(r->poorest_present) > heads)
        tell_ab(f, STOP, "ranking.poorest_present", "poorest_present",
                r->poorest_present, heads);
    if (said(r->women_present) == 0)
        tell(f, WARN, "ranking.no_women", "women_present");
    if (said(r->poorest_present) == 0)
        tell(f, WARN, "ranking.no_poorest", "poorest_present");
}

/* Rows that another method would have asked for say nothing here. */
static void other_rows_tell(const struct ranking *r, struct findings *f)
{
    if (r->pair.n && r->method != PRIORITY_PAIRWISE)
        tell(f, WARN, "ranking.other_rows", "pair");
    if (r->criterion.n && r->method != PRIORITY_WEIGHTED)
        tell(f, WARN, "ranking.other_rows", "criterion");
    if (r->mark.n && r->method != PRIORITY_WEIGHTED)
        tell(f, WARN, "ranking.other_rows", "mark");
}

/* Where places are said they are what was counted: others read them. */
static void places_tell(const struct ranking *r, const struct priority *p,
                        struct findings *f)
{
    const struct ranking_option *o = r->option.at;

    for (size_t i = 0; i < p->n; i++) {
        const struct priority_row *x = &p->row[i];
        int64_t place = o[x->option].place;

        if (place == INT_NONE)
            tell_row(f, STOP, "ranking.no_place", "option", x->option, "place");
        else if (r->method != PRIORITY_MEETING && place != x->rank[VOICE_ALL])
            tell_row(f, STOP, "ranking.other_place", "option", x->option,
                     "place");
        if (x->by == BY_LEVEL)
            tell_row(f, WARN, "ranking.level", "option", x->option, "place");
    }
}

bool priority_tell(const struct ranking *r, struct findings *f)
{
    struct priority p;

    options_tell(r, f);
    present_tell(r, f);
    stones_tell(r, f);
    if (r->method == PRIORITY_PAIRWISE)
        pairs_tell(r, f);
    if (r->method == PRIORITY_WEIGHTED)
        marks_tell(r, f);
    other_rows_tell(r, f);
    if (findings_stop(f))
        return false;
    p = priority_of(r, f->arena);
    if (p.missing && r->method == PRIORITY_PAIRWISE)
        tell_ab(f, WARN, "ranking.pairs_missing", "pair", (int64_t)p.missing,
                (int64_t)p.asked);
    if (p.missing && r->method == PRIORITY_WEIGHTED)
        tell_ab(f, WARN, "ranking.marks_missing", "mark", (int64_t)p.missing,
                (int64_t)p.asked);
    if (p.circle)
        tell(f, WARN, "ranking.circle", "pair");
    places_tell(r, &p, f);
    return !findings_stop(f);
}
