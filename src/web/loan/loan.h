/* loan - what the pages of loans share: one loan read with its product, its
 * acts and how it stands today. */
#ifndef SAATH_WEB_LOAN_H
#define SAATH_WEB_LOAN_H

#include "core/loan.h"
#include "web/poverty/survey.h"
#include "web/term.h"
#include "web/typed.h"

enum { LOAN_ACTS_MOST = 4096, LOAN_CHOICES = 80 };

struct loan_page {
    const struct kind *kind;
    const struct loan *is;
    struct id id;
    struct loan_product product; /* code empty: not known here */
    struct loan_terms terms;
    struct loan_act *act; /* in order */
    size_t acts;
    struct loan_book *book;     /* replayed to today */
    struct loan_stand stand;    /* today */
    int64_t steps, steps_least; /* tiers that agreed; that must */
    int64_t tiers;              /* bit i: tier i said yes; bit 4: approved */
    paisa approved;             /* by the last decision; 0: no yes */
    bool decided;               /* there is a decision */
    bool seen;                  /* its use was looked at */
    bool keeps;                 /* may the asker write it */
};
/* The loan that the path names; NULL when it has answered. */
struct loan_page *loan_open(struct rq *rq);
/* "/loan/ID/more" */
const char *loan_path(struct rq *rq, const struct loan_page *l,
                      const char *more);
/* "Asked for", "Approved", "Overdue 12 days" ..., and the class of its chip. */
const char *loan_state_text(struct rq *rq, const struct loan_page *l);
const char *loan_state_class(const struct loan_page *l);
const char *money_text(struct rq *rq, paisa amount); /* "–" where not said */
/* A product by its code; false: there is none. */
bool loan_product_read(struct rq *rq, struct str code, struct loan_product *p);
/* Its title in the reader's language. */
const char *loan_product_title(struct rq *rq, enum lang lang,
                               const struct loan_product *p);

/* The act that is next: a kind's name, or NULL when nothing is to be done. */
const char *loan_next(const struct loan_page *l);

/* ---- an offer -----------------------------------------------------------*/

/* What she would get and pay if she were paid out on `paid`. */
struct offer {
    struct loan_product product;
    struct loan_terms terms;
    struct loan_book *book; /* dues of it; none: no schedule comes of it */
    day paid;
    paisa amount, fee, premium, net, charge, total;
    int64_t apr; /* hundredths of a percent a year; INT_NONE */
};
/* False: its product is not known, or the terms make no schedule. */
bool offer_make(struct rq *rq, const struct loan *l, paisa amount, day paid,
                day first_due, struct offer *out);
void offer_draw(struct rq *rq, const struct offer *o);
/* Of a loan: as it was paid out, or as it would be today. */
bool offer_of(struct rq *rq, const struct loan_page *l, struct offer *out);

/* ---- choosing among a few -----------------------------------------------*/

/* A select of things, by a statement whose rows are ids; `now` is chosen.
 * `need`: there is no blank. */
struct choices {
    struct id id[LOAN_CHOICES];
    size_t n;
};
void choices_add(struct choices *c, struct rows *r);
void choices_draw(struct rq *rq, const struct form *form, const struct field *f,
                  const struct choices *c, struct id now);
/* The body and those above it, the nearest first. */
void choices_above(struct rq *rq, struct choices *c, struct id body, day on);

#endif
