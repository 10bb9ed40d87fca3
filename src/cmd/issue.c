/* issue - a report given out: its bytes, and what it covers. */
#include <string.h>

#include "cmd/cmd.h"
#include "log.sql.h"

/* The covered head of every chain, as rows of a publication. */
static void heads_put(struct buf *b, struct db *db)
{
    struct rows r = db_rows(db, SQL_CHAIN_ALL);
    bool any = false;

    buf_char(b, '[');
    while (db_next(&r)) {
        if (!db_int(&r, 1))
            continue;
        if (any)
            buf_char(b, ',');
        any = true;
        buf_z(b, "{\"device\":\"");
        id_put(b, db_id(&r, 0));
        buf_z(b, "\",\"head\":\"");
        hash_put(b, db_hash(&r, 2));
        buf_fmt(b, "\",\"seq\":%lld}", (long long)db_int(&r, 1));
    }
    buf_char(b, ']');
}

struct str publication_body(struct db *db, const struct report *r,
                            const struct question *q, const struct sheet *s,
                            int n, struct arena *a)
{
    struct buf b = buf_start(a), csv = buf_start(a);

    report_write(&csv, s, n, S("csv"), q->lang);
    buf_z(&b, "{\"arguments\":");
    buf_json(&b, question_text(q, a));
    buf_z(&b, ",\"as_of\":\"");
    month_put(&b, q->as_of);
    buf_z(&b, "\",\"content\":");
    buf_json(&b, buf_str(&csv));
    buf_z(&b, ",\"format\":\"csv\",\"heads\":");
    heads_put(&b, db);
    buf_z(&b, ",\"report\":");
    buf_json(&b, str_of(r->name));
    buf_z(&b, ",\"title\":");
    buf_json(&b, n ? s[0].title : str_of(r->name));
    buf_char(&b, '}');
    return buf_str(&b);
}

static void issue(struct cmd *c, struct site *s, const struct report *r,
                  const struct asking *a)
{
    struct findings f = findings_start(&c->arena);
    struct draft d = { .kind = S("publication"),
                       .author = s->login,
                       .strict = true };
    struct buf id = buf_start(&c->arena);
    struct sheet sheet[SHEETS_MOST];
    struct outcome out;
    struct question q;
    int n;

    if (!asking_read(c, s->db, a, &q))
        return;
    db_begin(s->db); /* table and heads of one moment */
    n = report_knows(r, &q, &f) ? r->make(s->db, &q, &c->arena, sheet, &f) : 0;
    d.body = publication_body(s->db, r, &q, sheet, n, &c->arena);
    if (db_fault(s->db))
        fault_db(c, s->db);
    db_rollback(s->db);
    findings_show(c, str_of(r->name), &f);
    if (findings_stop(&f))
        c->status = EXIT_REFUSED;
    if (c->status || !site_keep(c, s, &d, &out))
        return;
    id_put(&id, out.id);
    buf_char(&id, '\n');
    out_str(buf_str(&id));
    out_end(c);
}

/* Issues a report: keeps its bytes and names the entries it covers.
 *
 *     saath [-d DB] [--as USER] issue NAME [--as-of YYYY-MM] [--period ...]
 *           [--place CODE] [--by ...] [--rsp CODE] [--project CODE]
 *
 * Options as of `report`. Prints the publication's id; `show` gives the bytes
 * back as they were. */
COMMAND(issue)
{
    const struct report *r;
    struct asking a;
    struct site s;

    asking_take(c, &a);
    if (!args_end(c, "issue", 1, 1))
        return EXIT_USAGE;
    r = report_find(str_of(c->argv[0]));
    if (!r)
        return misused(c, "issue", "cmd.no_report", c->argv[0]);
    if (!site_open(c, &s, true))
        return c->status;
    issue(c, &s, r, &a);
    site_close(&s);
    return c->status;
}
