/* The four workbooks as the network published them, when they are at hand. */
#include <stdlib.h>

#include "../src/import/table.h"
#include "tap.h"

static bool read_file(struct arena *a, const char *name, struct str *bytes)
{
    static const char *const near[] = { NULL, "../shared", "../../shared" };
    FILE *f = NULL;
    char *room = arena_take(a, 1 << 20);

    for (size_t i = 0; i < LEN(near) && !f; i++) {
        const char *at = i ? near[i] : getenv("SAATH_SHARED");
        struct buf b = buf_start(a);

        if (!at)
            continue;
        buf_fmt(&b, "%s/data/outreach/%s", at, name);
        f = fopen(arena_z(a, buf_str(&b)), "rb");
    }
    if (!f)
        return false;
    *bytes = (struct str){ room, fread(room, 1, 1 << 20, f) };
    fclose(f);
    return bytes->n > 0;
}

/* The text of a cell: row as people count, column A is 0. */
static const struct {
    const char *file, *sheet;
    int row, column;
    const char *want;
    enum cell_kind kind;
} known[] = {
    { "outreach-issue-24-2014-12.xlsx", "1.RSP Districts ", 80, 1, "Badin",
      CELL_TEXT },
    { "outreach-issue-24-2014-12.xlsx", "1.RSP Districts ", 80, 9, "114797",
      CELL_NUMBER },
    { "outreach-issue-24-2014-12.xlsx", "1.RSP Districts ", 80, 11,
      "61.963339198773653", CELL_NUMBER },
    { "outreach-issue-24-2014-12.xlsx", "1.RSP Districts ", 119, 10, "#DIV/0!",
      CELL_ERROR },
    { "outreach-issue-24-2014-12.xlsx", "1.RSP Districts ", 104, 9, "1201358",
      CELL_NUMBER },
    { "outreach-issue-24-2014-12.xlsx", "2. Overall cum progress Dec)", 1, 0,
      "Rural Support Programmes (RSPs) in Pakistan, Cumulative Progress as of "
      "December 2014",
      CELL_TEXT },
    { "outreach-issue-22-2014-06.xlsx", "1.RSP Districts ", 1, 0,
      "Rural Support Programmes (RSPs) in Pakistan, District-wise RSPs "
      "Coverage/Outreach as of June 2014",
      CELL_TEXT },
    { "outreach-issue-20-2013-12.xlsx", "1.RSP Districts ", 3, 4,
      "# as of December 2013", CELL_TEXT },
    { "outreach-issue-15-2012-09.xlsx", "Graphs for presentation", 4, 0,
      "Balochistan ", CELL_TEXT },
    { "outreach-issue-15-2012-09.xlsx", "Graphs for presentation", 11, 1, "144",
      CELL_NUMBER },
};

/* Rows as far as each sheet goes, cells that hold something, formulas, hidden
 * rows; counted with another program. */
static const struct {
    const char *file;
    int sheets, rows[3], cells, formulas, hidden;
    const char *as_of;
} book[] = {
    { "outreach-issue-15-2012-09.xlsx",
      3,
      { 37, 256, 57 },
      4085,
      152,
      9,
      "2012-09" },
    { "outreach-issue-20-2013-12.xlsx", 2, { 259, 51 }, 3696, 0, 0, "2013-12" },
    { "outreach-issue-22-2014-06.xlsx", 2, { 262, 51 }, 3825, 1, 0, "2014-06" },
    { "outreach-issue-24-2014-12.xlsx", 2, { 263, 51 }, 3717, 0, 0, "2014-12" },
};

static void check_known(const char *file, struct str sheet, const struct row *r)
{
    for (size_t i = 0; i < LEN(known); i++) {
        if (strcmp(known[i].file, file) != 0 || known[i].row != r->number ||
            !str_same(sheet, str_of(known[i].sheet)))
            continue;
        if (!CHECK(known[i].column < r->n))
            continue;
        CHECK_STR(r->cell[known[i].column].text, str_of(known[i].want));
        CHECK_INT(r->cell[known[i].column].kind, known[i].kind);
    }
}

TEST(the_published_workbooks_are_read_whole)
{
    for (size_t i = 0; i < LEN(book); i++) {
        struct arena a = { 0 };
        struct table_trouble why;
        struct table *t;
        struct str bytes;
        int cells = 0, formulas = 0, hidden = 0;
        month as_of, first = MONTH_NONE;

        if (!read_file(&a, book[i].file, &bytes)) {
            arena_free(&a);
            skip("no workbooks: set SAATH_SHARED");
            return;
        }
        t = table_open(bytes, str_of(book[i].file), &a, &why);
        if (!CHECK(t != NULL) || !CHECK_INT(table_sheets(t), book[i].sheets))
            return;
        for (int s = 0; s < book[i].sheets; s++) {
            struct row r;
            int rows = 0;

            CHECK_INT(table_sheet_hidden(t, s), book[i].sheets == 3 && s == 0);
            CHECK(table_rows(t, s));
            while (table_next(t, &r)) {
                CHECK_INT(r.number, ++rows);
                CHECK(r.bad == NULL);
                hidden += r.hidden;
                for (int c = 0; c < r.n; c++) {
                    cells += r.cell[c].kind != CELL_EMPTY;
                    formulas += r.cell[c].formula;
                }
                if (r.number == 1 && r.n && first == MONTH_NONE &&
                    guess_as_of(r.cell[0].text, &as_of))
                    first = as_of;
                check_known(book[i].file, table_sheet_name(t, s), &r);
            }
            CHECK(table_trouble(t) == NULL);
            CHECK_INT(rows, book[i].rows[s]);
        }
        CHECK_INT(cells, book[i].cells);
        CHECK_INT(formulas, book[i].formulas);
        CHECK_INT(hidden, book[i].hidden);
        month_read(str_of(book[i].as_of), &as_of);
        CHECK_INT(first, as_of);
        table_close(t);
        arena_free(&a);
    }
}

/* Cut short at every fiftieth of its length, a workbook gives trouble. */
TEST(a_published_workbook_cut_short_is_refused)
{
    struct arena a = { 0 };
    struct str bytes;

    if (!read_file(&a, book[3].file, &bytes)) {
        arena_free(&a);
        skip("no workbooks: set SAATH_SHARED");
        return;
    }
    for (size_t i = 1; i < 50; i++) {
        struct table_trouble why;
        struct str part = { bytes.p, bytes.n * i / 50 };

        CHECK(table_open(part, S("x.xlsx"), &a, &why) == NULL);
        CHECK_STR(str_of(why.code), S("file.truncated"));
    }
    arena_free(&a);
}
