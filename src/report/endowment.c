/* endowment - its principal and its income, year by year; where it is placed;
 * what the board resolved. */
#include "fund.sql.h"
#include "report/fund.h"

enum {
    Y_YEAR,
    Y_OPENING,
    Y_CONTRIBUTED,
    Y_RELEASED,
    Y_RETAINED,
    Y_CLOSING,
    Y_INCOME,
    Y_FREE,
    Y_USED,
    Y_MOVED,
    Y_LEFT,
    Y_COLS
};
static const struct column year_column[Y_COLS] = {
    { "year", "fund.year", NULL, COLUMN_TEXT, 0 },
    { "opening", "fund.opening", "fund.principal", COLUMN_NUMBER, 2 },
    { "contributed", "fund.contributed", "fund.principal", COLUMN_NUMBER, 2 },
    { "released", "fund.released", "fund.principal", COLUMN_NUMBER, 2 },
    { "retained", "fund.retained", "fund.principal", COLUMN_NUMBER, 2 },
    { "closing", "fund.closing", "fund.principal", COLUMN_NUMBER, 2 },
    { "income", "fund.income", "fund.usable", COLUMN_NUMBER, 2 },
    { "freed", "fund.freed", "fund.usable", COLUMN_NUMBER, 2 },
    { "used", "fund.spent", "fund.usable", COLUMN_NUMBER, 2 },
    { "moved", "fund.moved", "fund.usable", COLUMN_NUMBER, 2 },
    { "left", "fund.left", "fund.usable", COLUMN_NUMBER, 2 },
};

enum {
    P_BANK,
    P_NUMBER,
    P_HELD,
    P_UNTIL,
    P_RATE,
    P_PLACED,
    P_STAYS,
    P_EARNED,
    P_COLS
};
static const struct column placement_column[P_COLS] = {
    { "bank", "field.bank", NULL, COLUMN_TEXT, 0 },
    { "number", "field.number", NULL, COLUMN_TEXT, 0 },
    { "held", "fund.on_day", NULL, COLUMN_DAY, 0 },
    { "until", "field.until", NULL, COLUMN_DAY, 0 },
    { "rate", "fund.rate", NULL, COLUMN_NUMBER, 2 },
    { "placed", "fund.placed", NULL, COLUMN_NUMBER, 2 },
    { "stays", "fund.stays", NULL, COLUMN_NUMBER, 2 },
    { "earned", "fund.earned", NULL, COLUMN_NUMBER, 2 },
};

enum { B_HELD, B_NUMBER, B_SUBJECT, B_ACT, B_AMOUNT, B_COLS };
static const struct column board_column[B_COLS] = {
    { "held", "fund.on_day", NULL, COLUMN_DAY, 0 },
    { "number", "field.number", NULL, COLUMN_TEXT, 0 },
    { "subject", "field.subject", NULL, COLUMN_TEXT, 0 },
    { "act", "field.act", NULL, COLUMN_TEXT, 0 },
    { "amount", "field.amount", NULL, COLUMN_NUMBER, 2 },
};

static struct sheet sheet_of(struct arena *a, const struct question *q,
                             const struct column *c, int columns,
                             const char *title, const struct fund_sum *f)
{
    struct sheet s = sheet_start(a, c, columns);

    s.title = say(q->lang, title);
    s.subtitle = f->title;
    s.lakh = q->lakh;
    s.exact = true;
    return s;
}

static struct str day_str(struct arena *a, day d)
{
    struct buf b = buf_start(a);

    day_put(&b, d);
    return buf_str(&b);
}

static void link_entry(struct sheet *s, struct sheet_row *row, struct id entry)
{
    struct buf b = buf_start(s->arena);

    buf_z(&b, "/entry/");
    id_put(&b, entry);
    cell_link(row, 0, buf_str(&b));
}

static void years_make(struct db *db, const struct question *q,
                       const struct fund_sum *f, struct arena *a,
                       struct sheet *s)
{
    struct endowment_year *y;
    size_t n = endowment_years(db, f->rsp, f->id, question_day(q), a, &y);
    paisa principal = 0, left = 0;

    for (size_t i = 0; i < n; i++) {
        struct sheet_row *row = sheet_add(s, ROW_PLAIN);
        struct buf b = buf_start(a);

        buf_fmt(&b, "%d–%d%d", y[i].year, (y[i].year + 1) / 10 % 10,
                (y[i].year + 1) % 10);
        cell_text(row, Y_YEAR, buf_str(&b));
        cell_number(row, Y_OPENING, principal);
        principal += y[i].contributed - y[i].released + y[i].retained;
        left += y[i].income + y[i].released - y[i].retained - y[i].used +
                y[i].moved;
        cell_number(row, Y_CONTRIBUTED, y[i].contributed);
        cell_number(row, Y_RELEASED, y[i].released);
        cell_number(row, Y_RETAINED, y[i].retained);
        cell_number(row, Y_CLOSING, principal);
        cell_number(row, Y_INCOME, y[i].income);
        cell_number(row, Y_FREE, y[i].released - y[i].retained);
        cell_number(row, Y_USED, y[i].used);
        cell_number(row, Y_MOVED, y[i].moved);
        cell_number(row, Y_LEFT, left);
    }
    sheet_note(s, say(q->lang, "fund.endowment_note"));
}

static void placements_make(struct db *db, const struct question *q,
                            const struct fund_sum *f, struct arena *a,
                            struct sheet *s)
{
    struct endowment_placement *p;
    size_t n = endowment_placements(db, f->id, question_day(q), a, &p);
    paisa placed = 0, stays = 0, earned = 0;
    struct sheet_row *row;

    for (size_t i = 0; i < n; i++) {
        row = sheet_add(s, ROW_PLAIN);
        cell_text(row, P_BANK, p[i].bank);
        link_entry(s, row, p[i].entry);
        cell_text(row, P_NUMBER, p[i].number);
        cell_text(row, P_HELD, day_str(a, p[i].held));
        if (p[i].until != DAY_NONE)
            cell_text(row, P_UNTIL, day_str(a, p[i].until));
        if (p[i].rate != INT_NONE)
            cell_number(row, P_RATE, p[i].rate);
        cell_number(row, P_PLACED, p[i].placed);
        cell_number(row, P_STAYS, p[i].stays);
        cell_number(row, P_EARNED, p[i].earned);
        placed += p[i].placed;
        stays += p[i].stays;
        earned += p[i].earned;
    }
    row = sheet_add(s, ROW_TOTAL);
    cell_text(row, P_BANK, say(q->lang, "fund.total"));
    cell_number(row, P_PLACED, placed);
    cell_number(row, P_STAYS, stays);
    cell_number(row, P_EARNED, earned);
}

static void board_make(struct db *db, const struct question *q,
                       const struct fund_sum *f, struct arena *a,
                       struct sheet *s)
{
    struct rows r = db_rows(db, SQL_ENDOWMENT_BOARD);

    db_bind_id(&r, 1, f->id);
    db_bind_int(&r, 2, question_day(q));
    while (db_next(&r)) {
        struct sheet_row *row = sheet_add(s, ROW_PLAIN);
        struct buf key = buf_start(a);

        cell_text(row, B_HELD, day_str(a, (day)db_int(&r, 1)));
        link_entry(s, row, db_id(&r, 0));
        cell_text(row, B_NUMBER, arena_str(a, db_str(&r, 2)));
        cell_text(row, B_SUBJECT, arena_str(a, db_str(&r, 3)));
        if (!db_null(&r, 4)) {
            buf_z(&key, "choice.");
            buf_add(&key,
                    choice_name("note|release|retain", (int)db_int(&r, 4)));
            cell_text(row, B_ACT, say_str(q->lang, buf_str(&key)));
        }
        if (!db_null(&r, 5))
            cell_number(row, B_AMOUNT, db_int(&r, 5));
    }
    db_done(&r);
}

/* The endowment of an RSP: principal by year and why it rose or fell, income
 * that may be used and what was used of it; its placements; the resolutions of
 * the board. Up to two endowments. */
REPORT(endowment, RIGHT_REGISTER, .days = true)
{
    struct fund_sum *at;
    size_t n = funds_read(db, q, FUND_ENDOWMENT, a, &at);
    int sheets = 0;

    (void)f;
    for (size_t i = 0; i < n && i < 2; i++) {
        out[sheets] = sheet_of(a, q, year_column, Y_COLS, "report.endowment",
                               &at[i]);
        years_make(db, q, &at[i], a, &out[sheets++]);
        out[sheets] = sheet_of(a, q, placement_column, P_COLS,
                               "kinds.placement", &at[i]);
        placements_make(db, q, &at[i], a, &out[sheets++]);
        out[sheets] = sheet_of(a, q, board_column, B_COLS, "kinds.board",
                               &at[i]);
        board_make(db, q, &at[i], a, &out[sheets++]);
    }
    if (n > 2)
        sheet_note(&out[0], say(q->lang, "fund.many"));
    return sheets;
}
