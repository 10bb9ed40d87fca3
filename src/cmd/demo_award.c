/* demo_award - grants and protection in the sample: goats for the poorest, a
 * house by stages, health insurance with two claims, a trade learnt; each with
 * the rule, the decision and the resolution that it rests on. */
#include "cmd.sql.h"
#include "cmd/demo_money.h"
#include "cmd/demo_people.h"
#include "core/choice.h"

enum { /* in which month */
       DECIDED_IN = 2,
       BOUGHT_IN = 3,
       INSURED_IN = 4,
       PASSED_ON_IN = 6,
       TAUGHT_IN = 8,
       FIRST_CLAIM_IN = 9,
       SECOND_CLAIM_IN = 11,
       VISITED_IN = 12,
       TOLD_MONTHS = 3 /* after which a visit is due */
};
enum {
    AWARDS = 6,
    CARDS = 30,
    TRAINEES = 4,
    GOATS = 1400000,
    HOUSE = 10000000,
    PREMIUM = 100000,
    COVER = 2500000,
    STIPEND = 600000,
    TOOLS = 400000
};
enum rule { RULE_IGG, RULE_HOUSE, RULE_MHI, RULE_TRADE, RULES };

static const struct {
    const char *code, *title, *title_ur, *title_sd, *whom;
    enum whom of;
    int64_t upto;
    paisa ceiling;
} rule[RULES] = {
    { "SAMPLE-IGG", "Income generating grant (sample)",
      "آمدنی بڑھانے کی گرانٹ (نمونہ)", "آمدني وڌائڻ جي گرانٽ (نمونو)", "woman",
      WHOM_WOMAN, 2300, 3000000 },
    { "SAMPLE-HOUSE", "Low-cost house (sample)", "کم لاگت گھر (نمونہ)",
      "گهٽ خرچ وارو گهر (نمونو)", "household", WHOM_HOUSEHOLD, 2300, 11000000 },
    { "SAMPLE-MHI", "Health insurance (sample)", "صحت کا بیمہ (نمونہ)",
      "صحت جو بيمو (نمونو)", "household", WHOM_HOUSEHOLD, 10000, PREMIUM },
    { "SAMPLE-TRADE", "Vocational training (sample)", "ہنر کی تربیت (نمونہ)",
      "هنر جي تربيت (نمونو)", "person", WHOM_PERSON, 10000, INT_NONE }
};

/* ---- for whom -----------------------------------------------------------*/

static void poor_find(struct diary *y)
{
    struct purse *m = y->purse;
    struct rows r = db_rows(site_writer_db(&y->d->site), SQL_DEMO_POOR);

    m->poors = 0;
    db_bind_id(&r, 1, purse_rsp());
    db_bind_int(&r, 2, purse_day(y));
    db_bind_int(&r, 3, y->d->at);
    while (m->poors < POOR_MOST && db_next(&r)) {
        struct poor x = { .household = db_id(&r, 0),
                          .woman = db_id(&r, 4),
                          .co = db_id(&r, 5),
                          .score = db_id(&r, 1),
                          .points = db_int(&r, 2),
                          .taken = (day)db_int(&r, 3) };

        if (!m->poors || !id_same(m->poor[m->poors - 1].household, x.household))
            m->poor[m->poors++] = x;
    }
    db_done(&r);
}

/* How many of them the rule's window holds; they stand by their scores. */
static int within(const struct purse *m, enum rule which, int most)
{
    int n = 0;

    while (n < m->poors && n < most && m->poor[n].points < rule[which].upto)
        n++;
    return n;
}

static int trainees(const struct purse *m)
{
    return m->poors < TRAINEES ? m->poors : TRAINEES;
}

/* Those of the list's end, who got no goats where it is long. */
static const struct poor *trainee(const struct purse *m, int nth)
{
    return &m->poor[m->poors - 1 - nth];
}

static struct id rule_id(const struct diary *y, enum rule which)
{
    return purse_id(y, "sample rule", (int)which);
}

static void rule_keep(struct diary *y, enum rule which)
{
    struct buf out = fact_start(&y->d->arena);

    fact_text(&out, "code", str_of(rule[which].code));
    fact_text(&out, "programme", S("PPRP"));
    fact_id(&out, "rsp", purse_rsp());
    fact_text(&out, "title", str_of(rule[which].title));
    fact_text(&out, "title_ur", str_of(rule[which].title_ur));
    fact_text(&out, "title_sd", str_of(rule[which].title_sd));
    fact_int(&out, "least", 0);
    fact_int(&out, "upto", rule[which].upto);
    fact_day(&out, "since", purse_month(y, 0));
    fact_text(&out, "whom", str_of(rule[which].whom));
    if (which == RULE_IGG || which == RULE_HOUSE)
        fact_raw(&out, "once", "true");
    if (rule[which].ceiling != INT_NONE)
        fact_int(&out, "ceiling", rule[which].ceiling);
    fact_text(&out, "source", S("Invented for the sample"));
    demo_keep(y->d, "product", rule_id(y, which), S("hina"), S(""),
              fact_end(&out));
}

static struct id decision_id(const struct diary *y, const struct poor *x,
                             enum rule which)
{
    return purse_id(y, rule[which].code, (int)(x - y->purse->poor));
}

static void decision_keep(struct diary *y, const struct poor *x,
                          enum rule which)
{
    struct buf out = fact_start(&y->d->arena);
    struct product p = { .code = str_of(rule[which].code),
                         .title = str_of(rule[which].title),
                         .upto = rule[which].upto,
                         .since = purse_month(y, 0),
                         .until = DAY_NONE,
                         .whom = (int32_t)rule[which].of,
                         .ceiling = rule[which].ceiling };
    struct choice_ask ask = { .product = &p,
                              .home = { .women = 1,
                                        .cnic = -1,
                                        .members = 1,
                                        .disabled = -1,
                                        .woman_headed = -1,
                                        .landless = -1 },
                              .score = { x->score, S(CARD_ASKED), x->points,
                                         x->taken },
                              .on = purse_day(y),
                              .received = DAY_NONE };
    struct choice_answer said = choice_judge(&ask, &y->d->arena);

    fact_id(&out, "product", rule_id(y, which));
    fact_id(&out, "household", x->household);
    fact_id(&out, "person", x->woman);
    fact_day(&out, "made", purse_day(y));
    fact_id(&out, "score", x->score);
    fact_text(&out, "verdict", choice_name(VERDICTS, (int)said.verdict));
    fact_raw(&out, "why",
             arena_z(&y->d->arena, choice_json(&said, &y->d->arena)));
    purse_book(y, "operator", "decision", decision_id(y, x, which), &out);
}

/* What every award rests on, and whose money it is. */
static void rests_say(struct diary *y, struct buf *out, const struct poor *x,
                      enum rule which)
{
    fact_id(out, "household", x->household);
    fact_id(out, "decision", decision_id(y, x, which));
    fact_id(out, "score", x->score);
    fact_id(out, "rsp", purse_rsp());
    fact_id(out, "fund", own_fund("DONOR-1"));
}

static struct id lso_of(const struct diary *y)
{
    return y->p->body[y->purse->lender[0].lso].id;
}

static struct id officer(const struct diary *y)
{
    const struct body *b = &y->p->body[y->purse->lender[0].co[0]];

    return staff_of(y->p, b, purse_day(y))->id;
}

static void from_bank_say(const struct diary *y, struct buf *out,
                          const char *reference)
{
    fact_text(out, "way", S("bank"));
    fact_id(out, "account", own_account(y));
    fact_text(out, "reference", str_of(reference));
}

/* ---- goats --------------------------------------------------------------*/

static void committee_keep(struct diary *y)
{
    const struct lender *l = &y->purse->lender[0];
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);

    buf_char(&rows, '[');
    for (int i = 0; i < 3; i++) {
        buf_z(&rows, i ? ",{\"person\":\"" : "{\"person\":\"");
        id_put(&rows, purse_one(y, l->co[i]));
        buf_z(&rows, i ? "\",\"role\":\"member\"}" : "\",\"role\":\"head\"}");
    }
    buf_char(&rows, ']');
    fact_id(&out, "body", lso_of(y));
    fact_text(&out, "nature", S("procurement"));
    fact_text(&out, "name", S("Goats"));
    fact_day(&out, "formed", purse_day(y));
    fact_raw(&out, "seats", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, l->lso, "committee", purse_id(y, "goat committee", 0), &out);
}

static void award_keep(struct diary *y, int nth)
{
    const struct poor *x = &y->purse->poor[nth];
    struct buf out = fact_start(&y->d->arena);

    rests_say(y, &out, x, RULE_IGG);
    fact_id(&out, "person", x->woman);
    fact_id(&out, "product", rule_id(y, RULE_IGG));
    fact_day(&out, "held", purse_day(y));
    fact_id(&out, "body", lso_of(y));
    fact_id(&out, "resolution", purse_id(y, "award resolved", 0));
    fact_int(&out, "amount", GOATS);
    fact_text(&out, "nature", S("in_kind"));
    fact_text(&out, "what", S("Two goats"));
    purse_book(y, "operator", "award", purse_id(y, "award", nth), &out);
}

static void bought_keep(struct diary *y, int awards)
{
    struct buf out = fact_start(&y->d->arena), quote = buf_start(&y->d->arena);
    struct buf rows = buf_start(&y->d->arena);

    buf_char(&rows, '[');
    for (int i = 0; i < awards; i++) {
        buf_z(&rows, i ? ",{\"award\":\"" : "{\"award\":\"");
        id_put(&rows, purse_id(y, "award", i));
        buf_fmt(&rows, "\",\"amount\":%d}", GOATS);
    }
    buf_char(&rows, ']');
    buf_fmt(&quote,
            "[{\"amount\":%d,\"supplier\":\"Bhitai Livestock\"},"
            "{\"amount\":%d,\"supplier\":\"Cattle market, Pano Aqil\"},"
            "{\"amount\":%d,\"supplier\":\"A trader from Rohri\"}]",
            (GOATS + 60000) * awards, GOATS * awards, (GOATS - 30000) * awards);
    fact_id(&out, "committee", purse_id(y, "goat committee", 0));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "what", S("Goats, two for each household"));
    fact_raw(&out, "quotes", arena_z(&y->d->arena, buf_str(&quote)));
    fact_int(&out, "taken", 2);
    fact_text(&out, "why", S("The cheaper goats were thin"));
    fact_raw(&out, "items", arena_z(&y->d->arena, buf_str(&rows)));
    fact_id(&out, "resolution", purse_id(y, "award resolved", 0));
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "fund", own_fund("DONOR-1"));
    from_bank_say(y, &out, "Goats");
    purse_book(y, "operator", "procurement", purse_id(y, "goats", 0), &out);
}

static void delivery_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), tag = buf_start(&y->d->arena);
    struct buf note = buf_start(&y->d->arena);

    buf_fmt(&tag, "SRSO-G%d", 101 + nth);
    buf_fmt(&note, "DN-%d", nth + 1);
    fact_id(&out, "award", purse_id(y, "award", nth));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "number", buf_str(&note));
    fact_text(&out, "goods", S("Two goats, vaccinated"));
    fact_int(&out, "quantity", 2);
    fact_text(&out, "tag", buf_str(&tag));
    fact_int(&out, "amount", GOATS);
    fact_id(&out, "procurement", purse_id(y, "goats", 0));
    fact_id(&out, "receiver", y->purse->poor[nth].woman);
    fact_raw(&out, "thumb", "true");
    fact_raw(&out, "witnesses",
             purse_people(y, y->purse->lender[0].co[1], -1, 2));
    purse_book(y, "operator", "delivery", purse_id(y, "delivery", nth), &out);
}

/* Three, six and twelve months later: some have more, one sold, one died. */
static void visit_keep(struct diary *y, int nth, int months)
{
    struct buf out = fact_start(&y->d->arena);
    const char *result = months == 3 || nth % 3 == 1 ? "alive" : "multiplied";
    int number = nth % 3 == 1 || months == 3 ? 2 : months == 6 ? 3 : 5;

    if (nth == 4 && months > 3) {
        result = "sold";
        number = 0;
    }
    fact_id(&out, "award", purse_id(y, "award", nth));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "months", months);
    fact_text(&out, "result", str_of(result));
    fact_int(&out, "number", number);
    fact_int(&out, "income", (int64_t)months * nth * 5000);
    fact_id(&out, "staff", officer(y));
    if (!number)
        fact_text(&out, "note", S("Sold to pay a doctor"));
    purse_book(y, "operator", "followup_visit",
               purse_id(y, "visit", nth * 64 + months), &out);
}

static void goats_month(struct diary *y, int in)
{
    int awards = within(y->purse, RULE_IGG, AWARDS);
    int months = in - BOUGHT_IN;

    if (in == DECIDED_IN && awards) {
        committee_keep(y);
        purse_resolve(y, y->purse->lender[0].lso,
                      purse_id(y, "award resolved", 0), 401,
                      "Goats and a house for the poorest");
    }
    if (in == BOUGHT_IN && awards)
        bought_keep(y, awards);
    for (int i = 0; i < awards; i++) {
        if (in == DECIDED_IN) {
            decision_keep(y, &y->purse->poor[i], RULE_IGG);
            award_keep(y, i);
        }
        if (in == BOUGHT_IN)
            delivery_keep(y, i);
        if (months == 3 || months == 6 || months == VISITED_IN)
            visit_keep(y, i, months);
    }
}

/* ---- a house ------------------------------------------------------------*/

static void house_keep(struct diary *y)
{
    const struct poor *x = &y->purse->poor[0];
    struct buf out = fact_start(&y->d->arena);

    decision_keep(y, x, RULE_HOUSE);
    rests_say(y, &out, x, RULE_HOUSE);
    fact_id(&out, "person", x->woman);
    fact_id(&out, "product", rule_id(y, RULE_HOUSE));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "plan", S("HOUSE-4"));
    fact_id(&out, "body", lso_of(y));
    fact_id(&out, "resolution", purse_id(y, "award resolved", 0));
    fact_int(&out, "approved", HOUSE);
    fact_text(&out, "land", S("deed"));
    fact_text(&out, "land_proof", S("Stamp paper of the gift"));
    fact_text(&out, "design", S("One room and a veranda"));
    fact_id(&out, "titled", x->woman);
    fact_int(&out, "rooms", 1);
    purse_book(y, "operator", "house", purse_id(y, "house", 0), &out);
}

static void stage_keep(struct diary *y, int nth)
{
    static const char *const stage[] = { "plinth", "lintel", "roof", "finish" };
    static const int percent[] = { 25, 25, 30, 20 };
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "house", purse_id(y, "house", 0));
    fact_text(&out, "stage", str_of(stage[nth]));
    fact_day(&out, "held", purse_day(y));
    fact_day(&out, "inspected", purse_day(y) - 2);
    fact_id(&out, "staff", officer(y));
    fact_raw(&out, "good", "true");
    fact_int(&out, "amount", HOUSE / 100 * percent[nth]);
    from_bank_say(y, &out, stage[nth]);
    purse_book(y, "operator", "house_stage", purse_id(y, "house stage", nth),
               &out);
}

static void house_month(struct diary *y, int in)
{
    if (!within(y->purse, RULE_HOUSE, 1))
        return;
    if (in == DECIDED_IN)
        house_keep(y);
    for (int i = 0; i < 4; i++)
        if (in == DECIDED_IN + 2 + 2 * i)
            stage_keep(y, i);
}

/* ---- insured ------------------------------------------------------------*/

static struct id policy_id(const struct diary *y)
{
    return purse_id(y, "policy", 0);
}

static void policy_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_text(&out, "insurer", S("An insurer of the sample"));
    fact_text(&out, "number", S("MHI-1"));
    fact_text(&out, "nature", S("health"));
    fact_id(&out, "product", rule_id(y, RULE_MHI));
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "fund", own_fund("DONOR-1"));
    fact_day(&out, "since", purse_month(y, INSURED_IN));
    fact_day(&out, "until", purse_month(y, INSURED_IN) + 364);
    fact_int(&out, "premium", PREMIUM);
    fact_int(&out, "member_limit", COVER);
    fact_int(&out, "covers_most", 7);
    purse_book(y, "accountant", "policy", policy_id(y), &out);
}

static void card_keep(struct diary *y, int nth)
{
    const struct poor *x = &y->purse->poor[nth];
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    struct buf number = buf_start(&y->d->arena);

    decision_keep(y, x, RULE_MHI);
    buf_fmt(&number, "MHI-1-%d", 101 + nth);
    buf_z(&rows, "[{\"person\":\"");
    id_put(&rows, x->woman);
    buf_z(&rows, "\"}]");
    rests_say(y, &out, x, RULE_MHI);
    fact_id(&out, "policy", policy_id(y));
    fact_text(&out, "number", buf_str(&number));
    fact_day(&out, "held", purse_day(y));
    fact_raw(&out, "members", arena_z(&y->d->arena, buf_str(&rows)));
    fact_id(&out, "body", x->co);
    fact_int(&out, "subsidy", PREMIUM);
    purse_book(y, "operator", "insured", purse_id(y, "card", nth), &out);
}

static void premium_keep(struct diary *y, int cards)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "policy", policy_id(y));
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "fund", own_fund("DONOR-1"));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", (int64_t)PREMIUM * cards);
    fact_int(&out, "households", cards);
    from_bank_say(y, &out, "Premiums");
    purse_book(y, "accountant", "premium", purse_id(y, "premium", 0), &out);
}

/* The first is paid, the second refused. */
static void claim_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), number = buf_start(&y->d->arena);
    day on = purse_day(y);

    buf_fmt(&number, "CL-%d", nth + 1);
    fact_id(&out, "policy", policy_id(y));
    fact_id(&out, "insured", purse_id(y, "card", nth));
    fact_id(&out, "person", y->purse->poor[nth].woman);
    fact_text(&out, "number", buf_str(&number));
    fact_text(&out, "hospital", S("Civil Hospital, Sukkur"));
    fact_day(&out, "admitted", on - 20);
    fact_day(&out, "discharged", on - 16);
    fact_day(&out, "submitted", on - 10);
    fact_int(&out, "billed", 1800000);
    fact_day(&out, "decided", on - 2);
    if (nth) {
        fact_text(&out, "refused", S("papers"));
        fact_text(&out, "why", S("No discharge slip was handed in"));
    } else {
        fact_int(&out, "approved", 1650000);
        fact_int(&out, "paid", 1650000);
        fact_day(&out, "paid_on", on - 1);
    }
    purse_book(y, "operator", "claim", purse_id(y, "claim", nth), &out);
}

static void insured_month(struct diary *y, int in)
{
    int cards = within(y->purse, RULE_MHI, CARDS);

    if (!cards)
        return;
    if (in == INSURED_IN) {
        policy_keep(y);
        for (int i = 0; i < cards; i++)
            card_keep(y, i);
    }
    if (in == PASSED_ON_IN)
        premium_keep(y, cards);
    if (in == FIRST_CLAIM_IN)
        claim_keep(y, 0);
    if (in == SECOND_CLAIM_IN && cards > 1)
        claim_keep(y, 1);
}

/* ---- a trade ------------------------------------------------------------*/

static void course_keep(struct diary *y, int nth)
{
    const struct poor *x = trainee(y->purse, nth);
    struct buf out = fact_start(&y->d->arena), paper = buf_start(&y->d->arena);
    bool left = nth == TRAINEES - 1;

    buf_fmt(&paper, "VTC-%d", nth + 1);
    rests_say(y, &out, x, RULE_TRADE);
    fact_id(&out, "person", x->woman);
    fact_id(&out, "product", rule_id(y, RULE_TRADE));
    fact_day(&out, "held", purse_month(y, DECIDED_IN + 2));
    fact_text(&out, "trade", nth % 2 ? S("Embroidery") : S("Tailoring"));
    fact_text(&out, "institute", S("Vocational centre, Sukkur"));
    fact_day(&out, "finished", purse_day(y) - 10);
    fact_int(&out, "days", 60);
    fact_int(&out, "attended", left ? 14 : 57);
    fact_text(&out, "result", left ? S("left") : S("completed"));
    if (!left)
        fact_text(&out, "certificate", buf_str(&paper));
    fact_id(&out, "body", x->co);
    fact_int(&out, "stipend_total", STIPEND);
    fact_int(&out, "toolkit_cost", TOOLS);
    fact_text(&out, "assessed", S("She sews for her neighbours"));
    purse_book(y, "operator", "trainee", purse_id(y, "trainee", nth), &out);
}

static void stipend_keep(struct diary *y, int nth, bool tools)
{
    struct buf out = fact_start(&y->d->arena);
    bool left = nth == TRAINEES - 1;

    if (tools && left)
        return;
    fact_id(&out, "trainee", purse_id(y, "trainee", nth));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "nature", tools ? S("toolkit") : S("stipend"));
    fact_int(&out, "amount", tools ? TOOLS : left ? STIPEND / 4 : STIPEND);
    if (tools)
        fact_text(&out, "goods", S("A sewing machine and cloth"));
    from_bank_say(y, &out, tools ? "Tools" : "Stipend");
    purse_book(y, "operator", "stipend",
               purse_id(y, "stipend", nth * 2 + tools), &out);
}

static void at_work_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "trainee", purse_id(y, "trainee", nth));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "months", TOLD_MONTHS);
    fact_text(&out, "work", nth ? S("self_employed") : S("employed"));
    fact_int(&out, "income", 600000 + 100000 * nth);
    fact_id(&out, "staff", officer(y));
    purse_book(y, "operator", "followup_visit", purse_id(y, "at work", nth),
               &out);
}

static void trade_month(struct diary *y, int in)
{
    for (int i = 0; i < trainees(y->purse); i++) {
        if (in == DECIDED_IN)
            decision_keep(y, trainee(y->purse, i), RULE_TRADE);
        if (in == TAUGHT_IN) {
            course_keep(y, i);
            stipend_keep(y, i, false);
            stipend_keep(y, i, true);
        }
        if (in == TAUGHT_IN + TOLD_MONTHS && i < TRAINEES - 1)
            at_work_keep(y, i);
    }
}

void award_month(struct diary *y, int in)
{
    if (in < DECIDED_IN)
        return;
    if (in == DECIDED_IN) {
        demo_commit(y->d);
        poor_find(y);
        for (int i = 0; i < RULES; i++)
            rule_keep(y, (enum rule)i);
    }
    goats_month(y, in);
    house_month(y, in);
    insured_month(y, in);
    trade_month(y, in);
}
