/* jail - what a process gives up once it has what it needs.
 *
 * Files by landlock, system calls by seccomp. A call that is not on the list
 * gets EPERM rather than death: a library that tries something optional goes
 * on, and a thief gets no further. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

void jail_quiet(void)
{
    struct rlimit none = { 0, 0 };

    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* ---- files --------------------------------------------------------------*/

/* Rights by the kernel's version of landlock; newer than some headers. */
#define FS_FIRST ((UINT64_C(1) << 13) - 1)
#define FS_REFER (UINT64_C(1) << 13)
#define FS_TRUNCATE (UINT64_C(1) << 14)
#define FS_IOCTL (UINT64_C(1) << 15)

/* All that may be handled, of which a list then gives some back. */
static uint64_t rights_known(long version)
{
    return FS_FIRST | (version >= 2 ? FS_REFER : 0) |
           (version >= 3 ? FS_TRUNCATE : 0) | (version >= 5 ? FS_IOCTL : 0);
}

static bool allow(int rules, const char *path, uint64_t file, uint64_t folder)
{
    struct landlock_path_beneath_attr rule = {
        .parent_fd = open(path, O_PATH | O_CLOEXEC)
    };
    struct stat st;
    bool good;

    if (rule.parent_fd < 0)
        return errno == ENOENT || errno == EACCES;
    good = fstat(rule.parent_fd, &st) == 0;
    rule.allowed_access = good && S_ISDIR(st.st_mode) ? file | folder : file;
    good = good && syscall(SYS_landlock_add_rule, rules,
                           LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return good;
}

static bool allow_list(int rules, const char *const *path, uint64_t file,
                       uint64_t folder)
{
    for (; path && *path; path++)
        if (!allow(rules, *path, file, folder))
            return false;
    return true;
}

bool jail_files(const char *const *read, const char *const *write)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    uint64_t known = rights_known(version);
    struct landlock_ruleset_attr all = { .handled_access_fs = known };
    uint64_t see = LANDLOCK_ACCESS_FS_READ_FILE;
    uint64_t list = LANDLOCK_ACCESS_FS_READ_DIR;
    uint64_t change = known & (LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE);
    uint64_t make = LANDLOCK_ACCESS_FS_MAKE_REG |
                    LANDLOCK_ACCESS_FS_REMOVE_FILE;
    bool good;
    int rules;

    if (version < 1)
        return false;
    rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return false;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    good = allow_list(rules, read, see, list) &&
           allow_list(rules, write, see | change, list | make) &&
           syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return good;
}

/* ---- system calls -------------------------------------------------------*/

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "jail: say which architecture this is"
#endif

/* What a reader of a database that serves sockets needs, and no more. */
static const int calm[] = { SYS_read,
                            SYS_write,
                            SYS_readv,
                            SYS_writev,
                            SYS_pread64,
                            SYS_pwrite64,
                            SYS_close,
                            SYS_fstat,
                            SYS_newfstatat,
                            SYS_statx,
                            SYS_lseek,
                            SYS_ftruncate,
                            SYS_openat,
                            SYS_faccessat,
                            SYS_faccessat2,
                            SYS_readlinkat,
                            SYS_unlinkat,
                            SYS_getcwd,
                            SYS_fcntl,
                            SYS_fsync,
                            SYS_fdatasync,
                            SYS_fallocate,
                            SYS_brk,
                            SYS_munmap,
                            SYS_mremap,
                            SYS_madvise,
                            SYS_rt_sigaction,
                            SYS_rt_sigprocmask,
                            SYS_rt_sigreturn,
                            SYS_sigaltstack,
                            SYS_accept4,
                            SYS_connect,
                            SYS_recvfrom,
                            SYS_sendto,
                            SYS_recvmsg,
                            SYS_sendmsg,
                            SYS_sendfile,
                            SYS_shutdown,
                            SYS_getsockopt,
                            SYS_setsockopt,
                            SYS_getsockname,
                            SYS_getpeername,
                            SYS_epoll_create1,
                            SYS_epoll_ctl,
                            SYS_epoll_pwait,
                            SYS_eventfd2,
                            SYS_ppoll,
                            SYS_pselect6,
                            SYS_clock_gettime,
                            SYS_clock_nanosleep,
                            SYS_nanosleep,
                            SYS_setitimer,
                            SYS_gettimeofday,
                            SYS_getpid,
                            SYS_getppid,
                            SYS_gettid,
                            SYS_getuid,
                            SYS_geteuid,
                            SYS_getgid,
                            SYS_getegid,
                            SYS_getrandom,
                            SYS_futex,
                            SYS_set_robust_list,
                            SYS_rseq,
                            SYS_sched_yield,
                            SYS_sched_getaffinity,
                            SYS_restart_syscall,
                            SYS_uname,
                            SYS_sysinfo,
                            SYS_exit,
                            SYS_exit_group };
/* The same by the names of before openat and its like. */
#if defined(__x86_64__)
static const int calm_old[] = { SYS_open,   SYS_stat,     SYS_lstat,
                                SYS_access, SYS_readlink, SYS_unlink,
                                SYS_poll,   SYS_select,   SYS_epoll_wait,
                                SYS_time };
#else
static const int calm_old[] = { SYS_read };
#endif

struct filter {
    struct sock_filter at[2 * (LEN(calm) + LEN(calm_old)) + 64];
    size_t n;
};

static void put(struct filter *f, struct sock_filter one)
{
    MUST(f->n < LEN(f->at));
    f->at[f->n++] = one;
}

enum { ALLOW = 0, REFUSE = EPERM };

static void answer(struct filter *f, int error)
{
    put(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
                                        error ? SECCOMP_RET_ERRNO |
                                                    (unsigned)error :
                                                SECCOMP_RET_ALLOW));
}

static void load(struct filter *f, size_t offset)
{
    put(f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                        (unsigned)offset));
}

/* The lower half of an argument: enough for flags, families and ids. */
static size_t low_half(int argument)
{
    return offsetof(struct seccomp_data, args) + 8 * (size_t)argument;
}

static void call_always(struct filter *f, int nr, int error)
{
    put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)nr,
                                        0, 1));
    answer(f, error);
}

/* The call, if `test` holds for the lower half of an argument. */
static void call_if(struct filter *f, int nr, int argument, int test,
                    unsigned value, bool holds)
{
    put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)nr,
                                        0, 4));
    load(f, low_half(argument));
    put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | (unsigned)test | BPF_K, value,
                                        !holds, holds));
    answer(f, ALLOW);
    answer(f, REFUSE);
}

/* An address family among those allowed. */
static void call_socket(struct filter *f, bool inet)
{
    static const unsigned family[] = { AF_UNIX, AF_INET, AF_INET6 };
    unsigned n = inet ? 3 : 1;

    put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket,
                                        0, (uint8_t)(2 * n + 2)));
    load(f, low_half(0));
    for (unsigned i = 0; i < n; i++) {
        put(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                            family[i], 0, 1));
        answer(f, ALLOW);
    }
    answer(f, REFUSE);
}

bool jail_calls(bool inet)
{
    struct filter f = { .n = 0 };
    struct sock_fprog program;

    load(&f, offsetof(struct seccomp_data, arch));
    put(&f,
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0));
    put(&f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
                                         SECCOMP_RET_KILL_PROCESS));
    load(&f, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < LEN(calm); i++)
        call_always(&f, calm[i], ALLOW);
    for (size_t i = 0; i < LEN(calm_old); i++)
        call_always(&f, calm_old[i], ALLOW);
    call_if(&f, SYS_mmap, 2, BPF_JSET, PROT_EXEC, false);
    call_if(&f, SYS_mprotect, 2, BPF_JSET, PROT_EXEC, false);
    call_if(&f, SYS_tgkill, 0, BPF_JEQ, (unsigned)getpid(), true);
    /* Threads, not processes; clone3 hides its flags, and the C library then
     * takes clone. */
    call_always(&f, SYS_clone3, ENOSYS);
    call_if(&f, SYS_clone, 0, BPF_JSET, CLONE_THREAD, true);
    call_socket(&f, inet);
    answer(&f, REFUSE);
    program = (struct sock_fprog){ (unsigned short)f.n, f.at };
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                   SECCOMP_FILTER_FLAG_LOG, &program) == 0;
}
