/* card - scorecards for verbs that need no site. */
#ifndef SAATH_CMD_CARD_H
#define SAATH_CMD_CARD_H

#include "cmd/cmd.h"
#include "core/card.h"

enum { LINES_MOST = 16, BANDINGS_MOST = 32 };

/* A card with what was shipped for it. */
struct deck {
    struct card *card;
    const struct likelihood *line[LINES_MOST];
    int lines;
    const struct banding *banding[BANDINGS_MOST];
    int bandings;
};
/* `said` is the code of a card that the program ships, or a file: a record of
 * kind questionnaire as JSON, or csv with a line for each choice (question,
 * choice, points; text if it is there). `points`, or NULL, is a file of
 * question, choice, points for a blind card. False: said, and c->status set;
 * a card that is wrong, or does not add to its maximum, is EXIT_REFUSED. */
bool deck_open(struct cmd *c, const char *said, const char *points,
               struct deck *out);
/* A file of question, choice, points (points of a point: "12.5") as the JSON
 * that kind `weights` keeps. False: said, and c->status set. */
bool points_read(struct cmd *c, const char *path, struct str *json);

#endif
