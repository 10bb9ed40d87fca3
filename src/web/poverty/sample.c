/* sample - the random part of a survey that is asked once more: drawn, listed,
 * asked with the first answers hidden, and compared. */
#include "core/card.h"
#include "report/need.h"
#include "survey.sql.h"
#include "web/poverty/answer.h"
#include "web/poverty/survey.h"

enum { TENTH = 100 /* of a thousand */, DRAWN_MOST = 5000 };

/* ---- drawing ------------------------------------------------------------*/

static size_t drawable_read(struct rq *rq, const struct survey_page *s,
                            struct draw_row **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_DRAWABLE);
    size_t n = 0, room = 0;
    struct draw_row *row = NULL;

    db_bind_id(&r, 1, s->id);
    while (db_next(&r)) {
        arena_room(rq->arena, row, n, room);
        row[n++] = (struct draw_row){ .score = db_id(&r, 0),
                                      .enumerator = db_id(&r, 1) };
    }
    db_done(&r);
    *out = row;
    return n;
}

struct drawing {
    struct survey_page *survey;
    struct id id; /* of the entry */
};

static struct str sample_body(struct rq *rq, const struct drawing *d,
                              struct hash seed)
{
    struct buf b = buf_start(rq->arena);
    struct draw_row *row;
    size_t n = drawable_read(rq, d->survey, &row);
    const char *comma = "";

    draw_sample(row, n, d->survey->id, seed, TENTH, DRAWN_MOST, rq->arena);
    buf_z(&b, "{\"drawn\":[");
    for (size_t i = 0; i < n; i++) {
        if (!row[i].drawn)
            continue;
        buf_fmt(&b, "%s{\"score\":\"", comma);
        id_put(&b, row[i].score);
        buf_z(&b, "\"}");
        comma = ",";
    }
    buf_z(&b, "],\"made\":\"");
    day_put(&b, rq->today);
    buf_fmt(&b, "\",\"scores\":%zu,\"seed\":\"", n);
    hash_put(&b, seed);
    buf_fmt(&b, "\",\"share\":%d,\"survey\":\"%s\"}", (int)TENTH,
            id_text(rq, d->survey->id));
    return buf_str(&b);
}

static void draw_again(struct rq *rq, void *self, const struct findings *f)
{
    const struct survey_page *s = self;

    if (rq->json) {
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
        return;
    }
    frame_open(rq, word(rq, "survey.draw"));
    survey_line(rq, s);
    for (size_t i = 0; i < f->n; i++)
        finding_draw(rq, &f->at[i]);
    frame_close(rq);
}

static void draw_refused(struct rq *rq, struct survey_page *s, int status,
                         const char *what)
{
    struct findings f = findings_start(rq->arena);

    rq->status = status;
    tell(&f, STOP, what, "");
    draw_again(rq, s, &f);
}

/* The keeper gave its chance: now it is drawn, and kept. */
static void chance_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct drawing *d = memo;
    struct draft draft = { .kind = S("sample"), .strict = true, .id = d->id };
    struct buf to = buf_start(rq->arena);
    struct hash seed;

    if (!told || !hash_read(reply, &seed)) {
        draw_refused(rq, d->survey, 503, "form.unsure");
        return;
    }
    draft.body = sample_body(rq, d, seed);
    buf_fmt(&to, "/survey/%s/checks?kept=1", id_text(rq, d->survey->id));
    survey_keep(rq, &draft, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = draw_again,
                                       .self = d->survey });
}

/* Draws a tenth of a closed survey's scores at random, once, to be asked again
 * by somebody else. */
PAGE(survey_draw, POST, "/survey/*/draw", RIGHT_MANAGE)
{
    struct survey_page *s = survey_open(rq);
    struct drawing *d = arena_new(rq->arena, struct drawing);
    struct draw_row *row;

    if (!s)
        return;
    d->survey = s;
    if (!register_may(rq, RIGHT_MANAGE, s->kind, s->id))
        refuse(rq, 403, "refuse.right");
    else if (!id_read(rq_part(rq, "_id"), &d->id))
        draw_refused(rq, s, 422, "field.missing");
    else if (!id_none(s->sample.entry))
        draw_refused(rq, s, 409, "sample.second");
    else if (s->stage.state == STAGE_OPEN)
        draw_refused(rq, s, 422, "sample.still_open");
    else if (!drawable_read(rq, s, &row))
        draw_refused(rq, s, 422, "sample.nothing");
    else
        rq_ask(rq, ASK_KEEPER, ASK_CHANCE, S("{}"), chance_told, d);
}

/* ---- what was drawn -----------------------------------------------------*/

static void draw_form(struct rq *rq, const struct survey_page *s)
{
    html(rq, "<p>%s</p>", word(rq, "survey.draw_lead"));
    if (!register_may(rq, RIGHT_MANAGE, s->kind, s->id))
        return;
    if (s->stage.state == STAGE_OPEN) {
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "finding.sample.still_open"));
        return;
    }
    html(rq,
         "<form method=\"post\" action=\"/survey/%s/draw\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" "
         "name=\"_id\" value=\"%s\"><p class=\"tools\"><button "
         "class=\"main\">%s</button></p></form>",
         id_text(rq, s->id), rq->csrf, id_text(rq, form_id(rq)),
         word(rq, "survey.draw"));
}

static void drawn_row(struct rq *rq, const struct rows *r, bool checks)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/household/%s\"><bdi>%s</bdi></a>"
         "</th><td>%s</td><td>",
         id_text(rq, db_id(r, 1)), zstr(rq, db_str(r, 2)),
         place_name(rq, db_id(r, 3)));
    thing_link(rq, "staff", db_id(r, 4));
    html(rq, "</td><td>");
    if (!db_null(r, 5) && !checks)
        html(rq, "%s", word(rq, "survey.checked"));
    else if (!db_null(r, 5))
        html(rq, "<a class=\"open\" href=\"/recheck/%s\">%s</a>",
             id_text(rq, db_id(r, 0)), word(rq, "survey.compare"));
    else if (checks)
        html(rq, "<a class=\"open\" href=\"/recheck/%s\">%s</a>",
             id_text(rq, db_id(r, 0)), word(rq, "survey.ask_again"));
    else
        html(rq, "%s", word(rq, "survey.to_do"));
    html(rq, "</td></tr>");
}

static void drawn_draw(struct rq *rq, const struct survey_page *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_DRAWN);
    bool checks = register_may(rq, RIGHT_CHECK, s->kind, s->id);
    struct buf seed = buf_start(rq->arena);
    int64_t skip = survey_skip(rq);

    hash_put(&seed, s->sample.seed);
    html(rq, "<p>%s: %s %s, %s %s · %s %s</p>", day_text(rq, s->sample.made),
         word(rq, "survey.drawn"), number_text(rq, s->sample.drawn, 0),
         word(rq, "survey.of_scores"), number_text(rq, s->sample.scores, 0),
         word(rq, "survey.done"), number_text(rq, s->sample.done, 0));
    listing_open(
        rq, "kind.household field.place survey.asked_first kind.backcheck");
    db_bind_id(&r, 1, s->sample.entry);
    db_bind_int(&r, 2, skip);
    db_bind_int(&r, 3, SURVEY_ROWS);
    while (db_next(&r))
        drawn_row(rq, &r, checks);
    db_done(&r);
    listing_close(rq);
    pager_draw(rq, skip / SURVEY_ROWS + 1,
               (s->sample.drawn + SURVEY_ROWS - 1) / SURVEY_ROWS);
    html(rq, "<p class=\"count\">%s <bdi dir=\"ltr\">%s</bdi></p>",
         word(rq, "survey.seed"), zstr(rq, buf_str(&seed)));
}

/* The households of a survey that were drawn to be asked again, and which of
 * them have been; before that, the button that draws them. */
PAGE(survey_checks, GET, "/survey/*/checks", RIGHT_REGISTER)
{
    struct survey_page *s = survey_open(rq);

    if (!s)
        return;
    if (rq->json) {
        struct keys keys = keys_open(rq);

        key_int(&keys, "done", s->sample.done);
        key_int(&keys, "drawn", s->sample.drawn);
        key_id(&keys, "sample", s->sample.entry);
        key_int(&keys, "scores", s->sample.scores);
        keys_close(&keys);
        buf_char(&rq->body, '\n');
        return;
    }
    frame_open(rq, word(rq, "survey.backchecks"));
    survey_line(rq, s);
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "survey.kept"));
    if (id_none(s->sample.entry))
        draw_form(rq, s);
    else if (s->homes)
        drawn_draw(rq, s);
    frame_close(rq);
}

/* ---- asked again --------------------------------------------------------*/

struct recheck_page {
    struct id score, household, survey, place, enumerator, sample, done;
    day held;
    struct str card_code, number, answers;
    const struct card *card;
    struct id id; /* of the new entry */
    bool posted;
    struct findings found;
};

/* NULL when it has answered: no such score, or none that they may see. */
static struct recheck_page *recheck_open(struct rq *rq)
{
    struct recheck_page *p = arena_new(rq->arena, struct recheck_page);
    struct rows r;
    bool found = false;

    if (rq_id(rq, 0, &p->score) &&
        rq_sees(rq, kind_find(S("score")), p->score)) {
        r = db_rows(rq->db, SQL_WEB_BACKCHECK_OF);
        db_bind_id(&r, 1, p->score);
        found = db_next(&r);
        p->household = found ? db_id(&r, 0) : ID_NONE;
        p->survey = found ? db_id(&r, 1) : ID_NONE;
        p->card_code = found ? arena_str(rq->arena, db_str(&r, 2)) : S("");
        p->held = found ? (day)db_int(&r, 3) : DAY_NONE;
        p->enumerator = found ? db_id(&r, 4) : ID_NONE;
        p->number = found ? arena_str(rq->arena, db_str(&r, 5)) : S("");
        p->place = found ? db_id(&r, 6) : ID_NONE;
        p->sample = found ? db_id(&r, 7) : ID_NONE;
        p->done = found ? db_id(&r, 8) : ID_NONE;
        p->answers = found ? arena_str(rq->arena, db_str(&r, 9)) : S("");
        db_done(&r);
        p->card = answer_card(rq, p->card_code);
    }
    p->found = findings_start(rq->arena);
    p->posted = rq->page->method == PAGE_POST;
    if (found && p->card && !id_none(p->sample))
        return p;
    not_here(rq);
    return NULL;
}

static void recheck_line(struct rq *rq, const struct recheck_page *p)
{
    html(rq, "<p class=\"lead\"><a href=\"/survey/%s/checks\">%s</a> · %s ",
         id_text(rq, p->survey),
         thing_name(rq, kind_find(S("survey")), p->survey),
         word(rq, "kind.household"));
    html(rq, "<a href=\"/household/%s\"><bdi>%s</bdi></a> · ",
         id_text(rq, p->household), zstr(rq, p->number));
    place_line(rq, p->place);
    html(rq, "</p>");
}

static void recheck_field(struct rq *rq, const struct recheck_page *p,
                          const char *name)
{
    const struct field *f = kind_field(kind_find(S("backcheck")), str_of(name));
    struct buf value = buf_start(rq->arena);

    if (p->posted)
        buf_add(&value, rq_part(rq, name));
    else if (f->type == FIELD_DAY)
        day_put(&value, rq->today);
    html(rq,
         f->flags & FIELD_NEED ?
             "<div class=\"field need\"><label><span>%s</span>" :
             "<div class=\"field\"><label><span>%s</span>",
         field_word(rq, f));
    form_input(rq, f, name, zstr(rq, buf_str(&value)));
    html(rq, "</label>");
    form_findings(rq, &p->found, name);
    html(rq, "</div>");
}

/* Who asks now: those who work in the unit of whoever asked first, or any. */
static void enumerators(struct rq *rq, const struct recheck_page *p)
{
    const struct field *f = kind_field(kind_find(S("backcheck")),
                                       S("enumerator"));
    struct found *found;
    size_t n = thing_find(rq, kind_find(S("staff")), S(""), 100, &found);
    struct str said = rq_part(rq, "enumerator");

    html(rq,
         "<div class=\"field\"><label><span>%s</span><select "
         "name=\"enumerator\"><option value=\"\"></option>",
         field_word(rq, f));
    for (size_t i = 0; i < n; i++) {
        const char *id = id_text(rq, found[i].id);

        if (id_same(found[i].id, p->enumerator))
            continue; /* nobody checks herself */
        html(rq,
             str_same(said, str_of(id)) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id, zstr(rq, found[i].name));
    }
    html(rq, "</select></label>");
    form_findings(rq, &p->found, "enumerator");
    html(rq, "</div>");
}

/* The form without the first answers. */
static void recheck_form(struct rq *rq, const struct recheck_page *p)
{
    struct answer_form form = { .card = p->card,
                                .answers = S(""),
                                .posted = p->posted,
                                .found = &p->found };

    html(rq, "<p>%s</p>", word(rq, "survey.hidden"));
    for (size_t i = 0; i < p->found.n; i++)
        if (!answer_shows(p->card, p->found.at[i].path) &&
            !str_same(p->found.at[i].path, S("held")) &&
            !str_same(p->found.at[i].path, S("note")) &&
            !str_same(p->found.at[i].path, S("enumerator")))
            finding_draw(rq, &p->found.at[i]);
    answer_open(rq, zstr(rq, rq->q->path), word(rq, "kind.backcheck"), p->id);
    html(rq, "<div class=\"grid\">");
    recheck_field(rq, p, "held");
    enumerators(rq, p);
    html(rq, "</div>");
    answer_draw(rq, &form);
    html(rq, "<div class=\"grid\">");
    recheck_field(rq, p, "note");
    html(rq,
         "</div><div class=\"tools\"><button class=\"main\">%s</button></div>"
         "</form>",
         word(rq, "form.keep"));
}

/* ---- compared -----------------------------------------------------------*/

static const char *asked_text(struct rq *rq, const struct card *c,
                              struct str code)
{
    int at = card_find(c, code);
    const struct inquiry *q = at < 0 ? NULL : c->at[at].is;

    return q ? answer_text(rq, q->text, q->text_ur, q->text_sd) :
               zstr(rq, code);
}

static void compare_draw(struct rq *rq, const struct recheck_page *p)
{
    struct checked *checked;
    size_t n = checked_read(rq->db, p->survey, ID_NONE, rq->arena, &checked);

    for (size_t i = 0; i < n; i++) {
        const struct checked *c = &checked[i];
        int64_t differ = 0;

        if (!id_same(c->score, p->score))
            continue;
        for (size_t q = 0; q < c->questions; q++)
            differ += !c->question[q].same;
        html(rq,
             "<p><b class=\"n\">%s</b> %s <span class=\"n\">%s</span> (%s)</p>"
             "<dl class=\"fields\">",
             number_text(rq, differ, 0), word(rq, "survey.of_answers"),
             number_text(rq, (int64_t)c->questions, 0),
             percent_text(rq, differ, (int64_t)c->questions));
        for (size_t q = 0; q < c->questions; q++)
            html(rq,
                 c->question[q].same ? "<dt>%s</dt><dd>%s</dd>" :
                                       "<dt>%s</dt><dd><b>%s</b></dd>",
                 asked_text(rq, p->card, c->question[q].question),
                 word(rq,
                      c->question[q].same ? "survey.same" : "survey.differs"));
        html(rq, "</dl>");
    }
    html(rq, "<h2>%s</h2>", word(rq, "survey.first_answers"));
    answer_show(rq, p->card, p->answers);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, p->done), word(rq, "survey.second_answers"));
}

static void recheck_draw(struct rq *rq, const struct recheck_page *p)
{
    if (rq->json) {
        form_answer_json(rq,
                         rq->status == 503        ? "unknown" :
                         findings_stop(&p->found) ? "refused" :
                         id_none(p->done)         ? "unknown" :
                                                    "known",
                         p->done, &p->found);
        return;
    }
    frame_open(rq, word(rq, "kind.backcheck"));
    recheck_line(rq, p);
    if (id_none(p->done))
        recheck_form(rq, p);
    else
        compare_draw(rq, p);
    frame_close(rq);
}

/* A household that was drawn, asked once more: the first answers are hidden
 * until the second ones are kept, then both are compared. */
PAGE(recheck, GET, "/recheck/*", RIGHT_CHECK)
{
    struct recheck_page *p = recheck_open(rq);

    if (!p)
        return;
    p->id = form_id(rq);
    recheck_draw(rq, p);
}

static void recheck_again(struct rq *rq, void *self, const struct findings *f)
{
    struct recheck_page *p = self;

    p->found = *f;
    recheck_draw(rq, p);
}

static struct str recheck_body(struct rq *rq, const struct recheck_page *p)
{
    static const char *const part[] = { "enumerator", "held", "note" };
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "{\"answers\":");
    buf_add(&b, answer_take(rq, p->card));
    for (size_t i = 0; i < LEN(part); i++) {
        struct str said = str_trim(rq_part(rq, part[i]));

        if (!said.n)
            continue;
        buf_fmt(&b, ",\"%s\":", part[i]);
        buf_json(&b, said);
    }
    buf_fmt(&b, ",\"score\":\"%s\",\"survey\":\"%s\"}", id_text(rq, p->score),
            id_text(rq, p->survey));
    return buf_str(&b);
}

/* Keeps the second answers. */
PAGE(recheck_go, POST, "/recheck/*", RIGHT_CHECK)
{
    struct recheck_page *p = recheck_open(rq);
    struct draft d = { .kind = S("backcheck"), .strict = true };
    struct buf to = buf_start(rq->arena);

    if (!p)
        return;
    if (!register_may(rq, RIGHT_CHECK, kind_find(S("score")), p->score)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (!id_read(rq_part(rq, "_id"), &p->id))
        p->id = form_id(rq);
    if (!id_none(p->done)) {
        rq->status = 409;
        recheck_draw(rq, p);
        return;
    }
    d.id = p->id;
    d.author = rq->who.login;
    d.body = recheck_body(rq, p);
    draft_judge(rq->db, &d, rq->today, &p->found);
    if (answer_strange(rq, p->card))
        tell(&p->found, STOP, "grid.not_on_the_list", "");
    if (findings_stop(&p->found)) {
        rq->status = 422;
        recheck_draw(rq, p);
        return;
    }
    buf_fmt(&to, "/recheck/%s?kept=1", id_text(rq, p->score));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = recheck_again,
                                       .self = p });
}
