/* web_list - lists of many rows: a page after the other gives each row once,
 * in order, whatever is tied or not said; what is filtered is what is asked;
 * who reaches little sees little. */
#include "office_site.h"

enum { PERSONS = 12000, HOUSES = 300 };

struct crowd {
    struct browser b;
    struct id house[HOUSES];
};

static struct id made(const char *what, int n)
{
    struct hash h;
    char text[40];
    struct id id;

    snprintf(text, sizeof text, "%s %d", what, n);
    h = sha_of(str_of(text));
    memcpy(id.b, h.b, sizeof id.b);
    return id;
}

static void household_put(struct crowd *c, int i)
{
    struct rows r =
        db_text_rows(c->b.site.db,
                     S("INSERT INTO household (entry, thing, counts, signed, "
                       "author, number, place) VALUES ($1, $1, 1, 16000, "
                       "'admin', $2, $3)"));
    char number[20];

    c->house[i] = made("house", i);
    snprintf(number, sizeof number, "H-%d", i);
    db_bind_id(&r, 1, c->house[i]);
    db_bind_text(&r, 2, str_of(number));
    db_bind_id(&r, 3, place(i < 5 ? "pk711" : "pk72301"));
    db_run(&r);
}

/* Every third has no code; codes are tied by tens; names by hundreds. */
static void person_put(struct crowd *c, int i)
{
    struct rows r =
        db_text_rows(c->b.site.db,
                     S("INSERT INTO person (entry, thing, counts, signed, "
                       "author, code, household, sex) VALUES ($1, $1, 1, "
                       "16000, 'admin', $2, $3, $4)"));
    char text[40];

    snprintf(text, sizeof text, "C%05d", i / 10);
    db_bind_id(&r, 1, made("person", i));
    if (i % 3)
        db_bind_text(&r, 2, str_of(text));
    db_bind_id(&r, 3, c->house[i % HOUSES]);
    db_bind_int(&r, 4, i % 1000 == 7 ? 1 : 0);
    db_run(&r);
    if (i % 7 == 0)
        return; /* its part has not come */
    r = db_text_rows(c->b.site.db,
                     S("INSERT INTO person_sealed (entry, name, name_folded) "
                       "VALUES ($1, $2, $3)"));
    snprintf(text, sizeof text, "Name %03d", i / 100);
    db_bind_id(&r, 1, made("person", i));
    db_bind_text(&r, 2, str_of(text));
    text[0] = 'n';
    db_bind_text(&r, 3, str_of(text));
    db_run(&r);
}

static void crowd_start(struct crowd *c, struct db *db)
{
    browser_start(&c->b, db);
    grant(&c->b.site, "boss", "manager", NULL);
    grant(&c->b.site, "khairpur", "organiser", "pk711");
    grant(&c->b.site, "donor", "donor", NULL);
    db_begin(db);
    for (int i = 0; i < HOUSES; i++)
        household_put(c, i);
    for (int i = 0; i < PERSONS; i++)
        person_put(c, i);
    CHECK(db_commit(db));
    browser_login(&c->b, "boss");
}

static const struct json *answer(struct crowd *c)
{
    size_t at;

    return json_read(str_trim(c->b.answer.body), &c->b.arena, &at);
}

static int64_t number(struct crowd *c, const char *key)
{
    int64_t n = INT_NONE;

    json_int(json_member(answer(c), key), &n);
    return n;
}

/* Where a list is walked: what was seen, and what was last. */
struct walk {
    bool seen[PERSONS];
    int n, pages, twice, disordered;
    char last[80];
    bool bare, any;
    struct arena life;
};

static int person_number(struct id id)
{
    static struct id all[PERSONS];
    static bool ready;

    for (int i = 0; !ready && i < PERSONS; i++)
        all[i] = made("person", i);
    ready = true;
    for (int i = 0; i < PERSONS; i++)
        if (id_same(all[i], id))
            return i;
    return -1;
}

static void row_seen(struct walk *w, const struct json *row, const char *field,
                     bool down, struct arena *a)
{
    struct str said = json_text(json_member(json_member(row, "record"), field),
                                a);
    struct id id;
    int i;

    CHECK(id_read(json_text(json_member(row, "id"), a), &id));
    i = person_number(id);
    if (!CHECK(i >= 0))
        return;
    w->twice += w->seen[i];
    w->seen[i] = true;
    w->n++;
    if (!said.n) {
        w->bare = true;
        return;
    }
    if (w->any)
        w->disordered += w->bare ||
                         (down ? str_order(said, str_of(w->last)) > 0 :
                                 str_order(said, str_of(w->last)) < 0);
    w->any = true;
    snprintf(w->last, sizeof w->last, "%.*s", (int)said.n, said.p);
}

static const char *next_of(struct crowd *c, struct walk *w, const char *query)
{
    struct str next = json_text(json_member(answer(c), "next"), &c->b.arena);
    struct buf b = buf_start(&w->life);

    if (!next.n)
        return NULL;
    buf_fmt(&b, "%s&after=", query);
    for (size_t i = 0; i < next.n; i++)
        if (next.p[i] == ' ')
            buf_z(&b, "%20");
        else
            buf_char(&b, next.p[i]);
    return arena_z(&w->life, buf_str(&b));
}

static struct walk *walk(struct crowd *c, const char *query, const char *field,
                         bool down)
{
    struct walk *w = calloc(1, sizeof *w);
    const char *at = query;

    while (at && w->pages < 2 * PERSONS / 50) {
        const struct json *rows, *row;

        CHECK_INT(get_json(&c->b, at), 200);
        w->pages++;
        rows = json_member(answer(c), "rows");
        if (!CHECK(rows != NULL))
            break;
        row = rows + 1;
        for (uint32_t i = 0; i < rows->n; i++, row = json_next(row))
            row_seen(w, row, field, down, &c->b.arena);
        at = next_of(c, w, query);
    }
    CHECK_INT(w->twice, 0);
    CHECK_INT(w->disordered, 0);
    arena_free(&w->life);
    return w;
}

SITE(a_long_list_is_walked_by_its_order_each_row_once)
{
    static const struct {
        const char *query, *field;
        bool down;
        int n;
    } told[] = {
        { "/list/person?sort=code", "code", false, PERSONS },
        { "/list/person?sort=code&dir=down", "code", true, PERSONS },
        { "/list/person?sort=name", "name", false, PERSONS },
        { "/list/person?sort=name&dir=down", "name", true, PERSONS },
        { "/list/person?sort=sex", "none", false, PERSONS }, /* no index */
        { "/list/person?sort=code&f.sex=men", "code", false, 12 },
    };
    struct crowd c;

    crowd_start(&c, db);
    for (size_t i = 0; i < LEN(told); i++) {
        struct walk *w = walk(&c, told[i].query, told[i].field, told[i].down);

        CHECK_INT(w->n, told[i].n);
        free(w);
    }
    browser_end(&c.b);
}

/* The ids of one page, one after the other; how many. */
static int page_ids(struct crowd *c, const char *query, int page, struct id *at)
{
    char path[200];
    const struct json *rows, *row;

    snprintf(path, sizeof path, "%s&page=%d", query, page);
    CHECK_INT(get_json(&c->b, path), 200);
    rows = json_member(answer(c), "rows");
    if (!CHECK(rows && rows->n <= 50))
        return 0;
    row = rows + 1;
    for (uint32_t i = 0; i < rows->n; i++, row = json_next(row))
        CHECK(id_read(json_text(json_member(row, "id"), &c->b.arena), &at[i]));
    return (int)rows->n;
}

/* Where nothing is asked of a row only the first of a page are sorted; where
 * something is, all are. */
static void short_list_pages(struct crowd *c)
{
    static const char *const order[] = { "sort=number", "sort=number&dir=down",
                                         "sort=place" };
    for (size_t o = 0; o < LEN(order); o++)
        for (int page = 1; page <= 7; page++) {
            struct id plain[50], tested[50];
            char query[100];
            int n;

            snprintf(query, sizeof query, "/list/household?%s", order[o]);
            n = page_ids(c, query, page, plain);
            CHECK_INT(n, page < 7 ? 50 : 0);
            CHECK_INT(number(c, "count"), 300);
            snprintf(query, sizeof query, "/list/household?q=H-&%s", order[o]);
            CHECK_INT(page_ids(c, query, page, tested), n);
            CHECK_INT(number(c, "count"), 300);
            CHECK(!memcmp(plain, tested, sizeof *plain * (size_t)n));
        }
}

SITE(a_long_list_says_more_than_and_no_more)
{
    struct crowd c;

    crowd_start(&c, db);
    CHECK_INT(get(&c.b, "/list/person"), 200);
    CHECK(has(&c.b, "More than") && has(&c.b, "10,000"));
    CHECK(has(&c.b, "rel=\"next\""));
    CHECK(has(&c.b, "name=\"q\""));
    CHECK(!has(&c.b, "sort=sex"));
    CHECK(has(&c.b, "sort=code"));
    CHECK_INT(get_json(&c.b, "/list/person"), 200);
    CHECK_INT(number(&c, "over"), 10000);
    CHECK_INT(get_json(&c.b, "/list/person?f.household.place=pk723"), 200);
    CHECK_INT(number(&c, "over"), 5000);
    CHECK_INT(get_json(&c.b, "/list/person?after=nonsense"), 200);
    CHECK_INT(get_json(&c.b, "/list/person?after=kzz.%27%3B--"), 200);
    CHECK_INT(get(&c.b, "/list/meeting?q=nothing"), 200);
    CHECK(!has(&c.b, "name=\"q\" value")); /* no words of its own to look for */
    CHECK(has(&c.b, "Nothing is written here yet"));
    CHECK(!has(&c.b, "<tbody></tbody>"));
    CHECK_INT(get(&c.b, "/list/meeting?f.held.from=2014-01-01"), 200);
    CHECK(has(&c.b, "Ask for less"));
    CHECK_INT(get(&c.b, "/list/household"), 200);
    CHECK(has(&c.b, "<b class=\"n\">300</b>") && has(&c.b, "page=2"));
    short_list_pages(&c);
    browser_end(&c.b);
}

SITE(filters_leave_what_was_asked)
{
    static const struct {
        const char *query;
        int64_t n;
    } told[] = {
        { "/list/person?f.household.place=pk711", 200 }, /* 5 houses of 40 */
        { "/list/person?f.household.place=pk711&f.sex=men", 0 },
        { "/list/person?f.household.place=nowhere", 0 },
        { "/list/person?f.code=C00012", 6 },
        { "/list/person?f.code=C0001*", 67 },
        { "/list/person?q=c00012", 0 }, /* a code is as it is */
        { "/list/person?q=C00012", 6 },
        { "/list/person?q=NAME%20003", 85 },
        { "/list/person?q=Name%20003&f.sex=men", 0 },
        { "/list/person?f.sex=neither", 0 },
        { "/list/household?f.place=pk711", 5 },
        { "/list/household?f.place=pk711&f.since.from=2014-01-01", 0 },
        { "/list/household?q=h-29", 11 },
    };
    struct crowd c;

    crowd_start(&c, db);
    for (size_t i = 0; i < LEN(told); i++) {
        CHECK_INT(get_json(&c.b, told[i].query), 200);
        if (!CHECK_INT(number(&c, "count"), told[i].n))
            printf("# %s\n", told[i].query);
    }
    CHECK_INT(get_json(&c.b, "/list/person?f.household.place=pk711&page=4"),
              200);
    CHECK_INT(json_member(answer(&c), "rows")->n, 50);
    CHECK_INT(get_json(&c.b, "/list/person?f.household.place=pk711&page=5"),
              200);
    CHECK_INT(json_member(answer(&c), "rows")->n, 0);
    browser_end(&c.b);
}

SITE(rows_out_of_reach_are_neither_counted_nor_found)
{
    struct crowd c;
    struct walk *w;

    crowd_start(&c, db);
    browser_login(&c.b, "khairpur");
    CHECK_INT(get_json(&c.b, "/list/person"), 200);
    CHECK_INT(number(&c, "count"), 200);
    CHECK_INT(get_json(&c.b, "/list/person?f.household.place=pk723"), 200);
    CHECK_INT(number(&c, "count"), 0);
    CHECK_INT(get_json(&c.b, "/list/household?q=H-9"), 200);
    CHECK_INT(number(&c, "count"), 0);
    CHECK_INT(get_json(&c.b, "/list/person?q=Name%20003"), 200);
    CHECK_INT(number(&c, "count"), 4); /* 300, 302, 303, 304 */
    browser_login(&c.b, "donor");
    CHECK_INT(get(&c.b, "/list/person"), 200);
    CHECK(!has(&c.b, "Name 0"));
    CHECK(!has(&c.b, "sort=name"));
    CHECK_INT(get_json(&c.b, "/list/person?q=Name%20003"), 200);
    CHECK_INT(number(&c, "count"), 0);
    w = walk(&c, "/list/person?sort=name", "name", false);
    CHECK_INT(w->n, PERSONS); /* in another order, and without names */
    CHECK(!w->any);
    free(w);
    browser_end(&c.b);
}
