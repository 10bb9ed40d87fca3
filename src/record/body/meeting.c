#include "core/core.h"

#define SAVED_MOST INT64_C(100000000000) /* 1 billion rupees */

struct meeting_member {
    struct id member;
    int32_t present; /* -1: not marked */
    paisa saved;
};
static const struct field meeting_member_field[] = {
    REF(meeting_member, member, "member", FIELD_NEED | FIELD_FIND),
    CHOICE(meeting_member, present, "present|absent|leave", 0),
    MONEY(meeting_member, saved, 0, SAVED_MOST, 0),
};

struct meeting_visitor {
    struct str name, office;
};
static const struct field meeting_visitor_field[] = {
    TEXT(meeting_visitor, name, 120, FIELD_NEED),
    TEXT(meeting_visitor, office, 120, 0),
};

struct meeting {
    struct id body;
    day held;
    int32_t nature, not_held;
    int64_t number;
    struct list attendance;
    int64_t women, men; /* present */
    paisa total;        /* saved, all together */
    struct list visitors;
    struct str agenda;
    day next_on;
};
static const struct field meeting_field[] = {
    REF(meeting, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(meeting, held, FIELD_NEED | FIELD_KEY),
    CHOICE(meeting, nature, "ordinary|special|general|formation|revival|joint",
           0),
    CHOICE(meeting, not_held,
           "rain|flood|death|wedding|festival|harvest|no_quorum"
           "|organiser_absent|other",
           0),
    COUNT(meeting, number, 1, 100000, 0),
    ROWS(meeting, attendance, meeting_member, 600, 0),
    COUNT(meeting, women, 0, 10000, 0),
    COUNT(meeting, men, 0, 10000, 0),
    MONEY(meeting, total, 0, SAVED_MOST, 0),
    ROWS(meeting, visitors, meeting_visitor, 50, 0),
    TEXT(meeting, agenda, 4000, 0),
    DAY(meeting, next_on, 0),
};

struct meeting_view; /* its rule needs no view */
static void meeting_rule(const struct meeting *x, const struct meeting_view *v,
                         struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A meeting of a body: who came, what each saved, what was talked of; or totals only; or not held, and why. */
RECORD(meeting, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .amount = "total",
       .group = "body");
