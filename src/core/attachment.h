/* attachment - what is taken as a file, said by its first bytes. Pure; the kind
 * itself is record/site/attachment.c. */
#ifndef SAATH_ATTACHMENT_H
#define SAATH_ATTACHMENT_H

#include "base/base.h"

enum { ATTACHMENT_MOST = 8 << 20 }; /* bytes */

/* "jpeg|png|webp|pdf" by number; -1: none of these, whatever its name. */
int attachment_type(struct str bytes);
const char *attachment_mime(int type);
const char *attachment_suffix(int type); /* ".jpg" */

/* Completes the body of an attachment with hash, size and type of the bytes it
 * is about; what it said of them itself counts for nothing. NULL, or why the
 * bytes are not taken: the name of a finding. */
const char *attachment_fill(struct str bytes, struct arena *a,
                            struct str *body);

#endif
