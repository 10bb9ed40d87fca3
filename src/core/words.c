/* words - what people read, in their language. */
#include <string.h>

#include "core/core.h"
#include "core/data.h"

enum { LANGS = 3 };
static const char *const lang_names[LANGS] = { "en", "ur", "sd" };

static const char *const *taken[LANGS]; /* as word_table; NULL: none */

static const char *word_at(int at, enum lang lang)
{
    const struct word_entry *w = &word_table[at];
    const char *text = w->text[lang];

    if (!text && taken[lang] && *taken[lang][at])
        text = taken[lang][at];
    return text ? text : w->text[LANG_EN];
}

struct str say_str(enum lang lang, struct str key)
{
    int low = 0, high = word_count;

    while (low < high) {
        int mid = (low + high) / 2;
        const struct word_entry *w = &word_table[mid];
        int order = str_order(key, str_of(w->key));

        if (order == 0) {
            const char *text = word_at(mid, lang);

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

static void words_head(struct buf *b, enum lang lang)
{
    buf_fmt(b, "%s %llx", lang_names[lang], word_mark);
    buf_char(b, '\0');
}

bool words_take(struct str text, struct arena *life)
{
    const char **at = arena_many(life, const char *, (size_t)word_count + 1);
    struct buf head = buf_start(life);
    enum lang lang;

    text = arena_str(life, text);
    if (text.n < 2 || !lang_read((struct str){ text.p, 2 }, &lang))
        return false;
    words_head(&head, lang);
    if (!str_starts(text, buf_str(&head)))
        return false;
    text = str_from(text, buf_str(&head).n);
    for (int i = 0; i < word_count; i++) {
        const char *end = memchr(text.p, '\0', text.n);

        if (!end)
            return false;
        at[i] = text.p;
        text = str_from(text, (size_t)(end - text.p) + 1);
    }
    if (text.n)
        return false;
    taken[lang] = at;
    return true;
}

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

const char *lang_comma(enum lang lang)
{
    return lang == LANG_EN ? ", " : "\xd8\x8c ";
}

struct str own_text(enum lang lang, struct str en, struct str ur, struct str sd)
{
    struct str own = lang == LANG_UR ? ur : lang == LANG_SD ? sd : en;

    return own.n ? own : en;
}

static void month_year(struct buf *b, enum lang lang, int mon, int year)
{
    static const char *const key[] = { "month.1",  "month.2",  "month.3",
                                       "month.4",  "month.5",  "month.6",
                                       "month.7",  "month.8",  "month.9",
                                       "month.10", "month.11", "month.12" };

    buf_add(b, say(lang, key[mon - 1]));
    buf_fmt(b, " %d", year);
}

void words_day(struct buf *b, enum lang lang, day d)
{
    int year, mon, mday;

    day_split(d, &year, &mon, &mday);
    buf_fmt(b, "%d ", mday);
    month_year(b, lang, mon, year);
}

void words_month(struct buf *b, enum lang lang, month m)
{
    int year, mon, mday;

    day_split(month_first(m), &year, &mon, &mday);
    month_year(b, lang, mon, year);
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
