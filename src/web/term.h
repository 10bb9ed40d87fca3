/* term - what the pages of a thing say of it: terms, steps, money, findings. */
#ifndef SAATH_WEB_TERM_H
#define SAATH_WEB_TERM_H

#include "web/register.h"

/* "Goth Ali, H-12": where a household is, and its number, as a link. */
void household_line(struct rq *rq, struct id household);
/* Rupees, "" for INT_NONE. */
const char *rupees(struct rq *rq, paisa amount);
/* A row of a list of terms: nothing where the value is empty. */
void term(struct rq *rq, const char *word_key, const char *value);
void term_link(struct rq *rq, const char *word_key, const char *kind,
               struct id id);
/* A step of a thing's way: done on a day, or open with what is to be done. */
void step_line(struct rq *rq, const char *word_key, day done, day due,
               bool open);

/* What was found of an entry, and the way to it and its corrections. */
void findings_said(struct rq *rq, struct id entry);
void entry_tools(struct rq *rq, struct id entry);
/* When a second person took an entry back; DAY_NONE: it stands. */
day taken_back_on(struct rq *rq, struct id entry);
const char *day_iso(struct rq *rq, day d); /* for an address */

/* A title that stands in columns col (English), col + 1, col + 2: in the asker's
 * language, else in English. Of the request's arena. */
const char *in_their_words(struct rq *rq, const struct rows *r, int col);

#endif
