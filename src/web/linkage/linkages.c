/* linkages - the list of them: what is overdue first, or as it is asked. */
#include <string.h>

#include "linkage.sql.h"
#include "web/linkage/linkage.h"

struct asked {
    struct str stands, sector;
    struct id agency, body;
    int64_t page;
    bool own; /* self-help initiatives alone */
};
struct listed {
    struct linkage_row row;
    struct str issue, office;
    enum linkage_stands stands;
};

/* ---- shared -------------------------------------------------------------*/

bool linkage_read(struct rq *rq, struct id id, struct linkage_row *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LINKAGE_KEPT);
    bool there;

    db_bind_id(&r, 1, id);
    there = db_next(&r);
    if (there)
        *out = (struct linkage_row){ .id = id,
                                     .body = db_id(&r, 0),
                                     .agency = db_id(&r, 1),
                                     .self_help = db_int(&r, 2) == 1,
                                     .state = { .stage = (int32_t)db_int(&r, 3),
                                                .asked = day_in(&r, 4),
                                                .answered = day_in(&r, 5),
                                                .promised = day_in(&r, 6),
                                                .due = day_in(&r, 7),
                                                .ended = day_in(&r, 8),
                                                .last = day_in(&r, 9),
                                                .value = int_in(&r, 10),
                                                .paid = int_in(&r, 11),
                                                .reminders = db_int(&r, 12),
                                                .moved = db_int(&r, 13),
                                                .silent_on = day_in(&r, 14),
                                                .late_on = day_in(&r, 15),
                                                .lapsed_on = day_in(&r, 16) } };
    db_done(&r);
    return there;
}

const char *stands_word(struct rq *rq, enum linkage_stands stands)
{
    return word_of(rq, "linkage.stands", choice_name(LINKAGE_STANDS, stands));
}

void stands_chip(struct rq *rq, const struct linkage_row *row)
{
    const struct linkage_state *s = &row->state;
    enum linkage_stands stands = linkage_stands(s, rq->today);
    day since = stands == STANDS_OVERDUE ? s->late_on :
                stands == STANDS_SILENT  ? s->silent_on :
                stands == STANDS_OPEN    ? s->due :
                                           s->ended;

    html(rq, "<span class=\"%s\">%s</span>",
         stands == STANDS_DELIVERED                          ? "chip good" :
         stands == STANDS_OVERDUE || stands == STANDS_SILENT ? "chip stop" :
         stands == STANDS_LAPSED || stands == STANDS_REFUSED ? "chip warn" :
                                                               "chip",
         row->self_help && stands == STANDS_OPEN ?
             word(rq, "choice.in_progress") :
             stands_word(rq, stands));
    if (since != DAY_NONE)
        html(rq, " <small>%s</small>", day_text(rq, since));
}

const char *office_text(struct rq *rq, struct id agency, struct str office)
{
    if (!id_none(agency))
        return thing_name(rq, kind_find(S("agency")), agency);
    return office.n ? zstr(rq, office) : word(rq, "linkage.self_help");
}

/* ---- what is asked ------------------------------------------------------*/

static void asked_read(struct rq *rq, struct asked *a)
{
    a->stands = rq_arg(rq, "stands");
    a->sector = rq_arg(rq, "sector");
    a->own = rq_arg(rq, "own").n > 0;
    a->page = rq_int(rq, "page", 1, 100000, 1);
    if (!thing_read(rq, "agency", rq_arg(rq, "agency"), &a->agency))
        a->agency = ID_NONE;
    if (!id_read(rq_arg(rq, "body"), &a->body))
        a->body = ID_NONE;
}

static struct rows list_ask(struct rq *rq, const struct asked *a)
{
    const struct kind *k = kind_find(S("linkage"));
    int stands = choice_find(LINKAGE_STANDS, a->stands);
    int sector = choice_find(kind_field(k, S("sector"))->of, a->sector);
    struct buf s = buf_start(rq->arena);
    struct rows r;

    buf_z(&s, "SELECT x.entry, x.issue, x.office, " STANDS_SQL(
                  "$3") " AS stands FROM linkage x JOIN linkage_kept k ON "
                        "k.thing = x.entry WHERE x.counts = 1");
    buf_z(&s, stands >= 0 ? " AND " STANDS_SQL("$3") " = $4" :
                            " AND (CAST($4 AS BIGINT) = -1 OR 1 = 1)");
    buf_z(&s, sector >= 0 ? " AND x.sector = $5" :
                            " AND (CAST($5 AS BIGINT) = -1 OR 1 = 1)");
    buf_z(&s, id_none(a->agency) ? " AND (CAST($6 AS BYTEA) IS NULL OR 1 = 1)" :
                                   " AND x.agency = $6");
    buf_z(&s, id_none(a->body) ? " AND (CAST($7 AS BYTEA) IS NULL OR 1 = 1)" :
                                 " AND x.body = $7");
    buf_z(&s, a->own ? " AND k.self_help = 1" : "");
    reach_where(rq, kind_reads(k),
                &(struct reach_columns){ "k.place", "k.rsp", "k.project" }, &s,
                8);
    buf_z(&s, " ORDER BY CASE WHEN k.ended IS NULL THEN 0 ELSE 1 END, "
              "coalesce(k.late_on, k.silent_on, k.lapsed_on), k.ended DESC, "
              "x.entry LIMIT $1 OFFSET $2");
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, LINKAGES_SHOWN + 1);
    db_bind_int(&r, 2, (a->page - 1) * LINKAGES_SHOWN);
    db_bind_int(&r, 3, rq->today);
    db_bind_int(&r, 4, stands);
    db_bind_int(&r, 5, sector);
    db_bind_id(&r, 6, a->agency);
    db_bind_id(&r, 7, a->body);
    reach_bind(rq, kind_reads(k), &r, 8);
    return r;
}

static size_t list_read(struct rq *rq, const struct asked *a,
                        struct listed *out, bool *more)
{
    struct rows r = list_ask(rq, a);
    size_t n = 0;

    *more = false;
    while (db_next(&r)) {
        if (n == LINKAGES_SHOWN) {
            *more = true;
            break;
        }
        out[n++] =
            (struct listed){ .row = { .id = db_id(&r, 0) },
                             .issue = arena_str(rq->arena, db_str(&r, 1)),
                             .office = arena_str(rq->arena, db_str(&r, 2)),
                             .stands = (enum linkage_stands)db_int(&r, 3) };
    }
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        linkage_read(rq, out[i].row.id, &out[i].row);
    return n;
}

/* ---- drawing ------------------------------------------------------------*/

static void choices_draw(struct rq *rq, const char *name, const char *label,
                         const char *of, const char *group, struct str now)
{
    struct str rest = str_of(of);

    html(rq, "<label>%s<select name=\"%s\"><option value=\"\">%s</option>",
         label, name, word(rq, "award.any"));
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, now) ? "<option value=\"%s\" selected>%s</option>" :
                                  "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, group, one));
    }
    html(rq, "</select></label>");
}

static void filter_draw(struct rq *rq, const struct asked *a)
{
    const struct kind *k = kind_find(S("linkage"));

    html(rq, "<form class=\"filter\" method=\"get\">");
    choices_draw(rq, "stands", word(rq, "field.state"), LINKAGE_STANDS,
                 "linkage.stands", a->stands);
    choices_draw(rq, "sector", word(rq, "field.sector"),
                 kind_field(k, S("sector"))->of, "choice", a->sector);
    if (!id_none(a->agency))
        html(rq, "<input type=\"hidden\" name=\"agency\" value=\"%s\">",
             id_text(rq, a->agency));
    if (!id_none(a->body))
        html(rq, "<input type=\"hidden\" name=\"body\" value=\"%s\">",
             id_text(rq, a->body));
    html(rq,
         "<label class=\"check\"><input type=\"checkbox\" name=\"own\" "
         "value=\"1\"%s> %s</label><button>%s</button></form>",
         a->own ? " checked" : "", word(rq, "linkage.self_help"),
         word(rq, "list.go"));
}

static void row_draw(struct rq *rq, const struct listed *x)
{
    html(rq, "<tr><th scope=\"row\"><a href=\"/linkage/%s\"><bdi>%s</bdi></a>",
         id_text(rq, x->row.id), zstr(rq, x->issue));
    html(rq, "</th><td>");
    thing_link(rq, "body", x->row.body);
    html(rq, "</td><td><bdi>%s</bdi></td><td>%s</td><td>",
         office_text(rq, x->row.agency, x->office),
         day_text(rq, x->row.state.asked));
    stands_chip(rq, &x->row);
    html(rq, "</td><td class=\"n\">%s</td></tr>",
         rupees(rq, x->row.state.value));
}

static void list_json(struct rq *rq, const struct listed *x, size_t n)
{
    struct keys all = keys_open(rq);

    key_list(&all, "linkages");
    for (size_t i = 0; i < n; i++) {
        struct keys k = key_item(rq, i);

        key_id(&k, "agency", x[i].row.agency);
        key_day(&k, "asked", x[i].row.state.asked);
        key_id(&k, "body", x[i].row.body);
        key_day(&k, "due", x[i].row.state.due);
        key_id(&k, "id", x[i].row.id);
        key_text(&k, "issue", x[i].issue);
        key_text(&k, "stands", choice_name(LINKAGE_STANDS, x[i].stands));
        key_int(&k, "value", x[i].row.state.value);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* What bodies asked of departments and others, and what they do by themselves:
 * those that wait first, the longest overdue before all. */
PAGE(linkages, GET, "/linkages", RIGHT_REGISTER)
{
    struct listed *x = arena_many(rq->arena, struct listed, LINKAGES_SHOWN);
    struct asked a;
    bool more;
    size_t n;

    asked_read(rq, &a);
    n = list_read(rq, &a, x, &more);
    if (rq->json) {
        list_json(rq, x, n);
        return;
    }
    frame_open(rq, word(rq, "kinds.linkage"));
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button main\" href=\"/new/linkage\">%s</a>",
             word(rq, "linkage.add"));
    html(rq,
         "<a class=\"button\" href=\"/report/linkages\">%s</a><a "
         "class=\"button\" href=\"/list/agency\">%s</a></p>",
         word(rq, "linkage.who_answers"), word(rq, "kinds.agency"));
    filter_draw(rq, &a);
    if (n) {
        listing_open(rq,
                     "field.issue.text field.body field.agency field.requested "
                     "field.state n:field.value");
        for (size_t i = 0; i < n; i++)
            row_draw(rq, &x[i]);
        listing_close(rq);
    } else {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    }
    pager_draw(rq, a.page, more ? a.page + 1 : a.page);
    frame_close(rq);
}
