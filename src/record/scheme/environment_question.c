/* environment_question - one question of the environmental checklist. */
#include "core/core.h"

struct environment_question {
    struct str code, title, title_ur, title_sd;
    int32_t gives;
};
static const struct field environment_question_field[] = {
    TEXT(environment_question, code, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(environment_question, title, 250, FIELD_NEED),
    TEXT(environment_question, title_ur, 400, 0),
    TEXT(environment_question, title_sd, 400, 0),
    CHOICE(environment_question, gives, "mitigate|eia", FIELD_NEED),
};

struct environment_question_view; /* its rule needs no view */
static void environment_question_rule(const struct environment_question *x,
                                      const struct environment_question_view *v,
                                      struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A question that every scheme's environmental checklist answers; a yes asks
 * for mitigation, or for an environmental impact assessment. */
RECORD(environment_question, .code = "code", .title = "title",
       .right = RIGHT_ISSUE, .group = "scheme");
