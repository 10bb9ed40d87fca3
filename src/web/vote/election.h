/* election - what the pages of an election share. */
#ifndef SAATH_WEB_ELECTION_H
#define SAATH_WEB_ELECTION_H

#include "log/vote.h"
#include "web/office/office.h"
#include "web/register.h"

struct election_page {
    const struct kind *kind;
    const void *record;
    struct id id, body;
    int64_t nature; /* of the body */
    struct vote *v; /* as of today; never NULL */
    bool keeps;     /* may the asker write it */
    bool checks;    /* may they annul it */
    const struct office_kinds *offices;
    struct id *person;   /* everybody who is named in it, by id */
    const char **name;   /* of each */
    const char **father; /* of each, once somebody asked; else NULL */
    size_t persons;
    struct election_symbol { /* of a nomination, by its entry */
        struct id entry;
        struct str symbol;
    } * symbol;
    size_t symbols;
};
/* The election that the path names, judged as of today; NULL when it has
 * answered. */
struct election_page *election_open(struct rq *rq);
/* The same for who may write it: refuses others. */
struct election_page *election_open_to_write(struct rq *rq);

/* ---- words --------------------------------------------------------------*/

/* In the reader's language; "–" of nobody. */
const char *election_who(struct rq *rq, const struct election_page *e,
                         struct id person);
/* Her father or husband, who tells two of one name apart; "" where nobody said.*/
const char *election_father(struct rq *rq, struct election_page *e,
                            struct id person);
const char *election_office(struct rq *rq, const struct election_page *e,
                            struct str code);
const char *election_state(struct rq *rq, enum vote_state state);
const char *election_class(enum vote_state state); /* of its chip */
/* What is wrong, or not done yet, as a sentence. */
void trouble_draw(struct rq *rq, const struct vote_trouble *t);
/* "Chairperson", "Chairperson · round 2" */
const char *election_round(struct rq *rq, const struct election_page *e,
                           struct str office, int64_t round);

/* ---- pieces -------------------------------------------------------------*/

/* "/election/ID/more" */
const char *election_path(struct rq *rq, const struct election_page *e,
                          const char *more);
/* A link back to it, its body and its state: under a heading. */
void election_line(struct rq *rq, const struct election_page *e);
/* Who was elected to what, by how many votes and how. */
void winners_draw(struct rq *rq, const struct election_page *e,
                  const struct vote_winner *w, size_t n);
/* Do voters vote for it? Not while papers are still to be judged, nor where
 * nobody is opposed. */
bool election_polled(const struct vote_race *r);
/* What holds an act up; true when nothing does. */
bool election_may(struct rq *rq, const struct election_page *e,
                  enum vote_act act);
/* The symbol of a nomination, empty where it has none. */
struct str election_symbol(const struct election_page *e, struct id nomination);
/* The same as a picture with its name; nothing where it is none of ours. */
void symbol_draw(struct rq *rq, struct str name);
/* Options of a select: everybody on the roll, or the candidates of an office,
 * by name; `now` is chosen. */
void voters_options(struct rq *rq, const struct election_page *e,
                    struct id now);
/* "Code 7KQ2-…" of a digest, as a link to where anyone checks it. */
void digest_draw(struct rq *rq, struct hash digest);

/* ---- sending ------------------------------------------------------------*/

/* Facts of one act, kept together; the election's page is shown after it, and
 * `again` with what was found otherwise. */
typedef void election_again(struct rq *rq, void *self,
                            const struct findings *f);
void election_keep(struct rq *rq, const struct election_page *e,
                   struct draft *d, size_t n, election_again *again,
                   void *self);

/* ---- on other pages -----------------------------------------------------*/

/* The last elections of a body, and the way to call one. */
void elections_card(struct rq *rq, struct id body, bool keeps);

/* ---- its parts, drawn elsewhere -----------------------------------------*/

void election_papers(struct rq *rq, const struct election_page *e);
void election_counts(struct rq *rq, const struct election_page *e);
void election_result(struct rq *rq, const struct election_page *e);
/* What can be printed of it now: election_paper.c. */
void election_prints(struct rq *rq, const struct election_page *e);

#endif
