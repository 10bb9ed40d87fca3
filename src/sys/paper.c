/* paper - the helper that turns documents into PDF: jailed, with no database,
 * no key and no file.
 *
 * Libraries that set text are large and read what people typed, so they live
 * here alone. A document that kills or holds up this process kills nobody else:
 * the parent starts another, and the page that waited says so. */
#include "sys/paper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/pango.h"
#include "sys/press.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

enum {
    DRAW_SECONDS = 15, /* for one document; less than a page waits */
    MAKE_MS = 30000,   /* for one of the command line */
    MEMORY_BYTES = 768 << 20
};

/* The alarm is not caught: it ends the process, wherever that is held up. */
static void alarm_set(int seconds)
{
    struct itimerval t = { .it_value = { .tv_sec = seconds } };

    setitimer(ITIMER_REAL, &t, NULL);
}

/* One line of each language, so that all a library reads on first use has been
 * read before the jail. */
static void warm_up(const struct pango *g)
{
    struct arena a = { 0 };

    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct paper_plan plan = { .title = S("-"), .on = 0 };
        struct paper p = paper_start(&a, (enum lang)lang, &plan);
        struct str cell = say((enum lang)lang, "paper.pages");
        struct paper_column c = { .title = cell };

        paper_title(&p, say((enum lang)lang, "paper.pages"));
        paper_qr(&p, S("-"), cell);
        paper_table(&p, &c, 1, 0, 0);
        paper_row(&p, ROW_PLAIN, &cell);
        paper_table_end(&p);
        press_draw(g, paper_bytes(&p), &a);
    }
    arena_free(&a);
}

/* With an address sanitizer, which maps all there is, no limit. */
static void memory_limit(void)
{
    struct rlimit most = { MEMORY_BYTES, MEMORY_BYTES };

    if (!SANITIZED)
        setrlimit(RLIMIT_DATA, &most);
}

/* NULL when this machine has no paper. */
static const struct pango *go_to_jail(void)
{
    struct pango *g = pango_open();

    if (g)
        warm_up(g);
    memory_limit();
    if (!jail_files(NULL, NULL))
        sys_note("paper: no file jail: %s", strerror(errno));
    if (!jail_calls(false))
        sys_note("paper: no system-call jail: %s", strerror(errno));
    return g;
}

static struct str drawn(const struct pango *g, struct str document,
                        struct arena *a)
{
    struct paper_told told = { .made = PAPER_NONE };

    if (g) {
        alarm_set(DRAW_SECONDS);
        told = press_draw(g, document, a);
        alarm_set(0);
    }
    return paper_reply(a, &told);
}

/* ---- the helper ---------------------------------------------------------*/

static void take(void *self, struct keeper_conn *c, const struct frame *f)
{
    struct arena a = { 0 };

    keeper_reply(c, f->ticket, drawn(self, f->payload, &a));
    arena_free(&a);
}

static bool commit(void *self)
{
    (void)self;
    return true;
}

/* Has anybody come; false: it is time to go. */
static bool somebody_came(int listen_fd, int stop_fd)
{
    struct pollfd p[2] = { { .fd = stop_fd, .events = POLLIN },
                           { .fd = listen_fd, .events = POLLIN } };

    while (poll(p, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return !p[0].revents;
}

/* Until the first document comes this is a small process: many sites print
 * once a month. */
void paper_serve(int listen_fd, int stop_fd)
{
    struct keeper_host loop = { .take = take, .commit = commit };

    if (!somebody_came(listen_fd, stop_fd))
        return;
    loop.self = (void *)(uintptr_t)go_to_jail();
    keeper_serve(listen_fd, stop_fd, &loop);
}

/* ---- one document -------------------------------------------------------*/

_Noreturn static void child(int out, struct str document)
{
    struct arena a = { 0 };
    struct str reply;

    jail_quiet();
    signal(SIGPIPE, SIG_IGN);
    reply = drawn(go_to_jail(), document, &a);
    while (reply.n) {
        ssize_t n = write(out, reply.p, reply.n);

        if (n <= 0)
            _exit(1);
        reply = str_from(reply, (size_t)n);
    }
    _exit(0);
}

/* All that comes until the other end is shut; false after the time is up. */
static bool all_read(int in, struct buf *b)
{
    int64_t end = clock_ticks() + MAKE_MS;
    char piece[16384];
    ssize_t n;

    do {
        struct pollfd p = { .fd = in, .events = POLLIN };
        int64_t left = end - clock_ticks();

        if (left <= 0 || poll(&p, 1, (int)left) == 0)
            return false;
        n = read(in, piece, sizeof piece);
        if (n > 0)
            buf_add(b, (struct str){ piece, (size_t)n });
    } while (n > 0 || (n < 0 && errno == EINTR));
    return n == 0;
}

bool paper_make(struct str document, struct arena *a, struct paper_told *out)
{
    struct buf reply = buf_start(a);
    int ends[2], status = 0;
    bool good;
    pid_t pid;

    *out = (struct paper_told){ .made = PAPER_NONE };
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pid = fork();
    if (pid == 0)
        child(ends[1], document);
    close(ends[1]);
    good = pid > 0 && all_read(ends[0], &reply);
    close(ends[0]);
    if (pid > 0 && !good)
        kill(pid, SIGKILL);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return good && status == 0 && paper_reply_read(buf_str(&reply), out);
}
