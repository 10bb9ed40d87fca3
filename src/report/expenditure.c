/* expenditure - a donor's statement: what was approved, promised and spent on
 * each line of an agreement, in its currency and in rupees. */
#include "fund.sql.h"
#include "report/fund.h"

enum {
    E_CODE,
    E_TITLE,
    E_APPROVED,
    E_COMMITTED,
    E_BEFORE,
    E_WITHIN,
    E_DATE,
    E_LEFT,
    E_PERCENT,
    E_COLS
};
static const struct column line_column[E_COLS] = {
    { "line", "fund.line", NULL, COLUMN_TEXT, 0 },
    { "title", "field.title", NULL, COLUMN_TEXT, 0 },
    { "approved", "fund.approved", NULL, COLUMN_NUMBER, 2 },
    { "committed", "fund.committed", NULL, COLUMN_NUMBER, 2 },
    { "before", "fund.before", "fund.spent", COLUMN_NUMBER, 2 },
    { "period", "fund.within", "fund.spent", COLUMN_NUMBER, 2 },
    { "to_date", "fund.date", "fund.spent", COLUMN_NUMBER, 2 },
    { "left", "fund.left", NULL, COLUMN_NUMBER, 2 },
    { "pct", "fund.percent", NULL, COLUMN_RATIO, 0 },
};

/* One line in units, or in rupees at the budget's rate. */
struct shown_line {
    int64_t approved, committed, before, within, date;
};

static struct shown_line shown(const struct statement *s,
                               const struct statement_line *l, bool rupees)
{
    int64_t rate = s->rate == INT_NONE ? RATE_ONE : s->rate;

    if (!rupees)
        return (struct shown_line){ l->approved, l->committed.units,
                                    l->before.units, l->within.units,
                                    l->date.units };
    return (struct shown_line){ rupees_of(l->approved, rate),
                                l->committed.rupees, l->before.rupees,
                                l->within.rupees, l->date.rupees };
}

static void line_put(struct sheet_row *row, const struct shown_line *l)
{
    cell_number(row, E_APPROVED, l->approved);
    cell_number(row, E_COMMITTED, l->committed);
    cell_number(row, E_BEFORE, l->before);
    cell_number(row, E_WITHIN, l->within);
    cell_number(row, E_DATE, l->date);
    cell_number(row, E_LEFT, l->approved - l->committed - l->date);
    cell_ratio(row, E_PERCENT, l->date, l->approved);
}

static struct str heading(const struct statement *s, const char *currency,
                          enum lang lang, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_add(&b, s->number);
    buf_z(&b, " · ");
    buf_add(&b, s->donor);
    buf_z(&b, " · ");
    words_month(&b, lang, s->from);
    buf_z(&b, " – ");
    if (s->on < month_end(s->to))
        words_day(&b, lang, s->on);
    else
        words_month(&b, lang, s->to);
    buf_fmt(&b, " · %s", currency);
    return buf_str(&b);
}

/* What came, what was spent of it, what is in hand. */
static void money_note(struct sheet *sheet, enum lang lang, const char *key,
                       int64_t before, int64_t within, int64_t date)
{
    struct buf b = buf_start(sheet->arena);

    buf_add(&b, say(lang, key));
    buf_z(&b, ": ");
    number_full(&b, before, 2, sheet->lakh);
    buf_z(&b, " + ");
    number_full(&b, within, 2, sheet->lakh);
    buf_z(&b, " = ");
    number_full(&b, date, 2, sheet->lakh);
    sheet_note(sheet, buf_str(&b));
}

static void notes_put(struct sheet *sheet, const struct statement *s,
                      enum lang lang, bool rupees)
{
    const struct spent *b = &s->got_before, *w = &s->got_within, *d = &s->got;
    const struct statement_line *t = &s->total;
    struct buf v = buf_start(sheet->arena);

    money_note(sheet, lang, "fund.received", rupees ? b->rupees : b->units,
               rupees ? w->rupees : w->units, rupees ? d->rupees : d->units);
    money_note(sheet, lang, "fund.spent",
               rupees ? t->before.rupees : t->before.units,
               rupees ? t->within.rupees : t->within.units,
               rupees ? t->date.rupees : t->date.units);
    buf_add(&v, say(lang, "fund.in_hand"));
    buf_z(&v, ": ");
    number_full(&v,
                rupees ? d->rupees - t->date.rupees : d->units - t->date.units,
                2, sheet->lakh);
    sheet_note(sheet, buf_str(&v));
    v = buf_start(sheet->arena);
    buf_add(&v, say(lang, s->variance == INT_NONE ? "fund.variance_default" :
                                                    "fund.variance"));
    buf_z(&v, ": ");
    decimal_put(&v, s->variance == INT_NONE ? VARIANCE_DEFAULT : s->variance,
                2);
    buf_z(&v, " %");
    sheet_note(sheet, buf_str(&v));
    if (rupees && s->rate != INT_NONE && s->rate != RATE_ONE) {
        v = buf_start(sheet->arena);
        buf_add(&v, say(lang, "fund.at_rate"));
        buf_z(&v, ": ");
        decimal_put(&v, s->rate, 5);
        sheet_note(sheet, buf_str(&v));
    }
    sheet_note(sheet, say(lang, "fund.rate_note"));
}

void statement_sheets(const struct statement *s, enum lang lang, bool lakh,
                      struct arena *a, struct sheet *out)
{
    for (int rupees = 0; rupees < STATEMENT_SHEETS; rupees++) {
        struct sheet sheet = sheet_start(a, line_column, E_COLS);
        struct shown_line all = { 0, 0, 0, 0, 0 };
        struct sheet_row *row;

        sheet.title = s->title;
        sheet.subtitle = heading(s, rupees ? "PKR" : arena_z(a, s->currency),
                                 lang, a);
        sheet.lakh = lakh;
        sheet.exact = true;
        for (size_t i = 0; i < s->lines; i++) {
            struct shown_line l = shown(s, &s->line[i], rupees);

            row = sheet_add(&sheet, ROW_PLAIN);
            cell_text(row, E_CODE, s->line[i].code);
            cell_text(row, E_TITLE,
                      s->line[i].title.n ? s->line[i].title :
                                           say(lang, "fund.no_such_line"));
            line_put(row, &l);
            all.approved += l.approved;
            all.committed += l.committed;
            all.before += l.before;
            all.within += l.within;
            all.date += l.date;
        }
        row = sheet_add(&sheet, ROW_TOTAL);
        cell_text(row, E_TITLE, say(lang, "fund.total"));
        line_put(row, &all);
        notes_put(&sheet, s, lang, rupees);
        out[rupees] = sheet;
    }
}

/* ---- several agreements -----------------------------------------------------*/

enum {
    A_NUMBER,
    A_TITLE,
    A_DONOR,
    A_CURRENCY,
    A_APPROVED,
    A_GOT,
    A_DATE,
    A_COMMITTED,
    A_LEFT,
    A_PERCENT,
    A_COLS
};
static const struct column agreement_column[A_COLS] = {
    { "number", "field.number", NULL, COLUMN_TEXT, 0 },
    { "title", "kind.agreement", NULL, COLUMN_TEXT, 0 },
    { "donor", "field.donor", NULL, COLUMN_TEXT, 0 },
    { "currency", "field.currency", NULL, COLUMN_TEXT, 0 },
    { "approved", "fund.approved", NULL, COLUMN_NUMBER, 2 },
    { "received", "fund.received", NULL, COLUMN_NUMBER, 2 },
    { "to_date", "fund.spent", NULL, COLUMN_NUMBER, 2 },
    { "committed", "fund.committed", NULL, COLUMN_NUMBER, 2 },
    { "left", "fund.left", NULL, COLUMN_NUMBER, 2 },
    { "pct", "fund.percent", NULL, COLUMN_RATIO, 0 },
};

static void agreement_put(struct sheet *sheet, const struct statement *s)
{
    struct sheet_row *row = sheet_add(sheet, ROW_PLAIN);
    struct buf link = buf_start(sheet->arena);

    buf_z(&link, "/agreement/");
    id_put(&link, s->id);
    cell_text(row, A_NUMBER, s->number);
    cell_link(row, A_NUMBER, buf_str(&link));
    cell_text(row, A_TITLE, s->title);
    cell_text(row, A_DONOR, s->donor);
    cell_text(row, A_CURRENCY, s->currency);
    cell_number(row, A_APPROVED, s->total.approved);
    cell_number(row, A_GOT, s->got.units);
    cell_number(row, A_DATE, s->total.date.units);
    cell_number(row, A_COMMITTED, s->total.committed.units);
    cell_number(row, A_LEFT, statement_left(&s->total));
    cell_ratio(row, A_PERCENT, s->total.date.units, s->total.approved);
}

static size_t agreements_find(struct db *db, const struct question *q,
                              struct id *out, size_t most)
{
    struct rows r = db_rows(db, SQL_STATEMENT_OF);
    size_t n = 0;

    db_bind_id(&r, 1, q->rsp);
    db_bind_id(&r, 2, q->project);
    db_bind_id(&r, 3, q->fund);
    while (n < most && db_next(&r))
        out[n++] = db_id(&r, 0);
    db_done(&r);
    return n;
}

/* Statement of expenditure. Of one agreement (that of a fund, or the only one of
 * a project) line by line, in its currency and in rupees, before, in and up to
 * the period; of several each in one row. */
REPORT(expenditure, RIGHT_REGISTER, .days = true)
{
    struct id id[500];
    size_t n = agreements_find(db, q, id, LEN(id));
    struct statement s;

    (void)f;
    if (n == 1 &&
        statement_read(db, id[0], fund_from(q), question_day(q), a, &s)) {
        statement_sheets(&s, q->lang, q->lakh, a, out);
        return STATEMENT_SHEETS;
    }
    out[0] = sheet_start(a, agreement_column, A_COLS);
    out[0].title = say(q->lang, "report.expenditure");
    out[0].lakh = q->lakh;
    out[0].exact = true;
    for (size_t i = 0; i < n; i++)
        if (statement_read(db, id[i], fund_from(q), question_day(q), a, &s))
            agreement_put(&out[0], &s);
    if (n == LEN(id))
        sheet_note(&out[0], say(q->lang, "fund.many"));
    return 1;
}
