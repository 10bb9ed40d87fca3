/* habits - the questions about how one of the staff enters, and the answers of
 * whoever supervises her. */
#include "report/habits.h"

#include <string.h>

#include "habits.sql.h"
#include "web/form.h"
#include "web/register.h"

struct habits_page {
    const struct kind *staff, *habit;
    struct id who, id; /* id: of the answer that will be */
    month month;
    struct str login;
    struct habit_one *one; /* NULL: she signed nothing then */
    int about;             /* what was answered; -1: nothing */
    struct str outcome, says;
    struct findings found;
    const char *trouble; /* a word key, or NULL */
    bool own;            /* the asker is whom it is about */
};

/* ---- reading ------------------------------------------------------------*/

/* The bodies of her unit's place and RSP: what the asker may see of her. */
static struct question question_of(struct rq *rq, const struct habits_page *h)
{
    struct scope s = thing_scope(rq, h->staff, h->who);

    return (struct question){ .as_of = h->month,
                              .from = MONTH_NONE,
                              .place = s.place,
                              .rsp = s.rsp,
                              .lang = rq->lang };
}

/* NULL when it has answered. */
static struct habits_page *habits_start(struct rq *rq)
{
    struct habits_page *h = arena_new(rq->arena, struct habits_page);
    bool posted = rq->page->method == PAGE_POST;
    struct str said = posted ? rq_part(rq, "staff") : rq_arg(rq, "staff");
    struct question q;
    void *record;

    h->staff = kind_find(S("staff"));
    h->habit = kind_find(S("habit"));
    h->found = findings_start(rq->arena);
    h->about = -1;
    h->month = rq_month(rq, "month", month_of(rq->today));
    if (!id_read(said, &h->who) || id_none(h->who) ||
        (posted && !month_read(rq_part(rq, "month"), &h->month))) {
        refuse(rq, posted ? 422 : 400, "watch.bad");
        return NULL;
    }
    record = arena_take(rq->arena, h->staff->bytes);
    if (!rq_sees(rq, h->staff, h->who) ||
        !register_may(rq, RIGHT_CHECK, h->staff, h->who) ||
        !row_find(rq->db, h->staff, h->who, rq->arena, record)) {
        not_here(rq);
        return NULL;
    }
    h->login = said_text(h->staff, record, "login");
    h->own = str_same(h->login, rq->who.login);
    q = question_of(rq, h);
    if (h->login.n && !habits_read(rq->db, &q, h->login, rq->arena, &h->one))
        h->one = NULL;
    return h;
}

/* ---- drawing ------------------------------------------------------------*/

static void samples_draw(struct rq *rq, const struct habit_seen *s)
{
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < s->samples; i++) {
        html(rq, "<li>");
        thing_link(rq, "meeting", s->sample[i]);
        html(rq, "</li>");
    }
    html(rq, "</ul>");
    if (s->seen > (int64_t)s->samples)
        html(rq, "<p class=\"note\">%s %s</p>", word(rq, "habits.more"),
             number_text(rq, s->seen - (int64_t)s->samples, 0));
}

static bool answers_draw(struct rq *rq, const struct habits_page *h, int about)
{
    struct rows r = db_rows(rq->db, SQL_HABITS_ANSWERS);
    bool any = false;

    db_bind_id(&r, 1, h->who);
    db_bind_int(&r, 2, about);
    db_bind_int(&r, 3, h->month);
    db_bind_int(&r, 4, h->month);
    if (db_next(&r)) {
        any = true;
        html(rq,
             "<p><span class=\"chip good\">%s</span> <bdi>%s</bdi> <small><a "
             "href=\"/entry/%s\">%s</a></small></p>",
             choice_text(rq, h->habit, "outcome", db_int(&r, 1)),
             zstr(rq, db_str(&r, 2)), id_text(rq, db_id(&r, 0)),
             day_text(rq, (day)db_int(&r, 3)));
    }
    db_done(&r);
    return any;
}

static void outcomes_draw(struct rq *rq, const struct habits_page *h)
{
    const struct field *f = kind_field(h->habit, S("outcome"));

    html(rq, "<label><span>%s</span><select name=\"outcome\">",
         field_word(rq, f));
    for (int i = 0; choice_name(f->of, i).n; i++)
        html(rq,
             str_same(h->outcome, choice_name(f->of, i)) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, choice_name(f->of, i)),
             choice_say(rq, f, choice_name(f->of, i)));
    html(rq, "</select></label>");
}

static void answer_form(struct rq *rq, const struct habits_page *h, int about)
{
    bool mine = about == h->about;

    html(rq,
         "<form method=\"post\" action=\"/habits\" class=\"fact\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" "
         "name=\"_id\" value=\"%s\"><input type=\"hidden\" name=\"staff\" "
         "value=\"%s\"><input type=\"hidden\" name=\"month\" value=\"%s\">"
         "<input type=\"hidden\" name=\"about\" value=\"%s\">",
         rq->csrf, id_text(rq, form_id(rq)), id_text(rq, h->who),
         month_iso(rq, h->month), zstr(rq, choice_name(HABIT_CHOICES, about)));
    html(rq, "<div class=\"grid\"><div class=\"field need\">");
    outcomes_draw(rq, h);
    html(rq,
         "</div><div class=\"field need\"><label><span>%s</span><input "
         "name=\"says\" maxlength=\"1000\" dir=\"auto\" value=\"%s\"></label>"
         "</div></div><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "field.says"), mine ? zstr(rq, h->says) : "",
         word(rq, "habits.keep"));
}

static void about_draw(struct rq *rq, const struct habits_page *h, int about)
{
    const struct habit_seen *s = &h->one->about[about];
    const struct field *f = kind_field(h->habit, S("about"));

    html(rq,
         "<section class=\"card\"><h2>%s <b class=\"n\">%s / %s</b> "
         "<span class=\"%s\">%s</span></h2><p>%s</p>",
         choice_say(rq, f, choice_name(HABIT_CHOICES, about)),
         number_text(rq, s->seen, 0), number_text(rq, s->among, 0),
         s->asked ? "chip warn" : "chip good",
         word(rq, s->asked ? "habits.asked" : "habits.not_asked"),
         word_of(rq, "habits.about", choice_name(HABIT_CHOICES, about)));
    if (s->seen)
        samples_draw(rq, s);
    if (!answers_draw(rq, h, about) && s->asked && !h->own)
        answer_form(rq, h, about);
    html(rq, "</section>");
}

static void habits_json(struct rq *rq, const struct habits_page *h)
{
    struct keys k = keys_open(rq);

    key_list(&k, "about");
    for (int i = 0; h->one && i < HABITS; i++) {
        const struct habit_seen *s = &h->one->about[i];
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_text(&one, "about", choice_name(HABIT_CHOICES, i));
        key_int(&one, "among", s->among);
        key_any(&one, "asked");
        buf_z(&rq->body, s->asked ? "true" : "false");
        key_int(&one, "seen", s->seen);
        keys_close(&one);
    }
    key_list_end(&k);
    key_text(&k, "month", str_of(month_iso(rq, h->month)));
    key_id(&k, "staff", h->who);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void habits_draw(struct rq *rq, const struct habits_page *h)
{
    frame_open(rq, word(rq, "habits.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "staff", h->who);
    html(rq, " · %s · <a href=\"/report/habits\">%s</a></p>",
         month_text(rq, h->month), word(rq, "habits.all"));
    if (h->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, h->trouble));
    for (size_t i = 0; i < h->found.n; i++)
        finding_draw(rq, &h->found.at[i]);
    if (h->own)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "habits.own"));
    if (!h->one)
        html(rq, "<p>%s</p>", word(rq, "habits.nothing"));
    else
        for (int i = 0; i < HABITS; i++)
            about_draw(rq, h, i);
    html(rq, "<p class=\"note\">%s</p>", word(rq, "habits.note"));
    frame_close(rq);
}

/* How one of the staff enters meetings in a month: bursts, copied attendance,
 * round sums, long after the day; a supervisor answers what is asked. */
PAGE(habits, GET, "/habits", RIGHT_CHECK)
{
    struct habits_page *h;

    if (!rq_arg(rq, "staff").n) {
        rq_goto(rq, "/report/habits");
        return;
    }
    h = habits_start(rq);
    if (!h)
        return;
    if (rq->json)
        habits_json(rq, h);
    else
        habits_draw(rq, h);
}

/* ---- sending it ---------------------------------------------------------*/

/* Canonical: keys in their order. */
static struct str habit_body(struct rq *rq, const struct habits_page *h)
{
    const struct habit_seen *s = &h->one->about[h->about];
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "{\"about\":\"");
    buf_add(&b, choice_name(HABIT_CHOICES, h->about));
    buf_fmt(&b, "\",\"among\":%lld,\"answered\":\"", (long long)s->among);
    day_put(&b, rq->today);
    buf_fmt(&b, "\",\"month\":\"%s\",\"outcome\":", month_iso(rq, h->month));
    buf_json(&b, h->outcome);
    buf_z(&b, ",\"says\":");
    buf_json(&b, h->says);
    buf_fmt(&b, ",\"seen\":%lld,\"staff\":\"%s\"}", (long long)s->seen,
            id_text(rq, h->who));
    return buf_str(&b);
}

static void habits_again(struct rq *rq, const struct habits_page *h, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &h->found);
    else
        habits_draw(rq, h);
}

static void habits_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct habits_page *h = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        h->trouble = "handover.unsure";
        habits_again(rq, h, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        h->found = o.found;
        habits_again(rq, h, 422);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    buf_fmt(&to, "/habits?staff=%s&month=%s", id_text(rq, h->who),
            month_iso(rq, h->month));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Keeps a supervisor's answer. Nobody answers for herself, or what is not
 * asked. */
PAGE(habits_go, POST, "/habits", RIGHT_CHECK)
{
    struct habits_page *h = habits_start(rq);
    struct draft d = { .kind = S("habit"),
                       .author = rq->who.login,
                       .strict = true };

    if (!h)
        return;
    h->about = choice_find(HABIT_CHOICES, rq_part(rq, "about"));
    h->outcome = str_trim(rq_part(rq, "outcome"));
    h->says = str_trim(rq_part(rq, "says"));
    if (h->own)
        h->trouble = "habits.own";
    else if (!h->one || h->about < 0 || !h->one->about[h->about].asked)
        h->trouble = "habits.not_asked";
    else if (!h->says.n)
        h->trouble = "habits.say_why";
    if (h->trouble) {
        habits_again(rq, h, 422);
        return;
    }
    if (!id_read(rq_part(rq, "_id"), &h->id) || id_none(h->id))
        h->id = form_id(rq);
    d.id = h->id;
    d.body = habit_body(rq, h);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), habits_told, h);
}
