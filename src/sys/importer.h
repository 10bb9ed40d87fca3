/* importer - the importer as pages use it: look at a file, write nothing. */
#ifndef SAATH_IMPORTER_H
#define SAATH_IMPORTER_H

#include "web/web.h"

const struct web_importer *site_importer(void);

#endif
