/* trainee - who learns a trade: the list, and one with what was paid and how
 * she fares afterwards. */
#include "award.sql.h"
#include "web/award/award.h"

struct learning {
    struct id entry, person, household;
    struct str trade, institute;
    day held, finished;
    int64_t result, visits, work; /* INT_NONE: not said */
};

static const char *const step_name[] = { "learning", "visit", "done" };
enum { STEP_LEARNING, STEP_VISIT, STEP_DONE };

/* After the course: visits 3 and 6 months later. */
static int step_of(const struct learning *x)
{
    if (x->finished == DAY_NONE)
        return STEP_LEARNING;
    if (x->result == 0 && (x->visits == INT_NONE || x->visits < 6))
        return STEP_VISIT;
    return STEP_DONE;
}

static int visit_months(const struct learning *x)
{
    return x->visits == INT_NONE || x->visits < 3 ? 3 : 6;
}

static day visit_due(const struct learning *x)
{
    return step_of(x) == STEP_VISIT ?
               months_after(x->finished, visit_months(x)) :
               DAY_NONE;
}

#define VISITS                                                                 \
    "(SELECT CAST(max(f.months) AS BIGINT) FROM followup_visit f WHERE "       \
    "f.trainee = t.entry AND f.counts = 1)"

static const char *step_where(struct str step)
{
    if (str_same(step, S("learning")))
        return " AND t.finished IS NULL";
    if (str_same(step, S("visit")))
        return " AND t.finished IS NOT NULL AND t.result = 0 AND "
               "coalesce(" VISITS ", 0) < 6";
    if (str_same(step, S("done")))
        return " AND t.finished IS NOT NULL AND (t.result <> 0 OR t.result IS "
               "NULL OR coalesce(" VISITS ", 0) >= 6)";
    return "";
}

static struct rows trainees_ask(struct rq *rq, const struct within *a,
                                struct id only)
{
    const struct kind *k = kind_find(S("trainee"));
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s,
          "SELECT t.entry, t.person, t.household, t.trade, t.institute, "
          "t.held, t.finished, t.result, " VISITS
          " AS visits, (SELECT f.work FROM followup_visit f WHERE f.trainee = "
          "t.entry AND f.counts = 1 ORDER BY f.held DESC, f.entry LIMIT 1) AS "
          "work FROM trainee t WHERE ");
    if (id_none(only)) {
        buf_z(&s, "t.counts = 1");
        buf_z(&s, step_where(rq_arg(rq, "step")));
        within_where(rq, k, a, &s, 3);
        buf_z(&s, " ORDER BY t.held DESC, t.entry LIMIT $1 OFFSET $2");
    } else {
        buf_z(&s, "t.entry = $1 ORDER BY t.entry");
    }
    r = db_text_rows(rq->db, buf_str(&s));
    if (id_none(only)) {
        db_bind_int(&r, 1, WITHIN_SHOWN);
        db_bind_int(&r, 2, (a->page - 1) * WITHIN_SHOWN);
        within_bind(rq, k, a, &r, 3);
    } else {
        db_bind_id(&r, 1, only);
    }
    return r;
}

static struct learning learning_read(struct rq *rq, const struct rows *r)
{
    return (struct learning){ .entry = db_id(r, 0),
                              .person = db_id(r, 1),
                              .household = db_id(r, 2),
                              .trade = arena_str(rq->arena, db_str(r, 3)),
                              .institute = arena_str(rq->arena, db_str(r, 4)),
                              .held = (day)db_int(r, 5),
                              .finished = day_in(r, 6),
                              .result = int_in(r, 7),
                              .visits = int_in(r, 8),
                              .work = int_in(r, 9) };
}

static void step_draw(struct rq *rq, const struct learning *x)
{
    int step = step_of(x);
    day due = visit_due(x);

    html(rq, "<span class=\"%s\">%s",
         step == STEP_DONE                  ? "chip good" :
         due != DAY_NONE && due < rq->today ? "chip stop" :
                                              "chip",
         word_of(rq, "award.step", str_of(step_name[step])));
    if (due != DAY_NONE)
        html(rq, " %s", day_text(rq, due));
    html(rq, "</span>");
}

static const char *work_text(struct rq *rq, int64_t work)
{
    return work == INT_NONE ?
               "" :
               choice_text(rq, kind_find(S("followup_visit")), "work", work);
}

static void learning_draw(struct rq *rq, const struct learning *x)
{
    html(rq, "<tr><th scope=\"row\"><a href=\"/trainee/%s\">%s</a></th><td>",
         id_text(rq, x->entry),
         thing_name(rq, kind_find(S("person")), x->person));
    household_line(rq, x->household);
    html(rq,
         "</td><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td><td>%s</td><td>%s"
         "</td><td>",
         zstr(rq, x->trade), zstr(rq, x->institute), day_text(rq, x->held),
         work_text(rq, x->work));
    step_draw(rq, x);
    html(rq, "</td></tr>");
}

static void trainees_json(struct rq *rq, const struct learning *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "trainees");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_day(&k, "due", visit_due(&x[i]));
        key_day(&k, "finished", x[i].finished);
        key_day(&k, "held", x[i].held);
        key_id(&k, "household", x[i].household);
        key_id(&k, "id", x[i].entry);
        key_text(&k, "next", str_of(step_name[step_of(&x[i])]));
        key_id(&k, "person", x[i].person);
        key_text(&k, "trade", x[i].trade);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Who learns a trade within reach, the latest first; who has work afterwards,
 * and whom to visit next. */
PAGE(trainees, GET, "/trainees", RIGHT_REGISTER)
{
    struct learning *x = arena_many(rq->arena, struct learning, WITHIN_SHOWN);
    struct within a;
    struct rows r;
    size_t n = 0;

    if (!within_read(rq, WITHIN_HOUSEHOLD, &a))
        return;
    r = trainees_ask(rq, &a, ID_NONE);
    while (n < WITHIN_SHOWN && db_next(&r))
        x[n++] = learning_read(rq, &r);
    db_done(&r);
    if (rq->json) {
        trainees_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.trainee"));
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/trainee\">%s</a></p>",
             word(rq, "trainee.add"));
    within_filter(rq, &a,
                  &(struct within_steps){ "award.next", "award.step",
                                          "learning|visit|done" });
    if (n) {
        listing_open(rq, "field.person field.household field.trade "
                         "field.institute field.since field.work award.next");
        for (size_t i = 0; i < n; i++)
            learning_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    within_pager(rq, &a, n);
    frame_close(rq);
}

/* ---- one ----------------------------------------------------------------*/

enum { WHAT_PAID, WHAT_VISIT };

static void step_row(struct rq *rq, const struct rows *r)
{
    bool visit = db_int(r, 0) == WHAT_VISIT;

    html(rq, db_int(r, 9) ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<td>%s</td><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>"
         "<td><bdi>%s</bdi>",
         day_text(rq, (day)db_int(r, 2)), id_text(rq, db_id(r, 1)),
         visit ?
             kind_word(rq, kind_find(S("followup_visit"))) :
             choice_text(rq, kind_find(S("stipend")), "nature", db_int(r, 5)),
         zstr(rq, db_str(r, 4)));
    if (visit && !db_null(r, 7))
        html(rq, " <span class=\"chip\">%s</span>",
             work_text(rq, db_int(r, 7)));
    if (db_int(r, 9))
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "award.taken_back"));
    html(rq, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         rupees(rq, int_in(r, 3)), rupees(rq, int_in(r, 8)));
}

static void steps_card(struct rq *rq, struct id trainee)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRAINEE_STEPS);
    bool any = false;

    card_open(rq, "award.done");
    db_bind_id(&r, 1, trainee);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(
                rq, "benefit.on field.what - n:award.rupees n:field.income");
        step_row(rq, &r);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "award.nothing"));
    card_close(rq);
}

static void way_card(struct rq *rq, const struct learning *x, bool keeps)
{
    const char *id = id_text(rq, x->entry);

    card_open(rq, "award.next");
    html(rq, "<p>");
    step_draw(rq, x);
    html(rq, "</p>");
    if (keeps)
        html(rq, "<p class=\"tools\">");
    if (keeps && step_of(x) == STEP_LEARNING)
        html(rq,
             "<a class=\"button main\" href=\"/edit/trainee/%s?finished=%s\">%s"
             "</a>",
             id, day_iso(rq, rq->today), word(rq, "trainee.finish"));
    if (keeps && step_of(x) == STEP_VISIT)
        html(rq,
             "<a class=\"button main\" href=\"/new/followup_visit?trainee=%s"
             "&amp;held=%s&amp;months=%d\">%s</a>",
             id, day_iso(rq, rq->today), visit_months(x),
             word(rq, "award.do_visit"));
    if (keeps)
        html(rq,
             "<a class=\"button\" href=\"/new/stipend?trainee=%s&amp;held=%s\">"
             "%s</a></p>",
             id, day_iso(rq, rq->today), word(rq, "trainee.pay"));
    card_close(rq);
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record)
{
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\"><dt>%s</dt><dd>",
         word(rq, "field.household"));
    household_line(rq, said_id(k, record, "household"));
    html(rq, "</dd>");
    term_link(rq, "field.person", "person", said_id(k, record, "person"));
    term(rq, "field.trade", zstr(rq, said_text(k, record, "trade")));
    term(rq, "field.institute", zstr(rq, said_text(k, record, "institute")));
    term(rq, "field.since", day_text(rq, said_day(k, record, "held")));
    if (said_day(k, record, "finished") != DAY_NONE)
        term(rq, "field.finished",
             day_text(rq, said_day(k, record, "finished")));
    term(rq, "field.days", number_text(rq, said_number(k, record, "days"), 0));
    if (said_number(k, record, "attended") != INT_NONE)
        term(rq, "field.attended",
             number_text(rq, said_number(k, record, "attended"), 0));
    if (said_choice(k, record, "result") >= 0)
        term(rq, "field.result",
             choice_text(rq, k, "result", said_choice(k, record, "result")));
    term(rq, "field.certificate",
         zstr(rq, said_text(k, record, "certificate")));
    term(rq, "field.stipend_total",
         rupees(rq, said_number(k, record, "stipend_total")));
    term(rq, "field.toolkit_cost",
         rupees(rq, said_number(k, record, "toolkit_cost")));
    term(rq, "field.assessed", zstr(rq, said_text(k, record, "assessed")));
    term_link(rq, "field.decision", "decision", said_id(k, record, "decision"));
    term_link(rq, "field.rsp", "rsp", said_id(k, record, "rsp"));
    term_link(rq, "field.fund", "fund", said_id(k, record, "fund"));
    html(rq, "</dl>");
    card_close(rq);
}

/* Somebody who learns a trade: the course, stipend and toolkit, and how she
 * fares three and six months afterwards. */
PAGE(trainee, GET, "/trainee/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("trainee"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    struct learning x = { 0 };
    struct within none = { 0 };
    struct rows r;

    if (!record)
        return;
    r = trainees_ask(rq, &none, id);
    if (db_next(&r))
        x = learning_read(rq, &r);
    db_done(&r);
    if (rq->json) {
        trainees_json(rq, &x, 1);
        return;
    }
    frame_open(rq, thing_name(rq, kind_find(S("person")), x.person));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi> · <bdi>%s</bdi></p>",
         zstr(rq, x.trade), zstr(rq, x.institute));
    findings_said(rq, id);
    html(rq, "<div class=\"stack-cards\">");
    way_card(rq, &x, register_may(rq, RIGHT_KEEP, k, id));
    steps_card(rq, id);
    html(rq, "</div>");
    facts_card(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
