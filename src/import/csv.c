/* csv - rows of text between commas, semicolons, tabs or bars.
 *
 * RFC 4180, read generously where nothing can be misunderstood: any line end,
 * blanks after a closing quote, rows of different width. What could be
 * misunderstood marks its row. */
#include "reader.h"

#include <string.h>
#include <strings.h>

enum place { AT_START, IN_PLAIN, IN_QUOTES, JUST_CLOSED, AFTER_QUOTES };

struct csv {
    struct decoder start, now;
    struct str block; /* what is decoded, and how far we are */
    size_t at;
    int line;
    bool after_cr;  /* a line feed now belongs to it */
    bool stop[256]; /* bytes that mean something */
    /* the row being read */
    enum place place;
    int column;
    size_t bytes;
    bool stray;
};

/* ---- the delimiter ------------------------------------------------------*/

enum { SNIFF_LINES = 32 };

/* How many times each line has the candidate, outside quotes. */
static int count_lines(struct str s, char candidate, int count[SNIFF_LINES])
{
    bool quoted = false, any = false;
    int lines = 0, here = 0;

    for (size_t i = 0; i < s.n && lines < SNIFF_LINES; i++) {
        char c = s.p[i];

        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        here += c == candidate;
        any |= c > ' ' || c < 0;
        if (c != '\n' && c != '\r')
            continue;
        if (any)
            count[lines++] = here;
        here = 0;
        any = false;
    }
    if (any && lines < SNIFF_LINES)
        count[lines++] = here;
    return lines;
}

/* The greatest number of lines that have it equally often; ties go to those
 * that have it more often. */
static long agreement(struct str s, char candidate)
{
    int count[SNIFF_LINES], lines = count_lines(s, candidate, count);
    long best = 0;

    for (int i = 0; i < lines; i++) {
        long same = 0;

        for (int j = 0; j < lines; j++)
            same += count[j] == count[i];
        if (count[i] && same * 100000 + count[i] > best)
            best = same * 100000 + (count[i] < 99999 ? count[i] : 99999);
    }
    return best;
}

static char sniff_delimiter(struct str s)
{
    char found = ',';
    long best = 0;

    s.n = s.n < DECODER_BYTES ? s.n : DECODER_BYTES;
    for (const char *c = "\t;|,"; *c; c++) {
        long here = agreement(s, *c);

        if (here > best) {
            best = here;
            found = *c;
        }
    }
    return found;
}

/* "sep=;" in the first line: how Excel is told, so how it tells us. */
static bool told_delimiter(struct str s, char *delimiter)
{
    if (s.n < 5 || strncasecmp(s.p, "sep=", 4) != 0 || !strchr("\t;|,", s.p[4]))
        return false;
    if (s.n > 5 && s.p[5] != '\r' && s.p[5] != '\n')
        return false;
    *delimiter = s.p[4];
    return true;
}

/* ---- opening ------------------------------------------------------------*/

bool csv_open(struct table *t, struct str name)
{
    struct csv *c = arena_new(&t->memory, struct csv);
    struct str first;

    t->own = c;
    if (!decoder_open(&c->start, t->bytes, &t->memory, &t->trouble))
        return false;
    c->now = c->start;
    if (!decoder_next(&c->now, &first))
        return trouble(&t->trouble, c->now.bad ? c->now.bad : "file.empty", 0,
                       NULL);
    if (!told_delimiter(first, &t->delimiter))
        t->delimiter = name.n > 4 && strncasecmp(name.p + name.n - 4, ".tsv",
                                                 4) == 0 ?
                           '\t' :
                           sniff_delimiter(first);
    t->encoding = encoding_name(c->start.as);
    c->stop[(uint8_t)t->delimiter] = c->stop['"'] = true;
    c->stop['\n'] = c->stop['\r'] = true;
    return true;
}

static bool csv_more(struct csv *c)
{
    if (c->at < c->block.n)
        return true;
    c->at = 0;
    c->block.n = 0;
    return decoder_next(&c->now, &c->block);
}

bool csv_rows(struct table *t)
{
    struct csv *c = t->own;
    char told;

    c->now = c->start;
    c->block = S("");
    c->at = 0;
    c->line = 1;
    c->after_cr = false;
    if (csv_more(c) && told_delimiter(c->block, &told)) {
        c->at = c->block.n > 5 ? 6 : 5;
        c->after_cr = c->at == 6 && c->block.p[5] == '\r';
        c->line = 2;
    }
    return true;
}

int csv_progress(const struct table *t)
{
    const struct csv *c = t->own;
    size_t left = c->now.rest.n;

    if (c->now.as == ENCODING_UTF8)
        left += c->block.n - c->at;
    return (int)((t->bytes.n - left) * 1000 / t->bytes.n);
}

/* ---- one row ------------------------------------------------------------*/

static bool csv_close_cell(struct table *t, struct csv *c, int row)
{
    c->place = AT_START;
    if (!tray_close(&t->tray, c->column++, CELL_TEXT, false))
        return trouble(&t->trouble, "file.too_wide", row, "1024 cells");
    return true;
}

static bool csv_too_long(struct table *t, struct csv *c, int row)
{
    if (c->bytes <= TABLE_ROW_BYTES)
        return false;
    trouble(&t->trouble,
            c->place == IN_QUOTES ? "csv.open_quote" : "csv.long_line", row,
            "1 MB");
    return true;
}

/* Bytes that mean nothing but themselves, taken at one go. */
static void csv_take_run(struct table *t, struct csv *c)
{
    size_t from = c->at, end = c->block.n;

    if (end - from > TABLE_ROW_BYTES)
        end = from + TABLE_ROW_BYTES;
    while (c->at < end && !c->stop[(uint8_t)c->block.p[c->at]])
        c->at++;
    if (c->place == JUST_CLOSED)
        c->place = AFTER_QUOTES;
    if (c->place == AFTER_QUOTES)
        for (size_t i = from; i < c->at; i++)
            c->stray |= c->block.p[i] != ' ';
    if (c->place == AT_START)
        c->place = IN_PLAIN;
    if (c->place != AFTER_QUOTES || c->stray)
        tray_add(&t->tray, c->block.p + from, c->at - from);
    c->bytes += c->at - from;
}

static void csv_take_quote(struct table *t, struct csv *c)
{
    if (c->place == AT_START)
        c->place = IN_QUOTES;
    else if (c->place == IN_QUOTES)
        c->place = JUST_CLOSED;
    else if (c->place == IN_PLAIN)
        tray_add(&t->tray, "\"", 1);
    else if (c->place == JUST_CLOSED) {
        tray_add(&t->tray, "\"", 1); /* doubled: one of the text */
        c->place = IN_QUOTES;
    } else
        c->stray = true;
}

/* A byte with a meaning. True when it ends the row. */
static bool csv_take_stop(struct table *t, struct csv *c, int row)
{
    char ch = c->block.p[c->at];
    bool cr = c->after_cr;

    c->after_cr = ch == '\r';
    if (ch == '\n' && cr)
        ; /* the other half of a CR LF */
    else if (ch == '"')
        csv_take_quote(t, c);
    else if (ch == '\n' || ch == '\r') {
        c->line++;
        if (c->place == IN_QUOTES)
            tray_add(&t->tray, "\n", 1);
        else {
            c->at++;
            return true;
        }
    } else if (c->place == IN_QUOTES)
        tray_add(&t->tray, &ch, 1);
    else
        csv_close_cell(t, c, row);
    c->at++;
    c->bytes++;
    return false;
}

static bool csv_end(struct table *t, struct csv *c, int row, struct row *out)
{
    if (t->trouble.code || !csv_close_cell(t, c, row))
        return false;
    out->number = row;
    out->bad = c->stray ? "csv.stray_quote" : NULL;
    tray_row(&t->tray, out);
    return true;
}

bool csv_next(struct table *t, struct row *out)
{
    struct csv *c = t->own;
    int row = c->line;

    tray_clear(&t->tray);
    c->place = AT_START;
    c->column = 0;
    c->bytes = 0;
    c->stray = false;
    while (csv_more(c)) {
        if (c->after_cr && c->bytes == 0 && c->block.p[c->at] == '\n') {
            c->at++;
            c->after_cr = false;
            continue;
        }
        if (!c->stop[(uint8_t)c->block.p[c->at]]) {
            c->after_cr = false;
            csv_take_run(t, c);
        } else if (csv_take_stop(t, c, row))
            return csv_end(t, c, row, out);
        if (csv_too_long(t, c, row) || t->trouble.code)
            return false;
    }
    if (c->now.bad)
        return trouble(&t->trouble, c->now.bad, c->line, t->encoding);
    if (c->place == IN_QUOTES)
        return trouble(&t->trouble, "csv.open_quote", row, NULL);
    return c->bytes && csv_end(t, c, row, out);
}
