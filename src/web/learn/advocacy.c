/* advocacy - issues that bodies carry to whoever can settle them, and one of them
 * with its steps. */
#include "learn.sql.h"
#include "web/learn/learn.h"

#define STEPS "unanswered|promised|granted|refused|to_follow"
#define ANSWERS "no_answer|listened|promised|partly|granted|refused"

struct listed {
    struct id entry, body;
    struct str title, whom;
    int64_t sector, answer, steps;
    day since, next_on;
};

/* ---- the list -----------------------------------------------------------*/

static void step_where(struct str step, struct buf *sql)
{
    static const struct {
        const char *name, *where;
    } of[] = {
        { "unanswered", " AND coalesce(k.answer, 0) = 0" },
        { "promised", " AND k.answer IN (1, 2, 3)" },
        { "granted", " AND k.answer = 4" },
        { "refused", " AND k.answer = 5" },
        { "to_follow", " AND k.next_on IS NOT NULL AND k.next_on <= $3" },
    };

    for (size_t i = 0; i < LEN(of); i++)
        if (str_same(step, str_of(of[i].name)))
            buf_z(sql, of[i].where);
}

static struct listed listed_of(struct rq *rq, const struct rows *r)
{
    return (struct listed){ .entry = db_id(r, 0),
                            .body = db_id(r, 1),
                            .title = arena_str(rq->arena, db_str(r, 2)),
                            .whom = arena_str(rq->arena, db_str(r, 3)),
                            .sector = db_int(r, 4),
                            .answer = int_in(r, 5),
                            .steps = int_in(r, 6),
                            .since = day_in(r, 7),
                            .next_on = day_in(r, 8) };
}

static void answer_chip(struct rq *rq, int64_t answer)
{
    static const char *const class[] = {
        "chip", "chip", "chip", "chip warn", "chip good", "chip stop"
    };
    int at = answer == INT_NONE || answer < 0 || answer > 5 ? 0 : (int)answer;

    html(rq, "<span class=\"%s\">%s</span>", class[at],
         word_of(rq, "choice", choice_name(ANSWERS, at)));
}

static void row_draw(struct rq *rq, const struct rows *r)
{
    const struct listed x = listed_of(rq, r);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/advocacy/%s\"><bdi>%s</bdi></a> "
         "<small>%s</small></th><td>",
         id_text(rq, x.entry), zstr(rq, x.title),
         choice_text(rq, kind_find(S("advocacy")), "sector", x.sector));
    thing_link(rq, "body", x.body);
    html(rq,
         "</td><td><bdi>%s</bdi></td><td>%s</td><td class=\"n\">%s</td><td>",
         zstr(rq, x.whom), day_text(rq, x.since), learn_number(rq, x.steps));
    answer_chip(rq, x.answer);
    if (x.next_on != DAY_NONE)
        html(rq, " <span class=\"%s\">%s</span>",
             x.next_on < rq->today ? "chip stop" : "chip",
             day_text(rq, x.next_on));
    html(rq, "</td></tr>");
}

static void list_json(struct keys *k, const struct rows *r)
{
    const struct listed x = listed_of(k->rq, r);

    key_text(k, "answer",
             x.answer == INT_NONE ? S("no_answer") :
                                    choice_name(ANSWERS, (int)x.answer));
    key_id(k, "body", x.body);
    key_id(k, "id", x.entry);
    key_day(k, "next_on", x.next_on);
    key_day(k, "since", x.since);
    key_int(k, "steps", x.steps);
    key_text(k, "title", x.title);
    key_text(k, "whom", x.whom);
}

static void tools(struct rq *rq)
{
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/advocacy?since=%s\">%s</a></p>",
             day_iso(rq, rq->today), word(rq, "advocacy.add"));
}

static const struct within_list advocacy_list = {
    .kind = "advocacy",
    .by = WITHIN_PLACE,
    .steps = { "learn.which", "learn.step", STEPS },
    .sql = "SELECT t.entry, t.body, t.title, t.whom, t.sector, k.answer, "
           "k.steps, t.since, k.next_on FROM advocacy t LEFT JOIN "
           "advocacy_kept k ON k.thing = t.entry WHERE t.counts = 1",
    .order = "t.since DESC, t.entry",
    .heads = "kind.advocacy field.body field.whom field.since "
             "n:advocacy.steps field.answer",
    .many = "issues",
    .where = step_where,
    .tools = tools,
    .row = row_draw,
    .json = list_json,
};

/* Issues within reach, the latest first: who carries them to whom, what was
 * answered, and what is to be followed up. */
PAGE(advocacy_list, GET, "/advocacy", RIGHT_REGISTER)
{
    within_page(rq, &advocacy_list);
}

/* ---- one ----------------------------------------------------------------*/

static void step_item(struct rq *rq, const struct rows *r)
{
    html(rq, "<li><p><a href=\"/entry/%s\">%s</a> %s <bdi>%s</bdi>",
         id_text(rq, db_id(r, 0)),
         choice_text(rq, kind_find(S("advocacy_step")), "action", db_int(r, 2)),
         day_text(rq, day_in(r, 1)), zstr(rq, db_str(r, 3)));
    if (db_str(r, 4).n)
        html(rq, " → <bdi>%s</bdi>", zstr(rq, db_str(r, 4)));
    html(rq, "</p>");
    if (!db_null(r, 5)) {
        html(rq, "<p>");
        answer_chip(rq, db_int(r, 5));
        if (!db_null(r, 6))
            html(rq, " %s", day_text(rq, day_in(r, 6)));
        html(rq, " <bdi>%s</bdi></p>", zstr(rq, db_str(r, 7)));
    }
    if (db_str(r, 8).n)
        html(rq, "<p><strong>%s</strong>: <bdi>%s</bdi></p>",
             word(rq, "field.changed"), zstr(rq, db_str(r, 8)));
    html(rq, "</li>");
}

static void steps_card(struct rq *rq, struct id id, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ADVOCACY_STEPS);
    bool any = false;

    card_open(rq, "advocacy.steps");
    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        if (!any)
            html(rq, "<ol class=\"steps\">");
        step_item(rq, &r);
    }
    db_done(&r);
    html(rq, any ? "</ol>" : "");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "advocacy.nothing"));
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/advocacy_step?advocacy=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, id), day_iso(rq, rq->today),
             word(rq, "advocacy.step"));
    card_close(rq);
}

static void bodies_line(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ADVOCACY_BODIES);
    bool any = false;

    db_bind_id(&r, 1, id);
    for (; db_next(&r); any = true) {
        html(rq, "%s", any ? lang_comma(rq->lang) : "");
        if (!any)
            html(rq, "<dt>%s</dt><dd>", word(rq, "advocacy.behind"));
        thing_link(rq, "body", db_id(&r, 0));
    }
    db_done(&r);
    if (any)
        html(rq, "</dd>");
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record,
                       struct id id)
{
    static const char *const count[] = { "households", "women", "men" };

    card_open(rq, "award.facts");
    html(rq, "<p><bdi>%s</bdi></p><dl class=\"fields\">",
         zstr(rq, said_text(k, record, "issue")));
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    bodies_line(rq, id);
    term(rq, "field.whom", zstr(rq, said_text(k, record, "whom")));
    term(rq, "field.post", zstr(rq, said_text(k, record, "post")));
    term(rq, "field.wanted", zstr(rq, said_text(k, record, "wanted")));
    term(rq, "field.since", day_text(rq, said_day(k, record, "since")));
    if (said_day(k, record, "until") != DAY_NONE)
        term(rq, "field.until", day_text(rq, said_day(k, record, "until")));
    term_link(rq, "field.place", "place", said_id(k, record, "place"));
    for (size_t i = 0; i < LEN(count); i++) {
        struct buf key = buf_start(rq->arena);

        buf_fmt(&key, "field.%s", count[i]);
        term(rq, zstr(rq, buf_str(&key)),
             learn_number(rq, said_number(k, record, count[i])));
    }
    term_link(rq, "field.resolution", "resolution",
              said_id(k, record, "resolution"));
    term_link(rq, "field.staff", "staff", said_id(k, record, "staff"));
    html(rq, "</dl>");
    card_close(rq);
}

static void shown_json(struct rq *rq, struct id id, const struct kind *k,
                       const void *record)
{
    struct keys all = keys_open(rq);
    struct rows r = db_rows(rq->db, SQL_WEB_ADVOCACY_STEPS);

    key_id(&all, "body", said_id(k, record, "body"));
    key_id(&all, "id", id);
    key_text(&all, "issue", said_text(k, record, "issue"));
    key_list(&all, "steps");
    db_bind_id(&r, 1, id);
    for (size_t i = 0; db_next(&r); i++) {
        struct keys one = key_item(rq, i);

        key_text(&one, "answer",
                 db_null(&r, 5) ? S("") :
                                  choice_name(ANSWERS, (int)db_int(&r, 5)));
        key_text(&one, "changed", db_str(&r, 8));
        key_day(&one, "held", day_in(&r, 1));
        key_text(&one, "what", db_str(&r, 3));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&all);
    key_text(&all, "title", said_text(k, record, "title"));
    keys_close(&all);
}

/* An issue: what is wanted of whom, which bodies stand behind it, each step with
 * its answer, and what changed. */
PAGE(advocacy_show, GET, "/advocacy/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("advocacy"));
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    if (rq->json) {
        shown_json(rq, id, k, record);
        return;
    }
    frame_open(rq, zstr(rq, said_text(k, record, "title")));
    html(rq, "<p class=\"lead\">%s · <bdi>%s</bdi></p>",
         choice_text(rq, k, "sector", said_choice(k, record, "sector")),
         zstr(rq, said_text(k, record, "whom")));
    findings_said(rq, id);
    steps_card(rq, id, register_may(rq, RIGHT_KEEP, k, id));
    facts_card(rq, k, record, id);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
