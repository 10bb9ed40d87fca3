#include "core/core.h"

#include <string.h>

/* What nobody said is none of them: every such field is optional. Education is
 * what the BISP card asks of a head. */
#define FAITHS "muslim|hindu|scheduled_caste|christian|sikh|other"

struct person {
    struct str code;
    struct id household;
    int32_t sex;
    struct date born;
    int32_t relation, father_is, education, literacy, occupation;
    int32_t disability, faith;
    struct date died;
    int32_t cnic_state;
    struct hash sealed;
    struct str name, name_ur, name_sd, father, father_ur, father_sd, cnic,
        phone;
};
static const struct field person_field[] = {
    TEXT(person, code, 40, FIELD_KEY | FIELD_FIND),
    REF(person, household, "household", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(person, sex, "women|men", FIELD_NEED),
    DATE(person, born, 0),
    CHOICE(person, relation,
           "head|spouse|child|child_in_law|grandchild|parent|parent_in_law"
           "|sibling|other|none",
           0),
    CHOICE(person, father_is, "father|husband", 0),
    CHOICE(person, education, "never|to_class_5|to_class_10|above_class_10", 0),
    CHOICE(person, literacy, "none|reads|reads_writes", 0),
    CHOICE(person, occupation,
           "none|own_farm|tenant_farm|livestock|farm_labour|day_labour|trade"
           "|business|private_job|government_job|housework|student|other",
           0),
    CHOICE(person, disability, "none|seeing|hearing|moving|mind|other", 0),
    CHOICE(person, faith, FAITHS, 0),
    DATE(person, died, 0),
    CHOICE(person, cnic_state, "none|applied|held", 0),
    HASH(person, sealed, 0),
    TEXT(person, name, 120,
         FIELD_NEED | FIELD_SEALED | FIELD_FIND | FIELD_NAME),
    TEXT(person, name_ur, 200, FIELD_SEALED | FIELD_FIND | FIELD_NAME),
    TEXT(person, name_sd, 200, FIELD_SEALED | FIELD_FIND | FIELD_NAME),
    TEXT(person, father, 120, FIELD_SEALED | FIELD_NAME),
    TEXT(person, father_ur, 200, FIELD_SEALED), /* read, never looked for */
    TEXT(person, father_sd, 200, FIELD_SEALED),
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

/* Digits of any script, without what stands between them; -1 when there is
 * anything else, or too much of it. */
static int digits_of(struct str s, char *digit, int room, struct findings *f)
{
    struct str d = secret_digits(s, f->arena);

    if (!d.n || d.n > (size_t)room)
        return -1;
    memcpy(digit, d.p, d.n);
    return (int)d.n;
}

/* CNIC: 13 digits, written 5-7-1; the first is a province (8 is Azad Jammu and
 * Kashmir), the last is odd of men, even of women, and never 0. There is no
 * check digit. */
static void cnic_judge(const struct person *x, struct findings *f)
{
    char digit[CNIC_DIGITS];
    int n = digits_of(x->cnic, digit, CNIC_DIGITS, f);

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
    int n = digits_of(x->phone, digit, PHONE_DIGITS, f);

    if (x->phone.n && (n < 0 || !phone_good(digit, n)))
        tell(f, STOP, "person.phone_format", "phone");
}

enum { MEN = 1, FATHER_IS_HUSBAND = 1 };

static void life_judge(const struct person *x, const struct person_view *v,
                       struct findings *f)
{
    if (x->died.on != DAY_NONE) {
        if (v->today != INT_NONE && x->died.on > v->today)
            tell(f, STOP, "date.in_future", "died");
        if (x->born.on != DAY_NONE && date_end(x->died) < x->born.on)
            tell(f, STOP, "person.died_before_birth", "died");
    }
    if (x->sex == MEN && x->father_is == FATHER_IS_HUSBAND)
        tell(f, WARN, "person.husband_of_a_man", "father_is");
}

static void person_rule(const struct person *x, const struct person_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->born.on != DAY_NONE) {
        if (x->born.on > v->today)
            tell(f, STOP, "date.in_future", "born");
        else if (x->died.on == DAY_NONE &&
                 v->today - date_end(x->born) > OLDEST_DAYS)
            tell(f, WARN, "person.too_old", "born");
    }
    life_judge(x, v, f);
    cnic_judge(x, f); /* both only while drafting: they are sealed */
    phone_judge(x, f);
}

/* One membership in one of the households she lived in, in the order of
 * (joined, entry), then of when she came there. Her memberships are those of
 * every record that is the same person as she. */
struct person_fact {
    struct id entry;
    int64_t counts; /* 0: its body, person or household does not */
    struct id body, rsp, project, place;
    int32_t sex, nature; /* of the person, of the body */
    struct date joined, ended;
    day lived_since, lived_until; /* in the household of this place */
    day closed;                   /* when the body ended, on or after joining */
    month cutover;                /* of the RSP, where she lives, for members */
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
    DAY(person_fact, lived_since, 0),
    DAY(person_fact, lived_until, 0),
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

/* Did she live there while she was a member? */
static bool lived(const struct person_fact *f)
{
    if (f->lived_until != DAY_NONE && f->lived_until <= f->joined.on)
        return false;
    return f->ended.on == DAY_NONE || f->lived_since == DAY_NONE ||
           f->lived_since <= date_end(f->ended);
}

/* A second membership is custom's to judge: it warns, on the later of the two;
 * one member twice in one body counts once (institutions.md 3.1; 14.2, 19). A
 * CO is of a neighbourhood: who lives beyond the border warns too (3.1). */
static void fact_remark(const struct person_fact *f, size_t at, size_t to,
                        struct postings *out)
{
    bool twice = false, second = false, outside = false;

    for (size_t i = 0; i < at; i++)
        if (f[i].nature == f[at].nature && overlaps(&f[i], &f[at])) {
            twice |= id_same(f[i].body, f[at].body);
            second |= !id_same(f[i].body, f[at].body);
        }
    for (size_t i = at; i < to; i++)
        outside |= f[i].outside == 1 && lived(&f[i]);
    if (twice)
        remark(out, f[at].entry, WARN, "member.twice", "person", 0, 0);
    if (second)
        remark(out, f[at].entry, WARN, "member.second", "person", 0, 0);
    if (f[at].nature == NATURE_CO && outside)
        remark(out, f[at].entry, WARN, "member.across_border", "person", 0, 0);
    if (f[at].closed != DAY_NONE && f[at].closed <= f[at].joined.on)
        remark(out, f[at].entry, WARN, "member.after_end", "joined", 0, 0);
}

/* A membership while she lived in one place. */
static struct hold fact_hold(const struct person_fact *f)
{
    struct date joined = f->joined, ended = f->ended;
    struct hold h;

    if (f->lived_since != DAY_NONE && f->lived_since > joined.on)
        joined = (struct date){ f->lived_since, GRAIN_DAY };
    if (f->lived_until != DAY_NONE &&
        (ended.on == DAY_NONE || f->lived_until < date_end(ended)))
        ended = (struct date){ f->lived_until, GRAIN_DAY };
    h = hold_of(f->entry, joined, ended, f->closed);
    h.rsp = f->rsp;
    h.project = f->project;
    h.cutover = f->cutover;
    return h;
}

static void place_post(const struct person_fact *f, size_t n, size_t first,
                       int nature, const char *const indicator[3],
                       struct postings *out)
{
    struct hold *h = arena_many(out->arena, struct hold, n + 1);
    size_t holds = 0;

    for (size_t i = first; i < n; i++)
        if (f[i].nature == nature && id_same(f[i].place, f[first].place))
            h[holds++] = fact_hold(&f[i]);
    for (int sex = -1; sex <= 1 && holds; sex++)
        if (sex < 0 || sex == f[0].sex)
            post_holds(out,
                       &(struct posting){
                           .indicator = str_of(indicator[sex + 1]),
                           .place = f[first].place },
                       h, holds);
}

/* Once at each place she lived in: who moves is counted where she moved to. */
static void nature_post(const struct person_fact *f, size_t n, int nature,
                        const char *const indicator[3], struct postings *out)
{
    for (size_t i = 0; i < n; i++) {
        bool before = false;

        for (size_t j = 0; j < i; j++)
            before |= id_same(f[j].place, f[i].place);
        if (!before)
            place_post(f, n, i, nature, indicator, out);
    }
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
    size_t good = 0, to;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (all[i].counts == 1)
            f[good++] = all[i];
    for (size_t i = 0; i < good; i = to) {
        for (to = i + 1; to < good && id_same(f[to].entry, f[i].entry);)
            to++;
        fact_remark(f, i, to, out);
    }
    nature_post(f, good, NATURE_CO, member, out);
    nature_post(f, good, NATURE_GROUP, grouped, out);
    return true;
}

/* A person of a household. Name, father or husband, CNIC and phone are sealed;
 * CNIC and phone are optional. */
RECORD(person, .view = COLUMNS(person_view), .fact = COLUMNS(person_fact),
       .posts = person_posts, .young = "member", .bare = true,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "name",
       .group = "people");
