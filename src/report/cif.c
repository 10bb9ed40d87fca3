/* cif - the report of community investment funds: what revolves, what comes
 * back, who is lent to and whether the rules were kept. */
#include "report/cif.h"

#include <string.h>

#include "cif.sql.h"
#include "report/inside.h"

enum { MARKED_MOST = 1000, BANDS_MOST = 40, CYCLES_MOST = 100 };

struct cif_sheets {
    struct db *db;
    struct arena *a;
    const struct question *q;
    const struct cif *c;
};

static void sheet_open(const struct cif_sheets *x, struct sheet *s,
                       const struct column *c, int columns, const char *title)
{
    *s = sheet_start(x->a, c, columns);
    s->title = say(x->q->lang, title);
    s->subtitle = question_caption(x->db, x->q, x->a);
    s->lakh = x->q->lakh;
    s->exact = true;
}

static struct str path_to(struct arena *a, const char *before, struct id id)
{
    struct buf b = buf_start(a);

    buf_z(&b, before);
    id_put(&b, id);
    return buf_str(&b);
}

static struct str day_iso(struct arena *a, day d)
{
    struct buf b = buf_start(a);

    if (d != DAY_NONE)
        day_put(&b, d);
    return buf_str(&b);
}

static void add(int64_t *to, int64_t n)
{
    *to += n;
}

/* All funds as one, for the last row. */
static struct cif_fund total_of(const struct cif *c)
{
    struct cif_fund all = { .short_on = DAY_NONE };

    for (size_t i = 0; i < c->funds; i++) {
        const struct cif_fund *f = &c->fund[i];

        add(&all.capital, f->capital);
        add(&all.cash, f->cash);
        add(&all.loans_out, f->loans_out);
        add(&all.income, f->income);
        add(&all.expense, f->expense);
        add(&all.written_off, f->written_off);
        add(&all.others, f->others);
        add(&all.loans, f->loans);
        add(&all.live, f->live);
        add(&all.borrowers, f->borrowers);
        add(&all.repeats, f->repeats);
        add(&all.households, f->households);
        add(&all.disbursed, f->disbursed);
        add(&all.recovered, f->recovered);
        add(&all.outstanding, f->outstanding);
        add(&all.claim, f->claim);
        add(&all.due, f->due);
        add(&all.due_paid, f->due_paid);
        add(&all.late, f->late);
        for (int k = 0; k < CIF_AGES; k++)
            add(&all.age[k], f->age[k]);
        add(&all.disbursed_then, f->disbursed_then);
        add(&all.recovered_then, f->recovered_then);
    }
    return all;
}

static void fund_cells(const struct cif_sheets *x, struct sheet_row *row,
                       const struct cif_fund *f)
{
    if (row->nature == ROW_TOTAL) {
        cell_text(row, 0, say(x->q->lang, "report.total"));
        return;
    }
    cell_text(row, 0, f->body_name);
    cell_link(row, 0, path_to(x->a, "/body/", f->body));
    cell_text(row, 1, f->title);
    cell_link(row, 1, path_to(x->a, "/cif?fund=", f->id));
}

/* Each fund, and all of them where there is more than one. */
typedef void fund_row(const struct cif_sheets *x, struct sheet_row *row,
                      const struct cif_fund *f);
static void each_fund(const struct cif_sheets *x, struct sheet *out,
                      fund_row *draw)
{
    for (size_t i = 0; i < x->c->funds; i++) {
        struct sheet_row *row = sheet_add(out, ROW_PLAIN);

        fund_cells(x, row, &x->c->fund[i]);
        draw(x, row, &x->c->fund[i]);
    }
    if (x->c->funds > 1) {
        struct sheet_row *row = sheet_add(out, ROW_TOTAL);
        struct cif_fund all = total_of(x->c);

        fund_cells(x, row, &all);
        draw(x, row, &all);
    }
}

/* ---- what it has --------------------------------------------------------*/

enum {
    F_BODY,
    F_FUND,
    F_CAPITAL,
    F_DISBURSED,
    F_RECOVERED,
    F_OUTSTANDING,
    F_WRITTEN,
    F_CASH,
    F_REVOLUTION,
    F_UTILISATION,
    F_LOANS,
    F_BORROWERS,
    F_REPEATS,
    F_HOUSEHOLDS,
    F_AVERAGE,
    F_COLS
};
static const struct column fund_column[F_COLS] = {
    { "body", "kind.body", NULL, COLUMN_TEXT, 0 },
    { "fund", "field.fund", NULL, COLUMN_TEXT, 0 },
    { "capital", "cif.capital", NULL, COLUMN_NUMBER, 2 },
    { "disbursed", "cif.disbursed", NULL, COLUMN_NUMBER, 2 },
    { "recovered", "cif.recovered", NULL, COLUMN_NUMBER, 2 },
    { "outstanding", "cif.outstanding", NULL, COLUMN_NUMBER, 2 },
    { "written_off", "cif.written_off", NULL, COLUMN_NUMBER, 2 },
    { "cash", "cif.cash", NULL, COLUMN_NUMBER, 2 },
    { "revolution", "cif.revolution", NULL, COLUMN_NUMBER, 2 },
    { "utilisation_pct", "cif.utilisation", NULL, COLUMN_RATIO, 0 },
    { "loans", "cif.loans", "cif.how_many", COLUMN_NUMBER, 0 },
    { "borrowers", "cif.borrowers", "cif.how_many", COLUMN_NUMBER, 0 },
    { "repeat_borrowers", "cif.repeats", "cif.how_many", COLUMN_NUMBER, 0 },
    { "households", "cif.households", "cif.how_many", COLUMN_NUMBER, 0 },
    { "average_loan", "cif.average", NULL, COLUMN_NUMBER, 2 },
};

/* How often the capital went out: disbursed over capital, in hundredths, half
 * away from nothing (finance.md 2.4). */
static int64_t times_of(paisa part, paisa of)
{
    return (part / of) * 100 + ((part % of) * 200 + of) / (2 * of);
}

static void fund_figures(const struct cif_sheets *x, struct sheet_row *row,
                         const struct cif_fund *f)
{
    (void)x;
    cell_number(row, F_CAPITAL, f->capital);
    cell_number(row, F_DISBURSED, f->disbursed);
    cell_number(row, F_RECOVERED, f->recovered);
    cell_number(row, F_OUTSTANDING, f->outstanding);
    cell_number(row, F_WRITTEN, f->written_off);
    cell_number(row, F_CASH, f->cash);
    if (f->capital > 0) {
        cell_number(row, F_REVOLUTION, times_of(f->disbursed, f->capital));
        cell_ratio(row, F_UTILISATION, f->outstanding, f->capital);
    }
    cell_number(row, F_LOANS, f->loans);
    cell_number(row, F_BORROWERS, f->borrowers);
    cell_number(row, F_REPEATS, f->repeats);
    cell_number(row, F_HOUSEHOLDS, f->households);
    if (f->loans)
        cell_number(row, F_AVERAGE, (f->disbursed + f->loans / 2) / f->loans);
}

/* ---- what comes back ----------------------------------------------------*/

enum {
    R_BODY,
    R_FUND,
    R_DUE,
    R_PAID,
    R_RATE,
    R_LATE,
    R_AGE,
    R_CLAIM = R_AGE + CIF_AGES,
    R_THEN_OUT,
    R_THEN_IN,
    R_COLS
};
static const struct column back_column[R_COLS] = {
    { "body", "kind.body", NULL, COLUMN_TEXT, 0 },
    { "fund", "field.fund", NULL, COLUMN_TEXT, 0 },
    { "due", "cif.due", NULL, COLUMN_NUMBER, 2 },
    { "due_paid", "cif.due_paid", NULL, COLUMN_NUMBER, 2 },
    { "recovery_pct", "cif.recovery", NULL, COLUMN_RATIO, 0 },
    { "overdue", "cif.overdue", NULL, COLUMN_NUMBER, 2 },
    { "days_1_30", "cif.age_30", "cif.overdue_days", COLUMN_NUMBER, 2 },
    { "days_31_90", "cif.age_90", "cif.overdue_days", COLUMN_NUMBER, 2 },
    { "days_91_180", "cif.age_180", "cif.overdue_days", COLUMN_NUMBER, 2 },
    { "days_181_365", "cif.age_365", "cif.overdue_days", COLUMN_NUMBER, 2 },
    { "days_more", "cif.age_more", "cif.overdue_days", COLUMN_NUMBER, 2 },
    { "claim", "cif.claim", NULL, COLUMN_NUMBER, 2 },
    { "period_disbursed", "cif.disbursed", "cif.in_period", COLUMN_NUMBER, 2 },
    { "period_recovered", "cif.recovered", "cif.in_period", COLUMN_NUMBER, 2 },
};

static void back_figures(const struct cif_sheets *x, struct sheet_row *row,
                         const struct cif_fund *f)
{
    cell_number(row, R_DUE, f->due);
    cell_number(row, R_PAID, f->due_paid);
    cell_ratio(row, R_RATE, f->due_paid, f->due);
    cell_number(row, R_LATE, f->late);
    for (int k = 0; k < CIF_AGES; k++)
        cell_number(row, R_AGE + k, f->age[k]);
    cell_number(row, R_CLAIM, f->claim);
    if (x->q->from != MONTH_NONE) {
        cell_number(row, R_THEN_OUT, f->disbursed_then);
        cell_number(row, R_THEN_IN, f->recovered_then);
    }
}

/* ---- the fund's books ---------------------------------------------------*/

enum {
    B_BODY,
    B_FUND,
    B_CAPITAL,
    B_INCOME,
    B_EXPENSE,
    B_WRITTEN,
    B_CASH,
    B_LOANS,
    B_OTHERS,
    B_SHORT,
    B_COLS
};
static const struct column book_column[B_COLS] = {
    { "body", "kind.body", NULL, COLUMN_TEXT, 0 },
    { "fund", "field.fund", NULL, COLUMN_TEXT, 0 },
    { "capital", "cif.capital", "cif.came_from", COLUMN_NUMBER, 2 },
    { "income", "cif.income", "cif.came_from", COLUMN_NUMBER, 2 },
    { "expenses", "cif.expense", "cif.came_from", COLUMN_NUMBER, 2 },
    { "written_off", "cif.written_off", "cif.came_from", COLUMN_NUMBER, 2 },
    { "cash", "cif.cash", "cif.lies_in", COLUMN_NUMBER, 2 },
    { "loans", "cif.loans_out", "cif.lies_in", COLUMN_NUMBER, 2 },
    { "other_heads", "cif.others", "cif.lies_in", COLUMN_NUMBER, 2 },
    { "cash_below_nothing", "cif.short_on", NULL, COLUMN_DAY, 0 },
};

/* Cash and loans are capital and income less expenses and what was written off
 * (finance.md 2.3); what lies elsewhere (between bodies, not shared out yet)
 * has a column of its own. */
static void book_figures(const struct cif_sheets *x, struct sheet_row *row,
                         const struct cif_fund *f)
{
    cell_number(row, B_CAPITAL, f->capital);
    cell_number(row, B_INCOME, f->income);
    cell_number(row, B_EXPENSE, f->expense);
    cell_number(row, B_WRITTEN, f->written_off);
    cell_number(row, B_CASH, f->cash);
    cell_number(row, B_LOANS, f->loans_out);
    cell_number(row, B_OTHERS, f->others);
    if (f->short_on != DAY_NONE)
        cell_text(row, B_SHORT, day_iso(x->a, f->short_on));
}

/* ---- mixes --------------------------------------------------------------*/

enum { X_WHAT, X_LOANS, X_BORROWERS, X_AMOUNT, X_SHARE, X_OUT, X_COLS };
static const struct column mix_column[X_COLS] = {
    { "what", "cif.mix", NULL, COLUMN_TEXT, 0 },
    { "loans", "cif.loans", NULL, COLUMN_NUMBER, 0 },
    { "borrowers", "cif.borrowers", NULL, COLUMN_NUMBER, 0 },
    { "disbursed", "cif.disbursed", NULL, COLUMN_NUMBER, 2 },
    { "share_pct", "cif.share", NULL, COLUMN_RATIO, 0 },
    { "outstanding", "cif.outstanding", NULL, COLUMN_NUMBER, 2 },
};

/* What a loan is counted under; false: not in this mix. */
typedef bool mix_of(const struct cif_loan *l, const void *what);

static void mix_row(const struct cif_sheets *x, struct sheet *out,
                    struct str what, mix_of *is, const void *which)
{
    int64_t loans = 0, borrowers = 0;
    paisa amount = 0, open = 0, all = 0;
    struct id last = ID_NONE;
    size_t last_fund = 0;
    struct sheet_row *row;

    for (size_t i = 0; i < x->c->loans; i++) { /* by fund and person */
        const struct cif_loan *l = &x->c->loan[i];

        all += l->disbursed;
        if (!is(l, which))
            continue;
        loans++;
        borrowers += !id_same(last, l->person) || last_fund != l->fund;
        last = l->person;
        last_fund = l->fund;
        amount += l->disbursed;
        open += l->outstanding;
    }
    if (!loans)
        return;
    row = sheet_add(out, ROW_PLAIN);
    cell_text(row, X_WHAT, what);
    cell_number(row, X_LOANS, loans);
    cell_number(row, X_BORROWERS, borrowers);
    cell_number(row, X_AMOUNT, amount);
    cell_ratio(row, X_SHARE, amount, all);
    cell_number(row, X_OUT, open);
}

static bool is_purpose(const struct cif_loan *l, const void *what)
{
    return l->purpose == *(const int32_t *)what;
}

static bool is_band(const struct cif_loan *l, const void *what)
{
    return str_same(l->band, *(const struct str *)what);
}

static bool is_cycle(const struct cif_loan *l, const void *what)
{
    return l->cycle == *(const int64_t *)what;
}

static void purposes(const struct cif_sheets *x, struct sheet *out)
{
    const struct field *f = kind_field(kind_find(S("loan")), S("purpose"));

    cell_text(sheet_add(out, ROW_HEADING), X_WHAT,
              say(x->q->lang, "cif.by_purpose"));
    for (int32_t i = 0; i < 4; i++) {
        struct buf b = buf_start(x->a);

        buf_z(&b, "choice.");
        buf_add(&b, choice_name(f->of, i));
        mix_row(x, out, say_str(x->q->lang, buf_str(&b)), is_purpose, &i);
    }
}

static struct str band_title(const struct cif_sheets *x, struct str code)
{
    struct rows r;
    struct str title = code;

    if (!code.n)
        return say(x->q->lang, "cif.no_band");
    r = db_rows(x->db, SQL_CIF_BAND);
    db_bind_text(&r, 1, code);
    if (db_next(&r))
        title = name_in(&r, 0, x->q->lang, x->a);
    db_done(&r);
    return title;
}

static void bands(const struct cif_sheets *x, struct sheet *out)
{
    struct str seen[BANDS_MOST];
    size_t n = 0;

    cell_text(sheet_add(out, ROW_HEADING), X_WHAT,
              say(x->q->lang, "cif.by_band"));
    for (size_t i = 0; i < x->c->loans; i++) {
        struct str code = x->c->loan[i].band;
        size_t at = 0, to;

        while (at < n && str_order(seen[at], code) < 0)
            at++;
        if (n == BANDS_MOST || (at < n && str_same(seen[at], code)))
            continue;
        for (to = n++; to > at; to--)
            seen[to] = seen[to - 1];
        seen[at] = code;
    }
    for (size_t i = 0; i < n; i++)
        mix_row(x, out, band_title(x, seen[i]), is_band, &seen[i]);
}

/* Rounds: a borrower's first loan, her second, and so on. */
static void cycles(const struct cif_sheets *x, struct sheet *out)
{
    int64_t unsaid = INT_NONE;

    cell_text(sheet_add(out, ROW_HEADING), X_WHAT,
              say(x->q->lang, "cif.by_cycle"));
    for (int64_t i = 1; i <= CYCLES_MOST; i++) {
        struct buf b = buf_start(x->a);

        buf_fmt(&b, "%lld", (long long)i);
        mix_row(x, out, buf_str(&b), is_cycle, &i);
    }
    mix_row(x, out, say(x->q->lang, "cif.not_said"), is_cycle, &unsaid);
}

/* ---- what should not be -------------------------------------------------*/

enum { E_LOAN, E_FUND, E_ON, E_WHAT, E_COLS };
static const struct column error_column[E_COLS] = {
    { "loan", "kind.loan", NULL, COLUMN_TEXT, 0 },
    { "fund", "field.fund", NULL, COLUMN_TEXT, 0 },
    { "held", "field.held", NULL, COLUMN_DAY, 0 },
    { "what", "cif.error", NULL, COLUMN_TEXT, 0 },
};

static void error_row(const struct cif_sheets *x, struct sheet *out,
                      const struct cif_fund *f, struct id loan,
                      struct str number, day on, const struct finding *what)
{
    struct sheet_row *row = sheet_add(out, ROW_PLAIN);
    struct buf b = buf_start(x->a);

    finding_say(&b, x->q->lang, what);
    cell_text(row, E_LOAN, number);
    cell_link(row, E_LOAN, path_to(x->a, "/loan/", loan));
    cell_text(row, E_FUND, f->title);
    cell_text(row, E_ON, day_iso(x->a, on));
    cell_text(row, E_WHAT, buf_str(&b));
}

static void marked_rows(const struct cif_sheets *x, struct sheet *out,
                        const struct cif_fund *f)
{
    struct rows r = db_rows(x->db, SQL_CIF_MARKED);

    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, question_day(x->q));
    while (db_next(&r)) {
        struct finding what = { .what = arena_z(x->a,
                                                arena_str(x->a, db_str(&r, 2))),
                                .a = db_int(&r, 3),
                                .b = db_int(&r, 4),
                                .level = WARN };

        error_row(x, out, f, db_id(&r, 0), arena_str(x->a, db_str(&r, 1)),
                  (day)db_int(&r, 6), &what);
    }
    db_done(&r);
}

/* Loans that were given beside the rules: to a score outside the product's
 * window (inclusion errors, which must be none: 2.4), unapproved, two at once. */
static void errors_sheet(const struct cif_sheets *x, struct sheet *out)
{
    static const struct finding beside = { .what = "cif.two_at_once",
                                           .level = WARN };

    sheet_open(x, out, error_column, E_COLS, "cif.errors");
    for (size_t i = 0; i < x->c->funds; i++)
        marked_rows(x, out, &x->c->fund[i]);
    for (size_t i = 0; i < x->c->loans; i++) {
        const struct cif_loan *l = &x->c->loan[i];

        if (l->beside)
            error_row(x, out, &x->c->fund[l->fund], l->id, l->number,
                      l->paid_out, &beside);
    }
    if (!out->rows)
        sheet_note(out, say(x->q->lang, "cif.no_errors"));
}

/* Community investment funds: capital, what was disbursed, recovered and is
 * out; how often the capital went out (revolution), how much of it works
 * (utilisation), what of the money that fell due was paid, what is overdue and
 * since when; purposes, poverty bands and rounds; and what was lent beside the
 * rules. Of one fund, of one body, or of all within a place. */
REPORT(cif, RIGHT_REGISTER, .days = true)
{
    struct cif *c = arena_new(a, struct cif);
    const struct cif_sheets x = { db, a, q, c };

    if (!question_good(db, q, a, f))
        return 0;
    cif_read(db, q, a, c);
    sheet_open(&x, &out[0], fund_column, F_COLS, "cif.title");
    each_fund(&x, &out[0], fund_figures);
    sheet_note(&out[0], say(q->lang, "cif.note"));
    if (c->more)
        sheet_note(&out[0], say(q->lang, "cif.note_more"));
    sheet_open(&x, &out[1], back_column, R_COLS, "cif.back");
    each_fund(&x, &out[1], back_figures);
    sheet_note(&out[1], say(q->lang, "cif.note_due"));
    sheet_open(&x, &out[2], book_column, B_COLS, "cif.books");
    each_fund(&x, &out[2], book_figures);
    sheet_note(&out[2], say(q->lang, "cif.note_books"));
    sheet_open(&x, &out[3], mix_column, X_COLS, "cif.mixes");
    purposes(&x, &out[3]);
    bands(&x, &out[3]);
    cycles(&x, &out[3]);
    errors_sheet(&x, &out[4]);
    return 5;
}
