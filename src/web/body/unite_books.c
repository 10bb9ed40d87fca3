/* unite_books - what money goes over when a body merges or splits: the balances
 * of its books at the end of the day before. */
#include "unite.sql.h"
#include "web/body/unite.h"

enum { SORTS = 3 };

/* What one of those who go had saved, of each sort. */
struct saved {
    paisa of[SORTS];
};

static int sort_of(struct str head)
{
    static const char *const name[SORTS] = { "saving_regular",
                                             "saving_voluntary",
                                             "saving_special" };

    for (int i = 0; i < SORTS; i++)
        if (str_same(head, str_of(name[i])))
            return i;
    return -1;
}

/* Which of the chosen ones that is; -1: none. */
static int chosen_at(const struct going *g, struct id id)
{
    for (size_t i = 0; !id_none(id) && i < g->n; i++)
        if (g->chosen[i] && id_same(g->id[i], id))
            return (int)i;
    return -1;
}

/* {"amount":..,"fund":..,"head":..,"party":..} */
static void line_put(struct rq *rq, struct buf *b, struct rows *r, paisa amount)
{
    struct id party = db_id(r, 1), fund = db_id(r, 2);

    buf_fmt(b, "%s{\"amount\":%lld", buf_str(b).n ? "," : "",
            (long long)amount);
    if (!id_none(fund))
        buf_fmt(b, ",\"fund\":\"%s\"", id_text(rq, fund));
    buf_z(b, ",\"head\":");
    buf_json(b, db_str(r, 0));
    if (!id_none(party))
        buf_fmt(b, ",\"party\":\"%s\"", id_text(rq, party));
    buf_char(b, '}');
}

/* The box, its own money: not of a fund. */
static bool is_box(const struct rows *r)
{
    return str_same(db_str(r, 0), S("box")) && db_null(r, 2);
}

paisa unite_box(struct rq *rq, const struct unite *u)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_BALANCES);
    paisa lay = 0;

    db_bind_id(&r, 1, u->id);
    db_bind_int(&r, 2, u->since);
    while (db_next(&r))
        if (is_box(&r))
            lay += db_int(&r, 3);
    db_done(&r);
    return lay;
}

/* Of a body that merges all of it goes; of one that splits the accounts that
 * were chosen, and what was said of the box. */
static struct str lines_read(struct rq *rq, const struct unite *u,
                             struct saved *saved)
{
    struct rows r = db_rows(rq->db, SQL_WEB_UNITE_BALANCES);
    struct buf b = buf_start(rq->arena);

    db_bind_id(&r, 1, u->id);
    db_bind_int(&r, 2, u->since);
    while (db_next(&r)) {
        int sort = sort_of(db_str(&r, 0));
        int who = sort < 0 ? -1 : chosen_at(&u->people, db_id(&r, 1));

        if (who >= 0 && db_int(&r, 3) < 0)
            saved[who].of[sort] -= db_int(&r, 3);
        else if (u->merges || chosen_at(&u->accounts, db_id(&r, 1)) >= 0)
            line_put(rq, &b, &r, db_int(&r, 3));
        else if (is_box(&r) && u->box != INT_NONE && u->box > 0)
            line_put(rq, &b, &r, u->box);
    }
    db_done(&r);
    return buf_str(&b);
}

static void part_put(struct rq *rq, struct buf *b, const struct unite *u,
                     size_t i, const struct saved *s)
{
    buf_fmt(b, "{\"member\":\"%s\",\"member_to\":\"%s\"",
            id_text(rq, u->people.id[i]), id_text(rq, u->there[i]));
    if (s->of[0])
        buf_fmt(b, ",\"regular\":%lld", (long long)s->of[0]);
    if (s->of[2])
        buf_fmt(b, ",\"special\":%lld", (long long)s->of[2]);
    if (s->of[1])
        buf_fmt(b, ",\"voluntary\":%lld", (long long)s->of[1]);
    buf_char(b, '}');
}

/* Of one that splits: whose loans from it go along. */
static void branches_put(struct rq *rq, struct buf *b, const struct unite *u)
{
    bool any = false;

    for (size_t i = 0; !u->merges && i < u->children.n; i++) {
        if (!u->children.chosen[i])
            continue;
        buf_fmt(b, "%s{\"branch\":\"%s\"}", any ? "," : ",\"branch\":[",
                id_text(rq, u->children.id[i]));
        any = true;
    }
    buf_z(b, any ? "]" : "");
}

struct str unite_cession(struct rq *rq, const struct unite *u)
{
    struct saved *saved = arena_many(rq->arena, struct saved, u->people.n + 1);
    struct str lines = lines_read(rq, u, saved);
    struct buf b = buf_start(rq->arena);
    bool any = false;

    buf_fmt(&b, "{\"body\":\"%s\",\"held\":\"", id_text(rq, u->id));
    day_put(&b, u->since);
    buf_char(&b, '"');
    branches_put(rq, &b, u);
    if (lines.n) {
        buf_z(&b, ",\"line\":[");
        buf_add(&b, lines);
        buf_char(&b, ']');
    }
    for (size_t i = 0; i < u->people.n; i++) {
        if (!u->people.chosen[i])
            continue;
        buf_z(&b, any ? "," : ",\"part\":[");
        part_put(rq, &b, u, i, &saved[i]);
        any = true;
    }
    buf_z(&b, any ? "]" : "");
    buf_fmt(&b, ",\"successor\":\"%s\"", id_text(rq, u->other));
    if (u->merges)
        buf_z(&b, ",\"whole\":true");
    unite_why(&b, u);
    buf_char(&b, '}');
    return buf_str(&b);
}
