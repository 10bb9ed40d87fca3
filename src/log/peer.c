/* peer - the sites we exchange with: local to this one, known by their key. */
#include <string.h>

#include "log/exchange.h"
#include "log/inside.h"
#include "peer.sql.h"

static void peer_row(struct rows *r, struct arena *a, struct peer *p)
{
    struct str key = db_str(r, 1);

    *p = (struct peer){ .device = db_id(r, 0),
                        .name = arena_str(a, db_str(r, 2)),
                        .url = arena_str(a, db_str(r, 3)),
                        .pin = arena_str(a, db_str(r, 4)),
                        .scope = { .place = db_id(r, 5),
                                   .rsp = db_id(r, 6),
                                   .project = db_id(r, 7) },
                        .names = db_int(r, 8) != 0,
                        .heard = arena_str(a, db_str(r, 9)),
                        .mark = db_int(r, 10),
                        .met = db_int(r, 11),
                        .tried = db_int(r, 12),
                        .trouble = arena_str(a, db_str(r, 13)),
                        .sent = db_int(r, 14),
                        .got = db_int(r, 15) };
    if (key.n == sizeof p->key)
        memcpy(p->key, key.p, key.n);
}

bool peer_find(struct db *db, struct id device, struct arena *a,
               struct peer *out)
{
    struct rows r = db_rows(db, SQL_PEER_FIND);
    bool there;

    db_bind_id(&r, 1, device);
    there = db_next(&r);
    if (there)
        peer_row(&r, a, out);
    db_done(&r);
    return there;
}

size_t peer_all(struct db *db, struct arena *a, struct peer **out)
{
    struct rows r = db_rows(db, SQL_PEER_ALL);
    size_t n = 0, room = 0;

    *out = NULL;
    while (db_next(&r)) {
        arena_room(a, *out, n, room);
        peer_row(&r, a, &(*out)[n++]);
    }
    db_done(&r);
    return n;
}

void peer_put(struct db *db, const struct peer *p)
{
    struct rows r = db_rows(db, SQL_PEER_PUT);

    db_bind_id(&r, 1, p->device);
    db_bind_blob(&r, 2, p->key, sizeof p->key);
    db_bind_text(&r, 3, p->name);
    db_bind_text(&r, 4, p->url);
    db_bind_text(&r, 5, p->pin);
    db_bind_id(&r, 6, p->scope.place);
    db_bind_id(&r, 7, p->scope.rsp);
    db_bind_id(&r, 8, p->scope.project);
    db_bind_int(&r, 9, p->names);
    db_run(&r);
}

void peer_drop(struct db *db, struct id device)
{
    struct rows r = db_rows(db, SQL_PEER_DROP);

    db_bind_id(&r, 1, device);
    db_run(&r);
}

void peer_tried(struct db *db, const struct peer *p, int64_t at,
                struct str trouble, int64_t sent, int64_t got)
{
    struct rows r = db_rows(db, trouble.n ? SQL_PEER_FAILED : SQL_PEER_MET);

    db_bind_id(&r, 1, p->device);
    db_bind_int(&r, 2, at);
    db_bind_int(&r, 3, sent);
    db_bind_int(&r, 4, got);
    if (trouble.n)
        db_bind_text(&r, 5, trouble);
    db_run(&r);
}

void peer_heard(struct db *db, const struct peer *p)
{
    struct rows r = db_rows(db, SQL_PEER_HEARD);

    db_bind_id(&r, 1, p->device);
    db_bind_text(&r, 2, p->heard);
    db_bind_int(&r, 3, p->mark);
    db_run(&r);
}

bool peer_has(const struct peer *p, struct arena *a, struct have *out)
{
    size_t at;

    *out = (struct have){ .all = true };
    if (!p->heard.n || !have_take(json_read(p->heard, a, &at), a, out))
        return false;
    out->all = true;
    return true;
}
