/* partnership - the terms that a body and its RSP agreed on. */
#include "core/core.h"

#define PARTIES "community|rsp"

struct partnership_obligation {
    int32_t party;
    struct str duty, due;
};
static const struct field partnership_obligation_field[] = {
    CHOICE(partnership_obligation, party, PARTIES, FIELD_NEED),
    TEXT(partnership_obligation, duty, 300, FIELD_NEED),
    TEXT(partnership_obligation, due, 120, 0),
};

struct partnership_signatory {
    int32_t party;
    struct id person, staff;
    struct str office;
    int32_t way;
};
static const struct field partnership_signatory_field[] = {
    CHOICE(partnership_signatory, party, PARTIES, FIELD_NEED),
    REF(partnership_signatory, person, "person", FIELD_FIND),
    REF(partnership_signatory, staff, "staff", FIELD_FIND),
    TEXT(partnership_signatory, office, 120, 0),
    CHOICE(partnership_signatory, way, "signature|thumb", 0),
};

struct partnership {
    struct id body;
    int64_t version;
    int32_t state;
    day signed_on, until;
    struct str why;
    struct id resolution;
    struct list obligations, signatories;
};
static const struct field partnership_field[] = {
    REF(partnership, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(partnership, version, 1, 1000, FIELD_NEED | FIELD_KEY),
    CHOICE(partnership, state, "draft|signed|suspended|terminated|expired",
           FIELD_NEED),
    DAY(partnership, signed_on, FIELD_FIND),
    DAY(partnership, until, 0),
    TEXT(partnership, why, 300, 0),
    REF(partnership, resolution, "resolution", 0),
    ROWS(partnership, obligations, partnership_obligation, 60, 0),
    ROWS(partnership, signatories, partnership_signatory, 40, 0),
};

struct partnership_view {
    int64_t today;
    day formed;
    struct id resolution_of;
};
static const struct field partnership_view_field[] = {
    COUNT(partnership_view, today, 0, 0, 0),
    DAY(partnership_view, formed, 0),
    REF(partnership_view, resolution_of, "body", 0),
};

enum { PARTY_COMMUNITY, PARTY_RSP, PARTY_COUNT };
enum { STATE_DRAFT, STATE_SIGNED, STATE_SUSPENDED, STATE_TERMINATED };

/* Who signs for the community is a person, for the RSP one of its staff; nobody
 * signs twice. */
static void signatories_judge(const struct list *all, bool *signs,
                              struct findings *f)
{
    const struct partnership_signatory *s = all->at;

    for (size_t i = 0; i < all->n; i++) {
        bool person = !id_none(s[i].person), staff = !id_none(s[i].staff);

        if (person == staff)
            tell_row(f, STOP, "partnership.who_signs", "signatories", i,
                     "person");
        else if (s[i].party >= 0 && staff != (s[i].party == PARTY_RSP))
            tell_row(f, STOP, "partnership.other_side", "signatories", i,
                     "party");
        else if (s[i].party >= 0)
            signs[s[i].party] = true;
        for (size_t j = 0; j < i; j++)
            if ((person && id_same(s[i].person, s[j].person)) ||
                (staff && id_same(s[i].staff, s[j].staff))) {
                tell_row(f, STOP, "partnership.signs_twice", "signatories", i,
                         "person");
                break;
            }
    }
}

static void sides_judge(const struct partnership *x, const bool *signs,
                        struct findings *f)
{
    const struct partnership_obligation *o = x->obligations.at;
    bool owes[PARTY_COUNT] = { false, false };

    for (size_t i = 0; i < x->obligations.n; i++)
        if (o[i].party >= 0)
            owes[o[i].party] = true;
    if (x->state < STATE_SIGNED)
        return;
    if (!owes[PARTY_COMMUNITY] || !owes[PARTY_RSP])
        tell(f, WARN, "partnership.one_side_owes", "obligations");
    if (!signs[PARTY_COMMUNITY] || !signs[PARTY_RSP])
        tell(f, WARN, "partnership.one_side_signed", "signatories");
}

/* Both sides owe and both sign (institutions.md 3.4); whoever suspends or ends
 * it says why. */
static void partnership_rule(const struct partnership *x,
                             const struct partnership_view *v,
                             struct findings *f)
{
    bool signs[PARTY_COUNT] = { false, false };

    if (v->today != INT_NONE && x->signed_on != DAY_NONE &&
        x->signed_on > v->today)
        tell(f, STOP, "date.in_future", "signed_on");
    if (x->signed_on != DAY_NONE && x->until != DAY_NONE &&
        x->until < x->signed_on)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->state >= STATE_SIGNED && x->signed_on == DAY_NONE)
        tell(f, STOP, "partnership.no_day", "signed_on");
    if ((x->state == STATE_SUSPENDED || x->state == STATE_TERMINATED) &&
        !x->why.n)
        tell(f, WARN, "partnership.no_reason", "why");
    if (v->formed != DAY_NONE && x->signed_on != DAY_NONE &&
        x->signed_on < v->formed)
        tell(f, WARN, "partnership.before_formation", "signed_on");
    if (!id_none(v->resolution_of) && !id_same(v->resolution_of, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    signatories_judge(&x->signatories, signs, f);
    sides_judge(x, signs, f);
}

/* The terms of partnership between a body and its RSP: what each side owes, who
 * signed for whom, and how it stands. Newly agreed terms are a new version. */
RECORD(partnership, .view = COLUMNS(partnership_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "body");
