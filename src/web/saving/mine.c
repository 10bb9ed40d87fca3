/* mine - a member's own page: what she has, what she owes, when they meet, in
 * pictures and large numbers.
 *
 * There is no session and no cookie. The code is in the address, the PIN comes
 * with the form, and the answer is the page: nothing of it may be kept, and
 * after three minutes it asks for the PIN again. Who has the PIN alone, or the
 * code alone, sees nothing; and a code that is not known is answered as one
 * whose PIN was wrong. */
#include "web/saving/mine.h"

#include <string.h>

#include "core/data.h"
#include "core/loan.h"
#include "loan.sql.h"
#include "mine.sql.h"
#include "passkey.sql.h"
#include "web/form.h"
#include "web/saving/said.h"
#include "web/saving/saving.h"
#include "web/term.h"
#include "web/trust/complaint.h"

enum { SECONDS = 180, PIN_LEAST = 4, PIN_MOST = 12, ACTS_MOST = 4096 };

bool mine_token_good(struct str token)
{
    for (size_t i = 0; i < token.n; i++)
        if (!((token.p[i] >= '0' && token.p[i] <= '9') ||
              (token.p[i] >= 'a' && token.p[i] <= 'f')))
            return false;
    return token.n == MINE_TOKEN;
}

/* Whose code it is; none: nobody's, or it was revoked. */
static struct id member_of(struct rq *rq, struct str token)
{
    struct hash mark = sha_of(token);
    struct id member = ID_NONE;
    struct rows r;

    if (!mine_token_good(token))
        return member;
    r = db_rows(rq->db, SQL_PASSKEY_OPENS);
    db_bind_blob(&r, 1, mark.b, sizeof mark.b);
    if (db_next(&r))
        member = db_id(&r, 0);
    db_done(&r);
    return member;
}

/* Western digits, whatever her telephone types. */
static struct str pin_of(struct rq *rq)
{
    return utf8_fold(str_trim(rq_part(rq, "pin")), rq->arena);
}

static void nothing_kept(struct rq *rq)
{
    rq_header(rq, "Cache-Control", S("no-store"));
    rq_header(rq, "Clear-Site-Data", S("\"cache\""));
}

/* A recording of these words in her language, where the site carries one:
 * app/static/say-KEY-LANG.ogg. */
static void spoken(struct rq *rq, const char *what)
{
    struct buf name = buf_start(rq->arena);

    buf_fmt(&name, "app/say-%s-%s.ogg", what, lang_name(rq->lang));
    if (data_find(zstr(rq, buf_str(&name))).n)
        html(rq, "<audio controls preload=\"none\" src=\"/%s\"></audio>",
             zstr(rq, buf_str(&name)));
}

/* ---- the PIN --------------------------------------------------------------*/

static void pin_form(struct rq *rq, int status, const char *trouble)
{
    rq->status = status;
    nothing_kept(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body,
              status == 200 ? "{\"pin\":\"\"}\n" : "{\"error\":\"pin\"}\n");
        return;
    }
    frame_open(rq, word(rq, "mine.title"));
    html(rq, "<div class=\"card narrow mine\"><p class=\"lead\">%s</p>",
         word(rq, "mine.lead"));
    spoken(rq, "pin");
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", trouble);
    html(rq,
         "<form method=\"post\" class=\"stack\" autocomplete=\"off\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><label>%s"
         "<input class=\"pin\" name=\"pin\" type=\"password\" "
         "inputmode=\"numeric\" autocomplete=\"off\" required maxlength=\"12\" "
         "dir=\"ltr\"></label><button class=\"main\">%s</button></form></div>",
         rq->csrf, word(rq, "mine.pin"), word(rq, "mine.go"));
    frame_close(rq);
}

/* Asks for a member's PIN, by the code in her passbook. Says nothing of whose
 * it is, nor whether it is anybody's. */
PAGE(mine, GET, "/mine/*", RIGHT_NONE)
{
    if (mine_token_good(rq->step[0]))
        pin_form(rq, 200, NULL);
    else /* no code looks like this: that gives nothing away */
        not_here(rq);
}

/* ---- what she sees --------------------------------------------------------*/

static const char *const picture[] = {
    /* a box with a slot, a hand that gives, a calendar, a mouth that speaks */
    "M4 10h16v9H4zM9 13h6M8 10V7h8v3",
    ("M3 15h4l3-2h4a1.5 1.5 0 0 1 0 3h-3M14 15l5-3a1.6 1.6 0 0 1 1.5 2.8L14 "
     "19H7M12 4v6M9.500 6.500h5"),
    "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3M13 14h3",
    "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5",
};

static void drawn(struct rq *rq, const char *path)
{
    html(rq,
         "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"%s\"/>"
         "</svg>",
         path);
}

static void sign(struct rq *rq, int at)
{
    drawn(rq, picture[at]);
}

static void fact(struct rq *rq, int at, const char *what, const char *key,
                 const char *says)
{
    html(rq, "<li class=\"card\">");
    sign(rq, at);
    html(rq, "<h2>%s</h2><p class=\"figure\"><bdi>%s</bdi></p>", word(rq, key),
         says);
    spoken(rq, what);
    html(rq, "</li>");
}

/* Her body as anybody may know it. */
struct hers {
    const char *name;
    day next; /* meeting; DAY_NONE: nobody can reckon it */
};

/* As the page of work reckons it: so many days after the last. */
static struct hers body_read(struct rq *rq, struct id body)
{
    static const int days[] = { 7, 14, 31, 92, 366 };
    struct rows r = db_rows(rq->db, SQL_WEB_MINE_BODY);
    struct hers h = { .name = "", .next = DAY_NONE };

    db_bind_id(&r, 1, body);
    if (db_next(&r)) {
        h.name = in_their_words(rq, &r, 2);
        if (!db_null(&r, 0) && !db_null(&r, 1) && db_int(&r, 0) >= 0 &&
            db_int(&r, 0) < (int64_t)LEN(days))
            h.next = (day)db_int(&r, 1) + days[db_int(&r, 0)];
    }
    db_done(&r);
    return h;
}

/* What she is to pay next on all her loans: what is late, else the first
 * instalment to come. */
struct instalment {
    day on; /* DAY_NONE: nothing is due */
    paisa amount;
    bool late;
};

static void instalment_add(struct instalment *to, const struct loan_stand *s)
{
    bool late = s->oldest != DAY_NONE && s->late_principal + s->late_charge > 0;
    day on = late ? s->oldest : s->next;

    if (on == DAY_NONE || (to->late && !late))
        return;
    if (to->on == DAY_NONE || late > to->late || (!late && on < to->on)) {
        *to = (struct instalment){ on, 0, late };
    } else if (!late && on > to->on) {
        return;
    }
    to->on = on < to->on ? on : to->on;
    to->amount += late ? s->late_principal + s->late_charge + s->penalty :
                         s->next_amount;
}

static struct instalment instalment_read(struct rq *rq,
                                         const struct passbook *p)
{
    struct loan_act *act = arena_many(rq->arena, struct loan_act, ACTS_MOST);
    struct loan_book *book = arena_new(rq->arena, struct loan_book);
    struct instalment to = { .on = DAY_NONE };

    for (size_t i = 0; i < p->loans; i++) {
        struct rows r = db_rows(rq->db, SQL_WEB_LOAN_ACTS);
        struct loan_stand s;
        struct loan_terms terms;
        size_t n;

        db_bind_id(&r, 1, p->loan[i].loan);
        if (db_next(&r) &&
            loan_unpack(db_str(&r, 0), &terms, act, ACTS_MOST, &n)) {
            loan_replay(book, &terms, act, n, rq->today, NULL);
            s = loan_stand_on(book, rq->today);
            instalment_add(&to, &s);
        }
        db_done(&r);
    }
    return to;
}

static const char *instalment_text(struct rq *rq, const struct instalment *to)
{
    struct buf b = buf_start(rq->arena);

    if (to->on == DAY_NONE)
        return word(rq, "mine.no_instalment");
    buf_fmt(&b, "%s · %s", rupees_text(rq, to->amount),
            to->late ? word(rq, "mine.late") : day_text(rq, to->on));
    return zstr(rq, buf_str(&b));
}

/* ---- what is wrong --------------------------------------------------------*/

/* A complaint as she typed it. */
struct telling {
    struct id id;
    int nature; /* from 1; 0: none was chosen */
    bool named;
    struct str told;
};

/* As complaint.nature has them: left aside, a gift that is wrong, money that
 * went, a broken wall, a locked book, a hard face, a ballot box, something else. */
static const char *const nature_picture[] = {
    ("M7 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20v-3a5 5 0 0 1 10 0v3M19 9a2 2 0 1 0 "
     "0-4 2 2 0 0 0 0 4zM16 20v-4a3 3 0 0 1 6 0v4M14 3v18"),
    "M4 10h16v10H4zM4 10l2-4h12l2 4M9 13l6 5M15 13l-6 5",
    "M8 13a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 18h14M15 14l4 4-4 4",
    "M3 20V8h7l-2 4 4 2-3 6zM14 8h7v12h-9l3-6-4-2z",
    "M5 4h12v16H5zM8 4v16M10 12h5v4h-5zM11 12v-1.500a1.500 1.500 0 0 1 3 0V12",
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 9h1M15 9h1M8 17c2-3 6-3 8 0",
    "M4 12h16v8H4zM8 12V4h8v8M10 6l4 4M14 6l-4 4",
    "M4 5h16v11h-9l-4 4v-4H4zM8 10h1M12 10h1M16 10h1",
};

static void natures_draw(struct rq *rq, const struct field *f, int chosen)
{
    html(rq, "<fieldset><legend>%s</legend><div class=\"signs\">",
         word(rq, "mine.what"));
    for (int i = 0; i < (int)LEN(nature_picture); i++) {
        struct str name = choice_name(f->of, i);

        html(rq,
             i + 1 == chosen ?
                 "<label><input type=\"radio\" name=\"nature\" value=\"%s\" "
                 "required checked>" :
                 "<label><input type=\"radio\" name=\"nature\" value=\"%s\" "
                 "required>",
             zstr(rq, name));
        drawn(rq, nature_picture[i]);
        html(rq, "<b>%s</b></label>", choice_say(rq, f, name));
    }
    html(rq, "</div></fieldset>");
}

static void named_draw(struct rq *rq, bool named)
{
    static const struct {
        const char *key, *says, *picture;
    } way[] = {
        { "yes", "mine.named",
          "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0z" },
        { "no", "mine.nameless",
          "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0zM3 3l18 18" },
    };

    html(rq, "<fieldset><legend>%s</legend><div class=\"signs\">",
         word(rq, "mine.whose"));
    for (int i = 0; i < (int)LEN(way); i++) {
        html(rq,
             named == !i ? "<label><input type=\"radio\" name=\"named\" "
                           "value=\"%s\" checked>" :
                           "<label><input type=\"radio\" name=\"named\" "
                           "value=\"%s\">",
             way[i].key);
        drawn(rq, way[i].picture);
        html(rq, "<b>%s</b></label>", word(rq, way[i].says));
    }
    html(rq, "</div></fieldset>");
}

static void complaint_form(struct rq *rq, const struct telling *t,
                           const char *trouble)
{
    const struct kind *k = kind_find(S("complaint"));

    spoken(rq, "complain");
    if (trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", trouble);
    html(rq,
         "<form method=\"post\" class=\"stack\" autocomplete=\"off\" "
         "action=\"/mine/%s/complaint\"><input type=\"hidden\" name=\"_csrf\" "
         "value=\"%s\"><input type=\"hidden\" name=\"_id\" value=\"%s\">",
         zstr(rq, rq->step[0]), rq->csrf,
         id_text(rq, id_none(t->id) ? form_id(rq) : t->id));
    natures_draw(rq, kind_field(k, S("nature")), t->nature);
    html(rq,
         "<label>%s<textarea name=\"told\" rows=\"3\" maxlength=\"1000\" "
         "dir=\"auto\">%s</textarea></label>",
         word(rq, "mine.tell"), zstr(rq, t->told));
    named_draw(rq, t->named);
    html(rq,
         "<label>%s<input class=\"pin\" name=\"pin\" type=\"password\" "
         "inputmode=\"numeric\" autocomplete=\"off\" required maxlength=\"12\" "
         "dir=\"ltr\"></label><button class=\"main\">%s</button></form>",
         word(rq, "mine.pin_again"), word(rq, "mine.send"));
}

static void page_json(struct rq *rq, const struct passbook *b,
                      const struct hers *h)
{
    struct instalment to = instalment_read(rq, b);
    struct keys k = keys_open(rq);

    key_text(&k, "body", str_of(h->name));
    key_int(&k, "instalment", to.amount);
    key_day(&k, "instalment_on", to.on);
    key_day(&k, "next_meeting", h->next);
    key_int(&k, "owed", b->owed);
    key_int(&k, "saved", b->saved);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void page_draw(struct rq *rq, const struct passbook *b)
{
    struct buf again = buf_start(rq->arena);
    struct hers h = body_read(rq, b->body);
    struct instalment to;

    nothing_kept(rq);
    buf_int(&again, SECONDS);
    buf_fmt(&again, ";url=%s", zstr(rq, rq->q->path));
    rq_header(rq, "Refresh", buf_str(&again));
    if (rq->json) {
        page_json(rq, b, &h);
        return;
    }
    frame_open(rq, word(rq, "mine.title"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi>", h.name);
    if (b->number != INT_NONE)
        html(rq, " · <b class=\"n\">%s</b>", number_all(rq, b->number, 0));
    html(rq, "</p><ul class=\"counters mine\">");
    fact(rq, 0, "saved", "mine.saved", rupees_text(rq, b->saved));
    fact(rq, 1, "owed", "mine.owed", rupees_text(rq, b->owed));
    to = instalment_read(rq, b);
    fact(rq, 1, "instalment", "mine.instalment", instalment_text(rq, &to));
    fact(rq, 2, "next", "mine.next",
         h.next == DAY_NONE ? word(rq, "mine.ask_them") : day_text(rq, h.next));
    html(rq,
         "</ul><p class=\"mine\"><a class=\"card wrong\" "
         "href=\"%s/complaint\">",
         zstr(rq, rq->q->path));
    sign(rq, 3);
    html(rq,
         "<b>%s</b></a></p><p class=\"tools\"><a class=\"button main\" "
         "href=\"%s\">%s</a></p>",
         word(rq, "mine.complain"), zstr(rq, rq->q->path),
         word(rq, "mine.close"));
    frame_close(rq);
}

static void judged(struct rq *rq, void *memo, bool told, struct str reply)
{
    int wait_s = 0;
    enum web_login v = told ? rq->web->password_told(reply, &wait_s) :
                              WEB_LOGIN_BROKEN;
    struct passbook *b = arena_new(rq->arena, struct passbook);
    struct id member = member_of(rq, rq->step[0]); /* it may be revoked now */
    struct buf wait = buf_start(rq->arena);

    (void)memo;
    if (v == WEB_LOGIN_LATER) {
        buf_int(&wait, wait_s);
        rq_header(rq, "Retry-After", buf_str(&wait));
        pin_form(rq, 429, word(rq, "mine.later"));
    } else if (v == WEB_LOGIN_BROKEN) {
        pin_form(rq, 503, word(rq, "login.broken"));
    } else if (v != WEB_LOGIN_GOOD || id_none(member) ||
               !passbook_read(rq, member, b)) {
        pin_form(rq, 401, word(rq, "mine.wrong"));
    } else {
        page_draw(rq, b);
    }
}

/* A member's own page, for her code and her PIN: saved, owed, the next meeting,
 * and how to complain. */
PAGE(mine_go, POST, "/mine/*", RIGHT_NONE)
{
    struct str pin = pin_of(rq);
    struct id member = member_of(rq, rq->step[0]);
    struct str who = id_none(member) ? S("m-nobody") :
                                       member_login(rq->arena, member);

    if (!mine_token_good(rq->step[0])) {
        not_here(rq);
        return;
    }
    if (!rq->web->password_ask) {
        pin_form(rq, 503, word(rq, "login.broken"));
        return;
    }
    if (pin.n < PIN_LEAST || pin.n > PIN_MOST) {
        pin_form(rq, 401, word(rq, "mine.wrong"));
        return;
    }
    rq_ask(rq, ASK_LOGIN, ASK_PASSWORD,
           rq->web->password_ask(rq->arena, who, pin, rq->q->remote), judged,
           NULL);
}

/* ---- she complains --------------------------------------------------------*/

static void telling_draw(struct rq *rq, const struct telling *t,
                         const char *trouble)
{
    frame_open(rq, word(rq, "mine.complain"));
    html(rq, "<div class=\"card mine\">");
    complaint_form(rq, t, trouble);
    html(rq,
         "</div><p>%s</p><p class=\"tools\"><a class=\"button\" "
         "href=\"/receipt\">%s</a> <a class=\"button\" href=\"/mine/%s\">%s"
         "</a></p>",
         word(rq, "mine.complain_how"), word(rq, "complaint.receipt"),
         zstr(rq, rq->step[0]), word(rq, "mine.close"));
    frame_close(rq);
}

/* Where a member complains, by the code in her passbook: nothing of hers stands
 * there, so it does not ask for her PIN before she sends it. */
PAGE(mine_telling, GET, "/mine/*/complaint", RIGHT_NONE)
{
    struct telling t = { .named = true };

    if (!mine_token_good(rq->step[0])) {
        not_here(rq);
        return;
    }
    nothing_kept(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"named\":\"yes\",\"nature\":\"\",\"pin\":\"\","
                         "\"told\":\"\"}\n");
        return;
    }
    telling_draw(rq, &t, NULL);
}

/* Her words stay in the form, whatever went wrong. */
static void telling_again(struct rq *rq, const struct telling *t, int status,
                          const char *key)
{
    rq->status = status;
    nothing_kept(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"error\":");
        buf_json(&rq->body, str_of(key));
        buf_z(&rq->body, "}\n");
        return;
    }
    telling_draw(rq, t, word(rq, key));
}

static struct telling telling_read(struct rq *rq)
{
    const struct field *f = kind_field(kind_find(S("complaint")), S("nature"));
    struct telling t = { .told = str_trim(rq_part(rq, "told")),
                         .named = !str_same(rq_part(rq, "named"), S("no")) };

    if (!id_read(rq_part(rq, "_id"), &t.id))
        t.id = ID_NONE;
    t.nature = choice_find(f->of, rq_part(rq, "nature")) + 1;
    return t;
}

static void said_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct telling *t = memo;
    struct outcome out;
    const char *number = zstr(rq, complaint_number(rq, t->id));

    if (!told || !ask_outcomes_read(reply, rq->arena, &out, 1)) {
        telling_again(rq, t, 503, "refuse.again");
        return;
    }
    if (out.kept == KEPT_REFUSED) {
        telling_again(rq, t, 422, "mine.not_kept");
        return;
    }
    nothing_kept(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"number\":");
        buf_json(&rq->body, str_of(number));
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, "mine.said"));
    html(rq, "<div class=\"card mine\">");
    sign(rq, 3);
    html(rq,
         "<p>%s</p><p class=\"figure\"><bdi dir=\"ltr\">%s</bdi></p><p>%s</p>",
         word(rq, "mine.said_number"), number, word(rq, "mine.said_how"));
    spoken(rq, "said");
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/receipt\">%s</a> <a "
         "class=\"button main\" href=\"/mine/%s\">%s</a></p></div>",
         word(rq, "complaint.receipt"), zstr(rq, rq->step[0]),
         word(rq, "mine.close"));
    frame_close(rq);
}

/* Without words of hers, what the picture means is what she said. */
static struct str told_of(struct rq *rq, const struct telling *t,
                          struct str nature)
{
    const struct field *f = kind_field(kind_find(S("complaint")), S("nature"));

    return t->told.n ? t->told : str_of(choice_say(rq, f, nature));
}

static void said_judged(struct rq *rq, void *memo, bool told, struct str reply)
{
    const struct field *f = kind_field(kind_find(S("complaint")), S("nature"));
    const struct telling *t = memo;
    int wait_s = 0;
    enum web_login v = told ? rq->web->password_told(reply, &wait_s) :
                              WEB_LOGIN_BROKEN;
    struct buf wait = buf_start(rq->arena);
    struct said s = { .mark = sha_of(rq->step[0]),
                      .id = t->id,
                      .named = t->named };

    if (v == WEB_LOGIN_LATER) {
        buf_int(&wait, wait_s);
        rq_header(rq, "Retry-After", buf_str(&wait));
        telling_again(rq, t, 429, "mine.later");
    } else if (v == WEB_LOGIN_BROKEN) {
        telling_again(rq, t, 503, "login.broken");
    } else if (v != WEB_LOGIN_GOOD || id_none(member_of(rq, rq->step[0]))) {
        telling_again(rq, t, 401, "mine.wrong");
    } else {
        s.nature = choice_name(f->of, t->nature - 1);
        s.number = complaint_number(rq, t->id);
        s.told = told_of(rq, t, s.nature);
        rq_ask(rq, ASK_KEEPER, ASK_SAID, said_ask(rq->arena, &s), said_told,
               memo);
    }
}

/* A member complains on her own page: what is wrong, by its picture, in her own
 * words if she likes, with her name or without, for her PIN. She gets the number
 * of a receipt. */
PAGE(mine_complain, POST, "/mine/*/complaint", RIGHT_NONE)
{
    struct telling *t = arena_new(rq->arena, struct telling);
    struct id member = member_of(rq, rq->step[0]);
    struct str pin = pin_of(rq);

    *t = telling_read(rq);
    if (!mine_token_good(rq->step[0])) {
        not_here(rq);
    } else if (!rq->web->password_ask) {
        telling_again(rq, t, 503, "login.broken");
    } else if (!t->nature || t->told.n > SAID_TOLD_MOST) {
        telling_again(rq, t, 422, "mine.choose");
    } else if (pin.n < PIN_LEAST || pin.n > PIN_MOST || id_none(t->id)) {
        telling_again(rq, t, 401, "mine.wrong");
    } else {
        rq_ask(rq, ASK_LOGIN, ASK_PASSWORD,
               rq->web->password_ask(rq->arena,
                                     id_none(member) ?
                                         S("m-nobody") :
                                         member_login(rq->arena, member),
                                     pin, rq->q->remote),
               said_judged, t);
    }
}
