/* wasm - the kernel as a page, a service worker or node calls it.
 *
 * One site in memory: its log comes in as lines and goes out as lines. Bytes
 * go in through kernel_take'n memory; whatever a call has to tell besides its
 * number comes out through the one record of kernel_told. A call that breaks
 * the order told here is the caller's bug and stops the instance.
 *
 * The host gives, in the import module "saath":
 *   now() -> i64                         seconds since 1970
 *   random(p, n)                         n bytes of chance at p
 *   sign(p, n, sig) -> i32               64 bytes at sig; 0: it cannot
 *   verify(key, p, n, sig) -> i32        1: the signature is good */
#ifndef SAATH_WASM_H
#define SAATH_WASM_H

#include "log/exchange.h"
#include "log/log.h"

#define CALL(name) __attribute__((export_name(#name))) name

/* ---- memory -------------------------------------------------------------*/

/* Never 0; give it back with kernel_give. Any call may make memory grow, so a
 * host makes its views of it anew after each. */
void *CALL(kernel_take)(size_t bytes);
void CALL(kernel_give)(void *p);

/* What the last call told: where it begins and how long it is. It lives until
 * the next call that tells something. */
struct told {
    const char *p;
    size_t n;
};
const struct told *CALL(kernel_told)(void);

/* ---- open and close -----------------------------------------------------*/

/* A new site with the data the program ships. `key`: 32 bytes, the public half
 * of the host's key, or 0 for one that only reads. Closes the one before.
 * False tells why. */
bool CALL(kernel_open)(const uint8_t *key, const char *name, size_t name_n,
                       const char *holder, size_t holder_n);
void CALL(kernel_close)(void);

/* The words of a language other than English, as the site tells them at
 * /app/words.ur and /app/words.sd; they stay for the life of the instance. False:
 * of another build, so the pages stay in English. */
bool CALL(kernel_words)(const char *text, size_t n);

/* ---- a batch ------------------------------------------------------------*/

void CALL(kernel_begin)(void);
/* False tells why; nothing of the batch has happened. */
bool CALL(kernel_commit)(void);
void CALL(kernel_rollback)(void);
/* Tells the bytes that kernel_commit is going to have signed, so that a host
 * whose key can only sign asynchronously has the signature ready by then. */
void CALL(kernel_stamp)(void);

/* One line of a log: 0 kept, 1 known, 2 refused, which tells the findings. */
int32_t CALL(kernel_line)(const char *line, size_t n);
/* Trust the first devices of a log just loaded, for a site that has heard
 * nobody yet. Returns how many. */
int32_t CALL(kernel_adopt)(void);
bool CALL(kernel_is_new)(void); /* has heard nobody yet */

/* Facts from here, within a batch: the question ASK_DRAFTS of web/ask.h,
 *   {"drafts":[{"body":{},"id":"","kind":"alias","strict":true,"took":""}],
 *    "login":"nadia"}
 * Tells the outcome of each in order, as web/ask.h has it:
 *   {"outcomes":[{"findings":[{"a":0,"b":0,"level":"stop","path":"name",
 *    "what":"field.missing"}],"id":"...","kept":"kept|known|refused"}]}
 * False, and nothing told, when it is no such question. */
bool CALL(kernel_draft)(const char *json, size_t n);
/* The same question and answer, writing nothing, within or without a batch:
 * what fields, references and rules say; "refused" where one says stop. */
bool CALL(kernel_judge)(const char *json, size_t n);

/* ---- pages --------------------------------------------------------------*/

/* A request as the gate reads it: one line of JSON, a newline, the body.
 *   {"headers":{"accept":"text/html"},"login":"nadia","method":"GET",
 *    "target":"/place/...?lang=ur"}
 * Tells {"headers":[["Cache-Control","no-store"]],"status":200,"type":"..."},
 * a newline and the body. What a page asks of the keeper is done at once, in a
 * batch of its own; so no batch may be open. False, and nothing told, when it
 * is no such request.
 *
 * Files are the host's: "file":"<hash>" before "headers" names one that came with
 * this request and whose entry was kept, so it is to be kept too; or, in an
 * answer of 404, one that was asked for: the same request with the file's bytes
 * as its body is answered by the file.
 *
 * "stands":true before "headers": the host may give this answer to the same request
 * again until anything is committed or another day begins (web/again.h). */
bool CALL(kernel_page)(const char *request, size_t n);

/* ---- all of it ----------------------------------------------------------*/

int64_t CALL(kernel_arrivals)(void); /* number of the last entry kept */
/* Tells the lines after that arrival, each ended by a newline. */
bool CALL(kernel_export)(int64_t since);
bool CALL(kernel_digest)(void);    /* tells one line a table */
int64_t CALL(kernel_verify)(void); /* how many are false; tells them */
bool CALL(kernel_rebuild)(void);

/* ---- a phone --------------------------------------------------------------
 *
 * A site of which this kernel holds what its people may read, and the entries
 * of its own device. First kernel_open with the device's key, or kernel_restore
 * of what was stored; a new one is told its home, and then where the device's
 * chain stands (kernel_chain), in this order. */

/* From now on it takes what the site of this key (32 bytes) says, as pieces,
 * and lines of its own device; nothing else. False: it has another home, or has
 * heard others. */
bool CALL(kernel_home)(const uint8_t *key);
/* The device's chain stands at least here (`head`: 32 bytes, the hash of the
 * entry at seq): what it wrote before this database began may not be in it. To
 * be told after each kernel_open and kernel_restore. */
void CALL(kernel_chain)(int64_t seq, const uint8_t *head);
/* The piece in front of these bytes: how many bytes it had; -1: it is not whole
 * yet; 0: it is bad, which tells the name of what is wrong. Otherwise tells
 *   {"known":0,"kept":140,"refused":0}   or, of the end of an answer,
 *   {"end":true,"fresh":false,"more":true,"same":false}
 * more: ask again. fresh: begin anew with kernel_open, then own lines by
 * kernel_line; rights are others now, or what is here does not agree with the
 * site. same: all is here. No batch may be open. */
int32_t CALL(kernel_piece)(const char *bytes, size_t n);
/* Tells what is here as JSON: the member "have" of the next question to
 * /app/pack. */
void CALL(kernel_have)(void);
/* Tells the ids that entries here wait for, as a JSON list. */
void CALL(kernel_want)(void);
/* Tells lines of the own chain after that seq: entries, each followed by its
 * part, and the stamp over the last of them. */
bool CALL(kernel_unsent)(int64_t after);
/* Tells {"head":"<hex>","n":3,"oldest":1420113600,"seq":17}: the last of the own
 * chain; how many of its entries after that seq are here, and when the first of
 * them was signed. */
void CALL(kernel_own)(int64_t after);
/* Tells the database as bytes. */
bool CALL(kernel_snapshot)(void);
/* kernel_open with such bytes in place of a new site. False tells why: "older"
 * or "newer" where they were made by another version of the program (then the
 * phone keeps its own lines and takes a new pack), or the database's fault. */
bool CALL(kernel_restore)(const uint8_t *key, const char *name, size_t name_n,
                          const char *holder, size_t holder_n,
                          const char *bytes, size_t n);

/* Its whole memory, kept by the host between two calls and laid into another
 * instance of the same module before anything was called there, not even
 * _initialize, is this kernel again. That one is told so, before anything else, so
 * that its forms get other ids than the first one's. */
void CALL(kernel_wake)(void);

/* ---- inside -------------------------------------------------------------*/

struct kernel {
    struct db *db;
    struct keeper *keeper; /* NULL: not open */
    struct own own;
    struct arena life, call; /* of the site; of what is told */
    bool may_write;
    uint64_t serial; /* see struct web */
    struct told told;
    struct str image; /* of the last snapshot, while it is told */
};
struct kernel *kernel_get(void); /* must be open */
struct buf told_start(void);     /* forgets what was told before */
void told_end(const struct buf *b);
void told_image(struct str image); /* gives it back when it is forgotten */
bool told_fine(void);              /* false: told the database's fault */
extern const struct host kernel_host;

#endif
