/* deflate - fewer bytes for a slow line: zlib. */
#include "sys/sys.h"

#include <zlib.h>

bool deflate_pack(struct str plain, struct arena *a, struct str *packed)
{
    uLongf n = compressBound((uLong)plain.n);
    uint8_t *out = arena_take(a, n);

    if (compress2(out, &n, (const Bytef *)plain.p, (uLong)plain.n, 6) != Z_OK)
        return false;
    *packed = (struct str){ (const char *)out, n };
    return true;
}

bool deflate_unpack(struct str packed, size_t size, struct arena *a,
                    struct str *plain)
{
    uLongf n = (uLongf)size;
    uLong used = (uLong)packed.n;
    uint8_t *out = arena_take(a, size + 1);

    if (uncompress2(out, &n, (const Bytef *)packed.p, &used) != Z_OK ||
        n != size || used != packed.n)
        return false;
    *plain = (struct str){ (const char *)out, size };
    return true;
}
