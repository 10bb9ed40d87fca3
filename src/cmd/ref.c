/* ref - things by what people call them: an id, a kind and a code, a code. */
#include <string.h>

#include "cmd.sql.h"
#include "cmd/cmd.h"

/* Is there a row of this kind? The name of the table is a kind's. */
static bool row_there(struct db *db, const struct kind *k, struct id id,
                      struct arena *a)
{
    struct buf b = buf_start(a);
    struct rows r;
    bool there;

    buf_fmt(&b, "SELECT 1 FROM %s WHERE entry = $1", k->name);
    r = db_text_rows(db, buf_str(&b));
    db_bind_id(&r, 1, id);
    there = db_next(&r);
    db_done(&r);
    return there;
}

/* A place by a code of its own, when only one place has it. */
static bool place_by_code(struct db *db, struct str code, struct id *out)
{
    struct rows r = db_rows(db, SQL_PLACE_BY_CODE);
    int n = 0;

    db_bind_text(&r, 1, code);
    while (db_next(&r)) {
        *out = db_id(&r, 0);
        n++;
    }
    db_done(&r);
    return n == 1;
}

static bool ref_find(struct db *db, const struct kind *k, struct str code,
                     struct arena *a, struct id *out)
{
    *out = id_named(str_of(k->name), code);
    if (row_there(db, k, *out, a))
        return true;
    return !strcmp(k->name, "place") && place_by_code(db, code, out);
}

bool ref_read(struct db *db, struct str said, const char *kind, struct arena *a,
              struct id *out)
{
    struct str rest = str_trim(said), head;
    const struct kind *k;

    if (id_read(rest, out))
        return true;
    said = rest;
    head = str_cut(&rest, ':');
    k = rest.n ? kind_find(head) : NULL;
    if (k)
        return (!kind || !strcmp(kind, k->name)) &&
               ref_find(db, k, rest, a, out);
    k = kind ? kind_find(str_of(kind)) : NULL;
    return k && ref_find(db, k, said, a, out);
}

struct str ref_text(struct db *db, struct id id, const char *kind,
                    struct arena *a)
{
    const struct kind *k = kind ? kind_find(str_of(kind)) : NULL;
    const char *name = k ? k->code ? k->code : k->title : NULL;
    const struct field *f = name ? kind_field(k, str_of(name)) : NULL;
    struct buf b = buf_start(a);
    void *record;

    if (id_none(id))
        return S("");
    if (f) {
        record = arena_take(a, k->bytes);
        if (row_find(db, k, id, a, record))
            field_print(f, record, &b);
    }
    if (!b.n)
        id_put(&b, id);
    return buf_str(&b);
}
