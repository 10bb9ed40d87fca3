/* data - files of data/ and app/ that the binary carries. Generated. */
#ifndef SAATH_DATA_H
#define SAATH_DATA_H

#include "base/base.h"

struct data_file {
    const char *name; /* "reference/places.csv" */
    const unsigned char *bytes;
    size_t n;
};
extern const struct data_file data_table[]; /* by name */
extern const int data_count;
struct str data_find(const char *name); /* empty when absent */

#endif
