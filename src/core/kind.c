/* kind - finding a kind and its fields by name. */
#include "core/core.h"

const struct kind *kind_find(struct str name)
{
    int low = 0, high = kind_count;

    while (low < high) {
        int mid = (low + high) / 2;
        int order = str_order(name, str_of(kind_index[mid]->name));

        if (order == 0)
            return kind_index[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

const struct field *field_find(const struct field *f, int n, struct str name)
{
    for (int i = 0; i < n; i++)
        if (str_same(str_of(f[i].name), name))
            return &f[i];
    return NULL;
}

const struct field *kind_field(const struct kind *k, struct str name)
{
    return field_find(k->field, k->fields, name);
}

/* The n-th of "a|b|c"; empty beyond the end. */
struct str choice_name(const char *choices, int at)
{
    struct str rest = str_of(choices);

    if (at < 0)
        return (struct str){ "", 0 };
    while (at-- > 0)
        str_cut(&rest, '|');
    return str_cut(&rest, '|');
}

int choice_find(const char *choices, struct str name)
{
    struct str rest = str_of(choices);

    for (int i = 0; rest.n; i++)
        if (str_same(str_cut(&rest, '|'), name))
            return i;
    return -1;
}

enum right kind_right(const struct kind *k)
{
    return k->right == RIGHT_NONE ? RIGHT_WRITE : k->right;
}

enum right kind_reads(const struct kind *k)
{
    return k->reads == RIGHT_NONE ? RIGHT_SEE : k->reads;
}

bool kind_sealed(const struct kind *k)
{
    return kind_field(k, S("sealed")) != NULL;
}

bool kind_private(const struct kind *k)
{
    return k && (kind_sealed(k) || kind_reads(k) == RIGHT_REGISTER);
}
