/* shared - what the lists and pages of livelihood have in common. */
#include "web/live/live.h"

struct rows live_rows(struct rq *rq, const struct kind *k,
                      const struct within *w, struct buf *sql, const char *tail,
                      bool limit)
{
    int first = limit ? 3 : 1;
    struct rows r;

    within_where(rq, k, w, sql, first);
    buf_z(sql, tail);
    r = db_text_rows(rq->db, buf_str(sql));
    if (limit) {
        db_bind_int(&r, 1, WITHIN_SHOWN);
        db_bind_int(&r, 2, (w->page - 1) * WITHIN_SHOWN);
    }
    within_bind(rq, k, w, &r, first);
    return r;
}

/* ---- drawing ------------------------------------------------------------*/

void live_new(struct rq *rq, const char *kind, const char *word_key, bool main)
{
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"%s\" href=\"/new/%s\">%s</a>",
             main ? "button main" : "button", kind, word(rq, word_key));
}

struct keys live_keys(struct rq *rq, const struct kind *k, const void *record,
                      struct id id)
{
    struct keys keys = keys_open(rq);

    key_id(&keys, "id", id);
    key_any(&keys, "record");
    buf_add(&rq->body, record_open(k, record, rq->arena));
    return keys;
}

const char *share_text(struct rq *rq, int64_t part, int64_t of)
{
    struct buf b = buf_start(rq->arena);
    bool said;
    int64_t percent = ratio_percent(part, of, &said);

    if (!said || part == INT_NONE)
        return "";
    buf_z(&b, number_text(rq, percent, 2));
    buf_z(&b, " %");
    return zstr(rq, buf_str(&b));
}

void due_chip(struct rq *rq, const char *text, day due)
{
    html(rq, "<span class=\"%s\">%s %s</span>",
         due < rq->today ? "chip stop" : "chip", text, day_text(rq, due));
}

void number_cell(struct rq *rq, int64_t n)
{
    html(rq, "<td class=\"n\">%s</td>",
         n == INT_NONE ? "" : number_text(rq, n, 0));
}

void rupees_cell(struct rq *rq, paisa n)
{
    html(rq, "<td class=\"n\">%s</td>", rupees(rq, n));
}
