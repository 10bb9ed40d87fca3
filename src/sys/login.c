/* login - the helper that alone reads password hashes and counts attempts.
 *
 * It runs on the keeper's loop: what came together is one batch, worked
 * through by two threads, so that a rush of log-ins takes two cores and
 * 64 MiB, never more. Counting lies here because here all processes meet. */
#include "log/log.h"
#include "sys/sys.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    JOBS = 32, /* of one batch; who comes on top waits */
    THREADS = 2,
    WINDOW_MS = 15 * 60 * 1000,
    PIN_WINDOW_MS = 12 * 60 * 60 * 1000,
    PIN_MOST = 5,     /* of one member, from wherever, in that time */
    PIN_PAUSE_S = 10, /* after the second wrong one; doubled with each */
    BUSY_S = 2,       /* what LOGIN_LATER says when all are taken */
    COUNTERS = 16384,
    WAYS = 8 /* places where a counter may stand */
};
static_assert((COUNTERS & (COUNTERS - 1)) == 0, "a power of two");

/* Attempts of somebody within one window. */
struct counter {
    uint64_t who; /* 0: free */
    int64_t since, last, window;
    int n;
};

struct job {
    struct keeper_conn *conn;
    uint64_t ticket;
    uint64_t who[3]; /* user from address, user, address */
    char hash[PASSWORD_TEXT];
    char password[PASSWORD_MOST];
    size_t password_n;
    bool pin;   /* of a member: fewer tries, for longer */
    bool known; /* there is such a user */
    bool good;
};

struct login {
    const struct login_host *host;
    struct job job[JOBS];
    int jobs;
    atomic_int next;            /* job that no thread has taken yet */
    char nobody[PASSWORD_TEXT]; /* hash of a password nobody has */
    uint8_t salt[crypto_shorthash_KEYBYTES];
    struct counter counter[COUNTERS];
};

static const int most_of[3] = { 5, 50, 50 };

/* ---- question and reply -------------------------------------------------*/

struct str login_question(struct arena *a, struct str user, struct str password,
                          struct str remote)
{
    struct buf b = buf_start(a);

    MUST(user.n <= UINT16_MAX && password.n <= UINT16_MAX);
    buf_char(&b, (char)(user.n >> 8));
    buf_char(&b, (char)user.n);
    buf_add(&b, user);
    buf_char(&b, (char)(password.n >> 8));
    buf_char(&b, (char)password.n);
    buf_add(&b, password);
    buf_add(&b, remote);
    return buf_str(&b);
}

static bool take_text(struct str *rest, struct str *out)
{
    size_t n;

    if (rest->n < 2)
        return false;
    n = (size_t)((uint8_t)rest->p[0] << 8 | (uint8_t)rest->p[1]);
    if (rest->n - 2 < n)
        return false;
    *out = (struct str){ rest->p + 2, n };
    *rest = str_from(*rest, n + 2);
    return true;
}

static void reply(struct keeper_conn *c, uint64_t ticket, enum login_verdict v,
                  int wait_s)
{
    char text[3] = { (char)v, (char)(wait_s >> 8), (char)wait_s };

    keeper_reply(c, ticket, (struct str){ text, sizeof text });
}

enum login_verdict login_reply(struct str said, int *wait_s)
{
    *wait_s = 0;
    if (said.n != 3 || said.p[0] < LOGIN_GOOD || said.p[0] > LOGIN_BROKEN)
        return LOGIN_BROKEN;
    *wait_s = (uint8_t)said.p[1] << 8 | (uint8_t)said.p[2];
    return (enum login_verdict)said.p[0];
}

/* ---- counting -----------------------------------------------------------*/

/* A keyed hash: nobody can choose names that share a counter. */
static uint64_t who_is(const struct login *l, char kind, struct str a,
                       struct str b)
{
    uint8_t text[1 + 32 + 32];
    struct hash ha = sha_of(a), hb = sha_of(b);
    uint64_t who;

    text[0] = (uint8_t)kind;
    memcpy(text + 1, ha.b, 32);
    memcpy(text + 33, hb.b, 32);
    crypto_shorthash((uint8_t *)&who, text, sizeof text, l->salt);
    return who ? who : 1;
}

/* The counter of somebody; a new one takes the place of the oldest. */
static struct counter *counter_of(struct login *l, uint64_t who, int64_t now,
                                  int64_t window)
{
    struct counter *oldest = NULL;

    for (unsigned i = 0; i < WAYS; i++) {
        struct counter *c = &l->counter[(who + i) & (COUNTERS - 1)];

        if (c->who == who && now - c->since < c->window)
            return c;
        if (c->who == who || !oldest || c->who == 0 ||
            (oldest->who && c->since < oldest->since))
            oldest = c;
        if (c->who == who)
            break;
    }
    *oldest = (struct counter){ .who = who, .since = now, .window = window };
    return oldest;
}

/* Wrong PINs of a member are remembered for half a day. */
static int64_t window_of(const struct job *j, int i)
{
    return j->pin && i == 1 ? PIN_WINDOW_MS : WINDOW_MS;
}

/* Each attempt counts as wrong until it is right, so that guesses side by
 * side are counted as well. 0, or for how many seconds it is too many. */
static int count(struct login *l, struct job *j)
{
    int64_t now = clock_ticks();

    for (int i = 0; i < 3; i++) {
        struct counter *c = counter_of(l, j->who[i], now, window_of(j, i));
        int64_t pause = j->pin && i == 1 && c->n >= 2 ?
                            (int64_t)(PIN_PAUSE_S * 1000) << (c->n - 2) :
                            0;

        if (c->n >= (j->pin && i == 1 ? PIN_MOST : most_of[i]))
            return (int)((c->since + c->window - now) / 1000) + 1;
        if (now - c->last < pause)
            return (int)((c->last + pause - now) / 1000) + 1;
    }
    for (int i = 0; i < 3; i++) {
        struct counter *c = counter_of(l, j->who[i], now, window_of(j, i));

        c->n++;
        c->last = now;
    }
    return 0;
}

static void count_back(struct login *l, const struct job *j)
{
    int64_t now = clock_ticks();

    counter_of(l, j->who[0], now, WINDOW_MS)->n = 0;
    for (int i = 1; i < 3; i++) {
        struct counter *c = counter_of(l, j->who[i], now, window_of(j, i));

        c->n -= c->n > 0;
    }
    if (j->pin) /* it is she */
        counter_of(l, j->who[1], now, PIN_WINDOW_MS)->n = 0;
}

/* ---- the batch ----------------------------------------------------------*/

static void take(void *self, struct keeper_conn *c, const struct frame *f)
{
    struct login *l = self;
    struct str remote = f->payload, user, password;
    struct job *j = &l->job[l->jobs];
    int wait_s;

    if (l->jobs == JOBS) {
        reply(c, f->ticket, LOGIN_LATER, BUSY_S);
        return;
    }
    if (!take_text(&remote, &user) || !take_text(&remote, &password) ||
        password.n > sizeof j->password) {
        reply(c, f->ticket, LOGIN_BAD, 0);
        return;
    }
    *j = (struct job){ .conn = c,
                       .ticket = f->ticket,
                       .password_n = password.n };
    j->who[0] = who_is(l, 'b', user, remote);
    j->who[1] = who_is(l, 'u', user, S(""));
    j->who[2] = who_is(l, 'r', remote, S(""));
    j->pin = login_is_member(user, &(struct id){ 0 });
    wait_s = count(l, j);
    if (wait_s) {
        reply(c, f->ticket, LOGIN_LATER, wait_s);
        return;
    }
    if (password.n)
        memcpy(j->password, password.p, password.n);
    sodium_memzero((void *)password.p, password.n);
    j->known = l->host->hash_of(l->host->self, user, j->hash);
    j->hash[PASSWORD_TEXT - 1] = 0;
    l->jobs++;
}

/* Somebody unknown takes as long as somebody known. */
static void *work(void *self)
{
    struct login *l = self;
    int i;

    while ((i = atomic_fetch_add(&l->next, 1)) < l->jobs) {
        struct job *j = &l->job[i];
        struct str password = { j->password, j->password_n };
        bool same = password_good(j->known ? j->hash : l->nobody, password);

        j->good = j->known && same;
        sodium_memzero(j->password, sizeof j->password);
    }
    return NULL;
}

static bool commit(void *self)
{
    struct login *l = self;
    pthread_t other[THREADS - 1];
    int started = 0;

    atomic_store(&l->next, 0);
    while (started < THREADS - 1 && started < l->jobs - 1 &&
           pthread_create(&other[started], NULL, work, l) == 0)
        started++;
    work(l);
    while (started > 0)
        pthread_join(other[--started], NULL);
    for (int i = 0; i < l->jobs; i++) {
        struct job *j = &l->job[i];

        if (j->good)
            count_back(l, j);
        reply(j->conn, j->ticket, j->good ? LOGIN_GOOD : LOGIN_BAD, 0);
        sodium_memzero(j->hash, sizeof j->hash);
    }
    l->jobs = 0;
    return true;
}

void login_serve(int listen_fd, int stop_fd, const struct login_host *h)
{
    struct login *l = calloc(1, sizeof *l);
    struct keeper_host loop = { .self = l, .take = take, .commit = commit };
    char never[32];

    MUST(l);
    l->host = h;
    chance_fill(l->salt, sizeof l->salt);
    chance_fill(never, sizeof never);
    MUST(password_hash((struct str){ never, sizeof never }, l->nobody));
    keeper_serve(listen_fd, stop_fd, &loop);
    free(l);
}
