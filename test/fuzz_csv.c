/* Any bytes as text: what comes out is good UTF-8 in rising rows, twice the
 * same. The guesses are given every cell. */
#include <string.h>

#include "../src/import/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void guess_all(struct str s)
{
    struct order_seen seen = { 0 };
    struct number number;
    enum number_why number_why;
    enum date_why date_why;
    struct date d;
    month m;

    if (guess_date(s, &d, &date_why))
        MUST(date_why == DATE_FINE && d.on >= DAY_FIRST && d.on <= DAY_LAST);
    else
        MUST(date_why != DATE_FINE && d.on == DAY_NONE);
    guess_order_see(&seen, s);
    MUST(seen.dmy + seen.mdy + seen.either <= 1);
    guess_as_of(s, &m);
    if (!guess_number(s, 2, &number, &number_why))
        MUST(number_why != NUMBER_FINE && number.v == INT_NONE);
}

static struct hash read_all(struct table *t)
{
    struct sha sha;
    struct row r;
    int last = -1;

    sha_start(&sha);
    MUST(table_rows(t, 0));
    while (table_next(t, &r)) {
        MUST(r.number > last && r.n <= TABLE_CELLS);
        last = r.number;
        for (int i = 0; i < r.n; i++) {
            MUST(r.cell[i].text.n == 0 || utf8_good(r.cell[i].text));
            MUST((r.cell[i].kind == CELL_EMPTY) == (r.cell[i].text.n == 0));
            sha_add(&sha, r.cell[i].text.p, r.cell[i].text.n);
            guess_all(r.cell[i].text);
        }
        MUST(r.n == 0 || r.cell[r.n - 1].kind != CELL_EMPTY);
    }
    MUST(!table_next(t, &r));
    if (table_trouble(t))
        sha_add(&sha, table_trouble(t)->code, strlen(table_trouble(t)->code));
    return sha_end(&sha);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a = { 0 };
    struct table_trouble why;
    struct table *t = table_open((struct str){ (const char *)data, n },
                                 n % 2 ? S("a.csv") : S(""), &a, &why);

    MUST(t || why.code);
    if (t && table_form(t) != TABLE_XLSX) {
        struct hash first = read_all(t);

        MUST(hash_same(first, read_all(t)));
    }
    table_close(t);
    arena_free(&a);
    return 0;
}
