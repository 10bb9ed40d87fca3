/* meeting_form - the sheet of a meeting as a form. */
#include <string.h>

#include "meeting.sql.h"
#include "web/meeting/meeting.h"

void *meeting_at(const struct sitting *s, const char *field,
                 enum field_type type)
{
    const struct field *f = kind_field(s->kind, str_of(field));

    MUST(f && f->type == type);
    return (char *)s->record + f->at;
}

/* ---- the body and who is in it ------------------------------------------*/

/* In their language, else as it was written first. */
static const char *in_words(struct rq *rq, const struct rows *r, int first)
{
    int col = first + (int)rq->lang;

    return zstr(rq, db_str(r, db_str(r, col).n ? col : first));
}

bool hall_find(struct rq *rq, struct id body, struct hall *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_BODY);
    bool found;

    db_bind_id(&r, 1, body);
    found = db_next(&r) && db_int(&r, 9) == 1;
    if (found)
        *out = (struct hall){ .id = body,
                              .name = in_words(rq, &r, 0),
                              .scope = { .place = db_id(&r, 3),
                                         .rsp = db_id(&r, 4),
                                         .project = db_id(&r, 5) },
                              .sex = (int32_t)db_int(&r, 6),
                              .saving = int_in(&r, 7) };
    db_done(&r);
    if (found)
        out->names = rq_may_in(rq, RIGHT_NAMES, &out->scope);
    return found;
}

static void member_words(struct rq *rq, const struct sitting *s,
                         const struct rows *r, struct grid_row *row)
{
    struct buf b = buf_start(rq->arena);
    bool named = s->hall.names && db_str(r, 7).n;
    const char *father = named ? in_words(rq, r, 10) : "";

    if (named) {
        row->label = in_words(rq, r, 7);
        if (!db_null(r, 1))
            buf_int(&b, db_int(r, 1));
        if (*father) {
            buf_z(&b, b.n ? " · " : "");
            buf_z(&b, father);
        }
        row->hint = zstr(rq, buf_str(&b));
        return;
    }
    buf_z(&b, word(rq, "meeting.member"));
    buf_char(&b, ' ');
    if (db_null(r, 1))
        buf_add(&b, (struct str){ row->key, 8 });
    else
        buf_int(&b, db_int(r, 1));
    row->label = zstr(rq, buf_str(&b));
    row->hint = "";
}

/* From the day she joined to the last day she may have been in it. */
static bool in_force(const struct rows *r, day from, day to)
{
    struct date ended = { (day)db_int(r, 4), (int8_t)db_int(r, 5) };

    return (db_null(r, 3) || db_int(r, 3) <= to) &&
           (db_null(r, 4) || date_end(ended) >= from);
}

static void fresh_rows(struct rq *rq, struct sitting *s)
{
    for (int i = 0; i < s->freshes; i++) {
        struct grid_row *row = &s->grid.row[s->grid.n++];
        struct buf key = buf_start(rq->arena);

        buf_fmt(&key, "new%d", i);
        *row = (struct grid_row){ .key = zstr(rq, buf_str(&key)),
                                  .id = s->fresh[i].member,
                                  .hint = "",
                                  .agreed = s->hall.saving,
                                  .sex = s->fresh[i].sex,
                                  .from = -1,
                                  .at = -1 };
    }
}

void roster_between(struct rq *rq, struct sitting *s, day from, day to)
{
    struct rows r = db_rows(rq->db, s->hall.names ? SQL_WEB_ROSTER_NAMES :
                                                    SQL_WEB_ROSTER);
    size_t room = 64;
    struct grid *g = &s->grid;

    g->row = arena_many(rq->arena, struct grid_row, room + NEW_MOST);
    db_bind_id(&r, 1, s->hall.id);
    while (db_next(&r)) {
        struct grid_row *row;

        if ((size_t)g->n == room) {
            row = arena_many(rq->arena, struct grid_row, 2 * room + NEW_MOST);
            memcpy(row, g->row, room * sizeof *row);
            g->row = row;
            room *= 2;
        }
        row = &g->row[g->n++];
        *row = (struct grid_row){
            .id = db_id(&r, 0),
            .agreed = db_null(&r, 2) ? s->hall.saving : db_int(&r, 2),
            .sex = db_null(&r, 6) ? -1 : (int32_t)db_int(&r, 6),
            .off = to != DAY_NONE && !in_force(&r, from, to),
            .from = -1,
            .at = -1
        };
        row->key = id_text(rq, row->id);
        member_words(rq, s, &r, row);
    }
    db_done(&r);
    fresh_rows(rq, s);
}

void roster_read(struct rq *rq, struct sitting *s, day held)
{
    roster_between(rq, s, held, held);
}

/* ---- somebody new -------------------------------------------------------*/

static const char *new_name(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "new.%d.%s", i, field);
    return zstr(rq, buf_str(&b));
}

static void new_findings(struct rq *rq, const struct sitting *s, int i,
                         const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "new[%d].%s", i, field);
    form_findings(rq, &s->found, zstr(rq, buf_str(&b)));
}

static void new_text(struct rq *rq, const struct sitting *s, int i,
                     const char *field, const char *key, struct str value)
{
    html(rq,
         "<label><span>%s</span><input name=\"%s\" value=\"%s\" "
         "maxlength=\"120\" autocomplete=\"off\" dir=\"auto\"></label>",
         word(rq, key), new_name(rq, i, field), zstr(rq, value));
    new_findings(rq, s, i, field);
}

/* The first cell of a row that is not on the roster yet. */
static void new_head(struct rq *rq, const struct grid *g, int row)
{
    const struct sitting *s = g->self;
    const struct field *sex = kind_field(kind_find(S("person")), S("sex"));
    int i = row - (g->n - s->freshes);
    const struct fresh *who = &s->fresh[i];

    html(rq, "<span class=\"newcomer\">");
    new_text(rq, s, i, "name", "meeting.new_name", who->name);
    new_text(rq, s, i, "house", "meeting.new_house", who->house);
    html(rq, "<label><span>%s</span>", word_of(rq, "field", S("sex")));
    form_input(rq, sex, new_name(rq, i, "sex"),
               who->sex < 0 ? "" : zstr(rq, choice_name(sex->of, who->sex)));
    html(rq, "</label>");
    new_findings(rq, s, i, "sex");
    new_text(rq, s, i, "father", "meeting.new_father", who->father);
    html(rq, "</span>");
}

/* ---- the form -----------------------------------------------------------*/

static const char *said_of(struct rq *rq, const struct sitting *s,
                           const struct field *f)
{
    struct buf b = buf_start(rq->arena);

    if (s->posted)
        return zstr(rq, rq_part(rq, f->name));
    if (!field_none(f, s->record))
        field_print(f, s->record, &b);
    return zstr(rq, buf_str(&b));
}

void meeting_input(struct rq *rq, const struct sitting *s, const char *name,
                   const char *value)
{
    const struct field *f = kind_field(s->kind, str_of(name));

    form_label(rq, f);
    form_input(rq, f, name, value ? value : said_of(rq, s, f));
    html(rq, "</label>");
    form_findings(rq, &s->found, name);
    html(rq, "</div>");
}

static bool has_rows(const struct sitting *s)
{
    return ((struct list *)meeting_at(s, "attendance", FIELD_ROWS))->n > 0;
}

/* Totals that are typed: of a record with rows they are sums, not said. */
static void totals(struct rq *rq, const struct sitting *s)
{
    static const char *const name[] = { "women", "men", "total" };
    bool open = !s->posted && !has_rows(s);
    bool any = false;

    for (size_t i = 0; i < LEN(name); i++)
        any |= s->posted ?
                   rq_part(rq, name[i]).n > 0 :
                   open && !field_none(kind_field(s->kind, str_of(name[i])),
                                       s->record);
    html(rq,
         any ? "<details open><summary>%s</summary><p class=\"lead\">%s</p>"
               "<div class=\"grid\">" :
               "<details><summary>%s</summary><p class=\"lead\">%s</p><div "
               "class=\"grid\">",
         word(rq, "meeting.totals"), word(rq, "meeting.totals_lead"));
    for (size_t i = 0; i < LEN(name); i++)
        meeting_input(rq, s, name[i], s->posted || open ? NULL : "");
    html(rq, "</div></details>");
}

static const char *visitor_name(struct rq *rq, int i, const char *field)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "visitors.%d.%s", i, field);
    return zstr(rq, buf_str(&b));
}

static const char *visitor_value(struct rq *rq, const struct sitting *s,
                                 const struct field *f, int i)
{
    const struct list *list = meeting_at(s, "visitors", FIELD_ROWS);
    const struct field *rows = kind_field(s->kind, S("visitors"));
    struct buf b = buf_start(rq->arena);

    if (s->posted)
        return zstr(rq, rq_part(rq, visitor_name(rq, i, f->name)));
    if ((size_t)i < list->n)
        field_print(f, (const char *)list->at + (size_t)i * rows->child_bytes,
                    &b);
    return zstr(rq, buf_str(&b));
}

static void visitors(struct rq *rq, const struct sitting *s)
{
    const struct list *list = meeting_at(s, "visitors", FIELD_ROWS);
    const struct field *rows = kind_field(s->kind, S("visitors"));
    int n = (int)list->n + NEW_ROWS;

    html(rq,
         list->n ? "<details open><summary>%s</summary>" :
                   "<details><summary>%s</summary>",
         field_word(rq, rows));
    form_findings(rq, &s->found, "visitors");
    for (int i = 0; i < n && i < rows->most; i++) {
        html(rq, "<div class=\"grid\">");
        for (int c = 0; c < rows->children; c++) {
            const struct field *f = &rows->child[c];

            html(rq, "<div class=\"field\"><label><span>%s</span>",
                 field_word(rq, f));
            form_input(rq, f, visitor_name(rq, i, f->name),
                       visitor_value(rq, s, f, i));
            html(rq, "</label></div>");
        }
        html(rq, "</div>");
    }
    html(rq, "</details>");
}

/* ---- what is there already ----------------------------------------------*/

/* The days on which this body has met: the script looks there while a day is
 * chosen. */
static void there_already(struct rq *rq, const struct sitting *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETINGS_OF);
    day held = *(day *)meeting_at(s, "held", FIELD_DAY);

    html(rq, "<ul class=\"there\">");
    db_bind_id(&r, 1, s->hall.id);
    while (db_next(&r)) {
        day on = (day)db_int(&r, 1);
        struct id id = db_id(&r, 0);
        struct buf iso = buf_start(rq->arena);

        if (s->fixing && id_same(id, s->meeting))
            continue;
        day_put(&iso, on);
        html(rq,
             on == held ? "<li data-held=\"%s\" class=\"note warn\">" :
                          "<li data-held=\"%s\" class=\"note warn\" hidden>",
             zstr(rq, buf_str(&iso)));
        html(rq, "%s <a href=\"/meeting/%s\">%s</a></li>",
             word(rq, "meeting.there_already"), id_text(rq, id),
             day_text(rq, on));
    }
    db_done(&r);
    html(rq, "</ul>");
}

/* Findings that are of no input on this page. */
static void general(struct rq *rq, const struct sitting *s)
{
    if (findings_stop(&s->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < s->found.n; i++) {
        struct str path = s->found.at[i].path;
        struct str field = str_cut(&path, '[');

        if (!field.n ||
            (!kind_field(s->kind, field) && !str_same(field, S("new")) &&
             !str_same(field, S("resolved")) && !str_same(field, S("why"))))
            finding_draw(rq, &s->found.at[i]);
    }
    if (!id_none(s->there))
        html(rq, "<p><a class=\"button\" href=\"/entry/%s\">%s</a></p>",
             id_text(rq, s->there), word(rq, "postings.open"));
}

static void meeting_open(struct rq *rq, const struct sitting *s)
{
    struct buf title = buf_start(rq->arena);

    buf_fmt(&title, "%s · %s", s->hall.name, kind_word(rq, s->kind));
    form_open(rq, "fact meeting", zstr(rq, rq->q->path),
              zstr(rq, buf_str(&title)), s->id);
}

static void why(struct rq *rq, const struct sitting *s)
{
    if (!s->fixing)
        return;
    html(rq,
         "<div class=\"field need\"><label><span>%s</span><input "
         "name=\"_why\" value=\"%s\" maxlength=\"500\" dir=\"auto\"></label>",
         word(rq, "form.why"), zstr(rq, s->why));
    form_findings(rq, &s->found, "why");
    html(rq, "</div><input type=\"hidden\" name=\"_tip\" value=\"%s\">",
         id_text(rq, s->tip));
}

static void talked_of(struct rq *rq, const struct sitting *s)
{
    html(rq, "<div class=\"grid\">");
    meeting_input(rq, s, "agenda", NULL);
    meeting_input(rq, s, "next_on", NULL);
    html(rq,
         "<div class=\"field\"><label><span>%s</span><input name=\"_took\" "
         "value=\"%s\" maxlength=\"80\" dir=\"auto\"></label></div>",
         word(rq, "form.took"), zstr(rq, s->took));
    why(rq, s);
    html(rq, "</div>");
}

static void hall_draw(struct rq *rq, const struct sitting *s)
{
    const struct kind *body = kind_find(S("body"));

    html(rq, "<p class=\"lead\"><a href=\"%s\"><bdi>%s</bdi></a> · %s</p>",
         thing_path(rq, body, s->hall.id), s->hall.name,
         place_name(rq, s->hall.scope.place));
}

void meeting_draw(struct rq *rq, struct sitting *s)
{
    s->grid.found = &s->found;
    s->grid.head = new_head;
    s->grid.beside = owing_beside;
    s->grid.self = s;
    frame_open(rq, word(rq, s->fixing ? "meeting.fix" : "meeting.new"));
    hall_draw(rq, s);
    there_already(rq, s);
    general(rq, s);
    page_open(rq, s);
    meeting_open(rq, s);
    page_keep(rq, s);
    html(rq, "<div class=\"grid when\">");
    meeting_input(rq, s, "held", NULL);
    meeting_input(rq, s, "number", NULL);
    meeting_input(rq, s, "nature", NULL);
    meeting_input(rq, s, "not_held", NULL);
    html(rq,
         "</div><p class=\"tools\"><button name=\"_show\" value=\"1\" "
         "formnovalidate>%s</button></p><p class=\"lead keys\">%s</p>",
         word(rq, "meeting.show"), word(rq, "grid.keys"));
    owing_note(rq, s);
    grid_draw(rq, &s->grid);
    html(rq,
         "<p class=\"tools\"><button name=\"_add\" value=\"new\" "
         "formnovalidate data-more>%s</button></p>",
         word(rq, "meeting.new_member"));
    totals(rq, s);
    box_draw(rq, s);
    visitors(rq, s);
    resolved_draw(rq, s);
    talked_of(rq, s);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
    page_close(rq, s);
    frame_close(rq);
}
