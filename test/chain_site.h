/* chain_site - a VO that lends from its fund, a CO of it, a woman who asks for a
 * loan and a leader who decides, for tests of the chain of decisions. */
#ifndef SAATH_CHAIN_SITE_H
#define SAATH_CHAIN_SITE_H

#include "register_site.h"

struct lending {
    struct village v;
    struct id lso, vo, co, fund;
    struct id house, woman, member; /* who borrows */
    struct id leader_house, leader; /* who decides */
    struct id husband;
    struct id loan;
    int64_t papers;
};

static inline const char *id_said(struct lending *l, struct id id)
{
    struct buf b = buf_start(&l->v.s.arena);

    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

static inline struct id body_under(struct lending *l, const char *nature,
                                   struct id place, struct id parent)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran %s\",\"nature\":"
            "\"%s\",%s\"place\":\"%%2\",\"rsp\":\"%%1\",\"sex\":\"women\"}",
            nature, nature, id_none(parent) ? "" : "\"parent\":\"%3\",");
    return say_that(&l->v, "body", arena_z(b.arena, buf_str(&b)), l->v.srso,
                    place, parent);
}

static inline struct id resolved(struct lending *l, struct id body,
                                 const char *on, const char *state)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"number\":%lld,\"passed\":\"%s\",\"state\":"
            "\"%s\",\"subject\":\"A loan\"}",
            (long long)++l->papers, on, state);
    return say_that(&l->v, "resolution", arena_z(b.arena, buf_str(&b)), body,
                    ID_NONE, ID_NONE);
}

static inline struct id scored(struct lending *l, struct id house,
                               const char *held, const char *score)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"%s\",\"household\":"
            "\"%%1\",\"origin\":\"BISP\",\"score\":%s,\"source\":\"imported\"}",
            held, score);
    return say_that(&l->v, "score", arena_z(b.arena, buf_str(&b)), house,
                    ID_NONE, ID_NONE);
}

/* A community investment fund for women up to a score of 18, up to Rs 20,000. */
static inline void product_put(struct lending *l)
{
    draft(&l->v.s, "loan_product",
          "{\"amount_most\":2000000,\"code\":\"CIF-T\",\"eligibility\":"
          "\"CIF-PPRP\",\"instalments_least\":1,\"instalments_most\":24,"
          "\"live_most\":1,\"method\":\"qard\",\"period\":\"month\","
          "\"source\":\"fund\",\"title\":\"CIF\",\"whom\":\"woman\",\"whose\":"
          "\"community\"}");
}

/* In the VO's books; asked for on 1 March 2014, Rs 10,000 in ten months. */
static inline struct id asked(struct lending *l, struct id person,
                              struct id member)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"applied\":\"2014-03-01\",\"asked\":1000000,\"body\":\"%s\","
            "\"fund\":\"%%3\",\"instalments\":10,\"lender\":\"%%1\","
            "\"member\":\"%s\",\"number\":\"L-%lld\",\"person\":\"%%2\","
            "\"product\":\"CIF-T\",\"purpose\":\"livestock\"}",
            id_said(l, l->co), id_said(l, member), (long long)++l->papers);
    return say_that(&l->v, "loan", arena_z(b.arena, buf_str(&b)), l->vo, person,
                    l->fund);
}

static inline void lending_start(struct lending *l, struct db *db)
{
    struct id other;

    memset(l, 0, sizeof *l);
    village_start(&l->v, db);
    l->lso = body_under(l, "lso", l->v.uc, ID_NONE);
    l->vo = body_under(l, "vo", l->v.goth, l->lso);
    l->co = body_under(l, "co", l->v.goth, l->vo);
    l->house = household_put(&l->v, l->v.goth);
    l->woman = person_put(&l->v, l->house, "women");
    l->husband = person_put(&l->v, l->house, "men");
    l->member = member_put(&l->v, l->co, l->woman, "2012-02-01", "");
    l->leader_house = household_put(&l->v, l->v.goth);
    l->leader = person_put(&l->v, l->leader_house, "women");
    other = member_put(&l->v, l->co, l->leader, "2012-02-01", "");
    CHECK(!id_none(other));
    l->fund = say_that(&l->v, "fund",
                       "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                       "\"CIF\",\"since\":\"2013-01-01\",\"title\":\"CIF\"}",
                       l->vo, ID_NONE, ID_NONE);
    product_put(l);
    l->loan = asked(l, l->woman, l->member);
}

/* A step of the loan: "%1" is the loan. */
static inline struct id step(struct lending *l, const char *kind,
                             const char *body, struct id b, struct id c)
{
    return say_that(&l->v, kind, body, l->loan, b, c);
}

static inline struct id approved(struct lending *l, const char *held,
                                 struct id by, struct id score)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%s\",\"held\":\"%s\",\"loan\":\"%%1\","
            "\"person\":\"%%2\",\"resolution\":\"%s\",%s\"says\":\"yes\"}",
            id_said(l, l->vo), held,
            id_said(l, resolved(l, l->vo, held, "passed")),
            id_none(score) ? "" : "\"score\":\"%3\",");
    return step(l, "approval", arena_z(b.arena, buf_str(&b)), by, score);
}

static inline struct id paid_out(struct lending *l, const char *held,
                                 int64_t paisa_n)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":%lld,\"held\":\"%s\",\"loan\":\"%%1\",\"way\":"
            "\"box\",\"witness\":[{\"person\":\"%%2\"}]}",
            (long long)paisa_n, held);
    return step(l, "disbursement", arena_z(b.arena, buf_str(&b)), l->leader,
                ID_NONE);
}

static inline struct id capital_put(struct lending *l, struct id fund,
                                    const char *held, const char *reference)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":50000000,\"fund\":\"%%1\",\"held\":\"%s\","
            "\"reference\":\"%s\",\"way\":\"box\"}",
            held, reference);
    return say_that(&l->v, "capital", arena_z(b.arena, buf_str(&b)), fund,
                    ID_NONE, ID_NONE);
}

#endif
