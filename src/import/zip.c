/* zip - parts of a zip held in memory, by minizip.
 *
 * Part names are only ever looked up in the zip's own list, so no name can
 * reach a file. minizip never gives more bytes of a part than the zip states
 * for it, which makes the stated size the place to refuse a bomb. */
#include "reader.h"

#include <minizip/unzip.h>
#include <string.h>

enum { PARTS_MAX = 4096, BOMB_RATIO = 200, PART_NAME = 256 };
#define BOMB_FROM (10 * 1024 * 1024) /* small parts may be as dense */

struct zip {
    struct str bytes;
    size_t at;
    unzFile file;
    bool open;
    int64_t stated, got; /* unzipped bytes of the open part */
};

/* ---- a file that is memory ----------------------------------------------*/

static voidpf mem_open(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong mem_read(voidpf opaque, voidpf stream, void *to, uLong n)
{
    struct zip *z = stream;
    size_t left = z->bytes.n - z->at;

    (void)opaque;
    n = n < left ? n : left;
    if (n)
        memcpy(to, z->bytes.p + z->at, n);
    z->at += n;
    return n;
}

static uLong mem_write(voidpf opaque, voidpf stream, const void *p, uLong n)
{
    (void)opaque;
    (void)stream;
    (void)p;
    (void)n;
    return 0;
}

static ZPOS64_T mem_tell(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((struct zip *)stream)->at;
}

static long mem_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct zip *z = stream;
    ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_SET ? 0 :
                    origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at :
                                                       z->bytes.n;

    (void)opaque;
    if (offset > z->bytes.n || base + offset > z->bytes.n)
        return -1;
    z->at = (size_t)(base + offset);
    return 0;
}

static int mem_fine(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

/* ---- parts --------------------------------------------------------------*/

struct zip *zip_open(struct str bytes, struct arena *a,
                     struct table_trouble *why)
{
    struct zip *z = arena_new(a, struct zip);
    zlib_filefunc64_def how = { mem_open, mem_read, mem_write, mem_tell,
                                mem_seek, mem_fine, mem_fine,  z };
    unz_global_info64 info;

    z->bytes = bytes;
    z->file = unzOpen2_64("", &how);
    if (!z->file || unzGetGlobalInfo64(z->file, &info) != UNZ_OK) {
        zip_close(z); /* its list stands at the very end */
        trouble(why, "file.truncated", 0, "zip");
        return NULL;
    }
    if (info.number_entry > PARTS_MAX) {
        zip_close(z);
        trouble(why, "file.too_large", 0, "4096 parts");
        return NULL;
    }
    return z;
}

static void zip_stop(struct zip *z)
{
    if (z->open)
        unzCloseCurrentFile(z->file);
    z->open = false;
}

void zip_close(struct zip *z)
{
    if (!z || !z->file)
        return;
    zip_stop(z);
    unzClose(z->file);
    z->file = NULL;
}

static bool zip_locate(struct zip *z, const char *part, unz_file_info64 *info)
{
    zip_stop(z);
    return strlen(part) < PART_NAME &&
           unzLocateFile(z->file, part, 2) == UNZ_OK && /* 2: any case */
           unzGetCurrentFileInfo64(z->file, info, NULL, 0, NULL, 0, NULL, 0) ==
               UNZ_OK;
}

int64_t zip_find(struct zip *z, const char *part)
{
    unz_file_info64 info;

    if (!zip_locate(z, part, &info))
        return -1;
    return info.uncompressed_size > INT64_MAX ? INT64_MAX :
                                                (int64_t)info.uncompressed_size;
}

bool zip_start(struct zip *z, const char *part, int64_t most,
               struct table_trouble *why)
{
    unz_file_info64 info;
    uint64_t packed, bytes;

    if (!zip_locate(z, part, &info))
        return trouble(why, "file.not_a_workbook", 0, part);
    bytes = info.uncompressed_size;
    packed = info.compressed_size < z->bytes.n ? info.compressed_size :
                                                 z->bytes.n;
    if (info.flag & 1)
        return trouble(why, "file.encrypted", 0, part);
    if (bytes > BOMB_FROM && bytes / BOMB_RATIO > packed)
        return trouble(why, "file.bomb", 0, part);
    if (bytes > (uint64_t)most)
        return trouble(why, "file.too_large", 0, part);
    if ((info.compression_method != 0 &&
         info.compression_method != Z_DEFLATED) ||
        unzOpenCurrentFile(z->file) != UNZ_OK)
        return trouble(why, "file.damaged", 0, part);
    z->open = true;
    z->stated = (int64_t)bytes;
    z->got = 0;
    return true;
}

int zip_read(struct zip *z, void *to, int room, struct table_trouble *why)
{
    int n = unzReadCurrentFile(z->file, to, (unsigned)room);

    if (n > 0) {
        z->got += n;
        return n;
    }
    z->open = false;
    if (unzCloseCurrentFile(z->file) == UNZ_OK && n == 0 && z->got == z->stated)
        return 0;
    trouble(why, "file.damaged", 0, "zip checksum");
    return -1;
}

int zip_progress(const struct zip *z)
{
    return z->stated > 0 ? (int)(z->got * 1000 / z->stated) : 1000;
}
