/* log_sql - every named statement is good SQL on both databases. */
#include "db_copy.h"
#include "sql.h"

SITE(every_statement_prepares)
{
    int tried = 0;

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
