/* secret - what is shown once: CNIC and phone of somebody, with the reason that
 * was given, and a new password.
 *
 * This process holds no key and makes no password: the keeper does, and tells
 * it in the same breath as it keeps who asked. Nothing here is stored. */
#include "web.sql.h"
#include "web/form.h"
#include "web/people/privacy.h"

enum { REVEALS_MOST = 500 };

/* ---- CNIC and phone -----------------------------------------------------*/

struct looking {
    const struct kind *person;
    struct id id;
};

/* Answers not_here for whoever may not, there. */
static bool looking_at(struct rq *rq, struct looking *l)
{
    struct scope s;

    l->person = kind_find(S("person"));
    if (rq_id(rq, 0, &l->id) && rq_sees(rq, l->person, l->id)) {
        s = thing_scope(rq, l->person, l->id);
        if (!id_none(s.place) && rq_may_in(rq, RIGHT_REVEAL, &s))
            return true;
    }
    not_here(rq);
    return false;
}

static void reveal_ask(struct rq *rq, const struct looking *l,
                       const char *trouble)
{
    frame_open(rq, word(rq, "reveal.title"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi></p>",
         thing_name(rq, l->person, l->id));
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", trouble);
    html(rq,
         "<div class=\"card narrow\"><p>%s</p><form method=\"post\" "
         "class=\"stack\"><input type=\"hidden\" name=\"_csrf\" "
         "value=\"%s\"><input type=\"hidden\" name=\"_id\" value=\"%s\">"
         "<label>%s<input name=\"why\" required maxlength=\"300\" "
         "dir=\"auto\"></label><button class=\"main\">%s</button></form>"
         "</div>",
         word(rq, "reveal.lead"), rq->csrf, id_text(rq, form_id(rq)),
         word(rq, "field.why"), word(rq, "reveal.go"));
    frame_close(rq);
}

static void reveal_refused(struct rq *rq, const struct looking *l, int status,
                           const char *key)
{
    rq->status = status;
    if (rq->json)
        refuse(rq, status, key);
    else
        reveal_ask(rq, l, word(rq, key));
}

/* Asks why somebody's CNIC and phone are to be read. The reason is kept for
 * good, with who asked and when, before anything is shown. */
PAGE(reveal, GET, "/person/*/reveal", RIGHT_REVEAL)
{
    struct looking l;

    if (!looking_at(rq, &l))
        return;
    if (!rq->json) {
        reveal_ask(rq, &l, NULL);
        return;
    }
    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"id\":\"%s\",\"needed\":[\"why\"]}\n",
            id_text(rq, form_id(rq)));
}

static void revealed_json(struct rq *rq, const struct looking *l,
                          const void *record)
{
    const char *comma = "";

    rq->type = "application/json";
    buf_char(&rq->body, '{');
    for (int i = 0; i < l->person->fields; i++) {
        const struct field *f = &l->person->field[i];

        if (!(f->flags & FIELD_SEALED))
            continue;
        buf_fmt(&rq->body, "%s\"%s\":", comma, f->name);
        buf_json(&rq->body,
                 *(const struct str *)(const void *)((const char *)record +
                                                     f->at));
        comma = ",";
    }
    buf_z(&rq->body, "}\n");
}

static void revealed(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct looking *l = memo;
    void *record = arena_take(rq->arena, l->person->bytes);
    struct outcome o;
    bool said;

    if (!told ||
        !ask_revealed_read(reply, rq->arena, &o, l->person, record, &said)) {
        reveal_refused(rq, l, 503, "refuse.again");
    } else if (!said) {
        reveal_refused(rq, l, o.kept == KEPT_KNOWN ? 409 : 422,
                       o.kept == KEPT_KNOWN ? "reveal.shown_already" :
                                              "reveal.refused");
    } else if (rq->json) {
        revealed_json(rq, l, record);
    } else {
        frame_open(rq, word(rq, "reveal.title"));
        html(rq,
             "<p class=\"note good\" role=\"status\">%s</p>"
             "<section class=\"card\">",
             word(rq, "reveal.kept"));
        record_draw(rq, l->person, record);
        html(rq, "</section><p><a class=\"button\" href=\"%s\">%s</a></p>",
             thing_path(rq, l->person, l->id), word(rq, "reveal.back"));
        frame_close(rq);
    }
}

bool reveal_send(struct rq *rq, struct id about, rq_then *then, void *memo)
{
    struct str why = str_trim(rq_part(rq, "why"));
    struct draft d = { .kind = S("reveal"), .strict = true };
    struct buf b = buf_start(rq->arena);

    if (!why.n || !id_read(rq_part(rq, "_id"), &d.id) || id_none(d.id))
        return false;
    buf_fmt(&b, "{\"about\":\"%s\",\"why\":", id_text(rq, about));
    buf_json(&b, why);
    buf_char(&b, '}');
    d.body = buf_str(&b);
    rq_ask(rq, ASK_KEEPER, ASK_REVEAL,
           ask_drafts(rq->arena, rq->who.login, &d, 1), then, memo);
    return true;
}

/* Keeps the reason and shows name, father or husband, CNIC and phone, once. */
PAGE(reveal_go, POST, "/person/*/reveal", RIGHT_REVEAL)
{
    struct looking *l = arena_new(rq->arena, struct looking);

    if (!looking_at(rq, l))
        return;
    if (!reveal_send(rq, l->id, revealed, l))
        reveal_refused(rq, l, 422, "people.why_missing");
}

static void reveals_json(struct rq *rq, struct rows *r)
{
    const char *comma = "";

    rq->type = "application/json";
    buf_z(&rq->body, "{\"reveals\":[");
    while (db_next(r)) {
        if (!rq_sees_entry(rq, db_id(r, 0)))
            continue;
        buf_fmt(&rq->body, "%s{\"about\":\"%s\",\"at\":%lld,\"author\":", comma,
                id_text(rq, db_id(r, 1)), (long long)db_int(r, 4));
        buf_json(&rq->body, db_str(r, 3));
        buf_fmt(&rq->body, ",\"id\":\"%s\",\"why\":", id_text(rq, db_id(r, 0)));
        buf_json(&rq->body, db_str(r, 2));
        buf_char(&rq->body, '}');
        comma = ",";
    }
    buf_z(&rq->body, "]}\n");
}

/* Who read whose CNIC and phone, when and why: the last of them. */
PAGE(reveals, GET, "/reveals", RIGHT_SEE_LOG)
{
    const struct kind *person = kind_find(S("person"));
    struct rows r = db_rows(rq->db, SQL_WEB_REVEALS);
    bool any = false;

    db_bind_int(&r, 1, REVEALS_MOST);
    if (rq->json) {
        reveals_json(rq, &r);
        return;
    }
    frame_open(rq, word(rq, "reveals.title"));
    html(rq, "<p class=\"lead\">%s</p><ul class=\"links\">",
         word(rq, "reveals.lead"));
    while (db_next(&r)) {
        if (!rq_sees_entry(rq, db_id(&r, 0)))
            continue;
        any = true;
        html(rq,
             "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a> <small><bdi>%s"
             "</bdi> · %s · <bdi>%s</bdi></small></li>",
             id_text(rq, db_id(&r, 0)), thing_name(rq, person, db_id(&r, 1)),
             zstr(rq, db_str(&r, 3)), time_text(rq, db_int(&r, 4)),
             zstr(rq, db_str(&r, 2)));
    }
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}

/* ---- passwords ----------------------------------------------------------*/

static bool password_theirs(struct rq *rq)
{
    if (log_may_reset(rq->db, rq->who.login, rq->step[0], rq->today))
        return true;
    not_here(rq);
    return false;
}

/* A new password for somebody who is there in person. Within her own area a
 * manager may, for those who may do no more than she; the keeper makes it. */
PAGE(password, GET, "/password/*", RIGHT_PASSWORD)
{
    if (!password_theirs(rq))
        return;
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"login\":");
        buf_json(&rq->body, rq->step[0]);
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, "password.title"));
    html(rq,
         "<p class=\"lead\"><bdi>%s</bdi></p><div class=\"card narrow\"><p>"
         "%s</p><form method=\"post\"><input type=\"hidden\" name=\"_csrf\" "
         "value=\"%s\"><button class=\"main\">%s</button></form></div>",
         zstr(rq, rq->step[0]), word(rq, "password.lead"), rq->csrf,
         word(rq, "password.new"));
    frame_close(rq);
}

static void password_told(struct rq *rq, void *memo, bool told,
                          struct str reply)
{
    struct str password;

    (void)memo;
    if (!told || !ask_reset_told_read(reply, rq->arena, &password)) {
        refuse(rq, 503, "refuse.again");
        return;
    }
    if (!password.n) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"password\":");
        buf_json(&rq->body, password);
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, "password.title"));
    html(rq,
         "<p class=\"note good\" role=\"status\">%s</p><div class=\"card "
         "narrow\"><p class=\"lead\"><bdi>%s</bdi></p><p><code dir=\"ltr\">"
         "%s</code></p><p>%s</p></div>",
         word(rq, "password.made"), zstr(rq, rq->step[0]), zstr(rq, password),
         word(rq, "password.once"));
    frame_close(rq);
}

/* Makes the new password and shows it once; all sessions of hers end. */
PAGE(password_go, POST, "/password/*", RIGHT_PASSWORD)
{
    if (password_theirs(rq))
        rq_ask(rq, ASK_KEEPER, ASK_RESET,
               ask_reset(rq->arena, rq->who.login, rq->step[0]), password_told,
               NULL);
}
