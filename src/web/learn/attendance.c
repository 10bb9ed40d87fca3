/* attendance - the sheet of a day of a training, marked on a phone: everybody is
 * there with one touch, then whoever is not. */
#include "learn.sql.h"
#include "web/form.h"
#include "web/grid.h"
#include "web/learn/learn.h"

#include <string.h>

enum { ROWS_MOST = 600 };

struct calling {
    struct attended of;
    const struct kind *kind;
    void *record;
    struct grid grid;
    struct attendee *who; /* of each row of the grid */
    struct findings found;
    struct id id;
    struct id from; /* a body whose members are asked too */
};

static void *at(const struct calling *c, const char *field,
                enum field_type type)
{
    const struct field *f = kind_field(c->kind, str_of(field));

    MUST(f && f->type == type);
    return (char *)c->record + f->at;
}

/* ---- the rows -----------------------------------------------------------*/

static bool listed(const struct calling *c, struct id who)
{
    for (int i = 0; i < c->grid.n; i++)
        if (id_same(c->grid.row[i].id, who))
            return true;
    return false;
}

static void row_add(struct rq *rq, struct calling *c, const struct attendee *a)
{
    struct grid *g = &c->grid;

    if (g->n == ROWS_MOST || id_none(a->seat.who) || listed(c, a->seat.who))
        return;
    c->who[g->n] = *a;
    g->row[g->n++] = (struct grid_row){
        .key = id_text(rq, a->seat.who),
        .id = a->seat.who,
        .label = a->name,
        .hint = a->office.n ? learn_title(rq, "office", a->office) : "",
        .agreed = INT_NONE,
        .sex = a->seat.sex,
        .from = -1,
        .at = -1
    };
}

/* Members of a body who are on no list yet. */
static void members_add(struct rq *rq, struct calling *c, struct id body)
{
    struct attendee *a = arena_many(rq->arena, struct attendee, ROWS_MOST);
    struct id *id = arena_many(rq->arena, struct id, ROWS_MOST);
    const char **name = arena_many(rq->arena, const char *, ROWS_MOST);
    struct rows r;
    size_t n = 0;

    if (id_none(body) || !rq_sees(rq, kind_find(S("body")), body))
        return;
    r = db_rows(rq->db, SQL_WEB_LEARN_ROSTER);
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    while (n < ROWS_MOST && db_next(&r)) {
        id[n] = db_id(&r, 0);
        a[n++] = (struct attendee){ .seat.who = db_id(&r, 0),
                                    .seat.sex = db_null(&r, 1) ?
                                                    -1 :
                                                    (int32_t)db_int(&r, 1),
                                    .body = body };
    }
    db_done(&r);
    thing_names(rq, kind_find(S("person")), id, n, name);
    for (size_t i = 0; i < n; i++) {
        a[i].name = name[i];
        row_add(rq, c, &a[i]);
    }
}

static void rows_make(struct rq *rq, struct calling *c)
{
    static const char *const column[] = { "present", "test_before",
                                          "test_after" };
    struct grid *g = &c->grid;
    const struct field *rows = kind_field(c->kind, S("attendance"));

    *g = (struct grid){ .rows = rows,
                        .key = field_find(rows->child, rows->children,
                                          S("person")),
                        .title = word(rq, "field.person"),
                        .more = word(rq, "training.test"),
                        .found = &c->found };
    g->row = arena_many(rq->arena, struct grid_row, ROWS_MOST);
    c->who = arena_many(rq->arena, struct attendee, ROWS_MOST);
    for (size_t i = 0; i < LEN(column); i++)
        g->column[g->columns++] = (struct grid_column){
            .field = field_find(rows->child, rows->children, str_of(column[i])),
            .confirms = i ? -1 : 0,
            .more = i > 0
        };
    for (size_t i = 0; i < c->of.n; i++)
        row_add(rq, c, &c->of.at[i]);
    if (!g->n)
        members_add(rq, c, c->of.body);
    members_add(rq, c, c->from);
}

/* NULL when it has answered. */
static struct calling *calling_start(struct rq *rq)
{
    const struct kind *k = kind_find(S("training"));
    struct calling *c;
    struct id id;

    if (!register_open(rq, k, &id))
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, k, id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    c = arena_new(rq->arena, struct calling);
    c->kind = kind_find(S("attendance_sheet"));
    c->record = arena_take(rq->arena, c->kind->bytes);
    record_blank(c->kind->field, c->kind->fields, c->record);
    c->found = findings_start(rq->arena);
    c->of = attended_read(rq, id);
    if (!thing_read(rq, "body",
                    rq->page->method == PAGE_POST ? rq_part(rq, "from") :
                                                    rq_arg(rq, "from"),
                    &c->from)) {
        not_here(rq);
        return NULL;
    }
    *(struct id *)at(c, "training", FIELD_REF) = id;
    *(struct id *)at(c, "staff", FIELD_REF) = rq_staff(rq);
    rows_make(rq, c);
    return c;
}

/* ---- drawing ------------------------------------------------------------*/

/* The day that is asked for: today while the training goes on, else its first
 * day without a sheet. */
static day day_offered(struct rq *rq, const struct calling *c)
{
    day until = c->of.until == DAY_NONE ? c->of.since : c->of.until;
    day next = c->of.since;
    struct rows r;

    if (rq->today >= c->of.since && rq->today <= until)
        return rq->today;
    r = db_rows(rq->db, SQL_WEB_TRAINING_SHEETS);
    db_bind_id(&r, 1, c->of.training);
    while (db_next(&r))
        if (day_in(&r, 1) == next)
            next++;
    db_done(&r);
    return next > until ? until : next;
}

static void input(struct rq *rq, const struct calling *c, const char *name,
                  const char *otherwise)
{
    const struct field *f = kind_field(c->kind, str_of(name));
    bool posted = rq->page->method == PAGE_POST;

    form_label(rq, f);
    form_input(rq, f, name, posted ? zstr(rq, rq_part(rq, name)) : otherwise);
    html(rq, "</label>");
    form_findings(rq, &c->found, name);
    html(rq, "</div>");
}

static void bodies_asked(struct rq *rq, const struct calling *c)
{
    html(rq,
         "<form class=\"filter\" action=\"/training/%s/attendance\"><label>%s"
         "<span class=\"find\" data-find=\"body\"><input name=\"from.said\" "
         "autocomplete=\"off\"><input type=\"hidden\" name=\"from\" "
         "value=\"%s\"></span></label><button>%s</button></form>",
         id_text(rq, c->of.training), word(rq, "training.from_body"),
         id_none(c->from) ? "" : id_text(rq, c->from), word(rq, "list.go"));
}

static void general(struct rq *rq, const struct calling *c)
{
    if (findings_stop(&c->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < c->found.n; i++) {
        struct str path = c->found.at[i].path;
        struct str field = str_cut(&path, '[');

        if (!str_same(field, S("held")) && !str_same(field, S("hall")) &&
            !(str_same(field, S("attendance")) && path.n))
            finding_draw(rq, &c->found.at[i]);
    }
}

static void calling_draw(struct rq *rq, struct calling *c)
{
    frame_open(rq, word(rq, "training.attendance"));
    html(rq,
         "<p class=\"lead\"><a href=\"/training/%s\"><bdi>%s</bdi></a> · %s"
         "</p>",
         id_text(rq, c->of.training), zstr(rq, c->of.title),
         learn_days(rq, c->of.since, c->of.until));
    general(rq, c);
    bodies_asked(rq, c);
    if (!c->grid.n) {
        html(rq, "<p>%s</p>", word(rq, "training.whom_to_call"));
        frame_close(rq);
        return;
    }
    form_open(rq, "fact meeting", zstr(rq, rq->q->path),
              word(rq, "training.attendance"), c->id);
    html(rq,
         "<input type=\"hidden\" name=\"from\" value=\"%s\">"
         "<div class=\"grid when\">",
         id_none(c->from) ? "" : id_text(rq, c->from));
    input(rq, c, "held", day_iso(rq, day_offered(rq, c)));
    input(rq, c, "hall", "");
    html(rq, "</div>");
    grid_draw(rq, &c->grid);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
    frame_close(rq);
}

/* For a program: who is asked. */
static void calling_json(struct rq *rq, const struct calling *c)
{
    struct keys all = keys_open(rq);

    key_day(&all, "held", day_offered(rq, c));
    key_id(&all, "id", c->id);
    key_list(&all, "roster");
    for (int i = 0; i < c->grid.n; i++) {
        struct keys k = key_item(rq, (size_t)i);

        key_text(&k, "name", str_of(c->grid.row[i].label));
        key_id(&k, "who", c->grid.row[i].id);
        keys_close(&k);
    }
    key_list_end(&all);
    key_id(&all, "training", c->of.training);
    keys_close(&all);
}

/* Marks who is there on a day of a training: its list, who came before, members
 * of a body (?from=ID); with marks of a test. */
PAGE(attendance, GET, "/training/*/attendance", RIGHT_KEEP)
{
    struct calling *c = calling_start(rq);

    if (!c)
        return;
    c->id = form_id(rq);
    if (rq->json)
        calling_json(rq, c);
    else
        calling_draw(rq, c);
}

/* ---- keeping ------------------------------------------------------------*/

static void *in_row(const struct grid *g, void *row, const char *field)
{
    return (char *)row +
           field_find(g->rows->child, g->rows->children, str_of(field))->at;
}

/* Whose row it is: her sex and body, and staff under staff. */
static void rows_finish(struct calling *c)
{
    struct list *list = at(c, "attendance", FIELD_ROWS);

    for (int i = 0; i < c->grid.n; i++) {
        const struct grid_row *g = &c->grid.row[i];
        void *row;

        if (g->at < 0 || (size_t)g->at >= list->n)
            continue;
        row = (char *)list->at + (size_t)g->at * c->grid.rows->child_bytes;
        *(int32_t *)in_row(&c->grid, row, "sex") = c->who[i].seat.sex;
        *(struct id *)in_row(&c->grid, row, "body") = c->who[i].body;
        if (!c->who[i].staff)
            continue;
        *(struct id *)in_row(&c->grid, row, "person") = ID_NONE;
        *(struct id *)in_row(&c->grid, row, "staff") = g->id;
    }
}

static void calling_take(struct rq *rq, struct calling *c)
{
    static const char *const name[] = { "held", "hall" };

    for (size_t i = 0; i < LEN(name); i++) {
        const struct field *f = kind_field(c->kind, str_of(name[i]));

        if (!field_parse(f, rq_part(rq, name[i]), rq->arena, c->record))
            tell(&c->found, STOP, "field.not_understood", name[i]);
    }
    grid_take(rq, &c->grid, at(c, "attendance", FIELD_ROWS), &c->found);
    rows_finish(c);
}

static void again(struct rq *rq, struct calling *c, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &c->found);
    else
        calling_draw(rq, c);
}

static void told(struct rq *rq, void *memo, bool heard, struct str reply)
{
    struct calling *c = memo;
    struct outcome o;
    struct buf to = buf_start(rq->arena);

    if (!heard || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&c->found, STOP, "form.unsure", "");
        again(rq, c, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        c->found = o.found;
        again(rq, c, 422);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    buf_fmt(&to, "/training/%s?kept=1", id_text(rq, c->of.training));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Keeps the sheet of that day. "All present" marks everybody that nothing is
 * said of, and shows the sheet again; so does asking for all of its fields. */
PAGE(attendance_go, POST, "/training/*/attendance", RIGHT_KEEP)
{
    struct calling *c = calling_start(rq);
    struct draft d = { .author = rq->who.login, .strict = true };

    if (!c)
        return;
    if (!id_read(rq_part(rq, "_id"), &c->id) || id_none(c->id))
        c->id = form_id(rq);
    calling_take(rq, c);
    if (rq_part(rq, "_all").n || grid_whole_asked(rq)) {
        c->found = findings_start(rq->arena);
        calling_draw(rq, c);
        return;
    }
    d.kind = str_of(c->kind->name);
    d.id = c->id;
    d.body = record_body(c->kind, c->record, rq->arena);
    draft_judge(rq->db, &d, rq->today, &c->found);
    if (findings_stop(&c->found)) {
        again(rq, c, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), told, c);
}
