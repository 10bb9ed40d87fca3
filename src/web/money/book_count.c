/* book_count - counts of the box laid beside the books; vouchers by their
 * numbers; and what a body's books began with. */
#include "book.sql.h"
#include "core/fiscal.h"
#include "web/money/book.h"
#include "web/register.h"

enum { COUNTS_SHOWN = 200, VOUCHERS_MOST = 5000 };

static const char *today_text(struct rq *rq)
{
    struct buf b = buf_start(rq->arena);

    day_put(&b, rq->today);
    return zstr(rq, buf_str(&b));
}

/* ---- counts -------------------------------------------------------------------*/

static void count_row(struct rq *rq, const struct book_count *c)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td>%s</td>"
         "<td class=\"n\">%s</td><td class=\"n\">%s</td>",
         id_text(rq, c->entry), day_text(rq, c->on),
         word(rq, c->meeting ? "kind.meeting" : "kind.cash_count"),
         book_money(rq, c->counted), book_money(rq, c->booked));
    html(rq,
         c->good ? "<td class=\"n\"><span class=\"chip good\">✓</span></td>"
                   "</tr>" :
                   "<td class=\"n\"><span class=\"chip stop\">%s</span></td>"
                   "</tr>",
         c->good ? "" : book_money(rq, c->counted - c->booked));
}

static void counts_json(struct rq *rq, const struct book_count *c, size_t n)
{
    const struct book_count *wrong = book_first_false(c, n);
    struct keys k = keys_open(rq);

    key_list(&k, "counts");
    for (size_t i = 0; i < n; i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "booked", c[i].booked);
        key_int(&one, "counted", c[i].counted);
        key_id(&one, "entry", c[i].entry);
        key_any(&one, "good");
        buf_z(&rq->body, c[i].good ? "true" : "false");
        key_day(&one, "on", c[i].on);
        keys_close(&one);
    }
    key_list_end(&k);
    key_day(&k, "first_false", wrong ? wrong->on : DAY_NONE);
    keys_close(&k);
}

/* Every count of the box beside what the books said that day; the first day on
 * which they differ is named. */
PAGE(book_count, GET, "/books/*/count", RIGHT_REGISTER)
{
    struct book_page p;
    struct book_count *c;
    size_t n;

    if (!book_page_open(rq, &p))
        return;
    n = book_counts(rq->db, p.book.id, DAY_FIRST, rq->today, rq->arena, &c);
    if (rq->json) {
        counts_json(rq, c, n);
        return;
    }
    book_frame(rq, &p, "count");
    html(rq, "<p class=\"lead\">%s: <b class=\"n\">%s</b></p>",
         word(rq, "book.box_now"),
         book_money(rq, book_box(rq->db, p.book.id, rq->today)));
    if (p.keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/cash_count?book=%s&amp;held=%s\">%s</a></p>",
             id_text(rq, p.book.id), today_text(rq),
             word(rq, "book.new_count"));
    book_findings(rq, &p);
    listing_open(rq, "book.day book.who n:book.counted n:book.booked "
                     "n:book.difference");
    for (size_t i = n; i > 0 && i + COUNTS_SHOWN > n; i--)
        count_row(rq, &c[i - 1]);
    listing_close(rq);
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "book.never_counted"));
    frame_close(rq);
}

/* ---- vouchers -------------------------------------------------------------------*/

struct slip {
    struct id entry;
    int64_t number, year;
    day held;
    const char *note;
    paisa amount;
    bool taken_back, twice;
};
struct slips {
    struct slip *at;
    size_t n;
    int64_t next; /* the number of the next one, this year */
};

static struct slips slips_read(struct rq *rq, struct id book)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_VOUCHERS);
    struct slips s = { arena_many(rq->arena, struct slip, VOUCHERS_MOST), 0,
                       1 };

    db_bind_id(&r, 1, book);
    while (s.n < VOUCHERS_MOST && db_next(&r)) {
        struct slip *x = &s.at[s.n];

        *x = (struct slip){ .entry = db_id(&r, 0),
                            .number = db_int(&r, 1),
                            .held = (day)db_int(&r, 2),
                            .note = zstr(rq, db_str(&r, 3)),
                            .amount = db_null(&r, 4) ? 0 : db_int(&r, 4),
                            .taken_back = db_int(&r, 5) == 1 };
        x->year = fiscal_year(x->held);
        if (x->year == fiscal_year(rq->today) && x->number >= s.next)
            s.next = x->number + 1;
        for (size_t i = s.n; i > 0 && s.at[i - 1].year == x->year; i--)
            if (s.at[i - 1].number == x->number)
                s.at[i - 1].twice = x->twice = true;
        s.n++;
    }
    db_done(&r);
    return s;
}

static bool has_number(const struct slips *s, int64_t year, int64_t number)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i].year == year && s->at[i].number == number)
            return true;
    return false;
}

/* Numbers below the greatest of a year that no voucher has: "3, 7–9". */
static const char *gaps_text(struct rq *rq, const struct slips *s, int64_t year,
                             int64_t greatest)
{
    struct buf b = buf_start(rq->arena);

    for (int64_t from = 1, to; from < greatest; from = to + 1) {
        to = from;
        if (has_number(s, year, from))
            continue;
        while (to + 1 < greatest && !has_number(s, year, to + 1))
            to++;
        buf_fmt(&b, "%s%lld", b.n ? lang_comma(rq->lang) : "", (long long)from);
        if (to > from)
            buf_fmt(&b, "–%lld", (long long)to);
    }
    return zstr(rq, buf_str(&b));
}

static int64_t greatest_of(const struct slips *s, int64_t year)
{
    int64_t most = 0;

    for (size_t i = 0; i < s->n; i++)
        if (s->at[i].year == year && s->at[i].number > most)
            most = s->at[i].number;
    return most;
}

static void year_head(struct rq *rq, const struct slips *s, int64_t year)
{
    const char *gaps = gaps_text(rq, s, year, greatest_of(s, year));
    struct buf years = buf_start(rq->arena);

    buf_fmt(&years, "%lld–%lld", (long long)year, (long long)year + 1);
    html(rq, "<h2><bdi dir=\"ltr\">%s</bdi></h2>", zstr(rq, buf_str(&years)));
    if (gaps[0])
        html(rq, "<p class=\"note warn\">%s <bdi dir=\"ltr\">%s</bdi></p>",
             word(rq, "book.gaps"), gaps);
    listing_open(rq, "n:field.number book.day book.what n:field.amount -");
}

static void slip_row(struct rq *rq, const struct slip *x)
{
    html(rq,
         "<tr><td class=\"n\"><a href=\"/entry/%s\">%lld</a></td><td>%s</td>"
         "<td><bdi>%s</bdi></td><td class=\"n\">%s</td><td>",
         id_text(rq, x->entry), (long long)x->number, day_text(rq, x->held),
         x->note, book_money(rq, x->amount));
    if (x->twice)
        html(rq, "<span class=\"chip stop\">%s</span> ",
             word(rq, "book.twice"));
    if (x->taken_back)
        html(rq, "<span class=\"chip warn\">%s</span>",
             word(rq, "book.taken_back"));
    html(rq, "</td></tr>");
}

static void slips_json(struct rq *rq, const struct slips *s)
{
    struct keys k = keys_open(rq);
    int64_t year = fiscal_year(rq->today);

    key_text(&k, "gaps", str_of(gaps_text(rq, s, year, greatest_of(s, year))));
    key_int(&k, "next", s->next);
    key_list(&k, "vouchers");
    for (size_t i = 0; i < s->n; i++) {
        struct keys one = key_item(rq, i);

        key_int(&one, "amount", s->at[i].amount);
        key_id(&one, "entry", s->at[i].entry);
        key_day(&one, "held", s->at[i].held);
        key_int(&one, "number", s->at[i].number);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
}

/* The vouchers of a book by fiscal year and number: numbers that are missing and
 * numbers used twice are named. The next one takes the next number. */
PAGE(book_vouchers, GET, "/books/*/vouchers", RIGHT_REGISTER)
{
    struct book_page p;
    struct slips s;

    if (!book_page_open(rq, &p))
        return;
    s = slips_read(rq, p.book.id);
    if (rq->json) {
        slips_json(rq, &s);
        return;
    }
    book_frame(rq, &p, "vouchers");
    if (p.keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/books/%s/voucher\">%s</a></p>",
             id_text(rq, p.book.id), word(rq, "book.new_voucher"));
    for (size_t i = 0; i < s.n; i++) {
        if (i == 0 || s.at[i].year != s.at[i - 1].year)
            year_head(rq, &s, s.at[i].year);
        slip_row(rq, &s.at[i]);
        if (i + 1 == s.n || s.at[i].year != s.at[i + 1].year)
            listing_close(rq);
    }
    if (!s.n)
        html(rq, "<p>%s</p>", word(rq, "book.no_vouchers"));
    frame_close(rq);
}

/* ---- the beginning --------------------------------------------------------------*/

static const char *money_or_none(struct rq *rq, const struct rows *r, int col)
{
    return db_null(r, col) ? "" : book_money(rq, db_int(r, col));
}

static size_t openings_draw(struct rq *rq, const struct book_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_OPENINGS);
    size_t n = 0;

    db_bind_id(&r, 1, p->book.id);
    while (db_next(&r)) {
        if (!n++)
            listing_open(rq, "field.held n:field.box n:book.bank "
                             "n:field.loans_out n:field.savings");
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/entry/%s\">%s</a></th><td "
             "class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
             "<td class=\"n\">%s</td></tr>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 1)),
             money_or_none(rq, &r, 2), money_or_none(rq, &r, 3),
             money_or_none(rq, &r, 4), money_or_none(rq, &r, 5));
    }
    db_done(&r);
    if (n)
        listing_close(rq);
    return n;
}

/* Its lines, as they stand in the books. */
static void opening_lines(struct rq *rq, const struct book_page *p,
                          const struct book_reader *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_OPENING_LINES);
    bool any = false;

    db_bind_id(&r, 1, p->book.id);
    while (db_next(&r)) {
        const struct book_head *h = book_head(b, db_str(&r, 2));
        paisa n = db_int(&r, 4);

        if (!any)
            listing_open(rq, "book.head n:book.debit n:book.credit");
        any = true;
        html(rq,
             "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td "
             "class=\"n\">%s</td></tr>",
             zstr(rq, h ? h->name : db_str(&r, 2)),
             n > 0 ? book_money(rq, n) : "", n < 0 ? book_money(rq, -n) : "");
    }
    db_done(&r);
    if (any)
        listing_close(rq);
}

static void opening_json(struct rq *rq, const struct book_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_OPENING_LINES);
    struct keys k = keys_open(rq);
    size_t n = 0;

    db_bind_id(&r, 1, p->book.id);
    key_list(&k, "lines");
    while (db_next(&r)) {
        struct keys one = key_item(rq, n++);

        key_int(&one, "amount", db_int(&r, 4));
        key_id(&one, "entry", db_id(&r, 0));
        key_text(&one, "head", db_str(&r, 2));
        keys_close(&one);
    }
    db_done(&r);
    key_list_end(&k);
    keys_close(&k);
}

/* What a body that is older than its books began with: its cut-off sheet and
 * the lines that it made. */
PAGE(book_opening, GET, "/books/*/opening", RIGHT_REGISTER)
{
    struct findings f = findings_start(rq->arena);
    struct book_page p;
    struct book_reader b;
    struct question q = { .as_of = month_of(rq->today),
                          .from = MONTH_NONE,
                          .lang = rq->lang };
    size_t n;

    if (!book_page_open(rq, &p))
        return;
    q.book = p.book.id;
    if (rq->json) {
        opening_json(rq, &p);
        return;
    }
    if (!book_open(rq->db, &q, rq->arena, &b, &f))
        return;
    book_frame(rq, &p, "opening");
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "book.opening_lead"));
    n = openings_draw(rq, &p);
    if (!n && p.keeps && !p.book.rsp)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/opening?body=%s\">%s</a></p>",
             id_text(rq, p.book.id), word(rq, "book.new_opening"));
    opening_lines(rq, &p, &b);
    frame_close(rq);
}
