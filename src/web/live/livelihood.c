/* livelihood - work with land, plants and animals: the list with what is to be
 * counted next, and one with what of it is alive. */
#include "core/live.h"
#include "live.sql.h"
#include "web/live/live.h"
#include "web/term.h"

#define STEPS "due|plants|animals|plots"

struct work {
    struct id entry, body;
    const char *title;
    struct str species;
    day held, due;
    int64_t quantity, alive;
};

static const char *step_where(struct str step)
{
    if (str_same(step, S("due")))
        return " AND w.due IS NOT NULL";
    if (str_same(step, S("plants")))
        return " AND w.nature = 0";
    if (str_same(step, S("animals")))
        return " AND w.nature IN (1, 2)";
    if (str_same(step, S("plots")))
        return " AND w.nature > 2";
    return "";
}

static size_t works_read(struct rq *rq, const struct within *a,
                         struct work *out)
{
    bool due = str_same(a->step, S("due"));
    struct buf s = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&s, "SELECT t.entry, t.body, c.title, c.title_ur, c.title_sd, "
              "t.species, t.held, w.due, t.quantity, w.alive FROM nrm t JOIN "
              "nrm_kept w ON w.thing = t.entry LEFT JOIN activity_kind c ON "
              "c.code = t.activity AND c.counts = 1 WHERE t.counts = 1");
    buf_z(&s, step_where(a->step));
    r = live_rows(rq, kind_find(S("nrm")), a, &s,
                  due ? " ORDER BY w.due, t.entry LIMIT $1 OFFSET $2" :
                        " ORDER BY t.held DESC, t.entry LIMIT $1 OFFSET $2",
                  true);
    while (n < WITHIN_SHOWN && db_next(&r))
        out[n++] = (struct work){ .entry = db_id(&r, 0),
                                  .body = db_id(&r, 1),
                                  .title = in_their_words(rq, &r, 2),
                                  .species = arena_str(rq->arena,
                                                       db_str(&r, 5)),
                                  .held = (day)db_int(&r, 6),
                                  .due = day_in(&r, 7),
                                  .quantity = int_in(&r, 8),
                                  .alive = int_in(&r, 9) };
    db_done(&r);
    return n;
}

/* ---- what it comes to ---------------------------------------------------*/

struct sums {
    int64_t plants, counted, alive, animals, area, women, men;
};

static struct sums sums_read(struct rq *rq, const struct within *a)
{
    struct buf s = buf_start(rq->arena);
    struct sums x = { 0 };
    struct rows r;

    buf_z(&s,
          "SELECT w.nature, CAST(sum(w.planted) AS BIGINT), CAST(sum(CASE WHEN "
          "w.alive IS NULL THEN 0 ELSE w.planted END) AS BIGINT), "
          "CAST(sum(coalesce(w.alive, 0)) AS BIGINT), CAST(sum(w.area) AS "
          "BIGINT), CAST(sum(w.women) AS BIGINT), CAST(sum(w.men) AS BIGINT) "
          "FROM nrm t JOIN nrm_kept w ON w.thing = t.entry WHERE t.counts = 1");
    r = live_rows(rq, kind_find(S("nrm")), a, &s,
                  " GROUP BY w.nature ORDER BY w.nature", false);
    while (db_next(&r)) {
        int64_t nature = int_in(&r, 0);

        x.counted += db_int(&r, 2);
        x.alive += db_int(&r, 3);
        x.women += db_int(&r, 5);
        x.men += db_int(&r, 6);
        if (nature == NRM_PLANTS)
            x.plants += db_int(&r, 1);
        else if (nature == NRM_VACCINATION || nature == NRM_TREATMENT)
            x.animals += db_int(&r, 1);
        else
            x.area += db_int(&r, 4);
    }
    db_done(&r);
    return x;
}

static void sums_draw(struct rq *rq, const struct sums *x)
{
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "live.plants", x->plants, 0, "");
    tile(rq, "live.alive", x->counted ? x->alive : INT_NONE, 0,
         share_text(rq, x->alive, x->counted));
    tile(rq, "live.animals", x->animals, 0, "");
    tile(rq, "live.acres", x->area, 2, "");
    tile(rq, "live.women", x->women, 0, "");
    tile(rq, "live.men", x->men, 0, "");
    html(rq, "</ul>");
}

/* ---- the page -----------------------------------------------------------*/

static void work_row(struct rq *rq, const struct work *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/nrm/%s\"><bdi>%s</bdi></a> "
         "<small>%s</small></th><td>",
         id_text(rq, x->entry), zstr(rq, x->species), x->title);
    thing_link(rq, "body", x->body);
    html(rq, "</td><td>%s</td>", day_text(rq, x->held));
    number_cell(rq, x->quantity);
    html(rq, "<td class=\"n\">%s</td><td>",
         share_text(rq, x->alive, x->quantity));
    if (x->due != DAY_NONE)
        due_chip(rq, word(rq, "live.count_on"), x->due);
    html(rq, "</td></tr>");
}

static void works_json(struct rq *rq, const struct work *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "works");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "alive", x[i].alive);
        key_id(&k, "body", x[i].body);
        key_day(&k, "due", x[i].due);
        key_day(&k, "held", x[i].held);
        key_id(&k, "id", x[i].entry);
        key_int(&k, "quantity", x[i].quantity);
        key_text(&k, "species", x[i].species);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

static void ways_draw(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    live_new(rq, "nrm", "live.add_work", true);
    html(rq,
         "<a class=\"button\" href=\"/enterprises\">%s</a><a class=\"button\" "
         "href=\"/trades\">%s</a><a class=\"button\" href=\"/schools\">%s</a>"
         "<a class=\"button\" href=\"/literacy\">%s</a><a class=\"button\" "
         "href=\"/health-workers\">%s</a><a class=\"button\" "
         "href=\"/report/livelihood\">%s</a></p>",
         word(rq, "kinds.enterprise"), word(rq, "kinds.joint_trade"),
         word(rq, "kinds.school"), word(rq, "kinds.literacy"),
         word(rq, "kinds.health_worker"), word(rq, "report.livelihood"));
}

/* Plants, animals, plots and gardens within reach: how much was done, what of it
 * is alive, and what is to be counted next. */
PAGE(livelihood, GET, "/livelihood", RIGHT_REGISTER)
{
    struct work *x = arena_many(rq->arena, struct work, WITHIN_SHOWN);
    struct within a;
    struct sums sums;
    size_t n;

    if (!within_read(rq, WITHIN_BODY, &a))
        return;
    n = works_read(rq, &a, x);
    if (rq->json) {
        works_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "live.title"));
    ways_draw(rq);
    within_filter(rq, &a,
                  &(struct within_steps){ "live.which", "live.step", STEPS });
    sums = sums_read(rq, &a);
    sums_draw(rq, &sums);
    if (n) {
        listing_open(rq, "field.species field.body field.held n:field.quantity "
                         "n:live.alive live.next");
        for (size_t i = 0; i < n; i++)
            work_row(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    within_pager(rq, &a, n);
    frame_close(rq);
}

/* ---- one ----------------------------------------------------------------*/

static void counts_card(struct rq *rq, struct id id, int64_t planted)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVIVAL);
    bool any = false;

    card_open(rq, "kinds.survival");
    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held n:field.months n:field.alive - "
                             "field.lost_to");
        html(rq, "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)));
        number_cell(rq, db_int(&r, 2));
        number_cell(rq, db_int(&r, 3));
        html(rq, "<td>%s</td><td>%s</td></tr>",
             share_text(rq, db_int(&r, 3), planted),
             db_null(&r, 4) ? "" :
                              choice_text(rq, kind_find(S("survival")),
                                          "lost_to", db_int(&r, 4)));
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "live.not_counted"));
    card_close(rq);
}

static void next_card(struct rq *rq, struct id id, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NRM_NEXT);
    day due = DAY_NONE;
    int64_t months = 0;

    db_bind_id(&r, 1, id);
    if (db_next(&r)) {
        due = day_in(&r, 0);
        months = int_in(&r, 1);
    }
    db_done(&r);
    if (due == DAY_NONE)
        return;
    card_open(rq, "live.next");
    html(rq, "<p>");
    due_chip(rq, word(rq, "live.count_on"), due);
    html(rq, "</p>");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/survival?"
             "nrm=%s&amp;held=%s&amp;months=%lld\">%s</a></p>",
             id_text(rq, id), day_iso(rq, rq->today), (long long)months,
             word(rq, "live.count"));
    card_close(rq);
}

static void parts_card(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NRM_PARTS);
    bool any = false;

    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "live.households");
            listing_open(rq, "field.household field.person n:field.quantity "
                             "n:award.rupees");
        }
        html(rq, "<tr><th scope=\"row\">");
        household_line(rq, db_id(&r, 0));
        html(rq, "</th><td>");
        thing_link(rq, "person", db_id(&r, 1));
        html(rq, "</td>");
        number_cell(rq, int_in(&r, 2));
        rupees_cell(rq, int_in(&r, 3));
        html(rq, "</tr>");
    }
    db_done(&r);
    if (!any)
        return;
    listing_close(rq);
    card_close(rq);
}

static void number_term(struct rq *rq, const char *key, int64_t n, int scale)
{
    if (n != INT_NONE)
        term(rq, key, number_text(rq, n, scale));
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record)
{
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term(rq, "field.held", day_text(rq, said_day(k, record, "held")));
    term(rq, "field.variety", zstr(rq, said_text(k, record, "variety")));
    term(rq, "field.disease", zstr(rq, said_text(k, record, "disease")));
    number_term(rq, "field.quantity", said_number(k, record, "quantity"), 0);
    number_term(rq, "field.area", said_number(k, record, "area"), 2);
    number_term(rq, "field.women", said_number(k, record, "women"), 0);
    number_term(rq, "field.men", said_number(k, record, "men"), 0);
    term(rq, "field.input_cost",
         rupees(rq, said_number(k, record, "input_cost")));
    term(rq, "field.contribution",
         rupees(rq, said_number(k, record, "contribution")));
    term(rq, "field.supplier", zstr(rq, said_text(k, record, "supplier")));
    term_link(rq, "field.worker", "person", said_id(k, record, "worker"));
    term_link(rq, "field.staff", "staff", said_id(k, record, "staff"));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void nrm_json(struct rq *rq, const struct kind *k, const void *record,
                     struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVIVAL);
    struct keys keys = live_keys(rq, k, record, id);

    key_list(&keys, "survival");
    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "alive", db_int(&r, 3));
        key_day(&one, "held", (day)db_int(&r, 1));
        key_id(&one, "id", db_id(&r, 0));
        key_int(&one, "months", db_int(&r, 2));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&keys);
    keys_close(&keys);
}

/* One piece of work with land or animals: what was done with whom, which
 * households got it, and what was alive at each count. */
PAGE(nrm, GET, "/nrm/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("nrm"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        nrm_json(rq, k, record, id);
        return;
    }
    frame_open(rq, zstr(rq, said_text(k, record, "species")));
    findings_said(rq, id);
    html(rq, "<div class=\"stack-cards\">");
    next_card(rq, id, register_may(rq, RIGHT_KEEP, k, id));
    counts_card(rq, id, said_number(k, record, "quantity"));
    html(rq, "</div>");
    facts_card(rq, k, record);
    parts_card(rq, id);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
