/* pulse - how one body stands in its rhythm today, for its own page. */
#ifndef SAATH_WEB_PULSE_H
#define SAATH_WEB_PULSE_H

#include "core/pulse.h"
#include "web/web.h"

struct pulse_seen {
    enum pulse_state state;
    day since; /* it has been so */
    day until; /* what it is lapses then if nobody meets; DAY_NONE: never */
    enum pulse_state then; /* into this */
    bool fades;            /* irregular, on its way to be dormant */
    struct id by;          /* the entry that it rests on */
    bool found;            /* somebody found it so; else its meetings say it */
};
/* As of a day. */
struct pulse_seen pulse_see(struct rq *rq, struct id body, day on);
/* The state in words, "formed" before it is judged; its chip's class. */
const char *pulse_word(struct rq *rq, enum pulse_state state);
const char *pulse_chip(enum pulse_state state);
/* "active since 3 June 2014 · irregular from 1 July 2014 unless it meets", and
 * the visits to the body with what is to follow. */
void pulse_card(struct rq *rq, struct id body, const struct pulse_seen *s);

#endif
