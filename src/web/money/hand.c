/* hand - who holds how much of others' cash, since when. */
#include <stdlib.h>
#include <string.h>

#include "core/leaf.h"
#include "leaves.sql.h"
#include "log.sql.h"
#include "web/money/slip.h"

enum { HOLDERS_MOST = 500, MOVES_MOST = 20000, BODIES_MOST = 5000 };

struct holder {
    struct id book, party;
    int whose; /* 0 a body, 1 an RSP */
    paisa amount;
    day since;
    int64_t days, limit; /* limit: INT_NONE: none */
};
struct holders {
    struct holder at[HOLDERS_MOST];
    size_t n;
    bool more;
};

/* ---- whose cash ---------------------------------------------------------*/

static size_t books_of_bodies(struct rq *rq, struct id *out)
{
    const struct kind *k = kind_find(S("body"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&sql, "SELECT t.entry FROM body t WHERE t.counts = 1 AND EXISTS "
                "(SELECT 1 FROM book_line l WHERE l.book = t.entry AND l.head "
                "= 'hand')");
    reach_kind(rq, k, &sql, 2);
    buf_z(&sql, " ORDER BY t.entry LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, BODIES_MOST);
    reach_bind(rq, kind_reads(k), &r, 2);
    while (db_next(&r))
        out[n++] = db_id(&r, 0);
    db_done(&r);
    return n;
}

static size_t books_of_rsps(struct rq *rq, struct id *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HAND_RSPS);
    size_t n = 0, kept = 0;

    while (db_next(&r) && n < BODIES_MOST)
        out[n++] = db_id(&r, 0);
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        struct scope scope = { .rsp = out[i] };

        if (rq_may_in(rq, RIGHT_REGISTER, &scope))
            out[kept++] = out[i];
    }
    return kept;
}

/* ---- since when ---------------------------------------------------------*/

/* In order of days; the newest MOVES_MOST are enough. */
static day since_when(struct rq *rq, const struct holder *h)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HAND_MOVES);
    struct arena a = { 0 };
    struct hand_move *move = arena_many(&a, struct hand_move, MOVES_MOST);
    size_t n = 0;
    day since;

    db_bind_id(&r, 1, h->party);
    db_bind_id(&r, 2, h->book);
    while (db_next(&r)) {
        if (n == MOVES_MOST) { /* the older half as one */
            for (size_t i = 1; i <= MOVES_MOST / 2; i++)
                move[0].amount += move[i].amount;
            memmove(&move[1], &move[MOVES_MOST / 2 + 1],
                    (MOVES_MOST / 2 - 1) * sizeof *move);
            n = MOVES_MOST / 2;
        }
        move[n++] = (struct hand_move){ (day)db_int(&r, 0), db_int(&r, 1) };
    }
    db_done(&r);
    since = hand_since(move, n);
    arena_free(&a);
    return since;
}

struct limit {
    int64_t days;
    paisa least;
};

static struct limit limit_on(struct rq *rq, int whose)
{
    struct limit l = { INT_NONE, 0 };
    struct rows r = db_rows(rq->db, SQL_WEB_HAND_LIMIT);

    db_bind_int(&r, 1, whose);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r))
        l = (struct limit){ db_int(&r, 0), db_null(&r, 1) ? 0 : db_int(&r, 1) };
    db_done(&r);
    return l;
}

/* Cash in hand for more days than may be; or less than nothing. */
static struct findings hand_found(struct rq *rq, const struct holder *h)
{
    struct findings f = findings_start(rq->arena);

    if (h->amount < 0)
        tell(&f, WARN, "hand.below_nothing", "");
    if (h->limit != INT_NONE && h->days > h->limit)
        tell_ab(&f, WARN, "hand.too_long", "", h->days, h->limit);
    return f;
}

static void holders_of(struct rq *rq, struct id book, int whose,
                       const struct limit *limit, struct holders *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_HAND_HELD);
    size_t first = out->n;

    db_bind_id(&r, 1, book);
    while (db_next(&r)) {
        if (out->n == HOLDERS_MOST) {
            out->more = true;
            continue;
        }
        out->at[out->n++] = (struct holder){ .book = book,
                                             .party = db_id(&r, 0),
                                             .whose = whose,
                                             .amount = db_int(&r, 1),
                                             .limit = INT_NONE };
    }
    db_done(&r);
    for (size_t i = first; i < out->n; i++) {
        struct holder *h = &out->at[i];

        h->since = since_when(rq, h);
        h->days = h->since == DAY_NONE ? 0 : rq->today - h->since;
        if (h->amount >= limit->least)
            h->limit = limit->days;
    }
}

static int longest_first(const void *a, const void *b)
{
    const struct holder *x = a, *y = b;

    if (x->since != y->since)
        return x->since < y->since ? -1 : 1;
    if (!id_same(x->book, y->book))
        return id_order(x->book, y->book);
    return id_order(x->party, y->party);
}

static void holders_read(struct rq *rq, struct holders *out)
{
    struct id *book = arena_many(rq->arena, struct id, BODIES_MOST);

    for (int whose = 0; whose < 2; whose++) {
        struct limit limit = limit_on(rq, whose);
        size_t n = (whose ? books_of_rsps : books_of_bodies)(rq, book);

        for (size_t i = 0; i < n; i++)
            holders_of(rq, book[i], whose, &limit, out);
    }
    if (out->n)
        qsort(out->at, out->n, sizeof *out->at, longest_first);
}

/* ---- drawing ------------------------------------------------------------*/

static const struct kind *book_kind(const struct holder *h)
{
    return kind_find(h->whose ? S("rsp") : S("body"));
}

/* A person, or one of the staff. */
static const struct kind *party_kind(struct rq *rq, struct id party)
{
    struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
    const struct kind *k = NULL;

    db_bind_id(&r, 1, party);
    if (db_next(&r))
        k = kind_find(db_str(&r, 0));
    db_done(&r);
    return k ? k : kind_find(S("person"));
}

static void holder_card(struct rq *rq, const struct holder *h)
{
    const struct kind *k = book_kind(h), *party = party_kind(rq, h->party);
    struct findings f = hand_found(rq, h);

    html(rq,
         "<section class=\"card\"><h2><a href=\"%s\"><bdi>%s</bdi></a></h2>"
         "<p><b>%s %s</b>",
         thing_path(rq, party, h->party), thing_name(rq, party, h->party),
         word(rq, "slip.rs"), slip_rupees(rq, h->amount));
    if (h->since != DAY_NONE)
        html(rq, " · %s %s · %s %lld", word(rq, "hand.since"),
             day_text(rq, h->since), word(rq, "hand.days"), (long long)h->days);
    html(rq, "</p><p>%s: <a href=\"%s\">%s</a></p>", word(rq, "hand.book"),
         thing_path(rq, k, h->book), thing_name(rq, k, h->book));
    for (size_t i = 0; i < f.n; i++)
        finding_draw(rq, &f.at[i]);
    if (rq_writes(rq, kind_find(S("banking"))))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/new/banking?book="
             "%s&amp;%s=%s\">%s</a></p>",
             id_text(rq, h->book),
             str_same(str_of(party->name), S("staff")) ? "staff" : "taker",
             id_text(rq, h->party), word(rq, "hand.bank"));
    html(rq, "</section>");
}

static void hand_json(struct rq *rq, const struct holders *all)
{
    struct keys k = keys_open(rq);

    key_list(&k, "hands");
    for (size_t i = 0; i < all->n; i++) {
        const struct holder *h = &all->at[i];
        struct keys one = key_item(rq, i);

        key_int(&one, "amount", h->amount);
        key_id(&one, "book", h->book);
        key_int(&one, "days", h->days);
        key_int(&one, "late", h->limit != INT_NONE && h->days > h->limit);
        key_id(&one, "party", h->party);
        key_day(&one, "since", h->since);
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Who holds how much of others' cash, and since when: cash that was collected
 * for a body or an RSP and lies in no box and no bank. The longest first. */
PAGE(hand, GET, "/hand", RIGHT_REGISTER)
{
    struct holders *all = arena_new(rq->arena, struct holders);

    *all = (struct holders){ .n = 0 };
    holders_read(rq, all);
    if (rq->json) {
        hand_json(rq, all);
        return;
    }
    frame_open(rq, word(rq, "hand.title"));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "hand.lead"));
    if (!all->n)
        html(rq, "<p>%s</p>", word(rq, "hand.none"));
    if (all->more)
        html(rq, "<p class=\"note warn\">%s</p>", word(rq, "leaves.more"));
    html(rq, "<div class=\"cards\">");
    for (size_t i = 0; i < all->n; i++)
        holder_card(rq, &all->at[i]);
    html(rq, "</div>");
    frame_close(rq);
}
