/* chosen - a ranked list as it was frozen: for the office with score and rule,
 * and for the wall of the union council with neither. */
#include "report/need.h"
#include "survey.sql.h"
#include "web/poverty/survey.h"

struct chosen_row {
    struct id household, place;
    const char *number, *head;
    int64_t score;
    day held;
};
struct chosen_page {
    const struct kind *kind;
    struct id id;
    const void *record;
    struct selected *at;
    struct chosen_row *row; /* beside them */
    size_t n;
    bool open; /* for everybody to read */
};

static void chosen_words(struct rq *rq, struct chosen_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NUMBERS_OF);
    struct id last = ID_NONE;
    bool may = false;
    size_t i = 0;

    db_bind_id(&r, 1, p->id);
    while (db_next(&r) && i < p->n) {
        struct id place = db_id(&r, 3);

        if (!id_same(db_id(&r, 1), p->at[i].household))
            continue;
        if (!id_same(place, last)) {
            struct scope scope = { .place = place, .shared = true };

            last = place;
            may = rq_may_in(rq, RIGHT_NAMES, &scope);
        }
        p->row[i++] = (struct chosen_row){
            .household = db_id(&r, 1),
            .place = place,
            .number = zstr(rq, db_str(&r, 2)),
            .head = may ? head_name(rq, db_id(&r, 1)) : "",
            .score = db_null(&r, 4) ? INT_NONE : db_int(&r, 4),
            .held = db_null(&r, 5) ? DAY_NONE : (day)db_int(&r, 5)
        };
    }
    db_done(&r);
    p->n = i;
}

/* NULL when it has answered. A part that goes on shows the whole list. */
static struct chosen_page *chosen_open(struct rq *rq)
{
    struct chosen_page *p = arena_new(rq->arena, struct chosen_page);
    struct id before;

    p->kind = kind_find(S("selection"));
    p->record = register_open(rq, p->kind, &p->id);
    if (!p->record)
        return NULL;
    before = said_id(p->kind, p->record, "follows");
    for (int deep = 0; deep < 100 && !id_none(before); deep++) {
        void *record = arena_take(rq->arena, p->kind->bytes);

        if (!row_find(rq->db, p->kind, before, rq->arena, record))
            break;
        p->id = before;
        p->record = record;
        before = said_id(p->kind, p->record, "follows");
    }
    p->n = selection_read(rq->db, p->id, rq->arena, &p->at);
    p->row = arena_many(rq->arena, struct chosen_row, p->n + 1);
    p->open = rq_arg(rq, "public").n > 0;
    chosen_words(rq, p);
    return p;
}

/* As it stands today: chosen, moved up, waiting, refused. */
static const char *state_key(const struct selected *s)
{
    return s->refused  ? "choice.refused" :
           s->moved_up ? "selection.moved_up" :
           s->waiting  ? "choice.waiting" :
                         "selection.chosen";
}

static void row_draw(struct rq *rq, const struct chosen_page *p, size_t i)
{
    const struct chosen_row *row = &p->row[i];

    html(rq, "<tr><td class=\"n\">%lld</td><th scope=\"row\">",
         (long long)p->at[i].rank);
    if (p->open)
        html(rq, "<bdi>%s</bdi>", row->number);
    else
        html(rq, "<a href=\"/household/%s\"><bdi>%s</bdi></a>",
             id_text(rq, row->household), row->number);
    html(rq, "</th><td><bdi>%s</bdi></td><td>%s</td>", row->head,
         place_name(rq, row->place));
    if (!p->open)
        html(rq, "<td class=\"n\">%s</td><td>%s</td>",
             score_text(rq, row->score), day_text(rq, row->held));
    html(rq, "<td>%s</td></tr>", word(rq, state_key(&p->at[i])));
}

static void rows_draw(struct rq *rq, const struct chosen_page *p)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\"><thead><tr>"
         "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\">%s</th><th "
         "scope=\"col\">%s</th><th scope=\"col\">%s</th>",
         word(rq, "field.rank"), word(rq, "field.number"),
         word(rq, "field.head"), word(rq, "field.place"));
    if (!p->open)
        html(rq,
             "<th scope=\"col\" class=\"n\">%s</th><th scope=\"col\">%s"
             "</th>",
             word(rq, "field.score"), word(rq, "field.held"));
    html(rq, "<th scope=\"col\">%s</th></tr></thead><tbody>",
         word(rq, "selection.state"));
    for (size_t i = 0; i < p->n; i++) {
        if (p->at[i].waiting && (i == 0 || !p->at[i - 1].waiting))
            html(rq,
                 "<tr class=\"heading\"><th colspan=\"7\" "
                 "scope=\"colgroup\">%s</th></tr>",
                 word(rq, "selection.waiting_list"));
        row_draw(rq, p, i);
    }
    html(rq, "</tbody></table></div>");
}

static void chosen_json(struct rq *rq, const struct chosen_page *p)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"chosen\":[");
    for (size_t i = 0; i < p->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "household", p->at[i].household);
        key_text(&one, "number", str_of(p->row[i].number));
        key_int(&one, "rank", p->at[i].rank);
        if (!p->open)
            key_int(&one, "score", p->row[i].score);
        key_text(&one, "state", str_of(state_key(&p->at[i])));
        keys_close(&one);
    }
    buf_z(&rq->body, "]}\n");
}

static void about_draw(struct rq *rq, const struct chosen_page *p)
{
    html(rq, "<p class=\"lead\">");
    place_line(rq, said_id(p->kind, p->record, "place"));
    html(rq, " · %s · %s %lld</p>",
         day_text(rq, said_day(p->kind, p->record, "made")),
         word(rq, "selection.places"),
         (long long)said_number(p->kind, p->record, "places"));
    if (p->open) {
        html(rq, "<p>%s</p>", word(rq, "selection.public_lead"));
        return;
    }
    html(rq,
         "<p>%s</p><p class=\"tools\"><a class=\"button\" "
         "href=\"/selection/%s?public=1\">%s</a><a href=\"/entry/%s\">%s</a>"
         "</p>",
         word(rq, "selection.rule"), id_text(rq, p->id),
         word(rq, "selection.public"), id_text(rq, p->id),
         word(rq, "place.entry"));
}

/* A list as it was frozen, with who waits and who moved up since; `public`
 * leaves out score, CNIC, telephone and disability, to be hung up. */
PAGE(selection, GET, "/selection/*", RIGHT_REGISTER)
{
    struct chosen_page *p = chosen_open(rq);

    if (!p)
        return;
    if (rq->json) {
        chosen_json(rq, p);
        return;
    }
    frame_open(rq, thing_name(rq, kind_find(S("product")),
                              said_id(p->kind, p->record, "product")));
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "survey.kept"));
    about_draw(rq, p);
    rows_draw(rq, p);
    frame_close(rq);
}
