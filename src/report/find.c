/* find - reports by name. */
#include "report/report.h"

const struct report *report_find(struct str name)
{
    for (int i = 0; i < report_count; i++)
        if (str_same(name, str_of(report_index[i]->name)))
            return report_index[i];
    return NULL;
}

bool report_knows(const struct report *r, const struct question *q,
                  struct findings *f)
{
    size_t before = f->n;

    if (q->on && !r->days)
        tell(f, STOP, "report.only_months", "as_of");
    else if (q->on && month_of(q->on) != q->as_of)
        tell(f, STOP, "report.day_outside", "as_of");
    return f->n == before;
}
