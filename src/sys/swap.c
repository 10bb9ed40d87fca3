/* swap - the served side of an exchange: one message in, one message out.
 *
 * Nothing is remembered of a peer but its row; a turn, given out by us, makes
 * that what was said once cannot be said again by whoever overheard it. */
#include "sys/swap.h"

#include "log.sql.h"
#include "sys/sys.h"

enum { TURN_MS = 3600000 };

static struct str turn_give(struct swap *s, struct arena *a)
{
    struct swap_turn *t = &s->turn[s->turns++ % LEN(s->turn)];
    struct buf b = buf_start(a);

    chance_fill(t->id.b, sizeof t->id.b);
    t->at = clock_ticks();
    id_put(&b, t->id);
    return buf_str(&b);
}

static bool turn_given(const struct swap *s, struct id id)
{
    for (size_t i = 0; i < LEN(s->turn); i++)
        if (id_same(s->turn[i].id, id) &&
            clock_ticks() - s->turn[i].at < TURN_MS)
            return true;
    return false;
}

/* Inside the keeper's batch. */
static bool lines_take(void *self, const struct str *line, size_t n,
                       struct exchange_counts *c)
{
    struct swap *s = self;
    struct arena a = { 0 };

    for (size_t i = 0; i < n; i++) {
        struct findings f = findings_start(&a);
        enum kept kept = keeper_line(s->keeper, line[i], &f);

        c->kept += kept == KEPT;
        c->known += kept == KEPT_KNOWN;
        c->refused += kept == KEPT_REFUSED;
    }
    arena_free(&a);
    return true;
}

void swap_own(struct swap *s, struct db *db)
{
    s->us.db = db;
    s->us.self = s;
    s->us.take = lines_take;
}

struct reply {
    struct buf text;
};

static bool reply_put(void *self, struct str bytes)
{
    struct reply *r = self;

    if (r->text.n + bytes.n > FRAME_LARGE)
        return false;
    buf_add(&r->text, bytes);
    return true;
}

/* What it has, as far as it has said so. */
static void heard_keep(struct swap *s, struct talk *t, struct peer *p,
                       struct arena *a)
{
    struct buf b = buf_start(a);
    struct have ours;

    if (!t->heard || (!t->theirs.all && (t->now.kept || t->theirs.n)))
        return;
    if (t->theirs.all) {
        have_put(&b, &t->theirs);
    } else { /* as we have */
        have_read(s->us.db, a, &ours);
        have_put(&b, &ours);
    }
    p->heard = buf_str(&b);
    p->mark = t->mark;
    peer_heard(s->us.db, p);
}

static struct str refusal(struct arena *a, const char *why)
{
    struct buf b = buf_start(a);

    buf_char(&b, '!');
    buf_z(&b, why);
    return buf_str(&b);
}

static int64_t now(void)
{
    const struct host *h = site_host();

    return h->now(h->self);
}

struct str swap_answer(struct swap *s, struct str in, struct arena *a)
{
    struct reply reply = { .text = buf_start(a) };
    struct piece first;
    struct peer p;
    struct talk t;
    const char *why = NULL;
    size_t used;

    if (!in.n)
        return turn_give(s, a);
    if (piece_read(in, a, &first, &used, &why) == PIECE_BAD)
        return refusal(a, why);
    if (!used)
        return refusal(a, "exchange.cut");
    if (!peer_find(s->us.db, first.from, a, &p))
        return refusal(a, "exchange.stranger");
    if (!turn_given(s, first.turn))
        return refusal(a, "exchange.replayed");
    talk_start(&t, &s->us, &p, first.turn);
    talk_hear(&t, in);
    if (!t.trouble && !t.ended)
        t.trouble = "exchange.cut";
    why = t.trouble;
    heard_keep(s, &t, &p, a);
    if (!why && !talk_say(&t, false, t.theirs.all ? SWAP_FIRST : SWAP_MOST,
                          reply_put, &reply))
        why = "exchange.not_kept";
    if (!why || t.came) /* something was signed by the peer */
        peer_tried(s->us.db, &p, now(), str_of(why ? why : ""), t.sent,
                   t.sum.kept);
    talk_end(&t);
    return why ? refusal(a, why) : buf_str(&reply.text);
}
