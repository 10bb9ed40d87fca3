#include "core/core.h"

struct person {
    struct str code;
    struct id household;
    int32_t sex;
    struct date born;
    int32_t cnic_state;
    struct hash sealed;
    struct str name, name_ur, name_sd, father, cnic, phone;
};
static const struct field person_field[] = {
    TEXT(person, code, 40, FIELD_KEY | FIELD_FIND),
    REF(person, household, "household", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(person, sex, "women|men", FIELD_NEED),
    DATE(person, born, 0),
    CHOICE(person, cnic_state, "none|applied|held", 0),
    HASH(person, sealed, 0),
    TEXT(person, name, 120, FIELD_NEED | FIELD_SEALED | FIELD_FIND),
    TEXT(person, name_ur, 200, FIELD_SEALED | FIELD_FIND),
    TEXT(person, name_sd, 200, FIELD_SEALED | FIELD_FIND),
    TEXT(person, father, 120, FIELD_SEALED),
    TEXT(person, cnic, 15, FIELD_SEALED | FIELD_SECRET | FIELD_FIND),
    TEXT(person, phone, 20, FIELD_SEALED | FIELD_SECRET | FIELD_FIND),
};

struct person_view {
    int64_t today;
};
static const struct field person_view_field[] = {
    COUNT(person_view, today, 0, 0, 0),
};

enum { CNIC_NONE, CNIC_APPLIED, CNIC_HELD };
enum { CNIC_DIGITS = 13, PHONE_DIGITS = 20, OLDEST_DAYS = 110 * 366 };

/* Digits without the blanks, dashes and brackets between them; -1 when there
 * is anything else, or too much of it. */
static int digits_of(struct str s, char *digit, int room)
{
    int n = 0;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == ' ' || c == '-' || c == '(' || c == ')' ||
            (c == '+' && i == 0))
            continue;
        if (c < '0' || c > '9' || n == room)
            return -1;
        digit[n++] = c;
    }
    return n;
}

/* CNIC: 13 digits, written 5-7-1; the first is a province (8 is Azad Jammu and
 * Kashmir), the last is odd of men, even of women, and never 0. There is no
 * check digit. */
static void cnic_judge(const struct person *x, struct findings *f)
{
    char digit[CNIC_DIGITS];
    int n = digits_of(x->cnic, digit, CNIC_DIGITS);

    if (!x->cnic.n)
        return;
    if (n != CNIC_DIGITS || digit[0] < '1' || digit[0] > '8' ||
        digit[CNIC_DIGITS - 1] == '0') {
        tell(f, STOP, "person.cnic_format", "cnic");
        return;
    }
    if (x->sex >= 0 && x->sex != (digit[CNIC_DIGITS - 1] - '0') % 2)
        tell(f, WARN, "person.cnic_sex", "cnic");
    if (x->cnic_state == CNIC_NONE)
        tell(f, WARN, "person.cnic_state", "cnic_state");
}

/* What follows +92, 0092, 92 or the 0: a mobile is 3 and nine more, with or
 * without any of them; a line on land has 8 to 11 and needs one. */
static bool phone_good(const char *digit, int n)
{
    int at = 0;

    if (n >= 4 && digit[0] == '0' && digit[1] == '0' && digit[2] == '9' &&
        digit[3] == '2')
        at = 4;
    else if (n >= 11 && digit[0] == '9' && digit[1] == '2')
        at = 2;
    else if (n >= 1 && digit[0] == '0')
        at = 1;
    if (n - at < 8)
        return false;
    if (digit[at] == '3')
        return n - at == 10 && digit[at + 1] <= '7';
    return at > 0 && digit[at] >= '2' && n - at <= 11;
}

static void phone_judge(const struct person *x, struct findings *f)
{
    char digit[PHONE_DIGITS];
    int n = digits_of(x->phone, digit, PHONE_DIGITS);

    if (x->phone.n && (n < 0 || !phone_good(digit, n)))
        tell(f, STOP, "person.phone_format", "phone");
}

static void person_rule(const struct person *x, const struct person_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->born.on != DAY_NONE) {
        if (x->born.on > v->today)
            tell(f, STOP, "date.in_future", "born");
        else if (v->today - date_end(x->born) > OLDEST_DAYS)
            tell(f, WARN, "person.too_old", "born");
    }
    cnic_judge(x, f); /* both only while drafting: they are sealed */
    phone_judge(x, f);
}

/* One membership, in the order of (joined, entry). */
struct person_fact {
    struct id entry;
    int64_t counts; /* 0: its body, person or household does not */
    struct id body, rsp, project, place;
    int32_t sex, nature; /* of the person, of the body */
    struct date joined, ended;
    day closed;      /* when the body ended, on or after joining */
    month cutover;   /* of the RSP, where she lives, for members */
    int64_t outside; /* 1: the household lies outside the body's UC */
};
static const struct field person_fact_field[] = {
    REF(person_fact, entry, "member", 0),
    COUNT(person_fact, counts, 0, 0, 0),
    REF(person_fact, body, "body", 0),
    REF(person_fact, rsp, "rsp", 0),
    REF(person_fact, project, "project", 0),
    REF(person_fact, place, "place", 0),
    CHOICE(person_fact, sex, "women|men", 0),
    CHOICE(person_fact, nature, "co|vo|lso|group|network", 0),
    DATE(person_fact, joined, 0),
    DATE(person_fact, ended, 0),
    DAY(person_fact, closed, 0),
    MONTH(person_fact, cutover, 0),
    COUNT(person_fact, outside, 0, 0, 0),
};

enum { NATURE_CO = 0, NATURE_GROUP = 3 };

static bool overlaps(const struct person_fact *earlier,
                     const struct person_fact *later)
{
    if (earlier->ended.on != DAY_NONE &&
        date_end(earlier->ended) < later->joined.on)
        return false;
    return earlier->closed == DAY_NONE || earlier->closed >= later->joined.on;
}

/* A second membership is custom's to judge: it warns, on the later of the two;
 * one member twice in one body counts once (institutions.md 3.1; 14.2, 19). A
 * CO is of a neighbourhood: who lives beyond the border warns too (3.1). */
static void fact_remark(const struct person_fact *f, size_t at,
                        struct postings *out)
{
    bool twice = false, second = false;

    for (size_t i = 0; i < at; i++)
        if (f[i].nature == f[at].nature && overlaps(&f[i], &f[at])) {
            twice |= id_same(f[i].body, f[at].body);
            second |= !id_same(f[i].body, f[at].body);
        }
    if (twice)
        remark(out, f[at].entry, WARN, "member.twice", "person", 0, 0);
    if (second)
        remark(out, f[at].entry, WARN, "member.second", "person", 0, 0);
    if (f[at].nature == NATURE_CO && f[at].outside == 1)
        remark(out, f[at].entry, WARN, "member.across_border", "person", 0, 0);
    if (f[at].closed != DAY_NONE && f[at].closed <= f[at].joined.on)
        remark(out, f[at].entry, WARN, "member.after_end", "joined", 0, 0);
}

static void nature_post(const struct person_fact *f, size_t n, int nature,
                        const char *const indicator[3], struct postings *out)
{
    struct hold *h = arena_many(out->arena, struct hold, n + 1);
    size_t holds = 0;

    for (size_t i = 0; i < n; i++) {
        if (f[i].nature != nature)
            continue;
        h[holds] = hold_of(f[i].entry, f[i].joined, f[i].ended, f[i].closed);
        h[holds].rsp = f[i].rsp;
        h[holds].project = f[i].project;
        h[holds++].cutover = f[i].cutover;
    }
    for (int sex = -1; sex <= 1 && holds; sex++)
        if (sex < 0 || sex == f[0].sex)
            post_holds(out,
                       &(struct posting){
                           .indicator = str_of(indicator[sex + 1]),
                           .place = f[0].place },
                       h, holds);
}

/* A member while in any CO of an RSP, at the place of her household. Members
 * of groups are counted beside them: some RSPs add the two (3.7). */
static bool person_posts(const void *facts, size_t n, month since,
                         struct postings *out)
{
    static const char *const member[] = { "member", "member.women",
                                          "member.men" };
    static const char *const grouped[] = { "member.group", "member.group.women",
                                           "member.group.men" };
    const struct person_fact *all = facts;
    struct person_fact *f = arena_many(out->arena, struct person_fact, n + 1);
    size_t good = 0;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (all[i].counts == 1)
            f[good++] = all[i];
    for (size_t i = 0; i < good; i++)
        fact_remark(f, i, out);
    nature_post(f, good, NATURE_CO, member, out);
    nature_post(f, good, NATURE_GROUP, grouped, out);
    return true;
}

/* A person of a household. Name, father or husband, CNIC and phone are sealed;
 * CNIC and phone are optional. */
RECORD(person, .view = COLUMNS(person_view), .fact = COLUMNS(person_fact),
       .posts = person_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "name", .group = "people");
