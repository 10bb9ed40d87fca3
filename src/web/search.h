/* search - what other pages ask of the box that finds people. */
#ifndef SAATH_WEB_SEARCH_H
#define SAATH_WEB_SEARCH_H

#include "web/web.h"

enum { SEARCH_PEOPLE = 10 };
/* Persons whose code begins with the words, or whose name does, as it was
 * written or as it sounds, in any script: by name only for who may read names
 * there. Returns how many. */
size_t search_people(struct rq *rq, struct str words,
                     struct id out[SEARCH_PEOPLE]);

#endif
