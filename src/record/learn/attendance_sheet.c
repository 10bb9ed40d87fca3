/* attendance_sheet - who came to a training on one day, and the marks of a test
 * that was written on it. */
#include "core/learn.h"

struct attendance_sheet_mark {
    struct id person, staff, body;
    int32_t sex;
    int32_t present;
    int64_t test_before, test_after;
};
static const struct field attendance_sheet_mark_field[] = {
    REF(attendance_sheet_mark, person, "person", FIELD_FIND),
    REF(attendance_sheet_mark, staff, "staff", FIELD_FIND),
    REF(attendance_sheet_mark, body, "body", FIELD_FIND),
    CHOICE(attendance_sheet_mark, sex, "women|men", FIELD_NEED),
    CHOICE(attendance_sheet_mark, present, "present|absent|leave", 0),
    COUNT(attendance_sheet_mark, test_before, 0, 10000, FIELD_POINTS),
    COUNT(attendance_sheet_mark, test_after, 0, 10000, FIELD_POINTS),
};

struct attendance_sheet {
    struct id training;
    day held;
    struct str hall;
    struct list attendance;
    struct id staff;
    struct str note;
};
static const struct field attendance_sheet_field[] = {
    REF(attendance_sheet, training, "training",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(attendance_sheet, held, FIELD_NEED | FIELD_KEY),
    TEXT(attendance_sheet, hall, 40, FIELD_KEY),
    ROWS(attendance_sheet, attendance, attendance_sheet_mark, 600, FIELD_NEED),
    REF(attendance_sheet, staff, "staff", 0),
    TEXT(attendance_sheet, note, 300, 0),
};

struct attendance_sheet_view {
    int64_t today;
    day since, until; /* of the training */
};
static const struct field attendance_sheet_view_field[] = {
    COUNT(attendance_sheet_view, today, 0, 0, 0),
    DAY(attendance_sheet_view, since, 0),
    DAY(attendance_sheet_view, until, 0),
};

static struct id mark_who(const struct attendance_sheet_mark *m)
{
    return id_none(m->person) ? m->staff : m->person;
}

static void marks_judge(const struct list *marks, struct findings *f)
{
    const struct attendance_sheet_mark *m = marks->at;

    for (size_t i = 0; i < marks->n; i++) {
        if (!id_none(m[i].person) && !id_none(m[i].staff))
            tell_row(f, STOP, "training.person_or_staff", "attendance", i,
                     "staff");
        if (m[i].present != 0 &&
            (m[i].test_before != INT_NONE || m[i].test_after != INT_NONE))
            tell_row(f, WARN, "attendance_sheet.absent_and_marked",
                     "attendance", i, "present");
        for (size_t j = 0; j < i; j++)
            if (!id_none(mark_who(&m[i])) &&
                id_same(mark_who(&m[i]), mark_who(&m[j]))) {
                tell_row(f, STOP, "training.twice", "attendance", i, "person");
                break;
            }
    }
}

static void attendance_sheet_rule(const struct attendance_sheet *x,
                                  const struct attendance_sheet_view *v,
                                  struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->held != DAY_NONE && v->since != DAY_NONE &&
        (x->held < v->since ||
         x->held > (v->until == DAY_NONE ? v->since : v->until)))
        tell(f, WARN, "attendance_sheet.outside", "held");
    marks_judge(&x->attendance, f);
}

/* The sheet of one day of a training: who was there, and marks of a test before
 * or after it. A large event has several sheets a day, one for each hall. */
RECORD(attendance_sheet, .view = COLUMNS(attendance_sheet_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "hall",
       .group = "learn");
