/* person - one person: who she is to whoever may know it, where she belongs,
 * what she came to and saved. */
#include "person.sql.h"
#include "web/learn/learn.h"
#include "web/people/privacy.h"
#include "web/people/twin.h"
#include "web/poverty/answer.h"
#include "web/register.h"
#include "web/timeline.h"

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
         "class=\"n\">%s</td><td class=\"n\"><a href=\"/passbook/%s\">%s"
         "</a></td></tr>",
         id_text(rq, db_id(r, 0)), date_text(rq, date_at(r, 2)),
         date_text(rq, ended),
         db_null(r, 6) ?
             "" :
             choice_text(rq, kind_find(S("member")), "why", db_int(r, 6)),
         number_text(rq, db_int(r, 7), 0), id_text(rq, db_id(r, 0)),
         db_null(r, 8) ? word(rq, "saving.passbook") :
                         number_text(rq, db_int(r, 8), 2));
}

static void bodies(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_BODIES);
    bool any = false;

    db_bind_id(&r, 1, id);
    html(rq, "<h2>%s</h2>", word(rq, "person.bodies"));
    while (db_next(&r)) {
        if (!any)
            listing_open(
                rq,
                "kind.body field.joined field.ended n:person.attended n:body.rupees");
        any = true;
        body_row(rq, &r);
    }
    html(rq, any ? "</tbody></table></div>" : "<p>%s</p>",
         word(rq, "person.no_bodies"));
}

static void person_json(struct rq *rq, const struct kind *k, struct id id,
                        const void *record)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_BODIES);
    struct timeline t = timeline_of(rq, k, id);
    struct keys keys = keys_open(rq);
    bool any = false;

    db_bind_id(&r, 1, id);
    key_list(&keys, "bodies");
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
    key_list_end(&keys);
    key_any(&keys, "consents");
    consents_json(rq, id);
    key_id(&keys, "id", id);
    key_any(&keys, "person");
    buf_add(&rq->body, record_body(k, record, rq->arena));
    key_any(&keys, "timeline");
    timeline_json(rq, &t);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* CNIC and phone are behind stars on this page; they are asked for with a
 * reason. */
static void tools(struct rq *rq, const struct kind *k, struct id id)
{
    bool keeps = register_may(rq, RIGHT_KEEP, k, id);
    bool reveals = register_may(rq, RIGHT_REVEAL, k, id);
    bool names = rq_names(rq, k, id);
    bool erases = register_may(rq, RIGHT_ADMIN, k, id);

    if (!keeps && !reveals && !names && !erases)
        return;
    html(rq, "<p class=\"tools\">");
    if (keeps)
        html(rq,
             "<a class=\"button\" href=\"/new/member?person=%s\">%s</a><a "
             "class=\"button\" href=\"/edit/person/%s\">%s</a><a "
             "class=\"button\" href=\"/new/residence?person=%s\">%s</a><a "
             "class=\"button\" href=\"/person/%s/died\">%s</a>",
             id_text(rq, id), word(rq, "person.joins"), id_text(rq, id),
             word(rq, "register.correct"), id_text(rq, id),
             word(rq, "act.moved"), id_text(rq, id), word(rq, "died.link"));
    if (reveals)
        html(rq, "<a class=\"button\" href=\"/person/%s/reveal\">%s</a>",
             id_text(rq, id), word(rq, "person.reveal"));
    if (names)
        html(rq, "<a class=\"button\" href=\"/person/%s/sheet\">%s</a>",
             id_text(rq, id), word(rq, "person.sheet"));
    if (erases)
        html(rq, "<a class=\"button\" href=\"/erase/%s\">%s</a>",
             id_text(rq, id), word(rq, "erase.title"));
    html(rq, "</p>");
}

/* Where she lives today; `first` where her record began. */
static struct id home_today(struct rq *rq, struct id person, struct id first)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_HOME);
    struct id home = first;

    db_bind_id(&r, 1, person);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r))
        home = db_id(&r, 0);
    db_done(&r);
    return home;
}

/* One person: her name where the asker may read names, her household, the
 * bodies she is or was in with the meetings she came to and what she saved, all
 * that is kept of her as one timeline, her consents, and who looked. */
PAGE(person, GET, "/person/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("person"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    struct timeline t;

    if (!record)
        return;
    if (rq->json) {
        person_json(rq, k, id, record);
        return;
    }
    t = timeline_of(rq, k, id);
    frame_open(rq, thing_name(rq, k, id));
    html(rq, "<p class=\"lead\">%s · %s ",
         choice_text(rq, k, "sex", said_choice(k, record, "sex")),
         word(rq, "kind.household"));
    thing_link(rq, "household",
               home_today(rq, id, said_id(k, record, "household")));
    if (said_date(k, record, "died").on != DAY_NONE)
        html(rq, " · %s: %s", word(rq, "field.died"),
             date_text(rq, said_date(k, record, "died")));
    if (!rq_names(rq, k, id))
        html(rq, "<br>%s", word(rq, "person.sealed"));
    html(rq, "</p>");
    tools(rq, k, id);
    answer_links(rq, "person", id);
    html(rq, "<div class=\"sides\"><div>");
    bodies(rq, id);
    learnt_card(rq, id);
    roles_card(rq, id);
    timeline_card(rq, &t, k, id);
    html(rq, "</div><div class=\"stack-cards\">");
    twins_card(rq, id, register_may(rq, RIGHT_KEEP, k, id));
    consents_card(rq, id);
    looks_card(rq, id);
    attachments_card(rq, k, id);
    card_open(rq, "register.about");
    record_draw(rq, k, record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.entry"));
    card_close(rq);
    html(rq, "</div></div>");
    frame_close(rq);
}
