/* schemes - the list of schemes: where each stands, what it costs, what is due. */
#include "core/card.h"
#include "web/scheme/works.h"
#include "works.sql.h"

struct listed {
    struct id entry, place, body;
    struct str number, title, type;
    int64_t stage, road, progress, works, objections;
    paisa cost, paid;
    day due;
};

struct wanted {
    struct within at;
    struct str type, stage;
};

/* ---- what is asked ------------------------------------------------------*/

/* A stage by its name, or what has to be done: objections that nobody settled,
 * checks whose day has come. */
static void stage_where(struct str stage, struct buf *sql)
{
    int at = choice_find(WORKS_STAGES, stage);

    if (at >= 0)
        buf_fmt(sql, " AND k.stage = %d", at);
    else if (str_same(stage, S("objections")))
        buf_z(sql, " AND k.objections > 0");
    else if (str_same(stage, S("due")))
        buf_z(sql, " AND k.due <= $3");
    else if (str_same(stage, S("not_functional")))
        buf_z(sql, " AND k.works = 2");
}

static struct rows schemes_ask(struct rq *rq, const struct wanted *w)
{
    const struct kind *k = kind_find(S("scheme"));
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(
        &s,
        "SELECT t.entry, t.number, t.title, t.type, t.place, t.body, "
        "k.stage, k.progress, k.programme + k.community AS cost, k.paid, "
        "k.works, k.due, k.objections, k.road FROM scheme t JOIN scheme_kept k "
        "ON k.thing = t.entry WHERE t.counts = 1 AND (CAST($4 AS TEXT) = "
        "'' OR t.type = $4) AND CAST($3 AS BIGINT) IS NOT NULL");
    stage_where(w->stage, &s);
    within_where(rq, k, &w->at, &s, 5);
    buf_z(&s, " ORDER BY t.held DESC, t.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, WITHIN_SHOWN);
    db_bind_int(&r, 2, (w->at.page - 1) * WITHIN_SHOWN);
    db_bind_int(&r, 3, rq->today);
    db_bind_text(&r, 4, w->type);
    within_bind(rq, k, &w->at, &r, 5);
    return r;
}

static size_t schemes_read(struct rq *rq, const struct wanted *w,
                           struct listed *x)
{
    struct rows r = schemes_ask(rq, w);
    size_t n = 0;

    while (n < WITHIN_SHOWN && db_next(&r))
        x[n++] = (struct listed){ .entry = db_id(&r, 0),
                                  .number = arena_str(rq->arena, db_str(&r, 1)),
                                  .title = arena_str(rq->arena, db_str(&r, 2)),
                                  .type = arena_str(rq->arena, db_str(&r, 3)),
                                  .place = db_id(&r, 4),
                                  .body = db_id(&r, 5),
                                  .stage = db_int(&r, 6),
                                  .progress = db_int(&r, 7),
                                  .cost = db_int(&r, 8),
                                  .paid = db_int(&r, 9),
                                  .works = int_in(&r, 10),
                                  .due = day_in(&r, 11),
                                  .objections = db_int(&r, 12),
                                  .road = db_int(&r, 13) };
    db_done(&r);
    return n;
}

/* ---- the filter ---------------------------------------------------------*/

static void option(struct rq *rq, struct str value, const char *text,
                   struct str chosen)
{
    html(rq,
         str_same(value, chosen) ? "<option value=\"%s\" selected>%s</option>" :
                                   "<option value=\"%s\">%s</option>",
         zstr(rq, value), text);
}

static void types_draw(struct rq *rq, struct str chosen)
{
    struct rows r = db_rows(rq->db, SQL_WEB_WORKS_TYPES);

    html(rq, "<label>%s<select name=\"type\"><option value=\"\">%s</option>",
         word(rq, "field.type"), word(rq, "award.any"));
    while (db_next(&r))
        option(rq, arena_str(rq->arena, db_str(&r, 0)),
               zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                 db_str(&r, 3))),
               chosen);
    db_done(&r);
    html(rq, "</select></label>");
}

static void filter_draw(struct rq *rq, const struct wanted *w)
{
    static const char *const more[] = { "objections", "due", "not_functional" };
    struct str rest = S(WORKS_STAGES);

    html(rq, "<form class=\"filter\">");
    place_input(rq, w->at.place);
    types_draw(rq, w->type);
    html(rq, "<label>%s<select name=\"stage\"><option value=\"\">%s</option>",
         word(rq, "field.stage"), word(rq, "award.any"));
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        option(rq, one, word_of(rq, "works.stage", one), w->stage);
    }
    for (size_t i = 0; i < LEN(more); i++)
        option(rq, str_of(more[i]), word_of(rq, "works.list", str_of(more[i])),
               w->stage);
    html(rq, "</select></label><button>%s</button></form>",
         word(rq, "list.go"));
}

/* ---- drawing ------------------------------------------------------------*/

static void listed_draw(struct rq *rq, const struct listed *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/scheme/%s\"><bdi>%s</bdi></a> "
         "<small><bdi>%s</bdi></small></th><td>%s</td><td>",
         id_text(rq, x->entry), zstr(rq, x->title), zstr(rq, x->number),
         works_type(rq, x->type));
    thing_link(rq, "place", x->place);
    html(rq, "</td><td>");
    works_chip(rq, (int)x->stage);
    if (x->objections)
        html(rq, " <span class=\"chip warn\">%s %s</span>",
             number_text(rq, x->objections, 0),
             word(rq, "works.list.objections"));
    if (x->works != INT_NONE)
        html(rq, " <span class=\"%s\">%s</span>",
             x->works == 0 ? "chip good" : "chip stop",
             works_choice(rq, WORKS_FUNCTION, x->works));
    if (x->due != DAY_NONE && x->due <= rq->today)
        html(rq, " <span class=\"chip stop\">%s %s</span>",
             word(rq, "works.check_due"), day_text(rq, x->due));
    html(rq,
         "</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td "
         "class=\"n\">%s</td></tr>",
         rupees(rq, x->cost), rupees(rq, x->paid),
         works_percent(rq, x->progress));
}

static void schemes_json(struct rq *rq, const struct listed *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "schemes");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_int(&k, "cost", x[i].cost);
        key_day(&k, "due", x[i].due);
        key_id(&k, "id", x[i].entry);
        key_text(&k, "number", x[i].number);
        key_int(&k, "objections", x[i].objections);
        key_text(&k, "oc4ids_status",
                 str_of(works_oc4ids((int)x[i].stage, (int)x[i].road)));
        key_int(&k, "paid", x[i].paid);
        key_id(&k, "place", x[i].place);
        key_int(&k, "progress", x[i].progress);
        key_text(&k, "stage", choice_name(WORKS_STAGES, (int)x[i].stage));
        key_text(&k, "title", x[i].title);
        key_text(&k, "type", x[i].type);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* Schemes within reach, the latest first: where each stands, what it costs, how
 * much is done, which check is due. */
PAGE(schemes, GET, "/schemes", RIGHT_REGISTER)
{
    struct listed *x = arena_many(rq->arena, struct listed, WITHIN_SHOWN);
    struct wanted w = { .type = rq_arg(rq, "type"),
                        .stage = rq_arg(rq, "stage") };
    size_t n;

    if (!within_read(rq, WITHIN_PLACE, &w.at))
        return;
    n = schemes_read(rq, &w, x);
    if (rq->json) {
        schemes_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.scheme"));
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button main\" href=\"/scheme/new\">%s</a> ",
             word(rq, "works.add"));
    html(rq, "<a class=\"button\" href=\"/report/schemes\">%s</a></p>",
         word(rq, "report.schemes"));
    filter_draw(rq, &w);
    if (n) {
        listing_open(rq, "kind.scheme field.type field.place field.stage "
                         "n:works.cost n:works.paid n:works.done");
        for (size_t i = 0; i < n; i++)
            listed_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    within_pager(rq, &w.at, n);
    frame_close(rq);
}
