#include "core/card.h"

struct weights {
    struct str card;
    day since;
    struct str authority;
    struct hash sealed;
    struct str points;
};
static const struct field weights_field[] = {
    CODE(weights, card, "questionnaire",
         FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(weights, since, FIELD_NEED | FIELD_KEY),
    TEXT(weights, authority, 200, FIELD_NEED),
    HASH(weights, sealed, 0),
    TEXT(weights, points, 65536, FIELD_NEED | FIELD_SEALED | FIELD_SECRET),
};

struct weights_view {
    int64_t today;
    struct str card;
    const struct card *of; /* NULL: it does not count */
};
static const struct field weights_view_field[] = {
    COUNT(weights_view, today, 0, 0, 0),
    CODE(weights_view, card, "questionnaire", 0),
};

static void weights_rule(const struct weights *x, const struct weights_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->of && v->of->is->access != CARD_BLIND)
        tell(f, STOP, "weights.open_card", "card");
    else if (v->of && x->points.n) /* only while drafting: they are sealed */
        card_weigh(card_of(v->of->is, f->arena), x->points, f);
}

/* The points of a blind card, under a named and dated authority: sealed, known
 * to the keeper alone, shown nowhere. */
RECORD(weights, .view = COLUMNS(weights_view),
       .card = offsetof(struct weights_view, of), .right = RIGHT_ADMIN,
       .reads = RIGHT_SEE_LOG, .hushed = true, .title = "authority",
       .group = "poverty");
