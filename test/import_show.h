/* import_show - a whole table as text that a test can hold against what it
 * wants:
 *
 *     [Sheet1 hidden]
 *     1: Badin | #114797 | @2014-12-31 | =#12 | !#DIV/0! | ?true
 *     2 hidden csv.stray_quote: a
 *     ! csv.open_quote 3 detail
 *
 * # a number, @ a date, ? a truth, ! an error, = computed by a formula. */
#ifndef SAATH_IMPORT_SHOW_H
#define SAATH_IMPORT_SHOW_H

#include "../src/import/table.h"

static inline void show_trouble(struct buf *b, const struct table_trouble *w)
{
    buf_fmt(b, "! %s %d", w->code, w->row);
    if (w->detail[0])
        buf_fmt(b, " %s", w->detail);
    buf_z(b, "\n");
}

static inline void show_row(struct buf *b, const struct row *r)
{
    static const char mark[] = { 0, 0, '#', '@', '?', '!' };

    buf_int(b, r->number);
    if (r->hidden)
        buf_z(b, " hidden");
    if (r->bad)
        buf_fmt(b, " %s", r->bad);
    buf_z(b, ":");
    for (int i = 0; i < r->n; i++) {
        const struct cell *c = &r->cell[i];

        buf_z(b, i ? " | " : " ");
        if (c->formula)
            buf_z(b, "=");
        if (mark[c->kind])
            buf_char(b, mark[c->kind]);
        buf_add(b, c->text);
    }
    buf_z(b, "\n");
}

static inline struct str show(struct arena *a, struct str bytes,
                              const char *name)
{
    struct arena own = { 0 };
    struct buf b = buf_start(a);
    struct table_trouble why;
    struct table *t = table_open(bytes, str_of(name), &own, &why);
    struct row r;

    if (!t)
        show_trouble(&b, &why);
    for (int i = 0; t && i < table_sheets(t); i++) {
        struct str called = table_sheet_name(t, i);

        if (called.n) {
            buf_z(&b, "[");
            buf_add(&b, called);
            buf_z(&b, table_sheet_hidden(t, i) ? " hidden]\n" : "]\n");
        }
        if (table_rows(t, i))
            while (table_next(t, &r))
                show_row(&b, &r);
        if (table_trouble(t))
            show_trouble(&b, table_trouble(t));
    }
    table_close(t);
    arena_free(&own);
    return buf_str(&b);
}

/* Only the trouble: what `show` says after its last "! ", or "". */
static inline struct str show_why(struct arena *a, struct str bytes,
                                  const char *name)
{
    struct str s = show(a, bytes, name);

    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == '!' && (i == 0 || s.p[i - 1] == '\n'))
            return (struct str){ s.p + i + 2, s.n - i - 3 };
    return S("");
}

#endif
