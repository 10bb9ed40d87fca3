/* reader - what the readers of tables share; private to this folder. */
#ifndef SAATH_READER_H
#define SAATH_READER_H

#include "table.h"

/* ---- trouble ------------------------------------------------------------*/

/* The first trouble sticks. Returns false, so that saying it and leaving are
 * one line. `detail` may be any bytes; only printable ASCII is kept. */
bool trouble(struct table_trouble *t, const char *code, int row,
             const char *detail);

/* ---- tray: a row being filled -------------------------------------------*/

/* Memory that every row of a table uses again. Text is added, then closed as
 * the cell of a column. Columns rise. */
struct tray {
    struct arena *arena;
    char *text;
    size_t n, room; /* bytes of text */
    size_t from;    /* where the open cell's text starts */
    int cells;      /* up to the last that is not empty */
    struct cell cell[TABLE_CELLS];
    size_t start[TABLE_CELLS];
};

void tray_clear(struct tray *y);
void tray_add(struct tray *y, const char *p, size_t n);
/* False when the row is too wide. An empty cell beyond the width is nothing. */
bool tray_close(struct tray *y, int column, enum cell_kind kind, bool formula);
/* The same for text that lives on elsewhere. */
bool tray_put(struct tray *y, int column, enum cell_kind kind, bool formula,
              struct str text);
void tray_row(struct tray *y, struct row *out); /* n and cell */

/* ---- encoding: bytes to UTF-8 -------------------------------------------*/

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_1256,
    ENCODING_1252
};
#define DECODER_BYTES 65536

/* UTF-8 comes as it lies in the file, all at once; else block by block. */
struct decoder {
    struct str rest;
    enum encoding as;
    char *block;     /* DECODER_BYTES; NULL for UTF-8 */
    const char *bad; /* file.encoding, file.nul or file.truncated */
};

const char *encoding_name(enum encoding e);
/* How the text is written, judged on all of it. False: *why says. */
bool decoder_open(struct decoder *d, struct str bytes, struct arena *a,
                  struct table_trouble *why);
/* False at the end, or where the bytes are bad. */
bool decoder_next(struct decoder *d, struct str *block);

/* ---- zip: parts of a zip in memory --------------------------------------*/

struct zip;
struct zip *zip_open(struct str bytes, struct arena *a,
                     struct table_trouble *why);
void zip_close(struct zip *z); /* also takes NULL */
/* Unzipped bytes of a part as the zip states them; -1 if there is none.
 * Closes the part that is open. */
int64_t zip_find(struct zip *z, const char *part);
/* One part is open at a time. Refused when larger than `most`. */
bool zip_start(struct zip *z, const char *part, int64_t most,
               struct table_trouble *why);
/* Bytes read; 0 at an end whose length and checksum were right; -1 and *why. */
int zip_read(struct zip *z, void *to, int room, struct table_trouble *why);
int zip_progress(const struct zip *z); /* 0 to 1000, of the part */

/* ---- the readers --------------------------------------------------------*/

struct sheet {
    struct str name;
    const char *part;
    bool hidden;
};

struct table {
    enum table_form form;
    struct str bytes;
    struct arena memory; /* of its own: a caller may mark and give back
                               * the arena it gave us between two rows */
    struct table_trouble trouble;
    const char *encoding;
    char delimiter;
    int sheets;
    struct sheet *sheet;
    bool reading; /* between table_rows and the end */
    void *own;    /* struct csv, xlsx or json_lines */
    struct tray tray;
};

/* Each sets own and sheets, or says its trouble and returns false. */
bool csv_open(struct table *t, struct str name);
bool csv_rows(struct table *t);
bool csv_next(struct table *t, struct row *out);
int csv_progress(const struct table *t);

bool xlsx_open(struct table *t);
bool xlsx_rows(struct table *t, int sheet);
bool xlsx_next(struct table *t, struct row *out);
int xlsx_progress(const struct table *t);
void xlsx_close(struct table *t); /* also half open */

bool jsonl_open(struct table *t);
bool jsonl_rows(struct table *t);
bool jsonl_next(struct table *t, struct row *out);
int jsonl_progress(const struct table *t);
void jsonl_close(struct table *t);

#endif
