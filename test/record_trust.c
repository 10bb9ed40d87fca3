/* record_trust - complaints that nobody handles who is named in them, social
 * audits, and what hangs on the wall. */
#include "log.sql.h"

#include "register_site.h"

/* Of SRSO in Sukkur: whom people complain of, and two who may look into it. */
struct trust {
    struct village v;
    struct id unit, named, again, other, co;
};

static struct id staff_put(struct trust *t, const char *code, const char *login)
{
    struct buf b = buf_start(&t->v.s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"login\":\"%s\",\"name\":\"%s\",\"post\":"
            "\"social_organiser\",\"rsp\":\"%%1\",\"since\":\"2012-01-01\","
            "\"unit\":\"%%2\"}",
            code, login, code);
    return say_that(&t->v, "staff", arena_z(b.arena, buf_str(&b)), t->v.srso,
                    t->unit, ID_NONE);
}

static void access_put(struct trust *t, const char *login, const char *role)
{
    struct buf b = buf_start(&t->v.s.arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, role);
    draft(&t->v.s, "access", arena_z(b.arena, buf_str(&b)));
}

/* One of the staff has two posts, of one login. */
static void trust_start(struct trust *t, struct db *db)
{
    memset(t, 0, sizeof *t);
    village_start(&t->v, db);
    t->unit = say_that(&t->v, "unit",
                       "{\"code\":\"UN-1\",\"name\":\"Pano\",\"nature\":"
                       "\"field_unit\",\"place\":\"%2\",\"rsp\":\"%1\"}",
                       t->v.srso, t->v.district, ID_NONE);
    t->named = staff_put(t, "ST-1", "jamal");
    t->again = staff_put(t, "ST-2", "jamal");
    t->other = staff_put(t, "ST-3", "bina");
    access_put(t, "jamal", "complaint_officer");
    access_put(t, "bina", "safeguarding_officer");
    t->co = body_put(&t->v, "co", "women", t->v.srso, t->v.goth);
}

static bool told(const struct trust *t, const char *what)
{
    const struct findings *f = &t->v.s.said;

    for (size_t i = 0; i < f->n; i++)
        if (str_same(str_of(f->at[i].what), str_of(what)))
            return true;
    return false;
}

#define RECEIVED                                                               \
    "{\"channel\":\"box\",\"nature\":\"money_taken\",\"number\":\"C-1\","      \
    "\"place\":\"%2\",\"received\":\"2014-11-03\",\"rsp\":\"%1\""

static struct id complaint_put(struct trust *t)
{
    return say_that(&t->v, "complaint",
                    RECEIVED ",\"complainant\":\"Mai Jindo\",\"phone\":"
                             "\"0300-1234567\",\"told\":\"He took 500.\","
                             "\"staff\":\"%3\"}",
                    t->v.srso, t->v.goth, t->named);
}

static struct id step_put(struct trust *t, const char *author,
                          struct id complaint, const char *held,
                          const char *stage, struct id handler)
{
    struct buf b = buf_start(&t->v.s.arena);
    struct id id;

    buf_fmt(&b, "{\"complaint\":\"%%1\",\"done\":\"%s\",\"stage\":\"%s\"%s%s}",
            held, stage, id_none(handler) ? "" : ",\"handler\":\"%2\"",
            strcmp(stage, "decided") ? "" : ",\"outcome\":\"found_true\"");
    id = draft_as(&t->v.s, author, "handling",
                  with(&t->v.s, arena_z(b.arena, buf_str(&b)), complaint,
                       handler, ID_NONE));
    CHECK_INT(t->v.s.kept, KEPT);
    return id;
}

/* The day of a column of view `redressed`, as days since 1970; -1: none. */
static int64_t done(struct trust *t, const char *column)
{
    struct buf b = buf_start(&t->v.s.arena);

    buf_fmt(&b, "SELECT coalesce(%s, -1) FROM redressed", column);
    return both_ask(t->v.s.db, arena_z(b.arena, buf_str(&b)));
}

static int64_t day_said(const char *iso)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(iso), &d));
    return d;
}

static bool holds(struct str s, const char *what)
{
    for (size_t i = 0; i < s.n; i++)
        if (str_starts(str_from(s, i), str_of(what)))
            return true;
    return false;
}

/* ---- the complaint ------------------------------------------------------*/

SITE(who_complains_and_what_was_said_is_sealed)
{
    struct trust t;
    struct rows r;
    struct id c;

    trust_start(&t, db);
    c = complaint_put(&t);
    CHECK_INT(t.v.s.said.n, 0);
    r = db_rows(db, SQL_ENTRY_BY_ID);
    db_bind_id(&r, 1, c);
    CHECK(db_next(&r));
    CHECK(holds(db_str(&r, 1), "C-1"));
    CHECK(!holds(db_str(&r, 1), "Jindo"));
    CHECK(!holds(db_str(&r, 1), "1234567"));
    CHECK(!holds(db_str(&r, 1), "500"));
    db_done(&r);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM complaint_sealed WHERE "
                           "told = 'He took 500.'"),
              1);
    site_end(&t.v.s);
}

SITE(a_complaint_may_be_without_a_name_and_then_has_none)
{
    static const struct {
        const char *more, *what;
    } row[] = {
        { ",\"told\":\"x\"}", "complaint.no_name" },
        { ",\"anonymous\":true,\"told\":\"x\"}", NULL },
        { ",\"anonymous\":true,\"complainant\":\"A\",\"told\":\"x\"}",
          "complaint.anonymous_named" },
        { ",\"anonymous\":true,\"phone\":\"0300-1234567\",\"told\":\"x\"}",
          "complaint.anonymous_named" },
        { ",\"complainant\":\"A\",\"phone\":\"five\",\"told\":\"x\"}",
          "person.phone_format" },
    };
    static const char *const all[] = { "complaint.no_name",
                                       "complaint.anonymous_named",
                                       "person.phone_format" };
    struct trust t;

    trust_start(&t, db);
    for (size_t i = 0; i < LEN(row); i++) {
        struct buf b = buf_start(&t.v.s.arena);

        buf_fmt(&b, "%s%s", RECEIVED, row[i].more);
        say_that(&t.v, "complaint", arena_z(b.arena, buf_str(&b)), t.v.srso,
                 t.v.goth, ID_NONE);
        for (size_t j = 0; j < LEN(all); j++)
            CHECK_INT(told(&t, all[j]),
                      row[i].what && !strcmp(row[i].what, all[j]));
    }
    site_end(&t.v.s);
}

SITE(channels_are_data)
{
    struct trust t;

    trust_start(&t, db);
    say_that(&t.v, "complaint",
             "{\"anonymous\":true,\"channel\":\"radio\",\"nature\":\"other\","
             "\"number\":\"C-2\",\"place\":\"%2\",\"received\":\"2014-11-03\","
             "\"rsp\":\"%1\",\"told\":\"x\"}",
             t.v.srso, t.v.goth, ID_NONE);
    CHECK(told(&t, "complaint.channel_unknown"));
    draft(&t.v.s, "redress",
          "{\"channels\":[{\"code\":\"radio\",\"title\":\"Radio\"}],\"code\":"
          "\"OURS\",\"limits\":[{\"days\":1,\"path\":\"complaint\",\"stage\":"
          "\"acknowledged\"}],\"since\":\"2014-11-01\",\"title\":\"Ours\"}");
    say_that(&t.v, "complaint",
             "{\"anonymous\":true,\"channel\":\"radio\",\"nature\":\"other\","
             "\"number\":\"C-3\",\"place\":\"%2\",\"received\":\"2014-11-03\","
             "\"rsp\":\"%1\",\"told\":\"x\"}",
             t.v.srso, t.v.goth, ID_NONE);
    CHECK(!told(&t, "complaint.channel_unknown"));
    site_end(&t.v.s);
}

/* ---- its steps ----------------------------------------------------------*/

SITE(a_complaint_is_not_given_to_whom_it_names)
{
    struct trust t;
    struct id c;

    trust_start(&t, db);
    c = complaint_put(&t);
    step_put(&t, "bina", c, "2014-11-04", "assigned", t.named);
    CHECK(told(&t, "handling.by_named"));
    step_put(&t, "bina", c, "2014-11-05", "assigned", t.again); /* he again */
    CHECK(told(&t, "handling.by_named"));
    CHECK_INT(done(&t, "assigned"), -1);
    step_put(&t, "bina", c, "2014-11-06", "assigned", t.other);
    CHECK(!told(&t, "handling.by_named"));
    CHECK_INT(done(&t, "assigned"), day_said("2014-11-06"));
    site_end(&t.v.s);
}

/* He has the right to handle complaints, and signs a decision about himself. */
SITE(a_step_signed_by_whom_it_names_does_not_count)
{
    struct trust t;
    struct id c, own, hers;

    trust_start(&t, db);
    c = complaint_put(&t);
    own = step_put(&t, "jamal", c, "2014-11-04", "decided", ID_NONE);
    CHECK(found(&t.v, own, "handling.not_counted"));
    CHECK_INT(done(&t, "decided"), -1);
    CHECK_INT(done(&t, "stage"), -1);
    hers = step_put(&t, "bina", c, "2014-11-20", "decided", ID_NONE);
    CHECK(!found(&t.v, hers, "handling.not_counted"));
    CHECK_INT(done(&t, "decided"), day_said("2014-11-20"));
    /* his login was another's: the step was not his own */
    fix_put(&t.v, t.named,
            "{\"code\":\"ST-1\",\"login\":\"kamal\",\"name\":\"ST-1\",\"post\":"
            "\"social_organiser\",\"rsp\":\"%1\",\"since\":\"2012-01-01\","
            "\"unit\":\"%2\"}",
            t.v.srso, t.unit);
    CHECK(!found(&t.v, own, "handling.not_counted"));
    CHECK_INT(done(&t, "decided"), day_said("2014-11-04"));
    site_end(&t.v.s);
}

/* ---- who belongs to the body that it names ------------------------------*/

static struct id login_of(struct trust *t, const char *login, struct id person)
{
    struct buf b = buf_start(&t->v.s.arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"person\":\"%%1\",\"role\":"
            "\"complaint_officer\",\"since\":\"2014-01-01\"}",
            login);
    return say_that(&t->v, "access", arena_z(b.arena, buf_str(&b)), person,
                    ID_NONE, ID_NONE);
}

static struct id of_body(struct trust *t, const char *kind)
{
    struct buf b = buf_start(&t->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"channel\":\"box\",\"nature\":\"%s\","
            "\"number\":\"C-2\",\"place\":\"%%2\",\"received\":"
            "\"2014-11-03\",\"rsp\":\"%%3\",\"told\":\"The box.\"}",
            strcmp(kind, "complaint") ? "fraud" : "closed_books");
    return say_that(&t->v, kind, arena_z(b.arena, buf_str(&b)), t->co,
                    t->v.goth, t->v.srso);
}

static int64_t barred_now(struct trust *t, struct id thing, const char *login)
{
    struct rows r = db_text_rows(t->v.s.db,
                                 S("SELECT count(*) FROM barred WHERE "
                                   "thing = $1 AND login = $2"));
    int64_t n;

    db_bind_id(&r, 1, thing);
    db_bind_text(&r, 2, str_of(login));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(t->v.s.db);
    return n;
}

SITE(who_belongs_to_the_body_it_names_stands_outside)
{
    struct trust t;
    struct id c, step, own, hers, person[3], member, hawa;

    trust_start(&t, db);
    for (size_t i = 0; i < LEN(person); i++)
        person[i] = person_put(&t.v, household_put(&t.v, t.v.goth), "women");
    member = member_put(&t.v, t.co, person[0], "2012-02-01", "");
    member_put(&t.v, t.co, person[1], "2012-02-01", "2014-11-02");
    c = of_body(&t, "complaint");
    access_put(&t, "hawa", "complaint_officer");
    own = step_put(&t, "hawa", c, "2014-11-04", "acknowledged", ID_NONE);
    CHECK(!found(&t.v, own, "handling.not_counted")); /* who is hawa? */
    hawa = login_of(&t, "hawa", person[0]);
    login_of(&t, "gone", person[1]);
    login_of(&t, "apart", person[2]);
    CHECK(found(&t.v, own, "handling.not_counted"));
    CHECK_INT(done(&t, "acknowledged"), -1);
    CHECK_INT(barred_now(&t, c, "hawa"), 1);
    CHECK_INT(barred_now(&t, own, "hawa"), 1);
    CHECK_INT(barred_now(&t, c, "gone"), 0); /* she left the day before */
    CHECK_INT(barred_now(&t, c, "apart"), 0);
    step = step_put(&t, "apart", c, "2014-11-05", "acknowledged", ID_NONE);
    CHECK(!found(&t.v, step, "handling.not_counted"));
    hers = of_body(&t, "safeguard");
    CHECK_INT(barred_now(&t, hers, "hawa"), 1);
    fix_put(&t.v, member,
            "{\"body\":\"%1\",\"ended\":\"2014-11-01\",\"joined\":"
            "\"2012-02-01\",\"person\":\"%2\",\"why\":\"moved\"}",
            t.co, person[0]);
    CHECK(!found(&t.v, own, "handling.not_counted"));
    say_that(&t.v, "term",
             "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":"
             "\"president\",\"person\":\"%2\",\"since\":\"2013-01-01\"}",
             t.co, person[0], ID_NONE);
    CHECK(found(&t.v, own, "handling.not_counted"));
    fix_put(&t.v, hawa, "", ID_NONE, ID_NONE);
    CHECK(!found(&t.v, own, "handling.not_counted"));
    site_end(&t.v.s);
}

/* The keeper keeps no correction by whom a complaint names; one that another
 * site kept is marked on what it corrects. */
SITE(who_is_named_does_not_correct_what_names_him)
{
    struct trust t;
    struct id c, step;
    struct findings f;
    struct draft d = { .kind = S("fix"), .author = S("jamal"), .strict = true };
    struct id id;
    const char *fix;

    trust_start(&t, db);
    c = complaint_put(&t);
    step = step_put(&t, "bina", c, "2014-11-04", "acknowledged", ID_NONE);
    fix = with(&t.v.s,
               "{\"answers\":\"%1\",\"body\":{\"complaint\":\"%2\",\"done\":"
               "\"2014-11-05\",\"stage\":\"acknowledged\"},\"why\":\"day\"}",
               step, c, ID_NONE);
    d.body = str_of(fix);
    f = findings_start(&t.v.s.arena);
    keeper_begin(t.v.s.keeper);
    CHECK_INT(keeper_draft(t.v.s.keeper, &d, &f, &id), KEPT_REFUSED);
    CHECK(keeper_commit(t.v.s.keeper));
    CHECK(f.n == 1 && !strcmp(f.at[0].what, "fix.by_named"));
    CHECK(!found(&t.v, step, "complaint.restated"));
    draft_as(&t.v.s, "jamal", "fix", fix);
    CHECK_INT(t.v.s.kept, KEPT);
    CHECK(found(&t.v, step, "complaint.restated"));
    CHECK(!found(&t.v, c, "complaint.restated"));
    draft_as(&t.v.s, "bina", "fix",
             with(&t.v.s,
                  "{\"answers\":\"%1\",\"why\":\"twice\",\"withdraw\":true}", c,
                  ID_NONE, ID_NONE));
    CHECK(!found(&t.v, c, "complaint.restated"));
    site_end(&t.v.s);
}

/* The default limits: acknowledged within 3 days, decided within 30. */
SITE(the_first_step_of_a_stage_may_be_late)
{
    struct trust t;
    struct id c, in_time, late, later;

    trust_start(&t, db);
    c = complaint_put(&t);
    in_time = step_put(&t, "bina", c, "2014-11-06", "acknowledged", ID_NONE);
    late = step_put(&t, "bina", c, "2014-12-04", "decided", ID_NONE);
    later = step_put(&t, "bina", c, "2014-12-20", "decided", ID_NONE);
    CHECK(!found(&t.v, in_time, "handling.late"));
    CHECK(found(&t.v, late, "handling.late"));
    CHECK(!found(&t.v, later, "handling.late")); /* decided again, on appeal */
    /* other rules are in force from before on: they give 40 days */
    draft(&t.v.s, "redress",
          "{\"channels\":[{\"code\":\"box\",\"title\":\"Box\"}],\"code\":"
          "\"OURS\",\"limits\":[{\"days\":40,\"path\":\"complaint\",\"stage\":"
          "\"decided\"},{\"days\":2,\"path\":\"complaint\",\"stage\":"
          "\"acknowledged\"}],\"since\":\"2014-11-01\",\"title\":\"Ours\"}");
    CHECK(!found(&t.v, late, "handling.late"));
    CHECK(found(&t.v, in_time, "handling.late"));
    site_end(&t.v.s);
}

SITE(a_step_says_what_it_must)
{
    struct trust t;
    struct id c;

    trust_start(&t, db);
    c = complaint_put(&t);
    step_put(&t, "bina", c, "2014-11-02", "acknowledged", ID_NONE);
    CHECK(told(&t, "handling.before_received"));
    step_put(&t, "bina", c, "2014-11-05", "assigned", ID_NONE);
    CHECK(told(&t, "handling.to_whom"));
    say_that(&t.v, "handling",
             "{\"complaint\":\"%1\",\"done\":\"2014-11-05\",\"stage\":"
             "\"decided\"}",
             c, ID_NONE, ID_NONE);
    CHECK(told(&t, "handling.no_outcome"));
    CHECK_INT(done(&t, "stage"), -1); /* none of them counts */
    site_end(&t.v.s);
}

/* ---- the separate path --------------------------------------------------*/

SITE(a_sensitive_one_has_its_own_steps_and_limits)
{
    struct trust t;
    struct id c, step;

    trust_start(&t, db);
    c = say_that(&t.v, "safeguard",
                 "{\"anonymous\":true,\"channel\":\"phone\",\"nature\":"
                 "\"harassment\",\"number\":\"S-1\",\"place\":\"%2\","
                 "\"received\":\"2014-11-03\",\"rsp\":\"%1\",\"told\":\"x\","
                 "\"staff\":\"%3\"}",
                 t.v.srso, t.v.goth, t.named);
    /* the complaints officer has no right to a step here */
    draft_as(&t.v.s, "jamal", "inquiry",
             with(&t.v.s,
                  "{\"done\":\"2014-11-04\",\"safeguard\":\"%1\",\"stage\":"
                  "\"acknowledged\"}",
                  c, ID_NONE, ID_NONE));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM inquiry"), 0);
    step = draft_as(&t.v.s, "bina", "inquiry",
                    with(&t.v.s,
                         "{\"done\":\"2014-11-05\",\"safeguard\":\"%1\","
                         "\"stage\":\"acknowledged\"}",
                         c, ID_NONE, ID_NONE));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM inquiry"), 1);
    CHECK(found(&t.v, step, "handling.late")); /* one day */
    CHECK_INT(done(&t, "path"), 1);
    site_end(&t.v.s);
}

/* ---- social audit and display -------------------------------------------*/

SITE(an_audit_has_notice_displayed_accounts_and_dated_actions)
{
    static const struct {
        const char *body, *what;
    } row[] = {
        { "{\"body\":\"%1\",\"displayed\":\"2014-10-01\",\"held\":"
          "\"2014-10-10\",\"notice\":\"2014-10-01\",\"women\":40}",
          NULL },
        { "{\"body\":\"%1\",\"displayed\":\"2014-10-01\",\"held\":"
          "\"2014-10-10\",\"notice\":\"2014-10-10\",\"women\":40}",
          "socialaudit.no_notice" },
        { "{\"body\":\"%1\",\"held\":\"2014-10-10\",\"notice\":\"2014-10-01\","
          "\"women\":40}",
          "socialaudit.not_displayed" },
        { "{\"body\":\"%1\",\"displayed\":\"2014-10-01\",\"held\":"
          "\"2014-10-10\",\"notice\":\"2014-10-01\"}",
          "socialaudit.nobody" },
        { "{\"body\":\"%1\",\"displayed\":\"2014-10-01\",\"held\":"
          "\"2014-10-10\",\"notice\":\"2014-10-01\",\"poorest\":41,\"women\":"
          "40}",
          "socialaudit.more_poor_than_came" },
        { "{\"body\":\"%1\",\"displayed\":\"2014-10-01\",\"held\":"
          "\"2014-10-10\",\"notice\":\"2014-10-01\",\"questions\":[{\"action\":"
          "\"a\",\"question\":\"q\"}],\"women\":40}",
          "socialaudit.action_without_day" },
        { "{\"body\":\"%1\",\"displayed\":\"2014-10-01\",\"held\":"
          "\"2014-10-10\",\"notice\":\"2014-10-01\",\"questions\":[{\"action\":"
          "\"a\",\"done\":\"2014-10-09\",\"due\":\"2014-11-01\",\"question\":"
          "\"q\"}],\"women\":40}",
          "socialaudit.done_before" },
    };
    struct trust t;

    trust_start(&t, db);
    for (size_t i = 0; i < LEN(row); i++) {
        say_that(&t.v, "socialaudit", row[i].body, t.co, ID_NONE, ID_NONE);
        CHECK_INT(t.v.s.said.n, row[i].what != NULL);
        CHECK(!row[i].what || told(&t, row[i].what));
    }
    say_that(&t.v, "disclosure",
             "{\"body\":\"%1\",\"item\":\"account_sheet\",\"shown\":"
             "\"2014-10-01\",\"until\":\"2014-09-01\",\"venue\":\"Otaq\"}",
             t.co, ID_NONE, ID_NONE);
    CHECK(told(&t, "date.ends_before_start"));
    CHECK(told(&t, "disclosure.no_witness"));
    site_end(&t.v.s);
}

/* ---- in any order -------------------------------------------------------*/

SITE(in_any_order_the_same_steps_count)
{
    struct trust *t = calloc(1, sizeof *t);
    struct db *home = db_open(":memory:", DB_MAKE);
    struct id c, step, hawa;

    trust_start(t, home);
    c = complaint_put(t);
    step = step_put(t, "jamal", c, "2014-11-04", "acknowledged", ID_NONE);
    draft_as(&t->v.s, "jamal", "fix",
             with(&t->v.s,
                  "{\"answers\":\"%1\",\"body\":{\"complaint\":\"%2\","
                  "\"done\":\"2014-11-05\",\"stage\":\"acknowledged\"},"
                  "\"why\":\"day\"}",
                  step, c, ID_NONE));
    access_put(t, "hawa", "complaint_officer");
    hawa = person_put(&t->v, household_put(&t->v, t->v.goth), "women");
    step_put(t, "hawa", of_body(t, "complaint"), "2014-11-04", "acknowledged",
             ID_NONE);
    member_put(&t->v, t->co, hawa, "2012-02-01", "");
    login_of(t, "hawa", hawa);
    step_put(t, "bina", c, "2014-11-09", "acknowledged", ID_NONE);
    step_put(t, "bina", c, "2014-11-10", "assigned", t->other);
    step_put(t, "bina", c, "2014-12-30", "decided", ID_NONE);
    draft(&t->v.s, "redress",
          "{\"channels\":[{\"code\":\"box\",\"title\":\"Box\"}],\"code\":"
          "\"OURS\",\"limits\":[{\"days\":2,\"path\":\"complaint\",\"stage\":"
          "\"assigned\"}],\"since\":\"2014-11-01\",\"title\":\"Ours\"}");
    fix_put(&t->v, t->again,
            "{\"code\":\"ST-2\",\"login\":\"bina\",\"name\":\"ST-2\",\"post\":"
            "\"trainer\",\"rsp\":\"%1\",\"since\":\"2012-01-01\",\"unit\":"
            "\"%2\"}",
            t->v.srso, t->unit);
    CHECK(findings_of(home) > 1);
    any_order(&t->v.s, db);
    site_end(&t->v.s);
    db_close(home);
    free(t);
}
