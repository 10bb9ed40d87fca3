/* training - one training: who came, what they learnt, its sheets and costs. */
#include "learn.sql.h"
#include "web/learn/learn.h"
#include "web/paper.h"

struct stands {
    bool said;
    int64_t state, women, men, taught_women, taught_men, days_women, days_men;
    int64_t sheets, tested, pre, post, cost, costs;
};

static struct stands stands_read(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRAINING_STANDS);
    struct stands s = { 0 };

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        s = (struct stands){ .said = true,
                             .state = db_int(&r, 0),
                             .women = db_int(&r, 1),
                             .men = db_int(&r, 2),
                             .taught_women = db_int(&r, 3),
                             .taught_men = db_int(&r, 4),
                             .days_women = db_int(&r, 5),
                             .days_men = db_int(&r, 6),
                             .sheets = db_int(&r, 7),
                             .tested = db_int(&r, 8),
                             .pre = db_int(&r, 9),
                             .post = db_int(&r, 10),
                             .cost = db_int(&r, 11),
                             .costs = db_int(&r, 12) };
    db_done(&r);
    return s;
}

/* ---- the figures --------------------------------------------------------*/

/* "42.5 → 78": the mean mark before and after, of who wrote both. */
static const char *marks_text(struct rq *rq, const struct stands *s)
{
    struct buf b = buf_start(rq->arena);

    if (!s->tested)
        return "";
    buf_fmt(&b, "%s → %s", number_text(rq, s->pre / s->tested, 2),
            number_text(rq, s->post / s->tested, 2));
    return zstr(rq, buf_str(&b));
}

static void figures(struct rq *rq, const struct stands *s)
{
    int64_t days = s->days_women + s->days_men;

    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "training.women", s->women, 0, "");
    tile(rq, "training.men", s->men, 0, "");
    tile(rq, "training.taught", s->taught_women + s->taught_men, 0, "");
    tile(rq, "training.days", days, 0, "");
    if (s->cost > 0)
        tile(rq, s->costs ? "training.cost" : "training.cost_planned", s->cost,
             2, "");
    if (days > 0 && s->cost > 0)
        tile(rq, "training.day_cost", (s->cost + days / 2) / days, 2, "");
    html(rq, "</ul>");
    if (s->tested)
        html(rq, "<p class=\"lead\">%s: %s</p>", word(rq, "training.marks"),
             marks_text(rq, s));
}

/* ---- who came -----------------------------------------------------------*/

static const char *percent(struct rq *rq, int64_t mark)
{
    struct buf b = buf_start(rq->arena);

    if (mark == INT_NONE)
        return "";
    decimal_put(&b, mark, 2);
    if (str_ends(buf_str(&b), S(".00")))
        b.n -= 3;
    return zstr(rq, buf_str(&b));
}

static void attendee_row(struct rq *rq, const struct attended *x,
                         const struct attendee *a, bool prints)
{
    bool passed = x->pass == INT_NONE || a->seat.post == INT_NONE ||
                  a->seat.post >= x->pass * 100;

    html(rq, "<tr><th scope=\"row\">");
    if (id_none(a->seat.who))
        html(rq, "%s", a->name);
    else
        html(rq, "<a href=\"%s\"><bdi>%s</bdi></a>",
             thing_path(rq, kind_find(a->staff ? S("staff") : S("person")),
                        a->seat.who),
             a->name);
    html(rq, "</th><td class=\"n\">%s</td><td>",
         learn_number(rq, a->seat.days));
    if (a->taught)
        html(rq, "<span class=\"chip good\">%s</span>",
             word(rq, "training.taught_one"));
    if (!passed)
        html(rq, " <span class=\"chip warn\">%s</span>",
             word(rq, "training.not_passed"));
    if (a->taught && passed && prints && !id_none(a->seat.who))
        html(rq, " <a href=\"/training/%s/certificate.pdf?who=%s\">%s</a>",
             id_text(rq, x->training), id_text(rq, a->seat.who),
             word(rq, "training.certificate"));
    html(rq,
         "</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td><td>",
         percent(rq, a->seat.pre), percent(rq, a->seat.post),
         a->office.n ? learn_title(rq, "office", a->office) : "");
    if (!id_none(a->body))
        thing_link(rq, "body", a->body);
    html(rq, "</td></tr>");
}

static void attendees_card(struct rq *rq, const struct attended *x)
{
    bool prints = rq_prints(rq);

    card_open(rq, "field.participants");
    if (!x->n) {
        html(rq, "<p>%s</p>", word(rq, "training.nobody"));
    } else {
        listing_open(rq, "field.person n:field.days - n:field.test_before "
                         "n:field.test_after training.office field.body");
        for (size_t i = 0; i < x->n; i++)
            attendee_row(rq, x, &x->at[i], prints);
        listing_close(rq);
    }
    card_close(rq);
    if (x->n)
        paper_links(rq, "training.certificates", "training", x->training,
                    "certificate.pdf");
}

/* ---- sheets and costs ---------------------------------------------------*/

static void sheets_card(struct rq *rq, struct id training)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRAINING_SHEETS);
    bool any = false;

    db_bind_id(&r, 1, training);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "kinds.attendance_sheet");
            html(rq, "<ul class=\"links\">");
        }
        html(rq,
             "<li><a href=\"/entry/%s\">%s</a> <bdi>%s</bdi> <small>%s / %s "
             "%s</small></li>",
             id_text(rq, db_id(&r, 0)), day_text(rq, day_in(&r, 1)),
             zstr(rq, db_str(&r, 2)), learn_number(rq, db_int(&r, 3)),
             learn_number(rq, db_int(&r, 4)), word(rq, "training.came"));
    }
    db_done(&r);
    if (any) {
        html(rq, "</ul>");
        card_close(rq);
    }
}

static void cost_row(struct rq *rq, const struct rows *r)
{
    bool booked = !db_null(r, 4) || !db_null(r, 5);
    bool ours = db_null(r, 8) || db_int(r, 8) < 2;

    html(rq, db_int(r, 7) ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<td>%s</td><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>"
         "<td><bdi>%s</bdi> ",
         day_text(rq, day_in(r, 1)), id_text(rq, db_id(r, 0)),
         choice_text(rq, kind_find(S("training_cost")), "what", db_int(r, 2)),
         zstr(rq, db_str(r, 6)));
    if (db_int(r, 7))
        html(rq, "<span class=\"chip stop\">%s</span>",
             word(rq, "award.taken_back"));
    else if (booked)
        html(rq, "<a class=\"chip good\" href=\"/entry/%s\">%s</a>",
             id_text(rq, db_id(r, db_null(r, 4) ? 5 : 4)),
             word(rq, "training.booked"));
    else if (ours)
        html(rq, "<span class=\"chip warn\">%s</span>",
             word(rq, "learn.step.not_booked"));
    html(rq, "</td><td class=\"n\">%s</td></tr>", rupees(rq, db_int(r, 3)));
}

static void costs_card(struct rq *rq, struct id training)
{
    struct rows r = db_rows(rq->db, SQL_WEB_TRAINING_COSTS);
    bool any = false;

    db_bind_id(&r, 1, training);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "kinds.training_cost");
            listing_open(rq, "field.held field.what field.note n:award.rupees");
        }
        cost_row(rq, &r);
    }
    db_done(&r);
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}

/* ---- the page -----------------------------------------------------------*/

static void tools(struct rq *rq, const struct kind *k, const void *record,
                  const struct attended *x)
{
    const char *id = id_text(rq, x->training);

    if (!register_may(rq, RIGHT_KEEP, k, x->training))
        return;
    html(rq, "<p class=\"tools\">");
    if (said_day(k, record, "called_off") == DAY_NONE)
        html(rq,
             "<a class=\"button main\" href=\"/training/%s/attendance\">%s</a>",
             id, word(rq, "training.attendance"));
    html(rq,
         "<a class=\"button\" href=\"/new/training_cost?training=%s&amp;held="
         "%s\">%s</a>",
         id, day_iso(rq, rq->today), word(rq, "training.add_cost"));
    if (rq_may(rq, RIGHT_BOOK) && !id_none(said_id(k, record, "agreement")))
        html(rq,
             "<a class=\"button\" href=\"/expense/new?agreement=%s&amp;line=%s"
             "&amp;head=training_cost&amp;what=%s\">%s</a>",
             id_text(rq, said_id(k, record, "agreement")),
             url_part(rq, said_text(k, record, "line")), url_part(rq, x->title),
             word(rq, "training.spend"));
    html(rq, "<a class=\"button\" href=\"/edit/training/%s\">%s</a></p>", id,
         word(rq, "training.edit"));
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record)
{
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\">");
    term(rq, "field.code", zstr(rq, said_text(k, record, "code")));
    term(rq, "field.level",
         said_choice(k, record, "level") < 0 ?
             "" :
             choice_text(rq, k, "level", said_choice(k, record, "level")));
    term(rq, "field.venue", zstr(rq, said_text(k, record, "venue")));
    term_link(rq, "field.place", "place", said_id(k, record, "place"));
    term(rq, "field.days", learn_number(rq, said_number(k, record, "days")));
    term_link(rq, "field.staff", "staff", said_id(k, record, "staff"));
    if (!id_none(said_id(k, record, "crp")))
        html(rq, "<dt>%s</dt><dd><a href=\"/crp/%s\">%s</a></dd>",
             word(rq, "field.crp"), id_text(rq, said_id(k, record, "crp")),
             word(rq, "kind.crp"));
    term(rq, "field.trainer", zstr(rq, said_text(k, record, "trainer")));
    term(rq, "field.organiser", zstr(rq, said_text(k, record, "organiser")));
    term_link(rq, "field.rsp", "rsp", said_id(k, record, "rsp"));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term_link(rq, "field.agreement", "agreement",
              said_id(k, record, "agreement"));
    term(rq, "field.line", zstr(rq, said_text(k, record, "line")));
    term_link(rq, "field.need", "training_need", said_id(k, record, "need"));
    term_link(rq, "field.resolution", "resolution",
              said_id(k, record, "resolution"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

static void attendee_json(struct rq *rq, const struct attendee *a, size_t i)
{
    struct keys k = key_item(rq, i);

    key_id(&k, "body", a->body);
    key_int(&k, "days", a->seat.days);
    key_text(&k, "office", a->office);
    key_int(&k, "test_after", a->seat.post);
    key_int(&k, "test_before", a->seat.pre);
    key_int(&k, "taught", a->taught);
    key_id(&k, "who", a->seat.who);
    keys_close(&k);
}

static void shown_json(struct rq *rq, const struct attended *x,
                       const struct stands *s)
{
    struct keys all = keys_open(rq);

    key_text(&all, "code", x->code);
    key_int(&all, "cost", s->cost);
    key_int(&all, "days", s->days_women + s->days_men);
    key_id(&all, "id", x->training);
    key_text(&all, "kind", x->kind);
    key_int(&all, "men", s->men);
    key_list(&all, "participants");
    for (size_t i = 0; i < x->n; i++)
        attendee_json(rq, &x->at[i], i);
    key_list_end(&all);
    key_day(&all, "since", x->since);
    key_int(&all, "taught", s->taught_women + s->taught_men);
    key_text(&all, "title", x->title);
    key_int(&all, "women", s->women);
    keys_close(&all);
}

/* One training: who came and for how many days, marks before and after, its
 * sheets, what it cost and which money paid, and certificates. */
PAGE(training, GET, "/training/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("training"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    struct attended x;
    struct stands s;

    if (!record)
        return;
    x = attended_read(rq, id);
    s = stands_read(rq, id);
    if (rq->json) {
        shown_json(rq, &x, &s);
        return;
    }
    frame_open(rq, zstr(rq, x.title));
    html(rq, "<p class=\"lead\">%s · %s · %s</p>",
         learn_title(rq, "training_kind", x.kind), place_name(rq, x.place),
         learn_days(rq, x.since, x.until));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "training.kept"));
    findings_said(rq, id);
    tools(rq, k, record, &x);
    if (s.said)
        figures(rq, &s);
    attendees_card(rq, &x);
    html(rq, "<div class=\"stack-cards\">");
    sheets_card(rq, id);
    costs_card(rq, id);
    html(rq, "</div>");
    facts_card(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
