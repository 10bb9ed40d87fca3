/* web_phones - a phone and its site over the pages of both: let in by a code and
 * a number, a pack of what its person may read and nothing else, what it wrote
 * brought back once; and everybody who should not get in. */
#include "../src/sys/sys.h"
#include "phone_site.h"
#include "web_site.h"

struct fieldwork {
    struct browser b;
    struct office phone;
    struct str code, token;
    char path[80];
    struct arena arena;
};

static void field_start(struct fieldwork *f, struct db *db, struct db *memory)
{
    memset(f, 0, sizeof *f);
    browser_start(&f->b, db);
    f->b.site.host.unpack = office_unpack;
    {
        struct office home;

        memset(&home, 0, sizeof home);
        memcpy(home.us.key, f->b.site.public, sizeof home.us.key);
        phone_start(&f->phone, memory, &home);
    }
    browser_login(&f->b, "admin");
}

static void field_end(struct fieldwork *f)
{
    arena_free(&f->arena);
    office_end(&f->phone);
    browser_end(&f->b);
}

/* ---- what a phone says -------------------------------------------------------*/

static const char *hex_of(struct fieldwork *f, const void *p, size_t n)
{
    struct buf b = buf_start(&f->arena);

    buf_hex(&b, p, n);
    return arena_z(&f->arena, buf_str(&b));
}

/* Asks as the phone; `as` (or NULL) signs in its place. */
static int ask(struct fieldwork *f, const char *path, struct str line,
               struct str rest, struct office *as)
{
    struct buf b = buf_start(&f->arena);
    struct str text = phone_text(path, line, &f->arena);
    char cookie[sizeof f->b.cookie];
    uint8_t sig[64];
    int status;

    crypto_sign_detached(sig, NULL, (const uint8_t *)text.p, text.n,
                         as ? as->s.secret : f->phone.s.secret);
    buf_add(&b, line);
    buf_char(&b, '\n');
    buf_hex(&b, sig, sizeof sig);
    buf_char(&b, '\n');
    buf_add(&b, rest);
    memcpy(cookie, f->b.cookie, sizeof cookie);
    f->b.cookie[0] = 0; /* a phone sends none */
    status = request(&f->b, "POST", path, buf_str(&b), "text/plain");
    memcpy(f->b.cookie, cookie, sizeof cookie);
    return status;
}

static struct str line_of(struct fieldwork *f, const char *format,
                          const char *one, const char *two)
{
    return compose_text(&f->arena, format, one, two);
}

static bool error_is(struct fieldwork *f, const char *key)
{
    return CHECK(has(&f->b, key));
}

static int enrol(struct fieldwork *f, const char *code)
{
    return ask(f, "/app/enrol",
               line_of(f,
                       "{\"code\":\"%1\",\"key\":\"%2\",\"name\":\"Nadia's\"}",
                       code, hex_of(f, f->phone.s.public, 32)),
               S(""), NULL);
}

/* The code that the page shows. */
static const char *code_new(struct fieldwork *f)
{
    const char *at;

    CHECK_INT(send_form(&f->b, "/phones/code", ""), 200);
    at = memmem(f->b.answer.body.p, f->b.answer.body.n, "#enrol=", 7);
    if (!CHECK(at))
        return "";
    return arena_z(&f->arena, (struct str){ at + 7, 8 });
}

static const char *of_phone(struct fieldwork *f, const char *act)
{
    snprintf(f->path, sizeof f->path, "/phones/%s/%s",
             hex_of(f, f->phone.device.b, 16), act);
    return f->path;
}

static const char *of_device(struct fieldwork *f, const char *query)
{
    snprintf(f->path, sizeof f->path, "/device/%s%s",
             hex_of(f, f->phone.device.b, 16), query);
    return f->path;
}

static void let_in(struct fieldwork *f)
{
    CHECK_INT(enrol(f, code_new(f)), 200);
    CHECK(has(&f->b, "\"state\":\"waiting\""));
    CHECK_INT(send_form(&f->b, of_phone(f, "accept"), ""), 303);
    CHECK_INT(enrol(f, ""), 200);
    CHECK(has(&f->b, "\"state\":\"accepted\""));
}

static int sign_in(struct fieldwork *f, const char *password)
{
    int status =
        ask(f, "/app/person",
            line_of(f,
                    "{\"device\":\"%1\",\"lang\":\"sd\",\"login\":\"clerk\","
                    "\"password\":\"%2\"}",
                    hex_of(f, f->phone.device.b, 16), password),
            S(""), NULL);
    const char *at = memmem(f->b.answer.body.p, f->b.answer.body.n,
                            "\"token\":\"", 9);

    if (at)
        f->token = arena_str(&f->arena, (struct str){ at + 9, 64 });
    return status;
}

static struct str pack_line(struct fieldwork *f, const char *token,
                            const char *most)
{
    struct buf have = buf_start(&f->arena), b = buf_start(&f->arena);

    keeper_has(f->phone.s.keeper, &have);
    buf_fmt(&b,
            "{\"device\":\"%s\",\"have\":", hex_of(f, f->phone.device.b, 16));
    buf_add(&b, buf_str(&have));
    buf_fmt(&b, ",\"login\":\"clerk\",\"most\":%s,\"token\":\"%s\"}", most,
            token);
    return buf_str(&b);
}

/* Until all is here, or nothing goes on. */
static struct heard pack(struct fieldwork *f, const char *most, int *answers)
{
    struct heard h = { .more = true };

    for (*answers = 0; h.more && *answers < 50; ++*answers) {
        if (!CHECK_INT(ask(f, "/app/pack",
                           pack_line(f, arena_z(&f->arena, f->token), most),
                           S(""), NULL),
                       200))
            break;
        h = hears(&f->phone, f->b.answer.body);
        if (!CHECK(!h.trouble))
            break;
    }
    return h;
}

/* These bytes, said to be `size` bytes in that form and to have that hash. */
static int send_bytes(struct fieldwork *f, struct str bytes, int form,
                      size_t size, struct hash h)
{
    struct own_said o = keeper_own(f->phone.s.keeper, 0);
    struct buf b = buf_start(&f->arena);

    buf_fmt(&b, "{\"device\":\"%s\",", hex_of(f, f->phone.device.b, 16));
    if (form)
        buf_fmt(&b, "\"form\":%d,", form);
    buf_fmt(&b, "\"hash\":\"%s\",\"oldest\":%lld,\"seq\":%lld,",
            hex_of(f, h.b, 32), (long long)o.oldest, (long long)o.seq);
    if (form)
        buf_fmt(&b, "\"size\":%zu,", size);
    buf_fmt(&b, "\"unsent\":%lld}", (long long)o.n);
    return ask(f, "/app/send", buf_str(&b), bytes, NULL);
}

/* A part of a file, from that place on. */
static int bring(struct fieldwork *f, struct hash file, int64_t at,
                 struct str part)
{
    struct buf b = buf_start(&f->arena);
    struct hash h = sha_of(part);

    buf_fmt(&b,
            "{\"at\":%lld,\"device\":\"%s\",\"file\":\"%s\",\"hash\":\"%s\"}",
            (long long)at, hex_of(f, f->phone.device.b, 16),
            hex_of(f, file.b, 32), hex_of(f, h.b, 32));
    return ask(f, "/app/file", buf_str(&b), part, NULL);
}

static int64_t add_file(const void *folder, struct hash name, int64_t bytes,
                        int64_t at, struct str more)
{
    return files_add(folder, name, bytes, at, more);
}

static int send(struct fieldwork *f, int64_t after)
{
    struct wire w = { .cut = SIZE_MAX };
    int status;

    CHECK(keeper_unsent(f->phone.s.keeper, after, wire_line, &w));
    status = send_bytes(f, wire_str(&w), 0, 0, sha_of(wire_str(&w)));
    wire_free(&w);
    return status;
}

/* ---- two villages --------------------------------------------------------------*/

/* A settlement of a taluka-less district with so many households, and a woman in
 * each. */
static struct id village(struct fieldwork *f, const char *district,
                         const char *name, int homes)
{
    struct site *s = &f->b.site;
    struct id at =
        draft(s, "place",
              with(s,
                   arena_z(&f->arena,
                           line_of(f,
                                   "{\"level\":\"settlement\",\"lg\":\"%%1\","
                                   "\"name\":\"%1\"}",
                                   name, "")),
                   id_named(S("place"), str_of(district)), ID_NONE, ID_NONE));

    for (int i = 0; i < homes; i++) {
        struct id home = draft(s, "household",
                               with(s, "{\"number\":\"1\",\"place\":\"%1\"}",
                                    at, ID_NONE, ID_NONE));

        draft(s, "person",
              with(s,
                   arena_z(&f->arena,
                           line_of(f,
                                   "{\"household\":\"%%1\",\"name\":\"%1\","
                                   "\"sex\":\"women\"}",
                                   name, "")),
                   home, ID_NONE, ID_NONE));
    }
    return at;
}

static void organiser(struct fieldwork *f, const char *role,
                      const char *district)
{
    draft(&f->b.site, "access",
          with(&f->b.site,
               arena_z(&f->arena,
                       line_of(f,
                               "{\"login\":\"clerk\",\"name\":\"Nadia\","
                               "\"place\":\"%%1\",\"role\":\"%1\","
                               "\"since\":\"2014-01-01\"}",
                               role, "")),
               id_named(S("place"), str_of(district)), ID_NONE, ID_NONE));
}

static bool holds(struct fieldwork *f, const char *text)
{
    struct rows r = db_text_rows(f->phone.s.db,
                                 S("SELECT n FROM entry WHERE instr(bytes, "
                                   "CAST($1 AS BLOB)) > 0 LIMIT 1"));
    bool is;

    db_bind_text(&r, 1, str_of(text));
    is = db_next(&r);
    db_done(&r);
    return is;
}

/* ---- the tests -------------------------------------------------------------------*/

SITE(a_phone_takes_its_pack_writes_and_brings_it_back)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct fieldwork f;
    struct heard h;
    struct id home;
    int answers;

    field_start(&f, db, memory);
    organiser(&f, "organiser", "pk723");
    home = village(&f, "pk723", "Mithri", 6);
    village(&f, "pk622", "Bhong", 6);
    let_in(&f);
    CHECK_INT(sign_in(&f, "right"), 200);
    CHECK(has(&f.b, "\"name\":\"Nadia\"") && has(&f.b, "\"lang\":\"sd\""));
    h = pack(&f, "2000", &answers);
    CHECK(h.same && answers > 2);
    CHECK_INT(here_of(memory, "household"), 6);
    CHECK_INT(here_of(memory, "person_sealed"), 6);
    CHECK(holds(&f, "Mithri") && !holds(&f, "Bhong"));
    CHECK_INT(waiting(&f.phone), 0);
    sound(&f.phone);
    draft_as(&f.phone.s, "clerk", "household",
             with(&f.phone.s, "{\"number\":\"77\",\"place\":\"%1\"}", home,
                  ID_NONE, ID_NONE));
    CHECK_INT(f.phone.s.kept, KEPT);
    CHECK_INT(get_json(&f.b, "/phones"), 200);
    CHECK_INT(send(&f, 0), 200);
    CHECK(has(&f.b, "\"kept\":2,") && has(&f.b, "\"seq\":1,"));
    CHECK(has(&f.b, "\"refused\":[]"));
    CHECK_INT(send(&f, 0), 200); /* once more: nothing new */
    CHECK(has(&f.b, "\"kept\":0,\"known\":2") && has(&f.b, "\"seq\":1,"));
    CHECK_INT(here_of(db, "household"), 13);
    CHECK_INT(get_json(&f.b, of_device(&f, "")), 200);
    CHECK(has(&f.b, "\"covered\":1,\"entries\":[{") &&
          has(&f.b, "\"kind\":\"household\",\"seq\":1}]"));
    CHECK_INT(get(&f.b, of_device(&f, "?upto=0")), 200);
    CHECK(has(&f.b, ">Household</a>") && !has(&f.b, "Older entries"));
    village(&f, "pk723", "Goth Zaibun", 2);
    village(&f, "pk622", "Kot Rukan", 2);
    h = pack(&f, "1000000", &answers);
    CHECK(h.same);
    CHECK_INT(answers, 1);
    CHECK(f.b.answer.body.n < 20000);
    CHECK(holds(&f, "Goth Zaibun") && !holds(&f, "Kot Rukan"));
    CHECK_INT(here_of(memory, "household"), 9);
    CHECK_INT(get(&f.b, "/phones"), 200);
    CHECK(has(&f.b, "Nadia") && has(&f.b, "Let in"));
    CHECK_INT(send_form(&f.b, "/list/household", ""), 405);
    field_end(&f);
    db_close(memory);
}

/* What the site says to that login on this phone, which has nothing yet. */
static bool said_to(struct fieldwork *f, const char *login)
{
    struct hash h = sha_of(S("a word"));
    struct buf b = buf_start(&f->arena);
    struct rows r =
        db_text_rows(f->b.site.db,
                     S("INSERT INTO phone_person (device, login, token, seen)"
                       " VALUES ($1, $2, $3, 0)"));

    db_bind_id(&r, 1, f->phone.device);
    db_bind_text(&r, 2, str_of(login));
    db_bind_blob(&r, 3, h.b, sizeof h.b);
    db_run(&r);
    buf_fmt(&b,
            "{\"device\":\"%s\",\"login\":\"%s\",\"most\":4000000,"
            "\"token\":\"a word\"}",
            hex_of(f, f->phone.device.b, 16), login);
    return ask(f, "/app/pack", buf_str(&b), S(""), NULL) == 200;
}

/* Of every post the program ships, with a grant in one district. */
SITE(each_post_takes_what_it_may_read_and_nothing_of_another_district)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct fieldwork f;
    struct str role[64];
    size_t roles = 0;
    struct rows r;

    field_start(&f, db, memory);
    village(&f, "pk723", "Mithri", 2);
    village(&f, "pk622", "Bhong", 2);
    let_in(&f);
    r = db_text_rows(db, S("SELECT code FROM role ORDER BY code"));
    while (roles < LEN(role) && db_next(&r))
        role[roles++] = arena_str(&f.arena, db_str(&r, 0));
    db_done(&r);
    CHECK(roles > 15);
    for (size_t i = 0; i < roles; i++) {
        const char *name = arena_z(&f.arena, role[i]);
        struct grant *g;
        unsigned may;

        draft(&f.b.site, "access",
              with(&f.b.site,
                   arena_z(&f.arena,
                           line_of(&f,
                                   "{\"login\":\"%1\",\"place\":\"%%1\","
                                   "\"role\":\"%1\",\"since\":"
                                   "\"2014-01-01\"}",
                                   name, "")),
                   id_named(S("place"), S("pk723")), ID_NONE, ID_NONE));
        CHECK_INT(log_grants(db, role[i], &f.arena, &g), 1);
        may = g->rights;
        if (!said_to(&f, name)) {
            CHECK(!rights_hold(may, RIGHT_SEE));
            continue;
        }
        if (!CHECK(!has(&f.b, "Bhong")) ||
            !CHECK(has(&f.b, "\"kind\":\"household\"") ==
                   rights_hold(may, RIGHT_REGISTER)) ||
            !CHECK(has(&f.b, "{\"part\":") ==
                   (rights_hold(may, RIGHT_REGISTER) &&
                    rights_hold(may, RIGHT_NAMES))))
            printf("# as %s\n", name);
    }
    field_end(&f);
    db_close(memory);
}

SITE(a_phone_is_let_in_by_a_code_and_a_number)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct fieldwork f;
    const char *code;
    char number[40];

    field_start(&f, db, memory);
    organiser(&f, "organiser", "pk723");
    CHECK_INT(enrol(&f, "00000000"), 403); /* no such code */
    error_is(&f, "app.code");
    code = code_new(&f);
    CHECK(!has(&f.b, "SHA-256"));
    f.b.web.print = S("c0ffee00"); /* of a certificate of its own */
    code = code_new(&f);
    CHECK(has(&f.b, ".c0ffee00</code></small>") &&
          has(&f.b, ">c0 ff ee 00</code>"));
    CHECK_INT(get_json(&f.b, "/phones"), 200);
    CHECK(has(&f.b, "{\"phones\":[]}"));
    f.b.site.now += PHONE_CODE_S + 10; /* too late */
    CHECK_INT(enrol(&f, code), 403);
    code = code_new(&f);
    CHECK_INT(enrol(&f, code), 200);
    CHECK(has(&f.b, "\"state\":\"waiting\""));
    snprintf(number, sizeof number, "\"number\":\"%.6s\"",
             phone_number(f.phone.s.public, &f.arena).p);
    CHECK(has(&f.b, number));
    CHECK_INT(get_json(&f.b, "/phones"), 200);
    CHECK(has(&f.b, number) && has(&f.b, "\"state\":\"waits\""));
    CHECK_INT(sign_in(&f, "right"), 403); /* not yet */
    error_is(&f, "app.waits");
    CHECK_INT(send_form(&f.b, of_phone(&f, "refuse"), ""), 303);
    CHECK_INT(enrol(&f, ""), 200);
    CHECK(has(&f.b, "\"state\":\"refused\""));
    CHECK_INT(enrol(&f, code), 200); /* spent */
    CHECK(has(&f.b, "\"state\":\"refused\""));
    let_in(&f);
    CHECK_INT(send_form(&f.b, of_phone(&f, "accept"), ""), 404);
    browser_login(&f.b, "clerk"); /* an organiser lets nobody in */
    CHECK_INT(get(&f.b, "/phones"), 403);
    CHECK_INT(send_form(&f.b, "/phones/code", ""), 403);
    CHECK_INT(send_form(&f.b, of_phone(&f, "refuse"), ""), 403);
    field_end(&f);
    db_close(memory);
}

/* Packed, cut, changed, blown up: what cannot be opened takes nothing with it. */
SITE(what_a_phone_sends_comes_packed)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct wire w = { .cut = SIZE_MAX };
    struct str plain, packed, bomb, zeros;
    struct fieldwork f;
    struct id home;
    char *changed;
    int answers;

    field_start(&f, db, memory);
    organiser(&f, "organiser", "pk723");
    home = village(&f, "pk723", "Mithri", 1);
    let_in(&f);
    CHECK_INT(sign_in(&f, "right"), 200);
    CHECK(pack(&f, "1000000", &answers).same);
    for (int i = 0; i < 5; i++)
        draft_as(&f.phone.s, "clerk", "household",
                 with(&f.phone.s, "{\"number\":\"77\",\"place\":\"%1\"}", home,
                      ID_NONE, ID_NONE));
    CHECK(keeper_unsent(f.phone.s.keeper, 0, wire_line, &w));
    plain = wire_str(&w);
    CHECK(deflate_pack(plain, &f.arena, &packed) && packed.n < plain.n / 2);

    /* a byte changed on the way; cut, with the hash of what is left */
    changed = arena_take(&f.arena, packed.n);
    memcpy(changed, packed.p, packed.n);
    changed[packed.n / 2] ^= 1;
    CHECK_INT(send_bytes(&f, (struct str){ changed, packed.n }, 1, plain.n,
                         sha_of(packed)),
              400);
    error_is(&f, "app.forged");
    for (size_t n = 0; n < packed.n; n += 1 + packed.n / 20) {
        struct str cut = { packed.p, n };

        CHECK_INT(send_bytes(&f, cut, 1, plain.n, sha_of(cut)), 400);
        error_is(&f, "exchange.packed");
    }
    /* fewer or more than was said; a form that nobody knows */
    CHECK_INT(send_bytes(&f, packed, 1, plain.n - 1, sha_of(packed)), 400);
    CHECK_INT(send_bytes(&f, packed, 1, plain.n + 1, sha_of(packed)), 400);
    CHECK_INT(send_bytes(&f, packed, 2, plain.n, sha_of(packed)), 400);
    error_is(&f, "exchange.packed");
    /* 64 MB in 64 KB: as it is, and as it says that it were not */
    zeros = (struct str){ memset(arena_take(&f.arena, 64 << 20), 0, 64 << 20),
                          64 << 20 };
    CHECK(deflate_pack(zeros, &f.arena, &bomb) && bomb.n < 100 << 10);
    CHECK_INT(send_bytes(&f, bomb, 1, zeros.n, sha_of(bomb)), 400);
    error_is(&f, "exchange.too_big");
    CHECK_INT(send_bytes(&f, bomb, 1, PIECE_PLAIN, sha_of(bomb)), 400);
    error_is(&f, "exchange.packed");
    CHECK_INT(here_of(db, "household"), 1);

    CHECK_INT(send_bytes(&f, packed, 1, plain.n, sha_of(packed)), 200);
    CHECK(has(&f.b, "\"kept\":6,") && has(&f.b, "\"seq\":5,"));
    CHECK_INT(send(&f, 0), 200); /* the same, open */
    CHECK(has(&f.b, "\"kept\":0,\"known\":6"));
    CHECK_INT(here_of(db, "household"), 6);
    wire_free(&w);
    field_end(&f);
    db_close(memory);
}

/* A photo of a page comes after its entry, in parts, however the line breaks. */
SITE(a_photo_comes_after_its_entry_and_in_parts)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    char folder[] = "photos-" TEMPLATE_END, photo[3000] = "\xff\xd8\xff\xe0";
    struct hash name, other = sha_of(S("another"));
    struct str all = { photo, sizeof photo };
    struct id at, home, attached;
    struct fieldwork f;
    int answers;

    MUST(mkdtemp(folder));
    for (size_t i = 4; i < sizeof photo; i++)
        photo[i] = (char)(i * 7);
    name = sha_of(all);
    field_start(&f, db, memory);
    f.b.phones.file_add = add_file;
    f.b.phones.files = folder;
    organiser(&f, "organiser", "pk723");
    at = village(&f, "pk723", "Mithri", 1);
    let_in(&f);
    CHECK_INT(sign_in(&f, "right"), 200);
    CHECK(pack(&f, "1000000", &answers).same);
    home = draft_as(&f.phone.s, "clerk", "household",
                    with(&f.phone.s, "{\"number\":\"8\",\"place\":\"%1\"}", at,
                         ID_NONE, ID_NONE));
    attached = draft_as(
        &f.phone.s, "clerk", "attachment",
        with(
            &f.phone.s,
            arena_z(&f.arena,
                    line_of(&f,
                            "{\"about\":\"%%1\",\"bytes\":3000,\"file\":\"%1\","
                            "\"type\":\"jpeg\"}",
                            hex_of(&f, name.b, 32), "")),
            home, ID_NONE, ID_NONE));
    CHECK_INT(f.phone.s.kept, KEPT);
    CHECK_INT(bring(&f, name, 0, all), 404); /* before its entry */
    error_is(&f, "app.file");
    CHECK_INT(send(&f, 0), 200);
    CHECK_INT(bring(&f, other, 0, all), 404);

    CHECK_INT(bring(&f, name, 0, (struct str){ photo, 1000 }), 200);
    CHECK(has(&f.b, "{\"bytes\":3000,\"have\":1000}"));
    CHECK_INT(bring(&f, name, 0, (struct str){ photo, 1000 }), 200); /* again */
    CHECK(has(&f.b, "\"have\":1000}"));
    CHECK_INT(bring(&f, name, 2000, str_from(all, 2000)), 200); /* too far on */
    CHECK(has(&f.b, "\"have\":1000}"));
    CHECK_INT(bring(&f, name, 1000, str_from(all, 999)), 200); /* too much */
    CHECK(has(&f.b, "\"have\":1000}"));
    CHECK(!files_here(folder, name));
    CHECK_INT(bring(&f, name, 1000, str_from(all, 1000)), 200);
    CHECK(has(&f.b, "\"have\":3000}") && files_here(folder, name));
    CHECK_INT(bring(&f, name, 0, all), 200); /* it is there: nothing to do */
    CHECK(has(&f.b, "\"have\":3000}"));

    /* other bytes of that length are not the file: from the start, then */
    files_remove(folder, name);
    photo[17] ^= 1;
    CHECK_INT(bring(&f, name, 0, all), 200);
    CHECK(has(&f.b, "\"have\":0}") && !files_here(folder, name));
    photo[17] ^= 1;

    /* what was destroyed is not brought back, nor asked for any more */
    CHECK_INT(bring(&f, name, 0, (struct str){ photo, 1000 }), 200);
    draft(&f.b.site, "erasure",
          with(&f.b.site, "{\"about\":\"%1\",\"why\":\"asked\"}", attached,
               ID_NONE, ID_NONE));
    CHECK_INT(f.b.site.kept, KEPT);
    CHECK_INT(bring(&f, name, 1000, str_from(all, 1000)), 200);
    CHECK(has(&f.b, "\"have\":3000}") && !files_here(folder, name));
    f.b.phones.file_add = NULL; /* a site without a place for files */
    CHECK_INT(bring(&f, name, 0, all), 404);
    field_end(&f);
    db_close(memory);
}

SITE(nobody_else_gets_a_pack)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct fieldwork f;
    struct office thief;
    struct str line;
    int answers;

    field_start(&f, db, memory);
    organiser(&f, "organiser", "pk723");
    village(&f, "pk723", "Mithri", 2);
    let_in(&f);
    memset(&thief, 0, sizeof thief);
    crypto_sign_seed_keypair(thief.s.public, thief.s.secret,
                             (const uint8_t[32]){ 3 });
    CHECK_INT(sign_in(&f, "wrong"), 401);
    error_is(&f, "app.bad");
    f.b.login_wait_s = 61;
    CHECK_INT(sign_in(&f, "right"), 429);
    CHECK(answer_header(&f.b, "Retry-After").n > 0);
    f.b.login_wait_s = 0;
    CHECK_INT(sign_in(&f, "right"), 200);
    line = pack_line(&f, arena_z(&f.arena, f.token), "100000");
    CHECK_INT(ask(&f, "/app/pack", line, S(""), &thief), 400);
    error_is(&f, "app.forged");
    CHECK_INT(ask(&f, "/app/send", line, S(""), NULL), 400); /* another path */
    CHECK_INT(ask(&f, "/app/pack", pack_line(&f, "00", "100000"), S(""), NULL),
              401);
    error_is(&f, "app.token");
    CHECK_INT(request(&f.b, "POST", "/app/pack", S("{}\n00\n"), "text/plain"),
              403); /* with a cookie and no word */
    f.b.cookie[0] = 0;
    CHECK_INT(request(&f.b, "POST", "/app/pack", S("{}\n00\n"), "text/plain"),
              400);
    CHECK_INT(request(&f.b, "POST", "/app/pack", S("[1]"), "text/plain"), 400);
    CHECK_INT(request(&f.b, "POST", "/app/send", S(""), "text/plain"), 400);
    CHECK_INT(request(&f.b, "POST", "/app/person", S("\xff\n"), "text/plain"),
              400);
    browser_login(&f.b, "admin");
    CHECK(pack(&f, "1000000", &answers).same);
    f.b.keeper_down = true;
    CHECK_INT(ask(&f, "/app/pack",
                  pack_line(&f, arena_z(&f.arena, f.token), "9"), S(""), NULL),
              503);
    CHECK_INT(enrol(&f, ""), 503);
    field_end(&f);
    db_close(memory);
}

/* Who has a password made anew fears that somebody knows the old one. */
SITE(a_new_password_ends_what_the_old_one_opened_on_phones)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct fieldwork f;
    struct str line;

    field_start(&f, db, memory);
    organiser(&f, "organiser", "pk723");
    village(&f, "pk723", "Mithri", 2);
    let_in(&f);
    CHECK_INT(sign_in(&f, "right"), 200);
    line = pack_line(&f, arena_z(&f.arena, f.token), "100000");
    CHECK_INT(ask(&f, "/app/pack", line, S(""), NULL), 200);
    CHECK_INT(sign_in(&f, "right"), 200); /* asked once, and come twice */
    CHECK_INT(ask(&f, "/app/pack", line, S(""), NULL), 200);
    db_begin(db);
    credential_keep(db, S("clerk"), "another", 1);
    CHECK(db_commit(db));
    CHECK_INT(ask(&f, "/app/pack", line, S(""), NULL), 401);
    error_is(&f, "app.token");
    CHECK_INT(send(&f, 0), 200); /* what it wrote it still brings */
    CHECK_INT(sign_in(&f, "right"), 200);
    CHECK_INT(ask(&f, "/app/pack", line, S(""), NULL), 401); /* the old one */
    line = pack_line(&f, arena_z(&f.arena, f.token), "100000");
    CHECK_INT(ask(&f, "/app/pack", line, S(""), NULL), 200);
    field_end(&f);
    db_close(memory);
}

/* An ended phone gets nothing more; what it still brings is kept and counts for
 * nothing. A right that changes begins the pack anew. */
SITE(rights_that_change_begin_the_pack_anew)
{
    struct db *memory = db_open(":memory:", DB_MAKE);
    struct db *second = db_open(":memory:", DB_MAKE);
    struct fieldwork f;
    struct office home;
    struct heard h;
    struct id at;
    int answers;

    field_start(&f, db, memory);
    organiser(&f, "organiser", "pk723");
    at = village(&f, "pk723", "Mithri", 2);
    village(&f, "pk622", "Bhong", 2);
    let_in(&f);
    CHECK_INT(sign_in(&f, "right"), 200);
    CHECK(pack(&f, "1000000", &answers).same);
    CHECK_INT(here_of(memory, "household"), 2);
    organiser(&f, "viewer", "pk622");
    h = pack(&f, "1000000", &answers);
    CHECK(h.fresh && !h.same);
    memset(&home, 0, sizeof home);
    memcpy(home.us.key, f.b.site.public, sizeof home.us.key);
    office_end(&f.phone);
    phone_start(&f.phone, second, &home);
    CHECK(pack(&f, "1000000", &answers).same);
    CHECK_INT(here_of(second, "household"), 2); /* a viewer sees no register */
    draft_as(&f.phone.s, "clerk", "household",
             with(&f.phone.s, "{\"number\":\"77\",\"place\":\"%1\"}", at,
                  ID_NONE, ID_NONE));
    f.phone.s.now = 1924992000; /* its clock stands in 2031 */
    draft_as(&f.phone.s, "clerk", "household",
             with(&f.phone.s, "{\"number\":\"78\",\"place\":\"%1\"}", at,
                  ID_NONE, ID_NONE));
    CHECK_INT(send(&f, 0), 200);
    CHECK(has(&f.b, "\"seq\":2,"));
    snprintf(f.path, sizeof f.path, "/device/%s/end",
             hex_of(&f, f.phone.device.b, 16));
    CHECK_INT(send_form(&f.b, f.path, "why=lost"), 303);
    draft_as(&f.phone.s, "clerk", "household",
             with(&f.phone.s, "{\"number\":\"79\",\"place\":\"%1\"}", at,
                  ID_NONE, ID_NONE));
    CHECK_INT(send(&f, 2), 200);
    CHECK_INT(here_of(db, "household"), 6);
    CHECK_INT(ask(&f, "/app/pack",
                  pack_line(&f, arena_z(&f.arena, f.token), "99999"), S(""),
                  NULL),
              403);
    error_is(&f, "app.revoked");
    CHECK_INT(sign_in(&f, "right"), 403);
    field_end(&f);
    db_close(memory);
    db_close(second);
}
