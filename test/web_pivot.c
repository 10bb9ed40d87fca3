/* web_pivot - a filtered list as rows, columns and a number: what it counts is
 * what the list behind each cell holds, within the asker's reach, to the last
 * paisa. */
#include "office_site.h"

#define CO "Community Organisation (CO),"
#define VO "Village Organisation (VO),"

struct world {
    struct browser b;
    struct id co, vo, far, house;
};

static struct id body(struct site *s, const char *nature, const char *name,
                      const char *at, const char *formed)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"code\":\"C-%s\",\"formed\":\"%s\",\"name\":\"%s\","
            "\"nature\":\"%s\",\"place\":\"",
            name, formed, name, nature);
    id_put(&b, place(at));
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, id_named(S("rsp"), S("SRSO")));
    buf_z(&b, "\",\"sex\":\"women\"}");
    return draft(s, "body", arena_z(&s->arena, buf_str(&b)));
}

static void met(struct world *w, struct id body, const char *held,
                const char *total, const char *women)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, body);
    buf_fmt(&b, "\",\"held\":\"%s\"", held);
    if (total)
        buf_fmt(&b, ",\"total\":%s", total);
    buf_fmt(&b, ",\"women\":%s}", women);
    draft(&w->b.site, "meeting", arena_z(&w->b.site.arena, buf_str(&b)));
}

/* Two COs and a VO of Sukkur, one CO of Khairpur; five meetings. */
static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;

    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "asma", "organiser", "pk723");
    grant(s, "bilal", "organiser", "pk711");
    grant(s, "viewer", "viewer", NULL);
    w->co = body(s, "co", "Bismillah", "pk72301", "2013-05-01");
    w->vo = body(s, "vo", "Village", "pk72301", "2013-07-01");
    w->far = body(s, "co", "Faraway", "pk711", "2014-02-01");
    body(s, "co", "Roshan", "pk723", "2014-06-30");
    met(w, w->co, "2013-06-30", "10001", "9");
    met(w, w->co, "2013-07-01", "20002", "8");
    met(w, w->co, "2014-01-31", NULL, "9");
    met(w, w->vo, "2014-01-01", "99", "7");
    met(w, w->far, "2014-02-01", "50000", "6");
    browser_login(&w->b, "boss");
}

/* The lines of the table, as a file says them. */
static bool table_is(struct world *w, const char *asked, const char *want)
{
    char path[400];
    struct str got;

    snprintf(path, sizeof path, "%s&format=csv", asked);
    if (!CHECK_INT(get(&w->b, path), 200))
        printf("# %s: %s\n", path,
               db_last_fault(w->b.site.db, &(enum db_trouble){ 0 }));
    got = w->b.answer.body;
    if (str_starts(got, S("\xef\xbb\xbf")))
        got = str_from(got, 3);
    str_cut(&got, '\n');
    if (CHECK(str_same(got, str_of(want))))
        return true;
    tap_quote(asked, got);
    return false;
}

static const struct json *json_nth(const struct json *list, int n)
{
    const struct json *at = list + 1;

    if (!list || (uint32_t)n >= list->n)
        return NULL;
    while (n--)
        at = json_next(at);
    return at;
}

/* Each cell's number, and the list that it opens. */
struct cell_told {
    int64_t n;
    char path[500];
};
static int cells(struct world *w, const char *asked, struct cell_told *out,
                 int most)
{
    const struct json *j, *sheet, *row;
    size_t at;
    int n = 0;

    CHECK_INT(get_json(&w->b, asked), 200);
    j = json_read(str_trim(w->b.answer.body), &w->b.arena, &at);
    sheet = json_nth(json_member(j, "sheets"), 0);
    for (int r = 0; (row = json_nth(json_member(sheet, "rows"), r)); r++)
        for (int c = 1; c < 12 && n < most; c++) {
            const struct json *link = json_member(row, "_links"), *to;
            char key[12];

            snprintf(key, sizeof key, "c%d", c);
            to = link ? json_member(link, key) : NULL;
            if (!to || !CHECK(json_int(json_member(row, key), &out[n].n)))
                continue;
            snprintf(out[n].path, sizeof out[n].path, "%s",
                     arena_z(&w->b.arena, json_text(to, &w->b.arena)));
            n++;
        }
    return n;
}

static int64_t listed(struct world *w, const char *path)
{
    const struct json *j;
    int64_t n = -1;
    size_t at;

    CHECK_INT(get_json(&w->b, path), 200);
    j = json_read(str_trim(w->b.answer.body), &w->b.arena, &at);
    CHECK(json_int(json_member(j, "count"), &n));
    return n;
}

/* Every number is that of the list behind it. */
static void opens_its_names(struct world *w, const char *asked, int least)
{
    static struct cell_told cell[200];
    int n = cells(w, asked, cell, (int)LEN(cell));

    CHECK(n >= least);
    for (int i = 0; i < n; i++)
        if (!CHECK_INT(listed(w, cell[i].path), cell[i].n))
            printf("# %s\n", cell[i].path);
}

SITE(bodies_are_counted_by_district_and_nature)
{
    struct world w;

    world_start(&w, db);
    table_is(&w, "/pivot/body?rows=place@district&cols=nature",
             "Khairpur,1,,1\n"
             "Sukkur,2,1,3\n"
             "Total,3,1,4\n");
    table_is(&w, "/pivot/body?rows=nature", CO "3\n" VO "1\nTotal,4\n");
    browser_end(&w.b);
}

/* Rows are read along the bodies they are of; a meeting of what is no body is
 * still one of all meetings, and lies nowhere. */
SITE(a_row_that_lies_nowhere_is_counted_too)
{
    struct world w;

    world_start(&w, db);
    met(&w, id_named(S("rsp"), S("SRSO")), "2014-03-01", "7", "5");
    table_is(&w, "/pivot/meeting?rows=body.place@district",
             "Khairpur,1\nSukkur,4\nNot said,1\nTotal,6\n");
    browser_end(&w.b);
}

/* As a register brings them, beside the five: `n` meetings of a body, of which
 * every tenth does not count. */
static void many_met(struct world *w, struct id body, int n, int from)
{
    struct db *db = w->b.site.db;

    db_begin(db);
    for (int i = from; i < from + n; i++) {
        struct rows r = db_text_rows(
            db, S("INSERT INTO meeting (entry, thing, counts, signed, author, "
                  "body, held, women) VALUES ($1, $1, $2, 0, 'x', $3, $4, 2)"));
        char name[20];

        snprintf(name, sizeof name, "met %d", i);
        db_bind_id(&r, 1, id_named(S("meeting"), str_of(name)));
        db_bind_int(&r, 2, i % 10 != 0);
        db_bind_id(&r, 3, body);
        db_bind_int(&r, 4, day_of(2013 + i % 2, 3, 1));
        db_run(&r);
    }
    CHECK(db_commit(db));
}

/* Of many rows what they refer to is read once; of those that a filter leaves
 * each asks for its own. Both say the same. */
SITE(many_rows_are_counted_as_few_are)
{
    struct world w;

    world_start(&w, db);
    many_met(&w, w.co, 6000, 0);
    many_met(&w, w.far, 4000, 6000);
    many_met(&w, id_named(S("rsp"), S("SRSO")), 200, 10000);
    table_is(&w, "/pivot/meeting?rows=body.place@district&cols=held@year",
             "Khairpur,1600,2001,3601\n"
             "Sukkur,2402,3002,5404\n"
             "Not said,80,100,180\n"
             "Total,4082,5103,9185\n");
    table_is(&w, "/pivot/meeting?rows=body.nature&of=sum:women",
             CO "18032\n" VO "7\nNot said,360\nTotal,18399\n");
    table_is(&w,
             "/pivot/meeting?f.body.place=pk711&rows=body.place@district&"
             "cols=body.nature",
             "Khairpur,3601,3601\nTotal,3601,3601\n");
    table_is(&w, "/pivot/meeting?rows=body.place@district&of=distinct:body",
             "Khairpur,1\nSukkur,2\nNot said,1\nTotal,4\n");
    browser_login(&w.b, "bilal");
    table_is(&w, "/pivot/meeting?rows=body.place@district",
             "Khairpur,3601\nTotal,3601\n");
    browser_end(&w.b);
}

SITE(money_is_added_to_the_paisa)
{
    struct world w;

    world_start(&w, db);
    table_is(&w, "/pivot/meeting?rows=body.place@district&of=sum:total",
             "Khairpur,500\n"
             "Sukkur,301.02\n"
             "Total,801.02\n");
    browser_end(&w.b);
}

SITE(months_and_years_begin_and_end_where_they_do)
{
    struct world w;

    world_start(&w, db);
    table_is(&w, "/pivot/meeting?rows=held@fiscal",
             "2012-13,1\n2013-14,4\nTotal,5\n");
    table_is(&w, "/pivot/meeting?rows=held@year", "2013,2\n2014,3\nTotal,5\n");
    table_is(&w, "/pivot/meeting?rows=held@month&of=sum:women",
             "June 2013,9\nJuly 2013,8\nJanuary 2014,16\nFebruary 2014,6\n"
             "Total,39\n");
    browser_end(&w.b);
}

SITE(each_body_that_met_is_counted_once)
{
    struct world w;

    world_start(&w, db);
    table_is(&w,
             "/pivot/meeting?rows=body.place@district&cols=held@year&"
             "of=distinct:body",
             "Khairpur,,1,1\n"
             "Sukkur,1,2,2\n"
             "Total,1,3,3\n");
    browser_end(&w.b);
}

SITE(every_cell_opens_to_the_list_that_it_counts)
{
    static const char *const asked[] = {
        "/pivot/body?rows=place@district&cols=nature",
        "/pivot/body?rows=place@uc&cols=formed@fiscal",
        "/pivot/body?rows=place@taluka&cols=place@district",
        "/pivot/body?rows=place&cols=rsp",
        "/pivot/body?rows=formed@month&cols=sex",
        "/pivot/meeting?rows=body.place@district&cols=held@year",
        "/pivot/meeting?rows=body&cols=held@month",
        "/pivot/meeting?f.body.nature=co&rows=held@year&cols=body.nature",
        "/pivot/meeting?f.held.from=2013-07-01&rows=held@year&cols=held@fiscal",
        "/pivot/body?f.place=pk723&rows=place@province&cols=nature",
        "/pivot/body?q=o&rows=place@district&cols=nature",
        "/pivot/body?g.nature=co&rows=place@district&cols=nature",
    };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(asked); i++)
        opens_its_names(&w, asked[i], 2);
    browser_end(&w.b);
}

SITE(nobody_counts_beyond_their_reach)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "bilal");
    table_is(&w, "/pivot/body?rows=place@district&cols=nature",
             "Khairpur,1,1\nTotal,1,1\n");
    table_is(&w, "/pivot/meeting?rows=body.nature&of=sum:women",
             CO "6\nTotal,6\n");
    opens_its_names(&w, "/pivot/body?rows=place@district&cols=nature", 2);
    browser_login(&w.b, "viewer");
    CHECK_INT(get(&w.b, "/pivot/body"), 403);
    CHECK_INT(get(&w.b, "/pivot/body?format=csv"), 403);
    CHECK_INT(get(&w.b, "/pivot/complaint"), 403);
    browser_end(&w.b);
}

SITE(what_does_not_count_is_left_out_unless_asked_for)
{
    struct world w;

    world_start(&w, db);
    db_begin(db);
    db_script(db, S("UPDATE body SET counts = 0 WHERE code = 'C-Roshan'"));
    CHECK(db_commit(db));
    table_is(&w, "/pivot/body?rows=nature", CO "2\n" VO "1\nTotal,3\n");
    table_is(&w, "/pivot/body?rows=nature&state=out", CO "1\nTotal,1\n");
    opens_its_names(&w, "/pivot/body?rows=place@district&cols=nature", 3);
    browser_end(&w.b);
}

SITE(a_name_is_no_heading_and_no_sum)
{
    static const char *const asked[] = {
        "rows=name",
        "rows=person",
        "cols=code",
        "of=sum:name",
        "of=distinct:name",
        "of=sum:place",
        "of=distinct:formed",
        "of=avg:women",
        "rows=place@planet",
        "rows=place@district;--",
        "cols=1",
        "rows=entry",
        "rows=t.entry",
        "of=sum:",
        "of=:",
        "of=sum",
        "rows=nature@month",
        "rows=formed",
        "of=sum:sealed",
        "g.a=1&h.a=1&j.a=1&rows=nature", /* no sign is left for its cells */
        "rows=place@district%27%29%20UNION%20SELECT%20cnic",
    };
    struct world w;

    world_start(&w, db);
    for (size_t i = 0; i < LEN(asked); i++) {
        char path[200];

        snprintf(path, sizeof path, "/pivot/body?%s", asked[i]);
        if (!CHECK_INT(get(&w.b, path), 400))
            printf("# %s\n", path);
    }
    CHECK_INT(get(&w.b, "/pivot/person?rows=name"), 400);
    CHECK_INT(get(&w.b, "/pivot/person?of=distinct:cnic"), 400);
    CHECK_INT(get(&w.b, "/pivot/member?rows=person"), 400);
    CHECK_INT(get(&w.b, "/pivot/member?rows=body&of=distinct:person"), 200);
    CHECK_INT(get(&w.b, "/pivot/nothing"), 404);
    browser_end(&w.b);
}

/* Of every kind there is, with all that it may be asked. */
SITE(every_kind_is_a_table_by_every_heading)
{
    struct world w;

    world_start(&w, db);
    for (int i = 0; i < kind_count; i++) {
        char path[300];

        snprintf(path, sizeof path, "/pivot/%s", kind_index[i]->name);
        CHECK(get(&w.b, path) != 500);
        for (int f = 0; f < kind_index[i]->fields; f++) {
            const struct field *one = &kind_index[i]->field[f];

            if (one->flags & FIELD_SEALED)
                continue;
            snprintf(path, sizeof path,
                     "/pivot/%s?rows=%s%s&of=%s:%s&format=json",
                     kind_index[i]->name, one->name,
                     one->type == FIELD_DAY || one->type == FIELD_DATE ||
                             one->type == FIELD_MONTH ?
                         "@month" :
                         "",
                     one->type == FIELD_REF ? "distinct" : "count", one->name);
            if (!CHECK(get(&w.b, path) < 500))
                printf("# %s: %s\n", path,
                       db_last_fault(db, &(enum db_trouble){ 0 }));
            CHECK(db_fault(db) == DB_FINE);
        }
    }
    browser_end(&w.b);
}

SITE(a_table_is_kept_by_name_without_the_words_searched_for)
{
    struct world w;
    struct site *s = &w.b.site;

    world_start(&w, db);
    CHECK_INT(get(&w.b, "/pivot/body?q=bismillah&rows=nature"), 200);
    CHECK(has(&w.b, "/new/pivot?list=body&amp;asked=rows%3dnature\""));
    CHECK(!id_none(draft(s, "pivot",
                         "{\"asked\":\"rows=nature&cols=place@district\","
                         "\"list\":\"body\",\"name\":\"Bodies by nature\"}")));
    CHECK_INT(get(&w.b, "/pivots"), 200);
    CHECK(has(&w.b, "Bodies by nature"));
    CHECK(has(&w.b, "/pivot/body?rows=nature&amp;cols=place@district"));
    browser_login(&w.b, "viewer"); /* who sees no bodies sees no such table */
    CHECK_INT(get(&w.b, "/pivots"), 200);
    CHECK(!has(&w.b, "Bodies by nature"));
    browser_end(&w.b);
}

static bool refused(struct world *w, const char *text, const char *what)
{
    const struct kind *k = kind_find(S("pivot"));
    struct findings f = findings_start(&w->b.site.arena);
    void *record = arena_take(&w->b.site.arena, k->bytes);
    size_t at;

    record_blank(k->field, k->fields, record);
    record_read(k, json_read(str_of(text), &w->b.site.arena, &at),
                &w->b.site.arena, record, &f);
    k->rule(record, NULL, &f);
    for (size_t i = 0; i < f.n; i++)
        if (!strcmp(f.at[i].what, what))
            return true;
    return false;
}

SITE(no_kept_question_names_anybody)
{
    struct world w;

    world_start(&w, db);
    CHECK(refused(&w,
                  "{\"asked\":\"q=Zeenat&rows=nature\",\"list\":\"body\","
                  "\"name\":\"x\"}",
                  "pivot.words"));
    CHECK(refused(&w,
                  "{\"asked\":\"f.person.said=Zeenat\",\"list\":\"member\","
                  "\"name\":\"x\"}",
                  "pivot.words"));
    CHECK(refused(&w,
                  "{\"asked\":\"rows=\\\"><script>\",\"list\":\"body\","
                  "\"name\":\"x\"}",
                  "pivot.not_asked"));
    CHECK(refused(&w,
                  "{\"asked\":\"rows=nature\",\"list\":\"nothing\",\"name\":"
                  "\"x\"}",
                  "pivot.no_list"));
    CHECK(!refused(&w,
                   "{\"asked\":\"rows=nature&f.formed.from=2014-01-01\","
                   "\"list\":\"body\",\"name\":\"x\"}",
                   "pivot.words"));
    browser_end(&w.b);
}
