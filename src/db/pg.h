/* pg - what the files of the PostgreSQL driver share with each other.
 *
 *   pg            opening, transactions
 *   pg_statement  preparing, binding, reading; what goes out before what
 *   pg_ahead      questions asked ahead, gathered until somebody reads
 *   pg_gather     rows to be put or deleted, gathered until somebody reads
 *   pg_set        many rows of parameters as one
 *   pg_line       the pipeline: what is sent, what has come
 *
 * Each calls only those below it.
 *
 * What is gathered keeps its place: rows go out before a question that was
 * asked after them, questions before a row that was put after them. */
#ifndef SAATH_DB_PG_H
#define SAATH_DB_PG_H

#include <libpq-fe.h>

#include "db/driver.h"

enum {
    WAITING_MAX = 512,  /* sent, not yet collected */
    KEPT_BYTES = 65536, /* a bound value larger is not kept room for */
    NAME_BYTES = 24     /* of a statement on the server */
};

/* pg_type.oid of the types we speak; they never change. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_NAME = 19,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_BPCHAR = 1042,
    OID_VARCHAR = 1043
};

struct pg_statement;

/* Values of one parameter, one behind the other, as the elements of a binary
 * array: four bytes of length (-1 is NULL), then the value. Before them stands
 * room for the array's head. */
struct pg_column {
    char *bytes;
    size_t n, room, at; /* at: the next to be read */
    bool null;          /* is any */
};

/* A set of rows or of questions of one statement. */
struct pg_set {
    struct pg_column *column; /* one for each parameter */
    int rows;
    char name[NAME_BYTES]; /* the statement that takes it whole; "" not made */
    char *text;            /* of that; NULL: there is none */
};

/* An answer that several questions share; the last user clears it. */
struct pg_answer {
    PGresult *result;
    int users;
};
struct pg_question;
/* Questions on their way, in the order of their set. */
struct pg_asked {
    void (*come)(struct pg_asked *asked, PGresult *r); /* takes the result */
    struct pg_question **question;
    int n;
    bool whole; /* by one statement: rows say whose they are */
};

struct pg {
    struct db db;
    PGconn *c;
    long names;        /* statements named so far */
    int waiting, come; /* sent and not yet settled; answers of the first */
    const struct statement *sent[WAITING_MAX]; /* NULL for a bare one */
    struct pg_asked *asked[WAITING_MAX];       /* NULL for any other */
    struct pg_statement *gathering;            /* those with rows not sent */
    struct pg_statement *asking; /* those with questions not sent */
    struct pg_question **ahead;  /* all questions, by their key */
    long aheads;
    struct arena questions; /* what they are made of */
    const char **value;     /* scratch for sending, `room` of each */
    int *length, *format;
    int room;
    bool grown; /* some table, by much */
};
struct pg_param {
    Oid type;
    int length; /* -1 is NULL */
    size_t at;  /* in the statement's bytes */
};
struct pg_statement {
    struct statement s;
    char name[NAME_BYTES];
    bool made; /* the server has it */
    struct pg_param *param;
    char *bytes; /* bound values, one behind the other */
    size_t n, room;
    PGresult *about;          /* names and types of the columns */
    struct pg_answer *answer; /* being read: rows from `row` to `end` */
    int row, end;
    int shift; /* columns of the answer that are not the statement's */

    bool gathers;        /* a plain insert, one ON CONFLICT, or a delete */
    struct str table;    /* that it puts rows into, or takes them from */
    char *copy;          /* a plain insert: its COPY statement */
    struct pg_set put;   /* rows not sent */
    size_t put_bytes;    /* in them */
    size_t grown, total; /* rows put since the table was analysed; ever */
    uint64_t *key;       /* of the rows, where none may come twice in a set */
    size_t key_room;     /* a power of two */
    uint64_t key_params; /* which parameters are that key, as bits */
    struct pg_statement *next_put;

    bool sets;         /* its questions may be asked as a set */
    bool ordered;      /* its rows come in an order */
    struct pg_set ask; /* questions not sent */
    struct pg_question **question;
    struct pg_statement *next_ask;
};

static inline struct pg *pg(struct db *db)
{
    return (struct pg *)db;
}

static inline struct pg_statement *pg_stmt(struct statement *s)
{
    return (struct pg_statement *)s;
}

/* ---- pg_line ------------------------------------------------------------*/

void pg_trip_lost(struct db *db);
void pg_trip_result(struct db *db, const PGresult *r,
                    const struct statement *s);
/* Waits for everything sent. The last command's result, for the caller to
 * clear; the first trouble is the fault. */
PGresult *pg_settle(struct db *db);
/* Takes the answer of the oldest command that has none yet; false: none. It
 * comes by itself when a flush was asked for behind it (pg_flush). */
bool pg_collect(struct db *db);
void pg_flush(struct db *db);
/* Settles when so many more commands would be too many. */
void pg_make_room(struct db *db, int commands);
/* Notes what a PQsend... call has sent. */
void pg_note(struct db *db, int sent, const struct statement *s);
void pg_send_text(struct db *db, const char *sql);
/* A new name for a statement on the server. */
void pg_name(struct db *db, char name[NAME_BYTES]);
/* The arrays that every send needs, as long as the longest so far. */
void pg_widen(struct pg *p, int params);
const char *pg_type_name(Oid type); /* NULL: a type that we do not speak */
int pg_width_of(Oid type);          /* bytes of a number; else 0 */
struct pg_answer *pg_answer_new(PGresult *r, int users);
void pg_answer_drop(struct pg_answer *a); /* one user less */

/* ---- pg_statement -------------------------------------------------------*/

void pg_prepare(struct db *db, struct statement *s);
void pg_forget(struct db *db, struct statement *s);
void pg_reset(struct db *db, struct statement *s);
void pg_bind(struct db *db, struct statement *s, int n, struct value v);
bool pg_next(struct db *db, struct statement *s);
void pg_run(struct db *db, struct statement *s);
const char *pg_column_name(const struct statement *s, int col);
struct value pg_value(struct db *db, struct statement *s, int col);
void pg_send_bound(struct db *db, struct statement *s);
void pg_ahead(struct db *db, struct statement *s);
/* Everything gathered goes out, rows and questions, in their order. */
void pg_send_all(struct db *db);

/* ---- pg_set -------------------------------------------------------------*/

/* What was written so far as a text of its own; whoever holds it frees it. */
char *pg_text(const struct buf *b);
/* Adds what is bound as one row. */
void pg_set_add(struct pg_set *set, const struct pg_statement *g);
void pg_set_clear(struct pg_set *set, int params);
void pg_set_free(struct pg_set *set, int params);
/* Row by row, from the first: the next one lies in p->value and p->length; or
 * is sent to the statement itself. */
void pg_set_start(struct pg_set *set, int params);
void pg_set_next(struct pg *p, struct pg_set *set, int params);
void pg_set_send_next(struct db *db, struct pg_set *set,
                      struct pg_statement *g);
/* All at once to the set's own text, prepared when it is new. */
void pg_set_send(struct db *db, struct pg_set *set, struct pg_statement *g);
/* "unnest((SELECT $1::bytea[]), ...)": the rows of a set. The server does not
 * look into an array that a subquery holds, so it plans for few rows and goes
 * by the index, however many come. */
void pg_set_rows(struct buf *b, const struct pg_statement *g);
/* The text as this server needs it. A view over several tables that is joined
 * along a column of another is read whole by it, and joined then. Where a
 * comment behind the view's two names says "along person = m.person", it is
 * asked for each m anew, as other databases do by themselves. The condition
 * stands in the query as well. */
void pg_along(struct buf *b, struct str text);
/* The text, its parameter $7 read from the rows of a set: asked_.p7. */
void pg_set_text(struct buf *b, struct str text);
/* "p1, p2, p3": names for the columns of such rows. */
void pg_set_columns(struct buf *b, const char *letter, int n);

/* ---- pg_gather ----------------------------------------------------------*/

void pg_gather_learn(struct pg_statement *g); /* once it is prepared */
void pg_gather_free(struct pg_statement *g);
/* One row; questions asked before must have gone out. */
void pg_gather(struct db *db, struct pg_statement *g);
void pg_gather_send(struct db *db);
void pg_gather_drop(struct db *db);
/* Lets the server count tables anew that have grown. */
void pg_analyse(struct db *db);

/* ---- pg_ahead -----------------------------------------------------------*/

void pg_ahead_learn(struct pg_statement *g);
void pg_ahead_free(struct pg_statement *g);
/* What is bound will be asked; rows put before must have gone out. */
void pg_ahead_put(struct db *db, struct pg_statement *g);
void pg_ahead_send(struct db *db);
void pg_ahead_end(struct db *db);
/* The answer to this very question, when it was asked ahead: then the
 * statement stands before its first row. */
bool pg_ahead_take(struct db *db, struct pg_statement *g);

#endif
