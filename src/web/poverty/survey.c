/* survey - one survey: how far it is, whom it has reached, what is open. */
#include "web/poverty/survey.h"

#include <stdlib.h>

#include "report/need.h"
#include "survey.sql.h"

/* ---- what the pages share -----------------------------------------------*/

static void stage_read(struct rq *rq, struct survey_page *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_STAGES);

    db_bind_id(&r, 1, s->id);
    while (db_next(&r))
        s->stage = (struct survey_stage){ .entry = db_id(&r, 0),
                                          .state = (int)db_int(&r, 1),
                                          .since = (day)db_int(&r, 2) };
    db_done(&r);
}

static void sample_read(struct rq *rq, struct survey_page *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_SAMPLE);

    db_bind_id(&r, 1, s->id);
    if (db_next(&r))
        s->sample = (struct survey_sample){ .entry = db_id(&r, 0),
                                            .made = (day)db_int(&r, 1),
                                            .share = db_int(&r, 2),
                                            .scores = db_int(&r, 3),
                                            .seed = db_hash(&r, 4) };
    db_done(&r);
    if (id_none(s->sample.entry))
        return;
    r = db_rows(rq->db, SQL_WEB_SURVEY_DRAWN_COUNTS);
    db_bind_id(&r, 1, s->sample.entry);
    if (db_next(&r)) {
        s->sample.drawn = db_int(&r, 0);
        s->sample.done = db_int(&r, 1);
    }
    db_done(&r);
}

bool survey_homes(struct rq *rq, struct id place)
{
    return rq_may_in(rq, RIGHT_REGISTER,
                     &(struct scope){ .place = place, .shared = true });
}

struct survey_page *survey_open(struct rq *rq)
{
    struct survey_page *s = arena_new(rq->arena, struct survey_page);

    s->kind = kind_find(S("survey"));
    s->record = register_open(rq, s->kind, &s->id);
    if (!s->record)
        return NULL;
    s->place = said_id(s->kind, s->record, "place");
    s->code = zstr(rq, said_text(s->kind, s->record, "code"));
    s->homes = survey_homes(rq, s->place);
    s->stage.since = DAY_NONE;
    stage_read(rq, s);
    sample_read(rq, s);
    return s;
}

void survey_line(struct rq *rq, const struct survey_page *s)
{
    html(rq, "<p class=\"lead\"><a href=\"/survey/%s\"><bdi>%s</bdi></a> · ",
         id_text(rq, s->id), s->code);
    place_line(rq, s->place);
    html(rq, "</p>");
}

int64_t survey_skip(struct rq *rq)
{
    return (rq_int(rq, "page", 1, 100000, 1) - 1) * SURVEY_ROWS;
}

static void survey_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct survey_send *send = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, send->drafts);
    struct findings f = findings_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, o, send->drafts)) {
        rq->status = 503;
        tell(&f, STOP, "form.unsure", "");
        send->again(rq, send->self, &f);
        return;
    }
    for (size_t i = 0; i < send->drafts; i++)
        if (o[i].kept == KEPT_REFUSED) {
            rq->status = 422;
            send->again(rq, send->self, &o[i].found);
            return;
        }
    if (rq->json) {
        bool known = o[0].kept == KEPT_KNOWN;

        rq->status = known ? 200 : 201;
        form_answer_json(rq, known ? "known" : "kept", o[0].id, &o[0].found);
        return;
    }
    rq_goto(rq, send->to);
}

/* A list of thousands may wait for whoever types a meeting. */
enum { BULK_BYTES = 256 * 1024 };

void survey_keep(struct rq *rq, struct draft *d, size_t n,
                 struct survey_send *send)
{
    struct survey_send *own = arena_new(rq->arena, struct survey_send);
    struct str payload;

    *own = *send;
    own->drafts = n;
    for (size_t i = 0; i < n; i++)
        d[i].author = rq->who.login;
    payload = ask_drafts(rq->arena, rq->who.login, d, n);
    rq_ask(rq, ASK_KEEPER,
           payload.n > BULK_BYTES ? ASK_DRAFTS | ASK_BULK : ASK_DRAFTS, payload,
           survey_told, own);
}

const char *percent_text(struct rq *rq, int64_t part, int64_t of)
{
    bool said;
    int64_t percent = ratio_percent(part, of, &said);
    struct buf b = buf_start(rq->arena);

    if (!said)
        return "–";
    decimal_put(&b, percent, 2);
    buf_z(&b, " %");
    return zstr(rq, buf_str(&b));
}

const char *score_text(struct rq *rq, int64_t score)
{
    struct buf b = buf_start(rq->arena);

    if (score == INT_NONE)
        return "–";
    if (score % 100 == 0)
        buf_int(&b, score / 100);
    else
        decimal_put(&b, score, 2);
    return zstr(rq, buf_str(&b));
}

/* ---- its stages ---------------------------------------------------------*/

static void stages_list(struct rq *rq, const struct survey_page *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_STAGES);
    const struct kind *k = kind_find(S("stage"));

    html(rq, "<ul class=\"links\">");
    db_bind_id(&r, 1, s->id);
    while (db_next(&r)) {
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <small>%s%s<bdi>%s</bdi>%s"
             "<bdi>%s</bdi></small></li>",
             id_text(rq, db_id(&r, 0)),
             choice_text(rq, k, "state", db_int(&r, 1)),
             day_text(rq, (day)db_int(&r, 2)), db_str(&r, 3).n ? " · " : "",
             zstr(rq, db_str(&r, 3)), db_str(&r, 4).n ? " · " : "",
             zstr(rq, db_str(&r, 4)));
    }
    db_done(&r);
    html(rq, "</ul>");
}

static void step_button(struct rq *rq, int state, bool main)
{
    const struct kind *k = kind_find(S("stage"));

    html(rq,
         main ? "<button class=\"main\" name=\"state\" value=\"%s\">%s: %s"
                "</button>" :
                "<button name=\"state\" value=\"%s\">%s: %s</button>",
         zstr(rq, choice_name(kind_field(k, S("state"))->of, state)),
         word(rq, main ? "survey.next" : "survey.back"),
         choice_text(rq, k, "state", state));
}

static void step_field(struct rq *rq, const char *field, bool need)
{
    const struct kind *k = kind_find(S("stage"));
    const struct field *f = kind_field(k, str_of(field));
    struct buf today = buf_start(rq->arena);
    struct str said = rq_part(rq, field);

    if (f->type == FIELD_DAY && !said.n)
        day_put(&today, rq->today);
    html(rq,
         need ? "<div class=\"field need\"><label><span>%s</span>" :
                "<div class=\"field\"><label><span>%s</span>",
         field_word(rq, f));
    form_input(rq, f, field, zstr(rq, said.n ? said : buf_str(&today)));
    html(rq, "</label></div>");
}

/* One step forward; back only with a reason. */
static void steps_draw(struct rq *rq, const struct survey_page *s)
{
    int now = s->stage.state;

    html(rq,
         "<form method=\"post\" class=\"fact\" action=\"/survey/%s/stage\">"
         "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input "
         "type=\"hidden\" name=\"_id\" value=\"%s\"><div class=\"grid\">",
         id_text(rq, s->id), rq->csrf, id_text(rq, form_id(rq)));
    step_field(rq, "since", true);
    if (now + 1 == STAGE_VALIDATED || now == STAGE_VALIDATED)
        step_field(rq, "authority", now + 1 == STAGE_VALIDATED);
    step_field(rq, "note", false);
    html(rq, "</div><div class=\"tools\">");
    if (now + 1 < STAGES)
        step_button(rq, now + 1, true);
    if (now > STAGE_OPEN)
        step_button(rq, now - 1, false);
    html(rq, "</div></form>");
}

static void stages_card(struct rq *rq, const struct survey_page *s)
{
    const struct kind *k = kind_find(S("stage"));

    card_open(rq, "survey.stages");
    html(rq, "<p>%s: <b>%s</b></p>", word(rq, "survey.now"),
         choice_text(rq, k, "state", s->stage.state));
    stages_list(rq, s);
    if (register_may(rq, RIGHT_MANAGE, s->kind, s->id))
        steps_draw(rq, s);
    card_close(rq);
}

/* ---- counts -------------------------------------------------------------*/

struct survey_counts {
    int64_t known, surveyed, missing, open, settled, confirmed;
    int64_t answers, differ;
    int64_t scored; /* of those surveyed; by band: */
    struct band_count {
        struct str code; /* empty: in none */
        int64_t n;
    } * band;
    size_t bands;
};

/* What was asked of one household, last. */
struct asked {
    day held;
    struct id entry;
    bool scored;
    size_t band;
};

/* As view `surveyed` has it, which asks for each score whether there is a later one:
 * half of this page's time. A test holds the two together. */
static bool asked_later(const struct asked *x, const struct asked *y)
{
    return x->held != y->held ? x->held > y->held :
                                id_order(x->entry, y->entry) > 0;
}

static int band_order(const void *a, const void *b)
{
    const struct band_count *x = a, *y = b;

    if (!x->code.n != !y->code.n)
        return x->code.n ? -1 : 1;
    return str_order(x->code, y->code);
}

static void bands_count(struct rq *rq, const struct each *band,
                        const struct asked *at, struct survey_counts *c)
{
    c->band = arena_many(rq->arena, struct band_count, band->n + 1);
    c->bands = band->n;
    for (size_t i = 0; i < band->n; i++)
        c->band[i].code = band->at[i];
    for (int64_t i = 0; i < c->surveyed; i++)
        if (at[i].scored) {
            c->band[at[i].band].n++;
            c->scored++;
        }
    for (size_t i = c->bands; i-- > 0;)
        if (!c->band[i].n) /* of earlier scores alone */
            c->band[i] = c->band[--c->bands];
    if (c->bands)
        qsort(c->band, c->bands, sizeof *c->band, band_order);
}

/* Scores are read once, and households looked for among them. */
static void asked_count(struct rq *rq, const struct survey_page *s,
                        struct each *homes, struct survey_counts *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_ASKED);
    struct each band = { .arena = rq->arena };
    struct asked *at = NULL;
    size_t room = 0;

    db_bind_id(&r, 1, s->id);
    while (db_next(&r)) {
        struct id home = db_id(&r, 0);
        struct asked one = { .held = (day)db_int(&r, 1),
                             .entry = db_id(&r, 2),
                             .scored = !db_null(&r, 3) && db_int(&r, 5) };
        size_t i = each_put(homes, (struct str){ (const char *)home.b,
                                                 sizeof home.b });

        one.band = each_put(&band, db_str(&r, 4));
        if (i == (size_t)c->surveyed) {
            arena_room(rq->arena, at, i, room);
            c->surveyed++;
        } else if (!asked_later(&one, &at[i])) {
            continue;
        }
        at[i] = one;
    }
    db_done(&r);
    bands_count(rq, &band, at, c);
}

static void living_count(struct rq *rq, const struct survey_page *s,
                         const struct each *homes, struct survey_counts *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_LIVING);

    db_bind_id(&r, 1, s->id);
    db_bind_int(&r, 2, rq->today);
    for (; db_next(&r); c->known++) {
        struct id home = db_id(&r, 0);

        c->missing += each_find(homes, (struct str){ (const char *)home.b,
                                                     sizeof home.b }) ==
                      SIZE_MAX;
    }
    db_done(&r);
}

static struct survey_counts counts_read(struct rq *rq,
                                        const struct survey_page *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_OBJECTED);
    struct each homes = { .arena = rq->arena };
    struct survey_counts c = { 0 };
    struct checked *checked;
    size_t n = 0;

    db_bind_id(&r, 1, s->id);
    if (db_next(&r)) {
        c.open = db_int(&r, 0);
        c.settled = db_int(&r, 1);
        c.confirmed = db_int(&r, 2);
    }
    db_done(&r);
    asked_count(rq, s, &homes, &c);
    living_count(rq, s, &homes, &c);
    if (s->sample.done)
        n = checked_read(rq->db, s->id, ID_NONE, rq->arena, &checked);
    for (size_t i = 0; i < n; i++)
        for (size_t q = 0; q < checked[i].questions; q++) {
            c.answers++;
            c.differ += !checked[i].question[q].same;
        }
    return c;
}

static const char *both_text(struct rq *rq, const char *key, int64_t n,
                             const char *other, int64_t m)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s %s", word(rq, key), number_text(rq, n, 0));
    if (other)
        buf_fmt(&b, " · %s %s", word(rq, other), number_text(rq, m, 0));
    return zstr(rq, buf_str(&b));
}

static void tiles_draw(struct rq *rq, const struct survey_page *s,
                       const struct survey_counts *c)
{
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "survey.surveyed", c->surveyed, 0,
         both_text(rq, "survey.known", c->known, "survey.missing", c->missing));
    tile(rq, "survey.objections", c->open, 0,
         both_text(rq, "survey.settled", c->settled, "survey.confirmed",
                   c->confirmed));
    tile(rq, "survey.backchecks",
         id_none(s->sample.entry) ? INT_NONE : s->sample.done, 0,
         id_none(s->sample.entry) ?
             word(rq, "survey.not_drawn") :
             both_text(rq, "survey.drawn", s->sample.drawn, NULL, 0));
    html(rq,
         "<li class=\"counter\"><h2>%s</h2><p class=\"figure n\">%s</p><p "
         "class=\"parts\">%s</p></li></ul>",
         word(rq, "survey.error_rate"), percent_text(rq, c->differ, c->answers),
         both_text(rq, "backchecks.differ", c->differ, "backchecks.answers",
                   c->answers));
}

static const char *band_title(struct rq *rq, struct str code)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BAND_TITLES);
    const char *title = zstr(rq, code);

    while (db_next(&r))
        if (str_same(db_str(&r, 0), code)) {
            int col = 1 + (int)rq->lang;

            title = zstr(rq, db_str(&r, db_str(&r, col).n ? col : 1));
            break;
        }
    db_done(&r);
    return title;
}

static void bands_card(struct rq *rq, const struct survey_counts *c)
{
    card_open(rq, "survey.bands");
    html(rq, "<dl class=\"fields\">");
    for (size_t i = 0; i < c->bands; i++)
        html(rq, "<dt>%s</dt><dd class=\"n\">%s</dd>",
             c->band[i].code.n ? band_title(rq, c->band[i].code) :
                                 word(rq, "survey.no_band"),
             number_text(rq, c->band[i].n, 0));
    if (c->surveyed > c->scored)
        html(rq, "<dt>%s</dt><dd class=\"n\">%s</dd>",
             word(rq, "survey.no_score"),
             number_text(rq, c->surveyed - c->scored, 0));
    html(rq, "</dl>");
    card_close(rq);
}

/* ---- its scores ---------------------------------------------------------*/

static void score_row(struct rq *rq, const struct rows *r)
{
    const struct kind *o = kind_find(S("objection"));

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/household/%s\"><bdi>%s</bdi></a>"
         "</th><td>%s</td><td class=\"n\"><a href=\"/entry/%s\">%s</a></td>"
         "<td>%s</td><td>",
         id_text(rq, db_id(r, 1)), zstr(rq, db_str(r, 2)),
         place_name(rq, db_id(r, 3)), id_text(rq, db_id(r, 0)),
         score_text(rq, db_null(r, 4) ? INT_NONE : db_int(r, 4)),
         day_text(rq, (day)db_int(r, 5)));
    if (!db_null(r, 7))
        html(rq, "%s%s", choice_text(rq, o, "says", db_int(r, 7)),
             db_int(r, 8) ? "" : " !");
    html(rq, "</td></tr>");
}

static void scores_draw(struct rq *rq, const struct survey_page *s,
                        const struct survey_counts *c)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_SCORES);
    int64_t skip = survey_skip(rq);

    html(rq, "<h2>%s</h2>", word(rq, "survey.scores"));
    listing_open(
        rq,
        "kind.household field.place n:field.score field.held survey.meeting");
    db_bind_id(&r, 1, s->id);
    db_bind_null(&r, 2);
    db_bind_int(&r, 3, skip);
    db_bind_int(&r, 4, SURVEY_ROWS);
    while (db_next(&r))
        score_row(rq, &r);
    db_done(&r);
    listing_close(rq);
    pager_draw(rq, skip / SURVEY_ROWS + 1,
               (c->surveyed + SURVEY_ROWS - 1) / SURVEY_ROWS);
}

/* ---- the page -----------------------------------------------------------*/

static void survey_json(struct rq *rq, const struct survey_page *s,
                        const struct survey_counts *c)
{
    struct keys keys = keys_open(rq);

    key_int(&keys, "answers_checked", c->answers);
    key_int(&keys, "answers_differ", c->differ);
    key_int(&keys, "backchecks", s->sample.done);
    key_list(&keys, "bands");
    for (size_t i = 0; i < c->bands; i++) {
        struct keys one = key_item(rq, i);

        key_text(&one, "band", c->band[i].code);
        key_int(&one, "households", c->band[i].n);
        keys_close(&one);
    }
    key_list_end(&keys);
    key_int(&keys, "drawn", s->sample.drawn);
    key_id(&keys, "id", s->id);
    key_int(&keys, "known", c->known);
    key_int(&keys, "missing", c->missing);
    key_int(&keys, "objections_open", c->open);
    key_int(&keys, "objections_settled", c->settled);
    key_text(&keys, "stage",
             choice_name(kind_field(kind_find(S("stage")), S("state"))->of,
                         s->stage.state));
    key_any(&keys, "survey");
    buf_add(&rq->body, record_body(s->kind, s->record, rq->arena));
    key_int(&keys, "surveyed", c->surveyed);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

static void tools_draw(struct rq *rq, const struct survey_page *s)
{
    html(rq, "<p class=\"tools\">");
    if (register_may(rq, RIGHT_KEEP, kind_find(S("survey")), s->id))
        html(rq, "<a class=\"button main\" href=\"/survey/%s/meeting\">%s</a>",
             id_text(rq, s->id), word(rq, "survey.hold_meeting"));
    html(rq, "<a class=\"button\" href=\"/survey/%s/list\">%s</a>",
         id_text(rq, s->id), word(rq, "survey.print_list"));
    if (!id_none(s->sample.entry))
        html(rq, "<a class=\"button\" href=\"/survey/%s/checks\">%s</a>",
             id_text(rq, s->id), word(rq, "survey.drawn_list"));
    html(rq, "<a class=\"button\" href=\"/selections?place=%s\">%s</a>",
         id_text(rq, s->place), word(rq, "selection.title"));
    if (register_may(rq, RIGHT_MANAGE, s->kind, s->id))
        html(rq, "<a class=\"button\" href=\"/edit/survey/%s\">%s</a>",
             id_text(rq, s->id), word(rq, "register.correct"));
    html(rq, "</p>");
}

static void survey_draw(struct rq *rq, const struct survey_page *s,
                        const struct findings *f)
{
    struct survey_counts c = counts_read(rq, s);

    if (rq->json) {
        survey_json(rq, s, &c);
        return;
    }
    frame_open(rq, s->code);
    html(rq, "<p class=\"lead\">");
    place_line(rq, s->place);
    html(rq, "</p>");
    for (size_t i = 0; f && i < f->n; i++)
        finding_draw(rq, &f->at[i]);
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "survey.kept"));
    tools_draw(rq, s);
    tiles_draw(rq, s, &c);
    html(rq, "<div class=\"sides\"><div>");
    if (s->homes)
        scores_draw(rq, s, &c);
    html(rq, "</div><div class=\"stack-cards\">");
    stages_card(rq, s);
    bands_card(rq, &c);
    card_open(rq, "register.about");
    record_draw(rq, s->kind, s->record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, s->id), word(rq, "place.entry"));
    card_close(rq);
    attachments_card(rq, s->kind, s->id);
    html(rq, "</div></div>");
    frame_close(rq);
}

/* One survey: its stage and the next step, households reached and missing, by
 * band, what the village meeting said, back-checks done, and its scores. */
PAGE(survey, GET, "/survey/*", RIGHT_REGISTER)
{
    struct survey_page *s = survey_open(rq);

    if (s)
        survey_draw(rq, s, NULL);
}

static void stage_again(struct rq *rq, void *self, const struct findings *f)
{
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        survey_draw(rq, self, f);
}

static void text_part(struct rq *rq, struct buf *b, const char *key)
{
    struct str said = str_trim(rq_part(rq, key));

    if (!said.n)
        return;
    buf_fmt(b, ",\"%s\":", key);
    buf_json(b, said);
}

static struct str stage_body(struct rq *rq, const struct survey_page *s)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"survey\":\"%s\"", id_text(rq, s->id));
    text_part(rq, &b, "authority");
    text_part(rq, &b, "note");
    text_part(rq, &b, "since");
    text_part(rq, &b, "state");
    buf_char(&b, '}');
    return buf_str(&b);
}

/* The next stage of a survey, or a step back with its reason. */
PAGE(survey_stage, POST, "/survey/*/stage", RIGHT_MANAGE)
{
    struct survey_page *s = survey_open(rq);
    struct findings f = findings_start(rq->arena);
    struct draft d = { .kind = S("stage"), .strict = true };
    struct buf to = buf_start(rq->arena);
    int state;

    if (!s)
        return;
    if (!register_may(rq, RIGHT_MANAGE, s->kind, s->id)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    state = choice_find(kind_field(kind_find(S("stage")), S("state"))->of,
                        rq_part(rq, "state"));
    if (state < 0 || !id_read(rq_part(rq, "_id"), &d.id))
        tell(&f, STOP, "field.missing", "state");
    else if (state < s->stage.state && !str_trim(rq_part(rq, "note")).n)
        tell(&f, STOP, "stage.back_no_reason", "note");
    else if (state > s->stage.state + 1)
        tell(&f, STOP, "stage.skipped", "state");
    if (f.n) {
        rq->status = 422;
        stage_again(rq, s, &f);
        return;
    }
    d.body = stage_body(rq, s);
    buf_fmt(&to, "/survey/%s?kept=1", id_text(rq, s->id));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = stage_again,
                                       .self = s });
}
