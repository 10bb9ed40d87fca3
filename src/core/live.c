/* live - words that the records of livelihood share. */
#include "core/live.h"

/* One entry adds to one figure once: what it says there twice is one sum, and
 * nothing where it comes to nothing. */
static void join_last(struct postings *out)
{
    const struct posting *last = &out->at[out->n - 1];

    for (size_t i = 0; i + 1 < out->n; i++) {
        struct posting *p = &out->at[i];

        if (!id_same(p->entry, last->entry) || p->month != last->month ||
            !id_same(p->place, last->place) || !id_same(p->rsp, last->rsp) ||
            !id_same(p->project, last->project) ||
            !str_same(p->indicator, last->indicator))
            continue;
        p->amount += last->amount;
        out->n--;
        if (p->amount == 0)
            *p = out->at[--out->n];
        return;
    }
}

void live_post(struct postings *out, const struct posting *like,
               const char *indicator, int64_t amount, month cutover)
{
    struct posting one = *like;
    size_t before;

    if (amount == INT_NONE || amount == 0)
        return;
    one.indicator = str_of(indicator);
    one.amount = amount;
    before = out->n;
    post_kept(out, &one, cutover, true);
    if (out->n > before)
        join_last(out);
}

static const char *named(struct postings *out, const char *indicator,
                         const char *sex)
{
    struct buf b = buf_start(out->arena);

    buf_z(&b, indicator);
    buf_z(&b, sex);
    return arena_z(out->arena, buf_str(&b));
}

void live_post_sexes(struct postings *out, const struct posting *like,
                     const char *indicator, int64_t women, int64_t men,
                     month cutover)
{
    int64_t w = women == INT_NONE ? 0 : women, m = men == INT_NONE ? 0 : men;

    live_post(out, like, indicator, w + m, cutover);
    live_post(out, like, named(out, indicator, ".women"), w, cutover);
    live_post(out, like, named(out, indicator, ".men"), m, cutover);
}

void live_post_one(struct postings *out, const struct posting *like,
                   const char *indicator, int32_t sex, int64_t amount,
                   month cutover)
{
    live_post(out, like, indicator, amount, cutover);
    if (sex == 0)
        live_post(out, like, named(out, indicator, ".women"), amount, cutover);
    if (sex == 1)
        live_post(out, like, named(out, indicator, ".men"), amount, cutover);
}
