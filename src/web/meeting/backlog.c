/* backlog - which old registers are still to be keyed, and one of them, some
 * months at a time; then the next one. */
#include "web/meeting/backlog.h"

#include <string.h>

#include "meeting.sql.h"
#include "web/batch.h"
#include "web/register.h"

enum { BODIES_SHOWN = 200, ROOM = 600 };

/* ---- the list -----------------------------------------------------------*/

static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };

/* Bodies within the asker's reach by name, those after (name, entry) where that
 * is said; and how far each is keyed. */
static struct rows bodies(struct rq *rq, struct str name, struct id after,
                          int most)
{
    struct buf b = buf_start(rq->arena);
    struct rows r;

    buf_z(&b,
          "SELECT w.entry, w.name, w.place, w.formed, (SELECT CAST(max(g.held) "
          "AS BIGINT) FROM meeting g WHERE g.body = w.entry AND g.counts = 1) "
          "AS last_met, (SELECT count(*) FROM meeting g WHERE g.body = w.entry "
          "AND g.counts = 1) AS met, (SELECT CAST(max(o.held) AS BIGINT) FROM "
          "opening o WHERE o.body = w.entry AND o.counts = 1) AS carried FROM "
          "(SELECT t.entry, t.name, t.place, t.formed FROM body t WHERE "
          "t.counts = 1 AND t.nature <= 3 AND t.name >= $1 AND (t.name > $1 OR "
          "t.entry > $2)");
    reach_where(rq, RIGHT_KEEP, &own, &b, 4);
    buf_z(&b, " ORDER BY t.name, t.entry LIMIT $3) AS w ORDER BY w.name, "
              "w.entry");
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_text(&r, 1, name);
    db_bind_id(&r, 2, after);
    db_bind_int(&r, 3, most);
    reach_bind(rq, RIGHT_KEEP, &r, 4);
    return r;
}

static void body_row(struct rq *rq, const struct rows *r)
{
    const char *id = id_text(rq, db_id(r, 0));

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/backlog/%s\"><bdi>%s</bdi></a> "
         "<small>%s</small></th><td>%s</td><td class=\"n\">%s</td><td>%s</td>",
         id, thing_name(rq, kind_find(S("body")), db_id(r, 0)),
         place_name(rq, db_id(r, 2)), day_text(rq, (day)db_int(r, 3)),
         number_text(rq, db_int(r, 5), 0),
         db_null(r, 4) ? "" : month_text(rq, month_of((day)db_int(r, 4))));
    html(rq, "<td>%s</td></tr>",
         db_null(r, 6) ? "" : day_text(rq, (day)db_int(r, 6)));
}

static void list_draw(struct rq *rq, struct rows *r)
{
    struct id last = ID_NONE;
    const char *name = "";
    int n = 0;

    listing_open(
        rq, "kind.body body.formed n:body.meetings backlog.until kind.opening");
    for (; db_next(r); n++) {
        last = db_id(r, 0);
        name = zstr(rq, db_str(r, 1));
        body_row(rq, r);
    }
    listing_close(rq);
    if (n == BODIES_SHOWN)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/backlog?after=%s"
             "&amp;name=%s\">%s</a></p>",
             id_text(rq, last), url_part(rq, str_of(name)),
             word(rq, "backlog.more"));
}

static void list_json(struct rq *rq, struct rows *r)
{
    struct keys keys = keys_open(rq);

    key_list(&keys, "bodies");
    for (int i = 0; db_next(r); i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", db_id(r, 0));
        key_day(&one, "last", db_null(r, 4) ? DAY_NONE : (day)db_int(r, 4));
        key_int(&one, "meetings", db_int(r, 5));
        key_text(&one, "name", db_str(r, 1));
        keys_close(&one);
    }
    key_list_end(&keys);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

/* Bodies and how far their registers are keyed, by name: the work of keying old
 * books goes down this list. */
PAGE(backlog, GET, "/backlog", RIGHT_KEEP)
{
    struct id after = ID_NONE;
    struct rows r;

    id_read(rq_arg(rq, "after"), &after);
    r = bodies(rq, rq_arg(rq, "name"), after, BODIES_SHOWN);
    if (rq->json) {
        list_json(rq, &r);
        db_done(&r);
        return;
    }
    frame_open(rq, word(rq, "backlog.title"));
    html(rq,
         "<p class=\"lead\">%s</p><p class=\"tools\"><a class=\"button main\" "
         "href=\"/body/old\">%s</a></p>",
         word(rq, "backlog.lead"), word(rq, "old.title"));
    list_draw(rq, &r);
    db_done(&r);
    frame_close(rq);
}

/* ---- one body -----------------------------------------------------------*/

/* Where it goes on: the month after its last meeting, or that of its cut-off
 * sheet, or of its formation; never beyond this month. */
static month month_next(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BACKLOG_FROM);
    month m = month_of(rq->today);

    db_bind_id(&r, 1, body);
    if (db_next(&r)) {
        if (!db_null(&r, 0))
            m = month_of((day)db_int(&r, 0)) + 1;
        else if (!db_null(&r, 1))
            m = month_of((day)db_int(&r, 1));
        else if (!db_null(&r, 2))
            m = month_of((day)db_int(&r, 2));
    }
    db_done(&r);
    return m > month_of(rq->today) ? month_of(rq->today) : m;
}

/* Meetings that are kept already fill their month, the first of them first. */
static void there_read(struct rq *rq, struct backlog *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BACKLOG_THERE);

    db_bind_id(&r, 1, b->s->hall.id);
    db_bind_int(&r, 2, month_first(b->from));
    db_bind_int(&r, 3, month_end(b->from + b->months - 1));
    while (db_next(&r)) {
        day held = (day)db_int(&r, 1);
        int at = (month_of(held) - b->from) * b->each, last = at + b->each;

        while (at < last && !id_none(b->column[at].there))
            at++;
        if (at == last)
            continue;
        b->column[at].there = db_id(&r, 0);
        b->column[at].held = held;
    }
    db_done(&r);
}

static struct str asked(struct rq *rq, const char *name)
{
    return rq->page->method == PAGE_POST ? rq_part(rq, name) : rq_arg(rq, name);
}

/* NULL when it has answered. */
static struct backlog *backlog_start(struct rq *rq)
{
    struct backlog *b = arena_new(rq->arena, struct backlog);
    struct hall hall;
    struct id body;
    int64_t months = MONTHS_SHOWN, each = 1;

    if (!rq_id(rq, 0, &body) || !rq_sees(rq, kind_find(S("body")), body) ||
        !hall_find(rq, body, &hall)) {
        not_here(rq);
        return NULL;
    }
    if (!rq_may_in(rq, RIGHT_KEEP, &hall.scope)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    b->posted = rq->page->method == PAGE_POST;
    b->found = findings_start(rq->arena);
    b->s = sitting_start(rq, &hall);
    if (!month_read(asked(rq, "from"), &b->from) ||
        b->from > month_of(rq->today))
        b->from = month_next(rq, body);
    if (int_read(asked(rq, "months"), &months))
        months = months < 1 ? 1 : months > MONTHS_MOST ? MONTHS_MOST : months;
    b->months = (int)months;
    if (b->from + b->months - 1 > month_of(rq->today))
        b->months = (int)(month_of(rq->today) - b->from + 1);
    if (int_read(asked(rq, "each"), &each))
        each = each < 1 ? 1 : each > EACH_MOST ? EACH_MOST : each;
    b->each = (int)each;
    b->columns = b->months * b->each;
    for (int i = 0; i < b->columns; i++)
        b->column[i] = (struct month_column){ .month = b->from + i / b->each,
                                              .held = DAY_NONE,
                                              .total = INT_NONE,
                                              .not_held = -1 };
    roster_between(rq, b->s, month_first(b->from),
                   month_end(b->from + b->months - 1));
    there_read(rq, b);
    backlog_take(rq, b);
    return b;
}

static void backlog_json(struct rq *rq, const struct backlog *b)
{
    struct keys keys = keys_open(rq);
    struct buf from = buf_start(rq->arena);

    month_put(&from, b->from);
    key_id(&keys, "body", b->s->hall.id);
    key_text(&keys, "from", buf_str(&from));
    key_int(&keys, "each", b->each);
    key_int(&keys, "months", b->months);
    key_any(&keys, "findings");
    findings_json(rq, &b->found);
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

static void show(struct rq *rq, const struct backlog *b)
{
    if (rq->json)
        backlog_json(rq, b);
    else
        backlog_draw(rq, b);
}

/* One register as it stands in the book: its members down, months across; what
 * is typed in a cell is what that member saved at that month's meeting. */
PAGE(backlog_body, GET, "/backlog/*", RIGHT_KEEP)
{
    struct backlog *b = backlog_start(rq);

    if (b)
        show(rq, b);
}

/* ---- keeping it ---------------------------------------------------------*/

struct sending {
    struct backlog *b;
    struct batch batch;
};

static void again(struct rq *rq, const struct backlog *b, int status)
{
    rq->status = status;
    show(rq, b);
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct sending *x = memo;
    struct outcome *o = arena_many(rq->arena, struct outcome, x->batch.n);
    struct buf to = buf_start(rq->arena);

    if (!heard || !ask_outcomes_read(reply, rq->arena, o, x->batch.n)) {
        tell(&x->b->found, STOP, "form.unsure", "");
        again(rq, x->b, 503);
        return;
    }
    if (batch_refused(rq, &x->batch, o, &x->b->found)) {
        again(rq, x->b, 422);
        return;
    }
    buf_fmt(&to, "/backlog/%s?kept=%lld&from=", id_text(rq, x->b->s->hall.id),
            (long long)x->batch.n);
    month_put(&to, x->b->from + x->b->months);
    if (x->b->each > 1)
        buf_fmt(&to, "&each=%d", x->b->each);
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static const char *where_of(struct rq *rq, int column)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "month[%d]", column);
    return zstr(rq, buf_str(&b));
}

/* Keeps each column that says something as a meeting, all in one transaction. */
PAGE(backlog_body_go, POST, "/backlog/*", RIGHT_KEEP)
{
    struct sending *x = arena_new(rq->arena, struct sending);
    struct backlog *b = backlog_start(rq);

    if (!b)
        return;
    x->b = b;
    x->batch = batch_start(rq, COLUMNS_MOST);
    for (int i = 0; i < b->columns; i++) {
        struct buf when = buf_start(rq->arena);

        month_put(&when, b->column[i].month);
        if (i % b->each)
            buf_fmt(&when, "/%d", i % b->each + 1);
        if (b->column[i].said)
            batch_add(rq, &x->batch, b->s->kind,
                      id_beside(rq, b->s->id, "month", buf_str(&when)),
                      b->column[i].record, where_of(rq, i));
    }
    if (!x->batch.n)
        tell(&b->found, STOP, "backlog.nothing", "");
    batch_judge(rq, &x->batch, &b->found);
    if (findings_stop(&b->found)) {
        again(rq, b, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, x->batch.at, x->batch.n), told,
           x);
}

/* ---- the next register --------------------------------------------------*/

/* To the body that comes after this one on the list. */
PAGE(backlog_next, GET, "/backlog/*/next", RIGHT_KEEP)
{
    struct buf to = buf_start(rq->arena);
    struct hall hall;
    struct id body;
    struct rows r;

    if (!rq_id(rq, 0, &body) || !rq_sees(rq, kind_find(S("body")), body) ||
        !hall_find(rq, body, &hall)) {
        not_here(rq);
        return;
    }
    r = db_rows(rq->db, SQL_WEB_BACKLOG_NAME);
    db_bind_id(&r, 1, body);
    if (db_next(&r)) {
        struct str name = arena_str(rq->arena, db_str(&r, 0));

        db_done(&r);
        r = bodies(rq, name, body, 1);
    }
    body = db_next(&r) ? db_id(&r, 0) : ID_NONE;
    db_done(&r);
    if (rq->json) {
        struct keys keys = keys_open(rq);

        key_id(&keys, "body", body);
        keys_close(&keys);
        return;
    }
    buf_z(&to, "/backlog");
    if (!id_none(body))
        buf_fmt(&to, "/%s", id_text(rq, body));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}
