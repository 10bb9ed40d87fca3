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

#include "core/loan.h"
#include "loan.sql.h"
#include "mine.sql.h"
#include "web/saving/saving.h"
#include "web/term.h"

enum { SECONDS = 180, ACTS_MOST = 4096 };

/* ---- the PIN --------------------------------------------------------------*/

static void pin_form(struct rq *rq, void *memo, int status, const char *key)
{
    (void)memo;
    rq->status = status;
    mine_private(rq);
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body,
              status == 200 ? "{\"pin\":\"\"}\n" : "{\"error\":\"pin\"}\n");
        return;
    }
    frame_open(rq, word(rq, "mine.title"));
    html(rq, "<div class=\"card narrow mine\"><p class=\"lead\">%s</p>",
         word(rq, "mine.lead"));
    mine_spoken(rq, "pin");
    if (key)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>", word(rq, key));
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
        pin_form(rq, NULL, 200, NULL);
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
    MINE_SPEAKS,
};

static void sign(struct rq *rq, int at)
{
    mine_picture(rq, picture[at]);
}

static void fact(struct rq *rq, int at, const char *what, const char *key,
                 const char *says)
{
    html(rq, "<li class=\"card\">");
    sign(rq, at);
    html(rq, "<h2>%s</h2><p class=\"figure\"><bdi>%s</bdi></p>", word(rq, key),
         says);
    mine_spoken(rq, what);
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

    mine_private(rq);
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

static void opened(struct rq *rq, void *memo, struct id member)
{
    struct passbook *b = arena_new(rq->arena, struct passbook);

    if (passbook_read(rq, member, b))
        page_draw(rq, b);
    else
        pin_form(rq, memo, 401, "mine.wrong");
}

/* A member's own page, for her code and her PIN: saved, owed, the next meeting,
 * and how to complain. */
PAGE(mine_go, POST, "/mine/*", RIGHT_NONE)
{
    if (mine_token_good(rq->step[0]))
        mine_ask(rq, opened, pin_form, NULL);
    else
        not_here(rq);
}
