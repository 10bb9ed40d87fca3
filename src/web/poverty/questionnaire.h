/* questionnaire - what its pages share. */
#ifndef SAATH_WEB_QUESTIONNAIRE_H
#define SAATH_WEB_QUESTIONNAIRE_H

#include "web/poverty/answer.h"

/* A code without its version: what stands before the last "-" with digits
 * behind it, or all of it. */
struct str version_stem(struct str code);
/* The code of the next version: "SPS-002" after "SPS-001", "FORM-2" after
 * "FORM"; the first that nobody has taken. */
const char *version_next(struct rq *rq, struct str code);

/* ---- one being made ------------------------------------------------------*/

enum { MAKE_QUESTIONS = 120, MAKE_CHOICES = 60, KEY_MOST = 9999 };

struct made_row {
    int key, of;  /* of: key of its question; -1: it is a question */
    void *record; /* struct inquiry or struct choice */
    int at;       /* of a choice: its row among all choices */
    bool bare;    /* just added: nothing was typed */
};
struct rows_made {
    struct made_row *at;
    int n;
};
struct make {
    const struct kind *kind;
    const struct field *question, *choice; /* of the kind's ROWS */
    struct questionnaire q;
    struct rows_made questions, choices; /* in their order */
    bool posted;
    struct findings found;
    bool look; /* show it as it will be asked */
};

/* Names of inputs and paths of findings. */
const char *make_name(struct rq *rq, const struct made_row *r,
                      const char *field);
const char *make_path(struct rq *rq, const struct make *m,
                      const struct made_row *r, const char *field);
/* The number that the next question, or choice of question `of`, will have. */
int make_key_free(const struct rows_made *all, int of);
void make_draw(struct rq *rq, const struct make *m);

static inline struct inquiry *made_inquiry(const struct made_row *r)
{
    return r->record;
}

static inline struct choice *made_choice(const struct made_row *r)
{
    return r->record;
}

#endif
