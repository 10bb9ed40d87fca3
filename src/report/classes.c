/* classes - the report of loans by class, and what is to be set aside. */
#include "core/provision.h"
#include "log/log.h"
#include "portfolio.sql.h"
#include "report/inside.h"
#include "report/portfolio.h"

enum { GRADES = GRADES_MOST + 2 };
struct graded { /* by one table */
    const struct loan_class *table;
    day on;
    struct grade {
        int64_t loans;
        paisa outstanding, amount;
    } grade[GRADES], none;
};
struct gradings {
    struct graded *at;
    int n;
};

static void grade_add(struct graded *g, const struct portfolio_loan *l)
{
    int at = provision_grade(g->table, l->stand.days_late, l->fresh_due, g->on);
    struct grade *k = at == GRADE_NONE ? &g->none : &g->grade[at];

    k->loans++;
    k->outstanding += l->stand.outstanding;
    k->amount += provision_of(g->table, at, l->stand.outstanding);
}

/* A rescheduling after the day says nothing of it. */
static void grade_see(void *self, const struct portfolio_loan *l)
{
    struct gradings *x = self;
    struct portfolio_loan then = *l;

    if (l->stand.outstanding <= 0)
        return;
    if (l->book)
        then.fresh_due = l->book->fresh_due;
    for (int i = 0; i < x->n; i++)
        grade_add(&x->at[i], &then);
}

/* ---- the sheets ---------------------------------------------------------*/

enum { CLASS, DAYS, LOANS, OUT, PERCENT, AMOUNT };
static const struct column column[] = {
    { "class", "classes.class", NULL, COLUMN_TEXT, 0 },
    { "days", "classes.days", NULL, COLUMN_TEXT, 0 },
    { "loans", "par.loans", NULL, COLUMN_NUMBER, 0 },
    { "outstanding", "par.outstanding", NULL, COLUMN_NUMBER, 2 },
    { "percent", "classes.percent", NULL, COLUMN_NUMBER, 2 },
    { "amount", "classes.amount", NULL, COLUMN_NUMBER, 2 },
};

static struct str in_lang(enum lang lang, struct str en, struct str ur,
                          struct str sd)
{
    struct str own = lang == LANG_UR ? ur : lang == LANG_SD ? sd : en;

    return own.n ? own : en;
}

static struct str days_text(struct arena *a, const struct loan_class_grade *g)
{
    struct buf b = buf_start(a);

    buf_int(&b, g->since_days);
    if (g->upto_days == INT_NONE)
        buf_z(&b, "+");
    else {
        buf_z(&b, "\xe2\x80\x93");
        buf_int(&b, g->upto_days);
    }
    return buf_str(&b);
}

static void grade_row(struct sheet *s, struct str name, struct str days,
                      const struct grade *k, int64_t percent)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);

    cell_text(row, CLASS, name);
    cell_text(row, DAYS, days);
    cell_number(row, LOANS, k->loans);
    cell_number(row, OUT, k->outstanding);
    if (percent != INT_NONE)
        cell_number(row, PERCENT, percent);
    cell_number(row, AMOUNT, k->amount);
}

/* The general part is of what is outstanding net of what classes set aside. */
static void total_rows(struct sheet *s, const struct graded *g, enum lang lang)
{
    struct grade all = g->none, general = { 0 };
    struct sheet_row *row;
    int64_t part = 0;

    for (int i = 0; i < GRADES; i++) {
        all.loans += g->grade[i].loans;
        all.outstanding += g->grade[i].outstanding;
        all.amount += g->grade[i].amount;
    }
    if (g->table->general != INT_NONE && g->table->general > 0 &&
        money_part(all.outstanding - all.amount, g->table->general, 10000,
                   ROUND_HALF_UP, &part)) {
        general = (struct grade){ 0, all.outstanding - all.amount, part };
        grade_row(s, say(lang, "classes.general"), S(""), &general,
                  g->table->general);
        all.amount += part;
    }
    row = sheet_add(s, ROW_TOTAL);
    cell_text(row, CLASS, say(lang, "par.all"));
    cell_number(row, LOANS, all.loans);
    cell_number(row, OUT, all.outstanding);
    cell_number(row, AMOUNT, all.amount);
}

static void graded_sheet(struct db *db, const struct question *q,
                         struct arena *a, const struct graded *g,
                         struct sheet *out)
{
    const struct loan_class *t = g->table;
    const struct loan_class_grade *at = t->grades.at;

    *out = sheet_start(a, column, (int)LEN(column));
    out->title = in_lang(q->lang, t->title, t->title_ur, t->title_sd);
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    grade_row(out, say(q->lang, "classes.none"), S(""), &g->none, INT_NONE);
    for (size_t i = 0; i < t->grades.n; i++)
        grade_row(out,
                  in_lang(q->lang, at[i].title, at[i].title_ur, at[i].title_sd),
                  days_text(a, &at[i]), &g->grade[i], at[i].percent);
    if (t->anew_waiting != INT_NONE)
        grade_row(out, say(q->lang, "classes.anew_waiting"), S(""),
                  &g->grade[GRADE_ANEW_WAITING], t->anew_waiting);
    if (t->anew_late != INT_NONE)
        grade_row(out, say(q->lang, "classes.anew_late"), S(""),
                  &g->grade[GRADE_ANEW_LATE], t->anew_late);
    total_rows(out, g, q->lang);
}

/* Loans in classes by their days late at the end of a month, by each table of
 * classes that stood by then (record loan_class), with what has to be set aside
 * for each and in general. One sheet for each table. */
REPORT(classes, RIGHT_REGISTER, .days = true)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    const struct kind *k = kind_find(S("loan_class"));
    struct gradings x = { arena_many(a, struct graded, REPORT_SHEETS), 0 };
    struct rows r;

    if (!question_good(db, q, a, f))
        return 0;
    r = db_rows(db, SQL_PORTFOLIO_REGIMES);
    db_bind_int(&r, 1, ask.on);
    while (db_next(&r) && x.n < REPORT_SHEETS) {
        struct loan_class *t = arena_new(a, struct loan_class);

        record_blank(k->field, k->fields, t);
        if (row_find(db, k, db_id(&r, 0), a, t))
            x.at[x.n++] = (struct graded){ .table = t, .on = ask.on };
    }
    db_done(&r);
    portfolio_each(db, &ask, grade_see, &x);
    for (int i = 0; i < x.n; i++)
        graded_sheet(db, q, a, &x.at[i], &out[i]);
    return x.n;
}
