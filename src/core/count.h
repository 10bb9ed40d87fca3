/* count - votes into seats: ballots, polls, the numbers of a count sheet, and
 * the slate that a poll gives.
 *
 * Pure. Four ways to count, four rules for a tie; every number of a rule comes
 * in from a by-law. A tie is told, never broken in silence. */
#ifndef SAATH_COUNT_H
#define SAATH_COUNT_H

#include "core/core.h"

enum { SEATS_MOST = 100, CANDIDATES_MOST = 1000 };

/* ---- a poll: votes and a rule into seats --------------------------------*/

enum poll_way {
    POLL_PLURALITY, /* one vote a ballot, the most votes win */
    POLL_BLOCK,     /* as many votes a ballot as there are seats */
    POLL_TWO_ROUND, /* more than half, or a second round */
    POLL_APPROVAL   /* as many votes a ballot as there are candidates */
};
#define POLL_WAYS "plurality|block|two_round|approval"
int64_t poll_votes_each(enum poll_way way, size_t seats, size_t candidates);

enum poll_tie {
    TIE_REPOLL, /* those who tie stand again */
    TIE_LOT,    /* by a public seed: poll_lot */
    TIE_AGE,    /* the older one */
    TIE_CASTING /* whoever has the casting vote names them */
};
#define POLL_TIES "repoll|lot|age|casting"

struct poll_candidate {
    struct str key; /* what the lot is drawn by: an id in hex, a number */
    int64_t votes;  /* not below 0 */
    day born;       /* DAY_NONE: not known; only TIE_AGE asks */
};
struct poll {
    enum poll_way way;
    int round;     /* 1; 2 when those of a first round or a tie stand again */
    int64_t valid; /* ballots; TWO_ROUND needs more than half of them */
    size_t seats;  /* 1..SEATS_MOST */
    const struct poll_candidate *at;
    size_t n; /* up to CANDIDATES_MOST; none: all seats stay open */
    enum poll_tie tie;
    struct str seed, about; /* TIE_LOT: see poll_lot */
    const size_t *casting;  /* TIE_CASTING: candidates in the order named */
    size_t castings;
};

enum poll_by {
    POLL_NOT, /* not elected */
    POLL_VOTES,
    POLL_UNOPPOSED, /* no more candidates than seats */
    POLL_BY_LOT,
    POLL_BY_AGE,
    POLL_BY_CASTING
};
struct poll_place {
    size_t candidate; /* index into poll.at */
    int64_t votes;
    size_t rank; /* 1 for the most votes; those who tie share it */
    enum poll_by by;
    bool tied;  /* for a seat that the tie rule left open */
    bool again; /* stands in the next round, or in the poll of the tie */
};
struct poll_result {
    struct poll_place *place; /* the most votes first, then as they came in */
    size_t n, elected, open;  /* seats taken, seats that nobody has yet */
    bool tied;                /* open for want of a tie rule's answer */
    bool again;               /* a second round is needed */
};
/* Every candidate's place. TWO_ROUND of k open seats: whoever has more than
 * half of the valid ballots is elected, and the 2k highest of the others,
 * with all who tie for the last of these places, stand again; in round 2 the
 * most votes win. Memory from `a`. */
struct poll_result poll_decide(const struct poll *p, struct arena *a);

/* The number that a lot draws for a candidate: SHA-256 of the four lines
 * "saath lot 1", the seed, what it is about (which poll), and the candidate's
 * key, each with a line feed after it. The least number wins first. Anybody
 * with a seed from the open (a throw of dice before witnesses) can compute it:
 *     printf 'saath lot 1\nSEED\nABOUT\nKEY\n' | sha256sum */
struct hash poll_lot(struct str seed, struct str about, struct str key);

/* ---- ballots out of a file ----------------------------------------------*/

/* One pile of equal ballots. A mark is a candidate, the first choice first;
 * `with` marks share the place of the one before (1=2). */
struct ballot {
    int64_t count;
    const struct ballot_mark {
        uint16_t candidate;
        bool with;
    } * mark;
    size_t marks; /* 0: a blank ballot */
};
struct ballots {
    struct str title;
    size_t seats, candidates;
    const struct str *name; /* of each candidate */
    const bool *withdrawn;
    const size_t *order; /* the file's own order for ties, or NULL */
    struct ballot *at;
    size_t n;
    int64_t sum; /* of all counts */
};
/* Where a file is no file of ballots: words "finding.WHAT". */
struct ballots_trouble {
    const char *what;
    int64_t line; /* from 1 */
};
/* A BLT file: candidates and seats; "-4" or "[withdrawn 4]"; "[tie 3 2 1]";
 * ballots "COUNT 3 1=2 0"; 0; names and a title, in quotes or one a line. "#"
 * begins a remark where it begins a word. False: *why says what and where. */
bool ballots_read_blt(struct str text, struct arena *a, struct ballots *out,
                      struct ballots_trouble *why);
/* "count,approved" with numbers of candidates between blanks: "13,4 6 13".
 * One seat; a candidate is named by the number, up to the highest one. */
bool ballots_read_approvals(struct str text, struct arena *a,
                            struct ballots *out, struct ballots_trouble *why);

struct ballots_tally {
    int64_t *votes;         /* of each candidate */
    int64_t valid;          /* ballots that say something */
    int64_t blank, unclear; /* no candidate who stands; no clear choice */
};
/* PLURALITY and TWO_ROUND take the first choice among those who stand, BLOCK
 * the first as many as there are seats, APPROVAL all. Of marks that share a
 * place and would be more votes than the ballot has, none counts. `standing`
 * NULL: all who did not withdraw. */
struct ballots_tally ballots_count(const struct ballots *b, enum poll_way way,
                                   const bool *standing, struct arena *a);

/* ---- the numbers of a count sheet ---------------------------------------*/

struct tally_row {
    struct id person;
    int64_t votes;
};
/* INT_NONE: not said. With `paper` all of them must be said but undervotes: of
 * ballots with one vote they are 0 then; of others the votes may then be fewer
 * than the ballots allow. By a show of hands: present, valid (who raised a hand at
 * all), not_returned (who raised none) and the votes. */
struct tally {
    bool paper;
    int64_t roll, present;           /* on the final roll; of them came */
    int64_t printed, issued, unused; /* ballots */
    int64_t valid, rejected, spoiled, not_returned;
    int64_t undervotes; /* votes that valid ballots did not use */
    int64_t votes_each; /* poll_votes_each */
    const struct tally_row *row;
    size_t rows;
};
/* What must hold of them (domain/institutions.md 6.2), all STOP:
 *   tally.issued   issued = valid + rejected + spoiled + not_returned
 *   tally.printed  issued + unused = printed
 *   tally.votes    sum of votes = valid x votes_each - undervotes
 *   tally.present  issued <= present;      tally.roll  present <= roll
 *   tally.hands    valid + not_returned = present, by a show of hands
 *   tally.row      no candidate has more votes than there are valid ballots
 *   tally.twice    no candidate stands on it twice
 *   tally.not_said, tally.number (below 0, or beyond a thousand million)
 * Paths are the names of the members; a row's is "tally[2].votes". */
void tally_tell(const struct tally *t, struct findings *f);

/* Where two people who counted do not agree: one for each number. */
struct tally_difference {
    const char *figure; /* a member's name; "votes" of `person` */
    struct id person;
    int64_t a, b; /* INT_NONE: that sheet does not say it */
};
/* Writes up to 9 + a->rows + b->rows of them; returns how many. 0: they agree.
 * roll, paper and votes_each are not keyed: they are not compared. */
size_t tally_differ(const struct tally *a, const struct tally *b,
                    struct tally_difference *out);

/* ---- the slate ----------------------------------------------------------*/

/* Who would sit, before anything is declared. */
struct slate_seat {
    struct id person, from; /* the body that sent her; ID_NONE: none */
    struct str office;
    bool woman, minority, disability;
};
/* INT_NONE: the by-law does not say. */
struct slate_law {
    int64_t women_percent; /* at least, of all seats */
    int64_t per_vo_most;   /* seats held from one body */
    int64_t minority_seats, disability_seats;
    enum level shares; /* of women, minority, disability: WARN or STOP */
};
/* slate.women, slate.minority, slate.disability, slate.per_vo (STOP, at each
 * seat beyond), slate.twice (one person on two seats: STOP). Paths are
 * "winner[2].person". a: what it is; b: what it should be. */
void slate_tell(const struct slate_seat *seat, size_t n,
                const struct slate_law *law, struct findings *f);

#endif
