/* crps - the roster of resource persons and book-keepers, and one of them: what
 * she did, how well, what she was paid. */
#include "learn.sql.h"
#include "web/learn/learn.h"

#define STEPS                                                                  \
    "cadre_crp|book_keeper|clew|tba|health_worker|master|left|unpaid|to_check"
#define QUALITIES "good|fair|poor|not_done"

struct listed {
    struct id entry, person, body;
    int64_t cadre;
    day since, ended, last;
    int64_t tasks, good, due, paid;
};

/* ---- the list -----------------------------------------------------------*/

static void step_where(struct str step, struct buf *s)
{
    const struct field *f = kind_field(kind_find(S("crp")), S("cadre"));
    int cadre = step.n ? choice_find(f->of, step) : -1;

    if (cadre >= 0)
        buf_fmt(s, " AND t.cadre = %d AND t.ended IS NULL", cadre);
    else if (str_same(step, S("left")))
        buf_z(s, " AND t.ended IS NOT NULL");
    else if (str_same(step, S("unpaid")))
        buf_z(s, " AND k.due > k.paid");
    else if (str_same(step, S("to_check")))
        buf_z(s, " AND k.tasks > k.good + k.fair + k.poor + k.undone");
    else
        buf_z(s, " AND t.ended IS NULL");
}

static struct listed listed_of(const struct rows *r)
{
    return (struct listed){ .entry = db_id(r, 0),
                            .person = db_id(r, 1),
                            .body = db_id(r, 2),
                            .cadre = db_int(r, 3),
                            .since = day_in(r, 4),
                            .ended = day_in(r, 5),
                            .tasks = int_in(r, 6),
                            .good = int_in(r, 7),
                            .due = int_in(r, 8),
                            .paid = int_in(r, 9),
                            .last = day_in(r, 10) };
}

static void row_draw(struct rq *rq, const struct rows *r)
{
    const struct listed x = listed_of(r);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/crp/%s\"><bdi>%s</bdi></a> <small>"
         "%s</small></th><td>",
         id_text(rq, x.entry), thing_name(rq, kind_find(S("person")), x.person),
         choice_text(rq, kind_find(S("crp")), "cadre", x.cadre));
    thing_link(rq, "body", x.body);
    html(rq,
         "</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
         learn_days(rq, x.since, x.ended), learn_number(rq, x.tasks),
         learn_number(rq, x.good), rupees(rq, x.due), rupees(rq, x.paid),
         x.last == DAY_NONE ? "" : day_text(rq, x.last));
}

static void list_json(struct keys *k, const struct rows *r)
{
    const struct listed x = listed_of(r);
    const struct field *f = kind_field(kind_find(S("crp")), S("cadre"));

    key_id(k, "body", x.body);
    key_text(k, "cadre", choice_name(f->of, (int)x.cadre));
    key_int(k, "due", x.due);
    key_day(k, "ended", x.ended);
    key_int(k, "good", x.good);
    key_id(k, "id", x.entry);
    key_int(k, "paid", x.paid);
    key_id(k, "person", x.person);
    key_day(k, "since", x.since);
    key_int(k, "tasks", x.tasks);
}

static void list_tools(struct rq *rq)
{
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/crp\">%s"
             "</a></p>",
             word(rq, "crp.add"));
}

static const struct within_list crp_list = {
    .kind = "crp",
    .by = WITHIN_PLACE,
    .steps = { "learn.which", "learn.step", STEPS },
    .sql = "SELECT t.entry, t.person, t.body, t.cadre, t.since, t.ended, "
           "k.tasks, k.good, k.due, k.paid, k.last FROM crp t LEFT JOIN "
           "crp_kept k ON k.thing = t.entry WHERE t.counts = 1",
    .order = "t.since DESC, t.entry",
    .heads = "field.person field.body training.when n:kinds.crp_task "
             "n:crp.good n:crp.due n:crp.paid crp.last",
    .many = "crps",
    .where = step_where,
    .tools = list_tools,
    .row = row_draw,
    .json = list_json,
};

/* The roster within reach: who works as what, for which body, how many tasks, how
 * many found good, what is due and what was paid. */
PAGE(crps, GET, "/crps", RIGHT_REGISTER)
{
    within_page(rq, &crp_list);
}

/* ---- one ----------------------------------------------------------------*/

static void quality_chip(struct rq *rq, int64_t quality)
{
    static const char *const class[] = { "chip good", "chip", "chip warn",
                                         "chip stop" };

    if (quality == INT_NONE || quality < 0 || quality > 3)
        html(rq, "<span class=\"chip\">%s</span>", word(rq, "crp.unchecked"));
    else
        html(rq, "<span class=\"%s\">%s</span>", class[quality],
             word_of(rq, "choice", choice_name(QUALITIES, (int)quality)));
}

static void task_row(struct rq *rq, const struct rows *r, struct id crp,
                     struct id body, bool keeps)
{
    const char *task = id_text(rq, db_id(r, 0));
    int64_t fee = int_in(r, 6), paid = int_in(r, 8);
    int64_t rest = fee == INT_NONE ? 0 : fee - (paid == INT_NONE ? 0 : paid);

    html(rq,
         "<tr><td>%s</td><th scope=\"row\"><a href=\"/entry/%s\">%s</a> "
         "<small><bdi>%s</bdi></small></th><td>",
         day_text(rq, day_in(r, 1)), task,
         choice_text(rq, kind_find(S("crp_task")), "nature", db_int(r, 2)),
         zstr(rq, db_str(r, 3)));
    quality_chip(rq, int_in(r, 7));
    html(rq, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>",
         rupees(rq, fee), rupees(rq, paid));
    if (keeps && db_null(r, 7))
        html(rq,
             "<a class=\"button\" href=\"/new/crp_check?task=%s&amp;held=%s"
             "\">%s</a> ",
             task, day_iso(rq, rq->today), word(rq, "crp.do_check"));
    if (keeps && rest > 0 && (db_null(r, 7) || db_int(r, 7) != 3)) {
        struct buf amount = buf_start(rq->arena);

        decimal_put(&amount, rest, 2);
        html(rq,
             "<a class=\"button\" href=\"/new/crp_fee?crp=%s&amp;task=%s&amp;"
             "held=%s&amp;amount=%s&amp;payer=%s\">%s</a>",
             id_text(rq, crp), task, day_iso(rq, rq->today),
             zstr(rq, buf_str(&amount)), id_text(rq, body),
             word(rq, "crp.pay"));
    }
    html(rq, "</td></tr>");
}

static void tasks_card(struct rq *rq, struct id crp, struct id body, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CRP_TASKS);
    bool any = false;

    card_open(rq, "kinds.crp_task");
    db_bind_id(&r, 1, crp);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held field.what field.quality n:crp.due "
                             "n:crp.paid -");
        task_row(rq, &r, crp, body, keeps);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "crp.no_task"));
    card_close(rq);
}

static void fees_card(struct rq *rq, struct id crp)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CRP_FEES);
    bool any = false;

    db_bind_id(&r, 1, crp);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "kinds.crp_fee");
            listing_open(rq, "field.held n:award.rupees field.payer");
        }
        html(rq, db_int(&r, 6) ? "<tr class=\"off\">" : "<tr>");
        html(rq,
             "<th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td "
             "class=\"n\">%s</td><td>",
             id_text(rq, db_id(&r, 0)), day_text(rq, day_in(&r, 1)),
             rupees(rq, db_int(&r, 2)));
        if (!db_null(&r, 3))
            thing_link(rq, "body", db_id(&r, 3));
        if (!db_null(&r, 4))
            html(rq, "<a href=\"/entry/%s\">%s</a>", id_text(rq, db_id(&r, 4)),
                 word(rq, "field.expense"));
        if (db_int(&r, 6))
            html(rq, " <span class=\"chip stop\">%s</span>",
                 word(rq, "award.taken_back"));
        html(rq, "</td></tr>");
    }
    db_done(&r);
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}

static void sessions_card(struct rq *rq, struct id crp)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CRP_SESSIONS);
    bool any = false;

    db_bind_id(&r, 1, crp);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "kinds.awareness");
            html(rq, "<ul class=\"links\">");
        }
        html(rq,
             "<li><a href=\"/awareness/%s\">%s</a> <small>%s · %s</small></li>",
             id_text(rq, db_id(&r, 0)),
             topic_title(rq, db_str(&r, 2), db_str(&r, 3)),
             day_text(rq, day_in(&r, 1)),
             learn_number(rq, (db_null(&r, 4) ? 0 : db_int(&r, 4)) +
                                  (db_null(&r, 5) ? 0 : db_int(&r, 5))));
    }
    db_done(&r);
    if (any) {
        html(rq, "</ul>");
        card_close(rq);
    }
}

static void deeds_card(struct rq *rq, struct id activist)
{
    struct rows r;
    bool any = false;

    if (id_none(activist))
        return;
    r = db_rows(rq->db, SQL_WEB_CRP_DEEDS);
    db_bind_id(&r, 1, activist);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "crp.deeds");
            html(rq, "<ul class=\"links\">");
        }
        html(rq,
             "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a> <small>%s</small>"
             "</li>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 3)),
             day_text(rq, day_in(&r, 1)));
    }
    db_done(&r);
    if (any) {
        html(rq, "</ul>");
        card_close(rq);
    }
}

static void topics(struct rq *rq, const struct kind *k, const void *record)
{
    const struct field *f = kind_field(k, S("topics"));
    const struct list *list = (const void *)((const char *)record + f->at);
    const struct str *topic = list->at;

    if (!list->n)
        return;
    html(rq, "<dt>%s</dt><dd>", word(rq, "field.topics"));
    for (size_t i = 0; i < list->n; i++)
        html(rq, "%s<bdi>%s</bdi>", i ? lang_comma(rq->lang) : "",
             zstr(rq, topic[i]));
    html(rq, "</dd>");
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record)
{
    int per = said_choice(k, record, "fee_per");

    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term_link(rq, "field.place", "place", said_id(k, record, "place"));
    term(rq, "field.since", day_text(rq, said_day(k, record, "since")));
    if (said_day(k, record, "ended") != DAY_NONE)
        term(rq, "field.ended", day_text(rq, said_day(k, record, "ended")));
    topics(rq, k, record);
    term(rq, "field.fee", rupees(rq, said_number(k, record, "fee")));
    if (per >= 0)
        term(rq, "field.fee_per", choice_text(rq, k, "fee_per", per));
    term_link(rq, "field.payer", "body", said_id(k, record, "payer"));
    term_link(rq, "field.meeting", "meeting", said_id(k, record, "meeting"));
    term_link(rq, "field.activist", "activist", said_id(k, record, "activist"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void tools(struct rq *rq, struct id id, const struct kind *k)
{
    if (!register_may(rq, RIGHT_KEEP, k, id))
        return;
    html(rq,
         "<p class=\"tools\"><a class=\"button main\" href=\"/new/crp_task?crp="
         "%s&amp;held=%s\">%s</a><a class=\"button\" href=\"/new/awareness?crp="
         "%s&amp;held=%s\">%s</a><a class=\"button\" href=\"/edit/crp/%s\">%s"
         "</a></p>",
         id_text(rq, id), day_iso(rq, rq->today), word(rq, "crp.add_task"),
         id_text(rq, id), day_iso(rq, rq->today), word(rq, "awareness.add"),
         id_text(rq, id), word(rq, "crp.edit"));
}

static void figures(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CRP);

    db_bind_id(&r, 1, id);
    if (db_next(&r) && !db_null(&r, 7)) {
        html(rq, "<ul class=\"counters small tiles\">");
        tile(rq, "kinds.crp_task", db_int(&r, 7), 0, "");
        tile(rq, "crp.good", db_int(&r, 8), 0, "");
        tile(rq, "crp.poor", db_int(&r, 10) + db_int(&r, 11), 0, "");
        tile(rq, "crp.reached", db_int(&r, 12) + db_int(&r, 13), 0, "");
        tile(rq, "crp.due", db_int(&r, 14), 2, "");
        tile(rq, "crp.paid", db_int(&r, 15), 2, "");
        html(rq, "</ul>");
    }
    db_done(&r);
}

static void shown_json(struct rq *rq, struct id id, const struct kind *k,
                       const void *record)
{
    struct keys all = keys_open(rq);
    struct rows r = db_rows(rq->db, SQL_WEB_CRP_TASKS);

    key_id(&all, "body", said_id(k, record, "body"));
    key_id(&all, "id", id);
    key_id(&all, "person", said_id(k, record, "person"));
    key_day(&all, "since", said_day(k, record, "since"));
    key_list(&all, "tasks");
    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "fee", int_in(&r, 6));
        key_day(&one, "held", day_in(&r, 1));
        key_id(&one, "id", db_id(&r, 0));
        key_int(&one, "paid", int_in(&r, 8));
        key_int(&one, "quality", int_in(&r, 7));
        key_text(&one, "what", db_str(&r, 3));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&all);
    keys_close(&all);
}

/* One of the roster: her tasks, how well each was done, what is due and was paid,
 * her sessions, what she was taught, what her organisation noted of her. */
PAGE(crp, GET, "/crp/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("crp"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    bool keeps;

    if (!record)
        return;
    if (rq->json) {
        shown_json(rq, id, k, record);
        return;
    }
    keeps = register_may(rq, RIGHT_KEEP, k, id);
    frame_open(rq, thing_name(rq, kind_find(S("person")),
                              said_id(k, record, "person")));
    html(rq, "<p class=\"lead\">%s · ",
         choice_text(rq, k, "cadre", said_choice(k, record, "cadre")));
    thing_link(rq, "person", said_id(k, record, "person"));
    html(rq, "</p>");
    findings_said(rq, id);
    tools(rq, id, k);
    figures(rq, id);
    tasks_card(rq, id, said_id(k, record, "body"), keeps);
    html(rq, "<div class=\"stack-cards\">");
    fees_card(rq, id);
    sessions_card(rq, id);
    learnt_card(rq, said_id(k, record, "person"));
    deeds_card(rq, said_id(k, record, "activist"));
    html(rq, "</div>");
    facts_card(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
