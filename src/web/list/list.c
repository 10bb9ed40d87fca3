/* list - all records of a kind, drawn from its field table: searched,
 * filtered, sorted, a page at a time. How they are found is in seek.c. */
#include <string.h>

#include "web/list/list.h"
#include "web/register.h"

enum { LIST_COLUMNS = 9, LIST_PAGES = SEEK_FEW / SEEK_ROWS };

struct list_ask {
    const struct kind *kind;
    const struct field *column[LIST_COLUMNS];
    int columns;
    struct str search, state;
    bool names; /* the asker reads names of some of these people */
    bool many;  /* there may be more rows than are sorted by anything */
    struct seek seek;
    struct seek_page page;
};

/* ---- columns ------------------------------------------------------------*/

/* The title in another language stands in for it, not beside it. */
static bool translated(const struct kind *k, const struct field *f)
{
    return k->title && strcmp(f->name, k->title) != 0 &&
           str_starts(str_of(f->name), str_of(k->title)) &&
           (str_ends(str_of(f->name), S("_ur")) ||
            str_ends(str_of(f->name), S("_sd")));
}

static bool shows(const struct list_ask *l, const struct field *f)
{
    if (f->flags & FIELD_SEALED && (f->flags & FIELD_SECRET || !l->names))
        return false;
    return f->type != FIELD_ROWS && f->type != FIELD_OBJECT &&
           f->type != FIELD_HASH && !(f->type == FIELD_TEXT && f->most > 1000);
}

static void column_add(struct list_ask *l, const struct field *f)
{
    for (int i = 0; i < l->columns; i++)
        if (l->column[i] == f)
            return;
    if (f && l->columns < LIST_COLUMNS && shows(l, f) &&
        !translated(l->kind, f))
        l->column[l->columns++] = f;
}

/* The name first, or the person, or the number and who heads it: people look for
 * a household by her name. Then the fields in their order. */
static void columns_choose(struct list_ask *l)
{
    const struct kind *k = l->kind;
    const struct field *head = kind_field(k, S("head"));
    bool headed = head && head->flags & FIELD_SEALED;

    if (k->title && (headed || !strcmp(k->title, "name")))
        column_add(l, kind_field(k, str_of(k->title)));
    if (headed)
        column_add(l, head);
    column_add(l, kind_field(k, S("person")));
    for (int i = 0; i < k->fields; i++)
        column_add(l, &k->field[i]);
}

/* ---- filters ------------------------------------------------------------*/

/* What a thing that a row refers to is filtered by: where a member's body
 * lies, whose it is. */
static const struct over {
    const char *kind, *by, *field;
} over[] = {
    { "link", "body", "place" },     { "link", "body", "rsp" },
    { "meeting", "body", "place" },  { "meeting", "body", "rsp" },
    { "meeting", "body", "nature" }, { "member", "body", "place" },
    { "member", "body", "rsp" },     { "member", "body", "nature" },
    { "member", "person", "sex" },   { "person", "household", "place" },
    { "standing", "body", "place" }, { "standing", "body", "rsp" },
};

static struct filter filter_of(struct rq *rq, char sign, const struct field *by,
                               const struct field *f)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%c.%s%s%s", sign, by ? by->name : "", by ? "." : "", f->name);
    return (struct filter){ f, by, zstr(rq, buf_str(&b)) };
}

int list_filters(struct rq *rq, const struct kind *k, char sign,
                 struct filter *out, int most)
{
    int n = 0;

    for (size_t i = 0; i < LEN(over) && n < most; i++)
        if (!strcmp(over[i].kind, k->name)) {
            const struct field *by = kind_field(k, str_of(over[i].by));
            const struct kind *of = kind_find(str_of(over[i].by));

            MUST(by && of && kind_field(of, str_of(over[i].field)));
            out[n++] = filter_of(rq, sign, by,
                                 kind_field(of, str_of(over[i].field)));
        }
    for (int i = 0; i < k->fields && n < most; i++)
        if (!(k->field[i].flags & FIELD_SEALED))
            out[n++] = filter_of(rq, sign, NULL, &k->field[i]);
    return n;
}

static struct str filter_said(struct rq *rq, const struct filter *f,
                              const char *more)
{
    struct buf name = buf_start(rq->arena);

    buf_fmt(&name, "%s%s", f->arg, more);
    return str_trim(rq_arg(rq, zstr(rq, buf_str(&name))));
}

/* What is typed for a reference: an id, a code, or a name that only one thing
 * has, or one better than others. False: it says nothing that is there. */
static bool filter_thing(struct rq *rq, const struct filter *f, struct id *id)
{
    const struct kind *k = kind_find(str_of(f->f->of));
    struct str typed = filter_said(rq, f, ".said");
    struct str was = filter_said(rq, f, ".was");
    struct str said = filter_said(rq, f, "");
    struct found *found;

    if (said.n && (!typed.n || str_same(typed, was)))
        return thing_read(rq, f->f->of, said, id) &&
               (!kind_scoped(k) || rq_sees(rq, k, *id));
    if (!typed.n || !thing_find(rq, k, typed, 1, &found))
        return false;
    *id = found[0].id;
    return true;
}

static bool range_end(struct rq *rq, const struct filter *f, const char *more,
                      struct bind *out)
{
    struct date d;

    if (!date_read(filter_said(rq, f, more), &d))
        return false;
    *out = (struct bind){ .type = BIND_INT,
                          .n = more[1] == 't' ? date_end(d) : d.on };
    return true;
}

/* "self", or a level of places: what f.NAME.none may say. */
static bool unsaid_read(struct rq *rq, const struct filter *f, struct bind *out)
{
    struct str said = filter_said(rq, f, ".none");
    int level = choice_find(LIST_LEVELS, said);

    *out = (struct bind){ .type = BIND_INT, .n = -1 };
    if (str_same(said, S("self")))
        return true;
    if (level < 0 || f->f->type != FIELD_REF || strcmp(f->f->of, "place") != 0)
        return false;
    out->n = level;
    return true;
}

/* Months and days have a first and a last. */
static bool month_end_read(struct rq *rq, const struct filter *f,
                           const char *more, struct bind *out)
{
    month m;

    if (!month_read(filter_said(rq, f, more), &m))
        return false;
    *out = (struct bind){ .type = BIND_INT, .n = m };
    return true;
}

/* f.NAME=VALUE: a choice, a thing, a code or text ("abc*" begins so), a month;
 * f.NAME.from and f.NAME.to of a day. What cannot be finds nothing. */
static struct cond filter_cond(struct rq *rq, const struct filter *f)
{
    struct cond c = { .type = COND_IS, .f = f->f, .by = f->by };
    struct str said = filter_said(rq, f, "");
    bool good = true;
    month m = 0;

    if (filter_said(rq, f, ".none").n) {
        c.type = COND_UNSAID;
        good = unsaid_read(rq, f, &c.a);
    } else if (filter_said(rq, f, ".at").n) { /* there, not below it */
        c.a.type = BIND_ID;
        good = f->f->type == FIELD_REF &&
               id_read(filter_said(rq, f, ".at"), &c.a.id);
    } else if (f->f->type == FIELD_CHOICE) {
        c.a = (struct bind){ .type = BIND_INT,
                             .n = choice_find(f->f->of, said) };
        good = c.a.n >= 0;
    } else if (f->f->type == FIELD_REF && f->f->of) {
        c.a.type = BIND_ID;
        good = filter_thing(rq, f, &c.a.id);
        if (!strcmp(f->f->of, "place"))
            c.type = COND_WITHIN;
    } else if (f->f->type == FIELD_DAY || f->f->type == FIELD_DATE) {
        c.type = COND_RANGE;
        good = range_end(rq, f, ".from", &c.a);
        good |= range_end(rq, f, ".to", &c.b);
    } else if (f->f->type == FIELD_MONTH && !said.n) {
        c.type = COND_RANGE;
        good = month_end_read(rq, f, ".from", &c.a);
        good |= month_end_read(rq, f, ".to", &c.b);
    } else if (f->f->type == FIELD_MONTH) {
        good = month_read(said, &m);
        c.a = (struct bind){ .type = BIND_INT, .n = m };
    } else {
        c.type = str_ends(said, S("*")) ? COND_BEGINS : COND_IS;
        said.n -= c.type == COND_BEGINS;
        c.a = (struct bind){ .type = BIND_TEXT, .text = said };
    }
    c.type = good ? c.type : COND_NOTHING;
    return c;
}

static bool filters_by(const struct field *f)
{
    return f->type == FIELD_CHOICE || (f->type == FIELD_REF && f->of) ||
           f->type == FIELD_DAY || f->type == FIELD_DATE ||
           f->type == FIELD_CODE || f->type == FIELD_TEXT ||
           f->type == FIELD_MONTH;
}

static bool filter_any(struct rq *rq, const struct filter *f)
{
    static const char *const more[] = { "",    ".said", ".from",
                                        ".to", ".none", ".at" };

    for (size_t i = 0; i < LEN(more); i++)
        if (filter_said(rq, f, more[i]).n)
            return true;
    return false;
}

/* Each may be said once by the page's own filter, and once more by each cell of
 * a pivot that led here. */
static void filters_read(struct rq *rq, struct list_ask *l)
{
    struct filter all[LIST_FILTERS];

    for (const char *sign = LIST_SIGNS; *sign; sign++) {
        int n = list_filters(rq, l->kind, *sign, all, (int)LEN(all));

        for (int i = 0; i < n; i++)
            if (filters_by(all[i].f) && l->seek.conds + 4 < SEEK_CONDS &&
                filter_any(rq, &all[i]))
                seek_cond(&l->seek, filter_cond(rq, &all[i]));
    }
}

/* ---- what is asked ------------------------------------------------------*/

/* May this list be sorted by it? Of many rows only along an index. */
static bool sorts(const struct list_ask *l, const struct field *f)
{
    const struct kind *of = f->type == FIELD_REF && f->of ?
                                kind_find(str_of(f->of)) :
                                NULL;

    if (!shows(l, f))
        return false;
    if (l->many)
        return seek_sorts(l->kind, f);
    if (of && !strcmp(of->name, "person"))
        return l->names;
    return !(f->flags & FIELD_SEALED) || !strcmp(f->name, "name");
}

/* The latest first; else by name; or as the first column says. */
static void sort_choose(struct rq *rq, struct list_ask *l)
{
    const struct kind *k = l->kind;
    struct seek *s = &l->seek;
    const char *dated = k->dated                 ? k->dated :
                        kind_field(k, S("held")) ? "held" :
                                                   NULL;

    s->sort = kind_field(k, rq_arg(rq, "sort"));
    s->down = str_same(rq_arg(rq, "dir"), S("down"));
    if (s->sort && sorts(l, s->sort))
        return;
    s->sort = dated ? kind_field(k, str_of(dated)) :
              k->field[0].type == FIELD_CHOICE && !l->many ?
                      &k->field[0] : /* provinces before villages */
              l->columns ? l->column[0] :
                           NULL;
    s->down = dated != NULL;
    for (int i = 0; (!s->sort || !sorts(l, s->sort)) && i < k->fields; i++)
        s->sort = &k->field[i];
    if (s->sort && !sorts(l, s->sort))
        s->sort = NULL;
}

/* It shows nothing of what is sealed, so it may say that there is something. */
static bool seals(const struct list_ask *l)
{
    const struct field *f = l->seek.sort;
    bool person = f && f->type == FIELD_REF && f->of &&
                  !strcmp(f->of, "person");

    return l->names &&
           (l->search.n || person || (f && f->flags & FIELD_SEALED));
}

/* Has it a name, or a person's, that words can be looked for in? */
static bool searched(struct rq *rq, const struct kind *k)
{
    struct buf named = buf_start(rq->arena);

    return kind_field(k, S("person")) || !strcmp(k->name, "person") ||
           thing_where(&named, k);
}

static void ask_read(struct rq *rq, const struct kind *k, struct list_ask *l)
{
    *l = (struct list_ask){ .kind = k,
                            .search = str_trim(rq_arg(rq, "q")),
                            .state = rq_arg(rq, "state"),
                            .names = rq_may(rq, RIGHT_NAMES),
                            .many = seek_many(rq, k) };
    l->seek.kind = k;
    l->seek.page = rq_int(rq, "page", 1, LIST_PAGES, 1);
    l->seek.after = rq_arg(rq, "after");
    columns_choose(l);
    if (l->search.n && searched(rq, k))
        seek_cond(&l->seek, (struct cond){ .type = COND_WORDS,
                                           .a = { .type = BIND_TEXT,
                                                  .text = l->search } });
    filters_read(rq, l);
    if (str_same(l->state, S("marked")))
        seek_cond(&l->seek, (struct cond){ .type = COND_MARKED });
    else if (str_same(l->state, S("out")))
        seek_cond(&l->seek, (struct cond){ .type = COND_OUT });
    else if (str_same(l->state, S("in")))
        seek_cond(&l->seek, (struct cond){ .type = COND_COUNTS });
    sort_choose(rq, l);
    l->seek.names = seals(l);
}

/* ---- rows ---------------------------------------------------------------*/

/* Names of people into rows that the asker may read by name. */
static void rows_name(struct rq *rq, struct list_ask *l)
{
    bool heads = !rq->json && !strcmp(l->kind->name, "household");
    struct sought *named[SEEK_ROWS];
    size_t n = 0;

    for (size_t i = 0; l->names && kind_sealed(l->kind) && i < l->page.n; i++) {
        struct sought *row = &l->page.row[i];

        if (!rq_names(rq, l->kind, row->id))
            continue;
        row_names(rq->db, l->kind, row->id, rq->arena, row->record);
        if (heads)
            head_ask(rq, row->id);
        named[n++] = row;
    }
    for (size_t i = 0; heads && i < n; i++)
        head_say(rq, l->kind, named[i]->id, named[i]->record);
}

/* What a column's references are called, all rows at once. */
static const char **column_names(struct rq *rq, const struct list_ask *l,
                                 const struct field *f)
{
    const char **name = arena_many(rq->arena, const char *, SEEK_ROWS);
    struct id *id = arena_many(rq->arena, struct id, SEEK_ROWS);

    if (!f->of || (f->type != FIELD_REF && f->type != FIELD_CODE))
        return NULL;
    for (size_t i = 0; i < l->page.n; i++) {
        const void *at = (const char *)l->page.row[i].record + f->at;

        if (f->type == FIELD_REF)
            id[i] = *(const struct id *)at;
        else if (((const struct str *)at)->n)
            id[i] = id_named(str_of(f->of), *(const struct str *)at);
    }
    thing_names(rq, kind_find(str_of(f->of)), id, l->page.n, name);
    return name;
}

/* A title in the asker's language, where the row has it. */
static const struct field *in_language(struct rq *rq, const struct kind *k,
                                       const struct field *f,
                                       const void *record)
{
    struct buf b = buf_start(rq->arena);
    const struct field *other;

    if (rq->lang == LANG_EN || !k->title || strcmp(f->name, k->title) != 0)
        return f;
    buf_fmt(&b, "%s_%s", f->name, lang_name(rq->lang));
    other = kind_field(k, buf_str(&b));
    return other && !field_none(other, record) ? other : f;
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
            !str_same(p->name, S("page")) && !str_same(p->name, S("after")) &&
            p->value.n)
            buf_fmt(&b, "&%s=%s", url_part(rq, p->name),
                    url_part(rq, p->value));
    }
    return zstr(rq, buf_str(&b));
}

/* "Nature", or "Organisation: Nature" where the row has its own. */
static void filter_word(struct rq *rq, const struct list_ask *l,
                        const struct filter *f)
{
    if (f->by && kind_field(l->kind, str_of(f->f->name)))
        html(rq, "%s: ", field_word(rq, f->by));
    html(rq, "%s", field_word(rq, f->f));
}

static void choice_filter(struct rq *rq, const struct filter *f)
{
    struct str now = filter_said(rq, f, ""), rest = str_of(f->f->of);

    html(rq, "<select name=\"%s\"><option value=\"\">%s</option>", f->arg,
         word(rq, "ask.all"));
    while (rest.n) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             str_same(one, now) ? "<option value=\"%s\" selected>%s"
                                  "</option>" :
                                  "<option value=\"%s\">%s</option>",
             zstr(rq, one), choice_say(rq, f->f, one));
    }
    html(rq, "</select>");
}

/* Kinds with codes are few: all of them. */
static void code_filter(struct rq *rq, const struct filter *f)
{
    struct str now = filter_said(rq, f, "");
    const struct kind *k = kind_find(str_of(f->f->of));
    struct buf sql = buf_start(rq->arena);
    struct rows r;
    struct id id;

    if (!thing_read(rq, f->f->of, now, &id))
        id = ID_NONE;
    buf_fmt(&sql,
            "SELECT t.entry, t.%s FROM %s t WHERE t.counts = 1 "
            "ORDER BY t.%s, t.entry LIMIT 200",
            k->code, k->name, k->code);
    html(rq, "<select name=\"%s\"><option value=\"\">%s</option>", f->arg,
         word(rq, "ask.all"));
    r = db_text_rows(rq->db, buf_str(&sql));
    while (db_next(&r))
        html(rq,
             id_same(db_id(&r, 0), id) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, db_str(&r, 1)), zstr(rq, db_str(&r, 1)));
    html(rq, "</select>");
}

/* Others are typed, and looked up. */
static void thing_filter(struct rq *rq, const struct filter *f)
{
    const struct kind *k = kind_find(str_of(f->f->of));
    struct str typed = filter_said(rq, f, ".said");
    const char *said = zstr(rq, typed), *hidden = "";
    struct id id = ID_NONE;

    if ((filter_said(rq, f, "").n || typed.n) && filter_thing(rq, f, &id)) {
        said = thing_name(rq, k, id);
        hidden = id_text(rq, id);
    }
    html(rq,
         "<span class=\"find\" data-find=\"%s\"><input name=\"%s.said\" "
         "value=\"%s\" autocomplete=\"off\" spellcheck=\"false\"><input "
         "type=\"hidden\" name=\"%s.was\" value=\"%s\"><input type=\"hidden\" "
         "name=\"%s\" value=\"%s\"></span>",
         k->name, f->arg, said, f->arg, said, f->arg, hidden);
}

static void range_filter(struct rq *rq, const struct list_ask *l,
                         const struct filter *f)
{
    static const char *const end[] = { ".from", ".to" };

    for (size_t i = 0; i < LEN(end); i++) {
        html(rq, "<label>");
        filter_word(rq, l, f);
        html(rq,
             " %s<input type=\"date\" name=\"%s%s\" value=\"%s\" "
             "placeholder=\"2014-12-31\"></label>",
             word(rq, i ? "list.until" : "list.from"), f->arg, end[i],
             zstr(rq, filter_said(rq, f, end[i])));
    }
}

static bool has_code(const struct field *f)
{
    return f->type == FIELD_REF && f->of && kind_find(str_of(f->of))->code;
}

/* Places and bodies can be typed; people are searched for by the words. */
static bool typed_in(const struct field *f)
{
    return f->type == FIELD_REF && f->of &&
           (!strcmp(f->of, "place") || !strcmp(f->of, "body") ||
            !strcmp(f->of, "unit"));
}

static void filter_draw(struct rq *rq, const struct list_ask *l,
                        const struct filter *f)
{
    enum field_type type = f->f->type;

    if (type == FIELD_DAY || type == FIELD_DATE) {
        if (f->f->flags & FIELD_FIND)
            range_filter(rq, l, f);
        return;
    }
    if (type != FIELD_CHOICE && type != FIELD_MONTH && !has_code(f->f) &&
        !typed_in(f->f))
        return;
    html(rq, "<label>");
    filter_word(rq, l, f);
    if (type == FIELD_CHOICE)
        choice_filter(rq, f);
    else if (type == FIELD_MONTH)
        html(rq,
             "<input type=\"month\" name=\"%s\" value=\"%s\" "
             "pattern=\"[0-9]{4}-[0-9]{2}\">",
             f->arg, zstr(rq, filter_said(rq, f, "")));
    else if (has_code(f->f))
        code_filter(rq, f);
    else
        thing_filter(rq, f);
    html(rq, "</label>");
}

static void state_filter(struct rq *rq, const struct list_ask *l)
{
    static const char *const state[] = { "", "in", "marked", "out" };
    static const char *const key[] = { "list.every", "list.in", "list.marked",
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

bool list_cell_arg(struct str name)
{
    return name.n > 2 && name.p[1] == '.' &&
           strchr(&LIST_SIGNS[1], name.p[0]) != NULL;
}

/* What the cell of a pivot asked for goes along with every other filter. */
static void cell_kept(struct rq *rq)
{
    for (int i = 0; i < rq->q->args; i++) {
        const struct http_pair *p = &rq->q->arg[i];

        if (list_cell_arg(p->name) && p->value.n)
            html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
                 zstr(rq, p->name), zstr(rq, p->value));
    }
}

static void filters(struct rq *rq, const struct list_ask *l)
{
    struct filter all[LIST_FILTERS];
    int n = list_filters(rq, l->kind, 'f', all, (int)LEN(all));

    html(rq, "<form class=\"filter\" role=\"search\">");
    cell_kept(rq);
    if (searched(rq, l->kind))
        html(rq,
             "<label>%s<input type=\"search\" name=\"q\" value=\"%s\">"
             "</label>",
             word(rq, "list.search"), zstr(rq, l->search));
    for (int i = 0; i < n; i++)
        filter_draw(rq, l, &all[i]);
    state_filter(rq, l);
    html(rq, "<button>%s</button></form>", word(rq, "list.go"));
}

static bool is_number(const struct field *f)
{
    return f->type == FIELD_COUNT || f->type == FIELD_MONEY;
}

static void head(struct rq *rq, const struct list_ask *l)
{
    html(rq, "<div class=\"box\" tabindex=\"0\"><table class=\"sheet list\">"
             "<thead><tr>");
    for (int i = 0; i < l->columns; i++) {
        const struct field *f = l->column[i];
        bool sorted = f == l->seek.sort;

        html(rq, "<th scope=\"col\" class=\"%s\" aria-sort=\"%s\">",
             is_number(f) ? "n" : "t",
             !sorted      ? "none" :
             l->seek.down ? "descending" :
                            "ascending");
        if (sorts(l, f))
            html(rq, "<a href=\"%s\">%s</a></th>",
                 list_link(rq, "sort", f->name,
                           sorted && !l->seek.down ? "down" : "up"),
                 field_word(rq, f));
        else
            html(rq, "%s</th>", field_word(rq, f));
    }
    html(rq, "</tr></thead><tbody>");
}

static void cell(struct rq *rq, const struct list_ask *l, int col,
                 const struct sought *row, const char *name)
{
    const struct field *f = l->column[col];
    const void *at = (const char *)row->record + f->at;
    const struct kind *of = f->of && f->type != FIELD_CHOICE ?
                                kind_find(str_of(f->of)) :
                                NULL;

    if (field_none(f, row->record))
        return;
    if (!name && col == 0 && f->type == FIELD_REF) {
        /* Within the link to the row itself there is no other. */
        of = of ? of : entry_kind(rq, *(const struct id *)at);
        html(rq, "%s",
             of ? thing_name(rq, of, *(const struct id *)at) :
                  word(rq, "postings.open"));
    } else if (!name)
        field_draw(rq, in_language(rq, l->kind, f, row->record), l->kind->field,
                   l->kind->fields, row->record);
    else if (col == 0)
        html(rq, "%s", name);
    else
        html(rq, "<a href=\"%s\">%s</a>",
             thing_path(rq, of,
                        f->type == FIELD_REF ?
                            *(const struct id *)at :
                            id_named(str_of(f->of), *(const struct str *)at)),
             name);
}

static void row_draw(struct rq *rq, const struct list_ask *l, size_t n,
                     const char **const *name)
{
    const struct sought *row = &l->page.row[n];

    html(rq, row->counts ? "<tr>" : "<tr class=\"off\">");
    for (int i = 0; i < l->columns; i++) {
        const char *said = name[i] ? name[i][n] : NULL;

        if (i == 0)
            html(rq, "<th scope=\"row\"><a href=\"%s\">",
                 thing_path(rq, l->kind, row->id));
        else
            html(rq, is_number(l->column[i]) ? "<td class=\"n\">" : "<td>");
        if (i == 0 &&
            (field_none(l->column[i], row->record) || (said && !said[0])))
            html(rq, "%s", word(rq, "postings.open"));
        cell(rq, l, i, row, said);
        html(rq, i == 0 ? "</a></th>" : "</td>");
    }
    html(rq, "</tr>");
}

static void rows_draw(struct rq *rq, const struct list_ask *l)
{
    const char **name[LIST_COLUMNS];

    if (!l->page.n && l->page.count == 0) {
        html(rq, "<p class=\"note\">%s</p>",
             word(rq, l->seek.conds ? "list.empty" : "list.nothing_yet"));
        if (!l->seek.conds)
            return;
    }
    for (int i = 0; i < l->columns; i++)
        name[i] = column_names(rq, l, l->column[i]);
    head(rq, l);
    for (size_t n = 0; n < l->page.n; n++)
        row_draw(rq, l, n, name);
    html(rq, "</tbody></table></div>");
}

static void count_draw(struct rq *rq, const struct list_ask *l)
{
    if (l->page.count >= 0)
        html(rq, "<p class=\"count\"><b class=\"n\">%s</b> %s</p>",
             number_text(rq, l->page.count, 0), word(rq, "list.records"));
    else if (l->page.over)
        html(rq, "<p class=\"count\">%s <b class=\"n\">%s</b> %s</p>",
             word(rq, "list.over"), number_text(rq, l->page.over, 0),
             word(rq, "list.records"));
    else
        html(rq, "<p class=\"count\">%s</p>", word(rq, "list.uncounted"));
}

/* Onwards, and back to the beginning; a long list has no page numbers. */
static void walk_draw(struct rq *rq, const struct list_ask *l)
{
    const char *dir = l->seek.down ? "down" : "up";
    struct buf b = buf_start(rq->arena);

    if (l->page.tired)
        html(rq, "<p class=\"note\">%s</p>", word(rq, "list.tired"));
    if (!l->page.next.n && !l->seek.after.n)
        return;
    html(rq, "<nav class=\"pager\">");
    if (l->seek.after.n)
        html(rq, "<a class=\"button\" href=\"%s\">%s</a>",
             list_link(rq, "sort", l->seek.sort ? l->seek.sort->name : "", dir),
             word(rq, "list.first"));
    buf_add(&b, str_of(url_part(rq, l->page.next)));
    if (l->page.next.n)
        html(rq,
             "<a class=\"button\" rel=\"next\" href=\"%s&amp;sort=%s\">%s"
             "</a>",
             list_link(rq, "after", zstr(rq, buf_str(&b)), dir),
             l->seek.sort ? l->seek.sort->name : "", word(rq, "list.next"));
    html(rq, "</nav>");
}

/* A count that nobody made is null; `over` says what it is more than. */
static void list_json(struct rq *rq, const struct list_ask *l)
{
    const struct seek_page *p = &l->page;
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_z(b, "{\"count\":");
    if (p->count >= 0)
        buf_int(b, p->count);
    else
        buf_z(b, "null");
    buf_fmt(b, ",\"kind\":\"%s\",\"next\":", l->kind->name);
    if (p->next.n)
        buf_json(b, p->next);
    else
        buf_z(b, "null");
    if (p->over)
        buf_fmt(b, ",\"over\":%lld", (long long)p->over);
    buf_fmt(b, ",\"page\":%lld,\"rows\":[", (long long)l->seek.page);
    for (size_t i = 0; i < p->n; i++) {
        buf_fmt(b, "%s{\"counts\":%s,\"id\":\"", i ? "," : "",
                p->row[i].counts ? "true" : "false");
        id_put(b, p->row[i].id);
        buf_z(b, "\",\"record\":");
        buf_add(b, record_body(l->kind, p->row[i].record, rq->arena));
        buf_char(b, '}');
    }
    buf_z(b, "]}\n");
}

void list_seek(struct rq *rq, const struct kind *k, struct seek *out)
{
    struct list_ask *l = arena_new(rq->arena, struct list_ask);

    ask_read(rq, k, l);
    *out = l->seek;
    out->sort = NULL;
    out->names = l->names && l->search.n;
}

/* The same rows as counts and sums; and what a cell of such a table asked. */
static void pivot_link(struct rq *rq, const struct list_ask *l)
{
    struct buf b = buf_start(rq->arena);

    for (int i = 0; i < rq->q->args; i++) {
        const struct http_pair *p = &rq->q->arg[i];

        if (p->value.n && !str_same(p->name, S("sort")) &&
            !str_same(p->name, S("dir")) && !str_same(p->name, S("page")) &&
            !str_same(p->name, S("after")))
            buf_fmt(&b, "%c%s=%s", b.n ? '&' : '?', url_part(rq, p->name),
                    url_part(rq, p->value));
    }
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/pivot/%s%s\">%s"
         "</a></p>",
         l->kind->name, zstr(rq, buf_str(&b)), word(rq, "pivot.make"));
    pivot_chips(rq, l->kind, &LIST_SIGNS[1]);
}

const struct kind *list_kind(struct rq *rq)
{
    const struct kind *k = kind_find(rq->step[0]);

    if (!k)
        not_here(rq);
    else if (!rq_sees_kind(rq, k))
        refuse(rq, 403, "refuse.right");
    else
        return k;
    return NULL;
}

/* All records of a kind: search them, filter by their choices, references,
 * places and days, sort by any column that may be. Fifty on a page. Of many
 * it says "more than 10,000", and goes on from row to row. */
PAGE(list, GET, "/list/*", RIGHT_SEE)
{
    const struct kind *k = list_kind(rq);
    struct list_ask *l;

    if (!k)
        return;
    l = arena_new(rq->arena, struct list_ask);
    ask_read(rq, k, l);
    seek_run(rq, &l->seek, &l->page);
    rows_name(rq, l);
    if (rq->json) {
        list_json(rq, l);
        return;
    }
    frame_open(rq, kind_words(rq, k));
    if (rq_writes(rq, k) && !k->hushed)
        html(rq,
             "<p class=\"tools\"><a class=\"button main\" "
             "href=\"/new/%s\">%s</a></p>",
             k->name, word(rq, "list.new"));
    filters(rq, l);
    pivot_link(rq, l);
    count_draw(rq, l);
    rows_draw(rq, l);
    if (l->page.few)
        pager_draw(rq, l->seek.page,
                   (l->page.count + SEEK_ROWS - 1) / SEEK_ROWS);
    else
        walk_draw(rq, l);
    frame_close(rq);
}

/* The kinds of records there are, in their rooms. */
PAGE(lists, GET, "/list", RIGHT_SEE)
{
    static const char *const rooms[] = {
        "land", "people", "poverty", "body",   "fund",    "money", "award",
        "need", "scheme", "linkage", "relief", "learn",   "live",  "vote",
        "plan", "work",   "trust",   "staff",  "network", "site"
    };
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

            if (!k->group || strcmp(k->group, rooms[room]) != 0 ||
                !rq_sees_kind(rq, k))
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
