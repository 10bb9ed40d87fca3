/* web_left - who is left out, by name: as many as the coverage report counts,
 * for whoever may see them there, and nobody else. */
#include <string.h>

#include "../src/report/report.h"
#include "office_site.h"

#define CARD "SPS-PAK-2009-002"

struct world {
    struct browser b;
    struct id goth, far, poor, better, organised, away;
};

/* A household of one head, scored in 2014. */
static struct id household(struct world *w, const char *number, struct id at,
                           int score, const char *head, const char *more,
                           struct id *person)
{
    struct site *s = &w->b.site;
    struct buf b = buf_start(&s->arena);
    struct id h, p;

    buf_fmt(&b,
            "{\"number\":\"%s\",\"place\":\"%%1\",\"since\":\"2014-01-01\""
            "%s}",
            number, more);
    h = draft(s, "household",
              with(s, arena_z(&s->arena, buf_str(&b)), at, ID_NONE, ID_NONE));
    b = buf_start(&s->arena);
    buf_fmt(&b,
            "{\"cnic_state\":\"none\",\"born\":\"1980\",\"code\":\"P-%s\","
            "\"household\":\"%%1\",\"name\":\"%s\",\"relation\":\"head\","
            "\"sex\":\"women\"}",
            number, head);
    p = draft(s, "person",
              with(s, arena_z(&s->arena, buf_str(&b)), h, ID_NONE, ID_NONE));
    b = buf_start(&s->arena);
    buf_fmt(&b,
            "{\"card\":\"" CARD "\",\"held\":\"2014-03-01\",\"household\":"
            "\"%%1\",\"origin\":\"field app\",\"score\":%d,\"source\":"
            "\"imported\"}",
            score);
    draft(s, "score",
          with(s, arena_z(&s->arena, buf_str(&b)), h, ID_NONE, ID_NONE));
    if (person)
        *person = p;
    return h;
}

static void world_start(struct world *w, struct db *db)
{
    struct site *s = &w->b.site;
    struct id member, co;

    browser_start(&w->b, db);
    grant(s, "boss", "manager", NULL);
    grant(s, "asma", "organiser", "pk723");
    grant(s, "bilal", "organiser", "pk711");
    grant(s, "donor", "donor", NULL);
    w->goth = draft(s, "place",
                    with(s,
                         "{\"level\":\"settlement\",\"lg\":\"%1\",\"name\":"
                         "\"Goth Ali\"}",
                         place("pk72301"), ID_NONE, ID_NONE));
    w->far = draft(s, "place",
                   with(s,
                        "{\"level\":\"settlement\",\"lg\":\"%1\",\"name\":"
                        "\"Goth Umar\"}",
                        place("pk72302"), ID_NONE, ID_NONE));
    w->poor = household(w, "H-1", w->goth, 1899, "Sughra Bibi",
                        ",\"landless\":\"yes\"", NULL);
    w->better = household(w, "H-2", w->goth, 2400, "Zainab", "", NULL);
    w->organised = household(w, "H-3", w->goth, 900, "Hajra", "", &member);
    w->away = household(w, "H-4", w->far, 500, "Marvi", ",\"headed\":\"woman\"",
                        NULL);
    co = draft(s, "body",
               with(s,
                    "{\"formed\":\"2013-05-01\",\"name\":\"Mehran\",\"nature\":"
                    "\"co\",\"place\":\"%1\",\"rsp\":\"%2\",\"sex\":\"women\"}",
                    w->goth, id_named(S("rsp"), S("SRSO")), ID_NONE));
    draft(s, "member",
          with(s,
               "{\"body\":\"%1\",\"joined\":\"2014-02-01\",\"person\":"
               "\"%2\"}",
               co, member, ID_NONE));
}

static const char *left(struct world *w, const char *place, const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "/left-out?place=%s%s", place, more);
    return arena_z(&w->b.site.arena, buf_str(&b));
}

static struct id dweller(struct world *w, struct id home, const char *more)
{
    struct site *s = &w->b.site;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"household\":\"%%1\",%s}", more);
    return draft(s, "person",
                 with(s, arena_z(&s->arena, buf_str(&b)), home, ID_NONE,
                      ID_NONE));
}

/* Written as "Allah Dino" at the first visit. Nobody is said to head H-7; in H-8
 * his widow does since he died; in H-9 he does, who has died, and nobody after
 * him. */
static void heads_put(struct world *w, struct id h[3])
{
    static const char *const number[] = { "H-7", "H-8", "H-9" };
    static const char he[] = "\"died\":\"2014-02-01\",\"name\":\"Allah Dino\","
                             "\"name_ur\":\"اللہ ڈنو\",\"relation\":\"head\","
                             "\"sex\":\"men\"";
    struct site *s = &w->b.site;

    for (int i = 0; i < 3; i++) {
        struct buf b = buf_start(&s->arena);

        buf_fmt(&b,
                "{\"head\":\"Allah Dino\",\"number\":\"%s\",\"place\":"
                "\"%%1\",\"since\":\"2014-01-01\",\"landless\":\"yes\"}",
                number[i]);
        h[i] = draft(s, "household",
                     with(s, arena_z(&s->arena, buf_str(&b)), w->goth, ID_NONE,
                          ID_NONE));
    }
    dweller(w, h[0],
            "\"name\":\"Janat\",\"name_ur\":\"جنت\","
            "\"relation\":\"spouse\",\"sex\":\"women\"");
    dweller(w, h[1], he);
    dweller(w, h[1],
            "\"name\":\"Rani\",\"name_sd\":\"راڻي\",\"name_ur\":"
            "\"رانی\",\"relation\":\"head\",\"sex\":\"women\"");
    dweller(w, h[2], he);
}

static void reads_in(struct browser *b, const char *login, const char *lang)
{
    char cookie[200];

    browser_login(b, login);
    snprintf(cookie, sizeof cookie, "%.80s; lang=%s", b->cookie, lang);
    snprintf(b->cookie, sizeof b->cookie, "%s", cookie);
}

static const char *home_at(struct world *w, struct id household)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_z(&b, "/household/");
    id_put(&b, household);
    return arena_z(&w->b.site.arena, buf_str(&b));
}

/* On the list, on the household's own page and among those left out. */
SITE(a_head_who_lives_there_is_named_in_the_readers_language)
{
    static const struct {
        const char *lang, *head[3];
    } read[] = {
        { "en", { "Allah Dino", "Rani", "Allah Dino" } },
        { "ur", { "Allah Dino", "رانی", "اللہ ڈنو" } },
        { "sd", { "Allah Dino", "راڻي", "Allah Dino" } }, /* not in Sindhi */
    };
    static const char *const list[] = { "/list/household?q=H-7",
                                        "/list/household?q=H-8",
                                        "/list/household?q=H-9" };
    struct world w;
    struct id h[3];

    world_start(&w, db);
    heads_put(&w, h);
    household(&w, "H-5", w.goth, 3000, "Hanifan", "", NULL);
    household(&w, "H-6", w.goth, 3000, "Nasreen", "", NULL);
    for (size_t i = 0; i < LEN(read); i++) {
        reads_in(&w.b, "asma", read[i].lang);
        for (int j = 0; j < 3; j++) {
            bool written = !strcmp(read[i].head[j], "Allah Dino");

            CHECK_INT(get(&w.b, list[j]), 200);
            CHECK(has(&w.b, read[i].head[j]));
            CHECK(has(&w.b, "Allah Dino") == written);
            CHECK_INT(get(&w.b, home_at(&w, h[j])), 200);
            CHECK(has(&w.b, read[i].head[j]));
            /* who lived there is listed: his name is known in Urdu */
            CHECK(has(&w.b, "Allah Dino") == (written || i != LANG_UR));
        }
        CHECK_INT(get(&w.b, "/list/household"), 200); /* nine at once */
        for (int j = 0; j < 3; j++)
            CHECK(has(&w.b, read[i].head[j]));
        CHECK(has(&w.b, "Hanifan") && has(&w.b, "Sughra Bibi"));
        CHECK_INT(get(&w.b, left(&w, "pk723", "&group=landless&state=all")),
                  200);
        CHECK(has(&w.b, read[i].head[1]) && has(&w.b, read[i].head[2]));
    }
    /* a program reads what was written, and whoever reads no names nothing */
    reads_in(&w.b, "asma", "ur");
    CHECK_INT(get_json(&w.b, list[1]), 200);
    CHECK(has(&w.b, "\"head\":\"Allah Dino\""));
    CHECK_INT(get_json(&w.b, home_at(&w, h[1])), 200);
    CHECK(has(&w.b, "\"head\":\"Allah Dino\""));
    reads_in(&w.b, "donor", "ur");
    CHECK_INT(get(&w.b, list[1]), 200);
    CHECK(!has(&w.b, "رانی") && !has(&w.b, "Allah Dino"));
    CHECK_INT(get(&w.b, home_at(&w, h[1])), 200);
    CHECK(!has(&w.b, "رانی") && !has(&w.b, "Allah Dino"));
    browser_end(&w.b);
}

SITE(the_poorest_in_no_co_by_settlement)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, left(&w, "pk723", "")), 200);
    CHECK(has(&w.b, "H-1") && has(&w.b, "H-4"));
    CHECK(has(&w.b, "Sughra Bibi") && has(&w.b, "Goth Umar"));
    CHECK(!has(&w.b, "H-2")); /* not poor */
    CHECK(!has(&w.b, "H-3")); /* organised */
    CHECK_INT(get(&w.b, left(&w, "pk723", "&state=in")), 200);
    CHECK(has(&w.b, "H-3") && !has(&w.b, "H-1"));
    CHECK_INT(get(&w.b, left(&w, "pk723", "&upto=5")), 200);
    CHECK(has(&w.b, "H-4") && !has(&w.b, "H-1"));
    CHECK_INT(get(&w.b, left(&w, "pk723", "&upto=18")), 200);
    CHECK(has(&w.b, "H-1")); /* 18.99 begins with 18 */
    CHECK_INT(get(&w.b, left(&w, "pk723", "&upto=18.98")), 200);
    CHECK(!has(&w.b, "H-1"));
    CHECK_INT(get(&w.b, left(&w, "pk72302", "")), 200);
    CHECK(has(&w.b, "H-4") && !has(&w.b, "H-1"));
    browser_end(&w.b);
}

SITE(others_who_are_left_out)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, left(&w, "pk723", "&group=landless")), 200);
    CHECK(has(&w.b, "H-1") && !has(&w.b, "H-4"));
    CHECK_INT(get(&w.b, left(&w, "pk723", "&group=woman_headed")), 200);
    CHECK(has(&w.b, "H-4") && !has(&w.b, "H-1"));
    CHECK_INT(get(&w.b, left(&w, "pk723", "&group=women_no_cnic&state=all")),
              200);
    CHECK(has(&w.b, "H-2") && has(&w.b, "H-3"));
    CHECK_INT(get(&w.b, left(&w, "pk723", "&group=disabled&state=all")), 200);
    CHECK(!has(&w.b, "H-1") && !has(&w.b, "H-3"));
    CHECK_INT(get(&w.b, left(&w, "pk723", "&group=minority")), 200);
    CHECK(!has(&w.b, "H-1"));
    browser_end(&w.b);
}

SITE(only_in_reach_and_names_by_right)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "asma");
    CHECK_INT(get(&w.b, left(&w, "pk723", "")), 200);
    CHECK(has(&w.b, "Sughra Bibi"));
    CHECK_INT(get(&w.b, left(&w, "pk711", "")), 404);
    CHECK_INT(get(&w.b, left(&w, "sindh", "")), 404);
    browser_login(&w.b, "bilal");
    CHECK_INT(get(&w.b, left(&w, "pk723", "")), 404);
    CHECK(!has(&w.b, "H-1"));
    browser_login(&w.b, "donor");
    get(&w.b, left(&w, "pk723", ""));
    CHECK(!has(&w.b, "Sughra"));
    get(&w.b, left(&w, "pk723", "&format=csv"));
    CHECK(!has(&w.b, "Sughra"));
    browser_end(&w.b);
}

SITE(what_nobody_can_ask)
{
    struct world w;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    CHECK_INT(get(&w.b, left(&w, "pk723", "&upto=-1")), 400);
    CHECK_INT(get(&w.b, left(&w, "pk723", "&upto=101")), 400);
    CHECK_INT(get(&w.b, left(&w, "pk723", "&upto=18.999")), 400);
    CHECK_INT(get(&w.b, left(&w, "nowhere", "")), 400);
    CHECK_INT(get(&w.b, left(&w, "pk723", "&group='%3B--&state=x")), 200);
    CHECK_INT(get(&w.b, left(&w, "pk723", "&page=99999")), 200);
    CHECK_INT(get(&w.b, "/left-out"), 200);
    CHECK(has(&w.b, "Sukkur"));
    browser_end(&w.b);
}

/* The list is as long as its number in the report. */
SITE(as_many_as_the_report_counts)
{
    struct question q = { .from = MONTH_NONE, .place = place("pk723") };
    struct findings f;
    struct sheet sheet[REPORT_SHEETS];
    struct world w;
    struct arena a = { 0 };
    int64_t known = 0, organised = 0, list = 0;
    const struct sheet_row *row;

    world_start(&w, db);
    browser_login(&w.b, "boss");
    f = findings_start(&a);
    CHECK(month_read(S("2015-01"), &q.as_of));
    CHECK_INT(report_find(S("coverage"))->make(db, &q, &a, sheet, &f), 3);
    for (size_t i = 0; i + 2 < sheet[1].rows; i++) { /* not the last band */
        row = &sheet[1].row[i];
        known += row->cell[1].number;
        organised += row->cell[3].number;
    }
    for (const char *p =
             (CHECK_INT(get(&w.b, left(&w, "pk723", "&format=csv")), 200),
              arena_z(&a, w.b.answer.body));
         (p = strchr(p, '\n')); p++)
        list++;
    CHECK_INT(known, 3);
    CHECK_INT(organised, 1);
    CHECK_INT(list - 1, known - organised); /* a line of headings */
    arena_free(&a);
    browser_end(&w.b);
}
