/* people - who may do what, which devices sign, and what waits or is marked. */
#include "sql.h"
#include "web/web.h"

/* Devices whose signature counts here: whose they are, how far their chain is
 * covered, and whether it has forked. */
PAGE(devices, GET, "/devices", RIGHT_SEE_LOG)
{
    struct rows r = db_rows(rq->db, SQL_WEB_DEVICES);
    const char *comma = "";

    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"devices\":[");
        while (db_next(&r)) {
            buf_fmt(&rq->body, "%s{\"covered\":%lld,\"holder\":", comma,
                    (long long)db_int(&r, 4));
            buf_json(&rq->body, db_str(&r, 2));
            buf_fmt(&rq->body,
                    ",\"id\":\"%s\",\"name\":", id_text(rq, db_id(&r, 0)));
            buf_json(&rq->body, db_str(&r, 1));
            buf_char(&rq->body, '}');
            comma = ",";
        }
        buf_z(&rq->body, "]}\n");
        return;
    }
    frame_open(rq, word(rq, "nav.devices"));
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\"><thead>"
         "<tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th "
         "scope=\"col\" class=\"n\">%s</th><th scope=\"col\">%s</th></tr>"
         "</thead><tbody>",
         word(rq, "field.name"), word(rq, "field.holder"),
         word(rq, "devices.covered"), word(rq, "devices.state"));
    while (db_next(&r))
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/entry/%s\"><bdi>%s</bdi>"
             "</a></th><td><bdi>%s</bdi></td><td class=\"n\">%s</td><td>%s"
             "</td></tr>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 1)),
             zstr(rq, db_str(&r, 2)), number_text(rq, db_int(&r, 4), 0),
             word(rq, db_int(&r, 5)  ? "devices.forked" :
                      db_null(&r, 3) ? "devices.open" :
                                       "devices.ended"));
    html(rq, "</tbody></table></div>");
    frame_close(rq);
}

static void access_row(struct rq *rq, struct rows *r)
{
    const struct kind *project = kind_find(S("project"));
    int64_t until = db_null(r, 8) ? 0 : db_int(r, 8);
    bool open = db_null(r, 8) || until >= rq->today;

    html(rq, open ? "<tr>" : "<tr class=\"off\">");
    html(rq,
         "<th scope=\"row\"><a href=\"/entry/%s\"><bdi>%s</bdi></a></th>"
         "<td><bdi>%s</bdi></td><td>%s</td><td>%s %s %s</td><td>%s – %s</td>"
         "</tr>",
         id_text(rq, db_id(r, 0)), zstr(rq, db_str(r, 1)),
         zstr(rq, db_str(r, 2)),
         word_of(rq, "choice", choice_name(ROLE_CHOICES, (int)db_int(r, 3))),
         place_name(rq, db_id(r, 4)), rsp_name(rq, db_id(r, 5)),
         thing_name(rq, project, db_id(r, 6)),
         db_null(r, 7) ? "" : day_text(rq, (day)db_int(r, 7)),
         db_null(r, 8) ? "" : day_text(rq, (day)until));
}

/* Who may do what, where, from which day until which. */
PAGE(users, GET, "/users", RIGHT_ADMIN)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ACCESS);
    const char *comma = "";

    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"access\":[");
        while (db_next(&r)) {
            buf_fmt(&rq->body, "%s{\"id\":\"%s\",\"login\":", comma,
                    id_text(rq, db_id(&r, 0)));
            buf_json(&rq->body, db_str(&r, 1));
            buf_z(&rq->body, ",\"role\":");
            buf_json(&rq->body, choice_name(ROLE_CHOICES, (int)db_int(&r, 3)));
            buf_char(&rq->body, '}');
            comma = ",";
        }
        buf_z(&rq->body, "]}\n");
        return;
    }
    frame_open(rq, word(rq, "nav.users"));
    html(rq,
         "<p class=\"tools\"><a class=\"button main\" href=\"/new/access\">"
         "%s</a></p><div class=\"box\" tabindex=\"0\"><table class=\"sheet\">"
         "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th><th "
         "scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s"
         "</th></tr></thead><tbody>",
         word(rq, "users.new"), word(rq, "field.login"), word(rq, "field.name"),
         word(rq, "field.role"), word(rq, "users.where"),
         word(rq, "users.when"));
    while (db_next(&r))
        access_row(rq, &r);
    html(rq, "</tbody></table></div>");
    frame_close(rq);
}

/* ---- what waits, what is marked -----------------------------------------*/

static void entries_draw(struct rq *rq, struct rows *r, const char *group,
                         const char *title, const char *lead)
{
    bool any = false;

    frame_open(rq, word(rq, title));
    html(rq, "<p class=\"lead\">%s</p><ul class=\"links\">", word(rq, lead));
    while (db_next(r)) {
        any = true;
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <small>%s · <bdi>%s</bdi> "
             "· %s</small></li>",
             id_text(rq, db_id(r, 0)), word_of(rq, "kind", db_str(r, 2)),
             word_of(rq, group, db_str(r, 1)), zstr(rq, db_str(r, 3)),
             time_text(rq, db_int(r, 4)));
    }
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}

static void entries_json(struct rq *rq, struct rows *r)
{
    const char *comma = "";

    rq->type = "application/json";
    buf_z(&rq->body, "{\"entries\":[");
    while (db_next(r)) {
        buf_fmt(&rq->body, "%s{\"id\":\"%s\",\"kind\":", comma,
                id_text(rq, db_id(r, 0)));
        buf_json(&rq->body, db_str(r, 2));
        buf_z(&rq->body, ",\"why\":");
        buf_json(&rq->body, db_str(r, 1));
        buf_char(&rq->body, '}');
        comma = ",";
    }
    buf_z(&rq->body, "]}\n");
}

/* Entries that do not count yet, because a stamp, a reference, a device or a
 * right has not come. Nothing is lost; they count as soon as it comes. */
PAGE(waiting, GET, "/waiting", RIGHT_SEE)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WAITING);

    if (rq->json)
        entries_json(rq, &r);
    else
        entries_draw(rq, &r, "waits", "waiting.title", "waiting.lead");
}

/* Entries with a finding: those that do not count because of it first. */
PAGE(marked, GET, "/marked", RIGHT_SEE)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MARKED);

    if (rq->json)
        entries_json(rq, &r);
    else
        entries_draw(rq, &r, "finding", "marked.title", "marked.lead");
}

/* Whose session this is, and the word that a form must bring along: for
 * programs that write over HTTP (header X-CSRF). */
PAGE(session, GET, "/session", RIGHT_NONE)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"csrf\":");
    buf_json(&rq->body, str_of(rq->csrf));
    buf_z(&rq->body, ",\"lang\":");
    buf_json(&rq->body, str_of(lang_name(rq->lang)));
    buf_z(&rq->body, ",\"login\":");
    buf_json(&rq->body, rq->who.login);
    buf_z(&rq->body, "}\n");
}
