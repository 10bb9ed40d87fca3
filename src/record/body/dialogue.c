/* dialogue - one step on the way to a body: where, when, who came. */
#include "core/core.h"

struct dialogue {
    struct id place, body;
    struct str pathway, stage;
    day held;
    int64_t women, men;
    struct id staff;
    int32_t agreed;
    day revisit;
    struct str note;
    struct hash sealed;
    struct str contact; /* who of the settlement was the contact */
};
static const struct field dialogue_field[] = {
    REF(dialogue, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(dialogue, body, "body", FIELD_FIND),
    CODE(dialogue, pathway, "pathway", FIELD_NEED | FIELD_FIND),
    TEXT(dialogue, stage, 40, FIELD_NEED | FIELD_KEY),
    DAY(dialogue, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(dialogue, women, 0, 10000, 0),
    COUNT(dialogue, men, 0, 10000, 0),
    REF(dialogue, staff, "staff", FIELD_FIND),
    CHOICE(dialogue, agreed, "yes|no|later", 0),
    DAY(dialogue, revisit, 0),
    TEXT(dialogue, note, 1000, 0),
    HASH(dialogue, sealed, 0),
    TEXT(dialogue, contact, 120, FIELD_SEALED | FIELD_NAME),
};

struct dialogue_view {
    int64_t today;
    int64_t stages, known; /* of its pathway; 0: it names none of them */
    int64_t level;         /* of the place; INT_NONE unknown */
    int32_t nature, way;   /* of the body, of the pathway; -1 not known */
};
static const struct field dialogue_view_field[] = {
    COUNT(dialogue_view, today, 0, 0, 0),
    COUNT(dialogue_view, stages, 0, 0, 0),
    COUNT(dialogue_view, known, 0, 0, 0),
    COUNT(dialogue_view, level, 0, 0, 0),
    CHOICE(dialogue_view, nature, "co|vo|lso|group|network", 0),
    CHOICE(dialogue_view, way, "co|vo|lso|group|network", 0),
};

enum { AGREED_YES };

/* A settlement that declined, or thinks it over, has a day to come again
 * (institutions.md 3.2). */
static void answer_judge(const struct dialogue *x, struct findings *f)
{
    if (x->agreed > AGREED_YES && x->revisit == DAY_NONE)
        tell(f, WARN, "dialogue.when_again", "revisit");
    if (x->revisit != DAY_NONE && x->held != DAY_NONE && x->revisit <= x->held)
        tell(f, WARN, "dialogue.again_before", "revisit");
    if (x->women == INT_NONE && x->men == INT_NONE)
        tell(f, WARN, "dialogue.nobody_counted", "women");
}

static void dialogue_rule(const struct dialogue *x,
                          const struct dialogue_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->stages != INT_NONE && v->stages > 0 && v->known == 0)
        tell(f, STOP, "dialogue.no_such_stage", "stage");
    if (v->nature >= 0 && v->way >= 0 && v->nature != v->way)
        tell(f, WARN, "dialogue.other_nature", "pathway");
    if (v->level != INT_NONE && v->level < 5)
        tell(f, WARN, "dialogue.where_exactly", "place");
    answer_judge(x, f);
}

/* A step on the way to a body: a visit, an introduction, a dialogue; where, how
 * many came, what they answered. The body is named once there is one. */
RECORD(dialogue, .view = COLUMNS(dialogue_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "stage", .group = "body");
