/* said - what a member says on her own page, as the keeper keeps it.
 *
 * She has no login and no right; who she is, stands in no open text. So the site
 * itself signs, and only this: a complaint, of the body that the code belongs to,
 * through the channel "own_page". The keeper reads body, place and name by the code,
 * whatever a page asked. Her name is sealed as any complainant's, or left out. */
#ifndef SAATH_WEB_SAID_H
#define SAATH_WEB_SAID_H

#include "log/log.h"

#define SAID_CHANNEL "own_page"
enum { SAID_TOLD_MOST = 2000 }; /* bytes of her own words */

struct said {
    struct hash mark;  /* of her code */
    struct id id;      /* of the entry: sent twice it is one */
    struct str number; /* of the receipt */
    struct str nature; /* a choice of complaint.nature */
    struct str told;   /* in her own words; not empty */
    bool named;        /* with her name */
};
/* {"id","mark","named","nature","number","told"}; the reply is one outcome. */
struct str said_ask(struct arena *a, const struct said *s);
bool said_read(struct str payload, struct arena *a, struct said *out);
/* What is to be kept of it, by `holder`. False: the code opens nothing now. */
bool said_draft(struct db *db, const struct said *s, struct str holder,
                day today, struct arena *a, struct draft *out);

#endif
