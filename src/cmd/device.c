/* device - whose signatures count here, and up to where. */
#include <string.h>

#include "cmd.sql.h"
#include "cmd/cmd.h"
#include "fix.sql.h"

static void devices_list(struct cmd *c, struct db *db, const struct output *out)
{
    static const struct column column[] = {
        { "id", "cmd.show.id", NULL, COLUMN_TEXT, 0 },
        { "name", "cmd.device.name", NULL, COLUMN_TEXT, 0 },
        { "holder", "cmd.device.holder", NULL, COLUMN_TEXT, 0 },
        { "key", "cmd.device.key", NULL, COLUMN_TEXT, 0 },
        { "covered", "cmd.device.covered", NULL, COLUMN_NUMBER, 0 },
        { "last", "cmd.device.last", NULL, COLUMN_NUMBER, 0 },
        { "forked", "cmd.device.forked", NULL, COLUMN_TEXT, 0 },
    };
    struct sheet s = sheet_start(&c->arena, column, LEN(column));
    struct rows r = db_rows(db, SQL_DEVICE_LIST);

    while (db_next(&r)) {
        struct sheet_row *row = sheet_add(&s, ROW_PLAIN);
        struct buf id = buf_start(&c->arena), key = buf_start(&c->arena);
        struct hash bytes = db_hash(&r, 1);

        id_put(&id, db_id(&r, 0));
        hash_put(&key, bytes);
        cell_text(row, 0, buf_str(&id));
        cell_text(row, 1, arena_str(&c->arena, db_str(&r, 2)));
        cell_text(row, 2, arena_str(&c->arena, db_str(&r, 3)));
        cell_text(row, 3, buf_str(&key));
        cell_number(row, 4, db_int(&r, 5));
        if (!db_null(&r, 4))
            cell_number(row, 5, db_int(&r, 4));
        if (db_int(&r, 6))
            cell_text(row, 6, say(c->lang, "cmd.yes"));
    }
    if (db_fault(db))
        fault_db(c, db);
    else
        sheets_write(c, db, out, &s, 1);
}

static int list_run(struct cmd *c)
{
    return listing_run(c, "device", RIGHT_SEE_LOG, devices_list);
}

static int keep(struct cmd *c, struct site *s, const char *kind,
                struct str body)
{
    struct draft d = {
        .kind = str_of(kind), .author = s->login, .body = body, .strict = true
    };
    struct buf id = buf_start(&c->arena);
    struct outcome out;

    if (!site_keep(c, s, &d, &out))
        return c->status;
    id_put(&id, out.id);
    buf_char(&id, '\n');
    out_str(buf_str(&id));
    if (out.kept == KEPT_KNOWN)
        note(c, "cmd.add.known", "", "");
    return out_end(c) ? EXIT_DONE : EXIT_FAULT;
}

static int accept_run(struct cmd *c)
{
    const char *name = arg_value(c, "--name");
    const char *holder = arg_value(c, "--holder");
    struct buf b = buf_start(&c->arena);
    struct hash key;
    struct site s;
    int status;

    if (!args_end(c, "device", 2, 2) || !name || !holder)
        return usage(c, "device");
    if (!hash_read(str_of(c->argv[1]), &key))
        return misused(c, "device", "cmd.device.bad_key", c->argv[1]);
    if (!site_open(c, &s, true))
        return c->status;
    buf_z(&b, "{\"holder\":");
    buf_json(&b, str_of(holder));
    buf_z(&b, ",\"key\":\"");
    hash_put(&b, key);
    buf_z(&b, "\",\"name\":");
    buf_json(&b, str_of(name));
    buf_char(&b, '}');
    status = keep(c, &s, "device", buf_str(&b));
    site_close(&s);
    return status;
}

/* The device as it stands, with a last entry, as a fix of the last fix. */
static int end(struct cmd *c, struct site *s, struct id id, int64_t last)
{
    const struct kind *k = kind_find(S("device"));
    void *record = arena_take(&c->arena, k->bytes);
    const struct field *f = kind_field(k, S("last"));
    struct buf b = buf_start(&c->arena);

    if (!row_find(s->db, k, id, &c->arena, record)) {
        note(c, "cmd.not_here", c->argv[1], "");
        return EXIT_REFUSED;
    }
    *(int64_t *)(void *)((char *)record + f->at) = last;
    buf_z(&b, "{\"answers\":\"");
    id_put(&b, log_tip(s->db, id));
    buf_z(&b, "\",\"body\":");
    buf_add(&b, record_body(k, record, &c->arena));
    buf_z(&b, ",\"why\":\"device end\"}");
    return keep(c, s, "fix", buf_str(&b));
}

static int end_run(struct cmd *c)
{
    const char *said = arg_value(c, "--last");
    struct site s;
    struct id id;
    int64_t last;
    int status;

    if (!args_end(c, "device", 2, 2) || !said)
        return usage(c, "device");
    if (!int_read(str_of(said), &last) || last < 0)
        return misused(c, "--last", "cmd.number", said);
    if (!id_read(str_of(c->argv[1]), &id))
        return misused(c, "device", "cmd.id", c->argv[1]);
    if (!site_open(c, &s, true))
        return c->status;
    status = end(c, &s, id, last);
    site_close(&s);
    return status;
}

/* Says whose signatures count here.
 *
 *     saath [-d DB] device list [--format text|csv|json]
 *     saath [-d DB] [--as USER] device accept KEY --name NAME --holder LOGIN
 *     saath [-d DB] [--as USER] device end ID --last SEQ
 *
 * KEY is the device's public key in hex. Ending a device names the last of its
 * entries that is still trusted. */
COMMAND(device)
{
    if (c->argc && !strcmp(c->argv[0], "list"))
        return list_run(c);
    if (c->argc && !strcmp(c->argv[0], "accept"))
        return accept_run(c);
    if (c->argc && !strcmp(c->argv[0], "end"))
        return end_run(c);
    return usage(c, "device");
}
