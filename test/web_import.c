/* The page that takes sheets in: a census is looked at, then taken, household
 * by household, through the keeper. */
#include "../src/sys/importer.h"
#include "web_site.h"

static const char sheet[] =
    "place,number,name,sex,card,held,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10\n"
    "place:pk72302,H-1,Allah Bux,men,SPS-PAK-2009-002,2014-05-03,"
    "C,C,B,B,A,B,A,A,B,A\n"
    "place:pk72302,H-1,Hajran,women,,,,,,,,,,,,\n"
    "place:pk72302,H-2,,women,,,,,,,,,,,,\n"
    "place:pk72302,H-2,Punhal,neither,,,,,,,,,,,,\n";

/* One part of the form, its file where it is one. */
static void part(struct buf *b, const char *name, const char *file,
                 struct str value)
{
    buf_fmt(b, "--XX\r\nContent-Disposition: form-data; name=\"%s\"", name);
    if (file)
        buf_fmt(b, "; filename=\"%s\"", file);
    buf_z(b, "\r\n\r\n");
    buf_add(b, value);
    buf_z(b, "\r\n");
}

static int upload(struct browser *b, const char *kind, const char *file,
                  struct str bytes)
{
    struct arena a = { 0 };
    struct buf body = buf_start(&a);
    int status;

    part(&body, "_csrf", NULL, str_of(b->csrf));
    part(&body, "kind", NULL, str_of(kind));
    if (file) {
        part(&body, "file", file, bytes);
    } else {
        part(&body, "name", NULL, S("census.csv"));
        part(&body, "bytes", NULL, bytes);
    }
    buf_z(&body, "--XX--\r\n");
    status = request(b, "POST", "/import", buf_str(&body),
                     "multipart/form-data; boundary=XX");
    arena_free(&a);
    return status;
}

/* What the page carries of the file until somebody says yes. */
static struct str carried(const struct browser *b, struct arena *a)
{
    static const char head[] = "name=\"bytes\" value=\"";
    const char *at = memmem(b->answer.body.p, b->answer.body.n, head,
                            sizeof head - 1);
    struct str rest = S("");

    if (!CHECK(at))
        return rest;
    rest.p = at + sizeof head - 1;
    rest.n = (size_t)(b->answer.body.p + b->answer.body.n - rest.p);
    return arena_str(a, str_cut(&rest, '"'));
}

static void opened(struct browser *b, struct db *db)
{
    browser_start(b, db);
    browser_login(b, "admin");
    b->web.importer = site_importer();
}

SITE(a_census_is_looked_at_and_then_taken)
{
    struct browser b;
    struct arena a = { 0 };
    struct str bytes;

    opened(&b, db);
    CHECK_INT(get(&b, "/import"), 200);
    CHECK(has(&b, "value=\"census\""));
    CHECK(has(&b, "value=\"members\""));
    CHECK_INT(upload(&b, "census", "census.csv", str_of(sheet)), 200);
    CHECK(has(&b, "census.csv"));
    bytes = carried(&b, &a);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM household"), 0);
    CHECK_INT(upload(&b, "census", NULL, bytes), 200);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM household"), 2);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM person"), 2);
    CHECK_INT(both_ask(db, "SELECT score FROM score WHERE counts = 1"), 3800);
    /* once more: nothing new, so nothing to say yes to */
    CHECK_INT(upload(&b, "census", "census.csv", str_of(sheet)), 200);
    CHECK(!has(&b, "name=\"bytes\""));
    arena_free(&a);
    browser_end(&b);
}

SITE(what_a_sheet_makes_may_name_what_it_makes)
{
    struct browser b;

    opened(&b, db);
    CHECK_INT(upload(&b, "census", "c.csv",
                     S("place,number,name,sex\nplace:pk72302,1,Jumo,men\n"
                       "Nowhere,2,Ali,men\n")),
              200);
    CHECK(has(&b, "name=\"bytes\"")); /* one household with its person */
    CHECK(has(&b, "Nowhere"));
    CHECK(!has(&b, "field.not_here"));
    CHECK_INT(upload(&b, "census", "c.pdf", S("%PDF-1.4")), 200);
    CHECK(!has(&b, "name=\"bytes\""));
    CHECK_INT(upload(&b, "censuses", "c.csv", S("a,b\n")), 404);
    browser_end(&b);
}
