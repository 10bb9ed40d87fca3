/* tool - what the build's small programs share: whole files in, one C file
 * out, and trouble told as file:line so that an editor can jump there.
 *
 * They run for a moment and end, so nothing is freed. */
#ifndef SAATH_TOOL_H
#define SAATH_TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct text {
    const char *file;
    const char *p; /* 0-terminated, though it may hold NULs */
    size_t n;
};

struct text text_read(const char *file); /* ends the tool on trouble */
int text_line(const struct text *t, const char *at); /* from 1 */

/* Whether the n bytes at p stand in the text, beside them none of a name. */
bool text_names(const struct text *t, const char *p, size_t n);

_Noreturn void tool_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void tool_usage(const char *line);

void *tool_room(void *old, size_t n, size_t each); /* n full: room for more */
char *tool_blank(size_t n);                        /* n + 1 zeros */
char *tool_copy(const char *p, size_t n);          /* 0-terminated */

/* A file to write, with a line saying who made it; one at a time. A file that
 * would be the same again is left alone, so what was built from it stands. */
FILE *out_open(const char *file);
void out_close(FILE *out, const char *file);
/* A C string literal, broken after each newline; NULL as the word NULL. */
void out_text(FILE *out, const char *p, size_t n, const char *indent);

/* Where a table travels, in a phone's kernel, it is written as one text, each
 * part ended by a 0, and laid out when the program starts: the addresses that
 * the compiler would put into it pack badly. */
void out_ended(FILE *out, const char *p);

#endif
