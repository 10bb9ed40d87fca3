/* deflate - fewer bytes for a slow line: zlib. */
#include "sys/sys.h"

#include <limits.h>
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

enum {
    GZIP_LEVEL = 2,   /* many times as quick as 6, a fifth larger */
    GZIP_WINDOW = 31, /* 15, and gzip's own head and sum */
    GZIP_MEMORY = 8
};

bool deflate_gzip(struct str plain, struct arena *a, struct str *packed)
{
    z_stream z = { .next_in = (Bytef *)plain.p, .avail_in = (uInt)plain.n };
    bool good;

    if (plain.n > UINT_MAX ||
        deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    z.avail_out = (uInt)deflateBound(&z, (uLong)plain.n);
    z.next_out = arena_take(a, z.avail_out);
    *packed = (struct str){ (const char *)z.next_out, 0 };
    good = deflate(&z, Z_FINISH) == Z_STREAM_END;
    packed->n = z.total_out;
    deflateEnd(&z);
    return good;
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
