/* meeting - what the pages of a meeting share: the body, its roster as rows of
 * a grid, and the form. */
#ifndef SAATH_MEETING_H
#define SAATH_MEETING_H

#include "web/form.h"
#include "web/grid.h"

enum {
    NEW_ROWS = 3,
    NEW_MOST = 20,
    RESOLVED_ROWS = 2,
    RESOLVED_MOST = 8,
    /* Newcomers with their households, the meeting, what it resolved, and the
     * photograph it was keyed from. */
    DRAFTS_MOST = 3 * NEW_MOST + 1 + RESOLVED_MOST + 1,
    OF_PAGE = -2 /* the draft of the photograph */
};

/* The body that meets. */
struct hall {
    struct id id;
    const char *name;
    struct scope scope;
    int32_t sex;    /* 0 women, 1 men, 2 mixed */
    int64_t saving; /* agreed; INT_NONE */
    bool names;     /* may the asker read names here */
};
/* Somebody who joins at this meeting. */
struct fresh {
    struct id household, person, member;
    struct str name, father, house;
    int32_t sex;
    bool said, house_new;
};
/* Something that the meeting resolves, typed on its sheet. */
struct resolve {
    void *record; /* of kind resolution */
    bool said;
};
struct owings; /* loans that are out: meeting_loan.c */
struct sitting {
    const struct kind *kind;
    struct hall hall;
    void *record;
    struct grid grid;
    struct fresh fresh[NEW_MOST];
    int freshes; /* drawn, the blank ones too */
    struct findings found;
    struct id id; /* of the new entry: a meeting or a fix of one */
    bool posted, fixing;
    struct id meeting, tip; /* of a fix: what it is about, its last word */
    struct id answers;      /* the word that was the last when it was drawn */
    struct str why, took;
    struct id there; /* what stands in the way */
    struct resolve resolve[RESOLVED_MOST];
    int resolves;          /* drawn, the blank ones too */
    struct owings *owings; /* of its members; NULL: not asked yet */
    struct id page;        /* the photograph that is keyed in; none */
    size_t drafts, main;   /* main: which of the drafts is the meeting */
    bool lost; /* it was kept, something that came with it was not */
    /* Which fresh row a draft is of, from NEW_MOST on which resolution; of the
     * meeting -1. */
    int whose[DRAFTS_MOST];
};

/* False: no such body, or it does not count. */
bool hall_find(struct rq *rq, struct id body, struct hall *out);
/* One field of the record, which must be of that type. */
void *meeting_at(const struct sitting *s, const char *field,
                 enum field_type type);
struct sitting *sitting_start(struct rq *rq, const struct hall *hall);
/* The body of a meeting; none when there is no such, or it is not seen. */
struct id meeting_body(struct rq *rq, struct id meeting);
/* An id for what comes along with the entry `of`: always the same one. */
struct id id_beside(struct rq *rq, struct id of, const char *what,
                    struct str name);
/* One more of what is sent together. */
struct draft *draft_next(struct sitting *s, struct draft *d, const char *kind,
                         struct id id, struct buf *b, int whose);
/* The body's members as rows; those not in force on that day are `off`. One
 * query, names and all. */
void roster_read(struct rq *rq, struct sitting *s, day held);
/* The same; those who were in it on no day from one to another are `off`. */
void roster_between(struct rq *rq, struct sitting *s, day from, day to);
/* Inputs as both halves of the form draw them: `value` NULL: as it stands. */
void meeting_input(struct rq *rq, const struct sitting *s, const char *name,
                   const char *value);

/* ---- how it closes: meeting_close.c --------------------------------------*/

/* What the by-law asks of that day and what the meeting before left in the
 * box, as a new sheet offers it. */
void closing_offer(struct rq *rq, struct sitting *s, day held);
void chair_take(struct rq *rq, struct sitting *s);
/* Who presided, the quorum, and the box. */
void box_draw(struct rq *rq, const struct sitting *s);
/* A row of the roster, to choose one of: who proposed, who presided. The page has
 * who is chosen; the others a script takes from the sheet once they are wanted. */
void roster_select(struct rq *rq, const struct sitting *s, const char *name,
                   const char *now);
/* The person of a row of the roster, by its key; none: no such. */
struct id roster_person(struct rq *rq, const struct sitting *s, struct str key);

/* ---- what it resolves: meeting_resolve.c ---------------------------------*/

void resolved_take(struct rq *rq, struct sitting *s);
void resolved_drafts(struct rq *rq, struct sitting *s, struct draft *d);
void resolved_found(struct rq *rq, struct sitting *s, int i,
                    const struct finding *f);
void resolved_draw(struct rq *rq, const struct sitting *s);

/* ---- what members owe: meeting_loan.c ------------------------------------*/

/* Their loans as of that day, once the roster is read: what is due stands in
 * grey. */
void owing_read(struct rq *rq, struct sitting *s, day held);
void owing_take(struct rq *rq, struct sitting *s); /* which loan was meant */
void owing_note(struct rq *rq, const struct sitting *s);
void owing_beside(struct rq *rq, const struct grid *g, int row);

/* ---- the photographed page beside it: meeting_photo.c --------------------*/

/* The photograph goes with the meeting that was keyed from it. */
void page_draft(struct rq *rq, struct sitting *s, struct draft *d);
/* Opens what stands beside the sheet, or the choice of a page where none is
 * chosen; keeps the choice inside the form; closes it again. */
void page_open(struct rq *rq, struct sitting *s);
void page_keep(struct rq *rq, const struct sitting *s);
void page_close(struct rq *rq, const struct sitting *s);

/* The form, with what was found. */
void meeting_draw(struct rq *rq, struct sitting *s);

#endif
