/* book_month - one checklist closes a month of a book: the cash counted, the
 * bank agreed, dues listed, the report printed; and its digest, which somebody
 * writes down in the minutes book and anybody may check. */
#include <string.h>

#include "book.sql.h"
#include "core/vote.h"
#include "web/form.h"
#include "web/money/book.h"
#include "web/register.h"

enum { HEADS_MOST = 2000, COUNT_DAYS = 31 };

struct head { /* as the record has them, see closing.c */
    struct id device;
    int64_t seq;
};
struct closed {
    struct id entry;
    day held;
    struct str digest, author;
    bool counted, agreed, listed, printed;
};
struct month_page {
    struct book_page p;
    month month; /* MONTH_NONE: the book has none */
    bool is_closed, may_close;
    struct closed closed;
    struct hash digest;       /* as it stands now */
    struct book_count *count; /* the last one of the month; NULL: none */
    struct bank_check *bank;
    struct book_account *account;
    size_t accounts;
    bool counted, agreed; /* by what the log has */
    struct findings found;
    struct id id; /* of the entry to be */
    void *record;
};

/* ---- reading ----------------------------------------------------------------*/

static void closed_read(struct rq *rq, struct month_page *m)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_CLOSED);

    db_bind_id(&r, 1, m->p.book.id);
    while (db_next(&r)) {
        if (db_int(&r, 1) >= m->month)
            m->is_closed = true;
        if (db_int(&r, 1) != m->month)
            continue;
        m->closed =
            (struct closed){ .entry = db_id(&r, 0),
                             .held = (day)db_int(&r, 2),
                             .digest = arena_str(rq->arena, db_str(&r, 3)),
                             .author = arena_str(rq->arena, db_str(&r, 4)),
                             .counted = db_int(&r, 5) == 1,
                             .agreed = db_int(&r, 6) == 1,
                             .listed = db_int(&r, 7) == 1,
                             .printed = db_int(&r, 8) == 1 };
    }
    db_done(&r);
}

/* The box is counted for a month when nothing moved between the count and its
 * end: on its last day of cash or after, before the next one. */
static void count_read(struct rq *rq, struct month_page *m)
{
    day from = month_first(m->month), to = month_end(m->month);
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_LAST_BOX);
    struct book_count *c;
    size_t n;

    db_bind_id(&r, 1, m->p.book.id);
    db_bind_int(&r, 2, from);
    db_bind_int(&r, 3, to);
    to += COUNT_DAYS;
    if (db_next(&r)) {
        if (!db_null(&r, 0))
            from = (day)db_int(&r, 0);
        if (!db_null(&r, 1) && (day)db_int(&r, 1) - 1 < to)
            to = (day)db_int(&r, 1) - 1;
    }
    db_done(&r);
    n = book_counts(rq->db, m->p.book.id, from, to, rq->arena, &c);
    if (n)
        m->count = &c[n - 1];
    m->counted = n && m->count->good;
}

static void bank_read(struct rq *rq, struct month_page *m)
{
    m->accounts = book_accounts(rq, m->p.book.id, &m->account);
    m->bank = arena_many(rq->arena, struct bank_check, m->accounts + 1);
    m->agreed = true;
    for (size_t i = 0; i < m->accounts; i++) {
        bank_check(rq->db, m->account[i].id, month_end(m->month), rq->arena,
                   &m->bank[i]);
        m->agreed &= !id_none(m->bank[i].statement) &&
                     m->bank[i].held >= month_first(m->month) &&
                     m->bank[i].difference == 0;
    }
}

static bool month_page_open(struct rq *rq, struct month_page *m)
{
    const struct kind *k = kind_find(S("closing"));

    *m = (struct month_page){ .found = findings_start(rq->arena) };
    if (!book_page_open(rq, &m->p))
        return false;
    m->month = book_next_month(rq, m->p.book.id);
    if (rq->page->method == PAGE_POST) {
        if (!month_read(rq_part(rq, "month"), &m->month))
            tell(&m->found, STOP, "book.which_month", "month");
    } else {
        m->month = rq_month(rq, "month", m->month);
    }
    if (m->month != MONTH_NONE &&
        (m->month < month_of(DAY_FIRST) || m->month > month_of(DAY_LAST)))
        m->month = MONTH_NONE;
    m->record = arena_take(rq->arena, k->bytes);
    record_blank(k->field, k->fields, m->record);
    if (rq->page->method != PAGE_POST || !id_read(rq_part(rq, "_id"), &m->id) ||
        id_none(m->id))
        m->id = form_id(rq);
    if (m->month == MONTH_NONE)
        return true;
    closed_read(rq, m);
    count_read(rq, m);
    bank_read(rq, m);
    m->digest = book_digest(rq->db, m->p.book.id, m->month);
    m->may_close = m->p.keeps && !m->is_closed &&
                   m->month < month_of(rq->today);
    return true;
}

/* ---- the list ---------------------------------------------------------------*/

static void tick_open(struct rq *rq, const struct month_page *m,
                      const char *field, const char *key, bool good)
{
    if (rq->page->method == PAGE_POST)
        good = rq_part(rq, field).n > 0;
    html(rq, "<li>");
    if (m->may_close)
        html(rq,
             good ? "<label class=\"tick\"><input type=\"checkbox\" "
                    "name=\"%s\" value=\"1\" checked> <b>%s</b></label>" :
                    "<label class=\"tick\"><input type=\"checkbox\" "
                    "name=\"%s\" value=\"1\"> <b>%s</b></label>",
             field, word(rq, key));
    else
        html(rq,
             good ? "<span class=\"chip good\">✓</span> <b>%s</b>" :
                    "<span class=\"chip warn\">✗</span> <b>%s</b>",
             word(rq, key));
    html(rq, "<p>");
}

static void tick_close(struct rq *rq)
{
    html(rq, "</p></li>");
}

static void cash_tick(struct rq *rq, const struct month_page *m)
{
    const char *id = id_text(rq, m->p.book.id);

    tick_open(rq, m, "counted", "book.tick_counted",
              m->is_closed ? m->closed.counted : m->counted);
    html(rq, "%s: <b class=\"n\">%s</b>. ", word(rq, "book.box_at_end"),
         book_money(rq, book_box(rq->db, m->p.book.id, month_end(m->month))));
    if (m->count)
        html(rq,
             m->count->good ?
                 "%s <a href=\"/entry/%s\">%s</a>: <b class=\"n\">%s</b>" :
                 "%s <a href=\"/entry/%s\">%s</a>: <b class=\"n bad\">%s</b>",
             word(rq, "book.counted"), id_text(rq, m->count->entry),
             day_text(rq, m->count->on), book_money(rq, m->count->counted));
    else
        html(rq, "%s", word(rq, "book.not_counted"));
    html(rq, " <a href=\"/books/%s/count\">%s</a>", id, word(rq, "book.count"));
    tick_close(rq);
}

static void bank_tick(struct rq *rq, const struct month_page *m)
{
    tick_open(rq, m, "agreed", "book.tick_agreed",
              m->is_closed ? m->closed.agreed : m->agreed);
    if (!m->accounts)
        html(rq, "%s ", word(rq, "book.no_account"));
    for (size_t i = 0; i < m->accounts; i++) {
        const struct bank_check *c = &m->bank[i];

        html(rq, "<bdi>%s</bdi>: ", m->account[i].title);
        if (id_none(c->statement))
            html(rq, "%s. ", word(rq, "book.no_statement"));
        else
            html(rq, "%s %s, %s <b class=\"n\">%s</b>. ",
                 word(rq, "kind.bank_statement"), day_text(rq, c->held),
                 word(rq, "book.difference"), book_money(rq, c->difference));
    }
    html(rq, "<a href=\"/books/%s/bank?until=%s\">%s</a>",
         id_text(rq, m->p.book.id), month_iso(rq, m->month),
         word(rq, "book.bank_page"));
    tick_close(rq);
}

/* What is lent, by head, each a way to the loans. */
static void dues_tick(struct rq *rq, const struct month_page *m)
{
    struct question q = { .as_of = m->month,
                          .from = m->month,
                          .lang = rq->lang,
                          .book = m->p.book.id };
    struct findings f = findings_start(rq->arena);
    struct book_reader b;

    tick_open(rq, m, "listed", "book.tick_listed",
              m->is_closed && m->closed.listed);
    if (book_open(rq->db, &q, rq->arena, &b, &f))
        for (size_t i = 0; i < b.heads; i++)
            if (b.head[i].nature == HEAD_ASSET && b.head[i].parts &&
                !b.head[i].cash && book_after(&b.head[i]))
                html(rq, "<a href=\"%s\">%s</a> <b class=\"n\">%s</b>. ",
                     zstr(rq, book_link(&b, "ledger", b.head[i].code)),
                     zstr(rq, b.head[i].name),
                     book_money(rq, book_after(&b.head[i])));
    html(rq, "%s", word(rq, "book.list_dues"));
    tick_close(rq);
}

static void print_tick(struct rq *rq, const struct month_page *m)
{
    static const char *const step[] = { "cash", "trial" };
    static const char *const key[] = { "book.cashbook", "book.trial" };
    const char *iso = month_iso(rq, m->month);

    tick_open(rq, m, "printed", "book.tick_printed",
              m->is_closed && m->closed.printed);
    for (size_t i = 0; i < LEN(step); i++)
        html(rq,
             rq->web->paper ?
                 "<a href=\"/books/%s/%s?from=%s&amp;to=%s&amp;format=pdf\">%s"
                 " (PDF)</a> " :
                 "<a href=\"/books/%s/%s?from=%s&amp;to=%s\">%s</a> ",
             id_text(rq, m->p.book.id), step[i], iso, iso, word(rq, key[i]));
    tick_close(rq);
}

/* ---- the digest ---------------------------------------------------------------*/

static bool digest_same(struct str said, struct hash digest, struct arena *a)
{
    uint8_t code[SHORT_BYTES];

    return vote_short_read(said, code, a) &&
           !memcmp(code, digest.b, sizeof code);
}

static bool stands(const struct month_page *m, struct arena *a)
{
    struct buf b = buf_start(a);

    hash_put(&b, m->digest);
    return str_same(m->closed.digest, buf_str(&b)) ||
           digest_same(m->closed.digest, m->digest, a);
}

/* What is written in the minutes book, and what the log says to what somebody
 * reads there. */
static void digest_draw(struct rq *rq, const struct month_page *m)
{
    struct str said = str_trim(rq_arg(rq, "digest"));

    card_open(rq, "book.digest");
    html(rq,
         "<p class=\"code\" dir=\"ltr\"><b>%s</b></p><p><small>%s</small></p>",
         zstr(rq, vote_short(m->digest, rq->arena)),
         word(rq,
              m->is_closed ? "book.digest_written" : "book.digest_not_yet"));
    if (m->is_closed && m->closed.digest.n)
        html(rq,
             stands(m, rq->arena) ? "<p class=\"note good\">%s</p>" :
                                    "<p class=\"note stop\">%s</p>",
             word(rq, stands(m, rq->arena) ? "book.digest_stands" :
                                             "book.digest_altered"));
    html(rq,
         "<form class=\"filter\" method=\"get\"><input type=\"hidden\" "
         "name=\"month\" value=\"%s\"><label>%s<input name=\"digest\" "
         "value=\"%s\" dir=\"ltr\" autocomplete=\"off\"></label><button>%s"
         "</button></form>",
         month_iso(rq, m->month), word(rq, "book.digest_check"), zstr(rq, said),
         word(rq, "ask.go"));
    if (said.n)
        html(rq,
             digest_same(said, m->digest, rq->arena) ?
                 "<p class=\"note good\" role=\"status\">%s</p>" :
                 "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, digest_same(said, m->digest, rq->arena) ?
                          "book.digest_stands" :
                          "book.digest_differs"));
    card_close(rq);
}

/* ---- the page ---------------------------------------------------------------*/

static void month_json(struct rq *rq, const struct month_page *m)
{
    struct str said = str_trim(rq_arg(rq, "digest"));
    struct keys k = keys_open(rq);

    key_any(&k, "agreed");
    buf_z(&rq->body, m->agreed ? "true" : "false");
    key_id(&k, "book", m->p.book.id);
    key_any(&k, "closed");
    buf_z(&rq->body, m->is_closed ? "true" : "false");
    key_any(&k, "counted");
    buf_z(&rq->body, m->counted ? "true" : "false");
    key_text(&k, "digest",
             m->month == MONTH_NONE ? S("") : vote_short(m->digest, rq->arena));
    key_text(&k, "month", str_of(month_iso(rq, m->month)));
    if (said.n && m->month != MONTH_NONE) {
        key_any(&k, "same");
        buf_z(&rq->body,
              digest_same(said, m->digest, rq->arena) ? "true" : "false");
    }
    if (m->is_closed && m->closed.digest.n) {
        key_any(&k, "stands");
        buf_z(&rq->body, stands(m, rq->arena) ? "true" : "false");
    }
    keys_close(&k);
}

static void list_draw(struct rq *rq, const struct month_page *m)
{
    const struct field *note = kind_field(kind_find(S("closing")), S("note"));

    if (m->may_close) {
        form_open(rq, "fact", "/books/month", word(rq, "book.close_month"),
                  m->id);
        html(rq, "<input type=\"hidden\" name=\"month\" value=\"%s\">",
             month_iso(rq, m->month));
    }
    html(rq, "<ul class=\"checks\">");
    cash_tick(rq, m);
    bank_tick(rq, m);
    dues_tick(rq, m);
    print_tick(rq, m);
    html(rq, "</ul>");
    if (!m->may_close)
        return;
    form_label(rq, note);
    form_input(rq, note, "note",
               rq->page->method == PAGE_POST ? zstr(rq, rq_part(rq, "note")) :
                                               "");
    html(rq,
         "</label></div><p class=\"tools\"><button class=\"main\">%s %s"
         "</button></p></form>",
         word(rq, "book.close_month"), month_text(rq, m->month));
}

static void month_draw(struct rq *rq, const struct month_page *m)
{
    book_frame(rq, &m->p, "month");
    for (size_t i = 0; i < m->found.n; i++)
        finding_draw(rq, &m->found.at[i]);
    if (m->month == MONTH_NONE) {
        html(rq, "<p>%s</p>", word(rq, "book.nothing_booked"));
        frame_close(rq);
        return;
    }
    html(rq, "<h2>%s</h2>", month_text(rq, m->month));
    if (!id_none(m->closed.entry))
        html(rq,
             "<p class=\"note good\">%s <a href=\"/entry/%s\">%s</a> "
             "<bdi>%s</bdi></p>",
             word(rq, "book.closed_on"), id_text(rq, m->closed.entry),
             day_text(rq, m->closed.held), zstr(rq, m->closed.author));
    else if (m->is_closed)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "book.closed_later"));
    else if (m->month >= month_of(rq->today))
        html(rq, "<p class=\"note\">%s</p>", word(rq, "book.not_over"));
    book_findings(rq, &m->p);
    list_draw(rq, m);
    digest_draw(rq, m);
    frame_close(rq);
}

/* The checklist of a month (?month=, else the next one to be closed): is the
 * cash counted, the bank agreed, are dues listed, is the report printed; its
 * digest for the minutes book, and ?digest= to check one that stands there. */
PAGE(book_month, GET, "/books/*/month", RIGHT_REGISTER)
{
    struct month_page m;

    if (!month_page_open(rq, &m))
        return;
    if (rq->json)
        month_json(rq, &m);
    else
        month_draw(rq, &m);
}

/* ---- closing ------------------------------------------------------------------*/

static void heads_read(struct rq *rq, const struct month_page *m,
                       struct list *out)
{
    const struct field *f = kind_field(kind_find(S("closing")), S("heads"));
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_HEADS);
    struct head *chain = arena_many(rq->arena, struct head, HEADS_MOST);

    MUST(f && f->child_bytes == sizeof(struct head));
    *out = (struct list){ chain, 0 };
    db_bind_id(&r, 1, m->p.book.id);
    while (out->n < HEADS_MOST && db_next(&r))
        chain[out->n++] = (struct head){ db_id(&r, 0), db_int(&r, 1) };
    db_done(&r);
}

static void *at(const struct month_page *m, const char *field,
                enum field_type type)
{
    const struct field *f = kind_field(kind_find(S("closing")), str_of(field));

    MUST(f && f->type == type);
    return (char *)m->record + f->at;
}

static struct draft closing_make(struct rq *rq, const struct month_page *m)
{
    static const char *const flag[] = { "counted", "agreed", "listed",
                                        "printed" };
    const struct kind *k = kind_find(S("closing"));
    struct buf digest = buf_start(rq->arena);

    hash_put(&digest, m->digest);
    *(struct id *)at(m, "book", FIELD_REF) = m->p.book.id;
    *(month *)at(m, "month", FIELD_MONTH) = m->month;
    *(day *)at(m, "held", FIELD_DAY) = rq->today;
    *(struct str *)at(m, "digest", FIELD_TEXT) = buf_str(&digest);
    *(struct str *)at(m, "note", FIELD_TEXT) = str_trim(rq_part(rq, "note"));
    for (size_t i = 0; i < LEN(flag); i++)
        *(bool *)at(m, flag[i], FIELD_FLAG) = rq_part(rq, flag[i]).n > 0;
    heads_read(rq, m, at(m, "heads", FIELD_ROWS));
    return (struct draft){ .kind = S("closing"),
                           .author = rq->who.login,
                           .took = { "", 0 },
                           .body = record_body(k, m->record, rq->arena),
                           .id = m->id,
                           .strict = true };
}

static void again(struct rq *rq, struct month_page *m, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", m->id,
                         &m->found);
    else
        month_draw(rq, m);
}

static void receipt(struct rq *rq, const struct month_page *m, bool known)
{
    struct outcome o = { .kept = known ? KEPT_KNOWN : KEPT, .id = m->id };
    struct buf to = buf_start(rq->arena);

    if (form_answered(rq, &o, m->id))
        return;
    buf_fmt(&to, "/books/%s/month?month=%s&kept=1", id_text(rq, m->p.book.id),
            month_iso(rq, m->month));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct month_page *m = memo;
    struct outcome o;

    if (!heard || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&m->found, STOP, "form.unsure", "");
        again(rq, m, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        m->found = o.found;
        again(rq, m, 422);
        return;
    }
    receipt(rq, m, o.kept == KEPT_KNOWN);
}

/* Closes the month: an entry with the chains' heads and the month's digest. */
PAGE(book_month_go, POST, "/books/*/month", RIGHT_KEEP)
{
    struct month_page *m = arena_new(rq->arena, struct month_page);
    struct draft *d = arena_new(rq->arena, struct draft);

    if (!month_page_open(rq, m))
        return;
    if (!m->p.keeps) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (id_same(m->closed.entry, m->id)) { /* sent twice */
        receipt(rq, m, true);
        return;
    }
    if (m->month == MONTH_NONE)
        tell(&m->found, STOP, "book.which_month", "month");
    else if (m->is_closed)
        tell(&m->found, STOP, "book.is_closed", "month");
    if (findings_stop(&m->found)) {
        again(rq, m, 422);
        return;
    }
    *d = closing_make(rq, m);
    draft_judge(rq->db, d, rq->today, &m->found);
    if (findings_stop(&m->found)) {
        again(rq, m, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, 1), told, m);
}
