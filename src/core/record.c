/* record - a struct and its field table, from and to canonical JSON. */
#include <string.h>

#include "core/core.h"

static void *at_of(void *record, const struct field *f)
{
    return (char *)record + f->at;
}

static const void *see_of(const void *record, const struct field *f)
{
    return (const char *)record + f->at;
}

static void field_blank(const struct field *f, void *at)
{
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: *(struct str *)at = (struct str){ "", 0 }; return;
    case FIELD_CHOICE: *(int32_t *)at = -1; return;
    case FIELD_COUNT:
    case FIELD_MONEY: *(int64_t *)at = INT_NONE; return;
    case FIELD_DAY: *(day *)at = DAY_NONE; return;
    case FIELD_DATE: *(struct date *)at = DATE_NONE; return;
    case FIELD_MONTH: *(month *)at = MONTH_NONE; return;
    case FIELD_FLAG: *(bool *)at = false; return;
    case FIELD_REF: *(struct id *)at = ID_NONE; return;
    case FIELD_HASH: memset(at, 0, sizeof(struct hash)); return;
    case FIELD_ROWS: *(struct list *)at = (struct list){ NULL, 0 }; return;
    }
}

void record_blank(const struct field *f, int n, void *record)
{
    for (int i = 0; i < n; i++)
        field_blank(&f[i], at_of(record, &f[i]));
}

bool field_none(const struct field *f, const void *record)
{
    const void *at = see_of(record, f);

    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: return ((const struct str *)at)->n == 0;
    case FIELD_CHOICE: return *(const int32_t *)at < 0;
    case FIELD_COUNT:
    case FIELD_MONEY: return *(const int64_t *)at == INT_NONE;
    case FIELD_DAY: return *(const day *)at == DAY_NONE;
    case FIELD_DATE: return ((const struct date *)at)->on == DAY_NONE;
    case FIELD_MONTH: return *(const month *)at == MONTH_NONE;
    case FIELD_FLAG: return !*(const bool *)at;
    case FIELD_REF: return id_none(*(const struct id *)at);
    case FIELD_HASH: return hash_none(*(const struct hash *)at);
    case FIELD_ROWS: return ((const struct list *)at)->n == 0;
    }
    return true;
}

/* ---- from JSON ----------------------------------------------------------*/

struct reading {
    struct arena *arena;
    struct findings *f;
    const char *rows; /* inside which ROWS field, if any */
    size_t row;
};

static void complain(const struct reading *r, const char *what,
                     const char *path)
{
    if (r->rows)
        tell_row(r->f, STOP, what, r->rows, r->row, path);
    else
        tell(r->f, STOP, what, path);
}

static bool text_take(const struct field *f, const struct json *j,
                      struct arena *a, void *at)
{
    struct str s;

    if (j->type != JSON_TEXT)
        return false;
    s = json_text(j, a);
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE: *(struct str *)at = s; return true;
    case FIELD_CHOICE:
        *(int32_t *)at = choice_find(f->of, s);
        return *(int32_t *)at >= 0;
    case FIELD_DAY: return day_read(s, at);
    case FIELD_DATE: return date_read(s, at);
    case FIELD_MONTH: return month_read(s, at);
    case FIELD_REF: return id_read(s, at);
    case FIELD_HASH: return hash_read(s, at);
    default: return false;
    }
}

static void fields_read(struct reading *r, const struct field *f, int n,
                        const struct json *object, void *record);

static bool rows_take(struct reading *r, const struct field *f,
                      const struct json *j, void *at)
{
    struct list *list = at;
    const struct json *one = j + 1;

    if (j->type != JSON_LIST || (int64_t)j->n > f->most)
        return false;
    list->at = arena_array(r->arena, j->n, f->child_bytes);
    for (size_t i = 0; i < j->n; i++, one = json_next(one)) {
        struct reading inner = { r->arena, r->f, f->name, i };

        if (one->type != JSON_OBJECT)
            return false;
        fields_read(&inner, f->child, f->children, one,
                    (char *)list->at + i * f->child_bytes);
        list->n = i + 1;
    }
    return true;
}

static bool object_take(const struct json *j, struct arena *a, struct str *out);

static bool value_take(struct reading *r, const struct field *f,
                       const struct json *j, void *at)
{
    switch (f->type) {
    case FIELD_COUNT:
    case FIELD_MONEY: return json_int(j, at);
    case FIELD_FLAG:
        *(bool *)at = j->type == JSON_TRUE;
        return j->type == JSON_TRUE;
    case FIELD_OBJECT: return object_take(j, r->arena, at);
    case FIELD_ROWS: return rows_take(r, f, j, at);
    default: return text_take(f, j, r->arena, at);
    }
}

static bool in_bounds(const struct field *f, const void *at)
{
    switch (f->type) {
    case FIELD_COUNT:
    case FIELD_MONEY: {
        int64_t v = *(const int64_t *)at;

        return v >= f->least && v <= f->most;
    }
    case FIELD_TEXT:
    case FIELD_CODE: return (int64_t)((const struct str *)at)->n <= f->most;
    default: return true;
    }
}

/* It is said in the part whose hash stands in the body. */
static bool sealed_elsewhere(const struct field *f, const struct json *object)
{
    return (f->flags & FIELD_SEALED) && json_member(object, "sealed");
}

static void fields_read(struct reading *r, const struct field *f, int n,
                        const struct json *object, void *record)
{
    uint32_t known = 0;

    record_blank(f, n, record);
    for (int i = 0; i < n; i++) {
        const struct json *j = json_member(object, f[i].name);
        void *at = at_of(record, &f[i]);

        known += j != NULL;
        if (!j) {
            if ((f[i].flags & FIELD_NEED) && !sealed_elsewhere(&f[i], object))
                complain(r, "field.missing", f[i].name);
        } else if (!value_take(r, &f[i], j, at)) {
            field_blank(&f[i], at);
            complain(r, "field.not_understood", f[i].name);
        } else if (f[i].flags & FIELD_NEED && field_none(&f[i], record)) {
            complain(r, "field.missing", f[i].name);
        } else if (!in_bounds(&f[i], at)) {
            complain(r, "field.out_of_bounds", f[i].name);
        }
    }
    if (known < object->n) /* written by a later version */
        tell(r->f, WARN, "field.unknown", r->rows ? r->rows : "");
}

void record_read(const struct kind *k, const struct json *body, struct arena *a,
                 void *record, struct findings *f)
{
    struct reading r = { a, f, NULL, 0 };

    MUST(body->type == JSON_OBJECT);
    fields_read(&r, k->field, k->fields, body, record);
}

/* ---- objects inside a body ----------------------------------------------*/

static void canonical_put(struct buf *b, const struct json *j);

static const struct json *member_after(const struct json *object,
                                       const struct str *last, struct str *key,
                                       struct arena *a)
{
    const struct json *one = object + 1, *best = NULL;

    for (uint32_t i = 0; i < object->n; i++, one = json_next(one + 1)) {
        struct str name = json_text(one, a);

        if ((!last || str_order(name, *last) > 0) &&
            (!best || str_order(name, *key) < 0)) {
            best = one + 1;
            *key = name;
        }
    }
    return best;
}

static void members_put(struct buf *b, const struct json *object)
{
    struct str key = { "", 0 }, last;
    const struct json *one = member_after(object, NULL, &key, b->arena);

    buf_char(b, '{');
    for (bool first = true; one; first = false) {
        if (!first)
            buf_char(b, ',');
        buf_json(b, key);
        buf_char(b, ':');
        canonical_put(b, one);
        last = key;
        one = member_after(object, &last, &key, b->arena);
    }
    buf_char(b, '}');
}

static void canonical_put(struct buf *b, const struct json *j)
{
    const struct json *one = j + 1;

    switch (j->type) {
    case JSON_OBJECT: members_put(b, j); return;
    case JSON_LIST:
        buf_char(b, '[');
        for (uint32_t i = 0; i < j->n; i++, one = json_next(one)) {
            if (i)
                buf_char(b, ',');
            canonical_put(b, one);
        }
        buf_char(b, ']');
        return;
    case JSON_TEXT: buf_json(b, json_text(j, b->arena)); return;
    default: buf_add(b, j->raw); return;
    }
}

/* False for a number that is no integer: an entry holds none. */
static bool integers_only(const struct json *j)
{
    for (uint32_t i = 0; i < j->skip; i++)
        if (j[i].type == JSON_DECIMAL)
            return false;
    return true;
}

static bool object_take(const struct json *j, struct arena *a, struct str *out)
{
    struct buf b;

    if (j->type != JSON_OBJECT || !integers_only(j))
        return false;
    b = buf_start(a);
    canonical_put(&b, j);
    *out = buf_str(&b);
    return true;
}

/* ---- to JSON ------------------------------------------------------------*/

/* Fields that have none of the flags `without`. */
static void object_put(struct buf *b, const struct field *f, int n,
                       const void *record, unsigned without);

static void rows_put(struct buf *b, const struct field *f,
                     const struct list *list)
{
    buf_char(b, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (i)
            buf_char(b, ',');
        object_put(b, f->child, f->children,
                   (const char *)list->at + i * f->child_bytes, 0);
    }
    buf_char(b, ']');
}

static void value_put(struct buf *b, const struct field *f, const void *at)
{
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE: buf_json(b, *(const struct str *)at); return;
    case FIELD_CHOICE:
        buf_json(b, choice_name(f->of, *(const int32_t *)at));
        return;
    case FIELD_COUNT:
    case FIELD_MONEY: buf_int(b, *(const int64_t *)at); return;
    case FIELD_FLAG: buf_z(b, "true"); return;
    case FIELD_OBJECT: buf_add(b, *(const struct str *)at); return;
    case FIELD_ROWS: rows_put(b, f, at); return;
    default: break;
    }
    buf_char(b, '"');
    switch (f->type) {
    case FIELD_DAY: day_put(b, *(const day *)at); break;
    case FIELD_DATE: date_put(b, *(const struct date *)at); break;
    case FIELD_MONTH: month_put(b, *(const month *)at); break;
    case FIELD_REF: id_put(b, *(const struct id *)at); break;
    case FIELD_HASH: hash_put(b, *(const struct hash *)at); break;
    default: MUST(!"a field type without a printer");
    }
    buf_char(b, '"');
}

/* The next field in bytewise order of names after `last` that says something;
 * tables are short, and a body must have its keys sorted. */
static const struct field *field_after(const struct field *f, int n,
                                       const char *last, const void *record,
                                       unsigned without)
{
    const struct field *best = NULL;

    for (int i = 0; i < n; i++) {
        MUST(f[i].name);
        if (!(f[i].flags & without) && (!last || strcmp(f[i].name, last) > 0) &&
            (!best || strcmp(f[i].name, best->name) < 0) &&
            !field_none(&f[i], record))
            best = &f[i];
    }
    return best;
}

static void object_put(struct buf *b, const struct field *f, int n,
                       const void *record, unsigned without)
{
    const struct field *one = field_after(f, n, NULL, record, without);

    buf_char(b, '{');
    for (bool first = true; one; first = false) {
        if (!first)
            buf_char(b, ',');
        buf_json(b, str_of(one->name));
        buf_char(b, ':');
        value_put(b, one, see_of(record, one));
        one = field_after(f, n, one->name, record, without);
    }
    buf_char(b, '}');
}

struct str record_body(const struct kind *k, const void *record,
                       struct arena *a)
{
    struct buf b = buf_start(a);

    object_put(&b, k->field, k->fields, record, 0);
    return buf_str(&b);
}

struct str record_open(const struct kind *k, const void *record,
                       struct arena *a)
{
    struct buf b = buf_start(a);

    object_put(&b, k->field, k->fields, record, FIELD_SEALED);
    return buf_str(&b);
}

void record_close(const struct kind *k, void *record)
{
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].flags & FIELD_SEALED)
            field_blank(&k->field[i], at_of(record, &k->field[i]));
}

/* ---- what people type and read ------------------------------------------*/

bool field_parse(const struct field *f, struct str typed, struct arena *a,
                 void *record)
{
    void *at = at_of(record, f);
    struct str s = str_trim(typed);
    bool inexact = false;

    field_blank(f, at);
    if (!s.n)
        return true;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: *(struct str *)at = arena_str(a, s); return utf8_good(s);
    case FIELD_CHOICE:
        *(int32_t *)at = choice_find(f->of, s);
        return *(int32_t *)at >= 0;
    case FIELD_COUNT:
    case FIELD_MONEY:
        return decimal_read(s, field_decimals(f), at, &inexact) && !inexact;
    case FIELD_DAY: return day_read(s, at);
    case FIELD_DATE: return date_read(s, at);
    case FIELD_MONTH: return month_read(s, at);
    case FIELD_FLAG:
        *(bool *)at = str_same(s, S("1")) || str_same(s, S("yes")) ||
                      str_same(s, S("true")) || str_same(s, S("on"));
        return *(bool *)at || str_same(s, S("0")) || str_same(s, S("no")) ||
               str_same(s, S("false"));
    case FIELD_REF: return id_read(s, at);
    case FIELD_HASH: return hash_read(s, at);
    case FIELD_ROWS: return false;
    }
    return false;
}

int field_decimals(const struct field *f)
{
    return f->flags & FIELD_DEGREES                          ? 6 :
           f->flags & FIELD_EXCHANGE                         ? 5 :
           f->flags & FIELD_POINTS || f->type == FIELD_MONEY ? 2 :
                                                               0;
}

void field_print(const struct field *f, const void *record, struct buf *b)
{
    const void *at = see_of(record, f);

    if (field_none(f, record))
        return;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_OBJECT: buf_add(b, *(const struct str *)at); return;
    case FIELD_CHOICE:
        buf_add(b, choice_name(f->of, *(const int32_t *)at));
        return;
    case FIELD_COUNT:
    case FIELD_MONEY:
        decimal_put(b, *(const int64_t *)at, field_decimals(f));
        return;
    case FIELD_FLAG: buf_z(b, "yes"); return;
    case FIELD_DAY: day_put(b, *(const day *)at); return;
    case FIELD_DATE: date_put(b, *(const struct date *)at); return;
    case FIELD_MONTH: month_put(b, *(const month *)at); return;
    case FIELD_REF: id_put(b, *(const struct id *)at); return;
    case FIELD_HASH: hash_put(b, *(const struct hash *)at); return;
    case FIELD_ROWS: buf_int(b, (int64_t)((const struct list *)at)->n); return;
    }
}

/* ---- identity -----------------------------------------------------------*/

static struct id id_of_hash(struct hash h)
{
    struct id id;

    memcpy(id.b, h.b, sizeof id.b);
    return id;
}

struct id id_named(struct str kind, struct str code)
{
    struct sha s;

    sha_start(&s);
    sha_add(&s, kind.p, kind.n);
    sha_add(&s, "/", 1);
    sha_add(&s, code.p, code.n);
    return id_of_hash(sha_end(&s));
}

struct id record_thing(const struct kind *k, const void *record, struct id own)
{
    struct sha s;
    bool any = false;

    sha_start(&s);
    sha_add(&s, k->name, strlen(k->name) + 1);
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        const void *at = see_of(record, f);

        if (!(f->flags & FIELD_THING))
            continue;
        any = true;
        switch (f->type) {
        case FIELD_REF: sha_add(&s, at, sizeof(struct id)); break;
        case FIELD_TEXT:
        case FIELD_CODE: {
            const struct str *text = at;

            sha_add(&s, text->p, text->n);
            sha_add(&s, "", 1);
            break;
        }
        case FIELD_DAY: {
            uint32_t on = (uint32_t) * (const day *)at;
            uint8_t bytes[] = { (uint8_t)(on >> 24), (uint8_t)(on >> 16),
                                (uint8_t)(on >> 8), (uint8_t)on };

            sha_add(&s, bytes, sizeof bytes);
            break;
        }
        default: MUST(!"a thing is named by references, texts and days");
        }
    }
    return any ? id_of_hash(sha_end(&s)) : own;
}
