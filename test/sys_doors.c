/* sys_doors - files, the key, passwords, the lock, the places. */
#include "sys_peer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const char *in(const char *dir, const char *name)
{
    static char path[4][300];
    static int turn;

    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", dir, name);
    return path[turn];
}

static int count_files(const char *dir)
{
    char command[100], text[20] = "";
    FILE *f;

    snprintf(command, sizeof command, "ls -A %s | wc -l", dir);
    f = popen(command, "r");
    MUST(f && fgets(text, sizeof text, f));
    pclose(f);
    return atoi(text);
}

/* ---- file ---------------------------------------------------------------*/

TEST(a_file_is_written_whole_and_read_back)
{
    struct arena a = { 0 };
    char dir[64];
    const char *path;
    struct str s;
    struct stat st;

    path = in(dir_start(dir), "x");
    CHECK_INT(file_read(path, 100, &a, &s), FILE_MISSING);
    CHECK(!file_exists(path));
    CHECK_INT(file_write(path, S("one\0two"), 0640), FILE_FINE);
    CHECK(file_exists(path));
    CHECK_INT(file_read(path, 100, &a, &s), FILE_FINE);
    CHECK_STR(s, S("one\0two"));
    CHECK_INT(file_write(path, S("three"), 0600), FILE_FINE);
    CHECK_INT(file_read(path, 5, &a, &s), FILE_FINE);
    CHECK_STR(s, S("three"));
    CHECK_INT(file_read(path, 4, &a, &s), FILE_TOO_BIG);
    CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK_INT(file_write(path, S(""), 0600), FILE_FINE);
    CHECK_INT(file_read(path, 5, &a, &s), FILE_FINE);
    CHECK_INT(s.n, 0);
    CHECK_INT(file_make(path, S("four"), 0600), FILE_DENIED);
    CHECK_INT(file_make(in(dir, "y"), S("four"), 0600), FILE_FINE);
    CHECK_INT(count_files(dir), 2); /* nothing lies beside them */
    CHECK_INT(file_read(dir, 100, &a, &s), FILE_BROKEN);
    CHECK_INT(file_write(in(dir, "no/such"), S("x"), 0600), FILE_MISSING);
    MUST(mkfifo(in(dir, "pipe"), 0600) == 0);
    CHECK_INT(file_read(in(dir, "pipe"), 100, &a, &s), FILE_BROKEN);
    arena_free(&a);
    dir_end(dir);
}

/* A limit on file size stands for the full disk: the old file stays. */
TEST(a_full_disk_leaves_the_old_file)
{
    char dir[64];
    const char *path = in(dir_start(dir), "x");
    struct arena a = { 0 };
    struct rlimit old, few;
    char big[9000];
    struct str s;

    memset(big, 'b', sizeof big);
    signal(SIGXFSZ, SIG_IGN);
    CHECK_INT(file_write(path, S("old"), 0600), FILE_FINE);
    getrlimit(RLIMIT_FSIZE, &old);
    few = (struct rlimit){ 8192, old.rlim_max };
    setrlimit(RLIMIT_FSIZE, &few);
    CHECK_INT(file_write(path, (struct str){ big, sizeof big }, 0600),
              FILE_FULL);
    setrlimit(RLIMIT_FSIZE, &old);
    CHECK_INT(file_read(path, 100, &a, &s), FILE_FINE);
    CHECK_STR(s, S("old"));
    CHECK_INT(count_files(dir), 1);
    arena_free(&a);
    dir_end(dir);
}

TEST(a_spool_has_no_name)
{
    char dir[64], text[4] = "";
    int fd = file_spool(dir_start(dir));

    CHECK(fd >= 0);
    CHECK_INT(pwrite(fd, "abc", 3, 0), 3);
    CHECK_INT(pread(fd, text, 3, 0), 3);
    CHECK_STR(str_of(text), S("abc"));
    CHECK_INT(count_files(dir), 0);
    close(fd);
    dir_end(dir);
}

/* ---- key ----------------------------------------------------------------*/

/* RFC 8032, 7.1, TEST 2: one byte 0x72. */
TEST(the_key_signs_like_the_standard)
{
    uint8_t seed[32], public[32], want[64], sig[64];
    struct key *k;

    MUST(hex_read(S("4ccd089b28ff96da9db6c346ec114e0f"
                    "5b8a319f35aba624da8cf6ed4fb8a6fb"),
                  seed, 32));
    MUST(hex_read(S("3d4017c3e843895a92b70aa74d1b7ebc"
                    "9c982ccf2ec4968cc0cd55f12af4660c"),
                  public, 32));
    MUST(hex_read(S("92a009a9f0d4cab8720e820b5f642540"
                    "a2b27b5416503f8fb3762223ebdb69da"
                    "085ac1e43e15996e458f3613d0f11d8c"
                    "387b2eaeb4302aeeb00d291612bb0c00"),
                  want, 64));
    k = key_of(seed);
    CHECK(!memcmp(key_public(k), public, 32));
    CHECK(key_sign(k, S("\x72"), sig));
    CHECK(!memcmp(sig, want, 64));
    CHECK(key_verify(public, S("\x72"), sig));
    CHECK(!key_verify(public, S("\x73"), sig));
    for (int i = 0; i < 64; i++) {
        sig[i] ^= 1;
        CHECK(!key_verify(public, S("\x72"), sig));
        sig[i] ^= 1;
    }
    key_close(k);
    key_close(NULL);
}

TEST(a_key_file_is_made_once_and_kept_private)
{
    char dir[64];
    const char *path = in(dir_start(dir), "db.key");
    struct key *k = key_open(path, true), *again;
    uint8_t sig[64];
    struct stat st;

    MUST(k);
    CHECK(stat(path, &st) == 0 && (st.st_mode & 07777) == 0600);
    CHECK_INT(st.st_size, 65);
    CHECK(!key_open(path, true)); /* never written over */
    again = key_open(path, false);
    MUST(again);
    CHECK(key_sign(again, S("m"), sig));
    CHECK(key_verify(key_public(k), S("m"), sig));
    key_close(again);
    key_close(k);
    chmod(path, 0640);
    CHECK(!key_open(path, false));
    chmod(path, 0600);
    CHECK_INT(file_write(path, S("not a key"), 0600), FILE_FINE);
    CHECK(!key_open(path, false));
    CHECK(!key_open(in(dir, "none.key"), false));
    CHECK(!key_open(dir, false));
    dir_end(dir);
}

TEST(a_password_is_known_again_and_no_other)
{
    char hash[PASSWORD_TEXT], other[PASSWORD_TEXT], longest[PASSWORD_MOST + 1];

    memset(longest, 'p', sizeof longest);
    CHECK(password_hash(S("سندھ 12"), hash));
    CHECK(str_starts(str_of(hash), S("$argon2id$v=19$m=32768,t=2,p=1$")));
    CHECK(password_good(hash, S("سندھ 12")));
    CHECK(!password_good(hash, S("سندھ 13")));
    CHECK(!password_good(hash, S("")));
    CHECK(password_hash(S("سندھ 12"), other));
    CHECK(strcmp(hash, other)); /* salted */
    CHECK(!password_good("", S("")));
    CHECK(!password_good("$argon2id$v=19$nonsense", S("x")));
    CHECK(!password_hash((struct str){ longest, sizeof longest }, hash));
}

/* ---- lock and places ----------------------------------------------------*/

TEST(a_database_has_one_keeper)
{
    char dir[64], other[200];
    const char *db = in(dir_start(dir), "s.db");
    int fd = lock_take(db), status;
    pid_t pid;

    CHECK(fd >= 0);
    CHECK_INT(lock_take(db), LOCK_HELD);
    snprintf(other, sizeof other, "%s/../%s/./s.db", dir,
             strrchr(dir, '/') + 1);
    CHECK_INT(lock_take(other), LOCK_HELD); /* by another spelling */
    pid = fork();
    if (pid == 0)
        _exit(lock_take(db) == LOCK_HELD ? 0 : 1);
    waitpid(pid, &status, 0);
    CHECK_INT(status, 0);
    close(fd);
    fd = lock_take(db);
    CHECK(fd >= 0);
    close(fd);
    CHECK_INT(lock_take(in(dir, "no/such.db")), LOCK_BROKEN);
    dir_end(dir);
}

TEST(places_lie_beside_the_file_or_in_our_own_folder)
{
    struct arena a = { 0 };
    char dir[64], run[100], deep[200];
    const char *near, *far, *far2;

    setenv("XDG_RUNTIME_DIR", dir_start(dir), 1);
    snprintf(run, sizeof run, "%s/saath", dir);
    near = place_beside(in(dir, "s.db"), ".sock", &a);
    CHECK_STR(str_of(near), str_of(in(dir, "s.db.sock")));
    far = place_beside("postgresql://u:secret@h/db", ".sock", &a);
    CHECK(str_starts(str_of(far), str_of(run)));
    CHECK(!strstr(far, "secret") && strlen(far) < 108);
    far2 = place_beside("postgresql://u:secret@h/db2", ".sock", &a);
    CHECK(strcmp(far, far2));
    memset(deep, 'd', sizeof deep - 1);
    deep[sizeof deep - 1] = 0;
    far = place_beside(in(dir, deep), ".sock", &a);
    CHECK(str_starts(str_of(far), str_of(run)));
    chmod(run, 0777); /* others could put a socket there */
    CHECK(!place_beside("postgresql://h/db", ".sock", &a));
    chmod(run, 0700);
    rename(run, in(dir, "real"));
    CHECK_INT(symlink(in(dir, "real"), run), 0);
    CHECK(!place_beside("postgresql://h/db", ".sock", &a));
    unsetenv("XDG_RUNTIME_DIR");
    arena_free(&a);
    dir_end(dir);
}

TEST(a_note_stays_one_line)
{
    int ends[2], old = dup(STDERR_FILENO);
    char text[2000] = "", big[1500];
    ssize_t n;

    memset(big, 'z', sizeof big - 1);
    big[sizeof big - 1] = 0;
    MUST(pipe(ends) == 0);
    dup2(ends[1], STDERR_FILENO);
    sys_note("bad %s", "a\nb\033[31m");
    sys_note("%s", big);
    dup2(old, STDERR_FILENO);
    close(old);
    close(ends[1]);
    for (n = 0; n < 1900;) {
        ssize_t got = read(ends[0], text + n, 1900 - (size_t)n);

        if (got <= 0)
            break;
        n += got;
    }
    close(ends[0]);
    CHECK(strstr(text, "bad a?b?[31m\n"));
    CHECK_INT(strchr(text, '\n') < strstr(text, "zzz"), 1);
    CHECK_INT(text[n - 1], '\n');
    CHECK(n < 1200);
}
