/* rank_show - an order of needs as it was reached; and two of them side by side,
 * with the reason for each need that moved. */
#include "rank.sql.h"
#include "web/batch.h"
#include "web/form.h"
#include "web/need/rank.h"
#include "web/poverty/survey.h"

struct shown {
    struct id id;
    const struct ranking *is;
    struct priority p;
    const char **name; /* of each row */
};

static void names_read(struct rq *rq, struct shown *x)
{
    struct id *id = arena_many(rq->arena, struct id, x->p.n + 1);

    x->name = arena_many(rq->arena, const char *, x->p.n + 1);
    for (size_t i = 0; i < x->p.n; i++)
        id[i] = x->p.row[i].need;
    thing_names(rq, kind_find(S("need")), id, x->p.n, x->name);
}

/* ---- one ----------------------------------------------------------------*/

static const char *score_said(struct rq *rq, const struct ranking *r,
                              int64_t score)
{
    return score == INT_NONE ?
               "" :
               number_text(rq, score, r->method == PRIORITY_WEIGHTED ? 2 : 0);
}

/* A voice of its own: its tally, and its place where that is another one. */
static void voice_cell(struct rq *rq, const struct shown *x, size_t i, int v)
{
    const struct priority_row *row = &x->p.row[i];

    html(rq, "<td class=\"n\">%s", score_said(rq, x->is, row->score[v]));
    if (row->rank[v] != INT_NONE)
        html(rq,
             row->rank[v] == row->rank[VOICE_ALL] ?
                 " <small>(%s)</small>" :
                 " <span class=\"chip warn\">%s</span>",
             number_text(rq, row->rank[v], 0));
    html(rq, "</td>");
}

static void row_draw(struct rq *rq, const struct shown *x, size_t i)
{
    const struct priority_row *row = &x->p.row[i];

    html(rq,
         "<tr><td class=\"n\"><b>%s</b></td><th scope=\"row\"><a "
         "href=\"/need/%s\"><bdi>%s</bdi></a></th>",
         number_text(rq, row->rank[VOICE_ALL], 0), id_text(rq, row->need),
         x->name[i]);
    if (x->is->method != PRIORITY_MEETING)
        html(rq, "<td class=\"n\">%s</td>",
             score_said(rq, x->is, row->score[VOICE_ALL]));
    for (int v = VOICE_WOMEN; v < VOICES; v++)
        if (priority_heard(&x->p, (enum priority_voice)v))
            voice_cell(rq, x, i, v);
    html(rq, "<td>");
    if (row->by >= BY_AMONG)
        html(rq, "<span class=\"chip\">%s</span>",
             word_of(rq, "rank.by", choice_name(PRIORITY_BY, (int)row->by)));
    html(rq, "</td></tr>");
}

static void table_draw(struct rq *rq, const struct shown *x)
{
    static const char *const head[VOICES] = { "", " n:rank.women",
                                              " n:rank.men",
                                              " n:rank.poorest" };
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "n:field.place kind.need");
    if (x->is->method != PRIORITY_MEETING)
        buf_z(&b, " n:rank.all");
    for (int v = VOICE_WOMEN; v < VOICES; v++)
        if (priority_heard(&x->p, (enum priority_voice)v))
            buf_z(&b, head[v]);
    buf_z(&b, " rank.equals");
    listing_open(rq, zstr(rq, buf_str(&b)));
    for (size_t i = 0; i < x->p.n; i++)
        row_draw(rq, x, i);
    listing_close(rq);
    html(rq, "<p><small>%s</small></p>", word(rq, "rank.tie_rule"));
}

static void weights_card(struct rq *rq, const struct ranking *r)
{
    const struct ranking_criterion *c = r->criterion.at;

    if (!r->criterion.n)
        return;
    card_open(rq, "field.criterion");
    html(rq, "<dl class=\"fields\">");
    for (size_t i = 0; i < r->criterion.n; i++)
        html(rq, "<dt><bdi>%s</bdi></dt><dd>%s %%</dd>", zstr(rq, c[i].title),
             number_text(rq, c[i].weight, 0));
    html(rq, "</dl>");
    card_close(rq);
}

static void present_tiles(struct rq *rq, const struct ranking *r)
{
    html(rq, "<ul class=\"counters tiles\">");
    tile(rq, "field.women_present", r->women_present, 0, "");
    tile(rq, "field.men_present", r->men_present, 0, "");
    if (r->poorest_present != INT_NONE)
        tile(rq, "field.poorest_present", r->poorest_present, 0, "");
    html(rq, "</ul>");
}

static void others_card(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RANKINGS_WITH);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        if (!any) {
            card_open(rq, "rank.beside");
            html(rq, "<ul class=\"links\">");
        }
        any = true;
        html(rq,
             "<li><a href=\"/ranking/%s/against/%s\">%s · %s</a> <small>%s %s"
             "</small></li>",
             id_text(rq, id), id_text(rq, db_id(&r, 0)),
             day_text(rq, (day)db_int(&r, 1)),
             word_of(rq, "rank.method",
                     choice_name(PRIORITY_METHODS, (int)db_int(&r, 2))),
             number_text(rq, db_int(&r, 3), 0), word(rq, "rank.same_needs"));
    }
    db_done(&r);
    if (!any)
        return;
    html(rq, "</ul>");
    card_close(rq);
}

static void shown_json(struct rq *rq, const struct shown *x)
{
    static const char *const name[VOICES] = { "score", "women", "men",
                                              "poorest" };
    struct keys all = keys_open(rq);

    key_id(&all, "body", x->is->body);
    key_text(&all, "method", choice_name(PRIORITY_METHODS, x->is->method));
    key_list(&all, "needs");
    for (size_t i = 0; i < x->p.n; i++) {
        struct keys k = key_item(rq, i);

        key_text(&k, "by", choice_name(PRIORITY_BY, (int)x->p.row[i].by));
        key_id(&k, "need", x->p.row[i].need);
        key_int(&k, "place", x->p.row[i].rank[VOICE_ALL]);
        for (int v = 0; v < VOICES; v++)
            key_int(&k, name[v], x->p.row[i].score[v]);
        keys_close(&k);
    }
    key_list_end(&all);
    keys_close(&all);
}

/* An order of needs: the place of each, what women and the poorest said apart,
 * by which rule equals were parted, and who was there. */
PAGE(ranking, GET, "/ranking/*", RIGHT_REGISTER)
{
    const struct kind *k = kind_find(S("ranking"));
    struct shown x = { .is = register_open(rq, k, &x.id) };

    if (!x.is)
        return;
    x.p = priority_of(x.is, rq->arena);
    if (rq->json) {
        shown_json(rq, &x);
        return;
    }
    names_read(rq, &x);
    frame_open(rq, word(rq, "kind.ranking"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", x.is->body);
    html(rq, " · %s · %s", day_text(rq, x.is->held),
         word_of(rq, "rank.method",
                 choice_name(PRIORITY_METHODS, x.is->method)));
    if (!id_none(x.is->meeting)) {
        html(rq, " · ");
        thing_link(rq, "meeting", x.is->meeting);
    }
    html(rq, "</p>");
    if (x.p.circle)
        finding_draw(rq,
                     &(struct finding){ "ranking.circle", WARN, S(""), 0, 0 });
    present_tiles(rq, x.is);
    table_draw(rq, &x);
    if (x.is->note.n)
        html(rq, "<blockquote><bdi>%s</bdi></blockquote>",
             zstr(rq, x.is->note));
    weights_card(rq, x.is);
    others_card(rq, x.id);
    attachments_card(rq, k, x.id);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/portfolio/new?body=%s"
         "\">%s</a> <a class=\"button\" href=\"/entry/%s\">%s</a></p>",
         id_text(rq, x.is->body), word(rq, "portfolio.new"), id_text(rq, x.id),
         word(rq, "rank.entry"));
    frame_close(rq);
}

/* ---- two ----------------------------------------------------------------*/

struct beside {
    struct id id[2];
    const struct ranking *is[2];
    struct contrast_of c;
    struct id draft;
    struct findings found;
    const char **name, **other;
};

static const struct ranking *ranking_at(struct rq *rq, struct id id)
{
    const struct kind *k = kind_find(S("ranking"));
    struct ranking *r = arena_take(rq->arena, k->bytes);

    if (!rq_sees(rq, k, id))
        return NULL; /* it has answered */
    if (!row_find(rq->db, k, id, rq->arena, r)) {
        not_here(rq);
        return NULL;
    }
    return r;
}

/* NULL when it has answered. */
static struct beside *beside_open(struct rq *rq)
{
    struct beside *b = arena_new(rq->arena, struct beside);
    struct id *need, *other;

    for (int i = 0; i < 2; i++) {
        if (!rq_id(rq, i, &b->id[i])) {
            not_here(rq);
            return NULL;
        }
        b->is[i] = ranking_at(rq, b->id[i]);
        if (!b->is[i])
            return NULL;
    }
    b->c = priority_contrast(b->is[0], b->is[1], rq->arena);
    b->name = arena_many(rq->arena, const char *, b->c.n + 1);
    b->other = arena_many(rq->arena, const char *, b->c.n + 1);
    need = arena_many(rq->arena, struct id, b->c.n + 1);
    other = arena_many(rq->arena, struct id, b->c.n + 1);
    for (size_t i = 0; i < b->c.n; i++) {
        need[i] = b->c.row[i].need;
        other[i] = b->c.row[i].other;
    }
    thing_names(rq, kind_find(S("need")), need, b->c.n, b->name);
    thing_names(rq, kind_find(S("need")), other, b->c.n, b->other);
    b->found = findings_start(rq->arena);
    if (!id_read(rq_part(rq, "_id"), &b->draft) || id_none(b->draft))
        b->draft = form_id(rq);
    return b;
}

/* The reason as a sentence: {other} the need it changed sides with, {where} in
 * which of the two, {a}, {b}, {text}. */
static void why_draw(struct rq *rq, const struct beside *b, size_t i)
{
    const struct contrast_row *x = &b->c.row[i];
    struct str rest = str_of(
        word_of(rq, "contrast", choice_name(CONTRAST_WHYS, x->why)));

    while (rest.n) {
        struct str plain = str_cut(&rest, '{'), hole;

        html(rq, "%s", zstr(rq, plain));
        if (!rest.n)
            break;
        hole = str_cut(&rest, '}');
        if (str_same(hole, S("other")))
            html(rq, "<bdi>%s</bdi>", b->other[i]);
        else if (str_same(hole, S("where")))
            html(rq, "%s",
                 word(rq, x->side == SIDE_HERE ? "rank.here" : "rank.there"));
        else if (str_same(hole, S("text")))
            html(rq, "<bdi>%s</bdi>", zstr(rq, x->text));
        else if (str_same(hole, S("b.2")))
            html(rq, "%s", number_text(rq, x->b, 2));
        else
            html(rq, "%s",
                 number_text(rq, str_same(hole, S("a")) ? x->a : x->b, 0));
    }
}

static void moved_draw(struct rq *rq, const struct beside *b, size_t i)
{
    const struct contrast_row *x = &b->c.row[i];

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/need/%s\"><bdi>%s</bdi></a><br>"
         "<small>",
         id_text(rq, x->need), b->name[i]);
    why_draw(rq, b, i);
    html(rq, "</small></th><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>",
         number_text(rq, x->here, 0), number_text(rq, x->there, 0));
}

static void side_draw(struct rq *rq, const struct beside *b, int i)
{
    const struct ranking *r = b->is[i];

    html(rq, "<dt>%s</dt><dd><a href=\"/ranking/%s\">%s · %s</a> <small>%s %s",
         word(rq, i ? "rank.there" : "rank.here"), id_text(rq, b->id[i]),
         day_text(rq, r->held),
         word_of(rq, "rank.method", choice_name(PRIORITY_METHODS, r->method)),
         word(rq, "field.women"),
         r->women_present == INT_NONE ? "–" :
                                        number_text(rq, r->women_present, 0));
    html(rq, " · %s %s</small></dd>", word(rq, "field.men"),
         r->men_present == INT_NONE ? "–" : number_text(rq, r->men_present, 0));
}

static void kept_before(struct rq *rq, const struct beside *b)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CONTRASTS);

    db_bind_id(&r, 1, b->id[0]);
    db_bind_id(&r, 2, b->id[1]);
    while (db_next(&r))
        html(rq, "<p><a href=\"/entry/%s\">%s %s</a></p>",
             id_text(rq, db_id(&r, 0)), word(rq, "rank.kept_on"),
             day_text(rq, (day)db_int(&r, 1)));
    db_done(&r);
}

static void beside_draw(struct rq *rq, const struct beside *b)
{
    frame_open(rq, word(rq, "kind.contrast"));
    for (size_t i = 0; i < b->found.n; i++)
        finding_draw(rq, &b->found.at[i]);
    html(rq, "<dl class=\"fields\">");
    side_draw(rq, b, 0);
    side_draw(rq, b, 1);
    html(rq, "</dl><ul class=\"counters tiles\">");
    tile(rq, "rank.agree", b->c.pairs - b->c.swapped, 0,
         zstr(rq, str_of(word(rq, "rank.pairs_of"))));
    tile(rq, "rank.differ", b->c.swapped, 0, word(rq, "rank.pairs_of"));
    html(rq, "</ul>");
    if (b->c.here_only || b->c.there_only)
        html(rq, "<p>%s %zu · %zu</p>", word(rq, "rank.only_one"),
             b->c.here_only, b->c.there_only);
    listing_open(rq, "portfolio.need_why n:rank.here n:rank.there");
    for (size_t i = 0; i < b->c.n; i++)
        moved_draw(rq, b, i);
    listing_close(rq);
    kept_before(rq, b);
    if (register_may(rq, RIGHT_KEEP, kind_find(S("ranking")), b->id[0]) &&
        b->c.n > 1) {
        form_open(rq, "fact", "contrast", word(rq, "kind.contrast"), b->draft);
        html(rq,
             "<label><span>%s</span><textarea name=\"note\" maxlength=\"2000\" "
             "dir=\"auto\">%s</textarea></label><p class=\"tools\"><button "
             "class=\"main\">%s</button></p></form>",
             word(rq, "rank.what_we_say"), zstr(rq, rq_part(rq, "note")),
             word(rq, "rank.keep_contrast"));
    }
    frame_close(rq);
}

static void beside_json(struct rq *rq, const struct beside *b)
{
    struct keys all = keys_open(rq);

    key_list(&all, "needs");
    for (size_t i = 0; i < b->c.n; i++) {
        const struct contrast_row *x = &b->c.row[i];
        struct keys k = key_item(rq, i);

        key_int(&k, "here", x->here);
        key_id(&k, "need", x->need);
        key_id(&k, "other", x->other);
        key_int(&k, "there", x->there);
        key_text(&k, "why", choice_name(CONTRAST_WHYS, x->why));
        keys_close(&k);
    }
    key_list_end(&all);
    key_int(&all, "pairs", b->c.pairs);
    key_int(&all, "swapped", b->c.swapped);
    keys_close(&all);
}

/* Two orders of the same needs side by side: where each need stands in both and,
 * where it moved, why. */
PAGE(ranking_against, GET, "/ranking/*/against/*", RIGHT_REGISTER)
{
    struct beside *b = beside_open(rq);

    if (b && rq->json)
        beside_json(rq, b);
    else if (b)
        beside_draw(rq, b);
}

static void contrast_again(struct rq *rq, void *self, const struct findings *f)
{
    struct beside *b = self;

    if (rq->status == 200)
        rq->status = 422;
    b->found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        beside_draw(rq, b);
}

/* "pairs", "row" ...: a member of a record by its field. */
static void *said_at(const struct kind *k, void *record, const char *name)
{
    const struct field *f = kind_field(k, str_of(name));

    MUST(f);
    return (char *)record + f->at;
}

/* Keeps the difference of two orders with its reasons, and what people say to
 * it. */
PAGE(ranking_against_go, POST, "/ranking/*/against/*", RIGHT_KEEP)
{
    struct beside *b = beside_open(rq);
    const struct kind *k = kind_find(S("contrast"));
    void *record = arena_take(rq->arena, k->bytes);
    struct batch all = batch_start(rq, 1);
    struct buf to = buf_start(rq->arena);

    if (!b)
        return;
    record_blank(k->field, k->fields, record);
    *(struct id *)said_at(k, record, "ranking") = b->id[0];
    *(struct id *)said_at(k, record, "against") = b->id[1];
    *(day *)said_at(k, record, "held") = rq->today;
    *(int64_t *)said_at(k, record, "pairs") = b->c.pairs;
    *(int64_t *)said_at(k, record, "swapped") = b->c.swapped;
    *(struct list *)said_at(k, record, "row") = (struct list){ b->c.row,
                                                               b->c.n };
    *(struct str *)said_at(k, record, "note") = str_trim(rq_part(rq, "note"));
    *(struct id *)said_at(k, record, "staff") = rq_staff(rq);
    batch_add(rq, &all, k, b->draft, record, "");
    batch_judge(rq, &all, &b->found);
    if (findings_stop(&b->found)) {
        contrast_again(rq, b, &b->found);
        return;
    }
    buf_fmt(&to, "/ranking/%s/against/%s?kept=1", id_text(rq, b->id[0]),
            id_text(rq, b->id[1]));
    survey_keep(rq, all.at, all.n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = contrast_again,
                                       .self = b });
}
