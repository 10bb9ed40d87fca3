/* booklet - a workbook being written, in a folder of its own until it is
 * handed out; private to this folder. */
#ifndef SAATH_BOOKLET_H
#define SAATH_BOOKLET_H

#include <xlsxwriter.h>

#include "base/base.h"

struct booklet {
    lxw_workbook *book;
    char folder[256], path[280];
};

/* False when there is no room for temporary files. `rows_in_turn`: rows are
 * written from the first down, and need no memory. */
bool booklet_open(struct booklet *b, bool rows_in_turn);
/* Hands the bytes to `put` and leaves nothing behind. False after a fault or
 * when `put` said false. */
bool booklet_close(struct booklet *b, bool (*put)(void *self, struct str piece),
                   void *self);

#endif
