/* sys_login - who may try how often, and what it takes. */
#include "sys_peer.h"

#include <fcntl.h>

static char good_hash[PASSWORD_TEXT];

static bool hash_of(void *self, struct str user, char hash[PASSWORD_TEXT])
{
    (void)self;
    if (!str_starts(user, S("zainab")))
        return false;
    memcpy(hash, good_hash, PASSWORD_TEXT);
    return true;
}

struct helper {
    struct server s;
    char dir[64], path[80];
    int fd;
    struct frame_reader r;
};

static struct helper start(void)
{
    static const struct login_host host = { .hash_of = hash_of };
    struct helper h = { .r.replies = true };
    int fd, ends[2];

    if (!good_hash[0])
        MUST(password_hash(S("right"), good_hash));
    dir_start(h.dir);
    snprintf(h.path, sizeof h.path, "%s/l.sock", h.dir);
    fd = frame_listen(h.path);
    MUST(fd >= 0 && pipe(ends) == 0);
    h.s.pid = fork();
    if (h.s.pid == 0) {
        jail_quiet();
        MUST(jail_calls(false));
        login_serve(fd, ends[0], &host);
        _exit(0);
    }
    close(fd);
    close(ends[0]);
    h.s.stop = ends[1];
    h.fd = frame_dial(h.path, 1000);
    return h;
}

static void end(struct helper *h)
{
    close(h->fd);
    frame_reader_free(&h->r);
    CHECK_INT(server_end(&h->s), 0);
    dir_end(h->dir);
}

static void put(struct helper *h, uint64_t ticket, const char *user,
                const char *password, const char *remote)
{
    struct arena a = { 0 };

    frame_send(h->fd, ticket, 256,
               login_question(&a, str_of(user), str_of(password),
                              str_of(remote)));
    arena_free(&a);
}

static enum login_verdict take(struct helper *h, int *wait_s)
{
    struct frame f;

    if (!frame_wait(&h->r, h->fd, 20000, &f))
        return LOGIN_BROKEN;
    return login_reply(f.payload, wait_s);
}

static enum login_verdict attempt(struct helper *h, const char *user,
                                  const char *password, const char *remote)
{
    int wait_s;

    put(h, 1, user, password, remote);
    return take(h, &wait_s);
}

TEST(only_the_right_password_of_a_known_user_is_good)
{
    struct helper h = start();

    CHECK_INT(attempt(&h, "zainab", "right", "10.0.0.1"), LOGIN_GOOD);
    CHECK_INT(attempt(&h, "zainab", "wrong", "10.0.0.1"), LOGIN_BAD);
    CHECK_INT(attempt(&h, "zainab", "", "10.0.0.1"), LOGIN_BAD);
    CHECK_INT(attempt(&h, "nobody", "right", "10.0.0.1"), LOGIN_BAD);
    CHECK_INT(attempt(&h, "", "", ""), LOGIN_BAD);
    end(&h);
}

TEST(a_broken_question_is_bad_and_nothing_else)
{
    static const char *const broken[] = { "",      "\1",      "\0\5ab",
                                          "\0\1a", "\0\1a\0", "\xff\xff" };
    static const size_t n[] = { 0, 1, 4, 3, 4, 2 };
    struct helper h = start();
    struct frame f;
    int wait_s;

    for (size_t i = 0; i < LEN(broken); i++) {
        CHECK(frame_send(h.fd, 7, 256, (struct str){ broken[i], n[i] }));
        CHECK(frame_wait(&h.r, h.fd, 5000, &f));
        CHECK_INT(login_reply(f.payload, &wait_s), LOGIN_BAD);
    }
    CHECK_INT(login_reply(S(""), &wait_s), LOGIN_BROKEN);
    CHECK_INT(login_reply(S("\x09\0\0"), &wait_s), LOGIN_BROKEN);
    CHECK_INT(attempt(&h, "zainab", "right", "10.0.0.1"), LOGIN_GOOD);
    end(&h);
}

/* Five wrong ones from one place; the same user elsewhere is not shut out,
 * and a right one begins the count anew. */
TEST(the_sixth_guess_from_one_place_waits)
{
    struct helper h = start();
    int wait_s = 0;

    for (int i = 0; i < 4; i++)
        CHECK_INT(attempt(&h, "zainab", "wrong", "10.0.0.1"), LOGIN_BAD);
    CHECK_INT(attempt(&h, "zainab", "right", "10.0.0.1"), LOGIN_GOOD);
    for (int i = 0; i < 5; i++)
        CHECK_INT(attempt(&h, "zainab", "wrong", "10.0.0.1"), LOGIN_BAD);
    put(&h, 9, "zainab", "right", "10.0.0.1");
    CHECK_INT(take(&h, &wait_s), LOGIN_LATER);
    CHECK(wait_s > 800 && wait_s <= 901);
    CHECK_INT(attempt(&h, "zainab", "right", "10.0.0.2"), LOGIN_GOOD);
    CHECK_INT(attempt(&h, "zainab2", "right", "10.0.0.1"), LOGIN_GOOD);
    end(&h);
}

/* A member's PIN is short: from the third on there is a pause, wherever it is
 * tried from, and the right one waits as well. */
TEST(after_two_wrong_pins_there_is_a_pause_from_everywhere)
{
    static const char member[] = "m-00112233445566778899aabbccddeeff";
    struct helper h = start();
    int wait_s = 0;

    CHECK_INT(attempt(&h, member, "111111", "10.0.0.1"), LOGIN_BAD);
    CHECK_INT(attempt(&h, member, "222222", "10.0.0.2"), LOGIN_BAD);
    put(&h, 9, member, "right", "10.0.0.3");
    CHECK_INT(take(&h, &wait_s), LOGIN_LATER);
    CHECK(wait_s > 0 && wait_s <= 11);
    CHECK_INT(attempt(&h, "zainab", "right", "10.0.0.3"), LOGIN_GOOD);
    end(&h);
}

/* Guesses sent side by side are counted before any of them is answered. */
TEST(a_user_is_guarded_against_many_places_at_once)
{
    struct helper h = start();
    int bad = 0, later = 0, wait_s;
    char remote[40];

    for (int i = 0; i < 70; i++) {
        snprintf(remote, sizeof remote, "10.1.0.%d", i);
        put(&h, 1, "zainab", "wrong", remote);
        if (i % 16 == 15 || i == 69)
            for (int n = 0; n <= i % 16; n++) {
                enum login_verdict v = take(&h, &wait_s);

                bad += v == LOGIN_BAD;
                later += v == LOGIN_LATER;
            }
    }
    CHECK_INT(bad, 50);
    CHECK_INT(later, 20);
    end(&h);
}

/* A rush: nobody waits for ever, and who cannot be served is told so. */
TEST(a_rush_is_worked_off_or_told_to_come_later)
{
    struct helper h = start();
    int good = 0, later = 0, wait_s;
    char text[40];
    int64_t since = clock_ticks();

    for (int i = 0; i < 100; i++) {
        snprintf(text, sizeof text, "zainab%d", i);
        put(&h, 1, text, "right", text);
    }
    for (int i = 0; i < 100; i++) {
        enum login_verdict v = take(&h, &wait_s);

        good += v == LOGIN_GOOD;
        later += v == LOGIN_LATER;
        if (v == LOGIN_LATER)
            CHECK_INT(wait_s, 2);
    }
    CHECK_INT(good + later, 100);
    CHECK(good >= 32);
    CHECK(clock_ticks() - since < 30000);
    end(&h);
}
