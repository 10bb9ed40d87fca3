#include "core/core.h"

struct drawn {
    struct id score;
};
static const struct field drawn_field[] = {
    REF(drawn, score, "score", FIELD_NEED | FIELD_FIND),
};

struct sample {
    struct id survey;
    day made;
    int64_t share, scores;
    struct hash seed;
    struct list drawn;
};
static const struct field sample_field[] = {
    REF(sample, survey, "survey",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(sample, made, FIELD_NEED | FIELD_KEY),
    COUNT(sample, share, 1, 1000, FIELD_NEED),
    COUNT(sample, scores, 1, 10000000, FIELD_NEED),
    HASH(sample, seed, FIELD_NEED),
    ROWS(sample, drawn, drawn, 5000, FIELD_NEED),
};

struct sample_view {
    int64_t today;
};
static const struct field sample_view_field[] = {
    COUNT(sample_view, today, 0, 0, 0),
};

static void sample_rule(const struct sample *x, const struct sample_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->made != DAY_NONE && x->made > v->today)
        tell(f, STOP, "date.in_future", "made");
    if (hash_none(x->seed))
        tell(f, STOP, "field.missing", "seed");
    if (x->scores != INT_NONE && (int64_t)x->drawn.n > x->scores)
        tell(f, STOP, "sample.more_than_all", "drawn");
}

/* One score that was drawn. */
struct sample_fact {
    struct id entry, score;
    int64_t own; /* 1: the score is one of this survey */
};
static const struct field sample_fact_field[] = {
    REF(sample_fact, entry, "sample", 0),
    REF(sample_fact, score, "score", 0),
    COUNT(sample_fact, own, 0, 0, 0),
};

/* A survey is drawn from once: who draws again until it suits has not drawn at
 * random. */
static bool sample_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    const struct sample_fact *f = facts;
    bool foreign = false;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n || !id_same(f[i].entry, f[i + 1].entry);

        foreign |= !f[i].own;
        if (last && foreign)
            remark(out, f[i].entry, WARN, "sample.not_of_survey", "drawn", 0,
                   0);
        if (last && !id_same(f[i].entry, f[0].entry))
            remark(out, f[i].entry, WARN, "sample.second", "survey", 0, 0);
        foreign &= !last;
    }
    return true;
}

/* The scores of a survey that are asked once more, drawn at random when it was
 * closed: `share` of a thousand, by a seed that the keeper's machine chose. */
RECORD(sample, .view = COLUMNS(sample_view), .fact = COLUMNS(sample_fact),
       .posts = sample_posts, .right = RIGHT_MANAGE, .reads = RIGHT_REGISTER,
       .group = "poverty");
