/* rank - what the pages of rankings, gates and choices of needs share. */
#ifndef SAATH_WEB_RANK_H
#define SAATH_WEB_RANK_H

#include "core/feasible.h"
#include "core/portfolio.h"
#include "core/priority.h"
#include "web/register.h"

enum { RANK_NEEDS = PORTFOLIO_ITEMS };

/* A need that stands by itself and is neither done nor dropped, of a body or of
 * one below it; texts in the arena. */
struct open_need {
    struct id need, body;
    struct str title, number;
    int64_t sector, households, poorest, women, men;
    paisa cost;
    bool women_first;
    bool leaf;                /* nothing is merged into it */
    int64_t state;            /* enum need_state */
    struct feasible feasible; /* set by feasible_all */
};
size_t open_needs(struct rq *rq, struct id body, struct open_need **out);
/* What merged needs do not say of themselves is the sum of their leaves. */
void open_needs_sum(struct rq *rq, struct open_need *need, size_t n);

void open_needs_json(struct rq *rq, const struct open_need *need, size_t n);

/* The body that ?body= or the form's field names, where the asker may keep its
 * register; false: it has answered. */
bool rank_body(struct rq *rq, struct id *body);
const char *rank_choice(struct rq *rq, const char *choices, int64_t at);
/* A cell with a number, empty where it is INT_NONE. */
void rank_number(struct rq *rq, int64_t n);

/* ---- gates --------------------------------------------------------------*/

/* A gate as reference data asks for it, in the reader's language. */
struct gates {
    struct feasible_rule *rule;
    struct str *title;
    size_t n;
};
struct gates gates_read(struct rq *rq);
const char *gate_name(struct rq *rq, int gate);
/* What is asked there of a sector. */
struct str gate_asks(const struct gates *g, int32_t sector, int gate, day on);
/* How all of them stand; sector is that of the record `need`, from 0. */
void feasible_all(struct rq *rq, struct id body, struct open_need *need,
                  size_t n);
/* "Feasible", "Not feasible" ...: a chip. */
void feasible_chip(struct rq *rq, enum feasible_end end);
/* The gates of one need, for its own page. */
void feasible_card(struct rq *rq, struct id need, bool keeps);
/* The rankings that it stands in, for its own page. */
void ranked_card(struct rq *rq, struct id need);

#endif
