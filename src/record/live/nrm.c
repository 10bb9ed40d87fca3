/* nrm - work with land, plants and animals, and what of it is still alive. */
#include "core/award.h"
#include "core/books.h"
#include "core/live.h"

struct nrm_part {
    struct id household, person;
    int64_t quantity;
    paisa amount;
};
static const struct field nrm_part_field[] = {
    REF(nrm_part, household, "household", FIELD_NEED | FIELD_FIND),
    REF(nrm_part, person, "person", FIELD_FIND),
    COUNT(nrm_part, quantity, 1, 100000000, FIELD_NEED),
    MONEY(nrm_part, amount, 0, MONEY_MOST, 0),
};

struct nrm {
    struct id body;
    struct str activity;
    day held;
    struct str species, variety, disease;
    int64_t quantity, area, women, men;
    paisa input_cost, contribution;
    struct str supplier;
    struct id worker, staff, project;
    struct str goal;
    struct list parts;
    struct str note;
};
static const struct field nrm_field[] = {
    REF(nrm, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CODE(nrm, activity, "activity_kind", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(nrm, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(nrm, species, 120, FIELD_NEED | FIELD_KEY),
    TEXT(nrm, variety, 120, FIELD_KEY),
    TEXT(nrm, disease, 120, FIELD_KEY),
    COUNT(nrm, quantity, 1, 100000000, FIELD_NEED),
    COUNT(nrm, area, 1, 100000000, FIELD_POINTS),
    COUNT(nrm, women, 0, 1000000, 0),
    COUNT(nrm, men, 0, 1000000, 0),
    MONEY(nrm, input_cost, 0, MONEY_MOST, 0),
    MONEY(nrm, contribution, 0, MONEY_MOST, 0),
    TEXT(nrm, supplier, 160, 0),
    REF(nrm, worker, "person", 0),
    REF(nrm, staff, "staff", 0),
    REF(nrm, project, "project", 0),
    CODE(nrm, goal, "goal", 0),
    ROWS(nrm, parts, nrm_part, 1000, 0),
    TEXT(nrm, note, 600, 0),
};

struct nrm_view {
    int64_t today;
    day formed; /* the body */
    int32_t nature;
};
static const struct field nrm_view_field[] = {
    COUNT(nrm_view, today, 0, 0, 0),
    DAY(nrm_view, formed, 0),
    CHOICE(nrm_view, nature, NRM_CHOICES, 0),
};

/* What households got is at most what there was. */
static void parts_judge(const struct nrm *x, struct findings *f)
{
    const struct nrm_part *p = x->parts.at;
    int64_t sum = 0;

    for (size_t i = 0; i < x->parts.n; i++) {
        sum += p[i].quantity == INT_NONE ? 0 : p[i].quantity;
        for (size_t j = 0; j < i; j++)
            if (id_same(p[i].household, p[j].household) &&
                id_same(p[i].person, p[j].person)) {
                tell_row(f, WARN, "nrm.part_twice", "parts", i, "household");
                break;
            }
    }
    if (x->quantity != INT_NONE && sum > x->quantity)
        tell_ab(f, STOP, "nrm.parts_beyond", "quantity", sum, x->quantity);
}

static void nrm_rule(const struct nrm *x, const struct nrm_view *v,
                     struct findings *f)
{
    bool sick = v->nature == NRM_VACCINATION || v->nature == NRM_TREATMENT;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, WARN, "nrm.before_body", "held");
    if ((x->women == INT_NONE || x->women == 0) &&
        (x->men == INT_NONE || x->men == 0) && !x->parts.n)
        tell(f, WARN, "nrm.nobody", "women");
    if (sick && !x->disease.n)
        tell(f, WARN, "nrm.which_disease", "disease");
    if (v->nature >= 0 && !sick && x->disease.n)
        tell(f, WARN, "nrm.no_disease_here", "disease");
    if (x->input_cost != INT_NONE && x->contribution != INT_NONE &&
        x->contribution > x->input_cost)
        tell(f, WARN, "nrm.share_above_cost", "contribution");
    parts_judge(x, f);
}

/* The activity, then its counts by day and entry. */
enum what { WHAT_WORK, WHAT_COUNT };

struct nrm_fact {
    int64_t what;
    struct id entry;
    day on_day;
    int64_t months, quantity, area, women,
        men; /* quantity: of a count, alive */
    int32_t nature;
    int64_t counted, first_months, last_months;
    struct id body, place, rsp, project;
    month cutover;
};
static const struct field nrm_fact_field[] = {
    COUNT(nrm_fact, what, 0, 0, 0),
    REF(nrm_fact, entry, NULL, 0),
    DAY(nrm_fact, on_day, 0),
    COUNT(nrm_fact, months, 0, 0, 0),
    COUNT(nrm_fact, quantity, 0, 0, 0),
    COUNT(nrm_fact, area, 0, 0, 0),
    COUNT(nrm_fact, women, 0, 0, 0),
    COUNT(nrm_fact, men, 0, 0, 0),
    CHOICE(nrm_fact, nature, NRM_CHOICES, 0),
    COUNT(nrm_fact, counted, 0, 0, 0),
    COUNT(nrm_fact, first_months, 0, 0, 0),
    COUNT(nrm_fact, last_months, 0, 0, 0),
    REF(nrm_fact, body, "body", 0),
    REF(nrm_fact, place, "place", 0),
    REF(nrm_fact, rsp, "rsp", 0),
    REF(nrm_fact, project, "project", 0),
    MONTH(nrm_fact, cutover, 0),
};

/* An activity as it stands, for lists of what is to be counted and sums of
 * hundred thousands. */
struct nrm_kept {
    struct id body, place, rsp, project;
    int32_t nature;
    day held;
    int64_t planted, area, women, men; /* not said: 0 */
    int64_t counts;
    int64_t alive;       /* at the last count; INT_NONE: never counted */
    day counted_on, due; /* the next count; DAY_NONE: none is due */
    int64_t due_months;
};
static const struct field nrm_kept_field[] = {
    REF(nrm_kept, body, "body", FIELD_FIND),
    REF(nrm_kept, place, "place", FIELD_FIND),
    REF(nrm_kept, rsp, "rsp", 0),
    REF(nrm_kept, project, "project", 0),
    CHOICE(nrm_kept, nature, NRM_CHOICES, 0),
    DAY(nrm_kept, held, FIELD_FIND),
    COUNT(nrm_kept, planted, 0, 0, 0),
    COUNT(nrm_kept, area, 0, 0, 0),
    COUNT(nrm_kept, women, 0, 0, 0),
    COUNT(nrm_kept, men, 0, 0, 0),
    COUNT(nrm_kept, counts, 0, 0, 0),
    COUNT(nrm_kept, alive, 0, 0, 0),
    DAY(nrm_kept, counted_on, 0),
    DAY(nrm_kept, due, FIELD_FIND),
    COUNT(nrm_kept, due_months, 0, 0, 0),
};

static const char *counted_as(int32_t nature)
{
    switch (nature) {
    case NRM_PLANTS: return "plant";
    case NRM_VACCINATION: return "animal.vaccinated";
    case NRM_TREATMENT: return "animal.treated";
    case NRM_DEMO_PLOT: return "plot.demo";
    case NRM_KITCHEN_GARDEN: return "garden";
    default: return NULL;
    }
}

static void work_post(const struct nrm_fact *x, const struct posting *like,
                      struct postings *out)
{
    const char *as = counted_as(x->nature);
    bool animals = x->nature == NRM_VACCINATION || x->nature == NRM_TREATMENT;

    if (as)
        live_post(out, like, as, x->quantity, x->cutover);
    if (x->nature >= 0 && x->nature != NRM_PLANTS && !animals)
        live_post(out, like, "acre", x->area, x->cutover);
    live_post_sexes(out, like, "nrm", x->women, x->men, x->cutover);
}

/* The last count says what is alive; each adds what it changed, in its own
 * month, so that survival is the same whatever came first. */
static int64_t count_post(const struct nrm_fact *x, const struct nrm_fact *c,
                          int64_t before, struct posting *like,
                          struct postings *out)
{
    like->entry = c->entry;
    like->month = month_of(c->on_day);
    if (before == INT_NONE)
        live_post(out, like, "plant.counted", x->quantity, x->cutover);
    live_post(out, like, "plant.alive",
              c->quantity - (before == INT_NONE ? 0 : before), x->cutover);
    if (before != INT_NONE && c->quantity > before)
        remark(out, c->entry, WARN, "survival.risen", "alive", c->quantity,
               before);
    return c->quantity;
}

static void due_set(const struct nrm_fact *x, int64_t reached,
                    struct nrm_kept *k)
{
    int64_t months = INT_NONE;

    if (x->counted != 1)
        return;
    if (reached < x->first_months)
        months = x->first_months;
    else if (reached < x->last_months)
        months = x->last_months;
    if (months == INT_NONE)
        return;
    k->due_months = months;
    k->due = months_after(x->on_day, (int)months);
}

static struct nrm_kept kept_of(const struct nrm_fact *x)
{
    return (struct nrm_kept){
        .body = x->body,
        .place = x->place,
        .rsp = x->rsp,
        .project = x->project,
        .nature = x->nature,
        .held = x->on_day,
        .planted = x->quantity == INT_NONE ? 0 : x->quantity,
        .area = x->area == INT_NONE ? 0 : x->area,
        .women = x->women == INT_NONE ? 0 : x->women,
        .men = x->men == INT_NONE ? 0 : x->men,
        .alive = INT_NONE,
        .counted_on = DAY_NONE,
        .due = DAY_NONE,
        .due_months = INT_NONE,
    };
}

static bool nrm_posts(const void *facts, size_t n, month since,
                      struct postings *out)
{
    const struct nrm_fact *f = facts;
    struct nrm_kept kept;
    struct posting like;
    int64_t alive = INT_NONE, reached = 0;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f[0].what != WHAT_WORK)
        return true;
    like = (struct posting){ .entry = f->entry,
                             .place = f->place,
                             .rsp = f->rsp,
                             .project = f->project,
                             .month = month_of(f->on_day) };
    kept = kept_of(f);
    work_post(f, &like, out);
    for (size_t i = 1; i < n; i++) {
        if (f[i].quantity == INT_NONE || f[i].on_day == DAY_NONE)
            continue;
        alive = count_post(f, &f[i], alive, &like, out);
        if (f[i].months != INT_NONE && f[i].months > reached)
            reached = f[i].months;
        kept.counts++;
        kept.alive = alive;
        kept.counted_on = f[i].on_day;
    }
    due_set(f, reached, &kept);
    keep(out, &kept, sizeof kept);
    return true;
}

/* Plants, vaccination, treatment, a demonstration plot, kitchen gardens, seed,
 * water or soil: what, how much, on how many acres, for how many women and men,
 * at what cost and with what share of theirs, and which households got it. */
RECORD(nrm, .view = COLUMNS(nrm_view), .fact = COLUMNS(nrm_fact),
       .posts = nrm_posts, .kept = COLUMNS(nrm_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "species", .amount = "input_cost",
       .group = "live");
