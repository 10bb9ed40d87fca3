/* crp_task - what somebody on the roster did on a day, and what is due for it. */
#include "core/books.h"

struct crp_task_body {
    struct id body;
};
static const struct field crp_task_body_field[] = {
    REF(crp_task_body, body, "body", FIELD_NEED | FIELD_FIND),
};

struct crp_task {
    struct id crp;
    day held;
    int32_t nature;
    struct str what;
    struct list bodies;
    int64_t days, women, men;
    paisa fee;
    struct id asked_by;
    struct str note;
};
static const struct field crp_task_field[] = {
    REF(crp_task, crp, "crp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(crp_task, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(crp_task, nature,
           "mobilising|meeting_help|session_held|training_given|books_written"
           "|survey_done|household_visits|animals_treated|births_attended"
           "|follow_up|other",
           FIELD_NEED | FIELD_KEY),
    TEXT(crp_task, what, 200, FIELD_NEED | FIELD_KEY),
    ROWS(crp_task, bodies, crp_task_body, 60, 0),
    COUNT(crp_task, days, 1, 31, 0),
    COUNT(crp_task, women, 0, 100000, 0),
    COUNT(crp_task, men, 0, 100000, 0),
    MONEY(crp_task, fee, 0, MONEY_MOST, 0),
    REF(crp_task, asked_by, "staff", 0),
    TEXT(crp_task, note, 600, 0),
};
enum { BOOKS_WRITTEN = 4 };

struct crp_task_view {
    int64_t today;
};
static const struct field crp_task_view_field[] = {
    COUNT(crp_task_view, today, 0, 0, 0),
};

static void crp_task_rule(const struct crp_task *x,
                          const struct crp_task_view *v, struct findings *f)
{
    const struct crp_task_body *b = x->bodies.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->nature == BOOKS_WRITTEN && !x->bodies.n)
        tell(f, WARN, "crp_task.whose_books", "bodies");
    for (size_t i = 0; i < x->bodies.n; i++)
        for (size_t j = 0; j < i; j++)
            if (id_same(b[i].body, b[j].body)) {
                tell_row(f, STOP, "crp_task.body_twice", "bodies", i, "body");
                break;
            }
}

/* A task of somebody on the roster: what she did, for which bodies, whom she
 * reached, what is due to her for it. */
RECORD(crp_task, .view = COLUMNS(crp_task_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .amount = "fee",
       .group = "learn");
