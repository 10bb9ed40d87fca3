/* way - how money changed hands. */
#include "core/way.h"

static bool way_banks(int32_t way)
{
    return way == WAY_BANK || way == WAY_CHEQUE || way == WAY_WALLET;
}

struct side way_side(int32_t way, struct id account, struct id taker)
{
    if (way_banks(way))
        return (struct side){ S("bank"), account };
    if (way == WAY_HAND)
        return (struct side){ S("hand"), taker };
    if (way == WAY_GOODS)
        return (struct side){ S("payable"), ID_NONE };
    return (struct side){ S("box"), ID_NONE };
}

void way_rule(int32_t way, struct id account, struct id taker,
              struct findings *f)
{
    if (way_banks(way) && id_none(account))
        tell(f, WARN, "way.no_account", "account");
    if (!way_banks(way) && !id_none(account))
        tell(f, WARN, "way.account_unused", "account");
    if (way == WAY_HAND && id_none(taker))
        tell(f, WARN, "way.no_taker", "taker");
}
