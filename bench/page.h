/* page - a page asked of the web handler in this process, as its browser would
 * ask it: no socket, no other process. */
#ifndef SAATH_BENCH_PAGE_H
#define SAATH_BENCH_PAGE_H

#include "bench.h"
#include "web/web.h"

/* The id of the n-th of what is put straight into its table. */
static inline struct id made(const char *what, long n)
{
    struct hash h;
    char text[48];
    struct id id;

    snprintf(text, sizeof text, "%s %ld", what, n);
    h = sha_of(str_of(text));
    memcpy(id.b, h.b, sizeof id.b);
    return id;
}

/* The clock of the pages: 2 January 2015 where a benchmark says no other day. */
static int64_t page_clock = INT64_C(1420113600) + 86400;

static inline int64_t page_now(void *self)
{
    (void)self;
    return page_clock;
}

static inline bool page_session(void *self, struct str token, struct arena *a,
                                struct session *out)
{
    (void)self;
    *out = (struct session){ .login = arena_str(a, token), .lang = LANG_EN };
    return true;
}

struct page_told {
    double ms, cpu_ms; /* by the wall's clock; what of it was computed here */
    struct http_answer out;
};

/* The answer lives in the arena. */
static inline struct page_told page_ask(struct db *db, const char *login,
                                        const char *path, struct arena *a)
{
    static struct web_kept kept[16]; /* as a served site has them */
    static struct web_again again;
    static char given[16 << 20];
    static struct web web = { .now = page_now,
                              .session = page_session,
                              .kept = kept,
                              .kepts = LEN(kept),
                              .again = &again };
    char cookie[80];
    struct http_pair header[] = { { S("Host"), S("saath.test") },
                                  { S("Cookie"), S("") } };
    struct http_request q = { .method = S("GET"),
                              .remote = S("127.0.0.1"),
                              .arena = a,
                              .header = header,
                              .headers = 2 };
    struct page_told told = { 0 };
    double began, cpu;

    web.db = db;
    again.bytes = given;
    again.room = sizeof given;
    snprintf(cookie, sizeof cookie, "saath=%s", login);
    header[1].value = str_of(cookie);
    MUST(request_target(&q, str_of(path)));
    began = bench_clock();
    cpu = bench_cpu();
    web_answer(&web, &q, &told.out);
    told.ms = (bench_clock() - began) * 1000;
    told.cpu_ms = (bench_cpu() - cpu) * 1000;
    bench_fine(db, path);
    return told;
}

static inline double page_ms(struct db *db, const char *login, const char *path,
                             double *cpu_ms)
{
    struct arena a = { 0 };
    struct page_told told = page_ask(db, login, path, &a);

    *cpu_ms = told.cpu_ms;
    if (told.out.status != 200) {
        fprintf(stderr, "%s: %d\n", path, told.out.status);
        exit(1);
    }
    arena_free(&a);
    return told.ms;
}

#endif
