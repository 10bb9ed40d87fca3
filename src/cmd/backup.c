/* backup - the whole site into a folder, while it works. */
#include "sys/backup.h"

#include "cmd/cmd.h"

static const char *number(struct cmd *c, int64_t n)
{
    struct buf b = buf_start(&c->arena);

    buf_int(&b, n);
    return arena_z(&c->arena, buf_str(&b));
}

static void done(struct cmd *c, const struct backup *b, const char *folder)
{
    const char *seal = site_seal_place(c->db_address, &c->arena);

    note(c, "backup.done", number(c, b->lines[COPY_LOG]), folder);
    note(c, "backup.written", number(c, b->written),
         number(c, b->lines[COPIES]));
    if (b->missing)
        note(c, "backup.missing", number(c, b->missing), "");
    if (id_none(b->device))
        note(c, "backup.no_device", "", "");
    note(c, "backup.no_keys", seal ? seal : "", "");
    note(c, "backup.older", "", "");
}

/* Copies the whole site into a folder, also while it is served.
 *
 *     saath [-d DB] backup FOLDER
 *
 * One moment of the log, of sealed parts as they lie, and of what only this
 * site knows (passwords, names that wait, columns of sheets); then the
 * attachments. What FOLDER holds already is not written again. No key is in
 * it: without the key of sealed parts no name can be read, so that file must
 * be kept elsewhere. `saath restore` makes a new site of it. */
COMMAND(backup)
{
    const struct host *h = site_host();
    struct site_trouble t = { 0 };
    struct backup b;
    struct id device;
    struct str key;
    struct site s;

    if (!args_end(c, "backup", 1, 1))
        return EXIT_USAGE;
    if (!site_open(c, &s, false))
        return c->status;
    site_public(c->db_address, &c->arena, &key, &device);
    if (!site_may(c, &s, RIGHT_ADMIN))
        c->status = EXIT_REFUSED;
    else if (backup_write(s.db, c->argv[0],
                          site_files_place(c->db_address, &c->arena), device,
                          h->now(h->self), &c->arena, &b, &t))
        done(c, &b, c->argv[0]);
    else
        fault(c, t.key, t.a, t.b);
    site_close(&s);
    return c->status;
}
