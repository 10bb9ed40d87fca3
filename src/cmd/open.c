/* open - the site that a verb works on, and what it says when there is none. */
#include "cmd/cmd.h"
#include "sys/sys.h"

bool site_open(struct cmd *c, struct site *s, bool write)
{
    struct site_trouble t = { 0 };
    bool good = write ? site_write(s, c->db_address, &t) :
                        site_read(s, c->db_address, &t);

    if (!good) {
        fault(c, t.key ? t.key : "site.broken", t.a, t.b);
        site_end(s);
        return false;
    }
    if (c->login.n)
        s->login = c->login;
    return true;
}

void site_close(struct site *s)
{
    site_end(s);
}

static day today(void)
{
    const struct host *h = site_host();
    struct entry now = { .at = h->now(h->self) };

    return entry_day(&now);
}

bool site_may(struct cmd *c, const struct site *s, enum right right)
{
    struct findings f = findings_start(&c->arena);

    if (!c->login.n || log_may(s->db, c->login, right, today(), NULL))
        return true;
    tell(&f, STOP, "entry.no_right", "");
    findings_show(c, str_of("--as"), &f);
    c->status = EXIT_REFUSED;
    return false;
}

bool site_keep(struct cmd *c, struct site *s, const struct draft *d,
               struct outcome *out)
{
    if (!s->writer.keep(s->writer.self, d, 1, &c->arena, out)) {
        struct db *db = site_keeper(s) ? site_writer_db(s) : NULL;

        if (db)
            fault_db(c, db);
        else
            fault(c, "cmd.keeper_lost", c->db_address, "");
        return false;
    }
    findings_show(c, S(""), &out->found);
    if (out->kept == KEPT_REFUSED)
        c->status = EXIT_REFUSED;
    return out->kept != KEPT_REFUSED;
}
