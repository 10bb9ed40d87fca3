/* linkage - one linkage: how it stands, what came of it step by step, the next
 * step, and a letter that reminds. */
#include "web/linkage/linkage.h"
#include "linkage.sql.h"
#include "web/meeting/karwai.h"
#include "web/poverty/survey.h"
#include "web/typed.h"

struct linkage_page {
    const struct kind *kind;
    struct id id;
    const void *record;
    struct linkage_row row;
    struct form form; /* of the next step */
    bool may;
};

static const char *const asked_of[] = {
    "stage",       "held",        "due",      "answer", "value",
    "value_basis", "people_paid", "evidence", "staff",  NULL
};

/* NULL when it has answered. */
static struct linkage_page *page_open(struct rq *rq)
{
    struct linkage_page *p = arena_new(rq->arena, struct linkage_page);
    const struct kind *step = kind_find(S("linkage_step"));

    p->kind = kind_find(S("linkage"));
    p->record = register_open(rq, p->kind, &p->id);
    if (!p->record)
        return NULL;
    if (!linkage_read(rq, p->id, &p->row)) {
        not_here(rq);
        return NULL;
    }
    p->may = register_may(rq, RIGHT_KEEP, p->kind, p->id);
    p->form = (struct form){ .kind = step,
                             .record = arena_take(rq->arena, step->bytes),
                             .posted = rq->page->method == PAGE_POST,
                             .found = findings_start(rq->arena) };
    record_blank(step->field, step->fields, p->form.record);
    if (!p->form.posted || !id_read(rq_part(rq, "_id"), &p->form.id) ||
        id_none(p->form.id))
        p->form.id = form_id(rq);
    return p;
}

/* ---- drawing ------------------------------------------------------------*/

static void step_draw(struct rq *rq, const struct kind *k, struct rows *r)
{
    html(rq, "<li><time>%s</time> <a href=\"/entry/%s\">%s</a> <bdi>%s</bdi>",
         day_text(rq, (day)db_int(r, 1)), id_text(rq, db_id(r, 0)),
         choice_text(rq, k, "stage", db_int(r, 2)), zstr(rq, db_str(r, 3)));
    if (!db_null(r, 4))
        html(rq, " · %s %s", word(rq, "resolution.due"),
             day_text(rq, (day)db_int(r, 4)));
    if (!db_null(r, 5))
        html(rq, " · %s", rupees_text(rq, db_int(r, 5)));
    html(rq, " <small><bdi>%s</bdi></small></li>", zstr(rq, db_str(r, 7)));
}

static void steps_card(struct rq *rq, const struct linkage_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LINKAGE_STEPS);

    card_open(rq, "linkage.steps");
    html(rq, "<ol class=\"moments\"><li><time>%s</time> %s</li>",
         day_text(rq, p->row.state.asked),
         word(rq, p->row.self_help ? "linkage.began" : "choice.requested"));
    if (said_day(p->kind, p->record, "promised") != DAY_NONE)
        html(rq, "<li><time>%s</time> %s</li>",
             day_text(rq, said_day(p->kind, p->record, "promised")),
             word(rq, "choice.promised"));
    db_bind_id(&r, 1, p->id);
    while (db_next(&r))
        step_draw(rq, p->form.kind, &r);
    db_done(&r);
    html(rq, "</ol>");
    card_close(rq);
}

static void step_form(struct rq *rq, const struct linkage_page *p)
{
    const struct kind *k = p->form.kind;
    const struct spot top = { NULL, p->form.posted ? 0 : -1, 0 };

    card_open(rq, "linkage.next");
    form_findings(rq, &p->form.found, "");
    form_findings(rq, &p->form.found, "linkage");
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\">",
         rq->csrf, id_text(rq, p->form.id));
    for (int i = 0; asked_of[i]; i++)
        form_labelled(rq, &p->form, kind_field(k, str_of(asked_of[i])),
                      k->field, k->fields, &top, p->form.record);
    html(rq,
         "</div><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "form.keep"));
    card_close(rq);
}

static void sums_draw(struct rq *rq, const struct linkage_page *p)
{
    const struct linkage_state *s = &p->row.state;

    html(rq, "<ul class=\"counters tiles\">");
    if (s->value != INT_NONE)
        tile(rq, "field.value", s->value, 2, "");
    if (s->paid != INT_NONE)
        tile(rq, "linkage.paid", s->paid, 2, "");
    if (s->answered != DAY_NONE && s->asked != DAY_NONE)
        tile(rq, "linkage.days_to_answer", s->answered - s->asked, 0, "");
    if (s->ended == DAY_NONE && s->late_on != DAY_NONE &&
        s->late_on <= rq->today)
        tile(rq, "linkage.days_late", rq->today - s->due, 0, "");
    tile(rq, "linkage.reminders", s->reminders, 0, "");
    html(rq, "</ul>");
}

static void page_json(struct rq *rq, const struct linkage_page *p)
{
    const struct linkage_state *s = &p->row.state;
    struct keys keys = keys_open(rq);

    key_day(&keys, "answered", s->answered);
    key_day(&keys, "asked", s->asked);
    key_day(&keys, "due", s->due);
    key_day(&keys, "ended", s->ended);
    key_id(&keys, "id", p->id);
    key_any(&keys, "record");
    buf_add(&rq->body, record_open(p->kind, p->record, rq->arena));
    key_int(&keys, "reminders", s->reminders);
    key_text(&keys, "stands",
             choice_name(LINKAGE_STANDS, linkage_stands(s, rq->today)));
    key_int(&keys, "value", s->value);
    keys_close(&keys);
}

static void page_draw(struct rq *rq, const struct linkage_page *p)
{
    if (rq->json && rq->page->method == PAGE_POST) {
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         &p->form.found);
        return;
    }
    if (rq->json) {
        page_json(rq, p);
        return;
    }
    frame_open(rq, zstr(rq, said_text(p->kind, p->record, "issue")));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", p->row.body);
    html(rq, " · <bdi>%s</bdi> ",
         office_text(rq, p->row.agency,
                     said_text(p->kind, p->record, "office")));
    stands_chip(rq, &p->row);
    html(rq, "</p>");
    findings_said(rq, p->id);
    sums_draw(rq, p);
    if (!p->row.self_help && p->row.state.ended == DAY_NONE)
        paper_links(rq, "linkage.reminder", "linkage", p->id, "reminder.pdf");
    html(rq, "<div class=\"stack-cards\">");
    steps_card(rq, p);
    if (p->may)
        step_form(rq, p);
    card_open(rq, "award.facts");
    record_draw(rq, p->kind, p->record);
    html(rq, "<p class=\"tools\">");
    if (p->may)
        html(rq, "<a class=\"button\" href=\"/edit/linkage/%s\">%s</a>",
             id_text(rq, p->id), word(rq, "register.correct"));
    html(rq, "</p>");
    card_close(rq);
    attachments_card(rq, p->kind, p->id);
    html(rq, "</div>");
    entry_tools(rq, p->id);
    frame_close(rq);
}

/* One linkage: who was asked for what, how it stands today, every step since, and
 * the next one. */
PAGE(linkage, GET, "/linkage/*", RIGHT_REGISTER)
{
    struct linkage_page *p = page_open(rq);

    if (!p)
        return;
    *(day *)(void *)((char *)p->form.record +
                     kind_field(p->form.kind, S("held"))->at) = rq->today;
    page_draw(rq, p);
}

static void step_again(struct rq *rq, void *self, const struct findings *f)
{
    struct linkage_page *p = self;

    p->form.found = *f;
    page_draw(rq, p);
}

/* Keeps the next step of a linkage. */
PAGE(linkage_go, POST, "/linkage/*", RIGHT_KEEP)
{
    struct linkage_page *p = page_open(rq);
    struct spot top = { NULL, 0, 0 };
    const struct kind *k;
    struct draft d = { .kind = S("linkage_step"), .strict = true };

    if (!p)
        return;
    if (!p->may) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    k = p->form.kind;
    form_take(rq, &p->form, k->field, k->fields, &top, p->form.record);
    *(struct id *)(void *)((char *)p->form.record +
                           kind_field(k, S("linkage"))->at) = p->id;
    form_judge(rq, &p->form);
    if (findings_stop(&p->form.found)) {
        rq->status = 422;
        page_draw(rq, p);
        return;
    }
    d.id = p->form.id;
    d.body = record_body(k, p->form.record, rq->arena);
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = thing_path(rq, p->kind, p->id),
                                       .again = step_again,
                                       .self = p });
}

/* ---- the letter ---------------------------------------------------------*/

/* "Range officer, Forest and Wildlife Department". */
static struct str addressed(struct rq *rq, const struct linkage_page *p)
{
    struct str office = said_text(p->kind, p->record, "post");
    struct buf b = buf_start(rq->arena);

    buf_add(&b, office);
    buf_z(&b, office.n ? "\n" : "");
    buf_z(&b, office_text(rq, p->row.agency,
                          said_text(p->kind, p->record, "office")));
    return buf_str(&b);
}

static void day_pair(struct rq *rq, struct paper *p, const char *key, day d)
{
    if (d != DAY_NONE)
        paper_pair_word(p, key, str_of(day_text(rq, d)));
}

static void number_pair(struct rq *rq, struct paper *p, const char *key,
                        int64_t n)
{
    if (n != INT_NONE)
        paper_pair_word(p, key, str_of(number_text(rq, n, 0)));
}

static struct str quantity_text(struct rq *rq, const struct linkage_page *p)
{
    int64_t n = said_number(p->kind, p->record, "quantity");
    struct buf b = buf_start(rq->arena);

    if (n != INT_NONE)
        buf_fmt(&b, "%s ", number_text(rq, n, 0));
    buf_add(&b, said_text(p->kind, p->record, "unit"));
    return str_trim(buf_str(&b));
}

/* What was asked, promised and when; how many days have passed is counted to
 * the day of the letter, which stands on it. */
static void letter_put(struct rq *rq, const struct linkage_page *p,
                       struct paper *out)
{
    const struct linkage_state *s = &p->row.state;
    const struct str who[] = { say(rq->lang, "paper.president"),
                               say(rq->lang, "paper.manager") };

    day_pair(rq, out, "paper.date", rq->today);
    number_pair(rq, out, "linkage.reminder_number", s->reminders + 1);
    paper_gap(out, 4);
    paper_pair_word(out, "paper.to", addressed(rq, p));
    paper_gap(out, 4);
    paper_pair_word(out, "paper.subject",
                    said_text(p->kind, p->record, "issue"));
    paper_gap(out, 4);
    paper_text(out, say(rq->lang, s->promised != DAY_NONE ?
                                      "linkage.letter_promised" :
                                      "linkage.letter_asked"));
    day_pair(rq, out, "field.requested", s->asked);
    day_pair(rq, out, "field.promised", s->promised);
    day_pair(rq, out, "paper.due", s->due);
    if (s->late_on != DAY_NONE && s->late_on <= rq->today)
        number_pair(rq, out, "linkage.days_late", rq->today - s->due);
    else
        number_pair(rq, out, "linkage.days_since", rq->today - s->asked);
    if (said_text(p->kind, p->record, "what").n)
        paper_pair_word(out, "field.what",
                        said_text(p->kind, p->record, "what"));
    if (quantity_text(rq, p).n)
        paper_pair_word(out, "field.quantity", quantity_text(rq, p));
    number_pair(rq, out, "field.households",
                said_number(p->kind, p->record, "households"));
    paper_gap(out, 4);
    paper_text(out, say(rq->lang, "linkage.letter_end"));
    paper_sign(out, who, (int)LEN(who));
}

/* A letter of the body that reminds the office of what it was asked for and
 * promised, in any of the three languages. */
PAGE(linkage_letter, GET, "/linkage/*/reminder.pdf", RIGHT_REGISTER)
{
    struct linkage_page *p;
    struct karwai of;
    struct paper out;

    rq->lang = rq_paper_lang(rq);
    p = page_open(rq);
    if (!p)
        return;
    if (p->row.self_help || !karwai_read(rq, &of, p->row.body, rq->today)) {
        not_here(rq);
        return;
    }
    out = karwai_start(rq, &of, PAPER_A4, "linkage.reminder");
    karwai_head(rq, &of, &out, "linkage.reminder");
    letter_put(rq, p, &out);
    rq_paper(rq, "reminder.pdf", &out);
}
