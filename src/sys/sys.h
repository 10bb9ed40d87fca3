/* sys - doors to the world, native only: files, clock, chance, keys, frames,
 * the keeper's loop, HTTP, the jail, the processes.
 *
 * Nothing below the web knows this header; the kernel gets these doors as
 * functions. Trouble is told on standard error by sys_note and answered with
 * false or an enum; nothing here exits except sys_serve's children. */
#ifndef SAATH_SYS_H
#define SAATH_SYS_H

#include "base/base.h"
#include "web/request.h"

/* One line on standard error: time, process, text. Control bytes in the text
 * are replaced, so what a peer sent cannot forge a line. */
/* A file that the program carries (core/data.h), whole: what is packed there is
 * in `a`. One that it does not carry is a bug. */
struct str sys_data(const char *name, struct arena *a);

void sys_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ---- clock --------------------------------------------------------------*/

int64_t clock_now(void);   /* milliseconds since 1970, UTC */
int64_t clock_ticks(void); /* milliseconds that only go forward */

/* ---- file ---------------------------------------------------------------*/

enum file_trouble {
    FILE_FINE,
    FILE_MISSING,
    FILE_TOO_BIG,
    FILE_DENIED,
    FILE_FULL,
    FILE_BROKEN
};

/* All of a plain file, at most `most` bytes, into the arena. */
enum file_trouble file_read(const char *path, size_t most, struct arena *a,
                            struct str *out);
/* Whole or not at all, even at power loss: a new file beside it, fsync,
 * rename, fsync of the folder. An existing file is replaced. */
enum file_trouble file_write(const char *path, struct str bytes, int mode);
/* The same, but FILE_DENIED when the path exists already. */
enum file_trouble file_make(const char *path, struct str bytes, int mode);
bool file_exists(const char *path);
const char *file_trouble_text(enum file_trouble t);
/* An open file without a name in `folder`; it is gone when closed. -1. */
int file_spool(const char *folder);

/* The folder is there, for its owner alone where it had to be made. */
enum file_trouble file_folder(const char *path);

/* ---- files: attachments, each under the hash of its bytes ----------------*/

enum { FILES_MOST = 8 << 20 }; /* bytes of one */

/* FOLDER/ab/abcd... in the arena. */
const char *files_path(const char *folder, struct hash name, struct arena *a);
bool files_here(const char *folder, struct hash name); /* not read */
/* FILE_BROKEN also when its bytes have another hash. */
enum file_trouble files_read(const char *folder, struct hash name,
                             struct arena *a, struct str *out);
/* Durable once it returns; *fresh: it was not there before. */
enum file_trouble files_put(const char *folder, struct str bytes, bool *fresh);
void files_remove(const char *folder, struct hash name); /* and its parts */
/* More of a file that comes in parts, from that place on: how many of its `bytes`
 * are here now, in order and from the start, whatever was given; -1: the disk's
 * trouble. With the last it is put; if it is another file then, it begins anew. */
int64_t files_add(const char *folder, struct hash name, int64_t bytes,
                  int64_t at, struct str more);

/* Inside a batch of the keeper: the file, then its entry. `folder` is NULL
 * where there is no place for files. `said` is the draft of an attachment. */
struct keeper; /* of log/log.h */
struct db;
struct draft;
struct outcome;
void attachment_keep(struct keeper *k, struct db *db, const char *folder,
                     const struct draft *said, struct str bytes,
                     struct arena *a, struct outcome *out);

/* ---- chance, signatures, passwords (libsodium) ---------------------------*/

struct key; /* one Ed25519 pair; wiped when closed */

/* DB.key: 64 hex digits of seed, mode 0600. `make` writes a new one and
 * refuses an old one. NULL and a note when it is missing, not ours or open
 * to others. */
struct key *key_open(const char *path, bool make);
struct key *key_of(const uint8_t seed[32]);
void key_close(struct key *k);                  /* also NULL */
const uint8_t *key_public(const struct key *k); /* 32 bytes */
bool key_sign(const struct key *k, struct str m, uint8_t sig[64]);
bool key_verify(const uint8_t public[32], struct str m, const uint8_t sig[64]);

/* The key under which sealed parts lie in a database: 32 secret bytes in a
 * file of the same form, apart from the database and from its backups. NULL as
 * for key_open. What is hidden twice is different bytes each time. */
struct seal;
struct seal *seal_open(const char *path, bool make);
struct seal *seal_of(const uint8_t seed[32]);
void seal_close(struct seal *s); /* also NULL */
struct str seal_hide(const struct seal *s, struct str plain, struct arena *a);
bool seal_reveal(const struct seal *s, struct str hidden, struct arena *a,
                 struct str *plain);
void seal_mark(const struct seal *s, struct str said, uint8_t mark[32]);

/* What only the holder of that key's secret half can read, and back; an Ed25519
 * key taken as the X25519 key that it also is. */
bool key_enclose(const uint8_t public[32], struct str plain, struct arena *a,
                 struct str *closed);
bool key_disclose(const struct key *k, struct str closed, struct arena *a,
                  struct str *plain);

/* zlib; `size` is what the bytes were before. False: they are not that. */
bool deflate_pack(struct str plain, struct arena *a, struct str *packed);
/* As gzip, quickly: for an answer that is made once. */
bool deflate_gzip(struct str plain, struct arena *a, struct str *packed);
bool deflate_unpack(struct str packed, size_t size, struct arena *a,
                    struct str *plain);

void chance_fill(void *p, size_t n);

struct host; /* of log/log.h */
/* The kernel's host. Without a key nothing can be signed, without a seal parts
 * lie open. Borrows the secrets. */
struct secrets {
    struct key *key;
    struct seal *seal;
    const char *files; /* folder of attachments; NULL: nobody looks */
    int64_t at; /* not 0: what its clock says, for a sample of other days */
};
void sys_host(struct host *h, struct secrets *or_null);

enum { PASSWORD_TEXT = 128, PASSWORD_MOST = 1024 };
/* argon2id, t=2, 32 MiB: about 60 ms and 32 MiB while it runs. The text holds
 * salt and parameters. False without memory or for a password too long. */
bool password_hash(struct str password, char out[PASSWORD_TEXT]);
bool password_good(const char *hash, struct str password);
/* Inside a transaction, a new password as password_hash gives it: whoever knew
 * the old one is out, in browsers and on phones; what a phone wrote it still
 * brings. Seconds since 1970. */
void credential_keep(struct db *db, struct str login, const char *hash,
                     int64_t now);

/* ---- lock and places beside the database ---------------------------------*/

/* Beside a database file F: F.lock, F.sock, F.login, F.paper. For a server address, or
 * where the name is too long for a socket, in a folder of this user alone
 * ($XDG_RUNTIME_DIR/saath or /tmp/saath-UID), named by a hash. The text lives
 * in the arena; NULL when that folder is not safely ours. */
const char *place_beside(const char *database, const char *suffix,
                         struct arena *a);

/* One keeper a database. The descriptor holds the lock until it and all
 * copies in child processes are closed. LOCK_HELD or LOCK_BROKEN else. */
enum { LOCK_HELD = -1, LOCK_BROKEN = -2 };
int lock_take(const char *database);

/* ---- frames: what processes say to each other ----------------------------*/

/* 16 bytes of head, little endian: payload bytes (4), type (4), ticket (8).
 * The asker picks the ticket and the reply carries it. Ticket 0: no reply. */
enum {
    FRAME_HEAD = 16,
    FRAME_SMALL = 1 << 20, /* most payload of an interactive frame */
    FRAME_LARGE = 16 << 20 /* of a bulk frame, and of any reply */
};
#define FRAME_BULK UINT32_C(0x80000000) /* in a type: may wait for others */
#define FRAME_REPLY UINT32_C(0)         /* the answer */
#define FRAME_AGAIN UINT32_C(1)         /* it did not happen; ask again */

struct frame {
    uint64_t ticket;
    uint32_t type;
    struct str payload;
};

/* What came in and is not yet a whole frame. Zeroed is empty. */
struct frame_reader {
    char *p;
    size_t at, n, room;
    bool replies; /* any type may be FRAME_LARGE */
};
enum frame_came { FRAME_SOME, FRAME_NOTHING, FRAME_END };
/* One read of what is there. FRAME_END also for a broken stream. */
enum frame_came frame_fill(struct frame_reader *r, int fd);
/* The next whole frame; its payload lives until the next frame_fill. False
 * when there is none yet, or never will be: then *bad is set. */
bool frame_next(struct frame_reader *r, struct frame *f, bool *bad);
bool frame_peek(struct frame_reader *r, struct frame *f, bool *bad);
void frame_reader_free(struct frame_reader *r);

/* What waits to go out on a socket that must not block. Zeroed is empty. */
struct frame_writer {
    char *p;
    size_t at, n, room;
};
void frame_put(struct frame_writer *w, uint64_t ticket, uint32_t type,
               struct str payload);
bool frame_flush(struct frame_writer *w, int fd); /* false: the peer left */
void frame_writer_free(struct frame_writer *w);

/* Blocking, for the command line. False when the peer is gone; frame_wait
 * also after wait_ms. */
bool frame_send(int fd, uint64_t ticket, uint32_t type, struct str payload);
bool frame_wait(struct frame_reader *r, int fd, int wait_ms, struct frame *f);

/* Unix sockets of our own user only; both ends check. -1 and errno. */
int frame_listen(const char *path);
int frame_dial(const char *path, int wait_ms); /* blocking */

/* ---- the keeper's loop --------------------------------------------------*/

struct keeper_conn; /* valid until commit has returned */

struct keeper_host {
    void *self;
    /* One frame. Answer with keeper_reply, now or in commit. */
    void (*take)(void *self, struct keeper_conn *c, const struct frame *f);
    /* Once after all that was taken. Replies leave only when it is true;
     * otherwise each frame of the batch is answered with FRAME_AGAIN. */
    bool (*commit)(void *self);
    /* When nothing waits; in how many ms again, -1 for not at all. Or NULL. */
    int (*idle)(void *self);
    void (*close)(void *self); /* at the very end; or NULL */
};

/* Serves until stop_fd can be read. A batch is what queued while the last
 * one was committed: interactive frames first, then bulk frames until 100 ms
 * have passed since it began, at least one. */
void keeper_serve(int listen_fd, int stop_fd, const struct keeper_host *h);
void keeper_reply(struct keeper_conn *c, uint64_t ticket, struct str payload);

/* ---- http ---------------------------------------------------------------*/

struct http_plan {
    void *self;
    http_handler *handle;
    http_resume *resume;
    http_room *room;                    /* NULL: POST has body_bytes */
    const char *keeper, *login, *paper; /* socket paths; NULL: nobody there */
    const char *spool; /* folder for big bodies; NULL: small ones only */
    const char *cert, *cert_key; /* PEM: speak TLS; NULL: do not */
    /* Limits of one process; 0 takes the usual one. */
    int conns;                /* 256 */
    int conns_each;           /* of one address: 64; -1 for no limit */
    int64_t body_bytes;       /* 1 MiB */
    int head_ms;              /* all of the header: 5,000 */
    int idle_ms;              /* between two requests: 20,000 */
    int body_ms;              /* to bring the next 4 KiB of body: 30,000 */
    int ask_ms;               /* to wait for a reply: 20,000 */
    struct http_share *share; /* who else accepts; NULL: nobody */
    int own;                  /* which of them this process is */
};
/* How many connections each web process of a site holds, in memory that all of
 * them see. HTTP_AWAY: it is not there, and nobody leaves it a connection. */
enum { HTTP_SHARES = 64, HTTP_AWAY = 1 << 30 };
struct http_share {
    _Atomic int lines[HTTP_SHARES];
};
/* All away. Lives as long as the process and those it forks. */
struct http_share *http_share_make(void);
enum {
    HTTP_HEAD_BYTES = 32 << 10,  /* request line and header: then 431 */
    HTTP_BODY_SMALL = 256 << 10, /* kept in memory; above in a file */
    HTTP_SPOOLS = 8              /* big bodies at a time */
};

/* "127.0.0.1:8080", "[::1]:0"; port 0 takes a free one. -1 and a note. */
int listen_open(const char *address);
/* "http://127.0.0.1:8080" of a listening socket, in the arena. */
const char *listen_address(int listen_fd, struct arena *a);
/* Serves until stop_fd can be read, then ends what has begun (3 s at most).
 * The listening socket must not block. False when it could not start. */
bool http_serve(const struct http_plan *p, int listen_fd, int stop_fd);

/* ---- login helper -------------------------------------------------------*/

enum login_verdict { LOGIN_GOOD, LOGIN_BAD, LOGIN_LATER, LOGIN_BROKEN };

struct login_host {
    void *self;
    /* The stored hash of an active user. False: there is no such user; then
     * as much time is spent all the same. */
    bool (*hash_of)(void *self, struct str user, char hash[PASSWORD_TEXT]);
};
/* Two at a time; at most 5 wrong ones of a user from one address, 50 of a
 * user, 50 from one address, within 15 minutes. */
void login_serve(int listen_fd, int stop_fd, const struct login_host *h);
/* The question, for http_ask.payload, and its reply. *wait_s: how long
 * LOGIN_LATER lasts. */
struct str login_question(struct arena *a, struct str user, struct str password,
                          struct str remote);
enum login_verdict login_reply(struct str reply, int *wait_s);

/* ---- jail ---------------------------------------------------------------*/

/* Files: where the kernel knows landlock (5.13), nothing else is opened from
 * now on. Each path is a file or a folder with all in it; one that is not
 * there is passed over. NULL ends a list. False: nothing has changed, because
 * the kernel does not know it; errno says. */
bool jail_files(const char *const *read, const char *const *write);
/* System calls: no new programs, no new processes, no new listeners, no
 * executable memory; what is not on the list gets EPERM. `inet` allows new
 * TCP connections (a reader of PostgreSQL). */
bool jail_calls(bool inet);
/* No core dumps, no debugger of the same user, no new privileges. */
void jail_quiet(void);

/* ---- processes ----------------------------------------------------------*/

/* The parent takes the lock, binds, starts the keeper and, when that is ready,
 * login and paper helper and web processes, and starts again what dies. The makers run
 * in the new process; false ends it. make_keeper must not take the lock: it
 * has it already. Web and login make their read connections inside the file
 * jail (`read` lists what a database server's client needs besides) and before
 * the system-call jail; a database file must have its -wal and -shm by then,
 * so make_keeper reads or writes something. */
struct serve_plan {
    const char *listen; /* ADDR:PORT */
    const char *database;
    int web;                 /* processes; 0 means 2 */
    bool server;             /* database is an address, not a file */
    const char *const *read; /* more files web may read; or NULL */
    void *self;
    bool (*make_keeper)(void *self, struct keeper_host *h);
    bool (*make_login)(void *self, struct login_host *h); /* or NULL */
    /* The paper helper, until it is to stop; or NULL. It jails itself. */
    void (*run_paper)(int listen_fd, int stop_fd);
    /* Waits for its time and goes to the other sites, once, or until it is to
     * stop; started again when it ends. Or NULL. */
    void (*run_visits)(void *self, int stop_fd);
    bool (*make_web)(void *self, struct http_plan *h);
    /* All are up; `address` is http://... */
    void (*ready)(void *self, const char *address);
};
enum { SERVE_DONE = 0, SERVE_HELD = 1, SERVE_FAULT = 3 };
int sys_serve(const struct serve_plan *p); /* until SIGTERM or SIGINT */

#endif
