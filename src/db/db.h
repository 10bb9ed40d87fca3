/* db - one connection to SQLite or PostgreSQL, and named statements.
 *
 * SQL stands in .sql files; a statement is named by a key that the build makes
 * from its name (SQL_PLACE_FIND, in place.sql.h). The first fault sticks to the
 * connection: from then on nothing is sent, every cursor is at its end, and
 * whoever holds the edge looks once with db_fault. */
#ifndef SAATH_DB_H
#define SAATH_DB_H

#include "base/base.h"

struct db;

enum db_mode {
    DB_READ,   /* a reader: never waits for the writer */
    DB_WRITE,  /* the keeper: the only writer */
    DB_BESIDE, /* beside a keeper that runs: local state only */
    DB_MAKE    /* the same, and the file may be new */
};
enum db_trouble {
    DB_FINE,
    DB_MISSING,  /* no such file, server or database */
    DB_NOT_OURS, /* a file that is no database, or not Saath's */
    DB_READ_ONLY,
    DB_FULL,  /* the disk */
    DB_BUSY,  /* another keeper holds it */
    DB_BROKEN /* everything else; the text says what */
};

/* `address` is a file, ":memory:", or postgresql://... Never NULL; look at
 * db_fault. db_close also takes NULL. */
struct db *db_open(const char *address, enum db_mode mode);
void db_close(struct db *db);
enum db_trouble db_fault(const struct db *db);
const char *db_fault_text(const struct db *db); /* for the log; "" if fine */
/* What the last fault said, also when it has been forgiven since. */
const char *db_last_fault(const struct db *db, enum db_trouble *trouble);
/* Forget a fault after a rollback, when the connection itself still lives. */
void db_forgive(struct db *db);
bool db_is_postgres(const struct db *db);
/* Give back the memory that a busy time has filled (up to 32 MB in a writer);
 * for a keeper that has nothing to do. No transaction may be open. */
void db_rest(struct db *db);

/* Rewrites what lies on the disk so that nothing deleted is left in it: all of
 * the file (SQLite), or the tables named, ended by NULL (PostgreSQL). Needs as
 * much room again while it runs. False: a reader or a full disk holds it back,
 * and another try may do it. No transaction may be open. */
bool db_shred(struct db *db, const char *const *tables);

/* All of it as bytes, and back into a connection that was just opened, in place
 * of what is there: for a database in memory, which a browser stores. The image
 * is given back; false after a fault, or where there is none (PostgreSQL). No
 * transaction may be open. */
bool db_image(struct db *db, struct str *image);
void db_image_give(struct db *db, struct str image);
bool db_image_take(struct db *db, struct str image);

/* ---- transactions -------------------------------------------------------*/

void db_begin(struct db *db);
bool db_commit(struct db *db); /* false: nothing of it happened */
void db_rollback(struct db *db);

/* Which state of the database this transaction sees, by whomever it was made:
 * while two answers of one connection are the same, whatever is read is the
 * same. Differs from connection to connection; empty after a fault. */
struct hash db_version(struct db *db);
/* Has a statement over what identifies people (tables x_sealed) been opened
 * since the transaction began? */
bool db_sealed(const struct db *db);

/* ---- statements ---------------------------------------------------------*/

/* One execution of one statement. Bind from 1; then step. A statement that
 * returns nothing is run by db_run. Cursors may nest; the same statement may
 * not be open twice at once (a bug). Slices from a cursor live until its next
 * step or db_done. A cursor that was not stepped to its end is closed by
 * db_done; a parameter that is not bound is NULL; a rollback ends all cursors.
 * On PostgreSQL the whole answer is held in memory: page through long ones. */
struct rows {
    struct db *db;
    struct statement *s;
    int row; /* how many came so far */
};

struct rows db_rows(struct db *db, int sql); /* a named statement */
/* A composed one: kept prepared by its text. Only for text made from constant
 * field tables; values are bound, never printed. */
struct rows db_text_rows(struct db *db, struct str sql);
/* How many of those are kept, 256 if nobody says: the one used longest ago goes.
 * More of them is for a connection that does the work of several. */
void db_composed_most(struct db *db, int most);

void db_bind_int(struct rows *r, int n, int64_t v);
void db_bind_text(struct rows *r, int n, struct str s); /* copied */
void db_bind_blob(struct rows *r, int n, const void *p, size_t bytes);
void db_bind_id(struct rows *r, int n, struct id i); /* none is NULL */
void db_bind_null(struct rows *r, int n);

bool db_next(struct rows *r); /* false at the end or after a fault */
void db_done(struct rows *r);
/* Bound and run, nothing read. Writes may be sent together with later ones
 * (PostgreSQL's pipeline); a fault shows at the next read or at commit. */
void db_run(struct rows *r);

/* The same statement with the same values will be read soon. A far database is
 * asked now, together with everything else asked ahead, and db_next then takes
 * the answer that lies ready: a thousand questions cost a few trips. The answer
 * is as of now: only for what nothing written in between can change. Ends the
 * cursor; does nothing on a near database (db_is_far). */
void db_ahead(struct rows *r);
/* What was asked ahead and not read is forgotten; also at commit, rollback. */
void db_ahead_end(struct db *db);
bool db_is_far(const struct db *db);

/* Columns are known from db_rows on, until the cursor's end (then 0, ""). */
int db_columns(const struct rows *r);
const char *db_column(const struct rows *r, int col);
enum db_kind { DB_NULL, DB_INT, DB_TEXT, DB_BYTES };
enum db_kind db_kind(const struct rows *r, int col);
bool db_null(const struct rows *r, int col);   /* columns from 0 */
int64_t db_int(const struct rows *r, int col); /* 0 for NULL */
/* Text or blob; the digits of a number; empty for NULL. */
struct str db_str(const struct rows *r, int col);
struct id db_id(const struct rows *r, int col); /* ID_NONE for NULL */
struct hash db_hash(const struct rows *r, int col);

/* ---- schema -------------------------------------------------------------*/

/* Run a script of statements split by ";\n", all or none: in a transaction of
 * its own when none is open. "WITHOUT ROWID" is left out on PostgreSQL, where
 * a table marked "ROWS CHANGE" keeps room beside its rows, and a
 * key "BIGINT NOT NULL PRIMARY KEY" is SQLite's own row number. Column
 * types are BIGINT, TEXT and BYTEA; a result of another type (sum() is NUMERIC
 * on PostgreSQL) must be CAST, or preparing the statement is a fault. */
void db_script(struct db *db, struct str script);
bool db_has_table(struct db *db, const char *name);

/* The generated table of named statements. */
struct db_named {
    int key; /* SQL_NAME; no two have the same */
    const char *name;
    const char *args; /* "rsp,place": what $1, $2 ... are */
    struct str text;
    bool script; /* several statements, for db_script */
};
extern const struct db_named *const db_named; /* by name */
extern const int db_named_count;
/* The statement `sql`; that there is none is a bug. Looks through them all. */
const struct db_named *db_named_get(int sql);
/* The key of the one that is called `a` followed by `b`; -1: there is none. */
int db_named_find(const char *a, const char *b);

/* ---- faults on purpose, for tests ---------------------------------------*/

/* From now on the step, bind, begin or commit number `after` (the first is 1)
 * fails, once. 0 turns it off. Returns how many were tried since it was last
 * set: fewer than `after` means that nothing failed. */
long db_fail_after(struct db *db, long after);

#endif
