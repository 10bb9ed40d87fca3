/* classes - the report of loans by class, and what is to be set aside. */
#include <string.h>

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

/* Of the tables by their order: "0.2" is the third class of the first. */
enum { ALL_GRADES = GRADES, NO_KEY = GRADES + 1 };

static struct str grade_key(struct arena *a, int table, int grade)
{
    struct buf b = buf_start(a);

    if (grade != NO_KEY)
        buf_fmt(&b, "%d.%d", table, grade);
    return buf_str(&b);
}

static void grade_row(struct sheet *s, struct str key, struct str name,
                      struct str days, const struct grade *k, int64_t percent)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);

    row->key = key;
    cell_text(row, CLASS, name);
    cell_text(row, DAYS, days);
    cell_number(row, LOANS, k->loans);
    cell_number(row, OUT, k->outstanding);
    if (percent != INT_NONE)
        cell_number(row, PERCENT, percent);
    cell_number(row, AMOUNT, k->amount);
}

/* The general part is of what is outstanding net of what classes set aside. */
static void total_rows(struct sheet *s, const struct graded *g, int table,
                       enum lang lang)
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
        grade_row(s, S(""), say(lang, "classes.general"), S(""), &general,
                  g->table->general);
        all.amount += part;
    }
    row = sheet_add(s, ROW_TOTAL);
    row->key = grade_key(s->arena, table, ALL_GRADES);
    cell_text(row, CLASS, say(lang, "par.all"));
    cell_number(row, LOANS, all.loans);
    cell_number(row, OUT, all.outstanding);
    cell_number(row, AMOUNT, all.amount);
    row->cell[AMOUNT].more = general.amount != 0;
}

static void graded_sheet(struct db *db, const struct question *q,
                         struct arena *a, const struct graded *g, int table,
                         struct sheet *out)
{
    const struct loan_class *t = g->table;
    const struct loan_class_grade *at = t->grades.at;

    *out = sheet_start(a, column, (int)LEN(column));
    out->title = in_lang(q->lang, t->title, t->title_ur, t->title_sd);
    out->subtitle = question_caption(db, q, a);
    out->lakh = q->lakh;
    grade_row(out, grade_key(a, table, GRADE_NONE),
              say(q->lang, "classes.none"), S(""), &g->none, INT_NONE);
    for (size_t i = 0; i < t->grades.n; i++)
        grade_row(out, grade_key(a, table, (int)i),
                  in_lang(q->lang, at[i].title, at[i].title_ur, at[i].title_sd),
                  days_text(a, &at[i]), &g->grade[i], at[i].percent);
    if (t->anew_waiting != INT_NONE)
        grade_row(out, grade_key(a, table, GRADE_ANEW_WAITING),
                  say(q->lang, "classes.anew_waiting"), S(""),
                  &g->grade[GRADE_ANEW_WAITING], t->anew_waiting);
    if (t->anew_late != INT_NONE)
        grade_row(out, grade_key(a, table, GRADE_ANEW_LATE),
                  say(q->lang, "classes.anew_late"), S(""),
                  &g->grade[GRADE_ANEW_LATE], t->anew_late);
    total_rows(out, g, table, q->lang);
}

static void tables_read(struct db *db, day on, struct arena *a,
                        struct gradings *x)
{
    const struct kind *k = kind_find(S("loan_class"));
    struct rows r;

    x->at = arena_many(a, struct graded, REPORT_SHEETS);
    r = db_rows(db, SQL_PORTFOLIO_REGIMES);
    db_bind_int(&r, 1, on);
    while (db_next(&r) && x->n < REPORT_SHEETS) {
        struct loan_class *t = arena_new(a, struct loan_class);

        record_blank(k->field, k->fields, t);
        if (row_find(db, k, db_id(&r, 0), a, t))
            x->at[x->n++] = (struct graded){ .table = t, .on = on };
    }
    db_done(&r);
}

/* One loan at a time, into the class that was asked for. */
struct asked_grade {
    struct graded of;
    int64_t at;
    int column;
    struct arena *arena;
    struct opened *out;
};

static void asked_see(void *self, const struct portfolio_loan *l)
{
    struct asked_grade *x = self;
    struct portfolio_loan then = *l;
    const struct grade *k;
    int at;

    if (l->stand.outstanding <= 0)
        return;
    if (l->book)
        then.fresh_due = l->book->fresh_due;
    at = provision_grade(x->of.table, then.stand.days_late, then.fresh_due,
                         x->of.on);
    if (at != x->at && x->at != ALL_GRADES)
        return;
    k = at == GRADE_NONE ? &x->of.none : &x->of.grade[at];
    memset(&x->of.grade, 0, sizeof x->of.grade);
    x->of.none = (struct grade){ 0 };
    grade_add(&x->of, &then);
    if (x->column != AMOUNT || k->amount)
        opened_add(x->out, x->arena, l->loan,
                   x->column == AMOUNT ? k->amount : k->outstanding);
}

static bool classes_behind(struct db *db, const struct question *q,
                           struct str row, struct str key, struct arena *a,
                           struct opened *out)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct gradings tables = { 0 };
    struct asked_grade *x = arena_new(a, struct asked_grade);
    struct str rest = row;
    int64_t table;

    for (int i = LOANS; i < (int)LEN(column); i++)
        if (str_same(key, str_of(column[i].key)))
            x->column = i;
    tables_read(db, ask.on, a, &tables);
    if (!x->column || !int_read(str_cut(&rest, '.'), &table) ||
        !int_read(rest, &x->at) || table < 0 || table >= tables.n ||
        x->at < GRADE_NONE || x->at > ALL_GRADES)
        return false;
    x->of = tables.at[table];
    x->arena = a;
    x->out = out;
    out->kind = "loan";
    portfolio_each(db, &ask, asked_see, x);
    return true;
}

/* Loans in classes by their days late at the end of a month, by each table of
 * classes that stood by then (record loan_class), with what has to be set aside
 * for each and in general. One sheet for each table. */
REPORT(classes, RIGHT_REGISTER, .days = true,
       .opens = "loans|outstanding|amount", .behind = classes_behind)
{
    struct portfolio_ask ask = portfolio_asked(db, q);
    struct gradings x = { 0 };

    if (!question_good(db, q, a, f))
        return 0;
    tables_read(db, ask.on, a, &x);
    portfolio_each(db, &ask, grade_see, &x);
    for (int i = 0; i < x.n; i++)
        graded_sheet(db, q, a, &x.at[i], i, &out[i]);
    return x.n;
}
