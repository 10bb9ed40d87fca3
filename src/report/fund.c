/* fund - what each fund of an RSP holds: principal, income, spent, left. */
#include "report/fund.h"

enum {
    F_FUND,
    F_CLASS,
    F_PRINCIPAL,
    F_INCOME,
    F_SPENT,
    F_LEFT,
    F_INCOME_WITHIN,
    F_SPENT_WITHIN,
    F_CASH,
    F_PLACED,
    F_DUE,
    F_COLS
};
static const struct column fund_column[F_COLS] = {
    { "fund", "kind.fund", NULL, COLUMN_TEXT, 0 },
    { "class", "field.class", NULL, COLUMN_TEXT, 0 },
    { "principal", "fund.principal", NULL, COLUMN_NUMBER, 2 },
    { "income", "fund.income", NULL, COLUMN_NUMBER, 2 },
    { "spent", "fund.spent", NULL, COLUMN_NUMBER, 2 },
    { "left", "fund.left", NULL, COLUMN_NUMBER, 2 },
    { "income_period", "fund.income", "fund.within", COLUMN_NUMBER, 2 },
    { "spent_period", "fund.spent", "fund.within", COLUMN_NUMBER, 2 },
    { "cash", "fund.cash", "fund.where", COLUMN_NUMBER, 2 },
    { "placed", "fund.placed", "fund.where", COLUMN_NUMBER, 2 },
    { "due", "fund.due", "fund.where", COLUMN_NUMBER, 2 },
};

static void numbers_put(struct sheet_row *row, const struct fund_sum *f)
{
    cell_number(row, F_PRINCIPAL, f->principal);
    cell_number(row, F_INCOME, f->income);
    cell_number(row, F_SPENT, f->spent);
    cell_number(row, F_LEFT, f->income - f->spent);
    cell_number(row, F_INCOME_WITHIN, f->income_within);
    cell_number(row, F_SPENT_WITHIN, f->spent_within);
    cell_number(row, F_CASH, f->cash);
    cell_number(row, F_PLACED, f->placed);
    cell_number(row, F_DUE, f->due);
}

static void fund_put(struct sheet *s, const struct fund_sum *f,
                     const struct question *q)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct buf key = buf_start(s->arena), link = buf_start(s->arena);

    buf_z(&key, "choice.");
    buf_add(&key, choice_name(FUND_CLASSES, f->class));
    buf_z(&link, "/books/");
    id_put(&link, f->rsp);
    buf_z(&link, "/trial?fund=");
    id_put(&link, f->id);
    cell_text(row, F_FUND, f->title);
    cell_link(row, F_FUND, buf_str(&link));
    cell_text(row, F_CLASS, say_str(q->lang, buf_str(&key)));
    numbers_put(row, f);
}

static void fund_add(struct fund_sum *all, const struct fund_sum *f)
{
    all->principal += f->principal;
    all->income += f->income;
    all->spent += f->spent;
    all->income_within += f->income_within;
    all->spent_within += f->spent_within;
    all->cash += f->cash;
    all->placed += f->placed;
    all->due += f->due;
}

/* The funds of an RSP: principal that may only be kept, what came to be used,
 * what was spent and what is left, and where it lies; for a period too. */
REPORT(fund, RIGHT_REGISTER, .days = true)
{
    struct sheet s = sheet_start(a, fund_column, F_COLS);
    struct buf b = buf_start(a);
    struct fund_sum *at, all = { .principal = 0 };
    size_t n = funds_read(db, q, -1, a, &at);
    struct sheet_row *row;

    (void)f;
    s.title = say(q->lang, "report.fund");
    words_month(&b, q->lang, fund_from(q));
    buf_z(&b, " – ");
    buf_add(&b, question_until(q, a));
    s.subtitle = buf_str(&b);
    s.lakh = q->lakh;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !str_same(at[i].rsp_code, at[i - 1].rsp_code)) {
            row = sheet_add(&s, ROW_HEADING);
            cell_text(row, F_FUND, at[i].rsp_code);
        }
        fund_put(&s, &at[i], q);
        fund_add(&all, &at[i]);
    }
    row = sheet_add(&s, ROW_TOTAL);
    cell_text(row, F_FUND, say(q->lang, "fund.total"));
    numbers_put(row, &all);
    sheet_note(&s, say(q->lang, "fund.note"));
    out[0] = s;
    return 1;
}
