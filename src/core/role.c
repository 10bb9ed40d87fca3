/* role - which posts may do what. Administrators keep the system: they neither
 * issue reports nor, later, approve money or read what is sealed. */
#include "core/core.h"

#define MAY(right) (1u << (right))

static const unsigned role_rights[ROLES] = {
    [ROLE_ADMINISTRATOR] = MAY(RIGHT_SEE) | MAY(RIGHT_SEE_LOG) |
                           MAY(RIGHT_WRITE) | MAY(RIGHT_IMPORT) |
                           MAY(RIGHT_ADMIN),
    [ROLE_HEAD_OFFICE] = MAY(RIGHT_SEE) | MAY(RIGHT_SEE_LOG) |
                         MAY(RIGHT_WRITE) | MAY(RIGHT_IMPORT) |
                         MAY(RIGHT_ISSUE),
    [ROLE_MONITOR] = MAY(RIGHT_SEE) | MAY(RIGHT_SEE_LOG) | MAY(RIGHT_WRITE) |
                     MAY(RIGHT_IMPORT) | MAY(RIGHT_ISSUE),
    [ROLE_MANAGER] = MAY(RIGHT_SEE) | MAY(RIGHT_SEE_LOG) | MAY(RIGHT_WRITE) |
                     MAY(RIGHT_IMPORT),
    [ROLE_OPERATOR] = MAY(RIGHT_SEE) | MAY(RIGHT_WRITE) | MAY(RIGHT_IMPORT),
    [ROLE_AUDITOR] = MAY(RIGHT_SEE) | MAY(RIGHT_SEE_LOG),
    [ROLE_VIEWER] = MAY(RIGHT_SEE),
    [ROLE_PUBLIC] = 0,
};

bool role_may(enum old_role role, enum right right)
{
    MUST((int)role >= 0 && role < ROLES);
    return right == RIGHT_NONE || (role_rights[role] & MAY(right));
}

bool role_writes(enum old_role role, const struct kind *k)
{
    return role_may(role, kind_right(k));
}
