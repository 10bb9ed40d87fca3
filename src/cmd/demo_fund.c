/* demo_fund - the RSP's own money: an endowment and where it is placed, a
 * donor's agreement with its tranches and expenses, the credit pool; and an LSO
 * that lends to its VO. */
#include "cmd/demo_money.h"

/* The LSO lends to its VO: both books in one act. */
static void transfer_keep(struct diary *y)
{
    struct demo *d = y->d;
    const struct lender *l = &y->purse->lender[0];
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "giver", y->p->body[l->lso].id);
    fact_id(&out, "taker", y->p->body[l->vo].id);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "nature", S("loan"));
    fact_int(&out, "amount", (int64_t)60000 * RUPEE);
    fact_text(&out, "way", S("bank"));
    fact_id(&out, "account", purse_account(y, 0));
    fact_id(&out, "fund", purse_id(y, "cif", 0));
    fact_text(&out, "reference", S("TR-1"));
    purse_keep(y, l->lso, "transfer", purse_id(y, "transfer", 0), &out);
}

/* ---- the RSP's own ------------------------------------------------------*/

static void own_fund_keep(struct diary *y, const char *code, const char *title,
                          const char *class, const char *donor)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "rsp", purse_rsp());
    fact_text(&out, "code", str_of(code));
    fact_text(&out, "title", str_of(title));
    fact_text(&out, "class", str_of(class));
    fact_text(&out, "donor", str_of(donor));
    fact_day(&out, "since", purse_day(y));
    purse_book(y, "finance_manager", "fund",
               demo_id("fund", str_of(code), S("SRSO")), &out);
}

struct id own_fund(const char *code)
{
    return demo_id("fund", str_of(code), S("SRSO"));
}

struct id own_account(const struct diary *y)
{
    return purse_id(y, "srso account", 0);
}

static void own_account_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "rsp", purse_rsp());
    fact_text(&out, "bank", S("National Bank"));
    fact_text(&out, "branch", S("Sukkur"));
    fact_text(&out, "title", S("SRSO"));
    fact_day(&out, "opened", purse_day(y));
    purse_book(y, "finance_manager", "account", own_account(y), &out);
}

static void received_keep(struct diary *y, const char *fund, const char *giver,
                          int64_t rupees, int number)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), says = buf_start(&d->arena);

    buf_fmt(&says, "ADV-%d", number);
    fact_id(&out, "fund", own_fund(fund));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", rupees * RUPEE);
    fact_text(&out, "giver", str_of(giver));
    fact_text(&out, "reference", buf_str(&says));
    fact_id(&out, "account", own_account(y));
    purse_book(y, "finance_manager", "tranche", purse_id(y, "tranche", number),
               &out);
}

static void agreement_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "fund", own_fund("DONOR-1"));
    fact_text(&out, "donor", S("A donor of the sample"));
    fact_text(&out, "number", S("AG-1"));
    fact_text(&out, "title", S("Women's livelihoods in Sukkur"));
    fact_day(&out, "since", purse_day(y));
    fact_day(&out, "until", purse_day(y) + 3 * 365);
    fact_text(&out, "currency", S("EUR"));
    fact_int(&out, "exchange", INT64_C(30000000));
    fact_int(&out, "amount", INT64_C(50000000));
    fact_raw(&out, "line",
             "[{\"amount\":20000000,\"code\":\"A\",\"title\":\"Training\"},"
             "{\"amount\":20000000,\"code\":\"B\",\"title\":\"Grants\"},"
             "{\"amount\":10000000,\"code\":\"C\",\"title\":\"Staff\"}]");
    purse_book(y, "finance_manager", "agreement", purse_id(y, "agreement", 0),
               &out);
}

static void tranche_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "agreement", purse_id(y, "agreement", 0));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "units", INT64_C(10000000));
    fact_int(&out, "exchange", INT64_C(30512500)); /* rupees a euro */
    fact_int(&out, "amount", INT64_C(3051250000));
    fact_text(&out, "reference", S("SWIFT-1"));
    fact_id(&out, "account", own_account(y));
    purse_book(y, "finance_manager", "tranche", purse_id(y, "tranche", 90),
               &out);
}

static void expense_keep(struct diary *y, int in)
{
    static const char *const line[3][3] = {
        { "A", "training_cost", "Training of community resource persons" },
        { "B", "award_cost", "Goats for the poorest households" },
        { "C", "staff_cost", "Salaries of the field unit" }
    };
    struct demo *d = y->d;

    for (int i = 0; i < 3; i++) {
        struct buf out = fact_start(&d->arena);

        fact_id(&out, "rsp", purse_rsp());
        fact_id(&out, "fund", own_fund("DONOR-1"));
        fact_id(&out, "agreement", purse_id(y, "agreement", 0));
        fact_text(&out, "line", str_of(line[i][0]));
        fact_day(&out, "held", purse_day(y));
        fact_text(&out, "head", str_of(line[i][1]));
        fact_text(&out, "what", str_of(line[i][2]));
        fact_int(&out, "amount", (int64_t)(180000 + 35000 * i) * RUPEE);
        fact_text(&out, "way", S("bank"));
        fact_id(&out, "account", own_account(y));
        purse_book(y, "accountant", "expense",
                   purse_id(y, "expense", in * 3 + i), &out);
    }
}

static void placed_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "fund", own_fund("ENDOWMENT"));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "act", S("invest"));
    fact_text(&out, "bank", S("National Bank"));
    fact_text(&out, "number", S("TDR-1"));
    fact_int(&out, "rate", 1150);
    fact_day(&out, "until", purse_day(y) + 365);
    fact_int(&out, "amount", INT64_C(45000000000));
    fact_id(&out, "account", own_account(y));
    purse_book(y, "finance_manager", "placement", purse_id(y, "placement", 0),
               &out);
}

/* Rs 500 million, later one billion; two tranches of a donor, what is spent. */
void own_month(struct diary *y, int in)
{
    if (in == 0) {
        own_account_keep(y);
        own_fund_keep(y, "ENDOWMENT", "Endowment", "endowment", "");
        own_fund_keep(y, "CORE", "Core", "core", "");
        own_fund_keep(y, "DONOR-1", "Women's livelihoods", "donor",
                      "A donor of the sample");
        own_fund_keep(y, "CREDIT", "Micro-credit pool", "credit_pool", "");
        received_keep(y, "ENDOWMENT", "Government of Sindh", INT64_C(500000000),
                      1);
        received_keep(y, "CREDIT", "A wholesale fund of the sample",
                      INT64_C(3000000), 3);
        agreement_keep(y);
    }
    if (in == 1) {
        placed_keep(y);
        tranche_keep(y);
    }
    if (in == 9)
        received_keep(y, "ENDOWMENT", "Government of Sindh", INT64_C(500000000),
                      2);
    if (in == 2) /* a line is reckoned at the rate of the first tranche */
        demo_commit(y->d);
    if (in > 1)
        expense_keep(y, in);
    if (in == 6)
        transfer_keep(y);
}
