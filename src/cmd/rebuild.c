/* rebuild - everything derived from the log, anew. */
#include "cmd/cmd.h"

/* Makes everything that is derived from the log anew, the same as before.
 *
 *     saath [-d DB] rebuild
 *
 * The log itself is not touched. While a keeper runs it is refused. */
COMMAND(rebuild)
{
    struct bar bar = { .cmd = c, .key = "cmd.rebuild.bar" };
    struct site_trouble t = { 0 };
    struct site s;

    if (!args_end(c, "rebuild", 0, 0))
        return EXIT_USAGE;
    if (!site_hold(&s, c->db_address, &t)) {
        site_close(&s);
        return fault(c, t.key, t.a, t.b);
    }
    if (!keeper_rebuild(site_keeper(&s), bar_show, &bar))
        c->status = fault_db(c, site_writer_db(&s));
    bar_end(&bar);
    site_close(&s);
    return c->status;
}
