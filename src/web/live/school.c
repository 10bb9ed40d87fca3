/* school - community schools with their pupils, centres of adult literacy. */
#include "live.sql.h"
#include "web/live/live.h"

struct school_row {
    struct id entry, body;
    struct str name;
    int64_t pupils, level, girls, boys;
    day counted, closed;
};

static void step_where(struct str step, struct buf *sql)
{
    buf_z(sql, str_same(step, S("closed")) ? " AND t.closed IS NOT NULL" :
                                             " AND t.closed IS NULL");
}

static struct school_row school_row_of(struct rq *rq, const struct rows *r)
{
    return (struct school_row){ .entry = db_id(r, 0),
                                .body = db_id(r, 1),
                                .name = arena_str(rq->arena, db_str(r, 2)),
                                .pupils = int_in(r, 3),
                                .level = int_in(r, 4),
                                .girls = int_in(r, 5),
                                .boys = int_in(r, 6),
                                .counted = day_in(r, 7),
                                .closed = day_in(r, 8) };
}

static void school_line(struct rq *rq, const struct rows *r)
{
    const struct school_row x = school_row_of(rq, r);
    const struct kind *k = kind_find(S("school"));

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/school/%s\"><bdi>%s</bdi></a></th>"
         "<td>%s</td><td>%s</td><td>",
         id_text(rq, x.entry), zstr(rq, x.name),
         choice_text(rq, k, "pupils", x.pupils),
         choice_text(rq, k, "level", x.level));
    thing_link(rq, "body", x.body);
    html(rq, "</td>");
    number_cell(rq, x.girls);
    number_cell(rq, x.boys);
    html(rq, "<td>%s</td></tr>",
         x.counted == DAY_NONE ? "" : day_text(rq, x.counted));
}

static void schools_json(struct keys *k, const struct rows *r)
{
    const struct school_row x = school_row_of(k->rq, r);

    key_id(k, "body", x.body);
    key_int(k, "boys", x.boys);
    key_day(k, "counted", x.counted);
    key_int(k, "girls", x.girls);
    key_id(k, "id", x.entry);
    key_text(k, "name", x.name);
}

static void tools(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    live_new(rq, "school", "live.add_school", true);
    html(rq, "<a class=\"button\" href=\"/literacy\">%s</a></p>",
         word(rq, "kinds.literacy"));
}

static const struct within_list school_list = {
    .kind = "school",
    .by = WITHIN_BODY,
    .steps = { "live.which", "live.step", "closed" },
    .sql = "SELECT t.entry, t.body, t.name, t.pupils, t.level, k.girls, "
           "k.boys, k.counted_on, t.closed FROM school t LEFT JOIN "
           "school_kept k ON k.thing = t.entry WHERE t.counts = 1",
    .order = "t.name, t.entry",
    .heads = "kind.school field.pupils field.level field.body "
             "n:field.girls n:field.boys live.counted_on",
    .many = "schools",
    .where = step_where,
    .tools = tools,
    .row = school_line,
    .json = schools_json,
};

/* Community schools within reach, with the girls and boys of the last count. */
PAGE(schools, GET, "/schools", RIGHT_REGISTER)
{
    within_page(rq, &school_list);
}

/* ---- one ----------------------------------------------------------------*/

static void enrolments_card(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ENROLMENTS);
    bool any = false;

    card_open(rq, "kinds.enrolment");
    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held n:field.girls n:field.boys "
                             "n:field.present_girls n:field.present_boys "
                             "n:field.disabled n:field.poorest");
        html(rq, "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)));
        for (int c = 2; c < 8; c++)
            number_cell(rq, int_in(&r, c));
        html(rq, "</tr>");
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "live.not_counted"));
    card_close(rq);
}

static void school_facts(struct rq *rq, const struct kind *k,
                         const void *record)
{
    static const struct {
        const char *name, *key;
    } number[] = { { "rooms", "field.rooms" },
                   { "teachers_women", "field.teachers_women" },
                   { "teachers_men", "field.teachers_men" } };
    day closed = said_day(k, record, "closed");

    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term(rq, "field.pupils",
         choice_text(rq, k, "pupils", said_choice(k, record, "pupils")));
    term(rq, "field.level",
         choice_text(rq, k, "level", said_choice(k, record, "level")));
    term(rq, "field.opened", day_text(rq, said_day(k, record, "opened")));
    if (closed != DAY_NONE)
        term(rq, "field.closed", day_text(rq, closed));
    for (size_t i = 0; i < LEN(number); i++)
        if (said_number(k, record, number[i].name) != INT_NONE)
            term(rq, number[i].key,
                 number_text(rq, said_number(k, record, number[i].name), 0));
    term(rq, "field.supported_by",
         zstr(rq, said_text(k, record, "supported_by")));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void school_json(struct rq *rq, const struct kind *k, const void *record,
                        struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ENROLMENTS);
    struct keys keys = live_keys(rq, k, record, id);

    key_list(&keys, "enrolments");
    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "boys", db_int(&r, 3));
        key_int(&one, "girls", db_int(&r, 2));
        key_day(&one, "held", (day)db_int(&r, 1));
        key_id(&one, "id", db_id(&r, 0));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&keys);
    keys_close(&keys);
}

/* One community school: who keeps it, who teaches, and its girls and boys at
 * each count. */
PAGE(school, GET, "/school/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("school"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        school_json(rq, k, record, id);
        return;
    }
    frame_open(rq, zstr(rq, said_text(k, record, "name")));
    findings_said(rq, id);
    if (register_may(rq, RIGHT_KEEP, k, id))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/"
             "enrolment?school=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, id), day_iso(rq, rq->today),
             word(rq, "live.add_enrolment"));
    enrolments_card(rq, id);
    school_facts(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}

/* ---- literacy -----------------------------------------------------------*/

static void centre_row(struct rq *rq, const struct rows *r)
{
    int64_t learn = (db_null(r, 5) ? 0 : db_int(r, 5)) +
                    (db_null(r, 6) ? 0 : db_int(r, 6));
    int64_t passed = (db_null(r, 7) ? 0 : db_int(r, 7)) +
                     (db_null(r, 8) ? 0 : db_int(r, 8));
    day assessed = day_in(r, 4);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/entry/%s\"><bdi>%s</bdi></a></th>"
         "<td>",
         id_text(rq, db_id(r, 0)), zstr(rq, db_str(r, 2)));
    thing_link(rq, "body", db_id(r, 1));
    html(rq, "</td><td>%s</td>", day_text(rq, (day)db_int(r, 3)));
    for (int c = 5; c < 9; c++)
        number_cell(rq, int_in(r, c));
    html(rq, "<td class=\"n\">%s</td><td>%s</td></tr>",
         assessed == DAY_NONE ? "" : share_text(rq, passed, learn),
         assessed == DAY_NONE ? word(rq, "live.learning") :
                                day_text(rq, assessed));
}

static void centres_json(struct keys *k, const struct rows *r)
{
    static const char *const name[] = { "women", "men", "women_passed",
                                        "men_passed" };

    key_id(k, "body", db_id(r, 1));
    key_day(k, "held", (day)db_int(r, 3));
    key_id(k, "id", db_id(r, 0));
    key_text(k, "name", db_str(r, 2));
    for (int c = 0; c < (int)LEN(name); c++)
        key_int(k, name[c], int_in(r, 5 + c));
}

static void literacy_where(struct str step, struct buf *sql)
{
    if (str_same(step, S("learning")))
        buf_z(sql, " AND t.assessed IS NULL");
}

static void literacy_tools(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    live_new(rq, "literacy", "live.add_centre", true);
    html(rq, "</p>");
}

static const struct within_list literacy_list = {
    .kind = "literacy",
    .by = WITHIN_BODY,
    .steps = { "live.which", "live.step", "learning" },
    .sql = "SELECT t.entry, t.body, t.name, t.held, t.assessed, t.women, "
           "t.men, t.women_passed, t.men_passed FROM literacy t WHERE "
           "t.counts = 1",
    .order = "t.held DESC, t.entry",
    .heads = "kind.literacy field.body field.held "
             "n:field.women n:field.men n:field.women_passed "
             "n:field.men_passed n:live.passed_rate "
             "field.assessed",
    .many = "centres",
    .where = literacy_where,
    .tools = literacy_tools,
    .row = centre_row,
    .json = centres_json,
};

/* Centres of adult literacy within reach: who learns there, who passed. */
PAGE(literacies, GET, "/literacy", RIGHT_REGISTER)
{
    within_page(rq, &literacy_list);
}
