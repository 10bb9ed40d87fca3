/* weigh - the points of a blind card, out of a file into the site, sealed. */
#include <string.h>

#include "cmd/card.h"

/* Loads the points of a blind card, sealed.
 *
 *     saath [-d DB] [--as USER] weigh CARD FILE --since DAY --authority TEXT
 *
 * FILE has the columns question, choice and points ("12.5"), a row for each
 * choice; they must add to the card's maximum. From then on this site's keeper
 * computes scores of that card held on DAY or later. Only the keeper can read
 * the points: no page, list or export shows them, and a log takes them along
 * only with --sealed. For an administrator. Prints the entry's id. */
COMMAND(weigh)
{
    const char *since = arg_value(c, "--since");
    const char *authority = arg_value(c, "--authority");
    struct draft d = { .kind = S("weights"), .strict = true };
    struct outcome out;
    struct site s;
    struct str points;
    struct buf b = buf_start(&c->arena);

    if (!args_end(c, "weigh", 2, 2))
        return EXIT_USAGE;
    if (!since || !authority)
        return usage(c, "weigh");
    if (!points_read(c, c->argv[1], &points))
        return c->status;
    buf_z(&b, "{\"authority\":");
    buf_json(&b, str_of(authority));
    buf_z(&b, ",\"card\":");
    buf_json(&b, str_of(c->argv[0]));
    buf_z(&b, ",\"points\":");
    buf_json(&b, points);
    buf_z(&b, ",\"since\":");
    buf_json(&b, str_of(since));
    buf_char(&b, '}');
    d.body = buf_str(&b);
    if (!site_open(c, &s, true))
        return c->status;
    d.author = s.login;
    if (site_keep(c, &s, &d, &out)) {
        b.n = 0;
        id_put(&b, out.id);
        buf_char(&b, '\n');
        out_str(buf_str(&b));
    }
    site_close(&s);
    return out_end(c) ? c->status : EXIT_FAULT;
}
