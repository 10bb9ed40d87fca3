/* untrained - whom to train next: leaders in office who were never trained to
 * lead, and needs that no training answers. */
#include "learn.sql.h"
#include "web/learn/learn.h"

struct leader {
    struct id body, person;
    struct str office;
    day since;
};

static const struct reach_columns of_body = { "t.place", "t.rsp", "t.project" };

/* Her terms are those in force today; a training of any of her records counts. */
static struct rows leaders_ask(struct rq *rq, const struct within *a)
{
    struct buf s = buf_start(rq->arena);
    struct rows r;
    int next;

    buf_z(
        &s,
        "WITH learnt AS (SELECT DISTINCT coalesce(m.root, w.person) AS "
        "person FROM taught w JOIN training_kind k ON k.code = w.kind AND "
        "k.counts = 1 AND k.leaders = 1 LEFT JOIN same m ON m.person = "
        "w.person WHERE w.taught = 1 AND w.person IS NOT NULL) SELECT "
        "t.entry, h.person, h.office, h.since FROM body t JOIN term_kept h "
        "ON h.body = t.entry AND h.since <= $3 AND h.until > $3 JOIN office o "
        "ON o.code = h.office AND o.counts = 1 AND o.bearer = 1 WHERE "
        "t.counts = 1 AND h.root NOT IN (SELECT l.person FROM learnt l)");
    next = reach_where(rq, RIGHT_REGISTER, &of_body, &s, 4);
    if (!id_none(a->place))
        buf_fmt(&s,
                " AND EXISTS (SELECT 1 FROM area ar WHERE ar.place = t.place "
                "AND ar.above = $%d AND ar.since <= $3 AND ar.until > $3)",
                next);
    buf_z(&s, " ORDER BY h.since DESC, t.entry, h.office, h.person LIMIT $1 "
              "OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, WITHIN_SHOWN);
    db_bind_int(&r, 2, (a->page - 1) * WITHIN_SHOWN);
    db_bind_int(&r, 3, rq->today);
    next = reach_bind(rq, RIGHT_REGISTER, &r, 4);
    if (!id_none(a->place))
        db_bind_id(&r, next, a->place);
    return r;
}

static size_t leaders_read(struct rq *rq, const struct within *a,
                           struct leader *out)
{
    struct rows r = leaders_ask(rq, a);
    size_t n = 0;

    while (n < WITHIN_SHOWN && db_next(&r))
        out[n++] = (struct leader){ .body = db_id(&r, 0),
                                    .person = db_id(&r, 1),
                                    .office = arena_str(rq->arena,
                                                        db_str(&r, 2)),
                                    .since = day_in(&r, 3) };
    db_done(&r);
    return n;
}

static void leaders_card(struct rq *rq, const struct leader *x, size_t n)
{
    card_open(rq, "training.leaders_untrained");
    if (n)
        listing_open(rq, "field.person field.office field.body field.since");
    else
        html(rq, "<p>%s</p>", word(rq, "training.all_trained"));
    for (size_t i = 0; i < n; i++) {
        html(rq, "<tr><th scope=\"row\">");
        thing_link(rq, "person", x[i].person);
        html(rq, "</th><td>%s</td><td>",
             learn_title(rq, "office", x[i].office));
        thing_link(rq, "body", x[i].body);
        html(rq, "</td><td>%s</td></tr>", day_text(rq, x[i].since));
    }
    if (n)
        listing_close(rq);
    card_close(rq);
}

/* Assessments that no training names, the oldest first. */
static void needs_card(struct rq *rq, const struct within *a)
{
    const struct kind *k = kind_find(S("training_need"));
    struct buf s = buf_start(rq->arena);
    struct rows r;
    bool any = false;

    buf_z(&s, "SELECT t.entry, t.held, t.body, t.place, (SELECT x.topic FROM "
              "training_need_topics x WHERE x.entry = t.entry ORDER BY x.n "
              "LIMIT 1) AS topic FROM training_need t WHERE t.counts = 1 AND "
              "NOT EXISTS (SELECT 1 FROM training g WHERE g.need = t.entry "
              "AND g.counts = 1)");
    within_where(rq, k, a, &s, 1);
    buf_z(&s, " ORDER BY t.held, t.entry LIMIT 50");
    r = db_text_rows(rq->db, buf_str(&s));
    within_bind(rq, k, a, &r, 1);
    for (; db_next(&r); any = true) {
        if (!any) {
            card_open(rq, "training.needs_open");
            html(rq, "<ul class=\"links\">");
        }
        html(rq, "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a> <small>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 4)));
        if (db_null(&r, 2))
            html(rq, "%s", place_name(rq, db_id(&r, 3)));
        else
            html(rq, "%s", thing_name(rq, kind_find(S("body")), db_id(&r, 2)));
        html(rq, " · %s</small> <a href=\"/new/training?need=%s\">%s</a></li>",
             day_text(rq, day_in(&r, 1)), id_text(rq, db_id(&r, 0)),
             word(rq, "training.add"));
    }
    db_done(&r);
    if (any) {
        html(rq, "</ul>");
        card_close(rq);
    }
}

static void list_json(struct rq *rq, const struct leader *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "leaders");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "body", x[i].body);
        key_text(&k, "office", x[i].office);
        key_id(&k, "person", x[i].person);
        key_day(&k, "since", x[i].since);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Whom to train next: who holds an office today and was never trained to lead,
 * the newest terms first; and assessed needs that no training answers yet. */
PAGE(untrained, GET, "/trainings/untrained", RIGHT_REGISTER)
{
    struct leader *x = arena_many(rq->arena, struct leader, WITHIN_SHOWN);
    struct within a;
    size_t n;

    if (!within_read(rq, WITHIN_PLACE, &a))
        return;
    n = leaders_read(rq, &a, x);
    if (rq->json) {
        list_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "training.next"));
    within_filter(rq, &a,
                  &(struct within_steps){ "learn.which", "learn.step", "" });
    leaders_card(rq, x, n);
    within_pager(rq, &a, n);
    needs_card(rq, &a);
    frame_close(rq);
}
