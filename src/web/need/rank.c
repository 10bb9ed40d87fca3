/* rank - what the pages of rankings, gates and choices of needs share. */
#include "web/need/rank.h"
#include "web/need/need.h"

#include "core/need_fact.h"
#include "rank.sql.h"

size_t open_needs(struct rq *rq, struct id body, struct open_need **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RANK_NEEDS);
    size_t n = 0;

    *out = arena_many(rq->arena, struct open_need, RANK_NEEDS);
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r) && n < RANK_NEEDS)
        (*out)[n++] =
            (struct open_need){ .need = db_id(&r, 0),
                                .title = arena_str(rq->arena, db_str(&r, 1)),
                                .number = arena_str(rq->arena, db_str(&r, 2)),
                                .body = db_id(&r, 3),
                                .sector = int_in(&r, 4),
                                .households = int_in(&r, 5),
                                .poorest = int_in(&r, 6),
                                .women = int_in(&r, 7),
                                .men = int_in(&r, 8),
                                .cost = int_in(&r, 9),
                                .women_first = db_int(&r, 10) == 1,
                                .leaf = db_int(&r, 11) == 1,
                                .state = db_int(&r, 12) };
    db_done(&r);
    return n;
}

static void fill(int64_t *own, int64_t sum)
{
    if (*own == INT_NONE)
        *own = sum;
}

void open_needs_sum(struct rq *rq, struct open_need *need, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct open_need *o = &need[i];
        struct need_sum s;

        if (o->leaf || !need_sum(rq, o->need, &s))
            continue;
        fill(&o->cost, s.cost);
        fill(&o->households, s.households);
        fill(&o->poorest, s.poorest);
        fill(&o->women, s.women);
        fill(&o->men, s.men);
    }
}

void open_needs_json(struct rq *rq, const struct open_need *need, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "needs");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "cost", need[i].cost);
        key_int(&k, "households", need[i].households);
        key_id(&k, "need", need[i].need);
        key_text(&k, "title", need[i].title);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

bool rank_body(struct rq *rq, struct id *body)
{
    const struct kind *k = kind_find(S("body"));
    struct str said = rq_part(rq, "body");

    if (!said.n)
        said = rq_arg(rq, "body");
    if (!id_read(said, body) || id_none(*body) ||
        !row_find(rq->db, k, *body, rq->arena,
                  arena_take(rq->arena, k->bytes))) {
        not_here(rq);
        return false;
    }
    if (!rq_sees(rq, k, *body))
        return false;
    if (!register_may(rq, RIGHT_KEEP, k, *body)) {
        refuse(rq, 403, "refuse.right");
        return false;
    }
    return true;
}

const char *rank_choice(struct rq *rq, const char *choices, int64_t at)
{
    return at < 0 ? "" : word_of(rq, "choice", choice_name(choices, (int)at));
}

void rank_number(struct rq *rq, int64_t n)
{
    html(rq, "<td class=\"n\">%s</td>",
         n == INT_NONE ? "" : number_text(rq, n, 0));
}

void ranked_card(struct rq *rq, struct id need)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RANKED);
    bool any = false;

    db_bind_id(&r, 1, need);
    while (db_next(&r)) {
        if (!any) {
            card_open(rq, "rank.stands_in");
            html(rq, "<ul class=\"links\">");
        }
        any = true;
        html(rq,
             "<li><a href=\"/ranking/%s\">%s %s %s %s</a> <small>%s · %s · ",
             id_text(rq, db_id(&r, 0)), word(rq, "field.place"),
             number_text(rq, db_null(&r, 3) ? 0 : db_int(&r, 3), 0),
             word(rq, "rank.of"), number_text(rq, db_int(&r, 5), 0),
             day_text(rq, (day)db_int(&r, 1)),
             rank_choice(rq, PRIORITY_METHODS, db_int(&r, 2)));
        thing_link(rq, "body", db_id(&r, 4));
        html(rq, "</small></li>");
    }
    db_done(&r);
    if (!any)
        return;
    html(rq, "</ul>");
    card_close(rq);
}
