/* said - a member's complaint between her page and the keeper. */
#include "web/saving/said.h"

#include <string.h>

#include "base/base.h"
#include "mine.sql.h"

static void text_put(struct buf *b, const char *before, struct str s)
{
    buf_z(b, before);
    buf_json(b, s);
}

static void id_text_put(struct buf *b, const char *before, struct id id)
{
    if (id_none(id))
        return;
    buf_z(b, before);
    buf_char(b, '"');
    id_put(b, id);
    buf_char(b, '"');
}

struct str said_ask(struct arena *a, const struct said *s)
{
    struct buf b = buf_start(a);

    id_text_put(&b, "{\"id\":", s->id);
    buf_z(&b, ",\"mark\":\"");
    hash_put(&b, s->mark);
    buf_fmt(&b, "\",\"named\":\"%s\"", s->named ? "yes" : "no");
    text_put(&b, ",\"nature\":", s->nature);
    text_put(&b, ",\"number\":", s->number);
    text_put(&b, ",\"told\":", s->told);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool said_read(struct str payload, struct arena *a, struct said *out)
{
    static const char *const key[] = { "id",     "mark",   "named",
                                       "nature", "number", "told" };
    struct str value[LEN(key)];
    size_t at;
    const struct json *j = json_read(payload, a, &at);

    for (size_t i = 0; i < LEN(key); i++) {
        const struct json *one = j && j->type == JSON_OBJECT ?
                                     json_member(j, key[i]) :
                                     NULL;

        if (!one || one->type != JSON_TEXT)
            return false;
        value[i] = json_text(one, a);
    }
    *out = (struct said){ .named = str_same(value[2], S("yes")),
                          .nature = value[3],
                          .number = value[4],
                          .told = value[5] };
    return id_read(value[0], &out->id) && !id_none(out->id) &&
           hash_read(value[1], &out->mark) && out->told.n > 0 &&
           out->told.n <= SAID_TOLD_MOST;
}

/* Her name, sealed; "" where it was destroyed or is not here. */
static struct str name_of(struct db *db, struct id person, struct arena *a)
{
    const struct kind *k = kind_find(S("person"));
    const struct field *f = kind_field(k, S("name"));
    void *record = arena_take(a, k->bytes);

    record_blank(k->field, k->fields, record);
    if (!row_names(db, k, person, a, record))
        return S("");
    return *(const struct str *)(const void *)((const char *)record + f->at);
}

bool said_draft(struct db *db, const struct said *s, struct str holder,
                day today, struct arena *a, struct draft *out)
{
    struct buf b = buf_start(a);
    struct id person = ID_NONE;
    struct str name = S("");
    struct rows r = db_rows(db, SQL_SAID_BY);

    db_bind_blob(&r, 1, s->mark.b, sizeof s->mark.b);
    if (db_next(&r)) {
        person = db_id(&r, 0);
        id_text_put(&b, "{\"body\":", db_id(&r, 1));
        id_text_put(&b, ",\"place\":", db_id(&r, 2));
        id_text_put(&b, ",\"rsp\":", db_id(&r, 3));
        id_text_put(&b, ",\"project\":", db_id(&r, 4));
        if (!db_null(&r, 5))
            buf_fmt(&b, ",\"sex\":\"%s\"", db_int(&r, 5) ? "men" : "women");
    }
    db_done(&r);
    if (!b.n)
        return false;
    if (s->named)
        name = name_of(db, person, a);
    if (name.n)
        text_put(&b, ",\"complainant\":", name);
    else
        buf_z(&b, ",\"anonymous\":true");
    text_put(&b, ",\"channel\":", S(SAID_CHANNEL));
    text_put(&b, ",\"nature\":", s->nature);
    text_put(&b, ",\"number\":", s->number);
    buf_z(&b, ",\"received\":\"");
    day_put(&b, today);
    text_put(&b, "\",\"told\":", s->told);
    buf_char(&b, '}');
    *out = (struct draft){ .kind = S("complaint"),
                           .author = holder,
                           .body = buf_str(&b),
                           .id = s->id,
                           .strict = true,
                           .unlimited = true };
    return true;
}
