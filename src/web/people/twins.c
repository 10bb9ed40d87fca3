/* twins - people who may be kept twice, as a list of work. */
#include "twin.sql.h"
#include "web/people/twin.h"
#include "web/register.h"

enum { PAGE_ROWS = 50 };

struct mark {
    int64_t score;
    struct id one, other;
    bool begun;
};

/* "45.ID.ID", the last of the page before. */
static struct mark mark_read(struct str said)
{
    struct mark m = { .begun = false };

    m.begun = int_read(str_cut(&said, '.'), &m.score) &&
              id_read(str_cut(&said, '.'), &m.one) && id_read(said, &m.other);
    return m;
}

static void same_place(struct buf *b, const char *table, int param)
{
    buf_fmt(b,
            "EXISTS (SELECT 1 FROM area a WHERE a.place = %s.place AND "
            "a.above = $%d)",
            table, param);
}

/* Pairs nobody has decided on, one of whom the asker may read by name. */
static struct str list_sql(struct rq *rq, bool within, bool after)
{
    static const struct reach_columns one = { "hx.place", NULL, NULL },
                                      other = { "hy.place", NULL, NULL };
    static const char *const side[] = { "one", "other" };
    struct buf b = buf_start(rq->arena);
    int first = within ? 3 : 2;

    buf_z(&b, "SELECT t.one, t.other, t.score, t.why, hx.place, hy.place "
              "FROM twin t JOIN person x ON x.entry = t.one AND x.counts = 1 "
              "JOIN household hx ON hx.entry = x.household JOIN person y ON "
              "y.entry = t.other AND y.counts = 1 JOIN household hy ON "
              "hy.entry = y.household WHERE 1 = 1");
    for (size_t i = 0; i < LEN(side); i++)
        buf_fmt(&b,
                " AND EXISTS (SELECT 1 FROM person_sealed s WHERE s.entry = "
                "t.%s) AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.person "
                "= t.%s) AND NOT EXISTS (SELECT 1 FROM merger n WHERE "
                "n.person = t.%s AND n.same_as = t.%s AND n.apart = 1 AND "
                "n.counts = 1)",
                side[i], side[i], side[i], side[!i]);
    if (within) {
        buf_z(&b, " AND (");
        same_place(&b, "hx", 2);
        buf_z(&b, " OR ");
        same_place(&b, "hy", 2);
        buf_char(&b, ')');
    }
    buf_z(&b, " AND ((1 = 1");
    reach_where(rq, RIGHT_NAMES, &one, &b, first);
    buf_z(&b, ") OR (1 = 1");
    first = reach_where(rq, RIGHT_NAMES, &other, &b, first);
    buf_z(&b, "))");
    if (after)
        buf_fmt(&b, " AND (t.score, t.one, t.other) < ($%d, $%d, $%d)", first,
                first + 1, first + 2);
    buf_z(&b, " ORDER BY t.score DESC, t.one DESC, t.other DESC LIMIT $1");
    return buf_str(&b);
}

static struct rows list_rows(struct rq *rq, struct id within,
                             const struct mark *m)
{
    struct rows r = db_text_rows(rq->db,
                                 list_sql(rq, !id_none(within), m->begun));
    int n = 2;

    db_bind_int(&r, 1, PAGE_ROWS + 1);
    if (!id_none(within))
        db_bind_id(&r, n++, within);
    n = reach_bind(rq, RIGHT_NAMES, &r, n);
    if (m->begun) {
        db_bind_int(&r, n, m->score);
        db_bind_id(&r, n + 1, m->one);
        db_bind_id(&r, n + 2, m->other);
    }
    return r;
}

struct pair_row {
    struct id id[2], place[2];
    int64_t score, why;
};

static size_t pairs_read(struct rq *rq, struct id within, const struct mark *m,
                         struct pair_row out[PAGE_ROWS + 1])
{
    struct rows r = list_rows(rq, within, m);
    size_t n = 0;

    while (n <= PAGE_ROWS && db_next(&r))
        out[n++] = (struct pair_row){ { db_id(&r, 0), db_id(&r, 1) },
                                      { db_id(&r, 4), db_id(&r, 5) },
                                      db_int(&r, 2),
                                      db_int(&r, 3) };
    db_done(&r);
    return n;
}

static void pair_draw(struct rq *rq, const struct pair_row *p)
{
    const struct kind *person = kind_find(S("person"));

    html(rq, "<tr>");
    for (int i = 0; i < 2; i++) {
        html(rq, i ? "<td>" : "<th scope=\"row\">");
        if (rq_sees(rq, person, p->id[i])) {
            thing_link(rq, "person", p->id[i]);
            html(rq, "<br><small>");
            place_line(rq, p->place[i]);
            html(rq, "</small>");
        } else {
            twin_elsewhere(rq, p->place[i]);
        }
        html(rq, i ? "</td>" : "</th>");
    }
    html(rq, "<td>");
    twin_whys(rq, p->why);
    html(rq,
         "</td><td class=\"n\">%s</td><td class=\"acts\"><a class=\"button\" "
         "href=\"/twins/%s/%s\">%s</a></td></tr>",
         number_text(rq, p->score, 0), id_text(rq, p->id[0]),
         id_text(rq, p->id[1]), word(rq, "twin.compare"));
}

static struct id place_asked(struct rq *rq)
{
    struct str said = str_trim(rq_arg(rq, "place.said"));
    struct id place = ID_NONE;
    struct found *f;

    if (thing_read(rq, "place", rq_arg(rq, "place"), &place) && !id_none(place))
        return place;
    if (said.n && thing_find(rq, kind_find(S("place")), said, 1, &f))
        return f[0].id;
    return ID_NONE;
}

static void list_head(struct rq *rq, struct id within)
{
    const char *name = id_none(within) ? "" : place_name(rq, within);
    struct rows r = db_rows(rq->db, SQL_WEB_TWINS_AT);
    int64_t at;

    html(rq, "<p class=\"lead\">%s</p><p class=\"count\">",
         word(rq, "twins.lead"));
    if (db_next(&r) && int_read(db_str(&r, 0), &at))
        html(rq, "%s %s", word(rq, "twins.searched"), time_text(rq, at));
    else
        html(rq, "%s", word(rq, "twins.never"));
    db_done(&r);
    html(rq,
         "</p><form class=\"filter\" role=\"search\"><label>%s<span "
         "class=\"find\" data-find=\"place\"><input name=\"place.said\" "
         "value=\"%s\" autocomplete=\"off\" spellcheck=\"false\"><input "
         "type=\"hidden\" name=\"place\" value=\"%s\"></span></label><button>"
         "%s</button></form>",
         word(rq, "kind.place"), name,
         id_none(within) ? "" : id_text(rq, within), word(rq, "list.go"));
}

static const char *mark_text(struct rq *rq, const struct pair_row *p)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%lld.", (long long)p->score);
    id_put(&b, p->id[0]);
    buf_char(&b, '.');
    id_put(&b, p->id[1]);
    return zstr(rq, buf_str(&b));
}

static void list_json(struct rq *rq, const struct pair_row *p, size_t n)
{
    size_t shown = n > PAGE_ROWS ? PAGE_ROWS : n;

    rq->type = "application/json";
    buf_z(&rq->body, "{\"next\":");
    if (n > PAGE_ROWS)
        buf_fmt(&rq->body, "\"%s\"", mark_text(rq, &p[shown - 1]));
    else
        buf_z(&rq->body, "null");
    buf_z(&rq->body, ",\"pairs\":[");
    for (size_t i = 0; i < shown; i++) {
        const char *comma = "";

        buf_fmt(&rq->body,
                "%s{\"one\":\"%s\",\"other\":\"%s\",\"score\":%lld,"
                "\"why\":[",
                i ? "," : "", id_text(rq, p[i].id[0]), id_text(rq, p[i].id[1]),
                (long long)p[i].score);
        for (int w = 0; w < TWIN_WHYS; w++)
            if (p[i].why & (INT64_C(1) << w)) {
                buf_fmt(&rq->body, "%s\"%s\"", comma, twin_why_name[w]);
                comma = ",";
            }
        buf_z(&rq->body, "]}");
    }
    buf_z(&rq->body, "]}\n");
}

static void list_draw(struct rq *rq, struct id within, const struct pair_row *p,
                      size_t n)
{
    static const char *const head[] = { "twins.one", "twins.other", "twins.why",
                                        "twins.weight", "twins.act" };

    frame_open(rq, word(rq, "twins.title"));
    list_head(rq, within);
    html(rq, "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\">"
             "<thead><tr>");
    for (size_t i = 0; i < LEN(head); i++)
        html(rq,
             i == 3 ? "<th scope=\"col\" class=\"n\">%s</th>" :
                      "<th scope=\"col\">%s</th>",
             word(rq, head[i]));
    html(rq, "</tr></thead><tbody>");
    for (size_t i = 0; i < n && i < PAGE_ROWS; i++)
        pair_draw(rq, &p[i]);
    html(rq, "</tbody></table></div>");
    if (!n)
        html(rq, "<p>%s</p>", word(rq, "twins.none"));
    if (n > PAGE_ROWS)
        html(rq,
             "<nav class=\"pager\"><a class=\"button\" rel=\"next\" "
             "href=\"/twins?place=%s&amp;after=%s\">%s</a></nav>",
             id_none(within) ? "" : id_text(rq, within),
             mark_text(rq, &p[PAGE_ROWS - 1]), word(rq, "list.next"));
    html(rq, "<p class=\"tools\"><a href=\"/list/merger\">%s</a></p>",
         word(rq, "twins.decided"));
    frame_close(rq);
}

void twins_link(struct rq *rq)
{
    if (rq_may(rq, RIGHT_NAMES))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/twins\">%s</a>"
             "</p>",
             word(rq, "twins.title"));
}

/* People who may be kept twice, the likeliest first: what speaks for it, and
 * the way to say that they are one or two. The list is made by the verb
 * `saath twins`. */
PAGE(twins, GET, "/twins", RIGHT_NAMES)
{
    struct pair_row *p = arena_many(rq->arena, struct pair_row, PAGE_ROWS + 1);
    struct id within = place_asked(rq);
    struct mark m = mark_read(rq_arg(rq, "after"));
    size_t n = pairs_read(rq, within, &m, p);

    if (rq->json)
        list_json(rq, p, n);
    else
        list_draw(rq, within, p, n);
}
