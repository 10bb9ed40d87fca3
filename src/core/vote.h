/* vote - an election out of all that is said of it: how far it is, what may be
 * done next, and what stands in the way.
 *
 * Pure. Entries come as facts, in any order; state, result and what each entry
 * is told are a function of their set. A voter is never named beside a vote:
 * there is no fact that could hold both. The procedure is that of
 * institutions.md 6.2, every number of it a clause of the by-law. */
#ifndef SAATH_VOTE_H
#define SAATH_VOTE_H

#include "core/bylaw.h"
#include "core/count.h"

enum { VOTERS_MOST = 1000, ROUNDS_MOST = 20, CANDIDATES_OF_OFFICE = 100 };
#define BALLOTS_MOST INT64_C(1000000)

#define VOTE_METHODS "consensus|hands|ballot"
enum vote_method { METHOD_CONSENSUS, METHOD_HANDS, METHOD_BALLOT };
#define WARDEN_ROLES "head|member|observer"
enum warden_role { WARDEN_HEAD, WARDEN_MEMBER, WARDEN_OBSERVER };
/* Why somebody on the roll may not vote. */
#define VOTE_BARS                                                              \
    "not_member|seat_fallen|too_many|suspended|arrears|body_not_working"       \
    "|moved|died|other"
enum vote_bar {
    BAR_NOT_MEMBER,
    BAR_SEAT_FALLEN, /* the seat, or the membership it rests on, has ended */
    BAR_TOO_MANY,    /* more than the by-law gives that body */
    BAR_SUSPENDED,
    BAR_ARREARS,
    BAR_BODY_NOT_WORKING, /* dissolved, merged, split or dormant */
    BAR_MOVED,
    BAR_DIED,
    BAR_OTHER
};
#define SCRUTINY_VERDICTS "accepted|rejected|withdrawn"
enum { SCRUTINY_NONE = -1, SCRUTINY_ACCEPTED, SCRUTINY_REJECTED };
#define WINNER_RULES "plurality|unopposed|consensus|lot|age|casting|co_opted"
enum winner_rule {
    WON_BY_VOTES,
    WON_UNOPPOSED,
    WON_BY_CONSENSUS,
    WON_BY_LOT,
    WON_BY_AGE,
    WON_BY_CASTING,
    WON_CO_OPTED
};

/* ---- what is said: one row of election_facts ----------------------------*/

enum vote_says {
    SAYS_CALL,
    SAYS_CLAUSE,
    SAYS_SEAT,
    SAYS_WARDEN,
    SAYS_ROLL,
    SAYS_VOTER,
    SAYS_PROTEST,
    SAYS_BRIEFING,
    SAYS_NOMINATION,
    SAYS_SCRUTINY,
    SAYS_ACCOUNT,
    SAYS_SHEET,
    SAYS_TALLY,
    SAYS_DECLARATION,
    SAYS_WINNER,
    SAYS_APPEAL,
    SAYS_ANNULMENT,
    SAYS_HANDOVER,
    SAYS_HELD,   /* a term that a candidate had in that office before */
    SAYS_SITTING /* who holds another office of the body on that day */
};
/* What each column means for each of them stands in election.sql. */
struct vote_fact {
    struct id entry;
    int64_t says, on_day, round;
    struct str office, words;
    struct id person, body, other, third;
    struct hash digest;
    int64_t a, b, c, d, e, g, h;
};
enum { VOTE_FACT_FIELDS = 18 };
extern const struct field vote_fact_field[VOTE_FACT_FIELDS];

/* ---- the parts of an election -------------------------------------------*/

struct vote_voter {
    struct id person, body, delegate, member; /* body: who sends her */
    bool eligible;
    int64_t bar;    /* enum vote_bar; INT_NONE */
    int64_t stands; /* 0: her seat did not, when the roll was drawn */
};
struct vote_roll {
    struct id entry;
    day drawn;
    bool final;
    struct hash digest;
    struct vote_voter *voter;
    size_t voters;
};
struct vote_warden {
    struct id person, staff;
    int64_t role, outside, sex; /* sex 0: a woman */
};
struct vote_objection { /* a protest or an appeal */
    struct id entry, person, nomination;
    day held, decided_on;
    int64_t about, decided; /* 0 roll, 1 nomination, 2 result; 0 upheld */
};
struct vote_person { /* what a slate is tested by */
    bool woman, minority, disability;
    day born; /* the first it may be; DAY_NONE */
};
struct vote_nomination {
    struct id entry, person, proposer, seconder;
    struct str office;
    day filed;
    bool consent, owes, public_office;
    struct vote_person is;
    int verdict; /* the last one said; SCRUTINY_NONE */
    struct id scrutiny;
    day judged;
    int64_t terms; /* running, in that office, until this poll */
    bool barred;   /* by the by-law, or by how the paper is filled in */
};
struct vote_account {
    struct id entry;
    struct str office;
    int64_t round;
    day held;
    int64_t present, printed, issued;
};
struct vote_sheet {
    struct id entry;
    struct str office, author;
    bool foreign; /* somebody else than its author restated it */
    int64_t round;
    day held;
    struct tally tally; /* with the numbers of the ballot account */
};
struct vote_winner {
    struct str office;
    struct id person, outgoing, from; /* the body that sent her */
    int64_t votes;                    /* INT_NONE: nobody voted */
    enum winner_rule rule;
    struct vote_person is;
};
struct vote_declaration {
    struct id entry, meeting;
    day held;
    int64_t round;
    struct hash digest;
    struct vote_winner *winner;
    size_t winners;
};

/* ---- one office ---------------------------------------------------------*/

enum race_state {
    RACE_OPEN,  /* papers still to be judged, or none came */
    RACE_POLL,  /* to be polled, in `round` */
    RACE_COUNT, /* polled; sheets are missing, or differ */
    RACE_TIED,  /* the tie rule wants a casting vote, a seed or an age */
    RACE_DECIDED
};
struct vote_race {
    struct str office;
    size_t seats, candidates;
    const struct vote_nomination **candidate; /* accepted, by their ids */
    enum race_state state;
    int64_t round; /* the one that is held, or was the last */
    const struct vote_nomination **standing; /* in that round */
    size_t stands;
    size_t open; /* seats still to be filled in that round */
    struct vote_winner *winner;
    size_t winners;
    struct poll_result result; /* of the last round that was counted */
    bool counted;              /* is there one */
    bool seedless;             /* a lot is wanted, and the call names no seed */
    bool confirm;              /* nobody stands against them: yes or no */
};

/* ---- all of it ----------------------------------------------------------*/

#define VOTE_STATES                                                            \
    "called|committee|roll_draft|roll_final|oriented|nomination|list_final"    \
    "|poll|tied|counted|declared|final|annulled|handed_over"
enum vote_state {
    VOTE_CALLED,
    VOTE_COMMITTEE,
    VOTE_ROLL_DRAFT,
    VOTE_ROLL_FINAL,
    VOTE_ORIENTED,
    VOTE_NOMINATION,
    VOTE_LIST_FINAL,
    VOTE_POLL,    /* held; sheets are being keyed */
    VOTE_TIED,    /* a further round, or a tie rule's answer, is wanted */
    VOTE_COUNTED, /* every seat has its winner, on two agreeing sheets */
    VOTE_DECLARED,
    VOTE_FINAL, /* nobody may appeal any more */
    VOTE_ANNULLED,
    VOTE_HANDED_OVER
};
enum vote_act { /* bits */
                ACT_COMMITTEE = 1,
                ACT_ROLL = 2,   /* draw and display it */
                ACT_FREEZE = 4, /* the final roll */
                ACT_PROTEST = 8,
                ACT_BRIEF = 16,
                ACT_NOMINATE = 32,
                ACT_SCRUTINY = 64,
                ACT_POLL = 128, /* the ballot account of a round */
                ACT_SHEET = 256,
                ACT_DECLARE = 512,
                ACT_APPEAL = 1024,
                ACT_ANNUL = 2048,
                ACT_SEAT =
                    4096, /* the result into offices, signatories, logins */
                ACT_HANDOVER = 8192
};
/* What is wrong, or (`waits`) only not done yet; the acts that it holds up. */
struct vote_trouble {
    struct id entry; /* that is told so */
    const char *what, *path;
    int64_t a, b;
    unsigned blocks;
    bool waits;
};
struct vote {
    struct arena *arena;
    struct id entry, body, bylaw, reruns;
    day called, poll_on;
    int64_t reason;
    enum vote_method method;
    enum poll_way way;
    enum poll_tie tie;
    struct str seed;
    int64_t number[CLAUSES]; /* the by-law's: INT_NONE where it says nothing */
    struct str said[CLAUSES];
    bool bylaw_stands; /* the version cited was in force when it was called */

    struct vote_warden *warden;
    struct vote_roll *roll; /* in their order */
    struct vote_objection *protest, *appeal;
    struct vote_nomination *nomination;
    struct vote_account *account;
    struct vote_sheet *sheet;
    struct vote_declaration *declaration;
    struct vote_winner *sitting; /* in offices that are not up */
    size_t wardens, rolls, protests, appeals, nominations, accounts, sheets,
        declarations, sittings, briefings, handovers;
    day briefed, annulled, handed; /* the first; DAY_NONE */
    struct id annulment, handover;

    /* Casting votes, in the order in which they were given: set them before
     * vote_judge to see what they would come to. Those of a declaration that
     * stands go before. */
    const struct id *casting;
    size_t castings;
    /* Who would be co-opted into seats for which nobody stood: set before
     * vote_judge, the slate is judged with them. */
    const struct vote_winner *co_opted;
    size_t co_opteds;

    /* What vote_judge fills in. */
    const struct vote_roll *final; /* the roll that counts, or NULL */
    int64_t eligible;              /* voters on it */
    int64_t quorum;                /* how many must come */
    struct vote_race *race;
    size_t races;
    struct vote_winner *winner; /* of all offices: what is to be declared */
    size_t winners;
    struct hash digest; /* of the result, when every race is decided */
    enum vote_state state;
    unsigned may;
    struct vote_trouble *trouble;
    size_t troubles, trouble_room;
};

/* NULL when there is no call among them, or it does not count. Everything lives
 * in the arena; texts borrow from the facts. */
struct vote *vote_read(const struct vote_fact *f, size_t n, struct arena *a);
/* As of a day: what time ends (display, objections, the window of appeal) is
 * over only from then. DAY_NONE: as if all of it had passed. Troubles that do
 * not wait are the same for every day. */
void vote_judge(struct vote *v, day on);
/* The first trouble that holds an act up, or NULL. */
const struct vote_trouble *vote_blocks(const struct vote *v, enum vote_act act);
/* Is declaring held up by shares of the slate alone, which those who may still
 * be co-opted could mend? */
bool vote_wants_co_option(const struct vote *v);
/* A clause's number, or `otherwise` where the by-law says nothing. */
int64_t vote_number(const struct vote *v, enum clause c, int64_t otherwise);
/* Whether two sheets of a round of an office agree, and by whom they are. */
enum sheets_are { SHEETS_MISSING, SHEETS_ONE, SHEETS_DIFFER, SHEETS_AGREE };
enum sheets_are vote_sheets(const struct vote *v, struct str office,
                            int64_t round, const struct vote_sheet **one,
                            const struct vote_sheet **other);
/* The ballot account of that round: the office's own, or that of all. */
const struct vote_account *vote_account(const struct vote *v, struct str office,
                                        int64_t round);
/* NULL: that office is not up; she is not on the final roll. */
const struct vote_race *vote_race(const struct vote *v, struct str office);
const struct vote_voter *vote_voter(const struct vote *v, struct id person);

/* One office, from its accepted papers through its rounds; vote_judge asks it.
 */
void race_run(struct vote *v, struct vote_race *r);
/* What stands on a sheet beside what the ballot account and the roll say. */
struct tally race_tally(const struct vote *v, const struct vote_sheet *s,
                        const struct vote_race *r);

/* ---- digests ------------------------------------------------------------*/

/* SHA-256 of "saath roll 1", the election, and a line for each voter (person,
 * body or -, delegate or -, + or -) in the order of their ids. */
struct hash vote_roll_digest(struct id election, const struct vote_voter *v,
                             size_t n, struct arena *a);
/* SHA-256 of "saath result 1", the election, its roll's digest, the numbers of
 * every counted sheet and the winners, each in a fixed order: doc/format.md. */
struct hash vote_result_digest(const struct vote *v,
                               const struct vote_winner *w, size_t n);
/* The first 80 bits as people copy them from a wall: sixteen letters and digits
 * in fours, none of I, L, O, U: "7KQ2-M9XD-4TBA-0WEF". Read however it is typed:
 * small letters, blanks, O for 0, I and L for 1, digits of any script. */
enum { SHORT_BYTES = 10 };
struct str vote_short(struct hash digest, struct arena *a);
bool vote_short_read(struct str said, uint8_t out[SHORT_BYTES],
                     struct arena *a);

#endif
