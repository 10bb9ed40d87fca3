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

enum { SEARCH_ENTRIES = 12 };
struct search_entry {
    const struct kind *kind;
    struct id id;
};
/* Entries whose id begins with the words (eight hex digits or more), and things
 * whose number or code does; within the asker's reach, and nothing that is told
 * in confidence. Returns how many. */
size_t search_entries(struct rq *rq, struct str words,
                      struct search_entry out[SEARCH_ENTRIES]);

#endif
