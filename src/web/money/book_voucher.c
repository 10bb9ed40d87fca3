/* book_voucher - a voucher typed by a person: what was it for, which head to
 * which and whose part of it, how much. Who names somebody that this book does
 * not know yet has the whole form of the record. */
#include "book.sql.h"
#include "core/fiscal.h"
#include "web/form.h"
#include "web/money/book.h"
#include "web/register.h"

enum { LINES = 6 };

struct voucher_page {
    struct book_page p;
    struct book_reader b; /* its chart */
    struct book_account *account;
    struct book_part *part;
    size_t accounts, parts;
    int64_t number;
    struct findings found;
    struct id id;
    bool posted;
};

/* Numbers are used once in a book and a fiscal year. */
static bool number_read(struct rq *rq, struct voucher_page *v, int64_t year,
                        int64_t taken)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_VOUCHERS);
    bool is = false;

    v->number = 1;
    db_bind_id(&r, 1, v->p.book.id);
    while (db_next(&r)) {
        if (fiscal_year((day)db_int(&r, 2)) != year ||
            id_same(db_id(&r, 0), v->id))
            continue;
        is |= db_int(&r, 1) == taken;
        if (db_int(&r, 1) >= v->number)
            v->number = db_int(&r, 1) + 1;
    }
    db_done(&r);
    return is;
}

static bool voucher_open(struct rq *rq, struct voucher_page *v)
{
    struct question *q = arena_new(rq->arena, struct question);

    *v = (struct voucher_page){ .found = findings_start(rq->arena),
                                .posted = rq->page->method == PAGE_POST };
    if (!book_page_open(rq, &v->p))
        return false;
    if (!v->p.keeps) {
        refuse(rq, 403, "refuse.right");
        return false;
    }
    if (!v->posted || !id_read(rq_part(rq, "_id"), &v->id) || id_none(v->id))
        v->id = form_id(rq);
    *q = (struct question){ .as_of = month_of(rq->today),
                            .from = month_of(rq->today),
                            .lang = rq->lang,
                            .book = v->p.book.id };
    v->accounts = book_accounts(rq, v->p.book.id, &v->account);
    v->parts = book_parts(rq, v->p.book.id, &v->part);
    return book_open(rq->db, q, rq->arena, &v->b, &v->found);
}

/* ---- the form -----------------------------------------------------------------*/

static const char *line_name(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "line.%d.%s", i, field);
    return zstr(rq, buf_str(&b));
}

/* Heads that a voucher may touch in such a book. */
static bool head_fits(const struct voucher_page *v, const struct book_head *h)
{
    return !h->own_acts && (h->whose == 2 || h->whose == v->p.book.rsp);
}

static void head_select(struct rq *rq, const struct voucher_page *v, int i,
                        const char *field, const char *key)
{
    const char *name = line_name(rq, i, field);
    struct str now = rq_part(rq, name);

    html(rq,
         "<select name=\"%s\" aria-label=\"%s\"><option value=\"\">"
         "</option>",
         name, word(rq, key));
    for (size_t k = 0; k < v->b.heads; k++)
        if (head_fits(v, &v->b.head[k]))
            html(rq,
                 str_same(v->b.head[k].code, now) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 zstr(rq, v->b.head[k].code), zstr(rq, v->b.head[k].name));
    html(rq, "</select>");
}

/* Under its head: whose part of it. Of a bank alone the account above is meant
 * where none is said here. */
static void part_select(struct rq *rq, const struct voucher_page *v, int i,
                        const char *field)
{
    const char *name = line_name(rq, i, field);
    struct str now = rq_part(rq, name);

    if (!v->parts)
        return;
    html(rq,
         "<select name=\"%s\" aria-label=\"%s\"><option value=\"\">%s"
         "</option>",
         name, word(rq, "book.party"), word(rq, "book.no_part"));
    for (size_t k = 0; k < v->parts; k++) {
        const struct book_part *p = &v->part[k];
        const char *id = id_text(rq, p->id);

        if (!k || p->party != p[-1].party)
            html(rq,
                 k ? "</optgroup><optgroup label=\"%s\">" :
                     "<optgroup label=\"%s\">",
                 word_of(rq, "kind", book_part_kind(p->party)));
        html(rq,
             str_same(str_of(id), now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id, p->name);
    }
    html(rq, "</optgroup></select>");
}

static void side_draw(struct rq *rq, const struct voucher_page *v, int i,
                      const char *field, const char *part, const char *key)
{
    html(rq, "<td>");
    head_select(rq, v, i, field, key);
    part_select(rq, v, i, part);
    html(rq, "</td>");
}

static void lines_draw(struct rq *rq, const struct voucher_page *v)
{
    html(rq, "<div class=\"vouch\">");
    listing_open(rq, "field.debit field.credit n:field.amount book.what");
    for (int i = 0; i < LINES; i++) {
        const char *amount = line_name(rq, i, "amount");
        const char *says = line_name(rq, i, "says");

        html(rq, "<tr>");
        side_draw(rq, v, i, "debit", "debit_party", "field.debit");
        side_draw(rq, v, i, "credit", "credit_party", "field.credit");
        html(rq,
             "<td class=\"n\"><input name=\"%s\" value=\"%s\" "
             "inputmode=\"decimal\" dir=\"ltr\" size=\"10\" aria-label=\"%s\">"
             "</td><td><input name=\"%s\" value=\"%s\" dir=\"auto\" "
             "aria-label=\"%s\"></td></tr>",
             amount, zstr(rq, rq_part(rq, amount)), word(rq, "field.amount"),
             says, zstr(rq, rq_part(rq, says)), word(rq, "book.what"));
    }
    listing_close(rq);
    html(rq, "</div>");
}

static void account_select(struct rq *rq, const struct voucher_page *v)
{
    struct str now = rq_part(rq, "account");

    if (!v->accounts)
        return;
    html(rq,
         "<div class=\"field\"><label><span>%s</span><select "
         "name=\"account\">",
         word(rq, "book.which_account"));
    for (size_t i = 0; i < v->accounts; i++) {
        const char *id = id_text(rq, v->account[i].id);

        html(rq,
             str_same(str_of(id), now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id, v->account[i].title);
    }
    html(rq, "</select></label></div>");
}

static void head_field(struct rq *rq, const struct voucher_page *v,
                       const char *name, struct str offer)
{
    const struct field *f = kind_field(kind_find(S("voucher")), str_of(name));

    form_label(rq, f);
    form_input(rq, f, name, zstr(rq, v->posted ? rq_part(rq, name) : offer));
    html(rq, "</label>");
    form_findings(rq, &v->found, name);
    html(rq, "</div>");
}

static void voucher_draw(struct rq *rq, const struct voucher_page *v)
{
    struct buf today = buf_start(rq->arena), number = buf_start(rq->arena);

    day_put(&today, rq->today);
    buf_int(&number, v->number);
    book_frame(rq, &v->p, "vouchers");
    html(rq, "<h2>%s</h2>", word(rq, "book.new_voucher"));
    for (size_t i = 0; i < v->found.n; i++)
        finding_draw(rq, &v->found.at[i]);
    form_open(rq, "fact", "/books/voucher", word(rq, "book.new_voucher"),
              v->id);
    html(rq, "<div class=\"grid\">");
    head_field(rq, v, "held", buf_str(&today));
    head_field(rq, v, "number", buf_str(&number));
    head_field(rq, v, "leaf", S(""));
    account_select(rq, v);
    html(rq, "</div>");
    head_field(rq, v, "note", S(""));
    lines_draw(rq, v);
    html(rq,
         "<p class=\"tools\"><button class=\"main\">%s</button> <a "
         "href=\"/new/voucher?book=%s&amp;held=%s&amp;number=%s\">%s</a></p>"
         "</form>",
         word(rq, "form.keep"), id_text(rq, v->p.book.id),
         zstr(rq, buf_str(&today)), zstr(rq, buf_str(&number)),
         word(rq, "book.whole_form"));
    frame_close(rq);
}

/* A new voucher: heads by their names, the next number of the year. */
PAGE(book_voucher, GET, "/books/*/voucher", RIGHT_KEEP)
{
    struct voucher_page v;

    if (!voucher_open(rq, &v))
        return;
    number_read(rq, &v, fiscal_year(rq->today), INT_NONE);
    if (rq->json) {
        struct keys k = keys_open(rq);

        key_id(&k, "id", v.id);
        key_int(&k, "number", v.number);
        keys_close(&k);
        return;
    }
    voucher_draw(rq, &v);
}

/* ---- sending ------------------------------------------------------------------*/

static const struct book_part *part_of(const struct voucher_page *v,
                                       struct id id)
{
    for (size_t i = 0; i < v->parts; i++)
        if (id_same(v->part[i].id, id))
            return &v->part[i];
    return NULL;
}

/* A part of that head's own sort; a bank's may be said once for all lines. */
static struct id side_part(struct rq *rq, struct voucher_page *v, int i,
                           const char *field, const struct book_head *head)
{
    struct str said = str_trim(rq_part(rq, line_name(rq, i, field)));
    const struct book_part *part;
    struct id id = ID_NONE;

    if (!said.n && str_same(head->code, S(HEAD_BANK)))
        said = rq_part(rq, "account");
    if (!said.n && head->party)
        tell_row(&v->found, STOP, "voucher.which_part", "line", (size_t)i,
                 field);
    if (!said.n)
        return ID_NONE;
    if (!id_read(said, &id)) {
        tell_row(&v->found, STOP, "field.not_understood", "line", (size_t)i,
                 field);
        return ID_NONE;
    }
    part = part_of(v, id);
    if (!part || part->party != head->party)
        tell_row(&v->found, STOP, "voucher.part_of_other", "line", (size_t)i,
                 field);
    return id;
}

static void side_put(struct rq *rq, struct voucher_page *v, struct buf *b,
                     int i, const char *side)
{
    struct str code = rq_part(rq, line_name(rq, i, side));
    const struct book_head *head = book_head(&v->b, code);
    struct buf field = buf_start(rq->arena);
    struct id part;

    buf_fmt(b, ",\"%s\":", side);
    buf_json(b, code);
    if (!head)
        return;
    buf_fmt(&field, "%s_party", side);
    part = side_part(rq, v, i, zstr(rq, buf_str(&field)), head);
    if (id_none(part))
        return;
    buf_fmt(b, ",\"%s_party\":\"", side);
    id_put(b, part);
    buf_char(b, '"');
}

/* Rows in which something was typed. */
static void lines_put(struct rq *rq, struct voucher_page *v, struct buf *b)
{
    bool any = false;

    buf_z(b, ",\"line\":[");
    for (int i = 0; i < LINES; i++) {
        struct str debit = rq_part(rq, line_name(rq, i, "debit"));
        struct str credit = rq_part(rq, line_name(rq, i, "credit"));
        struct str amount = str_trim(rq_part(rq, line_name(rq, i, "amount")));
        struct str says = str_trim(rq_part(rq, line_name(rq, i, "says")));
        int64_t paisa_typed = 0;
        bool inexact = false;

        if (!debit.n && !credit.n && !amount.n && !says.n)
            continue;
        if (!decimal_read(amount, 2, &paisa_typed, &inexact) || inexact)
            tell_row(&v->found, STOP, "field.not_understood", "line", (size_t)i,
                     "amount");
        buf_fmt(b, any ? ",{\"amount\":%lld" : "{\"amount\":%lld",
                (long long)paisa_typed);
        side_put(rq, v, b, i, "debit");
        side_put(rq, v, b, i, "credit");
        if (says.n) {
            buf_z(b, ",\"says\":");
            buf_json(b, says);
        }
        buf_char(b, '}');
        any = true;
    }
    buf_char(b, ']');
}

static void text_put(struct rq *rq, struct buf *b, const char *name)
{
    struct str said = str_trim(rq_part(rq, name));

    if (!said.n)
        return;
    buf_fmt(b, ",\"%s\":", name);
    buf_json(b, said);
}

/* What was typed as the body of a draft; what is not understood is told. */
static struct draft draft_make(struct rq *rq, struct voucher_page *v)
{
    struct buf b = buf_start(rq->arena);
    int64_t number = INT_NONE;
    day held = DAY_NONE;

    if (!day_read(str_trim(rq_part(rq, "held")), &held))
        tell(&v->found, STOP, "field.not_understood", "held");
    if (!int_read(str_trim(rq_part(rq, "number")), &number))
        tell(&v->found, STOP, "field.not_understood", "number");
    if (held != DAY_NONE && number_read(rq, v, fiscal_year(held), number))
        tell_ab(&v->found, STOP, "voucher.number_twice", "number", 1, 0);
    buf_z(&b, "{\"book\":\"");
    id_put(&b, v->p.book.id);
    buf_z(&b, "\",\"held\":\"");
    day_put(&b, held);
    buf_fmt(&b, "\",\"number\":%lld", (long long)number);
    text_put(rq, &b, "leaf");
    text_put(rq, &b, "note");
    lines_put(rq, v, &b);
    buf_char(&b, '}');
    return (struct draft){ .kind = S("voucher"),
                           .author = rq->who.login,
                           .took = { "", 0 },
                           .body = buf_str(&b),
                           .id = v->id,
                           .strict = true };
}

static void again(struct rq *rq, struct voucher_page *v, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", v->id,
                         &v->found);
    else
        voucher_draw(rq, v);
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct voucher_page *v = memo;
    struct outcome o;
    struct buf to = buf_start(rq->arena);

    if (!heard || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&v->found, STOP, "form.unsure", "");
        again(rq, v, 503);
    } else if (o.kept == KEPT_REFUSED) {
        v->found = o.found;
        again(rq, v, 422);
    } else if (!form_answered(rq, &o, v->id)) {
        buf_fmt(&to, "/entry/%s?kept=1", id_text(rq, v->id));
        rq_goto(rq, zstr(rq, buf_str(&to)));
    }
}

/* Keeps a voucher. */
PAGE(book_voucher_go, POST, "/books/*/voucher", RIGHT_KEEP)
{
    struct voucher_page *v = arena_new(rq->arena, struct voucher_page);
    struct draft *d = arena_new(rq->arena, struct draft);

    if (!voucher_open(rq, v))
        return;
    *d = draft_make(rq, v);
    if (!findings_stop(&v->found))
        draft_judge(rq->db, d, rq->today, &v->found);
    if (findings_stop(&v->found)) {
        again(rq, v, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, 1), told, v);
}
