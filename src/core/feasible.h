/* feasible - can what is wanted be done: eight gates, of which a need must pass
 * those that its sector asks for (institutions.md 8.1). */
#ifndef SAATH_FEASIBLE_H
#define SAATH_FEASIBLE_H

#include "core/core.h"

enum { FEASIBLE_GATES = 8 };
#define FEASIBLE_GATE_NAMES                                                    \
    "capacity|willingness|own_resources|outside_resources|technical|social"    \
    "|environmental|financial"
enum feasible_result { FEASIBLE_PASS, FEASIBLE_FAIL, FEASIBLE_CONDITIONAL };
#define FEASIBLE_RESULTS "pass|fail|conditional"

/* What a sector asks for; of sector -1: any that no row of its own speaks of. */
struct feasible_rule {
    int32_t sector, gate;
    bool needed;
    day since, until; /* DAY_NONE: open */
};
/* Bit g: gate g is needed, on that day. Of two rows of one sector that both hold
 * the later `since` counts. */
unsigned feasible_needed(const struct feasible_rule *r, size_t n,
                         int32_t sector, day on);

/* Somebody looked at a gate. */
struct feasible_said {
    struct id entry;
    int32_t gate, result;
    day held;
};
enum feasible_end {
    FEASIBLE_YES,
    FEASIBLE_NOT,   /* a gate that is needed was failed */
    FEASIBLE_WAITS, /* on what would change a condition into a pass */
    FEASIBLE_OPEN   /* a gate that is needed was not looked at */
};
#define FEASIBLE_ENDS "yes|not|waits|open"
struct feasible {
    enum feasible_end end;
    unsigned needed, open, failed, waits;             /* bits of gates */
    const struct feasible_said *last[FEASIBLE_GATES]; /* NULL: nobody yet */
};
/* Of each gate what was said last counts: by day, of one day the greater entry.
 * A function of the set. */
struct feasible feasible_of(unsigned needed, const struct feasible_said *said,
                            size_t n);

#endif
