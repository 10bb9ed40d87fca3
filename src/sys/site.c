/* site - opening a database: for reading, as its keeper, or by way of the
 * keeper that runs. */
#include "sys/site.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.sql.h"
#include "log/exchange.h"
#include "site.sql.h"
#include "sys/desk.h"
#include "sys/sys.h"

enum {
    OPEN_MS = 10000,      /* for another verb to end, or a keeper to rise */
    REPLY_MS = 120000,    /* a batch, behind all that came before it */
    TRIES = 5,            /* when a keeper could not commit */
    PIECE_BYTES = 4 << 20 /* of drafts or lines in one frame */
};

struct house {
    const char *address;
    struct arena arena; /* as long as the house */
    int lock;           /* -1: we are not the keeper */
    struct secrets secrets;
    const char *seal_from; /* of a copied site; NULL */
    struct host host;
    struct own own;
    struct db *db; /* the keeper's, or for local work beside one */
    struct keeper *keeper;
    int fd; /* to the keeper that runs; -1 */
    struct frame_reader in;
    uint64_t ticket;
};

/* ---- trouble ------------------------------------------------------------*/

static void put_text(char *out, size_t room, struct str s)
{
    size_t n = s.n < room ? s.n : room - 1;

    memcpy(out, s.p, n);
    out[n] = 0;
}

static bool server(const char *address)
{
    struct str s = str_of(address);

    return str_starts(s, S("postgresql://")) || str_starts(s, S("postgres://"));
}

const char *site_shown(const char *address, struct arena *a)
{
    struct str rest = str_of(address), who;
    struct buf b = buf_start(a);

    if (!server(address))
        return arena_z(a, rest);
    rest = str_cut(&rest, '?');
    str_cut(&rest, '/');
    str_cut(&rest, '/');
    who = str_cut(&rest, '@');
    buf_z(&b, "postgresql://");
    buf_add(&b, rest.n ? rest : who);
    return arena_z(a, buf_str(&b));
}

static bool troubled(struct site_trouble *t, const char *key,
                     const char *address, const char *more)
{
    struct arena a = { 0 };

    if (t->key)
        return false;
    t->key = key;
    put_text(t->a, sizeof t->a, str_of(site_shown(address, &a)));
    put_text(t->b, sizeof t->b, str_of(more));
    arena_free(&a);
    return false;
}

static bool db_troubled(struct site_trouble *t, const struct db *db,
                        const char *address)
{
    static const char *const key[] = {
        [DB_FINE] = "site.broken",       [DB_MISSING] = "site.missing",
        [DB_NOT_OURS] = "site.not_ours", [DB_READ_ONLY] = "site.read_only",
        [DB_FULL] = "site.full",         [DB_BUSY] = "site.busy",
        [DB_BROKEN] = "site.broken"
    };
    enum db_trouble which;
    const char *text = db_last_fault(db, &which);

    return troubled(t, key[which], address, text);
}

void site_trouble_note(const struct site_trouble *t)
{
    sys_note("%s: %s %s", t->key ? t->key : "site", t->a, t->b);
}

/* ---- the key's place ----------------------------------------------------*/

static bool folder_make(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static const char *joined(struct arena *a, const char *one, const char *two)
{
    struct buf b = buf_start(a);

    buf_z(&b, one);
    buf_z(&b, two);
    return arena_z(a, buf_str(&b));
}

const char *site_key_place(const char *address, struct arena *a)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    struct buf b = buf_start(a);

    if (!server(address))
        return joined(a, address, ".key");
    if (!state || state[0] != '/') {
        if (!home || home[0] != '/')
            return NULL;
        folder_make(joined(a, home, "/.local"));
        state = joined(a, home, "/.local/state");
    }
    folder_make(state);
    state = joined(a, state, "/saath");
    if (!folder_make(state))
        return NULL;
    buf_fmt(&b, "%s/", state);
    buf_hex(&b, sha_of(str_of(address)).b, 12);
    buf_z(&b, ".key");
    return arena_z(a, buf_str(&b));
}

/* The same place with another ending. */
static const char *key_beside(const char *address, const char *suffix,
                              struct arena *a)
{
    const char *key = site_key_place(address, a);
    struct str stem = str_of(key ? key : "");

    if (!key)
        return NULL;
    return joined(a, arena_z(a, (struct str){ stem.p, stem.n - 4 }), suffix);
}

const char *site_seal_place(const char *address, struct arena *a)
{
    return key_beside(address, ".seal", a);
}

const char *site_tls_place(const char *address, struct arena *a)
{
    return key_beside(address, ".tls", a);
}

const char *site_files_place(const char *address, struct arena *a)
{
    const char *said = getenv("SAATH_FILES");

    return said && *said ? arena_z(a, str_of(said)) :
                           key_beside(address, ".files", a);
}

/* ---- houses -------------------------------------------------------------*/

static struct house *house_new(const char *address)
{
    struct house *h = calloc(1, sizeof *h);

    MUST(h);
    h->address = arena_z(&h->arena, str_of(address));
    h->lock = h->fd = -1;
    sys_host(&h->host, &h->secrets);
    return h;
}

static void house_free(struct house *h)
{
    if (!h)
        return;
    keeper_close(h->keeper);
    db_close(h->db);
    key_close(h->secrets.key);
    seal_close(h->secrets.seal);
    if (h->fd >= 0)
        close(h->fd);
    frame_reader_free(&h->in);
    if (h->lock >= 0)
        close(h->lock);
    arena_free(&h->arena);
    free(h);
}

void site_end(struct site *s)
{
    db_close(s->db);
    house_free(s->house);
    *s = (struct site){ 0 };
}

struct keeper *site_keeper(struct site *s)
{
    return s->house ? s->house->keeper : NULL;
}

void site_at(struct site *s, int64_t at)
{
    if (s->house)
        s->house->secrets.at = at;
}

struct str site_name(const struct site *s)
{
    return s->house ? s->house->own.name : S("");
}

struct db *site_writer_db(struct site *s)
{
    return s->house->db;
}

static struct str meta_read(struct db *db, struct str name, struct arena *a)
{
    struct rows r = db_rows(db, SQL_META_FIND);
    struct str value = { "", 0 };

    db_bind_text(&r, 1, name);
    if (db_next(&r))
        value = arena_str(a, db_str(&r, 0));
    db_done(&r);
    return value;
}

static void meta_write(struct db *db, struct str name, struct str value)
{
    struct rows r = db_rows(db, SQL_META_PUT);

    db_bind_text(&r, 1, name);
    db_bind_text(&r, 2, value);
    db_run(&r);
}

/* A file that is not there must not get a lock beside it. */
static bool there(const char *address, struct site_trouble *t)
{
    if (server(address) || file_exists(address))
        return true;
    return troubled(t, "site.missing", address, "");
}

/* Another's short hold, or a server that still ends an old session. */
static struct db *db_patiently(const char *address, enum db_mode mode)
{
    int64_t end = clock_ticks() + OPEN_MS;
    struct db *db = db_open(address, mode);

    while (db_fault(db) == DB_BUSY && clock_ticks() < end) {
        db_close(db);
        poll(NULL, 0, 50);
        db = db_open(address, mode);
    }
    return db;
}

static bool state_good(struct db *db, const char *address,
                       enum log_state *state, struct site_trouble *t)
{
    *state = db_fault(db) ? LOG_NONE : log_state(db);
    if (db_fault(db))
        return db_troubled(t, db, address);
    if (*state == LOG_NONE)
        return troubled(t, "site.unfinished", address, "");
    if (*state == LOG_NEWER)
        return troubled(t, "site.newer", address, "");
    return true;
}

/* ---- as the keeper ------------------------------------------------------*/

/* A site that has no key for sealed parts yet gets one. */
static bool seal_take(struct house *h, bool make, struct site_trouble *t)
{
    const char *path = site_seal_place(h->address, &h->arena);
    struct str bytes;

    if (make && file_exists(path))
        return troubled(t, "site.key_exists", path, "");
    if (h->seal_from &&
        (file_read(h->seal_from, 65, &h->arena, &bytes) != FILE_FINE ||
         file_make(path, bytes, 0600) != FILE_FINE))
        return troubled(t, "site.no_seal", h->seal_from, "");
    h->secrets.seal = seal_open(path, !file_exists(path));
    if (!h->secrets.seal)
        return troubled(t, "site.no_seal", path, "");
    sys_host(&h->host, &h->secrets);
    return true;
}

static bool key_take(struct house *h, bool make, struct site_trouble *t)
{
    const char *path = site_key_place(h->address, &h->arena);

    if (!path)
        return troubled(t, "site.no_state_folder", h->address, "");
    if (make && file_exists(path))
        return troubled(t, "site.key_exists", path, "");
    h->secrets.key = key_open(path, make);
    if (!h->secrets.key)
        return troubled(t, "site.no_key", path, "");
    memcpy(h->own.key, key_public(h->secrets.key), sizeof h->own.key);
    return seal_take(h, make, t);
}

static bool keeper_take(struct house *h, struct site_trouble *t)
{
    h->keeper = keeper_open(h->db, &h->host, &h->own);
    return db_fault(h->db) == DB_FINE || db_troubled(t, h->db, h->address);
}

/* The lock is held already. */
static bool hold(struct house *h, struct site_trouble *t)
{
    enum log_state state;

    h->db = db_patiently(h->address, DB_WRITE);
    if (!state_good(h->db, h->address, &state, t))
        return false;
    h->own.name = meta_read(h->db, S("site.name"), &h->arena);
    h->own.holder = meta_read(h->db, S("site.holder"), &h->arena);
    if (!h->own.holder.n)
        return troubled(t, "site.unfinished", h->address, "");
    if (!key_take(h, false, t) || !keeper_take(h, t))
        return false;
    if (state == LOG_OLDER && !keeper_rebuild(h->keeper, NULL, NULL))
        return db_troubled(t, h->db, h->address);
    return true;
}

static bool keep_own(void *self, const struct draft *d, size_t n,
                     struct arena *a, struct outcome *out)
{
    struct house *h = self;
    struct writer w = keeper_writer(h->keeper);
    bool good = w.keep(w.self, d, n, a, out);

    if (good)
        keeper_shred(h->keeper); /* else whoever opens it next */
    return good;
}

static bool local_work(struct db *db, void (*work)(void *, struct db *),
                       void *memo)
{
    db_begin(db);
    work(memo, db);
    if (db_fault(db) == DB_FINE && db_commit(db))
        return true;
    db_rollback(db);
    db_forgive(db);
    return false;
}

static bool local_own(void *self, void (*work)(void *, struct db *), void *memo)
{
    struct house *h = self;

    return local_work(h->db, work, memo);
}

/* ---- by way of the keeper that runs -------------------------------------*/

/* One question and its answer, which lives until the next. A keeper that
 * could not commit is asked again. */
static bool ask(struct house *h, uint32_t type, struct str payload,
                struct str *reply)
{
    struct frame f;

    for (int i = 0; i < TRIES; i++) {
        if (!frame_send(h->fd, ++h->ticket, type, payload))
            return false;
        do
            if (!frame_wait(&h->in, h->fd, REPLY_MS, &f))
                return false;
        while (f.ticket != h->ticket);
        if (f.type == FRAME_REPLY) {
            *reply = f.payload;
            return reply->n > 0;
        }
        poll(NULL, 0, 50 << i);
    }
    return false;
}

/* How many drafts from here on go into one frame: of one author. */
static size_t piece_of(const struct draft *d, size_t n)
{
    size_t bytes = 0, i = 0;

    while (i < n && i < ASK_DRAFTS_MOST && bytes < PIECE_BYTES &&
           str_same(d[i].author, d[0].author))
        bytes += d[i++].body.n;
    return i;
}

static bool keep_far(void *self, const struct draft *d, size_t n,
                     struct arena *a, struct outcome *out)
{
    struct house *h = self;

    while (n) {
        size_t piece = piece_of(d, n);
        struct str text = ask_drafts(a, d->author, d, piece), reply;
        uint32_t type = text.n > FRAME_SMALL || piece > 1 ?
                            ASK_DRAFTS | FRAME_BULK :
                            ASK_DRAFTS;

        if (!ask(h, type, text, &reply) ||
            !ask_outcomes_read(arena_str(a, reply), a, out, piece))
            return false;
        d += piece;
        out += piece;
        n -= piece;
    }
    return true;
}

static bool local_far(void *self, void (*work)(void *, struct db *), void *memo)
{
    struct house *h = self;

    if (!h->db)
        h->db = db_patiently(h->address, DB_BESIDE);
    for (int i = 0; i < TRIES; i++) {
        if (local_work(h->db, work, memo))
            return true;
        poll(NULL, 0, 100);
    }
    return false;
}

/* ---- opening ------------------------------------------------------------*/

static bool fill_new(struct house *h, struct site_trouble *t)
{
    log_make(h->db);
    if (!keeper_take(h, t))
        return false;
    db_begin(h->db);
    meta_write(h->db, S("site.name"), h->own.name);
    meta_write(h->db, S("site.holder"), h->own.holder);
    return db_commit(h->db) || db_troubled(t, h->db, h->address);
}

static bool fill_copy(struct house *h, const struct copy_source *copy,
                      struct site_trouble *t)
{
    switch (log_restore(h->db, &h->host, copy)) {
    case COPY_DONE: return keeper_take(h, t);
    case COPY_BAD_LINE: return troubled(t, "restore.bad_line", h->address, "");
    case COPY_OTHER_DIGEST: return troubled(t, "restore.other", h->address, "");
    default: return db_troubled(t, h->db, h->address);
    }
}

/* Tables, key and the marks of who keeps it; the lock is held. */
static bool make(struct house *h, const struct site_source *from,
                 struct site_trouble *t)
{
    h->db = db_open(h->address, DB_MAKE);
    if (db_fault(h->db))
        return db_troubled(t, h->db, h->address);
    if (log_state(h->db) != LOG_NONE)
        return troubled(t, "site.exists", h->address, "");
    return key_take(h, true, t) &&
           (from ? fill_copy(h, &from->copy, t) : fill_new(h, t));
}

/* What could not be finished is taken away again: only what we made. */
static void unmake(struct house *h)
{
    static const char *const part[] = { "", "-wal", "-shm", "-journal" };

    keeper_close(h->keeper);
    db_close(h->db);
    h->keeper = NULL;
    h->db = NULL;
    if (h->secrets.key)
        unlink(site_key_place(h->address, &h->arena));
    if (h->secrets.seal)
        unlink(site_seal_place(h->address, &h->arena));
    for (size_t i = 0; i < LEN(part) && !server(h->address); i++)
        unlink(joined(&h->arena, h->address, part[i]));
}

static bool remake(const char *address, struct str name, struct str holder,
                   const struct site_source *from, struct site_trouble *t)
{
    struct house *h = house_new(address);
    bool good = false;

    h->own.name = name;
    h->own.holder = holder;
    h->seal_from = from ? from->seal : NULL;
    if (!server(address) && file_exists(address))
        troubled(t, "site.exists", address, "");
    else if ((h->lock = lock_take(address)) < 0)
        troubled(t, h->lock == LOCK_HELD ? "site.held" : "site.no_lock",
                 address, "");
    else if (!(good = make(h, from, t)))
        unmake(h);
    house_free(h);
    return good;
}

bool site_make(const char *address, struct str name, struct str holder,
               struct site_trouble *t)
{
    return remake(address, name, holder, NULL, t);
}

bool site_remake(const char *address, const struct site_source *from,
                 struct site_trouble *t)
{
    return remake(address, from->name, from->holder, from, t);
}

bool site_public(const char *address, struct arena *a, struct str *hex,
                 struct id *device)
{
    const char *path = site_key_place(address, a);
    struct key *key = path && file_exists(path) ? key_open(path, false) : NULL;
    struct buf b = buf_start(a);

    *device = ID_NONE;
    if (key) {
        buf_hex(&b, key_public(key), 32);
        *device = id_named(S("device"), buf_str(&b));
    }
    *hex = buf_str(&b);
    key_close(key);
    return hex->n > 0;
}

/* An earlier version's tables are made anew, by whoever comes first. */
static bool upgrade(const char *address, struct site_trouble *t)
{
    struct site s = { 0 };
    bool good = site_hold(&s, address, t);

    site_end(&s);
    return good;
}

bool site_read(struct site *s, const char *address, struct site_trouble *t)
{
    enum log_state state;

    *s = (struct site){ 0 };
    if (!there(address, t))
        return false;
    s->db = db_patiently(address, DB_READ);
    if (!state_good(s->db, address, &state, t))
        return false;
    if (state == LOG_OLDER) {
        db_close(s->db);
        s->db = NULL;
        if (!upgrade(address, t))
            return false;
        s->db = db_patiently(address, DB_READ);
        if (db_fault(s->db))
            return db_troubled(t, s->db, address);
    }
    s->house = house_new(address);
    s->login = meta_read(s->db, S("site.holder"), &s->house->arena);
    return true;
}

static bool hold_at(struct site *s, const char *address, int lock,
                    struct site_trouble *t)
{
    struct house *h = s->house = house_new(address);

    h->lock = lock;
    if (!hold(h, t))
        return false;
    s->db = db_patiently(address, DB_READ);
    if (db_fault(s->db))
        return db_troubled(t, s->db, address);
    s->login = h->own.holder;
    s->self = h;
    s->writer = (struct writer){ h, keep_own };
    s->local = local_own;
    return true;
}

bool site_hold(struct site *s, const char *address, struct site_trouble *t)
{
    int lock;

    *s = (struct site){ 0 };
    if (!there(address, t))
        return false;
    lock = lock_take(address);
    if (lock < 0)
        return troubled(t, lock == LOCK_HELD ? "site.held" : "site.no_lock",
                        address, "");
    return hold_at(s, address, lock, t);
}

static bool reach_at(struct site *s, const char *address, int fd,
                     struct site_trouble *t)
{
    if (!site_read(s, address, t)) {
        close(fd);
        return false;
    }
    s->house->fd = fd;
    s->house->in.replies = true;
    s->self = s->house;
    s->writer = (struct writer){ s->house, keep_far };
    s->local = local_far;
    return true;
}

bool site_hold_locked(struct site *s, const char *address,
                      struct site_trouble *t)
{
    *s = (struct site){ 0 };
    return hold_at(s, address, -1, t);
}

/* Who holds the lock may be a keeper with a socket, one that is about to have
 * it, or a verb that will soon be done. */
bool site_write(struct site *s, const char *address, struct site_trouble *t)
{
    int64_t end = clock_ticks() + OPEN_MS;
    struct arena a = { 0 };
    const char *path = place_beside(address, ".sock", &a);
    int lock = LOCK_HELD, fd = -1;

    *s = (struct site){ 0 };
    if (there(address, t))
        for (;;) {
            lock = lock_take(address);
            if (lock == LOCK_HELD && path)
                fd = frame_dial(path, 0);
            if (lock != LOCK_HELD || fd >= 0 || clock_ticks() >= end)
                break;
            poll(NULL, 0, 20);
        }
    arena_free(&a);
    if (t->key)
        return false;
    if (fd >= 0)
        return reach_at(s, address, fd, t);
    if (lock < 0)
        return troubled(t, lock == LOCK_HELD ? "site.held" : "site.no_lock",
                        address, "");
    return hold_at(s, address, lock, t);
}

/* ---- files ---------------------------------------------------------------*/

static bool attach_own(struct house *h, const struct draft *d, struct str bytes,
                       struct arena *a, struct outcome *out)
{
    keeper_begin(h->keeper);
    attachment_keep(h->keeper, h->db, site_files_place(h->address, &h->arena),
                    d, bytes, a, out);
    return keeper_commit(h->keeper);
}

bool site_attach(struct site *s, const struct draft *d, struct str bytes,
                 struct arena *a, struct outcome *out)
{
    struct house *h = s->house;
    struct str reply;

    if (h->keeper)
        return attach_own(h, d, bytes, a, out);
    return ask(h, ASK_FILE | FRAME_BULK, ask_file(a, d->author, d, bytes),
               &reply) &&
           ask_outcomes_read(arena_str(a, reply), a, out, 1);
}

bool site_host_of(struct site *s, bool sealed, const struct host **host,
                  struct site_trouble *t)
{
    struct house *h = s->house;
    const char *path = site_seal_place(h->address, &h->arena);

    *host = &h->host;
    h->secrets.files = site_files_place(h->address, &h->arena);
    if (!h->secrets.seal && sealed && path && file_exists(path))
        h->secrets.seal = seal_open(path, false);
    sys_host(&h->host, &h->secrets);
    return !sealed || h->secrets.seal ||
           troubled(t, "site.no_seal", path ? path : "", "");
}

/* ---- lines of another log -----------------------------------------------*/

static bool lines_own(struct house *h, const struct str *line, size_t n,
                      struct site_counts *c, site_refused *refused, void *self)
{
    struct arena a = { 0 };
    struct site_counts now = { 0 };

    keeper_begin(h->keeper);
    for (size_t i = 0; i < n; i++) {
        struct findings f = findings_start(&a);
        enum kept kept = keeper_line(h->keeper, line[i], &f);

        now.kept += kept == KEPT;
        now.known += kept == KEPT_KNOWN;
        now.refused += kept == KEPT_REFUSED;
        if (kept == KEPT_REFUSED)
            refused(self, i, &f);
    }
    arena_free(&a);
    if (!keeper_commit(h->keeper))
        return false;
    keeper_shred(h->keeper);
    c->kept += now.kept;
    c->known += now.known;
    c->refused += now.refused;
    return true;
}

/* The reply: "kept known\n", then "line what\n" for each bad one. */
static bool lines_read(struct str reply, size_t n, struct site_counts *c,
                       site_refused *refused, void *self)
{
    struct str line = str_cut(&reply, '\n'), first = str_cut(&line, ' ');
    struct arena a = { 0 };
    int64_t kept, known, at;
    bool good = int_read(first, &kept) && int_read(line, &known);

    while (good && reply.n) {
        struct findings f = findings_start(&a);

        line = str_cut(&reply, '\n');
        first = str_cut(&line, ' ');
        good = int_read(first, &at) && at >= 0 && (uint64_t)at < n;
        if (!good)
            break;
        tell(&f, STOP, arena_z(&a, line), "");
        refused(self, (size_t)at, &f);
        c->refused++;
    }
    if (good) {
        c->kept += kept;
        c->known += known;
    }
    arena_free(&a);
    return good;
}

static bool lines_far(struct house *h, const struct str *line, size_t n,
                      struct site_counts *c, site_refused *refused, void *self)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct str reply;
    bool good;

    for (size_t i = 0; i < n; i++) {
        buf_add(&b, line[i]);
        buf_char(&b, '\n');
    }
    good = b.n <= FRAME_LARGE && ask(h, ASK_LINES, buf_str(&b), &reply) &&
           lines_read(reply, n, c, refused, self);
    arena_free(&a);
    return good;
}

/* No line is longer than an entry; one that is cannot be read anyway and goes
 * as its beginning. */
bool site_lines(struct site *s, const struct str *line, size_t n,
                struct site_counts *counts, site_refused *refused, void *self)
{
    return s->house->keeper ?
               lines_own(s->house, line, n, counts, refused, self) :
               lines_far(s->house, line, n, counts, refused, self);
}

static void line_bad(void *self, size_t line, const struct findings *f)
{
    (void)self, (void)line, (void)f;
}

static bool exchange_take(void *self, const struct str *line, size_t n,
                          struct exchange_counts *c)
{
    struct site_counts counts = { 0 };

    if (!site_lines(self, line, n, &counts, line_bad, NULL))
        return false;
    *c = (struct exchange_counts){ counts.kept, counts.known, counts.refused };
    return true;
}

bool site_exchange(struct site *s, struct exchange_site *us,
                   struct site_trouble *t)
{
    struct house *h = s->house;
    const char *path = site_key_place(h->address, &h->arena);
    const struct host *host;

    if (!h->secrets.key && path)
        h->secrets.key = key_open(path, false);
    if (!h->secrets.key)
        return troubled(t, "site.no_key", path ? path : "", "");
    if (!site_host_of(s, true, &host, t))
        return false;
    *us = (struct exchange_site){
        .db = s->db, .host = host, .self = s, .take = exchange_take
    };
    memcpy(us->key, key_public(h->secrets.key), sizeof us->key);
    return true;
}

bool site_is_new(struct site *s, bool *is_new)
{
    struct str reply;

    if (s->house->keeper) {
        *is_new = keeper_is_new(s->house->keeper);
        return db_fault(s->house->db) == DB_FINE;
    }
    if (!ask(s->house, ASK_IS_NEW, S("{}"), &reply))
        return false;
    *is_new = str_same(reply, S("1"));
    return true;
}

bool site_adopt(struct site *s, int64_t *roots)
{
    struct str reply;

    if (!s->house->keeper)
        return ask(s->house, ASK_ADOPT, S("{}"), &reply) &&
               int_read(reply, roots);
    keeper_begin(s->house->keeper);
    *roots = keeper_adopt(s->house->keeper);
    return keeper_commit(s->house->keeper);
}

/* ---- passwords ----------------------------------------------------------*/

struct credential {
    struct str login;
    char hash[PASSWORD_TEXT];
};

static void credential_write(void *memo, struct db *db)
{
    const struct credential *c = memo;

    credential_keep(db, c->login, c->hash, site_host()->now(NULL));
}

bool site_password(struct site *s, struct str login, struct str password)
{
    struct credential c = { .login = login };

    return password_hash(password, c.hash) &&
           s->local(s->self, credential_write, &c);
}
