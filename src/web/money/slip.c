/* slip - what an entry booked, as its owner reads it. */
#include "web/money/slip.h"

#include <string.h>

#include "core/vote.h"
#include "log.sql.h"
#include "slip.sql.h"
#include "web/term.h"

/* ---- words --------------------------------------------------------------*/

const char *slip_rupees(struct rq *rq, paisa v)
{
    struct buf b = buf_start(rq->arena);
    int64_t rest = v < 0 ? -(v % 100) : v % 100;

    if (v < 0)
        buf_char(&b, '-');
    buf_z(&b, number_all(rq, v < 0 ? -(v / 100) : v / 100, 0));
    if (rest)
        buf_fmt(&b, ".%s%d", rest < 10 ? "0" : "", (int)rest);
    return zstr(rq, buf_str(&b));
}

/* Columns: in English, Urdu, Sindhi; else the code itself. */
static const char *titled(struct rq *rq, int sql, struct str code)
{
    struct rows r = db_rows(rq->db, sql);
    struct str said = code;

    db_bind_text(&r, 1, code);
    if (db_next(&r)) {
        said = db_str(&r, (int)rq->lang);
        said = said.n ? said : db_str(&r, 0);
    }
    said = arena_str(rq->arena, said);
    db_done(&r);
    return zstr(rq, said);
}

static const struct kind *kind_of(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    return k;
}

static bool is(const struct kind *k, const char *name)
{
    return !strcmp(k->name, name);
}

/* Whose it is where the thing itself is somebody's: a loan, a policy, a grant.
 * Of people and bodies it is themselves. */
static struct id owner_of(struct rq *rq, struct id party)
{
    static const char *const whose[] = { "member", "person", "household" };
    const struct kind *k = id_none(party) ? NULL : kind_of(rq, party);
    void *record;

    if (!k || is(k, "member") || is(k, "person") || is(k, "staff") ||
        is(k, "body") || is(k, "rsp") || is(k, "account"))
        return party;
    record = arena_take(rq->arena, k->bytes);
    if (!row_find(rq->db, k, party, rq->arena, record))
        return party;
    for (size_t i = 0; i < LEN(whose); i++) {
        const struct field *f = kind_field(k, str_of(whose[i]));

        if (f && f->type == FIELD_REF && !field_none(f, record))
            return said_id(k, record, whose[i]);
    }
    return party;
}

/* "Sughra", or "Sughra, L-0012" of her loan. */
static const char *party_name(struct rq *rq, struct id party)
{
    const struct kind *k = id_none(party) ? NULL : kind_of(rq, party);
    struct buf b = buf_start(rq->arena);
    struct id whose = owner_of(rq, party);
    const char *owner;

    if (!k)
        return "";
    if (id_same(whose, party))
        return thing_name(rq, k, party);
    owner = party_name(rq, whose);
    buf_fmt(&b, "%s%s%s", owner, *owner ? lang_comma(rq->lang) : "",
            thing_name(rq, k, party));
    return zstr(rq, buf_str(&b));
}

const char *slip_what(const struct slip *s)
{
    return s->n ? s->row[0].what : "";
}

const char *slip_way(struct rq *rq, const struct slip *s)
{
    return word(rq, s->total > 0 ? "slip.in" :
                    s->total < 0 ? "slip.out" :
                                   "slip.across");
}

struct str slip_code(struct rq *rq, struct id entry, struct hash hash)
{
    struct hash both = { { 0 } };

    memcpy(both.b, entry.b, SHORT_BYTES / 2);
    memcpy(both.b + SHORT_BYTES / 2, hash.b, SHORT_BYTES / 2);
    return vote_short(both, rq->arena);
}

/* ---- rows ---------------------------------------------------------------*/

/* An asset or a cost grows with debits, all else with credits. */
static paisa owned(int64_t nature, paisa v)
{
    return nature == 0 || nature == 4 ? v : -v;
}

static paisa balance_after(struct rq *rq, const struct slip_row *row)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SLIP_BALANCE);
    paisa v = INT_NONE;

    db_bind_id(&r, 1, row->book);
    db_bind_text(&r, 2, row->code);
    db_bind_id(&r, 3, row->party);
    db_bind_int(&r, 4, row->on);
    if (db_next(&r))
        v = owned(row->nature, db_int(&r, 0));
    db_done(&r);
    return v;
}

static struct id whose(const struct slip_row *row)
{
    return id_none(row->party) ? row->loan : row->party;
}

static void rows_take(struct rq *rq, struct slip *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SLIP_LINES);

    s->row = arena_many(rq->arena, struct slip_row, SLIP_ROWS);
    db_bind_id(&r, 1, s->entry);
    while (db_next(&r) && s->n < SLIP_ROWS)
        s->row[s->n++] =
            (struct slip_row){ .event = arena_str(rq->arena, db_str(&r, 0)),
                               .book = db_id(&r, 1),
                               .code = arena_str(rq->arena, db_str(&r, 2)),
                               .party = db_id(&r, 3),
                               .on = (day)db_int(&r, 4),
                               .amount = db_int(&r, 5),
                               .nature = db_int(&r, 6),
                               .cash = db_int(&r, 7) == 1,
                               .loan = db_id(&r, 8),
                               .balance = INT_NONE };
    db_done(&r);
    for (size_t i = 0; i < s->n; i++)
        s->row[i].owner = i && id_same(whose(&s->row[i]),
                                       whose(&s->row[i - 1])) ?
                              s->row[i - 1].owner :
                              owner_of(rq, whose(&s->row[i]));
}

static bool same_account(const struct slip_row *a, const struct slip_row *b)
{
    return id_same(a->book, b->book) && id_same(a->party, b->party) &&
           str_same(a->code, b->code);
}

/* One body owes the other what the other is owed by it. */
static bool is_mirror(const struct slip_row *a, const struct slip_row *b)
{
    return ((str_same(a->code, S("due_to")) &&
             str_same(b->code, S("due_from"))) ||
            (str_same(a->code, S("due_from")) &&
             str_same(b->code, S("due_to")))) &&
           id_same(a->book, b->party) && id_same(a->party, b->book);
}

/* An instalment that a CO collects for its VO is a debt of the one to the other,
 * and in the VO's books what came back of the loan: the member paid once. Where
 * the act is between bodies, it is what it says. */
static void rows_between(struct slip *s)
{
    size_t kept = 0;

    if (is(s->kind, "transfer") || is(s->kind, "cession"))
        return;
    for (size_t i = 0; i < s->n; i++) {
        paisa sum = s->row[i].amount;
        bool mirrored = false;

        for (size_t j = 0; j < s->n; j++) {
            if (j != i && same_account(&s->row[i], &s->row[j]))
                sum += s->row[j].amount;
            if (is_mirror(&s->row[i], &s->row[j])) {
                sum += s->row[j].amount;
                mirrored = true;
            }
        }
        s->row[i].balance = mirrored && !sum ? 0 : INT_NONE; /* 0: it goes */
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->row[i].balance == INT_NONE)
            s->row[kept++] = s->row[i];
    s->n = kept;
}

/* An instalment is held for its loan and then shared out in the same act: what
 * stood in between is no part of a slip. */
static void rows_settle(struct slip *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->n; i++) {
        paisa sum = 0;

        for (size_t j = 0; j < s->n; j++)
            sum += same_account(&s->row[i], &s->row[j]) ? s->row[j].amount : 0;
        s->row[i].balance = sum ? INT_NONE : 0; /* 0: it goes */
    }
    for (size_t i = 0; i < s->n; i++)
        if (s->row[i].balance == INT_NONE)
            s->row[kept++] = s->row[i];
    s->n = kept;
}

static bool party_known(const struct slip *s, struct id party)
{
    for (size_t i = 0; i < s->parties; i++)
        if (id_same(s->party[i], party))
            return true;
    return id_none(party);
}

/* Is there anything of an event beside cash? */
static bool event_owned(const struct slip *s, struct str event)
{
    for (size_t i = 0; i < s->n; i++)
        if (!s->row[i].cash && str_same(s->row[i].event, event))
            return true;
    return false;
}

/* What is no cash is whose it is; cash alone is told where nothing else moved,
 * as when it goes from a hand to the bank. */
static void rows_choose(struct slip *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->n; i++) {
        struct slip_row *row = &s->row[i];

        if (!id_none(s->of) ? id_same(row->owner, s->of) :
                              !row->cash || !event_owned(s, row->event)) {
            if (!row->cash)
                s->total -= row->amount;
            if (row->amount > 0)
                s->moved += row->amount;
            s->row[kept++] = *row;
        }
    }
    s->n = kept;
    if (s->total)
        s->moved = s->total < 0 ? -s->total : s->total;
}

/* Whose slip it may be: whoever has a part in what is no cash; else whose hand
 * it left. */
static void parties_find(struct rq *rq, struct slip *s)
{
    s->party = arena_many(rq->arena, struct id, s->n + 1);
    for (int cash = 0; cash < 2 && !s->parties; cash++)
        for (size_t i = 0; i < s->n; i++)
            if ((cash ? str_same(s->row[i].code, S("hand")) :
                        !s->row[i].cash) &&
                !party_known(s, s->row[i].owner))
                s->party[s->parties++] = s->row[i].owner;
}

static void rows_say(struct rq *rq, struct slip *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct slip_row *row = &s->row[i];
        const struct slip_row *last = i ? &s->row[i - 1] : NULL;

        row->what = last && str_same(last->event, row->event) ?
                        last->what :
                        titled(rq, SQL_WEB_SLIP_EVENT, row->event);
        row->head = last && str_same(last->code, row->code) ?
                        last->head :
                        titled(rq, SQL_WEB_SLIP_HEAD, row->code);
        row->name = last && id_same(whose(last), whose(row)) ?
                        last->name :
                        party_name(rq, whose(row));
        if (!id_none(row->party))
            row->balance = balance_after(rq, row);
    }
}

/* ---- the entry ----------------------------------------------------------*/

static struct str text_said(const struct kind *k, const void *record,
                            const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    return f && f->type == FIELD_TEXT ? said_text(k, record, name) : S("");
}

static void entry_say(struct rq *rq, struct slip *s)
{
    void *record = arena_take(rq->arena, s->kind->bytes);
    const struct field *number = kind_field(s->kind, S("number"));

    s->number = INT_NONE;
    if (!row_find(rq->db, s->kind, s->entry, rq->arena, record))
        return;
    s->leaf = text_said(s->kind, record, "leaf");
    s->reference = text_said(s->kind, record, "reference");
    if (number && number->type == FIELD_COUNT)
        s->number = said_number(s->kind, record, "number");
}

static const char *book_name(struct rq *rq, struct id book)
{
    const struct kind *k = kind_of(rq, book);

    return k ? thing_name(rq, k, book) : "";
}

bool slip_read(struct rq *rq, struct id entry, struct id of, struct slip *out)
{
    struct seen seen;

    *out = (struct slip){ .entry = entry, .of = of };
    out->kind = kind_of(rq, entry);
    if (!out->kind || !log_see(rq->db, entry, rq->arena, &seen))
        return false;
    rows_take(rq, out);
    rows_settle(out);
    rows_between(out);
    parties_find(rq, out);
    rows_choose(out);
    if (!out->n)
        return false;
    rows_say(rq, out);
    out->book = out->row[0].book;
    out->on = out->row[0].on;
    out->body = book_name(rq, out->book);
    out->named = !id_none(of)      ? party_name(rq, of) :
                 out->parties == 1 ? party_name(rq, out->party[0]) :
                                     "";
    out->reversed = taken_back_on(rq, entry);
    out->code = slip_code(rq, entry, seen.entry.hash);
    entry_say(rq, out);
    return true;
}
