/* record_life - the life of a body: the way to its formation, its papers,
 * by-laws, committees and accounts, and what becomes of it. Today is 1 January
 * 2015. */
#include "../src/core/bylaw.h"
#include "../src/core/duty.h"

#include "register_site.h"

/* ---- words for what happens ----------------------------------------------*/

static int64_t one_of(struct village *v, const char *sql, struct id id,
                      int64_t also)
{
    struct rows r = db_text_rows(v->s.db, str_of(sql));
    int64_t n;

    db_bind_id(&r, 1, id);
    if (also >= 0)
        db_bind_int(&r, 2, also);
    n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(v->s.db);
    return n;
}

static int64_t clause_now(struct village *v, struct id body, enum clause of)
{
    return one_of(v,
                  "SELECT number FROM clause_of WHERE body = $1 AND "
                  "parameter = $2",
                  body, of);
}

/* As it was in force on that day. */
static int64_t clause_then(struct village *v, struct id body, enum clause of,
                           const char *on)
{
    struct rows r = db_text_rows(
        v->s.db, S("SELECT number FROM clause_said WHERE body = $1 AND "
                   "parameter = $2 AND since <= $3 ORDER BY own DESC, since "
                   "DESC, version DESC, bylaw DESC LIMIT 1"));
    day d = DAY_NONE;
    int64_t n;

    CHECK(day_read(str_of(on), &d));
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, of);
    db_bind_int(&r, 3, d);
    n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

static struct id bylaw_put(struct village *v, struct id body, int version,
                           const char *adopted, const char *clauses)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"adopted\":\"%s\",\"body\":\"%%1\",\"clauses\":[%s],"
            "\"version\":%d}",
            adopted, clauses, version);
    return say_that(v, "bylaw", arena_z(b.arena, buf_str(&b)), body, ID_NONE,
                    ID_NONE);
}

static struct id person_in(struct village *v)
{
    return person_put(v, household_put(v, v->goth), "women");
}

/* ---- by-laws -------------------------------------------------------------*/

TEST(a_clause_says_a_number_within_bounds_or_words_that_there_are)
{
    for (int i = 0; i < CLAUSES; i++) {
        enum clause at = (enum clause)i;
        const struct clause_law *law = clause_law(at);

        CHECK(choice_name(CLAUSE_CHOICES, i).n > 0);
        CHECK_INT(clause_check(at, INT_NONE, S("")), CLAUSE_FINE);
        if (law->words) {
            CHECK_INT(clause_check(at, 1, S("")), CLAUSE_WANTS_WORDS);
            CHECK_INT(clause_check(at, INT_NONE, S("no such words")),
                      *law->words ? CLAUSE_OTHER_WORDS : CLAUSE_FINE);
            continue;
        }
        CHECK(law->least <= law->most);
        CHECK_INT(clause_check(at, law->least, S("")), CLAUSE_FINE);
        CHECK_INT(clause_check(at, law->most, S("")), CLAUSE_FINE);
        CHECK_INT(clause_check(at, law->least - 1, S("")),
                  CLAUSE_OUT_OF_BOUNDS);
        CHECK_INT(clause_check(at, law->most + 1, S("")), CLAUSE_OUT_OF_BOUNDS);
        CHECK_INT(clause_check(at, INT_NONE, S("many")), CLAUSE_WANTS_NUMBER);
    }
    CHECK_INT(choice_name(CLAUSE_CHOICES, CLAUSES).n, 0);
    CHECK_INT(choice_find(CLAUSE_CHOICES, S("signatories_least")),
              CLAUSE_SIGNATORIES_LEAST);
    CHECK_INT(choice_find(CLAUSE_CHOICES, S("caretaker_days")),
              CLAUSE_CARETAKER_DAYS);
}

SITE(what_is_shipped_holds_for_every_nature_and_breaks_no_rule)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM bylaw WHERE counts = 1 AND "
                           "body IS NULL"),
              5);
    CHECK_INT(both_ask(db, "SELECT count(DISTINCT nature) FROM bylaw"), 5);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM pathway WHERE counts = 1"), 3);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM duty WHERE counts = 1"), 15);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding f JOIN entry e ON "
                           "e.id = f.entry WHERE e.kind IN ('bylaw', "
                           "'pathway', 'duty')"),
              0);
    /* each says where it is from */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM bylaw_clauses WHERE source "
                           "IS NULL OR source = ''"),
              0);
    site_end(&v.s);
}

SITE(a_body_has_the_usual_rules_until_it_adopts_its_own)
{
    struct village v;
    struct id lso, other, first;

    village_start(&v, db);
    lso = body_put(&v, "lso", "mixed", v.srso, v.uc);
    other = body_put(&v, "lso", "mixed", v.srso, v.far);
    CHECK_INT(clause_now(&v, lso, CLAUSE_TERM_MONTHS), 24);
    CHECK_INT(clause_now(&v, lso, CLAUSE_WOMEN_PERCENT), 33);
    first = bylaw_put(&v, lso, 1, "2012-06-01",
                      "{\"number\":12,\"parameter\":\"term_months\"},"
                      "{\"number\":3,\"parameter\":\"per_member_body\"}");
    CHECK_INT(clause_now(&v, lso, CLAUSE_TERM_MONTHS), 12);
    CHECK_INT(clause_now(&v, lso, CLAUSE_WOMEN_PERCENT), 33);
    CHECK_INT(clause_now(&v, other, CLAUSE_TERM_MONTHS), 24);
    /* the second speaks of one thing; of the other the first still holds */
    bylaw_put(&v, lso, 2, "2014-06-01",
              "{\"number\":36,\"parameter\":\"term_months\"}");
    CHECK_INT(clause_now(&v, lso, CLAUSE_TERM_MONTHS), 36);
    CHECK_INT(clause_now(&v, lso, CLAUSE_PER_MEMBER_BODY), 3);
    CHECK_INT(clause_then(&v, lso, CLAUSE_TERM_MONTHS, "2012-05-31"), 24);
    CHECK_INT(clause_then(&v, lso, CLAUSE_TERM_MONTHS, "2012-06-01"), 12);
    CHECK_INT(clause_then(&v, lso, CLAUSE_TERM_MONTHS, "2014-05-31"), 12);
    CHECK_INT(clause_then(&v, lso, CLAUSE_TERM_MONTHS, "2014-06-01"), 36);
    CHECK_INT(one_of(&v,
                     "SELECT count(*) FROM (SELECT parameter FROM clause_of "
                     "WHERE body = $1 GROUP BY parameter HAVING count(*) > 1) "
                     "x",
                     lso, -1),
              0);
    /* no such rule: an emptied clause is not the template's again */
    bylaw_put(&v, lso, 3, "2014-07-01", "{\"parameter\":\"women_percent\"}");
    CHECK_INT(clause_now(&v, lso, CLAUSE_WOMEN_PERCENT), -1);
    CHECK_INT(one_of(&v,
                     "SELECT count(*) FROM clause_of WHERE body = $1 AND "
                     "parameter = $2",
                     lso, CLAUSE_WOMEN_PERCENT),
              1);
    fix_put(&v, first, "", ID_NONE, ID_NONE);
    CHECK_INT(clause_now(&v, lso, CLAUSE_PER_MEMBER_BODY), 2);
    site_end(&v.s);
}

SITE(a_bylaw_says_each_clause_once_and_rightly)
{
    static const struct {
        const char *clauses, *adopted, *what;
    } told[] = {
        { "{\"number\":200,\"parameter\":\"quorum_percent\"}", "2013-01-01",
          "bylaw.out_of_bounds" },
        { "{\"number\":0,\"parameter\":\"quorum_percent\"}", "2013-01-01",
          "bylaw.out_of_bounds" },
        { "{\"parameter\":\"quorum_percent\",\"said\":\"half\"}", "2013-01-01",
          "bylaw.wants_number" },
        { "{\"number\":1,\"parameter\":\"method\"}", "2013-01-01",
          "bylaw.wants_words" },
        { "{\"parameter\":\"method\",\"said\":\"shouting\"}", "2013-01-01",
          "bylaw.other_words" },
        { "{\"number\":1,\"parameter\":\"terms_most\"},{\"number\":2,"
          "\"parameter\":\"terms_most\"}",
          "2013-01-01", "bylaw.said_twice" },
        { "{\"number\":1,\"parameter\":\"terms_most\"}", "2015-01-02",
          "date.in_future" },
        { "{\"number\":1,\"parameter\":\"terms_most\"}", "2012-01-14",
          "bylaw.before_formation" },
        { "{\"number\":1,\"parameter\":\"terms_most\"}", "2013-01-01",
          "bylaw.no_resolution" },
    };
    struct village v;
    struct id co, entry;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    for (size_t i = 0; i < LEN(told); i++) {
        entry = bylaw_put(&v, co, (int)i + 1, told[i].adopted, told[i].clauses);
        if (!CHECK(found(&v, entry, told[i].what)))
            printf("# %s\n", told[i].what);
    }
    entry = say_that(&v, "bylaw",
                     "{\"clauses\":[{\"number\":9,\"parameter\":\"terms_most\"}"
                     "],\"version\":1}",
                     ID_NONE, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "bylaw.of_nobody"));
    entry = say_that(&v, "bylaw",
                     "{\"body\":\"%1\",\"clauses\":[{\"number\":9,"
                     "\"parameter\":\"terms_most\"}],\"nature\":\"lso\","
                     "\"version\":9}",
                     co, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "bylaw.no_day"));
    CHECK(found(&v, entry, "bylaw.other_nature"));
    CHECK_INT(clause_now(&v, co, CLAUSE_TERMS_MOST), 1); /* none of the wrong */
    site_end(&v.s);
}

/* ---- the way to a body ---------------------------------------------------*/

SITE(a_dialogue_names_a_stage_and_when_to_come_again)
{
    struct village v;
    struct id entry;

    village_start(&v, db);
    entry = say_that(&v, "dialogue",
                     "{\"agreed\":\"later\",\"held\":\"2014-02-01\",\"men\":9,"
                     "\"pathway\":\"CO-PATH\",\"place\":\"%1\",\"stage\":"
                     "\"introduced\"}",
                     v.goth, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "dialogue.when_again"));
    CHECK(!found(&v, entry, "dialogue.no_such_stage"));
    CHECK(!found(&v, entry, "dialogue.nobody_counted"));
    CHECK(!found(&v, entry, "dialogue.where_exactly"));
    entry = say_that(&v, "dialogue",
                     "{\"agreed\":\"no\",\"held\":\"2014-02-01\",\"pathway\":"
                     "\"CO-PATH\",\"place\":\"%1\",\"revisit\":\"2014-02-01\","
                     "\"stage\":\"tea\"}",
                     v.district, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "dialogue.no_such_stage"));
    CHECK(found(&v, entry, "dialogue.again_before"));
    CHECK(found(&v, entry, "dialogue.nobody_counted"));
    CHECK(found(&v, entry, "dialogue.where_exactly"));
    site_end(&v.s);
}

/* All of it: dialogues, terms, resolution, bearers, fifteen households. */
struct founding {
    struct id co, meeting, resolution, terms, formation, staff, last;
};

static struct id dialogue_put(struct village *v, struct id body,
                              const char *stage, const char *held)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"held\":\"%s\",\"pathway\":\"CO-PATH\","
            "\"place\":\"%%2\",\"stage\":\"%s\",\"women\":20}",
            held, stage);
    return say_that(v, "dialogue", arena_z(b.arena, buf_str(&b)), body, v->goth,
                    ID_NONE);
}

static struct id term_put(struct village *v, struct id body, struct id person,
                          const char *office, const char *since)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"basis\":\"founding\",\"body\":\"%%1\",\"office\":\"%s\","
            "\"person\":\"%%2\",\"since\":\"%s\"}",
            office, since);
    return say_that(v, "term", arena_z(b.arena, buf_str(&b)), body, person,
                    ID_NONE);
}

static struct id terms_put(struct village *v, struct id body, struct id person,
                           struct id staff, const char *more)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"obligations\":[{\"duty\":\"Save\",\"party\":"
            "\"community\"},{\"duty\":\"Train\",\"party\":\"rsp\"}],"
            "\"signatories\":[{\"party\":\"community\",\"person\":\"%%2\","
            "\"way\":\"thumb\"},{\"party\":\"rsp\",\"staff\":\"%%3\"}],"
            "\"version\":1%s}",
            more);
    return say_that(v, "partnership", arena_z(b.arena, buf_str(&b)), body,
                    person, staff);
}

static struct id staff_put(struct village *v)
{
    struct id unit = say_that(
        v, "unit",
        "{\"code\":\"U-1\",\"name\":\"Unit\",\"nature\":\"field_unit\","
        "\"place\":\"%1\",\"rsp\":\"%2\"}",
        v->district, v->srso, ID_NONE);

    return say_that(v, "staff",
                    "{\"code\":\"S-1\",\"name\":\"Asma\",\"post\":"
                    "\"social_organiser\",\"rsp\":\"%1\",\"since\":"
                    "\"2010-01-01\",\"unit\":\"%2\"}",
                    v->srso, unit, ID_NONE);
}

static void found_a_co(struct village *v, struct founding *f)
{
    struct id president = ID_NONE;

    f->co = body_put(v, "co", "women", v->srso, v->goth);
    f->staff = staff_put(v);
    dialogue_put(v, f->co, "introduced", "2011-11-02");
    dialogue_put(v, f->co, "dialogue1", "2011-12-02");
    for (int n = 0; n < 15; n++) {
        struct id person = person_in(v);

        f->last = member_put(v, f->co, person, "2012-01-15", "");
        if (n == 1) {
            term_put(v, f->co, president, "president", "2012-01-15");
            term_put(v, f->co, person, "manager", "2012-01-15");
        }
        president = person;
    }
    f->meeting = say_that(v, "meeting",
                          "{\"body\":\"%1\",\"held\":\"2012-01-15\",\"nature\":"
                          "\"formation\",\"total\":15000,\"women\":15}",
                          f->co, ID_NONE, ID_NONE);
    f->resolution = say_that(v, "resolution",
                             "{\"body\":\"%1\",\"meeting\":\"%2\",\"number\":1,"
                             "\"passed\":\"2012-01-15\",\"state\":\"passed\","
                             "\"subject\":\"We form a CO\"}",
                             f->co, f->meeting, ID_NONE);
    f->terms = terms_put(v, f->co, president, f->staff,
                         ",\"signed_on\":\"2012-01-15\",\"state\":\"signed\"");
    f->formation = say_that(
        v, "formation",
        "{\"body\":\"%1\",\"first_saving\":15000,\"held\":\"2012-01-15\","
        "\"households\":15,\"partnership\":\"%2\",\"resolution\":\"%3\","
        "\"women\":15}",
        f->co, f->terms, f->resolution);
}

static int64_t said_of(struct village *v, struct id entry)
{
    return one_of(v, "SELECT count(*) FROM finding WHERE entry = $1", entry,
                  -1);
}

SITE(a_formation_that_has_all_it_needs_is_not_marked)
{
    struct village v;
    struct founding f;

    village_start(&v, db);
    found_a_co(&v, &f);
    CHECK_INT(said_of(&v, f.formation), 0);
    CHECK_INT(said_of(&v, f.terms), 0);
    site_end(&v.s);
}

SITE(a_formation_is_marked_while_something_is_not_there)
{
    struct village v;
    struct founding f;
    struct id late;

    village_start(&v, db);
    found_a_co(&v, &f);
    fix_put(&v, f.last, "", ID_NONE, ID_NONE); /* fourteen are left */
    CHECK(found(&v, f.formation, "formation.few_households"));
    bylaw_put(&v, f.co, 1, "2012-01-15",
              "{\"number\":14,\"parameter\":\"households_least\"}");
    CHECK(!found(&v, f.formation, "formation.few_households"));
    fix_put(&v, f.terms, "{\"body\":\"%1\",\"state\":\"draft\",\"version\":1}",
            f.co, ID_NONE);
    CHECK(found(&v, f.formation, "formation.unsigned"));
    late = say_that(&v, "formation",
                    "{\"body\":\"%1\",\"held\":\"2011-12-01\",\"women\":3,"
                    "\"households\":4}",
                    f.co, ID_NONE, ID_NONE);
    CHECK(found(&v, f.formation, "formation.twice"));
    CHECK(found(&v, late, "formation.twice"));
    CHECK(found(&v, late, "formation.other_day"));
    CHECK(found(&v, late, "formation.no_resolution"));
    CHECK(found(&v, late, "formation.no_partnership"));
    CHECK(found(&v, late, "formation.no_saving"));
    CHECK(found(&v, late, "formation.more_households"));
    CHECK(found(&v, late, "formation.few_bearers"));
    CHECK(!found(&v, late, "formation.before_dialogue")); /* 2 November */
    fix_put(&v, late, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, f.formation, "formation.twice"));
    site_end(&v.s);
}

SITE(what_a_body_is_decides_how_many_must_form_it)
{
    struct village v;
    struct id co, entry;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    entry = say_that(&v, "formation",
                     "{\"body\":\"%1\",\"held\":\"2012-01-15\","
                     "\"households\":6}",
                     co, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "formation.few_households"));
    fix_put(&v, co,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\",\"nature\":"
            "\"group\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
            v.srso, v.goth); /* it was a group all the time */
    CHECK(!found(&v, entry, "formation.few_households"));
    site_end(&v.s);
}

SITE(papers_of_another_body_form_none)
{
    struct village v;
    struct founding f;
    struct id other, entry;

    village_start(&v, db);
    found_a_co(&v, &f);
    other = body_put(&v, "co", "women", v.srso, v.goth);
    entry = say_that(&v, "formation",
                     "{\"body\":\"%1\",\"held\":\"2012-01-15\",\"partnership\":"
                     "\"%2\",\"resolution\":\"%3\"}",
                     other, f.terms, f.resolution);
    CHECK(found_at(&v, entry, "formation.of_another", "partnership"));
    CHECK(found_at(&v, entry, "formation.of_another", "resolution"));
    entry = say_that(&v, "formation",
                     "{\"body\":\"%1\",\"held\":\"2012-01-15\"}", other,
                     ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "formation.no_dialogue"));
    CHECK(found(&v, entry, "formation.no_households"));
    site_end(&v.s);
}

SITE(both_sides_owe_and_sign)
{
    struct village v;
    struct id co, person, staff, entry;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    person = person_in(&v);
    staff = staff_put(&v);
    entry = terms_put(&v, co, person, staff,
                      ",\"signed_on\":\"2012-01-15\",\"state\":\"signed\"");
    CHECK_INT(said_of(&v, entry), 0);
    entry = terms_put(&v, co, person, staff, ",\"state\":\"signed\"");
    CHECK(found(&v, entry, "partnership.no_day"));
    entry = terms_put(&v, co, person, staff,
                      ",\"signed_on\":\"2012-01-14\",\"state\":\"terminated\","
                      "\"until\":\"2012-01-13\"");
    CHECK(found(&v, entry, "partnership.no_reason"));
    CHECK(found(&v, entry, "partnership.before_formation"));
    CHECK(found(&v, entry, "date.ends_before_start"));
    entry = say_that(&v, "partnership",
                     "{\"body\":\"%1\",\"signatories\":[{\"party\":\"rsp\","
                     "\"person\":\"%2\"},{\"party\":\"community\",\"person\":"
                     "\"%2\"},{\"party\":\"rsp\"}],\"signed_on\":"
                     "\"2013-01-01\",\"state\":\"signed\",\"version\":2}",
                     co, person, ID_NONE);
    CHECK(
        found_at(&v, entry, "partnership.other_side", "signatories[0].party"));
    CHECK(found_at(&v, entry, "partnership.signs_twice",
                   "signatories[1].person"));
    CHECK(
        found_at(&v, entry, "partnership.who_signs", "signatories[2].person"));
    CHECK(found(&v, entry, "partnership.one_side_owes"));
    CHECK(found(&v, entry, "partnership.one_side_signed"));
    site_end(&v.s);
}

/* ---- what the law asks ---------------------------------------------------*/

static day iso(const char *text)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(text), &d));
    return d;
}

TEST(a_return_falls_due_every_year_from_so_many_months_after_registration)
{
    struct yearly list = { 1, 31, 0, DAY_NONE, DAY_NONE };
    struct yearly audit = { 12, 31, 6, DAY_NONE, DAY_NONE };
    struct yearly short_lived = { 3, 1, 0, iso("2013-02-01"),
                                  iso("2014-12-31") };

    CHECK_INT(yearly_due(&list, iso("2013-01-31"), 0), iso("2013-01-31"));
    CHECK_INT(yearly_due(&list, iso("2013-02-01"), 0), iso("2014-01-31"));
    CHECK_INT(yearly_due(&list, iso("2013-02-01"), 3), iso("2017-01-31"));
    CHECK_INT(yearly_due(&audit, iso("2013-06-30"), 0), iso("2013-12-31"));
    CHECK_INT(yearly_due(&audit, iso("2013-07-01"), 0), iso("2014-12-31"));
    /* half a year after 31 August is the last of February */
    CHECK_INT(yearly_due(&(struct yearly){ 2, 28, 6, DAY_NONE, DAY_NONE },
                         iso("2013-08-31"), 0),
              iso("2014-02-28"));
    CHECK_INT(yearly_due(&short_lived, iso("2010-01-01"), 0),
              iso("2013-03-01"));
    CHECK_INT(yearly_due(&short_lived, iso("2010-01-01"), 1),
              iso("2014-03-01"));
    CHECK_INT(yearly_due(&short_lived, iso("2010-01-01"), 2), DAY_NONE);
    CHECK_INT(yearly_due(&list, DAY_NONE, 0), DAY_NONE);
    CHECK_INT(yearly_due(&list, DAY_LAST, 0), DAY_NONE);
    CHECK_INT(yearly_due(&list, iso("2013-02-01"), 150), DAY_NONE);
}

SITE(a_registration_has_a_day_and_a_number_and_its_returns_come_in_time)
{
    struct village v;
    struct id lso, entry, paper;

    village_start(&v, db);
    lso = body_put(&v, "lso", "mixed", v.srso, v.uc);
    entry = say_that(&v, "registration",
                     "{\"body\":\"%1\",\"regime\":\"societies\",\"state\":"
                     "\"registered\"}",
                     lso, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "registration.no_day"));
    CHECK(found(&v, entry, "registration.no_number"));
    entry = say_that(&v, "registration",
                     "{\"body\":\"%1\",\"expires\":\"2011-12-31\",\"number\":"
                     "\"S-9\",\"regime\":\"societies\",\"registered\":"
                     "\"2012-01-01\",\"state\":\"cancelled\"}",
                     lso, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "registration.before_formation"));
    CHECK(found(&v, entry, "registration.no_reason"));
    CHECK(found(&v, entry, "date.ends_before_start"));
    entry = say_that(&v, "registration",
                     "{\"body\":\"%1\",\"regime\":\"none\",\"state\":"
                     "\"registered\"}",
                     lso, ID_NONE, ID_NONE);
    CHECK_INT(said_of(&v, entry), 0); /* a paper of the RSP */
    entry = say_that(&v, "registration",
                     "{\"body\":\"%1\",\"number\":\"S-9\",\"regime\":"
                     "\"societies\",\"registered\":\"2013-01-01\",\"state\":"
                     "\"registered\"}",
                     lso, ID_NONE, ID_NONE);
    CHECK_INT(said_of(&v, entry), 0);
    paper = say_that(&v, "due_return",
                     "{\"done\":\"2014-02-10\",\"due\":\"2014-01-31\","
                     "\"registration\":\"%1\",\"what\":\"audit\"}",
                     entry, ID_NONE, ID_NONE);
    CHECK(found(&v, paper, "due_return.late"));
    CHECK(found(&v, paper, "due_return.no_opinion"));
    paper = say_that(&v, "due_return",
                     "{\"done\":\"2014-01-31\",\"due\":\"2014-01-31\","
                     "\"registration\":\"%1\",\"what\":\"governing_list\"}",
                     entry, ID_NONE, ID_NONE);
    CHECK_INT(said_of(&v, paper), 0);
    paper = say_that(&v, "due_return",
                     "{\"due\":\"2012-12-31\",\"registration\":\"%1\","
                     "\"what\":\"accounts\"}",
                     entry, ID_NONE, ID_NONE);
    CHECK(found(&v, paper, "due_return.before_registration"));
    site_end(&v.s);
}

/* ---- accounts and committees ---------------------------------------------*/

static struct id account_put(struct village *v, struct id body, struct id one,
                             struct id other)
{
    return say_that(
        v, "account",
        id_none(other) ?
            "{\"bank\":\"NBP\",\"body\":\"%1\",\"number\":"
            "\"PK36NBPA0000001123456702\",\"opened\":"
            "\"2012-03-01\",\"signatories\":[{\"person\":\"%2\"}]}" :
            "{\"bank\":\"NBP\",\"body\":\"%1\",\"number\":"
            "\"PK36NBPA0000001123456702\",\"opened\":"
            "\"2012-03-01\",\"signatories\":[{\"person\":\"%2\"},"
            "{\"person\":\"%3\"}]}",
        body, one, other);
}

SITE(an_account_has_as_many_signatories_as_the_bylaw_asks)
{
    struct village v;
    struct id co, a, b, alone, both;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    a = person_in(&v);
    b = person_in(&v);
    alone = account_put(&v, co, a, ID_NONE);
    both = account_put(&v, co, a, b);
    CHECK(found(&v, alone, "account.few_signatories"));
    CHECK(!found(&v, both, "account.few_signatories"));
    bylaw_put(&v, co, 1, "2013-01-01",
              "{\"number\":3,\"parameter\":\"signatories_least\"}");
    CHECK(found(&v, both, "account.few_signatories"));
    bylaw_put(&v, co, 2, "2013-02-01",
              "{\"number\":1,\"parameter\":\"signatories_least\"}");
    CHECK(!found(&v, alone, "account.few_signatories"));
    site_end(&v.s);
}

SITE(the_number_of_an_account_is_in_no_entry)
{
    struct village v;
    struct id co, a;
    struct lines *all;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    a = account_put(&v, co, person_in(&v), ID_NONE);
    CHECK_INT(v.s.kept, KEPT);
    all = export(&v.s, 0);
    for (size_t i = 0; i < all->n; i++)
        CHECK(!memmem(all->line[i].p, all->line[i].n, "1123456702", 10));
    lines_free(all);
    CHECK(row_find(db, kind_find(S("account")), a, &v.s.arena,
                   arena_take(&v.s.arena, kind_find(S("account"))->bytes)));
    site_end(&v.s);
}

SITE(an_account_goes_over_from_a_day_on)
{
    struct village v;
    struct id co, heir, other, account, last, early;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    heir = body_put(&v, "co", "women", v.srso, v.goth);
    other = body_put(&v, "co", "women", v.srso, v.goth);
    account = account_put(&v, co, person_in(&v), ID_NONE);
#define HELD_BY(body_)                                                         \
    one_of(&v, "SELECT count(*) FROM account_now WHERE body = $1", body_, -1)
    CHECK_INT(HELD_BY(co), 1);
    last = say_that(&v, "conveyance",
                    "{\"account\":\"%1\",\"body\":\"%2\",\"since\":"
                    "\"2014-01-01\"}",
                    account, heir, ID_NONE);
    early = say_that(&v, "conveyance",
                     "{\"account\":\"%1\",\"body\":\"%2\",\"since\":"
                     "\"2012-02-01\"}",
                     account, other, ID_NONE);
    CHECK(found(&v, early, "conveyance.before_opening"));
    CHECK_INT(HELD_BY(co), 0);
    CHECK_INT(HELD_BY(heir), 1);
    CHECK_INT(HELD_BY(other), 0);
    fix_put(&v, last, "", ID_NONE, ID_NONE);
    CHECK_INT(HELD_BY(other), 1);
    site_end(&v.s);
}

static struct id committee_put(struct village *v, struct id body,
                               const char *nature, const char *more,
                               struct id one, struct id other)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"formed\":\"2013-01-01\",\"nature\":\"%s\","
            "\"seats\":[{\"person\":\"%%2\",\"role\":\"head\"},{\"person\":"
            "\"%%3\"}]%s}",
            nature, more);
    return say_that(v, "committee", arena_z(b.arena, buf_str(&b)), body, one,
                    other);
}

SITE(who_audits_has_no_hand_in_what_she_audits)
{
    struct village v;
    struct id vo, sughra, mai, karima, audit, buys, elsewhere;

    village_start(&v, db);
    vo = body_put(&v, "vo", "women", v.srso, v.goth);
    sughra = person_in(&v);
    mai = person_in(&v);
    karima = person_in(&v);
    audit = committee_put(&v, vo, "audit", ",\"scheme\":\"W-1\"", sughra, mai);
    CHECK(!found(&v, audit, "committee.audits_own"));
    /* of another scheme, or of nothing that has to do with money */
    elsewhere = committee_put(&v, vo, "project", ",\"scheme\":\"W-2\"", karima,
                              sughra);
    committee_put(&v, vo, "health", ",\"scheme\":\"W-1\"", karima, sughra);
    CHECK(!found(&v, audit, "committee.audits_own"));
    buys = committee_put(&v, vo, "procurement", ",\"scheme\":\"W-1\"", karima,
                         mai);
    CHECK(found_at(&v, audit, "committee.audits_own", "seats[1].person"));
    CHECK(!found_at(&v, audit, "committee.audits_own", "seats[0].person"));
    fix_put(&v, buys, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, audit, "committee.audits_own"));
    fix_put(&v, elsewhere, "", ID_NONE, ID_NONE);
    account_put(&v, vo, sughra, karima);
    CHECK(found_at(&v, audit, "committee.audits_and_signs", "seats[0].person"));
    term_put(&v, vo, mai, "manager", "2013-06-01");
    CHECK(found_at(&v, audit, "committee.audits_and_pays", "seats[1].person"));
    site_end(&v.s);
}

SITE(a_committee_that_was_closed_before_does_not_count_against_an_audit)
{
    struct village v;
    struct id vo, sughra, mai, audit;

    village_start(&v, db);
    vo = body_put(&v, "vo", "women", v.srso, v.goth);
    sughra = person_in(&v);
    mai = person_in(&v);
    committee_put(&v, vo, "procurement", ",\"closed\":\"2013-05-01\"", sughra,
                  mai);
    audit = say_that(&v, "committee",
                     "{\"body\":\"%1\",\"formed\":\"2013-05-01\",\"nature\":"
                     "\"audit\",\"seats\":[{\"person\":\"%2\",\"role\":"
                     "\"head\"}]}",
                     vo, sughra, ID_NONE);
    CHECK(!found(&v, audit, "committee.audits_own"));
    site_end(&v.s);
}

SITE(a_committee_has_one_head_and_nobody_twice)
{
    struct village v;
    struct id co, person, entry;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    person = person_in(&v);
    entry = say_that(&v, "committee",
                     "{\"body\":\"%1\",\"closed\":\"2011-12-01\",\"formed\":"
                     "\"2012-01-01\",\"nature\":\"other\",\"seats\":["
                     "{\"person\":\"%2\",\"role\":\"head\"},{\"person\":\"%2\","
                     "\"role\":\"head\"}]}",
                     co, person, ID_NONE);
    CHECK(found_at(&v, entry, "committee.sits_twice", "seats[1].person"));
    CHECK(found(&v, entry, "committee.two_heads"));
    CHECK(found(&v, entry, "committee.no_name"));
    CHECK(found(&v, entry, "committee.no_resolution"));
    CHECK(found(&v, entry, "committee.before_body"));
    CHECK(found(&v, entry, "date.ends_before_start"));
    entry = say_that(&v, "committee",
                     "{\"body\":\"%1\",\"formed\":\"2013-01-01\",\"nature\":"
                     "\"om\"}",
                     co, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "committee.nobody"));
    site_end(&v.s);
}

/* ---- what became of it ---------------------------------------------------*/

SITE(heirs_are_said_by_a_descent_or_by_the_end)
{
    struct village v;
    struct id old, new, vo, entry;

    village_start(&v, db);
    old = body_put(&v, "co", "women", v.srso, v.goth);
    new = body_put(&v, "co", "women", v.srso, v.goth);
    vo = body_put(&v, "vo", "women", v.srso, v.goth);
#define HEIRS(body_)                                                           \
    one_of(&v, "SELECT count(*) FROM heir WHERE origin = $1", body_, -1)
    entry = say_that(&v, "descent",
                     "{\"body\":\"%1\",\"origin\":\"%2\",\"since\":"
                     "\"2014-01-01\",\"way\":\"merged\"}",
                     new, old, ID_NONE);
    CHECK_INT(said_of(&v, entry), 0);
    CHECK_INT(HEIRS(old), 1);
    /* the same said once more is one */
    say_that(&v, "standing",
             "{\"body\":\"%2\",\"since\":\"2014-01-01\",\"state\":\"merged\","
             "\"successor\":\"%1\",\"why\":\"x\"}",
             new, old, ID_NONE);
    CHECK_INT(HEIRS(old), 1);
    CHECK_INT(HEIRS(new), 0);
    entry = say_that(&v, "descent",
                     "{\"body\":\"%1\",\"origin\":\"%2\",\"since\":"
                     "\"2014-01-01\",\"way\":\"split\"}",
                     vo, new, ID_NONE);
    CHECK(found(&v, entry, "descent.other_nature"));
    entry = say_that(&v, "descent",
                     "{\"body\":\"%1\",\"origin\":\"%1\",\"since\":"
                     "\"2014-01-01\",\"way\":\"split\"}",
                     new, ID_NONE, ID_NONE);
    CHECK(found(&v, entry, "descent.of_itself"));
    CHECK_INT(HEIRS(new), 0);
    site_end(&v.s);
}

SITE(a_network_stands_in_a_larger_network)
{
    struct village v;
    struct id tehsil, district, entry;

    village_start(&v, db);
    tehsil = body_put(&v, "network", "mixed", v.srso,
                      named("place", "pk72302"));
    district = body_put(&v, "network", "mixed", v.srso, v.district);
    entry = say_that(&v, "link",
                     "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":"
                     "\"2014-01-01\"}",
                     tehsil, district, ID_NONE);
    CHECK(!found(&v, entry, "body.parent_not_above"));
    site_end(&v.s);
}

/* ---- in any order --------------------------------------------------------*/

/* A life with something of each kind, and corrections. */
static void life_live(struct village *v, struct db *db)
{
    struct founding f;
    struct id heir, account, sughra, mai, registration;

    village_start(v, db);
    found_a_co(v, &f);
    sughra = person_in(v);
    mai = person_in(v);
    fix_put(v, f.last, "", ID_NONE, ID_NONE);
    bylaw_put(v, f.co, 1, "2012-02-01",
              "{\"number\":16,\"parameter\":\"households_least\"}");
    bylaw_put(v, f.co, 2, "2013-02-01",
              "{\"number\":3,\"parameter\":\"signatories_least\"}");
    account = account_put(v, f.co, sughra, mai);
    committee_put(v, f.co, "audit", "", sughra, mai);
    committee_put(v, f.co, "credit", "", mai, sughra);
    registration = say_that(v, "registration",
                            "{\"body\":\"%1\",\"number\":\"S-9\",\"regime\":"
                            "\"societies\",\"registered\":\"2013-01-01\","
                            "\"state\":\"registered\"}",
                            f.co, ID_NONE, ID_NONE);
    say_that(v, "due_return",
             "{\"done\":\"2014-02-10\",\"due\":\"2014-01-31\","
             "\"registration\":\"%1\",\"what\":\"audit\"}",
             registration, ID_NONE, ID_NONE);
    heir = body_put(v, "co", "women", v->srso, v->goth);
    say_that(v, "conveyance",
             "{\"account\":\"%1\",\"body\":\"%2\",\"since\":\"2014-01-01\"}",
             account, heir, ID_NONE);
    say_that(v, "descent",
             "{\"body\":\"%1\",\"origin\":\"%2\",\"since\":\"2014-01-01\","
             "\"way\":\"merged\"}",
             heir, f.co, ID_NONE);
    fix_put(v, f.terms, "{\"body\":\"%1\",\"state\":\"draft\",\"version\":1}",
            f.co, ID_NONE);
}

SITE(in_any_order_it_is_one_life)
{
    struct village *v = calloc(1, sizeof *v);
    struct db *home = db_open(":memory:", DB_MAKE);

    life_live(v, home);
    CHECK(findings_of(home) > 4);
    any_order(&v->s, db);
    site_end(&v->s);
    db_close(home);
    free(v);
}
