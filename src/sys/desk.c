/* desk - frames into batches of the keeper.
 *
 * All frames that were taken together are one transaction, begun with the
 * first. Replies are made as the work is done and leave only once it is
 * committed; see keeper_serve. */
#include "sys/desk.h"

#include <stdlib.h>
#include <string.h>

#include "import.sql.h"
#include "import/import.h"
#include "site.sql.h"
#include "sys/swap.h"
#include "web/field/phones.h"
#include "web/saving/said.h"

enum {
    QUIET_MS = 2000, /* then memory is given back */
    LOOK_RESTS = 30, /* rests between two looks: a minute */
    LOOK_MOST = 2000 /* entries of a look: all of a million within a day */
};

struct desk {
    struct site site;
    struct keeper *keeper;
    struct db *db;
    const char *files; /* folder of attachments; NULL */
    struct swap swap;
    struct phones phones;
    bool in_batch;
    enum { BUSY, QUIET, RESTED } pace;
    int rests;          /* since the last look at the disk */
    int64_t looked;     /* arrival that was looked at last */
    struct arena life;  /* as long as the desk */
    struct arena arena; /* of one frame */
};

static void begin(struct desk *d)
{
    if (!d->in_batch)
        keeper_begin(d->keeper);
    d->in_batch = true;
    d->pace = BUSY;
}

static int64_t now(void)
{
    const struct host *h = site_host();

    return h->now(h->self);
}

/* ---- facts --------------------------------------------------------------*/

static struct str take_drafts(struct desk *d, struct str payload)
{
    struct draft *draft;
    struct outcome *out;
    struct str login;
    size_t n;

    if (!ask_drafts_read(payload, &d->arena, &login, &draft, &n))
        return S("");
    out = arena_many(&d->arena, struct outcome, n + 1);
    begin(d);
    for (size_t i = 0; i < n; i++) {
        out[i].found = findings_start(&d->arena);
        out[i].kept = keeper_draft(d->keeper, &draft[i], &out[i].found,
                                   &out[i].id);
    }
    return ask_outcomes(&d->arena, out, n);
}

/* The one thing that the site signs itself for somebody without a login. */
static struct str take_said(struct desk *d, struct str payload)
{
    struct entry today = { .at = now() };
    struct outcome out = { .kept = KEPT_REFUSED };
    struct draft draft;
    struct said said;

    if (!said_read(payload, &d->arena, &said))
        return S("");
    out.found = findings_start(&d->arena);
    begin(d);
    if (said_draft(d->db, &said, keeper_holder(d->keeper), entry_day(&today),
                   &d->arena, &draft))
        out.kept = keeper_draft(d->keeper, &draft, &out.found, &out.id);
    return ask_outcomes(&d->arena, &out, 1);
}

static struct str take_file(struct desk *d, struct str payload)
{
    struct draft *draft;
    struct outcome out;
    struct str bytes;

    if (!ask_file_read(payload, &d->arena, &draft, &bytes))
        return S("");
    begin(d);
    attachment_keep(d->keeper, d->db, d->files, draft, bytes, &d->arena, &out);
    return ask_outcomes(&d->arena, &out, 1);
}

static struct str take_lines(struct desk *d, struct str payload)
{
    struct buf bad = buf_start(&d->arena), b = buf_start(&d->arena);
    int64_t kept = 0, known = 0;

    begin(d);
    for (int64_t i = 0; payload.n; i++) {
        struct findings f = findings_start(&d->arena);

        switch (keeper_line(d->keeper, str_cut(&payload, '\n'), &f)) {
        case KEPT: kept++; break;
        case KEPT_KNOWN: known++; break;
        case KEPT_REFUSED:
            buf_fmt(&bad, "%lld %s\n", (long long)i, f.at[0].what);
            break;
        }
    }
    buf_fmt(&b, "%lld %lld\n", (long long)kept, (long long)known);
    buf_add(&b, buf_str(&bad));
    return buf_str(&b);
}

static struct str take_adopt(struct desk *d)
{
    struct buf b = buf_start(&d->arena);

    begin(d);
    buf_int(&b, keeper_adopt(d->keeper));
    return buf_str(&b);
}

/* ---- sessions -----------------------------------------------------------*/

static struct str take_session_make(struct desk *d, struct str payload)
{
    struct buf token = buf_start(&d->arena);
    struct str login;
    enum lang lang;
    uint8_t random[32];
    struct hash name;
    struct rows r;

    if (!ask_session_make_read(payload, &d->arena, &login, &lang))
        return S("");
    begin(d);
    chance_fill(random, sizeof random);
    buf_hex(&token, random, sizeof random);
    name = sha_of(buf_str(&token));
    r = db_rows(d->db, SQL_SESSION_SWEEP);
    db_bind_int(&r, 1, now() - SESSION_SECONDS);
    db_run(&r);
    r = db_rows(d->db, SQL_SESSION_PUT);
    db_bind_blob(&r, 1, name.b, sizeof name.b);
    db_bind_text(&r, 2, login);
    db_bind_int(&r, 3, now());
    db_bind_text(&r, 4, str_of(lang_name(lang)));
    db_run(&r);
    return ask_session_made(&d->arena, buf_str(&token));
}

static struct str take_session_end(struct desk *d, struct str payload)
{
    struct hash name;
    struct rows r;

    if (!ask_session_end_read(payload, &d->arena, &name))
        return S("");
    begin(d);
    r = db_rows(d->db, SQL_SESSION_END);
    db_bind_blob(&r, 1, name.b, sizeof name.b);
    db_run(&r);
    return S("{}");
}

/* Chance that no browser had a hand in: what is drawn by it is drawn fairly. */
static struct str take_chance(struct desk *d)
{
    struct buf b = buf_start(&d->arena);
    uint8_t random[32];

    chance_fill(random, sizeof random);
    buf_hex(&b, random, sizeof random);
    return buf_str(&b);
}

/* ---- what is told once --------------------------------------------------*/

static struct str take_reveal(struct desk *d, struct str payload)
{
    const struct kind *person = kind_find(S("person"));
    struct draft *draft;
    struct outcome out;
    struct str login;
    void *record;
    size_t n;

    if (!ask_drafts_read(payload, &d->arena, &login, &draft, &n) || n != 1)
        return S("");
    begin(d);
    record = keeper_reveal(d->keeper, draft, person, &d->arena, &out);
    return ask_revealed(&d->arena, &out, person, record);
}

/* Syllables that are said and heard in a noisy room, and four digits: more than
 * 2^40 of them, which at five tries in a quarter of an hour is enough. */
static struct str password_make(struct arena *a)
{
    static const char first[] = "bdfghjklmnprstvz", then[] = "aeiu";
    struct buf b = buf_start(a);
    uint8_t random[14];

    chance_fill(random, sizeof random);
    for (int i = 0; i < 5; i++) {
        buf_char(&b, first[random[2 * i] % 16]);
        buf_char(&b, then[random[2 * i + 1] % 4]);
    }
    buf_char(&b, '-');
    for (int i = 10; i < 14; i++)
        buf_char(&b, (char)('0' + random[i] % 8));
    return buf_str(&b);
}

/* Six digits: said aloud at a meeting, typed by thumbs. They are worth nothing
 * without the code in the passbook, and the login helper lets few be tried. */
static struct str pin_make(struct arena *a)
{
    struct buf b = buf_start(a);
    uint8_t random;

    while (b.n < 6) {
        chance_fill(&random, 1);
        if (random < 250) /* each digit as often as the others */
            buf_char(&b, (char)('0' + random % 10));
    }
    return buf_str(&b);
}

static struct str take_reset(struct desk *d, struct str payload)
{
    struct entry today = { .at = now() };
    char hash[PASSWORD_TEXT];
    struct str by, login, password;
    struct id member;

    if (!ask_reset_read(payload, &d->arena, &by, &login))
        return S("");
    begin(d);
    if (!log_may_reset(d->db, by, login, entry_day(&today)))
        return ask_reset_told(&d->arena, S(""));
    password = login_is_member(login, &member) ? pin_make(&d->arena) :
                                                 password_make(&d->arena);
    if (!password_hash(password, hash))
        return S("");
    credential_keep(d->db, login, hash, now());
    return ask_reset_told(&d->arena, password);
}

/* May this login ask at all: does a grant that stands let it keep a register,
 * or read CNICs, anywhere? */
static bool may_look(struct desk *d, struct str login)
{
    unsigned rights = right_bit(RIGHT_KEEP) | right_bit(RIGHT_REVEAL);
    struct entry today = { .at = now() };
    struct grant *grant;
    size_t n;

    if (log_holds_root(d->db, login))
        return true;
    n = log_grants(d->db, login, &d->arena, &grant);
    for (size_t i = 0; i < n; i++)
        if ((grant[i].rights & rights) &&
            grant_open(&grant[i], entry_day(&today)))
            return true;
    return false;
}

static struct str take_marked(struct desk *d, struct str payload)
{
    struct id id[ASK_MARKED_MOST];
    struct str login, said;
    size_t n = 0;

    if (!ask_marked_read(payload, &d->arena, &login, &said))
        return S("");
    if (may_look(d, login))
        n = keeper_marked(d->keeper, said, id, LEN(id));
    return ask_marked_told(&d->arena, id, n);
}

/* ---- imports and names --------------------------------------------------*/

/* The cells of a sheet that names people are told once and kept nowhere: they
 * would lie open, and outlive what is destroyed. */
static void reject_write(struct db *db, int64_t run, int64_t n,
                         const struct ask_reject *j, bool private)
{
    struct rows r = db_rows(db, SQL_IMPORT_REJECT_PUT);

    db_bind_int(&r, 1, run);
    db_bind_int(&r, 2, n);
    db_bind_text(&r, 3, j->sheet);
    db_bind_int(&r, 4, j->line);
    db_bind_text(&r, 5, j->field);
    db_bind_text(&r, 6, j->reason);
    db_bind_text(&r, 7, private ? S("") : j->cells);
    db_run(&r);
}

static struct str take_run(struct desk *d, struct str payload)
{
    struct ask_run run;
    struct rows r;
    int64_t n = 1;

    if (!ask_run_read(payload, &d->arena, &run))
        return S("");
    begin(d);
    r = db_rows(d->db, SQL_IMPORT_RUN_NEXT);
    if (db_next(&r))
        n = db_int(&r, 0);
    db_done(&r);
    r = db_rows(d->db, SQL_IMPORT_RUN_PUT);
    db_bind_int(&r, 1, n);
    db_bind_text(&r, 2, run.file);
    db_bind_blob(&r, 3, run.hash.b, sizeof run.hash.b);
    db_bind_text(&r, 4, run.kind);
    db_bind_text(&r, 5, run.login);
    db_bind_int(&r, 6, now());
    db_bind_int(&r, 7, run.good);
    db_bind_int(&r, 8, run.known);
    db_bind_int(&r, 9, run.bad);
    db_bind_int(&r, 10, run.queued);
    db_run(&r);
    for (size_t i = 0; i < run.rejects; i++)
        reject_write(d->db, n, (int64_t)i + 1, &run.reject[i],
                     kind_private(kind_find(run.kind)));
    naming_refresh(NULL, d->db);
    return S("{}");
}

static struct str take_named(struct desk *d, struct str payload)
{
    struct ask_named named;

    if (!ask_named_read(payload, &d->arena, &named))
        return S("");
    begin(d);
    naming_strike_row(d->db, named.n, named.place);
    return S("{}");
}

static struct str take_exchange(struct desk *d, struct str payload)
{
    begin(d);
    return swap_answer(&d->swap, payload, &d->arena);
}

static int64_t phone_file(const void *self, struct hash name, int64_t bytes,
                          int64_t at, struct str more)
{
    return files_add(self, name, bytes, at, more);
}

static struct str take_phone(struct desk *d, struct str payload)
{
    begin(d);
    return phones_answer(&d->phones, payload, &d->arena);
}

/* ---- the host -----------------------------------------------------------*/

/* An empty reply says that the question was not understood. */
static struct str answer(struct desk *d, uint32_t type, struct str payload)
{
    switch (type) {
    case ASK_DRAFTS:
    case ASK_DRAFTS | FRAME_BULK: return take_drafts(d, payload);
    case ASK_SESSION_MAKE: return take_session_make(d, payload);
    case ASK_SESSION_END: return take_session_end(d, payload);
    case ASK_RUN:
    case ASK_RUN | FRAME_BULK: return take_run(d, payload);
    case ASK_REVEAL: return take_reveal(d, payload);
    case ASK_RESET: return take_reset(d, payload);
    case ASK_MARKED: return take_marked(d, payload);
    case ASK_SAID: return take_said(d, payload);
    case ASK_CHANCE: return take_chance(d);
    case ASK_NAMED: return take_named(d, payload);
    case ASK_FILE | FRAME_BULK: return take_file(d, payload);
    case ASK_EXCHANGE | FRAME_BULK: return take_exchange(d, payload);
    case ASK_PHONE:
    case ASK_PHONE | FRAME_BULK: return take_phone(d, payload);
    case ASK_LINES: return take_lines(d, payload);
    case ASK_ADOPT: return take_adopt(d);
    case ASK_IS_NEW: return keeper_is_new(d->keeper) ? S("1") : S("0");
    default: return S("");
    }
}

static void desk_take(void *self, struct keeper_conn *c, const struct frame *f)
{
    struct desk *d = self;

    keeper_reply(c, f->ticket, answer(d, f->type, f->payload));
    arena_free(&d->arena);
}

/* A connection that is lost for good: the parent starts another keeper. */
static bool desk_commit(void *self)
{
    struct desk *d = self;
    enum db_trouble trouble;
    bool good = true;

    if (d->in_batch)
        good = keeper_commit(d->keeper);
    d->in_batch = false;
    if (!good)
        sys_note("keeper: nothing of a batch was kept: %s",
                 db_last_fault(d->db, &trouble));
    if (db_fault(d->db) != DB_FINE)
        exit(SERVE_FAULT);
    return good;
}

/* Reads the log again, a little at a time: a disk that spoils what was written
 * is found before anybody needs it. */
static void look(struct desk *d)
{
    int64_t found = 0;

    d->rests = 0;
    keeper_begin(d->keeper);
    d->looked = keeper_look(d->keeper, d->looked, LOOK_MOST, &found);
    if (!keeper_commit(d->keeper) || found == 0)
        return;
    sys_note("disk: %lld entries are not what was written; sites that have "
             "them say them again",
             (long long)found);
}

static int desk_idle(void *self)
{
    struct desk *d = self;

    bool shredded = keeper_shred(d->keeper);

    if (d->pace == BUSY) {
        d->pace = QUIET;
        return QUIET_MS;
    }
    if (d->pace == RESTED && ++d->rests >= LOOK_RESTS)
        look(d);
    if (d->pace == QUIET || !d->rests)
        db_rest(d->db);
    d->pace = RESTED;
    return shredded ? -1 : QUIET_MS;
}

static void desk_close(void *self)
{
    struct desk *d = self;

    site_end(&d->site);
    arena_free(&d->life);
    arena_free(&d->arena);
    free(d);
}

bool desk_open(const char *address, struct keeper_host *h,
               struct site_trouble *t)
{
    struct desk *d = calloc(1, sizeof *d);

    MUST(d);
    if (!site_hold_locked(&d->site, address, t) ||
        !site_exchange(&d->site, &d->swap.us, t)) {
        desk_close(d);
        return false;
    }
    d->keeper = site_keeper(&d->site);
    d->db = site_writer_db(&d->site);
    d->files = site_files_place(address, &d->life);
    d->swap.keeper = d->keeper;
    swap_own(&d->swap, d->db);
    d->phones = (struct phones){ .site = &d->swap.us,
                                 .keeper = d->keeper,
                                 .name = site_name(&d->site),
                                 .file_add = d->files ? phone_file : NULL,
                                 .files = d->files };
    *h = (struct keeper_host){ .self = d,
                               .take = desk_take,
                               .commit = desk_commit,
                               .idle = desk_idle,
                               .close = desk_close };
    return true;
}
