/* digest - one line a table, by which two databases are compared. */
#include "cmd/cmd.h"

/* Prints one line for each table: its name, its rows, a hash over them.
 *
 *     saath [-d DB] digest
 *
 * Two sites that know the same entries print the same lines, whatever the
 * database and the order in which the entries came. */
COMMAND(digest)
{
    struct buf b = buf_start(&c->arena);
    struct site s;

    if (!args_end(c, "digest", 0, 0))
        return EXIT_USAGE;
    if (!site_open(c, &s, false))
        return c->status;
    db_begin(s.db); /* one moment for all tables */
    log_digest(s.db, &b);
    if (db_fault(s.db))
        fault_db(c, s.db);
    else
        out_str(buf_str(&b));
    db_rollback(s.db);
    out_end(c);
    site_close(&s);
    return c->status;
}
