/* demo_fact - bodies of entries as JSON, for records that the sample says. */
#include "cmd/demo.h"

struct buf fact_start(struct arena *a)
{
    struct buf b = buf_start(a);

    buf_char(&b, '{');
    return b;
}

static void fact_key(struct buf *b, const char *key)
{
    if (b->p[b->n - 1] != '{')
        buf_char(b, ',');
    buf_char(b, '"');
    buf_z(b, key);
    buf_z(b, "\":");
}

void fact_text(struct buf *b, const char *key, struct str text)
{
    if (!text.n)
        return;
    fact_key(b, key);
    buf_json(b, text);
}

void fact_int(struct buf *b, const char *key, int64_t n)
{
    fact_key(b, key);
    buf_int(b, n);
}

void fact_id(struct buf *b, const char *key, struct id id)
{
    if (id_none(id))
        return;
    fact_key(b, key);
    buf_char(b, '"');
    id_put(b, id);
    buf_char(b, '"');
}

void fact_day(struct buf *b, const char *key, day on)
{
    if (on == DAY_NONE)
        return;
    fact_key(b, key);
    buf_char(b, '"');
    day_put(b, on);
    buf_char(b, '"');
}

void fact_month(struct buf *b, const char *key, month m)
{
    fact_key(b, key);
    buf_char(b, '"');
    month_put(b, m);
    buf_char(b, '"');
}

void fact_raw(struct buf *b, const char *key, const char *json)
{
    fact_key(b, key);
    buf_z(b, json);
}

struct str fact_end(struct buf *b)
{
    buf_char(b, '}');
    return buf_str(b);
}
