/* pages - every page of the sample programme, and how many of them in a second.
 *
 * From the first page the links are followed as an administrator would, to one
 * address of each kind of page. Each is asked ROUNDS times in this process, and
 * what of it was computed here counts: no socket, no other process. Its bytes are
 * those of the second visit: the page packed, since script, sheet and borders lie
 * with the browser. Each round asks for another address, so every page is drawn
 * anew; then the same address is asked for, which is given again.
 *
 * Then CONNS browsers, each signed in by herself, ask the program over HTTP for
 * the main pages, in three ways: at addresses that nobody asked for before (drawn
 * anew), again and again (given again, while nothing is written), and as a browser
 * does that holds a page and asks whether it still stands (304 where pages carry a
 * tag). Against it nginx, with as many processes, gives the same packed bytes out
 * of files. */
#include <sys/stat.h>

#include "page.h"
#include "serve.h"

enum {
    PAGES_MOST = 700,
    ROUNDS = 30,
    MAIN = 12,
    CONNS = 16,
    SECONDS = 8,
    VIEWS_MOST = 1 << 20
};
#define PASSWORD "a-long-enough-word"
#define PAGE_MS 15
#define PAGE_BYTES 60000
#define VIEW_MS 50
#define VIEWS 1000

struct place_of {
    char path[240], shape[240];
    double p50, p99;
    size_t bytes;
};
struct world {
    struct place_of at[PAGES_MOST];
    int n, asked;
};

/* ---- which pages --------------------------------------------------------*/

/* A path without its ids and its question: what kind of page it is. */
static void shape_of(const char *path, char *out, size_t room)
{
    size_t n = 0;

    for (const char *p = path; *p && *p != '?' && n + 2 < room;) {
        size_t hex = strspn(p, "0123456789abcdef");

        if (hex >= 8 && p > path && p[-1] == '/') {
            out[n++] = '*';
            p += hex;
        } else {
            out[n++] = *p++;
        }
    }
    out[n] = '\0';
}

static void page_add(struct world *w, const char *path)
{
    static const char *const apart[] = { "/app/",  "/lang/",  "/find/",
                                         "/file/", "/health", "/session",
                                         "/login" };
    struct place_of p = { 0 };

    for (size_t i = 0; i < LEN(apart); i++)
        if (strncmp(path, apart[i], strlen(apart[i])) == 0)
            return;
    snprintf(p.path, sizeof p.path, "%s", path);
    shape_of(path, p.shape, sizeof p.shape);
    if (strstr(p.shape, ".pdf") || strstr(p.shape, ".png") ||
        strstr(path, "format="))
        return;
    for (int i = 0; i < w->n; i++)
        if (strcmp(w->at[i].shape, p.shape) == 0)
            return;
    if (w->n < PAGES_MOST)
        w->at[w->n++] = p;
}

static void links_add(struct world *w, struct str page)
{
    static const char mark[] = " href=\"/";

    for (size_t i = 0; i + sizeof mark < page.n; i++) {
        char path[240];
        size_t n = 0;

        if (memcmp(page.p + i, mark, sizeof mark - 1) != 0)
            continue;
        for (i += sizeof mark - 2; i < page.n && page.p[i] != '"' &&
                                   page.p[i] != '#' && n + 1 < sizeof path;
             i++) {
            path[n++] = page.p[i];
            if (page.p[i] == '&' && i + 4 < page.n &&
                memcmp(page.p + i, "&amp;", 5) == 0)
                i += 4;
        }
        path[n] = '\0';
        page_add(w, path);
    }
}

static bool is_page(const struct http_answer *out)
{
    return out->status == 200 && out->ask.whom == ASK_NOBODY &&
           str_starts(out->type, S("text/html"));
}

/* What is no page is left out: a file, what this login may not see. */
static void pages_find(struct world *w, struct db *db)
{
    page_add(w, "/");
    for (int i = 0; i < w->n;) {
        struct arena a = { 0 };
        struct page_told told = page_ask(db, "admin", w->at[i].path, &a);

        if (is_page(&told.out)) {
            struct str packed;

            links_add(w, told.out.body);
            MUST(deflate_gzip(told.out.body, &a, &packed));
            w->at[i++].bytes = packed.n;
        } else {
            /* Another address of its kind may be one. */
            memmove(&w->at[i], &w->at[i + 1],
                    sizeof *w->at * (size_t)(w->n - i - 1));
            w->n--;
            if (++w->asked > PAGES_MOST * 10)
                break;
        }
        arena_free(&a);
    }
}

/* ---- one after the other ------------------------------------------------*/

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double part_of(double *ms, size_t n, double part)
{
    qsort(ms, n, sizeof *ms, by_size);
    return ms[(size_t)((double)(n - 1) * part)];
}

static void each_page(struct world *w, struct db *db)
{
    int rounds = (int)bench_size(ROUNDS, 5), slow = 0, large = 0, worst = 0,
        largest = 0;
    size_t n = 0;
    double *all = calloc((size_t)(w->n * rounds), sizeof *all);
    double *again = calloc((size_t)w->n, sizeof *again);
    char figure[120], text[400], path[300];

    MUST(all && again);
    for (int i = 0; i < w->n; i++) {
        struct place_of *p = &w->at[i];
        double ms[ROUNDS];

        for (int k = 0; k < rounds; k++) {
            struct arena a = { 0 };

            /* Another address each time, so that it is drawn each time. */
            snprintf(path, sizeof path, "%s%canew=%d", p->path,
                     strchr(p->path, '?') ? '&' : '?', k);
            ms[k] = page_ask(db, "admin", path, &a).cpu_ms;
            all[n++] = ms[k];
            again[i] = page_ask(db, "admin", path, &a).cpu_ms;
            arena_free(&a);
        }
        p->p50 = part_of(ms, (size_t)rounds, 0.5);
        p->p99 = part_of(ms, (size_t)rounds, 0.99);
        worst = p->p50 > w->at[worst].p50 ? i : worst;
        largest = p->bytes > w->at[largest].bytes ? i : largest;
        if (p->p50 >= PAGE_MS)
            printf("    %s: %.1f ms, p99 %.1f\n", p->path, p->p50, p->p99);
        if (p->bytes >= PAGE_BYTES)
            printf("    %s: %zu bytes\n", p->path, p->bytes);
        slow += p->p50 >= PAGE_MS;
        large += p->bytes >= PAGE_BYTES;
    }
    snprintf(text, sizeof text,
             "p50 %.1f ms, p99 %.1f; above it %d: slowest %s, %.0f ms",
             part_of(all, n, 0.5), part_of(all, n, 0.99), slow,
             w->at[worst].shape, w->at[worst].p50);
    snprintf(figure, sizeof figure,
             "Each of %d pages of the sample programme, computed in process",
             w->n);
    bench_row(figure, text, "", "", "p99 under 15 ms",
              part_of(all, n, 0.99) < PAGE_MS);
    snprintf(text, sizeof text, "p50 %.2f ms, p99 %.2f",
             part_of(again, (size_t)w->n, 0.5),
             part_of(again, (size_t)w->n, 0.99));
    bench_row("... asked for again while nothing is written", text, "", "",
              "p99 under 15 ms", part_of(again, (size_t)w->n, 0.99) < PAGE_MS);
    snprintf(text, sizeof text, "%.1f KB (%s)",
             (double)w->at[largest].bytes / 1000, w->at[largest].shape);
    bench_row("... the largest on a second visit", text, "", "", "under 60 KB",
              !large);
    free(all);
    free(again);
}

/* ---- many at once -------------------------------------------------------*/

static const char *const main_page[MAIN] = {
    "/",          "/work",    "/list/body", "/list/person", "/list/meeting",
    "/loans",     "/savings", "/books",     "/poverty",     "/schemes",
    "/elections", "/trend"
};

enum manner { ANEW, AGAIN, STANDS, FILES };

/* One browser: her session, and the tags of the pages that she holds. */
struct reader {
    struct client line;
    char cookie[200], tag[MAIN][80];
    size_t at;
    double since;
};

static void ask(struct reader *r, int port, enum manner how, size_t turn)
{
    static long fresh;
    char text[800], path[80], stands[120] = "";
    int n;

    r->at = turn % MAIN;
    if (how == FILES)
        snprintf(path, sizeof path, "/%zu.html", r->at);
    else if (how == ANEW)
        snprintf(path, sizeof path, "%s?anew=%ld", main_page[r->at], ++fresh);
    else
        snprintf(path, sizeof path, "%s", main_page[r->at]);
    if (how == STANDS && *r->tag[r->at])
        snprintf(stands, sizeof stands, "If-None-Match: %s\r\n", r->tag[r->at]);
    n = snprintf(text, sizeof text,
                 "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                 "Accept: text/html\r\nAccept-Encoding: gzip\r\n%s"
                 "Cookie: saath=%s\r\n\r\n",
                 path, port, stands, r->cookie);
    r->line.n = 0;
    r->since = bench_clock();
    MUST(write(r->line.fd, text, (size_t)n) == n);
}

/* What a whole answer said; false: it was no page. */
static bool told(struct reader *r, long *stood)
{
    int status = answer_status(&r->line);

    *stood += status == 304;
    if (status == 200)
        word_take(r->line.in, "ETag: ", '\r', r->tag[r->at],
                  sizeof r->tag[r->at]);
    return status == 200 || status == 304;
}

struct viewed {
    double rate, p50, p99;
    long stood; /* answers that a page still stands */
};

/* Views a second for some seconds. */
static struct viewed views(struct reader *r, int port, enum manner how)
{
    double most = SECONDS * bench_scale() < 3 ? 3 : SECONDS * bench_scale();
    double *ms = calloc(VIEWS_MOST, sizeof *ms), began, took;
    struct viewed v = { 0 };
    struct pollfd p[CONNS];
    size_t n = 0, turn = 0;

    MUST(ms);
    for (int i = 0; i < CONNS; i++) {
        MUST(client_open(&r[i].line, port));
        p[i] = (struct pollfd){ .fd = r[i].line.fd, .events = POLLIN };
    }
    began = bench_clock();
    for (int i = 0; i < CONNS; i++)
        ask(&r[i], port, how, turn++);
    while (bench_clock() - began < most && n < VIEWS_MOST) {
        MUST(poll(p, CONNS, 5000) > 0);
        for (int i = 0; i < CONNS && n < VIEWS_MOST; i++) {
            if (!p[i].revents)
                continue;
            MUST(client_read(&r[i].line));
            if (!answer_whole(&r[i].line))
                continue;
            if (!told(&r[i], &v.stood)) {
                fprintf(stderr, "no page: %.300s\n", r[i].line.in);
                exit(1);
            }
            ms[n++] = (bench_clock() - r[i].since) * 1000;
            ask(&r[i], port, how, turn++);
        }
    }
    took = bench_clock() - began;
    v.rate = (double)n / took;
    v.p50 = part_of(ms, n, 0.5);
    v.p99 = part_of(ms, n, 0.99);
    for (int i = 0; i < CONNS; i++)
        close(r[i].line.fd);
    free(ms);
    return v;
}

/* ---- nginx --------------------------------------------------------------*/

/* The packed pages as files, and what nginx needs to know. */
static bool files_write(struct db *db, const char *folder, int port)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    char path[1100];
    bool good = true;

    for (int i = 0; i < MAIN; i++) {
        struct page_told told = page_ask(db, "admin", main_page[i], &a);
        struct str packed;

        MUST(deflate_gzip(told.out.body, &a, &packed));
        snprintf(path, sizeof path, "%s/%d.html", folder, i);
        good = good && file_write(path, packed, 0644) == FILE_FINE;
    }
    buf_fmt(&b,
            "daemon off; worker_processes 2; pid %s/nginx.pid;\n"
            "error_log %s/error.log;\nevents { worker_connections 64; }\n"
            "http { access_log off; sendfile on; keepalive_requests 1000000;\n"
            "server { listen 127.0.0.1:%d; root %s; default_type text/html;\n"
            "add_header Content-Encoding gzip; } }\n",
            folder, folder, port, folder);
    snprintf(path, sizeof path, "%s/nginx.conf", folder);
    good = good && file_write(path, buf_str(&b), 0644) == FILE_FINE;
    arena_free(&a);
    return good;
}

static bool port_free(int *port)
{
    int fd = listen_open("127.0.0.1:0");
    struct sockaddr_in at = { .sin_family = AF_INET };
    socklen_t n = sizeof at;

    if (fd < 0 || getsockname(fd, (struct sockaddr *)&at, &n) != 0)
        return false;
    *port = ntohs(at.sin_port);
    return close(fd) == 0;
}

/* False: there is no nginx here. */
static bool nginx_views(struct db *db, struct reader *r, struct viewed *v)
{
    char here[400], folder[1000], conf[1100], file[500];
    struct client *c = calloc(1, sizeof *c);
    bool up = false;
    pid_t child;
    int port = 0;

    MUST(c);
    MUST(getcwd(here, sizeof here)); /* nginx wants whole paths */
    bench_file("nginx", file, sizeof file);
    snprintf(folder, sizeof folder, "%s%s%s", file[0] == '/' ? "" : here,
             file[0] == '/' ? "" : "/", file);
    if (access("/usr/sbin/nginx", X_OK) != 0 || !port_free(&port) ||
        file_folder(folder) != FILE_FINE || !files_write(db, folder, port))
        return false;
    chmod(folder, 0755);
    snprintf(conf, sizeof conf, "%s/nginx.conf", folder);
    child = fork();
    if (child == 0) {
        setpgid(0, 0);
        execl("/usr/sbin/nginx", "nginx", "-c", conf, "-p", folder,
              (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 100 && !up; i++) {
        usleep(50000);
        up = client_open(c, port);
    }
    if (up) {
        close(c->fd);
        *v = views(r, port, FILES);
    }
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    free(c);
    return up;
}

static void views_row(const char *figure, const struct viewed *v,
                      const struct viewed *peer)
{
    char ours[120], theirs[80] = "no nginx here", ratio[20] = "";

    snprintf(ours, sizeof ours, "%.0f/s, p50 %.1f ms, p99 %.1f", v->rate,
             v->p50, v->p99);
    if (v->stood)
        snprintf(ours + strlen(ours), sizeof ours - strlen(ours),
                 "; %ld of them 304", v->stood);
    if (peer->rate > 0) {
        snprintf(theirs, sizeof theirs, "%.0f/s, p99 %.1f ms (nginx, files)",
                 peer->rate, peer->p99);
        snprintf(ratio, sizeof ratio, "%.2f", v->rate / peer->rate);
    }
    bench_row(figure, ours, theirs, ratio, "1,000/s, p99 under 50 ms",
              v->rate >= VIEWS && v->p99 < VIEW_MS);
}

static void many_pages(const char *address, struct db *db)
{
    struct reader *r = calloc(CONNS, sizeof *r);
    struct viewed anew, again, stands, peer = { 0 };
    struct served s = { 0 };

    MUST(r);
    served_start(&s, address);
    for (int i = 0; i < CONNS; i++) {
        served_login(&s, "admin", PASSWORD);
        memcpy(r[i].cookie, s.cookie, sizeof r[i].cookie);
        s.cookie[0] = s.csrf[0] = '\0';
    }
    views(r, s.port, ANEW); /* what a cold file costs is start's */
    anew = views(r, s.port, ANEW);
    again = views(r, s.port, AGAIN);
    stands = views(r, s.port, STANDS);
    served_stop(&s);
    nginx_views(db, r, &peer);
    views_row("Page views over HTTP, 12 main pages, 16 browsers, each page "
              "drawn anew",
              &anew, &peer);
    views_row("... while nothing is written, the same pages again", &again,
              &peer);
    views_row("... with the tags that a browser holds", &stands, &peer);
    free(r);
}

int main(void)
{
    static struct world w;
    char path[500], size[20];
    const char *demo[] = { "saath",      "-d",     path, "demo",
                           "--no-serve", "--size", size, NULL };
    const char *user[] = {
        "saath", "-d", path, "user", "passwd", "admin", NULL
    };
    struct db *db;

    bench_file("pages", path, sizeof path);
    snprintf(size, sizeof size, "%ld", bench_size(100, 5));
    saath_run(demo, NULL); /* one that is there already is taken */
    saath_run(user, PASSWORD "\n" PASSWORD "\n");
    db = db_open(path, DB_READ);
    bench_fine(db, path);
    page_clock = clock_now() / 1000;
    pages_find(&w, db);
    each_page(&w, db);
    many_pages(path, db);
    db_close(db);
    return 0;
}
