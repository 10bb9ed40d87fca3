/* enterprise - business groups: the list, one group, and one order on its way
 * from what was asked to what everybody was paid. */
#include "live.sql.h"
#include "web/live/live.h"

/* ---- the list -----------------------------------------------------------*/

struct group {
    struct id entry, body;
    struct str name, trade;
    int64_t people, open;
    paisa sold, paid;
};

static void step_where(struct str step, struct buf *sql)
{
    buf_z(sql, str_same(step, S("closed")) ? " AND t.closed IS NOT NULL" :
                                             " AND t.closed IS NULL");
}

static struct group group_of(struct rq *rq, const struct rows *r)
{
    return (struct group){ .entry = db_id(r, 0),
                           .body = db_id(r, 1),
                           .name = arena_str(rq->arena, db_str(r, 2)),
                           .trade = arena_str(rq->arena, db_str(r, 3)),
                           .people = db_int(r, 4),
                           .open = db_int(r, 5),
                           .sold = int_in(r, 6),
                           .paid = int_in(r, 7) };
}

static void group_row(struct rq *rq, const struct rows *r)
{
    const struct group x = group_of(rq, r);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/enterprise/%s\"><bdi>%s</bdi></a>"
         "</th><td><bdi>%s</bdi></td><td>",
         id_text(rq, x.entry), zstr(rq, x.name), zstr(rq, x.trade));
    thing_link(rq, "body", x.body);
    html(rq, "</td>");
    number_cell(rq, x.people);
    number_cell(rq, x.open);
    rupees_cell(rq, x.sold);
    rupees_cell(rq, x.paid);
    html(rq, "</tr>");
}

static void groups_json(struct keys *k, const struct rows *r)
{
    const struct group x = group_of(k->rq, r);

    key_id(k, "body", x.body);
    key_id(k, "id", x.entry);
    key_text(k, "name", x.name);
    key_int(k, "open", x.open);
    key_int(k, "paid", x.paid);
    key_int(k, "people", x.people);
    key_int(k, "sold", x.sold);
}

static void tools(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    live_new(rq, "enterprise", "live.add_group", true);
    html(rq, "</p>");
}

static const struct within_list enterprise_list = {
    .kind = "enterprise",
    .by = WITHIN_BODY,
    .steps = { "live.which", "live.step", "closed" },
    .sql =
        "SELECT t.entry, t.body, t.name, t.trade, (SELECT count(*) FROM "
        "enterprise_artisans m WHERE m.entry = t.entry AND m.until IS NULL), "
        "(SELECT count(*) FROM sale_order o LEFT JOIN sale_order_kept k ON "
        "k.thing = o.entry WHERE o.enterprise = t.entry AND o.counts = 1 AND "
        "o.cancelled IS NULL AND coalesce(k.sold, 0) < o.quantity), "
        "(SELECT CAST(sum(g.amount) AS BIGINT) FROM standing_sale g WHERE "
        "g.enterprise = t.entry), (SELECT CAST(sum(p.amount) AS BIGINT) FROM "
        "standing_sale g JOIN sale_payouts p ON p.entry = g.entry WHERE "
        "g.enterprise = t.entry) FROM enterprise t WHERE t.counts = 1",
    .order = "t.name, t.entry",
    .heads = "kind.enterprise field.trade field.body n:live.people "
             "n:live.open_orders n:live.sold n:live.paid",
    .many = "enterprises",
    .where = step_where,
    .tools = tools,
    .row = group_row,
    .json = groups_json,
};

/* Business groups within reach: their trade, how many they are, what is ordered
 * from them, and what they sold and paid out. */
PAGE(enterprises, GET, "/enterprises", RIGHT_REGISTER)
{
    within_page(rq, &enterprise_list);
}

/* ---- one group ----------------------------------------------------------*/

struct order {
    struct id entry;
    struct str item, buyer;
    day held, due, cancelled;
    int64_t quantity, made, passed, rejected, sold;
    paisa price;
};

static int64_t none_in(const struct rows *r, int col)
{
    return db_null(r, col) ? 0 : db_int(r, col);
}

static struct order order_read(struct rq *rq, const struct rows *r)
{
    return (struct order){ .entry = db_id(r, 0),
                           .item = arena_str(rq->arena, db_str(r, 1)),
                           .buyer = arena_str(rq->arena, db_str(r, 2)),
                           .held = (day)db_int(r, 3),
                           .due = day_in(r, 4),
                           .cancelled = day_in(r, 5),
                           .quantity = none_in(r, 6),
                           .price = int_in(r, 7),
                           .made = none_in(r, 8),
                           .passed = none_in(r, 9),
                           .rejected = none_in(r, 10),
                           .sold = none_in(r, 11) };
}

/* What comes next of an order. */
enum next { NEXT_MAKE, NEXT_CHECK, NEXT_SELL, NEXT_DONE, NEXT_NOTHING };
static const char *const next_name[] = { "make", "check", "sell", "done",
                                         "cancelled" };

static enum next order_next(const struct order *o)
{
    if (o->cancelled != DAY_NONE)
        return NEXT_NOTHING;
    if (o->sold >= o->quantity)
        return NEXT_DONE;
    if (o->made > o->passed + o->rejected)
        return NEXT_CHECK;
    if (o->passed > o->sold && o->passed >= o->quantity)
        return NEXT_SELL;
    return NEXT_MAKE;
}

static void order_chip(struct rq *rq, const struct order *o)
{
    enum next next = order_next(o);
    const char *text = word_of(rq, "live.order", str_of(next_name[next]));

    if (next >= NEXT_DONE || o->due == DAY_NONE)
        html(rq, "<span class=\"%s\">%s</span>",
             next == NEXT_DONE ? "chip good" : "chip", text);
    else
        due_chip(rq, text, o->due);
}

static void group_tiles(struct rq *rq, struct id id)
{
    static const char *const key[] = { "live.people", "live.sold", "live.paid",
                                       "live.margin", "live.costs" };
    struct rows r = db_rows(rq->db, SQL_WEB_ENTERPRISE);

    db_bind_id(&r, 1, id);
    if (db_next(&r)) {
        html(rq, "<ul class=\"counters small tiles\">");
        for (int i = 0; i < (int)LEN(key); i++)
            tile(rq, key[i], db_int(&r, i), i ? 2 : 0, "");
        html(rq, "</ul>");
    }
    db_done(&r);
}

static void artisans_card(struct rq *rq, const struct kind *k, struct id id)
{
    const struct field *rows = kind_field(k, S("artisans"));
    const struct field *role = field_find(rows->child, rows->children,
                                          S("role"));
    struct rows r = db_rows(rq->db, SQL_WEB_ARTISANS);

    card_open(rq, "field.artisans");
    listing_open(rq, "field.person field.role field.since field.until "
                     "n:live.paid");
    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        day since = day_in(&r, 2), until = day_in(&r, 3);

        html(rq, "<tr><th scope=\"row\">");
        thing_link(rq, "person", db_id(&r, 0));
        html(rq, "</th><td>%s</td><td>%s</td><td>%s</td>",
             db_null(&r, 1) ?
                 "" :
                 choice_say(rq, role,
                            choice_name(role->of, (int)db_int(&r, 1))),
             since == DAY_NONE ? "" : day_text(rq, since),
             until == DAY_NONE ? "" : day_text(rq, until));
        rupees_cell(rq, db_int(&r, 4));
        html(rq, "</tr>");
    }
    db_done(&r);
    listing_close(rq);
    card_close(rq);
}

static void orders_card(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ORDERS);
    bool any = false;

    card_open(rq, "kinds.sale_order");
    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        struct order o = order_read(rq, &r);

        if (!any)
            listing_open(rq,
                         "field.item.text field.buyer n:live.ordered "
                         "n:live.made n:live.passed n:live.sold_n live.next");
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/sale_order/%s\"><bdi>%s</bdi>"
             "</a></th><td><bdi>%s</bdi></td>",
             id_text(rq, o.entry), zstr(rq, o.item), zstr(rq, o.buyer));
        number_cell(rq, o.quantity);
        number_cell(rq, o.made);
        number_cell(rq, o.passed);
        number_cell(rq, o.sold);
        html(rq, "<td>");
        order_chip(rq, &o);
        html(rq, "</td></tr>");
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    card_close(rq);
}

static void sales_card(struct rq *rq, struct id group, struct id order)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SALES);
    bool any = false;

    db_bind_id(&r, 1, group);
    db_bind_id(&r, 2, order);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "kinds.sale");
            listing_open(rq, "field.held field.buyer n:live.sale_value "
                             "n:live.paid n:live.costs n:live.margin");
        }
        html(rq, db_int(&r, 9) ? "<tr class=\"off\">" : "<tr>");
        html(rq,
             "<th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td><bdi>%s"
             "</bdi>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             zstr(rq, db_str(&r, 2)));
        if (db_int(&r, 9))
            html(rq, " <span class=\"chip stop\">%s</span>",
                 word(rq, "award.taken_back"));
        html(rq, "</td>");
        rupees_cell(rq, db_int(&r, 5));
        rupees_cell(rq, db_int(&r, 7));
        rupees_cell(rq, db_int(&r, 8));
        rupees_cell(rq, db_int(&r, 6));
        html(rq, "</tr>");
    }
    db_done(&r);
    if (!any)
        return;
    listing_close(rq);
    card_close(rq);
}

static void group_facts(struct rq *rq, const struct kind *k, const void *record)
{
    day closed = said_day(k, record, "closed");

    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term(rq, "field.trade", zstr(rq, said_text(k, record, "trade")));
    term(rq, "field.brand", zstr(rq, said_text(k, record, "brand")));
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term(rq, "field.formed", day_text(rq, said_day(k, record, "formed")));
    if (closed != DAY_NONE)
        term(rq, "field.closed", day_text(rq, closed));
    term_link(rq, "field.resolution", "resolution",
              said_id(k, record, "resolution"));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term_link(rq, "field.staff", "staff", said_id(k, record, "staff"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void group_json(struct rq *rq, const struct kind *k, const void *record,
                       struct id id)
{
    static const char *const name[] = { "people", "sold", "paid", "margin",
                                        "costs" };
    struct rows r = db_rows(rq->db, SQL_WEB_ENTERPRISE);
    struct keys keys = live_keys(rq, k, record, id);

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        for (int i = 0; i < (int)LEN(name); i++)
            key_int(&keys, name[i], db_int(&r, i));
    db_done(&r);
    keys_close(&keys);
}

/* One business group: its members and what each was paid, its orders and how far
 * they are, its sales to the last rupee. */
PAGE(enterprise, GET, "/enterprise/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("enterprise"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    const char *text;

    if (!record)
        return;
    if (rq->json) {
        group_json(rq, k, record, id);
        return;
    }
    text = id_text(rq, id);
    frame_open(rq, zstr(rq, said_text(k, record, "name")));
    findings_said(rq, id);
    if (register_may(rq, RIGHT_KEEP, k, id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/"
             "sale_order?enterprise=%s&amp;held=%s\">%s</a><a class=\"button\" "
             "href=\"/new/sale?enterprise=%s&amp;held=%s\">%s</a></p>",
             text, day_iso(rq, rq->today), word(rq, "live.add_order"), text,
             day_iso(rq, rq->today), word(rq, "live.add_sale"));
    group_tiles(rq, id);
    orders_card(rq, id);
    sales_card(rq, id, ID_NONE);
    artisans_card(rq, k, id);
    group_facts(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}

/* ---- one order ----------------------------------------------------------*/

static void makers_card(struct rq *rq, struct id order)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MAKERS);
    bool any = false;

    db_bind_id(&r, 1, order);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "live.makers");
            listing_open(rq, "field.person n:live.made n:live.passed "
                             "n:live.rejected n:live.paid");
        }
        html(rq, "<tr><th scope=\"row\">");
        thing_link(rq, "person", db_id(&r, 0));
        html(rq, "</th>");
        for (int c = 1; c < 4; c++)
            number_cell(rq, db_int(&r, c));
        rupees_cell(rq, db_int(&r, 4));
        html(rq, "</tr>");
    }
    db_done(&r);
    if (!any)
        return;
    listing_close(rq);
    card_close(rq);
}

/* Who stands in the form already: of what is to be made everybody in the group,
 * of what is to be looked at whoever made it, of what is to be sold whoever made
 * what passed, at the full price. */
enum { LINKED_MOST = 40 };

static void row_link(struct rq *rq, struct buf *b, const char *rows, int n,
                     struct id person)
{
    buf_fmt(b, "&%s.%d.person=%s", rows, n, id_text(rq, person));
}

static void group_link(struct rq *rq, struct buf *b, struct id group)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ARTISANS);
    int n = 0;

    db_bind_id(&r, 1, group);
    while (n < LINKED_MOST && db_next(&r))
        if (db_null(&r, 3))
            row_link(rq, b, "made", n++, db_id(&r, 0));
    db_done(&r);
}

static void makers_link(struct rq *rq, struct buf *b, const struct order *o,
                        enum next next)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MAKERS);
    int n = 0;

    db_bind_id(&r, 1, o->entry);
    while (n < LINKED_MOST && db_next(&r)) {
        int64_t passed = db_int(&r, 2);
        int64_t open = db_int(&r, 1) - passed - db_int(&r, 3);

        if (db_null(&r, 0))
            continue;
        if (next == NEXT_CHECK && open > 0) {
            row_link(rq, b, "lines", n, db_id(&r, 0));
            buf_fmt(b, "&lines.%d.passed=%lld", n++, (long long)open);
        }
        if (next == NEXT_SELL && passed > 0) {
            row_link(rq, b, "payouts", n, db_id(&r, 0));
            buf_fmt(b, "&payouts.%d.quantity=%lld&payouts.%d.amount=", n,
                    (long long)passed, n);
            number_exact(b, passed * o->price, 2);
            n++;
        }
    }
    db_done(&r);
}

static const char *order_link(struct rq *rq, const struct order *o,
                              struct id group, enum next next)
{
    static const char *const kind[] = { "production", "quality_check", "sale" };
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/new/%s?sale_order=%s&held=%s", kind[next],
            id_text(rq, o->entry), day_iso(rq, rq->today));
    if (next == NEXT_MAKE) {
        group_link(rq, &b, group);
        return zstr(rq, buf_str(&b));
    }
    if (next == NEXT_SELL) {
        buf_fmt(&b, "&enterprise=%s&item=%s&buyer=%s&quantity=%lld&amount=",
                id_text(rq, group), url_part(rq, o->item),
                url_part(rq, o->buyer), (long long)(o->passed - o->sold));
        number_exact(&b, (o->passed - o->sold) * o->price, 2);
        buf_z(&b, "&margin=0");
    }
    if (next == NEXT_CHECK || !o->sold)
        makers_link(rq, &b, o, next);
    return zstr(rq, buf_str(&b));
}

static void order_way(struct rq *rq, const struct order *o, struct id group,
                      bool keeps)
{
    static const char *const button[] = { "live.add_made", "live.add_check",
                                          "live.add_sale" };
    enum next next = order_next(o);

    card_open(rq, "live.next");
    html(rq, "<p>");
    order_chip(rq, o);
    html(rq, "</p>");
    if (keeps && next < NEXT_DONE)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"%s\">%s</a>"
             "</p>",
             order_link(rq, o, group, next), word(rq, button[next]));
    card_close(rq);
}

static void order_json(struct rq *rq, const struct kind *k, const void *record,
                       const struct order *o)
{
    struct keys keys = live_keys(rq, k, record, o->entry);

    key_int(&keys, "made", o->made);
    key_text(&keys, "next", str_of(next_name[order_next(o)]));
    key_int(&keys, "passed", o->passed);
    key_int(&keys, "rejected", o->rejected);
    key_int(&keys, "sold", o->sold);
    keys_close(&keys);
}

/* One order of a group: how many were asked for, made, passed and sold, who made
 * them and what she was paid, and what comes next. */
PAGE(sale_order, GET, "/sale_order/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("sale_order"));
    struct id id, group;
    const void *record = register_open(rq, k, &id);
    struct order o = { .due = DAY_NONE, .cancelled = DAY_NONE };
    struct rows r;

    if (!record)
        return;
    group = said_id(k, record, "enterprise");
    r = db_rows(rq->db, SQL_WEB_ORDER);
    db_bind_id(&r, 1, id);
    if (db_next(&r))
        o = order_read(rq, &r);
    db_done(&r);
    if (rq->json) {
        order_json(rq, k, record, &o);
        return;
    }
    frame_open(rq, zstr(rq, o.item));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "enterprise", group);
    html(rq, " · <bdi>%s</bdi> · %s</p>", zstr(rq, o.buyer),
         rupees_text(rq, o.price));
    findings_said(rq, id);
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "live.ordered", o.quantity, 0, "");
    tile(rq, "live.made", o.made, 0, share_text(rq, o.made, o.quantity));
    tile(rq, "live.passed", o.passed, 0, share_text(rq, o.passed, o.made));
    tile(rq, "live.sold_n", o.sold, 0, share_text(rq, o.sold, o.quantity));
    html(rq, "</ul>");
    order_way(rq, &o, group, register_may(rq, RIGHT_KEEP, k, id));
    makers_card(rq, id);
    sales_card(rq, group, id);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
