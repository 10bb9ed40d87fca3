/* naming - names that no place has, and the places people give them.
 *
 * The truth is in the filings: whoever still carries a name as printed waits.
 * The local table only numbers them, so that a person can say "3". */
#include <stdlib.h>

#include "import.sql.h"
#include "import/book.h"
#include "import/run.h"

enum { LEVEL_DISTRICT = 3, LEVEL_UC = 5, FIXES = 500 };

/* ---- what waits ---------------------------------------------------------*/

struct numbered {
    struct numbered *next;
    struct str folded;
    struct id within;
    int64_t n, level;
};

static struct numbered *numbers_load(struct db *db, struct arena *a)
{
    struct rows r = db_rows(db, SQL_NAMING_ALL);
    struct numbered *all = NULL;

    while (db_next(&r)) {
        struct numbered *one = arena_new(a, struct numbered);

        *one = (struct numbered){ all, arena_str(a, db_str(&r, 2)),
                                  db_id(&r, 3), db_int(&r, 0), db_int(&r, 4) };
        all = one;
    }
    db_done(&r);
    return all;
}

static int row_order(const void *a, const void *b)
{
    const struct naming_row *x = a, *y = b;
    int64_t nx = x->n ? x->n : INT64_MAX, ny = y->n ? y->n : INT64_MAX;

    if (nx != ny)
        return (nx > ny) - (nx < ny);
    return str_order(x->said, y->said);
}

/* The same name in other letters is one row. */
static void waiting_add(struct naming_row *row, size_t *n, struct rows *r,
                        const struct numbered *numbers, struct arena *a)
{
    struct str said = arena_str(a, db_str(r, 0));
    struct str folded = place_fold(said, a);
    struct id within = db_id(r, 1);

    for (size_t i = 0; i < *n; i++)
        if (id_same(row[i].within, within) &&
            str_same(place_fold(row[i].said, a), folded)) {
            row[i].rows_waiting += db_int(r, 2);
            return;
        }
    row[*n] = (struct naming_row){ .said = said,
                                   .within = within,
                                   .rows_waiting = db_int(r, 2),
                                   .source = arena_str(a, db_str(r, 3)),
                                   .within_name = arena_str(a, db_str(r, 4)),
                                   .level = db_int(r, 5) < LEVEL_DISTRICT ?
                                                LEVEL_DISTRICT :
                                                LEVEL_UC };
    for (const struct numbered *m = numbers; m; m = m->next)
        if (id_same(m->within, within) && str_same(m->folded, folded)) {
            row[*n].n = m->n;
            row[*n].level = m->level;
        }
    (*n)++;
}

size_t naming_list(struct db *db, struct arena *a, struct naming_row **out)
{
    struct numbered *numbers = numbers_load(db, a);
    struct rows r = db_rows(db, SQL_NAMING_WAITING);
    struct naming_row *row = NULL;
    size_t n = 0, room = 0;

    while (db_next(&r)) {
        arena_room(a, row, n, room);
        waiting_add(row, &n, &r, numbers, a);
    }
    db_done(&r);
    if (n)
        qsort(row, n, sizeof *row, row_order);
    *out = row;
    return n;
}

bool naming_find(struct db *db, int64_t n, struct arena *a,
                 struct naming_row *out)
{
    struct naming_row *row;
    size_t rows = naming_list(db, a, &row);

    for (size_t i = 0; i < rows; i++)
        if (n > 0 && row[i].n == n) {
            *out = row[i];
            return true;
        }
    return false;
}

bool naming_read(struct db *db, struct str what, struct arena *a,
                 struct naming_row *out)
{
    struct naming_row *row;
    struct str folded = place_fold(what, a);
    size_t rows, found = 0;
    int64_t n;

    if (int_read(str_trim(what), &n))
        return naming_find(db, n, a, out);
    rows = naming_list(db, a, &row);
    for (size_t i = 0; i < rows; i++)
        if (str_same(place_fold(row[i].said, a), folded)) {
            *out = row[i];
            found++;
        }
    return found == 1;
}

/* ---- the local queue ----------------------------------------------------*/

void naming_refresh(void *memo, struct db *db)
{
    struct arena a = { 0 };
    struct naming_row *row;
    size_t n = naming_list(db, &a, &row);

    (void)memo;
    for (size_t i = 0; i < n; i++) {
        struct rows next = db_rows(db, SQL_NAMING_NEXT), r;
        int64_t number = db_next(&next) ? db_int(&next, 0) : 1;

        db_done(&next);
        r = db_rows(db, SQL_NAMING_PUT);
        db_bind_int(&r, 1, number);
        db_bind_text(&r, 2, row[i].said);
        db_bind_text(&r, 3, place_fold(row[i].said, &a));
        db_bind_id(&r, 4, row[i].within);
        db_bind_int(&r, 5, row[i].level);
        db_bind_text(&r, 6, row[i].source);
        db_bind_int(&r, 7, row[i].rows_waiting);
        db_run(&r);
    }
    arena_free(&a);
}

void naming_strike(void *memo, struct db *db)
{
    const struct naming_mark *m = memo;
    struct arena a = { 0 };
    struct rows r = db_rows(db, SQL_NAMING_STRIKE);

    db_bind_text(&r, 1, place_fold(m->row->said, &a));
    db_bind_id(&r, 2, m->row->within);
    db_bind_int(&r, 3, m->row->level);
    db_bind_id(&r, 4, m->place);
    db_run(&r);
    arena_free(&a);
}

void naming_strike_row(struct db *db, int64_t n, struct id place)
{
    struct rows r = db_rows(db, SQL_NAMING_STRIKE_ROW);

    db_bind_int(&r, 1, n);
    db_bind_id(&r, 2, place);
    db_run(&r);
}

/* ---- settling -----------------------------------------------------------*/

static bool place_below(struct db *db, struct id place, struct id above)
{
    struct rows r = db_rows(db, SQL_NAMING_WITHIN);
    bool below;

    db_bind_id(&r, 1, place);
    db_bind_id(&r, 2, above);
    below = db_next(&r);
    db_done(&r);
    return below;
}

static bool alias_there(struct db *db, struct id place, struct str said,
                        struct arena *a)
{
    struct rows r = db_rows(db, SQL_NAMING_ALIAS);
    struct str folded = place_fold(said, a);
    bool there = false;

    db_bind_id(&r, 1, place);
    while (db_next(&r))
        there |= str_same(place_fold(db_str(&r, 0), a), folded);
    db_done(&r);
    return there;
}

struct settling {
    struct db *db;
    struct writer w;
    const struct naming_row *row;
    struct id place;
    struct str login;
    struct findings *f;
    struct draft draft[FIXES];
    size_t n;
    struct arena arena; /* of the drafts that wait */
    int64_t moved;
    bool good;
};

static void drafts_keep(struct settling *s)
{
    struct outcome *out = arena_many(&s->arena, struct outcome, FIXES);

    if (s->n && s->good)
        s->good = s->w.keep(s->w.self, s->draft, s->n, &s->arena, out);
    for (size_t i = 0; i < s->n && s->good; i++) {
        for (size_t k = 0; k < out[i].found.n; k++) {
            const struct finding *f = &out[i].found.at[k];

            if (out[i].kept == KEPT_REFUSED)
                tell_ab(s->f, f->level, f->what, arena_z(s->f->arena, f->path),
                        f->a, f->b);
        }
        s->moved += out[i].kept != KEPT_REFUSED &&
                    str_same(s->draft[i].kind, S("fix"));
    }
    s->n = 0;
    arena_free(&s->arena);
}

static void draft_put(struct settling *s, struct draft d)
{
    d.author = s->login;
    d.strict = true;
    s->draft[s->n++] = d;
    if (s->n == FIXES)
        drafts_keep(s);
}

static void alias_put(struct settling *s)
{
    struct buf b;

    if (alias_there(s->db, s->place, s->row->said, &s->arena))
        return;
    b = buf_start(&s->arena);
    buf_z(&b, "{\"name\":");
    buf_json(&b, s->row->said);
    buf_z(&b, ",\"place\":\"");
    id_put(&b, s->place);
    buf_z(&b, "\"}");
    draft_put(s, (struct draft){ .kind = S("alias"), .body = buf_str(&b) });
}

/* The same filing, but at its place. */
static void filing_move(struct settling *s, struct id entry)
{
    const struct kind *k = kind_find(S("filing"));
    const struct field *place = kind_field(k, S("place"));
    const struct field *named = kind_field(k, S("named"));
    char *record = arena_take(&s->arena, k->bytes);
    struct buf name;

    MUST(place && named && place->type == FIELD_REF &&
         named->type == FIELD_TEXT);
    if (!row_find(s->db, k, entry, &s->arena, record))
        return;
    *(struct id *)(void *)(record + place->at) = s->place;
    *(struct str *)(void *)(record + named->at) = S("");
    name = buf_start(&s->arena);
    id_put(&name, entry);
    buf_char(&name, '>');
    id_put(&name, s->place);
    draft_put(s, (struct draft){
                     .kind = S("fix"),
                     .id = id_named(S("naming"), buf_str(&name)),
                     .body = fix_body(s->db, entry,
                                      record_body(k, record, &s->arena),
                                      s->row->said, &s->arena) });
}

struct ids {
    struct id *at;
    size_t n, room;
};

/* All spellings that fold alike; read before anything is written. */
static struct ids filings_waiting(struct settling *s, struct arena *a)
{
    struct rows names = db_rows(s->db, SQL_NAMING_WAITING);
    struct str folded = place_fold(s->row->said, a);
    struct ids all = { 0 };

    while (db_next(&names)) {
        struct rows r;

        if (!id_same(db_id(&names, 1), s->row->within) ||
            !str_same(place_fold(db_str(&names, 0), a), folded))
            continue;
        r = db_rows(s->db, SQL_NAMING_FILINGS);
        db_bind_id(&r, 1, s->row->within);
        db_bind_text(&r, 2, db_str(&names, 0));
        while (db_next(&r)) {
            arena_room(a, all.at, all.n, all.room);
            all.at[all.n++] = db_id(&r, 0);
        }
        db_done(&r);
    }
    db_done(&names);
    return all;
}

bool naming_settle(struct db *db, struct writer w, const struct naming_row *row,
                   struct id place, struct str login, struct arena *a,
                   struct findings *f, int64_t *moved)
{
    struct settling *s = arena_new(a, struct settling);
    struct ids waiting;

    *s = (struct settling){ .db = db,
                            .w = w,
                            .row = row,
                            .place = place,
                            .login = login,
                            .f = f,
                            .good = true };
    *moved = 0;
    if (!place_below(db, place, row->within)) {
        tell(f, STOP, "naming.not_within", "place");
        return false;
    }
    waiting = filings_waiting(s, a);
    alias_put(s);
    for (size_t i = 0; i < waiting.n && s->good; i++)
        filing_move(s, waiting.at[i]);
    drafts_keep(s);
    *moved = s->moved;
    return s->good && db_fault(db) == DB_FINE && !findings_stop(f);
}
