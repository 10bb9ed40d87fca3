/* judge - what the files that judge an election share. */
#ifndef SAATH_JUDGE_H
#define SAATH_JUDGE_H

#include "core/vote.h"

#define ACT_COUNTED (ACT_DECLARE | ACT_SEAT)

/* An entry is told what is wrong with it; `path` as of a finding. */
void wrong(struct vote *v, struct id entry, const char *what, const char *path,
           unsigned blocks);
void wrong_ab(struct vote *v, struct id entry, const char *what,
              const char *path, int64_t a, int64_t b, unsigned blocks);
/* Nothing is wrong: it is only not done yet. */
void waits(struct vote *v, const char *what, int64_t a, int64_t b,
           unsigned blocks);

/* The roll that counts, and what is wrong with each; then the papers. */
void roll_pick(struct vote *v);
void roll_judge(struct vote *v, day on);
void papers_judge(struct vote *v);
/* Ballot accounts and sheets; runs every race. */
void poll_judge(struct vote *v);

#endif
