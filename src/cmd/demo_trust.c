/* demo_trust - how the sample's bodies are held to account: complaints on both
 * paths and what was done about them, a social audit, what hangs on the wall,
 * and two rounds of assessments. */
#include "cmd/demo.h"
#include "report/gauge.h"

enum { DAY_SECONDS = 86400, A_LINE_SECONDS = 60 };
enum { PLAINTS_MOST = 16, STEPS_MOST = 7, QUESTIONS_MOST = 10 };
enum { ROUNDS = 2, OF_COS = 10, OF_VOS = 3, WITNESSES = 2, SHEETS = 4 };
enum {
    AUDIT_BEFORE = 60,
    AUDIT_NOTICE = 15,
    AUDIT_SHOWN = 10,
    AUDIT_WRITTEN = 25 /* days after it was held: some of it was done */
};

static const char *const stage[STEPS_MOST] = { "acknowledged", "assigned",
                                               "inquired",     "decided",
                                               "told",         "appealed",
                                               "closed" };
/* Days from the receipt of a complaint, and of a sensitive one, whose limits
 * are shorter. */
static const int stage_day[][STEPS_MOST] = { { 1, 4, 15, 24, 27, 40, 55 },
                                             { 0, 1, 6, 11, 13, 15, 17 } };
enum { STAGE_ASSIGNED = 1, STAGE_DECIDED = 3, STAGE_APPEALED = 5 };
static const int round_before[ROUNDS] = { 390, 25 };

/* ---- where ---------------------------------------------------------------*/

static day today_of(const struct demo *d)
{
    return (day)(d->at / DAY_SECONDS);
}

/* The so manieth body of that nature, in areas of SRSO, that was in the register
 * by then; -1: there are not so many. */
static int body_nth(const struct diary *y, enum nature nature, int nth,
                    day until)
{
    const struct plan *p = y->p;

    for (int i = 0; i < p->bodies; i++) {
        const struct body *b = &p->body[i];

        if (b->nature == nature && b->kept_at && b->mood == MOOD_STEADY &&
            b->kept_at < (int64_t)until * DAY_SECONDS &&
            str_same(p->area[b->area].rsp, S("SRSO")) && nth-- == 0)
            return i;
    }
    return -1;
}

static struct id place_of(const struct diary *y, const struct body *b)
{
    return b->settlement >= 0 ? y->p->settlement[b->settlement].id :
                                id_named(S("place"), y->p->area[b->area].uc);
}

/* Somebody of SRSO who works in that post, or signs in with that login. */
static const struct staff *staff_in(const struct diary *y, const char *post,
                                    struct str login)
{
    for (int i = 0; i < y->p->staffs; i++) {
        const struct staff *s = &y->p->staff[i];

        if (str_same(s->rsp, S("SRSO")) &&
            (login.n ? str_same(s->login, login) :
                       str_same(s->post, str_of(post))))
            return s;
    }
    MUST(!"an office of the sample");
    return NULL;
}

static struct str officer(const struct diary *y, bool sensitive)
{
    return demo_user(y->d,
                     sensitive ? "safeguarding_officer" : "complaint_officer",
                     S("SRSO"));
}

/* ---- complaints ----------------------------------------------------------*/

struct plaint {
    struct str path, channel, nature, sex, names, complainant, told, found;
    struct str outcome;
    int64_t before, steps, late;
    bool anonymous;
};

static int64_t number_said(const struct data *s, const char *column)
{
    struct str said = data_cell(s, column);
    int64_t n = 0;

    MUST(!said.n || int_read(said, &n));
    return n;
}

static size_t plaints_read(struct arena *a, struct plaint *out)
{
    struct data *s = data_open("demo/complaints.csv");
    size_t n = 0;

    for (; data_next(s); n++) {
        MUST(n < PLAINTS_MOST);
        out[n] = (struct plaint){
            .path = arena_str(a, data_cell(s, "path")),
            .channel = arena_str(a, data_cell(s, "channel")),
            .nature = arena_str(a, data_cell(s, "nature")),
            .sex = arena_str(a, data_cell(s, "sex")),
            .names = arena_str(a, data_cell(s, "names")),
            .complainant = arena_str(a, data_cell(s, "complainant")),
            .told = arena_str(a, data_cell(s, "told")),
            .found = arena_str(a, data_cell(s, "found")),
            .outcome = arena_str(a, data_cell(s, "outcome")),
            .before = number_said(s, "before"),
            .steps = number_said(s, "steps"),
            .late = number_said(s, "late"),
            .anonymous = data_cell(s, "anonymous").n > 0
        };
    }
    data_close(s);
    return n;
}

static bool sensitive(const struct plaint *x)
{
    return str_same(x->path, S("safeguard"));
}

static struct id plaint_id(const struct diary *y, int nth)
{
    return demo_number(y->d, "complaint", nth);
}

static void plaint_keep(struct diary *y, const struct plaint *x, int nth,
                        int body)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct buf out = fact_start(&d->arena), number = buf_start(&d->arena);

    buf_fmt(&number, "%s-%d", sensitive(x) ? "SKR-S" : "SKR", nth + 101);
    fact_text(&out, "number", buf_str(&number));
    fact_id(&out, "rsp", id_named(S("rsp"), S("SRSO")));
    fact_id(&out, "place", place_of(y, b));
    fact_day(&out, "received", today_of(d));
    fact_text(&out, "channel", x->channel);
    fact_text(&out, "nature", x->nature);
    fact_text(&out, "sex", x->sex);
    if (x->anonymous)
        fact_raw(&out, "anonymous", "true");
    if (str_same(x->names, S("body")))
        fact_id(&out, "body", b->id);
    if (str_same(x->names, S("staff")))
        fact_id(&out, "staff", y->p->staff[b->organiser].id);
    fact_text(&out, "complainant", x->complainant);
    fact_text(&out, "told", x->told);
    demo_keep(d, arena_z(&d->arena, x->path), plaint_id(y, nth),
              diary_operator(y, b->area), S(""), fact_end(&out));
}

static void handling_keep(struct diary *y, const struct plaint *x, int nth,
                          int at)
{
    struct demo *d = y->d;
    struct buf out = fact_start(&d->arena);
    bool aside = sensitive(x);

    fact_id(&out, aside ? "safeguard" : "complaint", plaint_id(y, nth));
    fact_day(&out, "done", today_of(d));
    fact_text(&out, "stage", str_of(stage[at]));
    if (at == STAGE_ASSIGNED)
        fact_id(&out, "handler", staff_in(y, NULL, officer(y, aside))->id);
    if (at == STAGE_DECIDED) {
        fact_text(&out, "outcome", x->outcome);
        fact_text(&out, "what", x->found);
    }
    demo_keep(d, aside ? "inquiry" : "handling",
              demo_number(d, "handling", nth * 10 + at), officer(y, aside),
              S(""), fact_end(&out));
}

/* ---- a social audit, and what hangs on the wall --------------------------*/

static struct id person_of(const struct diary *y, int member)
{
    return demo_number(y->d, "person", y->p->member[member].person);
}

/* Due and done are days after it was held. */
static const char *questions_said(struct diary *y, day held)
{
    struct data *s = data_open("demo/audit_questions.csv");
    struct buf rows = buf_start(&y->d->arena);
    static const char *const text[] = { "question", "answer", "action",
                                        "asked_by" };

    for (int n = 0; n < QUESTIONS_MOST && data_next(s); n++) {
        struct buf one = fact_start(&y->d->arena);

        for (size_t i = 0; i < LEN(text); i++)
            fact_text(&one, text[i], data_cell(s, text[i]));
        if (data_cell(s, "due").n)
            fact_day(&one, "due", held + (day)number_said(s, "due"));
        if (data_cell(s, "done").n)
            fact_day(&one, "done", held + (day)number_said(s, "done"));
        buf_char(&rows, n ? ',' : '[');
        buf_add(&rows, fact_end(&one));
    }
    data_close(s);
    buf_char(&rows, ']');
    return arena_z(rows.arena, buf_str(&rows));
}

static void audit_keep(struct diary *y, int body)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    day held = d->today - AUDIT_BEFORE;
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", b->id);
    fact_day(&out, "notice", held - AUDIT_NOTICE);
    fact_day(&out, "displayed", held - AUDIT_SHOWN);
    fact_day(&out, "held", held);
    fact_text(&out, "venue", S("Government Girls Primary School"));
    fact_int(&out, "women", 64);
    fact_int(&out, "men", 17);
    fact_int(&out, "poorest", 29);
    fact_raw(&out, "questions", questions_said(y, held));
    demo_keep(d, "socialaudit", demo_number(d, "socialaudit", body),
              diary_operator(y, b->area), S(""), fact_end(&out));
}

static void sheet_keep(struct diary *y, int body, int nth)
{
    static const char *const item[SHEETS] = { "account_sheet",
                                              "beneficiary_list", "work_plan",
                                              "audit_report" };
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct buf out = fact_start(&d->arena), who = buf_start(&d->arena);
    day shown = today_of(d) - 1;

    buf_char(&who, '[');
    for (int i = 0; i < WITNESSES && i < b->members; i++) {
        buf_z(&who, i ? ",{\"person\":\"" : "{\"person\":\"");
        id_put(&who, person_of(y, b->first + i));
        buf_z(&who, "\"}");
    }
    buf_char(&who, ']');
    fact_id(&out, "body", b->id);
    fact_text(&out, "item", str_of(item[nth]));
    fact_day(&out, "shown", shown);
    if (nth)
        fact_day(&out, "until", shown + 30 * (nth + 1));
    fact_text(&out, "venue", S("Otaq beside the hand pump"));
    fact_raw(&out, "witnesses", arena_z(who.arena, buf_str(&who)));
    demo_keep(d, "disclosure", demo_number(d, "disclosure", body * 10 + nth),
              diary_operator(y, b->area), S(""), fact_end(&out));
}

/* ---- assessments ---------------------------------------------------------*/

struct measured {
    int64_t mark[YARD_INDICATORS], computed[YARD_INDICATORS];
    struct maturity is;
};

/* What registers give is taken over; where they give nothing it is what the
 * assessor saw: more in the second round. */
static struct measured measure(struct diary *y, const struct yardstick *yard,
                               int body, int round, day on)
{
    const struct yard_indicator *n = yard->indicators.at;
    struct luck l = luck_of(y->d->seed, "mark", body);
    struct measured m;

    for (size_t i = 0; i < YARD_INDICATORS; i++)
        m.mark[i] = m.computed[i] = INT_NONE;
    for (size_t i = 0; i < yard->indicators.n && i < YARD_INDICATORS; i++) {
        struct gauged g;
        int64_t seen = luck_between(&l, 1, 3) + round;

        m.mark[i] = seen < n[i].scale ? seen : n[i].scale;
        if (n[i].way != YARD_COMPUTED)
            continue;
        g = gauge_read(y->d->site.db, n[i].query, y->p->body[body].id, on);
        m.computed[i] = gauge_mark(&g, n[i].scale);
        if (m.computed[i] != INT_NONE)
            m.mark[i] = m.computed[i];
    }
    m.is = maturity_of(yard, m.mark);
    return m;
}

static const char *marks_said(struct arena *a, const struct yardstick *yard,
                              const struct measured *m)
{
    const struct yard_indicator *n = yard->indicators.at;
    struct buf rows = buf_start(a);

    buf_char(&rows, '[');
    for (size_t i = 0; i < yard->indicators.n && i < YARD_INDICATORS; i++) {
        struct buf one = fact_start(a);

        if (m->mark[i] == INT_NONE)
            continue;
        fact_text(&one, "indicator", n[i].code);
        fact_int(&one, "mark", m->mark[i]);
        if (m->computed[i] != INT_NONE)
            fact_int(&one, "computed", m->computed[i]);
        if (rows.n > 1)
            buf_char(&rows, ',');
        buf_add(&rows, fact_end(&one));
    }
    buf_char(&rows, ']');
    return arena_z(a, buf_str(&rows));
}

static void assessment_keep(struct diary *y, const char *code, int body,
                            int round)
{
    struct demo *d = y->d;
    const struct yardstick *yard = yardstick_find(d->site.db, str_of(code),
                                                  &d->arena);
    struct buf out = fact_start(&d->arena), who = buf_start(&d->arena);
    day on = today_of(d) - 1;
    struct measured m;

    if (body < 0 || !yard)
        return;
    m = measure(y, yard, body, round, on);
    buf_z(&who, "[{\"staff\":\"");
    id_put(&who, staff_in(y, "monitoring_officer", S(""))->id);
    buf_z(&who, "\"}]");
    fact_id(&out, "body", y->p->body[body].id);
    fact_text(&out, "yardstick", str_of(code));
    fact_day(&out, "made", on);
    fact_text(&out, "state", S("published"));
    fact_raw(&out, "assessors", arena_z(who.arena, buf_str(&who)));
    fact_raw(&out, "marks", marks_said(&d->arena, yard, &m));
    if (m.is.total != INT_NONE)
        fact_int(&out, "score", m.is.total);
    if (m.is.grade >= 0)
        fact_text(
            &out, "grade",
            ((const struct yard_grade *)yard->grades.at)[m.is.grade].code);
    fact_day(&out, "next_due", on + 365);
    demo_keep(d, "assessment",
              demo_number(d, "assessment", body * ROUNDS + round),
              demo_user(d, "monitor", S("")), S(""), fact_end(&out));
    d->at += A_LINE_SECONDS;
}

/* Gauges read what is kept: so what waits is kept before. */
static void round_keep(struct diary *y, int round)
{
    /* Those of the first round: each of them is asked again. */
    day until = y->d->today - round_before[0];

    demo_commit(y->d);
    if (y->d->failed)
        return;
    for (int i = 0; i < OF_COS; i++)
        assessment_keep(y, "CI-CO-1", body_nth(y, NATURE_CO, i, until), round);
    for (int i = 0; i < OF_VOS; i++)
        assessment_keep(y, "CI-VO-1", body_nth(y, NATURE_VO, i, until), round);
    assessment_keep(y, "CI-LSO-1", body_nth(y, NATURE_LSO, 0, until), round);
}

/* ---- when ----------------------------------------------------------------*/

enum { TRUST_AUDIT = 100, TRUST_SHEETS = 200, TRUST_ROUND = 300 };

/* Complaint i names the i-th CO; only those of bodies that were in the register
 * by then are said. */
static int plaint_body(const struct diary *y, const struct plaint *x, int nth)
{
    return body_nth(y, NATURE_CO, nth, y->d->today - (day)x->before);
}

/* Its steps come one after the other, whatever the hour; 0: still to come. */
static void plaint_plan(struct diary *y, const struct plaint *x, int nth)
{
    struct luck l = luck_of(y->d->seed, "complaint", nth);
    day on = y->d->today - (day)x->before;
    int64_t at = diary_moment(y->d, &l, on), next;

    diary_put(y, at, EVENT_TRUST, nth, 0);
    for (int i = 0; at && i < x->steps && i < STEPS_MOST; i++) {
        day then = on + stage_day[sensitive(x)][i] +
                   (i >= STAGE_DECIDED ? (day)x->late : 0);

        if (i == STAGE_APPEALED)
            continue;
        next = diary_moment(y->d, &l, then);
        at = next && next <= at ? at + A_LINE_SECONDS : next;
        diary_put(y, at, EVENT_TRUST, nth, i + 1);
    }
}

static void plaints_plan(struct diary *y)
{
    struct plaint all[PLAINTS_MOST];
    size_t n = plaints_read(&y->d->cmd->arena, all);

    for (int i = 0; i < (int)n; i++)
        if (plaint_body(y, &all[i], i) >= 0)
            plaint_plan(y, &all[i], i);
}

void trust_plan(struct diary *y)
{
    struct luck l = luck_of(y->d->seed, "trust", 0);
    day held = y->d->today - AUDIT_BEFORE;

    plaints_plan(y);
    if (body_nth(y, NATURE_LSO, 0, held - AUDIT_NOTICE) >= 0) {
        diary_put(y, diary_moment(y->d, &l, held - AUDIT_SHOWN + 1),
                  EVENT_TRUST, TRUST_SHEETS, 0);
        diary_put(y, diary_moment(y->d, &l, held + AUDIT_WRITTEN), EVENT_TRUST,
                  TRUST_AUDIT, 0);
    }
    for (int i = 0; i < ROUNDS; i++)
        diary_put(y, diary_moment(y->d, &l, y->d->today - round_before[i]),
                  EVENT_TRUST, TRUST_ROUND + i, 0);
}

static void said_keep(struct diary *y, int nth, int step)
{
    struct plaint all[PLAINTS_MOST];
    size_t n = plaints_read(&y->d->arena, all);

    MUST(nth >= 0 && nth < (int)n);
    if (step)
        handling_keep(y, &all[nth], nth, step - 1);
    else
        plaint_keep(y, &all[nth], nth, plaint_body(y, &all[nth], nth));
}

void trust_keep(struct diary *y, int which, int step)
{
    int lso = body_nth(y, NATURE_LSO, 0,
                       y->d->today - AUDIT_BEFORE - AUDIT_NOTICE);

    if (which >= TRUST_ROUND)
        round_keep(y, which - TRUST_ROUND);
    else if (which == TRUST_SHEETS)
        for (int i = 0; i < SHEETS; i++)
            sheet_keep(y, lso, i);
    else if (which == TRUST_AUDIT)
        audit_keep(y, lso);
    else
        said_keep(y, which, step);
}
