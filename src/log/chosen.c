/* chosen - entries that belong together: what somebody may read, and everything
 * without which it would wait: what it names, who signed it and by what right,
 * and what answers it. Entries that no stamp covers are left out, and what every
 * copy of the program holds. */
#include <stdlib.h>
#include <string.h>

#include "home.sql.h"
#include "log.sql.h"
#include "log/exchange.h"
#include "log/inside.h"

enum { FIXES_DEEP = 64 };

struct pair {
    struct id what, on; /* this goes along with that */
};
struct chosen {
    struct db *db;
    struct id shipped;
    struct arena one;   /* of the row at hand */
    struct arena arena; /* of all that waits */
    struct map entry;   /* n -> nothing */
    struct map id;      /* asked for, or here */
    struct map author;  /* hash of the login -> nothing */
    struct str *login;
    size_t logins, login_room, logins_done;
    struct id *want;
    size_t wants, want_room;
    struct chosen_entry *at;
    size_t n, room;
    struct pair *pair;
    size_t pairs, pair_room;
};

struct chosen *chosen_start(struct db *db)
{
    struct chosen *c = calloc(1, sizeof *c);

    MUST(c);
    c->db = db;
    c->shipped = reference_device();
    c->entry = map_of(sizeof(int64_t), 0);
    c->id = map_of(sizeof(struct id), 0);
    c->author = map_of(sizeof(struct hash), 0);
    return c;
}

void chosen_end(struct chosen *c)
{
    map_free(&c->entry);
    map_free(&c->id);
    map_free(&c->author);
    arena_free(&c->one);
    arena_free(&c->arena);
    free(c->login);
    free(c->want);
    free(c->at);
    free(c->pair);
    free(c);
}

void chosen_want(struct chosen *c, struct id id)
{
    bool fresh;

    if (id_none(id) || map_find(&c->id, id.b))
        return;
    map_at(&c->id, id.b, &fresh);
    heap_room(c->want, c->wants, c->want_room);
    c->want[c->wants++] = id;
}

void chosen_login(struct chosen *c, struct str login)
{
    struct hash h = sha_of(login);
    bool fresh;

    if (map_find(&c->author, h.b))
        return;
    map_at(&c->author, h.b, &fresh);
    heap_room(c->login, c->logins, c->login_room);
    c->login[c->logins++] = arena_str(&c->arena, login);
}

/* ---- what an entry names --------------------------------------------------*/

static void names_want(struct chosen *c, const struct field *f, int n,
                       const struct json *body)
{
    for (int i = 0; i < n; i++) {
        const struct json *j = json_member(body, f[i].name);
        struct id id;

        if (!j)
            continue;
        if (f[i].type == FIELD_REF && j->type == JSON_TEXT &&
            id_read(j->raw, &id)) {
            chosen_want(c, id);
        } else if (f[i].type == FIELD_CODE && j->type == JSON_TEXT) {
            chosen_want(c, id_named(str_of(f[i].of), json_text(j, &c->one)));
        } else if (f[i].type == FIELD_ROWS && j->type == JSON_LIST) {
            const struct json *row = j + 1;

            for (uint32_t k = 0; k < j->n; k++, row = json_next(row))
                if (row->type == JSON_OBJECT)
                    names_want(c, f[i].child, f[i].children, row);
        }
    }
}

/* The kind of what a fix answers in the end. */
static const struct kind *fixed_kind(struct chosen *c, const struct json *body)
{
    const struct json *j = json_member(body, "answers");
    const struct kind *k = kind_find(S("fix"));
    struct id id = ID_NONE;

    if (!j || j->type != JSON_TEXT || !id_read(j->raw, &id))
        return NULL;
    for (int deep = 0; k && !strcmp(k->name, "fix") && deep < FIXES_DEEP;
         deep++) {
        struct rows r = db_rows(c->db, SQL_ENTRY_KIND);

        db_bind_id(&r, 1, id);
        k = db_next(&r) ? kind_find(db_str(&r, 0)) : NULL;
        id = k ? db_id(&r, 1) : ID_NONE;
        db_done(&r);
    }
    return k;
}

static void entry_names(struct chosen *c, struct str kind, struct str bytes)
{
    const struct kind *k = kind_find(kind), *of;
    const struct json *body, *said;
    struct entry e;
    size_t at;

    if (k && entry_read(bytes, &c->one, &e) &&
        (body = json_read(e.body, &c->one, &at)) != NULL) {
        names_want(c, k->field, k->fields, body);
        said = strcmp(k->name, "fix") ? NULL : json_member(body, "body");
        of = said && said->type == JSON_OBJECT ? fixed_kind(c, body) : NULL;
        if (of)
            names_want(c, of->field, of->fields, said);
    }
    arena_free(&c->one);
}

/* ---- rows ------------------------------------------------------------------*/

static void row_take(struct chosen *c, struct rows *r)
{
    int64_t n = db_int(r, 0);
    struct id id = db_id(r, 1), device = db_id(r, 3);
    bool fresh;

    map_at(&c->id, id.b, &fresh);
    if (map_find(&c->entry, &n) || id_same(device, c->shipped))
        return;
    map_at(&c->entry, &n, &fresh);
    heap_room(c->at, c->n, c->room);
    c->at[c->n++] = (struct chosen_entry){ n, db_hash(r, 2), device };
    chosen_want(c, device);
    chosen_login(c, db_str(r, 4));
    entry_names(c, db_str(r, 5), db_str(r, 6));
}

void chosen_rows(struct chosen *c, struct rows *r)
{
    while (db_next(r))
        row_take(c, r);
    db_done(r);
}

static void wants_take(struct chosen *c)
{
    while (c->wants) {
        struct rows r = db_rows(c->db, SQL_CHOSEN_ID);

        db_bind_id(&r, 1, c->want[--c->wants]);
        /* what it names goes to the list, which may move meanwhile */
        chosen_rows(c, &r);
    }
}

/* ---- who signed, by what right ---------------------------------------------*/

static void logins_take(struct chosen *c)
{
    for (; c->logins_done < c->logins; c->logins_done++) {
        struct rows r = db_rows(c->db, SQL_CHOSEN_GRANTS);

        db_bind_text(&r, 1, c->login[c->logins_done]);
        while (db_next(&r))
            chosen_want(c, db_id(&r, 0));
    }
}

/* ---- what goes along -------------------------------------------------------*/

static void pairs_read(struct chosen *c, int sql)
{
    struct rows r = db_rows(c->db, sql);

    while (db_next(&r)) {
        heap_room(c->pair, c->pairs, c->pair_room);
        c->pair[c->pairs++] = (struct pair){ db_id(&r, 0), db_id(&r, 1) };
    }
}

static bool pairs_take(struct chosen *c)
{
    for (size_t i = 0; i < c->pairs; i++)
        if (map_find(&c->id, c->pair[i].on.b))
            chosen_want(c, c->pair[i].what);
    return c->wants > 0;
}

static int by_arrival(const void *a, const void *b)
{
    const struct chosen_entry *x = a, *y = b;

    return (x->n > y->n) - (x->n < y->n);
}

size_t chosen_all(struct chosen *c, const struct chosen_entry **at)
{
    struct rows r = db_rows(c->db, SQL_CHOSEN_ROLES);

    while (db_next(&r))
        chosen_want(c, db_id(&r, 0));
    pairs_read(c, SQL_CHOSEN_FIXES);
    pairs_read(c, SQL_CHOSEN_ERASURES);
    pairs_read(c, SQL_CHOSEN_MOVES);
    do {
        wants_take(c);
        logins_take(c);
    } while (c->wants || pairs_take(c));
    if (c->n)
        qsort(c->at, c->n, sizeof *c->at, by_arrival);
    *at = c->at;
    return c->n;
}

/* ---- whose names, for what grants -------------------------------------------*/

struct str pack_scope(const struct grant *g, size_t n, bool root,
                      struct arena *a)
{
    struct buf b = buf_start(a), hex = buf_start(a);

    buf_fmt(&b, "saath scope 1\n%d\n", root);
    for (size_t i = 0; i < n; i++) {
        buf_fmt(&b, "%x ", g[i].rights);
        id_put(&b, g[i].scope.place);
        buf_char(&b, ' ');
        id_put(&b, g[i].scope.rsp);
        buf_char(&b, ' ');
        id_put(&b, g[i].scope.project);
        buf_char(&b, '\n');
    }
    buf_hex(&hex, sha_of(buf_str(&b)).b, 16);
    return buf_str(&hex);
}
