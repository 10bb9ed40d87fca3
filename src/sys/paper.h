/* paper - documents of report/paper.h as PDF, drawn by a process of its own. */
#ifndef SAATH_SYS_PAPER_H
#define SAATH_SYS_PAPER_H

#include "report/paper.h"
#include "sys/sys.h"

/* The helper of a site that serves: answers each frame with paper_reply(). It
 * opens its libraries and jails itself when the first one comes. */
void paper_serve(int listen_fd, int stop_fd);

/* One document, for the command line: in a child of our own, jailed like the
 * helper. False: the child died or took too long; out->made then says
 * PAPER_NONE. The PDF lives in the arena. */
bool paper_make(struct str document, struct arena *a, struct paper_told *out);

#endif
