/* respond - a questionnaire filled in about one household, person, body or
 * place: a poverty card becomes a `score`, anything else a `response`.
 *
 * What an open card's answers add up to is computed here, as the fact is made;
 * a blind card's is the keeper's to add, who alone knows its points. Neither is
 * shown on this form, nor on its receipt. */
#include <string.h>

#include "respond.sql.h"
#include "web/form.h"
#include "web/poverty/answer.h"
#include "web/register.h"

static const char *const about_name[] = { "household", "person", "body",
                                          "place" };

struct reply {
    const struct kind *kind;  /* score, response */
    const struct kind *thing; /* kind of what it is about */
    struct card *card;
    struct id about, id;
    struct id survey, enumerator, respondent;
    day held;
    struct str round, answers;
    int64_t lat, lon, began, ended;
    struct id place; /* where that lies */
    bool posted;
    struct findings found;
    struct id there; /* what stands in the way: an entry with this id */
};

static bool is_score(const struct reply *x)
{
    return x->card->is->purpose == PURPOSE_POVERTY;
}

/* ---- what is asked ------------------------------------------------------*/

static struct str said(struct rq *rq, const struct reply *x, const char *name)
{
    return str_trim(x->posted ? rq_part(rq, name) : rq_arg(rq, name));
}

static int64_t number_said(struct rq *rq, struct reply *x, const char *name)
{
    struct str s = said(rq, x, name);
    int64_t v = INT_NONE;

    if (x->posted && s.n && !int_read(s, &v))
        tell(&x->found, STOP, "field.not_understood", name);
    return v;
}

static void id_said(struct rq *rq, struct reply *x, const char *name,
                    struct id *out)
{
    struct str s = said(rq, x, name);

    *out = ID_NONE;
    if (s.n && !id_read(s, out) && x->posted)
        tell(&x->found, STOP, "field.not_understood", name);
}

static void fields_take(struct rq *rq, struct reply *x)
{
    struct str on = said(rq, x, "held");

    x->held = x->posted ? DAY_NONE : rq->today;
    if (on.n && !day_read(on, &x->held) && x->posted)
        tell(&x->found, STOP, "field.not_understood", "held");
    x->round = said(rq, x, "round");
    id_said(rq, x, "survey", &x->survey);
    id_said(rq, x, "enumerator", &x->enumerator);
    id_said(rq, x, "respondent", &x->respondent);
    x->lat = number_said(rq, x, "lat");
    x->lon = number_said(rq, x, "lon");
    x->began = number_said(rq, x, "began");
    x->ended = number_said(rq, x, "ended");
    if (!x->posted && id_none(x->enumerator))
        x->enumerator = rq_staff(rq);
    if (x->posted)
        x->answers = answer_take(rq, x->card);
    if (x->posted && answer_strange(rq, x->card))
        tell(&x->found, STOP, "answer.question_unknown", "answers");
}

bool answer_may(struct rq *rq, const struct kind *thing, struct id id)
{
    struct scope scope = thing_scope(rq, thing, id);

    if (!strcmp(thing->name, "place"))
        scope = (struct scope){ .place = id, .shared = true };
    return rq_may(rq, RIGHT_KEEP) && rq_may_in(rq, RIGHT_KEEP, &scope);
}

/* Of that kind, here, within the asker's grants, and hers to write about. */
static bool about_take(struct rq *rq, struct reply *x)
{
    struct str id = said(rq, x, x->thing->name);

    if (!thing_read(rq, x->thing->name, id, &x->about) || !id.n ||
        id_none(x->about) || !rq_sees(rq, x->thing, x->about)) {
        if (rq->status < 400)
            not_here(rq);
        return false;
    }
    if (!answer_may(rq, x->thing, x->about)) {
        refuse(rq, 403, "refuse.right");
        return false;
    }
    x->place = thing_scope(rq, x->thing, x->about).place;
    if (x->thing == kind_find(S("place")))
        x->place = x->about;
    return true;
}

/* NULL when it has answered. */
static struct reply *reply_start(struct rq *rq)
{
    struct reply *x = arena_new(rq->arena, struct reply);

    x->card = answer_card(rq, rq->step[0]);
    if (!x->card) {
        not_here(rq);
        return NULL;
    }
    x->kind = kind_find(is_score(x) ? S("score") : S("response"));
    x->thing = kind_find(str_of(about_name[x->card->is->about]));
    x->posted = rq->page->method == PAGE_POST;
    x->found = findings_start(rq->arena);
    if (!about_take(rq, x))
        return NULL;
    fields_take(rq, x);
    if (!x->posted || !id_read(rq_part(rq, "_id"), &x->id) || id_none(x->id))
        x->id = form_id(rq);
    return x;
}

/* ---- the fact -----------------------------------------------------------*/

static int64_t adds(struct rq *rq, const struct reply *x)
{
    struct answers a = answers_read(x->answers, rq->arena);

    return x->card->is->access == CARD_BLIND ? INT_NONE :
                                               card_score(x->card, &a);
}

static void put_key(struct buf *b, const char *key)
{
    buf_fmt(b, b->n > 1 ? ",\"%s\":" : "\"%s\":", key);
}

static void put_id(struct rq *rq, struct buf *b, const char *key, struct id id)
{
    if (id_none(id))
        return;
    put_key(b, key);
    buf_fmt(b, "\"%s\"", id_text(rq, id));
}

static void put_int(struct buf *b, const char *key, int64_t v)
{
    if (v == INT_NONE)
        return;
    put_key(b, key);
    buf_int(b, v);
}

static void put_text(struct buf *b, const char *key, struct str s)
{
    if (!s.n)
        return;
    put_key(b, key);
    buf_json(b, s);
}

static void score_put(struct rq *rq, const struct reply *x, struct buf *b)
{
    put_text(b, "card", x->card->is->code);
    put_text(b, "source", S("computed"));
    put_int(b, "score", adds(rq, x));
    put_id(rq, b, "survey", x->survey);
    put_id(rq, b, "respondent", x->respondent);
    put_int(b, "lat", x->lat);
    put_int(b, "lon", x->lon);
    put_int(b, "began", x->began);
    put_int(b, "ended", x->ended);
}

static struct str reply_body(struct rq *rq, const struct reply *x)
{
    struct buf b = buf_start(rq->arena);
    struct buf held = buf_start(rq->arena);

    buf_char(&b, '{');
    put_id(rq, &b, x->thing->name, x->about);
    put_key(&b, "answers");
    buf_add(&b, x->answers);
    if (x->held != DAY_NONE)
        day_put(&held, x->held);
    put_text(&b, "held", buf_str(&held));
    put_id(rq, &b, "enumerator", x->enumerator);
    if (is_score(x)) {
        score_put(rq, x, &b);
    } else {
        put_text(&b, "questionnaire", x->card->is->code);
        put_text(&b, "round", x->round);
        put_int(&b, "result", adds(rq, x));
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

/* ---- the form -----------------------------------------------------------*/

static void labelled_open(struct rq *rq, const struct reply *x,
                          const char *field)
{
    const struct field *f = kind_field(x->kind, str_of(field));

    form_label(rq, f);
}

static void labelled_close(struct rq *rq, const struct reply *x,
                           const char *field)
{
    html(rq, "</label>");
    form_findings(rq, &x->found, field);
    html(rq, "</div>");
}

static void option(struct rq *rq, struct id id, const char *text, struct id now)
{
    html(rq,
         id_same(id, now) ? "<option value=\"%s\" selected>%s</option>" :
                            "<option value=\"%s\">%s</option>",
         id_text(rq, id), text);
}

/* The things of a statement's first column, by name. */
static void things_select(struct rq *rq, const struct reply *x,
                          const char *field, const char *kind, struct rows r,
                          struct id now)
{
    labelled_open(rq, x, field);
    html(rq, "<select name=\"%s\"><option value=\"\"></option>", field);
    while (db_next(&r))
        option(rq, db_id(&r, 0),
               thing_name(rq, kind_find(str_of(kind)), db_id(&r, 0)), now);
    db_done(&r);
    html(rq, "</select>");
    labelled_close(rq, x, field);
}

static void who_asked(struct rq *rq, const struct reply *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESPOND_STAFF);

    db_bind_id(&r, 1, x->enumerator);
    db_bind_id(&r, 2, x->place);
    db_bind_int(&r, 3, x->held == DAY_NONE ? rq->today : x->held);
    things_select(rq, x, "enumerator", "staff", r, x->enumerator);
}

static void who_answered(struct rq *rq, const struct reply *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESPOND_PERSONS);

    db_bind_id(&r, 1, x->about);
    db_bind_int(&r, 2, rq->today);
    things_select(rq, x, "respondent", "person", r, x->respondent);
}

static void surveys(struct rq *rq, const struct reply *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESPOND_SURVEYS);

    db_bind_id(&r, 1, x->place);
    db_bind_text(&r, 2, x->card->is->code);
    things_select(rq, x, "survey", "survey", r, x->survey);
}

static void held_input(struct rq *rq, const struct reply *x)
{
    struct buf b = buf_start(rq->arena);

    if (x->held != DAY_NONE)
        day_put(&b, x->held);
    labelled_open(rq, x, "held");
    form_input(rq, kind_field(x->kind, S("held")), "held",
               x->posted ? zstr(rq, rq_part(rq, "held")) :
                           zstr(rq, buf_str(&b)));
    labelled_close(rq, x, "held");
}

/* Rounds that others have named are offered, so that they are named alike. */
static void round_input(struct rq *rq, const struct reply *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESPOND_ROUNDS);

    labelled_open(rq, x, "round");
    html(rq,
         "<input name=\"round\" value=\"%s\" maxlength=\"40\" dir=\"auto\" "
         "list=\"rounds\" autocomplete=\"off\"><datalist id=\"rounds\">",
         zstr(rq, x->round));
    db_bind_text(&r, 1, x->card->is->code);
    while (db_next(&r))
        html(rq, "<option value=\"%s\"></option>", zstr(rq, db_str(&r, 0)));
    db_done(&r);
    html(rq, "</datalist>");
    labelled_close(rq, x, "round");
}

static void kept_number(struct rq *rq, const char *name, const char *mark,
                        int64_t v)
{
    struct buf b = buf_start(rq->arena);

    if (v != INT_NONE)
        buf_int(&b, v);
    html(rq,
         "<input type=\"hidden\" name=\"%s\" value=\"%s\" data-kept "
         "data-%s=\"%s\">",
         name, zstr(rq, buf_str(&b)), mark, name);
}

/* Where the phone is, if somebody says so; when it began and ended. */
static void where_and_when(struct rq *rq, const struct reply *x)
{
    html(rq, "<div class=\"here\">");
    kept_number(rq, "lat", "degrees", x->lat);
    kept_number(rq, "lon", "degrees", x->lon);
    html(rq,
         "<button type=\"button\" hidden data-here data-none=\"%s\">%s"
         "</button> <output dir=\"ltr\"></output>",
         word(rq, "respond.no_place"), word(rq, "respond.here"));
    form_findings(rq, &x->found, "lat");
    form_findings(rq, &x->found, "lon");
    html(rq, "</div>");
    kept_number(rq, "began", "clock", x->began);
    kept_number(rq, "ended", "clock", x->ended);
}

/* A finding that stands beside no input, in words. What it would say of a score
 * is nobody's here. */
static void general(struct rq *rq, const struct reply *x)
{
    if (findings_stop(&x->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < x->found.n; i++) {
        struct str path = x->found.at[i].path;

        if (!answer_shows(x->card, path) && !str_same(path, S("held")) &&
            !str_same(path, S("round")) && !str_same(path, S("survey")) &&
            !str_same(path, S("enumerator")) && !str_same(path, S("lat")) &&
            !str_same(path, S("lon")) && !str_same(path, S("respondent")) &&
            !str_same(path, S("score")) && !str_same(path, S("result")))
            finding_draw(rq, &x->found.at[i]);
    }
    if (!id_none(x->there))
        html(rq, "<p><a class=\"button\" href=\"/answered/%s\">%s</a></p>",
             id_text(rq, x->there), word(rq, "postings.open"));
}

static const char *draft_path(struct rq *rq, const struct reply *x)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/answer/%s?%s=%s", url_part(rq, x->card->is->code),
            x->thing->name, id_text(rq, x->about));
    return zstr(rq, buf_str(&b));
}

static const char *draft_title(struct rq *rq, const struct reply *x)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s · %s", answer_title(rq, x->card->is),
            thing_name(rq, x->thing, x->about));
    return zstr(rq, buf_str(&b));
}

static void reply_draw(struct rq *rq, const struct reply *x)
{
    struct answer_form f = { .card = x->card,
                             .answers = x->answers,
                             .posted = x->posted,
                             .found = &x->found };

    frame_open(rq, answer_title(rq, x->card->is));
    html(rq, "<p class=\"lead\">%s: ", kind_word(rq, x->thing));
    thing_link(rq, x->thing->name, x->about);
    html(rq, "</p>");
    general(rq, x);
    answer_open(rq, draft_path(rq, x), draft_title(rq, x), x->id);
    html(rq,
         "<input type=\"hidden\" name=\"%s\" value=\"%s\"><div "
         "class=\"grid\">",
         x->thing->name, id_text(rq, x->about));
    held_input(rq, x);
    if (is_score(x))
        surveys(rq, x);
    else
        round_input(rq, x);
    who_asked(rq, x);
    if (is_score(x))
        who_answered(rq, x);
    html(rq, "</div>");
    answer_draw(rq, &f);
    if (is_score(x))
        where_and_when(rq, x);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
    frame_close(rq);
}

/* ---- pages --------------------------------------------------------------*/

/* A card as a program needs it: what to ask, and nothing of what it gives. */
static void card_json(struct rq *rq, const struct reply *x)
{
    struct keys k = keys_open(rq);
    struct buf *b = &rq->body;

    key_id(&k, x->thing->name, x->about);
    key_text(&k, "kind", str_of(x->kind->name));
    key_text(&k, "questionnaire", x->card->is->code);
    key_any(&k, "questions");
    buf_char(b, '[');
    for (size_t i = 0; i < x->card->n; i++) {
        const struct card_question *q = &x->card->at[i];
        struct keys one;

        buf_z(b, i ? "," : "");
        one = keys_open(rq);
        key_text(&one, "asked_when", q->is->asked_when);
        key_any(&one, "choices");
        buf_char(b, '[');
        for (size_t j = 0; j < q->choices; j++) {
            buf_z(b, j ? "," : "");
            buf_json(b, q->choice[j]->code);
        }
        buf_char(b, ']');
        key_text(&one, "code", q->is->code);
        key_text(&one, "text", q->is->text);
        key_text(&one, "type", choice_name(QUESTION_TYPES, q->is->type));
        keys_close(&one);
    }
    buf_char(b, ']');
    keys_close(&k);
    buf_char(b, '\n');
}

/* A questionnaire to be filled in about one household, person, body or place,
 * as ?household=ID says: its questions in the reader's language. */
PAGE(answer, GET, "/answer/*", RIGHT_KEEP)
{
    const struct reply *x = reply_start(rq);

    if (!x)
        return;
    if (rq->json)
        card_json(rq, x);
    else
        reply_draw(rq, x);
}

static void reply_again(struct rq *rq, const struct reply *x, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", x->there,
                         &x->found);
    else
        reply_draw(rq, x);
}

/* Known: was it this very fact, or another one with the same id? */
static bool same_fact(struct rq *rq, const struct reply *x)
{
    struct findings none = findings_start(rq->arena);
    void *record = arena_take(rq->arena, x->kind->bytes);
    struct str body = reply_body(rq, x);
    struct seen seen;
    size_t at;

    record_read(x->kind, json_read(body, rq->arena, &at), rq->arena, record,
                &none);
    return log_see(rq->db, x->id, rq->arena, &seen) &&
           str_same(seen.entry.kind, str_of(x->kind->name)) &&
           (x->card->is->access == CARD_BLIND ||
            str_same(seen.entry.body, record_open(x->kind, record, rq->arena)));
}

static void reply_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct reply *x = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&x->found, STOP, "form.unsure", "");
        reply_again(rq, x, 503);
    } else if (o.kept == KEPT_REFUSED) {
        x->found = o.found;
        reply_again(rq, x, 422);
    } else if (o.kept == KEPT_KNOWN && !same_fact(rq, x)) {
        x->there = o.id;
        tell(&x->found, STOP, "form.there_already", "");
        reply_again(rq, x, 409);
    } else if (rq->json) {
        rq->status = o.kept == KEPT ? 201 : 200;
        form_answer_json(rq, o.kept == KEPT ? "kept" : "known", o.id,
                         &(struct findings){ .n = 0 });
    } else {
        buf_fmt(&to, "/answered/%s?kept=1", id_text(rq, o.id));
        rq_goto(rq, zstr(rq, buf_str(&to)));
    }
}

/* The form's own findings stand before what the rule says of the same. */
static void reply_judge(struct rq *rq, struct reply *x, const struct draft *d)
{
    struct findings more = findings_start(rq->arena);

    draft_judge(rq->db, d, rq->today, &more);
    for (size_t i = 0; i < more.n; i++)
        tell_ab(&x->found, more.at[i].level, more.at[i].what,
                zstr(rq, more.at[i].path), more.at[i].a, more.at[i].b);
}

/* Keeps the answers: as a score where it is a poverty card, as a response where
 * it is anything else. */
PAGE(answer_go, POST, "/answer/*", RIGHT_KEEP)
{
    struct reply *x = reply_start(rq);
    struct draft d = { .author = rq->who.login, .strict = true };

    if (!x)
        return;
    d.kind = str_of(x->kind->name);
    d.id = x->id;
    d.body = reply_body(rq, x);
    reply_judge(rq, x, &d);
    if (findings_stop(&x->found)) {
        reply_again(rq, x, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), reply_told, x);
}
