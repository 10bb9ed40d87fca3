/* web_ways - the menu: each page lies in a room, and nobody is sent where they
 * may not go. */
#include "rights_site.h"
#include "web/ways.h"

static void room_is(const char *path, const char *room)
{
    const char *is = ways_room(str_of(path));

    if (!CHECK(is && !strcmp(is, room)))
        tap_quote(path, str_of(is));
}

TEST(a_page_lies_in_its_room)
{
    static const struct {
        const char *path, *room;
    } at[] = {
        { "/", "nav.room.today" },
        { "/tour", "nav.room.today" },
        { "/backlog/00112233445566778899aabbccddeeff/next", "nav.room.today" },
        { "/person/1", "nav.room.people" },
        { "/household/1/split", "nav.room.people" },
        { "/body/old", "nav.room.bodies" },
        { "/list/body", "nav.room.bodies" },
        { "/books/1/cash", "nav.room.money" },
        { "/passbook/1", "nav.room.money" },
        { "/loan/new", "nav.room.money" },
        { "/award/1", "nav.room.money" },
        { "/slip/1", "nav.room.money" },
        { "/election/1/sheet", "nav.room.votes" },
        { "/complaints/new", "nav.room.votes" },
        { "/report/par", "nav.room.figures" },
        { "/handover/1", "nav.room.office" },
        { "/list", "nav.room.office" },
        { "/entry/1", "nav.room.office" },
        { "/paid/1", "nav.room.help" },
        /* forms and lists of kinds: where the way says, or their group */
        { "/new/deposit", "nav.room.money" },
        { "/edit/body/1", "nav.room.bodies" },
        { "/list/appraisal", "nav.room.money" },
        { "/new/nominee", "nav.room.office" },
        { "/list/nothing", "nav.room.office" },
    };

    for (size_t i = 0; i < LEN(at); i++)
        room_is(at[i].path, at[i].room);
    CHECK(!ways_room(S("/find")));
    CHECK(!ways_room(S("/bodyguard"))); /* begins like one, and is none */
    CHECK(!ways_room(S("/lists")));
}

/* A new page must say where it belongs, or here that it is in no room. */
TEST(every_page_lies_in_a_room)
{
    static const char *const none[] = { "app",    "cell",         "find",
                                        "health", "lang",         "login",
                                        "mine",   "mine_telling", "phone",
                                        "search", "session",      "words" };
    for (int i = 0; i < page_count; i++) {
        const struct page *p = page_index[i];
        bool is = false;

        for (size_t j = 0; j < LEN(none); j++)
            is |= !strcmp(none[j], p->name);
        if (p->method == PAGE_GET &&
            !CHECK(is != (ways_room(str_of(p->path)) != NULL)))
            tap_quote(p->name, str_of(p->path));
    }
}

/* ---- who is sent where ------------------------------------------------------*/

enum { WAYS = 40 };

/* The links of the menu that the answer holds. */
static size_t links_read(struct browser *b, char path[WAYS][80])
{
    struct str all = b->answer.body, to;
    const char *end = memmem(all.p, all.n, "</header>", 9);
    const char *p = memmem(all.p, all.n, "<nav class=\"ways\"", 17);
    size_t n = 0;

    while (p && end && n < WAYS) {
        p = memmem(p, (size_t)(end - p), "<li><a href=\"", 13);
        if (!p)
            break;
        p += 13;
        to = (struct str){ p, (size_t)(end - p) };
        to = str_cut(&to, '"');
        snprintf(path[n++], 80, "%.*s", (int)to.n, to.p);
    }
    return n;
}

/* How often something is said of the menu. */
static int said(struct browser *b, const char *what)
{
    const char *end = memmem(b->answer.body.p, b->answer.body.n, "</header>",
                             9);
    const char *p = b->answer.body.p;
    int n = 0;

    while (p && end &&
           (p = memmem(p, (size_t)(end - p), what, strlen(what))) != NULL) {
        n++;
        p++;
    }
    return n;
}

/* Into each room, and to each page of it: the page opens, it is the one the
 * menu marks, and its room is marked. */
static int rooms_walk(struct ward *w)
{
    static char room[WAYS][80], way[WAYS][80];
    struct browser *b = &w->b;
    size_t rooms, ways;
    int pages = 0;

    get(b, "/help");
    rooms = links_read(b, room);
    for (size_t i = 0; i < rooms; i++) {
        if (!CHECK_INT(get(b, room[i]), 200))
            printf("# %s\n", room[i]);
        ways = links_read(b, way);
        for (size_t j = 0; j < ways; j++) {
            bool marked;

            pages++;
            if (!CHECK_INT(get(b, way[j]), 200))
                printf("# %s\n", way[j]);
            marked = said(b, " aria-current=\"page\"") <= 1 &&
                     said(b, " aria-current=\"true\"") >= 1;
            if (!CHECK(marked))
                printf("# %s\n", way[j]);
        }
    }
    return pages;
}

SITE(nobody_is_sent_where_they_may_not_go)
{
    struct ward w;

    ward_start(&w, db);
    for (size_t i = 0; i < LEN(posted_as); i++) {
        const char *login = posted_as[i].role ? posted_as[i].role : "nobody";

        if (!posted_as[i].role)
            continue;
        ward_grant(&w, login, login, "");
        w.b.cookie[0] = w.b.csrf[0] = 0;
        browser_login(&w.b, login);
        if (!CHECK(rooms_walk(&w) > 0))
            printf("# %s\n", login);
    }
    browser_end(&w.b);
}

static bool leads(struct browser *b, const char *path)
{
    char mark[96];

    snprintf(mark, sizeof mark, "<li><a href=\"%s\"", path);
    return said(b, mark) > 0;
}

/* The pages of a room stand together in the menu, or it would show twice. */
SITE(each_room_stands_in_the_menu_once)
{
    static const char *const room[] = { "nav.room.today",  "nav.room.people",
                                        "nav.room.bodies", "nav.room.money",
                                        "nav.room.plans",  "nav.room.grow",
                                        "nav.room.votes",  "nav.room.figures" };
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "manager", "manager", "");
    w.b.cookie[0] = w.b.csrf[0] = 0;
    browser_login(&w.b, "manager");
    get(&w.b, "/needs");
    for (size_t i = 0; i < LEN(room); i++) {
        struct buf b = buf_start(&w.b.site.arena);

        buf_char(&b, '>');
        buf_add(&b, say(LANG_EN, room[i]));
        buf_z(&b, "</a>");
        if (!CHECK_INT(said(&w.b, arena_z(b.arena, buf_str(&b))), 1))
            printf("# %s\n", room[i]);
    }
    browser_end(&w.b);
}

/* A room is not shown of which she may see no page, and its link is the first
 * page that she may. */
SITE(a_room_opens_at_what_she_may_see)
{
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "viewer", "viewer", "");
    ward_grant(&w, "book_keeper", "book_keeper", "");
    ward_grant(&w, "administrator", "administrator", "");
    w.b.cookie[0] = w.b.csrf[0] = 0;
    browser_login(&w.b, "viewer");
    get(&w.b, "/outreach");
    CHECK(!leads(&w.b, "/books") && !leads(&w.b, "/list/body"));
    CHECK(leads(&w.b, "/poverty")); /* of the people, figures alone */
    CHECK(leads(&w.b, "/reports") && leads(&w.b, "/"));
    w.b.cookie[0] = w.b.csrf[0] = 0;
    browser_login(&w.b, "book_keeper");
    get(&w.b, "/books");
    CHECK(leads(&w.b, "/list/person") && leads(&w.b, "/loans") &&
          leads(&w.b, "/savings"));
    CHECK(!leads(&w.b, "/twins") && !leads(&w.b, "/outreach?"));
    CHECK(said(&w.b, "<a href=\"/books\" aria-current=\"true\">") == 1);
    CHECK(said(&w.b, "<a href=\"/books\" aria-current=\"page\">") == 1);
    get(&w.b, ward_said(&w, "/books/{body}/cash"));
    CHECK(said(&w.b, "<a href=\"/books\" aria-current=\"true\">") == 2);
    CHECK(said(&w.b, "aria-current=\"page\"") == 0);
    get(&w.b, "/find?q=x");
    CHECK(said(&w.b, "class=\"ways pages\"") == 0);
    w.b.cookie[0] = w.b.csrf[0] = 0;
    browser_login(&w.b, "administrator");
    get(&w.b, "/users");
    CHECK(leads(&w.b, "/devices") && leads(&w.b, "/import"));
    CHECK(!leads(&w.b, "/books") && !leads(&w.b, "/list/body"));
    browser_end(&w.b);
}
