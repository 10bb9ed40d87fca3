/* words - what people read, in their language. */
#include "core/core.h"
#include "core/data.h"

struct str say_str(enum lang lang, struct str key)
{
    int low = 0, high = word_count;

    while (low < high) {
        int mid = (low + high) / 2;
        const struct word_entry *w = &word_table[mid];
        int order = str_order(key, str_of(w->key));

        if (order == 0) {
            const char *text = w->text[lang] ? w->text[lang] : w->text[LANG_EN];

            return text ? str_of(text) : key;
        }
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return key;
}

struct str say(enum lang lang, const char *key)
{
    return say_str(lang, str_of(key));
}

static const char *const lang_names[] = { "en", "ur", "sd" };

bool lang_read(struct str s, enum lang *out)
{
    for (size_t i = 0; i < LEN(lang_names); i++)
        if (str_same(s, str_of(lang_names[i]))) {
            *out = (enum lang)i;
            return true;
        }
    return false;
}

const char *lang_name(enum lang lang)
{
    return lang_names[lang];
}

bool lang_right_to_left(enum lang lang)
{
    return lang != LANG_EN;
}

struct str data_find(const char *name)
{
    for (int i = 0; i < data_count; i++)
        if (str_same(str_of(data_table[i].name), str_of(name))) {
            MUST(!data_table[i].whole);
            return (struct str){ (const char *)data_table[i].bytes,
                                 data_table[i].n };
        }
    for (const struct data_file *f = data_more; f && f->name; f++)
        if (str_same(str_of(f->name), str_of(name)))
            return (struct str){ (const char *)f->bytes, f->n };
    return (struct str){ "", 0 };
}
