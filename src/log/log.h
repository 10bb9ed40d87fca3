/* log - the truth: entries kept as signed, and everything derived from them.
 *
 * The keeper is the only writer. A batch of lines and drafts is one
 * transaction: bytes into the log, rows into projections, postings, figures.
 * State is a function of the set of entries, never of their order or of the
 * day they came. */
#ifndef SAATH_LOG_H
#define SAATH_LOG_H

#include "core/core.h"
#include "db/db.h"

/* How the file of an attachment lies. */
enum host_file {
    HOST_FILE_HERE,
    HOST_FILE_MISSING,
    HOST_FILE_BROKEN /* its bytes have another hash, or cannot be read */
};

/* The world outside the kernel. */
struct host {
    void *self;
    int64_t (*now)(void *self); /* seconds since 1970 */
    void (*random)(void *self, void *p, size_t n);
    bool (*sign)(void *self, struct str m, uint8_t sig[64]);
    bool (*verify)(void *self, const uint8_t key[32], struct str m,
                   const uint8_t sig[64]);
    /* How sealed parts lie in the database, under a key that is not in it: all
     * three or none (then they lie open). False: not under this key. */
    bool (*hide)(void *self, struct str plain, struct arena *a,
                 struct str *hidden);
    bool (*reveal)(void *self, struct str hidden, struct arena *a,
                   struct str *plain);
    /* A keyed mark by which an equal CNIC or phone is found. */
    void (*mark)(void *self, struct str said, uint8_t mark[32]);
    /* The file of an attachment, read and hashed; its size. NULL: nobody can
     * look here. */
    enum host_file (*file)(void *self, struct hash name, int64_t *bytes);
    /* Destroys that file where it lies, if it does. NULL: there are none. */
    void (*forget)(void *self, struct hash name);
    /* Of an exchange: fewer bytes, and exactly `size` of them back. NULL: they
     * travel as they are. */
    bool (*pack)(void *self, struct str plain, struct arena *a,
                 struct str *packed);
    bool (*unpack)(void *self, struct str packed, size_t size, struct arena *a,
                   struct str *plain);
    /* For whoever holds the secret half of that key alone, and what was made so
     * for us. NULL: sealed parts are not exchanged. */
    bool (*enclose)(void *self, const uint8_t key[32], struct str plain,
                    struct arena *a, struct str *closed);
    bool (*disclose)(void *self, struct str closed, struct arena *a,
                     struct str *plain);
};

/* The key this keeper signs with; the host holds its secret half. */
struct own {
    uint8_t key[32];
    struct str name, holder; /* holder: login of its keeper */
};

struct keeper;

/* Tables, projections and the reference data in an empty database. */
void log_make(struct db *db);
/* Is this a database of ours, made by this version's tables? */
enum log_state { LOG_NONE, LOG_OURS, LOG_OLDER, LOG_NEWER };
enum log_state log_state(struct db *db);

/* `own` may be NULL: then nothing can be drafted. Borrows everything for its
 * life. Look at db_fault afterwards. */
struct keeper *keeper_open(struct db *db, const struct host *host,
                           const struct own *own);
void keeper_close(struct keeper *k);
/* Who holds the key it signs with: the site's own login. Not without an own. */
struct str keeper_holder(const struct keeper *k);

/* ---- a batch ------------------------------------------------------------*/

void keeper_begin(struct keeper *k);
/* False after a fault: nothing of the batch has happened. */
bool keeper_commit(struct keeper *k);
void keeper_rollback(struct keeper *k);
/* Why the last commit came to nothing; "" before any did. For the log. */
const char *keeper_trouble(const struct keeper *k);

enum kept {
    KEPT,        /* in the log with this batch */
    KEPT_KNOWN,  /* it was there already */
    KEPT_REFUSED /* see the findings */
};

/* A fact from here, signed by this keeper. With `strict` a STOP refuses it, as
 * a form does; otherwise it is kept and marked. */
struct draft {
    struct str kind, author, took;
    struct str body; /* JSON object, need not be canonical */
    struct id id;    /* none: made at random */
    bool strict;
    bool unlimited; /* the site itself says it, no form: kind->limit rests */
};
enum kept keeper_draft(struct keeper *k, const struct draft *d,
                       struct findings *f, struct id *id);
/* What keeper_draft would say of fields, references and rule, writing nothing;
 * for forms and dry runs. */
void draft_judge(struct db *db, const struct draft *d, day today,
                 struct findings *f);
/* The same, as if drafts that nobody has kept yet were here too: of a sheet
 * that is only looked at. */
struct drafted {
    void *self;
    bool (*has)(void *self, struct id id);
};
void draft_judge_among(struct db *db, const struct draft *d, day today,
                       const struct drafted *among, struct findings *f);

/* Whoever can keep facts: a keeper of our own, or the way to the one that
 * runs. One call is one transaction; false: nothing of it happened. `out` and
 * its findings live in the arena. */
struct outcome {
    enum kept kept;
    struct id id;
    struct findings found;
};
struct writer {
    void *self;
    bool (*keep)(void *self, const struct draft *d, size_t n, struct arena *a,
                 struct outcome *out);
};
struct writer keeper_writer(struct keeper *k);
/* Keeps a `reveal` and gives the record of that kind that it is about, with all
 * its sealed texts; NULL when it was refused, or was kept before: each look is
 * an entry of its own. Inside a batch. */
void *keeper_reveal(struct keeper *k, const struct draft *d,
                    const struct kind *kind, struct arena *a,
                    struct outcome *out);
/* Persons whose CNIC or phone this is, however it was typed, by their ids.
 * Nothing is revealed by it but that they have the number somebody knows. */
enum { MARKED_LEAST = 8 }; /* digits */
size_t keeper_marked(struct keeper *k, struct str said, struct id *out,
                     size_t most);
/* A line of another log: an entry, a stamp or a part. Refused only if it is neither. */
enum kept keeper_line(struct keeper *k, struct str line, struct findings *f);
/* Take the self-signed first devices among what waits as roots of trust. For a
 * database that has heard nobody yet. Returns how many. */
int keeper_adopt(struct keeper *k);
bool keeper_is_new(struct keeper *k); /* no entry but the reference ones */
size_t keeper_batch_size(const struct keeper *k);

/* ---- all of it ----------------------------------------------------------*/

typedef void log_progress(void *self, int64_t done, int64_t of);
/* What an erasure destroyed is overwritten on the disk, once, outside a batch.
 * False: readers, or a full disk, hold it back; try again. Nothing to do when
 * nothing was destroyed since. */
bool keeper_shred(struct keeper *k);
/* The records that the program ships, in their order, without a database; they
 * live in the arena. */
typedef void reference_see(void *self, const struct kind *k,
                           const void *record);
void reference_each(struct arena *a, reference_see *see, void *self);
/* The device that stands for them in every log, and who says what it says; see
 * reference.c. */
struct id reference_device(void);
#define REFERENCE_HOLDER "saath"

/* The fixes that count and answer this id, the one that holds first: columns of
 * fix_answering. FIX_SHIPPED is 1 for what came with the program. */
enum { FIX_SHIPPED = 5 };
struct rows fixes_of(struct db *db, struct id answers);
/* What a new fix of this entry answers: the last thing anybody said of it. */
struct id log_tip(struct db *db, struct id entry);

/* Names the shape of all that is derived: two databases of one shape with the
 * same log are the same. */
void log_shape(struct buf *out);

/* Projections anew from the log, in transactions of its own. */
bool keeper_rebuild(struct keeper *k, log_progress *progress, void *self);

/* Is this a site of samples (saath demo), or does it hold the log of one? */
bool log_sample(struct db *db);

typedef bool log_put(void *self, struct str line);
/* Entries after arrival number `since`, with the stamps that cover them; without
 * those, so many, whose bytes the disk has spoilt. */
bool log_export(struct db *db, int64_t since, int64_t *rotten, log_put *put,
                void *self);

/* Sealed parts that came after arrival number `since`, those that the host's
 * key opens: only for a reader who may have names, CNIC and phone. */
bool log_export_parts(struct db *db, const struct host *host, int64_t since,
                      log_put *put, void *self);

/* All that a site is, as lines: everything derived is left out, and who is
 * logged in. Within one transaction of a reader it is one moment. */
enum copy { COPY_LOG, COPY_STAMPS, COPY_ROOTS, COPY_PARTS, COPY_LOCAL, COPIES };
bool log_copy(struct db *db, enum copy what, log_put *put, void *self);
/* The same back into an empty database, in the order of `enum copy`, all or
 * nothing; a line lives until the next is asked for. `right` looks at the
 * digest of what was made before it is kept. The host reads names. */
struct copy_source {
    void *self;
    bool (*next)(void *self, enum copy *what, struct str *line);
    bool (*right)(void *self, struct str digest);
};
enum copy_end { COPY_DONE, COPY_BAD_LINE, COPY_OTHER_DIGEST, COPY_FAULT };
enum copy_end log_restore(struct db *db, const struct host *host,
                          const struct copy_source *from);

/* One line a table: name, rows, SHA-256 over its rows in their key's order.
 * Leaves out local state and everything about arrival. */
void log_digest(struct db *db, struct buf *out);
/* The same for one table, for tests that look for the difference. */
void log_digest_table(struct db *db, const char *table, struct buf *out);

/* Every hash, chain, signature and sum; a line for each that is false.
 * Returns how many. */
int64_t log_verify(struct db *db, const struct host *host, log_put *put,
                   void *self);

/* ---- reading ------------------------------------------------------------*/

/* What a right on a record is judged by. */
struct scope {
    struct id place, rsp, project;
    bool shared; /* of no RSP (household, person): no RSP limit applies */
};
struct grant {
    struct str login;
    struct str role; /* its code */
    unsigned rights; /* of the role: bits */
    struct scope scope;
    day since, until; /* DAY_NONE: open */
};
/* Grants of a login, or of everybody for an empty one; in arena memory. */
size_t log_grants(struct db *db, struct str login, struct arena *a,
                  struct grant **out);
/* May `login` do this on that day, within the scope? */
bool log_may(struct db *db, struct str login, enum right right, day on,
             const struct scope *scope);
/* May `by` give `login` a new password on that day? With RIGHT_ADMIN and
 * RIGHT_PASSWORD everywhere, anybody's; with RIGHT_PASSWORD theirs who do
 * nothing that she may not do, nowhere that she may not. Nobody her own. */
bool log_may_reset(struct db *db, struct str by, struct str login, day on);
/* A member's PIN lies with the passwords under "m-" and her id: no login of
 * anybody who works. log_may_reset of it: for who keeps her register, while a
 * code of hers is good. */
bool login_is_member(struct str login, struct id *member);
struct str member_login(struct arena *a, struct id member);
/* May this login's password open anything on that day: somebody who may see, or
 * a member with a good code. */
bool login_may_enter(struct db *db, struct str login, day on);
/* Does the grant stand on that day; does it cover all of a scope? */
bool grant_open(const struct grant *g, day on);
bool grant_covers(struct db *db, const struct grant *g, const struct scope *of);
/* Whoever signs with a root's key may do everything here. */
bool log_holds_root(struct db *db, struct str login);
/* What a thing is judged by, as its row stands: by its own fields, as x_scope
 * finds it, or, where it is about another entry (fix, attachment, reveal,
 * verdict), by that. `of` becomes the kind it is judged as (not of a fix but
 * of what it answers); NULL: nobody asks. Nothing known: an empty scope. */
struct scope log_scope(struct db *db, const struct kind *k, struct id id,
                       const struct kind **of);
/* What a thing is judged as: the entry that an attachment, a fix, a reveal or a
 * verdict is about, and its kind; itself otherwise. *k NULL: nothing known. */
struct id log_about(struct db *db, const struct kind **k, struct id id);
/* Has this record said its last word (kind->final): no fix restates it. */
bool final_says(const struct kind *k, const void *record);
/* The field that names what a kind is about, whatever that is, or the rows
 * that name many; NULL for a kind that stands by itself. */
const struct field *scope_about(const struct kind *k);
const struct field *scope_rows(const struct kind *k);

/* The bytes of the entry that counts for an id, and its stamp's verdict. */
struct seen {
    struct entry entry;
    int64_t arrival;
    bool counts, covered;
    struct str waits; /* why it waits, or empty */
};
bool log_see(struct db *db, struct id id, struct arena *a, struct seen *out);

/* ---- the row of a record as its struct ----------------------------------*/

/* False when there is no such row. Rows fields are filled in too. */
bool row_find(struct db *db, const struct kind *k, struct id entry,
              struct arena *a, void *record);
/* Fills the sealed texts of a row, but CNIC and phone: for RIGHT_NAMES. False
 * when its part is not here, or was destroyed. */
bool row_names(struct db *db, const struct kind *k, struct id entry,
               struct arena *a, void *record);
/* Fills CNIC and phone as stars with their last digit: for RIGHT_NAMES, and
 * only where something is shown; nobody may keep what it says. */
bool row_masks(struct db *db, const struct kind *k, struct id entry,
               struct arena *a, void *record);
/* Fills all sealed texts with the host's key: for a keeper that logs it. */
bool row_secrets(struct db *db, const struct host *host, const struct kind *k,
                 struct arena *a, void *record);
/* One column of a row; INT_NONE or DAY_NONE for NULL. */
int64_t int_in(const struct rows *r, int col);
day day_in(const struct rows *r, int col);
/* One row of a cursor into a struct, columns matched by name. */
void columns_read(struct rows *r, const struct columns *c, struct arena *a,
                  void *out);
/* Name of a kind's table of rows: "filing_values". */
struct str rows_table(const struct kind *k, const struct field *f,
                      struct arena *a);

/* How an entry stands that needs a second person's yes: table `checking`. */
enum check_state {
    CHECK_FREE = -1, /* no row: nobody need check it */
    CHECK_WAITS,
    CHECK_YES,
    CHECK_NO /* returned to its writer */
};
/* What stands only because of entries that wait or were returned is posted once
 * more, with this before its indicator: checked figures are all but these, the
 * same as if nobody had written those entries. */
#define CHECK_OPEN "open."

/* The Julys on whose carried rows n as-of months are read. */
void figure_julys(struct db *db, const month *as_of, int n, month *july);

#endif
