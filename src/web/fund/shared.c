/* shared - what the pages of funds share. */
#include "web/fund/fund.h"

#include "core/fiscal.h"
#include "web/paper.h"
#include "web/register.h"

bool fund_may(struct rq *rq, enum right right, struct id rsp)
{
    struct scope scope = { .rsp = rsp };

    return rq_may_in(rq, right, &scope);
}

struct question fund_question(struct rq *rq)
{
    month now = month_of(rq->today), first = month_of(DAY_FIRST);
    struct question q = { .lang = rq->lang };

    q.as_of = rq_month(rq, "to", now);
    if (q.as_of < first || q.as_of > month_of(DAY_LAST))
        q.as_of = now;
    rq_on(rq, &q);
    q.from = rq_month(rq, "from", fiscal_july(q.as_of));
    if (q.from < first || q.from > q.as_of)
        q.from = fiscal_july(q.as_of);
    q.lakh = rq_lakh(rq);
    return q;
}

const char *fund_money(struct rq *rq, int64_t n)
{
    struct buf b = buf_start(rq->arena);

    if (n == INT_NONE)
        return "–";
    number_full(&b, n, 2, false);
    return zstr(rq, buf_str(&b));
}

const char *fund_class(struct rq *rq, int class)
{
    return word_of(rq, "choice", choice_name(FUND_CLASSES, class));
}

void fund_months(struct rq *rq, const struct question *q)
{
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input type=\"month\" "
         "name=\"from\" value=\"%s\" pattern=\"[0-9]{4}-[0-9]{2}\"></label>"
         "<label>%s<input type=\"month\" name=\"to\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label>",
         word(rq, "fund.from"), month_iso(rq, q->from), word(rq, "fund.to"),
         month_iso(rq, q->as_of));
    on_input(rq, q);
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
}

void fund_add(struct rq *rq, const char *kind, const char *path, struct id id,
              const char *key, struct id rsp)
{
    const struct kind *k = kind_find(str_of(kind));

    if (k && fund_may(rq, kind_right(k), rsp))
        html(rq, "<a class=\"button\" href=\"%s%s\">%s</a> ", path,
             id_none(id) ? "" : id_text(rq, id), word(rq, key));
}

void fund_forms(struct rq *rq)
{
    html(rq, "<p class=\"forms\">");
    file_links(rq, "", "csv json xlsx pdf", 0,
               args_again(rq, "from to on digits"));
    html(rq, "</p>");
}
