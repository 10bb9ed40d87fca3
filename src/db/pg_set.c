/* pg_set - many rows of parameters of one statement, held column by column as
 * PostgreSQL takes arrays, and sent as one. */
#include <stdlib.h>
#include <string.h>

#include "db/pg.h"

enum { HEAD = 20 }; /* of a binary array with one dimension */

static void big_endian(char *to, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        to[i] = (char)(v >> (3 - i) * 8);
}

static uint32_t big_endian_read(const char *from)
{
    const unsigned char *u = (const unsigned char *)from;

    return (uint32_t)u[0] << 24 | (uint32_t)u[1] << 16 | (uint32_t)u[2] << 8 |
           u[3];
}

static char *column_room(struct pg_column *c, size_t n)
{
    char *at;

    if (!c->n)
        c->n = HEAD;
    if (c->n + n > c->room) {
        c->room = (c->n + n) * 2;
        c->bytes = realloc(c->bytes, c->room);
        MUST(c->bytes);
    }
    at = c->bytes + c->n;
    c->n += n;
    return at;
}

void pg_set_add(struct pg_set *set, const struct pg_statement *g)
{
    if (!set->column) {
        set->column = calloc((size_t)g->s.params + 1, sizeof *set->column);
        MUST(set->column);
    }
    for (int i = 0; i < g->s.params; i++) {
        const struct pg_param *p = &g->param[i];
        size_t n = p->length > 0 ? (size_t)p->length : 0;
        char *at = column_room(&set->column[i], 4 + n);

        big_endian(at, (uint32_t)p->length);
        if (n)
            memcpy(at + 4, g->bytes + p->at, n);
        set->column[i].null |= p->length < 0;
    }
    set->rows++;
}

void pg_set_clear(struct pg_set *set, int params)
{
    set->rows = 0;
    for (int i = 0; set->column && i < params; i++) {
        struct pg_column *c = &set->column[i];

        c->n = 0;
        c->null = false;
        if (c->room > KEPT_BYTES * 8) {
            free(c->bytes);
            *c = (struct pg_column){ 0 };
        }
    }
}

void pg_set_free(struct pg_set *set, int params)
{
    for (int i = 0; set->column && i < params; i++)
        free(set->column[i].bytes);
    free(set->column);
    free(set->text);
}

/* ---- row by row ---------------------------------------------------------*/

void pg_set_start(struct pg_set *set, int params)
{
    for (int i = 0; i < params; i++)
        set->column[i].at = HEAD;
}

void pg_set_next(struct pg *p, struct pg_set *set, int params)
{
    for (int i = 0; i < params; i++) {
        struct pg_column *c = &set->column[i];
        int length = (int)big_endian_read(c->bytes + c->at);

        p->length[i] = length;
        p->value[i] = length < 0 ? NULL : c->bytes + c->at + 4;
        c->at += 4 + (length > 0 ? (size_t)length : 0);
    }
}

void pg_set_send_next(struct db *db, struct pg_set *set, struct pg_statement *g)
{
    struct pg *p = pg(db);

    pg_make_room(db, 1);
    if (db->trouble)
        return;
    pg_set_next(p, set, g->s.params);
    pg_note(db,
            PQsendQueryPrepared(p->c, g->name, g->s.params, p->value, p->length,
                                p->format, 1),
            &g->s);
}

/* ---- all at once --------------------------------------------------------*/

char *pg_text(const struct buf *b)
{
    char *z = malloc(b->n + 1);

    MUST(z);
    memcpy(z, b->p, b->n);
    z[b->n] = '\0';
    return z;
}

void pg_set_rows(struct buf *b, const struct pg_statement *g)
{
    buf_z(b, "unnest(");
    for (int i = 0; i < g->s.params; i++)
        buf_fmt(b, i ? ", (SELECT $%d::%s[])" : "(SELECT $%d::%s[])", i + 1,
                pg_type_name(g->param[i].type));
    buf_char(b, ')');
}

/* What is quoted or said aside, from text.p[at] on; its end. */
static size_t quoted_end(struct str text, size_t at)
{
    char quote = text.p[at];

    if (quote == '-') {
        while (at < text.n && text.p[at] != '\n')
            at++;
        return at;
    }
    for (at++; at < text.n && text.p[at] != quote; at++)
        continue;
    return at < text.n ? at + 1 : at;
}

void pg_set_text(struct buf *b, struct str text)
{
    for (size_t i = 0; i < text.n;) {
        char c = text.p[i], next = i + 1 < text.n ? text.p[i + 1] : 0;

        if (c == '\'' || c == '"' || (c == '-' && next == '-')) {
            size_t end = quoted_end(text, i);

            buf_add(b, (struct str){ text.p + i, end - i });
            i = end;
        } else if (c == '$' && next >= '1' && next <= '9') {
            buf_z(b, "asked_.p");
            i++;
        } else {
            buf_char(b, c);
            i++;
        }
    }
}

static bool is_name(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* The word that ends what is in b, blanks behind it left out: taken away from
 * b, though its letters stay where they are until b grows. */
static struct str word_off(struct buf *b)
{
    size_t end;

    while (b->n && (b->p[b->n - 1] == ' ' || b->p[b->n - 1] == '\n'))
        b->n--;
    end = b->n;
    while (b->n && is_name(b->p[b->n - 1]))
        b->n--;
    return (struct str){ b->p + b->n, end - b->n };
}

/* "homes o" in b becomes what asks homes for each row anew. */
static void along_put(struct buf *b, struct str where)
{
    struct str alias = arena_str(b->arena, word_off(b));
    struct str view = arena_str(b->arena, word_off(b));

    buf_z(b, "LATERAL (SELECT * FROM ");
    buf_add(b, view);
    buf_z(b, " WHERE ");
    buf_add(b, where);
    buf_z(b, " OFFSET 0) ");
    buf_add(b, alias);
}

void pg_along(struct buf *b, struct str text)
{
    const struct str mark = S("/* along ");

    for (size_t i = 0; i < text.n; i++) {
        struct str rest = str_from(text, i), where;

        if (!str_starts(rest, mark)) {
            buf_char(b, text.p[i]);
            continue;
        }
        rest = str_from(rest, mark.n);
        where = str_cut(&rest, '*');
        along_put(b, str_trim(where));
        i = text.n - rest.n; /* past the slash */
    }
}

void pg_set_columns(struct buf *b, const char *letter, int n)
{
    for (int i = 1; i <= n; i++)
        buf_fmt(b, i == 1 ? "%s%d" : ", %s%d", letter, i);
}

/* The head of a binary array: dimensions, has it NULLs, of which type, how
 * many, from which number on. */
static void head_write(struct pg_column *c, Oid type, int rows)
{
    big_endian(c->bytes, 1);
    big_endian(c->bytes + 4, c->null);
    big_endian(c->bytes + 8, type);
    big_endian(c->bytes + 12, (uint32_t)rows);
    big_endian(c->bytes + 16, 1);
}

/* Waits for it: what stands before it may fail, and then it is not made. */
static void set_prepare(struct db *db, struct pg_set *set,
                        const struct pg_statement *g)
{
    pg_make_room(db, 1);
    if (db->trouble)
        return;
    pg_name(db, set->name);
    pg_note(db, PQsendPrepare(pg(db)->c, set->name, set->text, 0, NULL), &g->s);
    PQclear(pg_settle(db));
    if (db->trouble)
        *set->name = 0;
}

void pg_set_send(struct db *db, struct pg_set *set, struct pg_statement *g)
{
    struct pg *p = pg(db);

    if (!*set->name)
        set_prepare(db, set, g);
    pg_make_room(db, 1);
    if (db->trouble)
        return;
    for (int i = 0; i < g->s.params; i++) {
        struct pg_column *c = &set->column[i];

        head_write(c, g->param[i].type, set->rows);
        p->value[i] = c->bytes;
        p->length[i] = (int)c->n;
    }
    pg_note(db,
            PQsendQueryPrepared(p->c, set->name, g->s.params, p->value,
                                p->length, p->format, 1),
            &g->s);
}
