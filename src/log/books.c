/* books - what one thing moved, as lines in books, written as the difference.
 *
 * Movements become lines by the bookings that stand. What was taken back, and
 * what came after its month was closed, is booked as a step of its own: the
 * kind is asked once without and once with it, and the difference is what that
 * step adds, in the first month that is open to it. So a closed month never
 * changes, and a reversal leaves nothing behind. */
#include <stdlib.h>
#include <string.h>

#include "booking.sql.h"
#include "books.sql.h"
#include "closing.sql.h"
#include "core/books.h"
#include "log/inside.h"
#include "reversal.sql.h"

#define HEAD_BYTES 48
#define EVENT_BYTES 64
#define CLOSINGS_MOST 10000 /* books whose closings are remembered */

struct closings {
    struct closed {
        struct id entry;
        month month;
    } * at;
    size_t n;
};
struct balance_key {
    struct id book, fund;
    int32_t head, month;
};
struct balance {
    int64_t amount, n;
};

/* ---- what stands of bookings, closings and reversals --------------------*/

void books_start(struct keeper *k)
{
    k->books = (struct books){
        .booking = map_of(EVENT_BYTES, sizeof(struct booked)),
        .kind = map_of(sizeof(int64_t), 0),
        .closing = map_of(sizeof(struct id), sizeof(struct closings)),
        .balance = map_of(sizeof(struct balance_key), sizeof(struct balance)),
        .head = map_of(HEAD_BYTES, sizeof(int64_t))
    };
}

void books_end(struct keeper *k)
{
    struct books *b = &k->books;

    map_free(&b->booking);
    map_free(&b->kind);
    map_free(&b->closing);
    map_free(&b->balance);
    map_free(&b->head);
    arena_free(&b->arena);
}

void books_forget(struct keeper *k)
{
    struct books *b = &k->books;

    map_clear(&b->booking);
    map_clear(&b->kind);
    map_clear(&b->closing);
    arena_free(&b->arena);
    b->read = false;
}

/* Between batches they stand as they are: whatever changes them goes through
 * this keeper. */
void books_rest(struct keeper *k)
{
    if (k->books.closing.n > CLOSINGS_MOST)
        books_forget(k);
    map_clear(&k->books.balance);
    map_clear(&k->books.head);
}

static bool text_key(struct str s, char *key, size_t bytes)
{
    memset(key, 0, bytes);
    if (s.n >= bytes)
        return false;
    memcpy(key, s.p, s.n);
    return true;
}

static bool any_row(struct keeper *k, int sql)
{
    struct rows r = db_rows(k->db, sql);
    bool any = db_next(&r);

    db_done(&r);
    return any;
}

static void booking_add(struct keeper *k, struct rows *r)
{
    struct books *b = &k->books;
    char key[EVENT_BYTES];
    struct booked *at;
    bool fresh;

    if (!text_key(db_str(r, 0), key, sizeof key))
        return;
    at = map_at(&b->booking, key, &fresh);
    if (!fresh)
        return;
    *at = (struct booked){ arena_str(&b->arena, db_str(r, 1)),
                           arena_str(&b->arena, db_str(r, 2)),
                           arena_str(&b->arena, db_str(r, 3)),
                           db_int(r, 4) ? -1 : 1 };
    for (int i = 0; i < kind_count; i++) {
        int64_t number = i;

        if (str_same(db_str(r, 5), str_of(kind_index[i]->name)))
            map_at(&b->kind, &number, &fresh);
    }
}

static void books_read(struct keeper *k)
{
    struct books *b = &k->books;
    struct rows r;

    if (b->read)
        return;
    b->read = true;
    r = db_rows(k->db, SQL_BOOKING_ALL);
    while (db_next(&r))
        booking_add(k, &r);
    b->reversals = any_row(k, SQL_REVERSAL_ANY);
    b->closings = any_row(k, SQL_CLOSING_ANY);
}

void books_changed(struct keeper *k, const struct kind *kind)
{
    if (!strcmp(kind->name, "booking") || !strcmp(kind->name, "closing") ||
        !strcmp(kind->name, "reversal"))
        books_forget(k);
}

bool books_kind(struct keeper *k, const struct kind *kind)
{
    books_read(k);
    for (int i = 0; i < kind_count; i++) {
        int64_t number = i;

        if (kind_index[i] == kind)
            return map_find(&k->books.kind, &number) != NULL;
    }
    return false;
}

static const struct closings *closings_of(struct keeper *k, struct id book)
{
    struct books *b = &k->books;
    struct closings list = { 0 };
    size_t room = 0;
    bool fresh;
    struct closings *at = map_at(&b->closing, book.b, &fresh);
    struct rows r;

    if (!fresh)
        return at;
    r = db_rows(k->db, SQL_CLOSING_OF);
    db_bind_id(&r, 1, book);
    while (db_next(&r)) {
        arena_room(&b->arena, list.at, list.n, room);
        list.at[list.n++] = (struct closed){ db_id(&r, 0),
                                             (month)db_int(&r, 1) };
    }
    at = map_at(&b->closing, book.b, &fresh);
    *at = list;
    return at;
}

static bool closing_covers(struct keeper *k, struct id closing,
                           struct id device, int64_t seq)
{
    struct rows r = db_rows(k->db, SQL_CLOSING_COVERS);
    bool covers;

    db_bind_id(&r, 1, closing);
    db_bind_id(&r, 2, device);
    db_bind_int(&r, 3, seq);
    covers = db_next(&r);
    db_done(&r);
    return covers;
}

/* The first month from m on that no closing shut before this entry. */
static month open_month(struct keeper *k, struct id book, struct id device,
                        int64_t seq, month m)
{
    const struct closings *list = closings_of(k, book);

    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].month >= m &&
            !closing_covers(k, list->at[i].entry, device, seq))
            m = list->at[i].month + 1;
    return m;
}

month books_open_month(struct keeper *k, struct id book, struct id entry,
                       month m)
{
    struct id device = ID_NONE;
    int64_t seq = INT64_MAX;
    struct rows r;

    books_read(k);
    if (!k->books.closings || !closings_of(k, book)->n)
        return m;
    r = db_rows(k->db, SQL_BOOK_ENTRY);
    db_bind_id(&r, 1, entry);
    if (db_next(&r)) {
        device = db_id(&r, 0);
        seq = db_int(&r, 1);
    }
    db_done(&r);
    return open_month(k, book, device, seq, m);
}

bool books_shut(struct keeper *k, const struct entry *e, struct id book,
                month m)
{
    books_read(k);
    return k->books.closings && open_month(k, book, e->device, e->seq, m) != m;
}

/* ---- movements ----------------------------------------------------------*/

struct moved { /* a movement, as it is booked */
    struct movement is;
    month month;
};
struct moves {
    struct moved *at;
    size_t n, room;
};

static void moves_add(struct moves *list, struct arena *a,
                      const struct movement *m, month in)
{
    arena_room(a, list->at, list->n, list->room);
    list->at[list->n++] = (struct moved){ *m, in };
}

static int number_order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* All but the amount. */
static int movement_order(const void *a, const void *b)
{
    const struct movement *x = a, *y = b;
    int order = number_order(x->on, y->on);

    if (!order)
        order = id_order(x->entry, y->entry);
    if (!order)
        order = strcmp(x->event, y->event);
    if (!order)
        order = id_order(x->credit_party, y->credit_party);
    if (!order)
        order = id_order(x->debit_party, y->debit_party);
    if (!order)
        order = id_order(x->book, y->book);
    if (!order)
        order = id_order(x->fund, y->fund);
    if (!order)
        order = str_order(x->debit, y->debit);
    if (!order)
        order = str_order(x->credit, y->credit);
    if (!order)
        order = id_order(x->place, y->place);
    if (!order)
        order = id_order(x->rsp, y->rsp);
    if (!order)
        order = id_order(x->project, y->project);
    if (!order)
        order = number_order(x->sex, y->sex);
    return order ? order : number_order(x->cutover, y->cutover);
}

/* In order, those that differ by their amount alone as one. */
static void movements_join(struct postings *p)
{
    size_t n = 0;

    if (p->movements)
        qsort(p->movement, p->movements, sizeof *p->movement, movement_order);
    for (size_t i = 0; i < p->movements; i++) {
        if (n && !movement_order(&p->movement[n - 1], &p->movement[i]))
            p->movement[n - 1].amount += p->movement[i].amount;
        else
            p->movement[n++] = p->movement[i];
    }
    p->movements = n;
}

/* ---- steps: what was taken back, what came too late ----------------------*/

struct step {
    struct id entry, by; /* the fact; what says so: itself, or its reversal */
    day on;
    month month;
    bool takes; /* its facts go; else they come */
};
struct steps {
    struct step *at;
    size_t n, room;
};

static void step_add(struct steps *list, struct arena *a, struct step s)
{
    arena_room(a, list->at, list->n, list->room);
    list->at[list->n++] = s;
}

static int step_order(const void *a, const void *b)
{
    const struct step *x = a, *y = b;
    int order = number_order(x->month, y->month);

    if (!order)
        order = number_order(x->takes, y->takes);
    if (!order)
        order = number_order(x->on, y->on);
    if (!order)
        order = id_order(x->by, y->by);
    return order ? order : id_order(x->entry, y->entry);
}

static struct id fact_entry(const struct kind *kind, const struct facts *facts,
                            size_t i)
{
    const struct field *f = field_find(kind->fact.field, kind->fact.fields,
                                       S("entry"));
    const char *at = (const char *)facts->at + i * kind->fact.bytes + f->at;

    return *(const struct id *)(const void *)at;
}

/* A fact came too late for its month: it is booked in the first open one. */
static void late_find(struct keeper *k, const struct postings *p,
                      struct id entry, struct steps *steps)
{
    struct step s = { .entry = entry, .by = entry, .month = MONTH_NONE };

    for (size_t i = 0; i < p->movements; i++) {
        const struct movement *m = &p->movement[i];
        month open;

        if (!id_same(m->entry, entry))
            continue;
        open = books_open_month(k, m->book, entry, month_of(m->on));
        if (open != month_of(m->on) &&
            (s.month == MONTH_NONE || open > s.month)) {
            s.month = open;
            s.on = m->on;
        }
    }
    if (s.month != MONTH_NONE)
        step_add(steps, &k->one, s);
}

/* When it was taken back, never before it was booked. */
static void reversal_find(struct keeper *k, const struct postings *p,
                          struct id entry, struct steps *steps)
{
    struct step s = { .entry = entry, .takes = true };
    struct rows r = db_rows(k->db, SQL_REVERSAL_OF);
    bool found;

    db_bind_id(&r, 1, entry);
    found = db_next(&r);
    if (found) {
        s.by = db_id(&r, 0);
        s.on = (day)db_int(&r, 1);
    }
    db_done(&r);
    if (!found)
        return;
    s.month = month_of(s.on);
    for (size_t i = 0; i < p->movements; i++) {
        const struct movement *m = &p->movement[i];
        month open;

        if (!id_same(m->entry, entry))
            continue;
        open = books_open_month(k, m->book, s.by, month_of(s.on));
        if (month_of(m->on) > open)
            open = month_of(m->on);
        if (open > s.month)
            s.month = open;
    }
    for (size_t i = 0; i < steps->n; i++) /* it came late itself */
        if (id_same(steps->at[i].entry, entry) && steps->at[i].month > s.month)
            s.month = steps->at[i].month;
    step_add(steps, &k->one, s);
}

static struct steps steps_find(struct keeper *k, const struct kind *kind,
                               const struct facts *facts,
                               const struct postings *p)
{
    struct steps steps = { 0 };
    struct map seen = map_of(sizeof(struct id), 0);

    if (!k->books.closings && !k->books.reversals)
        return steps;
    for (size_t i = 0; i < facts->n; i++) {
        struct id entry = fact_entry(kind, facts, i);
        bool fresh;

        map_at(&seen, entry.b, &fresh);
        if (!fresh)
            continue;
        if (k->books.closings)
            late_find(k, p, entry, &steps);
        if (k->books.reversals)
            reversal_find(k, p, entry, &steps);
    }
    map_free(&seen);
    if (steps.n)
        qsort(steps.at, steps.n, sizeof *steps.at, step_order);
    return steps;
}

/* The facts as they were known after so many steps. */
static struct facts facts_after(struct keeper *k, const struct kind *kind,
                                const struct facts *all,
                                const struct steps *steps, size_t done)
{
    uint32_t each = kind->fact.bytes;
    struct facts some = { arena_array(&k->one, all->n + 1, each), 0 };

    for (size_t i = 0; i < all->n; i++) {
        struct id entry = fact_entry(kind, all, i);
        bool in = true;

        for (size_t j = 0; j < steps->n; j++)
            if (id_same(steps->at[j].entry, entry) &&
                steps->at[j].takes == (j < done))
                in = false;
        if (in)
            memcpy((char *)some.at + some.n++ * each,
                   (const char *)all->at + i * each, each);
    }
    return some;
}

static struct postings posts_of(struct keeper *k, const struct kind *kind,
                                const struct facts *facts)
{
    struct postings p = { .arena = &k->one };

    MUST(kind->posts(facts->at, facts->n, MONTH_NONE, &p));
    movements_join(&p);
    return p;
}

/* What a step changed is booked as that step. */
static void step_book(struct keeper *k, const struct step *s,
                      const struct postings *was, const struct postings *now,
                      struct moves *out)
{
    size_t i = 0, j = 0;

    while (i < was->movements || j < now->movements) {
        int order = i == was->movements ?
                        1 :
                    j == now->movements ?
                        -1 :
                        movement_order(&was->movement[i], &now->movement[j]);
        struct movement m = order > 0 ? now->movement[j] : was->movement[i];

        m.amount = (order >= 0 ? now->movement[j].amount : 0) -
                   (order <= 0 ? was->movement[i].amount : 0);
        i += order <= 0;
        j += order >= 0;
        if (!m.amount)
            continue;
        m.entry = s->by;
        if (s->takes && m.on < s->on)
            m.on = s->on;
        moves_add(out, &k->one, &m, s->month);
    }
}

static void steps_say(const struct steps *steps, struct postings *now)
{
    for (size_t i = 0; i < steps->n; i++)
        remark(now, steps->at[i].entry, WARN,
               steps->at[i].takes ? "books.reversed" : "books.late", "",
               steps->at[i].month, 0);
}

static struct moves moves_find(struct keeper *k, const struct kind *kind,
                               const struct facts *facts, struct postings *now)
{
    struct steps steps = steps_find(k, kind, facts, now);
    struct postings was = *now, is;
    struct facts some;
    struct moves out = { 0 };

    if (steps.n) {
        some = facts_after(k, kind, facts, &steps, 0);
        was = posts_of(k, kind, &some);
    } else {
        movements_join(&was);
    }
    for (size_t i = 0; i < was.movements; i++)
        moves_add(&out, &k->one, &was.movement[i],
                  month_of(was.movement[i].on));
    for (size_t i = 0; i < steps.n; i++) {
        some = facts_after(k, kind, facts, &steps, i + 1);
        is = posts_of(k, kind, &some);
        step_book(k, &steps.at[i], &was, &is, &out);
        was = is;
    }
    if (steps.n)
        *now = was;
    steps_say(&steps, now);
    return out;
}

/* ---- lines and indicators -----------------------------------------------*/

static const struct booked *booking_find(struct keeper *k, const char *event)
{
    char key[EVENT_BYTES];

    if (!text_key(str_of(event), key, sizeof key))
        return NULL;
    return map_find(&k->books.booking, key);
}

static void line_add(struct book_lines *list, struct arena *a,
                     const struct line *l)
{
    arena_room(a, list->at, list->n, list->room);
    list->at[list->n++] = *l;
}

/* Both sides of one movement; false: nobody says which heads it touches. */
static bool move_book(struct keeper *k, const struct moved *m,
                      struct book_lines *lines)
{
    const struct booked *by = booking_find(k, m->is.event);
    struct line l = { .entry = m->is.entry,
                      .event = str_of(m->is.event),
                      .book = m->is.book,
                      .fund = m->is.fund,
                      .on = m->is.on,
                      .month = m->month };
    struct str debit = m->is.debit.n || !by ? m->is.debit : by->debit;
    struct str credit = m->is.credit.n || !by ? m->is.credit : by->credit;

    if (!debit.n || !credit.n || debit.n >= HEAD_BYTES ||
        credit.n >= HEAD_BYTES || id_none(m->is.book))
        return false;
    l.head = debit;
    l.party = m->is.debit_party;
    l.amount = m->is.amount;
    line_add(lines, &k->one, &l);
    l.head = credit;
    l.party = m->is.credit_party;
    l.amount = -m->is.amount;
    line_add(lines, &k->one, &l);
    return true;
}

static int line_order(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int order = number_order(x->month, y->month);

    if (!order)
        order = number_order(x->on, y->on);
    if (!order)
        order = id_order(x->entry, y->entry);
    if (!order)
        order = str_order(x->event, y->event);
    if (!order)
        order = id_order(x->book, y->book);
    if (!order)
        order = str_order(x->head, y->head);
    if (!order)
        order = id_order(x->party, y->party);
    return order ? order : id_order(x->fund, y->fund);
}

/* In the order in which they are kept; those of one place as one. */
static void lines_join(struct book_lines *list)
{
    size_t n = 0, kept = 0;

    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, line_order);
    for (size_t i = 0; i < list->n; i++) {
        if (n && !line_order(&list->at[n - 1], &list->at[i]))
            list->at[n - 1].amount += list->at[i].amount;
        else
            list->at[n++] = list->at[i];
    }
    for (size_t i = 0; i < n; i++)
        if (list->at[i].amount)
            list->at[kept++] = list->at[i];
    list->n = kept;
}

static struct str with_sex(struct arena *a, struct str indicator, int32_t sex)
{
    struct buf b = buf_start(a);

    buf_add(&b, indicator);
    buf_z(&b, sex == 0 ? ".women" : ".men");
    return buf_str(&b);
}

/* Figures of money are made of lines, by the account map. */
static void move_post(struct keeper *k, const struct moved *m,
                      struct postings *sums)
{
    const struct booked *by = booking_find(k, m->is.event);
    struct posting p = { .entry = m->is.entry,
                         .place = m->is.place,
                         .rsp = m->is.rsp,
                         .project = m->is.project,
                         .month = m->month,
                         .amount = m->is.amount };

    if (!by || !by->indicator.n || id_none(m->is.place))
        return;
    p.amount *= by->sign;
    p.indicator = by->indicator;
    post_kept(sums, &p, m->is.cutover, true);
    if (m->is.sex == 0 || m->is.sex == 1) {
        p.indicator = with_sex(sums->arena, by->indicator, m->is.sex);
        post_kept(sums, &p, m->is.cutover, true);
    }
}

static void sums_post(struct postings *sums, struct postings *now)
{
    size_t n = 0;

    if (sums->n)
        qsort(sums->at, sums->n, sizeof *sums->at, posting_order);
    for (size_t i = 0; i < sums->n; i++) {
        if (n && !posting_order(&sums->at[n - 1], &sums->at[i]))
            sums->at[n - 1].amount += sums->at[i].amount;
        else
            sums->at[n++] = sums->at[i];
    }
    for (size_t i = 0; i < n; i++)
        if (sums->at[i].amount)
            post(now, &sums->at[i]);
}

struct book_lines books_lines(struct keeper *k, const struct kind *kind,
                              const struct facts *facts, struct postings *now)
{
    struct moves moves = moves_find(k, kind, facts, now);
    struct postings sums = { .arena = &k->one };
    struct book_lines lines = { 0 };

    for (size_t i = 0; i < moves.n; i++) {
        if (!move_book(k, &moves.at[i], &lines)) {
            remark(now, moves.at[i].is.entry, WARN, "books.no_booking", "", 0,
                   0);
            continue;
        }
        move_post(k, &moves.at[i], &sums);
    }
    lines_join(&lines);
    sums_post(&sums, now);
    return lines;
}

/* ---- what stands, and the difference --------------------------------------*/

void books_ahead(struct keeper *k, const struct kind *kind, struct id thing)
{
    struct rows r;

    if (!books_kind(k, kind))
        return;
    r = db_rows(k->db, SQL_BOOK_LINE_OF_THING);
    db_bind_id(&r, 1, thing);
    db_ahead(&r);
}

struct book_lines books_standing(struct keeper *k, struct id thing)
{
    struct rows r = db_rows(k->db, SQL_BOOK_LINE_OF_THING);
    struct book_lines list = { 0 };

    db_bind_id(&r, 1, thing);
    while (db_next(&r)) {
        struct line l = { .entry = db_id(&r, 0),
                          .event = arena_str(&k->one, db_str(&r, 1)),
                          .book = db_id(&r, 2),
                          .head = arena_str(&k->one, db_str(&r, 3)),
                          .party = db_id(&r, 4),
                          .fund = db_id(&r, 5),
                          .on = (day)db_int(&r, 6),
                          .month = (month)db_int(&r, 7),
                          .amount = db_int(&r, 8) };

        line_add(&list, &k->one, &l);
    }
    return list;
}

static int32_t head_number(struct keeper *k, struct str head)
{
    char key[HEAD_BYTES];
    bool fresh;
    int64_t *number;

    MUST(text_key(head, key, sizeof key));
    number = map_at(&k->books.head, key, &fresh);
    if (fresh)
        *number = (int64_t)k->books.head.n - 1;
    return (int32_t)*number;
}

static void balance_add(struct keeper *k, const struct line *l, int sign)
{
    struct balance_key key = { .book = l->book,
                               .fund = l->fund,
                               .head = head_number(k, l->head),
                               .month = l->month };
    bool fresh;
    struct balance *b = map_at(&k->books.balance, &key, &fresh);

    b->amount += sign * l->amount;
    b->n += sign;
}

static void line_delete(struct keeper *k, struct id thing, size_t n)
{
    struct rows r = db_rows(k->db, SQL_BOOK_LINE_DELETE);

    db_bind_id(&r, 1, thing);
    db_bind_int(&r, 2, (int64_t)n);
    db_run(&r);
}

static void line_put(struct keeper *k, struct id thing, size_t n,
                     const struct line *l)
{
    struct rows r = db_rows(k->db, SQL_BOOK_LINE_PUT);

    db_bind_id(&r, 1, thing);
    db_bind_int(&r, 2, (int64_t)n);
    db_bind_id(&r, 3, l->entry);
    db_bind_text(&r, 4, l->event);
    db_bind_id(&r, 5, l->book);
    db_bind_text(&r, 6, l->head);
    db_bind_id(&r, 7, l->party);
    db_bind_id(&r, 8, l->fund);
    db_bind_int(&r, 9, l->on);
    db_bind_int(&r, 10, l->month);
    db_bind_int(&r, 11, l->amount);
    db_run(&r);
}

void books_difference(struct keeper *k, struct id thing,
                      const struct book_lines *was,
                      const struct book_lines *now)
{
    size_t most = was->n > now->n ? was->n : now->n;

    for (size_t i = 0; i < most; i++) {
        if (i < was->n && i < now->n && !line_order(&was->at[i], &now->at[i]) &&
            was->at[i].amount == now->at[i].amount)
            continue;
        if (i < was->n) {
            line_delete(k, thing, i);
            balance_add(k, &was->at[i], -1);
        }
        if (i < now->n) {
            line_put(k, thing, i, &now->at[i]);
            balance_add(k, &now->at[i], 1);
        }
    }
}

static void key_bind(struct rows *r, struct keeper *k,
                     const struct balance_key *key)
{
    const char *head = map_key(&k->books.head, (size_t)key->head);

    db_bind_blob(r, 1, key->book.b, sizeof key->book.b);
    db_bind_text(r, 2, str_of(head));
    db_bind_blob(r, 3, key->fund.b, sizeof key->fund.b);
    db_bind_int(r, 4, key->month);
}

void books_flush(struct keeper *k)
{
    struct map *sums = &k->books.balance;

    for (size_t i = 0; i < sums->n; i++) {
        const struct balance *b = map_value(sums, i);
        struct rows r;

        if (!b->amount && !b->n)
            continue;
        r = db_rows(k->db, SQL_BOOK_BALANCE_ADD);
        key_bind(&r, k, map_key(sums, i));
        db_bind_int(&r, 5, b->amount);
        db_bind_int(&r, 6, b->n);
        db_run(&r);
    }
    for (size_t i = 0; i < sums->n; i++) {
        const struct balance *b = map_value(sums, i);
        struct rows r;

        if (b->n >= 0)
            continue;
        r = db_rows(k->db, SQL_BOOK_BALANCE_SWEEP);
        key_bind(&r, k, map_key(sums, i));
        db_run(&r);
    }
    map_clear(sums);
    map_clear(&k->books.head);
}
