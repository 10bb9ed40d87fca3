/* book - the books within reach, and the first page of one of them. */
#include "web/money/book.h"

#include "book.sql.h"
#include "core/vote.h"
#include "web/register.h"

enum { LISTED = 50, FUNDS_MOST = 200, MONTHS_SHOWN = 24, ACCOUNTS_MOST = 100 };

/* ---- opening one ------------------------------------------------------------*/

bool book_page_open(struct rq *rq, struct book_page *p)
{
    struct id id;
    struct scope scope;

    *p = (struct book_page){ .kind = NULL };
    if (rq_id(rq, 0, &id) &&
        book_find(rq->db, id, rq->lang, rq->arena, &p->book)) {
        p->kind = kind_find(p->book.rsp ? S("rsp") : S("body"));
        scope = thing_scope(rq, p->kind, id);
        p->keeps = rq_may_in(rq, p->book.rsp ? RIGHT_BOOK : RIGHT_KEEP, &scope);
        if (p->book.rsp ? p->keeps : rq_sees(rq, p->kind, id))
            return true;
    }
    not_here(rq);
    return false;
}

static void tab(struct rq *rq, const struct book_page *p, const char *step,
                const char *here, const char *key)
{
    html(rq,
         str_same(str_of(step), str_of(here)) ?
             "<li><a href=\"/books/%s%s%s\" aria-current=\"page\">%s</a></li>" :
             "<li><a href=\"/books/%s%s%s\">%s</a></li>",
         id_text(rq, p->book.id), step[0] ? "/" : "", step, word(rq, key));
}

void book_frame(struct rq *rq, const struct book_page *p, const char *here)
{
    static const struct {
        const char *step, *key;
    } to[] = {
        { "", "book.first_page" },         { "cash", "book.cashbook" },
        { "ledger", "book.ledger" },       { "trial", "book.trial" },
        { "receipts", "book.receipts" },   { "balance", "book.balance" },
        { "month", "book.month" },         { "count", "book.count" },
        { "bank", "book.bank_page" },      { "vouchers", "kinds.voucher" },
        { "opening", "book.opening_page" }
    };
    struct buf title = buf_start(rq->arena);

    buf_add(&title, p->book.name);
    for (size_t i = 0; i < LEN(to); i++)
        if (str_same(str_of(to[i].step), str_of(here)))
            buf_fmt(&title, " – %s", word(rq, to[i].key));
    frame_open(rq, zstr(rq, buf_str(&title)));
    html(rq, "<nav class=\"tabs\" aria-label=\"%s\"><ul>",
         word(rq, "book.pages"));
    for (size_t i = 0; i < LEN(to); i++)
        if (!p->book.rsp || to[i].step[0] != 'o')
            tab(rq, p, to[i].step, here, to[i].key);
    html(rq, "</ul></nav>");
}

const char *book_money(struct rq *rq, paisa n)
{
    struct buf b = buf_start(rq->arena);

    if (n != INT_NONE)
        number_full(&b, n, 2, false);
    return zstr(rq, buf_str(&b));
}

/* A member by her name, where the asker may read it. */
struct str book_names(void *self, struct id party)
{
    struct rq *rq = self;
    const struct kind *k = kind_find(S("member"));
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_MEMBER);
    struct id person = ID_NONE;

    db_bind_id(&r, 1, party);
    if (db_next(&r))
        person = db_id(&r, 0);
    db_done(&r);
    if (id_none(person)) {
        k = kind_find(S("person"));
        if (!rq_may(rq, RIGHT_NAMES) ||
            !row_find(rq->db, k, party, rq->arena,
                      arena_take(rq->arena, k->bytes)))
            return S("");
        person = party;
    }
    return rq_names(rq, k, party) ?
               str_of(thing_name(rq, kind_find(S("person")), person)) :
               S("");
}

month book_next_month(struct rq *rq, struct id book)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_CLOSED);
    month m = MONTH_NONE;

    db_bind_id(&r, 1, book);
    if (db_next(&r))
        m = (month)db_int(&r, 1) + 1;
    db_done(&r);
    if (m != MONTH_NONE)
        return m;
    r = db_rows(rq->db, SQL_WEB_BOOK_MONTHS);
    db_bind_id(&r, 1, book);
    if (db_next(&r) && !db_null(&r, 0))
        m = (month)db_int(&r, 0);
    db_done(&r);
    return m;
}

struct str book_code(struct rq *rq, struct id book, month *m)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_CLOSED);
    struct str code = S("");
    struct hash digest;

    db_bind_id(&r, 1, book);
    if (db_next(&r) && hash_read(db_str(&r, 3), &digest)) {
        *m = (month)db_int(&r, 1);
        code = vote_short(digest, rq->arena);
    }
    db_done(&r);
    return code;
}

size_t book_accounts(struct rq *rq, struct id book, struct book_account **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_ACCOUNTS);
    size_t n = 0;

    *out = arena_many(rq->arena, struct book_account, ACCOUNTS_MOST);
    db_bind_id(&r, 1, book);
    while (n < ACCOUNTS_MOST && db_next(&r)) {
        struct buf b = buf_start(rq->arena);

        buf_add(&b, db_str(&r, 1));
        for (int i = 2; i < 4; i++)
            if (db_str(&r, i).n) {
                buf_z(&b, lang_comma(rq->lang));
                buf_add(&b, db_str(&r, i));
            }
        (*out)[n++] = (struct book_account){ db_id(&r, 0),
                                             zstr(rq, buf_str(&b)) };
    }
    db_done(&r);
    return n;
}

/* ---- what is not as it should be ---------------------------------------------*/

void book_findings(struct rq *rq, const struct book_page *p)
{
    struct book_negative low = book_negative(rq->db, p->book.id, rq->arena);
    struct book_count *c;
    size_t n = book_counts(rq->db, p->book.id, DAY_FIRST, rq->today, rq->arena,
                           &c);
    const struct book_count *wrong = book_first_false(c, n);

    if (low.head.n)
        html(rq,
             "<p class=\"note stop\">%s <a href=\"/books/%s/ledger?head=%s\">"
             "%s</a>: <b class=\"n\">%s</b></p>",
             word(rq, "book.below_nought"), id_text(rq, p->book.id),
             zstr(rq, low.head), day_text(rq, low.on),
             book_money(rq, low.amount));
    if (wrong)
        html(rq,
             "<p class=\"note warn\">%s <a href=\"/entry/%s\">%s</a>: %s "
             "<b class=\"n\">%s</b>, %s <b class=\"n\">%s</b></p>",
             word(rq, "book.false_count"), id_text(rq, wrong->entry),
             day_text(rq, wrong->on), word(rq, "book.counted"),
             book_money(rq, wrong->counted), word(rq, "book.booked"),
             book_money(rq, wrong->booked));
}

/* ---- its first page ---------------------------------------------------------*/

static void tools(struct rq *rq, const struct book_page *p)
{
    const char *id = id_text(rq, p->book.id);
    struct buf today = buf_start(rq->arena);

    if (!p->keeps)
        return;
    day_put(&today, rq->today);
    html(rq,
         "<p class=\"tools\"><a class=\"button main\" href=\"/books/%s/month\">"
         "%s</a><a class=\"button\" href=\"/books/%s/voucher\">%s</a>"
         "<a class=\"button\" href=\"/new/cash_count?book=%s&amp;held=%s\">%s"
         "</a><a class=\"button\" href=\"/leaves/%s\">%s</a></p>",
         id, word(rq, "book.close_month"), id, word(rq, "book.new_voucher"), id,
         zstr(rq, buf_str(&today)), word(rq, "book.new_count"), id,
         word(rq, "leaves.title"));
}

/* What it has and owes now, each a way to its lines. */
static void heads_draw(struct rq *rq, const struct book_reader *b)
{
    listing_open(rq, "book.head n:book.now");
    for (size_t i = 0; i < b->heads; i++) {
        const struct book_head *h = &b->head[i];

        if (h->nature <= HEAD_FUND && book_after(h))
            html(rq,
                 "<tr><th scope=\"row\"><a href=\"%s\">%s</a></th><td "
                 "class=\"n\">%s</td></tr>",
                 zstr(rq, book_link(b, "ledger", h->code)), zstr(rq, h->name),
                 book_money(rq, h->nature == HEAD_ASSET ? book_after(h) :
                                                          -book_after(h)));
    }
    listing_close(rq);
}

static void funds_draw(struct rq *rq, const struct book_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_FUNDS);
    bool any = false;

    db_bind_id(&r, 1, p->book.id);
    while (db_next(&r)) {
        struct str name = db_str(&r, 1 + (int)rq->lang);

        if (!any)
            listing_open(rq, "kind.fund n:book.cash_left");
        any = true;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/books/%s/balance?fund=%s\">%s"
             "</a></th><td class=\"n\">%s</td></tr>",
             id_text(rq, p->book.id), id_text(rq, db_id(&r, 0)),
             zstr(rq, name.n ? name : db_str(&r, 1)),
             book_money(rq, db_null(&r, 4) ? 0 : db_int(&r, 4)));
    }
    db_done(&r);
    if (any)
        listing_close(rq);
}

static void months_draw(struct rq *rq, const struct book_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_CLOSED);
    int n = 0;

    card_open(rq, "book.months_closed");
    html(rq, "<ul class=\"links\">");
    db_bind_id(&r, 1, p->book.id);
    while (n++ < MONTHS_SHOWN && db_next(&r))
        html(rq,
             "<li><a href=\"/books/%s/month?month=%s\">%s</a> <small>%s"
             "</small></li>",
             id_text(rq, p->book.id), month_iso(rq, (month)db_int(&r, 1)),
             month_text(rq, (month)db_int(&r, 1)),
             day_text(rq, (day)db_int(&r, 2)));
    db_done(&r);
    if (n == 1)
        html(rq, "<li class=\"off\">%s</li>", word(rq, "book.none_closed"));
    html(rq, "</ul>");
    card_close(rq);
}

static void first_json(struct rq *rq, const struct book_page *p,
                       const struct book_reader *b)
{
    struct keys k = keys_open(rq);
    size_t n = 0;

    key_id(&k, "book", p->book.id);
    key_list(&k, "heads");
    for (size_t i = 0; i < b->heads; i++)
        if (book_after(&b->head[i])) {
            struct keys one = key_item(rq, n++);

            key_int(&one, "amount", book_after(&b->head[i]));
            key_text(&one, "head", b->head[i].code);
            keys_close(&one);
        }
    key_list_end(&k);
    key_text(&k, "name", p->book.name);
    keys_close(&k);
}

/* The books of a body or an RSP: what it has and owes today, its funds, the
 * months that are closed, and the first day on which something was wrong. */
PAGE(book_home, GET, "/books/*", RIGHT_REGISTER)
{
    struct book_page p;
    struct book_reader b;
    struct findings f = findings_start(rq->arena);
    struct question q = { .as_of = month_of(rq->today),
                          .from = MONTH_NONE,
                          .lang = rq->lang };

    if (!book_page_open(rq, &p))
        return;
    q.book = p.book.id;
    if (!book_open(rq->db, &q, rq->arena, &b, &f))
        return;
    if (rq->json) {
        first_json(rq, &p, &b);
        return;
    }
    book_frame(rq, &p, "");
    html(rq, "<p class=\"lead\">");
    if (p.book.rsp)
        html(rq, "<a href=\"/entry/%s\">%s</a></p>", id_text(rq, p.book.id),
             zstr(rq, p.book.name));
    else
        html(rq, "<a href=\"/body/%s\">%s</a></p>", id_text(rq, p.book.id),
             zstr(rq, p.book.name));
    tools(rq, &p);
    book_findings(rq, &p);
    heads_draw(rq, &b);
    funds_draw(rq, &p);
    months_draw(rq, &p);
    frame_close(rq);
}

/* ---- all of them ------------------------------------------------------------*/

static struct rows list_ask(struct rq *rq, struct str words, int64_t page)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s,
          "SELECT t.entry, t.name, t.name_ur, t.name_sd, (SELECT "
          "CAST(sum(x.amount) AS BIGINT) FROM book_balance x WHERE x.book = "
          "t.entry AND x.head = 'box') AS box, (SELECT CAST(sum(y.amount) AS "
          "BIGINT) FROM book_balance y WHERE y.book = t.entry AND y.head = "
          "'bank') AS bank, (SELECT max(c.month) FROM closing c WHERE c.book = "
          "t.entry AND c.counts = 1) AS closed FROM body t WHERE t.counts = 1 "
          "AND (CAST($3 AS TEXT) = '' OR lower(t.name) LIKE $4 ESCAPE '!') AND "
          "EXISTS (SELECT 1 FROM book_balance z WHERE z.book = t.entry)");
    reach_where(rq, RIGHT_REGISTER, &own, &s, 5);
    buf_z(&s, " ORDER BY t.name, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, LISTED + 1);
    db_bind_int(&r, 2, (page - 1) * LISTED);
    db_bind_text(&r, 3, words);
    db_bind_text(&r, 4, thing_pattern(rq, words, "%", "%"));
    reach_bind(rq, RIGHT_REGISTER, &r, 5);
    return r;
}

static void own_books(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_RSPS);
    struct {
        struct id id;
        const char *name;
    } at[LISTED];
    size_t n = 0;
    bool any = false;

    while (n < LISTED && db_next(&r)) {
        at[n].id = db_id(&r, 0);
        at[n++].name = zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                         db_str(&r, 3)));
    }
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        struct scope scope = { .rsp = at[i].id };

        if (!rq_may_in(rq, RIGHT_BOOK, &scope))
            continue;
        html(rq, any ? "<li>" : "<ul class=\"links\"><li>");
        any = true;
        html(rq, "<a href=\"/books/%s\">%s</a></li>", id_text(rq, at[i].id),
             at[i].name);
    }
    if (any)
        html(rq, "</ul>");
}

static void list_json(struct rq *rq, struct rows *r)
{
    struct keys k = keys_open(rq);
    size_t n = 0;

    key_list(&k, "books");
    while (n < LISTED && db_next(r)) {
        struct keys one = key_item(rq, n++);

        key_int(&one, "bank", db_null(r, 5) ? 0 : db_int(r, 5));
        key_id(&one, "book", db_id(r, 0));
        key_int(&one, "box", db_null(r, 4) ? 0 : db_int(r, 4));
        key_text(&one, "name", db_str(r, 1));
        keys_close(&one);
    }
    db_done(r);
    key_list_end(&k);
    keys_close(&k);
}

static void list_draw(struct rq *rq, struct rows *r, int64_t page)
{
    size_t n = 0;

    listing_open(rq, "kind.body n:book.box n:book.bank book.closed_until");
    while (n < LISTED && db_next(r)) {
        struct str name = db_str(r, 1 + (int)rq->lang);

        n++;
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/books/%s\">%s</a></th><td "
             "class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
             id_text(rq, db_id(r, 0)), zstr(rq, name.n ? name : db_str(r, 1)),
             book_money(rq, db_null(r, 4) ? 0 : db_int(r, 4)),
             book_money(rq, db_null(r, 5) ? 0 : db_int(r, 5)),
             db_null(r, 6) ? "" : month_text(rq, (month)db_int(r, 6)));
    }
    listing_close(rq);
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "book.none"));
    pager_draw(rq, page, n == LISTED && db_next(r) ? page + 1 : page);
    db_done(r);
}

/* The books within reach: of the bodies that have any, and of the RSP for who
 * keeps them. Type a part of a name to find one. */
PAGE(book_list, GET, "/books", RIGHT_REGISTER)
{
    int64_t page = rq_int(rq, "page", 1, 100000, 1);
    struct str words = str_trim(rq_arg(rq, "q"));
    struct rows r = list_ask(rq, words, page);

    if (rq->json) {
        list_json(rq, &r);
        return;
    }
    frame_open(rq, word(rq, "book.books"));
    own_books(rq);
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input name=\"q\" "
         "value=\"%s\"></label><button class=\"main\">%s</button></form>",
         word(rq, "field.name"), zstr(rq, words), word(rq, "ask.go"));
    list_draw(rq, &r, page);
    frame_close(rq);
}
