/* savings_all - the savings of all bodies within reach, each in a row. */
#include "web/saving/saving.h"

enum { SORTS = 4, LISTED = 50 };

static struct rows all_ask(struct rq *rq, struct str words, int64_t page)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    static const char *const head[SORTS] = {
        "saving_regular", "saving_voluntary", "saving_special", "saving_shared"
    };
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s, "SELECT t.entry, t.name, t.name_ur, t.name_sd");
    for (int i = 0; i < SORTS; i++)
        buf_fmt(&s,
                ", (SELECT CAST(-sum(x.amount) AS BIGINT) FROM book_balance x "
                "WHERE x.book = t.entry AND x.head = '%s') AS sort%d",
                head[i], i);
    buf_z(&s, " FROM body t WHERE t.counts = 1 AND (CAST($3 AS TEXT) = '' OR "
              "lower(t.name) LIKE $4 ESCAPE '!') AND EXISTS (SELECT 1 FROM "
              "book_balance z WHERE z.book = t.entry AND z.head IN (");
    for (int i = 0; i < SORTS; i++)
        buf_fmt(&s, i ? ", '%s'" : "'%s'", head[i]);
    buf_z(&s, "))");
    reach_where(rq, RIGHT_REGISTER, &own, &s, 5);
    buf_z(&s, " ORDER BY t.name, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, LISTED + 1);
    db_bind_int(&r, 2, (page - 1) * LISTED);
    db_bind_text(&r, 3, words);
    db_bind_text(&r, 4, thing_pattern(rq, words, "%", "%"));
    reach_bind(rq, RIGHT_REGISTER, &r, 5);
    return r;
}

static paisa sort_of(struct rows *r, int i)
{
    return db_null(r, 4 + i) ? 0 : db_int(r, 4 + i);
}

static void all_json(struct rq *rq, struct rows *r)
{
    static const char *const key[SORTS] = { "regular", "voluntary", "special",
                                            "shared" };
    struct keys k = keys_open(rq);

    key_list(&k, "bodies");
    for (size_t n = 0; n < LISTED && db_next(r); n++) {
        struct keys one = key_item(rq, n);

        key_id(&one, "body", db_id(r, 0));
        key_text(&one, "name", db_str(r, 1));
        for (int i = 0; i < SORTS; i++)
            key_int(&one, key[i], sort_of(r, i));
        keys_close(&one);
    }
    key_list_end(&k);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

static void all_draw(struct rq *rq, struct rows *r, int64_t page)
{
    size_t n = 0;

    listing_open(rq, "kind.body n:saving.title n:field.regular "
                     "n:field.voluntary n:field.special n:saving.shared");
    for (; n < LISTED && db_next(r); n++) {
        struct str name = db_str(r, 1 + (int)rq->lang);
        paisa all = 0;

        for (int i = 0; i < SORTS; i++)
            all += sort_of(r, i);
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/savings/%s\">%s</a></th><td "
             "class=\"n\"><b>%s</b></td>",
             id_text(rq, db_id(r, 0)), zstr(rq, name.n ? name : db_str(r, 1)),
             saving_rupees(rq, all));
        for (int i = 0; i < SORTS; i++)
            html(rq, "<td class=\"n\">%s</td>",
                 saving_rupees(rq, sort_of(r, i)));
        html(rq, "</tr>");
    }
    listing_close(rq);
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    pager_draw(rq, page, n == LISTED && db_next(r) ? page + 1 : page);
}

/* What members of each body within reach hold with it, as its books say. Type a
 * part of a name to find one. */
PAGE(savings_all, GET, "/savings", RIGHT_REGISTER)
{
    int64_t page = rq_int(rq, "page", 1, 100000, 1);
    struct str words = str_trim(rq_arg(rq, "q"));
    struct rows r = all_ask(rq, words, page);

    if (rq->json) {
        all_json(rq, &r);
        db_done(&r);
        return;
    }
    frame_open(rq, word(rq, "saving.title"));
    html(rq,
         "<form class=\"filter\" method=\"get\"><label>%s<input name=\"q\" "
         "value=\"%s\"></label><button class=\"main\">%s</button></form>",
         word(rq, "field.name"), zstr(rq, words), word(rq, "ask.go"));
    all_draw(rq, &r, page);
    db_done(&r);
    frame_close(rq);
}
