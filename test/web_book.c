/* web_book - pages of books: who sees whose, the sheets and their papers, the
 * checklist that closes a month, and the code in the minutes book. */
#include "../src/core/vote.h"
#include "../src/report/book.h"
#include "web_site.h"

struct desk {
    struct browser b;
    struct id co, far_co, account, meeting, rsp;
    char at[200];
};

static struct id place(const char *code)
{
    return id_named(S("place"), str_of(code));
}

static void grant(struct site *s, const char *login, const char *role,
                  const char *limit)
{
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b, "{\"login\":\"%s\"%s,\"role\":\"%s\",\"since\":\"2014-01-01\"}",
            login, limit, role);
    draft(s, "access",
          with(s, arena_z(&s->arena, buf_str(&b)), place("pk723"),
               id_named(S("rsp"), S("SRSO")), place("pk711")));
}

static struct id body(struct desk *d, const char *name, const char *at)
{
    struct site *s = &d->b.site;
    struct buf b = buf_start(&s->arena);

    buf_fmt(&b,
            "{\"code\":\"C-%s\",\"formed\":\"2013-05-01\",\"name\":\"%s\","
            "\"nature\":\"co\",\"place\":\"%%1\",\"rsp\":\"%%2\",\"sex\":"
            "\"women\"}",
            name, name);
    return draft(s, "body",
                 with(s, arena_z(&s->arena, buf_str(&b)), place(at), d->rsp,
                      ID_NONE));
}

/* A CO of Sukkur that was carried over in July and met in August; one of
 * Khairpur; who keeps them, who keeps the RSP's books. */
static void desk_start(struct desk *d, struct db *db)
{
    struct site *s = &d->b.site;

    memset(d, 0, sizeof *d);
    browser_start(&d->b, db);
    d->rsp = id_named(S("rsp"), S("SRSO"));
    grant(s, "asma", "organiser", ",\"place\":\"%1\"");
    grant(s, "bilal", "organiser", ",\"place\":\"%3\"");
    grant(s, "hina", "accountant", ",\"rsp\":\"%2\"");
    grant(s, "boss", "manager", "");
    grant(s, "nadia", "viewer", "");
    d->co = body(d, "Bismillah", "pk72301");
    d->far_co = body(d, "Faraway", "pk711");
    d->account = draft(s, "account",
                       with(s,
                            "{\"bank\":\"HBL\",\"body\":\"%1\",\"opened\":"
                            "\"2013-06-01\"}",
                            d->co, ID_NONE, ID_NONE));
    draft(s, "opening",
          with(s,
               "{\"account\":\"%2\",\"bank\":500000,\"body\":\"%1\",\"box\":"
               "90000,\"held\":\"2014-07-01\",\"savings\":440000}",
               d->co, d->account, ID_NONE));
    d->meeting = draft(s, "meeting",
                       with(s,
                            "{\"body\":\"%1\",\"box_before\":90000,\"boxed\":"
                            "110050,\"held\":\"2014-08-05\",\"total\":20050,"
                            "\"women\":12}",
                            d->co, ID_NONE, ID_NONE));
}

static const char *page_of(struct desk *d, struct id book, const char *rest)
{
    struct buf b = buf_start(&d->b.site.arena);

    buf_z(&b, "/books/");
    id_put(&b, book);
    buf_z(&b, rest);
    snprintf(d->at, sizeof d->at, "%s", arena_z(b.arena, buf_str(&b)));
    return d->at;
}

static int look(struct desk *d, struct id book, const char *rest)
{
    return get(&d->b, page_of(d, book, rest));
}

/* ---- who sees whose -----------------------------------------------------*/

SITE(a_bodys_books_are_for_who_keeps_its_register)
{
    static const char *const step[] = { "",          "/cash",     "/ledger",
                                        "/trial",    "/receipts", "/balance",
                                        "/month",    "/count",    "/bank",
                                        "/vouchers", "/opening" };
    static const struct {
        const char *login;
        int near, far, own; /* the RSP's */
    } who[] = { { "asma", 200, 404, 404 },
                { "bilal", 404, 200, 404 },
                { "hina", 200, 200, 200 },
                { "boss", 200, 200, 404 },
                { "nadia", 403, 403, 403 } };
    struct desk d;

    desk_start(&d, db);
    for (size_t i = 0; i < LEN(who); i++) {
        browser_login(&d.b, who[i].login);
        for (size_t k = 0; k < LEN(step); k++)
            if (!CHECK_INT(look(&d, d.co, step[k]), who[i].near) ||
                !CHECK_INT(look(&d, d.far_co, step[k]), who[i].far) ||
                !CHECK_INT(look(&d, d.rsp, step[k]), who[i].own))
                printf("# %s by %s\n", step[k], who[i].login);
    }
    browser_end(&d.b);
}

SITE(the_list_of_books_holds_those_within_reach)
{
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    CHECK_INT(get(&d.b, "/books"), 200);
    CHECK(has(&d.b, "Bismillah") && has(&d.b, "1,100.50"));
    CHECK(!has(&d.b, "Faraway")); /* nothing was booked there, nor may she */
    CHECK_INT(get(&d.b, "/books?q=nobody"), 200);
    CHECK(!has(&d.b, "Bismillah"));
    browser_login(&d.b, "bilal");
    CHECK_INT(get(&d.b, "/books"), 200);
    CHECK(!has(&d.b, "Bismillah"));
    browser_end(&d.b);
}

SITE(an_accountant_writes_in_her_rsps_book_and_in_no_other)
{
    struct desk d;
    struct draft own = { .kind = S("voucher"),
                         .author = S("hina"),
                         .strict = true };
    struct findings f = findings_start(&d.b.site.arena);
    struct id id;

    desk_start(&d, db);
    f = findings_start(&d.b.site.arena);
    own.body = str_of(with(&d.b.site,
                           "{\"book\":\"%1\",\"held\":\"2014-08-05\",\"line\":["
                           "{\"amount\":500,\"credit\":\"box\",\"debit\":"
                           "\"staff_cost\"}],\"number\":1}",
                           d.rsp, ID_NONE, ID_NONE));
    keeper_begin(d.b.site.keeper);
    CHECK_INT(keeper_draft(d.b.site.keeper, &own, &f, &id), KEPT);
    own.body = str_of(with(&d.b.site,
                           "{\"book\":\"%1\",\"held\":\"2014-08-05\",\"line\":["
                           "{\"amount\":500,\"credit\":\"box\",\"debit\":"
                           "\"staff_cost\"}],\"number\":1}",
                           id_named(S("rsp"), S("NRSP")), ID_NONE, ID_NONE));
    CHECK_INT(keeper_draft(d.b.site.keeper, &own, &f, &id), KEPT_REFUSED);
    CHECK(keeper_commit(d.b.site.keeper));
    browser_login(&d.b, "hina");
    CHECK_INT(look(&d, d.rsp, "/trial?from=2014-08&to=2014-08"), 200);
    CHECK(has(&d.b, "5.00"));
    browser_end(&d.b);
}

/* ---- sheets ---------------------------------------------------------------*/

SITE(every_line_opens_its_entry_and_every_total_its_lines)
{
    struct desk d;
    char link[80];

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    CHECK_INT(look(&d, d.co, "/cash?from=2014-08&to=2014-08"), 200);
    snprintf(link, sizeof link, "/entry/%s",
             page_of(&d, d.meeting, "") + strlen("/books/"));
    CHECK(has(&d.b, link));
    CHECK(has(&d.b, "1,100.50") && has(&d.b, "200.50"));
    CHECK_INT(look(&d, d.co, "/trial?from=2014-08&to=2014-08"), 200);
    CHECK(has(&d.b, "/ledger?from=2014-08&amp;to=2014-08&amp;head=box"));
    CHECK_INT(look(&d, d.co, "/ledger?from=2014-08&to=2014-08&head=box"), 200);
    CHECK(has(&d.b, link) && has(&d.b, "1,100.50"));
    browser_end(&d.b);
}

SITE(a_sheet_comes_as_file_paper_or_words_of_trouble)
{
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    CHECK_INT(look(&d, d.co, "/cash?from=2014-08&to=2014-08&format=csv"), 200);
    CHECK(has(&d.b, "balance_box") && has(&d.b, "1100.5"));
    CHECK_INT(look(&d, d.co, "/cash?from=2014-08&on=2014-08-01&format=json"),
              200);
    CHECK_INT(look(&d, d.co, "/cash?on=2014-08-32"), 400);
    CHECK_INT(look(&d, d.co, "/trial?on=2014-08-31"), 200);
    CHECK(has(&d.b, "value=\"2014-08-31\"") && has(&d.b, "&amp;on=2014-08-31"));
    CHECK_INT(look(&d, d.co, "/trial?format=pdf&lang=ur"), 200);
    CHECK_STR(d.b.answer.type, S("application/pdf"));
    CHECK_INT(look(&d, d.co, "/trial?format=xml"), 200); /* the page itself */
    CHECK_INT(look(&d, d.co, "/trial?fund=nothing"), 400);
    CHECK_INT(look(&d, d.co, "/trial?from=2015-01&to=2014-01"), 400);
    CHECK_INT(look(&d, d.co, "/ledger?party=x"), 400);
    CHECK_INT(look(&d, d.co, "/ledger?head=%3Cscript%3E"), 200);
    CHECK(!has(&d.b, "<script>"));
    CHECK_INT(look(&d, d.co, "/trial?from=0001-01&to=9999-12"), 200);
    browser_end(&d.b);
}

SITE(a_report_of_books_leads_to_its_book)
{
    struct desk d;
    char at[80];

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    snprintf(at, sizeof at, "/report/cashbook?book=%s",
             page_of(&d, d.co, "") + strlen("/books/"));
    CHECK_INT(get(&d.b, at), 303);
    CHECK_STR(answer_header(&d.b, "Location"),
              str_of(page_of(&d, d.co, "/cash")));
    CHECK_INT(get(&d.b, "/report/trial"), 303);
    CHECK_STR(answer_header(&d.b, "Location"), S("/books"));
    browser_end(&d.b);
}

/* ---- counts and vouchers --------------------------------------------------*/

static void counted(struct desk *d, const char *held, int rupees)
{
    struct buf b = buf_start(&d->b.site.arena);

    buf_fmt(&b, "{\"amount\":%d,\"book\":\"%%1\",\"held\":\"%s\"}",
            rupees * 100, held);
    draft(&d->b.site, "cash_count",
          with(&d->b.site, arena_z(b.arena, buf_str(&b)), d->co, ID_NONE,
               ID_NONE));
}

static void spent(struct desk *d, const char *held, int number, int rupees)
{
    struct buf b = buf_start(&d->b.site.arena);

    buf_fmt(&b,
            "{\"book\":\"%%1\",\"held\":\"%s\",\"line\":[{\"amount\":%d,"
            "\"credit\":\"box\",\"debit\":\"stationery\"}],\"note\":\"ink\","
            "\"number\":%d}",
            held, rupees * 100, number);
    draft(&d->b.site, "voucher",
          with(&d->b.site, arena_z(b.arena, buf_str(&b)), d->co, ID_NONE,
               ID_NONE));
}

SITE(the_first_false_count_is_said_on_every_page_that_matters)
{
    static const char *const step[] = { "", "/count", "/month" };
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    CHECK_INT(look(&d, d.co, ""), 200);
    CHECK(!has(&d.b, "first differ"));
    counted(&d, "2014-08-06", 1000);
    counted(&d, "2014-08-20", 900);
    for (size_t i = 0; i < LEN(step); i++) {
        CHECK_INT(look(&d, d.co, step[i]), 200);
        CHECK(has(&d.b, "first differ on"));
        CHECK(has(&d.b, "6 August 2014"));
        CHECK(has(&d.b, "1,000.00") && has(&d.b, "1,100.50"));
    }
    spent(&d, "2014-08-02", 1, 5000);
    CHECK_INT(look(&d, d.co, ""), 200);
    CHECK(has(&d.b, "Below nought on") && has(&d.b, "2 August 2014"));
    browser_end(&d.b);
}

SITE(numbers_that_no_voucher_has_are_listed)
{
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    spent(&d, "2014-08-10", 2, 1);
    spent(&d, "2014-08-11", 5, 1);
    spent(&d, "2014-08-12", 5, 1);
    spent(&d, "2014-06-30", 1, 1); /* of the year before */
    CHECK_INT(look(&d, d.co, "/vouchers"), 200);
    CHECK(has(&d.b, "1, 3–4"));
    CHECK(has(&d.b, "used twice"));
    CHECK_INT(look(&d, d.co, "/voucher"), 200);
    CHECK(has(&d.b, "name=\"number\"") && !has(&d.b, "Regular savings"));
    browser_end(&d.b);
}

SITE(a_voucher_is_typed_by_heads_and_takes_a_number_once)
{
    static const struct {
        const char *form;
        int status;
    } row[] = {
        { "held=2014-08-20&number=7&line.0.debit=bank&line.0.credit=box&"
          "line.0.amount=1%2C000.50&account=%s&note=banked",
          303 },
        { "held=2014-08-20&number=7&line.0.debit=bank&line.0.credit=box&"
          "line.0.amount=5&account=%s",
          422 }, /* its number is taken */
        { "held=2014-08-20&number=8&line.0.debit=bank&line.0.credit=box&"
          "line.0.amount=five&account=%s",
          422 },
        { "held=2014-08-20&number=8&line.0.debit=box&line.0.credit=box&"
          "line.0.amount=5&account=%s",
          422 },
        { "held=2014-08-20&number=8&account=%s", 422 }, /* no line */
        { "held=hello&number=8&line.0.debit=fee&line.0.credit=box&"
          "line.0.amount=5&account=%s",
          422 },
    };
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    for (size_t i = 0; i < LEN(row); i++) {
        char form[400], id[40];

        snprintf(id, sizeof id, "%s",
                 page_of(&d, d.account, "") + strlen("/books/"));
        snprintf(form, sizeof form, "%s", row[i].form);
        if (strstr(form, "%s"))
            snprintf(form, sizeof form, "%.*s%s%s",
                     (int)(strstr(row[i].form, "%s") - row[i].form),
                     row[i].form, id, strstr(row[i].form, "%s") + 2);
        if (!CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/voucher"), form),
                       row[i].status))
            printf("# %s\n", form);
    }
    CHECK_INT(both_ask(db, "SELECT amount FROM book_line WHERE event = "
                           "'voucher.entered' AND head = 'bank' AND party IS "
                           "NOT NULL"),
              100050);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM voucher"), 1);
    browser_login(&d.b, "bilal");
    CHECK_INT(look(&d, d.co, "/voucher"), 404);
    browser_end(&d.b);
}

/* Money in a person's hand, what another body owes: whose it is is chosen, and
 * is of the sort that the head asks for. */
SITE(a_voucher_names_whose_part_it_is)
{
    struct desk d;
    struct id vo;
    char form[400], far[40], account[40];

    desk_start(&d, db);
    vo =
        draft(&d.b.site, "body",
              with(&d.b.site,
                   "{\"formed\":\"2013-01-01\",\"name\":\"Goth VO\",\"nature\":"
                   "\"vo\",\"place\":\"%1\",\"rsp\":\"%2\",\"sex\":\"women\"}",
                   place("pk72301"), d.rsp, ID_NONE));
    draft(&d.b.site, "link",
          with(&d.b.site,
               "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2014-01-01\"}",
               d.co, vo, ID_NONE));
    browser_login(&d.b, "asma");
    CHECK_INT(look(&d, d.co, "/voucher"), 200);
    CHECK(has(&d.b, "name=\"line.0.debit_party\"") && has(&d.b, "Goth VO"));
    CHECK(!has(&d.b, "Faraway"));
    snprintf(account, sizeof account, "%s",
             page_of(&d, d.account, "") + strlen("/books/"));
    snprintf(far, sizeof far, "%s", page_of(&d, vo, "") + strlen("/books/"));
    snprintf(form, sizeof form,
             "held=2014-08-20&number=1&line.0.debit=due_from&line.0.credit="
             "box&line.0.amount=100&account=%s",
             account);
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/voucher"), form), 422);
    CHECK(has(&d.b, "say whose part it is"));
    snprintf(form, sizeof form,
             "held=2014-08-20&number=1&line.0.debit=due_from&"
             "line.0.debit_party=%s&line.0.credit=box&line.0.amount=100",
             account);
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/voucher"), form), 422);
    CHECK(has(&d.b, "choose one of its own sort"));
    snprintf(form, sizeof form,
             "held=2014-08-20&number=1&line.0.debit=due_from&"
             "line.0.debit_party=%s&line.0.credit=bank&line.0.credit_party=%s&"
             "line.0.amount=100",
             far, account);
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/voucher"), form), 303);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line l JOIN body b ON "
                           "b.entry = l.party WHERE l.head = 'due_from' AND "
                           "l.amount = 10000 AND b.name = 'Goth VO'"),
              1);
    browser_end(&d.b);
}

/* ---- closing ----------------------------------------------------------------*/

static const char all_done[] = "month=2014-07&counted=1&agreed=1&listed=1&"
                               "printed=1&note=read+out";

static int64_t closings(struct db *db)
{
    return both_ask(db, "SELECT count(*) FROM closing WHERE counts = 1");
}

SITE(one_page_closes_a_month_and_gives_the_code_for_the_minutes)
{
    struct desk d;
    struct arena *a;
    month july = 0;
    const char *code;

    desk_start(&d, db);
    a = &d.b.site.arena;
    CHECK(month_read(S("2014-07"), &july));
    browser_login(&d.b, "asma");
    CHECK_INT(look(&d, d.co, "/month"), 200);
    CHECK(has(&d.b, "July 2014")); /* the first that has lines */
    code = arena_z(a, vote_short(book_digest(db, d.co, july), a));
    CHECK(has(&d.b, code));
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"), all_done), 303);
    CHECK_INT(closings(db), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM closing_heads"), 1);
    CHECK_INT(look(&d, d.co, "/month?month=2014-07"), 200);
    CHECK(has(&d.b, "Closed on") && has(&d.b, code));
    CHECK(has(&d.b, "stands as it was written"));
    CHECK_INT(look(&d, d.co, "/month"), 200);
    CHECK(has(&d.b, "August 2014"));
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"), all_done), 422);
    CHECK_INT(closings(db), 1);
    browser_end(&d.b);
}

/* What came before the closing keeps its month when all is made anew. */
SITE(what_the_closing_saw_stays_in_its_month_and_what_came_later_does_not)
{
    struct desk d;
    int64_t july;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"), all_done), 303);
    july = both_ask(db, "SELECT count(*) FROM book_line WHERE month = 534");
    CHECK_INT(july, 6);
    spent(&d, "2014-07-15", 1, 10);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE month = 534"),
              july);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE month = 535 "
                           "AND on_day = 16266"),
              2);
    CHECK_INT(look(&d, d.co, "/month?month=2014-07"), 200);
    CHECK(has(&d.b, "stands as it was written"));
    CHECK_INT(look(&d, d.co, "/cash?from=2014-08&to=2014-08"), 200);
    CHECK(has(&d.b, "15 July 2014") && has(&d.b, "came after its month"));
    CHECK(keeper_rebuild(d.b.site.keeper, NULL, NULL));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE month = 534"),
              july);
    browser_end(&d.b);
}

SITE(a_changed_amount_is_seen_by_the_code_in_the_minutes_book)
{
    struct desk d;
    struct arena *a;
    char at[80];
    month july = 0;

    desk_start(&d, db);
    a = &d.b.site.arena;
    CHECK(month_read(S("2014-07"), &july));
    browser_login(&d.b, "asma");
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"), all_done), 303);
    snprintf(at, sizeof at, "/month?month=2014-07&digest=%s",
             arena_z(a, vote_short(book_digest(db, d.co, july), a)));
    CHECK_INT(look(&d, d.co, at), 200);
    CHECK(!has(&d.b, "is not the code") && !has(&d.b, "was changed"));
    both_script(db, "UPDATE book_line SET amount = amount - 100 WHERE head = "
                    "'box' AND month = 534");
    CHECK_INT(look(&d, d.co, at), 200);
    CHECK(has(&d.b, "is not the code of this month"));
    CHECK(has(&d.b, "an amount was changed"));
    CHECK_INT(look(&d, d.co, "/month?month=2014-07&digest=hello"), 200);
    CHECK(has(&d.b, "is not the code of this month"));
    browser_end(&d.b);
}

SITE(a_month_is_closed_once_it_is_over_by_who_keeps_the_book)
{
    static const struct {
        const char *login, *form;
        int status;
    } row[] = {
        { "asma", "month=2015-01&counted=1", 422 }, /* it is January */
        { "asma", "month=hello", 422 },
        { "asma", "", 422 },
        { "bilal", all_done, 404 },
        { "nadia", all_done, 403 },
        { "asma", "month=2014-07", 303 }, /* marked: not all was done */
    };
    struct desk d;

    desk_start(&d, db);
    for (size_t i = 0; i < LEN(row); i++) {
        browser_login(&d.b, row[i].login);
        if (!CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"),
                                 row[i].form),
                       row[i].status))
            printf("# %s: %s\n", row[i].login, row[i].form);
        CHECK_INT(closings(db), row[i].status == 303);
    }
    browser_end(&d.b);
}

/* Sent twice by an impatient finger it is one closing. */
SITE(a_month_is_closed_once)
{
    struct desk d;
    char form[300];

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    snprintf(form, sizeof form, "%s&_id=00112233445566778899aabbccddee01",
             all_done);
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"), form), 303);
    CHECK_INT(send_form(&d.b, page_of(&d, d.co, "/month"), form), 303);
    CHECK_INT(closings(db), 1);
    browser_end(&d.b);
}

/* ---- the bank ---------------------------------------------------------------*/

SITE(a_statement_is_laid_beside_the_books)
{
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "asma");
    CHECK_INT(look(&d, d.co, "/bank"), 200);
    CHECK(has(&d.b, "No statement") && has(&d.b, "5,000.00"));
    draft(&d.b.site, "bank_statement",
          with(&d.b.site,
               "{\"account\":\"%1\",\"balance\":496000,\"carried\":500000,"
               "\"held\":\"2014-08-31\",\"item\":[{\"amount\":-4000,"
               "\"on_day\":\"2014-08-30\",\"reference\":\"cheque fees\"}],"
               "\"since\":\"2014-08-01\"}",
               d.account, ID_NONE, ID_NONE));
    CHECK_INT(look(&d, d.co, "/bank?until=2014-08"), 200);
    CHECK(has(&d.b, "cheque fees") && has(&d.b, "-40.00"));
    CHECK(has(&d.b, "4,960.00") && has(&d.b, ": agrees"));
    CHECK_INT(look(&d, d.co, "/bank?until=2014-07"), 200);
    CHECK(has(&d.b, "No statement")); /* it came later */
    browser_end(&d.b);
}
