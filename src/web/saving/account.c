/* account - a member's account, and those of a whole body, out of the books. */
#include <string.h>

#include "saving.sql.h"
#include "web/saving/saving.h"

/* Paisa only where there are any, and then both digits. */
const char *saving_rupees(struct rq *rq, paisa v)
{
    struct buf b = buf_start(rq->arena);
    paisa all = v < 0 ? -v : v;

    if (v == INT_NONE)
        return "";
    if (v < 0)
        buf_char(&b, '-');
    buf_z(&b, number_text(rq, all / 100, 0));
    if (all % 100) {
        buf_char(&b, '.');
        buf_char(&b, (char)('0' + all % 100 / 10));
        buf_char(&b, (char)('0' + all % 10));
    }
    return zstr(rq, buf_str(&b));
}

void saving_tile(struct rq *rq, const char *key, paisa amount)
{
    html(rq,
         "<li class=\"counter\"><h2>%s</h2><p class=\"figure n\">%s</p><p "
         "class=\"parts\">%s</p></li>",
         word(rq, key), saving_rupees(rq, amount), word(rq, "saving.rupees"));
}

const char *saving_typed(struct rq *rq, paisa v)
{
    struct buf b = buf_start(rq->arena);

    if (v == INT_NONE)
        return "";
    decimal_put(&b, v % 100 ? v : v / 100, v % 100 ? 2 : 0);
    return zstr(rq, buf_str(&b));
}

/* ---- what moved ---------------------------------------------------------*/

/* Which sort of savings lies under a head; SAVINGS: none. */
static int sort_of(struct str head)
{
    for (int i = 0; i < SAVINGS; i++)
        if (str_same(head, saving_head(i)))
            return i;
    return SAVINGS;
}

static void amount_add(paisa *to, paisa amount)
{
    *to = (*to == INT_NONE ? 0 : *to) + amount;
}

static const char *what_said(struct rq *rq, const struct rows *r)
{
    int col = 6 + (int)rq->lang;

    if (!db_str(r, 6).n)
        return zstr(rq, db_str(r, 1));
    return zstr(rq, db_str(r, db_str(r, col).n ? col : 6));
}

/* An entry that moved several things is called by its kind. */
static const char *entry_said(struct rq *rq, struct str event)
{
    const struct kind *k = kind_find(str_cut(&event, '.'));

    return k ? kind_word(rq, k) : zstr(rq, event);
}

static void saving_take(struct passbook *p, struct passbook_row *row,
                        struct str head, paisa amount)
{
    int of = sort_of(head);

    if (of == SAVINGS)
        p->over += amount;
    else
        p->held[of] -= amount;
    if (of == SAVINGS)
        amount_add(&row->out, amount);
    else if (amount < 0)
        amount_add(&row->in, -amount);
    else
        amount_add(&row->out, amount);
}

static void row_end(struct passbook *p, paisa owed)
{
    struct passbook_row *row = &p->row[p->n - 1];
    paisa both = row->in != INT_NONE && row->out != INT_NONE ?
                     (row->in < row->out ? row->in : row->out) :
                     0;

    if (both) { /* it only changed its name */
        row->in = row->in == both ? INT_NONE : row->in - both;
        row->out = row->out == both ? INT_NONE : row->out - both;
    }
    p->in += row->in == INT_NONE ? 0 : row->in;
    p->out += row->out == INT_NONE ? 0 : row->out;
    row->balance = -p->over;
    for (int i = 0; i < SAVINGS; i++)
        row->balance += p->held[i];
    row->balance_owed = owed;
}

static struct passbook_row row_start(struct rq *rq, const struct rows *r)
{
    return (struct passbook_row){ .entry = db_id(r, 0),
                                  .on = (day)db_int(r, 3),
                                  .what = what_said(rq, r),
                                  .in = INT_NONE,
                                  .out = INT_NONE,
                                  .lent = INT_NONE,
                                  .repaid = INT_NONE };
}

static void lines_read(struct rq *rq, struct passbook *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PASSBOOK_LINES);
    struct str event = S("");
    paisa owed = 0;

    p->row = arena_many(rq->arena, struct passbook_row, PASSBOOK_ROWS);
    db_bind_id(&r, 1, p->member);
    while (db_next(&r)) {
        struct passbook_row *row = p->n ? &p->row[p->n - 1] : NULL;
        paisa amount = db_int(&r, 4);

        if (!row || !id_same(row->entry, db_id(&r, 0)) ||
            row->on != (day)db_int(&r, 3)) {
            if (p->n == PASSBOOK_ROWS) {
                p->more = true;
                break;
            }
            if (row)
                row_end(p, owed);
            row = &p->row[p->n++];
            *row = row_start(rq, &r);
            event = arena_str(rq->arena, db_str(&r, 1));
        } else if (!str_same(event, db_str(&r, 1))) {
            row->what = entry_said(rq, event);
        }
        if (!db_int(&r, 5))
            saving_take(p, row, db_str(&r, 2), amount);
        else
            amount_add(amount > 0 ? &row->lent : &row->repaid,
                       amount > 0 ? amount : -amount);
        owed += db_int(&r, 5) ? amount : 0;
    }
    db_done(&r);
    if (p->n)
        row_end(p, owed);
    p->owed = owed;
}

static void loans_read(struct rq *rq, struct passbook *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PASSBOOK_LOANS);

    db_bind_id(&r, 1, p->member);
    while (p->loans < PASSBOOK_LOANS && db_next(&r)) {
        struct passbook_loan *l = &p->loan[p->loans++];

        *l = (struct passbook_loan){
            .loan = db_id(&r, 0),
            .number = arena_str(rq->arena, db_str(&r, 1)),
            .owed = db_int(&r, 2),
            .internal = db_int(&r, 3) == 1,
            .multiple = db_null(&r, 4) ? INT_NONE : db_int(&r, 4)
        };
        if (l->internal)
            p->pledged += saving_pledged(l->owed, l->multiple);
    }
    db_done(&r);
}

/* Her name where it may be read, else "Member 12". */
static const char *named(struct rq *rq, struct id person, int64_t number,
                         bool names)
{
    struct buf b = buf_start(rq->arena);

    if (names)
        return thing_name(rq, kind_find(S("person")), person);
    buf_z(&b, word(rq, "meeting.member"));
    if (number != INT_NONE)
        buf_fmt(&b, " %lld", (long long)number);
    return zstr(rq, buf_str(&b));
}

bool passbook_read(struct rq *rq, struct id member, struct passbook *p)
{
    const struct kind *k = kind_find(S("member"));
    void *record = arena_take(rq->arena, k->bytes);

    *p = (struct passbook){ .member = member, .record = record };
    if (!row_find(rq->db, k, member, rq->arena, record))
        return false;
    p->body = said_id(k, record, "body");
    p->person = said_id(k, record, "person");
    p->number = said_number(k, record, "number");
    p->ended = said_date(k, record, "ended").on;
    p->name = named(rq, p->person, p->number, rq_names(rq, k, member));
    p->body_name = thing_name(rq, kind_find(S("body")), p->body);
    lines_read(rq, p);
    loans_read(rq, p);
    for (int i = 0; i < SAVING_LEFT; i++)
        p->saved += p->held[i];
    p->free = saving_free(p->saved, p->pledged);
    return true;
}

bool passbook_open(struct rq *rq, struct passbook *out)
{
    const struct kind *k = kind_find(S("member"));
    struct id id;

    if (rq_id(rq, 0, &id) && rq_sees(rq, k, id)) {
        if (passbook_read(rq, id, out))
            return true;
        not_here(rq);
        return false;
    }
    not_here(rq);
    return false;
}

/* ---- a whole body -------------------------------------------------------*/

static struct saver *saver_find(struct savers *s, struct id member)
{
    for (size_t i = 0; i < s->n; i++)
        if (id_same(s->at[i].member, member))
            return &s->at[i];
    return NULL;
}

static void members_read(struct rq *rq, struct savers *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SAVERS);
    struct id id[SAVERS_MOST];
    const char *name[SAVERS_MOST];

    db_bind_id(&r, 1, s->body);
    while (s->n < SAVERS_MOST && db_next(&r)) {
        struct saver *m = &s->at[s->n];

        *m = (struct saver){
            .member = db_id(&r, 0),
            .number = db_null(&r, 1) ? INT_NONE : db_int(&r, 1),
            .joined = (day)db_int(&r, 2),
            .ended = db_null(&r, 3) ? DAY_NONE : (day)db_int(&r, 3)
        };
        id[s->n++] = m->member;
    }
    db_done(&r);
    thing_names(rq, kind_find(S("member")), id, s->n, name);
    for (size_t i = 0; i < s->n; i++)
        s->at[i].name = name[i];
}

static void held_read(struct rq *rq, struct savers *s, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SAVERS_HELD);

    db_bind_id(&r, 1, s->body);
    db_bind_int(&r, 2, on);
    while (db_next(&r)) {
        struct saver *m = saver_find(s, db_id(&r, 0));
        int of = sort_of(db_str(&r, 1));
        paisa amount = db_int(&r, 2);

        if (of == SAVINGS) {
            s->over += amount;
            if (m)
                m->over += amount;
        } else {
            s->total[of] -= amount;
            if (m)
                m->held[of] -= amount;
        }
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_SAVERS_OWED);
    db_bind_id(&r, 1, s->body);
    db_bind_int(&r, 2, on);
    while (db_next(&r)) {
        struct saver *m = saver_find(s, db_id(&r, 0));

        s->owed += db_int(&r, 1);
        if (m)
            m->owed = db_int(&r, 1);
    }
    db_done(&r);
}

struct savers *savers_read(struct rq *rq, struct id body, day on)
{
    struct savers *s = arena_new(rq->arena, struct savers);
    struct rows r;

    s->body = body;
    members_read(rq, s);
    held_read(rq, s, on == DAY_NONE ? INT32_MAX : on);
    r = db_rows(rq->db, SQL_WEB_SAVERS_CONTROL);
    db_bind_id(&r, 1, body);
    while (db_next(&r)) {
        int of = sort_of(db_str(&r, 0));

        if (of == SAVINGS)
            s->shared = -db_int(&r, 1);
        else
            s->control[of] = -db_int(&r, 1);
    }
    db_done(&r);
    return s;
}
