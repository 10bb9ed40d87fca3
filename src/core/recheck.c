/* recheck - the same questions, asked twice. */
#include <stdlib.h>
#include <string.h>

#include "core/choice.h"

enum { LIST_MOST = 64 };

static int text_order(const void *p, const void *q)
{
    return str_order(*(const struct str *)p, *(const struct str *)q);
}

/* Texts of a list in their order, so that lists compare as sets. */
static size_t list_sorted(const struct json *list, struct str *out)
{
    const struct json *one = list + 1;
    size_t n = 0;

    for (uint32_t i = 0; i < list->n && n < LIST_MOST;
         i++, one = json_next(one))
        out[n++] = one->raw;
    qsort(out, n, sizeof *out, text_order);
    return n;
}

static bool values_same(const struct json *x, const struct json *y)
{
    struct str one[LIST_MOST], other[LIST_MOST];
    size_t n;

    if (!x || !y || x->type != y->type)
        return false;
    if (x->type != JSON_LIST)
        return str_same(x->raw, y->raw);
    n = list_sorted(x, one);
    if (x->n != y->n || n != list_sorted(y, other))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!str_same(one[i], other[i]))
            return false;
    return true;
}

static const struct json *object_of(struct str text, struct arena *a)
{
    size_t at;
    const struct json *j = text.n ? json_read(text, a, &at) : NULL;

    return j && j->type == JSON_OBJECT ? j : NULL;
}

static int recheck_order(const void *p, const void *q)
{
    const struct recheck *x = p, *y = q;

    return str_order(x->question, y->question);
}

/* Questions of `of`, compared with `with`; `only` those that `with` lacks. */
static size_t add(const struct json *of, const struct json *with, bool only,
                  struct arena *a, struct recheck *to)
{
    const struct json *key = of ? of + 1 : NULL;
    size_t n = 0;

    for (uint32_t i = 0; of && i < of->n; i++) {
        const struct json *value = json_next(key);
        struct str code = json_text(key, a);
        const struct json *other = json_member(with, arena_z(a, code));

        if (!only || !other)
            to[n++] = (struct recheck){ code, values_same(value, other) };
        key = json_next(value);
    }
    return n;
}

size_t recheck_compare(struct str first, struct str second, struct arena *a,
                       struct recheck **out)
{
    const struct json *x = object_of(first, a), *y = object_of(second, a);
    size_t room = (x ? x->n : 0) + (y ? y->n : 0) + 1, n;

    *out = arena_many(a, struct recheck, room);
    n = add(x, y, false, a, *out);
    n += add(y, x, true, a, *out + n);
    if (n)
        qsort(*out, n, sizeof **out, recheck_order);
    return n;
}
