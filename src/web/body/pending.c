/* pending - what waits to be done for bodies: settlements on the way to one,
 * terms of partnership that nobody signed or that ran out, returns that are
 * owed. Within the asker's reach. */
#include <stdlib.h>

#include "life.sql.h"
#include "web/body/life.h"
#include "web/term.h"
#include "web/today.h"

enum { SHOWN = 100, REGISTERED_MOST = 1000, OWED_MOST = 60 };

struct way {
    struct id entry, place;
    struct str stage;
    day held, revisit;
    int64_t agreed;
};
struct paper {
    struct id entry, body;
    bool expired;
    day until;
};
struct filing {
    struct id body, registration;
    struct owed owed;
};
struct pending {
    struct way way[SHOWN];
    struct paper paper[SHOWN];
    struct filing filing[REGISTERED_MOST];
    size_t ways, papers, filings;
};

/* ---- reading -------------------------------------------------------------*/

/* The last word of each settlement in which no body was formed since. */
static void ways_read(struct rq *rq, struct pending *p)
{
    const struct kind *k = kind_find(S("dialogue"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_z(&sql,
          "SELECT t.entry, t.place, t.stage, t.held, t.revisit, "
          "t.agreed FROM dialogue t WHERE t.counts = 1 AND t.body IS NULL AND "
          "NOT EXISTS (SELECT 1 FROM dialogue l WHERE l.place = t.place AND "
          "l.counts = 1 AND (l.held > t.held OR (l.held = t.held AND l.entry > "
          "t.entry))) AND NOT EXISTS (SELECT 1 FROM body b WHERE b.place = "
          "t.place AND b.counts = 1 AND b.formed >= t.held)");
    reach_kind(rq, k, &sql, 2);
    buf_z(&sql, " ORDER BY coalesce(t.revisit, t.held), t.entry LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, SHOWN);
    reach_bind(rq, kind_reads(k), &r, 2);
    while (p->ways < SHOWN && db_next(&r))
        p->way[p->ways++] = (struct way){
            .entry = db_id(&r, 0),
            .place = db_id(&r, 1),
            .stage = arena_str(rq->arena, db_str(&r, 2)),
            .held = (day)db_int(&r, 3),
            .revisit = db_null(&r, 4) ? DAY_NONE : (day)db_int(&r, 4),
            .agreed = db_null(&r, 5) ? -1 : db_int(&r, 5),
        };
    db_done(&r);
}

size_t pending_ways(struct rq *rq)
{
    struct pending *p = arena_new(rq->arena, struct pending);

    ways_read(rq, p);
    return p->ways;
}

/* The last version of each body, where it is a draft, or its day has come. */
static void papers_read(struct rq *rq, struct pending *p)
{
    const struct kind *k = kind_find(S("partnership"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_z(&sql,
          "SELECT t.entry, t.body, t.state, t.until FROM partnership t WHERE "
          "t.counts = 1 AND (t.state = 0 OR (t.state = 1 AND t.until < $2)) "
          "AND NOT EXISTS (SELECT 1 FROM partnership l WHERE l.body = t.body "
          "AND l.counts = 1 AND (l.version > t.version OR (l.version = "
          "t.version AND l.entry > t.entry)))");
    reach_kind(rq, k, &sql, 3);
    buf_z(&sql, " ORDER BY t.until NULLS FIRST, t.entry LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, SHOWN);
    db_bind_int(&r, 2, rq->today);
    reach_bind(rq, kind_reads(k), &r, 3);
    while (p->papers < SHOWN && db_next(&r))
        p->paper[p->papers++] = (struct paper){
            .entry = db_id(&r, 0),
            .body = db_id(&r, 1),
            .expired = db_int(&r, 2) == 1,
            .until = db_null(&r, 3) ? DAY_NONE : (day)db_int(&r, 3),
        };
    db_done(&r);
}

static int by_due(const void *a, const void *b)
{
    const struct filing *x = a, *y = b;

    if (x->owed.due != y->owed.due)
        return x->owed.due < y->owed.due ? -1 : 1;
    return id_order(x->registration, y->registration);
}

/* Of each registration what is owed first. */
static void filings_read(struct rq *rq, struct pending *p)
{
    const struct kind *k = kind_find(S("registration"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_z(&sql, "SELECT t.entry, t.body, t.regime, t.registered FROM "
                "registration t WHERE t.counts = 1 AND t.state = 1 AND "
                "t.registered IS NOT NULL");
    reach_kind(rq, k, &sql, 2);
    buf_z(&sql, " ORDER BY t.registered, t.entry LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, REGISTERED_MOST);
    reach_bind(rq, kind_reads(k), &r, 2);
    while (p->filings < REGISTERED_MOST && db_next(&r)) {
        struct owed owed[OWED_MOST];

        if (owed_read(rq, db_id(&r, 0), db_int(&r, 2), (day)db_int(&r, 3), owed,
                      OWED_MOST))
            p->filing[p->filings++] = (struct filing){ db_id(&r, 1),
                                                       db_id(&r, 0), owed[0] };
    }
    db_done(&r);
    if (p->filings)
        qsort(p->filing, p->filings, sizeof *p->filing, by_due);
    if (p->filings > SHOWN)
        p->filings = SHOWN;
}

/* ---- drawing -------------------------------------------------------------*/

static void day_chip(struct rq *rq, day d, const char *key)
{
    html(rq,
         d < rq->today ? " <span class=\"chip stop\">%s %s</span>" :
                         " <span class=\"chip\">%s %s</span>",
         key ? word(rq, key) : "", day_text(rq, d));
}

static void list_end(struct rq *rq, size_t n)
{
    html(rq, "</ul>");
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "pending.nothing"));
}

/* The stage that was reached, and a way to note the next: at the last one
 * that comes before the body stands, the body itself. */
static void stage_draw(struct rq *rq, const struct way *w)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PENDING_STAGE);
    bool keeps = rq_writes(rq, kind_find(S("dialogue")));

    db_bind_id(&r, 1, w->entry);
    if (db_next(&r)) {
        const struct kind *body = kind_find(S("body"));

        html(rq, " <span class=\"chip\">%s</span>", in_their_words(rq, &r, 0));
        if (keeps && db_str(&r, 3).n)
            html(rq,
                 " <a class=\"act\" href=\"/new/dialogue?place=%s&amp;"
                 "pathway=%s&amp;stage=%s&amp;held=%s\">%s</a>",
                 id_text(rq, w->place), url_part(rq, db_str(&r, 7)),
                 url_part(rq, db_str(&r, 3)), day_iso(rq, rq->today),
                 in_their_words(rq, &r, 4));
        if (keeps && (!db_str(&r, 3).n || !db_int(&r, 9)))
            html(rq,
                 " <a class=\"act\" href=\"/new/body?place=%s&amp;nature=%s"
                 "&amp;formed=%s\">%s</a>",
                 id_text(rq, w->place),
                 zstr(rq, choice_name(kind_field(body, S("nature"))->of,
                                      (int)db_int(&r, 8))),
                 day_iso(rq, rq->today), word(rq, "pending.form"));
    }
    db_done(&r);
}

static void first_link(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PENDING_FIRST);

    if (db_next(&r))
        html(rq,
             "<p><a class=\"act\" href=\"/new/dialogue?held=%s&amp;pathway=%s"
             "&amp;stage=%s\">%s</a></p>",
             day_iso(rq, rq->today), url_part(rq, db_str(&r, 0)),
             url_part(rq, db_str(&r, 1)), word(rq, "pending.first"));
    db_done(&r);
}

static void ways_draw(struct rq *rq, const struct pending *p)
{
    const struct kind *k = kind_find(S("dialogue"));

    card_open(rq, "pending.ways");
    if (rq_writes(rq, k))
        first_link(rq);
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < p->ways; i++) {
        const struct way *w = &p->way[i];

        html(rq, "<li><a href=\"/entry/%s\">%s</a> <small>%s",
             id_text(rq, w->entry), place_name(rq, w->place),
             day_text(rq, w->held));
        if (w->agreed >= 0)
            html(rq, " · %s: %s", word(rq, "field.agreed"),
                 choice_text(rq, k, "agreed", w->agreed));
        html(rq, "</small>");
        if (w->revisit != DAY_NONE)
            day_chip(rq, w->revisit, "field.revisit");
        stage_draw(rq, w);
        html(rq, "</li>");
    }
    list_end(rq, p->ways);
    card_close(rq);
}

static void papers_draw(struct rq *rq, const struct pending *p)
{
    card_open(rq, "pending.papers");
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < p->papers; i++) {
        html(rq, "<li>");
        thing_link(rq, "body", p->paper[i].body);
        if (p->paper[i].expired)
            day_chip(rq, p->paper[i].until, "pending.ran_out");
        else
            html(rq, " <span class=\"chip warn\">%s</span>",
                 word(rq, "choice.draft"));
        html(rq, "</li>");
    }
    list_end(rq, p->papers);
    card_close(rq);
}

static void filings_draw(struct rq *rq, const struct pending *p)
{
    const struct kind *k = kind_find(S("due_return"));

    card_open(rq, "pending.returns");
    html(rq, "<ul class=\"links\">");
    for (size_t i = 0; i < p->filings; i++) {
        html(rq, "<li>");
        thing_link(rq, "body", p->filing[i].body);
        html(rq, " <small>%s</small>",
             choice_text(rq, k, "what", p->filing[i].owed.what));
        day_chip(rq, p->filing[i].owed.due, NULL);
        html(rq, "</li>");
    }
    list_end(rq, p->filings);
    card_close(rq);
}

static void pending_json(struct rq *rq, const struct pending *p)
{
    struct keys k = keys_open(rq);
    struct buf *b = &rq->body;

    key_any(&k, "returns");
    buf_char(b, '[');
    for (size_t i = 0; i < p->filings; i++) {
        struct keys one;

        buf_z(b, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", p->filing[i].body);
        key_day(&one, "due", p->filing[i].owed.due);
        keys_close(&one);
    }
    buf_char(b, ']');
    key_any(&k, "settlements");
    buf_char(b, '[');
    for (size_t i = 0; i < p->ways; i++) {
        struct keys one;

        buf_z(b, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "entry", p->way[i].entry);
        key_id(&one, "place", p->way[i].place);
        key_day(&one, "revisit", p->way[i].revisit);
        key_text(&one, "stage", p->way[i].stage);
        keys_close(&one);
    }
    buf_char(b, ']');
    key_any(&k, "terms");
    buf_char(b, '[');
    for (size_t i = 0; i < p->papers; i++) {
        struct keys one;

        buf_z(b, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", p->paper[i].body);
        key_id(&one, "entry", p->paper[i].entry);
        keys_close(&one);
    }
    buf_char(b, ']');
    keys_close(&k);
    buf_char(b, '\n');
}

/* What waits: settlements on the way to a body, the next visit first; terms of
 * partnership that are no more than a draft, or ran out; the returns that
 * registered bodies owe, the earliest first. */
PAGE(pending, GET, "/pending", RIGHT_REGISTER)
{
    struct pending *p = arena_new(rq->arena, struct pending);

    ways_read(rq, p);
    papers_read(rq, p);
    filings_read(rq, p);
    if (rq->json) {
        pending_json(rq, p);
        return;
    }
    frame_open(rq, word(rq, "pending.title"));
    html(rq, "<div class=\"stack-cards\">");
    ways_draw(rq, p);
    papers_draw(rq, p);
    filings_draw(rq, p);
    html(rq, "</div>");
    frame_close(rq);
}
