/* restore - a new site out of a backup. */
#include "sys/backup.h"

#include "cmd/cmd.h"

static const char *number(struct cmd *c, int64_t n)
{
    struct buf b = buf_start(&c->arena);

    buf_int(&b, n);
    return arena_z(&c->arena, buf_str(&b));
}

/* The old site may have signed more than the backup knows: all of that is
 * lost, and nobody should believe it who finds the old key. */
static void old_device(struct cmd *c, const struct backup *b)
{
    struct buf end = buf_start(&c->arena), id = buf_start(&c->arena);

    if (id_none(b->device)) {
        note(c, "restore.which_device", "", "");
        return;
    }
    id_put(&id, b->device);
    for (size_t i = 0; i < b->heads; i++)
        if (id_same(b->head[i].device, b->device)) {
            buf_z(&end, "saath device end ");
            buf_add(&end, buf_str(&id));
            buf_fmt(&end, " --last %lld", (long long)b->head[i].seq);
            note(c, "restore.end", arena_z(&c->arena, buf_str(&end)), "");
        }
}

static void done(struct cmd *c, const struct backup *b, const char *seal)
{
    struct arena *a = &c->arena;
    struct buf accept = buf_start(a);
    struct id device;
    struct str key;

    note(c, "restore.done", site_shown(c->db_address, a),
         number(c, b->lines[COPY_LOG]));
    if (b->missing)
        note(c, "restore.missing", number(c, b->missing), "");
    if (!seal && b->lines[COPY_PARTS])
        note(c, "restore.sealed", number(c, b->lines[COPY_PARTS]),
             site_seal_place(c->db_address, a));
    old_device(c, b);
    site_public(c->db_address, a, &key, &device);
    buf_z(&accept, "saath device accept ");
    buf_add(&accept, key);
    buf_z(&accept, " --name \"");
    buf_add(&accept, b->name);
    buf_z(&accept, "\" --holder ");
    buf_add(&accept, b->holder);
    note(c, "restore.accept", arena_z(a, buf_str(&accept)), "");
}

/* Makes a new site out of a backup.
 *
 *     saath -d NEWDB restore FOLDER [--seal FILE]
 *
 * On either database, with a key and a chain of its own. FILE is the old
 * site's key of sealed parts (DB.seal): without it names stay sealed. All of
 * the backup is read and compared with its hashes first; nothing is made of
 * one that is damaged. Afterwards head office ends the old site's device, as
 * this verb says. */
COMMAND(restore)
{
    const char *seal = arg_value(c, "--seal");
    struct site_trouble t = { 0 };
    struct backup b;

    if (!args_end(c, "restore", 1, 1))
        return EXIT_USAGE;
    if (!backup_read(c->argv[0], &c->arena, &b, &t))
        return fault(c, t.key, t.a, t.b);
    if (seal && !backup_sealed_by(c->argv[0], &b, seal))
        return fault(c, "restore.other_seal", seal, "");
    if (!backup_restore(c->argv[0], &b, c->db_address, seal, &t))
        return fault(c, t.key, t.a, t.b);
    done(c, &b, seal);
    return EXIT_DONE;
}
