/* work - my work today: who is to be met, what was returned, what is marked. */
#include "staff.sql.h"
#include "verdict.sql.h"
#include "web/meeting/resolved.h"
#include "web/office/office.h"
#include "web/people/twin.h"
#include "web/register.h"
#include "web/today.h"
#include "work.sql.h"

enum {
    DUE_SHOWN = 60,
    DUE_LOOKED = 5000, /* bodies within reach that are looked at, at most */
    FOUND_DAYS = 30
};

struct due {
    struct id body, place;
    int64_t meets;
    day last, due;
    const char *name, *lies;
};
struct due_list {
    struct due at[DUE_SHOWN];
    size_t n;
    struct id staff; /* none: only a login */
};

/* ---- meetings due -------------------------------------------------------*/

/* A manager is of the staff too, and looks after whatever is in reach. */
static bool has_portfolio(struct rq *rq, struct id staff)
{
    struct rows r = db_rows(rq->db, SQL_WEB_STAFF_CHARGED);
    bool has;

    db_bind_id(&r, 1, staff);
    has = db_next(&r);
    db_done(&r);
    return has;
}

/* The same for whoever has no portfolio: the bodies within reach. */
static struct rows due_within(struct rq *rq)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    struct buf b = buf_start(rq->arena);
    struct rows r;

    /* The limit inside keeps SQLite from taking the inner question into the
     * outer one, where it would look for each last meeting three times. Bodies
     * are read as they lie, not by the day that formed them, and how a body
     * stands is asked of those that are late. */
    buf_z(&b,
          "SELECT w.entry, w.place, w.meets, w.last_met, w.due FROM (SELECT "
          "d.entry, d.place, d.meets, d.last_met, d.last_met + CASE d.meets "
          "WHEN 0 THEN 7 WHEN 1 THEN 14 WHEN 2 THEN 31 WHEN 3 THEN 92 ELSE "
          "366 END AS due FROM (SELECT t.entry, t.place, t.meets, "
          "coalesce((SELECT g.held FROM meeting g WHERE g.body = t.entry AND "
          "g.counts = 1 AND g.held <= $1 AND g.not_held IS NULL ORDER BY "
          "g.held DESC LIMIT 1), t.formed) AS last_met FROM body t WHERE "
          "t.counts = 1 AND t.meets IS NOT NULL AND +t.formed <= $1");
    reach_where(rq, RIGHT_KEEP, &own, &b, 3);
    buf_fmt(&b,
            " LIMIT %d) AS d) AS w WHERE w.due < $1 AND coalesce((SELECT "
            "s.state FROM standing s WHERE s.body = w.entry AND s.counts = 1 "
            "AND s.since <= $1 ORDER BY s.since DESC, s.entry DESC LIMIT 1), "
            "0) <= 2 ORDER BY w.due, w.entry LIMIT $2",
            DUE_LOOKED);
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_int(&r, 1, rq->today);
    db_bind_int(&r, 2, DUE_SHOWN);
    reach_bind(rq, RIGHT_KEEP, &r, 3);
    return r;
}

static void due_name(struct rq *rq, struct due_list *l)
{
    struct id body[DUE_SHOWN], place[DUE_SHOWN];
    const char *name[DUE_SHOWN], *lies[DUE_SHOWN];

    for (size_t i = 0; i < l->n; i++) {
        body[i] = l->at[i].body;
        place[i] = l->at[i].place;
    }
    thing_names(rq, kind_find(S("body")), body, l->n, name);
    thing_names(rq, kind_find(S("place")), place, l->n, lies);
    for (size_t i = 0; i < l->n; i++) {
        l->at[i].name = name[i];
        l->at[i].lies = lies[i];
    }
}

static struct due_list *due_read(struct rq *rq)
{
    struct due_list *l = arena_new(rq->arena, struct due_list);
    struct rows r;

    l->staff = rq_staff(rq);
    if (!has_portfolio(rq, l->staff)) {
        r = due_within(rq);
    } else {
        r = db_rows(rq->db, SQL_WEB_DUE_OF_STAFF);
        db_bind_id(&r, 1, l->staff);
        db_bind_int(&r, 2, rq->today);
        db_bind_int(&r, 3, DUE_SHOWN);
    }
    while (l->n < DUE_SHOWN && db_next(&r))
        l->at[l->n++] = (struct due){ .body = db_id(&r, 0),
                                      .place = db_id(&r, 1),
                                      .meets = db_int(&r, 2),
                                      .last = (day)db_int(&r, 3),
                                      .due = (day)db_int(&r, 4) };
    db_done(&r);
    due_name(rq, l);
    return l;
}

size_t work_due_count(struct rq *rq)
{
    return due_read(rq)->n;
}

static void due_draw(struct rq *rq, const struct due_list *l)
{
    const struct kind *k = kind_find(S("body"));

    html(rq, "<h2>%s</h2>", word(rq, "work.due"));
    if (!l->n) {
        html(rq, "<p>%s</p>", word(rq, "work.none_due"));
        return;
    }
    html(rq, "<ul class=\"dues\">");
    for (size_t i = 0; i < l->n; i++) {
        const struct due *d = &l->at[i];

        html(rq,
             "<li><a class=\"who\" href=\"/body/%s\">%s <small>%s · %s · %s %s"
             "</small></a><span class=\"late\"><b class=\"n\">%s</b> %s</span>"
             "<a class=\"button\" href=\"/body/%s/meeting\">%s</a></li>",
             id_text(rq, d->body), d->name, d->lies,
             choice_text(rq, k, "meets", d->meets), word(rq, "work.last"),
             day_text(rq, d->last), number_text(rq, rq->today - d->due, 0),
             word(rq, "work.days_late"), id_text(rq, d->body),
             word(rq, "work.enter"));
    }
    html(rq, "</ul>");
}

/* ---- what came back -----------------------------------------------------*/

static void returned(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_VERDICT_RETURNED);
    bool any = false;

    db_bind_text(&r, 1, rq->who.login);
    card_open(rq, "work.returned");
    html(rq, "<ul class=\"links\">");
    while (db_next(&r)) {
        any = true;
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <small><bdi>%s</bdi> · <bdi>%s"
             "</bdi> · %s</small></li>",
             id_text(rq, db_id(&r, 0)), word_of(rq, "kind", db_str(&r, 1)),
             zstr(rq, db_str(&r, 6)), zstr(rq, db_str(&r, 4)),
             day_text(rq, (day)db_int(&r, 5)));
    }
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "work.none_returned"));
    card_close(rq);
}

static void found(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FOUND_OF);
    bool any = false;

    db_bind_text(&r, 1, rq->who.login);
    db_bind_int(&r, 2,
                (int64_t)(rq->today - FOUND_DAYS) * 86400 - PAKISTAN_SECONDS);
    card_open(rq, "work.found");
    html(rq, "<ul class=\"links\">");
    while (db_next(&r)) {
        any = true;
        html(rq, "<li><b class=\"n\">%s</b> <a href=\"/marked\">%s</a></li>",
             number_text(rq, db_int(&r, 2), 0),
             finding_name(rq, db_str(&r, 0)));
    }
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "work.none_found"));
    card_close(rq);
}

static void work_json(struct rq *rq, const struct due_list *l)
{
    struct keys keys = keys_open(rq);

    key_list(&keys, "due");
    for (size_t i = 0; i < l->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", l->at[i].body);
        key_day(&one, "due", l->at[i].due);
        key_int(&one, "late", rq->today - l->at[i].due);
        key_text(&one, "name", str_of(l->at[i].name));
        keys_close(&one);
    }
    key_list_end(&keys);
    key_id(&keys, "staff", l->staff);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* What changes only when an entry comes, or the day. */
static void cards_draw(struct rq *rq, void *with)
{
    const struct due_list *l = with;
    struct id staff = has_portfolio(rq, l->staff) ? l->staff : ID_NONE;

    offices_alarm(rq, staff);
    returned(rq);
    meetings_unclosed(rq);
    resolved_open(rq, staff);
    found(rq);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/pending\">%s</a></p>",
         word(rq, "pending.title"));
    twins_link(rq);
}

/* My work today: the bodies in my charge whose meeting is late, what I have
 * begun and not sent, what was returned to me, and what a rule has said of my
 * entries of the last thirty days. */
PAGE(work, GET, "/work", RIGHT_KEEP)
{
    struct due_list *l = due_read(rq);

    if (rq->json) {
        work_json(rq, l);
        return;
    }
    frame_open(rq, word(rq, "nav.work"));
    html(rq, "<p class=\"lead\">%s", day_text(rq, rq->today));
    if (!id_none(l->staff)) {
        html(rq, " · ");
        thing_link(rq, "staff", l->staff);
    }
    html(rq, "</p><div class=\"sides\"><div>");
    due_draw(rq, l);
    html(rq, "</div><div class=\"stack-cards\">");
    card_open(rq, "work.drafts");
    html(rq,
         "<div data-drafts><p>%s</p></div><p class=\"tools\"><a "
         "class=\"button\" href=\"/backlog\">%s</a></p>",
         word(rq, "work.no_drafts"), word(rq, "work.backlog"));
    card_close(rq);
    kept_draw(rq, "work", rq->who.login, cards_draw, l);
    html(rq, "</div></div>");
    frame_close(rq);
}
