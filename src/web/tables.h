/* tables - the tables of a page as files, read out of the page as it was drawn:
 * what stands in a file is what its reader was shown, and no more. */
#ifndef SAATH_WEB_TABLES_H
#define SAATH_WEB_TABLES_H

#include "web/web.h"

enum { TABLES_MOST = 24 }; /* of one page; those beyond are left out */

/* Links to the tables of what was drawn so far, where the page does not make a
 * file of each itself: one file of each, and a workbook of all. */
void tables_links(struct rq *rq);
/* Was a page with tables asked for as a file (?file=csv&table=2, ?file=xlsx)? Then
 * the file is the answer in place of the page. */
void tables_file(struct rq *rq);

#endif
