/* export - every record of a kind, in a form that comes in again. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "import/import.h"

static bool piece_write(void *self, struct str piece)
{
    return fwrite(piece.p, 1, piece.n, self) == piece.n;
}

static bool form_read(struct cmd *c, enum export_form *form)
{
    static const char *const name[] = { "csv", "xlsx", "json" };
    const char *said = arg_value(c, "--format");

    *form = EXPORT_CSV;
    for (size_t i = 0; said && i < LEN(name); i++)
        if (!strcmp(said, name[i])) {
            *form = (enum export_form)i;
            return true;
        }
    return !said || misused(c, "--format", "export.format", said) == EXIT_DONE;
}

static void records_export(struct cmd *c, struct site *s, const struct kind *k,
                           enum export_form form, bool sealed, const char *path)
{
    FILE *f = path ? fopen(path, "wb") : stdout;
    bool good;

    if (!f) {
        fault(c, "export.unwritten", path, "");
        return;
    }
    good = export_records(s->db, k, form, c->lang, sealed, piece_write, f);
    if (path)
        good &= fclose(f) == 0;
    if (db_fault(s->db))
        fault_db(c, s->db);
    else if (!good)
        fault(c, "export.unwritten", path ? path : "-", "");
}

/* Writes out every record of a kind, with its id.
 *
 *     saath [-d DB] export KIND [--format csv|xlsx|json] [--sealed] [-o FILE]
 *
 * Columns are named like the fields; rows inside a record are lines of their
 * own. Names of people are left out without --sealed, CNIC and phone always.
 * What is changed there and imported again becomes fixes of those
 * records: look first with `saath import KIND FILE --dry-run`. */
COMMAND(export)
{
    enum export_form form;
    const char *path = arg_value(c, "-o");
    bool sealed = arg_flag(c, "--sealed");
    const struct kind *k;
    struct site s;

    if (!form_read(c, &form) || !args_end(c, "export", 1, 1))
        return EXIT_USAGE;
    k = kind_find(str_of(c->argv[0]));
    if (!k)
        return misused(c, "export", "export.no_kind", c->argv[0]);
    if (!site_open(c, &s, false))
        return c->status;
    if (site_may(c, &s, kind_reads(k)) &&
        (!sealed || site_may(c, &s, RIGHT_NAMES)))
        records_export(c, &s, k, form, sealed, path);
    site_close(&s);
    return path || out_end(c) ? c->status : EXIT_FAULT;
}
