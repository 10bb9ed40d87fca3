#include "core/core.h"

struct member {
    struct id body, person;
    int64_t number; /* in the register of the body */
    struct date joined, ended;
    int32_t why;
    paisa saving; /* her own agreed saving, where it is another */
};
static const struct field member_field[] = {
    REF(member, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(member, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(member, number, 1, 100000, 0),
    DATE(member, joined, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(member, ended, 0),
    CHOICE(member, why,
           "moved|died|resigned|expelled|married|other|merged|split", 0),
    MONEY(member, saving, 0, 100000000, 0),
};

struct member_view {
    int64_t today;
    day formed;
    int32_t body_sex, sex; /* -1: not known */
    struct date born;
};
static const struct field member_view_field[] = {
    COUNT(member_view, today, 0, 0, 0),
    DAY(member_view, formed, 0),
    CHOICE(member_view, body_sex, "women|men|mixed", 0),
    CHOICE(member_view, sex, "women|men", 0),
    DATE(member_view, born, 0),
};

enum { SEX_MIXED = 2 };

/* What hangs on her other memberships stands in person.c. */
static void member_rule(const struct member *x, const struct member_view *v,
                        struct findings *f)
{
    day joined = x->joined.on, ended = x->ended.on;

    if (v->today != INT_NONE && joined != DAY_NONE && joined > v->today)
        tell(f, STOP, "date.in_future", "joined");
    if (v->today != INT_NONE && ended != DAY_NONE && ended > v->today)
        tell(f, STOP, "date.in_future", "ended");
    if (joined != DAY_NONE && ended != DAY_NONE && date_end(x->ended) < joined)
        tell(f, STOP, "date.ends_before_start", "ended");
    if (joined != DAY_NONE && v->born.on != DAY_NONE &&
        date_end(x->joined) < v->born.on)
        tell(f, STOP, "member.before_birth", "joined");
    if (joined != DAY_NONE && v->formed != DAY_NONE &&
        date_end(x->joined) < v->formed)
        tell(f, WARN, "member.before_formation", "joined");
    if (v->sex >= 0 && v->body_sex >= 0 && v->body_sex != SEX_MIXED &&
        v->sex != v->body_sex)
        tell(f, WARN, "member.of_other_sex", "person");
    if (ended != DAY_NONE && x->why < 0)
        tell(f, WARN, "member.no_reason", "why");
}

/* A person in a body: joined, left, why. Who leaves is restated with the day
 * and the reason. */
RECORD(member, .view = COLUMNS(member_view), .via = "person",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "body");
