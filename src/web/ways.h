/* ways - the menu: rooms, and the pages of the room one is in. */
#ifndef WEB_WAYS_H
#define WEB_WAYS_H

#include "web/web.h"

/* Draws the menu of who is signed in: the rooms of which they may see a page,
 * then the pages they may see of the room that the page asked for lies in. */
void ways_draw(struct rq *rq);

/* The word of the room that a path lies in, by what it begins with; NULL: in
 * none (search, sign in). */
const char *ways_room(struct str path);

#endif
