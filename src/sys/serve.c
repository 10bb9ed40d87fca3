/* serve - a site's processes: keeper, login helper, web, each with its own
 * connection and no more of the world than it needs. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "site.sql.h"
#include "sys/desk.h"
#include "sys/importer.h"
#include "sys/paper.h"
#include "web/web.h"

enum { AGAIN_BYTES = 16 << 20 }; /* answers that are given again, a process */

struct serving {
    const struct site_serving *p;
    const char *files; /* folder of attachments; NULL */
};

static bool make_keeper(void *self, struct keeper_host *h)
{
    struct serving *s = self;
    struct site_trouble t = { 0 };

    if (desk_open(s->p->address, h, &t))
        return true;
    site_trouble_note(&t);
    return false;
}

/* A reader of a child's own, open as long as the child lives. */
static struct db *reader(const char *address, const char *who)
{
    struct db *db = db_open(address, DB_READ);

    if (db_fault(db) == DB_FINE)
        return db;
    sys_note("%s: %s", who, db_fault_text(db));
    db_close(db);
    return NULL;
}

static int64_t now(void *self)
{
    const struct host *h = site_host();

    (void)self;
    return h->now(h->self);
}

/* ---- login --------------------------------------------------------------*/

/* Whoever may see nothing today is not there. A connection that broke ends
 * the process; the parent starts another. */
static bool hash_of(void *self, struct str user, char hash[PASSWORD_TEXT])
{
    struct db *db = self;
    struct entry today = { .at = now(NULL) };
    struct rows r = db_rows(db, SQL_CREDENTIAL_FIND);
    struct str found;
    bool known;

    db_bind_text(&r, 1, user);
    known = db_next(&r);
    found = known ? db_str(&r, 0) : S("");
    known = known && found.n < PASSWORD_TEXT;
    if (known) {
        memcpy(hash, found.p, found.n);
        hash[found.n] = 0;
    }
    db_done(&r);
    known = known && login_may_enter(db, user, entry_day(&today));
    if (db_fault(db) != DB_FINE) {
        sys_note("login: %s", db_fault_text(db));
        _exit(SERVE_FAULT);
    }
    return known;
}

static bool make_login(void *self, struct login_host *h)
{
    struct serving *s = self;

    h->self = reader(s->p->address, "login");
    h->hash_of = hash_of;
    return h->self != NULL;
}

/* ---- web ----------------------------------------------------------------*/

static enum web_login password_told(struct str reply, int *wait_s)
{
    switch (login_reply(reply, wait_s)) {
    case LOGIN_GOOD: return WEB_LOGIN_GOOD;
    case LOGIN_BAD: return WEB_LOGIN_BAD;
    case LOGIN_LATER: return WEB_LOGIN_LATER;
    default: return WEB_LOGIN_BROKEN;
    }
}

/* A connection that broke for good ends the process once the answer of this
 * request, a 500, is on its way: the next request would fail too. */
static void answer(void *self, const struct http_request *q,
                   struct http_answer *out)
{
    struct web *w = self;

    if (db_fault(w->db) != DB_FINE) {
        sys_note("web: %s", db_fault_text(w->db));
        _exit(SERVE_FAULT);
    }
    web_answer(w, q, out);
}

static void fault_note(void *self, const char *path, const char *fault)
{
    (void)self;
    sys_note("web: %s: %s", path, fault);
}

static enum host_file file_find(void *self, struct hash name, struct arena *a,
                                struct str *out)
{
    const struct serving *s = self;
    enum file_trouble t = s->files ? files_read(s->files, name, a, out) :
                                     FILE_MISSING;

    return t == FILE_FINE    ? HOST_FILE_HERE :
           t == FILE_MISSING ? HOST_FILE_MISSING :
                               HOST_FILE_BROKEN;
}

static bool make_web(void *self, struct http_plan *h)
{
    static struct web web; /* of this process, as long as it lives */
    static struct web_kept kept[96];
    static struct web_again again;
    static char given[AGAIN_BYTES]; /* of it only what was used is in memory */
    struct serving *s = self;

    again = (struct web_again){ .bytes = given, .room = sizeof given };
    web = (struct web){ .db = reader(s->p->address, "web"),
                        .self = s,
                        .now = now,
                        .file = file_find,
                        .note = fault_note,
                        .secure = s->p->https || s->p->cert,
                        .print = str_of(s->p->print ? s->p->print : ""),
                        .password_ask = login_question,
                        .gzip = deflate_gzip,
                        .password_told = password_told,
                        .xlsx = sheet_xlsx,
                        .importer = site_importer(),
                        .paper = true,
                        .kept = kept,
                        .kepts = LEN(kept),
                        .again = &again };
    h->self = &web;
    h->handle = answer;
    h->resume = web_resume;
    h->room = web_room;
    h->cert = s->p->cert;
    h->cert_key = s->p->cert_key;
    return web.db != NULL;
}

/* The verb itself, in a process of its own: what it does by hand and what it
 * does by the clock cannot differ. It may end at any byte; the next goes on. */
static void run_visits(void *self, int stop_fd)
{
    const struct serving *s = self;
    struct pollfd stop = { .fd = stop_fd, .events = POLLIN };
    sigset_t heard;

    if (poll(&stop, 1, s->p->visit_s * 1000) != 0)
        return;
    sigemptyset(&heard);
    sigaddset(&heard, SIGTERM);
    sigprocmask(SIG_UNBLOCK, &heard, NULL);
    execl("/proc/self/exe", "saath", "-d", s->p->address, "sync", (char *)NULL);
    sys_note("sync: %s", strerror(errno));
}

/* ---- all of it ----------------------------------------------------------*/

static void ready(void *self, const char *address)
{
    struct serving *s = self;
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    buf_z(&b, "https");
    buf_add(&b, str_from(str_of(address), 4));
    if (s->p->ready)
        s->p->ready(s->p->self,
                    s->p->cert ? arena_z(&a, buf_str(&b)) : address);
    arena_free(&a);
}

/* Brought up to date first: a keeper has a minute to be ready, and a big log
 * may take longer. */
int site_serve(const struct site_serving *p, struct site_trouble *t)
{
    struct arena a = { 0 };
    struct serving s = { p, site_files_place(p->address, &a) };
    const char *const read[] = { s.files, NULL };
    struct serve_plan plan = { .listen = p->listen,
                               .database = p->address,
                               .read = read,
                               .web = p->web,
                               .server = str_starts(str_of(p->address),
                                                    S("postgres")),
                               .self = &s,
                               .make_keeper = make_keeper,
                               .make_login = make_login,
                               .run_paper = paper_serve,
                               .run_visits = p->visit_s ? run_visits : NULL,
                               .make_web = make_web,
                               .ready = ready };
    struct site site;
    bool good = site_hold(&site, p->address, t);
    int end = SERVE_FAULT;

    site_end(&site);
    if (good && s.files) /* a jail lets in only what is there */
        file_folder(s.files);
    if (good)
        end = sys_serve(&plan);
    arena_free(&a);
    return end;
}
