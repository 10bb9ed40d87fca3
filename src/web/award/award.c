/* award - grants to households: the list with what comes next of each, and one
 * with its way from resolution to the last visit. */
#include <string.h>

#include "award.sql.h"
#include "web/award/award.h"
#include "web/paper.h"

#define STEPS "resolve|buy|deliver|visit|done"

struct awarded {
    struct id entry, household, person, product;
    struct str what;
    paisa amount, given;
    day held;
    struct award_stand stand;
    struct award_next next;
};

/* ---- the list -----------------------------------------------------------*/

/* What has been done of an award, as columns behind its own. */
#define DELIVERED(what)                                                        \
    "(SELECT CAST(" what " AS BIGINT) FROM delivery x WHERE x.award = t.entry" \
    " AND " STANDS("x") ")"
#define BOUGHT                                                                 \
    "EXISTS (SELECT 1 FROM procurement_items i JOIN procurement x ON "         \
    "x.entry = i.entry WHERE i.award = t.entry AND " STANDS("x") ")"
#define VISITED                                                                \
    "(SELECT CAST(max(f.months) AS BIGINT) FROM followup_visit f WHERE "       \
    "f.award = t.entry AND f.counts = 1)"

/* A step as a condition on what has been done. */
static const char *step_where(struct str step)
{
    static const struct {
        const char *name, *where;
    } of[] = {
        { "resolve",
          " AND t.resolution IS NULL AND NOT EXISTS (SELECT 1 FROM "
          "delivery x WHERE x.award = t.entry AND " STANDS("x") ")" },
        { "buy",
          " AND t.resolution IS NOT NULL AND t.nature = 0 AND NOT " BOUGHT
          " AND NOT EXISTS (SELECT 1 FROM delivery x WHERE "
          "x.award = t.entry AND " STANDS("x") ")" },
        { "deliver",
          " AND t.resolution IS NOT NULL AND (t.nature = 1 OR " BOUGHT
          ") AND NOT EXISTS (SELECT 1 FROM delivery x WHERE "
          "x.award = t.entry AND " STANDS("x") ")" },
        { "visit",
          " AND EXISTS (SELECT 1 FROM delivery x WHERE x.award = "
          "t.entry AND " STANDS("x") ") AND coalesce(" VISITED ", 0) < 12" },
        { "done", " AND EXISTS (SELECT 1 FROM delivery x WHERE x.award = "
                  "t.entry AND " STANDS("x") ") AND " VISITED " >= 12" },
    };

    for (size_t i = 0; i < LEN(of); i++)
        if (str_same(step, str_of(of[i].name)))
            return of[i].where;
    return "";
}

static struct rows awards_ask(struct rq *rq, const struct within *a,
                              struct id only)
{
    const struct kind *k = kind_find(S("award"));
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(
        &s,
        "SELECT t.entry, t.household, t.person, t.product, t.what, "
        "t.amount, t.held, CASE WHEN t.resolution IS NULL THEN 0 ELSE 1 END AS resolved, "
        "t.nature, CASE WHEN " BOUGHT
        " THEN 1 ELSE 0 END AS bought, " DELIVERED("min(x.held)") " AS delivered, " DELIVERED(
            "sum(x.amount)") " AS given, " VISITED
                             " AS visits FROM award t WHERE ");
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

static struct awarded awarded_read(struct rq *rq, const struct rows *r)
{
    struct awarded x = { .entry = db_id(r, 0),
                         .household = db_id(r, 1),
                         .person = db_id(r, 2),
                         .product = db_id(r, 3),
                         .what = arena_str(rq->arena, db_str(r, 4)),
                         .amount = db_int(r, 5),
                         .held = (day)db_int(r, 6),
                         .given = int_in(r, 11) };

    x.stand = (struct award_stand){ .resolved = db_int(r, 7) != 0,
                                    .in_kind = db_int(r, 8) == 0,
                                    .bought = db_int(r, 9) == 1,
                                    .delivered = day_in(r, 10),
                                    .visits = db_null(r, 12) ? 0 :
                                                               db_int(r, 12) };
    x.next = award_next(&x.stand);
    return x;
}

static const char *const step_name[] = { "resolve", "buy", "deliver", "visit",
                                         "done" };

static void next_draw(struct rq *rq, const struct award_next *next)
{
    bool late = next->due != DAY_NONE && next->due < rq->today;

    html(rq, "<span class=\"%s\">%s",
         next->step == AWARD_DONE ? "chip good" :
         late                     ? "chip stop" :
                                    "chip",
         word_of(rq, "award.step", str_of(step_name[next->step])));
    if (next->due != DAY_NONE)
        html(rq, " %s", day_text(rq, next->due));
    html(rq, "</span>");
}

static void awarded_draw(struct rq *rq, const struct awarded *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/award/%s\"><bdi>%s</bdi></a></th>"
         "<td>",
         id_text(rq, x->entry), zstr(rq, x->what));
    household_line(rq, x->household);
    html(rq, "</td><td>");
    thing_link(rq, "person", x->person);
    html(rq, "</td><td>%s</td><td class=\"n\">%s</td><td>",
         day_text(rq, x->held), rupees(rq, x->amount));
    next_draw(rq, &x->next);
    html(rq, "</td></tr>");
}

static void awards_json(struct rq *rq, const struct awarded *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "awards");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "amount", x[i].amount);
        key_day(&k, "delivered", x[i].stand.delivered);
        key_day(&k, "due", x[i].next.due);
        key_int(&k, "given", x[i].given);
        key_day(&k, "held", x[i].held);
        key_id(&k, "household", x[i].household);
        key_id(&k, "id", x[i].entry);
        key_text(&k, "next", str_of(step_name[x[i].next.step]));
        key_text(&k, "what", x[i].what);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

static void awards_tools(struct rq *rq)
{
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<a class=\"button main\" href=\"/new/award\">%s</a><a "
             "class=\"button\" href=\"/new/procurement\">%s</a>",
             word(rq, "award.add"), word(rq, "award.buy"));
    html(rq,
         "<a class=\"button\" href=\"/houses\">%s</a><a class=\"button\" "
         "href=\"/trainees\">%s</a><a class=\"button\" href=\"/insurance\">%s"
         "</a></p>",
         word(rq, "kinds.house"), word(rq, "kinds.trainee"),
         word(rq, "insurance.title"));
}

/* Grants to households within reach, the latest first: what was given, to whom,
 * and what comes next of each. */
PAGE(awards, GET, "/awards", RIGHT_REGISTER)
{
    struct awarded *x = arena_many(rq->arena, struct awarded, WITHIN_SHOWN);
    struct within a;
    struct rows r;
    size_t n = 0;

    if (!within_read(rq, WITHIN_HOUSEHOLD, &a))
        return;
    r = awards_ask(rq, &a, ID_NONE);
    while (n < WITHIN_SHOWN && db_next(&r))
        x[n++] = awarded_read(rq, &r);
    db_done(&r);
    if (rq->json) {
        awards_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.award"));
    awards_tools(rq);
    within_filter(rq, &a,
                  &(struct within_steps){ "award.next", "award.step", STEPS });
    if (n) {
        listing_open(rq, "field.what field.household field.person field.held "
                         "n:award.rupees award.next");
        for (size_t i = 0; i < n; i++)
            awarded_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    within_pager(rq, &a, n);
    frame_close(rq);
}

/* ---- one ----------------------------------------------------------------*/

enum { WHAT_BOUGHT, WHAT_DELIVERED, WHAT_VISIT };

static void done_row(struct rq *rq, const struct rows *r, bool prints)
{
    static const char *const kind[] = { "procurement", "delivery",
                                        "followup_visit" };
    int what = (int)db_int(r, 0);
    const char *id = id_text(rq, db_id(r, 1));

    html(rq, db_int(r, 9) ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<td>%s</td><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>"
         "<td><bdi>%s</bdi>",
         day_text(rq, (day)db_int(r, 2)), id,
         kind_word(rq, kind_find(str_of(kind[what]))), zstr(rq, db_str(r, 4)));
    if (what == WHAT_VISIT && !db_null(r, 6))
        html(rq, " <span class=\"chip\">%s</span>",
             choice_text(rq, kind_find(S("followup_visit")), "result",
                         db_int(r, 6)));
    if (!db_null(r, 10))
        html(rq, " <small dir=\"ltr\">%s</small>", zstr(rq, db_str(r, 10)));
    if (db_int(r, 9))
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "award.taken_back"));
    html(rq, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>",
         rupees(rq, int_in(r, 3)),
         db_null(r, 8) ? "" : number_text(rq, db_int(r, 8), 2));
    if (what == WHAT_DELIVERED && prints && !db_int(r, 9))
        html(rq, "<a href=\"/delivery/%s/note.pdf\">%s</a>", id,
             word(rq, "award.note"));
    html(rq, "</td></tr>");
}

static void done_card(struct rq *rq, struct id award)
{
    struct rows r = db_rows(rq->db, SQL_WEB_AWARD_STEPS);
    bool any = false, prints = rq_prints(rq);

    card_open(rq, "award.done");
    db_bind_id(&r, 1, award);
    while (db_next(&r)) {
        if (!any)
            listing_open(
                rq, "benefit.on field.what - n:award.rupees n:field.income -");
        any = true;
        done_row(rq, &r, prints);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "award.nothing"));
    card_close(rq);
}

/* Where it stands on its way, with the button for what comes next. */
static void way_card(struct rq *rq, const struct awarded *x, bool keeps)
{
    static const char *const button[] = { "award.do_resolve", "award.do_buy",
                                          "award.do_deliver",
                                          "award.do_visit" };
    const struct award_next *next = &x->next;
    const char *id = id_text(rq, x->entry);

    card_open(rq, "award.next");
    html(rq, "<p>");
    next_draw(rq, next);
    html(rq, "</p>");
    if (!keeps || next->step == AWARD_DONE) {
        card_close(rq);
        return;
    }
    html(rq, "<p class=\"tools\"><a class=\"button main\" href=\"");
    if (next->step == AWARD_RESOLVE)
        html(rq, "/edit/award/%s", id);
    else if (next->step == AWARD_BUY)
        html(rq, "/new/procurement?held=%s&amp;what=%s", day_iso(rq, rq->today),
             url_part(rq, x->what));
    else if (next->step == AWARD_DELIVER)
        html(rq, "/new/delivery?award=%s&amp;held=%s&amp;goods=%s", id,
             day_iso(rq, rq->today), url_part(rq, x->what));
    else
        html(rq, "/new/followup_visit?award=%s&amp;held=%s&amp;months=%d", id,
             day_iso(rq, rq->today), next->months);
    html(rq, "\">%s</a></p>", word(rq, button[next->step]));
    card_close(rq);
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record,
                       const struct awarded *x)
{
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\"><dt>%s</dt><dd>",
         word(rq, "field.household"));
    household_line(rq, x->household);
    html(rq, "</dd>");
    term_link(rq, "field.person", "person", x->person);
    term_link(rq, "field.product", "product", x->product);
    term(rq, "field.held", day_text(rq, x->held));
    term(rq, "field.nature",
         choice_text(rq, k, "nature", said_choice(k, record, "nature")));
    term(rq, "award.granted", rupees(rq, x->amount));
    term(rq, "award.given", rupees(rq, x->given));
    term_link(rq, "field.decision", "decision", said_id(k, record, "decision"));
    term_link(rq, "field.score", "score", said_id(k, record, "score"));
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term_link(rq, "field.resolution", "resolution",
              said_id(k, record, "resolution"));
    term_link(rq, "field.approver", "person", said_id(k, record, "approver"));
    term_link(rq, "field.payer", "body", said_id(k, record, "payer"));
    term_link(rq, "field.rsp", "rsp", said_id(k, record, "rsp"));
    term_link(rq, "field.fund", "fund", said_id(k, record, "fund"));
    term_link(rq, "field.project", "project", said_id(k, record, "project"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

/* One grant: what it rests on, what was bought, handed over and seen
 * afterwards, and what comes next. */
PAGE(award, GET, "/award/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("award"));
    struct id id;
    const void *record = register_open(rq, k, &id);
    struct awarded x = { 0 };
    struct within none = { 0 };
    struct rows r;

    if (!record)
        return;
    r = awards_ask(rq, &none, id);
    if (db_next(&r))
        x = awarded_read(rq, &r);
    db_done(&r);
    if (rq->json) {
        awards_json(rq, &x, 1);
        return;
    }
    frame_open(rq, zstr(rq, x.what));
    findings_said(rq, id);
    html(rq, "<div class=\"stack-cards\">");
    way_card(rq, &x, register_may(rq, RIGHT_KEEP, k, id));
    done_card(rq, id);
    html(rq, "</div>");
    facts_card(rq, k, record, &x);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
