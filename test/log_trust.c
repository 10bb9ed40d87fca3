/* log_trust - who is believed: devices, stamps, forks, rights, fixes. */
#include "log_site.h"

static struct id named(const char *kind, const char *code)
{
    return id_named(str_of(kind), str_of(code));
}

static int64_t waiting(struct site *s, const char *why)
{
    struct rows r = db_text_rows(s->db, S("SELECT count(DISTINCT entry) FROM "
                                          "waiting WHERE why = $1"));
    int64_t n;

    db_bind_text(&r, 1, str_of(why));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

static int64_t aliases(struct site *s)
{
    return both_ask(s->db, "SELECT count(*) FROM alias WHERE counts = 1") - 192;
}

static struct id alias(struct site *s, const char *author, const char *name)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"name\":\"%s\",\"place\":\"%%1\"}", name);
    return draft_as(s, author, "alias",
                    with(s, arena_z(&s->arena, buf_str(&b)),
                         named("place", "sindh"), ID_NONE, ID_NONE));
}

static struct id accept_by(struct site *s, const char *author,
                           const struct site *other)
{
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"holder\":\"nadia\",\"key\":\"");
    buf_hex(&b, other->public, 32);
    buf_z(&b, "\",\"name\":\"Nadia's laptop\"}");
    return draft_as(s, author, "device", arena_z(&s->arena, buf_str(&b)));
}

static void accept(struct site *s, const struct site *other)
{
    accept_by(s, "admin", other);
}

/* A second database with its own key; PostgreSQL's or SQLite's first one stays
 * in `db`, this one is in memory. */
#define OTHER(o, key)                                                          \
    struct site o;                                                             \
    struct db *o##_db = db_open(":memory:", DB_MAKE);                          \
    site_start(&o, o##_db, key)
#define OTHER_END(o)                                                           \
    site_end(&o);                                                              \
    db_close(o##_db)

SITE(a_strange_device_waits_until_it_is_accepted)
{
    struct site s;
    struct lines *theirs;

    site_start(&s, db, 1);
    alias(&s, "admin", "ours");
    OTHER(o, 2);
    alias(&o, "admin", "theirs");
    theirs = export(&o, 0);
    load(&s, theirs, 5);
    CHECK_INT(aliases(&s), 1);
    CHECK_INT(waiting(&s, "device"), 2);
    accept(&s, &o);
    /* Its entries stand now, but their author is nobody here yet. */
    CHECK_INT(waiting(&s, "device"), 0);
    CHECK_INT(aliases(&s), 2);
    lines_free(theirs);
    OTHER_END(o);
    site_end(&s);
}

/* Whom it lets in is let in, though it says so of a day on which nobody had let
 * in the office itself. */
SITE(an_office_whose_clock_is_slow_accepts_devices)
{
    struct site s;
    struct lines *all;
    const char *now;

    site_start(&s, db, 1);
    OTHER(o, 2);
    OTHER(phone, 3);
    accept(&s, &o);
    o.now -= 2 * 365 * 86400;
    accept(&o, &phone);
    alias(&phone, "admin", "theirs");
    all = export(&phone, 0);
    load(&s, all, 5);
    CHECK_INT(waiting(&s, "device"), 2);
    lines_free(all);
    all = export(&o, 0);
    load(&s, all, 5);
    CHECK_INT(waiting(&s, "device"), 0);
    CHECK_INT(aliases(&s), 1);
    now = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK(!strcmp(digest(&s), now));
    lines_free(all);
    OTHER_END(phone);
    OTHER_END(o);
    site_end(&s);
}

/* Under an id that is taken, signed by a device that we let in: as often as it
 * needs until its hash is the lesser one. */
static void claim(struct site *s, const struct site *by, const char *author,
                  const char *kind, const char *body, struct id id,
                  struct hash had, struct lines *l)
{
    struct entry e = { .id = id,
                       .seq = 1,
                       .kind = str_of(kind),
                       .author = str_of(author),
                       .at = s->now };
    struct stamp stamp = { .seq = 1 };
    struct buf key = buf_start(&s->arena);
    struct str text;

    buf_hex(&key, by->public, 32);
    e.device = stamp.device = id_named(S("device"), buf_str(&key));
    e.body = str_of(with(s, body, named("place", "sindh"), ID_NONE, ID_NONE));
    do {
        e.at++;
        entry_seal(&e, &s->arena);
    } while (hash_order(e.hash, had) > 0);
    stamp.head = e.hash;
    text = stamp_text(&stamp, &s->arena);
    crypto_sign_detached(stamp.sig, NULL, (const uint8_t *)text.p, text.n,
                         by->secret);
    l->line[0] = e.bytes;
    l->line[1] = stamp_line(&stamp, &s->arena);
    l->n = 2;
}

static struct hash hash_of(struct db *db, struct id id)
{
    struct rows r = db_text_rows(db, S("SELECT hash FROM entry WHERE id = $1"));
    struct hash h = { { 0 } };

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        h = db_hash(&r, 0);
    db_done(&r);
    return h;
}

static bool stands(struct site *s, const char *name)
{
    struct rows r =
        db_text_rows(s->db,
                     S("SELECT 1 FROM alias WHERE name = $1 AND counts = 1"));
    bool is;

    db_bind_text(&r, 1, str_of(name));
    is = db_next(&r);
    db_done(&r);
    return is;
}

/* Whoever has a device and no right takes nothing out of the count by claiming
 * its id; once she has the right the lesser hash stands, as among equals. */
SITE(who_has_no_right_displaces_nothing)
{
    struct lines *l = calloc(1, sizeof *l);
    struct site s;
    const char *want;
    struct seen seen;
    struct hash had;
    struct id ours;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    ours = alias(&s, "admin", "ours");
    had = hash_of(db, ours);
    claim(&s, &o, "thief", "alias", "{\"name\":\"theirs\",\"place\":\"%1\"}",
          ours, had, l);
    load(&s, l, 5);
    CHECK(stands(&s, "ours") && !stands(&s, "theirs"));
    want = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK(!strcmp(digest(&s), want));
    CHECK_INT(waiting(&s, "claim"), 1);
    CHECK(log_see(db, ours, &s.arena, &seen) && !seen.waits.n);
    CHECK(hash_same(seen.entry.hash, had)); /* her bytes, not the thief's */
    draft(&s, "access",
          "{\"login\":\"thief\",\"role\":\"manager\",\"since\":"
          "\"2014-01-01\"}");
    CHECK(!stands(&s, "ours") && stands(&s, "theirs"));
    CHECK(log_see(db, ours, &s.arena, &seen) &&
          !hash_same(seen.entry.hash, had));
    CHECK_INT(waiting(&s, "claim"), 0);
    want = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK(!strcmp(digest(&s), want));
    OTHER_END(o);
    site_end(&s);
    lines_free(l);
}

SITE(an_entry_without_its_stamp_waits)
{
    struct site s;
    struct lines *all;
    struct str stamp;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    alias(&o, "admin", "late");
    all = export(&o, 0);
    stamp = all->line[--all->n]; /* the last line is the stamp */
    load(&s, all, 100);
    CHECK_INT(aliases(&s), 0);
    CHECK_INT(waiting(&s, "stamp"), 1); /* its device stands by our word */
    all->line[0] = stamp;
    all->n = 1;
    load(&s, all, 1);
    CHECK_INT(aliases(&s), 1);
    CHECK_INT(waiting(&s, "stamp"), 0);
    lines_free(all);
    OTHER_END(o);
    site_end(&s);
}

SITE(a_false_stamp_covers_nothing)
{
    struct site s;
    struct lines *all;
    char *last;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    alias(&o, "admin", "late");
    all = export(&o, 0);
    last = (char *)all->line[all->n - 1].p;
    last[all->line[all->n - 1].n - 5] ^= 1; /* a digit of the sig */
    load(&s, all, 100);
    CHECK_INT(aliases(&s), 0);
    lines_free(all);
    OTHER_END(o);
    site_end(&s);
}

SITE(who_has_no_right_is_refused_here_and_waits_elsewhere)
{
    struct site s;
    struct lines *all;

    site_start(&s, db, 1);
    alias(&s, "nobody", "no");
    CHECK_INT(s.kept, KEPT_REFUSED);
    draft(&s, "access",
          "{\"login\":\"nadia\",\"role\":\"viewer\","
          "\"since\":\"2015-01-01\"}");
    alias(&s, "nadia", "no");
    CHECK_INT(s.kept, KEPT_REFUSED);
    draft(&s, "access",
          "{\"login\":\"nadia\",\"role\":\"operator\","
          "\"since\":\"2015-01-01\",\"until\":\"2015-01-01\"}");
    alias(&s, "nadia", "yes");
    CHECK_INT(s.kept, KEPT);
    s.now += 3 * 86400;
    alias(&s, "nadia", "too late");
    CHECK_INT(s.kept, KEPT_REFUSED);
    draft_as(&s, "nadia", "access",
             "{\"login\":\"nadia\",\"role\":"
             "\"administrator\",\"since\":\"2015-01-01\"}");
    CHECK_INT(s.kept, KEPT_REFUSED);
    all = export(&s, 0);
    lines_free(all);
    site_end(&s);
}

SITE(a_right_for_one_district_is_none_for_another)
{
    struct site s;
    const char *body = "{\"login\":\"manzoor\",\"role\":\"manager\","
                       "\"place\":\"%1\",\"since\":\"2015-01-01\"}";

    site_start(&s, db, 1);
    draft(&s, "access",
          with(&s, body, named("place", "pk723"), ID_NONE, ID_NONE));
    draft_as(&s, "manzoor", "alias",
             with(&s, "{\"name\":\"Sukhar\",\"place\":\"%1\"}",
                  named("place", "pk723"), ID_NONE, ID_NONE));
    CHECK_INT(s.kept, KEPT);
    draft_as(&s, "manzoor", "alias",
             with(&s, "{\"name\":\"Sukhar\",\"place\":\"%1\"}",
                  named("place", "pk705"), ID_NONE, ID_NONE));
    CHECK_INT(s.kept, KEPT_REFUSED);
    site_end(&s);
}

/* Two laptops hold a copy of one key, and both go on from the same entry. */
SITE(after_a_fork_neither_branch_counts_until_a_fix_names_one)
{
    struct site s;
    struct lines *one, *two, *all;
    struct str fork = { 0 };
    struct arena a = { 0 };
    struct buf b;
    const char *digest_one;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    alias(&o, "admin", "before");
    one = export(&o, 0);
    {
        OTHER(twin, 2); /* the same key on another disk */
        load(&twin, one, 100);
        keeper_close(twin.keeper);
        twin.now += 1000;
        twin.chance = 77;
        site_keeper(&twin);
        alias(&twin, "admin", "on the twin");
        two = export(&twin, 0);
        OTHER_END(twin);
    }
    lines_free(one);
    alias(&o, "admin", "on the laptop");
    one = export(&o, 0);
    load(&s, one, 100);
    CHECK_INT(aliases(&s), 2);
    load(&s, two, 100);
    CHECK_INT(aliases(&s), 1); /* only what stands before the fork */
    CHECK_INT(waiting(&s, "fork"), 2);
    for (size_t i = 0; i < one->n; i++) {
        struct str rest = one->line[i];

        while (rest.n && !str_starts(rest, S("on the laptop")))
            rest = str_from(rest, 1);
        if (rest.n)
            fork = one->line[i];
    }
    CHECK(fork.n > 0);
    b = buf_start(&a);
    buf_z(&b, "{\"branch\":\"");
    hash_put(&b, sha_of(fork));
    buf_z(&b, "\",\"why\":\"the laptop is at the office\"}");
    draft(&s, "fix", arena_z(&a, buf_str(&b)));
    CHECK_INT(aliases(&s), 2);
    CHECK_INT(waiting(&s, "fork"), 1);
    digest_one = digest(&s);
    all = export(&s, 0);
    for (uint64_t seed = 1; seed < 4; seed++) {
        OTHER(third, 9);
        shuffle(all, seed);
        load(&third, all, 3);
        /* The second device is no root here: it came as an entry of s. */
        CHECK_STR(str_of(digest(&third)), str_of(digest_one));
        OTHER_END(third);
    }
    lines_free(all);
    lines_free(one);
    lines_free(two);
    arena_free(&a);
    OTHER_END(o);
    site_end(&s);
}

SITE(of_two_fixes_the_greater_hash_counts_and_a_third_settles)
{
    struct site s;
    struct id a;
    const char *body = "{\"answers\":\"%1\",\"body\":{\"name\":\"one\","
                       "\"place\":\"%2\"},\"why\":\"first\"}";

    site_start(&s, db, 1);
    a = alias(&s, "admin", "wrong");
    draft(&s, "fix", with(&s, body, a, named("place", "sindh"), ID_NONE));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM alias WHERE name = 'one'"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                           "'fix.two_answers'"),
              0);
    draft(&s, "fix",
          with(&s,
               "{\"answers\":\"%1\",\"why\":\"gone\","
               "\"withdraw\":true}",
               a, ID_NONE, ID_NONE));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                           "'fix.two_answers'"),
              1);
    site_end(&s);
}

SITE(a_withdrawn_entry_stays_and_does_not_count)
{
    struct site s;
    struct id a;

    site_start(&s, db, 1);
    a = alias(&s, "admin", "wrong");
    draft(&s, "fix",
          with(&s,
               "{\"answers\":\"%1\",\"why\":\"a slip\","
               "\"withdraw\":true}",
               a, ID_NONE, ID_NONE));
    CHECK_INT(aliases(&s), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM alias WHERE name = 'wrong'"),
              1);
    site_end(&s);
}

SITE(an_ended_device_is_trusted_up_to_its_last_entry)
{
    struct site s;
    struct lines *all;
    struct buf b;
    struct id device;
    const char *want;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    alias(&o, "admin", "good"); /* seq 2: 1 is the device itself */
    alias(&o, "admin", "after it was lost");
    all = export(&o, 0);
    load(&s, all, 100);
    CHECK_INT(aliases(&s), 2);
    b = buf_start(&s.arena);
    buf_hex(&b, o.public, 32);
    device = id_named(S("device"), buf_str(&b));
    b = buf_start(&s.arena);
    buf_z(&b, "{\"answers\":\"%1\",\"body\":{\"holder\":\"nadia\",\"key\":\"");
    buf_hex(&b, o.public, 32);
    buf_z(&b, "\",\"last\":2,\"name\":\"lost\"},\"why\":\"stolen\"}");
    draft(&s, "fix",
          with(&s, arena_z(&s.arena, buf_str(&b)), device, ID_NONE, ID_NONE));
    CHECK_INT(aliases(&s), 1);
    CHECK_INT(waiting(&s, "ended"), 1);
    alias(&o, "admin", "later yet"); /* comes, and its stamp not yet */
    lines_free(all);
    all = export(&o, 0);
    while (str_starts(all->line[all->n - 1], S("{\"device\"")))
        all->n--;
    load(&s, all, 100);
    CHECK_INT(waiting(&s, "ended"), 2);
    CHECK_INT(waiting(&s, "stamp"), 0);
    want = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(want));
    lines_free(all);
    OTHER_END(o);
    site_end(&s);
}

/* A new database believes where a log begins, not everybody who is in it. */
SITE(only_the_beginning_of_a_log_becomes_a_root)
{
    struct site s;
    struct lines *all, *theirs;

    site_start(&s, db, 9);
    OTHER(office, 1);
    OTHER(laptop, 2);
    alias(&laptop, "admin", "from a laptop");
    accept(&office, &laptop);
    theirs = export(&laptop, 0);
    load(&office, theirs, 100);
    all = export(&office, 0);
    load(&s, all, 100);
    /* The office, this database itself and the reference data: not the laptop,
     * which the office vouches for. */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM root"), 3);
    CHECK_STR(str_of(digest(&s)), str_of(digest(&office)));
    lines_free(theirs);
    lines_free(all);
    OTHER_END(laptop);
    OTHER_END(office);
    site_end(&s);
}

SITE(loading_twice_says_nothing_new)
{
    struct site s;
    struct lines *all;
    struct findings f;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    alias(&o, "admin", "once");
    all = export(&o, 0);
    load(&s, all, 100);
    f = findings_start(&s.arena);
    keeper_begin(s.keeper);
    for (size_t i = 0; i < all->n; i++)
        CHECK_INT(keeper_line(s.keeper, all->line[i], &f), KEPT_KNOWN);
    CHECK(keeper_commit(s.keeper));
    lines_free(all);
    OTHER_END(o);
    site_end(&s);
}

/* Fails the first, second, third ... step of the database until a batch goes
 * through; after every failure all is as it was before. */
SITE(a_fault_at_any_step_leaves_nothing_half_done)
{
    struct site s;
    const char *before;
    long step = 0;
    bool through = false;

    site_start(&s, db, 1);
    alias(&s, "admin", "first");
    before = digest(&s);
    while (!through && step < 2000) {
        struct draft d = { .kind = S("filing"), .author = S("admin") };
        struct findings f = findings_start(&s.arena);
        struct id id;

        d.body = str_of(with(
            &s,
            "{\"rsp\":\"%1\",\"place\":\"%2\",\"as_of\":"
            "\"2014-09\",\"values\":[{\"indicator\":\"hh\",\"amount\":7}]}",
            named("rsp", "SRSO"), named("place", "pk723"), ID_NONE));
        db_fail_after(db, ++step);
        keeper_begin(s.keeper);
        keeper_draft(s.keeper, &d, &f, &id);
        through = keeper_commit(s.keeper);
        db_fail_after(db, 0);
        if (!through && !CHECK_STR(str_of(digest(&s)), str_of(before)))
            break;
    }
    CHECK(through);
    CHECK(step > 15);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM filing"), 1);
    site_end(&s);
}

static bool no_line(void *self, struct str line)
{
    struct buf *b = self;

    buf_add(b, line);
    buf_char(b, '\n');
    return true;
}

SITE(verify_names_the_entry_whose_byte_was_flipped)
{
    struct site s;
    struct id a;
    struct buf b, hex;

    site_start(&s, db, 1);
    a = alias(&s, "admin", "Sukhar");
    b = buf_start(&s.arena);
    CHECK_INT(log_verify(db, &s.host, no_line, &b), 0);
    CHECK_STR(buf_str(&b), S(""));
    both_script(db, "CREATE TABLE flip AS SELECT n, bytes FROM entry WHERE kind"
                    " = 'alias' AND n > 1000;\n");
    if (db_is_postgres(db))
        both_script(db, "UPDATE entry SET bytes = set_byte(bytes, 100, "
                        "get_byte(bytes, 100) # 1) WHERE n = "
                        "(SELECT max(n) FROM entry);\n");
    else
        both_script(db, "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS "
                        "TEXT), 'Sukhar', 'Sukhas') AS BLOB) WHERE n = "
                        "(SELECT max(n) FROM entry);\n");
    CHECK(log_verify(db, &s.host, no_line, &b) > 0);
    hex = buf_start(&s.arena);
    id_put(&hex, a);
    CHECK(strstr(arena_z(&s.arena, buf_str(&b)),
                 arena_z(&s.arena, buf_str(&hex))) != NULL);
    site_end(&s);
}

/* ---- roles are data -----------------------------------------------------*/

static void role_put(struct site *s, const char *code, const char *rights)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"code\":\"%s\",\"name\":\"%s\",\"rights\":[%s]}", code, code,
            rights);
    draft(s, "role", arena_z(&s->arena, buf_str(&b)));
}

static struct id role_fix(struct site *s, const char *author, struct id answers,
                          const char *code, const char *rights)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"answers\":\"%%1\",\"body\":{\"code\":\"%s\",\"name\":\"%s\","
            "\"rights\":[%s]},\"why\":\"decided\"}",
            code, code, rights);
    return draft_as(s, author, "fix",
                    with(s, arena_z(&s->arena, buf_str(&b)), answers, ID_NONE,
                         ID_NONE));
}

static void grant(struct site *s, const char *login, const char *role)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2015-01-01\"}",
            login, role);
    draft(s, "access", arena_z(&s->arena, buf_str(&b)));
}

#define DAY_SECONDS 86400

/* Nor by saying that it is something else: a fix of it is judged by what it is,
 * whichever of the three comes first. */
SITE(a_false_kind_keeps_no_fix_away)
{
    struct lines *l = calloc(1, sizeof *l), *all;
    const char *want;
    struct site s;
    struct id ours;

    site_start(&s, db, 1);
    OTHER(o, 2);
    accept(&s, &o);
    ours = alias(&s, "admin", "ours");
    claim(&s, &o, "thief", "household", "{\"number\":\"7\",\"place\":\"%1\"}",
          ours, hash_of(db, ours), l);
    load(&s, l, 5);
    CHECK(stands(&s, "ours"));
    CHECK(!id_none(draft(&s, "fix",
                         with(&s,
                              "{\"answers\":\"%1\",\"body\":{\"name\":"
                              "\"mended\",\"place\":\"%2\"},\"why\":\"typo\"}",
                              ours, named("place", "sindh"), ID_NONE))));
    CHECK(stands(&s, "mended") && !stands(&s, "ours"));
    want = digest(&s);
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(want));
    all = export(&s, 0);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        OTHER(t, 3);
        shuffle(all, seed);
        load(&t, all, 1 + seed % 4);
        CHECK(stands(&t, "mended"));
        CHECK_STR(str_of(digest(&t)), str_of(want));
        OTHER_END(t);
    }
    OTHER_END(o);
    site_end(&s);
    lines_free(all);
    lines_free(l);
}

/* A script's morning: whoever is let in lets the next one in, all within one
 * second. What a device says later rests on what it said before. */
SITE(who_is_let_in_and_who_lets_in_may_share_a_second)
{
    struct site s;
    char name[] = "n0", body[128];
    const char *before = "admin";
    struct lines *theirs;
    int64_t second;

    site_start(&s, db, 1);
    second = s.now;
    for (; name[1] < '9'; name[1]++) {
        s.now = second;
        snprintf(body, sizeof body,
                 "{\"login\":\"%s\",\"role\":\"administrator\"}", name);
        CHECK(!id_none(draft_as(&s, before, "access", body)));
        before = arena_z(&s.arena, str_of(name));
    }
    OTHER(o, 2);
    s.now = second;
    CHECK(!id_none(accept_by(&s, before, &o)));
    alias(&o, "nadia", "theirs");
    theirs = export(&o, 0);
    load(&s, theirs, 5);
    lines_free(theirs);
    CHECK_INT(waiting(&s, "device"), 0);
    OTHER_END(o);
    site_end(&s);
}

SITE(a_role_of_our_own_gives_its_rights_and_no_others)
{
    struct site s;

    site_start(&s, db, 1);
    role_put(&s, "scribe", "{\"may\":\"see\"},{\"may\":\"write\"}");
    grant(&s, "nadia", "scribe");
    grant(&s, "ali", "nobody_wrote_this_role");
    alias(&s, "nadia", "yes");
    CHECK_INT(s.kept, KEPT);
    alias(&s, "ali", "no");
    CHECK_INT(s.kept, KEPT_REFUSED);
    role_fix(&s, "nadia", named("role", "scribe"), "scribe",
             "{\"may\":\"admin\"}");
    CHECK_INT(s.kept, KEPT_REFUSED);
    CHECK(log_may(db, S("nadia"), RIGHT_WRITE, 16436, NULL));
    CHECK(!log_may(db, S("nadia"), RIGHT_ADMIN, 16436, NULL));
    CHECK(!log_may(db, S("ali"), RIGHT_SEE, 16436, NULL));
    /* The role comes late: who waited for it may now. */
    role_put(&s, "nobody_wrote_this_role", "{\"may\":\"write\"}");
    alias(&s, "ali", "now");
    CHECK_INT(s.kept, KEPT);
    CHECK_INT(aliases(&s), 2);
    site_end(&s);
}

/* What was done while a post had the right stands; what comes after does not,
 * whatever else arrives. */
SITE(a_role_that_loses_a_right_keeps_what_was_done_under_it)
{
    struct site s;
    struct id fix;

    site_start(&s, db, 1);
    role_put(&s, "scribe", "{\"may\":\"see\"},{\"may\":\"write\"}");
    grant(&s, "nadia", "scribe");
    alias(&s, "nadia", "before");
    s.now += 3 * DAY_SECONDS;
    alias(&s, "nadia", "that morning");
    fix = role_fix(&s, "admin", named("role", "scribe"), "scribe",
                   "{\"may\":\"see\"}");
    CHECK_INT(s.kept, KEPT);
    CHECK_INT(aliases(&s), 2);
    CHECK(!log_may(db, S("nadia"), RIGHT_WRITE, 16439, NULL));
    s.now += DAY_SECONDS;
    alias(&s, "nadia", "after");
    CHECK_INT(s.kept, KEPT_REFUSED);
    /* It comes back, from then on. */
    s.now += 5 * DAY_SECONDS;
    role_fix(&s, "admin", fix, "scribe", "{\"may\":\"write\"}");
    alias(&s, "nadia", "again");
    CHECK_INT(s.kept, KEPT);
    CHECK_INT(aliases(&s), 3);
    site_end(&s);
}

/* The same entries in any order: the same grants, the same rows. */
SITE(roles_do_not_depend_on_the_order_of_arrival)
{
    struct site s;
    struct lines *all;
    const char *first;
    struct id fix;

    site_start(&s, db, 1);
    OTHER(o, 2);
    role_put(&o, "scribe", "{\"may\":\"see\"},{\"may\":\"write\"}");
    role_put(&o, "late", "{\"may\":\"see\"}");
    grant(&o, "nadia", "scribe");
    grant(&o, "ali", "late");
    alias(&o, "nadia", "one");
    o.now += 2 * DAY_SECONDS;
    fix = role_fix(&o, "admin", named("role", "scribe"), "scribe",
                   "{\"may\":\"see\"}");
    role_fix(&o, "admin", named("role", "late"), "late", "{\"may\":\"write\"}");
    alias(&o, "ali", "two");
    o.now += 2 * DAY_SECONDS;
    role_fix(&o, "admin", fix, "scribe", "{\"may\":\"write\"}");
    alias(&o, "nadia", "three");
    CHECK_INT(aliases(&o), 3);
    first = digest(&o);
    all = export(&o, 0);
    load(&s, all, 3);
    CHECK_STR(str_of(digest(&s)), str_of(first));
    for (uint64_t seed = 1; seed <= 3; seed++) {
        OTHER(t, 3);
        shuffle(all, seed);
        load(&t, all, 1 + seed % 4);
        CHECK_INT(aliases(&t), 3);
        if (!CHECK_STR(str_of(digest(&t)), str_of(first)))
            printf("# seed %llu\n", (unsigned long long)seed);
        OTHER_END(t);
    }
    lines_free(all);
    OTHER_END(o);
    site_end(&s);
}

/* An entry of the reader's own that loses its right by a fix that is older than
 * what it had signed: settled again when the fix comes. */
SITE(a_role_changed_elsewhere_settles_what_stands_here_again)
{
    struct site s;
    struct lines *role, *rest;
    size_t n;

    site_start(&s, db, 1);
    OTHER(o, 2);
    role_put(&o, "scribe", "{\"may\":\"see\"},{\"may\":\"write\"}");
    grant(&o, "nadia", "scribe");
    role = export(&o, 0);
    load(&s, role, 100);
    lines_free(role);
    role_fix(&o, "admin", named("role", "scribe"), "scribe",
             "{\"may\":\"see\"}");
    s.now = o.now + 3 * DAY_SECONDS; /* here nobody has heard of it */
    alias(&s, "nadia", "too late");
    CHECK_INT(s.kept, KEPT);
    CHECK_INT(aliases(&s), 1);
    rest = export(&o, 0);
    n = rest->n;
    load(&s, rest, n);
    CHECK_INT(aliases(&s), 0);
    CHECK_INT(waiting(&s, "right"), 1);
    lines_free(rest);
    OTHER_END(o);
    site_end(&s);
}

/* ---- scope --------------------------------------------------------------*/

static struct id household(struct site *s, const char *author, const char *n,
                           const char *place)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"number\":\"%s\",\"place\":\"%%1\"}", n);
    return draft_as(s, author, "household",
                    with(s, arena_z(&s->arena, buf_str(&b)),
                         named("place", place), ID_NONE, ID_NONE));
}

static struct id body(struct site *s, const char *author, const char *place,
                      const char *rsp)
{
    return draft_as(
        s, author, "body",
        with(s,
             "{\"formed\":\"2014-01\",\"name\":\"Roshni\",\"nature\":\"co\","
             "\"place\":\"%1\",\"rsp\":\"%2\",\"sex\":\"women\"}",
             named("place", place), named("rsp", rsp), ID_NONE));
}

/* Households are of no RSP; bodies are. */
SITE(an_rsp_limit_holds_for_what_is_of_an_rsp)
{
    struct site s;

    site_start(&s, db, 1);
    draft(&s, "access",
          with(&s,
               "{\"login\":\"nadia\",\"place\":\"%1\",\"role\":"
               "\"organiser\",\"rsp\":\"%2\",\"since\":\"2015-01-01\"}",
               named("place", "pk723"), named("rsp", "SRSO"), ID_NONE));
    household(&s, "nadia", "1", "pk723");
    CHECK_INT(s.kept, KEPT);
    household(&s, "nadia", "2", "pk101");
    CHECK_INT(s.kept, KEPT_REFUSED);
    body(&s, "nadia", "pk723", "SRSO");
    CHECK_INT(s.kept, KEPT);
    body(&s, "nadia", "pk723", "NRSP");
    CHECK_INT(s.kept, KEPT_REFUSED);
    body(&s, "nadia", "pk101", "SRSO");
    CHECK_INT(s.kept, KEPT_REFUSED);
    alias(&s, "nadia", "no WRITE");
    CHECK_INT(s.kept, KEPT_REFUSED);
    site_end(&s);
}

/* An attachment or a reveal is judged by what it is about. */
SITE(what_is_about_another_entry_is_judged_by_that)
{
    static const char about[] =
        "{\"about\":\"%1\",\"bytes\":5,\"file\":"
        "\"00112233445566778899aabbccddeeff"
        "00112233445566778899aabbccddeeff\",\"type\":\"pdf\"}";
    struct site s;
    struct id here, there;

    site_start(&s, db, 1);
    draft(&s, "access",
          with(&s,
               "{\"login\":\"nadia\",\"place\":\"%1\",\"role\":"
               "\"organiser\",\"since\":\"2015-01-01\"}",
               named("place", "pk723"), ID_NONE, ID_NONE));
    draft(&s, "access",
          with(&s,
               "{\"login\":\"aslam\",\"place\":\"%1\",\"role\":"
               "\"auditor\",\"since\":\"2015-01-01\",\"until\":"
               "\"2015-02-01\"}",
               named("place", "pk723"), ID_NONE, ID_NONE));
    here = body(&s, "admin", "pk723", "SRSO");
    there = body(&s, "admin", "pk101", "SRSO");
    draft_as(&s, "nadia", "attachment", with(&s, about, here, here, here));
    CHECK_INT(s.kept, KEPT);
    draft_as(&s, "nadia", "attachment", with(&s, about, there, there, there));
    CHECK_INT(s.kept, KEPT_REFUSED);
    /* An auditor writes nothing but why she looked. */
    draft_as(&s, "aslam", "attachment", with(&s, about, here, here, here));
    CHECK_INT(s.kept, KEPT_REFUSED);
    here = household(&s, "admin", "1", "pk723");
    there = household(&s, "admin", "2", "pk101");
    draft_as(&s, "aslam", "reveal",
             with(&s, "{\"about\":\"%1\",\"why\":\"a visit\"}", here, here,
                  here));
    CHECK_INT(s.kept, KEPT);
    draft_as(&s, "aslam", "reveal",
             with(&s, "{\"about\":\"%1\",\"why\":\"a visit\"}", there, there,
                  there));
    CHECK_INT(s.kept, KEPT_REFUSED);
    s.now += 40 * DAY_SECONDS; /* her time is over */
    draft_as(&s, "aslam", "reveal",
             with(&s, "{\"about\":\"%1\",\"why\":\"once more\"}", here, here,
                  here));
    CHECK_INT(s.kept, KEPT_REFUSED);
    site_end(&s);
}

/* A body that moves takes the rights on what hangs on it along, in whatever
 * order the two came. */
SITE(rights_follow_a_body_that_moves)
{
    struct site s;
    struct lines *all;
    struct id co, member, house;
    const char *first;

    site_start(&s, db, 1);
    OTHER(o, 2);
    draft(&o, "access",
          with(&o,
               "{\"login\":\"nadia\",\"place\":\"%1\",\"role\":"
               "\"organiser\",\"since\":\"2015-01-01\"}",
               named("place", "pk723"), ID_NONE, ID_NONE));
    co = body(&o, "admin", "pk723", "SRSO");
    house = household(&o, "admin", "1", "pk723");
    member = draft(&o, "person",
                   with(&o,
                        "{\"household\":\"%1\",\"name\":\"Zohra\",\"sex\":"
                        "\"women\"}",
                        house, ID_NONE, ID_NONE));
    member = draft(&o, "member",
                   with(&o,
                        "{\"body\":\"%1\",\"joined\":\"2014-02\",\"person\":"
                        "\"%2\"}",
                        co, member, ID_NONE));
    draft_as(&o, "nadia", "attachment",
             with(&o,
                  "{\"about\":\"%1\",\"bytes\":5,\"file\":"
                  "\"00112233445566778899aabbccddeeff"
                  "00112233445566778899aabbccddeeff\",\"type\":\"pdf\"}",
                  member, member, member));
    CHECK_INT(o.kept, KEPT);
    draft(&o, "fix",
          with(&o,
               "{\"answers\":\"%1\",\"body\":{\"formed\":\"2014-01\",\"name\":"
               "\"Roshni\",\"nature\":\"co\",\"place\":\"%2\",\"rsp\":\"%3\","
               "\"sex\":\"women\"},\"why\":\"another district\"}",
               co, named("place", "pk101"), named("rsp", "SRSO")));
    CHECK_INT(both_ask(o_db, "SELECT count(*) FROM attachment"), 0);
    CHECK_INT(waiting(&o, "right"), 1);
    first = digest(&o);
    all = export(&o, 0);
    load(&s, all, 3);
    CHECK_STR(str_of(digest(&s)), str_of(first));
    for (uint64_t seed = 1; seed <= 3; seed++) {
        OTHER(t, 3);
        shuffle(all, seed);
        load(&t, all, 1 + seed % 4);
        if (!CHECK_STR(str_of(digest(&t)), str_of(first)))
            printf("# seed %llu\n", (unsigned long long)seed);
        OTHER_END(t);
    }
    lines_free(all);
    OTHER_END(o);
    site_end(&s);
}

/* ---- a new password -----------------------------------------------------*/

static void grant_at(struct site *s, const char *login, const char *role,
                     const char *place, const char *until)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\",", login);
    if (place)
        buf_z(&b, "\"place\":\"%1\",");
    buf_fmt(&b, "\"role\":\"%s\",\"since\":\"2015-01-01\"", role);
    if (until)
        buf_fmt(&b, ",\"until\":\"%s\"", until);
    buf_char(&b, '}');
    draft(s, "access",
          with(s, arena_z(&s->arena, buf_str(&b)),
               named("place", place ? place : "pk"), ID_NONE, ID_NONE));
}

SITE(who_gives_a_new_password_to_whom)
{
    static const struct {
        const char *by, *login;
        bool may;
    } row[] = {
        { "manager", "organiser", true },
        { "manager", "organiser_there", false }, /* another district */
        { "manager", "viewer", false },          /* of the whole country */
        { "manager", "head_office", false },     /* may more than she */
        { "manager", "monitor_here", false },    /* here too: publishes */
        { "manager", "both", false },            /* one grant elsewhere */
        { "manager", "came_back", true },        /* only one still stands */
        { "manager", "gone", false },            /* has no access now */
        { "manager", "nobody", false },
        { "manager", "manager", false }, /* nobody her own */
        { "manager", "admin", false },   /* holds the key of this site */
        { "organiser", "organiser", false },
        { "organiser", "manager", false },
        { "ended", "organiser", false },
        { "system", "manager", true },
        { "system", "head_office", true },
        { "system", "system", false },
        { "system", "admin", false },
        { "system_here", "organiser_there", false },
        { "head_office", "manager", false }, /* a manager keeps, she not */
        { "head_office", "viewer", true },
        { "nobody", "organiser", false },
        { "", "organiser", false },
        { "admin", "system", true },
        { "admin", "nobody", false },
    };
    struct site s;

    site_start(&s, db, 1);
    grant_at(&s, "manager", "manager", "pk723", NULL);
    grant_at(&s, "organiser", "organiser", "pk723", NULL);
    grant_at(&s, "organiser_there", "organiser", "pk101", NULL);
    grant_at(&s, "viewer", "viewer", NULL, NULL);
    grant_at(&s, "head_office", "head_office", NULL, NULL);
    grant_at(&s, "monitor_here", "monitor", "pk723", NULL);
    grant_at(&s, "both", "organiser", "pk723", NULL);
    grant_at(&s, "both", "viewer", "pk101", NULL);
    grant_at(&s, "came_back", "viewer", "pk101", "2015-01-03");
    grant_at(&s, "came_back", "viewer", "pk723", NULL);
    grant_at(&s, "gone", "organiser", "pk723", "2015-01-03");
    grant_at(&s, "ended", "manager", "pk723", "2015-01-03");
    grant_at(&s, "system", "administrator", NULL, NULL);
    grant_at(&s, "system_here", "administrator", "pk723", NULL);
    for (size_t i = 0; i < LEN(row); i++)
        if (!CHECK_INT(log_may_reset(db, str_of(row[i].by),
                                     str_of(row[i].login), 16450),
                       row[i].may))
            printf("# %s for %s\n", row[i].by, row[i].login);
    site_end(&s);
}
