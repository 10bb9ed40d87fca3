/* opened - the things that a number of a report is made of. */
#include "report/inside.h"

void opened_add(struct opened *b, struct arena *a, struct id id, paisa amount)
{
    if (!b->at)
        b->at = arena_many(a, struct opened_one, OPENED_MOST);
    if (b->n < OPENED_MOST)
        b->at[b->n++] = (struct opened_one){ id, amount };
    b->of++;
    b->sum += amount == INT_NONE ? 0 : amount;
}

struct str opened_key(struct arena *a, int64_t nth)
{
    struct buf b = buf_start(a);

    buf_int(&b, nth);
    return buf_str(&b);
}
