/* left - who is left out, by name: households of a place, the poorest first,
 * and women without a CNIC, for whoever goes to see them.
 *
 * Whether a household is known and organised is what it adds to figures, so a
 * list is as long as its number in the coverage report. The conditions are
 * composed from the constant table below; values are bound. */
#include <string.h>

#include "core/card.h"
#include "left.sql.h"
#include "web/register.h"

enum {
    LEFT_SHOWN = 200,
    LEFT_MOST = 200000, /* of a file */
    LEFT_CHILDREN = 2000,
    GROWN_DAYS = 18 * 365 + 4 /* of age for a CNIC */
};

/* Whom to look for. `persons`: in how many of its persons, as column n. */
struct left_group {
    const char *key, *where, *persons;
};
static const struct left_group left_group[] = {
    { "poorest", NULL, NULL },
    { "woman_headed", " AND h.headed = 0", NULL },
    { "landless", " AND h.landless = 0", NULL },
    { "minority", " AND h.faith > 0", NULL },
    { "disabled", NULL, "p.disability > 0" },
    { "women_no_cnic", NULL,
      "p.sex = 0 AND coalesce(p.cnic_state, 0) < 2 AND p.died IS NULL AND "
      "p.born <= $7" },
};
enum { GROUP_POOREST };
static const char left_states[] = "out|in|all";
enum { STATE_OUT, STATE_IN };

struct left_row {
    struct id household, place, child;
    const char *number, *settlement;
    int64_t score, persons; /* INT_NONE: not scored */
};
struct left_child {
    struct id place;
    int64_t n;
};
struct left {
    struct id place;
    int level; /* of the children that are counted */
    int group, state;
    int64_t below; /* hundredths; scores from there on are left out */
    struct str card;
    const char *upto;
    struct left_row *row;
    size_t rows, room, kept_from, kept_most;
    int64_t n; /* all of them */
    struct left_child child[LEFT_CHILDREN];
    size_t children;
};

/* ---- what was asked -----------------------------------------------------*/

static int place_level(struct rq *rq, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LEFT_LEVEL);
    int level = -1;

    db_bind_id(&r, 1, place);
    if (db_next(&r))
        level = (int)db_int(&r, 0);
    db_done(&r);
    return level;
}

/* Children that people speak of: talukas of a district, union councils of a
 * taluka, settlements of a union council. */
static int child_level(int level)
{
    return level < 3 ? 3 : level < 5 ? level + 1 : 8;
}

/* Up to and with a whole number of points means up to its last hundredth. */
static bool upto_read(struct str said, int64_t *below)
{
    bool inexact;
    int64_t v;

    if (!decimal_read(said, 2, &v, &inexact) || inexact || v < 0 ||
        v > SCORE_MOST)
        return false;
    *below = v % POINT ? v + 1 : v + POINT;
    return true;
}

static bool left_read(struct rq *rq, struct left *l)
{
    struct str said = str_trim(rq_arg(rq, "upto")), group = rq_arg(rq, "group");
    int state = choice_find(left_states, rq_arg(rq, "state"));

    l->below = SCORE_MOST + 1;
    poor_below(rq->db, month_of(rq->today), rq->arena, &l->card, &l->below);
    l->group = GROUP_POOREST;
    for (size_t i = 0; i < LEN(left_group); i++)
        if (str_same(group, str_of(left_group[i].key)))
            l->group = (int)i;
    l->state = state < 0 ? STATE_OUT : state;
    l->upto = zstr(rq, said);
    if (said.n && !upto_read(said, &l->below))
        return false;
    if (!said.n && l->group != GROUP_POOREST)
        l->below = SCORE_MOST + 1;
    return thing_read(rq, "place", rq_arg(rq, "place"), &l->place);
}

/* ---- the rows -----------------------------------------------------------*/

static void persons_counted(const struct left_group *g, struct buf *b)
{
    if (!g->persons) {
        buf_z(b, "CAST($7 AS BIGINT) AS persons");
        return;
    }
    buf_fmt(b,
            "(SELECT count(*) FROM resident r JOIN person p ON p.entry = "
            "r.person WHERE r.household = h.entry AND p.counts = 1 AND "
            "coalesce(r.since, $2) <= $2 AND coalesce(r.until, $2 + 1) > $2 "
            "AND %s AND $7 > 0) AS persons",
            g->persons);
}

/* Households that lie there and are known. Of those with a score below $4 only
 * the ones that add to a point below it are looked at: a district's poor are
 * few among its households. */
static void known_from(const struct left *l, struct buf *b)
{
    if (l->group == GROUP_POOREST)
        buf_fmt(b,
                "WITH RECURSIVE point(i) AS (SELECT 0 UNION ALL SELECT i + 1 "
                "FROM point WHERE (i + 1) * %d < $4), known AS (SELECT q.thing "
                "FROM area a JOIN point ON 1 = 1 JOIN posting q ON q.place = "
                "a.place AND q.indicator = 'hh.known@' || CAST($3 AS TEXT) || "
                "'.' || point.i AND q.month <= $6 WHERE a.above = $1 AND "
                "a.since <= $2 AND a.until > $2 GROUP BY q.thing HAVING "
                "sum(q.amount) > 0)",
                POINT);
    else
        buf_z(b, "WITH known AS (SELECT h.entry AS thing FROM area a JOIN "
                 "household h ON h.place = a.place AND h.counts = 1 WHERE "
                 "a.above = $1 AND a.since <= $2 AND a.until > $2 AND (SELECT "
                 "CAST(sum(q.amount) AS BIGINT) FROM posting q WHERE q.thing = "
                 "h.entry AND q.indicator = 'hh.known' AND q.month <= $6) > "
                 "0)");
}

/* What the household adds to figures by the end of this month. */
static void organised_where(const struct left *l, struct buf *b)
{
    static const char *const state[] = { " <= 0", " > 0" };

    if (l->state <= STATE_IN)
        buf_fmt(b,
                " AND coalesce((SELECT CAST(sum(q.amount) AS BIGINT) FROM "
                "posting q WHERE q.thing = h.entry AND q.indicator IN ('hh', "
                "'kept.hh') AND q.month <= $6), 0)%s",
                state[l->state]);
}

static struct rows left_rows(struct rq *rq, const struct left *l)
{
    static const struct reach_columns own = { "h.place", NULL, NULL };
    const struct left_group *g = &left_group[l->group];
    struct buf b = buf_start(rq->arena);
    struct rows r;

    known_from(l, &b);
    buf_z(&b, " SELECT w.entry, w.number, w.place, n.name, n.name_ur, "
              "n.name_sd, c.above, w.score, w.persons FROM (SELECT h.entry, "
              "h.number, h.place, (SELECT s.score FROM scored s WHERE "
              "s.household = h.entry AND s.card = $3 AND s.since <= $2 AND "
              "coalesce(s.until_day, $2 + 1) > $2) AS score, ");
    persons_counted(g, &b);
    buf_z(&b, " FROM known k JOIN household h ON h.entry = k.thing WHERE 1 = "
              "1");
    if (g->where)
        buf_z(&b, g->where);
    organised_where(l, &b);
    reach_where(rq, RIGHT_REGISTER, &own, &b, 8);
    buf_z(&b, ") AS w JOIN place n ON n.entry = w.place LEFT JOIN area c ON "
              "c.place = w.place AND c.level = $5 AND c.since <= $2 AND "
              "c.until > $2 WHERE coalesce(w.score, 0) < $4");
    buf_z(&b, g->persons ? " AND w.persons > 0" : "");
    buf_z(
        &b,
        " ORDER BY n.name, w.place, w.score NULLS LAST, length(w.number), w.number, "
        "w.entry");
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_id(&r, 1, l->place);
    db_bind_int(&r, 2, rq->today);
    db_bind_text(&r, 3, l->card);
    db_bind_int(&r, 4, l->below);
    db_bind_int(&r, 5, l->level);
    db_bind_int(&r, 6, month_of(rq->today));
    db_bind_int(&r, 7, rq->today - GROWN_DAYS);
    reach_bind(rq, RIGHT_REGISTER, &r, 8);
    return r;
}

/* Rows come by settlement, so a child is mostly the one before. */
static void child_count(struct left *l, struct id child)
{
    for (size_t i = l->children; i--;)
        if (id_same(l->child[i].place, child)) {
            l->child[i].n++;
            return;
        }
    if (l->children < LEFT_CHILDREN)
        l->child[l->children++] = (struct left_child){ child, 1 };
}

static void row_keep(struct rq *rq, struct left *l, const struct rows *r)
{
    int name = 3 + (int)rq->lang;

    arena_room(rq->arena, l->row, l->rows, l->room);
    l->row[l->rows++] = (struct left_row){
        .household = db_id(r, 0),
        .place = db_id(r, 2),
        .child = db_id(r, 6),
        .number = zstr(rq, db_str(r, 1)),
        .settlement = zstr(rq, db_str(r, db_str(r, name).n ? name : 3)),
        .score = db_null(r, 7) ? INT_NONE : db_int(r, 7),
        .persons = db_int(r, 8)
    };
}

static void left_take(struct rq *rq, struct left *l)
{
    struct rows r = left_rows(rq, l);

    while (db_next(&r)) {
        child_count(l, db_id(&r, 6));
        if ((size_t)l->n >= l->kept_from && l->rows < l->kept_most)
            row_keep(rq, l, &r);
        l->n++;
    }
    db_done(&r);
}

/* ---- who heads it -------------------------------------------------------*/

/* As many as a page shows, from that one on. */
static void heads_ask(struct rq *rq, const struct left *l, size_t from)
{
    for (size_t i = from; i < from + LEFT_SHOWN && i < l->rows; i++)
        head_ask(rq, l->row[i].household);
}

/* Names where the asker may read them there; "" otherwise. */
static const char **heads_read(struct rq *rq, const struct left *l)
{
    const char **name = arena_many(rq->arena, const char *, l->rows + 1);
    bool may = rq_may_in(rq, RIGHT_NAMES,
                         &(struct scope){ .place = l->place, .shared = true });

    for (size_t i = 0; i < l->rows; i++) {
        if (may && i % LEFT_SHOWN == 0)
            heads_ask(rq, l, i);
        name[i] = may ? head_name(rq, l->row[i].household) : "";
    }
    return name;
}

/* ---- drawing ------------------------------------------------------------*/

static const char *score_text(struct rq *rq, int64_t score)
{
    return score == INT_NONE ? "" : number_all(rq, score, 2);
}

static const char *left_link(struct rq *rq, const struct left *l,
                             struct id place)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/left-out?place=%s&group=%s&state=", id_text(rq, place),
            left_group[l->group].key);
    buf_add(&b, choice_name(left_states, l->state));
    if (l->upto[0])
        buf_fmt(&b, "&upto=%s", url_part(rq, str_of(l->upto)));
    return zstr(rq, buf_str(&b));
}

static void option(struct rq *rq, const char *group, struct str value,
                   bool chosen)
{
    html(rq,
         chosen ? "<option value=\"%s\" selected>%s</option>" :
                  "<option value=\"%s\">%s</option>",
         zstr(rq, value), word_of(rq, group, value));
}

static void filter_draw(struct rq *rq, const struct left *l)
{
    html(rq,
         "<form class=\"filter\" method=\"get\"><input type=\"hidden\" "
         "name=\"place\" value=\"%s\"><label>%s<select name=\"group\">",
         id_text(rq, l->place), word(rq, "left.group"));
    for (size_t i = 0; i < LEN(left_group); i++)
        option(rq, "left", str_of(left_group[i].key), (int)i == l->group);
    html(rq, "</select></label><label>%s<select name=\"state\">",
         word(rq, "left.state"));
    for (int i = 0; i < 3; i++)
        option(rq, "left.state", choice_name(left_states, i), i == l->state);
    html(rq,
         "</select></label><label>%s<input name=\"upto\" value=\"%s\" "
         "inputmode=\"decimal\" size=\"6\"></label>"
         "<button class=\"main\">%s</button></form>",
         word(rq, "left.upto"), l->upto, word(rq, "ask.go"));
}

static void children_draw(struct rq *rq, const struct left *l)
{
    struct id *id = arena_many(rq->arena, struct id, l->children + 1);
    const char **name = arena_many(rq->arena, const char *, l->children + 1);

    if (l->children < 2)
        return;
    for (size_t i = 0; i < l->children; i++)
        id[i] = l->child[i].place;
    thing_names(rq, kind_find(S("place")), id, l->children, name);
    html(rq,
         "<details class=\"card\"><summary>%s</summary><ul class=\"links "
         "many\">",
         word(rq, "left.where"));
    for (size_t i = 0; i < l->children; i++)
        if (!id_none(id[i]))
            html(rq,
                 "<li><a href=\"%s\"><bdi>%s</bdi></a> <b class=\"n\">%s"
                 "</b></li>",
                 left_link(rq, l, id[i]), name[i],
                 number_text(rq, l->child[i].n, 0));
    html(rq, "</ul></details>");
}

static void table_head(struct rq *rq, const struct left *l)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table><thead><tr><th "
         "scope=\"col\">%s</th><th scope=\"col\">%s</th><th scope=\"col\">%s"
         "</th><th scope=\"col\" class=\"n\">%s</th>",
         word(rq, "kind.household"), word(rq, "left.head"),
         word(rq, "left.settlement"), word(rq, "poverty.score"));
    if (left_group[l->group].persons)
        html(rq, "<th scope=\"col\" class=\"n\">%s</th>",
             word(rq, "left.persons"));
    html(rq, "</tr></thead><tbody>");
}

static void table_draw(struct rq *rq, const struct left *l)
{
    const char **head = heads_read(rq, l);

    table_head(rq, l);
    for (size_t i = 0; i < l->rows; i++) {
        const struct left_row *w = &l->row[i];

        html(rq,
             "<tr><th scope=\"row\"><a href=\"/household/%s\"><bdi>%s</bdi>"
             "</a></th><td><bdi>%s</bdi></td><td><bdi>%s</bdi></td><td "
             "class=\"n\">%s</td>",
             id_text(rq, w->household), w->number, head[i], w->settlement,
             score_text(rq, w->score));
        if (left_group[l->group].persons)
            html(rq, "<td class=\"n\">%s</td>", number_text(rq, w->persons, 0));
        html(rq, "</tr>");
    }
    html(rq, "</tbody></table></div>");
}

static void left_draw(struct rq *rq, const struct left *l)
{
    frame_open(rq, word(rq, "left.title"));
    place_line(rq, l->place);
    html(rq, "<h2><bdi>%s</bdi>: %s %s</h2>", place_name(rq, l->place),
         number_text(rq, l->n, 0), word(rq, "left.households"));
    filter_draw(rq, l);
    children_draw(rq, l);
    if (!l->n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    else
        table_draw(rq, l);
    pager_draw(rq, (int64_t)l->kept_from / LEFT_SHOWN + 1,
               (l->n + LEFT_SHOWN - 1) / LEFT_SHOWN);
    html(rq, "<p class=\"forms\">");
    file_links(rq, "/left-out", "csv xlsx", 0,
               args_again(rq, "place group state upto"));
    html(rq, "</p><p class=\"note\">%s</p>", word(rq, "left.note"));
    frame_close(rq);
}

/* ---- as a file ----------------------------------------------------------*/

static struct sheet left_sheet(struct rq *rq, const struct left *l)
{
    static const struct column column[] = {
        { "number", "kind.household", NULL, COLUMN_TEXT, 0 },
        { "head", "left.head", NULL, COLUMN_TEXT, 0 },
        { "settlement", "left.settlement", NULL, COLUMN_TEXT, 0 },
        { "score", "poverty.score", NULL, COLUMN_NUMBER, 2 },
        { "household", "left.household_id", NULL, COLUMN_TEXT, 0 },
    };
    struct sheet s = sheet_start(rq->arena, column, (int)LEN(column));
    const char **head = heads_read(rq, l);

    s.title = str_of(word(rq, "left.title"));
    s.subtitle = str_of(place_name(rq, l->place));
    for (size_t i = 0; i < l->rows; i++) {
        const struct left_row *w = &l->row[i];
        struct sheet_row *r = sheet_add(&s, ROW_PLAIN);

        cell_text(r, 0, str_of(w->number));
        cell_text(r, 1, str_of(head[i]));
        cell_text(r, 2, str_of(w->settlement));
        if (w->score != INT_NONE)
            cell_number(r, 3, w->score);
        cell_text(r, 4, str_of(id_text(rq, w->household)));
    }
    return s;
}

static void left_json(struct rq *rq, const struct left *l)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"households\":[");
    for (size_t i = 0; i < l->rows; i++) {
        buf_fmt(b, "%s{\"id\":\"%s\",\"number\":", i ? "," : "",
                id_text(rq, l->row[i].household));
        buf_json(b, str_of(l->row[i].number));
        buf_fmt(b, ",\"place\":\"%s\"", id_text(rq, l->row[i].place));
        if (l->row[i].score != INT_NONE)
            buf_fmt(b, ",\"score\":%lld", (long long)l->row[i].score);
        buf_char(b, '}');
    }
    buf_fmt(b, "],\"n\":%lld}\n", (long long)l->n);
}

/* ---- where to begin -----------------------------------------------------*/

static void begin_at(struct rq *rq, struct id place, bool *any)
{
    if (!*any)
        html(rq, "<ul class=\"links\">");
    *any = true;
    html(rq, "<li><a href=\"/left-out?place=%s\"><bdi>%s</bdi></a></li>",
         id_text(rq, place), place_name(rq, place));
}

/* Places of the asker's grants; for whoever reaches everywhere the districts
 * where households are known. */
static void begin_draw(struct rq *rq)
{
    bool any = false,
         all = rq_may_in(rq, RIGHT_REGISTER, &(struct scope){ .shared = true });
    struct rows r = db_rows(rq->db, SQL_WEB_LEFT_DISTRICTS);

    frame_open(rq, word(rq, "left.title"));
    html(rq, "<p>%s</p>", word(rq, "left.begin"));
    db_bind_int(&r, 1, rq->today);
    while (all && db_next(&r))
        begin_at(rq, db_id(&r, 0), &any);
    db_done(&r);
    for (size_t i = 0; !all && i < rq->grants; i++)
        if (rights_hold(rq->grant[i].rights, RIGHT_REGISTER) &&
            !id_none(rq->grant[i].scope.place))
            begin_at(rq, rq->grant[i].scope.place, &any);
    html(rq, any ? "</ul>" : "<p>–</p>");
    frame_close(rq);
}

/* Who is left out, by name: the poorest households that are in no CO, those
 * headed by a woman, landless, of a minority, with disabled persons, with women
 * without a CNIC; by settlement, for whoever goes to see them. */
PAGE(left_out, GET, "/left-out", RIGHT_REGISTER)
{
    struct left *l = arena_new(rq->arena, struct left);
    bool file = file_asked(rq);
    int level;

    if (!left_read(rq, l)) {
        refuse(rq, 400, "left.bad");
        return;
    }
    if (id_none(l->place)) {
        begin_draw(rq);
        return;
    }
    level = place_level(rq, l->place);
    if (level < 0 ||
        !rq_may_in(rq, RIGHT_REGISTER,
                   &(struct scope){ .place = l->place, .shared = true })) {
        not_here(rq);
        return;
    }
    l->level = child_level(level);
    l->kept_from =
        file ? 0 : (size_t)(rq_int(rq, "page", 1, 100000, 1) - 1) * LEFT_SHOWN;
    l->kept_most = file ? LEFT_MOST : LEFT_SHOWN;
    left_take(rq, l);
    if (file) {
        struct sheet s = left_sheet(rq, l);

        sheets_file(rq, "left-out", rq_arg(rq, "format"), &s, 1);
    } else if (rq->json) {
        left_json(rq, l);
    } else {
        left_draw(rq, l);
    }
}
