/* pango - the libraries that set text, and the fonts that the program carries.
 *
 * Fontconfig takes fonts by file name. Ours lie in memory: each is written into
 * a file that has no name and no disk, and is known by its descriptor. So the
 * same letters come out on every machine, whatever is installed there, and the
 * helper can be jailed before it reads a document. */
#include "sys/pango.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/data.h"
#include "sys/sys.h"

/* By the names that their packages have kept for more than ten years. */
static const char *const library[] = {
    "libfontconfig.so.1", "libgobject-2.0.so.0",  "libcairo.so.2",
    "libpango-1.0.so.0",  "libpangoft2-1.0.so.0", "libpangocairo-1.0.so.0",
    "libqrencode.so.4",
};
static const char *const font[] = {
    "app/naskh.ttf",       "font/sans.ttf",     "font/sans-bold.ttf",
    "font/naskh-bold.ttf", "font/nastaliq.ttf", "font/lateef-bold.ttf"
};

/* The libraries stay open: a process that draws, draws until it ends. */
static void *call_find(void *const *opened, const char *name)
{
    void *found = NULL;

    for (size_t i = 0; i < LEN(library) && !found; i++)
        found = dlsym(opened[i], name);
    if (!found)
        sys_note("paper: no %s in the libraries", name);
    return found;
}

static bool calls_find(struct pango *g, void *const *opened)
{
    bool all = true;
    void *at;

#define PANGO_FIND(call)                                                       \
    at = call_find(opened, #call);                                             \
    all = all && at;                                                           \
    memcpy(&g->call, &at, sizeof at);
    PANGO_CALLS(PANGO_FIND)
#undef PANGO_FIND
    return all;
}

static bool libraries_open(struct pango *g)
{
    void *opened[LEN(library)];

    for (size_t i = 0; i < LEN(library); i++) {
        opened[i] = dlopen(library[i], RTLD_NOW | RTLD_LOCAL);
        if (!opened[i]) {
            sys_note("paper: %s", dlerror());
            return false;
        }
    }
    return calls_find(g, opened);
}

static bool all_written(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_from(bytes, (size_t)n);
    }
    return true;
}

static bool font_add(struct pango *g, FcConfig *config, const char *name)
{
    struct arena a = { .chunk_bytes = 256 };
    struct str bytes = sys_data(name, &a);
    struct buf path = buf_start(&a);
    int fd = memfd_create(name, MFD_CLOEXEC);
    bool good = fd >= 0 && all_written(fd, bytes);

    buf_fmt(&path, "/proc/self/fd/%d", fd);
    good = good && g->FcConfigAppFontAddFile(
                       config, (const FcChar8 *)arena_z(&a, buf_str(&path)));
    arena_free(&a);
    if (!good)
        sys_note("paper: %s cannot be used: %s", name, strerror(errno));
    return good;
}

static bool fonts_open(struct pango *g)
{
    FcConfig *config = g->FcConfigCreate();
    bool good = config != NULL;

    for (size_t i = 0; i < LEN(font); i++)
        good = good && font_add(g, config, font[i]);
    if (!good || !g->FcConfigSetCurrent(config))
        return false;
    g->fonts = g->pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!g->fonts)
        return false;
    g->pango_fc_font_map_set_config((PangoFcFontMap *)(void *)g->fonts, config);
    return true;
}

struct pango *pango_open(void)
{
    struct pango *g = calloc(1, sizeof *g);

    MUST(g);
    if (libraries_open(g) && fonts_open(g))
        return g;
    free(g);
    return NULL;
}
