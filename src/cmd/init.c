/* init - a new site: database, key, reference data. */
#include "cmd/cmd.h"

/* As the rule of access wants them. */
bool login_good(struct str login)
{
    for (size_t i = 0; i < login.n; i++) {
        char x = login.p[i];

        if (!(x >= 'a' && x <= 'z') && !(x >= '0' && x <= '9') && x != '.' &&
            x != '-' && x != '_')
            return false;
    }
    return login.n > 0 && login.n <= 40;
}

/* Makes a new site: a database and, beside it, the key that signs for it.
 *
 *     saath [-d DB] init [--name NAME] [--holder LOGIN]
 *
 * NAME is what the site's device is called, LOGIN who keeps it and may do
 * everything. The key lies in DB.key; for postgresql:// in
 * ~/.local/state/saath. A database that exists already is left alone. */
COMMAND(init)
{
    const char *name = arg_value(c, "--name"), *holder;
    struct site_trouble t = { 0 };

    holder = arg_value(c, "--holder");
    if (!args_end(c, "init", 0, 0))
        return EXIT_USAGE;
    if (!name || !*name)
        name = "Saath";
    if (!holder || !*holder)
        holder = "admin";
    if (!login_good(str_of(holder)))
        return misused(c, "--holder", "cmd.login", holder);
    if (!site_make(c->db_address, str_of(name), str_of(holder), &t))
        return fault(c, t.key ? t.key : "site.broken", t.a, t.b);
    note(c, "cmd.init.done", site_shown(c->db_address, &c->arena), holder);
    return EXIT_DONE;
}
