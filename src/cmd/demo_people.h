/* demo_people - what the files of the sample's census share: shares of answers,
 * a household drawn from them, who lives in it, and the surveys that ask it.
 *
 * Ranks are parts of a million: where a household stands among all of its
 * place, the poorest first. An answer is drawn by a rank that is the
 * household's own in part of the draws and a fresh one in the others: each
 * answer keeps its share whatever that part is, and answers go together. */
#ifndef SAATH_DEMO_PEOPLE_H
#define SAATH_DEMO_PEOPLE_H

#include "cmd/demo.h"

/* ---- shares -------------------------------------------------------------*/

#define CARD_ASKED "SPS-PAK-2009-002"
enum {
    RANKS = 1000000,
    SHARE_WHOLE = 10000,
    QUESTIONS = 10,
    ANSWERS_MOST = 16
};

enum share_of { /* q1..q10 first, as they stand on the card */
                OF_PROVINCE,
                OF_CHILDREN,
                OF_SCHOOLED,
                OF_LABOURERS,
                OF_WOMAN,
                OF_WATER,
                OF_TOILET,
                OF_FRIDGE,
                OF_TELEVISION,
                OF_VEHICLE,
                OF_MANY_CHILDREN, /* of households with five or more */
                OF_SIZE,
                OF_SCHOOL,
                OF_HEADED,
                OF_LANDLESS,
                OF_HOME,
                OF_EDUCATION,
                OF_AGE,
                SHARES
};
struct marginal { /* answers from the poorest on */
    struct str answer[ANSWERS_MOST];
    int share[ANSWERS_MOST]; /* of SHARE_WHOLE */
    int n;
};
struct shares {
    struct marginal of[SHARES];
    int64_t points[QUESTIONS][ANSWERS_MOST]; /* hundredths */
    int64_t households;                      /* of a taluka; 0: not known */
};
/* Of a province ("sindh"), and where its own are known of a taluka. False: none
 * of that province. */
bool shares_read(struct arena *a, struct str province, struct str taluka,
                 struct shares *out);
/* The answer at that rank; *within: where in it the rank stands, if wanted. */
int marginal_at(const struct marginal *m, int rank, int *within);
int marginal_find(const struct marginal *m, const char *answer); /* -1 none */
/* `own` in so many of a thousand draws, else a fresh one. */
int rank_draw(struct luck *l, int own, int of_thousand);

/* ---- a household --------------------------------------------------------*/

enum { SCHOOL_NONE, SCHOOL_SOME, SCHOOL_ALL, SCHOOL_NO_CHILD };
enum { WOMAN_UNSCHOOLED, WOMAN_ABSENT, WOMAN_SCHOOLED }; /* answers of q5 */
enum { HEADED_WOMAN, HEADED_MAN };
struct home {
    int wealth;            /* its rank */
    int answer[QUESTIONS]; /* numbers of choices */
    int size, children;    /* of up to 13 years */
    int school, labourers;
    int headed, landless, home, education, age; /* numbers of answers */
};
void home_draw(const struct shares *s, int wealth, struct luck *l,
               struct home *h);
/* The same some years later: some better, some worse. */
void home_later(const struct shares *s, struct luck *l, struct home *h);
int64_t home_score(const struct shares *s, const struct home *h);
/* {"q1":"C",...}, in the order that JSON is kept in. */
struct str home_answers(const struct shares *s, const struct home *h,
                        struct arena *a);

/* ---- who lives in it ----------------------------------------------------*/

enum relation {
    RELATION_HEAD,
    RELATION_SPOUSE,
    RELATION_CHILD,
    RELATION_CHILD_IN_LAW,
    RELATION_GRANDCHILD,
    RELATION_PARENT,
    RELATION_PARENT_IN_LAW,
    RELATION_SIBLING,
    RELATION_OTHER
};
enum { DWELLERS_MOST = 26 };
struct dweller {
    int person; /* of the plan; -1: he or she is in no CO */
    enum sex sex;
    enum relation relation;
    uint16_t name, father;
    bool husband; /* `father` is her husband */
    int age;
    const char *education, *occupation, *disability; /* NULL: not said */
};
struct roster {
    struct home home;
    const char *faith;
    struct dweller at[DWELLERS_MOST];
    int n;
};
void roster_draw(struct demo *d, const struct plan *p, int household,
                 struct roster *out);

/* ---- the census ---------------------------------------------------------*/

enum { ROUNDS = 2, CENSUS_AREAS = 5 };
struct survey { /* of one union council */
    struct id id;
    int area, round;
    day since, until; /* asked from .. to */
    int scores;
};
struct census {
    struct shares shares[CENSUS_AREAS];
    int area[CENSUS_AREAS], upto[CENSUS_AREAS]; /* settlements below that */
    int areas;
    struct survey survey[CENSUS_AREAS * ROUNDS];
    int surveys;
    int *household; /* those asked, by settlement and number */
    int households;
};
/* Of those asked, by the place in the list: what becomes of them. */
enum { GONE_MIGRATED = 3, GONE_SPLIT = 11, GONE_MERGED = 19, GONE_ROOM = 40 };
/* The union councils that are asked, and their households in no CO. */
void census_plan(struct demo *d, struct plan *p);
/* Shares of the household's union council; NULL: it is not asked. */
const struct shares *census_shares(const struct plan *p, int household);
/* When it is asked; 0: not yet. */
int64_t census_moment(const struct demo *d, const struct survey *s,
                      int household);
/* It moved, split up or merged before the second round. */
bool census_gone(const struct plan *p, int household);
bool census_asks(const struct plan *p, const struct survey *s, int household);
int census_enumerator(const struct plan *p, int household); /* staff */
struct id score_id(const struct demo *d, int household, int round);
/* What its people answered in that round. */
void census_home(struct demo *d, const struct plan *p, int household, int round,
                 struct home *out);
void census_days(struct diary *y);
void census_keep(struct diary *y, int household, int round);
/* What a household is besides its number and place; the name of its head. */
uint16_t household_said(struct buf *out, struct demo *d, const struct plan *p,
                        int household);
/* What is known of a person from the census; nothing where none was. */
void dweller_said(struct buf *out, const struct demo *d, const struct plan *p,
                  int household, const struct roster *r, int at);
struct id dweller_id(const struct demo *d, const struct roster *r,
                     int household, int at);

void surveys_plan(struct diary *y);
void step_keep(struct diary *y, int survey, int step);
void lives_plan(struct diary *y); /* moves, twins, consents, a donor's form */
void life_keep(struct diary *y, int which, int step);

#endif
