/* move - a form for money that goes from one book or fund to another. */
#include "fund.sql.h"
#include "web/fund/fund.h"
#include "web/register.h"

static const struct money_group groups[] = {
    { "fund.giver", "giver giver_rsp fund account", false },
    { "fund.taker", "taker taker_rsp fund_to account_to", false },
    { "fund.what_moves", "nature amount held way carrier reference leaf",
      false },
    { "fund.resolved", "resolution board due note", false },
};

static struct id either(const struct money_form *m, const char *body,
                        const char *rsp)
{
    struct id id = money_form_id(m, body);

    return id_none(id) ? money_form_id(m, rsp) : id;
}

/* What stands between both before it. */
static void above(struct rq *rq, const struct money_form *m)
{
    struct id giver = either(m, "giver", "giver_rsp");
    struct id taker = either(m, "taker", "taker_rsp");
    struct rows r;
    paisa n = 0;

    html(rq, "<p class=\"lead\">%s</p>", word(rq, "fund.move_lead"));
    if (id_none(giver) || id_none(taker))
        return;
    r = db_rows(rq->db, SQL_WEB_FUND_BETWEEN);
    db_bind_id(&r, 1, giver);
    db_bind_id(&r, 2, taker);
    if (db_next(&r))
        n = db_int(&r, 0);
    db_done(&r);
    if (n)
        html(rq, "<p class=\"note\">%s: <b class=\"n\">%s</b></p>",
             word(rq, n > 0 ? "fund.taker_owes" : "fund.giver_owes"),
             fund_money(rq, n > 0 ? n : -n));
}

static struct money_form *move_start(struct rq *rq)
{
    struct money_form *m = arena_new(rq->arena, struct money_form);
    struct buf to = buf_start(rq->arena);

    m->title = "fund.new_transfer";
    m->group = groups;
    m->groups = (int)LEN(groups);
    m->above = above;
    money_form_start(rq, m, "transfer");
    buf_fmt(&to, "/entry/%s?kept=1", id_text(rq, m->form.id));
    m->to = zstr(rq, buf_str(&to));
    return m;
}

/* Money goes from a body, an RSP or a fund to another (?giver=, ?taker=): both
 * books move in one act. */
PAGE(transfer_new, GET, "/transfer/new", RIGHT_KEEP)
{
    money_form_draw(rq, move_start(rq));
}

/* Keeps it, or says what stands in the way. */
PAGE(transfer_new_go, POST, "/transfer/new", RIGHT_KEEP)
{
    money_form_send(rq, move_start(rq));
}
