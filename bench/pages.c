/* pages - every page of the sample programme, and how many of them in a second.
 *
 * From the first page the links are followed as an administrator would, to one
 * address of each kind of page. Each is asked ROUNDS times in this process, and
 * what of it was computed here counts: no socket, no other process. Its bytes are
 * those of the second visit: the page packed, since script, sheet and borders lie
 * with the browser. Then CONNS browsers ask the program over HTTP for the main
 * pages; against it nginx, with as many processes, gives the same packed bytes out
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
    char figure[120], text[400];

    MUST(all);
    for (int i = 0; i < w->n; i++) {
        struct place_of *p = &w->at[i];
        double ms[ROUNDS];

        for (int k = 0; k < rounds; k++) {
            struct arena a = { 0 };

            ms[k] = page_ask(db, "admin", p->path, &a).cpu_ms;
            all[n++] = ms[k];
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
    snprintf(text, sizeof text, "%.1f KB (%s)",
             (double)w->at[largest].bytes / 1000, w->at[largest].shape);
    bench_row("... the largest on a second visit", text, "", "", "under 60 KB",
              !large);
    free(all);
}

/* ---- many at once -------------------------------------------------------*/

static const char *const main_page[MAIN] = {
    "/",          "/work",    "/list/body", "/list/person", "/list/meeting",
    "/loans",     "/savings", "/books",     "/poverty",     "/schemes",
    "/elections", "/trend"
};

static void ask(struct client *c, int port, const char *cookie,
                const char *path)
{
    char text[600];
    int n = snprintf(text, sizeof text,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                     "Accept: text/html\r\nAccept-Encoding: gzip\r\n"
                     "Cookie: saath=%s\r\n\r\n",
                     path, port, cookie);

    c->n = 0;
    MUST(write(c->fd, text, (size_t)n) == n);
}

/* Views a second for some seconds; *p99 in ms. */
static double views(int port, const char *cookie, bool files, double *p99)
{
    struct client *c = calloc(CONNS, sizeof *c);
    struct pollfd p[CONNS];
    double *ms = calloc(VIEWS_MOST, sizeof *ms), since[CONNS], began, took;
    double most = SECONDS * bench_scale() < 3 ? 3 : SECONDS * bench_scale();
    size_t n = 0, turn = 0;
    char path[40];

    MUST(c && ms);
    for (int i = 0; i < CONNS; i++) {
        MUST(client_open(&c[i], port));
        p[i] = (struct pollfd){ .fd = c[i].fd, .events = POLLIN };
    }
    began = bench_clock();
    for (int i = 0; i < CONNS; i++, turn++) {
        snprintf(path, sizeof path, "/%zu.html", turn % MAIN);
        since[i] = bench_clock();
        ask(&c[i], port, cookie, files ? path : main_page[turn % MAIN]);
    }
    while (bench_clock() - began < most && n < VIEWS_MOST) {
        MUST(poll(p, CONNS, 5000) > 0);
        for (int i = 0; i < CONNS && n < VIEWS_MOST; i++) {
            if (!p[i].revents)
                continue;
            MUST(client_read(&c[i]));
            if (!answer_whole(&c[i]))
                continue;
            if (answer_status(&c[i]) != 200) {
                fprintf(stderr, "no page: %.300s\n", c[i].in);
                exit(1);
            }
            ms[n++] = (bench_clock() - since[i]) * 1000;
            snprintf(path, sizeof path, "/%zu.html", turn % MAIN);
            since[i] = bench_clock();
            ask(&c[i], port, cookie, files ? path : main_page[turn % MAIN]);
            turn++;
        }
    }
    took = bench_clock() - began;
    *p99 = part_of(ms, n, 0.99);
    for (int i = 0; i < CONNS; i++)
        close(c[i].fd);
    free(c);
    free(ms);
    return (double)n / took;
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
static bool nginx_views(struct db *db, double *rate, double *p99)
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
        *rate = views(port, "", true, p99);
    }
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    free(c);
    return up;
}

static void many_pages(const char *address, struct db *db)
{
    struct served s = { 0 };
    double rate, p99, peer = 0, peer_p99 = 0;
    char ours[80], theirs[80] = "no nginx here", ratio[20] = "";

    served_start(&s, address);
    served_login(&s, "admin", PASSWORD);
    views(s.port, s.cookie, false,
          &p99); /* what a cold file costs is start's */
    rate = views(s.port, s.cookie, false, &p99);
    served_stop(&s);
    snprintf(ours, sizeof ours, "%.0f/s, p99 %.1f ms", rate, p99);
    if (nginx_views(db, &peer, &peer_p99)) {
        snprintf(theirs, sizeof theirs, "%.0f/s, p99 %.1f ms (nginx, files)",
                 peer, peer_p99);
        snprintf(ratio, sizeof ratio, "%.2f", rate / peer);
    }
    bench_row("Page views over HTTP, 12 main pages, 16 connections", ours,
              theirs, ratio, "1,000/s, p99 under 50 ms",
              rate >= VIEWS && p99 < VIEW_MS);
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
