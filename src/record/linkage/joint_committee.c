/* joint_committee - where bodies and departments sit together. */
#include "core/core.h"

struct joint_seat {
    struct id body, agency;
    struct str post;
};
static const struct field joint_seat_field[] = {
    REF(joint_seat, body, "body", FIELD_FIND),
    REF(joint_seat, agency, "agency", FIELD_FIND),
    TEXT(joint_seat, post, 160, 0),
};

struct joint_committee {
    struct str title;
    int32_t forum;
    struct id place, rsp;
    day since, until;
    struct str notified_by, notification, chair;
    struct list seats;
};
static const struct field joint_committee_field[] = {
    TEXT(joint_committee, title, 160, FIELD_NEED | FIELD_KEY),
    CHOICE(joint_committee, forum,
           "joint_development|district_forum|coordination|network|other",
           FIELD_NEED),
    REF(joint_committee, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(joint_committee, rsp, "rsp", FIELD_FIND),
    DAY(joint_committee, since, FIELD_NEED),
    DAY(joint_committee, until, 0),
    TEXT(joint_committee, notified_by, 160, 0),
    TEXT(joint_committee, notification, 80, 0),
    TEXT(joint_committee, chair, 160, 0),
    ROWS(joint_committee, seats, joint_seat, 100, 0),
};

struct joint_committee_view {
    int64_t today;
};
static const struct field joint_committee_view_field[] = {
    COUNT(joint_committee_view, today, 0, 0, 0),
};

/* The chair and the seats are posts, so that the forum outlives transfers
 * (institutions.md 7). */
static void joint_committee_rule(const struct joint_committee *x,
                                 const struct joint_committee_view *v,
                                 struct findings *f)
{
    const struct joint_seat *s = x->seats.at;
    bool body = false, agency = false;

    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (x->until != DAY_NONE && x->since != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (!x->notification.n)
        tell(f, WARN, "joint_committee.no_notification", "notification");
    if (!x->chair.n)
        tell(f, WARN, "joint_committee.no_chair", "chair");
    for (size_t i = 0; i < x->seats.n; i++) {
        body |= !id_none(s[i].body);
        agency |= !id_none(s[i].agency);
        if (id_none(s[i].body) == id_none(s[i].agency))
            tell_row(f, STOP, "joint_committee.whose_seat", "seats", i, "body");
    }
    if (!body || !agency)
        tell(f, WARN, "joint_committee.not_joint", "seats");
}

/* A joint development committee, a district forum, a network: where bodies and
 * departments sit together, by what notification, under which post's chair. */
RECORD(joint_committee, .view = COLUMNS(joint_committee_view), .title = "title",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "linkage");
