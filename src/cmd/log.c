/* log - the log as lines, one entry, stamp or sealed part a line. */
#include "cmd.sql.h"
#include "cmd/cmd.h"
#include "sys/bundle.h"

struct logging {
    struct cmd *cmd;
    struct site *site;
    int64_t since;
    const char *files;
    bool sealed;
};

static bool line_put(void *self, struct str line)
{
    (void)self;
    out_str(line);
    out_str(S("\n"));
    return true;
}

static const char *number(struct cmd *c, int64_t n)
{
    struct buf b = buf_start(&c->arena);

    buf_int(&b, n);
    return arena_z(&c->arena, buf_str(&b));
}

static int64_t number_of(struct db *db, int sql, int64_t since)
{
    struct rows r = db_rows(db, sql);
    int64_t n;

    db_bind_int(&r, 1, since);
    n = db_next(&r) ? db_int(&r, 0) : 0;
    db_done(&r);
    return n;
}

/* Whoever may take names along may take CNIC and phone: they lie in the same
 * part. */
static bool may(struct logging *l)
{
    return site_may(l->cmd, l->site, RIGHT_SEE_LOG) &&
           (!l->sealed || (site_may(l->cmd, l->site, RIGHT_NAMES) &&
                           site_may(l->cmd, l->site, RIGHT_REVEAL)));
}

static bool parts_put(struct logging *l)
{
    struct cmd *c = l->cmd;
    int64_t n = number_of(l->site->db, SQL_PARTS_SINCE, l->since);
    struct site_trouble t = { 0 };
    const struct host *host;

    if (!l->sealed) {
        if (n)
            note(c, "cmd.log.parts_left", number(c, n), "");
        return true;
    }
    if (!site_host_of(l->site, true, &host, &t))
        return fault(c, t.key, t.a, t.b) == EXIT_DONE;
    return log_export_parts(l->site->db, host, l->since, line_put, NULL) ||
           fault_db(c, l->site->db) == EXIT_DONE;
}

static bool files_put(struct logging *l)
{
    struct cmd *c = l->cmd;
    const char *from = site_files_place(c->db_address, &c->arena);
    struct bundle_count n;

    if (!l->files)
        return true;
    if (!from || !bundle_copy(l->site->db, from, l->files, l->sealed, &n))
        return fault(c, "backup.unwritten", l->files, "") == EXIT_DONE;
    note(c, "cmd.files.copied", number(c, n.copied), number(c, n.there));
    if (n.left)
        note(c, "cmd.log.files_left", number(c, n.left), "");
    if (n.missing + n.broken)
        note(c, "cmd.files.missing", number(c, n.missing + n.broken), "");
    return true;
}

static int log_out(struct logging *l)
{
    struct cmd *c = l->cmd;
    struct db *db = l->site->db;
    int64_t last, rotten;

    if (!may(l))
        return c->status;
    db_begin(db); /* entries, stamps and parts of one moment */
    last = number_of(db, SQL_ENTRY_LAST_SINCE, l->since);
    if (!log_export(db, l->since, &rotten, line_put, NULL))
        return fault_db(c, db);
    if (rotten)
        note(c, "cmd.log.rotten", number(c, rotten), "");
    if (!parts_put(l))
        return c->status;
    db_rollback(db);
    if (!files_put(l) || !out_end(c))
        return c->status;
    note(c, "cmd.log.last", number(c, last), "");
    return EXIT_DONE;
}

/* Prints the log: each entry, and the stamps that cover them.
 *
 *     saath [-d DB] log [--since N] [--sealed] [--files FOLDER]
 *
 * N is the number of the last entry that is known already; the number to give
 * next time is told at the end. --sealed adds names, CNIC and phone: only for
 * an office that may have them. --files copies attachments into FOLDER, those
 * that show people only with --sealed. Another site takes it all with `load`,
 * in any order and as often as one likes. */
COMMAND(log)
{
    const char *said = arg_value(c, "--since");
    struct logging l = { .cmd = c };
    struct site s;
    int status;

    l.files = arg_value(c, "--files");
    l.sealed = arg_flag(c, "--sealed");
    if (!args_end(c, "log", 0, 0))
        return EXIT_USAGE;
    if (said && (!int_read(str_of(said), &l.since) || l.since < 0))
        return misused(c, "--since", "cmd.number", said);
    if (!site_open(c, &s, false))
        return c->status;
    l.site = &s;
    status = log_out(&l);
    site_close(&s);
    return status;
}
