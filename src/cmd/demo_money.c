/* demo_money - the sample's money: three LSOs with a community investment fund,
 * its loans from plan to instalments, an LSO that lends to a VO, boxes that are
 * counted, months that are closed; and the RSP's own funds. */
#include "cmd/demo.h"
#include "sql.h"

enum { DAY_SECONDS = 86400, MONTH_DAYS = 30, RUPEE = 100 };
enum { FUNDS = 3, COS = 6, OF_CO = 8, LOANS = FUNDS * COS * OF_CO };
enum {
    LENT_MONTHS = 8,
    MONTHS = 18,
    INSTALMENTS = 12,
    LATE = 7,
    LATE_AFTER = 4
};
enum { /* what happens in a month */
       MONEY_CAPITAL,
       MONEY_LENT,
       MONEY_PAID,
       MONEY_COUNTED,
       MONEY_RSP,
       MONEY_WHATS
};
enum {
    POOREST = 1900,
    CAPITAL = 400000,
    FIRST_LENT = 12000,
    LENT_STEP = 1200,
    OWN_LENT = 2400
};

struct lender { /* an LSO with its fund */
    int lso, vo, co[COS];
    int cos;
};

static day today_of(const struct demo *d)
{
    return (day)(d->at / DAY_SECONDS);
}

/* Days of the so manieth of the months before the last day. */
static day month_start(const struct demo *d, int nth)
{
    return d->today - (MONTHS - nth) * MONTH_DAYS;
}

static bool stands(const struct body *b, day from)
{
    return b->kept_at && b->mood == MOOD_STEADY &&
           b->kept_at < (int64_t)from * DAY_SECONDS;
}

/* The so manieth LSO of SRSO that stood before the first of those months, with
 * a VO and its COs of women. */
static bool lender_find(const struct diary *y, int nth, struct lender *out)
{
    const struct plan *p = y->p;
    day from = month_start(y->d, 0);

    for (int i = 0; i < p->bodies; i++) {
        const struct body *b = &p->body[i];

        if (b->nature != NATURE_LSO || !stands(b, from) ||
            !str_same(p->area[b->area].rsp, S("SRSO")))
            continue;
        *out = (struct lender){ .lso = i, .vo = -1 };
        for (int j = 0; j < p->bodies; j++) {
            const struct body *c = &p->body[j];

            if (c->area != b->area || !stands(c, from))
                continue;
            if (c->nature == NATURE_VO && out->vo < 0)
                out->vo = j;
            if (c->nature == NATURE_CO && c->sex == SEX_WOMEN &&
                c->members >= OF_CO && out->cos < COS)
                out->co[out->cos++] = j;
        }
        if (out->vo >= 0 && out->cos == COS && nth-- == 0)
            return true;
    }
    return false;
}

/* Whoever keeps the register there. */
static void keep(struct diary *y, int body, const char *kind, struct id id,
                 struct buf *out)
{
    demo_keep(y->d, kind, id, diary_operator(y, y->p->body[body].area), S(""),
              fact_end(out));
}

static void book(struct diary *y, const char *role, const char *kind,
                 struct id id, struct buf *out)
{
    demo_keep(y->d, kind, id, demo_user(y->d, role, S("SRSO")), S(""),
              fact_end(out));
}

static struct id made(const struct diary *y, const char *what, int number)
{
    return demo_number(y->d, what, number);
}

static struct id lso_id(const struct diary *y, const struct lender *l)
{
    return y->p->body[l->lso].id;
}

/* ---- the fund -----------------------------------------------------------*/

static void account_keep(struct diary *y, const struct lender *l, int nth)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", lso_id(y, l));
    fact_text(&out, "bank", S("Sindh Bank"));
    fact_text(&out, "branch", S("Pano Aqil"));
    fact_text(&out, "title", y->p->area[y->p->body[l->lso].area].name.in[0]);
    fact_day(&out, "opened", today_of(d));
    keep(y, l->lso, "account", made(y, "cif account", nth), &out);
}

static void fund_keep(struct diary *y, const struct lender *l, int nth)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), code = buf_start(&d->arena);

    buf_fmt(&code, "CIF-%d", nth + 1);
    fact_id(&out, "body", lso_id(y, l));
    fact_text(&out, "code", buf_str(&code));
    fact_text(&out, "title", S("Community investment fund"));
    fact_text(&out, "title_ur", S("کمیونٹی انویسٹمنٹ فنڈ"));
    fact_text(&out, "title_sd", S("ڪميونٽي انويسٽمينٽ فنڊ"));
    fact_text(&out, "class", S("community"));
    fact_text(&out, "programme", S("PPRP"));
    fact_day(&out, "since", today_of(d));
    keep(y, l->lso, "fund", made(y, "cif", nth), &out);
}

static void capital_keep(struct diary *y, const struct lender *l, int nth,
                         int tranche)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), says = buf_start(&d->arena);

    buf_fmt(&says, "CIF-%d/%d", nth + 1, tranche + 1);
    fact_id(&out, "fund", made(y, "cif", nth));
    fact_day(&out, "held", today_of(d));
    fact_int(&out, "amount", (int64_t)CAPITAL * RUPEE);
    fact_text(&out, "way", S("bank"));
    fact_id(&out, "account", made(y, "cif account", nth));
    fact_text(&out, "reference", buf_str(&says));
    keep(y, l->lso, "capital", made(y, "capital", nth * 2 + tranche), &out);
}

/* ---- a loan, from the plan to the cheque --------------------------------*/

struct lent {
    int number, nth; /* of all; of its fund */
    struct lender by;
    int co, member;
    int64_t amount;  /* rupees */
    bool own;        /* out of the savings of her CO, not of the fund */
    struct id score; /* what the fund looked at */
    int month;       /* in which it is lent */
};

/* The fund is for the poorest: the score that stands, if it lies in its window
 * (CIF-PPRP, 0 to 18). */
static bool score_find(const struct diary *y, struct id household, day on,
                       struct id *score)
{
    struct db *db = site_writer_db(&y->d->site);
    struct rows r = db_rows(db, SQL_DEMO_SCORE);
    bool poor;

    db_bind_id(&r, 1, household);
    db_bind_int(&r, 2, on);
    poor = db_next(&r) && db_int(&r, 1) < POOREST;
    if (poor)
        *score = db_id(&r, 0);
    db_done(&r);
    return poor;
}

static bool lent_find(const struct diary *y, int number, struct lent *out)
{
    int of = number % (COS * OF_CO);
    const struct member *m;
    const struct body *b;

    *out = (struct lent){ .number = number, .nth = number / (COS * OF_CO) };
    if (!lender_find(y, out->nth, &out->by))
        return false;
    out->co = out->by.co[of / OF_CO];
    b = &y->p->body[out->co];
    out->member = b->first + of % OF_CO;
    out->amount = FIRST_LENT + (int64_t)(number % 6) * LENT_STEP;
    out->month = 1 + number % LENT_MONTHS;
    m = &y->p->member[out->member];
    out->own =
        !score_find(y, made(y, "household", y->p->person[m->person].household),
                    month_start(y->d, out->month), &out->score);
    if (out->own) /* one of four, and not much */
        out->amount = OWN_LENT;
    return !m->why && m->kept_at &&
           m->kept_at < (int64_t)month_start(y->d, 0) * DAY_SECONDS &&
           (!out->own || number % 4 == 0);
}

static struct id person_of(const struct diary *y, int member)
{
    return made(y, "person", y->p->member[member].person);
}

static const char *const trade[3][2] = {
    { "livestock", "Two goats to fatten for Eid" },
    { "agriculture", "Seed and fertiliser for an acre of wheat" },
    { "enterprise", "Cloth and thread for embroidery" }
};

static struct id resolution_id(const struct diary *y, int body, int in)
{
    return made(y, "loans resolved", body * 64 + in);
}

static void loan_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), number = buf_start(&d->arena);

    buf_fmt(&number, x->own ? "CO-%d-%d" : "CIF-%d-%d", x->nth + 1,
            x->number % (COS * OF_CO) + 1);
    fact_text(&out, "number", buf_str(&number));
    fact_id(&out, "lender", y->p->body[x->own ? x->co : x->by.lso].id);
    if (!x->own)
        fact_id(&out, "fund", made(y, "cif", x->nth));
    fact_text(&out, "product", x->own ? S("INTERNAL-QARD") : S("CIF-MONTHLY"));
    fact_id(&out, "body", y->p->body[x->co].id);
    fact_id(&out, "member", y->p->member[x->member].id);
    fact_id(&out, "person", person_of(y, x->member));
    if (!x->own)
        fact_id(&out, "mip", made(y, "mip", x->number));
    fact_text(&out, "purpose", str_of(trade[x->number % 3][0]));
    fact_text(&out, "what", str_of(trade[x->number % 3][1]));
    fact_int(&out, "asked", x->amount * RUPEE);
    fact_day(&out, "applied", today_of(d));
    fact_id(&out, "resolution", resolution_id(y, x->co, x->month));
    fact_int(&out, "cycle", 1);
    fact_int(&out, "instalments", INSTALMENTS);
    keep(y, x->co, "loan", made(y, "loan", x->number), &out);
}

/* What a body resolved on the loans of that month. */
static void resolved_keep(struct diary *y, int body, int in)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", y->p->body[body].id);
    fact_day(&out, "passed", today_of(d));
    fact_int(&out, "number", 100 + in);
    fact_text(&out, "subject", S("Loans from the community investment fund"));
    fact_int(&out, "yes", 9);
    fact_int(&out, "no", 0);
    fact_text(&out, "state", S("passed"));
    keep(y, body, "resolution", resolution_id(y, body, in), &out);
}

static void plan_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    const struct member *m = &y->p->member[x->member];
    struct buf out = fact_start(&d->arena);
    const char *const *what = trade[x->number % 3];

    fact_id(&out, "household",
            made(y, "household", y->p->person[m->person].household));
    fact_id(&out, "person", person_of(y, x->member));
    fact_id(&out, "member", m->id);
    fact_day(&out, "made", today_of(d));
    fact_text(&out, "activity", str_of(what[0]));
    fact_text(&out, "what", str_of(what[1]));
    fact_int(&out, "cost", (x->amount + 3000) * RUPEE);
    fact_int(&out, "own_share", (int64_t)3000 * RUPEE);
    fact_int(&out, "wanted", x->amount * RUPEE);
    fact_int(&out, "yearly", x->amount * RUPEE / 2);
    keep(y, x->co, "mip", made(y, "mip", x->number), &out);
}

static void said_keep(struct diary *y, const struct lent *x, const char *kind,
                      const char *tier, int by)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "loan", made(y, "loan", x->number));
    fact_day(&out, "held", today_of(d));
    if (tier)
        fact_text(&out, "tier", str_of(tier));
    fact_id(&out, "body", y->p->body[by].id);
    fact_id(&out, "resolution", resolution_id(y, by, x->month));
    if (!tier)
        fact_id(&out, "score", x->score);
    fact_text(&out, "says", S("yes"));
    fact_int(&out, "amount", x->amount * RUPEE);
    keep(y, by, kind, made(y, kind, x->number * 8 + (tier && *tier == 'c')),
         &out);
}

/* Two others of her CO. */
static const char *witnesses_said(struct diary *y, const struct lent *x)
{
    const struct body *b = &y->p->body[x->co];
    struct buf rows = buf_start(&y->d->arena);
    int n = 0;

    buf_char(&rows, '[');
    for (int i = b->first; i < b->first + b->members && n < 2; i++) {
        if (i == x->member || y->p->member[i].why || !y->p->member[i].kept_at ||
            y->p->member[i].kept_at > y->d->at)
            continue;
        buf_z(&rows, n++ ? ",{\"person\":\"" : "{\"person\":\"");
        id_put(&rows, person_of(y, i));
        buf_z(&rows, "\"}");
    }
    buf_char(&rows, ']');
    return arena_z(&y->d->arena, buf_str(&rows));
}

static void paid_out_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), leaf = buf_start(&d->arena);

    buf_fmt(&leaf, "CQ%d%d", x->nth + 1, 1001 + x->number);
    fact_id(&out, "loan", made(y, "loan", x->number));
    fact_day(&out, "held", today_of(d));
    fact_int(&out, "amount", x->amount * RUPEE);
    fact_text(&out, "way", x->own ? S("box") : S("cheque"));
    if (!x->own)
        fact_id(&out, "account", made(y, "cif account", x->nth));
    fact_text(&out, "leaf", buf_str(&leaf));
    fact_day(&out, "first_due", today_of(d) + MONTH_DAYS);
    fact_raw(&out, "witness", witnesses_said(y, x));
    keep(y, x->co, "disbursement", made(y, "disbursement", x->number), &out);
}

static void used_keep(struct diary *y, const struct lent *x)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "loan", made(y, "loan", x->number));
    fact_day(&out, "held", today_of(d));
    fact_id(&out, "person", person_of(y, y->p->body[x->co].first + 1));
    fact_text(&out, "result", x->number % 11 ? S("used") : S("partly"));
    keep(y, x->co, "utilisation", made(y, "utilisation", x->number), &out);
}

/* Three bodies agree, as the by-law of the LSO asks. */
static void agreed_keep(struct diary *y, const struct lent *x)
{
    said_keep(y, x, "appraisal", "co", x->co);
    said_keep(y, x, "appraisal", "vo", x->by.vo);
    said_keep(y, x, "approval", NULL, x->by.lso);
}

/* Resolutions first; money is looked at as it stands when a loan is agreed on,
 * so what went before is kept by then. */
static void lent_keep(struct diary *y, int in)
{
    struct lender l;
    struct lent x;

    if (in < 1 || in > LENT_MONTHS)
        return;
    for (int nth = 0; nth < FUNDS && lender_find(y, nth, &l); nth++) {
        for (int i = 0; i < l.cos; i++)
            resolved_keep(y, l.co[i], in);
        resolved_keep(y, l.vo, in);
        resolved_keep(y, l.lso, in);
    }
    demo_commit(y->d);
    for (int i = 0; i < LOANS; i++) {
        if (!lent_find(y, i, &x) || x.month != in)
            continue;
        if (!x.own)
            plan_keep(y, &x);
        loan_keep(y, &x);
        if (!x.own)
            agreed_keep(y, &x);
        paid_out_keep(y, &x);
    }
}

/* ---- what comes back ----------------------------------------------------*/

/* One of seven stops after four instalments. */
static bool pays(const struct lent *x, int in)
{
    int nth = in - x->month;

    return nth > 0 && nth <= INSTALMENTS &&
           (x->number % LATE != LATE - 1 || nth <= LATE_AFTER);
}

static void paid_keep(struct diary *y, int in)
{
    struct demo *d = y->d;
    struct lent x;

    for (int i = 0; i < LOANS; i++) {
        struct buf out, leaf = buf_start(&d->arena);

        if (!lent_find(y, i, &x))
            continue;
        if (in == x.month + 1)
            used_keep(y, &x);
        if (!pays(&x, in))
            continue;
        out = fact_start(&d->arena);
        buf_fmt(&leaf, "RC%d%d", x.nth + 1, 10001 + i * MONTHS + in);
        fact_id(&out, "loan", made(y, "loan", i));
        fact_day(&out, "held", today_of(d));
        fact_int(&out, "amount", x.amount * RUPEE / INSTALMENTS);
        fact_text(&out, "way", x.own ? S("box") : S("bank"));
        if (!x.own)
            fact_id(&out, "account", made(y, "cif account", x.nth));
        fact_text(&out, "leaf", buf_str(&leaf));
        keep(y, x.co, "repayment", made(y, "repayment", i * 64 + in), &out);
    }
}

/* ---- the box ------------------------------------------------------------*/

/* What the box of a CO holds by its meetings is counted; in one it is short. */
static void counted_keep(struct diary *y, int in)
{
    struct demo *d = y->d;
    struct lender l;

    for (int nth = 0; nth < FUNDS && lender_find(y, nth, &l); nth++) {
        struct buf out = fact_start(&d->arena);

        fact_id(&out, "book", lso_id(y, &l));
        fact_day(&out, "held", today_of(d));
        fact_int(&out, "amount", 0);
        keep(y, l.lso, "cash_count", made(y, "count", nth * 64 + in), &out);
    }
}

/* The LSO lends to its VO: both books in one act. */
static void transfer_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct lender l;
    struct buf out = fact_start(&d->arena);

    if (!lender_find(y, 0, &l))
        return;
    fact_id(&out, "giver", lso_id(y, &l));
    fact_id(&out, "taker", y->p->body[l.vo].id);
    fact_day(&out, "held", today_of(d));
    fact_text(&out, "nature", S("loan"));
    fact_int(&out, "amount", (int64_t)60000 * RUPEE);
    fact_text(&out, "way", S("bank"));
    fact_id(&out, "account", made(y, "cif account", 0));
    fact_id(&out, "fund", made(y, "cif", 0));
    fact_text(&out, "reference", S("TR-1"));
    keep(y, l.lso, "transfer", made(y, "transfer", 0), &out);
}

/* ---- the RSP's own ------------------------------------------------------*/

static void own_fund_keep(struct diary *y, const char *code, const char *title,
                          const char *class, const char *donor)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "rsp", id_named(S("rsp"), S("SRSO")));
    fact_text(&out, "code", str_of(code));
    fact_text(&out, "title", str_of(title));
    fact_text(&out, "class", str_of(class));
    fact_text(&out, "donor", str_of(donor));
    fact_day(&out, "since", today_of(d));
    book(y, "finance_manager", "fund", demo_id("fund", str_of(code), S("SRSO")),
         &out);
}

static struct id own_fund(const char *code)
{
    return demo_id("fund", str_of(code), S("SRSO"));
}

static struct id own_account(const struct diary *y)
{
    return made(y, "srso account", 0);
}

static void own_account_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "rsp", id_named(S("rsp"), S("SRSO")));
    fact_text(&out, "bank", S("National Bank"));
    fact_text(&out, "branch", S("Sukkur"));
    fact_text(&out, "title", S("SRSO"));
    fact_day(&out, "opened", today_of(d));
    book(y, "finance_manager", "account", own_account(y), &out);
}

static void received_keep(struct diary *y, const char *fund, const char *giver,
                          int64_t rupees, int number)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), says = buf_start(&d->arena);

    buf_fmt(&says, "ADV-%d", number);
    fact_id(&out, "fund", own_fund(fund));
    fact_day(&out, "held", today_of(d));
    fact_int(&out, "amount", rupees * RUPEE);
    fact_text(&out, "giver", str_of(giver));
    fact_text(&out, "reference", buf_str(&says));
    fact_id(&out, "account", own_account(y));
    book(y, "finance_manager", "tranche", made(y, "tranche", number), &out);
}

static void agreement_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "rsp", id_named(S("rsp"), S("SRSO")));
    fact_id(&out, "fund", own_fund("DONOR-1"));
    fact_text(&out, "donor", S("A donor of the sample"));
    fact_text(&out, "number", S("AG-1"));
    fact_text(&out, "title", S("Women's livelihoods in Sukkur"));
    fact_day(&out, "since", today_of(d));
    fact_day(&out, "until", today_of(d) + 3 * 365);
    fact_text(&out, "currency", S("EUR"));
    fact_int(&out, "rate", INT64_C(30000000));
    fact_int(&out, "amount", INT64_C(50000000));
    fact_raw(&out, "line",
             "[{\"amount\":20000000,\"code\":\"A\",\"title\":\"Training\"},"
             "{\"amount\":20000000,\"code\":\"B\",\"title\":\"Grants\"},"
             "{\"amount\":10000000,\"code\":\"C\",\"title\":\"Staff\"}]");
    book(y, "finance_manager", "agreement", made(y, "agreement", 0), &out);
}

static void tranche_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "agreement", made(y, "agreement", 0));
    fact_day(&out, "held", today_of(d));
    fact_int(&out, "received", INT64_C(10000000));
    fact_int(&out, "rate", INT64_C(30512500)); /* rupees a euro */
    fact_int(&out, "amount", INT64_C(3051250000));
    fact_text(&out, "reference", S("SWIFT-1"));
    fact_id(&out, "account", own_account(y));
    book(y, "finance_manager", "tranche", made(y, "tranche", 90), &out);
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

        fact_id(&out, "rsp", id_named(S("rsp"), S("SRSO")));
        fact_id(&out, "fund", own_fund("DONOR-1"));
        fact_id(&out, "agreement", made(y, "agreement", 0));
        fact_text(&out, "line", str_of(line[i][0]));
        fact_day(&out, "held", today_of(d));
        fact_text(&out, "head", str_of(line[i][1]));
        fact_text(&out, "what", str_of(line[i][2]));
        fact_int(&out, "amount", (int64_t)(180000 + 35000 * i) * RUPEE);
        fact_text(&out, "way", S("bank"));
        fact_id(&out, "account", own_account(y));
        book(y, "accountant", "expense", made(y, "expense", in * 3 + i), &out);
    }
}

static void placed_keep(struct diary *y)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "fund", own_fund("ENDOWMENT"));
    fact_day(&out, "held", today_of(d));
    fact_text(&out, "act", S("invest"));
    fact_text(&out, "bank", S("National Bank"));
    fact_text(&out, "number", S("TDR-1"));
    fact_int(&out, "rate", 1150);
    fact_day(&out, "until", today_of(d) + 365);
    fact_int(&out, "amount", INT64_C(45000000000));
    fact_id(&out, "account", own_account(y));
    book(y, "finance_manager", "placement", made(y, "placement", 0), &out);
}

/* Rs 500 million, later one billion; two tranches of a donor, what is spent. */
static void rsp_keep(struct diary *y, int in)
{
    if (in == 0) {
        own_account_keep(y);
        own_fund_keep(y, "ENDOWMENT", "Endowment", "endowment", "");
        own_fund_keep(y, "CORE", "Core", "core", "");
        own_fund_keep(y, "DONOR-1", "Women's livelihoods", "donor",
                      "A donor of the sample");
        received_keep(y, "ENDOWMENT", "Government of Sindh", INT64_C(500000000),
                      1);
        agreement_keep(y);
    }
    if (in == 1) {
        placed_keep(y);
        tranche_keep(y);
    }
    if (in == 9)
        received_keep(y, "ENDOWMENT", "Government of Sindh", INT64_C(500000000),
                      2);
    if (in > 1)
        expense_keep(y, in);
    if (in == 6)
        transfer_keep(y);
}

/* ---- when ---------------------------------------------------------------*/

void money_plan(struct diary *y)
{
    struct luck l = luck_of(y->d->seed, "money", 0);
    struct lender first;

    if (!lender_find(y, 0, &first))
        return; /* so small a sample has no LSO that is old enough */
    for (int in = 0; in < MONTHS; in++)
        for (int what = 0; what < MONEY_WHATS; what++)
            diary_put(y,
                      diary_moment(y->d, &l, month_start(y->d, in) + 4 * what),
                      EVENT_MONEY, in, what);
}

static void capital_month(struct diary *y, int in)
{
    struct lender l;

    for (int nth = 0; nth < FUNDS && lender_find(y, nth, &l); nth++) {
        if (in == 0) {
            account_keep(y, &l, nth);
            fund_keep(y, &l, nth);
        }
        if (in == 0 || in == 6)
            capital_keep(y, &l, nth, in > 0);
    }
}

void money_keep(struct diary *y, int in, int what)
{
    switch (what) {
    case MONEY_CAPITAL: capital_month(y, in); break;
    case MONEY_LENT: lent_keep(y, in); break;
    case MONEY_PAID: paid_keep(y, in); break;
    case MONEY_COUNTED: counted_keep(y, in); break;
    case MONEY_RSP: rsp_keep(y, in); break;
    default: MUST(!"what the sample's money does");
    }
}
