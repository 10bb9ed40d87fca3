/* disclosure - what bodies hang where everybody can read it; and the list of
 * who benefited, made to be hung: name, village, benefit and nothing more. */
#include "core/card.h"
#include "disclosure.sql.h"
#include "web/list/within.h"

enum { SHOWN = 300, LISTED = 500 };

static struct rows list_ask(struct rq *rq)
{
    static const struct reach_columns own = { "b.place", "b.rsp", "b.project" };
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s, "SELECT d.entry, d.body, d.item, d.shown, d.until, d.venue FROM "
              "disclosure d JOIN body b ON b.entry = d.body WHERE d.counts = 1 "
              "AND d.shown <= $1");
    reach_where(rq, RIGHT_REGISTER, &own, &s, 3);
    buf_z(&s, " ORDER BY d.shown DESC, d.entry LIMIT $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, rq->today);
    db_bind_int(&r, 2, SHOWN);
    reach_bind(rq, RIGHT_REGISTER, &r, 3);
    return r;
}

struct hung {
    struct id entry, body;
    int64_t item;
    day shown, until;
    struct str venue;
};

static void hung_draw(struct rq *rq, const struct hung *x)
{
    bool now = x->until == DAY_NONE || x->until >= rq->today;

    html(rq, now ? "<tr>" : "<tr class=\"off\">");
    html(rq, "<th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td>",
         id_text(rq, x->entry),
         choice_text(rq, kind_find(S("disclosure")), "item", x->item));
    thing_link(rq, "body", x->body);
    html(rq, "</td><td>%s</td><td>%s</td><td><bdi>%s</bdi></td></tr>",
         day_text(rq, x->shown),
         x->until == DAY_NONE ? "" : day_text(rq, x->until),
         zstr(rq, x->venue));
}

static void hung_json(struct rq *rq, const struct hung *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "disclosures");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "body", x[i].body);
        key_id(&k, "id", x[i].entry);
        key_text(
            &k, "item",
            choice_name(kind_field(kind_find(S("disclosure")), S("item"))->of,
                        (int)x[i].item));
        key_day(&k, "shown", x[i].shown);
        key_day(&k, "until", x[i].until);
        key_text(&k, "venue", x[i].venue);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* What the bodies within reach have hung where everybody can read it, the
 * latest first. */
PAGE(disclosures, GET, "/disclosures", RIGHT_REGISTER)
{
    struct hung *x = arena_many(rq->arena, struct hung, SHOWN);
    struct rows r = list_ask(rq);
    size_t n = 0;

    while (n < SHOWN && db_next(&r))
        x[n++] = (struct hung){ .entry = db_id(&r, 0),
                                .body = db_id(&r, 1),
                                .item = db_int(&r, 2),
                                .shown = (day)db_int(&r, 3),
                                .until = day_in(&r, 4),
                                .venue = arena_str(rq->arena, db_str(&r, 5)) };
    db_done(&r);
    if (rq->json) {
        hung_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.disclosure"));
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button main\" href=\"/new/disclosure\">%s</a>",
             word(rq, "disclosure.add"));
    if (rq_may(rq, RIGHT_NAMES))
        html(rq, "<a class=\"button\" href=\"/beneficiaries\">%s</a>",
             word(rq, "disclosure.list"));
    html(rq, "<a class=\"button\" href=\"/socialaudit\">%s</a></p>",
         word(rq, "kinds.socialaudit"));
    listing_open(rq,
                 "field.item kind.body field.shown field.until field.venue");
    for (size_t i = 0; i < n; i++)
        hung_draw(rq, &x[i]);
    listing_close(rq);
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "disclosure.nothing"));
    frame_close(rq);
}

/* ---- who benefited ------------------------------------------------------*/

struct benefited {
    struct id household, person, place;
    const char *what, *name;
    day made;
};

static size_t benefited_read(struct rq *rq, struct id place, int64_t page,
                             struct benefited *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BENEFITS_SHOWN);
    struct scope scope = { .shared = true };
    size_t n = 0;

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, rq->today);
    db_bind_int(&r, 3, (page - 1) * LISTED);
    db_bind_int(&r, 4, LISTED);
    while (n < LISTED && db_next(&r))
        x[n++] = (struct benefited){
            .household = db_id(&r, 1),
            .person = db_id(&r, 2),
            .place = db_id(&r, 3),
            .what = zstr(rq, own_text(rq->lang, db_str(&r, 4), db_str(&r, 5),
                                      db_str(&r, 6))),
            .made = (day)db_int(&r, 7),
        };
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        scope.place = x[i].place;
        x[i].name = !rq_may_in(rq, RIGHT_NAMES, &scope) ?
                        "" :
                    id_none(x[i].person) ?
                        head_name(rq, x[i].household) :
                        thing_name(rq, kind_find(S("person")), x[i].person);
    }
    return n;
}

static void benefited_json(struct rq *rq, struct id place, int64_t page)
{
    struct benefited *x = arena_many(rq->arena, struct benefited, LISTED);
    size_t n = id_none(place) ? 0 : benefited_read(rq, place, page, x);
    struct keys all = keys_open(rq);

    key_id(&all, "place", place);
    key_list(&all, "benefited");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_day(&k, "made", x[i].made);
        key_text(&k, "name", str_of(x[i].name));
        key_id(&k, "place", x[i].place);
        key_text(&k, "what", str_of(x[i].what));
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* The list of who benefited in a place, to be hung where all can read it: name,
 * village, benefit and day. */
PAGE(beneficiaries, GET, "/beneficiaries", RIGHT_NAMES)
{
    struct benefited *x = arena_many(rq->arena, struct benefited, LISTED);
    int64_t page = rq_int(rq, "page", 1, 10000, 1);
    struct id place;
    struct scope scope;
    size_t n;

    if (!place_asked(rq, &place))
        return;
    scope = (struct scope){ .place = place, .shared = true };
    if (rq->json) {
        benefited_json(rq, rq_may_in(rq, RIGHT_NAMES, &scope) ? place : ID_NONE,
                       page);
        return;
    }
    frame_open(rq, word(rq, "disclosure.list"));
    html(rq, "<form class=\"filter\">");
    place_input(rq, place);
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
    if (id_none(place) || !rq_may_in(rq, RIGHT_NAMES, &scope)) {
        html(rq, "<p>%s</p>", word(rq, "disclosure.which_place"));
        frame_close(rq);
        return;
    }
    n = benefited_read(rq, place, page, x);
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "disclosure.list_lead"));
    listing_open(rq, "field.name disclosure.village gains.what benefit.on");
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td>%s</td><td><bdi>%s"
             "</bdi></td><td>%s</td></tr>",
             x[i].name, place_name(rq, x[i].place), x[i].what,
             day_text(rq, x[i].made));
    listing_close(rq);
    pager_draw(rq, page, n == LISTED ? page + 1 : page);
    frame_close(rq);
}
