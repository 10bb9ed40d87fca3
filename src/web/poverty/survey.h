/* survey - what the pages of a survey share. */
#ifndef SAATH_WEB_SURVEY_H
#define SAATH_WEB_SURVEY_H

#include "core/choice.h"
#include "web/form.h"
#include "web/register.h"

enum stage_state {
    STAGE_OPEN,
    STAGE_CLOSED,
    STAGE_VERIFIED,
    STAGE_VALIDATED,
    STAGE_LOCKED,
    STAGES
};
struct survey_stage {
    struct id entry; /* none: nobody said anything, it is open */
    int state;
    day since;
};
struct survey_sample {
    struct id entry; /* none: not drawn yet */
    day made;
    int64_t share, scores, drawn, done;
    struct hash seed;
};
struct survey_page {
    const struct kind *kind;
    struct id id, place;
    const void *record;
    const char *code;
    bool homes; /* may its households be shown: who is limited to its project
                 * sees the survey, and none of them */
    struct survey_stage stage; /* the last one said */
    struct survey_sample sample;
};
/* The survey that the path names; NULL when it has answered. */
struct survey_page *survey_open(struct rq *rq);
/* May the asker see the households of a place: they are of no RSP and project.
 */
bool survey_homes(struct rq *rq, struct id place);
/* A link back to it, and its place: under a heading. */
void survey_line(struct rq *rq, const struct survey_page *s);
/* "#survey.thing" pages of a long list: which rows. */
enum { SURVEY_ROWS = 100 };
int64_t survey_skip(struct rq *rq);

/* Drafts to the keeper; a page of ours is shown when they were kept, `again`
 * otherwise with what was found. */
struct survey_send {
    const char *to; /* path after it was kept */
    void (*again)(struct rq *rq, void *self, const struct findings *f);
    void *self;
    size_t drafts;
};
void survey_keep(struct rq *rq, struct draft *d, size_t n,
                 struct survey_send *send);

/* A share as a percent with two decimals: "12.34 %"; "–" of nothing. */
const char *percent_text(struct rq *rq, int64_t part, int64_t of);
/* A score as people read it: "16.17", "18"; "–" of none. */
const char *score_text(struct rq *rq, int64_t score);
/* One part of an answer as a sentence in the reader's language. */
const char *part_text(struct rq *rq, const struct choice_part *p);
/* All parts of an answer as a list, with its verdict before them. */
void choice_draw(struct rq *rq, const struct choice_answer *c);

#endif
