/* list - all records of a kind, drawn from its field table: searched,
 * filtered, sorted, a page at a time.
 *
 * SQL is composed from constant field tables only; what people typed is
 * bound. */
#include <string.h>

#include "sql.h"
#include "web/web.h"

enum { LIST_ROWS = 50, LIST_COLUMNS = 8, LIST_BINDS = 40, LIST_PAGES = 100000 };

struct bind {
    enum { BIND_TEXT, BIND_INT, BIND_ID } type;
    struct str text;
    int64_t n;
    struct id id;
};
struct list_ask {
    const struct kind *kind;
    const struct field *column[LIST_COLUMNS];
    int columns;
    const struct field *sort;
    bool down;
    struct str search, state;
    int64_t page; /* from 1 */
    struct buf where;
    struct bind bind[LIST_BINDS];
    int binds;
};

/* ---- what is asked ------------------------------------------------------*/

static bool shows(const struct field *f)
{
    return f->type != FIELD_ROWS && f->type != FIELD_OBJECT &&
           f->type != FIELD_HASH && !(f->type == FIELD_TEXT && f->most > 1000);
}

/* The title first, then the fields in their order. */
static void columns_choose(struct list_ask *l)
{
    const struct kind *k = l->kind;
    const struct field *title = k->title ? kind_field(k, str_of(k->title)) :
                                           NULL;

    if (title && shows(title) && str_same(str_of(title->name), S("name")))
        l->column[l->columns++] = title;
    for (int i = 0; i < k->fields && l->columns < LIST_COLUMNS; i++)
        if (shows(&k->field[i]) &&
            !(l->columns && l->column[0] == &k->field[i]))
            l->column[l->columns++] = &k->field[i];
}

static void bind_add(struct list_ask *l, struct bind b)
{
    MUST(l->binds < LIST_BINDS);
    l->bind[l->binds++] = b;
}

/* f.NAME=VALUE for a choice, a reference (a place takes all within it too), a
 * code or a month. What cannot be read finds nothing. */
static void filter_add(struct rq *rq, struct list_ask *l, const struct field *f,
                       struct str said)
{
    struct id id;
    month m;

    if (l->binds + 1 >= LIST_BINDS)
        return;
    if (f->type == FIELD_CHOICE) {
        buf_fmt(&l->where, " AND t.%s = $%d", f->name, l->binds + 1);
        bind_add(l, (struct bind){ .type = BIND_INT,
                                   .n = choice_find(f->of, said) });
    } else if (f->type == FIELD_REF && f->of) {
        if (!thing_read(rq, f->of, said, &id))
            id = ID_NONE;
        buf_fmt(&l->where,
                strcmp(f->of, "place") ?
                    " AND t.%s = $%d" :
                    " AND t.%s IN (SELECT place FROM area WHERE above = $%d)",
                f->name, l->binds + 1);
        bind_add(l, (struct bind){ .type = BIND_ID, .id = id });
    } else if (f->type == FIELD_CODE || f->type == FIELD_TEXT) {
        buf_fmt(&l->where, " AND t.%s = $%d", f->name, l->binds + 1);
        bind_add(l, (struct bind){ .type = BIND_TEXT, .text = said });
    } else if (f->type == FIELD_MONTH && month_read(said, &m)) {
        buf_fmt(&l->where, " AND t.%s = $%d", f->name, l->binds + 1);
        bind_add(l, (struct bind){ .type = BIND_INT, .n = m });
    }
}

static struct str filter_said(struct rq *rq, const struct field *f)
{
    struct buf name = buf_start(rq->arena);

    buf_fmt(&name, "f.%s", f->name);
    return str_trim(rq_arg(rq, zstr(rq, buf_str(&name))));
}

static void ask_read(struct rq *rq, const struct kind *k, struct list_ask *l)
{
    struct buf named = buf_start(rq->arena);

    *l = (struct list_ask){ .kind = k,
                            .where = buf_start(rq->arena),
                            .search = str_trim(rq_arg(rq, "q")),
                            .state = rq_arg(rq, "state"),
                            .page = rq_int(rq, "page", 1, LIST_PAGES, 1) };
    columns_choose(l);
    buf_z(&l->where, " WHERE 1 = 1");
    if (l->search.n && thing_where(&named, k)) {
        buf_z(&l->where, " AND (");
        buf_add(&l->where, buf_str(&named));
        buf_char(&l->where, ')');
        bind_add(l,
                 (struct bind){ .type = BIND_TEXT,
                                .text = thing_pattern(rq, l->search, "", "") });
        bind_add(l, (struct bind){
                        .type = BIND_TEXT,
                        .text = thing_pattern(rq, l->search, "%", "%") });
        /* One of them may not occur; both databases want it to. */
        buf_z(&l->where, " AND $1 <= $1 AND $2 <= $2");
    }
    for (int i = 0; i < k->fields; i++)
        if (filter_said(rq, &k->field[i]).n)
            filter_add(rq, l, &k->field[i], filter_said(rq, &k->field[i]));
    if (str_same(l->state, S("marked")))
        buf_z(&l->where, " AND t.entry IN (SELECT entry FROM finding)");
    else if (str_same(l->state, S("out")))
        buf_z(&l->where, " AND t.counts = 0");
    l->sort = kind_field(k, rq_arg(rq, "sort"));
    if (l->sort && !shows(l->sort))
        l->sort = NULL;
    l->down = str_same(rq_arg(rq, "dir"), S("down"));
    if (!l->sort && k->dated) {
        l->sort = kind_field(k, str_of(k->dated));
        l->down = true;
    } else if (!l->sort && k->field[0].type == FIELD_CHOICE) {
        l->sort = &k->field[0]; /* provinces before villages */
    } else if (!l->sort && l->columns) {
        l->sort = l->column[0];
    }
}

/* ---- asking -------------------------------------------------------------*/

static void sort_by(struct buf *b, const struct list_ask *l)
{
    const struct field *f = l->sort;
    const struct kind *of = f && f->of && f->type == FIELD_REF ?
                                kind_find(str_of(f->of)) :
                                NULL;

    if (!f) {
        buf_z(b, " ORDER BY t.entry");
        return;
    }
    if (of && of->title)
        buf_fmt(b, " ORDER BY (SELECT o.%s FROM %s o WHERE o.entry = t.%s)",
                of->title, of->name, f->name);
    else
        buf_fmt(b, " ORDER BY t.%s", f->name);
    buf_z(b, l->down ? " DESC NULLS LAST" : " NULLS LAST");
    if (l->kind->title && strcmp(l->kind->title, f->name) != 0)
        buf_fmt(b, ", t.%s NULLS LAST", l->kind->title);
    buf_z(b, ", t.entry");
}

static struct rows asked(struct rq *rq, const struct list_ask *l, bool count)
{
    struct buf b = buf_start(rq->arena);
    struct rows r;

    buf_fmt(&b, "SELECT %s FROM %s t",
            count ? "count(*)" : "t.entry, t.counts, t.*", l->kind->name);
    buf_add(&b, buf_str(&l->where));
    if (!count) {
        sort_by(&b, l);
        buf_fmt(&b, " LIMIT %d OFFSET $%d", LIST_ROWS, l->binds + 1);
    }
    r = db_text_rows(rq->db, buf_str(&b));
    for (int i = 0; i < l->binds; i++) {
        const struct bind *one = &l->bind[i];

        if (one->type == BIND_TEXT)
            db_bind_text(&r, i + 1, one->text);
        else if (one->type == BIND_INT)
            db_bind_int(&r, i + 1, one->n);
        else
            db_bind_id(&r, i + 1, one->id);
    }
    if (!count)
        db_bind_int(&r, l->binds + 1, (l->page - 1) * LIST_ROWS);
    return r;
}

static int64_t asked_count(struct rq *rq, const struct list_ask *l)
{
    struct rows r = asked(rq, l, true);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

/* ---- drawing ------------------------------------------------------------*/

/* The same list with one argument changed, from its first page. */
static const char *list_link(struct rq *rq, const char *name, const char *value,
                             const char *dir)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "?%s=%s&dir=%s", name, value, dir);
    for (int i = 0; i < rq->q->args; i++) {
        const struct http_pair *p = &rq->q->arg[i];

        if (!str_same(p->name, str_of(name)) && !str_same(p->name, S("dir")) &&
            !str_same(p->name, S("page")) && p->value.n)
            buf_fmt(&b, "&%s=%s", url_part(rq, p->name),
                    url_part(rq, p->value));
    }
    return zstr(rq, buf_str(&b));
}

static void choice_filter(struct rq *rq, const struct field *f)
{
    struct str now = filter_said(rq, f), rest = str_of(f->of);

    html(rq, "<label>%s<select name=\"f.%s\"><option value=\"\">%s</option>",
         field_word(rq, f), f->name, word(rq, "ask.all"));
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, now) ? "<option value=\"%s\" selected>%s"
                                  "</option>" :
                                  "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "choice", one));
    }
    html(rq, "</select></label>");
}

static void ref_filter(struct rq *rq, const struct field *f)
{
    struct str now = filter_said(rq, f);
    const struct kind *k = kind_find(str_of(f->of));
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    struct id id;

    if (!k || !k->code)
        return;
    if (!thing_read(rq, f->of, now, &id))
        id = ID_NONE;
    buf_fmt(&sql,
            "SELECT t.entry, t.%s FROM %s t WHERE t.counts = 1 "
            "ORDER BY t.%s, t.entry LIMIT 200",
            k->code, k->name, k->code);
    html(rq, "<label>%s<select name=\"f.%s\"><option value=\"\">%s</option>",
         field_word(rq, f), f->name, word(rq, "ask.all"));
    r = db_text_rows(rq->db, buf_str(&sql));
    while (db_next(&r))
        html(rq,
             id_same(db_id(&r, 0), id) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, db_str(&r, 1)), zstr(rq, db_str(&r, 1)));
    html(rq, "</select></label>");
}

static void state_filter(struct rq *rq, const struct list_ask *l)
{
    static const char *const state[] = { "", "marked", "out" };
    static const char *const key[] = { "list.every", "list.marked",
                                       "list.out" };

    html(rq, "<label>%s<select name=\"state\">", word(rq, "list.state"));
    for (size_t i = 0; i < LEN(state); i++)
        html(rq,
             str_same(l->state, str_of(state[i])) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             state[i], word(rq, key[i]));
    html(rq, "</select></label>");
}

static void filters(struct rq *rq, const struct list_ask *l)
{
    const struct kind *k = l->kind;

    html(rq,
         "<form class=\"filter\" role=\"search\"><label>%s<input "
         "type=\"search\" name=\"q\" value=\"%s\"></label>",
         word(rq, "list.search"), zstr(rq, l->search));
    for (int i = 0; i < k->fields; i++) {
        if (k->field[i].type == FIELD_CHOICE)
            choice_filter(rq, &k->field[i]);
        else if (k->field[i].type == FIELD_REF && k->field[i].of &&
                 strcmp(k->field[i].of, "place") != 0)
            ref_filter(rq, &k->field[i]);
        else if (k->field[i].type == FIELD_MONTH)
            html(rq,
                 "<label>%s<input type=\"month\" name=\"f.%s\" "
                 "value=\"%s\" pattern=\"[0-9]{4}-[0-9]{2}\"></label>",
                 field_word(rq, &k->field[i]), k->field[i].name,
                 zstr(rq, filter_said(rq, &k->field[i])));
    }
    state_filter(rq, l);
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
}

static void head(struct rq *rq, const struct list_ask *l)
{
    html(rq, "<div class=\"box\" tabindex=\"0\"><table class=\"sheet list\">"
             "<thead><tr>");
    for (int i = 0; i < l->columns; i++) {
        const struct field *f = l->column[i];
        bool sorted = f == l->sort;

        bool number = f->type == FIELD_COUNT || f->type == FIELD_MONEY;

        html(rq, "<th scope=\"col\" class=\"%s\" aria-sort=\"%s\">",
             number ? "n" : "t",
             !sorted ? "none" :
             l->down ? "descending" :
                       "ascending");
        html(rq, "<a href=\"%s\">%s</a></th>",
             list_link(rq, "sort", f->name, sorted && !l->down ? "down" : "up"),
             field_word(rq, f));
    }
    html(rq, "</tr></thead><tbody>");
}

static void row(struct rq *rq, const struct list_ask *l, struct rows *r)
{
    const struct kind *k = l->kind;
    struct columns c = { k->field, k->fields, k->bytes };
    void *record = arena_take(rq->arena, k->bytes);
    struct id id = db_id(r, 0);

    html(rq, db_int(r, 1) ? "<tr>" : "<tr class=\"off\">");
    columns_read(r, &c, rq->arena, record);
    for (int i = 0; i < l->columns; i++) {
        const struct field *f = l->column[i];
        bool number = f->type == FIELD_COUNT || f->type == FIELD_MONEY;

        if (i == 0) {
            html(rq, "<th scope=\"row\"><a href=\"%s\">",
                 thing_path(rq, k, id));
            if (f->type == FIELD_REF)
                html(rq, "%s",
                     thing_name(rq, kind_find(str_of(f->of)),
                                *(const struct id
                                      *)(const void *)((const char *)record +
                                                       f->at)));
            else if (field_none(f, record) || f->type == FIELD_CODE)
                html(rq, "%s", word(rq, "postings.open"));
            else
                field_draw(rq, f, k->field, k->fields, record);
            html(rq, "</a></th>");
            continue;
        }
        html(rq, number ? "<td class=\"n\">" : "<td>");
        field_draw(rq, f, k->field, k->fields, record);
        html(rq, "</td>");
    }
    html(rq, "</tr>");
}

static void list_json(struct rq *rq, const struct list_ask *l, int64_t n)
{
    const struct kind *k = l->kind;
    struct columns c = { k->field, k->fields, k->bytes };
    struct rows r = asked(rq, l, false);
    struct buf *b = &rq->body;
    const char *comma = "";

    rq->type = "application/json";
    buf_fmt(b, "{\"count\":%lld,\"kind\":\"%s\",\"page\":%lld,\"rows\":[",
            (long long)n, k->name, (long long)l->page);
    while (db_next(&r)) {
        void *record = arena_take(rq->arena, k->bytes);

        buf_fmt(b, "%s{\"counts\":%s,\"id\":\"", comma,
                db_int(&r, 1) ? "true" : "false");
        id_put(b, db_id(&r, 0));
        columns_read(&r, &c, rq->arena, record);
        buf_z(b, "\",\"record\":");
        buf_add(b, record_body(k, record, rq->arena));
        buf_char(b, '}');
        comma = ",";
    }
    buf_z(b, "]}\n");
}

/* All records of a kind: search them, filter by their choices and references,
 * sort by any column. Fifty on a page. */
PAGE(list, GET, "/list/*", RIGHT_SEE)
{
    const struct kind *k = kind_find(rq->step[0]);
    struct list_ask l;
    struct rows r;
    int64_t n;

    if (!k) {
        not_here(rq);
        return;
    }
    ask_read(rq, k, &l);
    n = asked_count(rq, &l);
    if (rq->json) {
        list_json(rq, &l, n);
        return;
    }
    frame_open(rq, kind_words(rq, k));
    if (rq_writes(rq, k))
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/%s\">%s</a></p>",
             k->name, word(rq, "list.new"));
    filters(rq, &l);
    html(rq, "<p class=\"count\"><b class=\"n\">%s</b> %s</p>",
         number_text(rq, n, 0), word(rq, "list.records"));
    head(rq, &l);
    r = asked(rq, &l, false);
    while (db_next(&r))
        row(rq, &l, &r);
    html(rq, "</tbody></table></div>");
    pager_draw(rq, l.page, (n + LIST_ROWS - 1) / LIST_ROWS);
    frame_close(rq);
}

/* The kinds of records there are, in their rooms. */
PAGE(lists, GET, "/list", RIGHT_SEE)
{
    static const char *const rooms[] = { "land",    "people", "body", "fund",
                                         "vote",    "plan",   "work", "trust",
                                         "network", "site" };
    bool any;

    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"kinds\":[");
        for (int i = 0; i < kind_count; i++)
            buf_fmt(&rq->body, "%s\"%s\"", i ? "," : "", kind_index[i]->name);
        buf_z(&rq->body, "]}\n");
        return;
    }
    frame_open(rq, word(rq, "nav.lists"));
    html(rq, "<div class=\"cards\">");
    for (size_t room = 0; room < LEN(rooms); room++) {
        any = false;
        for (int i = 0; i < kind_count; i++) {
            const struct kind *k = kind_index[i];

            if (!k->group || strcmp(k->group, rooms[room]) != 0)
                continue;
            if (!any)
                html(rq,
                     "<section class=\"card\"><h2>%s</h2><ul "
                     "class=\"links big\">",
                     word_of(rq, "room", str_of(rooms[room])));
            any = true;
            html(rq, "<li><a href=\"/list/%s\">%s</a></li>", k->name,
                 kind_words(rq, k));
        }
        if (any)
            html(rq, "</ul></section>");
    }
    html(rq, "</div>");
    frame_close(rq);
}
