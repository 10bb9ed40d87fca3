/* selection - who is to have a ranked product in a place: looked at, kept
 * frozen, and published without what is nobody's business. */
#include <string.h>

#include "report/need.h"
#include "survey.sql.h"
#include "web/poverty/survey.h"

/* One entry holds so many ranks: a row is about 115 bytes, an entry at most
 * ENTRY_MAX. A longer list goes on in entries that name the one before. */
enum { PART_ROWS = 1500, SHOWN_MOST = 300, PARTS_OF = 14 };

struct selection_ask {
    struct id product_id, place;
    struct product product;
    int64_t places, shown;
    struct rank_row *row;
    size_t n;      /* ranked */
    size_t judged; /* households that live there */
    bool more;     /* more live there than are looked at */
    struct findings found;
};

/* ---- ranking ------------------------------------------------------------*/

/* Everybody whom the rule does not exclude: what is still to be seen is seen
 * before anything is given. */
static void rank_make(struct rq *rq, struct selection_ask *s)
{
    struct need *need;

    s->judged = needs_read(rq->db, s->place, s->product.code, rq->today,
                           rq->arena, &need, &s->more);
    s->row = arena_many(rq->arena, struct rank_row, s->judged + 1);
    for (size_t i = 0; i < s->judged; i++) {
        struct arena_mark mark = arena_mark(rq->arena);
        struct choice_ask ask = { .product = &s->product,
                                  .home = need[i].home,
                                  .score = need[i].score,
                                  .received = need[i].received,
                                  .on = rq->today };
        struct choice_answer c = choice_judge(&ask, rq->arena);
        bool in = c.verdict != NOT_ELIGIBLE && !id_none(need[i].score.id);

        arena_back(rq->arena, mark);
        if (in)
            s->row[s->n++] =
                (struct rank_row){ .household = need[i].household,
                                   .score_id = need[i].score.id,
                                   .score = need[i].score.score,
                                   .dependants = need[i].dependants,
                                   .taken = need[i].score.taken };
    }
    rank_sort(s->row, s->n, s->places);
}

/* ---- the question -------------------------------------------------------*/

static bool ask_part(struct rq *rq, struct str product, struct str place,
                     struct str places, struct selection_ask *s)
{
    s->found = findings_start(rq->arena);
    if (!thing_read(rq, "place", place, &s->place))
        tell(&s->found, STOP, "ask.unknown", "place");
    if (product.n &&
        (!id_read(product, &s->product_id) ||
         !product_read(rq->db, s->product_id, rq->arena, &s->product)))
        tell(&s->found, STOP, "ask.unknown", "product");
    if (places.n && (!int_read(str_trim(places), &s->places) || s->places < 1 ||
                     s->places > 100000)) {
        s->places = 0;
        tell(&s->found, STOP, "field.out_of_bounds", "places");
    }
    return !s->found.n && !id_none(s->product_id) && !id_none(s->place) &&
           s->places > 0;
}

/* May the asker choose for this product, here? */
static bool may_choose(struct rq *rq, const struct selection_ask *s)
{
    struct scope scope = { .place = s->place,
                           .rsp = s->product.rsp,
                           .project = s->product.project };

    scope.shared = id_none(scope.rsp);
    return rq_may_in(rq, RIGHT_MANAGE, &scope);
}

static void ask_form(struct rq *rq, const struct selection_ask *s)
{
    struct product_row *row;
    size_t n = products_read(rq->db, rq->today, rq->arena, &row);

    html(rq,
         "<form class=\"filter\" method=\"get\" action=\"/selections\"><label>"
         "%s<select name=\"product\">",
         word(rq, "kind.product"));
    for (size_t i = 0; i < n; i++)
        if (row[i].is.ranked || id_same(row[i].entry, s->product_id))
            html(rq,
                 id_same(row[i].entry, s->product_id) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 id_text(rq, row[i].entry),
                 thing_name(rq, kind_find(S("product")), row[i].entry));
    html(rq,
         "</select></label><input type=\"hidden\" name=\"place\" "
         "value=\"%s\"><label>%s<input name=\"places\" "
         "inputmode=\"numeric\" value=\"",
         id_none(s->place) ? "" : id_text(rq, s->place),
         word(rq, "selection.places"));
    if (s->places)
        html(rq, "%lld", (long long)s->places);
    html(rq, "\"></label><button>%s</button></form>", word(rq, "ask.go"));
}

/* ---- what it comes to ---------------------------------------------------*/

static void rank_row_draw(struct rq *rq, const struct rank_row *row,
                          const char *number)
{
    static const char *const by[] = { "", "selection.by_score",
                                      "selection.by_dependants",
                                      "selection.by_taken", "selection.by_id" };

    html(rq,
         "<tr><td class=\"n\">%lld</td><th scope=\"row\"><a "
         "href=\"/household/%s\"><bdi>%s</bdi></a></th><td class=\"n\">%s</td>"
         "<td class=\"n\">%lld</td><td>%s</td><td>%s</td></tr>",
         (long long)row->rank, id_text(rq, row->household), number,
         score_text(rq, row->score), (long long)row->dependants,
         day_text(rq, row->taken),
         row->by > RANK_SCORE ? word(rq, by[row->by]) : "");
}

static void cut_draw(struct rq *rq)
{
    html(rq,
         "<tr class=\"heading\"><th colspan=\"6\" scope=\"colgroup\">%s</th>"
         "</tr>",
         word(rq, "selection.waiting_list"));
}

static void ranks_draw(struct rq *rq, const struct selection_ask *s)
{
    size_t shown = s->n < SHOWN_MOST ? s->n : SHOWN_MOST;
    struct id *id = arena_many(rq->arena, struct id, shown + 1);
    const char **number = arena_many(rq->arena, const char *, shown + 1);

    for (size_t i = 0; i < shown; i++)
        id[i] = s->row[i].household;
    thing_names(rq, kind_find(S("household")), id, shown, number);
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\"><thead><tr>"
         "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\">%s</th><th "
         "scope=\"col\" class=\"n\">%s</th><th scope=\"col\" class=\"n\">%s"
         "</th><th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead>"
         "<tbody>",
         word(rq, "field.rank"), word(rq, "kind.household"),
         word(rq, "field.score"), word(rq, "selection.dependants"),
         word(rq, "field.held"), word(rq, "selection.tie"));
    for (size_t i = 0; i < shown; i++) {
        if (s->row[i].waiting && (i == 0 || !s->row[i - 1].waiting))
            cut_draw(rq);
        rank_row_draw(rq, &s->row[i], number[i]);
    }
    html(rq, "</tbody></table></div>");
    if (s->n > shown)
        html(rq, "<p class=\"count\">%s %s</p>", word(rq, "selection.more"),
             number_text(rq, (int64_t)(s->n - shown), 0));
}

static void preview_draw(struct rq *rq, const struct selection_ask *s)
{
    html(rq, "<p>%s %s · %s %s</p>", word(rq, "selection.judged"),
         number_text(rq, (int64_t)s->judged, 0),
         word(rq, "selection.in_window"), number_text(rq, (int64_t)s->n, 0));
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "selection.rule"));
    if (s->more) {
        html(rq, "<p class=\"note warn\">%s</p>",
             word(rq, "finding.selection.too_wide"));
        return;
    }
    if (!s->n) {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
        return;
    }
    ranks_draw(rq, s);
    if (!may_choose(rq, s))
        return;
    html(rq,
         "<form method=\"post\" class=\"fact\" action=\"/selections\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" "
         "name=\"_id\" value=\"%s\"><input type=\"hidden\" name=\"product\" "
         "value=\"%s\"><input type=\"hidden\" name=\"place\" value=\"%s\">"
         "<input type=\"hidden\" name=\"places\" value=\"%lld\">",
         rq->csrf, id_text(rq, form_id(rq)), id_text(rq, s->product_id),
         id_text(rq, s->place), (long long)s->places);
    html(rq,
         "<div class=\"field\"><label><span>%s</span><input name=\"note\" "
         "maxlength=\"300\" dir=\"auto\"></label></div><div class=\"tools\">"
         "<button class=\"main\">%s</button></div><p><small>%s</small></p>"
         "</form>",
         word(rq, "field.note"), word(rq, "selection.freeze"),
         word(rq, "selection.freeze_lead"));
}

static void kept_draw(struct rq *rq, const struct selection_ask *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SELECTIONS_OF);
    bool any = false;

    db_bind_id(&r, 1, s->place);
    db_bind_int(&r, 2, 50);
    while (db_next(&r)) {
        if (!any)
            html(rq, "<h2>%s</h2><ul class=\"links\">",
                 word(rq, "kinds.selection"));
        any = true;
        html(rq, "<li><a href=\"/selection/%s\">%s</a> <small>",
             id_text(rq, db_id(&r, 0)), day_text(rq, (day)db_int(&r, 3)));
        thing_link(rq, "product", db_id(&r, 1));
        html(rq, " · %s · <span class=\"n\">%s / %s</span></small></li>",
             place_name(rq, db_id(&r, 2)), number_text(rq, db_int(&r, 4), 0),
             number_text(rq, db_int(&r, 5), 0));
    }
    db_done(&r);
    html(rq, any ? "</ul>" : "");
}

static void ranking_json(struct rq *rq, const struct selection_ask *s)
{
    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"judged\":%zu,\"ranked\":[", s->judged);
    for (size_t i = 0; i < s->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_int(&one, "dependants", s->row[i].dependants);
        key_id(&one, "household", s->row[i].household);
        key_int(&one, "rank", s->row[i].rank);
        key_int(&one, "score", s->row[i].score);
        key_id(&one, "score_id", s->row[i].score_id);
        key_int(&one, "waiting", s->row[i].waiting);
        keys_close(&one);
    }
    buf_z(&rq->body, "]}\n");
}

static void selections_draw(struct rq *rq, struct selection_ask *s, bool whole)
{
    if (rq->json) {
        if (rq->page->method == PAGE_POST)
            form_answer_json(rq, rq->status == 503 ? "unknown" : "refused",
                             ID_NONE, &s->found);
        else
            ranking_json(rq, s);
        return;
    }
    frame_open(rq, word(rq, "selection.title"));
    for (size_t i = 0; i < s->found.n; i++)
        finding_draw(rq, &s->found.at[i]);
    if (id_none(s->place)) {
        html(rq, "<p>%s</p>", word(rq, "selection.choose_place"));
    } else {
        html(rq, "<p class=\"lead\">");
        place_line(rq, s->place);
        html(rq, "</p>");
        ask_form(rq, s);
        if (whole)
            preview_draw(rq, s);
        kept_draw(rq, s);
    }
    frame_close(rq);
}

/* May the asker read registers there? */
static bool reads_there(struct rq *rq, struct id place)
{
    struct scope scope = { .place = place, .shared = true };

    return id_none(place) || rq_may_in(rq, RIGHT_REGISTER, &scope);
}

/* Ranks the households of a place for a product, lowest score first, and shows
 * the lists that were kept there. */
PAGE(selections, GET, "/selections", RIGHT_REGISTER)
{
    struct selection_ask s = { .places = 0 };
    bool whole = ask_part(rq, rq_arg(rq, "product"), rq_arg(rq, "place"),
                          rq_arg(rq, "places"), &s);

    if (!reads_there(rq, s.place)) {
        not_here(rq);
        return;
    }
    if (whole)
        rank_make(rq, &s);
    selections_draw(rq, &s, whole);
}

/* ---- frozen -------------------------------------------------------------*/

static void chosen_put(struct buf *b, const struct rank_row *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_z(b, i ? ",{\"household\":\"" : "{\"household\":\"");
        id_put(b, row[i].household);
        buf_fmt(b, "\",\"rank\":%lld,\"score\":\"", (long long)row[i].rank);
        id_put(b, row[i].score_id);
        buf_z(b, row[i].waiting ? "\",\"waiting\":true}" : "\"}");
    }
}

static struct str part_body(struct rq *rq, const struct selection_ask *s,
                            size_t first, struct id follows)
{
    struct buf b = buf_start(rq->arena);
    size_t n = s->n - first < PART_ROWS ? s->n - first : PART_ROWS;
    struct str note = str_trim(rq_part(rq, "note"));

    buf_z(&b, "{\"chosen\":[");
    chosen_put(&b, s->row + first, n);
    buf_z(&b, "],");
    if (!id_none(follows))
        buf_fmt(&b, "\"follows\":\"%s\",", id_text(rq, follows));
    buf_z(&b, "\"made\":\"");
    day_put(&b, rq->today);
    buf_char(&b, '"');
    if (note.n) {
        buf_z(&b, ",\"note\":");
        buf_json(&b, note);
    }
    buf_fmt(&b,
            ",\"place\":\"%s\",\"places\":%lld,\"product\":\"%s\","
            "\"ranked\":%zu}",
            id_text(rq, s->place), (long long)s->places,
            id_text(rq, s->product_id), s->n);
    return buf_str(&b);
}

static struct id part_id(struct rq *rq, struct id first, size_t part)
{
    struct buf b = buf_start(rq->arena);
    struct hash h;
    struct id id;

    if (!part)
        return first;
    buf_fmt(&b, "beside %s selection %zu", id_text(rq, first), part);
    h = sha_of(buf_str(&b));
    memcpy(id.b, h.b, sizeof id.b);
    return id;
}

static void freeze_again(struct rq *rq, void *self, const struct findings *f)
{
    struct selection_ask *s = self;

    s->found = *f;
    selections_draw(rq, s, s->n > 0);
}

static void freeze(struct rq *rq, struct selection_ask *s, struct id first)
{
    struct draft *d = arena_many(rq->arena, struct draft, PARTS_OF);
    struct buf to = buf_start(rq->arena);
    size_t n = 0;

    for (size_t at = 0; at < s->n && n < PARTS_OF; at += PART_ROWS, n++)
        d[n] = (struct draft){ .kind = S("selection"),
                               .id = part_id(rq, first, n),
                               .body = part_body(rq, s, at,
                                                 n ? part_id(rq, first, n - 1) :
                                                     ID_NONE),
                               .strict = true };
    MUST(n * PART_ROWS >= s->n);
    buf_fmt(&to, "/selection/%s?kept=1", id_text(rq, first));
    survey_keep(rq, d, n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = freeze_again,
                                       .self = s });
}

/* Keeps the ranked list as it is now. */
PAGE(selections_keep, POST, "/selections", RIGHT_MANAGE)
{
    struct selection_ask *s = arena_new(rq->arena, struct selection_ask);
    struct id first;
    bool whole;

    memset(s, 0, sizeof *s);
    whole = ask_part(rq, rq_part(rq, "product"), rq_part(rq, "place"),
                     rq_part(rq, "places"), s);
    if (!reads_there(rq, s->place)) {
        not_here(rq);
        return;
    }
    if (whole && !may_choose(rq, s)) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (whole)
        rank_make(rq, s);
    if (!whole || !id_read(rq_part(rq, "_id"), &first))
        tell(&s->found, STOP, "field.missing", "product");
    else if (s->more)
        tell(&s->found, STOP, "selection.too_wide", "place");
    else if (!s->n)
        tell(&s->found, STOP, "selection.nobody", "place");
    if (s->found.n) {
        rq->status = 422;
        selections_draw(rq, s, false);
        return;
    }
    freeze(rq, s, first);
}
