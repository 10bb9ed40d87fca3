/* talk - one exchange with one peer: what it says is taken, piece by piece. */
#include <string.h>

#include "log/exchange.h"
#include "log/inside.h"

enum { WANTS_MOST = 1 << 18 }; /* that are listened to in one message */

void talk_start(struct talk *t, const struct exchange_site *us,
                const struct peer *p, struct id turn)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    *t = (struct talk){ .us = us, .peer = p, .turn = turn };
    buf_hex(&b, us->key, sizeof us->key);
    t->device = id_named(S("device"), buf_str(&b));
    arena_free(&a);
}

void talk_turn(struct talk *t)
{
    arena_free(&t->arena);
    t->came = t->mark = t->said_kept = 0;
    t->heard = t->ended = false;
    t->theirs = (struct have){ .n = 0 };
    t->have_room = t->wants = t->want_room = 0;
    t->from = t->stopped = (struct exchange_place){ .seq = 0 };
    t->now = (struct exchange_counts){ 0 };
}

void talk_end(struct talk *t)
{
    arena_free(&t->arena);
}

static bool troubled(struct talk *t, const char *why)
{
    if (!t->trouble)
        t->trouble = why;
    return false;
}

/* ---- have ---------------------------------------------------------------*/

static bool place_take(const struct json *j, struct exchange_place *out)
{
    const struct json *seq, *hash;

    if (!j)
        return true;
    if (j->type != JSON_LIST || j->n != 3)
        return false;
    seq = json_next(j + 1);
    hash = json_next(seq);
    return j[1].type == JSON_TEXT && id_read(j[1].raw, &out->device) &&
           json_int(seq, &out->seq) && out->seq >= 0 &&
           hash->type == JSON_TEXT && hash_read(hash->raw, &out->hash);
}

/* More devices, after those that came before. */
static bool devices_take(struct talk *t, const struct json *list)
{
    struct have more;

    if (!have_take(list, &t->arena, &more) ||
        t->theirs.n + more.n > HAVE_DEVICES ||
        (more.n && t->theirs.n &&
         id_order(t->theirs.at[t->theirs.n - 1].device, more.at[0].device) >=
             0))
        return false;
    if (!t->theirs.n) {
        t->theirs.at = more.at;
    } else if (more.n) {
        struct have_of *at = arena_many(&t->arena, struct have_of,
                                        t->theirs.n + more.n);

        memcpy(at, t->theirs.at, t->theirs.n * sizeof *at);
        memcpy(at + t->theirs.n, more.at, more.n * sizeof *at);
        t->theirs.at = at;
    }
    t->theirs.n += more.n;
    return true;
}

static bool have_came(struct talk *t, struct str plain)
{
    struct str own = arena_str(&t->arena, plain);
    const struct json *j, *m;
    size_t at;

    j = json_read(own, &t->arena, &at);
    if (!j || j->type != JSON_OBJECT)
        return false;
    m = json_member(j, "got");
    if (m && (m->type != JSON_TEXT || !hash_read(m->raw, &t->asking)))
        return false;
    m = json_member(j, "all");
    if (!t->heard) {
        t->theirs.all = m && m->type == JSON_TRUE;
        if (!json_int(json_member(j, "kept"), &t->said_kept) ||
            !json_int(json_member(j, "mark"), &t->mark) ||
            !place_take(json_member(j, "from"), &t->from) ||
            !place_take(json_member(j, "next"), &t->stopped))
            return false;
    }
    t->heard = true;
    return devices_take(t, json_member(j, "of"));
}

/* ---- lines, parts, wants -------------------------------------------------*/

static bool lines_came(struct talk *t, struct str plain, struct arena *a)
{
    struct exchange_counts c = { 0 };
    struct str rest = plain, *line;
    size_t n = 0;

    while (rest.n) {
        str_cut(&rest, '\n');
        n++;
    }
    line = arena_many(a, struct str, n + 1);
    rest = plain;
    for (size_t i = 0; i < n; i++)
        line[i] = str_cut(&rest, '\n');
    if (!t->us->take(t->us->self, line, n, &c))
        return troubled(t, "exchange.not_kept");
    t->now.kept += c.kept;
    t->now.known += c.known;
    t->now.refused += c.refused;
    t->sum.kept += c.kept;
    t->sum.known += c.known;
    t->sum.refused += c.refused;
    return true;
}

static bool wants_came(struct talk *t, struct str plain)
{
    size_t n = plain.n / sizeof(struct hash);

    if (plain.n % sizeof(struct hash) || t->wants + n > WANTS_MOST)
        return false;
    if (t->wants + n > t->want_room) {
        struct hash *at = arena_many(&t->arena, struct hash,
                                     t->want_room = 2 * t->want_room + n);

        if (t->wants)
            memcpy(at, t->want, t->wants * sizeof *at);
        t->want = at;
    }
    if (n)
        memcpy(t->want + t->wants, plain.p, plain.n);
    t->wants += n;
    return true;
}

/* ---- a piece ------------------------------------------------------------*/

/* In this turn, and in its order? */
static bool piece_next(struct talk *t, const struct piece *p)
{
    if (!id_none(t->turn) && !id_same(p->turn, t->turn))
        return troubled(t, "exchange.replayed");
    if (p->n != t->came + 1 || t->ended)
        return troubled(t, "exchange.order");
    return true;
}

static bool piece_came(struct talk *t, const struct piece *p, struct arena *a)
{
    struct str plain;
    const char *why;
    bool good = true;

    if (!id_same(p->to, t->device))
        return troubled(t, "exchange.not_for_us");
    if (!id_same(p->from, t->peer->device))
        return troubled(t, "exchange.stranger");
    if (!piece_open(p, t->us->host, t->peer->key, a, &plain, &why))
        return troubled(t, why);
    if (!piece_next(t, p))
        return false;
    t->turn = p->turn;
    t->came = p->n;
    switch (p->kind) {
    case PIECE_HAVE: good = have_came(t, plain); break;
    case PIECE_LINES:
    case PIECE_PARTS: return lines_came(t, plain, a);
    case PIECE_WANT: good = wants_came(t, plain); break;
    case PIECE_END: t->ended = true; break;
    }
    return good || troubled(t, "exchange.not_a_piece");
}

size_t talk_hear(struct talk *t, struct str in)
{
    size_t used = 0;
    bool on = true;

    while (on && !t->trouble && used < in.n) {
        struct arena a = { 0 };
        struct piece p;
        const char *why;
        size_t n;

        switch (piece_read(str_from(in, used), &a, &p, &n, &why)) {
        case PIECE_WHOLE:
            if (piece_came(t, &p, &a))
                used += n;
            break;
        case PIECE_SHORT: on = false; break;
        case PIECE_BAD: troubled(t, why); break;
        }
        arena_free(&a);
    }
    return used;
}

/* The first message only asks. After that, as long as either side kept
 * something of the last one, asks for parts, or has not come round. */
bool talk_goes_on(const struct talk *t)
{
    if (t->trouble || !t->ended || !t->heard)
        return false;
    if (t->said < 2)
        return t->theirs.n || t->now.kept || t->wants || t->asks;
    return t->now.kept || t->said_kept || t->wants || t->asks ||
           !id_none(t->stopped.device) || !id_none(t->next.device);
}
