/* known - what a phone asked, as it was signed, and what this site knows of it:
 * for the pages and for the keeper. */
#include <string.h>

#include "field.sql.h"
#include "web/field/phones.h"

/* ---- a question -------------------------------------------------------------*/

bool phone_asks_read(struct str body, struct arena *a, struct phone_asks *out)
{
    struct str sig;
    size_t at;

    *out = (struct phone_asks){ .rest = body };
    out->line = str_cut(&out->rest, '\n');
    sig = str_cut(&out->rest, '\n');
    out->said = json_read(out->line, a, &at);
    return out->said && out->said->type == JSON_OBJECT &&
           hex_read(sig, out->sig, sizeof out->sig);
}

struct str phone_text(const char *path, struct str line, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_fmt(&b, "saath app 1\n%s\n", path);
    buf_add(&b, line);
    buf_char(&b, '\n');
    return buf_str(&b);
}

struct str phone_said(const struct phone_asks *q, const char *key,
                      struct arena *a)
{
    const struct json *j = json_member(q->said, key);

    return j && j->type == JSON_TEXT ? json_text(j, a) : S("");
}

bool phone_said_id(const struct phone_asks *q, const char *key, struct id *out)
{
    const struct json *j = json_member(q->said, key);

    return j && j->type == JSON_TEXT && id_read(j->raw, out);
}

struct str phone_number(const uint8_t key[32], struct arena *a)
{
    struct buf b = buf_start(a), out = buf_start(a);
    struct hash h;
    uint32_t n;

    buf_z(&b, "saath number 1\n");
    buf_hex(&b, key, 32);
    h = sha_of(buf_str(&b));
    n = (uint32_t)h.b[0] << 24 | (uint32_t)h.b[1] << 16 |
        (uint32_t)h.b[2] << 8 | h.b[3];
    for (uint32_t tens = 100000; tens; tens /= 10)
        buf_char(&out, (char)('0' + n / tens % 10));
    return buf_str(&out);
}

/* ---- what is known -----------------------------------------------------------*/

static void phone_read(struct rows *r, struct arena *a, struct phone *p)
{
    struct str key = db_str(r, 1);

    *p = (struct phone){ .device = db_id(r, 0),
                         .name = arena_str(a, db_str(r, 2)),
                         .asked = db_int(r, 4),
                         .seen = db_int(r, 5),
                         .unsent = db_int(r, 6),
                         .oldest = db_int(r, 7),
                         .last = int_in(r, 9),
                         .seq = db_int(r, 10),
                         .head = db_hash(r, 11) };
    if (key.n == sizeof p->key)
        memcpy(p->key, key.p, key.n);
    p->state = db_null(r, 8) ? (db_int(r, 3) ? PHONE_REFUSED : PHONE_WAITS) :
               p->last == INT_NONE ? PHONE_IN :
                                     PHONE_ENDED;
}

bool phone_find(struct db *db, struct id device, struct arena *a,
                struct phone *out)
{
    struct rows r = db_rows(db, SQL_PHONE_FIND);
    bool found;

    *out = (struct phone){ .state = PHONE_UNKNOWN };
    db_bind_id(&r, 1, device);
    found = db_next(&r);
    if (found)
        phone_read(&r, a, out);
    db_done(&r);
    return found;
}

size_t phone_all(struct db *db, struct arena *a, struct phone **out)
{
    struct rows r = db_rows(db, SQL_PHONE_ALL);
    size_t n = 0, room = 0;

    *out = NULL;
    while (db_next(&r)) {
        arena_room(a, *out, n, room);
        phone_read(&r, a, &(*out)[n++]);
    }
    return n;
}

bool phone_token_good(struct db *db, struct id device, struct str login,
                      struct str token)
{
    struct rows r = db_rows(db, SQL_PHONE_PERSON_FIND);
    struct hash h = sha_of(token);
    unsigned differs = 1;

    db_bind_id(&r, 1, device);
    db_bind_text(&r, 2, login);
    if (db_next(&r)) {
        struct str kept = db_str(&r, 0);

        differs = kept.n != sizeof h.b;
        for (size_t i = 0; i < kept.n && i < sizeof h.b; i++)
            differs |= (unsigned)(uint8_t)kept.p[i] ^ h.b[i];
    }
    db_done(&r);
    return !differs;
}
