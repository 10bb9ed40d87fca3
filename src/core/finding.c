/* finding - what a rule says, collected until somebody reads it. */
#include "core/core.h"

struct findings findings_start(struct arena *a)
{
    return (struct findings){ .arena = a };
}

static void finding_add(struct findings *f, const struct finding *one)
{
    arena_room(f->arena, f->at, f->n, f->room);
    f->at[f->n++] = *one;
}

void tell_ab(struct findings *f, enum level level, const char *what,
             const char *path, int64_t a, int64_t b)
{
    finding_add(f, &(struct finding){
                       what, level, arena_str(f->arena, str_of(path)), a, b });
}

void tell(struct findings *f, enum level level, const char *what,
          const char *path)
{
    tell_ab(f, level, what, path, 0, 0);
}

void tell_row(struct findings *f, enum level level, const char *what,
              const char *rows, size_t row, const char *path)
{
    struct buf b = buf_start(f->arena);

    buf_z(&b, rows);
    buf_char(&b, '[');
    buf_int(&b, (int64_t)row);
    buf_z(&b, "].");
    buf_z(&b, path);
    finding_add(f, &(struct finding){ what, level, buf_str(&b), 0, 0 });
}

bool findings_stop(const struct findings *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].level == STOP)
            return true;
    return false;
}

void finding_say(struct buf *b, enum lang lang, const struct finding *f)
{
    struct buf key = buf_start(b->arena);
    struct str words;

    buf_z(&key, "finding.");
    buf_z(&key, f->what);
    words = say_str(lang, buf_str(&key));
    for (size_t i = 0; i < words.n; i++) {
        struct str rest = str_from(words, i);

        if (str_starts(rest, S("{a.2}"))) {
            decimal_put(b, f->a, 2);
            i += 4;
        } else if (str_starts(rest, S("{b.2}"))) {
            decimal_put(b, f->b, 2);
            i += 4;
        } else if (str_starts(rest, S("{a}"))) {
            buf_int(b, f->a);
            i += 2;
        } else if (str_starts(rest, S("{b}"))) {
            buf_int(b, f->b);
            i += 2;
        } else {
            buf_char(b, words.p[i]);
        }
    }
}
