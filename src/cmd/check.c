/* check - a published workbook against its own rows. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "import/import.h"
#include "import/table.h"
#include "sys/sys.h"

static void file_check(struct cmd *c, const char *path)
{
    struct arena a = { 0 };
    struct import_file file = { .name = str_of(path) };
    struct finding why = { 0 };
    struct check check;
    struct buf b = buf_start(&a);
    enum file_trouble t = file_read(path, TABLE_BYTES, &a, &file.bytes);

    if (t) {
        fault(c, "import.unreadable", path, file_trouble_text(t));
    } else if (!check_outreach(file, &a, &check, &why)) {
        buf_fmt(&b, "%s:%d: ", path, (int)why.a);
        finding_say(&b, c->lang, &why);
        note(c, "import.line", arena_z(&a, buf_str(&b)), "");
        c->status = EXIT_REFUSED;
    } else {
        check_text(&b, c->lang, &check);
        out_str(buf_str(&b));
        b.n = 0;
        buf_fmt(&b, "%zu", check.totals);
        note(c, check.n ? "check.some" : "check.none", arena_z(&a, buf_str(&b)),
             path);
        if (check.n && c->status == EXIT_DONE)
            c->status = EXIT_REFUSED;
    }
    arena_free(&a);
}

/* Recomputes a published workbook and lists each printed total that its own
 * rows do not give, with the districts and the reason.
 *
 *     saath check outreach FILE.xlsx...
 *
 * Exit status 1 when anything differs. Needs no database. */
COMMAND(check)
{
    if (!args_end(c, "check", 2, 1000))
        return EXIT_USAGE;
    if (strcmp(c->argv[0], "outreach") != 0)
        return misused(c, "check", "check.only_outreach", c->argv[0]);
    for (int i = 1; i < c->argc && c->status != EXIT_FAULT; i++)
        file_check(c, c->argv[i]);
    return out_end(c) ? c->status : EXIT_FAULT;
}
