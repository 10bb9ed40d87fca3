/* symbol - pictures that stand for candidates on a ballot. */
#include "report/symbol.h"

const struct symbol symbol_table[] = {
    { "apple", "M 50 30 C 30 16 10 34 16 60 C 22 84 36 94 50 86 "
               "C 64 94 78 84 84 60 C 90 34 70 16 50 30 Z "
               "M 50 30 C 50 20 54 12 62 8" },
    { "bell", "M 50 8 L 50 18 M 20 74 C 32 62 28 46 32 36 C 38 14 62 14 68 36 "
              "C 72 46 68 62 80 74 Z O 50 82 7" },
    { "boat", "M 8 64 L 92 64 L 76 88 L 24 88 Z M 48 64 L 48 10 L 84 56 "
              "L 48 56 M 40 22 L 16 56 L 40 56 Z" },
    { "chair", "M 28 8 L 28 92 M 28 54 L 74 54 L 74 92 M 28 22 L 36 22 "
               "M 28 38 L 36 38" },
    { "clock", "O 50 50 41 M 50 50 L 50 22 M 50 50 L 70 58" },
    { "cup", "M 16 30 L 72 30 L 66 74 C 66 82 22 82 22 74 Z "
             "M 71 38 C 92 36 92 64 68 62 M 8 90 L 80 90 "
             "M 34 22 C 28 16 40 14 34 6 M 54 22 C 48 16 60 14 54 6" },
    { "fish", "M 10 50 C 26 22 56 22 72 50 C 56 78 26 78 10 50 Z "
              "M 72 50 L 92 30 L 92 70 Z O 28 45 3" },
    { "flower", "O 50 15 10 O 68 28 10 O 61 49 10 O 39 49 10 O 32 28 10 "
                "O 50 34 7 M 50 60 L 50 94 M 50 86 C 58 70 70 68 80 68 "
                "C 78 80 64 88 50 86 Z" },
    { "house", "M 8 50 L 50 14 L 92 50 M 20 42 L 20 88 L 80 88 L 80 42 "
               "M 42 88 L 42 62 L 58 62 L 58 88" },
    { "key", "O 28 50 18 M 46 50 L 92 50 L 92 66 M 74 50 L 74 62" },
    { "ladder", "M 32 8 L 24 92 M 68 8 L 76 92 M 31 22 L 69 22 "
                "M 29 40 L 71 40 M 28 58 L 72 58 M 26 76 L 74 76" },
    { "lock", "M 22 44 L 78 44 L 78 90 L 22 90 Z "
              "M 34 44 C 34 6 66 6 66 44 O 50 64 6 M 50 70 L 50 80" },
    { "moon", "M 62 10 C 30 12 14 34 14 54 C 14 78 34 92 56 90 "
              "C 72 88 82 80 88 68 C 60 76 42 60 42 42 C 42 28 50 16 62 10 Z" },
    { "pot", "M 34 10 L 66 10 M 40 10 L 40 26 M 60 10 L 60 26 "
             "M 40 26 C 10 36 6 76 34 90 L 66 90 C 94 76 90 36 60 26 Z" },
    { "scissors", "O 26 78 12 O 74 78 12 M 33 68 L 72 10 M 67 68 L 28 10" },
    { "spade", "M 36 8 L 64 8 M 50 8 L 50 54 "
               "M 32 54 L 68 54 L 68 74 C 68 84 58 92 50 95 "
               "C 42 92 32 84 32 74 Z" },
    { "star", "M 50 9 L 61 38 L 92 39 L 67 59 L 76 89 L 50 71 L 24 89 "
              "L 33 59 L 8 39 L 39 38 Z" },
    { "sun", "O 50 50 19 M 50 8 L 50 22 M 50 78 L 50 92 M 8 50 L 22 50 "
             "M 78 50 L 92 50 M 20 20 L 30 30 M 70 70 L 80 80 "
             "M 80 20 L 70 30 M 30 70 L 20 80" },
    { "umbrella", "M 8 54 C 10 2 90 2 92 54 C 84 44 72 44 64 54 "
                  "C 58 44 42 44 36 54 C 28 44 16 44 8 54 Z M 50 8 L 50 14 "
                  "M 50 48 L 50 82 C 50 96 34 94 34 84" },
    { "wheel", "O 50 50 41 O 50 50 8 M 50 42 L 50 9 M 50 58 L 50 91 "
               "M 42 50 L 9 50 M 58 50 L 91 50 M 44 44 L 21 21 "
               "M 56 56 L 79 79 M 56 44 L 79 21 M 44 56 L 21 79" },
};
const int symbol_count = (int)LEN(symbol_table);

const struct symbol *symbol_find(struct str name)
{
    for (int i = 0; i < symbol_count; i++)
        if (str_same(str_of(symbol_table[i].name), name))
            return &symbol_table[i];
    return NULL;
}

static int numbers_of(char stroke)
{
    return stroke == STROKE_CURVE ? 6 :
           stroke == STROKE_RING  ? 3 :
           stroke == STROKE_CLOSE ? 0 :
                                    2;
}

static int number_take(const char **p)
{
    int v = 0;

    while (**p == ' ')
        (*p)++;
    MUST(**p >= '0' && **p <= '9'); /* our own table */
    while (**p >= '0' && **p <= '9')
        v = v * 10 + *(*p)++ - '0';
    return v;
}

bool symbol_next(const char **path, enum symbol_stroke *stroke, int at[6])
{
    const char *p = *path;
    char c;

    while (*p == ' ')
        p++;
    if (!(c = *p))
        return false;
    p++;
    for (int i = 0; i < numbers_of(c); i++)
        at[i] = number_take(&p);
    *stroke = (enum symbol_stroke)c;
    *path = p;
    return true;
}

void symbol_svg(struct buf *b, const struct symbol *s)
{
    const char *path = s->path;
    enum symbol_stroke stroke;
    int at[6];

    buf_z(b, "<svg class=\"symbol\" viewBox=\"0 0 100 100\" width=\"40\" "
             "height=\"40\" fill=\"none\" stroke=\"currentColor\" "
             "stroke-width=\"5\" stroke-linejoin=\"round\" "
             "stroke-linecap=\"round\" aria-hidden=\"true\"><path d=\"");
    while (symbol_next(&path, &stroke, at)) {
        if (stroke == STROKE_RING) { /* two halves of a circle */
            buf_fmt(b, "M%d %da%d %d 0 1 0 %d 0", at[0] - at[2], at[1], at[2],
                    at[2], 2 * at[2]);
            buf_fmt(b, "a%d %d 0 1 0 -%d 0", at[2], at[2], 2 * at[2]);
            continue;
        }
        buf_char(b, (char)stroke);
        for (int i = 0; i < numbers_of((char)stroke); i++)
            buf_fmt(b, i ? " %d" : "%d", at[i]);
    }
    buf_z(b, "\"/></svg>");
}
