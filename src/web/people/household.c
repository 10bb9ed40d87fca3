/* household - one household: who lives in it, and the bodies they are in. */
#include "person.sql.h"
#include "web/poverty/answer.h"
#include "web/poverty/benefit.h"
#include "web/register.h"
#include "web/timeline.h"

enum { PERSONS_MOST = 200, MEMBERS_MOST = 400 };

struct one {
    struct id id;
    int sex;
    struct date born;
    int64_t relation, cnic_state; /* -1: not said */
    const char *mask;             /* of her CNIC, or "" */
    bool gone, dead;              /* lives elsewhere now; died */
};
struct persons {
    struct one at[PERSONS_MOST];
    struct id id[PERSONS_MOST];
    const char *name[PERSONS_MOST];
    size_t n;
};

static int64_t choice_at(struct rows *r, int col)
{
    return db_null(r, col) ? -1 : db_int(r, col);
}

static struct one one_read(struct rq *rq, struct rows *r, bool names)
{
    struct one x = { .id = db_id(r, 0),
                     .sex = (int)db_int(r, 1),
                     .born = DATE_NONE,
                     .relation = choice_at(r, 6),
                     .cnic_state = choice_at(r, 7),
                     .mask = names ? zstr(rq, db_str(r, 8)) : "",
                     .gone = !db_null(r, 5) && db_int(r, 5) <= rq->today,
                     .dead = !db_null(r, 9) };

    if (!db_null(r, 2))
        x.born = (struct date){ (day)db_int(r, 2), (int8_t)db_int(r, 3) };
    return x;
}

static bool is_there(const struct persons *p, struct id id)
{
    for (size_t i = 0; i < p->n; i++)
        if (id_same(p->id[i], id))
            return true;
    return false;
}

/* Who lives here, then who did; who came back is here. */
static struct persons *persons_read(struct rq *rq, struct id household)
{
    struct persons *p = arena_new(rq->arena, struct persons);
    bool names = rq_names(rq, kind_find(S("household")), household);
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSEHOLD_PERSONS);

    db_bind_id(&r, 1, household);
    db_bind_int(&r, 2, rq->today);
    while (p->n < PERSONS_MOST && db_next(&r)) {
        if (is_there(p, db_id(&r, 0)))
            continue;
        p->at[p->n] = one_read(rq, &r, names);
        p->id[p->n] = p->at[p->n].id;
        p->n++;
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), p->id, p->n, p->name);
    return p;
}

static void person_row(struct rq *rq, const struct one *x, const char *name)
{
    const struct kind *k = kind_find(S("person"));

    html(rq, x->gone || x->dead ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<th scope=\"row\"><a href=\"/person/%s\"><bdi>%s</bdi></a></th>"
         "<td>%s</td><td>%s</td><td>%s</td><td>",
         id_text(rq, x->id), name,
         x->relation < 0 ? "" : choice_text(rq, k, "relation", x->relation),
         choice_text(rq, k, "sex", x->sex), date_text(rq, x->born));
    if (x->mask[0])
        html(rq, "<bdi dir=\"ltr\">%s</bdi>", x->mask);
    else if (x->cnic_state >= 0)
        html(rq, "%s", choice_text(rq, k, "cnic_state", x->cnic_state));
    html(rq, "</td></tr>");
}

static void persons_draw(struct rq *rq, const struct persons *p)
{
    static const char *const key[] = { "field.name", "field.relation",
                                       "field.sex", "field.born",
                                       "field.cnic" };

    html(rq, "<h2>%s</h2>", word(rq, "kinds.person"));
    if (!p->n) {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
        return;
    }
    html(rq, "<div class=\"box\" tabindex=\"0\"><table><thead><tr>");
    for (size_t i = 0; i < LEN(key); i++)
        html(rq, "<th scope=\"col\">%s</th>", word(rq, key[i]));
    html(rq, "</tr></thead><tbody>");
    for (size_t i = 0; i < p->n; i++)
        person_row(rq, &p->at[i], p->name[i]);
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
    db_bind_int(&r, 2, rq->today);
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
    struct timeline t = timeline_of(rq, k, id);
    struct keys keys = keys_open(rq);

    key_any(&keys, "benefits");
    benefits_json(rq, id);
    key_any(&keys, "household");
    buf_add(&rq->body, record_body(k, record, rq->arena));
    key_id(&keys, "id", id);
    key_list(&keys, "persons");
    for (size_t i = 0; i < p->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "id", p->id[i]);
        key_text(&one, "name", str_of(p->name[i]));
        key_text(&one, "sex", p->at[i].sex ? S("men") : S("women"));
        keys_close(&one);
    }
    key_list_end(&keys);
    key_any(&keys, "timeline");
    timeline_json(rq, &t);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* One household: who lives in it, what it already got, the bodies that they are
 * or were in, and all that is kept of them as one timeline. */
PAGE(household, GET, "/household/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("household"));
    struct timeline t;
    struct persons *p;
    struct buf title;
    struct id id;
    void *record = register_open(rq, k, &id);

    if (!record)
        return;
    p = persons_read(rq, id);
    if (rq->json) {
        household_json(rq, k, id, record, p);
        return;
    }
    if (rq_names(rq, k, id))
        head_say(rq, k, id, record);
    t = timeline_of(rq, k, id);
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
             "href=\"/edit/household/%s\">%s</a><a class=\"button\" "
             "href=\"/new/fate?household=%s\">%s</a><a class=\"button\" "
             "href=\"/household/%s/split\">%s</a><a class=\"button\" "
             "href=\"/household/%s/merge\">%s</a></p>",
             id_text(rq, id), word(rq, "household.new_person"), id_text(rq, id),
             word(rq, "register.correct"), id_text(rq, id),
             word(rq, "act.fate"), id_text(rq, id), word(rq, "act.split"),
             id_text(rq, id), word(rq, "act.merge"));
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/eligible/%s\">%s"
         "</a></p>",
         id_text(rq, id), word(rq, "eligible.title"));
    answer_links(rq, "household", id);
    html(rq, "<div class=\"sides\"><div>");
    persons_draw(rq, p);
    members_draw(rq, id, p);
    benefits_card(rq, id);
    timeline_card(rq, &t, k, id);
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
