/* data - files that the program carries, packed or not. */
#include "core/data.h"

#include <string.h>
#include <zlib.h>

#include "sys/sys.h"

struct str sys_data(const char *name, struct arena *a)
{
    const struct data_file *f = data_table;
    uLongf n;
    void *whole;

    while (f->name && strcmp(f->name, name) != 0)
        f++;
    MUST(f->name);
    if (!f->whole)
        return (struct str){ (const char *)f->bytes, f->n };
    whole = arena_take(a, f->whole);
    n = f->whole;
    MUST(uncompress(whole, &n, f->bytes, f->n) == Z_OK && n == f->whole);
    return (struct str){ whole, n };
}
