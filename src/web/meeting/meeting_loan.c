/* meeting_loan - what members owe when they meet: each one's loan beside her
 * instalment, and in grey what is due. */
#include <string.h>

#include "core/loan.h"
#include "meeting.sql.h"
#include "web/meeting/meeting.h"

enum { OWING_MOST = 400, ACTS_MOST = 2000 };

/* A loan that is out. */
struct owing {
    struct id member, loan;
    const char *number;
    paisa due; /* late, or due in this month */
};
struct owings {
    struct owing at[OWING_MOST];
    size_t n;
};

/* ---- what is due --------------------------------------------------------*/

/* What came before that day counts: of a meeting that is corrected, not its own
 * instalments. */
static paisa due_on(struct rq *rq, struct str acts, day held)
{
    struct loan_book *b = arena_new(rq->arena, struct loan_book);
    struct loan_act *a = arena_many(rq->arena, struct loan_act, ACTS_MOST);
    struct loan_terms terms;
    struct loan_stand s;
    paisa due;
    size_t n;

    if (!loan_unpack(acts, &terms, a, ACTS_MOST, &n))
        return 0;
    loan_replay(b, &terms, a, n, held - 1, NULL);
    s = loan_stand_on(b, held);
    due = s.late_principal + s.late_charge;
    if (s.next != DAY_NONE && month_of(s.next) <= month_of(held) &&
        s.next_amount != INT_NONE)
        due += s.next_amount;
    return due;
}

static struct owings *owings_of(struct rq *rq, const struct sitting *s,
                                day held)
{
    struct owings *o = arena_new(rq->arena, struct owings);
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_OWING);

    db_bind_id(&r, 1, s->hall.id);
    db_bind_int(&r, 2, held);
    while (o->n < OWING_MOST && db_next(&r)) {
        struct arena_mark mark;
        struct owing *one = &o->at[o->n++];

        *one = (struct owing){ .member = db_id(&r, 0),
                               .loan = db_id(&r, 1),
                               .number = zstr(rq, db_str(&r, 2)) };
        mark = arena_mark(rq->arena);
        one->due = due_on(rq, db_str(&r, 3), held);
        arena_back(rq->arena, mark);
    }
    db_done(&r);
    return o;
}

/* The column of instalments stands open where anybody owes, before those that
 * are not needed every time. */
static void column_show(struct grid *g)
{
    int to = 0;

    while (to < g->columns && !g->column[to].more)
        to++;
    for (int i = to; i < g->columns; i++) {
        struct grid_column owed = g->column[i];

        if (!owed.due)
            continue;
        owed.more = false;
        memmove(&g->column[to + 1], &g->column[to],
                (size_t)(i - to) * sizeof owed);
        g->column[to] = owed;
    }
}

void owing_read(struct rq *rq, struct sitting *s, day held)
{
    if (held == DAY_NONE)
        return;
    s->owings = owings_of(rq, s, held);
    if (s->owings->n)
        column_show(&s->grid);
    for (int i = 0; i < s->grid.n; i++)
        for (size_t k = 0; k < s->owings->n; k++)
            if (id_same(s->owings->at[k].member, s->grid.row[i].id))
                s->grid.row[i].due += s->owings->at[k].due;
}

/* That a grey instalment is no instalment yet. */
void owing_note(struct rq *rq, const struct sitting *s)
{
    if (s->owings && s->owings->n)
        html(rq, "<p class=\"lead\">%s</p>", word(rq, "saving.due_grey"));
}

/* ---- which loan ---------------------------------------------------------*/

static const char *part_name(struct rq *rq, struct id member)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "loan.%s", id_text(rq, member));
    return zstr(rq, buf_str(&b));
}

/* Where a field of a row's record lies; NULL: nothing was said of the row. */
static void *said_in(const struct sitting *s, const void *record,
                     const char *name)
{
    const struct field *f = field_find(s->grid.rows->child,
                                       s->grid.rows->children, str_of(name));

    return record ? (char *)(uintptr_t)record + f->at : NULL;
}

static bool owes(const struct sitting *s, struct id member, struct id loan)
{
    for (size_t i = 0; s->owings && i < s->owings->n; i++)
        if (id_same(s->owings->at[i].member, member) &&
            id_same(s->owings->at[i].loan, loan))
            return true;
    return false;
}

/* The loan that the sheet named beside an instalment, if it is hers; or the one
 * that stood there before it was corrected. */
void owing_take(struct rq *rq, struct sitting *s)
{
    struct list *list = meeting_at(s, "attendance", FIELD_ROWS);

    for (size_t i = 0; i < list->n; i++) {
        char *record = (char *)list->at + i * s->grid.rows->child_bytes;
        const int64_t *repaid = said_in(s, record, "repaid");
        struct id *loan = said_in(s, record, "loan");
        const struct id *member = said_in(s, record, "member");
        struct id said;

        if (*repaid == INT_NONE || *repaid <= 0)
            continue;
        if (id_read(rq_part(rq, part_name(rq, *member)), &said) &&
            (owes(s, *member, said) || s->fixing))
            *loan = said;
    }
}

static void loan_option(struct rq *rq, const struct owing *o, bool chosen)
{
    html(rq,
         chosen ? "<option value=\"%s\" selected>%s</option>" :
                  "<option value=\"%s\">%s</option>",
         id_text(rq, o->loan), o->number);
}

/* One loan is named without asking, of several one is chosen. */
void owing_beside(struct rq *rq, const struct grid *g, int row)
{
    const struct sitting *s = g->self;
    const struct grid_row *r = &g->row[row];
    const struct id *kept = said_in(s, r->record, "loan");
    const struct owing *only = NULL;
    struct id now = kept ? *kept : ID_NONE;
    size_t n = 0;

    if (s->posted)
        id_read(rq_part(rq, part_name(rq, r->id)), &now);
    for (size_t i = 0; s->owings && i < s->owings->n; i++)
        if (id_same(s->owings->at[i].member, r->id)) {
            only = &s->owings->at[i];
            n++;
        }
    if (n < 2) {
        if (n && id_none(now))
            now = only->loan;
        if (!id_none(now))
            html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
                 part_name(rq, r->id), id_text(rq, now));
        return;
    }
    html(rq, "<select name=\"%s\" aria-label=\"%s\">", part_name(rq, r->id),
         word(rq, "field.loan"));
    for (size_t i = 0; i < s->owings->n; i++)
        if (id_same(s->owings->at[i].member, r->id))
            loan_option(rq, &s->owings->at[i],
                        id_same(s->owings->at[i].loan, now));
    html(rq, "</select>");
}
