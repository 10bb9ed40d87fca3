/* pg_line - the connection as a line: what is sent, what has come, in turn. */
#include <stdlib.h>
#include <string.h>

#include "db/pg.h"

/* ---- faults -------------------------------------------------------------*/

static enum db_trouble trouble_of(const char *state)
{
    static const struct {
        const char *state;
        enum db_trouble trouble;
    } t[] = {
        { "25006", DB_READ_ONLY }, /* read_only_sql_transaction */
        { "53100", DB_FULL },      /* disk_full */
        { "55P03", DB_BUSY },      /* lock_not_available */
        { "40001", DB_BUSY },      /* serialization_failure */
        { "40P01", DB_BUSY },      /* deadlock_detected */
        { "3D000", DB_MISSING },   /* invalid_catalog_name */
    };

    for (size_t i = 0; state && i < LEN(t); i++)
        if (strcmp(state, t[i].state) == 0)
            return t[i].trouble;
    return DB_BROKEN;
}

void pg_trip_lost(struct db *db)
{
    db_trip(db, DB_BROKEN, PQerrorMessage(pg(db)->c), NULL);
    db->lost = true;
}

/* Only the primary message: the detail would quote the row, and with it
 * people, in a log. */
void pg_trip_result(struct db *db, const PGresult *r, const struct statement *s)
{
    const char *said = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);

    db_trip(db, trouble_of(PQresultErrorField(r, PG_DIAG_SQLSTATE)),
            said ? said : PQresultErrorMessage(r), s);
    db->lost |= PQstatus(pg(db)->c) == CONNECTION_BAD;
}

/* ---- the pipeline -------------------------------------------------------*/

/* All results of one sent command; the last of them, for the caller to
 * clear. */
static PGresult *collect_one(struct db *db, const struct statement *s)
{
    PGresult *last = NULL, *r;

    while ((r = PQgetResult(pg(db)->c))) {
        switch (PQresultStatus(r)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
        case PGRES_PIPELINE_ABORTED: /* an earlier one has said why */ break;
        default: pg_trip_result(db, r, s); break;
        }
        PQclear(last);
        last = r;
    }
    return last;
}

/* What the i-th of those sent has come to; NULL when it was asked ahead. */
static PGresult *come(struct db *db, int i)
{
    struct pg *p = pg(db);
    PGresult *last = collect_one(db, p->sent[i]);

    if (!p->asked[i])
        return last;
    p->asked[i]->come(p->asked[i], last);
    return NULL;
}

bool pg_collect(struct db *db)
{
    struct pg *p = pg(db);

    if (p->come == p->waiting || db->lost)
        return false;
    PQclear(come(db, p->come++));
    return true;
}

void pg_flush(struct db *db)
{
    if (PQsendFlushRequest(pg(db)->c) != 1 || PQflush(pg(db)->c) != 0)
        pg_trip_lost(db);
}

PGresult *pg_settle(struct db *db)
{
    struct pg *p = pg(db);
    PGresult *last = NULL, *sync;

    if (!p->waiting)
        return NULL;
    if (PQpipelineSync(p->c) != 1)
        pg_trip_lost(db);
    for (; p->come < p->waiting; p->come++) {
        PQclear(last);
        last = come(db, p->come);
    }
    p->waiting = p->come = 0;
    sync = PQgetResult(p->c);
    if (!sync || PQresultStatus(sync) != PGRES_PIPELINE_SYNC)
        pg_trip_lost(db);
    PQclear(sync);
    return last;
}

void pg_note(struct db *db, int sent, const struct statement *s)
{
    if (!sent) {
        pg_trip_lost(db);
        return;
    }
    MUST(pg(db)->waiting < WAITING_MAX);
    pg(db)->asked[pg(db)->waiting] = NULL;
    pg(db)->sent[pg(db)->waiting++] = s;
}

void pg_make_room(struct db *db, int commands)
{
    if (pg(db)->waiting + commands > WAITING_MAX)
        PQclear(pg_settle(db));
}

void pg_send_text(struct db *db, const char *sql)
{
    pg_make_room(db, 1);
    if (!db->lost)
        pg_note(db,
                PQsendQueryParams(pg(db)->c, sql, 0, NULL, NULL, NULL, NULL, 1),
                NULL);
}

void pg_name(struct db *db, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES, "s%ld", ++pg(db)->names);
}

void pg_widen(struct pg *p, int params)
{
    if (params <= p->room)
        return;
    p->room = params;
    p->value = realloc(p->value, (size_t)params * sizeof *p->value);
    p->length = realloc(p->length, (size_t)params * sizeof *p->length);
    p->format = realloc(p->format, (size_t)params * sizeof *p->format);
    MUST(p->value && p->length && p->format);
    for (int i = 0; i < params; i++)
        p->format[i] = 1;
}

/* ---- types and answers --------------------------------------------------*/

int pg_width_of(Oid type)
{
    switch (type) {
    case OID_BOOL: return 1;
    case OID_INT2: return 2;
    case OID_INT4: return 4;
    case OID_INT8: return 8;
    default: return 0;
    }
}

const char *pg_type_name(Oid type)
{
    switch (type) {
    case OID_BOOL: return "bool";
    case OID_INT2: return "int2";
    case OID_INT4: return "int4";
    case OID_INT8: return "int8";
    case OID_BYTEA: return "bytea";
    case OID_TEXT: return "text";
    case OID_NAME: return "name";
    case OID_BPCHAR: return "bpchar";
    case OID_VARCHAR: return "varchar";
    default: return NULL;
    }
}

struct pg_answer *pg_answer_new(PGresult *r, int users)
{
    struct pg_answer *a = malloc(sizeof *a);

    MUST(a);
    *a = (struct pg_answer){ r, users };
    return a;
}

void pg_answer_drop(struct pg_answer *a)
{
    if (!a || --a->users)
        return;
    PQclear(a->result);
    free(a);
}
