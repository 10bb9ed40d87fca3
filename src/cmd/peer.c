/* peer - the sites that this one exchanges with, and how far each sees. */
#include <string.h>

#include "cmd/cmd.h"
#include "log/exchange.h"
#include "sys/sys.h"

static const char *time_said(struct cmd *c, int64_t at)
{
    struct buf b = buf_start(&c->arena);
    struct entry e = { .at = at };

    if (at)
        day_put(&b, entry_day(&e));
    return arena_z(&c->arena, buf_str(&b));
}

static void peers_list(struct cmd *c, struct db *db, const struct output *out)
{
    static const struct column column[] = {
        { "id", "cmd.show.id", NULL, COLUMN_TEXT, 0 },
        { "name", "cmd.device.name", NULL, COLUMN_TEXT, 0 },
        { "url", "peers.url", NULL, COLUMN_TEXT, 0 },
        { "place", "peers.place", NULL, COLUMN_TEXT, 0 },
        { "names", "peers.names", NULL, COLUMN_TEXT, 0 },
        { "waits", "peers.waits", NULL, COLUMN_NUMBER, 0 },
        { "since", "peers.since", NULL, COLUMN_TEXT, 0 },
        { "met", "peers.met", NULL, COLUMN_TEXT, 0 },
        { "trouble", "peers.trouble", NULL, COLUMN_TEXT, 0 },
    };
    struct sheet s = sheet_start(&c->arena, column, LEN(column));
    struct peer *peer;
    size_t n = peer_all(db, &c->arena, &peer);

    for (size_t i = 0; i < n; i++) {
        const struct peer *p = &peer[i];
        struct sheet_row *row = sheet_add(&s, ROW_PLAIN);
        struct buf id = buf_start(&c->arena);
        struct have theirs;
        int64_t since;

        peer_has(p, &c->arena, &theirs);
        id_put(&id, p->device);
        cell_text(row, 0, buf_str(&id));
        cell_text(row, 1, p->name);
        cell_text(row, 2, p->url);
        if (!id_none(p->scope.place))
            cell_text(row, 3, ref_text(db, p->scope.place, "place", &c->arena));
        if (p->names)
            cell_text(row, 4, say(c->lang, "cmd.yes"));
        cell_number(row, 5, have_waits(db, &theirs, &since));
        cell_text(row, 6, str_of(time_said(c, since)));
        cell_text(row, 7, str_of(time_said(c, p->met)));
        if (p->trouble.n)
            cell_text(row, 8, say(c->lang, arena_z(&c->arena, p->trouble)));
    }
    if (db_fault(db))
        fault_db(c, db);
    else
        sheets_write(c, db, out, &s, 1);
}

static void put_work(void *memo, struct db *db)
{
    peer_put(db, memo);
}

static void drop_work(void *memo, struct db *db)
{
    peer_drop(db, *(struct id *)memo);
}

static bool scope_read(struct cmd *c, struct site *s, const char *kind,
                       const char *said, struct id *out)
{
    if (!said || ref_read(s->db, str_of(said), kind, &c->arena, out))
        return true;
    note(c, "cmd.not_here", said, "");
    c->status = EXIT_REFUSED;
    return false;
}

struct wanted {
    const char *name, *url, *pin, *place, *rsp, *project;
    bool names;
};

static int add(struct cmd *c, struct site *s, const struct wanted *w)
{
    struct peer p = { .name = str_of(w->name),
                      .url = str_of(w->url),
                      .pin = str_of(w->pin),
                      .names = w->names };
    struct buf id = buf_start(&c->arena);

    hex_read(str_of(c->argv[1]), p.key, sizeof p.key);
    p.device = id_named(S("device"), str_of(c->argv[1]));
    if (!site_may(c, s, RIGHT_ADMIN) ||
        !scope_read(c, s, "place", w->place, &p.scope.place) ||
        !scope_read(c, s, "rsp", w->rsp, &p.scope.rsp) ||
        !scope_read(c, s, "project", w->project, &p.scope.project))
        return c->status;
    if (!s->local(s->self, put_work, &p))
        return fault(c, "cmd.keeper_lost", c->db_address, "");
    id_put(&id, p.device);
    buf_char(&id, '\n');
    out_str(buf_str(&id));
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

static int add_run(struct cmd *c)
{
    struct wanted w = { .name = arg_value(c, "--name"),
                        .url = arg_value(c, "--url"),
                        .pin = arg_value(c, "--pin"),
                        .place = arg_value(c, "--place"),
                        .rsp = arg_value(c, "--rsp"),
                        .project = arg_value(c, "--project"),
                        .names = arg_flag(c, "--names") };
    struct hash key;
    struct site s;
    int status;

    if (!args_end(c, "peer", 2, 2) || !w.name)
        return usage(c, "peer");
    if (!hash_read(str_of(c->argv[1]), &key))
        return misused(c, "peer", "cmd.device.bad_key", c->argv[1]);
    if (w.pin && !hash_read(str_of(w.pin), &key))
        return misused(c, "--pin", "cmd.device.bad_key", w.pin);
    if (!site_open(c, &s, true))
        return c->status;
    status = add(c, &s, &w);
    site_close(&s);
    return status;
}

static int drop_run(struct cmd *c)
{
    struct site s;
    struct id id;
    int status = EXIT_DONE;

    if (!args_end(c, "peer", 2, 2))
        return EXIT_USAGE;
    if (!id_read(str_of(c->argv[1]), &id))
        return misused(c, "peer", "cmd.id", c->argv[1]);
    if (!site_open(c, &s, true))
        return c->status;
    if (!site_may(c, &s, RIGHT_ADMIN))
        status = c->status;
    else if (!s.local(s.self, drop_work, &id))
        status = fault(c, "cmd.keeper_lost", c->db_address, "");
    site_close(&s);
    return status;
}

static int key_run(struct cmd *c)
{
    struct str hex;
    struct id device;

    if (!args_end(c, "peer", 1, 1))
        return EXIT_USAGE;
    if (!site_public(c->db_address, &c->arena, &hex, &device))
        return fault(c, "site.no_key", c->db_address, "");
    out_str(hex);
    out_str(S("\n"));
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

/* Says with which sites this one exchanges.
 *
 *     saath [-d DB] peer key
 *     saath [-d DB] peer add KEY --name NAME [--url URL] [--pin HEX] [--names]
 *                   [--place CODE] [--rsp CODE] [--project CODE]
 *     saath [-d DB] peer drop ID
 *     saath [-d DB] peer list [--format text|csv|json]
 *
 * `key` prints this site's own, to be read out to the other side. Both sides
 * add each other. Entries go to every peer; names, CNIC and phone only with
 * --names, and then of what lies in that place, is of that RSP and of that
 * project. --pin is the SHA-256 of a certificate that nobody else vouches for.
 * Whether the other's entries count here is said by `device accept` and by its
 * people's grants, not by this. */
COMMAND(peer)
{
    if (c->argc && !strcmp(c->argv[0], "add"))
        return add_run(c);
    if (c->argc && !strcmp(c->argv[0], "drop"))
        return drop_run(c);
    if (c->argc && !strcmp(c->argv[0], "key"))
        return key_run(c);
    if (c->argc && !strcmp(c->argv[0], "list"))
        return listing_run(c, "peer", RIGHT_ADMIN, peers_list);
    return usage(c, "peer");
}
