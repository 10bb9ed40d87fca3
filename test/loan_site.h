/* loan_site - a village where money is lent: a women's CO, a VO with a fund, an
 * RSP with credit, two borrowers. */
#ifndef SAATH_LOAN_SITE_H
#define SAATH_LOAN_SITE_H

#include "register_site.h"

struct lending {
    struct village v;
    struct id co, vo, fund;
    struct id home, one, two; /* persons */
    struct id one_member, two_member;
    int64_t loans, leaves;
};

static inline void lending_start(struct lending *l, struct db *db)
{
    struct village *v = &l->v;

    memset(l, 0, sizeof *l);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    l->home = household_put(v, v->goth);
    l->co = body_put(v, "co", "women", v->srso, v->goth);
    l->vo = say_that(v, "body",
                     "{\"formed\":\"2012-02-01\",\"name\":\"Sehwan\","
                     "\"nature\":\"vo\",\"place\":\"%2\",\"rsp\":\"%1\","
                     "\"sex\":\"women\"}",
                     v->srso, v->deh, ID_NONE);
    l->one = person_put(v, l->home, "women");
    l->two = person_put(v, household_put(v, v->goth), "women");
    l->one_member = member_put(v, l->co, l->one, "2012-01-15", "");
    l->two_member = member_put(v, l->co, l->two, "2012-01-15", "");
    l->fund = say_that(v, "fund",
                       "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                       "\"CIF\",\"since\":\"2012-06-01\",\"title\":\"CIF\"}",
                       l->vo, ID_NONE, ID_NONE);
    say_that(v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             v->district, ID_NONE, ID_NONE);
}

/* A loan of so many rupees; `more` are further members of the JSON. */
static inline struct id loan_put(struct lending *l, const char *product,
                                 struct id person, struct id lender,
                                 int64_t rupees, const char *more)
{
    struct site *s = &l->v.s;
    struct buf b = buf_start(&s->arena);
    bool rsp = id_same(lender, l->v.srso);

    buf_fmt(&b,
            "{\"applied\":\"2013-01-01\",\"asked\":%lld,\"body\":\"%%3\"%s,"
            "\"%s\":\"%%2\",\"number\":\"L-%lld\",\"person\":\"%%1\","
            "\"product\":\"%s\",\"purpose\":\"livestock\"}",
            (long long)rupees * 100, more, rsp ? "rsp" : "lender",
            (long long)++l->loans, product);
    return draft(s, "loan",
                 with(s, arena_z(&s->arena, buf_str(&b)), person, lender,
                      l->co));
}

/* Money of one loan: paid out, or paid back, in cash. */
static inline struct id paid(struct lending *l, const char *kind,
                             struct id loan, const char *held, int64_t rupees,
                             const char *more)
{
    struct site *s = &l->v.s;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"amount\":%lld,\"held\":\"%s\",\"leaf\":\"R%lld\","
            "\"loan\":\"%%1\",\"way\":\"box\"%s}",
            (long long)rupees * 100, held, (long long)++l->leaves, more);
    return draft(s, kind,
                 with(s, arena_z(&s->arena, buf_str(&b)), loan, ID_NONE,
                      ID_NONE));
}

static inline struct id lent(struct lending *l, struct id loan,
                             const char *held, int64_t rupees)
{
    return paid(l, "disbursement", loan, held, rupees, "");
}

static inline struct id repaid(struct lending *l, struct id loan,
                               const char *held, int64_t rupees)
{
    return paid(l, "repayment", loan, held, rupees, "");
}

static inline struct id taken_back(struct lending *l, struct id what,
                                   const char *held)
{
    struct site *s = &l->v.s;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"held\":\"%s\",\"reverses\":\"%%1\",\"why\":\"keyed twice\"}",
            held);
    return draft_as(s, "hina", "reversal",
                    with(s, arena_z(&s->arena, buf_str(&b)), what, ID_NONE,
                         ID_NONE));
}

/* ---- what came of it ----------------------------------------------------*/

static inline int64_t asked_of(struct lending *l, const char *sql,
                               const char *text, struct id id)
{
    struct rows r = db_text_rows(l->v.s.db, str_of(sql));
    int64_t n;

    if (text)
        db_bind_text(&r, 2, str_of(text));
    db_bind_id(&r, 1, id);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(l->v.s.db);
    return n;
}

/* What a head of a book holds, in rupees; debit > 0. */
static inline int64_t of_head(struct lending *l, struct id book,
                              const char *head)
{
    return asked_of(l,
                    "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                    "book_line WHERE book = $1 AND head = $2",
                    head, book) /
           100;
}

/* Of one of its parties, in every book. */
static inline int64_t of_party(struct lending *l, struct id party,
                               const char *head)
{
    return asked_of(l,
                    "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                    "book_line WHERE party = $1 AND head = $2",
                    head, party) /
           100;
}

/* A column of a loan's kept row, money in rupees. */
static inline int64_t kept_of(struct lending *l, struct id loan,
                              const char *column)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b, "SELECT CAST(%s AS BIGINT) FROM loan_kept WHERE thing = $1",
            column);
    return asked_of(l, arena_z(b.arena, buf_str(&b)), NULL, loan);
}

/* Every entry balances in each book and fund; a loan's part of its head is what
 * its kept row says is outstanding (finance.md 12: 1, 7, 11). */
static inline void loans_balance(struct lending *l)
{
    struct db *db = l->v.s.db;

    CHECK_INT(both_ask(db,
                       "SELECT count(*) FROM (SELECT entry FROM book_line "
                       "GROUP BY entry, book, fund HAVING sum(amount) <> 0) x"),
              0);
    CHECK_INT(
        both_ask(db,
                 "SELECT count(*) FROM loan_kept k WHERE k.outstanding <> "
                 "(SELECT coalesce(sum(b.amount), 0) FROM book_line b WHERE "
                 "b.party = k.thing AND b.head IN ('loan_fund', "
                 "'loan_internal', 'loan_credit'))"),
        0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM loan_kept WHERE "
                           "outstanding < 0"),
              0);
}

#endif
