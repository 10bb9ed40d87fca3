/* provision - loans in classes by their days late. */
#include "core/provision.h"

int provision_grade(const struct loan_class *c, int64_t days_late,
                    day fresh_due, day on)
{
    const struct loan_class_grade *g = c->grades.at;

    if (fresh_due != DAY_NONE && days_late > 0 && c->anew_late != INT_NONE)
        return GRADE_ANEW_LATE;
    if (fresh_due != DAY_NONE && on < fresh_due && c->anew_waiting != INT_NONE)
        return GRADE_ANEW_WAITING;
    for (size_t i = 0; i < c->grades.n; i++)
        if (days_late >= g[i].since_days && days_late > 0 &&
            (g[i].upto_days == INT_NONE || days_late <= g[i].upto_days))
            return (int)i;
    return GRADE_NONE;
}

paisa provision_of(const struct loan_class *c, int grade, paisa outstanding)
{
    const struct loan_class_grade *g = c->grades.at;
    int64_t percent = 0, part = 0;

    if (grade == GRADE_ANEW_LATE)
        percent = c->anew_late;
    else if (grade == GRADE_ANEW_WAITING)
        percent = c->anew_waiting;
    else if (grade >= 0 && grade < (int)c->grades.n)
        percent = g[grade].percent;
    if (percent == INT_NONE || percent <= 0 || outstanding <= 0)
        return 0;
    return money_part(outstanding, percent, 10000, ROUND_HALF_UP, &part) ?
               part :
               outstanding;
}
