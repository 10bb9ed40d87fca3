/* co - 200 COs of 25 members in a settlement of Sukkur, under a signed
 * cutover, so that every meeting moves figures. Nobody in them lives. */
#ifndef SAATH_BENCH_CO_H
#define SAATH_BENCH_CO_H

#include "page.h"

#ifndef CO_BODIES
#define CO_BODIES 200
#define CO_MEMBERS 25
#endif
enum { BODIES = CO_BODIES, MEMBERS = CO_MEMBERS };

struct world {
    struct site site;
    struct arena arena;
    struct id body[BODIES], member[BODIES][MEMBERS], person[BODIES][MEMBERS];
};

static inline struct id said(struct world *w, const char *kind,
                             struct buf *body)
{
    return site_draft(&w->site, kind, buf_str(body), &w->arena);
}

static inline void named(struct buf *b, const char *key, struct id id)
{
    buf_fmt(b, "\"%s\":\"", key);
    id_put(b, id);
    buf_z(b, "\"");
}

static inline void member_make(struct world *w, struct id goth, int body, int n)
{
    struct buf home = buf_start(&w->arena), person = buf_start(&w->arena),
               member = buf_start(&w->arena);

    buf_fmt(&home, "{\"number\":\"%d\",", body * MEMBERS + n);
    named(&home, "place", goth);
    buf_z(&home, "}");
    buf_fmt(&person, "{\"name\":\"Name %d of %d\",\"sex\":\"women\",", n, body);
    named(&person, "household", said(w, "household", &home));
    buf_z(&person, "}");
    buf_fmt(&member, "{\"joined\":\"2014-01-10\",\"number\":%d,", n + 1);
    named(&member, "body", w->body[body]);
    buf_z(&member, ",");
    w->person[body][n] = said(w, "person", &person);
    named(&member, "person", w->person[body][n]);
    buf_z(&member, "}");
    w->member[body][n] = said(w, "member", &member);
}

static inline void body_make(struct world *w, struct id goth, int body)
{
    struct buf b = buf_start(&w->arena);

    keeper_begin(w->site.keeper);
    buf_fmt(&b,
            "{\"formed\":\"2014-01-10\",\"name\":\"CO %d\",\"nature\":\"co\","
            "\"saving\":5000,\"sex\":\"women\",",
            body);
    named(&b, "place", goth);
    buf_z(&b, ",");
    named(&b, "rsp", id_named(S("rsp"), S("SRSO")));
    buf_z(&b, "}");
    w->body[body] = said(w, "body", &b);
    for (int n = 0; n < MEMBERS; n++)
        member_make(w, goth, body, n);
    site_commit(&w->site);
    arena_free(&w->arena);
}

static inline void world_make(struct world *w, const char *address)
{
    struct id district = id_named(S("place"), S("pk723"));
    struct buf goth = buf_start(&w->arena), cut = buf_start(&w->arena);
    struct id place;

    site_open(&w->site, address, true);
    keeper_begin(w->site.keeper);
    site_draft(&w->site, "access",
               S("{\"login\":\"asma\",\"role\":\"organiser\","
                 "\"since\":\"2014-01-01\"}"),
               &w->arena);
    buf_z(&goth, "{\"level\":\"settlement\",\"name\":\"Goth Sample\",");
    named(&goth, "lg", district);
    buf_z(&goth, "}");
    place = said(w, "place", &goth);
    buf_z(&cut, "{\"since\":\"2014-01\",");
    named(&cut, "place", district);
    buf_z(&cut, ",");
    named(&cut, "rsp", id_named(S("rsp"), S("SRSO")));
    buf_z(&cut, "}");
    said(w, "cutover", &cut);
    site_commit(&w->site);
    for (int i = 0; i < BODIES; i++)
        body_make(w, place, i);
}

#endif
