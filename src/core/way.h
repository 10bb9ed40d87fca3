/* way - how money changed hands, and so which head of account it came to or
 * went from. */
#ifndef SAATH_WAY_H
#define SAATH_WAY_H

#include "core/core.h"

#define WAY_CHOICES "box|bank|cheque|wallet|hand|goods"
enum way { WAY_BOX, WAY_BANK, WAY_CHEQUE, WAY_WALLET, WAY_HAND, WAY_GOODS };

/* One side of a movement, as `struct movement` takes it. */
struct side {
    struct str head; /* static text */
    struct id party; /* ID_NONE: no part of the head */
};
/* The head and the part of it. Bank, cheque and wallet lie at `account`, cash
 * in hand with `taker` until it is banked, goods are owed to who gave them. Not
 * said (-1) is the box. */
struct side way_side(int32_t way, struct id account, struct id taker);

/* What a rule says of the fields way, account, taker: a bank needs its account,
 * a hand its person, and neither is named with another way. */
void way_rule(int32_t way, struct id account, struct id taker,
              struct findings *f);

#endif
