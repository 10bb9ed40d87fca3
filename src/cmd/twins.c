/* twins - people who may be kept twice: searched for in the whole base. */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "log.sql.h"
#include "report/twin.h"
#include "twin.sql.h"

enum { PIECE = 1000 }; /* rows of one transaction: nobody waits for it long */

/* A piece of the list's rewriting. */
struct piece {
    const struct twin_pair *at;
    size_t n;
    int64_t now, left;
};

static void piece_clear(void *memo, struct db *db)
{
    struct piece *p = memo;
    struct rows r = db_rows(db, SQL_TWIN_CLEAR);

    db_bind_int(&r, 1, PIECE);
    db_run(&r);
    r = db_rows(db, SQL_TWIN_COUNT);
    p->left = db_next(&r) ? db_int(&r, 0) : 0;
    db_done(&r);
}

static void piece_put(void *memo, struct db *db)
{
    const struct piece *p = memo;

    for (size_t i = 0; i < p->n; i++) {
        struct rows r = db_rows(db, SQL_TWIN_PUT);

        db_bind_id(&r, 1, p->at[i].one);
        db_bind_id(&r, 2, p->at[i].other);
        db_bind_int(&r, 3, p->at[i].score);
        db_bind_int(&r, 4, (int64_t)p->at[i].why);
        db_run(&r);
    }
}

static void piece_mark(void *memo, struct db *db)
{
    const struct piece *p = memo;
    struct rows r = db_rows(db, SQL_META_PUT);
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    buf_int(&b, p->now);
    db_bind_text(&r, 1, S("twins"));
    db_bind_text(&r, 2, buf_str(&b));
    db_run(&r);
    arena_free(&a);
}

static bool list_write(struct site *s, const struct twin_pair *pair, size_t n)
{
    const struct host *h = site_host();
    struct piece p = { .now = h->now(h->self) };

    do
        if (!s->local(s->self, piece_clear, &p))
            return false;
    while (p.left);
    for (size_t i = 0; i < n; i += PIECE) {
        p.at = pair + i;
        p.n = n - i < PIECE ? n - i : PIECE;
        if (!s->local(s->self, piece_put, &p))
            return false;
    }
    return s->local(s->self, piece_mark, &p);
}

bool twins_list(struct site *s, size_t *pairs, int64_t *persons)
{
    struct twin_pair *pair = NULL;
    bool good = twins_search(s->db, &pair, pairs, persons) &&
                list_write(s, pair, *pairs);

    free(pair);
    return good;
}

/* Searches the whole base for people who may be kept twice, and makes the list
 * of the page /twins anew.
 *
 *     saath [-d DB] twins
 *
 * It reads beside whoever keeps facts, who need not wait; once a night is
 * enough. What is one person is said on the page, by people, as entries. */
COMMAND(twins)
{
    char people[24], pairs[24];
    int64_t persons = 0;
    struct site s;
    size_t n = 0;

    if (!args_end(c, "twins", 0, 0))
        return EXIT_USAGE;
    if (!site_open(c, &s, true) || !site_may(c, &s, RIGHT_NAMES)) {
        site_close(&s);
        return c->status;
    }
    if (!twins_list(&s, &n, &persons)) {
        c->status = db_fault(s.db) ? fault_db(c, s.db) :
                    site_writer_db(&s) ?
                                     fault_db(c, site_writer_db(&s)) :
                                     fault(c, "cmd.twins.not_written", "", "");
    } else {
        snprintf(people, sizeof people, "%lld", (long long)persons);
        snprintf(pairs, sizeof pairs, "%zu", n);
        note(c, "cmd.twins", people, pairs);
    }
    site_close(&s);
    return c->status;
}
