/* body_old - the sheet of a body that is older than its register: what its two
 * halves share, reading and drawing. */
#ifndef SAATH_BODY_OLD_H
#define SAATH_BODY_OLD_H

#include "web/batch.h"
#include "web/typed.h"

enum { ROWS_FIRST = 20, ROWS_MORE = 10, ROWS_MOST = 60, OFFICES_MOST = 40 };

struct old_row {
    struct str name, father, house, joined, office;
    int32_t sex;
    struct date since; /* joined */
    bool said;
};
struct old_page {
    struct form body, opening, formation;
    struct id id; /* of the body to be */
    struct old_row row[ROWS_MOST];
    int rows;
    day officers; /* since when they hold office; none: since formation */
    struct findings found;
    bool posted;
    struct batch batch;
    struct {
        const char *code, *title;
    } office[OFFICES_MOST];
    int offices;
};

/* What is asked of each of the three; the rest of their fields stays open. */
extern const char *const old_of_body[], *const old_of_formation[],
                                            *const old_of_opening[];
enum { OF_BODY = 10, OF_FORMATION = 4, OF_OPENING = 7 };

/* "row.3.name", and where it is found: "row[3].name", "row[3]" for all of it. */
const char *old_name(struct rq *rq, int row, const char *field);
const char *old_path(struct rq *rq, int row, const char *field);
bool old_stopped(const struct old_page *p); /* is there any STOP */
void old_draw(struct rq *rq, struct old_page *p);

#endif
