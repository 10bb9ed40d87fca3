/* exchange_storm - head office and its sites, on a line that loses, doubles,
 * delays and cuts, with clocks wrong by years and keepers killed at any write.
 *
 * All of it by a seed, on the real protocol. Then calm: they exchange until
 * nothing moves, and these must hold:
 *
 *   every entry that was ever receipted is at head office, byte for byte;
 *   all have one digest;
 *   a rebuild changes nothing, and verify finds nothing: books balance;
 *   nobody has a name that his right does not give.
 *
 * SAATH_STORM is the number of seeds (default 6), SAATH_SEED the first. Seeds
 * that once failed stand in test/storm_seeds.txt and are run each time. */
#include "exchange_site.h"

enum { SITES = 3, STEPS = 60, KEPT_MOST = 2000, LETTERS = 8 };

struct letter {
    struct arena arena;
    struct str text;
    int from, to;
};

struct storm {
    struct office at[SITES]; /* 0: head office */
    struct db *db[SITES];
    struct id village[SITES];
    struct peer to_head[SITES];
    uint64_t seed;
    struct hash kept[KEPT_MOST]; /* receipted */
    size_t n;
    struct letter late[LETTERS]; /* on the way for a while */
    int64_t lost, cut, doubled, delayed, killed, said;
};

static const char *const district[SITES] = { "pk", "pk723", "pk705" };

static uint64_t roll(struct storm *w, uint64_t sides)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (w->seed >> 33) % sides;
}

/* ---- writing ------------------------------------------------------------*/

static void receipt(struct storm *w, struct office *o, struct id id)
{
    struct rows r =
        db_text_rows(o->s.db,
                     S("SELECT hash FROM entry WHERE id = $1 ORDER BY hash"));

    db_bind_id(&r, 1, id);
    if (db_next(&r) && w->n < KEPT_MOST)
        w->kept[w->n++] = db_hash(&r, 0);
    db_done(&r);
}

/* The keeper is killed at its n-th write: nothing of the batch happened, or
 * all; another opens the same tables. */
static bool killed(struct storm *w, struct office *o)
{
    if (roll(w, 9))
        return false;
    db_fail_after(o->s.db, (long)(1 + roll(w, 60)));
    return true;
}

static struct id put(struct storm *w, struct office *o, const char *kind,
                     const char *body)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(body) };
    struct findings f = findings_start(&o->s.arena);
    bool kill = killed(w, o), good;
    struct id id = ID_NONE;

    /* Each office's clock is wrong in its own way, and jumps. */
    if (!roll(w, 12))
        o->s.now += (int64_t)roll(w, 4 * 365 * 86400) - 2 * 365 * 86400;
    keeper_begin(o->s.keeper);
    keeper_draft(o->s.keeper, &d, &f, &id);
    good = keeper_commit(o->s.keeper);
    if (kill) {
        db_fail_after(o->s.db, 0);
        office_again(o);
        w->killed++;
    }
    if (good)
        receipt(w, o, id);
    return good ? id : ID_NONE;
}

static void write_some(struct storm *w, int i)
{
    struct office *o = &w->at[i];
    struct site *s = &o->s;
    struct id house;

    if (id_none(w->village[i]) || !roll(w, 8))
        w->village[i] = put(w, o, "place",
                            with(s,
                                 "{\"level\":\"settlement\",\"lg\":\"%1\","
                                 "\"name\":\"Goth\"}",
                                 id_named(S("place"), str_of(district[i])),
                                 ID_NONE, ID_NONE));
    if (id_none(w->village[i]))
        return;
    house = put(w, o, "household",
                with(s, "{\"number\":\"7\",\"place\":\"%1\"}", w->village[i],
                     ID_NONE, ID_NONE));
    if (id_none(house) || !roll(w, 3))
        return;
    put(w, o, "person",
        with(s, "{\"household\":\"%1\",\"name\":\"Zarina\",\"sex\":\"women\"}",
             house, ID_NONE, ID_NONE));
}

/* ---- the line -----------------------------------------------------------*/

/* What arrives of it: all, some, or nothing. */
static struct str weather(struct storm *w, struct str text)
{
    switch (roll(w, 6)) {
    case 0: w->lost++; return S("");
    case 1:
        w->cut++;
        return (struct str){ text.p, text.n ? roll(w, text.n) : 0 };
    default: return text;
    }
}

static void keep_for_later(struct storm *w, struct str text, int from, int to)
{
    struct letter *l = &w->late[roll(w, LETTERS)];

    arena_free(&l->arena);
    *l = (struct letter){ .from = from, .to = to };
    l->text = arena_str(&l->arena, text);
    w->delayed++;
}

/* A letter of long ago, or one that came already. */
static void late_comes(struct storm *w)
{
    struct letter *l = &w->late[roll(w, LETTERS)];
    struct arena a = { 0 };
    struct peer p;
    struct talk t;

    if (!l->text.n || !peer_find(w->db[l->to], w->at[l->from].device, &a, &p))
        return;
    talk_start(&t, &w->at[l->to].us, &p, ID_NONE);
    talk_hear(&t, l->text);
    talk_end(&t);
    arena_free(&a);
    w->doubled++;
}

static bool hear(struct storm *w, int i, struct talk *t, struct str text)
{
    bool kill = killed(w, &w->at[i]);

    talk_hear(t, text);
    if (!kill)
        return true;
    db_fail_after(w->db[i], 0);
    office_again(&w->at[i]);
    w->killed++;
    return false;
}

/* Site i speaks with head office, for as long as the line holds. */
static void exchange(struct storm *w, int i)
{
    struct office *o = &w->at[i], *head = &w->at[0];
    size_t most = (size_t)1 << (10 + roll(w, 8));
    struct talk t, back;
    struct peer p;
    struct arena a = { 0 };
    bool on = true;

    MUST(peer_find(w->db[0], o->device, &a, &p));
    talk_start(&t, &o->us, &w->to_head[i], turn_id(o));
    for (int n = 0; on && n < 30; n++) {
        struct wire there = { .cut = SIZE_MAX }, reply = { .cut = SIZE_MAX };

        talk_say(&t, n == 0, n ? most : 0, wire_put, &there);
        talk_turn(&t);
        w->said++;
        if (!roll(w, 4))
            keep_for_later(w, wire_str(&there), i, 0);
        talk_start(&back, &head->us, &p, ID_NONE);
        on = hear(w, 0, &back, weather(w, wire_str(&there))) && back.ended &&
             !back.trouble;
        if (on)
            talk_say(&back, false, most, wire_put, &reply);
        talk_end(&back);
        if (on && !roll(w, 4))
            keep_for_later(w, wire_str(&reply), 0, i);
        on = on && hear(w, i, &t, weather(w, wire_str(&reply))) &&
             talk_goes_on(&t);
        wire_free(&there);
        wire_free(&reply);
    }
    talk_end(&t);
    arena_free(&a);
}

/* ---- a storm ------------------------------------------------------------*/

static void blow(struct storm *w)
{
    for (int i = 0; i < SITES; i++) {
        w->db[i] = db_open(":memory:", DB_MAKE);
        office_start(&w->at[i], w->db[i], (uint8_t)(i + 1));
        w->at[i].s.chance = w->seed * 31 + (uint64_t)i;
        w->at[i].s.now += (int64_t)roll(w, 20 * 365) * 86400 - 10 * 365 * 86400;
    }
    for (int i = 1; i < SITES; i++) {
        office_accepts(&w->at[0], &w->at[i]);
        office_meets(&w->at[0], &w->at[i],
                     id_named(S("place"), str_of(district[i])), true);
        w->to_head[i] = office_meets(&w->at[i], &w->at[0], ID_NONE, true);
    }
    for (int i = 0; i < STEPS; i++)
        switch (roll(w, 5)) {
        case 0: late_comes(w); break;
        case 1:
        case 2: exchange(w, 1 + (int)roll(w, SITES - 1)); break;
        default: write_some(w, (int)roll(w, SITES)); break;
        }
}

/* Everybody hears everybody: twice round, for what one brought the other. */
static void calm(struct storm *w)
{
    const char *why;

    for (int round = 0; round < 3; round++)
        for (int i = 1; i < SITES; i++) {
            CHECK(office_syncs(&w->at[i], &w->at[0], &w->to_head[i], 1 << 18,
                               &why) > 0);
            keeper_begin(w->at[i].s.keeper);
            keeper_adopt(w->at[i].s.keeper);
            CHECK(keeper_commit(w->at[i].s.keeper));
        }
}

static bool has(struct db *db, struct hash h)
{
    struct rows r =
        db_text_rows(db,
                     S("SELECT bytes FROM entry WHERE hash = $1 ORDER BY n"));
    bool there;

    db_bind_blob(&r, 1, h.b, sizeof h.b);
    there = db_next(&r) && hash_same(sha_of(db_str(&r, 0)), h);
    db_done(&r);
    return there;
}

static bool count_line(void *self, struct str line)
{
    (void)line;
    ++*(int *)self;
    return true;
}

/* Names at a site of people of another district. */
static int64_t names_beyond(struct storm *w, int i)
{
    struct rows r = db_text_rows(
        w->db[i], S("SELECT count(*) FROM person_sealed s "
                    "JOIN person p ON p.entry = s.entry "
                    "JOIN household h ON h.entry = p.household "
                    "LEFT JOIN area a ON a.place = h.place AND a.above = $1 "
                    "WHERE a.place IS NULL AND NOT EXISTS (SELECT 1 FROM entry "
                    "e WHERE e.id = p.entry AND e.device = $2)"));
    int64_t n;

    db_bind_id(&r, 1, id_named(S("place"), str_of(district[i])));
    db_bind_id(&r, 2, w->at[i].device);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

/* NULL, or the claim that is broken. */
static const char *claims(struct storm *w)
{
    const char *want = digest(&w->at[0].s);
    int bad = 0;

    for (size_t i = 0; i < w->n; i++)
        if (!has(w->db[0], w->kept[i]))
            return "an entry with a receipt is not at head office";
    for (int i = 1; i < SITES; i++) {
        if (strcmp(digest(&w->at[i].s), want) != 0)
            return "two that exchanged are not the same";
        if (names_beyond(w, i))
            return "a name is where no right gives it";
    }
    log_verify(w->db[0], &w->at[0].s.host, count_line, &bad);
    if (bad)
        return "verify found something";
    if (!keeper_rebuild(w->at[0].s.keeper, NULL, NULL) ||
        strcmp(digest(&w->at[0].s), want) != 0)
        return "a rebuild changed something";
    return NULL;
}

static bool storm(uint64_t seed, struct storm *sum)
{
    struct storm *w = calloc(1, sizeof *w);
    const char *broken;

    MUST(w);
    w->seed = seed;
    blow(w);
    calm(w);
    broken = claims(w);
    if (broken) {
        printf("# seed %llu: %s\n", (unsigned long long)seed, broken);
        fflush(stdout); /* a long run may be stopped */
    }
    sum->n += w->n;
    sum->lost += w->lost;
    sum->cut += w->cut;
    sum->doubled += w->doubled;
    sum->delayed += w->delayed;
    sum->killed += w->killed;
    sum->said += w->said;
    for (int i = 0; i < SITES; i++) {
        office_end(&w->at[i]);
        db_close(w->db[i]);
    }
    for (int i = 0; i < LETTERS; i++)
        arena_free(&w->late[i].arena);
    free(w);
    return !broken;
}

/* One seed a line; what follows a # is why it stands there. */
static void old_seeds(struct storm *sum)
{
    FILE *in = fopen("test/storm_seeds.txt", "r");
    char line[200];

    if (!in)
        in = fopen("../test/storm_seeds.txt", "r");
    if (!in)
        in = fopen("../../test/storm_seeds.txt", "r");
    while (in && fgets(line, sizeof line, in))
        if (line[0] >= '0' && line[0] <= '9')
            CHECK(storm(strtoull(line, NULL, 10), sum));
    if (in)
        fclose(in);
}

TEST(after_any_storm_all_is_there_once)
{
    const char *many = getenv("SAATH_STORM"), *first = getenv("SAATH_SEED");
    uint64_t seed = first ? strtoull(first, NULL, 10) : 1;
    uint64_t end = seed + (many ? strtoull(many, NULL, 10) : 6);
    struct storm *sum = calloc(1, sizeof *sum);

    MUST(sum);
    if (!first)
        old_seeds(sum);
    for (; seed < end; seed++)
        CHECK(storm(seed, sum));
    printf("# %zu receipts, %d messages: %d lost, %d cut, %d late, %d again, "
           "%d keepers killed\n",
           sum->n, (int)sum->said, (int)sum->lost, (int)sum->cut,
           (int)sum->delayed, (int)sum->doubled, (int)sum->killed);
    CHECK(sum->lost > 0 && sum->cut > 0 && sum->killed > 0);
    free(sum);
}
