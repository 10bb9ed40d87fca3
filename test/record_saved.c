/* record_saved - any history of savings, told in any order, keeps them whole. */

#include "saving_site.h"

static uint32_t next(uint64_t *chance)
{
    *chance = *chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*chance >> 33);
}

static const char *amount_text(struct circle *c, uint64_t *chance,
                               const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b, "\"amount\":%d,%s", (int)(1 + next(chance) % 5000), more);
    return arena_z(b.arena, buf_str(&b));
}

static const char *day_said(struct circle *c, uint64_t *chance)
{
    struct buf b = buf_start(&c->v.s.arena);

    day_put(&b, day_of(2013, (int)(1 + next(chance) % 12),
                       (int)(1 + next(chance) % 28)));
    return arena_z(b.arena, buf_str(&b));
}

static const char *row_said(struct circle *c, uint64_t *chance)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b,
            "{\"member\":\"%%1\",\"saved\":%d,\"voluntary\":%d},"
            "{\"fined\":%d,\"member\":\"%%2\",\"saved\":%d}",
            (int)(next(chance) % 4000), (int)(next(chance) % 900),
            (int)(next(chance) % 90), (int)(next(chance) % 3000));
    return arena_z(b.arena, buf_str(&b));
}

/* Something that happens to somebody's savings on some day of that year. */
static struct id anything(struct circle *c, uint64_t *chance)
{
    int who = (int)(next(chance) % 3);
    const char *on = day_said(c, chance);

    switch (next(chance) % 8) {
    case 0:
    case 1: return met(c, on, row_said(c, chance));
    case 2:
        return act(c, "deposit", who, on,
                   amount_text(c, chance, "\"what\":\"voluntary\""));
    case 3:
        return act(c, "deposit", who, on,
                   amount_text(c, chance, "\"what\":\"regular\""));
    case 4:
        return act(c, "withdrawal", who, on,
                   amount_text(c, chance, "\"what\":\"voluntary\""));
    case 5:
        return act(c, "withdrawal", who, on,
                   amount_text(c, chance, "\"what\":\"left\""));
    case 6:
        return act(c, "settlement", who, on,
                   "\"paid\":600,\"regular\":700,\"why\":\"left\"");
    default:
        return act(c, "withdrawal", who, on,
                   amount_text(c, chance, "\"what\":\"regular\""));
    }
}

/* Invariants 1, 6 and 7 of finance.md 12. */
static void books_hold(struct db *db)
{
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT party, head FROM "
                           "book_line WHERE head LIKE 'saving_%' AND head <> "
                           "'saving_over' AND party IS NOT NULL GROUP BY "
                           "party, head HAVING sum(amount) > 0) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT party FROM book_line "
                           "WHERE head = 'saving_over' GROUP BY party HAVING "
                           "sum(amount) < 0) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT book, head FROM "
                           "book_line GROUP BY book, head HAVING sum(amount) "
                           "<> (SELECT sum(b.amount) FROM book_balance b WHERE "
                           "b.book = book_line.book AND b.head = "
                           "book_line.head)) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) "
                           "FROM book_line"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE head IN "
                           "('saving_regular', 'saving_voluntary', "
                           "'saving_left') AND party IS NULL"),
              0);
}

SITE(any_history_in_any_order_keeps_savings_whole)
{
    struct db *first = db_open(":memory:", DB_MAKE);
    struct circle c;
    uint64_t chance = 5;

    circle_start(&c, first);
    second_person(&c);
    for (int i = 0; i < 120; i++) {
        struct id id = anything(&c, &chance);

        if (next(&chance) % 9 == 0)
            take_back(&c, id, "2014-01-15");
        if (i % 20 == 19)
            books_hold(first);
    }
    CHECK(both_ask(first, "SELECT count(*) FROM finding WHERE what = "
                          "'saving.beyond'") > 3);
    any_order(&c.v.s, db);
    books_hold(db);
    site_end(&c.v.s);
    db_close(first);
}
