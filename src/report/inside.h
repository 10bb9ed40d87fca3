/* inside - what the files of report/ share with each other and nobody else. */
#ifndef SAATH_REPORT_INSIDE_H
#define SAATH_REPORT_INSIDE_H

#include "report/report.h"

enum {
    LEVEL_COUNTRY,
    LEVEL_PROVINCE,
    LEVEL_DIVISION,
    LEVEL_DISTRICT,
    LEVEL_TALUKA,
    LEVEL_UC,
    LEVEL_TAPA,
    LEVEL_DEH,
    LEVEL_SETTLEMENT
};
enum across { ACROSS_SUM, ACROSS_MAX, ACROSS_SAME };

/* ---- reference: small tables, read once for a report --------------------*/

struct measure { /* an indicator, as reports need it */
    struct str code, name, split_of;
    int scale, across, split, unit;
    bool flow;
    int rank; /* in the order of the data */
};
struct runner { /* an organisation */
    struct id id;
    struct str code;
    bool network;
};
struct spot {           /* a place */
    struct id id, home; /* home: what it is grouped under */
    struct str name;
};
struct reference {
    struct measure *measure;
    size_t measures;
    struct runner *runner;
    size_t runners;
    struct memo *memo; /* tallies read so far */
};
struct reference reference_read(struct db *db, struct arena *a, enum lang lang);
const struct measure *measure_find(const struct reference *r, struct str code);
#define KEPT "kept." /* before an indicator: what post_kept() says of it */
#define DETAIL '@'   /* behind one: a part of it, "hh@CARD.23" */
/* The same for "kept.X" and "X@..." too, with the measure of X; NULL: no such
 * indicator. */
const struct measure *measure_kept(const struct reference *r, struct arena *a,
                                   struct str code);
/* What the question adds to an indicator: of COs the groups, of CO members
 * those of groups. Empty: nothing. */
struct str measure_also(const struct question *q, struct str code);
const struct runner *runner_find(const struct reference *r, struct id id);
/* Places of a level by name; `within` none: all of them. */
struct spots {
    struct spot *at;
    size_t n;
};
struct spots spots_read(struct db *db, struct arena *a, int level,
                        int home_level, struct id within, day on,
                        enum lang lang);
/* -1: no such place. */
int place_level(struct db *db, struct id place, struct arena *a, enum lang lang,
                struct str *name);

#define MEMO_MOST 32
struct memo;
struct memo *memo_start(struct arena *a);

/* ---- tally: one indicator at one level, shared places counted once ------*/

struct known { /* a thing that is known one by one */
    struct id home;
    const struct figure *figure;
};
struct tally {
    const struct reference *reference;
    const struct measure *measure;
    struct figures own;
    struct known *known; /* by home, place, rsp */
    size_t knowns;
};
/* `ask` says all but the indicator. What several sheets of a report need is
 * read once: ask for the same months in the same order. */
struct tally tally_read(struct db *db, struct arena *a,
                        const struct reference *r, const struct measure *m,
                        const struct figure_ask *ask);
/* The place's number by the indicator's rule, as of the point; of one rsp,
 * or of all when that is none. False where nothing was posted. */
bool tally_place(const struct tally *t, struct id place, struct id rsp,
                 int point, int64_t *out);

/* The number of a scope above the districts: what its places have, by the
 * rule, and what stands in none of them. */
struct scope_ask {
    int level;                    /* of the scope; 0..2 */
    struct id place;              /* none: the whole network */
    const struct spots *district; /* those within, with their homes */
};
bool tally_scope(const struct tally *districts, const struct figures *scope,
                 const struct scope_ask *s, struct id rsp, int point,
                 int64_t *out);

/* ---- a number for the place asked for -----------------------------------*/

struct asked_place {
    int level; /* of the place asked for; 0: none */
    day on;
    struct spots district; /* within it; scope_alone leaves it empty */
};
/* Level and day, for whoever asks no measure that counts districts. */
struct asked_place scope_alone(struct db *db, const struct question *q,
                               struct arena *a);
/* For one measure, or NULL: for any. */
struct asked_place scope_open(struct db *db, const struct question *q,
                              const struct measure *m, struct arena *a);
struct number {
    struct figures by_rsp; /* as each states it */
    bool said;
    int64_t total[FIGURE_POINTS]; /* of q's rsp, or of all */
};
struct number number_read(struct db *db, struct arena *a,
                          const struct reference *r,
                          const struct asked_place *s, const struct question *q,
                          const struct measure *m, const month *at, int points);

/* Whose number it is: of a place, for an RSP and a project; none: of all. */
struct whose {
    struct id place, rsp, project;
};
/* The same for another place, RSP and project than the question's. False: no such
 * place, or nothing was ever posted there. */
bool number_whose(struct db *db, struct arena *a, const struct reference *r,
                  const struct question *q, const struct measure *m,
                  const struct whose *w, const month *at, int points,
                  int64_t *out);

/* As figure_totals, for who has read the reference already. */
struct place_total;
void totals_read(struct db *db, const struct reference *r,
                 const struct question *q, struct str indicator, int level,
                 const struct id *place, size_t n, struct place_total *out);

/* Sheets that several reports have. */
void cumulative_sheet(struct db *db, const struct question *q,
                      const struct reference *ref, struct arena *a,
                      struct sheet *out);
void counters_sheet(struct db *db, const struct question *q,
                    const struct reference *ref, struct arena *a,
                    struct sheet *out);
void period_sheet(struct db *db, const struct question *q,
                  const struct reference *ref, struct arena *a,
                  struct sheet *out);

/* ---- small helps --------------------------------------------------------*/

/* A name whose three languages stand side by side; English where the asked one
 * is missing. */
struct str name_in(const struct rows *r, int english, enum lang lang,
                   struct arena *a);
struct str month_said(struct arena *a, month m);
/* Is it a month or a code such as 2014-12 or 2018+, which reads the same way
 * everywhere, and would turn round among Urdu words? */
bool turns_round(struct str token);
struct str words_join(struct arena *a, struct str one, struct str two);
/* "/postings?indicator=hh&place=...&rsp=...&as_of=2014-12" */
struct str postings_link(struct arena *a, const struct question *q,
                         const char *indicator, struct id place, struct id rsp,
                         month as_of, bool unplaced);
/* "Outreach", "as of 2014-12, Sindh, SRSO" */
struct str question_caption(struct db *db, const struct question *q,
                            struct arena *a);
/* The places, organisations and projects asked for must be there. */
bool question_good(struct db *db, const struct question *q, struct arena *a,
                   struct findings *f);

#endif
