/* phones - the keeper's side: who is let in, what is told to whom, and what a
 * phone brought. A signature shows which phone asks, a token who is signed in
 * there; a clock is believed nowhere. */
#include "web/field/phones.h"

#include <string.h>

#include "attachment.sql.h"
#include "field.sql.h"
#include "log.sql.h"

/* ---- answers -----------------------------------------------------------------*/

static int64_t said_int(const struct phone_asks *q, const char *key)
{
    int64_t n;

    return json_int(json_member(q->said, key), &n) && n >= 0 ? n : 0;
}

static int64_t now(const struct phones *p)
{
    const struct host *h = p->site->host;

    return h->now(h->self);
}

static struct str refused(struct arena *a, const char *why)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "!%s", why);
    return buf_str(&b);
}

static bool signed_by(const struct phones *p, const struct phone_asks *q,
                      const char *path, const uint8_t key[32], struct arena *a)
{
    const struct host *h = p->site->host;

    return h->verify(h->self, key, phone_text(path, q->line, a), q->sig);
}

/* The phone that asks, when it is one of ours; else why not. */
static const char *asker(const struct phones *p, const struct phone_asks *q,
                         const char *path, struct arena *a, struct phone *out)
{
    struct id device;

    if (!phone_said_id(q, "device", &device) ||
        !phone_find(p->site->db, device, a, out))
        return "app.unknown";
    if (!signed_by(p, q, path, out->key, a))
        return "app.forged";
    return out->state == PHONE_WAITS   ? "app.waits" :
           out->state == PHONE_REFUSED ? "app.refused" :
           out->state == PHONE_ENDED   ? "app.revoked" :
                                         NULL;
}

/* ---- a code, once --------------------------------------------------------------*/

/* 40 bits in letters that nobody mistakes for others; said without a blank. */
static struct str code_make(const struct phones *p, struct arena *a)
{
    static const char letter[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct buf b = buf_start(a);
    uint8_t random[8];

    p->site->host->random(p->site->host->self, random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        buf_char(&b, letter[random[i] % 32]);
    return buf_str(&b);
}

static struct str take_code(struct phones *p, struct str login, struct arena *a)
{
    struct entry today = { .at = now(p) };
    struct str code = code_make(p, a);
    struct hash h = sha_of(code);
    struct rows r;

    if (!log_may(p->site->db, login, RIGHT_ADMIN, entry_day(&today), NULL))
        return refused(a, "refuse.right");
    r = db_rows(p->site->db, SQL_PHONE_CODE_SWEEP);
    db_bind_int(&r, 1, now(p) - PHONE_CODE_S);
    db_run(&r);
    r = db_rows(p->site->db, SQL_PHONE_CODE_PUT);
    db_bind_blob(&r, 1, h.b, sizeof h.b);
    db_bind_text(&r, 2, login);
    db_bind_int(&r, 3, now(p));
    db_run(&r);
    {
        struct buf b = buf_start(a);

        buf_add(&b, code);
        buf_char(&b, '.');
        buf_hex(&b, p->site->key, sizeof p->site->key);
        return buf_str(&b);
    }
}

/* True once for each code that was given. */
static bool code_spend(struct phones *p, struct str code)
{
    struct rows r = db_rows(p->site->db, SQL_PHONE_CODE_FIND);
    struct hash h = sha_of(code);
    int64_t at = now(p);
    bool good;

    if (at - p->guessed > PHONE_CODE_S) {
        p->guessed = at;
        p->guesses = 0;
    }
    db_bind_blob(&r, 1, h.b, sizeof h.b);
    db_bind_int(&r, 2, at - PHONE_CODE_S);
    good = p->guesses < PHONE_GUESSES && db_next(&r);
    db_done(&r);
    p->guesses += !good;
    if (!good)
        return false;
    r = db_rows(p->site->db, SQL_PHONE_CODE_DROP);
    db_bind_blob(&r, 1, h.b, sizeof h.b);
    db_run(&r);
    return true;
}

/* ---- enrolment ------------------------------------------------------------------*/

static struct str enrolled(struct phones *p, const struct phone *x,
                           struct arena *a)
{
    static const char *const state[] = {
        [PHONE_UNKNOWN] = "waiting", [PHONE_WAITS] = "waiting",
        [PHONE_IN] = "accepted",     [PHONE_REFUSED] = "refused",
        [PHONE_ENDED] = "refused",
    };
    struct buf b = buf_start(a), key = buf_start(a);

    buf_hex(&key, p->site->key, sizeof p->site->key);
    buf_z(&b, "{\"device\":\"");
    id_put(&b, x->device);
    buf_z(&b, "\",\"number\":\"");
    buf_add(&b, phone_number(x->key, a));
    buf_z(&b, "\",\"site\":{\"device\":\"");
    id_put(&b, id_named(S("device"), buf_str(&key)));
    buf_z(&b, "\",\"key\":\"");
    buf_add(&b, buf_str(&key));
    buf_z(&b, "\",\"name\":");
    buf_json(&b, p->name);
    buf_fmt(&b, "},\"state\":\"%s\"}\n", state[x->state]);
    return buf_str(&b);
}

/* The first time a code is asked for; who refused a phone may give another. */
static struct str take_enrol(struct phones *p, const struct phone_asks *q,
                             struct arena *a)
{
    struct str hex = phone_said(q, "key", a), name = phone_said(q, "name", a);
    struct str code = phone_said(q, "code", a);
    struct phone x;
    struct id device;
    struct rows r;
    uint8_t key[32];

    if (!hex_read(hex, key, sizeof key) ||
        !signed_by(p, q, "/app/enrol", key, a))
        return refused(a, "app.forged");
    device = id_named(S("device"), hex);
    if (phone_find(p->site->db, device, a, &x) &&
        (x.state != PHONE_REFUSED || !code.n || !code_spend(p, code)))
        return enrolled(p, &x, a);
    if (x.state == PHONE_UNKNOWN && !code_spend(p, code))
        return refused(a, "app.code");
    r = db_rows(p->site->db, SQL_PHONE_PUT);
    db_bind_id(&r, 1, device);
    db_bind_blob(&r, 2, key, sizeof key);
    db_bind_text(&r, 3, name.n && name.n <= 120 ? name : S("?"));
    db_bind_int(&r, 4, now(p));
    db_run(&r);
    phone_find(p->site->db, device, a, &x);
    return enrolled(p, &x, a);
}

static struct str take_refuse(struct phones *p, struct str rest,
                              struct arena *a)
{
    struct str login = str_cut(&rest, ' ');
    struct entry today = { .at = now(p) };
    struct rows r;
    struct id id;

    if (!id_read(rest, &id) ||
        !log_may(p->site->db, login, RIGHT_ADMIN, entry_day(&today), NULL))
        return refused(a, "refuse.right");
    r = db_rows(p->site->db, SQL_PHONE_REFUSE);
    db_bind_id(&r, 1, id);
    db_run(&r);
    return S("{}");
}

/* ---- people ----------------------------------------------------------------------*/

/* What the site's key signs of her on that phone: the same each time, and another
 * for each purpose. False: the key would not sign. */
static bool person_signed(struct phones *p, const char *purpose,
                          struct id device, struct str login, struct str more,
                          struct arena *a, uint8_t sig[64])
{
    const struct host *h = p->site->host;
    struct buf text = buf_start(a);

    buf_fmt(&text, "saath %s 1\n", purpose);
    id_put(&text, device);
    buf_char(&text, '\n');
    buf_add(&text, login);
    buf_char(&text, '\n');
    buf_add(&text, more);
    return h->sign(h->self, buf_str(&text), sig);
}

/* For whoever signs in there with her password, and kept nowhere: by it the phone
 * opens what lies there when its PIN is forgotten. */
static void mend_put(struct phones *p, struct id device, struct str login,
                     struct buf *out)
{
    uint8_t sig[64];

    if (!person_signed(p, "mend", device, login, S(""), out->arena, sig))
        return;
    buf_z(out, ",\"mend\":\"");
    buf_hex(out, sig, sizeof sig);
    buf_char(out, '"');
}

/* The word by which a phone asks for her: the same for each sign-in with one
 * password, so that a question that comes late or twice takes nothing from who
 * asked it first. A new password makes another. False: the key would not sign. */
static bool token_make(struct phones *p, struct id device, struct str login,
                       struct buf *out)
{
    struct rows r = db_rows(p->site->db, SQL_PHONE_CREDENTIAL);
    struct str secret = S("");
    uint8_t sig[64];

    db_bind_text(&r, 1, login);
    if (db_next(&r))
        secret = arena_str(out->arena, db_str(&r, 0));
    db_done(&r);
    if (!person_signed(p, "token", device, login, secret, out->arena, sig))
        return false;
    hash_put(out, sha_of((struct str){ (const char *)sig, sizeof sig }));
    return true;
}

/* The password was found good by the login helper; see page app_person. */
static struct str take_person(struct phones *p, const struct phone_asks *q,
                              struct arena *a)
{
    struct str login = phone_said(q, "login", a);
    struct entry today = { .at = now(p) };
    struct buf token = buf_start(a), b = buf_start(a);
    struct phone x;
    struct hash h;
    struct rows r;
    const char *why = asker(p, q, "/app/person", a, &x);
    enum lang lang = LANG_EN;

    if (why)
        return refused(a, why);
    if (!login_may_enter(p->site->db, login, entry_day(&today)))
        return refused(a, "app.bad");
    if (!token_make(p, x.device, login, &token))
        return refused(a, "app.again");
    h = sha_of(buf_str(&token));
    r = db_rows(p->site->db, SQL_PHONE_PERSON_PUT);
    db_bind_id(&r, 1, x.device);
    db_bind_text(&r, 2, login);
    db_bind_blob(&r, 3, h.b, sizeof h.b);
    db_bind_int(&r, 4, now(p));
    db_run(&r);
    lang_read(phone_said(q, "lang", a), &lang);
    buf_fmt(&b, "{\"lang\":\"%s\",\"login\":", lang_name(lang));
    buf_json(&b, login);
    buf_z(&b, ",\"name\":");
    r = db_rows(p->site->db, SQL_PHONE_LOGIN_NAME);
    db_bind_text(&r, 1, login);
    buf_json(&b, db_next(&r) ? db_str(&r, 0) : login);
    db_done(&r);
    buf_z(&b, ",\"token\":\"");
    buf_add(&b, buf_str(&token));
    buf_char(&b, '"');
    mend_put(p, x.device, login, &b);
    buf_z(&b, "}\n");
    return buf_str(&b);
}

/* ---- the pack ---------------------------------------------------------------------*/

struct str phone_pack_ask(struct arena *a, struct str body,
                          const struct phone_pick *p, const int64_t *n)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "pack\n%zu\n", body.n);
    buf_add(&b, body);
    buf_add(&b, (struct str){ (const char *)p, sizeof *p });
    buf_add(&b, (struct str){ (const char *)n, (size_t)p->n * sizeof *n });
    return buf_str(&b);
}

static bool pick_read(struct str *rest, struct arena *a, struct str *body,
                      struct phone_pick *p, int64_t **n)
{
    int64_t bytes;

    if (!int_read(str_cut(rest, '\n'), &bytes) || bytes < 0 ||
        (size_t)bytes > rest->n)
        return false;
    *body = (struct str){ rest->p, (size_t)bytes };
    *rest = str_from(*rest, (size_t)bytes);
    if (rest->n < sizeof *p)
        return false;
    memcpy(p, rest->p, sizeof *p);
    *rest = str_from(*rest, sizeof *p);
    if (p->n < 0 || p->n > PHONE_PICKS || rest->n != (size_t)p->n * sizeof **n)
        return false;
    *n = arena_many(a, int64_t, (size_t)p->n + 1);
    if (p->n)
        memcpy(*n, rest->p, rest->n);
    return true;
}

static bool text_put(void *self, struct str bytes)
{
    struct buf *b = self;

    buf_add(b, bytes);
    return true;
}

static struct str pack_tell(struct phones *p, const struct phone_asks *q,
                            const struct phone *x, struct str login,
                            const struct phone_pick *pick, const int64_t *n,
                            struct arena *a)
{
    const struct json *have = json_member(q->said, "have");
    struct entry today = { .at = now(p) };
    struct buf out = buf_start(a);
    struct pack_sums sums = { .n = pick->count };
    struct pack pack = { .to = x->device,
                         .n = n,
                         .count = (size_t)pick->n,
                         .more = pick->more != 0,
                         .upto = pick->upto,
                         .fresh = pick->fresh != 0,
                         .most = 1 << 20,
                         .sums = &sums,
                         .login = login };
    struct grant *g;
    size_t grants = log_grants(p->site->db, login, a, &g);
    int64_t most;

    for (size_t i = 0; i < grants; i++)
        if (grant_open(&g[i], entry_day(&today)))
            g[pack.grants++] = g[i];
    pack.grant = g;
    pack.root = log_holds_root(p->site->db, login);
    pack.scope = pack_scope(g, pack.grants, pack.root, a);
    memcpy(sums.sum, pick->sum, sizeof sums.sum);
    if (!have || have->type != JSON_OBJECT ||
        !json_int(json_member(have, "mark"), &pack.mark) || pack.mark < 0)
        pack.mark = 0;
    if (json_int(json_member(q->said, "most"), &most) && most >= 1)
        pack.most = most < PHONE_MOST ? (size_t)most : PHONE_MOST;
    if (!pack_say(p->site, &pack, text_put, &out))
        return S("");
    return buf_str(&out);
}

static struct str take_pack(struct phones *p, struct str rest, struct arena *a)
{
    struct phone_pick pick;
    struct phone_asks q;
    struct str body, login;
    struct phone x;
    const char *why;
    struct rows r;
    int64_t *n;

    if (!pick_read(&rest, a, &body, &pick, &n) || !phone_asks_read(body, a, &q))
        return S("");
    why = asker(p, &q, "/app/pack", a, &x);
    login = phone_said(&q, "login", a);
    if (!why && !phone_token_good(p->site->db, x.device, login,
                                  phone_said(&q, "token", a)))
        why = "app.token";
    if (why)
        return refused(a, why);
    r = db_rows(p->site->db, SQL_PHONE_PERSON_SEEN);
    db_bind_id(&r, 1, x.device);
    db_bind_text(&r, 2, login);
    db_bind_int(&r, 3, now(p));
    db_run(&r);
    return pack_tell(p, &q, &x, login, &pick, n, a);
}

/* ---- what a phone brings ------------------------------------------------------------*/

/* Entries and stamps of its own chain, and parts. */
static const char *line_judge(struct str line, struct id device,
                              struct arena *a)
{
    struct entry e;
    struct stamp s;
    struct str part;

    if (stamp_read(line, a, &s))
        return id_same(s.device, device) ? NULL : "app.others";
    if (part_line_read(line, a, &part))
        return NULL;
    if (!entry_read(line, a, &e))
        return "entry.not_an_entry";
    return id_same(e.device, device) ? NULL : "app.others";
}

/* What a question brings, unpacked. NULL, or why it is nothing to be read. */
static const char *rest_open(const struct phones *p, const struct phone_asks *q,
                             struct arena *a, struct str *plain)
{
    const struct host *h = p->site->host;
    int64_t form = said_int(q, "form"), size = said_int(q, "size");
    struct hash said;

    *plain = q->rest;
    if (!hash_read(phone_said(q, "hash", a), &said) ||
        !hash_same(said, sha_of(q->rest)))
        return "app.forged";
    if (!form)
        return NULL;
    if (size > PIECE_PLAIN)
        return "exchange.too_big";
    return form == PIECE_PACKED && h->unpack &&
                   h->unpack(h->self, q->rest, (size_t)size, a, plain) ?
               NULL :
               "exchange.packed";
}

static void lines_take(struct phones *p, struct id device, struct str rest,
                       struct buf *b)
{
    int64_t kept = 0, known = 0, n = 0;
    struct buf bad = buf_start(b->arena);

    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        struct findings f = findings_start(b->arena);
        const char *why = line_judge(line, device, b->arena);
        enum kept got = why ? KEPT_REFUSED : keeper_line(p->keeper, line, &f);

        n++;
        kept += got == KEPT;
        known += got == KEPT_KNOWN;
        if (got != KEPT_REFUSED)
            continue;
        buf_fmt(&bad, "%s{\"line\":%lld,\"what\":\"%s\"}", bad.n ? "," : "",
                (long long)n, why ? why : f.at[0].what);
    }
    buf_fmt(b, "\"kept\":%lld,\"known\":%lld,\"refused\":[", (long long)kept,
            (long long)known);
    buf_add(b, buf_str(&bad));
    buf_char(b, ']');
}

/* A phone that was ended brings what it kept before: what counts of it the
 * chain says. */
static struct str take_send(struct phones *p, const struct phone_asks *q,
                            struct arena *a)
{
    struct buf b = buf_start(a);
    struct str lines;
    struct phone x;
    struct rows r;
    const char *why = asker(p, q, "/app/send", a, &x);

    if (!why || !strcmp(why, "app.revoked"))
        why = rest_open(p, q, a, &lines);
    if (why)
        return refused(a, why);
    r = db_rows(p->site->db, SQL_PHONE_SEEN);
    db_bind_id(&r, 1, x.device);
    db_bind_int(&r, 2, now(p));
    db_bind_int(&r, 3, said_int(q, "unsent"));
    db_bind_int(&r, 4, said_int(q, "oldest"));
    db_run(&r);
    lines_take(p, x.device, lines, &b);
    return buf_str(&b);
}

/* A part of an attachment's file, whose entry has come before it: how much of it
 * is here. Of one that was destroyed nothing is taken, and all is wanted of it. */
static struct str take_phone_file(struct phones *p, const struct phone_asks *q,
                                  struct arena *a)
{
    struct buf b = buf_start(a);
    int64_t bytes = 0, have = -1;
    bool named, erased;
    struct hash file;
    struct str part;
    struct phone x;
    struct rows r;
    const char *why = asker(p, q, "/app/file", a, &x);

    if (!why || !strcmp(why, "app.revoked"))
        why = rest_open(p, q, a, &part);
    if (!why && !hash_read(phone_said(q, "file", a), &file))
        why = "app.forged";
    if (why)
        return refused(a, why);
    r = db_rows(p->site->db, SQL_ATTACHMENT_BROUGHT);
    db_bind_blob(&r, 1, file.b, sizeof file.b);
    db_bind_id(&r, 2, x.device);
    named = db_next(&r);
    if (named)
        bytes = db_int(&r, 0);
    erased = named && db_int(&r, 1);
    db_done(&r);
    if (!named || !p->file_add)
        return refused(a, "app.file");
    have = erased ? bytes :
                    p->file_add(p->files, file, bytes, said_int(q, "at"), part);
    if (have < 0)
        return refused(a, "app.again");
    buf_fmt(&b, "{\"bytes\":%lld,\"have\":%lld}\n", (long long)bytes,
            (long long)have);
    return buf_str(&b);
}

/* Once what came is in the log: what stands covered of that device, with this
 * site's word for it. */
static struct str take_receipt(struct phones *p, struct str rest,
                               struct arena *a)
{
    const struct host *h = p->site->host;
    struct buf text = buf_start(a), b = buf_start(a);
    struct phone x;
    struct id id;
    uint8_t sig[64];
    int64_t at = now(p);

    if (!id_read(rest, &id) || !phone_find(p->site->db, id, a, &x))
        return refused(a, "app.unknown");
    buf_z(&text, "saath receipt 1\n");
    id_put(&text, id);
    buf_fmt(&text, "\n%lld\n", (long long)x.seq);
    hash_put(&text, x.head);
    buf_fmt(&text, "\n%lld\n", (long long)at);
    if (!h->sign(h->self, buf_str(&text), sig))
        return S("");
    buf_fmt(&b, "\"at\":%lld,\"head\":\"", (long long)at);
    hash_put(&b, x.head);
    buf_fmt(&b, "\",\"seq\":%lld,\"stamp\":\"", (long long)x.seq);
    buf_hex(&b, sig, sizeof sig);
    buf_char(&b, '"');
    return buf_str(&b);
}

struct str phones_answer(struct phones *p, struct str payload, struct arena *a)
{
    struct str rest = payload, what = str_cut(&rest, '\n');
    struct phone_asks q;

    if (str_same(what, S("code")))
        return take_code(p, rest, a);
    if (str_same(what, S("refuse")))
        return take_refuse(p, rest, a);
    if (str_same(what, S("receipt")))
        return take_receipt(p, rest, a);
    if (str_same(what, S("pack")))
        return take_pack(p, rest, a);
    if (!phone_asks_read(rest, a, &q))
        return refused(a, "app.forged");
    if (str_same(what, S("enrol")))
        return take_enrol(p, &q, a);
    if (str_same(what, S("person")))
        return take_person(p, &q, a);
    if (str_same(what, S("file")))
        return take_phone_file(p, &q, a);
    return str_same(what, S("send")) ? take_send(p, &q, a) : S("");
}
