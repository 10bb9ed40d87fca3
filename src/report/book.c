/* book - the shared reader of a book: its heads with their sums, its lines,
 * and what they are called. */
#include "report/book.h"

#include "book.sql.h"
#include "core/fiscal.h"
#include "log.sql.h"
#include "report/inside.h"

enum { HEADS_MOST = 400, MEMO_SLOTS = 1024 };

bool book_find(struct db *db, struct id id, enum lang lang, struct arena *a,
               struct book *out)
{
    struct rows r = db_rows(db, SQL_BOOK_OF);
    bool there;

    *out = (struct book){ .id = id };
    db_bind_id(&r, 1, id);
    there = db_next(&r);
    if (there) {
        out->rsp = db_int(&r, 0) == 1;
        out->code = arena_str(a, db_str(&r, 1));
        out->name = name_in(&r, 2, lang, a);
    }
    db_done(&r);
    return there;
}

/* ---- the chart, with sums -------------------------------------------------*/

/* 0 all of it, 1 what is in no fund, 2 one fund. */
static int64_t funds_of(const struct question *q)
{
    return q->own ? 1 : !id_none(q->fund) ? 2 : 0;
}

static struct book_head *head_at(struct book_reader *b, struct str code)
{
    for (size_t i = 0; i < b->heads; i++)
        if (str_same(b->head[i].code, code))
            return &b->head[i];
    if (b->heads == HEADS_MOST)
        return &b->head[HEADS_MOST - 1];
    /* One that the chart does not have any more keeps its money. */
    b->head[b->heads] = (struct book_head){ .code = arena_str(b->arena, code),
                                            .nature = HEAD_ASSET };
    b->head[b->heads].name = b->head[b->heads].code;
    return &b->head[b->heads++];
}

static void chart_read(struct book_reader *b)
{
    struct rows r = db_rows(b->db, SQL_BOOK_HEADS);

    b->head = arena_many(b->arena, struct book_head, HEADS_MOST);
    while (b->heads < HEADS_MOST - 1 && db_next(&r)) {
        struct book_head *h = &b->head[b->heads];

        *h = (struct book_head){ .code = arena_str(b->arena, db_str(&r, 0)),
                                 .name = name_in(&r, 1, b->q->lang, b->arena),
                                 .nature = (int)db_int(&r, 4),
                                 .parts = db_int(&r, 5) > 0,
                                 .party = (int)db_int(&r, 5),
                                 .own_acts = db_int(&r, 5) == 1 ||
                                             db_int(&r, 5) == 2,
                                 .whose = (int)db_int(&r, 7),
                                 .cash = db_int(&r, 6) == 1 };
        b->heads += b->heads == 0 || !str_same(h[-1].code, h->code);
    }
    db_done(&r);
}

/* A balance says "in no fund" with sixteen noughts. */
static void before_read(struct book_reader *b)
{
    struct rows r = db_rows(b->db, SQL_BOOK_BEFORE);

    db_bind_id(&r, 1, b->book.id);
    db_bind_int(&r, 2, b->from);
    db_bind_int(&r, 3, funds_of(b->q));
    db_bind_blob(&r, 4, b->q->own ? ID_NONE.b : b->q->fund.b,
                 sizeof b->q->fund.b);
    while (db_next(&r)) {
        struct book_head *h = head_at(b, db_str(&r, 0));

        h->before += db_int(&r, 1);
        h->said |= h->before != 0;
    }
    db_done(&r);
}

static void within_read(struct book_reader *b)
{
    struct rows r = db_rows(b->db, SQL_BOOK_WITHIN);

    db_bind_id(&r, 1, b->book.id);
    db_bind_int(&r, 2, b->from);
    db_bind_int(&r, 3, b->to);
    db_bind_int(&r, 4, funds_of(b->q));
    db_bind_id(&r, 5, b->q->fund);
    db_bind_int(&r, 6, b->on);
    while (db_next(&r)) {
        struct book_head *h = head_at(b, db_str(&r, 0));

        h->debit += db_int(&r, 1);
        h->credit += db_int(&r, 2);
        h->said = true;
    }
    db_done(&r);
}

static void fund_read(struct book_reader *b)
{
    struct rows r;

    if (b->q->own)
        b->book.fund = say(b->q->lang, "book.own");
    if (b->q->own || id_none(b->q->fund))
        return;
    b->book.fund_id = b->q->fund;
    r = db_rows(b->db, SQL_BOOK_FUND);
    db_bind_id(&r, 1, b->q->fund);
    if (db_next(&r))
        b->book.fund = name_in(&r, 0, b->q->lang, b->arena);
    db_done(&r);
}

bool book_open(struct db *db, const struct question *q, struct arena *a,
               struct book_reader *out, struct findings *f)
{
    *out = (struct book_reader){ .db = db,
                                 .arena = a,
                                 .q = q,
                                 .from = q->from == MONTH_NONE ?
                                             fiscal_july(q->as_of) :
                                             q->from,
                                 .to = q->as_of,
                                 .on = question_day(q) };
    if (id_none(q->book) || !book_find(db, q->book, q->lang, a, &out->book)) {
        tell(f, STOP, "book.which", "book");
        return false;
    }
    chart_read(out);
    before_read(out);
    within_read(out);
    fund_read(out);
    return true;
}

paisa book_after(const struct book_head *h)
{
    return h->before + h->debit - h->credit;
}

const struct book_head *book_head(const struct book_reader *b, struct str code)
{
    for (size_t i = 0; i < b->heads; i++)
        if (str_same(b->head[i].code, code))
            return &b->head[i];
    return NULL;
}

/* ---- lines ----------------------------------------------------------------*/

static void row_read(struct book_reader *b, struct rows *r,
                     struct book_row *out)
{
    *out = (struct book_row){ .thing = db_id(r, 0),
                              .entry = db_id(r, 1),
                              .party = db_id(r, 2),
                              .fund = db_id(r, 3),
                              .event = arena_str(b->arena, db_str(r, 4)),
                              .head = arena_str(b->arena, db_str(r, 5)),
                              .on = (day)db_int(r, 6),
                              .month = (month)db_int(r, 7),
                              .amount = db_int(r, 8) };
}

size_t book_rows(struct book_reader *b, struct str head, struct book_row **out)
{
    struct rows r = db_rows(b->db, SQL_BOOK_LINES);
    size_t n = 0, room = 0;

    *out = NULL;
    db_bind_id(&r, 1, b->book.id);
    db_bind_int(&r, 2, b->from);
    db_bind_int(&r, 3, b->to);
    db_bind_int(&r, 4, funds_of(b->q));
    db_bind_id(&r, 5, b->q->fund);
    db_bind_text(&r, 6, head);
    db_bind_id(&r, 7, head.n ? b->q->party : ID_NONE);
    db_bind_int(&r, 8, BOOK_ROWS_MOST);
    db_bind_int(&r, 9, b->on);
    while (db_next(&r)) {
        arena_room(b->arena, *out, n, room);
        row_read(b, &r, &(*out)[n++]);
    }
    db_done(&r);
    return n;
}

size_t book_group(const struct book_row *at, size_t n, size_t i)
{
    size_t k = 1;

    while (i + k < n && id_same(at[i + k].entry, at[i].entry) &&
           str_same(at[i + k].event, at[i].event) &&
           id_same(at[i + k].fund, at[i].fund) && at[i + k].on == at[i].on &&
           at[i + k].month == at[i].month)
        k++;
    return k;
}

/* ---- words ----------------------------------------------------------------*/

/* What was read of an id or an event, by a slot that the last one keeps: pages
 * ask for the same few again and again. */
struct book_memo {
    struct word_memo {
        char what; /* 'e' event, 'p' part, 'v' paper; 0: empty */
        struct str key, words;
    } slot[MEMO_SLOTS];
};

static struct word_memo *memo_slot(struct book_reader *b, char what,
                                   struct str key, bool *known)
{
    uint32_t h = (unsigned char)what;
    struct word_memo *m;

    if (!b->memo)
        b->memo = arena_new(b->arena, struct book_memo);
    for (size_t i = 0; i < key.n; i++)
        h = h * 31 + (unsigned char)key.p[i];
    m = &b->memo->slot[h % MEMO_SLOTS];
    *known = m->what == what && str_same(m->key, key);
    if (!*known)
        *m = (struct word_memo){ what, arena_str(b->arena, key), S("") };
    return m;
}

static struct str id_key(const struct id *id)
{
    return (struct str){ (const char *)id->b, sizeof id->b };
}

struct str book_event(struct book_reader *b, struct str event)
{
    bool known;
    struct word_memo *m = memo_slot(b, 'e', event, &known);
    struct rows r;

    if (known)
        return m->words;
    m->words = m->key;
    r = db_rows(b->db, SQL_BOOK_EVENT);
    db_bind_text(&r, 1, event);
    if (db_next(&r))
        m->words = name_in(&r, 0, b->q->lang, b->arena);
    db_done(&r);
    return m->words;
}

static const struct kind *kind_of(struct db *db, struct id id)
{
    struct rows r = db_rows(db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    return k;
}

/* The first of these fields that the row of a thing says, as people read it.
 * Names of fields and kinds are the program's own. */
static struct str field_of(struct book_reader *b, const struct kind *k,
                           struct id id, const char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct field *f = kind_field(k, str_of(name[i]));
        struct buf sql = buf_start(b->arena), said = buf_start(b->arena);
        struct rows r;

        if (!f || (f->flags & FIELD_SEALED) ||
            (f->type != FIELD_TEXT && f->type != FIELD_COUNT))
            continue;
        buf_fmt(&sql, "SELECT %s FROM %s WHERE entry = $1", f->name, k->name);
        r = db_text_rows(b->db, buf_str(&sql));
        db_bind_id(&r, 1, id);
        if (db_next(&r) && !db_null(&r, 0)) {
            if (f->type == FIELD_TEXT)
                buf_add(&said, db_str(&r, 0));
            else
                buf_int(&said, db_int(&r, 0));
        }
        db_done(&r);
        if (said.n)
            return buf_str(&said);
    }
    return S("");
}

/* A part by its number or title; one that has neither by its first signs. */
struct str book_party(struct book_reader *b, struct id party)
{
    static const char *const own[] = { "number", "code", "title", "name",
                                       "bank" };
    struct word_memo *m;
    const struct kind *k;
    struct buf hex;
    bool known;

    if (id_none(party))
        return S("");
    m = memo_slot(b, 'p', id_key(&party), &known);
    if (known)
        return m->words;
    if (b->name)
        m->words = b->name(b->self, party);
    if (m->words.n)
        return m->words;
    k = kind_of(b->db, party);
    if (k)
        m->words = field_of(b, k, party, own, LEN(own));
    if (!m->words.n) {
        hex = buf_start(b->arena);
        id_put(&hex, party);
        m->words = (struct str){ hex.p, 8 };
    }
    return m->words;
}

struct str book_paper(struct book_reader *b, struct id entry)
{
    static const char *const own[] = { "leaf", "number", "reference" };
    bool known;
    struct word_memo *m = memo_slot(b, 'v', id_key(&entry), &known);
    const struct kind *k;

    if (known)
        return m->words;
    k = kind_of(b->db, entry);
    if (k)
        m->words = field_of(b, k, entry, own, LEN(own));
    return m->words;
}

struct str book_day(struct arena *a, day d)
{
    struct buf b = buf_start(a);

    if (d != DAY_NONE)
        day_put(&b, d);
    return buf_str(&b);
}

struct str book_link(const struct book_reader *b, const char *page,
                     struct str head)
{
    struct buf link = buf_start(b->arena);

    buf_z(&link, "/books/");
    id_put(&link, b->book.id);
    buf_fmt(&link, "/%s?from=", page);
    month_put(&link, b->from);
    buf_z(&link, "&to=");
    month_put(&link, b->to);
    if (b->q->on) {
        buf_z(&link, "&on=");
        day_put(&link, b->q->on);
    }
    if (head.n) {
        buf_z(&link, "&head=");
        buf_add(&link, head);
    }
    if (b->q->own)
        buf_z(&link, "&fund=own");
    else if (!id_none(b->q->fund)) {
        buf_z(&link, "&fund=");
        id_put(&link, b->q->fund);
    }
    return buf_str(&link);
}

struct sheet book_sheet(struct book_reader *b, const struct column *c,
                        int columns, const char *title)
{
    struct sheet s = sheet_start(b->arena, c, columns);
    struct buf under = buf_start(b->arena);

    buf_add(&under, b->book.name);
    if (b->book.fund.n) {
        buf_z(&under, " · ");
        buf_add(&under, b->book.fund);
    }
    buf_z(&under, " · ");
    words_month(&under, b->q->lang, b->from);
    buf_z(&under, " – ");
    buf_add(&under, question_until(b->q, b->arena));
    s.title = say(b->q->lang, title);
    s.subtitle = buf_str(&under);
    s.lakh = b->q->lakh;
    s.exact = true;
    return s;
}
