/* house - low-cost houses: the list, and one with its stages as they were seen
 * and paid. */
#include "award.sql.h"
#include "core/card.h"
#include "web/award/award.h"

enum { STAGES_MOST = 20 };

struct housed {
    struct id entry, household, titled;
    paisa approved, paid;
    day held;
    int64_t stages, seen;
    struct str stage; /* the next one; empty: all stand */
};

/* ---- the list -----------------------------------------------------------*/

#define PAID                                                                   \
    "(SELECT CAST(coalesce(sum(x.amount), 0) AS BIGINT) FROM house_stage x "   \
    "WHERE x.house = t.entry AND " STANDS("x") ")"
#define SEEN                                                                    \
    "(SELECT count(DISTINCT x.stage) FROM house_stage x JOIN house_plan_stages" \
    " g ON g.entry = p.entry AND g.code = x.stage WHERE x.house = t.entry AND " \
    "x.good = 1 AND x.inspected IS NOT NULL AND " STANDS("x") ")"
#define STAGES                                                                 \
    "(SELECT count(*) FROM house_plan_stages g WHERE g.entry = p.entry)"

static struct rows houses_ask(struct rq *rq, const struct within *a)
{
    const struct kind *k = kind_find(S("house"));
    struct str step = rq_arg(rq, "step");
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s, "SELECT t.entry, t.household, t.titled, t.approved, t.held, " PAID
              " AS paid, " STAGES " AS stages, " SEEN " AS seen FROM house t "
              "LEFT JOIN house_plan p ON p.code = t.plan AND p.counts = 1 "
              "WHERE t.counts = 1");
    if (str_same(step, S("building")))
        buf_z(&s, " AND " SEEN " < " STAGES);
    else if (str_same(step, S("done")))
        buf_z(&s, " AND " SEEN " >= " STAGES);
    within_where(rq, k, a, &s, 3);
    buf_z(&s, " ORDER BY t.held DESC, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, WITHIN_SHOWN);
    db_bind_int(&r, 2, (a->page - 1) * WITHIN_SHOWN);
    within_bind(rq, k, a, &r, 3);
    return r;
}

static void housed_draw(struct rq *rq, const struct housed *x)
{
    html(rq, "<tr><th scope=\"row\"><a href=\"/house/%s\">%s</a></th><td>",
         id_text(rq, x->entry), day_text(rq, x->held));
    household_line(rq, x->household);
    html(rq, "</td><td>");
    thing_link(rq, "person", x->titled);
    html(rq,
         "</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td><span "
         "class=\"%s\">%s / %s</span></td></tr>",
         rupees(rq, x->approved), rupees(rq, x->paid),
         x->stages && x->seen >= x->stages ? "chip good" : "chip",
         number_text(rq, x->seen, 0), number_text(rq, x->stages, 0));
}

static void houses_json(struct rq *rq, const struct housed *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "houses");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "approved", x[i].approved);
        key_day(&k, "held", x[i].held);
        key_id(&k, "household", x[i].household);
        key_id(&k, "id", x[i].entry);
        key_int(&k, "paid", x[i].paid);
        key_int(&k, "seen", x[i].seen);
        key_int(&k, "stages", x[i].stages);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Low-cost houses within reach, the latest first: in whose name, what was
 * approved and paid, how many stages stand. */
PAGE(houses, GET, "/houses", RIGHT_REGISTER)
{
    struct housed *x = arena_many(rq->arena, struct housed, WITHIN_SHOWN);
    struct within a;
    struct rows r;
    size_t n = 0;

    if (!within_read(rq, WITHIN_HOUSEHOLD, &a))
        return;
    r = houses_ask(rq, &a);
    while (n < WITHIN_SHOWN && db_next(&r))
        x[n++] = (struct housed){ .entry = db_id(&r, 0),
                                  .household = db_id(&r, 1),
                                  .titled = db_id(&r, 2),
                                  .approved = db_int(&r, 3),
                                  .held = (day)db_int(&r, 4),
                                  .paid = db_int(&r, 5),
                                  .stages = db_int(&r, 6),
                                  .seen = db_int(&r, 7) };
    db_done(&r);
    if (rq->json) {
        houses_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.house"));
    if (rq_may(rq, RIGHT_KEEP))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" href=\"/new/house\">"
             "%s</a></p>",
             word(rq, "house.add"));
    within_filter(rq, &a,
                  &(struct within_steps){ "award.next", "award.step",
                                          "building|done" });
    if (n) {
        listing_open(rq, "field.held field.household field.titled "
                         "n:field.approved n:house.paid house.stages");
        for (size_t i = 0; i < n; i++)
            housed_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    within_pager(rq, &a, n);
    frame_close(rq);
}

/* ---- one ----------------------------------------------------------------*/

struct stage {
    struct str code;
    const char *title;
    int64_t portion;
    day seen; /* and good */
    paisa paid;
};
struct stages {
    struct stage at[STAGES_MOST];
    int64_t portion[STAGES_MOST];
    size_t n;
    paisa approved, paid; /* paid: of any stage, in or out of the plan */
};

static void stages_read(struct rq *rq, struct id house, struct stages *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSE_STAGES);

    db_bind_id(&r, 1, house);
    while (s->n < STAGES_MOST && db_next(&r)) {
        s->portion[s->n] = db_int(&r, 4);
        s->at[s->n++] = (struct stage){
            .code = arena_str(rq->arena, db_str(&r, 0)),
            .title = zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                       db_str(&r, 3))),
            .portion = db_int(&r, 4),
            .seen = DAY_NONE
        };
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_HOUSE_DONE);
    db_bind_id(&r, 1, house);
    while (db_next(&r)) {
        if (db_int(&r, 7))
            continue;
        s->paid += db_null(&r, 6) ? 0 : db_int(&r, 6);
        for (size_t i = 0; i < s->n; i++) {
            if (!str_same(s->at[i].code, db_str(&r, 1)))
                continue;
            s->at[i].paid += db_null(&r, 6) ? 0 : db_int(&r, 6);
            if (!db_null(&r, 4) && db_int(&r, 4) && !db_null(&r, 3) &&
                s->at[i].seen == DAY_NONE)
                s->at[i].seen = (day)db_int(&r, 3);
        }
    }
    db_done(&r);
}

/* As a form takes it: "27500.00". */
static const char *rupees_typed(struct rq *rq, paisa amount)
{
    struct buf b = buf_start(rq->arena);

    decimal_put(&b, amount, 2);
    return zstr(rq, buf_str(&b));
}

static paisa part_of(const struct stages *s, size_t at)
{
    return stages_cost(s->approved, s->portion, at + 1) -
           stages_cost(s->approved, s->portion, at);
}

/* The first stage that nobody has found good is to be seen; what is seen and not
 * paid whole is to be paid. */
static void next_card(struct rq *rq, struct id house, const struct stages *s,
                      bool keeps)
{
    const char *id = id_text(rq, house), *now = day_iso(rq, rq->today);
    bool seen = false, any = false;

    card_open(rq, "award.next");
    html(rq, "<p class=\"tools\">");
    for (size_t i = 0; i < s->n; i++) {
        const struct stage *at = &s->at[i];
        paisa left = part_of(s, i) - at->paid;

        if (at->seen == DAY_NONE && !seen && keeps)
            html(rq,
                 "<a class=\"button main\" href=\"/new/house_stage?house=%s"
                 "&amp;stage=%s&amp;held=%s&amp;inspected=%s\">%s: %s</a>",
                 id, url_part(rq, at->code), now, now,
                 word(rq, "house.inspect"), at->title);
        else if (at->seen != DAY_NONE && left > 0 && keeps)
            html(rq,
                 "<a class=\"button\" href=\"/new/house_stage?house=%s&amp;"
                 "stage=%s&amp;held=%s&amp;amount=%s\">%s: %s</a>",
                 id, url_part(rq, at->code), now, rupees_typed(rq, left),
                 word(rq, "house.pay"), at->title);
        any |= at->seen == DAY_NONE || left > 0;
        seen |= at->seen == DAY_NONE;
    }
    html(rq, "</p>");
    if (!any)
        html(rq, "<p><span class=\"chip good\">%s</span></p>",
             word(rq, "award.step.done"));
    card_close(rq);
}

/* Each stage with its part of the cost, when it was found good, what was paid. */
static void stages_card(struct rq *rq, const struct stages *s)
{
    card_open(rq, "house.stages");
    listing_open(rq, "field.stage n:field.portion n:house.part "
                     "field.inspected n:house.paid");
    for (size_t i = 0; i < s->n; i++) {
        const struct stage *at = &s->at[i];

        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s "
             "%%</td><td class=\"n\">%s</td><td>%s</td><td class=\"n\">%s"
             "</td></tr>",
             at->title, number_text(rq, at->portion, 0),
             rupees(rq, part_of(s, i)),
             at->seen == DAY_NONE ? "" : day_text(rq, at->seen),
             at->paid ? rupees(rq, at->paid) : "");
    }
    listing_close(rq);
    card_close(rq);
}

static void sums_draw(struct rq *rq, const struct stages *s)
{
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "field.approved", s->approved, 2, "");
    tile(rq, "house.paid", s->paid, 2, "");
    tile(rq, "house.left", s->approved - s->paid, 2, "");
    html(rq, "</ul>");
}

static void facts_card(struct rq *rq, const struct kind *k, const void *record)
{
    card_open(rq, "award.facts");
    html(rq, "<dl class=\"fields\"><dt>%s</dt><dd>",
         word(rq, "field.household"));
    household_line(rq, said_id(k, record, "household"));
    html(rq, "</dd>");
    term_link(rq, "field.titled", "person", said_id(k, record, "titled"));
    term_link(rq, "field.person", "person", said_id(k, record, "person"));
    term_link(rq, "field.product", "product", said_id(k, record, "product"));
    term(rq, "field.held", day_text(rq, said_day(k, record, "held")));
    if (said_choice(k, record, "land") >= 0)
        term(rq, "field.land",
             choice_text(rq, k, "land", said_choice(k, record, "land")));
    term(rq, "field.land_proof", zstr(rq, said_text(k, record, "land_proof")));
    term(rq, "field.design", zstr(rq, said_text(k, record, "design")));
    term_link(rq, "field.decision", "decision", said_id(k, record, "decision"));
    term_link(rq, "field.body", "body", said_id(k, record, "body"));
    term_link(rq, "field.resolution", "resolution",
              said_id(k, record, "resolution"));
    term_link(rq, "field.payer", "body", said_id(k, record, "payer"));
    term_link(rq, "field.rsp", "rsp", said_id(k, record, "rsp"));
    term_link(rq, "field.fund", "fund", said_id(k, record, "fund"));
    term(rq, "field.note", zstr(rq, said_text(k, record, "note")));
    html(rq, "</dl>");
    card_close(rq);
}

/* A stage by its name in the plan; its code where the plan has none such. */
static const char *stage_title(struct rq *rq, const struct stages *s,
                               struct str code)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_same(s->at[i].code, code))
            return s->at[i].title;
    return zstr(rq, code);
}

static void done_row(struct rq *rq, const struct rows *r,
                     const struct stages *s)
{
    html(rq, db_int(r, 7) ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<td>%s</td><th scope=\"row\"><a href=\"/entry/%s\"><bdi>%s</bdi></a>"
         "</th><td>%s</td><td><bdi>%s</bdi>",
         day_text(rq, (day)db_int(r, 2)), id_text(rq, db_id(r, 0)),
         stage_title(rq, s, db_str(r, 1)),
         db_null(r, 3) ? "" : day_text(rq, (day)db_int(r, 3)),
         zstr(rq, db_str(r, 5)));
    if (!db_null(r, 3) && !(!db_null(r, 4) && db_int(r, 4)))
        html(rq, " <span class=\"chip warn\">%s</span>",
             word(rq, "house.not_good"));
    if (db_int(r, 7))
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "award.taken_back"));
    html(rq, "</td><td class=\"n\">%s</td></tr>", rupees(rq, int_in(r, 6)));
}

static void done_card(struct rq *rq, struct id house, const struct stages *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HOUSE_DONE);
    bool any = false;

    card_open(rq, "award.done");
    db_bind_id(&r, 1, house);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held field.stage field.inspected - "
                             "n:award.rupees");
        done_row(rq, &r, s);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "award.nothing"));
    card_close(rq);
}

static void house_json(struct rq *rq, struct id id, const struct stages *s)
{
    struct keys k = keys_open(rq);

    key_int(&k, "approved", s->approved);
    key_id(&k, "id", id);
    key_int(&k, "paid", s->paid);
    key_list(&k, "stages");
    for (size_t i = 0; i < s->n; i++) {
        struct keys one = key_item(rq, i);

        key_text(&one, "code", s->at[i].code);
        key_int(&one, "paid", s->at[i].paid);
        key_int(&one, "portion", s->at[i].portion);
        key_day(&one, "seen", s->at[i].seen);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
}

/* One house: its stages, what was seen and paid of each, and what is left of the
 * approved cost. */
PAGE(house, GET, "/house/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("house"));
    struct stages *s = arena_new(rq->arena, struct stages);
    struct id id;
    const void *record = register_open(rq, k, &id);

    if (!record)
        return;
    s->approved = said_number(k, record, "approved");
    stages_read(rq, id, s);
    if (rq->json) {
        house_json(rq, id, s);
        return;
    }
    frame_open(rq, word(rq, "kind.house"));
    html(rq, "<p class=\"lead\">");
    household_line(rq, said_id(k, record, "household"));
    html(rq, "</p>");
    findings_said(rq, id);
    sums_draw(rq, s);
    html(rq, "<div class=\"stack-cards\">");
    next_card(rq, id, s, register_may(rq, RIGHT_KEEP, k, id));
    stages_card(rq, s);
    done_card(rq, id, s);
    html(rq, "</div>");
    facts_card(rq, k, record);
    attachments_card(rq, k, id);
    entry_tools(rq, id);
    frame_close(rq);
}
