/* log_check - a second person's yes: what counts, what comes back, what opens
 * again, and that none of it depends on what came first. */
#include "../src/report/report.h"
#include "check.sql.h"
#include "log.sql.h"
#include "log_site.h"
#include "verdict.sql.h"

#define DAY_SECONDS 86400

/* Two districts of one province, and the people who file and check there. */
struct land {
    struct site s;
    struct id one, two, clerk, munir;
    int64_t first; /* noon of 1 January 2015, UTC */
};

static struct id named(const char *kind, const char *code)
{
    return id_named(str_of(kind), str_of(code));
}

static void on_day(struct land *l, int of_january)
{
    int64_t at = l->first + (int64_t)(of_january - 1) * DAY_SECONDS;

    CHECK(at >= l->s.now || l->s.now - at < DAY_SECONDS);
    if (at > l->s.now)
        l->s.now = at;
}

static struct id district(struct site *s, const char *name)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"level\":\"district\",\"name\":\"%s\",\"lg\":\"%%1\"}",
            name);
    return draft(s, "place",
                 with(s, arena_z(&s->arena, buf_str(&b)),
                      named("place", "sindh"), ID_NONE, ID_NONE));
}

/* `place` may be none: everywhere. */
static struct id grant_to(struct site *s, const char *login, const char *role,
                          struct id place)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\",\"role\":\"%s\",\"since\":\"2014-01-01\"",
            login, role);
    if (!id_none(place))
        buf_z(&b, ",\"place\":\"%1\"");
    buf_z(&b, "}");
    return draft(s, "access",
                 with(s, arena_z(&s->arena, buf_str(&b)), place, place, place));
}

static void land_start(struct land *l, struct db *db)
{
    struct site *s = &l->s;

    site_start(s, db, 1);
    l->first = s->now;
    l->one = district(s, "Mithri");
    l->two = district(s, "Kohsar");
    l->clerk = grant_to(s, "clerk", "operator", ID_NONE);
    l->munir = grant_to(s, "munir", "manager", l->one);
    grant_to(s, "nargis", "manager", l->two);
    grant_to(s, "faiza", "finance_officer", ID_NONE);
    grant_to(s, "monis", "monitor", ID_NONE);
}

/* Filings signed from 10 January on want the manager's yes. */
static struct id oversee(struct site *s, const char *record, const char *role,
                         const char *more)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"record\":\"%s\",\"role\":\"%s\",\"since\":\"2015-01-10\"%s}",
            record, role, more);
    return draft(s, "oversight", arena_z(&s->arena, buf_str(&b)));
}

static const char *filing(struct site *s, struct id place, const char *as_of,
                          int64_t hh)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"rsp\":\"%%1\",\"place\":\"%%2\",\"as_of\":\"%s\","
            "\"values\":[{\"indicator\":\"hh\",\"amount\":%lld}]}",
            as_of, (long long)hh);
    return with(s, arena_z(&s->arena, buf_str(&b)), named("rsp", "SRSO"), place,
                place);
}

static struct id filed(struct site *s, const char *author, struct id place,
                       const char *as_of, int64_t hh)
{
    struct id id = draft_as(s, author, "filing", filing(s, place, as_of, hh));

    CHECK_INT(s->kept, KEPT);
    return id;
}

static struct id fixed(struct site *s, const char *author, struct id answers,
                       const char *body)
{
    struct buf b = buf_start(&s->arena);
    struct id id;

    buf_z(&b, "{\"answers\":\"%1\",\"why\":\"read again\",");
    if (body)
        buf_fmt(&b, "\"body\":%s}", body);
    else
        buf_z(&b, "\"withdraw\":true}");
    id = draft_as(s, author, "fix",
                  with(s, arena_z(&s->arena, buf_str(&b)), answers, answers,
                       answers));
    return id;
}

static const char *verdict_text(struct site *s, const char *says,
                                const struct id *of, size_t n)
{
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"entries\":[");
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? ",{\"entry_id\":\"" : "{\"entry_id\":\"");
        id_put(&b, of[i]);
        buf_z(&b, "\"}");
    }
    buf_fmt(&b, "],\"says\":\"%s\"%s}", says,
            strcmp(says, "no") == 0 ? ",\"why\":\"a nought too many\"" : "");
    return arena_z(&s->arena, buf_str(&b));
}

static struct id verdict(struct site *s, const char *author, const char *says,
                         struct id of)
{
    struct id id = draft_as(s, author, "verdict",
                            verdict_text(s, says, &of, 1));

    CHECK_INT(s->kept, KEPT);
    return id;
}

static int64_t figure(struct site *s, int figures, struct id place,
                      const char *as_of)
{
    struct question q = { .from = MONTH_NONE,
                          .place = place,
                          .figures = figures };
    int64_t out = 0;

    CHECK(month_read(str_of(as_of), &q.as_of));
    figure_total(s->db, &q, S("hh"), &q.as_of, 1, &out);
    both_fine(s->db);
    return out;
}

static int64_t all(struct site *s, struct id place)
{
    return figure(s, FIGURES_ALL, place, "2014-12");
}

static int64_t checked(struct site *s, struct id place)
{
    return figure(s, FIGURES_CHECKED, place, "2014-12");
}

static int64_t state(struct site *s, struct id entry)
{
    struct rows r = db_rows(s->db, SQL_CHECKING_STATE);
    int64_t is;

    db_bind_id(&r, 1, entry);
    is = db_next(&r) ? db_int(&r, 0) : CHECK_FREE;
    db_done(&r);
    return is;
}

/* Is this said of an entry? */
static bool marked(struct site *s, struct id entry, const char *what)
{
    struct rows r = db_text_rows(
        s->db, S("SELECT 1 FROM finding WHERE entry = $1 AND what = $2 AND "
                 "level = 0 AND path = 'entries[0]'"));
    bool is;

    db_bind_id(&r, 1, entry);
    db_bind_text(&r, 2, str_of(what));
    is = db_next(&r);
    db_done(&r);
    return is;
}

static bool waits(struct site *s, struct id entry, const char *why)
{
    struct rows r = db_rows(s->db, SQL_WAITING_WHY);
    bool is;

    db_bind_id(&r, 1, entry);
    is = db_next(&r) && str_same(db_str(&r, 0), str_of(why));
    db_done(&r);
    return is;
}

/* Nothing is lost or invented by building it all again. */
static void same_again(struct site *s)
{
    const char *was = digest(s);

    CHECK(keeper_rebuild(s->keeper, NULL, NULL));
    CHECK_STR(str_of(digest(s)), str_of(was));
}

SITE(a_yes_counts_and_costs_nothing_without_oversight)
{
    struct land l;
    struct id early, late;

    land_start(&l, db);
    early = filed(&l.s, "clerk", l.one, "2014-09", 100);
    CHECK_INT(checked(&l.s, l.one), 100);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM posting"), 1);
    oversee(&l.s, "filing", "manager", "");
    CHECK_INT(checked(&l.s, l.one), 100);
    on_day(&l, 12);
    late = filed(&l.s, "clerk", l.one, "2014-12", 150);
    CHECK_INT(all(&l.s, l.one), 150);
    CHECK_INT(checked(&l.s, l.one), 100);
    CHECK_INT(state(&l.s, early), CHECK_FREE);
    CHECK_INT(state(&l.s, late), CHECK_WAITS);
    verdict(&l.s, "munir", "yes", late);
    CHECK_INT(checked(&l.s, l.one), 150);
    CHECK_INT(state(&l.s, late), CHECK_YES);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM posting"), 2);
    same_again(&l.s);
    site_end(&l.s);
}

SITE(nobody_checks_what_is_their_own)
{
    struct land l;
    struct id own, took, fix, v;
    struct draft d;

    land_start(&l, db);
    oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    own = filed(&l.s, "munir", l.one, "2014-12", 150);
    v = verdict(&l.s, "munir", "yes", own);
    CHECK_INT(state(&l.s, own), CHECK_WAITS);
    CHECK(marked(&l.s, v, "verdict.own"));

    /* A form refuses it, and says of which row. */
    d = (struct draft){ .kind = S("verdict"),
                        .author = S("munir"),
                        .body = str_of(verdict_text(&l.s, "yes", &own, 1)),
                        .strict = true };
    l.s.said = findings_start(&l.s.arena);
    keeper_begin(l.s.keeper);
    CHECK_INT(keeper_draft(l.s.keeper, &d, &l.s.said, &took), KEPT_REFUSED);
    CHECK(keeper_commit(l.s.keeper));
    CHECK_INT(l.s.said.n, 1);
    CHECK_STR(l.s.said.at[0].path, S("entries[0]"));

    /* Who told it to the clerk has said it already. */
    d = (struct draft){ .kind = S("filing"),
                        .author = S("clerk"),
                        .took = S("munir"),
                        .body = str_of(filing(&l.s, l.one, "2014-11", 140)) };
    keeper_begin(l.s.keeper);
    CHECK_INT(keeper_draft(l.s.keeper, &d, &l.s.said, &took), KEPT);
    CHECK(keeper_commit(l.s.keeper));
    v = verdict(&l.s, "munir", "yes", took);
    CHECK_INT(state(&l.s, took), CHECK_WAITS);
    CHECK(marked(&l.s, v, "verdict.own"));

    /* Nor does who fixed it last. */
    own = filed(&l.s, "clerk", l.one, "2014-10", 120);
    fix = fixed(&l.s, "munir", own, filing(&l.s, l.one, "2014-10", 130));
    CHECK(!id_none(fix));
    v = verdict(&l.s, "munir", "yes", own);
    CHECK_INT(state(&l.s, own), CHECK_WAITS);
    CHECK(marked(&l.s, v, "verdict.own"));
    fixed(&l.s, "clerk", fix, filing(&l.s, l.one, "2014-10", 135));
    CHECK(!marked(&l.s, v, "verdict.own"));
    CHECK_INT(state(&l.s, own), CHECK_WAITS); /* it was fixed since */
    verdict(&l.s, "munir", "yes", own);
    CHECK_INT(state(&l.s, own), CHECK_YES);
    same_again(&l.s);
    site_end(&l.s);
}

SITE(a_yes_without_the_role_does_not_count)
{
    struct land l;
    struct id f, v, right;

    land_start(&l, db);
    oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    f = filed(&l.s, "clerk", l.one, "2014-12", 150);
    v = verdict(&l.s, "monis", "yes", f); /* may check, but not this */
    CHECK(marked(&l.s, v, "verdict.no_role"));
    CHECK_INT(state(&l.s, f), CHECK_WAITS);
    v = verdict(&l.s, "nargis", "yes", f); /* of the other district */
    CHECK(marked(&l.s, v, "verdict.no_role"));
    CHECK_INT(state(&l.s, f), CHECK_WAITS);
    v = verdict(&l.s, "admin", "yes", f); /* every right, but no post */
    CHECK(marked(&l.s, v, "verdict.no_role"));
    v = draft_as(&l.s, "clerk", "verdict", verdict_text(&l.s, "yes", &f, 1));
    CHECK_INT(l.s.kept, KEPT_REFUSED); /* no right to check at all */
    CHECK_INT(state(&l.s, f), CHECK_WAITS);

    /* She is made manager there too: what she said counts from then on. */
    right = grant_to(&l.s, "nargis", "manager", l.one);
    CHECK_INT(state(&l.s, f), CHECK_YES);
    CHECK_INT(checked(&l.s, l.one), 150);
    fixed(&l.s, "admin", right, NULL);
    CHECK_INT(state(&l.s, f), CHECK_WAITS);
    CHECK_INT(checked(&l.s, l.one), 0);
    same_again(&l.s);
    site_end(&l.s);
}

static struct id met(struct land *l, struct id body, const char *held,
                     const char *more)
{
    struct buf b = buf_start(&l->s.arena);

    buf_fmt(&b, "{\"body\":\"%%1\",\"held\":\"%s\",%s}", held, more);
    return draft_as(&l->s, "clerk", "meeting",
                    with(&l->s, arena_z(&l->s.arena, buf_str(&b)), body, body,
                         body));
}

static struct id co_of(struct land *l)
{
    return draft_as(&l->s, "clerk", "body",
                    with(&l->s,
                         "{\"nature\":\"co\",\"sex\":\"women\",\"name\":"
                         "\"Roshni\",\"rsp\":\"%1\",\"place\":\"%2\","
                         "\"formed\":\"2014-03-01\"}",
                         named("rsp", "SRSO"), l->one, l->one));
}

/* The manager up to Rs 5,000, the finance officer up to Rs 20,000, head office
 * any amount. */
SITE(a_yes_beyond_the_limit_does_not_count)
{
    struct land l;
    struct id body, small, large, rows, v;

    land_start(&l, db);
    grant_to(&l.s, "hina", "head_office", ID_NONE);
    oversee(&l.s, "meeting", "manager", ",\"most\":500000");
    oversee(&l.s, "meeting", "finance_officer", ",\"most\":2000000");
    on_day(&l, 12);
    body = co_of(&l);
    small = met(&l, body, "2015-01-02", "\"women\":20,\"total\":500000");
    large = met(&l, body, "2015-01-09", "\"women\":20,\"total\":2000001");
    verdict(&l.s, "munir", "yes", small);
    CHECK_INT(state(&l.s, small), CHECK_YES); /* the limit itself is within */
    v = verdict(&l.s, "munir", "yes", large);
    CHECK(marked(&l.s, v, "verdict.beyond"));
    v = verdict(&l.s, "faiza", "yes", large);
    CHECK(marked(&l.s, v, "verdict.beyond"));
    v = verdict(&l.s, "hina", "yes", large);
    CHECK(marked(&l.s, v, "verdict.no_role"));
    CHECK_INT(state(&l.s, large), CHECK_WAITS);
    oversee(&l.s, "meeting", "head_office", "");
    CHECK_INT(state(&l.s, large), CHECK_YES); /* hers counts now */
    CHECK(!marked(&l.s, v, "verdict.no_role"));

    /* Left out above, said below: the limit sees it all the same. */
    rows = met(&l, body, "2015-01-10",
               "\"visitors\":[{\"name\":\"AC\"}],\"women\":20");
    verdict(&l.s, "munir", "yes", rows);
    CHECK_INT(state(&l.s, rows), CHECK_YES); /* no money, no limit */
    same_again(&l.s);
    site_end(&l.s);
}

static int64_t returned(struct site *s, const char *author)
{
    struct rows r = db_rows(s->db, SQL_VERDICT_RETURNED);
    int64_t n = 0;

    db_bind_text(&r, 1, str_of(author));
    while (db_next(&r))
        n++;
    return n;
}

SITE(a_no_returns_it_and_a_fix_opens_it_again)
{
    struct land l;
    struct id f, fix;

    land_start(&l, db);
    oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    f = filed(&l.s, "clerk", l.one, "2014-12", 1500);
    verdict(&l.s, "munir", "yes", f);
    CHECK_INT(checked(&l.s, l.one), 1500);
    verdict(&l.s, "munir", "no", f); /* the latest word */
    CHECK_INT(state(&l.s, f), CHECK_NO);
    CHECK_INT(all(&l.s, l.one), 1500);
    CHECK_INT(checked(&l.s, l.one), 0);
    CHECK_INT(returned(&l.s, "clerk"), 1);
    CHECK_INT(returned(&l.s, "munir"), 0);
    fix = fixed(&l.s, "clerk", f, filing(&l.s, l.one, "2014-12", 150));
    CHECK_INT(state(&l.s, f), CHECK_WAITS);
    CHECK_INT(returned(&l.s, "clerk"), 0);
    CHECK_INT(all(&l.s, l.one), 150);
    CHECK_INT(checked(&l.s, l.one), 0);
    verdict(&l.s, "munir", "yes", f);
    CHECK_INT(checked(&l.s, l.one), 150);
    /* Withdrawn, it is nobody's to check. */
    fixed(&l.s, "clerk", fix, NULL);
    CHECK_INT(state(&l.s, f), CHECK_FREE);
    CHECK_INT(all(&l.s, l.one), 0);
    same_again(&l.s);
    site_end(&l.s);
}

SITE(oversight_has_its_days)
{
    struct land l;
    struct id before, within, after, rule;

    land_start(&l, db);
    on_day(&l, 9);
    before = filed(&l.s, "clerk", l.one, "2014-09", 10);
    on_day(&l, 20);
    within = filed(&l.s, "clerk", l.one, "2014-10", 30);
    on_day(&l, 21);
    after = filed(&l.s, "clerk", l.one, "2014-11", 60);
    CHECK_INT(checked(&l.s, l.one), 60);
    rule = oversee(&l.s, "filing", "manager", ",\"until\":\"2015-01-20\"");
    CHECK_INT(state(&l.s, before), CHECK_FREE);
    CHECK_INT(state(&l.s, within), CHECK_WAITS);
    CHECK_INT(state(&l.s, after), CHECK_FREE);
    CHECK_INT(all(&l.s, l.one), 60);
    CHECK_INT(checked(&l.s, l.one), 60); /* November's says so */
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-10"), 10);
    CHECK_INT(figure(&l.s, FIGURES_ALL, l.one, "2014-10"), 30);
    fixed(&l.s, "admin", rule,
          "{\"record\":\"filing\",\"role\":\"manager\",\"since\":"
          "\"2015-01-01\"}");
    CHECK_INT(state(&l.s, before), CHECK_WAITS);
    CHECK_INT(state(&l.s, after), CHECK_WAITS);
    CHECK_INT(checked(&l.s, l.one), 0);
    same_again(&l.s);
    fixed(&l.s, "admin", rule, NULL);
    same_again(&l.s);
    site_end(&l.s);
}

SITE(oversight_that_is_withdrawn_frees_what_waited)
{
    struct land l;
    struct id f, rule;

    land_start(&l, db);
    rule = oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    f = filed(&l.s, "clerk", l.one, "2014-12", 150);
    CHECK_INT(checked(&l.s, l.one), 0);
    fixed(&l.s, "admin", rule, NULL);
    CHECK_INT(state(&l.s, f), CHECK_FREE);
    CHECK_INT(checked(&l.s, l.one), 150);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM checking"), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM figure WHERE indicator "
                           "LIKE 'open.%'"),
              0);
    same_again(&l.s);
    site_end(&l.s);
}

SITE(a_verdict_is_taken_back_by_who_gave_it)
{
    struct land l;
    struct id f, yes, no, wrong;

    land_start(&l, db);
    grant_to(&l.s, "murad", "manager", l.one);
    oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    f = filed(&l.s, "clerk", l.one, "2014-12", 150);
    yes = verdict(&l.s, "munir", "yes", f);
    no = verdict(&l.s, "murad", "no", f);
    CHECK_INT(state(&l.s, f), CHECK_NO);
    wrong = fixed(&l.s, "munir", no, NULL); /* not his to take back */
    CHECK_INT(l.s.kept, KEPT_REFUSED);
    CHECK(id_none(wrong));
    CHECK_INT(state(&l.s, f), CHECK_NO);
    fixed(&l.s, "murad", no, NULL);
    CHECK_INT(l.s.kept, KEPT);
    CHECK_INT(state(&l.s, f), CHECK_YES); /* the one before speaks again */
    fixed(&l.s, "munir", yes, NULL);
    CHECK_INT(state(&l.s, f), CHECK_WAITS);
    CHECK_INT(checked(&l.s, l.one), 0);
    same_again(&l.s);
    site_end(&l.s);
}

/* The postings behind a figure are as many as said, and make it up. */
static void proved(struct site *s, int figures, struct id place, int64_t n)
{
    struct question q = { .from = MONTH_NONE, .figures = figures };
    struct postings_page p;

    CHECK(month_read(S("2014-12"), &q.as_of));
    p = postings_list(s->db, &q, S("hh"), place, ID_NONE, false, 0, 100,
                      &s->arena);
    both_fine(s->db);
    CHECK_INT(p.n, n);
    CHECK_INT((int64_t)p.rows, n);
    CHECK_INT(p.sum, p.figure);
}

/* One verdict over many: each of them is judged for itself. */
SITE(many_entries_in_one_verdict)
{
    static const char *const months[] = { "2014-05", "2014-06", "2014-08",
                                          "2014-11" };
    struct land l;
    struct id f[5], v;

    land_start(&l, db);
    oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    for (size_t i = 0; i < 4; i++)
        f[i] = filed(&l.s, i == 1 ? "munir" : "clerk", l.one, months[i],
                     (int64_t)(i + 1) * 100);
    f[4] = filed(&l.s, "clerk", l.two, "2014-12", 7);
    v = draft_as(&l.s, "munir", "verdict", verdict_text(&l.s, "yes", f, 5));
    CHECK_INT(l.s.kept, KEPT);
    CHECK_INT(state(&l.s, f[0]), CHECK_YES);
    CHECK_INT(state(&l.s, f[1]), CHECK_WAITS); /* his own */
    CHECK_INT(state(&l.s, f[2]), CHECK_YES);
    CHECK_INT(state(&l.s, f[3]), CHECK_YES);
    CHECK_INT(state(&l.s, f[4]), CHECK_WAITS); /* not his district */
    CHECK(!waits(&l.s, v, "right"));

    /* Over months, across a July, and for what lies above. */
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-05"), 100);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-06"), 100);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-08"), 300);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-12"), 400);
    CHECK_INT(figure(&l.s, FIGURES_ALL, l.one, "2014-12"), 400);
    CHECK_INT(figure(&l.s, FIGURES_ALL, l.one, "2014-06"), 200);
    CHECK_INT(figure(&l.s, FIGURES_ALL, named("place", "sindh"), "2014-12"),
              407);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, named("place", "sindh"), "2014-12"),
              400);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.two, "2014-12"), 0);
    proved(&l.s, FIGURES_ALL, l.one, 4);
    proved(&l.s, FIGURES_CHECKED, l.one, 3);
    proved(&l.s, FIGURES_CHECKED, named("place", "sindh"), 3);
    same_again(&l.s);
    site_end(&l.s);
}

/* What registers take over goes out of the checked figures as it went in. */
SITE(a_switch_to_registers_takes_no_more_than_was_there)
{
    struct land l;
    struct id f;

    land_start(&l, db);
    oversee(&l.s, "filing", "manager", "");
    on_day(&l, 12);
    f = filed(&l.s, "clerk", l.one, "2014-09", 100);
    draft(&l.s, "cutover",
          with(&l.s,
               "{\"rsp\":\"%1\",\"place\":\"%2\",\"since\":\"2014-11\","
               "\"indicators\":[{\"indicator\":\"hh\"}]}",
               named("rsp", "SRSO"), l.one, l.one));
    CHECK_INT(figure(&l.s, FIGURES_ALL, l.one, "2014-10"), 100);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-10"), 0);
    CHECK_INT(checked(&l.s, l.one), 0);
    CHECK_INT(all(&l.s, l.one), 0);
    verdict(&l.s, "munir", "yes", f);
    CHECK_INT(figure(&l.s, FIGURES_CHECKED, l.one, "2014-10"), 100);
    CHECK_INT(checked(&l.s, l.one), 0);
    same_again(&l.s);
    site_end(&l.s);
}

/* A body of a taluka that lay in two districts, one after the other. */
SITE(reach_follows_the_borders)
{
    struct land l;
    struct id taluka, move, body, m;

    land_start(&l, db);
    taluka = draft(&l.s, "place",
                   with(&l.s,
                        "{\"level\":\"taluka\",\"name\":\"Mithri\","
                        "\"lg\":\"%1\"}",
                        l.one, l.one, l.one));
    move = draft(&l.s, "move",
                 with(&l.s,
                      "{\"place\":\"%1\",\"since\":\"2014-06-01\","
                      "\"lg\":\"%2\"}",
                      taluka, l.two, l.two));
    oversee(&l.s, "meeting", "manager", "");
    on_day(&l, 12);
    body = draft_as(&l.s, "clerk", "body",
                    with(&l.s,
                         "{\"nature\":\"co\",\"sex\":\"women\",\"name\":"
                         "\"Roshni\",\"rsp\":\"%1\",\"place\":\"%2\","
                         "\"formed\":\"2014-03-01\"}",
                         named("rsp", "SRSO"), taluka, taluka));
    m = met(&l, body, "2015-01-09", "\"women\":20,\"total\":1000");
    verdict(&l.s, "nargis", "yes", m);
    CHECK_INT(state(&l.s, m), CHECK_YES);
    fixed(&l.s, "admin", move, NULL); /* it never lay there */
    CHECK_INT(state(&l.s, m), CHECK_WAITS);
    same_again(&l.s);
    site_end(&l.s);
}

/* Everything above in one log. */
static void programme(struct land *l)
{
    struct site *s = &l->s;
    struct id f[4], v, rule, right, body, m;

    f[0] = filed(s, "clerk", l->one, "2014-06", 100);
    rule = oversee(s, "filing", "manager", "");
    oversee(s, "meeting", "finance_officer", ",\"most\":2000000");
    on_day(l, 12);
    f[1] = filed(s, "clerk", l->one, "2014-09", 150);
    f[2] = filed(s, "munir", l->one, "2014-12", 190);
    f[3] = filed(s, "clerk", l->two, "2014-12", 7);
    draft_as(s, "munir", "verdict", verdict_text(s, "yes", f, 4));
    body = co_of(l);
    m = met(l, body, "2015-01-09", "\"women\":20,\"total\":1900000");
    verdict(s, "faiza", "yes", m);
    on_day(l, 14);
    v = verdict(s, "nargis", "no", f[3]);
    fixed(s, "clerk", f[3], filing(s, l->two, "2014-12", 9));
    verdict(s, "nargis", "yes", f[3]);
    on_day(l, 15);
    right = grant_to(s, "nargis", "manager", l->one);
    verdict(s, "nargis", "yes", f[2]);
    fixed(s, "nargis", v, NULL);
    on_day(l, 16);
    fixed(s, "clerk", f[1], filing(s, l->one, "2014-09", 155));
    v = verdict(s, "munir", "yes", f[1]);
    fixed(s, "munir", v, verdict_text(s, "no", &f[1], 1));
    fixed(s, "admin", rule,
          "{\"record\":\"filing\",\"role\":\"manager\",\"since\":"
          "\"2015-01-02\",\"until\":\"2015-01-31\"}");
    on_day(l, 17);
    fixed(s, "admin", right,
          with(s,
               "{\"login\":\"nargis\",\"role\":\"manager\",\"place\":\"%1\","
               "\"since\":\"2015-01-16\"}",
               l->one, l->one, l->one));
}

SITE(any_order_gives_the_same)
{
    struct land l;
    struct lines *lines;
    const char *was;
    int64_t sum;

    land_start(&l, db);
    programme(&l);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM checking"), 4);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM checking WHERE state = 0"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM checking WHERE state = 2"), 1);
    sum = checked(&l.s, l.one);
    CHECK_INT(sum, 100); /* neither the returned one nor the manager's own */
    CHECK_INT(checked(&l.s, l.two), 9);
    was = digest(&l.s);
    lines = export(&l.s, 0);
    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct db *memory = db_open(":memory:", DB_MAKE);
        struct site other;

        shuffle(lines, seed);
        site_start(&other, memory, 2);
        load(&other, lines, seed % 2 ? 1 : 7);
        if (!CHECK_STR(str_of(digest(&other)), str_of(was)))
            printf("# seed %d\n", (int)seed);
        CHECK_INT(checked(&other, l.one), sum);
        site_end(&other);
        db_close(memory);
    }
    same_again(&l.s);
    lines_free(lines);
    site_end(&l.s);
}
