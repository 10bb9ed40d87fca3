/* attachment - what is taken as a file, said by its first bytes. */
#include "core/attachment.h"

#include "core/core.h"

static const struct {
    const char *mime, *suffix;
} kinds_of_file[] = {
    { "image/jpeg", ".jpg" },
    { "image/png", ".png" },
    { "image/webp", ".webp" },
    { "application/pdf", ".pdf" },
};

int attachment_type(struct str bytes)
{
    if (str_starts(bytes, S("\xff\xd8\xff")))
        return 0;
    if (str_starts(bytes, S("\x89PNG\r\n\x1a\n")))
        return 1;
    if (str_starts(bytes, S("RIFF")) && bytes.n >= 12 &&
        str_starts(str_from(bytes, 8), S("WEBP")))
        return 2;
    return str_starts(bytes, S("%PDF-")) ? 3 : -1;
}

const char *attachment_mime(int type)
{
    MUST(type >= 0 && type < (int)LEN(kinds_of_file));
    return kinds_of_file[type].mime;
}

const char *attachment_suffix(int type)
{
    MUST(type >= 0 && type < (int)LEN(kinds_of_file));
    return kinds_of_file[type].suffix;
}

static void *member(const struct kind *k, const char *name, void *record)
{
    const struct field *f = kind_field(k, str_of(name));

    MUST(f);
    return (char *)record + f->at;
}

const char *attachment_fill(struct str bytes, struct arena *a, struct str *body)
{
    const struct kind *k = kind_find(S("attachment"));
    struct findings none = findings_start(a);
    const struct json *j;
    void *record;
    size_t at;

    if (bytes.n > ATTACHMENT_MOST)
        return "attachment.too_big";
    if (attachment_type(bytes) < 0)
        return "attachment.not_taken";
    j = json_read(*body, a, &at);
    if (!j || j->type != JSON_OBJECT)
        return "entry.not_an_object";
    record = arena_take(a, k->bytes);
    record_read(k, j, a, record, &none);
    *(struct hash *)member(k, "file", record) = sha_of(bytes);
    *(int64_t *)member(k, "bytes", record) = (int64_t)bytes.n;
    *(int32_t *)member(k, "type", record) = attachment_type(bytes);
    *body = record_body(k, record, a);
    return NULL;
}
