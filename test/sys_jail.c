/* sys_jail - what a jailed process can no longer do, and still can. */
#include "sys_peer.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

static char dir[64], open_file[80], shut_file[80], spool[80];

/* Runs f in a child of its own; the bits it answers are what went wrong. */
static int in_child(int (*f)(void))
{
    int status;
    pid_t pid = fork();

    if (pid == 0)
        _exit(f());
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static void make(const char *path)
{
    MUST(file_write(path, S("x"), 0600) == FILE_FINE);
}

static void folder(void)
{
    dir_start(dir);
    snprintf(open_file, sizeof open_file, "%s/open", dir);
    snprintf(shut_file, sizeof shut_file, "%s/shut", dir);
    snprintf(spool, sizeof spool, "%s/spool", dir);
    make(open_file);
    make(shut_file);
    MUST(mkdir(spool, 0700) == 0);
}

static int refused(const char *path, int flags)
{
    int fd = open(path, flags, 0600);

    if (fd >= 0)
        close(fd);
    return fd < 0 && (errno == EACCES || errno == EPERM);
}

static int files(void)
{
    const char *read_list[] = { open_file, "/no/such/file", NULL };
    const char *write_list[] = { spool, NULL };
    char path[100], beside[100];
    int fd, bad = 0;

    if (!jail_files(read_list, write_list))
        return 77;
    snprintf(path, sizeof path, "%s/new", spool);
    snprintf(beside, sizeof beside, "%s/beside", dir);
    fd = open(open_file, O_RDONLY);
    bad |= fd < 0 ? 1 : 0;
    bad |= !refused(open_file, O_RDWR) || truncate(open_file, 0) == 0 ? 2 : 0;
    bad |= !refused(shut_file, O_RDONLY) ? 4 : 0;
    bad |= !refused("/etc/passwd", O_RDONLY) ? 8 : 0;
    bad |= !refused(beside, O_WRONLY | O_CREAT) ? 16 : 0;
    bad |= unlink(open_file) == 0 || rename(open_file, beside) == 0 ? 32 : 0;
    fd = open(path, O_RDWR | O_CREAT, 0600);
    bad |= fd < 0 || write(fd, "x", 1) != 1 || unlink(path) != 0 ? 64 : 0;
    bad |= file_spool(spool) < 0 ? 128 : 0;
    return bad;
}

TEST(only_the_listed_files_can_be_opened)
{
    int got;

    folder();
    got = in_child(files);
    if (got == 77)
        skip("this kernel has no landlock");
    else
        CHECK_INT(got, 0);
    dir_end(dir);
}

static void *nothing(void *p)
{
    return p;
}

static int calls_gone(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    int plain = socket(AF_INET, SOCK_STREAM, 0), bad = 0;
    char *none[] = { NULL };

    if (!jail_calls(false))
        return 255;
    errno = 0;
    bad |= execve("/bin/true", none, none) != -1 || errno != EPERM ? 1 : 0;
    errno = 0;
    bad |= syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) != -1 || errno != EPERM ? 2 :
                                                                             0;
    bad |= bind(plain, (struct sockaddr *)&at, sizeof at) == 0 ||
                   listen(plain, 1) == 0 ?
               4 :
               0;
    bad |= socket(AF_INET, SOCK_STREAM, 0) >= 0 ||
                   socket(AF_NETLINK, SOCK_RAW, 0) >= 0 ?
               8 :
               0;
    bad |= mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED ?
               16 :
               0;
    bad |= ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 || kill(getppid(), 0) == 0 ?
               32 :
               0;
    bad |= chmod(open_file, 0777) == 0 || setuid(0) == 0 ||
                   syscall(SYS_mount, "a", "/", "b", 0, 0) == 0 ?
               64 :
               0;
    return bad;
}

static int calls_left(void)
{
    struct arena a = { 0 };
    pthread_t thread;
    char hash[PASSWORD_TEXT];
    struct str s;
    int bad = 0, fd, ends[2];

    MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    if (!jail_calls(false))
        return 255;
    bad |= file_read(open_file, 10, &a, &s) != FILE_FINE ? 1 : 0;
    fd = file_spool(spool);
    bad |= fd < 0 || pwrite(fd, "x", 1, 0) != 1 ? 2 : 0;
    bad |= mmap(NULL, 1, PROT_READ, MAP_PRIVATE, fd, 0) == MAP_FAILED ? 4 : 0;
    bad |= !password_hash(S("x"), hash) ? 8 : 0;
    bad |= pthread_create(&thread, NULL, nothing, NULL) != 0 ||
                   pthread_join(thread, NULL) != 0 ?
               16 :
               0;
    bad |= send(ends[0], "x", 1, 0) != 1 || recv(ends[1], hash, 1, 0) != 1 ?
               32 :
               0;
    bad |= socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? 64 : 0;
    bad |= clock_now() < 1000 ? 128 : 0;
    return bad;
}

static int calls_inet(void)
{
    return !jail_calls(true) || socket(AF_INET, SOCK_STREAM, 0) < 0 ||
           socket(AF_INET6, SOCK_STREAM, 0) < 0 ||
           socket(AF_NETLINK, SOCK_RAW, 0) >= 0;
}

static int stops(void)
{
    struct rlimit none = { 0, 0 };

    setrlimit(RLIMIT_CORE, &none);
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
    jail_calls(false);
    MUST(!"a claim still ends the process by its own signal");
}

TEST(calls_off_the_list_get_eperm_and_the_rest_work)
{
    folder();
    CHECK_INT(in_child(calls_gone), 0);
    CHECK_INT(in_child(calls_left), 0);
    CHECK_INT(in_child(calls_inet), 0);
    CHECK_INT(in_child(stops), 1000 + SIGABRT);
    dir_end(dir);
}

static int quiet(void)
{
    struct rlimit core;

    jail_quiet();
    getrlimit(RLIMIT_CORE, &core);
    return prctl(PR_GET_DUMPABLE) != 0 ||
           prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1 || core.rlim_cur != 0;
}

TEST(a_quiet_process_leaves_no_core_and_has_no_debugger)
{
    CHECK_INT(in_child(quiet), 0);
}
