/* trade - what was bought or sold together: the list with what each saved, and
 * one with everybody's part of the saving. */
#include "core/trade.h"

#include "live.sql.h"
#include "web/live/live.h"

enum { PARTS_MOST = 600 };

struct trade_row {
    struct id entry, body;
    struct str item, unit;
    day held;
    int64_t nature, quantity;
    paisa market, agreed, cost;
};

static paisa saved(const struct trade_row *x)
{
    return trade_saving((int32_t)x->nature, x->quantity, x->market, x->agreed);
}

/* ---- the list -----------------------------------------------------------*/

static size_t trades_read(struct rq *rq, const struct within *a,
                          struct trade_row *out)
{
    struct buf s = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&s, "SELECT t.entry, t.body, t.item, t.unit, t.held, t.nature, "
              "t.quantity, t.market_price, t.agreed_price, t.joint_cost FROM "
              "joint_trade t JOIN standing_trade g ON g.entry = t.entry WHERE "
              "t.counts = 1");
    if (str_same(a->step, S("purchase")))
        buf_z(&s, " AND t.nature = 0");
    if (str_same(a->step, S("sale")))
        buf_z(&s, " AND t.nature = 1");
    r = live_rows(rq, kind_find(S("joint_trade")), a, &s,
                  " ORDER BY t.held DESC, t.entry LIMIT $1 OFFSET $2", true);
    while (n < WITHIN_SHOWN && db_next(&r))
        out[n++] =
            (struct trade_row){ .entry = db_id(&r, 0),
                                .body = db_id(&r, 1),
                                .item = arena_str(rq->arena, db_str(&r, 2)),
                                .unit = arena_str(rq->arena, db_str(&r, 3)),
                                .held = (day)db_int(&r, 4),
                                .nature = db_int(&r, 5),
                                .quantity = int_in(&r, 6),
                                .market = int_in(&r, 7),
                                .agreed = int_in(&r, 8),
                                .cost = int_in(&r, 9) };
    db_done(&r);
    return n;
}

static void trades_json(struct rq *rq, const struct trade_row *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "trades");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "amount", trade_amount(x[i].quantity, x[i].agreed));
        key_id(&k, "body", x[i].body);
        key_day(&k, "held", x[i].held);
        key_id(&k, "id", x[i].entry);
        key_text(&k, "item", x[i].item);
        key_int(&k, "quantity", x[i].quantity);
        key_int(&k, "saving", saved(&x[i]));
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

static void trade_line(struct rq *rq, const struct trade_row *x)
{
    const struct kind *k = kind_find(S("joint_trade"));

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/trade/%s\"><bdi>%s</bdi></a> "
         "<small>%s</small></th><td>",
         id_text(rq, x->entry), zstr(rq, x->item),
         choice_text(rq, k, "nature", x->nature));
    thing_link(rq, "body", x->body);
    html(rq, "</td><td>%s</td><td class=\"n\">%s <bdi>%s</bdi></td>",
         day_text(rq, x->held), number_text(rq, x->quantity, 2),
         zstr(rq, x->unit));
    rupees_cell(rq, x->market);
    rupees_cell(rq, x->agreed);
    rupees_cell(rq, saved(x));
    html(rq, "</tr>");
}

/* What was bought or sold together within reach, the latest first, and what it
 * saved. */
PAGE(trades, GET, "/trades", RIGHT_REGISTER)
{
    struct trade_row *x = arena_many(rq->arena, struct trade_row, WITHIN_SHOWN);
    struct within a;
    paisa sum = 0;
    size_t n;

    if (!within_read(rq, WITHIN_BODY, &a))
        return;
    n = trades_read(rq, &a, x);
    if (rq->json) {
        trades_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.joint_trade"));
    html(rq, "<p class=\"tools\">");
    live_new(rq, "joint_trade", "live.add_trade", true);
    html(rq, "</p>");
    within_filter(rq, &a,
                  &(struct within_steps){ "live.which", "live.step",
                                          "purchase|sale" });
    if (n) {
        listing_open(rq, "field.item.text field.body field.held "
                         "n:field.quantity n:field.market_price "
                         "n:field.agreed_price n:live.saved");
        for (size_t i = 0; i < n; i++) {
            trade_line(rq, &x[i]);
            sum += saved(&x[i]);
        }
        html(rq,
             "<tr class=\"total\"><th scope=\"row\" colspan=\"6\">%s</th>"
             "<td class=\"n\">%s</td></tr>",
             word(rq, "live.total"), rupees(rq, sum));
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    within_pager(rq, &a, n);
    frame_close(rq);
}

/* ---- one ----------------------------------------------------------------*/

struct part {
    struct id person, body;
    int64_t quantity;
    paisa amount;
};

static size_t parts_read(struct rq *rq, struct id id, struct part *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRADE_PARTS);
    size_t n = 0;

    db_bind_id(&r, 1, id);
    while (n < PARTS_MOST && db_next(&r))
        out[n++] = (struct part){ .person = db_id(&r, 0),
                                  .body = db_id(&r, 1),
                                  .quantity = int_in(&r, 2),
                                  .amount = int_in(&r, 3) };
    db_done(&r);
    return n;
}

/* Everybody's part of the saving: they add up to all of it, to the paisa. */
static void parts_card(struct rq *rq, const struct trade_row *x)
{
    struct part *p = arena_many(rq->arena, struct part, PARTS_MOST);
    size_t n = parts_read(rq, x->entry, p);
    int64_t *quantity = arena_many(rq->arena, int64_t, n + 1);
    paisa *part = arena_many(rq->arena, paisa, n + 1);

    for (size_t i = 0; i < n; i++)
        quantity[i] = p[i].quantity;
    trade_split(saved(x), quantity, n, part);
    card_open(rq, "field.parts");
    listing_open(rq, "live.who n:field.quantity n:award.rupees n:live.saved");
    for (size_t i = 0; i < n; i++) {
        html(rq, "<tr><th scope=\"row\">");
        thing_link(rq, id_none(p[i].person) ? "body" : "person",
                   id_none(p[i].person) ? p[i].body : p[i].person);
        html(rq, "</th><td class=\"n\">%s</td>",
             number_text(rq, p[i].quantity, 2));
        html(rq, "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
             number_all(rq, p[i].amount, 2), number_all(rq, part[i], 2));
    }
    html(rq,
         "<tr class=\"total\"><th scope=\"row\">%s</th><td class=\"n\">%s</td>"
         "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         word(rq, "live.total"), number_text(rq, x->quantity, 2),
         number_all(rq, trade_amount(x->quantity, x->agreed), 2),
         number_all(rq, saved(x), 2));
    listing_close(rq);
    card_close(rq);
}

static void trade_tiles(struct rq *rq, const struct trade_row *x)
{
    paisa market = trade_amount(x->quantity, x->market);

    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "live.at_market", market, 2, "");
    tile(rq, "live.at_agreed", trade_amount(x->quantity, x->agreed), 2, "");
    tile(rq, "live.saved", saved(x), 2, share_text(rq, saved(x), market));
    if (x->cost != INT_NONE && x->cost > 0)
        tile(rq, "live.saved_net", saved(x) - x->cost, 2,
             rupees_text(rq, x->cost));
    html(rq, "</ul>");
}

static bool taken_back(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRADE);
    bool back;

    db_bind_id(&r, 1, id);
    back = db_next(&r) && db_int(&r, 0) == 1;
    db_done(&r);
    return back;
}

static void trade_facts(struct rq *rq, const struct kind *k, const void *record)
{
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term(rq, "field.held", day_text(rq, said_day(k, record, "held")));
    term(rq, "field.supplier", zstr(rq, said_text(k, record, "supplier")));
    term(rq, "field.market_price",
         rupees(rq, said_number(k, record, "market_price")));
    if (said_choice(k, record, "known_by") >= 0)
        term(rq, "field.known_by",
             choice_text(rq, k, "known_by",
                         said_choice(k, record, "known_by")));
    term(rq, "field.quote", zstr(rq, said_text(k, record, "quote")));
    term(rq, "field.agreed_price",
         rupees(rq, said_number(k, record, "agreed_price")));
    term(rq, "field.joint_cost",
         rupees(rq, said_number(k, record, "joint_cost")));
    if (said_choice(k, record, "way") >= 0)
        term(rq, "field.way",
             choice_text(rq, k, "way", said_choice(k, record, "way")));
    term_link(rq, "field.resolution", "resolution",
              said_id(k, record, "resolution"));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

/* One joint purchase or sale: what it would have been at the market, what it
 * was, and what of the saving is whose. */
PAGE(trade, GET, "/trade/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("joint_trade"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    struct trade_row x;

    if (!record)
        return;
    x = (struct trade_row){ .entry = id,
                            .item = said_text(k, record, "item"),
                            .nature = said_choice(k, record, "nature"),
                            .quantity = said_number(k, record, "quantity"),
                            .market = said_number(k, record, "market_price"),
                            .agreed = said_number(k, record, "agreed_price"),
                            .cost = said_number(k, record, "joint_cost") };
    if (rq->json) {
        trades_json(rq, &x, 1);
        return;
    }
    frame_open(rq, zstr(rq, x.item));
    html(rq, "<p class=\"lead\">%s · %s <bdi>%s</bdi></p>",
         choice_text(rq, k, "nature", x.nature), number_text(rq, x.quantity, 2),
         zstr(rq, said_text(k, record, "unit")));
    if (taken_back(rq, id))
        html(rq, "<p><span class=\"chip stop\">%s</span></p>",
             word(rq, "award.taken_back"));
    findings_said(rq, id);
    trade_tiles(rq, &x);
    parts_card(rq, &x);
    trade_facts(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
