/* request - reading a target and a form, strictly.
 *
 * What is refused here never reaches a page, so that pages need not ask
 * whether a name holds a NUL or a path climbs out of its folder. */
#include "web/request.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool same_name(struct str a, const char *z)
{
    for (size_t i = 0; i < a.n; i++)
        if (!z[i] || lower(a.p[i]) != lower(z[i]))
            return false;
    return z[a.n] == 0;
}

struct str request_header(const struct http_request *q, const char *name)
{
    for (int i = 0; i < q->headers; i++)
        if (same_name(q->header[i].name, name))
            return q->header[i].value;
    return S("");
}

struct str request_arg(const struct http_request *q, const char *name)
{
    for (int i = 0; i < q->args; i++)
        if (str_same(q->arg[i].name, str_of(name)))
            return q->arg[i].value;
    return S("");
}

bool request_takes(const struct http_request *q, const char *coding)
{
    struct str rest = request_header(q, "accept-encoding");

    while (rest.n) {
        struct str how = str_trim(str_cut(&rest, ','));
        struct str name = str_trim(str_cut(&how, ';'));
        bool none = str_starts(str_trim(how), S("q=0"));

        for (size_t i = 0; i < how.n; i++)
            none &= how.p[i] < '1' || how.p[i] > '9';
        if (str_same(name, str_of(coding)))
            return !none;
    }
    return false;
}

struct str request_cookie(const struct http_request *q, const char *name)
{
    struct str rest = request_header(q, "cookie");

    while (rest.n) {
        struct str value = str_trim(str_cut(&rest, ';'));
        struct str key = str_cut(&value, '=');

        if (str_same(key, str_of(name)))
            return value;
    }
    return S("");
}

const struct http_part *request_part(const struct http_request *q,
                                     const char *name)
{
    for (int i = 0; i < q->parts; i++)
        if (str_same(q->part[i].name, str_of(name)))
            return &q->part[i];
    return NULL;
}

static bool token_byte(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c && strchr("!#$%&'*+-.^_`|~", c));
}

bool request_header_good(struct str name, struct str value)
{
    for (size_t i = 0; i < name.n; i++)
        if (!token_byte((unsigned char)name.p[i]))
            return false;
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];

        if ((c < ' ' && c != '\t') || c == 127)
            return false;
    }
    return name.n > 0;
}

/* ---- percent encoding ---------------------------------------------------*/

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `lines` lets the blanks of a text area through: tab, CR and LF. */
static bool plain(struct str s, bool lines)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == 127 || (c < ' ' && !(lines && c && strchr("\t\r\n", c))))
            return false;
    }
    return utf8_good(s);
}

static bool decode(struct str raw, bool plus, struct arena *a, struct str *out)
{
    char *p = arena_take(a, raw.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.p[i];

        if (c == '%') {
            int high = i + 1 < raw.n ? hex(raw.p[i + 1]) : -1;
            int low = i + 2 < raw.n ? hex(raw.p[i + 2]) : -1;

            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        p[n++] = c;
    }
    *out = (struct str){ p, n };
    return true;
}

static int count_byte(struct str s, char c)
{
    int n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == c;
    return n;
}

/* a=b&c=d into decoded pairs. -1 for a bad one. */
static int pairs(struct str raw, bool lines, struct arena *a, int most,
                 struct http_pair **out)
{
    int n = 0, room = count_byte(raw, '&') + 1;

    if (room > most)
        return -1;
    *out = arena_many(a, struct http_pair, (size_t)room);
    while (raw.n) {
        struct str value = str_cut(&raw, '&');
        struct str name = str_cut(&value, '=');
        struct http_pair *p = &(*out)[n];

        if (name.n == 0 && value.n == 0)
            continue;
        if (!decode(name, true, a, &p->name) || !plain(p->name, false) ||
            !decode(value, true, a, &p->value) || !plain(p->value, lines))
            return -1;
        n++;
    }
    return n;
}

/* ---- the target ---------------------------------------------------------*/

static bool path_safe(struct str path)
{
    struct str rest = str_from(path, 1);

    if (!plain(path, false) || memchr(path.p, '\\', path.n))
        return false;
    while (rest.n) {
        struct str step = str_cut(&rest, '/');

        if (step.n == 0 || str_same(step, S(".")) || str_same(step, S("..")))
            return false;
    }
    return true;
}

bool request_target(struct http_request *q, struct str raw)
{
    struct str query = raw, path = str_cut(&query, '?');
    struct http_pair *arg = NULL;

    if (raw.n == 0 || raw.p[0] != '/')
        return false;
    for (size_t i = 0; i < raw.n; i++)
        if ((unsigned char)raw.p[i] <= ' ' || (unsigned char)raw.p[i] > 126)
            return false;
    if (memchr(raw.p, '#', raw.n) || !decode(path, false, q->arena, &q->path))
        return false;
    if (count_byte(q->path, '/') != count_byte(path, '/') ||
        !path_safe(q->path))
        return false;
    q->args = pairs(query, false, q->arena, REQUEST_ARGS, &arg);
    q->arg = arg;
    q->raw_path = path;
    q->query = query;
    return q->args >= 0;
}

/* ---- forms --------------------------------------------------------------*/

/* What follows `key=` in a header's parameters, unquoted; empty if absent. */
static struct str parameter(struct str value, const char *key)
{
    str_cut(&value, ';');
    while (value.n) {
        struct str name, rest = value;

        name = str_trim(str_cut(&rest, '='));
        rest = str_trim(rest);
        if (rest.n && rest.p[0] == '"') {
            rest = str_from(rest, 1);
            value = rest;
            rest = str_cut(&value, '"');
            str_cut(&value, ';');
        } else {
            value = rest;
            rest = str_trim(str_cut(&value, ';'));
        }
        if (same_name(name, key))
            return rest;
    }
    return S("");
}

/* Where `what` begins in s, or s.n. */
static size_t find(struct str s, struct str what)
{
    const char *hit = memmem(s.p, s.n, what.p, what.n);

    return hit ? (size_t)(hit - s.p) : s.n;
}

/* The head of one part: lines until an empty one. */
static bool part_head(struct str head, struct http_part *p)
{
    while (head.n) {
        size_t end = find(head, S("\r\n"));
        struct str value = { head.p, end };
        struct str name = str_cut(&value, ':');

        head = str_from(head, end + 2);
        value = str_trim(value);
        if (!request_header_good(name, value) || !utf8_good(value))
            return false;
        if (same_name(name, "content-disposition")) {
            p->name = parameter(value, "name");
            p->filename = parameter(value, "filename");
        } else if (same_name(name, "content-type")) {
            p->type = value;
        }
    }
    return p->name.n > 0;
}

/* One part from `rest`, which stands behind a boundary and moves behind the
 * next. False at the end; *bad when it is broken. */
static bool part_next(struct str *rest, struct str line, struct http_part *p,
                      bool *bad)
{
    size_t head, end;

    *p = (struct http_part){ 0 };
    if (str_starts(*rest, S("--")))
        return false;
    *bad = true;
    if (!str_starts(*rest, S("\r\n")))
        return false;
    *rest = str_from(*rest, 2);
    head = find(*rest, S("\r\n\r\n"));
    if (head == rest->n || !part_head((struct str){ rest->p, head }, p))
        return false;
    *rest = str_from(*rest, head + 4);
    end = find(*rest, line);
    if (end == rest->n)
        return false;
    p->bytes = (struct str){ rest->p, end };
    if (p->filename.n == 0 && !plain(p->bytes, true))
        return false;
    *rest = str_from(*rest, end + line.n);
    *bad = false;
    return true;
}

static bool multipart(struct http_request *q, struct str boundary)
{
    struct http_part *part = NULL, one;
    size_t room = 0;
    struct str rest = q->body, line;
    struct buf b = buf_start(q->arena);
    bool bad = false;

    if (boundary.n == 0 || boundary.n > 70)
        return false;
    buf_z(&b, "\r\n--");
    buf_add(&b, boundary);
    line = buf_str(&b);
    if (!str_starts(rest, str_from(line, 2)))
        return false;
    rest = str_from(rest, line.n - 2);
    while (part_next(&rest, line, &one, &bad)) {
        arena_room(q->arena, part, (size_t)q->parts, room);
        part[q->parts++] = one;
        if (q->parts == REQUEST_PARTS)
            return false;
    }
    q->part = part;
    return !bad;
}

static bool urlencoded(struct http_request *q)
{
    struct http_pair *pair = NULL;
    struct http_part *part;

    q->parts = pairs(q->body, true, q->arena, REQUEST_PARTS, &pair);
    if (q->parts < 0)
        return false;
    part = arena_many(q->arena, struct http_part, (size_t)q->parts + 1);
    for (int i = 0; i < q->parts; i++)
        part[i] = (struct http_part){ .name = pair[i].name,
                                      .bytes = pair[i].value };
    q->part = part;
    return true;
}

bool request_form(struct http_request *q)
{
    struct str value = request_header(q, "content-type");
    struct str rest = value, type = str_trim(str_cut(&rest, ';'));

    q->parts = 0;
    if (same_name(type, "application/x-www-form-urlencoded"))
        return urlencoded(q);
    if (same_name(type, "multipart/form-data"))
        return multipart(q, parameter(value, "boundary"));
    return true;
}
