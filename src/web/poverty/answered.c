/* answered - what was answered once, and the links by which one gets to answer.
 */
#include <string.h>

#include "respond.sql.h"
#include "web/poverty/answer.h"
#include "web/register.h"

static const char *const about_name[] = { "household", "person", "body",
                                          "place" };

/* ---- what was answered --------------------------------------------------*/

/* Code, thing, day and answers of a score or a response. */
struct given {
    const struct kind *kind, *thing;
    struct str code, answers;
    struct id about;
    day held;
};

static struct str str_at(const struct kind *k, const void *record,
                         const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    return *(const struct str *)(const void *)((const char *)record + f->at);
}

/* False when it has answered: neither of the two, or not hers to see. */
static bool given_read(struct rq *rq, struct id id, struct given *g)
{
    struct seen seen;
    void *record;

    *g = (struct given){ .held = DAY_NONE };
    if (log_see(rq->db, id, rq->arena, &seen) &&
        (str_same(seen.entry.kind, S("score")) ||
         str_same(seen.entry.kind, S("response"))))
        g->kind = kind_find(seen.entry.kind);
    record = g->kind ? arena_take(rq->arena, g->kind->bytes) : NULL;
    if (!record || !row_find(rq->db, g->kind, id, rq->arena, record) ||
        !rq_sees(rq, g->kind, id))
        return false;
    g->code = str_at(g->kind, record,
                     kind_field(g->kind, S("card")) ? "card" : "questionnaire");
    g->answers = str_at(g->kind, record, "answers");
    g->held = said_day(g->kind, record, "held");
    for (size_t i = 0; i < LEN(about_name) && id_none(g->about); i++)
        if (kind_field(g->kind, str_of(about_name[i]))) {
            g->thing = kind_find(str_of(about_name[i]));
            g->about = said_id(g->kind, record, about_name[i]);
        }
    return g->thing != NULL;
}

static void given_json(struct rq *rq, const struct given *g, struct id id)
{
    struct keys k = keys_open(rq);

    key_any(&k, "answers");
    buf_add(&rq->body, g->answers.n ? g->answers : S("{}"));
    key_day(&k, "held", g->held);
    key_id(&k, "id", id);
    key_text(&k, "questionnaire", g->code);
    key_id(&k, g->thing->name, g->about);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* What was answered once: the receipt of a form, and how to read it later. No
 * points and no score: those stand with the record, for who may see it. */
PAGE(answered, GET, "/answered/*", RIGHT_REGISTER)
{
    const struct card *c;
    struct given g;
    struct id id;

    if (!rq_id(rq, 0, &id) || !given_read(rq, id, &g)) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        given_json(rq, &g, id);
        return;
    }
    c = answer_card(rq, g.code);
    frame_open(rq, c ? answer_title(rq, c->is) : zstr(rq, g.code));
    if (rq_arg(rq, "kept").n)
        html(rq,
             "<p class=\"note good\" role=\"status\" data-receipt=\"%s\">%s"
             "</p>",
             id_text(rq, id), word(rq, "respond.kept"));
    html(rq, "<p class=\"lead\">%s: ", kind_word(rq, g.thing));
    thing_link(rq, g.thing->name, g.about);
    html(rq, " · %s</p><section class=\"card\">", day_text(rq, g.held));
    if (c)
        answer_show(rq, c, g.answers);
    html(rq,
         "</section><p class=\"tools\"><a class=\"button main\" "
         "href=\"%s\">%s</a> <a class=\"button\" href=\"/entry/%s\">%s</a>"
         "</p>",
         thing_path(rq, g.thing, g.about), word(rq, "respond.back"),
         id_text(rq, id), word(rq, "place.entry"));
    frame_close(rq);
}

/* ---- links from a thing's own page --------------------------------------*/

void answer_links(struct rq *rq, const char *about, struct id id)
{
    const struct kind *thing = kind_find(str_of(about));
    struct rows r;
    bool any = false;
    int64_t at = 0;

    while (at < (int64_t)LEN(about_name) && strcmp(about_name[at], about) != 0)
        at++;
    if (!thing || !answer_may(rq, thing, id))
        return;
    r = db_rows(rq->db, SQL_WEB_RESPOND_CARDS);
    db_bind_int(&r, 1, at);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        const struct card *c = answer_card(rq,
                                           arena_str(rq->arena, db_str(&r, 0)));
        bool score = db_int(&r, 1) == PURPOSE_POVERTY;

        if (!c || !c->n)
            continue;
        html(rq, any ? "" : "<p class=\"tools answer-links\">");
        any = true;
        html(rq, "<a class=\"button\" href=\"/answer/%s?%s=%s\">%s %s</a>",
             url_part(rq, c->is->code), about, id_text(rq, id),
             word(rq, score ? "respond.score" : "respond.fill"),
             answer_title(rq, c->is));
    }
    db_done(&r);
    html(rq, any ? "</p>" : "");
}
