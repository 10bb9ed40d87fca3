/* mip - a household's micro investment plan: what she means to do, what it
 * costs, and what of it she asks for. */
#include "core/books.h"

struct mip_asset {
    struct str what;
    int64_t quantity;
    paisa value;
};
static const struct field mip_asset_field[] = {
    TEXT(mip_asset, what, 120, FIELD_NEED),
    COUNT(mip_asset, quantity, 1, 100000, 0),
    MONEY(mip_asset, value, 0, MONEY_MOST, 0),
};
struct mip_income {
    struct str what;
    int32_t season;
    paisa yearly;
};
static const struct field mip_income_field[] = {
    TEXT(mip_income, what, 120, FIELD_NEED),
    CHOICE(mip_income, season, "all_year|rabi|kharif|now_and_then", 0),
    MONEY(mip_income, yearly, 0, MONEY_MOST, FIELD_NEED),
};
struct mip_expense {
    struct str what;
    paisa yearly;
};
static const struct field mip_expense_field[] = {
    TEXT(mip_expense, what, 120, FIELD_NEED),
    MONEY(mip_expense, yearly, 0, MONEY_MOST, FIELD_NEED),
};
struct mip_debt {
    struct str whom;
    paisa owed;
};
static const struct field mip_debt_field[] = {
    TEXT(mip_debt, whom, 120, FIELD_NEED),
    MONEY(mip_debt, owed, 1, MONEY_MOST, FIELD_NEED),
};
/* What the activity costs, line by line. */
struct mip_line {
    struct str what;
    paisa amount;
};
static const struct field mip_line_field[] = {
    TEXT(mip_line, what, 160, FIELD_NEED),
    MONEY(mip_line, amount, 0, MONEY_MOST, FIELD_NEED),
};
struct mip_helped {
    int32_t way;
    struct str what;
    paisa amount;
};
static const struct field mip_helped_field[] = {
    CHOICE(mip_helped, way, "loan|grant|training|connection|cover|other",
           FIELD_NEED),
    TEXT(mip_helped, what, 160, 0),
    MONEY(mip_helped, amount, 0, MONEY_MOST, 0),
};
#define MIP_HANDS "woman|man|both|household"
struct mip {
    struct id household, person, member;
    day made;
    int32_t activity;
    struct str what;
    paisa cost, own_share, wanted;
    paisa yearly; /* what it brings in a year, its costs taken off */
    struct str risk, assets, skills;
    struct id resolution;
    int64_t version;
    struct id revises, staff;
    struct str own_means; /* what she can begin with what she has */
    int32_t works_at, decides;
    struct list asset, income, expense, debt, line, helped;
};
static const struct field mip_field[] = {
    REF(mip, household, "household", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(mip, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(mip, member, "member", FIELD_FIND),
    DAY(mip, made, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(mip, activity, "livestock|agriculture|enterprise|other",
           FIELD_NEED | FIELD_FIND),
    TEXT(mip, what, 200, FIELD_NEED | FIELD_KEY),
    MONEY(mip, cost, 0, MONEY_MOST, FIELD_NEED),
    MONEY(mip, own_share, 0, MONEY_MOST, 0),
    MONEY(mip, wanted, 0, MONEY_MOST, FIELD_NEED),
    MONEY(mip, yearly, 0, MONEY_MOST, 0),
    TEXT(mip, risk, 300, 0),
    TEXT(mip, assets, 300, 0),
    TEXT(mip, skills, 300, 0),
    REF(mip, resolution, "resolution", FIELD_FIND),
    COUNT(mip, version, 1, 100, 0),
    REF(mip, revises, "mip", FIELD_FIND),
    REF(mip, staff, "staff", FIELD_FIND),
    TEXT(mip, own_means, 300, 0),
    CHOICE(mip, works_at, MIP_HANDS, 0),
    CHOICE(mip, decides, MIP_HANDS, 0),
    ROWS(mip, asset, mip_asset, 30, 0),
    ROWS(mip, income, mip_income, 30, 0),
    ROWS(mip, expense, mip_expense, 30, 0),
    ROWS(mip, debt, mip_debt, 20, 0),
    ROWS(mip, line, mip_line, 40, 0),
    ROWS(mip, helped, mip_helped, 10, 0),
};

struct mip_view {
    int64_t today;
    struct id whose;    /* of the membership */
    struct id lives;    /* where the person was entered */
    day passed;         /* the resolution */
    int64_t lost;       /* 1: it did not pass, or was taken back */
    struct id old_home; /* household of what it revises */
    int64_t old_version;
};
static const struct field mip_view_field[] = {
    COUNT(mip_view, today, 0, 0, 0),
    REF(mip_view, whose, "person", 0),
    REF(mip_view, lives, "household", 0),
    DAY(mip_view, passed, 0),
    COUNT(mip_view, lost, 0, 0, 0),
    REF(mip_view, old_home, "household", 0),
    COUNT(mip_view, old_version, 0, 0, 0),
};

/* What she asks for and what she gives herself make up the cost. */
static void sums_judge(const struct mip *x, struct findings *f)
{
    paisa own = x->own_share == INT_NONE ? 0 : x->own_share;

    if (x->cost == INT_NONE || x->wanted == INT_NONE)
        return;
    if (x->wanted > x->cost)
        tell_ab(f, STOP, "mip.wants_more", "wanted", x->wanted, x->cost);
    else if (x->own_share != INT_NONE && own + x->wanted != x->cost)
        tell_ab(f, WARN, "mip.not_the_cost", "own_share", own + x->wanted,
                x->cost);
    if (x->yearly == INT_NONE)
        tell(f, WARN, "mip.no_yearly", "yearly");
    else if (x->yearly < x->wanted / 10)
        tell_ab(f, WARN, "mip.brings_little", "yearly", x->yearly, x->wanted);
}

static void add(paisa *to, paisa amount)
{
    *to += amount == INT_NONE ? 0 : amount;
}

/* Lines of what it costs make up the cost, help asked for what is wanted; who
 * already owes more than comes in says how it is to be paid (8.3). */
static void lines_judge(const struct mip *x, struct findings *f)
{
    const struct mip_line *line = x->line.at;
    const struct mip_helped *helped = x->helped.at;
    const struct mip_debt *debt = x->debt.at;
    const struct mip_income *income = x->income.at;
    paisa lines = 0, asked = 0, owed = 0, comes = 0;

    for (size_t i = 0; i < x->line.n; i++)
        add(&lines, line[i].amount);
    for (size_t i = 0; i < x->helped.n; i++)
        add(&asked, helped[i].amount);
    for (size_t i = 0; i < x->debt.n; i++)
        add(&owed, debt[i].owed);
    for (size_t i = 0; i < x->income.n; i++)
        add(&comes, income[i].yearly);
    if (x->line.n && x->cost != INT_NONE && lines != x->cost)
        tell_ab(f, WARN, "mip.lines_differ", "line", lines, x->cost);
    if (asked > 0 && x->wanted != INT_NONE && asked != x->wanted)
        tell_ab(f, WARN, "mip.help_differs", "helped", asked, x->wanted);
    if (x->income.n && owed > comes)
        tell_ab(f, WARN, "mip.owes_more", "debt", owed, comes);
}

/* A yearly revision is a version of its own; the old plan stays. */
static void version_judge(const struct mip *x, const struct mip_view *v,
                          struct findings *f)
{
    if (!id_none(v->old_home) && !id_same(v->old_home, x->household))
        tell(f, STOP, "need.plan_of_another", "revises");
    if (!id_none(x->revises) && x->version != INT_NONE &&
        x->version <= (v->old_version == INT_NONE ? 1 : v->old_version))
        tell_ab(f, STOP, "plan.old_version", "version", x->version,
                v->old_version == INT_NONE ? 1 : v->old_version);
}

static void mip_rule(const struct mip *x, const struct mip_view *v,
                     struct findings *f)
{
    if (v->today != INT_NONE && x->made != DAY_NONE && x->made > v->today)
        tell(f, STOP, "date.in_future", "made");
    if (!id_none(v->whose) && !id_same(v->whose, x->person))
        tell(f, STOP, "chain.other_member", "member");
    if (!id_none(v->lives) && !id_same(v->lives, x->household))
        tell(f, WARN, "mip.lives_elsewhere", "household");
    if (v->passed != DAY_NONE && x->made != DAY_NONE && v->passed < x->made)
        tell(f, WARN, "mip.resolved_before", "resolution");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    sums_judge(x, f);
    lines_judge(x, f);
    version_judge(x, v, f);
}

/* A micro investment plan: what the household has, earns, spends and owes, what
 * she means to do, line by line what it costs, and what help it asks for. Every CO
 * member makes one, and what she is lent or given is chosen from it. */
RECORD(mip, .view = COLUMNS(mip_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .amount = "wanted",
       .group = "money");
