/* backlog_cell - what is typed into one cell of an old register. */
#include <string.h>

#include "web/meeting/backlog.h"

enum { PRESENT, ABSENT, LEAVE, MARKS };

/* Is it one of the letters, in any language, that stand for this mark? */
static bool letter_is(struct str said, const char *key)
{
    for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
        struct str rest = say((enum lang)lang, key);

        while (rest.n)
            if (str_same(str_cut(&rest, ' '), said))
                return true;
    }
    return false;
}

static int32_t mark_of(struct str said)
{
    static const char *const key[MARKS] = { "backlog.letters.present",
                                            "backlog.letters.absent",
                                            "backlog.letters.leave" };

    for (int32_t i = 0; i < MARKS; i++)
        if (letter_is(said, key[i]))
            return i;
    return -1;
}

/* Its first letter; a Latin one in small. */
static size_t letter_cut(struct str typed, char out[4])
{
    size_t n = utf8_size(typed, 0);

    memcpy(out, typed.p, n);
    if (n == 1 && out[0] >= 'A' && out[0] <= 'Z')
        out[0] |= 32;
    return n;
}

static bool amount_read(struct str typed, paisa *out)
{
    bool inexact = false;

    return decimal_read(typed, 2, out, &inexact) && !inexact && *out >= 0;
}

bool cell_read(struct str typed, struct cell *out)
{
    char letter[4];
    size_t n;

    typed = str_trim(typed);
    *out = (struct cell){ .said = typed.n > 0, -1, INT_NONE };
    if (!typed.n)
        return true;
    if (amount_read(typed, &out->saved)) {
        out->present = PRESENT;
        return true;
    }
    out->saved = INT_NONE;
    n = letter_cut(typed, letter);
    out->present = mark_of((struct str){ letter, n });
    typed = str_trim(str_from(typed, n));
    return out->present >= 0 && (!typed.n || amount_read(typed, &out->saved));
}
