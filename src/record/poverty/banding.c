#include "core/card.h"

static const struct field band_field[] = {
    TEXT(band, code, 20, FIELD_NEED),
    COUNT(band, least, 0, SCORE_MOST, FIELD_NEED | FIELD_POINTS),
    TEXT(band, title, 120, FIELD_NEED),
    TEXT(band, title_ur, 200, 0),
    TEXT(band, title_sd, 200, 0),
};
static const struct field banding_field[] = {
    TEXT(banding, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(banding, programme, 120, 0),
    CODE(banding, card, "questionnaire", FIELD_FIND),
    DAY(banding, since, 0),
    DAY(banding, until, 0),
    FLAG(banding, counted, 0),
    TEXT(banding, source, 300, 0),
    ROWS(banding, bands, band, 30, FIELD_NEED),
};

struct banding_view; /* its rule needs no view */
/* Each band ends where the next begins: no gap, no overlap, so it is enough
 * that they rise from nought. */
static void banding_rule(const struct banding *x, const struct banding_view *v,
                         struct findings *f)
{
    const struct band *b = x->bands.at;

    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->bands.n && b[0].least != 0)
        tell_row(f, STOP, "banding.not_from_nought", "bands", 0, "least");
    for (size_t i = 1; i < x->bands.n; i++)
        if (b[i].least <= b[i - 1].least)
            tell_row(f, STOP, "banding.not_rising", "bands", i, "least");
    for (size_t i = 0; i < x->bands.n; i++)
        for (size_t j = 0; j < i; j++)
            if (str_same(b[i].code, b[j].code)) {
                tell_row(f, STOP, "banding.said_twice", "bands", i, "code");
                break;
            }
}

/* A programme's classes of poverty score. Each begins at its least score and
 * ends before the next one's; one banding is what figures are split by. */
RECORD(banding, .code = "code", .title = "programme", .group = "poverty",
       .right = RIGHT_ADMIN);
