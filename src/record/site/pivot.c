#include "core/core.h"

struct pivot {
    struct str name, list, asked, note;
};
static const struct field pivot_field[] = {
    TEXT(pivot, name, 120, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(pivot, list, 40, FIELD_NEED),
    TEXT(pivot, asked, 900, FIELD_NEED),
    TEXT(pivot, note, 400, 0),
};

/* What may stand in the address of a page. */
static bool asked_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
              (c >= 'A' && c <= 'Z') || c == '=' || c == '&' || c == '.' ||
              c == '-' || c == '_' || c == '~' || c == '%' || c == '+' ||
              c == '@' || c == ':'))
            return false;
    }
    return true;
}

/* Words may be somebody's name: no question keeps them for others to read. A
 * reference that was only typed may be one too. */
static bool asked_words(struct str s)
{
    while (s.n) {
        struct str value = str_cut(&s, '&'), name = str_cut(&value, '=');

        if (value.n && (str_same(name, S("q")) || str_ends(name, S(".said")) ||
                        str_ends(name, S(".was"))))
            return true;
    }
    return false;
}

struct pivot_view; /* its rule needs no view */
static void pivot_rule(const struct pivot *x, const struct pivot_view *v,
                       struct findings *f)
{
    (void)v;
    if (x->list.n && !kind_find(x->list))
        tell(f, STOP, "pivot.no_list", "list");
    if (!asked_plain(x->asked))
        tell(f, STOP, "pivot.not_asked", "asked");
    if (asked_words(x->asked))
        tell(f, STOP, "pivot.words", "asked");
}

/* A table of rows and columns that somebody asked for and gave a name: the
 * question is kept, not what it answered. */
RECORD(pivot, .title = "name", .group = "site", .right = RIGHT_REGISTER);
