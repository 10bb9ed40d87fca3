/* scheme - one scheme: where it stands, which gate is shut and for want of which
 * papers, its money, its committees, its objections, its upkeep. */
#include "core/card.h"
#include "web/paper.h"
#include "web/scheme/works.h"
#include "works.sql.h"

/* ---- the road -----------------------------------------------------------*/

static void road_card(struct rq *rq, const struct site_of *x)
{
    card_open(rq, "works.road");
    if (x->s.stage >= ROAD) {
        html(rq, "<p>");
        works_chip(rq, x->s.stage);
        html(rq, "</p>");
    }
    html(rq, "<ol class=\"steps\">");
    for (int i = 0; i < ROAD; i++) {
        html(rq, "<li>%s %s",
             i <= x->s.road     ? "✓" :
             i == x->s.road + 1 ? "➜" :
                                  "·",
             works_stage(rq, i));
        if (x->s.since[i] != DAY_NONE)
            html(rq, " <small>%s</small>", day_text(rq, x->s.since[i]));
        html(rq, "</li>");
    }
    html(rq, "</ol><p><small>OC4IDS: <bdi dir=\"ltr\">%s</bdi></small></p>",
         works_oc4ids(x->s.stage, x->s.road));
    card_close(rq);
}

/* ---- gates --------------------------------------------------------------*/

/* Of these the record is made, not a sheet of paper. */
static const char *made_by(struct str code)
{
    static const struct {
        const char *code, *kind;
    } by[] = { { "estimate", "estimate" },
               { "environment", "scheme_environment" },
               { "committees", "scheme_committee" },
               { "om_committee", "scheme_committee" },
               { "share", "contribution" },
               { "certificate", "certificate" },
               { "audit_signoff", "certificate" },
               { "completion", "certificate" },
               { "om_fund", "scheme_handover" } };

    for (size_t i = 0; i < LEN(by); i++)
        if (str_same(code, str_of(by[i].code)))
            return by[i].kind;
    return "scheme_paper";
}

static void paper_line(struct rq *rq, const struct site_of *x, struct str code,
                       bool there, bool keeps)
{
    const char *kind = made_by(code), *title = works_paper(rq, code);

    html(rq, "<li>%s <bdi>%s</bdi>", there ? "✓" : "✗", title);
    if (!there)
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "works.missing"));
    if (!there && keeps)
        html(rq,
             " <a href=\"/new/%s?scheme=%s&amp;held=%s&amp;paper=%s\">%s</a>",
             kind, id_text(rq, x->id), day_iso(rq, rq->today),
             url_part(rq, code), word(rq, "works.add_it"));
    html(rq, "</li>");
}

static bool gate_drawn(struct rq *rq, const struct site_of *x, int gate,
                       day since, bool keeps)
{
    bool shut = false;

    html(rq, "<ul class=\"papers\">");
    for (size_t i = 0; i < x->n; i++) {
        const struct works_fact *f = &x->f[i];
        bool there;

        if (f->what != WORKS_NEEDS || f->choice != gate)
            continue;
        there = works_has(x->f, x->n, f->code, since, rq->today);
        shut |= !there;
        paper_line(rq, x, f->code, there, keeps);
    }
    html(rq, "</ul>");
    return shut;
}

/* What is done through a gate. */
static const char *through(int gate)
{
    return gate == GATE_INITIATED || gate == GATE_TRANCHE || gate == GATE_LAST ?
               "scheme_tranche" :
           gate == GATE_HANDED_OVER ? "scheme_handover" :
                                      "scheme_step";
}

/* The step that a gate leads to, as the form's choice; "" for none. */
static const char *step_of(int gate)
{
    static const char *const step[] = { "appraised", "surveyed", "designed",
                                        "submitted", "approved", "terms" };

    return gate >= 0 && gate < (int)LEN(step) ? step[gate] :
           gate == GATE_COMPLETED             ? "completed" :
                                                "";
}

/* The next gate, open or shut: what it wants, what is there, what is not. */
static void gate_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    day since;
    int gate = works_next_gate(x, &since);
    bool shut, waits = false;

    if (gate < 0)
        return;
    card_open(rq, "works.next_gate");
    html(rq, "<p><strong>%s</strong></p>", works_gate(rq, gate));
    shut = gate_drawn(rq, x, gate, since, keeps);
    if (gate == GATE_INITIATED || gate == GATE_TRANCHE) {
        struct findings stops = works_tranche_stops(rq, x);

        for (size_t i = 0; i < stops.n; i++)
            finding_draw(rq, &stops.at[i]);
        waits = stops.n > 0;
    }
    html(rq,
         shut  ? "<p class=\"note stop\">%s</p>" :
         waits ? "<p><span class=\"chip stop\">%s</span></p>" :
                 "<p><span class=\"chip good\">%s</span></p>",
         word(rq, shut  ? "works.gate_shut" :
                  waits ? "works.gate_waits" :
                          "works.gate_open"));
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"%s\" href=\"/new/%s?scheme=%s&amp;"
             "held=%s&amp;stage=%s&amp;number=%lld\">%s</a></p>",
             shut || waits ? "button" : "button main", through(gate),
             id_text(rq, x->id), day_iso(rq, rq->today), step_of(gate),
             (long long)x->s.tranches + 1,
             gate == GATE_INITIATED || gate == GATE_TRANCHE ?
                 word(rq, "kind.scheme_tranche") :
                 works_gate(rq, gate));
    if (gate == GATE_TRANCHE) {
        html(rq, "<h3>%s</h3>", works_gate(rq, GATE_LAST));
        gate_drawn(rq, x, GATE_LAST, since, keeps);
        html(rq, "<h3>%s</h3>", works_gate(rq, GATE_COMPLETED));
        gate_drawn(rq, x, GATE_COMPLETED, DAY_NONE, keeps);
    }
    card_close(rq);
}

/* ---- papers -------------------------------------------------------------*/

static const char *degrees(struct rq *rq, int64_t micro)
{
    struct buf b = buf_start(rq->arena);

    decimal_put(&b, micro, 6);
    return zstr(rq, buf_str(&b));
}

static void sheet_row(struct rq *rq, const struct rows *r)
{
    html(rq,
         "<tr><td>%s</td><th scope=\"row\"><a href=\"/entry/%s\"><bdi>%s</bdi>"
         "</a></th><td><bdi>%s</bdi></td><td>",
         day_text(rq, (day)db_int(r, 2)), id_text(rq, db_id(r, 0)),
         works_paper(rq, arena_str(rq->arena, db_str(r, 1))),
         zstr(rq, db_str(r, 3)));
    if (db_null(r, 4))
        html(rq,
             "<span class=\"chip warn\">%s</span> <a href=\"/attach/%s\">%s"
             "</a>",
             word(rq, "works.no_file"), id_text(rq, db_id(r, 0)),
             word(rq, "works.add_it"));
    else
        html(rq, "<a href=\"/file/%s\">%s</a>", id_text(rq, db_id(r, 4)),
             word(rq, "works.file"));
    if (!db_null(r, 5) && !db_null(r, 6))
        html(rq, " <small><bdi dir=\"ltr\">%s, %s</bdi></small>",
             degrees(rq, db_int(r, 5)), degrees(rq, db_int(r, 6)));
    if (!db_null(r, 7))
        html(rq, " <small><bdi>%s</bdi></small>", zstr(rq, db_str(r, 7)));
    html(rq, "</td></tr>");
}

static void papers_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_PAPERS);
    bool any = false;

    card_open(rq, "works.papers");
    db_bind_id(&r, 1, x->id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held field.paper field.number -");
        sheet_row(rq, &r);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/scheme_paper?"
             "scheme=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, x->id), day_iso(rq, rq->today),
             word(rq, "works.add_paper"));
    card_close(rq);
}

/* ---- money --------------------------------------------------------------*/

static void tiles_draw(struct rq *rq, const struct site_of *x)
{
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "works.programme", x->s.programme, 2, "");
    tile(rq, "works.community", x->s.community, 2, "");
    tile(rq, "works.paid", x->s.paid, 2, "");
    tile(rq, "works.contributed", x->s.contributed, 2, "");
    tile(rq, "works.unspent", works_unspent(&x->s), 2, "");
    tile(rq, "works.done", x->s.progress, 2, "%");
    html(rq, "</ul>");
}

static void lines_card(struct rq *rq, const struct site_of *x)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_LINES);
    bool any = false;

    db_bind_id(&r, 1, x->id);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "kind.estimate");
            listing_open(rq, "works.item n:works.quantity field.unit "
                             "n:works.rate n:field.amount works.payer");
        }
        html(rq,
             "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s</td>"
             "<td><bdi>%s</bdi></td><td class=\"n\">%s</td><td class=\"n\">%s"
             "</td><td>%s %s</td></tr>",
             zstr(rq, db_str(&r, 1)),
             db_null(&r, 3) ? "" : number_all(rq, db_int(&r, 3), 2),
             zstr(rq, db_str(&r, 2)), rupees(rq, int_in(&r, 4)),
             rupees(rq, int_in(&r, 5)),
             db_int(&r, 6) == 1 ? word(rq, "choice.community") :
                                  word(rq, "choice.programme"),
             works_choice(rq, "cash|labour|land|material", int_in(&r, 7)));
    }
    db_done(&r);
    if (!any)
        return;
    listing_close(rq);
    card_close(rq);
}

static void money_row(struct rq *rq, const struct rows *r)
{
    html(rq, db_int(r, 8) ? "<tr class=\"off\">" : "<tr>");
    html(rq,
         "<td>%s</td><th scope=\"row\"><a href=\"/entry/%s\">%s%s%s</a></th>"
         "<td><bdi>%s</bdi>",
         day_text(rq, (day)db_int(r, 2)), id_text(rq, db_id(r, 1)),
         works_money_word(rq, db_int(r, 0)),
         db_int(r, 0) == M_TRANCHE ? " " : "",
         db_int(r, 0) == M_TRANCHE ? number_text(rq, db_int(r, 5), 0) : "",
         zstr(rq, db_str(r, 4)));
    if (db_int(r, 0) == M_SHARE)
        html(rq, " %s",
             works_choice(rq, "cash|labour|land|material", int_in(r, 5)));
    if (db_int(r, 8))
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "award.taken_back"));
    html(rq, "</td><td class=\"n\">%s</td></tr>", rupees(rq, int_in(r, 3)));
}

static void money_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    static const char *const add[] = { "contribution", "wage",
                                       "scheme_spending", "scheme_return",
                                       "om_collection" };
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_MONEY);
    bool any = false;

    card_open(rq, "works.money");
    db_bind_id(&r, 1, x->id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held - - n:award.rupees");
        money_row(rq, &r);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "award.nothing"));
    if (keeps) {
        html(rq, "<p class=\"tools\">");
        for (size_t i = 0; i < LEN(add); i++)
            html(rq,
                 "<a class=\"button\" href=\"/new/%s?scheme=%s&amp;held=%s\">"
                 "%s</a> ",
                 add[i], id_text(rq, x->id), day_iso(rq, rq->today),
                 kind_word(rq, kind_find(str_of(add[i]))));
        html(rq, "</p>");
    }
    card_close(rq);
}

/* ---- people -------------------------------------------------------------*/

static void seats_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_SEATS);
    enum works_overlap same = works_overlap(x->f, x->n, rq->today);
    bool any = false;

    card_open(rq, "works.committees");
    if (same != OVERLAP_NONE)
        html(rq, "<p class=\"note stop\">%s</p>",
             word(rq, same == OVERLAP_TREASURER ?
                          "finding.scheme.treasurers_same" :
                          "finding.scheme.members_same"));
    db_bind_id(&r, 1, x->id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "works.part kind.person -");
        html(rq, "<tr><td><a href=\"/entry/%s\">%s</a></td><td>",
             id_text(rq, db_id(&r, 2)),
             works_choice(rq, WORKS_ROLES, db_int(&r, 0)));
        thing_link(rq, "person", db_id(&r, 4));
        html(rq, "</td><td>%s %s</td></tr>",
             works_choice(rq, "head|secretary|member", int_in(&r, 5)),
             db_int(&r, 6) ? word(rq, "field.treasurer") : "");
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/"
             "scheme_committee?scheme=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, x->id), day_iso(rq, rq->today),
             word(rq, "works.add_it"));
    card_close(rq);
}

static void objections_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_OBJECTIONS);

    card_open(rq, "kinds.scheme_objection");
    db_bind_id(&r, 1, x->id);
    while (db_next(&r)) {
        html(rq,
             "<div class=\"said\"><p><a href=\"/entry/%s\">%s</a> <bdi>%s"
             "</bdi></p>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             zstr(rq, db_str(&r, 2)));
        if (!db_null(&r, 6))
            html(rq, "<p><small><bdi>%s</bdi></small></p>",
                 zstr(rq, db_str(&r, 6)));
        if (!db_null(&r, 5))
            html(rq, "<p><span class=\"chip good\">%s %s</span></p></div>",
                 word(rq, "field.settled"), day_text(rq, (day)db_int(&r, 5)));
        else
            html(rq,
                 "<p><span class=\"chip stop\">%s</span> <a href=\"/new/"
                 "scheme_answer?objection=%s&amp;held=%s\">%s</a></p></div>",
                 word(rq, "works.open"), id_text(rq, db_id(&r, 0)),
                 day_iso(rq, rq->today), word(rq, "kind.scheme_answer"));
    }
    db_done(&r);
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/"
             "scheme_objection?scheme=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, x->id), day_iso(rq, rq->today),
             word(rq, "kind.scheme_objection"));
    card_close(rq);
}

/* ---- measuring and upkeep -----------------------------------------------*/

static const char *done_word(struct rq *rq, int64_t what)
{
    static const char *const kind[] = { "scheme_step", "scheme_environment",
                                        "estimate",    "measurement",
                                        "certificate", "scheme_handover",
                                        "scheme_check" };

    return kind_word(rq, kind_find(str_of(kind[what])));
}

static void decision_row(struct rq *rq, const struct rows *r)
{
    html(rq,
         "<tr><td>%s</td><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th>"
         "<td>%s <bdi>%s</bdi></td><td>",
         day_text(rq, (day)db_int(r, 2)), id_text(rq, db_id(r, 1)),
         db_int(r, 0) == 0 ? works_step(rq, int_in(r, 3)) :
                             done_word(rq, db_int(r, 0)),
         db_int(r, 0) == 6 ? works_choice(rq, WORKS_FUNCTION, int_in(r, 3)) :
                             "",
         zstr(rq, db_str(r, 4)));
    if (!db_null(r, 5))
        thing_link(rq, "staff", db_id(r, 5));
    if (!db_null(r, 6))
        thing_link(rq, "person", db_id(r, 6));
    html(rq, "</td></tr>");
}

static void decisions_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    static const char *const add[] = { "estimate", "scheme_environment",
                                       "measurement", "certificate",
                                       "scheme_step" };
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_STEPS);
    bool any = false;

    card_open(rq, "works.decisions");
    db_bind_id(&r, 1, x->id);
    for (; db_next(&r); any = true) {
        if (!any)
            listing_open(rq, "field.held - - -");
        decision_row(rq, &r);
    }
    db_done(&r);
    if (any)
        listing_close(rq);
    if (keeps) {
        html(rq, "<p class=\"tools\">");
        for (size_t i = 0; i < LEN(add); i++)
            html(rq,
                 "<a class=\"button\" href=\"/new/%s?scheme=%s&amp;held=%s\">"
                 "%s</a> ",
                 add[i], id_text(rq, x->id), day_iso(rq, rq->today),
                 kind_word(rq, kind_find(str_of(add[i]))));
        html(rq, "</p>");
    }
    card_close(rq);
}

/* The O&M clock: 6, 12, 24 months after hand-over, the fund and the fees. */
static void upkeep_card(struct rq *rq, const struct site_of *x, bool keeps)
{
    struct works_clock next = works_clock(&x->s);

    if (x->s.road < AT_HANDED_OVER)
        return;
    card_open(rq, "works.upkeep");
    html(rq, "<dl class=\"fields\">");
    if (x->s.function >= 0)
        term(rq, "field.works",
             works_choice(rq, WORKS_FUNCTION, x->s.function));
    if (next.months) {
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "%d · %s", next.months, day_text(rq, next.due));
        term(rq, "works.check_due", zstr(rq, buf_str(&b)));
    }
    term(rq, "works.fund",
         rupees(rq, x->s.om_fund + x->s.om_collected - x->s.om_spent));
    term(rq, "works.fees_due", rupees(rq, x->s.om_due));
    term(rq, "works.fees_in", rupees(rq, x->s.om_collected));
    html(rq, "</dl>");
    if (keeps && next.months)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/scheme_check?"
             "scheme=%s&amp;held=%s&amp;months=%d\">%s</a></p>",
             id_text(rq, x->id), day_iso(rq, rq->today), next.months,
             word(rq, "kind.scheme_check"));
    card_close(rq);
}

static void scheme_json(struct rq *rq, const struct site_of *x)
{
    struct str code[WORKS_PAPERS];
    struct keys k = keys_open(rq);
    day since;
    int gate = works_next_gate(x, &since);
    size_t n = gate < 0 ? 0 :
                          works_missing(x->f, x->n, gate, since, rq->today,
                                        code, LEN(code));

    key_int(&k, "community", x->s.community);
    key_int(&k, "contributed", x->s.contributed);
    key_text(&k, "gate", gate < 0 ? S("") : choice_name(WORKS_GATES, gate));
    key_id(&k, "id", x->id);
    key_list(&k, "missing");
    for (size_t i = 0; i < n && i < LEN(code); i++) {
        struct keys one = key_item(rq, i);

        key_text(&one, "paper", code[i]);
        keys_close(&one);
    }
    key_list_end(&k);
    key_int(&k, "objections", x->s.open);
    key_text(&k, "oc4ids_status", str_of(works_oc4ids(x->s.stage, x->s.road)));
    key_int(&k, "paid", x->s.paid);
    key_int(&k, "programme", x->s.programme);
    key_int(&k, "progress", x->s.progress);
    key_text(&k, "stage", choice_name(WORKS_STAGES, x->s.stage));
    keys_close(&k);
}

/* One scheme: the road it goes, the next gate with the papers it wants, money,
 * committees, objections and upkeep. */
PAGE(scheme, GET, "/scheme/*", RIGHT_REGISTER)
{
    struct site_of x;
    bool keeps;

    if (!works_open(rq, &x))
        return;
    if (rq->json) {
        scheme_json(rq, &x);
        return;
    }
    keeps = register_may(rq, RIGHT_KEEP, x.kind, x.id);
    frame_open(rq, zstr(rq, said_text(x.kind, x.record, "title")));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi> · %s · ",
         zstr(rq, said_text(x.kind, x.record, "number")),
         works_type(rq, x.type));
    thing_link(rq, "body", said_id(x.kind, x.record, "body"));
    html(rq, " ");
    works_chip(rq, x.s.stage);
    html(rq, "</p>");
    findings_said(rq, x.id);
    tiles_draw(rq, &x);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/scheme/%s/sheet\">"
         "%s</a></p>",
         id_text(rq, x.id), word(rq, "works.sheet"));
    paper_links(rq, "works.audit", "scheme", x.id, "audit.pdf");
    html(rq, "<div class=\"stack-cards\">");
    gate_card(rq, &x, keeps);
    road_card(rq, &x);
    papers_card(rq, &x, keeps);
    money_card(rq, &x, keeps);
    lines_card(rq, &x);
    decisions_card(rq, &x, keeps);
    seats_card(rq, &x, keeps);
    objections_card(rq, &x, keeps);
    upkeep_card(rq, &x, keeps);
    html(rq, "</div>");
    card_open(rq, "award.facts");
    record_draw(rq, x.kind, x.record);
    card_close(rq);
    attachments_card(rq, x.kind, x.id);
    entry_tools(rq, x.id);
    frame_close(rq);
}
