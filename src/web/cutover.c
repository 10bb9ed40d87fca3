/* cutover - a district goes over from filings to registers: both side by side,
 * and the signature that makes the registers count. */
#include <string.h>

#include "web/form.h"
#include "web/web.h"

enum { WHY_MOST = 300 };

static void total_draw(struct rq *rq, const struct cutover_pair *p,
                       const struct cutover_line *l,
                       const struct place_total *t, struct str code, month at)
{
    html(rq, "<td class=\"n\">");
    if (t->said)
        html(rq,
             "<a href=\"/postings?indicator=%s&amp;place=%s&amp;rsp=%s&amp;"
             "as_of=%s\">%s</a>",
             zstr(rq, code), id_text(rq, p->place), id_text(rq, p->rsp),
             month_iso(rq, at), number_text(rq, t->amount, l->scale));
    html(rq, "</td>");
}

static void line_draw(struct rq *rq, const struct cutover_pair *p,
                      const struct cutover_line *l, month as_of)
{
    int64_t more = l->kept.amount - l->filed.amount;

    html(rq, "<tr><th scope=\"row\">%s</th>", zstr(rq, l->name));
    total_draw(rq, p, l, &l->filed, l->code, l->filed_at);
    total_draw(rq, p, l, &l->kept, l->kept_code, l->kept_at);
    html(rq, "<td class=\"n\">");
    if (l->filed.said && l->kept.said)
        html(rq, "%s%s", more > 0 ? "+" : "", number_text(rq, more, l->scale));
    html(rq, "</td>");
    total_draw(rq, p, l, &l->now, l->kept_code, as_of);
    html(rq, "<td>");
    if (l->until != MONTH_NONE)
        html(rq, "<a class=\"open\" href=\"/entry/%s\">%s</a>",
             id_text(rq, l->cutover), month_text(rq, l->until));
    else
        html(rq, "%s", word(rq, "cutover.unsigned"));
    html(rq, "</td></tr>");
}

static void lines_draw(struct rq *rq, const struct cutover_pair *p, month as_of)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\"><thead>"
         "<tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>"
         "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\" "
         "class=\"n\">%s</th>",
         word(rq, "report.indicator"), word(rq, "cutover.filed"),
         word(rq, "cutover.kept"), word(rq, "cutover.difference"));
    html(rq,
         "<th scope=\"col\" class=\"n\">%s<br><small>%s</small></th>"
         "<th scope=\"col\">%s</th></tr></thead><tbody>",
         word(rq, "cutover.now"), month_text(rq, as_of),
         word(rq, "cutover.since"));
    for (size_t i = 0; i < p->lines; i++)
        line_draw(rq, p, &p->line[i], as_of);
    html(rq, "</tbody></table></div>");
}

/* ---- signing ------------------------------------------------------------*/

/* A part goes over with its whole. */
static bool whole(struct str code)
{
    str_cut(&code, '.');
    return !code.n;
}

static void choices_draw(struct rq *rq, const struct cutover_pair *p)
{
    html(rq,
         "<details><summary>%s</summary><fieldset class=\"ticks\">"
         "<legend>%s</legend>",
         word(rq, "cutover.some"), word(rq, "cutover.which"));
    for (size_t i = 0; i < p->lines; i++)
        if (p->line[i].until == MONTH_NONE && whole(p->line[i].code))
            html(rq,
                 "<label><input type=\"checkbox\" name=\"of.%s\" "
                 "value=\"1\"> %s</label>",
                 zstr(rq, p->line[i].code), zstr(rq, p->line[i].name));
    html(rq, "</fieldset></details>");
}

static void sign_draw(struct rq *rq, const struct cutover_pair *p)
{
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><input type=\"hidden\" name=\"place\" value=\"%s\">"
         "<input type=\"hidden\" name=\"rsp\" value=\"%s\">",
         rq->csrf, id_text(rq, form_id(rq)), id_text(rq, p->place),
         id_text(rq, p->rsp));
    html(rq,
         "<div class=\"grid\"><div class=\"field need\"><label><span>%s"
         "</span><input type=\"month\" name=\"since\" value=\"%s\" required "
         "pattern=\"[0-9]{4}-[0-9]{2}\" placeholder=\"2014-12\"></label></div>"
         "<div class=\"field\"><label><span>%s</span><input name=\"why\" "
         "maxlength=\"%d\" dir=\"auto\"></label></div></div>",
         word(rq, "cutover.from"), month_iso(rq, month_of(rq->today)),
         word(rq, "field.why"), (int)WHY_MOST);
    choices_draw(rq, p);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button></div>"
         "<p><small>%s</small></p></form>",
         word(rq, "cutover.sign"), word(rq, "cutover.what_it_does"));
}

static void pair_draw(struct rq *rq, const struct cutover_pair *p, month as_of)
{
    struct scope s = { .place = p->place, .rsp = p->rsp };

    html(rq,
         "<section class=\"card\"><h2><a href=\"/place/%s\">%s</a> · %s</h2>"
         "<p>",
         id_text(rq, p->place), zstr(rq, p->place_name), zstr(rq, p->rsp_code));
    if (p->filed != MONTH_NONE)
        html(rq, "%s %s", word(rq, "cutover.last"), month_text(rq, p->filed));
    else
        html(rq, "%s", word(rq, "cutover.never"));
    html(rq, "</p>");
    lines_draw(rq, p, as_of);
    if (p->waits && rq_may_in(rq, RIGHT_ISSUE, &s))
        sign_draw(rq, p);
    html(rq, "</section>");
}

/* ---- the page -----------------------------------------------------------*/

static void filter(struct rq *rq, month as_of)
{
    struct buf asked = buf_start(rq->arena);

    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input "
         "type=\"month\" name=\"as_of\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label><button>%s</button></form>",
         word(rq, "ask.as_of"), month_iso(rq, as_of), word(rq, "ask.go"));
    buf_fmt(&asked, "&as_of=%s", month_iso(rq, as_of));
    html(rq, "<p class=\"forms\">");
    file_links(rq, "/report/cutover", "csv json xlsx", 0,
               zstr(rq, buf_str(&asked)));
    html(rq, "</p>");
}

static void cutover_json(struct rq *rq, const struct question *q)
{
    struct sheet s[REPORT_SHEETS];
    struct findings f = findings_start(rq->arena);
    int n = report_find(S("cutover"))->make(rq->db, q, rq->arena, s, &f);

    rq->type = "application/json";
    report_write(&rq->body, s, n, S("json"), rq->lang);
}

static void cutovers_draw(struct rq *rq, const struct findings *f)
{
    struct question q = { .from = MONTH_NONE, .lang = rq->lang };
    struct cutover_pair *pair;
    size_t n;

    q.as_of = rq_month(rq, "as_of", month_last(rq));
    if (!thing_read(rq, "place", rq_arg(rq, "place"), &q.place) ||
        !thing_read(rq, "rsp", rq_arg(rq, "rsp"), &q.rsp)) {
        not_here(rq);
        return;
    }
    if (rq->json && !f) {
        cutover_json(rq, &q);
        return;
    }
    n = cutovers_read(rq->db, &q, rq->arena, &pair);
    frame_open(rq, word(rq, "cutover.title"));
    for (size_t i = 0; f && i < f->n; i++)
        finding_draw(rq, &f->at[i]);
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "cutover.signed"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "cutover.note"));
    filter(rq, q.as_of);
    for (size_t i = 0; i < n; i++)
        pair_draw(rq, &pair[i], q.as_of);
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "cutover.none"));
    frame_close(rq);
}

/* From filings to registers: for each district where an RSP keeps registers,
 * what was filed and what the registers give, side by side; head office signs
 * from which month on the registers count. */
PAGE(cutover, GET, "/cutover", RIGHT_SEE)
{
    cutovers_draw(rq, NULL);
}

static void again(struct rq *rq, int status, const struct findings *f)
{
    rq->status = status;
    if (rq->json) {
        form_answer_json(rq, status == 422 ? "refused" : "unknown", ID_NONE, f);
        return;
    }
    cutovers_draw(rq, f);
}

static void signed_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct findings f = findings_start(rq->arena);
    struct outcome o;

    (void)memo;
    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&f, STOP, "form.unsure", "");
        again(rq, 503, &f);
    } else if (o.kept == KEPT_REFUSED) {
        again(rq, 422, &o.found);
    } else if (rq->json) {
        rq->status = o.kept == KEPT ? 201 : 200;
        form_answer_json(rq, o.kept == KEPT ? "kept" : "known", o.id, &o.found);
    } else {
        rq_goto(rq, "/cutover?kept=1");
    }
}

/* Only indicators that the page offered: those of some ledger. */
static void which_put(struct rq *rq, struct buf *b,
                      const struct cutover_pair *p)
{
    const char *comma = "";

    for (size_t i = 0; i < p->lines; i++) {
        struct buf name = buf_start(rq->arena);

        buf_fmt(&name, "of.%s", zstr(rq, p->line[i].code));
        if (!rq_part(rq, zstr(rq, buf_str(&name))).n)
            continue;
        buf_fmt(b, "%s{\"indicator\":", *comma ? comma : ",\"indicators\":[");
        buf_json(b, p->line[i].code);
        buf_char(b, '}');
        comma = ",";
    }
    buf_z(b, *comma ? "]" : "");
}

static struct str signed_body(struct rq *rq, const struct cutover_pair *p,
                              month since)
{
    struct buf b = buf_start(rq->arena);
    struct str why = str_trim(rq_part(rq, "why"));

    buf_fmt(&b, "{\"place\":\"%s\",\"rsp\":\"%s\",\"since\":\"%s\"",
            id_text(rq, p->place), id_text(rq, p->rsp), month_iso(rq, since));
    which_put(rq, &b, p);
    if (why.n) {
        buf_z(&b, ",\"why\":");
        buf_json(&b, why);
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

/* Signs that from a month on registers count in a district instead of
 * filings: all indicators that registers give, or those that were ticked. */
PAGE(cutover_sign, POST, "/cutover", RIGHT_ISSUE)
{
    struct question q = { .from = MONTH_NONE, .lang = rq->lang };
    struct findings f = findings_start(rq->arena);
    struct draft d = { .kind = S("cutover"), .strict = true };
    struct cutover_pair *pair;
    month since;

    q.as_of = month_last(rq);
    if (!id_read(rq_part(rq, "place"), &q.place) ||
        !id_read(rq_part(rq, "rsp"), &q.rsp) ||
        cutovers_read(rq->db, &q, rq->arena, &pair) != 1) {
        not_here(rq);
        return;
    }
    if (!month_read(str_trim(rq_part(rq, "since")), &since) ||
        !id_read(rq_part(rq, "_id"), &d.id)) {
        tell(&f, STOP, "field.not_understood", "since");
        again(rq, 422, &f);
        return;
    }
    d.author = rq->who.login;
    d.body = signed_body(rq, pair, since);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), signed_told, NULL);
}
