/* plans - the plans of villages and union councils, and one of them: its items in
 * their order with what stands behind each, who does what, its steps. */
#include "need.sql.h"
#include "web/need/need.h"
#include "web/paper.h"

enum { PLANS_SHOWN = 100 };

/* ---- the list -----------------------------------------------------------*/

struct ask {
    struct id place;
    int64_t tier, stage, page;
};

static bool ask_read(struct rq *rq, struct ask *a)
{
    *a = (struct ask){ .tier = choice_find(PLAN_TIERS, rq_arg(rq, "tier")),
                       .stage = choice_find(PLAN_STAGES, rq_arg(rq, "stage")),
                       .page = rq_int(rq, "page", 1, 100000, 1) };
    return place_asked(rq, &a->place);
}

static struct rows plans_ask(struct rq *rq, const struct ask *a)
{
    const struct kind *k = kind_find(S("plan"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_z(&sql,
          "SELECT p.entry, p.code, p.title, p.body, k.place, k.tier, k.stage, "
          "k.stood, p.version, p.since, p.until, (SELECT count(*) FROM "
          "planned i WHERE i.plan = p.entry) AS items FROM plan_kept k JOIN "
          "plan p ON p.entry = k.thing WHERE (CAST($3 AS BIGINT) < 0 OR "
          "k.tier = $3) AND (CAST($4 AS BIGINT) < 0 OR k.stage = $4) AND "
          "(CAST($5 AS BYTEA) IS NULL OR EXISTS (SELECT 1 FROM area ar WHERE "
          "ar.place = k.place AND ar.above = $5 AND ar.since <= $6 AND "
          "ar.until > $6))");
    reach_where(rq, kind_reads(k),
                &(struct reach_columns){ "k.place", "k.rsp", "k.project" },
                &sql, 7);
    buf_z(&sql, " ORDER BY p.since DESC, p.code, p.version DESC, p.entry LIMIT "
                "$1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, PLANS_SHOWN + 1);
    db_bind_int(&r, 2, (a->page - 1) * PLANS_SHOWN);
    db_bind_int(&r, 3, a->tier);
    db_bind_int(&r, 4, a->stage);
    if (id_none(a->place))
        db_bind_null(&r, 5);
    else
        db_bind_id(&r, 5, a->place);
    db_bind_int(&r, 6, rq->today);
    reach_bind(rq, kind_reads(k), &r, 7);
    return r;
}

static void choice_filter(struct rq *rq, const char *name, const char *key,
                          const char *of, int64_t now)
{
    struct str rest = str_of(of);

    html(rq, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
         word(rq, key), name, word(rq, "need.any"));
    for (int64_t i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == now ? "<option value=\"%s\" selected>%s</option>" :
                        "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "choice", one));
    }
    html(rq, "</select></label>");
}

static void filter_draw(struct rq *rq, const struct ask *a)
{
    html(rq, "<form class=\"filter\">");
    place_input(rq, a->place);
    choice_filter(rq, "tier", "plan.tier", PLAN_TIERS, a->tier);
    choice_filter(rq, "stage", "field.stage", PLAN_STAGES, a->stage);
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "list.go"));
}

static void stage_chip(struct rq *rq, int64_t stage)
{
    html(rq, "<span class=\"chip %s\">%s</span>",
         stage >= PLAN_ADOPTED ? "good" : "warn",
         need_choice(rq, PLAN_STAGES, stage));
}

static void plan_row(struct rq *rq, const struct rows *r)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/plan/%s\"><bdi>%s</bdi></a> <small>"
         "<bdi>%s</bdi> · %s %lld</small></th><td>%s</td><td>",
         id_text(rq, db_id(r, 0)), zstr(rq, db_str(r, 2)),
         zstr(rq, db_str(r, 1)), word(rq, "field.version"),
         (long long)db_int(r, 8), need_choice(rq, PLAN_TIERS, db_int(r, 5)));
    thing_link(rq, "body", db_id(r, 3));
    html(rq, "</td><td>%s – %s</td><td class=\"n\">%lld</td><td>",
         day_text(rq, (day)db_int(r, 9)), day_text(rq, (day)db_int(r, 10)),
         (long long)db_int(r, 11));
    stage_chip(rq, db_int(r, 6));
    html(rq, " <small>%s</small></td></tr>", day_text(rq, (day)db_int(r, 7)));
}

static void plans_json(struct rq *rq, struct rows *r)
{
    struct keys all = keys_open(rq);
    size_t n = 0;

    key_list(&all, "plans");
    while (db_next(r)) {
        struct keys k = key_item(rq, n++);

        key_id(&k, "body", db_id(r, 3));
        key_text(&k, "code", arena_str(rq->arena, db_str(r, 1)));
        key_id(&k, "id", db_id(r, 0));
        key_int(&k, "items", db_int(r, 11));
        key_text(&k, "stage", choice_name(PLAN_STAGES, (int)db_int(r, 6)));
        key_text(&k, "tier", choice_name(PLAN_TIERS, (int)db_int(r, 5)));
        key_text(&k, "title", arena_str(rq->arena, db_str(r, 2)));
        key_int(&k, "version", db_int(r, 8));
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Plans of villages and union councils within reach: for which years, in which
 * version, how far each has come. */
PAGE(plans, GET, "/plans", RIGHT_REGISTER)
{
    struct ask a;
    struct rows r;
    int n = 0;

    if (!ask_read(rq, &a))
        return;
    r = plans_ask(rq, &a);
    if (rq->json) {
        plans_json(rq, &r);
        db_done(&r);
        return;
    }
    frame_open(rq, word(rq, "kinds.plan"));
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button main\" href=\"/new/plan\">%s</a>",
             word(rq, "plan.new"));
    html(rq,
         "<a class=\"button\" href=\"/needs\">%s</a><a class=\"button\" "
         "href=\"/report/plans\">%s</a></p>",
         word(rq, "kinds.need"), word(rq, "report.plans"));
    filter_draw(rq, &a);
    while (db_next(&r))
        if (n++ < PLANS_SHOWN) {
            if (n == 1)
                listing_open(rq, "kind.plan plan.tier field.body plan.years "
                                 "n:plan.items field.stage");
            plan_row(rq, &r);
        }
    db_done(&r);
    if (n)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    pager_draw(rq, a.page, n > PLANS_SHOWN ? a.page + 1 : a.page);
    frame_close(rq);
}

/* ---- one plan -----------------------------------------------------------*/

static void line_draw(struct rq *rq, const struct plan_line *l)
{
    html(rq,
         "<tr><td class=\"n\">%s</td><th scope=\"row\"><a href=\"/need/%s\">"
         "<bdi>%s</bdi></a> <small><bdi>%s</bdi> · %s</small></th><td>%s</td>"
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
         "</td><td class=\"n\">%s</td><td>%s",
         need_number(rq, l->position), id_text(rq, l->need), zstr(rq, l->title),
         zstr(rq, l->number), need_choice(rq, SECTOR_CHOICES, l->sector),
         need_choice(rq, WHO_CHOICES, l->who), need_number(rq, l->needs),
         need_number(rq, l->households), need_rupees(rq, l->cost),
         need_rupees(rq, l->own), zstr(rq, l->who_does));
    if (l->ends != DAY_NONE)
        html(rq, " <small>%s</small>", day_text(rq, l->ends));
    html(rq, "</td><td>");
    need_chip(rq, l->state);
    html(rq, "</td></tr>");
}

/* Women's list stands apart, and again among all (8.3). */
static void lines_card(struct rq *rq, const char *key,
                       const struct plan_line *l, size_t n, bool women)
{
    size_t shown = 0;

    card_open(rq, key);
    for (size_t i = 0; i < n; i++) {
        if (women && !l[i].women_first)
            continue;
        if (shown++ == 0)
            listing_open(rq, "n:field.position kind.need field.who "
                             "n:need.leaves n:field.households n:field.cost "
                             "n:plan.own plan.who_when need.how_it_stands");
        line_draw(rq, &l[i]);
    }
    if (shown)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    card_close(rq);
}

static void sums_card(struct rq *rq, const struct need_sum *s,
                      const struct need_bands *bands)
{
    bool any = false;

    card_open(rq, "plan.comes_to");
    html(rq, "<dl class=\"fields\">");
    term(rq, "need.leaves", need_number(rq, s->needs));
    term(rq, "field.cost", need_rupees(rq, s->cost));
    term(rq, "field.households", need_number(rq, s->households));
    term(rq, "field.poorest", need_number(rq, s->poorest));
    term(rq, "field.women", need_number(rq, s->women));
    term(rq, "field.men", need_number(rq, s->men));
    html(rq, "</dl>");
    need_bands_draw(rq, bands, s->households);
    for (int i = 0; i < SHARES; i++) {
        if (!s->part[i])
            continue;
        if (!any)
            listing_open(rq, "field.share.rows n:field.amount");
        any = true;
        html(rq, "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td></tr>",
             need_choice(rq, SHARE_CHOICES, i), need_rupees(rq, s->part[i]));
    }
    if (any)
        listing_close(rq);
    html(rq, "<p><small>%s</small></p>", word(rq, "need.counted_once"));
    card_close(rq);
}

static void steps_card(struct rq *rq, struct id plan, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLAN_STEPS);

    card_open(rq, "plan.way");
    html(rq, "<ol class=\"story\">");
    db_bind_id(&r, 1, plan);
    while (db_next(&r)) {
        html(rq,
             "<li><small><a href=\"/entry/%s\">%s</a></small> <span "
             "class=\"chip\">%s</span> <bdi>%s</bdi> ",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             need_choice(rq, PLAN_STAGES, db_int(&r, 2)),
             zstr(rq, db_str(&r, 3)));
        if (!db_null(&r, 5))
            thing_link(rq, "resolution", db_id(&r, 5));
        if (!db_null(&r, 6)) {
            html(rq, " · ");
            thing_link(rq, "meeting", db_id(&r, 6));
        }
        if (db_str(&r, 4).n)
            html(rq, "<blockquote><bdi>%s</bdi></blockquote>",
                 zstr(rq, db_str(&r, 4)));
        html(rq, "</li>");
    }
    db_done(&r);
    html(rq, "</ol>");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/plan_step?plan=%s&amp;held=%s\">%s</a><a "
             "class=\"button\" href=\"/new/plan_item?plan=%s&amp;held=%s\">%s"
             "</a></p>",
             id_text(rq, plan), day_iso(rq, rq->today),
             word(rq, "plan.do_step"), id_text(rq, plan),
             day_iso(rq, rq->today), word(rq, "plan.do_item"));
    card_close(rq);
}

static void versions_draw(struct rq *rq, struct id plan)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLAN_VERSIONS);
    bool any = false;

    db_bind_id(&r, 1, plan);
    while (db_next(&r)) {
        html(rq, any ? " · " : "<dt>%s</dt><dd>", word(rq, "plan.versions"));
        any = true;
        html(rq, "<a href=\"/plan/%s\"><bdi>%s</bdi> %s %lld</a>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 2)),
             word(rq, "field.version"), (long long)db_int(&r, 1));
    }
    db_done(&r);
    if (any)
        html(rq, "</dd>");
}

static void facts_card(struct rq *rq, struct id id, const struct plan *x,
                       const struct plan_kept *k)
{
    card_open(rq, "plan.facts");
    html(rq, "<p>");
    stage_chip(rq, k->stage);
    html(rq, " <small>%s</small></p><dl class=\"fields\">",
         day_text(rq, k->stood));
    term_link(rq, "field.body", "body", x->body);
    html(rq, "<dt>%s</dt><dd>", word(rq, "field.place"));
    place_line(rq, k->place);
    html(rq, "</dd>");
    term(rq, "plan.tier", need_choice(rq, PLAN_TIERS, x->tier));
    term(rq, "field.code", zstr(rq, x->code));
    term(rq, "field.version", need_number(rq, x->version));
    term(rq, "field.since", day_text(rq, x->since));
    term(rq, "field.until", day_text(rq, x->until));
    term_link(rq, "field.revises", "plan", x->revises);
    versions_draw(rq, id);
    term(rq, "field.note", zstr(rq, x->note));
    html(rq, "</dl>");
    paper_links(rq, "plan.paper", "plan", id, "plan.pdf");
    card_close(rq);
}

static void plan_json(struct rq *rq, struct id id, const struct plan *x,
                      const struct plan_kept *k, const struct need_sum *s,
                      const struct need_bands *bands, const struct plan_line *l,
                      size_t n)
{
    struct keys all = keys_open(rq);

    need_bands_json(rq, &all, bands);
    key_text(&all, "code", x->code);
    key_int(&all, "cost", s->cost);
    key_int(&all, "households", s->households);
    key_id(&all, "id", id);
    key_list(&all, "items");
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "cost", l[i].cost);
        key_int(&one, "leaves", l[i].needs);
        key_id(&one, "need", l[i].need);
        key_int(&one, "position", l[i].position);
        key_text(&one, "state", choice_name(NEED_STATES, (int)l[i].state));
        key_text(&one, "title", l[i].title);
        keys_close(&one);
    }
    key_list_end(&all);
    key_int(&all, "leaves", s->needs);
    key_text(&all, "stage", choice_name(PLAN_STAGES, k->stage));
    keys_close(&all);
}

/* One plan: how far it has come, its items in their order and what stands behind
 * each, the women's apart, who pays what, and its steps. */
PAGE(plan, GET, "/plan/*", RIGHT_REGISTER)
{
    const struct kind *kind = kind_find(S("plan"));
    struct id id;
    const struct plan *x = register_open(rq, kind, &id);
    struct plan_kept k;
    struct plan_line *l;
    struct need_sum s;
    struct need_bands bands;
    size_t n;

    if (!x)
        return;
    plan_kept_read(rq, id, &k);
    n = plan_lines(rq, id, &l);
    plan_sum(rq, id, &s);
    bands = plan_bands(rq, id);
    if (rq->json) {
        plan_json(rq, id, x, &k, &s, &bands, l, n);
        return;
    }
    frame_open(rq, zstr(rq, x->title));
    findings_said(rq, id);
    facts_card(rq, id, x, &k);
    sums_card(rq, &s, &bands);
    steps_card(rq, id, register_may(rq, RIGHT_KEEP, kind, id));
    lines_card(rq, "plan.items", l, n, false);
    lines_card(rq, "plan.women", l, n, true);
    attachments_card(rq, kind, id);
    html(rq, "<p class=\"tools\">");
    if (register_may(rq, RIGHT_KEEP, kind, id))
        html(rq,
             "<a class=\"button\" href=\"/ranking/new?body=%s\">%s</a> <a "
             "class=\"button\" href=\"/portfolio/new?body=%s\">%s</a> ",
             id_text(rq, x->body), word(rq, "rank.new"), id_text(rq, x->body),
             word(rq, "portfolio.new"));
    html(rq, "<a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "need.entry"));
    frame_close(rq);
}
