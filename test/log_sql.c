/* log_sql - every named statement is good SQL on both databases. */
#include "../src/db/pg.h"
#include "db_copy.h"

SITE(every_statement_prepares)
{
    int tried = 0;

    for (int i = 0; i < db_named_count; i++) {
        struct rows r;

        if (db_named[i].script)
            continue;
        r = db_rows(db, db_named[i].key);
        db_done(&r);
        tried++;
        if (db_fault(db)) {
            printf("# %s: %s\n", db_named[i].name, db_fault_text(db));
            (void)CHECK(!"a statement prepares");
            return;
        }
    }
    CHECK(tried > 80);
}

/* What is bound does not matter, but no two questions are the same. */
static void any_bound(struct rows *r, int n)
{
    for (int i = 1; i <= r->s->params; i++) {
        Oid type = pg_stmt(r->s)->param[i - 1].type;
        char text[] = "none 00";

        text[6] = (char)('0' + n);
        if (type == OID_BOOL)
            db_bind_int(r, i, n % 2);
        else if (pg_width_of(type))
            db_bind_int(r, i, n);
        else
            db_bind_blob(r, i, text, sizeof text - 1);
    }
}

/* On PostgreSQL questions asked ahead are put into one; that works for every
 * query there is. */
SITE(every_query_can_be_asked_as_a_set)
{
    int tried = 0;

    for (int i = 0; i < db_named_count && db_is_far(db); i++) {
        struct rows r;

        if (db_named[i].script || !str_starts(db_named[i].text, S("SELECT")))
            continue;
        db_begin(db);
        for (int n = 0; n < 10; n++) {
            r = db_rows(db, db_named[i].key);
            any_bound(&r, n);
            db_ahead(&r);
        }
        r = db_rows(db, db_named[i].key);
        any_bound(&r, 7);
        db_next(&r);
        tried += db->named[i] && *pg_stmt(db->named[i])->ask.name;
        db_done(&r);
        if (db_fault(db)) {
            printf("# %s: %s\n", db_named[i].name, db_fault_text(db));
            (void)CHECK(!"a query can be asked as a set");
        }
        db_rollback(db);
        db_forgive(db);
    }
    CHECK(tried > 80 || !db_is_far(db));
}

/* Names are neither keywords of SQL nor clash with fixed columns. */
SITE(every_kind_has_a_table)
{
    for (int i = 0; i < kind_count; i++) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);

        buf_fmt(&b, "SELECT count(*) FROM %s", kind_index[i]->name);
        CHECK(both_ask(db, arena_z(&a, buf_str(&b))) >= 0);
        arena_free(&a);
    }
}
