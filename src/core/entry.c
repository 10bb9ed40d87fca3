/* entry - one signed fact as canonical bytes, and the stamp that covers it. */
#include <string.h>

#include "core/core.h"

#define PAKISTAN_SECONDS (5 * 3600)

static bool text_of(const struct json *object, const char *key, struct arena *a,
                    struct str *out)
{
    const struct json *j = json_member(object, key);

    if (!j || j->type != JSON_TEXT)
        return false;
    *out = json_text(j, a);
    return true;
}

static bool id_of(const struct json *object, const char *key, struct id *out)
{
    const struct json *j = json_member(object, key);

    return j && j->type == JSON_TEXT && id_read(j->raw, out);
}

static bool hash_of(const struct json *object, const char *key,
                    struct hash *out)
{
    const struct json *j = json_member(object, key);

    return j && j->type == JSON_TEXT && hash_read(j->raw, out);
}

static bool int_of(const struct json *object, const char *key, int64_t *out)
{
    const struct json *j = json_member(object, key);

    return j && json_int(j, out);
}

bool entry_read(struct str bytes, struct arena *a, struct entry *e)
{
    const struct json *j, *body;
    size_t at;

    memset(e, 0, sizeof *e);
    if (bytes.n > ENTRY_MAX || !json_canonical(bytes, a))
        return false;
    j = json_read(bytes, a, &at);
    if (!j || j->type != JSON_OBJECT)
        return false;
    body = json_member(j, "body");
    if (!body || body->type != JSON_OBJECT || !int_of(j, "at", &e->at) ||
        !text_of(j, "author", a, &e->author) ||
        !id_of(j, "device", &e->device) || !id_of(j, "id", &e->id) ||
        !text_of(j, "kind", a, &e->kind) || !hash_of(j, "prev", &e->prev) ||
        !int_of(j, "seq", &e->seq) || e->seq < 1 || id_none(e->id))
        return false;
    if (j->n != 8 && !(j->n == 9 && text_of(j, "took", a, &e->took)))
        return false;
    e->body = body->raw;
    e->bytes = bytes;
    e->hash = sha_of(bytes);
    return true;
}

void entry_seal(struct entry *e, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"at\":");
    buf_int(&b, e->at);
    buf_z(&b, ",\"author\":");
    buf_json(&b, e->author);
    buf_z(&b, ",\"body\":");
    buf_add(&b, e->body);
    buf_z(&b, ",\"device\":\"");
    id_put(&b, e->device);
    buf_z(&b, "\",\"id\":\"");
    id_put(&b, e->id);
    buf_z(&b, "\",\"kind\":");
    buf_json(&b, e->kind);
    buf_z(&b, ",\"prev\":\"");
    hash_put(&b, e->prev);
    buf_z(&b, "\",\"seq\":");
    buf_int(&b, e->seq);
    if (e->took.n) {
        buf_z(&b, ",\"took\":");
        buf_json(&b, e->took);
    }
    buf_char(&b, '}');
    e->bytes = buf_str(&b);
    MUST(json_canonical(e->bytes, a));
    e->hash = sha_of(e->bytes);
}

day entry_day(const struct entry *e)
{
    int64_t local = e->at + PAKISTAN_SECONDS;
    int64_t d = local / 86400 - (local % 86400 < 0);

    if (d < DAY_FIRST)
        return DAY_FIRST;
    return d > DAY_LAST ? DAY_LAST : (day)d;
}

struct str stamp_text(const struct stamp *s, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "saath stamp 1\n");
    id_put(&b, s->device);
    buf_char(&b, '\n');
    buf_int(&b, s->seq);
    buf_char(&b, '\n');
    hash_put(&b, s->head);
    buf_char(&b, '\n');
    return buf_str(&b);
}

struct str stamp_line(const struct stamp *s, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"device\":\"");
    id_put(&b, s->device);
    buf_z(&b, "\",\"head\":\"");
    hash_put(&b, s->head);
    buf_z(&b, "\",\"seq\":");
    buf_int(&b, s->seq);
    buf_z(&b, ",\"stamp\":\"");
    buf_hex(&b, s->sig, sizeof s->sig);
    buf_z(&b, "\"}");
    return buf_str(&b);
}

bool stamp_read(struct str line, struct arena *a, struct stamp *s)
{
    const struct json *j, *sig;
    size_t at;

    if (!str_starts(line, S("{\"device\"")) || line.n > 1024)
        return false;
    j = json_read(line, a, &at);
    if (!j || j->type != JSON_OBJECT || j->n != 4)
        return false;
    sig = json_member(j, "stamp");
    return sig && sig->type == JSON_TEXT &&
           hex_read(sig->raw, s->sig, sizeof s->sig) &&
           id_of(j, "device", &s->device) && hash_of(j, "head", &s->head) &&
           int_of(j, "seq", &s->seq) && s->seq > 0;
}
