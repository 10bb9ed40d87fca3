/* log_sql - every named statement is good SQL on both databases. */
#include "../src/log/log.h"
#include "db_both.h"
#include "sql.h"

BOTH(every_statement_prepares)
{
    int tried = 0;

    log_make(db);
    both_fine(db);
    for (int i = 0; i < db_named_count; i++) {
        struct rows r;

        if (db_named_script[i])
            continue;
        r = db_rows(db, i);
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

/* Names are neither keywords of SQL nor clash with fixed columns. */
BOTH(every_kind_has_a_table)
{
    log_make(db);
    for (int i = 0; i < kind_count; i++) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);

        buf_fmt(&b, "SELECT count(*) FROM %s", kind_index[i]->name);
        CHECK(both_ask(db, arena_z(&a, buf_str(&b))) >= 0);
        arena_free(&a);
    }
}
