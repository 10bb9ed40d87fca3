/* chosen - what bodies took up of their needs with the money at hand. */
#include "chosen.sql.h"
#include "core/portfolio.h"
#include "report/inside.h"
#include "report/spread.h"

enum {
    C_BODY,
    C_PLACE,
    C_TITLE,
    C_HELD,
    C_BUDGET,
    C_LOOKED,
    C_TAKEN,
    C_COST,
    C_WOMEN,
    C_VALUE,
    C_BOUND,
    C_COLS
};
static const struct column column[C_COLS] = {
    { "body", "kind.body", NULL, COLUMN_TEXT, 0 },
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "title", "field.title", NULL, COLUMN_TEXT, 0 },
    { "held", "field.held", NULL, COLUMN_DAY, 0 },
    { "budget", "portfolio.budget_rs", NULL, COLUMN_NUMBER, 0 },
    { "looked_at", "portfolio.looked", NULL, COLUMN_NUMBER, 0 },
    { "taken", "portfolio.taken", NULL, COLUMN_NUMBER, 0 },
    { "cost", "portfolio.cost", NULL, COLUMN_NUMBER, 0 },
    { "women_pct", "portfolio.for_women", NULL, COLUMN_RATIO, 0 },
    { "value", "field.value", NULL, COLUMN_NUMBER, 0 },
    { "of_bound_pct", "portfolio.of_bound", NULL, COLUMN_RATIO, 0 },
};

static void row_put(const struct question *q, struct arena *a,
                    const struct rows *r, struct sheet *s)
{
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    int lang = 2 + (int)q->lang;
    struct buf b = buf_start(a), link = buf_start(a);

    day_put(&b, (day)db_int(r, 6));
    buf_z(&link, "/portfolio/");
    id_put(&link, db_id(r, 0));
    cell_text(row, C_BODY,
              arena_str(a, own_text(q->lang, db_str(r, 1), db_str(r, 14),
                                    db_str(r, 15))));
    cell_text(row, C_PLACE,
              arena_str(a, db_str(r, db_str(r, lang).n ? lang : 2)));
    cell_text(row, C_TITLE, arena_str(a, db_str(r, 5)));
    cell_link(row, C_TITLE, buf_str(&link));
    cell_text(row, C_HELD, buf_str(&b));
    cell_number(row, C_BUDGET, db_int(r, 7) / 100);
    cell_number(row, C_LOOKED, db_int(r, 10));
    cell_number(row, C_TAKEN, db_int(r, 11));
    cell_number(row, C_COST, db_int(r, 12) / 100);
    cell_ratio(row, C_WOMEN, db_int(r, 13), db_int(r, 12));
    cell_number(row, C_VALUE, db_int(r, 8));
    cell_ratio(row, C_BOUND, db_int(r, 8), db_int(r, 9));
}

/* Choices under a budget: what bodies had, what they took up, what of it is for
 * women, and how near it is to the best that could be. */
REPORT(portfolio, RIGHT_REGISTER)
{
    struct rows r = db_rows(db, SQL_CHOSEN_UNDER);

    (void)f;
    out[0] = sheet_start(a, column, C_COLS);
    out[0].title = say(q->lang, "kinds.portfolio");
    out[0].subtitle = question_caption(db, q, a);
    out[0].lakh = q->lakh;
    db_bind_id(&r, 1, scope_place(db, q));
    db_bind_int(&r, 2, question_day(q));
    db_bind_id(&r, 3, q->rsp);
    while (db_next(&r))
        row_put(q, a, &r, &out[0]);
    db_done(&r);
    sheet_note(&out[0], say(q->lang, "portfolio.note"));
    return 1;
}
