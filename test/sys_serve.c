/* sys_serve - the processes together: who is up, who comes back, who has
 * what, and what a stop leaves behind. */
#include "../src/sys/paper.h"
#include "sys_peer.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

struct site {
    struct serve_plan plan;
    char dir[64], db[80];
    pid_t pid;
    int port, ready;
    char hash[PASSWORD_TEXT];
    int doomed; /* make_keeper fails */
};

/* ---- what runs inside ---------------------------------------------------*/

static void echo_take(void *self, struct keeper_conn *c, const struct frame *f)
{
    (void)self;
    keeper_reply(c, f->ticket, f->payload);
}

static bool echo_commit(void *self)
{
    (void)self;
    return true;
}

static bool make_keeper(void *self, struct keeper_host *h)
{
    struct site *s = self;

    if (s->doomed)
        return false;
    *h = (struct keeper_host){ .self = s,
                               .take = echo_take,
                               .commit = echo_commit };
    return true;
}

static bool hash_of(void *self, struct str user, char hash[PASSWORD_TEXT])
{
    memcpy(hash, ((struct site *)self)->hash, PASSWORD_TEXT);
    return str_same(user, S("zainab"));
}

static bool make_login(void *self, struct login_host *h)
{
    *h = (struct login_host){ .self = self, .hash_of = hash_of };
    return true;
}

/* A document of one line; "rubbish" stands for none. */
static struct str document_of(struct arena *a, struct str line)
{
    const struct paper_plan plan = { .title = S("-"), .on = 0 };
    struct paper p = paper_start(a, LANG_SD, &plan);

    paper_text(&p, line);
    return str_same(line, S("rubbish")) ? line : paper_bytes(&p);
}

/* Pages: "/" says who it is, "/file/..." whether a file beside the database
 * can be opened, for writing with "?w". */
static void page(void *self, const struct http_request *q,
                 struct http_answer *out)
{
    struct site *s = self;
    struct buf b = buf_start(q->arena);

    out->status = 200;
    out->type = S("text/plain");
    if (str_same(q->method, S("POST"))) {
        bool login = str_same(q->path, S("/login"));
        bool paper = str_same(q->path, S("/paper"));

        out->ask.whom = login ? ASK_LOGIN : paper ? ASK_PAPER : ASK_KEEPER;
        out->ask.type = paper ? 256 | FRAME_BULK : 256;
        out->ask.payload = login ? login_question(q->arena, S("zainab"),
                                                  q->body, q->remote) :
                           paper ? document_of(q->arena, q->body) :
                                   q->body;
        return;
    }
    if (str_starts(q->path, S("/file/"))) {
        struct buf path = buf_start(q->arena);
        int fd;

        buf_fmt(&path, "%s/%s", s->dir,
                arena_z(q->arena, str_from(q->path, 6)));
        fd = open(arena_z(q->arena, buf_str(&path)),
                  str_same(q->query, S("w")) ? O_RDWR : O_RDONLY);
        buf_z(&b, fd >= 0 ? "opened" : "shut");
        if (fd >= 0)
            close(fd);
    } else {
        buf_fmt(&b, "pid %d.", (int)getpid());
    }
    out->body = buf_str(&b);
}

static void page_goes_on(void *self, const struct http_request *q, void *memo,
                         bool told, uint32_t type, struct str reply,
                         struct http_answer *out)
{
    struct paper_told drawn;
    int wait_s;

    (void)self, (void)memo, (void)type;
    out->status = told ? 200 : 503;
    out->type = S("text/plain");
    out->body = reply;
    if (told && str_same(q->path, S("/login")))
        out->body = login_reply(reply, &wait_s) == LOGIN_GOOD ? S("come in") :
                                                                S("stay out");
    if (told && str_same(q->path, S("/paper")))
        out->body = !paper_reply_read(reply, &drawn) ? S("what") :
                    drawn.made == PAPER_MADE         ? S("drawn") :
                                                       S("refused");
}

static bool make_web(void *self, struct http_plan *h)
{
    h->self = self;
    h->handle = page;
    h->resume = page_goes_on;
    h->conns_each = -1;
    return true;
}

static void is_ready(void *self, const char *address)
{
    int port = atoi(strrchr(address, ':') + 1);

    MUST(write(((struct site *)self)->ready, &port, sizeof port) ==
         sizeof port);
}

/* ---- the site -----------------------------------------------------------*/

static void site_run(struct site *s)
{
    struct pollfd p = { .events = POLLIN };
    int ends[2];

    MUST(pipe2(ends, O_CLOEXEC) == 0);
    s->ready = ends[1];
    s->pid = fork();
    if (s->pid == 0)
        _exit(sys_serve(&s->plan));
    close(ends[1]);
    p.fd = ends[0];
    s->port = 0;
    if (poll(&p, 1, 10000) == 1 &&
        read(ends[0], &s->port, sizeof s->port) != sizeof s->port)
        s->port = 0;
    close(ends[0]);
}

static struct site *site_start(void)
{
    struct site *s = calloc(1, sizeof *s);
    char path[100];

    dir_start(s->dir);
    snprintf(s->db, sizeof s->db, "%s/s.db", s->dir);
    for (int i = 0; i < 4; i++) {
        static const char *const name[] = { "", ".key", "-wal", "-shm" };

        snprintf(path, sizeof path, "%s%s", s->db, name[i]);
        MUST(file_write(path, S("x"), 0600) == FILE_FINE);
    }
    MUST(password_hash(S("right"), s->hash));
    s->plan = (struct serve_plan){ .listen = "127.0.0.1:0",
                                   .database = s->db,
                                   .self = s,
                                   .make_keeper = make_keeper,
                                   .make_login = make_login,
                                   .run_paper = paper_serve,
                                   .make_web = make_web,
                                   .ready = is_ready };
    site_run(s);
    return s;
}

static int wait_end(struct site *s)
{
    int status = -1;

    waitpid(s->pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int site_stop(struct site *s)
{
    kill(s->pid, SIGTERM);
    return wait_end(s);
}

static void site_free(struct site *s)
{
    dir_end(s->dir);
    free(s);
}

/* Pids of the site's children by the name they gave themselves. */
static int children(struct site *s, const char *name, pid_t *pid, int most)
{
    DIR *d = opendir("/proc");
    int n = 0;

    for (struct dirent *e; (e = readdir(d)) && n < most;) {
        char path[300], text[400] = "", comm[40];
        int parent, fd;

        snprintf(path, sizeof path, "/proc/%.20s/stat", e->d_name);
        fd = open(path, O_RDONLY);
        if (fd < 0)
            continue;
        if (read(fd, text, sizeof text - 1) > 0 &&
            sscanf(text, "%*d (%39[^)]) %*c %d", comm, &parent) == 2 &&
            parent == s->pid && !strcmp(comm, name))
            pid[n++] = atoi(e->d_name);
        close(fd);
    }
    closedir(d);
    return n;
}

static int get(struct site *s, const char *path, struct peer **out)
{
    char text[200];
    int status;

    *out = peer_open(s->port);
    snprintf(text, sizeof text,
             "GET %s HTTP/1.1\r\nHost: x\r\n"
             "Connection: close\r\n\r\n",
             path);
    peer_say(*out, text);
    status = peer_status(*out, 5000);
    return status;
}

static bool says(struct site *s, const char *path, const char *want)
{
    struct peer *p;
    bool good = get(s, path, &p) == 200 && strstr(p->text, want);

    if (!good)
        printf("# %s: %s\n", path, p->text);
    peer_close(p);
    return good;
}

static int posted(struct site *s, const char *path, const char *body,
                  const char *want)
{
    struct peer *p = peer_open(s->port);
    char text[300];
    int status;

    snprintf(text, sizeof text,
             "POST %s HTTP/1.1\r\nHost: x\r\n"
             "Content-Length: %zu\r\n\r\n%s",
             path, strlen(body), body);
    peer_say(p, text);
    status = peer_status(p, 5000);
    if (status == 200 && !strstr(p->text, want))
        status = -1;
    peer_close(p);
    return status;
}

/* ---- walks --------------------------------------------------------------*/

TEST(all_are_up_when_it_says_so)
{
    struct site *s = site_start();
    pid_t pid[8];

    CHECK(s->port > 0);
    CHECK_INT(children(s, "saath-keeper", pid, 8), 1);
    CHECK_INT(children(s, "saath-login", pid, 8), 1);
    CHECK_INT(children(s, "saath-web", pid, 8), 2);
    CHECK(says(s, "/", "pid "));
    CHECK_INT(posted(s, "/entry", "a fact", "a fact"), 200);
    CHECK_INT(posted(s, "/login", "right", "come in"), 200);
    CHECK_INT(posted(s, "/login", "wrong", "stay out"), 200);
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

static bool opens(struct site *s, const char *path)
{
    struct peer *p;
    bool good;

    CHECK_INT(get(s, path, &p), 200);
    good = strstr(p->text, "opened") != NULL;
    peer_close(p);
    return good;
}

TEST(a_web_process_reads_the_database_and_not_the_key)
{
    struct site *s = site_start();

    CHECK(opens(s, "/file/s.db"));
    CHECK(opens(s, "/file/s.db-wal"));
    CHECK(opens(s, "/file/s.db-shm?w"));
    if (opens(s, "/file/s.db?w")) {
        skip("this kernel has no landlock");
    } else {
        CHECK(!opens(s, "/file/s.db.key"));
        CHECK(!opens(s, "/file/s.db-wal?w"));
        CHECK(!opens(s, "/file/s.db.lock"));
    }
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

/* Killed again and again, a web process is always back within seconds, and
 * the other one answers meanwhile. */
TEST(a_killed_web_process_comes_back)
{
    struct site *s = site_start();
    pid_t pid[8], after[8];

    for (int round = 0; round < 3; round++) {
        int64_t end = clock_ticks() + 5000;

        CHECK_INT(children(s, "saath-web", pid, 8), 2);
        kill(pid[0], SIGKILL);
        CHECK(says(s, "/", "pid "));
        while ((children(s, "saath-web", after, 8) != 2 || after[0] == pid[0] ||
                after[1] == pid[0]) &&
               clock_ticks() < end)
            poll(NULL, 0, 20);
        CHECK_INT(children(s, "saath-web", after, 8), 2);
        CHECK(after[0] != pid[0] && after[1] != pid[0]);
    }
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

/* Both at once: a connection made meanwhile waits in the queue. */
TEST(with_all_web_processes_killed_a_visitor_only_waits)
{
    struct site *s = site_start();
    pid_t pid[8];

    CHECK_INT(children(s, "saath-web", pid, 8), 2);
    kill(pid[0], SIGKILL);
    kill(pid[1], SIGKILL);
    CHECK(says(s, "/", "pid "));
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

TEST(keeper_and_login_come_back_too)
{
    struct site *s = site_start();
    pid_t keeper, login;

    CHECK_INT(posted(s, "/entry", "one", "one"), 200);
    CHECK_INT(children(s, "saath-keeper", &keeper, 1), 1);
    CHECK_INT(children(s, "saath-login", &login, 1), 1);
    kill(keeper, SIGKILL);
    kill(login, SIGKILL);
    CHECK(says(s, "/", "pid "));
    for (int i = 0; i < 50 && posted(s, "/entry", "two", "two") != 200; i++)
        poll(NULL, 0, 100);
    CHECK_INT(posted(s, "/entry", "two", "two"), 200);
    for (int i = 0; i < 50 && posted(s, "/login", "right", "come in") != 200;
         i++)
        poll(NULL, 0, 100);
    CHECK_INT(posted(s, "/login", "right", "come in"), 200);
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

/* A document that cannot be drawn, or that ends the helper, ends nothing else:
 * the page says so, and the next one is drawn. */
TEST(a_dead_paper_helper_comes_back)
{
    struct site *s = site_start();
    pid_t paper, again = 0;

    CHECK_INT(posted(s, "/paper", "one", "drawn"), 200);
    CHECK_INT(posted(s, "/paper", "rubbish", "refused"), 200);
    CHECK_INT(children(s, "saath-paper", &paper, 1), 1);
    kill(paper, SIGKILL);
    CHECK(says(s, "/", "pid "));
    for (int i = 0; i < 50 && posted(s, "/paper", "two", "drawn") != 200; i++)
        poll(NULL, 0, 100);
    CHECK_INT(posted(s, "/paper", "three", "drawn"), 200);
    CHECK_INT(children(s, "saath-paper", &again, 1), 1);
    CHECK(again != paper);
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

/* kill -9 of the parent: the children go by themselves, and the lock with
 * the last of them, so that the next start works. */
TEST(a_killed_parent_takes_its_children_along)
{
    struct site *s = site_start();
    pid_t pid[8];
    int n = children(s, "saath-web", pid, 8);
    int64_t end = clock_ticks() + 10000;
    int lock;

    n += children(s, "saath-keeper", pid + n, 8 - n);
    n += children(s, "saath-login", pid + n, 8 - n);
    CHECK_INT(n, 4);
    CHECK_INT(lock_take(s->db), LOCK_HELD);
    kill(s->pid, SIGKILL);
    CHECK_INT(wait_end(s), 128 + SIGKILL);
    while ((lock = lock_take(s->db)) < 0 && clock_ticks() < end)
        poll(NULL, 0, 50);
    CHECK(lock >= 0);
    close(lock);
    for (int i = 0; i < n; i++) {
        while (kill(pid[i], 0) == 0 && clock_ticks() < end)
            poll(NULL, 0, 50);
        if (kill(pid[i], 0) == 0) { /* an orphan nobody reaps? */
            char path[40], text[300] = "";
            int fd;

            snprintf(path, sizeof path, "/proc/%d/stat", (int)pid[i]);
            fd = open(path, O_RDONLY);
            CHECK(fd < 0 || (read(fd, text, 299) > 0 && strstr(text, ") Z ")));
            close(fd);
        }
    }
    site_run(s);
    CHECK(s->port > 0);
    CHECK(says(s, "/", "pid "));
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

TEST(a_second_serve_of_one_database_is_refused)
{
    struct site *s = site_start();
    struct site other = *s;

    site_run(&other);
    CHECK_INT(other.port, 0);
    CHECK_INT(wait_end(&other), SERVE_HELD);
    CHECK(says(s, "/", "pid "));
    CHECK_INT(posted(s, "/entry", "still", "still"), 200);
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

TEST(what_cannot_start_says_so)
{
    struct site *s = site_start(), other;
    char taken[40];

    other = *s;
    snprintf(taken, sizeof taken, "127.0.0.1:%d", s->port);
    snprintf(other.db, sizeof other.db, "%s/t.db", s->dir);
    other.plan.database = other.db;
    other.plan.self = &other;
    other.plan.listen = taken;
    site_run(&other);
    CHECK_INT(wait_end(&other), SERVE_FAULT);
    other.plan.listen = "nonsense";
    site_run(&other);
    CHECK_INT(wait_end(&other), SERVE_FAULT);
    other.plan.listen = "127.0.0.1:0";
    other.doomed = 1;
    site_run(&other);
    CHECK_INT(wait_end(&other), SERVE_FAULT);
    other.doomed = 0;
    site_run(&other);
    CHECK(other.port > 0);
    CHECK_INT(site_stop(&other), SERVE_DONE);
    CHECK_INT(site_stop(s), SERVE_DONE);
    site_free(s);
}

TEST(a_stop_leaves_nothing_behind)
{
    struct site *s = site_start();
    static const char *const gone[] = { ".sock", ".login", ".paper", ".spool" };
    char path[100];

    for (size_t i = 0; i < LEN(gone); i++) {
        snprintf(path, sizeof path, "%s%s", s->db, gone[i]);
        CHECK(file_exists(path));
    }
    CHECK_INT(site_stop(s), SERVE_DONE);
    for (size_t i = 0; i < LEN(gone); i++) {
        snprintf(path, sizeof path, "%s%s", s->db, gone[i]);
        CHECK(!file_exists(path));
    }
    CHECK(lock_take(s->db) >= 0);
    site_free(s);
}
