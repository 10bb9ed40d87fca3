/* plan - the plan of a village or a union council, for five years. */
#include "core/need_fact.h"
#include "core/plan_fact.h"

static const struct field plan_field[] = {
    TEXT(plan, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(plan, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(plan, place, "place", FIELD_FIND),
    CHOICE(plan, tier, PLAN_TIERS, FIELD_NEED),
    DAY(plan, since, FIELD_NEED),
    DAY(plan, until, FIELD_NEED),
    COUNT(plan, version, 1, 100, FIELD_NEED | FIELD_KEY),
    REF(plan, revises, "plan", FIELD_FIND),
    TEXT(plan, title, 200, FIELD_NEED),
    TEXT(plan, note, 2000, 0),
};

struct plan_view {
    int32_t nature;     /* of the body */
    struct id old_body; /* of what it revises */
    int64_t old_version;
};
static const struct field plan_view_field[] = {
    CHOICE(plan_view, nature, "co|vo|lso|group|network", 0),
    REF(plan_view, old_body, "body", 0),
    COUNT(plan_view, old_version, 0, 0, 0),
};
enum { NATURE_VO = 1, NATURE_LSO };
enum { FIVE_YEARS = 5 * 366 }; /* at most */

/* A VO makes the village's plan, an LSO the union council's, for five years;
 * each year's revision is a version of its own, and the old one stays (8.2). */
static void plan_rule(const struct plan *x, const struct plan_view *v,
                      struct findings *f)
{
    if (x->until != DAY_NONE && x->since != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    else if (x->until != DAY_NONE && x->since != DAY_NONE &&
             x->until - x->since > FIVE_YEARS)
        tell(f, WARN, "plan.too_long", "until");
    if (v->nature >= 0 &&
        v->nature != (x->tier == PLAN_VILLAGE ? NATURE_VO : NATURE_LSO))
        tell(f, WARN, "plan.other_tier", "tier");
    if (!id_none(v->old_body) && !id_same(v->old_body, x->body))
        tell(f, STOP, "plan.revises_another", "revises");
    if (v->old_version != INT_NONE && x->version != INT_NONE &&
        x->version <= v->old_version)
        tell_ab(f, STOP, "plan.old_version", "version", x->version,
                v->old_version);
    if (x->version > 1 && id_none(x->revises))
        tell(f, WARN, "plan.revises_what", "revises");
}

/* ---- its timeline -------------------------------------------------------*/

enum { WHAT_PLAN, WHAT_STEP, WHAT_ITEM, WHAT_KIN };
struct plan_fact {
    struct id entry;
    int64_t aside; /* 1: it lies on the timeline of another version */
    int64_t what;
    day on_day;
    int32_t tier, stage;
    struct id need;
    int64_t position;
    int64_t under; /* 1: another item of the plan holds this one */
    struct id body, place, rsp, project;
};
static const struct field plan_fact_field[] = {
    REF(plan_fact, entry, NULL, 0),
    COUNT(plan_fact, aside, 0, 0, 0),
    COUNT(plan_fact, what, 0, 0, 0),
    DAY(plan_fact, on_day, 0),
    CHOICE(plan_fact, tier, PLAN_TIERS, 0),
    CHOICE(plan_fact, stage, PLAN_STAGES, 0),
    REF(plan_fact, need, "need", 0),
    COUNT(plan_fact, position, 0, 0, 0),
    COUNT(plan_fact, under, 0, 0, 0),
    REF(plan_fact, body, "body", 0),
    REF(plan_fact, place, "place", 0),
    REF(plan_fact, rsp, "rsp", 0),
    REF(plan_fact, project, "project", 0),
};

const struct field plan_kept_field[] = {
    REF(plan_kept, body, "body", FIELD_FIND),
    REF(plan_kept, place, "place", 0),
    REF(plan_kept, rsp, "rsp", 0),
    REF(plan_kept, project, "project", 0),
    CHOICE(plan_kept, tier, PLAN_TIERS, 0),
    CHOICE(plan_kept, stage, PLAN_STAGES, 0),
    DAY(plan_kept, stood, 0),
    DAY(plan_kept, adopted, 0),
};

static void items_remark(const struct plan_fact *f, size_t n,
                         struct postings *out)
{
    for (size_t i = 0; i < n; i++) {
        if (f[i].what != WHAT_ITEM)
            continue;
        if (f[i].under == 1)
            remark(out, f[i].entry, WARN, "plan_item.counted_twice", "need", 0,
                   0);
        for (size_t j = 0; j < i; j++)
            if (f[j].what == WHAT_ITEM && f[i].position != INT_NONE &&
                f[j].position == f[i].position) {
                remark(out, f[i].entry, WARN, "plan_item.position_twice",
                       "position", f[i].position, 0);
                break;
            }
    }
}

/* Adopted after it was ranked, submitted or tabled after it was adopted. */
static void steps_put(const struct plan_fact *f, size_t n, struct plan_kept *k,
                      struct postings *out)
{
    bool ranked = false;

    for (size_t i = 0; i < n; i++) {
        const struct plan_fact *s = &f[i];

        if (s->what != WHAT_STEP)
            continue;
        ranked |= s->stage == PLAN_RANKED;
        if (s->stage == PLAN_ADOPTED && !ranked)
            remark(out, s->entry, WARN, "plan_step.not_ranked", "stage", 0, 0);
        if ((s->stage == PLAN_SUBMITTED || s->stage == PLAN_TABLED) &&
            k->adopted == DAY_NONE)
            remark(out, s->entry, WARN, "plan_step.not_adopted", "stage", 0, 0);
        if (s->stage == PLAN_ADOPTED && k->adopted == DAY_NONE)
            k->adopted = s->on_day;
        k->stage = s->stage;
        k->stood = s->on_day;
    }
}

/* Of all versions of one plan it is the one that was adopted first that counts
 * as the plan: a yearly revision is no further plan. Of one day the lesser id. */
static bool adopted_first(const struct plan_fact *f, size_t n,
                          const struct plan_kept *k, struct id entry)
{
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_KIN &&
            (f[i].on_day < k->adopted ||
             (f[i].on_day == k->adopted && id_order(f[i].entry, entry) < 0)))
            return false;
    return true;
}

static void adopted_post(const struct plan_kept *k, struct id entry,
                         struct postings *out)
{
    static const char *const by[] = { "plan.village", "plan.council" };

    post(out, &(struct posting){ .entry = entry,
                                 .indicator = str_of(by[k->tier]),
                                 .place = k->place,
                                 .rsp = k->rsp,
                                 .project = k->project,
                                 .month = month_of(k->adopted),
                                 .amount = 1 });
}

static bool plan_posts(const void *facts, size_t n, month since,
                       struct postings *out)
{
    const struct plan_fact *f = facts, *own = NULL;
    struct plan_kept *k = arena_new(out->arena, struct plan_kept);

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++)
        if (f[i].what == WHAT_PLAN)
            own = &f[i];
    if (!own)
        return true;
    record_blank(plan_kept_field, PLAN_KEPT, k);
    k->body = own->body;
    k->place = own->place;
    k->rsp = own->rsp;
    k->project = own->project;
    k->tier = own->tier;
    k->stage = PLAN_COMPILING;
    k->stood = own->on_day;
    steps_put(f, n, k, out);
    items_remark(f, n, out);
    if (k->adopted != DAY_NONE && k->tier >= 0 &&
        adopted_first(f, n, k, own->entry))
        adopted_post(k, own->entry, out);
    out->kept = k;
    return true;
}

/* The plan of a village (VDP) or of a union council (UCDP): whose, for which
 * years, in which version. What lies in it are needs (`plan_item`), how it came
 * about are its steps (`plan_step`). */
RECORD(plan, .view = COLUMNS(plan_view), .fact = COLUMNS(plan_fact),
       .posts = plan_posts, .kept = COLUMNS(plan_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "title", .group = "need");
