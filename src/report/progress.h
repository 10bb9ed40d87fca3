/* progress - the month's report as RSPs write it: its headings, its numbers. */
#ifndef SAATH_REPORT_PROGRESS_H
#define SAATH_REPORT_PROGRESS_H

#include "report/aims.h"
#include "report/inside.h"

/* What was meant, and what was added since July by those of whom it was. */
struct progress_aim {
    int64_t in_month, to_date, in_year, done;
    bool monthly, said; /* said: anything was ever posted for these */
};

/* The headings of the network's table by RSP, in its order. A whole without a
 * code is the sum of its parts. */
struct progress_heading {
    const char *key;   /* in csv and json */
    const char *word;  /* "progress.cos" */
    const char *code;  /* of the whole; NULL */
    const char *parts; /* codes, parted by '|'; "" */
};
extern const struct progress_heading progress_heading[];
extern const int progress_headings;

/* As of the ends of: the month, the month before it, June before its year. */
enum { PROGRESS_NOW, PROGRESS_BEFORE, PROGRESS_JUNE, PROGRESS_POINTS };

struct progress_line {
    const struct progress_heading *of;
    const struct measure *measure; /* of a sum: that of its first part */
    const char *who;               /* a word: "report.women", "report.all" */
    bool whole, sum;
    bool said;
    int64_t at[PROGRESS_POINTS];
    struct figures by_rsp; /* of a sum: none */
    bool aimed;
    struct progress_aim aim;
};
struct progress {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct reference ref;
    struct asked_place scope;
    month at[PROGRESS_POINTS];
    struct aims aims;
    struct id place; /* asked for, or the country */
    struct progress_line *line;
    size_t lines;
    struct story *story; /* what the sheets have seen */
};

/* A place as the month went there, for the story. */
struct progress_place {
    struct str name;
    int64_t households; /* organised in the month */
    bool moved;         /* anything at all was added or lost */
};
/* One that should have reported. */
struct progress_late {
    struct str name;
    bool late;
};
struct story {
    struct progress_place *place;
    size_t places;
    struct progress_late *late;
    size_t lates;
};

/* All that is read for a question but the lines. */
struct progress progress_of(struct db *db, const struct question *q,
                            struct arena *a);

/* A number as the report shows it: money in millions of rupees with three
 * decimals, half away from zero; counts without decimals where they have none.
 * Returns the scale. */
int progress_shown(const struct measure *m, int64_t *v);
void progress_cell(struct sheet_row *row, int col, const struct measure *m,
                   int64_t v);
/* What was meant; of a whole that nobody planned, the sum of its parts when all
 * of them were. False: nothing. */
bool progress_aim(const struct progress *p, const struct measure *m,
                  struct id place, struct progress_aim *out);

/* Binds the place and the RSP asked for as $3 and $4. */
void progress_scope(const struct progress *p, struct rows *r);
void progress_places(struct progress *p, struct sheet *out);
/* The network's table by place, its columns in the network's order. */
bool progress_table(struct progress *p, struct sheet *out, struct findings *f);
void progress_reporters(struct progress *p, struct sheet *out);
void progress_story(struct progress *p, struct sheet *out);

#endif
