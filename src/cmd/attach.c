/* attach - a file that belongs to an entry. */
#include "core/attachment.h"

#include <string.h>

#include "cmd/cmd.h"
#include "sys/sys.h"

static struct str body_of(struct cmd *c, struct id about, const char *title,
                          bool people)
{
    struct buf b = buf_start(&c->arena);

    buf_z(&b, "{\"about\":\"");
    id_put(&b, about);
    buf_char(&b, '"');
    if (people)
        buf_z(&b, ",\"people\":true");
    if (title && *title) {
        buf_z(&b, ",\"title\":");
        buf_json(&b, str_of(title));
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

static int attach(struct cmd *c, struct site *s, const struct draft *d,
                  struct str bytes)
{
    struct buf id = buf_start(&c->arena);
    struct outcome out;

    if (!site_attach(s, d, bytes, &c->arena, &out)) {
        struct db *db = site_keeper(s) ? site_writer_db(s) : NULL;

        return db ? fault_db(c, db) :
                    fault(c, "cmd.keeper_lost", c->db_address, "");
    }
    findings_show(c, S(""), &out.found);
    if (out.kept == KEPT_REFUSED)
        return EXIT_REFUSED;
    id_put(&id, out.id);
    buf_char(&id, '\n');
    out_str(buf_str(&id));
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

/* Keeps a file that belongs to an entry: a photographed page, a scan, a paper.
 *
 *     saath [-d DB] [--as USER] attach ID FILE [--title TITLE] [--people]
 *
 * JPEG, PNG, WebP or PDF, at most 8 MiB, known by its first bytes and not by
 * its name. --people says that it shows people: then only those see it who may
 * read names. Prints the id of the attachment. */
COMMAND(attach)
{
    const char *title = arg_value(c, "--title");
    bool people = arg_flag(c, "--people");
    struct draft d = { .kind = S("attachment"), .strict = true };
    enum file_trouble t;
    struct str bytes;
    struct site s;
    struct id id;
    int status;

    if (!args_end(c, "attach", 2, 2))
        return EXIT_USAGE;
    if (!id_read(str_of(c->argv[0]), &id) || id_none(id))
        return misused(c, "attach", "cmd.id", c->argv[0]);
    t = file_read(c->argv[1], ATTACHMENT_MOST + 1, &c->arena, &bytes);
    if (t != FILE_FINE)
        return fault(c, "cmd.no_file", c->argv[1], file_trouble_text(t));
    if (!site_open(c, &s, true))
        return c->status;
    d.author = s.login;
    d.body = body_of(c, id, title, people);
    status = attach(c, &s, &d, bytes);
    site_close(&s);
    return status;
}
