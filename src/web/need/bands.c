/* bands - whom a need or a plan serves by band of poverty, on its page. */
#include "core/card.h"
#include "need.sql.h"
#include "web/need/need.h"

static struct need_bands bands_named(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BANDS_NAMED);
    struct need_bands b = { .n = 0 };

    db_bind_int(&r, 1, rq->today);
    while (db_next(&r) && b.n < NEED_BANDS) {
        b.code[b.n] = arena_str(rq->arena, db_str(&r, 0));
        b.title[b.n++] = arena_str(rq->arena,
                                   own_text(rq->lang, db_str(&r, 1),
                                            db_str(&r, 2), db_str(&r, 3)));
    }
    db_done(&r);
    return b;
}

static struct need_bands bands_read(struct rq *rq, int sql, struct id of)
{
    struct need_bands b = bands_named(rq);
    struct rows r = db_rows(rq->db, sql);

    db_bind_id(&r, 1, of);
    while (db_next(&r)) {
        struct str text = db_str(&r, 0), code;
        int64_t n = db_int(&r, 1), households;

        while (need_bands_next(&text, &code, &households))
            for (size_t i = 0; i < b.n; i++)
                if (str_same(code, b.code[i])) {
                    b.households[i] += households * n;
                    b.known += households * n;
                }
    }
    db_done(&r);
    return b;
}

struct need_bands need_bands(struct rq *rq, struct id need)
{
    return bands_read(rq, SQL_WEB_NEED_BANDS, need);
}

struct need_bands plan_bands(struct rq *rq, struct id plan)
{
    return bands_read(rq, SQL_WEB_PLAN_BANDS, plan);
}

void need_bands_draw(struct rq *rq, const struct need_bands *b,
                     int64_t households)
{
    int64_t rest = households == INT_NONE ? 0 : households - b->known;

    if (!b->known)
        return;
    listing_open(rq, "field.band n:field.households");
    for (size_t i = 0; i < b->n; i++)
        if (b->households[i])
            html(rq,
                 "<tr><th scope=\"row\"><bdi>%s</bdi></th><td class=\"n\">%s"
                 "</td></tr>",
                 zstr(rq, b->title[i]), need_number(rq, b->households[i]));
    if (rest > 0)
        html(rq, "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td></tr>",
             word(rq, "need.band_unknown"), need_number(rq, rest));
    listing_close(rq);
}

void need_bands_json(struct rq *rq, struct keys *all,
                     const struct need_bands *b)
{
    size_t said = 0;

    key_list(all, "bands");
    for (size_t i = 0; i < b->n; i++) {
        struct keys k;

        if (!b->households[i])
            continue;
        k = key_item(rq, said++);
        key_text(&k, "band", b->code[i]);
        key_int(&k, "households", b->households[i]);
        keys_close(&k);
    }
    key_list_end(all);
}

struct str need_band_title(struct rq *rq, struct str code)
{
    struct need_bands b = bands_named(rq);

    for (size_t i = 0; i < b.n; i++)
        if (str_same(b.code[i], code))
            return b.title[i];
    return code;
}
