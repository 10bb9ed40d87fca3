/* web_learn - pages of trainings, resource persons, sessions and issues. */
#include "web_site.h"

struct class
{
    struct browser b;
    struct id body, house, woman, other, training;
};

static struct id srso(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

static struct id sukkur(void)
{
    return id_named(S("place"), S("pk723"));
}

static const char *path(struct class *w, const char *of, struct id a,
                        struct id b, struct id c)
{
    return with(&w->b.site, of, a, b, c);
}

static struct id person_of(struct class *w, const char *name)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"women\"}",
            name);
    return draft(&w->b.site, "person",
                 with(&w->b.site, arena_z(b.arena, buf_str(&b)), w->house,
                      ID_NONE, ID_NONE));
}

static void member_of(struct class *w, struct id person, const char *number)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"joined\":\"2013-05-01\",\"number\":%s,"
            "\"person\":\"%%2\"}",
            number);
    draft(&w->b.site, "member",
          with(&w->b.site, arena_z(b.arena, buf_str(&b)), w->body, person,
               ID_NONE));
}

/* A CO of two women, and a training of two days for it; today is 1 January
 * 2015. */
static void class_start(struct class *w, struct db *db)
{
    struct site *s = &w->b.site;

    memset(w, 0, sizeof *w);
    browser_start(&w->b, db);
    w->house = draft(s, "household",
                     with(s, "{\"number\":\"H-1\",\"place\":\"%1\"}", sukkur(),
                          ID_NONE, ID_NONE));
    w->woman = person_of(w, "Zohra Bibi");
    w->other = person_of(w, "Amina Khatoon");
    w->body = draft(s, "body",
                    with(s,
                         "{\"code\":\"CO-1\",\"formed\":\"2013-05-01\","
                         "\"name\":\"Roshni\",\"nature\":\"co\",\"place\":"
                         "\"%1\",\"rsp\":\"%2\",\"sex\":\"women\"}",
                         sukkur(), srso(), ID_NONE));
    member_of(w, w->woman, "1");
    member_of(w, w->other, "2");
    w->training = draft(s, "training",
                        with(s,
                             "{\"body\":\"%3\",\"code\":\"T-1\",\"days\":2,"
                             "\"kind\":\"CMST\",\"place\":\"%1\",\"rsp\":"
                             "\"%2\",\"since\":\"2014-12-30\",\"title\":"
                             "\"CMST of Roshni\",\"trainer\":\"Hussain\","
                             "\"until\":\"2014-12-31\"}",
                             sukkur(), srso(), w->body));
    draft(s, "access",
          with(s,
               "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\","
               "\"since\":\"2014-01-01\"}",
               sukkur(), ID_NONE, ID_NONE));
    browser_login(&w->b, "hina");
}

static const char *sheet_path(struct class *w)
{
    return path(w, "/training/%1/attendance", w->training, ID_NONE, ID_NONE);
}

/* Marks of both, of a day. */
static int called(struct class *w, const char *held, const char *one,
                  const char *two, const char *more)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b,
            "held=%s&attendance.0.person=%%1&attendance.0.present=%s&"
            "attendance.1.person=%%2&attendance.1.present=%s%s",
            held, one, two, more);
    return send_form(&w->b, sheet_path(w),
                     path(w, arena_z(b.arena, buf_str(&b)), w->woman, w->other,
                          ID_NONE));
}

/* The roll of her organisation is called though nobody was written down
 * before; who came becomes a participant. */
SITE(a_roll_is_called_without_a_list)
{
    struct class w;

    class_start(&w, db);
    CHECK_INT(get(&w.b, sheet_path(&w)), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK(has(&w.b, "Amina Khatoon"));
    CHECK_INT(called(&w, "2014-12-30", "present", "absent", ""), 303);
    CHECK_INT(called(&w, "2014-12-31", "present", "present",
                     "&attendance.0.test_before=40&"
                     "attendance.0.test_after=80"),
              303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM attendance_sheet_attendance "
                           "WHERE sex = 0 AND body IS NOT NULL"),
              4);
    CHECK_INT(get(&w.b, path(&w, "/training/%1", w.training, ID_NONE, ID_NONE)),
              200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK(has(&w.b, "Mean mark before and after (percent): 40 → 80"));
    CHECK_INT(get(&w.b, "/trainings?step=held"), 200);
    CHECK(has(&w.b, "CMST of Roshni"));
    CHECK_INT(get(&w.b, "/trainings?step=planned"), 200);
    CHECK(!has(&w.b, "CMST of Roshni"));
    browser_end(&w.b);
}

/* "All present" marks everybody and keeps nothing yet. */
SITE(all_are_marked_at_a_touch)
{
    struct class w;

    class_start(&w, db);
    CHECK_INT(called(&w, "2014-12-30", "", "absent", "&_all=attendance"), 200);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM attendance_sheet"), 0);
    CHECK(has(&w.b, "value=\"present\" data-confirms checked"));
    CHECK(has(&w.b, "value=\"absent\" checked"));
    browser_end(&w.b);
}

SITE(a_sheet_is_not_kept_before_its_day)
{
    struct class w;

    class_start(&w, db);
    CHECK_INT(called(&w, "2015-01-02", "present", "present", ""), 422);
    CHECK_INT(called(&w, "2014-12-30", "", "", ""), 422);
    CHECK_INT(send_form(&w.b, sheet_path(&w),
                        path(&w,
                             "held=2014-12-30&attendance.0.person=%1&"
                             "attendance.0.present=present",
                             w.body, ID_NONE, ID_NONE)),
              422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM attendance_sheet"), 0);
    browser_end(&w.b);
}

/* A certificate is for who was there long enough: of two days both. */
SITE(a_certificate_is_earned)
{
    struct class w;

    class_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/training/%1/certificate.pdf", w.training,
                             ID_NONE, ID_NONE)),
              404);
    called(&w, "2014-12-30", "present", "present", "");
    called(&w, "2014-12-31", "present", "absent", "");
    CHECK_INT(get(&w.b, path(&w, "/training/%1/certificate.pdf?who=%2",
                             w.training, w.other, ID_NONE)),
              404);
    CHECK(get(&w.b, path(&w, "/training/%1/certificate.pdf?who=%2", w.training,
                         w.woman, ID_NONE)) != 404);
    browser_end(&w.b);
}

SITE(costs_that_nobody_booked_are_shown)
{
    struct class w;

    class_start(&w, db);
    CHECK_INT(send_form(&w.b, "/new/training_cost",
                        path(&w,
                             "training=%1&held=2014-12-31&what=boarding&"
                             "amount=5000",
                             w.training, ID_NONE, ID_NONE)),
              303);
    CHECK_INT(get(&w.b, "/trainings?step=not_booked"), 200);
    CHECK(has(&w.b, "CMST of Roshni"));
    CHECK_INT(get(&w.b, path(&w, "/training/%1", w.training, ID_NONE, ID_NONE)),
              200);
    CHECK(has(&w.b, "Not in the books"));
    CHECK(has(&w.b, "5,000"));
    browser_end(&w.b);
}

SITE(a_resource_person_is_checked_and_paid)
{
    struct class w;
    struct id crp, task;
    struct buf b;

    class_start(&w, db);
    b = buf_start(&w.b.site.arena);
    buf_z(&b, "{\"body\":\"%2\",\"cadre\":\"book_keeper\",\"person\":\"%1\","
              "\"place\":\"%3\",\"rsp\":\"");
    id_put(&b, srso());
    buf_z(&b, "\",\"since\":\"2014-01-01\"}");
    crp = draft(&w.b.site, "crp",
                path(&w, arena_z(b.arena, buf_str(&b)), w.woman, w.body,
                     sukkur()));
    task = draft(&w.b.site, "crp_task",
                 path(&w,
                      "{\"crp\":\"%1\",\"fee\":50000,\"held\":\"2014-06-01\","
                      "\"nature\":\"books_written\",\"what\":\"May\"}",
                      crp, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, "/crps?step=to_check"), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK_INT(send_form(&w.b, "/new/crp_check",
                        path(&w, "task=%1&held=2014-06-03&quality=good", task,
                             ID_NONE, ID_NONE)),
              303);
    CHECK_INT(get(&w.b, "/crps?step=to_check"), 200);
    CHECK(!has(&w.b, "Zohra Bibi"));
    CHECK_INT(get(&w.b, "/crps?step=unpaid"), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK_INT(get(&w.b, path(&w, "/crp/%1", crp, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "amount=500.00"));
    CHECK_INT(send_form(&w.b, "/new/crp_fee",
                        path(&w,
                             "crp=%1&task=%2&payer=%3&held=2014-06-04&"
                             "amount=500&way=box",
                             crp, task, w.body)),
              303);
    CHECK_INT(get(&w.b, "/crps?step=unpaid"), 200);
    CHECK(!has(&w.b, "Zohra Bibi"));
    CHECK_INT(get(&w.b, path(&w, "/crp/%1", crp, ID_NONE, ID_NONE)), 200);
    CHECK(!has(&w.b, "amount=500.00"));
    browser_end(&w.b);
}

SITE(a_promise_is_asked_for_when_it_is_due)
{
    struct class w;
    struct id s;

    class_start(&w, db);
    s = draft(&w.b.site, "awareness",
              path(&w,
                   "{\"body\":\"%1\",\"commitments\":[{\"due\":"
                   "\"2014-06-01\",\"what\":\"Ten girls to school\"}],"
                   "\"held\":\"2014-03-01\",\"place\":\"%2\",\"rsp\":\"%3\","
                   "\"toolkit\":\"CAT\",\"topic\":\"education\",\"women\":20}",
                   w.body, sukkur(), srso()));
    CHECK_INT(get(&w.b, "/awareness?step=overdue"), 200);
    CHECK(has(&w.b, "Education, above all of girls"));
    CHECK_INT(get(&w.b, path(&w, "/awareness/%1", s, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "To be asked"));
    CHECK_INT(send_form(&w.b, "/new/commitment_check",
                        path(&w,
                             "awareness=%1&number=1&held=2014-06-05&"
                             "kept=yes",
                             s, ID_NONE, ID_NONE)),
              303);
    CHECK_INT(get(&w.b, "/awareness?step=overdue"), 200);
    CHECK(!has(&w.b, "Education, above all of girls"));
    CHECK_INT(get(&w.b, "/awareness?step=all_kept"), 200);
    CHECK(has(&w.b, "Education, above all of girls"));
    browser_end(&w.b);
}

SITE(an_issue_tells_what_was_answered)
{
    struct class w;
    struct id a;

    class_start(&w, db);
    a = draft(&w.b.site, "advocacy",
              path(&w,
                   "{\"body\":\"%1\",\"issue\":\"The school has no "
                   "teacher\",\"place\":\"%2\",\"rsp\":\"%3\",\"sector\":"
                   "\"education\",\"since\":\"2014-02-01\",\"title\":\"A "
                   "teacher\",\"whom\":\"Education office\"}",
                   w.body, sukkur(), srso()));
    CHECK_INT(get(&w.b, "/advocacy?step=unanswered"), 200);
    CHECK(has(&w.b, "A teacher"));
    CHECK_INT(send_form(&w.b, "/new/advocacy_step",
                        path(&w,
                             "advocacy=%1&held=2014-03-01&action=letter&"
                             "what=Letter&answer=granted&answered=2014-04-01&"
                             "changed=She+came",
                             a, ID_NONE, ID_NONE)),
              303);
    CHECK_INT(get(&w.b, "/advocacy?step=unanswered"), 200);
    CHECK(!has(&w.b, "A teacher"));
    CHECK_INT(get(&w.b, path(&w, "/advocacy/%1", a, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "She came"));
    browser_end(&w.b);
}

/* Who leads today and was never trained to; a need that a training names is
 * answered. */
SITE(whom_to_train_next)
{
    struct class w;
    struct id need;

    class_start(&w, db);
    draft(&w.b.site, "term",
          path(&w,
               "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":"
               "\"president\",\"person\":\"%2\",\"since\":\"2014-01-01\","
               "\"until\":\"2016-01-01\"}",
               w.body, w.woman, ID_NONE));
    need = draft(&w.b.site, "training_need",
                 path(&w,
                      "{\"body\":\"%1\",\"held\":\"2014-02-01\",\"place\":"
                      "\"%2\",\"rsp\":\"%3\",\"topics\":[{\"topic\":"
                      "\"Writing minutes\",\"women\":2}]}",
                      w.body, sukkur(), srso()));
    CHECK_INT(get(&w.b, "/trainings/untrained"), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    CHECK(!has(&w.b, "Amina Khatoon"));
    CHECK(has(&w.b, "Writing minutes"));
    called(&w, "2014-12-30", "present", "present", "");
    CHECK_INT(get(&w.b, "/trainings/untrained"), 200);
    CHECK(has(&w.b, "Zohra Bibi"));
    called(&w, "2014-12-31", "present", "present", "");
    CHECK_INT(get(&w.b, "/trainings/untrained"), 200);
    CHECK(!has(&w.b, "Zohra Bibi"));
    CHECK(has(&w.b, "Everybody in office is trained."));
    draft(&w.b.site, "training",
          path(&w,
               "{\"code\":\"T-2\",\"days\":1,\"kind\":\"RECORD\",\"need\":"
               "\"%1\",\"place\":\"%2\",\"rsp\":\"%3\",\"since\":"
               "\"2015-02-01\",\"title\":\"Minutes\"}",
               need, sukkur(), srso()));
    CHECK_INT(get(&w.b, "/trainings/untrained"), 200);
    CHECK(!has(&w.b, "Writing minutes"));
    browser_end(&w.b);
}

/* Her page and her organisation's say what she was taught, with the paper she
 * earned; who came to half of it has none. */
SITE(pages_of_a_body_and_a_person_show_their_trainings)
{
    struct class w;
    const char *paper;

    class_start(&w, db);
    CHECK_INT(get(&w.b, path(&w, "/person/%1", w.woman, ID_NONE, ID_NONE)),
              200);
    CHECK(!has(&w.b, "CMST of Roshni"));
    called(&w, "2014-12-30", "present", "absent", "");
    called(&w, "2014-12-31", "present", "present", "");
    paper = path(&w, "/training/%1/certificate.pdf?who=%2", w.training, w.woman,
                 ID_NONE);
    CHECK_INT(get(&w.b, path(&w, "/person/%1", w.woman, ID_NONE, ID_NONE)),
              200);
    CHECK(has(&w.b, "CMST of Roshni"));
    CHECK(has(&w.b, "2 / 2"));
    CHECK(has(&w.b, paper));
    CHECK_INT(get(&w.b, path(&w, "/person/%1", w.other, ID_NONE, ID_NONE)),
              200);
    CHECK(has(&w.b, "1 / 2"));
    CHECK(!has(&w.b, "certificate.pdf"));
    CHECK_INT(get(&w.b, path(&w, "/body/%1", w.body, ID_NONE, ID_NONE)), 200);
    CHECK(has(&w.b, "CMST of Roshni"));
    CHECK(has(&w.b, path(&w, "/training/%1/certificate.pdf", w.training,
                         ID_NONE, ID_NONE)));
    CHECK(has(&w.b, "Amina Khatoon</a> <small class=\"n\">1</small>"));
    browser_end(&w.b);
}

SITE(a_resource_person_is_known_on_her_own_page)
{
    struct class w;
    struct id crp;
    struct buf b;

    class_start(&w, db);
    b = buf_start(&w.b.site.arena);
    buf_z(&b, "{\"body\":\"%2\",\"cadre\":\"book_keeper\",\"person\":\"%1\","
              "\"place\":\"%3\",\"since\":\"2014-02-01\",\"rsp\":\"");
    id_put(&b, srso());
    buf_z(&b, "\"}");
    crp = draft(&w.b.site, "crp",
                path(&w, arena_z(b.arena, buf_str(&b)), w.woman, w.body,
                     sukkur()));
    draft(&w.b.site, "crp_task",
          path(&w,
               "{\"crp\":\"%1\",\"held\":\"2014-06-02\",\"nature\":"
               "\"books_written\",\"what\":\"Cash book of June\"}",
               crp, ID_NONE, ID_NONE));
    CHECK_INT(get(&w.b, path(&w, "/person/%1", w.woman, ID_NONE, ID_NONE)),
              200);
    CHECK(has(&w.b, path(&w, "/crp/%1", crp, ID_NONE, ID_NONE)));
    CHECK(has(&w.b, "Cash book of June"));
    CHECK_INT(get(&w.b, path(&w, "/person/%1", w.other, ID_NONE, ID_NONE)),
              200);
    CHECK(!has(&w.b, "Cash book of June"));
    browser_end(&w.b);
}
