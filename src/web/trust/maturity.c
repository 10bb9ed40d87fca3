/* maturity - how mature a body is: its history, one assessment with its
 * evidence, and what is not assessed. */
#include "web/trust/maturity.h"

#include "core/card.h"
#include "mature.sql.h"
#include "maturity.sql.h"
#include "yardstick.sql.h"

enum { SHOWN = 200 };

/* ---- shared -------------------------------------------------------------*/

const char *yard_title(struct rq *rq, const struct yardstick *y)
{
    return zstr(rq, own_text(rq->lang, y->title, y->title_ur, y->title_sd));
}

const char *yard_grade_text(struct rq *rq, const struct yardstick *y, int at)
{
    const struct yard_grade *g = y->grades.at;
    struct buf b = buf_start(rq->arena);

    if (at < 0 || (size_t)at >= y->grades.n)
        return "–";
    buf_add(&b, g[at].code);
    buf_char(&b, ' ');
    buf_add(&b,
            own_text(rq->lang, g[at].title, g[at].title_ur, g[at].title_sd));
    return zstr(rq, buf_str(&b));
}

const char *points_text(struct rq *rq, int64_t v)
{
    struct buf b = buf_start(rq->arena);

    if (v == INT_NONE)
        return "–";
    decimal_put(&b, v, 2);
    return zstr(rq, buf_str(&b));
}

static void dimension_draw(struct rq *rq, const struct yard_dimension *d,
                           int64_t score, bool drags)
{
    int64_t wide = score == INT_NONE ? 0 : (score + 50) / 100;

    html(rq,
         "<div class=\"share\"><span>%s <small class=\"n\">%s %%</small> <b "
         "class=\"n\">%s</b>",
         zstr(rq, own_text(rq->lang, d->title, d->title_ur, d->title_sd)),
         number_text(rq, d->weight, 2), points_text(rq, score));
    if (drags)
        html(rq, " <span class=\"chip warn\">%s</span>",
             word(rq, "maturity.drag"));
    html(rq,
         "</span><svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
         "aria-hidden=\"true\"><rect class=\"all\" width=\"100\" height=\"6\"/>"
         "<rect class=\"part\" width=\"%lld\" height=\"6\"/></svg></div>",
         (long long)wide);
}

void dimensions_draw(struct rq *rq, const struct yardstick *y,
                     const struct maturity *m)
{
    const struct yard_dimension *d = y->dimensions.at;

    for (size_t i = 0; i < y->dimensions.n; i++)
        dimension_draw(rq, &d[i], m->dimension[i], (int)i == m->drag);
}

void evidence_draw(struct rq *rq, const struct yard_indicator *n,
                   const struct gauged *g, struct id body)
{
    if (n->way != YARD_COMPUTED || g->of <= 0)
        return;
    html(rq,
         "<a href=\"%s%s\"><span class=\"n\">%s</span> %s <span "
         "class=\"n\">%s</span></a>",
         gauge_evidence(n->query), id_text(rq, body),
         number_text(rq, g->part, 0), word(rq, "maturity.out_of"),
         number_text(rq, g->of, 0));
}

void illustrative_note(struct rq *rq, const struct yardstick *y)
{
    if (y->illustrative)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "maturity.illustrative"));
}

/* ---- bodies without one, or where the next is due -----------------------*/

static struct rows due_ask(struct rq *rq)
{
    static const struct reach_columns own = { "b.place", "b.rsp", "b.project" };
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s,
          "SELECT b.entry, b.nature, b.sex, a.entry, a.made, a.score, "
          "a.grade, a.next_due FROM body b LEFT JOIN assessed a ON a.body = "
          "b.entry AND a.made <= $1 AND NOT EXISTS (SELECT 1 FROM assessed "
          "n WHERE n.body = a.body AND n.made <= $1 AND (n.made > a.made "
          "OR (n.made = a.made AND n.entry > a.entry))) WHERE b.counts = 1 "
          "AND b.nature IN (1, 2) AND b.formed <= $1");
    reach_where(rq, RIGHT_REGISTER, &own, &s, 3);
    buf_z(&s, " ORDER BY b.nature DESC, a.next_due NULLS FIRST, b.name, "
              "b.entry LIMIT $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, rq->today);
    db_bind_int(&r, 2, SHOWN);
    reach_bind(rq, RIGHT_REGISTER, &r, 3);
    return r;
}

struct due_row {
    struct id body, assessment;
    int64_t nature, sex, total;
    day held, next_on;
    const char *grade;
};

static void due_draw(struct rq *rq, const struct due_row *x)
{
    html(
        rq,
        "<tr><th scope=\"row\"><a href=\"/maturity/%s\">%s</a></th><td>%s</td>",
        id_text(rq, x->body), thing_name(rq, kind_find(S("body")), x->body),
        body_short(rq, x->nature, x->sex));
    if (id_none(x->assessment))
        html(rq, "<td colspan=\"3\"><span class=\"chip warn\">%s</span></td>",
             word(rq, "maturity.never"));
    else
        html(rq,
             "<td><a href=\"/assessment/%s\">%s</a></td><td class=\"n\">%s</td>"
             "<td><bdi>%s</bdi></td>",
             id_text(rq, x->assessment), day_text(rq, x->held),
             points_text(rq, x->total), x->grade);
    html(rq,
         x->next_on != DAY_NONE && x->next_on < rq->today ?
             "<td><span class=\"chip stop\">%s</span></td></tr>" :
             "<td>%s</td></tr>",
         x->next_on == DAY_NONE ? "" : day_text(rq, x->next_on));
}

static void dues_json(struct rq *rq, const struct due_row *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "bodies");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "assessment", x[i].assessment);
        key_id(&k, "body", x[i].body);
        key_text(&k, "grade", str_of(x[i].grade));
        key_day(&k, "made", x[i].held);
        key_day(&k, "next_due", x[i].next_on);
        key_int(&k, "score", x[i].total);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Village and local support organisations within reach: when each was assessed,
 * its grade, when the next is due; those never assessed first. */
PAGE(maturities, GET, "/maturity", RIGHT_REGISTER)
{
    struct due_row *x = arena_many(rq->arena, struct due_row, SHOWN);
    struct rows r = due_ask(rq);
    size_t n = 0;

    while (n < SHOWN && db_next(&r))
        x[n++] = (struct due_row){
            .body = db_id(&r, 0),
            .nature = db_int(&r, 1),
            .sex = db_int(&r, 2),
            .assessment = db_id(&r, 3),
            .held = db_null(&r, 4) ? DAY_NONE : (day)db_int(&r, 4),
            .total = db_null(&r, 5) ? INT_NONE : db_int(&r, 5),
            .grade = zstr(rq, db_str(&r, 6)),
            .next_on = db_null(&r, 7) ? DAY_NONE : (day)db_int(&r, 7),
        };
    db_done(&r);
    if (rq->json) {
        dues_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "nav.maturity"));
    html(
        rq,
        "<p class=\"tools\"><a class=\"button\" href=\"/report/maturity\">%s</a></p>",
        word(rq, "maturity.title"));
    listing_open(
        rq,
        "kind.body field.nature field.made n:field.score field.grade maturity.next");
    for (size_t i = 0; i < n; i++)
        due_draw(rq, &x[i]);
    listing_close(rq);
    frame_close(rq);
}

/* ---- one body -----------------------------------------------------------*/

struct past {
    struct id entry;
    struct str yardstick;
    int64_t total;
    const char *grade, *improvement;
    day held;
    int state;
};

static size_t history_read(struct rq *rq, struct id body, struct past *x,
                           size_t most)
{
    struct rows r = db_rows(rq->db, SQL_MATURE_HISTORY);
    size_t n = 0;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (n < most && db_next(&r))
        x[n++] = (struct past){
            .entry = db_id(&r, 0),
            .yardstick = arena_str(rq->arena, db_str(&r, 1)),
            .held = (day)db_int(&r, 2),
            .total = db_null(&r, 3) ? INT_NONE : db_int(&r, 3),
            .grade = zstr(rq, db_str(&r, 4)),
            .state = (int)db_int(&r, 5),
            .improvement = zstr(rq, db_str(&r, 6)),
        };
    db_done(&r);
    return n;
}

static void past_draw(struct rq *rq, const struct past *x)
{
    const struct kind *k = kind_find(S("assessment"));
    const struct yardstick *y = yardstick_find(rq->db, x->yardstick, rq->arena);
    struct maturity m = { .drag = -1 };

    if (y)
        m = maturity_of(y, assessed_marks(rq->db, y, x->entry, rq->arena).mark);
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/assessment/%s\">%s</a></th><td>%s"
         "</td><td class=\"n\">%s</td><td><bdi>%s</bdi></td><td>",
         id_text(rq, x->entry), day_text(rq, x->held),
         choice_text(rq, k, "state", x->state), points_text(rq, x->total),
         x->grade);
    if (y && m.drag >= 0) {
        const struct yard_dimension *d = y->dimensions.at;

        d += m.drag;
        html(rq, "%s <span class=\"n\">%s</span>",
             zstr(rq, own_text(rq->lang, d->title, d->title_ur, d->title_sd)),
             points_text(rq, m.dimension[m.drag]));
    }
    html(rq, "</td><td><bdi>%s</bdi></td></tr>", x->improvement);
}

static void assess_links(struct rq *rq, struct id body, int nature)
{
    struct rows r = db_rows(rq->db, SQL_YARDSTICK_ON);
    const struct kind *k = kind_find(S("yardstick"));

    db_bind_int(&r, 1, nature);
    db_bind_int(&r, 2, rq->today);
    html(rq, "<p class=\"tools\">");
    while (db_next(&r)) {
        const struct yardstick *y = arena_take(rq->arena, k->bytes);

        if (!row_find(rq->db, k, db_id(&r, 0), rq->arena, (void *)y))
            continue;
        html(rq,
             "<a class=\"button\" href=\"/assess/%s?yardstick=%s\">%s: %s</a>",
             id_text(rq, body), url_part(rq, y->code),
             word(rq, "maturity.assess"), yard_title(rq, y));
    }
    html(rq, "</p>");
}

static void past_json(struct rq *rq, struct id body, const struct past *x,
                      size_t n)
{
    const struct field *state = kind_field(kind_find(S("assessment")),
                                           S("state"));
    struct keys all = keys_open(rq);

    key_id(&all, "body", body);
    key_list(&all, "assessments");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_text(&k, "grade", str_of(x[i].grade));
        key_id(&k, "id", x[i].entry);
        key_day(&k, "made", x[i].held);
        key_int(&k, "score", x[i].total);
        key_text(&k, "state", choice_name(state->of, x[i].state));
        key_text(&k, "yardstick", x[i].yardstick);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* A body's assessments through the years: total, grade, the dimension that
 * drags, what was to be improved. */
PAGE(maturity, GET, "/maturity/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("body"));
    struct id body;
    const void *record = register_open(rq, k, &body);
    struct past x[50];
    size_t n;

    if (!record)
        return;
    n = history_read(rq, body, x, LEN(x));
    if (rq->json) {
        past_json(rq, body, x, n);
        return;
    }
    frame_open(rq, word(rq, "maturity.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", body);
    html(rq, "</p>");
    if (register_may(rq, RIGHT_CHECK, k, body))
        assess_links(rq, body, said_choice(k, record, "nature"));
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "maturity.never"));
    else
        listing_open(
            rq,
            "field.made field.state n:field.score field.grade maturity.drag field.improvement");
    for (size_t i = 0; i < n; i++)
        past_draw(rq, &x[i]);
    html(rq, n ? "</tbody></table></div>" : "");
    frame_close(rq);
}

/* ---- one assessment -----------------------------------------------------*/

static void mark_row(struct rq *rq, const struct yard_indicator *n,
                     int64_t mark, int64_t computed, struct str why,
                     struct id body, const struct gauged *g)
{
    html(rq, "<tr><td>%s</td><td class=\"n\">",
         zstr(rq, own_text(rq->lang, n->title, n->title_ur, n->title_sd)));
    if (mark != INT_NONE)
        html(rq, "%s / %s", number_text(rq, mark, 0),
             number_text(rq, n->scale, 0));
    html(rq, "</td><td class=\"n\">%s</td><td>",
         computed == INT_NONE ? "" : number_text(rq, computed, 0));
    evidence_draw(rq, n, g, body);
    if (mark != INT_NONE && computed != INT_NONE && mark != computed)
        html(rq, " <span class=\"chip warn\">%s</span>",
             word(rq, "maturity.differs"));
    html(rq, "</td><td><bdi>%s</bdi></td></tr>", zstr(rq, why));
}

static void marks_table(struct rq *rq, const struct yardstick *y,
                        struct id assessment, struct id body, day held)
{
    struct assessed_marks m = assessed_marks(rq->db, y, assessment, rq->arena);
    const struct yard_indicator *n = y->indicators.at;

    listing_open(
        rq,
        "field.indicator n:field.mark n:field.computed maturity.evidence field.why");
    for (size_t i = 0; i < y->indicators.n; i++) {
        struct gauged g = gauge_read(rq->db, n[i].query, body, held);

        mark_row(rq, &n[i], m.mark[i], m.computed[i], m.why[i], body, &g);
    }
    listing_close(rq);
}

static void assessors(struct rq *rq, struct id assessment, struct id body,
                      day held)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ASSESSORS);
    struct id who[10];
    size_t n = 0;

    db_bind_id(&r, 1, assessment);
    while (n < LEN(who) && db_next(&r))
        who[n++] = db_id(&r, 0);
    db_done(&r);
    html(rq, "<p>%s: ", word(rq, "field.assessors"));
    for (size_t i = 0; i < n; i++) {
        struct rows t = db_rows(rq->db, SQL_WEB_OWN_TEAM);

        db_bind_id(&t, 1, who[i]);
        db_bind_id(&t, 2, body);
        db_bind_int(&t, 3, held);
        html(rq, i ? " · " : "");
        thing_link(rq, "staff", who[i]);
        if (db_next(&t))
            html(rq, " <span class=\"chip stop\">%s</span>",
                 word(rq, "maturity.own_team"));
        db_done(&t);
    }
    html(rq, "</p>");
}

static void change_line(struct rq *rq, struct id body,
                        const struct yardstick *y, day held, struct id id,
                        int64_t total)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ASSESSED_BEFORE);
    struct id before = ID_NONE;
    struct maturity m;

    db_bind_id(&r, 1, body);
    db_bind_text(&r, 2, y->code);
    db_bind_int(&r, 3, held);
    db_bind_id(&r, 4, id);
    if (db_next(&r))
        before = db_id(&r, 0);
    db_done(&r);
    if (id_none(before) || total == INT_NONE)
        return;
    m = maturity_of(y, assessed_marks(rq->db, y, before, rq->arena).mark);
    if (m.total != INT_NONE)
        html(rq, " · <a href=\"/assessment/%s\">%s</a> <b class=\"n\">%s</b>",
             id_text(rq, before), word(rq, "maturity.before"),
             points_text(rq, m.total));
}

static void says(struct rq *rq, const struct kind *k, const void *record,
                 const char *name)
{
    if (said_text(k, record, name).n)
        html(rq, "<h3>%s</h3><p dir=\"auto\">%s</p>",
             field_word(rq, kind_field(k, str_of(name))),
             zstr(rq, said_text(k, record, name)));
}

static void assessment_draw(struct rq *rq, const struct kind *k,
                            const void *record, struct id id,
                            const struct yardstick *y)
{
    struct id body = said_id(k, record, "body");
    day held = said_day(k, record, "made");
    struct maturity m =
        maturity_of(y, assessed_marks(rq->db, y, id, rq->arena).mark);

    frame_open(rq, word(rq, "kind.assessment"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", body);
    html(rq, " · %s · %s<br><b>%s</b> <b class=\"n\">%s</b>",
         day_text(rq, held),
         choice_text(rq, k, "state", said_choice(k, record, "state")),
         yard_grade_text(rq, y, m.grade), points_text(rq, m.total));
    change_line(rq, body, y, held, id, m.total);
    html(rq, "</p>");
    illustrative_note(rq, y);
    html(rq,
         "<p class=\"tools\"><a href=\"/maturity/%s\">%s</a> <a "
         "href=\"/entry/%s\">%s</a></p><div class=\"sides\"><div>",
         id_text(rq, body), word(rq, "maturity.title"), id_text(rq, id),
         word(rq, "place.entry"));
    marks_table(rq, y, id, body, held);
    html(rq, "</div><div class=\"stack-cards\">");
    card_open(rq, "maturity.dimensions");
    dimensions_draw(rq, y, &m);
    card_close(rq);
    card_open(rq, "maturity.who");
    assessors(rq, id, body, held);
    says(rq, k, record, "strengths");
    says(rq, k, record, "improvement");
    card_close(rq);
    attachments_card(rq, k, id);
    html(rq, "</div></div>");
    frame_close(rq);
}

/* One assessment: every indicator's mark beside what the registers gave, the
 * evidence one click away, the dimensions and which one drags. */
PAGE(assessment, GET, "/assessment/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("assessment"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    const struct yardstick *y;

    if (!record)
        return;
    y = yardstick_find(
        rq->db,
        *(const struct str *)(const void *)((const char *)record +
                                            kind_field(k, S("yardstick"))->at),
        rq->arena);
    if (!y) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        struct keys keys = keys_open(rq);

        key_any(&keys, "assessment");
        buf_add(&rq->body, record_body(k, record, rq->arena));
        key_id(&keys, "id", id);
        keys_close(&keys);
        buf_char(&rq->body, '\n');
        return;
    }
    assessment_draw(rq, k, record, id, y);
}
