/* assess - a body measured on the spot: a mark for each indicator, beside it
 * what the registers give. */
#include <string.h>

#include "core/card.h"
#include "web/form.h"
#include "web/poverty/survey.h"
#include "web/trust/maturity.h"
#include "yardstick.sql.h"

struct assess_page {
    const struct kind *body;
    struct id id, draft;
    const void *record;
    const struct yardstick *y;
    day held;
    int state;
    int64_t mark[YARD_INDICATORS], computed[YARD_INDICATORS];
    struct gauged gauged[YARD_INDICATORS];
    struct str why[YARD_INDICATORS], strengths, improvement, next_on;
    struct findings found;
    bool again; /* shown with what was typed */
};

#define STATES "draft|validated|published"

/* ---- what registers give ------------------------------------------------*/

static void gauges_read(struct rq *rq, struct assess_page *p)
{
    const struct yard_indicator *n = p->y->indicators.at;

    for (size_t i = 0; i < p->y->indicators.n && i < YARD_INDICATORS; i++) {
        p->mark[i] = INT_NONE;
        p->computed[i] = INT_NONE;
        if (n[i].way != YARD_COMPUTED)
            continue;
        p->gauged[i] = gauge_read(rq->db, n[i].query, p->id, p->held);
        p->computed[i] = gauge_mark(&p->gauged[i], n[i].scale);
    }
}

static day day_said(struct rq *rq)
{
    struct str said = rq->page->method == PAGE_POST ? rq_part(rq, "made") :
                                                      rq_arg(rq, "made");
    day on;

    said = str_trim(said);
    return said.n && day_read(said, &on) ? on : rq->today;
}

/* NULL when it has answered. */
static struct assess_page *assess_open(struct rq *rq)
{
    struct assess_page *p = arena_new(rq->arena, struct assess_page);
    struct str code = str_trim(rq_arg(rq, "yardstick"));

    p->body = kind_find(S("body"));
    p->record = register_open(rq, p->body, &p->id);
    if (!p->record)
        return NULL;
    p->y = code.n ? yardstick_find(rq->db, code, rq->arena) : NULL;
    if (!p->y) {
        struct rows r = db_rows(rq->db, SQL_YARDSTICK_ON);
        const struct kind *k = kind_find(S("yardstick"));
        void *y = arena_take(rq->arena, k->bytes);

        db_bind_int(&r, 1, said_choice(p->body, p->record, "nature"));
        db_bind_int(&r, 2, rq->today);
        if (db_next(&r) && row_find(rq->db, k, db_id(&r, 0), rq->arena, y))
            p->y = y;
        db_done(&r);
    }
    if (!p->y) {
        not_here(rq);
        return NULL;
    }
    if (!register_may(rq, RIGHT_CHECK, p->body, p->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    p->held = day_said(rq);
    p->found = findings_start(rq->arena);
    if (rq->page->method != PAGE_POST ||
        !id_read(rq_part(rq, "_id"), &p->draft) || id_none(p->draft))
        p->draft = form_id(rq);
    gauges_read(rq, p);
    return p;
}

/* ---- the sheet ----------------------------------------------------------*/

static const char *row_name(struct rq *rq, const char *what, size_t i)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s.%zu", what, i);
    return zstr(rq, buf_str(&b));
}

/* What is computed stands in the sheet already, to be confirmed or changed. */
static void mark_input(struct rq *rq, const struct assess_page *p, size_t i)
{
    const struct yard_indicator *n = p->y->indicators.at;
    int64_t now = p->again ? p->mark[i] : p->computed[i];

    html(rq, "<select name=\"%s\"><option value=\"\"></option>",
         row_name(rq, "mark", i));
    for (int64_t v = 0; v <= n[i].scale; v++)
        html(rq,
             v == now ? "<option value=\"%lld\" selected>%lld</option>" :
                        "<option value=\"%lld\">%lld</option>",
             (long long)v, (long long)v);
    html(rq, "</select>");
}

static void mark_draw(struct rq *rq, const struct assess_page *p, size_t i)
{
    const struct yard_indicator *n = p->y->indicators.at;

    html(rq, "<div class=\"mark\"><label><span>%s</span>",
         zstr(rq,
              own_text(rq->lang, n[i].title, n[i].title_ur, n[i].title_sd)));
    mark_input(rq, p, i);
    html(rq, "</label><p>");
    if (p->computed[i] != INT_NONE) {
        html(rq, "%s <b class=\"n\">%s</b> · ", word(rq, "field.computed"),
             number_text(rq, p->computed[i], 0));
        evidence_draw(rq, &n[i], &p->gauged[i], p->id);
    }
    html(rq,
         "</p><input name=\"%s\" value=\"%s\" maxlength=\"300\" dir=\"auto\" "
         "placeholder=\"%s\" aria-label=\"%s\"></div>",
         row_name(rq, "why", i), zstr(rq, p->why[i]), word(rq, "field.why"),
         word(rq, "field.why"));
}

static void sheet_marks(struct rq *rq, const struct assess_page *p)
{
    const struct yard_dimension *d = p->y->dimensions.at;
    const struct yard_indicator *n = p->y->indicators.at;

    for (size_t i = 0; i < p->y->dimensions.n; i++) {
        html(rq, "<h2>%s <small class=\"n\">%s %%</small></h2>",
             zstr(rq,
                  own_text(rq->lang, d[i].title, d[i].title_ur, d[i].title_sd)),
             number_text(rq, d[i].weight, 2));
        for (size_t j = 0; j < p->y->indicators.n && j < YARD_INDICATORS; j++)
            if (str_same(n[j].dimension, d[i].code))
                mark_draw(rq, p, j);
    }
}

static void said_inputs(struct rq *rq, const struct assess_page *p)
{
    const struct kind *k = kind_find(S("assessment"));
    struct buf held = buf_start(rq->arena);

    day_put(&held, p->held);
    html(rq, "<div class=\"grid\">");
    form_label(rq, kind_field(k, S("made")));
    form_input(rq, kind_field(k, S("made")), "made", zstr(rq, buf_str(&held)));
    html(rq, "</label>");
    form_findings(rq, &p->found, "made");
    html(rq, "</div>");
    form_label(rq, kind_field(k, S("state")));
    form_input(rq, kind_field(k, S("state")), "state",
               zstr(rq, choice_name(STATES, p->state)));
    html(rq, "</label></div>");
    form_label(rq, kind_field(k, S("next_due")));
    form_input(rq, kind_field(k, S("next_due")), "next_due",
               zstr(rq, p->next_on));
    html(rq, "</label>");
    form_findings(rq, &p->found, "next_due");
    html(rq, "</div>");
    form_label(rq, kind_field(k, S("strengths")));
    form_input(rq, kind_field(k, S("strengths")), "strengths",
               zstr(rq, p->strengths));
    html(rq, "</label></div>");
    form_label(rq, kind_field(k, S("improvement")));
    form_input(rq, kind_field(k, S("improvement")), "improvement",
               zstr(rq, p->improvement));
    html(rq, "</label></div></div>");
}

static void assess_draw(struct rq *rq, const struct assess_page *p)
{
    if (rq->json) {
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         &p->found);
        return;
    }
    frame_open(rq, yard_title(rq, p->y));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", p->id);
    html(rq, "<br>%s</p>", word(rq, "maturity.assess_lead"));
    illustrative_note(rq, p->y);
    for (size_t i = 0; i < p->found.n; i++)
        if (!str_same(p->found.at[i].path, S("made")) &&
            !str_same(p->found.at[i].path, S("next_due")))
            finding_draw(rq, &p->found.at[i]);
    html(
        rq,
        "<form method=\"post\" class=\"fact\" action=\"/assess/%s?yardstick=%s\">"
        "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input "
        "type=\"hidden\" name=\"_id\" value=\"%s\">",
        id_text(rq, p->id), url_part(rq, p->y->code), rq->csrf,
        id_text(rq, p->draft));
    sheet_marks(rq, p);
    said_inputs(rq, p);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
    frame_close(rq);
}

static void assess_json(struct rq *rq, const struct assess_page *p)
{
    const struct yard_indicator *n = p->y->indicators.at;
    struct keys all = keys_open(rq);

    key_id(&all, "body", p->id);
    key_text(&all, "yardstick", p->y->code);
    key_list(&all, "marks");
    for (size_t i = 0; i < p->y->indicators.n && i < YARD_INDICATORS; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "computed", p->computed[i]);
        key_text(&k, "indicator", n[i].code);
        key_int(&k, "most", n[i].scale);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* The sheet of an assessment: what the registers give stands in it, the rest
 * is marked on the spot. Who assesses is not of the body's own team. */
PAGE(assess, GET, "/assess/*", RIGHT_CHECK)
{
    struct assess_page *p = assess_open(rq);

    if (p && rq->json)
        assess_json(rq, p);
    else if (p)
        assess_draw(rq, p);
}

/* ---- keeping it ---------------------------------------------------------*/

static void marks_take(struct rq *rq, struct assess_page *p)
{
    const struct yard_indicator *n = p->y->indicators.at;

    for (size_t i = 0; i < p->y->indicators.n && i < YARD_INDICATORS; i++) {
        struct str said = str_trim(rq_part(rq, row_name(rq, "mark", i)));
        int64_t v = INT_NONE;

        if (said.n && (!int_read(said, &v) || v < 0 || v > n[i].scale)) {
            tell_row(&p->found, STOP, "field.not_understood", "marks", i,
                     "mark");
            v = INT_NONE;
        }
        p->mark[i] = v;
        p->why[i] = str_trim(rq_part(rq, row_name(rq, "why", i)));
    }
}

static void said_take(struct rq *rq, struct assess_page *p)
{
    day on;

    p->again = true;
    p->state = choice_find(STATES, rq_part(rq, "state"));
    p->state = p->state < 0 ? 0 : p->state;
    p->strengths = str_trim(rq_part(rq, "strengths"));
    p->improvement = str_trim(rq_part(rq, "improvement"));
    p->next_on = str_trim(rq_part(rq, "next_due"));
    if (!day_read(str_trim(rq_part(rq, "made")), &on))
        tell(&p->found, STOP, "field.not_understood", "made");
    else if (on > rq->today)
        tell(&p->found, STOP, "date.in_future", "made");
    if (p->next_on.n && !day_read(p->next_on, &on))
        tell(&p->found, STOP, "field.not_understood", "next_due");
    if (id_none(rq_staff(rq)))
        tell(&p->found, STOP, "assessment.no_staff", "assessors");
}

static void text_put(struct buf *b, const char *key, struct str said)
{
    if (!said.n)
        return;
    buf_fmt(b, ",\"%s\":", key);
    buf_json(b, said);
}

static void marks_put(const struct assess_page *p, struct buf *b)
{
    const struct yard_indicator *n = p->y->indicators.at;
    const char *comma = "";

    buf_z(b, ",\"marks\":[");
    for (size_t i = 0; i < p->y->indicators.n && i < YARD_INDICATORS; i++) {
        if (p->mark[i] == INT_NONE && p->computed[i] == INT_NONE)
            continue;
        buf_fmt(b, "%s{\"indicator\":", comma);
        buf_json(b, n[i].code);
        if (p->mark[i] != INT_NONE)
            buf_fmt(b, ",\"mark\":%lld", (long long)p->mark[i]);
        if (p->computed[i] != INT_NONE)
            buf_fmt(b, ",\"computed\":%lld", (long long)p->computed[i]);
        text_put(b, "why", p->why[i]);
        buf_char(b, '}');
        comma = ",";
    }
    buf_char(b, ']');
}

static struct str assessment_body(struct rq *rq, const struct assess_page *p)
{
    const struct yard_grade *g = p->y->grades.at;
    struct maturity m = maturity_of(p->y, p->mark);
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b,
            "{\"assessors\":[{\"staff\":\"%s\"}],\"body\":\"%s\",\"made\":\"",
            id_text(rq, rq_staff(rq)), id_text(rq, p->id));
    day_put(&b, p->held);
    buf_z(&b, "\",\"state\":");
    buf_json(&b, choice_name(STATES, p->state));
    buf_z(&b, ",\"yardstick\":");
    buf_json(&b, p->y->code);
    marks_put(p, &b);
    if (m.total != INT_NONE)
        buf_fmt(&b, ",\"score\":%lld", (long long)m.total);
    if (m.grade >= 0)
        text_put(&b, "grade", g[m.grade].code);
    text_put(&b, "strengths", p->strengths);
    text_put(&b, "improvement", p->improvement);
    text_put(&b, "next_due", p->next_on);
    buf_char(&b, '}');
    return buf_str(&b);
}

static void assess_again(struct rq *rq, void *self, const struct findings *f)
{
    struct assess_page *p = self;

    p->found = *f;
    assess_draw(rq, p);
}

/* Keeps an assessment: total and grade follow from the marks. */
PAGE(assess_go, POST, "/assess/*", RIGHT_CHECK)
{
    struct assess_page *p = assess_open(rq);
    struct draft d = { .kind = S("assessment"), .strict = true };
    struct buf to = buf_start(rq->arena);

    if (!p)
        return;
    said_take(rq, p);
    marks_take(rq, p);
    if (findings_stop(&p->found)) {
        rq->status = 422;
        assess_draw(rq, p);
        return;
    }
    d.id = p->draft;
    d.body = assessment_body(rq, p);
    buf_fmt(&to, "/assessment/%s?kept=1", id_text(rq, d.id));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = assess_again,
                                       .self = p });
}
