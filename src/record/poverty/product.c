#include "core/card.h"
#include "core/choice.h"

static const struct field term_field[] = {
    CHOICE(term, need, TERM_NEEDS, FIELD_NEED),
    COUNT(term, least, 0, 120, 0),
    COUNT(term, most, 0, 120, 0),
    TEXT(term, text, 200, 0),
    TEXT(term, text_ur, 300, 0),
    TEXT(term, text_sd, 300, 0),
};
static const struct field product_field[] = {
    TEXT(product, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(product, programme, 60, 0),
    REF(product, rsp, "rsp", 0),
    REF(product, project, "project", 0),
    TEXT(product, title, 120, FIELD_NEED),
    TEXT(product, title_ur, 200, 0),
    TEXT(product, title_sd, 200, 0),
    CODE(product, card, "questionnaire", 0),
    COUNT(product, least, 0, SCORE_MOST, 0),
    COUNT(product, upto, 0, SCORE_MOST, 0),
    DAY(product, since, FIELD_KEY),
    DAY(product, until, 0),
    CHOICE(product, whom, "household|person|woman", FIELD_NEED),
    FLAG(product, once, 0),
    MONEY(product, ceiling, 0, INT64_C(100000000000), 0),
    FLAG(product, ranked, 0),
    TEXT(product, source, 300, 0),
    ROWS(product, terms, term, TERMS_MOST, 0),
};

struct product_view; /* its rule needs no view */
static void product_rule(const struct product *x, const struct product_view *v,
                         struct findings *f)
{
    const struct term *t = x->terms.at;

    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->least != INT_NONE && x->upto != INT_NONE &&
        !window_holds(x->least, x->upto, x->least))
        tell(f, STOP, "product.window_empty", "upto");
    for (size_t i = 0; i < x->terms.n; i++) {
        if (t[i].need == TERM_SEEN && !t[i].text.n)
            tell_row(f, STOP, "product.what_to_see", "terms", i, "text");
        if (t[i].least != INT_NONE && t[i].most != INT_NONE &&
            t[i].most < t[i].least)
            tell_row(f, STOP, "product.age_empty", "terms", i, "most");
    }
}

/* What a programme gives, and to whom: one version of its rule, from a day on.
 * A later version has the same code and a later day. */
RECORD(product, .right = RIGHT_ISSUE, .title = "title", .group = "poverty",
       .amount = "ceiling");
