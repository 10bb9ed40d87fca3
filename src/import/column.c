/* column - what the columns of somebody's sheet mean.
 *
 * A heading is a field's name, its words in one of the three languages, or
 * what somebody once said it means. Nothing is guessed: whatever is none of
 * these is listed and left out. */
#include "import/column.h"

#include <string.h>

#include "import/run.h"

#include "import.sql.h"

/* "district" and "uc" are both a place and something that is counted. Down to
 * the taluka the word means the place, below it the count; a column of union
 * councils by name says "union council". */
enum { HEAD_ROWS = 30, INDICATORS_MOST = 4096, LEVEL_TALUKA = 4 };

static struct str worded(enum lang lang, const char *room, struct str name,
                         struct arena *a)
{
    struct buf key = buf_start(a);
    struct str words;

    buf_z(&key, room);
    buf_add(&key, name);
    words = say_str(lang, buf_str(&key));
    return str_same(words, buf_str(&key)) ? name : words;
}

struct str choice_word(enum lang lang, struct str name, struct arena *a)
{
    return worded(lang, "choice.", name, a);
}

struct str field_heading(enum lang lang, const struct field *f,
                         const struct field *child, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_add(&b, worded(lang, "field.", str_of(f->name), a));
    if (child) {
        buf_z(&b, ": ");
        buf_add(&b, worded(lang, "field.", str_of(child->name), a));
    }
    return buf_str(&b);
}

static bool heading_is(const struct field *f, const struct field *child,
                       struct str folded, struct arena *a)
{
    struct buf plain = buf_start(a);

    buf_z(&plain, f->name);
    if (child)
        buf_fmt(&plain, ".%s", child->name);
    if (str_same(utf8_fold(buf_str(&plain), a), folded))
        return true;
    for (int lang = LANG_EN; lang <= LANG_SD; lang++)
        if (str_same(utf8_fold(field_heading((enum lang)lang, f, child, a), a),
                     folded))
            return true;
    return false;
}

int level_of_heading(struct str folded, struct arena *a)
{
    const struct kind *place = kind_find(S("place"));
    const struct field *level = place ? kind_field(place, S("level")) : NULL;
    static const struct {
        const char *name;
        int level;
    } also[] = { { "tehsil", 4 },
                 { "union council", 5 },
                 { "mouza", 7 },
                 { "village", 8 } };
    struct str rest;

    if (!level)
        return -1;
    rest = str_of(level->of);
    for (int i = 0; rest.n; i++) {
        struct str name = str_cut(&rest, '|');

        if (str_same(folded, name))
            return i;
        for (int lang = LANG_EN; lang <= LANG_SD; lang++)
            if (str_same(utf8_fold(choice_word((enum lang)lang, name, a), a),
                         folded))
                return i;
    }
    for (size_t i = 0; i < LEN(also); i++)
        if (str_same(folded, str_of(also[i].name)))
            return also[i].level;
    return -1;
}

/* ---- indicators as columns ----------------------------------------------*/

static void indicators_load(struct columns_of *c, struct db *db)
{
    struct rows r = db_rows(db, SQL_IMPORT_INDICATORS);

    c->indicator = arena_many(c->arena, struct counted, INDICATORS_MOST);
    while (db_next(&r) && c->indicators < INDICATORS_MOST) {
        struct counted *one = &c->indicator[c->indicators++];

        one->code = arena_str(c->arena, db_str(&r, 0));
        for (int i = 0; i < 4; i++)
            one->folded[i] = utf8_fold(db_str(&r, i), c->arena);
        one->scale = (int)db_int(&r, 4);
    }
    db_done(&r);
}

int columns_indicator(const struct columns_of *c, struct str said)
{
    struct arena a = { 0 };
    struct str folded = utf8_fold(said, &a);
    int found = -1;

    for (int i = 0; i < c->indicators && found < 0; i++)
        if (str_same(c->indicator[i].code, said))
            found = i;
    for (int i = 0; i < c->indicators && found < 0; i++)
        for (int k = 0; k < 4; k++)
            if (folded.n && str_same(c->indicator[i].folded[k], folded)) {
                found = i;
                break;
            }
    arena_free(&a);
    return found;
}

/* The ROWS field whose rows are an indicator and an amount, or NULL. */
static const struct field *wide_field(const struct kind *k)
{
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (f->type == FIELD_ROWS && f->children == 2 &&
            f->child[0].type == FIELD_CODE && f->child[1].type == FIELD_COUNT &&
            f->child[0].of && !strcmp(f->child[0].of, "indicator"))
            return f;
    }
    return NULL;
}

void columns_start(struct columns_of *c, struct db *db, const struct kind *k,
                   struct arena *a)
{
    c->kind = k;
    c->arena = a;
    c->indicators = c->n = 0;
    indicators_load(c, db);
}

/* ---- one heading --------------------------------------------------------*/

static bool names_place(const struct kind *k)
{
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_REF && k->field[i].of &&
            !strcmp(k->field[i].of, "place"))
            return true;
    return false;
}

static bool field_take(const struct columns_of *c, struct str folded,
                       struct column_is *out, struct arena *a)
{
    if (!folded.n)
        return false;
    for (int i = 0; i < c->kind->fields; i++) {
        const struct field *f = &c->kind->field[i];

        if (f->type != FIELD_ROWS && heading_is(f, NULL, folded, a)) {
            out->sort = COLUMN_FIELD;
            out->field = f;
            return true;
        }
        for (int k = 0; k < f->children; k++)
            if (heading_is(f, &f->child[k], folded, a)) {
                out->sort = COLUMN_CHILD;
                out->field = f;
                out->child = &f->child[k];
                return true;
            }
    }
    return false;
}

/* "persons.name": a field of one part of the row. */
static bool group_take(const struct columns_of *c, struct str heading,
                       struct column_is *out, struct arena *a)
{
    struct str rest = heading, name = str_cut(&rest, '.');
    bool inside = name.n < heading.n;

    for (int i = 0; c->as && i < c->as->groups; i++) {
        const struct records_group *g = &c->as->group[i];
        bool one = str_same(name, str_of(g->name));

        if (!one &&
            !(inside && name.n == strlen(g->name) + 1 &&
              str_starts(name, str_of(g->name)) && name.p[name.n - 1] == 's'))
            continue;
        for (int k = g->from; k < g->from + g->n; k++)
            if (inside ? heading_is(&c->kind->field[k], NULL,
                                    utf8_fold(rest, a), a) :
                         k == g->from) {
                out->sort = COLUMN_FIELD;
                out->field = &c->kind->field[k];
                return true;
            }
    }
    return false;
}

static bool member_take(const struct columns_of *c, struct str heading,
                        struct column_is *out)
{
    struct str rest = heading;
    const struct field *f = kind_field(c->kind, str_cut(&rest, '.'));

    if (!f || f->type != FIELD_OBJECT || !rest.n)
        return false;
    out->sort = COLUMN_MEMBER;
    out->field = f;
    return true;
}

static bool wide_take(const struct columns_of *c, struct str heading,
                      struct column_is *out)
{
    const struct field *f = wide_field(c->kind);
    int at = f ? columns_indicator(c, heading) : -1;

    if (at < 0)
        return false;
    out->sort = COLUMN_WIDE;
    out->field = f;
    out->indicator = at;
    return true;
}

/* What somebody said it means: a field, "rows.field", a code, or nothing. */
static bool remembered_take(const struct columns_of *c, struct db *db,
                            struct str folded, struct column_is *out,
                            struct arena *a)
{
    struct rows r = db_rows(db, SQL_COLUMN_OF);
    struct str field = S("");
    bool there;

    db_bind_text(&r, 1, str_of(c->kind->name));
    db_bind_text(&r, 2, folded);
    there = db_next(&r);
    if (there)
        field = arena_str(a, db_str(&r, 0));
    db_done(&r);
    if (!there)
        return false;
    if (!field.n) {
        out->sort = COLUMN_SKIP;
        return true;
    }
    if (str_same(field, S("id"))) {
        out->sort = COLUMN_ID;
        return true;
    }
    return field_take(c, utf8_fold(field, a), out, a) ||
           group_take(c, field, out, a) || wide_take(c, field, out);
}

/* The title that an export puts beside a reference, for the reader only. */
static bool is_title(const struct columns_of *c, struct str heading,
                     struct arena *a)
{
    struct column_is out = { .sort = COLUMN_UNKNOWN };

    if (!str_ends(heading, S(".title")))
        return false;
    heading.n -= 6;
    return field_take(c, utf8_fold(heading, a), &out, a) &&
           (out.child ? out.child : out.field)->type == FIELD_REF;
}

static struct column_is column_is(const struct columns_of *c, struct db *db,
                                  struct str heading, struct arena *a)
{
    struct column_is out = { .heading = heading };
    struct str folded = utf8_fold(heading, a);

    out.zeros = memmem(folded.p, folded.n, "million", 7) ? 6 : 0;
    if (!folded.n)
        return out;
    if (remembered_take(c, db, folded, &out, a) ||
        field_take(c, folded, &out, a) || group_take(c, heading, &out, a)) {
        /* an instrument gives more of them than it knows */
        out.rounds = out.sort == COLUMN_FIELD &&
                     out.field->flags & FIELD_DEGREES;
        return out;
    }
    if (str_same(folded, S("id"))) {
        out.sort = COLUMN_ID;
        return out;
    }
    if (member_take(c, heading, &out))
        return out;
    if (is_title(c, heading, a))
        return (struct column_is){ .sort = COLUMN_SKIP };
    out.level = names_place(c->kind) ? level_of_heading(folded, a) : -1;
    if (out.level > LEVEL_TALUKA && wide_take(c, heading, &out))
        return out;
    if (out.level >= 0)
        out.sort = COLUMN_LEVEL;
    else if (!wide_take(c, heading, &out))
        field_take(c,
                   utf8_fold(said_means(str_of(c->kind->name), folded, a), a),
                   &out, a);
    return out;
}

int columns_match(struct columns_of *c, struct db *db, const struct row *head)
{
    int known = 0;

    c->n = head->n;
    for (int i = 0; i < head->n; i++) {
        struct str heading = arena_str(c->arena, str_trim(head->cell[i].text));

        c->at[i] = column_is(c, db, heading, c->arena);
        for (int k = 0; k < i && c->at[i].sort > COLUMN_SKIP; k++)
            if (c->at[k].sort == c->at[i].sort &&
                c->at[k].field == c->at[i].field &&
                c->at[k].child == c->at[i].child &&
                c->at[k].level == c->at[i].level &&
                c->at[k].indicator == c->at[i].indicator &&
                (c->at[i].sort != COLUMN_MEMBER ||
                 str_same(c->at[k].heading, c->at[i].heading)))
                c->at[i].sort = COLUMN_UNKNOWN; /* a second time */
        known += c->at[i].sort > COLUMN_SKIP;
    }
    return known;
}

bool columns_find(struct columns_of *c, struct db *db, struct table *t,
                  int sheet, int *head_row)
{
    struct row r;
    int best = 0, at = -1, seen = 0;

    if (!table_rows(t, sheet))
        return false;
    for (; seen < HEAD_ROWS && table_next(t, &r); seen++) {
        int known = r.bad ? 0 : columns_match(c, db, &r);

        if (known > best) {
            best = known;
            at = seen;
        }
    }
    if (at < 0 || !table_rows(t, sheet))
        return false;
    for (int i = 0; i <= at; i++)
        if (!table_next(t, &r))
            return false;
    columns_match(c, db, &r);
    *head_row = r.number;
    return true;
}

/* ---- remembering --------------------------------------------------------*/

void column_remember(struct db *db, const struct column_said *c)
{
    struct arena a = { 0 };
    struct rows r = db_rows(db, SQL_COLUMN_PUT);

    db_bind_text(&r, 1, c->kind);
    db_bind_text(&r, 2, utf8_fold(c->heading, &a));
    db_bind_text(&r, 3, c->field);
    db_run(&r);
    arena_free(&a);
}

static struct str column_field(const struct columns_of *c,
                               const struct column_is *is, struct arena *a)
{
    struct buf b = buf_start(a);

    switch (is->sort) {
    case COLUMN_ID: return S("id");
    case COLUMN_FIELD: return str_of(is->field->name);
    case COLUMN_WIDE: return c->indicator[is->indicator].code;
    case COLUMN_LEVEL:
    case COLUMN_MEMBER: return is->heading;
    case COLUMN_CHILD:
        buf_fmt(&b, "%s.%s", is->field->name, is->child->name);
        return buf_str(&b);
    default: return S("");
    }
}

size_t columns_see(struct db *db, const struct kind *k, struct import_file file,
                   struct arena *a, struct column_seen **out)
{
    struct columns_of *c = arena_new(a, struct columns_of);
    struct table_trouble why;
    struct table *t = table_open(file.bytes, file.name, a, &why);
    size_t n = 0;
    int row;

    *out = NULL;
    if (!t)
        return 0;
    columns_start(c, db, k, a);
    for (int i = 0; i < table_sheets(t) && !n; i++) {
        if (table_sheet_hidden(t, i) || !columns_find(c, db, t, i, &row))
            continue;
        *out = arena_many(a, struct column_seen, (size_t)c->n);
        for (int col = 0; col < c->n; col++)
            if (c->at[col].heading.n)
                (*out)[n++] = (struct column_seen){
                    c->at[col].heading, column_field(c, &c->at[col], a)
                };
    }
    table_close(t);
    return n;
}
