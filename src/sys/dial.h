/* dial - asking a served site over HTTP or HTTPS, for an exchange. */
#ifndef SAATH_DIAL_H
#define SAATH_DIAL_H

#include "base/base.h"

struct dial;
/* "http://HOST[:PORT]" or "https://...". `pin` is the SHA-256 of the
 * certificate in hex; "" asks those whom this machine trusts. NULL and *why, a
 * word's key. */
struct dial *dial_open(const char *url, const char *pin, const char **why);
void dial_close(struct dial *d); /* also NULL */
/* One POST. What comes back is given to `came` as it comes, at most 256 MiB.
 * False: the line broke, it was no answer of ours, or `came` said no. */
typedef bool dial_came(void *self, struct str bytes);
bool dial_post(struct dial *d, const char *path, struct str body,
               dial_came *came, void *self);
/* A moment before the next try: longer each time. */
void dial_wait(int tries);

#endif
