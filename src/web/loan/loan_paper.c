/* loan_paper - a loan on paper: what was asked, what it costs, what is due. */
#include "web/loan/loan.h"
#include "web/paper.h"

/* Lines above and below, and the title. */
static struct paper start(struct rq *rq, const struct loan_page *l,
                          const char *title)
{
    struct paper_plan plan = { .size = rq_paper_size(rq, PAPER_A4),
                               .title = str_of(word(rq, title)),
                               .head = l->is->number,
                               .foot = S("Saath"),
                               .on = rq->today };
    struct paper p = paper_start(rq->arena, rq->lang, &plan);

    paper_title(&p, str_of(word(rq, title)));
    return p;
}

static struct str amount_said(struct rq *rq, paisa amount)
{
    return amount == INT_NONE ? S("") : str_of(number_all(rq, amount, 2));
}

static void pair_thing(struct rq *rq, struct paper *p, const char *key,
                       const char *kind, struct id id)
{
    if (!id_none(id))
        paper_pair_word(p, key,
                        str_of(thing_name(rq, kind_find(str_of(kind)), id)));
}

static void head(struct rq *rq, const struct loan_page *l, struct paper *p)
{
    const struct loan *x = l->is;
    const struct field *purpose = kind_field(l->kind, S("purpose"));
    struct buf what = buf_start(rq->arena);

    paper_pair_word(p, "field.number", x->number);
    pair_thing(rq, p, "kind.person", "person", x->person);
    pair_thing(rq, p, "kind.body", "body", x->body);
    pair_thing(rq, p, "field.lender", "body", x->lender);
    pair_thing(rq, p, "kind.rsp", "rsp", x->rsp);
    paper_pair_word(p, "field.product",
                    str_of(loan_product_title(rq, rq->lang, &l->product)));
    buf_z(&what, word_of(rq, "choice", choice_name(purpose->of, x->purpose)));
    if (x->what.n) {
        buf_z(&what, " · ");
        buf_add(&what, x->what);
    }
    paper_pair_word(p, "field.purpose", buf_str(&what));
    paper_pair_word(p, "field.asked", amount_said(rq, x->asked));
    paper_pair_word(p, "field.applied",
                    paper_day(rq->arena, rq->lang, x->applied));
}

static void signs(struct rq *rq, struct paper *p, const char *one,
                  const char *two, const char *three)
{
    const struct str who[] = { str_of(word(rq, one)), str_of(word(rq, two)),
                               str_of(word(rq, three)) };

    paper_gap(p, 14);
    paper_sign(p, who, (int)LEN(who));
}

/* NULL when it has answered. */
static struct loan_page *open_paper(struct rq *rq)
{
    rq->lang = rq_paper_lang(rq);
    return loan_open(rq);
}

/* ---- the application ----------------------------------------------------*/

static void plan_put(struct rq *rq, const struct loan_page *l, struct paper *p)
{
    const struct kind *k = kind_find(S("mip"));
    void *mip = arena_take(rq->arena, k->bytes);
    static const char *const money[] = { "cost", "own_share", "wanted",
                                         "yearly" };
    static const char *const text[] = { "risk", "assets", "skills" };

    if (id_none(l->is->mip) || !row_find(rq->db, k, l->is->mip, rq->arena, mip))
        return;
    paper_heading(p, str_of(kind_word(rq, k)));
    paper_pair_word(p, "field.what", said_text(k, mip, "what"));
    for (size_t i = 0; i < LEN(money); i++)
        paper_pair(p, str_of(field_word(rq, kind_field(k, str_of(money[i])))),
                   amount_said(rq, said_number(k, mip, money[i])));
    for (size_t i = 0; i < LEN(text); i++)
        if (said_text(k, mip, text[i]).n)
            paper_pair(p,
                       str_of(field_word(rq, kind_field(k, str_of(text[i])))),
                       said_text(k, mip, text[i]));
}

/* The application of a loan as a PDF (?lang=): who asks for how much and what
 * for, her plan, who stands for her, and lines to sign on. */
PAGE(application_paper, GET, "/loan/*/application.pdf", RIGHT_REGISTER)
{
    struct loan_page *l = open_paper(rq);
    const struct loan_guarantor *g;
    struct paper p;

    if (!l)
        return;
    p = start(rq, l, "loan.application");
    head(rq, l, &p);
    plan_put(rq, l, &p);
    g = l->is->guarantors.at;
    if (l->is->guarantors.n)
        paper_heading(&p, str_of(word(rq, "field.guarantors")));
    for (size_t i = 0; i < l->is->guarantors.n; i++)
        paper_pair(&p, str_of(number_text(rq, (int64_t)i + 1, 0)),
                   str_of(thing_name(rq, kind_find(S("person")), g[i].person)));
    paper_heading(&p, str_of(word(rq, "loan.promise_title")));
    paper_text(&p, str_of(word(rq, "loan.promise")));
    signs(rq, &p, "loan.borrower", "loan.co_leader", "loan.lender_signs");
    rq_paper(rq, "application.pdf", &p);
}

/* ---- the offer ----------------------------------------------------------*/

static void dues_put(struct rq *rq, struct paper *p, const struct loan_book *b,
                     bool paid)
{
    const struct paper_column c[] = {
        { str_of(word(rq, "loan.number")), S(""), 6, ALIGN_END },
        { str_of(word(rq, "loan.due")), S(""), 24, ALIGN_START },
        { str_of(word(rq, "field.principal")), S(""), 18, ALIGN_END },
        { str_of(word(rq, "field.charge")), S(""), 16, ALIGN_END },
        { str_of(word(rq, "loan.to_pay")), S(""), 18, ALIGN_END },
        { str_of(word(rq, "loan.paid")), S(""), 18, ALIGN_END }
    };
    struct str cell[LEN(c)];

    paper_table(p, c, (int)LEN(c) - !paid, 0, 0);
    for (size_t i = 0; i < b->dues; i++) {
        const struct loan_due *d = &b->due[i];

        cell[0] = str_of(number_text(rq, (int64_t)i + 1, 0));
        cell[1] = paper_day(rq->arena, rq->lang, d->on);
        cell[2] = amount_said(rq, d->principal);
        cell[3] = amount_said(rq, d->charge);
        cell[4] = amount_said(rq, d->principal + d->charge);
        cell[5] = amount_said(rq, d->principal_paid + d->charge_paid);
        paper_row(p, ROW_PLAIN, cell);
    }
    paper_table_end(p);
}

/* What a loan costs as a PDF, for the borrower before she signs: what she gets
 * in hand, what she pays back and when, and what that is in a year. */
PAGE(offer_paper, GET, "/loan/*/offer.pdf", RIGHT_REGISTER)
{
    struct loan_page *l = open_paper(rq);
    struct offer o;
    struct buf apr = buf_start(rq->arena);
    struct paper p;

    if (!l)
        return;
    if (!offer_of(rq, l, &o)) {
        refuse(rq, 409, "loan.no_schedule");
        return;
    }
    p = start(rq, l, "loan.offer");
    head(rq, l, &p);
    paper_heading(&p, str_of(word(rq, "loan.what_it_costs")));
    paper_pair_word(&p, "field.amount", amount_said(rq, o.amount));
    paper_pair_word(&p, "field.fee", amount_said(rq, o.fee));
    paper_pair_word(&p, "field.premium", amount_said(rq, o.premium));
    paper_pair_word(&p, "loan.in_hand", amount_said(rq, o.net));
    paper_pair_word(&p, "loan.pays_back", amount_said(rq, o.total));
    if (o.apr != INT_NONE) { /* without a blank: it reads so from either side */
        decimal_put(&apr, o.apr, 2);
        buf_char(&apr, '%');
    }
    paper_pair_word(&p, "loan.apr", buf_str(&apr));
    paper_small(&p, str_of(word(rq, "loan.apr_note")));
    dues_put(rq, &p, o.book, false);
    signs(rq, &p, "loan.borrower", "loan.co_leader", "loan.lender_signs");
    rq_paper(rq, "offer.pdf", &p);
}

/* What is due and what was paid, as a PDF of today. */
PAGE(schedule_paper, GET, "/loan/*/schedule.pdf", RIGHT_REGISTER)
{
    struct loan_page *l = open_paper(rq);
    struct offer o;
    struct paper p;

    if (!l)
        return;
    if (!l->book->dues && !offer_of(rq, l, &o)) {
        refuse(rq, 409, "loan.no_schedule");
        return;
    }
    p = start(rq, l, "loan.schedule");
    head(rq, l, &p);
    paper_pair_word(&p, "paper.as_of",
                    paper_day(rq->arena, rq->lang, rq->today));
    if (l->book->dues)
        paper_pair_word(&p, "cif.outstanding",
                        amount_said(rq, l->stand.outstanding));
    dues_put(rq, &p, l->book->dues ? l->book : o.book, l->book->dues > 0);
    rq_paper(rq, "schedule.pdf", &p);
}
