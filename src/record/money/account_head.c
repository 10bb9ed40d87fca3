/* account_head - a head of account: what money is called in the books. */
#include "core/core.h"

struct account_head {
    struct str code, name, name_ur, name_sd;
    int32_t nature, whose, party;
    bool cash;
    int64_t place_in;
};
static const struct field account_head_field[] = {
    TEXT(account_head, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(account_head, name, 120, FIELD_NEED),
    TEXT(account_head, name_ur, 200, 0),
    TEXT(account_head, name_sd, 200, 0),
    CHOICE(account_head, nature, "asset|liability|fund|income|expense",
           FIELD_NEED),
    CHOICE(account_head, whose, "body|rsp|both", FIELD_NEED),
    CHOICE(account_head, party,
           "none|member|loan|account|body|person|staff|rsp|fund|policy|award|"
           "placement",
           0),
    FLAG(account_head, cash, 0),
    COUNT(account_head, place_in, 0, 9999, 0),
};

struct account_head_view; /* its rule needs no view */
static void account_head_rule(const struct account_head *x,
                              const struct account_head_view *v,
                              struct findings *f)
{
    (void)v;
    if (x->cash && x->nature > 0)
        tell(f, STOP, "account_head.cash_is_an_asset", "cash");
}

/* A head of account: asset, liability, fund, income or expense; whose books
 * have it, and by whose parts it is kept. `cash`: box, bank and hand, which the
 * cash book shows. */
RECORD(account_head, .code = "code", .title = "name", .right = RIGHT_BOOK,
       .group = "money");
