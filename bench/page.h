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

static inline int64_t page_now(void *self)
{
    (void)self;
    return INT64_C(1420113600) + 86400;
}

static inline bool page_session(void *self, struct str token, struct arena *a,
                                struct session *out)
{
    (void)self;
    *out = (struct session){ .login = arena_str(a, token), .lang = LANG_EN };
    return true;
}

/* By the wall's clock; *cpu_ms is what of it was computed here. */
static inline double page_ms(struct db *db, const char *login, const char *path,
                             double *cpu_ms)
{
    struct web web = { .db = db, .now = page_now, .session = page_session };
    struct arena a = { 0 };
    char cookie[80];
    struct http_pair header[] = { { S("Host"), S("saath.test") },
                                  { S("Cookie"), S("") } };
    struct http_request q = { .method = S("GET"),
                              .remote = S("127.0.0.1"),
                              .arena = &a,
                              .header = header,
                              .headers = 2 };
    struct http_answer out = { 0 };
    double began, cpu;

    snprintf(cookie, sizeof cookie, "saath=%s", login);
    header[1].value = str_of(cookie);
    MUST(request_target(&q, str_of(path)));
    began = bench_clock();
    cpu = bench_cpu();
    web_answer(&web, &q, &out);
    began = bench_clock() - began;
    *cpu_ms = (bench_cpu() - cpu) * 1000;
    bench_fine(db, path);
    if (out.status != 200) {
        fprintf(stderr, "%s: %d\n", path, out.status);
        exit(1);
    }
    arena_free(&a);
    return began * 1000;
}

#endif
