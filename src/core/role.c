/* role - rights as a set. Which post holds which is data: record `role`, shipped
 * in data/reference/roles.csv. */
#include "core/core.h"

unsigned right_bit(enum right right)
{
    MUST((int)right >= 0 && right < RIGHTS);
    return 1u << right;
}

bool rights_hold(unsigned rights, enum right right)
{
    return right == RIGHT_NONE || (rights & right_bit(right)) != 0;
}

unsigned rights_read(struct str name)
{
    int at = choice_find(RIGHT_CHOICES, name);

    return at > 0 ? right_bit((enum right)at) : 0;
}
