/* phone - what a phone asks of its kernel: its home, the pack, what is unsent,
 * and all of it as bytes. */
#include <string.h>

#include "wasm/wasm.h"

bool kernel_home(const uint8_t *key)
{
    struct kernel *k = kernel_get();
    bool good;

    keeper_begin(k->keeper);
    good = keeper_home(k->keeper, key);
    return kernel_commit() && good;
}

void kernel_chain(int64_t seq, const uint8_t *head)
{
    struct hash h;

    memcpy(h.b, head, sizeof h.b);
    keeper_follow(kernel_get()->keeper, seq, h);
}

static const char *truth(bool b)
{
    return b ? "true" : "false";
}

int32_t kernel_piece(const char *bytes, size_t n)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    struct heard h;
    size_t used = keeper_hear(k->keeper, (struct str){ bytes, n }, &h);

    if (h.trouble)
        buf_z(&b, h.trouble);
    else if (h.ended)
        buf_fmt(&b, "{\"end\":true,\"fresh\":%s,\"more\":%s,\"same\":%s}",
                truth(h.fresh), truth(h.more), truth(h.same));
    else
        buf_fmt(&b, "{\"known\":%lld,\"kept\":%lld,\"refused\":%lld}",
                (long long)h.counts.known, (long long)h.counts.kept,
                (long long)h.counts.refused);
    told_end(&b);
    return h.trouble ? 0 : used ? (int32_t)used : -1;
}

void kernel_have(void)
{
    struct buf b = told_start();

    keeper_has(kernel_get()->keeper, &b);
    told_end(&b);
}

void kernel_want(void)
{
    struct buf b = told_start();

    keeper_wants(kernel_get()->keeper, &b);
    told_end(&b);
}

static bool line_put(void *self, struct str line)
{
    buf_add(self, line);
    buf_char(self, '\n');
    return true;
}

bool kernel_unsent(int64_t after)
{
    struct buf b = told_start();

    keeper_unsent(kernel_get()->keeper, after, line_put, &b);
    told_end(&b);
    return told_fine();
}

void kernel_own(int64_t after)
{
    struct buf b = told_start();
    struct own_said o = keeper_own(kernel_get()->keeper, after);

    buf_z(&b, "{\"head\":\"");
    hash_put(&b, o.head);
    buf_fmt(&b, "\",\"n\":%lld,\"oldest\":%lld,\"seq\":%lld}", (long long)o.n,
            (long long)o.oldest, (long long)o.seq);
    told_end(&b);
}

bool kernel_snapshot(void)
{
    struct kernel *k = kernel_get();
    struct str image;

    told_start();
    if (db_image(k->db, &image))
        told_image(image);
    return told_fine();
}
