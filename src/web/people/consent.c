/* consent - what somebody allowed to be done with what is known of her, who
 * looked at it, and whose consent has ended. */
#include "privacy.sql.h"
#include "web/people/privacy.h"
#include "web/register.h"

enum { OVER_MOST = 500 };

static struct date date_at(struct rows *r, int col)
{
    return db_null(r, col) ?
               DATE_NONE :
               (struct date){ (day)db_int(r, col), (int8_t)db_int(r, col + 1) };
}

/* ---- of one person ------------------------------------------------------*/

static void consent_row(struct rq *rq, struct rows *r, bool stands)
{
    const struct kind *k = kind_find(S("consent"));
    struct date until = date_at(r, 4);
    bool over = until.on != DAY_NONE && date_end(until) < rq->today;

    html(rq,
         stands && !over ? "<tr><th scope=\"row\">%s</th>" :
                           "<tr class=\"off\"><th scope=\"row\">%s</th>",
         choice_text(rq, k, "purpose", db_int(r, 2)));
    html(rq,
         "<td><a href=\"/entry/%s\">%s</a></td><td>%s</td><td>%s</td><td>%s"
         "</td></tr>",
         id_text(rq, db_id(r, 0)), choice_text(rq, k, "given", db_int(r, 3)),
         day_text(rq, (day)db_int(r, 1)), date_text(rq, until),
         db_null(r, 6) ? "" : choice_text(rq, k, "way", db_int(r, 6)));
}

/* The latest of each purpose stands; what it took the place of is behind it. */
void consents_table(struct rq *rq, struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CONSENTS_OF);
    int64_t purpose = -1;

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        if (purpose < 0)
            listing_open(
                rq,
                "field.purpose field.given field.since field.until field.way");
        consent_row(rq, &r, db_int(&r, 2) != purpose);
        purpose = db_int(&r, 2);
    }
    html(rq, purpose < 0 ? "<p>%s</p>" : "</tbody></table></div>",
         word(rq, "consent.none"));
}

void consents_card(struct rq *rq, struct id person)
{
    card_open(rq, "kinds.consent");
    consents_table(rq, person);
    if (register_may(rq, RIGHT_KEEP, kind_find(S("person")), person))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/new/consent?person=%s\">%s</a></p>",
             id_text(rq, person), word(rq, "consent.new"));
    card_close(rq);
}

void consents_json(struct rq *rq, struct id person)
{
    const struct kind *k = kind_find(S("consent"));
    struct rows r = db_rows(rq->db, SQL_WEB_CONSENTS_OF);
    const char *comma = "";

    db_bind_id(&r, 1, person);
    buf_char(&rq->body, '[');
    while (db_next(&r)) {
        struct keys one;

        buf_z(&rq->body, comma);
        comma = ",";
        one = keys_open(rq);
        key_id(&one, "entry", db_id(&r, 0));
        key_text(&one, "given",
                 choice_name(kind_field(k, S("given"))->of,
                             (int)db_int(&r, 3)));
        key_text(&one, "purpose",
                 choice_name(kind_field(k, S("purpose"))->of,
                             (int)db_int(&r, 2)));
        key_day(&one, "since", (day)db_int(&r, 1));
        key_day(&one, "until",
                db_null(&r, 4) ? DAY_NONE : date_end(date_at(&r, 4)));
        keys_close(&one);
    }
    buf_char(&rq->body, ']');
}

/* ---- who looked ---------------------------------------------------------*/

static void looks(struct rq *rq, struct id person, bool all)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOOKS_OF);
    bool any = false;

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        if (!all && !rq_sees_entry(rq, db_id(&r, 0)))
            continue;
        if (!any && !all)
            card_open(rq, "looks.title");
        if (!any)
            listing_open(rq, "looks.when looks.who field.why");
        any = true;
        html(rq, "<tr><td>");
        if (all)
            html(rq, "%s", time_text(rq, db_int(&r, 3)));
        else
            html(rq, "<a href=\"/entry/%s\">%s</a>", id_text(rq, db_id(&r, 0)),
                 time_text(rq, db_int(&r, 3)));
        html(rq, "</td><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td></tr>",
             zstr(rq, db_str(&r, 2)), zstr(rq, db_str(&r, 1)));
    }
    if (any)
        html(rq, "</tbody></table></div>");
    else if (all)
        html(rq, "<p>%s</p>", word(rq, "looks.none"));
    if (any && !all)
        card_close(rq);
}

void looks_card(struct rq *rq, struct id person)
{
    looks(rq, person, false);
}

void looks_table(struct rq *rq, struct id person)
{
    looks(rq, person, true);
}

void looks_json(struct rq *rq, struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOOKS_OF);
    const char *comma = "";

    db_bind_id(&r, 1, person);
    buf_char(&rq->body, '[');
    while (db_next(&r)) {
        struct keys one;

        buf_z(&rq->body, comma);
        comma = ",";
        one = keys_open(rq);
        key_int(&one, "at", db_int(&r, 3));
        key_text(&one, "author", db_str(&r, 2));
        key_id(&one, "entry", db_id(&r, 0));
        key_text(&one, "why", db_str(&r, 1));
        keys_close(&one);
    }
    buf_char(&rq->body, ']');
}

/* ---- whose consent is over ----------------------------------------------*/

/* Refused, taken back, or past its last day; of somebody within the asker's
 * grants. */
static bool is_over(struct rq *rq, struct rows *r)
{
    return (db_int(r, 4) > 0 || date_end(date_at(r, 5)) < rq->today) &&
           register_may(rq, RIGHT_ADMIN, kind_find(S("person")), db_id(r, 1));
}

static void over_json(struct rq *rq, struct rows *r)
{
    const struct kind *k = kind_find(S("consent"));
    const char *comma = "";

    rq->type = "application/json";
    buf_z(&rq->body, "{\"over\":[");
    while (db_next(r)) {
        struct keys one;

        if (!is_over(rq, r))
            continue;
        buf_z(&rq->body, comma);
        comma = ",";
        one = keys_open(rq);
        key_id(&one, "consent", db_id(r, 0));
        key_id(&one, "person", db_id(r, 1));
        key_text(&one, "purpose",
                 choice_name(kind_field(k, S("purpose"))->of,
                             (int)db_int(r, 3)));
        key_day(&one, "since", (day)db_int(r, 2));
        keys_close(&one);
    }
    buf_z(&rq->body, "]}\n");
}

static void over_row(struct rq *rq, struct rows *r)
{
    const struct kind *k = kind_find(S("consent"));
    bool ended = db_int(r, 4) == 0;
    struct id person = db_id(r, 1);

    html(rq,
         "<li><span class=\"who\"><bdi>%s</bdi><small>%s · %s · %s</small>"
         "</span><span class=\"late\">%s</span><a class=\"button\" "
         "href=\"/erase/%s\">%s</a></li>",
         thing_name(rq, kind_find(S("person")), person),
         choice_text(rq, k, "purpose", db_int(r, 3)),
         ended ? word(rq, "consents.ended") :
                 choice_text(rq, k, "given", db_int(r, 4)),
         ended ? date_text(rq, date_at(r, 5)) : day_text(rq, (day)db_int(r, 2)),
         word(rq, db_int(r, 3) == 0 ? "consents.all" : "consents.part"),
         id_text(rq, person), word(rq, "erase.title"));
}

/* Whose consent has ended or was taken back, while what identifies them still
 * lies here: what is to be destroyed, the longest ago first. */
PAGE(consents, GET, "/consents", RIGHT_ADMIN)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CONSENTS_OVER);
    bool any = false;

    db_bind_int(&r, 1, rq->today);
    db_bind_int(&r, 2, OVER_MOST);
    if (rq->json) {
        over_json(rq, &r);
        return;
    }
    frame_open(rq, word(rq, "consents.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "consents.lead"));
    while (db_next(&r)) {
        if (!is_over(rq, &r))
            continue;
        html(rq, any ? "" : "<ul class=\"dues links\">");
        any = true;
        over_row(rq, &r);
    }
    html(rq, any ? "</ul>" : "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}
