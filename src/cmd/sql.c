/* sql - a question in the database's own language, and nothing but. */
#include <string.h>

#include "cmd/cmd.h"

enum { COLUMNS_MOST = 200 };

static bool begins(struct str text, const char *word)
{
    size_t n = strlen(word);

    if (text.n <= n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((text.p[i] | 0x20) != word[i])
            return false;
    return text.p[n] <= ' ' || text.p[n] == '(' || text.p[n] == '*';
}

/* Is there a semicolon outside of quotes: another statement behind? */
static bool two(struct str text)
{
    char quote = 0;

    for (size_t i = 0; i < text.n; i++) {
        char x = text.p[i];

        if (quote)
            quote = x == quote ? 0 : quote;
        else if (x == '\'' || x == '"')
            quote = x;
        else if (x == ';')
            return true;
    }
    return false;
}

/* One statement that reads. The connection could not write anyway. */
static bool only_reads(struct str text)
{
    return !two(text) && (begins(text, "select") || begins(text, "with") ||
                          begins(text, "values"));
}

static struct str value_text(struct rows *r, int col, struct arena *a)
{
    struct str s = db_str(r, col);
    struct buf b = buf_start(a);

    if (db_kind(r, col) != DB_BYTES)
        return arena_str(a, s);
    buf_hex(&b, s.p, s.n);
    return buf_str(&b);
}

static void answer(struct cmd *c, struct rows *r, const struct output *out)
{
    int columns = db_columns(r);
    struct column *column;
    struct sheet s;

    if (columns < 1 || columns > COLUMNS_MOST)
        columns = columns < 1 ? 1 : COLUMNS_MOST;
    column = arena_many(&c->arena, struct column, (size_t)columns);
    for (int i = 0; i < columns; i++) {
        const char *name = db_column(r, i);

        name = arena_z(&c->arena, str_of(name));
        column[i] = (struct column){ .key = name, .word = name };
    }
    s = sheet_start(&c->arena, column, columns);
    while (db_next(r)) {
        struct sheet_row *row = sheet_add(&s, ROW_PLAIN);

        for (int i = 0; i < columns; i++)
            if (!db_null(r, i))
                cell_text(row, i, value_text(r, i, &c->arena));
    }
    if (!db_fault(r->db))
        sheets_write(c, r->db, out, &s, 1);
}

/* Answers a question in SQL.
 *
 *     saath [-d DB] sql "SELECT ..." [--format text|csv|json] [-o FILE]
 *
 * Reading only: the connection may not write. Results are whole numbers, text
 * and bytes; on PostgreSQL other types must be CAST. */
COMMAND(sql)
{
    struct str text;
    struct output out;
    struct site s;
    struct rows r;

    if (!output_read(c, &out) || !args_end(c, "sql", 1, 1))
        return EXIT_USAGE;
    text = str_trim(str_of(c->argv[0]));
    if (text.n && text.p[text.n - 1] == ';')
        text = str_trim((struct str){ text.p, text.n - 1 });
    if (!only_reads(text))
        return misused(c, "sql", "cmd.sql.reads", "");
    if (!site_open(c, &s, false))
        return c->status;
    if (site_may(c, &s, RIGHT_ADMIN)) {
        db_begin(s.db);
        r = db_text_rows(s.db, text);
        answer(c, &r, &out);
        if (db_fault(s.db)) {
            note(c, "cmd.fault", db_fault_text(s.db), "");
            c->status = EXIT_REFUSED;
        }
        db_rollback(s.db);
    }
    site_close(&s);
    return c->status;
}
