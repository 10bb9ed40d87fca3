/* book_bank - each bank account of a book laid beside its statements: what only
 * the bank has, what only the books have, and whether the rest agrees. */
#include "book.sql.h"
#include "web/money/book.h"
#include "web/register.h"

enum { ITEMS_SHOWN = 300 };

static void items_draw(struct rq *rq, const char *key,
                       const struct bank_item *at, size_t n)
{
    if (!n)
        return;
    html(rq, "<h3>%s</h3>", word(rq, key));
    listing_open(rq, "book.day field.reference n:field.amount");
    for (size_t i = 0; i < n && i < ITEMS_SHOWN; i++) {
        html(rq, "<tr><th scope=\"row\">");
        if (id_none(at[i].entry))
            html(rq, "%s", day_text(rq, at[i].on));
        else
            html(rq, "<a href=\"/entry/%s\">%s</a>", id_text(rq, at[i].entry),
                 day_text(rq, at[i].on));
        html(rq, "</th><td><bdi>%s</bdi></td><td class=\"n\">%s</td></tr>",
             zstr(rq, at[i].reference), book_money(rq, at[i].amount));
    }
    listing_close(rq);
}

static void sum_row(struct rq *rq, const char *key, paisa n, bool total)
{
    html(rq,
         total ? "<tr class=\"total\"><th scope=\"row\">%s</th><td "
                 "class=\"n\">%s</td></tr>" :
                 "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td></tr>",
         word(rq, key), book_money(rq, n));
}

/* From the books to the bank, as it is written today. */
static void sums_draw(struct rq *rq, const struct bank_check *c)
{
    listing_open(rq, "book.reconciled n:field.amount");
    sum_row(rq, "book.by_books", c->booked, false);
    sum_row(rq, "book.less_only_books", -c->book_sum, false);
    sum_row(rq, "book.plus_only_bank", c->bank_sum, false);
    sum_row(rq, "book.should_be", c->booked - c->book_sum + c->bank_sum, true);
    sum_row(rq, "book.by_bank", c->balance, true);
    sum_row(rq, "book.difference", c->difference, true);
    listing_close(rq);
}

static void statements_draw(struct rq *rq, struct id account)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_STATEMENTS);

    html(rq, "<details><summary>%s</summary><ul class=\"links\">",
         word(rq, "kinds.bank_statement"));
    db_bind_id(&r, 1, account);
    while (db_next(&r))
        html(rq, "<li><a href=\"/entry/%s\">%s</a> <b class=\"n\">%s</b></li>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             book_money(rq, db_int(&r, 2)));
    db_done(&r);
    html(rq, "</ul></details>");
}

static void account_draw(struct rq *rq, const struct book_page *p,
                         const struct book_account *a, day until)
{
    struct bank_check c;
    struct buf today = buf_start(rq->arena);

    day_put(&today, rq->today);
    bank_check(rq->db, a->id, until, rq->arena, &c);
    html(rq,
         "<section class=\"sheets\"><h2><a href=\"/entry/%s\"><bdi>%s</bdi></a>"
         "</h2>",
         id_text(rq, a->id), a->title);
    if (p->keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/new/bank_statement?account=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, a->id), zstr(rq, buf_str(&today)),
             word(rq, "book.new_statement"));
    if (id_none(c.statement)) {
        html(rq, "<p>%s. %s: <b class=\"n\">%s</b></p></section>",
             word(rq, "book.no_statement"), word(rq, "book.by_books"),
             book_money(rq, c.booked));
        return;
    }
    html(rq,
         c.difference ? "<p class=\"note stop\">%s %s: %s</p>" :
                        "<p class=\"note good\">%s %s: %s</p>",
         word(rq, "kind.bank_statement"), day_text(rq, c.held),
         word(rq, c.difference ? "book.does_not_agree" : "book.agrees"));
    sums_draw(rq, &c);
    items_draw(rq, "book.only_books", c.only_books, c.book_items);
    items_draw(rq, "book.only_bank", c.only_bank, c.bank_items);
    statements_draw(rq, a->id);
    html(rq, "</section>");
}

static void bank_json(struct rq *rq, const struct book_account *a, size_t n,
                      day until)
{
    struct keys k = keys_open(rq);

    key_list(&k, "accounts");
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);
        struct bank_check c;

        bank_check(rq->db, a[i].id, until, rq->arena, &c);
        key_id(&one, "account", a[i].id);
        key_int(&one, "balance", c.balance);
        key_int(&one, "booked", c.booked);
        key_int(&one, "difference", c.difference);
        key_int(&one, "only_bank", (int64_t)c.bank_items);
        key_int(&one, "only_books", (int64_t)c.book_items);
        key_id(&one, "statement", c.statement);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
}

/* Reconciliation: each bank account beside its last statement (until the end of
 * a month, ?until=): what only the bank has, what only the books have. */
PAGE(book_bank, GET, "/books/*/bank", RIGHT_REGISTER)
{
    month m = rq_month(rq, "until", month_of(rq->today));
    struct book_page p;
    struct book_account *a;
    size_t n;
    day until;

    if (!book_page_open(rq, &p))
        return;
    if (m < month_of(DAY_FIRST) || m > month_of(DAY_LAST))
        m = month_of(rq->today);
    until = month_end(m);
    n = book_accounts(rq, p.book.id, &a);
    if (rq->json) {
        bank_json(rq, a, n, until);
        return;
    }
    book_frame(rq, &p, "bank");
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input "
         "type=\"month\" name=\"until\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\"></label><button class=\"main\">%s"
         "</button></form>",
         word(rq, "book.to"), month_iso(rq, m), word(rq, "ask.go"));
    for (size_t i = 0; i < n; i++)
        account_draw(rq, &p, &a[i], until);
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "book.no_account"));
    frame_close(rq);
}
