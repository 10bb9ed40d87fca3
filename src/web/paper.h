/* paper - what pages that print share. */
#ifndef SAATH_WEB_PAPER_H
#define SAATH_WEB_PAPER_H

#include "report/paper.h"
#include "web/web.h"

/* Can this site print? A field app in a browser cannot. */
bool rq_prints(struct rq *rq);
/* Is this file, "slip.pdf" or "slip.png", made here? A field app draws pictures
 * (app/field/paper.ts). */
bool rq_makes(struct rq *rq, const char *file);
/* The language of the document: ?lang=ur, else the asker's. */
enum lang rq_paper_lang(struct rq *rq);
/* The sheet that the address asks for, ?size=a4|a5|roll58|card; `otherwise` where
 * it asks for none, or for one there is not. */
enum paper_size rq_paper_size(struct rq *rq, enum paper_size otherwise);
/* Answers with the document as PDF or picture, as its plan says, once the
 * helper has drawn it; `file` is ASCII, "karwai.pdf", "passbook.png". Where it
 * cannot be drawn, says so. */
void rq_paper(struct rq *rq, const char *file, struct paper *p);
/* A page of this site as anybody may type it or a code may hold it:
 * "https://saath.example/result/CODE"; empty where nobody said the site's name.
 */
struct str paper_address(struct rq *rq, const char *path, struct str last);
/* "Minutes: English, Urdu, Sindhi": links to /ROOM/ID/FILE in each language.
 * Nothing where FILE is not made here. */
void paper_links(struct rq *rq, const char *word_key, const char *room,
                 struct id id, const char *file);

#endif
