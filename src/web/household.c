/* household - one household: who lives in it, and the bodies they are in. */
#include "sql.h"
#include "web/register.h"

enum { PERSONS_MOST = 200, MEMBERS_MOST = 400 };

struct persons {
    struct id id[PERSONS_MOST];
    const char *name[PERSONS_MOST];
    int sex[PERSONS_MOST];
    struct date born[PERSONS_MOST];
    size_t n;
};

static struct persons *persons_read(struct rq *rq, struct id household)
{
    struct persons *p = arena_new(rq->arena, struct persons);
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSEHOLD_PERSONS);

    db_bind_id(&r, 1, household);
    while (p->n < PERSONS_MOST && db_next(&r)) {
        p->id[p->n] = db_id(&r, 0);
        p->sex[p->n] = (int)db_int(&r, 1);
        p->born[p->n++] = db_null(&r, 2) ?
                              DATE_NONE :
                              (struct date){ (day)db_int(&r, 2),
                                             (int8_t)db_int(&r, 3) };
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), p->id, p->n, p->name);
    return p;
}

static void persons_draw(struct rq *rq, const struct persons *p)
{
    const struct kind *k = kind_find(S("person"));

    html(rq, "<h2>%s</h2>", word(rq, "kinds.person"));
    if (!p->n) {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
        return;
    }
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><thead><tr><th "
         "scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s"
         "</th></tr></thead><tbody>",
         word(rq, "field.name"), word(rq, "field.sex"), word(rq, "field.born"));
    for (size_t i = 0; i < p->n; i++)
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/person/%s\"><bdi>%s</bdi></a>"
             "</th><td>%s</td><td>%s</td></tr>",
             id_text(rq, p->id[i]), p->name[i],
             choice_text(rq, k, "sex", p->sex[i]), date_text(rq, p->born[i]));
    html(rq, "</tbody></table></div>");
}

static const char *name_of(const struct persons *p, struct id id)
{
    for (size_t i = 0; i < p->n; i++)
        if (id_same(p->id[i], id))
            return p->name[i];
    return "";
}

static void members_draw(struct rq *rq, struct id id, const struct persons *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSEHOLD_MEMBERS);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        bool left = !db_null(&r, 5) && db_int(&r, 5) <= rq->today;

        if (!any)
            html(rq, "<h2>%s</h2><ul class=\"links\">",
                 word(rq, "person.bodies"));
        any = true;
        html(rq, left ? "<li class=\"off\">" : "<li>");
        thing_link(rq, "body", db_id(&r, 2));
        html(rq, " <small><bdi>%s</bdi> · <a href=\"/entry/%s\">%s</a>",
             name_of(p, db_id(&r, 1)), id_text(rq, db_id(&r, 0)),
             date_text(rq, (struct date){ (day)db_int(&r, 3),
                                          (int8_t)db_int(&r, 4) }));
        if (left)
            html(rq, " – %s",
                 date_text(rq, (struct date){ (day)db_int(&r, 5),
                                              (int8_t)db_int(&r, 6) }));
        html(rq, "</small></li>");
    }
    html(rq, any ? "</ul>" : "");
}

static void household_json(struct rq *rq, const struct kind *k, struct id id,
                           const void *record, const struct persons *p)
{
    struct keys keys = keys_open(rq);

    key_any(&keys, "household");
    buf_add(&rq->body, record_body(k, record, rq->arena));
    key_id(&keys, "id", id);
    key_any(&keys, "persons");
    buf_char(&rq->body, '[');
    for (size_t i = 0; i < p->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "id", p->id[i]);
        key_text(&one, "name", str_of(p->name[i]));
        key_text(&one, "sex", p->sex[i] ? S("men") : S("women"));
        keys_close(&one);
    }
    buf_char(&rq->body, ']');
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* One household: who lives in it, and the bodies that they are or were in. */
PAGE(household, GET, "/household/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("household"));
    struct persons *p;
    struct buf title;
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    p = persons_read(rq, id);
    if (rq->json) {
        household_json(rq, k, id, record, p);
        return;
    }
    title = buf_start(rq->arena); /* "1" alone says nothing */
    buf_z(&title, word(rq, "kind.household"));
    buf_char(&title, ' ');
    buf_z(&title, thing_name(rq, k, id));
    frame_open(rq, zstr(rq, buf_str(&title)));
    html(rq, "<p class=\"lead\">");
    place_line(rq, said_id(k, record, "place"));
    html(rq, "</p>");
    if (register_may(rq, RIGHT_KEEP, k, id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/person?household=%s\">%s</a><a class=\"button\" "
             "href=\"/edit/household/%s\">%s</a></p>",
             id_text(rq, id), word(rq, "household.new_person"), id_text(rq, id),
             word(rq, "register.correct"));
    html(rq, "<div class=\"sides\"><div>");
    persons_draw(rq, p);
    members_draw(rq, id, p);
    html(rq, "</div><div class=\"stack-cards\">");
    card_open(rq, "register.about");
    record_draw(rq, k, record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.entry"));
    card_close(rq);
    attachments_card(rq, k, id);
    html(rq, "</div></div>");
    frame_close(rq);
}
