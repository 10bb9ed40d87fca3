/* chart_report - which pictures the sheets of reports have. */
#include <string.h>

#include "web/chart/chart.h"

static const struct {
    const char *report;
    int sheet;
    struct chart chart;
} picture[] = {
    { "ages", 0, { CHART_PYRAMID, { "women", "men" }, NULL, false } },
    { "ageing", 0, { CHART_BAR, { "principal", "once" }, NULL, false } },
    { "classes", 0, { CHART_BAR, { "outstanding", "amount" }, NULL, false } },
    { "coverage", 0, { CHART_ROWS, { "organised_pct" }, NULL, false } },
    { "coverage", 1, { CHART_BAR, { "known", "organised" }, NULL, false } },
    { "fund", 0, { CHART_BAR, { "income", "spent", "left" }, NULL, false } },
    { "par",
      0,
      { CHART_BAR,
        { "par_1", "par_30", "par_60", "par_90", "par_180" },
        NULL,
        false } },
    { "poverty", 0, { CHART_BAR, { "households", "organised" }, NULL, false } },
    { "poverty", 1, { CHART_ROWS, { "rate" }, NULL, false } },
};

void chart_of_report(struct rq *rq, const struct report *r, int n,
                     const struct sheet *s, const char *id)
{
    for (size_t i = 0; i < LEN(picture); i++)
        if (picture[i].sheet == n && !strcmp(picture[i].report, r->name))
            chart_of(rq, s, &picture[i].chart, id);
}
