/* office_site - who signs in and for which place, for tests of pages.
 *
 *     grant(&b.site, "asma", "organiser", "pk723");   NULL: for all places
 */
#ifndef SAATH_OFFICE_SITE_H
#define SAATH_OFFICE_SITE_H

#include "web_site.h"

/* A place that the program ships, by its code. */
static inline struct id place(const char *code)
{
    return id_named(S("place"), str_of(code));
}

static inline void grant(struct site *s, const char *login, const char *role,
                         const char *at)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\"", login);
    if (at) {
        buf_z(&b, ",\"place\":\"");
        id_put(&b, place(at));
        buf_char(&b, '"');
    }
    buf_fmt(&b, ",\"role\":\"%s\",\"since\":\"2014-01-01\"}", role);
    draft(s, "access", arena_z(&s->arena, buf_str(&b)));
}

#endif
