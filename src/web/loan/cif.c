/* cif - community investment funds on a page: of one fund, of a body, or of all
 * within the asker's reach. */
#include "report/cif.h"

#include "web/paper.h"
#include "web/register.h"

struct cif_ask {
    struct question q;
    const struct kind *of; /* fund or body that is asked for; NULL */
    struct id id;
};

/* Of a fund or a body: that it is seen; else a place that the asker's grants
 * reach. False when it has answered. */
static bool ask_read(struct rq *rq, struct cif_ask *a)
{
    struct str fund = rq_arg(rq, "fund"), body = rq_arg(rq, "body");
    struct scope scope = { .place = ID_NONE };

    *a = (struct cif_ask){ .q = { .lang = rq->lang, .from = MONTH_NONE } };
    a->q.as_of = rq_month(rq, "as_of", month_of(rq->today));
    rq_on(rq, &a->q);
    if (rq_arg(rq, "period").n)
        question_period(&a->q, rq_arg(rq, "period"), 7);
    a->q.lakh = rq_lakh(rq);
    if (fund.n || body.n) {
        a->of = kind_find(fund.n ? S("fund") : S("body"));
        if (!id_read(fund.n ? fund : body, &a->id) ||
            !row_find(rq->db, a->of, a->id, rq->arena,
                      arena_take(rq->arena, a->of->bytes)) ||
            !rq_sees(rq, a->of, a->id)) {
            not_here(rq);
            return false;
        }
        *(fund.n ? &a->q.fund : &a->q.book) = a->id;
        return true;
    }
    if (!thing_read(rq, "place", rq_arg(rq, "place"), &scope.place)) {
        not_here(rq);
        return false;
    }
    for (size_t i = 0; id_none(scope.place) && i < rq->grants &&
                       !rq_may_in(rq, RIGHT_REGISTER, &scope);
         i++)
        if (rights_hold(rq->grant[i].rights, RIGHT_REGISTER))
            scope = rq->grant[i].scope;
    if (!rq_may_in(rq, RIGHT_REGISTER, &scope)) {
        refuse(rq, 403, "refuse.right");
        return false;
    }
    a->q.place = scope.place;
    a->q.rsp = scope.rsp;
    a->q.project = scope.project;
    return true;
}

static void filter_draw(struct rq *rq, const struct cif_ask *a)
{
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input "
         "type=\"month\" name=\"as_of\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label>",
         word(rq, "ask.as_of"), month_iso(rq, a->q.as_of));
    on_input(rq, &a->q);
    html(rq, "<label>%s<select name=\"period\">", word(rq, "ask.period"));
    for (int i = 0; i < 4; i++) {
        static const char *const name[] = { "", "month", "quarter", "fy" };
        bool now = str_same(rq_arg(rq, "period"), str_of(name[i]));

        html(rq,
             now ? "<option value=\"%s\" selected>%s</option>" :
                   "<option value=\"%s\">%s</option>",
             name[i], word_of(rq, "period", str_of(i ? name[i] : "none")));
    }
    html(rq, "</select></label>");
    if (a->of)
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
             a->of->name, id_text(rq, a->id));
    else if (rq_arg(rq, "place").n)
        html(rq, "<input type=\"hidden\" name=\"place\" value=\"%s\">",
             zstr(rq, rq_arg(rq, "place")));
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
}

static void sheets_shown(struct rq *rq, const struct sheet *s, int n)
{
    for (int i = 0; i < n; i++) {
        html(rq, "<section class=\"sheets\" id=\"sheet%d\">", i + 1);
        sheet_draw(rq, &s[i]);
        html(rq, "<p class=\"forms\">");
        file_links(rq, "/cif", "csv json xlsx pdf", i + 1,
                   args_again(rq, "fund body place as_of on period digits"));
        html(rq, "</p></section>");
    }
}

static void tools_draw(struct rq *rq, const struct cif_ask *a)
{
    html(rq, "<p class=\"tools\">");
    if (a->of && rq_writes_it(rq, a->of, a->id)) {
        html(rq, "<a class=\"button\" href=\"/new/capital\">%s</a> ",
             word(rq, "cif.capital_new"));
        html(rq, "<a class=\"button\" href=\"/new/fund\">%s</a> ",
             word(rq, "cif.fund_new"));
    }
    html(rq, "<a href=\"/loans\">%s</a></p>", word(rq, "kinds.loan"));
}

/* Community investment funds: what each was given, lends and gets back, how it
 * revolves, for whom, and what was lent beside the rules. Of one (?fund=), of a
 * body (?body=) or within a place (?place=), as of a month. */
PAGE(cif, GET, "/cif", RIGHT_REGISTER)
{
    const struct report *r = report_find(S("cif"));
    struct sheet s[REPORT_SHEETS];
    struct findings f = findings_start(rq->arena);
    struct cif_ask a;
    int n, only;

    if (!ask_read(rq, &a))
        return;
    n = r->make(rq->db, &a.q, rq->arena, s, &f);
    only = (int)rq_int(rq, "sheet", 0, n, 0);
    if (n && sheets_file(rq, "cif", rq_arg(rq, "format"),
                         only ? &s[only - 1] : s, only ? 1 : n))
        return;
    frame_open(rq, a.of ? thing_name(rq, a.of, a.id) : word(rq, "cif.title"));
    filter_draw(rq, &a);
    for (size_t i = 0; i < f.n; i++)
        finding_draw(rq, &f.at[i]);
    sheets_shown(rq, s, n);
    tools_draw(rq, &a);
    frame_close(rq);
}
