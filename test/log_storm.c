/* log_storm - many sites, every kind of answer, any order; one state.
 *
 * Three laptops under one office write places, moves, filings for places high
 * and low, bodies with their households, members and meetings, cutovers, fixes
 * of fixes, grants and the end of a device, all by a seed. Their
 * joined log then goes into fresh databases in shuffled lines and batches of
 * every size. Each must come to the digest of the first, and stay there when
 * rebuilt. SAATH_STORM is the number of seeds (default 3). */
#include "log_site.h"

#define SITES 3
#define THINGS 400

struct storm {
    struct site site[SITES];
    struct db *db[SITES];
    uint64_t seed;
    struct id place[THINGS], filing[THINGS], fix[THINGS], grant[THINGS];
    size_t places, filings, fixes, grants;
    struct id body[THINGS], house[THINGS], person[THINGS], member[THINGS];
    size_t bodies, houses, persons, members;
    struct { /* what a fix of the register may answer, and its body */
        struct id id;
        const char *body;
    } said[THINGS];
    size_t saids;
};

static uint64_t roll(struct storm *w, uint64_t sides)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (w->seed >> 33) % sides;
}

static struct id pick(struct storm *w, const struct id *from, size_t n)
{
    return n ? from[roll(w, n)] : ID_NONE;
}

static void keep_id(struct id *list, size_t *n, struct id id)
{
    if (*n < THINGS && !id_none(id))
        list[(*n)++] = id;
}

static struct id some_place(struct storm *w)
{
    static const char *const known[] = { "pk",    "sindh", "punjab",
                                         "pk723", "pk705", "pk628" };

    if (w->places && roll(w, 2))
        return pick(w, w->place, w->places);
    return id_named(S("place"), str_of(known[roll(w, LEN(known))]));
}

static struct id put(struct storm *w, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    struct site *s = &w->site[roll(w, SITES)];

    s->now += (int64_t)roll(w, 40000);
    return draft_as(s, roll(w, 4) ? "admin" : "shahida", kind,
                    with(s, body, a, b, c));
}

static const char *number_in(struct storm *w, const char *format, int64_t a,
                             int64_t b)
{
    struct buf out = buf_start(&w->site[0].arena);

    for (; *format; format++)
        if (*format == '#')
            buf_int(&out, a);
        else if (*format == '@')
            month_put(&out, (month)b);
        else
            buf_char(&out, *format);
    return arena_z(&w->site[0].arena, buf_str(&out));
}

static void storm_place(struct storm *w)
{
    static const char *const level[] = { "district", "taluka", "uc", "deh",
                                         "settlement" };
    struct buf b = buf_start(&w->site[0].arena);
    struct id lg = some_place(w), revenue = some_place(w);

    buf_fmt(&b, "{\"level\":\"%s\",\"name\":\"P%d\",\"lg\":\"%%1\"%s}",
            level[roll(w, LEN(level))], (int)w->places,
            roll(w, 3) ? "" : ",\"revenue\":\"%2\"");
    keep_id(w->place, &w->places,
            put(w, "place", arena_z(b.arena, buf_str(&b)), lg, revenue,
                ID_NONE));
}

static void storm_move(struct storm *w)
{
    put(w, "move",
        roll(w, 2) ?
            "{\"place\":\"%1\",\"since\":\"2013-07-01\",\"lg\":\"%2\"}" :
            "{\"place\":\"%1\",\"since\":\"2014-01\",\"lg\":\"%2\"}",
        pick(w, w->place, w->places), some_place(w), ID_NONE);
}

static const char *filing_body(struct storm *w)
{
    return number_in(
        w,
        roll(w, 5) ?
            "{\"rsp\":\"%1\",\"place\":\"%2\",\"as_of\":\"@\",\"values\":"
            "[{\"indicator\":\"hh\",\"amount\":#},"
            "{\"indicator\":\"co\",\"amount\":7}]}" :
            "{\"rsp\":\"%1\",\"place\":\"%2\",\"as_of\":\"@\",\"named\":"
            "\"Nowhere\",\"values\":[{\"indicator\":\"uc\",\"amount\":#}]}",
        (int64_t)roll(w, 50), 498 + 3 * (int64_t)roll(w, 14));
}

static struct id some_rsp(struct storm *w)
{
    return id_named(S("rsp"), roll(w, 2) ? S("SRSO") : S("NRSP"));
}

static void storm_filing(struct storm *w)
{
    struct id rsp = some_rsp(w), place = some_place(w);

    keep_id(w->filing, &w->filings,
            put(w, "filing", filing_body(w), rsp, place, ID_NONE));
}

/* Restates or withdraws a filing, or answers an earlier fix. */
static void storm_fix(struct storm *w)
{
    struct id of = w->fixes && roll(w, 3) == 0 ? pick(w, w->fix, w->fixes) :
                                                 pick(w, w->filing, w->filings);
    struct buf b = buf_start(&w->site[0].arena);
    struct id rsp = some_rsp(w), place = some_place(w);

    buf_z(&b, "{\"answers\":\"%3\",\"why\":\"x\",");
    if (roll(w, 4) == 0) {
        buf_z(&b, "\"withdraw\":true}");
    } else {
        buf_z(&b, "\"body\":");
        buf_z(&b, filing_body(w));
        buf_char(&b, '}');
    }
    keep_id(w->fix, &w->fixes,
            put(w, "fix", arena_z(b.arena, buf_str(&b)), rsp, place, of));
}

/* ---- the register -------------------------------------------------------*/

/* "&" is a day, "$" a sex, "#" a number below nine. */
static const char *rolled(struct storm *w, const char *format)
{
    static const char *const sex[] = { "women", "men" };
    struct buf out = buf_start(&w->site[0].arena);

    for (; *format; format++)
        if (*format == '&')
            buf_fmt(&out, "201%d-0%d-1%d", (int)(1 + roll(w, 4)),
                    (int)(1 + roll(w, 9)), (int)roll(w, 9));
        else if (*format == '$')
            buf_z(&out, sex[roll(w, 2)]);
        else if (*format == '#')
            buf_int(&out, (int64_t)(1 + roll(w, 9)));
        else
            buf_char(&out, *format);
    return arena_z(&w->site[0].arena, buf_str(&out));
}

static struct id register_put(struct storm *w, const char *kind,
                              const char *format, struct id a, struct id b,
                              struct id c)
{
    const char *body = with(&w->site[0], rolled(w, format), a, b, c);
    struct id id = put(w, kind, body, ID_NONE, ID_NONE, ID_NONE);

    if (w->saids < THINGS && !id_none(id)) {
        w->said[w->saids].id = id;
        w->said[w->saids++].body = body;
    }
    return id;
}

static void storm_body(struct storm *w)
{
    static const char *const said[] = {
        "{\"formed\":\"&\",\"name\":\"B\",\"nature\":\"co\",\"place\":\"%2\","
        "\"rsp\":\"%1\",\"sex\":\"$\"}",
        "{\"formed\":\"&\",\"name\":\"B\",\"nature\":\"co\",\"parent\":\"%3\","
        "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"mixed\"}",
        "{\"formed\":\"&\",\"name\":\"B\",\"nature\":\"vo\",\"place\":\"%2\","
        "\"rsp\":\"%1\",\"sex\":\"$\"}",
    };
    struct id rsp = some_rsp(w), place = some_place(w);

    keep_id(w->body, &w->bodies,
            register_put(w, "body", said[w->bodies ? roll(w, LEN(said)) : 0],
                         rsp, place, pick(w, w->body, w->bodies)));
}

static void storm_member(struct storm *w)
{
    struct id house, person, body = pick(w, w->body, w->bodies);

    if (!w->houses || roll(w, 2))
        keep_id(w->house, &w->houses,
                register_put(w, "household",
                             "{\"number\":\"#\",\"place\":\"%1\"}",
                             some_place(w), ID_NONE, ID_NONE));
    house = pick(w, w->house, w->houses);
    if (!w->persons || roll(w, 2))
        keep_id(w->person, &w->persons,
                register_put(w, "person",
                             "{\"household\":\"%1\",\"name\":\"N\",\"sex\":"
                             "\"$\"}",
                             house, ID_NONE, ID_NONE));
    person = pick(w, w->person, w->persons);
    if (!id_none(body) && !id_none(person))
        keep_id(w->member, &w->members,
                register_put(w, "member",
                             roll(w, 2) ?
                                 "{\"body\":\"%1\",\"joined\":\"&\","
                                 "\"person\":\"%2\"}" :
                                 "{\"body\":\"%1\",\"ended\":\"2014-0#\","
                                 "\"joined\":\"&\",\"person\":\"%2\"}",
                             body, person, ID_NONE));
}

static void storm_meeting(struct storm *w)
{
    struct id body = pick(w, w->body, w->bodies);
    struct id member = pick(w, w->member, w->members);

    if (id_none(body))
        return;
    if (id_none(member) || !roll(w, 3))
        register_put(w, "meeting",
                     "{\"body\":\"%1\",\"held\":\"2013-02-0#\",\"total\":#00}",
                     body, ID_NONE, ID_NONE);
    else
        register_put(w, "meeting",
                     "{\"attendance\":[{\"member\":\"%2\",\"present\":"
                     "\"present\",\"saved\":#00}],\"body\":\"%1\",\"held\":"
                     "\"2013-02-0#\"}",
                     body, member, ID_NONE);
}

static void storm_standing(struct storm *w)
{
    static const char *const said[] = {
        "{\"body\":\"%1\",\"since\":\"&\",\"state\":\"dissolved\"}",
        "{\"body\":\"%1\",\"since\":\"&\",\"state\":\"dormant\"}",
    };
    struct id body = pick(w, w->body, w->bodies);

    if (!id_none(body))
        register_put(w, "standing", said[roll(w, LEN(said))], body, ID_NONE,
                     ID_NONE);
}

static void storm_cutover(struct storm *w)
{
    static const char *const said[] = {
        "{\"place\":\"%2\",\"rsp\":\"%1\",\"since\":\"2013-0#\"}",
        "{\"indicators\":[{\"indicator\":\"hh\"}],\"place\":\"%2\",\"rsp\":"
        "\"%1\",\"since\":\"2012-0#\"}",
    };
    static const char *const district[] = { "pk723", "pk705", "pk628" };

    register_put(w, "cutover", said[roll(w, LEN(said))], some_rsp(w),
                 id_named(S("place"), str_of(district[roll(w, 3)])), ID_NONE);
}

/* One thing of the register says what another of its kind does, or nothing. */
static void storm_restate(struct storm *w)
{
    struct buf b = buf_start(&w->site[0].arena);
    size_t of = roll(w, w->saids + 1), as = roll(w, w->saids + 1);

    if (of >= w->saids || as >= w->saids)
        return;
    buf_z(&b, "{\"answers\":\"%1\",\"why\":\"x\",");
    if (roll(w, 3))
        buf_fmt(&b, "\"body\":%s}", w->said[as].body);
    else
        buf_z(&b, "\"withdraw\":true}");
    keep_id(w->fix, &w->fixes,
            put(w, "fix", arena_z(b.arena, buf_str(&b)), w->said[of].id,
                ID_NONE, ID_NONE));
}

static void storm_register(struct storm *w)
{
    switch (roll(w, 10)) {
    case 0:
    case 1: storm_body(w); break;
    case 2:
    case 3:
    case 4: storm_member(w); break;
    case 5:
    case 6: storm_meeting(w); break;
    case 7: storm_standing(w); break;
    case 8: storm_cutover(w); break;
    default: storm_restate(w); break;
    }
}

static void storm_grant(struct storm *w)
{
    struct id at = some_place(w);

    keep_id(w->grant, &w->grants,
            put(w, "access",
                roll(w, 2) ?
                    "{\"login\":\"shahida\",\"role\":\"operator\",\"since\":"
                    "\"2015-01-01\",\"until\":\"2015-02-20\"}" :
                    "{\"login\":\"shahida\",\"role\":\"manager\",\"since\":"
                    "\"2015-01-03\",\"place\":\"%1\"}",
                at, ID_NONE, ID_NONE));
}

static void storm_ungrant(struct storm *w)
{
    put(w, "fix", "{\"answers\":\"%1\",\"why\":\"left\",\"withdraw\":true}",
        pick(w, w->grant, w->grants), ID_NONE, ID_NONE);
}

/* Every site hears from the others now and then, never all at once. */
static void gossip(struct storm *w)
{
    struct site *from = &w->site[roll(w, SITES)], *to;
    struct lines *l = export(from, 0);

    to = &w->site[roll(w, SITES)];
    if (to != from)
        load(to, l, 50);
    lines_free(l);
}

static void device_accept(struct site *office, const struct site *laptop)
{
    struct buf b = buf_start(&office->arena);

    buf_z(&b, "{\"holder\":\"nadia\",\"key\":\"");
    buf_hex(&b, laptop->public, 32);
    buf_z(&b, "\",\"name\":\"laptop\"}");
    draft(office, "device", arena_z(&office->arena, buf_str(&b)));
}

static void device_end(struct storm *w)
{
    struct site *office = &w->site[0];
    struct buf key = buf_start(&office->arena), b;

    buf_hex(&key, w->site[SITES - 1].public, 32);
    b = buf_start(&office->arena);
    buf_z(&b, "{\"answers\":\"%1\",\"why\":\"lost\",\"body\":{\"holder\":"
              "\"nadia\",\"key\":\"");
    buf_add(&b, buf_str(&key));
    buf_z(&b, "\",\"last\":6,\"name\":\"laptop\"}}");
    draft(office, "fix",
          with(office, arena_z(&office->arena, buf_str(&b)),
               id_named(S("device"), buf_str(&key)), ID_NONE, ID_NONE));
}

static void storm_blow(struct storm *w)
{
    for (int i = 0; i < SITES; i++) {
        w->db[i] = db_open(":memory:", DB_MAKE);
        site_start(&w->site[i], w->db[i], (uint8_t)(i + 1));
        w->site[i].chance = w->seed * 31 + (uint64_t)i;
        if (i)
            device_accept(&w->site[0], &w->site[i]);
    }
    for (int i = 0; i < 260; i++)
        switch (roll(w, 20)) {
        case 0:
        case 1: storm_place(w); break;
        case 2: storm_move(w); break;
        case 3:
        case 4:
        case 5:
        case 6: storm_filing(w); break;
        case 7:
        case 8: storm_fix(w); break;
        case 9: storm_grant(w); break;
        case 10: roll(w, 3) ? gossip(w) : storm_ungrant(w); break;
        case 11: gossip(w); break;
        default: storm_register(w); break;
        }
    device_end(w);
    for (int from = 1; from < SITES; from++) { /* the office hears all */
        struct lines *l = export(&w->site[from], 0);

        load(&w->site[0], l, 1000);
        lines_free(l);
    }
}

static void storm_calm(struct storm *w)
{
    for (int i = 0; i < SITES; i++) {
        site_end(&w->site[i]);
        db_close(w->db[i]);
    }
}

/* One root everywhere: the office, as on a database that hears it first. */
static const char *in_order(struct db *db, struct lines *l, size_t batch,
                            struct arena *keep, bool again)
{
    struct site s;
    const char *said;

    site_start(&s, db, 99);
    load(&s, l, batch);
    if (again)
        CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    said = arena_z(keep, str_of(digest(&s)));
    site_end(&s);
    return said;
}

SITE(every_order_of_a_storm_is_one_state)
{
    const char *seeds = getenv("SAATH_STORM");
    int64_t most = seeds ? atoi(seeds) : 3;
    struct arena keep = { 0 };

    for (int64_t seed = 1; seed <= most; seed++) {
        struct storm *w = calloc(1, sizeof *w);
        struct lines *all;
        const char *want, *got;

        w->seed = (uint64_t)seed;
        storm_blow(w);
        all = export(&w->site[0], 0);
        want = digest(&w->site[0]);
        for (uint64_t turn = 0; turn < 5; turn++) {
            struct db *memory = db_open(":memory:", DB_MAKE);

            shuffle(all, turn * 977 + (uint64_t)seed);
            got = in_order(memory, all, (size_t)(1 + turn * turn * 40), &keep,
                           false);
            db_close(memory);
            if (strcmp(got, want)) {
                printf("# seed %d turn %d\n", (int)seed, (int)turn);
                differences(got, want);
                CHECK(!strcmp(got, want));
                break;
            }
        }
        if (seed == 1) { /* one empty database is at hand */
            got = in_order(db, all, 30, &keep, true);
            CHECK(!strcmp(got, want));
            differences(got, want);
        }
        lines_free(all);
        storm_calm(w);
        free(w);
    }
    arena_free(&keep);
}
