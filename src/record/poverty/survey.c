#include "core/core.h"

struct survey {
    struct str code, title, programme;
    struct id rsp, project, place;
    struct str card;
    day since, until;
};
static const struct field survey_field[] = {
    TEXT(survey, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(survey, title, 160, 0),
    TEXT(survey, programme, 60, 0),
    REF(survey, rsp, "rsp", FIELD_FIND),
    REF(survey, project, "project", 0),
    CODE(survey, card, "questionnaire", FIELD_NEED),
    REF(survey, place, "place", FIELD_NEED | FIELD_FIND),
    DAY(survey, since, FIELD_NEED),
    DAY(survey, until, 0),
};

struct survey_view {
    int64_t level; /* of the place; INT_NONE unknown */
};
static const struct field survey_view_field[] = {
    COUNT(survey_view, level, 0, 0, 0),
};

#define DISTRICT 3 /* a place's level */

/* A survey is a census of its place; its data are validated with the district
 * administration, so it lies in one district (finance.md 1.4, 5 and 6). */
static void survey_rule(const struct survey *x, const struct survey_view *v,
                        struct findings *f)
{
    if (x->until != DAY_NONE && x->since != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (v->level != INT_NONE && v->level < DISTRICT)
        tell(f, WARN, "survey.too_wide", "place");
}

/* A census of the households of a place with one version of a scorecard. Its
 * stages say how far its data can be trusted. */
RECORD(survey, .view = COLUMNS(survey_view), .right = RIGHT_MANAGE,
       .reads = RIGHT_REGISTER, .title = "code", .group = "poverty");
