/* log - the log as lines, one entry or stamp a line. */
#include "cmd/cmd.h"

static bool line_put(void *self, struct str line)
{
    (void)self;
    out_str(line);
    out_str(S("\n"));
    return true;
}

/* Prints the log: each entry, and the stamps that cover them.
 *
 *     saath [-d DB] log [--since N]
 *
 * N is the number of the last entry that is known already. Another site takes
 * the lines with `load`, in any order and as often as one likes. */
COMMAND(log)
{
    const char *said = arg_value(c, "--since");
    int64_t since = 0;
    struct site s;
    int status = EXIT_DONE;

    if (!args_end(c, "log", 0, 0))
        return EXIT_USAGE;
    if (said && (!int_read(str_of(said), &since) || since < 0))
        return misused(c, "--since", "cmd.number", said);
    if (!site_open(c, &s, false))
        return c->status;
    if (!site_may(c, &s, RIGHT_SEE_LOG))
        status = c->status;
    else if (!log_export(s.db, since, line_put, NULL))
        status = fault_db(c, s.db);
    else if (!out_end(c))
        status = EXIT_FAULT;
    site_close(&s);
    return status;
}
