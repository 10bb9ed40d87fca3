/* log_pack - a phone: what its home site sends counts there by that site's word,
 * in any order, with holes in every chain but its own; what it writes is proved
 * at the site like anything else; nothing else is taken from anybody. */
#include "phone_site.h"

#define SUKKUR "pk723"

/* Settlement, household, woman: by number. */
static struct id family(struct office *o, const char *by, const char *name)
{
    struct site *s = &o->s;
    struct id settlement, house;
    struct buf b = buf_start(&s->arena);

    settlement = draft_as(s, by, "place",
                          with(s,
                               "{\"level\":\"settlement\",\"lg\":\"%1\","
                               "\"name\":\"Goth\"}",
                               id_named(S("place"), S(SUKKUR)), ID_NONE,
                               ID_NONE));
    CHECK_INT(s->kept, KEPT);
    house = draft_as(s, by, "household",
                     with(s, "{\"number\":\"1\",\"place\":\"%1\"}", settlement,
                          ID_NONE, ID_NONE));
    CHECK_INT(s->kept, KEPT);
    buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"women\"}",
            name);
    return draft_as(s, by, "person",
                    with(s, arena_z(&s->arena, buf_str(&b)), house, ID_NONE,
                         ID_NONE));
}

static void grant(struct office *o, const char *login, const char *role)
{
    struct buf b = buf_start(&o->s.arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"place\":\"%%1\",\"role\":\"%s\","
            "\"since\":\"2014-01-01\"}",
            login, role);
    draft(&o->s, "access",
          with(&o->s, arena_z(&o->s.arena, buf_str(&b)),
               id_named(S("place"), S(SUKKUR)), ID_NONE, ID_NONE));
}

/* A phone is on SQLite always; only what its site does is told on both. */
#define PHONE(name_)                                                           \
    static void name_(struct db *db);                                          \
    TEST(name_##_)                                                             \
    {                                                                          \
        both_sqlite(name_);                                                    \
    }                                                                          \
    static void name_(struct db *db)

/* A site whose phone it has accepted, and the phone, which knows its home. */
struct village {
    struct office home, phone;
    struct pack_sums sums;
    int64_t n[400], shipped; /* entries chosen; the last that every site has */
    size_t count;
};

static int64_t last_entry(struct db *db)
{
    struct rows r = db_text_rows(db, S("SELECT max(n) FROM entry"));
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

static void village_start(struct village *v, struct db *site, struct db *phone)
{
    memset(v, 0, sizeof *v);
    office_start(&v->home, site, 1);
    v->shipped = last_entry(site);
    phone_start(&v->phone, phone, &v->home);
    office_accepts(&v->home, &v->phone);
    grant(&v->home, "nadia", "organiser");
    for (int i = 0; i < 6; i++)
        family(&v->home, "admin", i % 2 ? "Zarina" : "Hajra");
}

static void village_end(struct village *v)
{
    office_end(&v->home);
    office_end(&v->phone);
}

/* What is chosen for the phone: all; or all but each second family. */
static void choose(struct village *v, bool all)
{
    struct rows r = db_text_rows(v->home.s.db,
                                 S("SELECT n, hash, kind, device FROM entry "
                                   "WHERE n > $1 ORDER BY n"));
    int families = 0;

    db_bind_int(&r, 1, v->shipped);
    v->count = 0;
    v->sums = (struct pack_sums){ .n = 0 };
    while (db_next(&r)) {
        struct str kind = db_str(&r, 2);
        bool place = str_same(kind, S("place"));

        families += place;
        if (!all && families % 2 &&
            (place || str_same(kind, S("household")) ||
             str_same(kind, S("person"))))
            continue;
        if (CHECK(v->count < LEN(v->n)))
            v->n[v->count++] = db_int(&r, 0);
        if (!id_same(db_id(&r, 3), v->phone.device))
            pack_sum(&v->sums, db_hash(&r, 1));
    }
}

/* The site's answer to a phone that says it is at `mark`; names as of nadia's
 * grants when `names`. */
static void says(struct village *v, int64_t mark, size_t most, bool names,
                 struct wire *w)
{
    struct grant *grants;
    size_t n = log_grants(v->home.s.db, S("nadia"), &v->home.s.arena, &grants);
    struct pack p = { .to = v->phone.device,
                      .scope = S("nadia"),
                      .mark = mark,
                      .n = v->n,
                      .count = v->count,
                      .upto = last_entry(v->home.s.db),
                      .most = most,
                      .sums = &v->sums,
                      .grant = grants,
                      .grants = names ? n : 0,
                      .login = S("nadia") };

    *w = (struct wire){ .cut = SIZE_MAX };
    while (p.count && p.n[0] <= mark) {
        p.n++;
        p.count--;
    }
    CHECK(pack_say(&v->home.us, &p, wire_put, w));
    both_fine(v->home.s.db);
}

/* The lines that the phone has after that seq, into the site. */
static void brings(struct office *phone, int64_t after, struct wire *w)
{
    *w = (struct wire){ .cut = SIZE_MAX };
    CHECK(keeper_unsent(phone->s.keeper, after, wire_line, w));
}

static void takes(struct office *o, struct str rest)
{
    keeper_begin(o->s.keeper);
    while (rest.n) {
        struct findings f = findings_start(&o->s.arena);

        keeper_line(o->s.keeper, str_cut(&rest, '\n'), &f);
        CHECK_INT(f.n, 0);
    }
    CHECK(keeper_commit(o->s.keeper));
}

SITE(a_pack_with_holes_counts_by_the_word_of_the_site)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct heard h;
    struct wire w;

    village_start(&v, db, memory);
    choose(&v, false);
    says(&v, 0, SIZE_MAX, true, &w);
    CHECK(text_has(wire_str(&w), "Zarina"));
    CHECK(!text_has(wire_str(&w), "Hajra"));
    h = hears(&v.phone, wire_str(&w));
    CHECK(!h.trouble && h.ended && h.same && !h.more && !h.fresh);
    CHECK_INT(here_of(memory, "household"), 3);
    CHECK_INT(here_of(memory, "person"), 3);
    CHECK_INT(here_of(memory, "person_sealed"), 3);
    CHECK_INT(waiting(&v.phone), 0);
    sound(&v.phone);
    wire_free(&w);
    village_end(&v);
    db_close(memory);
}

PHONE(pieces_in_any_order_and_twice_are_the_same_state)
{
    struct db *one = db_open(":memory:", DB_MAKE);
    struct db *other = db_open(":memory:", DB_MAKE);
    struct office second;
    struct village v;
    struct wire all, w;
    struct heard h;

    village_start(&v, db, one);
    phone_start(&second, other, &v.home);
    choose(&v, true);
    says(&v, 0, SIZE_MAX, true, &all);
    h = hears(&v.phone, wire_str(&all));
    CHECK(h.same);
    for (size_t i = v.count;
         i-- > 0;) { /* one entry a message, the last first */
        struct village one_of = v;

        one_of.n[0] = v.n[i];
        one_of.count = 1;
        says(&one_of, 0, SIZE_MAX, true, &w);
        for (int twice = 0; twice < 2; twice++) {
            h = hears(&second, wire_str(&w));
            CHECK(!h.trouble);
        }
        wire_free(&w);
    }
    SAME_Z(digest(&second.s), digest(&v.phone.s));
    sound(&second);
    wire_free(&all);
    office_end(&second);
    village_end(&v);
    db_close(one);
    db_close(other);
}

/* A line that breaks anywhere brings what was whole; the phone says how far it
 * is, and the rest comes. */
PHONE(a_pack_that_was_cut_goes_on_where_it_stood)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct heard h = { .same = false };
    struct buf said;
    struct wire w;
    int64_t mark;
    int rounds = 0;

    village_start(&v, db, memory);
    choose(&v, true);
    while (!h.same && CHECK(rounds++ < 60)) {
        const struct json *j;
        size_t at;

        said = buf_start(&v.phone.s.arena);
        keeper_has(v.phone.s.keeper, &said);
        j = json_read(buf_str(&said), &v.phone.s.arena, &at);
        CHECK(json_int(json_member(j, "mark"), &mark));
        says(&v, mark, 1200, true, &w);
        if (rounds % 3 == 0)
            w.cut = w.text.n / 2;
        h = hears(&v.phone, wire_str(&w));
        CHECK(!h.trouble && !h.fresh);
        wire_free(&w);
    }
    CHECK(rounds > 4);
    CHECK_INT(here_of(memory, "person"), 6);
    village_end(&v);
    db_close(memory);
}

/* What is too late for the mark is seen by the sums, and said once more; where
 * that does not help the phone begins anew. */
PHONE(what_was_missed_is_noticed)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct heard h;
    struct buf said;
    struct wire w;

    village_start(&v, db, memory);
    choose(&v, false);
    says(&v, 0, SIZE_MAX, true, &w);
    CHECK(hears(&v.phone, wire_str(&w)).same);
    wire_free(&w);
    choose(&v, true); /* more of the same time is hers now */
    says(&v, v.n[v.count - 1], SIZE_MAX, true, &w);
    h = hears(&v.phone, wire_str(&w));
    CHECK(!h.same && h.more && !h.fresh);
    said = buf_start(&v.phone.s.arena);
    keeper_has(v.phone.s.keeper, &said);
    CHECK(text_has(buf_str(&said), "\"sums\":"));
    h = hears(&v.phone, wire_str(&w)); /* nothing came of it */
    CHECK(!h.same && !h.more && h.fresh);
    wire_free(&w);
    says(&v, 0, SIZE_MAX, true, &w);
    CHECK(hears(&v.phone, wire_str(&w)).same);
    said = buf_start(&v.phone.s.arena);
    keeper_has(v.phone.s.keeper, &said);
    CHECK(!text_has(buf_str(&said), "\"sums\":"));
    wire_free(&w);
    village_end(&v);
    db_close(memory);
}

PHONE(names_go_to_who_may_read_them)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct wire w;

    village_start(&v, db, memory);
    choose(&v, true);
    says(&v, 0, SIZE_MAX, false, &w);
    CHECK(hears(&v.phone, wire_str(&w)).same);
    CHECK_INT(here_of(memory, "person"), 6);
    CHECK_INT(here_of(memory, "person_sealed"), 0);
    CHECK(!text_has(wire_str(&w), "Zarina"));
    wire_free(&w);
    village_end(&v);
    db_close(memory);
}

/* ---- what the phone writes -----------------------------------------------*/

static void pack_whole(struct village *v)
{
    struct wire w;

    choose(v, true);
    says(v, 0, SIZE_MAX, true, &w);
    CHECK(hears(&v->phone, wire_str(&w)).same);
    wire_free(&w);
}

static struct id settlement_of(struct office *o)
{
    struct rows r =
        db_text_rows(o->s.db,
                     S("SELECT place FROM household ORDER BY entry LIMIT 1"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

static void writes(struct office *phone, const char *number)
{
    struct buf b = buf_start(&phone->s.arena);

    buf_fmt(&b, "{\"number\":\"%s\",\"place\":\"%%1\"}", number);
    draft_as(&phone->s, "nadia", "household",
             with(&phone->s, arena_z(&phone->s.arena, buf_str(&b)),
                  settlement_of(phone), ID_NONE, ID_NONE));
    CHECK_INT(phone->s.kept, KEPT);
}

/* A line that broke brought her right and not yet the entry that lets her phone
 * in: it says nothing of that by itself, which would stand against the office's
 * word. */
SITE(a_phone_that_has_not_heard_of_itself_stays_let_in)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct wire w;
    size_t n = 0;

    village_start(&v, db, memory);
    choose(&v, true);
    for (size_t i = 0; i < v.count; i++) {
        struct rows r =
            db_text_rows(db, S("SELECT 1 FROM entry WHERE n = $1 AND id = $2"));

        db_bind_int(&r, 1, v.n[i]);
        db_bind_id(&r, 2, v.phone.device);
        if (!db_next(&r))
            v.n[n++] = v.n[i];
        db_done(&r);
    }
    CHECK_INT(n, v.count - 1);
    v.count = n;
    says(&v, 0, SIZE_MAX, true, &w);
    hears(&v.phone, wire_str(&w));
    wire_free(&w);
    writes(&v.phone, "7");
    brings(&v.phone, 0, &w);
    takes(&v.home, wire_str(&w));
    CHECK_INT(here_of(db, "household"), 7);
    CHECK_INT(waiting(&v.home), 0);
    CHECK_INT(keeper_own(v.phone.s.keeper, 0).n, 1); /* and no device */
    sound(&v.home);
    wire_free(&w);
    village_end(&v);
    db_close(memory);
}

SITE(what_a_phone_writes_is_proved_at_the_site)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct own_said o;
    struct wire w;
    int64_t was;

    village_start(&v, db, memory);
    pack_whole(&v);
    was = here_of(db, "household");
    for (int i = 0; i < 3; i++)
        writes(&v.phone, "7");
    o = keeper_own(v.phone.s.keeper, 0);
    CHECK_INT(o.seq, 3);
    CHECK_INT(o.n, 3);
    CHECK(o.oldest >= 1420200000);
    CHECK_INT(keeper_own(v.phone.s.keeper, 3).n, 0);
    brings(&v.phone, 0, &w);
    takes(&v.home, wire_str(&w));
    takes(&v.home, wire_str(&w)); /* sent twice, kept once */
    CHECK_INT(here_of(db, "household"), was + 3);
    CHECK_INT(waiting(&v.home), 0);
    sound(&v.home);
    wire_free(&w);
    pack_whole(&v); /* her own come back and are known */
    CHECK_INT(keeper_own(v.phone.s.keeper, 0).seq, 3);
    village_end(&v);
    db_close(memory);
}

/* Two people share a phone: one chain, each with a database of her own. */
PHONE(two_people_on_one_phone_make_one_chain)
{
    struct db *one = db_open(":memory:", DB_MAKE);
    struct db *other = db_open(":memory:", DB_MAKE);
    struct office second;
    struct village v;
    struct wire first, then;
    struct own_said o;
    int64_t was;

    village_start(&v, db, one);
    phone_start(&second, other, &v.home);
    second.s.chance = 78; /* of other ids than the first */
    pack_whole(&v);
    was = here_of(db, "household");
    {
        struct wire w;

        says(&v, 0, SIZE_MAX, true, &w);
        CHECK(hears(&second, wire_str(&w)).same);
        wire_free(&w);
    }
    writes(&v.phone, "8");
    writes(&v.phone, "9");
    o = keeper_own(v.phone.s.keeper, 0);
    keeper_follow(second.s.keeper, o.seq, o.head);
    writes(&second, "10");
    CHECK_INT(keeper_own(second.s.keeper, 0).seq, 3);
    CHECK_INT(keeper_own(second.s.keeper, 2).n, 1);
    keeper_follow(second.s.keeper, o.seq, o.head); /* older: changes nothing */
    CHECK_INT(keeper_own(second.s.keeper, 0).seq, 3);
    brings(&v.phone, 0, &first);
    brings(&second, 2, &then);
    takes(&v.home, wire_str(&then)); /* waits for what comes before it */
    CHECK_INT(here_of(db, "household"), was);
    takes(&v.home, wire_str(&first));
    CHECK_INT(here_of(db, "household"), was + 3);
    CHECK_INT(waiting(&v.home), 0);
    sound(&v.home);
    wire_free(&first);
    wire_free(&then);
    office_end(&second);
    village_end(&v);
    db_close(one);
    db_close(other);
}

/* Ended at the site, the phone's later entries count nowhere. */
PHONE(a_phone_that_was_ended_knows_it)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct village v;
    struct wire w;
    int64_t was;

    village_start(&v, db, memory);
    pack_whole(&v);
    writes(&v.phone, "7");
    brings(&v.phone, 0, &w);
    takes(&v.home, wire_str(&w));
    wire_free(&w);
    {
        struct buf b = buf_start(&v.home.s.arena);

        buf_z(&b, "{\"answers\":\"%1\",\"body\":{\"holder\":\"nadia\","
                  "\"key\":\"");
        buf_hex(&b, v.phone.us.key, 32);
        buf_z(&b, "\",\"last\":1,\"name\":\"laptop\"},\"why\":\"lost\"}");
        draft(&v.home.s, "fix",
              with(&v.home.s, arena_z(&v.home.s.arena, buf_str(&b)),
                   v.phone.device, ID_NONE, ID_NONE));
    }
    was = here_of(db, "household");
    writes(&v.phone, "8");
    brings(&v.phone, 1, &w);
    takes(&v.home, wire_str(&w));
    CHECK_INT(here_of(db, "household"), was);
    wire_free(&w);
    pack_whole(&v);
    CHECK_INT(here_of(memory, "household"), was);
    sound(&v.phone);
    village_end(&v);
    db_close(memory);
}

/* ---- what nobody takes -----------------------------------------------------*/

PHONE(nothing_forged_or_of_another_is_taken)
{
    struct db *one = db_open(":memory:", DB_MAKE);
    struct db *stranger = db_open(":memory:", DB_MAKE);
    struct office thief;
    struct village v;
    struct heard h;
    struct wire w;
    char *bytes;
    const char *before;

    village_start(&v, db, one);
    office_start(&thief, stranger, 5);
    choose(&v, true);
    before = digest(&v.phone.s);
    says(&v, 0, SIZE_MAX, true, &w);
    bytes = (char *)arena_str(&v.home.s.arena, wire_str(&w)).p;
    for (size_t i = 0; i < w.text.n; i += w.text.n / 37) { /* a byte changed */
        bytes[i] ^= 4;
        h = hears(&v.phone, (struct str){ bytes, 700 + i });
        CHECK(i > 3000 || !h.ended);
        bytes[i] ^= 4;
        if (i < 3000)
            SAME_Z(digest(&v.phone.s), before);
    }
    h = hears(&thief, wire_str(&w)); /* a site has no home */
    CHECK(h.trouble && !strcmp(h.trouble, "exchange.no_home"));
    CHECK_INT(here_of(stranger, "household"), 0);
    {
        struct village other = v;
        struct wire x;

        other.home.us.key[0] ^= 1; /* says to be another site */
        says(&other, 0, SIZE_MAX, true, &x);
        h = hears(&v.phone, wire_str(&x));
        CHECK(h.trouble && !strcmp(h.trouble, "exchange.stranger"));
        wire_free(&x);
        other = v;
        memcpy(other.home.s.secret, thief.s.secret, sizeof thief.s.secret);
        other.home.s.host.self = &other.home;
        other.home.us.host = &other.home.s.host;
        says(&other, 0, SIZE_MAX, true, &x);
        h = hears(&v.phone, wire_str(&x));
        CHECK(h.trouble && !strcmp(h.trouble, "exchange.forged"));
        wire_free(&x);
        other = v;
        other.phone.device = thief.device; /* for another phone */
        says(&other, 0, SIZE_MAX, true, &x);
        h = hears(&v.phone, wire_str(&x));
        CHECK(h.trouble && !strcmp(h.trouble, "exchange.not_for_us"));
        wire_free(&x);
    }
    wire_free(&w);
    office_end(&thief);
    village_end(&v);
    db_close(one);
    db_close(stranger);
}

PHONE(lines_of_others_come_to_a_phone_as_pieces_only)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct findings f;
    struct village v;
    struct wire w;
    const char *before;
    struct str rest;
    int64_t rotten;
    int refused = 0;

    village_start(&v, db, memory);
    before = digest(&v.phone.s);
    w = (struct wire){ .cut = SIZE_MAX };
    CHECK(log_export(db, v.shipped, &rotten, wire_line, &w) && !rotten);
    rest = wire_str(&w);
    keeper_begin(v.phone.s.keeper);
    while (rest.n) {
        f = findings_start(&v.phone.s.arena);
        if (keeper_line(v.phone.s.keeper, str_cut(&rest, '\n'), &f) ==
            KEPT_REFUSED) {
            SAME_Z(f.at[0].what, "entry.not_vouched");
            refused++;
        }
    }
    keeper_rollback(v.phone.s.keeper);
    CHECK(refused > 15);
    SAME_Z(digest(&v.phone.s), before);
    keeper_begin(v.phone.s.keeper); /* one home, for ever */
    CHECK(!keeper_home(v.phone.s.keeper, v.phone.us.key));
    CHECK(keeper_home(v.phone.s.keeper, v.home.us.key));
    keeper_rollback(v.phone.s.keeper);
    keeper_begin(v.home.s.keeper); /* and none for who has heard others */
    CHECK(!keeper_home(v.home.s.keeper, v.phone.us.key));
    keeper_rollback(v.home.s.keeper);
    wire_free(&w);
    village_end(&v);
    db_close(memory);
}

/* ---- all of it as bytes ----------------------------------------------------*/

TEST(a_phone_is_stored_as_bytes_and_goes_on)
{
    struct db *site = db_open(":memory:", DB_MAKE);
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct db *again = db_open(":memory:", DB_MAKE);
    struct db *bad = db_open(":memory:", DB_MAKE);
    struct office second;
    struct village v;
    struct str image;
    struct wire w;

    village_start(&v, site, memory);
    pack_whole(&v);
    writes(&v.phone, "7");
    CHECK(db_image(memory, &image));
    CHECK(db_image_take(again, image));
    CHECK_INT(log_state(again), LOG_OURS);
    second = v.phone;
    second.s.db = again;
    phone_opens(&second);
    SAME_Z(digest(&second.s), digest(&v.phone.s));
    CHECK_INT(keeper_own(second.s.keeper, 0).seq, 1);
    writes(&second, "8");
    brings(&second, 0, &w);
    takes(&v.home, wire_str(&w));
    CHECK_INT(waiting(&v.home), 0);
    CHECK(!db_image_take(bad, S("this is no database")));
    CHECK(db_fault(bad) != DB_FINE);
    db_image_give(memory, image);
    keeper_close(second.s.keeper);
    wire_free(&w);
    village_end(&v);
    db_close(site);
    db_close(memory);
    db_close(again);
    db_close(bad);
}
