/* driver - what db.c asks of a database, and what it lends to one.
 *
 * Private to src/db. db.c keeps the rules that hold for both (the sticky
 * fault, faults on purpose, which statement is prepared and which is open);
 * a driver only talks to its library. Nothing in a driver looks at
 * db->trouble before it acts: db.c has looked. */
#ifndef SAATH_DB_DRIVER_H
#define SAATH_DB_DRIVER_H

#include "db/db.h"

/* One value on its way in or out. */
struct value {
    enum db_kind kind;
    int64_t number;   /* DB_INT */
    struct str bytes; /* DB_TEXT and DB_BYTES; never a NULL p */
};

/* A driver's own statement begins with this one. */
struct statement {
    struct str text;
    uint64_t key;           /* of a composed text */
    struct statement *next; /* of the same bucket */
    uint64_t used;          /* the composed one unused for longest goes */
    struct arena scratch;   /* numbers asked for as text, until next step */
    int params, columns;    /* set by prepare */
    bool sealed;            /* it reads a table x_sealed */
    bool open;              /* a cursor stands on it */
    bool ended;             /* and was cut off by a rollback */
};

enum { BUCKETS = 64, COMPOSED_MAX = 256, SAID_BYTES = 400 };

/* A driver's own connection begins with this one. */
struct db {
    const struct driver *driver;
    enum db_mode mode;
    enum db_trouble trouble, last; /* now; and the last there was */
    char said[SAID_BYTES];
    bool lost; /* nothing to forgive: the connection is gone */
    bool in_transaction;
    bool sealed; /* a statement that is sealed was opened since the begin */
    long passed, fail_at;     /* steps, for faults on purpose */
    struct statement **named; /* as db_named; NULL until first used */
    int *key_at;              /* a key's place in db_named, from 1; 0 none */
    unsigned key_mask;
    struct statement *composed[BUCKETS];
    int composed_count, composed_most;
    int cursors; /* statements that are open */
    uint64_t turn;
};

struct driver {
    bool postgres;
    size_t db_bytes, statement_bytes;
    const char *has_table; /* a query with a row when table $1 is there */
    const char *version;   /* a query for what db_version is made of */
    int64_t (*changes)(struct db *db); /* of this connection's own; or NULL */
    bool (*takes)(const char *address);
    void (*open)(struct db *db, const char *address);
    void (*close)(struct db *db); /* also after an open that failed */
    void (*rest)(struct db *db);
    bool (*shred)(struct db *db, const char *const *tables);
    bool (*image)(struct db *db, struct str *image);     /* or NULL */
    void (*image_give)(struct str image);                /* or NULL */
    bool (*image_take)(struct db *db, struct str image); /* or NULL */
    void (*begin)(struct db *db);
    bool (*commit)(struct db *db);   /* false with a fault set */
    void (*rollback)(struct db *db); /* must work after any fault */
    void (*exec)(struct db *db, const char *sql); /* one, unprepared */
    void (*prepare)(struct db *db, struct statement *s);
    void (*forget)(struct db *db, struct statement *s); /* may be half made */
    void (*bind)(struct db *db, struct statement *s, int n, struct value v);
    bool (*next)(struct db *db, struct statement *s);
    void (*run)(struct db *db, struct statement *s);
    void (*ahead)(struct db *db, struct statement *s); /* or NULL: near */
    void (*ahead_end)(struct db *db);                  /* or NULL */
    void (*reset)(struct db *db, struct statement *s); /* unbound, unread */
    const char *(*column)(const struct statement *s, int col);
    struct value (*value)(struct db *db, struct statement *s, int col);
};

/* The drivers of this build, ended by NULL; the first that takes an address
 * has it. One small file for each host defines it. */
extern const struct driver *const db_drivers[];
extern const struct driver driver_sqlite, driver_postgres;

/* Sets the fault unless there is one. `what` and the beginning of the
 * statement's text (s may be NULL) become the fault's text. */
void db_trip(struct db *db, enum db_trouble trouble, const char *what,
             const struct statement *s);

#endif
