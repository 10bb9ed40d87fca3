/* linkage - what the pages of linkages and joint committees share. */
#ifndef SAATH_WEB_LINKAGE_H
#define SAATH_WEB_LINKAGE_H

#include "core/linkage.h"
#include "web/term.h"

enum { LINKAGES_SHOWN = 50 };

/* How a row `k` of linkage_kept stands on day $N: an enum linkage_stands, as
 * linkage_stands() says it of the same row. */
#define STANDS_SQL(day)                                                        \
    "CASE WHEN k.stage = 4 THEN 5 WHEN k.stage = 5 THEN 6 WHEN k.stage = 6 "   \
    "OR k.lapsed_on <= " day " THEN 4 WHEN k.late_on <= " day " THEN 3 WHEN "  \
    "k.silent_on <= " day " THEN 1 WHEN k.answered IS NULL AND k.stage <= 1 "  \
    "THEN 0 ELSE 2 END"

/* A linkage as it stands: its row of linkage_kept. */
struct linkage_row {
    struct id id, body, agency;
    struct linkage_state state;
    bool self_help;
};
/* False: it does not count. */
bool linkage_read(struct rq *rq, struct id id, struct linkage_row *out);
/* "overdue since 3 May 2014" as a chip. */
void stands_chip(struct rq *rq, const struct linkage_row *row);
const char *stands_word(struct rq *rq, enum linkage_stands stands);
/* The office as the reader calls it: the agency's name, or what was typed. */
const char *office_text(struct rq *rq, struct id agency, struct str office);

#endif
