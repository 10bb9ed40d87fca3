/* ask - what a page asks of the keeper, as one JSON text each way. */
#include "web/ask.h"

#include <string.h>

/* ---- making -------------------------------------------------------------*/

static void member(struct buf *b, const char *before, struct str text)
{
    buf_z(b, before);
    buf_json(b, text);
}

static void member_id(struct buf *b, const char *before, struct id id)
{
    buf_z(b, before);
    buf_char(b, '"');
    if (!id_none(id))
        id_put(b, id);
    buf_char(b, '"');
}

static void member_hash(struct buf *b, const char *before, struct hash h)
{
    buf_z(b, before);
    buf_char(b, '"');
    hash_put(b, h);
    buf_char(b, '"');
}

static void member_int(struct buf *b, const char *before, int64_t v)
{
    buf_z(b, before);
    buf_int(b, v);
}

/* ---- reading ------------------------------------------------------------*/

static const struct json *object_of(struct str text, struct arena *a)
{
    size_t at;
    const struct json *j = json_read(text, a, &at);

    return j && j->type == JSON_OBJECT ? j : NULL;
}

/* A list's first value; *n is how many there are. False: no list. */
static bool list_of(const struct json *object, const char *key,
                    const struct json **first, size_t *n)
{
    const struct json *j = json_member(object, key);

    if (!j || j->type != JSON_LIST)
        return false;
    *first = j + 1;
    *n = j->n;
    return true;
}

static bool text_of(const struct json *object, const char *key, struct arena *a,
                    struct str *out)
{
    const struct json *j = json_member(object, key);

    if (!j || j->type != JSON_TEXT)
        return false;
    *out = json_text(j, a);
    return true;
}

static bool int_of(const struct json *object, const char *key, int64_t *out)
{
    return json_int(json_member(object, key), out);
}

/* "" is none. */
static bool id_of(const struct json *object, const char *key, struct id *out)
{
    const struct json *j = json_member(object, key);

    *out = ID_NONE;
    return j && j->type == JSON_TEXT && (j->raw.n == 0 || id_read(j->raw, out));
}

static bool hash_of(const struct json *object, const char *key,
                    struct hash *out)
{
    const struct json *j = json_member(object, key);

    return j && j->type == JSON_TEXT && hash_read(j->raw, out);
}

static bool flag_of(const struct json *object, const char *key, bool *out)
{
    const struct json *j = json_member(object, key);

    if (!j || (j->type != JSON_TRUE && j->type != JSON_FALSE))
        return false;
    *out = j->type == JSON_TRUE;
    return true;
}

/* ---- drafts -------------------------------------------------------------*/

struct str ask_drafts(struct arena *a, struct str login, const struct draft *d,
                      size_t n)
{
    struct buf b = buf_start(a);

    MUST(n <= ASK_DRAFTS_MOST);
    buf_z(&b, "{\"drafts\":[");
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? ",{\"body\":" : "{\"body\":");
        buf_add(&b, d[i].body);
        member_id(&b, ",\"id\":", d[i].id);
        member(&b, ",\"kind\":", d[i].kind);
        buf_z(&b, ",\"strict\":");
        buf_z(&b, d[i].strict ? "true" : "false");
        member(&b, ",\"took\":", d[i].took);
        buf_char(&b, '}');
    }
    member(&b, "],\"login\":", login);
    buf_char(&b, '}');
    return buf_str(&b);
}

static bool draft_read(const struct json *j, struct arena *a, struct draft *d)
{
    const struct json *body = json_member(j, "body");

    if (!body || body->type != JSON_OBJECT)
        return false;
    d->body = body->raw;
    return text_of(j, "kind", a, &d->kind) && text_of(j, "took", a, &d->took) &&
           id_of(j, "id", &d->id) && flag_of(j, "strict", &d->strict);
}

bool ask_drafts_read(struct str payload, struct arena *a, struct str *login,
                     struct draft **d, size_t *n)
{
    const struct json *j = object_of(payload, a), *one;

    if (!j || !text_of(j, "login", a, login) || !login->n ||
        !list_of(j, "drafts", &one, n) || *n > ASK_DRAFTS_MOST)
        return false;
    *d = arena_many(a, struct draft, *n + 1);
    for (size_t i = 0; i < *n; i++, one = json_next(one)) {
        if (!draft_read(one, a, &(*d)[i]))
            return false;
        (*d)[i].author = *login;
    }
    return true;
}

struct str ask_file(struct arena *a, struct str login, const struct draft *d,
                    struct str bytes)
{
    struct buf b = buf_start(a);

    buf_add(&b, ask_drafts(a, login, d, 1));
    buf_char(&b, '\n');
    buf_add(&b, bytes);
    return buf_str(&b);
}

bool ask_file_read(struct str payload, struct arena *a, struct draft **d,
                   struct str *bytes)
{
    struct str login, head = str_cut(&payload, '\n');
    size_t n;

    *bytes = payload;
    return ask_drafts_read(head, a, &login, d, &n) && n == 1;
}

/* ---- outcomes -----------------------------------------------------------*/

static const char *const kept_name[] = { "kept", "known", "refused" };

static void finding_put(struct buf *b, const struct finding *f)
{
    member_int(b, "{\"a\":", f->a);
    member_int(b, ",\"b\":", f->b);
    buf_z(b, f->level == STOP ? ",\"level\":\"stop\"" : ",\"level\":\"warn\"");
    member(b, ",\"path\":", f->path);
    member(b, ",\"what\":", str_of(f->what));
    buf_char(b, '}');
}

struct str ask_outcomes(struct arena *a, const struct outcome *o, size_t n)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"outcomes\":[");
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? ",{\"findings\":[" : "{\"findings\":[");
        for (size_t j = 0; j < o[i].found.n; j++) {
            if (j)
                buf_char(&b, ',');
            finding_put(&b, &o[i].found.at[j]);
        }
        member_id(&b, "],\"id\":", o[i].id);
        member(&b, ",\"kept\":", str_of(kept_name[o[i].kept]));
        buf_char(&b, '}');
    }
    buf_z(&b, "]}");
    return buf_str(&b);
}

static bool finding_read(const struct json *j, struct arena *a,
                         struct findings *out)
{
    struct str what, path, level;
    int64_t x, y;

    if (!text_of(j, "what", a, &what) || !text_of(j, "path", a, &path) ||
        !text_of(j, "level", a, &level) || !int_of(j, "a", &x) ||
        !int_of(j, "b", &y))
        return false;
    tell_ab(out, str_same(level, S("stop")) ? STOP : WARN, arena_z(a, what),
            arena_z(a, path), x, y);
    return true;
}

static bool outcome_read(const struct json *j, struct arena *a,
                         struct outcome *o)
{
    const struct json *one;
    struct str kept;
    size_t n;

    o->found = findings_start(a);
    if (!text_of(j, "kept", a, &kept) || !id_of(j, "id", &o->id) ||
        !list_of(j, "findings", &one, &n))
        return false;
    for (size_t i = 0; i < n; i++, one = json_next(one))
        if (!finding_read(one, a, &o->found))
            return false;
    for (size_t i = 0; i < LEN(kept_name); i++)
        if (str_same(kept, str_of(kept_name[i]))) {
            o->kept = (enum kept)i;
            return true;
        }
    return false;
}

bool ask_outcomes_read(struct str reply, struct arena *a, struct outcome *o,
                       size_t n)
{
    const struct json *j = object_of(reply, a), *one;
    size_t came;

    if (!j || !list_of(j, "outcomes", &one, &came) || came != n)
        return false;
    for (size_t i = 0; i < n; i++, one = json_next(one))
        if (!outcome_read(one, a, &o[i]))
            return false;
    return true;
}

/* ---- sessions -----------------------------------------------------------*/

struct str ask_session_make(struct arena *a, struct str login, enum lang lang)
{
    struct buf b = buf_start(a);

    member(&b, "{\"lang\":", str_of(lang_name(lang)));
    member(&b, ",\"login\":", login);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_session_make_read(struct str payload, struct arena *a,
                           struct str *login, enum lang *lang)
{
    const struct json *j = object_of(payload, a);
    struct str said;

    return j && text_of(j, "login", a, login) && login->n &&
           text_of(j, "lang", a, &said) && lang_read(said, lang);
}

struct str ask_session_made(struct arena *a, struct str token)
{
    struct buf b = buf_start(a);

    member(&b, "{\"token\":", token);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_session_made_read(struct str reply, struct arena *a, struct str *token)
{
    const struct json *j = object_of(reply, a);
    struct hash bytes;

    return j && text_of(j, "token", a, token) && hash_read(*token, &bytes);
}

struct str ask_session_end(struct arena *a, struct hash session)
{
    struct buf b = buf_start(a);

    member_hash(&b, "{\"session\":", session);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_session_end_read(struct str payload, struct arena *a,
                          struct hash *session)
{
    const struct json *j = object_of(payload, a);

    return j && hash_of(j, "session", session);
}

/* ---- what the keeper alone can tell ---------------------------------------*/

struct str ask_revealed(struct arena *a, const struct outcome *o,
                        const struct kind *k, const void *record_or_null)
{
    struct buf b = buf_start(a);
    const char *comma = "";

    buf_add(&b, ask_outcomes(a, o, 1));
    buf_char(&b, '\n');
    if (!record_or_null)
        return buf_str(&b);
    buf_char(&b, '{');
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!(f->flags & FIELD_SEALED))
            continue;
        buf_fmt(&b, "%s\"%s\":", comma, f->name);
        buf_json(&b, *(const struct str *)(const void *)((const char *)
                                                             record_or_null +
                                                         f->at));
        comma = ",";
    }
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_revealed_read(struct str reply, struct arena *a, struct outcome *o,
                       const struct kind *k, void *record, bool *said)
{
    struct str first = str_cut(&reply, '\n');
    const struct json *j;

    record_blank(k->field, k->fields, record);
    *said = reply.n > 0;
    if (!ask_outcomes_read(first, a, o, 1))
        return false;
    if (!*said)
        return true;
    j = object_of(reply, a);
    for (int i = 0; j && i < k->fields; i++)
        if (k->field[i].flags & FIELD_SEALED &&
            !text_of(j, k->field[i].name, a,
                     (struct str *)(void *)((char *)record + k->field[i].at)))
            return false;
    return j != NULL;
}

struct str ask_reset(struct arena *a, struct str by, struct str login)
{
    struct buf b = buf_start(a);

    member(&b, "{\"by\":", by);
    member(&b, ",\"login\":", login);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_reset_read(struct str payload, struct arena *a, struct str *by,
                    struct str *login)
{
    const struct json *j = object_of(payload, a);

    return j && text_of(j, "by", a, by) && text_of(j, "login", a, login) &&
           by->n && login->n;
}

struct str ask_reset_told(struct arena *a, struct str password)
{
    struct buf b = buf_start(a);

    member(&b, "{\"password\":", password);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_reset_told_read(struct str reply, struct arena *a,
                         struct str *password)
{
    const struct json *j = object_of(reply, a);

    return j && text_of(j, "password", a, password);
}

struct str ask_marked(struct arena *a, struct str login, struct str said)
{
    struct buf b = buf_start(a);

    member(&b, "{\"login\":", login);
    member(&b, ",\"said\":", said);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_marked_read(struct str payload, struct arena *a, struct str *login,
                     struct str *said)
{
    const struct json *j = object_of(payload, a);

    return j && text_of(j, "login", a, login) && text_of(j, "said", a, said) &&
           login->n;
}

struct str ask_marked_told(struct arena *a, const struct id *id, size_t n)
{
    struct buf b = buf_start(a), all = buf_start(a);

    for (size_t i = 0; i < n; i++)
        id_put(&all, id[i]);
    member(&b, "{\"ids\":", buf_str(&all));
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_marked_told_read(struct str reply, struct arena *a,
                          struct id out[ASK_MARKED_MOST], size_t *n)
{
    const struct json *j = object_of(reply, a);
    struct str all;

    *n = 0;
    if (!j || !text_of(j, "ids", a, &all))
        return false;
    for (; all.n >= 32 && *n < ASK_MARKED_MOST; all = str_from(all, 32))
        if (!id_read((struct str){ all.p, 32 }, &out[(*n)++]))
            return false;
    return all.n == 0;
}

/* ---- imports and names --------------------------------------------------*/

static void reject_put(struct buf *b, const struct ask_reject *r)
{
    member(b, "{\"cells\":", r->cells);
    member(b, ",\"field\":", r->field);
    member_int(b, ",\"line\":", r->line);
    member(b, ",\"reason\":", r->reason);
    member(b, ",\"sheet\":", r->sheet);
    buf_char(b, '}');
}

struct str ask_run(struct arena *a, const struct ask_run *run)
{
    struct buf b = buf_start(a);

    member_int(&b, "{\"bad\":", run->bad);
    member(&b, ",\"file\":", run->file);
    member_int(&b, ",\"good\":", run->good);
    member_hash(&b, ",\"hash\":", run->hash);
    member(&b, ",\"kind\":", run->kind);
    member_int(&b, ",\"known\":", run->known);
    member(&b, ",\"login\":", run->login);
    member_int(&b, ",\"queued\":", run->queued);
    buf_z(&b, ",\"rejects\":[");
    for (size_t i = 0; i < run->rejects; i++) {
        if (i)
            buf_char(&b, ',');
        reject_put(&b, &run->reject[i]);
    }
    buf_z(&b, "]}");
    return buf_str(&b);
}

static bool reject_read(const struct json *j, struct arena *a,
                        struct ask_reject *r)
{
    return text_of(j, "cells", a, &r->cells) &&
           text_of(j, "field", a, &r->field) && int_of(j, "line", &r->line) &&
           text_of(j, "reason", a, &r->reason) &&
           text_of(j, "sheet", a, &r->sheet);
}

bool ask_run_read(struct str payload, struct arena *a, struct ask_run *run)
{
    const struct json *j = object_of(payload, a), *one;

    memset(run, 0, sizeof *run);
    if (!j || !int_of(j, "bad", &run->bad) ||
        !text_of(j, "file", a, &run->file) || !int_of(j, "good", &run->good) ||
        !hash_of(j, "hash", &run->hash) || !text_of(j, "kind", a, &run->kind) ||
        !int_of(j, "known", &run->known) ||
        !text_of(j, "login", a, &run->login) ||
        !int_of(j, "queued", &run->queued) ||
        !list_of(j, "rejects", &one, &run->rejects))
        return false;
    run->reject = arena_many(a, struct ask_reject, run->rejects + 1);
    for (size_t i = 0; i < run->rejects; i++, one = json_next(one))
        if (!reject_read(one, a, &run->reject[i]))
            return false;
    return true;
}

struct str ask_named(struct arena *a, const struct ask_named *named)
{
    struct buf b = buf_start(a);

    member(&b, "{\"login\":", named->login);
    member_int(&b, ",\"n\":", named->n);
    member_id(&b, ",\"place\":", named->place);
    buf_char(&b, '}');
    return buf_str(&b);
}

bool ask_named_read(struct str payload, struct arena *a,
                    struct ask_named *named)
{
    const struct json *j = object_of(payload, a);

    return j && text_of(j, "login", a, &named->login) &&
           int_of(j, "n", &named->n) && id_of(j, "place", &named->place);
}
