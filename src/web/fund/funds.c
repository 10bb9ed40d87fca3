/* funds - the funds of an RSP on one page, and its endowment. */
#include "fund.sql.h"
#include "web/fund/fund.h"
#include "web/register.h"

enum { FUNDS_MOST = 1000 };

/* ---- funds ------------------------------------------------------------------*/

/* Those of RSPs within the asker's reach. */
static size_t funds_seen(struct rq *rq, const struct question *q, int class,
                         struct fund_sum **out)
{
    size_t all = funds_read(rq->db, q, class, rq->arena, out), n = 0;
    struct id rsp = ID_NONE;
    bool may = false;

    for (size_t i = 0; i < all; i++) {
        if (i == 0 || !id_same((*out)[i].rsp, rsp)) {
            rsp = (*out)[i].rsp;
            may = fund_may(rq, RIGHT_REGISTER, rsp);
        }
        if (may)
            (*out)[n++] = (*out)[i];
    }
    return n;
}

static void funds_json(struct rq *rq, const struct fund_sum *at, size_t n)
{
    struct keys k = keys_open(rq);

    key_list(&k, "funds");
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "cash", at[i].cash);
        key_text(&one, "class", choice_name(FUND_CLASSES, at[i].class));
        key_int(&one, "due", at[i].due);
        key_id(&one, "fund", at[i].id);
        key_int(&one, "income", at[i].income);
        key_int(&one, "left", at[i].income - at[i].spent);
        key_int(&one, "placed", at[i].placed);
        key_int(&one, "principal", at[i].principal);
        key_id(&one, "rsp", at[i].rsp);
        key_int(&one, "spent", at[i].spent);
        key_text(&one, "title", at[i].title);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
}

static void fund_row(struct rq *rq, const struct fund_sum *f)
{
    paisa left = f->income - f->spent;

    if (fund_may(rq, RIGHT_BOOK, f->rsp))
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/books/%s/trial?fund=%s\"><bdi>%s"
             "</bdi></a></th>",
             id_text(rq, f->rsp), id_text(rq, f->id), zstr(rq, f->title));
    else
        html(rq, "<tr><th scope=\"row\"><bdi>%s</bdi></th>",
             zstr(rq, f->title));
    html(rq,
         "<td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td>",
         fund_class(rq, f->class),
         f->principal ? fund_money(rq, f->principal) : "–",
         fund_money(rq, f->income), fund_money(rq, f->spent));
    html(rq,
         left < 0 ? "<td class=\"n\"><span class=\"chip stop\">%s</span></td>" :
                    "<td class=\"n\"><b>%s</b></td>",
         fund_money(rq, left));
    html(rq,
         "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
         "</td></tr>",
         fund_money(rq, f->cash), f->placed ? fund_money(rq, f->placed) : "–",
         f->due ? fund_money(rq, f->due) : "–");
}

static void tools(struct rq *rq, struct id rsp)
{
    html(rq, "<p class=\"tools\">");
    if (fund_may(rq, RIGHT_BOOK, rsp))
        html(rq, "<a class=\"button main\" href=\"/expense/new\">%s</a> ",
             word(rq, "fund.new_expense"));
    fund_add(rq, "transfer", "/transfer/new?giver_rsp=", rsp,
             "fund.new_transfer", rsp);
    fund_add(rq, "agreement", "/new/agreement?rsp=", rsp, "fund.new_agreement",
             rsp);
    fund_add(rq, "tranche", "/new/tranche", ID_NONE, "fund.new_tranche", rsp);
    fund_add(rq, "fund", "/new/fund?rsp=", rsp, "fund.new_fund", rsp);
    html(rq, "</p>");
}

static void rsp_draw(struct rq *rq, const struct fund_sum *at, size_t n)
{
    paisa principal = 0, income = 0, spent = 0;

    for (size_t i = 0; i < n; i++) {
        principal += at[i].principal;
        income += at[i].income;
        spent += at[i].spent;
    }
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"counters\">",
         rsp_name(rq, at->rsp));
    tile(rq, "fund.principal", principal, 2, "");
    tile(rq, "fund.income", income, 2, "");
    tile(rq, "fund.spent", spent, 2, "");
    tile(rq, "fund.left", income - spent, 2, "");
    html(rq, "</ul>");
    tools(rq, at->rsp);
    listing_open(rq, "kind.fund field.class n:fund.principal n:fund.income "
                     "n:fund.spent n:fund.left n:fund.cash n:fund.placed "
                     "n:fund.due");
    for (size_t i = 0; i < n; i++)
        fund_row(rq, &at[i]);
    listing_close(rq);
    html(rq, "</section>");
}

static void agreements_draw(struct rq *rq, const struct question *q)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_AGREEMENTS);
    struct id id[200], rsp[200];
    size_t n = 0;
    bool any = false;

    db_bind_null(&r, 1);
    for (; n < LEN(id) && db_next(&r); n++) {
        id[n] = db_id(&r, 0);
        rsp[n] = db_id(&r, 1);
    }
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        struct statement s;
        const struct statement_line *t = &s.total;

        if (!fund_may(rq, RIGHT_REGISTER, rsp[i]) ||
            !statement_read(rq->db, id[i], q->from, question_day(q), rq->arena,
                            &s))
            continue;
        if (!any) {
            card_open(rq, "kinds.agreement");
            listing_open(rq, "field.number kind.agreement field.donor "
                             "field.until field.currency n:fund.approved "
                             "n:fund.received n:fund.spent n:fund.left");
        }
        any = true;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/agreement/%s\"><bdi>%s</bdi></a>"
             "</th><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td><td>%s</td><td>"
             "%s</td>",
             id_text(rq, s.id), zstr(rq, s.number), zstr(rq, s.title),
             zstr(rq, s.donor), day_text(rq, s.until), zstr(rq, s.currency));
        html(rq,
             "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s"
             "</td><td class=\"n\">%s</td></tr>",
             fund_money(rq, t->approved), fund_money(rq, s.got.units),
             fund_money(rq, t->date.units), fund_money(rq, statement_left(t)));
    }
    if (any) {
        listing_close(rq);
        card_close(rq);
    }
}

/* The funds of the RSPs within reach: principal that may only be kept, what came
 * to be used, what was spent and what is left; and the agreements with donors.
 */
PAGE(funds, GET, "/funds", RIGHT_REGISTER)
{
    struct question q = fund_question(rq);
    struct fund_sum *at;
    size_t n = funds_seen(rq, &q, -1, &at), to;

    if (rq->json) {
        funds_json(rq, at, n);
        return;
    }
    frame_open(rq, word(rq, "fund.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "fund.lead"));
    for (size_t i = 0; i < n; i = to) {
        for (to = i; to < n && id_same(at[to].rsp, at[i].rsp);)
            to++;
        rsp_draw(rq, &at[i], to - i);
    }
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "fund.none"));
    agreements_draw(rq, &q);
    html(rq,
         "<p class=\"forms\"><a href=\"/report/fund\">%s</a> <a "
         "href=\"/report/expenditure\">%s</a> <a href=\"/endowment\">%s</a>"
         "</p>",
         word(rq, "report.fund"), word(rq, "report.expenditure"),
         word(rq, "report.endowment"));
    frame_close(rq);
}

/* ---- the endowment ------------------------------------------------------------*/

static void endowment_tools(struct rq *rq, const struct fund_sum *f)
{
    html(rq, "<p class=\"tools\">");
    fund_add(rq, "tranche", "/new/tranche?fund=", f->id, "fund.contribute",
             f->rsp);
    fund_add(rq, "placement", "/new/placement?act=invest&fund=", f->id,
             "fund.place", f->rsp);
    fund_add(rq, "placement", "/new/placement?act=earn&fund=", f->id,
             "fund.earn", f->rsp);
    fund_add(rq, "placement", "/new/placement?act=end&fund=", f->id, "fund.end",
             f->rsp);
    fund_add(rq, "expense", "/expense/new?fund=", f->id, "fund.new_expense",
             f->rsp);
    fund_add(rq, "board", "/new/board?fund=", f->id, "fund.new_board", f->rsp);
    html(rq, "</p>");
}

static void endowment_draw(struct rq *rq, const struct fund_sum *f)
{
    html(rq,
         "<section class=\"card\"><h2><bdi>%s</bdi></h2><ul "
         "class=\"counters\">",
         zstr(rq, f->title));
    tile(rq, "fund.principal", f->principal, 2, word(rq, "fund.stays_put"));
    tile(rq, "fund.placed", f->placed, 2, "");
    tile(rq, "fund.income", f->income, 2, word(rq, "fund.may_be_used"));
    tile(rq, "fund.left", f->income - f->spent, 2, "");
    html(rq, "</ul>");
    endowment_tools(rq, f);
    html(rq, "</section>");
}

/* The endowment: its principal, which falls only by a resolution of the board,
 * and its income, which may be used; year by year, with its placements. */
PAGE(endowment, GET, "/endowment", RIGHT_REGISTER)
{
    const struct report *report = report_find(S("endowment"));
    struct findings f = findings_start(rq->arena);
    struct question q = fund_question(rq);
    struct sheet s[REPORT_SHEETS];
    struct fund_sum *at;
    size_t n = funds_seen(rq, &q, FUND_ENDOWMENT, &at);
    int sheets = 0;

    for (size_t i = 0; i < n && sheets + 3 <= REPORT_SHEETS; i++) {
        q.fund = at[i].id;
        sheets += report->make(rq->db, &q, rq->arena, s + sheets, &f);
    }
    if (sheets && sheets_file(rq, "endowment", rq_arg(rq, "format"), s, sheets))
        return;
    if (rq->json) {
        funds_json(rq, at, n);
        return;
    }
    frame_open(rq, word(rq, "report.endowment"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "fund.endowment_note"));
    for (size_t i = 0; i < n; i++)
        endowment_draw(rq, &at[i]);
    for (int i = 0; i < sheets; i++)
        sheet_draw(rq, &s[i]);
    if (sheets)
        fund_forms(rq);
    else
        html(rq, "<p>%s</p>", word(rq, "fund.no_endowment"));
    frame_close(rq);
}
