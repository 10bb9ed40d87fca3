/* twin - people who may be kept twice: before they are kept, on their pages,
 * and side by side to say what they are. */
#include "web/people/twin.h"

#include "person.sql.h"
#include "twin.sql.h"
#include "web/form.h"
#include "web/register.h"

/* ---- what speaks for it --------------------------------------------------*/

void twin_whys(struct rq *rq, int64_t why)
{
    const char *comma = "";

    for (int i = 0; i < TWIN_WHYS; i++)
        if (why & (INT64_C(1) << i)) {
            html(rq, "%s%s", comma,
                 word_of(rq, "twin", str_of(twin_why_name[i])));
            comma = lang_comma(rq->lang);
        }
}

void twin_elsewhere(struct rq *rq, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TWIN_UC);
    struct id uc = ID_NONE;

    db_bind_id(&r, 1, place);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r))
        uc = db_id(&r, 0);
    db_done(&r);
    html(rq, "%s: ", word(rq, "twin.elsewhere"));
    if (id_none(uc))
        html(rq, "%s", word(rq, "twin.unknown_place"));
    else
        place_line(rq, uc);
}

/* ---- before she is kept --------------------------------------------------*/

void lookalikes_find(struct rq *rq, const struct kind *person,
                     const void *record, const struct twin_cnic *cnic,
                     struct lookalikes *out)
{
    struct twin_person who = twin_person_of(rq->db, person, record, rq->arena);

    out->n = twin_near(rq->db, &who, cnic, rq->arena, out->at, LEN(out->at));
}

void lookalikes_draw(struct rq *rq, const struct lookalikes *l)
{
    const struct kind *person = kind_find(S("person"));

    if (!l->n)
        return;
    html(rq,
         "<section class=\"note warn\" role=\"status\"><h2>%s</h2><p>%s</p>"
         "<ul>",
         word(rq, "twin.perhaps"), word(rq, "twin.perhaps_lead"));
    for (size_t i = 0; i < l->n; i++) {
        html(rq, "<li>");
        if (rq_sees(rq, person, l->at[i].entry)) {
            thing_link(rq, "person", l->at[i].entry);
            html(rq, " <small>");
            twin_whys(rq, l->at[i].why);
            html(rq, " · ");
            place_line(rq, l->at[i].place);
            html(rq, "</small>");
        } else {
            twin_elsewhere(rq, l->at[i].place);
        }
        html(rq, "</li>");
    }
    html(rq, "</ul></section>");
}

/* ---- on her page ---------------------------------------------------------*/

static void apart_form(struct rq *rq, struct id person, struct id from)
{
    html(rq,
         "<form method=\"post\" action=\"/person/%s/apart\" class=\"stack\">"
         "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input "
         "type=\"hidden\" name=\"_id\" value=\"%s\"><input type=\"hidden\" "
         "name=\"from\" value=\"%s\"><label>%s<input name=\"why\" required "
         "maxlength=\"300\" dir=\"auto\"></label><button class=\"danger\">%s"
         "</button></form>",
         id_text(rq, person), rq->csrf, id_text(rq, form_id(rq)),
         id_text(rq, from), word(rq, "field.why"), word(rq, "twin.unmerge"));
}

/* `up`: this record counts with another; else others count with this one. */
static bool merged_draw(struct rq *rq, struct id person, bool up, bool keeps,
                        bool any)
{
    struct rows r = db_rows(rq->db, up ? SQL_WEB_TWIN_UP : SQL_WEB_TWIN_DOWN);

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        struct id other = db_id(&r, 0);

        if (!any)
            card_open(rq, "twin.one_person");
        any = true;
        html(rq, "<p>%s ", word(rq, up ? "twin.with" : "twin.takes"));
        if (rq_sees(rq, kind_find(S("person")), other))
            thing_link(rq, "person", other);
        else
            html(rq, "%s", word(rq, "twin.somebody"));
        html(rq, " <a href=\"/entry/%s\"><small>%s</small></a></p>",
             id_text(rq, db_id(&r, 1)), word(rq, "postings.open"));
        if (keeps)
            apart_form(rq, up ? person : other, up ? other : person);
    }
    return any;
}

static void perhaps_draw(struct rq *rq, struct id person, bool any)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TWIN_OF);
    bool first = true;

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        struct id one = db_id(&r, 0), other = db_id(&r, 1);

        if (!any)
            card_open(rq, "twin.one_person");
        if (first)
            html(rq, "<p>%s</p><ul class=\"links\">", word(rq, "twin.may_be"));
        any = true;
        first = false;
        html(rq, "<li><a href=\"/twins/%s/%s\">%s</a> <small>",
             id_text(rq, one), id_text(rq, other),
             thing_name(rq, kind_find(S("person")),
                        id_same(one, person) ? other : one));
        twin_whys(rq, db_int(&r, 3));
        html(rq, "</small></li>");
    }
    if (!first)
        html(rq, "</ul>");
    if (any)
        card_close(rq);
}

void twins_card(struct rq *rq, struct id person, bool keeps)
{
    bool any = merged_draw(rq, person, true, keeps, false);

    any = merged_draw(rq, person, false, keeps, any);
    perhaps_draw(rq, person, any);
}

/* ---- side by side --------------------------------------------------------*/

struct side {
    struct id id;
    bool seen;
    void *record;
    struct scope scope;
};
struct sides {
    const struct kind *person;
    struct side at[2];
    bool keeps; /* may say what they are */
};

static bool side_read(struct rq *rq, struct sides *s, int i)
{
    struct side *d = &s->at[i];

    d->record = arena_take(rq->arena, s->person->bytes);
    record_blank(s->person->field, s->person->fields, d->record);
    if (!rq_id(rq, i, &d->id) ||
        !row_find(rq->db, s->person, d->id, rq->arena, d->record))
        return false;
    d->seen = rq_sees(rq, s->person, d->id);
    d->scope = thing_scope(rq, s->person, d->id);
    if (d->seen && rq_names(rq, s->person, d->id)) {
        row_names(rq->db, s->person, d->id, rq->arena, d->record);
        row_masks(rq->db, s->person, d->id, rq->arena, d->record);
    }
    return true;
}

/* Two records, one of which the asker may see. NULL: it has answered. */
static struct sides *sides_open(struct rq *rq)
{
    struct sides *s = arena_new(rq->arena, struct sides);

    s->person = kind_find(S("person"));
    if (!side_read(rq, s, 0) || !side_read(rq, s, 1) ||
        id_same(s->at[0].id, s->at[1].id) ||
        (!s->at[0].seen && !s->at[1].seen)) {
        not_here(rq);
        return NULL;
    }
    s->keeps = s->at[0].seen && s->at[1].seen &&
               rq_may_in(rq, RIGHT_KEEP, &s->at[0].scope) &&
               rq_may_in(rq, RIGHT_KEEP, &s->at[1].scope);
    return s;
}

static void bodies_cell(struct rq *rq, struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PERSON_BODIES);
    const char *line = "";

    db_bind_id(&r, 1, person);
    while (db_next(&r)) {
        html(rq, "%s", line);
        thing_link(rq, "body", db_id(&r, 1));
        line = " · ";
    }
}

static void field_row(struct rq *rq, const struct sides *s,
                      const struct field *f)
{
    const struct kind *k = s->person;

    if (f->type == FIELD_HASH || f->type == FIELD_ROWS ||
        (field_none(f, s->at[0].record) && field_none(f, s->at[1].record)))
        return;
    html(rq, "<tr><th scope=\"row\">%s</th>", field_word(rq, f));
    for (int i = 0; i < 2; i++) {
        html(rq, "<td>");
        if (s->at[i].seen && !field_none(f, s->at[i].record))
            field_draw(rq, f, k->field, k->fields, s->at[i].record);
        html(rq, "</td>");
    }
    html(rq, "</tr>");
}

static void sides_draw(struct rq *rq, const struct sides *s)
{
    html(rq, "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\"><thead>"
             "<tr><td></td>");
    for (int i = 0; i < 2; i++) {
        html(rq, "<th scope=\"col\">");
        if (s->at[i].seen)
            thing_link(rq, "person", s->at[i].id);
        else
            twin_elsewhere(rq, s->at[i].scope.place);
        html(rq, "</th>");
    }
    html(rq, "</tr></thead><tbody>");
    for (int i = 0; i < s->person->fields; i++)
        field_row(rq, s, &s->person->field[i]);
    html(rq, "<tr><th scope=\"row\">%s</th>", word(rq, "person.bodies"));
    for (int i = 0; i < 2; i++) {
        html(rq, "<td>");
        if (s->at[i].seen)
            bodies_cell(rq, s->at[i].id);
        html(rq, "</td>");
    }
    html(rq, "</tr></tbody></table></div>");
}

static void decide_form(struct rq *rq, const struct sides *s)
{
    html(rq,
         "<section class=\"card\"><h2>%s</h2><p>%s</p><form method=\"post\" "
         "class=\"stack\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
         "<input type=\"hidden\" name=\"_id\" value=\"%s\"><fieldset><legend>"
         "%s</legend>",
         word(rq, "twin.decide"), word(rq, "twin.consequences"), rq->csrf,
         id_text(rq, form_id(rq)), word(rq, "twin.stays"));
    for (int i = 0; i < 2; i++)
        html(rq,
             i ? "<label><input type=\"radio\" name=\"stays\" value=\"%s\"> "
                 "%s <small>%s</small></label>" :
                 "<label><input type=\"radio\" name=\"stays\" value=\"%s\" "
                 "checked> %s <small>%s</small></label>",
             id_text(rq, s->at[i].id), thing_name(rq, s->person, s->at[i].id),
             thing_name(rq, kind_find(S("household")),
                        said_id(s->person, s->at[i].record, "household")));
    html(rq,
         "</fieldset><label>%s<input name=\"why\" required maxlength=\"300\" "
         "dir=\"auto\"></label><p class=\"tools\"><button class=\"main\" "
         "name=\"say\" value=\"merge\">%s</button> <button name=\"say\" "
         "value=\"apart\">%s</button></p></form></section>",
         word(rq, "field.why"), word(rq, "twin.merge"), word(rq, "twin.apart"));
}

static void sides_show(struct rq *rq, const struct sides *s,
                       const char *trouble)
{
    unsigned why = 0;
    struct twin_person x, y;

    if (rq->json) {
        rq->type = "application/json";
        buf_fmt(&rq->body, "{\"keeps\":%s,\"one\":\"%s\",\"other\":\"%s\"}\n",
                s->keeps ? "true" : "false", id_text(rq, s->at[0].id),
                id_text(rq, s->at[1].id));
        return;
    }
    frame_open(rq, word(rq, "twin.title"));
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, trouble));
    if (twin_person_read(rq->db, s->at[0].id, rq->arena, &x) &&
        twin_person_read(rq->db, s->at[1].id, rq->arena, &y)) {
        (void)twin_of(&x, &y, &why);
        html(rq, "<p class=\"lead\">");
        twin_whys(rq, why);
        html(rq, "</p>");
    }
    sides_draw(rq, s);
    if (s->keeps)
        decide_form(rq, s);
    frame_close(rq);
}

/* Two records side by side, with all that is kept of each; who keeps the
 * register there says whether they are one person, and which record stays. */
PAGE(twin, GET, "/twins/*/*", RIGHT_NAMES)
{
    const struct sides *s = sides_open(rq);

    if (s)
        sides_show(rq, s, NULL);
}

/* ---- what is said of them ------------------------------------------------*/

static struct draft merger_draft(struct rq *rq, struct id person,
                                 struct id same_as, bool apart)
{
    struct buf b = buf_start(rq->arena);
    struct draft d = { .kind = S("merger"),
                       .author = rq->who.login,
                       .strict = true };

    buf_z(&b, apart ? "{\"apart\":true,\"person\":\"" : "{\"person\":\"");
    id_put(&b, person);
    buf_z(&b, "\",\"same_as\":\"");
    id_put(&b, same_as);
    buf_z(&b, "\",\"since\":\"");
    day_put(&b, rq->today);
    buf_z(&b, "\",\"why\":");
    buf_json(&b, str_trim(rq_part(rq, "why")));
    buf_char(&b, '}');
    d.body = buf_str(&b);
    if (!id_read(rq_part(rq, "_id"), &d.id) || id_none(d.id))
        d.id = form_id(rq);
    return d;
}

/* `memo` points at the page that shows it. */
static void merger_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1))
        refuse(rq, 503, "refuse.again");
    else if (o.kept == KEPT_REFUSED)
        refuse(rq, 422, "twin.refused");
    else if (rq->json)
        form_answer_json(rq, "kept", o.id, &o.found);
    else
        rq_goto(rq, *(const char *const *)memo);
}

static void merger_send(struct rq *rq, const struct draft *d, const char *then)
{
    const char **page = arena_new(rq->arena, const char *);

    *page = then;
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, 1), merger_told, page);
}

/* Keeps that the two are one person, of whom one record stays, or that they
 * are two and are not to be listed again. */
PAGE(twin_go, POST, "/twins/*/*", RIGHT_KEEP)
{
    const struct sides *s = sides_open(rq);
    struct str say = rq_part(rq, "say");
    bool apart = str_same(say, S("apart"));
    struct id stays;
    struct draft d;
    int goes;

    if (!s)
        return;
    if (!s->keeps) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (!id_read(rq_part(rq, "stays"), &stays))
        stays = s->at[0].id;
    goes = id_same(stays, s->at[0].id) ? 1 : 0;
    if (!str_trim(rq_part(rq, "why")).n ||
        (!apart && !str_same(say, S("merge"))) ||
        !id_same(stays, s->at[!goes].id)) {
        rq->status = 422;
        sides_show(rq, s, "people.why_missing");
        return;
    }
    d = merger_draft(rq, s->at[goes].id, stays, apart);
    merger_send(rq, &d, apart ? "/twins" : thing_path(rq, s->person, stays));
}

/* Takes back that two records are one person: they are two again from today. */
PAGE(unmerge, POST, "/person/*/apart", RIGHT_KEEP)
{
    const struct kind *person = kind_find(S("person"));
    struct id id, from;
    struct scope scope;
    struct draft d;

    if (!rq_id(rq, 0, &id) || !rq_sees(rq, person, id) ||
        !row_find(rq->db, person, id, rq->arena,
                  arena_take(rq->arena, person->bytes))) {
        not_here(rq);
        return;
    }
    scope = thing_scope(rq, person, id);
    if (!rq_may_in(rq, RIGHT_KEEP, &scope)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (!str_trim(rq_part(rq, "why")).n ||
        !id_read(rq_part(rq, "from"), &from) || id_same(id, from)) {
        refuse(rq, 422, "people.why_missing");
        return;
    }
    d = merger_draft(rq, id, from, true);
    merger_send(rq, &d, thing_path(rq, person, id));
}
