#include "core/core.h"

struct consent {
    struct id person;
    day since;
    int32_t purpose, given;
    struct date until;
    int32_t way;
};
static const struct field consent_field[] = {
    REF(consent, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(consent, since, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(consent, purpose,
           "enrolment|survey|loan|grant|training|photo|sharing",
           FIELD_NEED | FIELD_KEY),
    CHOICE(consent, given, "given|refused|withdrawn", FIELD_NEED),
    DATE(consent, until, 0),
    CHOICE(consent, way, "signed|thumb|spoken", 0),
};

struct consent_view {
    int64_t today;
    struct date born;
};
static const struct field consent_view_field[] = {
    COUNT(consent_view, today, 0, 0, 0),
    DATE(consent_view, born, 0),
};

enum { GIVEN = 0 };

/* Who gives it says for how long, and how it was given can be shown later.
 * For another purpose another one: the latest of each stands. */
static void consent_rule(const struct consent *x, const struct consent_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (x->since != DAY_NONE && x->until.on != DAY_NONE &&
        date_end(x->until) < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->since != DAY_NONE && v->born.on != DAY_NONE && x->since < v->born.on)
        tell(f, STOP, "consent.before_birth", "since");
    if (x->given == GIVEN && x->until.on == DAY_NONE)
        tell(f, WARN, "consent.no_end", "until");
    if (x->given == GIVEN && x->way < 0)
        tell(f, WARN, "consent.no_way", "way");
    if (x->given > GIVEN && x->until.on != DAY_NONE)
        tell(f, WARN, "consent.ends_at_once", "until");
}

/* What somebody allows to be done with what is known of her, for what purpose,
 * until when; or that she refuses it, or takes it back. */
RECORD(consent, .view = COLUMNS(consent_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "people");
