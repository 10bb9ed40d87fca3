/* mine - a member's own page, by the code in her passbook. */
#ifndef SAATH_WEB_MINE_H
#define SAATH_WEB_MINE_H

#include "web/web.h"

enum { MINE_TOKEN = 32 }; /* hex digits of a code */
bool mine_token_good(struct str token);

#endif
