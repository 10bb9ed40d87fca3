/* part - what is sealed of a record, apart from its entry. */
#include <string.h>

#include "core/core.h"

#define PART_MAX 16384 /* bytes */

struct hash part_hash(struct str part)
{
    return sha_of(part);
}

static const struct field *sealed_after(const struct kind *k, const char *last,
                                        const void *record)
{
    const struct field *best = NULL;

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if ((f->flags & FIELD_SEALED) && !field_none(f, record) &&
            (!last || strcmp(f->name, last) > 0) &&
            (!best || strcmp(f->name, best->name) < 0))
            best = f;
    }
    return best;
}

static void salt_put(struct buf *b, const uint8_t salt[16])
{
    buf_z(b, "\"salt\":\"");
    buf_hex(b, salt, 16);
    buf_char(b, '"');
}

struct str part_make(const struct kind *k, const void *record,
                     const uint8_t salt[16], struct arena *a)
{
    const struct field *f = sealed_after(k, NULL, record);
    struct buf b = buf_start(a);
    bool salted = false;

    if (!f)
        return buf_str(&b);
    buf_char(&b, '{');
    for (; f; f = sealed_after(k, f->name, record)) {
        const void *at = (const char *)record + f->at;

        if (!salted && strcmp(f->name, "salt") > 0) {
            salt_put(&b, salt);
            buf_char(&b, ',');
            salted = true;
        }
        buf_json(&b, str_of(f->name));
        buf_char(&b, ':');
        buf_json(&b, *(const struct str *)at);
        buf_char(&b, ',');
    }
    if (salted)
        b.n--;
    else
        salt_put(&b, salt);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool part_read(const struct kind *k, struct str part, struct arena *a,
               void *record)
{
    const struct json *j;
    size_t at;

    record_close(k, record);
    j = part.n <= PART_MAX ? json_read(part, a, &at) : NULL;
    if (!j || j->type != JSON_OBJECT)
        return false;
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        const struct json *one = json_member(j, f->name);

        if ((f->flags & FIELD_SEALED) && one && one->type == JSON_TEXT)
            *(struct str *)(void *)((char *)record + f->at) = json_text(one, a);
    }
    return true;
}

struct str part_line(struct str part, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"part\":");
    buf_add(&b, part);
    buf_char(&b, '}');
    return buf_str(&b);
}

/* Texts, and one of them a salt of 16 bytes. */
static bool part_good(const struct json *in)
{
    const struct json *salt = json_member(in, "salt"), *one = in + 1;
    uint8_t bytes[16];

    for (uint32_t i = 0; i < in->n; i++) { /* key, value */
        if (one[1].type != JSON_TEXT)
            return false;
        one = json_next(one + 1);
    }
    return salt && salt->type == JSON_TEXT &&
           hex_read(salt->raw, bytes, sizeof bytes);
}

bool part_line_read(struct str line, struct arena *a, struct str *part)
{
    const struct json *j, *in;
    size_t at;

    if (!str_starts(line, S("{\"part\":{")) || line.n > PART_MAX)
        return false;
    j = json_read(line, a, &at);
    in = j && j->type == JSON_OBJECT && j->n == 1 ? json_member(j, "part") :
                                                    NULL;
    if (!in || in->type != JSON_OBJECT || !json_canonical(line, a))
        return false;
    *part = in->raw;
    return part_good(in);
}
