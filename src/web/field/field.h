/* field - what the pages of phones share. */
#ifndef WEB_FIELD_FIELD_H
#define WEB_FIELD_FIELD_H

#include "log/exchange.h"
#include "web/web.h"

/* A no, as phones read it: {"error":key,"text":in words}. */
void app_refuse(struct rq *rq, const char *key);
/* True when the keeper has answered, and not with a no; else it is refused. */
bool app_told(struct rq *rq, bool told, struct str reply);
/* All that whoever asks may read: chosen_all gives it, chosen_end ends it. */
struct chosen *field_choose(struct rq *rq, struct id device);

#endif
