/* kernel - the one site of this instance: memory, open and close, batches. */
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "log.sql.h"
#include "wasm/wasm.h"

static struct kernel kernel;

struct kernel *kernel_get(void)
{
    MUST(kernel.keeper);
    return &kernel;
}

/* ---- memory -------------------------------------------------------------*/

void *kernel_take(size_t bytes)
{
    void *p = malloc(bytes ? bytes : 1);

    MUST(p);
    return p;
}

void kernel_give(void *p)
{
    free(p);
}

const struct told *kernel_told(void)
{
    return &kernel.told;
}

static void image_forget(void)
{
    if (kernel.image.n)
        db_image_give(kernel.db, kernel.image);
    kernel.image = S("");
}

void told_image(struct str image)
{
    kernel.image = image;
    kernel.told = (struct told){ image.p, image.n };
}

struct buf told_start(void)
{
    image_forget();
    arena_free(&kernel.call);
    kernel.told = (struct told){ "", 0 };
    return buf_start(&kernel.call);
}

void told_end(const struct buf *b)
{
    kernel.told = (struct told){ b->p, b->n };
}

/* A fault ends with the call that met it: nothing is left half-done, since
 * all that writes stands in a batch of its own. */
bool told_fine(void)
{
    struct buf b;

    if (db_fault(kernel.db) == DB_FINE)
        return true;
    b = told_start();
    buf_z(&b, db_fault_text(kernel.db));
    told_end(&b);
    db_forgive(kernel.db);
    return false;
}

/* ---- open and close -----------------------------------------------------*/

void kernel_close(void)
{
    image_forget();
    keeper_close(kernel.keeper);
    db_close(kernel.db);
    arena_free(&kernel.life);
    arena_free(&kernel.call);
    kernel = (struct kernel){ .told = { "", 0 } };
}

static void site_take(const uint8_t *key, struct str name, struct str holder)
{
    struct kernel *k = &kernel;

    kernel_close();
    k->may_write = key != NULL;
    kernel_host.random(kernel_host.self, &k->serial, sizeof k->serial);
    if (key) {
        memcpy(k->own.key, key, sizeof k->own.key);
        k->own.name = arena_str(&k->life, name);
        k->own.holder = arena_str(&k->life, holder);
    }
    k->db = db_open(":memory:", DB_MAKE);
}

static bool site_open(void)
{
    struct kernel *k = &kernel;

    k->keeper = keeper_open(k->db, &kernel_host, k->may_write ? &k->own : NULL);
    if (told_fine())
        return true;
    keeper_close(k->keeper);
    k->keeper = NULL; /* not open */
    return false;
}

bool kernel_open(const uint8_t *key, const char *name, size_t name_n,
                 const char *holder, size_t holder_n)
{
    site_take(key, (struct str){ name, name_n },
              (struct str){ holder, holder_n });
    log_make(kernel.db);
    return site_open();
}

static bool told_other(enum log_state state)
{
    struct buf b;

    if (!told_fine())
        return false;
    if (state == LOG_OURS)
        return true;
    b = told_start();
    buf_z(&b, state == LOG_NEWER ? "newer" : "older");
    told_end(&b);
    return false;
}

bool kernel_restore(const uint8_t *key, const char *name, size_t name_n,
                    const char *holder, size_t holder_n, const char *bytes,
                    size_t n)
{
    enum log_state state = LOG_NONE;

    site_take(key, (struct str){ name, name_n },
              (struct str){ holder, holder_n });
    if (db_image_take(kernel.db, (struct str){ bytes, n }))
        state = log_state(kernel.db);
    return told_other(state) && site_open();
}

void kernel_wake(void)
{
    struct kernel *k = kernel_get();

    told_start();
    kernel_host.random(kernel_host.self, &k->serial, sizeof k->serial);
}

bool kernel_words(const char *text, size_t n)
{
    static struct arena life;

    return words_take((struct str){ text, n }, &life);
}

/* ---- a batch ------------------------------------------------------------*/

void kernel_begin(void)
{
    keeper_begin(kernel_get()->keeper);
}

bool kernel_commit(void)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();

    if (keeper_commit(k->keeper))
        return true;
    buf_z(&b, keeper_trouble(k->keeper));
    told_end(&b);
    return false;
}

void kernel_rollback(void)
{
    keeper_rollback(kernel_get()->keeper);
}

int32_t kernel_adopt(void)
{
    return keeper_adopt(kernel_get()->keeper);
}

bool kernel_is_new(void)
{
    return keeper_is_new(kernel_get()->keeper);
}

static struct id own_device(struct kernel *k)
{
    struct buf hex = buf_start(&k->call);

    MUST(k->may_write);
    buf_hex(&hex, k->own.key, sizeof k->own.key);
    return id_named(S("device"), buf_str(&hex));
}

/* The tip of our own chain as the batch will leave it. */
void kernel_stamp(void)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    struct stamp s = { .device = own_device(k) };
    struct rows r = db_rows(k->db, SQL_ENTRY_TIP);

    db_bind_id(&r, 1, s.device);
    if (db_next(&r)) {
        s.seq = db_int(&r, 0);
        s.head = db_hash(&r, 1);
    }
    db_done(&r);
    buf_add(&b, stamp_text(&s, &k->call));
    told_end(&b);
}
