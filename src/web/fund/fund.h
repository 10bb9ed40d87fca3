/* fund - what the pages of funds and agreements share. */
#ifndef SAATH_WEB_FUND_H
#define SAATH_WEB_FUND_H

#include "report/fund.h"
#include "web/typed.h"
#include "web/web.h"

/* May the asker, by this right, in all that is an RSP's? */
bool fund_may(struct rq *rq, enum right right, struct id rsp);
/* Months of a page: ?from=, ?to=, else of this fiscal year. */
struct question fund_question(struct rq *rq);
/* Rupees, or a currency's units, with every digit; "–" of INT_NONE. */
const char *fund_money(struct rq *rq, int64_t n);
const char *fund_class(struct rq *rq, int class);
/* From one month to another, as a form that asks again; fields of the query
 * that must stay. */
void fund_months(struct rq *rq, const struct question *q);
/* A link to the form of a kind: nothing for who may not write it. `path` is
 * "/new/tranche?agreement=", what follows an id. */
void fund_add(struct rq *rq, const char *kind, const char *path, struct id id,
              const char *key, struct id rsp);
/* CSV, JSON, XLSX and PDF of this page. */
void fund_forms(struct rq *rq);

/* ---- forms of money that moves ---------------------------------------------*/

struct money_form {
    struct form form;
    const char *title; /* word key */
    const char *to;    /* path, once it was kept */
    /* Draws a field in its own way; false: as any other. */
    bool (*special)(struct rq *rq, const struct money_form *m,
                    const struct field *f);
    void (*above)(struct rq *rq, const struct money_form *m); /* or NULL */
    const struct money_group {
        const char *key;    /* word of the legend */
        const char *fields; /* names parted by blanks */
        bool folded;
    } * group;
    int groups;
};
/* What was typed, or what the address says; `held` is today. */
void money_form_start(struct rq *rq, struct money_form *m, const char *kind);
void money_form_draw(struct rq *rq, const struct money_form *m);
/* Judges and sends it. */
void money_form_send(struct rq *rq, struct money_form *m);
/* Its members by name. */
struct id money_form_id(const struct money_form *m, const char *field);
struct str money_form_str(const struct money_form *m, const char *field);
void money_form_set(struct money_form *m, const char *field, struct id id);
/* Opens a select over a field; options; closes it with what was found. */
void money_select_open(struct rq *rq, const struct field *f);
void money_option(struct rq *rq, const char *value, const char *text, bool now);
void money_select_close(struct rq *rq, const struct money_form *m,
                        const struct field *f);

#endif
