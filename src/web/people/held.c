/* held - "what we hold about you": all of it on one paper, in the language of
 * whoever it is handed to.
 *
 * CNIC and phone are behind stars and a score is no more than its day, until
 * somebody gives a reason for printing them, which is kept first: the sheet for
 * herself then says everything. */
#include "privacy.sql.h"
#include "web/form.h"
#include "web/people/privacy.h"
#include "web/register.h"
#include "web/timeline.h"

enum { LINES_MOST = 500 };

struct held {
    const struct kind *person, *house;
    struct id id, home;
    void *record, *household; /* NULL: not known, or beyond the asker */
    bool whole;               /* with CNIC, phone and scores */
};

static void language_choose(struct rq *rq)
{
    struct str in = rq_part(rq, "in");

    lang_read(in.n ? in : rq_arg(rq, "in"), &rq->lang);
}

static struct id home_of(struct rq *rq, struct id person)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOME_OF);
    struct id id = ID_NONE;

    db_bind_id(&r, 1, person);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

/* Answers not_here for whoever may not read her name, there. */
static struct held *held_find(struct rq *rq, enum right right)
{
    struct held *h = arena_new(rq->arena, struct held);

    *h = (struct held){ .person = kind_find(S("person")),
                        .house = kind_find(S("household")) };
    h->record = register_open(rq, h->person, &h->id);
    if (!h->record)
        return NULL;
    if (!rq_names(rq, h->person, h->id) ||
        !register_may(rq, right, h->person, h->id)) {
        not_here(rq);
        return NULL;
    }
    h->home = home_of(rq, h->id);
    if (!id_none(h->home) && rq_sees(rq, h->house, h->home)) {
        h->household = arena_take(rq->arena, h->house->bytes);
        if (!row_find(rq->db, h->house, h->home, rq->arena, h->household))
            h->household = NULL;
        else if (rq_names(rq, h->house, h->home))
            row_names(rq->db, h->house, h->home, rq->arena, h->household);
    }
    return h;
}

/* ---- the paper ----------------------------------------------------------*/

static void languages(struct rq *rq, const struct held *h)
{
    static const char *const own_name[] = { "English", "اردو", "سنڌي" };

    html(rq, "<p class=\"tools\">");
    for (int i = 0; i < 3; i++)
        html(rq,
             (int)rq->lang == i ?
                 "<a class=\"button main\" href=\"/person/%s/sheet?in=%s\" "
                 "lang=\"%s\" aria-current=\"true\">%s</a>" :
                 "<a class=\"button\" href=\"/person/%s/sheet?in=%s\" "
                 "lang=\"%s\">%s</a>",
             id_text(rq, h->id), lang_name((enum lang)i),
             lang_name((enum lang)i), own_name[i]);
    html(rq, "</p>");
}

static void whole_form(struct rq *rq, const struct held *h)
{
    if (h->whole || !register_may(rq, RIGHT_REVEAL, h->person, h->id))
        return;
    html(rq,
         "<form method=\"post\" class=\"filter\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><input type=\"hidden\" name=\"in\" value=\"%s\">"
         "<label>%s<input name=\"why\" required maxlength=\"300\" "
         "dir=\"auto\"></label><button>%s</button></form>",
         rq->csrf, id_text(rq, form_id(rq)), lang_name(rq->lang),
         word(rq, "field.why"), word(rq, "sheet.whole"));
}

/* That there is a score and of which day; how high it is only on the whole
 * sheet, which is hers. */
static void scores(struct rq *rq, const struct held *h)
{
    const struct kind *card = kind_find(S("questionnaire"));
    struct rows r = db_rows(rq->db, SQL_WEB_SCORES_OF);
    bool any = false;

    html(rq, "<h2>%s</h2>", word(rq, "sheet.scores"));
    db_bind_id(&r, 1, h->home);
    while (db_next(&r)) {
        html(rq, any ? "" : "<ul>");
        any = true;
        html(rq, "<li>%s · %s", day_text(rq, (day)db_int(&r, 1)),
             thing_name(rq, card, id_named(S("questionnaire"), db_str(&r, 2))));
        if (h->whole && !db_null(&r, 3))
            html(rq, " · <span class=\"n\">%s</span>",
                 number_all(rq, db_int(&r, 3), 2));
        html(rq, "</li>");
    }
    html(rq, any ? "</ul><p>%s</p>" : "<p>%s</p>",
         word(rq, any ? "sheet.score_why" : "sheet.no_scores"));
}

static void household_part(struct rq *rq, const struct held *h)
{
    html(rq, "<h2>%s</h2>", word(rq, "kind.household"));
    if (!h->household) {
        html(rq, "<p>%s</p>", word(rq, "sheet.no_home"));
        return;
    }
    record_draw(rq, h->house, h->household);
}

static void held_draw(struct rq *rq, const struct held *h)
{
    struct timeline t = timeline_of(rq, h->person, h->id);

    frame_open(rq, word(rq, "sheet.title"));
    languages(rq, h);
    html(rq, "<p class=\"lead\"><bdi>%s</bdi> · %s</p><p>%s</p>",
         thing_name(rq, h->person, h->id), day_text(rq, rq->today),
         word(rq, h->whole ? "sheet.lead_whole" : "sheet.lead"));
    whole_form(rq, h);
    html(rq, "<h2>%s</h2>", word(rq, "sheet.you"));
    record_draw(rq, h->person, h->record);
    household_part(rq, h);
    html(rq, "<h2>%s</h2>", word(rq, "sheet.written"));
    timeline_lines(rq, &t, h->person, h->id, 0, LINES_MOST);
    if (t.n > LINES_MOST)
        html(rq, "<p>%s</p>", word(rq, "timeline.more"));
    scores(rq, h);
    html(rq, "<h2>%s</h2>", word(rq, "kinds.consent"));
    consents_table(rq, h->id);
    html(rq, "<h2>%s</h2>", word(rq, "looks.title"));
    looks_table(rq, h->id);
    html(rq, "<h2>%s</h2><p>%s</p><h2>%s</h2><p>%s</p>",
         word(rq, "sheet.how_long"), word(rq, "sheet.how_long_says"),
         word(rq, "sheet.object"), word(rq, "sheet.object_says"));
    html(rq,
         "<div class=\"signatures\"><div><p class=\"line\"></p><p>%s</p></div>"
         "<div><p class=\"line\"></p><p>%s</p></div></div>",
         word(rq, "sheet.handed_by"), word(rq, "sheet.handed_to"));
    frame_close(rq);
}

static void held_json(struct rq *rq, const struct held *h)
{
    struct timeline t = timeline_of(rq, h->person, h->id);
    struct keys keys = keys_open(rq);

    key_any(&keys, "consents");
    consents_json(rq, h->id);
    if (h->household) {
        key_any(&keys, "household");
        buf_add(&rq->body, record_body(h->house, h->household, rq->arena));
    }
    key_id(&keys, "id", h->id);
    key_any(&keys, "looks");
    looks_json(rq, h->id);
    key_any(&keys, "person");
    buf_add(&rq->body, record_body(h->person, h->record, rq->arena));
    key_any(&keys, "timeline");
    timeline_json(rq, &t);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

static void held_answer(struct rq *rq, const struct held *h)
{
    if (rq->json)
        held_json(rq, h);
    else
        held_draw(rq, h);
}

/* What we hold about you: every field, memberships, savings, that there is a
 * score, consents, who looked, how long it is kept and how to object; to print
 * and to hand over, in the language chosen on it. */
PAGE(sheet, GET, "/person/*/sheet", RIGHT_NAMES)
{
    struct held *h = held_find(rq, RIGHT_NAMES);

    if (!h)
        return;
    language_choose(rq);
    held_answer(rq, h);
}

static void held_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct held *h = memo;
    void *record = arena_take(rq->arena, h->person->bytes);
    struct outcome o;
    bool said;

    language_choose(rq);
    if (!told ||
        !ask_revealed_read(reply, rq->arena, &o, h->person, record, &said)) {
        refuse(rq, 503, "refuse.again");
    } else if (!said) {
        refuse(rq, o.kept == KEPT_KNOWN ? 409 : 422,
               o.kept == KEPT_KNOWN ? "reveal.shown_already" :
                                      "reveal.refused");
    } else {
        h->record = record;
        h->whole = true;
        held_answer(rq, h);
    }
}

/* The same with CNIC, phone and scores, for herself: the reason is kept for
 * good before it is shown. */
PAGE(sheet_go, POST, "/person/*/sheet", RIGHT_REVEAL)
{
    struct held *h = held_find(rq, RIGHT_REVEAL);

    if (!h)
        return;
    if (!reveal_send(rq, h->id, held_told, h))
        refuse(rq, 422, "people.why_missing");
}
