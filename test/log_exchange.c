/* log_exchange - two offices and what goes between them: all of it, once, to
 * whom it may go, and nothing of what is forged, cut, replayed or not theirs. */
#include "../src/log/inside.h"
#include "exchange_site.h"

#define SUKKUR "pk723"

static struct id place_of(const char *code)
{
    return id_named(S("place"), str_of(code));
}

/* A settlement with one household and one woman. */
static struct id family(struct office *o, const char *district,
                        const char *name)
{
    struct site *s = &o->s;
    struct id settlement, house;
    struct buf b = buf_start(&s->arena);

    settlement = draft(s, "place",
                       with(s,
                            "{\"level\":\"settlement\",\"lg\":\"%1\","
                            "\"name\":\"Goth\"}",
                            place_of(district), ID_NONE, ID_NONE));
    house = draft(s, "household",
                  with(s, "{\"number\":\"1\",\"place\":\"%1\"}", settlement,
                       ID_NONE, ID_NONE));
    buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"women\"}",
            name);
    return draft(s, "person",
                 with(s, arena_z(&s->arena, buf_str(&b)), house, ID_NONE,
                      ID_NONE));
}

static bool named(struct office *o, struct id person, const char *name)
{
    const struct kind *k = kind_find(S("person"));
    void *record = arena_take(&o->s.arena, k->bytes);
    const struct field *f = kind_field(k, S("name"));

    return row_find(o->s.db, k, person, &o->s.arena, record) &&
           row_names(o->s.db, k, person, &o->s.arena, record) &&
           str_same(*(const struct str *)(void *)((char *)record + f->at),
                    str_of(name));
}

/* Head office and a district that trust each other. */
struct pair {
    struct office head, district;
    struct peer to_head, to_district;
};

static void pair_start(struct pair *p, struct db *one, struct db *other)
{
    office_start(&p->head, one, 1);
    office_start(&p->district, other, 2);
    office_accepts(&p->head, &p->district);
    p->to_district = office_meets(&p->head, &p->district, place_of(SUKKUR),
                                  true);
    p->to_head = office_meets(&p->district, &p->head, ID_NONE, true);
}

static void pair_end(struct pair *p)
{
    office_end(&p->head);
    office_end(&p->district);
}

/* The district trusts head office once it has heard it, as a new site does. */
static void adopt(struct office *o)
{
    keeper_begin(o->s.keeper);
    keeper_adopt(o->s.keeper);
    CHECK(keeper_commit(o->s.keeper));
}

static void same(struct pair *p)
{
    const char *one = digest(&p->head.s), *other = digest(&p->district.s);

    if (!CHECK(!strcmp(one, other)))
        differences(one, other);
}

SITE(two_offices_have_the_same_after_an_exchange)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    const char *why;

    pair_start(&p, db, memory);
    for (int i = 0; i < 20; i++)
        family(&p.head, SUKKUR, "Zarina");
    family(&p.district, SUKKUR, "Hajra");
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    adopt(&p.district);
    family(&p.district, SUKKUR, "Hajra");
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    same(&p);
    CHECK_INT(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why), 1);
    pair_end(&p);
    db_close(memory);
}

SITE(a_slow_line_brings_it_in_small_messages)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    const char *why;
    int n;

    pair_start(&p, db, memory);
    for (int i = 0; i < 30; i++) {
        family(&p.head, SUKKUR, "Zarina");
        family(&p.district, SUKKUR, "Hajra");
    }
    n = office_syncs(&p.district, &p.head, &p.to_head, 4000, &why);
    CHECK(n > 8);
    adopt(&p.district);
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 4000, &why) > 0);
    same(&p);
    pair_end(&p);
    db_close(memory);
}

SITE(names_go_only_where_the_peer_may_see_them)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    struct id hers, theirs, district;
    const char *why;

    pair_start(&p, db, memory);
    hers = family(&p.head, SUKKUR, "Zarina");
    theirs = family(&p.head, "pk705", "Nasreen");
    district = family(&p.district, "pk705", "Hajra");
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    adopt(&p.district);
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    same(&p);
    CHECK(named(&p.district, hers, "Zarina"));
    CHECK(!named(&p.district, theirs, "Nasreen"));
    CHECK(named(&p.head, district, "Hajra"));
    pair_end(&p);
    db_close(memory);
}

/* Enrolled anew with more rights, the peer asks for what it lacked. */
SITE(parts_that_were_held_back_come_when_the_right_is_there)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    struct id theirs;
    const char *why;

    pair_start(&p, db, memory);
    theirs = family(&p.head, "pk705", "Nasreen");
    office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why);
    adopt(&p.district);
    office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why);
    CHECK(!named(&p.district, theirs, "Nasreen"));
    p.to_district = office_meets(&p.head, &p.district, ID_NONE, true);
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    CHECK(named(&p.district, theirs, "Nasreen"));
    pair_end(&p);
    db_close(memory);
}

/* ---- a disk that gives other bytes back ----------------------------------*/

/* One byte of the last entry of that id, or of the last shipped one. */
static void spoil(struct office *o, struct id id)
{
    struct rows r = db_text_rows(
        o->s.db, S("SELECT n, bytes FROM entry WHERE id = $1 OR device = $1 "
                   "ORDER BY n DESC LIMIT 1"));
    struct str bytes;
    int64_t n;

    db_bind_id(&r, 1, id);
    MUST(db_next(&r));
    n = db_int(&r, 0);
    bytes = arena_str(&o->s.arena, db_str(&r, 1));
    db_done(&r);
    ((char *)(uintptr_t)bytes.p)[bytes.n / 2] ^= 1;
    r = db_text_rows(o->s.db, S("UPDATE entry SET bytes = $2 WHERE n = $1"));
    db_bind_int(&r, 1, n);
    db_bind_blob(&r, 2, bytes.p, bytes.n);
    db_run(&r);
}

static int64_t looks(struct office *o)
{
    int64_t at = 0, found = 0;

    keeper_begin(o->s.keeper);
    do
        at = keeper_look(o->s.keeper, at, 50, &found);
    while (at);
    CHECK(keeper_commit(o->s.keeper));
    return found;
}

static bool line_any(void *self, struct str line)
{
    (void)line;
    ++*(int64_t *)self;
    return true;
}

static int64_t false_at(struct office *o)
{
    int64_t lines = 0;

    return log_verify(o->s.db, &o->s.host, line_any, &lines);
}

SITE(what_a_disk_spoils_stays_there_and_comes_back_from_the_other)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct wire w = { .cut = SIZE_MAX };
    struct id first, second;
    int64_t rotten = 0, lines = 0;
    const char *why;
    struct pair p;
    struct talk t;

    pair_start(&p, db, memory);
    first = family(&p.head, SUKKUR, "Zarina");
    second = family(&p.head, SUKKUR, "Hajra");
    office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why);
    adopt(&p.district);
    office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why);
    same(&p);
    CHECK_INT(looks(&p.head), 0);

    /* one of each device; found by reading again */
    spoil(&p.head, first);
    spoil(&p.head, p.district.device);
    CHECK(false_at(&p.head) >= 2);
    CHECK(log_export(db, 0, &rotten, line_any, &lines));
    CHECK_INT(rotten, 2);
    CHECK_INT(looks(&p.head), 2);
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    CHECK_INT(looks(&p.head), 0);
    CHECK_INT(false_at(&p.head), 0);
    same(&p);

    /* found when it should go out: it does not */
    spoil(&p.head, second);
    talk_start(&t, &p.head.us, &p.to_district, turn_id(&p.head));
    CHECK(talk_say(&t, true, SIZE_MAX, wire_put, &w));
    CHECK_INT(t.rotten, 1);
    talk_end(&t);
    wire_free(&w);
    family(&p.district, SUKKUR, "Sakina"); /* work goes on meanwhile */
    family(&p.head, SUKKUR, "Noor");
    CHECK(office_syncs(&p.district, &p.head, &p.to_head, 1 << 20, &why) > 0);
    CHECK_INT(false_at(&p.head), 0);
    same(&p);

    /* what the program ships it has itself */
    spoil(&p.head, reference_device());
    CHECK_INT(looks(&p.head), 1);
    CHECK_INT(false_at(&p.head), 0);

    /* who asks the keeper to look at a good one changes nothing */
    office_take(&p.head,
                &(struct str[]){ S("{\"rotten\":[\"00\",1,\"00\"]}") }[0], 1,
                &(struct exchange_counts){ 0 });
    CHECK_INT(looks(&p.head), 0);
    same(&p);
    pair_end(&p);
    db_close(memory);
}

/* ---- hostile ------------------------------------------------------------*/

/* A message of head office to the district, with all it has. */
static struct str letter(struct pair *p, struct wire *w)
{
    struct talk t;

    *w = (struct wire){ .cut = SIZE_MAX };
    talk_start(&t, &p->head.us, &p->to_district, turn_id(&p->head));
    CHECK(talk_say(&t, true, SIZE_MAX, wire_put, w));
    talk_end(&t);
    return wire_str(w);
}

static const char *told(struct pair *p, struct str letter, struct id turn,
                        int64_t *kept)
{
    struct talk t;
    const char *why;

    talk_start(&t, &p->district.us, &p->to_head, turn);
    talk_hear(&t, letter);
    why = t.trouble ? t.trouble : t.ended ? "" : "exchange.cut";
    *kept = t.now.kept;
    talk_end(&t);
    return why;
}

static char *copy(struct pair *p, struct str s)
{
    char *c = arena_take(&p->head.s.arena, s.n + 1);

    memcpy(c, s.p, s.n);
    return c;
}

static void is(const char *got, const char *want)
{
    if (!CHECK(!strcmp(got, want)))
        printf("# got %s want %s\n", got, want);
}

SITE(whatever_byte_is_another_is_noticed)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    struct wire w;
    struct str said;
    int64_t kept, whole, bad = 0;

    pair_start(&p, memory, db);
    family(&p.head, SUKKUR, "Zarina");
    said = letter(&p, &w);
    for (size_t i = 0; i < said.n; i += 1 + said.n / 150) {
        char *c = copy(&p, said);

        c[i] = (char)(c[i] ^ 0x11);
        bad += told(&p, (struct str){ c, said.n }, ID_NONE, &kept)[0] != 0;
        bad -= 1;
    }
    CHECK_INT(bad, 0);
    is(told(&p, said, ID_NONE, &whole), "");
    is(told(&p, said, ID_NONE, &kept), "");
    CHECK_INT(kept, 0); /* a second time says nothing new */
    wire_free(&w);
    pair_end(&p);
    db_close(memory);
}

SITE(cut_at_any_byte_what_is_whole_is_taken)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    struct wire w;
    struct str said;
    int64_t kept, sum = 0;

    pair_start(&p, memory, db);
    for (int i = 0; i < 3; i++)
        family(&p.head, SUKKUR, "Zarina");
    said = letter(&p, &w);
    for (size_t n = 0; n < said.n; n += 1 + said.n / 100) {
        is(told(&p, (struct str){ said.p, n }, ID_NONE, &kept), "exchange.cut");
        sum += kept;
    }
    CHECK(sum > 0);
    is(told(&p, said, ID_NONE, &kept), "");
    adopt(&p.district);
    same(&p);
    wire_free(&w);
    pair_end(&p);
    db_close(memory);
}

SITE(strangers_others_and_older_words_are_named)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct db *third = db_open(":memory:", DB_MAKE);
    struct pair p;
    struct office other;
    struct peer as_other;
    struct wire w;
    struct str said, first, version;
    struct arena a = { 0 };
    struct piece one;
    const char *why;
    char *c;
    size_t used;
    int64_t kept;

    pair_start(&p, memory, db);
    office_start(&other, third, 3);
    family(&p.head, SUKKUR, "Zarina");
    said = letter(&p, &w);
    as_other = p.to_head;
    as_other.device = other.device; /* we think that another speaks */
    {
        struct peer keep = p.to_head;

        p.to_head = as_other;
        is(told(&p, said, ID_NONE, &kept), "exchange.stranger");
        p.to_head = keep;
        memcpy(p.to_head.key, other.us.key, 32); /* or that it has that key */
        is(told(&p, said, ID_NONE, &kept), "exchange.forged");
        p.to_head = keep;
    }
    is(told(&p, said, turn_id(&p.district), &kept), "exchange.replayed");
    CHECK_INT(piece_read(said, &a, &one, &used, &why), PIECE_WHOLE);
    first = (struct str){ said.p + used, said.n - used };
    is(told(&p, first, ID_NONE, &kept), "exchange.order");
    c = copy(&p, said);
    version = (struct str){ strstr(c, "\"piece\":1"), 9 };
    c[version.p - c + 8] = '2';
    is(told(&p, (struct str){ c, said.n }, ID_NONE, &kept), "exchange.version");
    is(told(&p, S("PK\003\004 a zip"), ID_NONE, &kept), "exchange.not_a_piece");
    CHECK_INT(kept, 0);
    { /* another office reads what was meant for the district */
        struct talk t;

        talk_start(&t, &other.us, &p.to_head, ID_NONE);
        talk_hear(&t, said);
        is(t.trouble, "exchange.not_for_us");
        talk_end(&t);
    }
    arena_free(&a);
    wire_free(&w);
    office_end(&other);
    pair_end(&p);
    db_close(memory);
    db_close(third);
}

/* A stick that is lost tells no name: parts are closed for one reader. */
SITE(nobody_else_reads_names)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct pair p;
    struct wire w;
    struct str said;
    struct arena a = { 0 };
    size_t at = 0, closed = 0;

    pair_start(&p, memory, db);
    family(&p.head, SUKKUR, "Zarina");
    said = letter(&p, &w);
    while (at < said.n) {
        struct piece one;
        struct str plain;
        const char *why;
        size_t used;

        CHECK_INT(piece_read(str_from(said, at), &a, &one, &used, &why),
                  PIECE_WHOLE);
        closed += (one.form & PIECE_CLOSED) != 0;
        CHECK((one.kind == PIECE_PARTS) == ((one.form & PIECE_CLOSED) != 0));
        if (one.kind == PIECE_PARTS) {
            CHECK(!piece_open(&one, &p.head.s.host, p.head.us.key, &a, &plain,
                              &why)); /* not even who wrote it */
            is(why, "exchange.closed");
        }
        at += used;
    }
    CHECK_INT(closed, 1);
    arena_free(&a);
    wire_free(&w);
    pair_end(&p);
    db_close(memory);
}

/* Both copies of a key wrote: the branches reach everybody. */
SITE(a_fork_comes_whole)
{
    struct db *one = db_open(":memory:", DB_MAKE);
    struct db *two = db_open(":memory:", DB_MAKE);
    struct office head, laptop, clone;
    struct peer to_head, p;
    const char *why;

    office_start(&head, db, 1);
    office_start(&laptop, one, 2);
    office_start(&clone, two, 2);
    clone.s.chance = 77;
    office_accepts(&head, &laptop);
    p = office_meets(&head, &laptop, ID_NONE, false);
    to_head = office_meets(&laptop, &head, ID_NONE, false);
    office_meets(&clone, &head, ID_NONE, false);
    for (int i = 0; i < 6; i++) {
        family(&laptop, SUKKUR, "Zarina");
        family(&clone, "pk705", "Nasreen");
    }
    CHECK(office_syncs(&laptop, &head, &to_head, 3000, &why) > 0);
    CHECK(office_syncs(&clone, &head, &to_head, 3000, &why) > 0);
    CHECK(office_syncs(&laptop, &head, &to_head, 3000, &why) > 0);
    CHECK(office_syncs(&clone, &head, &to_head, 3000, &why) > 0);
    adopt(&laptop);
    adopt(&clone);
    CHECK(office_syncs(&laptop, &head, &to_head, 3000, &why) > 0);
    differences(digest(&head.s), digest(&laptop.s));
    CHECK(!strcmp(digest(&head.s), digest(&laptop.s)));
    CHECK_INT(both_ask(head.s.db, "SELECT count(*) FROM entry"),
              both_ask(clone.s.db, "SELECT count(*) FROM entry"));
    (void)p;
    office_end(&head);
    office_end(&laptop);
    office_end(&clone);
    db_close(one);
    db_close(two);
}
