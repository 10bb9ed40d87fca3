/* demo_vote - who holds office in the sample's bodies; one LSO whose election is
 * over, from the call to the hand-over, and one that is in the midst of it. */
#include "cmd/demo_people.h"
#include "log/vote.h"

enum { DAY_SECONDS = 86400, A_LINE_SECONDS = 60 };
enum {
    ELECTIONS = 2,
    VOS_MOST = 10,
    EACH = 2,    /* delegates of a VO */
    WARDENS = 3, /* two of the body, one of another */
    RACES_MOST = 5,
    TERM_DAYS = 730,
    LSO_OFFICES = 5
};
enum { /* steps of an election */
       STEP_DELEGATES,
       STEP_CALL,
       STEP_ROLL,
       STEP_FINAL,
       STEP_BRIEFING,
       STEP_PAPERS,
       STEP_SCRUTINY,
       STEP_POLL,
       STEP_SECOND,
       STEP_DECLARED,
       STEP_SEATED,
       STEP_HANDOVER,
       STEPS
};
/* Days from the call: LSO-1 wants fourteen of notice, ten of display and
 * objections, fifteen for appeals. */
static const int step_day[STEPS] = { -40, 0,  1,  12, 13, 14,
                                     16,  21, 21, 22, 39, 40 };
static const int called_before[ELECTIONS] = { 110, 17 }; /* today */

static const char *const lso_office[LSO_OFFICES] = {
    "chairperson", "vice_chairperson", "general_secretary", "finance_secretary",
    "information_secretary"
};
static const char *const symbol[2] = { "moon", "boat" };

/* ---- an LSO and who is sent into it -------------------------------------*/

struct polling {
    int nth, lso, vos;
    int vo[VOS_MOST];
    int delegate[VOS_MOST][EACH]; /* members */
    int warden[WARDENS];          /* members */
    int races;
    day called;
};

static bool sits(const struct member *m, int64_t at)
{
    return m->kept_at && m->kept_at < at && !m->why;
}

/* The n-th member of a body who stays in it; -1 when there are not so many. */
static int stayer(const struct diary *y, int body, int n, int64_t at)
{
    const struct body *b = &y->p->body[body];

    for (int i = b->first; i < b->first + b->members; i++)
        if (sits(&y->p->member[i], at) && n-- == 0)
            return i;
    return -1;
}

static void polling_vos(const struct diary *y, struct polling *b, int64_t at)
{
    const struct plan *p = y->p;

    for (int i = 0; i < p->bodies && b->vos < VOS_MOST; i++) {
        const struct body *x = &p->body[i];
        int first = stayer(y, i, 0, at), second = stayer(y, i, 1, at);

        if (x->nature != NATURE_VO || x->parent != b->lso || !x->kept_at ||
            x->kept_at > at || x->mood != MOOD_STEADY || second < 0)
            continue;
        b->delegate[b->vos][0] = first;
        b->delegate[b->vos][1] = second;
        b->vo[b->vos++] = i;
    }
}

/* The sixth of a CO is sent by nobody. */
static int wardens_from(const struct diary *y, struct polling *b, int n,
                        bool here, int64_t at)
{
    const struct plan *p = y->p;

    for (int i = 0; i < p->bodies && n < (here ? WARDENS - 1 : WARDENS); i++) {
        const struct body *x = &p->body[i];
        int who = stayer(y, i, 5, at);

        if (x->nature == NATURE_CO && who >= 0 && x->sex != SEX_MEN &&
            here == (x->area == p->body[b->lso].area))
            b->warden[n++] = who;
    }
    return n;
}

/* Two of the LSO's own COs, and one from another area. */
static bool polling_wardens(const struct diary *y, struct polling *b,
                            int64_t at)
{
    int n = wardens_from(y, b, 0, true, at);

    return wardens_from(y, b, n, false, at) == WARDENS;
}

/* The first area of SRSO, whose COs are of women; then the next that has
 * another LSO. False when the sample is too small for one. */
static bool polling_of(const struct diary *y, int nth, struct polling *b)
{
    const struct plan *p = y->p;
    int64_t at = ((int64_t)y->d->today - called_before[nth] - 40) * DAY_SECONDS;
    struct polling first = { .lso = -1 };

    if (nth && !polling_of(y, 0, &first))
        return false;
    for (int i = 0; i < p->areas; i++) {
        *b = (struct polling){ .nth = nth,
                               .lso = p->area[i].lso,
                               .called = y->d->today - called_before[nth] };
        if ((!nth && !str_same(p->area[i].rsp, S("SRSO"))) ||
            b->lso == first.lso || !p->body[b->lso].kept_at ||
            p->body[b->lso].kept_at > at)
            continue;
        polling_vos(y, b, at);
        b->races = b->vos < RACES_MOST ? b->vos : RACES_MOST;
        if (b->vos >= 3 && polling_wardens(y, b, at))
            return true;
    }
    return false;
}

static struct id person_of(const struct diary *y, int member)
{
    return demo_number(y->d, "person", y->p->member[member].person);
}

/* The bodies of the sample keep to what is shipped. */
static struct id law_of(enum nature nature)
{
    static const char *const code[] = { "CO-1", "VO-1", "LSO-1", "GROUP-1" };

    return id_named(S("bylaw"), str_of(code[nature]));
}

static struct id election_id(const struct diary *y, const struct polling *b)
{
    return demo_number(y->d, "election", b->nth);
}

static struct id part_id(const struct diary *y, const struct polling *b,
                         const char *what, int n)
{
    return demo_number(y->d, what, b->nth * 1000 + n);
}

static day today_of(const struct demo *d)
{
    return (day)(d->at / DAY_SECONDS);
}

/* ---- when ---------------------------------------------------------------*/

static void elections_plan(struct diary *y)
{
    for (int i = 0; i < ELECTIONS; i++) {
        struct polling b;
        struct luck l = luck_of(y->d->seed, "election", i);

        if (!polling_of(y, i, &b))
            continue;
        for (int step = 0; step < STEPS; step++)
            diary_put(y, diary_moment(y->d, &l, b.called + step_day[step]),
                      EVENT_VOTE, i, step);
    }
}

/* Most terms run; of some the two years have run out. Those of an LSO that
 * elects end with the year of its election. */
static day bearers_since(const struct diary *y, int body)
{
    const struct body *b = &y->p->body[body];
    struct luck l = luck_of(y->d->seed, "bearers", body);
    day since = y->d->today - luck_between(&l, 30, 690);
    struct polling x;

    if (luck_in(&l, 80))
        since -= TERM_DAYS;
    for (int i = 0; b->nature == NATURE_LSO && i < ELECTIONS; i++)
        if (polling_of(y, i, &x) && x.lso == body)
            since = x.called - TERM_DAYS + 30;
    return since < b->formed ? b->formed : since;
}

/* Some weeks after the register of the body came, or after they were chosen. */
static void offices_plan(struct diary *y)
{
    for (int i = 0; i < y->p->bodies; i++) {
        const struct body *b = &y->p->body[i];
        struct luck l = luck_of(y->d->seed, "office", i);
        day since, after;

        if (!b->kept_at || b->nature == NATURE_GROUP ||
            b->mood == MOOD_DISSOLVED)
            continue;
        since = bearers_since(y, i) + luck_between(&l, 2, 20);
        after = (day)(b->kept_at / DAY_SECONDS) + luck_between(&l, 25, 60);
        diary_put(y, diary_moment(y->d, &l, since > after ? since : after),
                  EVENT_OFFICE, i, 0);
    }
}

void votes_plan(struct diary *y)
{
    offices_plan(y);
    elections_plan(y);
}

/* ---- office bearers -----------------------------------------------------*/

static struct id term_id(const struct diary *y, int body, int nth)
{
    return demo_number(y->d, "term", body * 10 + nth);
}

static void term_said(struct diary *y, int body, int nth, const char *office,
                      int member, day since)
{
    struct demo *d = y->d;
    const struct body *b = &y->p->body[body];
    struct buf out = fact_start(&d->arena);

    fact_id(&out, "body", b->id);
    fact_text(&out, "office", str_of(office));
    fact_id(&out, "person", person_of(y, member));
    fact_id(&out, "member", y->p->member[member].id);
    fact_text(&out, "basis",
              since == b->formed ? S("founding") : S("consensus"));
    fact_day(&out, "since", since);
    fact_id(&out, "bylaw", law_of(b->nature));
    demo_keep(d, "term", term_id(y, body, nth), diary_operator(y, b->area),
              S(""), fact_end(&out));
}

/* Of a few an office was found without a holder. */
void offices_keep(struct diary *y, int body)
{
    const struct body *b = &y->p->body[body];
    struct luck l = luck_of(y->d->seed, "vacant", body);
    bool lso = b->nature == NATURE_LSO;
    day since = bearers_since(y, body);

    for (int i = 0; i < (lso ? LSO_OFFICES : 2); i++) {
        int member = stayer(y, body, i, y->d->at);
        day joined;

        if (member < 0 || luck_in(&l, 40))
            continue;
        joined = y->p->member[member].joined;
        term_said(y, body, i,
                  lso ? lso_office[i] :
                  i   ? "manager" :
                        "president",
                  member, joined > since ? joined : since);
        y->d->at += A_LINE_SECONDS;
    }
}

/* ---- the steps ----------------------------------------------------------*/

static void keep(struct diary *y, const struct polling *b, const char *kind,
                 struct id id, struct buf *body)
{
    demo_keep(y->d, kind, id, diary_operator(y, y->p->body[b->lso].area), S(""),
              fact_end(body));
}

static struct buf start(struct diary *y, const struct polling *b,
                        const char *dated)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "election", election_id(y, b));
    fact_day(&out, dated, today_of(y->d));
    return out;
}

static void delegates_keep(struct diary *y, const struct polling *b)
{
    for (int i = 0; i < b->vos; i++)
        for (int j = 0; j < EACH; j++) {
            struct buf out = fact_start(&y->d->arena);

            fact_id(&out, "body", y->p->body[b->vo[i]].id);
            fact_id(&out, "parent", y->p->body[b->lso].id);
            fact_id(&out, "person", person_of(y, b->delegate[i][j]));
            fact_id(&out, "member", y->p->member[b->delegate[i][j]].id);
            fact_day(&out, "since", today_of(y->d));
            fact_id(&out, "bylaw", law_of(NATURE_LSO));
            keep(y, b, "delegate", part_id(y, b, "delegate", i * EACH + j),
                 &out);
        }
}

static void wardens_said(struct diary *y, const struct polling *b,
                         struct buf *out)
{
    struct buf rows = buf_start(&y->d->arena);

    for (int i = 0; i < WARDENS; i++) {
        buf_z(&rows, i ? ",{\"person\":\"" : "[{\"person\":\"");
        id_put(&rows, person_of(y, b->warden[i]));
        buf_z(&rows, i ? "\",\"role\":\"member\"" : "\",\"role\":\"head\"");
        buf_z(&rows, i == WARDENS - 1 ? ",\"outside\":true}" : "}");
    }
    buf_char(&rows, ']');
    fact_raw(out, "warden", arena_z(rows.arena, buf_str(&rows)));
}

static void call_keep(struct diary *y, const struct polling *b)
{
    struct buf out = fact_start(&y->d->arena), seats = buf_start(&y->d->arena);

    for (int i = 0; i < b->races; i++)
        buf_fmt(&seats, "%s{\"office\":\"%s\",\"seats\":1}", i ? "," : "[",
                lso_office[i]);
    buf_char(&seats, ']');
    fact_id(&out, "body", y->p->body[b->lso].id);
    fact_id(&out, "bylaw", law_of(NATURE_LSO));
    fact_text(&out, "reason", S("term"));
    fact_day(&out, "called", today_of(y->d));
    fact_day(&out, "poll_on", b->called + step_day[STEP_POLL]);
    fact_text(&out, "venue", S("Government Girls Primary School"));
    fact_text(&out, "method", S("ballot"));
    fact_text(&out, "counting", S("plurality"));
    fact_text(&out, "tie", S("repoll"));
    fact_text(&out, "seed", S("prize bond draw, first prize"));
    fact_raw(&out, "seat", arena_z(seats.arena, buf_str(&seats)));
    wardens_said(y, b, &out);
    keep(y, b, "election", election_id(y, b), &out);
}

/* ---- the roll -----------------------------------------------------------*/

static size_t voters_put(const struct diary *y, const struct polling *b,
                         struct vote_voter *v)
{
    size_t n = 0;

    for (int i = 0; i < b->vos; i++)
        for (int j = 0; j < EACH; j++)
            v[n++] = (struct vote_voter){
                .person = person_of(y, b->delegate[i][j]),
                .body = y->p->body[b->vo[i]].id,
                .delegate = part_id(y, b, "delegate", i * EACH + j),
                .member = y->p->member[b->delegate[i][j]].id,
                .eligible = true
            };
    return n;
}

static void voter_said(struct buf *b, const struct vote_voter *v, bool more)
{
    buf_z(b, more ? ",{\"body\":\"" : "[{\"body\":\"");
    id_put(b, v->body);
    buf_z(b, "\",\"delegate\":\"");
    id_put(b, v->delegate);
    buf_z(b, "\",\"eligible\":true,\"member\":\"");
    id_put(b, v->member);
    buf_z(b, "\",\"person\":\"");
    id_put(b, v->person);
    buf_z(b, "\"}");
}

static void roll_keep(struct diary *y, const struct polling *b, bool final)
{
    struct vote_voter v[VOS_MOST * EACH];
    size_t n = voters_put(y, b, v);
    struct buf out = start(y, b, "drawn"), rows = buf_start(&y->d->arena);
    struct buf digest = buf_start(&y->d->arena);

    for (size_t i = 0; i < n; i++)
        voter_said(&rows, &v[i], i > 0);
    buf_char(&rows, ']');
    hash_put(&digest, vote_roll_digest(election_id(y, b), v, n, &y->d->arena));
    fact_text(&out, "digest", buf_str(&digest));
    if (final)
        fact_raw(&out, "final", "true");
    fact_raw(&out, "voter", arena_z(rows.arena, buf_str(&rows)));
    keep(y, b, "roll", part_id(y, b, "roll", final), &out);
}

static void briefing_keep(struct diary *y, const struct polling *b)
{
    struct buf out = start(y, b, "held");

    fact_int(&out, "women", 3 * b->vos + 4);
    fact_text(&out, "venue", S("Government Girls Primary School"));
    keep(y, b, "briefing", part_id(y, b, "briefing", 0), &out);
}

/* ---- papers -------------------------------------------------------------*/

/* For each office a delegate of one VO and one of the next. */
static int candidate(const struct polling *b, int race, int nth)
{
    return b->delegate[(race + nth) % b->vos][nth];
}

static void papers_keep(struct diary *y, const struct polling *b)
{
    for (int i = 0; i < b->races; i++)
        for (int j = 0; j < 2; j++) {
            struct buf out = start(y, b, "filed");
            int vo = i + j + 1;

            fact_text(&out, "office", str_of(lso_office[i]));
            fact_id(&out, "person", person_of(y, candidate(b, i, j)));
            fact_id(&out, "proposer",
                    person_of(y, b->delegate[vo % b->vos][1 - j]));
            fact_id(&out, "seconder",
                    person_of(y, b->delegate[(vo + 1) % b->vos][1 - j]));
            fact_raw(&out, "consent", "true");
            fact_text(&out, "symbol", str_of(symbol[j]));
            keep(y, b, "nomination", part_id(y, b, "paper", 2 * i + j), &out);
            y->d->at += A_LINE_SECONDS;
        }
}

static void scrutiny_keep(struct diary *y, const struct polling *b)
{
    for (int i = 0; i < 2 * b->races; i++) {
        struct buf out = start(y, b, "held");

        fact_id(&out, "nomination", part_id(y, b, "paper", i));
        fact_text(&out, "verdict", S("accepted"));
        keep(y, b, "scrutiny", part_id(y, b, "scrutiny", i), &out);
    }
}

/* ---- the poll -----------------------------------------------------------*/

/* One of the voters was ill, and one ballot could not be read. */
static int came(const struct polling *b)
{
    return EACH * b->vos - 1;
}

static void account_keep(struct diary *y, const struct polling *b)
{
    struct buf out = start(y, b, "held");

    fact_int(&out, "round", 1);
    fact_int(&out, "present", came(b));
    fact_int(&out, "printed", came(b) + 5);
    fact_int(&out, "issued", came(b));
    keep(y, b, "ballot_account", part_id(y, b, "account", 0), &out);
}

/* Each keyer's own copy of each office's sheet. */
static void sheets_keep(struct diary *y, const struct polling *b, int keyer)
{
    struct str rsp = y->p->area[y->p->body[b->lso].area].rsp;
    struct str who = demo_user(y->d, keyer ? "manager" : "operator", rsp);

    for (int i = 0; i < b->races; i++) {
        struct buf out = start(y, b, "held"), rows = buf_start(&y->d->arena);
        int valid = came(b) - 1, second = (valid - 1) / 2 - i % 2;

        for (int j = 0; j < 2; j++) {
            buf_z(&rows, j ? ",{\"person\":\"" : "[{\"person\":\"");
            id_put(&rows, person_of(y, candidate(b, i, j)));
            buf_fmt(&rows, "\",\"votes\":%d}", j ? second : valid - second);
        }
        buf_char(&rows, ']');
        fact_text(&out, "office", str_of(lso_office[i]));
        fact_int(&out, "round", 1);
        fact_raw(&out, "tally", arena_z(rows.arena, buf_str(&rows)));
        fact_int(&out, "valid", valid);
        fact_int(&out, "rejected", 1);
        fact_int(&out, "spoiled", 0);
        fact_int(&out, "unused", 5);
        fact_int(&out, "not_returned", 0);
        demo_keep(y->d, "sheet", part_id(y, b, "sheet", keyer * RACES_MOST + i),
                  who, S(""), fact_end(&out));
        y->d->at += A_LINE_SECONDS;
    }
}

/* ---- the result ---------------------------------------------------------*/

/* As the law has it of what is in the log by now; NULL after a fault. */
static struct vote *judged(struct diary *y, const struct polling *b)
{
    if (y->d->n)
        demo_commit(y->d);
    return y->d->failed ? NULL :
                          vote_find(y->d->site.db, election_id(y, b), DAY_NONE,
                                    &y->d->arena);
}

static void declaration_keep(struct diary *y, const struct polling *b)
{
    const struct vote *v = judged(y, b);
    struct buf out, rows, digest;

    if (!v || !(v->may & ACT_DECLARE))
        return;
    out = start(y, b, "held");
    rows = buf_start(&y->d->arena);
    digest = buf_start(&y->d->arena);
    for (size_t i = 0; i < v->winners; i++) {
        const struct vote_winner *w = &v->winner[i];

        buf_z(&rows, i ? ",{\"office\":" : "[{\"office\":");
        buf_json(&rows, w->office);
        buf_z(&rows, ",\"person\":\"");
        id_put(&rows, w->person);
        buf_z(&rows, "\",\"rule\":");
        buf_json(&rows, choice_name(WINNER_RULES, (int)w->rule));
        buf_fmt(&rows, ",\"votes\":%lld}", (long long)w->votes);
    }
    buf_char(&rows, ']');
    hash_put(&digest, v->digest);
    fact_int(&out, "round", 1);
    fact_raw(&out, "winner", arena_z(rows.arena, buf_str(&rows)));
    fact_text(&out, "digest", buf_str(&digest));
    keep(y, b, "declaration", part_id(y, b, "declaration", 0), &out);
}

/* The terms before end with the day on which those of the winners begin. */
static void old_term_end(struct diary *y, const struct polling *b, int nth)
{
    const struct kind *k = kind_find(S("term"));
    struct buf out = fact_start(&y->d->arena);
    void *x = arena_take(&y->d->arena, k->bytes);
    const struct field *ended = kind_field(k, S("ended"));
    const struct field *why = kind_field(k, S("why"));
    struct id id = term_id(y, b->lso, nth);

    record_blank(k->field, k->fields, x);
    if (!row_find(y->d->site.db, k, id, &y->d->arena, x))
        return;
    *(day *)(void *)((char *)x + ended->at) = today_of(y->d);
    *(int32_t *)(void *)((char *)x + why->at) = choice_find(why->of,
                                                            S("handed_over"));
    fact_id(&out, "answers", id);
    fact_raw(&out, "body",
             arena_z(&y->d->arena, record_open(k, x, &y->d->arena)));
    fact_text(&out, "why", S("the office went to who was elected"));
    keep(y, b, "fix", part_id(y, b, "term ended", nth), &out);
}

static void winners_seat(struct diary *y, const struct polling *b)
{
    const struct vote *v = judged(y, b);

    if (!v || !v->declarations)
        return;
    for (int i = 0; i < b->races; i++)
        old_term_end(y, b, i);
    for (size_t i = 0; i < v->declaration->winners; i++) {
        const struct vote_winner *w = &v->declaration->winner[i];
        const struct vote_voter *voter = vote_voter(v, w->person);
        struct buf out = fact_start(&y->d->arena);

        fact_id(&out, "body", v->body);
        fact_text(&out, "office", w->office);
        fact_id(&out, "person", w->person);
        if (voter)
            fact_id(&out, "member", voter->member);
        fact_text(&out, "basis", S("elected"));
        fact_day(&out, "since", today_of(y->d));
        fact_day(&out, "until", today_of(y->d) + TERM_DAYS);
        fact_id(&out, "election", v->entry);
        fact_id(&out, "bylaw", law_of(NATURE_LSO));
        keep(y, b, "term", part_id(y, b, "elected", (int)i), &out);
    }
}

static void handover_keep_of(struct diary *y, const struct polling *b)
{
    struct buf out = start(y, b, "held");

    fact_id(&out, "taker", person_of(y, candidate(b, 0, 0)));
    fact_raw(&out, "item",
             "[{\"agreed\":true,\"pieces\":6,\"what\":\"books\"},"
             "{\"agreed\":true,\"counted\":1845000,\"what\":\"cash\"},"
             "{\"agreed\":true,\"what\":\"mandate\"},"
             "{\"agreed\":true,\"pieces\":2,\"what\":\"keys\"}]");
    keep(y, b, "handover", part_id(y, b, "handover", 0), &out);
}

void vote_keep(struct diary *y, int nth, int step)
{
    struct polling b;

    if (!polling_of(y, nth, &b))
        return;
    switch (step) {
    case STEP_DELEGATES: delegates_keep(y, &b); break;
    case STEP_CALL: call_keep(y, &b); break;
    case STEP_ROLL: roll_keep(y, &b, false); break;
    case STEP_FINAL: roll_keep(y, &b, true); break;
    case STEP_BRIEFING: briefing_keep(y, &b); break;
    case STEP_PAPERS: papers_keep(y, &b); break;
    case STEP_SCRUTINY: scrutiny_keep(y, &b); break;
    case STEP_POLL:
        account_keep(y, &b);
        sheets_keep(y, &b, 0);
        break;
    case STEP_SECOND: sheets_keep(y, &b, 1); break;
    case STEP_DECLARED: declaration_keep(y, &b); break;
    case STEP_SEATED: winners_seat(y, &b); break;
    case STEP_HANDOVER: handover_keep_of(y, &b); break;
    }
}
