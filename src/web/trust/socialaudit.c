/* socialaudit - a body before its people: the audits of a place, and one with
 * its questions, what hangs on the wall, and who got what. */
#include "report/gains.h"
#include "socialaudit.sql.h"
#include "web/poverty/survey.h"
#include "web/register.h"

enum { SHOWN = 200 };

/* ---- the list -----------------------------------------------------------*/

static struct rows list_ask(struct rq *rq)
{
    static const struct reach_columns own = { "b.place", "b.rsp", "b.project" };
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s,
          "SELECT s.entry, s.body, s.notice, s.held, s.women, s.men, (SELECT "
          "count(*) FROM socialaudit_questions q WHERE q.entry = s.entry AND "
          "q.action IS NOT NULL AND q.done IS NULL) AS undone, (SELECT "
          "count(*) FROM socialaudit_questions q WHERE q.entry = s.entry AND "
          "q.action IS NOT NULL AND q.done IS NULL AND q.due < $1) AS late "
          "FROM socialaudit s JOIN body b ON b.entry = s.body WHERE "
          "s.counts = 1 AND s.notice <= $1 + 366");
    reach_where(rq, RIGHT_REGISTER, &own, &s, 3);
    buf_z(&s, " ORDER BY s.notice DESC, s.entry LIMIT $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, rq->today);
    db_bind_int(&r, 2, SHOWN);
    reach_bind(rq, RIGHT_REGISTER, &r, 3);
    return r;
}

struct audit_row {
    struct id entry, body;
    day notice, held;
    int64_t came, undone, late; /* came: INT_NONE not said */
};

static size_t audits_read(struct rq *rq, struct audit_row *x)
{
    struct rows r = list_ask(rq);
    size_t n = 0;

    while (n < SHOWN && db_next(&r)) {
        x[n] = (struct audit_row){ .entry = db_id(&r, 0),
                                   .body = db_id(&r, 1),
                                   .notice = (day)db_int(&r, 2),
                                   .held = day_in(&r, 3),
                                   .came = INT_NONE,
                                   .undone = db_int(&r, 6),
                                   .late = db_int(&r, 7) };
        if (!db_null(&r, 4) || !db_null(&r, 5))
            x[n].came = (db_null(&r, 4) ? 0 : db_int(&r, 4)) +
                        (db_null(&r, 5) ? 0 : db_int(&r, 5));
        n++;
    }
    db_done(&r);
    return n;
}

static const char *state_word(struct rq *rq, const struct audit_row *x)
{
    return word(rq, x->held == DAY_NONE ? "socialaudit.noticed" :
                    x->undone           ? "socialaudit.acting" :
                                          "socialaudit.finished");
}

static void audit_row_draw(struct rq *rq, const struct audit_row *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/socialaudit/%s\">%s</a></th><td>%s"
         "</td><td>%s</td><td class=\"n\">%s</td><td>%s</td><td>",
         id_text(rq, x->entry), thing_name(rq, kind_find(S("body")), x->body),
         day_text(rq, x->notice),
         x->held == DAY_NONE ? "" : day_text(rq, x->held),
         x->came == INT_NONE ? "" : number_text(rq, x->came, 0),
         state_word(rq, x));
    if (x->late)
        html(rq, "<span class=\"chip stop\">%s %s</span>",
             number_text(rq, x->late, 0), word(rq, "socialaudit.late"));
    html(rq, "</td></tr>");
}

static void audits_json(struct rq *rq, const struct audit_row *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "audits");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "body", x[i].body);
        key_int(&k, "came", x[i].came);
        key_day(&k, "held", x[i].held);
        key_id(&k, "id", x[i].entry);
        key_int(&k, "late", x[i].late);
        key_day(&k, "notice", x[i].notice);
        key_int(&k, "undone", x[i].undone);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Social audits of the bodies within reach: notice, meeting, and the actions
 * that wait. */
PAGE(socialaudits, GET, "/socialaudit", RIGHT_REGISTER)
{
    struct audit_row *x = arena_many(rq->arena, struct audit_row, SHOWN);
    size_t n = audits_read(rq, x);

    if (rq->json) {
        audits_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.socialaudit"));
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/socialaudit\">%s</a><a class=\"button\" "
             "href=\"/disclosures\">%s</a></p>",
             word(rq, "socialaudit.call"), word(rq, "kinds.disclosure"));
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    else
        listing_open(
            rq,
            "kind.body field.notice field.held n:body.present field.state field.action");
    for (size_t i = 0; i < n; i++)
        audit_row_draw(rq, &x[i]);
    html(rq, n ? "</tbody></table></div>" : "");
    frame_close(rq);
}

/* ---- who got what -------------------------------------------------------*/

/* A bar of a hundred: the share as its filled part, said in words beside it. */
static void bar(struct rq *rq, const char *key, int64_t part, int64_t of)
{
    bool said;
    int64_t percent = ratio_percent(part, of, &said);
    int64_t wide = said ? (percent + 50) / 100 : 0;

    wide = wide < 0 ? 0 : wide > 100 ? 100 : wide;
    html(rq,
         "<div class=\"share\"><span>%s <b class=\"n\">%s</b></span><svg "
         "viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" "
         "aria-hidden=\"true\"><rect class=\"all\" width=\"100\" height=\"6\"/>"
         "<rect class=\"part\" width=\"%lld\" height=\"6\"/></svg></div>",
         word(rq, key), percent_text(rq, part, of), (long long)wide);
}

/* The same measure of each kind: money where all of it has an amount. */
static void gain_draw(struct rq *rq, const struct gains *g,
                      const struct gain *k)
{
    html(rq, "<h3><bdi>%s</bdi> <small class=\"n\">%s %s · %s %s</small></h3>",
         k->programme.n ? zstr(rq, k->programme) : kind_words(rq, k->kind),
         number_text(rq, k->times, 0), word(rq, "gains.times"),
         number_text(rq, k->amount, 2), word(rq, "gains.amount"));
    bar(rq, "gains.bearers", k->bearers, k->all);
    bar(rq, "gains.homes", k->homes, k->all);
    bar(rq, "gains.homes_even", g->homes, g->households);
    bar(rq, "gains.tenth", k->tenth, k->all);
}

static void gains_draw(struct rq *rq, struct id place, day on)
{
    struct gains *g = arena_new(rq->arena, struct gains);

    card_open(rq, "gains.title");
    if (!gains_read(rq->db, place, on, rq->arena, g)) {
        html(rq, "<p>%s</p>", word(rq, "gains.too_many"));
        card_close(rq);
        return;
    }
    html(rq, "<p>%s <b class=\"n\">%s</b></p>", word(rq, "gains.known"),
         number_text(rq, g->households, 0));
    bar(rq, "gains.served", g->served, g->households);
    bar(rq, "gains.nothing", g->households - g->served, g->households);
    for (size_t i = 0; i < g->n; i++)
        gain_draw(rq, g, &g->at[i]);
    html(rq,
         "<p class=\"tools\"><a href=\"/report/spread?place=%s\">%s</a> "
         "<a href=\"/beneficiaries?place=%s\">%s</a></p>",
         id_text(rq, place), word(rq, "gains.table"), id_text(rq, place),
         word(rq, "disclosure.list"));
    card_close(rq);
}

/* ---- one audit ----------------------------------------------------------*/

static void question_row(struct rq *rq, struct rows *r)
{
    day due = day_in(r, 4), done = day_in(r, 5);

    html(rq, "<tr><td><bdi>%s</bdi>", zstr(rq, db_str(r, 0)));
    if (!db_null(r, 1))
        html(rq, " <small>%s</small>",
             word(rq, db_int(r, 1) ? "one.men" : "one.women"));
    html(rq, "</td><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td><td>",
         zstr(rq, db_str(r, 2)), zstr(rq, db_str(r, 3)));
    if (done != DAY_NONE)
        html(rq, "<span class=\"chip good\">%s %s</span>",
             word(rq, "field.done"), day_text(rq, done));
    else if (due != DAY_NONE)
        html(rq, "<span class=\"%s\">%s</span>",
             due < rq->today ? "chip stop" : "chip", day_text(rq, due));
    html(rq, "</td></tr>");
}

static void questions(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SOCIALAUDIT_QUESTIONS);
    bool any = false;

    html(rq, "<h2>%s</h2>", word(rq, "field.questions"));
    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        if (!any)
            listing_open(rq,
                         "field.question field.answer field.action field.due");
        any = true;
        question_row(rq, &r);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "socialaudit.no_questions"));
}

static void disclosed(struct rq *rq, struct id body, bool keeps)
{
    const struct kind *k = kind_find(S("disclosure"));
    struct rows r = db_rows(rq->db, SQL_WEB_SOCIALAUDIT_DISCLOSED);
    bool any = false;

    card_open(rq, "disclosure.hangs");
    html(rq, "<ul class=\"links\">");
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        day until = day_in(&r, 3);

        any = true;
        html(rq, until != DAY_NONE && until < rq->today ? "<li class=\"off\">" :
                                                          "<li>");
        html(rq,
             "<a href=\"/entry/%s\">%s</a> <small>%s · <bdi>%s</bdi> · %s %s"
             "</small></li>",
             id_text(rq, db_id(&r, 0)),
             choice_text(rq, k, "item", db_int(&r, 1)),
             day_text(rq, (day)db_int(&r, 2)), zstr(rq, db_str(&r, 4)),
             number_text(rq, db_int(&r, 5), 0), word(rq, "field.witnesses"));
    }
    db_done(&r);
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "disclosure.nothing"));
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/new/disclosure?body=%s\">%s</a></p>",
             id_text(rq, body), word(rq, "disclosure.add"));
    card_close(rq);
}

static void complaints_line(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WEB_COMPLAINTS_OF_BODY);

    db_bind_id(&r, 1, body);
    if (db_next(&r))
        html(rq, "<p>%s <b class=\"n\">%s</b> · %s <b class=\"n\">%s</b></p>",
             word(rq, "socialaudit.complaints"),
             number_text(rq, db_int(&r, 0), 0), word(rq, "socialaudit.decided"),
             number_text(rq, db_null(&r, 1) ? 0 : db_int(&r, 1), 0));
    db_done(&r);
}

static void audit_lead(struct rq *rq, const struct kind *k, const void *record,
                       struct id id, bool keeps)
{
    const struct field *venue = kind_field(k, S("venue"));
    day held = said_day(k, record, "held"),
        shown = said_day(k, record, "displayed");

    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", said_id(k, record, "body"));
    html(rq, "<br>%s: %s", word(rq, "field.notice"),
         day_text(rq, said_day(k, record, "notice")));
    if (shown != DAY_NONE)
        html(rq, " · %s: %s", word(rq, "field.displayed"), day_text(rq, shown));
    if (held != DAY_NONE)
        html(rq, " · %s: %s", word(rq, "field.held"), day_text(rq, held));
    if (!field_none(venue, record))
        html(rq, " · <bdi>%s</bdi>", zstr(rq, said_text(k, record, "venue")));
    html(rq, "</p>");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/edit/socialaudit/%s\">%s</a></p>",
             id_text(rq, id), word(rq, "socialaudit.write"));
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "field.women", said_number(k, record, "women"), 0, "");
    tile(rq, "field.men", said_number(k, record, "men"), 0, "");
    tile(rq, "field.poorest", said_number(k, record, "poorest"), 0, "");
    html(rq, "</ul>");
}

static struct id body_place(struct rq *rq, struct id body)
{
    const struct kind *k = kind_find(S("body"));
    void *record = arena_take(rq->arena, k->bytes);

    return row_find(rq->db, k, body, rq->arena, record) ?
               said_id(k, record, "place") :
               ID_NONE;
}

/* One social audit: what was asked and answered, what is to be done by when,
 * what hangs on the wall, and who got what in the place. */
PAGE(socialaudit, GET, "/socialaudit/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("socialaudit"));
    struct id id, body;
    const void *record = register_open(rq, k, &id);
    day held;
    bool keeps;

    if (!record)
        return;
    if (rq->json) {
        struct keys keys = keys_open(rq);

        key_id(&keys, "id", id);
        key_any(&keys, "socialaudit");
        buf_add(&rq->body, record_body(k, record, rq->arena));
        keys_close(&keys);
        buf_char(&rq->body, '\n');
        return;
    }
    body = said_id(k, record, "body");
    held = said_day(k, record, "held");
    keeps = register_may(rq, RIGHT_KEEP, k, id);
    frame_open(rq, word(rq, "kind.socialaudit"));
    audit_lead(rq, k, record, id, keeps);
    html(rq, "<div class=\"sides\"><div>");
    questions(rq, id);
    complaints_line(rq, body);
    gains_draw(rq, body_place(rq, body), held == DAY_NONE ? rq->today : held);
    html(rq, "</div><div class=\"stack-cards\">");
    disclosed(rq, body, keeps);
    attachments_card(rq, k, id);
    html(rq, "</div></div>");
    frame_close(rq);
}
