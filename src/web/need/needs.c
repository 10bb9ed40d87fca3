/* needs - the list of what is wanted: by place, body, tier, sector, state and who
 * is to do it; what is merged stands under what it was merged into. */
#include "web/need/need.h"

#define SHOWS "top|leaves|all"
enum shows { SHOW_TOP, SHOW_LEAVES, SHOW_ALL };

struct ask {
    struct id place, body;
    int64_t state, sector, who, tier, page;
    bool women;
    struct str band; /* its code; empty: any */
    int show;        /* enum shows */
};
struct listed {
    struct id need, body, household;
    struct str title, number;
    int64_t tier, sector, who, state, leaf, households;
    paisa cost;
    bool women_first;
    day raised;
};

/* ---- what is asked ------------------------------------------------------*/

static int64_t choice_asked(struct rq *rq, const char *name, const char *of)
{
    return choice_find(of, rq_arg(rq, name));
}

static bool ask_read(struct rq *rq, struct ask *a)
{
    int show = choice_find(SHOWS, rq_arg(rq, "show"));

    *a = (struct ask){ .state = choice_asked(rq, "state", NEED_STATES),
                       .sector = choice_asked(rq, "sector", SECTOR_CHOICES),
                       .who = choice_asked(rq, "who", WHO_CHOICES),
                       .tier = choice_asked(rq, "tier", NEED_TIERS),
                       .page = rq_int(rq, "page", 1, 100000, 1),
                       .women = rq_arg(rq, "women").n > 0,
                       .band = rq_arg(rq, "band"),
                       .show = show < 0 ? SHOW_TOP : show };
    if (rq_arg(rq, "body").n && !id_read(rq_arg(rq, "body"), &a->body)) {
        not_here(rq);
        return false;
    }
    return place_asked(rq, &a->place);
}

/* Parameters $3 to $11, and from $12 on how far the asker reaches. */
static void where_put(struct rq *rq, const struct ask *a, struct buf *sql)
{
    static const char *const shown[] = { " AND k.above IS NULL",
                                         " AND k.leaf = 1", "" };

    buf_z(sql, " WHERE (CAST($3 AS BIGINT) < 0 OR k.state = $3)"
               " AND (CAST($4 AS BIGINT) < 0 OR k.sector = $4)"
               " AND (CAST($5 AS BIGINT) < 0 OR k.who = $5)"
               " AND (CAST($6 AS BIGINT) < 0 OR k.tier = $6)"
               " AND (CAST($7 AS BYTEA) IS NULL OR k.body = $7)"
               " AND (CAST($8 AS BYTEA) IS NULL OR EXISTS (SELECT 1 FROM "
               "area ar WHERE ar.place = k.place AND ar.above = $8 AND "
               "ar.since <= $9 AND ar.until > $9))"
               " AND k.women_first >= $10"
               " AND (CAST($11 AS TEXT) = '' OR k.bands LIKE '%+' || $11 || "
               "'=%' ESCAPE '!')");
    buf_z(sql, shown[a->show]);
    reach_where(rq, kind_reads(kind_find(S("need"))),
                &(struct reach_columns){ "k.place", "k.rsp", "k.project" }, sql,
                12);
}

/* As LIKE takes it: what a person typed is no pattern. */
static struct str like_said(struct rq *rq, struct str said)
{
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < said.n; i++) {
        if (said.p[i] == '%' || said.p[i] == '_' || said.p[i] == '!')
            buf_char(&b, '!');
        buf_char(&b, said.p[i]);
    }
    return buf_str(&b);
}

static void where_bind(struct rq *rq, const struct ask *a, struct rows *r)
{
    db_bind_int(r, 3, a->state);
    db_bind_int(r, 4, a->sector);
    db_bind_int(r, 5, a->who);
    db_bind_int(r, 6, a->tier);
    if (id_none(a->body))
        db_bind_null(r, 7);
    else
        db_bind_id(r, 7, a->body);
    if (id_none(a->place))
        db_bind_null(r, 8);
    else
        db_bind_id(r, 8, a->place);
    db_bind_int(r, 9, rq->today);
    db_bind_int(r, 10, a->women);
    db_bind_text(r, 11, like_said(rq, a->band));
    reach_bind(rq, kind_reads(kind_find(S("need"))), r, 12);
}

/* ---- reading ------------------------------------------------------------*/

static struct listed listed_read(struct rq *rq, const struct rows *r)
{
    return (struct listed){ .need = db_id(r, 0),
                            .title = arena_str(rq->arena, db_str(r, 1)),
                            .number = arena_str(rq->arena, db_str(r, 2)),
                            .body = db_id(r, 3),
                            .household = db_id(r, 4),
                            .tier = db_int(r, 5),
                            .sector = int_in(r, 6),
                            .who = int_in(r, 7),
                            .state = db_int(r, 8),
                            .cost = int_in(r, 9),
                            .leaf = db_int(r, 10),
                            .women_first = db_int(r, 11) == 1,
                            .raised = (day)db_int(r, 12),
                            .households = int_in(r, 13) };
}

static size_t list_read(struct rq *rq, const struct ask *a, struct listed *out,
                        bool *more)
{
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&sql, "SELECT k.thing, n.title, n.number, k.body, k.household, "
                "k.tier, k.sector, k.who, k.state, k.cost, k.leaf, "
                "k.women_first, k.raised, k.households FROM need_kept k JOIN "
                "need n ON n.entry = k.thing");
    where_put(rq, a, &sql);
    buf_z(&sql, " ORDER BY k.raised DESC, k.thing LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, NEEDS_SHOWN + 1);
    db_bind_int(&r, 2, (a->page - 1) * NEEDS_SHOWN);
    where_bind(rq, a, &r);
    *more = false;
    while (db_next(&r))
        if (n < NEEDS_SHOWN)
            out[n++] = listed_read(rq, &r);
        else
            *more = true;
    db_done(&r);
    for (size_t i = 0; i < n; i++) { /* a merged one is what lies behind it */
        struct need_sum sum;

        if (out[i].leaf == 1 || !need_sum(rq, out[i].need, &sum))
            continue;
        out[i].cost = sum.cost;
        out[i].households = sum.households;
    }
    return n;
}

/* What all leaves of the question come to. */
struct total {
    int64_t needs, households, done;
    paisa cost;
};

static struct total total_read(struct rq *rq, const struct ask *a)
{
    struct ask leaves = *a;
    struct buf sql = buf_start(rq->arena);
    struct total t = { .needs = 0 };
    struct rows r;

    leaves.show = SHOW_LEAVES;
    buf_z(&sql,
          "SELECT count(*), CAST(coalesce(sum(k.households), 0) AS BIGINT), "
          "CAST(coalesce(sum(CASE WHEN k.state IN (7, 8) THEN 1 ELSE 0 END), "
          "0) AS BIGINT), CAST(coalesce(sum(k.cost), 0) AS BIGINT) FROM "
          "need_kept k");
    where_put(rq, &leaves, &sql);
    buf_z(&sql, " AND CAST($1 AS BIGINT) >= 0 AND CAST($2 AS BIGINT) >= 0");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, 0);
    db_bind_int(&r, 2, 0);
    where_bind(rq, &leaves, &r);
    if (db_next(&r))
        t = (struct total){ db_int(&r, 0), db_int(&r, 1), db_int(&r, 2),
                            db_int(&r, 3) };
    db_done(&r);
    return t;
}

/* ---- drawing ------------------------------------------------------------*/

static void choice_filter(struct rq *rq, const char *name, const char *key,
                          const char *of, const char *group, int64_t now)
{
    struct str rest = str_of(of);

    html(rq, "<label>%s<select name=\"%s\">", word(rq, key), name);
    if (group == NULL)
        html(rq, "<option value=\"\">%s</option>", word(rq, "need.any"));
    for (int64_t i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == now ? "<option value=\"%s\" selected>%s</option>" :
                        "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, group ? group : "choice", one));
    }
    html(rq, "</select></label>");
}

static void filter_draw(struct rq *rq, const struct ask *a)
{
    html(rq, "<form class=\"filter\">");
    place_input(rq, a->place);
    choice_filter(rq, "show", "need.shown", SHOWS, "need.show", a->show);
    choice_filter(rq, "state", "need.how_it_stands", NEED_STATES, NULL,
                  a->state);
    choice_filter(rq, "sector", "field.sector", SECTOR_CHOICES, NULL,
                  a->sector);
    choice_filter(rq, "who", "field.who", WHO_CHOICES, NULL, a->who);
    choice_filter(rq, "tier", "need.tier", NEED_TIERS, NULL, a->tier);
    html(rq,
         a->women ? "<label class=\"tick\"><input type=\"checkbox\" "
                    "name=\"women\" value=\"1\" checked> %s</label>" :
                    "<label class=\"tick\"><input type=\"checkbox\" "
                    "name=\"women\" value=\"1\"> %s</label>",
         word(rq, "field.women_first"));
    if (a->band.n)
        html(rq,
             "<input type=\"hidden\" name=\"band\" value=\"%s\"><span><bdi>%s"
             "</bdi></span> ",
             zstr(rq, a->band), zstr(rq, need_band_title(rq, a->band)));
    if (!id_none(a->body))
        html(rq,
             "<input type=\"hidden\" name=\"body\" value=\"%s\"><span>%s"
             "</span> ",
             id_text(rq, a->body),
             thing_name(rq, kind_find(S("body")), a->body));
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "list.go"));
}

static void listed_draw(struct rq *rq, const struct listed *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/need/%s\"><bdi>%s</bdi></a> <small>"
         "<bdi>%s</bdi></small>",
         id_text(rq, x->need), zstr(rq, x->title), zstr(rq, x->number));
    if (x->women_first)
        html(rq, " <span class=\"chip\">%s</span>",
             word(rq, "field.women_first"));
    html(rq, "</th><td>");
    if (id_none(x->household))
        thing_link(rq, "body", x->body);
    else
        thing_link(rq, "household", x->household);
    html(rq,
         "</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td><td>",
         need_choice(rq, SECTOR_CHOICES, x->sector),
         need_choice(rq, WHO_CHOICES, x->who), need_number(rq, x->households),
         need_rupees(rq, x->cost));
    need_chip(rq, x->state);
    html(rq, "</td></tr>");
}

static void needs_json(struct rq *rq, const struct listed *x, size_t n,
                       const struct total *t)
{
    struct keys all = keys_open(rq);

    key_int(&all, "cost", t->cost);
    key_int(&all, "done", t->done);
    key_int(&all, "households", t->households);
    key_list(&all, "list");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "body", x[i].body);
        key_int(&k, "cost", x[i].cost);
        key_id(&k, "household", x[i].household);
        key_id(&k, "id", x[i].need);
        key_int(&k, "leaf", x[i].leaf);
        key_text(&k, "number", x[i].number);
        key_day(&k, "raised", x[i].raised);
        key_text(&k, "sector", choice_name(SECTOR_CHOICES, (int)x[i].sector));
        key_text(&k, "state", choice_name(NEED_STATES, (int)x[i].state));
        key_text(&k, "title", x[i].title);
        keys_close(&k);
    }
    key_list_end(&all);
    key_int(&all, "needs", t->needs);
    keys_close(&all);
}

static void tools_draw(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button main\" href=\"/need/new\">%s</a>",
             word(rq, "need.new"));
    html(rq,
         "<a class=\"button\" href=\"/plans\">%s</a><a class=\"button\" "
         "href=\"/report/plans\">%s</a></p>",
         word(rq, "kinds.plan"), word(rq, "report.plans"));
}

/* What is wanted within reach: what was merged under what it was merged into,
 * each leaf counted once in the totals above. */
PAGE(needs, GET, "/needs", RIGHT_REGISTER)
{
    struct listed *x = arena_many(rq->arena, struct listed, NEEDS_SHOWN);
    struct ask a;
    struct total t;
    bool more;
    size_t n;

    if (!ask_read(rq, &a))
        return;
    n = list_read(rq, &a, x, &more);
    t = total_read(rq, &a);
    if (rq->json) {
        needs_json(rq, x, n, &t);
        return;
    }
    frame_open(rq, word(rq, "kinds.need"));
    tools_draw(rq);
    filter_draw(rq, &a);
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "need.leaves", t.needs, 0, "");
    tile(rq, "field.cost", t.cost, 2, "");
    tile(rq, "field.households", t.households, 0, "");
    tile(rq, "need.done", t.done, 0, "");
    html(rq, "</ul>");
    if (n) {
        listing_open(rq, "kind.need need.who_asked field.sector field.who "
                         "n:field.households n:field.cost "
                         "need.how_it_stands");
        for (size_t i = 0; i < n; i++)
            listed_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    pager_draw(rq, a.page, more ? a.page + 1 : a.page);
    frame_close(rq);
}
