/* paper - what pages that print share. */
#ifndef SAATH_WEB_PAPER_H
#define SAATH_WEB_PAPER_H

#include "report/paper.h"
#include "web/web.h"

/* Can this site print? A field app in a browser cannot. */
bool rq_prints(struct rq *rq);
/* The language of the document: ?lang=ur, else the asker's. */
enum lang rq_paper_lang(struct rq *rq);
/* Answers with the document as PDF, once the helper has drawn it; `file` is
 * ASCII, "karwai.pdf". Where it cannot be drawn, says so. */
void rq_paper(struct rq *rq, const char *file, struct paper *p);
/* "Minutes: English, Urdu, Sindhi": links to /ROOM/ID/FILE in each language.
 * Nothing where there is no paper. */
void paper_links(struct rq *rq, const char *word_key, const char *room,
                 struct id id, const char *file);

#endif
