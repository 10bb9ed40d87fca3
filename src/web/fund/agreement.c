/* agreement - one agreement with a donor: what is left on each of its lines, its
 * tranches, what is promised and what was spent. */
#include "fund.sql.h"
#include "web/fund/fund.h"
#include "web/register.h"

struct agreement_page {
    struct id id;
    struct question q;
    struct statement s;
    bool books; /* the asker may write here */
};

static bool agreement_page_open(struct rq *rq, struct agreement_page *p)
{
    const struct kind *k = kind_find(S("agreement"));

    *p = (struct agreement_page){ .q = fund_question(rq) };
    if (!register_open(rq, k, &p->id))
        return false;
    p->books = register_may(rq, RIGHT_BOOK, k, p->id);
    return statement_read(rq->db, p->id, p->q.from, question_day(&p->q),
                          rq->arena, &p->s);
}

/* ---- what stands --------------------------------------------------------------*/

static void head_draw(struct rq *rq, const struct agreement_page *p)
{
    const struct statement *s = &p->s;

    html(rq,
         "<p class=\"lead\"><bdi>%s</bdi> · <bdi dir=\"ltr\">%s</bdi> · %s – %s"
         " · <a href=\"/entry/%s\">%s</a></p>",
         zstr(rq, s->donor), zstr(rq, s->number), day_text(rq, s->since),
         day_text(rq, s->until), id_text(rq, s->id), word(rq, "fund.paper"));
    html(rq, "<ul class=\"counters\">");
    tile(rq, "fund.approved", s->total.approved, 2, zstr(rq, s->currency));
    tile(rq, "fund.received", s->got.units, 2, zstr(rq, s->currency));
    tile(rq, "fund.spent", s->total.date.units, 2, zstr(rq, s->currency));
    tile(rq, "fund.committed", s->total.committed.units, 2,
         zstr(rq, s->currency));
    tile(rq, "fund.left", statement_left(&s->total), 2, zstr(rq, s->currency));
    tile(rq, "fund.in_hand", s->got.rupees - s->total.date.rupees, 2, "PKR");
    html(rq, "</ul>");
}

/* Direct costs on which no indirect ones were charged yet. */
static paisa uncharged(struct rq *rq, struct id agreement)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_DIRECT);
    paisa n = 0;

    db_bind_id(&r, 1, agreement);
    if (db_next(&r))
        n = db_int(&r, 0) - db_int(&r, 1);
    db_done(&r);
    return n;
}

static const char *overhead_link(struct rq *rq, const struct statement *s,
                                 paisa base)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/expense/new?agreement=%s&nature=indirect&head=indirect_cost",
            id_text(rq, s->id));
    buf_z(&b, "&rate=");
    decimal_put(&b, s->overhead, 2);
    buf_z(&b, "&base=");
    decimal_put(&b, base, 2);
    buf_z(&b, "&amount=");
    decimal_put(&b, share_even(base, s->overhead, 10000), 2);
    return zstr(rq, buf_str(&b));
}

static void tools(struct rq *rq, const struct agreement_page *p)
{
    paisa base = p->s.overhead > 0 ? uncharged(rq, p->id) : 0;

    if (!p->books)
        return;
    html(rq,
         "<p class=\"tools\"><a class=\"button main\" "
         "href=\"/expense/new?agreement=%s\">%s</a> ",
         id_text(rq, p->id), word(rq, "fund.new_expense"));
    fund_add(rq, "tranche", "/new/tranche?agreement=", p->id,
             "fund.new_tranche", p->s.rsp);
    fund_add(rq, "commitment", "/new/commitment?agreement=", p->id,
             "fund.new_commitment", p->s.rsp);
    if (base > 0)
        html(rq, "<a class=\"button\" href=\"%s\">%s</a> ",
             overhead_link(rq, &p->s, base), word(rq, "fund.charge_indirect"));
    html(rq, "<a class=\"button\" href=\"/fix/agreement/%s\">%s</a></p>",
         id_text(rq, p->id), word(rq, "fund.amend"));
}

static void left_cell(struct rq *rq, const struct statement_line *l)
{
    int64_t left = statement_left(l);

    if (l->date.units + l->committed.units > l->limit)
        html(rq, "<td class=\"n\"><span class=\"chip stop\">%s</span></td>",
             fund_money(rq, left));
    else if (left < 0)
        html(rq, "<td class=\"n\"><span class=\"chip warn\">%s</span></td>",
             fund_money(rq, left));
    else
        html(rq, "<td class=\"n\"><b>%s</b></td>", fund_money(rq, left));
}

static void line_row(struct rq *rq, const struct statement_line *l,
                     const char *code, const char *title)
{
    bool said;
    int64_t pct = ratio_percent(l->date.units, l->approved, &said);

    html(rq,
         code[0] ? "<tr><th scope=\"row\"><bdi>%s</bdi></th>" :
                   "<tr><td>%s</td>",
         code);
    html(
        rq,
        "<td><bdi>%s</bdi></td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
        "<td class=\"n\">%s</td><td class=\"n\">%s</td>",
        title, fund_money(rq, l->approved), fund_money(rq, l->committed.units),
        fund_money(rq, l->before.units), fund_money(rq, l->within.units),
        fund_money(rq, l->date.units));
    left_cell(rq, l);
    html(rq, "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         said ? number_all(rq, pct, 2) : "–", fund_money(rq, l->date.rupees));
}

static void lines_draw(struct rq *rq, const struct agreement_page *p)
{
    const struct statement *s = &p->s;

    card_open(rq, "fund.lines");
    listing_open(rq, "fund.line field.title n:fund.approved n:fund.committed "
                     "n:fund.before n:fund.within n:fund.date n:fund.left "
                     "n:fund.percent n:fund.in_rupees");
    for (size_t i = 0; i < s->lines; i++)
        line_row(rq, &s->line[i], zstr(rq, s->line[i].code),
                 s->line[i].title.n ? zstr(rq, s->line[i].title) :
                                      word(rq, "fund.no_such_line"));
    line_row(rq, &s->total, "", word(rq, "fund.total"));
    listing_close(rq);
    html(rq, "<p class=\"parts\">%s: %s %%. %s</p>",
         word(rq, s->variance == INT_NONE ? "fund.variance_default" :
                                            "fund.variance"),
         number_all(rq,
                    s->variance == INT_NONE ? VARIANCE_DEFAULT : s->variance,
                    2),
         word(rq, "fund.rate_note"));
    fund_forms(rq);
    card_close(rq);
}

static void tranches_draw(struct rq *rq, const struct statement *s)
{
    card_open(rq, "kinds.tranche");
    listing_open(rq, "fund.on_day field.reference n:fund.units "
                     "n:fund.exchange n:field.amount");
    for (size_t i = 0; i < s->tranches; i++) {
        const struct statement_tranche *t = &s->tranche[i];

        html(rq,
             "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td><bdi>"
             "%s</bdi></td><td class=\"n\">%s</td><td class=\"n\">%s</td><td "
             "class=\"n\">%s</td></tr>",
             id_text(rq, t->entry), day_text(rq, t->held),
             zstr(rq, t->reference), fund_money(rq, t->units),
             number_all(rq, t->rate, 5), fund_money(rq, t->rupees));
    }
    listing_close(rq);
    card_close(rq);
}

static void commitments_draw(struct rq *rq, const struct agreement_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_COMMITMENTS);
    bool any = false;

    db_bind_id(&r, 1, p->id);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        bool ended = !db_null(&r, 7) && db_int(&r, 7) <= rq->today;
        paisa rest = db_int(&r, 5) - db_int(&r, 8);

        if (!any) {
            card_open(rq, "kinds.commitment");
            listing_open(rq, "fund.on_day fund.line field.what field.supplier "
                             "n:field.amount n:fund.paid n:fund.still");
        }
        any = true;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td><bdi>"
             "%s</bdi></td><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 2)),
             zstr(rq, db_str(&r, 1)), zstr(rq, db_str(&r, 3)),
             zstr(rq, db_str(&r, 4)));
        html(rq,
             "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
             "</td></tr>",
             fund_money(rq, db_int(&r, 5)), fund_money(rq, db_int(&r, 8)),
             ended || rest < 0 ? "–" : fund_money(rq, rest));
    }
    db_done(&r);
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}

static void expenses_draw(struct rq *rq, const struct agreement_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_EXPENSES);
    bool any = false;

    db_bind_id(&r, 1, p->id);
    while (db_next(&r)) {
        if (!any) {
            card_open(rq, "fund.last_expenses");
            listing_open(rq, "fund.on_day fund.line field.what n:field.amount "
                             "-");
        }
        any = true;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td><bdi>"
             "%s</bdi></td><td><bdi>%s</bdi></td><td class=\"n\">%s</td><td>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             zstr(rq, db_str(&r, 2)), zstr(rq, db_str(&r, 3)),
             fund_money(rq, db_int(&r, 4)));
        if (db_int(&r, 7) == 0)
            html(rq, "<span class=\"chip warn\">%s</span>",
                 word(rq, "fund.taken_back"));
        else if (db_int(&r, 6) > 0)
            html(rq, "<span class=\"chip warn\">%s</span>",
                 word(rq, "fund.marked"));
        html(rq, "</td></tr>");
    }
    db_done(&r);
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}

/* An agreement with a donor: each of its lines, approved, promised, spent before
 * and in the months asked for, and left; its tranches with their rates; the
 * statement of expenditure as a file (?format=pdf, csv, json, xlsx). */
PAGE(agreement, GET, "/agreement/*", RIGHT_REGISTER)
{
    struct agreement_page p;
    struct sheet s[STATEMENT_SHEETS];

    if (!agreement_page_open(rq, &p))
        return;
    statement_sheets(&p.s, rq->lang, p.q.lakh, rq->arena, s);
    if (sheets_file(rq, "expenditure", rq_arg(rq, "format"), s,
                    STATEMENT_SHEETS))
        return;
    frame_open(rq, zstr(rq, p.s.title));
    head_draw(rq, &p);
    tools(rq, &p);
    fund_months(rq, &p.q);
    lines_draw(rq, &p);
    tranches_draw(rq, &p.s);
    commitments_draw(rq, &p);
    expenses_draw(rq, &p);
    frame_close(rq);
}
