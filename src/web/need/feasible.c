/* feasible - the gates of a need: what is asked at each, what was found, what
 * would change it; and how many stand for all needs of a body. */
#include <stdlib.h>

#include "rank.sql.h"
#include "web/batch.h"
#include "web/need/feasible.h"
#include "web/poverty/survey.h"

/* ---- what is asked ------------------------------------------------------*/

enum { GATE_ROWS = 400 };

struct gates gates_read(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_GATE_RULES);
    struct gates g = { .n = 0 };

    g.rule = arena_many(rq->arena, struct feasible_rule, GATE_ROWS);
    g.title = arena_many(rq->arena, struct str, GATE_ROWS);
    while (db_next(&r) && g.n < GATE_ROWS) {
        int col = 5 + (int)rq->lang;

        g.rule[g.n] = (struct feasible_rule){ (int32_t)db_int(&r, 0) - 1,
                                              (int32_t)db_int(&r, 1),
                                              db_int(&r, 2) == 1, day_in(&r, 3),
                                              day_in(&r, 4) };
        if (!db_str(&r, col).n)
            col = 5;
        g.title[g.n++] = arena_str(rq->arena, db_str(&r, col));
    }
    db_done(&r);
    return g;
}

const char *gate_name(struct rq *rq, int gate)
{
    return rank_choice(rq, FEASIBLE_GATE_NAMES, gate);
}

struct str gate_asks(const struct gates *g, int32_t sector, int gate, day on)
{
    size_t best = g->n;

    for (size_t i = 0; i < g->n; i++) {
        const struct feasible_rule *r = &g->rule[i];

        if (r->gate != gate || (r->sector != sector && r->sector >= 0) ||
            (r->since != DAY_NONE && r->since > on) ||
            (r->until != DAY_NONE && r->until < on))
            continue;
        if (best == g->n || r->sector > g->rule[best].sector ||
            (r->sector == g->rule[best].sector &&
             r->since > g->rule[best].since))
            best = i;
    }
    return best == g->n ? S("") : g->title[best];
}

/* ---- of all needs of a body ---------------------------------------------*/

static int need_order(const void *p, const void *q)
{
    return id_order(((const struct open_need *)p)->need,
                    ((const struct open_need *)q)->need);
}

static struct feasible_said *said_row(const struct rows *r,
                                      struct feasible_said *out)
{
    *out = (struct feasible_said){ .entry = db_id(r, 1),
                                   .gate = (int32_t)db_int(r, 2),
                                   .result = (int32_t)db_int(r, 3),
                                   .held = (day)db_int(r, 4) };
    return out;
}

void feasible_all(struct rq *rq, struct id body, struct open_need *need,
                  size_t n)
{
    struct gates g = gates_read(rq);
    struct rows r = db_rows(rq->db, SQL_WEB_RANK_SAID);
    struct feasible_said *said = arena_many(rq->arena, struct feasible_said,
                                            GATE_ROWS);
    bool more;
    size_t i = 0, of = 0;

    if (n)
        qsort(need, n, sizeof *need, need_order);
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    more = db_next(&r);
    for (; i < n; i++) {
        for (of = 0; more && id_order(db_id(&r, 0), need[i].need) <= 0;
             more = db_next(&r))
            if (id_same(db_id(&r, 0), need[i].need) && of < GATE_ROWS)
                said_row(&r, &said[of++]);
        need[i].feasible = feasible_of(feasible_needed(g.rule, g.n,
                                                       (int32_t)need[i].sector,
                                                       rq->today),
                                       said, of);
    }
    db_done(&r);
}

void feasible_chip(struct rq *rq, enum feasible_end end)
{
    static const char *const class[] = { "chip good", "chip stop", "chip warn",
                                         "chip" };

    html(rq, "<span class=\"%s\">%s</span>", class[end],
         word_of(rq, "feasible.end", choice_name(FEASIBLE_ENDS, (int)end)));
}

/* ---- of one -------------------------------------------------------------*/

void gate_page_read(struct rq *rq, struct gate_page *p, struct id need)
{
    const struct kind *k = kind_find(S("need"));
    void *record = arena_take(rq->arena, k->bytes);
    struct rows r = db_rows(rq->db, SQL_WEB_GATE_SAID);

    p->id = need;
    p->gates = gates_read(rq);
    p->sector = row_find(rq->db, k, need, rq->arena, record) ?
                    said_choice(k, record, "sector") :
                    -1;
    p->body = said_id(k, record, "body");
    p->title = said_text(k, record, "title");
    p->said = arena_many(rq->arena, struct feasible_said, GATE_ROWS);
    p->found_at = arena_many(rq->arena, struct gate_found, GATE_ROWS);
    db_bind_id(&r, 1, need);
    while (db_next(&r) && p->n < GATE_ROWS) {
        p->found_at[p->n] = (struct gate_found){
            .note = arena_str(rq->arena, db_str(&r, 4)),
            .change = arena_str(rq->arena, db_str(&r, 5)),
            .staff = db_null(&r, 6) ? ID_NONE : db_id(&r, 6),
            .person = db_null(&r, 7) ? ID_NONE : db_id(&r, 7),
            .resolution = db_null(&r, 8) ? ID_NONE : db_id(&r, 8)
        };
        p->said[p->n] = (struct feasible_said){ db_id(&r, 0),
                                                (int32_t)db_int(&r, 1),
                                                (int32_t)db_int(&r, 2),
                                                (day)db_int(&r, 3) };
        p->n++;
    }
    db_done(&r);
    p->stands = feasible_of(feasible_needed(p->gates.rule, p->gates.n,
                                            p->sector, rq->today),
                            p->said, p->n);
}

const struct gate_found *gate_found(const struct gate_page *p, int gate)
{
    const struct feasible_said *last = p->stands.last[gate];

    return last ? &p->found_at[last - p->said] : NULL;
}

void feasible_card(struct rq *rq, struct id need, bool keeps)
{
    struct gate_page *p = arena_new(rq->arena, struct gate_page);

    gate_page_read(rq, p, need);
    card_open(rq, "feasible.title");
    html(rq, "<p>");
    feasible_chip(rq, p->stands.end);
    html(rq, "</p>");
    for (int gate = 0; gate < FEASIBLE_GATES; gate++) {
        const struct gate_found *f = gate_found(p, gate);

        if (!f || p->stands.last[gate]->result == FEASIBLE_PASS)
            continue;
        html(rq, "<p><b>%s</b>: %s<br><bdi>%s</bdi>", gate_name(rq, gate),
             rank_choice(rq, FEASIBLE_RESULTS, p->stands.last[gate]->result),
             zstr(rq, f->note));
        if (f->change.n)
            html(rq, "<br><small>%s: <bdi>%s</bdi></small>",
                 word(rq, "field.would_change"), zstr(rq, f->change));
        html(rq, "</p>");
    }
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/need/%s/gates\">%s"
         "</a></p>",
         id_text(rq, need),
         word(rq, keeps ? "feasible.look" : "feasible.gates"));
    card_close(rq);
}
