/* awareness - sessions with a toolkit, and whether what was promised at them was
 * kept. */
#include "learn.sql.h"
#include "web/learn/learn.h"

#define STEPS "open|overdue|all_kept"

struct listed {
    struct id entry, body, place;
    struct str toolkit, topic;
    day held, due;
    int64_t women, men, promised, kept, open;
};

/* ---- the list -----------------------------------------------------------*/

static void step_where(struct str step, struct buf *sql)
{
    static const struct {
        const char *name, *where;
    } of[] = {
        { "open", " AND k.open > 0" },
        { "overdue", " AND k.open > 0 AND k.due < $3" },
        { "all_kept", " AND k.commitments > 0 AND k.done = k.commitments" },
    };

    for (size_t i = 0; i < LEN(of); i++)
        if (str_same(step, str_of(of[i].name)))
            buf_z(sql, of[i].where);
}

static struct listed listed_of(struct rq *rq, const struct rows *r)
{
    return (struct listed){ .entry = db_id(r, 0),
                            .body = db_id(r, 1),
                            .place = db_id(r, 2),
                            .toolkit = arena_str(rq->arena, db_str(r, 3)),
                            .topic = arena_str(rq->arena, db_str(r, 4)),
                            .held = day_in(r, 5),
                            .due = day_in(r, 6),
                            .women = int_in(r, 7),
                            .men = int_in(r, 8),
                            .promised = int_in(r, 9),
                            .kept = int_in(r, 10),
                            .open = int_in(r, 11) };
}

static void row_draw(struct rq *rq, const struct rows *r)
{
    const struct listed x = listed_of(rq, r);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/awareness/%s\">%s</a> <small>%s"
         "</small></th><td>",
         id_text(rq, x.entry), topic_title(rq, x.toolkit, x.topic),
         learn_title(rq, "toolkit", x.toolkit));
    if (id_none(x.body))
        html(rq, "%s", place_name(rq, x.place));
    else
        thing_link(rq, "body", x.body);
    html(rq,
         "</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td><td class=\"n\">%s</td><td>",
         day_text(rq, x.held), learn_number(rq, x.women),
         learn_number(rq, x.men), learn_number(rq, x.promised),
         learn_number(rq, x.kept));
    if (x.open != INT_NONE && x.open > 0 && x.due != DAY_NONE)
        html(rq, "<span class=\"%s\">%s</span>",
             x.due < rq->today ? "chip stop" : "chip", day_text(rq, x.due));
    html(rq, "</td></tr>");
}

static void list_json(struct keys *k, const struct rows *r)
{
    const struct listed x = listed_of(k->rq, r);

    key_id(k, "body", x.body);
    key_day(k, "due", x.due);
    key_day(k, "held", x.held);
    key_id(k, "id", x.entry);
    key_int(k, "kept", x.kept);
    key_int(k, "men", x.men);
    key_int(k, "promised", x.promised);
    key_text(k, "toolkit", x.toolkit);
    key_text(k, "topic", x.topic);
    key_int(k, "women", x.women);
}

static void tools(struct rq *rq)
{
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/awareness?held=%s\">%s</a></p>",
             day_iso(rq, rq->today), word(rq, "awareness.add"));
}

static const struct within_list awareness_list = {
    .kind = "awareness",
    .by = WITHIN_PLACE,
    .steps = { "learn.which", "learn.step", STEPS },
    .sql = "SELECT t.entry, t.body, t.place, t.toolkit, t.topic, t.held, "
           "k.due, t.women, t.men, k.commitments, k.done, k.open FROM "
           "awareness t LEFT JOIN awareness_kept k ON k.thing = t.entry "
           "WHERE t.counts = 1",
    .order = "t.held DESC, t.entry",
    .heads = "field.topic awareness.where field.held "
             "n:training.women n:training.men "
             "n:field.commitments n:awareness.kept awareness.due",
    .many = "sessions",
    .where = step_where,
    .tools = tools,
    .row = row_draw,
    .json = list_json,
};

/* Awareness sessions within reach, the latest first: topic, who came, what was
 * promised and kept, and what is to be asked next. */
PAGE(awareness_list, GET, "/awareness", RIGHT_REGISTER)
{
    within_page(rq, &awareness_list);
}

/* ---- one ----------------------------------------------------------------*/

/* How a promise stands: the last that somebody found of it. */
struct found_of {
    bool said;
    struct id entry;
    day held;
    int64_t kept;
    const char *note;
};

static struct found_of found_read(struct rq *rq, struct id check)
{
    struct found_of x = { .entry = check };
    struct rows r;

    if (id_none(check))
        return x;
    r = db_rows(rq->db, SQL_WEB_PROMISE_CHECK);
    db_bind_id(&r, 1, check);
    if (db_next(&r)) {
        x.said = true;
        x.held = day_in(&r, 0);
        x.kept = db_int(&r, 1);
        x.note = zstr(rq, db_str(&r, 3));
    }
    db_done(&r);
    return x;
}

static void promise_row(struct rq *rq, struct id session, const struct rows *r,
                        bool keeps)
{
    static const char *const class[] = { "chip good", "chip warn",
                                         "chip stop" };
    struct found_of f = found_read(rq, db_id(r, 4));
    day due = day_in(r, 2);

    html(rq,
         "<tr><td class=\"n\">%s</td><th scope=\"row\"><bdi>%s</bdi></th><td>%s"
         "</td><td>",
         learn_number(rq, db_int(r, 0)), zstr(rq, db_str(r, 1)),
         due == DAY_NONE ? "" : day_text(rq, due));
    if (f.said)
        html(rq,
             "<a class=\"%s\" href=\"/entry/%s\">%s</a> <small>%s <bdi>%s</bdi>"
             "</small>",
             class[f.kept < 0 || f.kept > 2 ? 2 : f.kept], id_text(rq, f.entry),
             choice_text(rq, kind_find(S("commitment_check")), "kept", f.kept),
             day_text(rq, f.held), f.note);
    else if (due != DAY_NONE && due < rq->today)
        html(rq, "<span class=\"chip stop\">%s</span>",
             word(rq, "awareness.to_ask"));
    if (keeps && (!f.said || f.kept != 0))
        html(rq,
             " <a class=\"button\" href=\"/new/commitment_check?awareness=%s"
             "&amp;number=%lld&amp;held=%s\">%s</a>",
             id_text(rq, session), (long long)db_int(r, 0),
             day_iso(rq, rq->today), word(rq, "awareness.check"));
    html(rq, "</td></tr>");
}

static void promises_card(struct rq *rq, struct id session, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PROMISES);
    bool any = false;

    card_open(rq, "field.commitments");
    db_bind_id(&r, 1, session);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq,
                         "n:awareness.number field.what field.due field.kept");
        promise_row(rq, session, &r, keeps);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "awareness.nothing"));
    card_close(rq);
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record)
{
    static const char *const count[] = { "women", "men", "girls", "boys",
                                         "minutes" };
    struct id crp = said_id(k, record, "crp");

    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term(rq, "field.toolkit",
         learn_title(rq, "toolkit", learn_code(k, record, "toolkit")));
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term_link(rq, "field.place", "place", said_id(k, record, "place"));
    if (!id_none(crp))
        html(rq, "<dt>%s</dt><dd><a href=\"/crp/%s\">%s</a></dd>",
             word(rq, "field.crp"), id_text(rq, crp), word(rq, "kind.crp"));
    term_link(rq, "field.staff", "staff", said_id(k, record, "staff"));
    for (size_t i = 0; i < LEN(count); i++) {
        struct buf key = buf_start(rq->arena);

        buf_fmt(&key, "field.%s", count[i]);
        term(rq, zstr(rq, buf_str(&key)),
             learn_number(rq, said_number(k, record, count[i])));
    }
    term(rq, "field.materials", zstr(rq, said_text(k, record, "materials")));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void shown_json(struct rq *rq, struct id id, const struct kind *k,
                       const void *record)
{
    struct keys all = keys_open(rq);
    struct rows r = db_rows(rq->db, SQL_WEB_PROMISES);

    key_day(&all, "held", said_day(k, record, "held"));
    key_id(&all, "id", id);
    key_list(&all, "promises");
    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i++) {
        struct found_of f = found_read(rq, db_id(&r, 4));
        struct keys one = key_item(rq, i);

        key_day(&one, "due", day_in(&r, 2));
        key_int(&one, "kept", f.said ? f.kept : INT_NONE);
        key_int(&one, "number", db_int(&r, 0));
        key_text(&one, "what", db_str(&r, 1));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&all);
    key_text(&all, "topic", said_text(k, record, "topic"));
    keys_close(&all);
}

/* A session: who held it, who came, what was promised until when, and whether it
 * was kept. */
PAGE(awareness_show, GET, "/awareness/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("awareness"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        shown_json(rq, id, k, record);
        return;
    }
    frame_open(rq, topic_title(rq, learn_code(k, record, "toolkit"),
                               said_text(k, record, "topic")));
    html(rq, "<p class=\"lead\">%s</p>",
         day_text(rq, said_day(k, record, "held")));
    findings_said(rq, id);
    promises_card(rq, id, register_may(rq, RIGHT_KEEP, k, id));
    facts_card(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
