/* digest - one line a table, so that two databases can be compared.
 *
 * A row is its columns in order: "~" for NULL, integers in decimal, bytes and
 * text as length, colon, bytes. Rows come in the order of their key, in pages,
 * so that the memory of one page is enough. Arrival and local state stay out. */
#include <string.h>

#include "log/inside.h"

#define PAGE_ROWS 5000
#define KEYS_MOST 10

struct table {
    const char *name;
    const char *columns; /* of the digest, "a, b" */
    const char *types;   /* int, bytes or text, by first letter */
    int keys;            /* the first so many are the key */
};

static const struct table tables[] = {
    { "entry", "device, seq, hash", "bib", 3 },
    { "stamp", "device, seq, head, sig", "bibb", 4 },
    { "chain", "device, seq, head, contested", "bibi", 1 },
    { "outcast", "hash, why", "bt", 1 },
    { "stands", "id, hash", "bb", 1 },
    { "waiting", "entry, want, why", "bbt", 3 },
    { "finding", "entry, origin, n, what, level, path, a, b", "btititii", 3 },
    { "area", "place, above, since, until, level", "bbiii", 3 },
    { "posting", "thing, month, indicator, entry, place, rsp, project, amount",
      "bitbbbbi", 7 },
    { "figure",
      "indicator, level, carried, month, place, rsp, project, since, "
      "until, amount, n",
      "tiiibbbiiii", 9 },
    { "figure_month", "month, n", "ii", 1 },
    { "book_line",
      "thing, n, entry, event, book, head, party, fund, on_day, month, amount",
      "bibtbtbbiii", 2 },
    { "book_balance", "book, head, fund, month, amount, n", "btbiii", 4 },
    { "checking",
      "entry, kind, signed, state, verdict, author, took, fixer, place, rsp, "
      "project, shared, amount",
      "btiibtttbbbii", 1 },
};

struct key {
    int64_t number;
    struct str bytes;
};

static void page_sql(struct buf *b, const struct table *t, bool first)
{
    struct str rest = str_of(t->columns);
    struct buf keys = buf_start(b->arena);

    for (int i = 0; i < t->keys; i++) {
        if (i)
            buf_z(&keys, ", ");
        buf_add(&keys, str_trim(str_cut(&rest, ',')));
    }
    buf_fmt(b, "SELECT %s FROM %s", t->columns, t->name);
    if (!first) {
        buf_z(b, " WHERE (");
        buf_add(b, buf_str(&keys));
        buf_z(b, ") > (");
        for (int i = 1; i <= t->keys; i++)
            buf_fmt(b, i > 1 ? ", $%d" : "$%d", i);
        buf_z(b, ")");
    }
    buf_z(b, " ORDER BY ");
    buf_add(b, buf_str(&keys));
    buf_fmt(b, " LIMIT %d", PAGE_ROWS);
}

static void row_add(struct buf *b, struct rows *r, const char *types)
{
    for (int i = 0; types[i]; i++) {
        struct str s;

        if (db_null(r, i)) {
            buf_char(b, '~');
        } else if (types[i] == 'i') {
            buf_int(b, db_int(r, i));
        } else {
            s = db_str(r, i);
            buf_int(b, (int64_t)s.n);
            buf_char(b, ':');
            buf_add(b, s);
        }
        buf_char(b, ' ');
    }
    buf_char(b, '\n');
}

static void key_bind(struct rows *r, const struct table *t,
                     const struct key *last)
{
    for (int i = 0; i < t->keys; i++)
        if (t->types[i] == 'i')
            db_bind_int(r, i + 1, last[i].number);
        else if (t->types[i] == 't')
            db_bind_text(r, i + 1, last[i].bytes);
        else
            db_bind_blob(r, i + 1, last[i].bytes.p, last[i].bytes.n);
}

static int64_t page_digest(struct db *db, const struct table *t, bool first,
                           struct key *last, struct arena *keep,
                           struct sha *sha)
{
    struct arena a = { 0 };
    struct buf sql = buf_start(&a), row;
    struct rows r;
    int64_t n = 0;

    page_sql(&sql, t, first);
    r = db_text_rows(db, buf_str(&sql));
    if (!first)
        key_bind(&r, t, last);
    arena_free(keep);
    while (db_next(&r)) {
        struct arena_mark m = arena_mark(&a);

        row = buf_start(&a);
        row_add(&row, &r, t->types);
        sha_add(sha, row.p, row.n);
        arena_back(&a, m);
        if (++n < PAGE_ROWS)
            continue;
        for (int i = 0; i < t->keys; i++) {
            last[i].number = t->types[i] == 'i' ? db_int(&r, i) : 0;
            last[i].bytes = arena_str(keep, db_str(&r, i));
        }
    }
    arena_free(&a);
    return n;
}

static void table_digest(struct db *db, const struct table *t, struct buf *out)
{
    struct key last[KEYS_MOST];
    struct arena keep = { 0 };
    struct sha sha;
    int64_t all = 0, n = PAGE_ROWS;

    MUST(t->keys <= KEYS_MOST);
    sha_start(&sha);
    for (bool first = true; n == PAGE_ROWS; first = false)
        all += n = page_digest(db, t, first, last, &keep, &sha);
    arena_free(&keep);
    buf_fmt(out, "%s %lld ", t->name, (long long)all);
    hash_put(out, sha_end(&sha));
    buf_char(out, '\n');
}

/* ---- projections --------------------------------------------------------*/

static void column_add(struct buf *columns, struct buf *types,
                       const struct field *f)
{
    bool bytes = f->type == FIELD_TEXT || f->type == FIELD_CODE ||
                 f->type == FIELD_OBJECT || f->type == FIELD_REF ||
                 f->type == FIELD_HASH;

    if (f->type == FIELD_ROWS || (f->flags & FIELD_SEALED))
        return;
    buf_fmt(columns, ", %s", f->name);
    buf_char(types, bytes ? 'b' : 'i');
    if (f->type == FIELD_DATE) {
        buf_fmt(columns, ", %s_grain", f->name);
        buf_char(types, 'i');
    }
}

static void projection_digest(struct db *db, const char *name,
                              const char *fixed, const char *fixed_types,
                              int keys, const struct field *f, int n,
                              struct buf *out)
{
    struct arena a = { 0 };
    struct buf columns = buf_start(&a), types = buf_start(&a);
    struct table t = { .name = name, .keys = keys };

    buf_z(&columns, fixed);
    buf_z(&types, fixed_types);
    for (int i = 0; i < n; i++)
        column_add(&columns, &types, &f[i]);
    t.columns = arena_z(&a, buf_str(&columns));
    t.types = arena_z(&a, buf_str(&types));
    table_digest(db, &t, out);
    arena_free(&a);
}

static void kind_digest(struct db *db, const struct kind *k, struct buf *out)
{
    struct arena a = { 0 };

    projection_digest(db, k->name, "entry, thing, counts, signed, author",
                      "bbiib", 1, k->field, k->fields, out);
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_ROWS)
            projection_digest(db, arena_z(&a, rows_table(k, &k->field[i], &a)),
                              "entry, n", "bi", 2, k->field[i].child,
                              k->field[i].children, out);
    if (k->kept.fields)
        projection_digest(db, arena_z(&a, kept_table(k, &a)), "thing", "b",
                          1 + kept_keys(k), k->kept.field, k->kept.fields, out);
    arena_free(&a);
}

void log_digest(struct db *db, struct buf *out)
{
    for (size_t i = 0; i < LEN(tables); i++)
        table_digest(db, &tables[i], out);
    for (int i = 0; i < kind_count; i++)
        kind_digest(db, kind_index[i], out);
}

void log_digest_table(struct db *db, const char *name, struct buf *out)
{
    for (size_t i = 0; i < LEN(tables); i++)
        if (!strcmp(tables[i].name, name))
            table_digest(db, &tables[i], out);
    for (int i = 0; i < kind_count; i++)
        if (!strcmp(kind_index[i]->name, name))
            kind_digest(db, kind_index[i], out);
}
