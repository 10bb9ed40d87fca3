/* person - one person: who she is to whoever may know it, where she belongs,
 * what she came to and saved. */
#include "sql.h"
#include "web/register.h"

static struct date date_at(struct rows *r, int col)
{
    return db_null(r, col) ?
               DATE_NONE :
               (struct date){ (day)db_int(r, col), (int8_t)db_int(r, col + 1) };
}

static void body_row(struct rq *rq, struct rows *r)
{
    struct date ended = date_at(r, 4);

    html(rq, ended.on == DAY_NONE ? "<tr><th scope=\"row\">" :
                                    "<tr class=\"off\"><th scope=\"row\">");
    thing_link(rq, "body", db_id(r, 1));
    html(rq,
         "</th><td><a href=\"/entry/%s\">%s</a></td><td>%s %s</td><td "
         "class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         id_text(rq, db_id(r, 0)), date_text(rq, date_at(r, 2)),
         date_text(rq, ended),
         db_null(r, 6) ?
             "" :
             choice_text(rq, kind_find(S("member")), "why", db_int(r, 6)),
         number_text(rq, db_int(r, 7), 0),
         db_null(r, 8) ? "" : number_text(rq, db_int(r, 8), 2));
}

static void bodies(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_BODIES);
    bool any = false;

    db_bind_id(&r, 1, id);
    html(rq, "<h2>%s</h2>", word(rq, "person.bodies"));
    while (db_next(&r)) {
        if (!any)
            html(rq,
                 "<div class=\"box\" tabindex=\"0\"><table><thead><tr><th "
                 "scope=\"col\">%s</th><th scope=\"col\">%s</th><th "
                 "scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>"
                 "<th scope=\"col\" class=\"n\">%s</th></tr></thead><tbody>",
                 word(rq, "kind.body"), word(rq, "field.joined"),
                 word(rq, "field.ended"), word(rq, "person.attended"),
                 word(rq, "body.rupees"));
        any = true;
        body_row(rq, &r);
    }
    html(rq, any ? "</tbody></table></div>" : "<p>%s</p>",
         word(rq, "person.no_bodies"));
}

static void moments(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_MOMENTS);

    db_bind_id(&r, 1, id);
    card_open(rq, "register.timeline");
    html(rq, "<ol class=\"moments\">");
    while (db_next(&r)) {
        html(rq, "<li><time>%s</time> <a href=\"/entry/%s\">%s</a> ",
             day_text(rq, (day)db_int(&r, 0)), id_text(rq, db_id(&r, 2)),
             word_of(rq, "moment", db_str(&r, 1)));
        thing_link(rq, "body", db_id(&r, 3));
        if (!db_null(&r, 4))
            html(rq, " <small>%s</small>",
                 choice_text(rq, kind_find(S("member")), "why", db_int(&r, 4)));
        html(rq, "</li>");
    }
    html(rq, "</ol>");
    card_close(rq);
}

static void person_json(struct rq *rq, const struct kind *k, struct id id,
                        const void *record)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_BODIES);
    struct keys keys = keys_open(rq);
    bool any = false;

    db_bind_id(&r, 1, id);
    key_any(&keys, "bodies");
    buf_char(&rq->body, '[');
    while (db_next(&r)) {
        struct keys one;

        buf_z(&rq->body, any ? "," : "");
        any = true;
        one = keys_open(rq);
        key_int(&one, "attended", db_int(&r, 7));
        key_id(&one, "body", db_id(&r, 1));
        key_day(&one, "ended", date_at(&r, 4).on);
        key_id(&one, "entry", db_id(&r, 0));
        key_day(&one, "joined", date_at(&r, 2).on);
        key_int(&one, "saved", db_null(&r, 8) ? INT_NONE : db_int(&r, 8));
        keys_close(&one);
    }
    buf_char(&rq->body, ']');
    key_id(&keys, "id", id);
    key_any(&keys, "person");
    buf_add(&rq->body, record_body(k, record, rq->arena));
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* CNIC and phone are nowhere on this page; they are asked for with a reason. */
static void tools(struct rq *rq, const struct kind *k, struct id id)
{
    bool keeps = register_may(rq, RIGHT_KEEP, k, id);
    bool reveals = register_may(rq, RIGHT_REVEAL, k, id);

    if (!keeps && !reveals)
        return;
    html(rq, "<p class=\"tools\">");
    if (keeps)
        html(rq,
             "<a class=\"button\" href=\"/new/member?person=%s\">%s</a><a "
             "class=\"button\" href=\"/edit/person/%s\">%s</a>",
             id_text(rq, id), word(rq, "person.joins"), id_text(rq, id),
             word(rq, "register.correct"));
    if (reveals)
        html(rq, "<a class=\"button\" href=\"/person/%s/reveal\">%s</a>",
             id_text(rq, id), word(rq, "person.reveal"));
    html(rq, "</p>");
}

/* One person: her name where the asker may read names, her household, the
 * bodies she is or was in with the meetings she came to and what she saved. */
PAGE(person, GET, "/person/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("person"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        person_json(rq, k, id, record);
        return;
    }
    frame_open(rq, thing_name(rq, k, id));
    html(rq, "<p class=\"lead\">%s · %s ",
         choice_text(rq, k, "sex", said_choice(k, record, "sex")),
         word(rq, "kind.household"));
    thing_link(rq, "household", said_id(k, record, "household"));
    if (!rq_names(rq, k, id))
        html(rq, "<br>%s", word(rq, "person.sealed"));
    html(rq, "</p>");
    tools(rq, k, id);
    html(rq, "<div class=\"sides\"><div>");
    bodies(rq, id);
    html(rq, "</div><div class=\"stack-cards\">");
    moments(rq, id);
    attachments_card(rq, k, id);
    card_open(rq, "register.about");
    record_draw(rq, k, record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.entry"));
    card_close(rq);
    html(rq, "</div></div>");
    frame_close(rq);
}
