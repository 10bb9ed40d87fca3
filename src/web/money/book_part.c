/* book_part - whose part of a head a voucher may name: an account, a person with
 * money in hand, a body, a member of staff, a policy. */
#include <stdlib.h>
#include <string.h>

#include "book.sql.h"
#include "web/money/book.h"
#include "web/register.h"

enum { PARTS_MOST = 600 };

struct str book_part_kind(int party)
{
    const struct field *f = kind_field(kind_find(S("account_head")),
                                       S("party"));

    return choice_name(f->of, party);
}

static int by_name(const void *a, const void *b)
{
    const struct book_part *x = a, *y = b;
    int order = (x->party > y->party) - (x->party < y->party);

    if (!order)
        order = strcmp(x->name, y->name);
    return order ? order : id_order(x->id, y->id);
}

size_t book_parts(struct rq *rq, struct id book, struct book_part **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BOOK_PARTIES);
    size_t n = 0;

    *out = arena_many(rq->arena, struct book_part, PARTS_MOST);
    db_bind_id(&r, 1, book);
    db_bind_int(&r, 2, rq->today);
    while (n < PARTS_MOST && db_next(&r))
        (*out)[n++] = (struct book_part){ .party = (int)db_int(&r, 0),
                                          .id = db_id(&r, 1) };
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        struct book_part *p = &(*out)[i];
        const struct kind *k = kind_find(book_part_kind(p->party));

        p->name = k ? thing_name(rq, k, p->id) : id_text(rq, p->id);
    }
    if (n > 1)
        qsort(*out, n, sizeof **out, by_name);
    return n;
}
