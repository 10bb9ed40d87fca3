/* register_site - two union councils with their settlements, two RSPs, and
 * words for what happens there, for tests of the living register.
 *
 * Taluka Pano Aqil of Sukkur holds the union councils `uc` and `far`; `goth`
 * lies in the first and in deh `deh`, `hamlet` in the second. Today is
 * 1 January 2015. */
#ifndef SAATH_REGISTER_SITE_H
#define SAATH_REGISTER_SITE_H

#include "log.sql.h"
#include "log_site.h"

struct village {
    struct site s;
    struct id srso, nrsp, district, uc, far, deh, goth, hamlet;
    int64_t people, houses;
};

static inline struct id named(const char *kind, const char *code)
{
    return id_named(str_of(kind), str_of(code));
}

static inline struct id place_put(struct village *v, const char *level,
                                  const char *name, struct id lg,
                                  struct id revenue)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"level\":\"%s\",\"lg\":\"%%1\",\"name\":\"%s\"", level,
            name);
    if (!id_none(revenue))
        buf_z(&b, ",\"revenue\":\"%2\"");
    buf_char(&b, '}');
    return draft(&v->s, "place",
                 with(&v->s, arena_z(b.arena, buf_str(&b)), lg, revenue,
                      ID_NONE));
}

static inline void village_names(struct village *v)
{
    v->srso = named("rsp", "SRSO");
    v->nrsp = named("rsp", "NRSP");
    v->district = named("place", "pk723");
}

static inline void village_start(struct village *v, struct db *db)
{
    struct id taluka = named("place", "pk72302");

    memset(v, 0, sizeof *v);
    site_start(&v->s, db, 1);
    village_names(v);
    v->uc = place_put(v, "uc", "Sangi", taluka, ID_NONE);
    v->far = place_put(v, "uc", "Hingoro", taluka, ID_NONE);
    v->deh = place_put(v, "deh", "Deh Sangi", taluka, ID_NONE);
    v->goth = place_put(v, "settlement", "Goth Ali", v->uc, v->deh);
    v->hamlet = place_put(v, "settlement", "Goth Umar", v->far, ID_NONE);
}

/* What it says of a thing: "%1" to "%3" are ids. */
static inline struct id say_that(struct village *v, const char *kind,
                                 const char *body, struct id a, struct id b,
                                 struct id c)
{
    return draft(&v->s, kind, with(&v->s, body, a, b, c));
}

static inline struct id household_put(struct village *v, struct id place)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"number\":\"H-%lld\",\"place\":\"%%1\"}",
            (long long)++v->houses);
    return say_that(v, "household", arena_z(b.arena, buf_str(&b)), place,
                    ID_NONE, ID_NONE);
}

static inline struct id person_put(struct village *v, struct id household,
                                   const char *sex)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"code\":\"P-%lld\",\"household\":\"%%1\",\"name\":\"Sughra\","
            "\"sex\":\"%s\"}",
            (long long)++v->people, sex);
    return say_that(v, "person", arena_z(b.arena, buf_str(&b)), household,
                    ID_NONE, ID_NONE);
}

/* Formed in January 2012. */
static inline struct id body_put(struct village *v, const char *nature,
                                 const char *sex, struct id rsp,
                                 struct id place)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\",\"nature\":"
            "\"%s\",\"place\":\"%%2\",\"rsp\":\"%%1\",\"sex\":\"%s\"}",
            nature, sex);
    return say_that(v, "body", arena_z(b.arena, buf_str(&b)), rsp, place,
                    ID_NONE);
}

static inline struct id member_put(struct village *v, struct id body,
                                   struct id person, const char *joined,
                                   const char *ended)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"body\":\"%%1\",\"joined\":\"%s\",\"person\":\"%%2\"",
            joined);
    if (*ended)
        buf_fmt(&b, ",\"ended\":\"%s\",\"why\":\"moved\"", ended);
    buf_char(&b, '}');
    return say_that(v, "member", arena_z(b.arena, buf_str(&b)), body, person,
                    ID_NONE);
}

static inline struct id cutover_put(struct village *v, const char *since,
                                    const char *indicator)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b, "{\"place\":\"%%2\",\"rsp\":\"%%1\",\"since\":\"%s\"", since);
    if (*indicator)
        buf_fmt(&b, ",\"indicators\":[{\"indicator\":\"%s\"}]", indicator);
    buf_char(&b, '}');
    return say_that(v, "cutover", arena_z(b.arena, buf_str(&b)), v->srso,
                    v->district, ID_NONE);
}

/* The fact as it should stand, or, with an empty body, withdrawn. */
static inline struct id fix_put(struct village *v, struct id of,
                                const char *body, struct id a, struct id b)
{
    struct buf out = buf_start(&v->s.arena);

    buf_z(&out, "{\"answers\":\"%3\",");
    if (*body)
        buf_fmt(&out, "\"body\":%s,\"why\":\"x\"}", body);
    else
        buf_z(&out, "\"why\":\"x\",\"withdraw\":true}");
    return say_that(v, "fix", arena_z(out.arena, buf_str(&out)), a, b, of);
}

/* ---- what came of it ----------------------------------------------------*/

/* A figure as of the end of a month such as "2013-06", as geography is now. */
static inline int64_t figure(struct village *v, const char *indicator,
                             struct id place, struct id rsp, struct id project,
                             const char *as_of)
{
    struct rows r = db_text_rows(
        v->s.db, S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM figure"
                   " WHERE carried = 0 AND until = 2147483647 AND"
                   " indicator = $1 AND place = $2 AND rsp = $3 AND"
                   " project = $4 AND month <= $5"));
    month m = MONTH_NONE;
    int64_t n;

    CHECK(month_read(str_of(as_of), &m));
    db_bind_text(&r, 1, str_of(indicator));
    db_bind_blob(&r, 2, place.b, sizeof place.b);
    db_bind_blob(&r, 3, rsp.b, sizeof rsp.b);
    db_bind_blob(&r, 4, project.b, sizeof project.b);
    db_bind_int(&r, 5, m);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(v->s.db);
    return n;
}

/* Of SRSO in Sukkur. */
static inline int64_t srso(struct village *v, const char *indicator,
                           const char *as_of)
{
    return figure(v, indicator, v->district, v->srso, ID_NONE, as_of);
}

/* Does such a finding stand beside an entry; at which path. */
static inline bool found_at(struct village *v, struct id entry,
                            const char *what, const char *path)
{
    struct rows r = db_rows(v->s.db, SQL_FINDING_OF);
    bool found = false;

    db_bind_id(&r, 1, entry);
    while (db_next(&r))
        found |= str_same(db_str(&r, 2), str_of(what)) &&
                 (!path || str_same(db_str(&r, 4), str_of(path)));
    both_fine(v->s.db);
    return found;
}

static inline bool found(struct village *v, struct id entry, const char *what)
{
    return found_at(v, entry, what, NULL);
}

/* A second look at the month's box, bank and dues: from then on it takes nothing. */
static inline struct id book_closed(struct village *v, struct id book,
                                    const char *last)
{
    struct site *s = &v->s;
    struct buf b = buf_start(&s->arena);
    struct rows r = db_text_rows(
        s->db, S("SELECT device, max(seq) FROM entry WHERE device IN "
                 "(SELECT entry FROM device) GROUP BY device ORDER BY device"));
    bool first = true;

    buf_z(&b, "{\"agreed\":true,\"book\":\"%1\",\"counted\":true,\"heads\":[");
    while (db_next(&r)) {
        if (!first)
            buf_char(&b, ',');
        first = false;
        buf_z(&b, "{\"device\":\"");
        id_put(&b, db_id(&r, 0));
        buf_fmt(&b, "\",\"seq\":%lld}", (long long)db_int(&r, 1));
    }
    buf_fmt(&b,
            "],\"held\":\"2015-01-01\",\"listed\":true,\"month\":\"%s\","
            "\"printed\":true}",
            last);
    return draft(s, "closing",
                 with(s, arena_z(&s->arena, buf_str(&b)), book, ID_NONE,
                      ID_NONE));
}

#endif
