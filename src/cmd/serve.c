/* serve - the site for browsers and other programs. */
#include <stdio.h>

#include "cmd/cmd.h"
#include "sys/sys.h"
#include "sys/tls.h"

enum { SPAN_MOST = 31 * 24 * 3600 }; /* seconds */

static void ready(void *self, const char *address)
{
    (void)self;
    printf("%s\n", address);
    fflush(stdout);
}

/* False when the certificate that was asked for is not to be had; NULLs: none
 * was. */
static bool tls_take(struct cmd *c, struct site_serving *p)
{
    const char *cert = arg_value(c, "--tls-cert");
    const char *key = arg_value(c, "--tls-key");
    const char *own = arg_flag(c, "--tls") ?
                          site_tls_place(c->db_address, &c->arena) :
                          NULL;
    struct buf b = buf_start(&c->arena);
    struct tls t;

    if (!cert && !own)
        return true;
    if (!(cert ? tls_read(cert, key ? key : cert, &c->arena, &t) :
                 tls_own(own, &c->arena, &t))) {
        fault(c, "cmd.serve.no_tls", cert ? cert : own, "");
        return false;
    }
    p->cert = t.cert;
    p->cert_key = t.key;
    hash_put(&b, t.print);
    p->print = arena_z(&c->arena, buf_str(&b));
    note(c, "cmd.serve.print", p->print, "");
    return true;
}

/* "30s", "15m", "6h" in seconds; 0: no such span, or more than a month. */
static int span_read(struct str s)
{
    static const struct {
        char unit;
        int seconds;
    } unit[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 } };
    int64_t n;

    for (size_t i = 0; i < LEN(unit); i++)
        if (s.n > 1 && s.p[s.n - 1] == unit[i].unit &&
            int_read((struct str){ s.p, s.n - 1 }, &n) && n > 0 &&
            n <= SPAN_MOST / unit[i].seconds)
            return (int)n * unit[i].seconds;
    return 0;
}

/* Serves the site until it is told to stop.
 *
 *     saath [-d DB] serve [--listen ADDR:PORT] [--web N] [--https]
 *                   [--tls | --tls-cert FILE [--tls-key FILE]] [--sync EVERY]
 *
 * ADDR:PORT is 127.0.0.1:8080 unless said; port 0 takes a free one. N is how
 * many processes draw pages; --https says that a proxy before us speaks it,
 * so that cookies go no other way. --tls speaks it ourselves, with a certificate
 * that is made once for this machine and kept in DB.tls; --tls-cert takes yours.
 * Its print is told, for `saath peer add --pin`. --sync exchanges with every peer that has
 * an address, EVERY 30s, 15m or 6h, as `saath sync` does; /peers shows how it
 * went. Prints the address once all is up. While it runs, verbs that write send
 * what they have to its keeper. */
COMMAND(serve)
{
    const char *listen = arg_value(c, "--listen"), *web, *every;
    struct site_serving p = { .address = c->db_address, .ready = ready };
    struct site_trouble t = { 0 };
    int64_t n = 0;

    web = arg_value(c, "--web");
    every = arg_value(c, "--sync");
    p.https = arg_flag(c, "--https");
    if (!tls_take(c, &p))
        return c->status;
    if (!args_end(c, "serve", 0, 0))
        return EXIT_USAGE;
    if (web && (!int_read(str_of(web), &n) || n < 1 || n > 64))
        return misused(c, "--web", "cmd.number", web);
    if (every && !(p.visit_s = span_read(str_of(every))))
        return misused(c, "--sync", "cmd.span", every);
    p.listen = listen ? listen : "127.0.0.1:8080";
    p.web = (int)n;
    switch (site_serve(&p, &t)) {
    case SERVE_DONE: return EXIT_DONE;
    case SERVE_HELD: return fault(c, "site.held", c->db_address, "");
    default: return fault(c, t.key ? t.key : "cmd.serve.failed", t.a, t.b);
    }
}
