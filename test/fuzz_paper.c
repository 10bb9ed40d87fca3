/* Any bytes as a document for print, and as the helper's answer: read to an end
 * within their bounds, or refused. */
#include <string.h>

#include "../src/report/paper.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void item_good(const struct paper_reader *r, const struct paper_item *x)
{
    MUST(utf8_good(x->text) && utf8_good(x->more));
    MUST(x->text.n <= PAPER_TEXT_BYTES && x->more.n <= PAPER_CELL_BYTES);
    for (int i = 0; x->cell && i < x->n; i++)
        MUST(utf8_good(x->cell[i].text) && x->cell[i].what <= CELL_SYMBOL);
    for (int i = 0; x->column && i < x->n; i++)
        MUST(x->column[i].wide >= 1 && x->column[i].wide <= PAPER_WIDE_MOST &&
             x->column[i].align <= ALIGN_CENTRE);
    MUST(x->what != PAPER_ROW || x->n == r->columns);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct str bytes = { (const char *)data, n };
    struct paper_reader r;
    struct paper_told told;
    struct paper_item x;
    size_t items = 0;

    paper_reply_read(bytes, &told);
    buf_z(&b, PAPER_MARK); /* so that it comes further */
    buf_add(&b, bytes);
    if (paper_open(&r, buf_str(&b), &a))
        while (paper_next(&r, &x)) {
            item_good(&r, &x);
            MUST(++items <= n);
        }
    arena_free(&a);
    return 0;
}
