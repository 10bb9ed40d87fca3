#include "core/core.h"

struct office {
    struct str code, natures, title, title_ur, title_sd;
    bool bearer;
    struct str not_with;
    int64_t seats, rank;
    struct str source;
};
static const struct field office_field[] = {
    TEXT(office, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(office, natures, 60, FIELD_NEED), /* "co|vo" */
    TEXT(office, title, 120, FIELD_NEED),
    TEXT(office, title_ur, 200, 0),
    TEXT(office, title_sd, 200, 0),
    FLAG(office, bearer, 0),
    TEXT(office, not_with, 200, 0), /* codes of other offices: "manager" */
    COUNT(office, seats, 1, 100, 0),
    COUNT(office, rank, 1, 1000, 0),
    TEXT(office, source, 300, 0),
};

#define NATURES "co|vo|lso|group|network"

/* Is it a list of codes parted by bars, with none empty and none twice? */
static bool codes_good(struct str said)
{
    struct str rest = said;

    if (said.n && said.p[said.n - 1] == '|')
        return false;
    while (rest.n) {
        struct str one = str_cut(&rest, '|'), after = rest;

        if (!one.n)
            return false;
        while (after.n)
            if (str_same(one, str_cut(&after, '|')))
                return false;
    }
    return true;
}

static bool codes_have(struct str codes, struct str code)
{
    while (codes.n)
        if (str_same(str_cut(&codes, '|'), code))
            return true;
    return false;
}

struct office_view; /* its rule needs no view */
static void office_rule(const struct office *x, const struct office_view *v,
                        struct findings *f)
{
    struct str rest = x->natures;

    (void)v;
    if (!codes_good(x->natures))
        tell(f, STOP, "office.bad_list", "natures");
    while (rest.n)
        if (choice_find(NATURES, str_cut(&rest, '|')) < 0) {
            tell(f, STOP, "office.no_such_nature", "natures");
            break;
        }
    if (!codes_good(x->not_with))
        tell(f, STOP, "office.bad_list", "not_with");
    if (codes_have(x->not_with, x->code))
        tell(f, STOP, "office.not_with_itself", "not_with");
}

/* An office that bodies of some natures have: how many seats, whether its
 * holder is an office bearer, which other offices she may not hold in the same
 * body beside it. */
RECORD(office, .code = "code", .title = "title", .group = "body",
       .right = RIGHT_ADMIN);
