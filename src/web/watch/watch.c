/* watch - whose bodies are looked at, by place, by who is in charge or by unit,
 * and how many of each group. */
#include "web/watch/watch.h"

#include <stdlib.h>
#include <string.h>

#include "left.sql.h"

enum { SLOTS = 16384, GROUPS_SHOWN = 300, STAFF_SHOWN = 300 };
_Static_assert(WATCH_GROUPS * 2 < SLOTS, "a slot is always free");

/* ---- what was asked -----------------------------------------------------*/

/* Children that people speak of, as the list of who is left out has them. */
static int level_below(struct rq *rq, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LEFT_LEVEL);
    int level = id_none(place) ? 0 : -1;

    db_bind_id(&r, 1, place);
    if (db_next(&r))
        level = (int)db_int(&r, 0);
    db_done(&r);
    return level < 0 ? -1 : level < 3 ? 3 : level < 5 ? level + 1 : 8;
}

/* Whoever reaches one place alone sees the groups within it. */
static struct id only_place(struct rq *rq)
{
    struct id found = ID_NONE;
    int n = 0;

    if (rq->root)
        return ID_NONE;
    for (size_t i = 0; i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, RIGHT_REGISTER)) {
            found = rq->grant[i].scope.place;
            n++;
        }
    return n == 1 ? found : ID_NONE;
}

static bool id_asked(struct rq *rq, const char *name, struct id *out)
{
    struct str said = rq_arg(rq, name);

    *out = ID_NONE;
    return !said.n || id_read(said, out);
}

bool watch_sees(struct rq *rq, const char *kind, struct id id)
{
    const struct kind *k = kind_find(str_of(kind));
    void *record = arena_take(rq->arena, k->bytes);

    return id_none(id) ||
           (rq_sees(rq, k, id) && row_find(rq->db, k, id, rq->arena, record));
}

bool watch_read(struct rq *rq, const char *path, struct watch *w)
{
    struct str nature = rq_arg(rq, "nature"), by = rq_arg(rq, "by");
    month now = month_of(rq->today);

    *w = (struct watch){ .path = path, .month = rq_month(rq, "month", now) };
    w->nature = nature.n ? choice_find(WATCH_NATURES, nature) : 0;
    w->by = by.n ? (enum watch_by)choice_find(WATCH_BY, by) : WATCH_PLACE;
    w->page = rq_int(rq, "page", 1, 100000, 1);
    if (w->nature < 0 || (int)w->by < 0 || !id_asked(rq, "staff", &w->staff) ||
        !id_asked(rq, "unit", &w->unit)) {
        refuse(rq, 400, "watch.bad");
        return false;
    }
    if (thing_read(rq, "place", rq_arg(rq, "place"), &w->place))
        w->level = level_below(rq,
                               id_none(w->place) ? only_place(rq) : w->place);
    else
        w->level = -1;
    if (w->level < 0 || !watch_sees(rq, "staff", w->staff) ||
        !watch_sees(rq, "unit", w->unit)) {
        not_here(rq);
        return false;
    }
    w->group = arena_many(rq->arena, struct watch_group, WATCH_GROUPS);
    w->seen = arena_many(rq->arena, int16_t, SLOTS);
    memset(w->seen, 0xff, SLOTS * sizeof *w->seen);
    return true;
}

/* ---- statements ---------------------------------------------------------*/

/* Who is in charge of the body `t` on day $1: the last hand-over by then. */
#define IN_CHARGE                                                              \
    "(SELECT c.taker FROM charge_bodies x JOIN charge c ON c.entry = x.entry " \
    "WHERE x.body = t.entry AND c.counts = 1 AND c.since <= $1 ORDER BY "      \
    "c.since DESC, c.entry DESC LIMIT 1)"

void watch_group_sql(const struct watch *w, struct buf *sql)
{
    if (w->by == WATCH_STAFF)
        buf_z(sql, IN_CHARGE);
    else if (w->by == WATCH_UNIT)
        buf_z(sql,
              "(SELECT f.unit FROM staff f WHERE f.entry = " IN_CHARGE ")");
    else
        buf_z(sql, "o.above");
}

/* Of two above it at one level, by local government and by revenue, the lesser
 * id: each body is in one group. Asked once for each place that has a body, not
 * for all there are. */
void watch_join_sql(const struct watch *w, struct buf *sql)
{
    if (w->by == WATCH_PLACE)
        buf_z(sql, " LEFT JOIN (SELECT u.place, (SELECT a.above FROM area a "
                   "WHERE a.place = u.place AND a.level = $2 AND a.since <= $1 "
                   "AND a.until > $1 ORDER BY a.above LIMIT 1) AS above FROM "
                   "(SELECT DISTINCT b.place FROM body b) u) o ON o.place = "
                   "t.place");
}

/* A parameter that no condition names is named all the same: PostgreSQL asks
 * what type it has. */
void watch_where_sql(struct rq *rq, const struct watch *w, struct buf *sql,
                     int first)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };

    buf_z(sql, " AND (CAST($2 AS BIGINT) IS NOT NULL OR 1 = 0)");
    if (id_none(w->place))
        buf_z(sql, " AND CAST($3 AS BYTEA) IS NULL");
    else
        buf_z(sql, " AND t.place IN (SELECT a.place FROM area a WHERE a.above "
                   "= $3 AND a.since <= $1 AND a.until > $1)");
    if (id_none(w->staff))
        buf_z(sql, " AND CAST($4 AS BYTEA) IS NULL");
    else
        buf_z(sql, " AND t.entry IN (SELECT x.body FROM charge_bodies x JOIN "
                   "charge c ON c.entry = x.entry WHERE c.taker = $4) AND "
                   "" IN_CHARGE " = $4");
    if (id_none(w->unit))
        buf_z(sql, " AND CAST($5 AS BYTEA) IS NULL");
    else
        buf_z(sql, " AND t.entry IN (SELECT x.body FROM charge_bodies x JOIN "
                   "charge c ON c.entry = x.entry JOIN staff f ON f.entry = "
                   "c.taker WHERE f.unit = $5) AND (SELECT f.unit FROM staff f "
                   "WHERE f.entry = " IN_CHARGE ") = $5");
    reach_where(rq, RIGHT_REGISTER, &own, sql, first);
}

void watch_bind(struct rq *rq, const struct watch *w, struct rows *r, int first)
{
    db_bind_int(r, 1, rq->today);
    db_bind_int(r, 2, w->level);
    db_bind_id(r, 3, w->place);
    db_bind_id(r, 4, w->staff);
    db_bind_id(r, 5, w->unit);
    reach_bind(rq, RIGHT_REGISTER, r, first);
}

/* ---- groups -------------------------------------------------------------*/

static size_t slot_of(const struct watch *w, struct id group)
{
    size_t at = ((size_t)group.b[15] | (size_t)group.b[14] << 8 |
                 (size_t)group.b[13] << 16) %
                SLOTS;

    while (w->seen[at] >= 0 && !id_same(w->group[w->seen[at]].id, group))
        at = (at + 1) % SLOTS;
    return at;
}

void watch_count(struct rq *rq, struct watch *w, struct id group, bool few)
{
    (void)rq;
    if (!w->groups || !id_same(w->group[w->last].id, group)) {
        size_t at = slot_of(w, group);

        if (w->seen[at] < 0) {
            if (w->groups == WATCH_GROUPS)
                return;
            w->group[w->groups] = (struct watch_group){ .id = group };
            w->seen[at] = (int16_t)w->groups++;
        }
        w->last = (size_t)w->seen[at];
    }
    w->group[w->last].few += few;
    w->group[w->last].among++;
}

/* ---- drawing ------------------------------------------------------------*/

static void arg_id(struct buf *b, const char *name, struct id id)
{
    if (id_none(id))
        return;
    buf_fmt(b, "&%s=", name);
    id_put(b, id);
}

const char *watch_link(struct rq *rq, const struct watch *w, const char *more)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s?nature=", w->path);
    buf_add(&b, choice_name(WATCH_NATURES, w->nature));
    buf_fmt(&b, "&month=%s", month_iso(rq, w->month));
    arg_id(&b, "place", w->place);
    arg_id(&b, "staff", w->staff);
    arg_id(&b, "unit", w->unit);
    buf_z(&b, more);
    return zstr(rq, buf_str(&b));
}

static void select_draw(struct rq *rq, const char *name, const char *label,
                        const char *choices, int now, const char *group)
{
    html(rq, "<label>%s<select name=\"%s\">", word(rq, label), name);
    for (int i = 0; choice_name(choices, i).n; i++)
        html(rq,
             i == now ? "<option value=\"%s\" selected>%s</option>" :
                        "<option value=\"%s\">%s</option>",
             zstr(rq, choice_name(choices, i)),
             word_of(rq, group, choice_name(choices, i)));
    html(rq, "</select></label>");
}

static void hidden(struct rq *rq, const char *name, struct id id)
{
    if (!id_none(id))
        html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name,
             id_text(rq, id));
}

void watch_form(struct rq *rq, const struct watch *w)
{
    html(rq, "<form class=\"filter\" method=\"get\">");
    hidden(rq, "place", w->place);
    hidden(rq, "staff", w->staff);
    hidden(rq, "unit", w->unit);
    select_draw(rq, "nature", "watch.nature", WATCH_NATURES, w->nature,
                "watch.nature");
    select_draw(rq, "by", "watch.by", WATCH_BY, (int)w->by, "watch.by");
    html(rq,
         "<label>%s<input name=\"month\" type=\"month\" value=\"%s\"></label>"
         "<button class=\"main\">%s</button></form>",
         word(rq, "watch.month"), month_iso(rq, w->month), word(rq, "ask.go"));
}

static int group_order(const void *a, const void *b)
{
    const struct watch_group *x = a, *y = b;
    int order = (x->few < y->few) - (x->few > y->few);

    return order ? order : id_order(x->id, y->id);
}

static const char *group_link(struct rq *rq, const struct watch *w,
                              struct id group)
{
    struct watch to = *w;

    if (w->by == WATCH_STAFF)
        to.staff = group;
    else if (w->by == WATCH_UNIT)
        to.unit = group;
    else
        to.place = group;
    return watch_link(rq, &to, w->by == WATCH_UNIT ? "&by=staff" : "");
}

void watch_groups(struct rq *rq, const struct watch *w, const char *few)
{
    static const char *const kind[] = { "place", "staff", "unit" };
    size_t n = w->groups < GROUPS_SHOWN ? w->groups : GROUPS_SHOWN;
    struct id *id = arena_many(rq->arena, struct id, n + 1);
    const char **name = arena_many(rq->arena, const char *, n + 1);

    if (w->groups < 2)
        return;
    qsort(w->group, w->groups, sizeof *w->group, group_order);
    for (size_t i = 0; i < n; i++)
        id[i] = w->group[i].id;
    thing_names(rq, kind_find(str_of(kind[w->by])), id, n, name);
    html(rq,
         "<details class=\"card\" open><summary>%s</summary>"
         "<ul class=\"links many\">",
         word_of(rq, "watch.groups", choice_name(WATCH_BY, (int)w->by)));
    for (size_t i = 0; i < n; i++) {
        if (id_none(id[i]))
            html(rq, "<li>%s", word(rq, "watch.nobody"));
        else
            html(rq, "<li><a href=\"%s\"><bdi>%s</bdi></a>",
                 group_link(rq, w, id[i]), name[i]);
        html(rq, " <b class=\"n\">%s</b> <small>%s %s</small></li>",
             number_text(rq, w->group[i].few, 0), word(rq, few),
             number_text(rq, w->group[i].among, 0));
    }
    html(rq, "</ul></details>");
}

void watch_groups_json(struct keys *k, const struct watch *w)
{
    struct buf *out = &k->rq->body;

    qsort(w->group, w->groups, sizeof *w->group, group_order);
    key_any(k, "groups");
    buf_char(out, '[');
    for (size_t i = 0; i < w->groups; i++) {
        struct keys one;

        buf_z(out, i ? "," : "");
        one = keys_open(k->rq);
        key_int(&one, "among", w->group[i].among);
        key_id(&one, "id", w->group[i].id);
        key_int(&one, "n", w->group[i].few);
        keys_close(&one);
    }
    buf_char(out, ']');
}

/* ---- names --------------------------------------------------------------*/

struct watched_names watched_names(struct rq *rq, const void *at, size_t n,
                                   size_t each)
{
    struct id *body = arena_many(rq->arena, struct id, n + 1);
    struct id *place = arena_many(rq->arena, struct id, n + 1);
    struct watched_names w = { arena_many(rq->arena, const char *, n + 1),
                               arena_many(rq->arena, const char *, n + 1) };

    for (size_t i = 0; i < n; i++) {
        const struct watched *one = (const void *)((const char *)at + i * each);

        body[i] = one->body;
        place[i] = one->place;
    }
    thing_names(rq, kind_find(S("body")), body, n, w.name);
    thing_names(rq, kind_find(S("place")), place, n, w.lies);
    return w;
}
