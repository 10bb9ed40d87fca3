/* record_receipt - receipt books and their leaves, cash that collectors hand in:
 * what is refused, what is marked, what is booked. */

#include "register_site.h"

struct shelf {
    struct village v;
    struct id co, vo, person, account;
};

static void shelf_start(struct shelf *h, struct db *db)
{
    struct id home;

    memset(h, 0, sizeof *h);
    village_start(&h->v, db);
    h->co = body_put(&h->v, "co", "women", h->v.srso, h->v.goth);
    h->vo = body_put(&h->v, "vo", "mixed", h->v.srso, h->v.goth);
    home = household_put(&h->v, h->v.goth);
    h->person = person_put(&h->v, home, "women");
    h->account = say_that(&h->v, "account",
                          "{\"bank\":\"HBL\",\"body\":\"%1\"}", h->co, ID_NONE,
                          ID_NONE);
}

/* Is this among what is said of such an entry? It is not asked for twice. */
static bool says(struct shelf *h, const char *kind, const char *body,
                 const char *what)
{
    struct site *s = &h->v.s;

    draft_as(s, "admin", kind, with(s, body, h->co, h->person, h->account));
    for (size_t i = 0; i < s->said.n; i++)
        if (!strcmp(s->said.at[i].what, what))
            return true;
    return false;
}

/* ---- books --------------------------------------------------------------*/

/* "prefix,from,upto" and more, in the CO's name. */
static const char *book_body(struct shelf *h, const char *prefix, int from,
                             int upto, const char *more)
{
    struct buf b = buf_start(&h->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"from_serial\":%d,\"issued_on\":"
            "\"2014-07-01\"%s,\"prefix\":\"%s\",\"upto_serial\":%d,\"what\":"
            "\"receipt\"}",
            from, more, prefix, upto);
    return arena_z(b.arena, buf_str(&b));
}

SITE(a_book_has_one_owner_one_holder_and_an_order)
{
    static const struct {
        const char *prefix;
        int from, upto;
        const char *more, *what;
    } told[] = {
        { "A", 1, 50, "", "leaf_book.whom" },
        { "A", 50, 1, ",\"person\":\"%2\"", "leaf_book.ends_before_start" },
        { "A", 1, 501, ",\"person\":\"%2\"", "leaf_book.too_many" },
        { "A1", 1, 50, ",\"person\":\"%2\"", "leaf_book.prefix_digit" },
        { "A", 0, 50, ",\"person\":\"%2\"", "field.out_of_bounds" },
        { "A", 1, 50, ",\"account\":\"%3\",\"person\":\"%2\"", "" },
        { "B", 1, 500, ",\"person\":\"%2\"", "" },
        { "C", 7, 7, ",\"person\":\"%2\"", "" },
        { "A1/", 1, 50, ",\"person\":\"%2\"", "" },
        { "D", 1, 5, ",\"person\":\"%2\",\"returned\":\"2014-06-30\"",
          "date.ends_before_start" },
        { "D", 1, 5, ",\"person\":\"%2\",\"returned\":\"2015-01-02\"",
          "date.in_future" },
        { "D", 1, 5, ",\"person\":\"%2\",\"returned\":\"2014-07-01\"", "" },
    };
    struct shelf h;

    shelf_start(&h, db);
    for (size_t i = 0; i < LEN(told); i++) {
        const char *body = book_body(&h, told[i].prefix, told[i].from,
                                     told[i].upto, told[i].more);
        bool is = says(&h, "leaf_book", body, told[i].what);

        if (!CHECK(*told[i].what ? is : h.v.s.said.n == 0))
            printf("# %zu: %zu said\n", i, h.v.s.said.n);
    }
    CHECK(says(&h, "leaf_book",
               "{\"from_serial\":1,\"issued_on\":\"2014-07-01\",\"person\":"
               "\"%2\",\"upto_serial\":5,\"what\":\"receipt\"}",
               "leaf_book.whose"));
    CHECK(says(&h, "leaf_book",
               "{\"body\":\"%1\",\"from_serial\":1,\"issued_on\":"
               "\"2014-07-01\",\"person\":\"%2\",\"upto_serial\":5,\"what\":"
               "\"cheque\"}",
               "leaf_book.no_account"));
    site_end(&h.v.s);
}

SITE(a_cheque_book_is_of_its_owners_account)
{
    struct shelf h;

    shelf_start(&h, db);
    h.co = h.vo;
    CHECK(says(&h, "leaf_book",
               "{\"account\":\"%3\",\"body\":\"%1\",\"from_serial\":1,"
               "\"issued_on\":\"2014-07-01\",\"person\":\"%2\","
               "\"upto_serial\":5,\"what\":\"cheque\"}",
               "leaf_book.account_elsewhere"));
    site_end(&h.v.s);
}

static struct id book_put(struct shelf *h, struct id body, const char *prefix,
                          int from, int upto)
{
    return say_that(&h->v, "leaf_book",
                    book_body(h, prefix, from, upto, ",\"person\":\"%2\""),
                    body, h->person, ID_NONE);
}

/* Both are marked, whichever came first; neither when one is withdrawn. Other
 * letters, other owners and other numbers do not meet. */
SITE(two_books_with_the_same_numbers_are_marked)
{
    struct shelf h;
    struct id low, high, other, letters, apart;

    shelf_start(&h, db);
    low = book_put(&h, h.co, "A", 1, 50);
    other = book_put(&h, h.vo, "A", 1, 50);
    letters = book_put(&h, h.co, "B", 1, 50);
    apart = book_put(&h, h.co, "A", 51, 100);
    CHECK(!found(&h.v, low, "leaf_book.overlaps"));
    high = book_put(&h, h.co, "A", 50, 50);
    CHECK(found(&h.v, low, "leaf_book.overlaps"));
    CHECK(found(&h.v, high, "leaf_book.overlaps"));
    CHECK(!found(&h.v, other, "leaf_book.overlaps"));
    CHECK(!found(&h.v, letters, "leaf_book.overlaps"));
    CHECK(!found(&h.v, apart, "leaf_book.overlaps"));
    fix_put(&h.v, low, "", ID_NONE, ID_NONE);
    CHECK(!found(&h.v, high, "leaf_book.overlaps"));
    site_end(&h.v.s);
}

SITE(only_a_leaf_of_the_book_is_void)
{
    struct shelf h;

    shelf_start(&h, db);
    h.co = book_put(&h, h.co, "A", 5, 9);
    CHECK(says(&h, "leaf_void",
               "{\"held\":\"2014-08-01\",\"leaf_book\":\"%1\",\"serial\":4,"
               "\"what\":\"void\",\"why\":\"x\"}",
               "leaf_void.not_in_book"));
    CHECK(says(&h, "leaf_void",
               "{\"held\":\"2014-08-01\",\"leaf_book\":\"%1\",\"serial\":10,"
               "\"what\":\"void\",\"why\":\"x\"}",
               "leaf_void.not_in_book"));
    CHECK(says(&h, "leaf_void",
               "{\"held\":\"2014-06-30\",\"leaf_book\":\"%1\",\"serial\":5,"
               "\"what\":\"void\",\"why\":\"x\"}",
               "leaf_void.before_issue"));
    CHECK(says(&h, "leaf_void",
               "{\"held\":\"2014-08-01\",\"leaf_book\":\"%1\",\"serial\":5,"
               "\"what\":\"void\"}",
               "field.missing"));
    CHECK(!says(&h, "leaf_void",
                "{\"held\":\"2014-08-01\",\"leaf_book\":\"%1\",\"serial\":9,"
                "\"what\":\"missing\",\"why\":\"x\"}",
                "leaf_void.not_in_book"));
    CHECK_INT(h.v.s.said.n, 0);
    site_end(&h.v.s);
}

/* ---- what is handed in --------------------------------------------------*/

SITE(who_hands_in_and_to_where_is_said)
{
    static const struct {
        const char *body, *what;
    } told[] = {
        { "{\"amount\":500,\"book\":\"%1\",\"held\":\"2014-08-01\"}",
          "banking.who" },
        { "{\"amount\":500,\"book\":\"%2\",\"held\":\"2014-08-01\",\"taker\":"
          "\"%2\"}",
          "closing.no_book" },
        { "{\"amount\":500,\"book\":\"%1\",\"held\":\"2015-01-02\",\"taker\":"
          "\"%2\"}",
          "date.in_future" },
        { "{\"account\":\"%3\",\"amount\":500,\"book\":\"%1\",\"held\":"
          "\"2014-08-01\",\"taker\":\"%2\"}",
          "banking.no_reference" },
        { "{\"amount\":0,\"book\":\"%1\",\"held\":\"2014-08-01\",\"taker\":"
          "\"%2\"}",
          "field.out_of_bounds" },
        { "{\"amount\":-5,\"book\":\"%1\",\"held\":\"2014-08-01\",\"taker\":"
          "\"%2\"}",
          "field.out_of_bounds" },
        { "{\"account\":\"%3\",\"amount\":500,\"book\":\"%1\",\"held\":"
          "\"2014-08-01\",\"reference\":\"D-1\",\"taker\":\"%2\"}",
          "" },
    };
    struct shelf h;

    shelf_start(&h, db);
    for (size_t i = 0; i < LEN(told); i++) {
        bool is = says(&h, "banking", told[i].body, told[i].what);

        if (!CHECK(*told[i].what ? is : h.v.s.said.n == 0))
            printf("# %zu: %s\n", i,
                   h.v.s.said.n ? h.v.s.said.at[0].what : "nothing");
    }
    h.co = h.vo; /* the CO's account in the VO's book */
    CHECK(says(&h, "banking",
               "{\"account\":\"%3\",\"amount\":500,\"book\":\"%1\",\"held\":"
               "\"2014-08-01\",\"reference\":\"D-1\",\"taker\":\"%2\"}",
               "banking.account_elsewhere"));
    site_end(&h.v.s);
}

/* It is paid money: answered by a reversal, not by a fix; and then its holder
 * has it in hand again. */
SITE(what_was_handed_in_is_taken_back_by_a_reversal)
{
    struct shelf h;
    struct id in;

    shelf_start(&h, db);
    draft(&h.v.s, "access",
          "{\"login\":\"hina\",\"role\":\"manager\",\"since\":\"2014-01-01\"}");
    in = say_that(&h.v, "banking",
                  "{\"amount\":500,\"book\":\"%1\",\"held\":\"2014-08-01\","
                  "\"taker\":\"%2\"}",
                  h.co, h.person, ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line"), 2);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line"),
              0);
    draft_as(&h.v.s, "hina", "reversal",
             with(&h.v.s,
                  "{\"held\":\"2014-08-02\",\"reverses\":\"%1\",\"why\":"
                  "\"twice\"}",
                  in, ID_NONE, ID_NONE));
    CHECK_INT(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line "
                           "WHERE head = 'hand'"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line"), 4);
    site_end(&h.v.s);
}
