/* serve - the program served on a port of its own, and a client over loopback
 * that is no more than the benchmarks need. */
#ifndef SAATH_BENCH_SERVE_H
#define SAATH_BENCH_SERVE_H

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "bench.h"

struct served {
    pid_t pid;
    int port;
    int said; /* its standard output */
    char cookie[200], csrf[200];
};

static inline const char *saath_program(void)
{
    const char *saath = getenv("SAATH");

    if (!saath) {
        fprintf(stderr, "SAATH names no program\n");
        exit(2);
    }
    return saath;
}

/* Runs the program with these words and a line on its standard input. */
static inline void saath_run(const char *const *words, const char *line)
{
    int pipes[2], status;
    pid_t child;

    MUST(pipe(pipes) == 0);
    child = fork();
    if (child == 0) {
        dup2(pipes[0], 0);
        dup2(open("/dev/null", O_WRONLY), 1);
        close(pipes[1]);
        execv(saath_program(), (char *const *)words);
        _exit(127);
    }
    close(pipes[0]);
    if (line)
        MUST(write(pipes[1], line, strlen(line)) == (ssize_t)strlen(line));
    close(pipes[1]);
    MUST(child > 0 && waitpid(child, &status, 0) == child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "%s failed\n", words[3]);
        exit(1);
    }
}

/* Waits until it says its address. */
static inline void served_start(struct served *s, const char *address)
{
    int pipes[2];
    char line[200];
    size_t n = 0;

    MUST(pipe(pipes) == 0);
    s->pid = fork();
    if (s->pid == 0) {
        setpgid(0, 0); /* so that all can be killed */
        dup2(pipes[1], 1);
        close(pipes[0]);
        close(pipes[1]);
        execl(saath_program(), "saath", "-d", address, "serve", "--listen",
              "127.0.0.1:0", (char *)NULL);
        _exit(127);
    }
    close(pipes[1]);
    while (n + 1 < sizeof line && read(pipes[0], line + n, 1) == 1 &&
           line[n] != '\n')
        n++;
    line[n] = '\0';
    s->said = pipes[0];
    s->port = strrchr(line, ':') ? atoi(strrchr(line, ':') + 1) : 0;
    if (!s->port) {
        fprintf(stderr, "serve did not start: %s\n", line);
        exit(1);
    }
}

static inline void served_stop(struct served *s)
{
    kill(s->pid, SIGTERM);
    waitpid(s->pid, NULL, 0);
    close(s->said);
}

/* ---- a client -----------------------------------------------------------*/

struct client {
    int fd;
    char in[1 << 20];
    size_t n;
};

static inline bool client_open(struct client *c, int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int one = 1;

    c->n = 0;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    MUST(c->fd >= 0);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(c->fd, (struct sockaddr *)&to, sizeof to) == 0)
        return true;
    close(c->fd);
    return false;
}

/* Bytes of the whole answer in `in`; 0: not all there yet. */
static inline size_t answer_whole(struct client *c)
{
    const char *end, *length;
    size_t body;

    c->in[c->n] = '\0';
    end = strstr(c->in, "\r\n\r\n");
    if (!end)
        return 0;
    length = strcasestr(c->in, "content-length:");
    body = length && length < end ? (size_t)atol(length + 15) : 0;
    body += (size_t)(end + 4 - c->in);
    return c->n >= body ? body : 0;
}

/* Reads what is there. False when the peer has gone. */
static inline bool client_read(struct client *c)
{
    ssize_t got = read(c->fd, c->in + c->n, sizeof c->in - 1 - c->n);

    if (got <= 0)
        return false;
    c->n += (size_t)got;
    return true;
}

static inline int answer_status(const struct client *c)
{
    return c->n > 12 ? atoi(c->in + 9) : 0;
}

static inline void request_put(struct buf *b, const struct served *s,
                               const char *method, const char *path,
                               const char *type, struct str body)
{
    buf_fmt(b,
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
            "Accept: application/json\r\n",
            method, path, s->port);
    if (*s->cookie)
        buf_fmt(b, "Cookie: saath=%s\r\n", s->cookie);
    if (*s->csrf)
        buf_fmt(b, "X-CSRF: %s\r\n", s->csrf);
    if (type)
        buf_fmt(b, "Content-Type: %s\r\nContent-Length: %zu\r\n", type, body.n);
    buf_z(b, "\r\n");
    buf_add(b, body);
}

/* One question, one answer; its status. The answer is left in `in`. */
static inline int client_ask(struct client *c, const struct served *s,
                             const char *method, const char *path,
                             const char *type, const char *body)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    request_put(&b, s, method, path, type, str_of(body));
    MUST(write(c->fd, b.p, b.n) == (ssize_t)b.n);
    arena_free(&a);
    c->n = 0;
    while (!answer_whole(c))
        if (!client_read(c))
            return 0;
    return answer_status(c);
}

static inline void word_take(const char *in, const char *after, char end,
                             char *to, size_t room)
{
    const char *at = strstr(in, after);
    size_t n = 0;

    if (at)
        for (at += strlen(after); at[n] && at[n] != end && n + 1 < room; n++)
            to[n] = at[n];
    to[n] = '\0';
}

static inline void served_login(struct served *s, const char *user,
                                const char *password)
{
    struct client *c = calloc(1, sizeof *c);
    char form[200];

    MUST(c && client_open(c, s->port));
    snprintf(form, sizeof form, "user=%s&password=%s", user, password);
    client_ask(c, s, "POST", "/login", "application/x-www-form-urlencoded",
               form);
    word_take(c->in, "saath=", ';', s->cookie, sizeof s->cookie);
    client_ask(c, s, "GET", "/session", NULL, "");
    word_take(c->in, "\"csrf\":\"", '"', s->csrf, sizeof s->csrf);
    if (!*s->cookie || !*s->csrf) {
        fprintf(stderr, "login failed: %s\n", c->in);
        exit(1);
    }
    close(c->fd);
    free(c);
}

#endif
