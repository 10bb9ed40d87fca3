/* frame - what stands around every page: head, way about, foot. */
#include <string.h>

#include "core/data.h"
#include "web.sql.h"
#include "web/tables.h"
#include "web/ways.h"

/* Files of app/ may be kept for ever: their address changes with them. The
 * mark is the same for all, and made once. */
const char *asset_path(struct rq *rq, const char *name)
{
    static const char *const marked[] = { "app/chart.mark", "app/field.mark",
                                          "app/saath.mark" };
    struct buf b = buf_start(rq->arena);

    if (!rq->web->mark) {
        struct sha s;
        struct hash h;

        sha_start(&s);
        for (size_t i = 0; i < LEN(marked); i++) {
            struct str bytes = data_find(marked[i]);

            sha_add(&s, bytes.p, bytes.n);
        }
        h = sha_end(&s);
        rq->web->mark = (uint32_t)h.b[0] << 24 | (uint32_t)h.b[1] << 16 |
                        (uint32_t)h.b[2] << 8 | 1;
    }
    buf_fmt(&b, "/app/%s?%x", name, rq->web->mark);
    return zstr(rq, buf_str(&b));
}

static void languages(struct rq *rq)
{
    static const char *const own_name[] = { "English", "اردو", "سنڌي" };
    struct buf here = buf_start(rq->arena);
    const char *then;

    buf_add(&here, rq->q->path);
    if (rq->q->query.n && str_same(rq->q->method, S("GET"))) {
        buf_char(&here, '?');
        buf_add(&here, rq->q->query);
    }
    then = url_part(rq, buf_str(&here));
    html(rq, "<ul class=\"langs\" aria-label=\"%s\">",
         word(rq, "nav.language"));
    for (int i = 0; i < 3; i++)
        html(rq,
             (int)rq->lang == i ?
                 "<li><a href=\"/lang/%s?then=%s\" lang=\"%s\" hreflang=\"%s\" "
                 "aria-current=\"true\">%s</a></li>" :
                 "<li><a href=\"/lang/%s?then=%s\" lang=\"%s\" hreflang=\"%s\">"
                 "%s</a></li>",
             lang_name((enum lang)i), then, lang_name((enum lang)i),
             lang_name((enum lang)i), own_name[i]);
    html(rq, "</ul>");
}

static void search_box(struct rq *rq)
{
    if (!rq->who.login.n || !rq_may(rq, RIGHT_SEE))
        return;
    html(
        rq,
        "<form class=\"seek seeks\" role=\"search\" aria-label=\"%s\" "
        "action=\"/find\"><input type=\"search\" name=\"q\" maxlength=\"120\" dir=\"auto\" "
        "aria-label=\"%s\" placeholder=\"%s\" "
        "aria-keyshortcuts=\"Control+K\"></form>",
        word(rq, "search.title"), word(rq, "search.title"),
        word(rq, "search.box"));
    html(rq,
         "<a class=\"seekgo\" href=\"/find\" aria-label=\"%s\"><svg "
         "viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" "
         "aria-hidden=\"true\"><circle cx=\"10\" cy=\"10\" r=\"6\"/><path "
         "d=\"M14.5 14.5 20 20\"/></svg></a>",
         word(rq, "search.title"));
}

static void person(struct rq *rq)
{
    if (!rq->who.login.n)
        return;
    html(rq,
         "<form class=\"person\" method=\"post\" action=\"/logout\">"
         "<input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
         "<bdi>%s</bdi> <button class=\"plain\">%s</button></form>",
         rq->csrf, zstr(rq, rq->who.login), word(rq, "nav.logout"));
}

bool rq_sample(struct rq *rq)
{
    if (!rq->web->sample) {
        rq->web->sample = log_sample(rq->db) ? 2 : 1;
        if (db_fault(rq->db) != DB_FINE) /* nobody knows */
            rq->web->sample = 0;
    }
    return rq->web->sample == 2;
}

static void sample_mark(struct rq *rq)
{
    if (rq_sample(rq))
        html(rq,
             "<p class=\"sample\" role=\"region\" aria-label=\"%s\">"
             "<b>%s</b> <span>%s</span></p>",
             word(rq, "sample.mark"), word(rq, "sample.mark"),
             word(rq, "sample.says"));
}

/* What was settled, for the style sheet and the script; what is as it begins is
 * not said. */
static void settled(struct rq *rq)
{
    static const char *const theme[] = { "", "light", "dark" };

    html(rq, "<!doctype html>\n<html lang=\"%s\" dir=\"%s\"",
         lang_name(rq->lang), lang_right_to_left(rq->lang) ? "rtl" : "ltr");
    if (rq->look.theme != THEME_SYSTEM)
        html(rq, " data-theme=\"%s\"", theme[rq->look.theme]);
    if (rq->look.lakh)
        html(rq, " data-group=\"lakh\"");
    if (digit_zero(rq) != '0')
        html(rq, " data-zero=\"%u\"", (unsigned)digit_zero(rq));
    if (rq->look.silent)
        html(rq, " data-keys=\"silent\"");
    html(rq, ">\n");
}

/* Told before the day's session is over; hidden until then. By our clock, since
 * the page may be given again; the script asks how far its own is from it. */
static void session_draw(struct rq *rq)
{
    html(rq,
         "<div class=\"ends\" id=\"session\" role=\"status\" "
         "data-ends=\"%lld\" data-soon=\"%s\" data-over=\"%s\" hidden><span>"
         "</span> <a href=\"/login?again=1\" target=\"_blank\">%s</a></div>",
         (long long)rq->who.ends, word(rq, "session.soon"),
         word(rq, "session.over"), word(rq, "session.again"));
}

void frame_open(struct rq *rq, const char *title)
{
    settled(rq);
    /* What a browser remembers of pages is no place for people's names. */
    html(rq,
         rq->web->unsent ?
             "<head><meta charset=\"utf-8\"><title>%s</title>" :
             "<head><meta charset=\"utf-8\"><title>%s · %s</title>",
         rq->web->unsent ? word(rq, "saath") : title, word(rq, "saath"));
    html(rq, "<meta name=\"viewport\" content=\"width=device-width, "
             "initial-scale=1\"><meta name=\"color-scheme\" "
             "content=\"light dark\">");
    html(rq, "<link rel=\"icon\" href=\"%s\">", asset_path(rq, "saath.svg"));
    html(rq, "<link rel=\"stylesheet\" href=\"%s\">",
         asset_path(rq, "saath.css"));
    html(rq, "<link rel=\"manifest\" href=\"/app/manifest.webmanifest\">");
    if (rq->phone || rq->web->unsent)
        html(rq, "<script src=\"%s\" defer></script>",
             asset_path(rq, "field.js"));
    html(rq, "<script src=\"%s\" defer></script></head>\n",
         asset_path(rq, "saath.js"));
    html(rq,
         "<body><a class=\"skip\" href=\"#main\">%s</a><header>"
         "<div class=\"top\"><a class=\"brand\" href=\"/\"><img alt=\"\" "
         "src=\"%s\" width=\"28\" height=\"28\"><span>%s</span></a>",
         word(rq, "nav.skip"), asset_path(rq, "saath.svg"), word(rq, "saath"));
    search_box(rq);
    languages(rq);
    person(rq);
    html(rq, "</div>");
    if (rq->who.login.n)
        ways_draw(rq);
    html(rq, "</header>\n");
    sample_mark(rq);
    phone_line(rq);
    html(rq, "<main id=\"main\">");
    if (rq->who.login.n && rq->who.ends)
        session_draw(rq);
    html(rq, "<h1>%s</h1>\n", title);
}

/* What this page is for; on a form or a list, what the record is for. */
static const char *help_of(struct rq *rq)
{
    const struct kind *k = rq->step[0].n ? kind_find(rq->step[0]) : NULL;

    return k ? k->name : rq->page ? rq->page->name : "home";
}

void frame_close(struct rq *rq)
{
    tables_links(rq);
    html(rq, "</main>\n");
    if (rq->who.login.n) /* who has not signed in sees nothing else */
        html(rq,
             "<footer><p>%s · <a href=\"/help/%s\" data-help>%s</a> · <a "
             "href=\"/settings\">%s</a> · <a href=\"/keys\">%s</a></p>"
             "</footer>",
             word(rq, "foot.line"), help_of(rq), word(rq, "help.here"),
             word(rq, "settings.title"), word(rq, "keys.title"));
    html(rq, "</body></html>\n");
}

/* ---- the small pages ----------------------------------------------------*/

/* Shows pages in another language from now on: en, ur or sd. */
PAGE(lang, GET, "/lang/*", RIGHT_NONE)
{
    enum lang lang;

    if (!lang_read(rq->step[0], &lang)) {
        not_here(rq);
        return;
    }
    rq_cookie(rq, "lang", lang_name(lang), 365 * 86400, true);
    rq_goto(rq, zstr(rq, rq_arg(rq, "then")));
}

static const struct {
    const char *end, *type;
} types[] = {
    { ".css", "text/css; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".ttf", "font/ttf" },
    { ".woff2", "font/woff2" },
    { ".wasm", "application/wasm" },
    { ".webmanifest", "application/manifest+json" },
    { ".ogg", "audio/ogg" },
    { ".ur", "text/plain; charset=utf-8" },
    { ".sd", "text/plain; charset=utf-8" },
};

/* A large one lies here packed, and goes so to whoever takes it: every browser
 * does. Empty: there is none. */
static const struct {
    const char *end, *coding;
} packings[] = { { "br", "br" }, { "gz", "gzip" } };

static struct str packed_find(struct rq *rq, struct str name)
{
    struct str bytes;
    struct buf b;

    for (size_t i = 0; i < LEN(packings); i++) {
        b = buf_start(rq->arena);
        buf_fmt(&b, "app/%s.%s", zstr(rq, name), packings[i].end);
        bytes = data_find(zstr(rq, buf_str(&b)));
        if (!bytes.n || !request_takes(rq->q, packings[i].coding))
            continue;
        rq_header(rq, "Content-Encoding", str_of(packings[i].coding));
        rq_header(rq, "Vary", S("Accept-Encoding"));
        return bytes;
    }
    return S("");
}

bool asset_here(struct rq *rq, const char *name)
{
    for (size_t i = 0; i < LEN(packings); i++) {
        struct buf b = buf_start(rq->arena);

        buf_fmt(&b, "app/%s.%s", name, packings[i].end);
        if (data_find(zstr(rq, buf_str(&b))).n)
            return true;
    }
    return false;
}

/* The kernel and its words in other languages, words.ur and words.sd. */
static bool for_kernel(struct str name)
{
    return str_ends(name, S(".wasm")) || str_starts(name, S("words."));
}

/* Another program may come to lie under the same address, and a phone asks
 * often: it gets the megabyte only when it is another one. Its mark is made
 * once; those of the words are small work. */
static bool had_already(struct rq *rq, struct str bytes)
{
    struct buf tag = buf_start(rq->arena);
    uint64_t words = 0, *mark = str_ends(rq->step[0], S(".wasm")) ?
                                    &rq->web->kernel_mark :
                                    &words;

    if (!*mark) {
        struct hash h = sha_of(bytes);

        memcpy(mark, h.b, sizeof *mark);
    }
    buf_fmt(&tag, "\"%llx\"", (unsigned long long)*mark);
    rq_header(rq, "ETag", buf_str(&tag));
    rq_header(rq, "Cache-Control", S("no-cache"));
    if (!str_same(request_header(rq->q, "if-none-match"), buf_str(&tag)))
        return false;
    rq->status = 304;
    rq_bytes(rq, "application/octet-stream", S(""));
    return true;
}

/* The worker answers for the whole site, compiles the kernel, and is looked for
 * anew whenever somebody comes. */
static void worker_headers(struct rq *rq)
{
    rq->compiles = true;
    rq_header(rq, "Service-Worker-Allowed", S("/"));
    rq_header(rq, "Cache-Control", S("no-cache"));
}

/* Style sheet, script, font and emblem, from inside the program; of the field
 * app the worker and the kernel. */
PAGE(app, GET, "/app/*", RIGHT_NONE)
{
    struct buf name = buf_start(rq->arena);
    struct str bytes;
    bool marked = false;

    buf_z(&name, "app/");
    buf_add(&name, rq->step[0]);
    bytes = data_find(zstr(rq, buf_str(&name)));
    if (!bytes.n)
        bytes = packed_find(rq, rq->step[0]);
    if (bytes.n && for_kernel(rq->step[0])) {
        if (had_already(rq, bytes))
            return;
        marked = true;
    } else if (bytes.n && str_same(rq->step[0], S("sw.js"))) {
        worker_headers(rq);
        marked = true;
    }
    for (size_t i = 0; bytes.n && i < LEN(types); i++)
        if (str_ends(rq->step[0], str_of(types[i].end))) {
            if (!marked)
                rq_header(rq, "Cache-Control",
                          rq->q->query.n ?
                              S("public, max-age=31536000, immutable") :
                              S("public, max-age=3600"));
            rq_bytes(rq, types[i].type, bytes);
            return;
        }
    not_here(rq);
}

/* Says whether the site is alive: "ok" when its database can be read. */
PAGE(health, GET, "/health", RIGHT_NONE)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ALIVE);
    bool alive = db_next(&r);

    db_done(&r);
    rq->fresh = true;
    rq->status = alive ? 200 : 503;
    if (rq->json) {
        rq_bytes(rq, "application/json",
                 alive ? S("{\"alive\":true}\n") : S("{\"alive\":false}\n"));
        return;
    }
    rq_bytes(rq, "text/plain; charset=utf-8", alive ? S("ok\n") : S("no\n"));
}
