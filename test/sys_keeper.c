/* sys_keeper - frames, the keeper's loop, and pages that sleep on it. */
#include "sys_peer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/un.h>

enum { ENTRY = 300, SLOW = 301, FAIL = 302, ORDER = 303 };

/* What the fake keeper did, seen by the test's process as well. */
struct seen {
    int taken, batches, widest, failed, closed;
    int order_n;
    uint32_t order[64]; /* types in the order they were taken */
};
struct fake {
    struct seen *seen;
    int commit_ms, in_batch;
    bool fail;
};

static void fake_take(void *self, struct keeper_conn *c, const struct frame *f)
{
    struct fake *k = self;
    struct seen *s = k->seen;
    uint32_t type = f->type & ~FRAME_BULK;

    s->taken++;
    k->in_batch++;
    if (s->order_n < 64)
        s->order[s->order_n++] = f->type;
    if (type == FAIL)
        k->fail = true;
    if (type == SLOW)
        poll(NULL, 0, 30);
    keeper_reply(c, f->ticket, f->payload);
}

static bool fake_commit(void *self)
{
    struct fake *k = self;
    struct seen *s = k->seen;
    bool good = !k->fail;

    poll(NULL, 0, k->commit_ms);
    s->batches++;
    s->failed += !good;
    if (k->in_batch > s->widest)
        s->widest = k->in_batch;
    k->in_batch = 0;
    k->fail = false;
    return good;
}

static void fake_close(void *self)
{
    ((struct fake *)self)->seen->closed++;
}

/* ---- a keeper process ---------------------------------------------------*/

struct keeping {
    struct server s;
    struct seen *seen;
    char dir[64], path[80];
};

static void keeper_run(struct keeping *k, int commit_ms)
{
    struct fake fake = { .seen = k->seen, .commit_ms = commit_ms };
    struct keeper_host h = { .self = &fake,
                             .take = fake_take,
                             .commit = fake_commit,
                             .close = fake_close };
    int fd = frame_listen(k->path), ends[2];

    MUST(fd >= 0 && pipe2(ends, O_CLOEXEC) == 0);
    k->s.pid = fork();
    if (k->s.pid == 0) {
        close(ends[1]);
        keeper_serve(fd, ends[0], &h);
        exit(0);
    }
    close(ends[0]);
    close(fd);
    k->s.stop = ends[1];
}

static struct keeping keeper_start(int commit_ms)
{
    struct keeping k = { 0 };

    dir_start(k.dir);
    snprintf(k.path, sizeof k.path, "%s/k.sock", k.dir);
    k.seen = mmap(NULL, sizeof *k.seen, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    keeper_run(&k, commit_ms);
    return k;
}

static void keeper_end(struct keeping *k)
{
    CHECK_INT(server_end(&k->s), 0);
    CHECK_INT(k->seen->closed, 1);
    munmap(k->seen, sizeof *k->seen);
    dir_end(k->dir);
}

/* ---- frames -------------------------------------------------------------*/

TEST(frames_arrive_whole_in_whatever_pieces)
{
    int ends[2];
    struct frame_writer w = { 0 };
    struct frame_reader r = { 0 };
    struct frame f;
    bool bad = false;
    char big[100000];

    memset(big, 'b', sizeof big);
    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    frame_put(&w, 1, 7, S("one"));
    frame_put(&w, UINT64_C(0xfedcba9876543210), FRAME_BULK | 8, S(""));
    frame_put(&w, 3, 9, (struct str){ big, sizeof big });
    for (size_t i = 0; i < 200; i++) {
        CHECK_INT(write(ends[0], w.p + i, 1), 1);
        if (!CHECK_INT(frame_fill(&r, ends[1]), FRAME_SOME))
            break;
        if (i == FRAME_HEAD + 2) {
            CHECK(frame_next(&r, &f, &bad));
            CHECK_INT(f.ticket, 1);
            CHECK_STR(f.payload, S("one"));
        } else if (i == FRAME_HEAD * 2 + 2) {
            CHECK(frame_next(&r, &f, &bad));
            CHECK(f.ticket == UINT64_C(0xfedcba9876543210));
            CHECK(f.type == (FRAME_BULK | 8) && f.payload.n == 0);
        } else {
            CHECK(!frame_next(&r, &f, &bad) && !bad);
        }
    }
    CHECK_INT(frame_fill(&r, ends[1]), FRAME_NOTHING);
    w.at = 200;
    while (w.n) {
        CHECK(frame_flush(&w, ends[0]));
        frame_fill(&r, ends[1]);
    }
    while (frame_fill(&r, ends[1]) == FRAME_SOME)
        ;
    CHECK(frame_next(&r, &f, &bad));
    CHECK(f.payload.n == sizeof big && !memcmp(f.payload.p, big, sizeof big));
    close(ends[0]);
    CHECK_INT(frame_fill(&r, ends[1]), FRAME_END);
    close(ends[1]);
    frame_reader_free(&r);
    frame_writer_free(&w);
}

static const struct {
    uint8_t head[8]; /* length and type */
    bool replies, bad;
} lengths[] = {
    { { 0, 0, 16, 0, 1, 0, 0, 0 }, false, false }, /* 1 MiB */
    { { 1, 0, 16, 0, 1, 0, 0, 0 }, false, true },
    { { 1, 0, 16, 0, 1, 0, 0, 0x80 }, false, false }, /* bulk */
    { { 1, 0, 16, 0, 1, 0, 0, 0 }, true, false },
    { { 0, 0, 0, 1, 1, 0, 0, 0x80 }, false, false }, /* 16 MiB */
    { { 1, 0, 0, 1, 1, 0, 0, 0x80 }, false, true },
    { { 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0x80 }, true, true },
};

TEST(a_length_beyond_the_limit_breaks_the_stream)
{
    for (size_t i = 0; i < LEN(lengths); i++) {
        struct frame_reader r = { .replies = lengths[i].replies };
        uint8_t head[FRAME_HEAD] = { 0 };
        int ends[2];
        struct frame f;
        bool bad;

        memcpy(head, lengths[i].head, 8);
        MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
        CHECK_INT(write(ends[0], head, sizeof head), sizeof head);
        CHECK_INT(frame_fill(&r, ends[1]), FRAME_SOME);
        CHECK(!frame_next(&r, &f, &bad));
        if (!CHECK_INT(bad, lengths[i].bad))
            printf("# row %zu\n", i);
        frame_reader_free(&r);
        close(ends[0]);
        close(ends[1]);
    }
}

TEST(nobody_listening_is_told_in_time)
{
    int64_t since = clock_ticks();
    char longest[200];

    CHECK_INT(frame_dial("/tmp/saath-nobody.sock", 100), -1);
    CHECK(clock_ticks() - since >= 100 && clock_ticks() - since < 1000);
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    CHECK_INT(frame_dial(longest, 100), -1);
    CHECK_INT(errno, ENAMETOOLONG);
}

/* ---- the loop -----------------------------------------------------------*/

static bool ask(int fd, struct frame_reader *r, uint64_t ticket, uint32_t type,
                struct str payload, struct frame *f)
{
    return frame_send(fd, ticket, type, payload) &&
           frame_wait(r, fd, 5000, f) && f->ticket == ticket;
}

TEST(a_reply_comes_after_its_commit)
{
    struct keeping k = keeper_start(50);
    struct frame_reader r = { .replies = true };
    int fd = frame_dial(k.path, 2000);
    int64_t since = clock_ticks();
    struct frame f;

    CHECK(ask(fd, &r, 5, ENTRY, S("hello"), &f));
    CHECK_INT(f.type, FRAME_REPLY);
    CHECK_STR(f.payload, S("hello"));
    CHECK(clock_ticks() - since >= 50);
    CHECK_INT(k.seen->batches, 1);
    close(fd);
    frame_reader_free(&r);
    keeper_end(&k);
}

TEST(a_failed_commit_tells_all_of_the_batch_to_ask_again)
{
    struct keeping k = keeper_start(50);
    struct frame_reader r = { .replies = true };
    int fd = frame_dial(k.path, 2000);
    int again = 0;
    struct frame f;

    frame_send(fd, 1, ENTRY, S("a")); /* alone in the first batch */
    poll(NULL, 0, 20);
    frame_send(fd, 2, ENTRY, S("b"));
    frame_send(fd, 3, FAIL, S("c"));
    frame_send(fd, 4, ENTRY, S("d"));
    for (int i = 1; i <= 4 && CHECK(frame_wait(&r, fd, 3000, &f)); i++) {
        CHECK_INT(f.ticket, i);
        CHECK_INT(f.type, i == 1 ? FRAME_REPLY : FRAME_AGAIN);
        CHECK(f.type == FRAME_REPLY || f.payload.n == 0);
        again += f.type == FRAME_AGAIN;
    }
    CHECK_INT(again, 3);
    CHECK(ask(fd, &r, 9, ENTRY, S("e"), &f) && f.type == FRAME_REPLY);
    CHECK_INT(k.seen->failed, 1);
    close(fd);
    frame_reader_free(&r);
    keeper_end(&k);
}

TEST(what_queues_during_a_commit_is_the_next_batch)
{
    struct keeping k = keeper_start(60);
    struct frame_reader r[20] = { 0 };
    int fd[20];
    struct frame f;

    for (int i = 0; i < 20; i++) {
        fd[i] = frame_dial(k.path, 2000);
        r[i].replies = true;
    }
    frame_send(fd[0], 1, ENTRY, S("first"));
    poll(NULL, 0, 20);
    for (int i = 1; i < 20; i++)
        frame_send(fd[i], 1, ENTRY, S("later"));
    for (int i = 0; i < 20; i++)
        CHECK(frame_wait(&r[i], fd[i], 3000, &f));
    CHECK_INT(k.seen->batches, 2);
    CHECK_INT(k.seen->widest, 19);
    for (int i = 0; i < 20; i++) {
        close(fd[i]);
        frame_reader_free(&r[i]);
    }
    keeper_end(&k);
}

/* 60 bulk frames of 30 ms are there; a page's entry waits for one batch of
 * bulk at most, and goes before the rest. */
TEST(interactive_goes_before_bulk_and_bulk_is_bounded)
{
    struct keeping k = keeper_start(0);
    struct frame_reader r = { .replies = true }, rb = { .replies = true };
    int fd = frame_dial(k.path, 2000), bulk = frame_dial(k.path, 2000);
    struct frame f;
    int64_t since;

    for (uint64_t i = 1; i <= 60; i++)
        frame_send(bulk, i, FRAME_BULK | SLOW, S("rows"));
    poll(NULL, 0, 50);
    for (int i = 0; i < 3; i++) {
        since = clock_ticks();
        CHECK(ask(fd, &r, 1, ENTRY, S("page"), &f));
        CHECK(clock_ticks() - since < 600);
    }
    CHECK(k.seen->taken < 50);  /* the import is still under way */
    CHECK(k.seen->widest <= 6); /* 100 ms of bulk and an entry */
    for (uint64_t i = 1; i <= 60; i++)
        CHECK(frame_wait(&rb, bulk, 3000, &f) && f.ticket == i);
    CHECK_INT(k.seen->taken, 63);
    close(fd);
    close(bulk);
    frame_reader_free(&r);
    frame_reader_free(&rb);
    keeper_end(&k);
}

TEST(a_bulk_frame_of_16_mib_goes_through)
{
    struct keeping k = keeper_start(0);
    struct frame_reader r = { .replies = true };
    int fd = frame_dial(k.path, 2000);
    char *big = malloc(FRAME_LARGE);
    struct frame f;

    memset(big, 'x', FRAME_LARGE);
    CHECK(ask(fd, &r, 1, FRAME_BULK | ENTRY, (struct str){ big, FRAME_LARGE },
              &f));
    CHECK(f.payload.n == FRAME_LARGE && !memcmp(f.payload.p, big, FRAME_LARGE));
    free(big);
    close(fd);
    frame_reader_free(&r);
    keeper_end(&k);
}

/* A client that asks and never reads is held up; others are not, and all its
 * replies come once it does read. */
TEST(a_client_that_does_not_read_holds_up_only_itself)
{
    struct keeping k = keeper_start(0);
    struct frame_reader r = { .replies = true }, rl = { .replies = true };
    struct frame_writer w = { 0 };
    int fd = frame_dial(k.path, 2000), lazy = frame_dial(k.path, 2000);
    char *some = malloc(500000);
    struct frame f;
    uint64_t sent = 0, heard = 0;

    memset(some, 'y', 500000);
    for (int quiet = 0; quiet < 20 && sent < 200;) {
        if (w.n == 0)
            frame_put(&w, ++sent, ENTRY, (struct str){ some, 500000 });
        frame_flush(&w, lazy);
        quiet = w.n ? quiet + 1 : 0;
        poll(NULL, 0, w.n ? 10 : 0);
    }
    CHECK(sent > 5 && sent < 40); /* 4 MiB of replies and some more */
    CHECK(ask(fd, &r, 1, ENTRY, S("hello"), &f));
    for (int i = 0; heard < sent && i < 100;) {
        frame_flush(&w, lazy); /* its last one was half sent */
        if (frame_wait(&rl, lazy, 100, &f))
            CHECK_INT(f.ticket, ++heard);
        else
            i++;
    }
    CHECK_INT(heard, sent);
    free(some);
    close(fd);
    close(lazy);
    frame_writer_free(&w);
    frame_reader_free(&r);
    frame_reader_free(&rl);
    keeper_end(&k);
}

TEST(a_broken_client_is_cut_and_the_others_go_on)
{
    struct keeping k = keeper_start(0);
    struct frame_reader r = { .replies = true };
    int fd = frame_dial(k.path, 2000), broken = frame_dial(k.path, 2000);
    struct frame f;
    char c;

    CHECK_INT(write(broken, "\xff\xff\xff\xff\1\0\0\0\1\0\0\0\0\0\0\0", 16),
              16);
    CHECK_INT(read(broken, &c, 1), 0);
    close(broken);
    broken = frame_dial(k.path, 2000); /* half a frame, then gone */
    CHECK_INT(write(broken, "\x10\0\0\0\1\0\0\0", 8), 8);
    close(broken);
    CHECK(ask(fd, &r, 1, ENTRY, S("hello"), &f));
    CHECK_INT(k.seen->taken, 1);
    close(fd);
    frame_reader_free(&r);
    keeper_end(&k);
}

/* What had come before the stop is committed and answered. */
TEST(a_stop_ends_what_has_begun)
{
    struct keeping k = keeper_start(80);
    struct frame_reader r = { .replies = true };
    int fd = frame_dial(k.path, 2000);
    struct frame f;

    frame_send(fd, 1, ENTRY, S("a"));
    poll(NULL, 0, 20);
    frame_send(fd, 2, ENTRY, S("b"));
    CHECK_INT(write(k.s.stop, "x", 1), 1);
    CHECK(frame_wait(&r, fd, 3000, &f) && f.ticket == 1);
    CHECK(frame_wait(&r, fd, 3000, &f) && f.ticket == 2);
    close(fd);
    frame_reader_free(&r);
    keeper_end(&k);
}

/* ---- pages that sleep ---------------------------------------------------*/

static void page(void *self, const struct http_request *q,
                 struct http_answer *out)
{
    (void)self;
    out->status = 200;
    out->type = S("text/plain");
    out->body = S("quick");
    if (!str_same(q->method, S("POST")))
        return;
    out->ask.whom = str_same(q->path, S("/login")) ? ASK_LOGIN : ASK_KEEPER;
    out->ask.type = str_same(q->path, S("/fail")) ? FAIL : ENTRY;
    out->ask.payload = q->body;
    if (str_same(q->path, S("/huge")))
        out->ask.payload.n = FRAME_SMALL + 1; /* never read */
    out->ask.memo = (void *)"memo";
}

static void page_goes_on(void *self, const struct http_request *q, void *memo,
                         bool good, uint32_t type, struct str reply,
                         struct http_answer *out)
{
    (void)self;
    MUST(!strcmp(memo, "memo"));
    MUST(good == (type == FRAME_REPLY));
    out->type = S("text/plain");
    out->status = good ? 201 : 503;
    out->body = good ? reply : S("try again");
    if (str_same(q->path, S("/twice")) && !str_starts(reply, S("second"))) {
        out->ask.whom = ASK_KEEPER;
        out->ask.type = ENTRY;
        out->ask.payload = S("second time");
        out->ask.memo = memo;
    }
}

static struct server serve(const char *keeper)
{
    struct http_plan plan = { .handle = page,
                              .resume = page_goes_on,
                              .keeper = keeper,
                              .conns_each = -1,
                              .ask_ms = 1500 };
    int listen_fd = listen_open("127.0.0.1:0"), ends[2];
    struct server s = { 0 };

    MUST(listen_fd >= 0 && pipe2(ends, O_CLOEXEC) == 0);
    s.port = port_of(listen_fd);
    s.pid = fork();
    if (s.pid == 0) {
        close(ends[1]);
        exit(http_serve(&plan, listen_fd, ends[0]) ? 0 : 1);
    }
    close(ends[0]);
    close(listen_fd);
    s.stop = ends[1];
    return s;
}

static void post(struct peer *p, const char *path, const char *body)
{
    char text[300];

    snprintf(text, sizeof text,
             "POST %s HTTP/1.1\r\nHost: x\r\n"
             "Content-Length: %zu\r\n\r\n%s",
             path, strlen(body), body);
    peer_say(p, text);
}

TEST(parallel_posts_share_commits_and_each_has_its_own_reply)
{
    enum { CLIENTS = 32, ROUNDS = 20 };
    struct keeping k = keeper_start(10);
    struct server s = serve(k.path);
    struct peer *p[CLIENTS], *reader = peer_open(s.port);
    char body[40];
    int64_t since = clock_ticks();

    for (int i = 0; i < CLIENTS; i++)
        p[i] = peer_open(s.port);
    for (int n = 0; n < ROUNDS; n++) {
        for (int i = 0; i < CLIENTS; i++) {
            snprintf(body, sizeof body, "entry %d of %d", n, i);
            post(p[i], "/entry", body);
        }
        for (int i = 0; i < CLIENTS; i++) {
            snprintf(body, sizeof body, "entry %d of %d", n, i);
            CHECK_INT(peer_status(p[i], 3000), 201);
            CHECK(strstr(p[i]->text, body));
        }
    }
    CHECK_INT(k.seen->taken, CLIENTS * ROUNDS);
    CHECK(k.seen->batches <= ROUNDS * 6);
    CHECK(k.seen->widest >= 8);
    CHECK(clock_ticks() - since < 10 * CLIENTS * ROUNDS / 2);
    peer_say(reader, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_INT(peer_status(reader, 1000), 200);
    for (int i = 0; i < CLIENTS; i++)
        peer_close(p[i]);
    peer_close(reader);
    CHECK_INT(server_end(&s), 0);
    keeper_end(&k);
}

/* While one page waits for a slow commit, another is answered at once. */
TEST(a_sleeping_page_does_not_hold_up_others)
{
    struct keeping k = keeper_start(600);
    struct server s = serve(k.path);
    struct peer *p = peer_open(s.port), *other = peer_open(s.port);
    int64_t since = clock_ticks();

    post(p, "/entry", "slow");
    poll(NULL, 0, 50);
    peer_say(other, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK_INT(peer_status(other, 1000), 200);
    CHECK(clock_ticks() - since < 400);
    CHECK_INT(peer_status(p, 2000), 201);
    CHECK(clock_ticks() - since >= 600);
    since = clock_ticks(); /* and a page may ask twice */
    post(p, "/twice", "first");
    CHECK_INT(peer_status(p, 3000), 201);
    CHECK(strstr(p->text, "second time"));
    CHECK(clock_ticks() - since >= 1200);
    peer_close(p);
    peer_close(other);
    CHECK_INT(server_end(&s), 0);
    keeper_end(&k);
}

TEST(no_reply_is_told_to_the_page)
{
    struct keeping k = keeper_start(0);
    struct server s = serve(k.path);
    struct peer *p = peer_open(s.port);
    int status;

    post(p, "/fail", "x"); /* the commit fails */
    CHECK_INT(peer_status(p, 2000), 503);
    CHECK(strstr(p->text, "try again"));
    post(p, "/login", "x"); /* nobody is there */
    CHECK_INT(peer_status(p, 2000), 503);
    CHECK(strstr(p->text, "try again"));
    post(p, "/huge", "x"); /* more than a frame takes */
    CHECK_INT(peer_status(p, 2000), 503);
    post(p, "/entry", "x");
    CHECK_INT(peer_status(p, 2000), 201);
    kill(k.s.pid, SIGSTOP); /* it hangs: ask_ms is over */
    post(p, "/entry", "y");
    CHECK_INT(peer_status(p, 4000), 503);
    post(p, "/entry", "z"); /* it dies under us */
    poll(NULL, 0, 100);
    kill(k.s.pid, SIGKILL);
    CHECK_INT(peer_status(p, 1000), 503);
    post(p, "/twice", "w"); /* asks again, in vain */
    CHECK_INT(peer_status(p, 2000), 503);
    waitpid(k.s.pid, &status, 0);
    close(k.s.stop);
    keeper_run(&k, 0); /* a new keeper, the same web */
    post(p, "/entry", "back");
    CHECK_INT(peer_status(p, 2000), 201);
    CHECK(strstr(p->text, "back"));
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
    keeper_end(&k);
}

/* A browser that leaves while its page sleeps takes nothing down with it. */
TEST(a_peer_may_leave_while_its_page_sleeps)
{
    struct keeping k = keeper_start(200);
    struct server s = serve(k.path);
    struct peer *p;

    for (int i = 0; i < 5; i++) {
        p = peer_open(s.port);
        post(p, "/entry", "x");
        poll(NULL, 0, 20);
        peer_close(p);
    }
    p = peer_open(s.port);
    post(p, "/entry", "still");
    CHECK_INT(peer_status(p, 3000), 201);
    CHECK(strstr(p->text, "still"));
    CHECK_INT(k.seen->taken, 6);
    peer_close(p);
    CHECK_INT(server_end(&s), 0);
    keeper_end(&k);
}

/* Stopped while pages sleep: each still gets an answer. */
TEST(a_stopped_web_process_answers_who_waits)
{
    struct keeping k = keeper_start(300);
    struct server s = serve(k.path);
    struct peer *p = peer_open(s.port);

    post(p, "/entry", "late");
    poll(NULL, 0, 50);
    CHECK_INT(server_end(&s), 0);
    CHECK_INT(peer_status(p, 1000), 201);
    CHECK(strstr(p->text, "Connection: close"));
    peer_close(p);
    s = serve(k.path);
    p = peer_open(s.port);
    kill(k.s.pid, SIGSTOP);
    post(p, "/entry", "never");
    poll(NULL, 0, 50);
    CHECK_INT(server_end(&s), 0);
    CHECK_INT(peer_status(p, 1000), 503);
    kill(k.s.pid, SIGCONT);
    peer_close(p);
    keeper_end(&k);
}
