/* find - reports by name. */
#include "report/report.h"

const struct report *report_find(struct str name)
{
    for (int i = 0; i < report_count; i++)
        if (str_same(name, str_of(report_index[i]->name)))
            return report_index[i];
    return NULL;
}
