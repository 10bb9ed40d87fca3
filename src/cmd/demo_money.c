/* demo_money - the sample's money: three LSOs with a community investment fund
 * and their COs; what each month brings. Who stands in it is found once, by the
 * plan. */
#include "cmd/demo_money.h"
#include "cmd.sql.h"
#include "cmd/demo_people.h"

enum { /* what happens in a month */
       MONEY_CAPITAL,
       MONEY_LENT,
       MONEY_PAID,
       MONEY_RSP,
       MONEY_CREDIT,
       MONEY_AWARD,
       MONEY_BOX,
       MONEY_NEED,
       MONEY_LEARN,
       MONEY_SCHEME,
       MONEY_LIVE,
       MONEY_RELIEF,
       MONEY_TARGET,
       MONEY_WHATS
};
enum {
    CAPITAL = 600000,
    CAPITAL_AGAIN = 6,
    DAYS_BETWEEN = 3,
    MONTH_SLOTS = 10
};

/* ---- whose money --------------------------------------------------------*/

day purse_day(const struct diary *y)
{
    return (day)(y->d->at / PURSE_DAY_SECONDS);
}

day purse_month(const struct diary *y, int nth)
{
    return y->d->today - (PURSE_MONTHS - nth) * PURSE_MONTH_DAYS;
}

struct id purse_id(const struct diary *y, const char *what, int number)
{
    return demo_number(y->d, what, number);
}

struct id purse_rsp(void)
{
    return id_named(S("rsp"), S("SRSO"));
}

struct id purse_account(const struct diary *y, int nth)
{
    return purse_id(y, "cif account", nth);
}

struct id purse_person(const struct diary *y, int member)
{
    return purse_id(y, "person", y->p->member[member].person);
}

void purse_keep(struct diary *y, int body, const char *kind, struct id id,
                struct buf *out)
{
    demo_keep(y->d, kind, id, diary_operator(y, y->p->body[body].area), S(""),
              fact_end(out));
}

void purse_book(struct diary *y, const char *role, const char *kind,
                struct id id, struct buf *out)
{
    demo_keep(y->d, kind, id, demo_user(y->d, role, S("SRSO")), S(""),
              fact_end(out));
}

/* In the register by now, and there to stay. */
static bool sits(const struct diary *y, const struct member *m)
{
    return !m->why && m->kept_at && m->kept_at <= y->d->at;
}

struct id purse_one(const struct diary *y, int co)
{
    const struct body *b = &y->p->body[co];
    const struct member *first = NULL;

    for (int i = b->first; i < b->first + b->members; i++) {
        const struct member *m = &y->p->member[i];

        if (sits(y, m) && (!first || m->kept_at < first->kept_at))
            first = m;
    }
    return purse_person(y, first ? (int)(first - y->p->member) : b->first);
}

/* Does `a` stand before `b` in the order in which they came? */
static bool came_before(const struct diary *y, int a, int b)
{
    const struct member *x = &y->p->member[a], *o = &y->p->member[b];

    return x->kept_at != o->kept_at ? x->kept_at < o->kept_at : a < b;
}

int purse_woman(const struct diary *y, int co, int nth)
{
    const struct body *b = &y->p->body[co];

    for (int i = b->first; i < b->first + b->members; i++) {
        int before = 0;

        if (!sits(y, &y->p->member[i]))
            continue;
        for (int j = b->first; j < b->first + b->members; j++)
            before += sits(y, &y->p->member[j]) && came_before(y, j, i);
        if (before == nth)
            return i;
    }
    return b->first;
}

const char *purse_people(struct diary *y, int co, int but, int most)
{
    const struct body *b = &y->p->body[co];
    struct buf rows = buf_start(&y->d->arena);
    int n = 0;

    buf_char(&rows, '[');
    for (int i = b->first; i < b->first + b->members && n < most; i++) {
        if (i == but || !sits(y, &y->p->member[i]))
            continue;
        buf_z(&rows, n++ ? ",{\"person\":\"" : "{\"person\":\"");
        id_put(&rows, purse_person(y, i));
        buf_z(&rows, "\"}");
    }
    buf_char(&rows, ']');
    return arena_z(&y->d->arena, buf_str(&rows));
}

void purse_resolve(struct diary *y, int body, struct id id, int number,
                   const char *subject)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "body", y->p->body[body].id);
    fact_day(&out, "passed", purse_day(y));
    fact_int(&out, "number", number);
    fact_text(&out, "subject", str_of(subject));
    fact_int(&out, "yes", 9);
    fact_int(&out, "no", 0);
    fact_text(&out, "state", S("passed"));
    purse_keep(y, body, "resolution", id, &out);
}

paisa purse_balance(const struct diary *y, struct id book, const char *head,
                    struct id party, day upto, int64_t at)
{
    struct db *db = site_writer_db(&y->d->site);
    struct rows r = db_rows(db,
                            id_none(party) ? SQL_DEMO_BALANCE : SQL_DEMO_PARTY);
    paisa sum = 0;

    if (id_none(party)) {
        db_bind_id(&r, 1, book);
        db_bind_text(&r, 2, str_of(head));
    } else {
        db_bind_text(&r, 1, str_of(head));
        db_bind_id(&r, 2, party);
    }
    db_bind_int(&r, 3, upto);
    db_bind_int(&r, 4, at);
    if (db_next(&r))
        sum = db_int(&r, 0);
    db_done(&r);
    return sum;
}

/* ---- who stands in it ---------------------------------------------------*/

bool purse_stands(const struct body *b, day from)
{
    return b->kept_at && b->mood == MOOD_STEADY &&
           b->kept_at < (int64_t)from * PURSE_DAY_SECONDS;
}

static bool of_women(const struct body *b, day from, int least)
{
    return b->nature == NATURE_CO && b->sex == SEX_WOMEN &&
           purse_stands(b, from) && b->members >= least;
}

/* The census asked in its settlement. */
static bool is_known(const struct plan *p, const struct body *co)
{
    int household = p->person[p->member[co->first].person].household;

    return census_shares(p, household) != NULL;
}

static void cos_find(const struct plan *p, const struct body *b, day from,
                     bool known, struct lender *out)
{
    for (int j = 0; j < p->bodies && out->cos < COS; j++)
        if (p->body[j].area == b->area && of_women(&p->body[j], from, OF_CO) &&
            is_known(p, &p->body[j]) == known)
            out->co[out->cos++] = j;
}

/* An LSO of SRSO that stood before the first of those months, with a VO and
 * COs of women, those first where the census knows who is poor. */
static bool lender_at(const struct plan *p, int lso, day from,
                      struct lender *out)
{
    const struct body *b = &p->body[lso];

    if (b->nature != NATURE_LSO || !purse_stands(b, from) ||
        !str_same(p->area[b->area].rsp, S("SRSO")))
        return false;
    *out = (struct lender){ .lso = lso, .vo = -1 };
    for (int j = 0; j < p->bodies && out->vo < 0; j++)
        if (p->body[j].area == b->area && p->body[j].nature == NATURE_VO &&
            purse_stands(&p->body[j], from))
            out->vo = j;
    cos_find(p, b, from, true, out);
    cos_find(p, b, from, false, out);
    return out->vo >= 0 && out->cos == COS;
}

static bool lends(const struct purse *m, int body)
{
    for (int i = 0; i < m->lenders; i++)
        for (int j = 0; j < m->lender[i].cos; j++)
            if (m->lender[i].co[j] == body)
                return true;
    return false;
}

static bool is_asked(const struct plan *p, int area)
{
    for (int i = 0; i < p->census->areas; i++)
        if (p->census->area[i] == area)
            return true;
    return false;
}

/* Those first where the census knows who is poor. */
static void lenders_find(const struct plan *p, day from, struct purse *m)
{
    for (int asked = 1; asked >= 0; asked--)
        for (int i = 0; i < p->bodies && m->lenders < FUNDS; i++)
            if (is_asked(p, p->body[i].area) == asked)
                m->lenders += lender_at(p, i, from, &m->lender[m->lenders]);
}

static struct purse *purse_find(struct diary *y)
{
    const struct plan *p = y->p;
    struct purse *m = arena_new(&y->d->cmd->arena, struct purse);
    day from = purse_month(y, 0);
    int credits = 0;

    *m = (struct purse){ .grid = -1, .credit = { -1, -1 }, .poors = -1 };
    lenders_find(p, from, m);
    for (int j = 0; m->lenders && j < COS && m->grid < 0; j++)
        if (j != CO_ROUND && p->body[m->lender[0].co[j]].rows)
            m->grid = m->lender[0].co[j];
    for (int i = 0; i < p->bodies && credits < CREDITS; i++)
        if (of_women(&p->body[i], from, OF_CREDIT) && !lends(m, i) &&
            str_same(p->area[p->body[i].area].rsp, S("SRSO")))
            m->credit[credits++] = i;
    return m;
}

/* ---- the fund -----------------------------------------------------------*/

static void account_keep(struct diary *y, const struct lender *l, int nth)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", y->p->body[l->lso].id);
    fact_text(&out, "bank", S("Sindh Bank"));
    fact_text(&out, "branch", S("Pano Aqil"));
    fact_text(&out, "title", y->p->area[y->p->body[l->lso].area].name.in[0]);
    fact_day(&out, "opened", purse_day(y));
    purse_keep(y, l->lso, "account", purse_account(y, nth), &out);
}

static void fund_keep(struct diary *y, const struct lender *l, int nth)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), code = buf_start(&d->arena);

    buf_fmt(&code, "CIF-%d", nth + 1);
    fact_id(&out, "body", y->p->body[l->lso].id);
    fact_text(&out, "code", buf_str(&code));
    fact_text(&out, "title", S("Community investment fund"));
    fact_text(&out, "title_ur", S("کمیونٹی انویسٹمنٹ فنڈ"));
    fact_text(&out, "title_sd", S("ڪميونٽي انويسٽمينٽ فنڊ"));
    fact_text(&out, "class", S("community"));
    fact_text(&out, "programme", S("PPRP"));
    fact_day(&out, "since", purse_day(y));
    purse_keep(y, l->lso, "fund", purse_id(y, "cif", nth), &out);
}

static void capital_keep(struct diary *y, const struct lender *l, int nth,
                         int tranche)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena), says = buf_start(&d->arena);

    buf_fmt(&says, "CIF-%d/%d", nth + 1, tranche + 1);
    fact_id(&out, "fund", purse_id(y, "cif", nth));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "amount", (int64_t)CAPITAL * RUPEE);
    fact_text(&out, "way", S("bank"));
    fact_id(&out, "account", purse_account(y, nth));
    fact_text(&out, "reference", buf_str(&says));
    purse_keep(y, l->lso, "capital", purse_id(y, "capital", nth * 2 + tranche),
               &out);
}

/* ---- when ---------------------------------------------------------------*/

/* In which part of the month; what is told of it at its end. */
static int slot_of(int what)
{
    return what == MONEY_TARGET ? MONTH_SLOTS - 1 : what % MONTH_SLOTS;
}

void money_plan(struct diary *y)
{
    struct luck l = luck_of(y->d->seed, "money", 0);

    y->purse = purse_find(y);
    if (!y->purse->lenders)
        return; /* so small a sample has no LSO that is old enough */
    for (int in = 0; in < PURSE_MONTHS; in++)
        for (int what = 0; what < MONEY_WHATS; what++)
            diary_put(y,
                      diary_moment(y->d, &l,
                                   purse_month(y, in) +
                                       DAYS_BETWEEN * slot_of(what)),
                      EVENT_MONEY, in, what);
}

static void capital_month(struct diary *y, int in)
{
    for (int nth = 0; nth < y->purse->lenders; nth++) {
        const struct lender *l = &y->purse->lender[nth];

        if (in == 0) {
            account_keep(y, l, nth);
            fund_keep(y, l, nth);
        }
        if (in == 0 || in == CAPITAL_AGAIN)
            capital_keep(y, l, nth, in > 0);
    }
}

/* Limits are asked of what is committed: each part commits before it asks. */
void money_keep(struct diary *y, int in, int what)
{
    switch (what) {
    case MONEY_CAPITAL: capital_month(y, in); break;
    case MONEY_LENT: lent_month(y, in); break;
    case MONEY_PAID: paid_month(y, in); break;
    case MONEY_RSP: own_month(y, in); break;
    case MONEY_CREDIT: credit_month(y, in); break;
    case MONEY_AWARD: award_month(y, in); break;
    case MONEY_NEED: need_month(y, in); break;
    case MONEY_SCHEME: scheme_month(y, in); break;
    case MONEY_LEARN: learn_month(y, in); break;
    case MONEY_LIVE: live_month(y, in); break;
    case MONEY_RELIEF: relief_month(y, in); break;
    case MONEY_TARGET: target_month(y, in); break;
    case MONEY_BOX:
        demo_commit(y->d);
        save_month(y, in);
        box_month(y, in);
        break;
    default: MUST(!"what the sample's money does");
    }
}
