/* health - birth attendants and health workers, and the months of one. */
#include "live.sql.h"
#include "web/live/live.h"

static void worker_row(struct rq *rq, const struct rows *r)
{
    const struct kind *k = kind_find(S("health_worker"));
    bool told = !db_null(r, 7);
    month last = told ? (month)db_int(r, 7) : MONTH_NONE;
    bool late = !told || last < month_of(rq->today) - 2;

    html(rq, "<tr><th scope=\"row\"><a href=\"/health_worker/%s\">%s</a></th>",
         id_text(rq, db_id(r, 0)),
         thing_name(rq, kind_find(S("person")), db_id(r, 1)));
    html(rq, "<td>%s</td><td>", choice_text(rq, k, "cadre", db_int(r, 3)));
    thing_link(rq, "body", db_id(r, 2));
    html(rq, "</td><td>%s</td>", day_text(rq, (day)db_int(r, 4)));
    number_cell(rq, int_in(r, 5));
    number_cell(rq, int_in(r, 6));
    html(rq, "<td><span class=\"%s\">%s</span></td></tr>",
         late ? "chip stop" : "chip",
         told ? month_text(rq, last) : word(rq, "live.no_report"));
}

static void workers_json(struct keys *k, const struct rows *r)
{
    key_int(k, "births", int_in(r, 5));
    key_id(k, "body", db_id(r, 2));
    key_id(k, "id", db_id(r, 0));
    key_id(k, "person", db_id(r, 1));
    key_int(k, "referrals", int_in(r, 6));
    key_day(k, "since", (day)db_int(r, 4));
}

static void step_where(struct str step, struct buf *sql)
{
    buf_z(sql, str_same(step, S("closed")) ? " AND t.until IS NOT NULL" :
                                             " AND t.until IS NULL");
}

static void tools(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    live_new(rq, "health_worker", "live.add_worker", true);
    html(rq, "</p>");
}

static const struct within_list health_worker_list = {
    .kind = "health_worker",
    .by = WITHIN_BODY,
    .steps = { "live.which", "live.step", "closed" },
    .sql = "SELECT t.entry, t.person, t.body, t.cadre, t.since, k.births, "
           "k.referrals, k.last_report FROM health_worker t LEFT JOIN "
           "health_worker_kept k ON k.thing = t.entry WHERE t.counts = 1",
    .order = "coalesce(k.last_report, 0), t.entry",
    .heads = "field.person field.cadre field.body field.since "
             "n:field.births n:field.referrals "
             "live.last_report",
    .many = "workers",
    .where = step_where,
    .tools = tools,
    .row = worker_row,
    .json = workers_json,
};

/* Birth attendants and health workers within reach: the births they attended,
 * whom they referred, and whose months were not told of. */
PAGE(health_workers, GET, "/health-workers", RIGHT_REGISTER)
{
    within_page(rq, &health_worker_list);
}

/* ---- one ----------------------------------------------------------------*/

static void months_card(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HEALTH_REPORTS);
    bool any = false;

    card_open(rq, "kinds.health_report");
    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.month n:field.births n:field.stillbirths "
                             "n:field.mothers_died n:field.newborns_died "
                             "n:field.referrals n:field.mothers_seen "
                             "n:field.children_seen");
        html(rq, "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>",
             id_text(rq, db_id(&r, 0)), month_text(rq, (month)db_int(&r, 1)));
        for (int c = 2; c < 9; c++)
            number_cell(rq, int_in(&r, c));
        html(rq, "</tr>");
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "live.no_report"));
    card_close(rq);
}

static void worker_facts(struct rq *rq, const struct kind *k,
                         const void *record)
{
    day until = said_day(k, record, "until"),
        trained = said_day(k, record, "trained");

    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.person", "person", said_id(k, record, "person"));
    term(rq, "field.cadre",
         choice_text(rq, k, "cadre", said_choice(k, record, "cadre")));
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term(rq, "field.since", day_text(rq, said_day(k, record, "since")));
    if (until != DAY_NONE)
        term(rq, "field.until", day_text(rq, until));
    if (trained != DAY_NONE)
        term(rq, "field.trained.day", day_text(rq, trained));
    term_link(rq, "field.training", "training", said_id(k, record, "training"));
    term(rq, "field.registered", zstr(rq, said_text(k, record, "registered")));
    if (said_number(k, record, "households") != INT_NONE)
        term(rq, "field.households",
             number_text(rq, said_number(k, record, "households"), 0));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void worker_json(struct rq *rq, const struct kind *k, const void *record,
                        struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HEALTH_REPORTS);
    struct keys keys = live_keys(rq, k, record, id);

    key_list(&keys, "months");
    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "births", db_int(&r, 2));
        key_id(&one, "id", db_id(&r, 0));
        key_text(&one, "month", str_of(month_iso(rq, (month)db_int(&r, 1))));
        key_int(&one, "referrals", int_in(&r, 6));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&keys);
    keys_close(&keys);
}

/* One health worker: where she works since when, and what she did in each month.
 */
PAGE(health_worker, GET, "/health_worker/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("health_worker"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        worker_json(rq, k, record, id);
        return;
    }
    frame_open(rq, thing_name(rq, kind_find(S("person")),
                              said_id(k, record, "person")));
    findings_said(rq, id);
    if (register_may(rq, RIGHT_KEEP, k, id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/"
             "health_report?health_worker=%s&amp;month=%s\">%s</a></p>",
             id_text(rq, id), month_iso(rq, month_of(rq->today)),
             word(rq, "live.add_month"));
    months_card(rq, id);
    worker_facts(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
