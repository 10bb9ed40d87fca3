/* storm_site - head office, two district offices and their phones in one
 * process, on the real code, for a storm to blow over.
 *
 * All of it is made once: the program's own facts by one image that every
 * database begins with, then a first quiet year in which everybody was let in.
 * A storm runs in a child process that begins with a copy of all that memory,
 * its open keepers and prepared statements too, which costs next to nothing. */
#ifndef SAATH_STORM_SITE_H
#define SAATH_STORM_SITE_H

#include "disk.h"
#include "phone_site.h"
#include "web_site.h"

enum {
    SITES = 3,    /* 0: head office; the power of 1 may go */
    HANDSETS = 4, /* 0, 1 of site 1; 2 of site 2; 3 is let in when 1 is lost */
    TOLD_MOST = 400,
    KEPT_MOST = 4000,
    LETTERS = 8
};

/* What a kernel was told to store: lines of the own chain up to `last`. */
struct flash {
    int64_t last;
    struct str lines;
};

/* A phone: what stands in its kernel's memory, and what on its disk. */
struct handset {
    struct office o; /* the kernel */
    const char *login;
    int home;
    bool in, lost;
    struct str token, word; /* that she holds; that her site said */
    struct arena disk;
    struct flash own[TOLD_MOST];
    size_t owns;
    struct str snap; /* of the database, with a whole pack; or none */
    int64_t seq, sent;
    struct hash head;
    struct hash told[TOLD_MOST]; /* by seq: of what was said to be kept */
};

/* A message on its way; to a page of the site when `path` is set. */
struct letter {
    struct arena arena;
    struct str text;
    const char *path;
    int from, to;
};

/* What was told to be kept, by somebody who may. */
struct fact {
    struct id id;
    int handset; /* or -1 */
    int64_t seq; /* of a handset's */
};

/* Deliberate faults: each must break a claim. */
enum lie {
    LIE_NONE,
    LIE_FORGETS, /* a site loses what it gave a receipt for */
    LIE_CLOCK,   /* head office takes nothing of a day to come */
    LIE_NAMES,   /* a site gets names of another district */
    LIE_RIGHT,   /* who had no right there is given it unasked */
    LIE_SYNC,    /* a disk does not write what it is told to */
    LIE_AMOUNT,  /* somebody changes a line of a book */
    LIE_BYTE,    /* the disk of head office gives another byte back */
    LIE_ROW,     /* a row says what no entry says */
    LIE_LOOKS    /* nobody reads the disk again */
};

/* One district: ids that everybody there knows. */
struct district {
    const char *code;
    struct id place, goth, home, person[2], co, member[2], loan, account;
};

struct storm {
    struct office at[SITES];
    struct district in[SITES];
    struct handset phone[HANDSETS];
    struct web web[SITES];
    struct web_kept part[SITES][2];
    struct phones phones[SITES];
    struct peer to_head[SITES];
    struct site other;  /* hears all of it in another order */
    struct arena arena; /* of requests */
    struct str told;    /* the last answer to a phone, before the weather */
    uint64_t seed;
    enum lie lie;
    bool calm, first, lied;
    struct hash kept[KEPT_MOST]; /* receipted */
    size_t n;
    struct fact fact[KEPT_MOST];
    size_t facts;
    struct id beyond[TOLD_MOST]; /* written without a right */
    size_t beyonds;
    struct letter late[LETTERS];   /* on the way for a while */
    uint64_t decay;                /* its chance is its own */
    struct hash spoilt[KEPT_MOST]; /* what the changed bytes would be called */
    size_t spoils;
    int64_t found;
    int64_t lost, cut, garbled, doubled, delayed, killed, dark, dropped, said;
    int64_t trouble; /* of writing: refused */
};

static inline uint64_t roll(struct storm *w, uint64_t sides)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (w->seed >> 33) % sides;
}

/* ---- databases ----------------------------------------------------------*/

/* A database in memory with the program's own facts, or as it was in an image. */
static inline struct db *storm_db(struct str image)
{
    struct db *db = db_open(":memory:", DB_MAKE);

    if (image.n)
        MUST(db_image_take(db, image));
    else
        site_make(db);
    db_composed_most(db, 2000);
    return db;
}

/* The file of site 1 has pages of another size: it is made where it lies. */
static inline struct db *storm_file(enum db_mode mode)
{
    struct db *db = db_open("one.db", mode);

    both_fine(db);
    site_make(db);
    db_composed_most(db, 2000);
    return db;
}

static inline void storm_disk(struct storm *w, struct db *db)
{
    both_ask(db, "PRAGMA wal_autocheckpoint=40");
    if (w->lie == LIE_SYNC)
        both_ask(db, "PRAGMA synchronous=OFF");
}

/* The power of site 1 went: what its disk holds is opened again. */
static inline void storm_light(struct storm *w)
{
    struct office *o = &w->at[1];

    keeper_close(o->s.keeper);
    db_close(o->s.db);
    power_again();
    o->s.db = storm_file(DB_WRITE);
    storm_disk(w, o->s.db);
    o->us.db = o->s.db;
    w->web[1].db = o->s.db;
    site_keeper(&o->s);
    w->dark++;
}

/* The keeper is killed at its n-th write, or the power goes at the disk's n-th:
 * nothing of the batch happened, or all; another opens the same tables. */
static inline bool kill_at(struct storm *w, struct office *o)
{
    if (w->calm || roll(w, 9))
        return false;
    if (o == &w->at[1] && !roll(w, w->lie == LIE_SYNC ? 2 : 4)) {
        sectors = roll(w, 2);
        fuse = 1 + (long)roll(w, 30);
    } else {
        db_fail_after(o->s.db, (long)(1 + roll(w, 60)));
    }
    return true;
}

static inline void killed(struct storm *w, struct office *o)
{
    if (fuse >= 0) {
        storm_light(w);
        return;
    }
    db_fail_after(o->s.db, 0);
    office_again(o);
    w->killed++;
}

/* ---- weather ------------------------------------------------------------*/

/* What arrives of it: all, some, another byte, or nothing. */
static inline struct str weather(struct storm *w, struct str text,
                                 struct arena *a)
{
    struct str other;

    if (w->calm)
        return text;
    switch (roll(w, 8)) {
    case 0: w->lost++; return S("");
    case 1:
        w->cut++;
        return (struct str){ text.p, text.n ? roll(w, text.n) : 0 };
    case 2:
        if (!text.n || roll(w, 3))
            return text;
        w->garbled++;
        other = arena_str(a, text);
        ((char *)(uintptr_t)other.p)[roll(w, text.n)] ^= (char)(1 +
                                                                roll(w, 255));
        return other;
    default: return text;
    }
}

static inline void keep_for_later(struct storm *w, struct str text,
                                  const char *path, int from, int to)
{
    struct letter *l;

    if (w->calm || roll(w, 4))
        return;
    l = &w->late[roll(w, LETTERS)];
    arena_free(&l->arena);
    *l = (struct letter){ .path = path, .from = from, .to = to };
    l->text = arena_str(&l->arena, text);
    w->delayed++;
}

static inline void clock_jumps(struct storm *w, struct site *s)
{
    if (!w->calm && !roll(w, 12))
        s->now += (int64_t)roll(w, 4 * 365 * 86400) - 2 * 365 * 86400;
}

/* ---- a disk that rots ---------------------------------------------------*/

static inline uint64_t decay(struct storm *w, uint64_t sides)
{
    w->decay = w->decay * 6364136223846793005u + 1442695040888963407u;
    return (w->decay >> 33) % sides;
}

static inline bool entry_at(struct db *db, struct hash h)
{
    struct rows r = db_text_rows(db, S("SELECT 1 FROM entry WHERE hash = $1"));
    bool there;

    db_bind_blob(&r, 1, h.b, sizeof h.b);
    there = db_next(&r);
    db_done(&r);
    return there;
}

/* Is it there as it was signed? */
static inline bool whole_at(struct db *db, struct hash h)
{
    struct rows r =
        db_text_rows(db,
                     S("SELECT bytes FROM entry WHERE hash = $1 ORDER BY n"));
    bool whole;

    db_bind_blob(&r, 1, h.b, sizeof h.b);
    whole = db_next(&r) && hash_same(sha_of(db_str(&r, 0)), h);
    db_done(&r);
    return whole;
}

/* Of an entry that is whole somewhere else, one byte: what rots everywhere before
 * anybody has looked is gone. */
static inline void rots(struct storm *w, int i)
{
    struct db *db = w->at[i].s.db;
    struct rows r = db_text_rows(
        db, S("SELECT n, hash, bytes FROM entry WHERE n > (SELECT max(n) FROM "
              "entry) - $1 ORDER BY n LIMIT 1"));
    struct hash h = { { 0 } };
    struct str bytes = S("");
    int64_t n = 0;

    /* seldom what the program ships, which each site mends by itself */
    db_bind_int(&r, 1, 1 + (int64_t)decay(w, 80));
    if (db_next(&r)) {
        n = db_int(&r, 0);
        h = db_hash(&r, 1);
        bytes = arena_str(&w->arena, db_str(&r, 2));
    }
    db_done(&r);
    if (!bytes.n || w->spoils == KEPT_MOST ||
        (!whole_at(w->at[(i + 1) % SITES].s.db, h) &&
         !whole_at(w->at[(i + 2) % SITES].s.db, h)))
        return;
    ((char *)(uintptr_t)bytes.p)[decay(w, bytes.n)] ^= (char)(1 +
                                                              decay(w, 255));
    w->spoilt[w->spoils++] = sha_of(bytes);
    r = db_text_rows(db, S("UPDATE entry SET bytes = $2 WHERE n = $1"));
    db_bind_int(&r, 1, n);
    db_bind_blob(&r, 2, bytes.p, bytes.n);
    db_run(&r);
}

/* As a site's keeper does in its rests. */
static inline void site_looks(struct storm *w, int i)
{
    struct keeper *k = w->at[i].s.keeper;
    int64_t at = 0;

    if (w->lie == LIE_LOOKS)
        return;
    keeper_begin(k);
    do
        at = keeper_look(k, at, 100, &w->found);
    while (at);
    CHECK(keeper_commit(k));
}

/* ---- receipts -----------------------------------------------------------*/

static inline void receipt(struct storm *w, struct hash h)
{
    MUST(w->n < KEPT_MOST);
    w->kept[w->n++] = h;
}

static inline void fact_told(struct storm *w, struct id id, int handset,
                             int64_t seq)
{
    MUST(w->facts < KEPT_MOST);
    w->fact[w->facts++] = (struct fact){ id, handset, seq };
}

static inline struct hash hash_of(struct db *db, struct id id)
{
    struct rows r =
        db_text_rows(db,
                     S("SELECT hash FROM entry WHERE id = $1 ORDER BY hash"));
    struct hash h = { { 0 } };

    db_bind_id(&r, 1, id);
    if (db_next(&r))
        h = db_hash(&r, 0);
    db_done(&r);
    return h;
}

/* Nobody here writes what would be refused, but on a phone that has not yet
 * heard of her right. */
static inline void refused_told(struct storm *w, const char *kind,
                                const struct findings *f)
{
    for (size_t i = 0; i < f->n; i++) {
        if (!strcmp(f->at[i].what, "entry.no_right"))
            continue;
        w->trouble++;
        printf("# %s: %s\n", kind, f->at[i].what);
    }
}

/* ---- a site writes ------------------------------------------------------*/

static inline struct id put_as(struct storm *w, struct office *o,
                               const char *author, const char *kind,
                               const char *body)
{
    struct draft d = { .kind = str_of(kind),
                       .author = str_of(author),
                       .body = str_of(body) };
    struct findings f = findings_start(&o->s.arena);
    bool kill = kill_at(w, o), good;
    struct id id = ID_NONE;
    enum kept kept;

    clock_jumps(w, &o->s);
    keeper_begin(o->s.keeper);
    kept = keeper_draft(o->s.keeper, &d, &f, &id);
    good = keeper_commit(o->s.keeper) && kept == KEPT;
    if (kill)
        killed(w, o);
    if (kept != KEPT && !kill)
        refused_told(w, kind, &f);
    if (!good)
        return ID_NONE;
    receipt(w, hash_of(o->s.db, id));
    fact_told(w, id, -1, 0);
    return id;
}

static inline struct id put(struct storm *w, struct office *o, const char *kind,
                            const char *body)
{
    return put_as(w, o, "admin", kind, body);
}

/* ---- a site answers its phones ------------------------------------------*/

static inline int64_t storm_now(void *self)
{
    return office_of(self)->s.now++;
}

/* As office_take, of a batch that is open. */
static inline bool batch_take(void *self, const struct str *line, size_t n,
                              struct exchange_counts *c)
{
    struct site *s = &office_of(self)->s;

    (void)c;
    for (size_t i = 0; i < n; i++) {
        struct findings f = findings_start(&s->arena);

        keeper_line(s->keeper, line[i], &f);
    }
    return true;
}

static inline struct str keeper_told(struct storm *w, int i, struct str payload,
                                     bool *told)
{
    struct office *o = &w->at[i];
    struct exchange_site us = o->us;
    bool kill = kill_at(w, o);
    struct str reply;

    us.take = batch_take;
    w->phones[i].site = &us;
    w->phones[i].keeper = o->s.keeper;
    w->phones[i].name = S("office");
    keeper_begin(o->s.keeper);
    reply = phones_answer(&w->phones[i], payload, &w->arena);
    *told = keeper_commit(o->s.keeper);
    if (kill)
        killed(w, o);
    return *told ? reply : S("");
}

/* One request of a phone, as the served site takes it; the status. */
static inline int serve(struct storm *w, int i, const char *path,
                        struct str body, struct str *reply)
{
    struct http_pair header[] = { { S("Host"), S("saath.test") },
                                  { S("Content-Type"), S("text/plain") } };
    struct http_request q = { .method = S("POST"),
                              .body = body,
                              .remote = S("127.0.0.1"),
                              .arena = &w->arena,
                              .header = header,
                              .headers = LEN(header) };
    struct http_answer answer = { 0 };

    *reply = S("");
    w->web[i].self = &w->at[i];
    if (!request_target(&q, str_of(path)) || !request_form(&q))
        return 400;
    web_answer(&w->web[i], &q, &answer);
    while (answer.ask.whom != ASK_NOBODY) {
        struct http_ask ask = answer.ask;
        bool told = true;
        struct str said = ask.whom == ASK_LOGIN ?
                              S("good") :
                              keeper_told(w, i, ask.payload, &told);

        memset(&answer, 0, sizeof answer);
        web_resume(&w->web[i], &q, ask.memo, told, 0, said, &answer);
    }
    *reply = answer.body;
    return answer.status;
}

/* ---- a phone ------------------------------------------------------------*/

/* The kernel never signs: who sends, stamps. */
static inline bool handset_sign(void *self, struct str m, uint8_t sig[64])
{
    (void)self, (void)m, (void)sig;
    return false;
}

static inline void lines_give(struct keeper *k, struct str rest)
{
    struct arena a = { 0 };

    keeper_begin(k);
    while (rest.n) {
        struct findings f = findings_start(&a);

        keeper_line(k, str_cut(&rest, '\n'), &f);
    }
    CHECK(keeper_commit(k));
    arena_free(&a);
}

/* A kernel on what is stored: the last snapshot (or nothing, for a pack from
 * its start), where the chain stands, and her own lines. */
static inline void handset_opens(struct storm *w, struct handset *h, bool fresh)
{
    struct str image = fresh ? S("") : h->snap;
    struct db *db = storm_db(image);

    if (image.n) {
        h->o.s.db = db;
        phone_opens(&h->o);
    } else {
        phone_begins(&h->o, db, w->at[h->home].us.key);
    }
    h->o.us.db = db;
    if (h->seq)
        keeper_follow(h->o.s.keeper, h->seq, h->head);
    for (size_t i = 0; i < h->owns; i++)
        lines_give(h->o.s.keeper, h->own[i].lines);
}

static inline void handset_again(struct storm *w, struct handset *h, bool fresh)
{
    struct db *was = h->o.s.db;

    keeper_close(h->o.s.keeper);
    db_close(was);
    handset_opens(w, h, fresh);
    if (!fresh)
        w->killed++;
}

static inline void handset_start(struct storm *w, int n, int home,
                                 const char *login)
{
    struct handset *h = &w->phone[n];

    h->home = home;
    h->login = login;
    phone_make(&h->o, (uint8_t)(20 + n));
    h->o.s.host.sign = handset_sign;
    h->o.s.chance = 77 + (uint64_t)n;
    handset_opens(w, h, true);
}

static inline void flash_put(struct handset *h, int64_t seq, struct hash head,
                             struct str lines)
{
    MUST(h->owns < TOLD_MOST && seq < TOLD_MOST);
    h->own[h->owns++] = (struct flash){ seq, arena_str(&h->disk, lines) };
    h->seq = seq;
    h->head = h->told[seq] = head;
}

/* Only when it is on the disk is anybody told that it is kept. */
static inline void handset_stores(struct handset *h)
{
    struct wire lines = { .cut = SIZE_MAX };
    struct own_said o = keeper_own(h->o.s.keeper, h->seq);

    if (o.seq <= h->seq)
        return;
    CHECK(keeper_unsent(h->o.s.keeper, h->seq, wire_line, &lines));
    flash_put(h, o.seq, o.head, wire_str(&lines));
    wire_free(&lines);
}

/* A snapshot takes away of her own lines what the site has acknowledged. */
static inline void handset_saves(struct handset *h)
{
    size_t n = 0;

    if (h->snap.n)
        db_image_give(h->o.s.db, h->snap);
    CHECK(db_image(h->o.s.db, &h->snap));
    for (size_t i = 0; i < h->owns; i++)
        if (h->own[i].last > h->sent)
            h->own[n++] = h->own[i];
    h->owns = n;
}

/* A form of the app. */
static inline struct id handset_put(struct storm *w, int n, const char *kind,
                                    const char *body)
{
    struct handset *h = &w->phone[n];
    struct draft d = { .kind = str_of(kind),
                       .author = str_of(h->login),
                       .body = str_of(body) };
    struct findings f = findings_start(&h->o.s.arena);
    bool kill = !w->calm && !roll(w, 25), good;
    struct id id = ID_NONE;

    if (kill)
        db_fail_after(h->o.s.db, (long)(1 + roll(w, 60)));
    clock_jumps(w, &h->o.s);
    keeper_begin(h->o.s.keeper);
    good = keeper_draft(h->o.s.keeper, &d, &f, &id) == KEPT;
    good = keeper_commit(h->o.s.keeper) && good;
    if (!good && !kill)
        refused_told(w, kind, &f);
    /* killed, or its disk is full: what is not stored did not happen */
    if (kill || (!w->calm && !roll(w, 40))) {
        handset_again(w, h, false);
        return ID_NONE;
    }
    if (!good)
        return ID_NONE;
    handset_stores(h);
    fact_told(w, id, n, h->seq);
    return id;
}

/* Her form would not let her: she signs it with her own hands. */
static inline void handset_forges(struct storm *w, int n, const char *kind,
                                  const char *body)
{
    struct handset *h = &w->phone[n];
    struct entry e = { .device = h->o.device,
                       .seq = h->seq + 1,
                       .prev = h->head,
                       .kind = str_of(kind),
                       .author = str_of(h->login),
                       .at = h->o.s.now++,
                       .body = str_of(body) };
    struct buf line = buf_start(&w->arena);

    MUST(w->beyonds < TOLD_MOST);
    site_random(&h->o.s, e.id.b, sizeof e.id.b);
    entry_seal(&e, &w->arena);
    buf_add(&line, e.bytes);
    buf_char(&line, '\n');
    lines_give(h->o.s.keeper, buf_str(&line));
    flash_put(h, e.seq, e.hash, buf_str(&line));
    keeper_follow(h->o.s.keeper, e.seq, e.hash);
    w->beyond[w->beyonds++] = e.id;
}

/* ---- a phone and its site -----------------------------------------------*/

static inline const char *hex_in(struct arena *a, const void *p, size_t n)
{
    struct buf b = buf_start(a);

    buf_hex(&b, p, n);
    return arena_z(a, buf_str(&b));
}

/* Asks its site in whatever weather; the status, 0 when no answer came. What
 * came of the answer may be cut. */
static inline int handset_asks(struct storm *w, int n, const char *path,
                               struct str line, struct str rest,
                               struct str *reply)
{
    struct handset *h = &w->phone[n];
    struct arena *a = &w->arena;
    struct str text = phone_text(path, line, a), body;
    struct buf b = buf_start(a);
    uint8_t sig[64];
    int status;

    crypto_sign_detached(sig, NULL, (const uint8_t *)text.p, text.n,
                         h->o.s.secret);
    buf_add(&b, line);
    buf_char(&b, '\n');
    buf_hex(&b, sig, sizeof sig);
    buf_char(&b, '\n');
    buf_add(&b, rest);
    body = buf_str(&b);
    keep_for_later(w, body, path, n, h->home);
    body = weather(w, body, a);
    *reply = S("");
    w->said++;
    if (!body.n)
        return 0;
    status = serve(w, h->home, path, body, reply);
    w->told = *reply;
    *reply = weather(w, *reply, a);
    return reply->n ? status : 0;
}

static inline const char *handset_device(struct storm *w,
                                         const struct handset *h)
{
    return hex_in(&w->arena, h->o.device.b, sizeof h->o.device.b);
}

static inline struct str said_at(struct str json, const char *key,
                                 struct arena *a)
{
    size_t at;
    const struct json *j = json_read(json, a, &at), *v;

    v = j && j->type == JSON_OBJECT ? json_member(j, key) : NULL;
    return !v                   ? S("") :
           v->type == JSON_TEXT ? json_text(v, a) :
           v->type == JSON_INT  ? v->raw :
                                  S("");
}

/* The word of the site whose key the code of the enrolment named. */
static inline bool receipt_good(struct storm *w, struct handset *h,
                                struct str reply, int64_t *seq)
{
    struct arena *a = &w->arena;
    struct str at = said_at(reply, "at", a), head = said_at(reply, "head", a);
    struct buf b = buf_start(a);
    uint8_t sig[64];

    if (!int_read(said_at(reply, "seq", a), seq) ||
        !hex_read(said_at(reply, "stamp", a), sig, sizeof sig))
        return false;
    buf_fmt(&b, "saath receipt 1\n%s\n%lld\n", handset_device(w, h),
            (long long)*seq);
    buf_add(&b, head);
    buf_char(&b, '\n');
    buf_add(&b, at);
    buf_char(&b, '\n');
    return *seq <= h->seq &&
           site_verify(NULL, w->at[h->home].us.key, buf_str(&b), sig);
}

static inline void handset_receipt(struct storm *w, struct handset *h,
                                   struct str reply)
{
    int64_t seq;

    if (!receipt_good(w, h, reply, &seq))
        return;
    for (; h->sent < seq; h->sent++)
        receipt(w, h->told[h->sent + 1]);
}

static inline struct str handset_stamp(struct storm *w, struct handset *h)
{
    struct stamp s = { .device = h->o.device, .seq = h->seq, .head = h->head };
    struct str text = stamp_text(&s, &w->arena);

    crypto_sign_detached(s.sig, NULL, (const uint8_t *)text.p, text.n,
                         h->o.s.secret);
    return stamp_line(&s, &w->arena);
}

/* The site of a deliberate fault is again as it was before that answer. */
static inline void site_forgets(struct storm *w, int i, struct str was)
{
    MUST(db_image_take(w->at[i].s.db, was));
    office_again(&w->at[i]);
    w->lied = true;
}

static inline bool handset_chunk(struct storm *w, int n, struct str chunk)
{
    struct handset *h = &w->phone[n];
    bool lies = w->lie == LIE_FORGETS && !w->lied && h->home == 2;
    int64_t sent = h->sent;
    struct str was = S("");
    struct own_said o = keeper_own(h->o.s.keeper, h->sent);
    struct buf b = buf_start(&w->arena);
    size_t size = chunk.n;
    bool packs = size % 2 && deflate_pack(chunk, &w->arena, &chunk);
    struct hash hash = sha_of(chunk);
    struct str reply;

    buf_fmt(&b, "{\"device\":\"%s\",", handset_device(w, h));
    if (packs) /* some browsers cannot */
        buf_fmt(&b, "\"form\":1,\"size\":%zu,", size);
    buf_fmt(&b, "\"hash\":\"%s\",\"oldest\":%lld,\"seq\":%lld,\"unsent\":%lld}",
            hex_in(&w->arena, hash.b, sizeof hash.b), (long long)o.oldest,
            (long long)h->seq, (long long)o.n);
    if (lies)
        MUST(db_image(w->at[h->home].s.db, &was));
    if (handset_asks(w, n, "/app/send", buf_str(&b), chunk, &reply) != 200)
        return false;
    handset_receipt(w, h, reply);
    if (lies && h->sent > sent)
        site_forgets(w, h->home, was);
    return true;
}

/* Whole lines of about so many bytes. */
static inline struct str chunk_cut(struct str *rest, size_t most)
{
    struct str all = *rest;

    do
        str_cut(rest, '\n');
    while (rest->n && all.n - rest->n < most);
    return (struct str){ all.p, all.n - rest->n };
}

/* All that waits, until the line breaks. */
static inline bool handset_sends(struct storm *w, int n)
{
    struct handset *h = &w->phone[n];
    struct wire out = { .cut = SIZE_MAX };
    size_t most = w->calm ? SIZE_MAX : 200 + roll(w, 4000);
    struct str rest;
    bool good = true;

    if (h->sent == h->seq)
        return true;
    CHECK(keeper_unsent(h->o.s.keeper, h->sent, wire_line, &out));
    wire_line(&out, handset_stamp(w, h));
    rest = wire_str(&out);
    while (rest.n && good)
        good = handset_chunk(w, n, chunk_cut(&rest, most));
    wire_free(&out);
    return good;
}

static inline bool handset_hears(struct storm *w, int n, struct str in)
{
    struct handset *h = &w->phone[n];
    bool kill = !w->calm && !roll(w, 20);
    struct heard last;

    if (kill)
        db_fail_after(h->o.s.db, (long)(1 + roll(w, 100)));
    last = hears(&h->o, in);
    if (kill) {
        handset_again(w, h, false);
        return false;
    }
    if (last.fresh)
        handset_again(w, h, true);
    else if (last.same && (w->first || !roll(w, 5)))
        handset_saves(h);
    return last.same;
}

static inline bool handset_signs_in(struct storm *w, int n)
{
    struct handset *h = &w->phone[n];
    struct buf b = buf_start(&w->arena);
    struct str reply, token;

    buf_fmt(&b,
            "{\"device\":\"%s\",\"lang\":\"sd\",\"login\":\"%s\","
            "\"password\":\"right\"}",
            handset_device(w, h), h->login);
    if (handset_asks(w, n, "/app/person", buf_str(&b), S(""), &reply) != 200)
        return false;
    token = said_at(reply, "token", &w->arena);
    h->token = arena_str(&h->disk, token);
    h->word = arena_str(&h->disk, said_at(w->told, "token", &w->arena));
    return token.n > 0;
}

/* One question; true when all is here. An old sign-in that comes late takes the
 * word that her site said from nobody. Where the weather had another come, she
 * signs in again, as she is told to. */
static inline bool handset_packs(struct storm *w, int n)
{
    struct handset *h = &w->phone[n];
    struct buf have = buf_start(&w->arena), b = buf_start(&w->arena);
    struct str reply;
    int status;

    keeper_has(h->o.s.keeper, &have);
    buf_fmt(&b, "{\"device\":\"%s\",\"have\":", handset_device(w, h));
    buf_add(&b, buf_str(&have));
    buf_fmt(&b, ",\"login\":\"%s\",\"most\":%d,\"token\":\"", h->login,
            w->calm ? 4000000 : 500 + (int)roll(w, 40000));
    buf_add(&b, h->token);
    buf_z(&b, "\"}");
    status = handset_asks(w, n, "/app/pack", buf_str(&b), S(""), &reply);
    if (status == 401 && !w->lie) /* her right is being mended there */
        CHECK(phone_token_good(w->at[h->home].s.db, h->o.device,
                               str_of(h->login), h->word));
    if (status == 401 && !str_same(h->token, h->word))
        handset_signs_in(w, n);
    return status == 200 && handset_hears(w, n, reply);
}

/* ---- let in, and ended --------------------------------------------------*/

static inline bool handset_enrols(struct storm *w, int n, struct str code)
{
    struct handset *h = &w->phone[n];
    struct buf b = buf_start(&w->arena);
    struct str reply;

    buf_z(&b, "{\"code\":\"");
    buf_add(&b, code);
    buf_fmt(&b, "\",\"key\":\"%s\",\"name\":\"a phone\"}",
            hex_in(&w->arena, h->o.s.public, 32));
    return handset_asks(w, n, "/app/enrol", buf_str(&b), S(""), &reply) == 200;
}

/* A code, the phone's question, the office's yes, her password: until it is in,
 * or the day is over. */
static inline void handset_let_in(struct storm *w, int n)
{
    struct handset *h = &w->phone[n];
    struct office *o = &w->at[h->home];
    struct buf b = buf_start(&o->s.arena);
    struct str code;
    bool told, accepted = false;

    buf_fmt(&b, "{\"holder\":\"admin\",\"key\":\"%s\",\"name\":\"a phone\"}",
            hex_in(&o->s.arena, h->o.s.public, 32));
    for (int i = 0; i < 20 && !h->in; i++) {
        code = keeper_told(w, h->home, S("code\nadmin"), &told);
        if (!told || !handset_enrols(w, n, str_cut(&code, '.')))
            continue;
        if (!accepted)
            accepted = !id_none(
                put(w, o, "device", arena_z(&o->s.arena, buf_str(&b))));
        h->in = accepted && handset_signs_in(w, n);
    }
}

/* Lost: the office ends it where its chain stands here. */
static inline void handset_lost(struct storm *w, int n)
{
    struct handset *h = &w->phone[n];
    struct office *o = &w->at[h->home];
    struct buf b = buf_start(&o->s.arena);
    struct phone x;

    if (!phone_find(o->s.db, h->o.device, &o->s.arena, &x))
        return;
    buf_fmt(&b,
            "{\"answers\":\"%%1\",\"why\":\"lost\",\"body\":{\"holder\":"
            "\"admin\",\"key\":\"%s\",\"last\":%lld,\"name\":\"a phone\"}}",
            hex_in(&o->s.arena, h->o.s.public, 32), (long long)x.seq);
    if (id_none(put(w, o, "fix",
                    with(&o->s, arena_z(&o->s.arena, buf_str(&b)), h->o.device,
                         ID_NONE, ID_NONE))))
        return;
    h->lost = true;
    h->in = false;
    w->dropped++;
}

#endif
