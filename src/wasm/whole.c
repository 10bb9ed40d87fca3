/* whole - the log as a whole: out as lines, as a digest, verified, anew. */
#include "log.sql.h"
#include "wasm/wasm.h"

static bool line_put(void *self, struct str line)
{
    buf_add(self, line);
    buf_char(self, '\n');
    return true;
}

int64_t kernel_arrivals(void)
{
    struct rows r = db_rows(kernel_get()->db, SQL_ENTRY_LAST);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

bool kernel_export(int64_t since)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    int64_t rotten;

    log_export(k->db, since, &rotten, line_put, &b);
    told_end(&b);
    return told_fine();
}

bool kernel_digest(void)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();

    log_digest(k->db, &b);
    told_end(&b);
    return told_fine();
}

int64_t kernel_verify(void)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();
    int64_t n = log_verify(k->db, &kernel_host, line_put, &b);

    told_end(&b);
    return n;
}

bool kernel_rebuild(void)
{
    struct kernel *k = kernel_get();
    struct buf b = told_start();

    if (keeper_rebuild(k->keeper, NULL, NULL))
        return true;
    buf_z(&b, keeper_trouble(k->keeper));
    told_end(&b);
    return false;
}
