/* web_receipt - receipt books, cash in hand and the slips that members hold. */
#include "../src/report/paper.h"
#include "../src/web/money/slip.h"
#include "web_site.h"

struct office {
    struct browser b;
    struct id srso, goth, co, person, member, other, account, unit, staff;
};

static struct id put(struct office *o, const char *kind, const char *body,
                     struct id a, struct id b, struct id c)
{
    return draft(&o->b.site, kind, with(&o->b.site, body, a, b, c));
}

static struct id member_put(struct office *o, const char *code,
                            const char *name, struct id *person)
{
    struct buf b = buf_start(&o->b.site.arena);
    struct id home;

    buf_fmt(&b, "{\"number\":\"H-%s\",\"place\":\"%%1\"}", code);
    home = put(o, "household", arena_z(b.arena, buf_str(&b)), o->goth, ID_NONE,
               ID_NONE);
    b.n = 0;
    buf_fmt(&b,
            "{\"code\":\"%s\",\"household\":\"%%1\",\"name\":\"%s\",\"sex\":"
            "\"women\"}",
            code, name);
    *person = put(o, "person", arena_z(b.arena, buf_str(&b)), home, ID_NONE,
                  ID_NONE);
    return put(o, "member",
               "{\"body\":\"%1\",\"joined\":\"2013-05-01\",\"person\":\"%2\"}",
               o->co, *person, ID_NONE);
}

static void access_put(struct office *o, const char *login, const char *role,
                       struct id place)
{
    struct buf b = buf_start(&o->b.site.arena);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"place\":\"%%1\",\"role\":\"%s\",\"since\":"
            "\"2014-01-01\"}",
            login, role);
    put(o, "access", arena_z(b.arena, buf_str(&b)), place, ID_NONE, ID_NONE);
}

/* A CO of two members with an account, and Kamran who collects for it. Today is
 * 1 January 2015. */
static void office_start(struct office *o, struct db *db)
{
    struct id other, sukkur = id_named(S("place"), S("pk723"));

    memset(o, 0, sizeof *o);
    browser_start(&o->b, db);
    o->srso = id_named(S("rsp"), S("SRSO"));
    o->goth = put(o, "place",
                  "{\"level\":\"settlement\",\"lg\":\"%1\",\"name\":\"Goth "
                  "Ali\"}",
                  sukkur, ID_NONE, ID_NONE);
    o->co = put(o, "body",
                "{\"code\":\"CO-0012\",\"formed\":\"2013-05-01\",\"name\":"
                "\"Roshni\",\"nature\":\"co\",\"place\":\"%2\",\"rsp\":\"%1\","
                "\"sex\":\"women\"}",
                o->srso, o->goth, ID_NONE);
    o->member = member_put(o, "P-1", "Sughra", &o->person);
    o->other = member_put(o, "P-2", "Zainab", &other);
    o->account = put(o, "account",
                     "{\"bank\":\"HBL Pano Aqil\",\"body\":\"%1\"}", o->co,
                     ID_NONE, ID_NONE);
    o->unit = put(o, "unit",
                  "{\"code\":\"UN-1\",\"name\":\"Pano\",\"nature\":"
                  "\"field_unit\",\"place\":\"%2\",\"rsp\":\"%1\"}",
                  o->srso, sukkur, ID_NONE);
    o->staff = put(o, "staff",
                   "{\"login\":\"kamran\",\"name\":\"Kamran\",\"post\":"
                   "\"social_organiser\",\"rsp\":\"%1\",\"since\":"
                   "\"2012-01-01\",\"unit\":\"%2\"}",
                   o->srso, o->unit, ID_NONE);
    access_put(o, "kamran", "organiser", sukkur);
    access_put(o, "donna", "donor", sukkur);
    access_put(o, "faraz", "organiser", id_named(S("place"), S("pk713")));
    access_put(o, "vera", "viewer", sukkur);
    browser_login(&o->b, "kamran");
}

static const char *path(struct office *o, const char *room, struct id id,
                        const char *more)
{
    struct buf b = buf_start(&o->b.site.arena);

    buf_z(&b, room);
    id_put(&b, id);
    buf_z(&b, more);
    return arena_z(b.arena, buf_str(&b));
}

/* A voucher of one row in the CO's book. */
static struct id voucher_put(struct office *o, int number, const char *held,
                             const char *leaf, const char *row)
{
    struct buf b = buf_start(&o->b.site.arena);

    buf_fmt(&b, "{\"book\":\"%%1\",\"held\":\"%s\"", held);
    if (*leaf)
        buf_fmt(&b, ",\"leaf\":\"%s\"", leaf);
    buf_fmt(&b, ",\"line\":[{%s}],\"number\":%d}", row, number);
    return put(o, "voucher", arena_z(b.arena, buf_str(&b)), o->co, o->person,
               o->member);
}

/* Sughra takes cash for the CO: a fee comes to her hand. */
static struct id collected(struct office *o, int number, const char *held,
                           const char *leaf, int64_t amount)
{
    struct buf b = buf_start(&o->b.site.arena);

    buf_fmt(&b,
            "\"amount\":%lld,\"credit\":\"fee\",\"debit\":\"hand\",\"debit_"
            "party\":\"%%2\"",
            (long long)amount);
    return voucher_put(o, number, held, leaf, arena_z(b.arena, buf_str(&b)));
}

/* By a second person. */
static void take_back(struct office *o, struct id entry)
{
    draft_as(&o->b.site, "kamran", "reversal",
             with(&o->b.site,
                  "{\"held\":\"2014-12-03\",\"reverses\":\"%1\",\"why\":"
                  "\"wrong\"}",
                  entry, ID_NONE, ID_NONE));
}

static int64_t line(struct office *o, struct id entry, const char *head)
{
    struct rows r =
        db_text_rows(o->b.site.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_line WHERE entry = $1 AND head = $2"));
    int64_t v;

    db_bind_id(&r, 1, entry);
    db_bind_text(&r, 2, str_of(head));
    v = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return v;
}

/* ---- cash in hand -------------------------------------------------------*/

SITE(what_is_handed_in_comes_to_the_bank_or_the_box)
{
    struct office o;
    struct id bank, box;

    office_start(&o, db);
    collected(&o, 1, "2014-12-01", "", 90000);
    bank = put(&o, "banking",
               "{\"account\":\"%3\",\"amount\":50000,\"book\":\"%1\",\"held\":"
               "\"2014-12-03\",\"reference\":\"D-7\",\"taker\":\"%2\"}",
               o.co, o.person, o.account);
    box = put(&o, "banking",
              "{\"amount\":30000,\"book\":\"%1\",\"held\":\"2014-12-04\","
              "\"taker\":\"%2\"}",
              o.co, o.person, ID_NONE);
    CHECK_INT(line(&o, bank, "bank"), 50000);
    CHECK_INT(line(&o, bank, "hand"), -50000);
    CHECK_INT(line(&o, box, "box"), 30000);
    CHECK_INT(line(&o, box, "hand"), -30000);
    CHECK_INT(get_json(&o.b, "/hand"), 200);
    CHECK(has(&o.b, "\"amount\":10000"));
    CHECK(has(&o.b, "\"since\":\"2014-12-01\""));
    CHECK(has(&o.b, "\"days\":31"));
    CHECK(has(&o.b, "\"late\":1")); /* seven days is the default */
    put(&o, "hand_limit",
        "{\"code\":\"HAND-2\",\"days\":31,\"since\":\"2014-12-31\","
        "\"whose\":\"body\"}",
        ID_NONE, ID_NONE, ID_NONE);
    CHECK_INT(get_json(&o.b, "/hand"), 200);
    CHECK(has(&o.b, "\"late\":0"));
    CHECK_INT(get(&o.b, "/hand"), 200);
    CHECK(has(&o.b, "Sughra"));
    CHECK(!has(&o.b, "Cash is in hand for"));
    put(&o, "banking",
        "{\"amount\":10000,\"book\":\"%1\",\"held\":\"2014-12-05\",\"taker\":"
        "\"%2\"}",
        o.co, o.person, ID_NONE);
    CHECK_INT(get(&o.b, "/hand"), 200);
    CHECK(has(&o.b, "Nobody holds cash"));
    browser_end(&o.b);
}

/* The way from the page to the form: whose money and who held it stand there
 * already, for who may see them. */
SITE(the_form_knows_whose_cash_is_handed_in)
{
    struct office o;
    struct buf b;
    const char *form;

    office_start(&o, db);
    collected(&o, 1, "2014-12-01", "", 90000);
    b = buf_start(&o.b.site.arena);
    buf_z(&b, path(&o, "/new/banking?book=", o.co, ""));
    buf_z(&b, path(&o, "&amp;taker=", o.person, ""));
    CHECK_INT(get(&o.b, "/hand"), 200);
    CHECK(has(&o.b, arena_z(b.arena, buf_str(&b))));
    form = path(&o, "/new/banking?book=", o.co,
                path(&o, "&taker=", o.person, ""));
    CHECK_INT(get(&o.b, form), 200);
    CHECK(has(&o.b, path(&o, "value=\"", o.co, "\"")));
    CHECK(has(&o.b, path(&o, "value=\"", o.person, "\"")));
    CHECK(has(&o.b, "<bdi>Roshni</bdi>"));
    browser_login(&o.b, "faraz");
    CHECK_INT(get(&o.b, form), 200);
    CHECK(!has(&o.b, path(&o, "value=\"", o.co, "\"")));
    CHECK(!has(&o.b, "Roshni") && !has(&o.b, "Sughra"));
    CHECK_INT(get(&o.b, "/new/banking?book=nonsense"), 200);
    browser_end(&o.b);
}

/* More was handed in than was collected: that is asked about, too. */
SITE(less_than_nothing_in_hand_is_marked)
{
    struct office o;

    office_start(&o, db);
    put(&o, "banking",
        "{\"amount\":10000,\"book\":\"%1\",\"held\":\"2014-12-05\",\"staff\":"
        "\"%2\"}",
        o.co, o.staff, ID_NONE);
    CHECK_INT(get(&o.b, "/hand"), 200);
    CHECK(has(&o.b, "More was handed in than was collected"));
    CHECK(has(&o.b, "Kamran"));
    browser_end(&o.b);
}

/* ---- leaves -------------------------------------------------------------*/

static struct id book_put(struct office *o, const char *prefix, int from,
                          int upto)
{
    struct buf b = buf_start(&o->b.site.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"digits\":3,\"from_serial\":%d,\"issued_on\":"
            "\"2014-07-01\",\"person\":\"%%2\",\"prefix\":\"%s\","
            "\"upto_serial\":%d,\"what\":\"voucher\"}",
            from, prefix, upto);
    return put(o, "leaf_book", arena_z(b.arena, buf_str(&b)), o->co, o->person,
               ID_NONE);
}

SITE(every_leaf_is_used_void_missing_or_open)
{
    struct office o;
    struct id book;

    office_start(&o, db);
    book = book_put(&o, "B-", 1, 6);
    collected(&o, 1, "2014-12-01", "B-001", 100);
    collected(&o, 2, "2014-12-02", "b 2", 100); /* as it is typed */
    collected(&o, 3, "2014-12-03", "BB-003", 100);
    put(&o, "leaf_void",
        "{\"held\":\"2014-12-04\",\"leaf_book\":\"%1\",\"serial\":4,\"what\":"
        "\"void\",\"why\":\"torn\"}",
        book, ID_NONE, ID_NONE);
    put(&o, "leaf_void",
        "{\"held\":\"2014-12-04\",\"leaf_book\":\"%1\",\"serial\":5,\"what\":"
        "\"missing\",\"why\":\"lost\"}",
        book, ID_NONE, ID_NONE);
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "\"leaf\":\"B-001\",\"state\":\"used\""));
    CHECK(has(&o.b, "\"leaf\":\"B-002\",\"state\":\"used\""));
    CHECK(has(&o.b, "\"leaf\":\"B-003\",\"state\":\"open\""));
    CHECK(has(&o.b, "\"leaf\":\"B-004\",\"state\":\"void\""));
    CHECK(has(&o.b, "\"leaf\":\"B-005\",\"state\":\"missing\""));
    CHECK(has(&o.b, "\"leaf\":\"B-006\",\"state\":\"open\""));
    CHECK(!has(&o.b, "B-007"));
    CHECK(!has(&o.b, "leaf."));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "torn"));
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(has(&o.b, "leaf.not_issued"));
    CHECK(has(&o.b, "BB-003"));
    CHECK(!has(&o.b, "B-001\""));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(has(&o.b, "Nobody issued this leaf"));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", o.co, "?year=2012")), 200);
    CHECK(!has(&o.b, "Nobody issued this leaf"));
    CHECK_INT(get(&o.b, "/leaves"), 200);
    CHECK(has(&o.b, "B-001"));
    browser_end(&o.b);
}

/* Twice used is marked at both; one that was taken back does not count, whoever
 * enters it anew. */
SITE(a_leaf_used_twice_is_marked)
{
    struct office o;
    struct id book, first, second;

    office_start(&o, db);
    book = book_put(&o, "B-", 1, 6);
    first = collected(&o, 1, "2014-12-01", "B-001", 100);
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(!has(&o.b, "leaf.used_twice"));
    second = collected(&o, 2, "2014-12-02", "B-1", 100);
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(has(&o.b, path(&o, "\"entry\":\"", first,
                         "\",\"found\":[{\"what\":\"leaf.used_twice\"")));
    CHECK(has(&o.b, path(&o, "\"entry\":\"", second,
                         "\",\"found\":[{\"what\":\"leaf.used_twice\"")));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "This leaf is named by 2 entries."));
    take_back(&o, second);
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(!has(&o.b, "leaf.used_twice"));
    browser_end(&o.b);
}

SITE(a_leaf_that_was_lost_and_is_used_is_marked)
{
    struct office o;
    struct id book;

    office_start(&o, db);
    book = book_put(&o, "", 1, 6); /* no letters: a number alone */
    collected(&o, 1, "2014-12-01", "0004", 100);
    collected(&o, 2, "2014-06-30", "5", 100);
    put(&o, "leaf_void",
        "{\"held\":\"2014-12-04\",\"leaf_book\":\"%1\",\"serial\":4,\"what\":"
        "\"missing\",\"why\":\"x\"}",
        book, ID_NONE, ID_NONE);
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "\"leaf\":\"004\",\"state\":\"used\""));
    CHECK(has(&o.b, "leaf.used_though_lost"));
    CHECK(has(&o.b, "leaf.before_issue"));
    browser_end(&o.b);
}

SITE(voucher_numbers_that_are_left_out_are_listed)
{
    struct office o;

    office_start(&o, db);
    collected(&o, 2, "2014-07-01", "", 100);
    collected(&o, 3, "2014-12-01", "", 100);
    collected(&o, 7, "2014-12-31", "", 100);
    collected(&o, 5, "2014-06-30", "", 100); /* the year before */
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(has(&o.b, "\"gaps\":[{\"from\":1,\"upto\":1},{\"from\":4,\"upto\":6}"
                    "]"));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(has(&o.b, "4 – 6"));
    browser_end(&o.b);
}

/* A book that one of the staff answers for: whoever else signs an entry with
 * its leaf is asked about, but not who signs for them. */
SITE(a_leaf_in_another_hand_is_marked)
{
    struct office o;
    struct id book;
    struct draft d = { .kind = S("banking"),
                       .author = S("admin"),
                       .took = S("kamran") };
    struct id id;

    office_start(&o, db);
    book = put(&o, "leaf_book",
               "{\"body\":\"%1\",\"from_serial\":1,\"issued_on\":"
               "\"2014-07-01\",\"prefix\":\"K\",\"staff\":\"%2\","
               "\"upto_serial\":9,\"what\":\"receipt\"}",
               o.co, o.staff, ID_NONE);
    d.body = str_of(with(&o.b.site,
                         "{\"amount\":10000,\"book\":\"%1\",\"held\":"
                         "\"2014-12-05\",\"leaf\":\"K1\",\"staff\":\"%2\"}",
                         o.co, o.staff, ID_NONE));
    keeper_begin(o.b.site.keeper);
    o.b.site.said = findings_start(&o.b.site.arena);
    CHECK_INT(keeper_draft(o.b.site.keeper, &d, &o.b.site.said, &id), KEPT);
    CHECK(keeper_commit(o.b.site.keeper));
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "\"leaf\":\"K1\",\"state\":\"used\""));
    CHECK(!has(&o.b, "leaf.by_another"));
    collected(&o, 1, "2014-12-06", "K2", 100); /* signed by admin */
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "leaf.by_another"));
    put(&o, "banking",
        "{\"amount\":100,\"book\":\"%1\",\"held\":\"2014-12-05\",\"leaf\":"
        "\"K3\",\"taker\":\"%2\"}",
        o.co, o.person, ID_NONE);
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", o.co, "")), 200);
    CHECK(has(&o.b, "\"leaf\":\"K3\""));
    browser_end(&o.b);
}

/* An RSP's own leaves: for who works in all of it, not for one district's. */
SITE(leaves_of_an_rsp_are_for_who_sees_the_rsp)
{
    struct office o;
    struct id book;

    office_start(&o, db);
    book = put(&o, "leaf_book",
               "{\"from_serial\":1,\"issued_on\":\"2014-07-01\",\"prefix\":"
               "\"HO-\",\"rsp\":\"%1\",\"staff\":\"%2\",\"upto_serial\":9,"
               "\"what\":\"voucher\"}",
               o.srso, o.staff, ID_NONE);
    put(&o, "voucher",
        "{\"book\":\"%1\",\"held\":\"2014-12-01\",\"leaf\":\"HO-1\","
        "\"line\":[{\"amount\":100,\"credit\":\"fee\",\"debit\":\"hand\","
        "\"debit_party\":\"%2\"}],\"number\":1}",
        o.srso, o.staff, ID_NONE);
    browser_login(&o.b, "admin");
    CHECK_INT(get_json(&o.b, path(&o, "/leaves/", book, "")), 200);
    CHECK(has(&o.b, "\"leaf\":\"HO-1\",\"state\":\"used\""));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", o.srso, "")), 200);
    CHECK(has(&o.b, "HO-1"));
    CHECK_INT(get_json(&o.b, "/hand"), 200);
    CHECK(has(&o.b, "\"amount\":100"));
    browser_login(&o.b, "kamran");
    CHECK_INT(get(&o.b, path(&o, "/leaves/", book, "")), 404);
    CHECK_INT(get(&o.b, path(&o, "/leaves/", o.srso, "")), 404);
    CHECK_INT(get_json(&o.b, "/hand"), 200);
    CHECK(!has(&o.b, "\"amount\":100"));
    CHECK_INT(get(&o.b, "/leaves"), 200);
    CHECK(!has(&o.b, "HO-"));
    browser_end(&o.b);
}

/* A new kind joins by having the field; without an index every page of leaves
 * would read all of it. */
TEST(every_kind_that_names_a_leaf_is_found_by_it)
{
    int n = 0;

    for (int i = 0; i < kind_count; i++) {
        const struct field *f = kind_field(kind_index[i], S("leaf"));

        if (!f)
            continue;
        CHECK_INT(f->type, FIELD_TEXT);
        if (!CHECK(f->flags & FIELD_FIND))
            printf("# %s.leaf is not FIELD_FIND\n", kind_index[i]->name);
        n++;
    }
    CHECK(n >= 3);
}

/* ---- slips --------------------------------------------------------------*/

static struct id meeting_put(struct office *o)
{
    return put(o, "meeting",
               "{\"attendance\":[{\"member\":\"%2\",\"present\":\"present\","
               "\"saved\":10000},{\"member\":\"%3\",\"present\":\"present\","
               "\"saved\":20050}],\"body\":\"%1\",\"held\":\"2014-12-01\"}",
               o->co, o->member, o->other);
}

SITE(each_member_of_a_meeting_has_a_slip)
{
    struct office o;
    struct id meeting;

    office_start(&o, db);
    put(&o, "meeting",
        "{\"attendance\":[{\"member\":\"%2\",\"present\":\"present\",\"saved\":"
        "5000}],\"body\":\"%1\",\"held\":\"2014-11-01\"}",
        o.co, o.member, ID_NONE);
    meeting = meeting_put(&o);
    CHECK_INT(get(&o.b, path(&o, "/slip/", meeting, "")), 200);
    CHECK(has(&o.b, "Roshni") && has(&o.b, "Sughra") && has(&o.b, "Zainab"));
    CHECK(has(&o.b, "300.50"));
    CHECK(has(&o.b, "200.50"));
    CHECK_INT(get(&o.b,
                  path(&o, "/slip/", meeting, path(&o, "?of=", o.member, ""))),
              200);
    CHECK(has(&o.b, "Sughra") && !has(&o.b, "Zainab"));
    CHECK(has(&o.b, "Saved at a meeting"));
    CHECK(has(&o.b, ">150<")); /* what she has after it */
    CHECK(has(&o.b, "data-copy=\"sms-ur\""));
    CHECK(has(&o.b, "اجلاس میں بچت"));
    CHECK(has(&o.b, "اجلاس ۾ بچت"));
    CHECK_INT(get_json(&o.b, path(&o, "/slip/", meeting,
                                  path(&o, "?of=", o.member, ""))),
              200);
    CHECK(has(&o.b, "\"total\":10000"));
    CHECK(has(&o.b, "\"balance\":15000"));
    CHECK_INT(get(&o.b,
                  path(&o, "/slip/", meeting, path(&o, "?of=", o.person, ""))),
              404);
    CHECK_INT(get(&o.b, path(&o, "/slip/", meeting, "?of=x")), 404);
    CHECK_INT(get(&o.b, path(&o, "/slip/", o.member, "")), 404);
    browser_end(&o.b);
}

/* Names are for who may read them; a slip is for who may see the register there
 * and nobody else. */
/* She pays 550 of her VO's loan at the meeting of her CO: once, all of it, on her
 * slip and on the meeting's, whichever books it went through. */
SITE(an_instalment_stands_once_on_a_slip)
{
    struct office o;
    struct id vo, fund, loan, given, met;
    struct buf b;

    office_start(&o, db);
    b = buf_start(&o.b.site.arena);
    vo =
        put(&o, "body",
            "{\"formed\":\"2013-01-01\",\"name\":\"Sath VO\",\"nature\":\"vo\","
            "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
            o.srso, o.goth, ID_NONE);
    fund = put(&o, "fund",
               "{\"body\":\"%1\",\"class\":\"community\",\"code\":\"CIF\","
               "\"since\":\"2013-06-01\",\"title\":\"CIF\"}",
               vo, ID_NONE, ID_NONE);
    put(&o, "loan_product",
        "{\"code\":\"CIF-S\",\"instalments_most\":24,\"method\":\"flat\","
        "\"period\":\"month\",\"rate\":1200,\"source\":\"fund\",\"title\":\"CIF\","
        "\"whose\":\"community\"}",
        ID_NONE, ID_NONE, ID_NONE);
    buf_z(&b, "{\"applied\":\"2014-01-01\",\"asked\":600000,\"body\":\"%1\","
              "\"fund\":\"%3\",\"instalments\":12,\"lender\":\"%2\",\"member\":"
              "\"");
    id_put(&b, o.member);
    buf_z(&b, "\",\"number\":\"L-1\",\"person\":\"");
    id_put(&b, o.person);
    buf_z(&b, "\",\"product\":\"CIF-S\",\"purpose\":\"livestock\"}");
    loan = put(&o, "loan", arena_z(b.arena, buf_str(&b)), o.co, vo, fund);
    given =
        put(&o, "disbursement",
            "{\"amount\":600000,\"fee\":6000,\"held\":\"2014-02-01\",\"loan\":"
            "\"%1\",\"way\":\"box\"}",
            loan, ID_NONE, ID_NONE);
    met = put(&o, "meeting",
              "{\"attendance\":[{\"loan\":\"%3\",\"member\":\"%2\",\"present\":"
              "\"present\",\"repaid\":56000,\"saved\":10000}],\"body\":\"%1\","
              "\"held\":\"2014-03-01\"}",
              o.co, o.member, loan);
    CHECK_INT(get_json(&o.b,
                       path(&o, "/slip/", met, path(&o, "?of=", o.member, ""))),
              200);
    CHECK(has(&o.b, "\"total\":66000")); /* 100 saved, 500 and 60 */
    CHECK(has(&o.b, "\"amount\":-6000") && has(&o.b, "\"amount\":-50000"));
    CHECK_INT(get_json(&o.b, path(&o, "/slip/", met, "")), 200);
    CHECK(has(&o.b, "\"total\":66000"));
    CHECK(!has(&o.b, "due_"));
    CHECK_INT(get_json(&o.b, path(&o, "/slip/", given,
                                  path(&o, "?of=", o.member, ""))),
              200);
    CHECK(has(&o.b, "\"total\":-594000")); /* what she has in hand of it */
    browser_end(&o.b);
}

SITE(a_slip_names_nobody_to_who_may_not_read_names)
{
    struct office o;
    struct id meeting;
    static const char *const more[] = { "", "/slip.pdf", "/slip.png" };

    office_start(&o, db);
    meeting = meeting_put(&o);
    for (size_t i = 0; i < LEN(more); i++) {
        const char *at = path(&o, "/slip/", meeting, more[i]);

        browser_login(&o.b, "donna");
        CHECK_INT(get(&o.b, at), 200);
        CHECK(!has(&o.b, "Sughra"));
        browser_login(&o.b, "faraz"); /* an organiser, elsewhere */
        CHECK_INT(get(&o.b, at), 404);
        browser_login(&o.b, "vera");
        CHECK_INT(get(&o.b, at), 403);
    }
    browser_login(&o.b, "faraz");
    collected(&o, 1, "2014-12-01", "B-001", 100);
    CHECK_INT(get(&o.b, "/hand"), 200);
    CHECK(!has(&o.b, "Roshni"));
    CHECK_INT(get(&o.b, path(&o, "/leaves/", o.co, "")), 404);
    browser_end(&o.b);
}

SITE(a_slip_is_printed_and_sent)
{
    struct office o;
    struct id meeting;
    struct paper_reader r;
    static const struct {
        const char *more;
        enum paper_size size;
        enum paper_form form;
        enum lang lang;
    } told[] = {
        { "/slip.pdf", PAPER_A5, PAPER_PDF, LANG_EN },
        { "/slip.pdf?lang=ur&size=roll58", PAPER_ROLL58, PAPER_PDF, LANG_UR },
        { "/slip.pdf?lang=sd&each=1", PAPER_A4, PAPER_PDF, LANG_SD },
        { "/slip.png?lang=sd", PAPER_ROLL58, PAPER_PNG, LANG_SD },
        { "/slip.png?size=a5", PAPER_A5, PAPER_PNG, LANG_EN },
        { "/slip.png?size=elephant", PAPER_ROLL58, PAPER_PNG, LANG_EN },
    };

    office_start(&o, db);
    meeting = meeting_put(&o);
    for (size_t i = 0; i < LEN(told); i++) {
        bool png = told[i].form == PAPER_PNG;
        struct paper_item x;
        size_t names = 0;

        CHECK_INT(get(&o.b, path(&o, "/slip/", meeting, told[i].more)), 200);
        CHECK_STR(o.b.answer.type, png ? S("image/png") : S("application/pdf"));
        if (!CHECK(paper_open(&r, str_from(o.b.answer.body, png ? 8 : 5),
                              &o.b.arena)))
            continue;
        CHECK_INT(r.plan.size, told[i].size);
        CHECK_INT(r.plan.form, told[i].form);
        CHECK_INT(r.lang, told[i].lang);
        while (paper_next(&r, &x))
            names += x.what == PAPER_TITLE;
        CHECK(!r.bad);
        CHECK_INT(names, told[i].size == PAPER_A4 ? 2 : 1);
    }
    browser_end(&o.b);
}

/* ---- the code of a slip ---------------------------------------------------*/

static const char *code_of(struct office *o, struct id entry, const char *more)
{
    struct str body, key = S("\"code\":\"");
    struct buf b = buf_start(&o->b.site.arena);
    const char *at;

    CHECK_INT(get_json(&o->b, path(o, "/slip/", entry, "")), 200);
    body = o->b.answer.body;
    at = memmem(body.p, body.n, key.p, key.n);
    if (!CHECK(at != NULL))
        return "/paid";
    buf_z(&b, "/paid/");
    buf_add(&b, (struct str){ at + key.n, 19 });
    buf_z(&b, more);
    return arena_z(b.arena, buf_str(&b));
}

SITE(anybody_who_holds_a_slip_can_check_it)
{
    struct office o;
    struct id meeting, voucher;
    const char *code, *paid;

    office_start(&o, db);
    meeting = meeting_put(&o);
    voucher = collected(&o, 1, "2014-12-01", "B-001", 12345);
    code = code_of(&o, meeting, "");
    paid = code_of(&o, voucher, "");
    o.b.cookie[0] = 0; /* nobody */
    CHECK_INT(get(&o.b, code), 200);
    CHECK(has(&o.b, "It is booked, as the slip says"));
    CHECK(has(&o.b, "300.50"));
    CHECK(!has(&o.b, "Roshni") && !has(&o.b, "Sughra"));
    CHECK_INT(get(&o.b, paid), 200);
    CHECK(has(&o.b, "123.45"));
    CHECK_INT(get_json(&o.b, "/paid/0000-0000-0000-0000"), 200);
    CHECK(has(&o.b, "\"checked\":\"unknown\""));
    CHECK_INT(get_json(&o.b, "/paid/ZZZZ-ZZZZ-ZZZZ-ZZZZ"), 200);
    CHECK(has(&o.b, "\"checked\":\"unknown\""));
    CHECK_INT(get_json(&o.b, "/paid/nonsense"), 404);
    CHECK(has(&o.b, "not_a_code"));
    CHECK_INT(get(&o.b, "/paid"), 200);
    CHECK_INT(get(&o.b, "/paid?code=<script>"), 404);
    CHECK(!has(&o.b, "<script>"));
    take_back(&o, voucher);
    CHECK_INT(get(&o.b, paid), 200);
    CHECK(has(&o.b, "taken back since"));
    browser_end(&o.b);
}

/* Somebody changed an amount in the log: the code that stands on the slip is of
 * another entry. */
SITE(a_code_is_of_the_entry_as_it_was_signed)
{
    struct office o;
    const char *paid;
    struct id one, two;

    office_start(&o, db);
    one = collected(&o, 1, "2014-12-01", "", 100);
    two = collected(&o, 2, "2014-12-01", "", 100);
    paid = code_of(&o, one, "");
    CHECK(strcmp(paid, code_of(&o, two, "")) != 0);
    browser_end(&o.b);
}

/* ---- as an SMS ------------------------------------------------------------*/

TEST(an_sms_is_counted_as_phones_count_it)
{
    static const struct {
        int n;
        const char *of;
        int parts;
    } told[] = {
        { 0, "x", 1 },   { 160, "x", 1 }, { 161, "x", 2 }, { 306, "x", 2 },
        { 307, "x", 3 }, { 80, "[", 1 },  { 81, "[", 2 },  { 70, "ب", 1 },
        { 71, "ب", 2 },  { 134, "ب", 2 }, { 135, "ب", 3 }, { 35, "🌻", 1 },
        { 36, "🌻", 2 },
    };

    for (size_t i = 0; i < LEN(told); i++) {
        struct arena a = { 0 };
        struct buf b = buf_start(&a);

        for (int n = 0; n < told[i].n; n++)
            buf_z(&b, told[i].of);
        CHECK_INT(sms_parts(buf_str(&b)), told[i].parts);
        arena_free(&a);
    }
}

/* The text of a slip as JSON has it. */
static struct str text_of(struct office *o, const char *at)
{
    struct str body, key = S("\"text\":\"");
    const char *from, *end;

    CHECK_INT(get_json(&o->b, at), 200);
    body = o->b.answer.body;
    from = memmem(body.p, body.n, key.p, key.n);
    if (!CHECK(from != NULL))
        return S("");
    from += key.n;
    end = memchr(from, '"', (size_t)(body.p + body.n - from));
    return (struct str){ from, (size_t)(end - from) };
}

/* Whatever a body is called, in each language; and nothing in it turns the
 * text round. */
SITE(a_slip_is_never_more_than_two_sms)
{
    static const char *const names[] = {
        "Ali", "تنظيم سنڌو جي ڪناري واري ڳوٺ جي عورتن جي گڏيل ترقياتي تنظيم",
        ("The united development organisation of the women of the villages on "
         "the bank of the river Indus above the barrage"),
        "Roshni \xe2\x80\xae Tanzeem \xe2\x81\xa6"
    };
    struct office o;

    office_start(&o, db);
    for (size_t i = 0; i < LEN(names); i++) {
        struct buf b = buf_start(&o.b.site.arena);
        struct id co, member, meeting;

        buf_fmt(&b,
                "{\"formed\":\"2013-05-01\",\"name\":\"%s\",\"nature\":\"co\","
                "\"place\":\"%%2\",\"rsp\":\"%%1\",\"sex\":\"women\"}",
                names[i]);
        co = put(&o, "body", arena_z(b.arena, buf_str(&b)), o.srso, o.goth,
                 ID_NONE);
        member = put(&o, "member",
                     "{\"body\":\"%1\",\"joined\":\"2013-05-01\",\"person\":"
                     "\"%2\"}",
                     co, o.person, ID_NONE);
        meeting = put(&o, "meeting",
                      "{\"attendance\":[{\"member\":\"%2\",\"present\":"
                      "\"present\",\"saved\":1234567}],\"body\":\"%1\","
                      "\"held\":\"2014-12-01\"}",
                      co, member, ID_NONE);
        for (int lang = LANG_EN; lang <= LANG_SD; lang++) {
            struct str text;

            snprintf(o.b.cookie + strcspn(o.b.cookie, ";"), 20, "; lang=%s",
                     lang_name((enum lang)lang));
            text = text_of(&o, path(&o, "/slip/", meeting, ""));
            CHECK(sms_parts(text) <= SLIP_SMS_MOST);
            CHECK(memmem(text.p, text.n, "12,345.67", 9) != NULL);
            CHECK(memmem(text.p, text.n, "\xe2\x80\xae", 3) == NULL);
            CHECK(memmem(text.p, text.n, "\xe2\x81\xa6", 3) == NULL);
        }
    }
    browser_end(&o.b);
}
