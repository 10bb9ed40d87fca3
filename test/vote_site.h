/* vote_site - an LSO of three VOs with two delegates each, its by-law, and words
 * for what happens from the call of an election to its end.
 *
 * Delegates 0 and 1 are sent by the first VO, 2 and 3 by the second, 4 and 5 by
 * the third; 2 is a man. All are 29 years old, the first the oldest, but 5, who
 * is 17. Person 6 lives there and is sent by nobody; 7, 8 and 9 sit in the
 * committee. It is called on 1 October 2014 and polled on 1 November. */
#ifndef SAATH_VOTE_SITE_H
#define SAATH_VOTE_SITE_H

#include <stdarg.h>

#include "../src/log/vote.h"
#include "register_site.h"

enum { DELEGATES = 6, PEOPLE = 10, VOS = 3 };

struct poll_site {
    struct village v;
    struct id lso, law, election, vo[VOS];
    struct id who[PEOPLE], member[DELEGATES], delegate[DELEGATES];
    struct id account, round_account; /* the last ones said */
    enum kept kept;                   /* of the last thing said */
};

static inline const char *hex(struct poll_site *p, struct id id)
{
    struct buf b = buf_start(&p->v.s.arena);

    id_put(&b, id);
    return arena_z(&p->v.s.arena, buf_str(&b));
}

/* A fact by `author`; %s are texts, ids among them by hex(). Quotes are written
 * as ' to read well. */
__attribute__((format(printf, 4, 5))) static inline struct id say_as(
    struct poll_site *p, const char *author, const char *kind,
    const char *format, ...)
{
    static char text[1 << 16];
    struct id id;
    va_list args;

    va_start(args, format);
    MUST(vsnprintf(text, sizeof text, format, args) < (int)sizeof text);
    va_end(args);
    for (char *c = text; *c; c++)
        if (*c == '\'')
            *c = '"';
    id = draft_as(&p->v.s, author, kind, text);
    p->kept = p->v.s.kept;
    return id;
}
#define say_of(p, kind, ...) say_as(p, "admin", kind, __VA_ARGS__)

/* ---- who is there -------------------------------------------------------*/

static inline void people_put(struct poll_site *p)
{
    struct id home = household_put(&p->v, p->v.goth);

    for (int i = 0; i < PEOPLE; i++) {
        char born[16];

        snprintf(born, sizeof born, i == 5 ? "1997-03-%02d" : "1985-06-%02d",
                 i + 1);
        p->who[i] = say_of(p, "person",
                           "{'code':'V-%d','household':'%s','name':'Sughra',"
                           "'sex':'%s','born':'%s','father':'Punhal %d'%s}",
                           i, hex(p, home), i == 2 ? "men" : "women", born, i,
                           i ? "" : ",'father_ur':'پنہل'");
    }
}

static inline void login_put(struct poll_site *p, const char *login,
                             const char *role)
{
    say_of(p, "access",
           "{'login':'%s','role':'%s','since':'2014-01-01','place':'%s'}",
           login, role, hex(p, p->v.district));
}

/* A clause is "'parameter':'quorum_percent','number':50", several parted by |. */
static inline struct id law_put(struct poll_site *p, const char *adopted,
                                int version, const char *clauses)
{
    struct buf b = buf_start(&p->v.s.arena);

    buf_char(&b, '{');
    for (; *clauses; clauses++)
        if (*clauses == '|')
            buf_z(&b, "},{");
        else
            buf_char(&b, *clauses);
    buf_char(&b, '}');
    return say_of(p, "bylaw",
                  "{'body':'%s','version':%d,'adopted':'%s','clauses':[%s]}",
                  hex(p, p->lso), version, adopted,
                  arena_z(b.arena, buf_str(&b)));
}

#define PLAIN_LAW                                                              \
    "'parameter':'quorum_percent','number':50"                                 \
    "|'parameter':'notice_days','number':7"                                    \
    "|'parameter':'display_days','number':3"                                   \
    "|'parameter':'objection_days','number':2"                                 \
    "|'parameter':'method','said':'ballot'"                                    \
    "|'parameter':'count_method','said':'plurality'"                           \
    "|'parameter':'committee_least','number':3"                                \
    "|'parameter':'committee_outside','number':1"                              \
    "|'parameter':'committee_women','number':1"                                \
    "|'parameter':'age_least','number':18"                                     \
    "|'parameter':'terms_most','number':2"                                     \
    "|'parameter':'term_months','number':24"                                   \
    "|'parameter':'per_vo_most','number':1"                                    \
    "|'parameter':'women_percent','number':33"                                 \
    "|'parameter':'women_block','number':1"                                    \
    "|'parameter':'bar_default','number':1"                                    \
    "|'parameter':'bar_public_office','number':1"                              \
    "|'parameter':'appeal_days','number':7"

static inline void poll_start(struct poll_site *p, struct db *db)
{
    memset(p, 0, sizeof *p);
    village_start(&p->v, db);
    login_put(p, "asma", "operator");
    login_put(p, "bilal", "operator");
    login_put(p, "rabia", "manager");
    people_put(p);
    p->lso = body_put(&p->v, "lso", "mixed", p->v.srso, p->v.uc);
    for (int i = 0; i < VOS; i++)
        p->vo[i] = say_of(p, "body",
                          "{'formed':'2012-01-15','name':'VO %d','nature':'vo',"
                          "'place':'%s','rsp':'%s','sex':'mixed',"
                          "'parent':'%s'}",
                          i, hex(p, p->v.goth), hex(p, p->v.srso),
                          hex(p, p->lso));
    for (int i = 0; i < DELEGATES; i++) {
        p->member[i] = member_put(&p->v, p->vo[i / 2], p->who[i], "2013-01-05",
                                  "");
        p->delegate[i] =
            say_of(p, "delegate",
                   "{'body':'%s','parent':'%s','person':'%s','member':'%s',"
                   "'since':'2014-01-10'}",
                   hex(p, p->vo[i / 2]), hex(p, p->lso), hex(p, p->who[i]),
                   hex(p, p->member[i]));
    }
    p->law = law_put(p, "2014-02-01", 1, PLAIN_LAW);
}

/* ---- what happens -------------------------------------------------------*/

/* `more`: further fields, each after a comma. */
static inline struct id call_put(struct poll_site *p, const char *seats,
                                 const char *more)
{
    p->election = say_of(
        p, "election",
        "{'body':'%s','bylaw':'%s','reason':'term','called':'2014-10-01',"
        "'poll_on':'2014-11-01','method':'ballot','counting':'plurality',"
        "'venue':'School','seat':[%s],'warden':["
        "{'person':'%s','role':'head'},{'person':'%s','role':'member'},"
        "{'person':'%s','role':'member','outside':true}]%s}",
        hex(p, p->lso), hex(p, p->law), seats, hex(p, p->who[7]),
        hex(p, p->who[8]), hex(p, p->who[9]), more);
    return p->election;
}

/* The same, counted otherwise. */
static inline struct id call_said(struct poll_site *p, const char *method,
                                  const char *counting, const char *seats)
{
    return p->election = say_of(
               p, "election",
               "{'body':'%s','bylaw':'%s','reason':'term','called':"
               "'2014-10-01','method':'%s','counting':'%s','seat':[%s],"
               "'warden':[{'person':'%s','role':'head'},{'person':'%s','role':"
               "'member'},{'person':'%s','role':'member','outside':true}]}",
               hex(p, p->lso), hex(p, p->law), method, counting, seats,
               hex(p, p->who[7]), hex(p, p->who[8]), hex(p, p->who[9]));
}
#define CHAIR "{'office':'chairperson','seats':1}"
#define CHAIR_AND_FINANCE CHAIR ",{'office':'finance_secretary','seats':1}"

static inline struct vote *vote_on(struct poll_site *p, const char *on)
{
    day d;

    MUST(day_read(str_of(on), &d));
    return vote_find(p->v.s.db, p->election, d, &p->v.s.arena);
}

static inline struct id roll_put(struct poll_site *p, const char *drawn,
                                 bool final, const struct vote_voter *v,
                                 size_t n)
{
    struct buf b = buf_start(&p->v.s.arena), d = buf_start(&p->v.s.arena);

    hash_put(&d, vote_roll_digest(p->election, v, n, &p->v.s.arena));
    for (size_t i = 0; i < n; i++) {
        buf_fmt(&b, "%s{'person':'%s'", i ? "," : "", hex(p, v[i].person));
        if (!id_none(v[i].body))
            buf_fmt(&b, ",'body':'%s'", hex(p, v[i].body));
        if (!id_none(v[i].delegate))
            buf_fmt(&b, ",'delegate':'%s'", hex(p, v[i].delegate));
        if (!id_none(v[i].member))
            buf_fmt(&b, ",'member':'%s'", hex(p, v[i].member));
        buf_z(&b, v[i].eligible ? ",'eligible':true}" : ",'why':'other'}");
    }
    return say_of(p, "roll",
                  "{'election':'%s','drawn':'%s',%s'digest':'%s',"
                  "'voter':[%s]}",
                  hex(p, p->election), drawn, final ? "'final':true," : "",
                  arena_z(d.arena, buf_str(&d)), arena_z(b.arena, buf_str(&b)));
}

/* As the delegates are seated on that day. */
static inline struct id roll_drawn(struct poll_site *p, const char *drawn,
                                   bool final)
{
    struct vote *v = vote_on(p, drawn);
    struct vote_voter *voter;
    day d;
    size_t n;

    MUST(v && day_read(str_of(drawn), &d));
    n = vote_draw(p->v.s.db, v, d, &p->v.s.arena, &voter);
    return roll_put(p, drawn, final, voter, n);
}

/* Displayed, then frozen. */
static inline void rolls_put(struct poll_site *p)
{
    roll_drawn(p, "2014-10-05", false);
    roll_drawn(p, "2014-10-12", true);
}

static inline struct id name_put(struct poll_site *p, const char *office,
                                 int who, int proposer, int seconder)
{
    return say_of(p, "nomination",
                  "{'election':'%s','office':'%s','person':'%s','proposer':"
                  "'%s','seconder':'%s','filed':'2014-10-15','consent':true,"
                  "'symbol':'lamp'}",
                  hex(p, p->election), office, hex(p, p->who[who]),
                  hex(p, p->who[proposer]), hex(p, p->who[seconder]));
}

static inline struct id judge_put(struct poll_site *p, struct id paper,
                                  const char *verdict, const char *held)
{
    return say_of(p, "scrutiny",
                  "{'election':'%s','nomination':'%s','held':'%s','verdict':"
                  "'%s','why':'as it is'}",
                  hex(p, p->election), hex(p, paper), held, verdict);
}

/* Named, and accepted. */
static inline struct id stand_put(struct poll_site *p, const char *office,
                                  int who, int proposer, int seconder)
{
    struct id paper = name_put(p, office, who, proposer, seconder);

    judge_put(p, paper, "accepted", "2014-10-20");
    return paper;
}

static inline struct id account_put(struct poll_site *p, int round, int present,
                                    int issued)
{
    return p->account = say_of(
               p, "ballot_account",
               "{'election':'%s','round':%d,'held':'2014-11-01','present':%d,"
               "'printed':%d,'issued':%d}",
               hex(p, p->election), round, present, issued + 4, issued);
}

/* Votes for two persons; all ballots that were given out are valid. */
static inline struct id sheet_put(struct poll_site *p, const char *author,
                                  const char *office, int round, int one,
                                  int votes, int other, int others)
{
    return say_as(p, author, "sheet",
                  "{'election':'%s','office':'%s','round':%d,'held':"
                  "'2014-11-01','tally':[{'person':'%s','votes':%d},"
                  "{'person':'%s','votes':%d}],'valid':%d,'rejected':0,"
                  "'spoiled':0,'unused':4,'not_returned':0}",
                  hex(p, p->election), office, round, hex(p, p->who[one]),
                  votes, hex(p, p->who[other]), others, votes + others);
}

static inline void sheets_put(struct poll_site *p, const char *office,
                              int round, int one, int votes, int other,
                              int others)
{
    sheet_put(p, "asma", office, round, one, votes, other, others);
    sheet_put(p, "bilal", office, round, one, votes, other, others);
}

/* Declares what was counted, or, with `instead`, another digest or winners. */
static inline struct id declare_put(struct poll_site *p, const char *held)
{
    struct vote *v = vote_on(p, held);
    struct buf b = buf_start(&p->v.s.arena), d = buf_start(&p->v.s.arena);

    hash_put(&d, v->digest);
    for (size_t i = 0; i < v->winners; i++) {
        const struct vote_winner *w = &v->winner[i];
        struct str rule = choice_name(WINNER_RULES, (int)w->rule);

        buf_fmt(&b, "%s{'office':'%s','person':'%s','rule':'%s'", i ? "," : "",
                arena_z(b.arena, w->office), hex(p, w->person),
                arena_z(b.arena, rule));
        if (w->votes != INT_NONE)
            buf_fmt(&b, ",'votes':%lld", (long long)w->votes);
        buf_char(&b, '}');
    }
    return say_of(p, "declaration",
                  "{'election':'%s','held':'%s','round':1,'digest':'%s',"
                  "'winner':[%s]}",
                  hex(p, p->election), held, arena_z(d.arena, buf_str(&d)),
                  arena_z(b.arena, buf_str(&b)));
}

/* ---- what came of it ----------------------------------------------------*/

static inline bool state_is(struct poll_site *p, const char *on,
                            const char *state)
{
    struct vote *v = vote_on(p, on);
    struct str is = v ? choice_name(VOTE_STATES, (int)v->state) : S("none");

    if (str_same(is, str_of(state)))
        return true;
    printf("# it is %.*s, not %s\n", (int)is.n, is.p, state);
    for (size_t i = 0; v && i < v->troubles; i++)
        printf("#   %s %s\n", v->trouble[i].what,
               v->trouble[i].waits ? "(waits)" : "");
    return false;
}

static inline bool may(struct poll_site *p, const char *on, enum vote_act act)
{
    return (vote_on(p, on)->may & act) != 0;
}

/* Is such a trouble told, and at which entry (none: wherever). */
static inline bool troubled(struct poll_site *p, const char *on,
                            const char *what, struct id entry)
{
    struct vote *v = vote_on(p, on);

    for (size_t i = 0; v && i < v->troubles; i++)
        if (!strcmp(v->trouble[i].what, what) &&
            (id_none(entry) || id_same(v->trouble[i].entry, entry)))
            return true;
    return false;
}

#endif
