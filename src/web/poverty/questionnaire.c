/* questionnaire - all there are, by what they are for; and one of them: what it
 * asks, its versions, how many have answered, what came of it. */
#include "web/poverty/questionnaire.h"

#include <string.h>

#include "questionnaire.sql.h"
#include "web/register.h"

/* ---- versions -----------------------------------------------------------*/

static bool digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

struct str version_stem(struct str code)
{
    for (size_t i = code.n; i-- > 1;)
        if (code.p[i] == '-')
            return digits(str_from(code, i + 1)) ? (struct str){ code.p, i } :
                                                   code;
    return code;
}

static bool code_taken(struct rq *rq, struct str code)
{
    struct seen seen;

    return log_see(rq->db, id_named(S("questionnaire"), code), rq->arena,
                   &seen);
}

const char *version_next(struct rq *rq, struct str code)
{
    struct str stem = version_stem(code);
    size_t width = code.n > stem.n ? code.n - stem.n - 1 : 0;
    int64_t n = 1;
    struct buf b;

    if (width && !int_read(str_from(code, stem.n + 1), &n))
        n = 1; /* more digits than a number has */
    do {
        struct buf number = buf_start(rq->arena);

        buf_int(&number, ++n);
        b = buf_start(rq->arena);
        buf_add(&b, stem);
        buf_char(&b, '-');
        for (size_t i = number.n; i < width; i++)
            buf_char(&b, '0');
        buf_add(&b, buf_str(&number));
    } while (code_taken(rq, buf_str(&b)));
    return zstr(rq, buf_str(&b));
}

/* ---- the list -----------------------------------------------------------*/

static const char *title_in(struct rq *rq, const struct rows *r, int col)
{
    return answer_text(rq, db_str(r, col), db_str(r, col + 1),
                       db_str(r, col + 2));
}

static void valid(struct rq *rq, day since, day until)
{
    if (since != DAY_NONE || until != DAY_NONE)
        html(rq, "%s – %s", since == DAY_NONE ? "" : day_text(rq, since),
             until == DAY_NONE ? "" : day_text(rq, until));
}

static void list_row(struct rq *rq, const struct rows *r)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct str code = db_str(r, 0);

    html(rq, db_int(r, 9) ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<th scope=\"row\"><a href=\"/questionnaire/%s\"><span dir=\"auto\">"
         "%s</span></a> <small><bdi>%s</bdi></small></th><td>%s</td><td>%s"
         "</td><td>",
         url_part(rq, code), title_in(rq, r, 1), zstr(rq, code),
         choice_text(rq, k, "purpose", db_int(r, 4)),
         choice_text(rq, k, "about", db_int(r, 5)));
    valid(rq, day_in(r, 6), day_in(r, 7));
    html(rq, "</td><td class=\"n\">%s</td></tr>",
         number_text(rq, db_int(r, 8), 0));
}

static void list_json(struct rq *rq, struct rows *r)
{
    const struct kind *k = kind_find(S("questionnaire"));
    struct keys all = keys_open(rq);
    bool any = false;

    key_list(&all, "questionnaires");
    while (db_next(r)) {
        struct keys one;

        buf_z(&rq->body, any ? "," : "");
        any = true;
        one = keys_open(rq);
        key_text(&one, "about",
                 choice_name(kind_field(k, S("about"))->of, (int)db_int(r, 5)));
        key_int(&one, "answered", db_int(r, 8));
        key_text(&one, "code", db_str(r, 0));
        key_text(&one, "purpose",
                 choice_name(kind_field(k, S("purpose"))->of,
                             (int)db_int(r, 4)));
        key_day(&one, "since", day_in(r, 6));
        key_text(&one, "title", db_str(r, 1));
        key_day(&one, "until", day_in(r, 7));
        keys_close(&one);
    }
    key_list_end(&all);
    keys_close(&all);
    buf_char(&rq->body, '\n');
}

static void list_draw(struct rq *rq, struct rows *r)
{
    bool any = false;

    frame_open(rq, word(rq, "questionnaires.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "questionnaires.lead"));
    if (rq_may(rq, RIGHT_ISSUE))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/questionnaires/new\">%s</a></p>",
             word(rq, "questionnaires.new"));
    while (db_next(r)) {
        if (!any)
            listing_open(
                rq,
                "field.title field.purpose field.about questionnaires.valid n:questionnaires.answered");
        any = true;
        list_row(rq, r);
    }
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    frame_close(rq);
}

/* All questionnaires: what each is for and about, whether it is valid now, how
 * many have answered it. */
PAGE(questionnaires, GET, "/questionnaires", RIGHT_SEE)
{
    struct rows r = db_rows(rq->db, SQL_WEB_QUESTIONNAIRES);

    db_bind_int(&r, 1, rq->today);
    if (rq->json)
        list_json(rq, &r);
    else
        list_draw(rq, &r);
    db_done(&r);
}

/* ---- one ----------------------------------------------------------------*/

struct spread {
    struct spread_part {
        int64_t tens, n; /* tens INT_NONE: without a result */
    } * at;
    size_t n;
    int64_t answered;
};

static struct spread spread_read(struct rq *rq, struct str code)
{
    struct rows r = db_rows(rq->db, SQL_WEB_QUESTIONNAIRE_SPREAD);
    struct spread s = { 0 };
    size_t room = 0;

    db_bind_text(&r, 1, code);
    while (db_next(&r)) {
        arena_room(rq->arena, s.at, s.n, room);
        s.at[s.n++] = (struct spread_part){ db_null(&r, 0) ? INT_NONE :
                                                             db_int(&r, 0),
                                            db_int(&r, 1) };
        s.answered += db_int(&r, 1);
    }
    db_done(&r);
    return s;
}

static void about_card(struct rq *rq, const struct questionnaire *q,
                       const struct spread *s)
{
    const struct kind *k = kind_find(S("questionnaire"));

    card_open(rq, "register.about");
    html(rq,
         "<dl class=\"fields\"><dt>%s</dt><dd><bdi>%s</bdi></dd><dt>%s</dt>"
         "<dd>%s</dd><dt>%s</dt><dd>%s</dd><dt>%s</dt><dd>%s</dd>",
         word(rq, "field.code"), zstr(rq, q->code), word(rq, "field.purpose"),
         choice_text(rq, k, "purpose", q->purpose), word(rq, "field.about"),
         choice_text(rq, k, "about", q->about), word(rq, "field.access"),
         choice_text(rq, k, "access", q->access));
    if (q->since != DAY_NONE || q->until != DAY_NONE) {
        html(rq, "<dt>%s</dt><dd>", word(rq, "questionnaires.valid"));
        valid(rq, q->since, q->until);
        html(rq, "</dd>");
    }
    if (q->valid_months != INT_NONE)
        html(rq, "<dt>%s</dt><dd>%s</dd>", word(rq, "field.valid_months"),
             number_all(rq, q->valid_months, 0));
    if (q->source.n)
        html(rq, "<dt>%s</dt><dd dir=\"auto\">%s</dd>",
             word(rq, "field.source"), zstr(rq, q->source));
    html(rq, "<dt>%s</dt><dd>%s</dd></dl>", word(rq, "questionnaires.answered"),
         number_text(rq, s->answered, 0));
    card_close(rq);
}

static void versions_card(struct rq *rq, struct str code)
{
    struct str stem = version_stem(code);
    struct rows r = db_rows(rq->db, SQL_WEB_QUESTIONNAIRE_CODES);
    bool any = false;

    db_bind_text(&r, 1, stem);
    db_bind_text(&r, 2, thing_beyond(rq, stem));
    while (db_next(&r)) {
        struct str one = db_str(&r, 0);

        if (!str_same(version_stem(one), stem) || str_same(one, code))
            continue;
        if (!any)
            card_open(rq, "questionnaires.versions");
        html(rq, any ? "" : "<ul class=\"links\">");
        any = true;
        html(rq, "<li><a href=\"/questionnaire/%s\"><bdi>%s</bdi></a> <small>",
             url_part(rq, one), zstr(rq, one));
        valid(rq, day_in(&r, 1), day_in(&r, 2));
        html(rq, "</small></li>");
    }
    db_done(&r);
    if (any) {
        html(rq, "</ul>");
        card_close(rq);
    }
}

/* How results lie, by tens of points; for those who may see results at all. */
static void spread_card(struct rq *rq, const struct spread *s)
{
    bool any = false;

    if (!rq_may(rq, RIGHT_REGISTER))
        return;
    for (size_t i = 0; i < s->n; i++) {
        int64_t from;

        if (s->at[i].tens == INT_NONE)
            continue;
        from = s->at[i].tens * 10;
        if (!any) {
            card_open(rq, "questionnaires.spread");
            html(rq, "<table><tbody>");
        }
        any = true;
        html(rq,
             from >= 100 ? "<tr><th scope=\"row\"><bdi>%lld</bdi></th>" :
                           "<tr><th scope=\"row\"><bdi>%lld – %lld</bdi></th>",
             (long long)from, (long long)from + 9);
        html(rq, "<td class=\"n\">%s</td></tr>",
             number_text(rq, s->at[i].n, 0));
    }
    if (any) {
        html(rq, "</tbody></table>");
        card_close(rq);
    }
}

static void one_tools(struct rq *rq, const struct questionnaire *q)
{
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_ISSUE))
        html(rq,
             "<a class=\"button main\" href=\"/questionnaires/new?from=%s\">%s"
             "</a> ",
             url_part(rq, q->code), word(rq, "questionnaires.next"));
    if (rq_may(rq, RIGHT_REGISTER))
        html(rq,
             "<a class=\"button\" href=\"/report/answers?card=%s&as_of=%s\">%s"
             "</a> ",
             url_part(rq, q->code), month_iso(rq, month_of(rq->today)),
             word(rq, "questionnaires.results"));
    html(rq, "<a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, id_named(S("questionnaire"), q->code)),
         word(rq, "place.entry"));
}

static void one_json(struct rq *rq, const struct card *c)
{
    struct keys k = keys_open(rq);

    key_int(&k, "answered", spread_read(rq, c->is->code).answered);
    key_text(&k, "code", c->is->code);
    key_list(&k, "questions");
    for (size_t i = 0; i < c->n; i++) {
        buf_z(&rq->body, i ? "," : "");
        buf_json(&rq->body, c->at[i].is->code);
    }
    key_list_end(&k);
    key_day(&k, "since", c->is->since);
    key_text(&k, "title", c->is->title);
    key_day(&k, "until", c->is->until);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* One questionnaire: what it asks, as whoever fills it in sees it, so that it
 * can be tried; its versions, how many have answered and what came of it. */
PAGE(questionnaire, GET, "/questionnaire/*", RIGHT_SEE)
{
    const struct card *c = answer_card(rq, rq->step[0]);
    struct spread spread;

    if (!c) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        one_json(rq, c);
        return;
    }
    spread = spread_read(rq, c->is->code);
    frame_open(rq, answer_title(rq, c->is));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "questionnaires.kept"));
    one_tools(rq, c->is);
    html(rq,
         "<div class=\"sides\"><div><p class=\"lead\">%s</p><form "
         "class=\"fact questions\">",
         word(rq, "questionnaires.try"));
    answer_draw(rq, &(struct answer_form){ .card = c });
    html(rq, "</form></div><div class=\"stack-cards\">");
    about_card(rq, c->is, &spread);
    versions_card(rq, c->is->code);
    spread_card(rq, &spread);
    html(rq, "</div></div>");
    frame_close(rq);
}
