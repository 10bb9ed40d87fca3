/* objection - a survey's list before the village meeting: printed without what
 * is nobody's business, and what the meeting says of each household. */
#include <string.h>

#include "survey.sql.h"
#include "web/grid.h"
#include "web/poverty/survey.h"

enum { LIST_MOST = 1000, MEETING_MOST = 250, PLACES_MOST = 400 };

/* ---- whose list ---------------------------------------------------------*/

static bool within(struct rq *rq, struct id place, struct id above)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIES_IN);
    bool is;

    db_bind_id(&r, 1, place);
    db_bind_id(&r, 2, above);
    db_bind_int(&r, 3, rq->today);
    is = db_next(&r);
    db_done(&r);
    return is;
}

/* A district's survey is opened village by village: who may work in one of its
 * places sees the list of that place. NULL when it has answered. */
static struct survey_page *list_open(struct rq *rq, struct id *place)
{
    const struct kind *k = kind_find(S("survey"));
    struct survey_page *s;
    struct scope scope;

    if (!thing_read(rq, "place", rq_arg(rq, "place"), place)) {
        not_here(rq);
        return NULL;
    }
    if (id_none(*place)) {
        s = survey_open(rq);
        if (s && !s->homes)
            not_here(rq);
        return s && s->homes ? s : NULL;
    }
    s = arena_new(rq->arena, struct survey_page);
    s->kind = k;
    s->record = arena_take(rq->arena, k->bytes);
    if (!rq_id(rq, 0, &s->id) ||
        !row_find(rq->db, k, s->id, rq->arena, (void *)s->record)) {
        not_here(rq);
        return NULL;
    }
    s->place = said_id(k, s->record, "place");
    s->code = zstr(rq, said_text(k, s->record, "code"));
    scope = (struct scope){ .place = *place,
                            .rsp = said_id(k, s->record, "rsp"),
                            .project = said_id(k, s->record, "project") };
    s->homes = survey_homes(rq, *place);
    if (!within(rq, *place, s->place) || !s->homes ||
        !rq_may_in(rq, RIGHT_REGISTER, &scope)) {
        not_here(rq);
        return NULL;
    }
    return s;
}

struct list_row {
    struct id household, place;
    const char *number, *head; /* head "": nobody said, or not theirs to see */
    int says;                  /* -1: nothing yet */
    struct str why;
    bool settled;
    day held;
};

struct list_rows {
    struct list_row *at;
    size_t n;
    int64_t all;
};

static bool names_there(struct rq *rq, struct id place, struct id *last,
                        bool *may)
{
    struct scope scope = { .place = place, .shared = true };

    if (!id_same(*last, place)) {
        *last = place;
        *may = rq_may_in(rq, RIGHT_NAMES, &scope);
    }
    return *may;
}

static struct list_rows list_read(struct rq *rq, const struct survey_page *s,
                                  struct id place, int64_t skip, int64_t most)
{
    struct list_rows rows = { .at = arena_many(rq->arena, struct list_row,
                                               (size_t)most) };
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_LIST_COUNT);
    struct id last = ID_NONE;
    bool may = false;

    db_bind_id(&r, 1, s->id);
    if (id_none(place))
        db_bind_null(&r, 2);
    else
        db_bind_id(&r, 2, place);
    if (db_next(&r))
        rows.all = db_int(&r, 0);
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_SURVEY_LIST);
    db_bind_id(&r, 1, s->id);
    if (id_none(place))
        db_bind_null(&r, 2);
    else
        db_bind_id(&r, 2, place);
    db_bind_int(&r, 3, skip);
    db_bind_int(&r, 4, most);
    while ((int64_t)rows.n < most && db_next(&r)) {
        struct id home = db_id(&r, 6);
        bool names = names_there(rq, home, &last, &may);

        rows.at[rows.n++] = (struct list_row){
            .household = db_id(&r, 0),
            .number = zstr(rq, db_str(&r, 1)),
            .head = names ? head_name(rq, db_id(&r, 0)) : "",
            .says = db_null(&r, 2) ? -1 : (int)db_int(&r, 2),
            .why = arena_str(rq->arena, db_str(&r, 3)),
            .settled = db_int(&r, 4) == 1,
            .held = db_null(&r, 5) ? DAY_NONE : (day)db_int(&r, 5),
            .place = home
        };
    }
    db_done(&r);
    return rows;
}

/* ---- its places ---------------------------------------------------------*/

static void places_draw(struct rq *rq, const struct survey_page *s,
                        const char *page)
{
    struct rows r = db_rows(rq->db, SQL_WEB_SURVEY_PLACES);

    html(rq, "<ul class=\"links big\">");
    db_bind_id(&r, 1, s->id);
    db_bind_int(&r, 2, PLACES_MOST);
    while (db_next(&r)) {
        struct id place = db_id(&r, 0);

        html(rq,
             "<li><a href=\"/survey/%s/%s?place=%s\">%s</a> <small "
             "class=\"n\">%s %s</small></li>",
             id_text(rq, s->id), page, id_text(rq, place),
             place_name(rq, place), number_text(rq, db_int(&r, 1), 0),
             word(rq, "left.households"));
    }
    db_done(&r);
    html(rq, "</ul>");
}

/* ---- the printed list ---------------------------------------------------*/

static void list_row_draw(struct rq *rq, const struct list_row *row)
{
    const struct kind *k = kind_find(S("objection"));

    html(rq,
         "<tr><th scope=\"row\"><bdi>%s</bdi></th><td><bdi>%s</bdi></td>"
         "<td>%s</td><td>",
         row->number, row->head, place_name(rq, row->place));
    if (row->says >= 0)
        html(rq, "%s · %s", choice_text(rq, k, "says", row->says),
             day_text(rq, row->held));
    html(rq, "</td></tr>");
}

static void list_json(struct rq *rq, const struct list_rows *rows)
{
    const struct field *says = kind_field(kind_find(S("objection")), S("says"));

    rq->type = "application/json";
    buf_fmt(&rq->body, "{\"all\":%lld,\"households\":[", (long long)rows->all);
    for (size_t i = 0; i < rows->n; i++) {
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_text(&one, "head", str_of(rows->at[i].head));
        key_id(&one, "household", rows->at[i].household);
        key_text(&one, "number", str_of(rows->at[i].number));
        key_text(&one, "says",
                 rows->at[i].says < 0 ?
                     S("") :
                     choice_name(says->of, rows->at[i].says));
        keys_close(&one);
    }
    buf_z(&rq->body, "]}\n");
}

/* The list of a survey for the village meeting: number and head of each
 * household, to be confirmed or disputed aloud. Without score, CNIC, telephone
 * and disability. */
PAGE(survey_list, GET, "/survey/*/list", RIGHT_REGISTER)
{
    struct id place;
    struct survey_page *s = list_open(rq, &place);
    struct list_rows rows;
    int64_t page = rq_int(rq, "page", 1, 10000, 1);

    if (!s)
        return;
    rows = list_read(rq, s, place, (page - 1) * LIST_MOST, LIST_MOST);
    if (rq->json) {
        list_json(rq, &rows);
        return;
    }
    frame_open(rq, word(rq, "survey.print_list"));
    survey_line(rq, s);
    html(rq, "<p>%s</p>", word(rq, "survey.list_lead"));
    if (id_none(place)) {
        html(rq, "<details class=\"act\"><summary>%s</summary>",
             word(rq, "survey.by_place"));
        places_draw(rq, s, "list");
        html(rq, "</details>");
    }
    listing_open(rq, "field.number field.head field.place survey.meeting");
    for (size_t i = 0; i < rows.n; i++)
        list_row_draw(rq, &rows.at[i]);
    listing_close(rq);
    pager_draw(rq, page, (rows.all + LIST_MOST - 1) / LIST_MOST);
    frame_close(rq);
}

/* ---- the meeting --------------------------------------------------------*/

struct said_of {
    struct id household;
    int32_t says;
    struct str why;
};
static const struct field said_of_field[] = {
    REF(said_of, household, "household", FIELD_NEED),
    CHOICE(said_of, says, "confirmed|disputed", 0),
    TEXT(said_of, why, 300, 0),
};
struct hearing {
    struct list objections;
};
static const struct field hearing_field[] = {
    ROWS(hearing, objections, said_of, MEETING_MOST, 0),
};

struct hearing_page {
    struct survey_page *survey;
    struct id place, id;
    day held;
    struct list_rows rows;
    struct grid grid;
    struct hearing said;
    struct findings found;
    int64_t page;
};

static struct grid grid_of(struct rq *rq, const struct list_rows *rows)
{
    struct grid g = {
        .rows = &hearing_field[0],
        .key = &said_of_field[0],
        .column[0] = { .field = &said_of_field[1], .confirms = 0 },
        .column[1] = { .field = &said_of_field[2], .confirms = -1 },
        .columns = 2,
        .row = arena_many(rq->arena, struct grid_row, rows->n + 1),
        .n = (int)rows->n,
        .title = word(rq, "kind.household"),
        .things = true
    };

    for (size_t i = 0; i < rows->n; i++) {
        const struct list_row *row = &rows->at[i];
        struct said_of *said = arena_new(rq->arena, struct said_of);

        *said = (struct said_of){ row->household, row->says, row->why };
        g.row[i] = (struct grid_row){ .key = id_text(rq, row->household),
                                      .id = row->household,
                                      .label = row->number,
                                      .hint = row->head,
                                      .agreed = INT_NONE,
                                      .sex = -1,
                                      .record = row->says < 0 ? NULL : said,
                                      .from = -1,
                                      .at = -1 };
    }
    return g;
}

/* NULL when it has answered. */
static struct hearing_page *hearing_open(struct rq *rq)
{
    struct hearing_page *h = arena_new(rq->arena, struct hearing_page);
    struct scope scope;

    h->survey = list_open(rq, &h->place);
    if (!h->survey)
        return NULL;
    scope = (struct scope){
        .place = id_none(h->place) ? h->survey->place : h->place,
        .rsp = said_id(h->survey->kind, h->survey->record, "rsp"),
        .project = said_id(h->survey->kind, h->survey->record, "project")
    };
    if (!rq_may_in(rq, RIGHT_KEEP, &scope)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    h->page = rq_int(rq, "page", 1, 10000, 1);
    h->rows = list_read(rq, h->survey, h->place, (h->page - 1) * MEETING_MOST,
                        MEETING_MOST);
    h->grid = grid_of(rq, &h->rows);
    h->found = findings_start(rq->arena);
    h->held = rq->today;
    h->id = form_id(rq);
    h->grid.found = &h->found;
    return h;
}

/* The page of this place and these rows: where its form is sent, and what its
 * draft on the device is kept under. */
static const char *hearing_path(struct rq *rq, const struct hearing_page *h)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s?page=%lld", zstr(rq, rq->q->path), (long long)h->page);
    if (!id_none(h->place))
        buf_fmt(&b, "&place=%s", id_text(rq, h->place));
    return zstr(rq, buf_str(&b));
}

static void hearing_form(struct rq *rq, const struct hearing_page *h)
{
    const char *path = hearing_path(rq, h);
    const struct field *held = kind_field(kind_find(S("objection")), S("held"));
    struct buf day_iso = buf_start(rq->arena);

    if (h->held != DAY_NONE)
        day_put(&day_iso, h->held);
    html(
        rq,
        "<form method=\"post\" action=\"%s\" class=\"fact meeting\" "
        "data-post=\"%s\" data-draft=\"%s\" data-title=\"%s · %s\">"
        "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" value=\"%s\">",
        path, path, path, h->survey->code, word(rq, "survey.hold_meeting"),
        rq->csrf, id_text(rq, h->id));
    html(rq,
         "<div class=\"grid\"><div class=\"field need\"><label><span>%s</span>",
         field_word(rq, held));
    form_input(rq, held, "held", zstr(rq, buf_str(&day_iso)));
    html(rq, "</label>");
    form_findings(rq, &h->found, "held");
    html(rq, "</div></div>");
    grid_draw(rq, &h->grid);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
}

static void hearing_draw(struct rq *rq, const struct hearing_page *h)
{
    if (rq->json) {
        if (rq->page->method == PAGE_POST)
            form_answer_json(rq, rq->status == 503 ? "unknown" : "refused",
                             ID_NONE, &h->found);
        else
            list_json(rq, &h->rows);
        return;
    }
    frame_open(rq, word(rq, "survey.hold_meeting"));
    survey_line(rq, h->survey);
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "survey.meeting_lead"));
    for (size_t i = 0; i < h->found.n; i++)
        if (!str_starts(h->found.at[i].path, S("objections[")) &&
            !str_same(h->found.at[i].path, S("held")))
            finding_draw(rq, &h->found.at[i]);
    if (rq_arg(rq, "kept").n)
        html(rq, "<p class=\"note good\" role=\"status\">%s</p>",
             word(rq, "survey.kept"));
    if (id_none(h->place) && h->rows.all > MEETING_MOST)
        places_draw(rq, h->survey, "meeting");
    else if (!h->rows.n)
        html(rq, "<p>%s</p>", word(rq, "list.none"));
    else
        hearing_form(rq, h);
    pager_draw(rq, h->page, (h->rows.all + MEETING_MOST - 1) / MEETING_MOST);
    frame_close(rq);
}

/* The village meeting about a survey's list: each household confirmed, or
 * disputed and why. A large survey is heard place by place. */
PAGE(survey_meeting, GET, "/survey/*/meeting", RIGHT_KEEP)
{
    struct hearing_page *h = hearing_open(rq);

    if (h)
        hearing_draw(rq, h);
}

static struct id word_id(struct rq *rq, struct id of, struct id household)
{
    struct buf b = buf_start(rq->arena);
    struct hash hash;
    struct id id;

    buf_fmt(&b, "beside %s objection %s", id_text(rq, of),
            id_text(rq, household));
    hash = sha_of(buf_str(&b));
    memcpy(id.b, hash.b, sizeof id.b);
    return id;
}

static const struct list_row *row_of(const struct hearing_page *h, struct id id)
{
    for (size_t i = 0; i < h->rows.n; i++)
        if (id_same(h->rows.at[i].household, id))
            return &h->rows.at[i];
    return NULL;
}

/* What stands already is not said once more. */
static size_t drafts_make(struct rq *rq, struct hearing_page *h,
                          struct draft *d)
{
    const struct said_of *said = h->said.objections.at;
    size_t n = 0;

    for (size_t i = 0; i < h->said.objections.n; i++) {
        const struct list_row *row = row_of(h, said[i].household);
        struct buf b = buf_start(rq->arena);

        if (said[i].says < 0) {
            tell_row(&h->found, STOP, "field.missing", "objections", i, "says");
            continue;
        }
        if (said[i].says == 1 && !said[i].why.n)
            tell_row(&h->found, STOP, "objection.no_reason", "objections", i,
                     "why");
        if (row && row->says == said[i].says && str_same(row->why, said[i].why))
            continue;
        buf_z(&b, "{\"held\":\"");
        day_put(&b, h->held);
        buf_fmt(&b, "\",\"household\":\"%s\",\"says\":\"%s\",\"survey\":\"%s\"",
                id_text(rq, said[i].household),
                said[i].says ? "disputed" : "confirmed",
                id_text(rq, h->survey->id));
        if (said[i].why.n) {
            buf_z(&b, ",\"why\":");
            buf_json(&b, said[i].why);
        }
        buf_char(&b, '}');
        d[n++] = (struct draft){ .kind = S("objection"),
                                 .id = word_id(rq, h->id, said[i].household),
                                 .body = buf_str(&b),
                                 .strict = true };
    }
    return n;
}

static void hearing_again(struct rq *rq, void *self, const struct findings *f)
{
    struct hearing_page *h = self;

    h->found = *f;
    hearing_draw(rq, h);
}

/* Keeps what the meeting said. */
PAGE(survey_meeting_go, POST, "/survey/*/meeting", RIGHT_KEEP)
{
    struct hearing_page *h = hearing_open(rq);
    struct draft *d = arena_many(rq->arena, struct draft, MEETING_MOST);
    struct buf to = buf_start(rq->arena);
    size_t n;

    if (!h)
        return;
    if (!day_read(str_trim(rq_part(rq, "held")), &h->held)) {
        h->held = DAY_NONE;
        tell(&h->found, STOP, "field.not_understood", "held");
    } else if (h->held > rq->today) {
        tell(&h->found, STOP, "date.in_future", "held");
    }
    if (!id_read(rq_part(rq, "_id"), &h->id))
        h->id = form_id(rq);
    grid_take(rq, &h->grid, &h->said.objections, &h->found);
    if (h->grid.all) {
        h->found = findings_start(rq->arena);
        hearing_draw(rq, h);
        return;
    }
    n = h->held == DAY_NONE ? 0 : drafts_make(rq, h, d);
    if (!n && !findings_stop(&h->found))
        tell(&h->found, STOP, "objection.nothing_said", "");
    if (findings_stop(&h->found)) {
        rq->status = 422;
        hearing_draw(rq, h);
        return;
    }
    buf_fmt(&to, "/survey/%s/meeting?kept=1", id_text(rq, h->survey->id));
    if (!id_none(h->place))
        buf_fmt(&to, "&place=%s", id_text(rq, h->place));
    survey_keep(rq, d, n,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = hearing_again,
                                       .self = h });
}
