/* json - a strict reader that makes flat tokens in one pass.
 *
 * The same lines read in server and browser, so they cannot disagree. Asking
 * whether text is canonical is reading it with the leave taken away to write
 * anything in two ways. */
#include "base.h"

#include <string.h>

enum {
    FEW_KEYS = 32, /* up to here each key meets each */
    WHOLE_MOST = 19,
    EXPONENT_MOST = 308
};

/* One list or object that is being read. */
struct level {
    uint32_t token;
    uint32_t key;           /* the last key's token; 0 before the first */
    bool in_order, escaped; /* its keys so far */
};

struct reader {
    struct str text;
    size_t at;
    bool canonical;
    struct arena *arena;
    struct json *token;
    uint32_t n, room;
    struct level level[JSON_DEEP];
    int deep;
};

/* Nothing that may stand in JSON is 0, so 0 is the end. */
static char peek(const struct reader *r)
{
    return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static void blanks(struct reader *r)
{
    char c = peek(r);

    if (r->canonical)
        return;
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        r->at++;
        c = peek(r);
    }
}

/* ---- text ---------------------------------------------------------------*/

static int hex_point(struct str s, size_t at)
{
    uint8_t b[2];

    if (at + 4 > s.n || !hex_read((struct str){ s.p + at, 4 }, b, 2))
        return -1;
    return b[0] << 8 | b[1];
}

/* The length of the escape at `at`, 0 for none that we take. */
static size_t escape_size(struct str s, size_t at, uint32_t *point)
{
    static const char name[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char *known;
    int high, low;

    if (at + 1 >= s.n)
        return 0;
    known = memchr(name, s.p[at + 1], sizeof name - 1);
    if (known) {
        *point = (uint32_t)means[known - name];
        return 2;
    }
    if (s.p[at + 1] != 'u')
        return 0;
    high = hex_point(s, at + 2);
    if (high <= 0 || (high >= 0xdc00 && high < 0xe000))
        return 0;
    *point = (uint32_t)high;
    if (high < 0xd800 || high >= 0xe000)
        return 6;
    low = at + 12 <= s.n && s.p[at + 6] == '\\' && s.p[at + 7] == 'u' ?
              hex_point(s, at + 8) :
              -1;
    if (low < 0xdc00 || low >= 0xe000)
        return 0;
    *point = 0x10000 + ((uint32_t)(high - 0xd800) << 10) +
             (uint32_t)(low - 0xdc00);
    return 12;
}

/* Is this the way buf_json would have written that point? */
static bool escape_canonical(const char *p, size_t size, uint32_t point)
{
    if (size == 2)
        return p[1] != '/';
    return point < ' ' && !memchr("\b\f\n\r\t", (int)point, 5) &&
           p[5] == "0123456789abcdef"[point & 15];
}

/* The next point of what stands between the quotes, read before. */
static uint32_t text_next(struct str raw, size_t *at)
{
    uint32_t point = 0;

    if (raw.p[*at] != '\\')
        return utf8_next(raw, at);
    *at += escape_size(raw, *at, &point);
    return point;
}

static bool has_escape(struct str raw)
{
    return raw.n > 0 && memchr(raw.p, '\\', raw.n);
}

/* UTF-8 sorts as its points do. */
static int key_order(struct str a, struct str b)
{
    size_t at_a = 0, at_b = 0;

    if (!has_escape(a) && !has_escape(b))
        return str_order(a, b);
    while (at_a < a.n && at_b < b.n) {
        uint32_t one = text_next(a, &at_a), other = text_next(b, &at_b);

        if (one != other)
            return one < other ? -1 : 1;
    }
    return (at_a < a.n) - (at_b < b.n);
}

/* 1 for what stands for itself in a text: ASCII but controls, " and \. */
static const bool plain[256] = {
    [' '] = 1,
    ['!'] = 1,
    ['#' ... '['] = 1,
    [']' ... 0x7f] = 1,
};

/* Stands on the opening quote; leaves what is between the quotes in *raw. */
static bool read_text(struct reader *r, struct str *raw, bool *escaped)
{
    const unsigned char *p = (const unsigned char *)r->text.p;
    size_t from = ++r->at, at = from, n = r->text.n, size;
    uint32_t point;

    *escaped = false;
    for (;;) {
        while (at < n && plain[p[at]])
            at++;
        r->at = at;
        if (at == n)
            return false;
        if (p[at] == '"')
            break;
        if (p[at] == '\\') {
            size = escape_size(r->text, at, &point);
            *escaped = true;
            if (size && r->canonical &&
                !escape_canonical(r->text.p + at, size, point))
                return false;
        } else {
            size = p[at] < 0x80 ? 0 : utf8_size(r->text, at);
        }
        if (size == 0)
            return false;
        at += size;
    }
    *raw = (struct str){ r->text.p + from, at - from };
    r->at++;
    return true;
}

/* ---- tokens -------------------------------------------------------------*/

static struct json *token_add(struct reader *r, enum json_type type,
                              size_t from)
{
    struct json *t;

    if (r->n == r->room) {
        uint32_t room = r->room * 2;
        struct json *more = arena_many(r->arena, struct json, room);

        memcpy(more, r->token, r->n * sizeof *more);
        r->token = more;
        r->room = room;
    }
    t = &r->token[r->n++];
    *t = (struct json){ .type = type,
                        .skip = 1,
                        .raw = { r->text.p + from, r->at - from } };
    return t;
}

static bool read_word(struct reader *r, enum json_type type, struct str word)
{
    size_t from = r->at;

    if (!str_starts(str_from(r->text, from), word))
        return false;
    r->at += word.n;
    token_add(r, type, from);
    return true;
}

static size_t digits(struct reader *r)
{
    size_t from = r->at;

    while (peek(r) >= '0' && peek(r) <= '9')
        r->at++;
    return r->at - from;
}

/* After e: not beyond what a double could hold. */
static bool read_exponent(struct reader *r, int64_t *power)
{
    size_t from;

    r->at++;
    from = r->at + (peek(r) == '+');
    if (peek(r) == '+' || peek(r) == '-')
        r->at++;
    if (digits(r) == 0)
        return false;
    return int_read((struct str){ r->text.p + from, r->at - from }, power) &&
           *power >= -EXPONENT_MOST && *power <= EXPONENT_MOST;
}

static bool read_fraction(struct reader *r, size_t whole)
{
    int64_t power = 0;

    if (r->canonical)
        return false;
    if (peek(r) == '.') {
        r->at++;
        if (digits(r) == 0)
            return false;
    }
    if ((peek(r) | 0x20) == 'e' && !read_exponent(r, &power))
        return false;
    return (int64_t)whole + power <= WHOLE_MOST;
}

static bool read_number(struct reader *r)
{
    size_t from = r->at, first, whole;
    struct json *t;
    int64_t v;

    if (peek(r) == '-')
        r->at++;
    first = r->at;
    whole = digits(r);
    if (whole == 0 || (whole > 1 && r->text.p[first] == '0'))
        return false;
    if (peek(r) == '.' || (peek(r) | 0x20) == 'e') {
        if (!read_fraction(r, r->text.p[first] == '0' ? 0 : whole))
            return false;
        token_add(r, JSON_DECIMAL, from);
        return true;
    }
    t = token_add(r, JSON_INT, from);
    if (r->canonical && first > from && r->text.p[first] == '0')
        return false;
    return whole < WHOLE_MOST || int_read(t->raw, &v);
}

/* ---- lists and objects --------------------------------------------------*/

static bool open_level(struct reader *r, enum json_type type)
{
    if (r->deep == JSON_DEEP)
        return false;
    r->level[r->deep++] = (struct level){ .token = r->n, .in_order = true };
    r->at++;
    token_add(r, type, r->at - 1);
    return true;
}

static bool read_key(struct reader *r, struct level *l)
{
    size_t from = r->at;
    struct str raw;
    bool escaped;
    int order;

    if (peek(r) != '"' || !read_text(r, &raw, &escaped))
        return false;
    order = l->key ? key_order(r->token[l->key].raw, raw) : -1;
    if (order == 0 || (order > 0 && r->canonical)) {
        r->at = from;
        return false;
    }
    l->in_order &= order < 0;
    l->escaped |= escaped;
    l->key = r->n;
    token_add(r, JSON_TEXT, from)->raw = raw;
    blanks(r);
    if (peek(r) != ':')
        return false;
    r->at++;
    blanks(r);
    return true;
}

static void sift(struct str *key, size_t root, size_t n)
{
    for (;;) {
        size_t big = 2 * root + 1;
        struct str held = key[root];

        if (big >= n)
            return;
        if (big + 1 < n && key_order(key[big], key[big + 1]) < 0)
            big++;
        if (key_order(held, key[big]) >= 0)
            return;
        key[root] = key[big];
        key[big] = held;
        root = big;
    }
}

/* A heap, because nobody can write an object for which it is slow. */
static void key_sort(struct str *key, size_t n)
{
    for (size_t i = n / 2; i > 0; i--)
        sift(key, i - 1, n);
    for (size_t i = n; i > 1; i--) {
        struct str held = key[0];

        key[0] = key[i - 1];
        key[i - 1] = held;
        sift(key, 0, i - 1);
    }
}

static bool keys_differ(const struct json *object, const struct level *l,
                        struct arena *a)
{
    struct arena_mark mark = arena_mark(a);
    struct str few[FEW_KEYS];
    size_t n = object->n;
    struct str *key = n <= FEW_KEYS ? few : arena_many(a, struct str, n);
    const struct json *t = object + 1;
    bool differ = true;

    for (size_t i = 0; i < n; i++, t += 1 + t[1].skip)
        key[i] = t->raw;
    if (n <= FEW_KEYS && !l->escaped) {
        for (size_t i = 1; i < n; i++)
            for (size_t j = 0; j < i; j++)
                differ &= !str_same(key[i], key[j]);
        return differ;
    }
    key_sort(key, n);
    for (size_t i = 1; i < n; i++)
        differ &= key_order(key[i - 1], key[i]) != 0;
    arena_back(a, mark);
    return differ;
}

static bool close_level(struct reader *r)
{
    const struct level *l = &r->level[--r->deep];
    struct json *t = &r->token[l->token];

    t->skip = r->n - l->token;
    if (!l->in_order && !keys_differ(t, l, r->arena))
        return false;
    r->at++;
    t->raw.n = (size_t)(r->text.p + r->at - t->raw.p);
    return true;
}

static bool read_value(struct reader *r)
{
    size_t from = r->at;
    struct str raw;
    bool escaped;

    switch (peek(r)) {
    case '{': return open_level(r, JSON_OBJECT);
    case '[': return open_level(r, JSON_LIST);
    case 'n': return read_word(r, JSON_NULL, S("null"));
    case 'f': return read_word(r, JSON_FALSE, S("false"));
    case 't': return read_word(r, JSON_TRUE, S("true"));
    case '"':
        if (!read_text(r, &raw, &escaped))
            return false;
        token_add(r, JSON_TEXT, from)->raw = raw;
        return true;
    default: return read_number(r);
    }
}

/* Between values: closes what ends here, and takes the comma if there is
 * another. */
static bool read_between(struct reader *r, bool opened)
{
    for (;; opened = false) {
        uint32_t in;

        blanks(r);
        if (r->deep == 0)
            return true;
        in = r->level[r->deep - 1].token;
        if (peek(r) == (r->token[in].type == JSON_LIST ? ']' : '}')) {
            if (!close_level(r))
                return false;
            continue;
        }
        if (opened)
            return true;
        if (peek(r) != ',')
            return false;
        r->at++;
        blanks(r);
        return true;
    }
}

static bool read_all(struct reader *r)
{
    blanks(r);
    do {
        int deep = r->deep;

        if (deep > 0) {
            struct level *l = &r->level[deep - 1];
            struct json *t = &r->token[l->token];

            t->n++;
            if (t->type == JSON_OBJECT && !read_key(r, l))
                return false;
        }
        if (!read_value(r) || !read_between(r, r->deep > deep))
            return false;
    } while (r->deep > 0);
    return r->at == r->text.n;
}

/* Room for a token in eight bytes, which is usual; it grows if need be. */
static bool reader_run(struct reader *r)
{
    if (r->text.n > UINT32_MAX / 4)
        return false;
    r->room = (uint32_t)(r->text.n / 8 + 4);
    r->token = arena_many(r->arena, struct json, r->room);
    return read_all(r);
}

const struct json *json_read(struct str text, struct arena *a, size_t *at)
{
    struct reader r = { .text = text, .arena = a };
    struct arena_mark mark = arena_mark(a);

    if (reader_run(&r))
        return r.token;
    arena_back(a, mark);
    *at = r.at;
    return NULL;
}

bool json_canonical(struct str text, struct arena *a)
{
    struct reader r = { .text = text, .arena = a, .canonical = true };
    struct arena_mark mark = arena_mark(a);
    bool good = reader_run(&r);

    arena_back(a, mark);
    return good;
}

/* ---- what was read ------------------------------------------------------*/

static bool key_is(struct str raw, struct str key)
{
    size_t at = 0, at_key = 0;

    if (!has_escape(raw))
        return str_same(raw, key);
    while (at < raw.n && at_key < key.n)
        if (text_next(raw, &at) != utf8_next(key, &at_key))
            return false;
    return at == raw.n && at_key == key.n;
}

const struct json *json_member(const struct json *object, const char *key)
{
    struct str wanted = str_of(key);
    const struct json *t;

    if (!object || object->type != JSON_OBJECT)
        return NULL;
    t = object + 1;
    for (uint32_t i = 0; i < object->n; i++, t = json_next(t + 1))
        if (key_is(t->raw, wanted))
            return t + 1;
    return NULL;
}

const struct json *json_next(const struct json *value)
{
    return value + value->skip;
}

struct str json_text(const struct json *j, struct arena *a)
{
    struct buf b;

    if (!j || j->type != JSON_TEXT)
        return S("");
    if (!has_escape(j->raw))
        return j->raw;
    b = buf_start(a);
    for (size_t at = 0; at < j->raw.n;)
        utf8_put(&b, text_next(j->raw, &at));
    return buf_str(&b);
}

bool json_int(const struct json *j, int64_t *out)
{
    return j && j->type == JSON_INT && int_read(j->raw, out);
}
