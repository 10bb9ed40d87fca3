/* search_number - entries by the beginning of their id, and what carries a
 * number or a code of its own: a loan, a voucher's book, a need, a fund.
 *
 * What is told in confidence is never among them, whoever asks. */
#include <string.h>

#include "search.sql.h"
#include "web/list/search.h"

enum {
    ID_DIGITS = 32,
    ID_LEAST = 8, /* hex digits that are taken for the beginning of an id */
    LOOKED = 40,  /* entries that begin so and are looked at */
    EACH = 4      /* of one kind */
};

struct found_number {
    struct search_entry *out;
    size_t n;
};

static void add(struct found_number *f, const struct kind *k, struct id id)
{
    for (size_t i = 0; i < f->n; i++)
        if (id_same(f->out[i].id, id))
            return;
    if (f->n < SEARCH_ENTRIES)
        f->out[f->n++] = (struct search_entry){ k, id };
}

/* What a page of its own finds is not found here as well. */
static bool told_elsewhere(const struct kind *k)
{
    static const char *const own[] = { "person", "household", "body", "place" };

    for (size_t i = 0; i < LEN(own); i++)
        if (!strcmp(k->name, own[i]))
            return true;
    return false;
}

static bool confidential(const struct kind *k)
{
    enum right reads = kind_reads(k);

    return k->bars || reads == RIGHT_HEAR || reads == RIGHT_SHIELD;
}

/* ---- by id ---------------------------------------------------------------*/

/* The first and the last id that begin with these hex digits. False: they are
 * none, or too few to mean one. */
static bool id_span(struct str said, struct id *from, struct id *to)
{
    char low[ID_DIGITS], high[ID_DIGITS];

    if (said.n < ID_LEAST || said.n > ID_DIGITS)
        return false;
    for (size_t i = 0; i < ID_DIGITS; i++) {
        char c = i < said.n ? said.p[i] : 0;

        if (c >= 'A' && c <= 'F')
            c = (char)(c + 32);
        low[i] = c ? c : '0';
        high[i] = c ? c : 'f';
    }
    return id_read((struct str){ low, ID_DIGITS }, from) &&
           id_read((struct str){ high, ID_DIGITS }, to);
}

static void by_id(struct rq *rq, struct str said, struct found_number *f)
{
    struct id from, to, id[LOOKED];
    const struct kind *kind[LOOKED];
    size_t n = 0;
    struct rows r;

    if (!id_span(said, &from, &to))
        return;
    r = db_rows(rq->db, SQL_WEB_ENTRIES_BETWEEN);
    db_bind_id(&r, 1, from);
    db_bind_id(&r, 2, to);
    db_bind_int(&r, 3, LOOKED);
    while (db_next(&r) && n < LOOKED) {
        id[n] = db_id(&r, 0);
        kind[n++] = kind_find(db_str(&r, 1));
    }
    db_done(&r);
    for (size_t i = 0; i < n; i++)
        if (kind[i] && !confidential(kind[i]) && rq_sees_entry(rq, id[i]))
            add(f, kind[i], id[i]);
}

/* ---- by number -----------------------------------------------------------*/

/* The indexed text that people call such a thing by; NULL: there is none. */
static const struct field *number_field(const struct kind *k)
{
    static const char *const name[] = { "number", "code" };

    for (size_t i = 0; i < LEN(name); i++) {
        const struct field *f = kind_field(k, str_of(name[i]));

        if (f && f->type == FIELD_TEXT && (f->flags & FIELD_FIND) &&
            !(f->flags & FIELD_SEALED))
            return f;
    }
    return NULL;
}

/* As it was typed, and in capitals: numbers are written so. */
static struct str capitals(struct rq *rq, struct str s)
{
    struct buf b = buf_start(rq->arena);

    for (size_t i = 0; i < s.n; i++)
        buf_char(&b,
                 s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
    return buf_str(&b);
}

static void by_number(struct rq *rq, const struct kind *k,
                      const struct field *by, struct str said,
                      struct found_number *f)
{
    struct str large = capitals(rq, said);
    struct buf sql = buf_start(rq->arena);
    struct rows r;

    buf_fmt(&sql,
            "SELECT t.entry FROM %s t WHERE t.counts = 1 AND ((t.%s >= $1 AND "
            "t.%s < $2) OR (t.%s >= $3 AND t.%s < $4))",
            k->name, by->name, by->name, by->name, by->name);
    reach_kind(rq, k, &sql, 6);
    buf_fmt(&sql, " ORDER BY t.%s, t.entry LIMIT $5", by->name);
    r = db_text_rows(rq->db, buf_str(&sql));
    db_bind_text(&r, 1, said);
    db_bind_text(&r, 2, thing_beyond(rq, said));
    db_bind_text(&r, 3, large);
    db_bind_text(&r, 4, thing_beyond(rq, large));
    db_bind_int(&r, 5, EACH);
    reach_bind(rq, kind_reads(k), &r, 6);
    while (db_next(&r))
        add(f, k, db_id(&r, 0));
    db_done(&r);
}

size_t search_entries(struct rq *rq, struct str words,
                      struct search_entry out[SEARCH_ENTRIES])
{
    struct found_number f = { .out = out };

    if (words.n < 2)
        return 0;
    by_id(rq, words, &f);
    for (int i = 0; i < kind_count && f.n < SEARCH_ENTRIES; i++) {
        const struct kind *k = kind_index[i];
        const struct field *by = number_field(k);

        if (by && !confidential(k) && !told_elsewhere(k) && rq_sees_kind(rq, k))
            by_number(rq, k, by, words, &f);
    }
    return f.n;
}
