/* record_law - the version of a by-law that an act cites was in force for its
 * body on its day. Today is 1 January 2015. */

#include "register_site.h"

struct laws {
    struct id lso, vo, person, member, first, second, template;
};

static struct id law_put(struct village *v, struct id body, int version,
                         const char *adopted)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"adopted\":\"%s\",\"body\":\"%%1\",\"clauses\":[{\"number\":%d,"
            "\"parameter\":\"term_months\"}],\"version\":%d}",
            adopted, 12 * version, version);
    return say_that(v, "bylaw", arena_z(b.arena, buf_str(&b)), body, ID_NONE,
                    ID_NONE);
}

static void laws_start(struct village *v, struct laws *l)
{
    l->lso = body_put(v, "lso", "women", v->srso, v->uc);
    l->vo = body_put(v, "vo", "women", v->srso, v->goth);
    l->person = person_put(v, household_put(v, v->goth), "women");
    l->member = member_put(v, l->vo, l->person, "2012-02-01", "");
    l->template = named("bylaw", "LSO-1");
    l->first = law_put(v, l->lso, 1, "2013-01-10");
    l->second = law_put(v, l->lso, 2, "2014-01-10");
}

#define UNLAWFUL "bylaw.not_in_force"

/* With @ for its day. */
static struct id act_put(struct village *v, const struct laws *l,
                         const char *kind, const char *body, struct id law,
                         const char *on)
{
    struct buf b = buf_start(&v->s.arena);

    for (; *body; body++)
        if (*body == '@')
            buf_z(&b, on);
        else
            buf_char(&b, *body);
    return say_that(v, kind, arena_z(b.arena, buf_str(&b)), l->lso, law,
                    l->person);
}

#define ACT "{\"body\":\"%1\",\"bylaw\":\"%2\","
/* Each kind that cites a by-law. */
static const struct {
    const char *kind, *body;
} act[] = {
    { "formation", ACT "\"held\":\"@\"}" },
    { "resolution",
      ACT "\"passed\":\"@\",\"state\":\"passed\",\"subject\":\"Water\"}" },
    { "term", "{\"basis\":\"elected\",\"body\":\"%1\",\"bylaw\":\"%2\","
              "\"office\":\"chairperson\",\"person\":\"%3\",\"since\":\"@\"}" },
    { "meeting", ACT "\"held\":\"@\",\"women\":9}" },
    { "committee",
      ACT "\"formed\":\"@\",\"name\":\"Pumps\",\"nature\":\"om\"}" },
};

SITE(an_act_cites_the_version_that_was_in_force_on_its_day)
{
    struct village v;
    struct laws l;

    village_start(&v, db);
    laws_start(&v, &l);
    for (size_t i = 0; i < LEN(act); i++) {
        const struct {
            struct id law;
            const char *on;
            bool good;
        } at[] = { { l.template, "2013-01-09", true },
                   { l.template, "2013-01-10", false },
                   { l.first, "2013-01-09", false },
                   { l.first, "2013-01-10", true },
                   { l.first, "2014-01-09", true },
                   { l.first, "2014-01-10", false },
                   { l.second, "2014-01-10", true },
                   { named("bylaw", "VO-1"), "2012-06-01", false } };

        for (size_t j = 0; j < LEN(at); j++) {
            struct id e = act_put(&v, &l, act[i].kind, act[i].body, at[j].law,
                                  at[j].on);

            CHECK(found_at(&v, e, UNLAWFUL, "bylaw") == !at[j].good);
            fix_put(&v, e, "", ID_NONE, ID_NONE);
        }
    }
    site_end(&v.s);
}

SITE(a_delegate_cites_the_bylaw_of_the_body_she_is_sent_into)
{
    struct village v;
    struct laws l;
    struct id e;
    static const char says[] =
        "{\"body\":\"%1\",\"bylaw\":\"%2\",\"parent\":\"%3\",\"person\":\"";

    village_start(&v, db);
    laws_start(&v, &l);
    for (int own = 0; own < 2; own++) {
        struct buf b = buf_start(&v.s.arena);

        buf_z(&b, says);
        id_put(&b, l.person);
        buf_z(&b, "\",\"since\":\"2014-02-01\"}");
        e = say_that(&v, "delegate", arena_z(b.arena, buf_str(&b)), l.vo,
                     own ? l.second : named("bylaw", "VO-1"), l.lso);
        CHECK(found_at(&v, e, UNLAWFUL, "bylaw") == !own);
        fix_put(&v, e, "", ID_NONE, ID_NONE);
    }
    site_end(&v.s);
}

SITE(who_cites_nothing_is_told_nothing)
{
    struct village v;
    struct laws l;
    struct id e;

    village_start(&v, db);
    laws_start(&v, &l);
    e = say_that(&v, "meeting",
                 "{\"body\":\"%1\",\"held\":\"2014-03-01\",\"women\":9}", l.lso,
                 ID_NONE, ID_NONE);
    CHECK(!found(&v, e, UNLAWFUL));
    site_end(&v.s);
}

SITE(a_version_that_is_heard_of_later_judges_what_stands)
{
    struct village v;
    struct laws l;
    struct id e[LEN(act)], late;

    village_start(&v, db);
    laws_start(&v, &l);
    for (size_t i = 0; i < LEN(act); i++)
        e[i] = act_put(&v, &l, act[i].kind, act[i].body, l.second,
                       "2014-08-01");
    late = law_put(&v, l.lso, 3, "2014-07-01");
    for (size_t i = 0; i < LEN(act); i++)
        CHECK(found_at(&v, e[i], UNLAWFUL, "bylaw"));
    fix_put(&v, late, "", ID_NONE, ID_NONE);
    for (size_t i = 0; i < LEN(act); i++)
        CHECK(!found(&v, e[i], UNLAWFUL));
    site_end(&v.s);
}

SITE(in_any_order_the_same_acts_are_lawful)
{
    struct village *v = calloc(1, sizeof *v);
    struct db *home = db_open(":memory:", DB_MAKE);
    struct laws l;

    village_start(v, home);
    laws_start(v, &l);
    for (size_t i = 0; i < LEN(act); i++) {
        act_put(v, &l, act[i].kind, act[i].body, l.second, "2014-08-01");
        act_put(v, &l, act[i].kind, act[i].body, l.first, "2014-09-01");
    }
    law_put(v, l.lso, 3, "2014-08-15");
    any_order(&v->s, db);
    site_end(&v->s);
    db_close(home);
    free(v);
}
