/* plans - what is wanted and what is planned: by sector, by place, by the VO whose
 * members ask, by who is to do it and who is to pay; the women's list apart; how
 * far the plans of villages and union councils have come.
 *
 * Demand is all of it, approved what some body or office said yes to, funded what
 * has its money. Leaves are counted, each once, as they stood at the end of the
 * month that is asked for; whom they serve by sex and by band of poverty. */
#include "report/plans.h"
#include "core/plan_fact.h"
#include "plans.sql.h"

/* ---- reading ------------------------------------------------------------*/

static bool said_yes(int64_t state)
{
    return state == NEED_APPROVED ||
           (state >= NEED_FUNDED && state <= NEED_VERIFIED);
}

/* One line of the leaves: `n` of them that are alike. */
struct leaves {
    int64_t n, who, women_first;
    struct need_stand is; /* of all of them together */
};

static int64_t times(int64_t one, int64_t n)
{
    return one == INT_NONE ? 0 : one * n;
}

/* As they stood then, where they have changed since; false: they were no leaves,
 * or nobody had asked yet. */
static bool leaves_then(struct leaves *l, struct str past, day on)
{
    struct need_stand s;

    if (!need_past_on(past, on, &s) || s.leaf != 1)
        return false;
    s.cost = times(s.cost, l->n);
    s.households = times(s.households, l->n);
    s.women = times(s.women, l->n);
    s.men = times(s.men, l->n);
    l->is = s;
    return true;
}

static void bands_add(const struct plans *p, struct wants *to, struct str bands,
                      int64_t n)
{
    struct str code;
    int64_t households;

    while (need_bands_next(&bands, &code, &households))
        for (size_t i = 0; i < p->bands.bands && i < NEED_BANDS; i++)
            if (str_same(code, p->bands.band[i].code))
                to->band[i] += households * n;
}

static void wants_add(struct wants *to, const struct leaves *l)
{
    int32_t state = l->is.state;
    paisa cost = l->is.cost;

    to->needs += l->n;
    to->households += l->is.households;
    to->women += l->is.women;
    to->men += l->is.men;
    to->women_first += l->women_first == 1 ? l->n : 0;
    to->cost += cost;
    if (l->who >= 0 && l->who < WHOS)
        to->who[l->who] += cost;
    to->approved += said_yes(state) ? cost : 0;
    to->funded += state >= NEED_FUNDED && state <= NEED_VERIFIED ? cost : 0;
    to->done += state == NEED_COMPLETED || state == NEED_VERIFIED ? l->n : 0;
}

static void since_bind(const struct plans *p, struct rows *r, int at)
{
    if (p->q->from == MONTH_NONE)
        db_bind_null(r, at);
    else
        db_bind_int(r, at, month_first(p->q->from));
}

static void sums_read(struct plans *p)
{
    struct rows r = db_rows(p->db, SQL_PLANS_SUMS);

    db_bind_id(&r, 1, p->place);
    db_bind_int(&r, 2, p->on);
    db_bind_id(&r, 3, p->q->rsp);
    db_bind_id(&r, 4, p->q->project);
    since_bind(p, &r, 5);
    while (db_next(&r)) {
        int64_t sector = db_int(&r, 0), nature = db_int(&r, 1);
        int64_t tier = db_int(&r, 3);
        struct leaves l = { .n = db_int(&r, 6),
                            .who = db_int(&r, 2),
                            .women_first = db_int(&r, 4),
                            .is = { .state = (int32_t)db_int(&r, 5),
                                    .households = db_int(&r, 7),
                                    .women = db_int(&r, 8),
                                    .men = db_int(&r, 9),
                                    .cost = db_int(&r, 11) } };

        if (!db_null(&r, 21) && !leaves_then(&l, db_str(&r, 21), p->on))
            continue;
        if (sector >= 0 && sector < SECTORS) {
            wants_add(&p->sector[sector], &l);
            if (l.women_first == 1)
                wants_add(&p->women[sector], &l);
        }
        if (l.women_first == 1)
            wants_add(&p->women_all, &l);
        if (tier >= 0 && tier < TIERS && nature >= 0 && nature < NATURES)
            wants_add(&p->kind[tier][nature], &l);
        wants_add(&p->all, &l);
        for (int i = 0; i < SHARES; i++)
            p->part[i] += db_int(&r, 12 + i);
    }
    db_done(&r);
}

/* The line of a spot: rows come spot by spot. NULL: there are too many. */
static struct wants *spot_at(struct plans *p, int64_t what, struct id id)
{
    struct spot_row *at = what == 0 ? p->body : p->spot;
    size_t *n = what == 0 ? &p->bodies : &p->spots;

    if (*n && id_same(at[*n - 1].id, id))
        return &at[*n - 1].w;
    if (*n == BODIES_MOST) {
        p->more |= what == 0;
        return NULL;
    }
    at[*n].id = id;
    return &at[(*n)++].w;
}

static void settled_add(struct wants *to, const struct rows *r)
{
    to->needs += db_int(r, 2);
    to->households += db_int(r, 3);
    to->women_first += db_int(r, 4);
    to->cost += db_int(r, 5);
    for (int i = 0; i < WHOS; i++)
        to->who[i] += db_int(r, 6 + i);
    to->approved += db_int(r, 9);
    to->funded += db_int(r, 10);
    to->done += db_int(r, 11);
    to->women += db_int(r, 12);
    to->men += db_int(r, 13);
}

static void rolled_put(struct plans *p, const struct rows *r)
{
    struct leaves l = { .n = db_int(r, 2),
                        .who = db_int(r, 16),
                        .women_first = db_int(r, 17) };
    bool then = !db_null(r, 14);
    struct wants *to;

    if (then && !leaves_then(&l, db_str(r, 14), p->on))
        return;
    to = db_int(r, 0) == 2 ? &p->in_all : spot_at(p, db_int(r, 0), db_id(r, 1));
    if (!to)
        return;
    if (then)
        wants_add(to, &l);
    else
        settled_add(to, r);
    bands_add(p, to, then ? l.is.bands : db_str(r, 15), l.n);
}

static void rolled_read(struct plans *p)
{
    struct rows r = db_rows(p->db, SQL_PLANS_ROLLED);

    p->body = arena_many(p->a, struct spot_row, BODIES_MOST);
    p->spot = arena_many(p->a, struct spot_row, BODIES_MOST);
    db_bind_id(&r, 1, p->place);
    db_bind_int(&r, 2, p->level);
    db_bind_int(&r, 3, p->on);
    db_bind_id(&r, 4, p->q->rsp);
    db_bind_id(&r, 5, p->q->project);
    since_bind(p, &r, 6);
    while (db_next(&r))
        rolled_put(p, &r);
    db_done(&r);
}

/* ---- a line -------------------------------------------------------------*/

enum {
    C_WHAT,
    C_NEEDS,
    C_HOUSEHOLDS,
    C_WOMEN,
    C_COST,
    C_SELF,
    C_HELPED,
    C_STATE,
    C_APPROVED,
    C_FUNDED,
    C_DONE,
    C_COLS
};
#define WANTS_COLUMNS(key, word)                                               \
    { key, word, NULL, COLUMN_TEXT, 0 },                                       \
        { "needs", "need.leaves", NULL, COLUMN_NUMBER, 0 },                    \
        { "households", "field.households", NULL, COLUMN_NUMBER, 0 },          \
        { "women_first", "field.women_first", NULL, COLUMN_NUMBER, 0 },        \
        { "cost", "plans.demand", "plans.rupees", COLUMN_NUMBER, 2 },          \
        { "self", "choice.self", "plans.rupees", COLUMN_NUMBER, 2 },           \
        { "helped", "choice.helped", "plans.rupees", COLUMN_NUMBER, 2 },       \
        { "state", "choice.state", "plans.rupees", COLUMN_NUMBER, 2 },         \
        { "approved", "plans.approved", "plans.rupees", COLUMN_NUMBER, 2 },    \
        { "funded", "choice.funded", "plans.rupees", COLUMN_NUMBER, 2 },       \
    {                                                                          \
        "done", "need.done", NULL, COLUMN_NUMBER, 0                            \
    }
static const struct column sector_column[C_COLS] = {
    WANTS_COLUMNS("sector", "field.sector")
};
static const struct column place_column[C_COLS] = {
    WANTS_COLUMNS("place", "outreach.place")
};
static const struct column body_column[C_COLS] = {
    WANTS_COLUMNS("body", "field.body")
};
static const struct column kind_column[C_COLS] = { WANTS_COLUMNS("tier",
                                                                 "need.tier") };

struct sheet plans_start(const struct plans *p, const struct column *c, int n,
                         const char *title)
{
    struct sheet s = sheet_start(p->a, c, n);

    s.title = say(p->q->lang, title);
    s.subtitle = question_caption(p->db, p->q, p->a);
    s.lakh = p->q->lakh;
    return s;
}

static struct sheet_row *wants_put(struct sheet *s, enum row_nature nature,
                                   struct str what, const struct wants *w)
{
    struct sheet_row *row = sheet_add(s, nature);

    cell_text(row, C_WHAT, what);
    cell_number(row, C_NEEDS, w->needs);
    cell_number(row, C_HOUSEHOLDS, w->households);
    cell_number(row, C_WOMEN, w->women_first);
    cell_number(row, C_COST, w->cost);
    for (int i = 0; i < WHOS; i++)
        cell_number(row, C_SELF + i, w->who[i]);
    cell_number(row, C_APPROVED, w->approved);
    cell_number(row, C_FUNDED, w->funded);
    cell_number(row, C_DONE, w->done);
    return row;
}

static struct str choice_said(const struct plans *p, const char *choices,
                              int at)
{
    struct buf key = buf_start(p->a);

    buf_z(&key, "choice.");
    buf_add(&key, choice_name(choices, at));
    return say_str(p->q->lang, buf_str(&key));
}

/* The list of needs behind a line: "/needs?show=leaves&sector=water&place=.." */
static struct str needs_path(const struct plans *p, const char *name,
                             struct str value, struct id place)
{
    struct buf b = buf_start(p->a);

    buf_z(&b, "/needs?show=leaves");
    if (name) {
        buf_fmt(&b, "&%s=", name);
        buf_add(&b, value);
    }
    if (!id_none(place)) {
        buf_z(&b, "&place=");
        id_put(&b, place);
    }
    return buf_str(&b);
}

/* ---- the sheets ---------------------------------------------------------*/

static void sectors_sheet(const struct plans *p, struct sheet *out,
                          const struct wants *of, const struct wants *all,
                          const char *title, const char *more)
{
    *out = plans_start(p, sector_column, C_COLS, title);
    for (int i = 0; i < SECTORS; i++) {
        struct str path = needs_path(p, "sector",
                                     choice_name(SECTOR_CHOICES, i),
                                     p->q->place);
        struct buf b = buf_start(p->a);
        struct sheet_row *row;

        if (!of[i].needs)
            continue;
        buf_add(&b, path);
        buf_z(&b, more);
        row = wants_put(out, ROW_PLAIN, choice_said(p, SECTOR_CHOICES, i),
                        &of[i]);
        cell_link(row, C_NEEDS, buf_str(&b));
    }
    wants_put(out, ROW_TOTAL, say(p->q->lang, "report.grand_total"), all);
}

static void places_sheet(const struct plans *p, struct sheet *out, int scope)
{
    struct spots names = spots_read(p->db, p->a, p->level, scope, p->q->place,
                                    p->on, p->q->lang);
    struct wants in = { .needs = 0 };

    *out = plans_start(p, place_column, C_COLS, "plans.by_place");
    for (size_t i = 0; i < names.n; i++)
        for (size_t j = 0; j < p->spots; j++) {
            struct sheet_row *row;

            if (!id_same(names.at[i].id, p->spot[j].id))
                continue;
            row = wants_put(out, ROW_PLAIN, names.at[i].name, &p->spot[j].w);
            cell_link(row, C_NEEDS, needs_path(p, NULL, S(""), names.at[i].id));
            in.needs += p->spot[j].w.needs;
        }
    for (size_t j = 0; j < p->spots; j++)
        if (id_none(p->spot[j].id) && in.needs < p->all.needs)
            wants_put(out, ROW_PLAIN, say(p->q->lang, "plans.no_place"),
                      &p->spot[j].w);
    wants_put(out, ROW_TOTAL, say(p->q->lang, "report.grand_total"), &p->all);
}

struct str plans_body(const struct plans *p, struct id body)
{
    struct rows r = db_rows(p->db, SQL_PLANS_BODY);
    struct str name = S("");

    db_bind_id(&r, 1, body);
    if (db_next(&r))
        name = name_in(&r, 0, p->q->lang, p->a);
    db_done(&r);
    return name;
}

static void bodies_sheet(const struct plans *p, struct sheet *out)
{
    *out = plans_start(p, body_column, C_COLS, "plans.by_body");
    for (size_t i = 0; i < p->bodies; i++) {
        struct buf b = buf_start(p->a);
        struct sheet_row *row = wants_put(out, ROW_PLAIN,
                                          plans_body(p, p->body[i].id),
                                          &p->body[i].w);

        buf_z(&b, "/body/");
        id_put(&b, p->body[i].id);
        cell_link(row, C_WHAT, buf_str(&b));
    }
    wants_put(out, ROW_TOTAL, say(p->q->lang, "report.grand_total"), &p->all);
    if (p->more)
        sheet_note(out, say(p->q->lang, "plans.more"));
}

static void kinds_sheet(const struct plans *p, struct sheet *out)
{
    *out = plans_start(p, kind_column, C_COLS, "plans.by_tier");
    for (int tier = 0; tier < TIERS; tier++)
        for (int nature = 0; nature < NATURES; nature++) {
            const struct wants *w = &p->kind[tier][nature];
            struct buf b = buf_start(p->a);
            struct sheet_row *row;

            if (!w->needs)
                continue;
            buf_add(&b, choice_said(p, NEED_TIERS, tier));
            buf_z(&b, " · ");
            buf_add(&b, choice_said(p, NEED_NATURES, nature));
            row = wants_put(out, ROW_PLAIN, buf_str(&b), w);
            cell_link(row, C_NEEDS,
                      needs_path(p, "tier", choice_name(NEED_TIERS, tier),
                                 p->q->place));
        }
    wants_put(out, ROW_TOTAL, say(p->q->lang, "report.grand_total"), &p->all);
}

enum { S_SOURCE, S_AMOUNT, S_PCT, S_COLS };
static const struct column share_column[S_COLS] = {
    { "source", "field.share.rows", NULL, COLUMN_TEXT, 0 },
    { "amount", "field.amount", NULL, COLUMN_NUMBER, 2 },
    { "pct", "plans.pct", NULL, COLUMN_RATIO, 0 },
};

/* What no source is named for stands in a line of its own. */
static void shares_sheet(const struct plans *p, struct sheet *out)
{
    struct sheet_row *row;
    paisa named = 0;

    *out = plans_start(p, share_column, S_COLS, "plans.by_source");
    for (int i = 0; i < SHARES; i++) {
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, S_SOURCE, choice_said(p, SHARE_CHOICES, i));
        cell_number(row, S_AMOUNT, p->part[i]);
        cell_ratio(row, S_PCT, p->part[i], p->all.cost);
        named += p->part[i];
    }
    row = sheet_add(out, ROW_PLAIN);
    cell_text(row, S_SOURCE, say(p->q->lang, "plans.no_source"));
    cell_number(row, S_AMOUNT, p->all.cost - named);
    cell_ratio(row, S_PCT, p->all.cost - named, p->all.cost);
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, S_SOURCE, say(p->q->lang, "report.grand_total"));
    cell_number(row, S_AMOUNT, p->all.cost);
}

enum { A_TIER, A_STAGE, A_PLANS, A_NEEDS, A_HOUSEHOLDS, A_COST, A_COLS };
static const struct column plan_column[A_COLS] = {
    { "tier", "plan.tier", NULL, COLUMN_TEXT, 0 },
    { "stage", "field.stage", NULL, COLUMN_TEXT, 0 },
    { "plans", "kinds.plan", NULL, COLUMN_NUMBER, 0 },
    { "needs", "need.leaves", NULL, COLUMN_NUMBER, 0 },
    { "households", "field.households", NULL, COLUMN_NUMBER, 0 },
    { "cost", "field.cost", NULL, COLUMN_NUMBER, 2 },
};

static struct sheet_row *stage_row(const struct plans *p, struct sheet *out,
                                   int tier, int stage, int64_t plans)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    struct buf b = buf_start(p->a);

    cell_text(row, A_TIER, choice_said(p, PLAN_TIERS, tier));
    cell_text(row, A_STAGE, choice_said(p, PLAN_STAGES, stage));
    cell_number(row, A_PLANS, plans);
    buf_z(&b, "/plans?tier=");
    buf_add(&b, choice_name(PLAN_TIERS, tier));
    buf_z(&b, "&stage=");
    buf_add(&b, choice_name(PLAN_STAGES, stage));
    if (!id_none(p->q->place)) {
        buf_z(&b, "&place=");
        id_put(&b, p->q->place);
    }
    cell_link(row, A_PLANS, buf_str(&b));
    return row;
}

/* Rows of one stage come together: what has not changed since, and one for each
 * sort of what has. */
static void plans_sheet(const struct plans *p, struct sheet *out)
{
    struct rows r = db_rows(p->db, SQL_PLANS_ADOPTED);
    int64_t tier = -1, stage = -1;
    struct sheet_row *row = NULL;
    struct wants sum = { .needs = 0 };

    *out = plans_start(p, plan_column, A_COLS, "plans.stages");
    db_bind_id(&r, 1, p->place);
    db_bind_int(&r, 2, p->on);
    db_bind_id(&r, 3, p->q->rsp);
    db_bind_id(&r, 4, p->q->project);
    while (db_next(&r)) {
        struct leaves l = { .n = db_int(&r, 3),
                            .is = { .households = db_int(&r, 4),
                                    .cost = db_int(&r, 5) } };

        if (!row || db_int(&r, 0) != tier || db_int(&r, 1) != stage) {
            tier = db_int(&r, 0);
            stage = db_int(&r, 1);
            sum = (struct wants){ .needs = 0 };
            row = stage_row(p, out, (int)tier, (int)stage, db_int(&r, 2));
        }
        if (db_null(&r, 6) || leaves_then(&l, db_str(&r, 6), p->on))
            wants_add(&sum, &l);
        cell_number(row, A_NEEDS, sum.needs);
        cell_number(row, A_HOUSEHOLDS, sum.households);
        cell_number(row, A_COST, sum.cost);
    }
    db_done(&r);
    sheet_note(out, say(p->q->lang, "plans.note_stages"));
    sheet_note(out, say(p->q->lang, "plans.note_day"));
}

/* Needs and plans: what is wanted, approved, funded and met; by sector, place
 * (--by province, district, taluka or uc) and VO, by who asks, who is to do it
 * and who is to pay; the women's list apart; plans by how far they have come; whom
 * it serves by sex and by band of poverty. */
REPORT(plans, RIGHT_REGISTER)
{
    struct plans *p = arena_new(a, struct plans);
    struct question own;
    struct str name;
    int scope = 0;

    if (!question_good(db, q, a, f))
        return 0;
    *p = (struct plans){ .db = db, .a = a, .q = q };
    if (!id_none(q->place))
        scope = place_level(db, q->place, a, q->lang, &name);
    p->place = scope_place(db, q);
    p->level = spread_level(q, scope);
    p->on = month_end(q->as_of);
    own = *q;
    own.banding = S(""); /* what needs say is of the banding of the figures */
    scheme_read(db, &own, a, &p->bands);
    sums_read(p);
    rolled_read(p);
    sectors_sheet(p, &out[0], p->sector, &p->all, "plans.title", "");
    sheet_note(&out[0], say(q->lang, "need.counted_once"));
    sheet_note(&out[0], say(q->lang, "plans.note"));
    sectors_sheet(p, &out[1], p->women, &p->women_all, "plans.women",
                  "&women=1");
    places_sheet(p, &out[2], scope);
    bodies_sheet(p, &out[3]);
    kinds_sheet(p, &out[4]);
    shares_sheet(p, &out[5]);
    plans_sheet(p, &out[6]);
    plans_people(p, &out[7], scope);
    return 8;
}
