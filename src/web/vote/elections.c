/* elections - the list of them, and how far each is. */
#include "web/vote/election.h"

#include "election.sql.h"

enum { LISTED = 40, OF_BODY = 5 };

struct listed {
    struct id id, body, place;
    day called;
};

static size_t elections_read(struct rq *rq, struct listed *out, int64_t skip,
                             bool *more)
{
    const struct kind *k = kind_find(S("election"));
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    size_t n = 0;

    buf_z(&sql, "SELECT t.entry, t.body, b.place, t.called FROM election t "
                "LEFT JOIN body b ON b.entry = t.body WHERE t.counts = 1");
    reach_kind(rq, k, &sql, 3);
    buf_z(&sql, " ORDER BY t.called DESC, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_int(&r, 1, LISTED + 1);
    db_bind_int(&r, 2, skip);
    reach_bind(rq, kind_reads(k), &r, 3);
    while (db_next(&r)) {
        if (n == LISTED) {
            *more = true;
            continue;
        }
        out[n++] = (struct listed){ db_id(&r, 0), db_id(&r, 1), db_id(&r, 2),
                                    (day)db_int(&r, 3) };
    }
    db_done(&r);
    return n;
}

static void listed_draw(struct rq *rq, const struct listed *l)
{
    struct arena_mark mark = arena_mark(rq->arena);
    struct vote *v = vote_find(rq->db, l->id, rq->today, rq->arena);
    enum vote_state state = v ? v->state : VOTE_ANNULLED;

    arena_back(rq->arena, mark);
    html(rq,
         "<li><a href=\"/election/%s\">%s</a> <span class=\"chip %s\">%s"
         "</span> <small>%s · %s</small></li>",
         id_text(rq, l->id), thing_name(rq, kind_find(S("body")), l->body),
         election_class(state), election_state(rq, state),
         day_text(rq, l->called), place_name(rq, l->place));
}

static void elections_json(struct rq *rq, const struct listed *l, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "elections");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "body", l[i].body);
        key_day(&k, "called", l[i].called);
        key_id(&k, "id", l[i].id);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Elections within reach, the last called first, and how far each is. */
PAGE(elections, GET, "/elections", RIGHT_REGISTER)
{
    struct listed *l = arena_many(rq->arena, struct listed, LISTED);
    int64_t page = rq_int(rq, "page", 1, 100000, 1);
    bool more = false;
    size_t n = elections_read(rq, l, (page - 1) * LISTED, &more);

    if (rq->json) {
        elections_json(rq, l, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.election"));
    html(rq, n ? "<ul class=\"links\">" : "<p>%s</p>", word(rq, "list.none"));
    for (size_t i = 0; i < n; i++)
        listed_draw(rq, &l[i]);
    html(rq, n ? "</ul>" : "");
    pager_draw(rq, page, more ? page + 1 : page);
    html(rq, "<p class=\"tools\"><a href=\"/result\">%s</a></p>",
         word(rq, "result.check"));
    frame_close(rq);
}

/* ---- on the page of a body ----------------------------------------------*/

void elections_card(struct rq *rq, struct id body, bool keeps)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ELECTIONS_OF);
    struct listed l[OF_BODY];
    size_t n = 0;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, OF_BODY);
    while (n < OF_BODY && db_next(&r))
        l[n++] = (struct listed){ .id = db_id(&r, 0),
                                  .called = (day)db_int(&r, 1) };
    db_done(&r);
    card_open(rq, "kinds.election");
    html(rq, n ? "<ul class=\"links\">" : "");
    for (size_t i = 0; i < n; i++) {
        struct vote *v = vote_find(rq->db, l[i].id, rq->today, rq->arena);

        if (v)
            html(rq,
                 "<li><a href=\"/election/%s\">%s</a> <span class=\"chip "
                 "%s\">%s</span></li>",
                 id_text(rq, l[i].id), day_text(rq, l[i].called),
                 election_class(v->state), election_state(rq, v->state));
    }
    html(rq, n ? "</ul>" : "");
    if (keeps)
        html(rq,
             "<p class=\"tools\"><a class=\"button\" "
             "href=\"/body/%s/election\">%s</a></p>",
             id_text(rq, body), word(rq, "election.call_form"));
    card_close(rq);
}
