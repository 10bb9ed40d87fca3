/* verify - every hash, chain, signature and sum, read again. */
#include "cmd/cmd.h"

static bool line_put(void *self, struct str line)
{
    (void)self;
    out_str(line);
    out_str(S("\n"));
    return true;
}

/* Reads everything again and believes nothing: hashes, chains, signatures,
 * sums, sealed parts, files. Prints a line for each that is false, and for
 * each file that is not here, which is no fault.
 *
 *     saath [-d DB] verify
 */
COMMAND(verify)
{
    struct site_trouble none = { 0 };
    const struct host *host;
    struct site s;
    struct buf b = buf_start(&c->arena);
    int64_t n;

    if (!args_end(c, "verify", 0, 0))
        return EXIT_USAGE;
    if (!site_open(c, &s, false))
        return c->status;
    site_host_of(&s, true, &host, &none); /* without it, parts stay unread */
    n = log_verify(s.db, host, line_put, NULL);
    c->status = n ? EXIT_REFUSED : EXIT_DONE;
    if (db_fault(s.db))
        fault_db(c, s.db);
    else if (out_end(c)) {
        buf_int(&b, n);
        note(c, n ? "cmd.verify.false" : "cmd.verify.good",
             arena_z(&c->arena, buf_str(&b)), "");
    }
    site_close(&s);
    return c->status;
}
