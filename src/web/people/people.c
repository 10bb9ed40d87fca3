/* people - who may do what, which devices sign, and what waits or is marked. */
#include <string.h>

#include "web.sql.h"
#include "web/form.h"

/* What ends a thing: its record as it stands, changed, in answer to the last
 * that answered it. */
static struct draft ending(struct rq *rq, const struct kind *k, struct id id,
                           const void *record)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":", id_text(rq, form_tip(rq, id)));
    buf_add(&b, record_body(k, record, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, str_trim(rq_part(rq, "why")));
    buf_char(&b, '}');
    return (struct draft){ .kind = S("fix"),
                           .author = rq->who.login,
                           .body = buf_str(&b),
                           .id = form_id(rq),
                           .strict = true };
}

/* `memo` is the page that shows it. */
static void ended(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1))
        refuse(rq, 503, "refuse.again");
    else if (o.kept == KEPT_REFUSED)
        refuse(rq, 422, o.found.n ? "people.not_ended" : "refuse.right");
    else if (rq->json)
        form_answer_json(rq, "kept", o.id, &o.found);
    else
        rq_goto(rq, memo);
}

static void end_send(struct rq *rq, const struct draft *d, const char *page)
{
    if (!str_trim(rq_part(rq, "why")).n)
        refuse(rq, 422, "people.why_missing");
    else
        rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
               ask_drafts(rq->arena, rq->who.login, d, 1), ended, (void *)page);
}

static void end_form(struct rq *rq, const char *kind, struct id id,
                     const char *button)
{
    html(rq,
         "<form method=\"post\" action=\"/%s/%s/end\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input "
         "name=\"why\" required maxlength=\"300\" dir=\"auto\" "
         "aria-label=\"%s\" placeholder=\"%s\"> <button class=\"danger\">%s"
         "</button></form>",
         kind, id_text(rq, id), rq->csrf, word(rq, "field.why"),
         word(rq, "field.why"), word(rq, button));
}

/* NULL, and not_here, for what lies beyond the asker's grants. */
static void *record_find(struct rq *rq, const struct kind *k, struct id *id)
{
    void *record = arena_take(rq->arena, k->bytes);

    if (!rq_id(rq, 0, id) || !rq_sees(rq, k, *id) ||
        !rq_writes_it(rq, k, *id) ||
        !row_find(rq->db, k, *id, rq->arena, record)) {
        not_here(rq);
        return NULL;
    }
    return record;
}

static void column_heads(struct rq *rq, const char *const *key, size_t n)
{
    html(rq, "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\">"
             "<thead><tr>");
    for (size_t i = 0; i < n; i++)
        html(rq, "<th scope=\"col\">%s</th>", word(rq, key[i]));
    html(rq, "</tr></thead><tbody>");
}

/* ---- devices ------------------------------------------------------------*/

static void devices_json(struct rq *rq, struct rows *r)
{
    const char *comma = "";

    rq->type = "application/json";
    buf_z(&rq->body, "{\"devices\":[");
    while (db_next(r)) {
        buf_fmt(&rq->body,
                "%s{\"covered\":%lld,\"ended\":%s,\"holder\":", comma,
                (long long)db_int(r, 4), db_null(r, 3) ? "false" : "true");
        buf_json(&rq->body, db_str(r, 2));
        buf_fmt(&rq->body,
                ",\"id\":\"%s\",\"name\":", id_text(rq, db_id(r, 0)));
        buf_json(&rq->body, db_str(r, 1));
        buf_char(&rq->body, '}');
        comma = ",";
    }
    buf_z(&rq->body, "]}\n");
}

static void device_row(struct rq *rq, struct rows *r, bool rules)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/device/%s\"><bdi>%s</bdi>"
         "</a></th><td><bdi>%s</bdi></td><td class=\"n\">%s</td><td>%s</td>"
         "<td>%s",
         id_text(rq, db_id(r, 0)), zstr(rq, db_str(r, 1)),
         zstr(rq, db_str(r, 2)), number_text(rq, db_int(r, 4), 0),
         db_null(r, 6) ? "" : time_text(rq, db_int(r, 6)),
         word(rq, db_int(r, 5)  ? "devices.forked" :
                  db_null(r, 3) ? "devices.open" :
                                  "devices.ended"));
    if (rules && db_null(r, 3) && !db_int(r, 7))
        end_form(rq, "device", db_id(r, 0), "devices.end");
    html(rq, "</td></tr>");
}

/* Devices whose signature counts here: whose they are, how far their chain is
 * covered, when they were last heard of, and whether the chain has forked. */
PAGE(devices, GET, "/devices", RIGHT_SEE_LOG)
{
    static const char *const head[] = { "field.name", "field.holder",
                                        "devices.covered", "devices.heard",
                                        "devices.state" };
    struct rows r = db_rows(rq->db, SQL_WEB_DEVICES);
    bool rules = rq_may_in(rq, RIGHT_ADMIN, &(struct scope){ 0 });

    if (rq->json) {
        devices_json(rq, &r);
        return;
    }
    frame_open(rq, word(rq, "nav.devices"));
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/reveals\">%s</a></p>",
         word(rq, "reveals.title"));
    column_heads(rq, head, LEN(head));
    while (db_next(&r))
        device_row(rq, &r, rules);
    html(rq, "</tbody></table></div>");
    frame_close(rq);
}

/* Ends a device: a laptop was lost, or an office closed. What it signed up to
 * its last entry known here stays; nothing after that counts. A site's own key
 * is not ended here: nothing could be signed after it. */
PAGE(device_end, POST, "/device/*/end", RIGHT_ADMIN)
{
    const struct kind *k = kind_find(S("device"));
    const struct field *last = kind_field(k, S("last"));
    struct draft d;
    struct rows r;
    bool known, root;
    int64_t seq;
    struct id id;
    char *record = record_find(rq, k, &id);

    if (!record)
        return;
    r = db_rows(rq->db, SQL_WEB_DEVICE_END);
    db_bind_id(&r, 1, id);
    known = db_next(&r);
    seq = known ? db_int(&r, 0) : 0;
    root = known && db_int(&r, 1);
    db_done(&r);
    if (root) {
        refuse(rq, 409, "devices.root");
        return;
    }
    *(int64_t *)(void *)(record + last->at) = seq;
    d = ending(rq, k, id, record);
    end_send(rq, &d, "/devices");
}

/* ---- users --------------------------------------------------------------*/

struct user_row {
    struct id id;
    struct str login, name, role;
    struct scope scope;
    day since, until;
    int64_t seen; /* 0: not lately */
};

static struct user_row user_read(struct rows *r)
{
    return (
        struct user_row){ .id = db_id(r, 0),
                          .login = db_str(r, 1),
                          .name = db_str(r, 2),
                          .role = db_str(r, 3),
                          .scope = { .place = db_id(r, 4),
                                     .rsp = db_id(r, 5),
                                     .project = db_id(r, 6) },
                          .since = db_null(r, 7) ? DAY_NONE : (day)db_int(r, 7),
                          .until = db_null(r, 8) ? DAY_NONE : (day)db_int(r, 8),
                          .seen = db_int(r, 9) };
}

static void user_draw(struct rq *rq, const struct user_row *u, bool rules)
{
    const struct kind *project = kind_find(S("project"));
    bool open = u->until == DAY_NONE || u->until >= rq->today;

    html(rq, open ? "<tr>" : "<tr class=\"off\">");
    html(rq,
         "<th scope=\"row\"><a href=\"/entry/%s\"><bdi>%s</bdi></a></th>"
         "<td><bdi>%s</bdi></td><td>%s</td><td>%s %s %s</td><td>%s – %s</td>"
         "<td>%s</td><td class=\"acts\">",
         id_text(rq, u->id), zstr(rq, u->login), zstr(rq, u->name),
         thing_name(rq, kind_find(S("role")), id_named(S("role"), u->role)),
         place_name(rq, u->scope.place), rsp_name(rq, u->scope.rsp),
         thing_name(rq, project, u->scope.project),
         u->since == DAY_NONE ? "" : day_text(rq, u->since),
         u->until == DAY_NONE ? "" : day_text(rq, u->until),
         u->seen ? time_text(rq, u->seen) : "");
    if (open && log_may_reset(rq->db, rq->who.login, u->login, rq->today))
        html(rq, "<a class=\"button\" href=\"/password/%s\">%s</a>",
             url_part(rq, u->login), word(rq, "password.new"));
    if (open && rules)
        end_form(rq, "access", u->id, "users.end");
    html(rq, "</td></tr>");
}

static void user_json(struct rq *rq, const struct user_row *u,
                      const char *comma)
{
    buf_fmt(&rq->body, "%s{\"id\":\"%s\",\"login\":", comma,
            id_text(rq, u->id));
    buf_json(&rq->body, u->login);
    buf_z(&rq->body, ",\"role\":");
    buf_json(&rq->body, u->role);
    buf_char(&rq->body, '}');
}

/* Lists in one walk. Somebody who may give new passwords sees who lies within
 * her reach, an administrator sees all. */
static void users_walk(struct rq *rq, bool rules)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ACCESS);
    const char *comma = "";

    while (db_next(&r)) {
        struct user_row u = user_read(&r);

        if (!rules && !rq_may_in(rq, RIGHT_PASSWORD, &u.scope))
            continue;
        if (rq->json)
            user_json(rq, &u, comma);
        else
            user_draw(rq, &u, rules);
        comma = ",";
    }
}

/* Who may do what, where, from which day until which, and when each last
 * signed in. From here people are added and ended and get a new password. */
PAGE(users, GET, "/users", RIGHT_PASSWORD)
{
    static const char *const head[] = { "field.login", "field.name",
                                        "field.role",  "users.where",
                                        "users.when",  "users.seen",
                                        "users.do" };
    bool rules = rq_may_in(rq, RIGHT_ADMIN, &(struct scope){ 0 });

    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"access\":[");
        users_walk(rq, rules);
        buf_z(&rq->body, "]}\n");
        return;
    }
    frame_open(rq, word(rq, "nav.users"));
    if (rules)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/access\">%s</a><a class=\"button\" "
             "href=\"/consents\">%s</a></p>",
             word(rq, "users.new"), word(rq, "consents.title"));
    column_heads(rq, head, LEN(head));
    users_walk(rq, rules);
    html(rq, "</tbody></table></div>");
    frame_close(rq);
}

/* Ends somebody's access: today is its last day. */
PAGE(access_end, POST, "/access/*/end", RIGHT_ADMIN)
{
    const struct kind *k = kind_find(S("access"));
    const struct field *until = kind_field(k, S("until"));
    struct id id;
    char *record = record_find(rq, k, &id);
    struct draft d;

    if (!record)
        return;
    *(day *)(void *)(record + until->at) = rq->today;
    d = ending(rq, k, id, record);
    end_send(rq, &d, "/users");
}

/* ---- what waits, what is marked -----------------------------------------*/

static void entries_draw(struct rq *rq, struct rows *r, const char *group,
                         const char *title, const char *lead)
{
    bool any = false;

    frame_open(rq, word(rq, title));
    html(rq, "<p class=\"lead\">%s</p><ul class=\"links\">", word(rq, lead));
    while (db_next(r)) {
        if (!rq_sees_entry(rq, db_id(r, 0)))
            continue;
        any = true;
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <small>%s · <bdi>%s</bdi> "
             "· %s</small></li>",
             id_text(rq, db_id(r, 0)), word_of(rq, "kind", db_str(r, 2)),
             strcmp(group, "finding") == 0 ? finding_name(rq, db_str(r, 1)) :
                                             word_of(rq, group, db_str(r, 1)),
             zstr(rq, db_str(r, 3)), time_text(rq, db_int(r, 4)));
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
        if (!rq_sees_entry(rq, db_id(r, 0)))
            continue;
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
    rq->fresh = true;
    buf_z(&rq->body, "{\"csrf\":");
    buf_json(&rq->body, str_of(rq->csrf));
    if (rq->who.ends) /* seconds until it is over */
        buf_fmt(&rq->body, ",\"ends\":%lld",
                (long long)(rq->who.ends - rq->now));
    buf_z(&rq->body, ",\"lang\":");
    buf_json(&rq->body, str_of(lang_name(rq->lang)));
    buf_z(&rq->body, ",\"login\":");
    buf_json(&rq->body, rq->who.login);
    buf_z(&rq->body, "}\n");
}
