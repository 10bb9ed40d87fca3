/* demo - what the files of the sample share: its keeper, its sheets, luck, and
 * the programme as it is planned before any of it is written.
 *
 * Everything follows from the seed, the size and the last day: a demo that was
 * broken off goes on where it stopped. */
#ifndef SAATH_DEMO_H
#define SAATH_DEMO_H

#include "cmd/cmd.h"
#include "core/data.h"
#include "import/table.h"

enum { DEMO_LOGINS = 24, DEMO_COLUMNS = 24, DEMO_MONTHS = 24 };

struct sample_user {
    struct str login, role, name, name_ur, name_sd, rsp;
};
struct demo {
    struct cmd *cmd;
    struct site site;
    struct keeper *keeper;
    struct arena arena; /* of one batch */
    size_t n;           /* drafts in the batch */
    int64_t at;         /* when what comes next is signed; seconds */
    int64_t seed, size; /* of the programme, 1..100 per cent */
    int64_t done, of;
    day today;   /* its last day */
    month since; /* the first month of the registers */
    struct sample_user user[DEMO_LOGINS];
    int users;
    struct bar bar;
    bool failed;
};

/* ---- keeping ------------------------------------------------------------*/

/* One entry, signed at d->at, which then moves on by a second. `took` may be
 * empty. */
void demo_keep(struct demo *d, const char *kind, struct id id,
               struct str author, struct str took, struct str body);
/* Ends the batch, and with it all that lives in d->arena ... */
void demo_commit(struct demo *d);
/* ... but only if it has grown large. */
void demo_step(struct demo *d);
struct id demo_id(const char *what, struct str a, struct str b);
/* Of the so manieth of the sample, by its seed. */
struct id demo_number(const struct demo *d, const char *what, int number);
/* Who of the sample's users holds that role there; must be one. */
struct str demo_user(const struct demo *d, const char *role, struct str rsp);

/* ---- sheets -------------------------------------------------------------*/

struct data {
    struct arena arena;
    struct table *table;
    struct str name[DEMO_COLUMNS];
    int columns;
    struct row row;
};
struct data *data_open(const char *file); /* one at a time */
bool data_next(struct data *s);
/* Empty when the row ends before it; a column that no sheet has is a bug. */
struct str data_cell(const struct data *s, const char *name);
void data_close(struct data *s);

/* ---- bodies of entries --------------------------------------------------*/

/* A JSON object, members in any order; what is empty is left out. */
struct buf fact_start(struct arena *a);
void fact_text(struct buf *b, const char *key, struct str text);
void fact_int(struct buf *b, const char *key, int64_t n);
void fact_id(struct buf *b, const char *key, struct id id);
void fact_day(struct buf *b, const char *key, day on);
void fact_month(struct buf *b, const char *key, month m);
void fact_raw(struct buf *b, const char *key, const char *json);
struct str fact_end(struct buf *b);

/* ---- luck ---------------------------------------------------------------*/

struct luck {
    uint64_t state;
};
/* The same for the same seed, name and number. */
struct luck luck_of(int64_t seed, const char *what, int64_t number);
int luck_below(struct luck *l, int n); /* 0..n-1 */
int luck_between(struct luck *l, int least, int most);
bool luck_in(struct luck *l, int of_thousand);

/* ---- the issues of the network ------------------------------------------*/

void issues_make(struct demo *d);
void publication_make(struct demo *d);

/* ---- names --------------------------------------------------------------*/

enum { NAME_EN, NAME_UR, NAME_SD, SCRIPTS };
enum among { AMONG_SINDH, AMONG_PUNJAB, AMONG_THAR, AMONGS };
enum pool { POOL_WOMAN, POOL_MAN, POOL_CLAN, POOL_WORD, POOLS };

struct spelt {
    struct str in[SCRIPTS];
};
struct names {
    struct spelt all[400];
    uint16_t n;
    uint16_t pool[POOLS][AMONGS][200];
    int pools[POOLS][AMONGS];
};
struct names *names_read(struct arena *a);
uint16_t name_pick(const struct names *n, struct luck *l, enum pool pool,
                   enum among among);

/* ---- the programme as it is planned -------------------------------------*/

enum nature { NATURE_CO, NATURE_VO, NATURE_LSO, NATURE_GROUP };
enum sex { SEX_WOMEN, SEX_MEN, SEX_MIXED };
enum mood { MOOD_STEADY, MOOD_IRREGULAR, MOOD_DORMANT, MOOD_DISSOLVED, MOODS };

struct area { /* of a union council */
    struct str uc, rsp, unit, project;
    struct spelt name;
    int vos, dehs;
    struct str deh[10], deh_name[10];
    enum among among;
    int lso;       /* body */
    int organiser; /* the first of its staff; one for three VOs */
};
struct settlement {
    struct id id;
    struct spelt name;
    int area, deh;
    uint16_t clan[3];
    enum among among;
};
struct household {
    int settlement;
    uint16_t number, clan, head;
    uint8_t women, men; /* in COs */
    bool kept;
    int first; /* of its persons in COs; -1: none */
};
struct person {
    int household, next; /* of the same household; -1: the last */
    uint16_t name, father;
    enum sex sex;
    bool kept;
};
struct member {
    struct id id;
    int body, person;
    uint16_t number;
    const char *why; /* she left; NULL: she did not */
    day joined, ended;
    paisa saving;
    int64_t kept_at; /* when she came into the register; 0: not yet */
};
struct body {
    struct id id;
    enum nature nature;
    enum sex sex;
    enum mood mood;
    int area, settlement, parent, organiser, number;
    uint16_t word;
    day formed;
    int64_t kept_at; /* when it came into the register */
    int first, members;
    paisa saving;
    int meets_on; /* day of the month */
    int stops;    /* the month after which it no longer meets */
    int revives;  /* the month in which it meets again; DEMO_MONTHS: never */
    bool rows, late;
};
struct staff {
    struct id id;
    struct str login, post, unit, rsp, place;
    struct spelt name;
    enum sex sex;
    int area;  /* an organiser's; else -1 */
    int taker; /* staff who took over, or -1 */
    day gave;  /* the day of that hand-over */
    day since;
};
struct plan {
    struct names *names;
    struct area area[40];
    int areas;
    struct settlement *settlement;
    int settlements;
    struct household *household;
    int households, household_room;
    struct census *census; /* demo_people.h */
    struct person *person;
    int persons;
    struct body *body;
    int bodies;
    struct member *member;
    int members;
    struct staff *staff;
    int staffs;
};

/* Who is where and what will happen to whom; writes nothing. */
struct plan *plan_make(struct demo *d);
void plan_staff(struct demo *d, struct plan *p); /* its staff */
struct spelt spelt_of(const char *en, const char *ur, const char *sd);
/* The spelling of several words in a row, in each script. */
struct spelt spelt_join(struct arena *a, const struct spelt *word, int n,
                        const char *between);
/* Units, staff with their logins, before anything is in the register. */
void staff_make(struct demo *d, const struct plan *p);
/* The whole staff entry, with the day it ends or none. */
struct str staff_said(struct demo *d, const struct staff *s, day until);
/* Who has the body in charge on that day. */
const struct staff *staff_of(const struct plan *p, const struct body *b,
                             day on);
/* A phrase of data/demo/phrases.csv; empty when there is none of that use. */
struct phrases {
    struct str use[60];
    struct spelt text[60];
    int n;
};
struct phrases *phrases_read(struct arena *a);
struct str phrase_pick(const struct phrases *x, const char *use, int script,
                       struct luck *l);
/* ---- two years of it ----------------------------------------------------*/

enum event_what {
    EVENT_BODY,
    EVENT_LINK,
    EVENT_MEMBER,
    EVENT_LEFT,
    EVENT_MEETING,
    EVENT_STANDING,
    EVENT_CHARGE,
    EVENT_HANDOVER,
    EVENT_CHECK,
    EVENT_MEND,
    EVENT_CENSUS,
    EVENT_SURVEY,
    EVENT_LIFE,
    EVENT_OFFICE,
    EVENT_VOTE,
    EVENT_TRUST,
    EVENT_MONEY
};
/* What will be signed at that moment: of which body, member or staff, and in
 * which month or state. */
struct event {
    int64_t at;
    enum event_what what;
    int which, month;
};
/* Meetings are numbered by the month from d->since; these come besides. */
enum { MEETING_FIRST = -1, MEETING_TOO_EARLY = -2 };

struct meeting_mark {
    int body, month;
};
struct checks { /* of one RSP */
    struct str rsp, manager;
    struct meeting_mark *open, *returned;
    size_t n, room, returned_n, returned_room;
};
struct diary {
    struct demo *d;
    struct plan *p;
    const struct phrases *phrases;
    struct event *event;
    size_t n, room;
    struct checks checks[2];
    struct purse *purse; /* demo_money.h */
};
/* One working moment on that day, or the next if it is a Sunday; 0 when that
 * is still to come. */
int64_t diary_moment(const struct demo *d, struct luck *l, day on);
void diary_put(struct diary *y, int64_t at, enum event_what what, int which,
               int month);
struct str diary_operator(const struct diary *y, int area);

void register_plan(struct diary *y); /* bodies, links, members, charges */
void body_keep(struct diary *y, int body);
void link_keep(struct diary *y, int body);
void member_keep(struct diary *y, int member);
void member_leave(struct diary *y, int member);
void household_keep(struct diary *y, int household);
void person_keep(struct diary *y, int person);
/* As she or he is called; `last` is the clan. */
struct spelt person_name(struct diary *y, enum sex sex, uint16_t name,
                         uint16_t last, enum among among, struct luck *l);
/* CNIC and telephone, of some; none that exist. */
void person_secrets(struct buf *out, enum sex sex, bool held, int number,
                    struct luck *l, struct arena *a);
void standing_keep(struct diary *y, int body, int nth);
void charge_keep(struct diary *y, int staff, int body); /* -1: all of hers */
void handover_keep(struct diary *y, int staff);

void meetings_plan(struct diary *y);
day meeting_day(const struct demo *d, const struct body *b, int body,
                int month);
void meeting_keep(struct diary *y, int body, int month);
void meetings_check(struct diary *y, int rsp);
void meetings_mend(struct diary *y, int rsp);

void votes_plan(struct diary *y); /* office bearers, and two elections */
void offices_keep(struct diary *y, int body);
void activists_keep(struct diary *y, int body); /* and what they did */
void vote_keep(struct diary *y, int nth, int step);

void trust_plan(struct diary *y); /* complaints, an audit, assessments */
void trust_keep(struct diary *y, int which, int step);

void money_plan(struct diary *y); /* funds, loans, the RSP's own books */
void money_keep(struct diary *y, int in, int what);
/* What she pays on a loan at a meeting of that day, where her CO's instalments
 * stand in its meetings: the loan and the sum. */
bool money_due(const struct diary *y, int member, day held, struct id *loan,
               paisa *amount);

/* The register as it is taken over, and two years of it. */
void programme_make(struct demo *d);
/* An organiser's phone that was let in, and one that waits. */
void phones_make(struct demo *d);

#endif
