/* process - the parent: binds, starts keeper, helpers and web processes, and
 * starts again what dies.
 *
 * It holds the lock and the listening sockets, and no database, key or page.
 * So a connection that comes while a process is being started again waits in
 * a queue instead of being refused. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    WEB = 2, /* processes, when nobody says how many */
    WEB_MOST = HTTP_SHARES,
    CHILDREN = WEB_MOST + 4,
    READY_MS = 60000, /* a keeper may have to recover a big log */
    AGAIN_MS = 100,   /* before the second restart in a row; doubles */
    AGAIN_MOST_MS = 10000,
    CALM_MS = 30000, /* lived so long: it died by chance */
    LEAVE_WEB_MS = 5000,
    LEAVE_KEEPER_MS = 20000
};

enum kind { KEEPER, LOGIN, PAPER, VISITS, PAGES };
static const char *const kind_name[] = { "keeper", "login", "paper", "sync",
                                         "web" };
static const char *const kind_process[] = { "saath-keeper", "saath-login",
                                            "saath-paper", "saath-sync",
                                            "saath-web" };

struct child {
    enum kind kind;
    int own;      /* which of its kind */
    pid_t pid;    /* 0: not running */
    int ready_fd; /* -1: is ready, or is not running */
    int64_t since, again_at;
    int in_a_row; /* deaths soon after the start */
};

struct serve {
    const struct serve_plan *plan;
    struct arena arena;
    int lock, signals;
    int listen_fd, keeper_fd, login_fd, paper_fd;
    struct http_share *share; /* of the web processes */
    const char *keeper_path, *login_path, *paper_path, *spool;
    struct child child[CHILDREN];
    int children;
    sigset_t old_mask;
};

/* ---- in the child -------------------------------------------------------*/

/* Only the parent hears Ctrl-C; it then tells the children in good order. */
static int stop_signal(void)
{
    sigset_t stop;
    int fd;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    fd = signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK);
    MUST(fd >= 0);
    return fd;
}

static void close_all_but(struct serve *s, int kept)
{
    int *mine[] = { &s->listen_fd, &s->keeper_fd, &s->login_fd, &s->paper_fd,
                    &s->signals };

    for (size_t i = 0; i < LEN(mine); i++)
        if (*mine[i] >= 0 && *mine[i] != kept)
            close(*mine[i]);
    for (int i = 0; i < s->children; i++)
        if (s->child[i].ready_fd >= 0)
            close(s->child[i].ready_fd);
}

/* The database for reading, and where big bodies lie. The index of the
 * write-ahead log is shared memory in which every reader marks its place, so
 * it is the one file of the database that a reader must be able to write. */
static bool files_jail(struct serve *s)
{
    const struct serve_plan *p = s->plan;
    static const char *const client[] = {
        "/etc", "/usr", "/lib", "/lib64", "/run/postgresql", "/dev/urandom"
    };
    const char *read[64], *write[4];
    struct buf wal = buf_start(&s->arena), shm = buf_start(&s->arena);
    size_t n = 0;

    buf_fmt(&wal, "%s-wal", p->database);
    buf_fmt(&shm, "%s-shm", p->database);
    if (p->server) {
        memcpy(read, client, sizeof client);
        n = LEN(client);
    } else {
        read[n++] = p->database;
        read[n++] = arena_z(&s->arena, buf_str(&wal));
    }
    for (int i = 0; p->read && p->read[i]; i++) {
        MUST(n < LEN(read) - 1);
        read[n++] = p->read[i];
    }
    read[n] = NULL;
    write[0] = s->spool;
    write[1] = p->server ? NULL : arena_z(&s->arena, buf_str(&shm));
    write[2] = NULL;
    return jail_files(read, write);
}

static void say_ready(int fd)
{
    if (write(fd, "r", 1) != 1)
        _exit(SERVE_FAULT); /* the parent is gone */
    close(fd);
}

static void run_keeper(struct serve *s, int ready, int stop)
{
    struct keeper_host h = { 0 };

    if (!s->plan->make_keeper(s->plan->self, &h))
        _exit(SERVE_FAULT);
    say_ready(ready);
    keeper_serve(s->keeper_fd, stop, &h);
}

static void run_login(struct serve *s, int ready, int stop)
{
    struct login_host h = { 0 };

    if (!files_jail(s))
        sys_note("login: no file jail: %s", strerror(errno));
    if (!s->plan->make_login(s->plan->self, &h))
        _exit(SERVE_FAULT);
    if (!jail_calls(s->plan->server))
        sys_note("login: no system-call jail: %s", strerror(errno));
    say_ready(ready);
    login_serve(s->login_fd, stop, &h);
}

/* Ready before it has opened anything: a site comes up without paper. */
static void run_paper(struct serve *s, int ready, int stop)
{
    say_ready(ready);
    s->plan->run_paper(s->paper_fd, stop);
}

/* It neither listens nor draws, and asks the keeper as any verb does. */
static void run_visits(struct serve *s, int ready, int stop)
{
    say_ready(ready);
    s->plan->run_visits(s->plan->self, stop);
}

static void run_web(struct serve *s, int own, int ready, int stop)
{
    struct http_plan h = { .share = s->share,
                           .own = own,
                           .keeper = s->keeper_path,
                           .login = s->login_path,
                           .paper = s->paper_path,
                           .spool = s->spool };

    if (!files_jail(s))
        sys_note("web: no file jail: %s", strerror(errno));
    if (!s->plan->make_web(s->plan->self, &h))
        _exit(SERVE_FAULT);
    if (!jail_calls(s->plan->server))
        sys_note("web: no system-call jail: %s", strerror(errno));
    say_ready(ready);
    if (!http_serve(&h, s->listen_fd, stop))
        _exit(SERVE_FAULT);
}

/* The lock stays open in the keeper alone: should the parent be killed, it is
 * held until the last writer is gone. */
_Noreturn static void child_run(struct serve *s, const struct child *c,
                                int ready, pid_t parent)
{
    enum kind kind = c->kind;
    int kept = kind == KEEPER ? s->keeper_fd :
               kind == LOGIN  ? s->login_fd :
               kind == PAPER  ? s->paper_fd :
               kind == VISITS ? -1 :
                                s->listen_fd;
    int stop = stop_signal();

    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent)
        _exit(SERVE_FAULT);
    prctl(PR_SET_NAME, kind_process[kind]);
    close_all_but(s, kept);
    if (kind != KEEPER)
        close(s->lock);
    jail_quiet();
    if (kind == KEEPER)
        run_keeper(s, ready, stop);
    else if (kind == LOGIN)
        run_login(s, ready, stop);
    else if (kind == PAPER)
        run_paper(s, ready, stop);
    else if (kind == VISITS)
        run_visits(s, ready, stop);
    else
        run_web(s, c->own, ready, stop);
    _exit(SERVE_DONE);
}

/* ---- in the parent ------------------------------------------------------*/

static bool child_start(struct serve *s, struct child *c)
{
    int ends[2];
    pid_t parent = getpid(), pid;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pid = fork();
    if (pid == 0) {
        close(ends[0]);
        child_run(s, c, ends[1], parent);
    }
    close(ends[1]);
    if (pid < 0) {
        sys_note("cannot start %s: %s", kind_name[c->kind], strerror(errno));
        close(ends[0]);
        return false;
    }
    c->pid = pid;
    c->ready_fd = ends[0];
    c->since = clock_ticks();
    return true;
}

static void child_gone(struct serve *s, struct child *c, int status)
{
    int64_t now = clock_ticks(), wait = 0;

    c->pid = 0;
    if (c->kind == PAGES)
        s->share->lines[c->own] = HTTP_AWAY;
    if (c->ready_fd >= 0)
        close(c->ready_fd);
    c->ready_fd = -1;
    c->in_a_row = now - c->since > CALM_MS ? 0 : c->in_a_row + 1;
    if (c->in_a_row > 1)
        wait = (int64_t)AGAIN_MS << (c->in_a_row < 10 ? c->in_a_row - 2 : 8);
    c->again_at = now + (wait < AGAIN_MOST_MS ? wait : AGAIN_MOST_MS);
    if (WIFSIGNALED(status))
        sys_note("%s died: %s", kind_name[c->kind],
                 strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status) != SERVE_DONE)
        sys_note("%s ended with %d", kind_name[c->kind], WEXITSTATUS(status));
}

static void reap(struct serve *s)
{
    for (int i = 0; i < s->children; i++) {
        struct child *c = &s->child[i];
        int status;

        if (c->pid && waitpid(c->pid, &status, WNOHANG) == c->pid)
            child_gone(s, c, status);
    }
}

/* Was anything but the death of a child among what came? */
static bool stop_came(struct serve *s)
{
    struct signalfd_siginfo i;
    bool stop = false;

    while (read(s->signals, &i, sizeof i) == sizeof i)
        stop |= i.ssi_signo != SIGCHLD;
    return stop;
}

/* One wait: signals, and the word of those that start. False: stop. */
static bool wait_once(struct serve *s, int64_t until)
{
    struct pollfd p[CHILDREN + 1] = { { .fd = s->signals, .events = POLLIN } };
    int64_t left = until - clock_ticks();
    bool on = true;

    for (int i = 0; i < s->children; i++)
        p[i + 1] = (struct pollfd){ .fd = s->child[i].ready_fd,
                                    .events = POLLIN };
    if (poll(p, (nfds_t)s->children + 1,
             until < 0 ? -1 :
             left < 0  ? 0 :
                         (int)left) < 0)
        return true;
    for (int i = 0; i < s->children; i++)
        if (p[i + 1].revents & POLLIN) {
            close(s->child[i].ready_fd);
            s->child[i].ready_fd = -1;
        }
    if (p[0].revents)
        on = !stop_came(s);
    reap(s);
    return on;
}

/* Until the first `n` children are ready. False: one died, or stop. */
static bool all_ready(struct serve *s, int n)
{
    int64_t end = clock_ticks() + READY_MS;

    for (;;) {
        bool ready = true;

        for (int i = 0; i < n; i++) {
            if (!s->child[i].pid)
                return false;
            ready &= s->child[i].ready_fd < 0;
        }
        if (ready)
            return true;
        if (clock_ticks() >= end || !wait_once(s, end))
            return false;
    }
}

/* The keeper opens the database before any reader does. */
static bool start_all(struct serve *s)
{
    int web = s->plan->web ? s->plan->web : WEB;

    MUST(web > 0 && web <= WEB_MOST);
    s->child[s->children++].kind = KEEPER;
    if (s->plan->make_login)
        s->child[s->children++].kind = LOGIN;
    if (s->plan->run_paper)
        s->child[s->children++].kind = PAPER;
    if (s->plan->run_visits)
        s->child[s->children++].kind = VISITS;
    for (int i = 0; i < web; i++)
        s->child[s->children++] = (struct child){ .kind = PAGES, .own = i };
    for (int i = 0; i < s->children; i++)
        s->child[i].ready_fd = -1;
    for (int i = 0; i < s->children; i++)
        if (!child_start(s, &s->child[i]) || (i == 0 && !all_ready(s, 1)))
            return false;
    return all_ready(s, s->children);
}

static void keep_up(struct serve *s)
{
    for (;;) {
        int64_t next = -1, now = clock_ticks();

        for (int i = 0; i < s->children; i++) {
            struct child *c = &s->child[i];

            if (!c->pid && c->again_at <= now && !child_start(s, c))
                c->again_at = now + AGAIN_MOST_MS;
            if (!c->pid && (next < 0 || c->again_at < next))
                next = c->again_at;
        }
        if (!wait_once(s, next))
            return;
    }
}

/* Asks some of the children to go, and then does not ask. */
static void end_some(struct serve *s, bool keeper, int wait_ms)
{
    int64_t end = clock_ticks() + wait_ms;
    bool left = true;

    for (int i = 0; i < s->children; i++)
        if (s->child[i].pid && (s->child[i].kind == KEEPER) == keeper)
            kill(s->child[i].pid, SIGTERM);
    while (left) {
        left = false;
        for (int i = 0; i < s->children; i++) {
            struct child *c = &s->child[i];

            if (!c->pid || (c->kind == KEEPER) != keeper)
                continue;
            left = true;
            if (clock_ticks() >= end)
                kill(c->pid, SIGKILL);
        }
        if (left)
            wait_once(s, clock_ticks() + 100);
    }
}

/* ---- doors --------------------------------------------------------------*/

static bool open_unix(struct serve *s, const char *suffix, const char **path,
                      int *fd)
{
    *path = place_beside(s->plan->database, suffix, &s->arena);
    if (!*path)
        return false;
    *fd = frame_listen(*path);
    if (*fd < 0)
        sys_note("%s: %s", *path, strerror(errno));
    return *fd >= 0;
}

/* SQLite's own big sorts go where big bodies go: a reader has no other. */
static bool open_spool(struct serve *s)
{
    struct stat st;

    s->spool = place_beside(s->plan->database, ".spool", &s->arena);
    if (!s->spool || (mkdir(s->spool, 0700) != 0 && errno != EEXIST) ||
        lstat(s->spool, &st) != 0 || !S_ISDIR(st.st_mode) ||
        st.st_uid != geteuid()) {
        sys_note("%s: cannot be our folder", s->spool ? s->spool : "spool");
        return false;
    }
    setenv("SQLITE_TMPDIR", s->spool, 1);
    return true;
}

static bool open_doors(struct serve *s)
{
    sigset_t mask;

    sigemptyset(&mask);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGINT);
    sigaddset(&mask, SIGHUP);
    sigaddset(&mask, SIGCHLD);
    sigprocmask(SIG_BLOCK, &mask, &s->old_mask);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    s->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    MUST(s->signals >= 0);
    s->share = http_share_make();
    s->listen_fd = listen_open(s->plan->listen);
    return s->listen_fd >= 0 && open_spool(s) &&
           open_unix(s, ".sock", &s->keeper_path, &s->keeper_fd) &&
           (!s->plan->make_login ||
            open_unix(s, ".login", &s->login_path, &s->login_fd)) &&
           (!s->plan->run_paper ||
            open_unix(s, ".paper", &s->paper_path, &s->paper_fd));
}

static void close_doors(struct serve *s)
{
    int fd[] = { s->listen_fd, s->keeper_fd, s->login_fd,
                 s->paper_fd,  s->signals,   s->lock };

    if (s->keeper_fd >= 0)
        unlink(s->keeper_path);
    if (s->login_fd >= 0)
        unlink(s->login_path);
    if (s->paper_fd >= 0)
        unlink(s->paper_path);
    if (s->spool)
        rmdir(s->spool);
    for (size_t i = 0; i < LEN(fd); i++)
        if (fd[i] >= 0)
            close(fd[i]);
    sigprocmask(SIG_SETMASK, &s->old_mask, NULL);
    arena_free(&s->arena);
}

int sys_serve(const struct serve_plan *p)
{
    struct serve s = { .plan = p,
                       .signals = -1,
                       .listen_fd = -1,
                       .keeper_fd = -1,
                       .login_fd = -1,
                       .paper_fd = -1 };
    bool up = false;

    s.lock = lock_take(p->database);
    if (s.lock < 0)
        return s.lock == LOCK_HELD ? SERVE_HELD : SERVE_FAULT;
    if (open_doors(&s) && start_all(&s)) {
        up = true;
        if (p->ready)
            p->ready(p->self, listen_address(s.listen_fd, &s.arena));
        keep_up(&s);
    }
    end_some(&s, false, LEAVE_WEB_MS);
    end_some(&s, true, LEAVE_KEEPER_MS);
    close_doors(&s);
    return up ? SERVE_DONE : SERVE_FAULT;
}
