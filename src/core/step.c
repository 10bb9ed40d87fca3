/* step - the law of a step in a complaint, on either path. */
#include "core/step.h"

void step_judge(const struct step *s, struct findings *f)
{
    if (s->today != INT_NONE && s->held != DAY_NONE && s->held > s->today)
        tell(f, STOP, "date.in_future", "done");
    if (s->received != DAY_NONE && s->held != DAY_NONE && s->held < s->received)
        tell(f, STOP, "handling.before_received", "done");
    if (s->named == 1)
        tell(f, STOP, "handling.by_named", "handler");
    if (s->stage == STEP_ASSIGNED && !s->handler)
        tell(f, STOP, "handling.to_whom", "handler");
    if (s->stage == STEP_DECIDED && s->outcome < 0)
        tell(f, STOP, "handling.no_outcome", "outcome");
}

static bool done_before(const struct step_fact *f, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (f[i].stage == f[at].stage && f[i].barred != 1)
            return true;
    return false;
}

void restated_remark(struct id entry, int64_t times, struct postings *out)
{
    if (times > 0)
        remark(out, entry, WARN, "complaint.restated", "", times, 0);
}

void step_remark(const struct step_fact *f, size_t n, struct postings *out)
{
    for (size_t i = 0; i < n; i++) {
        restated_remark(f[i].entry, f[i].restated, out);
        if (f[i].barred == 1) {
            remark(out, f[i].entry, WARN, "handling.not_counted", "", 0, 0);
            continue;
        }
        if (f[i].days != INT_NONE && f[i].received != DAY_NONE &&
            !done_before(f, i) && f[i].held - f[i].received > f[i].days)
            remark(out, f[i].entry, WARN, "handling.late", "done",
                   f[i].held - f[i].received, f[i].days);
    }
}
