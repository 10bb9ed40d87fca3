/* unit - one office or team: who works there, what lies below it, how many
 * bodies are in their charge. */
#include "staff.sql.h"
#include "web/register.h"

enum { STAFF_MOST = 300 };

struct unit_staff {
    struct id id;
    int64_t post, bodies;
    day since, until;
    bool here;
};
struct unit_page {
    struct unit_staff staff[STAFF_MOST];
    size_t n;
    int64_t bodies;
};

static struct unit_page *staff_read(struct rq *rq, struct id id)
{
    struct unit_page *u = arena_new(rq->arena, struct unit_page);
    struct rows r = db_rows(rq->db, SQL_WEB_UNIT_STAFF);

    db_bind_id(&r, 1, id);
    db_bind_int(&r, 2, rq->today);
    while (u->n < STAFF_MOST && db_next(&r)) {
        struct unit_staff *s = &u->staff[u->n++];

        *s = (struct unit_staff){
            .id = db_id(&r, 0),
            .post = db_int(&r, 1),
            .since = (day)db_int(&r, 2),
            .until = db_null(&r, 3) ? DAY_NONE : (day)db_int(&r, 3),
            .here = db_int(&r, 4) != 0,
            .bodies = db_int(&r, 5),
        };
        u->bodies += s->bodies;
    }
    db_done(&r);
    return u;
}

static void staff_draw(struct rq *rq, const struct unit_page *u)
{
    const struct kind *k = kind_find(S("staff"));

    html(rq, "<h2>%s</h2>", word(rq, "kinds.staff"));
    if (!u->n) {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
        return;
    }
    listing_open(rq, "field.name field.post field.since n:staff.now");
    for (size_t i = 0; i < u->n; i++) {
        const struct unit_staff *s = &u->staff[i];

        html(rq, s->here ? "<tr><th scope=\"row\">" :
                           "<tr class=\"off\"><th scope=\"row\">");
        thing_link(rq, "staff", s->id);
        html(rq, "</th><td>%s</td><td>%s%s%s</td><td class=\"n\">%s</td></tr>",
             choice_text(rq, k, "post", s->post), day_text(rq, s->since),
             s->until == DAY_NONE ? "" : " – ",
             s->until == DAY_NONE ? "" : day_text(rq, s->until),
             number_text(rq, s->bodies, 0));
    }
    listing_close(rq);
}

static void children_draw(struct rq *rq, const struct kind *k, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNIT_CHILDREN);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        if (!any)
            card_open(rq, "unit.below");
        if (!any)
            html(rq, "<ul class=\"links\">");
        any = true;
        html(rq, "<li>");
        thing_link(rq, "unit", db_id(&r, 0));
        html(rq, " <small>%s · %s</small></li>",
             choice_text(rq, k, "nature", db_int(&r, 1)),
             id_none(db_id(&r, 2)) ? "" : place_name(rq, db_id(&r, 2)));
    }
    if (any)
        html(rq, "</ul>");
    if (any)
        card_close(rq);
}

static void unit_json(struct rq *rq, const struct kind *k, struct id id,
                      const void *record, const struct unit_page *u)
{
    struct keys keys = keys_open(rq);

    key_int(&keys, "bodies", u->bodies);
    key_id(&keys, "id", id);
    key_list(&keys, "staff");
    for (size_t i = 0; i < u->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_int(&one, "bodies", u->staff[i].bodies);
        key_id(&one, "id", u->staff[i].id);
        key_day(&one, "since", u->staff[i].since);
        key_day(&one, "until", u->staff[i].until);
        keys_close(&one);
    }
    key_list_end(&keys);
    key_any(&keys, "unit");
    buf_add(&rq->body, record_body(k, record, rq->arena));
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* One office or team: its staff with how many bodies are in the charge of
 * each, the units below it, and where it belongs. */
PAGE(unit, GET, "/unit/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("unit"));
    struct unit_page *u;
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    u = staff_read(rq, id);
    if (rq->json) {
        unit_json(rq, k, id, record, u);
        return;
    }
    frame_open(rq, thing_name(rq, k, id));
    html(rq, "<p class=\"lead\">%s · %s",
         choice_text(rq, k, "nature", said_choice(k, record, "nature")),
         rsp_name(rq, said_id(k, record, "rsp")));
    if (!id_none(said_id(k, record, "parent"))) {
        html(rq, " · ");
        thing_link(rq, "unit", said_id(k, record, "parent"));
    }
    html(rq, "</p>");
    if (register_may(rq, RIGHT_MANAGE, k, id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/staff?unit=%s&amp;rsp=%s\">%s</a><a class=\"button\" "
             "href=\"/edit/unit/%s\">%s</a></p>",
             id_text(rq, id), id_text(rq, said_id(k, record, "rsp")),
             word(rq, "unit.new_staff"), id_text(rq, id),
             word(rq, "register.correct"));
    html(rq, "<ul class=\"counters small\">");
    tile(rq, "unit.bodies", u->bodies, 0, word(rq, "unit.in_charge"));
    html(rq, "</ul><div class=\"sides\"><div>");
    staff_draw(rq, u);
    html(rq, "</div><div class=\"stack-cards\">");
    children_draw(rq, k, id);
    card_open(rq, "register.about");
    record_draw(rq, k, record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.entry"));
    card_close(rq);
    html(rq, "</div></div>");
    frame_close(rq);
}
