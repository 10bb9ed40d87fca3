/* book_sheet - cash book, ledger, trial balance, receipts and payments, balance
 * sheet: of some months and one fund or all, on screen, as a file, on paper. */
#include "book.sql.h"
#include "core/fiscal.h"
#include "web/money/book.h"
#include "web/paper.h"
#include "web/register.h"

struct sheet_of {
    const char *step; /* of the path */
    int (*make)(struct book_reader *b, struct sheet *out);
};
struct sheet_page {
    struct book_page p;
    struct question q;
    struct findings f;
};

/* ---- what was asked ---------------------------------------------------------*/

static void fund_read(struct rq *rq, struct sheet_page *s)
{
    struct str said = str_trim(rq_arg(rq, "fund"));

    s->q.own = str_same(said, S("own"));
    if (said.n && !s->q.own && !id_read(said, &s->q.fund))
        tell(&s->f, STOP, "ask.unknown", "fund");
}

/* From July until now, unless months are said, or a day; no more than a
 * century. */
static void months_read(struct rq *rq, struct sheet_page *s)
{
    month now = month_of(rq->today);

    s->q.as_of = rq_month(rq, "to", now);
    if (s->q.as_of < month_of(DAY_FIRST) || s->q.as_of > month_of(DAY_LAST))
        s->q.as_of = now;
    if (!rq_on(rq, &s->q))
        tell(&s->f, STOP, "ask.day", "on");
    s->q.from = rq_month(rq, "from", fiscal_july(s->q.as_of));
    if (s->q.from < month_of(DAY_FIRST) || s->q.from > s->q.as_of) {
        tell(&s->f, STOP, "ask.period", "from");
        s->q.from = s->q.as_of;
    }
}

static bool sheet_page_open(struct rq *rq, struct sheet_page *s)
{
    *s = (struct sheet_page){ .q = { .lang = rq->lang },
                              .f = findings_start(rq->arena) };
    if (!book_page_open(rq, &s->p))
        return false;
    s->q.book = s->p.book.id;
    s->q.lakh = rq_lakh(rq);
    s->q.head = str_trim(rq_arg(rq, "head"));
    fund_read(rq, s);
    months_read(rq, s);
    if (rq_arg(rq, "party").n && !id_read(rq_arg(rq, "party"), &s->q.party))
        tell(&s->f, STOP, "ask.unknown", "party");
    return true;
}

/* ---- the filter -------------------------------------------------------------*/

static void funds(struct rq *rq, const struct sheet_page *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_FUNDS);
    bool any = false;

    db_bind_id(&r, 1, s->p.book.id);
    while (db_next(&r)) {
        struct str name = db_str(&r, 1 + (int)rq->lang);

        if (!any) {
            html(rq,
                 "<label>%s<select name=\"fund\"><option value=\"\">%s"
                 "</option>",
                 word(rq, "kind.fund"), word(rq, "ask.all"));
            html(rq,
                 s->q.own ? "<option value=\"own\" selected>%s</option>" :
                            "<option value=\"own\">%s</option>",
                 word(rq, "book.own"));
        }
        any = true;
        html(rq,
             id_same(db_id(&r, 0), s->q.fund) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id_text(rq, db_id(&r, 0)),
             zstr(rq, name.n ? name : db_str(&r, 1)));
    }
    db_done(&r);
    if (any)
        html(rq, "</select></label>");
}

static void heads(struct rq *rq, const struct sheet_page *s,
                  const struct book_reader *b)
{
    html(rq, "<label>%s<select name=\"head\"><option value=\"\">%s</option>",
         word(rq, "book.head"), word(rq, "ask.all"));
    for (size_t i = 0; i < b->heads; i++)
        if (b->head[i].said || str_same(b->head[i].code, s->q.head))
            html(rq,
                 str_same(b->head[i].code, s->q.head) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 zstr(rq, b->head[i].code), zstr(rq, b->head[i].name));
    html(rq, "</select></label>");
}

static void filter(struct rq *rq, const struct sheet_page *s,
                   const struct book_reader *b, bool of_heads)
{
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input "
         "type=\"month\" name=\"from\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label><label>%s<input "
         "type=\"month\" name=\"to\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label>",
         word(rq, "book.from"), month_iso(rq, s->q.from), word(rq, "book.to"),
         month_iso(rq, s->q.as_of));
    on_input(rq, &s->q);
    funds(rq, s);
    if (of_heads)
        heads(rq, s, b);
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
}

static void forms(struct rq *rq)
{
    static const char *const languages[] = { "English", "اردو", "سنڌي" };
    const char *asked = args_again(rq, "from to on fund head party digits");

    html(rq, "<p class=\"forms\">");
    file_links(rq, "", "csv json xlsx", 0, asked);
    if (rq_prints(rq))
        html(rq, "PDF:");
    for (int lang = LANG_EN; rq_prints(rq) && lang <= LANG_SD; lang++) {
        const char *name = lang_name((enum lang)lang);

        html(rq,
             " <a href=\"?format=pdf&amp;lang=%s%s\" lang=\"%s\" "
             "hreflang=\"%s\">%s</a>",
             name, asked, name, name, languages[lang]);
    }
    html(rq, "</p>");
}

/* ---- on paper ---------------------------------------------------------------*/

/* As it is filed: whose book on every page, the sheet, who signs it. */
static void on_paper(struct rq *rq, const struct sheet_page *s,
                     const struct sheet *sheet, const char *step)
{
    struct paper_plan plan = { .size = sheet->columns > 7 ? PAPER_A4_WIDE :
                                                            PAPER_A4,
                               .title = sheet->title,
                               .on = rq->today };
    const struct str who[] = {
        say(rq->lang, s->p.book.rsp ? "book.accountant" : "book.treasurer"),
        say(rq->lang, s->p.book.rsp ? "book.finance" : "paper.manager"),
        say(rq->lang, s->p.book.rsp ? "book.head_of_rsp" : "paper.president")
    };
    struct buf head = buf_start(rq->arena), file = buf_start(rq->arena);
    struct paper p;

    buf_add(&head, s->p.book.name);
    if (s->p.book.code.n)
        buf_fmt(&head, " – %s", zstr(rq, s->p.book.code));
    plan.head = buf_str(&head);
    p = paper_start(rq->arena, rq->lang, &plan);
    paper_sheet(&p, sheet);
    paper_together(&p);
    paper_sign(&p, who, (int)LEN(who));
    paper_apart(&p);
    buf_fmt(&file, "%s.pdf", step);
    rq_paper(rq, zstr(rq, buf_str(&file)), &p);
}

/* ---- the pages --------------------------------------------------------------*/

static void found_draw(struct rq *rq, const struct findings *f)
{
    rq->status = 400;
    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"findings\":");
        findings_json(rq, f);
        buf_z(&rq->body, "}\n");
        return;
    }
    for (size_t i = 0; i < f->n; i++)
        finding_draw(rq, &f->at[i]);
}

static void sheet_page(struct rq *rq, const struct sheet_of *of)
{
    struct str format = rq_arg(rq, "format");
    bool pdf = str_same(format, S("pdf"));
    struct sheet_page s;
    struct book_reader b;
    struct sheet sheet;

    if (pdf)
        rq->lang = rq_paper_lang(rq);
    if (!sheet_page_open(rq, &s))
        return;
    if (!findings_stop(&s.f) && book_open(rq->db, &s.q, rq->arena, &b, &s.f)) {
        b.name = book_names;
        b.self = rq;
        of->make(&b, &sheet);
        if (pdf) {
            on_paper(rq, &s, &sheet, of->step);
            return;
        }
        if (sheets_file(rq, of->step, format, &sheet, 1))
            return;
    }
    if (rq->json) {
        found_draw(rq, &s.f);
        return;
    }
    book_frame(rq, &s.p, of->step);
    if (findings_stop(&s.f)) {
        found_draw(rq, &s.f);
    } else {
        filter(rq, &s, &b, of->make == book_ledger);
        sheet_draw(rq, &sheet);
        forms(rq);
    }
    frame_close(rq);
}

/* The cash book: what was received, paid and left in the box, at the bank and
 * in hand, in the months asked for (?from=, to=), of one fund or all. Each line
 * opens its entry. Also as csv, json, xlsx, pdf (?format=). */
PAGE(book_cash, GET, "/books/*/cash", RIGHT_REGISTER)
{
    static const struct sheet_of of = { "cash", book_cashbook };

    sheet_page(rq, &of);
}

/* The ledger: every line of every head of account, of one head (?head=), or of
 * one part of it (?party=), a member's or a loan's. */
PAGE(book_ledger, GET, "/books/*/ledger", RIGHT_REGISTER)
{
    static const struct sheet_of of = { "ledger", book_ledger };

    sheet_page(rq, &of);
}

/* The trial balance: what each head stood at, what moved, what it stands at.
 * Each head opens its ledger. */
PAGE(book_trial, GET, "/books/*/trial", RIGHT_REGISTER)
{
    static const struct sheet_of of = { "trial", book_trial };

    sheet_page(rq, &of);
}

/* Receipts and payments by heads of account, between what lay in box and bank
 * and what was left. */
PAGE(book_receipts, GET, "/books/*/receipts", RIGHT_REGISTER)
{
    static const struct sheet_of of = { "receipts", book_receipts };

    sheet_page(rq, &of);
}

/* The balance sheet: what a body or an RSP has, owes and keeps as its own, now
 * and when the months asked for began. */
PAGE(book_balance, GET, "/books/*/balance", RIGHT_REGISTER)
{
    static const struct sheet_of of = { "balance", book_balance };

    sheet_page(rq, &of);
}
