/* staff - one of the staff: post, unit, and the bodies in her charge, now and
 * before. */
#include "staff.sql.h"
#include "web/portfolio.h"

/* ---- the bodies ---------------------------------------------------------*/

static void portfolio_name(struct rq *rq, struct portfolio *p)
{
    struct id *body = arena_many(rq->arena, struct id, p->n + 1);
    struct id *place = arena_many(rq->arena, struct id, p->n + 1);
    const char **name = arena_many(rq->arena, const char *, p->n + 1);
    const char **lies = arena_many(rq->arena, const char *, p->n + 1);

    for (size_t i = 0; i < p->n; i++) {
        body[i] = p->at[i].body;
        place[i] = p->at[i].place;
    }
    thing_names(rq, kind_find(S("body")), body, p->n, name);
    thing_names(rq, kind_find(S("place")), place, p->n, lies);
    for (size_t i = 0; i < p->n; i++) {
        p->at[i].name = name[i];
        p->at[i].lies = lies[i];
    }
}

struct portfolio portfolio_read(struct rq *rq, struct id staff, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_STAFF_BODIES);
    struct portfolio p = {
        arena_many(rq->arena, struct charged, PORTFOLIO_MOST), 0, 0
    };

    db_bind_id(&r, 1, staff);
    db_bind_int(&r, 2, on);
    while (p.n < PORTFOLIO_MOST && db_next(&r)) {
        p.at[p.n++] = (struct charged){ .body = db_id(&r, 0),
                                        .since = (day)db_int(&r, 1),
                                        .entry = db_id(&r, 2),
                                        .nature = db_int(&r, 4),
                                        .sex = db_int(&r, 5),
                                        .place = db_id(&r, 6) };
        p.now += db_int(&r, 3) != 0;
    }
    db_done(&r);
    portfolio_name(rq, &p);
    return p;
}

void portfolio_draw(struct rq *rq, const struct portfolio *p, bool now)
{
    listing_open(rq, "kind.body field.nature field.place field.since");
    for (size_t i = now ? 0 : p->now; i < (now ? p->now : p->n); i++) {
        const struct charged *c = &p->at[i];

        html(rq,
             "<tr><th scope=\"row\"><a href=\"/body/%s\">%s</a></th><td>%s"
             "</td><td><a href=\"/place/%s\">%s</a></td><td>"
             "<a href=\"/entry/%s\">%s</a></td></tr>",
             id_text(rq, c->body), c->name, body_short(rq, c->nature, c->sex),
             id_text(rq, c->place), c->lies, id_text(rq, c->entry),
             day_text(rq, c->since));
    }
    listing_close(rq);
}

/* ---- the page -----------------------------------------------------------*/

static void charges(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_STAFF_CHARGES);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        bool took = id_same(db_id(&r, 3), id);
        struct id other = db_id(&r, took ? 2 : 3);

        if (!any)
            card_open(rq, "staff.handovers");
        if (!any)
            html(rq, "<ul class=\"links\">");
        any = true;
        html(rq,
             "<li><a href=\"/handed/%s\">%s</a> <small>%s <b class=\"n\">%s"
             "</b> ",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             word(rq, took ? "staff.took" : "staff.gave"),
             number_text(rq, db_int(&r, 4), 0));
        if (!id_none(other)) {
            html(rq, "%s ", word(rq, took ? "staff.from" : "staff.to"));
            thing_link(rq, "staff", other);
        }
        html(rq, "</small></li>");
    }
    if (any)
        html(rq, "</ul>");
    if (any)
        card_close(rq);
}

static void staff_json(struct rq *rq, const struct kind *k, struct id id,
                       const void *record, const struct portfolio *p)
{
    struct keys keys = keys_open(rq);

    key_list(&keys, "bodies");
    for (size_t i = 0; i < p->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", p->at[i].body);
        key_id(&one, "entry", p->at[i].entry);
        key_text(&one, "name", str_of(p->at[i].name));
        key_any(&one, "now");
        buf_z(&rq->body, i < p->now ? "true" : "false");
        key_day(&one, "since", p->at[i].since);
        keys_close(&one);
    }
    key_list_end(&keys);
    key_id(&keys, "id", id);
    key_any(&keys, "staff");
    buf_add(&rq->body, record_body(k, record, rq->arena));
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

static void portfolios(struct rq *rq, const struct portfolio *p)
{
    html(rq, "<h2>%s <b class=\"n\">%s</b></h2>", word(rq, "staff.now"),
         number_text(rq, (int64_t)p->now, 0));
    if (p->now)
        portfolio_draw(rq, p, true);
    else
        html(rq, "<p>%s</p>", word(rq, "staff.none"));
    if (p->n == p->now)
        return;
    html(rq, "<details><summary>%s <b class=\"n\">%s</b></summary>",
         word(rq, "staff.before"),
         number_text(rq, (int64_t)(p->n - p->now), 0));
    portfolio_draw(rq, p, false);
    html(rq, "</details>");
}

/* One of the staff: the post and unit, the bodies in her charge today and
 * those that were, and the hand-overs that moved them. */
PAGE(staff, GET, "/staff/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("staff"));
    struct portfolio p;
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    p = portfolio_read(rq, id, rq->today);
    if (rq->json) {
        staff_json(rq, k, id, record, &p);
        return;
    }
    frame_open(rq, thing_name(rq, k, id));
    html(rq, "<p class=\"lead\">%s · ",
         choice_text(rq, k, "post", said_choice(k, record, "post")));
    thing_link(rq, "unit", said_id(k, record, "unit"));
    html(rq, " · %s</p>", rsp_name(rq, said_id(k, record, "rsp")));
    if (register_may(rq, RIGHT_MANAGE, k, id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/handover/%s\""
             ">%s</a><a class=\"button\" href=\"/new/charge?taker=%s\">%s</a>"
             "<a class=\"button\" href=\"/edit/staff/%s\">%s</a></p>",
             id_text(rq, id), word(rq, "staff.hand_over"), id_text(rq, id),
             word(rq, "staff.give"), id_text(rq, id),
             word(rq, "register.correct"));
    html(rq, "<div class=\"sides\"><div>");
    portfolios(rq, &p);
    html(rq, "</div><div class=\"stack-cards\">");
    charges(rq, id);
    card_open(rq, "register.about");
    record_draw(rq, k, record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.entry"));
    card_close(rq);
    html(rq, "</div></div>");
    frame_close(rq);
}
