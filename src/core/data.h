/* data - files of data/ and app/ that the binary carries. Generated. */
#ifndef SAATH_DATA_H
#define SAATH_DATA_H

#include "core/core.h"

struct data_file {
    const char *name; /* "reference/places.csv" */
    const unsigned char *bytes;
    size_t n;
    size_t
        whole; /* its bytes before zlib packed it; 0: it lies here as it is */
};
extern const struct data_file data_table[]; /* by name */
extern const int data_count;
/* What only one program carries, ended by a NULL: the field app's kernel. */
extern const struct data_file data_more[] __attribute__((weak));
/* Empty when absent; that it is packed (font/, demo/) is a bug: sys_data. */
struct str data_find(const char *name);

/* A phone's kernel carries English; another language travels as one text that
 * tools/mkwords writes: its name, the mark of all keys, then the words in the order
 * of word_table, each ended by a 0. words_take keeps such a text and its index in
 * `life`, until the next of that language; false: it is no such text, or of another
 * build. */
extern const unsigned long long word_mark; /* generated: which keys there are */
bool words_take(struct str text, struct arena *life);

#endif
